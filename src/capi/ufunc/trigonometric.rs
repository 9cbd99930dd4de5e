//! Trigonometric functions and their inverses.

use crate::capi::array::da_array;
use crate::capi::compute::{binary, call, unary};
use crate::capi::error::da_status;
use crate::capi::frame::Frame;
use crate::capi::guard::{guard, truth};
use crate::compute::elementwise::{Argument, Function};
use crate::compute::op::Op;
use crate::compute::special::Special;
use smallvec::smallvec;

/// Take the sine of an array in radians, element by element.
///
/// Collective, silent.
/// Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
/// wider integers as float64. That of inf is nan.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_sin(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_sin", Op::Sin, a, out) })
}

/// Take the cosine of an array in radians, element by element.
///
/// Collective, silent.
/// Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
/// wider integers as float64. That of inf is nan.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_cos(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_cos", Op::Cos, a, out) })
}

/// Take the tangent of an array in radians, element by element.
///
/// Collective, silent.
/// Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
/// wider integers as float64. That of inf is nan.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_tan(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_tan", Op::Tan, a, out) })
}

/// Take the inverse sine, element by element, in radians from -pi/2 to pi/2.
///
/// Collective, silent.
/// Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
/// wider integers as float64. That of a real number beyond -1 and 1 is nan.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_arcsin(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_arcsin", Op::Arcsin, a, out) })
}

/// Take the inverse cosine, element by element, in radians from 0 to pi.
///
/// Collective, silent.
/// Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
/// wider integers as float64. That of a real number beyond -1 and 1 is nan.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_arccos(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_arccos", Op::Arccos, a, out) })
}

/// Take the inverse tangent, element by element, in radians from -pi/2 to pi/2.
///
/// Collective, silent.
/// Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
/// wider integers as float64.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_arctan(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_arctan", Op::Arctan, a, out) })
}

/// Take the angle between the positive x axis and the point (b, a), element by element, in radians from -pi to
/// pi.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: float32, float64; bool and integers of up to 16 bits are computed as float32, wider integers as
/// float64. Signs of zeros count: it is pi for a = 0 and b = -0.
/// @param a the points' y.
/// @param b the points' x, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_arctan2(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_arctan2", Op::Arctan2, a, b, out) })
}

/// Convert degrees to radians, element by element.
///
/// Collective, silent.
/// Loops: float32, float64; bool and integers of up to 16 bits are computed as float32, wider integers as
/// float64.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_deg2rad(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_deg2rad", Op::Deg2rad, a, out) })
}

/// Convert radians to degrees, element by element.
///
/// Collective, silent.
/// Loops: float32, float64; bool and integers of up to 16 bits are computed as float32, wider integers as
/// float64.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_rad2deg(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_rad2deg", Op::Rad2deg, a, out) })
}

/// Take the angles of complex numbers, counterclockwise from the positive real axis, element by element.
///
/// Collective, silent. This is arctan2 of the imaginary and the real part: from -pi to pi, or from -180 to 180; of real
/// numbers 0, or pi for those with the sign bit set, also for -0.0, and nan for nan. The parts themselves are views:
/// da_real_part() and da_imag_part().
/// Loops: float32, float64, complex64, complex128; the result is real. Integers of up to 16 bits are computed as float32,
/// wider ones and bool as float64.
/// @param a the operand.
/// @param deg 1 for degrees, 0 for radians.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary(); DA_ERR_ARGUMENT for another `deg`.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_angle(a: *const da_array, deg: i32, out: *mut *mut da_array) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_angle");
        frame.call.attribute("deg", deg as u64);
        let degrees = frame.take(truth(deg, "deg"));
        let operands = frame.array(a, "a").map(|a| smallvec![Argument::Array(a)]);
        let function = degrees.map(|degrees| Function::Special(Special::Angle { degrees }));
        // SAFETY: the caller's pointer.
        unsafe { call(&mut frame, function, operands, out) }
    })
}
