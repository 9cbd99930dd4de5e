//! Whether two distributions are the same, in three senses: fingerprint, alignment, and what the
//! protocol can say of one.

use super::labels::scramble;
use super::sliced::{Base, Weave, gcd};
use super::{Axis, Distribution, Map};
use crate::error::Result;
use crate::fail;

impl Distribution {
    /// A number made from the complete global description: equal distributions have equal ones, on
    /// every rank and on every machine; different ones differ but for a chance of 2^-64.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// Hashes the description as 64-bit words: number of ranks, grid, list of ranks, axes, edges.
    pub(super) fn compute_fingerprint(&self) -> u64 {
        let mut words = vec![self.grid.nprocs(), self.grid.ndim() as i64, self.ndim() as i64];
        words.extend(self.grid.shape());
        let ranks = self.grid.ranks();
        if self.grid.full() != self.grid.shape() {
            words.push(self.grid.base());
            words.extend(self.grid.full());
        }
        words.push(ranks.is_some().into());
        words.extend(ranks.unwrap_or_default().iter().map(|&rank| i64::from(rank)));
        for axis in &self.axes {
            words.push(axis.grid_axis.map_or(-1, |g| g as i64));
            axis.map.words(&mut words);
        }
        for (&(rank, axis), padding) in self.edges.iter().flat_map(|edges| edges.iter()) {
            words.extend([i64::from(rank), axis as i64, padding[0], padding[1]]);
        }
        hash_words(&words)
    }

    /// Whether every element is owned by the same ranks in both, so that elementwise operations on
    /// the two move nothing. Padding does not count. Other grids, other kinds and other bounds may
    /// align: what counts is where the elements lie. Grids over explicit lists of ranks align only
    /// if the lists are equal.
    pub fn aligned(&self, other: &Distribution) -> bool {
        if self.shape != other.shape || self.grid.nprocs() != other.grid.nprocs() {
            return false;
        }
        if self.size == 0 || self.fingerprint == other.fingerprint {
            return true;
        }
        if self.grid.ranks() != other.grid.ranks() || self.replica_steps() != other.replica_steps() {
            return false;
        }
        // An element's position is a sum over the axes, so the axes may differ by constants if
        // these add up to the same.
        let zero = vec![0; self.ndim()];
        let first = |d: &Distribution| {
            d.grid.base() + d.axes.iter().zip(&zero).map(|(axis, &i)| d.offset(axis, i)).sum::<i64>()
        };
        first(self) == first(other)
            && self.axes.iter().zip(&other.axes).all(|(mine, theirs)| same_parts(self, mine, other, theirs))
    }

    /// Extents and strides of the replica axes, neighbours that count on merged: the set of
    /// positions that hold copies of the element at position 0.
    fn replica_steps(&self) -> Vec<(i64, i64)> {
        let mut steps: Vec<(i64, i64)> = Vec::new();
        for g in self.replica_axes() {
            let (extent, stride) = (self.grid.shape()[g], self.grid.stride(g));
            match steps.last_mut() {
                Some(last) if last.1 == extent * stride => *last = (last.0 * extent, stride),
                _ => steps.push((extent, stride)),
            }
        }
        steps
    }

    /// What the owner of index `i` along an axis adds to the position in the grid.
    fn offset(&self, axis: &Axis, i: i64) -> i64 {
        axis.grid_axis.map_or(0, |g| axis.map.structured_owner(i) * self.grid.stride(g))
    }

