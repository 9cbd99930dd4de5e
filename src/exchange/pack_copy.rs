//! The inner loops of packing: elements evenly spaced in a section, and one after the other in a buffer.

/// Which way the bytes go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Out of the section.
    Pack,
    /// Into the section.
    Unpack,
}

/// Copies `count` elements `stride` bytes apart.
///
/// # Safety
/// The elements are valid, and `bytes` has room for them.
#[inline]
pub unsafe fn copy_stretch(
    at: *mut u8,
    stride: isize,
    count: usize,
    itemsize: usize,
    bytes: *mut u8,
    direction: Direction,
) {
    // SAFETY: as the caller promises; the bytes are a buffer of our own, apart from the section.
    unsafe {
        if stride == itemsize as isize {
            match direction {
                Direction::Pack => std::ptr::copy_nonoverlapping(at, bytes, count * itemsize),
                Direction::Unpack => std::ptr::copy_nonoverlapping(bytes, at, count * itemsize),
            }
            return;
        }
        match itemsize {
            1 => copy_strided::<[u8; 1]>(at, stride, count, bytes, direction),
            2 => copy_strided::<[u8; 2]>(at, stride, count, bytes, direction),
            4 => copy_strided::<[u8; 4]>(at, stride, count, bytes, direction),
            8 => copy_strided::<[u8; 8]>(at, stride, count, bytes, direction),
            _ => copy_strided::<[u8; 16]>(at, stride, count, bytes, direction),
        }
    }
}

/// # Safety
/// As `copy_stretch`, for elements of the size of `T`.
unsafe fn copy_strided<T: Copy>(
    at: *mut u8,
    stride: isize,
    count: usize,
    bytes: *mut u8,
    direction: Direction,
) {
    for k in 0..count {
        // SAFETY: the k-th element and its place; T has an alignment of 1.
        unsafe {
            let element = at.wrapping_offset(k as isize * stride).cast::<T>();
            let place = bytes.wrapping_add(k * size_of::<T>()).cast::<T>();
            match direction {
                Direction::Pack => *place = *element,
                Direction::Unpack => *element = *place,
            }
        }
    }
}

/// Copies some bytes, of which there are mostly as few as in an element or a short row.
///
/// # Safety
/// Both are valid for so many bytes, and do not overlap.
#[inline]
pub unsafe fn copy_few(from: *const u8, to: *mut u8, bytes: usize) {
    // SAFETY: the caller's promise; nothing need be aligned.
    unsafe {
        match bytes {
            8 => to.cast::<u64>().write_unaligned(from.cast::<u64>().read_unaligned()),
            4 => to.cast::<u32>().write_unaligned(from.cast::<u32>().read_unaligned()),
            16 => to.cast::<u128>().write_unaligned(from.cast::<u128>().read_unaligned()),
            _ => std::ptr::copy_nonoverlapping(from, to, bytes),
        }
    }
}
