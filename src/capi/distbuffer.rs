//! The protocol's structure: validation and text.

use super::context::da_context;
use super::error::da_status;
use super::frame::Frame;
use super::guard::{guard, not_null, put_text};
use crate::array::Arrival;
use crate::error::Result;
use crate::fail;
use crate::memory::{self, Incoming};
use crate::protocol::abi::{ABI_MAJOR, da_distbuffer};
use crate::protocol::{Structure, json};
use std::os::raw::c_char;

/// Reads a structure without touching one of a foreign ABI.
///
/// # Safety
/// `buffer` is NULL or points to a structure.
unsafe fn read(buffer: *const da_distbuffer) -> Result<Incoming> {
    not_null(buffer, "buffer")?;
    // SAFETY: not NULL; `abi_major` keeps its place in every major version.
    let major = unsafe { (&raw const (*buffer).abi_major).read() };
    if major != ABI_MAJOR {
        fail!(Version, "the structure has abi_major {major}; this library reads {ABI_MAJOR}");
    }
    // SAFETY: the caller's structure of this ABI.
    unsafe { memory::read(buffer) }
}

/// Check a structure by every rule of the protocol that one process can check alone.
///
/// Not collective; needs no MPI.
/// @param buffer a structure that somebody exported; it is read, not released.
/// @return DA_OK, or an error that names axis, key, value and the rule broken.
/// Errors: DA_ERR_PROTOCOL; DA_ERR_RELEASED; DA_ERR_VERSION for a foreign abi_major (call release and read
/// nothing else); DA_ERR_SHAPE for a negative extent or too many axes; DA_ERR_DTYPE; DA_ERR_OVERFLOW;
/// DA_ERR_NO_MEMORY; DA_ERR_NULL.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distbuffer_validate(buffer: *const da_distbuffer) -> da_status {
    // SAFETY: the caller's structure.
    guard(|| unsafe { read(buffer)? }.validate())
}

/// Check the structures of all ranks, each alone and all together: the process grid, coverage,
/// gaps, overlaps, paddings, labels that must be on one process only, and keys that must agree.
///
/// Collective, communicating.
/// @param ctx a context whose ranks, in order, are the process grid in C order.
/// @param buffer this rank's structure; it is read, not released.
/// @return DA_OK, or an error that names rank, axis, key, value and the rule broken, the same on all ranks.
/// Errors: as da_distbuffer_validate(); DA_ERR_NOT_SUPPORTED for memory that is not the CPU's; DA_ERR_LABELS for the label 2^63 - 1; DA_ERR_LAYOUT for misaligned
/// memory, or writable elements that overlap; DA_ERR_MISMATCH for different dtypes or numbers of axes; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER;
/// DA_ERR_TIMEOUT; DA_ERR_MPI.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distbuffer_validate_global(
    ctx: *const da_context,
    buffer: *const da_distbuffer,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_distbuffer_validate_global");
        let context = frame.context(ctx, "ctx");
        // SAFETY: the caller's structure.
        let incoming = unsafe { read(buffer) };
        let incoming = frame.take(incoming);
        let arrival = context.as_ref().zip(incoming).map(|(c, incoming)| Arrival::check(c, incoming));
        let arrival = arrival.and_then(|a| frame.take(a));
        if let Some(arrival) = &arrival {
            frame.call.attribute("ndim", arrival.ndim()).attribute("dtype", arrival.dtype() as u64);
        }
        frame.communicate(context.zip(arrival), |(context, arrival), _| {
            let Some(session) = context.session() else {
                fail!(Internal, "a communicating call without a session");
            };
            arrival.distribution(session, &context, "da_distbuffer_validate_global").map(drop)
        })
    })
}

/// Write a structure as JSON: version, the buffer's facts, and the dimension dictionaries.
///
/// Not collective; needs no MPI. docs/protocol.md describes the text.
/// @param buffer a structure that somebody exported; it is read, not released.
/// @param[out] text receives the text and a final zero byte; may be NULL with capacity 0.
/// @param capacity bytes of `text`.
/// @param[out] length NULL, or receives the text's length without the zero byte, also when `text` is too small.
/// @return DA_OK or an error.
/// Errors: DA_ERR_BUFFER_SIZE (nothing is written to `text`); otherwise as da_distbuffer_validate().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distbuffer_to_json(
    buffer: *const da_distbuffer,
    text: *mut c_char,
    capacity: i64,
    length: *mut i64,
) -> da_status {
    guard(|| {
        // SAFETY: the caller's structure.
        let Incoming { section, dims, .. } = unsafe { read(buffer)? };
        let written = json::structure_to_json(&Structure { section, dim_data: dims })?;
        // SAFETY: the caller's buffer.
        unsafe { put_text(&written, text, capacity, length) }
    })
}
