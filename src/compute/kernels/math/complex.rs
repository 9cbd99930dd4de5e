//! Complex functions: the C library's, one element at a time, with the special values of C99's annex G, and
//! NumPy's formulas for those that C does not have. complex64 is computed in complex128 and rounded once.

use super::{operation, unary_instance};
use crate::compute::kernels::complex::power_with;
use crate::compute::kernels::lookup::Kernel;
use crate::compute::op::Op;
use crate::dtype::{C64, C128};
use std::f64::consts::{LN_2, LOG2_E, LOG10_E};

// Loops of `complex_loops.c`: the results may take the operands' place.
unsafe extern "C" {
    fn da_loop_cexp(out: *mut C128, a: *const C128, n: usize);
    fn da_loop_clog(out: *mut C128, a: *const C128, n: usize);
    fn da_loop_csin(out: *mut C128, a: *const C128, n: usize);
    fn da_loop_ccos(out: *mut C128, a: *const C128, n: usize);
    fn da_loop_ctan(out: *mut C128, a: *const C128, n: usize);
    fn da_loop_casin(out: *mut C128, a: *const C128, n: usize);
    fn da_loop_cacos(out: *mut C128, a: *const C128, n: usize);
    fn da_loop_catan(out: *mut C128, a: *const C128, n: usize);
    fn da_loop_csinh(out: *mut C128, a: *const C128, n: usize);
    fn da_loop_ccosh(out: *mut C128, a: *const C128, n: usize);
    fn da_loop_ctanh(out: *mut C128, a: *const C128, n: usize);
    fn da_loop_casinh(out: *mut C128, a: *const C128, n: usize);
    fn da_loop_cacosh(out: *mut C128, a: *const C128, n: usize);
    fn da_loop_catanh(out: *mut C128, a: *const C128, n: usize);
    fn da_loop_cpow(out: *mut C128, a: *const C128, b: *const C128, n: usize);
}

/// complex128.
pub fn double(op: Op) -> Option<Kernel> {
    Some(unary_instance!(op, double_unary, {
        match op {
            Op::Power => double_power,
            _ => return None,
        }
    }))
}

/// complex64.
pub fn single(op: Op) -> Option<Kernel> {
    Some(unary_instance!(op, single_unary, {
        match op {
            Op::Power => single_power,
            _ => return None,
        }
    }))
}

/// Computes `n` elements; `F` is the operation's number.
///
/// # Safety
/// The arrays have `n` elements, and are the same or apart.
#[inline(always)]
unsafe fn block<const F: usize>(out: *mut C128, a: *const C128, n: usize) {
    // SAFETY: the caller's promise, handed on.
    unsafe {
        match const { operation(F) } {
            Op::Exp => da_loop_cexp(out, a, n),
            Op::Exp2 => each(out, a, n, exp2),
            Op::Expm1 => each(out, a, n, expm1),
            Op::Log => da_loop_clog(out, a, n),
            Op::Log2 => {
                da_loop_clog(out, a, n);
                each(out, out, n, |z| C128::new(z.re * LOG2_E, z.im * LOG2_E));
            }
            Op::Log10 => {
                da_loop_clog(out, a, n);
                each(out, out, n, |z| C128::new(z.re * LOG10_E, z.im * LOG10_E));
            }
            Op::Log1p => each(out, a, n, log1p),
            Op::Sin => da_loop_csin(out, a, n),
            Op::Cos => da_loop_ccos(out, a, n),
            Op::Tan => da_loop_ctan(out, a, n),
            Op::Arcsin => da_loop_casin(out, a, n),
            Op::Arccos => da_loop_cacos(out, a, n),
            Op::Arctan => da_loop_catan(out, a, n),
            Op::Sinh => da_loop_csinh(out, a, n),
            Op::Cosh => da_loop_ccosh(out, a, n),
            Op::Tanh => da_loop_ctanh(out, a, n),
            Op::Arcsinh => da_loop_casinh(out, a, n),
            Op::Arccosh => da_loop_cacosh(out, a, n),
            Op::Arctanh => da_loop_catanh(out, a, n),
            _ => unreachable!("not a complex function of one operand"),
        }
    }
}

/// # Safety
/// As `block`.
#[inline(always)]
unsafe fn each(out: *mut C128, a: *const C128, n: usize, function: impl Fn(C128) -> C128) {
    for i in 0..n {
        // SAFETY: the caller's promise.
        unsafe { out.add(i).write(function(*a.add(i))) };
    }
}

