//! One run of a plan: pieces of messages on their way in bounded staging memory.
//!
//! Sender and receiver cut a parcel into the same pieces. Every rank serves its partners by distance,
//! nearest first, and a receiver has its next receives posted for the nearest partners that are not
//! through. So of all pieces that are not through, those at the smallest distance can move on both
//! sides, and the whole can not stand still, however few slots there are. The first message of a
//! partner has a letterhead and says how many follow, so that what a partner that failed, or that is
//! read directly, does not send is not waited for.

mod incoming;
mod outgoing;

use self::incoming::{Arrivals, Arriving, Known};
use self::outgoing::Next;
use super::load::{Load, Part};
use super::pack_change::Bench;
use super::pack_pairs;
use super::pack_slot::Slot;
use super::parcel::Parcel;
use super::traffic::Traffic;
use crate::array::Array;
use crate::context::call::mix;
use crate::error::{Error, Result};
use crate::memory::Region;
use crate::mpi::message::Poll;
use crate::mpi::wait::Patience;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

/// One run.
pub struct Flight {
    loads: Vec<Load>,
    /// This rank's own mistake, or the first partner's.
    failure: Option<Error>,
    /// This rank sends no elements and takes in none.
    silent: bool,
    abandoned: bool,
    hash: u64,
    widths: Vec<i64>,
    idle_out: Vec<Slot>,
    idle_in: Vec<Slot>,
    idle_receipts: Vec<Slot>,
    sending: VecDeque<Slot>,
    receiving: VecDeque<Arriving>,
    receipts_out: Vec<Slot>,
    receipts_in: Vec<Slot>,
    next_send: Next,
    arrivals: Vec<Arrivals>,
    /// Partners of which no receive is posted yet begin here.
    unposted: usize,
    /// Partners of which more is to be posted.
    open: VecDeque<usize>,
    /// Partners that are not through.
    left: usize,
    bench: Bench,
    poll: Poll,
    /// Per partner.
    known: Vec<Known>,
    words: Vec<i64>,
}

/// Runs that ended while messages were under way that nobody waits for any more: MPI may still use their
/// memory, which is never freed.
static LOST: Mutex<Vec<Flight>> = Mutex::new(Vec::new());

/// Keeps a run whose messages are lost.
pub fn lose(flight: Box<Flight>) {
    LOST.lock().unwrap_or_else(|e| e.into_inner()).push(*flight);
}

impl Flight {
    /// Room for the runs of a plan, one after the other; takes the plan's staging memory.
    pub fn new(traffic: &mut Traffic) -> Flight {
        Flight {
            loads: Vec::new(),
            failure: None,
            silent: false,
            abandoned: false,
            hash: 0,
            widths: Vec::new(),
            idle_out: std::mem::take(&mut traffic.outgoing),
            idle_in: std::mem::take(&mut traffic.incoming),
            idle_receipts: std::mem::take(&mut traffic.receipts),
            sending: VecDeque::new(),
            receiving: VecDeque::new(),
            receipts_out: Vec::new(),
            receipts_in: Vec::new(),
            next_send: Next::default(),
            arrivals: Vec::new(),
            unposted: 0,
            open: VecDeque::new(),
            left: 0,
            bench: Bench::default(),
            poll: Poll::default(),
            known: Vec::new(),
            words: Vec::new(),
        }
    }

    /// Prepares a run on these arrays, or one in which this rank only tells its mistake.
    pub fn prepare(&mut self, traffic: &Traffic, loads: Vec<Load>, failure: Option<Error>) {
        // Of an array on some of the ranks only, the others do not know the number.
        let own = |array: &Array| array.context().session().is_some_and(|s| Arc::ptr_eq(s, &traffic.session));
        let number = |array: &Array| if own(array) { array.serial() } else { 0 };
        let describe = |hash, load: &Load| {
            let dtypes = load.source.dtype() as u64 * 64 + load.target.dtype() as u64;
            mix(mix(mix(hash, number(&load.source)), number(&load.target)), dtypes)
        };
        self.hash = loads.iter().fold(traffic.hash, describe);
        self.widths.clear();
        self.widths.extend(loads.iter().map(Load::travelling));
        self.loads = loads;
        self.silent = failure.is_some();
        self.abandoned = false;
        self.failure = failure;
        self.next_send = Next::default();
        self.arrivals.clear();
        self.arrivals.resize(traffic.receives.len(), Arrivals::default());
        self.open.clear();
        (self.unposted, self.left) = (0, traffic.receives.len());
    }

