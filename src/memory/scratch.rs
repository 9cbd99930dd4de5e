//! Temporary contiguous memory for a section: copies of overlapping operands, bytes to be sent.

use super::budget::Budget;
use super::local::{LocalPart, byte_size};
use super::storage::Storage;
use crate::dtype::DType;
use crate::error::Result;
use std::sync::Arc;

/// Up to so many bytes are not worth booking, nor a failure.
const SMALL: i64 = 4096;

/// Memory for one section in C order, booked on a context's budget unless it is small.
pub struct Scratch {
    _held: Held,
    part: LocalPart,
    bytes: usize,
}

/// Who keeps the memory.
enum Held {
    Booked(#[expect(dead_code, reason = "kept for its drop")] Storage),
    Small(#[expect(dead_code, reason = "kept for its drop")] Box<[u128]>),
}

impl Scratch {
    /// Zeroed memory for a section of this shape.
    pub fn new(shape: &[i64], dtype: DType, budget: &Arc<Budget>) -> Result<Scratch> {
        let bytes = byte_size(shape, dtype)?;
        let (held, data) = if bytes <= SMALL {
            let mut room = vec![0u128; (bytes as usize).div_ceil(size_of::<u128>())].into_boxed_slice();
            let data = room.as_mut_ptr().cast::<u8>();
            (Held::Small(room), data)
        } else {
            let (storage, data) = Storage::allocate(bytes, true, budget)?;
            (Held::Booked(storage), data)
        };
        let part = LocalPart::contiguous(shape, dtype, data)?;
        Ok(Scratch { _held: held, part, bytes: bytes as usize })
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
