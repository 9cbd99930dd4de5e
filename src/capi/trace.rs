//! Sums along diagonals.

use super::array::da_array;
use super::compute::{deliver, existing};
use super::error::da_status;
use super::frame::Frame;
use super::guard::{guard, not_null, put};
use super::value::da_value;
use crate::compute::trace::Trace;
use crate::dtype::DType;

/// Describes the arguments that the ranks agree on, and reads the dtype: the outer None is a mistake.
fn describe(frame: &mut Frame, offset: i64, axes: [i32; 2], dtype: i32) -> Option<Option<DType>> {
    frame.call.attribute("offset", offset as u64);
    frame.call.attribute("axis1", axes[0] as u64).attribute("axis2", axes[1] as u64);
    frame.call.attribute("dtype", dtype as u64);
    match dtype {
        0 => Some(None),
        code => frame.take(DType::from_code(code)).map(Some),
    }
}

/// Sum the elements of a diagonal, for each index along the other axes.
///
/// Collective, communicating. Ranks add up what they own, and only sums travel. The result is laid out as that of a
/// reduction over both axes: every rank along them holds it.
/// @param a the operand, of two axes at least; each element counts once, however many replicas there are. Along an
/// unstructured axis the diagonal goes by labels.
/// @param offset how far the diagonal lies right of the main one (above it); negative for left. A diagonal outside
/// the array has the sum 0.
/// @param axis1 the axis of the rows; negative ones count from the end.
/// @param axis2 the axis of the columns, another one; negative ones count from the end.
/// @param dtype the dtype to add up in and of a new result, or 0 for 64-bit integers for integers and bool, the
/// operand's otherwise.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, in any layout.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: DA_ERR_SHAPE for less than two axes; DA_ERR_AXIS; DA_ERR_DTYPE; DA_ERR_SHAPE, DA_ERR_CASTING and
/// DA_ERR_READ_ONLY for `out`; DA_ERR_LABELS for an `out` of other labels; DA_ERR_CONTEXT; DA_ERR_MISMATCH;
/// DA_ERR_NO_MEMORY; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_TIMEOUT; DA_ERR_MPI.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_trace(
    a: *const da_array,
    offset: i64,
    axis1: i32,
    axis2: i32,
    dtype: i32,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        const NAME: &str = "da_trace";
        let mut frame = Frame::new(NAME);
        let dtype = describe(&mut frame, offset, [axis1, axis2], dtype);
        let array = frame.array(a, "a");
        // SAFETY: the caller's pointer.
        let before = unsafe { frame.out(out) };
        let parts = array.zip(dtype).zip(before.as_ref());
        let prepared = parts.map(|((array, dtype), before)| {
            Trace::prepare(array, offset, [axis1, axis2], dtype, existing(before))
        });
        let prepared = prepared.and_then(|p| frame.take(p));
        let session = prepared.as_ref().and_then(|p| p.session());
        frame.communicate(before.zip(prepared).zip(session), |((before, call), session), serial| {
            // SAFETY: checked by Frame::out.
            unsafe { deliver(out, &before, call.array(&session, NAME, serial)?) }
        })
    })
}

/// Sum the elements of a matrix's diagonal, as a scalar on every rank.
///
/// Collective, communicating. The twin of da_trace() for a result that is one number.
/// @param a a matrix; each element counts once, however many replicas there are.
/// @param offset how far the diagonal lies right of the main one (above it); negative for left.
/// @param axis1 the axis of the rows; negative ones count from the end.
/// @param axis2 the axis of the columns, the other one.
/// @param dtype the dtype to add up in, or 0 for 64-bit integers for integers and bool, the operand's otherwise.
/// @param[out] value the sum, the same on every rank; a strong scalar.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: DA_ERR_SHAPE for other arrays than matrices; DA_ERR_AXIS; DA_ERR_DTYPE; DA_ERR_MISMATCH; DA_ERR_NO_MEMORY;
/// DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_TIMEOUT; DA_ERR_MPI.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_trace_value(
    a: *const da_array,
    offset: i64,
    axis1: i32,
    axis2: i32,
    dtype: i32,
    value: *mut da_value,
) -> da_status {
    guard(|| {
        const NAME: &str = "da_trace_value";
        let mut frame = Frame::new(NAME);
        let dtype = describe(&mut frame, offset, [axis1, axis2], dtype);
        let checked = not_null(value, "value");
        frame.take(checked);
        let array = frame.array(a, "a");
        let prepared = array.zip(dtype).map(|(array, dtype)| {
            let trace = Trace::prepare(array, offset, [axis1, axis2], dtype, None)?;
            trace.require_single()?;
            Ok(trace)
        });
        let prepared = prepared.and_then(|p| frame.take(p));
        let session = prepared.as_ref().and_then(|p| p.session());
        frame.communicate(prepared.zip(session), |(call, session), _| {
            // SAFETY: checked above.
            unsafe { put(value, "value", da_value::of(call.value(&session, NAME)?)) }
        })
    })
}
