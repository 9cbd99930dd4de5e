//! Block axes: one contiguous interval per coordinate, even or by bounds, with padding.

use std::sync::Arc;

use super::section::{AxisSection, Indices};
use super::spec::{AxisKind, DimSpec};
use crate::error::Result;
use crate::fail;
use crate::index::{AxisSlice, Range, Run};
use crate::protocol::DimKind;

/// Where the blocks end.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Bounds {
    /// `chunk` elements each; the last ones may be short or empty.
    Even { chunk: i64 },
    /// One more entry than coordinates, from 0 to the size, never descending, and not the even ones.
    Irregular(Arc<[i64]>),
}

/// Widths of the communication padding.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Halo {
    /// Left and right width of every block, where there is a neighbour that owns something.
    Uniform([i64; 2]),
    /// Width at each cut, to both sides, and not the same at all.
    PerCut(Arc<[i64]>),
}

/// A block axis over a number of coordinates. An undistributed axis is one over a single coordinate.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    size: i64,
    procs: i64,
    bounds: Bounds,
    halo: Halo,
    boundary: [i64; 2],
    periodic: bool,
}

impl Block {
    /// The block axis that `spec` describes, over `procs` coordinates of its grid axis.
    pub(super) fn from_spec(axis: usize, spec: &DimSpec, procs: i64) -> Result<Block> {
        for (name, widths) in [("communication", spec.comm_padding), ("boundary", spec.boundary_padding)] {
            if widths.iter().any(|&width| width < 0) {
                fail!(
                    Distribution,
                    "{name} padding {widths:?} of axis {axis} is negative; widths are 0 or more"
                );
            }
        }
        let bounds = match &spec.kind {
            AxisKind::Block { bounds: Some(bounds) } => Some(check_bounds(axis, spec.size, procs, bounds)?),
            _ => None,
        };
        let mut block = Block {
            size: spec.size,
            procs,
            bounds: canonical_bounds(spec.size, procs, bounds),
            halo: Halo::Uniform([0, 0]),
            boundary: spec.boundary_padding,
            periodic: spec.periodic,
        };
        block.halo = match &spec.cut_padding {
            Some(cuts) => block.halo_from_cuts(axis, cuts)?,
            None => block.uniform_halo(axis, spec.comm_padding)?,
        };
        Ok(block)
    }

    /// A whole axis at a single coordinate, without padding.
    pub(super) fn whole(size: i64) -> Block {
        Block {
            size,
            procs: 1,
            bounds: Bounds::Even { chunk: even_chunk(size, 1) },
            halo: Halo::Uniform([0, 0]),
            boundary: [0, 0],
            periodic: false,
        }
    }

    /// The part of the axis inside a slice that ascends, without padding. None for one that descends
    /// over several coordinates: their order would no longer be the blocks'.
    pub(super) fn slice(&self, slice: &AxisSlice) -> Option<Block> {
        if self.procs == 1 {
            return Some(Block::whole(slice.count()));
        }
        if slice.step() < 0 && slice.count() > 1 {
            return None;
        }
        let end = |coord: i64| slice.positions_in(&(0..self.owned(coord).end)).end;
        let bounds = std::iter::once(0).chain((0..self.procs).map(end)).collect::<Vec<i64>>();
        Some(Block::with_bounds(slice.count(), self.procs, bounds))
    }

    /// The axis without padding, not wrapping around.
    pub(super) fn without_padding(&self) -> Block {
        Block { halo: Halo::Uniform([0, 0]), boundary: [0, 0], periodic: false, ..self.clone() }
    }

    /// Blocks by bounds that are known to be right, without padding.
    fn with_bounds(size: i64, procs: i64, bounds: Vec<i64>) -> Block {
        Block { bounds: canonical_bounds(size, procs, Some(&bounds)), procs, ..Block::whole(size) }
    }

    /// Global extent, boundary padding included.
    pub fn size(&self) -> i64 {
        self.size
    }

