//! One run of a plan: pieces of messages on their way in bounded staging memory.
//!
//! Sender and receiver cut a parcel into the same pieces. Every rank serves its partners by distance,
//! nearest first, and a receiver has its next receives posted for the nearest partners that are not
//! through. So of all pieces that are not through, those at the smallest distance can move on both
//! sides, and the whole can not stand still, however few slots there are. The first message of a
//! partner says how many follow, so that what a partner that failed, or that is read directly, does not
//! send is not waited for.

use super::letterhead::{self, HEAD, Kind, Letterhead};
use super::load::{Load, Part};
use super::pack_change::Bench;
use super::pack_pairs::{self, Remote};
use super::pack_slot::Slot;
use super::parcel::Parcel;
use super::pieces::{Cut, Span, messages};
use super::traffic::{Partner, Traffic, Transport};
use crate::context::call::mix;
use crate::error::{Error, Result, Status};
use crate::fail;
use crate::memory::Region;
use crate::mpi::wait::Patience;
use std::collections::VecDeque;

/// From so many bytes on, and with so many of them together in the sender's memory on the average,
/// elements are read directly.
const DIRECT_BYTES: i64 = 32 << 10;
const DIRECT_RUN: i64 = 1 << 10;
/// With such a part of the sender's memory that is to be read, what lies in between is read too.
const DIRECT_DENSITY: f64 = 0.4;
/// With fewer bytes together in the receiver's memory, what is read directly is staged.
const STAGED_RUN: i64 = 256;

/// How far this rank is with a partner that it receives from.
#[derive(Clone, Copy, Debug, Default)]
struct Arrivals {
    cut: Cut,
    posted: i64,
    arrived: i64,
    /// How many messages come; None until the first one told.
    expected: Option<i64>,
}

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
    receiving: VecDeque<(usize, Slot, Vec<Span>)>,
    receipts_out: Vec<Slot>,
    receipts_in: Vec<(usize, Slot)>,
    /// The partner and the piece that are sent next.
    next_send: (usize, Cut),
    arrivals: Vec<Arrivals>,
    /// Partners of which no receive is posted yet begin here.
    unposted: usize,
    /// Partners of which more is to be posted.
    open: VecDeque<usize>,
    /// Partners that are not through.
    left: usize,
    bench: Bench,
}

impl Flight {
    /// A run on these arrays, or one in which this rank only tells its mistake.
    pub fn new(traffic: &mut Traffic, loads: Vec<Load>, failure: Option<Error>) -> Flight {
        let widths: Vec<i64> = loads.iter().map(Load::travelling).collect();
        let describe = |hash, load: &Load| {
            let dtypes = load.source.dtype() as u64 * 64 + load.target.dtype() as u64;
            mix(mix(mix(hash, load.source.serial()), load.target.serial()), dtypes)
        };
        Flight {
            hash: loads.iter().fold(traffic.hash, describe),
            silent: failure.is_some(),
            abandoned: false,
            failure,
            widths,
            loads,
            idle_out: std::mem::take(&mut traffic.outgoing),
            idle_in: std::mem::take(&mut traffic.incoming),
            idle_receipts: std::mem::take(&mut traffic.receipts),
            sending: VecDeque::new(),
            receiving: VecDeque::new(),
            receipts_out: Vec::new(),
            receipts_in: Vec::new(),
            next_send: (0, Cut::default()),
            arrivals: vec![Arrivals::default(); traffic.receives.len()],
            unposted: 0,
            open: VecDeque::new(),
            left: traffic.receives.len(),
            bench: Bench::default(),
        }
    }

    /// Whether this rank failed at the beginning, and its caller does not wait for the end.
    pub fn is_abandoned(&self) -> bool {
        self.abandoned
    }

    /// The caller does not wait for the end.
    pub fn abandon(&mut self) {
        self.abandoned = true;
    }

    /// The staging memory is free again.
    pub fn give_back(self, traffic: &mut Traffic) {
        traffic.outgoing = self.idle_out;
        traffic.incoming = self.idle_in;
        traffic.receipts = self.idle_receipts;
    }

