//! Element-wise functions.

use super::array::{da_array, give};
use super::creation::describe_value;
use super::error::da_status;
use super::frame::{Frame, Out};
use super::guard::guard;
use super::value::da_value;
use crate::array::Array;
use crate::compute::elementwise::{Argument, Elementwise, prepare_binary, prepare_unary};
use crate::compute::op::Op;
use crate::compute::{BinaryOp, UnaryOp};
use crate::error::Result;
use std::sync::Arc;

/// What `out` holds before the call.
pub(super) fn existing(out: &Out) -> Option<Arc<Array>> {
    match out {
        Out::New => None,
        Out::Existing(array) => Some(array.clone()),
    }
}

/// Writes a new result to `*out`; a live `out` keeps its handle.
///
/// # Safety
/// `out` was checked.
pub(super) unsafe fn deliver(out: *mut *mut da_array, before: &Out, result: Arc<Array>) -> Result<()> {
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
unsafe fn numbered_unary(
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
unsafe fn numbered_binary(
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

/// # Safety
/// `out` is NULL or points to a handle.
pub(super) unsafe fn unary(
    name: &'static str,
    op: Op,
    a: *const da_array,
    out: *mut *mut da_array,
) -> Result<()> {
    // SAFETY: the caller's pointer.
    unsafe { numbered_unary(name, UnaryOp::from_code(op as i32), a, out) }
}

/// # Safety
/// `out` is NULL or points to a handle.
pub(super) unsafe fn binary(
    name: &'static str,
    op: Op,
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> Result<()> {
    // SAFETY: the caller's pointer.
    unsafe { numbered_binary(name, BinaryOp::from_code(op as i32), a, b, out) }
}

/// # Safety
/// `out1` and `out2` are NULL or point to handles.
pub(super) unsafe fn unary2(
    name: &'static str,
    op: Op,
    a: *const da_array,
    out1: *mut *mut da_array,
    _out2: *mut *mut da_array,
) -> Result<()> {
    // SAFETY: the caller's pointer.
    unsafe { unary(name, op, a, out1) }
}

/// # Safety
/// `out1` and `out2` are NULL or point to handles.
pub(super) unsafe fn binary2(
    name: &'static str,
    op: Op,
    a: *const da_array,
    b: *const da_array,
    out1: *mut *mut da_array,
    _out2: *mut *mut da_array,
) -> Result<()> {
    // SAFETY: the caller's pointer.
    unsafe { binary(name, op, a, b, out1) }
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
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: DA_ERR_ARGUMENT for an unknown number; DA_ERR_DTYPE where NumPy has no loop; DA_ERR_SHAPE,
/// DA_ERR_CONFORM, DA_ERR_CASTING and DA_ERR_READ_ONLY for `out`; DA_ERR_CONTEXT; DA_ERR_NO_MEMORY; DA_ERR_NULL;
/// DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_unary(op: i32, a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { numbered_unary("da_unary", UnaryOp::from_code(op), a, out) })
}

/// Compute a function of two arrays, given by its number.
///
/// Collective, silent. The operands have one shape and lie on the same ranks (aligned).
/// @param op DA_OP_ADD, DA_OP_SUBTRACT, DA_OP_MULTIPLY or DA_OP_TRUE_DIVIDE.
/// @param a the first operand.
/// @param b the second operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
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
    guard(|| unsafe { numbered_binary("da_binary", BinaryOp::from_code(op), a, b, out) })
}

/// Compute a function of an array and a scalar, given by its number.
///
/// Collective, silent.
/// @param op DA_OP_ADD, DA_OP_SUBTRACT, DA_OP_MULTIPLY or DA_OP_TRUE_DIVIDE.
/// @param a the first operand.
/// @param value the second operand, the same on all ranks; weak scalars take the array's precision.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
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
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
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