    /// Number of coordinates.
    pub fn procs(&self) -> i64 {
        self.procs
    }

    /// How many elements at both ends of the axis are boundary.
    pub fn boundary_padding(&self) -> [i64; 2] {
        self.boundary
    }

    /// Whether the axis wraps around.
    pub fn is_periodic(&self) -> bool {
        self.periodic
    }

    /// Whether any coordinate stores elements of a neighbour.
    pub fn has_comm_padding(&self) -> bool {
        self.halo != Halo::Uniform([0, 0])
    }

    /// Why the protocol cannot express this axis, if it cannot.
    pub(super) fn not_expressible(&self) -> Option<String> {
        match self.halo {
            Halo::Uniform([left, right]) if left != right => Some(format!(
                "communication padding [{left}, {right}]: the protocol wants the right width of a block and the \
                 left width of the next to be equal"
            )),
            _ => [0, self.procs - 1].into_iter().find_map(|coord| self.narrow_edge(coord)),
        }
    }

    /// A section that is narrower than the padding that its dictionary would have.
    fn narrow_edge(&self, coord: i64) -> Option<String> {
        let (stored, [left, right]) = (self.stored(coord), self.padding(coord));
        let fits = left.saturating_add(right) <= stored.end - stored.start;
        (!fits).then(|| {
            format!(
                "padding [{left}, {right}] at coordinate {coord}, which stores {} elements: the protocol wants a section \
                 to hold its padding",
                stored.end - stored.start
            )
        })
    }

    /// The global indices that a coordinate owns.
    pub fn owned(&self, coord: i64) -> Range {
        match &self.bounds {
            Bounds::Even { chunk } => {
                let start = coord.saturating_mul(*chunk).min(self.size);
                start..start.saturating_add(*chunk).min(self.size)
            }
            Bounds::Irregular(bounds) => bounds[coord as usize]..bounds[coord as usize + 1],
        }
    }

    /// The global indices that a coordinate stores: owned and communication padding.
    pub fn stored(&self, coord: i64) -> Range {
        let owned = self.owned(coord);
        let [left, right] = self.comm_widths(coord);
        owned.start - left..owned.end + right
    }

    /// Widths of a coordinate's communication padding.
    pub fn comm_widths(&self, coord: i64) -> [i64; 2] {
        let left = if coord > 0 { self.cut(coord - 1)[0] } else { 0 };
        let right = if coord + 1 < self.procs { self.cut(coord)[1] } else { 0 };
        [left, right]
    }

    /// Widths at the cut behind `coord`: left width of the next coordinate, right width of this one.
    fn cut(&self, coord: i64) -> [i64; 2] {
        match &self.halo {
            Halo::Uniform([0, 0]) => [0, 0],
            Halo::Uniform(widths) => {
                let empty = self.owned(coord).is_empty() || self.owned(coord + 1).is_empty();
                if empty { [0, 0] } else { *widths }
            }
            Halo::PerCut(cuts) => [cuts[coord as usize]; 2],
        }
    }

    /// The narrowest communication padding on one side (0: left, 1: right) of the cuts between blocks that
    /// own something, and the coordinate before its cut. None where there is no such cut.
    pub fn narrowest_cut(&self, side: usize) -> Option<(i64, i64)> {
        let (first, _) = self.owning().filter(|(first, last)| first < last)?;
        match &self.halo {
            Halo::Uniform(widths) => Some((first, widths[side])),
            Halo::PerCut(cuts) => {
                let owns = |coord: i64| !self.owned(coord).is_empty();
                let cuts = (0..).zip(cuts.iter().copied()).filter(|(c, _)| owns(*c) && owns(c + 1));
                cuts.min_by_key(|(_, width)| *width)
            }
        }
    }

