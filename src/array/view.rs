//! Views: arrays that share the memory of others.

use super::{Array, Placement};
use crate::context::Session;
use crate::context::stats;
use crate::distribution::{Distribution, Shown};
use crate::dtype::{DType, Kind, real_of};
use crate::error::{Error, Result};
use crate::fail;
use crate::index::{IndexItem, Selected, resolve_indexing};
use crate::memory::{LocalPart, Storage};
use crate::mpi::transfer::Mergeable;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Basic indexing of an array, or of a distribution, fitted to its shape.
pub struct Selection {
    base: Arc<Placement>,
    selected: Vec<Selected>,
    /// Labels of unstructured axes that stand for an index, by axis.
    labels: Vec<(usize, i64)>,
}

impl Selection {
    /// Fits entries to the shape.
    pub fn new(base: Arc<Placement>, items: &[IndexItem]) -> Result<Selection> {
        let distribution = base.distribution();
        let labelled = |axis: usize| distribution.map(axis).as_unstructured().is_some();
        let selected = resolve_indexing(items, distribution.shape(), labelled)?;
        let mut labels = Vec::new();
        let taking = selected.iter().filter(|item| **item != Selected::NewAxis);
        for (axis, item) in taking.enumerate() {
            if let (Selected::Index(label), true) = (item, labelled(axis)) {
                labels.push((axis, *label));
            }
        }
        Ok(Selection { base, selected, labels })
    }

    /// What is indexed.
    pub fn base(&self) -> &Arc<Placement> {
        &self.base
    }

    /// Whether other ranks must be asked who has a label; the same on all ranks.
    pub fn asks(&self) -> bool {
        !self.labels.is_empty()
    }

    /// What is selected, where nobody must be asked.
    pub fn shown(&self) -> Result<Shown> {
        Shown::select(self.base.distribution(), &self.selected, &[])
    }

    /// What is selected. Of several coordinates that have a label the lowest counts. Collective; errors
    /// are the same on all ranks.
    pub fn ask(&self, session: &Session, name: &str) -> Result<Shown> {
        let _operation = session.operation(stats::Kind::Other, name, 0);
        let mut owners = Vec::with_capacity(self.labels.len());
        for &(axis, label) in &self.labels {
            let mine = coordinate_of(self.base.distribution(), axis, label);
            let lowest = session.allreduce(Lowest(mine), name)?;
            owners.push((axis, lowest.0));
        }
        let missing = self.labels.iter().zip(&owners).find(|(_, owner)| owner.1 == i64::MAX);
        let result = match missing {
            Some(((axis, label), _)) => Err(Error::new(
                crate::error::Status::Index,
                format!("no rank has label {label} on axis {axis}"),
            )),
            None => Shown::select(self.base.distribution(), &self.selected, &owners),
        };
        result.map_err(|error| Error { origin: error.origin.or(Some(0)), ..error })
    }
}

/// The smallest coordinate that has a label.
#[derive(Clone, Copy)]
struct Lowest(i64);

impl Mergeable for Lowest {
    fn merge(&mut self, other: &Lowest) {
        self.0 = self.0.min(other.0);
    }
}

/// This rank's coordinate along an unstructured axis if it has the label, else a number above all.
fn coordinate_of(distribution: &Distribution, axis: usize, label: i64) -> i64 {
    let known = distribution.map(axis).as_unstructured().and_then(|map| map.known());
    let found = known.filter(|known| known.labels.position(label).is_some()).and_then(|known| known.coord);
    found.unwrap_or(i64::MAX)
}

impl Array {
    /// A view. Fails with DA_ERR_LAYOUT where strides cannot show what was selected.
    pub fn view(&self, shown: &Shown, serial: u64) -> Result<Arc<Array>> {
        shown.require_strided(self.distribution())?;
        let placement = self.placement_of(shown, serial);
        let local = match (placement.holder_rank(), self.local()) {
            (Some(rank), Some(base)) => self.part_of(base, shown, rank)?,
            _ => None,
        };
        let partial = shown.is_partial(self.distribution());
        Ok(self.sharing(placement, self.dtype, local, partial, serial))
    }

    /// This rank's section of a view: an address inside the base's section, and strides.
    fn part_of(&self, base: &LocalPart, shown: &Shown, rank: i32) -> Result<Option<LocalPart>> {
        let Some(strided) = shown.strided(self.distribution(), rank)? else { return Ok(None) };
        let along = |(position, stride): (&i64, &i64)| position * stride;
        let offset: i64 = strided.start.iter().zip(base.strides()).map(along).sum();
        // Strides of sections without elements may be any numbers.
        let stride = |step: &Option<(usize, i64)>| {
            step.map_or(0, |(axis, step)| base.strides()[axis].wrapping_mul(step))
        };
        let strides = strided.steps.iter().map(stride).collect();
        let data = base.data().wrapping_offset(offset as isize);
        LocalPart::new(shown.distribution(), rank, self.dtype, data, strides).map(Some)
    }

    /// As `view`, for reading only.
    pub fn read_only_view(&self, shown: &Shown, serial: u64) -> Result<Arc<Array>> {
        let mut view = self.view(shown, serial)?;
        if let Some(view) = Arc::get_mut(&mut view) {
            view.read_only = true;
        }
        Ok(view)
    }

