//! The most frequent calls by far: arrays that lie alike, or one and a scalar, of the loop's own dtypes, dense. What a
//! general call has to find out takes longer than computing a few elements, so these are told by a few comparisons.

use super::{Argument, Arguments, Elementwise, Function, Options, Outs};
use crate::array::{Array, Fill};
use crate::compute::kernels::apply::{dense, dense_with_scalar};
use crate::compute::kernels::lookup::{Kernel, kernel};
use crate::compute::op::{Op, Signature};
use crate::compute::resolve::{Side, resolve};
use crate::compute::ufunc::OperandType;
use crate::cpu::Path;
use crate::dtype::{Casting, DType, Kind};
use crate::error::Result;
use crate::value::Value;
use smallvec::SmallVec;
use std::sync::Arc;

/// What a call is, once it is known to be a simple one.
struct Known {
    op: Op,
    path: Path,
    kernel: Kernel,
    signature: Signature,
    /// Where the result goes; None for a new array like the first operand.
    out: Option<Arc<Array>>,
}

impl Known {
    /// The loop for these operands, of which the arrays, all like `model`, are `arrays`. None where a look at the
    /// values has to come first, or something is wrong.
    fn new(op: Op, kinds: &[OperandType], arrays: &[&Arc<Array>], out: Option<&Arc<Array>>) -> Option<Known> {
        let (model, others) = arrays.split_first()?;
        if op.nout() != 1 || !others.iter().copied().chain(out).all(|array| lies_as(array, model)) {
            return None;
        }
        let signature = resolve(op, kinds, None, Casting::SameKind).ok()?;
        let result = *signature.results().first()?;
        if out.is_some_and(|out| out.is_read_only() || out.dtype() != result) {
            return None;
        }
        let options = model.context().options();
        let path = Path { level: options.level_of_loops(), accuracy: options.accuracy };
        let kernel = kernel(op, &signature, path)?;
        // An integer's negative exponent has to be found before anything is written.
        let looks = op == Op::Power && !matches!(result.kind(), Kind::Float | Kind::Complex);
        (!looks).then(|| Known { op, path, kernel, signature, out: out.cloned() })
    }

    /// The array that receives the result.
    fn result(&self, model: &Array, serial: u64) -> Result<Arc<Array>> {
        match &self.out {
            Some(out) => Ok(out.clone()),
            None => model.like(
                self.signature.results().first().copied().unwrap_or(DType::Bool),
                Fill::Empty,
                serial,
            ),
        }
    }

    /// Computes it the general way, where memory is not laid out for the quick one on this rank.
    #[cold]
    fn generally(&self, operands: Arguments, result: Arc<Array>, serial: u64) -> Result<()> {
        let options = Options { accuracy: self.path.accuracy, ..Options::default() };
        let outs = Outs::from_iter([Some(result)]);
        let function = Function::Built(self.op);
        Elementwise::prepare(&function, operands, outs, options, self.path.level)?.run(serial).map(drop)
    }
}

/// Whether two arrays are distributed alike, on one context.
#[inline]
fn lies_as(array: &Array, model: &Array) -> bool {
    Arc::ptr_eq(array.context(), model.context())
        && (Arc::ptr_eq(array.placement(), model.placement())
            || array.placement().fingerprint() == model.placement().fingerprint())
}

/// A call with `N` arrays that needs no further checks.
pub struct Quick<const N: usize> {
    known: Known,
    operands: [Arc<Array>; N],
}

impl<const N: usize> Quick<N> {
    /// The call, if it is such a simple one; else the general way says what is wrong, or does more.
    pub fn new(op: Op, operands: [&Arc<Array>; N], out: Option<&Arc<Array>>) -> Option<Quick<N>> {
        let kinds = operands.map(|array| array.dtype().into());
        let known = Known::new(op, &kinds, &operands, out)?;
        let own = known.signature.operands().iter().zip(operands).all(|(dtype, a)| a.dtype() == *dtype);
        own.then(|| Quick { known, operands: operands.map(Arc::clone) })
    }

    /// Computes it. Local.
    pub fn run(self, serial: u64) -> Result<Arc<Array>> {
        let result = self.known.result(&self.operands[0], serial)?;
        if !self.at_once(&result) {
            let operands = self.operands.into_iter().map(Argument::Array).collect();
            self.known.generally(operands, result.clone(), serial)?;
        }
        Ok(result)
    }

    /// Computes it; false, and nothing was done, where memory is not laid out for that here.
    fn at_once(&self, result: &Array) -> bool {
        let Some(local) = result.local() else { return true };
        let target = local.owned();
        if target.view().is_empty() {
            return true;
        }
        let mut sections = [target; N];
        for (section, array) in sections.iter_mut().zip(&self.operands) {
            let Some(local) = array.local() else { return false };
            *section = local.owned();
        }
        let done = dense(self.known.kernel, &self.known.signature, target, &sections);
        if done {
            result.wrote();
        }
        done
    }
}

/// A call with an array and a scalar that needs no further checks.
pub struct Beside {
    known: Known,
    array: Arc<Array>,
    scalar: Value,
    side: Side,
}

impl Beside {
    /// The call, if it is such a simple one, with the scalar on `side`.
    pub fn new(
        op: Op,
        array: &Arc<Array>,
        scalar: Value,
        side: Side,
        out: Option<&Arc<Array>>,
    ) -> Option<Beside> {
        let (own, other): (OperandType, OperandType) = (array.dtype().into(), scalar.into());
        let kinds = if side == Side::Left { [other, own] } else { [own, other] };
        let known = Known::new(op, &kinds, &[array], out)?;
        let [left, right] = *known.signature.operands() else { return None };
        let (wide, single) = if side == Side::Left { (right, left) } else { (left, right) };
        let scalar = scalar.convert(single).ok()?;
        (wide == array.dtype()).then(|| Beside { known, array: array.clone(), scalar, side })
    }

    /// Computes it. Local.
    pub fn run(self, serial: u64) -> Result<Arc<Array>> {
        let result = self.known.result(&self.array, serial)?;
        if !self.at_once(&result) {
            let mut operands: SmallVec<_> =
                SmallVec::from([Argument::Array(self.array), Argument::Scalar(self.scalar)]);
            if self.side == Side::Left {
                operands.swap(0, 1);
            }
            self.known.generally(operands, result.clone(), serial)?;
        }
        Ok(result)
    }

    fn at_once(&self, result: &Array) -> bool {
        let Some(local) = result.local() else { return true };
        let target = local.owned();
        if target.view().is_empty() {
            return true;
        }
        let Some(local) = self.array.local() else { return false };
        let left = self.side == Side::Left;
        let Known { kernel, signature, .. } = &self.known;
        let done = dense_with_scalar(*kernel, signature, target, local.owned(), &self.scalar, left);
        if done {
            result.wrote();
        }
        done
    }
}
