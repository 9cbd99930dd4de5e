//! Communicators: checked calls, ranks, groups.

use super::env;
use super::wait::{self, Limit};
use crate::error::{Error, Result, Status};
use crate::fail;
use mpi_sys as ffi;
use std::os::raw::c_int;

unsafe extern "C" {
    fn da_shim_is_inter(comm: ffi::MPI_Comm, flag: *mut c_int) -> c_int;
    fn da_shim_max_error_string() -> c_int;
}

/// A communicator handle. It does not own the communicator.
#[derive(Clone, Copy, PartialEq)]
pub struct RawComm(pub ffi::MPI_Comm);

// SAFETY: a communicator handle is a value that MPI lets any thread use, as far as its thread
// level allows; `env::require_thread` and the context check that level.
unsafe impl Send for RawComm {}
// SAFETY: as above; the handle itself is never mutated.
unsafe impl Sync for RawComm {}

/// Turns an MPI return code into an error that names the call and MPI's own words.
#[inline]
pub fn check(code: c_int, call: &str) -> Result<()> {
    if code == 0 { Ok(()) } else { Err(failure(code, call)) }
}

#[cold]
fn failure(code: c_int, call: &str) -> Error {
    Error::new(Status::Mpi, format!("{call} failed: {}", error_string(code)))
}

fn error_string(code: c_int) -> String {
    // SAFETY: the shim returns a constant; the buffer has the length that MPI asks for.
    let mut text = vec![0u8; unsafe { da_shim_max_error_string() }.max(1) as usize];
    let mut len: c_int = 0;
    // SAFETY: as above.
    let got = unsafe { ffi::MPI_Error_string(code, text.as_mut_ptr().cast(), &mut len) };
    if got != 0 {
        return format!("error code {code}");
    }
    text.truncate((len.max(0) as usize).min(text.len()));
    String::from_utf8_lossy(&text).trim_end_matches('\0').to_string()
}

impl RawComm {
    /// MPI_COMM_SELF.
    pub fn self_comm() -> RawComm {
        // SAFETY: a constant of the bindings.
        RawComm(unsafe { ffi::RSMPI_COMM_SELF })
    }

    /// MPI_COMM_WORLD.
    pub fn world() -> RawComm {
        // SAFETY: a constant of the bindings.
        RawComm(unsafe { ffi::RSMPI_COMM_WORLD })
    }

    /// MPI_COMM_NULL.
    pub fn null() -> RawComm {
        // SAFETY: a constant of the bindings.
        RawComm(unsafe { ffi::RSMPI_COMM_NULL })
    }

    /// The communicator behind a Fortran handle.
    pub fn from_fortran(handle: ffi::RSMPI_Fint) -> RawComm {
        // SAFETY: converts a number; MPI returns MPI_COMM_NULL for the null handle. A number that
        // names no communicator is the caller's fault as in any MPI call.
        RawComm(unsafe { ffi::RSMPI_Comm_f2c(handle) })
    }

    /// The Fortran handle of this communicator.
    pub fn to_fortran(self) -> ffi::RSMPI_Fint {
        // SAFETY: the handle is valid or MPI_COMM_NULL.
        unsafe { ffi::RSMPI_Comm_c2f(self.0) }
    }

    /// Fails unless the application's handle is an intra-communicator.
    pub fn require_intra(self, what: &str) -> Result<()> {
        env::require_active(what)?;
        if self == RawComm::null() || self.0 == zeroed_handle() {
            fail!(Argument, "{what}: the communicator is MPI_COMM_NULL");
        }
        let mut inter: c_int = 0;
        // SAFETY: the handle is the caller's, not null; the pointer is valid.
        unsafe { check(da_shim_is_inter(self.0, &mut inter), "MPI_Comm_test_inter")? };
        if inter != 0 {
            fail!(Argument, "{what}: an intercommunicator was passed; merge it (MPI_Intercomm_merge) first");
        }
        Ok(())
    }

