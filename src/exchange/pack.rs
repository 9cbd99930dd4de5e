//! One message's worth of staging memory, and the message that uses it.

use crate::error::Result;
use crate::fail;
use crate::memory::{Budget, Region, Storage};
use crate::mpi::RawComm;
use crate::mpi::message::{self, Request};
use crate::mpi::wait::Limit;
use std::sync::Arc;

/// Staging memory for one message at a time. While the message is under way nobody else touches its
/// memory; if it never ends (a time-out), the staging memory is leaked, since MPI may still use it.
pub struct Slot {
    storage: Option<Storage>,
    at: *mut u8,
    bytes: i64,
    request: Option<Request>,
}

impl Slot {
    /// Room for `bytes` bytes, booked on a context's budget.
    pub fn new(bytes: i64, budget: &Arc<Budget>) -> Result<Slot> {
        let (storage, at) = Storage::allocate(bytes, false, budget)?;
        Ok(Slot { storage: Some(storage), at, bytes, request: None })
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

    /// Sends bytes from where they are. Only without a time limit: then the call does not return
    /// before the message ended.
    pub fn send_direct(
        &mut self,
        comm: RawComm,
        from: &Region<'_>,
        offset: i64,
        bytes: i64,
        to: i32,
        tag: i32,
    ) -> Result<()> {
        self.require_idle()?;
        let at = from.address(offset, bytes)?;
        // SAFETY: the region outlives the call, which waits for the message.
        self.request = Some(unsafe { message::send(comm, at, bytes, to, tag)? });
        Ok(())
    }

    /// Receives bytes where they belong. Only without a time limit.
    pub fn receive_direct(
        &mut self,
        comm: RawComm,
        target: &Region<'_>,
        offset: i64,
        bytes: i64,
        from: i32,
        tag: i32,
    ) -> Result<()> {
        self.require_idle()?;
        let at = target.address(offset, bytes)?;
        // SAFETY: as above.
        self.request = Some(unsafe { message::receive(comm, at, bytes, from, tag)? });
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

    /// Waits for the message, if one is under way.
    pub fn wait(&mut self, limit: Limit, what: &str) -> Result<()> {
        if let Some(request) = &mut self.request {
            request.wait(limit, what)?;
            self.request = None;
        }
        Ok(())
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        if self.request.is_some() {
            std::mem::forget(self.storage.take());
        }
    }
}
