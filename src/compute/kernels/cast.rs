//! Converting rows from one dtype to another.

use super::dense::{Isa, Map1, map1};
use super::level::Level;
use super::lookup::Kernel;
use crate::dispatch;
use crate::dtype::{C64, C128, DType};
use crate::element::CastTo;
use crate::exchange::{Change, Changes};
use std::marker::PhantomData;

/// Converts one row of `n` elements: addresses and byte strides of the target and the source.
///
/// Safety: every address `ptr + k * stride` with `k < n` is an aligned element, readable, and for
/// the target writable. Where the two share memory, it is element by element.
pub type CastLoop = unsafe fn(ptrs: [*mut u8; 2], strides: [isize; 2], n: usize);

/// The loop that converts `from` to `to`, elements side by side.
pub fn cast_kernel(from: DType, to: DType, level: Level) -> Kernel {
    dispatch!(from, S => dispatch!(to, D => map1::<Cast<D>, S>(level)))
}

/// Conversion to `D`.
struct Cast<D>(PhantomData<D>);

impl<S: CastTo<D>, D: Copy> Map1<S> for Cast<D> {
    type R = D;
    /// Only AVX-512 converts between integers and floating-point numbers of 64 bits.
    const WIDE: bool = size_of::<S>() >= 8 || size_of::<D>() >= 8;
    /// In-place conversions are rare.
    const HEAVY: bool = true;
    #[inline(always)]
    fn call<I: Isa>(x: S) -> D {
        x.cast_to()
    }
}

/// The loop that converts `from` to `to`.
pub fn cast_loop(from: DType, to: DType) -> CastLoop {
    dispatch!(from, S => dispatch!(to, D => convert::<S, D> as CastLoop))
}

/// What happens to elements of `from` that arrive as `to`: they travel as the narrower of the two.
pub fn changes(from: DType, to: DType, conjugated: bool) -> Changes {
    // SAFETY: the loops are those of the dtypes whose sizes are named.
    let step =
        |run, from: DType, to: DType| Some(unsafe { Change::new(run, from.itemsize(), to.itemsize()) });
    let conjugate =
        |dtype| conjugate_loop(dtype).filter(|_| conjugated).and_then(|run| step(run, dtype, dtype));
    let cast = || step(cast_loop(from, to), from, to);
    let (outgoing, incoming) = if from == to {
        (conjugate(from), None)
    } else if to.itemsize() < from.itemsize() {
        (cast(), conjugate(to))
    } else {
        (conjugate(from), cast())
    };
    Changes { outgoing, incoming, combine: None }
}

/// The loop that conjugates complex numbers; None for real ones.
fn conjugate_loop(dtype: DType) -> Option<CastLoop> {
    match dtype {
        DType::Complex64 => Some(conjugate_row::<C64>),
        DType::Complex128 => Some(conjugate_row::<C128>),
        _ => None,
    }
}

/// A complex number that can be conjugated.
trait Conjugate: Copy {
    fn conjugate(self) -> Self;
}

impl Conjugate for C64 {
    fn conjugate(self) -> C64 {
        C64::new(self.re, -self.im)
    }
}

impl Conjugate for C128 {
    fn conjugate(self) -> C128 {
        C128::new(self.re, -self.im)
    }
}

/// # Safety
/// See `CastLoop`.
unsafe fn conjugate_row<T: Conjugate>(ptrs: [*mut u8; 2], strides: [isize; 2], n: usize) {
    let [to, from] = ptrs;
    for k in 0..n as isize {
        // SAFETY: k < n, so both addresses are elements by the caller's promise.
        unsafe {
            *to.offset(k * strides[0]).cast::<T>() = (*from.offset(k * strides[1]).cast::<T>()).conjugate()
        };
    }
}

/// # Safety
/// See `CastLoop`.
unsafe fn convert<S: Copy + CastTo<D>, D: Copy>(ptrs: [*mut u8; 2], strides: [isize; 2], n: usize) {
    let dense = [size_of::<D>() as isize, size_of::<S>() as isize];
    // SAFETY: the caller's promise; dense elements of one size that share memory are in place. A constant stride
    // of the target helps where the source is not dense.
    unsafe {
        if strides == dense {
            map1::<Cast<D>, S>(Level::best())(ptrs.as_ptr(), n);
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
