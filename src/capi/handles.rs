//! Opaque handles: their value encodes slot, generation and type; they are looked up, never
//! dereferenced.

use super::guard::{not_null, shield};
use crate::array::{Array, Placement};
use crate::context::{Context, Session};
use crate::error::{Error, Result, Status};
use crate::exchange::{Halo, Redistribution};
use crate::fail;
use std::cell::UnsafeCell;
use std::collections::VecDeque;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock};
use std::time::Duration;

/// What a handle can stand for. The numbers are part of the handle's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub(crate) enum Noun {
    Context = 1,
    Distribution = 2,
    Array = 3,
    Plan = 4,
    Halo = 5,
}

impl Noun {
    fn name(self) -> &'static str {
        match self {
            Noun::Context => "da_context",
            Noun::Distribution => "da_distribution",
            Noun::Array => "da_array",
            Noun::Plan => "da_plan",
            Noun::Halo => "da_halo",
        }
    }

    fn from_bits(bits: u64) -> Option<Noun> {
        Some(match bits {
            1 => Noun::Context,
            2 => Noun::Distribution,
            3 => Noun::Array,
            4 => Noun::Plan,
            5 => Noun::Halo,
            _ => return None,
        })
    }
}

/// What a slot holds.
#[derive(Clone)]
pub(crate) enum Object {
    Context(Arc<Context>),
    Distribution(Arc<Placement>),
    Array(Arc<Array>),
    Plan(Arc<Redistribution>),
    Halo(Arc<Halo>),
}

impl Object {
    fn noun(&self) -> Noun {
        match self {
            Object::Context(_) => Noun::Context,
            Object::Distribution(_) => Noun::Distribution,
            Object::Array(_) => Noun::Array,
            Object::Plan(_) => Noun::Plan,
            Object::Halo(_) => Noun::Halo,
        }
    }

    fn session(&self) -> Option<Arc<Session>> {
        match self {
            Object::Context(c) => c.session().cloned(),
            Object::Distribution(d) => d.context().session().cloned(),
            Object::Array(a) => a.context().session().cloned(),
            Object::Plan(p) => Some(p.session().clone()),
            Object::Halo(h) => Some(h.session().clone()),
        }
    }
}

#[derive(Default)]
struct Content {
    /// 0 before the slot is filled for the first time.
    generation: u32,
    object: Option<Object>,
    /// The context of the object that was freed here last, so that its stale handle can still
    /// take part in an agreement.
    last: Option<Arc<Session>>,
}

/// One place for an object, with a lock of its own: a look-up takes a few nanoseconds, and threads that
/// use different objects do not meet. Objects are dropped by those who take them out, outside the lock.
#[derive(Default)]
struct Slot {
    taken: AtomicBool,
    content: UnsafeCell<Content>,
}

// SAFETY: the content is reached through the lock only, and all of it may be sent between threads.
unsafe impl Sync for Slot {}

/// A slot that this thread has locked.
struct Locked<'a>(&'a Slot);

impl Slot {
    /// The lock is held for a few instructions; who has to wait for it waits for a thread that was
    /// interrupted in the midst of them.
    #[inline]
    fn lock(&self) -> Locked<'_> {
        if self.taken.swap(true, Ordering::Acquire) {
            self.wait();
        }
        Locked(self)
    }

    /// Sleeps after a while: with real-time priorities the other thread may not run until this one does not.
    #[cold]
    fn wait(&self) {
        let mut turns = 0;
        while self.taken.swap(true, Ordering::Acquire) {
            turns += 1;
            match turns {
                ..100 => std::thread::yield_now(),
                _ => std::thread::sleep(Duration::from_micros(20)),
            }
        }
    }
}

impl Deref for Locked<'_> {
    type Target = Content;

    #[inline]
    fn deref(&self) -> &Content {
        // SAFETY: this thread has the lock.
        unsafe { &*self.0.content.get() }
    }
}

