//! Redistribution along unstructured axes, whose labels no rank knows all of. Pure: what a rank asks
//! and tells others, and what it makes of what it is told. Who carries the letters is the caller's
//! business.
//!
//! Axis by axis, the ranks of the target find where the labels of their own sections are:
//!
//! 1. They ask the labels' homes for the lowest coordinates of the source that have them
//!    ([`LabelRound::questions`], [`LabelRound::answers`], [`LabelRound::take_answers`]). Where the
//!    source is structured and the target has labels, they know the coordinates without asking.
//! 2. They tell the ranks of the source which labels they want ([`LabelRound::orders`]), in the order in
//!    which they store them, and these look up the positions ([`LabelRound::finish`]).
//!
//! Many ranks of the target can have one coordinate along an axis, and so the same wishes; they divide
//! the ranks of the source among themselves, so that each of those is told once by every coordinate.
//! Where labels are spread evenly, and both distributions over equally many ranks, a rank handles what is
//! in proportion to its own labels along the axis, in either distribution; in any case to the elements
//! that it sends and gets.

use std::collections::BTreeMap;

use super::pattern::{AxisPart, Pattern};
use super::redistribution::{RankPlan, along_all, check_fit, known_parts};
use crate::distribution::{AxisSection, Distribution, Indices, Letter, Map, Unstructured, label_lists};
use crate::error::{Error, Result, Status};
use crate::fail;

/// In an answer: nobody has the label.
const NOBODY: i64 = -1;

/// The axes along which ranks have to ask: one side has labels, or both have different ones. The same
/// on all ranks.
pub fn axes_with_questions(source: &Distribution, target: &Distribution) -> Vec<usize> {
    let asks = |axis: &usize| match (source.map(*axis), target.map(*axis)) {
        (Map::Unstructured(from), Map::Unstructured(to)) => !from.has_labels_of(to),
        (from, to) => from.as_unstructured().or(to.as_unstructured()).is_some(),
    };
    (0..source.ndim().min(target.ndim())).filter(asks).collect()
}

/// One rank's part in finding the labels of a redistribution.
#[derive(Debug)]
pub struct LabelRound<'a> {
    source: &'a Distribution,
    target: &'a Distribution,
    rank: i32,
    axes: Vec<usize>,
    /// By axis; none on a rank without a section of the target.
    wanted: Vec<Wanted>,
}

/// What a rank's section of the target wants of the source along one axis.
#[derive(Debug)]
struct Wanted {
    axis: usize,
    /// The labels or indices of the section.
    indices: Indices,
    /// The coordinate of the source that has a label, or as long as that is not known the label's
    /// home; and the position in the section. Ascending.
    found: Vec<(i32, i64)>,
}

impl Wanted {
    fn label(&self, position: i64) -> i64 {
        self.indices.get(position).unwrap_or(0)
    }

    /// The labels behind one coordinate, in the order of the section.
    fn labels<'a>(&'a self, group: &'a [(i32, i64)]) -> impl Iterator<Item = i64> + 'a {
        group.iter().map(|&(_, position)| self.label(position))
    }
}

