//! Communicators can be made collectively but not freed locally, so freed ones return to a pool.
//!
//! A pool belongs to one group of processes in one order, whatever communicator it came from: the
//! members make its communicators together and so number them alike. A new lease takes the lowest
//! number that is free on all ranks; they compare a window of numbers at a time, so that one small
//! exchange does until very many communicators of a group are in use.

use super::comm::RawComm;
use super::env;
use super::transfer::{self, Mergeable};
use super::wait::Limit;
use crate::error::Result;
use mpi_sys as ffi;
use std::os::raw::{c_int, c_void};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// What a communicator is for; private ones are never shown to anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A context's own traffic.
    Private,
    /// What the application is shown.
    Public,
}

/// Words of a bitmap of free numbers.
const BITMAP_WORDS: usize = 8;
/// The numbers that ranks compare at once.
const WINDOW: u64 = 64 * BITMAP_WORDS as u64;

/// Which numbers of a window are free on one rank, as agreed between ranks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct FreeNumbers {
    /// Bit k set: number `first` + k is free here. Merged by AND.
    bits: [u64; BITMAP_WORDS],
    /// Where the window begins, the same on all ranks of the group; merged by maximum.
    first: u64,
    /// How many numbers were given out here so far; merged by maximum.
    given: u64,
    /// 1 where no other thread negotiates about this pool, merged by AND. With 0 on any rank the pool
    /// is left alone: numbers that two threads agree on at once could come to differ between ranks.
    exclusive: u64,
}

impl Mergeable for FreeNumbers {
    fn merge(&mut self, other: &FreeNumbers) {
        for (mine, theirs) in self.bits.iter_mut().zip(other.bits) {
            *mine &= theirs;
        }
        self.first = self.first.max(other.first);
        self.given = self.given.max(other.given);
        self.exclusive &= other.exclusive;
    }
}

impl FreeNumbers {
    /// The neutral element of `merge`, for ranks that do not belong to the group.
    pub const NEUTRAL: FreeNumbers =
        FreeNumbers { bits: [u64::MAX; BITMAP_WORDS], first: 0, given: 0, exclusive: 1 };
    /// Bytes of its packed form.
    pub const BYTES: usize = 8 * (BITMAP_WORDS + 3);

    /// The lowest number of the window that is free on all merged ranks.
    pub fn lowest(&self) -> Option<usize> {
        if self.exclusive == 0 {
            return None;
        }
        let word = self.bits.iter().position(|w| *w != 0)?;
        let number = self.first + 64 * word as u64 + u64::from(self.bits[word].trailing_zeros());
        (number < self.given).then_some(number as usize)
    }

    /// The window to look at next, where this one has nothing free and there are more.
    pub fn next_window(&self) -> Option<u64> {
        let next = self.first + WINDOW;
        (self.lowest().is_none() && self.exclusive != 0 && next < self.given).then_some(next)
    }

    /// As bytes for another rank.
    pub fn pack(&self) -> Vec<u8> {
        let words = self.bits.iter().chain([&self.first, &self.given, &self.exclusive]);
        words.flat_map(|w| w.to_ne_bytes()).collect()
    }

    /// What `pack` made.
    pub fn unpack(bytes: &[u8]) -> FreeNumbers {
        let word = |k: usize| u64::from_ne_bytes(bytes[8 * k..8 * k + 8].try_into().expect("eight bytes"));
        FreeNumbers {
            bits: std::array::from_fn(word),
            first: word(BITMAP_WORDS),
            given: word(BITMAP_WORDS + 1),
            exclusive: word(BITMAP_WORDS + 2),
        }
    }
}

/// One communicator of a pool.
pub struct PooledComm {
    /// The communicator, duplicated by us.
    pub comm: RawComm,
    /// This process's rank in it.
    pub rank: i32,
    /// Its number of processes.
    pub size: i32,
    leased: AtomicBool,
    dead: AtomicBool,
    epoch: AtomicU64,
    /// Counts the sparse exchanges on it, which all its processes make together.
    exchanges: AtomicU64,
    /// Counts creations in this process, for an order that all sharers have in common.
    made: u64,
}

impl PooledComm {
    /// Counts the leases so far; a lease remembers it to know whether the next one has begun.
    pub fn epoch(&self) -> u64 {
        self.epoch.load(Ordering::Acquire)
    }

