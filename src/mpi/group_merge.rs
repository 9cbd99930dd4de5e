//! Records of some ranks of a communicator, merged place by place; all of these ranks get the same.
//!
//! Ranks beyond the largest power of two give their records to a partner first and get the result in the
//! end. The others exchange halves of what they have with partners farther and farther away (recursive
//! halving), until each has merged its own part of the records, and then give parts back on the same way
//! (recursive doubling): every record crosses the network about twice, however many ranks there are. Few
//! records are exchanged whole, in half as many steps. Where merging rounds, it does so alike for all: each
//! place is merged by one rank, or by several in one and the same order.

use super::comm::RawComm;
use super::message;
use super::wait::Limit;
use crate::error::{Error, Result, Status};
use crate::fail;
use std::mem::ManuallyDrop;
use std::ops::Range;

/// Apart from the tags of other messages.
const TAG: i32 = 5;
/// Bytes that are merged at a time: what staging memory holds.
const PIECE: usize = 4 << 20;
/// Bytes up to which whole pieces are exchanged.
const WHOLE: usize = 8 << 10;

/// Merges records of others into ours.
pub type Merge<'a> = &'a dyn Fn(&mut [u8], &[u8]);

/// The ranks that take part, and who this one is.
pub struct Group<'a> {
    /// The communicator.
    pub comm: RawComm,
    /// Ranks in it, each once, in the same order on all of them.
    pub members: &'a [i32],
    /// The place of this rank among them.
    pub me: usize,
    /// How long to wait.
    pub limit: Limit,
    /// The call, for messages.
    pub what: &'a str,
}

/// Staging memory, aligned for any record. It is leaked where a message may still be under way.
pub struct Staging {
    out: ManuallyDrop<Vec<u128>>,
    into: ManuallyDrop<Vec<u128>>,
    bytes: usize,
    busy: bool,
}

impl Staging {
    /// Memory for `bytes` of records of at most `record` bytes, or for one piece of them.
    pub fn new(bytes: usize, record: usize) -> Result<Staging> {
        let bytes = bytes.min(PIECE.max(record));
        let words = bytes.div_ceil(size_of::<u128>());
        let room = || {
            let mut room: Vec<u128> = Vec::new();
            let text = || format!("no memory for {bytes} bytes of exchange");
            room.try_reserve_exact(words).map_err(|_| Error::new(Status::NoMemory, text()))?;
            room.resize(words, 0);
            Ok(ManuallyDrop::new(room))
        };
        Ok(Staging { out: room()?, into: room()?, bytes, busy: false })
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.busy {
            // SAFETY: not used afterwards, and no message is under way.
            unsafe {
                ManuallyDrop::drop(&mut self.out);
                ManuallyDrop::drop(&mut self.into);
            }
        }
    }
}

impl Group<'_> {
    /// Sends bytes to one member, if there are any, and receives so many from it. What arrived begins
    /// where records are aligned.
    fn swap<'s>(
        &self,
        staging: &'s mut Staging,
        partner: usize,
        out: &[u8],
        expected: usize,
    ) -> Result<&'s mut [u8]> {
        let rank = self.members[partner];
        let (from, into) = (staging.out.as_mut_ptr().cast::<u8>(), staging.into.as_mut_ptr().cast::<u8>());
        staging.busy = true;
        // SAFETY: both rooms hold a piece, which is the most that is sent at a time; nobody touches them
        // until the messages are complete, and they are leaked where they never are.
        unsafe {
            let mut receives = None;
            if expected > 0 {
                receives = Some(message::receive(self.comm, into, expected as i64, rank, TAG)?);
            }
            if !out.is_empty() {
                from.copy_from_nonoverlapping(out.as_ptr(), out.len());
                message::send(self.comm, from, out.len() as i64, rank, TAG)?.wait(self.limit, self.what)?;
            }
            if let Some(mut request) = receives {
                request.wait(self.limit, self.what)?;
            }
            staging.busy = false;
            Ok(std::slice::from_raw_parts_mut(into, expected))
        }
    }

    /// Merges the records of all members, each `record` bytes; `data` begins where records are aligned.
    /// Collective for the members.
    pub fn merge(
        &self,
        staging: &mut Staging,
        data: &mut [u8],
        record: usize,
        merge: Merge<'_>,
    ) -> Result<()> {
        if self.members.len() == 1 || data.is_empty() {
            return Ok(());
        }
        let piece = (PIECE / record).max(1) * record;
        if piece.min(data.len()) > staging.bytes {
            fail!(Internal, "{} bytes of staging memory are not enough for {piece}", staging.bytes);
        }
        data.chunks_mut(piece).try_for_each(|part| self.merge_piece(staging, part, record, merge))
    }

    fn merge_piece(
        &self,
        staging: &mut Staging,
        data: &mut [u8],
        record: usize,
        merge: Merge<'_>,
    ) -> Result<()> {
        let count = self.members.len();
        let power = 1 << count.ilog2();
        if self.me >= power {
            let sent = data.len();
            self.swap(staging, self.me - power, data, 0)?;
            let result = self.swap(staging, self.me - power, &[], sent)?;
            data.copy_from_slice(result);
            return Ok(());
        }
        let extra = self.me + power;
        if extra < count {
            let theirs = self.swap(staging, extra, &[], data.len())?;
            merge(data, theirs);
        }
        if data.len() <= WHOLE || data.len() / record < power {
            self.exchange_whole(staging, data, power, merge)?;
        } else {
            self.exchange_parts(staging, data, power, record, merge)?;
        }
        if extra < count {
            self.swap(staging, extra, data, 0)?;
        }
        Ok(())
    }

    /// Merges with the partner's bytes, those of the lower member first.
    fn join(&self, partner: usize, mine: &mut [u8], theirs: &mut [u8], merge: Merge<'_>) {
        if self.me < partner {
            merge(mine, theirs);
        } else {
            merge(theirs, mine);
            mine.copy_from_slice(theirs);
        }
    }

    fn exchange_whole(
        &self,
        staging: &mut Staging,
        data: &mut [u8],
        power: usize,
        merge: Merge<'_>,
    ) -> Result<()> {
        let mut distance = 1;
        while distance < power {
            let partner = self.me ^ distance;
            let theirs = self.swap(staging, partner, data, data.len())?;
            self.join(partner, data, theirs, merge);
            distance *= 2;
        }
        Ok(())
    }

    fn exchange_parts(
        &self,
        staging: &mut Staging,
        data: &mut [u8],
        power: usize,
        record: usize,
        merge: Merge<'_>,
    ) -> Result<()> {
        let mut mine: Range<usize> = 0..data.len();
        let mut given: Vec<(usize, Range<usize>)> = Vec::new();
        let mut distance = power / 2;
        while distance > 0 {
            let partner = self.me ^ distance;
            let middle = mine.start + mine.len() / record / 2 * record;
            let (lower, upper) = (mine.start..middle, middle..mine.end);
            let (kept, gone) = if self.me < partner { (lower, upper) } else { (upper, lower) };
            let theirs = self.swap(staging, partner, &data[gone.clone()], kept.len())?;
            self.join(partner, &mut data[kept.clone()], theirs, merge);
            given.push((partner, gone));
            mine = kept;
            distance /= 2;
        }
        for (partner, gone) in given.into_iter().rev() {
            let theirs = self.swap(staging, partner, &data[mine.clone()], gone.len())?;
            data[gone.clone()].copy_from_slice(theirs);
            mine = mine.start.min(gone.start)..mine.end.max(gone.end);
        }
        Ok(())
    }
}
