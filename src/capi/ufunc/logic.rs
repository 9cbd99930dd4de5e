//! Truth values, and what kind of number an element is.

use crate::capi::array::da_array;
use crate::capi::compute::{binary, unary};
use crate::capi::error::da_status;
use crate::capi::guard::guard;
use crate::compute::op::Op;

/// Find where both arrays are true, element by element: not zero.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: all dtypes; operands of different dtypes are taken as truth values first. The result is bool. nan is
/// true.
/// @param a the first operand.
/// @param b the second operand, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_logical_and(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_logical_and", Op::LogicalAnd, a, b, out) })
}

/// Find where at least one of two arrays is true, element by element: not zero.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: all dtypes; operands of different dtypes are taken as truth values first. The result is bool. nan is
/// true.
/// @param a the first operand.
/// @param b the second operand, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_logical_or(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_logical_or", Op::LogicalOr, a, b, out) })
}

/// Find where exactly one of two arrays is true, element by element: not zero.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: all dtypes; operands of different dtypes are taken as truth values first. The result is bool. nan is
/// true.
/// @param a the first operand.
/// @param b the second operand, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_logical_xor(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_logical_xor", Op::LogicalXor, a, b, out) })
}

/// Find where an array is zero, element by element.
///
/// Collective, silent.
/// Loops: all dtypes. The result is bool; nan is not zero.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_logical_not(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_logical_not", Op::LogicalNot, a, out) })
}

/// Find where an array is nan, element by element.
///
/// Collective, silent.
/// Loops: all dtypes. The result is bool. Of a complex number one part is enough; bool and integers never are.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_isnan(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_isnan", Op::Isnan, a, out) })
}

/// Find where an array is infinite, element by element.
///
/// Collective, silent.
/// Loops: all dtypes. The result is bool. Of a complex number one part is enough; bool and integers never are.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_isinf(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_isinf", Op::Isinf, a, out) })
}

/// Find where an array is neither infinite nor nan, element by element.
///
/// Collective, silent.
/// Loops: all dtypes. The result is bool. Of a complex number both parts have to be; bool and integers always
/// are.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_isfinite(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_isfinite", Op::Isfinite, a, out) })
}

/// Find where the sign bit is set, element by element: also of -0 and of nan.
///
/// Collective, silent.
/// Loops: float32, float64; bool and integers of up to 16 bits are computed as float32, wider integers as
/// float64. The result is bool.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_signbit(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_signbit", Op::Signbit, a, out) })
}
