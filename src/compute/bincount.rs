//! How often each non-negative integer occurs, or what its occurrences weigh.

use super::histogram::{beside, is_primary};
use super::kernels::tally;
use super::listed::{list, replicated};
use crate::array::Array;
use crate::context::Session;
use crate::context::stats::Kind;
use crate::dtype::{Casting, DType, can_cast};
use crate::error::Result;
use crate::fail;
use crate::index::shape_text;
use crate::mpi::transfer::{self, Mergeable};
use std::sync::Arc;

/// A checked count.
pub struct BinCount {
    array: Arc<Array>,
    weights: Option<Arc<Array>>,
    least_length: i64,
}

/// The range of the elements of all ranks; the default where there is none.
#[derive(Clone, Copy, Debug)]
struct Extent {
    least: i64,
    most: i64,
}

impl Mergeable for Extent {
    fn merge(&mut self, other: &Extent) {
        self.least = self.least.min(other.least);
        self.most = self.most.max(other.most);
    }
}

impl BinCount {
    /// Checks the operands: one axis of integers, weights beside them.
    pub fn prepare(array: Arc<Array>, weights: Option<Arc<Array>>, least_length: i64) -> Result<BinCount> {
        if array.shape().len() != 1 {
            let shape = shape_text(array.shape());
            fail!(Shape, "bincount counts the elements of an array with one axis, not of shape {shape}");
        }
        // As NumPy 2.4: numbers of 2^63 and more wrap, and are refused as negative ones.
        if array.dtype() != DType::UInt64 {
            require_cast("a", array.dtype(), DType::Int64)?;
        }
        if least_length < 0 {
            fail!(Argument, "bincount: `minlength` is {least_length}; it must not be negative");
        }
        if let Some(weights) = &weights {
            weights.placement().aligned(array.placement())?;
            if weights.shape() != array.shape() {
                let (own, all) = (shape_text(weights.shape()), shape_text(array.shape()));
                fail!(Shape, "bincount: `weights` has shape {own}, the array {all}; they must be the same");
            }
            require_cast("weights", weights.dtype(), DType::Float64)?;
        }
        Ok(BinCount { array, weights, least_length })
    }

    /// The session of the operand's context; None on a process that is no member.
    pub fn session(&self) -> Option<Arc<Session>> {
        self.array.context().session().cloned()
    }

    /// Counts: int64, or float64 sums of weights. Collective, after the agreement.
    pub fn run(&self, session: &Session, name: &'static str, serial: u64) -> Result<Arc<Array>> {
        let _operation = session.operation(Kind::Reduction, name, 0);
        let length = self.length(session, name)?;
        let primary = is_primary(&self.array, session);
        let Some(weights) = &self.weights else {
            let counted = list(length, 0i64, "counts").and_then(|mut counts| {
                if let Some(local) = self.array.local().filter(|_| primary) {
                    tally::count_values(&local.owned(), &mut counts)?;
                }
                Ok(counts)
            });
            let counts = session.settle(name, counted)?;
            session.stats().collective(8 * length);
            let counts = transfer::integer_sums(session.comm(), counts, session.options().limit, name)?;
            return session.settle(name, replicated(&self.array, &counts, DType::Int64, serial));
        };
        let weights = beside(session, weights, &self.array, serial, name)?;
        let weighed = list(length, 0f64, "sums").and_then(|mut sums| {
            if let (Some(local), Some(weights)) = (self.array.local(), weights.local())
                && primary
            {
                tally::weigh_values(&local.owned(), &weights.owned(), &mut sums)?;
            }
            Ok(sums)
        });
        let sums = session.settle(name, weighed)?;
        session.stats().collective(8 * length);
        let sums = transfer::float_sums(session.comm(), sums, session.options().limit, name)?;
        session.settle(name, replicated(&self.array, &sums, DType::Float64, serial))
    }

    /// One more than the greatest element, or as many as were asked for. Fails alike on all ranks.
    fn length(&self, session: &Session, name: &'static str) -> Result<usize> {
        let found = match self.array.local() {
            Some(local) => tally::integer_range(&local.owned()),
            None => Ok(None),
        };
        let (least, most) = session.settle(name, found)?.unwrap_or((0, -1));
        let all = session.allreduce(Extent { least, most }, name)?;
        if all.least < 0 {
            fail!(Argument, "{name}: an element is {}; elements must not be negative", all.least);
        }
        let length = all.most.saturating_add(1).max(self.least_length);
        usize::try_from(length).ok().filter(|n| *n <= isize::MAX as usize / 8).map_or_else(
            || fail!(NoMemory, "{name}: the greatest element is {}, which are too many counts", all.most),
            Ok,
        )
    }
}

fn require_cast(argument: &str, from: DType, to: DType) -> Result<()> {
    if !can_cast(from, to, Casting::Safe) {
        fail!(
            Casting,
            "bincount: `{argument}` is {from}, which can not be cast to {to} by the rule safe; convert with da_astype \
             first"
        );
    }
    Ok(())
}
