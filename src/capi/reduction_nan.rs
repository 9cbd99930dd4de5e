//! Reductions that leave nan out.

use super::array::da_array;
use super::error::da_status;
use super::guard::guard;
use super::reduction::{Axes, Extras, NO_EXTRAS, to_array, to_value};
use super::value::da_value;
use crate::compute::ReduceOp;

/// Sum the elements that are not nan; 0 where there is none.
///
/// Collective, communicating. Every rank that held a part of what a result was made of holds it.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param naxes number of axes to reduce; 0 for all.
/// @param axes `naxes` distinct axes; negative ones count from the end.
/// @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, DA_REPRODUCIBLE, several or 0.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_reduce().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_nansum(
    a: *const da_array,
    naxes: i32,
    axes: *const i32,
    flags: i32,
    out: *mut *mut da_array,
) -> da_status {
    let axes = Axes::Listed(naxes, axes);
    // SAFETY: the caller's pointers.
    guard(|| unsafe { to_array("da_nansum", Ok(ReduceOp::NanSum), a, axes, flags, NO_EXTRAS, out) })
}

/// Sum the elements that are not nan, as a scalar on every rank.
///
/// Collective, communicating. The twin of da_nansum() for a result that is one number.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param[out] value the result, the same on every rank; a strong scalar.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: as da_reduce_value().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_nansum_value(a: *const da_array, value: *mut da_value) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { to_value("da_nansum_value", Ok(ReduceOp::NanSum), a, 0, NO_EXTRAS, value) })
}

/// Multiply the elements that are not nan; 1 where there is none.
///
/// Collective, communicating. Every rank that held a part of what a result was made of holds it.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param naxes number of axes to reduce; 0 for all.
/// @param axes `naxes` distinct axes; negative ones count from the end.
/// @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, both or 0.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_reduce().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_nanprod(
    a: *const da_array,
    naxes: i32,
    axes: *const i32,
    flags: i32,
    out: *mut *mut da_array,
) -> da_status {
    let axes = Axes::Listed(naxes, axes);
    // SAFETY: the caller's pointers.
    guard(|| unsafe { to_array("da_nanprod", Ok(ReduceOp::NanProd), a, axes, flags, NO_EXTRAS, out) })
}

/// Multiply the elements that are not nan, as a scalar on every rank.
///
/// Collective, communicating. The twin of da_nanprod() for a result that is one number.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param[out] value the result, the same on every rank; a strong scalar.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: as da_reduce_value().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_nanprod_value(a: *const da_array, value: *mut da_value) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { to_value("da_nanprod_value", Ok(ReduceOp::NanProd), a, 0, NO_EXTRAS, value) })
}

/// Find the smallest element that is not nan; nan where there is none.
///
/// Collective, communicating. Every rank that held a part of what a result was made of holds it.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param naxes number of axes to reduce; 0 for all.
/// @param axes `naxes` distinct axes; negative ones count from the end.
/// @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, both or 0.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_reduce().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_nanmin(
    a: *const da_array,
    naxes: i32,
    axes: *const i32,
    flags: i32,
    out: *mut *mut da_array,
) -> da_status {
    let axes = Axes::Listed(naxes, axes);
    // SAFETY: the caller's pointers.
    guard(|| unsafe { to_array("da_nanmin", Ok(ReduceOp::NanMin), a, axes, flags, NO_EXTRAS, out) })
}

/// Find the smallest element that is not nan, as a scalar on every rank.
///
/// Collective, communicating. The twin of da_nanmin() for a result that is one number.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param[out] value the result, the same on every rank; a strong scalar.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: as da_reduce_value().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_nanmin_value(a: *const da_array, value: *mut da_value) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { to_value("da_nanmin_value", Ok(ReduceOp::NanMin), a, 0, NO_EXTRAS, value) })
}

