//! Small collective transfers. Buffers belong to the transfer, so that a time-out can leak them
//! instead of leaving MPI with a dangling pointer.

use super::comm::{RawComm, check};
use super::wait::{self, Limit};
use crate::error::{Error, Result, Status};
use mpi_sys as ffi;
use std::any::TypeId;
use std::collections::HashMap;
use std::os::raw::{c_int, c_void};
use std::sync::Mutex;

unsafe extern "C" {
    fn da_shim_byte() -> ffi::MPI_Datatype;
    fn da_shim_in_place() -> *mut c_void;
}

/// Plain data that ranks can merge. `merge` is associative and commutative and never panics.
pub trait Mergeable: Copy + Send + 'static {
    /// Merges another rank's record into this one.
    fn merge(&mut self, other: &Self);
}

/// An MPI operation and the datatype of one record.
#[derive(Clone, Copy)]
struct Operation {
    op: ffi::MPI_Op,
    record: ffi::MPI_Datatype,
}

// SAFETY: both are handles, plain values that MPI lets any thread use.
unsafe impl Send for Operation {}

static OPERATIONS: Mutex<Option<HashMap<TypeId, Operation>>> = Mutex::new(None);

unsafe extern "C" fn merge_callback<T: Mergeable>(
    other: *mut c_void,
    mine: *mut c_void,
    len: *mut c_int,
    _record: *mut ffi::MPI_Datatype,
) {
    // SAFETY: MPI passes `len` records in each array; they may be unaligned inside its buffers.
    unsafe {
        for k in 0..*len as usize {
            let theirs = other.cast::<T>().add(k).read_unaligned();
            let at = mine.cast::<T>().add(k);
            let mut merged = at.read_unaligned();
            merged.merge(&theirs);
            at.write_unaligned(merged);
        }
    }
}

/// One derived type per record, so that MPI never splits a record between two steps.
fn operation<T: Mergeable>() -> Result<Operation> {
    let mut table = OPERATIONS.lock().unwrap_or_else(|e| e.into_inner());
    let table = table.get_or_insert_with(HashMap::new);
    if let Some(found) = table.get(&TypeId::of::<T>()) {
        return Ok(*found);
    }
    super::env::hook_finalize()?;
    // SAFETY: a record of some bytes and an operation with the signature that MPI asks for; the
    // callback lives as long as the process.
    let made = unsafe {
        let mut made = Operation { op: ffi::RSMPI_MAX, record: ffi::RSMPI_DATATYPE_NULL };
        let bytes = std::mem::size_of::<T>() as c_int;
        check(ffi::MPI_Type_contiguous(bytes, da_shim_byte(), &mut made.record), "MPI_Type_contiguous")?;
        check(ffi::MPI_Type_commit(&mut made.record), "MPI_Type_commit")?;
        check(ffi::MPI_Op_create(Some(merge_callback::<T>), 1, &mut made.op), "MPI_Op_create")?;
        made
    };
    table.insert(TypeId::of::<T>(), made);
    Ok(made)
}

/// Frees the operations; called in MPI_Finalize.
pub(super) fn free_operations() {
    let mut table = OPERATIONS.lock().unwrap_or_else(|e| e.into_inner());
    for (_, mut made) in table.take().into_iter().flatten() {
        // SAFETY: both were made in `operation` and are not used after MPI_Finalize began.
        unsafe {
            ffi::MPI_Op_free(&mut made.op);
            ffi::MPI_Type_free(&mut made.record);
        }
    }
}

/// Merges one record of every rank, the result on every rank. Collective.
pub fn allreduce<T: Mergeable>(comm: RawComm, mine: T, limit: Limit, what: &str) -> Result<T> {
    let operation = operation::<T>()?;
    let buffers = Box::into_raw(Box::new([mine, mine]));
    // SAFETY: `buffers` is live until the request completed; it is leaked after a failure. The
    // two halves do not overlap.
    unsafe {
        let mut request = ffi::RSMPI_REQUEST_NULL;
        let code = ffi::MPI_Iallreduce(
            buffers.cast::<T>().cast(),
            buffers.cast::<T>().add(1).cast(),
            1,
            operation.record,
            operation.op,
            comm.0,
            &mut request,
        );
        check(code, "MPI_Iallreduce")?;
        wait::wait(&mut request, limit, what)?;
        Ok(Box::from_raw(buffers)[1])
    }
}

