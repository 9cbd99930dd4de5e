//! Comparisons; the larger and the smaller one.

use crate::capi::array::da_array;
use crate::capi::compute::binary;
use crate::capi::error::da_status;
use crate::capi::guard::guard;
use crate::compute::op::Op;

/// Find where an array is less than another, element by element.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: all dtypes, and int64 with uint64, which are compared exactly; the result is bool. Complex numbers are
/// compared by their real parts, then by their imaginary parts. With nan it is false.
/// @param a the first operand.
/// @param b the second operand, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_less(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_less", Op::Less, a, b, out) })
}

/// Find where an array is less than or equal to another, element by element.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: all dtypes, and int64 with uint64, which are compared exactly; the result is bool. Complex numbers are
/// compared by their real parts, then by their imaginary parts. With nan it is false.
/// @param a the first operand.
/// @param b the second operand, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_less_equal(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_less_equal", Op::LessEqual, a, b, out) })
}

/// Find where an array is greater than another, element by element.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: all dtypes, and int64 with uint64, which are compared exactly; the result is bool. Complex numbers are
/// compared by their real parts, then by their imaginary parts. With nan it is false.
/// @param a the first operand.
/// @param b the second operand, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_greater(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_greater", Op::Greater, a, b, out) })
}

/// Find where an array is greater than or equal to another, element by element.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: all dtypes, and int64 with uint64, which are compared exactly; the result is bool. Complex numbers are
/// compared by their real parts, then by their imaginary parts. With nan it is false.
/// @param a the first operand.
/// @param b the second operand, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_greater_equal(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_greater_equal", Op::GreaterEqual, a, b, out) })
}

/// Find where two arrays are equal, element by element.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: all dtypes, and int64 with uint64, which are compared exactly; the result is bool. nan equals nothing,
/// itself neither.
/// @param a the first operand.
/// @param b the second operand, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_equal(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_equal", Op::Equal, a, b, out) })
}

/// Find where two arrays differ, element by element.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: all dtypes, and int64 with uint64, which are compared exactly; the result is bool. nan differs from
/// everything, itself too.
/// @param a the first operand.
/// @param b the second operand, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_not_equal(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_not_equal", Op::NotEqual, a, b, out) })
}

/// Take the larger one of two arrays' elements, and nan where one is nan.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: all dtypes; the result has the dtype that the operands promote to. Complex numbers are compared by
/// their real parts, then by their imaginary parts.
/// @param a the first operand.
/// @param b the second operand, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_maximum(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_maximum", Op::Maximum, a, b, out) })
}

/// Take the smaller one of two arrays' elements, and nan where one is nan.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: all dtypes; the result has the dtype that the operands promote to. Complex numbers are compared by
/// their real parts, then by their imaginary parts.
/// @param a the first operand.
/// @param b the second operand, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_minimum(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_minimum", Op::Minimum, a, b, out) })
}

/// Take the larger one of two arrays' elements, and the other one where one is nan.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: all dtypes; the result has the dtype that the operands promote to. Complex numbers are compared by
/// their real parts, then by their imaginary parts.
/// @param a the first operand.
/// @param b the second operand, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_fmax(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_fmax", Op::Fmax, a, b, out) })
}

/// Take the smaller one of two arrays' elements, and the other one where one is nan.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: all dtypes; the result has the dtype that the operands promote to. Complex numbers are compared by
/// their real parts, then by their imaginary parts.
/// @param a the first operand.
/// @param b the second operand, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_fmin(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_fmin", Op::Fmin, a, b, out) })
}
