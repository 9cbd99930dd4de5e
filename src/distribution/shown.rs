//! What a view shows of an array: the derived distribution, and where each of its axes lies in the
//! storage of the base. Arithmetic on sections; no memory, any number of simulated ranks.

use super::sliced::Base;
use super::{AxisItem, AxisSection, Distribution, Map};
use crate::error::{Error, Result, Status};
use crate::fail;
use crate::index::{AxisSlice, Selected};

/// What one axis of a view shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    /// A part of an axis of the base, or all of it.
    Axis(usize, AxisSlice),
    /// The same element again and again: a new or a stretched axis.
    Repeated,
}

/// What a view shows of a base, the same on all ranks.
#[derive(Clone, Debug)]
pub struct Shown {
    distribution: Distribution,
    axes: Vec<Source>,
    /// The axes of the base that are not in the view, with the one index that it shows.
    fixed: Vec<(usize, i64)>,
    is_base: bool,
}

/// Where a rank stores a view, if its elements lie at equal distances: positions in the base's storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strided {
    /// The element with all local indices 0, by axis of the base; zeros where there is no element.
    pub start: Vec<i64>,
    /// By axis of the view: the axis of the base, and the distance from one element to the next.
    pub steps: Vec<Option<(usize, i64)>>,
}

/// Where a rank stores what a view would show, element by element along each axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// By axis of the base: where the axes that the view lacks are entered.
    pub start: Vec<i64>,
    /// By axis of the view: the axis of the base, and a position for each local index.
    pub lists: Vec<Option<(usize, Vec<i64>)>>,
}

impl Shown {
    /// Basic indexing. `owners` has the coordinate of every label that stands for an index.
    pub fn select(base: &Distribution, selected: &[Selected], owners: &[(usize, i64)]) -> Result<Shown> {
        let mut axis = 0;
        let mut item = |selected: &Selected| {
            let coord = owners.iter().find(|owner| owner.0 == axis).map(|owner| owner.1);
            axis += usize::from(*selected != Selected::NewAxis);
            match *selected {
                Selected::Slice(slice) => AxisItem::Slice(slice),
                Selected::Index(index) => AxisItem::Index { index, coord },
                Selected::NewAxis => AxisItem::NewAxis,
            }
        };
        Shown::of_items(base, &selected.iter().map(&mut item).collect::<Vec<_>>())
    }

    /// The base without boundary padding.
    pub fn interior(base: &Distribution) -> Result<Shown> {
        Shown::of_items(base, &base.interior_items()?)
    }

    fn of_items(base: &Distribution, items: &[AxisItem]) -> Result<Shown> {
        let distribution = base.select(items)?;
        let (mut axes, mut fixed) = (Vec::with_capacity(items.len()), Vec::new());
        let mut axis = 0;
        for item in items {
            match *item {
                AxisItem::Slice(slice) => axes.push(Source::Axis(axis, slice)),
                AxisItem::Index { index, .. } => fixed.push((axis, index)),
                AxisItem::NewAxis => axes.push(Source::Repeated),
            }
            axis += usize::from(*item != AxisItem::NewAxis);
        }
        let mut shown = Shown { distribution, axes, fixed, is_base: false };
        shown.is_base = shown.axes.len() == base.ndim() && !shown.is_partial(base);
        Ok(shown)
    }

    /// The same axes in another order.
    pub fn transpose(base: &Distribution, order: &[usize]) -> Result<Shown> {
        let distribution = base.transpose(order)?;
        let whole = |&axis: &usize| Source::Axis(axis, AxisSlice::whole(base.shape()[axis]));
        let is_base = order.iter().enumerate().all(|(place, &axis)| place == axis);
        Ok(Shown { distribution, axes: order.iter().map(whole).collect(), fixed: Vec::new(), is_base })
    }

