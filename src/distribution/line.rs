//! Ranks whose pieces follow each other along an array axis: who comes before whom.

use super::block::Block;
use super::sliced::Base;
use super::spec::DimSpec;
use super::{Axis, Distribution, GridRequest, Map};
use crate::error::Result;

/// The ranks that share the lines of elements along one axis, in the order of their pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AxisLine {
    /// How many they are.
    pub count: i64,
    /// Which of them this rank is.
    pub place: i64,
    /// What one coordinate more adds to the position in the grid, and the position itself.
    stride: i64,
    position: i64,
    coord: i64,
    descending: bool,
}

impl AxisLine {
    /// The position in the grid of one of them.
    fn position_of(&self, place: i64) -> i64 {
        let coord = if self.descending { self.count - 1 - place } else { place };
        self.position + (coord - self.coord) * self.stride
    }
}

impl Distribution {
    /// Whether every coordinate along an axis has one interval of it, the next coordinate (or the one
    /// before, along all of the axis) the next interval.
    pub fn is_ordered(&self, axis: usize) -> bool {
        match self.map(axis) {
            Map::Undistributed(_) | Map::Block(_) => true,
            Map::Cyclic(cyclic) => cyclic.procs() == 1 || cyclic.is_single_turn(),
            Map::Sliced(sliced) => sliced.is_contiguous(),
            Map::Unstructured(_) => false,
        }
    }

    /// The ranks along an axis that is ordered, as `rank` sees them; None outside the grid.
    pub fn axis_line(&self, rank: i32, axis: usize) -> Option<AxisLine> {
        let position = self.grid().position(rank)?;
        let descending = match self.map(axis) {
            Map::Sliced(sliced) => matches!(sliced.base(), Base::Block(_)) && sliced.slice().step() < 0,
            _ => false,
        };
        let (count, coord, stride) = match self.grid_axis(axis) {
            Some(g) => (self.grid().shape()[g], self.axis_coord(rank, axis), self.grid().stride(g)),
            None => (1, 0, 0),
        };
        let place = if descending { count - 1 - coord } else { coord };
        Some(AxisLine { count, place, stride, position, coord, descending })
    }

    /// One of the ranks of a line.
    pub fn rank_on_line(&self, line: &AxisLine, place: i64) -> i32 {
        self.grid().rank_at(line.position_of(place))
    }

    /// The same with even blocks along these axes.
    pub fn with_blocks(&self, axes: &[usize]) -> Result<Distribution> {
        let even = |number: usize| {
            let axis = &self.axes[number];
            if !axes.contains(&number) {
                return Ok((axis.clone(), Some(number)));
            }
            let map = match axis.grid_axis {
                None => Map::Undistributed(Block::whole(axis.map.size())),
                Some(_) => Map::from_spec(number, &DimSpec::block(axis.map.size()), axis.map.procs())?,
            };
            Ok((Axis { map, grid_axis: axis.grid_axis }, None))
        };
        self.rearranged((0..self.ndim()).map(even).collect::<Result<_>>()?)
    }

    /// One axis of as many elements, in even blocks over all ranks of the grid in their order.
    pub fn flattened(&self) -> Result<Distribution> {
        let grid = self.grid();
        let all: Vec<usize> = (0..grid.ndim()).collect();
        let ranks: Vec<i32> =
            (0..grid.size()).map(|n| grid.rank_at(grid.base() + grid.offset_along(&all, n))).collect();
        let request = GridRequest::ShapeAndRanks(&[grid.size()], &ranks);
        Distribution::new(grid.nprocs(), &[DimSpec::block(self.size())], request)
    }

    /// One axis of this extent, all of which every rank of the grid holds.
    pub fn replicated_line(&self, extent: i64) -> Result<Distribution> {
        let request = GridRequest::Grid(self.grid());
        Distribution::new(self.grid().nprocs(), &[DimSpec::undistributed(extent)], request)
    }
}

#[cfg(test)]
mod tests {
    use super::super::derive::AxisItem;
    use super::*;
    use crate::index::AxisSlice;

    fn make(specs: &[DimSpec], grid: &[i64]) -> Distribution {
        Distribution::new(grid.iter().product(), specs, GridRequest::Shape(grid)).unwrap()
    }

    /// The intervals along an axis, rank by rank in the order of the line through the grid's first rank.
    fn intervals(d: &Distribution, axis: usize) -> Vec<(i32, i64)> {
        let line = d.axis_line(d.grid().rank_at(d.grid().base()), axis).unwrap();
        let owned = |place: i64| {
            let rank = d.rank_on_line(&line, place);
            (rank, d.owned(rank).unwrap().unwrap()[axis].owned.clone())
        };
        let along = (0..line.count).map(owned).map(|(rank, owned)| (rank, owned.get(0).unwrap_or(-1)));
        along.collect()
    }

    #[test]
    fn lines_follow_the_indices() {
        let d = make(&[DimSpec::block(7), DimSpec::block(5)], &[3, 2]);
        assert_eq!(intervals(&d, 0), [(0, 0), (2, 3), (4, 6)]);
        assert_eq!(intervals(&d, 1), [(0, 0), (1, 3)]);
        let line = d.axis_line(3, 0).unwrap();
        assert_eq!((line.count, line.place, d.rank_on_line(&line, 0)), (3, 1, 1));
        assert!(d.axis_line(5, 0).is_some());
        let undistributed = make(&[DimSpec::undistributed(4), DimSpec::block(6)], &[1, 3]);
        assert_eq!(undistributed.axis_line(2, 0).unwrap().count, 1);
    }

    #[test]
    fn a_reversed_axis_runs_the_other_way() {
        let d = make(&[DimSpec::block(8)], &[4]);
        let whole = AxisItem::Slice(AxisSlice::new(0, 8, 7, -1, -1).unwrap());
        let reversed = d.select(&[whole]).unwrap();
        assert!(reversed.is_ordered(0));
        assert_eq!(intervals(&reversed, 0), [(3, 0), (2, 2), (1, 4), (0, 6)]);
    }

    #[test]
    fn which_axes_are_ordered() {
        let kinds = [DimSpec::cyclic(12, 1), DimSpec::cyclic(12, 4), DimSpec::cyclic(12, 5)];
        let ordered = kinds.map(|spec| make(&[spec], &[3]).is_ordered(0));
        assert_eq!(ordered, [false, true, true]);
        let blocks = make(&[DimSpec::cyclic(12, 1)], &[3]).with_blocks(&[0]).unwrap();
        assert_eq!(blocks, make(&[DimSpec::block(12)], &[3]));
    }

    #[test]
    fn flattening_takes_all_ranks_in_their_order() {
        let d = make(&[DimSpec::block(3), DimSpec::block(4)], &[2, 3]);
        assert_eq!(intervals(&d.flattened().unwrap(), 0), [(0, 0), (1, 2), (2, 4), (3, 6), (4, 8), (5, 10)]);
        // Only the ranks of the row that holds index 2.
        let row =
            d.select(&[AxisItem::Index { index: 2, coord: None }, AxisItem::Slice(AxisSlice::whole(4))]);
        let row = row.unwrap();
        assert_eq!(
            intervals(&row.flattened().unwrap(), 0).iter().map(|p| p.0).collect::<Vec<_>>(),
            [3, 4, 5]
        );
        let held = row.replicated_line(9).unwrap();
        assert_eq!((held.replicas(), held.is_holder(0), held.is_holder(4)), (3, false, true));
    }
}
