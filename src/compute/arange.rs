//! NumPy's arange: how many elements there are, of which dtype, and what each of them is.

use super::OperandType;
use super::sequence::Visitor;
use super::ufunc::promote_operands;
use crate::dtype::{Bool, C64, C128, DType, Kind, promote};
use crate::element::Element;
use crate::error::Result;
use crate::value::Value;
use crate::{dispatch, fail};

/// An argument as Python computes with it: integers without bounds.
#[derive(Clone, Copy, Debug)]
enum Number {
    Int(i128),
    Real(f64),
    Complex(C128),
}

/// A number with the type that takes part in promotion.
#[derive(Clone, Copy, Debug)]
struct Scalar {
    kind: OperandType,
    number: Number,
}

impl Scalar {
    fn new(value: Value) -> Scalar {
        let number = match value.dtype.kind() {
            Kind::Float => Number::Real(value.get()),
            Kind::Complex => Number::Complex(value.get()),
            Kind::UInt => Number::Int(i128::from(value.get::<u64>())),
            Kind::Bool | Kind::Int => Number::Int(i128::from(value.get::<i64>())),
        };
        Scalar { kind: value.into(), number }
    }

    fn real(self) -> f64 {
        match self.number {
            Number::Int(i) => i as f64,
            Number::Real(x) => x,
            Number::Complex(z) => z.re,
        }
    }

    /// The number in the dtype of an operation.
    fn real_in(self, dtype: DType) -> f64 {
        round_to(dtype, self.real())
    }

    fn complex(self) -> C128 {
        match self.number {
            Number::Complex(z) => z,
            _ => C128::new(self.real(), 0.0),
        }
    }

    fn is_zero(self) -> bool {
        match self.number {
            Number::Int(i) => i == 0,
            Number::Real(x) => x == 0.0,
            Number::Complex(z) => z.re == 0.0 && z.im == 0.0,
        }
    }

    /// The type of an operation's result.
    fn common(self, other: Scalar) -> OperandType {
        let dtype = promote_operands(self.kind, other.kind);
        OperandType { dtype, weak: self.kind.weak && other.kind.weak }
    }

    /// One of the exact operations: integers exactly, floating-point numbers rounded once to the dtype
    /// in which they meet.
    fn exact(
        self,
        other: Scalar,
        integers: impl Fn(i128, i128) -> i128,
        reals: impl Fn(f64, f64) -> f64,
    ) -> Scalar {
        let kind = self.common(other);
        let number = match (kind.dtype.kind(), self.number, other.number) {
            (Kind::Bool | Kind::Int | Kind::UInt, Number::Int(a), Number::Int(b)) => {
                Number::Int(integers(a, b))
            }
            (Kind::Complex, ..) => {
                let (a, b) = (self.complex(), other.complex());
                Number::Complex(C128::new(reals(a.re, b.re), reals(a.im, b.im)))
            }
            _ => {
                Number::Real(round_to(kind.dtype, reals(self.real_in(kind.dtype), other.real_in(kind.dtype))))
            }
        };
        Scalar { kind, number }
    }

    fn plus(self, other: Scalar) -> Scalar {
        self.exact(other, |a, b| a + b, |a, b| a + b)
    }

    fn minus(self, other: Scalar) -> Scalar {
        self.exact(other, |a, b| a - b, |a, b| a - b)
    }

    /// The quotient; of integers the nearest float64, however long they are.
    fn over(self, other: Scalar) -> Number {
        let kind = self.common(other);
        match (kind.dtype.kind(), self.number, other.number) {
            (Kind::Bool | Kind::Int | Kind::UInt, Number::Int(a), Number::Int(b)) => {
                Number::Real(quotient(a, b))
            }
            (Kind::Complex, ..) => Number::Complex(complex_quotient(self.complex(), other.complex())),
            _ => Number::Real(round_to(kind.dtype, self.real_in(kind.dtype) / other.real_in(kind.dtype))),
        }
    }

