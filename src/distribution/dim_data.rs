//! Distributions from the protocol's dimension dictionaries of all ranks.
//!
//! Everything that a distribution is made of is checked here, so that a wrong set never makes one;
//! the complete judgement of a set, with the protocol's rule numbers, is the protocol layer's.

use std::sync::Arc;

use super::spec::{AxisKind, DimSpec};
use super::{Axis, Distribution, EdgeExceptions, Map, ProcessGrid};
use crate::error::Result;
use crate::fail;
use crate::index::check_ndim;
use crate::protocol::{DimDict, DimKind};

impl Distribution {
    /// The distribution that the dimension dictionaries of all ranks, in rank order, describe. The
    /// process grid has one axis per array axis and takes all ranks in order, as the protocol wants.
    /// The empty dictionary makes an undistributed axis of its `size`, which the caller has set to the
    /// buffer's extent. Boundary padding may differ between ranks
    /// with the same coordinate; it is kept.
    pub fn from_dim_data(nprocs: i64, sections: &[Vec<DimDict>]) -> Result<Distribution> {
        let Some(first) = sections.first().filter(|_| sections.len() as i64 == nprocs) else {
            fail!(Protocol, "dim_data of {} ranks for a context of {nprocs}", sections.len());
        };
        check_ndim(first.len())?;
        if let Some(rank) = (0..sections.len()).find(|&rank| sections[rank].len() != first.len()) {
            fail!(
                Protocol,
                "rank {rank} has {} dimension dictionaries, rank 0 has {}",
                sections[rank].len(),
                first.len()
            );
        }
        let grid_shape: Vec<i64> = first.iter().map(grid_size).collect();
        let grid = ProcessGrid::new(nprocs, &grid_shape)?;
        if grid.size() != nprocs {
            fail!(
                Protocol,
                "the product of proc_grid_size over all axes is {}, but there are {nprocs} ranks",
                grid.size()
            );
        }
        let mut edges = EdgeExceptions::new();
        let mut axes = Vec::with_capacity(first.len());
        for axis in 0..first.len() {
            axes.push(AxisReader { axis, sections, grid: &grid }.read(&mut edges)?);
        }
        Distribution::assemble(axes, grid, (!edges.is_empty()).then(|| Arc::new(edges)))
    }

    /// Replaces the boundary padding in a dictionary by what this very rank said, if it differs.
    pub(super) fn put_edge_exception(&self, rank: i32, axis: usize, dict: &mut DimDict) {
        let exception = self.edges.as_ref().and_then(|edges| edges.get(&(rank, axis)));
        if let (Some(own), DimKind::Block { padding, .. }) = (exception, &mut dict.kind) {
            if dict.grid_rank == 0 {
                padding[0] = own[0];
            }
            if dict.grid_rank + 1 == dict.grid_size {
                padding[1] = own[1];
            }
        }
    }
}

/// `proc_grid_size`; the empty dictionary means a grid of one.
fn grid_size(dict: &DimDict) -> i64 {
    if dict.kind == DimKind::Alias { 1 } else { dict.grid_size }
}

/// Reads one axis out of the dictionaries of all ranks.
struct AxisReader<'a> {
    axis: usize,
    sections: &'a [Vec<DimDict>],
    grid: &'a ProcessGrid,
}

/// The keys of a block section, with what is owned worked out.
#[derive(Clone, Copy)]
struct BlockKeys {
    owned: (i64, i64),
    padding: [i64; 2],
}

