//! Redistribution to another global shape with as many elements, which stay in C order.
//!
//! In the order of their linear numbers a section is stretches: rows, or several rows where later axes
//! are whole. Each is cut where its elements pass from one owner of the other side to the next. So the
//! cost follows the rows of both sides, never the elements of long rows. What goes to one partner is
//! merged into boxes as far as the order allows; both sides have it by ascending numbers.

use std::collections::BTreeMap;

use super::boxes::{Boxes, Parts};
use super::redistribution::{RankPlan, Side, check_ranks};
use crate::distribution::{AxisSection, Distribution};
use crate::error::Result;
use crate::fail;
use crate::index::{Range, shape_text, unravel};

impl RankPlan {
    /// The plan of one rank between structured distributions over the same ranks whose shapes have the
    /// same number of elements. Replicas as in [`RankPlan::new`].
    pub fn reshape(source: &Distribution, target: &Distribution, rank: i32) -> Result<RankPlan> {
        if source.shape() == target.shape() {
            return RankPlan::new(source, target, rank);
        }
        if source.size() != target.size() {
            fail!(
                Shape,
                "an array of shape {} has {} elements and can not be reshaped to {}, which has {}",
                shape_text(source.shape()),
                source.size(),
                shape_text(target.shape()),
                target.size()
            );
        }
        check_ranks(source, target)?;
        check_structured(source)?;
        check_structured(target)?;
        if source.size() == 0 {
            return Ok(RankPlan::default());
        }
        Ok(RankPlan { sends: sends(source, target, rank)?, receives: receives(source, target, rank)? })
    }
}

fn check_structured(dist: &Distribution) -> Result<()> {
    match dist.unstructured_axes().first() {
        Some(axis) => fail!(
            Labels,
            "axis {axis} of shape {} is unstructured; to another shape only structured arrays can be redistributed",
            shape_text(dist.shape())
        ),
        None => Ok(()),
    }
}

fn sends(source: &Distribution, target: &Distribution, rank: i32) -> Result<Side> {
    let (mut parts, mut messages) = (Parts::new(source.ndim()), Vec::new());
    for (coords, boxes) in boxes_by_owner(source, target, rank)? {
        for position in target.replica_positions(&coords) {
            let partner = target.grid().rank_at(position);
            if source.is_chosen(rank, partner) {
                parts.messages(partner, &boxes, &mut messages);
            }
        }
    }
    // Stable: the boxes of one partner stay in their order.
    messages.sort_by_key(|message| message.rank);
    Ok(Side { axes: parts.axes(), messages })
}

fn receives(source: &Distribution, target: &Distribution, rank: i32) -> Result<Side> {
    let (mut parts, mut messages) = (Parts::new(target.ndim()), Vec::new());
    for (coords, boxes) in boxes_by_owner(target, source, rank)? {
        parts.messages(source.chosen_replica(&coords, rank), &boxes, &mut messages);
    }
    messages.sort_by_key(|message| message.rank);
    Ok(Side { axes: parts.axes(), messages })
}

/// What a rank's section of `own` has in common with those of `other`, by their coordinates.
fn boxes_by_owner(own: &Distribution, other: &Distribution, rank: i32) -> Result<Vec<(Vec<i64>, Boxes)>> {
    let Some(sections) = own.owned(rank)? else { return Ok(Vec::new()) };
    let owners = Owners::new(other);
    let mut found: BTreeMap<i64, Boxes> = BTreeMap::new();
    Stretches::new(own.shape(), &sections).for_each(|stretch| {
        let mut number = stretch.numbers.start;
        while number < stretch.numbers.end {
            let (owner, end) = owners.stretch(number);
            let end = end.min(stretch.numbers.end);
            let boxes = found.entry(owner).or_default();
            stretch.boxes(number..end, |ranges| boxes.push(ranges));
            number = end;
        }
    });
    Ok(found.into_iter().map(|(owner, boxes)| (unravel(&owners.procs, owner), boxes)).collect())
}

/// Whose sections the elements with certain linear numbers are in.
struct Owners<'a> {
    dist: &'a Distribution,
    /// Coordinates per axis; an owner is a number in C order over them.
    procs: Vec<i64>,
    /// All axes behind this one have a single owner.
    cut: usize,
}

