//! L7: the C ABI. One file per noun: check pointers, call the core, write the out-parameter.
//! No algorithms here.
//!
//! Names are C's, so Rust's naming rules do not hold in this folder.
#![allow(non_camel_case_types, reason = "the C ABI's names")]
#![allow(clippy::missing_safety_doc, reason = "a C function's contract is its whole documentation")]
#![allow(clippy::too_many_arguments, reason = "argument lists are the C ABI's")]

pub mod access;
pub mod array;
pub mod compute;
pub mod context;
pub mod creation;
pub mod cursor;
pub mod derive;
pub mod dim_data;
pub mod dim_spec;
pub mod distbuffer;
pub mod distribution;
pub mod dtype;
pub mod error;
pub(crate) mod frame;
pub mod functions;
pub(crate) mod guard;
pub mod halo;
pub(crate) mod handles;
pub mod histogram;
pub mod labels;
pub mod layout;
pub mod layout_mpi;
pub mod library;
pub mod order;
pub mod plan;
pub mod print;
pub mod ranges;
pub mod redistribute;
pub mod reduction;
pub mod reduction_more;
pub mod reduction_nan;
pub mod reduction_totals;
pub mod scan;
pub mod slice;
pub mod stats;
pub mod trace;
pub mod ufunc;
pub mod ufuncs;
pub mod value;
pub mod view;
