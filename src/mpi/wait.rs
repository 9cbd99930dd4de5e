//! The one place that waits.

use super::comm::check;
use crate::error::{Error, Result, Status};
use mpi_sys as ffi;
use std::os::raw::c_int;
use std::time::{Duration, Instant};

/// How long to wait; None waits for ever, as MPI does.
pub type Limit = Option<Duration>;

/// Tests before the first look at the clock and the first offer to yield the core.
const SPINS: u32 = 200;

/// The patience of one wait: lets other threads run, and looks at the clock now and then.
pub struct Patience<'a> {
    limit: Limit,
    what: &'a str,
    spins: u32,
    begun: Option<Instant>,
}

impl<'a> Patience<'a> {
    /// Patience up to the limit, in the call `what`.
    pub fn new(limit: Limit, what: &'a str) -> Patience<'a> {
        Patience { limit, what, spins: 0, begun: None }
    }

    /// Something happened: the time counts from now on again.
    pub fn renew(&mut self) {
        (self.spins, self.begun) = (0, None);
    }

    /// Nothing happened this time. Fails with DA_ERR_TIMEOUT when the limit passed.
    pub fn wear(&mut self) -> Result<()> {
        self.spins = self.spins.saturating_add(1);
        if self.spins < SPINS {
            return Ok(());
        }
        std::thread::yield_now();
        match self.limit {
            Some(limit) if self.begun.get_or_insert_with(Instant::now).elapsed() >= limit => {
                Err(timeout(self.what, limit))
            }
            _ => Ok(()),
        }
    }
}

/// Whether the request is complete.
pub fn test(request: &mut ffi::MPI_Request) -> Result<bool> {
    let mut done: c_int = 0;
    // SAFETY: the request is active or null, the pointers are valid for the call.
    let code = unsafe { ffi::MPI_Test(request, &mut done, ffi::RSMPI_STATUS_IGNORE) };
    check(code, "MPI_Test")?;
    Ok(done != 0)
}

/// Waits until the request completes, or fails with DA_ERR_TIMEOUT when the limit passed.
///
/// After a time-out the request is still active: the caller leaks its buffers on purpose.
pub fn wait(request: &mut ffi::MPI_Request, limit: Limit, what: &str) -> Result<()> {
    let mut patience = Patience::new(limit, what);
    while !test(request)? {
        patience.wear()?;
    }
    Ok(())
}

fn timeout(what: &str, limit: Duration) -> Error {
    Error::new(
        Status::Timeout,
        format!(
            "{what}: another rank did not come within the context's time limit of {} s; the context can not be \
             used any more",
            limit.as_secs_f64()
        ),
    )
}
