//! Loops of transcendental functions, real and complex, and of what only approximates.

use super::level::Path;
use super::lookup::Kernel;
use crate::compute::op::{Op, Signature};

/// The loop of `op` for exactly these dtypes, if this family has it.
pub fn kernel(_op: Op, _signature: &Signature, _path: Path) -> Option<Kernel> {
    None
}
