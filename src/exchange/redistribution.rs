//! A redistribution: a plan between two distributions, run on any arrays that have them.

use super::label_plan;
use super::load::{Load, Part};
use super::pack_change::Changes;
use super::traffic::{Forecast, Terms, Traffic};
use crate::array::{Array, Placement};
use crate::context::stats::{Kind, Operation};
use crate::context::{Common, Context, Session};
use crate::distribution::Distribution;
use crate::dtype::DType;
use crate::error::Result;
use crate::fail;
use crate::index::shape_text;
use crate::plan::{RankPlan, check_fit};
use std::sync::{Arc, Mutex, MutexGuard};

/// What a plan is made for; the same on all ranks.
pub struct Order {
    /// Where elements come from.
    pub source: Arc<Placement>,
    /// Their dtype there.
    pub source_dtype: DType,
    /// Where they go.
    pub target: Arc<Placement>,
    /// Their dtype there.
    pub target_dtype: DType,
    /// Axis k of the target is axis `axes[k]` of the source; None for all in order.
    pub axes: Option<Vec<usize>>,
    /// Whether the target may have another shape of as many elements, in C order.
    pub reshape: bool,
    /// What happens to the elements on their way.
    pub changes: Changes,
    /// How they travel.
    pub terms: Terms,
}

/// A plan that can be run.
pub struct Redistribution {
    context: Arc<Context>,
    session: Arc<Session>,
    order: Order,
    serial: u64,
    traffic: Mutex<Traffic>,
}

/// What can be checked and computed before the ranks agree.
pub struct Draft {
    order: Order,
    context: Arc<Context>,
    source: Distribution,
    target: Distribution,
}

impl Draft {
    /// Checks an order. Local.
    pub fn new(order: Order) -> Result<Draft> {
        let Common { context, ranks: [from, to] } = order.source.context().common(order.target.context())?;
        let among = |distribution: &Distribution, ranks: Option<Vec<i32>>| match ranks {
            None => Ok(distribution.clone()),
            Some(ranks) => distribution.among(i64::from(context.size()), &ranks),
        };
        let mut source = among(order.source.distribution(), from)?;
        let target = among(order.target.distribution(), to)?;
        if let Some(axes) = &order.axes {
            source = source.transpose(axes)?;
        }
        if order.reshape {
            check_reshape(&source, &target)?;
        } else {
            check_fit(&source, &target)?;
        }
        Ok(Draft { order, context, source, target })
    }

    /// The context whose ranks take part.
    pub fn context(&self) -> &Arc<Context> {
        &self.context
    }

    /// Makes the plan. Collective, inside a communicating call on the context, with one outcome on all
    /// ranks; `serial` is the call's.
    pub fn make(self, serial: u64, name: &'static str) -> Result<Redistribution> {
        let Some(session) = self.context.session().cloned() else {
            fail!(Internal, "{name}: a plan of a process that is no member");
        };
        let Draft { order, context, source, target } = self;
        let plan = if source.shape() == target.shape() {
            label_plan::plan(&session, &source, &target, name)?
        } else {
            session.settle(name, RankPlan::reshape(&source, &target, session.rank()))?
        };
        let about = (serial, source.fingerprint() ^ target.fingerprint().rotate_left(1));
        let traffic = Traffic::prepare(&context, plan, order.terms, about, name)?;
        Ok(Redistribution { context, session, order, serial, traffic: Mutex::new(traffic) })
    }
}

impl Redistribution {
    /// The session of the context whose ranks take part.
    pub fn session(&self) -> &Arc<Session> {
        &self.session
    }

    /// The context whose ranks take part.
    pub fn context(&self) -> &Arc<Context> {
        &self.context
    }

    /// The number under which all ranks know it.
    pub fn serial(&self) -> u64 {
        self.serial
    }

    fn traffic(&self) -> MutexGuard<'_, Traffic> {
        self.traffic.lock().unwrap_or_else(|e| e.into_inner())
    }

    /// What it will move on this rank, and the bytes of an element on its way.
    pub fn forecast(&self) -> (Forecast, i64) {
        let width = self.width();
        (self.traffic().forecast(width), width)
    }

    /// Whether a run has begun and not ended.
    pub fn is_under_way(&self) -> bool {
        self.traffic().is_under_way()
    }

    /// Checks the arrays of a run. Local.
    pub fn load(&self, source: Arc<Array>, target: Arc<Array>) -> Result<Vec<Load>> {
        check("source", &source, &self.order.source, self.order.source_dtype)?;
        check("target", &target, &self.order.target, self.order.target_dtype)?;
        target.require_writable("target")?;
        let load = Load {
            source,
            target,
            part: Part::Owned,
            axes: self.order.axes.clone(),
            changes: self.order.changes,
        };
        if load.overlaps()? {
            fail!(Overlap, "`source` and `target` overlap in memory; copy one of them first");
        }
        Ok(vec![load])
    }

    /// Begins a run. A mistake of this rank is told to its partners.
    pub fn begin(&self, loads: Result<Vec<Load>>, name: &'static str) -> Result<()> {
        let mut traffic = self.traffic();
        let _operation = self.operation(&traffic, name);
        traffic.begin(loads, name)
    }

    /// Ends the run.
    pub fn end(&self, name: &'static str) -> Result<()> {
        let mut traffic = self.traffic();
        let _operation = self.session.operation(Kind::Redistribution, name, 0);
        traffic.end(name)
    }

    /// A run from beginning to end.
    pub fn run(&self, loads: Result<Vec<Load>>, name: &'static str) -> Result<()> {
        let mut traffic = self.traffic();
        let _operation = self.operation(&traffic, name);
        traffic.run(loads, name)
    }

    fn operation<'a>(&'a self, traffic: &Traffic, name: &'a str) -> Operation<'a> {
        let bytes = traffic.elements_out().saturating_mul(self.width());
        self.session.operation(Kind::Redistribution, name, bytes)
    }

    /// Bytes of an element on its way.
    fn width(&self) -> i64 {
        self.order.changes.outgoing.map_or(self.order.source_dtype.itemsize() as i64, |change| change.to())
    }
}

/// Fails unless both have as many elements, and axes whose order is C's.
fn check_reshape(source: &Distribution, target: &Distribution) -> Result<()> {
    if source.size() != target.size() {
        fail!(
            Shape,
            "an array of shape {} has {} elements and can not be reshaped to {}, which has {}",
            shape_text(source.shape()),
            source.size(),
            shape_text(target.shape()),
            target.size()
        );
    }
    let labelled = |d: &Distribution| (0..d.ndim()).find(|&axis| d.map(axis).as_unstructured().is_some());
    if let (true, Some(axis)) = (source.shape() != target.shape(), labelled(source).or(labelled(target))) {
        fail!(NotSupported, "axis {axis} is unstructured: its labels have no order to be reshaped in");
    }
    Ok(())
}

/// Fails unless an array is one that the plan was made for.
fn check(name: &str, array: &Array, placement: &Placement, dtype: DType) -> Result<()> {
    if array.dtype() != dtype {
        fail!(Dtype, "`{name}` has elements of {}, but the plan was made for {dtype}", array.dtype());
    }
    if !array.placement().aligned(placement)? {
        fail!(Distribution, "`{name}` has another distribution than the plan was made for");
    }
    Ok(())
}
