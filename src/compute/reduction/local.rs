//! What one rank does by itself: the states of the results that its section contributes to.

use super::op::{Family, ReduceOp, Rule};
use crate::array::Array;
use crate::compute::kernels::reduce::{Loops, Second, States, select};
use crate::compute::kernels::sections::{self, Reduced};
use crate::cpu::Level;
use crate::distribution::{AxisSection, Indices, Listed};
use crate::error::Result;
use crate::fail;
use crate::memory::{SafeView, Scratch};

/// The operands of one fold.
pub struct Work<'a> {
    /// What is done.
    pub op: ReduceOp,
    /// The elements.
    pub array: &'a Array,
    /// A second operand, aligned with it.
    pub second: Option<(&'a Array, Second)>,
    /// Which elements count: bool, aligned with it.
    pub mask: Option<&'a Array>,
    /// By axis, whether it is reduced.
    pub axes: &'a [bool],
}

/// The loops of a rule.
pub fn loops(rule: &Rule, exact: bool) -> Result<Loops> {
    match select(rule.what, rule.item, rule.skip, exact, Level::best()) {
        Some(loops) => Ok(loops),
        None => fail!(Dtype, "there is no loop for {:?} of {}", rule.what, rule.item),
    }
}

/// Whether everything becomes one number.
pub fn is_full(axes: &[bool]) -> bool {
    axes.iter().all(|reduced| *reduced)
}

/// The owned elements of an aligned operand here.
fn owned(array: &Array) -> Result<SafeView<'_>> {
    match array.local() {
        Some(local) => Ok(local.owned()),
        None => fail!(Internal, "an aligned operand has no section here"),
    }
}

impl Work<'_> {
    /// How many results this rank's section contributes to; one where all axes are reduced, also on ranks
    /// without a section.
    fn results(&self) -> i64 {
        let kept = |view: SafeView<'_>| {
            view.view().shape.iter().zip(self.axes).filter(|(_, r)| !**r).map(|(n, _)| n).product()
        };
        match self.array.local() {
            _ if is_full(self.axes) => 1,
            None => 0,
            Some(local) => kept(local.owned()),
        }
    }

    /// Folds this rank's section. Where everything becomes one number, only one replica contributes.
    pub fn run(&self, loops: &Loops) -> Result<States> {
        let budget = self.array.context().budget();
        let mut states = States::new(loops, self.results() as usize, budget)?;
        let rank = self.array.placement().holder_rank();
        let Some((rank, local)) = rank.zip(self.array.local()) else { return Ok(states) };
        if is_full(self.axes) && !self.array.distribution().is_primary(rank) {
            return Ok(states);
        }
        let sections = self.array.distribution().owned(rank)?.unwrap_or_default();
        let orders = self.orders(&sections);
        let copy = if orders.iter().any(Option::is_some) || self.must_not_depend_on_memory(loops) {
            Some(self.copied(&orders)?)
        } else {
            None
        };
        let x = copy.as_ref().map_or(local.owned(), |copy| copy.part().whole());
        let second = match self.second {
            Some((array, what)) => Some((owned(array)?, what)),
            None => None,
        };
        let mask = self.mask.map(owned).transpose()?;
        sections::fold(loops, &Reduced { x, second, mask }, self.axes, &mut states)?;
        if self.op.family() == Family::Place {
            let places = Places::new(self, &sections, &orders);
            states.each_place(|_, at| *at = places.global(*at));
        }
        Ok(states)
    }

    /// By axis, positions in the order of their indices, where those of storage is another: of two equal
    /// elements the one with the lower index counts.
    fn orders(&self, sections: &[AxisSection]) -> Vec<Option<Vec<i64>>> {
        let order = |(section, reduced): (&AxisSection, &bool)| {
            if !*reduced || self.op.family() != Family::Place || ascends(&section.owned) {
                return None;
            }
            let mut order: Vec<i64> = (0..section.owned.count()).collect();
            order.sort_by_key(|&at| section.owned.get(at));
            Some(order)
        };
        sections.iter().zip(self.axes).map(order).collect()
    }

    /// Replicas compute what they need by themselves, and have to get the same bits although they may be
    /// stored in another order: those that are not in C order are copied to it.
    fn must_not_depend_on_memory(&self, loops: &Loops) -> bool {
        let dense = self.array.local().is_some_and(|local| local.owned().view().is_c_contiguous());
        loops.rounds && !is_full(self.axes) && !dense && self.array.distribution().replicas() > 1
    }

    /// The elements in C order, or along some axes in another.
    fn copied(&self, orders: &[Option<Vec<i64>>]) -> Result<Scratch> {
        let view = owned(self.array)?;
        let shape = view.view().shape;
        let copy = Scratch::new(shape, self.array.dtype(), self.array.context().budget())?;
        let list = |(axis, order): (usize, &Option<Vec<i64>>)| {
            let all = || (0..shape[axis]).collect();
            Some((axis, order.clone().unwrap_or_else(all)))
        };
        let places =
            Listed { start: vec![0; shape.len()], lists: orders.iter().enumerate().map(list).collect() };
        sections::gather(&view, &places, &copy.part().whole())?;
        Ok(copy)
    }
}

/// Whether indices ascend in the order of storage.
fn ascends(indices: &Indices) -> bool {
    match indices {
        Indices::Labels(labels) => labels.labels().is_sorted(),
        other => other.get(0) <= other.get((other.count() - 1).max(0)),
    }
}

/// From positions among a section's reduced elements to indices of the array.
struct Places<'a> {
    /// Local extent, the indices, their order, and the distance of indices in the result, by reduced axis.
    axes: Vec<(i64, &'a Indices, Option<&'a [i64]>, i64)>,
}

impl<'a> Places<'a> {
    fn new(work: &Work<'_>, sections: &'a [AxisSection], orders: &'a [Option<Vec<i64>>]) -> Places<'a> {
        let mut axes = Vec::new();
        let mut distance = 1i64;
        for (k, section) in sections.iter().enumerate().rev() {
            if work.axes[k] {
                let order = orders[k].as_deref();
                axes.push((section.owned.count(), &section.owned, order, distance));
                distance = distance.wrapping_mul(work.array.shape()[k]);
            }
        }
        Places { axes }
    }

    fn global(&self, at: i64) -> i64 {
        let mut rest = at;
        self.axes.iter().fold(0i64, |index, (extent, indices, order, distance)| {
            let position = rest % extent;
            rest /= extent;
            let stored = order.map_or(position, |order| order[position as usize]);
            index.wrapping_add(indices.get(stored).unwrap_or(0).wrapping_mul(*distance))
        })
    }
}
