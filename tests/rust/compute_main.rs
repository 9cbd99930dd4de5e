//! Computation on local sections, as one program so that the helpers are compiled once.

#[path = "compute_creation.rs"]
mod creation;
#[path = "compute_evaluate.rs"]
mod evaluate;
#[path = "compute_kernels_complex.rs"]
mod kernels_complex;
#[path = "compute_kernels_floats.rs"]
mod kernels_floats;
#[path = "compute_kernels_integers.rs"]
mod kernels_integers;
#[path = "compute_kernels_loops.rs"]
mod kernels_loops;
#[path = "compute_kernels_support.rs"]
mod kernels_support;
#[path = "compute_math.rs"]
mod math;
#[path = "compute_promotion.rs"]
mod promotion;
#[path = "compute_properties.rs"]
mod properties;
#[path = "compute_reduce.rs"]
mod reduce;
#[path = "compute_resolve.rs"]
mod resolve;
#[path = "compute_support.rs"]
mod support;
#[path = "compute_value.rs"]
mod value;
#[path = "compute_vectors.rs"]
mod vectors;