    /// Whether the protocol has words for this distribution on the context's communicator; the
    /// error says why not.
    pub fn is_expressible(&self) -> Result<()> {
        let remedy = "export it on the communicator that da_distribution_comm makes";
        if let Some(&g) = self.replica_axes().first() {
            let extent = self.grid.shape()[g];
            fail!(NotExpressible, "grid axis {g} holds {extent} replicas; {remedy}");
        }
        if self.grid.size() != self.grid.nprocs() {
            let (used, all) = (self.grid.size(), self.grid.nprocs());
            fail!(NotExpressible, "the process grid takes {used} of {all} ranks; {remedy}");
        }
        if !self.grid.is_whole_in_order() {
            fail!(NotExpressible, "the process grid takes the ranks in an order of its own; {remedy}");
        }
        if !self.grid_axes_ascend() {
            fail!(NotExpressible, "the array axes take the grid axes in another order; {remedy}");
        }
        self.is_expressible_on_own_comm()
    }

    /// Whether the protocol has words for this distribution on the communicator of
    /// [`Self::grid_comm_layout`].
    pub fn is_expressible_on_own_comm(&self) -> Result<()> {
        let reasons = self.axes.iter().map(|axis| axis.map.not_expressible()).enumerate();
        if let Some((axis, reason)) = reasons.flat_map(|(axis, reason)| reason.map(|r| (axis, r))).next() {
            fail!(NotExpressible, "axis {axis} has {reason}");
        }
        Ok(())
    }

    /// Whether C order over the array axes is C order over the grid.
    fn grid_axes_ascend(&self) -> bool {
        let spread = |axis: &&Axis| axis.map.procs() > 1;
        let taken: Vec<Option<usize>> = self.axes.iter().filter(spread).map(|axis| axis.grid_axis).collect();
        taken.windows(2).all(|pair| pair[0] < pair[1])
    }

    /// Colour and key that split the context's ranks into communicators on which the protocol can
    /// express the distribution: one per replica, in C order over the array axes. None for ranks
    /// outside the grid, which take part in the split without a colour.
    pub fn grid_comm_layout(&self, rank: i32) -> Option<(i32, i32)> {
        self.grid.position(rank)?;
        let along =
            |number: i64, g: usize| number * self.grid.shape()[g] + self.grid.coord(rank, g).unwrap_or(0);
        let color = self.replica_axes().into_iter().fold(0, along);
        let key = self.axes.iter().filter_map(|axis| axis.grid_axis).fold(0, along);
        // Both are below the number of positions, which is below 2^31.
        Some((color as i32, key as i32))
    }
}

/// Whether an axis of two distributions cuts the indices at the same places and puts the parts at
/// positions that differ by a constant only. Even blocks and cyclic axes are compared by their
/// numbers, irregular bounds part by part.
fn same_parts(a: &Distribution, mine: &Axis, b: &Distribution, theirs: &Axis) -> bool {
    let stride = |d: &Distribution, axis: &Axis| axis.grid_axis.map_or(0, |g| d.grid.stride(g));
    let (stride_a, stride_b) = (stride(a, mine), stride(b, theirs));
    match (Parts::of(&mine.map), Parts::of(&theirs.map)) {
        (Parts::One, Parts::One) => true,
        (Parts::Even(chunk), Parts::Even(other)) => chunk == other && stride_a == stride_b,
        (Parts::Dealt(block, procs), Parts::Dealt(other, others)) => {
            block == other && procs == others && stride_a == stride_b
        }
        (Parts::Listed, Parts::Listed | Parts::Even(_)) | (Parts::Even(_), Parts::Listed) => {
            same_listed_parts(a, mine, b, theirs)
        }
        (Parts::Labels(hash), Parts::Labels(other)) => {
            hash == other && mine.map.procs() == theirs.map.procs() && stride_a == stride_b
        }
        (Parts::Labels(_), _) | (_, Parts::Labels(_)) => false,
        (Parts::Woven(_), _) | (_, Parts::Woven(_)) => same_woven_parts(a, mine, b, theirs),
        _ => false,
    }
}

/// The shapes that the parts of an axis can have; each layout has exactly one.
enum Parts {
    /// Everything is at one coordinate.
    One,
    /// Contiguous parts of this width.
    Even(i64),
    /// Blocks of this width dealt out to so many coordinates more than once.
    Dealt(i64, i64),
    /// Contiguous parts by bounds.
    Listed,
    /// A cyclic axis seen through steps: the period of the pattern.
    Woven(i64),
    /// Labels, by the hash of all of them.
    Labels(u64),
}