    /// All that needs no waiting: first receives, first pieces, and what stays on this rank.
    pub fn start(&mut self, traffic: &Traffic) -> Result<()> {
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
    pub fn finish(&mut self, traffic: &Traffic, name: &'static str) -> Result<()> {
        let mut patience = Patience::new(traffic.session.options().limit, name);
        loop {
            let moved = self.progress(traffic)?;
            if self.is_done(traffic) {
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
            && self.next_send.0 == traffic.sends.len()
            && self.sending.is_empty()
            && self.receipts_out.is_empty()
            && self.receipts_in.is_empty()
    }

    fn progress(&mut self, traffic: &Traffic) -> Result<bool> {
        let mut moved = self.receive(traffic)?;
        let before = self.sending.len();
        self.reap_sends()?;
        moved |= self.sending.len() != before;
        moved |= self.send(traffic)?;
        moved |= self.reap_receipts()?;
        Ok(moved)
    }

    fn reap_sends(&mut self) -> Result<()> {
        let mut at = 0;
        while at < self.sending.len() {
            if self.sending[at].test()? {
                self.idle_out.extend(self.sending.remove(at));
            } else {
                at += 1;
            }
        }
        Ok(())
    }

    fn reap_receipts(&mut self) -> Result<bool> {
        let mut moved = false;
        let mut at = 0;
        while at < self.receipts_out.len() {
            if self.receipts_out[at].test()? {
                self.idle_receipts.push(self.receipts_out.swap_remove(at));
                moved = true;
            } else {
                at += 1;
            }
        }
        at = 0;
        while at < self.receipts_in.len() {
            if !self.receipts_in[at].1.test()? {
                at += 1;
                continue;
            }
            let (_, slot) = self.receipts_in.swap_remove(at);
            if Letterhead::read(&slot.room()?)?.kind == Kind::Failure {
                let error = letterhead::read_failure(&slot.room()?)?;
                self.failure.get_or_insert(error);
            }
            self.idle_receipts.push(slot);
            moved = true;
        }
        Ok(moved)
    }

    fn head(&self, traffic: &Traffic, kind: Kind, length: i64, messages: i64) -> Letterhead {
        Letterhead { kind, hash: self.hash, turn: traffic.turn, length, messages }
    }

    /// Sends what there are slots for.
    fn send(&mut self, traffic: &Traffic) -> Result<bool> {
        let mut moved = false;
        while self.next_send.0 < traffic.sends.len() {
            let Some(mut slot) = self.idle_out.pop() else { break };
            let at = self.next_send.0;
            let partner = &traffic.sends[at];
            let started = if self.silent {
                self.next_send = (at + 1, Cut::default());
                self.send_failure(traffic, &mut slot, partner.rank, traffic.tag)
            } else if self.reads_directly(traffic, at)? {
                self.next_send = (at + 1, Cut::default());
                self.send_description(traffic, at, &mut slot)
            } else {
                self.send_piece(traffic, at, &mut slot)
            };
            self.sending.push_back(slot);
            started?;
            moved = true;
        }
        Ok(moved)
    }

    fn send_failure(&self, traffic: &Traffic, slot: &mut Slot, to: i32, tag: i32) -> Result<()> {
        let Some(error) = &self.failure else { fail!(Internal, "no failure to tell") };
        let room = slot.room()?;
        self.head(traffic, Kind::Failure, 0, 1).write(&room)?;
        letterhead::write_failure(&room, error, traffic.session.rank())?;
        slot.send(traffic.session.comm(), letterhead::LEAST, to, tag)
    }

    fn send_piece(&mut self, traffic: &Traffic, at: usize, slot: &mut Slot) -> Result<()> {
        let partner = &traffic.sends[at];
        let piece = traffic.piece_with(partner);
        let (spans, next) = self.next_send.1.piece(partner.count, &self.widths, piece);
        let all = messages(partner.count, &self.widths, piece);
        let room = slot.room()?;
        let mut bytes = 0;
        for span in &spans {
            let load = &self.loads[span.load];
            let parcel = &traffic.compiled[span.load].sends[at];
            let place = room.behind(HEAD + span.offset)?;
            load.changes.pack(parcel, &load.from()?, (span.first, span.count), &place, &mut self.bench)?;
            bytes = span.offset + span.count * self.widths[span.load];
        }
        self.head(traffic, Kind::Elements, bytes, all).write(&room)?;
        self.next_send = if next.is_end(&self.widths) { (at + 1, Cut::default()) } else { (at, next) };
        slot.send(traffic.session.comm(), HEAD + bytes, partner.rank, traffic.tag)
    }

    /// Whether a partner shall read this rank's memory.
    fn reads_directly(&self, traffic: &Traffic, at: usize) -> Result<bool> {
        let partner = &traffic.sends[at];
        if !partner.readable || self.loads.is_empty() {
            return Ok(false);
        }
        if traffic.terms.transport == Transport::Direct {
            return Ok(true);
        }
        let bytes: i64 = self.widths.iter().map(|width| width.saturating_mul(partner.count)).sum();
        let good = |parcel: &Parcel| parcel.mean_run() >= DIRECT_RUN || parcel.density() >= DIRECT_DENSITY;
        let runs_are_long = || traffic.compiled.iter().all(|c| good(&c.sends[at]));
        Ok(bytes >= DIRECT_BYTES && runs_are_long() && self.describe(traffic, at)?.is_some())
    }

    /// Where a partner's elements lie in this rank's memory; None if that takes too many words.
    fn describe(&self, traffic: &Traffic, at: usize) -> Result<Option<Vec<i64>>> {
        let mut words = vec![i64::from(std::process::id())];
        for (load, compiled) in self.loads.iter().zip(&traffic.compiled) {
            let parcel = &compiled.sends[at];
            let (low, high) = parcel.reach();
            let start = load.from()?.address(low, high - low)?.wrapping_offset(-low as isize);
            words.push(start as i64);
            parcel.to_words(&mut words);
        }
        Ok((words.len() as i64 * 8 <= traffic.description_room()).then_some(words))
    }

    fn send_description(&mut self, traffic: &Traffic, at: usize, slot: &mut Slot) -> Result<()> {
        let to = traffic.sends[at].rank;
        let Some(words) = self.describe(traffic, at)? else {
            let text = "DA_TRANSPORT_DIRECT is not to be had: the elements lie too irregularly to be described \
                        to the rank that reads them; use DA_TRANSPORT_AUTO";
            self.failure.get_or_insert(Error::new(Status::NotSupported, text));
            return self.send_failure(traffic, slot, to, traffic.tag);
        };
        let room = slot.room()?;
        self.head(traffic, Kind::Description, words.len() as i64, 1).write(&room)?;
        room.behind(HEAD)?.put_numbers(&words)?;
        let comm = traffic.session.comm();
        let Some(mut receipt) = self.idle_receipts.pop() else { fail!(Internal, "no room for a receipt") };
        receipt.receive(comm, letterhead::LEAST, to, traffic.tag + 1)?;
        self.receipts_in.push((at, receipt));
        slot.send(comm, HEAD + words.len() as i64 * 8, to, traffic.tag)
    }

    /// Posts receives for the nearest partners that are not through.
    fn post(&mut self, traffic: &Traffic) -> Result<()> {
        while !self.idle_in.is_empty() {
            let open = self.open.front().copied();
            let first = (self.unposted < traffic.receives.len()).then_some(self.unposted);
            let Some(at) = [open, first].into_iter().flatten().min() else { break };
            let Some(mut slot) = self.idle_in.pop() else { break };
            let (partner, arrivals) = (&traffic.receives[at], &mut self.arrivals[at]);
            let piece = traffic.piece_with(partner);
            let (spans, next) = arrivals.cut.piece(partner.count, &self.widths, piece);
            arrivals.cut = next;
            arrivals.posted += 1;
            if first == Some(at) {
                self.unposted += 1;
            } else if arrivals.expected == Some(arrivals.posted) {
                self.open.pop_front();
            }
            let bytes = slot.bytes();
            let started = slot.receive(traffic.session.comm(), bytes, partner.rank, traffic.tag);
            self.receiving.push_back((at, slot, spans));
            started?;
        }
        Ok(())
    }

    /// Takes in what arrived.
    fn receive(&mut self, traffic: &Traffic) -> Result<bool> {
        // Sums do not depend on the order of arrival.
        let in_order = self.loads.iter().any(|load| load.changes.combine.is_some());
        let (mut moved, mut index) = (false, 0);
        while index < self.receiving.len() {
            if !self.receiving[index].1.test()? {
                if in_order {
                    break;
                }
                index += 1;
                continue;
            }
            let Some((at, slot, spans)) = self.receiving.remove(index) else { break };
            let taken = self.take_in(traffic, at, &slot, &spans);
            self.idle_in.push(slot);
            taken?;
            moved = true;
        }
        if moved {
            self.post(traffic)?;
        }
        Ok(moved)
    }

    fn take_in(&mut self, traffic: &Traffic, at: usize, slot: &Slot, spans: &[Span]) -> Result<()> {
        let room = slot.room()?;
        let head = Letterhead::read(&room)?;
        let arrivals = &mut self.arrivals[at];
        arrivals.arrived += 1;
        if arrivals.expected.is_none() {
            arrivals.expected = Some(head.messages);
            if arrivals.posted < head.messages {
                let place = self.open.partition_point(|other| *other < at);
                self.open.insert(place, at);
            }
        }
        if arrivals.expected == Some(arrivals.arrived) {
            self.left -= 1;
        }
        let same = head.hash == self.hash && head.turn == traffic.turn;
        if !same && !self.silent && head.kind != Kind::Failure {
            let rank = traffic.receives[at].rank;
            let text = format!(
                "rank {rank} runs another plan, or this one on other arrays or once more or less often"
            );
            self.failure.get_or_insert(Error::new(Status::Mismatch, text));
        }
        let wanted = same && !self.silent;
        match head.kind {
            Kind::Elements if wanted => self.unpack(traffic, at, &room, spans),
            Kind::Elements => Ok(()),
            Kind::Failure => {
                let error = letterhead::read_failure(&room)?;
                self.failure.get_or_insert(error);
                Ok(())
            }
            Kind::Description => {
                let read = if wanted { self.read(traffic, at, head.length, &room) } else { Ok(()) };
                self.send_receipt(traffic, at, read)
            }
            Kind::Receipt => fail!(Internal, "a receipt among the elements"),
        }
    }

    fn unpack(&mut self, traffic: &Traffic, at: usize, room: &Region<'_>, spans: &[Span]) -> Result<()> {
        for span in spans {
            let load = &self.loads[span.load];
            let parcel = &traffic.compiled[span.load].receives[at];
            let place = room.behind(HEAD + span.offset)?;
            let arrived = (&place, self.widths[span.load]);
            load.changes.unpack(parcel, &load.to()?, (span.first, span.count), arrived, &mut self.bench)?;
        }
        Ok(())
    }

    /// Reads a partner's memory. The room, whose description was read, serves for staging.
    fn read(&mut self, traffic: &Traffic, at: usize, length: i64, room: &Region<'_>) -> Result<()> {
        let Partner { rank, count, .. } = traffic.receives[at];
        let mut words = vec![0i64; usize::try_from(length).unwrap_or(0)];
        room.behind(HEAD)?.get_numbers(&mut words)?;
        let [pid, rest @ ..] = words.as_slice() else { fail!(Internal, "an empty description") };
        let mut rest = rest;
        for (load, compiled) in self.loads.iter().zip(&traffic.compiled) {
            let [start, description @ ..] = rest else { fail!(Internal, "a description ends early") };
            let (parcel, behind) = Parcel::from_words(description)?;
            rest = behind;
            if parcel.count() != count {
                fail!(Internal, "rank {rank} describes {} elements instead of {count}", parcel.count());
            }
            let remote = Remote { pid: *pid as i32, at: *start, parcel: &parcel };
            let (target, memory, itemsize) = (&compiled.receives[at], load.to()?, load.itemsize());
            let covered = parcel.mean_run() < DIRECT_RUN && parcel.density() >= DIRECT_DENSITY;
            let read = if load.changes.is_none() && covered {
                let place = room.behind(HEAD)?;
                pack_pairs::read_covering(&remote, (target, &memory), count, (&place, itemsize))
            } else if load.changes.is_none() && target.mean_run() >= STAGED_RUN {
                pack_pairs::read_into(&remote, (target, &memory), (0, count), itemsize)
            } else {
                let place = room.behind(HEAD)?;
                read_staged(load, &remote, (target, &memory), (count, traffic.piece), &place, &mut self.bench)
            };
            read.map_err(|error| traffic.unreadable(rank, &error))?;
        }
        Ok(())
    }

    fn send_receipt(&mut self, traffic: &Traffic, at: usize, read: Result<()>) -> Result<()> {
        let failed = self.silent || read.is_err();
        if let Err(error) = read {
            self.failure.get_or_insert(error);
        }
        let to = traffic.receives[at].rank;
        let Some(mut slot) = self.idle_receipts.pop() else { fail!(Internal, "no room for a receipt") };
        let sent = if failed {
            self.send_failure(traffic, &mut slot, to, traffic.tag + 1)
        } else {
            let written = self.head(traffic, Kind::Receipt, 0, 1).write(&slot.room()?);
            written.and_then(|()| slot.send(traffic.session.comm(), HEAD, to, traffic.tag + 1))
        };
        self.receipts_out.push(slot);
        sent
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

fn read_staged(
    load: &Load,
    remote: &Remote<'_>,
    (target, memory): (&Parcel, &Region<'_>),
    (count, piece): (i64, i64),
    room: &Region<'_>,
    bench: &mut Bench,
) -> Result<()> {
    let itemsize = load.itemsize();
    let most = (piece.min(room.bytes()) / itemsize).max(1);
    let mut at = 0;
    while at < count {
        let some = most.min(count - at);
        pack_pairs::read_packed(remote, room, (at, some), itemsize)?;
        load.changes.unpack_unsent(target, memory, (at, some), (room, itemsize), bench)?;
        at += some;
    }
    Ok(())
}