/// Find the greatest element that is not nan; nan where there is none.
///
/// Collective, communicating. Every rank that held a part of what a result was made of holds it.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param naxes number of axes to reduce; 0 for all.
/// @param axes `naxes` distinct axes; negative ones count from the end.
/// @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, both or 0.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_reduce().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_nanmax(
    a: *const da_array,
    naxes: i32,
    axes: *const i32,
    flags: i32,
    out: *mut *mut da_array,
) -> da_status {
    let axes = Axes::Listed(naxes, axes);
    // SAFETY: the caller's pointers.
    guard(|| unsafe { to_array("da_nanmax", Ok(ReduceOp::NanMax), a, axes, flags, NO_EXTRAS, out) })
}

/// Find the greatest element that is not nan, as a scalar on every rank.
///
/// Collective, communicating. The twin of da_nanmax() for a result that is one number.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param[out] value the result, the same on every rank; a strong scalar.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: as da_reduce_value().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_nanmax_value(a: *const da_array, value: *mut da_value) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { to_value("da_nanmax_value", Ok(ReduceOp::NanMax), a, 0, NO_EXTRAS, value) })
}

/// Take the arithmetic mean of the elements that are not nan; nan where there is none.
///
/// Collective, communicating. Every rank that held a part of what a result was made of holds it.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param naxes number of axes to reduce; 0 for all.
/// @param axes `naxes` distinct axes; negative ones count from the end.
/// @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, DA_REPRODUCIBLE, several or 0.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_reduce().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_nanmean(
    a: *const da_array,
    naxes: i32,
    axes: *const i32,
    flags: i32,
    out: *mut *mut da_array,
) -> da_status {
    let axes = Axes::Listed(naxes, axes);
    // SAFETY: the caller's pointers.
    guard(|| unsafe { to_array("da_nanmean", Ok(ReduceOp::NanMean), a, axes, flags, NO_EXTRAS, out) })
}

/// Take the arithmetic mean of the elements that are not nan, as a scalar on every rank.
///
/// Collective, communicating. The twin of da_nanmean() for a result that is one number.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param[out] value the result, the same on every rank; a strong scalar.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: as da_reduce_value().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_nanmean_value(a: *const da_array, value: *mut da_value) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { to_value("da_nanmean_value", Ok(ReduceOp::NanMean), a, 0, NO_EXTRAS, value) })
}

/// Take the variance of the elements that are not nan.
///
/// Collective, communicating. Every rank that held a part of what a result was made of holds it. Of complex numbers it is real:
/// the mean of |x - mean|^2, or its root.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param naxes number of axes to reduce; 0 for all.
/// @param axes `naxes` distinct axes; negative ones count from the end.
/// @param ddof what is taken off the number of elements before it divides: 0, or 1 for a sample.
/// @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, both or 0.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_reduce().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_nanvar(
    a: *const da_array,
    naxes: i32,
    axes: *const i32,
    ddof: f64,
    flags: i32,
    out: *mut *mut da_array,
) -> da_status {
    let (axes, extras) = (Axes::Listed(naxes, axes), Extras { ddof: Some(ddof), ..NO_EXTRAS });
    // SAFETY: the caller's pointers.
    guard(|| unsafe { to_array("da_nanvar", Ok(ReduceOp::NanVar), a, axes, flags, extras, out) })
}

/// Take the variance of the elements that are not nan, as a scalar on every rank.
///
/// Collective, communicating. The twin of da_nanvar() for a result that is one number.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param ddof what is taken off the number of elements before it divides: 0, or 1 for a sample.
/// @param[out] value the result, the same on every rank; a strong scalar.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: as da_reduce_value().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_nanvar_value(a: *const da_array, ddof: f64, value: *mut da_value) -> da_status {
    let extras = Extras { ddof: Some(ddof), ..NO_EXTRAS };
    // SAFETY: the caller's pointer.
    guard(|| unsafe { to_value("da_nanvar_value", Ok(ReduceOp::NanVar), a, 0, extras, value) })
}

