//! Reductions of distributed arrays: over all axes, one or some.
//!
//! * `op`: operations, dtypes, rules;
//! * `prepare`: what is checked before the ranks agree;
//! * `local`: what one rank's section contributes, as states;
//! * this file: states merged over the ranks that share results, and what becomes of them.

mod local;
mod op;
mod prepare;

pub use op::{Family, ReduceOp, Rule, rule};
pub use prepare::{Options, Reduction};

use super::creation;
use super::kernels::reduce::{States, divide};
use super::kernels::sections;
use crate::array::{Array, Fill, Placement};
use crate::context::Session;
use crate::context::stats::Kind;
use crate::error::Result;
use crate::fail;
use crate::memory::Scratch;
use crate::mpi::group_merge::Staging;
use crate::value::Value;
use local::is_full;
use std::sync::Arc;

/// What this rank contributes, made before the ranks agree: all that may lack memory.
pub(crate) struct Contribution {
    states: States,
    /// With a mask: how many elements count; with weights: what they add up to.
    weights: Option<States>,
    /// Memory for the exchange.
    staging: Staging,
}

impl Reduction {
    /// The session of the operand's context; None on a process that is no member.
    pub fn session(&self) -> Option<Arc<Session>> {
        self.array.context().session().cloned()
    }

    /// The result of a reduction over everything, on every rank. Collective, after the agreement.
    pub fn value(mut self, session: &Session, what: &str) -> Result<Value> {
        if !is_full(&self.axes) {
            fail!(Internal, "{what}: a number is asked for, but axes are left");
        }
        self.merge(session, what)?;
        let results = self.results(session, what, &[])?;
        let dtype = results.part().whole().view().dtype;
        let mut bytes = [0; 16];
        bytes[..dtype.itemsize()].copy_from_slice(&results.bytes()[..dtype.itemsize()]);
        Ok(Value::from_bytes(dtype, bytes).cast(self.rule.result))
    }

    /// The result as an array: `out`, or a new one. Collective, after the agreement.
    pub fn array(mut self, session: &Session, what: &str, serial: u64) -> Result<Arc<Array>> {
        let fortran = self.array.prefers_fortran();
        let (dtype, given) = (self.rule.result, self.out.clone());
        let placement = || Placement::new(self.array.context().clone(), self.distribution.clone(), serial);
        if is_full(&self.axes) {
            let placement = placement();
            let value = self.value(session, what)?;
            let Some(out) = given else { return creation::full(placement, dtype, value, serial) };
            creation::fill_all(&out, value)?;
            return Ok(out);
        }
        let placement = placement();
        self.merge(session, what)?;
        let out = match given {
            Some(out) => out,
            None => Array::create(placement, dtype, Fill::Empty, fortran, serial)?,
        };
        // Results that are on the first of the ranks only; the others may have a section without elements.
        let Some(local) = out.local().filter(|local| !local.owned().view().is_empty()) else {
            // Here only for what all ranks have to find out together.
            let shape = [self.contribution.states.len() as i64];
            self.results(session, what, &shape)?;
            return Ok(out);
        };
        let target = local.owned();
        let results = self.results(session, what, target.view().shape)?;
        out.wrote();
        if out.dtype() == dtype {
            sections::copy(&results.part().whole(), &target)?;
        } else {
            // As if the result had been made first, and converted then.
            let made = Scratch::new(target.view().shape, dtype, self.array.context().budget())?;
            sections::copy(&results.part().whole(), &made.part().whole())?;
            sections::copy(&made.part().whole(), &target)?;
        }
        Ok(out)
    }

    /// Merges the contributions of all ranks that share results. Collective.
    fn merge(&mut self, session: &Session, what: &str) -> Result<()> {
        if self.members.is_empty() {
            return Ok(());
        }
        let Contribution { states, weights, staging } = &mut self.contribution;
        let bytes = (states.len() * states.record()) as i64;
        let _operation = session.operation(Kind::Reduction, what, bytes);
        for states in [Some(states), weights.as_mut()].into_iter().flatten() {
            let (record, merge) = (states.record(), states.merger());
            session.merge_group(&self.members, staging, states.bytes_mut(), record, &merge, what)?;
        }
        Ok(())
    }

    /// The results in C order, in the dtype that the loops make. Collective where a result may not exist.
    fn results(&mut self, session: &Session, what: &str, shape: &[i64]) -> Result<Scratch> {
        let budget = self.array.context().budget().clone();
        let op = self.op;
        let Contribution { states, weights, .. } = &mut self.contribution;
        if let Some(initial) = self.initial {
            states.seed(initial);
        }
        if op.family() == Family::Place && op.skips_nan() {
            let mut places = 0;
            states.each_place(|_, _| places += 1);
            let all = if places == states.len() {
                Ok(())
            } else {
                Err(crate::error::Error::new(
                    crate::error::Status::Empty,
                    format!("{op}: All-NaN slice encountered"),
                ))
            };
            session.settle(what, all)?;
        }
        let same = [prepare::count(&self.array, &self.axes)];
        let how = &self.rule.how;
        let Some(weights) = weights else { return states.finish(how, &same, shape, &budget) };
        if op.family() != Family::Average {
            let counts = weights.finish(how, &same, shape, &budget)?;
            return states.finish_each(how, &counts, shape, &budget);
        }
        let quotient = || -> Result<Scratch> {
            let mut sums = states.finish(how, &same, shape, &budget)?;
            let divisors = weights.finish(how, &same, shape, &budget)?;
            if divide(&mut sums, &divisors)? > 0 {
                fail!(Argument, "{op}: weights sum to zero, can't be normalized");
            }
            Ok(sums)
        };
        session.settle(what, quotient())
    }
}
