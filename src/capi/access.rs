//! Global access: single elements, whole arrays in one buffer, a rank's own elements as a block.

use super::array::{da_array, lookup};
use super::creation::describe_value;
use super::error::da_status;
use super::frame::Frame;
use super::guard::{guard, items, not_null, put};
use super::layout_mpi::read_order;
use super::value::da_value;
use crate::array::{self, Array, CallersBlock};
use crate::context::Session;
use crate::error::Result;
use crate::exchange::{Gather, Root, Transfer};
use crate::fail;
use crate::memory::{Region, contiguous_strides};
use crate::value::Value;
use std::os::raw::c_void;
use std::sync::Arc;

/// The session of a context that this process belongs to.
fn session_of(array: &Array) -> Result<Arc<Session>> {
    match array.context().session() {
        Some(session) => Ok(session.clone()),
        None => fail!(Internal, "a communicating call without a session"),
    }
}

/// The caller's index, in the ranks' agreement and resolved.
///
/// # Safety
/// `index` is NULL or has one number per axis.
unsafe fn take_index(frame: &mut Frame, a: Option<&Arc<Array>>, index: *const i64) -> Option<Vec<i64>> {
    let checked = not_null(index, "index");
    // Without axes there is nothing to read.
    if a.is_none_or(|a| !a.shape().is_empty()) {
        frame.take(checked)?;
    }
    let a = a?;
    // SAFETY: the caller's array.
    let given = frame.take(unsafe { items(index, a.shape().len(), "index") })?;
    frame.call.list("index", given);
    frame.take(array::resolve_index(a, given))
}

/// As `take_index`, for calls that are not collective.
///
/// # Safety
/// As `take_index`.
unsafe fn read_index(a: &Array, index: *const i64) -> Result<Vec<i64>> {
    // SAFETY: the caller's array.
    array::resolve_index(a, unsafe { items(index, a.shape().len(), "index")? })
}

/// Get one element by its global index, on every rank.
///
/// Collective, communicating. Of replicas, and of a label that several ranks have, the element at the
/// lowest coordinates is taken.
/// @param a an array.
/// @param index one number per axis, the same on all ranks; numbers below 0 count from the end. On unstructured
/// axes labels, as they are. NULL only for an array without axes.
/// @param[out] value the element, in the array's dtype.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: DA_ERR_INDEX outside the shape, or for a label that no rank has; DA_ERR_NULL; DA_ERR_INVALID_HANDLE;
/// DA_ERR_NOT_MEMBER; DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI; DA_ERR_MPI_STATE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_get(a: *const da_array, index: *const i64, value: *mut da_value) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_get");
        let array = frame.array(a, "a");
        // SAFETY: the caller's array.
        let index = unsafe { take_index(&mut frame, array.as_ref(), index) };
        let checked = not_null(value, "value");
        frame.take(checked);
        frame.communicate(array.zip(index), |(array, index), _| {
            let found = array::fetch(&*session_of(&array)?, &array, &index, "da_get")?;
            // SAFETY: checked.
            unsafe { put(value, "value", da_value::of(found)) }
        })
    })
}

/// Set one element by its global index.
///
/// Collective, communicating. Every rank that has the element writes it, replicas included; communication
/// padding counts as out of date.
/// @param a an array that may be written to.
/// @param index as for da_get().
/// @param value the value; converted to the array's dtype; the same on all ranks.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: DA_ERR_INDEX outside the shape, or for a label that no rank has; DA_ERR_READ_ONLY; DA_ERR_OVERFLOW for
/// a weak integer that the dtype can not hold; DA_ERR_DTYPE and DA_ERR_ARGUMENT for a malformed value;
/// DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI;
/// DA_ERR_MPI_STATE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_set(a: *const da_array, index: *const i64, value: da_value) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_set");
        describe_value(&mut frame, &value);
        let array = frame.array(a, "a");
        // SAFETY: the caller's array.
        let index = unsafe { take_index(&mut frame, array.as_ref(), index) };
        let value = array.as_ref().and_then(|array| frame.take(converted(array, &value)));
        frame.communicate(array.zip(index).zip(value), |((array, index), value), _| {
            array::store(&*session_of(&array)?, &array, &index, value, "da_set")
        })
    })
}

