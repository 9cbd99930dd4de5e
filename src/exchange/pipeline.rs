//! Several messages under way at once: while one travels, the next is packed or the last unpacked.

use super::pack_slot::{InPlace, Slot};
use crate::context::Session;
use crate::context::stats::{Stats, Transport};
use crate::error::Result;
use crate::memory::{Budget, Region};
use crate::mpi::RawComm;
use crate::mpi::wait::Limit;
use std::collections::VecDeque;
use std::sync::Arc;

/// Messages under way at most.
pub const DEPTH: usize = 4;

/// Apart from the tags of the sparse exchange, which takes letters of any sender.
pub const TAG: i32 = 3;

/// Where the bytes of a message are on this rank.
pub enum Place<'a> {
    /// Packed in staging memory.
    Staged,
    /// In their own place.
    Direct(InPlace<'a>),
}

/// A few slots that take turns. Messages end in the order in which they began; with each comes a job,
/// which says what to do with what was received.
pub struct Pipeline<J> {
    comm: RawComm,
    limit: Limit,
    stats: Arc<Stats>,
    name: &'static str,
    idle: Vec<Slot>,
    busy: VecDeque<(Slot, Option<J>)>,
}

/// Staging memory, taken before the ranks agree to go on.
pub fn slots(bytes: i64, budget: &Arc<Budget>) -> Result<Vec<Slot>> {
    Slot::several(DEPTH, bytes, budget)
}

impl<J> Pipeline<J> {
    /// A pipeline over these slots.
    pub fn new(slots: Vec<Slot>, session: &Session, name: &'static str) -> Pipeline<J> {
        Pipeline {
            comm: session.comm(),
            limit: session.options().limit,
            stats: session.stats().clone(),
            name,
            idle: slots,
            busy: VecDeque::new(),
        }
    }

    /// Whether messages may use memory that is not the pipeline's: it could not be leaked after a
    /// time-out.
    pub fn may_be_direct(&self) -> bool {
        self.limit.is_none()
    }

    /// A free slot; `done` gets what was received meanwhile.
    fn slot(&mut self, done: &mut impl FnMut(&Region<'_>, J) -> Result<()>) -> Result<Slot> {
        loop {
            if let Some(slot) = self.idle.pop() {
                return Ok(slot);
            }
            self.finish_one(done)?;
        }
    }

    /// Waits for the oldest message.
    fn finish_one(&mut self, done: &mut impl FnMut(&Region<'_>, J) -> Result<()>) -> Result<()> {
        let Some((slot, _)) = self.busy.front_mut() else { return Ok(()) };
        slot.wait(self.limit, self.name)?;
        if let Some((slot, job)) = self.busy.pop_front() {
            let outcome = job.map_or(Ok(()), |job| done(&slot.room()?, job));
            self.idle.push(slot);
            outcome?;
        }
        Ok(())
    }

    /// Starts to receive a message.
    pub fn receive(
        &mut self,
        from: i32,
        bytes: i64,
        place: Place<'_>,
        job: J,
        mut done: impl FnMut(&Region<'_>, J) -> Result<()>,
    ) -> Result<()> {
        let mut slot = self.slot(&mut done)?;
        self.stats.received(Transport::Messages, 1, bytes);
        let (started, job) = match place {
            Place::Staged => (slot.receive(self.comm, bytes, from, TAG), Some(job)),
            Place::Direct(elements) => (slot.receive_direct(self.comm, &elements, from, TAG), None),
        };
        self.busy.push_back((slot, job));
        started
    }

    /// Starts to send a message; `pack` fills the room of a staged one.
    pub fn send(
        &mut self,
        to: i32,
        bytes: i64,
        place: Place<'_>,
        pack: impl FnOnce(&Region<'_>) -> Result<()>,
    ) -> Result<()> {
        let mut slot = self.slot(&mut |_, _| Ok(()))?;
        self.stats.sent(Transport::Messages, 1, bytes);
        let started = match place {
            Place::Staged => pack(&slot.room()?).and_then(|()| slot.send(self.comm, bytes, to, TAG)),
            Place::Direct(elements) => slot.send_direct(self.comm, &elements, to, TAG),
        };
        self.busy.push_back((slot, None));
        started
    }

    /// Adds a slot that has served a message outside the pipeline.
    pub fn take_back(&mut self, slot: Slot) {
        self.idle.push(slot);
    }

    /// Does something with one slot while no other is in use.
    pub fn alone(&mut self, work: impl FnOnce(&mut Slot, Limit, &'static str) -> Result<()>) -> Result<()> {
        let mut slot = self.slot(&mut |_, _| Ok(()))?;
        let done = work(&mut slot, self.limit, self.name);
        self.idle.push(slot);
        done
    }

    /// Waits for all messages.
    pub fn finish(&mut self, mut done: impl FnMut(&Region<'_>, J) -> Result<()>) -> Result<()> {
        while !self.busy.is_empty() {
            self.finish_one(&mut done)?;
        }
        Ok(())
    }
}
