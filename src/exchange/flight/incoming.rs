//! What a run receives: pieces of parcels, in staging memory or where they belong; descriptions of a
//! partner's memory, which is read; failures.

use super::Flight;
use crate::context::stats::Transport;
use crate::error::{Error, Result, Status};
use crate::exchange::letterhead::{self, HEAD, Kind, Letterhead};
use crate::exchange::load::Load;
use crate::exchange::pack_change::Bench;
use crate::exchange::pack_pairs::{self, Remote};
use crate::exchange::pack_slot::{InPlace, Slot};
use crate::exchange::parcel::Parcel;
use crate::exchange::pieces::{Cut, Span, Spans};
use crate::exchange::traffic::{Partner, Traffic};
use crate::fail;
use crate::memory::Region;

/// With fewer bytes together in the sender's memory, and such a part of it that is wanted, what lies in
/// between is read too.
const COVERED_RUN: i64 = 1 << 10;
const COVERED_DENSITY: f64 = 0.4;
/// With fewer bytes together in this rank's memory, what is read directly is staged.
const STAGED_RUN: i64 = 256;

/// How far this rank is with a partner that it receives from.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Arrivals {
    cut: Cut,
    posted: i64,
    arrived: i64,
    /// How many messages come; None until the first one told.
    expected: Option<i64>,
    /// Whether the elements are what this rank waits for.
    wanted: bool,
}

/// The last description of a partner's memory, which mostly comes again.
#[derive(Default)]
pub(super) struct Known {
    words: Vec<i64>,
    pid: i64,
    /// Per array the address of the layout's first element, and the elements.
    parcels: Vec<(i64, Parcel)>,
}

impl Known {
    fn new(words: &[i64], arrays: usize, count: i64) -> Result<Known> {
        let [pid, rest @ ..] = words else { fail!(Internal, "an empty description") };
        let (mut rest, mut parcels) = (rest, Vec::new());
        for _ in 0..arrays {
            let [start, description @ ..] = rest else { fail!(Internal, "a description ends early") };
            let (parcel, behind) = Parcel::from_words(description)?;
            if parcel.count() != count {
                fail!(Internal, "{} elements are described instead of {count}", parcel.count());
            }
            parcels.push((*start, parcel));
            rest = behind;
        }
        Ok(Known { words: words.to_vec(), pid: *pid, parcels })
    }
}

/// A message that is received.
pub(super) struct Arriving {
    /// The partner.
    at: usize,
    pub slot: Slot,
    /// The elements of a piece that does not go straight to its place.
    spans: Spans,
    /// Bytes, where they are known.
    bytes: i64,
}

impl Arrivals {
    /// Whether all messages that come are received or waited for.
    fn all_posted(&self) -> bool {
        self.expected == Some(self.posted)
    }
}

impl Flight {
    /// Whether elements are taken in partner by partner: sums do not depend on the order of arrival.
    fn in_order(&self) -> bool {
        self.loads.iter().any(|load| load.changes.combine.is_some())
    }

    /// Posts receives for the nearest partners that are not through.
    pub(super) fn post(&mut self, traffic: &Traffic) -> Result<()> {
        while !self.idle_in.is_empty() {
            let open = self.open.front().copied();
            let first = (self.unposted < traffic.receives.len()).then_some(self.unposted);
            let first = first.filter(|&at| at == 0 || !self.in_order() || self.arrivals[at - 1].all_posted());
            let Some(at) = [open, first].into_iter().flatten().min() else { break };
            let Some(mut slot) = self.idle_in.pop() else { break };
            let (started, spans, bytes) = if first == Some(at) {
                self.unposted += 1;
                self.arrivals[at].posted = 1;
                (traffic.receive(&mut slot, traffic.receives[at].rank), Spans::new(), HEAD)
            } else {
                self.post_piece(traffic, at, &mut slot)
            };
            self.receiving.push_back(Arriving { at, slot, spans, bytes });
            started?;
        }
        Ok(())
    }

