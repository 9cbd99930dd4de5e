//! The kernels on sections of arrays, whose memory is known to be valid.

use super::reduce::reduce_local;
use super::run;
use crate::compute::operand::Operand;
use crate::compute::reduce::{Partial, ReduceOp};
use crate::compute::ufunc::{BinaryOp, Loop, UnaryOp};
use crate::error::Result;
use crate::memory::SafeView;
use crate::value::Value;

/// An operand on this rank.
#[derive(Clone, Copy, Debug)]
pub enum Part<'a> {
    /// A section.
    Section(SafeView<'a>),
    /// A scalar.
    Scalar(Value),
}

impl<'a> Part<'a> {
    fn operand(&self) -> Operand<'a> {
        match self {
            Part::Section(section) => Operand::View(*section.view()),
            Part::Scalar(value) => Operand::Scalar(*value),
        }
    }
}

/// Applies a function of one operand.
pub fn unary(op: UnaryOp, inner: &Loop, a: &SafeView<'_>, out: &SafeView<'_>) -> Result<()> {
    // SAFETY: both views are sections of arrays.
    unsafe { run::run_unary(op, inner, a.view(), out.view()) }
}

/// Applies a function of two operands.
pub fn binary(op: BinaryOp, inner: &Loop, a: &Part<'_>, b: &Part<'_>, out: &SafeView<'_>) -> Result<()> {
    // SAFETY: all views are sections of arrays.
    unsafe { run::run_binary(op, inner, &a.operand(), &b.operand(), out.view()) }
}

/// Copies elements, converting them.
pub fn copy(from: &SafeView<'_>, to: &SafeView<'_>) -> Result<()> {
    // SAFETY: both views are sections of arrays.
    unsafe { run::copy(from.view(), to.view()) }
}

/// Writes one value everywhere.
pub fn fill(target: &SafeView<'_>, value: &Value) -> Result<()> {
    // SAFETY: the view is a section of an array.
    unsafe { run::fill(target.view(), value) }
}

/// This rank's contribution to a reduction.
pub fn reduce(op: ReduceOp, section: &SafeView<'_>) -> Result<Partial> {
    // SAFETY: the view is a section of an array.
    unsafe { reduce_local(op, section.view()) }
}
