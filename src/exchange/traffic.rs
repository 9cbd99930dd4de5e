//! What one rank does again and again when a plan is run: with whom, over which memory, by which
//! transport. Made collectively, with all staging memory; run without any agreement.

use super::flight::{self, Flight};
use super::letterhead::{HEAD, LEAST};
use super::load::{Compiled, Load};
use super::pack_slot::{self, Slot};
use super::pieces::ceil;
use super::probe;
use crate::context::stats::{self, Staged, Stats};
use crate::context::{Context, Session};
use crate::error::{Error, Result, Status};
use crate::fail;
use crate::plan::{RankPlan, Side};
use std::ops::Range;
use std::sync::Arc;

/// Slots in each direction where the cap allows it, at the least.
const WINDOW: usize = 8;
/// Tags of plans are pairs from here on; MPI promises 32767.
const FIRST_TAG: i32 = 16;
const TAG_PAIRS: u64 = 16_000;
/// Bytes per element that staging is sized for.
const WIDEST: i64 = 16;
/// Bytes of a message that describes elements which are read directly.
pub(super) const DESCRIPTION: i64 = 4096;

/// How elements get from one rank to another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(i32)]
pub enum Transport {
    /// Per partner, what is faster.
    #[default]
    Auto = 0,
    /// Packed messages.
    Messages = 1,
    /// Reads from the partner's memory.
    Direct = 2,
}

impl Transport {
    /// The transport with this number.
    pub fn from_code(code: i32) -> Result<Transport> {
        match code {
            0 => Ok(Transport::Auto),
            1 => Ok(Transport::Messages),
            2 => Ok(Transport::Direct),
            _ => fail!(
                Argument,
                "transport is {code}; it must be DA_TRANSPORT_AUTO (0), DA_TRANSPORT_MESSAGES (1) or \
                 DA_TRANSPORT_DIRECT (2)"
            ),
        }
    }
}

/// What the caller may choose; the same on all ranks.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// Most bytes of staging memory on each rank.
    pub staging: i64,
    /// Most bytes of elements in one message.
    pub message: i64,
    /// How elements travel.
    pub transport: Transport,
    /// Whether it pays to find out who can read whose memory: a fact that all ranks know.
    pub worth_probing: bool,
    /// Bytes of one element on the way, where they are known beforehand.
    pub itemsize: Option<i64>,
}

/// The default, unless the context was given another.
const MESSAGE_BYTES: i64 = 4 << 20;
/// With fewer bytes per rank, finding out who can read whose memory costs more than it saves.
const WORTH_PROBING: i64 = 64 << 10;

impl Terms {
    /// What a plan without wishes has, for `bytes` bytes on all ranks together: the context's choice of message, or
    /// what large redistributions are fastest with.
    pub fn standard(context: &Context, bytes: i64, itemsize: Option<i64>) -> Terms {
        let message = match context.options().staging_bytes {
            0 => MESSAGE_BYTES,
            chosen => chosen,
        };
        Terms {
            staging: STAGING,
            message,
            transport: Transport::Auto,
            worth_probing: bytes / i64::from(context.size()) >= WORTH_PROBING,
            itemsize,
        }
    }
}

/// The default of `Terms::staging`.
pub const STAGING: i64 = 64 << 20;
/// The least staging that a plan can work with: a message each way.
pub const LEAST_STAGING: i64 = 4 * LEAST;

/// A partner in one direction.
#[derive(Clone, Debug)]
pub(super) struct Partner {
    pub rank: i32,
    /// Which of the side's messages.
    pub messages: Range<usize>,
    pub count: i64,
    /// Whether the receiver of the two can read the sender's memory.
    pub readable: bool,
}

/// What a plan will move, known before anything moves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forecast {
    /// Ranks that this rank sends to, itself not counted.
    pub partners_out: i64,
    /// Ranks that this rank gets elements from.
    pub partners_in: i64,
    /// Messages that carry elements, if all are packed.
    pub messages_out: i64,
    /// The same, received.
    pub messages_in: i64,
    /// Elements sent to other ranks.
    pub elements_out: i64,
    /// Elements received from other ranks.
    pub elements_in: i64,
    /// Elements that this rank keeps.
    pub elements_kept: i64,
    /// Staging memory, all of it.
    pub staging_bytes: i64,
    /// Partners in both directions whose memory one of the two can read.
    pub direct_partners: i64,
}

