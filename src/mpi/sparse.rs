//! Letters to any ranks: a rank knows whom it writes to, but not who writes to it, and learns that
//! without memory or time in proportion to the number of ranks (nonblocking consensus, after
//! Hoefler, Siebert and Lumsdaine: "Scalable communication protocols for dynamic sparse data
//! exchange").
//!
//! Letters go out as synchronous sends, so that a send is complete when its receiver took the
//! letter. A rank whose letters have all arrived enters a nonblocking barrier, and goes on taking
//! letters until the barrier is complete: then all ranks entered it, so no letter is under way.

use super::comm::{RawComm, check};
use super::wait::{self, Limit, Patience};
use crate::error::{Error, Result, Status};
use mpi_sys as ffi;
use std::collections::BTreeMap;
use std::os::raw::c_int;

unsafe extern "C" {
    fn da_shim_byte() -> ffi::MPI_Datatype;
}

/// A rank, the receiver or the sender, and the bytes.
pub type Letter = (i32, Vec<u8>);

/// The tags of exchanges with even and odd numbers. Two are enough: a rank sends in exchange n + 2
/// after it completed exchange n + 1, for which all ranks entered the barrier of n + 1, and so had
/// completed exchange n, the only one that looks for letters with this tag before.
const TAGS: [c_int; 2] = [1, 2];

/// The most bytes of one message: MPI counts them with an int.
const WHOLE: usize = c_int::MAX as usize;

/// How far an exchange may go.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How long to wait for something to happen.
    pub wait: Limit,
    /// The most bytes of one message; longer letters travel in pieces. The same on all ranks.
    pub piece: usize,
    /// The most bytes that this rank takes in from others; more are refused with DA_ERR_NO_MEMORY.
    pub room: usize,
}

impl Limits {
    /// As far as MPI and memory go.
    pub fn new(wait: Limit) -> Limits {
        Limits { wait, piece: WHOLE, room: usize::MAX }
    }
}

/// Sends the letters and returns those addressed to this rank, by ascending sender; several of one
/// sender stay in their order. `turn` numbers the exchanges on the communicator, the same on all
/// ranks. Running out of memory fails on this rank alone, after it did its part for the others; after
/// any other error the communicator can not be used any more. Collective.
pub fn exchange(
    comm: RawComm,
    turn: u64,
    letters: Vec<Letter>,
    limits: Limits,
    what: &str,
) -> Result<Vec<Letter>> {
    let me = comm.rank()?;
    let tag = TAGS[(turn % 2) as usize];
    let piece = limits.piece.clamp(1, WHOLE);
    let (own, others): (Vec<Letter>, Vec<Letter>) = letters.into_iter().partition(|letter| letter.0 == me);
    let mut sent = Sent { letters: others, requests: Vec::new(), arrived: 0 };
    let mut inbox =
        Inbox { comm, tag, piece, limits, done: own, open: BTreeMap::new(), taken: 0, refused: 0 };
    let outcome = converse(comm, tag, piece, &mut sent, &mut inbox, limits.wait, what);
    match outcome {
        Ok(()) => inbox.finish(),
        Err(error) => {
            // Sends may still be active: MPI keeps reading the letters.
            std::mem::forget(sent);
            Err(error)
        }
    }
}

fn converse(
    comm: RawComm,
    tag: c_int,
    piece: usize,
    sent: &mut Sent,
    inbox: &mut Inbox,
    limit: Limit,
    what: &str,
) -> Result<()> {
    sent.start(comm, tag, piece)?;
    let mut patience = Patience::new(limit, what);
    // SAFETY: a constant of the bindings.
    let mut barrier = unsafe { ffi::RSMPI_REQUEST_NULL };
    let mut entered = false;
    loop {
        let mut moved = inbox.take_one(what)?;
        if !entered {
            moved |= sent.progress()?;
            if sent.all_arrived() {
                // SAFETY: the communicator is valid; the request lives until the barrier completed (a
                // barrier has no buffers, so an abandoned one leaves nothing behind).
                check(unsafe { ffi::MPI_Ibarrier(comm.0, &mut barrier) }, "MPI_Ibarrier")?;
                entered = true;
            }
        } else if wait::test(&mut barrier)? {
            return Ok(());
        }
        if moved { patience.renew() } else { patience.wear()? }
    }
}

/// The letters that go out; MPI reads them until their requests are complete.
struct Sent {
    letters: Vec<Letter>,
    requests: Vec<ffi::MPI_Request>,
    /// So many requests are complete, from the first on.
    arrived: usize,
}

