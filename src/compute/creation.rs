//! Arrays filled with a value, copies and conversions: local work on new arrays.

use super::kernels::sections::{copy, fill};
use crate::array::{Array, Fill, Placement};
use crate::dtype::DType;
use crate::error::Result;
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
    let array = source.like(dtype, Fill::Empty, serial)?;
    if let (Some(from), Some(to)) = (source.local(), array.local()) {
        copy(&from.whole(), &to.whole())?;
    }
    if source.padding_valid() {
        array.wrote_padding();
    }
    Ok(array)
}
