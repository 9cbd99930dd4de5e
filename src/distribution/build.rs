//! Making distributions from specs and from each other.

use std::sync::Arc;

use super::auto_grid::auto_grid_shape;
use super::spec::{AxisKind, DimSpec};
use super::{Axis, Distribution, EdgeExceptions, GridRequest, Map, ProcessGrid};
use crate::error::Result;
use crate::fail;
use crate::index::check_shape;

impl Distribution {
    /// A distribution over `nprocs` ranks of a context.
    ///
    /// Distributed axes that name no grid axis get one: where the grid has an axis for every array
    /// axis and none is named, array axis i takes grid axis i; otherwise they take the grid axes
    /// that are left, in order. If none is left, the axis is spread over a grid axis of extent 1
    /// that is added. Grid axes that remain hold replicas.
    pub fn new(nprocs: i64, specs: &[DimSpec], grid: GridRequest) -> Result<Distribution> {
        let shape: Vec<i64> = specs.iter().map(|spec| spec.size).collect();
        check_shape(&shape)?;
        let grid = match grid {
            GridRequest::Auto => {
                let taken = assign_grid_axes(specs, specs.len())?;
                let extents = auto_grid_shape(nprocs, specs)?;
                let mut grid_shape = vec![1; specs.len()];
                for (taken, extent) in taken.iter().zip(extents) {
                    if let Some(g) = taken {
                        grid_shape[*g] = extent;
                    }
                }
                ProcessGrid::new(nprocs, &grid_shape)?
            }
            GridRequest::Shape(shape) => ProcessGrid::new(nprocs, shape)?,
            GridRequest::ShapeAndRanks(shape, ranks) => ProcessGrid::with_ranks(nprocs, shape, ranks)?,
            GridRequest::Grid(grid) if grid.nprocs() != nprocs => {
                fail!(Grid, "the process grid is one of {} ranks, the context has {nprocs}", grid.nprocs())
            }
            GridRequest::Grid(grid) => grid.clone(),
        };
        Distribution::on_grid(specs, grid)
    }

    /// A distribution with these maps on this grid.
    fn on_grid(specs: &[DimSpec], grid: ProcessGrid) -> Result<Distribution> {
        let taken = assign_grid_axes(specs, grid.ndim())?;
        let needed = taken.iter().flatten().map(|g| g + 1).max().unwrap_or(0);
        let grid = grid.with_trailing_ones(needed);
        let mut axes = Vec::with_capacity(specs.len());
        for (axis, (spec, grid_axis)) in specs.iter().zip(taken).enumerate() {
            let procs = grid_axis.map_or(1, |g| grid.shape()[g]);
            if let Some(wanted) = spec.grid_size.filter(|&wanted| wanted != procs) {
                fail!(
                    Grid,
                    "axis {axis} wants {wanted} ranks of the process grid, but the grid gives it {procs}"
                );
            }
            axes.push(Axis { map: Map::from_spec(axis, spec, procs)?, grid_axis });
        }
        Distribution::assemble(axes, grid, None)
    }

    /// Puts the parts together; makes size and fingerprint.
    pub(super) fn assemble(
        axes: Vec<Axis>,
        grid: ProcessGrid,
        edges: Option<Arc<EdgeExceptions>>,
    ) -> Result<Distribution> {
        let shape: Vec<i64> = axes.iter().map(|axis| axis.map.size()).collect();
        let size = check_shape(&shape)?;
        let mut made = Distribution { shape, size, axes, grid, edges, fingerprint: 0 };
        made.fingerprint = made.compute_fingerprint();
        Ok(made)
    }
}

/// The grid axis of every array axis; entries past the end of the grid are axes to add.
fn assign_grid_axes(specs: &[DimSpec], grid_ndim: usize) -> Result<Vec<Option<usize>>> {
    let mut owner: Vec<Option<usize>> = vec![None; grid_ndim];
    for (axis, spec) in specs.iter().enumerate() {
        let Some(g) = spec.grid_axis else { continue };
        if spec.kind == AxisKind::Undistributed {
            fail!(Grid, "axis {axis} is undistributed, yet is to be spread over grid axis {g}");
        }
        if g >= grid_ndim {
            fail!(
                Grid,
                "axis {axis} is to be spread over grid axis {g}; the process grid has {grid_ndim} axes"
            );
        }
        if let Some(other) = owner[g] {
            fail!(
                Grid,
                "axes {other} and {axis} are both to be spread over grid axis {g}; each takes its own"
            );
        }
        owner[g] = Some(axis);
    }
    let in_place = grid_ndim >= specs.len() && owner.iter().all(Option::is_none);
    let mut left = (0..grid_ndim).filter(|&g| owner[g].is_none()).chain(grid_ndim..);
    let take = |(axis, spec): (usize, &DimSpec)| match spec.grid_axis {
        Some(g) => Some(g),
        None if spec.kind == AxisKind::Undistributed => None,
        None if in_place => Some(axis),
        None => left.next(),
    };
    Ok(specs.iter().enumerate().map(take).collect())
}
