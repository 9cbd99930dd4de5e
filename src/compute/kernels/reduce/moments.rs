//! Variances: count, mean, and the sum of squared distances from it.
//!
//! A row that fits into the cache is read twice, first for its mean; rows are merged by the formula of
//! Chan, Golub and LeVeque, which loses nothing where means are large and variances small.

use super::lanes::{Real, lanes};
use super::{Fold, How, Place, Rows};
use crate::dtype::C128;
use crate::element::Element;
use num_complex::Complex;
use std::marker::PhantomData;

/// The variance of real numbers. `SKIP` leaves nan out.
pub struct VarianceReal<T, const SKIP: bool>(PhantomData<T>);
/// The variance of complex numbers: the mean of |x - mean|^2. `SKIP` leaves nan out.
pub struct VarianceComplex<T, const SKIP: bool>(PhantomData<T>);

/// What is known of some elements.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Moments<M> {
    /// How many there are, as a number that is divided by.
    count: f64,
    mean: M,
    /// Squared distances from the mean.
    squares: f64,
}

/// Divides squares by the degrees of freedom.
fn variance(squares: f64, count: f64, how: &How, skip: bool, wanted: i64) -> f64 {
    let freedom = count - how.ddof;
    if how.masked && count != wanted as f64 {
        return f64::NAN;
    }
    let variance = match (freedom > 0.0, skip && !how.masked) {
        (true, _) => squares / freedom,
        (false, true) => f64::NAN,
        // As in NumPy: nan where there is no distance at all, infinity else.
        (false, false) => squares / 0.0,
    };
    if how.root { variance.sqrt() } else { variance }
}

macro_rules! merging {
    ($mean:ty, $square:expr) => {
        /// Merges what is known of two sets.
        #[inline(always)]
        fn merged(a: Moments<$mean>, b: Moments<$mean>) -> Moments<$mean> {
            if a.count == 0.0 {
                return b;
            }
            if b.count == 0.0 {
                return a;
            }
            let count = a.count + b.count;
            let distance = b.mean - a.mean;
            let mean = a.mean + distance * (b.count / count);
            let between = ($square)(distance) * (a.count * (b.count / count));
            Moments { count, mean, squares: a.squares + b.squares + between }
        }
    };
}

mod real {
    use super::Moments;
    merging!(f64, |d: f64| d * d);
    pub(super) fn merge(a: Moments<f64>, b: Moments<f64>) -> Moments<f64> {
        merged(a, b)
    }
}

mod complex {
    use super::{C128, Moments};
    merging!(C128, |d: C128| d.re * d.re + d.im * d.im);
    pub(super) fn merge(a: Moments<C128>, b: Moments<C128>) -> Moments<C128> {
        merged(a, b)
    }
}

/// Columns that are worked on together.
const WIDTH: usize = 64;

impl<T: Real, const SKIP: bool> VarianceReal<T, SKIP> {
    /// One if the number counts.
    #[inline(always)]
    fn one(x: f64) -> f64 {
        if SKIP && x.is_nan() { 0.0 } else { 1.0 }
    }

    /// Its distance from a mean, none if it does not count.
    #[inline(always)]
    fn from_mean(x: f64, mean: f64) -> f64 {
        if SKIP && x.is_nan() { 0.0 } else { x - mean }
    }

    /// Columns `at` to `at + n` of some rows, with `n` at most `WIDTH`.
    #[inline(always)]
    fn columns(states: &mut [Moments<f64>], rows: &Rows<'_, T>, at: usize) {
        let n = states.len();
        let (mut sums, mut counts) = ([0.0f64; WIDTH], [rows.count as f64; WIDTH]);
        for r in 0..rows.count {
            let row = &rows.get(r)[at..at + n];
            for (sum, &x) in sums.iter_mut().zip(row) {
                let x: f64 = x.into();
                *sum += if SKIP && x.is_nan() { 0.0 } else { x };
            }
        }
        if SKIP {
            counts = [0.0; WIDTH];
            for r in 0..rows.count {
                for (count, &x) in counts.iter_mut().zip(&rows.get(r)[at..at + n]) {
                    *count += Self::one(x.into());
                }
            }
        }
        let (mut means, mut squares, mut rest) = ([0.0f64; WIDTH], [0.0f64; WIDTH], [0.0f64; WIDTH]);
        for k in 0..WIDTH {
            means[k] = if counts[k] > 0.0 { sums[k] / counts[k] } else { 0.0 };
        }
        for r in 0..rows.count {
            for (k, &x) in rows.get(r)[at..at + n].iter().enumerate() {
                let d = Self::from_mean(x.into(), means[k]);
                squares[k] += d * d;
                rest[k] += d;
            }
        }
        for (k, state) in states.iter_mut().enumerate() {
            let squares = corrected(squares[k], rest[k], counts[k]);
            *state = real::merge(*state, Moments { count: counts[k], mean: means[k], squares });
        }
    }
}

