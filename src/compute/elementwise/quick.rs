//! The most frequent call by far: arrays that lie alike, of the loop's own dtypes, dense, with a result that is there.
//! What a general call has to find out takes longer than computing a few elements, so this case is told by a few
//! comparisons.

use super::{Argument, Elementwise, Function, Options, Outs};
use crate::array::Array;
use crate::compute::kernels::apply::dense;
use crate::compute::kernels::lookup::{Kernel, kernel};
use crate::compute::op::{Op, Signature};
use crate::compute::resolve::resolve;
use crate::cpu::Path;
use crate::dtype::{Casting, Kind};
use crate::error::Result;
use crate::fail;
use std::sync::Arc;

/// A call that needs no further checks: `N` arrays, the result first.
pub struct Quick<const N: usize> {
    op: Op,
    path: Path,
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
        // An integer's negative exponent has to be found before anything is written.
        let looks = op == Op::Power && !matches!(first.kind(), Kind::Float | Kind::Complex);
        (!looks).then(|| Quick { op, path, kernel, signature, arrays: arrays.map(Arc::clone) })
    }

    /// Computes it; the general way where memory is not laid out for the quick one on this rank. Local.
    pub fn run(self, serial: u64) -> Result<()> {
        if self.at_once()? {
            return Ok(());
        }
        let mut arrays = self.arrays.into_iter();
        let outs = Outs::from_iter([arrays.next()]);
        let operands = arrays.map(Argument::Array).collect();
        let options = Options { accuracy: self.path.accuracy, ..Options::default() };
        let function = Function::Built(self.op);
        Elementwise::prepare(&function, operands, outs, options, self.path.level)?.run(serial).map(drop)
    }

    /// Computes it; false, and nothing was done, where memory is not laid out for that here.
    fn at_once(&self) -> Result<bool> {
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
