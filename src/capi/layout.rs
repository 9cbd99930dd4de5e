//! Distributions: the questions they answer.

use super::distribution::{da_distribution, lookup, lookup_as};
use super::error::da_status;
use super::guard::{guard, items, items_mut, not_null, put, put_text};
use crate::array::Placement;
use crate::error::Result;
use crate::fail;
use crate::memory::fill_dim_data;
use crate::protocol::abi::da_dim_dict;
use std::os::raw::c_char;
use std::sync::Arc;

/// The rank asked about; -1 means this process.
pub(super) fn which(placement: &Placement, rank: i32) -> Result<i32> {
    if rank == -1 {
        return placement.context().member_rank("rank -1 (this process)");
    }
    let size = placement.context().size();
    if !(0..size).contains(&rank) {
        fail!(
            Index,
            "rank is {rank}; the context has the ranks 0 to {}, and -1 means this process",
            size - 1
        );
    }
    Ok(rank)
}

/// The array axis asked about.
pub(super) fn which_axis(placement: &Placement, axis: i32) -> Result<usize> {
    let ndim = placement.distribution().ndim();
    match usize::try_from(axis).ok().filter(|a| *a < ndim) {
        Some(axis) => Ok(axis),
        None => fail!(Axis, "axis is {axis}; the distribution has {ndim} axes"),
    }
}

/// What a rank outside the process grid has nothing of.
pub(super) fn held<T>(answer: Option<T>, placement: &Placement, rank: i32) -> Result<T> {
    match answer {
        Some(answer) => Ok(answer),
        None => fail!(NotMember, "rank {rank} holds no section: {}", placement.distribution().describe()),
    }
}

/// Writes a list into the caller's array of exactly its length.
unsafe fn put_list(target: *mut i64, list: &[i64], name: &str) -> Result<()> {
    // SAFETY: the caller's array has an item for each axis.
    unsafe { items_mut(target, list.len(), name)? }.copy_from_slice(list);
    Ok(())
}

/// Get the number of axes.
///
/// Not collective.
/// @param dist a distribution.
/// @param[out] ndim 0 to 32.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_ndim(dist: *const da_distribution, ndim: *mut i32) -> da_status {
    guard(|| {
        // SAFETY: the caller's pointer.
        unsafe { put(ndim, "ndim", lookup(dist)?.distribution().ndim() as i32) }
    })
}

/// Get the global shape.
///
/// Not collective.
/// @param dist a distribution.
/// @param[out] shape receives one extent per axis, boundary padding included.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_shape(dist: *const da_distribution, shape: *mut i64) -> da_status {
    guard(|| {
        // SAFETY: the caller's pointer.
        unsafe { put_list(shape, lookup(dist)?.distribution().shape(), "shape") }
    })
}

/// Get the global number of elements.
///
/// Not collective.
/// @param dist a distribution.
/// @param[out] size the product of the shape, 1 without axes.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_size(dist: *const da_distribution, size: *mut i64) -> da_status {
    guard(|| {
        // SAFETY: the caller's pointer.
        unsafe { put(size, "size", lookup(dist)?.distribution().size()) }
    })
}

/// Get the extents that a rank stores, communication padding included.
///
/// Not collective.
/// @param dist a distribution.
/// @param rank a rank of the context, or -1 for this process.
/// @param[out] shape receives one extent per axis.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_INDEX for a rank that does not exist; DA_ERR_NOT_MEMBER for a rank without a section; DA_ERR_NOT_LOCAL for another rank's labels.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_local_shape(
    dist: *const da_distribution,
    rank: i32,
    shape: *mut i64,
) -> da_status {
    guard(|| {
        let placement = lookup(dist)?;
        let rank = which(&placement, rank)?;
        let answer = held(placement.distribution().local_shape(rank)?, &placement, rank)?;
        // SAFETY: the caller's array.
        unsafe { put_list(shape, &answer, "shape") }
    })
}

