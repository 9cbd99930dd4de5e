//! Loops around the vector functions, one for each width of vectors and number of operands.

use super::library::{self, Form};
use super::{instance, unary_instance};
use crate::compute::kernels::lookup::Kernel;
use crate::compute::op::Op;
use crate::cpu::Level;
use std::arch::x86_64::{__m128, __m128d, __m256, __m256d, __m512, __m512d};
use std::ffi::c_void;
use std::mem::transmute;

/// float32 by float32's functions.
pub fn single(op: Op, level: Level) -> Option<Kernel> {
    let (form, kernel) = match level {
        Level::Baseline => (Form::Single128, instance!(op, single_128, single_128_two)),
        Level::Avx2 => (Form::Single256, instance!(op, single_256, single_256_two)),
        Level::Avx512 => (Form::Single512, instance!(op, single_512, single_512_two)),
    };
    library::find(op, form).map(|_| kernel)
}

/// float32 by float64's functions, rounded once.
pub fn single_through_double(op: Op, level: Level) -> Option<Kernel> {
    let (form, kernel) = match level {
        Level::Baseline => (Form::Double128, instance!(op, through_128, through_128_two)),
        Level::Avx2 => (Form::Double256, instance!(op, through_256, through_256_two)),
        Level::Avx512 => (Form::Double512, instance!(op, through_512, through_512_two)),
    };
    library::find(op, form).map(|_| kernel)
}

/// float64.
pub fn double(op: Op, level: Level) -> Option<Kernel> {
    let (form, kernel) = match level {
        Level::Baseline => (Form::Double128, instance!(op, double_128, double_128_two)),
        Level::Avx2 => (Form::Double256, instance!(op, double_256, double_256_two)),
        Level::Avx512 => (Form::Double512, instance!(op, double_512, double_512_two)),
    };
    library::find(op, form).map(|_| kernel)
}

/// An element in memory and the number in a vector that stands for it.
trait Element<Lane>: Copy {
    fn widen(self) -> Lane;
    fn narrow(lane: Lane) -> Self;
}

impl Element<f32> for f32 {
    #[inline(always)]
    fn widen(self) -> f32 {
        self
    }
    #[inline(always)]
    fn narrow(lane: f32) -> f32 {
        lane
    }
}

impl Element<f64> for f64 {
    #[inline(always)]
    fn widen(self) -> f64 {
        self
    }
    #[inline(always)]
    fn narrow(lane: f64) -> f64 {
        lane
    }
}

impl Element<f64> for f32 {
    #[inline(always)]
    fn widen(self) -> f64 {
        f64::from(self)
    }
    #[inline(always)]
    fn narrow(lane: f64) -> f32 {
        lane as f32
    }
}

/// `N` elements.
///
/// Safety: so many are readable.
#[inline(always)]
unsafe fn load<E: Element<L>, L, const N: usize>(from: *const E) -> [L; N] {
    // SAFETY: the caller's promise.
    std::array::from_fn(|k| unsafe { *from.add(k) }.widen())
}

/// The last `count` elements, fewer than `N` but one at least, and copies of the last one, which raise nothing
/// new.
///
/// Safety: so many elements are readable.
#[inline(always)]
unsafe fn load_rest<E: Element<L>, L: Copy, const N: usize>(from: *const E, count: usize) -> [L; N] {
    // SAFETY: the caller's promise.
    let mut lanes = [unsafe { *from.add(count - 1) }.widen(); N];
    for (k, lane) in lanes.iter_mut().enumerate().take(count - 1) {
        // SAFETY: the caller's promise.
        *lane = unsafe { *from.add(k) }.widen();
    }
    lanes
}

/// Writes the first `count` lanes.
///
/// Safety: so many elements are writable.
#[inline(always)]
unsafe fn store<E: Element<L>, L: Copy, const N: usize>(to: *mut E, lanes: [L; N], count: usize) {
    for (k, lane) in lanes.into_iter().enumerate().take(count) {
        // SAFETY: the caller's promise.
        unsafe { to.add(k).write(E::narrow(lane)) };
    }
}

/// The loops of one and of two operands for one form. `F` is the operation's number.
///
/// Their safety: that of `Kernel`, on a CPU with these features, after `library::find` found the function.
macro_rules! loops {
    ($unary:ident, $binary:ident, $feature:literal, $form:ident, $element:ty, $lane:ty, $count:literal, $vector:ty) => {
        #[target_feature(enable = $feature)]
        unsafe fn $unary<const F: usize>(ptrs: *const *mut u8, n: usize) {
            #[expect(improper_ctypes_definitions, reason = "vectors are C types under the vector ABI")]
            type Function = unsafe extern "C" fn($vector) -> $vector;
            // SAFETY: elements 0 to n of the arrays, by the caller's promise; the function has this type by the
            // vector ABI.
            unsafe {
                let function = transmute::<*const c_void, Function>(library::found(F, Form::$form));
                let evaluate = |operand: [$lane; $count]| {
                    let operand = transmute::<[$lane; $count], $vector>(operand);
                    transmute::<$vector, [$lane; $count]>(function(operand))
                };
                let (out, a) = ((*ptrs).cast::<$element>(), (*ptrs.add(1)).cast::<$element>());
                let mut i = 0;
                while n - i >= $count {
                    store(out.add(i), evaluate(load(a.add(i))), $count);
                    i += $count;
                }
                if i < n {
                    store(out.add(i), evaluate(load_rest(a.add(i), n - i)), n - i);
                }
            }
        }

        #[target_feature(enable = $feature)]
        unsafe fn $binary<const F: usize>(ptrs: *const *mut u8, n: usize) {
            #[expect(improper_ctypes_definitions, reason = "vectors are C types under the vector ABI")]
            type Function = unsafe extern "C" fn($vector, $vector) -> $vector;
            // SAFETY: as above.
            unsafe {
                let function = transmute::<*const c_void, Function>(library::found(F, Form::$form));
                let evaluate = |first: [$lane; $count], second: [$lane; $count]| {
                    let first = transmute::<[$lane; $count], $vector>(first);
                    let second = transmute::<[$lane; $count], $vector>(second);
                    transmute::<$vector, [$lane; $count]>(function(first, second))
                };
                let out = (*ptrs).cast::<$element>();
                let (a, b) = ((*ptrs.add(1)).cast::<$element>(), (*ptrs.add(2)).cast::<$element>());
                let mut i = 0;
                while n - i >= $count {
                    store(out.add(i), evaluate(load(a.add(i)), load(b.add(i))), $count);
                    i += $count;
                }
                if i < n {
                    let rest = evaluate(load_rest(a.add(i), n - i), load_rest(b.add(i), n - i));
                    store(out.add(i), rest, n - i);
                }
            }
        }
    };
}

loops!(single_128, single_128_two, "sse2", Single128, f32, f32, 4, __m128);
loops!(single_256, single_256_two, "avx2,fma", Single256, f32, f32, 8, __m256);
loops!(single_512, single_512_two, "avx512f", Single512, f32, f32, 16, __m512);
loops!(double_128, double_128_two, "sse2", Double128, f64, f64, 2, __m128d);
loops!(double_256, double_256_two, "avx2,fma", Double256, f64, f64, 4, __m256d);
loops!(double_512, double_512_two, "avx512f", Double512, f64, f64, 8, __m512d);
loops!(through_128, through_128_two, "sse2", Double128, f32, f64, 2, __m128d);
loops!(through_256, through_256_two, "avx2,fma", Double256, f32, f64, 4, __m256d);
loops!(through_512, through_512_two, "avx512f", Double512, f32, f64, 8, __m512d);
