//! Runs: the indices that a rank holds along one axis, in four numbers instead of a list.

use super::Range;
use crate::error::Result;
use crate::fail;

/// Blocks of `block` consecutive indices whose first indices are `start`, `start + step`, ...;
/// `count` counts the indices, so that the last block may be cut short.
///
/// The j-th index is `start + (j / block) * step + j % block`. Indices ascend: `step >= block >= 1`.
/// A contiguous run is one block, held in the form `block == step == max(count, 1)`; empty runs
/// are all equal, so that derived equality compares sets of indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Run {
    start: i64,
    count: i64,
    step: i64,
    block: i64,
}

impl Run {
    /// A run without indices.
    pub const EMPTY: Run = Run { start: 0, count: 0, step: 1, block: 1 };

    /// A run; fails if the numbers describe none, or indices beyond 63 bits.
    pub fn new(start: i64, count: i64, step: i64, block: i64) -> Result<Run> {
        if count < 0 || block < 1 || step < block {
            fail!(
                Argument,
                "a run needs count >= 0 and step >= block >= 1; given count {count}, step {step}, block {block}"
            );
        }
        let last = (count - 1).max(0);
        let end = (last / block).checked_mul(step).and_then(|n| n.checked_add(last % block + 1));
        if end.and_then(|n| n.checked_add(start)).is_none() {
            fail!(Overflow, "the run of {count} indices from {start} by {step} passes 2^63 - 1");
        }
        Ok(Run::canonical(start, count, step, block))
    }

    /// The run `range`.
    pub fn contiguous(range: Range) -> Run {
        let count = range.end.saturating_sub(range.start).max(0);
        Run::canonical(range.start, count, count.max(1), count.max(1))
    }

    fn canonical(start: i64, count: i64, step: i64, block: i64) -> Run {
        if count <= 0 {
            Run::EMPTY
        } else if count <= block || step == block {
            Run { start, count, step: count, block: count }
        } else {
            Run { start, count, step, block }
        }
    }

    /// Number of indices.
    pub fn count(&self) -> i64 {
        self.count
    }

    /// First index of the first block (0 for the empty run).
    pub fn start(&self) -> i64 {
        self.start
    }

    /// Distance between the first indices of consecutive blocks.
    pub fn step(&self) -> i64 {
        self.step
    }

    /// Indices per block.
    pub fn block(&self) -> i64 {
        self.block
    }

    /// Whether there is no index.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Number of blocks; the last may be short.
    pub fn blocks(&self) -> i64 {
        if self.count == 0 { 0 } else { (self.count - 1) / self.block + 1 }
    }

    /// The k-th block.
    pub fn block_range(&self, k: i64) -> Option<Range> {
        if k < 0 || k >= self.blocks() {
            return None;
        }
        let first = self.start + k * self.step;
        Some(first..first + self.block.min(self.count - k * self.block))
    }

    /// The indices as one interval, where they are one.
    pub fn as_range(&self) -> Option<Range> {
        (self.blocks() <= 1).then(|| self.start..self.start + self.count)
    }

    /// The smallest interval around all indices.
    pub fn hull(&self) -> Range {
        match self.block_range(self.blocks() - 1) {
            Some(last) => self.start..last.end,
            None => self.start..self.start,
        }
    }

    /// The j-th index.
    pub fn get(&self, j: i64) -> Option<i64> {
        (0..self.count).contains(&j).then(|| self.start + (j / self.block) * self.step + j % self.block)
    }

    /// Where `index` stands in the run.
    pub fn position(&self, index: i64) -> Option<i64> {
        if index < self.start {
            return None;
        }
        let offset = index.checked_sub(self.start)?;
        let (k, within) = (offset / self.step, offset % self.step);
        if within >= self.block {
            return None;
        }
        let j = k.checked_mul(self.block)?.checked_add(within)?;
        (j < self.count).then_some(j)
    }

    /// Whether `index` is in the run.
    pub fn contains(&self, index: i64) -> bool {
        self.position(index).is_some()
    }

    /// How many indices are below `index`; the position of the first one that is not.
    pub fn count_below(&self, index: i64) -> i64 {
        if index <= self.start {
            return 0;
        }
        let offset = index.saturating_sub(self.start);
        let below = (offset / self.step).saturating_mul(self.block);
        below.saturating_add((offset % self.step).min(self.block)).min(self.count)
    }

    /// The indices inside `range`, as at most two runs: the rest of a block that `range` cuts in
    /// front, and whole blocks with a possibly short last one.
    pub fn clip(&self, range: Range) -> [Run; 2] {
        let (first, end) = (self.count_below(range.start), self.count_below(range.end));
        if first >= end {
            return [Run::EMPTY; 2];
        }
        let to_next_block = (self.block - first % self.block) % self.block;
        let head_end = first.saturating_add(to_next_block).min(end);
        let at = |j: i64| self.start + (j / self.block) * self.step + j % self.block;
        let head = Run::contiguous(at(first)..at(first) + (head_end - first));
        let body = Run::canonical(at(head_end), end - head_end, self.step, self.block);
        [head, body]
    }