/// Get what a rank owns: its section without communication padding.
///
/// Not collective.
/// @param dist a distribution.
/// @param rank a rank of the context, or -1 for this process.
/// @param[out] offset receives, for each axis, the local index of the first owned element.
/// @param[out] shape receives, for each axis, the number of owned elements.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_INDEX; DA_ERR_NOT_MEMBER for a rank without a section; DA_ERR_NOT_LOCAL for another rank's labels.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_owned(
    dist: *const da_distribution,
    rank: i32,
    offset: *mut i64,
    shape: *mut i64,
) -> da_status {
    guard(|| {
        let placement = lookup(dist)?;
        let rank = which(&placement, rank)?;
        let axes = held(placement.distribution().owned(rank)?, &placement, rank)?;
        let offsets: Vec<i64> = axes.iter().map(|a| a.owned_offset).collect();
        let counts: Vec<i64> = axes.iter().map(|a| a.owned_count()).collect();
        // SAFETY: the caller's arrays.
        unsafe {
            put_list(offset, &offsets, "offset")?;
            put_list(shape, &counts, "shape")
        }
    })
}

/// Get the number of axes of the process grid.
///
/// Not collective.
/// @param dist a distribution.
/// @param[out] ndim number of grid axes, those of replicas included.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_grid_ndim(
    dist: *const da_distribution,
    ndim: *mut i32,
) -> da_status {
    guard(|| {
        // SAFETY: the caller's pointer.
        unsafe { put(ndim, "ndim", lookup(dist)?.distribution().grid().ndim() as i32) }
    })
}

/// Get the extents of the process grid.
///
/// Not collective.
/// @param dist a distribution.
/// @param[out] shape receives one extent per grid axis.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_grid_shape(
    dist: *const da_distribution,
    shape: *mut i64,
) -> da_status {
    guard(|| {
        // SAFETY: the caller's pointer.
        unsafe { put_list(shape, lookup(dist)?.distribution().grid().shape(), "shape") }
    })
}

/// Get a rank's coordinates in the process grid (C order: the last varies fastest).
///
/// Not collective.
/// @param dist a distribution.
/// @param rank a rank of the context, or -1 for this process.
/// @param[out] coords receives one coordinate per grid axis.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_INDEX; DA_ERR_NOT_MEMBER for a rank outside the grid.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_grid_coords(
    dist: *const da_distribution,
    rank: i32,
    coords: *mut i64,
) -> da_status {
    guard(|| {
        let placement = lookup(dist)?;
        let rank = which(&placement, rank)?;
        let answer = held(placement.distribution().grid().coords(rank), &placement, rank)?;
        // SAFETY: the caller's array.
        unsafe { put_list(coords, &answer, "coords") }
    })
}

/// Get the grid axis that an array axis is spread over.
///
/// Not collective.
/// @param dist a distribution.
/// @param axis an array axis, 0 to ndim - 1.
/// @param[out] grid_axis a grid axis, or -1 for an undistributed axis.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_AXIS.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_grid_axis(
    dist: *const da_distribution,
    axis: i32,
    grid_axis: *mut i32,
) -> da_status {
    guard(|| {
        let placement = lookup(dist)?;
        let axis = which_axis(&placement, axis)?;
        let answer = placement.distribution().grid_axis(axis).map_or(-1, |g| g as i32);
        // SAFETY: the caller's pointer.
        unsafe { put(grid_axis, "grid_axis", answer) }
    })
}

/// Get the rank that owns a global index (of replicas, the one with coordinate 0).
///
/// Not collective.
/// @param dist a distribution.
/// @param index one global index per axis.
/// @param[out] rank a rank of the context.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_INDEX for an index outside its axis; DA_ERR_NOT_LOCAL where an axis is unstructured (da_distribution_find_owners() asks the other ranks).
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_owner(
    dist: *const da_distribution,
    index: *const i64,
    rank: *mut i32,
) -> da_status {
    guard(|| {
        let placement = lookup(dist)?;
        let distribution = placement.distribution();
        // SAFETY: the caller's pointers.
        unsafe { put(rank, "rank", distribution.owner(items(index, distribution.ndim(), "index")?)?) }
    })
}

