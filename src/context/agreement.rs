//! What the ranks of a communicator agree on before anything moves, and what they say when they
//! do not. One record of fixed size is merged over all ranks; everybody sees the same result and
//! takes the same decision from it.

use super::report::{self, Report};
use crate::error::{Error, Result, Status};
use crate::mpi::RawComm;
use crate::mpi::transfer::{self, Idempotent, Mergeable};
use crate::mpi::wait::Limit;

/// "No rank."
const NOBODY: i32 = i32::MAX;

/// Whether all ranks have the same number: the lowest rank's, and the lowest rank that differs.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Same {
    value: u64,
    rank: i32,
    other: i32,
}

impl Same {
    fn new(rank: i32, value: u64) -> Same {
        Same { value, rank, other: NOBODY }
    }

    fn absent() -> Same {
        Same { value: 0, rank: NOBODY, other: NOBODY }
    }

    fn merge(&mut self, theirs: &Same) {
        let (mut low, high) = if self.rank <= theirs.rank { (*self, *theirs) } else { (*theirs, *self) };
        if high.rank != NOBODY {
            let candidate = if high.value == low.value { high.other } else { high.rank };
            low.other = low.other.min(candidate);
        }
        *self = low;
    }

    /// The two lowest ranks that disagree.
    fn conflict(&self) -> Option<(i32, i32)> {
        (self.other != NOBODY).then_some((self.rank, self.other))
    }
}

/// The lowest rank that has an error, with its status.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
struct Failed {
    rank: i32,
    status: i32,
}

impl Failed {
    fn new(rank: i32, error: Option<&Error>) -> Failed {
        match error {
            Some(e) => Failed { rank, status: e.status as i32 },
            None => Failed { rank: NOBODY, status: 0 },
        }
    }

    fn merge(&mut self, other: &Failed) {
        if other.rank < self.rank {
            *self = *other;
        }
    }
}

/// The few spare words with which a call merges its own small agreement.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Spare {
    /// Merged by AND.
    pub all: u64,
    /// Merged by maximum.
    pub max: u64,
}

impl Spare {
    /// Changes nothing when merged.
    pub const NEUTRAL: Spare = Spare { all: u64::MAX, max: 0 };
}

/// The record that every communicating call merges first.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
struct Record {
    failed: Failed,
    pending: Failed,
    past: Same,
    call: Same,
    serial: u64,
    spare: Spare,
    /// Not 0 where some rank has sent a message of the call already; merged by OR.
    early: u64,
}

/// Bytes of the record.
pub const RECORD_BYTES: usize = size_of::<Record>();
/// Bytes of what `settle` merges.
pub const PROGRESS_BYTES: usize = size_of::<Progress>();

/// How a part of a call went on every rank.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
struct Progress(Failed);

impl Mergeable for Progress {
    fn merge(&mut self, other: &Progress) {
        self.0.merge(&other.0);
    }
}

impl Mergeable for Record {
    fn merge(&mut self, other: &Record) {
        self.failed.merge(&other.failed);
        self.pending.merge(&other.pending);
        self.past.merge(&other.past);
        self.call.merge(&other.call);
        self.serial = self.serial.max(other.serial);
        self.spare.all &= other.spare.all;
        self.spare.max = self.spare.max.max(other.spare.max);
        self.early |= other.early;
    }
}

impl Idempotent for Progress {}
impl Idempotent for Record {}

/// One rank's side of an agreement.
pub struct Ballot<'a> {
    /// The communicator.
    pub comm: RawComm,
    /// Whether it is the library's own. On the application's, single messages could be received by
    /// somebody else.
    pub private: bool,
    /// This process's rank in `comm`.
    pub rank: i32,
    /// How long to wait.
    pub limit: Limit,
    /// The call; its hash counts only without an error.
    pub call: &'a super::Call,
    /// This rank's mistake in this call.
    pub error: Option<&'a Error>,
    /// The silent calls since the last agreement: rolling hash, list, and this rank's failures.
    pub past: &'a super::session::History,
    /// This rank's next serial number.
    pub serial: u64,
    /// The call's own small agreement.
    pub spare: Spare,
    /// Whether this rank has sent a message of the call already.
    pub early: bool,
}

