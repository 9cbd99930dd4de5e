//! log(exp(a) + exp(b)) and the same to base 2: the larger operand plus log(1 + exp(-difference)).
//!
//! Where the operands are negative both parts may cancel; there, and with `Accuracy::High`, the second one is
//! computed in double precision. What remains then is an absolute error below 2^-64.

use super::double_double::{LN_2, Twofold, exponential, log1p_near_0};
use super::levels::{BLOCK, Loop, Real, at_level, load, store};
use super::{scalar, vector};
use crate::compute::kernels::dense::Isa;
use crate::compute::kernels::lookup::Kernel;
use crate::compute::op::Op;
use crate::cpu::{Accuracy, Level, Path};
use std::marker::PhantomData;

/// float64.
pub fn double(op: Op, path: Path) -> Option<Kernel> {
    of_type::<f64>(op, path)
}

/// float32, computed in float64 and rounded once.
pub fn single(op: Op, path: Path) -> Option<Kernel> {
    of_type::<f32>(op, path)
}

fn of_type<T: Real>(op: Op, path: Path) -> Option<Kernel> {
    let level = path.level;
    Some(match (op, path.accuracy) {
        (Op::Logaddexp, Accuracy::High) => at_level::<Exact<T, false>>(level),
        (Op::Logaddexp2, Accuracy::High) => at_level::<Exact<T, true>>(level),
        (Op::Logaddexp, Accuracy::Fast) => fast::<T, false>(level),
        (Op::Logaddexp2, Accuracy::Fast) => fast::<T, true>(level),
        _ => return None,
    })
}

fn fast<T: Real, const BINARY: bool>(level: Level) -> Kernel {
    match level {
        Level::Baseline => at_level::<Fast<T, BINARY, { Level::Baseline as i32 }>>(level),
        Level::Avx2 => at_level::<Fast<T, BINARY, { Level::Avx2 as i32 }>>(level),
        Level::Avx512 => at_level::<Fast<T, BINARY, { Level::Avx512 as i32 }>>(level),
    }
}

/// For elements of type `T`; to base 2 or to base e.
struct Exact<T, const BINARY: bool>(PhantomData<T>);

/// The same for the level of this number, by the C library's functions where they do.
struct Fast<T, const BINARY: bool, const LEVEL: i32>(PhantomData<T>);

impl<T: Real, const BINARY: bool> Loop for Exact<T, BINARY> {
    #[inline(always)]
    unsafe fn run<I: Isa>(ptrs: *const *mut u8, n: usize) {
        // SAFETY: the caller's promise.
        unsafe { blocks::<T>(ptrs, n, |a, b| block::<I, BINARY>(a, b)) }
    }
}

impl<T: Real, const BINARY: bool, const LEVEL: i32> Loop for Fast<T, BINARY, LEVEL> {
    #[inline(always)]
    unsafe fn run<I: Isa>(ptrs: *const *mut u8, n: usize) {
        let level = Level::from_code(LEVEL).unwrap_or(Level::Baseline);
        let of = |op| vector::double(op, level).or_else(|| scalar::double(op));
        let (exp, log1p) = (of(if BINARY { Op::Exp2 } else { Op::Exp }), of(Op::Log1p));
        // SAFETY: the caller's promise; the loops are those of a block of float64 and the level is the caller's.
        unsafe {
            blocks::<T>(ptrs, n, |a, b| {
                let (Some(exp), Some(log1p)) = (exp, log1p) else { return block::<I, BINARY>(a, b) };
                let (mut result, cancelled) = approximate::<T, BINARY>(a, b, exp, log1p);
                if cancelled.contains(&1.0) {
                    repair::<I, BINARY>(a, b, &mut result, &cancelled);
                }
                result
            })
        }
    }
}

