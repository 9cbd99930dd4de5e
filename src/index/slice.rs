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
            return Ok(AxisSlice { start, step, count: 0 });
        }
        let (low, high) = if step > 0 { (start, stop) } else { (stop, start) };
        let (least, most) = if step > 0 { (0, extent) } else { (-1, extent - 1) };
        if low < least || high > most {
            fail!(Index, "the slice {start}:{stop}:{step} of axis {axis} leaves the indices 0..{extent}");
        }
        let stride = step.unsigned_abs();
        let count = ((high - low - 1) as u64 / stride) as i64 + 1;
        Ok(AxisSlice { start, step, count })
    }

    /// Number of indices.
    pub fn count(&self) -> i64 {
        self.count
    }

    /// The smallest index, and the distance to the next larger one; None if there is no index.
    pub fn ascending(&self) -> Option<(i64, i64)> {
        if self.count == 0 {
            return None;
        }
        if self.count == 1 {
            return Some((self.start, 1));
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
    fn extremes() {
        let whole = AxisSlice::new(0, i64::MAX, 0, i64::MAX, 1).unwrap();
        assert_eq!(whole.count(), i64::MAX);
        let back = AxisSlice::new(0, i64::MAX, i64::MAX - 1, -1, i64::MIN).unwrap();
        assert_eq!((back.count(), back.first_from(0)), (1, Some(i64::MAX - 1)));
        let error = AxisSlice::new(3, 5, 0, 5, 0).unwrap_err();
        assert!(error.message.contains("axis 3") && error.message.contains("step 0"));
    }
}