    /// The distribution of what is shown, on this array's context.
    pub fn placement_of(&self, shown: &Shown, serial: u64) -> Arc<Placement> {
        if shown.is_base() {
            return self.placement.clone();
        }
        Placement::new(self.context().clone(), shown.distribution().clone(), serial)
    }

    /// The same memory under another description.
    fn sharing(
        &self,
        placement: Arc<Placement>,
        dtype: DType,
        local: Option<LocalPart>,
        partial: bool,
        serial: u64,
    ) -> Arc<Array> {
        Arc::new(Array {
            placement,
            dtype,
            storage: self.storage.clone(),
            local,
            read_only: self.read_only,
            partial: self.partial || partial,
            padding_valid: self.padding_valid.clone(),
            serial,
        })
    }

    /// The real parts of complex elements; of other dtypes the array itself.
    pub fn real_part(&self, serial: u64) -> Result<Arc<Array>> {
        self.part_of_elements(0, serial)
    }

    /// The imaginary parts of complex elements; of other dtypes zeros, which can not be written to.
    pub fn imag_part(&self, serial: u64) -> Result<Arc<Array>> {
        match self.dtype.kind() {
            Kind::Complex => self.part_of_elements(real_of(self.dtype).itemsize() as isize, serial),
            _ => self.zeros(serial),
        }
    }

    fn part_of_elements(&self, offset: isize, serial: u64) -> Result<Arc<Array>> {
        let dtype = real_of(self.dtype);
        let local = match (self.placement.holder_rank(), self.local()) {
            (Some(rank), Some(base)) => {
                let empty = base.shape().contains(&0);
                let data = base.data().wrapping_offset(if empty { 0 } else { offset });
                Some(LocalPart::new(self.distribution(), rank, dtype, data, base.strides().to_vec())?)
            }
            _ => None,
        };
        let partial = dtype != self.dtype;
        Ok(self.sharing(self.placement.clone(), dtype, local, partial, serial))
    }

    /// Zeros in this array's shape and distribution, in the memory of a single element.
    fn zeros(&self, serial: u64) -> Result<Arc<Array>> {
        let mut local = None;
        let mut storage = Storage::borrow(None);
        if let Some(rank) = self.placement.holder_rank() {
            let (one, data) = Storage::allocate(self.dtype.itemsize() as i64, true, self.context().budget())?;
            let strides = vec![0; self.shape().len()];
            local = Some(LocalPart::new(self.distribution(), rank, self.dtype, data, strides)?);
            storage = one;
        }
        Ok(Arc::new(Array {
            placement: self.placement.clone(),
            dtype: self.dtype,
            storage: Arc::new(storage),
            local,
            read_only: true,
            partial: false,
            padding_valid: Arc::new(AtomicBool::new(true)),
            serial,
        }))
    }

    /// The distribution of the same bytes as another dtype: the last axis is counted in other elements
    /// where the widths differ.
    pub fn distribution_as(&self, dtype: DType) -> Result<Option<Distribution>> {
        let (old, new) = (self.dtype.itemsize() as i64, dtype.itemsize() as i64);
        if old == new {
            return Ok(None);
        }
        if self.shape().is_empty() {
            fail!(
                Layout,
                "an array without axes can be seen as a dtype of the same width only; {} has {old} bytes, {dtype} {new}",
                self.dtype
            );
        }
        let (numerator, denominator) = if old > new { (old / new, 1) } else { (1, new / old) };
        self.distribution().scale_last(numerator, denominator).map(Some)
    }

    /// The same bytes as another dtype, on the distribution that `distribution_as` gave.
    pub fn view_as(
        &self,
        dtype: DType,
        distribution: Option<Distribution>,
        serial: u64,
    ) -> Result<Arc<Array>> {
        let placement = match distribution {
            Some(distribution) => Placement::new(self.context().clone(), distribution, serial),
            None => self.placement.clone(),
        };
        let local = match (placement.holder_rank(), self.local()) {
            (Some(rank), Some(base)) => {
                let strides = strides_as(base, self.dtype, dtype)?;
                Some(LocalPart::new(placement.distribution(), rank, dtype, base.data(), strides)?)
            }
            _ => None,
        };
        Ok(self.sharing(placement, dtype, local, false, serial))
    }
}

/// The strides of a section whose bytes are read as another dtype.
fn strides_as(base: &LocalPart, old: DType, new: DType) -> Result<Vec<i64>> {
    let (was, is) = (old.itemsize() as i64, new.itemsize() as i64);
    let mut strides = base.strides().to_vec();
    let empty = base.shape().contains(&0);
    if let (Some(last), Some(extent), true) = (strides.last_mut(), base.shape().last(), was != is) {
        if !empty && *extent != 1 && *last != was {
            fail!(
                Layout,
                "the last axis is not contiguous: its stride is {last} bytes and {old} has {was}, so that it can not \
                 be seen as {new}"
            );
        }
        *last = is;
    }
    let align = new.alignment() as i64;
    if empty {
        return Ok(strides);
    }
    if !(base.data() as usize).is_multiple_of(align as usize) {
        fail!(
            Layout,
            "this rank's section begins at {:p}, but {new} needs an address that is a multiple of {align}",
            base.data()
        );
    }
    for (axis, (stride, extent)) in strides.iter().zip(base.shape()).enumerate() {
        if *extent > 1 && stride % align != 0 {
            fail!(
                Layout,
                "the stride of axis {axis} is {stride} bytes, but {new} needs a multiple of {align}"
            );
        }
    }
    Ok(strides)
}
