//! From views to one-dimensional rows: the order in which a computation visits its elements.
//!
//! A walk broadcasts its operands to the shape of the first one (the result), drops extents of 1,
//! follows the result's memory order, and merges axes that all operands traverse as one. So
//! contiguous arrays in any axis order become a single row. It knows no addresses, only offsets
//! in bytes.

use crate::error::Result;
use crate::fail;
use crate::memory::LocalView;

/// Most axes that an array may have.
pub const MAX_NDIM: usize = 32;

/// The axes that are left to traverse, outermost first, for `N` operands (the result first).
///
/// Offsets use wrapping arithmetic: they are right for views that describe memory, because every
/// offset within an object fits, and an empty walk has none.
pub struct Walk<const N: usize> {
    ndim: usize,
    empty: bool,
    /// Offset of the first element visited; not zero where an axis is traversed backwards.
    base: [i64; N],
    axes: [Axis<N>; MAX_NDIM],
}

#[derive(Clone, Copy)]
struct Axis<const N: usize> {
    extent: i64,
    strides: [i64; N],
}

/// One row: operand `i` has its elements at `offsets[i] + k * strides[i]` for `k < count`.
#[derive(Clone, Copy, Debug)]
pub struct Row<const N: usize> {
    /// Offset of each operand's first element, in bytes.
    pub offsets: [i64; N],
    /// Byte stride of each operand.
    pub strides: [i64; N],
    /// Elements in the row.
    pub count: usize,
}

impl<const N: usize> Walk<N> {
    /// Plans the traversal. The first view gives the shape; the others are broadcast to it.
    pub fn new(views: [&LocalView; N]) -> Result<Walk<N>> {
        let shape = views[0].shape;
        if shape.len() > MAX_NDIM {
            fail!(Shape, "an array has at most {MAX_NDIM} axes, not {}", shape.len());
        }
        for view in views {
            check_broadcast(view, shape)?;
        }
        let mut walk = Walk {
            ndim: 0,
            empty: shape.iter().any(|&n| n <= 0),
            base: [0; N],
            axes: [Axis { extent: 1, strides: [0; N] }; MAX_NDIM],
        };
        if !walk.empty {
            for (k, &extent) in shape.iter().enumerate().filter(|(_, n)| **n != 1) {
                walk.insert(extent, views.map(|v| broadcast_stride(v, k, shape.len())));
            }
            walk.coalesce();
        }
        Ok(walk)
    }

    /// Sorts an axis in by the size of its strides (the result's first), turning it around where
    /// the result runs backwards in memory.
    fn insert(&mut self, extent: i64, mut strides: [i64; N]) {
        if strides.iter().copied().find(|&s| s != 0).unwrap_or(0) < 0 {
            for (base, stride) in self.base.iter_mut().zip(&mut strides) {
                *base = base.wrapping_add(stride.wrapping_mul(extent - 1));
                *stride = stride.wrapping_neg();
            }
        }
        let size = strides.map(i64::unsigned_abs);
        let mut at = self.ndim;
        while at > 0 && self.axes[at - 1].strides.map(i64::unsigned_abs) < size {
            self.axes[at] = self.axes[at - 1];
            at -= 1;
        }
        self.axes[at] = Axis { extent, strides };
        self.ndim += 1;
    }

    /// Merges neighbouring axes where every operand steps from the end of the inner one to the
    /// next element of the outer one.
    fn coalesce(&mut self) {
        let mut kept = 0;
        for k in 1..self.ndim {
            let (outer, inner) = (self.axes[kept], self.axes[k]);
            let adjacent = (0..N).all(|i| outer.strides[i] == inner.strides[i].wrapping_mul(inner.extent));
            match outer.extent.checked_mul(inner.extent).filter(|_| adjacent) {
                Some(extent) => self.axes[kept] = Axis { extent, strides: inner.strides },
                None => {
                    kept += 1;
                    self.axes[kept] = inner;
                }
            }
        }
        self.ndim = self.ndim.min(kept + 1);
    }

    /// The first row, which has the strides and the length of all; None if there is no element.
    pub fn first(&self) -> Option<Row<N>> {
        let inner = match self.axes[..self.ndim].last() {
            Some(inner) => *inner,
            None => Axis { extent: 1, strides: [0; N] },
        };
        let row = Row { offsets: self.base, strides: inner.strides, count: inner.extent as usize };
        (!self.empty).then_some(row)
    }

    /// Number of elements.
    pub fn elements(&self) -> i64 {
        match self.empty {
            true => 0,
            false => self.axes[..self.ndim].iter().fold(1, |n: i64, axis| n.saturating_mul(axis.extent)),
        }
    }

    /// Calls `visit` for every row.
    pub fn rows(&self, mut visit: impl FnMut(Row<N>)) {
        let Some(mut row) = self.first() else { return };
        let outer = &self.axes[..self.ndim.saturating_sub(1)];
        let mut index = [0i64; MAX_NDIM];
        loop {
            visit(row);
            if !advance(outer, &mut index, &mut row.offsets) {
                return;
            }
        }
    }
}