    /// Whether these widths on the left and on the right reach all communication padding of every block.
    pub fn covers_padding(&self, widths: [i64; 2]) -> bool {
        match &self.halo {
            Halo::Uniform([left, right]) => *left <= widths[0] && *right <= widths[1],
            Halo::PerCut(cuts) => cuts.iter().all(|&cut| cut <= widths[0].min(widths[1])),
        }
    }

    /// The coordinate that owns an index in `0..size`.
    pub fn owner(&self, index: i64) -> i64 {
        match &self.bounds {
            Bounds::Even { chunk } => index / chunk,
            Bounds::Irregular(bounds) => bounds[1..].partition_point(|&end| end <= index) as i64,
        }
    }

    /// What a coordinate holds.
    pub(super) fn section(&self, coord: i64) -> AxisSection {
        let (stored, owned) = (self.stored(coord), self.owned(coord));
        AxisSection {
            owned_offset: owned.start - stored.start,
            stored: Indices::Run(Run::contiguous(stored)),
            owned: Indices::Run(Run::contiguous(owned)),
        }
    }

    /// The coordinates that own anything of a slice, ascending: one step per answer.
    pub(super) fn slice_coords(&self, slice: &AxisSlice) -> Vec<i64> {
        let mut coords = Vec::new();
        let mut next = slice.first_from(i64::MIN);
        while let Some(index) = next {
            let coord = self.owner(index);
            coords.push(coord);
            next = slice.first_from(self.owned(coord).end);
        }
        coords
    }

    /// The keys of a coordinate's dimension dictionary.
    pub(super) fn dim_kind(&self, coord: i64) -> DimKind {
        let (stored, padding) = (self.stored(coord), self.padding(coord));
        DimKind::Block { start: stored.start, stop: stored.end, padding, periodic: self.periodic }
    }

    /// The widths that a coordinate's dictionary names: boundary padding at the ends of the axis,
    /// communication padding between.
    fn padding(&self, coord: i64) -> [i64; 2] {
        let mut padding = self.comm_widths(coord);
        if coord == 0 {
            padding[0] = self.boundary[0];
        }
        if coord + 1 == self.procs {
            padding[1] = self.boundary[1];
        }
        padding
    }

    /// What would make this axis again.
    pub(super) fn spec(&self) -> DimSpec {
        let bounds = match &self.bounds {
            Bounds::Even { .. } => None,
            Bounds::Irregular(bounds) => Some(bounds.to_vec()),
        };
        let (comm_padding, cut_padding) = match &self.halo {
            Halo::Uniform(widths) => (*widths, None),
            Halo::PerCut(cuts) => ([0, 0], Some(cuts.to_vec())),
        };
        DimSpec {
            comm_padding,
            cut_padding,
            boundary_padding: self.boundary,
            periodic: self.periodic,
            ..DimSpec::new(self.size, AxisKind::Block { bounds })
        }
    }

    /// Whether the elements lie as the even rule has them; the chunk then.
    pub(super) fn even_chunk(&self) -> Option<i64> {
        match self.bounds {
            Bounds::Even { chunk } => Some(chunk),
            Bounds::Irregular(_) => None,
        }
    }

    /// Everything that tells this axis from others, as numbers.
    pub(super) fn words(&self, out: &mut Vec<i64>) {
        out.extend([self.size, self.procs, self.boundary[0], self.boundary[1], self.periodic.into()]);
        match &self.bounds {
            Bounds::Even { .. } => out.push(0),
            Bounds::Irregular(bounds) => {
                out.push(bounds.len() as i64);
                out.extend(bounds.iter());
            }
        }
        match &self.halo {
            Halo::Uniform(widths) => out.extend([0, widths[0], widths[1]]),
            Halo::PerCut(cuts) => {
                out.push(cuts.len() as i64 + 1);
                out.extend(cuts.iter());
            }
        }
    }

