//! Opaque handles: their value encodes slot, generation and type; they are looked up, never
//! dereferenced.

use super::guard::{not_null, shield};
use crate::array::{Array, Placement};
use crate::context::{Context, Session};
use crate::error::{Error, Result, Status};
use crate::exchange::{Halo, Redistribution};
use crate::fail;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};

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
        let all = [Noun::Context, Noun::Distribution, Noun::Array, Noun::Plan, Noun::Halo];
        all.into_iter().find(|n| *n as u64 == bits)
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

struct Slot {
    generation: u32,
    object: Option<Object>,
    /// The context of the object that was freed here last, so that its stale handle can still
    /// take part in an agreement.
    last: Option<Arc<Session>>,
}

/// All slots. Objects are dropped by those who take them out, never inside the table's lock.
struct Table {
    slots: Vec<Slot>,
    /// First in, first out, so that a slot is reused as late as possible.
    free: VecDeque<u32>,
    /// The most slots there can be.
    capacity: usize,
}

impl Table {
    const fn new(capacity: usize) -> Table {
        Table { slots: Vec::new(), free: VecDeque::new(), capacity }
    }

    /// Takes a slot out of those that are free. What was freed there last can still be told from
    /// its handle, until the slot is filled.
    fn reserve(&mut self) -> Result<u32> {
        let full = self.slots.len() >= self.capacity;
        if self.free.len() > QUARANTINE || full {
            let Some(at) = self.free.pop_front() else {
                fail!(
                    NoMemory,
                    "{} objects are alive or being made; free some of them first",
                    self.slots.len()
                );
            };
            return Ok(at);
        }
        self.slots.push(Slot { generation: 0, object: None, last: None });
        Ok(self.slots.len() as u32 - 1)
    }

    /// Puts an object into a slot that was reserved; the value is the handle.
    fn fill(&mut self, at: u32, object: Object) -> usize {
        let noun = object.noun();
        let slot = &mut self.slots[at as usize];
        slot.generation = (slot.generation + 1) & ((1 << GENERATION_BITS) - 1);
        slot.object = Some(object);
        slot.last = None;
        encode(noun, at, slot.generation)
    }

    /// Gives back a slot that is empty.
    fn release(&mut self, at: u32) {
        self.free.push_back(at);
    }
}

static TABLE: Mutex<Table> = Mutex::new(Table::new(1 << SLOT_BITS));

fn table() -> MutexGuard<'static, Table> {
    TABLE.lock().unwrap_or_else(|e| e.into_inner())
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
}

/// Reserves a place.
pub(crate) fn reserve() -> Result<Reserved> {
    Ok(Reserved { at: table().reserve()? })
}

impl Reserved {
    /// Puts the object there; the value is the handle.
    pub(crate) fn fill(self, object: Object) -> usize {
        let at = self.at;
        std::mem::forget(self); // the slot is not given back
        table().fill(at, object)
    }
}

impl Drop for Reserved {
    fn drop(&mut self) {
        table().release(self.at);
    }
}

/// Adds an object; the value is the handle.
pub(crate) fn insert(object: Object) -> Result<usize> {
    Ok(reserve()?.fill(object))
}

/// Finds the object of a handle.
pub(crate) fn find(handle: usize, noun: Noun, name: &str) -> std::result::Result<Object, Stale> {
    let stale = |status, message: String, session| Stale { error: Error::new(status, message), session };
    if handle == 0 {
        return Err(stale(Status::Null, format!("`{name}` is NULL; a {} is needed", noun.name()), None));
    }
    let garbage =
        || format!("`{name}` ({handle:#x}) is no handle of this library; a {} is needed", noun.name());
    let Some(decoded) = decode(handle) else {
        return Err(stale(Status::InvalidHandle, garbage(), None));
    };
    let table = table();
    let Some(slot) = table.slots.get(decoded.slot) else {
        return Err(stale(Status::InvalidHandle, garbage(), None));
    };
    let Some(object) = slot.object.as_ref().filter(|_| slot.generation == decoded.generation) else {
        let session = slot.last.clone().filter(|_| slot.generation == decoded.generation);
        let text = format!("`{name}` ({handle:#x}) is a {} that was freed", decoded.noun.name());
        return Err(stale(Status::InvalidHandle, text, session));
    };
    if decoded.noun != noun || object.noun() != noun {
        let text = format!("`{name}` is a {}, but a {} is needed", object.noun().name(), noun.name());
        return Err(stale(Status::InvalidHandle, text, object.session()));
    }
    Ok(object.clone())
}

/// Takes an object out of the table. The object is dropped by the caller, outside the lock.
pub(crate) fn remove(handle: usize, noun: Noun, name: &str) -> Result<Object> {
    find(handle, noun, name).map_err(|stale| stale.error)?;
    let decoded = decode(handle).ok_or_else(|| Error::new(Status::Internal, "a handle vanished"))?;
    let mut table = table();
    let slot = &mut table.slots[decoded.slot];
    // Looked at again under the lock: another thread may have freed it meanwhile.
    let still = slot.generation == decoded.generation;
    let object = slot.object.take_if(|_| still).ok_or_else(|| {
        Error::new(Status::InvalidHandle, format!("the {} is being freed by another thread", noun.name()))
    })?;
    slot.last = object.session();
    table.release(decoded.slot as u32);
    Ok(object)
}

/// (contexts, distributions, arrays) that are alive.
pub(crate) fn counts() -> [u64; 3] {
    let mut counts = [0; 3];
    for object in table().slots.iter().filter_map(|s| s.object.as_ref()) {
        if let Some(count) = counts.get_mut(object.noun() as usize - 1) {
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
        let mut table = Table::new(3);
        let places: Vec<u32> = (0..3).map(|_| table.reserve().expect("a place")).collect();
        assert_eq!(places, [0, 1, 2]);
        assert_eq!(table.reserve().expect_err("full").status, Status::NoMemory);
        table.release(1);
        // No other is left, so that one does not wait among the freed ones.
        assert_eq!(table.reserve().expect("a place"), 1);
        assert_eq!(table.reserve().expect_err("full").status, Status::NoMemory);
    }

    #[test]
    fn freed_slots_wait_while_there_are_new_ones() {
        let mut table = Table::new(1000);
        for used in 0..=QUARANTINE as u32 {
            assert_eq!(table.reserve().expect("a place"), used);
            table.release(used);
        }
        assert_eq!(table.reserve().expect("a place"), 0);
        assert_eq!(table.reserve().expect("a place"), QUARANTINE as u32 + 1);
    }
}
