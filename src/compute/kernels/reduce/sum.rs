//! Sums and means.

use super::lanes::{Real, WIDE, lanes};
use super::{Fold, How, Place, Rows};
use crate::compute::kernels::complex;
use crate::dtype::{Bool, C128};
use crate::element::Element;
use num_complex::Complex;
use std::marker::PhantomData;

/// A sum of integers or bool that wraps at 64 bits.
pub struct SumInt<T>(PhantomData<T>);
/// The mean of integers of at most 32 bits, or of bool: their exact sum, divided. Where it is asked for, of any
/// integers: their sum, wrapped to their width.
pub struct MeanInt<T>(PhantomData<T>);
/// A sum of real floating-point numbers in float64. `SKIP` leaves nan out.
pub struct SumReal<T, const SKIP: bool>(PhantomData<T>);
/// A sum of complex numbers in complex128. `SKIP` leaves nan out.
pub struct SumComplex<T, const SKIP: bool>(PhantomData<T>);
/// The mean of the real numbers that are not nan.
pub struct NanMeanReal<T>(PhantomData<T>);
/// The mean of the complex numbers that are not nan.
pub struct NanMeanComplex<T>(PhantomData<T>);

/// An integer as a summand.
pub trait Integer: Element {
    /// 0.
    const ZERO: Self;
    /// Its value, modulo 2^64.
    fn wide(self) -> i64;
    /// The number that the lower bits of this one are.
    fn wrapped(sum: i64) -> f64;
    /// The sum of at most 8192 of them.
    fn sum_row(row: &[Self]) -> i64;
}

macro_rules! integers {
    ($($t:ty, $x:ident => $wide:expr, $narrow:ty, $small:expr;)*) => { $(
        impl Integer for $t {
            const ZERO: $t = { 0 as $t };
            #[inline(always)]
            fn wide(self) -> i64 { let $x = self; $wide }
            fn wrapped(sum: i64) -> f64 { sum as $t as f64 }
            #[inline(always)]
            fn sum_row(row: &[$t]) -> i64 {
                lanes(row, 0 as $narrow, |s, $x| s.wrapping_add($small), |a, b| a.wrapping_add(b)) as i64
            }
        }
    )* };
}
integers! {
    i8, x => i64::from(x), i32, i32::from(x);
    i16, x => i64::from(x), i32, i32::from(x);
    i32, x => i64::from(x), i64, i64::from(x);
    i64, x => x, i64, x;
    u8, x => i64::from(x), u32, u32::from(x);
    u16, x => i64::from(x), u32, u32::from(x);
    u32, x => i64::from(x), i64, i64::from(x);
    u64, x => x as i64, i64, x as i64;
}

impl Integer for Bool {
    const ZERO: Bool = Bool(0);
    #[inline(always)]
    fn wide(self) -> i64 {
        i64::from(self.0 != 0)
    }
    fn wrapped(sum: i64) -> f64 {
        sum as f64
    }
    #[inline(always)]
    fn sum_row(row: &[Bool]) -> i64 {
        i64::from(lanes(row, 0u32, |s, x| s + u32::from(x.0 != 0), |a, b| a + b))
    }
}

impl<T: Integer> Fold for SumInt<T> {
    type Item = T;
    type State = i64;
    type Out = i64;
    const ROUNDS: bool = false;
    const NEUTRAL: T = T::ZERO;
    #[inline(always)]
    fn empty() -> i64 {
        0
    }
    #[inline(always)]
    fn add(state: i64, x: T, _: i64) -> i64 {
        state.wrapping_add(x.wide())
    }
    #[inline(always)]
    fn merge(state: i64, other: i64) -> i64 {
        state.wrapping_add(other)
    }
    fn finish(state: i64, _: &How, _: i64) -> i64 {
        state
    }
    fn seed(state: i64, initial: i64) -> i64 {
        state.wrapping_add(initial)
    }
    #[inline(always)]
    fn along(state: i64, x: &[T], _: Place) -> i64 {
        // Short enough that 32 bits hold what 8 and 16 bits add up to.
        x.chunks(8192).fold(state, |state, row| state.wrapping_add(T::sum_row(row)))
    }
}

