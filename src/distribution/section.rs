//! What one coordinate of a grid axis holds of an array axis.

use std::sync::Arc;

use super::labels::LabelSet;
use crate::index::{Comb, Range, Run};

/// Global indices in the order in which they are stored.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Indices {
    /// A run: block and cyclic axes.
    Run(Run),
    /// Several runs woven into each other, ascending: slices of cyclic axes.
    Comb(Comb),
    /// Labels in any order: unstructured axes.
    Labels(Arc<LabelSet>),
}

impl Indices {
    /// Number of indices.
    pub fn count(&self) -> i64 {
        match self {
            Indices::Run(run) => run.count(),
            Indices::Comb(comb) => comb.count(),
            Indices::Labels(labels) => labels.count(),
        }
    }

    /// The j-th index.
    pub fn get(&self, j: i64) -> Option<i64> {
        match self {
            Indices::Run(run) => run.get(j),
            Indices::Comb(comb) => comb.get(j),
            Indices::Labels(labels) => usize::try_from(j).ok().and_then(|j| labels.labels().get(j).copied()),
        }
    }

    /// Where an index stands.
    pub fn position(&self, index: i64) -> Option<i64> {
        match self {
            Indices::Run(run) => run.position(index),
            Indices::Comb(comb) => comb.position(index),
            Indices::Labels(labels) => labels.position(index),
        }
    }

    /// The indices as one interval, where they are one in ascending order.
    pub fn as_range(&self) -> Option<Range> {
        match self {
            Indices::Run(run) => run.as_range(),
            Indices::Comb(_) | Indices::Labels(_) => {
                let first = self.piece(0)?;
                (first.end - first.start == self.count()).then_some(first)
            }
        }
    }

    /// The stretch of consecutive, ascending indices that begins at the j-th; what follows it may
    /// continue it.
    pub fn piece(&self, j: i64) -> Option<Range> {
        match self {
            Indices::Run(run) => {
                let first = run.get(j)?;
                Some(first..first + (run.block() - j % run.block()).min(run.count() - j))
            }
            Indices::Comb(comb) => comb.piece(j),
            Indices::Labels(labels) => {
                let rest = labels.labels().get(usize::try_from(j).ok()?..)?;
                let first = *rest.first()?;
                let more = rest.windows(2).take_while(|pair| pair[0].checked_add(1) == Some(pair[1])).count();
                Some(first..first + more as i64 + 1)
            }
        }
    }

    /// The indices as stretches of consecutive ones, in storage order, each with the position of its
    /// first index.
    pub fn pieces(&self) -> impl Iterator<Item = (i64, Range)> + '_ {
        let mut next = 0;
        std::iter::from_fn(move || {
            let (at, piece) = (next, self.piece(next)?);
            next += piece.end - piece.start;
            Some((at, piece))
        })
    }
}

/// One axis of a rank's local section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AxisSection {
    /// Global indices of all local indices, communication padding included.
    pub stored: Indices,
    /// Global indices of the owned elements: stored without communication padding.
    pub owned: Indices,
    /// Local index of the first owned element.
    pub owned_offset: i64,
}

impl AxisSection {
    /// A section that is one run without communication padding.
    pub fn unpadded(run: Run) -> AxisSection {
        AxisSection { stored: Indices::Run(run), owned: Indices::Run(run), owned_offset: 0 }
    }

    /// Extent of the local storage, communication padding included.
    pub fn extent(&self) -> i64 {
        self.stored.count()
    }

    /// Number of owned elements.
    pub fn owned_count(&self) -> i64 {
        self.owned.count()
    }

    /// The owned elements as local indices.
    pub fn owned_local(&self) -> Range {
        self.owned_offset..self.owned_offset + self.owned.count()
    }

    /// The owned elements as global indices, where they are contiguous.
    pub fn owned_range(&self) -> Option<Range> {
        self.owned.as_range()
    }
}
