//! What a run sends: pieces of parcels, descriptions of memory that partners read, failures.

use super::Flight;
use crate::context::stats::Transport;
use crate::error::{Error, Result, Status};
use crate::exchange::letterhead::{self, HEAD, Kind, Letterhead};
use crate::exchange::pack_slot::Slot;
use crate::exchange::parcel::Parcel;
use crate::exchange::pieces::{Cut, messages};
use crate::exchange::traffic::{self, Traffic};
use crate::fail;
use crate::memory::peer;

/// From so many bytes on, and with so many of them together in the sender's memory on the average,
/// elements are read directly.
const DIRECT_BYTES: i64 = 32 << 10;
const DIRECT_RUN: i64 = 1 << 10;
/// Up to so many bytes, elements stand in the message of the letterhead.
const TOGETHER: i64 = 16 << 10;

/// The next thing to send.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Next {
    /// The partner.
    pub at: usize,
    /// Its piece.
    cut: Cut,
    /// Whether the letterhead was sent.
    announced: bool,
}

impl Next {
    fn partner(self) -> Next {
        Next { at: self.at + 1, ..Next::default() }
    }
}

impl Flight {
    pub(super) fn reap_sends(&mut self) -> Result<bool> {
        let before = self.sending.len();
        let mut at = 0;
        while at < self.sending.len() {
            if self.sending[at].is_idle() {
                self.idle_out.extend(self.sending.remove(at));
            } else {
                at += 1;
            }
        }
        Ok(self.sending.len() != before)
    }

    /// Takes in what became of memory that partners read.
    pub(super) fn reap_receipts(&mut self, traffic: &Traffic) -> Result<bool> {
        let mut moved = false;
        let mut at = 0;
        while at < self.receipts_in.len() {
            if !self.receipts_in[at].is_idle() {
                at += 1;
                continue;
            }
            let slot = self.receipts_in.swap_remove(at);
            let head = Letterhead::read(&slot.room()?)?;
            traffic.stats().received(Transport::Messages, 1, HEAD);
            if head.kind == Kind::Failure {
                let error = letterhead::read_failure(&slot.room()?)?;
                self.failure.get_or_insert(error);
            } else {
                traffic.stats().sent(Transport::Direct, 1, head.length);
            }
            self.idle_receipts.push(slot);
            moved = true;
        }
        Ok(moved)
    }

    pub(super) fn head(&self, traffic: &Traffic, kind: Kind, length: i64, messages: i64) -> Letterhead {
        Letterhead { kind, hash: self.hash, turn: traffic.turn, length, messages }
    }

    /// Sends what there are slots for.
    pub(super) fn send(&mut self, traffic: &Traffic) -> Result<bool> {
        let mut moved = false;
        while self.next_send.at < traffic.sends.len() {
            let Some(mut slot) = self.idle_out.pop() else { break };
            let at = self.next_send.at;
            let started = if self.next_send.announced {
                self.send_piece(traffic, at, &mut slot)
            } else if self.silent {
                self.next_send = self.next_send.partner();
                self.send_failure(traffic, &mut slot, traffic.sends[at].rank, traffic.tag)
            } else {
                match self.read_directly(traffic, at)? {
                    Some(words) => {
                        self.next_send = self.next_send.partner();
                        self.send_description(traffic, at, &mut slot, words)
                    }
                    None => self.send_first(traffic, at, &mut slot),
                }
            };
            self.sending.push_back(slot);
            started?;
            moved = true;
        }
        Ok(moved)
    }

    /// Tells a partner that this rank failed.
    pub(super) fn send_failure(&self, traffic: &Traffic, slot: &mut Slot, to: i32, tag: i32) -> Result<()> {
        let Some(error) = &self.failure else { fail!(Internal, "no failure to tell") };
        let room = slot.room()?;
        self.head(traffic, Kind::Failure, 0, 1).write(&room)?;
        letterhead::write_failure(&room, error, traffic.session.rank())?;
        traffic.send(slot, letterhead::LEAST, to, tag)
    }

