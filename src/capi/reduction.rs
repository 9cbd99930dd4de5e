//! Reductions: what all of them share, and those given by a number.

use super::array::da_array;
use super::compute::{deliver, existing};
use super::creation::describe_value;
use super::derive::DA_REDUCE_TO_FIRST;
use super::error::da_status;
use super::frame::Frame;
use super::guard::{guard, not_null, put};
use super::library::read_struct;
use super::value::da_value;
use crate::compute::ReduceOp;
use crate::compute::reduction::{Options, Reduction};
use crate::dtype::DType;
use crate::error::Result;
use crate::fail;

/// Number of a reduction: sum.
pub const DA_REDUCE_SUM: i32 = 201;
/// Number of a reduction: product.
pub const DA_REDUCE_PROD: i32 = 202;
/// Number of a reduction: smallest element.
pub const DA_REDUCE_MIN: i32 = 203;
/// Number of a reduction: greatest element.
pub const DA_REDUCE_MAX: i32 = 204;
/// Number of a reduction: arithmetic mean.
pub const DA_REDUCE_MEAN: i32 = 205;
/// Number of a reduction: variance.
pub const DA_REDUCE_VAR: i32 = 206;
/// Number of a reduction: standard deviation.
pub const DA_REDUCE_STD: i32 = 207;
/// Number of a reduction: whether any element is true.
pub const DA_REDUCE_ANY: i32 = 208;
/// Number of a reduction: whether all elements are true.
pub const DA_REDUCE_ALL: i32 = 209;
/// Number of a reduction: index of the smallest element.
pub const DA_REDUCE_ARGMIN: i32 = 210;
/// Number of a reduction: index of the greatest element.
pub const DA_REDUCE_ARGMAX: i32 = 211;
/// Number of a reduction: number of elements that are not zero.
pub const DA_REDUCE_COUNT_NONZERO: i32 = 212;
/// Number of a reduction: greatest minus smallest element.
pub const DA_REDUCE_PTP: i32 = 213;
/// Number of a reduction: weighted mean.
pub const DA_REDUCE_AVERAGE: i32 = 214;
/// Number of a reduction: sum without nan.
pub const DA_REDUCE_NANSUM: i32 = 215;
/// Number of a reduction: product without nan.
pub const DA_REDUCE_NANPROD: i32 = 216;
/// Number of a reduction: smallest element but nan.
pub const DA_REDUCE_NANMIN: i32 = 217;
/// Number of a reduction: greatest element but nan.
pub const DA_REDUCE_NANMAX: i32 = 218;
/// Number of a reduction: arithmetic mean without nan.
pub const DA_REDUCE_NANMEAN: i32 = 219;
/// Number of a reduction: variance without nan.
pub const DA_REDUCE_NANVAR: i32 = 220;
/// Number of a reduction: standard deviation without nan.
pub const DA_REDUCE_NANSTD: i32 = 221;
/// Number of a reduction: index of the smallest element but nan.
pub const DA_REDUCE_NANARGMIN: i32 = 222;
/// Number of a reduction: index of the greatest element but nan.
pub const DA_REDUCE_NANARGMAX: i32 = 223;
/// Number of a reduction: sum of magnitudes.
pub const DA_REDUCE_NORM1: i32 = 224;
/// Number of a reduction: root of the sum of squared magnitudes.
pub const DA_REDUCE_NORM2: i32 = 225;
/// Number of a reduction: greatest magnitude.
pub const DA_REDUCE_NORMINF: i32 = 226;
/// Number of a reduction: sum of the products of two arrays; da_dot() only.
pub const DA_REDUCE_DOT: i32 = 227;
/// Number of a reduction: the same with the first one conjugated; da_vdot_value() only.
pub const DA_REDUCE_VDOT: i32 = 228;

/// Flag of a reduction: reduced axes stay, with extent 1.
pub const DA_KEEPDIMS: i32 = 1;
/// Flag of a reduction: sums, means, norms and dot products of floating-point numbers are summed exactly and rounded
/// once, so that they are the same bits for every number of ranks and every distribution. It takes longer.
pub const DA_REPRODUCIBLE: i32 = 4;
/// In place of an axis: all of them; of a scan, all elements in C order, with a result that has one axis.
pub const DA_ALL_AXES: i32 = -2_147_483_647 - 1;

