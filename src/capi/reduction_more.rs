//! Variances, places, averages, norms and dot products.

use super::array::da_array;
use super::error::da_status;
use super::guard::guard;
use super::reduction::{Axes, EVERY, Extras, NO_EXTRAS, to_array, to_value};
use super::value::da_value;
use crate::compute::ReduceOp;
use crate::error::Result;
use crate::fail;

/// Take the variance: the mean squared distance from the mean, in float64 for integers and bool.
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
pub unsafe extern "C" fn da_var(
    a: *const da_array,
    naxes: i32,
    axes: *const i32,
    ddof: f64,
    flags: i32,
    out: *mut *mut da_array,
) -> da_status {
    let (axes, extras) = (Axes::Listed(naxes, axes), Extras { ddof: Some(ddof), ..NO_EXTRAS });
    // SAFETY: the caller's pointers.
    guard(|| unsafe { to_array("da_var", Ok(ReduceOp::Var), a, axes, flags, extras, out) })
}

/// Take the variance, as a scalar on every rank.
///
/// Collective, communicating. The twin of da_var() for a result that is one number.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param ddof what is taken off the number of elements before it divides: 0, or 1 for a sample.
/// @param[out] value the result, the same on every rank; a strong scalar.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: as da_reduce_value().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_var_value(a: *const da_array, ddof: f64, value: *mut da_value) -> da_status {
    let extras = Extras { ddof: Some(ddof), ..NO_EXTRAS };
    // SAFETY: the caller's pointer.
    guard(|| unsafe { to_value("da_var_value", Ok(ReduceOp::Var), a, 0, extras, value) })
}

/// Take the standard deviation, the root of the variance.
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
pub unsafe extern "C" fn da_std(
    a: *const da_array,
    naxes: i32,
    axes: *const i32,
    ddof: f64,
    flags: i32,
    out: *mut *mut da_array,
) -> da_status {
    let (axes, extras) = (Axes::Listed(naxes, axes), Extras { ddof: Some(ddof), ..NO_EXTRAS });
    // SAFETY: the caller's pointers.
    guard(|| unsafe { to_array("da_std", Ok(ReduceOp::Std), a, axes, flags, extras, out) })
}

/// Take the standard deviation, as a scalar on every rank.
///
/// Collective, communicating. The twin of da_std() for a result that is one number.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param ddof what is taken off the number of elements before it divides: 0, or 1 for a sample.
/// @param[out] value the result, the same on every rank; a strong scalar.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: as da_reduce_value().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_std_value(a: *const da_array, ddof: f64, value: *mut da_value) -> da_status {
    let extras = Extras { ddof: Some(ddof), ..NO_EXTRAS };
    // SAFETY: the caller's pointer.
    guard(|| unsafe { to_value("da_std_value", Ok(ReduceOp::Std), a, 0, extras, value) })
}

/// Find where the smallest element is, or the first nan. Of equal ones the lowest index counts.
///
/// Collective, communicating. Every rank that held a part of what a result was made of holds it.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param axis the axis, along which global indices (labels of an unstructured one) are the result; DA_ALL_AXES for the
/// number of the element in C order of the global array.
/// @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, both or 0.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_reduce().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_argmin(
    a: *const da_array,
    axis: i32,
    flags: i32,
    out: *mut *mut da_array,
) -> da_status {
    let axes = Axes::One(axis);
    // SAFETY: the caller's pointers.
    guard(|| unsafe { to_array("da_argmin", Ok(ReduceOp::ArgMin), a, axes, flags, NO_EXTRAS, out) })
}

/// Find where the smallest element is, as a scalar on every rank.
///
/// Collective, communicating. The twin of da_argmin() for a result that is one number. It is the number of the
/// element in C order of the global array.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param[out] value the result, the same on every rank; a strong scalar.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: as da_reduce_value().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_argmin_value(a: *const da_array, value: *mut da_value) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { to_value("da_argmin_value", Ok(ReduceOp::ArgMin), a, 0, NO_EXTRAS, value) })
}

