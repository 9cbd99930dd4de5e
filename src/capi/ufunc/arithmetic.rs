//! Sums, products, quotients, signs and magnitudes.

use crate::capi::array::da_array;
use crate::capi::compute::{binary, binary2, unary};
use crate::capi::error::da_status;
use crate::capi::guard::guard;
use crate::compute::op::Op;

/// Add two arrays, element by element.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: all dtypes; the result has the dtype that the operands promote to. Integers wrap; the sum of bool is
/// `or`.
/// @param a the first operand.
/// @param b the second operand, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_add(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_add", Op::Add, a, b, out) })
}

/// Subtract an array from another, element by element.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: all dtypes but bool; the result has the dtype that the operands promote to. Integers wrap; for bool use
/// da_bitwise_xor() or da_not_equal().
/// @param a the minuend.
/// @param b the subtrahend, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_subtract(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_subtract", Op::Subtract, a, b, out) })
}

/// Multiply two arrays, element by element.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: all dtypes; the result has the dtype that the operands promote to. Integers wrap; the product of bool
/// is `and`.
/// @param a the first operand.
/// @param b the second operand, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_multiply(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_multiply", Op::Multiply, a, b, out) })
}

/// Divide an array by another, element by element, in floating point.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: float32, float64, complex64, complex128; bool and integers of every width are divided as float64.
/// Division by zero gives inf or nan.
/// @param a the dividend.
/// @param b the divisor, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_true_divide(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_true_divide", Op::TrueDivide, a, b, out) })
}

/// Divide an array by another, element by element: NumPy's other name for da_true_divide().
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: float32, float64, complex64, complex128; bool and integers of every width are divided as float64.
/// Division by zero gives inf or nan.
/// @param a the dividend.
/// @param b the divisor, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_divide(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_divide", Op::TrueDivide, a, b, out) })
}

/// Divide an array by another, element by element, and round down.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: integers, float32, float64; bool is computed as int8. The result has the dtype that the operands
/// promote to. Integers divided by zero give 0, and the smallest integer divided by -1 is itself; floating-point
/// numbers divided by zero give inf or nan.
/// @param a the dividend.
/// @param b the divisor, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_floor_divide(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_floor_divide", Op::FloorDivide, a, b, out) })
}

/// Take the remainder of a division, element by element, with the divisor's sign: a - floor(a / b) * b.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: integers, float32, float64; bool is computed as int8. The result has the dtype that the operands
/// promote to. The remainder of integers by zero is 0, that of floating-point numbers nan; by an infinite divisor
/// of the other sign it is the divisor.
/// @param a the dividend.
/// @param b the divisor, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_remainder(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_remainder", Op::Remainder, a, b, out) })
}

/// Take the remainder of a division with the divisor's sign: NumPy's other name for da_remainder().
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: integers, float32, float64; bool is computed as int8. The result has the dtype that the operands
/// promote to. The remainder of integers by zero is 0, that of floating-point numbers nan; by an infinite divisor
/// of the other sign it is the divisor.
/// @param a the dividend.
/// @param b the divisor, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_mod(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_mod", Op::Remainder, a, b, out) })
}

/// Take the remainder of a division, element by element, with the dividend's sign: a - trunc(a / b) * b.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: integers, float32, float64; bool is computed as int8. The result has the dtype that the operands
/// promote to. The remainder of integers by zero is 0, that of floating-point numbers nan; C's fmod().
/// @param a the dividend.
/// @param b the divisor, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_fmod(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_fmod", Op::Fmod, a, b, out) })
}

/// Divide an array by another, element by element, into the quotient rounded down and the remainder.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: integers, float32, float64; bool is computed as int8. The result has the dtype that the operands
/// promote to. The results are those of da_floor_divide() and da_remainder().
/// @param a the dividend.
/// @param b the divisor, of a shape that broadcasts with the first one's.
/// @param[in,out] quotient the quotients, rounded down: a NULL handle receives a new array; a live one receives
/// them, and may be an operand.
/// @param[in,out] remainder the remainders, likewise; not the same array.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: new results belong to the caller, who frees them with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_divmod(
    a: *const da_array,
    b: *const da_array,
    quotient: *mut *mut da_array,
    remainder: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary2("da_divmod", Op::Divmod, a, b, quotient, remainder) })
}

/// Negate an array, element by element.
///
/// Collective, silent.
/// Loops: all dtypes but bool. The smallest integer stays itself, and unsigned integers wrap; for bool use
/// da_logical_not() or da_invert().
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_negative(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_negative", Op::Negative, a, out) })
}

/// Copy an array's elements as they are: the unary plus.
///
/// Collective, silent.
/// Loops: all dtypes but bool.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_positive(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_positive", Op::Positive, a, out) })
}

/// Take the magnitude, element by element.
///
/// Collective, silent.
/// Loops: all dtypes. The result of complex numbers is real; the smallest integer stays itself.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_absolute(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_absolute", Op::Absolute, a, out) })
}

/// Take the magnitude: NumPy's other name for da_absolute().
///
/// Collective, silent.
/// Loops: all dtypes. The result of complex numbers is real; the smallest integer stays itself.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_abs(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_abs", Op::Absolute, a, out) })
}

/// Take the magnitude of real numbers, element by element, in floating point.
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
pub unsafe extern "C" fn da_fabs(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_fabs", Op::Fabs, a, out) })
}

/// Take the sign, element by element: -1, 0 or 1.
///
/// Collective, silent.
/// Loops: all dtypes but bool. Of a complex number it is the number over its magnitude; nan stays nan.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_sign(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_sign", Op::Sign, a, out) })
}

/// Take the complex conjugate, element by element.
///
/// Collective, silent.
/// Loops: all dtypes but bool. Real numbers stay as they are; bool is computed as int8.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_conjugate(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_conjugate", Op::Conjugate, a, out) })
}

/// Take the complex conjugate: NumPy's other name for da_conjugate().
///
/// Collective, silent.
/// Loops: all dtypes but bool. Real numbers stay as they are; bool is computed as int8.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_conj(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_conj", Op::Conjugate, a, out) })
}
