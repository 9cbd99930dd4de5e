//! Minima, maxima and the distance between them.

use super::lanes::lanes;
use super::{Fold, How, Place};
use crate::compute::kernels::compare::Ordered;
use crate::element::Element;
use num_complex::Complex;
use std::marker::PhantomData;

/// The smallest element, or with `MAX` the largest; nan if there is one, unless `SKIP` leaves them out.
pub struct Extreme<T, const MAX: bool, const SKIP: bool>(PhantomData<T>);
/// The largest element minus the smallest.
pub struct Range<T>(PhantomData<T>);

/// A type with least and greatest values.
pub trait Bounded: Element + Ordered {
    /// Nothing is less.
    const LEAST: Self;
    /// Nothing is greater.
    const GREATEST: Self;
    /// Whether it is an integer, whose order is a machine instruction.
    const WHOLE: bool;
    /// What extremes of no elements are where nan is left out.
    const NOTHING: Option<Self>;
    /// Whether it is nan, or has a part that is.
    fn is_nan(self) -> bool;
    /// The difference; of integers, wrapping.
    fn minus(self, other: Self) -> Self;
}

macro_rules! integers {
    ($($t:ident),*) => { $(
        impl Bounded for $t {
            const LEAST: $t = $t::MIN;
            const GREATEST: $t = $t::MAX;
            const WHOLE: bool = true;
            const NOTHING: Option<$t> = None;
            #[inline(always)]
            fn is_nan(self) -> bool { false }
            fn minus(self, other: $t) -> $t { self.wrapping_sub(other) }
        }
    )* };
}
integers!(i8, i16, i32, i64, u8, u16, u32, u64);

macro_rules! floats {
    ($($t:ident),*) => { $(
        impl Bounded for $t {
            const LEAST: $t = $t::NEG_INFINITY;
            const GREATEST: $t = $t::INFINITY;
            const WHOLE: bool = false;
            const NOTHING: Option<$t> = Some($t::NAN);
            #[inline(always)]
            fn is_nan(self) -> bool { $t::is_nan(self) }
            fn minus(self, other: $t) -> $t { self - other }
        }
        impl Bounded for Complex<$t> {
            const LEAST: Complex<$t> = Complex { re: $t::NEG_INFINITY, im: $t::NEG_INFINITY };
            const GREATEST: Complex<$t> = Complex { re: $t::INFINITY, im: $t::INFINITY };
            const WHOLE: bool = false;
            const NOTHING: Option<Complex<$t>> = Some(Complex { re: $t::NAN, im: $t::NAN });
            #[inline(always)]
            fn is_nan(self) -> bool { self.re.is_nan() || self.im.is_nan() }
            fn minus(self, other: Complex<$t>) -> Complex<$t> { self - other }
        }
    )* };
}
floats!(f32, f64);

impl<T: Bounded, const MAX: bool, const SKIP: bool> Extreme<T, MAX, SKIP> {
    #[inline(always)]
    fn better(a: T, b: T) -> T {
        if SKIP && b.is_nan() {
            a
        } else if SKIP && a.is_nan() {
            b
        } else if MAX {
            a.greatest(b)
        } else {
            a.least(b)
        }
    }
}

impl<T: Bounded, const MAX: bool, const SKIP: bool> Fold for Extreme<T, MAX, SKIP> {
    type Item = T;
    type State = T;
    type Out = T;
    const ROUNDS: bool = false;
    const NEUTRAL: T = match (SKIP, T::NOTHING, MAX) {
        (true, Some(nan), _) => nan,
        (_, _, true) => T::LEAST,
        (_, _, false) => T::GREATEST,
    };
    #[inline(always)]
    fn empty() -> T {
        Self::NEUTRAL
    }
    #[inline(always)]
    fn add(state: T, x: T, _: i64) -> T {
        Self::better(state, x)
    }
    #[inline(always)]
    fn merge(state: T, other: T) -> T {
        Self::better(state, other)
    }
    fn finish(state: T, _: &How, _: i64) -> T {
        state
    }
    fn seed(state: T, initial: T) -> T {
        Self::better(state, initial)
    }
    #[inline(always)]
    fn along(state: T, x: &[T], _: Place) -> T {
        // Compilers know how to vectorise the extremes of integers, in lanes of their own.
        if T::WHOLE {
            x.iter().copied().fold(state, Self::better)
        } else {
            lanes(x, state, Self::better, Self::better)
        }
    }
}

/// The smallest and the largest element so far.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Bounds<T> {
    least: T,
    greatest: T,
}

impl<T: Bounded> Fold for Range<T> {
    type Item = T;
    type State = Bounds<T>;
    type Out = T;
    const ROUNDS: bool = false;
    /// Masks do not come here.
    const NEUTRAL: T = T::LEAST;
    #[inline(always)]
    fn empty() -> Bounds<T> {
        Bounds { least: T::GREATEST, greatest: T::LEAST }
    }
    #[inline(always)]
    fn add(state: Bounds<T>, x: T, _: i64) -> Bounds<T> {
        Bounds { least: state.least.least(x), greatest: state.greatest.greatest(x) }
    }
    #[inline(always)]
    fn merge(state: Bounds<T>, other: Bounds<T>) -> Bounds<T> {
        Bounds { least: state.least.least(other.least), greatest: state.greatest.greatest(other.greatest) }
    }
    fn finish(state: Bounds<T>, _: &How, _: i64) -> T {
        state.greatest.minus(state.least)
    }
    fn seed(state: Bounds<T>, initial: T) -> Bounds<T> {
        Self::add(state, initial, 0)
    }
    #[inline(always)]
    fn along(state: Bounds<T>, x: &[T], _: Place) -> Bounds<T> {
        let least = lanes(x, state.least, T::least, T::least);
        Bounds { least, greatest: lanes(x, state.greatest, T::greatest, T::greatest) }
    }
}