/// Find where the greatest element is, or the first nan. Of equal ones the lowest index counts.
///
/// Collective, communicating. Every rank that held a part of what a result was made of holds it.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param axis the axis, along which global indices (labels of an unstructured one) are the result; DA_ALL_AXES for the
/// number of the element in C order of the global array.
/// @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, both or 0.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_reduce().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_argmax(
    a: *const da_array,
    axis: i32,
    flags: i32,
    out: *mut *mut da_array,
) -> da_status {
    let axes = Axes::One(axis);
    // SAFETY: the caller's pointers.
    guard(|| unsafe { to_array("da_argmax", Ok(ReduceOp::ArgMax), a, axes, flags, NO_EXTRAS, out) })
}

/// Find where the greatest element is, as a scalar on every rank.
///
/// Collective, communicating. The twin of da_argmax() for a result that is one number. It is the number of the
/// element in C order of the global array.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param[out] value the result, the same on every rank; a strong scalar.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: as da_reduce_value().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_argmax_value(a: *const da_array, value: *mut da_value) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { to_value("da_argmax_value", Ok(ReduceOp::ArgMax), a, 0, NO_EXTRAS, value) })
}

/// Take a weighted mean: the sum of elements times weights, divided by the sum of the weights.
///
/// Collective, communicating. Every rank that held a part of what a result was made of holds it.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param weights an array of the operand's shape and distribution.
/// @param naxes number of axes to reduce; 0 for all.
/// @param axes `naxes` distinct axes; negative ones count from the end.
/// @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, DA_REPRODUCIBLE, several or 0.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_reduce_with(); DA_ERR_ARGUMENT where weights add up to zero.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_average(
    a: *const da_array,
    weights: *const da_array,
    naxes: i32,
    axes: *const i32,
    flags: i32,
    out: *mut *mut da_array,
) -> da_status {
    let axes = Axes::Listed(naxes, axes);
    let extras = Extras { other: Some((weights, "weights")), ..NO_EXTRAS };
    // SAFETY: the caller's pointers.
    guard(|| unsafe { to_array("da_average", Ok(ReduceOp::Average), a, axes, flags, extras, out) })
}

/// Take a weighted mean, as a scalar on every rank.
///
/// Collective, communicating. The twin of da_average() for a result that is one number.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param weights an array of the operand's shape and distribution.
/// @param[out] value the result, the same on every rank; a strong scalar.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: as da_reduce_with_value(); DA_ERR_ARGUMENT where weights add up to zero.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_average_value(
    a: *const da_array,
    weights: *const da_array,
    value: *mut da_value,
) -> da_status {
    let extras = Extras { other: Some((weights, "weights")), ..NO_EXTRAS };
    // SAFETY: the caller's pointers.
    guard(|| unsafe { to_value("da_average_value", Ok(ReduceOp::Average), a, 0, extras, value) })
}

/// The norm of an order.
fn norm_of(ord: f64) -> Result<ReduceOp> {
    match ord {
        1.0 => Ok(ReduceOp::Norm1),
        2.0 => Ok(ReduceOp::Norm2),
        f64::INFINITY => Ok(ReduceOp::NormInf),
        _ => fail!(Argument, "ord is {ord}; norms have the orders 1, 2 and INFINITY"),
    }
}

/// Take a vector norm over axes, as numpy.linalg.vector_norm: several axes are one long vector.
///
/// Collective, communicating. Every rank that held a part of what a result was made of holds it.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param ord 1 for the sum of magnitudes, 2 for the root of the sum of their squares, INFINITY for the greatest one.
/// @param naxes number of axes to reduce; 0 for all.
/// @param axes `naxes` distinct axes; negative ones count from the end.
/// @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, DA_REPRODUCIBLE, several or 0.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_reduce(); DA_ERR_ARGUMENT for another `ord`.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_norm(
    a: *const da_array,
    ord: f64,
    naxes: i32,
    axes: *const i32,
    flags: i32,
    out: *mut *mut da_array,
) -> da_status {
    let axes = Axes::Listed(naxes, axes);
    // SAFETY: the caller's pointers.
    guard(|| unsafe { to_array("da_norm", norm_of(ord), a, axes, flags, NO_EXTRAS, out) })
}

