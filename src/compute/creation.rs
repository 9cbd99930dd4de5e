//! Arrays filled with a value, copies and conversions: local work on new arrays.

use super::kernels::generate::put;
use super::kernels::sections::{copy, fill, gather};
use crate::array::{Array, Fill, Placement};
use crate::distribution::{Indices, Shown};
use crate::dtype::DType;
use crate::error::Result;
use crate::fail;
use crate::index::shape_text;
use crate::value::Value;
use std::sync::Arc;

/// A new array that holds one value everywhere, padding included.
pub fn full(placement: Arc<Placement>, dtype: DType, value: Value, serial: u64) -> Result<Arc<Array>> {
    let array = Array::create(placement, dtype, Fill::Empty, false, serial)?;
    fill_all(&array, value)?;
    Ok(array)
}

/// As `full`, in shape, distribution and storage order as `model`.
pub fn full_like(model: &Array, dtype: DType, value: Value, serial: u64) -> Result<Arc<Array>> {
    let array = model.like(dtype, Fill::Empty, serial)?;
    fill_all(&array, value)?;
    Ok(array)
}

/// Writes one value to every element, padding included, which is then valid.
pub fn fill_all(array: &Array, value: Value) -> Result<()> {
    if let Some(local) = array.local() {
        fill(&local.whole(), &value)?;
    }
    array.wrote_padding();
    Ok(())
}

/// A new array with the same elements as another dtype (any conversion), padding included.
pub fn converted(source: &Array, dtype: DType, serial: u64) -> Result<Arc<Array>> {
    copied_into(source, source.like(dtype, Fill::Empty, serial)?)
}

/// A new array with the same elements in C order, or in Fortran order, padding included.
pub fn reordered(source: &Array, fortran: bool, serial: u64) -> Result<Arc<Array>> {
    let array = Array::create(source.placement().clone(), source.dtype(), Fill::Empty, fortran, serial)?;
    copied_into(source, array)
}

fn copied_into(source: &Array, array: Arc<Array>) -> Result<Arc<Array>> {
    if let (Some(from), Some(to)) = (source.local(), array.local()) {
        copy(&from.whole(), &to.whole())?;
    }
    if source.padding_valid() {
        array.wrote_padding();
    }
    Ok(array)
}

/// Fails unless the distribution is one of a matrix.
pub fn check_matrix(placement: &Placement) -> Result<()> {
    let shape = placement.distribution().shape();
    if shape.len() != 2 {
        fail!(Shape, "eye makes a matrix, but `dist` has {} axes: {}", shape.len(), shape_text(shape));
    }
    Ok(())
}

/// A matrix with ones where the column is the row plus `k`, and zeros elsewhere, padding included.
pub fn eye(placement: Arc<Placement>, k: i64, dtype: DType, serial: u64) -> Result<Arc<Array>> {
    let array = Array::create(placement, dtype, Fill::Zeros, false, serial)?;
    let (Some(rank), Some(local)) = (array.placement().holder_rank(), array.local()) else {
        return Ok(array);
    };
    let axes = array.distribution().owned(rank)?.unwrap_or_default();
    let [rows, columns] = &axes[..] else { fail!(Internal, "eye without two axes") };
    let one = Value::weak_int(1);
    diagonal(&rows.stored, &columns.stored, k).try_for_each(|place| put(&local.whole(), &place, &one))?;
    Ok(array)
}

/// What a view of `source` would show, in fresh memory, padding included; no matter whether strides can
/// show it. Local work.
pub fn selected(source: &Array, shown: &Shown, serial: u64) -> Result<Arc<Array>> {
    let placement = source.placement_of(shown, serial);
    let array = Array::create(placement, source.dtype(), Fill::Empty, source.prefers_fortran(), serial)?;
    if let (Some(from), Some(to), Some(rank)) =
        (source.local(), array.local(), array.placement().holder_rank())
    {
        if !shown.is_strided(source.distribution()) {
            let _lists = source.context().budget().book(shown.listed_bytes(rank)?)?;
            if let Some(listed) = shown.listed(source.distribution(), rank)? {
                gather(&from.whole(), &listed, &to.whole())?;
            }
        } else if let Some(view) = source.view(shown, serial)?.local() {
            copy(&view.whole(), &to.whole())?;
        }
    }
    if source.padding_valid() {
        array.wrote_padding();
    }
    Ok(array)
}

/// Where the elements of a diagonal stand, among these rows and columns.
pub fn diagonal<'a>(rows: &'a Indices, columns: &'a Indices, k: i64) -> impl Iterator<Item = [i64; 2]> + 'a {
    let elements = rows.pieces().flat_map(|(first, piece)| (first..).zip(piece));
    elements.filter_map(move |(place, row)| Some([place, columns.position(row.checked_add(k)?)?]))
}
