//! One axis made from another: sliced, or counted in smaller or larger elements.

use super::block::Block;
use super::cyclic::Cyclic;
use super::sliced::{Base, Sliced, Weave};
use super::spec::{AxisKind, DimSpec};
use super::{Indices, Map};
use crate::error::Result;
use crate::fail;
use crate::index::AxisSlice;

/// Elements of one tooth that are looked at one by one, before a slice counts as not strided.
const WALKED: i64 = 1 << 16;

impl Map {
    /// The part of the axis inside a slice. All of it stays as it is, padding included; any other
    /// slice drops padding and does not wrap around.
    pub fn slice(&self, axis: usize, slice: &AxisSlice) -> Result<Map> {
        if slice.is_whole(self.size()) {
            return Ok(self.clone());
        }
        Ok(match self {
            Map::Undistributed(_) => Map::Undistributed(Block::whole(slice.count())),
            Map::Block(block) => match block.slice(slice) {
                Some(sliced) => Map::Block(sliced),
                None => Map::Sliced(Sliced::new(Base::Block(block.without_padding()), *slice)),
            },
            Map::Cyclic(cyclic) => slice_cyclic(cyclic, slice),
            Map::Unstructured(unstructured) => Map::Unstructured(unstructured.slice(axis, slice)?),
            Map::Sliced(sliced) => {
                let whole = sliced.slice().then(slice);
                match sliced.base() {
                    Base::Block(block) => Map::Block(block.clone()).slice(axis, &whole)?,
                    Base::Cyclic(cyclic) => slice_cyclic(cyclic, &whole),
                }
            }
        })
    }

    /// Whether on every coordinate the elements of a slice lie at equal distances in storage, so that a
    /// strided view shows them. The same on all ranks. On an unstructured axis only all of it does.
    pub fn is_strided(&self, slice: &AxisSlice) -> bool {
        if slice.is_whole(self.size()) || slice.count() <= 1 {
            return true;
        }
        match self {
            Map::Undistributed(_) | Map::Block(_) => true,
            Map::Unstructured(_) => false,
            Map::Cyclic(cyclic) => is_uniform(cyclic, slice) || self.steps_agree(slice),
            Map::Sliced(sliced) => match sliced.base() {
                Base::Block(_) => true,
                Base::Cyclic(cyclic) => {
                    is_uniform(cyclic, &sliced.slice().then(slice)) || self.steps_agree(slice)
                }
            },
        }
    }

    /// Looks at the first elements of every coordinate; behind two periods the distances repeat. Where
    /// more than `WALKED` would have to be looked at one by one, the answer is no.
    fn steps_agree(&self, slice: &AxisSlice) -> bool {
        let Ok(part) = self.slice(0, slice) else { return false };
        (0..self.procs()).all(|coord| {
            let (Ok(inner), Ok(outer)) = (part.section(coord), self.section(coord)) else { return false };
            let place = |j: i64| inner.owned.get(j).and_then(|i| outer.stored.position(slice.get(i)));
            let distance = |j: i64| place(j).zip(place(j - 1)).map(|(b, a)| b - a);
            let agrees = |j: i64| j < 1 || j >= inner.owned.count() || distance(j) == distance(1);
            let teeth: Vec<i64> = match &inner.owned {
                Indices::Comb(comb) => comb.teeth().iter().map(|tooth| tooth.end - tooth.start).collect(),
                Indices::Run(run) => vec![run.block()],
                Indices::Labels(_) => return false,
            };
            let mut first = 0;
            for width in teeth.iter().chain(&teeth).chain([&1]) {
                // Inside one block of a cyclic axis steps are equal distances.
                let looked = if matches!(self, Map::Cyclic(_)) { 2.min(*width) } else { *width };
                if looked > WALKED || !(first..first + looked).all(agrees) {
                    return false;
                }
                first += width;
            }
            true
        })
    }