impl AxisReader<'_> {
    fn read(&self, edges: &mut EdgeExceptions) -> Result<Axis> {
        self.check_common_keys()?;
        let dict = self.dict(0);
        let grid_axis = Some(self.axis);
        let (spec, grid_axis) = match &dict.kind {
            DimKind::Alias => (DimSpec::undistributed(dict.size), None),
            DimKind::Block { periodic, .. } => (self.read_blocks(*periodic, edges)?, grid_axis),
            DimKind::Cyclic { block_size, .. } => {
                self.check_cyclic_starts(*block_size)?;
                (DimSpec::cyclic(dict.size, *block_size), grid_axis)
            }
            DimKind::Unstructured { one_to_one, .. } => {
                (DimSpec::new(dict.size, AxisKind::Unstructured { one_to_one: *one_to_one }), grid_axis)
            }
        };
        Ok(Axis { map: Map::from_spec(self.axis, &spec, self.procs())?, grid_axis })
    }

    fn dict(&self, rank: usize) -> &DimDict {
        &self.sections[rank][self.axis]
    }

    fn procs(&self) -> i64 {
        self.grid.shape()[self.axis]
    }

    /// Coordinate that C order gives a rank.
    fn coord(&self, rank: usize) -> i64 {
        rank as i64 / self.grid.stride(self.axis) % self.procs()
    }

    /// The rank with this coordinate here and 0 along all other axes: the lowest one.
    fn lowest_rank(&self, coord: i64) -> usize {
        (coord * self.grid.stride(self.axis)) as usize
    }

    /// Keys that all ranks share, and the coordinate.
    fn check_common_keys(&self) -> Result<()> {
        let axis = self.axis;
        let first = self.dict(0);
        if first.size < 0 {
            fail!(Protocol, "axis {axis}: size {} is negative", first.size);
        }
        for rank in 0..self.sections.len() {
            let dict = self.dict(rank);
            if dict.size != first.size {
                fail!(
                    Protocol,
                    "axis {axis}: size is {} on rank 0 and {} on rank {rank}",
                    first.size,
                    dict.size
                );
            }
            if !share_keys(first, dict) {
                let (mine, theirs) = (shared_keys(first), shared_keys(dict));
                fail!(Protocol, "axis {axis}: {mine} on rank 0, {theirs} on rank {rank}");
            }
            if dict.kind != DimKind::Alias && dict.grid_rank != self.coord(rank) {
                fail!(
                    Protocol,
                    "axis {axis}: proc_grid_rank is {} on rank {rank}; C order gives it {}",
                    dict.grid_rank,
                    self.coord(rank)
                );
            }
        }
        Ok(())
    }

    /// The start of every section; an empty one may also say its size, or anything behind it.
    fn check_cyclic_starts(&self, block_size: i64) -> Result<()> {
        let axis = self.axis;
        for rank in 0..self.sections.len() {
            let DimKind::Cyclic { start, .. } = self.dict(rank).kind else { continue };
            let meant = self.coord(rank).saturating_mul(block_size);
            if start != meant && (start < self.dict(rank).size || meant < self.dict(rank).size) {
                fail!(
                    Protocol,
                    "axis {axis}: start is {start} on rank {rank}; its first block begins at {meant}"
                );
            }
        }
        Ok(())
    }

    /// Bounds and paddings out of all sections.
    fn read_blocks(&self, periodic: bool, edges: &mut EdgeExceptions) -> Result<DimSpec> {
        let axis = self.axis;
        let size = self.dict(0).size;
        let mut bounds = vec![0];
        let mut cuts = Vec::new();
        let mut previous: Option<BlockKeys> = None;
        for coord in 0..self.procs() {
            let keys = self.block_keys(self.lowest_rank(coord))?;
            let begin = bounds[coord as usize];
            if keys.owned.0 != begin {
                fail!(
                    Protocol,
                    "axis {axis}: what coordinate {coord} owns begins with {}, but must begin with {begin}",
                    keys.owned.0
                );
            }
            if let Some(previous) = previous {
                if previous.padding[1] != keys.padding[0] {
                    fail!(
                        Protocol,
                        "axis {axis}: right padding {} of coordinate {} and left padding {} of coordinate {coord} differ",
                        previous.padding[1],
                        coord - 1,
                        keys.padding[0]
                    );
                }
                cuts.push(keys.padding[0]);
            }
            bounds.push(keys.owned.1);
            previous = Some(keys);
        }
        let last = self.block_keys(self.lowest_rank(self.procs() - 1))?;
        if last.owned.1 != size {
            fail!(Protocol, "axis {axis}: the last section stops at {}, but size is {size}", last.owned.1);
        }
        let boundary = [self.block_keys(0)?.padding[0], last.padding[1]];
        self.check_equal_coords(boundary, edges)?;
        Ok(DimSpec {
            cut_padding: Some(cuts),
            boundary_padding: boundary,
            periodic,
            ..DimSpec::new(size, AxisKind::Block { bounds: Some(bounds) })
        })
    }

    /// Ranks with the same coordinate must say the same, boundary padding excepted.
    fn check_equal_coords(&self, boundary: [i64; 2], edges: &mut EdgeExceptions) -> Result<()> {
        let axis = self.axis;
        for rank in 0..self.sections.len() {
            let coord = self.coord(rank);
            let (lowest, keys) = (self.lowest_rank(coord), self.block_keys(rank)?);
            let reference = self.block_keys(lowest)?;
            let is_edge = [coord == 0, coord + 1 == self.procs()];
            let inner_differs =
                (0..2).any(|side| !is_edge[side] && keys.padding[side] != reference.padding[side]);
            if keys.owned != reference.owned || inner_differs {
                fail!(
                    Protocol,
                    "axis {axis}: ranks {lowest} and {rank} have coordinate {coord}, but differ in start, stop or \
                     communication padding"
                );
            }
            let own = [0, 1].map(|side| if is_edge[side] { keys.padding[side] } else { boundary[side] });
            if own != boundary {
                edges.insert((rank as i32, axis), own);
            }
        }
        Ok(())
    }

    /// The block keys of a rank. What is owned is the section without communication padding.
    fn block_keys(&self, rank: usize) -> Result<BlockKeys> {
        let axis = self.axis;
        let DimKind::Block { start, stop, padding, .. } = self.dict(rank).kind else {
            fail!(Internal, "axis {axis} of rank {rank} is no block axis");
        };
        if start < 0 || stop < start || stop > self.dict(rank).size {
            fail!(
                Protocol,
                "axis {axis} on rank {rank}: start {start} and stop {stop} are no interval inside 0..{}",
                self.dict(rank).size
            );
        }
        if padding.iter().any(|&width| width < 0) {
            fail!(Protocol, "axis {axis} on rank {rank}: padding {padding:?} is negative");
        }
        let coord = self.coord(rank);
        let left = if coord > 0 { padding[0] } else { 0 };
        let right = if coord + 1 < self.procs() { padding[1] } else { 0 };
        if left.saturating_add(right) > stop - start {
            fail!(
                Protocol,
                "axis {axis} on rank {rank}: communication padding of {left} and {right} elements does not fit into \
                 the section {start}..{stop}"
            );
        }
        Ok(BlockKeys { owned: (start + left, stop - right), padding })
    }
}

