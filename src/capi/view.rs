//! Views of whole arrays: other orders of axes, other dtypes, other shapes.

use super::array::{da_array, give};
use super::distribution::read_shape;
use super::error::da_status;
use super::frame::Frame;
use super::guard::{guard, items, not_null};
use crate::array::Array;
use crate::distribution::{Distribution, Shown};
use crate::dtype::DType;
use crate::error::Result;
use crate::fail;
use crate::index::{MAX_NDIM, moved_order, normalize_axes, normalize_axis, swapped_order, transposed_order};
use std::sync::Arc;

/// Runs a silent call that makes a view.
///
/// # Safety
/// `out` is NULL or writable.
unsafe fn give_view<P>(
    mut frame: Frame,
    a: *const da_array,
    prepare: impl FnOnce(&Array) -> Result<P>,
    make: impl FnOnce(&Array, P, u64) -> Result<Arc<Array>>,
    out: *mut *mut da_array,
) -> Result<()> {
    let checked = not_null(out, "out");
    frame.take(checked);
    let prepared = frame.array(a, "a").map(|array| {
        let prepared = prepare(&array)?;
        Ok((array, prepared))
    });
    let prepared = prepared.and_then(|prepared| frame.take(prepared));
    frame.silent(prepared, |(array, prepared), serial| {
        // SAFETY: `out` was checked.
        unsafe { give(out, make(&array, prepared, serial)?) }
    })
}

/// As `give_view`, for what the distribution alone decides.
///
/// # Safety
/// `out` is NULL or writable.
unsafe fn give_shown(
    frame: Frame,
    a: *const da_array,
    prepare: impl FnOnce(&Distribution) -> Result<Shown>,
    out: *mut *mut da_array,
) -> Result<()> {
    let prepare = |array: &Array| prepare(array.distribution());
    // SAFETY: by the caller's promise.
    unsafe { give_view(frame, a, prepare, |array, shown, serial| array.view(&shown, serial), out) }
}

/// The caller's axes.
///
/// # Safety
/// `axes` is NULL or has `n` items.
unsafe fn read_axes<'a>(n: i32, axes: *const i32, name: &str) -> Result<&'a [i32]> {
    let Some(count) = usize::try_from(n).ok().filter(|count| *count <= MAX_NDIM) else {
        fail!(Axis, "n is {n}; there are 0 to {MAX_NDIM} axes");
    };
    // SAFETY: the caller's array.
    unsafe { items(axes, count, name) }
}

/// Make a view of an array with its axes in another order.
///
/// Collective, silent. Nothing moves: each rank's section is seen with its strides in another order.
/// @param a an array.
/// @param axes NULL reverses the axes; else one axis of `a` for each axis of the view; negative ones count from
/// the end.
/// @param[out] out the view.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_array_free(); it keeps the memory of `a`.
/// Errors: DA_ERR_AXIS for an axis that is not there or stands twice; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_transpose(
    a: *const da_array,
    axes: *const i32,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_transpose");
        let checked = not_null(out, "out");
        frame.take(checked);
        let array = frame.array(a, "a");
        let shown = array.as_ref().map(|array| {
            let ndim = array.shape().len();
            // SAFETY: the caller's array, one item per axis.
            let axes = (!axes.is_null()).then(|| unsafe { read_axes(ndim as i32, axes, "axes") });
            let axes = axes.transpose()?;
            let order = transposed_order(axes, ndim)?;
            let wide: Vec<i64> = order.iter().map(|&axis| axis as i64).collect();
            frame.call.list("axes", &wide);
            Shown::transpose(array.distribution(), &order)
        });
        let shown = shown.and_then(|shown| frame.take(shown));
        frame.silent(array.zip(shown), |(array, shown), serial| {
            // SAFETY: `out` was checked.
            unsafe { give(out, array.view(&shown, serial)?) }
        })
    })
}