    /// This process's rank.
    pub fn rank(self) -> Result<i32> {
        let mut rank: c_int = 0;
        // SAFETY: the handle is valid, the pointer is valid for the call.
        unsafe { check(ffi::MPI_Comm_rank(self.0, &mut rank), "MPI_Comm_rank")? };
        Ok(rank)
    }

    /// The number of processes.
    pub fn size(self) -> Result<i32> {
        let mut size: c_int = 0;
        // SAFETY: the handle is valid, the pointer is valid for the call.
        unsafe { check(ffi::MPI_Comm_size(self.0, &mut size), "MPI_Comm_size")? };
        Ok(size)
    }

    /// Errors on this communicator return a code instead of ending the program.
    pub fn return_errors(self) -> Result<()> {
        // SAFETY: the handle is one of ours, the error handler a constant of the bindings.
        unsafe {
            check(ffi::MPI_Comm_set_errhandler(self.0, ffi::RSMPI_ERRORS_RETURN), "MPI_Comm_set_errhandler")
        }
    }

    /// Whether both have the same processes in the same order.
    pub fn is_congruent(self, other: RawComm) -> Result<bool> {
        let mut result: c_int = 0;
        // SAFETY: both handles are valid, the pointer is valid for the call.
        unsafe {
            check(ffi::MPI_Comm_compare(self.0, other.0, &mut result), "MPI_Comm_compare")?;
            Ok(result == ffi::RSMPI_IDENT || result == ffi::RSMPI_CONGRUENT)
        }
    }

    /// A duplicate, waited for with the time limit. Collective.
    pub fn duplicate(self, limit: Limit, what: &str) -> Result<RawComm> {
        // The new handle is written when the request completes: it must outlive a time-out.
        let slot = Box::new(RawComm::null());
        let raw = Box::into_raw(slot);
        // SAFETY: `raw` is a live allocation of this function.
        let mut request = unsafe { ffi::RSMPI_REQUEST_NULL };
        // SAFETY: the communicator is valid; `raw` stays allocated until the request completed.
        let started = unsafe { ffi::MPI_Comm_idup(self.0, &raw mut (*raw).0, &mut request) };
        let done = check(started, "MPI_Comm_idup").and_then(|()| wait::wait(&mut request, limit, what));
        match done {
            Ok(()) => {
                // SAFETY: completed, nobody else writes: take the box back.
                let comm = *unsafe { Box::from_raw(raw) };
                comm.return_errors()?;
                Ok(comm)
            }
            // The box is leaked on purpose: MPI may still write into it.
            Err(e) => Err(e),
        }
    }

    /// MPI_Comm_split; None for ranks that pass no color. Collective, may block.
    pub fn split(self, color: Option<i32>, key: i32) -> Result<Option<RawComm>> {
        let mut new = RawComm::null();
        // SAFETY: the communicator is valid, the pointer is valid for the call.
        unsafe {
            let color = color.unwrap_or(ffi::RSMPI_UNDEFINED);
            check(ffi::MPI_Comm_split(self.0, color, key, &mut new.0), "MPI_Comm_split")?;
        }
        if new == RawComm::null() {
            return Ok(None);
        }
        new.return_errors()?;
        Ok(Some(new))
    }

    /// Frees one of our communicators. Collective in MPI's words, called in MPI_Finalize only.
    pub(super) fn free(mut self) {
        // SAFETY: the handle is one of ours and nobody uses it any more.
        unsafe { ffi::MPI_Comm_free(&mut self.0) };
    }
}

/// The handle a C program gets from `MPI_Comm comm = 0;`, which Open MPI would dereference.
fn zeroed_handle() -> ffi::MPI_Comm {
    // SAFETY: MPI_Comm is an integer or a raw pointer in every MPI; zero is a value of both.
    unsafe { std::mem::zeroed() }
}
