//! The questions that every rank answers alone, for itself and for any other rank.

use super::{Axis, AxisSection, DimSpec, Distribution, Map, ProcessGrid};
use crate::error::Result;
use crate::fail;
use crate::index::check_index;
use crate::protocol::DimDict;

impl Distribution {
    /// Number of array axes.
    pub fn ndim(&self) -> usize {
        self.axes.len()
    }

    /// Global shape.
    pub fn shape(&self) -> &[i64] {
        &self.shape
    }

    /// Number of elements, boundary padding included.
    pub fn size(&self) -> i64 {
        self.size
    }

    /// The process grid.
    pub fn grid(&self) -> &ProcessGrid {
        &self.grid
    }

    /// The map of an array axis. Here and below `axis` must be less than the number of axes.
    pub fn map(&self, axis: usize) -> &Map {
        &self.axes[axis].map
    }

    /// The grid axis that an array axis is spread over.
    pub fn grid_axis(&self, axis: usize) -> Option<usize> {
        self.axes[axis].grid_axis
    }

    /// The grid axes of more than one coordinate that no array axis takes: they hold replicas.
    pub fn replica_axes(&self) -> Vec<usize> {
        let taken = |g: usize| self.axes.iter().any(|axis| axis.grid_axis == Some(g));
        (0..self.grid.ndim()).filter(|&g| self.grid.shape()[g] > 1 && !taken(g)).collect()
    }

    /// How many ranks hold each element.
    pub fn replicas(&self) -> i64 {
        self.replica_axes().iter().map(|&g| self.grid.shape()[g]).product()
    }

    /// `n`, `b`, `c` or `u`.
    pub fn kind_letter(&self, axis: usize) -> char {
        self.axes[axis].map.letter()
    }

    /// Boundary padding at both ends of an axis.
    pub fn boundary_padding(&self, axis: usize) -> [i64; 2] {
        self.axes[axis].map.as_block().map_or([0, 0], |block| block.boundary_padding())
    }

    /// Whether an axis wraps around.
    pub fn is_periodic(&self, axis: usize) -> bool {
        self.axes[axis].map.as_block().is_some_and(|block| block.is_periodic())
    }

    /// Whether any rank stores elements of a neighbour along any axis.
    pub fn has_comm_padding(&self) -> bool {
        self.axes.iter().any(|axis| axis.map.as_block().is_some_and(|block| block.has_comm_padding()))
    }

    /// What would make an axis again: the same specs with [`super::GridRequest::Grid`] make an equal
    /// distribution.
    pub fn spec(&self, axis: usize) -> DimSpec {
        let Axis { map, grid_axis } = &self.axes[axis];
        DimSpec { grid_axis: *grid_axis, grid_size: grid_axis.map(|g| self.grid.shape()[g]), ..map.spec() }
    }

    /// The specs of all axes.
    pub fn specs(&self) -> Vec<DimSpec> {
        (0..self.ndim()).map(|axis| self.spec(axis)).collect()
    }

    /// Whether a rank is in the grid, and so holds a section (possibly an empty one).
    pub fn is_holder(&self, rank: i32) -> bool {
        self.grid.position(rank).is_some()
    }

    /// Whether a rank holds the first replica of its section.
    pub fn is_primary(&self, rank: i32) -> bool {
        self.is_holder(rank) && self.replica_axes().iter().all(|&g| self.grid.coord(rank, g) == Some(0))
    }

    /// What a rank holds along every axis; None for ranks outside the grid. Here and below, what
    /// depends on another rank's labels is DA_ERR_NOT_LOCAL.
    pub fn owned(&self, rank: i32) -> Result<Option<Vec<AxisSection>>> {
        if self.grid.position(rank).is_none() {
            return Ok(None);
        }
        let section = |axis: usize| self.axes[axis].map.section(self.axis_coord(rank, axis));
        (0..self.ndim()).map(section).collect::<Result<_>>().map(Some)
    }

    /// Extents of a rank's storage, communication padding included; None for ranks outside the grid.
    pub fn local_shape(&self, rank: i32) -> Result<Option<Vec<i64>>> {
        Ok(self.owned(rank)?.map(|axes| axes.iter().map(AxisSection::extent).collect()))
    }

    /// Number of elements that a rank owns; None for ranks outside the grid.
    pub fn owned_size(&self, rank: i32) -> Result<Option<i64>> {
        Ok(self.owned(rank)?.map(|axes| axes.iter().map(AxisSection::owned_count).product()))
    }

    /// The rank that owns an element; of its replicas the first. Indices below 0 do not count from
    /// the end here, they are outside.
    pub fn owner(&self, index: &[i64]) -> Result<i32> {
        self.check_labels(index)?;
        Ok(self.grid.rank_at(self.owner_position(index)?))
    }

    /// All ranks that own an element, ascending.
    pub fn owners(&self, index: &[i64]) -> Result<Vec<i32>> {
        self.check_labels(index)?;
        let along = |axis: usize| Ok(vec![self.axes[axis].map.owner(axis, index[axis])?]);
        let coords = (0..self.ndim()).map(along).collect::<Result<_>>()?;
        Ok(self.ranks_at(coords))
    }

