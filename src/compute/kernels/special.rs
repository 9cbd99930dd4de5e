//! The loops of functions with parameters or with three operands (`compute::special`).
//!
//! Elements are computed block by block into a room of the loop's own and copied from there, so that a result may be
//! the memory of any operand, and the compiler knows that nothing is overwritten before it is read.

use super::lookup::{Kernel, kernel};
use super::run::Inner;
use crate::compute::op::{Op, Signature};
use crate::compute::special::{Replacements, Special, Tolerance};
use crate::cpu::Path;
use crate::dispatch;
use crate::dtype::{Bool, C64, C128, DType, Kind, real_of};
use crate::element::{CastTo, Element};
use crate::error::Result;
use num_complex::Complex;
use std::mem::MaybeUninit;

/// Elements of a block.
const BLOCK: usize = 256;

/// Condition of a loop with truth values as results: one of them is false.
pub const FALSE: u32 = 16;

/// A chosen loop.
#[derive(Clone, Copy)]
pub struct Loop {
    body: Body,
    dtype: DType,
}

#[derive(Clone, Copy)]
enum Body {
    Angle {
        arctan2: Kernel,
        degrees: bool,
    },
    Clip {
        maximum: Kernel,
        minimum: Kernel,
    },
    Where,
    /// In floating point: scaling, rounding, scaling back.
    Round {
        steps: [Kernel; 3],
        power: f64,
    },
    /// Of integers, before the point.
    RoundInteger {
        power: f64,
    },
    NanToNum(Replacements),
    Isclose {
        by: Tolerance,
        single: bool,
    },
    Same {
        equal: Kernel,
        equal_nan: bool,
    },
}

impl Loop {
    /// The loop of a function for these dtypes (`Special::resolve`); `single` says what `Special::single` does.
    pub fn new(special: &Special, dtypes: &[DType], single: bool, path: Path) -> Option<Loop> {
        let [result, dtype, ..] = *dtypes else { return None };
        let find = |op, dtype, operands: &[DType]| kernel(op, &Signature::new(&[dtype], operands), path);
        let body = match *special {
            Special::Angle { degrees } => {
                Body::Angle { arctan2: find(Op::Arctan2, result, &[result; 2])?, degrees }
            }
            Special::Clip => Body::Clip {
                maximum: find(Op::Maximum, result, &[result; 2])?,
                minimum: find(Op::Minimum, result, &[result; 2])?,
            },
            Special::Where => return Some(Loop { body: Body::Where, dtype: result }),
            Special::Round { decimals } => {
                let power = 10f64.powf(f64::from(decimals).abs());
                let real = real_of(dtype);
                if real.kind() != Kind::Float {
                    return Some(Loop { body: Body::RoundInteger { power }, dtype });
                }
                let multiply = find(Op::Multiply, real, &[real; 2])?;
                let divide = find(Op::TrueDivide, real, &[real; 2])?;
                let (first, last) = if decimals > 0 { (multiply, divide) } else { (divide, multiply) };
                Body::Round { steps: [first, find(Op::Rint, real, &[real])?, last], power }
            }
            Special::NanToNum(to) => Body::NanToNum(to),
            Special::Isclose(by) => Body::Isclose { by, single },
            Special::Same { equal_nan } => {
                let equal_nan = equal_nan && matches!(dtype.kind(), Kind::Float | Kind::Complex);
                Body::Same { equal: find(Op::Equal, DType::Bool, dtypes.get(1..)?)?, equal_nan }
            }
        };
        Some(Loop { body, dtype })
    }
}

/// A loop at work, and the conditions that it found.
pub struct Run<'a> {
    chosen: &'a Loop,
    found: u32,
}

