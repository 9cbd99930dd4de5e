//! Element-wise functions on distributed arrays whose operands are aligned: nothing is sent.

use super::kernels::sections::{self, Part};
use super::{BinaryOp, Loop, OperandType, UnaryOp, binary_dtypes, unary_dtypes};
use crate::array::{Array, Fill};
use crate::dtype::{Casting, DType, can_cast};
use crate::error::Result;
use crate::fail;
use crate::index::shape_text;
use crate::memory::{Overlap, SafeView, Scratch, overlaps};
use crate::value::Value;
use std::sync::Arc;

/// An operand as the caller gives it.
#[derive(Clone)]
pub enum Argument {
    /// An array.
    Array(Arc<Array>),
    /// A scalar.
    Scalar(Value),
}

impl Argument {
    fn kind(&self) -> OperandType {
        match self {
            Argument::Array(a) => a.dtype().into(),
            Argument::Scalar(v) => (*v).into(),
        }
    }

    fn array(&self) -> Option<&Arc<Array>> {
        match self {
            Argument::Array(a) => Some(a),
            Argument::Scalar(_) => None,
        }
    }

    /// A scalar in the loop's dtype; an integer literal that it can not hold is an error, as in
    /// NumPy 2.
    fn fitted(self, dtype: DType) -> Result<Argument> {
        match self {
            Argument::Scalar(value) => Ok(Argument::Scalar(value.convert(dtype)?)),
            array => Ok(array),
        }
    }

    fn copied_where_needed(&self, target: &SafeView<'_>) -> Result<Option<Scratch>> {
        self.array().map_or(Ok(None), |a| copied_where_needed(a, target))
    }

    fn part<'a>(&'a self, copied: Option<&'a Scratch>) -> Result<Part<'a>> {
        match self {
            Argument::Array(a) => Ok(Part::Section(section(a, copied)?)),
            Argument::Scalar(value) => Ok(Part::Scalar(*value)),
        }
    }
}

/// The operation of a prepared call, with its operands.
enum Work {
    Unary(UnaryOp, Arc<Array>),
    Binary(BinaryOp, [Argument; 2]),
}

/// A checked element-wise call. Nothing here is on the heap: calls on small arrays are frequent.
pub struct Elementwise {
    work: Work,
    inner: Loop,
    /// The array whose shape and distribution the result has.
    model: Arc<Array>,
    out: Option<Arc<Array>>,
}

/// Checks a function of one operand.
pub fn prepare_unary(op: UnaryOp, a: Arc<Array>, out: Option<Arc<Array>>) -> Result<Elementwise> {
    let inner = unary_dtypes(op, a.dtype())?;
    let model = a.clone();
    Elementwise { work: Work::Unary(op, a), inner, model, out }.with_checked_out(op.name())
}

/// Checks a function of two operands.
pub fn prepare_binary(
    op: BinaryOp,
    a: Argument,
    b: Argument,
    out: Option<Arc<Array>>,
) -> Result<Elementwise> {
    let name = op.name();
    let inner = binary_dtypes(op, a.kind(), b.kind())?;
    let model = match (a.array(), b.array()) {
        (Some(x), Some(y)) => {
            check_aligned(name, x, y)?;
            x.clone()
        }
        (Some(x), None) | (None, Some(x)) => x.clone(),
        (None, None) => fail!(Argument, "{name} needs at least one array"),
    };
    let operands = [a.fitted(inner.input)?, b.fitted(inner.input)?];
    Elementwise { work: Work::Binary(op, operands), inner, model, out }.with_checked_out(name)
}

impl Elementwise {
    fn with_checked_out(self, name: &str) -> Result<Elementwise> {
        if let Some(out) = &self.out {
            check_out(name, &self.model, out, self.inner.output)?;
        }
        Ok(self)
    }

    /// Computes, into `out` or into a new array.
    pub fn run(self, serial: u64) -> Result<Arc<Array>> {
        let out = match &self.out {
            Some(out) => out.clone(),
            None => self.model.like(self.inner.output, Fill::Empty, serial)?,
        };
        if let Some(local) = out.local() {
            self.run_local(&local.owned())?;
        }
        out.wrote();
        Ok(out)
    }

    fn run_local(&self, target: &SafeView<'_>) -> Result<()> {
        match &self.work {
            Work::Unary(op, a) => {
                let copied = copied_where_needed(a, target)?;
                sections::unary(*op, &self.inner, &section(a, copied.as_ref())?, target)
            }
            Work::Binary(op, [a, b]) => {
                let (copied_a, copied_b) = (a.copied_where_needed(target)?, b.copied_where_needed(target)?);
                let (x, y) = (a.part(copied_a.as_ref())?, b.part(copied_b.as_ref())?);
                sections::binary(*op, &self.inner, &x, &y, target)
            }
        }
    }
}

/// The elements of an operand here: its own, or those of the copy.
pub(super) fn section<'a>(array: &'a Array, copied: Option<&'a Scratch>) -> Result<SafeView<'a>> {
    match (copied, array.local()) {
        (Some(copied), _) => Ok(copied.part().whole()),
        (None, Some(local)) => Ok(local.owned()),
        (None, None) => fail!(Internal, "an aligned operand has no section here"),
    }
}

/// A contiguous copy of an operand that overlaps the result otherwise than element by element.
pub(super) fn copied_where_needed(array: &Array, target: &SafeView<'_>) -> Result<Option<Scratch>> {
    let Some(local) = array.local() else { return Ok(None) };
    let source = local.owned();
    if overlaps(source.view(), target.view()) != Overlap::Partial {
        return Ok(None);
    }
    let scratch = Scratch::new(source.view().shape, array.dtype(), array.context().budget())?;
    sections::copy(&source, &scratch.part().whole())?;
    Ok(Some(scratch))
}

/// Operands of one shape whose elements lie on the same ranks.
fn check_aligned(name: &str, a: &Array, b: &Array) -> Result<()> {
    let aligned = a.placement().aligned(b.placement())?;
    if a.shape() != b.shape() {
        fail!(
            Shape,
            "{name}: operands of shapes {} and {}; this version combines equal shapes and scalars",
            shape_text(a.shape()),
            shape_text(b.shape())
        );
    }
    if !aligned {
        fail!(
            Conform,
            "{name}: the operands are distributed differently ({} and {}), so that data would have to move",
            a.distribution().describe(),
            b.distribution().describe()
        );
    }
    Ok(())
}

/// A live `out`: writable, of the result's shape and place, and of a dtype that can take it.
pub(super) fn check_out(name: &str, model: &Array, out: &Array, result: DType) -> Result<()> {
    out.require_writable("out")?;
    check_aligned(name, model, out)?;
    if !can_cast(result, out.dtype(), Casting::SameKind) {
        fail!(
            Casting,
            "{name}: the result is {result}, which can not be cast to `out`'s {} by the rule same_kind",
            out.dtype()
        );
    }
    Ok(())
}
