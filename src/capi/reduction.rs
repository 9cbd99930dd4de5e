//! Reductions.

use super::array::da_array;
use super::compute::{deliver, existing};
use super::error::da_status;
use super::frame::Frame;
use super::guard::{guard, not_null, put};
use super::value::da_value;
use crate::compute::ReduceOp;
use crate::compute::reduction::Reduction;
use crate::error::Result;
use crate::fail;

/// Number of a reduction: sum.
pub const DA_REDUCE_SUM: i32 = 201;
/// Number of a reduction: smallest element.
pub const DA_REDUCE_MIN: i32 = 203;
/// Number of a reduction: greatest element.
pub const DA_REDUCE_MAX: i32 = 204;
/// Number of a reduction: arithmetic mean.
pub const DA_REDUCE_MEAN: i32 = 205;

/// Flag of a reduction: reduced axes stay, with extent 1.
pub const DA_KEEPDIMS: i32 = 1;

/// The caller's axes and flags.
///
/// # Safety
/// `axes` is NULL or has `naxes` items.
unsafe fn read_axes(frame: &mut Frame, naxes: i32, axes: *const i32, flags: i32) -> Result<Vec<i32>> {
    frame.call.attribute("flags", flags as u64);
    if flags & !DA_KEEPDIMS != 0 {
        fail!(Argument, "flags is {flags:#x}; the only flag is DA_KEEPDIMS (1)");
    }
    // SAFETY: the caller's array.
    unsafe { frame.axes(naxes, axes) }
}

/// # Safety
/// `axes` is NULL or has `naxes` items; `out` is NULL or points to a handle.
unsafe fn reduce(
    name: &'static str,
    op: Result<ReduceOp>,
    a: *const da_array,
    axes: (i32, *const i32),
    flags: i32,
    out: *mut *mut da_array,
) -> Result<()> {
    let mut frame = Frame::new(name);
    let op = frame.take(op);
    frame.call.attribute("op", op.map_or(0, |o| o as u64));
    // SAFETY: the caller's array.
    let axes = unsafe { read_axes(&mut frame, axes.0, axes.1, flags) };
    let axes = frame.take(axes);
    let array = frame.array(a, "a");
    // SAFETY: the caller's pointer.
    let before = unsafe { frame.out(out) };
    let keepdims = flags & DA_KEEPDIMS != 0;
    let parts = op.zip(array).zip(axes).zip(before.as_ref());
    let prepared = parts.map(|(((op, array), axes), before)| {
        Reduction::prepare(op, array, &axes, keepdims, existing(before))
    });
    let prepared = prepared.and_then(|p| frame.take(p));
    let session = prepared.as_ref().and_then(|p| p.session());
    frame.communicate(before.zip(prepared).zip(session), |((before, call), session), serial| {
        // SAFETY: checked by Frame::out.
        unsafe { deliver(out, &before, call.array(&session, name, serial)?) }
    })
}

/// # Safety
/// `value` is NULL or writable.
unsafe fn reduce_value(
    name: &'static str,
    op: Result<ReduceOp>,
    a: *const da_array,
    value: *mut da_value,
) -> Result<()> {
    let mut frame = Frame::new(name);
    let op = frame.take(op);
    frame.call.attribute("op", op.map_or(0, |o| o as u64));
    let checked = not_null(value, "value");
    frame.take(checked);
    let array = frame.array(a, "a");
    let prepared = op.zip(array).map(|(op, array)| Reduction::prepare(op, array, &[], false, None));
    let prepared = prepared.and_then(|p| frame.take(p));
    let session = prepared.as_ref().and_then(|p| p.session());
    frame.communicate(prepared.zip(session), |(call, session), _| {
        // SAFETY: checked above.
        unsafe { put(value, "value", da_value::of(call.value(&session, name)?)) }
    })
}

/// Reduce an array over its axes, by a reduction given by its number.
///
/// Collective, communicating. Every rank of the array's grid holds the result.
/// @param op DA_REDUCE_SUM, DA_REDUCE_MIN, DA_REDUCE_MAX or DA_REDUCE_MEAN.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param naxes number of axes to reduce; 0 for all. This version reduces over all axes.
/// @param axes `naxes` distinct axes; negative ones count from the end.
/// @param flags DA_KEEPDIMS or 0.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: DA_ERR_ARGUMENT for an unknown number or flag; DA_ERR_AXIS; DA_ERR_NOT_SUPPORTED for some of the axes;
/// DA_ERR_EMPTY for the minimum or maximum of no elements; DA_ERR_SHAPE, DA_ERR_CASTING and DA_ERR_READ_ONLY for
/// `out`; DA_ERR_CONTEXT; DA_ERR_MISMATCH; DA_ERR_NO_MEMORY; DA_ERR_NULL; DA_ERR_INVALID_HANDLE;
/// DA_ERR_NOT_MEMBER; DA_ERR_TIMEOUT; DA_ERR_MPI.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_reduce(
    op: i32,
    a: *const da_array,
    naxes: i32,
    axes: *const i32,
    flags: i32,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { reduce("da_reduce", ReduceOp::from_code(op), a, (naxes, axes), flags, out) })
}

