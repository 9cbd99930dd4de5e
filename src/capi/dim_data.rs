//! Dimension dictionaries: what they own, their index maps, their text.

use super::error::da_status;
use super::guard::{guard, items_mut, not_null, put, put_text, text};
use crate::error::{Error, Result, Status};
use crate::fail;
use crate::memory::read_dim_data;
use crate::protocol::abi::da_dim_dict;
use crate::protocol::{DimDict, DimKind, MAX_NDIM, json, rules};
use std::os::raw::c_char;

/// The caller's dictionary, which must keep the rules by itself.
///
/// # Safety
/// `dict` is NULL or a dictionary whose `indices` have `num_indices` items.
unsafe fn read(dict: *const da_dim_dict) -> Result<DimDict> {
    not_null(dict, "dict")?;
    // SAFETY: the caller's dictionary.
    let mut read = unsafe { read_dim_data(1, dict, None)? };
    let Some(dict) = read.pop() else { fail!(Internal, "one dictionary was read") };
    rules::validate_dim(0, &dict)?;
    // The empty dictionary has its extent in `size` here, since there is no buffer to tell it.
    let extent = dict.size;
    if matches!(dict.kind, DimKind::Alias) { dict.resolve(extent) } else { Ok(dict) }
}

/// Get the number of indices that a process owns along an axis: those in its buffer, less
/// communication padding.
///
/// Not collective; needs no MPI.
/// @param dict a dictionary of any dist_type; for the empty one, `size` is the extent.
/// @param[out] count owned indices.
/// @return DA_OK or an error.
/// Errors: DA_ERR_PROTOCOL for a dictionary that breaks a rule; DA_ERR_NULL; DA_ERR_NO_MEMORY.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_dim_dict_num_owned(dict: *const da_dim_dict, count: *mut i64) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { put(count, "count", read(dict)?.num_owned()?) })
}

/// Get the extent of a process's buffer along an axis, communication padding included.
///
/// Not collective; needs no MPI.
/// @param dict a dictionary of any dist_type; for the empty one, `size` is the extent.
/// @param[out] extent elements of the buffer along this axis.
/// @return DA_OK or an error.
/// Errors: as da_dim_dict_num_owned().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_dim_dict_local_extent(dict: *const da_dim_dict, extent: *mut i64) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { put(extent, "extent", read(dict)?.local_extent()?) })
}

/// Get the global index (for unstructured axes: the label) of a local index.
///
/// Not collective; needs no MPI.
/// @param dict a dictionary of any dist_type; for the empty one, `size` is the extent.
/// @param local an index into the buffer along this axis, communication padding included.
/// @param[out] global the global index.
/// @return DA_OK or an error.
/// Errors: DA_ERR_INDEX for a local index outside the buffer; otherwise as da_dim_dict_num_owned().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_dim_dict_global_from_local(
    dict: *const da_dim_dict,
    local: i64,
    global: *mut i64,
) -> da_status {
    // SAFETY: the caller's pointers.
    guard(|| unsafe { put(global, "global", read(dict)?.global_from_local(local)?) })
}

/// Get the local index of a global index (for unstructured axes: of a label).
///
/// Not collective; needs no MPI.
/// @param dict a dictionary of any dist_type; for the empty one, `size` is the extent.
/// @param global a global index.
/// @param[out] local its place in the buffer, if it is there (communication padding included).
/// @param[out] found 1 if it is there, else 0.
/// @return DA_OK or an error.
/// Errors: DA_ERR_INDEX for a global index outside the axis; otherwise as da_dim_dict_num_owned().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_dim_dict_local_from_global(
    dict: *const da_dim_dict,
    global: i64,
    local: *mut i64,
    found: *mut i32,
) -> da_status {
    guard(|| {
        not_null(local, "local")?;
        // SAFETY: the caller's pointers.
        unsafe {
            let answer = read(dict)?.local_from_global(global)?;
            if let Some(at) = answer {
                put(local, "local", at)?;
            }
            put(found, "found", i32::from(answer.is_some()))
        }
    })
}

/// Expand the empty dictionary for a buffer of a given extent: block, over a grid of one.
///
/// Not collective; needs no MPI.
/// @param dict a dictionary; other than empty ones are copied.
/// @param extent the buffer's extent along this axis.
/// @param[out] out the dictionary in full; its `indices` are those of `dict`. May be `dict` itself.
/// @return DA_OK or an error.
/// Errors: DA_ERR_PROTOCOL for a dictionary that breaks a rule, or does not fit the extent;
/// DA_ERR_SHAPE for a negative extent; DA_ERR_NULL.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_dim_dict_resolve(
    dict: *const da_dim_dict,
    extent: i64,
    out: *mut da_dim_dict,
) -> da_status {
    guard(|| {
        not_null(dict, "dict")?;
        not_null(out, "out")?;
        // SAFETY: the caller's dictionary.
        let (given, read) = unsafe { (*dict, read_dim_data(1, dict, Some(&[extent]))?) };
        let Some(first) = read.first() else { fail!(Internal, "one dictionary was read") };
        rules::validate_dim(0, first)?;
        let whole = first.resolve(extent)?;
        let stored = whole.local_extent()?;
        if stored != extent {
            fail!(
                Protocol,
                "the dictionary describes {stored} elements, but the buffer's extent is {extent}"
            );
        }
        let mut target = da_dim_dict::zeroed();
        whole.fill_abi(&mut target);
        target.indices = given.indices;
        // SAFETY: the caller's pointer.
        unsafe { put(out, "out", target) }
    })
}

