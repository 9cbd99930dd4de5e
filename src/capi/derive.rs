//! Distributions made from others.

use super::distribution::{da_distribution, give, read_shape};
use super::error::da_status;
use super::frame::Frame;
use super::guard::{guard, not_null};
use super::reduction::DA_KEEPDIMS;
use crate::array::Placement;
use crate::distribution::{Distribution, Reduced};
use crate::error::Result;
use crate::fail;
use crate::index::normalize_axes;

/// Flag of a reduction: the result lies on coordinate 0 of the reduced axes' grid axes only, not on
/// all of them.
pub const DA_REDUCE_TO_FIRST: i32 = 2;

/// Runs the silent call that makes a distribution from another.
///
/// # Safety
/// `out` is NULL or writable.
unsafe fn derive(
    mut frame: Frame,
    dist: *const da_distribution,
    make: impl FnOnce(&Distribution) -> Result<Distribution>,
    out: *mut *mut da_distribution,
) -> Result<()> {
    let checked = not_null(out, "out");
    frame.take(checked);
    let placement = frame.distribution(dist, "dist");
    let made = match (&placement, frame.has_failed()) {
        (Some(placement), false) => frame.take(make(placement.distribution())),
        _ => None,
    };
    frame.silent(placement.zip(made), |(placement, made), serial| {
        // SAFETY: `out` was checked.
        unsafe { give(out, Placement::new(placement.context().clone(), made, serial)) }
    })
}

/// Create a distribution like another, for another shape.
///
/// Collective, silent. Kinds, block sizes, paddings, grid and ranks stay. Along axes whose extent
/// changes, irregular bounds give way to even blocks.
/// @param dist a distribution.
/// @param ndim number of axes, as the distribution has.
/// @param shape `ndim` global extents in elements.
/// @param[out] out the new distribution. It keeps the context alive.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_distribution_free().
/// Errors: DA_ERR_SHAPE; DA_ERR_OVERFLOW; DA_ERR_DISTRIBUTION where padding no longer fits; DA_ERR_LABELS for
/// another extent of an unstructured axis; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_like(
    dist: *const da_distribution,
    ndim: i32,
    shape: *const i64,
    out: *mut *mut da_distribution,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_distribution_like");
        // SAFETY: the caller's array.
        let shape = unsafe { read_shape(ndim, shape) };
        let shape = frame.take(shape).unwrap_or_default();
        frame.call.list("shape", &shape);
        // SAFETY: the caller's pointer.
        unsafe { derive(frame, dist, |d| d.with_shape(&shape), out) }
    })
}

/// Create the distribution of a transposed array.
///
/// Collective, silent. Everything stays on the rank where it is.
/// @param dist a distribution.
/// @param naxes number of axes of the distribution, or 0 to reverse the order of all.
/// @param axes `naxes` axes, each once: axis i of the result is axis axes[i]; negative ones count from the end.
/// @param[out] out the new distribution. It keeps the context alive.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_distribution_free().
/// Errors: DA_ERR_AXIS; DA_ERR_ARGUMENT where not all axes are named; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_transpose(
    dist: *const da_distribution,
    naxes: i32,
    axes: *const i32,
    out: *mut *mut da_distribution,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_distribution_transpose");
        // SAFETY: the caller's array.
        let axes = unsafe { frame.axes(naxes, axes) };
        let axes = frame.take(axes).unwrap_or_default();
        let transpose = |d: &Distribution| {
            let named = normalize_axes(&axes, d.ndim())?;
            let reversed = || (0..d.ndim()).rev().collect();
            d.transpose(&if named.is_empty() { reversed() } else { named })
        };
        // SAFETY: the caller's pointer.
        unsafe { derive(frame, dist, transpose, out) }
    })
}

