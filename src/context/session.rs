//! How the ranks of one context stay in step.

use super::agreement::{self, Ballot, Spare};
use super::call::{Call, mix};
use super::options::{CheckLevel, Options};
use super::stats::{Kind, Operation, Stats, Transport};
use crate::error::{Error, Result, Status};
use crate::fail;
use crate::mpi::RawComm;
use crate::mpi::env;
use crate::mpi::message;
use crate::mpi::pool::Lease;
use crate::mpi::sparse::{self, Letter};
use crate::mpi::transfer::Mergeable;
use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, Weak};

/// Silent calls that are remembered by name for messages.
const REMEMBERED: usize = 64;
/// Failures that are remembered with their messages.
const FAILURES: usize = 16;

/// The silent calls since the last agreement: a rolling hash, and the first few names.
#[derive(Clone, Debug, Default)]
pub struct History {
    hash: u64,
    calls: usize,
    recent: Vec<(&'static str, u64)>,
    /// The first few failures of this rank, by the number of the call.
    failures: Vec<(usize, Error)>,
}

impl History {
    /// Adds a call.
    pub fn note(&mut self, name: &'static str, hash: u64) {
        self.hash = mix(self.hash, hash);
        self.calls += 1;
        if self.recent.len() < REMEMBERED {
            self.recent.push((name, hash));
        }
    }

    /// Adds a call that failed on this rank. If it fails alike on all ranks, their histories stay
    /// equal and nobody need hear of it again.
    pub fn note_failure(&mut self, name: &'static str, error: &Error) {
        if self.failures.len() < FAILURES {
            self.failures.push((self.calls, error.clone()));
        }
        self.note(name, mix(Call::new(name).hash(), 0xfa11 + error.status as u64));
    }

    /// Failures of this rank with the number of the call, counted from 0.
    pub fn failures(&self) -> &[(usize, Error)] {
        &self.failures
    }

    /// The rolling hash.
    pub fn hash(&self) -> u64 {
        self.hash
    }

    /// An empty history with the memory of this one.
    fn cleared(mut self) -> History {
        self.recent.clear();
        History { recent: self.recent, ..History::default() }
    }

    /// The calls that messages can name, oldest first.
    pub fn recent(&self) -> impl Iterator<Item = (&'static str, u64)> + '_ {
        self.recent.iter().copied()
    }
}

/// What other threads may touch too.
#[derive(Default)]
struct State {
    history: History,
    /// Set after a time-out or an MPI failure; the context is then of no more use.
    dead: Option<Error>,
}

/// A record that says nothing (MPI wants a byte): merging it is a barrier with a time limit.
#[derive(Clone, Copy)]
struct Nothing(u8);

impl Mergeable for Nothing {
    fn merge(&mut self, other: &Nothing) {
        self.0 |= other.0;
    }
}

/// A message that was sent before the ranks agreed.
#[derive(Clone, Copy, Debug)]
pub struct SentEarly {
    /// Its receiver.
    pub to: i32,
    /// Its tag.
    pub tag: i32,
    /// Its length.
    pub bytes: i64,
}

/// A prepared call that may send one message before the ranks agree. Its receiver takes the message
/// afterwards only, so nothing has moved if they do not.
pub trait Early {
    /// Sends the message, if there is one. After an error nothing was sent.
    fn send_early(&mut self, session: &Session) -> Result<Option<SentEarly>>;
    /// Waits for the message, which its receiver has thrown away.
    fn forget_early(&mut self, session: &Session) -> Result<()>;
}

/// One rank's side of a context: its private communicator and what it must tell the others.
pub struct Session {
    comm: Lease,
    options: Options,
    stats: Arc<Stats>,
    state: Mutex<State>,
    /// Whether `state.dead` is set, so that a call need not take the lock to learn it.
    is_dead: AtomicBool,
    /// The number of the last call. Only the thread inside a call changes it, so no change is atomic.
    serial: AtomicU64,
    /// The thread inside a call on this context, 0 for none. A thread that finds itself here is
    /// inside a callback that the library called.
    user: AtomicU64,
}

/// All contexts of this process that are not freed, for mistakes that name no context.
static OPEN: Mutex<Vec<Weak<Session>>> = Mutex::new(Vec::new());

static THREADS: AtomicU64 = AtomicU64::new(0);
thread_local! {
    /// This thread's number; 0 before it has one.
    static THREAD: Cell<u64> = const { Cell::new(0) };
}

fn this_thread() -> u64 {
    if THREAD.get() == 0 {
        THREAD.set(THREADS.fetch_add(1, Ordering::Relaxed) + 1);
    }
    THREAD.get()
}

/// Ends a thread's use of a context.
struct Entered<'a>(&'a Session);

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        self.0.user.store(0, Ordering::Release);
    }
}

