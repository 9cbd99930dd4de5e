//! Elements brought side by side, in the dtype of the loops: converted, multiplied by weights, and those
//! that a mask leaves out replaced.

use super::Loops;
use crate::compute::kernels::cast::{CastLoop, cast_loop};
use crate::dtype::{C64, C128, DType};

/// Bytes of the buffers.
pub const BYTES: usize = 32 << 10;

/// Room for elements, aligned for any of them.
#[derive(Clone, Copy)]
#[repr(C, align(64))]
struct Line([u8; 64]);

/// One operand: how its elements get into a buffer.
pub struct Loader {
    cast: CastLoop,
    size: usize,
    room: Vec<Line>,
}

/// Elements of one operand: rows of elements.
#[derive(Clone, Copy)]
pub struct Block {
    /// The first element.
    pub at: *const u8,
    /// Bytes from one row to the next.
    pub row: isize,
    /// Bytes from one element to the next.
    pub element: isize,
}

impl Loader {
    /// Converts `from` to `to`.
    pub fn new(from: DType, to: DType) -> Loader {
        let room = vec![Line([0; 64]); BYTES / 64];
        Loader { cast: cast_loop(from, to), size: to.itemsize(), room }
    }

    /// Brings a block side by side, row after row; returns where it is.
    ///
    /// # Safety
    /// The block has so many rows of so many elements, all readable; together they fit into `BYTES`.
    pub unsafe fn load(&mut self, block: Block, rows: usize, count: usize) -> *mut u8 {
        let to = self.room.as_mut_ptr().cast::<u8>();
        let size = self.size as isize;
        for r in 0..rows {
            let from = block.at.wrapping_offset(block.row * r as isize).cast_mut();
            // SAFETY: the caller's promise.
            unsafe { (self.cast)([to.add(r * count * self.size), from], [size, block.element], count) };
        }
        to
    }
}

/// Replaces elements whose mask is false by one that changes nothing.
///
/// # Safety
/// `to` has `rows * count` elements side by side; the mask so many rows of so many bytes.
pub unsafe fn cover(loops: &Loops, to: *mut u8, mask: Block, rows: usize, count: usize) {
    // SAFETY: the caller's promise; complex numbers are covered as two halves of the size of their
    // alignment or more.
    unsafe {
        match loops.item.itemsize() {
            1 => cover_as::<[u8; 1]>(loops, to, mask, rows, count),
            2 => cover_as::<[u8; 2]>(loops, to, mask, rows, count),
            4 => cover_as::<[u8; 4]>(loops, to, mask, rows, count),
            8 => cover_as::<[u8; 8]>(loops, to, mask, rows, count),
            _ => cover_as::<[u8; 16]>(loops, to, mask, rows, count),
        }
    }
}

/// # Safety
/// As `cover`; `T` is as wide as an element.
unsafe fn cover_as<T: Copy>(loops: &Loops, to: *mut u8, mask: Block, rows: usize, count: usize) {
    // SAFETY: the neutral element has 16 bytes, of which `T` takes the first.
    let neutral = unsafe { loops.neutral.as_ptr().cast::<T>().read_unaligned() };
    for r in 0..rows {
        let bytes = mask.at.wrapping_offset(mask.row * r as isize);
        for k in 0..count {
            // SAFETY: the caller's promise.
            unsafe {
                let element = to.cast::<T>().add(r * count + k);
                let keep = *bytes.wrapping_offset(mask.element * k as isize) != 0;
                *element = if keep { *element } else { neutral };
            }
        }
    }
}

/// Multiplies `n` elements by others.
///
/// # Safety
/// Both have so many elements of the dtype side by side, aligned, and share none.
pub unsafe fn multiply(dtype: DType, x: *mut u8, by: *const u8, n: usize) {
    // SAFETY: the caller's promise.
    unsafe {
        match dtype {
            DType::Float32 => multiply_as::<f32>(x, by, n),
            DType::Complex64 => multiply_as::<C64>(x, by, n),
            DType::Complex128 => multiply_as::<C128>(x, by, n),
            _ => multiply_as::<f64>(x, by, n),
        }
    }
}

/// # Safety
/// As `multiply`.
unsafe fn multiply_as<T: Copy + std::ops::Mul<Output = T>>(x: *mut u8, by: *const u8, n: usize) {
    for k in 0..n {
        // SAFETY: the caller's promise.
        unsafe {
            let element = x.cast::<T>().add(k);
            *element = *element * *by.cast::<T>().add(k);
        }
    }
}
