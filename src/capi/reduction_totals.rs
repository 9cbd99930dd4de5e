//! Sums, products, extremes, means and truth over axes.

use super::array::da_array;
use super::error::da_status;
use super::guard::guard;
use super::reduction::{Axes, NO_EXTRAS, to_array, to_value};
use super::value::da_value;
use crate::compute::ReduceOp;

/// Sum the elements: integers and bool as 64-bit integers that wrap, the others in their own dtype.
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
pub unsafe extern "C" fn da_sum(
    a: *const da_array,
    naxes: i32,
    axes: *const i32,
    flags: i32,
    out: *mut *mut da_array,
) -> da_status {
    let axes = Axes::Listed(naxes, axes);
    // SAFETY: the caller's pointers.
    guard(|| unsafe { to_array("da_sum", Ok(ReduceOp::Sum), a, axes, flags, NO_EXTRAS, out) })
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
    guard(|| unsafe { to_value("da_sum_value", Ok(ReduceOp::Sum), a, 0, NO_EXTRAS, value) })
}

/// Multiply the elements: integers and bool as 64-bit integers that wrap, the others in their own dtype.
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
pub unsafe extern "C" fn da_prod(
    a: *const da_array,
    naxes: i32,
    axes: *const i32,
    flags: i32,
    out: *mut *mut da_array,
) -> da_status {
    let axes = Axes::Listed(naxes, axes);
    // SAFETY: the caller's pointers.
    guard(|| unsafe { to_array("da_prod", Ok(ReduceOp::Prod), a, axes, flags, NO_EXTRAS, out) })
}

/// Multiply the elements, as a scalar on every rank.
///
/// Collective, communicating. The twin of da_prod() for a result that is one number.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param[out] value the result, the same on every rank; a strong scalar.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: as da_reduce_value().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_prod_value(a: *const da_array, value: *mut da_value) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { to_value("da_prod_value", Ok(ReduceOp::Prod), a, 0, NO_EXTRAS, value) })
}

/// Find the smallest element; nan if there is one.
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
pub unsafe extern "C" fn da_min(
    a: *const da_array,
    naxes: i32,
    axes: *const i32,
    flags: i32,
    out: *mut *mut da_array,
) -> da_status {
    let axes = Axes::Listed(naxes, axes);
    // SAFETY: the caller's pointers.
    guard(|| unsafe { to_array("da_min", Ok(ReduceOp::Min), a, axes, flags, NO_EXTRAS, out) })
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
    guard(|| unsafe { to_value("da_min_value", Ok(ReduceOp::Min), a, 0, NO_EXTRAS, value) })
}

/// Find the greatest element; nan if there is one.
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
pub unsafe extern "C" fn da_max(
    a: *const da_array,
    naxes: i32,
    axes: *const i32,
    flags: i32,
    out: *mut *mut da_array,
) -> da_status {
    let axes = Axes::Listed(naxes, axes);
    // SAFETY: the caller's pointers.
    guard(|| unsafe { to_array("da_max", Ok(ReduceOp::Max), a, axes, flags, NO_EXTRAS, out) })
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
    guard(|| unsafe { to_value("da_max_value", Ok(ReduceOp::Max), a, 0, NO_EXTRAS, value) })
}

/// Find the distance between the smallest and the greatest element; integers wrap.
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
pub unsafe extern "C" fn da_ptp(
    a: *const da_array,
    naxes: i32,
    axes: *const i32,
    flags: i32,
    out: *mut *mut da_array,
) -> da_status {
    let axes = Axes::Listed(naxes, axes);
    // SAFETY: the caller's pointers.
    guard(|| unsafe { to_array("da_ptp", Ok(ReduceOp::Ptp), a, axes, flags, NO_EXTRAS, out) })
}

/// Find the distance between the smallest and the greatest element, as a scalar on every rank.
///
/// Collective, communicating. The twin of da_ptp() for a result that is one number.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param[out] value the result, the same on every rank; a strong scalar.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: as da_reduce_value().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_ptp_value(a: *const da_array, value: *mut da_value) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { to_value("da_ptp_value", Ok(ReduceOp::Ptp), a, 0, NO_EXTRAS, value) })
}

/// Take the arithmetic mean: float64 for integers and bool, else the array's dtype; nan of no elements.
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
pub unsafe extern "C" fn da_mean(
    a: *const da_array,
    naxes: i32,
    axes: *const i32,
    flags: i32,
    out: *mut *mut da_array,
) -> da_status {
    let axes = Axes::Listed(naxes, axes);
    // SAFETY: the caller's pointers.
    guard(|| unsafe { to_array("da_mean", Ok(ReduceOp::Mean), a, axes, flags, NO_EXTRAS, out) })
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
    guard(|| unsafe { to_value("da_mean_value", Ok(ReduceOp::Mean), a, 0, NO_EXTRAS, value) })
}

/// Tell whether any element is true: not zero, nan included. False of no elements.
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
pub unsafe extern "C" fn da_any(
    a: *const da_array,
    naxes: i32,
    axes: *const i32,
    flags: i32,
    out: *mut *mut da_array,
) -> da_status {
    let axes = Axes::Listed(naxes, axes);
    // SAFETY: the caller's pointers.
    guard(|| unsafe { to_array("da_any", Ok(ReduceOp::Any), a, axes, flags, NO_EXTRAS, out) })
}

/// Tell whether any element is true, as a scalar on every rank.
///
/// Collective, communicating. The twin of da_any() for a result that is one number.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param[out] value the result, the same on every rank; a strong scalar.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: as da_reduce_value().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_any_value(a: *const da_array, value: *mut da_value) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { to_value("da_any_value", Ok(ReduceOp::Any), a, 0, NO_EXTRAS, value) })
}

/// Tell whether all elements are true: not zero, nan included. True of no elements.
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
pub unsafe extern "C" fn da_all(
    a: *const da_array,
    naxes: i32,
    axes: *const i32,
    flags: i32,
    out: *mut *mut da_array,
) -> da_status {
    let axes = Axes::Listed(naxes, axes);
    // SAFETY: the caller's pointers.
    guard(|| unsafe { to_array("da_all", Ok(ReduceOp::All), a, axes, flags, NO_EXTRAS, out) })
}

/// Tell whether all elements are true, as a scalar on every rank.
///
/// Collective, communicating. The twin of da_all() for a result that is one number.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param[out] value the result, the same on every rank; a strong scalar.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: as da_reduce_value().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_all_value(a: *const da_array, value: *mut da_value) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { to_value("da_all_value", Ok(ReduceOp::All), a, 0, NO_EXTRAS, value) })
}

/// Count the elements that are not zero, as int64.
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
pub unsafe extern "C" fn da_count_nonzero(
    a: *const da_array,
    naxes: i32,
    axes: *const i32,
    flags: i32,
    out: *mut *mut da_array,
) -> da_status {
    let axes = Axes::Listed(naxes, axes);
    // SAFETY: the caller's pointers.
    guard(|| unsafe {
        to_array("da_count_nonzero", Ok(ReduceOp::CountNonzero), a, axes, flags, NO_EXTRAS, out)
    })
}

/// Count the elements that are not zero, as a scalar on every rank.
///
/// Collective, communicating. The twin of da_count_nonzero() for a result that is one number.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param[out] value the result, the same on every rank; a strong scalar.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: as da_reduce_value().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_count_nonzero_value(a: *const da_array, value: *mut da_value) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe {
        to_value("da_count_nonzero_value", Ok(ReduceOp::CountNonzero), a, 0, NO_EXTRAS, value)
    })
}