/// Create the distribution of a reduction over some axes.
///
/// Collective, silent. The grid axes of the reduced array axes hold replicas of the result, or with
/// DA_REDUCE_TO_FIRST only their coordinate 0 holds it.
/// @param dist a distribution.
/// @param naxes number of axes to reduce; 0 for all.
/// @param axes `naxes` distinct axes; negative ones count from the end.
/// @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, both or 0.
/// @param[out] out the new distribution. It keeps the context alive.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_distribution_free().
/// Errors: DA_ERR_AXIS; DA_ERR_ARGUMENT for an unknown flag; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_reduce(
    dist: *const da_distribution,
    naxes: i32,
    axes: *const i32,
    flags: i32,
    out: *mut *mut da_distribution,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_distribution_reduce");
        frame.call.attribute("flags", flags as u64);
        // SAFETY: the caller's array.
        let axes = unsafe { frame.axes(naxes, axes) };
        let axes = frame.take(axes).unwrap_or_default();
        let reduce = |d: &Distribution| {
            if flags & !(DA_KEEPDIMS | DA_REDUCE_TO_FIRST) != 0 {
                fail!(
                    Argument,
                    "flags is {flags:#x}; the flags are DA_KEEPDIMS (1) and DA_REDUCE_TO_FIRST (2)"
                );
            }
            let result = if flags & DA_REDUCE_TO_FIRST != 0 { Reduced::First } else { Reduced::Replicated };
            d.reduce(&all_or_some(&axes, d.ndim())?, flags & DA_KEEPDIMS != 0, result)
        };
        // SAFETY: the caller's pointer.
        unsafe { derive(frame, dist, reduce, out) }
    })
}

/// Create a distribution that gives every rank of the grid all of some axes.
///
/// Collective, silent. These axes are undistributed then, and their grid axes hold replicas; the
/// others stay as they are.
/// @param dist a distribution.
/// @param naxes number of axes to replicate; 0 for all, so that every rank of the grid holds everything.
/// @param axes `naxes` distinct axes; negative ones count from the end.
/// @param[out] out the new distribution. It keeps the context alive.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_distribution_free().
/// Errors: DA_ERR_AXIS; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_replicate(
    dist: *const da_distribution,
    naxes: i32,
    axes: *const i32,
    out: *mut *mut da_distribution,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_distribution_replicate");
        // SAFETY: the caller's array.
        let axes = unsafe { frame.axes(naxes, axes) };
        let axes = frame.take(axes).unwrap_or_default();
        let replicate = |d: &Distribution| d.replicate(&all_or_some(&axes, d.ndim())?);
        // SAFETY: the caller's pointer.
        unsafe { derive(frame, dist, replicate, out) }
    })
}

/// Create the distribution of an array that is broadcast to a shape.
///
/// Collective, silent. By NumPy's rule: axes are added in front, axes of extent 1 are stretched.
/// Both are undistributed; a stretched axis that lies at one coordinate of several stays there.
/// @param dist a distribution.
/// @param ndim number of axes, at least as many as the distribution has.
/// @param shape `ndim` global extents in elements.
/// @param[out] out the new distribution. It keeps the context alive.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_distribution_free().
/// Errors: DA_ERR_SHAPE; DA_ERR_OVERFLOW; DA_ERR_NOT_LOCAL for stretching an unstructured axis; DA_ERR_NULL;
/// DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_broadcast_to(
    dist: *const da_distribution,
    ndim: i32,
    shape: *const i64,
    out: *mut *mut da_distribution,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_distribution_broadcast_to");
        // SAFETY: the caller's array.
        let shape = unsafe { read_shape(ndim, shape) };
        let shape = frame.take(shape).unwrap_or_default();
        frame.call.list("shape", &shape);
        // SAFETY: the caller's pointer.
        unsafe { derive(frame, dist, |d| d.broadcast_to(&shape), out) }
    })
}

/// The axes that were named, or all where none was.
fn all_or_some(axes: &[i32], ndim: usize) -> Result<Vec<usize>> {
    if axes.is_empty() { Ok((0..ndim).collect()) } else { normalize_axes(axes, ndim) }
}