/// What a reduction may be told beside its axes. Set `struct_size` to sizeof(da_reduce_options) and zero the rest for
/// the defaults. The same on all ranks.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct da_reduce_options {
    /// sizeof(da_reduce_options) of the caller's header.
    pub struct_size: u64,
    /// NULL, or which elements count: a bool array of the operand's shape and distribution. Sums, products, means,
    /// variances, any and all; minima and maxima with `initial`.
    pub where_mask: *const da_array,
    /// NULL, or the weights of an average: of the operand's shape and distribution.
    pub weights: *const da_array,
    /// With `has_initial`, a value that counts as one more element. Sums, products, minima and maxima.
    pub initial: da_value,
    /// Not 0: `initial` counts.
    pub has_initial: i32,
    /// 0, or the dtype in which sums, products, means and variances are computed, and which their result has.
    pub dtype: i32,
    /// Variances and standard deviations: what is taken off the number of elements before it divides.
    pub ddof: f64,
}

/// # Safety
/// `options` is NULL or points to `struct_size` readable bytes that begin with `struct_size`.
unsafe fn read_options(options: *const da_reduce_options) -> Result<da_reduce_options> {
    let nothing = da_value { dtype: 0, flags: 0, bits: [0; 2] };
    let mut own = da_reduce_options {
        struct_size: 0,
        where_mask: std::ptr::null(),
        weights: std::ptr::null(),
        initial: nothing,
        has_initial: 0,
        dtype: 0,
        ddof: 0.0,
    };
    not_null(options, "options")?;
    // SAFETY: the caller's structure, of the size it names (checked by read_struct).
    unsafe { read_struct(options, &mut own, "da_reduce_options")? };
    Ok(own)
}

/// Which axes a call names.
#[derive(Clone, Copy)]
pub(super) enum Axes {
    /// A list, none for all.
    Listed(i32, *const i32),
    /// One, or DA_ALL_AXES.
    One(i32),
}

/// All axes.
pub(super) const EVERY: Axes = Axes::Listed(0, std::ptr::null());