    /// All ranks that own any element of a slice, ascending, without walking over elements. The
    /// slice is one start, stop and step per axis; steps may be negative, and a backward slice that
    /// ends with index 0 has stop -1. Without axes the slice is the only element.
    pub fn slice_owners(&self, start: &[i64], stop: &[i64], step: &[i64]) -> Result<Vec<i32>> {
        let slices = self.slices(start, stop, step)?;
        if slices.iter().any(|slice| slice.count() == 0) {
            return Ok(Vec::new());
        }
        let along = |axis: usize| self.axes[axis].map.slice_coords(axis, &slices[axis]);
        let coords = (0..self.ndim()).map(along).collect::<Result<_>>()?;
        Ok(self.ranks_at(coords))
    }

    /// Where a rank stores a global element: owned or communication padding, so that it can be read
    /// there. None if it does not, which is always so for ranks outside the grid.
    pub fn local_from_global(&self, rank: i32, index: &[i64]) -> Result<Option<Vec<i64>>> {
        self.check_rank(rank)?;
        self.check_labels(index)?;
        let Some(sections) = self.owned(rank)? else { return Ok(None) };
        Ok(sections.iter().zip(index).map(|(section, &i)| section.stored.position(i)).collect())
    }

    /// The global index of a rank's local index, which may lie in communication padding.
    pub fn global_from_local(&self, rank: i32, local: &[i64]) -> Result<Vec<i64>> {
        self.check_rank(rank)?;
        let Some(sections) = self.owned(rank)? else {
            fail!(NotMember, "rank {rank} is not in the process grid and holds nothing");
        };
        let shape: Vec<i64> = sections.iter().map(AxisSection::extent).collect();
        if let Err(error) = check_index(&shape, local) {
            fail!(Index, "local {} on rank {rank}", error.message);
        }
        let found: Option<Vec<i64>> = sections.iter().zip(local).map(|(s, &j)| s.stored.get(j)).collect();
        Ok(found.unwrap_or_default())
    }

    /// The dimension dictionaries of a rank; None for ranks outside the grid. An undistributed axis
    /// is a block axis over a grid of one, since the protocol has no other word for it. Whether the
    /// ranks of the context can stand behind them is another question: [`Self::is_expressible`].
    pub fn dim_data(&self, rank: i32) -> Result<Option<Vec<DimDict>>> {
        if self.grid.position(rank).is_none() {
            return Ok(None);
        }
        let dict = |axis: usize| {
            let mut dict = self.axes[axis].map.dim_dict(self.axis_coord(rank, axis))?;
            self.put_edge_exception(rank, axis, &mut dict);
            Ok(dict)
        };
        (0..self.ndim()).map(dict).collect::<Result<_>>().map(Some)
    }

    /// Fails unless there is one index per axis, inside the shape on structured axes; on unstructured
    /// ones any number may be a label.
    pub fn check_labels(&self, index: &[i64]) -> Result<()> {
        let known = index.iter().zip(&self.axes).map(|(&i, axis)| match axis.map {
            Map::Unstructured(_) => 0,
            _ => i,
        });
        let shape = self.axes.iter().map(|axis| match axis.map {
            Map::Unstructured(_) => axis.map.size().max(1),
            _ => axis.map.size(),
        });
        let rest = index.get(self.ndim()..).unwrap_or_default();
        check_index(&shape.collect::<Vec<_>>(), &known.chain(rest.iter().copied()).collect::<Vec<_>>())
    }

    /// Coordinate of a rank of the grid along an array axis; 0 where the axis takes no grid axis.
    pub(super) fn axis_coord(&self, rank: i32, axis: usize) -> i64 {
        self.axes[axis].grid_axis.and_then(|g| self.grid.coord(rank, g)).unwrap_or(0)
    }

    /// Position in the grid of the first replica that owns an element.
    fn owner_position(&self, index: &[i64]) -> Result<i64> {
        let along = |axis: usize| match self.axes[axis].grid_axis {
            Some(g) => Ok(self.axes[axis].map.owner(axis, index[axis])? * self.grid.stride(g)),
            None => Ok(0),
        };
        (0..self.ndim()).try_fold(self.grid.base(), |position, axis| Ok(position + along(axis)?))
    }

    /// The ranks at all combinations of the given coordinates along the array axes and any
    /// coordinates along replica axes, ascending.
    pub(super) fn ranks_at(&self, coords: Vec<Vec<i64>>) -> Vec<i32> {
        let mut along: Vec<Option<Vec<i64>>> = vec![None; self.grid.ndim()];
        for (axis, coords) in self.axes.iter().zip(coords) {
            if let Some(g) = axis.grid_axis {
                along[g] = Some(coords);
            }
        }
        let mut positions = vec![self.grid.base()];
        for (g, coords) in along.into_iter().enumerate() {
            let (extent, stride) = (self.grid.shape()[g], self.grid.stride(g));
            let coords = coords.unwrap_or_else(|| (0..extent).collect());
            positions = positions.iter().flat_map(|p| coords.iter().map(move |c| p + c * stride)).collect();
        }
        let mut ranks: Vec<i32> = positions.iter().map(|&position| self.grid.rank_at(position)).collect();
        ranks.sort_unstable();
        ranks
    }

    fn check_rank(&self, rank: i32) -> Result<()> {
        if !(0..self.grid.nprocs()).contains(&i64::from(rank)) {
            fail!(Argument, "rank {rank} is outside 0..{}", self.grid.nprocs());
        }
        Ok(())
    }
}
