//! What a context is told at its creation.

use crate::error::Result;
use crate::fail;
use crate::mpi::wait::Limit;
use std::time::Duration;

/// How much the ranks compare notes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CheckLevel {
    /// Communicating calls agree first; silent calls are compared by hash at the next agreement.
    #[default]
    Default,
    /// No agreement at all, for benchmarks that say so: one rank's mistake may hang the others.
    None,
    /// Every collective call agrees.
    Full,
}

/// Options of a context.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// How long a call waits for the other ranks; None waits for ever.
    pub limit: Limit,
    /// How much the ranks compare notes.
    pub level: CheckLevel,
    /// Most bytes of array memory on this rank; None for no cap.
    pub memory_limit: Option<i64>,
    /// Most bytes of a message that is packed, or 0 for the default; see `staging`.
    pub staging_bytes: i64,
}

/// Most bytes of a message, where nothing else was asked for: the few that are under way at a time stay in
/// the cache between arriving and being unpacked.
const STAGING: i64 = 256 << 10;
/// What can be asked for: any element fits, and MPI-3 can count it.
const STAGING_RANGE: std::ops::RangeInclusive<i64> = 64..=1 << 30;

/// The longest time limit, about 30 years: beyond it clocks overflow.
const LONGEST: f64 = 1e9;

impl Options {
    /// Checks the raw values of the C structure; 0 means the default everywhere.
    pub fn from_raw(
        timeout_seconds: f64,
        level: i32,
        memory_limit: i64,
        staging_bytes: i64,
    ) -> Result<Options> {
        if !(0.0..=LONGEST).contains(&timeout_seconds) {
            fail!(
                Argument,
                "timeout_seconds is {timeout_seconds}; it must be 0 (wait for ever) to {LONGEST:e} seconds"
            );
        }
        if memory_limit < 0 {
            fail!(Argument, "memory_limit is {memory_limit} bytes; it must be 0 (no limit) or positive");
        }
        if staging_bytes != 0 && !STAGING_RANGE.contains(&staging_bytes) {
            let (low, high) = STAGING_RANGE.into_inner();
            fail!(
                Argument,
                "staging_bytes is {staging_bytes}; it must be 0 (the default, {STAGING}) or {low} to {high}"
            );
        }
        let level = match level {
            0 => CheckLevel::Default,
            1 => CheckLevel::None,
            2 => CheckLevel::Full,
            other => fail!(
                Argument,
                "check_level is {other}; the levels are 0 (DA_CHECK_DEFAULT), 1 (DA_CHECK_NONE) and 2 (DA_CHECK_FULL)"
            ),
        };
        let limit = (timeout_seconds > 0.0).then(|| Duration::from_secs_f64(timeout_seconds));
        Ok(Options { limit, level, memory_limit: (memory_limit > 0).then_some(memory_limit), staging_bytes })
    }
}

impl Options {
    /// Most bytes of a message that is packed into staging memory.
    pub fn staging(&self) -> i64 {
        if self.staging_bytes == 0 { STAGING } else { self.staging_bytes }
    }

    /// Adds what ranks must agree on; the memory limit may differ between them.
    pub fn describe(&self, call: &mut super::Call) {
        let seconds = self.limit.map_or(0.0, |l| l.as_secs_f64());
        call.attribute("timeout_seconds", seconds.to_bits()).attribute("check_level", self.level as u64);
        call.attribute("staging_bytes", self.staging() as u64);
    }
}