/// One rank's part of a plan that can be run.
pub struct Traffic {
    pub(super) session: Arc<Session>,
    pub(super) plan: RankPlan,
    pub(super) sends: Vec<Partner>,
    pub(super) receives: Vec<Partner>,
    /// This rank's messages to itself, in both directions.
    pub(super) own: (Range<usize>, Range<usize>),
    pub(super) terms: Terms,
    /// Most bytes of elements in one message.
    pub(super) piece: i64,
    pub(super) tag: i32,
    pub(super) hash: u64,
    pub(super) turn: u64,
    pub(super) outgoing: Vec<Slot>,
    pub(super) incoming: Vec<Slot>,
    /// For receipts of elements that were read directly.
    pub(super) receipts: Vec<Slot>,
    pub(super) compiled: Vec<Compiled>,
    flight: Option<Box<Flight>>,
    /// What the last run leaves to the next.
    spare: Option<Box<Flight>>,
    staging: i64,
    /// Counts the staging memory as long as it is there.
    _staged: Option<Staged>,
}

impl Traffic {
    /// Prepares a plan whose ranks are those of `context`. Collective, inside a communicating call, with
    /// one outcome on all ranks. `serial` numbers the plan and `hash` names what it is about, both the same
    /// on all ranks.
    pub fn prepare(
        context: &Context,
        plan: RankPlan,
        terms: Terms,
        (serial, hash): (u64, u64),
        name: &'static str,
    ) -> Result<Traffic> {
        let Some(session) = context.session().cloned() else {
            fail!(Internal, "{name}: a plan of a process that is no member");
        };
        let size = context.size();
        let me = session.rank();
        let mut sends = partners(&plan.sends, |rank| (rank - me).rem_euclid(size));
        let mut receives = partners(&plan.receives, |rank| (me - rank).rem_euclid(size));
        let own = (take_own(&mut sends, me), take_own(&mut receives, me));
        let receipts = probe::mark_readable((&session, size), &mut sends, &mut receives, &terms, name)?;
        let half = (terms.staging - receipts) / 2;
        let piece = piece(&terms, half);
        let mut traffic = Traffic {
            session: session.clone(),
            plan,
            sends,
            receives,
            own,
            terms,
            piece,
            tag: FIRST_TAG + 2 * (serial % TAG_PAIRS) as i32,
            hash,
            turn: 0,
            outgoing: Vec::new(),
            incoming: Vec::new(),
            receipts: Vec::new(),
            compiled: Vec::new(),
            flight: None,
            spare: None,
            staging: 0,
            _staged: None,
        };
        let taken = traffic.take_staging(context, half);
        session.settle(name, taken)?;
        Ok(traffic)
    }

    /// All staging memory, so that no run can fail for lack of it; at most `half` in each direction.
    fn take_staging(&mut self, context: &Context, half: i64) -> Result<()> {
        let width = self.terms.itemsize.unwrap_or(WIDEST);
        let slots = |partners: &[Partner], runs: i64| {
            let pieces = |partner: &Partner| ceil(partner.count.saturating_mul(width), self.piece).max(1);
            let total = partners.iter().map(pieces).fold(0, i64::saturating_add);
            let largest = partners.iter().map(|p| p.count.saturating_mul(width)).max().unwrap_or(0);
            let bytes = HEAD + largest.min(self.piece);
            let described = partners.iter().any(|p| p.readable);
            let bytes = ceil(bytes.max(if described { DESCRIPTION } else { LEAST }), 64) * 64;
            let wanted = total.min(WINDOW.max(partners.len()) as i64) * runs;
            let count = wanted.min((half / bytes).max(1));
            (count as usize, bytes)
        };
        // What a run sent may still be on its way when the next one begins.
        let (out, into) = (slots(&self.sends, 2), slots(&self.receives, 1));
        let readable = |list: &[Partner]| list.iter().filter(|p| p.readable).count();
        let receipts = readable(&self.sends) + readable(&self.receives);
        let budget = context.budget();
        self.outgoing = Slot::several(out.0, out.1, budget)?;
        self.incoming = Slot::several(into.0, into.1, budget)?;
        self.receipts = Slot::several(receipts, if receipts > 0 { LEAST } else { 0 }, budget)?;
        self.staging = out.0 as i64 * out.1 + into.0 as i64 * into.1 + receipts as i64 * LEAST;
        self._staged = Some(self.session.stats().staged(self.staging));
        Ok(())
    }