    /// Returns the communicator to its pool, unless that lease has ended before.
    pub fn release(&self, epoch: u64) {
        if self.epoch() == epoch {
            self.leased.store(false, Ordering::Release);
        }
    }

    /// The number of the next sparse exchange on it, the same on all its processes.
    pub fn next_exchange(&self) -> u64 {
        self.exchanges.fetch_add(1, Ordering::AcqRel)
    }

    /// A request was abandoned on it: it is never used again and not freed.
    pub fn bury(&self) {
        self.dead.store(true, Ordering::Release);
    }

    fn is_free(&self) -> bool {
        !self.leased.load(Ordering::Acquire) && !self.dead.load(Ordering::Acquire)
    }
}

struct Pool {
    purpose: Purpose,
    members: Vec<i32>,
    /// Index = number. A number is None where this rank failed to make its communicator.
    comms: Vec<Option<Arc<PooledComm>>>,
    /// A thread has told other ranks the free numbers and has not yet taken one.
    negotiating: bool,
}

/// Communicators that belong to no pool, because two threads asked for some at once.
static UNPOOLED: Mutex<Vec<Arc<PooledComm>>> = Mutex::new(Vec::new());

/// One thread's talk with other ranks about a pool's numbers, until it goes out of scope.
pub struct Negotiation {
    members: Vec<i32>,
    purpose: Purpose,
    /// Whether this thread may take a number: one at a time can.
    exclusive: bool,
}

impl Negotiation {
    /// This rank's free numbers from `first` on; none without the right to take one.
    pub fn free(&self, first: u64) -> FreeNumbers {
        with_pool(&self.members, self.purpose, |pool| {
            let given = pool.comms.len() as u64;
            let mut free =
                FreeNumbers { bits: [0; BITMAP_WORDS], first, given, exclusive: u64::from(self.exclusive) };
            if !self.exclusive {
                return free;
            }
            let window = pool.comms.iter().skip(first as usize).take(WINDOW as usize);
            for (k, comm) in window.enumerate() {
                if comm.as_ref().is_some_and(|c| c.is_free()) {
                    free.bits[k / 64] |= 1 << (k % 64);
                }
            }
            free
        })
    }

    /// What all ranks of `parent` (the group, in any order) find. Collective on it.
    fn agree(&self, parent: RawComm, limit: Limit, what: &str) -> Result<FreeNumbers> {
        let mut agreed = transfer::allreduce(parent, self.free(0), limit, what)?;
        while let Some(first) = agreed.next_window() {
            agreed = transfer::allreduce(parent, self.free(first), limit, what)?;
        }
        Ok(agreed)
    }
}

impl Drop for Negotiation {
    fn drop(&mut self) {
        if self.exclusive {
            with_pool(&self.members, self.purpose, |pool| pool.negotiating = false);
        }
    }
}

static POOLS: Mutex<Vec<Pool>> = Mutex::new(Vec::new());
static MADE: AtomicU64 = AtomicU64::new(0);

fn with_pool<T>(members: &[i32], purpose: Purpose, f: impl FnOnce(&mut Pool) -> T) -> T {
    let mut pools = POOLS.lock().unwrap_or_else(|e| e.into_inner());
    let found = pools.iter().position(|p| p.purpose == purpose && p.members == members);
    let at = found.unwrap_or_else(|| {
        pools.push(Pool { purpose, members: members.to_vec(), comms: Vec::new(), negotiating: false });
        pools.len() - 1
    });
    f(&mut pools[at])
}

/// Begins to talk about a group's pool.
pub fn negotiate(members: &[i32], purpose: Purpose) -> Negotiation {
    let busy = with_pool(members, purpose, |pool| std::mem::replace(&mut pool.negotiating, true));
    Negotiation { members: members.to_vec(), purpose, exclusive: !busy }
}

/// Leases the communicator with this number, which is free on all ranks. Local.
pub fn lease(members: &[i32], purpose: Purpose, number: usize) -> Option<Arc<PooledComm>> {
    with_pool(members, purpose, |pool| {
        let comm = pool.comms.get(number)?.clone()?;
        comm.leased.store(true, Ordering::Release);
        comm.epoch.fetch_add(1, Ordering::AcqRel);
        Some(comm)
    })
}

