//! L5: computation on local sections: element-wise functions, conversion, filling, and the local
//! part of reductions. One process, no MPI.
//!
//! * `walk` turns views of memory (`memory::LocalView`) into one-dimensional rows;
//! * `ufunc` knows operations, dtypes and rules (no `unsafe`);
//! * `reduction` makes fewer elements of many, by the loops of `kernels::reduce`;
//! * `sequence` is what arange, linspace and logspace have in common;
//! * `functions` keeps the functions that the application registered by name;
//! * `kernels` holds the loops over raw memory, one table entry per operation and dtype.

pub mod arange;
pub mod creation;
pub mod elementwise;
pub mod functions;
pub mod kernels;
pub mod map;
pub mod op;
pub mod operand;
pub mod reduction;
pub mod replicas;
pub mod runs;
pub mod sequence;
pub mod spaced;
pub mod ufunc;
pub mod walk;

pub use operand::Operand;
pub use reduction::ReduceOp;
pub use ufunc::{
    BinaryOp, Loop, OperandType, UnaryOp, binary_dtypes, copy, fill, run_binary, run_unary, unary_dtypes,
};
