//! An array in one line.

use super::Array;
use crate::index::shape_text;
use crate::memory::{LocalPart, Storage, byte_size};

/// What the array is, and what this rank has of it: `float64 array of shape 7 x 5, b,n on 2x1 of 2
/// ranks; rank 0 has 4 x 5 in C order, 160 bytes, owned`.
pub fn summary(array: &Array) -> String {
    let whole = format!(
        "{} array of shape {}, {}",
        array.dtype(),
        shape_text(array.shape()),
        array.distribution().describe()
    );
    match (array.context().rank(), array.local()) {
        (None, _) => format!("{whole}; this process is not in the context"),
        (Some(rank), None) => format!("{whole}; rank {rank} has no section"),
        (Some(rank), Some(local)) => {
            let bytes = byte_size(local.shape(), array.dtype()).unwrap_or(i64::MAX);
            let memory = match &**array.storage() {
                Storage::Owned(_) => "owned",
                Storage::Borrowed(_) => "borrowed",
                Storage::Imported(_) => "imported",
            };
            let read_only = if array.is_read_only() { ", read-only" } else { "" };
            let section = shape_text(local.shape());
            format!(
                "{whole}; rank {rank} has {section} in {}, {bytes} bytes, {memory}{read_only}",
                order(local)
            )
        }
    }
}

/// How a section lies in memory; C order where both words would fit.
fn order(local: &LocalPart) -> &'static str {
    if local.whole().view().is_c_contiguous() {
        "C order"
    } else if local.is_contiguous(true) {
        "Fortran order"
    } else {
        "strides"
    }
}