impl Session {
    /// A session on a leased communicator.
    pub fn new(comm: Lease, options: Options) -> Arc<Session> {
        let session = Arc::new(Session {
            comm,
            options,
            stats: Arc::default(),
            state: Mutex::default(),
            is_dead: AtomicBool::new(false),
            serial: AtomicU64::new(0),
            user: AtomicU64::new(0),
        });
        let mut open = OPEN.lock().unwrap_or_else(|e| e.into_inner());
        open.retain(|s| s.strong_count() > 0);
        open.push(Arc::downgrade(&session));
        session
    }

    /// This process's rank.
    pub fn rank(&self) -> i32 {
        self.comm.rank()
    }

    /// The private communicator.
    pub fn comm(&self) -> RawComm {
        self.comm.comm()
    }

    /// The options.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// What the context's communication costs on this rank.
    pub fn stats(&self) -> &Arc<Stats> {
        &self.stats
    }

    /// Times an operation and calls the hooks around it; it ends where what is returned goes out of scope.
    pub fn operation<'a>(&'a self, kind: Kind, name: &'a str, bytes: i64) -> Operation<'a> {
        self.stats.operation(kind, name, bytes)
    }

    /// The context is freed here: its communicator returns to the pool. A freed handle can take
    /// part in agreements until the communicator is leased again.
    pub fn retire(&self) {
        self.comm.end();
        let mut open = OPEN.lock().unwrap_or_else(|e| e.into_inner());
        open.retain(|s| !std::ptr::eq(s.as_ptr(), self) && s.strong_count() > 0);
    }

    /// Whether the communicator is still this session's.
    pub fn is_current(&self) -> bool {
        self.comm.pooled().epoch() == self.comm.epoch()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(|e| e.into_inner())
    }

    /// The error of every call since the ranks lost each other.
    #[inline]
    fn require_alive(&self) -> Result<()> {
        match self.is_dead.load(Ordering::Acquire) {
            true => self.state().dead.clone().map_or(Ok(()), Err),
            false => Ok(()),
        }
    }

    fn serial(&self) -> u64 {
        self.serial.load(Ordering::Relaxed)
    }

    /// The number of a new call; the caller is inside it.
    fn next_serial(&self) -> u64 {
        let serial = self.serial() + 1;
        self.serial.store(serial, Ordering::Relaxed);
        serial
    }

    fn enter(&self, what: &'static str) -> Result<Entered<'_>> {
        let me = this_thread();
        match self.user.compare_exchange(0, me, Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) => Ok(Entered(self)),
            Err(other) if other == me => fail!(
                InCallback,
                "{what}: a collective call on a context from inside a callback on the same context"
            ),
            Err(_) => {
                let text =
                    "the context is in use by another thread; use one context from one thread at a time";
                let error = Error::new(Status::Thread, format!("{what}: {text}"));
                // The threads of the other ranks may have come one after the other.
                self.remember(what, &error);
                Err(error)
            }
        }
    }

    /// MPI is there, and this thread may call it. Where it may not, the others wait in the call: they
    /// hear of it when this rank makes its next one.
    fn require_mpi(&self, name: &'static str) -> Result<()> {
        env::require_active(name)?;
        env::require_thread(name).inspect_err(|error| self.remember(name, error))
    }

    /// A collective call that does not communicate, with this rank's mistake in its arguments. `f` gets the
    /// serial number of the call, which objects made by it bear on all ranks alike.
    #[inline]
    pub fn silent<T>(
        &self,
        call: &Call,
        mistake: Option<Error>,
        f: impl FnOnce(u64) -> Result<T>,
    ) -> Result<T> {
        let name = call.name();
        let _entered = self.enter(name)?;
        if self.options.level == CheckLevel::Full {
            self.require_mpi(name)?;
            self.agree(call, mistake.map_or(Ok(()), Err), Spare::NEUTRAL)?;
            return self.run_or_remember(name, || f(self.serial()));
        }
        self.require_alive()?;
        let serial = self.next_serial();
        // Without the lock: `f` may run a user's callback.
        let done = match mistake {
            None => f(serial),
            Some(error) => Err(error),
        };
        match &done {
            Ok(_) => self.state().history.note(name, call.hash()),
            Err(error) => self.remember(name, error),
        }
        done
    }