    /// Posts the receive of a partner's next piece.
    fn post_piece(&mut self, traffic: &Traffic, at: usize, slot: &mut Slot) -> (Result<()>, Spans, i64) {
        let (partner, arrivals) = (&traffic.receives[at], &mut self.arrivals[at]);
        let (spans, next) = arrivals.cut.piece(partner.count, &self.widths, traffic.piece_with(partner));
        arrivals.cut = next;
        arrivals.posted += 1;
        let wanted = arrivals.wanted;
        if arrivals.all_posted() {
            self.open.pop_front();
        }
        let bytes = spans.iter().map(|span| span.count * self.widths[span.load]).sum();
        if wanted && let [span] = spans[..] {
            match self.post_in_place(traffic, at, span, slot) {
                Ok(true) => return (Ok(()), Spans::new(), bytes),
                Ok(false) => {}
                Err(error) => return (Err(error), Spans::new(), bytes),
            }
        }
        (traffic.receive(slot, partner.rank), spans, bytes)
    }

    /// Receives a piece where it belongs, if its elements lie together there. Not with a time limit: such
    /// memory could not be left to a message that never comes.
    fn post_in_place(&self, traffic: &Traffic, at: usize, span: Span, slot: &mut Slot) -> Result<bool> {
        let load = &self.loads[span.load];
        if traffic.session.options().limit.is_some() || !load.changes.arrives_as_it_is() {
            return Ok(false);
        }
        let width = self.widths[span.load];
        let mut walk = traffic.compiled[span.load].receives[at].walk(span.first, span.count)?;
        let Some((stretch, step)) = walk.next(i64::MAX)? else { return Ok(false) };
        if stretch.count < span.count || step != width {
            return Ok(false);
        }
        let region = load.to()?;
        let loops = vec![crate::memory::Loop { count: span.count, to: width, from: width }];
        let place = InPlace { region, offset: stretch.offset, itemsize: width as usize, loops };
        slot.receive_direct(traffic.session.comm(), &place, traffic.receives[at].rank, traffic.tag)?;
        Ok(true)
    }

