//! L1, pure: the Distributed Array Protocol 0.10.0's data model, its rules and its JSON text.
//!
//! Numbers in error messages ("statement 44") are those of `tests/vectors/spec_checklist.md`;
//! `docs/protocol.md` says how this library reads the specification where it is silent.
#![forbid(unsafe_code)]

pub mod abi;
pub mod element;
pub mod json;
pub mod ops;
pub mod rules;
pub mod section;
pub mod sets;
pub mod version;

pub use section::{Section, Structure, validate_section};
pub use sets::{AxisFacts, validate_axis, validate_sets, validate_structures};

/// The protocol version that this library speaks.
pub const DAP_VERSION: [u32; 3] = [0, 10, 0];

pub use crate::index::MAX_NDIM;

/// One dimension dictionary, as given; the values may break the rules until it was validated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DimDict {
    /// Global elements along the axis, boundary padding included.
    pub size: i64,
    /// Processes of the grid along this axis.
    pub grid_size: i64,
    /// This process's coordinate along this axis.
    pub grid_rank: i64,
    /// The rest, by `dist_type`.
    pub kind: DimKind,
}

/// The keys that belong to one `dist_type`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DimKind {
    /// The empty dictionary: block over a grid of one, the buffer's extent. `size` is then 0 or
    /// that extent, and the grid fields are 0.
    Alias,
    /// `b`
    Block {
        /// First global index in the buffer, padding included.
        start: i64,
        /// One past the last global index in the buffer, padding included.
        stop: i64,
        /// Widths of the padded regions at both ends of the buffer.
        padding: [i64; 2],
        /// Whether the axis wraps around.
        periodic: bool,
    },
    /// `c`
    Cyclic {
        /// First global index here.
        start: i64,
        /// Width of the blocks that are dealt out.
        block_size: i64,
    },
    /// `u`
    Unstructured {
        /// The label of every local index.
        indices: std::sync::Arc<[i64]>,
        /// Whether no label stands on two ranks.
        one_to_one: bool,
    },
}

impl DimDict {
    /// The protocol's letter; empty for the alias.
    pub fn dist_type(&self) -> &'static str {
        match self.kind {
            DimKind::Alias => "",
            DimKind::Block { .. } => "b",
            DimKind::Cyclic { .. } => "c",
            DimKind::Unstructured { .. } => "u",
        }
    }

    /// The empty dictionary, its extent not known yet.
    pub fn alias() -> DimDict {
        DimDict { size: 0, grid_size: 0, grid_rank: 0, kind: DimKind::Alias }
    }

    /// An axis that is not distributed: block over a grid of one, without padding.
    pub fn undistributed(extent: i64) -> DimDict {
        let kind = DimKind::Block { start: 0, stop: extent, padding: [0, 0], periodic: false };
        DimDict { size: extent, grid_size: 1, grid_rank: 0, kind }
    }
}