impl<'a> LabelRound<'a> {
    /// The beginning: what this rank wants. Fails with DA_ERR_LABELS where a label of the target can not
    /// be one of the source.
    pub fn new(source: &'a Distribution, target: &'a Distribution, rank: i32) -> Result<LabelRound<'a>> {
        check_fit(source, target)?;
        let axes = axes_with_questions(source, target);
        let mut wanted = Vec::new();
        for (axis, section) in target.owned(rank)?.into_iter().flatten().enumerate() {
            if axes.contains(&axis) {
                let place = |label: i64| match source.map(axis) {
                    Map::Unstructured(map) => map.home(label),
                    map if (0..map.size()).contains(&label) => map.owner(axis, label).ok(),
                    _ => None,
                };
                let missing = |label: i64| missing(source, target, axis, label);
                let found = places(&section.owned, |label| place(label).ok_or_else(|| missing(label)))?;
                wanted.push(Wanted { axis, indices: section.owned, found });
            }
        }
        Ok(LabelRound { source, target, rank, axes, wanted })
    }

    /// Whether any rank asks: then all take part in the round of questions and answers.
    pub fn asks(&self) -> bool {
        self.axes.iter().any(|&axis| self.source.map(axis).as_unstructured().is_some())
    }

    /// What this rank has to find out along axes on which the source has labels, with their maps.
    fn asked(&self) -> impl Iterator<Item = (&Wanted, &Unstructured)> {
        self.wanted.iter().filter_map(|w| Some((w, self.source.map(w.axis).as_unstructured()?)))
    }

    /// The labels that this rank asks about, to the ranks that keep their records.
    pub fn questions(&self) -> Result<Vec<Letter>> {
        let mut letters = Letters::default();
        for (wanted, _) in self.asked() {
            for group in wanted.found.chunk_by(|a, b| a.0 == b.0) {
                let to = self.source.rank_in_line(self.rank, wanted.axis, group[0].0.into());
                letters.add(to, wanted.axis, group.len(), wanted.labels(group))?;
            }
        }
        Ok(letters.0.into_iter().collect())
    }

    /// The answers to letters of questions: for every label the lowest coordinate that has it. Fails
    /// with DA_ERR_LABELS where a structured target meets a label that stands twice.
    pub fn answers(&self, questions: &[Letter]) -> Result<Vec<Letter>> {
        questions.iter().map(|(from, words)| Ok((*from, self.answer(words)?))).collect()
    }

    fn answer(&self, words: &[i64]) -> Result<Vec<i64>> {
        let mut answers = room(words.len())?;
        for (axis, labels) in label_lists(words)? {
            let Some(map) = self.source.map(axis).as_unstructured() else {
                fail!(Internal, "a question about axis {axis}, which has no labels");
            };
            let once = self.target.map(axis).as_unstructured().is_none();
            for &label in labels {
                answers.push(match map.recorded(label) {
                    [] => NOBODY,
                    [first, second, ..] if once => fail!(
                        Labels,
                        "redistribution to a structured axis needs the labels 0 to {} on axis {axis}, each once; \
                         label {label} stands on coordinates {first} and {second}",
                        map.size() - 1
                    ),
                    [lowest, ..] => i64::from(*lowest),
                });
            }
        }
        Ok(answers)
    }

    /// Takes the answers to this rank's questions. Fails with DA_ERR_LABELS where nobody has a label.
    pub fn take_answers(&mut self, answers: &[Letter]) -> Result<()> {
        let mut given: BTreeMap<i32, _> = answers.iter().map(|(from, words)| (*from, words.iter())).collect();
        let (source, target, rank) = (self.source, self.target, self.rank);
        for wanted in &mut self.wanted {
            let axis = wanted.axis;
            if source.map(axis).as_unstructured().is_none() {
                continue;
            }
            for group in wanted.found.chunk_by_mut(|a, b| a.0 == b.0) {
                let home = source.rank_in_line(rank, axis, group[0].0.into());
                let Some(given) = given.get_mut(&home).filter(|given| given.len() >= group.len()) else {
                    fail!(Internal, "rank {home} did not answer all questions about labels");
                };
                for ((place, position), &answer) in group.iter_mut().zip(given) {
                    if answer == NOBODY {
                        let label = wanted.indices.get(*position).unwrap_or(0);
                        return Err(missing(source, target, axis, label));
                    }
                    *place = answer as i32;
                }
            }
            wanted.found.sort_unstable();
        }
        match given.into_iter().find(|(_, rest)| rest.len() > 0) {
            Some((from, _)) => fail!(Internal, "rank {from} answered more than it was asked"),
            None => Ok(()),
        }
    }

    /// The labels that this rank wants, to the ranks of the source that it has to tell of them.
    pub fn orders(&self) -> Result<Vec<Letter>> {
        let mut letters = Letters::default();
        for wanted in &self.wanted {
            let tellers = self.tellers(wanted.axis);
            for group in wanted.found.chunk_by(|a, b| a.0 == b.0) {
                for to in self.told(wanted.axis, group[0].0.into(), &tellers) {
                    letters.add(to, wanted.axis, group.len(), wanted.labels(group))?;
                }
            }
        }
        Ok(letters.0.into_iter().collect())
    }

    /// The ranks that share this one's coordinate of the target along an axis, as far as they choose the
    /// same replica of the source.
    fn tellers(&self, axis: usize) -> Tellers {
        let (grid, g) = (self.target.grid(), self.target.grid_axis(axis));
        let others: Vec<usize> = (0..grid.ndim()).filter(|&other| Some(other) != g).collect();
        let (number, all) = (grid.number_along(&others, self.rank).unwrap_or(0), grid.count_along(&others));
        let replica = self.source.replica_offset(self.rank);
        if self.source.replicas() == 1 {
            return Tellers { number, count: all, replica };
        }
        let line = grid.position(self.rank).unwrap_or(0) - grid.offset_along(&others, number);
        let like_me = |other: &i64| {
            let rank = grid.rank_at(line + grid.offset_along(&others, *other));
            self.source.replica_offset(rank) == replica
        };
        let before = (0..number).filter(like_me).count() as i64;
        let count = before + (number..all).filter(like_me).count() as i64;
        Tellers { number: before, count, replica }
    }

    /// The ranks with a coordinate of the source along an axis that this rank tells what it wants: its
    /// share of those that it and its fellows get messages from, and itself, if it is one.
    fn told(&self, axis: usize, coord: i64, tellers: &Tellers) -> Vec<i32> {
        let (grid, g) = (self.source.grid(), self.source.grid_axis(axis));
        let taken = (0..self.source.ndim()).filter(|&other| other != axis);
        let others: Vec<usize> = taken.filter_map(|other| self.source.grid_axis(other)).collect();
        let first = grid.base() + g.map_or(0, |g| coord * grid.stride(g)) + tellers.replica;
        let numbers = (tellers.number..grid.count_along(&others)).step_by(tellers.count.max(1) as usize);
        let mut ranks: Vec<i32> =
            numbers.map(|number| grid.rank_at(first + grid.offset_along(&others, number))).collect();
        let has_it = self.source.section_coords(self.rank).is_some_and(|own| own[axis] == coord);
        if has_it && !ranks.contains(&self.rank) {
            ranks.push(self.rank);
        }
        ranks
    }

    /// The plan, given the labels that other ranks want of this one.
    pub fn finish(self, orders: &[Letter]) -> Result<RankPlan> {
        let (source, target, rank) = (self.source, self.target, self.rank);
        let mut sent = self.ordered(orders)?;
        let sends = along_all(source, rank, |along| match sent.remove(&along.0) {
            Some(parts) => Ok(parts.into_values().collect()),
            None if self.axes.contains(&along.0) => Ok(Vec::new()),
            None => known_parts(along, source, target, rank),
        })?;
        let mut wanted: BTreeMap<usize, Wanted> = self.wanted.into_iter().map(|w| (w.axis, w)).collect();
        let receives = along_all(target, rank, |along| match wanted.remove(&along.0) {
            Some(wanted) => received(wanted.found),
            None => known_parts(along, target, source, rank),
        })?;
        Ok(RankPlan::of_parts(source, target, rank, sends, receives))
    }

    /// By axis and coordinate of the target, the positions of what is wanted there.
    fn ordered(&self, orders: &[Letter]) -> Result<BTreeMap<usize, BTreeMap<i64, AxisPart>>> {
        let sections = self.source.owned(self.rank)?.unwrap_or_default();
        let mut axes: BTreeMap<usize, BTreeMap<i64, AxisPart>> = BTreeMap::new();
        for (from, words) in orders {
            let coords = self.target.section_coords(*from);
            for (axis, labels) in label_lists(words)? {
                let (Some(coords), Some(section)) = (&coords, sections.get(axis)) else {
                    fail!(
                        Internal,
                        "rank {from} wants labels of axis {axis} that rank {} can not have",
                        self.rank
                    );
                };
                let coord = coords[axis];
                let parts = axes.entry(axis).or_default();
                // A rank tells itself in any case, and perhaps its fellow does too.
                if let std::collections::btree_map::Entry::Vacant(place) = parts.entry(coord) {
                    place.insert(AxisPart { coord, mine: positions(axis, section, labels)? });
                }
            }
        }
        Ok(axes)
    }
}

