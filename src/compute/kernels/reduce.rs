//! The local part of reductions.
//!
//! Sums are pairwise: blocks of at most 1024 elements are summed in 32 lanes, and blocks (also of
//! short rows) are combined as a binary counter carries, so that the rounding error grows with the
//! logarithm of the number of blocks. float32 is summed in float64 and rounded once, at the end:
//! more accurate than NumPy, and it costs nothing where memory is the limit.

use super::cast::cast_loop;
use super::compare::Ordered;
use crate::compute::reduce::{Partial, ReduceOp};
use crate::compute::walk::Walk;
use crate::dispatch;
use crate::dtype::{Bool, C64, C128};
use crate::element::Element;
use crate::error::Result;
use crate::memory::LocalView;
use num_complex::Complex;
use std::mem::MaybeUninit;

/// Elements that are gathered, converted and summed at a time.
const BLOCK: usize = 1024;
/// Independent accumulators, so that additions overlap and vectorise.
const LANES: usize = 32;

/// This rank's contribution to a reduction over all elements of `view`.
///
/// # Safety
/// The view describes initialised memory of this process, each element aligned for its dtype,
/// to which nobody writes meanwhile.
pub unsafe fn reduce_local(op: ReduceOp, view: &LocalView) -> Result<Partial> {
    let walk = Walk::new([view])?;
    // SAFETY: the walk's rows are elements of the view, by the caller's promise.
    Ok(unsafe {
        match op {
            ReduceOp::Sum => dispatch!(view.dtype, T => <T as Addend>::sum(op, view, &walk)),
            ReduceOp::Mean => dispatch!(view.dtype, T => <T as Addend>::mean(op, view, &walk)),
            ReduceOp::Min => dispatch!(view.dtype, T => extreme::<T>(op, view, &walk, Ordered::least)),
            ReduceOp::Max => dispatch!(view.dtype, T => extreme::<T>(op, view, &walk, Ordered::greatest)),
        }
    })
}

/// How an element type is summed and averaged.
trait Addend: Element {
    /// # Safety
    /// As `reduce_local`; the view's dtype is this type's.
    unsafe fn sum(op: ReduceOp, view: &LocalView, walk: &Walk<1>) -> Partial;
    /// # Safety
    /// As `reduce_local`; the view's dtype is this type's.
    unsafe fn mean(op: ReduceOp, view: &LocalView, walk: &Walk<1>) -> Partial;
}

macro_rules! integer_addends {
    ($($t:ty, $x:ident => $wide:expr;)*) => { $(
        impl Addend for $t {
            unsafe fn sum(op: ReduceOp, view: &LocalView, walk: &Walk<1>) -> Partial {
                let (mut sum, mut count) = (0i64, 0i64);
                let add = |block: &[$t]| {
                    sum = block.iter().fold(sum, |s, &$x| s.wrapping_add($wide));
                    count += block.len() as i64;
                };
                // SAFETY: the caller's promise.
                unsafe { blocks::<$t>(view, walk, usize::MAX, add) };
                Partial::integer(op, view.dtype, count, sum)
            }
            unsafe fn mean(op: ReduceOp, view: &LocalView, walk: &Walk<1>) -> Partial {
                let mut sum = Cascade::default();
                // SAFETY: the caller's promise.
                unsafe { blocks::<f64>(view, walk, BLOCK, |block| sum.add(block)) };
                Partial::float(op, view.dtype, sum.count, sum.total())
            }
        }
    )* };
}
integer_addends! {
    Bool, x => i64::from(x.0 != 0);
    i8, x => i64::from(x); i16, x => i64::from(x); i32, x => i64::from(x); i64, x => x;
    u8, x => i64::from(x); u16, x => i64::from(x); u32, x => i64::from(x); u64, x => x as i64;
}

macro_rules! float_addends {
    ($($t:ty),*) => { $(
        impl Addend for $t {
            unsafe fn sum(op: ReduceOp, view: &LocalView, walk: &Walk<1>) -> Partial {
                let mut sum = Cascade::default();
                // SAFETY: the caller's promise.
                unsafe { blocks::<$t>(view, walk, BLOCK, |block| sum.add(block)) };
                Partial::float(op, view.dtype, sum.count, sum.total())
            }
            unsafe fn mean(op: ReduceOp, view: &LocalView, walk: &Walk<1>) -> Partial {
                // SAFETY: the caller's promise. A mean carries its sum and count.
                unsafe { <$t as Addend>::sum(op, view, walk) }
            }
        }
    )* };
}
float_addends!(f32, f64, C64, C128);

