//! Reductions over all elements of a distributed array.

use super::creation;
use super::kernels::sections::reduce;
use super::{Partial, ReduceOp, reduce_dtype};
use crate::array::{Array, Placement};
use crate::context::Session;
use crate::context::stats::Kind;
use crate::dtype::{Casting, DType, can_cast};
use crate::error::Result;
use crate::fail;
use crate::index::{normalize_axes, shape_text};
use crate::mpi::transfer::Mergeable;
use crate::value::Value;
use std::sync::Arc;

impl Mergeable for Partial {
    fn merge(&mut self, other: &Partial) {
        Partial::merge(self, other);
    }
}

/// A checked reduction.
pub struct Reduction {
    op: ReduceOp,
    array: Arc<Array>,
    dtype: DType,
    keepdims: bool,
    out: Option<Arc<Array>>,
}

impl Reduction {
    /// Checks operand, axes and `out`. `axes` None or empty means all; negative axes count from
    /// the end.
    pub fn prepare(
        op: ReduceOp,
        array: Arc<Array>,
        axes: &[i32],
        keepdims: bool,
        out: Option<Arc<Array>>,
    ) -> Result<Reduction> {
        let dtype = reduce_dtype(op, array.dtype())?;
        check_axes(op.name(), axes, array.shape().len())?;
        if array.distribution().size() == 0 && matches!(op, ReduceOp::Min | ReduceOp::Max) {
            fail!(
                Empty,
                "zero-size array to reduction operation {} which has no identity (shape {})",
                op.name(),
                shape_text(array.shape())
            );
        }
        let reduction = Reduction { op, array, dtype, keepdims, out };
        if let Some(out) = &reduction.out {
            reduction.check_out(out)?;
        }
        Ok(reduction)
    }

    /// The session of the operand's context; None on a process that is no member.
    pub fn session(&self) -> Option<Arc<Session>> {
        self.array.context().session().cloned()
    }

    fn check_out(&self, out: &Array) -> Result<()> {
        let name = self.op.name();
        out.require_writable("out")?;
        out.placement().aligned(self.array.placement())?;
        let shape = vec![1; if self.keepdims { self.array.shape().len() } else { 0 }];
        if out.shape() != shape {
            fail!(
                Shape,
                "{name}: `out` has shape {}, the result {}",
                shape_text(out.shape()),
                shape_text(&shape)
            );
        }
        if !can_cast(self.dtype, out.dtype(), Casting::SameKind) {
            fail!(
                Casting,
                "{name}: the result is {}, which can not be cast to `out`'s {} by the rule same_kind",
                self.dtype,
                out.dtype()
            );
        }
        Ok(())
    }

    /// The result on every rank. Each element counts once, however many replicas there are.
    /// Collective, after the agreement.
    pub fn value(&self, session: &Session, what: &str) -> Result<Value> {
        let _operation = session.operation(Kind::Reduction, what, size_of::<Partial>() as i64);
        let mut mine = Partial::identity(self.op, self.array.dtype());
        let primary = self.array.distribution().is_primary(session.rank());
        if let Some(local) = self.array.local().filter(|_| primary) {
            mine = reduce(self.op, &local.owned())?;
        }
        session.allreduce(mine, what)?.finish()
    }

    /// The result as an array: `out`, or a new one that every rank of the grid holds.
    pub fn array(&self, session: &Session, what: &str, serial: u64) -> Result<Arc<Array>> {
        let value = self.value(session, what)?;
        if let Some(out) = &self.out {
            creation::fill_all(out, value)?;
            return Ok(out.clone());
        }
        let distribution = self.array.distribution().reduce_all(self.keepdims);
        let placement = Placement::new(self.array.context().clone(), distribution, serial);
        creation::full(placement, self.dtype, value, serial)
    }
}

/// All axes, each once. Reductions over some of the axes are not in this version.
fn check_axes(name: &str, axes: &[i32], ndim: usize) -> Result<()> {
    let named = normalize_axes(axes, ndim)?;
    if !named.is_empty() && named.len() < ndim {
        fail!(NotSupported, "{name}: axes {axes:?} of {ndim}; this version reduces over all axes only");
    }
    Ok(())
}
