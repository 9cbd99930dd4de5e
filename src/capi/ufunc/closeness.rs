//! Whether arrays are equal, or nearly so.

use crate::capi::array::da_array;
use crate::capi::compute::call;
use crate::capi::error::da_status;
use crate::capi::frame::Frame;
use crate::capi::guard::{guard, not_null, put, truth};
use crate::compute::agree::Agreement;
use crate::compute::elementwise::{Argument, Function};
use crate::compute::special::{Special, Tolerance};
use crate::error::Result;
use smallvec::smallvec;

/// The caller's tolerance, described to the other ranks.
fn read_tolerance(frame: &mut Frame, rtol: f64, atol: f64, equal_nan: i32) -> Option<Special> {
    frame.call.attribute("rtol", rtol.to_bits());
    frame.call.attribute("atol", atol.to_bits());
    let equal_nan = read_truth(frame, equal_nan)?;
    Some(Special::Isclose(Tolerance { relative: rtol, absolute: atol, equal_nan }))
}

fn read_truth(frame: &mut Frame, equal_nan: i32) -> Option<bool> {
    frame.call.attribute("equal_nan", equal_nan as u64);
    frame.take(truth(equal_nan, "equal_nan"))
}

/// Whether `special` is true for all elements.
///
/// # Safety
/// `result` is NULL or writable.
unsafe fn all(
    mut frame: Frame,
    special: Option<Special>,
    operands: [*const da_array; 2],
    shaped: bool,
    result: *mut i32,
) -> Result<()> {
    let checked = not_null(result, "result");
    frame.take(checked);
    let (a, b) = (frame.array(operands[0], "a"), frame.array(operands[1], "b"));
    let prepared = special.zip(a.zip(b)).map(|(special, (a, b))| Agreement::prepare(special, a, b, shaped));
    let prepared = prepared.and_then(|prepared| frame.take(prepared));
    let session = prepared.as_ref().and_then(Agreement::session);
    let name = frame.call.name();
    frame.communicate(prepared.zip(session), |(call, session), serial| {
        // SAFETY: checked above.
        unsafe { put(result, "result", i32::from(call.answer(&session, serial, name)?)) }
    })
}

/// Find where two arrays are close: |a - b| <= atol + rtol |b|, element by element.
///
/// Collective; silent where the operands are aligned, communicating otherwise. The second operand is the one that the
/// first is compared with. Infinities are close to themselves only.
/// Loops: float32, float64, complex64, complex128; the second operand is computed in floating point at least, that is
/// bool and integers as float64. The result is bool.
/// @param a the first operand.
/// @param b the second operand, of a shape that broadcasts with the first one's.
/// @param rtol the relative tolerance; NumPy's default is 1e-5.
/// @param atol the absolute tolerance; NumPy's default is 1e-8.
/// @param equal_nan 1 if a nan is close to a nan, else 0.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary(); DA_ERR_ARGUMENT for another `equal_nan`.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_isclose(
    a: *const da_array,
    b: *const da_array,
    rtol: f64,
    atol: f64,
    equal_nan: i32,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_isclose");
        let function = read_tolerance(&mut frame, rtol, atol, equal_nan).map(Function::Special);
        let (a, b) = (frame.array(a, "a"), frame.array(b, "b"));
        let operands = a.zip(b).map(|(a, b)| smallvec![Argument::Array(a), Argument::Array(b)]);
        // SAFETY: the caller's pointer.
        unsafe { call(&mut frame, function, operands, out) }
    })
}

/// Find out whether all elements of two arrays are close, as da_isclose() has it.
///
/// Collective, communicating. Operands are broadcast to one shape; arrays without elements are close.
/// @param a the first operand.
/// @param b the second operand, of a shape that broadcasts with the first one's.
/// @param rtol the relative tolerance; NumPy's default is 1e-5.
/// @param atol the absolute tolerance; NumPy's default is 1e-8.
/// @param equal_nan 1 if a nan is close to a nan, else 0.
/// @param[out] result 1 or 0, the same on all ranks.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: DA_ERR_ARGUMENT for another `equal_nan`; DA_ERR_SHAPE for shapes that do not broadcast; DA_ERR_LABELS;
/// DA_ERR_CONTEXT; DA_ERR_NO_MEMORY; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_MISMATCH; DA_ERR_NOT_MEMBER;
/// DA_ERR_TIMEOUT; DA_ERR_MPI; DA_ERR_MPI_STATE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_allclose_value(
    a: *const da_array,
    b: *const da_array,
    rtol: f64,
    atol: f64,
    equal_nan: i32,
    result: *mut i32,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_allclose_value");
        let special = read_tolerance(&mut frame, rtol, atol, equal_nan);
        // SAFETY: the caller's pointer.
        unsafe { all(frame, special, [a, b], false, result) }
    })
}

/// Find out whether two arrays have the same shape and equal elements, whatever their dtypes and distributions.
///
/// Collective, communicating. Arrays of different shapes are not equal; those of one shape without elements are.
/// @param a the first array.
/// @param b the second array.
/// @param equal_nan 1 if a nan equals a nan (of complex numbers, if each has one in any part), else 0.
/// @param[out] result 1 or 0, the same on all ranks.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: DA_ERR_ARGUMENT for another `equal_nan`; DA_ERR_LABELS; DA_ERR_CONTEXT; DA_ERR_NO_MEMORY; DA_ERR_NULL;
/// DA_ERR_INVALID_HANDLE; DA_ERR_MISMATCH; DA_ERR_NOT_MEMBER; DA_ERR_TIMEOUT; DA_ERR_MPI; DA_ERR_MPI_STATE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_array_equal(
    a: *const da_array,
    b: *const da_array,
    equal_nan: i32,
    result: *mut i32,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_array_equal");
        let special = read_truth(&mut frame, equal_nan).map(|equal_nan| Special::Same { equal_nan });
        // SAFETY: the caller's pointer.
        unsafe { all(frame, special, [a, b], true, result) }
    })
}
