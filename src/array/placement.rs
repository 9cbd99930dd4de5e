//! A distribution on a context.

use crate::context::Context;
use crate::distribution::Distribution;
use crate::error::Result;
use crate::fail;
use crate::mpi::pool::Lease;
use crate::protocol::{DimDict, DimKind};
use std::any::Any;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// A distribution, the context whose ranks it names, and the communicator made for it on request.
pub struct Placement {
    context: Arc<Context>,
    distribution: Distribution,
    serial: u64,
    /// The communicator that da_distribution_comm made; the inner None on ranks outside the grid.
    comm: Mutex<Option<Option<Arc<Lease>>>>,
    /// Dictionaries that were handed out and whose indices the caller may still read, by rank.
    listed: Mutex<BTreeMap<i32, Arc<[DimDict]>>>,
    /// What `kept` keeps. Few: there are five item sizes and two orders.
    kept: Mutex<Vec<(Key, Kept)>>,
}

/// Bytes of an element, and whether in Fortran order.
type Key = (i64, bool);
type Kept = Arc<dyn Any + Send + Sync>;

impl Placement {
    /// A distribution on its context, under the serial number of the call that makes it.
    pub fn new(context: Arc<Context>, distribution: Distribution, serial: u64) -> Arc<Placement> {
        Arc::new(Placement {
            context,
            distribution,
            serial,
            comm: Mutex::new(None),
            listed: Mutex::default(),
            kept: Mutex::default(),
        })
    }

    /// The context.
    pub fn context(&self) -> &Arc<Context> {
        &self.context
    }

    /// The distribution.
    pub fn distribution(&self) -> &Distribution {
        &self.distribution
    }

    /// The number under which all ranks know it.
    pub fn serial(&self) -> u64 {
        self.serial
    }

    /// The hash of the global description, equal on all ranks.
    pub fn fingerprint(&self) -> u64 {
        self.distribution.fingerprint()
    }

    /// This process's rank in the context, None for a process that is no member.
    pub fn rank(&self) -> Option<i32> {
        self.context.rank()
    }

    /// This process's rank, where it holds a section.
    pub fn holder_rank(&self) -> Option<i32> {
        self.rank().filter(|rank| self.distribution.is_holder(*rank))
    }

    /// A rank's dictionaries; None for ranks outside the grid. Those with lists of indices are kept as
    /// long as the distribution.
    pub fn dim_data(&self, rank: i32) -> Result<Option<Arc<[DimDict]>>> {
        let mut listed = self.listed.lock().unwrap_or_else(|e| e.into_inner());
        if let Some(known) = listed.get(&rank) {
            return Ok(Some(known.clone()));
        }
        let Some(made) = self.distribution.dim_data(rank)? else { return Ok(None) };
        let made: Arc<[DimDict]> = made.into();
        if made.iter().any(|dict| matches!(dict.kind, DimKind::Unstructured { .. })) {
            listed.insert(rank, made.clone());
        }
        Ok(Some(made))
    }

    /// What higher layers work out for elements of some size in some order, and want to have again.
    pub fn kept<T: Any + Send + Sync>(&self, key: Key, make: impl FnOnce() -> Result<T>) -> Result<Arc<T>> {
        let mut kept = self.kept.lock().unwrap_or_else(|e| e.into_inner());
        let known = kept.iter().filter(|(k, _)| *k == key).find_map(|(_, v)| v.clone().downcast().ok());
        if let Some(known) = known {
            return Ok(known);
        }
        let made = Arc::new(make()?);
        kept.push((key, made.clone()));
        Ok(made)
    }

    /// The communicator whose ranks, in C order, are the process grid: what the protocol needs.
    /// The context's own where the grid is all its ranks in order, else the one that
    /// da_distribution_comm made.
    pub fn grid_comm(&self) -> Result<Option<Arc<Lease>>> {
        if let Some(made) = self.made_comm() {
            return Ok(made);
        }
        self.distribution.is_expressible()?;
        Ok(self.context.public().cloned())
    }

    /// Remembers the communicator made for the grid (None on ranks outside it).
    pub fn set_comm(&self, comm: Option<Arc<Lease>>) {
        *self.comm.lock().unwrap_or_else(|e| e.into_inner()) = Some(comm);
    }

    /// The communicator that was made for the grid, if that was asked for before.
    pub fn made_comm(&self) -> Option<Option<Arc<Lease>>> {
        self.comm.lock().unwrap_or_else(|e| e.into_inner()).clone()
    }

    /// Whether both place the same elements on the same ranks, so that element-wise work needs no
    /// communication. Fails where the contexts differ.
    pub fn aligned(&self, other: &Placement) -> Result<bool> {
        if !Arc::ptr_eq(&self.context, &other.context) {
            fail!(
                Context,
                "the operands belong to different contexts, of {} and {} ranks; make one from the other with the \
                 same context",
                self.context.size(),
                other.context.size()
            );
        }
        Ok(self.distribution.fingerprint() == other.distribution.fingerprint()
            || self.distribution.aligned(&other.distribution))
    }
}
