//! Computation on local sections, as one program so that the helpers are compiled once.

#[path = "compute_creation.rs"]
mod creation;
#[path = "compute_math.rs"]
mod math;
#[path = "compute_promotion.rs"]
mod promotion;
#[path = "compute_properties.rs"]
mod properties;
#[path = "compute_reduce.rs"]
mod reduce;
#[path = "compute_support.rs"]
mod support;
#[path = "compute_value.rs"]
mod value;
#[path = "compute_vectors.rs"]
mod vectors;
