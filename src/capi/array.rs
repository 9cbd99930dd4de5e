//! Arrays: wrapping, questions, local access, export and import.

use super::context::{da_context, give_again};
use super::distribution::{da_distribution, give_placement};
use super::error::da_status;
use super::frame::Frame;
use super::guard::{guard, guard_free, items, not_null, put};
use super::handles::{self, Noun, Object, Reserved};
use crate::array::{Array, Arrival, Placement, Wrap};
use crate::compute::replicas;
use crate::context::Context;
use crate::dtype::DType;
use crate::error::{Error, Result, Status};
use crate::fail;
use crate::memory::{self, Release, Storage};
use crate::protocol::MAX_NDIM;
use crate::protocol::abi::da_distbuffer;
use std::os::raw::c_void;
use std::sync::Arc;

/// A distributed array, or a view of one; an opaque handle.
pub struct da_array {
    _private: [u8; 0],
}

/// The library must not write to the memory.
pub const DA_READ_ONLY: i32 = 1;
/// Communication padding holds the neighbours' values.
pub const DA_PADDING_VALID: i32 = 2;

/// Local access for reading.
pub const DA_ACCESS_READ: i32 = 0;
/// Local access for reading and writing; communication padding counts as out of date from now on.
pub const DA_ACCESS_WRITE: i32 = 1;

/// This rank's section of an array. Extents are in elements, strides in bytes.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct da_local {
    /// Address of the element with all local indices 0; NULL where this rank holds no section.
    pub data: *mut c_void,
    /// Elements of the section, communication padding included; 0 where this rank holds none.
    pub size: i64,
    /// DA_BOOL to DA_COMPLEX128.
    pub dtype: i32,
    /// Number of axes.
    pub ndim: i32,
    /// Extents, communication padding included.
    pub shape: [i64; 32],
    /// Distance between neighbours along each axis in bytes.
    pub strides: [i64; 32],
    /// Local index of the first owned element along each axis.
    pub owned_offset: [i64; 32],
    /// Number of owned elements along each axis.
    pub owned_shape: [i64; 32],
}

/// How the library gives wrapped memory back; it may run on any thread, also after MPI_Finalize.
pub type da_release_fn = Option<unsafe extern "C" fn(private_data: *mut c_void)>;

/// A function on this rank's section; a result other than 0 is an error.
pub type da_local_fn = Option<unsafe extern "C" fn(local: *const da_local, user: *mut c_void) -> i32>;

/// Hands a new array out.
///
/// # Safety
/// `out` was checked.
pub(crate) unsafe fn give(out: *mut *mut da_array, array: Arc<Array>) -> Result<()> {
    // SAFETY: checked by the callers before anything was made.
    unsafe { give_at(handles::reserve()?, out, array) }
}

/// Hands two new arrays out, or neither.
///
/// # Safety
/// Both places were checked.
pub(crate) unsafe fn give_both(outs: [*mut *mut da_array; 2], arrays: [Arc<Array>; 2]) -> Result<()> {
    let places = [handles::reserve()?, handles::reserve()?];
    for ((place, out), array) in places.into_iter().zip(outs).zip(arrays) {
        // SAFETY: checked by the callers before anything was made.
        unsafe { give_at(place, out, array)? };
    }
    Ok(())
}

/// Hands out an array of foreign memory, whose handle was reserved before the memory was taken over:
/// if this could fail, the memory would be released by a call that failed.
///
/// # Safety
/// `out` was checked.
unsafe fn give_at(place: Reserved, out: *mut *mut da_array, array: Arc<Array>) -> Result<()> {
    let handle = place.fill(Object::Array(array));
    // SAFETY: checked by the callers before anything was made.
    unsafe { put(out, "out", handle as *mut da_array) }
}

/// The array behind a handle, for local questions.
pub(crate) fn lookup(a: *const da_array) -> Result<Arc<Array>> {
    match handles::find(a as usize, Noun::Array, "a").map_err(|stale| stale.error)? {
        Object::Array(array) => Ok(array),
        _ => Err(Error::new(Status::Internal, "a handle changed its type")),
    }
}

