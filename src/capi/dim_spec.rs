//! Distributions: the record that describes one axis.

use super::distribution::count_axes;
use super::guard::items;
use crate::distribution::{AxisKind, DimSpec, Given, LabelSet};
use crate::error::{Error, Result, Status};
use crate::fail;
use std::sync::Arc;

/// Not distributed: every coordinate of the grid has the whole axis.
pub const DA_KIND_UNDISTRIBUTED: i32 = 110;
/// Block: one contiguous range for each coordinate.
pub const DA_KIND_BLOCK: i32 = 98;
/// Cyclic or block-cyclic: blocks dealt out in turn.
pub const DA_KIND_CYCLIC: i32 = 99;

/// Unstructured: every rank brings labels of its own.
pub const DA_KIND_UNSTRUCTURED: i32 = 117;

/// One axis of a distribution to be made. Zero the structure, then set what is needed.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct da_dim_spec {
    /// Global extent, boundary padding included, communication padding not. Unstructured: the number of labels
    /// of all coordinates, each counted wherever it stands.
    pub size: i64,
    /// DA_KIND_UNDISTRIBUTED ('n'), DA_KIND_BLOCK ('b'), DA_KIND_CYCLIC ('c') or DA_KIND_UNSTRUCTURED ('u').
    pub kind: i32,
    /// The grid axis to spread over, plus 1; 0 to have it chosen: array axes take grid axes in order.
    pub grid_axis_plus_1: i32,
    /// Extent of that grid axis; 0 to have it chosen.
    pub grid_size: i64,
    /// Cyclic: width of the blocks that are dealt out; 0 means 1.
    pub block_size: i64,
    /// Block: elements of the left and of the right neighbour that each section also stores.
    pub comm_padding: [i64; 2],
    /// Block and undistributed: how many elements at both ends of the axis are boundary padding; they count
    /// in `size`.
    pub boundary_padding: [i64; 2],
    /// Block: coordinate i owns bounds[i] to bounds[i+1]; NULL for even blocks.
    pub bounds: *const i64,
    /// Entries of `bounds`: the grid axis's extent plus 1.
    pub num_bounds: i64,
    /// Unstructured: this process's labels, in the order in which their elements are stored. Any numbers but
    /// 2^63 - 1, each once; NULL for none.
    pub labels: *const i64,
    /// Entries of `labels`.
    pub num_labels: i64,
    /// Block and undistributed: 1 if the axis wraps around.
    pub periodic: i32,
    /// Unstructured: 1 if no label may stand on two coordinates.
    pub one_to_one: i32,
    /// Must be 0.
    pub reserved: [i32; 6],
}

impl da_dim_spec {
    /// The record, with the labels of an unstructured axis.
    ///
    /// # Safety
    /// `bounds` is NULL or has `num_bounds` items, `labels` is NULL or has `num_labels` items.
    unsafe fn read(&self, axis: usize, nprocs: i64) -> Result<(DimSpec, Option<Given>)> {
        if self.reserved != [0; 6] {
            fail!(Argument, "dims[{axis}].reserved must be 0, it is {:?}", self.reserved);
        }
        for (name, flag) in [("periodic", self.periodic), ("one_to_one", self.one_to_one)] {
            if !(0..=1).contains(&flag) {
                fail!(Distribution, "dims[{axis}].{name} is {flag}; it must be 0 or 1");
            }
        }
        // SAFETY: by the caller's contract.
        let (kind, labels) = unsafe { (self.read_kind(axis, nprocs)?, self.read_labels(axis)?) };
        let grid_axis = usize::try_from(i64::from(self.grid_axis_plus_1) - 1).ok();
        if self.grid_axis_plus_1 < 0 || self.grid_size < 0 {
            fail!(
                Grid,
                "dims[{axis}] has grid_axis_plus_1 {} and grid_size {}; neither may be negative",
                self.grid_axis_plus_1,
                self.grid_size
            );
        }
        let mut spec = DimSpec::new(self.size, kind).padded(self.comm_padding, self.boundary_padding);
        spec.periodic = self.periodic == 1;
        spec.grid_axis = grid_axis;
        spec.grid_size = (self.grid_size > 0).then_some(self.grid_size);
        Ok((spec, labels))
    }

