//! Rounding to whole numbers.

use crate::capi::array::da_array;
use crate::capi::compute::{call, unary, unary2};
use crate::capi::error::da_status;
use crate::capi::frame::Frame;
use crate::capi::guard::guard;
use crate::compute::elementwise::{Argument, Function};
use crate::compute::op::Op;
use crate::compute::special::Special;
use crate::dtype::{DType, Kind};
use smallvec::smallvec;

/// Round to the nearest whole number, element by element, ties to even.
///
/// Collective, silent.
/// Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
/// wider integers as float64. Complex numbers are rounded part by part.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_rint(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_rint", Op::Rint, a, out) })
}

/// Round down, element by element.
///
/// Collective, silent.
/// Loops: bool, integers, float32, float64; what is whole already stays as it is, and zeros keep their sign.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_floor(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_floor", Op::Floor, a, out) })
}

/// Round up, element by element.
///
/// Collective, silent.
/// Loops: bool, integers, float32, float64; what is whole already stays as it is, and zeros keep their sign.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_ceil(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_ceil", Op::Ceil, a, out) })
}

/// Round towards zero, element by element.
///
/// Collective, silent.
/// Loops: bool, integers, float32, float64; what is whole already stays as it is, and zeros keep their sign.
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_trunc(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary("da_trunc", Op::Trunc, a, out) })
}

/// Split an array, element by element, into fractional and whole part, both with the operand's sign.
///
/// Collective, silent.
/// Loops: float32, float64; bool and integers of up to 16 bits are computed as float32, wider integers as
/// float64. The fractional part of inf is 0.
/// @param a the operand.
/// @param[in,out] fraction the fractional parts: a NULL handle receives a new array; a live one receives them,
/// and may be the operand.
/// @param[in,out] whole the whole parts, likewise; not the same array.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: new results belong to the caller, who frees them with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_modf(
    a: *const da_array,
    fraction: *mut *mut da_array,
    whole: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { unary2("da_modf", Op::Modf, a, fraction, whole) })
}

/// Rounding as NumPy does it: integers have no decimals to lose, and to 0 decimals it is a function of its own.
fn rounding(dtype: DType, decimals: i32) -> Function {
    match (decimals, dtype.kind()) {
        (0.., Kind::Int | Kind::UInt) => Function::Built(Op::Positive),
        (0, _) => Function::Built(Op::Rint),
        _ => Function::Special(Special::Round { decimals }),
    }
}

/// Round to a number of decimals, element by element, ties to even.
///
/// Collective, silent. Computed as rint(a * 10^d) / 10^d, or as rint(a / 10^-d) * 10^-d for negative d, in the
/// operand's dtype, as in NumPy: what is near a tie, or too large for the product, comes out accordingly.
/// Loops: integers, float32, float64, complex64, complex128. Integers are copied where decimals is not negative; else
/// they are rounded as float64, and a result that the dtype can not hold is the nearest one that it can. Complex numbers
/// are rounded part by part. bool has a loop for 0 decimals only, which gives float32.
/// @param a the operand.
/// @param decimals digits behind the point; negative ones count before it.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_round(a: *const da_array, decimals: i32, out: *mut *mut da_array) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_round");
        frame.call.attribute("decimals", decimals as u64);
        let a = frame.array(a, "a");
        let function = a.as_ref().map(|a| rounding(a.dtype(), decimals));
        let operands = a.map(|a| smallvec![Argument::Array(a)]);
        // SAFETY: the caller's pointer.
        unsafe { call(&mut frame, function, operands, out) }
    })
}