/// The rank's section as C sees it.
pub(super) fn describe(array: &Array) -> da_local {
    let mut local = da_local {
        data: std::ptr::null_mut(),
        size: 0,
        dtype: array.dtype() as i32,
        ndim: array.shape().len() as i32,
        shape: [0; MAX_NDIM],
        strides: [0; MAX_NDIM],
        owned_offset: [0; MAX_NDIM],
        owned_shape: [0; MAX_NDIM],
    };
    let Some(part) = array.local() else { return local };
    let owned = part.owned();
    let ndim = part.shape().len();
    local.data = part.data().cast();
    local.size = part.shape().iter().product();
    local.shape[..ndim].copy_from_slice(part.shape());
    local.strides[..ndim].copy_from_slice(part.strides());
    local.owned_offset[..ndim].copy_from_slice(part.owned_offset());
    local.owned_shape[..ndim].copy_from_slice(owned.view().shape);
    local
}

/// Wrap this rank's own memory as an array, without copying.
///
/// Collective, silent. The memory stays the caller's: the library neither copies nor moves nor
/// frees it, and calls `release` once, when the last array, view or export of it is gone. If the
/// call fails, `release` is not called.
/// @param dist the distribution, which says what this rank's section is.
/// @param dtype the element type, DA_BOOL to DA_COMPLEX128, the same on all ranks.
/// @param data address of the element with all local indices 0 (communication padding is part of the
/// section); NULL only for an empty section or on a rank without one.
/// @param strides distance between neighbours along each axis in bytes, of any sign; NULL for contiguous
/// memory in C order.
/// @param flags DA_READ_ONLY, DA_PADDING_VALID or 0, the same on all ranks.
/// @param release NULL, or called once with `private_data` when the memory is no longer used.
/// @param private_data anything.
/// @param[out] out the new array.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: `data` stays the caller's and must live until `release` is called; the caller owns `*out` and frees it with
/// da_array_free().
/// Errors: DA_ERR_DTYPE; DA_ERR_NULL; DA_ERR_LAYOUT for misaligned memory, or elements that overlap in memory
/// that is not read-only; DA_ERR_OVERFLOW; DA_ERR_ARGUMENT for unknown flags; DA_ERR_NO_MEMORY when 2^24 objects
/// are alive; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_array_wrap(
    dist: *const da_distribution,
    dtype: i32,
    data: *mut c_void,
    strides: *const i64,
    flags: i32,
    release: da_release_fn,
    private_data: *mut c_void,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_array_wrap");
        frame.call.attribute("dtype", dtype as u64).attribute("flags", flags as u64);
        let checked = not_null(out, "out");
        frame.take(checked);
        let placement = frame.distribution(dist, "dist");
        let prepared = placement.map(|placement| {
            let dtype = DType::from_code(dtype)?;
            // SAFETY: the caller's strides, one per axis.
            let strides = unsafe { read_strides(&placement, strides)? };
            let wrap = Wrap {
                data: data.cast(),
                strides,
                read_only: flags & DA_READ_ONLY != 0,
                padding_valid: flags & DA_PADDING_VALID != 0,
            };
            if flags & !(DA_READ_ONLY | DA_PADDING_VALID) != 0 {
                fail!(
                    Argument,
                    "flags is {flags:#x}; the flags are DA_READ_ONLY (1) and DA_PADDING_VALID (2)"
                );
            }
            let local = Array::check_wrap(&placement, dtype, &wrap)?;
            Ok((placement, dtype, wrap, local, handles::reserve()?))
        });
        let prepared = prepared.and_then(|p| frame.take(p));
        frame.silent(prepared, |(placement, dtype, wrap, local, place), serial| {
            let release = release.map(|function| Release { function, private: private_data });
            let array = Array::wrap(placement, dtype, local, &wrap, release, serial);
            // SAFETY: `out` was checked.
            unsafe { give_at(place, out, array) }
        })
    })
}