/// Take the standard deviation of the elements that are not nan.
///
/// Collective, communicating. Every rank that held a part of what a result was made of holds it. Of complex numbers it is real:
/// the mean of |x - mean|^2, or its root.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param naxes number of axes to reduce; 0 for all.
/// @param axes `naxes` distinct axes; negative ones count from the end.
/// @param ddof what is taken off the number of elements before it divides: 0, or 1 for a sample.
/// @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, both or 0.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_reduce().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_nanstd(
    a: *const da_array,
    naxes: i32,
    axes: *const i32,
    ddof: f64,
    flags: i32,
    out: *mut *mut da_array,
) -> da_status {
    let (axes, extras) = (Axes::Listed(naxes, axes), Extras { ddof: Some(ddof), ..NO_EXTRAS });
    // SAFETY: the caller's pointers.
    guard(|| unsafe { to_array("da_nanstd", Ok(ReduceOp::NanStd), a, axes, flags, extras, out) })
}

/// Take the standard deviation of the elements that are not nan, as a scalar on every rank.
///
/// Collective, communicating. The twin of da_nanstd() for a result that is one number.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param ddof what is taken off the number of elements before it divides: 0, or 1 for a sample.
/// @param[out] value the result, the same on every rank; a strong scalar.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: as da_reduce_value().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_nanstd_value(a: *const da_array, ddof: f64, value: *mut da_value) -> da_status {
    let extras = Extras { ddof: Some(ddof), ..NO_EXTRAS };
    // SAFETY: the caller's pointer.
    guard(|| unsafe { to_value("da_nanstd_value", Ok(ReduceOp::NanStd), a, 0, extras, value) })
}

/// Find where the smallest element is that is not nan. Of equal ones the lowest index counts.
///
/// Collective, communicating. Every rank that held a part of what a result was made of holds it.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param axis the axis, along which global indices (labels of an unstructured one) are the result; DA_ALL_AXES for the
/// number of the element in C order of the global array.
/// @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, both or 0.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_reduce(); DA_ERR_EMPTY where there is nothing but nan.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_nanargmin(
    a: *const da_array,
    axis: i32,
    flags: i32,
    out: *mut *mut da_array,
) -> da_status {
    let axes = Axes::One(axis);
    // SAFETY: the caller's pointers.
    guard(|| unsafe { to_array("da_nanargmin", Ok(ReduceOp::NanArgMin), a, axes, flags, NO_EXTRAS, out) })
}

/// Find where the smallest element is that is not nan, as a scalar on every rank.
///
/// Collective, communicating. The twin of da_nanargmin() for a result that is one number. It is the number of the
/// element in C order of the global array.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param[out] value the result, the same on every rank; a strong scalar.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: as da_reduce_value(); DA_ERR_EMPTY where there is nothing but nan.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_nanargmin_value(a: *const da_array, value: *mut da_value) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { to_value("da_nanargmin_value", Ok(ReduceOp::NanArgMin), a, 0, NO_EXTRAS, value) })
}

/// Find where the greatest element is that is not nan. Of equal ones the lowest index counts.
///
/// Collective, communicating. Every rank that held a part of what a result was made of holds it.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param axis the axis, along which global indices (labels of an unstructured one) are the result; DA_ALL_AXES for the
/// number of the element in C order of the global array.
/// @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, both or 0.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_reduce(); DA_ERR_EMPTY where there is nothing but nan.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_nanargmax(
    a: *const da_array,
    axis: i32,
    flags: i32,
    out: *mut *mut da_array,
) -> da_status {
    let axes = Axes::One(axis);
    // SAFETY: the caller's pointers.
    guard(|| unsafe { to_array("da_nanargmax", Ok(ReduceOp::NanArgMax), a, axes, flags, NO_EXTRAS, out) })
}

/// Find where the greatest element is that is not nan, as a scalar on every rank.
///
/// Collective, communicating. The twin of da_nanargmax() for a result that is one number. It is the number of the
/// element in C order of the global array.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param[out] value the result, the same on every rank; a strong scalar.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: as da_reduce_value(); DA_ERR_EMPTY where there is nothing but nan.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_nanargmax_value(a: *const da_array, value: *mut da_value) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { to_value("da_nanargmax_value", Ok(ReduceOp::NanArgMax), a, 0, NO_EXTRAS, value) })
}
