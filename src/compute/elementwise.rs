//! Element-wise functions on distributed arrays whose operands are aligned: nothing is sent.

use super::kernels::sections::{self, Part};
use super::{BinaryOp, Loop, OperandType, UnaryOp, binary_dtypes, unary_dtypes};
use crate::array::{Array, Fill};
use crate::dtype::{Casting, DType, can_cast};
use crate::error::{Error, Result, Status};
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
}

/// The operation of a prepared call.
#[derive(Clone, Copy)]
enum Op {
    Unary(UnaryOp),
    Binary(BinaryOp),
}

/// A checked element-wise call.
pub struct Elementwise {
    op: Op,
    inner: Loop,
    arguments: Vec<Argument>,
    /// The array whose shape and distribution the result has.
    model: Arc<Array>,
    out: Option<Arc<Array>>,
}

/// Checks a function of one operand.
pub fn prepare_unary(op: UnaryOp, a: Arc<Array>, out: Option<Arc<Array>>) -> Result<Elementwise> {
    let inner = unary_dtypes(op, a.dtype())?;
    Elementwise::check(op.name(), Op::Unary(op), inner, vec![Argument::Array(a)], out)
}

/// Checks a function of two operands.
pub fn prepare_binary(
    op: BinaryOp,
    a: Argument,
    b: Argument,
    out: Option<Arc<Array>>,
) -> Result<Elementwise> {
    let inner = binary_dtypes(op, a.kind(), b.kind())?;
    Elementwise::check(op.name(), Op::Binary(op), inner, vec![a, b], out)
}

impl Elementwise {
    fn check(
        name: &str,
        op: Op,
        inner: Loop,
        mut arguments: Vec<Argument>,
        out: Option<Arc<Array>>,
    ) -> Result<Elementwise> {
        for argument in &mut arguments {
            if let Argument::Scalar(value) = argument {
                // A Python-like integer that the dtype can not hold is an error, as in NumPy 2.
                *value = value.convert(inner.input)?;
            }
        }
        let arrays: Vec<&Arc<Array>> = arguments.iter().filter_map(Argument::array).collect();
        let Some(model) = arrays.first().map(|a| Arc::clone(a)) else {
            fail!(Argument, "{name} needs at least one array");
        };
        for other in &arrays[1..] {
            check_aligned(name, &model, other)?;
        }
        if let Some(out) = &out {
            check_out(name, &model, out, inner.output)?;
        }
        Ok(Elementwise { op, inner, arguments, model, out })
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
        let mut copies = Vec::new();
        for argument in &self.arguments {
            copies.push(match argument {
                Argument::Array(a) => copied_where_needed(a, target)?,
                Argument::Scalar(_) => None,
            });
        }
        let part = |k: usize| match &self.arguments[k] {
            Argument::Scalar(value) => Ok(Part::Scalar(*value)),
            Argument::Array(a) => match (&copies[k], a.local()) {
                (Some(copied), _) => Ok(Part::Section(copied.part().whole())),
                (None, Some(local)) => Ok(Part::Section(local.owned())),
                (None, None) => Err(Error::new(Status::Internal, "an aligned operand has no section here")),
            },
        };
        match (self.op, part(0)?) {
            (Op::Unary(op), Part::Section(a)) => sections::unary(op, &self.inner, &a, target),
            (Op::Binary(op), a) => sections::binary(op, &self.inner, &a, &part(1)?, target),
            (Op::Unary(_), Part::Scalar(_)) => fail!(Internal, "a function of one scalar"),
        }
    }
}

/// A contiguous copy of an operand that overlaps the result otherwise than element by element.
fn copied_where_needed(array: &Array, target: &SafeView<'_>) -> Result<Option<Scratch>> {
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
fn check_out(name: &str, model: &Array, out: &Array, result: DType) -> Result<()> {
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
