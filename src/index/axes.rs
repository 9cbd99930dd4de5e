//! Axis numbers as NumPy takes them: negative ones count from the end.

use crate::error::Result;
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
}