/// Steps to the next row; false after the last one.
fn advance<const N: usize>(outer: &[Axis<N>], index: &mut [i64], offsets: &mut [i64; N]) -> bool {
    for (k, axis) in outer.iter().enumerate().rev() {
        index[k] += 1;
        let wraps = index[k] == axis.extent;
        let steps = if wraps { 1 - axis.extent } else { 1 };
        for (offset, stride) in offsets.iter_mut().zip(&axis.strides) {
            *offset = offset.wrapping_add(stride.wrapping_mul(steps));
        }
        if !wraps {
            return true;
        }
        index[k] = 0;
    }
    false
}

/// The stride with which a view follows axis `axis` of a result with `ndim` axes.
fn broadcast_stride(view: &LocalView, axis: usize, ndim: usize) -> i64 {
    match (axis + view.shape.len()).checked_sub(ndim) {
        Some(own) if view.shape[own] != 1 => view.strides[own],
        _ => 0,
    }
}

/// Checks that a view has one stride per axis and broadcasts to `shape`.
fn check_broadcast(view: &LocalView, shape: &[i64]) -> Result<()> {
    if view.strides.len() != view.shape.len() {
        fail!(Shape, "a view with {} axes has {} strides", view.shape.len(), view.strides.len());
    }
    let fits = view.shape.len() <= shape.len()
        && view.shape.iter().rev().zip(shape.iter().rev()).all(|(&n, &m)| n == m || n == 1);
    if !fits {
        fail!(
            Shape,
            "an operand of shape {:?} does not broadcast to the result's shape {shape:?}",
            view.shape
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dtype::DType;

    /// Offsets of the rows' first elements, and the rows' length, for views given by strides.
    fn rows<const N: usize>(shape: &[i64], strides: [&[i64]; N]) -> (Vec<[i64; N]>, usize) {
        let dtype = DType::Float64;
        let views = strides.map(|strides| LocalView { ptr: std::ptr::null_mut(), dtype, shape, strides });
        let views: [&LocalView; N] = std::array::from_fn(|i| &views[i]);
        let (mut starts, mut count) = (vec![], 0);
        Walk::new(views).unwrap().rows(|row| {
            starts.push(row.offsets);
            count = row.count;
        });
        (starts, count)
    }

    #[test]
    fn dense_arrays_in_any_axis_order_are_one_row() {
        let shape = [3, 1, 4, 5];
        for strides in [[160, 8, 40, 8], [8, 999, 24, 96], [-160, 0, -40, -8], [40, 7, 120, 8]] {
            let (starts, count) = rows(&shape, [&strides, &strides]);
            assert_eq!((starts.len(), count), (1, 60), "{strides:?}");
            let first: i64 = strides.iter().zip(shape).map(|(s, n)| (s * (n - 1)).min(0)).sum();
            assert_eq!(starts[0], [first; 2], "starts at the lowest address");
        }
    }

    #[test]
    fn rows_follow_the_memory_of_the_result() {
        // The result is in Fortran order, the operand in C order.
        let (starts, count) = rows(&[2, 3], [&[8, 16], &[24, 8]]);
        assert_eq!((starts, count), (vec![[0, 0], [16, 8], [32, 16]], 2));
        // Padded rows do not merge.
        let (starts, count) = rows(&[2, 3], [&[32, 8]]);
        assert_eq!((starts, count), (vec![[0], [32]], 3));
        // A repeated row merges neither.
        let (starts, count) = rows(&[2, 3], [&[24, 8], &[0, 8]]);
        assert_eq!((starts, count), (vec![[0, 0], [24, 0]], 3));
    }

    #[test]
    fn no_axes_are_one_element_and_an_empty_axis_none() {
        assert_eq!(rows(&[], [&[]]), (vec![[0]], 1));
        assert_eq!(rows(&[1, 1], [&[5, 7]]), (vec![[0]], 1));
        assert_eq!(rows(&[i64::MAX, 0], [&[i64::MAX, 8]]).0.len(), 0);
    }

    #[test]
    fn operands_are_broadcast_from_the_right() {
        let shape = [2, 3];
        let view =
            |shape, strides| LocalView { ptr: std::ptr::null_mut(), dtype: DType::Int8, shape, strides };
        let out = view(&shape, &[3, 1]);
        for (operand, fits) in [
            (view(&[3], &[1]), true),
            (view(&[2, 1], &[1, 9]), true),
            (view(&[], &[]), true),
            (view(&[2], &[1]), false),
            (view(&[1, 2, 3], &[6, 3, 1]), false),
            (view(&[2, 3], &[1]), false),
        ] {
            assert_eq!(Walk::new([&out, &operand]).is_ok(), fits, "{operand:?}");
        }
    }
}
