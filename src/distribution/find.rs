//! Who owns elements of distributions with unstructured axes: the questions that a rank asks the homes
//! of labels, their answers, and what the rank makes of them. Pure, as `label_round`.

use std::collections::BTreeMap;

use super::label_round::Letter;
use super::labels::home;
use super::{Distribution, Map, Unstructured};
use crate::error::Result;
use crate::fail;
use crate::index::AxisSlice;

/// In an answer: nobody has the label.
const NOBODY: i64 = -1;

impl Unstructured {
    /// A label of this axis in terms of the directory's; None where it can not be one.
    fn in_directory(&self, label: i64) -> Option<i64> {
        let known = self.known()?;
        // Only axes whose labels are all inside were ever sliced.
        match known.facts.inside {
            true => (0..self.size()).contains(&label).then(|| known.window.get(label)),
            false => Some(label),
        }
    }

    /// The coordinate that keeps the record of a label; None where nobody can have the label.
    pub fn home(&self, label: i64) -> Option<i64> {
        self.in_directory(label).map(|label| home(label, self.procs()))
    }

    /// The coordinates that have a label, ascending, by the records kept here: asked at its home.
    pub fn recorded(&self, label: i64) -> &[i32] {
        let known = self.known().zip(self.in_directory(label));
        known.map_or(&[], |(known, label)| known.directory.owners(label))
    }

    /// Whether this rank has any label of a slice.
    fn has_any(&self, axis: usize, slice: &AxisSlice) -> Result<bool> {
        let Some(known) = self.known() else { fail!(Internal, "axis {axis} has no labels yet") };
        let labels = known.labels.labels();
        if known.facts.inside {
            return Ok(labels.iter().any(|&label| slice.position(label).is_some()));
        }
        self.require_whole(axis, slice)?;
        Ok(!labels.is_empty())
    }

    /// Of labels outside `0..size` only all can be selected.
    fn require_whole(&self, axis: usize, slice: &AxisSlice) -> Result<()> {
        let inside = self.facts().is_some_and(|facts| facts.inside);
        if !inside && slice.count() > 0 && !slice.is_whole(self.size()) {
            fail!(
                Labels,
                "axis {axis} has labels outside 0..{}, so that only all of it (':') can be selected",
                self.size()
            );
        }
        Ok(())
    }
}

impl Distribution {
    /// Fails unless every index in `indices`, one per axis and element, is inside the shape on
    /// structured axes; on unstructured ones any number may be a label.
    pub fn check_all_labels(&self, indices: &[i64]) -> Result<()> {
        let along = self.ndim().max(1);
        indices.chunks(along).enumerate().try_for_each(|(at, index)| {
            self.check_labels(index).map_err(|error| crate::error::Error {
                message: format!("index number {at}: {}", error.message),
                ..error
            })
        })
    }

    /// The labels that a rank asks about, to the ranks that keep their records; each label once.
    pub fn label_questions(&self, rank: i32, indices: &[i64]) -> Vec<Letter> {
        let mut letters: BTreeMap<i32, Vec<i64>> = BTreeMap::new();
        for axis in self.unstructured_axes() {
            let Some((map, _)) = self.unstructured(axis) else { continue };
            let asked = indices.chunks(self.ndim()).filter_map(|index| map.in_directory(index[axis]));
            let mut by_home: Vec<(i64, i64)> = asked.map(|label| (home(label, map.procs()), label)).collect();
            by_home.sort_unstable();
            by_home.dedup();
            for group in by_home.chunk_by(|a, b| a.0 == b.0) {
                let letter = letters.entry(self.rank_in_line(rank, axis, group[0].0)).or_default();
                letter.extend([axis as i64, group.len() as i64]);
                letter.extend(group.iter().map(|pair| pair.1));
            }
        }
        letters.into_iter().collect()
    }

    /// The answer to a letter of questions: the lowest coordinate that has each label, in order.
    pub fn label_answers(&self, questions: &[i64]) -> Result<Vec<i64>> {
        let mut answers = Vec::new();
        for (axis, labels) in label_lists(questions)? {
            let Some(known) = self.unstructured(axis).and_then(|(map, _)| map.known()) else {
                fail!(Internal, "a question about axis {axis}, which has no labels");
            };
            let lowest =
                |&label: &i64| known.directory.owners(label).first().map_or(NOBODY, |&c| i64::from(c));
            answers.extend(labels.iter().map(lowest));
        }
        Ok(answers)
    }

