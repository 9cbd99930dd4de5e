//! Arrays whose elements follow from their index: arange, linspace, logspace, eye.

use super::array::{da_array, give};
use super::context::da_context;
use super::creation::describe_value;
use super::distribution::da_distribution;
use super::error::da_status;
use super::frame::Frame;
use super::guard::{guard, not_null, text};
use super::value::da_value;
use crate::array::Placement;
use crate::compute::arange::Arange;
use crate::compute::creation;
use crate::compute::sequence::Sequence;
use crate::compute::spaced::Spaced;
use crate::context::Context;
use crate::distribution::{Distribution, GridRequest, parse_dist};
use crate::dtype::DType;
use crate::error::Result;
use crate::fail;
use crate::value::Value;
use std::os::raw::c_char;

/// A dtype, or None for 0.
fn optional_dtype(code: i32) -> Result<Option<DType>> {
    if code == 0 { Ok(None) } else { DType::from_code(code).map(Some) }
}

/// 0 or 1.
fn flag(name: &str, value: i32) -> Result<bool> {
    match value {
        0 => Ok(false),
        1 => Ok(true),
        other => fail!(Argument, "`{name}` is {other}; it is 0 or 1"),
    }
}

/// The vector of `count` elements laid out as the text says, over all ranks of the context.
fn lay_out(context: &Context, count: i64, dist: &str) -> Result<Distribution> {
    let specs = parse_dist(&[count], dist)?;
    if specs.iter().any(|spec| spec.letter() == 'u') {
        fail!(
            NotSupported,
            "axis 0 is unstructured ('u'), but a text does not say which labels this rank has; give them to \
             da_distribution_create_dims, in a record of kind DA_KIND_UNSTRUCTURED, and make the array on that \
             distribution with da_fromfunction"
        );
    }
    Distribution::new(i64::from(context.size()), &specs, GridRequest::Auto)
}

/// The common body of the sequences.
///
/// # Safety
/// `dist` is NULL or a text; `out` is NULL or writable.
unsafe fn create(
    mut frame: Frame,
    ctx: *const da_context,
    values: &[da_value],
    dtype: i32,
    dist: *const c_char,
    out: *mut *mut da_array,
    sequence: impl FnOnce(&[Value], Option<DType>) -> Result<Sequence>,
) -> Result<()> {
    values.iter().for_each(|value| describe_value(&mut frame, value));
    frame.call.attribute("dtype", dtype as u64);
    let checked = not_null(out, "out");
    frame.take(checked);
    let context = frame.context(ctx, "ctx");
    // SAFETY: the caller's text.
    let dist = if dist.is_null() { Ok("b") } else { unsafe { text(dist, "dist") } };
    let dist = frame.take(dist);
    frame.call.text("dist", dist.unwrap_or(""));
    let dtype = frame.take(optional_dtype(dtype));
    let values: Result<Vec<Value>> = values.iter().map(|value| value.read()).collect();
    let values = frame.take(values);
    let sequence = values.zip(dtype).map(|(values, dtype)| sequence(&values, dtype));
    let sequence = sequence.and_then(|sequence| frame.take(sequence));
    let laid_out = match (&context, dist, &sequence) {
        (Some(context), Some(dist), Some(sequence)) => frame.take(lay_out(context, sequence.count(), dist)),
        _ => None,
    };
    let prepared = context.zip(laid_out).zip(sequence);
    frame.silent(prepared, |((context, distribution), sequence), serial| {
        let placement = Placement::new(context, distribution, serial);
        // SAFETY: `out` was checked.
        unsafe { give(out, sequence.create(placement, serial)?) }
    })
}

/// Create a vector of numbers in equal steps, as numpy.arange.
///
/// Collective, silent. There are ceil((stop - start) / step) elements, none if that is negative; the quotient is
/// rounded to a floating-point number first (float64 for integers), as in NumPy, so that beyond 2^53 elements there
/// may be some more or fewer. The first two are `start` and `start + step` in the dtype, the others follow in steps of their difference, so
/// that integers are exact and floating-point numbers are those that NumPy computes. Communication padding
/// is filled too.
/// @param ctx the context; the vector is spread over all its ranks.
/// @param start the first element.
/// @param stop where to end, before it.
/// @param step the distance between elements, of either sign.
/// @param dtype the element type, or 0 for NumPy's choice: int64 promoted with the dtypes of the arguments.
/// @param dist how to distribute the one axis, such as "b", "c:64" or "n"; NULL for "b". On a da_distribution
/// (irregular, padded, with labels or replicas, of some ranks) da_fromfunction() makes such a vector.
/// @param[out] out the new array.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_array_free().
/// Errors: DA_ERR_ARGUMENT for a step of 0, a nan, or a malformed value; DA_ERR_OVERFLOW for a start that an
/// integer dtype can not hold, or 2^63 elements or more; DA_ERR_NO_MEMORY; DA_ERR_DTYPE, also for complex
/// arguments of a dtype that is not, and for more than two booleans; DA_ERR_SYNTAX,
/// DA_ERR_DISTRIBUTION and (for 'u') DA_ERR_NOT_SUPPORTED for `dist`; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_arange(
    ctx: *const da_context,
    start: da_value,
    stop: da_value,
    step: da_value,
    dtype: i32,
    dist: *const c_char,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        let frame = Frame::new("da_arange");
        let sequence = |values: &[Value], dtype| {
            Arange::new(values[0], values[1], values[2], dtype).map(Sequence::Arange)
        };
        // SAFETY: the caller's pointers.
        unsafe { create(frame, ctx, &[start, stop, step], dtype, dist, out, sequence) }
    })
}

