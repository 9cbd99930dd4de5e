//! This rank's section of an array: where it is and which part of it the rank owns.

use super::view::{LocalView, SafeView};
use crate::distribution::Distribution;
use crate::dtype::DType;
use crate::error::{Error, Result, Status};
use crate::fail;
use crate::index::{c_strides, extent_of, f_strides, shape_text};

/// Bytes of a section: the product of the extents times the item size, without overflow.
pub fn byte_size(shape: &[i64], dtype: DType) -> Result<i64> {
    let size = shape.iter().try_fold(dtype.itemsize() as i64, |n, e| n.checked_mul(*e));
    size.ok_or_else(|| {
        let text =
            format!("a section of shape {} of {dtype} does not fit into 2^63 bytes", shape_text(shape));
        Error::new(Status::Overflow, text)
    })
}

/// Byte strides of contiguous memory in C order, or in Fortran order.
pub fn contiguous_strides(shape: &[i64], dtype: DType, fortran: bool) -> Result<Vec<i64>> {
    let itemsize = dtype.itemsize() as i64;
    if fortran { f_strides(shape, itemsize) } else { c_strides(shape, itemsize) }
}

fn reach(shape: &[i64], strides: &[i64], dtype: DType) -> Option<(i64, i64)> {
    extent_of(shape, strides, dtype.itemsize() as i64).ok()
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
    /// Local index of the first owned element.
    owned_offset: Vec<i64>,
    dtype: DType,
    /// What the owned part and the whole section reach in bytes, from their first elements; None beyond 63
    /// bits. Every copy asks for it.
    reaches: [Option<(i64, i64)>; 2],
}

// SAFETY: the addresses are only followed inside calls on the array's context, which one thread
// at a time makes; the memory is kept by the array's Storage.
unsafe impl Send for LocalPart {}
// SAFETY: as above.
unsafe impl Sync for LocalPart {}

impl LocalPart {
    /// Describes the section of `rank`, which holds one. Whoever calls it knows that `data` and
    /// `strides` reach only memory that the array's Storage keeps: allocated for this shape, or
    /// vouched for by the application (the contract of da_array_wrap and of the protocol).
    pub(crate) fn new(
        distribution: &Distribution,
        rank: i32,
        dtype: DType,
        data: *mut u8,
        strides: Vec<i64>,
    ) -> Result<LocalPart> {
        let Some(axes) = distribution.owned(rank)? else {
            fail!(Internal, "rank {rank} holds no section");
        };
        let shape: Vec<i64> = axes.iter().map(|a| a.extent()).collect();
        let owned_shape: Vec<i64> = axes.iter().map(|a| a.owned_count()).collect();
        let owned_offset: Vec<i64> = axes.iter().map(|a| a.owned_offset).collect();
        let offset: i64 = axes
            .iter()
            .zip(&strides)
            .map(|(a, s)| a.owned_offset.wrapping_mul(*s))
            .fold(0, i64::wrapping_add);
        // An empty section may have no memory at all, and an offset that leads nowhere.
        let inside = owned_shape.iter().all(|e| *e > 0);
        let owned_data = if inside { data.wrapping_offset(offset as isize) } else { data };
        let reaches = [&owned_shape, &shape].map(|shape| reach(shape, &strides, dtype));
        Ok(LocalPart { data, shape, strides, owned_data, owned_shape, owned_offset, dtype, reaches })
    }

    /// Contiguous memory in C order that was allocated for this shape.
    pub(crate) fn contiguous(shape: &[i64], dtype: DType, data: *mut u8) -> Result<LocalPart> {
        let strides = contiguous_strides(shape, dtype, false)?;
        let reaches = [reach(shape, &strides, dtype); 2];
        let (shape, owned_shape, owned_offset) = (shape.to_vec(), shape.to_vec(), vec![0; shape.len()]);
        Ok(LocalPart { data, shape, strides, owned_data: data, owned_shape, owned_offset, dtype, reaches })
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

    /// Local index of the first owned element.
    pub fn owned_offset(&self) -> &[i64] {
        &self.owned_offset
    }

    /// The whole section, communication padding included.
    pub fn whole(&self) -> SafeView<'_> {
        let view =
            LocalView { ptr: self.data, dtype: self.dtype, shape: &self.shape, strides: &self.strides };
        SafeView::vouch(view)
    }

    /// The owned part: what computation reads and writes.
    pub fn owned(&self) -> SafeView<'_> {
        let (shape, strides) = (&self.owned_shape, &self.strides);
        SafeView::vouch(LocalView { ptr: self.owned_data, dtype: self.dtype, shape, strides })
    }

    /// The bytes that the owned part reaches, from its first element.
    pub fn owned_reach(&self) -> Option<(i64, i64)> {
        self.reaches[0]
    }

    /// The bytes that the whole section reaches, from its first element.
    pub fn whole_reach(&self) -> Option<(i64, i64)> {
        self.reaches[1]
    }

    /// Whether the first axis varies fastest, whatever gaps there are and in whatever direction: the
    /// memory of a Fortran array, or of a section of one.
    pub fn is_fortran_ordered(&self) -> bool {
        self.shows_fortran_order() == Some(true)
    }

    /// The same; None where both orders look alike.
    pub fn shows_fortran_order(&self) -> Option<bool> {
        // Fresh memory shows it even where an axis has one element, or none.
        let is_fresh = |fortran| {
            contiguous_strides(&self.shape, self.dtype, fortran).is_ok_and(|strides| strides == self.strides)
        };
        match (is_fresh(false), is_fresh(true)) {
            (true, false) => return Some(false),
            (false, true) => return Some(true),
            _ => {}
        }
        // Elsewhere, an axis without distance says nothing of the order.
        let axes = self.shape.iter().zip(&self.strides).filter(|(n, stride)| **n > 1 && **stride != 0);
        let distances: Vec<u64> = axes.map(|(_, stride)| stride.unsigned_abs()).collect();
        (distances.len() > 1).then(|| distances.is_sorted_by(|a, b| a < b))
    }

    /// Whether elements lie one after another, with the last axis fastest or (`fortran`) the first. Both
    /// hold where there is no element.
    pub fn is_contiguous(&self, fortran: bool) -> bool {
        let Ok(expected) = contiguous_strides(&self.shape, self.dtype, fortran) else { return false };
        let empty = self.shape.contains(&0);
        empty
            || self.shape.iter().zip(self.strides.iter().zip(&expected)).all(|(n, (s, e))| *n <= 1 || s == e)
    }
}
