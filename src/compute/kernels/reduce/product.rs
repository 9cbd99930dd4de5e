//! Products.

use super::lanes::{Real, lanes};
use super::sum::Integer;
use super::{Fold, How, Place};
use crate::dtype::{Bool, C128};
use crate::element::Element;
use num_complex::Complex;
use std::marker::PhantomData;

/// A product of integers that wraps at 64 bits.
pub struct ProductInt<T>(PhantomData<T>);
/// A product of real floating-point numbers in float64. `SKIP` leaves nan out.
pub struct ProductReal<T, const SKIP: bool>(PhantomData<T>);
/// A product of complex numbers in complex128. `SKIP` leaves nan out.
pub struct ProductComplex<T, const SKIP: bool>(PhantomData<T>);

/// An integer as a factor.
pub trait Factor: Integer {
    /// 1.
    const ONE: Self;
}
macro_rules! factors {
    ($($t:ty),*) => { $( impl Factor for $t { const ONE: $t = 1; } )* };
}
factors!(i8, i16, i32, i64, u8, u16, u32, u64);
impl Factor for Bool {
    const ONE: Bool = Bool(1);
}

impl<T: Factor> Fold for ProductInt<T> {
    type Item = T;
    type State = i64;
    type Out = i64;
    const ROUNDS: bool = false;
    const NEUTRAL: T = T::ONE;
    #[inline(always)]
    fn empty() -> i64 {
        1
    }
    #[inline(always)]
    fn add(state: i64, x: T, _: i64) -> i64 {
        state.wrapping_mul(x.wide())
    }
    #[inline(always)]
    fn merge(state: i64, other: i64) -> i64 {
        state.wrapping_mul(other)
    }
    fn finish(state: i64, _: &How, _: i64) -> i64 {
        state
    }
    fn seed(state: i64, initial: i64) -> i64 {
        state.wrapping_mul(initial)
    }
    #[inline(always)]
    fn along(state: i64, x: &[T], _: Place) -> i64 {
        lanes(x, 1i64, |p, x| p.wrapping_mul(x.wide()), i64::wrapping_mul).wrapping_mul(state)
    }
}

impl<T: Real, const SKIP: bool> Fold for ProductReal<T, SKIP> {
    type Item = T;
    type State = f64;
    type Out = f64;
    const ROUNDS: bool = true;
    const NEUTRAL: T = T::ONE;
    #[inline(always)]
    fn empty() -> f64 {
        1.0
    }
    #[inline(always)]
    fn add(state: f64, x: T, _: i64) -> f64 {
        let x: f64 = x.into();
        if SKIP && x.is_nan() { state } else { state * x }
    }
    #[inline(always)]
    fn merge(state: f64, other: f64) -> f64 {
        state * other
    }
    fn finish(state: f64, _: &How, _: i64) -> f64 {
        state
    }
    fn seed(state: f64, initial: f64) -> f64 {
        initial * state
    }
    #[inline(always)]
    fn along(state: f64, x: &[T], _: Place) -> f64 {
        state * lanes(x, 1.0, |p, x| Self::add(p, x, 0), |a, b| a * b)
    }
}

/// The factor that stands for none: what multiplication by it would make of infinities is nan.
const NONE: C128 = C128::new(1.0, -0.0);

fn is_none(z: C128) -> bool {
    z.re == 1.0 && z.im.to_bits() == NONE.im.to_bits()
}

fn product(a: C128, b: C128) -> C128 {
    if is_none(a) {
        b
    } else if is_none(b) {
        a
    } else {
        a * b
    }
}

impl<T: Real, const SKIP: bool> Fold for ProductComplex<T, SKIP>
where
    Complex<T>: Element,
{
    type Item = Complex<T>;
    type State = C128;
    type Out = C128;
    const ROUNDS: bool = true;
    const NEUTRAL: Complex<T> = Complex { re: T::ONE, im: T::MINUS_ZERO };
    #[inline(always)]
    fn empty() -> C128 {
        NONE
    }
    #[inline(always)]
    fn add(state: C128, x: Complex<T>, _: i64) -> C128 {
        let (re, im): (f64, f64) = (x.re.into(), x.im.into());
        if SKIP && (re.is_nan() || im.is_nan()) { state } else { product(state, C128::new(re, im)) }
    }
    #[inline(always)]
    fn merge(state: C128, other: C128) -> C128 {
        product(state, other)
    }
    fn finish(state: C128, _: &How, _: i64) -> C128 {
        if is_none(state) { C128::new(1.0, 0.0) } else { state }
    }
    fn seed(state: C128, initial: C128) -> C128 {
        product(initial, state)
    }
}