/// Records for which it does no harm to be merged more than once.
pub trait Idempotent: Mergeable {}

/// Apart from the tags of other messages.
const MERGE_TAG: c_int = 4;

/// As `allreduce`, faster where the record is small. In round k every rank sends what it knows to the rank
/// 2^k behind it, so that after log2(ranks) rounds each knows all, and some of it more than once. The
/// messages of two calls can not be mistaken: a rank has one partner per round, and they stay in order.
/// Collective.
pub fn merge_all<T: Idempotent>(comm: RawComm, mine: T, limit: Limit, what: &str) -> Result<T> {
    let (rank, ranks) = (comm.rank()?, comm.size()?);
    if ranks == 1 {
        return Ok(mine);
    }
    let bytes = count(size_of::<T>())?;
    // What this rank sends and what it receives.
    let buffers = Box::into_raw(Box::new([mine, mine]));
    let mut distance = 1;
    while distance < ranks {
        let (to, from) = ((rank + distance) % ranks, (rank - distance + ranks) % ranks);
        // SAFETY: `buffers` is live until both requests completed, and nobody touches it meanwhile; it is
        // leaked after a failure.
        unsafe {
            let mut requests = [ffi::RSMPI_REQUEST_NULL; 2];
            let [out, into] = [0, 1].map(|k| buffers.cast::<T>().add(k).cast());
            let code = ffi::MPI_Irecv(into, bytes, da_shim_byte(), from, MERGE_TAG, comm.0, &mut requests[1]);
            check(code, "MPI_Irecv")?;
            let code = ffi::MPI_Isend(out, bytes, da_shim_byte(), to, MERGE_TAG, comm.0, &mut requests[0]);
            check(code, "MPI_Isend")?;
            wait::wait(&mut requests[1], limit, what)?;
            wait::wait(&mut requests[0], limit, what)?;
            let theirs = (*buffers)[1];
            (*buffers)[0].merge(&theirs);
        }
        distance = distance.saturating_mul(2);
    }
    // SAFETY: made above, and no request uses it any more.
    Ok(unsafe { Box::from_raw(buffers) }[0])
}

/// A buffer of zeroes, or DA_ERR_NO_MEMORY.
fn zeroed(len: usize) -> Result<Vec<u8>> {
    let mut buffer = Vec::new();
    buffer
        .try_reserve_exact(len)
        .map_err(|_| Error::new(Status::NoMemory, format!("no memory for {len} bytes of exchange")))?;
    buffer.resize(len, 0);
    Ok(buffer)
}

/// Sends the root's bytes to every rank; all ranks pass the same length, and get their buffer back.
/// It allocates nothing. Collective.
pub fn broadcast(comm: RawComm, buffer: Vec<u8>, root: i32, limit: Limit, what: &str) -> Result<Vec<u8>> {
    let mut buffer = std::mem::ManuallyDrop::new(buffer);
    // SAFETY: the buffer is live until the request completed (it is leaked after a failure).
    unsafe {
        let mut request = ffi::RSMPI_REQUEST_NULL;
        let len = count(buffer.len())?;
        let code =
            ffi::MPI_Ibcast(buffer.as_mut_ptr().cast(), len, da_shim_byte(), root, comm.0, &mut request);
        check(code, "MPI_Ibcast")?;
        wait::wait(&mut request, limit, what)?;
    }
    Ok(std::mem::ManuallyDrop::into_inner(buffer))
}