/// What came out, the same on every rank.
pub struct Outcome {
    /// Ok: everybody may go on. Err: nobody does, and all have the same error.
    pub verdict: Result<Spare>,
    /// The serial number to go on with.
    pub serial: u64,
    /// Whether messages of the call are under way on any rank.
    pub early: bool,
}

/// What a rank's record says must happen.
enum Decision {
    Proceed,
    /// This rank's error is everybody's.
    FailedOn(i32),
    /// These ranks did different things earlier, or pass different arguments now.
    Differ(i32, i32, report::When),
}

fn decide(record: &Record) -> Decision {
    if let Some((low, high)) = record.past.conflict() {
        return Decision::Differ(low, high, report::When::Before);
    }
    if record.failed.rank != NOBODY {
        return Decision::FailedOn(record.failed.rank);
    }
    match record.call.conflict() {
        Some((low, high)) => Decision::Differ(low, high, report::When::Now),
        None => Decision::Proceed,
    }
}

/// Merges the ballots of all ranks of the communicator. Collective; Err is a failure of the
/// agreement itself (a time-out, an MPI error), which others may not share.
pub fn agree(ballot: &Ballot<'_>) -> Result<Outcome> {
    let name = ballot.call.name();
    let record = Record {
        failed: Failed::new(ballot.rank, ballot.error),
        pending: Failed::new(ballot.rank, last_failure(ballot)),
        past: Same::new(ballot.rank, ballot.past.hash()),
        call: match ballot.error {
            None => Same::new(ballot.rank, ballot.call.hash()),
            Some(_) => Same::absent(),
        },
        serial: ballot.serial,
        spare: ballot.spare,
        early: ballot.early.into(),
    };
    let merged = match ballot.private {
        true => transfer::merge_all(ballot.comm, record, ballot.limit, name)?,
        false => transfer::allreduce(ballot.comm, record, ballot.limit, name)?,
    };
    let verdict = match decide(&merged) {
        Decision::Proceed => Ok(merged.spare),
        Decision::FailedOn(rank) => Err(explain_failure(ballot, ballot.error, rank, merged.failed.status)?),
        Decision::Differ(low, high, when) => Err(explain_difference(ballot, low, high, when, &merged)?),
    };
    Ok(Outcome { verdict, serial: merged.serial, early: merged.early != 0 })
}

fn last_failure<'a>(ballot: &Ballot<'a>) -> Option<&'a Error> {
    ballot.past.failures().last().map(|(_, error)| error)
}

/// Inside a call that was agreed on: whether this part of it went well on every rank. The answer, the
/// lowest failing rank's error, is the same on all. Collective, on a communicator of the library's own.
pub fn settle(comm: RawComm, rank: i32, mine: Option<&Error>, limit: Limit, name: &str) -> Result<()> {
    let merged = transfer::merge_all(comm, Progress(Failed::new(rank, mine)), limit, name)?.0;
    match merged.rank {
        NOBODY => Ok(()),
        failed => Err(share_failure(comm, mine, failed, merged.status, limit, name)?),
    }
}

/// Everybody gets the failing rank's words.
fn explain_failure(ballot: &Ballot<'_>, mine: Option<&Error>, rank: i32, code: i32) -> Result<Error> {
    share_failure(ballot.comm, mine, rank, code, ballot.limit, ballot.call.name())
}

