//! Halo exchange: brings padding up to date, or adds it into the elements that it shows.

use super::load::{Load, Part};
use super::pack_change::{Changes, Combine};
use super::traffic::{Forecast, Terms, Traffic};
use crate::array::{Array, Placement};
use crate::context::Session;
use crate::context::stats::{Kind, Operation};
use crate::dtype::DType;
use crate::error::Result;
use crate::fail;
use crate::index::Range;
use crate::memory::{LocalPart, Loop, Overlap, Region, overlaps};
use crate::plan::{self, HaloSpec, RankPlan};
use crate::value::Value;
use std::sync::{Arc, Mutex, MutexGuard};

/// How far apart the numbers of a halo's two plans are: their messages must not be taken for each other.
const APART: u64 = 8_000;

/// A halo exchange as far as one rank can plan it by itself.
pub struct Draft {
    placement: Arc<Placement>,
    update: RankPlan,
    accumulate: RankPlan,
    constants: Vec<Vec<Range>>,
    value: Value,
    complete: bool,
    writes_owned: bool,
    terms: Terms,
}

/// A halo exchange that can be run.
pub struct Halo {
    placement: Arc<Placement>,
    session: Arc<Session>,
    serial: u64,
    /// Boxes of the section that get the value.
    constants: Vec<Vec<Range>>,
    value: Value,
    /// Whether an update reaches all communication padding.
    complete: bool,
    /// Whether an update writes boundaries.
    writes_owned: bool,
    running: Mutex<Running>,
}

/// What runs change.
struct Running {
    update: Traffic,
    accumulate: Traffic,
    /// The arrays of the update that has begun.
    under_way: Vec<Arc<Array>>,
}

impl Draft {
    /// Checks what a halo shall be, and plans this rank's part. `value` is what constant boundaries get.
    /// Local.
    pub fn new(placement: Arc<Placement>, spec: &HaloSpec, value: Value, terms: Terms) -> Result<Draft> {
        let Some(rank) = placement.rank() else {
            fail!(NotMember, "a halo of a context that this process does not belong to");
        };
        let untouched = HaloSpec {
            boundaries: vec![[plan::Boundary::Untouched; 2]; spec.boundaries.len()],
            ..spec.clone()
        };
        let distribution = placement.distribution();
        let halo = plan::Halo::new(distribution, spec)?;
        Ok(Draft {
            update: halo.update(rank)?,
            accumulate: plan::Halo::new(distribution, &untouched)?.accumulate(rank)?,
            constants: halo.constants(rank)?,
            complete: halo.is_complete(),
            writes_owned: halo.writes_owned(),
            value,
            terms,
            placement,
        })
    }

    /// Makes it. Collective, inside a communicating call, with one outcome on all ranks; `serial` is the
    /// call's.
    pub fn make(self, serial: u64, name: &'static str) -> Result<Halo> {
        let context = self.placement.context();
        let Some(session) = context.session().cloned() else {
            fail!(Internal, "{name}: a halo of a process that is no member");
        };
        let hash = self.placement.fingerprint();
        let update = Traffic::prepare(context, self.update, self.terms, (serial, hash), name)?;
        let accumulate = (serial + APART, !hash);
        let accumulate = Traffic::prepare(context, self.accumulate, self.terms, accumulate, name)?;
        Ok(Halo {
            session,
            serial,
            constants: self.constants,
            value: self.value,
            complete: self.complete,
            writes_owned: self.writes_owned,
            running: Mutex::new(Running { update, accumulate, under_way: Vec::new() }),
            placement: self.placement,
        })
    }
}

impl Halo {
    /// The session of the context whose ranks take part.
    pub fn session(&self) -> &Arc<Session> {
        &self.session
    }

    /// The number under which all ranks know it.
    pub fn serial(&self) -> u64 {
        self.serial
    }

