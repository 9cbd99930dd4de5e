//! Elements chosen, bounded and replaced.

use crate::capi::array::da_array;
use crate::capi::compute::call;
use crate::capi::creation::describe_value;
use crate::capi::error::da_status;
use crate::capi::frame::Frame;
use crate::capi::guard::{guard, items};
use crate::capi::ufuncs::{da_operand, read_operand};
use crate::capi::value::da_value;
use crate::compute::elementwise::{Argument, Arguments, Function};
use crate::compute::op::Op;
use crate::compute::special::{Replacements, Special, beyond};
use crate::error::Result;
use smallvec::smallvec;

/// The function that bounds an array by what is there of two bounds. As in NumPy, weak integers beyond all numbers of
/// the array's dtype are no bounds.
fn clipping(a: Argument, low: Option<Argument>, high: Option<Argument>) -> (Function, Arguments) {
    let dtype = a.kind().dtype;
    let bounds = |bound: &Argument, is_low| match bound {
        Argument::Scalar(value) => !beyond(dtype, *value, is_low),
        Argument::Array(_) => true,
    };
    match (low.filter(|bound| bounds(bound, true)), high.filter(|bound| bounds(bound, false))) {
        (Some(low), Some(high)) => (Function::Special(Special::Clip), smallvec![a, low, high]),
        (Some(low), None) => (Function::Built(Op::Maximum), smallvec![a, low]),
        (None, Some(high)) => (Function::Built(Op::Minimum), smallvec![a, high]),
        (None, None) => (Function::Built(Op::Positive), smallvec![a]),
    }
}

/// Limit elements to what lies between two bounds, element by element: minimum(maximum(a, lo), hi).
///
/// Collective; silent where the operands are aligned, communicating otherwise. A nan in any operand is a nan in the result;
/// where lo is above hi, the result is hi.
/// Loops: all dtypes (without any bound all but bool); the result has the dtype that the operands promote to.
/// Complex numbers are ordered by their real parts, then by their imaginary parts.
/// @param a the operand.
/// @param lo lower bounds, of a shape that broadcasts with the others; NULL for none.
/// @param hi upper bounds, of a shape that broadcasts with the others; NULL for none.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_clip(
    a: *const da_array,
    lo: *const da_array,
    hi: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_clip");
        let a = frame.array(a, "a");
        frame.call.attribute("lo (NULL or not)", u64::from(!lo.is_null()));
        frame.call.attribute("hi (NULL or not)", u64::from(!hi.is_null()));
        let bound = |frame: &mut Frame, handle: *const da_array, label| match handle.is_null() {
            true => Some(None),
            false => frame.array(handle, label).map(|array| Some(Argument::Array(array))),
        };
        let (low, high) = (bound(&mut frame, lo, "lo"), bound(&mut frame, hi, "hi"));
        let parts = a.zip(low.zip(high)).map(|(a, (low, high))| clipping(Argument::Array(a), low, high));
        let (function, operands) = parts.unzip();
        // SAFETY: the caller's pointer.
        unsafe { call(&mut frame, function, operands, out) }
    })
}

/// Limit elements to what lies between two scalars, element by element: minimum(maximum(a, lo), hi).
///
/// Collective, silent. A nan in any operand is a nan in the result; where lo is above hi, the result is hi. For one
/// bound only use da_binary_scalar() with DA_OP_MAXIMUM or DA_OP_MINIMUM.
/// Loops: all dtypes; the result has the dtype that the operands promote to. A weak integer below all numbers of an
/// integer dtype is no lower bound, and one above them no upper bound.
/// Complex numbers are ordered by their real parts, then by their imaginary parts.
/// @param a the operand.
/// @param lo the lower bound, the same on all ranks.
/// @param hi the upper bound, the same on all ranks.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary(); DA_ERR_OVERFLOW for a weak integer, above all numbers of the array's dtype as the lower bound,
/// or below them as the upper one.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_clip_values(
    a: *const da_array,
    lo: da_value,
    hi: da_value,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_clip_values");
        let scalar = |frame: &mut Frame, value: da_value| {
            describe_value(frame, &value);
            frame.take(value.read()).map(Argument::Scalar)
        };
        let (low, high) = (scalar(&mut frame, lo), scalar(&mut frame, hi));
        let a = frame.array(a, "a");
        let parts = a.zip(low.zip(high)).map(|(a, (l, h))| clipping(Argument::Array(a), Some(l), Some(h)));
        let (function, operands) = parts.unzip();
        // SAFETY: the caller's pointer.
        unsafe { call(&mut frame, function, operands, out) }
    })
}