    /// The letterhead: with all elements where they are few, else alone, so that the pieces that follow
    /// are nothing but elements and can go to where they belong.
    fn send_first(&mut self, traffic: &Traffic, at: usize, slot: &mut Slot) -> Result<()> {
        let partner = &traffic.sends[at];
        let pieces = messages(partner.count, &self.widths, traffic.piece_with(partner));
        let bytes: i64 = self.widths.iter().map(|width| width.saturating_mul(partner.count)).sum();
        if pieces > 1 || bytes > TOGETHER {
            self.next_send.announced = true;
            self.head(traffic, Kind::Elements, 0, 1 + pieces).write(&slot.room()?)?;
            return traffic.send(slot, HEAD, partner.rank, traffic.tag);
        }
        let bytes = self.pack_piece(traffic, at, slot, HEAD)?;
        self.head(traffic, Kind::Elements, bytes, 1).write(&slot.room()?)?;
        traffic.send(slot, HEAD + bytes, partner.rank, traffic.tag)
    }

    fn send_piece(&mut self, traffic: &Traffic, at: usize, slot: &mut Slot) -> Result<()> {
        let bytes = self.pack_piece(traffic, at, slot, 0)?;
        traffic.send(slot, bytes, traffic.sends[at].rank, traffic.tag)
    }

    /// Packs the next piece behind an offset; its bytes.
    fn pack_piece(&mut self, traffic: &Traffic, at: usize, slot: &Slot, offset: i64) -> Result<i64> {
        let partner = &traffic.sends[at];
        let (spans, next) =
            self.next_send.cut.piece(partner.count, &self.widths, traffic.piece_with(partner));
        let room = slot.room()?;
        let mut bytes = 0;
        for span in &spans {
            let load = &self.loads[span.load];
            let parcel = &traffic.compiled[span.load].sends[at];
            let place = room.behind(offset + span.offset)?;
            load.changes.pack(parcel, &load.from()?, (span.first, span.count), &place, &mut self.bench)?;
            bytes = span.offset + span.count * self.widths[span.load];
        }
        self.next_send.cut = next;
        if next.is_end(&self.widths) {
            self.next_send = self.next_send.partner();
        }
        Ok(bytes)
    }

    /// What a partner needs that shall read this rank's memory: None where it shall not; empty where it
    /// shall, but can not be told how.
    fn read_directly(&self, traffic: &Traffic, at: usize) -> Result<Option<Vec<i64>>> {
        let partner = &traffic.sends[at];
        if !partner.readable || self.loads.is_empty() {
            return Ok(None);
        }
        if traffic.terms.transport == traffic::Transport::Direct {
            return Ok(Some(self.describe(traffic, at)?.unwrap_or_default()));
        }
        let bytes: i64 = self.widths.iter().map(|width| width.saturating_mul(partner.count)).sum();
        let good = |parcel: &Parcel| parcel.mean_run() >= DIRECT_RUN;
        let runs_are_long = || traffic.compiled.iter().all(|c| good(&c.sends[at]));
        if bytes >= DIRECT_BYTES && runs_are_long() { self.describe(traffic, at) } else { Ok(None) }
    }

    /// Where a partner's elements lie in this rank's memory; None if that takes too many words.
    fn describe(&self, traffic: &Traffic, at: usize) -> Result<Option<Vec<i64>>> {
        let mut words = Vec::with_capacity(64);
        words.push(peer::own_process());
        for (load, compiled) in self.loads.iter().zip(&traffic.compiled) {
            let parcel = &compiled.sends[at];
            let (low, high) = parcel.reach();
            let start = load.from()?.address(low, high - low)?.wrapping_offset(-low as isize);
            words.push(start as i64);
            parcel.to_words(&mut words);
        }
        Ok((words.len() as i64 * 8 <= traffic.description_room()).then_some(words))
    }

    fn send_description(
        &mut self,
        traffic: &Traffic,
        at: usize,
        slot: &mut Slot,
        words: Vec<i64>,
    ) -> Result<()> {
        let to = traffic.sends[at].rank;
        if words.is_empty() {
            let text = "DA_TRANSPORT_DIRECT is not to be had: the elements lie too irregularly to be described \
                        to the rank that reads them; use DA_TRANSPORT_AUTO";
            self.failure.get_or_insert(Error::new(Status::NotSupported, text));
            return self.send_failure(traffic, slot, to, traffic.tag);
        }
        let room = slot.room()?;
        self.head(traffic, Kind::Description, words.len() as i64, 1).write(&room)?;
        room.behind(HEAD)?.put_numbers(&words)?;
        let comm = traffic.session.comm();
        let Some(mut receipt) = self.idle_receipts.pop() else { fail!(Internal, "no room for a receipt") };
        let posted = receipt.receive(comm, letterhead::LEAST, to, traffic.tag + 1);
        self.receipts_in.push(receipt);
        posted?;
        traffic.send(slot, HEAD + words.len() as i64 * 8, to, traffic.tag)
    }
}
