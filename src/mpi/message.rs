//! Single messages of bytes that do not block. Their memory is the caller's care: it stays valid until
//! the request completed, and is leaked where that never happens.

use super::comm::{RawComm, check};
use super::datatype::Strided;
use super::wait::{self, Limit};
use crate::error::{Error, Result, Status};
use mpi_sys as ffi;
use std::os::raw::c_int;

unsafe extern "C" {
    pub(super) fn da_shim_byte() -> ffi::MPI_Datatype;
}

/// A message under way.
#[derive(Debug)]
#[must_use = "its memory is free again only after the wait"]
pub struct Request(ffi::MPI_Request);

impl Request {
    /// Whether it completed.
    pub fn test(&mut self) -> Result<bool> {
        wait::test(&mut self.0)
    }

    /// Whether it was found complete, by whatever looked after it last.
    pub fn is_complete(&self) -> bool {
        // SAFETY: a constant of the bindings.
        self.0 == unsafe { ffi::RSMPI_REQUEST_NULL }
    }

    /// Waits until it completed. After an error it may never have.
    pub fn wait(&mut self, limit: Limit, what: &str) -> Result<()> {
        wait::wait(&mut self.0, limit, what)
    }
}

/// Looks after several messages at once: MPI makes progress once for all of them, not once for each.
#[derive(Debug, Default)]
pub struct Poll {
    handles: Vec<ffi::MPI_Request>,
    places: Vec<c_int>,
    returned: usize,
}

// SAFETY: the handles are copies that are used in one call at a time, as those in requests are.
unsafe impl Send for Poll {}

impl Poll {
    /// Forgets all messages.
    pub fn clear(&mut self) {
        self.handles.clear();
        self.returned = 0;
    }

    /// Adds a message.
    pub fn add(&mut self, request: &Request) {
        self.handles.push(request.0);
    }

    /// Looks which of them completed. All of them are then given back, in the order of their addition.
    pub fn look(&mut self) -> Result<()> {
        self.places.resize(self.handles.len(), 0);
        let (mut completed, many) = (0, count(self.handles.len() as i64)?);
        if many == 0 {
            return Ok(());
        }
        // SAFETY: both lists have so many items; the requests are active.
        let code = unsafe {
            ffi::MPI_Testsome(
                many,
                self.handles.as_mut_ptr(),
                &mut completed,
                self.places.as_mut_ptr(),
                ffi::RSMPI_STATUSES_IGNORE,
            )
        };
        check(code, "MPI_Testsome")
    }

    /// Gives the next message back.
    pub fn give_back(&mut self, request: &mut Request) {
        if let Some(handle) = self.handles.get(self.returned) {
            request.0 = *handle;
        }
        self.returned += 1;
    }
}

/// Starts to send bytes.
///
/// # Safety
/// `bytes` bytes from `at` on can be read, and nobody writes to them, until the request completed.
pub unsafe fn send(comm: RawComm, at: *const u8, bytes: i64, to: i32, tag: i32) -> Result<Request> {
    let mut request = Request::null();
    // SAFETY: the memory by the caller's contract; the other pointers are valid for the call.
    let code =
        unsafe { ffi::MPI_Isend(at.cast(), count(bytes)?, da_shim_byte(), to, tag, comm.0, &mut request.0) };
    check(code, "MPI_Isend")?;
    Ok(request)
}

/// Starts to receive exactly so many bytes or fewer.
///
/// # Safety
/// `bytes` bytes from `at` on can be written, and nobody else uses them, until the request completed.
pub unsafe fn receive(comm: RawComm, at: *mut u8, bytes: i64, from: i32, tag: i32) -> Result<Request> {
    let mut request = Request::null();
    // SAFETY: as above.
    let code = unsafe {
        ffi::MPI_Irecv(at.cast(), count(bytes)?, da_shim_byte(), from, tag, comm.0, &mut request.0)
    };
    check(code, "MPI_Irecv")?;
    Ok(request)
}

/// Receives a message of exactly so many bytes or fewer, and throws it away.
pub fn discard(comm: RawComm, bytes: i64, from: i32, tag: i32, limit: Limit, what: &str) -> Result<()> {
    let mut room: Vec<u8> = Vec::new();
    let reserved = usize::try_from(bytes).map(|bytes| room.try_reserve_exact(bytes));
    if !matches!(reserved, Ok(Ok(()))) {
        return Err(Error::new(Status::NoMemory, format!("{what}: no memory for {bytes} bytes")));
    }
    let mut room = std::mem::ManuallyDrop::new(room);
    // SAFETY: the room is this function's, and leaked where the message does not end.
    unsafe { receive(comm, room.as_mut_ptr(), bytes, from, tag)? }.wait(limit, what)?;
    drop(std::mem::ManuallyDrop::into_inner(room));
    Ok(())
}

/// Starts to send the elements of a type from an address.
///
/// # Safety
/// As `send`, for the bytes that the type names.
pub unsafe fn send_strided(
    comm: RawComm,
    at: *const u8,
    what: &Strided,
    to: i32,
    tag: i32,
) -> Result<Request> {
    let mut request = Request::null();
    // SAFETY: as above; MPI keeps the type as long as it needs it.
    let code = unsafe { ffi::MPI_Isend(at.cast(), 1, what.handle(), to, tag, comm.0, &mut request.0) };
    check(code, "MPI_Isend")?;
    Ok(request)
}

/// Starts to receive the elements of a type to an address.
///
/// # Safety
/// As `receive`, for the bytes that the type names.
pub unsafe fn receive_strided(
    comm: RawComm,
    at: *mut u8,
    what: &Strided,
    from: i32,
    tag: i32,
) -> Result<Request> {
    let mut request = Request::null();
    // SAFETY: as above.
    let code = unsafe { ffi::MPI_Irecv(at.cast(), 1, what.handle(), from, tag, comm.0, &mut request.0) };
    check(code, "MPI_Irecv")?;
    Ok(request)
}

/// Starts to send the root's bytes to every rank. Collective.
///
/// # Safety
/// As `send` on the root and as `receive` elsewhere.
pub unsafe fn broadcast(comm: RawComm, at: *mut u8, bytes: i64, root: i32) -> Result<Request> {
    let mut request = Request::null();
    // SAFETY: as above.
    let code =
        unsafe { ffi::MPI_Ibcast(at.cast(), count(bytes)?, da_shim_byte(), root, comm.0, &mut request.0) };
    check(code, "MPI_Ibcast")?;
    Ok(request)
}

impl Request {
    fn null() -> Request {
        // SAFETY: a constant of the bindings.
        Request(unsafe { ffi::RSMPI_REQUEST_NULL })
    }
}

/// Pieces are bounded far below what MPI-3's `int` can count.
fn count(bytes: i64) -> Result<c_int> {
    c_int::try_from(bytes)
        .map_err(|_| Error::new(Status::Internal, format!("{bytes} bytes are too many for one piece")))
}
