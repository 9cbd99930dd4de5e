//! The round of messages that makes the labels of unstructured axes known: what a rank tells which
//! others, what it makes of what it is told, and how the reports of all ranks become facts. Pure; who
//! carries the letters is the caller's business.
//!
//! Every line of ranks along an axis's grid axis (those with equal other coordinates) keeps a
//! directory of its own: each rank of it sends its labels to their homes in the line. Lines must agree
//! in their labels, so each rank also tells the rank with the same coordinate in the next line what
//! its labels hash to. A rank sends and keeps what is in proportion to its labels, whatever the number
//! of ranks; only a label that stands on many coordinates takes an entry for each of them, at its home.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::labels::{Directory, LabelSet, home, scramble};
use super::unstructured::{Known, LabelFacts, Unstructured};
use super::{Distribution, Map};
use crate::error::{Error, Result, Status};
use crate::fail;
use crate::index::AxisSlice;
use crate::protocol::rules::Broken;

/// Words for a rank of the context, or from one.
pub type Letter = (i32, Vec<i64>);

/// What a rank brings to an unstructured axis.
pub type Given = (usize, Arc<LabelSet>);

/// The entry of a letter that holds a line's hash follows the axis as `-1 - axis`.
const HASH_WORDS: usize = 2;

/// What one rank knows of an axis after the round; merged over all ranks, what is true of all labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub struct LabelReport {
    hash: u64,
    /// Labels of all coordinates, counted on each.
    count: i64,
    /// Different labels below the size.
    inside: i64,
    outside: bool,
    duplicates: bool,
}

impl LabelReport {
    /// Merges another rank's report into this one; associative and commutative.
    pub fn merge(&mut self, other: &LabelReport) {
        self.hash = self.hash.wrapping_add(other.hash);
        self.count = self.count.saturating_add(other.count);
        self.inside = self.inside.saturating_add(other.inside);
        self.outside |= other.outside;
        self.duplicates |= other.duplicates;
    }

    /// Labels of all coordinates, each counted wherever it stands.
    pub fn count(&self) -> i64 {
        self.count
    }

    /// The facts that the merged report of all ranks states.
    fn facts(&self, size: i64) -> LabelFacts {
        LabelFacts {
            hash: self.hash,
            inside: !self.outside,
            complete: self.inside == size,
            duplicates: self.duplicates,
        }
    }
}

/// What is wrong with labels that several ranks brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelFault {
    /// A label on two coordinates of an axis that is one to one.
    Twice {
        /// The axis.
        axis: usize,
        /// The label.
        label: i64,
        /// Two coordinates that have it, and their ranks.
        coords: [i64; 2],
        /// See `coords`.
        ranks: [i32; 2],
    },
    /// Two ranks with the same coordinate have different labels.
    Differ {
        /// The axis.
        axis: usize,
        /// The coordinate.
        coord: i64,
        /// The ranks.
        ranks: [i32; 2],
    },
}

impl LabelFault {
    /// As a mistake in the labels that a caller gave.
    pub fn as_labels(&self) -> Error {
        let text = match self {
            LabelFault::Twice { axis, label, coords: [c, d], ranks: [r, s] } => format!(
                "axis {axis}: label {label} stands on coordinates {c} (rank {r}) and {d} (rank {s}), but the axis \
                 is declared one to one"
            ),
            LabelFault::Differ { axis, coord, ranks: [r, s] } => format!(
                "axis {axis}: ranks {r} and {s} both have coordinate {coord} along it, but gave different labels"
            ),
        };
        let (LabelFault::Twice { ranks, .. } | LabelFault::Differ { ranks, .. }) = self;
        Error { origin: Some(ranks[1]), ..Error::new(Status::Labels, text) }
    }

    /// As a broken rule of the protocol.
    pub fn as_protocol(&self) -> Error {
        let (rank, axis, broken) = match self {
            LabelFault::Twice { axis, label, ranks: [r, s], .. } => {
                let must = format!("one_to_one is true, but rank {r}, axis {axis} has this label too");
                (s, axis, Broken::new("indices", label, 68, must))
            }
            LabelFault::Differ { axis, coord, ranks: [r, s] } => {
                let must = format!("labels must be those of rank {r}, which has the same proc_grid_rank");
                (s, axis, Broken::new("proc_grid_rank", coord, 79, must))
            }
        };
        Error { origin: Some(*rank), ..broken.at(&format!("rank {rank}, axis {axis}")) }
    }
}

/// What one rank has after it read its letters.
pub struct Collected {
    axes: Vec<(usize, Option<i64>, Arc<LabelSet>, Directory)>,
    reports: Vec<LabelReport>,
}

