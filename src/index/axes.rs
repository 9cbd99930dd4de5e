//! Axis numbers as NumPy takes them: negative ones count from the end.

use crate::error::{Error, Result};
use crate::fail;

/// The number of an axis of `ndim`, or DA_ERR_AXIS.
pub fn normalize_axis(axis: i32, ndim: usize) -> Result<usize> {
    let at = if axis < 0 { i64::from(axis) + ndim as i64 } else { i64::from(axis) };
    match usize::try_from(at) {
        Ok(at) if at < ndim => Ok(at),
        _ => fail!(Axis, "axis {axis} is out of bounds for an array of dimension {ndim}"),
    }
}

/// The numbers of several axes, each named once.
pub fn normalize_axes(axes: &[i32], ndim: usize) -> Result<Vec<usize>> {
    let mut found = Vec::with_capacity(axes.len());
    for &axis in axes {
        let at = normalize_axis(axis, ndim)?;
        if found.contains(&at) {
            fail!(Axis, "axis {axis} stands twice in `axes`");
        }
        found.push(at);
    }
    Ok(found)
}

/// The order of the axes of a transposed array; without `axes` they are reversed.
pub fn transposed_order(axes: Option<&[i32]>, ndim: usize) -> Result<Vec<usize>> {
    match axes {
        None => Ok((0..ndim).rev().collect()),
        Some(axes) if axes.len() != ndim => {
            fail!(Axis, "{} axes were given for an array of dimension {ndim}", axes.len())
        }
        Some(axes) => normalize_axes(axes, ndim),
    }
}

/// The order of the axes after two of them changed places.
pub fn swapped_order(axis1: i32, axis2: i32, ndim: usize) -> Result<Vec<usize>> {
    let (first, second) = (normalize_axis(axis1, ndim)?, normalize_axis(axis2, ndim)?);
    let mut order: Vec<usize> = (0..ndim).collect();
    order.swap(first, second);
    Ok(order)
}

/// The order of the axes after each of `source` went to its place in `destination`; the others keep
/// their order and fill what is left.
pub fn moved_order(source: &[i32], destination: &[i32], ndim: usize) -> Result<Vec<usize>> {
    let from = named("source", normalize_axes(source, ndim))?;
    let to = named("destination", normalize_axes(destination, ndim))?;
    if from.len() != to.len() {
        fail!(Axis, "{} source axes, but {} destination axes", from.len(), to.len());
    }
    let mut rest = (0..ndim).filter(|axis| !from.contains(axis));
    let place = |at: usize| match to.iter().position(|&target| target == at) {
        Some(k) => Some(from[k]),
        None => rest.next(),
    };
    Ok((0..ndim).filter_map(place).collect())
}

/// Says which of two lists a mistake is in.
fn named<T>(name: &str, result: Result<T>) -> Result<T> {
    result.map_err(|error| Error { message: format!("{name}: {}", error.message), ..error })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Status;

    #[test]
    fn axes_count_from_both_ends() {
        assert_eq!(normalize_axes(&[1, -1, 0], 3).unwrap(), [1, 2, 0]);
        assert_eq!(normalize_axes(&[], 0).unwrap(), [0usize; 0]);
        for (axes, ndim) in [(&[3][..], 3), (&[-4], 3), (&[0, -3], 3), (&[0], 0), (&[i32::MIN], 2)] {
            assert_eq!(normalize_axes(axes, ndim).unwrap_err().status, Status::Axis, "{axes:?} of {ndim}");
        }
    }

    #[test]
    fn orders_as_numpy_has_them() {
        assert_eq!(transposed_order(None, 3).unwrap(), [2, 1, 0]);
        assert_eq!(transposed_order(Some(&[1, -1, 0]), 3).unwrap(), [1, 2, 0]);
        assert_eq!(swapped_order(0, -1, 3).unwrap(), [2, 1, 0]);
        assert_eq!(swapped_order(1, 1, 2).unwrap(), [0, 1]);
        assert_eq!(moved_order(&[0], &[-1], 3).unwrap(), [1, 2, 0]);
        assert_eq!(moved_order(&[-1], &[0], 4).unwrap(), [3, 0, 1, 2]);
        // np.moveaxis(x, [0, 1], [-1, -2]) of shape (3, 4, 5) has shape (5, 4, 3).
        assert_eq!(moved_order(&[0, 1], &[-1, -2], 3).unwrap(), [2, 1, 0]);
        assert_eq!(moved_order(&[], &[], 2).unwrap(), [0, 1]);
    }

    #[test]
    fn wrong_orders_are_named() {
        for (result, part) in [
            (transposed_order(Some(&[0, -2]), 2), "axis -2 stands twice"),
            (transposed_order(Some(&[0]), 2), "1 axes were given"),
            (swapped_order(-3, 0, 2), "axis -3"),
            (moved_order(&[0, 1], &[0], 2), "2 source axes"),
            (moved_order(&[0, 0], &[0, 1], 2), "source: axis 0"),
            (moved_order(&[0, 1], &[1, 1], 2), "destination: axis 1"),
        ] {
            let error = result.unwrap_err();
            assert!(error.status == Status::Axis && error.message.contains(part), "{error:?}");
        }
    }
}
