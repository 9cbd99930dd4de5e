//! Elements that follow from their global index, written into a section.

use super::cast::cast_loop;
use super::copy;
use crate::distribution::Indices;
use crate::element::Element;
use crate::error::Result;
use crate::fail;
use crate::memory::{LocalView, SafeView};
use crate::value::Value;

/// Elements that are made at a time.
const BUFFER: usize = 256;

/// Writes the elements with these indices into a section of one axis, converted to its dtype. The
/// exceptions stand in for what `element` gives.
pub fn write<W: Element>(
    target: &SafeView<'_>,
    indices: &Indices,
    element: impl Fn(i64) -> W,
    exceptions: &[(i64, W)],
) -> Result<()> {
    let view = target.view();
    let (&[extent], &[stride]) = (view.shape, view.strides) else {
        fail!(Internal, "a sequence was to be written into {} axes", view.shape.len());
    };
    if extent != indices.count() {
        fail!(Internal, "{} elements were to be written into a section of {extent}", indices.count());
    }
    let store = cast_loop(W::DTYPE, view.dtype);
    let mut buffer = [W::default(); BUFFER];
    let (mut used, mut done) = (0, 0i64);
    let mut flush = |buffer: &mut [W; BUFFER], used: &mut usize| {
        let to = view.ptr.wrapping_offset(done.wrapping_mul(stride) as isize);
        // SAFETY: elements `done` to `done + used` lie in the section, whose extent is that of the
        // indices; the buffer has them in its own type.
        unsafe { store([to, buffer.as_mut_ptr().cast()], [stride as isize, size_of::<W>() as isize], *used) };
        done += *used as i64;
        *used = 0;
    };
    for (_, mut piece) in indices.pieces() {
        while piece.start < piece.end {
            let room = (BUFFER - used).min(usize::try_from(piece.end - piece.start).unwrap_or(BUFFER));
            for (place, index) in buffer[used..used + room].iter_mut().zip(piece.start..) {
                *place = element(index);
            }
            for (index, value) in exceptions {
                if (piece.start..piece.start + room as i64).contains(index) {
                    buffer[used + (index - piece.start) as usize] = *value;
                }
            }
            used += room;
            piece.start += room as i64;
            if used == BUFFER {
                flush(&mut buffer, &mut used);
            }
        }
    }
    flush(&mut buffer, &mut used);
    Ok(())
}

/// Writes one element, given by its local index.
pub fn put(target: &SafeView<'_>, index: &[i64], value: &Value) -> Result<()> {
    let view = target.view();
    let inside =
        index.len() == view.shape.len() && index.iter().zip(view.shape).all(|(i, n)| (0..*n).contains(i));
    if !inside {
        fail!(Internal, "the element {index:?} was to be written into a section of shape {:?}", view.shape);
    }
    let offset =
        index.iter().zip(view.strides).fold(0i64, |sum, (i, s)| sum.wrapping_add(i.wrapping_mul(*s)));
    let ptr = view.ptr.wrapping_offset(offset as isize);
    // SAFETY: an element of the section, as was checked.
    unsafe { copy::fill(&LocalView { ptr, dtype: view.dtype, shape: &[], strides: &[] }, value) }
}
