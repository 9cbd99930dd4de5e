//! Elements of a section at the product of one list of places per axis.

use super::view::SafeView;
use crate::error::Result;
use crate::fail;

/// Copies elements into a dense buffer in C order, of `counts` elements per axis. `places` has for
/// every axis the pairs (place in the buffer, place in the section); where a list is empty, nothing
/// is copied. All places are checked first.
pub fn pick(
    section: &SafeView<'_>,
    places: &[Vec<(usize, i64)>],
    counts: &[usize],
    buffer: &mut [u8],
) -> Result<()> {
    let view = section.view();
    let size = view.dtype.itemsize();
    if places.len() != view.shape.len() || counts.len() != view.shape.len() {
        fail!(
            Internal,
            "{} and {} lists of places for {} axes",
            places.len(),
            counts.len(),
            view.shape.len()
        );
    }
    if counts.iter().product::<usize>() * size != buffer.len() {
        fail!(Internal, "a buffer of {} bytes for {counts:?} elements of {}", buffer.len(), view.dtype);
    }
    for (axis, list) in places.iter().enumerate() {
        let outside =
            |&&(to, from): &&(usize, i64)| to >= counts[axis] || !(0..view.shape[axis]).contains(&from);
        if let Some((to, from)) = list.iter().find(outside) {
            fail!(
                Internal,
                "axis {axis}: place {from} of the section, or {to} of the buffer, does not exist"
            );
        }
    }
    copy(section, places, counts, 0, 0, view.ptr, buffer);
    Ok(())
}

/// Copies what lies along the axes from `axis` on; `to` counts elements of the buffer.
fn copy(
    section: &SafeView<'_>,
    places: &[Vec<(usize, i64)>],
    counts: &[usize],
    axis: usize,
    to: usize,
    from: *const u8,
    buffer: &mut [u8],
) {
    let view = section.view();
    let Some(list) = places.get(axis) else {
        let size = view.dtype.itemsize();
        let target = &mut buffer[to * size..(to + 1) * size];
        // SAFETY: the section is known to be valid, and `from` was reached through places inside it;
        // nobody else refers to the target.
        unsafe { std::ptr::copy_nonoverlapping(from, target.as_mut_ptr(), size) };
        return;
    };
    for &(place, local) in list {
        let offset = local.wrapping_mul(view.strides[axis]) as isize;
        let from = from.wrapping_offset(offset);
        copy(section, places, counts, axis + 1, to * counts[axis] + place, from, buffer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dtype::DType;
    use crate::memory::LocalView;

    #[test]
    fn chosen_elements_of_a_strided_section() {
        let mut memory: Vec<i16> = (0..24).collect();
        // Rows from the last to the first, every other column of six.
        let ptr = memory.as_mut_ptr().wrapping_add(18).cast();
        let (shape, strides) = ([4, 3], [-12, 4]);
        let section =
            SafeView::vouch(LocalView { ptr, dtype: DType::Int16, shape: &shape, strides: &strides });
        let mut buffer = [0u8; 12];
        let places = [vec![(0, 1), (1, 3)], vec![(0, 2), (2, 0)]];
        pick(&section, &places, &[2, 3], &mut buffer).unwrap();
        let read: Vec<i16> = buffer.chunks_exact(2).map(|b| i16::from_ne_bytes([b[0], b[1]])).collect();
        assert_eq!(read, [16, 0, 12, 4, 0, 0]);
        for wrong in
            [[vec![(0, 4)], vec![(0, 0)]], [vec![(2, 0)], vec![(0, 0)]], [vec![(0, -1)], vec![(0, 0)]]]
        {
            assert!(pick(&section, &wrong, &[2, 3], &mut buffer).is_err());
        }
        assert!(pick(&section, &places, &[2, 2], &mut buffer).is_err());
        assert!(pick(&section, &places[..1], &[2], &mut buffer).is_err());
    }

    #[test]
    fn the_only_element_of_a_section_without_axes() {
        let mut memory = 2.5f64;
        let ptr = (&raw mut memory).cast();
        let section = SafeView::vouch(LocalView { ptr, dtype: DType::Float64, shape: &[], strides: &[] });
        let mut buffer = [0u8; 8];
        pick(&section, &[], &[], &mut buffer).unwrap();
        assert_eq!(f64::from_ne_bytes(buffer), 2.5);
    }
}