/// # Safety
/// `strides` is NULL or has one item per axis.
unsafe fn read_strides<'a>(placement: &Placement, strides: *const i64) -> Result<Option<&'a [i64]>> {
    if strides.is_null() {
        return Ok(None);
    }
    // SAFETY: the caller's array.
    Ok(Some(unsafe { items(strides, placement.distribution().ndim(), "strides")? }))
}

/// Export this rank's section through the Distributed Array Protocol, without copying.
///
/// Not collective: it never communicates. The memory is held until the structure is released,
/// also if the array is freed first.
/// @param a an array.
/// @param[out] buffer filled; the caller (or whoever it is moved to) owes one call of buffer->release. What it
/// held before is overwritten, not released.
/// @return DA_OK or an error.
/// Errors: DA_ERR_OVERFLOW for a view that shows 2^63 bytes or more; DA_ERR_NO_MEMORY for a list of indices;
/// DA_ERR_NOT_MEMBER on a rank without a section; DA_ERR_NOT_EXPRESSIBLE for replicas and grids over
/// some ranks or in another order, unless da_distribution_comm() was called before; DA_ERR_NULL;
/// DA_ERR_INVALID_HANDLE; DA_ERR_MPI_STATE after MPI_Finalize.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_array_export(a: *const da_array, buffer: *mut da_distbuffer) -> da_status {
    guard(|| {
        let array = lookup(a)?;
        not_null(buffer, "buffer")?;
        let outgoing = crate::array::export(&array)?;
        // SAFETY: the caller's pointer.
        unsafe { put(buffer, "buffer", outgoing.into_buffer()) }
    })
}

/// Import sections that another library exported, without copying.
///
/// Collective, communicating. Every rank gives its own section; all are validated, each alone and
/// all together. On success the array takes over the structure (buffer->release becomes NULL) and
/// releases it when the last array, view or export of it is gone. On failure the caller keeps it,
/// except for a structure of a foreign ABI, which is released unread.
/// @param ctx a context whose ranks, in order, are the process grid in C order.
/// @param[in,out] buffer this rank's section.
/// @param[out] out the new array.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: the caller owns `*out` and frees it with da_array_free().
/// Errors: DA_ERR_PROTOCOL with rank, axis, key, value and rule; DA_ERR_RELEASED; DA_ERR_VERSION; DA_ERR_DTYPE;
/// DA_ERR_SHAPE for a negative extent; DA_ERR_OVERFLOW; DA_ERR_LAYOUT for misaligned memory, or writable
/// elements that overlap; DA_ERR_NOT_SUPPORTED for memory that is not the CPU's; DA_ERR_LABELS for the label
/// 2^63 - 1; DA_ERR_NO_MEMORY, also when 2^24 objects are alive; DA_ERR_MISMATCH; DA_ERR_NULL;
/// DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_TIMEOUT; DA_ERR_MPI.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_array_import(
    ctx: *const da_context,
    buffer: *mut da_distbuffer,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_array_import");
        let checked = not_null(out, "out").and(not_null(buffer, "buffer"));
        let usable = frame.take(checked).is_some();
        let context = frame.context(ctx, "ctx");
        let arrival = context.as_ref().filter(|_| usable).map(|context| {
            // SAFETY: the caller's structure.
            let arrival = unsafe { receive(context, buffer)? };
            Ok((arrival, handles::reserve()?))
        });
        let arrival = arrival.and_then(|a| frame.take(a));
        if let Some((arrival, _)) = &arrival {
            frame.call.attribute("ndim", arrival.ndim()).attribute("dtype", arrival.dtype() as u64);
        }
        frame.communicate(context.zip(arrival), |(context, (arrival, place)), serial| {
            let Some(session) = context.session() else {
                fail!(Internal, "a communicating call without a session");
            };
            let distribution = arrival.distribution(session, &context, "da_array_import")?;
            let placement = Placement::new(context.clone(), distribution, serial);
            let local = arrival.local(&placement)?;
            // SAFETY: the structure was checked and is live; from here on nothing fails.
            let storage: Storage = unsafe { memory::take(buffer) };
            let array = arrival.adopt(placement, local, storage, serial);
            // SAFETY: `out` was checked.
            unsafe { give_at(place, out, array) }
        })
    })
}

