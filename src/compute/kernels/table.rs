//! One inner loop per operation and dtype.
//!
//! A level of CPU support will be another implementation of `Loops`, chosen in `unary_loop` and
//! `binary_loop`; nothing else knows how a loop is made.

use super::arith::{Absolute, Add, Binary, Multiply, Sqrt, Subtract, TrueDivide, Unary};
use crate::compute::ufunc::{BinaryOp, UnaryOp};
use crate::dispatch;
use crate::dtype::{Bool, C64, C128, DType};

/// A loop over one row of `n` elements: addresses and byte strides of the result and the operand.
///
/// Safety: every address `ptr + k * stride` with `k < n` is an aligned element, readable, and for
/// the result writable. The result shares memory with an operand element by element or not at all.
pub type UnaryLoop = unsafe fn(ptrs: [*mut u8; 2], strides: [isize; 2], n: usize);

/// A loop over one row of `n` elements: result, first and second operand. Safety: as `UnaryLoop`.
pub type BinaryLoop = unsafe fn(ptrs: [*mut u8; 3], strides: [isize; 3], n: usize);

/// The loop of `op` on operands of `dtype`, if there is one.
pub fn unary_loop(op: UnaryOp, dtype: DType) -> Option<UnaryLoop> {
    dispatch!(dtype, T => T::unary(op))
}

/// The loop of `op` on operands of `dtype`, if there is one.
pub fn binary_loop(op: BinaryOp, dtype: DType) -> Option<BinaryLoop> {
    dispatch!(dtype, T => T::binary(op))
}

/// The loops of one element type.
trait Loops {
    fn unary(op: UnaryOp) -> Option<UnaryLoop>;
    fn binary(op: BinaryOp) -> Option<BinaryLoop>;
}

impl Loops for Bool {
    fn unary(op: UnaryOp) -> Option<UnaryLoop> {
        match op {
            UnaryOp::Absolute => Some(unary::<Bool, Absolute>),
            UnaryOp::Sqrt => None,
        }
    }
    fn binary(op: BinaryOp) -> Option<BinaryLoop> {
        match op {
            BinaryOp::Add => Some(binary::<Bool, Add>),
            BinaryOp::Multiply => Some(binary::<Bool, Multiply>),
            BinaryOp::Subtract | BinaryOp::TrueDivide => None,
        }
    }
}

macro_rules! integer_loops {
    ($($t:ty),*) => { $(
        impl Loops for $t {
            fn unary(op: UnaryOp) -> Option<UnaryLoop> {
                match op {
                    UnaryOp::Absolute => Some(unary::<$t, Absolute>),
                    UnaryOp::Sqrt => None,
                }
            }
            fn binary(op: BinaryOp) -> Option<BinaryLoop> {
                match op {
                    BinaryOp::Add => Some(binary::<$t, Add>),
                    BinaryOp::Subtract => Some(binary::<$t, Subtract>),
                    BinaryOp::Multiply => Some(binary::<$t, Multiply>),
                    BinaryOp::TrueDivide => None,
                }
            }
        }
    )* };
}
integer_loops!(i8, i16, i32, i64, u8, u16, u32, u64);

macro_rules! float_loops {
    ($($t:ty),*) => { $(
        impl Loops for $t {
            fn unary(op: UnaryOp) -> Option<UnaryLoop> {
                match op {
                    UnaryOp::Absolute => Some(unary::<$t, Absolute>),
                    UnaryOp::Sqrt => Some(unary::<$t, Sqrt>),
                }
            }
            fn binary(op: BinaryOp) -> Option<BinaryLoop> {
                match op {
                    BinaryOp::Add => Some(binary::<$t, Add>),
                    BinaryOp::Subtract => Some(binary::<$t, Subtract>),
                    BinaryOp::Multiply => Some(binary::<$t, Multiply>),
                    BinaryOp::TrueDivide => Some(binary::<$t, TrueDivide>),
                }
            }
        }
    )* };
}
float_loops!(f32, f64, C64, C128);