    /// Checks one left and one right width everywhere. With even blocks the last cut decides for all:
    /// the block before it is as wide as any, the one behind it is the narrowest.
    fn uniform_halo(&self, axis: usize, widths: [i64; 2]) -> Result<Halo> {
        let Some((first, last)) = self.owning() else { return Ok(Halo::Uniform([0, 0])) };
        if first == last || widths == [0, 0] {
            return Ok(Halo::Uniform([0, 0]));
        }
        let cuts = match self.bounds {
            Bounds::Even { .. } => last - 1..last,
            Bounds::Irregular(_) => first..last,
        };
        for coord in cuts {
            self.check_cut(axis, coord, widths)?;
        }
        Ok(Halo::Uniform(widths))
    }

    /// Checks a width for every cut, and recognises widths that are the same everywhere.
    fn halo_from_cuts(&self, axis: usize, cuts: &[i64]) -> Result<Halo> {
        if cuts.len() as i64 != self.procs - 1 {
            fail!(
                Distribution,
                "{} cut widths for axis {axis}; {} blocks have {} cuts between them",
                cuts.len(),
                self.procs,
                self.procs - 1
            );
        }
        for (coord, &width) in (0..).zip(cuts) {
            if width < 0 {
                fail!(Distribution, "cut width {width} of axis {axis} is negative; widths are 0 or more");
            }
            self.check_cut(axis, coord, [width, width])?;
        }
        let width = cuts.iter().copied().max().unwrap_or(0);
        if let Ok(uniform) = self.uniform_halo(axis, [width, width]) {
            let candidate = Block { halo: uniform, ..self.clone() };
            if (0..).zip(cuts).all(|(coord, &cut)| candidate.cut(coord) == [cut, cut]) {
                return Ok(candidate.halo);
            }
        }
        Ok(Halo::PerCut(cuts.into()))
    }

    /// Both sides of the cut behind `coord` must own what the other side wants to store of it.
    fn check_cut(&self, axis: usize, coord: i64, [left, right]: [i64; 2]) -> Result<()> {
        let owns = |coord: i64| {
            let owned = self.owned(coord);
            owned.end - owned.start
        };
        let (here, next) = (owns(coord), owns(coord + 1));
        if right > next {
            fail!(
                Distribution,
                "communication padding of axis {axis}: coordinate {coord} wants {right} elements from its right \
                 neighbour, coordinate {}, which owns {next}; use less padding, fewer ranks or other bounds",
                coord + 1
            );
        }
        if left > here {
            fail!(
                Distribution,
                "communication padding of axis {axis}: coordinate {} wants {left} elements from its left \
                 neighbour, coordinate {coord}, which owns {here}; use less padding, fewer ranks or other bounds",
                coord + 1
            );
        }
        Ok(())
    }

    /// First and last coordinate that own anything.
    fn owning(&self) -> Option<(i64, i64)> {
        (self.size > 0).then(|| (self.owner(0), self.owner(self.size - 1)))
    }
}

/// `ceil(size / procs)`, at least 1 so that it can divide.
pub(super) fn even_chunk(size: i64, procs: i64) -> i64 {
    if size == 0 { 1 } else { (size - 1) / procs + 1 }
}

/// Checks explicit bounds.
fn check_bounds(axis: usize, size: i64, procs: i64, bounds: &[i64]) -> Result<&[i64]> {
    if bounds.len() < 2 {
        fail!(Distribution, "axis {axis} has {} bounds; one block needs two, 0 and the size", bounds.len());
    }
    if bounds.len() as i64 - 1 != procs {
        fail!(
            Grid,
            "axis {axis} has bounds for {} blocks, but its grid axis has {procs} coordinates",
            bounds.len() - 1
        );
    }
    if bounds[0] != 0 {
        fail!(Distribution, "the bounds of axis {axis} begin with {}; they must begin with 0", bounds[0]);
    }
    if let Some(pair) = bounds.windows(2).find(|pair| pair[1] < pair[0]) {
        fail!(Distribution, "the bounds of axis {axis} descend from {} to {}", pair[0], pair[1]);
    }
    let last = bounds[bounds.len() - 1];
    if last != size {
        fail!(Distribution, "the bounds of axis {axis} end with {last}, but its size is {size}");
    }
    Ok(bounds)
}

