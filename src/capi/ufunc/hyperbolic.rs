//! Hyperbolic functions and their inverses.

use crate::capi::array::da_array;
use crate::capi::compute::unary;
use crate::capi::error::da_status;
use crate::capi::guard::guard;
use crate::compute::op::Op;

/// Take the hyperbolic sine, element by element.
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
pub unsafe extern "C" fn da_sinh(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_sinh", Op::Sinh, a, out) })
}

/// Take the hyperbolic cosine, element by element.
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
pub unsafe extern "C" fn da_cosh(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_cosh", Op::Cosh, a, out) })
}

/// Take the hyperbolic tangent, element by element.
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
pub unsafe extern "C" fn da_tanh(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_tanh", Op::Tanh, a, out) })
}

/// Take the inverse hyperbolic sine, element by element.
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
pub unsafe extern "C" fn da_arcsinh(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_arcsinh", Op::Arcsinh, a, out) })
}

/// Take the inverse hyperbolic cosine, element by element.
///
/// Collective, silent.
/// Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
/// wider integers as float64. That of a real number below 1 is nan.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_arccosh(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_arccosh", Op::Arccosh, a, out) })
}

/// Take the inverse hyperbolic tangent, element by element.
///
/// Collective, silent.
/// Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
/// wider integers as float64. That of 1 is inf, that of -1 is -inf, and that of a real number beyond is nan.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_arctanh(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_arctanh", Op::Arctanh, a, out) })
}
