//! Counting elements: into the bins of a histogram, and by their own value.

use super::cast::cast_loop;
use crate::compute::walk::Walk;
use crate::element::Element;
use crate::error::Result;
use crate::memory::{LocalView, SafeView};
use std::mem::MaybeUninit;

/// Elements that are converted at a time.
const BLOCK: usize = 512;

/// Calls `visit` with all elements, converted to `T`.
fn blocks<T: Element>(values: &SafeView<'_>, mut visit: impl FnMut(&[T])) -> Result<()> {
    let view = values.view();
    let mut room = [const { MaybeUninit::<T>::uninit() }; BLOCK];
    Walk::new([view])?.rows(|row| {
        let mut done = 0;
        while done < row.count {
            let count = BLOCK.min(row.count - done);
            // SAFETY: the row's elements are those of a section; the room has as many.
            visit(unsafe { converted(view, row.offsets[0], row.strides[0], done, count, &mut room) });
            done += count;
        }
    });
    Ok(())
}

/// Calls `visit` with all elements of two sections of one shape, converted to `T` and `W`.
fn pairs<T: Element, W: Element>(
    values: &SafeView<'_>,
    weights: &SafeView<'_>,
    mut visit: impl FnMut(&[T], &[W]),
) -> Result<()> {
    let (view, other) = (values.view(), weights.view());
    let mut room = [const { MaybeUninit::<T>::uninit() }; BLOCK];
    let mut second = [const { MaybeUninit::<W>::uninit() }; BLOCK];
    Walk::new([view, other])?.rows(|row| {
        let mut done = 0;
        while done < row.count {
            let count = BLOCK.min(row.count - done);
            // SAFETY: as above, for both.
            let (a, b) = unsafe {
                (
                    converted(view, row.offsets[0], row.strides[0], done, count, &mut room),
                    converted(other, row.offsets[1], row.strides[1], done, count, &mut second),
                )
            };
            visit(a, b);
            done += count;
        }
    });
    Ok(())
}

/// Some elements of a row as `T`: where they are, or converted.
///
/// # Safety
/// They are elements of the view, at most `BLOCK`, to which nobody writes meanwhile.
unsafe fn converted<'a, T: Element>(
    view: &LocalView,
    offset: i64,
    stride: i64,
    done: usize,
    count: usize,
    room: &'a mut [MaybeUninit<T>; BLOCK],
) -> &'a [T] {
    let size = size_of::<T>() as i64;
    let from = view.ptr.wrapping_offset(offset.wrapping_add(stride.wrapping_mul(done as i64)) as isize);
    // SAFETY: the caller's promise; the elements lie side by side and are of type T, or are converted to
    // the room.
    unsafe {
        if view.dtype == T::DTYPE && stride == size {
            return std::slice::from_raw_parts(from.cast(), count);
        }
        let at = room.as_mut_ptr().cast::<u8>();
        cast_loop(view.dtype, T::DTYPE)([at, from], [size as isize, stride as isize], count);
        std::slice::from_raw_parts(at.cast_const().cast(), count)
    }
}

/// The bins of a histogram: each from its edge to the next, which belongs to the next, but for the last.
#[derive(Clone, Copy, Debug)]
pub struct Bins<'a> {
    /// One more than bins, not descending; none or one for no bins.
    edges: &'a [f64],
    /// Bins per unit, where they are equally wide.
    scale: Option<f64>,
}