/// # Safety
/// `buffer` points to a structure of some major version.
unsafe fn receive(context: &Context, buffer: *mut da_distbuffer) -> Result<Arrival> {
    // SAFETY: by the caller's contract.
    let incoming = unsafe {
        memory::refuse_foreign(buffer)?;
        memory::read(buffer)?
    };
    Arrival::check(context, incoming)
}

/// Allows local access, and notes that elements may change.
pub(crate) fn open_local(array: &Array, access: i32) -> Result<()> {
    match access {
        DA_ACCESS_READ => Ok(()),
        DA_ACCESS_WRITE => {
            array.require_writable("a")?;
            array.wrote();
            Ok(())
        }
        other => fail!(Argument, "access is {other}; it is DA_ACCESS_READ (0) or DA_ACCESS_WRITE (1)"),
    }
}

/// Get this rank's section.
///
/// Not collective. Asking for write access says that elements may change: communication padding
/// counts as out of date from now on.
/// @param a an array.
/// @param access DA_ACCESS_READ or DA_ACCESS_WRITE.
/// @param[out] local filled; `data` is borrowed and valid as long as the array lives.
/// @return DA_OK or an error. A rank without a section gets data NULL and size 0.
/// Errors: DA_ERR_READ_ONLY for write access to read-only memory; DA_ERR_ARGUMENT for an unknown access;
/// DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_array_local(a: *const da_array, access: i32, local: *mut da_local) -> da_status {
    guard(|| {
        let array = lookup(a)?;
        not_null(local, "local")?;
        open_local(&array, access)?;
        // SAFETY: the caller's pointer.
        unsafe { put(local, "local", describe(&array)) }
    })
}

/// Call a function on this rank's section.
///
/// Collective, silent. Inside the function, collective calls on the array's context are
/// DA_ERR_IN_CALLBACK. Ranks without a section call it too, with data NULL and size 0.
/// @param a an array.
/// @param access DA_ACCESS_READ or DA_ACCESS_WRITE, the same on all ranks.
/// @param function called once on each rank; its section is borrowed for the call.
/// @param user handed to the function; borrowed for the call.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: `user` and the section are borrowed for the call.
/// Errors: DA_ERR_CALLBACK with the number that the function returned; DA_ERR_READ_ONLY; DA_ERR_ARGUMENT for an
/// unknown access; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_array_apply_local(
    a: *const da_array,
    access: i32,
    function: da_local_fn,
    user: *mut c_void,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_array_apply_local");
        frame.call.attribute("access", access as u64);
        let function = function.ok_or_else(|| Error::new(Status::Null, "`function` is NULL"));
        let function = frame.take(function);
        let array = frame.array(a, "a");
        let allowed = match (access, &array) {
            (DA_ACCESS_READ, _) => Ok(()),
            (DA_ACCESS_WRITE, Some(array)) => array.require_writable("a"),
            (DA_ACCESS_WRITE, None) => Ok(()),
            (other, _) => Err(Error::new(
                Status::Argument,
                format!("access is {other}; it is DA_ACCESS_READ (0) or DA_ACCESS_WRITE (1)"),
            )),
        };
        frame.take(allowed);
        frame.silent(array.zip(function), |(array, function), _| {
            let local = describe(&array);
            if access == DA_ACCESS_WRITE {
                array.wrote();
            }
            // SAFETY: the caller's function, called as documented.
            let code = unsafe { function(&raw const local, user) };
            if code != 0 {
                fail!(Callback, "the function on this rank's section returned {code}");
            }
            Ok(())
        })
    })
}

