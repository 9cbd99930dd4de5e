//! Arrays in fresh memory, copies, conversions.

use super::array::{da_array, give};
use super::distribution::da_distribution;
use super::error::da_status;
use super::frame::Frame;
use super::guard::{guard, not_null};
use super::value::da_value;
use crate::array::{Array, Fill, Placement};
use crate::compute::creation;
use crate::dtype::DType;
use crate::error::Result;
use crate::value::Value;
use std::sync::Arc;

/// What a new array is filled with.
#[derive(Clone, Copy)]
enum Content {
    Empty,
    Zeros,
    Value(Value),
}

/// A new array on a distribution.
fn make(placement: Arc<Placement>, dtype: DType, content: Content, serial: u64) -> Result<Arc<Array>> {
    match content {
        Content::Empty => Array::create(placement, dtype, Fill::Empty, false, serial),
        Content::Zeros => Array::create(placement, dtype, Fill::Zeros, false, serial),
        Content::Value(value) => creation::full(placement, dtype, value, serial),
    }
}

/// A new array like another.
fn make_like(model: &Array, dtype: DType, content: Content, serial: u64) -> Result<Arc<Array>> {
    match content {
        Content::Empty => model.like(dtype, Fill::Empty, serial),
        Content::Zeros => model.like(dtype, Fill::Zeros, serial),
        Content::Value(value) => creation::full_like(model, dtype, value, serial),
    }
}

/// Mixes a scalar into what ranks must agree on.
pub(crate) fn describe_value(frame: &mut Frame, value: &da_value) {
    frame.call.attribute("the scalar's dtype", value.dtype as u64);
    frame.call.attribute("the scalar's flags", value.flags as u64);
    frame.call.attribute("the scalar's value", value.bits[0]);
    frame.call.attribute("the scalar's imaginary part", value.bits[1]);
}

/// The common body of da_empty, da_zeros, da_ones and da_full.
///
/// # Safety
/// `out` is NULL or writable.
unsafe fn create(
    mut frame: Frame,
    dist: *const da_distribution,
    dtype: i32,
    content: Result<Content>,
    out: *mut *mut da_array,
) -> Result<()> {
    frame.call.attribute("dtype", dtype as u64);
    let checked = not_null(out, "out");
    frame.take(checked);
    let placement = frame.distribution(dist, "dist");
    let dtype = frame.take(DType::from_code(dtype));
    let content = content.and_then(|c| converted(c, dtype));
    let content = frame.take(content);
    let prepared = placement.zip(dtype).zip(content);
    frame.silent(prepared, |((placement, dtype), content), serial| {
        // SAFETY: `out` was checked.
        unsafe { give(out, make(placement, dtype, content, serial)?) }
    })
}

/// The common body of the functions that end in _like.
///
/// # Safety
/// `out` is NULL or writable.
unsafe fn create_like(
    mut frame: Frame,
    model: *const da_array,
    dtype: i32,
    content: Result<Content>,
    out: *mut *mut da_array,
) -> Result<()> {
    frame.call.attribute("dtype", dtype as u64);
    let checked = not_null(out, "out");
    frame.take(checked);
    let model = frame.array(model, "model");
    let dtype = match (dtype, &model) {
        (0, Some(model)) => Some(model.dtype()),
        (0, None) => None,
        (code, _) => frame.take(DType::from_code(code)),
    };
    let content = content.and_then(|c| converted(c, dtype));
    let content = frame.take(content);
    let prepared = model.zip(dtype).zip(content);
    frame.silent(prepared, |((model, dtype), content), serial| {
        // SAFETY: `out` was checked.
        unsafe { give(out, make_like(&model, dtype, content, serial)?) }
    })
}

/// The value in the array's dtype, if that can hold it.
fn converted(content: Content, dtype: Option<DType>) -> Result<Content> {
    match (content, dtype) {
        (Content::Value(value), Some(dtype)) => Ok(Content::Value(value.convert(dtype)?)),
        (content, _) => Ok(content),
    }
}

