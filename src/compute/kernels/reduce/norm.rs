//! Vector norms.

use super::lanes::lanes;
use super::sum::parts;
use super::{Fold, How, Place};
use crate::compute::kernels::compare::Ordered;
use crate::element::Element;
use num_complex::Complex;
use std::marker::PhantomData;

/// The sum of magnitudes.
pub struct Norm1<T>(PhantomData<T>);
/// The root of the sum of squared magnitudes.
pub struct Norm2<T>(PhantomData<T>);
/// The largest magnitude.
pub struct NormInf<T>(PhantomData<T>);

/// A number that norms take.
pub trait Normed: Element {
    /// Changes no norm.
    const NOTHING: Self;
    /// The magnitude.
    fn magnitude(self) -> f64;
    /// Its square.
    fn square(self) -> f64;
    /// The sum of the squares of a row.
    fn squares(row: &[Self]) -> f64;
}

macro_rules! normed {
    ($($t:ty, $z:ident => $magnitude:expr;)*) => { $(
        impl Normed for $t {
            const NOTHING: $t = 0.0;
            #[inline(always)]
            fn magnitude(self) -> f64 { f64::from(self.abs()) }
            #[inline(always)]
            fn square(self) -> f64 { f64::from(self) * f64::from(self) }
            #[inline(always)]
            fn squares(row: &[$t]) -> f64 { lanes(row, 0.0, |s, x: $t| s + x.square(), |a, b| a + b) }
        }
        impl Normed for Complex<$t> {
            const NOTHING: Complex<$t> = Complex { re: 0.0, im: 0.0 };
            #[inline(always)]
            fn magnitude(self) -> f64 { let $z = self; $magnitude }
            #[inline(always)]
            fn square(self) -> f64 { self.re.square() + self.im.square() }
            #[inline(always)]
            fn squares(row: &[Complex<$t>]) -> f64 { <$t>::squares(parts(row)) }
        }
    )* };
}
normed! {
    f32, z => f64::from(crate::compute::kernels::complex::absolute_single(z));
    f64, z => z.re.hypot(z.im);
}

/// What the three have in common.
macro_rules! norms {
    ($($norm:ident, $x:ident => $term:expr, $join:expr, $along:expr, $rounds:literal;)*) => { $(
        impl<T: Normed> Fold for $norm<T> {
            type Item = T;
            type State = f64;
            type Out = f64;
            const ROUNDS: bool = $rounds;
            const NEUTRAL: T = T::NOTHING;
            #[inline(always)]
            fn empty() -> f64 { 0.0 }
            #[inline(always)]
            fn add(state: f64, $x: T, _: i64) -> f64 { ($join)(state, $term) }
            #[inline(always)]
            fn merge(state: f64, other: f64) -> f64 { ($join)(state, other) }
            fn finish(state: f64, how: &How, _: i64) -> f64 { if how.root { state.sqrt() } else { state } }
            fn seed(state: f64, initial: f64) -> f64 { ($join)(state, initial) }
            #[inline(always)]
            fn along(state: f64, row: &[T], _: Place) -> f64 { ($join)(state, ($along)(row)) }
        }
    )* };
}
norms! {
    Norm1, x => x.magnitude(), |a: f64, b: f64| a + b,
        |row: &[T]| lanes(row, 0.0, |s, x: T| s + x.magnitude(), |a, b| a + b), true;
    Norm2, x => x.square(), |a: f64, b: f64| a + b, T::squares, true;
    NormInf, x => x.magnitude(), f64::greatest,
        |row: &[T]| lanes(row, 0.0, |s: f64, x: T| s.greatest(x.magnitude()), f64::greatest), false;
}