    /// What the plan will move on this rank, with elements of so many bytes.
    pub fn forecast(&self, itemsize: i64) -> Forecast {
        let per_message = (self.piece / itemsize).max(1);
        let messages = |list: &[Partner]| list.iter().map(|p| ceil(p.count, per_message)).sum();
        let elements = |list: &[Partner]| list.iter().map(|p| p.count).sum();
        let kept = &self.plan.sends.messages[self.own.0.clone()];
        let readable = |list: &[Partner]| list.iter().filter(|p| p.readable).count() as i64;
        Forecast {
            partners_out: self.sends.len() as i64,
            partners_in: self.receives.len() as i64,
            messages_out: messages(&self.sends),
            messages_in: messages(&self.receives),
            elements_out: elements(&self.sends),
            elements_in: elements(&self.receives),
            elements_kept: kept.iter().map(|m| m.count).sum(),
            staging_bytes: self.staging,
            direct_partners: readable(&self.sends) + readable(&self.receives),
        }
    }

    /// Most bytes of elements in one message between this rank and a partner: both know it, and both have
    /// staging for it. Several arrays may take several messages.
    pub(super) fn piece_with(&self, partner: &Partner) -> i64 {
        let width = self.terms.itemsize.unwrap_or(WIDEST);
        self.piece.min(ceil(partner.count.saturating_mul(width), WIDEST).saturating_mul(WIDEST))
    }

    /// Sends the first bytes of a slot's room.
    pub(super) fn send(&self, slot: &mut Slot, bytes: i64, to: i32, tag: i32) -> Result<()> {
        self.stats().sent(stats::Transport::Messages, 1, bytes);
        slot.send(self.session.comm(), bytes, to, tag)
    }

    /// Receives a message into a slot's room.
    pub(super) fn receive(&self, slot: &mut Slot, from: i32) -> Result<()> {
        slot.receive(self.session.comm(), slot.bytes(), from, self.tag)
    }

    pub(super) fn stats(&self) -> &Stats {
        self.session.stats()
    }

    /// Bytes for the description of elements that are read directly.
    pub(super) fn description_room(&self) -> i64 {
        DESCRIPTION - HEAD
    }

    /// Elements that a run sends to other ranks.
    pub fn elements_out(&self) -> i64 {
        self.sends.iter().map(|partner| partner.count).sum()
    }

    /// Whether a run has begun and not ended.
    pub fn is_under_way(&self) -> bool {
        self.flight.as_ref().is_some_and(|flight| !flight.is_abandoned())
    }

    /// Starts a run on these arrays: everything that can be done without waiting. A mistake of this
    /// rank is told to its partners, and returned.
    pub fn begin(&mut self, loads: Result<Vec<Load>>, name: &'static str) -> Result<()> {
        if self.is_under_way() {
            fail!(Argument, "{name}: the last run of this plan has begun and not ended; end it first");
        }
        self.finish_abandoned(name)?;
        let loads = loads.and_then(|loads| self.compile(&loads).map(|()| loads));
        self.turn += 1;
        let (loads, failure) = match loads {
            Ok(loads) => (loads, None),
            Err(error) => (Vec::new(), Some(error)),
        };
        let mut flight = match self.spare.take() {
            Some(flight) => flight,
            None => Box::new(Flight::new(self)),
        };
        flight.prepare(self, loads, failure.clone());
        if let Err(error) = flight.start(self) {
            self.lose(flight);
            return Err(error);
        }
        self.flight = Some(flight);
        match failure {
            None => Ok(()),
            Some(error) => {
                if let Some(flight) = &mut self.flight {
                    flight.abandon();
                }
                Err(error)
            }
        }
    }