    /// The element that NumPy stores for the number: truncated for integer dtypes, which have to hold it.
    fn stored(self, dtype: DType) -> Result<Value> {
        let strong = match (dtype.kind(), self.number) {
            (Kind::Int | Kind::UInt, Number::Int(i)) => return integer(dtype, i, self),
            (Kind::Int | Kind::UInt, Number::Real(x)) if x.abs() < 2f64.powi(100) => {
                return integer(dtype, x.trunc() as i128, self);
            }
            (Kind::Int | Kind::UInt, Number::Real(_)) => return integer(dtype, i128::MAX, self),
            (Kind::Bool, Number::Int(i)) => Value::from_bool(i != 0),
            (_, Number::Complex(z)) => Value::from_c128(z),
            _ => Value::from_f64(self.real()),
        };
        Ok(strong.cast(dtype))
    }
}

impl std::fmt::Display for Scalar {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.number {
            Number::Int(i) => write!(f, "{i}"),
            Number::Real(x) => write!(f, "{}", Value::from_f64(x)),
            Number::Complex(z) => write!(f, "{}", Value::from_c128(z)),
        }
    }
}

/// An integer element, if the dtype has it.
fn integer(dtype: DType, i: i128, shown: Scalar) -> Result<Value> {
    let value = match u64::try_from(i) {
        Ok(unsigned) if dtype.kind() == Kind::UInt => Value::of(unsigned).cast(dtype),
        _ => Value::of(i as i64).cast(dtype),
    };
    if !matches!(Scalar::new(value).number, Number::Int(kept) if kept == i) {
        fail!(Overflow, "arange: {shown} is out of bounds for {dtype}");
    }
    Ok(value)
}

/// A sum, difference or quotient of float32 numbers, rounded once: float64 has more than twice their
/// digits, so that rounding twice is the same.
fn round_to(dtype: DType, x: f64) -> f64 {
    if dtype == DType::Float32 { f64::from(x as f32) } else { x }
}

/// The float64 nearest to a / b, for numbers of at most 70 bits; b is not 0.
fn quotient(a: i128, b: i128) -> f64 {
    let (above, below) = (a.unsigned_abs(), b.unsigned_abs());
    let bits = |n: u128| 128 - n.leading_zeros();
    // So many that the quotient has at least 55 bits: those of a float64, one to round by, and one
    // that tells whether anything follows.
    let shift = (55 + bits(below)).saturating_sub(bits(above));
    let whole = (above << shift) / below;
    let rest = (above << shift) % below;
    let size = (whole | u128::from(rest != 0)) as f64 * 2f64.powi(-(shift as i32));
    if (a < 0) != (b < 0) { -size } else { size }
}

/// Python's quotient of complex numbers (Smith's, which divides by the larger part first).
fn complex_quotient(a: C128, b: C128) -> C128 {
    if b.re.abs() >= b.im.abs() {
        let ratio = b.im / b.re;
        let divisor = b.re + b.im * ratio;
        C128::new((a.re + a.im * ratio) / divisor, (a.im - a.re * ratio) / divisor)
    } else {
        let ratio = b.re / b.im;
        let divisor = b.re * ratio + b.im;
        C128::new((a.re * ratio + a.im) / divisor, (a.im * ratio - a.re) / divisor)
    }
}

/// An element type that arange can count in.
trait Counted: Element {
    /// `self - other` in the type itself.
    fn distance(self, other: Self) -> Self;
    /// `self + index * delta` in the type itself, as NumPy's fill functions compute it.
    fn advanced(self, index: i64, delta: Self) -> Self;
}

macro_rules! counted_integers {
    ($($t:ty),*) => { $(
        impl Counted for $t {
            #[inline(always)]
            fn distance(self, other: $t) -> $t { self.wrapping_sub(other) }
            #[inline(always)]
            fn advanced(self, index: i64, delta: $t) -> $t { self.wrapping_add((index as $t).wrapping_mul(delta)) }
        }
    )* };
}
counted_integers!(i8, i16, i32, i64, u8, u16, u32, u64);

macro_rules! counted_floats {
    ($($t:ty, $complex:ty);*) => { $(
        impl Counted for $t {
            #[inline(always)]
            fn distance(self, other: $t) -> $t { self - other }
            #[inline(always)]
            fn advanced(self, index: i64, delta: $t) -> $t { self + index as $t * delta }
        }
        impl Counted for $complex {
            #[inline(always)]
            fn distance(self, other: $complex) -> $complex { self - other }
            #[inline(always)]
            fn advanced(self, index: i64, delta: $complex) -> $complex {
                let index = index as $t;
                <$complex>::new(self.re + index * delta.re, self.im + index * delta.im)
            }
        }
    )* };
}
counted_floats!(f32, C64; f64, C128);