/// Get all ranks that own a global index: one for each replica.
///
/// Not collective.
/// @param dist a distribution.
/// @param index one global index per axis.
/// @param capacity entries of `ranks`.
/// @param[out] ranks receives ranks of the context, ascending.
/// @param[out] count the number of owners, also when `capacity` is too small.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_INDEX; DA_ERR_BUFFER_SIZE (only `count` is written); DA_ERR_NOT_LOCAL where an axis is unstructured.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_owners(
    dist: *const da_distribution,
    index: *const i64,
    capacity: i64,
    ranks: *mut i32,
    count: *mut i64,
) -> da_status {
    guard(|| {
        let placement = lookup(dist)?;
        let distribution = placement.distribution();
        // SAFETY: the caller's arrays.
        unsafe {
            let owners = distribution.owners(items(index, distribution.ndim(), "index")?)?;
            put_ranks(&owners, capacity, ranks, count)
        }
    })
}

/// Get all ranks that own something of a slice.
///
/// Not collective.
/// @param dist a distribution.
/// @param start first index per axis.
/// @param stop end per axis, not included; -1 to end with index 0 of a negative step.
/// @param step distance per axis, negative ones included, never 0.
/// @param capacity entries of `ranks`.
/// @param[out] ranks receives ranks of the context, ascending.
/// @param[out] count the number of owners, also when `capacity` is too small.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_INDEX for a slice that leaves the array; DA_ERR_ARGUMENT for a step of 0; DA_ERR_BUFFER_SIZE (only `count` is written); DA_ERR_NOT_LOCAL where an axis is unstructured (da_distribution_find_slice_owners() asks the other ranks).
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_slice_owners(
    dist: *const da_distribution,
    start: *const i64,
    stop: *const i64,
    step: *const i64,
    capacity: i64,
    ranks: *mut i32,
    count: *mut i64,
) -> da_status {
    guard(|| {
        let placement = lookup(dist)?;
        let distribution = placement.distribution();
        let ndim = distribution.ndim();
        // SAFETY: the caller's arrays.
        unsafe {
            let (start, stop) = (items(start, ndim, "start")?, items(stop, ndim, "stop")?);
            let owners = distribution.slice_owners(start, stop, items(step, ndim, "step")?)?;
            put_ranks(&owners, capacity, ranks, count)
        }
    })
}

/// Writes a list of ranks whose length the caller does not know.
pub(super) unsafe fn put_ranks(list: &[i32], capacity: i64, ranks: *mut i32, count: *mut i64) -> Result<()> {
    // SAFETY: the caller's pointers.
    unsafe {
        put(count, "count", list.len() as i64)?;
        if capacity < list.len() as i64 {
            fail!(BufferSize, "there are {} ranks, but `ranks` has room for {capacity}", list.len());
        }
        items_mut(ranks, list.len(), "ranks")?.copy_from_slice(list);
    }
    Ok(())
}

/// Get the local index of a global index on a rank.
///
/// Not collective.
/// @param dist a distribution.
/// @param rank a rank of the context, or -1 for this process.
/// @param index one global index per axis.
/// @param[out] local receives one local index per axis, where the rank stores the element.
/// @param[out] found 1 if the rank stores it (communication padding included), else 0.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_INDEX for an index outside its axis, or a rank that does not exist; DA_ERR_NOT_LOCAL for another rank's labels.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_local_from_global(
    dist: *const da_distribution,
    rank: i32,
    index: *const i64,
    local: *mut i64,
    found: *mut i32,
) -> da_status {
    guard(|| {
        let placement = lookup(dist)?;
        let rank = which(&placement, rank)?;
        let distribution = placement.distribution();
        not_null(found, "found")?;
        // SAFETY: the caller's arrays.
        unsafe {
            let answer = distribution.local_from_global(rank, items(index, distribution.ndim(), "index")?)?;
            if let Some(answer) = &answer {
                put_list(local, answer, "local")?;
            }
            put(found, "found", i32::from(answer.is_some()))
        }
    })
}

/// Get the global index of a local index on a rank.
///
/// Not collective.
/// @param dist a distribution.
/// @param rank a rank of the context, or -1 for this process.
/// @param local one local index per axis.
/// @param[out] index receives one global index per axis.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_INDEX for a local index outside the section; DA_ERR_NOT_MEMBER for a rank without a section; DA_ERR_NOT_LOCAL for another rank's labels.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_global_from_local(
    dist: *const da_distribution,
    rank: i32,
    local: *const i64,
    index: *mut i64,
) -> da_status {
    guard(|| {
        let placement = lookup(dist)?;
        let rank = which(&placement, rank)?;
        let distribution = placement.distribution();
        // SAFETY: the caller's arrays.
        unsafe {
            let answer = distribution.global_from_local(rank, items(local, distribution.ndim(), "local")?)?;
            put_list(index, &answer, "index")
        }
    })
}

