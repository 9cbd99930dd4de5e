//! Products of two arrays, summed.

use super::lanes::{Real, lanes};
use super::sum::Integer;
use super::{Fold, How, PairFold};
use crate::dtype::{Bool, C128};
use crate::element::Element;
use num_complex::Complex;
use std::marker::PhantomData;

/// Of integers, wrapping; of bool whether both are true anywhere.
pub struct DotInt<T>(PhantomData<T>);
/// Of real floating-point numbers, in float64.
pub struct DotReal<T>(PhantomData<T>);
/// Of complex numbers, in complex128; the first operand conjugated with `CONJUGATE`.
pub struct DotComplex<T, const CONJUGATE: bool>(PhantomData<T>);

/// The parts that never see a lone operand.
macro_rules! sums {
    ($state:ty, $zero:expr, $rounds:literal, $neutral:expr) => {
        type State = $state;
        type Out = $state;
        const ROUNDS: bool = $rounds;
        const NEUTRAL: Self::Item = $neutral;
        #[inline(always)]
        fn empty() -> $state {
            $zero
        }
        #[inline(always)]
        fn add(state: $state, _: Self::Item, _: i64) -> $state {
            state
        }
        fn finish(state: $state, _: &How, _: i64) -> $state {
            state
        }
        fn seed(state: $state, initial: $state) -> $state {
            Self::merge(state, initial)
        }
    };
}

impl<T: Integer> Fold for DotInt<T> {
    type Item = T;
    sums!(i64, 0, false, T::ZERO);
    #[inline(always)]
    fn merge(state: i64, other: i64) -> i64 {
        state.wrapping_add(other)
    }
}

impl<T: Integer> PairFold for DotInt<T> {
    #[inline(always)]
    fn along_pair(state: i64, x: &[T], y: &[T]) -> i64 {
        let products = x.iter().zip(y).map(|(x, y)| x.wide().wrapping_mul(y.wide()));
        products.fold(state, i64::wrapping_add)
    }
}

/// Whether both are true anywhere: the dot product of bool.
pub struct DotBool;

impl Fold for DotBool {
    type Item = Bool;
    type State = u8;
    type Out = Bool;
    const ROUNDS: bool = false;
    const NEUTRAL: Bool = Bool(0);
    fn empty() -> u8 {
        0
    }
    fn add(state: u8, _: Bool, _: i64) -> u8 {
        state
    }
    #[inline(always)]
    fn merge(state: u8, other: u8) -> u8 {
        state | other
    }
    fn finish(state: u8, _: &How, _: i64) -> Bool {
        Bool::from(state != 0)
    }
    fn seed(state: u8, initial: Bool) -> u8 {
        state | initial.0
    }
    fn is_final(state: &u8) -> bool {
        *state != 0
    }
}

impl PairFold for DotBool {
    #[inline(always)]
    fn along_pair(state: u8, x: &[Bool], y: &[Bool]) -> u8 {
        x.iter().zip(y).fold(state, |s, (x, y)| s | u8::from(x.0 != 0) & u8::from(y.0 != 0))
    }
}

impl<T: Real> Fold for DotReal<T> {
    type Item = T;
    sums!(f64, 0.0, true, T::MINUS_ZERO);
    #[inline(always)]
    fn merge(state: f64, other: f64) -> f64 {
        state + other
    }
}

/// Accumulators of a pair: each step reads twice as much as a sum's.
const LANES: usize = 32;

impl<T: Real> PairFold for DotReal<T> {
    #[inline(always)]
    fn along_pair(state: f64, x: &[T], y: &[T]) -> f64 {
        let mut sums = [0.0f64; LANES];
        let (xs, ys) = (x.chunks_exact(LANES), y.chunks_exact(LANES));
        let rest = xs.remainder().iter().zip(ys.remainder());
        for (a, b) in xs.zip(ys) {
            for k in 0..LANES {
                let (a, b): (f64, f64) = (a[k].into(), b[k].into());
                sums[k] += a * b;
            }
        }
        let tail = rest.fold(0.0, |s, (&a, &b)| {
            let (a, b): (f64, f64) = (a.into(), b.into());
            s + a * b
        });
        state + (lanes(&sums, 0.0, |s, x| s + x, |a, b| a + b) + tail)
    }
}

impl<T: Real, const CONJUGATE: bool> Fold for DotComplex<T, CONJUGATE>
where
    Complex<T>: Element,
{
    type Item = Complex<T>;
    sums!(C128, C128::new(0.0, 0.0), true, Complex { re: T::MINUS_ZERO, im: T::MINUS_ZERO });
    #[inline(always)]
    fn merge(state: C128, other: C128) -> C128 {
        state + other
    }
}

impl<T: Real, const CONJUGATE: bool> PairFold for DotComplex<T, CONJUGATE>
where
    Complex<T>: Element,
{
    #[inline(always)]
    fn along_pair(state: C128, x: &[Complex<T>], y: &[Complex<T>]) -> C128 {
        const NARROW: usize = 8;
        let (mut re, mut im) = ([0.0f64; NARROW], [0.0f64; NARROW]);
        let mut step = |k: usize, a: Complex<T>, b: Complex<T>| {
            let (p, q): (f64, f64) = (a.re.into(), a.im.into());
            let (r, s): (f64, f64) = (b.re.into(), b.im.into());
            let q = if CONJUGATE { -q } else { q };
            re[k] += p * r - q * s;
            im[k] += p * s + q * r;
        };
        let (xs, ys) = (x.chunks_exact(NARROW), y.chunks_exact(NARROW));
        let rest = xs.remainder().iter().zip(ys.remainder());
        for (a, b) in xs.zip(ys) {
            for k in 0..NARROW {
                step(k, a[k], b[k]);
            }
        }
        rest.enumerate().for_each(|(k, (&a, &b))| step(k, a, b));
        state
            + C128::new(
                lanes(&re, 0.0, |s, x| s + x, |a, b| a + b),
                lanes(&im, 0.0, |s, x| s + x, |a, b| a + b),
            )
    }
}
