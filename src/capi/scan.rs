//! Scans: every element becomes what it and those before it along an axis come to.

use super::array::da_array;
use super::compute::{deliver, existing};
use super::error::da_status;
use super::frame::Frame;
use super::guard::guard;
use super::reduction::DA_ALL_AXES;
use crate::compute::op::Op;
use crate::compute::scan::{Scan, ScanOp};
use crate::dtype::DType;
use crate::error::Result;

/// # Safety
/// `out` is NULL or points to a handle.
unsafe fn scan(
    name: &'static str,
    op: Result<ScanOp>,
    a: *const da_array,
    axis: i32,
    dtype: i32,
    out: *mut *mut da_array,
) -> Result<()> {
    let mut frame = Frame::new(name);
    let op = frame.take(op);
    frame.call.attribute("op", op.map_or(0, |o| o.op as u64));
    frame.call.attribute("axis", axis as u64);
    frame.call.attribute("dtype", dtype as u64);
    let dtype = match dtype {
        0 => Some(None),
        code => frame.take(DType::from_code(code)).map(Some),
    };
    let array = frame.array(a, "a");
    // SAFETY: the caller's pointer.
    let before = unsafe { frame.out(out) };
    let axis = (axis != DA_ALL_AXES).then_some(axis);
    let parts = op.zip(array).zip(dtype).zip(before.as_ref());
    let prepared =
        parts.map(|(((op, array), dtype), before)| Scan::prepare(op, array, axis, dtype, existing(before)));
    let prepared = prepared.and_then(|p| frame.take(p));
    let session = prepared.as_ref().and_then(|p| p.session());
    frame.communicate(before.zip(prepared).zip(session), |((before, call), session), serial| {
        // SAFETY: checked by Frame::out.
        unsafe { deliver(out, &before, call.run(&session, name, serial)?) }
    })
}

/// Accumulate elements along an axis by a function of two operands, given by its number.
///
/// Collective, communicating. Element i of the result is what elements 0 to i of the operand come to, as
/// NumPy's `ufunc.accumulate` has it. The result is laid out as the operand. See `docs/scans.md` for what moves.
/// @param op the number of add, multiply, minimum, maximum, fmin, fmax, logical_and, logical_or, logical_xor,
/// bitwise_and, bitwise_or or bitwise_xor.
/// @param a the operand, with at least one axis.
/// @param axis the axis; negative ones count from the end. DA_ALL_AXES for all elements in C order: the result then
/// has one axis, in even blocks over all ranks of the operand's grid.
/// @param dtype the dtype to compute in and of a new result, DA_BOOL to DA_COMPLEX128, or 0 for NumPy's choice: that
/// of `out` if there is one, else 64-bit integers for sums and products of integers and bool, bool for the logical
/// functions, the operand's otherwise.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: DA_ERR_ARGUMENT for an unknown number; DA_ERR_NOT_SUPPORTED for a function that can not be accumulated;
/// DA_ERR_AXIS; DA_ERR_DTYPE for an unknown dtype and where NumPy has no loop; DA_ERR_LABELS for an unstructured axis
/// whose labels are not 0 to its extent minus 1, each once; DA_ERR_SHAPE, DA_ERR_CASTING and DA_ERR_READ_ONLY for
/// `out`; DA_ERR_CONTEXT; DA_ERR_MISMATCH; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW; DA_ERR_NULL; DA_ERR_INVALID_HANDLE;
/// DA_ERR_NOT_MEMBER; DA_ERR_TIMEOUT; DA_ERR_MPI.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_accumulate(
    op: i32,
    a: *const da_array,
    axis: i32,
    dtype: i32,
    out: *mut *mut da_array,
) -> da_status {
    let op = || Op::from_code(op).and_then(ScanOp::accumulate);
    // SAFETY: the caller's pointer.
    guard(|| unsafe { scan("da_accumulate", op(), a, axis, dtype, out) })
}

/// Sum elements along an axis, as far as each of them.
///
/// Collective, communicating. Integers wrap. float32 is summed in float64 and rounded once for each element.
/// @param a the operand, of any number of axes; without axes it counts as one with one element.
/// @param axis the axis; negative ones count from the end. DA_ALL_AXES for all elements in C order, see
/// da_accumulate().
/// @param dtype the dtype to compute in and of a new result, or 0 for that of `out`, else 64-bit integers for integers and
/// bool, the operand's otherwise.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_accumulate().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_cumsum(
    a: *const da_array,
    axis: i32,
    dtype: i32,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { scan("da_cumsum", Ok(ScanOp::CUMSUM), a, axis, dtype, out) })
}

