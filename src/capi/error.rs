//! Statuses and messages.

use super::guard;
use crate::error::{Error, Result, Status};
use crate::fail;
use std::os::raw::c_char;

/// What every function that can fail returns: DA_OK (0) or one of DA_ERR_*.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct da_status(pub i32);

/// Success.
pub const DA_OK: i32 = 0;

/// An argument's value makes no sense.
pub const DA_ERR_ARGUMENT: i32 = 1;

/// A pointer that must not be NULL is NULL.
pub const DA_ERR_NULL: i32 = 2;

/// A handle is freed, foreign, of another type or garbage.
pub const DA_ERR_INVALID_HANDLE: i32 = 3;

/// A dtype is unknown, or has no loop for the operation.
pub const DA_ERR_DTYPE: i32 = 4;

/// Shapes do not fit each other, or an extent is negative.
pub const DA_ERR_SHAPE: i32 = 5;

/// An axis is out of range or repeated.
pub const DA_ERR_AXIS: i32 = 6;

/// An index is outside its axis.
pub const DA_ERR_INDEX: i32 = 7;

/// A size does not fit into 63 bits.
pub const DA_ERR_OVERFLOW: i32 = 8;

/// Memory ran out, or the context's memory limit was reached.
pub const DA_ERR_NO_MEMORY: i32 = 9;

/// A process grid does not fit the ranks or the axes.
pub const DA_ERR_GRID: i32 = 10;

/// A distribution is described wrongly.
pub const DA_ERR_DISTRIBUTION: i32 = 11;

/// A structure breaks a rule of the Distributed Array Protocol.
pub const DA_ERR_PROTOCOL: i32 = 12;

/// This rank holds no section, or does not belong to the context.
pub const DA_ERR_NOT_MEMBER: i32 = 13;

/// The protocol has no words for this distribution.
pub const DA_ERR_NOT_EXPRESSIBLE: i32 = 14;

/// The answer needs other ranks' labels; use the communicating call.
pub const DA_ERR_NOT_LOCAL: i32 = 15;

/// Operands are laid out differently and data would have to move.
pub const DA_ERR_CONFORM: i32 = 16;

/// Unstructured labels do not fit the operation.
pub const DA_ERR_LABELS: i32 = 17;

/// A memory layout does not fit the operation.
pub const DA_ERR_LAYOUT: i32 = 18;

/// Writing to read-only memory.
pub const DA_ERR_READ_ONLY: i32 = 19;

/// Source and target overlap.
pub const DA_ERR_OVERLAP: i32 = 20;

/// Operands belong to different contexts.
pub const DA_ERR_CONTEXT: i32 = 21;

/// The ranks made different calls, or passed different arguments.
pub const DA_ERR_MISMATCH: i32 = 22;

/// Another rank did not come within the time limit.
pub const DA_ERR_TIMEOUT: i32 = 23;

/// A collective call on a context from inside a callback on it.
pub const DA_ERR_IN_CALLBACK: i32 = 24;

/// A user's callback reported an error.
pub const DA_ERR_CALLBACK: i32 = 25;

/// An MPI call failed.
pub const DA_ERR_MPI: i32 = 26;

/// MPI is not initialised yet, or already finalised.
pub const DA_ERR_MPI_STATE: i32 = 27;

/// A context was used from two threads at once, or beyond MPI's thread level.
pub const DA_ERR_THREAD: i32 = 28;

/// The caller's buffer is too small; the needed size was written.
pub const DA_ERR_BUFFER_SIZE: i32 = 29;

/// This version of the library cannot do it.
pub const DA_ERR_NOT_SUPPORTED: i32 = 30;

/// The casting rule does not allow this conversion.
pub const DA_ERR_CASTING: i32 = 31;

/// A structure of another ABI major version, or a program that runs another MPI than the library was built for.
pub const DA_ERR_VERSION: i32 = 32;

/// A structure that was already released.
pub const DA_ERR_RELEASED: i32 = 33;

/// A reduction of no elements that has no identity.
pub const DA_ERR_EMPTY: i32 = 34;

/// A text is not well-formed.
pub const DA_ERR_SYNTAX: i32 = 35;

/// A call of another library failed, inside an adapter; the message has that library's words.
pub const DA_ERR_EXTERNAL: i32 = 36;

/// A defect of the library itself; please report it.
pub const DA_ERR_INTERNAL: i32 = 99;

/// Return the text of this thread's last error: what was wrong, with the values, and the rank
/// where it began. An empty text after a call that succeeded, but for the functions that free, which leave it.
///
/// Not collective.
/// @return never NULL; owned by the library, valid until this thread's next call of a function
/// that returns a da_status.
/// Ownership: the text belongs to the library.
/// Errors: none.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_error_message() -> *const c_char {
    guard::last_message()
}

/// Return the context rank where this thread's last error began, or -1 when it began on this rank
/// and no other rank was asked.
///
/// Not collective.
/// @return a rank of the call's context, or -1.
/// Errors: none.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_error_rank() -> i32 {
    guard::last_rank()
}

