//! Which instructions a loop may use, and how exact it is.

pub use crate::cpu::{Accuracy, Level, Path};