    /// Without some axes of extent 1.
    pub fn squeeze(base: &Distribution, axes: &[usize]) -> Result<Shown> {
        for &axis in axes {
            let size = base.shape()[axis];
            if size != 1 {
                fail!(Shape, "axis {axis} has extent {size}; only axes of extent 1 can be squeezed out");
            }
            require_owner(base, axis)?;
        }
        let item = |axis: usize| match axes.contains(&axis) {
            true => Selected::Index(0),
            false => Selected::Slice(AxisSlice::whole(base.shape()[axis])),
        };
        Shown::select(base, &(0..base.ndim()).map(item).collect::<Vec<_>>(), &[])
    }

    /// With a new axis of extent 1 at a place.
    pub fn expand(base: &Distribution, place: usize) -> Result<Shown> {
        let mut selected: Vec<Selected> =
            base.shape().iter().map(|&size| Selected::Slice(AxisSlice::whole(size))).collect();
        selected.insert(place, Selected::NewAxis);
        Shown::select(base, &selected, &[])
    }

    /// Broadcast to a shape. What is stretched is stored once.
    pub fn broadcast_to(base: &Distribution, shape: &[i64]) -> Result<Shown> {
        for (axis, &size) in base.shape().iter().enumerate() {
            let target = (shape.len() + axis).checked_sub(base.ndim()).map(|place| shape[place]);
            if size == 1 && target.is_some_and(|target| target != 1) {
                require_owner(base, axis)?;
            }
        }
        let distribution = base.broadcast_to(shape)?;
        let new = shape.len() - base.ndim();
        let mut axes = vec![Source::Repeated; new];
        let mut fixed = Vec::new();
        for (axis, &size) in base.shape().iter().enumerate() {
            if size == shape[new + axis] {
                axes.push(Source::Axis(axis, AxisSlice::whole(size)));
            } else {
                axes.push(Source::Repeated);
                fixed.push((axis, 0));
            }
        }
        Ok(Shown { distribution, axes, fixed, is_base: new == 0 && shape == base.shape() })
    }

    /// The view's distribution.
    pub fn distribution(&self) -> &Distribution {
        &self.distribution
    }

    /// Whether the view's distribution is the base's, so that what was made for it serves both.
    pub fn is_base(&self) -> bool {
        self.is_base
    }

    /// Whether the view may lack something that the base stores, padding included.
    pub fn is_partial(&self, base: &Distribution) -> bool {
        let all = |source: &Source| match source {
            Source::Axis(axis, slice) => slice.is_whole(base.shape()[*axis]),
            Source::Repeated => true,
        };
        !self.fixed.is_empty() || !self.axes.iter().all(all)
    }

    /// Whether on every rank the elements lie at equal distances; the same on all ranks.
    pub fn is_strided(&self, base: &Distribution) -> bool {
        self.uneven_axis(base).is_none()
    }

    /// Fails with DA_ERR_LAYOUT where strides cannot show it.
    pub fn require_strided(&self, base: &Distribution) -> Result<()> {
        let Some((axis, slice)) = self.uneven_axis(base) else { return Ok(()) };
        let remedy = "so that no view shows them; da_slice_copy makes a copy";
        let block = match base.map(axis) {
            Map::Cyclic(cyclic) => cyclic.block_size(),
            Map::Sliced(sliced) => match sliced.base() {
                Base::Cyclic(cyclic) => cyclic.block_size(),
                Base::Block(block) => block.size(),
            },
            _ => fail!(
                Layout,
                "a part of axis {axis}, which is unstructured, does not lie at equal distances in memory, {remedy}"
            ),
        };
        let ([start, step], count) = ([slice.start(), slice.step()], slice.count());
        fail!(
            Layout,
            "the {count} elements from {start} by step {step} of axis {axis}, which is cyclic with block size {block}, \
             do not lie at equal distances in memory on all ranks, {remedy}"
        )
    }

    fn uneven_axis(&self, base: &Distribution) -> Option<(usize, AxisSlice)> {
        self.axes.iter().find_map(|source| match source {
            Source::Axis(axis, slice) if !base.map(*axis).is_strided(slice) => Some((*axis, *slice)),
            _ => None,
        })
    }

