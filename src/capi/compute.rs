//! Element-wise functions and reductions.

use super::array::{da_array, give};
use super::creation::describe_value;
use super::error::da_status;
use super::frame::{Frame, Out};
use super::guard::{guard, items, not_null, put};
use super::value::da_value;
use crate::array::Array;
use crate::compute::elementwise::{Argument, Elementwise, prepare_binary, prepare_unary};
use crate::compute::reduction::Reduction;
use crate::compute::{BinaryOp, ReduceOp, UnaryOp};
use crate::error::{Error, Result, Status};
use crate::fail;
use crate::protocol::MAX_NDIM;
use std::sync::Arc;

/// Number of a function of one operand: magnitude.
pub const DA_OP_ABSOLUTE: i32 = 1;
/// Number of a function of one operand: principal square root.
pub const DA_OP_SQRT: i32 = 9;

/// Number of a function of two operands: sum.
pub const DA_OP_ADD: i32 = 1;
/// Number of a function of two operands: difference.
pub const DA_OP_SUBTRACT: i32 = 2;
/// Number of a function of two operands: product.
pub const DA_OP_MULTIPLY: i32 = 3;
/// Number of a function of two operands: quotient in floating point.
pub const DA_OP_TRUE_DIVIDE: i32 = 4;

/// Number of a reduction: sum.
pub const DA_REDUCE_SUM: i32 = 1;
/// Number of a reduction: smallest element.
pub const DA_REDUCE_MIN: i32 = 3;
/// Number of a reduction: greatest element.
pub const DA_REDUCE_MAX: i32 = 4;
/// Number of a reduction: arithmetic mean.
pub const DA_REDUCE_MEAN: i32 = 5;

/// Flag of a reduction: reduced axes stay, with extent 1.
pub const DA_KEEPDIMS: i32 = 1;

/// What `out` holds before the call.
fn existing(out: &Out) -> Option<Arc<Array>> {
    match out {
        Out::New => None,
        Out::Existing(array) => Some(array.clone()),
    }
}

/// Writes a new result to `*out`; a live `out` keeps its handle.
///
/// # Safety
/// `out` was checked.
unsafe fn deliver(out: *mut *mut da_array, before: &Out, result: Arc<Array>) -> Result<()> {
    match before {
        Out::Existing(_) => Ok(()),
        // SAFETY: checked by Frame::out.
        Out::New => unsafe { give(out, result) },
    }
}

/// Runs an element-wise call whose arguments are gathered.
///
/// # Safety
/// `out` is NULL or points to a handle.
unsafe fn elementwise(
    mut frame: Frame,
    out: *mut *mut da_array,
    check: impl FnOnce(&mut Frame, Option<Arc<Array>>) -> Option<Result<Elementwise>>,
) -> Result<()> {
    // SAFETY: the caller's pointer.
    let before = unsafe { frame.out(out) };
    let prepared = check(&mut frame, before.as_ref().and_then(existing));
    let prepared = prepared.filter(|_| !frame.has_failed()).and_then(|p| frame.take(p));
    frame.silent(before.zip(prepared), |(before, call), serial| {
        // SAFETY: as above.
        unsafe { deliver(out, &before, call.run(serial)?) }
    })
}

/// # Safety
/// `out` is NULL or points to a handle.
unsafe fn unary(
    name: &'static str,
    op: Result<UnaryOp>,
    a: *const da_array,
    out: *mut *mut da_array,
) -> Result<()> {
    let mut frame = Frame::new(name);
    let op = frame.take(op);
    frame.call.attribute("op", op.map_or(0, |o| o as u64));
    let a = frame.array(a, "a");
    // SAFETY: the caller's pointer.
    unsafe { elementwise(frame, out, |_, out| Some(prepare_unary(op?, a?, out))) }
}

/// # Safety
/// `out` is NULL or points to a handle.
unsafe fn binary(
    name: &'static str,
    op: Result<BinaryOp>,
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> Result<()> {
    let mut frame = Frame::new(name);
    let op = frame.take(op);
    frame.call.attribute("op", op.map_or(0, |o| o as u64));
    let a = frame.array(a, "a");
    let b = frame.array(b, "b");
    // SAFETY: the caller's pointer.
    unsafe {
        elementwise(frame, out, |_, out| {
            Some(prepare_binary(op?, Argument::Array(a?), Argument::Array(b?), out))
        })
    }
}

/// Which side of a function of two operands the scalar is on.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Left,
    Right,
}