/// Create a vector of evenly spaced numbers, as numpy.linspace.
///
/// Collective, silent. Integer dtypes take the numbers rounded down. Communication padding is filled too.
/// @param ctx the context; the vector is spread over all its ranks.
/// @param start the first element.
/// @param stop the last element, or with `endpoint` 0 the one after it.
/// @param num the number of elements.
/// @param endpoint 1 if `stop` is an element, 0 if not.
/// @param dtype the element type, or 0 for NumPy's choice: the floating-point or complex dtype of `start` and
/// `stop`.
/// @param dist how to distribute the one axis, such as "b", "c:64" or "n"; NULL for "b". On a da_distribution
/// (irregular, padded, with labels or replicas, of some ranks) da_fromfunction() makes such a vector.
/// @param[out] out the new array.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_array_free().
/// Errors: DA_ERR_ARGUMENT for a negative `num`, another `endpoint`, or a malformed value; DA_ERR_DTYPE, also for
/// complex numbers of an integer dtype; DA_ERR_OVERFLOW; DA_ERR_NO_MEMORY; DA_ERR_SYNTAX,
/// DA_ERR_DISTRIBUTION and (for 'u') DA_ERR_NOT_SUPPORTED for `dist`; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_linspace(
    ctx: *const da_context,
    start: da_value,
    stop: da_value,
    num: i64,
    endpoint: i32,
    dtype: i32,
    dist: *const c_char,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_linspace");
        frame.call.attribute("num", num as u64).attribute("endpoint", endpoint as u64);
        let sequence = |values: &[Value], dtype| {
            let endpoint = flag("endpoint", endpoint)?;
            Spaced::linspace(values[0], values[1], num, endpoint, dtype).map(Sequence::Spaced)
        };
        // SAFETY: the caller's pointers.
        unsafe { create(frame, ctx, &[start, stop], dtype, dist, out, sequence) }
    })
}

/// Create a vector of numbers that are evenly spaced on a logarithmic scale, as numpy.logspace.
///
/// Collective, silent. The elements are powers of `base`, with the numbers of da_linspace() as exponents;
/// integer dtypes take them truncated. Communication padding is filled too.
/// @param ctx the context; the vector is spread over all its ranks.
/// @param start the first exponent.
/// @param stop the last exponent, or with `endpoint` 0 the one after it.
/// @param num the number of elements.
/// @param endpoint 1 if `stop` is an exponent, 0 if not.
/// @param base what is raised; da_real(10) is NumPy's default.
/// @param dtype the element type, or 0 for NumPy's choice: that of the powers.
/// @param dist how to distribute the one axis, such as "b", "c:64" or "n"; NULL for "b". On a da_distribution
/// (irregular, padded, with labels or replicas, of some ranks) da_fromfunction() makes such a vector.
/// @param[out] out the new array.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_array_free().
/// Errors: as da_linspace(), but that complex numbers become real by their real part.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_logspace(
    ctx: *const da_context,
    start: da_value,
    stop: da_value,
    num: i64,
    endpoint: i32,
    base: da_value,
    dtype: i32,
    dist: *const c_char,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_logspace");
        frame.call.attribute("num", num as u64).attribute("endpoint", endpoint as u64);
        let sequence = |values: &[Value], dtype| {
            let endpoint = flag("endpoint", endpoint)?;
            Spaced::logspace(values[0], values[1], num, endpoint, values[2], dtype).map(Sequence::Spaced)
        };
        // SAFETY: the caller's pointers.
        unsafe { create(frame, ctx, &[start, stop, base], dtype, dist, out, sequence) }
    })
}

/// Create a matrix with ones on a diagonal and zeros elsewhere, as numpy.eye.
///
/// Collective, silent. Communication padding is filled too.
/// @param dist the distribution of the new array, of two axes of any extents; the array keeps it alive.
/// @param k which diagonal: 0 the main one, positive above it, negative below.
/// @param dtype the element type, DA_BOOL to DA_COMPLEX128.
/// @param[out] out the new array.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_array_free().
/// Errors: DA_ERR_SHAPE for another number of axes; DA_ERR_DTYPE; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW for a section of
/// 2^63 bytes or more; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_eye(
    dist: *const da_distribution,
    k: i64,
    dtype: i32,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_eye");
        frame.call.attribute("k", k as u64).attribute("dtype", dtype as u64);
        let checked = not_null(out, "out");
        frame.take(checked);
        let placement = frame.distribution(dist, "dist");
        let dtype = frame.take(DType::from_code(dtype));
        let matrix = placement.as_ref().map_or(Ok(()), |placement| creation::check_matrix(placement));
        frame.take(matrix);
        frame.silent(placement.zip(dtype), |(placement, dtype), serial| {
            // SAFETY: `out` was checked.
            unsafe { give(out, creation::eye(placement, k, dtype, serial)?) }
        })
    })
}
