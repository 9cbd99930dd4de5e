//! Bringing an operand to where the result lies.

use crate::array::{Array, Fill, Placement};
use crate::context::Session;
use crate::distribution::Distribution;
use crate::error::Result;
use crate::exchange::{Changes, Draft, Order, Terms};
use std::sync::Arc;

/// An operand that has to move, with what could be checked beforehand.
pub struct Move {
    source: Arc<Array>,
    target: Arc<Placement>,
    draft: Draft,
}

impl Move {
    /// Checks that the operand can be brought to a distribution of its shape. Local.
    pub fn new(source: Arc<Array>, target: Distribution) -> Result<Move> {
        let context = source.context().clone();
        let target = Placement::new(context.clone(), target, source.serial());
        let dtype = source.dtype();
        let width = dtype.itemsize() as i64;
        let bytes = source.distribution().size().saturating_mul(width);
        let draft = Draft::new(Order {
            source: source.placement().clone(),
            source_dtype: dtype,
            target: target.clone(),
            target_dtype: dtype,
            axes: None,
            reshape: false,
            changes: Changes::default(),
            terms: Terms::standard(&context, bytes, Some(width)),
        })?;
        Ok(Move { source, target, draft })
    }

    /// A copy of the operand where it is needed. Collective, inside a communicating call, with one outcome on all
    /// ranks.
    pub fn run(self, session: &Session, serial: u64, name: &'static str) -> Result<Arc<Array>> {
        let Move { source, target, draft } = self;
        let plan = draft.make(serial, name)?;
        let fortran = source.prefers_fortran();
        let made = Array::create(target, source.dtype(), Fill::Empty, fortran, serial);
        let made = session.settle(name, made)?;
        let loads = session.settle(name, plan.load(source, made.clone()))?;
        plan.run(Ok(loads), name)?;
        Ok(made)
    }
}