/// Write dimension dictionaries as JSON: a list with one object per axis.
///
/// Not collective; needs no MPI. docs/protocol.md describes the text.
/// @param ndim number of axes, 0 to 32.
/// @param dims `ndim` dictionaries.
/// @param[out] buffer receives the text and a final zero byte; may be NULL with capacity 0.
/// @param capacity bytes of `buffer`.
/// @param[out] length NULL, or receives the text's length without the zero byte, also when `buffer` is too small.
/// @return DA_OK or an error.
/// Errors: DA_ERR_BUFFER_SIZE (nothing is written to `buffer`); DA_ERR_PROTOCOL for an unknown dist_type or
/// reserved members that are set; DA_ERR_SHAPE for a bad ndim; DA_ERR_NULL.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_dim_data_to_json(
    ndim: i32,
    dims: *const da_dim_dict,
    buffer: *mut c_char,
    capacity: i64,
    length: *mut i64,
) -> da_status {
    guard(|| {
        let axes = usize::try_from(ndim).ok().filter(|n| *n <= MAX_NDIM).ok_or_else(|| {
            Error::new(Status::Shape, format!("ndim is {ndim}; it must be 0 to {MAX_NDIM}"))
        })?;
        if axes > 0 {
            not_null(dims, "dims")?;
        }
        // SAFETY: the caller's dictionaries and buffer.
        unsafe {
            let dims = read_dim_data(axes, dims, None)?;
            put_text(&json::dim_data_to_json(&dims)?, buffer, capacity, length)
        }
    })
}

/// Read dimension dictionaries from JSON: a list with one object per axis.
///
/// Not collective; needs no MPI. The text may come from an untrusted source: nothing is allocated
/// by the numbers in it.
/// @param json the text.
/// @param max_ndim entries of `dims`.
/// @param[out] dims receives the dictionaries; labels of unstructured axes are in `indices`.
/// @param max_indices entries of `indices`.
/// @param[out] indices receives the labels of all unstructured axes, one axis after the other; may be NULL with
/// max_indices 0. The dictionaries point into it.
/// @param[out] ndim the number of axes, also when `dims` is too small.
/// @param[out] num_indices the number of labels, also when `indices` is too small.
/// @return DA_OK or an error.
/// Errors: DA_ERR_SYNTAX for a text that is no JSON; DA_ERR_PROTOCOL with the path of the mistake for missing
/// or ill-typed keys (unknown ones are ignored); DA_ERR_BUFFER_SIZE (only `ndim` and `num_indices` are written); DA_ERR_NULL.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_dim_data_from_json(
    json: *const c_char,
    max_ndim: i32,
    dims: *mut da_dim_dict,
    max_indices: i64,
    indices: *mut i64,
    ndim: *mut i32,
    num_indices: *mut i64,
) -> da_status {
    guard(|| {
        // SAFETY: the caller's text.
        let read = json::dim_data_from_json(unsafe { text(json, "json")? })?;
        let labels: Vec<i64> = read.iter().flat_map(labels_of).copied().collect();
        // SAFETY: the caller's pointers.
        unsafe {
            put(ndim, "ndim", read.len() as i32)?;
            put(num_indices, "num_indices", labels.len() as i64)?;
        }
        if i64::from(max_ndim) < read.len() as i64 || max_indices < labels.len() as i64 {
            fail!(
                BufferSize,
                "{} axes and {} labels were read, but there is room for {max_ndim} and {max_indices}",
                read.len(),
                labels.len()
            );
        }
        // SAFETY: the caller's arrays, whose lengths were compared.
        let (targets, room) =
            unsafe { (items_mut(dims, read.len(), "dims")?, items_mut(indices, labels.len(), "indices")?) };
        room.copy_from_slice(&labels);
        let mut rest: &[i64] = room;
        for (dict, target) in read.iter().zip(targets) {
            dict.fill_abi(target);
            let (mine, others) = rest.split_at(labels_of(dict).len());
            target.indices = if mine.is_empty() { std::ptr::null() } else { mine.as_ptr() };
            rest = others;
        }
        Ok(())
    })
}

fn labels_of(dict: &DimDict) -> &[i64] {
    match &dict.kind {
        DimKind::Unstructured { indices, .. } => indices,
        _ => &[],
    }
}