    /// The owner of every element asked about, of its replicas the first; -1 where an unstructured
    /// axis has no such label. `answers` are those to the questions, from the same ranks in order.
    pub fn owners_from_answers(
        &self,
        indices: &[i64],
        questions: &[Letter],
        answers: &[Letter],
    ) -> Result<Vec<i32>> {
        let mut coords: BTreeMap<usize, BTreeMap<i64, i64>> = BTreeMap::new();
        for (question, answer) in questions.iter().zip(answers) {
            let mut given = answer.1.iter();
            for (axis, labels) in label_lists(&question.1)? {
                coords.entry(axis).or_default().extend(labels.iter().copied().zip(given.by_ref().copied()));
            }
            if question.0 != answer.0 || given.next().is_some() {
                fail!(Internal, "rank {} did not answer what rank {} was asked", answer.0, question.0);
            }
        }
        if questions.len() != answers.len() {
            fail!(Internal, "{} answers to {} letters about labels", answers.len(), questions.len());
        }
        let along = |axis: usize, index: i64| match self.map(axis) {
            Map::Unstructured(map) => {
                let known = coords.get(&axis).zip(map.in_directory(index));
                Ok(known.and_then(|(coords, label)| coords.get(&label).copied()).filter(|&c| c != NOBODY))
            }
            structured => structured.owner(axis, index).map(Some),
        };
        indices.chunks(self.ndim().max(1)).map(|index| self.owner_by(index, along)).collect()
    }

    fn owner_by(&self, index: &[i64], along: impl Fn(usize, i64) -> Result<Option<i64>>) -> Result<i32> {
        let mut position = self.grid().base();
        for (axis, &i) in index.iter().enumerate() {
            let Some(coord) = along(axis, i)? else { return Ok(-1) };
            position += self.grid_axis(axis).map_or(0, |g| coord * self.grid().stride(g));
        }
        Ok(self.grid().rank_at(position))
    }

    /// One slice per axis, from one start, stop and step per axis. On an unstructured axis with labels
    /// outside the extent only all of it can be selected.
    pub fn slices(&self, start: &[i64], stop: &[i64], step: &[i64]) -> Result<Vec<AxisSlice>> {
        let ndim = self.ndim();
        if [start.len(), stop.len(), step.len()] != [ndim; 3] {
            fail!(
                Index,
                "a slice needs a start, a stop and a step per axis; {}, {} and {} were given for {ndim} axes",
                start.len(),
                stop.len(),
                step.len()
            );
        }
        let along = |axis: usize| {
            let slice = AxisSlice::new(axis, self.shape()[axis], start[axis], stop[axis], step[axis])?;
            if let Map::Unstructured(map) = self.map(axis) {
                map.require_whole(axis, &slice)?;
            }
            Ok(slice)
        };
        (0..ndim).map(along).collect()
    }

    /// Whether a rank, which must be this one where axes are unstructured, owns anything of a slice.
    pub fn owns_any(&self, rank: i32, slices: &[AxisSlice]) -> Result<bool> {
        if !self.is_holder(rank) {
            return Ok(false);
        }
        for (axis, slice) in slices.iter().enumerate() {
            let some = match self.map(axis) {
                _ if slice.count() == 0 => false,
                Map::Unstructured(map) => map.has_any(axis, slice)?,
                map => map.slice(axis, slice)?.section(self.axis_coord(rank, axis))?.owned_count() > 0,
            };
            if !some {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// The axes of a letter with their labels: axis, number of labels, labels, and again.
pub fn label_lists(words: &[i64]) -> Result<Vec<(usize, &[i64])>> {
    let mut parts = Vec::new();
    let mut rest = words;
    while let [axis, count, tail @ ..] = rest {
        let labels = usize::try_from(*count).ok().and_then(|count| tail.get(..count));
        let (Ok(axis), Some(labels)) = (usize::try_from(*axis), labels) else { break };
        parts.push((axis, labels));
        rest = &tail[labels.len()..];
    }
    match rest {
        [] => Ok(parts),
        _ => fail!(Internal, "a letter about labels ends early"),
    }
}