/// The magnitude by the real function, which has no rounding error of `re * LN_2` to blow up, and the angle
/// with that error's first order; through exp where the angle is so large that this does not do.
fn exp2(z: C128) -> C128 {
    const LARGEST_ANGLE: f64 = (1 << 20) as f64;
    if z.im == 0.0 && z.re.is_finite() {
        return C128::new(z.re.exp2(), z.im);
    }
    if !(z.re.is_finite() && z.im.abs() < LARGEST_ANGLE) {
        return scalar(da_loop_cexp, C128::new(z.re * LN_2, z.im * LN_2));
    }
    // What the constant lacks of the natural logarithm of 2.
    const LN_2_REST: f64 = 2.3190468138462996e-17;
    let angle = z.im * LN_2;
    let rest = z.im.mul_add(LN_2, -angle) + z.im * LN_2_REST;
    let (sin, cos) = angle.sin_cos();
    let (sin, cos) = (sin + cos * rest, cos - sin * rest);
    // In two steps, so that the magnitude may exceed the range where the result does not.
    let half = (0.5 * z.re).clamp(-1100.0, 1100.0).trunc();
    let (first, second) = (half.exp2(), (z.re - half).exp2());
    C128::new(cos * second * first, sin * second * first)
}

/// By the half angle, so that nothing cancels near 0.
fn expm1(z: C128) -> C128 {
    let half = (0.5 * z.im).sin();
    let (sin, cos) = z.im.sin_cos();
    C128::new(z.re.exp_m1() * cos - 2.0 * half * half, z.re.exp() * sin)
}

/// Near 0 by the real function; elsewhere adding 1 does not cancel what counts.
fn log1p(z: C128) -> C128 {
    if z.re.abs().max(z.im.abs()) < 0.5 {
        let square_less_1 = z.re * (2.0 + z.re) + z.im * z.im;
        return C128::new(0.5 * square_less_1.ln_1p(), z.im.atan2(z.re + 1.0));
    }
    scalar(da_loop_clog, C128::new(z.re + 1.0, z.im))
}

/// One number through a loop.
fn scalar(function: unsafe extern "C" fn(*mut C128, *const C128, usize), z: C128) -> C128 {
    let mut result = z;
    // SAFETY: one element each, apart.
    unsafe { function(&mut result, &z, 1) };
    result
}

/// # Safety
/// That of `Kernel`.
unsafe fn double_unary<const F: usize>(ptrs: *const *mut u8, n: usize) {
    // SAFETY: the arrays' elements, by the caller's promise.
    unsafe { block::<F>((*ptrs).cast(), (*ptrs.add(1)).cast::<C128>().cast_const(), n) }
}

/// Elements that are widened at a time.
const BLOCK: usize = 128;

/// # Safety
/// That of `Kernel`.
unsafe fn single_unary<const F: usize>(ptrs: *const *mut u8, n: usize) {
    let mut wide = [C128::new(0.0, 0.0); BLOCK];
    // SAFETY: elements 0 to n of the arrays, by the caller's promise.
    unsafe {
        let (out, a) = ((*ptrs).cast::<C64>(), (*ptrs.add(1)).cast::<C64>());
        for start in (0..n).step_by(BLOCK) {
            let count = BLOCK.min(n - start);
            widen(&mut wide, a.add(start), count);
            let place = wide.as_mut_ptr();
            block::<F>(place, place, count);
            narrow(out.add(start), &wide, count);
        }
    }
}

/// # Safety
/// `count` elements are readable, and not more than `BLOCK`.
unsafe fn widen(wide: &mut [C128; BLOCK], from: *const C64, count: usize) {
    for (k, z) in wide.iter_mut().enumerate().take(count) {
        // SAFETY: the caller's promise.
        *z = unsafe { widened(*from.add(k)) };
    }
}

/// # Safety
/// `count` elements are writable, and not more than `BLOCK`.
unsafe fn narrow(to: *mut C64, wide: &[C128; BLOCK], count: usize) {
    for (k, z) in wide.iter().enumerate().take(count) {
        // SAFETY: the caller's promise.
        unsafe { to.add(k).write(C64::new(z.re as f32, z.im as f32)) };
    }
}

/// # Safety
/// That of `Kernel`.
unsafe fn double_power(ptrs: *const *mut u8, n: usize) {
    // SAFETY: elements 0 to n of the arrays, by the caller's promise.
    unsafe {
        let out = (*ptrs).cast::<C128>();
        let (a, b) = ((*ptrs.add(1)).cast::<C128>(), (*ptrs.add(2)).cast::<C128>());
        for i in 0..n {
            out.add(i).write(power_with(*a.add(i), *b.add(i), c_power));
        }
    }
}

/// # Safety
/// That of `Kernel`.
unsafe fn single_power(ptrs: *const *mut u8, n: usize) {
    // SAFETY: elements 0 to n of the arrays, by the caller's promise.
    unsafe {
        let out = (*ptrs).cast::<C64>();
        let (a, b) = ((*ptrs.add(1)).cast::<C64>(), (*ptrs.add(2)).cast::<C64>());
        for i in 0..n {
            let z = power_with(widened(*a.add(i)), widened(*b.add(i)), c_power);
            out.add(i).write(C64::new(z.re as f32, z.im as f32));
        }
    }
}

/// The C library's power.
fn c_power(base: C128, exponent: C128) -> C128 {
    let mut result = base;
    // SAFETY: one element each; the result is apart.
    unsafe { da_loop_cpow(&mut result, &base, &exponent, 1) };
    result
}

fn widened(z: C64) -> C128 {
    C128::new(f64::from(z.re), f64::from(z.im))
}