/// # Safety
/// That of `Kernel`, for two operands.
#[inline(always)]
unsafe fn blocks<T: Real>(
    ptrs: *const *mut u8,
    n: usize,
    block: impl Fn(&[f64; BLOCK], &[f64; BLOCK]) -> [f64; BLOCK],
) {
    // SAFETY: elements 0 to n of the arrays, by the caller's promise; a block is read before it is written.
    unsafe {
        let out = (*ptrs).cast::<T>();
        let (a, b) = ((*ptrs.add(1)).cast::<T>(), (*ptrs.add(2)).cast::<T>());
        for start in (0..n).step_by(BLOCK) {
            let count = BLOCK.min(n - start);
            let (x, y) = (load(a.add(start), count, 0.0), load(b.add(start), count, 0.0));
            store(out.add(start), &block(&x, &y), count);
        }
    }
}

/// By functions that err by a few units, and 1 where that is not good enough because the parts cancel.
///
/// # Safety
/// The loops are of float64, with one operand, for this CPU.
#[inline(always)]
unsafe fn approximate<T: Real, const BINARY: bool>(
    a: &[f64; BLOCK],
    b: &[f64; BLOCK],
    exp: Kernel,
    log1p: Kernel,
) -> ([f64; BLOCK], [f64; BLOCK]) {
    let mut work = [0.0; BLOCK];
    for k in 0..BLOCK {
        let (_, difference) = difference(a[k], b[k]);
        // An ordinary number where the result is the larger operand: functions are slow at the ends of the range.
        work[k] = if difference.hi > LEAST { difference.hi } else { 0.0 };
    }
    let place = work.as_mut_ptr().cast::<u8>();
    // SAFETY: one block of float64, in place.
    unsafe {
        exp([place, place].as_ptr(), BLOCK);
        log1p([place, place].as_ptr(), BLOCK);
    }
    let (mut result, mut cancelled) = ([0.0; BLOCK], [0.0; BLOCK]);
    for k in 0..BLOCK {
        // What the difference's rounding error makes of it: the derivative is 1 - exp(-rest).
        let (_, difference) = difference(a[k], b[k]);
        let slope = work[k] * (1.0 - work[k] * (0.5 - work[k] * (1.0 / 6.0)));
        let hi = if BINARY { work[k] * std::f64::consts::LOG2_E } else { work[k] };
        result[k] = total(a[k], b[k], Twofold::new(hi, slope * difference.lo));
        let large = if a[k] > b[k] { a[k] } else { b[k] };
        let near = difference.hi > LEAST;
        let bad = near & (large < 0.0) & (result[k].abs() < T::MARGIN * hi);
        cancelled[k] = if bad { 1.0 } else { 0.0 };
    }
    (result, cancelled)
}

/// Computes those elements in double precision for which `cancelled` is 1, side by side.
#[inline(always)]
fn repair<I: Isa, const BINARY: bool>(
    a: &[f64; BLOCK],
    b: &[f64; BLOCK],
    result: &mut [f64; BLOCK],
    cancelled: &[f64; BLOCK],
) {
    let (mut x, mut y, mut at, mut count) = ([0.0; BLOCK], [0.0; BLOCK], [0; BLOCK], 0);
    for k in 0..BLOCK {
        if cancelled[k] == 1.0 {
            (x[count], y[count], at[count]) = (a[k], b[k], k);
            count += 1;
        }
    }
    let exact = some::<I, BINARY>(&x, &y, count.next_multiple_of(8));
    for k in 0..count {
        result[at[k]] = exact[k];
    }
}

/// All of a block.
#[inline(always)]
fn block<I: Isa, const BINARY: bool>(a: &[f64; BLOCK], b: &[f64; BLOCK]) -> [f64; BLOCK] {
    some::<I, BINARY>(a, b, BLOCK)
}