impl Sent {
    /// A piece that is not full ends a letter, so a letter of full pieces is followed by an empty one.
    fn start(&mut self, comm: RawComm, tag: c_int, piece: usize) -> Result<()> {
        for (to, bytes) in &self.letters {
            let full = bytes.chunks_exact(piece);
            let last = full.remainder();
            for part in full.chain([last]) {
                // SAFETY: the buffer is not touched before the request completed, and is leaked if it never
                // does; its length fits an int.
                unsafe {
                    let mut request = ffi::RSMPI_REQUEST_NULL;
                    let code = ffi::MPI_Issend(
                        part.as_ptr().cast(),
                        part.len() as c_int,
                        da_shim_byte(),
                        *to,
                        tag,
                        comm.0,
                        &mut request,
                    );
                    check(code, "MPI_Issend")?;
                    self.requests.push(request);
                }
            }
        }
        Ok(())
    }

    /// Looks at the requests in order, up to the first that is under way.
    fn progress(&mut self) -> Result<bool> {
        let before = self.arrived;
        while self.arrived < self.requests.len() && wait::test(&mut self.requests[self.arrived])? {
            self.arrived += 1;
        }
        Ok(self.arrived > before)
    }

    fn all_arrived(&self) -> bool {
        self.arrived == self.requests.len()
    }
}

/// The letters that come in.
struct Inbox {
    comm: RawComm,
    tag: c_int,
    piece: usize,
    limits: Limits,
    done: Vec<Letter>,
    /// Letters of which pieces are missing, by sender.
    open: BTreeMap<i32, Vec<u8>>,
    taken: usize,
    /// Bytes for which there was no room.
    refused: usize,
}

impl Inbox {
    /// Takes a message, if one has come.
    fn take_one(&mut self, what: &str) -> Result<bool> {
        let mut found: c_int = 0;
        // SAFETY: plain data that MPI fills in.
        let (mut message, mut status): (ffi::MPI_Message, ffi::MPI_Status) = unsafe { std::mem::zeroed() };
        let mut count: c_int = 0;
        // SAFETY: the communicator is valid, the pointers are valid for the calls.
        unsafe {
            let any = ffi::RSMPI_ANY_SOURCE;
            let code = ffi::MPI_Improbe(any, self.tag, self.comm.0, &mut found, &mut message, &mut status);
            check(code, "MPI_Improbe")?;
            if found == 0 {
                return Ok(false);
            }
            check(ffi::MPI_Get_count(&status, da_shim_byte(), &mut count), "MPI_Get_count")?;
        }
        self.receive(message, status.MPI_SOURCE, count.max(0) as usize, what)?;
        Ok(true)
    }

    /// Receives a matched message behind the pieces that the sender's letter has so far.
    fn receive(&mut self, message: ffi::MPI_Message, from: i32, len: usize, what: &str) -> Result<()> {
        let mut letter = self.open.remove(&from).unwrap_or_default();
        let fits = self.taken.checked_add(len).is_some_and(|taken| taken <= self.limits.room);
        if !fits || letter.try_reserve_exact(len).is_err() {
            self.refused = self.refused.saturating_add(len);
            return discard(message, self.limits.wait, what);
        }
        self.taken += len;
        let begin = letter.len();
        letter.resize(begin + len, 0);
        let mut letter = std::mem::ManuallyDrop::new(letter);
        complete(message, &mut letter[begin..], self.limits.wait, what)?;
        let letter = std::mem::ManuallyDrop::into_inner(letter);
        if len == self.piece {
            self.open.insert(from, letter);
        } else {
            self.done.push((from, letter));
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<Letter>> {
        if self.refused > 0 {
            let text = format!("no memory for {} bytes that other ranks sent", self.refused);
            return Err(Error::new(Status::NoMemory, text));
        }
        self.done.sort_by_key(|letter| letter.0);
        Ok(self.done)
    }
}

/// Receives a matched message. After an error the target must be leaked: MPI may still write to it.
fn complete(mut message: ffi::MPI_Message, target: &mut [u8], limit: Limit, what: &str) -> Result<()> {
    // SAFETY: the target is writable and stays alive until the request completed (the caller leaks
    // it after an error); its length fits an int, since one message had it.
    unsafe {
        let mut request = ffi::RSMPI_REQUEST_NULL;
        let code = ffi::MPI_Imrecv(
            target.as_mut_ptr().cast(),
            target.len() as c_int,
            da_shim_byte(),
            &mut message,
            &mut request,
        );
        check(code, "MPI_Imrecv")?;
        wait::wait(&mut request, limit, what)
    }
}

/// Takes a message without its contents, so that the sender is done with it: MPI says that it was
/// truncated, which is what is wanted.
fn discard(message: ffi::MPI_Message, limit: Limit, what: &str) -> Result<()> {
    match complete(message, &mut [], limit, what) {
        Err(error) if error.status == Status::Timeout => Err(error),
        _ => Ok(()),
    }
}