/// Create an array without setting its elements.
///
/// Collective, silent. Communication padding is zero.
/// @param dist the distribution of the new array, which keeps it alive.
/// @param dtype the element type, DA_BOOL to DA_COMPLEX128.
/// @param[out] out the new array.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_array_free().
/// Errors: DA_ERR_DTYPE; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW for a section of 2^63 bytes or more; DA_ERR_NULL;
/// DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_empty(
    dist: *const da_distribution,
    dtype: i32,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        let frame = Frame::new("da_empty");
        // SAFETY: the caller's pointer.
        unsafe { create(frame, dist, dtype, Ok(Content::Empty), out) }
    })
}

/// Create an array of zeros.
///
/// Collective, silent.
/// @param dist the distribution of the new array, which keeps it alive.
/// @param dtype the element type, DA_BOOL to DA_COMPLEX128.
/// @param[out] out the new array.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_array_free().
/// Errors: DA_ERR_DTYPE; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW for a section of 2^63 bytes or more; DA_ERR_NULL;
/// DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_zeros(
    dist: *const da_distribution,
    dtype: i32,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        let frame = Frame::new("da_zeros");
        // SAFETY: the caller's pointer.
        unsafe { create(frame, dist, dtype, Ok(Content::Zeros), out) }
    })
}

/// Create an array of ones.
///
/// Collective, silent.
/// @param dist the distribution of the new array, which keeps it alive.
/// @param dtype the element type, DA_BOOL to DA_COMPLEX128.
/// @param[out] out the new array.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_array_free().
/// Errors: DA_ERR_DTYPE; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW for a section of 2^63 bytes or more; DA_ERR_NULL;
/// DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_ones(
    dist: *const da_distribution,
    dtype: i32,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        let frame = Frame::new("da_ones");
        // SAFETY: the caller's pointer.
        unsafe { create(frame, dist, dtype, Ok(Content::Value(Value::weak_int(1))), out) }
    })
}

/// Create an array that holds one value everywhere.
///
/// Collective, silent.
/// @param dist the distribution of the new array, which keeps it alive.
/// @param dtype the element type, DA_BOOL to DA_COMPLEX128.
/// @param value the value; converted to the dtype.
/// @param[out] out the new array.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_array_free().
/// Errors: DA_ERR_DTYPE; DA_ERR_OVERFLOW for a weak integer that the dtype can not hold; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW for a section of 2^63 bytes or more; DA_ERR_NULL;
/// DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_full(
    dist: *const da_distribution,
    dtype: i32,
    value: da_value,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_full");
        describe_value(&mut frame, &value);
        // SAFETY: the caller's pointer.
        unsafe { create(frame, dist, dtype, value.read().map(Content::Value), out) }
    })
}

/// Create an array like another without setting its elements.
///
/// Collective, silent. Communication padding is zero.
/// @param model an array whose shape, distribution and storage order the new one takes.
/// @param dtype the element type, DA_BOOL to DA_COMPLEX128, or 0 for the model's.
/// @param[out] out the new array.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_array_free().
/// Errors: DA_ERR_DTYPE; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW for a section of 2^63 bytes or more; DA_ERR_NULL;
/// DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_empty_like(
    model: *const da_array,
    dtype: i32,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        let frame = Frame::new("da_empty_like");
        // SAFETY: the caller's pointer.
        unsafe { create_like(frame, model, dtype, Ok(Content::Empty), out) }
    })
}

/// Create an array of zeros like another.
///
/// Collective, silent.
/// @param model an array whose shape, distribution and storage order the new one takes.
/// @param dtype the element type, DA_BOOL to DA_COMPLEX128, or 0 for the model's.
/// @param[out] out the new array.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_array_free().
/// Errors: DA_ERR_DTYPE; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW for a section of 2^63 bytes or more; DA_ERR_NULL;
/// DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_zeros_like(
    model: *const da_array,
    dtype: i32,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        let frame = Frame::new("da_zeros_like");
        // SAFETY: the caller's pointer.
        unsafe { create_like(frame, model, dtype, Ok(Content::Zeros), out) }
    })
}

