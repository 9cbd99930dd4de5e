//! Moving all elements of an array inside a computation: to an array that is there, or to where a result lies.

use crate::array::{Array, Fill, Placement};
use crate::compute::kernels::cast::changes;
use crate::context::Session;
use crate::distribution::Distribution;
use crate::dtype::DType;
use crate::error::Result;
use crate::exchange::{Draft, Order, Terms};
use std::sync::Arc;

/// What is to go where; checked, which is local, and wrong on all ranks where it is wrong.
fn draft(source: &Array, target: Arc<Placement>, dtype: DType, reshape: bool) -> Result<Draft> {
    let width = source.dtype().itemsize().min(dtype.itemsize()) as i64;
    let bytes = source.distribution().size().saturating_mul(width);
    Draft::new(Order {
        source: source.placement().clone(),
        source_dtype: source.dtype(),
        target,
        target_dtype: dtype,
        axes: None,
        reshape,
        changes: changes(source.dtype(), dtype, false),
        terms: Terms::standard(source.context(), bytes, Some(width)),
    })
}

/// Copies the elements of `source` to where `target` has them, converted to its dtype; with `reshape` the
/// target has as many in another shape, in C order. Collective, inside a communicating call on the
/// session, whose serial number it is given.
pub fn moved(
    session: &Session,
    source: &Arc<Array>,
    target: &Arc<Array>,
    reshape: bool,
    serial: u64,
    name: &'static str,
) -> Result<()> {
    let draft = draft(source, target.placement().clone(), target.dtype(), reshape)?;
    carried(draft, session, source, target, serial, name)
}

/// Makes the plan of a draft and runs it.
fn carried(
    draft: Draft,
    session: &Session,
    source: &Arc<Array>,
    target: &Arc<Array>,
    serial: u64,
    name: &'static str,
) -> Result<()> {
    let plan = draft.make(serial, name)?;
    let loads = session.settle(name, plan.load(source.clone(), target.clone()))?;
    plan.run(Ok(loads), name)
}

/// An operand that has to move, with what could be checked beforehand.
pub struct Move {
    source: Arc<Array>,
    target: Arc<Placement>,
    draft: Draft,
}

impl Move {
    /// Checks that the operand can be brought to a distribution of its shape. Local.
    pub fn new(source: Arc<Array>, target: Distribution) -> Result<Move> {
        let target = Placement::new(source.context().clone(), target, source.serial());
        let draft = draft(&source, target.clone(), source.dtype(), false)?;
        Ok(Move { source, target, draft })
    }

    /// A copy of the operand where it is needed. Collective, inside a communicating call, with one outcome on all
    /// ranks.
    pub fn run(self, session: &Session, serial: u64, name: &'static str) -> Result<Arc<Array>> {
        let Move { source, target, draft } = self;
        let fortran = source.prefers_fortran();
        let made =
            session.settle(name, Array::create(target, source.dtype(), Fill::Empty, fortran, serial))?;
        carried(draft, session, &source, &made, serial, name)?;
        Ok(made)
    }
}
