//! Axis arguments as NumPy has them: negative ones count from the end, each stands once.

use crate::error::Result;
use crate::fail;

/// An axis of an array of `ndim` axes.
pub fn resolve_axis(axis: i64, ndim: usize, name: &str) -> Result<usize> {
    let count = ndim as i64;
    if !(-count..count).contains(&axis) {
        fail!(Axis, "{name} {axis} is out of bounds for an array of {ndim} axes");
    }
    Ok(axis.rem_euclid(count) as usize)
}

/// Several axes, each once.
pub fn resolve_axes(axes: &[i64], ndim: usize, name: &str) -> Result<Vec<usize>> {
    let mut resolved = Vec::with_capacity(axes.len());
    for &axis in axes {
        let number = resolve_axis(axis, ndim, name)?;
        if resolved.contains(&number) {
            fail!(Axis, "{name} {axis} names axis {number} a second time");
        }
        resolved.push(number);
    }
    Ok(resolved)
}

/// The order of the axes of a transposed array; without `axes` they are reversed.
pub fn transposed_order(axes: Option<&[i64]>, ndim: usize) -> Result<Vec<usize>> {
    match axes {
        None => Ok((0..ndim).rev().collect()),
        Some(axes) if axes.len() != ndim => {
            fail!(Axis, "{} axes were given for an array of {ndim} axes", axes.len())
        }
        Some(axes) => resolve_axes(axes, ndim, "axes: axis"),
    }
}

/// The order of the axes after two of them changed places.
pub fn swapped_order(axis1: i64, axis2: i64, ndim: usize) -> Result<Vec<usize>> {
    let (first, second) = (resolve_axis(axis1, ndim, "axis1")?, resolve_axis(axis2, ndim, "axis2")?);
    let mut order: Vec<usize> = (0..ndim).collect();
    order.swap(first, second);
    Ok(order)
}

/// The order of the axes after each of `source` went to its place in `destination`; the others keep
/// their order and fill what is left.
pub fn moved_order(source: &[i64], destination: &[i64], ndim: usize) -> Result<Vec<usize>> {
    let from = resolve_axes(source, ndim, "source: axis")?;
    let to = resolve_axes(destination, ndim, "destination: axis")?;
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

/// Where a new axis stands among the `ndim + 1` that there will be.
pub fn new_axis_place(axis: i64, ndim: usize) -> Result<usize> {
    resolve_axis(axis, ndim + 1, "axis").map_err(|mut error| {
        error.message = format!("axis {axis} is out of bounds for an array that will have {} axes", ndim + 1);
        error
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Status;

    #[test]
    fn orders_as_numpy_has_them() {
        assert_eq!(transposed_order(None, 3).unwrap(), [2, 1, 0]);
        assert_eq!(transposed_order(Some(&[1, -1, 0]), 3).unwrap(), [1, 2, 0]);
        assert_eq!(swapped_order(0, -1, 3).unwrap(), [2, 1, 0]);
        assert_eq!(swapped_order(1, 1, 2).unwrap(), [0, 1]);
        assert_eq!(moved_order(&[0], &[-1], 3).unwrap(), [1, 2, 0]);
        assert_eq!(moved_order(&[-1], &[0], 4).unwrap(), [3, 0, 1, 2]);
        // np.moveaxis(x, [0, 1], [-1, -2]) of shape (3, 4, 5) has shape (5, 4, 3)
        assert_eq!(moved_order(&[0, 1], &[-1, -2], 3).unwrap(), [2, 1, 0]);
        assert_eq!(moved_order(&[], &[], 2).unwrap(), [0, 1]);
        assert_eq!(new_axis_place(-1, 2).unwrap(), 2);
        assert_eq!(new_axis_place(0, 0).unwrap(), 0);
        assert_eq!(transposed_order(None, 0).unwrap(), []);
    }

    #[test]
    fn mistakes_are_named() {
        for (result, part) in [
            (transposed_order(Some(&[0, 0]), 2), "axis 0 a second time"),
            (transposed_order(Some(&[0, -2]), 2), "-2 names axis 0"),
            (transposed_order(Some(&[0]), 2), "1 axes were given"),
            (transposed_order(Some(&[0, 2]), 2), "2 is out of bounds"),
            (swapped_order(-3, 0, 2), "axis1 -3"),
            (swapped_order(0, i64::MIN, 2), "axis2 -9223372036854775808"),
            (moved_order(&[0, 1], &[0], 2), "2 source axes"),
            (moved_order(&[0, 0], &[0, 1], 2), "source: axis 0"),
            (moved_order(&[0, 1], &[1, 1], 2), "destination: axis 1"),
            (new_axis_place(3, 2).map(|axis| vec![axis]), "will have 3 axes"),
            (resolve_axis(0, 0, "axis").map(|axis| vec![axis]), "0 axes"),
        ] {
            let error = result.unwrap_err();
            assert!(error.status == Status::Axis && error.message.contains(part), "{error:?}");
        }
    }
}
