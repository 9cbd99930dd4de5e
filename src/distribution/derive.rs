//! Distributions made from others: slices, transposes, reductions, replicas, broadcasts. All keep
//! the process grid, so that what was on a rank stays there.

use std::sync::Arc;

use super::block::Block;
use super::spec::{AxisKind, DimSpec};
use super::unstructured::Known;
use super::{Axis, Distribution, EdgeExceptions, Map, ProcessGrid};
use crate::error::Result;
use crate::fail;
use crate::index::{AxisSlice, check_ndim, check_shape, shape_text};

/// What becomes of the next axis of an array in a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AxisItem {
    /// A part of it, or all.
    Slice(AxisSlice),
    /// One index; the axis disappears. On an unstructured axis somebody has looked up the coordinate.
    Index {
        /// The global index.
        index: i64,
        /// The coordinate that owns it, where the map cannot tell.
        coord: Option<i64>,
    },
    /// A new axis of extent 1 that takes nothing of the array's.
    NewAxis,
}

/// Where the coordinates of a reduced axis's grid axis go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reduced {
    /// All of them hold the result: a replica axis.
    Replicated,
    /// Only coordinate 0 holds it.
    First,
}

impl Axis {
    /// An axis that every rank of the grid has all of.
    pub(super) fn undistributed(size: i64) -> Axis {
        Axis { map: Map::Undistributed(Block::whole(size)), grid_axis: None }
    }
}

impl Distribution {
    /// The same kinds of axes on the same grid for another shape of as many axes. Bounds and widths of
    /// single cuts are kept where the extent is the same, else the blocks are even.
    pub fn with_shape(&self, shape: &[i64]) -> Result<Distribution> {
        check_shape(shape)?;
        if shape.len() != self.ndim() {
            fail!(
                Shape,
                "shape {} has another number of axes than the distribution's {}",
                shape_text(shape),
                shape_text(&self.shape)
            );
        }
        let along = |number: usize| {
            let (axis, size) = (&self.axes[number], shape[number]);
            if axis.map.size() == size {
                return Ok((axis.clone(), Some(number)));
            }
            if axis.map.as_unstructured().is_some() {
                fail!(
                    Labels,
                    "axis {number} is unstructured, and has labels for {} elements",
                    axis.map.size()
                );
            }
            let mut spec = DimSpec { size, cut_padding: None, ..axis.map.spec() };
            if let AxisKind::Block { bounds } = &mut spec.kind {
                *bounds = None;
            }
            let map = Map::from_spec(number, &spec, axis.map.procs())?;
            Ok((Axis { map, grid_axis: axis.grid_axis }, None))
        };
        self.rearranged((0..self.ndim()).map(along).collect::<Result<_>>()?)
    }

    /// The same axes in another order: axis i of the result is axis `order[i]`.
    pub fn transpose(&self, order: &[usize]) -> Result<Distribution> {
        check_order(order, self.ndim())?;
        self.rearranged(order.iter().map(|&axis| (self.axes[axis].clone(), Some(axis))).collect())
    }

    /// Basic indexing, one item per axis and new axes between them. A whole axis stays as it is. An
    /// index leaves only the coordinate that owns it in the grid.
    pub fn select(&self, items: &[AxisItem]) -> Result<Distribution> {
        let mut axes = Vec::with_capacity(items.len());
        let mut grid = self.grid.clone();
        let mut next = 0;
        for item in items {
            if *item == AxisItem::NewAxis {
                axes.push((Axis::undistributed(1), None));
                continue;
            }
            let Some(axis) = self.axes.get(next) else {
                fail!(
                    Index,
                    "more indices than the {} axes of shape {}",
                    self.ndim(),
                    shape_text(&self.shape)
                );
            };
            match item {
                AxisItem::Slice(slice) => {
                    let map = axis.map.slice(next, slice)?;
                    let kept = slice.is_whole(axis.map.size()).then_some(next);
                    axes.push((Axis { map, grid_axis: axis.grid_axis }, kept));
                }
                AxisItem::Index { index, coord } => {
                    let owner = match coord {
                        Some(coord) => *coord,
                        None => axis.map.owner(next, *index)?,
                    };
                    if let Some(g) = axis.grid_axis {
                        grid = grid.pinned(g, owner);
                    }
                }
                AxisItem::NewAxis => {}
            }
            next += 1;
        }
        if next != self.ndim() {
            fail!(Internal, "{next} of {} axes were indexed", self.ndim());
        }
        check_ndim(axes.len())?;
        self.with_axes(axes, grid)
    }

    /// The distribution of a reduction over some axes, each named once. Their grid axes hold replicas,
    /// or are left with coordinate 0 only. With `keepdims` they stay, with extent 1.
    pub fn reduce(&self, reduced: &[usize], keepdims: bool, result: Reduced) -> Result<Distribution> {
        if let Some(axis) = reduced.iter().find(|&&axis| axis >= self.ndim()) {
            fail!(Index, "there is no axis {axis}; the array has {}", self.ndim());
        }
        let mut grid = self.grid.clone();
        let mut axes = Vec::with_capacity(self.ndim());
        for (number, axis) in self.axes.iter().enumerate() {
            if !reduced.contains(&number) {
                axes.push((axis.clone(), Some(number)));
                continue;
            }
            if let (Some(g), Reduced::First) = (axis.grid_axis, result) {
                grid = grid.pinned(g, 0);
            }
            if keepdims {
                axes.push((Axis::undistributed(1), None));
            }
        }
        self.with_axes(axes, grid)
    }

    /// The distribution of a reduction over everything.
    pub fn reduce_all(&self, keepdims: bool) -> Distribution {
        let axes = if keepdims { vec![Axis::undistributed(1); self.ndim()] } else { Vec::new() };
        let shape = vec![1; axes.len()];
        let mut made =
            Distribution { shape, size: 1, axes, grid: self.grid.clone(), edges: None, fingerprint: 0 };
        made.fingerprint = made.compute_fingerprint();
        made
    }

