//! This rank's section of an array: where it is and which part of it the rank owns.

use crate::compute::LocalView;
use crate::distribution::Distribution;
use crate::dtype::DType;
use crate::error::{Error, Result, Status};
use crate::fail;

/// Byte sizes of a section, computed without overflow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bytes;

impl Bytes {
    /// Product of the extents times the item size.
    pub fn of(shape: &[i64], dtype: DType) -> Result<i64> {
        let size = shape.iter().try_fold(dtype.itemsize() as i64, |n, e| n.checked_mul(*e));
        size.ok_or_else(|| {
            Error::new(Status::Overflow, format!("a section of shape {shape:?} of {dtype} does not fit into 2^63 bytes"))
        })
    }

    /// Byte strides of contiguous memory in C order, or in Fortran order.
    pub fn strides(shape: &[i64], dtype: DType, fortran: bool) -> Vec<i64> {
        let mut strides = vec![0; shape.len()];
        let mut step = dtype.itemsize() as i64;
        let axes: Vec<usize> = if fortran { (0..shape.len()).collect() } else { (0..shape.len()).rev().collect() };
        for axis in axes {
            strides[axis] = step;
            step = step.saturating_mul(shape[axis].max(1));
        }
        strides
    }
}

/// The memory of this rank's section.
#[derive(Debug)]
pub struct LocalPart {
    /// The element with all local indices 0.
    data: *mut u8,
    /// Extents in storage, communication padding included.
    shape: Vec<i64>,
    /// Byte strides.
    strides: Vec<i64>,
    /// The first owned element.
    owned_data: *mut u8,
    /// Extents of the owned part.
    owned_shape: Vec<i64>,
}

// SAFETY: the addresses are only followed inside calls on the array's context, which one thread
// at a time makes; the memory is kept by the array's Storage.
unsafe impl Send for LocalPart {}
// SAFETY: as above.
unsafe impl Sync for LocalPart {}

impl LocalPart {
    /// Describes the section of `rank`, which holds one.
    pub fn new(distribution: &Distribution, rank: i32, data: *mut u8, strides: Vec<i64>) -> Result<LocalPart> {
        let Some(axes) = distribution.owned(rank) else {
            fail!(Internal, "rank {rank} holds no section");
        };
        let shape: Vec<i64> = axes.iter().map(|a| a.extent()).collect();
        let owned_shape: Vec<i64> = axes.iter().map(|a| a.owned_count()).collect();
        let offset: i64 = axes.iter().zip(&strides).map(|(a, s)| a.owned_offset.wrapping_mul(*s)).fold(0, i64::wrapping_add);
        // An empty section may have no memory at all, and an offset that leads nowhere.
        let inside = owned_shape.iter().all(|e| *e > 0);
        let owned_data = if inside { data.wrapping_offset(offset as isize) } else { data };
        Ok(LocalPart { data, shape, strides, owned_data, owned_shape })
    }

    /// The element with all local indices 0.
    pub fn data(&self) -> *mut u8 {
        self.data
    }

    /// Extents in storage, communication padding included.
    pub fn shape(&self) -> &[i64] {
        &self.shape
    }

    /// Byte strides.
    pub fn strides(&self) -> &[i64] {
        &self.strides
    }

    /// The whole section, communication padding included.
    pub fn whole(&self, dtype: DType) -> LocalView<'_> {
        LocalView { ptr: self.data, dtype, shape: &self.shape, strides: &self.strides }
    }

    /// The owned part: what computation reads and writes.
    pub fn owned(&self, dtype: DType) -> LocalView<'_> {
        LocalView { ptr: self.owned_data, dtype, shape: &self.owned_shape, strides: &self.strides }
    }

    /// Whether elements lie one after another with the first axis fastest.
    pub fn is_fortran_contiguous(&self, dtype: DType) -> bool {
        let expected = Bytes::strides(&self.shape, dtype, true);
        self.shape.iter().zip(self.strides.iter().zip(&expected)).all(|(n, (s, e))| *n <= 1 || s == e)
    }
}
