//! Distributions: labels of unstructured axes, and the questions that need those of other ranks.

use super::distribution::{da_distribution, lookup};
use super::error::da_status;
use super::frame::Frame;
use super::guard::{guard, items, items_mut, not_null, put};
use super::layout::{held, put_ranks, which_axis};
use crate::array::{Placement, find_owners, find_slice_owners};
use crate::distribution::Map;
use crate::error::Result;
use crate::fail;
use std::sync::Arc;

/// Find the ranks that own global indices, also on unstructured axes.
///
/// Collective, communicating. Every rank asks about indices of its own, as many as it likes; asking
/// about many at once costs two exchanges of messages, as asking about one does. Without unstructured
/// axes nothing is exchanged but the agreement.
/// @param dist a distribution.
/// @param count number of indices that this rank asks about; may differ between ranks, and be 0.
/// @param indices `count` times one global index per axis (a label, where the axis is unstructured).
/// @param[out] owners receives `count` ranks of the context: of several that own an element the one with
/// the lowest coordinate, -1 where an unstructured axis has no such label on any rank.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: DA_ERR_INDEX for an index outside an axis that is not unstructured; DA_ERR_ARGUMENT for a negative
/// count; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW;
/// DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI; DA_ERR_MPI_STATE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_find_owners(
    dist: *const da_distribution,
    count: i64,
    indices: *const i64,
    owners: *mut i32,
) -> da_status {
    const NAME: &str = "da_distribution_find_owners";
    guard(|| {
        let mut frame = Frame::new(NAME);
        let placement = frame.distribution(dist, "dist");
        let ready = placement.map(|placement| {
            // SAFETY: the caller's arrays.
            let asked = unsafe { read_indices(&placement, count, indices, owners) };
            frame.take(asked).map(|(indices, owners)| (placement, indices, owners))
        });
        frame.communicate(ready.flatten(), |(placement, indices, owners), _| {
            owners.copy_from_slice(&find_owners(&placement, indices, owners.len(), NAME)?);
            Ok(())
        })
    })
}

/// # Safety
/// `indices` has `count` indices, `owners` has `count` items.
unsafe fn read_indices<'a>(
    placement: &Arc<Placement>,
    count: i64,
    indices: *const i64,
    owners: *mut i32,
) -> Result<(&'a [i64], &'a mut [i32])> {
    let ndim = placement.distribution().ndim();
    let Ok(number) = usize::try_from(count) else {
        fail!(Argument, "count is {count}; it must not be negative");
    };
    // Before memory is read by a number that no right list can have.
    let bytes = number.checked_mul(ndim.max(1)).and_then(|words| words.checked_mul(8));
    if bytes.is_none_or(|bytes| bytes > isize::MAX as usize) {
        fail!(Overflow, "count is {count}: so many indices of {ndim} axes have no place in memory");
    }
    // SAFETY: the caller's arrays.
    let (indices, owners) =
        unsafe { (items(indices, number * ndim, "indices")?, items_mut(owners, number, "owners")?) };
    placement.distribution().check_all_labels(indices)?;
    Ok((indices, owners))
}