fn share_failure(
    comm: RawComm,
    mine: Option<&Error>,
    rank: i32,
    code: i32,
    limit: Limit,
    name: &str,
) -> Result<Error> {
    let mut bytes = report::pack_text(mine.map_or("", |e| e.message.as_str()));
    // A rank may have found what began elsewhere.
    let origin = mine.and_then(|e| e.origin).unwrap_or(rank);
    bytes.extend(origin.to_ne_bytes());
    let got = transfer::broadcast(comm, bytes, rank, limit, name)?;
    let status = Status::from_code(code).unwrap_or(Status::Internal);
    let (text, origin) = got.split_at(got.len() - size_of::<i32>());
    let origin = origin.try_into().map_or(rank, i32::from_ne_bytes);
    Ok(Error { status, message: report::unpack_text(text), origin: Some(origin) })
}

/// Everybody learns what the two ranks did. If the first difference is that a call failed on one of
/// them, that failure is what all get.
fn explain_difference(
    ballot: &Ballot<'_>,
    low: i32,
    high: i32,
    when: report::When,
    merged: &Record,
) -> Result<Error> {
    let mine = Report::new(ballot.call, ballot.past).pack();
    let name = ballot.call.name();
    let first = transfer::broadcast(ballot.comm, mine.clone(), low, ballot.limit, name)?;
    let second = transfer::broadcast(ballot.comm, mine, high, ballot.limit, name)?;
    let (a, b) = (Report::unpack(&first), Report::unpack(&second));
    let differ = |message| Error { status: Status::Mismatch, message, origin: Some(high) };
    if when == report::When::Now {
        return Ok(differ(report::present_difference(low, &a, high, &b)));
    }
    match report::first_difference(&a, &b) {
        Some(call) => {
            let failed = a.failure(call, low).or_else(|| b.failure(call, high));
            Ok(failed.unwrap_or_else(|| differ(report::past_difference(low, &a, high, &b, call))))
        }
        // It lies behind what is remembered: a failure, if there was one, explains it best.
        None if merged.pending.rank != NOBODY => {
            explain_failure(ballot, last_failure(ballot), merged.pending.rank, merged.pending.status)
        }
        None => Ok(differ(report::forgotten_difference(low, high, &a))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(values: &[u64], order: &[usize]) -> Same {
        let each: Vec<Same> = values.iter().enumerate().map(|(r, v)| Same::new(r as i32, *v)).collect();
        let mut all = Same::absent();
        for k in order {
            all.merge(&each[*k]);
        }
        all
    }

    #[test]
    fn same_finds_the_lowest_pair_in_any_order() {
        for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]] {
            assert_eq!(merged(&[7, 7, 7, 7], &order).conflict(), None);
            assert_eq!(merged(&[7, 7, 8, 7], &order).conflict(), Some((0, 2)));
            assert_eq!(merged(&[1, 7, 7, 7], &order).conflict(), Some((0, 1)));
            assert_eq!(merged(&[7, 7, 7, 9], &order).conflict(), Some((0, 3)));
        }
    }

    #[test]
    fn same_is_associative() {
        let values = [5u64, 5, 6, 5, 7];
        let mut left = merged(&values[..2], &[0, 1]);
        let mut right = Same::absent();
        for r in [4, 3, 2] {
            right.merge(&Same::new(r, values[r as usize]));
        }
        left.merge(&right);
        assert_eq!(left.conflict(), Some((0, 2)));
    }

    #[test]
    fn absent_ranks_do_not_vote() {
        let mut all = Same::absent();
        all.merge(&Same::new(1, 3));
        all.merge(&Same::absent());
        all.merge(&Same::new(2, 3));
        assert_eq!(all.conflict(), None);
    }

    #[test]
    fn an_earlier_difference_outranks_a_present_mistake() {
        let fail = Error::new(Status::Shape, "x");
        let mut record = Record {
            failed: Failed::new(1, Some(&fail)),
            pending: Failed::new(0, None),
            past: Same::new(0, 1),
            call: Same::absent(),
            serial: 0,
            spare: Spare::NEUTRAL,
            early: 0,
        };
        assert!(matches!(decide(&record), Decision::FailedOn(1)));
        record.past.merge(&Same::new(2, 9));
        assert!(matches!(decide(&record), Decision::Differ(0, 2, report::When::Before)));
    }
}