impl Parts {
    /// The parts of an axis that is not empty.
    fn of(map: &Map) -> Parts {
        match map {
            Map::Undistributed(_) => Parts::One,
            Map::Block(block) if block.owner(0) == block.owner(block.size() - 1) => Parts::One,
            Map::Block(block) => block.even_chunk().map_or(Parts::Listed, Parts::Even),
            Map::Cyclic(cyclic) if cyclic.procs() == 1 || cyclic.block_size() >= cyclic.size() => Parts::One,
            Map::Cyclic(cyclic) if cyclic.is_single_turn() => Parts::Even(cyclic.block_size()),
            Map::Cyclic(cyclic) => Parts::Dealt(cyclic.block_size(), cyclic.procs()),
            Map::Unstructured(unstructured) => {
                Parts::Labels(unstructured.facts().map_or(0, |facts| facts.hash))
            }
            Map::Sliced(sliced) => match sliced.base() {
                Base::Block(_) if sliced.owner(0) == sliced.owner(sliced.size() - 1) => Parts::One,
                Base::Block(_) => Parts::Listed,
                Base::Cyclic(cyclic) => Parts::Woven(Weave::of(cyclic, sliced.slice()).period),
            },
        }
    }

    /// After how many indices the owners repeat, on an axis of this size.
    fn period(&self, size: i64) -> i64 {
        match self {
            Parts::One => 1,
            Parts::Dealt(block, procs) => block * procs,
            Parts::Woven(period) => *period,
            Parts::Even(_) | Parts::Listed | Parts::Labels(_) => size,
        }
    }
}

/// Indices that are compared one by one before two woven patterns count as different.
const WALKED: i64 = 1 << 14;

/// Compares patterns index by index up to where both repeat. Patterns that repeat later than that are
/// not searched: two descriptions of one such layout count as different, which costs a copy.
fn same_woven_parts(a: &Distribution, mine: &Axis, b: &Distribution, theirs: &Axis) -> bool {
    let size = mine.map.size();
    let stride = |d: &Distribution, axis: &Axis| axis.grid_axis.map_or(0, |g| d.grid.stride(g));
    if mine.map == theirs.map && stride(a, mine) == stride(b, theirs) {
        return true;
    }
    let (first, second) = (Parts::of(&mine.map).period(size), Parts::of(&theirs.map).period(size));
    let both = (first / gcd(first, second)).saturating_mul(second).min(size);
    let shift = |i: i64| a.offset(mine, i) - b.offset(theirs, i);
    both <= WALKED && (0..both).all(|i| shift(i) == shift(0))
}

/// Compares contiguous parts one by one.
fn same_listed_parts(a: &Distribution, mine: &Axis, b: &Distribution, theirs: &Axis) -> bool {
    let end = |axis: &Axis, i: i64| {
        let section = axis.map.section(axis.map.structured_owner(i)).ok()?;
        section.owned_range().map(|range| range.end)
    };
    let shift = a.offset(mine, 0) - b.offset(theirs, 0);
    let mut i = 0;
    while i < mine.map.size() {
        let (end_a, end_b) = (end(mine, i), end(theirs, i));
        if end_a != end_b || a.offset(mine, i) - b.offset(theirs, i) != shift {
            return false;
        }
        i = end_a.unwrap_or(i64::MAX);
    }
    true
}

/// FNV-1a over 64-bit words in place of bytes, each result scrambled by splitmix64's finaliser: no
/// byte order and no random seed comes in, so that all machines agree.
fn hash_words(words: &[i64]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for &word in words {
        hash = scramble((hash ^ word as u64).wrapping_mul(0x0000_0100_0000_01b3));
    }
    scramble(hash ^ words.len() as u64)
}