impl Collected {
    /// One report for every unstructured axis, in order, to be merged over all ranks.
    pub fn reports(&self) -> &[LabelReport] {
        &self.reports
    }

    /// The distribution with its labels, given the merged reports.
    pub fn finish(self, dist: &Distribution, merged: &[LabelReport]) -> Result<Distribution> {
        let known = self.axes.into_iter().zip(merged).map(|((axis, coord, labels, directory), report)| {
            let size = dist.map(axis).size();
            let facts = report.facts(size);
            let window = AxisSlice::whole(size);
            (axis, Known { coord, labels, facts, directory: Arc::new(directory), window })
        });
        dist.with_labels(&known.collect::<Vec<_>>())
    }
}

impl Distribution {
    /// The unstructured axes, ascending.
    pub fn unstructured_axes(&self) -> Vec<usize> {
        (0..self.ndim()).filter(|&axis| matches!(self.map(axis), Map::Unstructured(_))).collect()
    }

    /// Fails unless a rank brought labels to each unstructured axis, and none from outside the grid, nor
    /// more of them than the axis has.
    pub fn check_given(&self, rank: i32, given: &[Given]) -> Result<()> {
        let axes: Vec<usize> = given.iter().map(|(axis, _)| *axis).collect();
        if axes != self.unstructured_axes() {
            fail!(Internal, "labels for axes {axes:?} of {}", self.describe());
        }
        for (axis, labels) in given {
            let (count, size) = (labels.count(), self.map(*axis).size());
            if !self.is_holder(rank) && count > 0 {
                fail!(
                    Labels,
                    "axis {axis}: rank {rank} gave {count} labels, but is not in the process grid ({}); a larger grid \
                     size along the axis takes in more ranks",
                    self.describe()
                );
            }
            if count > size {
                fail!(Labels, "axis {axis}: {count} labels on one rank, but the extent is {size}");
            }
        }
        Ok(())
    }

    /// What a rank writes to others (or to itself) at the beginning of the round.
    pub fn label_letters(&self, rank: i32, given: &[Given]) -> Vec<Letter> {
        let mut letters: BTreeMap<i32, Vec<i64>> = BTreeMap::new();
        for (axis, labels) in given.iter().filter(|_| self.is_holder(rank)) {
            let Some((map, _)) = self.unstructured(*axis) else { continue };
            let mut by_home: Vec<(i64, i64)> =
                labels.labels().iter().map(|&label| (home(label, map.procs()), label)).collect();
            by_home.sort_unstable();
            for group in by_home.chunk_by(|a, b| a.0 == b.0) {
                let letter = letters.entry(self.rank_in_line(rank, *axis, group[0].0)).or_default();
                letter.extend([*axis as i64, group.len() as i64]);
                letter.extend(group.iter().map(|pair| pair.1));
            }
            if let Some(next) = self.next_line(rank, *axis) {
                let hash = [-1 - *axis as i64, labels.hash() as i64, labels.count()];
                letters.entry(next).or_default().extend(hash);
            }
        }
        letters.into_iter().collect()
    }

    /// What a rank makes of the letters to it. A fault, if it sees one, is its report instead.
    pub fn collect_labels(
        &self,
        rank: i32,
        given: &[Given],
        letters: &[Letter],
    ) -> Result<std::result::Result<Collected, LabelFault>> {
        let mut entries: BTreeMap<usize, Vec<(i64, i32)>> = BTreeMap::new();
        for (from, words) in letters {
            let mut rest = words.as_slice();
            while let [axis, tail @ ..] = rest {
                rest = if *axis >= 0 {
                    self.read_labels(*from, *axis as usize, tail, &mut entries)?
                } else {
                    let own = given.iter().find(|(number, _)| *number as i64 == -1 - axis);
                    let (Some((axis, own)), Some(theirs)) = (own, tail.get(..HASH_WORDS)) else {
                        fail!(Internal, "a letter of rank {from} about labels ends early");
                    };
                    if [own.hash() as i64, own.count()] != theirs {
                        return Ok(Err(self.differ(*axis, *from, rank)));
                    }
                    &tail[HASH_WORDS..]
                };
            }
        }
        let mut collected = Collected { axes: Vec::new(), reports: Vec::new() };
        for (axis, labels) in given {
            let Some((map, g)) = self.unstructured(*axis) else { continue };
            let directory = Directory::new(entries.remove(axis).unwrap_or_default());
            if let (true, Some(twice)) = (map.one_to_one(), directory.duplicate()) {
                return Ok(Err(self.twice(*axis, rank, twice)));
            }
            let coord = self.grid().coord(rank, g);
            collected.reports.push(self.report(rank, *axis, coord, labels, &directory));
            collected.axes.push((*axis, coord, labels.clone(), directory));
        }
        Ok(Ok(collected))
    }

