//! Walking over what a rank owns, with global indices.

use super::Array;
use crate::distribution::AxisSection;
use crate::error::Result;
use std::sync::Arc;

/// What a walk needs; where it stands is the walker's.
pub struct Walker {
    array: Arc<Array>,
    sections: Vec<AxisSection>,
    shape: Vec<i64>,
}

/// Elements that follow each other along the last axis, in memory and in the global array.
#[derive(Clone, Copy, Debug)]
pub struct Stretch {
    /// Address of the first.
    pub data: *mut u8,
    /// How many there are, at least 1.
    pub count: i64,
    /// Bytes from one to the next.
    pub stride: i64,
}

impl Walker {
    /// A walk over this rank's part of an array, which it keeps alive.
    pub fn new(array: Arc<Array>) -> Result<Walker> {
        let sections = match array.placement().holder_rank() {
            Some(rank) => array.distribution().owned(rank)?,
            None => None,
        };
        let shape = match &sections {
            Some(sections) => sections.iter().map(AxisSection::owned_count).collect(),
            None => vec![0],
        };
        Ok(Walker { array, sections: sections.unwrap_or_default(), shape })
    }

    /// Number of elements.
    pub fn size(&self) -> i64 {
        self.shape.iter().product()
    }

    /// The local index of the first element.
    pub fn begin(&self, local: &mut [i64]) {
        local.iter_mut().zip(&self.sections).for_each(|(local, section)| *local = section.owned_offset);
    }

    /// Moves a local index to the next element in C order; false behind the last.
    pub fn advance(&self, local: &mut [i64]) -> bool {
        for (local, section) in local.iter_mut().zip(&self.sections).rev() {
            *local += 1;
            if *local < section.owned_local().end {
                return true;
            }
            *local = section.owned_offset;
        }
        false
    }

    /// The global index of an owned element, and what follows it; None for any other local index.
    pub fn look(&self, local: &[i64], index: &mut [i64]) -> Option<Stretch> {
        let part = self.array.local()?;
        let mut stretch =
            Stretch { data: part.data(), count: 1, stride: self.array.dtype().itemsize() as i64 };
        for (axis, section) in self.sections.iter().enumerate() {
            let position = local.get(axis)?.checked_sub(section.owned_offset)?;
            index[axis] = section.owned.get(position)?;
            let stride = part.strides()[axis];
            stretch.data = stretch.data.wrapping_offset(local[axis].wrapping_mul(stride) as isize);
            if axis + 1 == self.sections.len() {
                let run = section.owned.piece(position)?;
                (stretch.count, stretch.stride) = (run.end - run.start, stride);
            }
        }
        Some(stretch)
    }
}