impl DerefMut for Locked<'_> {
    fn deref_mut(&mut self) -> &mut Content {
        // SAFETY: this thread has the lock.
        unsafe { &mut *self.0.content.get() }
    }
}

impl Drop for Locked<'_> {
    #[inline]
    fn drop(&mut self) {
        self.0.taken.store(false, Ordering::Release);
    }
}

/// Slots of the first of the blocks, each twice as long as the one before. Blocks stay where they are, so
/// that a slot is found without a lock.
const FIRST_BLOCK: usize = 64;
const BLOCKS: usize = (SLOT_BITS - FIRST_BLOCK.trailing_zeros()) as usize + 1;
static SLOTS: [OnceLock<Box<[Slot]>>; BLOCKS] = [const { OnceLock::new() }; BLOCKS];

/// In which block a slot is, and where there.
#[inline]
fn place(slot: usize) -> (usize, usize) {
    let block = ((slot + FIRST_BLOCK) / FIRST_BLOCK).ilog2() as usize;
    (block, slot + FIRST_BLOCK - (FIRST_BLOCK << block))
}

/// The slot with this number, if its block was made.
#[inline]
fn slot(number: usize) -> Option<&'static Slot> {
    let (block, at) = place(number);
    SLOTS.get(block)?.get()?.get(at)
}

/// The slot with this number, whose block is made if need be.
fn slot_or_new(number: usize) -> Result<&'static Slot> {
    let (block, at) = place(number);
    if SLOTS[block].get().is_none() {
        let mut slots = Vec::new();
        if slots.try_reserve_exact(FIRST_BLOCK << block).is_err() {
            fail!(NoMemory, "no memory for handles beyond {number}");
        }
        slots.resize_with(FIRST_BLOCK << block, Slot::default);
        // Another thread may have been faster; its block is as good.
        let _ = SLOTS[block].set(slots.into());
    }
    match SLOTS[block].get() {
        Some(slots) => Ok(&slots[at]),
        None => fail!(Internal, "a block of handles vanished"),
    }
}

/// Which slots are in use.
struct Numbers {
    /// Slots from here on were never used.
    used: u32,
    /// First in, first out, so that a slot is reused as late as possible.
    free: VecDeque<u32>,
    /// The most slots there can be.
    capacity: usize,
}

impl Numbers {
    const fn new(capacity: usize) -> Numbers {
        Numbers { used: 0, free: VecDeque::new(), capacity }
    }

    /// Takes a slot out of those that are free. What was freed there last can still be told from
    /// its handle, until the slot is filled.
    fn reserve(&mut self) -> Result<u32> {
        let full = self.used as usize >= self.capacity;
        if self.free.len() > QUARANTINE || full {
            let Some(at) = self.free.pop_front() else {
                fail!(NoMemory, "{} objects are alive or being made; free some of them first", self.used);
            };
            return Ok(at);
        }
        self.used += 1;
        Ok(self.used - 1)
    }

    /// Gives back a slot that is empty.
    fn release(&mut self, at: u32) {
        self.free.push_back(at);
    }
}

static NUMBERS: Mutex<Numbers> = Mutex::new(Numbers::new(1 << SLOT_BITS));

fn numbers() -> MutexGuard<'static, Numbers> {
    NUMBERS.lock().unwrap_or_else(|e| e.into_inner())
}

// A handle's 64 bits: a mark that no user-space pointer has (8), generation (24), slot (24),
// type (4), and 4 zero bits that make it look aligned to tools that print it.
const MARK: u64 = 0xda << 56;
const GENERATION_BITS: u32 = 24;
const SLOT_BITS: u32 = 24;
/// Freed slots wait until this many are free before the first is used again.
const QUARANTINE: usize = 64;

fn encode(noun: Noun, slot: u32, generation: u32) -> usize {
    (MARK | (u64::from(generation) << 32) | (u64::from(slot) << 8) | ((noun as u64) << 4)) as usize
}

