//! One message's worth of staging memory, and the message that uses it.

use crate::error::Result;
use crate::fail;
use crate::memory::{ALIGNMENT, Budget, Loop, Region, Storage};
use crate::mpi::RawComm;
use crate::mpi::datatype::{COUNT_LIMIT, Strided};
use crate::mpi::env;
use crate::mpi::message::{self, Poll, Request};
use crate::mpi::wait::Limit;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// Staging memory for one message at a time. While the message is under way nobody else touches its
/// memory; if it never ends (a time-out), the staging memory is leaked, since MPI may still use it.
/// Several slots share one allocation.
pub struct Slot {
    storage: Option<Arc<Storage>>,
    at: *mut u8,
    bytes: i64,
    request: Option<Request>,
}

// SAFETY: the memory is the slot's own, and a slot is used inside calls on one context, which one
// thread at a time makes; MPI lets any thread complete a request that may call it at all.
unsafe impl Send for Slot {}

/// Elements in their own place, evenly spaced.
pub struct InPlace<'a> {
    /// The memory that they are in.
    pub region: Region<'a>,
    /// Offset of the first.
    pub offset: i64,
    /// Bytes of each.
    pub itemsize: usize,
    /// The others, outermost first; the strides are those of the target, whichever way they move.
    pub loops: Vec<Loop>,
}

/// The innermost loops that are one stretch of memory: how many, and its length in bytes.
pub fn innermost_stretch(itemsize: i64, loops: &[Loop]) -> (usize, i64) {
    let (mut dense, mut bytes) = (0, itemsize);
    for each in loops.iter().rev() {
        if each.count != 1 && each.to != bytes {
            break;
        }
        bytes *= each.count;
        dense += 1;
    }
    (dense, bytes)
}

impl InPlace<'_> {
    /// Their bytes, if they are one stretch.
    fn bytes(&self) -> Option<i64> {
        let (dense, bytes) = innermost_stretch(self.itemsize as i64, &self.loops);
        (dense == self.loops.len()).then_some(bytes)
    }

    fn strided(&self) -> Result<Strided> {
        let (dense, bytes) = innermost_stretch(self.itemsize as i64, &self.loops);
        let outer = self.loops[..self.loops.len() - dense].iter().rev();
        let steps: Vec<(i64, i64)> = outer.filter(|l| l.count != 1).map(|l| (l.count, l.to)).collect();
        Strided::new(bytes, &steps, COUNT_LIMIT)
    }
}

impl Slot {
    /// Slots with room for `bytes` bytes each, in one allocation that is booked on a context's budget.
    /// Without room they serve messages that need none.
    pub fn several(count: usize, bytes: i64, budget: &Arc<Budget>) -> Result<Vec<Slot>> {
        let empty = || Slot { storage: None, at: std::ptr::null_mut(), bytes: 0, request: None };
        if bytes == 0 {
            return Ok((0..count).map(|_| empty()).collect());
        }
        // Each begins on a cache line of its own.
        let stride = (bytes as u64).next_multiple_of(ALIGNMENT as u64) as i64;
        let (storage, at) = Storage::allocate(stride * count as i64, false, budget)?;
        let storage = Arc::new(storage);
        let slot = |k: usize| Slot {
            storage: Some(storage.clone()),
            at: at.wrapping_offset(stride as isize * k as isize),
            bytes,
            request: None,
        };
        Ok((0..count).map(slot).collect())
    }

    /// Bytes of the room.
    pub fn bytes(&self) -> i64 {
        self.bytes
    }