impl<'a> Bins<'a> {
    /// Bins between these edges.
    pub fn between(edges: &'a [f64]) -> Bins<'a> {
        Bins { edges, scale: None }
    }

    /// The same where they are equally wide, so that most places are computed.
    pub fn uniform(edges: &'a [f64]) -> Bins<'a> {
        let width = edges.last().unwrap_or(&0.0) - edges.first().unwrap_or(&0.0);
        Bins { edges, scale: Some((edges.len().saturating_sub(1)) as f64 / width) }
    }

    fn count(&self) -> usize {
        self.edges.len().saturating_sub(1)
    }

    /// The bin of a number; None for numbers outside, and nan.
    #[inline(always)]
    fn place(&self, x: f64) -> Option<usize> {
        let last = self.count().checked_sub(1)?;
        if !(x >= self.edges[0] && x <= self.edges[last + 1]) {
            return None;
        }
        if let Some(scale) = self.scale {
            // The conversion saturates, and takes nan to 0.
            let at = (((x - self.edges[0]) * scale) as usize).min(last);
            // Rounding may have led to a neighbour.
            if x >= self.edges[at] && (x < self.edges[at + 1] || at == last) {
                return Some(at);
            }
        }
        Some((self.edges.partition_point(|edge| *edge <= x) - 1).min(last))
    }
}

/// Adds 1 to the bin of every element.
pub fn count_bins(values: &SafeView<'_>, bins: &Bins<'_>, counts: &mut [i64]) -> Result<()> {
    blocks::<f64>(values, |block| {
        for place in block.iter().filter_map(|&x| bins.place(x)) {
            counts[place] += 1;
        }
    })
}

/// Adds its weight to the bin of every element.
pub fn weigh_bins(
    values: &SafeView<'_>,
    weights: &SafeView<'_>,
    bins: &Bins<'_>,
    sums: &mut [f64],
) -> Result<()> {
    pairs::<f64, f64>(values, weights, |block, weights| {
        for (&x, weight) in block.iter().zip(weights) {
            if let Some(place) = bins.place(x) {
                sums[place] += weight;
            }
        }
    })
}

/// The smallest and the greatest element as floating-point numbers; nan if there is one, None of nothing.
pub fn float_range(values: &SafeView<'_>) -> Result<Option<(f64, f64)>> {
    let (mut least, mut most, mut missing, mut any) = (f64::INFINITY, f64::NEG_INFINITY, false, false);
    blocks::<f64>(values, |block| {
        any = true;
        for &x in block {
            least = if x < least { x } else { least };
            most = if x > most { x } else { most };
            missing |= x.is_nan();
        }
    })?;
    Ok(any.then_some(if missing { (f64::NAN, f64::NAN) } else { (least, most) }))
}

/// The smallest and the greatest element as integers; None of nothing.
pub fn integer_range(values: &SafeView<'_>) -> Result<Option<(i64, i64)>> {
    let mut range: Option<(i64, i64)> = None;
    blocks::<i64>(values, |block| {
        let (least, most) = range.unwrap_or((i64::MAX, i64::MIN));
        range = Some(block.iter().fold((least, most), |(least, most), &x| (least.min(x), most.max(x))));
    })?;
    Ok(range)
}

/// Adds 1 to the count of every element's value; those that have none are left out.
pub fn count_values(values: &SafeView<'_>, counts: &mut [i64]) -> Result<()> {
    blocks::<i64>(values, |block| {
        for &x in block {
            if let Some(count) = usize::try_from(x).ok().and_then(|at| counts.get_mut(at)) {
                *count += 1;
            }
        }
    })
}

/// Adds its weight to the sum of every element's value; those that have none are left out.
pub fn weigh_values(values: &SafeView<'_>, weights: &SafeView<'_>, sums: &mut [f64]) -> Result<()> {
    pairs::<i64, f64>(values, weights, |block, weights| {
        for (&x, weight) in block.iter().zip(weights) {
            if let Some(sum) = usize::try_from(x).ok().and_then(|at| sums.get_mut(at)) {
                *sum += weight;
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_belong_to_the_bin_that_begins_there() {
        let edges = [0.0, 0.1, 0.2, 0.30000000000000004, 0.4];
        for bins in [Bins::between(&edges), Bins::uniform(&edges)] {
            let places: Vec<_> = edges.iter().map(|&edge| bins.place(edge)).collect();
            assert_eq!(places, [Some(0), Some(1), Some(2), Some(3), Some(3)], "{bins:?}");
            assert_eq!(bins.place(0.3), Some(2), "below the edge, if barely");
            assert_eq!([-1e-300, 0.41, f64::NAN, f64::INFINITY].map(|x| bins.place(x)), [None; 4]);
        }
    }

    #[test]
    fn bins_may_be_empty_or_of_no_width_or_wider_than_a_float() {
        assert_eq!(Bins::between(&[1.0]).place(1.0), None);
        assert_eq!(Bins::between(&[]).place(1.0), None);
        let doubled = Bins::between(&[0.0, 1.0, 1.0, 2.0]);
        assert_eq!([0.5, 1.0, 2.0].map(|x| doubled.place(x)), [Some(0), Some(2), Some(2)]);
        let wide = [f64::MIN, -1.0, 1.0, f64::MAX];
        let wide = Bins::uniform(&wide);
        assert_eq!([-2.0, 0.0, 2.0, f64::MAX].map(|x| wide.place(x)), [Some(0), Some(1), Some(2), Some(2)]);
    }
}
