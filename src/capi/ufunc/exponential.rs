//! Exponentials and logarithms.

use crate::capi::array::da_array;
use crate::capi::compute::{binary, unary};
use crate::capi::error::da_status;
use crate::capi::guard::guard;
use crate::compute::op::Op;

/// Take e to the power of an array, element by element.
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
pub unsafe extern "C" fn da_exp(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_exp", Op::Exp, a, out) })
}

/// Take 2 to the power of an array, element by element.
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
pub unsafe extern "C" fn da_exp2(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_exp2", Op::Exp2, a, out) })
}

/// Take exp(x) - 1, element by element, exact for x near 0.
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
pub unsafe extern "C" fn da_expm1(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_expm1", Op::Expm1, a, out) })
}

/// Take the natural logarithm, element by element.
///
/// Collective, silent.
/// Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
/// wider integers as float64. The logarithm of 0 is -inf, that of a negative real number nan.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_log(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_log", Op::Log, a, out) })
}

/// Take the logarithm to base 2, element by element.
///
/// Collective, silent.
/// Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
/// wider integers as float64. The logarithm of 0 is -inf, that of a negative real number nan.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_log2(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_log2", Op::Log2, a, out) })
}

/// Take the logarithm to base 10, element by element.
///
/// Collective, silent.
/// Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
/// wider integers as float64. The logarithm of 0 is -inf, that of a negative real number nan.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_log10(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_log10", Op::Log10, a, out) })
}

/// Take log(1 + x), element by element, exact for x near 0.
///
/// Collective, silent.
/// Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
/// wider integers as float64. That of -1 is -inf, that of a real number below nan.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_log1p(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_log1p", Op::Log1p, a, out) })
}

/// Take log(exp(a) + exp(b)), element by element, without overflow on the way.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: float32, float64; bool and integers of up to 16 bits are computed as float32, wider integers as
/// float64.
/// @param a the first operand.
/// @param b the second operand, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_logaddexp(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_logaddexp", Op::Logaddexp, a, b, out) })
}

/// Take log2(2**a + 2**b), element by element, without overflow on the way.
///
/// Collective; silent where the operands are aligned, communicating otherwise.
/// Loops: float32, float64; bool and integers of up to 16 bits are computed as float32, wider integers as
/// float64.
/// @param a the first operand.
/// @param b the second operand, of a shape that broadcasts with the first one's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_logaddexp2(
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { binary("da_logaddexp2", Op::Logaddexp2, a, b, out) })
}
