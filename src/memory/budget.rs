//! Who has allocated how much: a cap per context, counters for the process.

use crate::error::Result;
use crate::fail;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

static LIVE_BYTES: AtomicI64 = AtomicI64::new(0);
static PEAK_BYTES: AtomicI64 = AtomicI64::new(0);
static ALLOCATIONS: AtomicU64 = AtomicU64::new(0);

/// What the library has allocated for array elements in this process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemoryCounts {
    /// Bytes held now.
    pub live_bytes: i64,
    /// The most bytes held at any time.
    pub peak_bytes: i64,
    /// Allocations made since the start, freed ones included.
    pub allocations: u64,
}

/// The process's counters now.
pub fn counts() -> MemoryCounts {
    MemoryCounts {
        live_bytes: LIVE_BYTES.load(Ordering::Relaxed),
        peak_bytes: PEAK_BYTES.load(Ordering::Relaxed),
        allocations: ALLOCATIONS.load(Ordering::Relaxed),
    }
}

/// The memory that one context may still take on this rank.
#[derive(Debug)]
pub struct Budget {
    /// The cap in bytes; None for no cap.
    limit: Option<i64>,
    used: AtomicI64,
}

impl Budget {
    /// A budget with a cap, or without one.
    pub fn new(limit: Option<i64>) -> Budget {
        Budget { limit, used: AtomicI64::new(0) }
    }

    /// Reserves what an allocation will take, or says that it would pass the cap.
    pub(super) fn reserve(&self, bytes: i64) -> Result<()> {
        let limit = self.limit.unwrap_or(i64::MAX);
        let fits = |used: i64| used.checked_add(bytes).filter(|total| *total <= limit);
        match self.used.fetch_update(Ordering::Relaxed, Ordering::Relaxed, fits) {
            Ok(_) => Ok(()),
            Err(used) => fail!(
                NoMemory,
                "{bytes} bytes would pass the context's memory_limit of {limit} bytes; {used} are in use"
            ),
        }
    }

    /// Takes a reservation back whose allocation failed.
    pub(super) fn cancel(&self, bytes: i64) {
        self.used.fetch_sub(bytes, Ordering::Relaxed);
    }

    /// Counts an allocation that succeeded.
    pub(super) fn count(bytes: i64) {
        let live = LIVE_BYTES.fetch_add(bytes, Ordering::Relaxed) + bytes;
        PEAK_BYTES.fetch_max(live, Ordering::Relaxed);
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
    }

    /// Books memory out that was freed.
    pub(super) fn give_back(&self, bytes: i64) {
        self.used.fetch_sub(bytes, Ordering::Relaxed);
        LIVE_BYTES.fetch_sub(bytes, Ordering::Relaxed);
    }
}
