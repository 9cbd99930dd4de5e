//! What slicing leaves of a structured axis where neither a block nor a cyclic axis describes it:
//! blocks in descending order, and cyclic axes seen through steps. Four numbers beside the base.

use super::block::Block;
use super::cyclic::Cyclic;
use super::section::{AxisSection, Indices};
use crate::index::{AxisSlice, Comb, Range, Run};

/// The axis that is sliced.
#[derive(Clone, Debug, PartialEq)]
pub enum Base {
    /// Without padding, over several coordinates.
    Block(Block),
    /// Cyclic or block-cyclic.
    Cyclic(Cyclic),
}

/// A structured axis seen through a slice: its index i is the base's `slice.get(i)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Sliced {
    base: Base,
    slice: AxisSlice,
}

impl Sliced {
    /// The part of `base` inside `slice`.
    pub(super) fn new(base: Base, slice: AxisSlice) -> Sliced {
        Sliced { base, slice }
    }

    /// What is sliced.
    pub fn base(&self) -> &Base {
        &self.base
    }

    /// Which part of it this is.
    pub fn slice(&self) -> &AxisSlice {
        &self.slice
    }

    /// Global extent.
    pub fn size(&self) -> i64 {
        self.slice.count()
    }

    /// Number of coordinates.
    pub fn procs(&self) -> i64 {
        match &self.base {
            Base::Block(block) => block.procs(),
            Base::Cyclic(cyclic) => cyclic.procs(),
        }
    }

    /// The coordinate that owns an index in `0..size`.
    pub fn owner(&self, index: i64) -> i64 {
        match &self.base {
            Base::Block(block) => block.owner(self.slice.get(index)),
            Base::Cyclic(cyclic) => cyclic.owner(self.slice.get(index)),
        }
    }

    /// After how many indices the owners repeat; the size for a base in blocks.
    pub fn period(&self) -> i64 {
        match &self.base {
            Base::Block(_) => self.size(),
            Base::Cyclic(cyclic) => Weave::of(cyclic, &self.slice).period,
        }
    }

    /// The owner of an index, and where the consecutive indices end that it owns there.
    pub(super) fn stretch(&self, index: i64) -> (i64, i64) {
        let here = self.slice.get(index);
        let (coord, held) = match &self.base {
            Base::Block(block) => (block.owner(here), block.owned(block.owner(here))),
            Base::Cyclic(cyclic) => {
                let start = here - here % cyclic.block_size();
                (cyclic.owner(here), start..start.saturating_add(cyclic.block_size()))
            }
        };
        (coord, self.slice.positions_in(&held).end.max(index + 1))
    }

    /// What a coordinate holds, in ascending order of the sliced indices.
    pub(super) fn section(&self, coord: i64) -> AxisSection {
        let owned = self.owned(coord);
        AxisSection { stored: owned.clone(), owned, owned_offset: 0 }
    }

    fn owned(&self, coord: i64) -> Indices {
        match &self.base {
            Base::Block(block) => Indices::Run(Run::contiguous(self.slice.positions_in(&block.owned(coord)))),
            Base::Cyclic(cyclic) => {
                let comb = comb(cyclic, &self.slice, coord);
                comb.as_run().map_or(Indices::Comb(comb), Indices::Run)
            }
        }
    }

    /// The coordinates that own anything of a slice of this axis, ascending.
    pub(super) fn slice_coords(&self, slice: &AxisSlice) -> Vec<i64> {
        let whole = self.slice.then(slice);
        match &self.base {
            Base::Block(block) => block.slice_coords(&whole),
            Base::Cyclic(cyclic) => cyclic.slice_coords(&whole),
        }
    }

    /// Whether the base is a block axis, so that every coordinate owns one interval.
    pub fn is_contiguous(&self) -> bool {
        matches!(self.base, Base::Block(_))
    }

    /// Everything that tells this axis from others, as numbers.
    pub(super) fn words(&self, out: &mut Vec<i64>) {
        match &self.base {
            Base::Block(block) => block.words(out),
            Base::Cyclic(cyclic) => out.extend([cyclic.size(), cyclic.procs(), cyclic.block_size()]),
        }
        out.extend([self.slice.start(), self.slice.step(), self.slice.count()]);
    }
}

/// The numbers that decide who owns what of a sliced cyclic axis: the period of the base, the
/// slice's first index and step within it, and the period of the pattern that results.
pub(super) struct Weave {
    pub(super) base_period: i64,
    pub(super) start: i64,
    pub(super) step: i64,
    pub(super) period: i64,
}

impl Weave {
    pub(super) fn of(cyclic: &Cyclic, slice: &AxisSlice) -> Weave {
        let base_period = cyclic.procs() * cyclic.block_size();
        let step = slice.step().rem_euclid(base_period);
        Weave {
            base_period,
            start: slice.start().rem_euclid(base_period),
            step,
            period: base_period / gcd(step, base_period),
        }
    }
}

/// What of `slice` lies in the blocks of a coordinate.
fn comb(cyclic: &Cyclic, slice: &AxisSlice, coord: i64) -> Comb {
    let weave = Weave::of(cyclic, slice);
    let block = cyclic.block_size();
    // The step whose size is smallest leads to the same elements.
    let step = if weave.step > weave.base_period / 2 { weave.step - weave.base_period } else { weave.step };
    let span = weave.period.min(slice.count());
    let teeth = if step.abs() <= block {
        by_windows(&weave, step, block, coord, span)
    } else {
        by_residues(&weave, block, coord, span)
    };
    Comb::new(slice.count(), weave.period, teeth)
}

