//! Loops of this layer that exchanges run on what arrives.

use crate::dispatch;
use crate::dtype::{Bool, C64, C128, DType};
use crate::error::Result;
use crate::exchange::{Combine, CombineLoop};

/// Adds elements of a dtype to those that are there, as `da_add` does.
pub fn adding(dtype: DType) -> Result<Combine> {
    let run: CombineLoop = dispatch!(dtype, T => add_row::<T>);
    // SAFETY: the loop reads and writes elements of the dtype, none of which is aligned to more than 8, and
    // works in place.
    Ok(unsafe { Combine::new(run, dtype.itemsize()) })
}

/// An element that has a sum.
trait Add: Copy {
    fn sum(self, other: Self) -> Self;
}

macro_rules! integers {
    ($($t:ty),*) => { $(
        impl Add for $t {
            #[inline(always)]
            fn sum(self, other: $t) -> $t { self.wrapping_add(other) }
        }
    )* };
}
integers!(i8, i16, i32, i64, u8, u16, u32, u64);

macro_rules! floats {
    ($($t:ty),*) => { $(
        impl Add for $t {
            #[inline(always)]
            fn sum(self, other: $t) -> $t { self + other }
        }
    )* };
}
floats!(f32, f64, C64, C128);

impl Add for Bool {
    #[inline(always)]
    fn sum(self, other: Bool) -> Bool {
        Bool::from((self.0 | other.0) != 0)
    }
}

/// # Safety
/// As `CombineLoop`.
unsafe fn add_row<T: Add>(ptrs: [*mut u8; 3], strides: [isize; 3], n: usize) {
    let dense = [size_of::<T>() as isize; 3];
    // SAFETY: the caller's promise; `dense` only makes the strides constants, and one pointer given twice tells the
    // compiler that in-place work has no other overlap.
    unsafe {
        match strides == dense {
            true if ptrs[0] == ptrs[1] => row::<T>([ptrs[0], ptrs[0], ptrs[2]], dense, n),
            true => row::<T>(ptrs, dense, n),
            false => row::<T>(ptrs, strides, n),
        }
    }
}

/// # Safety
/// As `CombineLoop`.
#[inline(always)]
unsafe fn row<T: Add>(ptrs: [*mut u8; 3], strides: [isize; 3], n: usize) {
    let [out, a, b] = ptrs;
    for k in 0..n as isize {
        // SAFETY: k < n, so the addresses are elements by the caller's promise.
        unsafe {
            let x = *a.offset(k * strides[1]).cast::<T>();
            let y = *b.offset(k * strides[2]).cast::<T>();
            *out.offset(k * strides[0]).cast::<T>() = x.sum(y);
        }
    }
}