/// Make a view of an array with two axes in each other's place.
///
/// Collective, silent.
/// @param a an array.
/// @param axis1,axis2 axes; negative ones count from the end.
/// @param[out] out the view.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_array_free(); it keeps the memory of `a`.
/// Errors: DA_ERR_AXIS; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_swapaxes(
    a: *const da_array,
    axis1: i32,
    axis2: i32,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_swapaxes");
        frame.call.attribute("axis1", axis1 as u64).attribute("axis2", axis2 as u64);
        let swapped =
            |base: &Distribution| Shown::transpose(base, &swapped_order(axis1, axis2, base.ndim())?);
        // SAFETY: the caller's pointer.
        unsafe { give_shown(frame, a, swapped, out) }
    })
}

/// Make a view of an array with some axes moved to other places.
///
/// Collective, silent. The other axes keep their order.
/// @param a an array.
/// @param n number of axes that move.
/// @param source `n` axes of `a`; negative ones count from the end.
/// @param destination where each of them stands in the view; negative ones count from the end.
/// @param[out] out the view.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_array_free(); it keeps the memory of `a`.
/// Errors: DA_ERR_AXIS for an axis that is not there or stands twice; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_moveaxis(
    a: *const da_array,
    n: i32,
    source: *const i32,
    destination: *const i32,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_moveaxis");
        // SAFETY: the caller's array.
        let source = unsafe { read_axes(n, source, "source") };
        let source = frame.take(source);
        // SAFETY: the caller's array.
        let destination = unsafe { read_axes(n, destination, "destination") };
        let destination = frame.take(destination);
        let (source, destination) = (source.unwrap_or_default(), destination.unwrap_or_default());
        let wide = |axes: &[i32]| axes.iter().map(|&axis| i64::from(axis)).collect::<Vec<i64>>();
        frame.call.list("source", &wide(source)).list("destination", &wide(destination));
        let moved =
            |base: &Distribution| Shown::transpose(base, &moved_order(source, destination, base.ndim())?);
        // SAFETY: the caller's pointer.
        unsafe { give_shown(frame, a, moved, out) }
    })
}

/// Make a view of an array without axes of extent 1.
///
/// Collective, silent. It is as indexing these axes with 0: ranks that do not have the element of a
/// distributed one hold no section of the view.
/// @param a an array.
/// @param naxes number of axes; 0 for all that have extent 1.
/// @param axes `naxes` axes of extent 1; negative ones count from the end; NULL if `naxes` is 0.
/// @param[out] out the view.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_array_free(); it keeps the memory of `a`.
/// Errors: DA_ERR_AXIS; DA_ERR_SHAPE for an axis of another extent; DA_ERR_NOT_LOCAL for an unstructured axis
/// (index it with da_slice_view()); DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_squeeze(
    a: *const da_array,
    naxes: i32,
    axes: *const i32,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_squeeze");
        // SAFETY: the caller's array.
        let axes = unsafe { frame.axes(naxes, axes) };
        let axes = frame.take(axes).unwrap_or_default();
        let squeezed = |base: &Distribution| {
            let ones = |&axis: &usize| base.shape()[axis] == 1;
            let axes = match axes.is_empty() {
                true => (0..base.ndim()).filter(ones).collect(),
                false => normalize_axes(&axes, base.ndim())?,
            };
            Shown::squeeze(base, &axes)
        };
        // SAFETY: the caller's pointer.
        unsafe { give_shown(frame, a, squeezed, out) }
    })
}

/// Make a view of an array with a new axis of extent 1.
///
/// Collective, silent.
/// @param a an array of at most 31 axes.
/// @param axis where the new axis stands in the view; negative ones count from the end.
/// @param[out] out the view.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_array_free(); it keeps the memory of `a`.
/// Errors: DA_ERR_AXIS; DA_ERR_SHAPE for a 33rd axis; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_expand_dims(a: *const da_array, axis: i32, out: *mut *mut da_array) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_expand_dims");
        frame.call.attribute("axis", axis as u64);
        let expanded = |base: &Distribution| Shown::expand(base, normalize_axis(axis, base.ndim() + 1)?);
        // SAFETY: the caller's pointer.
        unsafe { give_shown(frame, a, expanded, out) }
    })
}

