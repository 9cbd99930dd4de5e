//! One rank's part of a halo exchange: everything that it sends to and gets from all neighbours, corners
//! included, in one phase.

use super::ghosts::{Boundary, GhostAxis};
use super::pattern::{AxisPart, Pattern};
use super::redistribution::{Message, RankPlan, Side};
use crate::distribution::Distribution;
use crate::error::Result;
use crate::fail;
use crate::index::Range;

/// What a halo covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HaloSpec {
    /// Per axis, the widths on the left and on the right; None: all the padding there is.
    pub widths: Vec<[Option<i64>; 2]>,
    /// Whether elements that lie outside along several axes are covered.
    pub corners: bool,
    /// Per axis, what becomes of the boundary padding at both ends, where the axis is not periodic.
    pub boundaries: Vec<[Boundary; 2]>,
}

impl HaloSpec {
    /// All padding of `ndim` axes with corners; boundaries stay untouched.
    pub fn all(ndim: usize) -> HaloSpec {
        HaloSpec {
            widths: vec![[None; 2]; ndim],
            corners: true,
            boundaries: vec![[Boundary::Untouched; 2]; ndim],
        }
    }
}

/// The halo of a distribution, checked: makes the plan of any rank.
///
/// Positions in its plans count from the first element of a rank's whole section, communication padding
/// included; source and target are one and the same array. Sources are elements that are nobody's copy,
/// so that the messages may go in any order.
#[derive(Clone, Debug)]
pub struct Halo<'a> {
    distribution: &'a Distribution,
    axes: Vec<GhostAxis<'a>>,
    corners: bool,
}

impl<'a> Halo<'a> {
    /// The halo that `spec` describes.
    pub fn new(distribution: &'a Distribution, spec: &HaloSpec) -> Result<Halo<'a>> {
        let ndim = distribution.ndim();
        if spec.widths.len() != ndim || spec.boundaries.len() != ndim {
            fail!(
                Shape,
                "widths of {} axes and boundaries of {} for a distribution of {ndim} axes",
                spec.widths.len(),
                spec.boundaries.len()
            );
        }
        let axis = |k: usize| GhostAxis::new(k, distribution.map(k), spec.widths[k], spec.boundaries[k]);
        let axes = (0..ndim).map(axis).collect::<Result<_>>()?;
        Ok(Halo { distribution, axes, corners: spec.corners })
    }

    /// What a rank sends and gets. Empty for ranks that hold nothing.
    pub fn plan(&self, rank: i32) -> Result<RankPlan> {
        let Some(place) = self.place(rank)? else { return Ok(RankPlan::default()) };
        let side = |parts: fn(&GhostAxis<'a>, i64) -> Vec<AxisPart>| {
            let along = |k: usize| {
                let axis = &self.axes[k];
                let core = AxisPart { coord: place.coords[k], mine: Pattern::range(self.core_of(&place, k)) };
                let mut all = vec![core];
                all.extend(parts(axis, place.coords[k]));
                all
            };
            self.side((0..self.axes.len()).map(along).collect(), &place)
        };
        Ok(RankPlan { sends: side(GhostAxis::sends), receives: side(GhostAxis::receives) })
    }

    /// Whether an update brings all communication padding of every rank up to date.
    pub fn is_complete(&self) -> bool {
        self.corners && self.axes.iter().all(GhostAxis::is_complete)
    }

    /// Whether an update writes elements that ranks own: boundaries.
    pub fn writes_owned(&self) -> bool {
        self.axes.iter().any(GhostAxis::maps_boundary)
    }

    /// The boxes of positions that a rank writes the constant to; they may have elements in common.
    pub fn constants(&self, rank: i32) -> Result<Vec<Vec<Range>>> {
        let Some(place) = self.place(rank)? else { return Ok(Vec::new()) };
        let mut boxes = Vec::new();
        for (k, axis) in self.axes.iter().enumerate() {
            for edge in axis.constants(place.coords[k]) {
                let along = |other: usize| match other {
                    other if other == k => edge.clone(),
                    other if self.corners => self.axes[other].active(place.coords[other], place.owned[other]),
                    other => self.core_of(&place, other),
                };
                let found: Vec<Range> = (0..self.axes.len()).map(along).collect();
                if found.iter().all(|range| !range.is_empty()) {
                    boxes.push(found);
                }
            }
        }
        Ok(boxes)
    }

    fn core_of(&self, place: &Place, axis: usize) -> Range {
        self.axes[axis].core(place.coords[axis], place.owned[axis])
    }

    fn place(&self, rank: i32) -> Result<Option<Place>> {
        let Some(coords) = self.distribution.section_coords(rank) else { return Ok(None) };
        let Some(sections) = self.distribution.owned(rank)? else { return Ok(None) };
        let position = self.distribution.grid().position(rank);
        let owned = sections.iter().map(|section| section.owned_count()).collect();
        Ok(position.map(|position| Place { coords, position, owned }))
    }

    /// The messages of one direction. The first part of each axis is the core; the combination of all cores
    /// is what no message takes.
    fn side(&self, axes: Vec<Vec<AxisPart>>, place: &Place) -> Side {
        let mut messages = Vec::new();
        let mut walk = Walk {
            axes: &axes,
            corners: self.corners,
            strides: (0..axes.len()).map(|k| self.stride(k)).collect(),
            coords: &place.coords,
            visit: |parts: &[u32], offset: i64, count: i64| {
                let rank = self.distribution.grid().rank_at(place.position + offset);
                messages.push(Message { rank, parts: parts.into(), count });
            },
        };
        walk.go(&mut Vec::with_capacity(axes.len()), 0, 1, 0);
        messages.sort_by_key(|message| message.rank);
        Side { axes, messages }
    }

    /// How far apart neighbours along an array axis are in the grid. Partners have the same coordinates
    /// along the axes of replicas: every replica keeps to itself.
    fn stride(&self, axis: usize) -> i64 {
        self.distribution.grid_axis(axis).map_or(0, |g| self.distribution.grid().stride(g))
    }
}

/// A rank in the distribution.
struct Place {
    coords: Vec<i64>,
    position: i64,
    owned: Vec<i64>,
}

/// A walk over all combinations of parts, in C order: the same order on both sides of a message.
struct Walk<'a, F> {
    axes: &'a [Vec<AxisPart>],
    corners: bool,
    strides: Vec<i64>,
    coords: &'a [i64],
    visit: F,
}

impl<F: FnMut(&[u32], i64, i64)> Walk<'_, F> {
    /// Goes on from the parts chosen so far, of which `outside` are not the core. Combinations without
    /// elements are left as soon as that is known, so that the cost is that of the messages.
    fn go(&mut self, parts: &mut Vec<u32>, offset: i64, count: i64, outside: usize) {
        let axis = parts.len();
        let Some(along) = self.axes.get(axis) else {
            if outside > 0 {
                (self.visit)(parts, offset, count);
            }
            return;
        };
        for (part, found) in (0u32..).zip(along) {
            let outside = outside + usize::from(part > 0);
            let many = found.mine.count();
            if many == 0 || (outside > 1 && !self.corners) {
                continue;
            }
            parts.push(part);
            let step = (found.coord - self.coords[axis]) * self.strides[axis];
            self.go(parts, offset + step, count * many, outside);
            parts.pop();
        }
    }
}