    /// Ends the run: waits for all elements, not for partners to take what this rank has sent.
    pub fn end(&mut self, name: &'static str) -> Result<()> {
        if !self.is_under_way() {
            fail!(Argument, "{name}: no run of this plan has begun");
        }
        self.finish(name, true)
    }

    /// A run from beginning to end.
    pub fn run(&mut self, loads: Result<Vec<Load>>, name: &'static str) -> Result<()> {
        let begun = self.begin(loads, name);
        match begun {
            Ok(()) => self.finish(name, false),
            Err(error) => {
                // The partners' messages to this rank are taken in all the same.
                if !self.is_under_way() {
                    self.finish_abandoned(name)?;
                }
                Err(error)
            }
        }
    }

    fn finish(&mut self, name: &'static str, early: bool) -> Result<()> {
        let Some(mut flight) = self.flight.take() else { return Ok(()) };
        let done = flight.finish(self, name, early);
        pack_slot::reap();
        // Also after a defect in the middle of a run: the next one must not meet its messages.
        let lost = done.as_ref().is_err_and(|e| matches!(e.status, Status::Timeout | Status::Mpi));
        if lost || !flight.is_at_rest() {
            self.lose(flight);
            return done;
        }
        flight.clear();
        self.spare = Some(flight);
        done
    }

    /// A run of which messages may be under way that will never end: they keep their memory. With a time
    /// limit that is staging memory only, and the arrays can go.
    fn lose(&self, mut flight: Box<Flight>) {
        if self.session.options().limit.is_some() {
            flight.clear();
        }
        flight::lose(flight);
    }

    /// What a run that failed on this rank left to be received.
    fn finish_abandoned(&mut self, name: &'static str) -> Result<()> {
        if self.flight.as_ref().is_none_or(|flight| !flight.is_abandoned()) {
            return Ok(());
        }
        match self.finish(name, false) {
            Err(error) if matches!(error.status, Status::Timeout | Status::Mpi) => Err(error),
            _ => Ok(()),
        }
    }

    /// Makes the packings for these arrays, unless those of the last run fit.
    fn compile(&mut self, loads: &[Load]) -> Result<()> {
        let known = self.compiled.len() == loads.len();
        if known && self.compiled.iter().zip(loads).all(|(compiled, load)| compiled.fits(load)) {
            return Ok(());
        }
        self.compiled = loads.iter().map(|load| Compiled::new(self, load)).collect::<Result<_>>()?;
        Ok(())
    }

    /// A mistake of this rank alone that its partners hear of, in words of this rank.
    pub(super) fn unreadable(&self, rank: i32, why: &Error) -> Error {
        Error::new(why.status, format!("the memory of rank {rank}: {}", why.message))
    }
}

impl Drop for Traffic {
    fn drop(&mut self) {
        for mut flight in self.spare.take().into_iter().chain(self.flight.take()) {
            pack_slot::linger(flight.take_sending());
        }
        pack_slot::reap();
    }
}

/// Most bytes of elements in one message: an element at least, so that messages are the same on all
/// ranks.
fn piece(terms: &Terms, half: i64) -> i64 {
    (terms.message.min(half - HEAD - 64) / WIDEST * WIDEST).max(WIDEST)
}

/// The partners in one direction, nearest first: then all ranks are at the same distance at a time,
/// and nobody is asked by everybody.
fn partners(side: &Side, distance: impl Fn(i32) -> i32) -> Vec<Partner> {
    let mut partners: Vec<Partner> = Vec::new();
    for (at, message) in side.messages.iter().enumerate().filter(|(_, message)| message.count > 0) {
        match partners.last_mut().filter(|last| last.rank == message.rank && last.messages.end == at) {
            Some(last) => {
                last.messages.end += 1;
                last.count += message.count;
            }
            None => partners.push(Partner {
                rank: message.rank,
                messages: at..at + 1,
                count: message.count,
                readable: false,
            }),
        }
    }
    partners.sort_by_key(|partner| distance(partner.rank));
    partners
}

/// This rank's messages to itself.
fn take_own(partners: &mut Vec<Partner>, me: i32) -> Range<usize> {
    match partners.iter().position(|partner| partner.rank == me) {
        Some(at) => partners.remove(at).messages,
        None => 0..0,
    }
}