impl<'a> Run<'a> {
    /// Nothing is found yet.
    pub fn new(chosen: &'a Loop) -> Run<'a> {
        Run { chosen, found: 0 }
    }

    /// `FALSE`, or nothing.
    pub fn found(&self) -> u32 {
        self.found
    }
}

impl Inner for Run<'_> {
    unsafe fn call(&mut self, ptrs: &[*mut u8], n: usize) -> Result<()> {
        let dtype = self.chosen.dtype;
        // SAFETY: the caller's promise: the result and the operands have `n` elements of the loop's dtypes.
        unsafe {
            match self.chosen.body {
                Body::Angle { arctan2, degrees } => match dtype {
                    DType::Float32 => angle::<f32, f32>(arctan2, degrees, ptrs, n),
                    DType::Complex64 => angle::<C64, f32>(arctan2, degrees, ptrs, n),
                    DType::Complex128 => angle::<C128, f64>(arctan2, degrees, ptrs, n),
                    _ => angle::<f64, f64>(arctan2, degrees, ptrs, n),
                },
                Body::Clip { maximum, minimum } => clip(maximum, minimum, dtype.itemsize(), ptrs, n),
                Body::Where => dispatch!(dtype, T => select::<T>(ptrs, n)),
                Body::Round { steps, power } => match dtype {
                    DType::Float32 => round::<f32>(steps, power, ptrs, n),
                    DType::Complex64 => round::<f32>(steps, power, ptrs, 2 * n),
                    DType::Complex128 => round::<f64>(steps, power, ptrs, 2 * n),
                    _ => round::<f64>(steps, power, ptrs, n),
                },
                Body::RoundInteger { power } => dispatch!(dtype, T => map::<T, T>(ptrs, n, |x| {
                    let x: f64 = x.cast_to();
                    ((x / power).round_ties_even() * power).cast_to()
                })),
                Body::NanToNum(to) => {
                    dispatch!(dtype, T => map::<T, T>(ptrs, n, <T as Number>::replacing(to)))
                }
                Body::Isclose { by, single } => {
                    match dtype {
                        DType::Float32 => close::<f32>(by, single, ptrs, n),
                        DType::Complex64 => close::<C64>(by, single, ptrs, n),
                        DType::Complex128 => close::<C128>(by, single, ptrs, n),
                        _ => close::<f64>(by, single, ptrs, n),
                    }
                    self.look(ptrs, n);
                }
                Body::Same { equal, equal_nan } => {
                    equal(ptrs.as_ptr(), n);
                    match (equal_nan, dtype) {
                        (false, _) => {}
                        (true, DType::Float32) => same_nan::<f32>(ptrs, n),
                        (true, DType::Complex64) => same_nan::<C64>(ptrs, n),
                        (true, DType::Complex128) => same_nan::<C128>(ptrs, n),
                        (true, _) => same_nan::<f64>(ptrs, n),
                    }
                    self.look(ptrs, n);
                }
            }
        }
        Ok(())
    }
}

impl Run<'_> {
    /// Notes a result that is false.
    ///
    /// # Safety
    /// The result has `n` bytes.
    unsafe fn look(&mut self, ptrs: &[*mut u8], n: usize) {
        // SAFETY: the caller's promise; the results have just been written.
        let results = unsafe { std::slice::from_raw_parts(ptrs[0].cast_const(), n) };
        if results.contains(&0) {
            self.found |= FALSE;
        }
    }
}

/// Computes element `k` of `n` by `f`.
///
/// # Safety
/// There is memory for `n` results; `f` reads elements below `n` of operands, which may be the result's memory only as
/// a whole.
#[inline(always)]
unsafe fn each<R: Copy>(result: *mut u8, n: usize, f: impl Fn(usize) -> R) {
    let mut room = [const { MaybeUninit::<R>::uninit() }; BLOCK];
    let mut start = 0;
    while start < n {
        let m = BLOCK.min(n - start);
        for (k, place) in room[..m].iter_mut().enumerate() {
            place.write(f(start + k));
        }
        // SAFETY: `m` results are in the room, and there is memory for them, by the caller's promise.
        unsafe { std::ptr::copy_nonoverlapping(room.as_ptr().cast(), result.cast::<R>().add(start), m) };
        start += m;
    }
}

/// Reads element `k` of an operand.
///
/// # Safety
/// There is such an element of this type.
#[inline(always)]
unsafe fn at<T: Copy>(operand: *mut u8, k: usize) -> T {
    // SAFETY: the caller's promise.
    unsafe { *operand.cast::<T>().add(k) }
}

/// # Safety
/// As `Inner::call`, for a result of type R and an operand of type T.
#[inline(always)]
unsafe fn map<T: Copy, R: Copy>(ptrs: &[*mut u8], n: usize, f: impl Fn(T) -> R) {
    // SAFETY: the caller's promise.
    unsafe { each(ptrs[0], n, |k| f(at::<T>(ptrs[1], k))) }
}