/// Make a view of the real parts of an array.
///
/// Collective, silent. Writing to it sets the real parts.
/// @param a an array.
/// @param[out] out a view of float32 or float64 for complex dtypes, else a view of all of `a`.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_array_free(); it keeps the memory of `a`.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_real_part(a: *const da_array, out: *mut *mut da_array) -> da_status {
    guard(|| {
        let make = |array: &Array, (), serial| array.real_part(serial);
        // SAFETY: the caller's pointer.
        unsafe { give_view(Frame::new("da_real_part"), a, |_| Ok(()), make, out) }
    })
}

/// Make a view of the imaginary parts of an array.
///
/// Collective, silent. Writing to it sets the imaginary parts.
/// @param a an array.
/// @param[out] out a view of float32 or float64 for complex dtypes; else zeros of the dtype of `a`, which are
/// read-only and take the memory of one element.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_array_free(); it keeps the memory of `a`.
/// Errors: DA_ERR_NO_MEMORY; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_imag_part(a: *const da_array, out: *mut *mut da_array) -> da_status {
    guard(|| {
        let make = |array: &Array, (), serial| array.imag_part(serial);
        // SAFETY: the caller's pointer.
        unsafe { give_view(Frame::new("da_imag_part"), a, |_| Ok(()), make, out) }
    })
}

/// Make a view of an array's bytes as another dtype.
///
/// Collective, silent. No element is converted. Where the widths differ the last axis, which must be
/// contiguous in memory, is counted in the other elements; its blocks and paddings must be multiples.
/// @param a an array.
/// @param dtype the dtype that the bytes are read as, DA_BOOL to DA_COMPLEX128.
/// @param[out] out the view.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_array_free(); it keeps the memory of `a`.
/// Errors: DA_ERR_DTYPE; DA_ERR_LAYOUT for another width without axes, on a last axis that is not contiguous,
/// is unstructured or has steps, or whose parts are no multiples, and for memory that is not aligned for the
/// dtype; DA_ERR_OVERFLOW; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_view(a: *const da_array, dtype: i32, out: *mut *mut da_array) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_view");
        frame.call.attribute("dtype", dtype as u64);
        let prepare = |array: &Array| {
            let dtype = DType::from_code(dtype)?;
            Ok((dtype, array.distribution_as(dtype)?))
        };
        let make = |array: &Array, (dtype, distribution), serial| array.view_as(dtype, distribution, serial);
        // SAFETY: the caller's pointer.
        unsafe { give_view(frame, a, prepare, make, out) }
    })
}

/// Make a view of an array without its boundary padding.
///
/// Collective, silent. On axes that have boundary padding it also lacks the communication padding.
/// @param a an array.
/// @param[out] out the view.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_array_free(); it keeps the memory of `a`.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_array_interior(a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { give_shown(Frame::new("da_array_interior"), a, Shown::interior, out) })
}

/// Make a read-only view of an array broadcast to a shape.
///
/// Collective, silent. New axes stand in front, and axes of extent 1 are stretched; both are
/// undistributed, and their elements stored once. A stretched axis that lies on some of the ranks stays
/// there: the others hold no section.
/// @param a an array.
/// @param ndim number of axes, at least those of `a`, at most 32.
/// @param shape `ndim` extents.
/// @param[out] out the view.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_array_free(); it keeps the memory of `a`.
/// Errors: DA_ERR_SHAPE for a shape that `a` does not broadcast to, or that is none; DA_ERR_OVERFLOW;
/// DA_ERR_NOT_LOCAL for an unstructured axis of extent 1; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_broadcast_to(
    a: *const da_array,
    ndim: i32,
    shape: *const i64,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_broadcast_to");
        // SAFETY: the caller's array.
        let shape = unsafe { read_shape(ndim, shape) };
        let shape = frame.take(shape).unwrap_or_default();
        frame.call.list("shape", &shape);
        let prepare = |array: &Array| Shown::broadcast_to(array.distribution(), &shape);
        let make = |array: &Array, shown: Shown, serial| array.read_only_view(&shown, serial);
        // SAFETY: the caller's pointer.
        unsafe { give_view(frame, a, prepare, make, out) }
    })
}
