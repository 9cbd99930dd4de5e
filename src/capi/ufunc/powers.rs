//! Powers and roots.

use crate::capi::array::da_array;
use crate::capi::compute::{binary, unary};
use crate::capi::error::da_status;
use crate::capi::guard::guard;
use crate::compute::op::Op;

/// Raise an array to the power of another, element by element.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: all dtypes but bool; the result has the dtype that the operands promote to. Bool is computed as int8.
/// Integers wrap, and a negative exponent of integers is an error. Any number to the power of 0, nan too, is 1.
/// @param a the base.
/// @param b the exponent, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_power(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_power", Op::Power, a, b, out) })
}

/// Raise an array to the power of another, element by element, in double precision.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: float64, complex128; everything else is converted to one of them.
/// @param a the base.
/// @param b the exponent, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_float_power(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_float_power", Op::FloatPower, a, b, out) })
}

/// Multiply an array by itself, element by element.
///
/// Collective, silent.
/// Loops: all dtypes but bool. Bool is computed as int8; integers wrap.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_square(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_square", Op::Square, a, out) })
}

/// Divide 1 by an array, element by element.
///
/// Collective, silent.
/// Loops: all dtypes but bool. Bool is computed as int8. Of integers only 1 and -1 have a reciprocal that is not
/// 0; that of 0 is 0.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_reciprocal(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_reciprocal", Op::Reciprocal, a, out) })
}

/// Take the principal square root, element by element.
///
/// Collective, silent.
/// Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
/// wider integers as float64. The root of a negative real number is nan, that of -0 is -0.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_sqrt(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_sqrt", Op::Sqrt, a, out) })
}

/// Take the cube root, element by element.
///
/// Collective, silent.
/// Loops: float32, float64; bool and integers of up to 16 bits are computed as float32, wider integers as
/// float64. The root of a negative number is negative.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_cbrt(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_cbrt", Op::Cbrt, a, out) })
}

/// Take the length of the hypotenuse, sqrt(a**2 + b**2), element by element, without overflow on the way.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: float32, float64; bool and integers of up to 16 bits are computed as float32, wider integers as
/// float64. It is inf if one operand is infinite, even if the other one is nan.
/// @param a the first operand.
/// @param b the second operand, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_hypot(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_hypot", Op::Hypot, a, b, out) })
}
