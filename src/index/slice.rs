//! A slice of one axis: indices at equal distances, forwards or backwards.

use crate::error::Result;
use crate::fail;

/// The indices `start`, `start + step`, ..., `count` of them; `step` may be negative, not 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AxisSlice {
    start: i64,
    step: i64,
    count: i64,
}

impl AxisSlice {
    /// The indices from `start` by `step` before `stop` is reached. Nothing is wrapped or clipped:
    /// a slice that leaves `0..extent` fails. A backward slice that ends with index 0 has stop -1.
    pub fn new(axis: usize, extent: i64, start: i64, stop: i64, step: i64) -> Result<AxisSlice> {
        if step == 0 {
            fail!(Argument, "the slice of axis {axis} has step 0; steps are positive or negative");
        }
        let empty = if step > 0 { start >= stop } else { start <= stop };
        if empty {
            return Ok(AxisSlice::canonical(start, step, 0));
        }
        let (low, high) = if step > 0 { (start, stop) } else { (stop, start) };
        let (least, most) = if step > 0 { (0, extent) } else { (-1, extent - 1) };
        if low < least || high > most {
            fail!(Index, "the slice {start}:{stop}:{step} of axis {axis} leaves the indices 0..{extent}");
        }
        let stride = step.unsigned_abs();
        let count = ((high - low - 1) as u64 / stride) as i64 + 1;
        Ok(AxisSlice::canonical(start, step, count))
    }

    /// With one index at most, the step means nothing, without any the start neither; slices of the
    /// same indices are equal.
    fn canonical(start: i64, step: i64, count: i64) -> AxisSlice {
        match count {
            0 => AxisSlice { start: 0, step: 1, count },
            1 => AxisSlice { start, step: 1, count },
            _ => AxisSlice { start, step, count },
        }
    }

    /// All of `0..extent`.
    pub fn whole(extent: i64) -> AxisSlice {
        AxisSlice::canonical(0, 1, extent)
    }

    /// The first index.
    pub fn start(&self) -> i64 {
        self.start
    }

    /// The distance between neighbours, not 0.
    pub fn step(&self) -> i64 {
        self.step
    }

    /// Number of indices.
    pub fn count(&self) -> i64 {
        self.count
    }

    /// Whether it is all of `0..extent`, forwards.
    pub fn is_whole(&self, extent: i64) -> bool {
        *self == AxisSlice::canonical(0, 1, extent)
    }

    /// The k-th index, which must be one of the slice's.
    pub fn get(&self, k: i64) -> i64 {
        self.start + k * self.step
    }

    /// Which index of the slice this is.
    pub fn position(&self, index: i64) -> Option<i64> {
        let (low, distance) = self.ascending()?;
        let offset = index.checked_sub(low).filter(|offset| *offset >= 0 && offset % distance == 0)?;
        let k = offset / distance;
        (k < self.count).then_some(if self.step > 0 { k } else { self.count - 1 - k })
    }

    /// The slice `inner` of what this slice selects, as a slice of the axis itself. `inner` must stay
    /// inside `0..count`.
    pub fn then(&self, inner: &AxisSlice) -> AxisSlice {
        // Without a second index the product of the steps may be anything; with one it is inside the axis.
        let step = if inner.count > 1 { self.step * inner.step } else { 1 };
        let start = if inner.count > 0 { self.get(inner.start) } else { 0 };
        AxisSlice::canonical(start, step, inner.count)
    }

    /// The positions in the slice whose indices lie in `range`, an interval of positions.
    pub fn positions_in(&self, range: &std::ops::Range<i64>) -> std::ops::Range<i64> {
        let Some((low, distance)) = self.ascending() else { return 0..0 };
        let below =
            |bound: i64| if bound <= low { 0 } else { ((bound - low - 1) / distance + 1).min(self.count) };
        let (first, end) = (below(range.start), below(range.end));
        if self.step > 0 { first..end } else { self.count - end..self.count - first }
    }