/// Bounds that are the even ones are held as such, so that equal layouts are equal.
fn canonical_bounds(size: i64, procs: i64, bounds: Option<&[i64]>) -> Bounds {
    let even = Bounds::Even { chunk: even_chunk(size, procs) };
    let Some(bounds) = bounds else { return even };
    let chunk = even_chunk(size, procs);
    let is_even = (0..).zip(bounds).all(|(i, &bound)| bound == chunk.saturating_mul(i).min(size));
    if is_even { even } else { Bounds::Irregular(bounds.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn irregular(bounds: &[i64]) -> Block {
        Block::from_spec(0, &DimSpec::irregular(bounds), bounds.len() as i64 - 1).unwrap()
    }

    #[test]
    fn the_protocols_padding_table() {
        let spec = DimSpec { cut_padding: Some(vec![1, 2, 3]), ..DimSpec::block(40).padded([0, 0], [4, 0]) };
        let block = Block::from_spec(0, &spec, 4).unwrap();
        let found: Vec<DimKind> = (0..4).map(|coord| block.dim_kind(coord)).collect();
        let key = |start, stop, padding| DimKind::Block { start, stop, padding, periodic: false };
        assert_eq!(found, [key(0, 11, [4, 1]), key(9, 22, [1, 2]), key(18, 33, [2, 3]), key(27, 40, [3, 0])]);
        assert_eq!(block.spec(), spec);
    }

    #[test]
    fn equal_layouts_are_equal() {
        assert_eq!(irregular(&[0, 3, 6, 9, 10]), Block::from_spec(0, &DimSpec::block(10), 4).unwrap());
        assert_ne!(irregular(&[0, 3, 5, 8, 10]), Block::from_spec(0, &DimSpec::block(10), 4).unwrap());
        let cuts = DimSpec { cut_padding: Some(vec![1, 1, 0]), ..DimSpec::block(5) };
        let uniform = DimSpec::block(5).padded([1, 1], [0, 0]);
        assert_eq!(Block::from_spec(0, &cuts, 4).unwrap(), Block::from_spec(0, &uniform, 4).unwrap());
    }

    #[test]
    fn no_padding_beside_empty_blocks_at_the_ends() {
        let block = Block::from_spec(0, &DimSpec::block(5).padded([1, 1], [0, 0]), 4).unwrap();
        assert_eq!((0..4).map(|c| block.stored(c)).collect::<Vec<_>>(), [0..3, 1..5, 3..5, 5..5]);
        let leading = DimSpec::irregular(&[0, 0, 4, 8]).padded([2, 2], [0, 0]);
        let block = Block::from_spec(0, &leading, 3).unwrap();
        assert_eq!((0..3).map(|c| block.stored(c)).collect::<Vec<_>>(), [0..0, 0..6, 2..8]);
    }

    #[test]
    fn an_empty_block_in_between_gives_no_padding() {
        let spec = DimSpec::irregular(&[0, 4, 4, 8]).padded([1, 1], [0, 0]);
        let error = Block::from_spec(2, &spec, 3).unwrap_err();
        assert!(error.message.contains("axis 2") && error.message.contains("owns 0"), "{}", error.message);
    }

    #[test]
    fn extremes_do_not_overflow() {
        let block = Block::from_spec(0, &DimSpec::block(i64::MAX), i64::from(i32::MAX)).unwrap();
        assert_eq!(block.owned(i64::from(i32::MAX) - 1).end, i64::MAX);
        assert_eq!(block.owner(i64::MAX - 1), i64::from(i32::MAX) - 1);
        let block = Block::from_spec(0, &DimSpec::block(i64::MAX / 2).padded([i64::MAX, 1], [0, 0]), 2);
        assert!(block.unwrap_err().message.contains("9223372036854775807"));
    }
}