/// Adds a new communicator under the agreed next number and leases it. Local.
pub fn adopt(
    members: &[i32],
    purpose: Purpose,
    agreed: &FreeNumbers,
    comm: RawComm,
) -> Result<Arc<PooledComm>> {
    env::hook_finalize()?;
    let made = Arc::new(PooledComm {
        comm,
        rank: comm.rank()?,
        size: comm.size()?,
        leased: AtomicBool::new(true),
        dead: AtomicBool::new(false),
        epoch: AtomicU64::new(1),
        exchanges: AtomicU64::new(0),
        made: MADE.fetch_add(1, Ordering::Relaxed),
    });
    if agreed.exclusive == 0 {
        UNPOOLED.lock().unwrap_or_else(|e| e.into_inner()).push(made.clone());
        return Ok(made);
    }
    with_pool(members, purpose, |pool| {
        pool.comms.resize(agreed.given as usize, None);
        pool.comms.push(Some(made.clone()));
    });
    Ok(made)
}

/// Leases what is free on all ranks, or else duplicates `parent`, whose processes the group are.
/// Collective on `parent`.
pub fn lease_or_duplicate(
    parent: RawComm,
    members: &[i32],
    purpose: Purpose,
    limit: Limit,
    what: &str,
) -> Result<Lease> {
    let negotiation = negotiate(members, purpose);
    let agreed = negotiation.agree(parent, limit, what)?;
    if let Some(comm) = agreed.lowest().and_then(|number| lease(members, purpose, number)) {
        return Ok(Lease::new(comm));
    }
    adopt(members, purpose, &agreed, parent.duplicate(limit, what)?).map(Lease::new)
}

/// (communicators made, communicators leased now) in this process.
pub fn counts() -> (u64, u64) {
    let pools = POOLS.lock().unwrap_or_else(|e| e.into_inner());
    let unpooled = UNPOOLED.lock().unwrap_or_else(|e| e.into_inner());
    let comms = pools.iter().flat_map(|p| p.comms.iter().flatten()).chain(unpooled.iter());
    let leased = comms.filter(|c| c.leased.load(Ordering::Acquire)).count() as u64;
    (MADE.load(Ordering::Relaxed), leased)
}

/// Frees every communicator that has no abandoned request, in the order of their creation.
pub(super) fn free_all() {
    let mut pools = POOLS.lock().unwrap_or_else(|e| e.into_inner());
    let mut all: Vec<_> = pools.drain(..).flat_map(|p| p.comms.into_iter().flatten()).collect();
    all.append(&mut UNPOOLED.lock().unwrap_or_else(|e| e.into_inner()));
    all.sort_by_key(|c| c.made);
    for comm in all {
        if !comm.dead.swap(true, Ordering::AcqRel) {
            comm.comm.free();
        }
    }
    if let Some(key) = KEYVAL.lock().unwrap_or_else(|e| e.into_inner()).take() {
        env::free_keyval(key);
    }
}

/// A leased communicator, such as the one that the application is shown; it returns to its pool
/// with the last owner.
pub struct Lease {
    pooled: Arc<PooledComm>,
    epoch: u64,
}

impl Lease {
    /// Takes ownership of a lease.
    pub fn new(pooled: Arc<PooledComm>) -> Lease {
        let epoch = pooled.epoch();
        Lease { pooled, epoch }
    }

    /// The communicator.
    pub fn comm(&self) -> RawComm {
        self.pooled.comm
    }

    /// The pool's entry.
    pub fn pooled(&self) -> &PooledComm {
        &self.pooled
    }

    /// This process's rank in it.
    pub fn rank(&self) -> i32 {
        self.pooled.rank
    }

    /// The lease's number, by which a later one of the same communicator is told apart.
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// Returns the communicator to its pool; only its own lease can.
    pub fn end(&self) {
        self.pooled.release(self.epoch);
    }

    /// Something went wrong between the ranks on it: it is never used again and not freed.
    pub fn bury(&self) {
        self.pooled.bury();
    }

    /// Its number of processes.
    pub fn size(&self) -> i32 {
        self.pooled.size
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        self.pooled.release(self.epoch);
    }
}

/// The attribute key under which an application's communicator keeps its public duplicate.
static KEYVAL: Mutex<Option<c_int>> = Mutex::new(None);

fn keyval() -> Result<c_int> {
    let mut key = KEYVAL.lock().unwrap_or_else(|e| e.into_inner());
    if let Some(key) = *key {
        return Ok(key);
    }
    let made = env::create_keyval(Some(drop_attribute))?;
    *key = Some(made);
    Ok(made)
}