/// Take a vector norm of all elements, as a scalar on every rank.
///
/// Collective, communicating. The twin of da_norm() for a result that is one number.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param ord 1 for the sum of magnitudes, 2 for the root of the sum of their squares, INFINITY for the greatest one.
/// @param[out] value the result, the same on every rank; a strong scalar.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: as da_reduce_value(); DA_ERR_ARGUMENT for another `ord`.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_norm_value(a: *const da_array, ord: f64, value: *mut da_value) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { to_value("da_norm_value", norm_of(ord), a, 0, NO_EXTRAS, value) })
}

/// Take the dot product of two arrays with one axis: the sum of their products, in the dtype of both.
///
/// Collective, communicating. Every rank of the operands' grid holds the result, an array without axes. Integers
/// wrap; of bool it tells whether both are true anywhere.
/// @param a an array with at most one axis; each element counts once, however many replicas there are.
/// @param b one of its shape and distribution.
/// @param flags DA_REDUCE_TO_FIRST, DA_REPRODUCIBLE, both or 0.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_reduce(); DA_ERR_SHAPE for other shapes; DA_ERR_NOT_SUPPORTED for more than one axis; DA_ERR_CONFORM for
/// operands that are distributed differently.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_dot(
    a: *const da_array,
    b: *const da_array,
    flags: i32,
    out: *mut *mut da_array,
) -> da_status {
    let extras = Extras { other: Some((b, "b")), ..NO_EXTRAS };
    // SAFETY: the caller's pointers.
    guard(|| unsafe { to_array("da_dot", Ok(ReduceOp::Dot), a, EVERY, flags, extras, out) })
}

/// Take the dot product of two arrays with one axis, as a scalar on every rank.
///
/// Collective, communicating. The twin of da_dot() for a result that is one number.
/// @param a an array with at most one axis; each element counts once, however many replicas there are.
/// @param b one of its shape and distribution.
/// @param flags DA_REPRODUCIBLE or 0.
/// @param[out] value the result, the same on every rank; a strong scalar.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: as da_reduce_value(); DA_ERR_SHAPE for other shapes; DA_ERR_NOT_SUPPORTED for more than one axis;
/// DA_ERR_CONFORM for operands that are distributed differently.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_dot_value(
    a: *const da_array,
    b: *const da_array,
    flags: i32,
    value: *mut da_value,
) -> da_status {
    let extras = Extras { other: Some((b, "b")), ..NO_EXTRAS };
    // SAFETY: the caller's pointers.
    guard(|| unsafe { to_value("da_dot_value", Ok(ReduceOp::Dot), a, flags, extras, value) })
}

/// Take the dot product of all elements of two arrays, the first one conjugated, as a scalar on every rank.
///
/// Collective, communicating. As numpy.vdot, which flattens its operands; here they have one shape.
/// @param a an array; each element counts once, however many replicas there are.
/// @param b one of its shape and distribution.
/// @param flags DA_REPRODUCIBLE or 0.
/// @param[out] value the result, the same on every rank; a strong scalar.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: as da_reduce_value(); DA_ERR_SHAPE for other shapes; DA_ERR_CONFORM for operands that are distributed
/// differently.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_vdot_value(
    a: *const da_array,
    b: *const da_array,
    flags: i32,
    value: *mut da_value,
) -> da_status {
    let extras = Extras { other: Some((b, "b")), ..NO_EXTRAS };
    // SAFETY: the caller's pointers.
    guard(|| unsafe { to_value("da_vdot_value", Ok(ReduceOp::Vdot), a, flags, extras, value) })
}