/// # Safety
/// As `Inner::call`: a condition, and two operands of the result's type.
unsafe fn select<T: Element>(ptrs: &[*mut u8], n: usize) {
    // SAFETY: the caller's promise.
    unsafe {
        each(ptrs[0], n, |k| {
            let (x, y) = (at::<T>(ptrs[2], k), at::<T>(ptrs[3], k));
            if at::<u8>(ptrs[1], k) != 0 { x } else { y }
        });
    }
}

/// # Safety
/// As `Inner::call`: three operands of the result's dtype, which the kernels are for, and which has `size` bytes.
unsafe fn clip(maximum: Kernel, minimum: Kernel, size: usize, ptrs: &[*mut u8], n: usize) {
    let mut room = MaybeUninit::<[u128; BLOCK]>::uninit();
    let room = room.as_mut_ptr().cast::<u8>();
    let mut start = 0;
    while start < n {
        let m = BLOCK.min(n - start);
        let [r, a, low, high] = [0, 1, 2, 3].map(|i| ptrs[i].wrapping_add(start * size));
        // SAFETY: `m` elements of each, by the caller's promise, and room for them here.
        unsafe {
            maximum([room, a, low].as_ptr(), m);
            minimum([r, room, high].as_ptr(), m);
        }
        start += m;
    }
}

/// # Safety
/// As `Inner::call`: an operand of the result's type R, which the kernels are for.
unsafe fn round<R: Real>(steps: [Kernel; 3], power: f64, ptrs: &[*mut u8], n: usize) {
    let (mut power, mut room) = ([R::of(power); BLOCK], [R::default(); BLOCK]);
    let (power, room) = (power.as_mut_ptr().cast::<u8>(), room.as_mut_ptr().cast::<u8>());
    let mut start = 0;
    while start < n {
        let m = BLOCK.min(n - start);
        let [r, a] = [0, 1].map(|i| ptrs[i].cast::<R>().wrapping_add(start).cast::<u8>());
        // SAFETY: `m` elements of each, by the caller's promise, and room for them here.
        unsafe {
            steps[0]([room, a, power].as_ptr(), m);
            steps[1]([room, room].as_ptr(), m);
            steps[2]([r, room, power].as_ptr(), m);
        }
        start += m;
    }
}

/// # Safety
/// As `Inner::call`: an operand of type T with parts of the result's type R, which the kernel is for.
unsafe fn angle<T: Parts<Real = R> + Copy, R: Real>(
    arctan2: Kernel,
    degrees: bool,
    ptrs: &[*mut u8],
    n: usize,
) {
    let (mut re, mut im) = ([R::default(); BLOCK], [R::default(); BLOCK]);
    let mut start = 0;
    while start < n {
        let m = BLOCK.min(n - start);
        for (k, (re, im)) in re.iter_mut().zip(&mut im).take(m).enumerate() {
            // SAFETY: an element below `n`, by the caller's promise.
            (*re, *im) = unsafe { at::<T>(ptrs[1], start + k) }.parts();
        }
        // SAFETY: `m` elements of each; the result is written to after all of them have been read.
        unsafe {
            let r = ptrs[0].cast::<R>().add(start);
            arctan2([r.cast::<u8>(), im.as_mut_ptr().cast(), re.as_mut_ptr().cast()].as_ptr(), m);
            for x in std::slice::from_raw_parts_mut(r, if degrees { m } else { 0 }) {
                *x = x.times(R::of(180.0 / std::f64::consts::PI));
            }
        }
        start += m;
    }
}

/// # Safety
/// As `Inner::call`: truth values, and two operands of type T.
unsafe fn close<T: Near>(by: Tolerance, single: bool, ptrs: &[*mut u8], n: usize) {
    // SAFETY: the caller's promise.
    unsafe {
        each(ptrs[0], n, |k| {
            let (a, b) = (at::<T>(ptrs[1], k), at::<T>(ptrs[2], k));
            let bound = match single {
                true => f64::from(by.absolute as f32 + by.relative as f32 * b.magnitude_single()),
                false => by.absolute + by.relative * b.magnitude(),
            };
            let near = (a.apart(b) <= bound) & b.is_finite();
            Bool::from(near | (a == b) | (by.equal_nan & a.is_no_number() & b.is_no_number()))
        });
    }
}

