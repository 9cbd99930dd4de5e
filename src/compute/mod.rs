//! L5: computation on local sections: element-wise functions, conversion, filling, and the local
//! part of reductions. One process, no MPI.
//!
//! * `view` describes memory, `walk` turns views into one-dimensional rows;
//! * `ufunc` and `reduce` know operations, dtypes and rules (no `unsafe`);
//! * `kernels` holds the loops over raw memory, one table entry per operation and dtype.

pub mod kernels;
pub mod reduce;
pub mod ufunc;
pub mod view;
pub mod walk;

pub use reduce::{Partial, ReduceOp, reduce_dtype, reduce_local};
pub use ufunc::{
    BinaryOp, Loop, OperandType, UnaryOp, binary_dtypes, copy, fill, run_binary, run_unary, unary_dtypes,
};
pub use view::{LocalView, Operand, Overlap, overlaps};
