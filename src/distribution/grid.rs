//! The process grid: ranks of a context as a mesh.

use std::sync::Arc;

use crate::error::Result;
use crate::fail;
use crate::index::shape_text;
use crate::protocol::MAX_NDIM;

/// Which process grid a distribution shall have.
#[derive(Clone, Copy, Debug)]
pub enum GridRequest<'a> {
    /// Chosen from the shape; see `docs/distributions.md`.
    Auto,
    /// This shape over the first ranks of the context.
    Shape(&'a [i64]),
    /// This shape over these ranks, in C order.
    ShapeAndRanks(&'a [i64], &'a [i32]),
    /// This grid.
    Grid(&'a ProcessGrid),
}

/// Ranks that are not simply 0, 1, 2, ...: by position, and sorted for the way back.
#[derive(Debug, PartialEq)]
struct RankList {
    by_position: Vec<i32>,
    /// (rank, position), ascending.
    by_rank: Vec<(i32, i32)>,
}

/// A mesh over ranks of a context in C order: the last coordinate varies fastest.
///
/// An axis can be *pinned* to one coordinate: its extent is then 1, and only the ranks with that
/// coordinate are in the grid. That is what indexing a distributed axis leaves.
#[derive(Clone, Debug, PartialEq)]
pub struct ProcessGrid {
    nprocs: i64,
    shape: Vec<i64>,
    strides: Vec<i64>,
    /// Extents before axes were pinned.
    full: Vec<i64>,
    /// What the pinned coordinates add to every position.
    base: i64,
    /// None: position i is rank i.
    ranks: Option<Arc<RankList>>,
}

/// Fails if no context has so many ranks: MPI counts them in 31 bits.
pub(super) fn check_nprocs(nprocs: i64) -> Result<()> {
    if !(1..=i64::from(i32::MAX)).contains(&nprocs) {
        fail!(Grid, "{nprocs} is no number of ranks; contexts have 1 to {}", i32::MAX);
    }
    Ok(())
}

impl ProcessGrid {
    /// A grid over the first ranks of `nprocs`. More positions than ranks is `DA_ERR_GRID`; fewer
    /// leaves ranks outside that hold nothing. A grid without axes has one position.
    pub fn new(nprocs: i64, shape: &[i64]) -> Result<ProcessGrid> {
        check_nprocs(nprocs)?;
        if shape.len() > MAX_NDIM {
            fail!(Grid, "a process grid has 0 to {MAX_NDIM} axes, {} were given", shape.len());
        }
        let mut strides = vec![1; shape.len()];
        let mut positions: i64 = 1;
        for (axis, &extent) in shape.iter().enumerate().rev() {
            if extent < 1 {
                fail!(
                    Grid,
                    "extent {extent} of grid axis {axis} is not positive; the grid was {}",
                    shape_text(shape)
                );
            }
            strides[axis] = positions;
            positions = match positions.checked_mul(extent) {
                Some(product) if product <= nprocs => product,
                _ => fail!(
                    Grid,
                    "a {} process grid needs more ranks than the {nprocs} there are",
                    shape_text(shape)
                ),
            };
        }
        Ok(ProcessGrid { nprocs, shape: shape.to_vec(), strides, full: shape.to_vec(), base: 0, ranks: None })
    }

    /// A grid over these ranks: distinct, inside the context, one per position in C order.
    pub fn with_ranks(nprocs: i64, shape: &[i64], ranks: &[i32]) -> Result<ProcessGrid> {
        let mut grid = ProcessGrid::new(nprocs, shape)?;
        if ranks.len() as i64 != grid.size() {
            fail!(
                Grid,
                "a {} process grid has {} positions, but {} ranks were given",
                shape_text(shape),
                grid.size(),
                ranks.len()
            );
        }
        if let Some(rank) = ranks.iter().find(|&&rank| rank < 0 || i64::from(rank) >= nprocs) {
            fail!(Grid, "rank {rank} in the list of ranks is outside 0..{nprocs}");
        }
        if ranks.iter().enumerate().all(|(position, &rank)| i64::from(rank) == position as i64) {
            return Ok(grid);
        }
        let mut by_rank: Vec<(i32, i32)> =
            (0..).zip(ranks).map(|(position, &rank)| (rank, position)).collect();
        by_rank.sort_unstable();
        if let Some(pair) = by_rank.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            fail!(Grid, "rank {} stands twice in the list of ranks", pair[0].0);
        }
        grid.ranks = Some(Arc::new(RankList { by_position: ranks.to_vec(), by_rank }));
        Ok(grid)
    }

    /// Number of grid axes.
    pub fn ndim(&self) -> usize {
        self.shape.len()
    }

    /// Extents along the grid axes.
    pub fn shape(&self) -> &[i64] {
        &self.shape
    }

    /// Number of positions.
    pub fn size(&self) -> i64 {
        self.shape.iter().product()
    }

    /// Number of ranks of the context, in the grid or not.
    pub fn nprocs(&self) -> i64 {
        self.nprocs
    }

    /// The explicit list of ranks by position, if the grid has one.
    pub fn ranks(&self) -> Option<&[i32]> {
        self.ranks.as_ref().map(|ranks| ranks.by_position.as_slice())
    }

    /// The same grid with one axis, which must have the coordinate, pinned to it.
    pub(super) fn pinned(mut self, axis: usize, coord: i64) -> ProcessGrid {
        debug_assert!((0..self.shape[axis]).contains(&coord));
        if self.shape[axis] > 1 {
            self.base += coord * self.strides[axis];
            self.shape[axis] = 1;
        }
        self
    }

    /// The position of the coordinates 0.
    pub fn base(&self) -> i64 {
        self.base
    }

    /// Extents before axes were pinned.
    pub(super) fn full(&self) -> &[i64] {
        &self.full
    }

    /// How far apart neighbours along a grid axis, which must exist, are in C order.
    pub fn stride(&self, axis: usize) -> i64 {
        self.strides[axis]
    }

    /// The position of a rank in C order, as it was before axes were pinned; None if it is not in the
    /// grid.
    pub fn position(&self, rank: i32) -> Option<i64> {
        let position = match &self.ranks {
            None => i64::from(rank),
            Some(list) => {
                let found = list.by_rank.binary_search_by_key(&rank, |pair| pair.0).ok()?;
                i64::from(list.by_rank[found].1)
            }
        };
        let all: i64 = self.full.iter().product();
        let inside = |axis: usize| {
            let pin = self.base / self.strides[axis] % self.full[axis];
            self.shape[axis] == self.full[axis] || position / self.strides[axis] % self.full[axis] == pin
        };
        ((0..all).contains(&position) && (0..self.ndim()).all(inside)).then_some(position)
    }

    /// The coordinates of a rank; None if it is not in the grid.
    pub fn coords(&self, rank: i32) -> Option<Vec<i64>> {
        self.position(rank)?;
        (0..self.ndim()).map(|axis| self.coord(rank, axis)).collect()
    }

    /// The coordinate of a rank along one grid axis; None if it is not in the grid.
    pub fn coord(&self, rank: i32, axis: usize) -> Option<i64> {
        let position = self.position(rank)? - self.base;
        Some(position / self.strides[axis] % self.full[axis])
    }

    /// The rank at these coordinates. Fails unless there is one per grid axis, each in range.
    pub fn rank(&self, coords: &[i64]) -> Result<i32> {
        if coords.len() != self.shape.len() {
            fail!(Grid, "{} coordinates for a process grid of {} axes", coords.len(), self.shape.len());
        }
        if let Some(axis) = (0..coords.len()).find(|&a| coords[a] < 0 || coords[a] >= self.shape[a]) {
            fail!(Grid, "coordinate {} of grid axis {axis} is outside 0..{}", coords[axis], self.shape[axis]);
        }
        let offset: i64 = coords.iter().zip(&self.strides).map(|(c, stride)| c * stride).sum();
        Ok(self.rank_at(self.base + offset))
    }

    /// The rank at a position in C order, which must be one of the grid's.
    pub fn rank_at(&self, position: i64) -> i32 {
        debug_assert!((0..self.full.iter().product()).contains(&position));
        match &self.ranks {
            // Positions stay below nprocs, which was checked to fit.
            None => position as i32,
            Some(list) => list.by_position[position as usize],
        }
    }

    /// Number of combinations of coordinates along some grid axes.
    pub fn count_along(&self, axes: &[usize]) -> i64 {
        axes.iter().map(|&axis| self.shape[axis]).product()
    }

    /// What one of these combinations, by its number in C order, adds to a position.
    pub fn offset_along(&self, axes: &[usize], number: i64) -> i64 {
        let (mut rest, mut offset) = (number, 0);
        for &axis in axes.iter().rev() {
            offset += rest % self.shape[axis] * self.strides[axis];
            rest /= self.shape[axis];
        }
        offset
    }

    /// The number of a rank's combination of coordinates along some grid axes; None if it is not in the
    /// grid.
    pub fn number_along(&self, axes: &[usize], rank: i32) -> Option<i64> {
        let position = self.position(rank)? - self.base;
        let coord = |axis: usize| position / self.strides[axis] % self.full[axis];
        Some(axes.iter().fold(0, |number, &axis| number * self.shape[axis] + coord(axis)))
    }

    /// Whether the grid takes all ranks of the context in their order.
    pub fn is_whole_in_order(&self) -> bool {
        self.ranks.is_none() && self.size() == self.nprocs
    }

    /// The same grid among the `nprocs` ranks of a larger context, in which the present ranks have the
    /// numbers listed.
    pub(super) fn among(&self, nprocs: i64, ranks: &[i32]) -> Result<ProcessGrid> {
        let positions: i64 = self.full.iter().product();
        let there: Option<Vec<i32>> =
            (0..positions).map(|p| ranks.get(self.rank_at(p) as usize).copied()).collect();
        let Some(there) = there else { fail!(Grid, "a grid of more ranks than the {} listed", ranks.len()) };
        let mut grid = ProcessGrid::with_ranks(nprocs, &self.full, &there)?;
        (grid.shape, grid.base) = (self.shape.clone(), self.base);
        Ok(grid)
    }

    /// The same grid with axes of extent 1 added behind the last.
    pub(super) fn with_trailing_ones(mut self, ndim: usize) -> ProcessGrid {
        while self.shape.len() < ndim {
            self.shape.push(1);
            self.full.push(1);
            self.strides.push(1);
        }
        self
    }
}