/// Makes results true where both operands are nan.
///
/// # Safety
/// As `Inner::call`: truth values, which are there, and two operands of type T.
unsafe fn same_nan<T: Near>(ptrs: &[*mut u8], n: usize) {
    // SAFETY: the caller's promise.
    unsafe {
        each(ptrs[0], n, |k| {
            let both = at::<T>(ptrs[1], k).is_no_number() & at::<T>(ptrs[2], k).is_no_number();
            Bool::from((at::<u8>(ptrs[0], k) != 0) | both)
        });
    }
}

/// A real number in floating point.
trait Real: Copy + Default {
    fn of(x: f64) -> Self;
    fn times(self, factor: Self) -> Self;
}

/// A number as real and imaginary part.
trait Parts {
    type Real;
    fn parts(self) -> (Self::Real, Self::Real);
}

/// A number that another one may be close to.
trait Near: Copy + PartialEq {
    /// The magnitude of the difference, computed in the operands' precision.
    fn apart(self, other: Self) -> f64;
    fn magnitude(self) -> f64;
    /// The magnitude of a number that has single precision.
    fn magnitude_single(self) -> f32;
    fn is_finite(self) -> bool;
    fn is_no_number(self) -> bool;
}

/// A number that is replaced where it is not finite.
trait Number: Copy {
    fn replacing(to: Replacements) -> impl Fn(Self) -> Self;
}

macro_rules! floats {
    ($($t:ty),*) => { $(
        impl Real for $t {
            fn of(x: f64) -> $t { x as $t }
            fn times(self, factor: $t) -> $t { self * factor }
        }

        impl Parts for $t {
            type Real = $t;
            fn parts(self) -> ($t, $t) { (self, 0.0) }
        }

        impl Parts for Complex<$t> {
            type Real = $t;
            fn parts(self) -> ($t, $t) { (self.re, self.im) }
        }

        impl Near for $t {
            #[inline(always)]
            fn apart(self, other: $t) -> f64 { f64::from((self - other).abs()) }
            #[inline(always)]
            fn magnitude(self) -> f64 { f64::from(self.abs()) }
            #[inline(always)]
            fn magnitude_single(self) -> f32 { self.abs() as f32 }
            #[inline(always)]
            fn is_finite(self) -> bool { <$t>::is_finite(self) }
            #[inline(always)]
            fn is_no_number(self) -> bool { self.is_nan() }
        }

        impl Near for Complex<$t> {
            fn apart(self, other: Complex<$t>) -> f64 { f64::from((self.re - other.re).hypot(self.im - other.im)) }
            fn magnitude(self) -> f64 { f64::from(self.re.hypot(self.im)) }
            fn magnitude_single(self) -> f32 { (self.re as f32).hypot(self.im as f32) }
            fn is_finite(self) -> bool { self.re.is_finite() && self.im.is_finite() }
            fn is_no_number(self) -> bool { self.re.is_nan() || self.im.is_nan() }
        }

        impl Number for $t {
            #[inline(always)]
            fn replacing(to: Replacements) -> impl Fn($t) -> $t {
                let nan = to.nan as $t;
                let high = to.positive.map_or(<$t>::MAX, |x| x as $t);
                let low = to.negative.map_or(<$t>::MIN, |x| x as $t);
                move |x| match x {
                    x if x.is_nan() => nan,
                    <$t>::INFINITY => high,
                    <$t>::NEG_INFINITY => low,
                    x => x,
                }
            }
        }

        impl Number for Complex<$t> {
            #[inline(always)]
            fn replacing(to: Replacements) -> impl Fn(Complex<$t>) -> Complex<$t> {
                let part = <$t as Number>::replacing(to);
                move |z| Complex::new(part(z.re), part(z.im))
            }
        }
    )* };
}
floats!(f32, f64);

macro_rules! integers {
    ($($t:ty),*) => { $(
        impl Number for $t {
            #[inline(always)]
            fn replacing(_: Replacements) -> impl Fn($t) -> $t { |x| x }
        }
    )* };
}
integers!(Bool, i8, i16, i32, i64, u8, u16, u32, u64);