    /// A collective call that runs a plan: messages pass between partners only, and the agreement was
    /// made with the plan. `f` gets this rank's mistake too, to tell it to its partners; everybody else
    /// hears of it at the next agreement.
    pub fn planned<P, T>(
        &self,
        call: &Call,
        prepared: Result<P>,
        f: impl FnOnce(Result<P>) -> Result<T>,
    ) -> Result<T> {
        let name = call.name();
        let _entered = self.enter(name)?;
        self.require_mpi(name)?;
        if self.options.level == CheckLevel::Full {
            let prepared = self.agree(call, prepared, Spare::NEUTRAL)?.0;
            return self.run_or_remember(name, || f(Ok(prepared)));
        }
        self.require_alive()?;
        let done = self.run_or_remember(name, || f(prepared))?;
        self.next_serial();
        self.state().history.note(name, call.hash());
        Ok(done)
    }

    /// A collective call that communicates: all ranks agree first, then `f` moves data.
    pub fn communicate<P, T>(
        &self,
        call: &Call,
        prepared: Result<P>,
        f: impl FnOnce(P, u64) -> Result<T>,
    ) -> Result<T> {
        self.communicate_with(call, prepared, Spare::NEUTRAL, |p, serial, _| f(p, serial))
    }

    /// As `communicate`, with a small agreement of the call's own.
    pub fn communicate_with<P, T>(
        &self,
        call: &Call,
        prepared: Result<P>,
        spare: Spare,
        f: impl FnOnce(P, u64, Spare) -> Result<T>,
    ) -> Result<T> {
        let name = call.name();
        let _entered = self.enter(name)?;
        self.require_mpi(name)?;
        let (prepared, spare) = self.agree(call, prepared, spare)?;
        self.run_or_remember(name, || f(prepared, self.serial(), spare))
    }

    /// As `communicate`, for a call with a message that need not wait for the agreement: it travels
    /// meanwhile, and is taken back if the ranks do not agree.
    pub fn communicate_early<P: Early, T>(
        &self,
        call: &Call,
        prepared: Result<P>,
        f: impl FnOnce(P, u64) -> Result<T>,
    ) -> Result<T> {
        let name = call.name();
        let _entered = self.enter(name)?;
        self.require_mpi(name)?;
        self.require_alive()?;
        let mut sent = None;
        let mut prepared = prepared.and_then(|mut p| {
            sent = p.send_early(self)?;
            Ok(p)
        });
        let verdict = self.vote(call, prepared.as_ref().err(), Spare::NEUTRAL, sent);
        if let (Err(error), Ok(p)) = (&verdict, &mut prepared)
            && !is_fatal(error)
        {
            p.forget_early(self).inspect_err(|error| self.die(error))?;
        }
        verdict?;
        let prepared = prepared?;
        self.run_or_remember(name, || f(prepared, self.serial()))
    }

    /// Waits until all ranks are here. An agreement has done that already, where there was one.
    pub fn wait_for_all(&self, name: &'static str) -> Result<()> {
        if self.options.level == CheckLevel::None {
            self.allreduce(Nothing(0), name)?;
        }
        Ok(())
    }

    /// Inside a communicating call: a part of it that may have failed on some ranks becomes one
    /// outcome for all, the lowest failing rank's error if there was one. A time-out or a failure of MPI
    /// is reported as it is, since such a rank can not take part any more. Collective.
    pub fn settle<T>(&self, name: &str, part: Result<T>) -> Result<T> {
        match part {
            Err(error) if is_fatal(&error) => Err(error),
            part => {
                self.stats.collective(agreement::PROGRESS_BYTES);
                agreement::settle(self.comm(), self.rank(), part.as_ref().err(), self.options.limit, name)?;
                part
            }
        }
    }

    /// Inside a communicating call: sends letters to any ranks, and returns those addressed to this
    /// one by sender. Running out of memory is this rank's failure alone, and to be settled.
    /// Collective.
    pub fn exchange(&self, letters: Vec<Letter>, name: &str) -> Result<Vec<Letter>> {
        let turn = self.comm.pooled().next_exchange();
        let bytes = |letters: &[Letter]| letters.iter().map(|letter| letter.1.len() as i64).sum();
        self.stats.sent(Transport::Messages, letters.len() as i64, bytes(&letters));
        let got =
            sparse::exchange(self.comm(), turn, letters, sparse::Limits::new(self.options.limit), name)?;
        self.stats.received(Transport::Messages, got.len() as i64, bytes(&got));
        Ok(got)
    }

    fn run_or_remember<T>(&self, name: &'static str, f: impl FnOnce() -> Result<T>) -> Result<T> {
        let result = f();
        if let Err(error) = &result {
            if is_fatal(error) {
                self.die(error);
            } else if error.origin.is_none() {
                self.remember(name, error);
            }
        }
        result
    }