    /// The intervals that lie in both runs, in ascending order, made one at a time: O(1) memory,
    /// and no more steps than the two runs have blocks inside each other's reach.
    pub fn overlaps(&self, other: &Run) -> Overlaps {
        Overlaps { a: *self, b: *other, from: self.start.max(other.start) }
    }

    /// The part of a block that holds the first index at or after `from`.
    fn next_piece(&self, from: i64) -> Option<Range> {
        let j = self.count_below(from);
        let first = self.get(j)?;
        let end = first + (self.block - j % self.block).min(self.count - j);
        Some(first..end)
    }
}

/// Iterator over the common intervals of two runs; see [`Run::overlaps`].
#[derive(Clone, Debug)]
pub struct Overlaps {
    a: Run,
    b: Run,
    from: i64,
}

impl Iterator for Overlaps {
    type Item = Range;

    fn next(&mut self) -> Option<Range> {
        loop {
            let a = self.a.next_piece(self.from)?;
            let b = self.b.next_piece(self.from)?;
            let common = a.start.max(b.start)..a.end.min(b.end);
            if common.start < common.end {
                self.from = common.end;
                return Some(common);
            }
            self.from = a.start.max(b.start);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Status;
    use proptest::prelude::*;

    fn list(run: &Run) -> Vec<i64> {
        (0..run.count()).map(|j| run.get(j).unwrap()).collect()
    }

    #[test]
    fn blocks_of_a_cyclic_run() {
        let run = Run::new(2, 5, 6, 2).unwrap();
        assert_eq!(list(&run), [2, 3, 8, 9, 14]);
        assert_eq!(run.blocks(), 3);
        assert_eq!(run.block_range(2), Some(14..15));
        assert_eq!(run.hull(), 2..15);
        assert_eq!(run.as_range(), None);
        assert_eq!(run.clip(3..14), [Run::contiguous(3..4), Run::contiguous(8..10)]);
    }

    #[test]
    fn equal_sets_are_equal() {
        assert_eq!(Run::new(4, 6, 2, 2).unwrap(), Run::contiguous(4..10));
        assert_eq!(Run::new(4, 2, 9, 3).unwrap(), Run::contiguous(4..6));
        assert_eq!(Run::new(9, 0, 9, 3).unwrap(), Run::EMPTY);
        let backwards = Range { start: 5, end: 3 };
        assert_eq!(Run::contiguous(backwards), Run::EMPTY);
    }

    #[test]
    fn refuses_what_is_no_run() {
        assert_eq!(Run::new(0, 4, 1, 2).unwrap_err().status, Status::Argument);
        assert_eq!(Run::new(0, -1, 1, 1).unwrap_err().status, Status::Argument);
        assert_eq!(Run::new(0, 4, 2, 0).unwrap_err().status, Status::Argument);
        assert_eq!(Run::new(i64::MAX - 4, 9, 1, 1).unwrap_err().status, Status::Overflow);
        assert_eq!(Run::new(0, 9, i64::MAX / 2, 1).unwrap_err().status, Status::Overflow);
        assert_eq!(Run::contiguous(0..i64::MAX).count_below(i64::MAX), i64::MAX);
        assert!(Run::contiguous(-3..i64::MAX - 3).contains(-1));
    }

    prop_compose! {
        fn any_run()(start in -20i64..40, count in 0i64..25, block in 1i64..6, gap in 0i64..9) -> Run {
            Run::new(start, count, block + gap, block).unwrap()
        }
    }

    proptest! {
        #[test]
        fn positions_are_the_inverse(run in any_run()) {
            let indices = list(&run);
            prop_assert!(indices.windows(2).all(|w| w[0] < w[1]));
            for index in -30..300 {
                prop_assert_eq!(run.position(index), indices.iter().position(|&i| i == index).map(|j| j as i64));
                prop_assert_eq!(run.count_below(index), indices.iter().filter(|&&i| i < index).count() as i64);
            }
            prop_assert_eq!(run.get(-1), None);
            prop_assert_eq!(run.get(run.count()), None);
        }

        #[test]
        fn clipping_keeps_what_is_inside(run in any_run(), low in -30i64..120, width in 0i64..120) {
            let [head, body] = run.clip(low..low + width);
            let kept: Vec<i64> = list(&head).into_iter().chain(list(&body)).collect();
            let meant: Vec<i64> = list(&run).into_iter().filter(|i| (low..low + width).contains(i)).collect();
            prop_assert_eq!(kept, meant);
        }

        #[test]
        fn overlaps_are_the_intersection(a in any_run(), b in any_run()) {
            let found: Vec<i64> = a.overlaps(&b).flatten().collect();
            let meant: Vec<i64> = list(&a).into_iter().filter(|&i| b.contains(i)).collect();
            prop_assert_eq!(found, meant);
        }
    }
}