/// # Safety
/// `out` is NULL or points to a handle.
unsafe fn with_scalar(
    name: &'static str,
    op: i32,
    a: *const da_array,
    value: da_value,
    side: Side,
    out: *mut *mut da_array,
) -> Result<()> {
    let mut frame = Frame::new(name);
    frame.call.attribute("op", op as u64);
    describe_value(&mut frame, &value);
    let op = frame.take(BinaryOp::from_code(op));
    let value = frame.take(value.read());
    let array = frame.array(a, "a");
    // SAFETY: the caller's pointer.
    unsafe {
        elementwise(frame, out, |_, out| {
            let (array, scalar) = (Argument::Array(array?), Argument::Scalar(value?));
            let (x, y) = if side == Side::Left { (scalar, array) } else { (array, scalar) };
            Some(prepare_binary(op?, x, y, out))
        })
    }
}

/// Compute a function of one operand, given by its number.
///
/// Collective, silent.
/// @param op DA_OP_ABSOLUTE or DA_OP_SQRT.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array, owned by the caller (free it with da_array_free()); a
/// live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Errors: DA_ERR_ARGUMENT for an unknown number; DA_ERR_DTYPE where NumPy has no loop; DA_ERR_SHAPE,
/// DA_ERR_CONFORM, DA_ERR_CASTING and DA_ERR_READ_ONLY for `out`; DA_ERR_CONTEXT; DA_ERR_NO_MEMORY; DA_ERR_NULL;
/// DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_unary(op: i32, a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { unary("da_unary", UnaryOp::from_code(op), a, out) })
}

/// Compute a function of two arrays, given by its number.
///
/// Collective, silent. The operands have one shape and lie on the same ranks (aligned).
/// @param op DA_OP_ADD, DA_OP_SUBTRACT, DA_OP_MULTIPLY or DA_OP_TRUE_DIVIDE.
/// @param a the first operand.
/// @param b the second operand.
/// @param[in,out] out a NULL handle receives a new array, owned by the caller (free it with da_array_free()); a
/// live one receives the result, and may be an operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Errors: DA_ERR_ARGUMENT for an unknown number; DA_ERR_DTYPE where NumPy has no loop; DA_ERR_SHAPE for
/// different shapes; DA_ERR_CONFORM for different distributions; DA_ERR_CASTING and DA_ERR_READ_ONLY for `out`;
/// DA_ERR_CONTEXT; DA_ERR_NO_MEMORY; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_binary(
    op: i32,
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { binary("da_binary", BinaryOp::from_code(op), a, b, out) })
}

/// Compute a function of an array and a scalar, given by its number.
///
/// Collective, silent.
/// @param op DA_OP_ADD, DA_OP_SUBTRACT, DA_OP_MULTIPLY or DA_OP_TRUE_DIVIDE.
/// @param a the first operand.
/// @param value the second operand, the same on all ranks; weak scalars take the array's precision.
/// @param[in,out] out a NULL handle receives a new array, owned by the caller (free it with da_array_free()); a
/// live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Errors: as da_binary(); DA_ERR_OVERFLOW for a weak integer that the array's dtype can not hold.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_binary_scalar(
    op: i32,
    a: *const da_array,
    value: da_value,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { with_scalar("da_binary_scalar", op, a, value, Side::Right, out) })
}

/// Compute a function of a scalar and an array, given by its number.
///
/// Collective, silent.
/// @param op DA_OP_ADD, DA_OP_SUBTRACT, DA_OP_MULTIPLY or DA_OP_TRUE_DIVIDE.
/// @param value the first operand, the same on all ranks; weak scalars take the array's precision.
/// @param a the second operand.
/// @param[in,out] out a NULL handle receives a new array, owned by the caller (free it with da_array_free()); a
/// live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Errors: as da_binary(); DA_ERR_OVERFLOW for a weak integer that the array's dtype can not hold.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_scalar_binary(
    op: i32,
    value: da_value,
    a: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { with_scalar("da_scalar_binary", op, a, value, Side::Left, out) })
}

/// Add two arrays, element by element; `or` for bool, integers wrap.
///
/// Collective, silent.
/// @param a the first operand.
/// @param b the second operand, of the same shape and aligned.
/// @param[in,out] out a NULL handle receives a new array, owned by the caller (free it with da_array_free()); a
/// live one receives the result, and may be an operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_add(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { binary("da_add", Ok(BinaryOp::Add), a, b, out) })
}

/// Subtract two arrays, element by element; not for bool, integers wrap.
///
/// Collective, silent.
/// @param a the first operand.
/// @param b the second operand, of the same shape and aligned.
/// @param[in,out] out a NULL handle receives a new array, owned by the caller (free it with da_array_free()); a
/// live one receives the result, and may be an operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_subtract(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { binary("da_subtract", Ok(BinaryOp::Subtract), a, b, out) })
}

