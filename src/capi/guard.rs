//! The one way into the library: clears the message, catches panics, maps errors to a status.

use super::error::da_status;
use crate::error::{Error, Result, Status};
use crate::fail;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::ffi::{CStr, CString};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

/// This thread's last error.
#[derive(Default)]
struct Last {
    /// As C reads it.
    text: CString,
    error: Option<Error>,
}

thread_local! {
    static LAST: RefCell<Last> = RefCell::default();
}

/// What every call looks at, together: finding a thread's variables takes time.
struct Calls {
    /// Guards that are open on this thread; their panics become a status and are not printed.
    open: Cell<u32>,
    /// Whether there is a message that the next success has to clear.
    has_message: Cell<bool>,
}

thread_local! {
    static CALLS: Calls = const { Calls { open: Cell::new(0), has_message: Cell::new(false) } };
}

/// Runs something that may panic; the panic is not printed.
fn caught<T>(calls: &Calls, body: impl FnOnce() -> T) -> std::thread::Result<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if CALLS.with(|calls| calls.open.get()) == 0 {
                before(info);
            }
        }));
    });
    calls.open.set(calls.open.get() + 1);
    let result = catch_unwind(AssertUnwindSafe(body));
    calls.open.set(calls.open.get() - 1);
    result
}

/// Runs the body of a C function.
pub(crate) fn guard(body: impl FnOnce() -> Result<()>) -> da_status {
    let status = guard_free(body);
    if status.0 == Status::Ok as i32 {
        CALLS.with(|calls| {
            if calls.has_message.get() {
                forget();
                calls.has_message.set(false);
            }
        });
    }
    status
}

/// Runs the body of a C function that frees: success leaves the last message, so that a program may clean up
/// before it reads what went wrong.
pub(crate) fn guard_free(body: impl FnOnce() -> Result<()>) -> da_status {
    CALLS.with(|calls| {
        let error = match caught(calls, body) {
            Ok(Ok(())) => return da_status(Status::Ok as i32),
            Ok(Err(error)) => error,
            Err(panic) => defect(&*panic),
        };
        calls.has_message.set(true);
        remember(&error)
    })
}

/// A panic as an error.
#[cold]
fn defect(panic: &(dyn Any + Send)) -> Error {
    let what = panic.downcast_ref::<&str>().map(|s| s.to_string());
    let what = what.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
    Error::new(Status::Internal, format!("a defect of the library, please report it: {what}"))
}

/// This thread's last error. None when the thread is ending and has none any more: objects may be freed
/// by destructors that run after ours (a static object's, or a thread key's).
fn with_last<T>(f: impl FnOnce(&mut Last) -> T) -> Option<T> {
    LAST.try_with(|last| f(&mut last.borrow_mut())).ok()
}

#[cold]
fn forget() {
    with_last(|last| *last = Last::default());
}

#[cold]
fn remember(error: &Error) -> da_status {
    let text = error.to_string().replace('\0', " ");
    let text = CString::new(text).unwrap_or_default();
    with_last(|last| *last = Last { text, error: Some(error.clone()) });
    da_status(error.status as i32)
}

/// A pointer to this thread's last message, valid until the thread's next call.
pub(crate) fn last_message() -> *const std::os::raw::c_char {
    with_last(|last| last.text.as_ptr()).unwrap_or(c"".as_ptr())
}

/// What was wrong in this thread's last error, if it had this status.
pub(crate) fn last_cause(status: da_status) -> Option<String> {
    let error = with_last(|last| last.error.clone()).flatten();
    error.filter(|error| error.status as i32 == status.0).map(|error| error.message)
}

/// The rank where this thread's last error began, -1 if it was this one alone.
pub(crate) fn last_rank() -> i32 {
    with_last(|last| last.error.as_ref().and_then(|error| error.origin)).flatten().unwrap_or(-1)
}

