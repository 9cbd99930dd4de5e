//! The one place that knows a loop for every function and signature.

use crate::compute::op::{Op, Signature};
use crate::cpu::Path;

/// A loop over `n` elements that lie side by side: `ptrs` are the addresses of the results, then of the
/// operands, in the order of the signature.
///
/// Safety: every array has `n` elements of its dtype, aligned, readable, and for results writable. A result
/// is the same memory as an operand of the same element size, or shares none with it; results share none with each
/// other.
pub type Kernel = unsafe fn(ptrs: *const *mut u8, n: usize);

/// The loop of `op` for exactly these dtypes; None if there is none.
pub fn kernel(op: Op, signature: &Signature, path: Path) -> Option<Kernel> {
    super::exact::kernel(op, signature, path).or_else(|| super::math::kernel(op, signature, path))
}
