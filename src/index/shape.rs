//! Shapes: extents are `i64`, products are checked, strides are in bytes.

use super::MAX_NDIM;
use crate::error::Result;
use crate::fail;

/// Fails if an array cannot have this many axes.
pub fn check_ndim(ndim: usize) -> Result<()> {
    if ndim > MAX_NDIM {
        fail!(Shape, "an array has 0 to {MAX_NDIM} axes, {ndim} were given");
    }
    Ok(())
}

/// Checks number of axes, signs and the product; returns the number of elements.
pub fn check_shape(shape: &[i64]) -> Result<i64> {
    check_ndim(shape.len())?;
    for (axis, &extent) in shape.iter().enumerate() {
        if extent < 0 {
            fail!(Shape, "extent {extent} of axis {axis} is negative; extents are 0 or more");
        }
    }
    size_of(shape)
}

/// The number of elements. As in NumPy the product of the extents that are not zero must fit into
/// 63 bits, so that strides of empty arrays can be computed too.
pub fn size_of(shape: &[i64]) -> Result<i64> {
    let mut product: i64 = 1;
    for &extent in shape {
        product = match product.checked_mul(extent.max(1)) {
            Some(product) => product,
            None => fail!(Overflow, "the shape {} has more than 2^63 - 1 elements", shape_text(shape)),
        };
    }
    Ok(if shape.contains(&0) { 0 } else { product })
}

/// Strides in bytes of C order: the last axis is contiguous. An empty array gets the strides that
/// it would have if its extents of 0 were 1.
pub fn c_strides(shape: &[i64], itemsize: i64) -> Result<Vec<i64>> {
    let mut strides = packed_strides(shape.iter().rev(), shape, itemsize)?;
    strides.reverse();
    Ok(strides)
}

/// Strides in bytes of Fortran order: the first axis is contiguous.
pub fn f_strides(shape: &[i64], itemsize: i64) -> Result<Vec<i64>> {
    packed_strides(shape.iter(), shape, itemsize)
}

/// Strides of packed storage, for the axes from the fastest to the slowest. The whole extent in
/// bytes must fit too.
fn packed_strides<'a>(
    fastest_first: impl Iterator<Item = &'a i64>,
    shape: &[i64],
    itemsize: i64,
) -> Result<Vec<i64>> {
    let mut strides = Vec::with_capacity(shape.len());
    let mut stride = itemsize;
    for &extent in fastest_first {
        strides.push(stride);
        stride = match stride.checked_mul(extent.max(1)) {
            Some(stride) => stride,
            None => {
                fail!(
                    Overflow,
                    "the shape {} with {itemsize} bytes per element takes more than 2^63 - 1 bytes",
                    shape_text(shape)
                )
            }
        };
    }
    Ok(strides)
}

/// The bytes that strided storage reaches, relative to the element with all indices 0: the lowest
/// offset, and one past the highest byte. `(0, 0)` for an empty array.
pub fn extent_of(shape: &[i64], strides: &[i64], itemsize: i64) -> Result<(i64, i64)> {
    if shape.len() != strides.len() {
        fail!(Shape, "{} strides for {} axes", strides.len(), shape.len());
    }
    if shape.contains(&0) {
        return Ok((0, 0));
    }
    let (mut low, mut high) = (0i64, itemsize);
    for (axis, (&extent, &stride)) in shape.iter().zip(strides).enumerate() {
        let reach = (extent - 1).checked_mul(stride);
        let moved = match reach {
            Some(reach) if reach < 0 => low.checked_add(reach).map(|low| (low, high)),
            Some(reach) => high.checked_add(reach).map(|high| (low, high)),
            None => None,
        };
        match moved {
            Some(ends) => (low, high) = ends,
            None => {
                fail!(Overflow, "extent {extent} with stride {stride} of axis {axis} reaches beyond 63 bits")
            }
        }
    }
    Ok((low, high))
}