    /// Whether nothing is received any more; what was sent may still be on its way.
    pub fn is_at_rest(&self) -> bool {
        self.receiving.is_empty() && self.receipts_in.is_empty() && self.receipts_out.is_empty()
    }

    /// Slots whose messages may still be on their way, when there will be no further run.
    pub fn take_sending(&mut self) -> VecDeque<Slot> {
        std::mem::take(&mut self.sending)
    }

    /// Lets go of the arrays.
    pub fn clear(&mut self) {
        self.loads.clear();
    }

    /// Whether this rank failed at the beginning, and its caller does not wait for the end.
    pub fn is_abandoned(&self) -> bool {
        self.abandoned
    }

    /// The caller does not wait for the end.
    pub fn abandon(&mut self) {
        self.abandoned = true;
    }

    /// All that needs no waiting: first receives, first pieces, and what stays on this rank.
    pub fn start(&mut self, traffic: &Traffic) -> Result<()> {
        if !self.sending.is_empty() {
            self.look()?;
            self.reap_sends()?;
        }
        self.post(traffic)?;
        // Of halos, what this rank copies to itself is part of what it sends.
        let taken_along = self.loads.iter().any(|load| load.part == Part::Whole);
        if taken_along {
            self.keep(traffic)?;
        }
        self.send(traffic)?;
        if taken_along { Ok(()) } else { self.keep(traffic) }
    }

    /// Copies what stays on this rank, message by message.
    fn keep(&mut self, traffic: &Traffic) -> Result<()> {
        for (load, compiled) in self.loads.iter().zip(&traffic.compiled) {
            if load.part == Part::Owned {
                load.target.wrote();
            }
            let (from, to) = (&compiled.own.0, &compiled.own.1);
            if from.count() == 0 {
                continue;
            }
            if !load.changes.is_none() {
                self.bench.with_room(|room, bench| change_own(load, (from, to), room, bench))?;
            } else if !compiled.copy_boxes(load)? {
                pack_pairs::copy((from, &load.from()?), (to, &load.to()?), load.itemsize())?;
            }
        }
        Ok(())
    }

    /// Waits until everything is sent and received.
    pub fn finish(&mut self, traffic: &Traffic, name: &'static str, early: bool) -> Result<()> {
        let mut patience = Patience::new(traffic.session.options().limit, name);
        loop {
            let moved = self.progress(traffic)?;
            if self.is_done(traffic) && (early || self.sending.is_empty()) {
                break;
            }
            if moved { patience.renew() } else { patience.wear()? }
        }
        match self.failure.take() {
            None => Ok(()),
            Some(error) => Err(error),
        }
    }

    fn is_done(&self, traffic: &Traffic) -> bool {
        self.left == 0
            && self.next_send.at == traffic.sends.len()
            && self.receipts_out.is_empty()
            && self.receipts_in.is_empty()
    }

    /// Looks after all messages under way.
    fn look(&mut self) -> Result<()> {
        let Flight { poll, receiving, sending, receipts_in, receipts_out, .. } = self;
        poll.clear();
        receiving.iter().for_each(|arriving| arriving.slot.join(poll));
        sending.iter().for_each(|slot| slot.join(poll));
        receipts_in.iter().chain(&*receipts_out).for_each(|slot| slot.join(poll));
        let looked = poll.look();
        receiving.iter_mut().for_each(|arriving| arriving.slot.part(poll));
        sending.iter_mut().for_each(|slot| slot.part(poll));
        receipts_in.iter_mut().chain(receipts_out).for_each(|slot| slot.part(poll));
        looked
    }

    fn progress(&mut self, traffic: &Traffic) -> Result<bool> {
        self.look()?;
        let mut moved = self.receive(traffic)?;
        moved |= self.reap_sends()?;
        moved |= self.send(traffic)?;
        moved |= self.reap_receipts(traffic)?;
        moved |= self.reap_sent_receipts()?;
        Ok(moved)
    }
}

/// Elements that stay on this rank and are changed.
fn change_own(
    load: &Load,
    (from, to): (&Parcel, &Parcel),
    room: &Region<'_>,
    bench: &mut Bench,
) -> Result<()> {
    let width = load.travelling();
    let most = (room.bytes() / width).max(1);
    let mut at = 0;
    while at < from.count() {
        let some = most.min(from.count() - at);
        load.changes.pack(from, &load.from()?, (at, some), room, bench)?;
        load.changes.unpack(to, &load.to()?, (at, some), (room, width), bench)?;
        at += some;
    }
    Ok(())
}