/// Whether the keys agree that all ranks share.
fn share_keys(a: &DimDict, b: &DimDict) -> bool {
    let own = match (&a.kind, &b.kind) {
        (DimKind::Alias, DimKind::Alias) => return true,
        (DimKind::Block { periodic, .. }, DimKind::Block { periodic: other, .. }) => periodic == other,
        (DimKind::Cyclic { block_size, .. }, DimKind::Cyclic { block_size: other, .. }) => {
            block_size == other
        }
        (DimKind::Unstructured { one_to_one, .. }, DimKind::Unstructured { one_to_one: other, .. }) => {
            one_to_one == other
        }
        _ => false,
    };
    own && a.grid_size == b.grid_size
}

/// The same keys as text that names them.
fn shared_keys(dict: &DimDict) -> String {
    let own = match &dict.kind {
        DimKind::Alias => return "the empty dictionary".to_string(),
        DimKind::Block { periodic, .. } => format!("dist_type 'b', periodic {periodic}"),
        DimKind::Cyclic { block_size, .. } => format!("dist_type 'c', block_size {block_size}"),
        DimKind::Unstructured { one_to_one, .. } => format!("dist_type 'u', one_to_one {one_to_one}"),
    };
    format!("{own}, proc_grid_size {}", dict.grid_size)
}