/// Small steps stay in a block for several indices: one interval for each time that the slice
/// passes over the coordinate's blocks.
fn by_windows(weave: &Weave, step: i64, block: i64, coord: i64, span: i64) -> Vec<Range> {
    if step == 0 {
        let inside = (coord * block..(coord + 1) * block).contains(&weave.start);
        return if inside { std::iter::once(0..1).collect() } else { Vec::new() };
    }
    let seen = AxisSeen { start: i128::from(weave.start), step: i128::from(step), count: i128::from(span) };
    let (low, high) = seen.hull();
    let period = i128::from(weave.base_period);
    let first = i128::from(coord * block);
    let mut turn = (low - first - i128::from(block)).div_euclid(period);
    let mut teeth = Vec::new();
    while first + turn * period <= high {
        let window = first + turn * period;
        teeth.push(seen.positions(window, window + i128::from(block)));
        turn += 1;
    }
    teeth.retain(|tooth| !tooth.is_empty());
    teeth.sort_unstable_by_key(|tooth| tooth.start);
    teeth
}

/// A progression that is not bound to an extent, in numbers that cannot overflow.
struct AxisSeen {
    start: i128,
    step: i128,
    count: i128,
}

impl AxisSeen {
    fn hull(&self) -> (i128, i128) {
        let last = self.start + (self.count - 1).max(0) * self.step;
        (self.start.min(last), self.start.max(last))
    }

    /// The positions whose values lie in `low..high`.
    fn positions(&self, low: i128, high: i128) -> Range {
        let ceil = |a: i128, b: i128| -(-a).div_euclid(b);
        let (first, end) = if self.step > 0 {
            (ceil(low - self.start, self.step), ceil(high - self.start, self.step))
        } else {
            let size = -self.step;
            (ceil(self.start - high + 1, size), ceil(self.start - low + 1, size))
        };
        first.clamp(0, self.count) as i64..end.clamp(0, self.count) as i64
    }
}

/// Large steps leave a block at once: one index for each remainder in the coordinate's block that the
/// slice meets.
fn by_residues(weave: &Weave, block: i64, coord: i64, span: i64) -> Vec<Range> {
    let step = weave.base_period / weave.period;
    let inverse = inverse(weave.step / step, weave.period);
    let first = coord * block;
    let offset = (weave.start - first).rem_euclid(step);
    let mut met: Vec<i64> = (first + offset..first + block)
        .step_by(step as usize)
        .map(|residue| {
            let turns = (residue - weave.start).rem_euclid(weave.base_period) / step;
            (i128::from(turns) * i128::from(inverse)).rem_euclid(i128::from(weave.period)) as i64
        })
        .filter(|&k| k < span)
        .collect();
    met.sort_unstable();
    met.into_iter().map(|k| k..k + 1).collect()
}

/// The greatest common divisor of two numbers, the second positive.
pub(super) fn gcd(a: i64, b: i64) -> i64 {
    if a == 0 { b } else { gcd(b % a, a) }
}

/// The number that times `a` leaves 1 modulo `period`, to which `a` is prime.
fn inverse(a: i64, period: i64) -> i64 {
    let (mut old, mut new) = ((i128::from(period), 0i128), (i128::from(a), 1i128));
    while new.0 != 0 {
        let quotient = old.0 / new.0;
        (old, new) = (new, (old.0 - quotient * new.0, old.1 - quotient * new.1));
    }
    old.1.rem_euclid(i128::from(period)) as i64
}

#[cfg(test)]
mod tests {
    use super::super::DimSpec;
    use super::*;

    #[test]
    fn every_slice_of_small_cyclic_axes() {
        for (size, block, procs) in [(23, 1, 4), (23, 2, 3), (30, 4, 3), (40, 6, 2), (37, 5, 1), (25, 12, 3)]
        {
            let cyclic = Cyclic::from_spec(0, &DimSpec::cyclic(size, block), block, procs).unwrap();
            for step in (-size..=size).filter(|&step| step != 0) {
                for start in 0..size {
                    let stop = if step > 0 { size } else { -1 };
                    let slice = AxisSlice::new(0, size, start, stop, step).unwrap();
                    check(&cyclic, slice, &format!("{size} by {block} on {procs}, {start}::{step}"));
                }
            }
        }
    }

    fn check(cyclic: &Cyclic, slice: AxisSlice, what: &str) {
        let sliced = Sliced::new(Base::Cyclic(cyclic.clone()), slice);
        for coord in 0..cyclic.procs() {
            let meant: Vec<i64> =
                (0..slice.count()).filter(|&i| cyclic.owner(slice.get(i)) == coord).collect();
            let owned = sliced.owned(coord);
            let found: Vec<i64> = (0..owned.count()).map(|j| owned.get(j).unwrap()).collect();
            assert_eq!(found, meant, "{what}, coordinate {coord}");
            assert!(found.iter().all(|&i| sliced.owner(i) == coord));
        }
    }

    #[test]
    fn huge_axes_cost_no_more() {
        let size = i64::MAX - 1;
        let cyclic = Cyclic::from_spec(0, &DimSpec::cyclic(size, 64), 64, 1000).unwrap();
        for step in [1, -1, 63, -65, 64_001, 1_000_000_007, -(size / 2)] {
            let (start, stop) = if step > 0 { (5, size) } else { (size - 7, -1) };
            let slice = AxisSlice::new(0, size, start, stop, step).unwrap();
            let sliced = Sliced::new(Base::Cyclic(cyclic.clone()), slice);
            let owned = sliced.owned(sliced.owner(0));
            assert_eq!(owned.get(0), Some(0), "step {step}");
            let last = owned.get(owned.count() - 1).unwrap();
            assert_eq!(sliced.owner(last), sliced.owner(0));
        }
    }
}