    /// Some axes undistributed, each named once: their grid axes hold replicas.
    pub fn replicate(&self, axes: &[usize]) -> Result<Distribution> {
        if let Some(axis) = axes.iter().find(|&&axis| axis >= self.ndim()) {
            fail!(Index, "there is no axis {axis}; the distribution has {}", self.ndim());
        }
        let kept = |number: usize| {
            if axes.contains(&number) {
                (Axis::undistributed(self.shape[number]), None)
            } else {
                (self.axes[number].clone(), Some(number))
            }
        };
        self.rearranged((0..self.ndim()).map(kept).collect())
    }

    /// The same distribution seen from a larger context of `nprocs` ranks, in which the present ranks
    /// have the numbers listed.
    pub fn among(&self, nprocs: i64, ranks: &[i32]) -> Result<Distribution> {
        let mut moved = Distribution { grid: self.grid.among(nprocs, ranks)?, ..self.clone() };
        if let Some(edges) = &self.edges {
            let moved_edges = edges.iter().map(|(&(rank, axis), &p)| ((ranks[rank as usize], axis), p));
            moved.edges = Some(Arc::new(moved_edges.collect()));
        }
        moved.fingerprint = moved.compute_fingerprint();
        Ok(moved)
    }

    /// The distribution of the array broadcast to a shape by NumPy's rule: new axes in front and
    /// stretched axes of extent 1 are undistributed. A stretched axis that lies at one coordinate of
    /// several stays there.
    pub fn broadcast_to(&self, shape: &[i64]) -> Result<Distribution> {
        check_shape(shape)?;
        let Some(new) = shape.len().checked_sub(self.ndim()) else {
            fail!(Shape, "shape {} does not broadcast to {}", shape_text(&self.shape), shape_text(shape));
        };
        let mut grid = self.grid.clone();
        let mut axes: Vec<_> = shape[..new].iter().map(|&size| (Axis::undistributed(size), None)).collect();
        for (number, (axis, &size)) in self.axes.iter().zip(&shape[new..]).enumerate() {
            if axis.map.size() == size {
                axes.push((axis.clone(), Some(number)));
                continue;
            }
            if axis.map.size() != 1 {
                fail!(Shape, "shape {} does not broadcast to {}", shape_text(&self.shape), shape_text(shape));
            }
            if let Some(g) = axis.grid_axis {
                grid = grid.pinned(g, axis.map.owner(number, 0)?);
            }
            axes.push((Axis::undistributed(size), None));
        }
        self.with_axes(axes, grid)
    }

    /// The array without boundary padding.
    pub fn interior_items(&self) -> Result<Vec<AxisItem>> {
        let along = |axis: usize| {
            let [left, right] = self.boundary_padding(axis);
            let size = self.shape[axis];
            let stop = (size - right).max(left.min(size));
            Ok(AxisItem::Slice(AxisSlice::new(axis, size, left.min(size), stop, 1)?))
        };
        (0..self.ndim()).map(along).collect()
    }

    /// The last axis counted in elements `numerator / denominator` as wide.
    pub fn scale_last(&self, numerator: i64, denominator: i64) -> Result<Distribution> {
        let mut axes: Vec<_> = (0..self.ndim()).map(|axis| (self.axes[axis].clone(), Some(axis))).collect();
        match axes.last_mut() {
            Some((axis, kept)) => {
                axis.map = axis.map.scaled(self.ndim() - 1, numerator, denominator)?;
                *kept = None;
            }
            None => fail!(Layout, "an array without axes has no last axis to be counted in other elements"),
        }
        self.rearranged(axes)
    }

    /// The same with the labels of its unstructured axes.
    pub fn with_labels(&self, known: &[(usize, Known)]) -> Result<Distribution> {
        let mut axes = self.axes.clone();
        for (number, known) in known {
            match axes.get_mut(*number).map(|axis| &mut axis.map) {
                Some(Map::Unstructured(map)) => *map = map.with_labels(known.clone()),
                _ => fail!(Internal, "labels for axis {number}, which is not unstructured"),
            }
        }
        Distribution::assemble(axes, self.grid.clone(), self.edges.clone())
    }

    /// Axes on the same grid, each with the axis of this distribution that it is, if it is one.
    pub(super) fn rearranged(&self, axes: Vec<(Axis, Option<usize>)>) -> Result<Distribution> {
        self.with_axes(axes, self.grid.clone())
    }

    pub(super) fn with_axes(
        &self,
        axes: Vec<(Axis, Option<usize>)>,
        grid: ProcessGrid,
    ) -> Result<Distribution> {
        let moved = |axis: usize| axes.iter().position(|(_, source)| *source == Some(axis));
        let edges: EdgeExceptions = self
            .edges
            .iter()
            .flat_map(|edges| edges.iter())
            .filter_map(|(&(rank, axis), &padding)| Some(((rank, moved(axis)?), padding)))
            .collect();
        let edges = (!edges.is_empty()).then(|| Arc::new(edges));
        Distribution::assemble(axes.into_iter().map(|(axis, _)| axis).collect(), grid, edges)
    }
}

/// Fails unless `order` names each of `ndim` axes once.
pub fn check_order(order: &[usize], ndim: usize) -> Result<()> {
    let mut seen = vec![false; ndim];
    let fresh = |&axis: &usize| axis < ndim && !std::mem::replace(&mut seen[axis], true);
    if order.len() != ndim || !order.iter().all(fresh) {
        fail!(Argument, "the order of axes {order:?} does not name each of the {ndim} axes once");
    }
    Ok(())
}
