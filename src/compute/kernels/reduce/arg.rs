//! Where the smallest or largest element stands. Of equal ones the first in the order of places counts.

use super::extreme::Bounded;
use super::lanes::lanes;
use super::{Fold, How, Place};
use crate::dtype::Bool;
use crate::element::Element;
use num_complex::Complex;
use std::marker::PhantomData;

/// Of the smallest element, or with `MAX` of the largest; of the first nan if there is one, unless `SKIP`
/// leaves them out.
pub struct Arg<T, const MAX: bool, const SKIP: bool>(PhantomData<T>);

/// The place of no element.
pub const NONE: i64 = i64::MIN;

/// The best element so far and its place; `NONE` where there is none.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Best<T> {
    at: i64,
    value: T,
}

/// An order in which equal elements, and all that are nan, are the same.
pub trait Ranked: Element {
    /// Changes nothing where nan is left out.
    const NAN: Self;
    /// See `Bounded::WHOLE`.
    const WHOLE: bool;
    /// Whether it is nan, or has a part that is.
    fn nan(self) -> bool;
    /// Whether it is less; never if one is nan.
    fn less(self, other: Self) -> bool;
}

macro_rules! ranked {
    ($($t:ident, $a:ident, $b:ident => $less:expr;)*) => { $(
        impl Ranked for $t {
            const NAN: $t = match <$t as Bounded>::NOTHING { Some(nan) => nan, None => $t::MAX };
            const WHOLE: bool = <$t as Bounded>::WHOLE;
            #[inline(always)]
            fn nan(self) -> bool { Bounded::is_nan(self) }
            #[inline(always)]
            fn less(self, other: $t) -> bool { let ($a, $b) = (self, other); $less }
        }
    )* };
}
ranked! {
    i8, a, b => a < b; i16, a, b => a < b; i32, a, b => a < b; i64, a, b => a < b;
    u8, a, b => a < b; u16, a, b => a < b; u32, a, b => a < b; u64, a, b => a < b;
    f32, a, b => a < b; f64, a, b => a < b;
}

macro_rules! ranked_complex {
    ($($t:ident),*) => { $(
        impl Ranked for Complex<$t> {
            const NAN: Complex<$t> = Complex { re: $t::NAN, im: $t::NAN };
            const WHOLE: bool = false;
            #[inline(always)]
            fn nan(self) -> bool { self.re.is_nan() || self.im.is_nan() }
            #[inline(always)]
            fn less(self, other: Complex<$t>) -> bool {
                self.re < other.re || (self.re == other.re && self.im < other.im)
            }
        }
    )* };
}
ranked_complex!(f32, f64);

impl Ranked for Bool {
    const NAN: Bool = Bool(0);
    const WHOLE: bool = false;
    #[inline(always)]
    fn nan(self) -> bool {
        false
    }
    #[inline(always)]
    fn less(self, other: Bool) -> bool {
        self.0 == 0 && other.0 != 0
    }
}

impl<T: Ranked, const MAX: bool, const SKIP: bool> Arg<T, MAX, SKIP> {
    /// Whether `x` comes before `y`, whatever their places.
    #[inline(always)]
    fn beats(x: T, y: T) -> bool {
        let better = if MAX { y.less(x) } else { x.less(y) };
        if SKIP { better | (y.nan() & !x.nan()) } else { (better & !y.nan()) | (x.nan() & !y.nan()) }
    }

    /// Whether neither comes before the other.
    #[inline(always)]
    fn ties(x: T, y: T) -> bool {
        !Self::beats(x, y) && !Self::beats(y, x)
    }

    /// The one that comes first.
    #[inline(always)]
    fn first(a: Best<T>, b: Best<T>) -> Best<T> {
        let earlier = b.at < a.at && Self::ties(b.value, a.value);
        if b.at != NONE && (a.at == NONE || Self::beats(b.value, a.value) || earlier) { b } else { a }
    }
}

impl<T: Ranked, const MAX: bool, const SKIP: bool> Fold for Arg<T, MAX, SKIP> {
    type Item = T;
    type State = Best<T>;
    type Out = i64;
    const ROUNDS: bool = false;
    const NEUTRAL: T = T::NAN;
    #[inline(always)]
    fn empty() -> Best<T> {
        Best { at: NONE, value: T::NAN }
    }
    #[inline(always)]
    fn add(state: Best<T>, x: T, at: i64) -> Best<T> {
        let at = if SKIP && x.nan() { NONE } else { at };
        Self::first(state, Best { at, value: x })
    }
    #[inline(always)]
    fn merge(state: Best<T>, other: Best<T>) -> Best<T> {
        Self::first(state, other)
    }
    /// The place `NONE` tells that there was nothing but nan.
    fn finish(state: Best<T>, _: &How, _: i64) -> i64 {
        state.at
    }
    fn seed(state: Best<T>, _: i64) -> Best<T> {
        state
    }
    #[inline(always)]
    fn along(state: Best<T>, x: &[T], place: Place) -> Best<T> {
        let better = |a: T, b: T| if Self::beats(b, a) { b } else { a };
        let Some(&start) = x.first() else { return state };
        if place.step < 0 || x.len() < 16 {
            let mut at = place.first;
            return x.iter().fold(state, |state, &x| {
                let here = at;
                at += place.step;
                Self::add(state, x, here)
            });
        }
        let best = match T::WHOLE {
            true => x.iter().copied().fold(start, better),
            false => lanes(x, start, better, better),
        };
        let hopeless = state.at != NONE && Self::beats(state.value, best);
        if hopeless || (SKIP && best.nan()) {
            return state;
        }
        let found = x.iter().position(|&x| Self::ties(x, best)).unwrap_or(0);
        Self::first(state, Best { at: place.first + found as i64 * place.step, value: x[found] })
    }
}

impl<T: Ranked, const MAX: bool, const SKIP: bool> Arg<T, MAX, SKIP> {
    /// See `super::Places`.
    ///
    /// # Safety
    /// There are so many states of this fold.
    pub unsafe fn places(states: *mut u8, n: usize, visit: &mut dyn FnMut(usize, &mut i64)) {
        for k in 0..n {
            // SAFETY: the caller's promise.
            let state = unsafe { &mut *states.cast::<Best<T>>().add(k) };
            if state.at != NONE {
                visit(k, &mut state.at);
            }
        }
    }
}