/// What single functions have beside axes and flags.
pub(super) struct Extras {
    /// See `da_reduce_options`; None where the function has none.
    pub(super) ddof: Option<f64>,
    /// Weights or a second operand, with the parameter's name.
    pub(super) other: Option<(*const da_array, &'static str)>,
    /// NULL for none.
    pub(super) options: *const da_reduce_options,
}

/// Nothing beside them.
pub(super) const NO_EXTRAS: Extras = Extras { ddof: None, other: None, options: std::ptr::null() };

/// One call, as its arguments are gathered.
struct Gathered {
    frame: Frame,
    op: Option<ReduceOp>,
    array: Option<std::sync::Arc<crate::array::Array>>,
    axes: Option<Vec<i32>>,
    options: Option<Options>,
}

/// # Safety
/// The lists of axes and the options are the caller's, as the functions' documentation says.
unsafe fn gather(
    name: &'static str,
    op: Result<ReduceOp>,
    a: *const da_array,
    axes: Axes,
    flags: i32,
    extras: &Extras,
) -> Gathered {
    let mut frame = Frame::new(name);
    let op = frame.take(op);
    frame.call.attribute("op", op.map_or(0, |o| o as u64));
    let flagged = read_flags(&mut frame, flags);
    let mut options = frame.take(flagged);
    // SAFETY: the caller's array.
    let axes = unsafe { read_axes(&mut frame, axes) };
    let axes = frame.take(axes);
    let array = frame.array(a, "a");
    if let Some((other, label)) = extras.other {
        let found = frame.array(other, label);
        options = options.zip(found).map(|(options, found)| Options { other: Some(found), ..options });
    }
    if let Some(ddof) = extras.ddof {
        frame.call.attribute("ddof", ddof.to_bits());
        options = options.map(|options| Options { ddof, ..options });
    }
    frame.call.attribute("options (NULL or not)", u64::from(!extras.options.is_null()));
    if !extras.options.is_null() {
        // SAFETY: the caller's structure.
        let read = unsafe { read_options(extras.options) };
        let read = frame.take(read);
        options = options.zip(read).and_then(|(options, read)| apply(&mut frame, options, &read));
    }
    Gathered { frame, op, array, axes, options }
}

/// The options that flags make.
fn read_flags(frame: &mut Frame, flags: i32) -> Result<Options> {
    frame.call.attribute("flags", flags as u64);
    if flags & !(DA_KEEPDIMS | DA_REDUCE_TO_FIRST | DA_REPRODUCIBLE) != 0 {
        fail!(
            Argument,
            "flags is {flags:#x}; the flags are DA_KEEPDIMS (1), DA_REDUCE_TO_FIRST (2) and DA_REPRODUCIBLE (4)"
        );
    }
    Ok(Options {
        keepdims: flags & DA_KEEPDIMS != 0,
        to_first: flags & DA_REDUCE_TO_FIRST != 0,
        reproducible: flags & DA_REPRODUCIBLE != 0,
        ..Options::default()
    })
}

/// # Safety
/// A list has so many items, or is NULL.
unsafe fn read_axes(frame: &mut Frame, axes: Axes) -> Result<Vec<i32>> {
    match axes {
        // SAFETY: the caller's array.
        Axes::Listed(naxes, axes) => unsafe { frame.axes(naxes, axes) },
        Axes::One(axis) => {
            frame.call.attribute("axis", axis as u64);
            Ok(if axis == DA_ALL_AXES { Vec::new() } else { vec![axis] })
        }
    }
}

/// Adds what a structure of options says.
fn apply(frame: &mut Frame, mut options: Options, read: &da_reduce_options) -> Option<Options> {
    frame.call.attribute("options->dtype", read.dtype as u64);
    frame.call.attribute("options->ddof", read.ddof.to_bits());
    options.ddof = read.ddof;
    if read.dtype != 0 {
        options.dtype = Some(frame.take(DType::from_code(read.dtype))?);
    }
    if read.has_initial != 0 {
        describe_value(frame, &read.initial);
        options.initial = Some(frame.take(read.initial.read())?);
    }
    if !read.where_mask.is_null() {
        options.mask = Some(frame.array(read.where_mask, "options->where_mask")?);
    }
    if !read.weights.is_null() {
        options.other = Some(frame.array(read.weights, "options->weights")?);
    }
    Some(options)
}

/// Reduces to an array.
///
/// # Safety
/// The pointers are the caller's, as the functions' documentation says.
pub(super) unsafe fn to_array(
    name: &'static str,
    op: Result<ReduceOp>,
    a: *const da_array,
    axes: Axes,
    flags: i32,
    extras: Extras,
    out: *mut *mut da_array,
) -> Result<()> {
    // SAFETY: the caller's pointers.
    let Gathered { mut frame, op, array, axes, options } =
        unsafe { gather(name, op, a, axes, flags, &extras) };
    // SAFETY: the caller's pointer.
    let before = unsafe { frame.out(out) };
    let failed = frame.has_failed();
    let parts = op.zip(array).zip(axes.zip(options)).zip(before.as_ref()).filter(|_| !failed);
    let prepared = parts.map(|(((op, array), (axes, options)), before)| {
        Reduction::prepare(op, array, &axes, options, existing(before))
    });
    let prepared = prepared.and_then(|p| frame.take(p));
    let session = prepared.as_ref().and_then(|p| p.session());
    frame.communicate(before.zip(prepared).zip(session), |((before, call), session), serial| {
        // SAFETY: checked by Frame::out.
        unsafe { deliver(out, &before, call.array(&session, name, serial)?) }
    })
}

/// Reduces everything to a scalar.
///
/// # Safety
/// The pointers are the caller's, as the functions' documentation says.
pub(super) unsafe fn to_value(
    name: &'static str,
    op: Result<ReduceOp>,
    a: *const da_array,
    flags: i32,
    extras: Extras,
    value: *mut da_value,
) -> Result<()> {
    // SAFETY: the caller's pointers.
    let Gathered { mut frame, op, array, options, .. } =
        unsafe { gather(name, op, a, EVERY, flags, &extras) };
    let checked = not_null(value, "value");
    frame.take(checked);
    let failed = frame.has_failed();
    let parts = op.zip(array).zip(options).filter(|_| !failed);
    let prepared = parts.map(|((op, array), options)| Reduction::prepare(op, array, &[], options, None));
    let prepared = prepared.and_then(|p| frame.take(p));
    let session = prepared.as_ref().and_then(|p| p.session());
    frame.communicate(prepared.zip(session), |(call, session), _| {
        // SAFETY: checked above.
        unsafe { put(value, "value", da_value::of(call.value(&session, name)?)) }
    })
}

/// Reduce an array over axes, by a reduction given by its number.
///
/// Collective, communicating. Every rank that held a part of what a result was made of holds it, or with
/// DA_REDUCE_TO_FIRST the first of them.
/// @param op DA_REDUCE_SUM to DA_REDUCE_NORMINF.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param naxes number of axes to reduce; 0 for all.
/// @param axes `naxes` distinct axes; negative ones count from the end.
/// @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, DA_REPRODUCIBLE, several or 0.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: DA_ERR_ARGUMENT for an unknown number or flag; DA_ERR_AXIS; DA_ERR_DTYPE for a dtype without the
/// operation; DA_ERR_EMPTY for the minimum, the maximum or the place of no elements; DA_ERR_SHAPE, DA_ERR_CASTING and
/// DA_ERR_READ_ONLY for `out`; DA_ERR_CONFORM for an `out` whose elements lie on other ranks than the result's;
/// DA_ERR_LABELS for a place over all axes where labels are no indices; DA_ERR_CONTEXT; DA_ERR_MISMATCH;
/// DA_ERR_NO_MEMORY; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_TIMEOUT; DA_ERR_MPI.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_reduce(
    op: i32,
    a: *const da_array,
    naxes: i32,
    axes: *const i32,
    flags: i32,
    out: *mut *mut da_array,
) -> da_status {
    let (op, axes) = (ReduceOp::from_code(op), Axes::Listed(naxes, axes));
    // SAFETY: the caller's pointers.
    guard(|| unsafe { to_array("da_reduce", op, a, axes, flags, NO_EXTRAS, out) })
}

