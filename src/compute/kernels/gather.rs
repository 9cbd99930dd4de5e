//! Copying elements from places that no stride describes.

use crate::distribution::Listed;
use crate::memory::LocalView;

/// Copies to every element of `to` the element of `from` that is listed for it.
///
/// # Safety
/// Both views describe memory of this process, readable and writable; they share none, have the same
/// dtype, and `to` is not empty. `places` has one start per axis of `from` inside its extent, and one list per
/// axis of `to` of its extent, with positions inside an axis of `from` whose start is 0 and that no other
/// list names.
pub unsafe fn gather_elements(from: &LocalView, places: &Listed, to: &LocalView) {
    let start: i64 = places.start.iter().zip(from.strides).map(|(place, stride)| place * stride).sum();
    let bytes = |(list, extent): (&Option<(usize, Vec<i64>)>, &i64)| match list {
        None => vec![0; *extent as usize],
        Some((axis, list)) => list.iter().map(|place| (place * from.strides[*axis]) as isize).collect(),
    };
    let offsets: Vec<Vec<isize>> = places.lists.iter().zip(to.shape).map(bytes).collect();
    let source = from.ptr.wrapping_offset(start as isize).cast_const();
    // SAFETY: the source is the element that all lists are relative to, by the caller's promise.
    unsafe {
        match to.dtype.itemsize() {
            1 => gather_axis::<u8>(source, &offsets, to.ptr, to.strides),
            2 => gather_axis::<u16>(source, &offsets, to.ptr, to.strides),
            4 => gather_axis::<u32>(source, &offsets, to.ptr, to.strides),
            8 => gather_axis::<u64>(source, &offsets, to.ptr, to.strides),
            _ => gather_axis::<[u64; 2]>(source, &offsets, to.ptr, to.strides),
        }
    }
}

/// The rest of the axes, for one index of those before; `T` is as wide as an element.
///
/// # Safety
/// As `gather_elements`, with byte offsets.
unsafe fn gather_axis<T: Copy>(from: *const u8, offsets: &[Vec<isize>], to: *mut u8, strides: &[i64]) {
    let ([list, inner @ ..], [stride, further @ ..]) = (offsets, strides) else {
        // SAFETY: one element of each; complex numbers are aligned to half of their width only.
        unsafe { to.cast::<T>().write_unaligned(from.cast::<T>().read_unaligned()) };
        return;
    };
    let mut target = to;
    for &offset in list {
        let source = from.wrapping_offset(offset);
        // SAFETY: by the caller's promise.
        unsafe {
            if inner.is_empty() {
                target.cast::<T>().write_unaligned(source.cast::<T>().read_unaligned());
            } else {
                gather_axis::<T>(source, inner, target, further);
            }
        }
        target = target.wrapping_offset(*stride as isize);
    }
}