/// Which of several ranks that want the same tell a rank of the source.
struct Tellers {
    /// The number of this rank among them.
    number: i64,
    count: i64,
    /// What their replica of the source adds to the positions of the first.
    replica: i64,
}

/// Letters by receiver.
#[derive(Default)]
struct Letters(BTreeMap<i32, Vec<i64>>);

impl Letters {
    /// Adds an axis's labels to the letter to a rank.
    fn add(&mut self, to: i32, axis: usize, count: usize, labels: impl Iterator<Item = i64>) -> Result<()> {
        let letter = self.0.entry(to).or_default();
        letter.try_reserve(count + 2).map_err(|_| no_memory(count))?;
        letter.extend([axis as i64, count as i64]);
        letter.extend(labels);
        Ok(())
    }
}

/// The place of every label of a section with its position, ascending.
fn places(indices: &Indices, place: impl Fn(i64) -> Result<i64>) -> Result<Vec<(i32, i64)>> {
    let mut found = room(usize::try_from(indices.count()).unwrap_or(usize::MAX))?;
    for (position, label) in (0..).zip(indices.pieces().flat_map(|(_, piece)| piece)) {
        // Coordinates are below the number of ranks, which an int counts.
        found.push((place(label)? as i32, position));
    }
    found.sort_unstable();
    Ok(found)
}