/// Reduce an array over all axes to a scalar, by a reduction given by its number.
///
/// Collective, communicating.
/// @param op DA_REDUCE_SUM to DA_REDUCE_NORMINF.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param[out] value the result, the same on every rank; a strong scalar.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: DA_ERR_ARGUMENT for an unknown number; DA_ERR_DTYPE for a dtype without the operation; DA_ERR_EMPTY for the
/// minimum, the maximum or the place of no elements; DA_ERR_LABELS for a place where labels are no indices;
/// DA_ERR_MISMATCH; DA_ERR_NO_MEMORY; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_TIMEOUT;
/// DA_ERR_MPI.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_reduce_value(op: i32, a: *const da_array, value: *mut da_value) -> da_status {
    let op = ReduceOp::from_code(op);
    // SAFETY: the caller's pointer.
    guard(|| unsafe { to_value("da_reduce_value", op, a, 0, NO_EXTRAS, value) })
}

/// Reduce an array over axes, with options: a mask, an initial value, a dtype, degrees of freedom, weights.
///
/// Collective, communicating. As da_reduce().
/// @param op DA_REDUCE_SUM to DA_REDUCE_NORMINF.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param naxes number of axes to reduce; 0 for all.
/// @param axes `naxes` distinct axes; negative ones count from the end.
/// @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, DA_REPRODUCIBLE, several or 0.
/// @param options NULL for defaults.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_reduce(); DA_ERR_ARGUMENT for an option that the reduction does not take, for a mask of a minimum or
/// maximum without `initial`, and for weights that add up to zero; DA_ERR_SHAPE, DA_ERR_CONFORM and DA_ERR_DTYPE for
/// the mask and the weights; DA_ERR_OVERFLOW for a weak initial integer that does not fit.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_reduce_with(
    op: i32,
    a: *const da_array,
    naxes: i32,
    axes: *const i32,
    flags: i32,
    options: *const da_reduce_options,
    out: *mut *mut da_array,
) -> da_status {
    let (op, axes) = (ReduceOp::from_code(op), Axes::Listed(naxes, axes));
    let extras = Extras { options, ..NO_EXTRAS };
    // SAFETY: the caller's pointers.
    guard(|| unsafe { to_array("da_reduce_with", op, a, axes, flags, extras, out) })
}

/// Reduce an array over all axes to a scalar, with options.
///
/// Collective, communicating. The twin of da_reduce_with() for a result that is one number.
/// @param op DA_REDUCE_SUM to DA_REDUCE_NORMINF.
/// @param a the operand; each element counts once, however many replicas there are.
/// @param flags DA_REPRODUCIBLE or 0; the other flags have no effect.
/// @param options NULL for defaults.
/// @param[out] value the result, the same on every rank; a strong scalar.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: as da_reduce_with(), but for `out`.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_reduce_with_value(
    op: i32,
    a: *const da_array,
    flags: i32,
    options: *const da_reduce_options,
    value: *mut da_value,
) -> da_status {
    let op = ReduceOp::from_code(op);
    let extras = Extras { options, ..NO_EXTRAS };
    // SAFETY: the caller's pointers.
    guard(|| unsafe { to_value("da_reduce_with_value", op, a, flags, extras, value) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_agree_with_the_core() {
        let numbers = DA_REDUCE_SUM..=DA_REDUCE_VDOT;
        assert_eq!(
            ReduceOp::ALL.iter().map(|op| *op as i32).collect::<Vec<_>>(),
            numbers.collect::<Vec<_>>()
        );
        for (number, op) in [
            (DA_REDUCE_PTP, ReduceOp::Ptp),
            (DA_REDUCE_AVERAGE, ReduceOp::Average),
            (DA_REDUCE_NANVAR, ReduceOp::NanVar),
            (DA_REDUCE_NANARGMAX, ReduceOp::NanArgMax),
            (DA_REDUCE_NORM1, ReduceOp::Norm1),
            (DA_REDUCE_NORMINF, ReduceOp::NormInf),
        ] {
            assert_eq!(op as i32, number);
        }
    }
}