    /// The axis counted in elements `numerator / denominator` as wide: one of the two is 1.
    pub fn scaled(&self, axis: usize, numerator: i64, denominator: i64) -> Result<Map> {
        let scale = |n: i64| {
            if n % denominator != 0 {
                fail!(
                    Layout,
                    "axis {axis} can not be seen in elements {denominator} times as wide: a boundary between ranks, \
                     or the end, is at {n}"
                );
            }
            match (n / denominator).checked_mul(numerator) {
                Some(scaled) => Ok(scaled),
                None => fail!(Overflow, "axis {axis} would have 2^63 elements or more"),
            }
        };
        let pair = |widths: [i64; 2]| Ok([scale(widths[0])?, scale(widths[1])?]);
        match self {
            Map::Undistributed(block) | Map::Block(block) => {
                let bounds = if block.procs() == 1 {
                    None
                } else {
                    let ends = (0..block.procs()).map(|coord| scale(block.owned(coord).end));
                    Some(std::iter::once(Ok(0)).chain(ends).collect::<Result<Vec<i64>>>()?)
                };
                let spec = block.spec();
                let cuts = spec.cut_padding.map(|cuts| cuts.iter().map(|&c| scale(c)).collect::<Result<_>>());
                let scaled = DimSpec {
                    size: scale(spec.size)?,
                    kind: match self {
                        Map::Undistributed(_) => AxisKind::Undistributed,
                        _ => AxisKind::Block { bounds },
                    },
                    comm_padding: pair(spec.comm_padding)?,
                    cut_padding: cuts.transpose()?,
                    boundary_padding: pair(spec.boundary_padding)?,
                    ..spec
                };
                Map::from_spec(axis, &scaled, block.procs())
            }
            Map::Cyclic(cyclic) => {
                let spec = DimSpec::cyclic(scale(cyclic.size())?, scale(cyclic.block_size())?);
                Map::from_spec(axis, &spec, cyclic.procs())
            }
            Map::Unstructured(_) => {
                fail!(Layout, "axis {axis} is unstructured: its elements can not be cut or joined")
            }
            Map::Sliced(_) => {
                fail!(Layout, "axis {axis} is a slice with steps: its elements can not be cut or joined")
            }
        }
    }
}

/// A cyclic axis again, where the slice leaves one.
fn slice_cyclic(cyclic: &Cyclic, slice: &AxisSlice) -> Map {
    let weave = Weave::of(cyclic, slice);
    let (block, procs) = (cyclic.block_size(), cyclic.procs());
    if weave.start == 0 {
        if block == 1 && weave.step == 1 % procs {
            return Map::Cyclic(Cyclic::again(slice.count(), 1, procs));
        }
        if slice.step() > 0 && block % slice.step() == 0 {
            return Map::Cyclic(Cyclic::again(slice.count(), block / slice.step(), procs));
        }
    }
    Map::Sliced(Sliced::new(Base::Cyclic(cyclic.clone()), *slice))
}

/// Whether the numbers alone say that a slice lies at equal distances in the storage of a cyclic
/// axis: it stays inside one turn, steps evenly through every block, or meets each block at most at
/// one place.
fn is_uniform(cyclic: &Cyclic, slice: &AxisSlice) -> bool {
    let weave = Weave::of(cyclic, slice);
    let block = cyclic.block_size();
    let width = slice.step().unsigned_abs().saturating_mul(slice.count() as u64 - 1);
    width <= (weave.base_period - block) as u64
        || block % slice.step().saturating_abs() == 0
        || weave.base_period / weave.period >= block
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As many questions as the pattern has teeth, however wide these are.
    #[test]
    fn wide_blocks_are_decided_at_once() {
        let (size, block) = (1 << 50, 1 << 40);
        let map = Map::from_spec(0, &DimSpec::cyclic(size, block), 2).unwrap();
        for (step, strided) in [(3, false), (4, true), (-2, true), (-3, false), (1 << 41, true)] {
            let (start, stop) = if step > 0 { (5, size) } else { (size - 1, -1) };
            let slice = AxisSlice::new(0, size, start, stop, step).unwrap();
            assert_eq!(map.is_strided(&slice), strided, "step {step}");
        }
    }
}
