//! The most frequent call by far: arrays that lie alike, of the loop's own dtypes, dense, with a result that is there.
//! What a general call has to find out takes longer than computing a few elements, so this case is told by a few
//! comparisons.

use crate::array::Array;
use crate::compute::kernels::apply::dense;
use crate::compute::kernels::lookup::{Kernel, kernel};
use crate::compute::op::{Op, Signature};
use crate::compute::resolve::resolve;
use crate::cpu::Path;
use crate::dtype::Casting;
use crate::error::Result;
use crate::fail;
use std::sync::Arc;

/// A call that needs no further checks: `N` arrays, the result first.
pub struct Quick<const N: usize> {
    kernel: Kernel,
    signature: Signature,
    arrays: [Arc<Array>; N],
}

impl<const N: usize> Quick<N> {
    /// The call, if it is such a simple one; else the general way says what is wrong, or does more.
    pub fn new(op: Op, arrays: [&Arc<Array>; N]) -> Option<Quick<N>> {
        let (out, operands) = arrays.split_first()?;
        let alike = |a: &&Arc<Array>| {
            Arc::ptr_eq(a.context(), out.context())
                && (Arc::ptr_eq(a.placement(), out.placement())
                    || a.placement().fingerprint() == out.placement().fingerprint())
        };
        if out.is_read_only() || op.nout() != 1 || !operands.iter().all(alike) {
            return None;
        }
        let first = operands.first()?.dtype();
        let kinds = [first.into(), first.into()];
        let signature = resolve(op, kinds.get(..N - 1)?, None, Casting::SameKind).ok()?;
        if !signature.all().iter().zip(arrays).all(|(dtype, array)| array.dtype() == *dtype) {
            return None;
        }
        let options = out.context().options();
        let path = Path { level: options.level_of_loops(), accuracy: options.accuracy };
        let kernel = kernel(op, &signature, path)?;
        Some(Quick { kernel, signature, arrays: arrays.map(Arc::clone) })
    }

    /// Computes it; false, and nothing was done, where memory is not laid out for that here.
    pub fn run(&self) -> Result<bool> {
        let [out, ..] = &self.arrays[..] else { fail!(Internal, "a call without a result") };
        let Some(local) = out.local() else { return Ok(true) };
        let target = local.owned();
        if target.view().is_empty() {
            return Ok(true);
        }
        let mut sections = [target; N];
        for (section, array) in sections.iter_mut().zip(&self.arrays) {
            let Some(local) = array.local() else { return Ok(false) };
            *section = local.owned();
        }
        let done = dense(self.kernel, &self.signature, &sections);
        if done {
            out.wrote();
        }
        Ok(done)
    }
}