/// There are two of them at most.
impl Counted for Bool {
    fn distance(self, _: Bool) -> Bool {
        self
    }
    fn advanced(self, _: i64, delta: Bool) -> Bool {
        delta
    }
}

/// The elements of an arange.
#[derive(Clone, Copy, Debug)]
pub struct Arange {
    count: i64,
    first: Value,
    second: Value,
}

impl Arange {
    /// The sequence from `start` to before `stop`. Without a dtype it is int64 promoted with the arguments',
    /// as in NumPy.
    pub fn new(start: Value, stop: Value, step: Value, dtype: Option<DType>) -> Result<Arange> {
        let arguments = [start, stop, step];
        let natural = arguments.iter().fold(DType::Int64, |d, value| promote(d, value.dtype));
        let dtype = dtype.unwrap_or(natural);
        let complex = natural.kind() == Kind::Complex;
        if complex && dtype.kind() != Kind::Complex {
            fail!(Dtype, "arange: complex arguments need a complex dtype, not {dtype}");
        }
        let [start, stop, step] = arguments.map(Scalar::new);
        let count = count(start, stop, step)?;
        if dtype == DType::Bool && count > 2 {
            fail!(Dtype, "arange: there are two booleans, and {count} elements; take another dtype");
        }
        let nothing = Value::from_bool(false).cast(dtype);
        let first = if count > 0 { start.stored(dtype)? } else { nothing };
        let second = if count > 1 { start.plus(step).stored(dtype)? } else { nothing };
        Ok(Arange { count, first, second })
    }

    /// Number of elements.
    pub fn count(&self) -> i64 {
        self.count
    }

    /// Their dtype.
    pub fn dtype(&self) -> DType {
        self.first.dtype
    }

    /// Hands the elements out: the first two are what was computed from the arguments, the others follow
    /// in steps of their difference.
    pub fn visit<V: Visitor>(&self, visitor: V) -> V::Output {
        dispatch!(self.dtype(), T => {
            let (first, second): (T, T) = (self.first.get(), self.second.get());
            let delta = second.distance(first);
            visitor.visit(move |index| first.advanced(index, delta), &[(0, first), (1, second)])
        })
    }
}

/// NumPy's number of elements: the ceiling of (stop - start) / step.
fn count(start: Scalar, stop: Scalar, step: Scalar) -> Result<i64> {
    if step.is_zero() {
        fail!(Argument, "arange: `step` is 0; from {start} it never gets to {stop}");
    }
    let span = stop.minus(start);
    let steps = |x: f64| whole_steps(x, start, stop, step);
    let count = match span.over(step) {
        Number::Complex(z) => steps(z.re)?.min(steps(z.im)?),
        Number::Int(i) => steps(i as f64)?,
        // A span that vanishes beside the step still has its first element.
        Number::Real(0.0) if !span.is_zero() => i64::from((span.real() < 0.0) == (step.real() < 0.0)),
        Number::Real(x) => steps(x)?,
    };
    Ok(count.max(0))
}

fn whole_steps(x: f64, start: Scalar, stop: Scalar, step: Scalar) -> Result<i64> {
    let whole = x.ceil();
    if whole.is_nan() {
        fail!(Argument, "arange: from {start} to {stop} by {step} has no length");
    }
    if whole.abs() >= 2f64.powi(63) {
        fail!(Overflow, "arange: from {start} to {stop} by {step} has 2^63 elements or more");
    }
    Ok(whole as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotients_are_rounded_once() {
        for (a, b) in [(1, 3), (-7, 2), (0, 5), (1 << 53, 1), (5, -1_000_000_007)] {
            assert_eq!(quotient(a, b), a as f64 / b as f64, "{a} / {b}");
        }
        // 2^54 + 2 lies between two float64, and so does half of it plus one half.
        assert_eq!(quotient((1 << 54) + 2, 1), (1i64 << 54) as f64);
        assert_eq!(quotient((1 << 54) + 3, 1), ((1i64 << 54) + 4) as f64);
        assert_eq!(quotient((1i128 << 65) - 1, 1 << 12), 2f64.powi(53));
        assert_eq!(quotient((1 << 54) + 6, 2), ((1i64 << 53) + 4) as f64);
    }
}
