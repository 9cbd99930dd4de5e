//! Numbers that every rank has, as arrays.

use super::kernels::sections;
use crate::array::{Array, Fill, Placement};
use crate::dtype::DType;
use crate::element::Element;
use crate::error::{Error, Result, Status};
use crate::memory::Scratch;
use crate::value::Value;
use std::sync::Arc;

/// A list of so many numbers, or DA_ERR_NO_MEMORY.
pub fn list<T: Clone>(count: usize, number: T, what: &str) -> Result<Vec<T>> {
    let mut list = Vec::new();
    list.try_reserve_exact(count)
        .map_err(|_| Error::new(Status::NoMemory, format!("no memory for {count} {what}")))?;
    list.resize(count, number);
    Ok(list)
}

/// A new array with one axis and these elements, converted, that every rank of the model's grid holds. Local;
/// may fail on one rank alone.
pub fn replicated<T: Element>(model: &Array, numbers: &[T], dtype: DType, serial: u64) -> Result<Arc<Array>> {
    let distribution = model.distribution().replicated_line(numbers.len() as i64)?;
    let placement = Placement::new(model.context().clone(), distribution, serial);
    let array = Array::create(placement, dtype, Fill::Empty, false, serial)?;
    if let Some(local) = array.local() {
        let mut scratch = Scratch::new(&[numbers.len() as i64], T::DTYPE, model.context().budget())?;
        let size = T::DTYPE.itemsize();
        for (place, number) in scratch.bytes_mut().chunks_exact_mut(size).zip(numbers) {
            place.copy_from_slice(&Value::of(*number).to_bytes(T::DTYPE)[..size]);
        }
        sections::copy(&scratch.part().whole(), &local.owned())?;
    }
    array.wrote_padding();
    Ok(array)
}
