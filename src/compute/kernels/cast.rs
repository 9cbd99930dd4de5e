//! Converting rows from one dtype to another.

use crate::dispatch;
use crate::dtype::DType;
use crate::element::CastTo;

/// Converts one row of `n` elements: addresses and byte strides of the target and the source.
///
/// Safety: every address `ptr + k * stride` with `k < n` is an aligned element, readable, and for
/// the target writable. Where the two share memory, it is element by element.
pub type CastLoop = unsafe fn(ptrs: [*mut u8; 2], strides: [isize; 2], n: usize);

/// The loop that converts `from` to `to`.
pub fn cast_loop(from: DType, to: DType) -> CastLoop {
    dispatch!(from, S => dispatch!(to, D => convert::<S, D> as CastLoop))
}

/// # Safety
/// See `CastLoop`.
unsafe fn convert<S: Copy + CastTo<D>, D>(ptrs: [*mut u8; 2], strides: [isize; 2], n: usize) {
    let dense = [size_of::<D>() as isize, size_of::<S>() as isize];
    // SAFETY: the caller's promise; `dense` only makes the strides constants.
    unsafe {
        if strides == dense {
            convert_row::<S, D>(ptrs, dense, n);
        } else if strides[0] == dense[0] {
            convert_row::<S, D>(ptrs, [dense[0], strides[1]], n);
        } else {
            convert_row::<S, D>(ptrs, strides, n);
        }
    }
}

/// # Safety
/// See `CastLoop`.
#[inline(always)]
unsafe fn convert_row<S: Copy + CastTo<D>, D>(ptrs: [*mut u8; 2], strides: [isize; 2], n: usize) {
    let [to, from] = ptrs;
    for k in 0..n as isize {
        // SAFETY: k < n, so both addresses are elements by the caller's promise.
        unsafe {
            let x = *from.offset(k * strides[1]).cast::<S>();
            *to.offset(k * strides[0]).cast::<D>() = x.cast_to();
        }
    }
}