/// Calls `visit` with all elements, converted to `T`, in blocks of at most `most` (or `BLOCK`
/// where they have to be gathered).
///
/// # Safety
/// As `reduce_local`.
unsafe fn blocks<T: Element>(view: &LocalView, walk: &Walk<1>, most: usize, mut visit: impl FnMut(&[T])) {
    let load = cast_loop(view.dtype, T::DTYPE);
    let size = size_of::<T>() as isize;
    let mut room = [const { MaybeUninit::<T>::uninit() }; BLOCK];
    walk.rows(|row| {
        let stride = row.strides[0] as isize;
        let first = view.ptr.wrapping_offset(row.offsets[0] as isize);
        let direct = view.dtype == T::DTYPE && (stride == size || row.count == 1);
        let step = if direct { most } else { BLOCK };
        let mut start = 0;
        while start < row.count {
            let count = step.min(row.count - start);
            let from = first.wrapping_offset(stride * start as isize);
            // SAFETY: the row's elements are the view's. They lie side by side and are of type T,
            // or `load` writes `count` elements of type T to the buffer, which holds BLOCK.
            let block = unsafe {
                if direct {
                    std::slice::from_raw_parts(from.cast::<T>(), count)
                } else {
                    load([room.as_mut_ptr().cast(), from], [size, stride], count);
                    std::slice::from_raw_parts(room.as_ptr().cast::<T>(), count)
                }
            };
            visit(block);
            start += count;
        }
    });
}

/// Smallest or largest element.
///
/// # Safety
/// As `reduce_local`; the view's dtype is `T`'s.
unsafe fn extreme<T: Element>(
    op: ReduceOp,
    view: &LocalView,
    walk: &Walk<1>,
    better: impl Fn(T, T) -> T + Copy,
) -> Partial {
    let mut best: Option<T> = None;
    let mut elements = 0i64;
    let scan = |block: &[T]| {
        let Some(&first) = block.first() else { return };
        elements += block.len() as i64;
        let found = lanes(block, best.unwrap_or(first), better);
        best = Some(found);
    };
    // SAFETY: the caller's promise.
    unsafe { blocks::<T>(view, walk, usize::MAX, scan) };
    match best {
        Some(best) => Partial::element(op, elements, best),
        None => Partial::identity(op, view.dtype),
    }
}

/// Folds a block in independent lanes, each of which starts with `start`.
fn lanes<T: Copy>(block: &[T], start: T, fold: impl Fn(T, T) -> T) -> T {
    let mut lanes = [start; LANES];
    let chunks = block.chunks_exact(LANES);
    let rest = chunks.remainder();
    for chunk in chunks {
        for (lane, &x) in lanes.iter_mut().zip(chunk) {
            *lane = fold(*lane, x);
        }
    }
    for (lane, &x) in lanes.iter_mut().zip(rest) {
        *lane = fold(*lane, x);
    }
    lanes.into_iter().reduce(fold).unwrap_or(start)
}

/// The sum of one block of floating-point numbers.
trait BlockSum: Copy {
    fn block_sum(block: &[Self]) -> C128;
}

macro_rules! block_sums {
    ($($t:ty, $complex:ty;)*) => { $(
        impl BlockSum for $t {
            fn block_sum(block: &[$t]) -> C128 {
                C128::new(pairwise(lane_sums(block)), 0.0)
            }
        }
        impl BlockSum for $complex {
            fn block_sum(block: &[$complex]) -> C128 {
                // Real and imaginary parts alternate, so they end up in even and odd lanes.
                let lanes = lane_sums(parts::<$t>(block));
                let half = |odd: usize| std::array::from_fn(|k| if k < LANES / 2 { lanes[2 * k + odd] } else { 0.0 });
                C128::new(pairwise(half(0)), pairwise(half(1)))
            }
        }
    )* };
}
block_sums! { f32, C64; f64, C128; }

/// Real and imaginary parts, one after another.
fn parts<T>(block: &[Complex<T>]) -> &[T] {
    // SAFETY: `Complex` is two consecutive parts (repr(C)).
    unsafe { std::slice::from_raw_parts(block.as_ptr().cast::<T>(), 2 * block.len()) }
}

/// Lane-wise sums of a block, in float64.
fn lane_sums<T: Copy + Into<f64>>(block: &[T]) -> [f64; LANES] {
    let mut lanes = [0.0; LANES];
    let chunks = block.chunks_exact(LANES);
    let rest = chunks.remainder();
    for chunk in chunks {
        for (lane, &x) in lanes.iter_mut().zip(chunk) {
            *lane += x.into();
        }
    }
    for (lane, &x) in lanes.iter_mut().zip(rest) {
        *lane += x.into();
    }
    lanes
}

/// The sum of the lanes, halves first.
fn pairwise(mut sums: [f64; LANES]) -> f64 {
    let mut width = LANES / 2;
    while width > 0 {
        for k in 0..width {
            sums[k] += sums[k + width];
        }
        width /= 2;
    }
    sums[0]
}

/// Sums of blocks, combined as a binary counter carries: level k holds the sum of 2^k blocks.
struct Cascade {
    levels: [C128; 64],
    blocks: u64,
    count: i64,
}

impl Default for Cascade {
    fn default() -> Cascade {
        Cascade { levels: [C128::default(); 64], blocks: 0, count: 0 }
    }
}

impl Cascade {
    fn add<T: BlockSum>(&mut self, block: &[T]) {
        let mut sum = T::block_sum(block);
        self.count += block.len() as i64;
        self.blocks += 1;
        let level = self.blocks.trailing_zeros() as usize;
        for lower in &self.levels[..level] {
            sum = *lower + sum;
        }
        self.levels[level] = sum;
    }

    /// The sum of all blocks, smallest groups first.
    fn total(&self) -> C128 {
        let occupied = |k: &usize| self.blocks >> k & 1 == 1;
        (0..64).filter(occupied).fold(C128::default(), |sum, k| sum + self.levels[k])
    }
}
