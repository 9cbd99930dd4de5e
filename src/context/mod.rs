//! L3: contexts over communicators, and how the ranks of one stay in step.
//!
//! [`session`] is the heart: agreement before anything communicates, the rolling hash of the
//! calls that do not, pending errors, the time limit. [`call`] describes one call to it, [`stats`] counts
//! what it cost.

pub mod agreement;
pub mod call;
mod collective;
mod create;
mod options;
mod report;
pub mod session;
pub mod stats;

pub use call::Call;
pub use create::{create, create_self, group_comm, split, subset};
pub use options::{CheckLevel, Options};
pub use session::Session;

use crate::error::{Error, Result, Status};
use crate::fail;
use crate::memory::Budget;
use crate::mpi::RawComm;
use crate::mpi::pool::Lease;
use std::sync::Arc;

/// A group of processes that work together on arrays.
pub struct Context {
    /// None on ranks that do not belong to it (they hold a handle of a subset all the same).
    session: Option<Arc<Session>>,
    public: Option<Arc<Lease>>,
    /// The members' numbers: the group's name in this process (see `mpi::group`).
    members: Arc<[i32]>,
    size: i32,
    options: Options,
    budget: Arc<Budget>,
    /// The context that this one is a subset of, and the members' ranks there.
    parent: Option<(Arc<Context>, Arc<[i32]>)>,
}

/// Two contexts as parts of one.
pub struct Common {
    /// The nearest context that has the ranks of both.
    pub context: Arc<Context>,
    /// The members' ranks in it, of the first and the second; None where they are its own.
    pub ranks: [Option<Vec<i32>>; 2],
}

/// How two contexts' groups compare, with MPI_Comm_compare's meanings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum Comparison {
    /// One and the same context.
    Ident = 0,
    /// The same processes in the same order.
    Congruent = 1,
    /// The same processes in another order.
    Similar = 2,
    /// Different processes.
    Unequal = 3,
}

impl Context {
    /// The number of member processes.
    pub fn size(&self) -> i32 {
        self.size
    }

    /// This process's rank, None for a process that is no member.
    pub fn rank(&self) -> Option<i32> {
        self.session.as_ref().map(|s| s.rank())
    }

    /// This process's rank, or DA_ERR_NOT_MEMBER.
    pub fn member_rank(&self, what: &str) -> Result<i32> {
        self.rank().ok_or_else(|| {
            Error::new(
                Status::NotMember,
                format!("{what}: this process does not belong to the context of {} ranks", self.size),
            )
        })
    }

    /// What keeps the ranks in step; None for a process that is no member.
    pub fn session(&self) -> Option<&Arc<Session>> {
        self.session.as_ref()
    }

    /// The communicator that the application is shown; MPI_COMM_NULL for a process that is no
    /// member.
    pub fn public_comm(&self) -> RawComm {
        self.public.as_ref().map_or(RawComm::null(), |p| p.comm())
    }

    /// The owner of `public_comm`.
    pub fn public(&self) -> Option<&Arc<Lease>> {
        self.public.as_ref()
    }

    /// The members' numbers in this process (see `mpi::group`).
    pub fn members(&self) -> &[i32] {
        &self.members
    }

    /// The memory this context may still take.
    pub fn budget(&self) -> &Arc<Budget> {
        &self.budget
    }

    /// How the context was asked to behave.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The context itself, its parent, and so on; each with this one's members there.
    fn ancestors(self: &Arc<Context>) -> Vec<(Arc<Context>, Option<Vec<i32>>)> {
        let mut chain: Vec<(Arc<Context>, Option<Vec<i32>>)> = vec![(self.clone(), None)];
        while let Some((parent, ranks)) = chain.last().and_then(|(last, _)| last.parent.clone()) {
            let mapped = match &chain[chain.len() - 1].1 {
                None => ranks.to_vec(),
                Some(below) => below.iter().map(|rank| ranks[*rank as usize]).collect(),
            };
            chain.push((parent, Some(mapped)));
        }
        chain
    }

    /// The nearest context of which both are parts, made by da_context_subset or the same.
    pub fn common(self: &Arc<Context>, other: &Arc<Context>) -> Result<Common> {
        let theirs = other.ancestors();
        for (context, mine) in self.ancestors() {
            if let Some((_, yours)) = theirs.iter().find(|(c, _)| Arc::ptr_eq(c, &context)) {
                return Ok(Common { context, ranks: [mine, yours.clone()] });
            }
        }
        let (a, b) = (self.size, other.size);
        fail!(
            Context,
            "contexts of {a} and {b} ranks have no context in common; elements move between contexts of which one is \
             the other, or that are subsets of one (da_context_subset)"
        );
    }

    /// Compares the groups, as MPI_Comm_compare.
    pub fn compare(&self, other: &Context) -> Comparison {
        if std::ptr::eq(self, other) {
            return Comparison::Ident;
        }
        if self.members == other.members {
            return Comparison::Congruent;
        }
        let sorted = |ranks: &[i32]| {
            let mut ranks = ranks.to_vec();
            ranks.sort_unstable();
            ranks
        };
        if self.size == other.size && sorted(&self.members) == sorted(&other.members) {
            return Comparison::Similar;
        }
        Comparison::Unequal
    }
}

impl Drop for Context {
    fn drop(&mut self) {
        if let Some(session) = &self.session {
            session.retire();
        }
    }
}