/// A value that may be written to this array, in its dtype.
fn converted(array: &Array, value: &da_value) -> Result<Value> {
    let value = value.read()?.convert(array.dtype())?;
    array.require_writable("a")?;
    Ok(value)
}

/// Get one element by its global index on a rank that owns it.
///
/// Not collective.
/// @param a an array.
/// @param index as for da_get().
/// @param[out] value the element, in the array's dtype.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NOT_LOCAL on a rank that does not own the element, with the rank that does where that can be
/// told; DA_ERR_NOT_MEMBER for a process that is not in the context; DA_ERR_INDEX outside the shape; DA_ERR_NULL;
/// DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_get_owned(
    a: *const da_array,
    index: *const i64,
    value: *mut da_value,
) -> da_status {
    guard(|| {
        let array = lookup(a)?;
        not_null(value, "value")?;
        // SAFETY: the caller's array.
        let index = unsafe { read_index(&array, index)? };
        let found = array::read_owned(&array, &index)?;
        // SAFETY: checked.
        unsafe { put(value, "value", da_value::of(found)) }
    })
}

/// Set one element by its global index on a rank that owns it.
///
/// Not collective. Communication padding counts as out of date on this rank; replicas on other ranks are
/// theirs to set (or da_array_sync_replicas() copies the first).
/// @param a an array that may be written to.
/// @param index as for da_get().
/// @param value the value; converted to the array's dtype.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NOT_LOCAL and DA_ERR_NOT_MEMBER as for da_get_owned(); DA_ERR_INDEX outside the shape; DA_ERR_READ_ONLY;
/// DA_ERR_OVERFLOW for a weak integer that the dtype can not hold; DA_ERR_DTYPE and DA_ERR_ARGUMENT for a
/// malformed value; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_set_owned(a: *const da_array, index: *const i64, value: da_value) -> da_status {
    guard(|| {
        let array = lookup(a)?;
        // SAFETY: the caller's array.
        let index = unsafe { read_index(&array, index)? };
        array::write_owned(&array, &index, converted(&array, &value)?)
    })
}

/// Who has the buffer; `all` says that -1 is every rank.
fn read_root(array: &Array, root: i32, all: bool) -> Result<Root> {
    let size = array.context().size();
    match root {
        -1 if all => Ok(Root::All),
        root if (0..size).contains(&root) => Ok(Root::One(root)),
        other => {
            let also = if all { "-1 (all ranks) or " } else { "" };
            fail!(Argument, "root is {other}; it is {also}a rank, 0 to {}", size - 1)
        }
    }
}

/// The buffer of a rank that has one, which must have exactly the array's size.
///
/// # Safety
/// `buffer` is NULL or points to `bytes` bytes, on ranks that have one.
unsafe fn read_buffer<'a>(
    array: &Array,
    root: Root,
    buffer: *mut c_void,
    bytes: i64,
) -> Result<Option<Region<'a>>> {
    let mine = match root {
        Root::All => true,
        Root::One(root) => array.context().rank() == Some(root),
    };
    if !mine {
        return Ok(None);
    }
    let (size, item) = (array.distribution().size(), array.dtype().itemsize() as i64);
    let Some(needed) = size.checked_mul(item) else {
        fail!(Overflow, "{size} elements of {item} bytes do not fit into one buffer");
    };
    if bytes != needed {
        fail!(
            BufferSize,
            "the buffer has {bytes} bytes; the array's {size} elements of {item} bytes take {needed}"
        );
    }
    if needed > 0 && buffer.is_null() {
        fail!(Null, "`buffer` is NULL on a rank that needs {needed} bytes");
    }
    // SAFETY: the caller's buffer.
    Ok(Some(unsafe { Region::new(buffer.cast(), bytes) }))
}