/// The distances from a rounded mean do not quite add up to nothing; that part is taken off.
#[inline(always)]
fn corrected(squares: f64, rest: f64, count: f64) -> f64 {
    let off = rest * rest / count;
    if off.is_finite() && off <= squares { squares - off } else { squares }
}

impl<T: Real, const SKIP: bool> Fold for VarianceReal<T, SKIP> {
    type Item = T;
    type State = Moments<f64>;
    type Out = f64;
    const ROUNDS: bool = true;
    const NEUTRAL: T = T::NAN;
    #[inline(always)]
    fn empty() -> Moments<f64> {
        Moments { count: 0.0, mean: 0.0, squares: 0.0 }
    }
    #[inline(always)]
    fn add(state: Moments<f64>, x: T, _: i64) -> Moments<f64> {
        let x: f64 = x.into();
        let squares = if x.is_finite() { 0.0 } else { f64::NAN };
        if SKIP && x.is_nan() { state } else { real::merge(state, Moments { count: 1.0, mean: x, squares }) }
    }
    #[inline(always)]
    fn merge(state: Moments<f64>, other: Moments<f64>) -> Moments<f64> {
        real::merge(state, other)
    }
    fn finish(state: Moments<f64>, how: &How, count: i64) -> f64 {
        variance(state.squares, state.count, how, SKIP, count)
    }
    fn seed(state: Moments<f64>, _: f64) -> Moments<f64> {
        state
    }
    #[inline(always)]
    fn along(state: Moments<f64>, x: &[T], _: Place) -> Moments<f64> {
        let count = if SKIP {
            lanes(x, 0.0, |n, x: T| n + Self::one(x.into()), |a, b| a + b)
        } else {
            x.len() as f64
        };
        if count == 0.0 {
            return state;
        }
        let some = |x: f64| if SKIP && x.is_nan() { 0.0 } else { x };
        let mean = lanes(x, 0.0, |s, x: T| s + some(x.into()), |a, b| a + b) / count;
        let square = |s: f64, x: T| {
            let d = Self::from_mean(x.into(), mean);
            s + d * d
        };
        let squares = lanes(x, 0.0, square, |a, b| a + b);
        let rest = lanes(x, 0.0, |s, x: T| s + Self::from_mean(x.into(), mean), |a, b| a + b);
        real::merge(state, Moments { count, mean, squares: corrected(squares, rest, count) })
    }
    #[inline(always)]
    fn across(states: &mut [Moments<f64>], rows: Rows<'_, T>, _: Place) {
        for (k, states) in states.chunks_mut(WIDTH).enumerate() {
            Self::columns(states, &rows, k * WIDTH);
        }
    }
}

impl<T: Real, const SKIP: bool> Fold for VarianceComplex<T, SKIP>
where
    Complex<T>: Element,
{
    type Item = Complex<T>;
    type State = Moments<C128>;
    type Out = f64;
    const ROUNDS: bool = true;
    const NEUTRAL: Complex<T> = Complex { re: T::NAN, im: T::NAN };
    #[inline(always)]
    fn empty() -> Moments<C128> {
        Moments { count: 0.0, mean: C128::new(0.0, 0.0), squares: 0.0 }
    }
    #[inline(always)]
    fn add(state: Moments<C128>, x: Complex<T>, _: i64) -> Moments<C128> {
        let mean = C128::new(x.re.into(), x.im.into());
        if SKIP && mean.is_nan() {
            return state;
        }
        let squares = if mean.is_finite() { 0.0 } else { f64::NAN };
        complex::merge(state, Moments { count: 1.0, mean, squares })
    }
    #[inline(always)]
    fn merge(state: Moments<C128>, other: Moments<C128>) -> Moments<C128> {
        complex::merge(state, other)
    }
    fn finish(state: Moments<C128>, how: &How, count: i64) -> f64 {
        variance(state.squares, state.count, how, SKIP, count)
    }
    fn seed(state: Moments<C128>, _: f64) -> Moments<C128> {
        state
    }
    #[inline(always)]
    fn along(state: Moments<C128>, x: &[Complex<T>], _: Place) -> Moments<C128> {
        let zero = C128::new(0.0, 0.0);
        let wide = |x: Complex<T>| C128::new(x.re.into(), x.im.into());
        let skipped = |x: C128| SKIP && x.is_nan();
        let count = |n: f64, x| if skipped(wide(x)) { n } else { n + 1.0 };
        let count = lanes(x, 0.0, count, |a, b| a + b);
        if count == 0.0 {
            return state;
        }
        let sum = |s: C128, x| if skipped(wide(x)) { s } else { s + wide(x) };
        let mean = lanes(x, zero, sum, |a, b| a + b) / count;
        let square = |s: f64, x| {
            let d = if skipped(wide(x)) { zero } else { wide(x) - mean };
            s + (d.re * d.re + d.im * d.im)
        };
        let squares = lanes(x, 0.0, square, |a, b| a + b);
        complex::merge(state, Moments { count, mean, squares })
    }
}