/// The first `count` elements of a block in double precision.
#[inline(always)]
fn some<I: Isa, const BINARY: bool>(a: &[f64; BLOCK], b: &[f64; BLOCK], count: usize) -> [f64; BLOCK] {
    let count = count.min(BLOCK);
    let (mut hi, mut lo) = ([0.0; BLOCK], [0.0; BLOCK]);
    for k in 0..count {
        let ratio = ratio::<I, BINARY>(a[k], b[k]);
        (hi[k], lo[k]) = (ratio.hi, ratio.lo);
    }
    for k in 0..count {
        let rest = log1p::<I>(Twofold::new(hi[k], lo[k]));
        let rest = if BINARY { rest.times::<I>(LOG2_E) } else { rest };
        (hi[k], lo[k]) = (rest.hi, rest.lo);
    }
    let mut result = [0.0; BLOCK];
    for k in 0..count {
        result[k] = total(a[k], b[k], Twofold::new(hi[k], lo[k]));
    }
    result
}

/// 1 / ln 2
const LOG2_E: Twofold = Twofold::new(std::f64::consts::LOG2_E, f64::from_bits(0x3c7777d0ffda0d24));

/// Below it, the smaller operand does not show, not even in a subnormal result.
const LEAST: f64 = -1200.0;

/// The larger operand, and how far the smaller one is below it.
#[inline(always)]
fn difference(a: f64, b: f64) -> (f64, Twofold) {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    (high, Twofold::sum(low, -high))
}

/// The smaller exponential over the larger one.
#[inline(always)]
fn ratio<I: Isa, const BINARY: bool>(a: f64, b: f64) -> Twofold {
    let (_, difference) = difference(a, b);
    // Infinite operands and nan are seen to in the end.
    let near = difference.hi > LEAST;
    let hi = if near { difference.hi } else { LEAST };
    let lo = if near { difference.lo } else { 0.0 };
    let difference = Twofold::new(hi, lo);
    exponential::<I>(if BINARY { difference.times::<I>(LN_2) } else { difference })
}

/// The larger operand plus what the smaller one adds.
#[inline(always)]
fn total(a: f64, b: f64, rest: Twofold) -> f64 {
    let (high, difference) = difference(a, b);
    let sum = Twofold::sum(high, rest.hi);
    // An infinite operand makes nan of the exact sum.
    let near = difference.hi > LEAST;
    let result = if near { sum.hi + (sum.lo + rest.lo) } else { high + 0.0 };
    let unknown = a.is_nan() | b.is_nan();
    if unknown { a + b } else { result }
}

/// log(1 + e) for `e` from 0 to 1.
#[inline(always)]
fn log1p<I: Isa>(e: Twofold) -> Twofold {
    let large = e.hi > std::f64::consts::SQRT_2 - 1.0;
    // (1 + e) / 2 - 1
    let half = Twofold::sum(-0.5, e.hi * 0.5).plus_smaller(e.lo * 0.5);
    let log = log1p_near_0::<I>(choose(large, half, e));
    choose(large, LN_2.plus(log), log)
}

#[inline(always)]
fn choose(first: bool, a: Twofold, b: Twofold) -> Twofold {
    Twofold::new(if first { a.hi } else { b.hi }, if first { a.lo } else { b.lo })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compute::kernels::dense::Baseline;

    fn natural(a: f64, b: f64) -> f64 {
        block::<Baseline, false>(&[a; BLOCK], &[b; BLOCK])[BLOCK - 1]
    }

    #[test]
    fn nothing_is_lost_where_the_parts_cancel() {
        // The second is log(1 - exp(-0.5)) as near as float64 has it; what is left is its rounding error.
        let got = natural(-0.5, -0.9327521295671886);
        assert!((got - 4.964190929818499e-18).abs() < 1e-20, "{got}");
    }

    #[test]
    fn infinite_operands_and_nan() {
        let (inf, nan) = (f64::INFINITY, f64::NAN);
        assert_eq!(natural(inf, inf), inf);
        assert_eq!(natural(-inf, -inf), -inf);
        assert_eq!(natural(-inf, inf), inf);
        assert_eq!(natural(-inf, 3.0), 3.0);
        assert_eq!(natural(0.0, 0.0), std::f64::consts::LN_2);
        assert!(natural(nan, inf).is_nan() && natural(-inf, nan).is_nan());
    }
}