/// The one operand that the caller points to.
///
/// # Safety
/// `operand` is NULL or readable.
unsafe fn operand(frame: &mut Frame, operand: *const da_operand, label: &'static str) -> Option<Argument> {
    // SAFETY: by the caller's contract.
    let given = frame.take(unsafe { items(operand, 1, label) })?;
    read_operand(frame, given.first()?, label)
}

/// Choose between two operands, element by element: the first one where the condition is true.
///
/// Collective; silent where the operands are aligned, communicating otherwise. All three are broadcast to one shape.
/// Loops: all dtypes; the result has the dtype to which the two operands promote.
/// @param condition an array of any dtype; what is not zero (nan is not) is true.
/// @param x an array or a scalar, taken where the condition is true.
/// @param y an array or a scalar, taken elsewhere.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary(); DA_ERR_OVERFLOW for a weak integer that the result's dtype can not hold.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_where(
    condition: *const da_array,
    x: *const da_operand,
    y: *const da_operand,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_where");
        let condition = frame.array(condition, "condition").map(Argument::Array);
        // SAFETY: the caller's operands.
        let (x, y) = unsafe { (operand(&mut frame, x, "x"), operand(&mut frame, y, "y")) };
        let operands = condition.zip(x.zip(y)).map(|(c, (x, y))| smallvec![c, x, y]);
        // SAFETY: the caller's pointer.
        unsafe { call(&mut frame, Some(Function::Special(Special::Where)), operands, out) }
    })
}

/// A number that may be missing, described to the other ranks.
///
/// # Safety
/// `number` is NULL or readable.
unsafe fn optional(frame: &mut Frame, number: *const f64, label: &'static str) -> Result<Option<f64>> {
    // SAFETY: by the caller's contract.
    let given = unsafe { items(number, usize::from(!number.is_null()), label)? }.first().copied();
    frame.call.attribute(label, given.map_or(0, |x| x.to_bits() ^ 1));
    Ok(given)
}

/// Replace nan and infinities by finite numbers, element by element.
///
/// Collective, silent.
/// Loops: all dtypes; bool and integers, which are finite, are copied. Complex numbers are replaced part by part.
/// @param a the operand.
/// @param nan takes the place of nan; NumPy's default is 0.
/// @param posinf takes the place of inf; NULL for the largest finite number of the dtype.
/// @param neginf takes the place of -inf; NULL for the smallest finite number of the dtype.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_unary().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_nan_to_num(
    a: *const da_array,
    nan: f64,
    posinf: *const f64,
    neginf: *const f64,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_nan_to_num");
        frame.call.attribute("nan", nan.to_bits());
        // SAFETY: the caller's numbers.
        let (positive, negative) =
            unsafe { (optional(&mut frame, posinf, "posinf"), optional(&mut frame, neginf, "neginf")) };
        let replacements = frame.take(positive).zip(frame.take(negative));
        let function = replacements.map(|(positive, negative)| {
            Function::Special(Special::NanToNum(Replacements { nan, positive, negative }))
        });
        let operands = frame.array(a, "a").map(|a| smallvec![Argument::Array(a)]);
        // SAFETY: the caller's pointer.
        unsafe { call(&mut frame, function, operands, out) }
    })
}