impl<T: Integer> Fold for MeanInt<T> {
    type Item = T;
    type State = i64;
    type Out = f64;
    const ROUNDS: bool = false;
    const NEUTRAL: T = T::ZERO;
    fn empty() -> i64 {
        0
    }
    #[inline(always)]
    fn add(state: i64, x: T, at: i64) -> i64 {
        SumInt::add(state, x, at)
    }
    #[inline(always)]
    fn merge(state: i64, other: i64) -> i64 {
        state.wrapping_add(other)
    }
    fn finish(state: i64, how: &How, count: i64) -> f64 {
        (if how.wrap { T::wrapped(state) } else { state as f64 }) / count as f64
    }
    fn seed(state: i64, initial: f64) -> i64 {
        state.wrapping_add(initial as i64)
    }
    #[inline(always)]
    fn along(state: i64, x: &[T], place: Place) -> i64 {
        SumInt::along(state, x, place)
    }
}

/// Divides a sum where a mean is wanted. A sum of zeros is the positive one.
#[inline(always)]
fn finish_real(sum: f64, how: &How, count: i64) -> f64 {
    let sum = sum + 0.0;
    if how.divide { sum / count as f64 } else { sum }
}

/// As `finish_real`. Complex division by the count lets a nan in one part reach the other, as in NumPy.
fn finish_complex(sum: C128, how: &How, count: i64) -> C128 {
    let sum = C128::new(sum.re + 0.0, sum.im + 0.0);
    if how.divide { complex::divide(sum, C128::new(count as f64, 0.0)) } else { sum }
}

impl<T: Real, const SKIP: bool> Fold for SumReal<T, SKIP> {
    type Item = T;
    type State = f64;
    type Out = f64;
    const ROUNDS: bool = true;
    const NEUTRAL: T = T::MINUS_ZERO;
    #[inline(always)]
    fn empty() -> f64 {
        -0.0
    }
    #[inline(always)]
    fn add(state: f64, x: T, _: i64) -> f64 {
        let x: f64 = x.into();
        if SKIP && x.is_nan() { state } else { state + x }
    }
    #[inline(always)]
    fn merge(state: f64, other: f64) -> f64 {
        state + other
    }
    fn finish(state: f64, how: &How, count: i64) -> f64 {
        finish_real(state, how, count)
    }
    fn seed(state: f64, initial: f64) -> f64 {
        initial + state
    }
    #[inline(always)]
    fn along(state: f64, x: &[T], _: Place) -> f64 {
        state + lanes(x, -0.0, |s, x| Self::add(s, x, 0), |a, b| a + b)
    }
}

/// Real and imaginary parts, one after another.
#[inline(always)]
pub fn parts<T>(row: &[Complex<T>]) -> &[T] {
    // SAFETY: `Complex` is two consecutive parts (repr(C)).
    unsafe { std::slice::from_raw_parts(row.as_ptr().cast::<T>(), 2 * row.len()) }
}

/// As `parts`.
#[inline(always)]
fn parts_mut<T>(row: &mut [Complex<T>]) -> &mut [T] {
    // SAFETY: as above.
    unsafe { std::slice::from_raw_parts_mut(row.as_mut_ptr().cast::<T>(), 2 * row.len()) }
}

/// The sum of a row of complex numbers: real and imaginary parts end up in even and odd lanes.
#[inline(always)]
fn sum_parts<T: Real>(row: &[Complex<T>]) -> C128 {
    let parts = parts(row);
    let mut wide = [-0.0f64; WIDE];
    let chunks = parts.chunks_exact(WIDE);
    let rest = chunks.remainder();
    for chunk in chunks {
        for k in 0..WIDE {
            wide[k] += chunk[k].into();
        }
    }
    for (lane, &x) in wide.iter_mut().zip(rest) {
        *lane += x.into();
    }
    let mut width = WIDE / 2;
    while width > 1 {
        for k in 0..width {
            wide[k] += wide[k + width];
        }
        width /= 2;
    }
    C128::new(wide[0], wide[1])
}

fn is_nan<T: Real>(x: Complex<T>) -> bool {
    let (re, im): (f64, f64) = (x.re.into(), x.im.into());
    re.is_nan() || im.is_nan()
}