    /// The room; only while no message is under way.
    pub fn room(&self) -> Result<Region<'_>> {
        self.require_idle()?;
        // SAFETY: allocated with this size, kept as long as the slot, and no message uses it.
        Ok(unsafe { Region::new(self.at, self.bytes) })
    }

    fn require_idle(&self) -> Result<()> {
        if self.request.is_some() {
            fail!(Internal, "a slot's memory is in use by a message");
        }
        Ok(())
    }

    /// Sends the first bytes of the room.
    pub fn send(&mut self, comm: RawComm, bytes: i64, to: i32, tag: i32) -> Result<()> {
        let at = self.room()?.address(0, bytes)?;
        // SAFETY: the slot's own memory, untouched until the request completed, or leaked.
        self.request = Some(unsafe { message::send(comm, at, bytes, to, tag)? });
        Ok(())
    }

    /// Receives into the room.
    pub fn receive(&mut self, comm: RawComm, bytes: i64, from: i32, tag: i32) -> Result<()> {
        let at = self.room()?.address(0, bytes)?;
        // SAFETY: as above.
        self.request = Some(unsafe { message::receive(comm, at, bytes, from, tag)? });
        Ok(())
    }

    /// Sends the first bytes of the root's room to the room of every rank.
    pub fn broadcast(&mut self, comm: RawComm, bytes: i64, root: i32) -> Result<()> {
        let at = self.room()?.address(0, bytes)?;
        // SAFETY: as above.
        self.request = Some(unsafe { message::broadcast(comm, at, bytes, root)? });
        Ok(())
    }

    /// Sends elements from where they are. Only without a time limit: then the call does not return
    /// before the message ended.
    pub fn send_direct(&mut self, comm: RawComm, from: &InPlace<'_>, to: i32, tag: i32) -> Result<()> {
        self.require_idle()?;
        let at = from.region.elements(from.offset, from.itemsize, &from.loops)?;
        // SAFETY: the region outlives the call, which waits for the message.
        self.request = Some(unsafe {
            match from.bytes() {
                Some(bytes) => message::send(comm, at, bytes, to, tag)?,
                None => message::send_strided(comm, at, &from.strided()?, to, tag)?,
            }
        });
        Ok(())
    }

    /// Receives elements where they belong. Only without a time limit.
    pub fn receive_direct(&mut self, comm: RawComm, target: &InPlace<'_>, from: i32, tag: i32) -> Result<()> {
        self.require_idle()?;
        let at = target.region.elements(target.offset, target.itemsize, &target.loops)?;
        // SAFETY: as above.
        self.request = Some(unsafe {
            match target.bytes() {
                Some(bytes) => message::receive(comm, at, bytes, from, tag)?,
                None => message::receive_strided(comm, at, &target.strided()?, from, tag)?,
            }
        });
        Ok(())
    }

    /// Sends bytes from where they are to where they belong on every rank. Only without a time limit.
    pub fn broadcast_direct(
        &mut self,
        comm: RawComm,
        region: &Region<'_>,
        offset: i64,
        bytes: i64,
        root: i32,
    ) -> Result<()> {
        self.require_idle()?;
        let at = region.address(offset, bytes)?;
        // SAFETY: as above.
        self.request = Some(unsafe { message::broadcast(comm, at, bytes, root)? });
        Ok(())
    }

    /// Adds the slot's message, if one is under way, to those that are looked after.
    pub fn join(&self, poll: &mut Poll) {
        if let Some(request) = &self.request {
            poll.add(request);
        }
    }

    /// Takes its message back from there.
    pub fn part(&mut self, poll: &mut Poll) {
        if let Some(request) = &mut self.request {
            poll.give_back(request);
            if request.is_complete() {
                self.request = None;
            }
        }
    }

    /// Whether no message is under way any more, as far as was looked.
    pub fn is_idle(&self) -> bool {
        self.request.is_none()
    }

    /// Whether no message is under way any more.
    fn test(&mut self) -> Result<bool> {
        let done = match &mut self.request {
            Some(request) => request.test()?,
            None => true,
        };
        if done {
            self.request = None;
        }
        Ok(done)
    }

    /// Waits for the message, if one is under way.
    pub fn wait(&mut self, limit: Limit, what: &str) -> Result<()> {
        if let Some(request) = &mut self.request {
            request.wait(limit, what)?;
            self.request = None;
        }
        Ok(())
    }
}

/// Slots that nobody needs any more but their last messages.
static LINGERING: Mutex<Vec<Slot>> = Mutex::new(Vec::new());
/// Whether there are any, so that every run of a plan need not take the lock.
static ANY: AtomicBool = AtomicBool::new(false);

/// Keeps slots until their messages have left. An implementation of MPI may call a message sent only when
/// its receiver took it, which nobody shall have to wait for.
pub fn linger(slots: impl IntoIterator<Item = Slot>) {
    let mut lingering = LINGERING.lock().unwrap_or_else(|e| e.into_inner());
    lingering.extend(slots.into_iter().filter(|slot| !slot.is_idle()));
    ANY.store(!lingering.is_empty(), Ordering::Release);
}

/// Frees those whose messages have left, where MPI can be asked.
pub fn reap() {
    if !ANY.load(Ordering::Acquire) {
        return;
    }
    let name = "messages that have left";
    let mut lingering = LINGERING.lock().unwrap_or_else(|e| e.into_inner());
    if lingering.is_empty() || env::require_active(name).and_then(|()| env::require_thread(name)).is_err() {
        return;
    }
    lingering.retain_mut(|slot| !slot.test().unwrap_or(false));
    ANY.store(!lingering.is_empty(), Ordering::Release);
}

impl Drop for Slot {
    fn drop(&mut self) {
        if self.request.is_some() {
            std::mem::forget(self.storage.take());
        }
    }
}