    /// A failure of this rank: where the others fare otherwise, they learn of it at the next
    /// agreement.
    fn remember(&self, name: &'static str, error: &Error) {
        self.state().history.note_failure(name, error);
    }

    /// The agreement at the start of a communicating call; consumes a serial number.
    fn agree<P>(&self, call: &Call, prepared: Result<P>, spare: Spare) -> Result<(P, Spare)> {
        let spare = self.vote(call, prepared.as_ref().err(), spare, None)?;
        // All ranks said yes, this one included.
        prepared.map(|p| (p, spare))
    }

    /// This rank's vote in the agreement, with its mistake and the message that it sent beforehand.
    fn vote(
        &self,
        call: &Call,
        mistake: Option<&Error>,
        spare: Spare,
        sent: Option<SentEarly>,
    ) -> Result<Spare> {
        self.require_alive()?;
        let serial = self.next_serial();
        if self.options.level == CheckLevel::None {
            return mistake.map_or(Ok(spare), |error| Err(error.clone()));
        }
        // Taken, not copied: what another thread marks during the agreement is for the next.
        let history = std::mem::take(&mut self.state().history);
        let operation = self.operation(Kind::Agreement, call.name(), agreement::RECORD_BYTES as i64);
        self.stats.collective(agreement::RECORD_BYTES);
        let outcome = agreement::agree(&Ballot {
            comm: self.comm(),
            private: true,
            rank: self.rank(),
            limit: self.options.limit,
            call,
            error: mistake,
            past: &history,
            serial,
            spare,
            early: sent.is_some(),
        });
        let outcome = outcome.inspect_err(|error| self.die(error))?;
        self.serial.store(outcome.serial, Ordering::Relaxed);
        drop(operation);
        let mut state = self.state();
        if state.history.calls == 0 {
            state.history = history.cleared();
        }
        drop(state);
        if outcome.verdict.is_err() && outcome.early {
            self.discard_early(sent, call.name()).inspect_err(|error| self.die(error))?;
        }
        outcome.verdict
    }

    /// After a call that was not agreed on: every rank throws away what others sent it for that call. A
    /// rank that made a mistake does not know who did, so it is told. Collective.
    fn discard_early(&self, sent: Option<SentEarly>, name: &str) -> Result<()> {
        let letter =
            |sent: SentEarly| (sent.to, [i64::from(sent.tag), sent.bytes].map(i64::to_ne_bytes).concat());
        for (from, words) in self.exchange(sent.map(letter).into_iter().collect(), name)? {
            let word = |at: usize| words[at..at + 8].try_into().map_or(0, i64::from_ne_bytes);
            self.stats.received(Transport::Messages, 1, word(8));
            message::discard(self.comm(), word(8), from, word(0) as i32, self.options.limit, name)?;
        }
        Ok(())
    }

    /// The partners are lost: no request of ours may ever be matched on this communicator again.
    fn die(&self, error: &Error) {
        self.comm.bury();
        self.state().dead.get_or_insert_with(|| {
            let message =
                format!("the context can not be used since an earlier call failed: {}", error.message);
            Error::new(error.status, message)
        });
        self.is_dead.store(true, Ordering::Release);
    }

    /// A freed or wrong handle takes part in the agreement that the other ranks are in, so that
    /// they hear of it. Returns what this rank reports.
    pub fn report_failure(&self, call: &Call, error: Error, communicates: bool) -> Error {
        let fail = |_: (), _| Ok(());
        let outcome = if !self.is_current() {
            return error;
        } else if communicates {
            self.communicate(call, Err(error.clone()), fail)
        } else {
            self.silent(call, Some(error.clone()), |_| Ok(()))
        };
        outcome.err().unwrap_or(error)
    }
}

/// Whether the other ranks can not be reached any more.
fn is_fatal(error: &Error) -> bool {
    matches!(error.status, Status::Timeout | Status::Mpi)
}

/// A mistake on this rank that names no context: every open context hears of it at its next
/// agreement.
pub fn mark_all_open(name: &'static str, error: &Error) {
    let sessions: Vec<Arc<Session>> = {
        let mut open = OPEN.lock().unwrap_or_else(|e| e.into_inner());
        open.retain(|s| s.strong_count() > 0);
        open.iter().filter_map(Weak::upgrade).collect()
    };
    for session in sessions {
        session.remember(name, error);
    }
}

/// The number of contexts of this process that are not freed.
pub fn open_count() -> u64 {
    let open = OPEN.lock().unwrap_or_else(|e| e.into_inner());
    open.iter().filter(|s| s.strong_count() > 0).count() as u64
}
