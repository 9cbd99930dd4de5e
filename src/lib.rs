//! `libdistarray`: distributed arrays behind a plain C ABI.
//!
//! Layers, imports point down only (`docs/architecture.md` has the picture):
//!
//! ```text
//! L7  capi          one file per C noun: check, call, write the out-parameter
//! L5  exchange      moving elements between ranks
//!     compute       ufuncs and reductions on local sections
//! L4  array         Array = context + distribution + dtype + memory + strides
//! L3  context memory
//! L2  distribution plan (pure)
//! L1  index protocol format (pure)   mpi (the only calls into MPI)
//! L0  error dtype element value
//! ```

pub mod array;
pub mod capi;
pub mod compute;
pub mod context;
pub mod cpu;
pub mod distribution;
pub mod dtype;
pub mod element;
pub mod error;
pub mod exchange;
pub mod format;
pub mod index;
pub mod memory;
pub mod mpi;
pub mod plan;
pub mod protocol;
pub mod value;
