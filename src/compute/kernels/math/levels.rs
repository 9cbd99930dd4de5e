//! Loops with a shape of their own, once for every level of CPU support.

use crate::compute::kernels::dense::{self, Isa};
use crate::compute::kernels::lookup::Kernel;
use crate::cpu::Level;

/// Elements that go through one step of a long computation before the next step: chains of dependent
/// instructions stay so short that the CPU works on several elements at once.
pub const BLOCK: usize = 64;

/// A loop over whole arrays.
pub trait Loop {
    /// The loop; `#[inline(always)]`, as all that it calls.
    ///
    /// # Safety
    /// That of `Kernel`.
    unsafe fn run<I: Isa>(ptrs: *const *mut u8, n: usize);
}

/// The loop for a level.
pub fn at_level<L: Loop>(level: Level) -> Kernel {
    match level {
        #[cfg(target_arch = "x86_64")]
        Level::Avx512 => avx512::<L>,
        #[cfg(target_arch = "x86_64")]
        Level::Avx2 => avx2::<L>,
        _ => baseline::<L>,
    }
}

/// # Safety
/// That of `Kernel`.
unsafe fn baseline<L: Loop>(ptrs: *const *mut u8, n: usize) {
    // SAFETY: the caller's promise, handed on.
    unsafe { L::run::<dense::Baseline>(ptrs, n) }
}

/// # Safety
/// That of `Kernel`, and the CPU has the level.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma,bmi1,bmi2,lzcnt,popcnt")]
unsafe fn avx2<L: Loop>(ptrs: *const *mut u8, n: usize) {
    // SAFETY: the caller's promise, handed on.
    unsafe { L::run::<dense::Avx2>(ptrs, n) }
}

/// # Safety
/// That of `Kernel`, and the CPU has the level.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma,bmi1,bmi2,lzcnt,popcnt,avx512f,avx512bw,avx512cd,avx512dq,avx512vl")]
unsafe fn avx512<L: Loop>(ptrs: *const *mut u8, n: usize) {
    // SAFETY: the caller's promise, handed on.
    unsafe { L::run::<dense::Avx512>(ptrs, n) }
}

/// What is an element of float64 or float32, and computed in float64.
pub trait Real: Copy {
    /// How far above an error of a few of float64's units a result has to be.
    const MARGIN: f64;
    fn widen(self) -> f64;
    fn narrow(x: f64) -> Self;
}

impl Real for f64 {
    const MARGIN: f64 = 2.0;
    #[inline(always)]
    fn widen(self) -> f64 {
        self
    }
    #[inline(always)]
    fn narrow(x: f64) -> f64 {
        x
    }
}

impl Real for f32 {
    const MARGIN: f64 = 1.0 / (1 << 20) as f64;
    #[inline(always)]
    fn widen(self) -> f64 {
        f64::from(self)
    }
    #[inline(always)]
    fn narrow(x: f64) -> f32 {
        x as f32
    }
}

/// `count` elements, `BLOCK` at most; the rest of the block is `fill`.
///
/// # Safety
/// So many are readable.
#[inline(always)]
pub unsafe fn load<T: Real>(from: *const T, count: usize, fill: f64) -> [f64; BLOCK] {
    let mut block = [fill; BLOCK];
    // SAFETY: the caller's promise.
    unsafe {
        if count == BLOCK {
            for (k, x) in block.iter_mut().enumerate() {
                *x = (*from.add(k)).widen();
            }
        } else {
            for (k, x) in block.iter_mut().enumerate().take(count) {
                *x = (*from.add(k)).widen();
            }
        }
    }
    block
}

/// Writes the first `count` elements.
///
/// # Safety
/// So many are writable.
#[inline(always)]
pub unsafe fn store<T: Real>(to: *mut T, block: &[f64; BLOCK], count: usize) {
    // SAFETY: the caller's promise.
    unsafe {
        if count == BLOCK {
            for (k, x) in block.iter().enumerate() {
                to.add(k).write(T::narrow(*x));
            }
        } else {
            for (k, x) in block.iter().enumerate().take(count) {
                to.add(k).write(T::narrow(*x));
            }
        }
    }
}