unsafe extern "C" fn drop_attribute(
    _comm: ffi::MPI_Comm,
    _keyval: c_int,
    value: *mut c_void,
    _extra: *mut c_void,
) -> c_int {
    // SAFETY: the value is the Arc that `cache_public` gave away, dropped exactly once here.
    drop(unsafe { Arc::from_raw(value.cast::<Lease>().cast_const()) });
    0
}

/// The public duplicate that this communicator already has. Local.
pub fn cached_public(comm: RawComm) -> Result<Option<Arc<Lease>>> {
    let key = keyval()?;
    let mut value: *mut c_void = std::ptr::null_mut();
    let mut found: c_int = 0;
    // SAFETY: the communicator is valid; MPI writes the pointer that `cache_public` stored, which
    // the attribute keeps alive, so the count may be raised before it is used.
    unsafe {
        let code = ffi::MPI_Comm_get_attr(comm.0, key, (&raw mut value).cast(), &mut found);
        super::comm::check(code, "MPI_Comm_get_attr")?;
        if found == 0 {
            return Ok(None);
        }
        let value = value.cast::<Lease>().cast_const();
        Arc::increment_strong_count(value);
        Ok(Some(Arc::from_raw(value)))
    }
}

/// Remembers the public duplicate as an attribute of the application's communicator. Local.
pub fn cache_public(comm: RawComm, public: &Arc<Lease>) -> Result<()> {
    let key = keyval()?;
    let value = Arc::into_raw(public.clone());
    // SAFETY: the attribute owns one count of the Arc until `drop_attribute`.
    let code = unsafe { ffi::MPI_Comm_set_attr(comm.0, key, value.cast_mut().cast()) };
    super::comm::check(code, "MPI_Comm_set_attr")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn free(first: u64, given: u64, numbers: &[u64]) -> FreeNumbers {
        let mut free = FreeNumbers { bits: [0; BITMAP_WORDS], first, given, exclusive: 1 };
        for number in numbers {
            free.bits[(number - first) as usize / 64] |= 1 << ((number - first) % 64);
        }
        free
    }

    fn merged(a: FreeNumbers, b: FreeNumbers) -> FreeNumbers {
        let mut all = FreeNumbers::NEUTRAL;
        all.merge(&a);
        all.merge(&b);
        all
    }

    #[test]
    fn the_lowest_number_free_on_all_ranks_is_taken() {
        assert_eq!(merged(free(0, 9, &[1, 5, 8]), free(0, 9, &[2, 5, 8])).lowest(), Some(5));
        assert_eq!(merged(free(0, 9, &[1]), free(0, 9, &[2])).lowest(), None);
        assert_eq!(merged(free(512, 1024, &[600, 700]), free(512, 1024, &[700])).lowest(), Some(700));
        // A rank of another group has everything free, but nothing was given out.
        assert_eq!(FreeNumbers::NEUTRAL.lowest(), None);
    }

    #[test]
    fn windows_follow_one_another_until_something_is_free() {
        let full = |first, given| merged(free(first, given, &[]), free(first, given, &[]));
        assert_eq!(full(0, 512).next_window(), None);
        assert_eq!(full(0, 513).next_window(), Some(512));
        assert_eq!(full(512, 2000).next_window(), Some(1024));
        assert_eq!(full(1536, 2000).next_window(), None);
        assert_eq!(merged(free(0, 2000, &[7]), free(0, 2000, &[7])).next_window(), None);
        // Given out on one rank only: the other failed to make its communicators, or is in a new group.
        assert_eq!(merged(free(0, 513, &[]), free(0, 0, &[])).next_window(), Some(512));
    }

    #[test]
    fn another_thread_that_negotiates_leaves_nothing_to_take() {
        let busy = FreeNumbers { exclusive: 0, ..free(0, 2000, &[]) };
        let all = merged(free(0, 2000, &[3]), busy);
        assert_eq!((all.lowest(), all.next_window()), (None, None));
    }

    #[test]
    fn packing_keeps_everything() {
        let numbers = FreeNumbers { exclusive: 0, ..free(512, 2000, &[513, 700, 1023]) };
        assert_eq!(numbers.pack().len(), FreeNumbers::BYTES);
        assert_eq!(FreeNumbers::unpack(&numbers.pack()), numbers);
    }
}