/// Gather a whole array into one buffer.
///
/// Collective, communicating. Sections travel in pieces of bounded size (`staging_bytes` of
/// da_context_options); replicas are taken from their first holder.
/// @param a an array; on unstructured axes the labels must be 0 to the extent minus 1, each once.
/// @param root the rank that has the buffer, or -1: every rank has one.
/// @param order DA_ORDER_C or DA_ORDER_FORTRAN of the buffer.
/// @param[out] buffer receives all elements, contiguous, at any address; it must not overlap the array's memory.
/// Ignored on ranks that are not the root, and may be NULL there.
/// @param bytes size of the buffer: exactly the array's number of elements times the size of one. Ignored on ranks that
/// are not the root.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: the buffer stays the caller's. After DA_ERR_MPI a message may still arrive in it.
/// Errors: DA_ERR_BUFFER_SIZE for another size; DA_ERR_ARGUMENT for an unknown root or order; DA_ERR_LABELS;
/// DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW for an array of 2^63 bytes or more; DA_ERR_NULL; DA_ERR_INVALID_HANDLE;
/// DA_ERR_NOT_MEMBER; DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI; DA_ERR_MPI_STATE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_gather(
    a: *const da_array,
    root: i32,
    order: i32,
    buffer: *mut c_void,
    bytes: i64,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_gather");
        frame.call.attribute("root", root as u64).attribute("order", order as u64);
        let array = frame.array(a, "a");
        let prepared = array.map(|array| {
            let (root, fortran) = (read_root(&array, root, true)?, read_order(order)?);
            // SAFETY: the caller's buffer.
            let buffer = unsafe { read_buffer(&array, root, buffer, bytes)? };
            Gather::prepare(array, root, fortran, buffer, "da_gather")
        });
        let prepared = prepared.and_then(|p| frame.take(p));
        frame.communicate_early(prepared, |gather, session| gather.run(session))
    })
}

/// Scatter one buffer over a whole array.
///
/// Collective, communicating. The opposite of da_gather(): every rank that holds an element gets it,
/// replicas included; communication padding counts as out of date.
/// @param buffer all elements, contiguous, at any address; it must not overlap the array's memory. Ignored
/// on ranks that are not the root, and may be NULL there.
/// @param bytes size of the buffer: exactly the array's number of elements times the size of one. Ignored on ranks that
/// are not the root.
/// @param root the rank that has the buffer.
/// @param order DA_ORDER_C or DA_ORDER_FORTRAN of the buffer.
/// @param a an array that may be written to; on unstructured axes the labels must be 0 to the extent minus 1, each once.
/// @return DA_OK, or one of the errors, the same on all ranks. After DA_ERR_TIMEOUT and DA_ERR_MPI the array's contents
/// are not specified.
/// Ownership: the buffer stays the caller's.
/// Errors: DA_ERR_BUFFER_SIZE for another size; DA_ERR_ARGUMENT for an unknown root or order; DA_ERR_READ_ONLY;
/// DA_ERR_LABELS; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW for an array of 2^63 bytes or more; DA_ERR_NULL;
/// DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI; DA_ERR_MPI_STATE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_scatter(
    buffer: *const c_void,
    bytes: i64,
    root: i32,
    order: i32,
    a: *const da_array,
) -> da_status {
    guard(|| {
        // Replicas that differ are about to become equal.
        let mut frame = Frame::unchecked("da_scatter");
        frame.call.attribute("root", root as u64).attribute("order", order as u64);
        let array = frame.array(a, "a");
        let prepared = array.map(|array| {
            let (root, fortran) = (read_root(&array, root, false)?, read_order(order)?);
            array.require_writable("a")?;
            // SAFETY: the caller's buffer, which is only read.
            let buffer = unsafe { read_buffer(&array, root, buffer.cast_mut(), bytes)? };
            let transfer = Transfer::prepare(array.clone(), root, fortran, buffer, "da_scatter")?;
            Ok((array, transfer))
        });
        let prepared = prepared.and_then(|p| frame.take(p));
        frame.communicate(prepared, |(array, transfer), _| transfer.scatter(&*session_of(&array)?))
    })
}

