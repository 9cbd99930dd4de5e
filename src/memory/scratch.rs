//! Temporary contiguous memory for a section: copies of overlapping operands, bytes to be sent.

use super::budget::Budget;
use super::local::{LocalPart, byte_size};
use super::storage::Storage;
use crate::dtype::DType;
use crate::error::Result;
use std::sync::Arc;

/// Memory for one section in C order, booked on a context's budget.
pub struct Scratch {
    _storage: Storage,
    part: LocalPart,
    bytes: usize,
}

impl Scratch {
    /// Zeroed memory for a section of this shape.
    pub fn new(shape: &[i64], dtype: DType, budget: &Arc<Budget>) -> Result<Scratch> {
        let bytes = byte_size(shape, dtype)?;
        let (storage, data) = Storage::allocate(bytes, true, budget)?;
        let part = LocalPart::contiguous(shape, dtype, data)?;
        Ok(Scratch { _storage: storage, part, bytes: bytes as usize })
    }

    /// The section in it.
    pub fn part(&self) -> &LocalPart {
        &self.part
    }

    /// The elements' bytes.
    pub fn bytes(&self) -> &[u8] {
        // SAFETY: allocated and zeroed with this length; nothing else refers to it meanwhile.
        unsafe { std::slice::from_raw_parts(self.part.data(), self.bytes) }
    }

    /// The elements' bytes, to be written.
    pub fn bytes_mut(&mut self) -> &mut [u8] {
        // SAFETY: as above, borrowed uniquely.
        unsafe { std::slice::from_raw_parts_mut(self.part.data(), self.bytes) }
    }
}