    /// Takes in what arrived.
    pub(super) fn receive(&mut self, traffic: &Traffic) -> Result<bool> {
        let in_order = self.in_order();
        let (mut moved, mut index) = (false, 0);
        while index < self.receiving.len() {
            if !self.receiving[index].slot.is_idle() {
                if in_order {
                    break;
                }
                index += 1;
                continue;
            }
            let Some(Arriving { at, slot, spans, bytes }) = self.receiving.remove(index) else { break };
            traffic.stats().received(Transport::Messages, 1, bytes);
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
        self.arrivals[at].arrived += 1;
        let taken = if self.arrivals[at].expected.is_none() {
            self.take_first(traffic, at, &room)
        } else if self.arrivals[at].wanted {
            self.unpack(traffic, at, &room, spans)
        } else {
            Ok(())
        };
        if self.arrivals[at].expected == Some(self.arrivals[at].arrived) {
            self.left -= 1;
        }
        taken
    }

    /// The message with the letterhead.
    fn take_first(&mut self, traffic: &Traffic, at: usize, room: &Region<'_>) -> Result<()> {
        let head = Letterhead::read(room)?;
        let same = head.hash == self.hash && head.turn == traffic.turn;
        let arrivals = &mut self.arrivals[at];
        arrivals.expected = Some(head.messages);
        arrivals.wanted = same && !self.silent;
        let wanted = arrivals.wanted;
        if arrivals.posted < head.messages {
            let place = self.open.partition_point(|other| *other < at);
            self.open.insert(place, at);
        }
        if !same && !self.silent && head.kind != Kind::Failure {
            let rank = traffic.receives[at].rank;
            let text = format!(
                "rank {rank} runs another plan, or this one on other arrays or once more or less often"
            );
            self.failure.get_or_insert(Error::new(Status::Mismatch, text));
        }
        match head.kind {
            Kind::Elements if wanted && head.messages == 1 => {
                let partner = &traffic.receives[at];
                let (spans, _) =
                    Cut::default().piece(partner.count, &self.widths, traffic.piece_with(partner));
                self.unpack(traffic, at, &room.behind(HEAD)?, &spans)
            }
            Kind::Elements => Ok(()),
            Kind::Failure => {
                let error = letterhead::read_failure(room)?;
                self.failure.get_or_insert(error);
                Ok(())
            }
            Kind::Description => {
                let read = if wanted { self.read(traffic, at, head.length, room) } else { Ok(0) };
                self.send_receipt(traffic, at, read)
            }
            Kind::Receipt => fail!(Internal, "a receipt among the elements"),
        }
    }

    fn unpack(&mut self, traffic: &Traffic, at: usize, room: &Region<'_>, spans: &[Span]) -> Result<()> {
        for span in spans {
            let load = &self.loads[span.load];
            let parcel = &traffic.compiled[span.load].receives[at];
            let place = room.behind(span.offset)?;
            let arrived = (&place, self.widths[span.load]);
            load.changes.unpack(parcel, &load.to()?, (span.first, span.count), arrived, &mut self.bench)?;
        }
        Ok(())
    }

    /// Reads a partner's memory. The room, whose description was read, serves for staging.
    fn read(&mut self, traffic: &Traffic, at: usize, length: i64, room: &Region<'_>) -> Result<i64> {
        let Partner { rank, count, .. } = traffic.receives[at];
        self.words.clear();
        self.words.resize(usize::try_from(length).unwrap_or(0), 0);
        room.behind(HEAD)?.get_numbers(&mut self.words)?;
        self.known.resize_with(traffic.receives.len(), Known::default);
        if self.known[at].words != self.words {
            self.known[at] = Known::new(&self.words, self.loads.len(), count)?;
        }
        let Flight { known, loads, bench, .. } = self;
        let Known { pid, parcels, .. } = &known[at];
        for ((load, compiled), (start, parcel)) in loads.iter().zip(&traffic.compiled).zip(parcels) {
            let remote = Remote { pid: *pid as i32, at: *start, parcel };
            let target = (&compiled.receives[at], &load.to()?);
            let read = read_one(load, &remote, target, (count, traffic.piece), room, bench);
            read.map_err(|error| traffic.unreadable(rank, &error))?;
        }
        let bytes = self.loads.iter().map(|load| load.itemsize().saturating_mul(count)).sum();
        traffic.stats().received(Transport::Direct, 1, bytes);
        Ok(bytes)
    }

    fn send_receipt(&mut self, traffic: &Traffic, at: usize, read: Result<i64>) -> Result<()> {
        let failed = self.silent || read.is_err();
        let bytes = read.unwrap_or_else(|error| {
            self.failure.get_or_insert(error);
            0
        });
        let to = traffic.receives[at].rank;
        let Some(mut slot) = self.idle_receipts.pop() else { fail!(Internal, "no room for a receipt") };
        let sent = if failed {
            self.send_failure(traffic, &mut slot, to, traffic.tag + 1)
        } else {
            let written = self.head(traffic, Kind::Receipt, bytes, 1).write(&slot.room()?);
            written.and_then(|()| traffic.send(&mut slot, HEAD, to, traffic.tag + 1))
        };
        self.receipts_out.push(slot);
        sent
    }

    pub(super) fn reap_sent_receipts(&mut self) -> Result<bool> {
        let before = self.receipts_out.len();
        let mut at = 0;
        while at < self.receipts_out.len() {
            if self.receipts_out[at].is_idle() {
                self.idle_receipts.push(self.receipts_out.swap_remove(at));
            } else {
                at += 1;
            }
        }
        Ok(self.receipts_out.len() != before)
    }
}

/// Reads one array's elements, in the way that suits both layouts.
fn read_one(
    load: &Load,
    remote: &Remote<'_>,
    to: (&Parcel, &Region<'_>),
    (count, piece): (i64, i64),
    room: &Region<'_>,
    bench: &mut Bench,
) -> Result<()> {
    let itemsize = load.itemsize();
    let room = room.behind(HEAD)?;
    let covered = remote.parcel.mean_run() < COVERED_RUN && remote.parcel.density() >= COVERED_DENSITY;
    if load.changes.is_none() && covered {
        return pack_pairs::read_covering(remote, to, count, (&room, itemsize));
    }
    if load.changes.is_none() && to.0.mean_run() >= STAGED_RUN {
        return pack_pairs::read_into(remote, to, (0, count), itemsize);
    }
    let most = (piece.min(room.bytes()) / itemsize).max(1);
    let mut at = 0;
    while at < count {
        let some = most.min(count - at);
        pack_pairs::read_packed(remote, &room, (at, some), itemsize)?;
        load.changes.unpack_unsent(to.0, to.1, (at, some), (&room, itemsize), bench)?;
        at += some;
    }
    Ok(())
}
