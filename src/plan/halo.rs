//! One rank's part of a halo exchange: everything that it sends to and gets from all neighbours, corners
//! included, in one phase.

use super::ghosts::{Boundary, GhostAxis};
use super::pattern::{AxisPart, Pattern};
use super::redistribution::{Message, RankPlan, Side};
use crate::distribution::Distribution;
use crate::error::Result;
use crate::fail;
use crate::index::Range;
use std::cmp::Ordering;

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
/// included; source and target are one and the same array.
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

    /// What a rank sends and gets in an update. Empty for ranks that hold nothing.
    ///
    /// A rank copies its messages to itself before it sends anything, one after the other: other
    /// messages take along what such copies made, so that planes travel whole, and go in any order.
    pub fn update(&self, rank: i32) -> Result<RankPlan> {
        self.plan(rank, self.corners)
    }

    /// What a rank sends and gets when padding is added into what it shows: the messages of an update,
    /// backwards, each from padding to elements that are nobody's copy, in any order.
    pub fn accumulate(&self, rank: i32) -> Result<RankPlan> {
        let RankPlan { sends, receives } = self.plan(rank, false)?;
        Ok(RankPlan { sends: receives, receives: sends })
    }

    /// The plan; `taking_along` what a rank copies to itself.
    fn plan(&self, rank: i32, taking_along: bool) -> Result<RankPlan> {
        let Some(place) = self.place(rank)? else { return Ok(RankPlan::default()) };
        let side = |parts: fn(&GhostAxis<'a>, i64) -> Vec<AxisPart>| {
            let along =
                |k: usize| self.axis_parts(k, &place, parts(&self.axes[k], place.coords[k]), taking_along);
            self.side((0..self.axes.len()).map(along).collect(), &place)
        };
        Ok(RankPlan { sends: side(GhostAxis::sends), receives: side(GhostAxis::receives) })
    }

    fn axis_parts(&self, k: usize, place: &Place, parts: Vec<AxisPart>, taking_along: bool) -> AxisParts {
        let coord = place.coords[k];
        let part = |range: Range| AxisPart { coord, mine: Pattern::range(range) };
        let extended = if taking_along { self.axes[k].extended(coord, place.owned[k]) } else { None };
        let core = part(self.core_of(place, k));
        let (inner, outer) = parts.into_iter().partition(|p| extended.is_some() && p.coord == coord);
        AxisParts { whole: extended.map_or_else(|| core.clone(), part), core, inner, outer }
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

    /// The messages of one direction: first what a rank copies to itself to be taken along, axis by
    /// axis, each with what the axes before it made; then the rest.
    fn side(&self, axes: Vec<AxisParts>, place: &Place) -> Side {
        let mut messages = Vec::new();
        let strides: Vec<i64> = (0..axes.len()).map(|k| self.stride(k)).collect();
        let mut collect = |choices: Vec<Vec<u32>>, lists: &[Vec<AxisPart>], most: usize| {
            let visit = |parts: &[u32], offset: i64, count: i64| {
                let rank = self.distribution.grid().rank_at(place.position + offset);
                messages.push(Message { rank, parts: parts.into(), count });
            };
            let (coords, strides) = (place.coords.as_slice(), strides.as_slice());
            let mut walk = Walk { lists, choices, most, strides, coords, visit };
            walk.go(&mut Vec::with_capacity(lists.len()), 0, 1, 0);
        };
        let lists: Vec<Vec<AxisPart>> = axes.iter().map(AxisParts::list).collect();
        for (k, axis) in axes.iter().enumerate().filter(|(_, axis)| !axis.inner.is_empty()) {
            let choice = |other: usize| match other.cmp(&k) {
                Ordering::Less => vec![WHOLE],
                Ordering::Equal => axis.inner_numbers(),
                Ordering::Greater => vec![CORE],
            };
            collect((0..axes.len()).map(choice).collect(), &lists, 1);
        }
        let rest = axes.iter().map(|axis| [vec![WHOLE], axis.outer_numbers()].concat()).collect();
        collect(rest, &lists, if self.corners { axes.len() } else { 1 });
        messages.sort_by_key(|message| message.rank);
        Side { axes: lists, messages }
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

/// The numbers of the first parts of an axis.
const CORE: u32 = 0;
const WHOLE: u32 = 1;

/// The parts of an axis in one direction.
struct AxisParts {
    /// What is nobody's copy.
    core: AxisPart,
    /// The core and what the rank copies to itself.
    whole: AxisPart,
    /// What it copies to itself, to be taken along.
    inner: Vec<AxisPart>,
    /// The rest.
    outer: Vec<AxisPart>,
}

impl AxisParts {
    fn list(&self) -> Vec<AxisPart> {
        [&self.core, &self.whole].into_iter().chain(&self.inner).chain(&self.outer).cloned().collect()
    }

    fn inner_numbers(&self) -> Vec<u32> {
        (2..2 + self.inner.len() as u32).collect()
    }

    fn outer_numbers(&self) -> Vec<u32> {
        let first = 2 + self.inner.len() as u32;
        (first..first + self.outer.len() as u32).collect()
    }
}

/// A walk over combinations of parts, in C order: the same order on both sides of a message.
struct Walk<'a, F> {
    lists: &'a [Vec<AxisPart>],
    /// Per axis, the numbers of the parts to be combined.
    choices: Vec<Vec<u32>>,
    /// Along how many axes a combination may lie outside.
    most: usize,
    strides: &'a [i64],
    coords: &'a [i64],
    visit: F,
}

impl<F: FnMut(&[u32], i64, i64)> Walk<'_, F> {
    /// Goes on from the parts chosen so far, of which `outside` are copies. Combinations without
    /// elements are left as soon as that is known, so that the cost is that of the messages.
    fn go(&mut self, parts: &mut Vec<u32>, offset: i64, count: i64, outside: usize) {
        let axis = parts.len();
        let Some(list) = self.lists.get(axis) else {
            if outside > 0 {
                (self.visit)(parts, offset, count);
            }
            return;
        };
        for k in 0..self.choices[axis].len() {
            let part = self.choices[axis][k];
            let found = &list[part as usize];
            let outside = outside + usize::from(part > WHOLE);
            let many = found.mine.count();
            if many == 0 || outside > self.most {
                continue;
            }
            parts.push(part);
            let step = (found.coord - self.coords[axis]) * self.strides[axis];
            self.go(parts, offset + step, count * many, outside);
            parts.pop();
        }
    }
}