/// Fails with DA_ERR_NULL where an out-parameter or input pointer is NULL.
pub(crate) fn not_null<T>(pointer: *const T, name: &str) -> Result<()> {
    if pointer.is_null() {
        return Err(Error::new(Status::Null, format!("`{name}` is NULL")));
    }
    if !(pointer as usize).is_multiple_of(std::mem::align_of::<T>()) {
        return Err(Error::new(
            Status::Argument,
            format!(
                "`{name}` points to {pointer:p}, which is not aligned to {} bytes",
                std::mem::align_of::<T>()
            ),
        ));
    }
    Ok(())
}

/// Writes an out-parameter.
///
/// # Safety
/// A pointer that is not NULL points to writable memory for a `T`.
pub(crate) unsafe fn put<T>(out: *mut T, name: &str, value: T) -> Result<()> {
    not_null(out, name)?;
    // SAFETY: not NULL and aligned; writable by the caller's contract.
    unsafe { out.write(value) };
    Ok(())
}

/// A yes or no of the caller's.
pub(crate) fn truth(given: i32, name: &str) -> Result<bool> {
    match given {
        0 => Ok(false),
        1 => Ok(true),
        _ => fail!(Argument, "{name} is {given}; it must be 0 or 1"),
    }
}

/// The caller's array of `count` items; a count of 0 may come with NULL.
///
/// # Safety
/// A pointer that is not NULL points to `count` readable items that nobody changes meanwhile.
pub(crate) unsafe fn items<'a, T>(pointer: *const T, count: usize, name: &str) -> Result<&'a [T]> {
    if count == 0 {
        return Ok(&[]);
    }
    not_null(pointer, name)?;
    // SAFETY: not NULL, aligned; readable by the caller's contract.
    Ok(unsafe { std::slice::from_raw_parts(pointer, count) })
}

/// The caller's writable array of `count` items.
///
/// # Safety
/// A pointer that is not NULL points to `count` writable items.
pub(crate) unsafe fn items_mut<'a, T>(pointer: *mut T, count: usize, name: &str) -> Result<&'a mut [T]> {
    if count == 0 {
        return Ok(&mut []);
    }
    not_null(pointer, name)?;
    // SAFETY: not NULL, aligned; writable by the caller's contract.
    Ok(unsafe { std::slice::from_raw_parts_mut(pointer, count) })
}

/// The caller's text, which must be UTF-8.
///
/// # Safety
/// A pointer that is not NULL points to a text that ends in a zero byte.
pub(crate) unsafe fn text<'a>(pointer: *const std::os::raw::c_char, name: &str) -> Result<&'a str> {
    not_null(pointer, name)?;
    // SAFETY: not NULL; ends in a zero byte by the caller's contract.
    unsafe { CStr::from_ptr(pointer) }
        .to_str()
        .map_err(|e| Error::new(Status::Syntax, format!("`{name}` is not UTF-8 at byte {}", e.valid_up_to())))
}

/// Copies a text with its final zero byte into the caller's buffer, snprintf's way: `*needed` is
/// the length without the zero byte, also when the buffer is too small (DA_ERR_BUFFER_SIZE).
///
/// # Safety
/// `buffer` points to `capacity` writable bytes, or is NULL with capacity 0; `needed` is NULL or
/// writable.
pub(crate) unsafe fn put_text(
    text: &str,
    buffer: *mut std::os::raw::c_char,
    capacity: i64,
    needed: *mut i64,
) -> Result<()> {
    if !needed.is_null() {
        // SAFETY: by the caller's contract.
        unsafe { put(needed, "length", text.len() as i64)? };
    }
    if capacity <= text.len() as i64 {
        return Err(Error::new(
            Status::BufferSize,
            format!("the text needs {} bytes with its final zero, the buffer has {capacity}", text.len() + 1),
        ));
    }
    // SAFETY: by the caller's contract; capacity exceeds the text's length.
    let target = unsafe { items_mut(buffer.cast::<u8>(), text.len() + 1, "buffer")? };
    target[..text.len()].copy_from_slice(text.as_bytes());
    target[text.len()] = 0;
    Ok(())
}

/// Runs code that Rust calls back into C with; a panic cannot cross it.
pub(crate) fn shield(f: impl FnOnce()) {
    let _ = CALLS.with(|calls| caught(calls, f));
}