/// Find all ranks that own something of a slice, also on unstructured axes.
///
/// Collective, communicating. An unstructured axis is selected by its labels: those among start,
/// start + step, and so on before stop. Where labels lie outside 0 .. size - 1, only all of the axis
/// (0, size, 1) can be selected. Every rank hears of every other: one byte from each.
/// @param dist a distribution.
/// @param start first index per axis; all arguments are the same on all ranks.
/// @param stop end per axis, not included; -1 to end with index 0 of a negative step.
/// @param step distance per axis, negative ones included, never 0.
/// @param capacity entries of `ranks`.
/// @param[out] ranks receives ranks of the context, ascending, the same on all ranks.
/// @param[out] count the number of owners, also when `capacity` is too small.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: DA_ERR_INDEX for a slice that leaves the array; DA_ERR_ARGUMENT for a step of 0; DA_ERR_LABELS for a part
/// of an axis with labels outside 0 .. size - 1; DA_ERR_BUFFER_SIZE (only `count` is written); DA_ERR_NULL;
/// DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_NO_MEMORY; DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI;
/// DA_ERR_MPI_STATE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_find_slice_owners(
    dist: *const da_distribution,
    start: *const i64,
    stop: *const i64,
    step: *const i64,
    capacity: i64,
    ranks: *mut i32,
    count: *mut i64,
) -> da_status {
    const NAME: &str = "da_distribution_find_slice_owners";
    guard(|| {
        let mut frame = Frame::new(NAME);
        let placement = frame.distribution(dist, "dist");
        let ready = placement.map(|placement| {
            // SAFETY: the caller's arrays.
            let slice = unsafe { read_slice(&placement, [start, stop, step]) };
            let room =
                not_null(count, "count").and(if capacity > 0 { not_null(ranks, "ranks") } else { Ok(()) });
            let slice = frame.take(room.and(slice))?;
            for (label, part) in ["start", "stop", "step"].into_iter().zip(&slice) {
                frame.call.list(label, part);
            }
            frame.call.attribute("capacity", capacity as u64);
            Some((placement, slice))
        });
        frame.communicate(ready.flatten(), |(placement, [start, stop, step]), _| {
            let owners = find_slice_owners(&placement, start, stop, step, NAME)?;
            // SAFETY: the caller's arrays.
            unsafe { put_ranks(&owners, capacity, ranks, count) }
        })
    })
}

/// # Safety
/// Each part has one item per axis.
unsafe fn read_slice<'a>(placement: &Placement, parts: [*const i64; 3]) -> Result<[&'a [i64]; 3]> {
    let distribution = placement.distribution();
    let ndim = distribution.ndim();
    // SAFETY: the caller's arrays.
    let [start, stop, step] = unsafe {
        [items(parts[0], ndim, "start")?, items(parts[1], ndim, "stop")?, items(parts[2], ndim, "step")?]
    };
    distribution.slices(start, stop, step)?;
    Ok([start, stop, step])
}

/// Get this process's labels along an axis, in the order in which their elements are stored.
///
/// Not collective. Of an axis that is not unstructured these are the global indices of what is owned.
/// @param dist a distribution.
/// @param axis an array axis, 0 to ndim - 1.
/// @param capacity entries of `labels`.
/// @param[out] labels receives the labels.
/// @param[out] count the number of labels, also when `capacity` is too small.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_AXIS; DA_ERR_NOT_MEMBER on a rank without a section;
/// DA_ERR_BUFFER_SIZE (only `count` is written).
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_labels(
    dist: *const da_distribution,
    axis: i32,
    capacity: i64,
    labels: *mut i64,
    count: *mut i64,
) -> da_status {
    guard(|| {
        let placement = lookup(dist)?;
        let axis = which_axis(&placement, axis)?;
        let rank = placement.context().member_rank("da_distribution_labels")?;
        let sections = held(placement.distribution().owned(rank)?, &placement, rank)?;
        let own = &sections[axis].owned;
        // SAFETY: the caller's pointers.
        unsafe {
            put(count, "count", own.count())?;
            if capacity < own.count() {
                fail!(BufferSize, "there are {} labels, but `labels` has room for {capacity}", own.count());
            }
            let room = items_mut(labels, own.count() as usize, "labels")?;
            let each = own.pieces().flat_map(|(_, piece)| piece);
            room.iter_mut().zip(each).for_each(|(place, label)| *place = label);
        }
        Ok(())
    })
}

/// Tell whether the indices of an axis are 0 to size - 1, each once over all coordinates.
///
/// Not collective. Operations that count along an axis need this; only an unstructured axis can lack it.
/// @param dist a distribution.
/// @param axis an array axis, 0 to ndim - 1.
/// @param[out] permutation 1 or 0, the same on all ranks.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_AXIS.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_is_permutation(
    dist: *const da_distribution,
    axis: i32,
    permutation: *mut i32,
) -> da_status {
    guard(|| {
        let placement = lookup(dist)?;
        let answer = match placement.distribution().map(which_axis(&placement, axis)?) {
            Map::Unstructured(labels) => labels.is_permutation(),
            _ => true,
        };
        // SAFETY: the caller's pointer.
        unsafe { put(permutation, "permutation", i32::from(answer)) }
    })
}
