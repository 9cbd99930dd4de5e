//! Who has allocated how much: a cap per context, counters for the process.

use crate::error::Result;
use crate::fail;
use std::sync::Arc;
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

    /// Books temporary memory, such as lists of indices, that is not allocated here.
    pub fn book(self: &Arc<Budget>, bytes: i64) -> Result<Booking> {
        self.reserve(bytes)?;
        Ok(Booking { budget: self.clone(), bytes })
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

/// Memory that counts as used until this goes out of scope.
#[derive(Debug)]
#[must_use = "the booking ends where it goes out of scope"]
pub struct Booking {
    budget: Arc<Budget>,
    bytes: i64,
}

impl Drop for Booking {
    fn drop(&mut self) {
        self.budget.cancel(self.bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Status;

    #[test]
    fn bookings_count_until_they_end() {
        let budget = Arc::new(Budget::new(Some(100)));
        let first = budget.book(60).unwrap();
        let refused = budget.book(41).unwrap_err();
        assert_eq!(refused.status, Status::NoMemory);
        assert!(refused.message.contains("memory_limit of 100 bytes; 60 are in use"), "{}", refused.message);
        let second = budget.book(40).unwrap();
        drop(first);
        assert!(budget.book(61).is_err());
        drop(second);
        assert!(budget.book(100).is_ok());
        assert!(Arc::new(Budget::new(None)).book(i64::MAX).is_ok());
    }
}