impl<'a> Owners<'a> {
    fn new(dist: &'a Distribution) -> Owners<'a> {
        let single = |axis: usize| dist.map(axis).stretch(0) == (0, dist.shape()[axis]);
        Owners {
            dist,
            procs: (0..dist.ndim()).map(|axis| dist.map(axis).procs()).collect(),
            cut: (1..dist.ndim()).rev().find(|&axis| !single(axis)).unwrap_or(0),
        }
    }

    /// The owner of an element, and the number where its section ends or is interrupted.
    fn stretch(&self, number: i64) -> (i64, i64) {
        let shape = self.dist.shape();
        let (Some(&extent), inner) =
            (shape.get(self.cut), product(&shape[(self.cut + 1).min(shape.len())..]))
        else {
            return (0, 1);
        };
        let row = number / inner;
        let (mut owner, mut unit, mut rest) = (0, 1, row);
        let mut end = 0;
        for axis in (0..=self.cut).rev() {
            let (coord, stop) = self.dist.map(axis).stretch(rest % shape[axis]);
            if axis == self.cut {
                end = (row - row % extent + stop) * inner;
            }
            owner += coord * unit;
            unit *= self.procs[axis];
            rest /= shape[axis];
        }
        // Behind the cut every coordinate is 0.
        (owner * product(&self.procs[self.cut + 1..]), end)
    }
}

/// A section as stretches of elements with consecutive linear numbers.
struct Stretches<'a> {
    shape: &'a [i64],
    sections: &'a [AxisSection],
    /// All axes behind this one are held whole.
    cut: usize,
    /// Elements per position along the cut axis.
    inner: i64,
}

/// One of them.
struct Stretch<'a> {
    numbers: Range,
    /// Its first element's position along each axis, up to the cut axis.
    start: &'a [i64],
    /// Extents of the stretch from the cut axis on.
    extents: &'a [i64],
}

impl<'a> Stretches<'a> {
    fn new(shape: &'a [i64], sections: &'a [AxisSection]) -> Stretches<'a> {
        let whole = |axis: usize| sections[axis].owned_range() == Some(0..shape[axis]);
        let cut = (1..shape.len()).rev().find(|&axis| !whole(axis)).unwrap_or(0);
        Stretches { shape, sections, cut, inner: product(&shape[(cut + 1).min(shape.len())..]) }
    }

    /// By ascending numbers.
    fn for_each(&self, mut visit: impl FnMut(&Stretch<'_>)) {
        let Some(along) = self.sections.get(self.cut) else {
            return visit(&Stretch { numbers: 0..1, start: &[], extents: &[] });
        };
        if self.sections.iter().any(|section| section.owned_count() == 0) {
            return;
        }
        let outer = &self.sections[..self.cut];
        let mut start = vec![0; self.cut + 1];
        let mut extents = self.shape[self.cut..].to_vec();
        loop {
            let index = |(section, &j): (&AxisSection, &i64)| section.owned.get(j).unwrap_or(0);
            let row = outer.iter().zip(&start).map(index).zip(self.shape);
            let first = row.fold(0, |number, (index, extent)| number * extent + index) * self.shape[self.cut];
            for (at, piece) in along.owned.pieces() {
                start[self.cut] = at;
                extents[0] = piece.end - piece.start;
                let numbers = (first + piece.start) * self.inner..(first + piece.end) * self.inner;
                visit(&Stretch { numbers, start: &start, extents: &extents });
            }
            let Some(axis) = (0..self.cut).rev().find(|&axis| start[axis] + 1 < outer[axis].owned_count())
            else {
                return;
            };
            start[axis] += 1;
            start[axis + 1..].fill(0);
        }
    }
}

impl Stretch<'_> {
    /// The elements with some of its numbers, as boxes of positions, in order.
    fn boxes(&self, numbers: Range, mut visit: impl FnMut(&[Range])) {
        let inside = numbers.start - self.numbers.start..numbers.end - self.numbers.start;
        let Some((&at, outer)) = self.start.split_last() else { return visit(&[]) };
        let mut ranges: Vec<Range> = outer.iter().map(|&i| i..i + 1).collect();
        cut_up(inside, self.extents, at, &mut ranges, &mut visit);
    }
}

/// Elements of a box of these extents by their linear numbers, as boxes behind the ranges that are there:
/// the rest of a row, whole rows, the beginning of another. `at` is added along the first axis.
fn cut_up(
    numbers: Range,
    extents: &[i64],
    at: i64,
    ranges: &mut Vec<Range>,
    visit: &mut impl FnMut(&[Range]),
) {
    let inner = product(&extents[1..]);
    let (first, last) = (numbers.start / inner, (numbers.end - 1) / inner);
    let mut part = |range: Range, within: Range, ranges: &mut Vec<Range>| {
        ranges.push(at + range.start..at + range.end);
        let depth = ranges.len();
        if within == (0..inner) {
            ranges.extend(extents[1..].iter().map(|&extent| 0..extent));
            visit(ranges);
            ranges.truncate(depth);
        } else {
            cut_up(within, &extents[1..], 0, ranges, visit);
        }
        ranges.pop();
    };
    let (head, tail) = (numbers.start % inner, numbers.end - last * inner);
    if first == last {
        return part(first..first + 1, head..tail, ranges);
    }
    let (whole_from, whole_to) = (first + i64::from(head > 0), last + i64::from(tail == inner));
    if head > 0 {
        part(first..first + 1, head..inner, ranges);
    }
    if whole_from < whole_to {
        part(whole_from..whole_to, 0..inner, ranges);
    }
    if tail < inner {
        part(last..last + 1, 0..tail, ranges);
    }
}

fn product(extents: &[i64]) -> i64 {
    extents.iter().product()
}
