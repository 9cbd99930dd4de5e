//! Small transfers between all ranks of a context, counted.

use super::Session;
use super::stats::Transport;
use crate::error::Result;
use crate::fail;
use crate::mpi::group_merge::{Group, Merge, Staging};
use crate::mpi::transfer::{self, Mergeable};

impl Session {
    /// Merges one record of every rank, the result on every rank. Collective.
    pub fn allreduce<T: Mergeable>(&self, mine: T, name: &str) -> Result<T> {
        self.stats().collective(size_of::<T>());
        transfer::allreduce(self.comm(), mine, self.options().limit, name)
    }

    /// Every rank's bytes in rank order; all ranks pass the same length. Collective.
    pub fn allgather(&self, mine: &[u8], name: &str) -> Result<Vec<u8>> {
        let all = transfer::allgather(self.comm(), mine, self.options().limit, name)?;
        self.stats().sent(Transport::Collective, 1, mine.len() as i64);
        self.stats().received(Transport::Collective, 1, all.len() as i64);
        Ok(all)
    }

    /// The bitwise or of every rank's bytes; all ranks pass the same length, and get their buffer back.
    /// Collective.
    pub fn or_bytes(&self, buffer: Vec<u8>, name: &str) -> Result<Vec<u8>> {
        self.stats().collective(size_of_val(&buffer[..]));
        transfer::or_bytes(self.comm(), buffer, self.options().limit, name)
    }

    /// The smallest of every rank's numbers, place by place; all ranks pass the same length, and get their
    /// buffer back. Collective.
    pub fn minima(&self, buffer: Vec<i64>, name: &str) -> Result<Vec<i64>> {
        self.stats().collective(size_of_val(&buffer[..]));
        transfer::minima(self.comm(), buffer, self.options().limit, name)
    }

    /// Merges records of some ranks place by place; all of them get the result. `members` lists them, in
    /// the same order on each, and this one is among them. Collective for the members.
    pub fn merge_group(
        &self,
        members: &[i32],
        staging: &mut Staging,
        data: &mut [u8],
        record: usize,
        merge: Merge<'_>,
        name: &str,
    ) -> Result<()> {
        let Some(me) = members.iter().position(|rank| *rank == self.rank()) else {
            fail!(Internal, "{name}: rank {} is not among those that merge records", self.rank());
        };
        if members.len() > 1 {
            self.stats().collective(data.len());
        }
        let limit = self.options().limit;
        Group { comm: self.comm(), members, me, limit, what: name }.merge(staging, data, record, merge)
    }
}