    /// Where a rank stores the view, which must be strided; None on ranks that hold none of it.
    pub fn strided(&self, base: &Distribution, rank: i32) -> Result<Option<Strided>> {
        let Some((from, to)) = self.sections(base, rank)? else { return Ok(None) };
        let mut start = self.entries(&from, &to)?;
        let mut steps = Vec::with_capacity(self.axes.len());
        for (source, section) in self.axes.iter().zip(&to) {
            let Source::Axis(axis, slice) = *source else {
                steps.push(None);
                continue;
            };
            let place = |j: i64| place(base, (axis, &slice), (&from[axis], section), j);
            let step = if section.extent() > 1 { place(1)? - place(0)? } else { 1 };
            start[axis] = if section.extent() > 0 { place(0)? } else { 0 };
            steps.push(Some((axis, step)));
        }
        if to.iter().any(|section| section.extent() == 0) {
            start.fill(0);
        }
        Ok(Some(Strided { start, steps }))
    }

    /// Bytes of the lists that `listed` makes for a rank.
    pub fn listed_bytes(&self, rank: i32) -> Result<i64> {
        let Some(to) = self.distribution.owned(rank)? else { return Ok(0) };
        let listed = self.axes.iter().zip(&to).filter(|(source, _)| **source != Source::Repeated);
        let positions = listed.map(|(_, section)| section.extent()).fold(0, i64::saturating_add);
        Ok(positions.saturating_mul(size_of::<i64>() as i64))
    }

    /// Where a rank stores what the view would show, strided or not; None on ranks that hold none of it.
    pub fn listed(&self, base: &Distribution, rank: i32) -> Result<Option<Listed>> {
        let Some((from, to)) = self.sections(base, rank)? else { return Ok(None) };
        let list = |(source, section): (&Source, &AxisSection)| match source {
            Source::Repeated => Ok(None),
            Source::Axis(axis, slice) => {
                let place = |j: i64| place(base, (*axis, slice), (&from[*axis], section), j);
                let mut places = Vec::new();
                places.try_reserve_exact(section.extent() as usize).map_err(|_| {
                    let text = format!("no memory for a list of {} positions", section.extent());
                    Error::new(Status::NoMemory, text)
                })?;
                for j in 0..section.extent() {
                    places.push(place(j)?);
                }
                Ok(Some((*axis, places)))
            }
        };
        let lists = self.axes.iter().zip(&to).map(list).collect::<Result<_>>()?;
        Ok(Some(Listed { start: self.entries(&from, &to)?, lists }))
    }

    /// What the rank holds of the base and of the view.
    fn sections(
        &self,
        base: &Distribution,
        rank: i32,
    ) -> Result<Option<(Vec<AxisSection>, Vec<AxisSection>)>> {
        Ok(self.distribution.owned(rank)?.zip(base.owned(rank)?).map(|(to, from)| (from, to)))
    }

    /// Where the axes that the view lacks are entered, by axis of the base.
    fn entries(&self, from: &[AxisSection], to: &[AxisSection]) -> Result<Vec<i64>> {
        let mut start = vec![0; from.len()];
        if to.iter().any(|section| section.extent() == 0) {
            return Ok(start);
        }
        for &(axis, index) in &self.fixed {
            match from[axis].stored.position(index) {
                Some(position) => start[axis] = position,
                None => fail!(Internal, "index {index} of axis {axis} is not where its owner was said to be"),
            }
        }
        Ok(start)
    }
}

/// Fails on unstructured axes, whose only element is found by asking the other ranks.
fn require_owner(base: &Distribution, axis: usize) -> Result<()> {
    if base.map(axis).as_unstructured().is_some() {
        fail!(
            NotLocal,
            "axis {axis} is unstructured: not every rank knows who has its element; da_slice_view with an index asks"
        );
    }
    Ok(())
}

/// Where the base's storage has the view's j-th element along an axis.
fn place(
    base: &Distribution,
    (axis, slice): (usize, &AxisSlice),
    (from, to): (&AxisSection, &AxisSection),
    j: i64,
) -> Result<i64> {
    if slice.is_whole(base.shape()[axis]) {
        return Ok(j);
    }
    match to.stored.get(j).and_then(|index| from.stored.position(slice.get(index))) {
        Some(position) => Ok(position),
        None => fail!(Internal, "element {j} along axis {axis} of a view is not stored where its base is"),
    }
}
