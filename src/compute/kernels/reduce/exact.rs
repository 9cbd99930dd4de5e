//! Sums, means, norms and dot products whose results do not depend on how elements are distributed.

use super::lanes::Real;
use super::norm::Normed;
use super::superacc::{ROW, SuperAcc};
use super::{Fold, How, PairFold, Place, Rows};
use crate::compute::kernels::complex;
use crate::dtype::C128;
use crate::element::Element;
use num_complex::Complex;
use std::marker::PhantomData;

/// What of a real number, or of a complex number's magnitude, is summed.
pub trait Term: 'static {
    /// The elements.
    type Item: Element;
    /// Leaves the sum as it is.
    const NEUTRAL: Self::Item;
    /// Whether there are second numbers.
    const TWO: bool;
    /// Whether nan does not count.
    const SKIP: bool;
    /// Two numbers that make up the term.
    fn term(x: Self::Item) -> [f64; 2];
}

/// The number itself.
pub struct Itself<T, const SKIP: bool>(PhantomData<T>);
/// Its magnitude.
pub struct Magnitude<T>(PhantomData<T>);
/// Its square.
pub struct Square<T>(PhantomData<T>);

impl<T: Real, const SKIP: bool> Term for Itself<T, SKIP> {
    type Item = T;
    const NEUTRAL: T = if SKIP { T::NAN } else { T::MINUS_ZERO };
    const TWO: bool = false;
    const SKIP: bool = SKIP;
    #[inline(always)]
    fn term(x: T) -> [f64; 2] {
        [x.into(), 0.0]
    }
}

impl<T: Normed> Term for Magnitude<T> {
    type Item = T;
    const NEUTRAL: T = T::NOTHING;
    const TWO: bool = false;
    const SKIP: bool = false;
    #[inline(always)]
    fn term(x: T) -> [f64; 2] {
        [x.magnitude(), 0.0]
    }
}

/// A product as two numbers that add up to it, unless it overflows or its low part vanishes.
#[inline(always)]
fn product(a: f64, b: f64) -> [f64; 2] {
    let high = a * b;
    let low = a.mul_add(b, -high);
    [high, if high.is_finite() { low } else { 0.0 }]
}

impl<T: Real + Normed> Term for Square<T> {
    type Item = T;
    const NEUTRAL: T = T::NOTHING;
    const TWO: bool = true;
    const SKIP: bool = false;
    #[inline(always)]
    fn term(x: T) -> [f64; 2] {
        product(x.into(), x.into())
    }
}

/// An exact sum of terms.
pub struct ExactSum<M>(PhantomData<M>);

impl<M: Term> ExactSum<M> {
    #[inline(always)]
    fn add_row(state: &mut SuperAcc, row: &[M::Item]) {
        let mut room = [[0.0f64; ROW]; 2];
        for row in row.chunks(ROW) {
            let mut skipped = 0;
            for (k, &x) in row.iter().enumerate() {
                let [high, low] = M::term(x);
                let skip = M::SKIP && high.is_nan();
                skipped += i64::from(skip);
                room[0][k] = if skip { 0.0 } else { high };
                room[1][k] = low;
            }
            state.add_all(&room[0][..row.len()]);
            if M::TWO {
                state.add_all(&room[1][..row.len()]);
            }
            state.count += row.len() as i64 - skipped;
        }
    }
}

impl<M: Term> Fold for ExactSum<M> {
    type Item = M::Item;
    type State = SuperAcc;
    type Out = f64;
    const ROUNDS: bool = false;
    const NEUTRAL: M::Item = M::NEUTRAL;
    fn empty() -> SuperAcc {
        SuperAcc::EMPTY
    }
    fn add(mut state: SuperAcc, x: M::Item, _: i64) -> SuperAcc {
        Self::add_row(&mut state, &[x]);
        state
    }
    fn merge(mut state: SuperAcc, other: SuperAcc) -> SuperAcc {
        state.merge(&other);
        state
    }
    fn finish(state: SuperAcc, how: &How, count: i64) -> f64 {
        if how.divide {
            state.round(false) / if M::SKIP { state.count } else { count } as f64
        } else if how.root {
            state.round(false).sqrt()
        } else {
            state.round(how.odd)
        }
    }
    fn seed(mut state: SuperAcc, initial: f64) -> SuperAcc {
        state.add(initial);
        state
    }
    #[inline(always)]
    fn along(mut state: SuperAcc, x: &[M::Item], _: Place) -> SuperAcc {
        Self::add_row(&mut state, x);
        state
    }
    #[inline(always)]
    fn across(states: &mut [SuperAcc], rows: Rows<'_, M::Item>, _: Place) {
        for r in 0..rows.count {
            for (state, &x) in states.iter_mut().zip(rows.get(r)) {
                Self::add_row(state, &[x]);
            }
        }
    }
}

