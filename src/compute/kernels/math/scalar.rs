//! One element at a time, within 1 unit in the last place: the C library's functions where they are that exact
//! (bounds as published for glibc, and measured), `pxfm`'s correctly rounded ones for the others.

use super::{instance, operation, unary_instance};
use crate::compute::kernels::lookup::Kernel;
use crate::compute::op::Op;

/// float64.
pub fn double(op: Op) -> Option<Kernel> {
    Some(instance!(op, double_unary, double_binary))
}

/// float32, computed in float64 and rounded once.
pub fn single(op: Op) -> Option<Kernel> {
    Some(instance!(op, single_unary, single_binary))
}

/// The function of one operand with this number.
#[inline(always)]
pub fn unary<const F: usize>(x: f64) -> f64 {
    match const { operation(F) } {
        Op::Cbrt => pxfm::f_cbrt(x),
        Op::Exp => x.exp(),
        Op::Exp2 => x.exp2(),
        Op::Expm1 => x.exp_m1(),
        Op::Log => x.ln(),
        Op::Log2 => x.log2(),
        Op::Log10 => pxfm::f_log10(x),
        Op::Log1p => x.ln_1p(),
        Op::Sin => x.sin(),
        Op::Cos => x.cos(),
        Op::Tan => x.tan(),
        Op::Arcsin => x.asin(),
        Op::Arccos => x.acos(),
        Op::Arctan => x.atan(),
        // pxfm loses the sign of -0.
        Op::Sinh => pxfm::f_sinh(x).copysign(x),
        Op::Cosh => pxfm::f_cosh(x),
        Op::Tanh => pxfm::f_tanh(x),
        Op::Arcsinh => pxfm::f_asinh(x),
        Op::Arccosh => pxfm::f_acosh(x),
        Op::Arctanh => pxfm::f_atanh(x),
        _ => unreachable!("not a function of one operand"),
    }
}

/// The function of two operands with this number.
#[inline(always)]
pub fn binary<const F: usize>(x: f64, y: f64) -> f64 {
    match const { operation(F) } {
        Op::Power => x.powf(y),
        Op::Arctan2 => x.atan2(y),
        Op::Hypot => x.hypot(y),
        _ => unreachable!("not a function of two operands"),
    }
}

/// Safety: that of `Kernel`.
unsafe fn double_unary<const F: usize>(ptrs: *const *mut u8, n: usize) {
    // SAFETY: elements 0 to n of the arrays, by the caller's promise.
    unsafe {
        let (out, a) = ((*ptrs).cast::<f64>(), (*ptrs.add(1)).cast::<f64>());
        for i in 0..n {
            *out.add(i) = unary::<F>(*a.add(i));
        }
    }
}

/// Safety: that of `Kernel`.
unsafe fn double_binary<const F: usize>(ptrs: *const *mut u8, n: usize) {
    // SAFETY: elements 0 to n of the arrays, by the caller's promise.
    unsafe {
        let out = (*ptrs).cast::<f64>();
        let (a, b) = ((*ptrs.add(1)).cast::<f64>(), (*ptrs.add(2)).cast::<f64>());
        for i in 0..n {
            *out.add(i) = binary::<F>(*a.add(i), *b.add(i));
        }
    }
}

/// Safety: that of `Kernel`.
unsafe fn single_unary<const F: usize>(ptrs: *const *mut u8, n: usize) {
    // SAFETY: elements 0 to n of the arrays, by the caller's promise.
    unsafe {
        let (out, a) = ((*ptrs).cast::<f32>(), (*ptrs.add(1)).cast::<f32>());
        for i in 0..n {
            *out.add(i) = unary::<F>(f64::from(*a.add(i))) as f32;
        }
    }
}

/// Safety: that of `Kernel`.
unsafe fn single_binary<const F: usize>(ptrs: *const *mut u8, n: usize) {
    // SAFETY: elements 0 to n of the arrays, by the caller's promise.
    unsafe {
        let out = (*ptrs).cast::<f32>();
        let (a, b) = ((*ptrs.add(1)).cast::<f32>(), (*ptrs.add(2)).cast::<f32>());
        for i in 0..n {
            *out.add(i) = binary::<F>(f64::from(*a.add(i)), f64::from(*b.add(i))) as f32;
        }
    }
}