/// Calls `f` with the caller's memory for what this rank owns; without elements, not at all.
///
/// # Safety
/// `strides` is NULL or has one number per axis, and the memory that `data` and they describe is valid.
unsafe fn with_block(
    array: &Array,
    data: *mut c_void,
    strides: *const i64,
    f: impl FnOnce(&CallersBlock<'_>) -> Result<()>,
) -> Result<()> {
    let Some(shape) = array::owned_shape(array) else { return Ok(()) };
    let strides = match strides.is_null() {
        true => contiguous_strides(&shape, array.dtype(), false)?,
        // SAFETY: the caller's array.
        false => unsafe { items(strides, shape.len(), "strides")?.to_vec() },
    };
    if shape.contains(&0) {
        return Ok(());
    }
    if data.is_null() {
        fail!(Null, "`data` is NULL, but this rank owns elements of shape {shape:?}");
    }
    // SAFETY: the caller's memory.
    let region = unsafe { Region::strided(data.cast(), &shape, &strides, array.dtype().itemsize() as i64)? };
    f(&CallersBlock { region, strides: &strides })
}

/// Set the elements that this rank owns from a block of the caller's memory.
///
/// Collective, silent. Each rank gives its own block; nothing is sent. Communication padding counts as out
/// of date.
/// @param a an array that may be written to.
/// @param data address of the first owned element's value, in the array's dtype, at any address; the block has the
/// extents `owned_shape` of da_array_local(). NULL only on a rank that owns none.
/// @param strides distance between neighbours along each axis in bytes, of any sign or 0; NULL for contiguous memory
/// in C order.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: `data` is borrowed for the call; it may overlap the array's memory.
/// Errors: DA_ERR_NULL; DA_ERR_READ_ONLY; DA_ERR_OVERFLOW for strides that reach beyond 2^63 bytes; DA_ERR_NO_MEMORY,
/// only where `data` overlaps the array's memory; DA_ERR_ARGUMENT for misaligned strides; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_assign_local(
    a: *const da_array,
    data: *const c_void,
    strides: *const i64,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_assign_local");
        let array = frame.array(a, "a");
        let writable = array.as_ref().map_or(Ok(()), |a| a.require_writable("a"));
        frame.take(writable);
        frame.silent(array, |array, _| {
            // SAFETY: the caller's memory, which is only read.
            unsafe {
                with_block(&array, data.cast_mut(), strides, |block| array::assign(&array, block))?;
            }
            array.wrote();
            Ok(())
        })
    })
}

/// Copy the elements that this rank owns to a block of the caller's memory.
///
/// Not collective.
/// @param a an array.
/// @param[out] data address for the first owned element, at any address; the block has the extents `owned_shape` of
/// da_array_local(). NULL only on a rank that owns none.
/// @param strides distance between neighbours along each axis in bytes, of any sign, so that no two elements overlap;
/// NULL for contiguous memory in C order.
/// @return DA_OK or an error.
/// Ownership: `data` is borrowed for the call; it may overlap the array's memory.
/// Errors: DA_ERR_NULL; DA_ERR_LAYOUT for elements that overlap; DA_ERR_OVERFLOW for strides that reach beyond 2^63
/// bytes; DA_ERR_NO_MEMORY, only where `data` overlaps the array's memory; DA_ERR_ARGUMENT for misaligned strides;
/// DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_copy_local(
    a: *const da_array,
    data: *mut c_void,
    strides: *const i64,
) -> da_status {
    guard(|| {
        let array = lookup(a)?;
        // SAFETY: the caller's memory.
        unsafe { with_block(&array, data, strides, |block| array::extract(&array, block)) }
    })
}