/// The exact sum of complex numbers, part by part.
pub struct ExactComplex<T, const SKIP: bool>(PhantomData<T>);

impl<T: Real, const SKIP: bool> ExactComplex<T, SKIP>
where
    Complex<T>: Element,
{
    #[inline(always)]
    fn add_row(state: &mut [SuperAcc; 2], row: &[Complex<T>]) {
        let mut room = [[0.0f64; ROW]; 2];
        for row in row.chunks(ROW) {
            let mut kept = 0;
            for &x in row {
                let (re, im): (f64, f64) = (x.re.into(), x.im.into());
                if SKIP && (re.is_nan() || im.is_nan()) {
                    continue;
                }
                (room[0][kept], room[1][kept]) = (re, im);
                kept += 1;
            }
            for (state, room) in state.iter_mut().zip(&room) {
                state.add_all(&room[..kept]);
                state.count += kept as i64;
            }
        }
    }
}

fn merge_both(mut state: [SuperAcc; 2], other: [SuperAcc; 2]) -> [SuperAcc; 2] {
    state.iter_mut().zip(&other).for_each(|(mine, theirs)| mine.merge(theirs));
    state
}

fn round_both(state: &[SuperAcc; 2], odd: bool) -> C128 {
    C128::new(state[0].round(odd), state[1].round(odd))
}

impl<T: Real, const SKIP: bool> Fold for ExactComplex<T, SKIP>
where
    Complex<T>: Element,
{
    type Item = Complex<T>;
    type State = [SuperAcc; 2];
    type Out = C128;
    const ROUNDS: bool = false;
    const NEUTRAL: Complex<T> = match SKIP {
        true => Complex { re: T::NAN, im: T::NAN },
        false => Complex { re: T::MINUS_ZERO, im: T::MINUS_ZERO },
    };
    fn empty() -> [SuperAcc; 2] {
        [SuperAcc::EMPTY; 2]
    }
    fn add(mut state: [SuperAcc; 2], x: Complex<T>, _: i64) -> [SuperAcc; 2] {
        Self::add_row(&mut state, &[x]);
        state
    }
    fn merge(state: [SuperAcc; 2], other: [SuperAcc; 2]) -> [SuperAcc; 2] {
        merge_both(state, other)
    }
    fn finish(state: [SuperAcc; 2], how: &How, count: i64) -> C128 {
        let count = if SKIP { state[0].count } else { count };
        if how.divide {
            complex::divide(round_both(&state, false), C128::new(count as f64, 0.0))
        } else {
            round_both(&state, how.odd)
        }
    }
    fn seed(mut state: [SuperAcc; 2], initial: C128) -> [SuperAcc; 2] {
        state[0].add(initial.re);
        state[1].add(initial.im);
        state
    }
    #[inline(always)]
    fn along(mut state: [SuperAcc; 2], x: &[Complex<T>], _: Place) -> [SuperAcc; 2] {
        Self::add_row(&mut state, x);
        state
    }
    #[inline(always)]
    fn across(states: &mut [[SuperAcc; 2]], rows: Rows<'_, Complex<T>>, _: Place) {
        for r in 0..rows.count {
            for (state, &x) in states.iter_mut().zip(rows.get(r)) {
                Self::add_row(state, &[x]);
            }
        }
    }
}

/// The exact sum of the squared magnitudes of complex numbers.
pub struct ExactSquares<T>(PhantomData<T>);

impl<T: Real> Fold for ExactSquares<T>
where
    Complex<T>: Element,
{
    type Item = Complex<T>;
    type State = SuperAcc;
    type Out = f64;
    const ROUNDS: bool = false;
    const NEUTRAL: Complex<T> = Complex { re: T::MINUS_ZERO, im: T::MINUS_ZERO };
    fn empty() -> SuperAcc {
        SuperAcc::EMPTY
    }
    fn add(mut state: SuperAcc, x: Complex<T>, _: i64) -> SuperAcc {
        for part in [x.re, x.im] {
            product(part.into(), part.into()).into_iter().for_each(|x| state.add(x));
        }
        state
    }
    fn merge(mut state: SuperAcc, other: SuperAcc) -> SuperAcc {
        state.merge(&other);
        state
    }
    fn finish(state: SuperAcc, how: &How, _: i64) -> f64 {
        let sum = state.round(how.odd && !how.root);
        if how.root { sum.sqrt() } else { sum }
    }
    fn seed(mut state: SuperAcc, initial: f64) -> SuperAcc {
        state.add(initial);
        state
    }
    #[inline(always)]
    fn along(mut state: SuperAcc, x: &[Complex<T>], _: Place) -> SuperAcc {
        let mut room = [[0.0f64; ROW]; 2];
        for parts in super::sum::parts(x).chunks(ROW) {
            for (k, &part) in parts.iter().enumerate() {
                [room[0][k], room[1][k]] = product(part.into(), part.into());
            }
            room.iter().for_each(|room| state.add_all(&room[..parts.len()]));
        }
        state
    }
}