/// Every rank's bytes in rank order; all ranks pass the same length. Collective.
pub fn allgather(comm: RawComm, mine: &[u8], limit: Limit, what: &str) -> Result<Vec<u8>> {
    let ranks = comm.size()? as usize;
    let len = count(mine.len())?;
    let mut send = zeroed(mine.len())?;
    send.copy_from_slice(mine);
    let total = mine.len().saturating_mul(ranks);
    let mut send = std::mem::ManuallyDrop::new(send);
    let mut receive = std::mem::ManuallyDrop::new(zeroed(total)?);
    // SAFETY: both buffers are live until the request completed (leaked after a failure).
    unsafe {
        let mut request = ffi::RSMPI_REQUEST_NULL;
        let code = ffi::MPI_Iallgather(
            send.as_ptr().cast(),
            len,
            da_shim_byte(),
            receive.as_mut_ptr().cast(),
            len,
            da_shim_byte(),
            comm.0,
            &mut request,
        );
        check(code, "MPI_Iallgather")?;
        wait::wait(&mut request, limit, what)?;
        std::mem::ManuallyDrop::drop(&mut send);
    }
    Ok(std::mem::ManuallyDrop::into_inner(receive))
}

/// The bitwise or of every rank's bytes, on every rank; all ranks pass the same length, and get their
/// buffer back. Collective.
pub fn or_bytes(comm: RawComm, buffer: Vec<u8>, limit: Limit, what: &str) -> Result<Vec<u8>> {
    // SAFETY: the handles are constants of MPI after MPI_Init; the type is that of the items.
    unsafe { reduce_items(comm, buffer, ffi::RSMPI_UINT8_T, ffi::RSMPI_BOR, limit, what) }
}

/// The smallest of every rank's numbers, place by place, on every rank; all ranks pass the same
/// length, and get their buffer back. Collective.
pub fn minima(comm: RawComm, buffer: Vec<i64>, limit: Limit, what: &str) -> Result<Vec<i64>> {
    // SAFETY: as above.
    unsafe { reduce_items(comm, buffer, ffi::RSMPI_INT64_T, ffi::RSMPI_MIN, limit, what) }
}

/// The sums of every rank's integers, place by place, on every rank; they wrap. As `minima`. Collective.
pub fn integer_sums(comm: RawComm, buffer: Vec<i64>, limit: Limit, what: &str) -> Result<Vec<i64>> {
    // SAFETY: as above.
    unsafe { reduce_items(comm, buffer, ffi::RSMPI_INT64_T, ffi::RSMPI_SUM, limit, what) }
}

/// The sums of every rank's numbers, place by place, on every rank. As `minima`. Collective.
pub fn float_sums(comm: RawComm, buffer: Vec<f64>, limit: Limit, what: &str) -> Result<Vec<f64>> {
    // SAFETY: as above.
    unsafe { reduce_items(comm, buffer, ffi::RSMPI_DOUBLE, ffi::RSMPI_SUM, limit, what) }
}

/// Items of one step of a reduction in place: MPI takes as much memory again, and counts in `int`.
pub const REDUCE_STEP: usize = 1 << 20;

/// Reduces a buffer in place, in steps.
///
/// # Safety
/// `datatype` is MPI's name of `T`, and `op` is defined for it.
unsafe fn reduce_items<T>(
    comm: RawComm,
    buffer: Vec<T>,
    datatype: ffi::MPI_Datatype,
    op: ffi::MPI_Op,
    limit: Limit,
    what: &str,
) -> Result<Vec<T>> {
    let mut buffer = std::mem::ManuallyDrop::new(buffer);
    for step in buffer.chunks_mut(REDUCE_STEP) {
        let len = count(step.len())?;
        // SAFETY: the items are live until the request completed (the buffer is leaked after a failure).
        unsafe {
            let mut request = ffi::RSMPI_REQUEST_NULL;
            let at = step.as_mut_ptr().cast();
            let code = ffi::MPI_Iallreduce(da_shim_in_place(), at, len, datatype, op, comm.0, &mut request);
            check(code, "MPI_Iallreduce")?;
            wait::wait(&mut request, limit, what)?;
        }
    }
    Ok(std::mem::ManuallyDrop::into_inner(buffer))
}

/// A byte count that MPI-3's `int` can hold; these transfers are small by design.
fn count(len: usize) -> Result<c_int> {
    c_int::try_from(len)
        .map_err(|_| Error::new(Status::Overflow, format!("{len} bytes are too many for one small transfer")))
}
