//! The one function that waits.

use super::comm::check;
use crate::error::{Error, Result, Status};
use mpi_sys as ffi;
use std::os::raw::c_int;
use std::time::{Duration, Instant};

/// How long to wait; None waits for ever, as MPI does.
pub type Limit = Option<Duration>;

/// Tests before the first look at the clock and the first offer to yield the core.
const SPINS: u32 = 200;

/// Waits until the request completes, or fails with DA_ERR_TIMEOUT when the limit passed.
///
/// After a time-out the request is still active: the caller leaks its buffers on purpose.
pub fn wait(request: &mut ffi::MPI_Request, limit: Limit, what: &str) -> Result<()> {
    let mut spins = 0u32;
    let mut begun: Option<Instant> = None;
    loop {
        let mut done: c_int = 0;
        // SAFETY: the request is active or null, the pointers are valid for the call.
        let code = unsafe { ffi::MPI_Test(request, &mut done, ffi::RSMPI_STATUS_IGNORE) };
        check(code, "MPI_Test")?;
        if done != 0 {
            return Ok(());
        }
        spins = spins.wrapping_add(1);
        if spins < SPINS {
            continue;
        }
        std::thread::yield_now();
        if let Some(limit) = limit {
            let begun = *begun.get_or_insert_with(Instant::now);
            if begun.elapsed() >= limit {
                return Err(timeout(what, limit));
            }
        }
    }
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
