//! The owned elements of a section as runs of consecutive global indices.

use crate::array::Array;
use crate::error::Result;
use crate::fail;

/// Elements along one axis whose global indices follow each other.
#[derive(Debug)]
pub struct ElementRun<'a> {
    /// The axis; None in an array without axes.
    pub axis: Option<usize>,
    /// Global index of the first element.
    pub index: &'a [i64],
    /// Number of elements.
    pub count: i64,
    /// Address of the first element.
    pub data: *mut u8,
    /// Distance between elements in bytes.
    pub stride: i64,
}

/// Visits all runs of this rank's owned elements in C order, along the last axis. The first error ends it.
pub fn each_run(array: &Array, mut visit: impl FnMut(&ElementRun) -> Result<()>) -> Result<()> {
    let (Some(rank), Some(local)) = (array.placement().holder_rank(), array.local()) else { return Ok(()) };
    let Some(axes) = array.distribution().owned(rank)? else { return Ok(()) };
    let owned = local.owned();
    let (view, ndim) = (owned.view(), axes.len());
    if view.is_empty() {
        return Ok(());
    }
    let Some(axis) = ndim.checked_sub(1) else {
        return visit(&ElementRun { axis: None, index: &[], count: 1, data: view.ptr, stride: 0 });
    };
    let (mut place, mut index) = (vec![0i64; ndim], vec![0i64; ndim]);
    loop {
        let mut row = view.ptr;
        for (k, (&at, other)) in place.iter().zip(&axes).enumerate().take(axis) {
            let Some(global) = other.owned.get(at) else { fail!(Internal, "axis {k} has no element {at}") };
            index[k] = global;
            row = row.wrapping_offset(at.wrapping_mul(view.strides[k]) as isize);
        }
        for (at, piece) in axes[axis].owned.pieces() {
            index[axis] = piece.start;
            let data = row.wrapping_offset(at.wrapping_mul(view.strides[axis]) as isize);
            let count = piece.end - piece.start;
            visit(&ElementRun { axis: Some(axis), index: &index, count, data, stride: view.strides[axis] })?;
        }
        if !advance(&mut place[..axis], view.shape) {
            return Ok(());
        }
    }
}

/// The next place in C order; false after the last one.
fn advance(place: &mut [i64], shape: &[i64]) -> bool {
    for k in (0..place.len()).rev() {
        place[k] += 1;
        if place[k] < shape[k] {
            return true;
        }
        place[k] = 0;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_of_the_other_axes_comes_once() {
        let mut place = vec![0; 2];
        let mut seen = vec![place.clone()];
        while advance(&mut place, &[2, 3, 5]) {
            seen.push(place.clone());
        }
        assert_eq!(seen, [[0, 0], [0, 1], [0, 2], [1, 0], [1, 1], [1, 2]]);
        assert!(!advance(&mut [], &[7]));
    }
}