/// Reduce an array over all axes to a scalar, by a reduction given by its number.
///
/// Collective, communicating.
/// @param op DA_REDUCE_SUM, DA_REDUCE_MIN, DA_REDUCE_MAX or DA_REDUCE_MEAN.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param[out] value the result, the same on every rank; a strong scalar.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: DA_ERR_ARGUMENT for an unknown number; DA_ERR_EMPTY for the minimum or maximum of no elements;
/// DA_ERR_MISMATCH; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_TIMEOUT; DA_ERR_MPI.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_reduce_value(op: i32, a: *const da_array, value: *mut da_value) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { reduce_value("da_reduce_value", ReduceOp::from_code(op), a, value) })
}

/// Sum the elements: integers and bool as 64-bit integers that wrap, the others in their own dtype.
///
/// Collective, communicating. Every rank of the array's grid holds the result.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param naxes number of axes to reduce; 0 for all. This version reduces over all axes.
/// @param axes `naxes` distinct axes; negative ones count from the end.
/// @param flags DA_KEEPDIMS or 0.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_reduce().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_sum(
    a: *const da_array,
    naxes: i32,
    axes: *const i32,
    flags: i32,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { reduce("da_sum", Ok(ReduceOp::Sum), a, (naxes, axes), flags, out) })
}

/// Sum the elements, as a scalar on every rank.
///
/// Collective, communicating. The twin of da_sum() for a result that is one number.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param[out] value the result, the same on every rank; a strong scalar.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: as da_reduce_value().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_sum_value(a: *const da_array, value: *mut da_value) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { reduce_value("da_sum_value", Ok(ReduceOp::Sum), a, value) })
}

/// Find the smallest element; nan if there is one.
///
/// Collective, communicating. Every rank of the array's grid holds the result.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param naxes number of axes to reduce; 0 for all. This version reduces over all axes.
/// @param axes `naxes` distinct axes; negative ones count from the end.
/// @param flags DA_KEEPDIMS or 0.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_reduce().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_min(
    a: *const da_array,
    naxes: i32,
    axes: *const i32,
    flags: i32,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { reduce("da_min", Ok(ReduceOp::Min), a, (naxes, axes), flags, out) })
}

/// Find the smallest element, as a scalar on every rank.
///
/// Collective, communicating. The twin of da_min() for a result that is one number.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param[out] value the result, the same on every rank; a strong scalar.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: as da_reduce_value().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_min_value(a: *const da_array, value: *mut da_value) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { reduce_value("da_min_value", Ok(ReduceOp::Min), a, value) })
}

/// Find the greatest element; nan if there is one.
///
/// Collective, communicating. Every rank of the array's grid holds the result.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param naxes number of axes to reduce; 0 for all. This version reduces over all axes.
/// @param axes `naxes` distinct axes; negative ones count from the end.
/// @param flags DA_KEEPDIMS or 0.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_reduce().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_max(
    a: *const da_array,
    naxes: i32,
    axes: *const i32,
    flags: i32,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { reduce("da_max", Ok(ReduceOp::Max), a, (naxes, axes), flags, out) })
}

/// Find the greatest element, as a scalar on every rank.
///
/// Collective, communicating. The twin of da_max() for a result that is one number.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param[out] value the result, the same on every rank; a strong scalar.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: as da_reduce_value().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_max_value(a: *const da_array, value: *mut da_value) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { reduce_value("da_max_value", Ok(ReduceOp::Max), a, value) })
}

/// Take the arithmetic mean: float64 for integers and bool, else the array's dtype; nan of no elements.
///
/// Collective, communicating. Every rank of the array's grid holds the result.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param naxes number of axes to reduce; 0 for all. This version reduces over all axes.
/// @param axes `naxes` distinct axes; negative ones count from the end.
/// @param flags DA_KEEPDIMS or 0.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_reduce().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_mean(
    a: *const da_array,
    naxes: i32,
    axes: *const i32,
    flags: i32,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { reduce("da_mean", Ok(ReduceOp::Mean), a, (naxes, axes), flags, out) })
}

/// Take the arithmetic mean, as a scalar on every rank.
///
/// Collective, communicating. The twin of da_mean() for a result that is one number.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param[out] value the result, the same on every rank; a strong scalar.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: as da_reduce_value().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_mean_value(a: *const da_array, value: *mut da_value) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { reduce_value("da_mean_value", Ok(ReduceOp::Mean), a, value) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_agree_with_the_core() {
        let reductions = [ReduceOp::Sum, ReduceOp::Min, ReduceOp::Max, ReduceOp::Mean];
        let numbers = [DA_REDUCE_SUM, DA_REDUCE_MIN, DA_REDUCE_MAX, DA_REDUCE_MEAN];
        assert_eq!(reductions.map(|op| op as i32), numbers);
    }
}