/// Fails unless there is one index per axis, each in `0..extent`.
pub fn check_index(shape: &[i64], index: &[i64]) -> Result<()> {
    if index.len() != shape.len() {
        fail!(Index, "{} indices for {} axes", index.len(), shape.len());
    }
    for (axis, (&i, &extent)) in index.iter().zip(shape).enumerate() {
        if i < 0 || i >= extent {
            fail!(Index, "index {i} of axis {axis} is outside 0..{extent}");
        }
    }
    Ok(())
}

/// Position of a multi-index in C order. The index must lie inside the shape, whose product fits.
pub fn ravel(shape: &[i64], index: &[i64]) -> i64 {
    debug_assert!(check_index(shape, index).is_ok());
    index.iter().zip(shape).fold(0, |position, (&i, &extent)| position * extent + i)
}

/// The multi-index of a position in C order; the inverse of [`ravel`].
pub fn unravel(shape: &[i64], mut position: i64) -> Vec<i64> {
    let mut index = vec![0; shape.len()];
    for (i, &extent) in index.iter_mut().zip(shape).rev() {
        *i = position.rem_euclid(extent.max(1));
        position = position.div_euclid(extent.max(1));
    }
    index
}

/// A shape for people: `344 x 403`, or `()` without axes.
pub fn shape_text(shape: &[i64]) -> String {
    if shape.is_empty() {
        return "()".to_string();
    }
    shape.iter().map(i64::to_string).collect::<Vec<_>>().join(" x ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Status;

    #[test]
    fn strides_of_both_orders() {
        assert_eq!(c_strides(&[3, 4, 5], 8).unwrap(), [160, 40, 8]);
        assert_eq!(f_strides(&[3, 4, 5], 8).unwrap(), [8, 24, 96]);
        assert_eq!(c_strides(&[], 8).unwrap(), Vec::<i64>::new());
        assert_eq!(c_strides(&[3, 0, 5], 2).unwrap(), [10, 10, 2]);
    }

    #[test]
    fn sizes_and_overflow() {
        assert_eq!(check_shape(&[]).unwrap(), 1);
        assert_eq!(check_shape(&[3, 0, 7]).unwrap(), 0);
        let half = 1i64 << 32;
        let error = check_shape(&[half, half]).unwrap_err();
        assert_eq!(error.status, Status::Overflow);
        assert!(error.message.contains("4294967296 x 4294967296"), "{}", error.message);
        assert_eq!(check_shape(&[half, 0, half]).unwrap_err().status, Status::Overflow);
        assert_eq!(c_strides(&[i64::MAX / 4], 8).unwrap_err().status, Status::Overflow);
        let error = check_shape(&[4, -2]).unwrap_err();
        assert_eq!(error.status, Status::Shape);
        assert!(error.message.contains("-2") && error.message.contains("axis 1"), "{}", error.message);
        assert!(check_shape(&[1; 32]).is_ok());
        assert_eq!(check_shape(&[1; 33]).unwrap_err().status, Status::Shape);
    }

    #[test]
    fn extents_in_bytes() {
        assert_eq!(extent_of(&[3, 4], &[32, 8], 8).unwrap(), (0, 96));
        assert_eq!(extent_of(&[3, 4], &[-32, 8], 8).unwrap(), (-64, 32));
        assert_eq!(extent_of(&[3, 0], &[32, 8], 8).unwrap(), (0, 0));
        assert_eq!(extent_of(&[], &[], 8).unwrap(), (0, 8));
        assert_eq!(extent_of(&[3], &[i64::MAX / 2], 8).unwrap_err().status, Status::Overflow);
        assert_eq!(extent_of(&[3], &[], 8).unwrap_err().status, Status::Shape);
    }

    #[test]
    fn ravel_and_back() {
        let shape = [2, 3, 4];
        for position in 0..24 {
            assert_eq!(ravel(&shape, &unravel(&shape, position)), position);
        }
        assert_eq!(unravel(&[], 0), Vec::<i64>::new());
        assert_eq!(ravel(&[2, 3, 4], &[1, 2, 3]), 23);
    }
}