/// Multiply two arrays, element by element; `and` for bool, integers wrap.
///
/// Collective, silent.
/// @param a the first operand.
/// @param b the second operand, of the same shape and aligned.
/// @param[in,out] out a NULL handle receives a new array, owned by the caller (free it with da_array_free()); a
/// live one receives the result, and may be an operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_multiply(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { binary("da_multiply", Ok(BinaryOp::Multiply), a, b, out) })
}

/// Divide two arrays, element by element, in floating point; division by zero gives inf or nan.
///
/// Collective, silent.
/// @param a the first operand.
/// @param b the second operand, of the same shape and aligned.
/// @param[in,out] out a NULL handle receives a new array, owned by the caller (free it with da_array_free()); a
/// live one receives the result, and may be an operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_true_divide(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { binary("da_true_divide", Ok(BinaryOp::TrueDivide), a, b, out) })
}

/// Take the principal square root, element by element, in floating point; nan for negative real numbers.
///
/// Collective, silent.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array, owned by the caller (free it with da_array_free()); a
/// live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_sqrt(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { unary("da_sqrt", Ok(UnaryOp::Sqrt), a, out) })
}

/// Take the magnitude, element by element; real for complex arrays, integers wrap at their minimum.
///
/// Collective, silent.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array, owned by the caller (free it with da_array_free()); a
/// live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_absolute(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { unary("da_absolute", Ok(UnaryOp::Absolute), a, out) })
}

/// The caller's axes and flags.
///
/// # Safety
/// `axes` is NULL or has `naxes` items.
unsafe fn read_axes(frame: &mut Frame, naxes: i32, axes: *const i32, flags: i32) -> Result<Vec<i32>> {
    frame.call.attribute("flags", flags as u64);
    if flags & !DA_KEEPDIMS != 0 {
        fail!(Argument, "flags is {flags:#x}; the only flag is DA_KEEPDIMS (1)");
    }
    let count = usize::try_from(naxes).ok().filter(|n| *n <= MAX_NDIM).ok_or_else(|| {
        Error::new(Status::Axis, format!("naxes is {naxes}; it must be 0 (all axes) to {MAX_NDIM}"))
    })?;
    // SAFETY: the caller's array.
    let axes = unsafe { items(axes, count, "axes")? }.to_vec();
    let wide: Vec<i64> = axes.iter().map(|a| i64::from(*a)).collect();
    frame.call.list("axes", &wide);
    Ok(axes)
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
        unsafe { deliver(out, &before, call.array(&session, serial)?) }
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
        unsafe { put(value, "value", da_value::of(call.value(&session)?)) }
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
/// @param[in,out] out a NULL handle receives a new array, owned by the caller (free it with da_array_free()); a
/// live one receives the result.
/// @return DA_OK, or one of the errors, the same on all ranks.
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
/// @param[in,out] out a NULL handle receives a new array, owned by the caller (free it with da_array_free()); a
/// live one receives the result.
/// @return DA_OK, or one of the errors, the same on all ranks.
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
/// @param[in,out] out a NULL handle receives a new array, owned by the caller (free it with da_array_free()); a
/// live one receives the result.
/// @return DA_OK, or one of the errors, the same on all ranks.
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
/// @param[in,out] out a NULL handle receives a new array, owned by the caller (free it with da_array_free()); a
/// live one receives the result.
/// @return DA_OK, or one of the errors, the same on all ranks.
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
/// @param[in,out] out a NULL handle receives a new array, owned by the caller (free it with da_array_free()); a
/// live one receives the result.
/// @return DA_OK, or one of the errors, the same on all ranks.
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
        assert_eq!((DA_OP_ABSOLUTE, DA_OP_SQRT), (UnaryOp::Absolute as i32, UnaryOp::Sqrt as i32));
        let binary = [BinaryOp::Add, BinaryOp::Subtract, BinaryOp::Multiply, BinaryOp::TrueDivide];
        let numbers = [DA_OP_ADD, DA_OP_SUBTRACT, DA_OP_MULTIPLY, DA_OP_TRUE_DIVIDE];
        assert_eq!(binary.map(|op| op as i32), numbers);
        let reductions = [ReduceOp::Sum, ReduceOp::Min, ReduceOp::Max, ReduceOp::Mean];
        let numbers = [DA_REDUCE_SUM, DA_REDUCE_MIN, DA_REDUCE_MAX, DA_REDUCE_MEAN];
        assert_eq!(reductions.map(|op| op as i32), numbers);
    }
}