struct Decoded {
    noun: Noun,
    slot: usize,
    generation: u32,
}

#[inline]
fn decode(handle: usize) -> Option<Decoded> {
    let bits = handle as u64;
    if bits >> 56 != 0xda || bits & 0xf != 0 {
        return None;
    }
    Some(Decoded {
        noun: Noun::from_bits((bits >> 4) & 0xf)?,
        slot: ((bits >> 8) & ((1 << SLOT_BITS) - 1)) as usize,
        generation: ((bits >> 32) & ((1 << GENERATION_BITS) - 1)) as u32,
    })
}

/// A handle that could not be looked up, and the context it used to belong to.
pub(crate) struct Stale {
    pub(crate) error: Error,
    pub(crate) session: Option<Arc<Session>>,
}

/// A place for an object that is still to be made: who takes something over that an error would
/// have to give back reserves first, since nothing can fail afterwards.
pub(crate) struct Reserved {
    at: u32,
    slot: &'static Slot,
}

/// Reserves a place.
pub(crate) fn reserve() -> Result<Reserved> {
    let at = numbers().reserve()?;
    match slot_or_new(at as usize) {
        Ok(slot) => Ok(Reserved { at, slot }),
        Err(error) => {
            numbers().release(at);
            Err(error)
        }
    }
}

impl Reserved {
    /// Puts the object there; the value is the handle.
    pub(crate) fn fill(self, object: Object) -> usize {
        let (at, noun) = (self.at, object.noun());
        let mut content = self.slot.lock();
        let generation = (content.generation + 1) & ((1 << GENERATION_BITS) - 1);
        content.generation = generation;
        content.object = Some(object);
        let before = content.last.take();
        drop(content);
        drop(before); // outside the lock
        std::mem::forget(self); // the slot is not given back
        encode(noun, at, generation)
    }
}

impl Drop for Reserved {
    fn drop(&mut self) {
        numbers().release(self.at);
    }
}

/// Adds an object; the value is the handle.
pub(crate) fn insert(object: Object) -> Result<usize> {
    Ok(reserve()?.fill(object))
}

/// Finds the object of a handle.
#[inline]
pub(crate) fn find(handle: usize, noun: Noun, name: &str) -> std::result::Result<Object, Stale> {
    look_up(handle, noun).ok_or_else(|| explain(handle, noun, name))
}

/// The object of a handle; None, for a reason that `explain` finds, where there is none.
#[inline]
pub(crate) fn look_up(handle: usize, noun: Noun) -> Option<Object> {
    let decoded = decode(handle).filter(|decoded| decoded.noun == noun)?;
    let content = slot(decoded.slot)?.lock();
    let object = content.object.as_ref().filter(|object| object.noun() == noun)?;
    (content.generation == decoded.generation).then(|| object.clone())
}

/// Why there is no such object.
#[cold]
pub(crate) fn explain(handle: usize, noun: Noun, name: &str) -> Stale {
    let stale = |status, message: String, session| Stale { error: Error::new(status, message), session };
    if handle == 0 {
        return stale(Status::Null, format!("`{name}` is NULL; a {} is needed", noun.name()), None);
    }
    let found = decode(handle).and_then(|decoded| Some((slot(decoded.slot)?.lock(), decoded)));
    let Some((content, decoded)) = found.filter(|(content, _)| content.generation != 0) else {
        let text =
            format!("`{name}` ({handle:#x}) is no handle of this library; a {} is needed", noun.name());
        return stale(Status::InvalidHandle, text, None);
    };
    let same = content.generation == decoded.generation;
    match content.object.as_ref().filter(|_| same) {
        Some(object) => {
            let text = format!("`{name}` is a {}, but a {} is needed", object.noun().name(), noun.name());
            stale(Status::InvalidHandle, text, object.session())
        }
        None => {
            let session = content.last.clone().filter(|_| same);
            let text = format!("`{name}` ({handle:#x}) is a {} that was freed", decoded.noun.name());
            stale(Status::InvalidHandle, text, session)
        }
    }
}