    /// # Safety
    /// `labels` is NULL or has `num_labels` items.
    unsafe fn read_labels(&self, axis: usize) -> Result<Option<Given>> {
        if self.kind != DA_KIND_UNSTRUCTURED {
            if !self.labels.is_null() || self.num_labels != 0 || self.one_to_one != 0 {
                fail!(
                    Distribution,
                    "dims[{axis}] has labels or one_to_one, but its kind is {}, not DA_KIND_UNSTRUCTURED",
                    self.kind
                );
            }
            return Ok(None);
        }
        // Before memory is read by a number that no right list can have.
        let count = usize::try_from(self.num_labels).ok().filter(|_| self.num_labels <= self.size.max(0));
        let Some(count) = count else {
            fail!(
                Labels,
                "dims[{axis}].num_labels is {}; the extent {} counts the labels of all coordinates",
                self.num_labels,
                self.size
            );
        };
        let mut labels = Vec::new();
        labels.try_reserve_exact(count).map_err(|_| {
            Error::new(Status::NoMemory, format!("dims[{axis}]: no memory for {count} labels"))
        })?;
        // SAFETY: the caller's array.
        labels.extend_from_slice(unsafe { items(self.labels, count, "labels")? });
        Ok(Some((axis, Arc::new(LabelSet::new(axis, labels)?))))
    }

    /// # Safety
    /// `bounds` is NULL or has `num_bounds` items.
    unsafe fn read_kind(&self, axis: usize, nprocs: i64) -> Result<AxisKind> {
        if self.kind != DA_KIND_BLOCK && (!self.bounds.is_null() || self.num_bounds != 0) {
            fail!(Distribution, "dims[{axis}] has bounds, but its kind is {}, not DA_KIND_BLOCK", self.kind);
        }
        if self.kind != DA_KIND_CYCLIC && self.block_size != 0 {
            fail!(Distribution, "dims[{axis}] has block_size {}, but it is not cyclic", self.block_size);
        }
        Ok(match self.kind {
            DA_KIND_UNDISTRIBUTED => AxisKind::Undistributed,
            DA_KIND_CYCLIC => {
                AxisKind::Cyclic { block_size: if self.block_size == 0 { 1 } else { self.block_size } }
            }
            DA_KIND_BLOCK if self.bounds.is_null() && self.num_bounds == 0 => {
                AxisKind::Block { bounds: None }
            }
            DA_KIND_BLOCK => {
                let Ok(count) = usize::try_from(self.num_bounds) else {
                    fail!(
                        Distribution,
                        "dims[{axis}].num_bounds is {}; it must not be negative",
                        self.num_bounds
                    );
                };
                // Before memory is read by a number that no right list can have.
                if count as i64 > nprocs + 1 {
                    fail!(
                        Distribution,
                        "dims[{axis}].num_bounds is {count}; {nprocs} ranks have at most {} bounds",
                        nprocs + 1
                    );
                }
                // SAFETY: the caller's array.
                let bounds = unsafe { items(self.bounds, count, "bounds")? }.to_vec();
                AxisKind::Block { bounds: Some(bounds) }
            }
            DA_KIND_UNSTRUCTURED => AxisKind::Unstructured { one_to_one: self.one_to_one == 1 },
            other => fail!(
                Distribution,
                "dims[{axis}].kind is {other}; the kinds are DA_KIND_UNDISTRIBUTED ({DA_KIND_UNDISTRIBUTED}), \
                 DA_KIND_BLOCK ({DA_KIND_BLOCK}), DA_KIND_CYCLIC ({DA_KIND_CYCLIC}) and DA_KIND_UNSTRUCTURED \
                 ({DA_KIND_UNSTRUCTURED})"
            ),
        })
    }
}

/// The records of all axes, and the labels of the unstructured ones.
///
/// # Safety
/// `dims` has `ndim` records as da_dim_spec documents.
pub(super) unsafe fn read_specs(
    ndim: i32,
    dims: *const da_dim_spec,
    nprocs: i64,
) -> Result<(Vec<DimSpec>, Vec<Given>)> {
    let axes = count_axes(ndim)?;
    // SAFETY: the caller's array.
    let read = unsafe {
        let dims = items(dims, axes, "dims")?;
        dims.iter().enumerate().map(|(axis, d)| d.read(axis, nprocs)).collect::<Result<Vec<_>>>()?
    };
    let (specs, labels): (Vec<DimSpec>, Vec<Option<Given>>) = read.into_iter().unzip();
    Ok((specs, labels.into_iter().flatten().collect()))
}

/// Whether any axis is unstructured, as far as the records can be read: whether the call communicates.
///
/// # Safety
/// `dims` has `ndim` records.
pub(super) unsafe fn any_labels(ndim: i32, dims: *const da_dim_spec) -> bool {
    // SAFETY: the caller's array.
    let dims = count_axes(ndim).and_then(|axes| unsafe { items(dims, axes, "dims") });
    dims.is_ok_and(|dims| dims.iter().any(|dim| dim.kind == DA_KIND_UNSTRUCTURED))
}
