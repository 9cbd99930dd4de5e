//! What one coordinate of a grid axis holds of an array axis.

use crate::index::{Range, Run};

/// Global indices in the order in which they are stored.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Indices {
    /// A run; every structured map has one.
    Run(Run),
}

impl Indices {
    /// Number of indices.
    pub fn count(&self) -> i64 {
        match self {
            Indices::Run(run) => run.count(),
        }
    }

    /// The j-th index.
    pub fn get(&self, j: i64) -> Option<i64> {
        match self {
            Indices::Run(run) => run.get(j),
        }
    }

    /// Where an index stands.
    pub fn position(&self, index: i64) -> Option<i64> {
        match self {
            Indices::Run(run) => run.position(index),
        }
    }

    /// The indices as one interval, where they are one in ascending order.
    pub fn as_range(&self) -> Option<Range> {
        match self {
            Indices::Run(run) => run.as_range(),
        }
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
