//! NumPy's element-wise functions, each under its own name. What they do is `capi/compute.rs`'s; every function
//! here only says which one it is.

pub mod arithmetic;
pub mod bits;
pub mod closeness;
pub mod comparison;
pub mod exponential;
pub mod floating;
pub mod hyperbolic;
pub mod logic;
pub mod numbers;
pub mod powers;
pub mod rounding;
pub mod selection;
pub mod trigonometric;