/// The loop of a function of one operand.
///
/// # Safety
/// See `UnaryLoop`.
unsafe fn unary<T: Copy, F: Unary<T>>(ptrs: [*mut u8; 2], strides: [isize; 2], n: usize) {
    let [out, a] = ptrs;
    let dense = [size_of::<F::Out>() as isize, size_of::<T>() as isize];
    // SAFETY: the caller's promise; `dense` only makes the strides constants, and passing one
    // pointer twice tells the compiler that in-place work has no other overlap.
    unsafe {
        match strides == dense {
            true if out == a => unary_row::<T, F>([out, out], dense, n),
            true => unary_row::<T, F>([out, a], dense, n),
            false => unary_row::<T, F>([out, a], strides, n),
        }
    }
}

/// # Safety
/// See `UnaryLoop`.
#[inline(always)]
unsafe fn unary_row<T: Copy, F: Unary<T>>(ptrs: [*mut u8; 2], strides: [isize; 2], n: usize) {
    let [out, a] = ptrs;
    for k in 0..n as isize {
        // SAFETY: k < n, so both addresses are elements by the caller's promise.
        unsafe {
            let x = *a.offset(k * strides[1]).cast::<T>();
            *out.offset(k * strides[0]).cast::<F::Out>() = F::call(x);
        }
    }
}

/// The loop of a function of two operands.
///
/// # Safety
/// See `BinaryLoop`.
unsafe fn binary<T: Copy, F: Binary<T>>(ptrs: [*mut u8; 3], strides: [isize; 3], n: usize) {
    let [out, a, b] = ptrs;
    let (to, from) = (size_of::<F::Out>() as isize, size_of::<T>() as isize);
    // SAFETY: the caller's promise. The branches make strides constants and say which pointers
    // are the same, so that each one vectorises; a scalar operand is read once, which is right
    // because the result does not share memory with it.
    unsafe {
        if strides == [to, from, from] {
            let dense = [to, from, from];
            match (out == a, out == b) {
                (true, true) => binary_row::<T, F>([out, out, out], dense, n),
                (true, false) => binary_row::<T, F>([out, out, b], dense, n),
                (false, true) => binary_row::<T, F>([out, a, out], dense, n),
                (false, false) => binary_row::<T, F>(ptrs, dense, n),
            }
        } else if strides == [to, from, 0] && n > 0 {
            let y = *b.cast::<T>();
            match out == a {
                true => scalar_row::<T, F::Out>([out, out], [to, from], n, |x| F::call(x, y)),
                false => scalar_row::<T, F::Out>([out, a], [to, from], n, |x| F::call(x, y)),
            }
        } else if strides == [to, 0, from] && n > 0 {
            let x = *a.cast::<T>();
            match out == b {
                true => scalar_row::<T, F::Out>([out, out], [to, from], n, |y| F::call(x, y)),
                false => scalar_row::<T, F::Out>([out, b], [to, from], n, |y| F::call(x, y)),
            }
        } else {
            binary_row::<T, F>(ptrs, strides, n);
        }
    }
}

/// # Safety
/// See `BinaryLoop`.
#[inline(always)]
unsafe fn binary_row<T: Copy, F: Binary<T>>(ptrs: [*mut u8; 3], strides: [isize; 3], n: usize) {
    let [out, a, b] = ptrs;
    for k in 0..n as isize {
        // SAFETY: k < n, so the addresses are elements by the caller's promise.
        unsafe {
            let x = *a.offset(k * strides[1]).cast::<T>();
            let y = *b.offset(k * strides[2]).cast::<T>();
            *out.offset(k * strides[0]).cast::<F::Out>() = F::call(x, y);
        }
    }
}

/// # Safety
/// See `UnaryLoop`.
#[inline(always)]
unsafe fn scalar_row<T: Copy, R>(ptrs: [*mut u8; 2], strides: [isize; 2], n: usize, f: impl Fn(T) -> R) {
    let [out, a] = ptrs;
    for k in 0..n as isize {
        // SAFETY: k < n, so both addresses are elements by the caller's promise.
        unsafe {
            let x = *a.offset(k * strides[1]).cast::<T>();
            *out.offset(k * strides[0]).cast::<R>() = f(x);
        }
    }
}
