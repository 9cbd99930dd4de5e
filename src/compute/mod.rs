//! L5: computation on local sections: element-wise functions, conversion, filling, and the local
//! part of reductions. One process, no MPI.
//!
//! * `walk` turns views of memory (`memory::LocalView`) into one-dimensional rows;
//! * `ufunc` knows operations, dtypes and rules (no `unsafe`);
//! * `reduction` makes fewer elements of many, by the loops of `kernels::reduce`;
//! * `sequence` is what arange, linspace and logspace have in common;
//! * `functions` keeps the functions that the application registered by name;
//! * `kernels` holds the loops over raw memory, one table entry per operation and dtype.

pub mod agree;
pub mod arange;
pub mod bincount;
pub mod creation;
pub mod elementwise;
pub mod functions;
pub mod histogram;
pub mod kernels;
pub mod listed;
pub mod map;
pub mod moving;
pub mod op;
pub mod reduction;
pub mod replicas;
pub mod resolve;
pub mod runs;
pub mod scan;
pub mod sequence;
pub mod spaced;
pub mod special;
pub mod trace;
pub mod ufunc;
pub mod user;
pub mod walk;

pub use kernels::copy::{copy, fill};
pub use op::{Op, Signature};
pub use reduction::ReduceOp;
pub use ufunc::OperandType;