/// Multiply elements along an axis, as far as each of them.
///
/// Collective, communicating. Integers wrap. float32 is multiplied in float64 and rounded once for each element.
/// @param a the operand, of any number of axes; without axes it counts as one with one element.
/// @param axis the axis; negative ones count from the end. DA_ALL_AXES for all elements in C order, see
/// da_accumulate().
/// @param dtype the dtype to compute in and of a new result, or 0 for that of `out`, else 64-bit integers for integers and
/// bool, the operand's otherwise.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_accumulate().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_cumprod(
    a: *const da_array,
    axis: i32,
    dtype: i32,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { scan("da_cumprod", Ok(ScanOp::CUMPROD), a, axis, dtype, out) })
}

/// Sum elements along an axis, as far as each of them, with nan as 0.
///
/// Collective, communicating.
/// @param a the operand, of any number of axes; without axes it counts as one with one element.
/// @param axis the axis; negative ones count from the end. DA_ALL_AXES for all elements in C order, see
/// da_accumulate().
/// @param dtype the dtype to compute in and of a new result, or 0 for that of `out`, else 64-bit integers for integers and
/// bool, the operand's otherwise.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_accumulate().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_nancumsum(
    a: *const da_array,
    axis: i32,
    dtype: i32,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { scan("da_nancumsum", Ok(ScanOp::NANCUMSUM), a, axis, dtype, out) })
}

/// Multiply elements along an axis, as far as each of them, with nan as 1.
///
/// Collective, communicating.
/// @param a the operand, of any number of axes; without axes it counts as one with one element.
/// @param axis the axis; negative ones count from the end. DA_ALL_AXES for all elements in C order, see
/// da_accumulate().
/// @param dtype the dtype to compute in and of a new result, or 0 for that of `out`, else 64-bit integers for integers and
/// bool, the operand's otherwise.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_accumulate().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_nancumprod(
    a: *const da_array,
    axis: i32,
    dtype: i32,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { scan("da_nancumprod", Ok(ScanOp::NANCUMPROD), a, axis, dtype, out) })
}

/// Find the smallest element so far along an axis; nan from the first nan on.
///
/// Collective, communicating.
/// @param a the operand, with at least one axis.
/// @param axis the axis; negative ones count from the end. DA_ALL_AXES for all elements in C order, see
/// da_accumulate().
/// @param dtype the dtype to compute in and of a new result, or 0 for that of `out`, else the operand's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_accumulate().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_minimum_accumulate(
    a: *const da_array,
    axis: i32,
    dtype: i32,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { scan("da_minimum_accumulate", ScanOp::accumulate(Op::Minimum), a, axis, dtype, out) })
}

/// Find the greatest element so far along an axis; nan from the first nan on.
///
/// Collective, communicating.
/// @param a the operand, with at least one axis.
/// @param axis the axis; negative ones count from the end. DA_ALL_AXES for all elements in C order, see
/// da_accumulate().
/// @param dtype the dtype to compute in and of a new result, or 0 for that of `out`, else the operand's.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_accumulate().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_maximum_accumulate(
    a: *const da_array,
    axis: i32,
    dtype: i32,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { scan("da_maximum_accumulate", ScanOp::accumulate(Op::Maximum), a, axis, dtype, out) })
}

/// Tell along an axis whether all elements so far are true.
///
/// Collective, communicating.
/// @param a the operand, with at least one axis.
/// @param axis the axis; negative ones count from the end. DA_ALL_AXES for all elements in C order, see
/// da_accumulate().
/// @param dtype DA_BOOL or 0; a given `out` may have any dtype.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_accumulate().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_logical_and_accumulate(
    a: *const da_array,
    axis: i32,
    dtype: i32,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe {
        scan("da_logical_and_accumulate", ScanOp::accumulate(Op::LogicalAnd), a, axis, dtype, out)
    })
}

/// Tell along an axis whether any element so far is true.
///
/// Collective, communicating.
/// @param a the operand, with at least one axis.
/// @param axis the axis; negative ones count from the end. DA_ALL_AXES for all elements in C order, see
/// da_accumulate().
/// @param dtype DA_BOOL or 0; a given `out` may have any dtype.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_accumulate().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_logical_or_accumulate(
    a: *const da_array,
    axis: i32,
    dtype: i32,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe {
        scan("da_logical_or_accumulate", ScanOp::accumulate(Op::LogicalOr), a, axis, dtype, out)
    })
}

/// Tell along an axis whether the number of true elements so far is odd.
///
/// Collective, communicating.
/// @param a the operand, with at least one axis.
/// @param axis the axis; negative ones count from the end. DA_ALL_AXES for all elements in C order, see
/// da_accumulate().
/// @param dtype DA_BOOL or 0; a given `out` may have any dtype.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_accumulate().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_logical_xor_accumulate(
    a: *const da_array,
    axis: i32,
    dtype: i32,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe {
        scan("da_logical_xor_accumulate", ScanOp::accumulate(Op::LogicalXor), a, axis, dtype, out)
    })
}