/// Make a text this thread's last error, and return its status: for code that stands on this library,
/// such as the adapters in distarray/<library>.h, and reports as it does.
///
/// Not collective; no other rank hears of it (da_context_agree() tells them).
/// @param status the status that is returned; DA_OK clears the last error.
/// @param text what was wrong, with the values, and what would be right, in UTF-8; NULL stands for the
/// status's name. Texts above 1000 bytes lose their middle.
/// @return `status`, or an error where it is none of this library's.
/// Ownership: the text is copied.
/// Errors: DA_ERR_ARGUMENT for an unknown status; DA_ERR_SYNTAX for a text that is not UTF-8.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_error_set(status: da_status, text: *const c_char) -> da_status {
    // SAFETY: the caller's pointer.
    guard::guard(|| match reported(status, unsafe { own_text(text)? })? {
        Some(error) => Err(error),
        None => Ok(()),
    })
}

/// The text, None for NULL.
///
/// # Safety
/// A pointer that is not NULL points to a text that ends in a zero byte.
unsafe fn own_text<'a>(text: *const c_char) -> Result<Option<&'a str>> {
    // SAFETY: the caller's promise.
    if text.is_null() { Ok(None) } else { unsafe { guard::text(text, "text").map(Some) } }
}

/// The error that a caller's status and text stand for; None for DA_OK.
pub(super) fn reported(status: da_status, text: Option<&str>) -> Result<Option<Error>> {
    match Status::from_code(status.0) {
        Some(Status::Ok) => Ok(None),
        Some(status) => Ok(Some(Error::new(status, text.unwrap_or(status.name())))),
        None => fail!(Argument, "`status` is {}, which is no status of this library", status.0),
    }
}

/// Return the name of a status, such as "DA_ERR_SHAPE".
///
/// Not collective.
/// @param status a status of this library.
/// @return a text with static lifetime; "unknown status" for other numbers.
/// Ownership: the text belongs to the library.
/// Errors: none.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_status_name(status: da_status) -> *const c_char {
    let name: &std::ffi::CStr = match Status::from_code(status.0) {
        Some(Status::Ok) => c"DA_OK",
        Some(Status::Argument) => c"DA_ERR_ARGUMENT",
        Some(Status::Null) => c"DA_ERR_NULL",
        Some(Status::InvalidHandle) => c"DA_ERR_INVALID_HANDLE",
        Some(Status::Dtype) => c"DA_ERR_DTYPE",
        Some(Status::Shape) => c"DA_ERR_SHAPE",
        Some(Status::Axis) => c"DA_ERR_AXIS",
        Some(Status::Index) => c"DA_ERR_INDEX",
        Some(Status::Overflow) => c"DA_ERR_OVERFLOW",
        Some(Status::NoMemory) => c"DA_ERR_NO_MEMORY",
        Some(Status::Grid) => c"DA_ERR_GRID",
        Some(Status::Distribution) => c"DA_ERR_DISTRIBUTION",
        Some(Status::Protocol) => c"DA_ERR_PROTOCOL",
        Some(Status::NotMember) => c"DA_ERR_NOT_MEMBER",
        Some(Status::NotExpressible) => c"DA_ERR_NOT_EXPRESSIBLE",
        Some(Status::NotLocal) => c"DA_ERR_NOT_LOCAL",
        Some(Status::Conform) => c"DA_ERR_CONFORM",
        Some(Status::Labels) => c"DA_ERR_LABELS",
        Some(Status::Layout) => c"DA_ERR_LAYOUT",
        Some(Status::ReadOnly) => c"DA_ERR_READ_ONLY",
        Some(Status::Overlap) => c"DA_ERR_OVERLAP",
        Some(Status::Context) => c"DA_ERR_CONTEXT",
        Some(Status::Mismatch) => c"DA_ERR_MISMATCH",
        Some(Status::Timeout) => c"DA_ERR_TIMEOUT",
        Some(Status::InCallback) => c"DA_ERR_IN_CALLBACK",
        Some(Status::Callback) => c"DA_ERR_CALLBACK",
        Some(Status::Mpi) => c"DA_ERR_MPI",
        Some(Status::MpiState) => c"DA_ERR_MPI_STATE",
        Some(Status::Thread) => c"DA_ERR_THREAD",
        Some(Status::BufferSize) => c"DA_ERR_BUFFER_SIZE",
        Some(Status::NotSupported) => c"DA_ERR_NOT_SUPPORTED",
        Some(Status::Casting) => c"DA_ERR_CASTING",
        Some(Status::Version) => c"DA_ERR_VERSION",
        Some(Status::Released) => c"DA_ERR_RELEASED",
        Some(Status::Empty) => c"DA_ERR_EMPTY",
        Some(Status::Syntax) => c"DA_ERR_SYNTAX",
        Some(Status::External) => c"DA_ERR_EXTERNAL",
        Some(Status::Internal) => c"DA_ERR_INTERNAL",
        None => c"unknown status",
    };
    name.as_ptr()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_and_names_agree_with_the_statuses() {
        for status in Status::ALL {
            // SAFETY: the function returns static texts.
            let name = unsafe { std::ffi::CStr::from_ptr(da_status_name(da_status(*status as i32))) };
            assert_eq!(name.to_str(), Ok(status.name()));
        }
    }
}
