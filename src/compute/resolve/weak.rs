//! Comparisons with integers that the array's dtype can not hold.

use crate::compute::op::Op;
use crate::dtype::{DType, Kind};
use crate::value::Value;

/// Which operand of a function of two something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The first one.
    Left,
    /// The second one.
    Right,
}

/// What a comparison of an array of `array` with the weak integer `scalar`, which stands on `side`, yields for every
/// element, because the array's dtype does not hold it; None if it does, or if that is no such call. There is
/// no overflow then: NumPy compares exactly.
pub fn compared_out_of_range(op: Op, array: DType, scalar: Value, side: Side) -> Option<bool> {
    let integers = matches!(array.kind(), Kind::Int | Kind::UInt);
    if !scalar.weak || scalar.dtype != DType::Int64 || !integers || scalar.fits(array) {
        return None;
    }
    // Below all elements, or above all of them.
    let array_is_larger = scalar.get::<i64>() < 0;
    let left_is_larger = array_is_larger == (side == Side::Right);
    match op {
        Op::Less | Op::LessEqual => Some(!left_is_larger),
        Op::Greater | Op::GreaterEqual => Some(left_is_larger),
        Op::Equal => Some(false),
        Op::NotEqual => Some(true),
        _ => None,
    }
}