impl<T: Real, const SKIP: bool> Fold for SumComplex<T, SKIP>
where
    Complex<T>: Element,
{
    type Item = Complex<T>;
    type State = C128;
    type Out = C128;
    const ROUNDS: bool = true;
    const NEUTRAL: Complex<T> = Complex { re: T::MINUS_ZERO, im: T::MINUS_ZERO };
    #[inline(always)]
    fn empty() -> C128 {
        C128::new(-0.0, -0.0)
    }
    #[inline(always)]
    fn add(state: C128, x: Complex<T>, _: i64) -> C128 {
        if SKIP && is_nan(x) { state } else { C128::new(state.re + x.re.into(), state.im + x.im.into()) }
    }
    #[inline(always)]
    fn merge(state: C128, other: C128) -> C128 {
        state + other
    }
    fn finish(state: C128, how: &How, count: i64) -> C128 {
        finish_complex(state, how, count)
    }
    fn seed(state: C128, initial: C128) -> C128 {
        initial + state
    }
    #[inline(always)]
    fn along(state: C128, x: &[Complex<T>], _: Place) -> C128 {
        if SKIP {
            state + lanes(x, Self::empty(), |s, x| Self::add(s, x, 0), |a, b| a + b)
        } else {
            state + sum_parts(x)
        }
    }
    #[inline(always)]
    fn across(states: &mut [C128], rows: Rows<'_, Complex<T>>, place: Place) {
        if !SKIP {
            let rows = Rows {
                first: rows.first.cast::<T>(),
                stride: rows.stride,
                count: rows.count,
                length: 2 * rows.length,
                life: PhantomData,
            };
            return SumReal::<T, false>::across(parts_mut(states), rows, place);
        }
        for r in 0..rows.count {
            for (s, &x) in states.iter_mut().zip(rows.get(r)) {
                *s = Self::add(*s, x, 0);
            }
        }
    }
}

/// A sum with the number of its summands.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Counted<S> {
    sum: S,
    count: i64,
}

impl<T: Real> Fold for NanMeanReal<T> {
    type Item = T;
    type State = Counted<f64>;
    type Out = f64;
    const ROUNDS: bool = true;
    const NEUTRAL: T = T::NAN;
    #[inline(always)]
    fn empty() -> Counted<f64> {
        Counted { sum: -0.0, count: 0 }
    }
    #[inline(always)]
    fn add(state: Counted<f64>, x: T, _: i64) -> Counted<f64> {
        let x: f64 = x.into();
        let (x, one) = if x.is_nan() { (-0.0, 0) } else { (x, 1) };
        Counted { sum: state.sum + x, count: state.count + one }
    }
    #[inline(always)]
    fn merge(state: Counted<f64>, other: Counted<f64>) -> Counted<f64> {
        Counted { sum: state.sum + other.sum, count: state.count + other.count }
    }
    fn finish(state: Counted<f64>, _: &How, _: i64) -> f64 {
        state.sum / state.count as f64
    }
    fn seed(state: Counted<f64>, initial: f64) -> Counted<f64> {
        Counted { sum: state.sum + initial, ..state }
    }
    #[inline(always)]
    fn along(state: Counted<f64>, x: &[T], _: Place) -> Counted<f64> {
        let sum = SumReal::<T, true>::along(-0.0, x, Place::default());
        let some = |x: T| !Into::<f64>::into(x).is_nan();
        let count = lanes(x, 0i64, |n, x| n + i64::from(some(x)), |a, b| a + b);
        Self::merge(state, Counted { sum, count })
    }
}

impl<T: Real> Fold for NanMeanComplex<T>
where
    Complex<T>: Element,
{
    type Item = Complex<T>;
    type State = Counted<C128>;
    type Out = C128;
    const ROUNDS: bool = true;
    const NEUTRAL: Complex<T> = Complex { re: T::NAN, im: T::NAN };
    #[inline(always)]
    fn empty() -> Counted<C128> {
        Counted { sum: C128::new(-0.0, -0.0), count: 0 }
    }
    #[inline(always)]
    fn add(state: Counted<C128>, x: Complex<T>, _: i64) -> Counted<C128> {
        let sum = SumComplex::<T, true>::add(state.sum, x, 0);
        Counted { sum, count: state.count + i64::from(!is_nan(x)) }
    }
    #[inline(always)]
    fn merge(state: Counted<C128>, other: Counted<C128>) -> Counted<C128> {
        Counted { sum: state.sum + other.sum, count: state.count + other.count }
    }
    fn finish(state: Counted<C128>, _: &How, _: i64) -> C128 {
        complex::divide(state.sum, C128::new(state.count as f64, 0.0))
    }
    fn seed(state: Counted<C128>, initial: C128) -> Counted<C128> {
        Counted { sum: state.sum + initial, ..state }
    }
}
