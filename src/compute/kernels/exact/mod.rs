//! Loops of functions whose results are exact: integers, comparisons, IEEE arithmetic, rounding.

use super::level::Path;
use super::lookup::Kernel;
use crate::compute::op::{Op, Signature};

/// The loop of `op` for exactly these dtypes, if this family has it.
pub fn kernel(_op: Op, _signature: &Signature, _path: Path) -> Option<Kernel> {
    None
}