/// Create an array of ones like another.
///
/// Collective, silent.
/// @param model an array whose shape, distribution and storage order the new one takes.
/// @param dtype the element type, DA_BOOL to DA_COMPLEX128, or 0 for the model's.
/// @param[out] out the new array.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_array_free().
/// Errors: DA_ERR_DTYPE; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW for a section of 2^63 bytes or more; DA_ERR_NULL;
/// DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_ones_like(
    model: *const da_array,
    dtype: i32,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        let frame = Frame::new("da_ones_like");
        // SAFETY: the caller's pointer.
        unsafe { create_like(frame, model, dtype, Ok(Content::Value(Value::weak_int(1))), out) }
    })
}

/// Create an array like another that holds one value everywhere.
///
/// Collective, silent.
/// @param model an array whose shape, distribution and storage order the new one takes.
/// @param dtype the element type, DA_BOOL to DA_COMPLEX128, or 0 for the model's.
/// @param value the value; converted to the dtype.
/// @param[out] out the new array.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_array_free().
/// Errors: DA_ERR_DTYPE; DA_ERR_OVERFLOW for a weak integer that the dtype can not hold; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW for a section of 2^63 bytes or more; DA_ERR_NULL;
/// DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_full_like(
    model: *const da_array,
    dtype: i32,
    value: da_value,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_full_like");
        describe_value(&mut frame, &value);
        // SAFETY: the caller's pointer.
        unsafe { create_like(frame, model, dtype, value.read().map(Content::Value), out) }
    })
}

/// Copy an array into fresh memory, padding included.
///
/// Collective, silent.
/// @param a an array; the copy has its shape, distribution, dtype and storage order.
/// @param[out] out the new array.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_array_free().
/// Errors: DA_ERR_NO_MEMORY; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_copy(a: *const da_array, out: *mut *mut da_array) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_copy");
        let checked = not_null(out, "out");
        frame.take(checked);
        let array = frame.array(a, "a");
        frame.silent(array, |array, serial| {
            // SAFETY: `out` was checked.
            unsafe { give(out, creation::converted(&array, array.dtype(), serial)?) }
        })
    })
}

/// Copy an array as another dtype, by any conversion, padding included.
///
/// Collective, silent. Real parts are taken of complex numbers; numbers that an integer dtype can
/// not hold wrap or saturate as docs/architecture.md says.
/// @param a an array; the copy has its shape, distribution and storage order.
/// @param dtype the new element type, DA_BOOL to DA_COMPLEX128.
/// @param[out] out the new array.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_array_free().
/// Errors: DA_ERR_DTYPE; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_astype(a: *const da_array, dtype: i32, out: *mut *mut da_array) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_astype");
        frame.call.attribute("dtype", dtype as u64);
        let checked = not_null(out, "out");
        frame.take(checked);
        let array = frame.array(a, "a");
        let dtype = frame.take(DType::from_code(dtype));
        frame.silent(array.zip(dtype), |(array, dtype), serial| {
            // SAFETY: `out` was checked.
            unsafe { give(out, creation::converted(&array, dtype, serial)?) }
        })
    })
}

/// Write one value to every element, padding included.
///
/// Collective, silent.
/// @param a an array that may be written to.
/// @param value the value; converted to the array's dtype; the same on all ranks.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Errors: DA_ERR_READ_ONLY; DA_ERR_OVERFLOW for a weak integer that the dtype can not hold; DA_ERR_DTYPE and
/// DA_ERR_ARGUMENT for a malformed value; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_fill(a: *const da_array, value: da_value) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_fill");
        describe_value(&mut frame, &value);
        let array = frame.array(a, "a");
        let value = value.read().and_then(|v| array.as_ref().map_or(Ok(v), |a| v.convert(a.dtype())));
        let value = frame.take(value);
        let writable = array.as_ref().map_or(Ok(()), |a| a.require_writable("a"));
        frame.take(writable);
        frame.silent(array.zip(value), |(array, value), _| creation::fill_all(&array, value))
    })
}