    /// The smallest index, and the distance to the next larger one; None if there is no index.
    pub fn ascending(&self) -> Option<(i64, i64)> {
        if self.count == 0 {
            return None;
        }
        let low = if self.step > 0 { self.start } else { self.start + (self.count - 1) * self.step };
        Some((low, self.step.saturating_abs()))
    }

    /// The smallest index of the slice that is at least `bound`.
    pub fn first_from(&self, bound: i64) -> Option<i64> {
        let (low, distance) = self.ascending()?;
        if bound <= low {
            return Some(low);
        }
        let k = (bound - low - 1) / distance + 1;
        (k < self.count).then(|| low + k * distance)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Status;

    fn python(start: i64, stop: i64, step: i64) -> Vec<i64> {
        let mut indices = Vec::new();
        let mut i = start;
        while (step > 0 && i < stop) || (step < 0 && i > stop) {
            indices.push(i);
            i += step;
        }
        indices.sort_unstable();
        indices
    }

    #[test]
    fn every_small_slice() {
        let extent = 7;
        for start in -1..=extent {
            for stop in -1..=extent {
                for step in [-9, -3, -2, -1, 1, 2, 3, 9] {
                    let meant = python(start, stop, step);
                    let inside = meant.is_empty()
                        || if step > 0 { start >= 0 && stop <= extent } else { start < extent && stop >= -1 };
                    match AxisSlice::new(0, extent, start, stop, step) {
                        Ok(slice) => {
                            assert!(inside);
                            assert_eq!(slice.count(), meant.len() as i64);
                            for bound in -2..12 {
                                let below = slice.positions_in(&(-5..bound));
                                let kept: Vec<i64> = below.map(|k| slice.get(k)).collect();
                                assert_eq!(kept.len(), meant.iter().filter(|&&i| i < bound).count());
                                assert!(kept.iter().all(|&i| i < bound));
                                let at = slice.position(bound).map(|k| slice.get(k));
                                assert_eq!(at, meant.contains(&bound).then_some(bound));
                                let first = meant.iter().copied().find(|&i| i >= bound);
                                assert_eq!(
                                    slice.first_from(bound),
                                    first,
                                    "{start}:{stop}:{step} from {bound}"
                                );
                            }
                        }
                        Err(error) => {
                            assert!(!inside, "{start}:{stop}:{step}");
                            assert_eq!(error.status, Status::Index);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn slices_of_slices() {
        let extent = 11;
        for (start, stop, step) in [(0, 11, 1), (1, 11, 3), (10, -1, -2), (4, 5, 7), (3, 3, 1)] {
            let outer = AxisSlice::new(0, extent, start, stop, step).unwrap();
            for (start, stop, step) in [(0, outer.count(), 2), (outer.count() - 1, -1, -1), (0, 0, 1)] {
                let inner = AxisSlice::new(0, outer.count(), start, stop, step).unwrap();
                let both = outer.then(&inner);
                assert_eq!(both.count(), inner.count());
                assert!((0..both.count()).all(|k| both.get(k) == outer.get(inner.get(k))));
            }
        }
        assert!(AxisSlice::new(0, 1, 0, -1, -1).unwrap().is_whole(1));
        assert!(!AxisSlice::new(0, 2, 1, -1, -1).unwrap().is_whole(2));
    }

    #[test]
    fn extremes() {
        let whole = AxisSlice::new(0, i64::MAX, 0, i64::MAX, 1).unwrap();
        assert_eq!(whole.count(), i64::MAX);
        let back = AxisSlice::new(0, i64::MAX, i64::MAX - 1, -1, i64::MIN).unwrap();
        assert_eq!((back.count(), back.first_from(0)), (1, Some(i64::MAX - 1)));
        let error = AxisSlice::new(3, 5, 0, 5, 0).unwrap_err();
        assert!(error.message.contains("axis 3") && error.message.contains("step 0"));
    }
}
