//! How floating-point numbers are made: exponents, signs, neighbours; and the step function.

use crate::capi::array::da_array;
use crate::capi::compute::{binary, unary, unary2};
use crate::capi::error::da_status;
use crate::capi::guard::guard;
use crate::compute::op::Op;

/// Split an array, element by element, into a mantissa from 0.5 to 1 in magnitude and an exponent of 2.
///
/// Collective, silent.
/// Loops: float32, float64; bool and integers of up to 16 bits are computed as float32, wider integers as
/// float64. The exponents are int32. Of inf and nan the mantissa is the number itself, and the exponent is not to
/// be relied on.
/// @param a the operand.
/// @param[in,out] mantissa the mantissas: a NULL handle receives a new array; a live one receives them, and may
/// be the operand.
/// @param[in,out] exponent the exponents, int32, likewise; not the same array.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: new results belong to the caller, who frees them with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_frexp(
    a: *const da_array,
    mantissa: *mut *mut da_array,
    exponent: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary2("da_frexp", Op::Frexp, a, mantissa, exponent) })
}

/// Multiply an array by 2 to the power of another, element by element: the inverse of da_frexp().
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: float32 and float64 with int32 or int64; other real numbers are computed in floating point as by
/// da_sqrt(), and exponents are bool or integers, but not uint64.
/// @param a the numbers.
/// @param b the exponents, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_ldexp(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_ldexp", Op::Ldexp, a, b, out) })
}

/// Give an array's magnitudes the signs of another's elements, those of -0 and nan too.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: float32, float64; bool and integers of up to 16 bits are computed as float32, wider integers as
/// float64.
/// @param a the magnitudes.
/// @param b the signs, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_copysign(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_copysign", Op::Copysign, a, b, out) })
}

/// Take the next number that can be represented after an array's, towards another's, element by element.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: float32, float64; bool and integers of up to 16 bits are computed as float32, wider integers as
/// float64.
/// @param a where to start.
/// @param b where to go, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_nextafter(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_nextafter", Op::Nextafter, a, b, out) })
}

/// Take the distance to the next number that can be represented away from zero, element by element, with the
/// operand's sign.
///
/// Collective, silent.
/// Loops: float32, float64; bool and integers of up to 16 bits are computed as float32, wider integers as
/// float64. That of inf and nan is nan.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_spacing(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_spacing", Op::Spacing, a, out) })
}

/// Take the step function: 0 below zero, 1 above, and at zero what the second operand says.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: float32, float64; bool and integers of up to 16 bits are computed as float32, wider integers as
/// float64. That of nan is nan.
/// @param a where to take it.
/// @param b its value at zero, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_heaviside(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_heaviside", Op::Heaviside, a, b, out) })
}