/// Get a rank's dimension dictionaries, as the protocol exports them.
///
/// Not collective.
/// @param dist a distribution.
/// @param rank a rank of the context, or -1 for this process.
/// @param[out] dims receives one dictionary per axis.
/// @return DA_OK or an error.
/// Ownership: the lists that `indices` point to are borrowed: valid as long as the distribution lives.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_INDEX; DA_ERR_NOT_MEMBER for a rank without a section;
/// DA_ERR_NOT_LOCAL for another rank's labels on an unstructured axis;
/// DA_ERR_NOT_EXPRESSIBLE where the protocol has no words for the paddings.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_dim_data(
    dist: *const da_distribution,
    rank: i32,
    dims: *mut da_dim_dict,
) -> da_status {
    guard(|| {
        let placement = lookup(dist)?;
        let rank = which(&placement, rank)?;
        let answer = held(placement.dim_data(rank)?, &placement, rank)?;
        placement.distribution().is_expressible_on_own_comm()?;
        // SAFETY: the caller's array.
        fill_dim_data(&answer, unsafe { items_mut(dims, answer.len(), "dims")? });
        Ok(())
    })
}

/// Tell whether two distributions own the same elements on the same ranks, so that their arrays combine without communication.
///
/// Not collective.
/// @param a a distribution.
/// @param b a distribution.
/// @param[out] aligned 1 or 0. Paddings may differ; different contexts are not aligned.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_aligned(
    a: *const da_distribution,
    b: *const da_distribution,
    aligned: *mut i32,
) -> da_status {
    guard(|| {
        let (a, b) = (lookup_as(a, "a")?, lookup_as(b, "b")?);
        let same = Arc::ptr_eq(a.context(), b.context()) && a.aligned(&b)?;
        // SAFETY: the caller's pointer.
        unsafe { put(aligned, "aligned", i32::from(same)) }
    })
}

/// Tell whether two distributions are the same layout on the same context.
///
/// Not collective.
/// @param a a distribution.
/// @param b a distribution.
/// @param[out] equal 1 or 0; even blocks equal irregular ones with the same bounds.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_equal(
    a: *const da_distribution,
    b: *const da_distribution,
    equal: *mut i32,
) -> da_status {
    guard(|| {
        let (a, b) = (lookup_as(a, "a")?, lookup_as(b, "b")?);
        let same = Arc::ptr_eq(a.context(), b.context()) && a.distribution() == b.distribution();
        // SAFETY: the caller's pointer.
        unsafe { put(equal, "equal", i32::from(same)) }
    })
}

/// Get the hash of the global description, equal on all ranks.
///
/// Not collective.
/// @param dist a distribution.
/// @param[out] fingerprint the same number for the same layout.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_fingerprint(
    dist: *const da_distribution,
    fingerprint: *mut u64,
) -> da_status {
    guard(|| {
        // SAFETY: the caller's pointer.
        unsafe { put(fingerprint, "fingerprint", lookup(dist)?.fingerprint()) }
    })
}

/// Write a line that describes a distribution, such as "b,n on 2x1 of 4 ranks".
///
/// Not collective.
/// @param dist a distribution.
/// @param[out] buffer receives the text and a final zero byte; may be NULL with capacity 0.
/// @param capacity bytes of `buffer`.
/// @param[out] length NULL, or receives the text's length without the zero byte, also when the buffer is too small.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_BUFFER_SIZE (nothing is written to `buffer`).
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_text(
    dist: *const da_distribution,
    buffer: *mut c_char,
    capacity: i64,
    length: *mut i64,
) -> da_status {
    guard(|| {
        // SAFETY: the caller's pointer.
        unsafe { put_text(&lookup(dist)?.distribution().describe(), buffer, capacity, length) }
    })
}
