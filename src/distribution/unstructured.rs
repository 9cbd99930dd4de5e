//! Unstructured axes: every coordinate brings labels of its own. This rank knows its labels, the
//! records that it keeps of others' (see [`Directory`]), and a few facts about all of them.

use std::sync::Arc;

use super::labels::{Directory, LabelSet, scramble};
use super::section::{AxisSection, Indices};
use super::spec::{AxisKind, DimSpec};
use crate::error::Result;
use crate::fail;
use crate::index::AxisSlice;
use crate::protocol::DimKind;

/// What is true of the labels of all coordinates together; the same on all ranks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabelFacts {
    /// Made of every coordinate's labels in their order.
    pub hash: u64,
    /// Whether all labels are in `0..size`.
    pub inside: bool,
    /// Whether each of `0..size` is a label somewhere.
    pub complete: bool,
    /// Whether a label may stand on several coordinates.
    pub duplicates: bool,
}

/// What one rank knows of an unstructured axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// This rank's coordinate; None outside the grid.
    pub coord: Option<i64>,
    /// The labels of that coordinate.
    pub labels: Arc<LabelSet>,
    /// What all ranks know.
    pub facts: LabelFacts,
    /// The records that are kept here, of the labels before any slicing.
    pub directory: Arc<Directory>,
    /// The labels here in terms of the directory's.
    pub window: AxisSlice,
}

/// An unstructured axis over a number of coordinates.
#[derive(Clone, Debug, PartialEq)]
pub struct Unstructured {
    size: i64,
    procs: i64,
    one_to_one: bool,
    /// Whether this is the axis as it was made, not a slice of one.
    whole: bool,
    known: Option<Known>,
}

impl Unstructured {
    /// An axis whose labels are not known yet.
    pub(super) fn from_spec(
        axis: usize,
        spec: &DimSpec,
        one_to_one: bool,
        procs: i64,
    ) -> Result<Unstructured> {
        let padded =
            spec.comm_padding != [0, 0] || spec.cut_padding.is_some() || spec.boundary_padding != [0, 0];
        if padded || spec.periodic {
            fail!(Distribution, "axis {axis} is unstructured; only block axes have padding or wrap around");
        }
        Ok(Unstructured { size: spec.size, procs, one_to_one, whole: true, known: None })
    }

    /// The same axis with its labels.
    pub(super) fn with_labels(&self, known: Known) -> Unstructured {
        Unstructured { known: Some(known), ..self.clone() }
    }

    /// Global extent.
    pub fn size(&self) -> i64 {
        self.size
    }

    /// Number of coordinates.
    pub fn procs(&self) -> i64 {
        self.procs
    }

    /// Whether the caller said that no label stands on two coordinates.
    pub fn one_to_one(&self) -> bool {
        self.one_to_one
    }

    /// What this rank knows; None while the distribution is being made.
    pub fn known(&self) -> Option<&Known> {
        self.known.as_ref()
    }

    /// What all ranks know of the labels.
    pub fn facts(&self) -> Option<&LabelFacts> {
        self.known.as_ref().map(|known| &known.facts)
    }

    /// Fails with DA_ERR_LABELS unless every index below the size is a label, once.
    pub fn require_permutation(&self, axis: usize, why: &str) -> Result<()> {
        if !self.is_permutation() {
            fail!(Labels, "{why} needs the labels 0 to {} on axis {axis}, each once", self.size - 1);
        }
        Ok(())
    }

    /// Whether every index below the size is a label, once.
    pub fn is_permutation(&self) -> bool {
        self.facts().is_some_and(|facts| facts.inside && facts.complete && !facts.duplicates)
    }

    /// Whether every coordinate has the same labels in the same order here and there, none of them on
    /// several coordinates. The same on all ranks; a slice and what equals it may not be recognised.
    pub fn has_labels_of(&self, other: &Unstructured) -> bool {
        let same = |a: &LabelFacts, b: &LabelFacts| a.hash == b.hash && !a.duplicates && !b.duplicates;
        self.size == other.size
            && self.procs == other.procs
            && self.facts().zip(other.facts()).is_some_and(|(a, b)| same(a, b))
    }

    /// Why the protocol cannot express the axis, if it cannot: its extent must count the labels.
    pub(super) fn not_expressible(&self) -> Option<String> {
        let text = "a slice of labels that are not each index once, so that its extent does not count them";
        (!self.whole && !self.is_permutation()).then(|| text.to_string())
    }

    /// What a coordinate holds; other ranks' labels are not known here.
    pub(super) fn section(&self, coord: i64) -> Result<AxisSection> {
        match &self.known {
            Some(known) if known.coord == Some(coord) => Ok(AxisSection {
                stored: Indices::Labels(known.labels.clone()),
                owned: Indices::Labels(known.labels.clone()),
                owned_offset: 0,
            }),
            _ => fail!(
                NotLocal,
                "coordinate {coord} of an unstructured axis keeps its labels to itself; ask with \
                 da_distribution_find_owners, or on the rank that has them"
            ),
        }
    }

    /// The part of the axis inside a slice of its labels, renumbered from 0.
    pub(super) fn slice(&self, axis: usize, slice: &AxisSlice) -> Result<Unstructured> {
        let Some(known) = &self.known else { fail!(Internal, "axis {axis} has no labels yet") };
        if !known.facts.inside {
            fail!(
                Labels,
                "axis {axis} has labels outside 0..{}, so that only all of it (':') can be selected",
                self.size
            );
        }
        let kept: Vec<i64> =
            known.labels.labels().iter().filter_map(|&label| slice.position(label)).collect();
        let words = [slice.start() as u64, slice.step() as u64, slice.count() as u64];
        let hash = words.iter().fold(known.facts.hash, |hash, word| scramble(hash.rotate_left(7) ^ word));
        let known = Known {
            coord: known.coord,
            labels: Arc::new(LabelSet::new(axis, kept)?),
            facts: LabelFacts { hash, ..known.facts },
            directory: known.directory.clone(),
            window: known.window.then(slice),
        };
        Ok(Unstructured { size: slice.count(), whole: false, known: Some(known), ..self.clone() })
    }

    /// The keys of a coordinate's dimension dictionary.
    pub(super) fn dim_kind(&self, coord: i64) -> Result<DimKind> {
        let Indices::Labels(labels) = self.section(coord)?.owned else {
            fail!(Internal, "an unstructured section without labels");
        };
        Ok(DimKind::Unstructured { indices: labels.labels().into(), one_to_one: self.one_to_one })
    }

    /// What would make this axis again, but for the labels.
    pub(super) fn spec(&self) -> DimSpec {
        DimSpec::new(self.size, AxisKind::Unstructured { one_to_one: self.one_to_one })
    }

    /// Everything that tells this axis from others, as numbers.
    pub(super) fn words(&self, out: &mut Vec<i64>) {
        let hash = self.facts().map_or(0, |facts| facts.hash as i64);
        out.extend([self.size, self.procs, self.one_to_one.into(), hash]);
    }
}