/// The exact dot product of real numbers.
pub struct ExactDot<T>(PhantomData<T>);
/// The exact dot product of complex numbers, the first operand conjugated with `CONJUGATE`.
pub struct ExactDotComplex<T, const CONJUGATE: bool>(PhantomData<T>);

impl<T: Real> Fold for ExactDot<T> {
    type Item = T;
    type State = SuperAcc;
    type Out = f64;
    const ROUNDS: bool = false;
    const NEUTRAL: T = T::MINUS_ZERO;
    fn empty() -> SuperAcc {
        SuperAcc::EMPTY
    }
    fn add(state: SuperAcc, _: T, _: i64) -> SuperAcc {
        state
    }
    fn merge(mut state: SuperAcc, other: SuperAcc) -> SuperAcc {
        state.merge(&other);
        state
    }
    fn finish(state: SuperAcc, how: &How, _: i64) -> f64 {
        state.round(how.odd)
    }
    fn seed(mut state: SuperAcc, initial: f64) -> SuperAcc {
        state.add(initial);
        state
    }
}

impl<T: Real> PairFold for ExactDot<T> {
    #[inline(always)]
    fn along_pair(mut state: SuperAcc, x: &[T], y: &[T]) -> SuperAcc {
        let mut room = [[0.0f64; ROW]; 2];
        for (x, y) in x.chunks(ROW).zip(y.chunks(ROW)) {
            for (k, (&a, &b)) in x.iter().zip(y).enumerate() {
                [room[0][k], room[1][k]] = product(a.into(), b.into());
            }
            room.iter().for_each(|room| state.add_all(&room[..x.len()]));
        }
        state
    }
}

impl<T: Real, const CONJUGATE: bool> Fold for ExactDotComplex<T, CONJUGATE>
where
    Complex<T>: Element,
{
    type Item = Complex<T>;
    type State = [SuperAcc; 2];
    type Out = C128;
    const ROUNDS: bool = false;
    const NEUTRAL: Complex<T> = Complex { re: T::MINUS_ZERO, im: T::MINUS_ZERO };
    fn empty() -> [SuperAcc; 2] {
        [SuperAcc::EMPTY; 2]
    }
    fn add(state: [SuperAcc; 2], _: Complex<T>, _: i64) -> [SuperAcc; 2] {
        state
    }
    fn merge(state: [SuperAcc; 2], other: [SuperAcc; 2]) -> [SuperAcc; 2] {
        merge_both(state, other)
    }
    fn finish(state: [SuperAcc; 2], how: &How, _: i64) -> C128 {
        round_both(&state, how.odd)
    }
    fn seed(mut state: [SuperAcc; 2], initial: C128) -> [SuperAcc; 2] {
        state[0].add(initial.re);
        state[1].add(initial.im);
        state
    }
}

impl<T: Real, const CONJUGATE: bool> PairFold for ExactDotComplex<T, CONJUGATE>
where
    Complex<T>: Element,
{
    #[inline(always)]
    fn along_pair(mut state: [SuperAcc; 2], x: &[Complex<T>], y: &[Complex<T>]) -> [SuperAcc; 2] {
        let mut room = [[[0.0f64; ROW]; 4]; 2];
        for (x, y) in x.chunks(ROW).zip(y.chunks(ROW)) {
            for (k, (&a, &b)) in x.iter().zip(y).enumerate() {
                let (p, q): (f64, f64) = (a.re.into(), a.im.into());
                let (r, s): (f64, f64) = (b.re.into(), b.im.into());
                let q = if CONJUGATE { -q } else { q };
                let terms = [[product(p, r), product(-q, s)], [product(p, s), product(q, r)]];
                for (room, [first, second]) in room.iter_mut().zip(terms) {
                    [room[0][k], room[1][k], room[2][k], room[3][k]] =
                        [first[0], first[1], second[0], second[1]];
                }
            }
            for (state, room) in state.iter_mut().zip(&room) {
                room.iter().for_each(|room| state.add_all(&room[..x.len()]));
            }
        }
        state
    }
}