    /// Reads one axis's labels out of a letter, and returns what follows.
    fn read_labels<'a>(
        &self,
        from: i32,
        axis: usize,
        words: &'a [i64],
        entries: &mut BTreeMap<usize, Vec<(i64, i32)>>,
    ) -> Result<&'a [i64]> {
        let coord = self.grid_axis_of(axis).and_then(|g| self.grid().coord(from, g));
        let count = words.first().and_then(|&count| usize::try_from(count).ok());
        let labels = count.and_then(|count| words.get(1..=count));
        let (Some(coord), Some(labels)) = (coord, labels) else {
            fail!(Internal, "a letter of rank {from} about the labels of axis {axis} ends early");
        };
        // Coordinates are below the number of ranks, which an int counts.
        entries.entry(axis).or_default().extend(labels.iter().map(|&label| (label, coord as i32)));
        Ok(&words[1 + labels.len()..])
    }

    /// Only the first line reports what all lines have alike.
    fn report(
        &self,
        rank: i32,
        axis: usize,
        coord: Option<i64>,
        labels: &LabelSet,
        directory: &Directory,
    ) -> LabelReport {
        let Some(coord) = coord.filter(|_| self.is_first_line(rank, axis)) else {
            return LabelReport::default();
        };
        let (inside, outside) = directory.distinct_inside(self.map(axis).size());
        let place = scramble((coord as u64).wrapping_add(0x9e37_79b9_7f4a_7c15));
        LabelReport {
            hash: scramble(place ^ labels.hash()),
            count: labels.count(),
            inside,
            outside,
            duplicates: directory.duplicate().is_some(),
        }
    }

    fn twice(&self, axis: usize, rank: i32, (label, a, b): (i64, i32, i32)) -> LabelFault {
        let coords = [i64::from(a), i64::from(b)];
        LabelFault::Twice { axis, label, coords, ranks: coords.map(|c| self.rank_in_line(rank, axis, c)) }
    }

    fn differ(&self, axis: usize, first: i32, second: i32) -> LabelFault {
        let coord = self.grid_axis_of(axis).and_then(|g| self.grid().coord(second, g)).unwrap_or(0);
        LabelFault::Differ { axis, coord, ranks: [first, second] }
    }

    /// An unstructured axis with its grid axis.
    pub(super) fn unstructured(&self, axis: usize) -> Option<(&Unstructured, usize)> {
        Some((self.axes.get(axis)?.map.as_unstructured()?, self.axes[axis].grid_axis?))
    }

    fn grid_axis_of(&self, axis: usize) -> Option<usize> {
        self.axes.get(axis)?.grid_axis
    }

    /// The rank with a coordinate along an axis's grid axis, and else the coordinates of `rank`; where
    /// that is outside the grid, those of some line, so that such ranks spread over the lines.
    pub fn rank_in_line(&self, rank: i32, axis: usize, coord: i64) -> i32 {
        let grid = self.grid();
        let Some(g) = self.grid_axis_of(axis) else { return rank };
        let stride = grid.stride(g);
        let start = match grid.position(rank) {
            Some(position) => position - grid.coord(rank, g).unwrap_or(0) * stride,
            None => {
                let others: Vec<usize> = (0..grid.ndim()).filter(|&other| other != g).collect();
                grid.base() + grid.offset_along(&others, i64::from(rank) % grid.count_along(&others))
            }
        };
        grid.rank_at(start + coord * stride)
    }

    /// Whether all coordinates of a rank of the grid but that along the axis are 0.
    fn is_first_line(&self, rank: i32, axis: usize) -> bool {
        self.rank_in_line(rank, axis, 0) == self.grid().rank_at(self.grid().base())
    }

    /// The rank with the same coordinate along the axis in the next line, in C order of the others.
    fn next_line(&self, rank: i32, axis: usize) -> Option<i32> {
        let g = self.grid_axis_of(axis)?;
        let grid = self.grid();
        let mut coords = grid.coords(rank)?;
        for other in (0..grid.ndim()).rev().filter(|&other| other != g) {
            coords[other] += 1;
            if coords[other] < grid.shape()[other] {
                return grid.rank(&coords).ok();
            }
            coords[other] = 0;
        }
        None
    }
}
