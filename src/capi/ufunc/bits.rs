//! Integers: their bits, divisors and multiples.

use crate::capi::array::da_array;
use crate::capi::compute::{binary, unary};
use crate::capi::error::da_status;
use crate::capi::guard::guard;
use crate::compute::op::Op;

/// Take the bits that are set in both of two arrays, element by element.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: bool and integers; the result has the dtype that the operands promote to.
/// @param a the first operand.
/// @param b the second operand, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_bitwise_and(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_bitwise_and", Op::BitwiseAnd, a, b, out) })
}

/// Take the bits that are set in at least one of two arrays, element by element.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: bool and integers; the result has the dtype that the operands promote to.
/// @param a the first operand.
/// @param b the second operand, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_bitwise_or(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_bitwise_or", Op::BitwiseOr, a, b, out) })
}

/// Take the bits that are set in exactly one of two arrays, element by element.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: bool and integers; the result has the dtype that the operands promote to.
/// @param a the first operand.
/// @param b the second operand, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_bitwise_xor(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_bitwise_xor", Op::BitwiseXor, a, b, out) })
}

/// Invert all bits, element by element; of bool, the truth value.
///
/// Collective, silent.
/// Loops: bool and integers.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_invert(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_invert", Op::Invert, a, out) })
}

/// Move bits up, element by element, and fill with zeros.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: integers; bool is computed as int8, and the result has the dtype that the operands promote to. By a
/// count that is negative or not below the width, the result is 0.
/// @param a the numbers.
/// @param b how many bits, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_left_shift(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_left_shift", Op::LeftShift, a, b, out) })
}

/// Move bits down, element by element, and keep the sign.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: integers; bool is computed as int8, and the result has the dtype that the operands promote to. By a
/// count that is negative or not below the width, only the sign is left: 0 or -1.
/// @param a the numbers.
/// @param b how many bits, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_right_shift(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_right_shift", Op::RightShift, a, b, out) })
}

/// Count the bits that are set in the magnitude, element by element.
///
/// Collective, silent.
/// Loops: integers; bool is computed as int8. The result is uint8.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_bitwise_count(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_bitwise_count", Op::BitwiseCount, a, out) })
}

/// Take the greatest common divisor, element by element.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: integers; the result has the dtype that the operands promote to, and is not negative unless it wraps.
/// That of 0 and 0 is 0.
/// @param a the first operand.
/// @param b the second operand, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_gcd(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_gcd", Op::Gcd, a, b, out) })
}

/// Take the least common multiple, element by element.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: integers; the result has the dtype that the operands promote to, and is not negative unless it wraps.
/// That of 0 and any number is 0.
/// @param a the first operand.
/// @param b the second operand, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_lcm(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_lcm", Op::Lcm, a, b, out) })
}
