//! Cyclic and block-cyclic axes: blocks of equal width dealt out in turn, as ScaLAPACK has them.

use super::section::AxisSection;
use super::spec::{AxisKind, DimSpec};
use crate::error::Result;
use crate::fail;
use crate::index::{AxisSlice, Run};
use crate::protocol::DimKind;

/// A cyclic axis over a number of coordinates. Block k belongs to coordinate `k % procs`, the last,
/// partial block too.
#[derive(Clone, Debug, PartialEq)]
pub struct Cyclic {
    size: i64,
    procs: i64,
    block: i64,
}

impl Cyclic {
    /// A cyclic axis with this block size over `procs` coordinates.
    pub(super) fn from_spec(axis: usize, spec: &DimSpec, block: i64, procs: i64) -> Result<Cyclic> {
        if block < 1 {
            fail!(Distribution, "block size {block} of axis {axis} is not positive");
        }
        if procs.checked_mul(block).is_none() {
            fail!(Overflow, "block size {block} of axis {axis} times {procs} coordinates passes 2^63 - 1");
        }
        let padded =
            spec.comm_padding != [0, 0] || spec.cut_padding.is_some() || spec.boundary_padding != [0, 0];
        if padded || spec.periodic {
            fail!(Distribution, "axis {axis} is cyclic; only block axes have padding or wrap around");
        }
        Ok(Cyclic { size: spec.size, procs, block })
    }

    /// Numbers that were checked before.
    pub(super) fn again(size: i64, block: i64, procs: i64) -> Cyclic {
        Cyclic { size, procs, block }
    }

    /// Global extent.
    pub fn size(&self) -> i64 {
        self.size
    }

    /// Number of coordinates.
    pub fn procs(&self) -> i64 {
        self.procs
    }

    /// Width of the blocks.
    pub fn block_size(&self) -> i64 {
        self.block
    }

    /// The global indices that a coordinate owns.
    pub fn owned(&self, coord: i64) -> Run {
        let (full, rest) = (self.size / self.block, self.size % self.block);
        let turns = full / self.procs;
        let extra = match (full % self.procs).cmp(&coord) {
            std::cmp::Ordering::Greater => self.block,
            std::cmp::Ordering::Equal => rest,
            std::cmp::Ordering::Less => 0,
        };
        // The period was checked to fit, and all owned indices are below the size.
        Run::new(coord * self.block, turns * self.block + extra, self.procs * self.block, self.block)
            .unwrap_or(Run::EMPTY)
    }

    /// The coordinate that owns an index in `0..size`.
    pub fn owner(&self, index: i64) -> i64 {
        index / self.block % self.procs
    }

    /// What a coordinate holds.
    pub(super) fn section(&self, coord: i64) -> AxisSection {
        AxisSection::unpadded(self.owned(coord))
    }

    /// The coordinates that own anything of a slice, ascending. Each is decided in O(log size).
    pub(super) fn slice_coords(&self, slice: &AxisSlice) -> Vec<i64> {
        let Some((low, distance)) = slice.ascending() else { return Vec::new() };
        let period = self.procs * self.block;
        let meets = |coord: i64| {
            let window = (coord * self.block - low).rem_euclid(period);
            first_in_window(distance % period, period, window, self.block)
                .is_some_and(|k| k < i128::from(slice.count()))
        };
        (0..self.procs).filter(|&coord| meets(coord)).collect()
    }

    /// The keys of a coordinate's dimension dictionary.
    pub(super) fn dim_kind(&self, coord: i64) -> DimKind {
        DimKind::Cyclic { start: coord * self.block, block_size: self.block }
    }

    /// What would make this axis again.
    pub(super) fn spec(&self) -> DimSpec {
        DimSpec::new(self.size, AxisKind::Cyclic { block_size: self.block })
    }

    /// Whether every coordinate has one block at most, so that it is a block axis by another name.
    pub(super) fn is_single_turn(&self) -> bool {
        self.procs * self.block >= self.size
    }
}

/// The smallest k >= 0 with `k * step` modulo `period` in the window of `width` that begins at
/// `start`, where `0 <= step, start < period` and `1 <= width <= period`.
fn first_in_window(step: i64, period: i64, start: i64, width: i64) -> Option<i128> {
    let (start, last) = (i128::from(start), i128::from(start) + i128::from(width) - 1);
    if start == 0 || last >= i128::from(period) {
        return Some(0);
    }
    first_between(step.into(), period.into(), start, last)
}

/// The smallest k >= 0 with `low <= k * step mod period <= high`, for `0 < low <= high < period`.
/// As in Euclid's algorithm the numbers shrink geometrically.
fn first_between(step: i128, period: i128, low: i128, high: i128) -> Option<i128> {
    if low == 0 {
        return Some(0);
    }
    if step == 0 {
        return None;
    }
    if 2 * step > period {
        return first_between(period - step, period, period - high, period - low);
    }
    let k = (low - 1) / step + 1;
    if k * step <= high {
        return Some(k);
    }
    // No multiple of the step lies in the window: count how often it must have wrapped around.
    let wraps = first_between((step - period % step) % step, step, low % step, high % step)?;
    Some((low + period * wraps - 1) / step + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_against_counting() {
        for period in 1..14i64 {
            for step in 0..period {
                for start in 0..period {
                    for width in 1..=period {
                        let inside = |k: i64| (k * step - start).rem_euclid(period) < width;
                        let meant = (0..period).find(|&k| inside(k)).map(i128::from);
                        assert_eq!(
                            first_in_window(step, period, start, width),
                            meant,
                            "step {step} mod {period}, window {start}+{width}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn the_last_partial_block_goes_to_the_one_whose_turn_it_is() {
        let cyclic = Cyclic::from_spec(0, &DimSpec::cyclic(17, 3), 3, 4).unwrap();
        let counts: Vec<i64> = (0..4).map(|coord| cyclic.owned(coord).count()).collect();
        assert_eq!(counts, [6, 5, 3, 3]);
        assert!(cyclic.owned(1).contains(16) && !cyclic.owned(0).contains(16));
    }

    #[test]
    fn slices_of_huge_axes_are_decided_at_once() {
        let size = i64::MAX - 1;
        let cyclic = Cyclic::from_spec(0, &DimSpec::cyclic(size, 64), 64, 6).unwrap();
        let slice = AxisSlice::new(0, size, 5, size, 384).unwrap();
        assert_eq!(cyclic.slice_coords(&slice), [0]);
        let slice = AxisSlice::new(0, size, size - 1, -1, -127).unwrap();
        assert_eq!(cyclic.slice_coords(&slice), [0, 1, 2, 3, 4, 5]);
    }
}