/// Make all replicas equal to the one with coordinate 0.
///
/// Collective, communicating. For memory that was wrapped or imported, or written through local
/// access, differently on ranks that hold replicas. Nothing is sent where there are none.
/// @param a an array that may be written to.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: DA_ERR_READ_ONLY; DA_ERR_NO_MEMORY; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER;
/// DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_array_sync_replicas(a: *const da_array) -> da_status {
    guard(|| {
        let mut frame = Frame::unchecked("da_array_sync_replicas");
        let array = frame.array(a, "a");
        let prepared = array.map(replicas::Sync::prepare).and_then(|p| frame.take(p));
        let session = prepared.as_ref().and_then(|p| p.session());
        frame.communicate(prepared.zip(session), |(sync, session), _| {
            sync.run(&session, "da_array_sync_replicas")
        })
    })
}

/// Get the number of axes.
///
/// Not collective.
/// @param a an array.
/// @param[out] ndim 0 to 32.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_array_ndim(a: *const da_array, ndim: *mut i32) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { put(ndim, "ndim", lookup(a)?.shape().len() as i32) })
}

/// Get the global shape.
///
/// Not collective.
/// @param a an array.
/// @param[out] shape receives one extent per axis in elements.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_array_shape(a: *const da_array, shape: *mut i64) -> da_status {
    guard(|| {
        let array = lookup(a)?;
        // SAFETY: the caller's array.
        let target = unsafe { super::guard::items_mut(shape, array.shape().len(), "shape")? };
        target.copy_from_slice(array.shape());
        Ok(())
    })
}

/// Get the global number of elements.
///
/// Not collective.
/// @param a an array.
/// @param[out] size the product of the shape, 1 without axes.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_array_size(a: *const da_array, size: *mut i64) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { put(size, "size", lookup(a)?.distribution().size()) })
}

/// Get the element type.
///
/// Not collective.
/// @param a an array.
/// @param[out] dtype DA_BOOL to DA_COMPLEX128.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_array_dtype(a: *const da_array, dtype: *mut i32) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { put(dtype, "dtype", lookup(a)?.dtype() as i32) })
}

/// Get an array's flags on this rank.
///
/// Not collective.
/// @param a an array.
/// @param[out] flags DA_READ_ONLY and DA_PADDING_VALID, where they hold.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_array_flags(a: *const da_array, flags: *mut i32) -> da_status {
    guard(|| {
        let array = lookup(a)?;
        let read_only = if array.is_read_only() { DA_READ_ONLY } else { 0 };
        let valid = if array.padding_valid() { DA_PADDING_VALID } else { 0 };
        // SAFETY: the caller's pointer.
        unsafe { put(flags, "flags", read_only | valid) }
    })
}

/// Get an array's distribution.
///
/// Not collective.
/// @param a an array.
/// @param[out] out a new handle of its distribution.
/// @return DA_OK or an error.
/// Ownership: the caller owns `*out` and frees it with da_distribution_free().
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_array_distribution(
    a: *const da_array,
    out: *mut *mut da_distribution,
) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { give_placement(out, lookup(a)?.placement()) })
}

/// Get an array's context.
///
/// Not collective.
/// @param a an array.
/// @param[out] out a new handle of its context.
/// @return DA_OK or an error.
/// Ownership: the caller owns `*out` and frees it with da_context_free().
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_array_context(a: *const da_array, out: *mut *mut da_context) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { give_again(out, lookup(a)?.context()) })
}

/// Free an array handle and set it to NULL.
///
/// Not collective; in any order, also after MPI_Finalize. Wrapped memory is released when the last
/// array, view or export of it is gone.
/// @param a the address of a handle; a NULL handle is no error.
/// @return DA_OK or an error.
/// Ownership: the handle is given back; what it stood for lives on while others need it.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_array_free(a: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointer.
    guard_free(|| unsafe { handles::free(a.cast(), Noun::Array, "a") })
}