/// The parts of a section of the target, from the coordinates of the source and the positions.
fn received(found: Vec<(i32, i64)>) -> Result<Vec<AxisPart>> {
    let part = |group: &[(i32, i64)]| {
        let mut list = room(group.len())?;
        list.extend(group.iter().map(|pair| pair.1));
        Ok(AxisPart { coord: group[0].0.into(), mine: Pattern::of_list(list) })
    };
    found.chunk_by(|a, b| a.0 == b.0).map(part).collect()
}

/// Where a section of the source has labels.
fn positions(axis: usize, section: &AxisSection, labels: &[i64]) -> Result<Pattern> {
    let mut list = room(labels.len())?;
    for &label in labels {
        let Some(position) = section.owned.position(label) else {
            fail!(Internal, "label {label} of axis {axis} is not where its record says");
        };
        list.push(position);
    }
    Ok(Pattern::of_list(list))
}

fn missing(source: &Distribution, target: &Distribution, axis: usize, label: i64) -> Error {
    let last = source.shape()[axis] - 1;
    let text = match (source.map(axis).as_unstructured(), target.map(axis).as_unstructured()) {
        (Some(_), None) => format!(
            "redistribution to a structured axis needs the labels 0 to {last} on axis {axis}, each once; {label} is \
             missing"
        ),
        (None, _) => format!(
            "axis {axis}: the target has the label {label}, but the source is structured and has 0 to {last} only"
        ),
        _ => format!("axis {axis}: the target has the label {label}, which the source does not have"),
    };
    Error::new(Status::Labels, text)
}

fn room<T>(count: usize) -> Result<Vec<T>> {
    let mut list = Vec::new();
    list.try_reserve_exact(count).map_err(|_| no_memory(count))?;
    Ok(list)
}

fn no_memory(count: usize) -> Error {
    Error::new(Status::NoMemory, format!("no memory for a list of {count} labels"))
}
