//! What a context is told at its creation.

use crate::cpu::{Accuracy, Level};
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
    /// The instructions that loops may use. None asks for all that every rank has; a context knows.
    pub cpu: Option<Level>,
    /// How exact transcendental functions are, where a call does not say.
    pub accuracy: Accuracy,
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
        let memory_limit = (memory_limit > 0).then_some(memory_limit);
        Ok(Options { limit, level, memory_limit, staging_bytes, ..Options::default() })
    }

    /// With what the computation is told; 0 means the default for both.
    pub fn computing(self, cpu_level: i32, accuracy: i32) -> Result<Options> {
        let best = Level::best();
        let cpu = match (cpu_level, Level::from_code(cpu_level)) {
            (0, _) => None,
            (_, Some(level)) if level <= best => Some(level),
            (_, Some(level)) => {
                fail!(
                    NotSupported,
                    "cpu_level is {cpu_level} ({level:?}); this processor has {best:?} at most"
                )
            }
            (_, None) => fail!(
                Argument,
                "cpu_level is {cpu_level}; the levels are 0 (DA_CPU_BEST), 1 (DA_CPU_BASELINE), 2 (DA_CPU_AVX2) and 3 \
                 (DA_CPU_AVX512)"
            ),
        };
        let accuracy = Accuracy::chosen(accuracy)?.unwrap_or_default();
        Ok(Options { cpu, accuracy, ..self })
    }

    /// The instructions that loops may use on all ranks of a context.
    pub fn level_of_loops(&self) -> Level {
        self.cpu.unwrap_or(Level::Baseline)
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
        call.attribute("cpu_level", self.cpu.map_or(0, |level| level as u64));
        call.attribute("accuracy", self.accuracy as u64);
    }
}
