//! Any, all, and how many elements are not zero.

use super::lanes::lanes;
use super::{Fold, How, Place};
use crate::dtype::{Bool, C64, C128};
use crate::element::Element;
use std::marker::PhantomData;

/// Whether any element is true, or with `ALL` whether all are.
pub struct Truth<T, const ALL: bool>(PhantomData<T>);
/// The number of elements that are true.
pub struct Count<T>(PhantomData<T>);

/// An element as a truth value: whatever is not zero is true, nan too.
pub trait Truthy: Element {
    /// True.
    const TRUE: Self;
    /// False.
    const FALSE: Self;
    /// Whether it is true.
    fn truth(self) -> bool;
}

macro_rules! numbers {
    ($($t:ty),*) => { $(
        impl Truthy for $t {
            const TRUE: $t = 1 as $t;
            const FALSE: $t = 0 as $t;
            #[inline(always)]
            fn truth(self) -> bool { self != 0 as $t }
        }
    )* };
}
numbers!(i8, i16, i32, i64, u8, u16, u32, u64, f32, f64);

impl Truthy for Bool {
    const TRUE: Bool = Bool(1);
    const FALSE: Bool = Bool(0);
    #[inline(always)]
    fn truth(self) -> bool {
        self.0 != 0
    }
}

macro_rules! complex {
    ($($t:ty),*) => { $(
        impl Truthy for $t {
            const TRUE: $t = <$t>::new(1.0, 0.0);
            const FALSE: $t = <$t>::new(0.0, 0.0);
            #[inline(always)]
            fn truth(self) -> bool { self.re != 0.0 || self.im != 0.0 }
        }
    )* };
}
complex!(C64, C128);

impl<T: Truthy, const ALL: bool> Fold for Truth<T, ALL> {
    type Item = T;
    /// 1 once an element decided: a true one for any, a false one for all.
    type State = u8;
    type Out = Bool;
    const ROUNDS: bool = false;
    const NEUTRAL: T = if ALL { T::TRUE } else { T::FALSE };
    #[inline(always)]
    fn empty() -> u8 {
        0
    }
    #[inline(always)]
    fn add(state: u8, x: T, _: i64) -> u8 {
        state | u8::from(x.truth() != ALL)
    }
    #[inline(always)]
    fn merge(state: u8, other: u8) -> u8 {
        state | other
    }
    fn finish(state: u8, _: &How, _: i64) -> Bool {
        Bool::from((state != 0) != ALL)
    }
    fn seed(state: u8, initial: Bool) -> u8 {
        state | u8::from(initial.truth() != ALL)
    }
    #[inline(always)]
    fn along(state: u8, x: &[T], _: Place) -> u8 {
        if state != 0 {
            return state;
        }
        lanes(x, 0u8, |s, x| s | u8::from(x.truth() != ALL), |a, b| a | b)
    }
    fn is_final(state: &u8) -> bool {
        *state != 0
    }
}

impl<T: Truthy> Fold for Count<T> {
    type Item = T;
    type State = i64;
    type Out = i64;
    const ROUNDS: bool = false;
    const NEUTRAL: T = T::FALSE;
    #[inline(always)]
    fn empty() -> i64 {
        0
    }
    #[inline(always)]
    fn add(state: i64, x: T, _: i64) -> i64 {
        state + i64::from(x.truth())
    }
    #[inline(always)]
    fn merge(state: i64, other: i64) -> i64 {
        state + other
    }
    fn finish(state: i64, _: &How, _: i64) -> i64 {
        state
    }
    fn seed(state: i64, initial: i64) -> i64 {
        state + initial
    }
    #[inline(always)]
    fn along(state: i64, x: &[T], _: Place) -> i64 {
        let count = |row: &[T]| lanes(row, 0u32, |n, x| n + u32::from(x.truth()), |a, b| a + b);
        x.chunks(1 << 16).fold(state, |n, row| n + i64::from(count(row)))
    }
}
