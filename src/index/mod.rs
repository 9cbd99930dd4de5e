//! L1, pure: shapes with checked products, strides, runs of indices and slices.
//!
//! Nothing here knows of ranks. The distribution layer describes with these types which indices a
//! rank holds, the plan layer intersects them.

mod axes;
mod comb;
mod indexing;
mod overlap;
mod run;
mod shape;
mod slice;

pub use axes::{moved_order, normalize_axes, normalize_axis, swapped_order, transposed_order};
pub use comb::Comb;
pub use indexing::{IndexItem, Selected, parse_indexing, resolve_indexing};
pub use overlap::{Overlap, overlap};
pub use run::{Overlaps, Run};
pub use shape::{
    c_strides, check_index, check_ndim, check_shape, extent_of, f_strides, ravel, shape_text, size_of,
    unravel,
};
pub use slice::AxisSlice;

/// A half-open interval of indices, `start..stop`; empty where `start >= stop`.
pub type Range = std::ops::Range<i64>;

/// Most axes an array may have.
pub const MAX_NDIM: usize = 32;