    fn running(&self) -> MutexGuard<'_, Running> {
        self.running.lock().unwrap_or_else(|e| e.into_inner())
    }

    /// What an update moves on this rank, with elements of so many bytes.
    pub fn forecast(&self, itemsize: i64) -> Forecast {
        let running = self.running();
        let accumulate = running.accumulate.forecast(itemsize).staging_bytes;
        let update = running.update.forecast(itemsize);
        Forecast { staging_bytes: update.staging_bytes + accumulate, ..update }
    }

    /// Whether an update has begun and not ended.
    pub fn is_under_way(&self) -> bool {
        self.running().update.is_under_way()
    }

    /// An update from beginning to end. A mistake of this rank is told to its partners.
    pub fn update(&self, arrays: Result<Vec<Arc<Array>>>, name: &'static str) -> Result<()> {
        let mut running = self.running();
        let arrays = arrays.and_then(|arrays| self.checked(arrays));
        let _operation = self.operation(&running.update, &arrays, name);
        let done = running.update.run(loads(&arrays), name);
        self.updated(&arrays.unwrap_or_default(), done)
    }

    /// Begins an update.
    pub fn begin(&self, arrays: Result<Vec<Arc<Array>>>, name: &'static str) -> Result<()> {
        let mut running = self.running();
        let arrays = arrays.and_then(|arrays| self.checked(arrays));
        let _operation = self.operation(&running.update, &arrays, name);
        running.update.begin(loads(&arrays), name)?;
        running.under_way = arrays?;
        Ok(())
    }

    /// Ends the update that has begun.
    pub fn end(&self, name: &'static str) -> Result<()> {
        let mut running = self.running();
        let _operation = self.session.operation(Kind::Halo, name, 0);
        let done = running.update.end(name);
        let arrays = std::mem::take(&mut running.under_way);
        self.updated(&arrays, done)
    }

    /// Adds what padding holds into the elements that it shows. `adding` gives the sum of two elements.
    pub fn accumulate(
        &self,
        arrays: Result<Vec<Arc<Array>>>,
        adding: fn(DType) -> Result<Combine>,
        name: &'static str,
    ) -> Result<()> {
        let mut running = self.running();
        if running.update.is_under_way() {
            fail!(Argument, "{name}: an update of this halo has begun and not ended; end it first");
        }
        let add = |array: &Arc<Array>| {
            let changes = Changes { combine: Some(adding(array.dtype())?), ..Changes::default() };
            Ok(load(array, changes))
        };
        let arrays = arrays.and_then(|arrays| self.checked(arrays));
        let loads = arrays.as_ref().map_err(Clone::clone).and_then(|arrays| arrays.iter().map(add).collect());
        let _operation = self.operation(&running.accumulate, &arrays, name);
        let done = running.accumulate.run(loads, name);
        arrays.iter().flatten().for_each(|array| array.wrote());
        done
    }

    fn operation<'a>(
        &'a self,
        traffic: &Traffic,
        arrays: &Result<Vec<Arc<Array>>>,
        name: &'a str,
    ) -> Operation<'a> {
        let width: usize = arrays.iter().flatten().map(|array| array.dtype().itemsize()).sum();
        self.session.operation(Kind::Halo, name, traffic.elements_out().saturating_mul(width as i64))
    }

    /// Fails unless all arrays may take part, each once.
    fn checked(&self, arrays: Vec<Arc<Array>>) -> Result<Vec<Arc<Array>>> {
        for (k, array) in arrays.iter().enumerate() {
            self.check_layout(k, array)?;
            if array.is_read_only() {
                array.require_writable(&format!("arrays[{k}]"))?;
            }
            self.value.convert(array.dtype())?;
            // A rank without elements has no memory to compare, and must come to the others' conclusion.
            let shares = |other: &Arc<Array>| match (array.local(), other.local()) {
                (Some(a), Some(b)) => overlaps(a.whole().view(), b.whole().view()) == Overlap::Identical,
                _ => false,
            };
            let same = |other: &Arc<Array>| Arc::ptr_eq(array, other) || shares(other);
            if let Some(first) = arrays[..k].iter().position(same) {
                fail!(Overlap, "arrays[{first}] and arrays[{k}] are the same elements in memory");
            }
        }
        Ok(arrays)
    }

    /// The array's padding must be that of the halo's distribution, not only its elements.
    fn check_layout(&self, k: usize, array: &Array) -> Result<()> {
        let (mine, its) = (&self.placement, array.placement());
        if Arc::ptr_eq(mine, its) {
            return Ok(());
        }
        if !Arc::ptr_eq(mine.context(), its.context()) {
            fail!(Context, "arrays[{k}] belongs to another context than the halo");
        }
        if mine.fingerprint() != its.fingerprint() || mine.distribution() != its.distribution() {
            fail!(
                Distribution,
                "arrays[{k}] has another distribution or other padding than the halo was made for: {} instead of {}",
                its.distribution().describe(),
                mine.distribution().describe()
            );
        }
        Ok(())
    }

    /// What is left to do when all elements have arrived, or the run has failed.
    fn updated(&self, arrays: &[Arc<Array>], done: Result<()>) -> Result<()> {
        for array in arrays {
            if done.is_err() {
                array.wrote();
                continue;
            }
            if let Some(local) = array.local().filter(|_| !self.constants.is_empty()) {
                self.fill(local, array.dtype())?;
            }
            if self.complete {
                array.wrote_padding();
            } else if self.writes_owned {
                // Padding that this halo does not reach may show boundaries as they were.
                array.wrote();
            }
        }
        done
    }

    /// Writes the constant.
    fn fill(&self, local: &LocalPart, dtype: DType) -> Result<()> {
        let bytes = self.value.convert(dtype)?.to_bytes(dtype);
        let (low, high) = bytes.split_at(8);
        let word = |half: &[u8]| half.try_into().map(i64::from_ne_bytes).unwrap_or(0);
        let mut words = [word(low), word(high)];
        let (value, section) = (Region::of_numbers(&mut words), Region::whole(local)?);
        for ranges in &self.constants {
            let axes = ranges.iter().zip(local.strides());
            let offset = axes.clone().map(|(range, stride)| range.start * stride).sum();
            let step = |(range, stride): (&Range, &i64)| Loop {
                count: range.end - range.start,
                to: *stride,
                from: 0,
            };
            let loops: Vec<Loop> = axes.map(step).collect();
            section.copy_from(offset, &value, 0, dtype.itemsize(), &loops)?;
        }
        Ok(())
    }
}

fn loads(arrays: &Result<Vec<Arc<Array>>>) -> Result<Vec<Load>> {
    let plain = |array| load(array, Changes::default());
    arrays.as_ref().map(|arrays| arrays.iter().map(plain).collect()).map_err(Clone::clone)
}

fn load(array: &Arc<Array>, changes: Changes) -> Load {
    Load { source: array.clone(), target: array.clone(), part: Part::Whole, axes: None, changes }
}