/// Takes an object out of the table. The object is dropped by the caller, outside the lock.
pub(crate) fn remove(handle: usize, noun: Noun, name: &str) -> Result<Object> {
    find(handle, noun, name).map_err(|stale| stale.error)?;
    let found = decode(handle).and_then(|decoded| Some((slot(decoded.slot)?, decoded)));
    let Some((slot, decoded)) = found else { fail!(Internal, "a handle vanished") };
    let object = {
        let mut content = slot.lock();
        // Looked at again: another thread may have freed it meanwhile.
        let still = content.generation == decoded.generation;
        let object = content.object.take_if(|_| still).ok_or_else(|| {
            let text = format!("the {} is being freed by another thread", noun.name());
            Error::new(Status::InvalidHandle, text)
        })?;
        content.last = object.session();
        object
    };
    numbers().release(decoded.slot as u32);
    Ok(object)
}

/// (contexts, distributions, arrays) that are alive.
pub(crate) fn counts() -> [u64; 3] {
    let mut counts = [0; 3];
    let used = numbers().used as usize;
    for slot in (0..used).filter_map(slot) {
        let noun = slot.lock().object.as_ref().map(Object::noun);
        if let Some(count) = noun.and_then(|noun| counts.get_mut(noun as usize - 1)) {
            *count += 1;
        }
    }
    counts
}

/// Frees the handle at this address and sets it to NULL.
///
/// # Safety
/// `at` is NULL or points to a handle.
pub(crate) unsafe fn free(at: *mut *mut u8, noun: Noun, name: &str) -> Result<()> {
    not_null(at, name)?;
    // SAFETY: not NULL, a handle by the caller's contract.
    let handle = unsafe { *at };
    if handle.is_null() {
        return Ok(());
    }
    let object = remove(handle as usize, noun, name)?;
    // SAFETY: as above.
    unsafe { *at = std::ptr::null_mut() };
    // A release that panics (it is foreign code) must not leave the table locked or the handle set.
    shield(|| drop(object));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_table_gives_no_place_until_one_comes_back() {
        let mut numbers = Numbers::new(3);
        let places: Vec<u32> = (0..3).map(|_| numbers.reserve().expect("a place")).collect();
        assert_eq!(places, [0, 1, 2]);
        assert_eq!(numbers.reserve().expect_err("full").status, Status::NoMemory);
        numbers.release(1);
        // No other is left, so that one does not wait among the freed ones.
        assert_eq!(numbers.reserve().expect("a place"), 1);
        assert_eq!(numbers.reserve().expect_err("full").status, Status::NoMemory);
    }

    #[test]
    fn every_slot_has_a_place_of_its_own() {
        let mut expected = (0, 0);
        for number in 0..100_000 {
            assert_eq!(place(number), expected);
            expected.1 += 1;
            if expected.1 == FIRST_BLOCK << expected.0 {
                expected = (expected.0 + 1, 0);
            }
        }
        assert_eq!(place((1 << SLOT_BITS) - 1).0, BLOCKS - 1);
    }

    #[test]
    fn nouns_are_found_by_their_numbers() {
        let all = [Noun::Context, Noun::Distribution, Noun::Array, Noun::Plan, Noun::Halo];
        for noun in all {
            assert_eq!(Noun::from_bits(noun as u64), Some(noun));
        }
        assert_eq!((Noun::from_bits(0), Noun::from_bits(6)), (None, None));
    }

    #[test]
    fn freed_slots_wait_while_there_are_new_ones() {
        let mut numbers = Numbers::new(1000);
        for used in 0..=QUARANTINE as u32 {
            assert_eq!(numbers.reserve().expect("a place"), used);
            numbers.release(used);
        }
        assert_eq!(numbers.reserve().expect("a place"), 0);
        assert_eq!(numbers.reserve().expect("a place"), QUARANTINE as u32 + 1);
    }
}
