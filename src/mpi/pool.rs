//! Communicators can be made collectively but not freed locally, so freed ones return to a pool.
//!
//! A pool belongs to one group of processes in one order, whatever communicator it came from: the
//! members make its communicators together and so number them alike. A new lease takes the lowest
//! number that is free on all ranks, which the caller finds in an agreement it makes anyway.

use super::comm::RawComm;
use super::env;
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

/// Words of the bitmap of free numbers. Of more communicators of one group than it has bits, those
/// beyond are not used again.
pub const BITMAP_WORDS: usize = 8;

/// The free numbers of one rank, as agreed between ranks: bits are merged by AND, the length by
/// maximum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct FreeNumbers {
    /// Bit k set: number k is free here.
    pub bits: [u64; BITMAP_WORDS],
    /// How many numbers were given out here so far.
    pub given: u64,
    /// 1 where no other thread negotiates about this pool, merged by AND. With 0 on any rank the pool
    /// is left alone: numbers that two threads agree on at once could come to differ between ranks.
    pub exclusive: u64,
}

impl FreeNumbers {
    /// The neutral element of `merge`, for ranks that do not belong to the group.
    pub const NEUTRAL: FreeNumbers = FreeNumbers { bits: [u64::MAX; BITMAP_WORDS], given: 0, exclusive: 1 };

    /// What is free on both.
    pub fn merge(&mut self, other: &FreeNumbers) {
        for (mine, theirs) in self.bits.iter_mut().zip(other.bits) {
            *mine &= theirs;
        }
        self.given = self.given.max(other.given);
        self.exclusive &= other.exclusive;
    }

    /// The lowest number free on all merged ranks.
    pub fn lowest(&self) -> Option<usize> {
        if self.exclusive == 0 {
            return None;
        }
        let word = self.bits.iter().position(|w| *w != 0)?;
        let number = word * 64 + self.bits[word].trailing_zeros() as usize;
        ((number as u64) < self.given).then_some(number)
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
    world_ranks: Vec<i32>,
    /// Index = number. A number is None where this rank failed to make its communicator.
    comms: Vec<Option<Arc<PooledComm>>>,
    /// A thread has told other ranks the free numbers and has not yet taken one.
    negotiating: bool,
}

/// Communicators that belong to no pool, because two threads asked for some at once.
static UNPOOLED: Mutex<Vec<Arc<PooledComm>>> = Mutex::new(Vec::new());

/// The right to take a number of a pool, until it goes out of scope.
pub struct Negotiation {
    world_ranks: Vec<i32>,
    purpose: Purpose,
}

impl Drop for Negotiation {
    fn drop(&mut self) {
        with_pool(&self.world_ranks, self.purpose, |pool| pool.negotiating = false);
    }
}

static POOLS: Mutex<Vec<Pool>> = Mutex::new(Vec::new());
static MADE: AtomicU64 = AtomicU64::new(0);

fn with_pool<T>(world_ranks: &[i32], purpose: Purpose, f: impl FnOnce(&mut Pool) -> T) -> T {
    let mut pools = POOLS.lock().unwrap_or_else(|e| e.into_inner());
    let found = pools.iter().position(|p| p.purpose == purpose && p.world_ranks == world_ranks);
    let at = found.unwrap_or_else(|| {
        pools.push(Pool {
            purpose,
            world_ranks: world_ranks.to_vec(),
            comms: Vec::new(),
            negotiating: false,
        });
        pools.len() - 1
    });
    f(&mut pools[at])
}

/// This rank's free numbers of the group's pool, and the right to take one of them; without that
/// right nothing is free here.
pub fn negotiate(world_ranks: &[i32], purpose: Purpose) -> (FreeNumbers, Option<Negotiation>) {
    with_pool(world_ranks, purpose, |pool| {
        let mut free = FreeNumbers { bits: [0; BITMAP_WORDS], given: pool.comms.len() as u64, exclusive: 0 };
        if std::mem::replace(&mut pool.negotiating, true) {
            return (free, None);
        }
        free.exclusive = 1;
        for (number, comm) in pool.comms.iter().take(BITMAP_WORDS * 64).enumerate() {
            if comm.as_ref().is_some_and(|c| c.is_free()) {
                free.bits[number / 64] |= 1 << (number % 64);
            }
        }
        (free, Some(Negotiation { world_ranks: world_ranks.to_vec(), purpose }))
    })
}

/// Leases the communicator with this number, which is free on all ranks. Local.
pub fn lease(world_ranks: &[i32], purpose: Purpose, number: usize) -> Option<Arc<PooledComm>> {
    with_pool(world_ranks, purpose, |pool| {
        let comm = pool.comms.get(number)?.clone()?;
        comm.leased.store(true, Ordering::Release);
        comm.epoch.fetch_add(1, Ordering::AcqRel);
        Some(comm)
    })
}

/// Adds a new communicator under the agreed next number and leases it. Local.
pub fn adopt(
    world_ranks: &[i32],
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
    with_pool(world_ranks, purpose, |pool| {
        pool.comms.resize(agreed.given as usize, None);
        pool.comms.push(Some(made.clone()));
    });
    Ok(made)
}

/// Leases by the agreed numbers, duplicating `parent` where none is free. Collective on `parent`.
pub fn lease_or_duplicate(
    parent: RawComm,
    world_ranks: &[i32],
    purpose: Purpose,
    agreed: &FreeNumbers,
    limit: Limit,
    what: &str,
) -> Result<Lease> {
    if let Some(comm) = agreed.lowest().and_then(|number| lease(world_ranks, purpose, number)) {
        return Ok(Lease::new(comm));
    }
    adopt(world_ranks, purpose, agreed, parent.duplicate(limit, what)?).map(Lease::new)
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
