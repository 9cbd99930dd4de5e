//! NumPy's linspace and logspace: a given number of elements, evenly spaced, or powers with such
//! exponents. Every operation is the one that NumPy makes, in its order and its dtype.

use super::kernels::complex;
use super::sequence::Visitor;
use super::ufunc::promote_operands;
use crate::dtype::{C64, C128, DType, Kind, promote_weak};
use crate::element::Element;
use crate::error::Result;
use crate::fail;
use crate::value::Value;
use num_complex::Complex;
use std::ops::{Add, Mul, Sub};

/// A floating-point or complex type, in which the elements are computed.
trait Inexact: Element + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> {
    /// An index as a number.
    fn index(i: i64) -> Self;
    /// A count as Python's integer becomes one: through float64.
    fn count(n: i64) -> Self;
    /// The quotient as NumPy computes it.
    fn quotient(self, divisor: Self) -> Self;
    /// The largest integer below; complex numbers are not asked.
    fn floor(self) -> Self;
    /// `self` to the power of `exponent`.
    fn power(self, exponent: Self) -> Self;
}

macro_rules! inexact_real {
    ($($t:ty),*) => { $(
        impl Inexact for $t {
            #[inline(always)]
            fn index(i: i64) -> $t { i as $t }
            fn count(n: i64) -> $t { n as f64 as $t }
            #[inline(always)]
            fn quotient(self, divisor: $t) -> $t { self / divisor }
            #[inline(always)]
            fn floor(self) -> $t { <$t>::floor(self) }
            #[inline(always)]
            fn power(self, exponent: $t) -> $t { self.powf(exponent) }
        }
        impl Inexact for Complex<$t> {
            #[inline(always)]
            fn index(i: i64) -> Self { Complex::new(i as $t, 0.0) }
            fn count(n: i64) -> Self { Complex::new(n as f64 as $t, 0.0) }
            #[inline(always)]
            fn quotient(self, divisor: Self) -> Self { complex::divide(self, divisor) }
            fn floor(self) -> Self { self }
            fn power(self, exponent: Self) -> Self {
                let wide = |z: Self| C128::new(f64::from(z.re), f64::from(z.im));
                let power = complex::power(wide(self), wide(exponent));
                Complex::new(power.re as $t, power.im as $t)
            }
        }
    )* };
}
inexact_real!(f32, f64);

/// The elements of a linspace or a logspace.
#[derive(Clone, Copy, Debug)]
pub struct Spaced {
    count: i64,
    /// The dtype in the end.
    dtype: DType,
    /// The dtype that the spacing is computed in.
    inner: DType,
    start: Value,
    stop: Value,
    /// Into how many parts the interval is divided; 0 if there are no two elements.
    parts: i64,
    /// Whether the last element is `stop` itself.
    ends: bool,
    /// Rounded down before they become integers.
    floored: bool,
    /// Whether elements are exponents, and what is raised to them, in the dtype of the powers.
    powers: bool,
    base: Value,
}

impl Spaced {
    /// `count` numbers from `start` to `stop`, which `endpoint` includes.
    pub fn linspace(
        start: Value,
        stop: Value,
        count: i64,
        endpoint: bool,
        dtype: Option<DType>,
    ) -> Result<Spaced> {
        let mut spaced = Spaced::new("linspace", start, stop, count, endpoint)?;
        spaced.dtype = dtype.unwrap_or(spaced.inner);
        spaced.floored = matches!(spaced.dtype.kind(), Kind::Int | Kind::UInt);
        if spaced.floored && spaced.inner.kind() == Kind::Complex {
            fail!(Dtype, "linspace: complex numbers can not be rounded down to {}", spaced.dtype);
        }
        Ok(spaced)
    }

    /// `count` powers of `base` with exponents from `start` to `stop`, which `endpoint` includes.
    pub fn logspace(
        start: Value,
        stop: Value,
        count: i64,
        endpoint: bool,
        base: Value,
        dtype: Option<DType>,
    ) -> Result<Spaced> {
        let mut spaced = Spaced::new("logspace", start, stop, count, endpoint)?;
        let powers = promote_operands(base.into(), spaced.inner.into());
        (spaced.powers, spaced.base) = (true, base.cast(powers));
        spaced.dtype = dtype.unwrap_or(powers);
        Ok(spaced)
    }

    fn new(name: &str, start: Value, stop: Value, count: i64, endpoint: bool) -> Result<Spaced> {
        if count < 0 {
            fail!(Argument, "{name}: `num` is {count}; it must not be negative");
        }
        let common = promote_operands(start.into(), stop.into());
        // As if a Python float took part: numbers stay what they are, everything else becomes float64.
        let inner = promote_weak(common, DType::Float64);
        Ok(Spaced {
            count,
            dtype: inner,
            inner,
            start: start.cast(inner),
            stop: stop.cast(inner),
            parts: (if endpoint { count - 1 } else { count }).max(0),
            ends: endpoint && count > 1,
            floored: false,
            powers: false,
            base: Value::from_i64(0),
        })
    }

    /// Number of elements.
    pub fn count(&self) -> i64 {
        self.count
    }

    /// Their dtype.
    pub fn dtype(&self) -> DType {
        self.dtype
    }

    /// Hands the elements out.
    pub fn visit<V: Visitor>(&self, visitor: V) -> V::Output {
        match self.inner {
            DType::Float32 => self.visit_in::<f32, V>(visitor),
            DType::Complex64 => self.visit_in::<C64, V>(visitor),
            DType::Complex128 => self.visit_in::<C128, V>(visitor),
            _ => self.visit_in::<f64, V>(visitor),
        }
    }

    fn visit_in<W: Inexact, V: Visitor>(&self, visitor: V) -> V::Output {
        let number = self.numbers::<W>();
        let stop = self.stop.get::<W>();
        let base = self.base;
        if !self.powers {
            return match self.floored {
                true => visitor.visit(move |i| number(i).floor(), &self.ending(stop.floor())),
                false => visitor.visit(number, &self.ending(stop)),
            };
        }
        match base.dtype {
            DType::Float32 => self.visit_powers::<W, f32, V>(visitor, base.get(), number),
            DType::Complex64 => self.visit_powers::<W, C64, V>(visitor, base.get(), number),
            DType::Complex128 => self.visit_powers::<W, C128, V>(visitor, base.get(), number),
            _ => self.visit_powers::<W, f64, V>(visitor, base.get(), number),
        }
    }

    fn visit_powers<W: Inexact, P: Inexact, V: Visitor>(
        &self,
        visitor: V,
        base: P,
        exponent: impl Fn(i64) -> W,
    ) -> V::Output {
        let power = |exponent: Value| base.power(exponent.get());
        visitor.visit(|i| power(Value::of(exponent(i))), &self.ending(power(self.stop)))
    }

    /// The last element, where it is not what the spacing leads to.
    fn ending<T>(&self, last: T) -> Vec<(i64, T)> {
        if self.ends { vec![(self.count - 1, last)] } else { vec![] }
    }

    /// The evenly spaced numbers.
    fn numbers<W: Inexact>(&self) -> impl Fn(i64) -> W + Copy + use<W> {
        let start: W = self.start.get();
        let parts = W::count(self.parts);
        let distance = self.stop.get::<W>() - start;
        let step = distance.quotient(parts);
        let undivided = self.parts == 0;
        // A step that vanishes is not multiplied with, so that the smallest numbers keep their digits.
        let vanishes = step == W::default();
        move |i| {
            let way = match W::index(i) {
                index if undivided => index * distance,
                index if vanishes => index.quotient(parts) * distance,
                index => index * step,
            };
            way + start
        }
    }
}
