//! Replicas of a section: comparing them, and making them equal again.

use super::kernels::sections;
use crate::array::Array;
use crate::context::call::mix_bytes;
use crate::context::stats::Kind;
use crate::context::{Session, group_comm};
use crate::error::{Error, Result, Status};
use crate::fail;
use crate::memory::Scratch;
use crate::mpi::pool::Purpose;
use crate::mpi::transfer;
use std::sync::Arc;

/// Bytes of one broadcast; longer sections go in several.
const CHUNK: usize = 1 << 28;

/// (position among the array's axes, number of the replica) of this rank's section.
fn place(array: &Array, rank: i32) -> Option<(i32, i32)> {
    array.distribution().grid_comm_layout(rank).map(|(replica, position)| (position, replica))
}

/// A contiguous copy of this rank's owned elements, None where it holds no section.
fn packed(array: &Array) -> Result<Option<Scratch>> {
    let Some(local) = array.local() else { return Ok(None) };
    let owned = local.owned();
    let scratch = Scratch::new(owned.view().shape, array.dtype(), array.context().budget())?;
    sections::copy(&owned, &scratch.part().whole())?;
    Ok(Some(scratch))
}

/// What one rank says of its section.
#[derive(Clone, Copy)]
struct Account {
    position: i64,
    replica: i64,
    hash: u64,
    /// Why the rank could not look at its section, 0 if it could.
    status: i64,
}

impl Account {
    /// A rank that fails says so instead of leaving the others waiting.
    fn new(array: &Array, rank: i32) -> Account {
        let nothing = Account { position: -1, replica: -1, hash: 0, status: 0 };
        let Some((position, replica)) = place(array, rank) else { return nothing };
        match packed(array) {
            Ok(section) => Account {
                position: i64::from(position),
                replica: i64::from(replica),
                hash: section.map_or(0, |s| mix_bytes(0, s.bytes())),
                status: 0,
            },
            Err(error) => Account { status: error.status as i64, ..nothing },
        }
    }

    fn pack(self) -> Vec<u8> {
        let words = [self.position as u64, self.replica as u64, self.hash, self.status as u64];
        words.iter().flat_map(|w| w.to_ne_bytes()).collect()
    }

    fn unpack(bytes: &[u8]) -> Account {
        let word = |k: usize| u64::from_ne_bytes(bytes[8 * k..8 * k + 8].try_into().expect("eight bytes"));
        Account { position: word(0) as i64, replica: word(1) as i64, hash: word(2), status: word(3) as i64 }
    }
}

/// Fails, alike on all ranks, where a replica differs from the one with coordinate 0. For
/// debugging: it reads all elements. Collective, after an agreement.
pub fn compare(session: &Session, array: &Array, name: &str) -> Result<()> {
    if array.distribution().replicas() <= 1 {
        return Ok(());
    }
    let _operation = session.operation(Kind::Other, name, 0);
    let mine = Account::new(array, session.rank()).pack();
    let all = session.allgather(&mine, name)?;
    let accounts: Vec<Account> = all.chunks_exact(mine.len()).map(Account::unpack).collect();
    if let Some(rank) = accounts.iter().position(|a| a.status != 0) {
        let status = Status::from_code(accounts[rank].status as i32).unwrap_or(Status::Internal);
        let message = format!("{name}: rank {rank} could not compare its replica with the others");
        return Err(Error { status, message, origin: Some(rank as i32) });
    }
    let first = |position: i64| accounts.iter().position(|a| a.position == position && a.replica == 0);
    for (rank, account) in accounts.iter().enumerate().filter(|(_, a)| a.replica > 0) {
        let Some(zero) = first(account.position) else { continue };
        if accounts[zero].hash != account.hash {
            let text = format!(
                "{name}: replica {} of a section on rank {rank} differs from replica 0 on rank {zero}; \
                 da_array_sync_replicas makes them equal",
                account.replica
            );
            return Err(Error { status: Status::Mismatch, message: text, origin: Some(rank as i32) });
        }
    }
    Ok(())
}

/// A checked synchronisation, with the memory that it needs.
pub struct Sync {
    array: Arc<Array>,
    scratch: Option<Scratch>,
    /// What one broadcast carries.
    chunk: Vec<u8>,
}

impl Sync {
    /// Checks the array and takes the memory, before anything is sent.
    pub fn prepare(array: Arc<Array>) -> Result<Sync> {
        array.require_writable("a")?;
        let scratch = if array.distribution().replicas() > 1 { packed(&array)? } else { None };
        let bytes = scratch.as_ref().map_or(0, |s| s.bytes().len().min(CHUNK));
        let mut chunk = Vec::new();
        chunk
            .try_reserve_exact(bytes)
            .map_err(|_| Error::new(Status::NoMemory, format!("no memory for {bytes} bytes of exchange")))?;
        Ok(Sync { array, scratch, chunk })
    }

    /// The array's session; None on a process that is no member.
    pub fn session(&self) -> Option<Arc<Session>> {
        self.array.context().session().cloned()
    }

    /// Copies the owned elements of replica 0 to the others. Collective, after an agreement.
    pub fn run(mut self, session: &Session, name: &'static str) -> Result<()> {
        if self.array.distribution().replicas() <= 1 {
            return Ok(());
        }
        let bytes = self.scratch.as_ref().map_or(0, |s| s.bytes().len() as i64);
        let _operation = session.operation(Kind::Other, name, bytes);
        let group = place(&self.array, session.rank());
        let Some(comm) = group_comm(self.array.context(), group, Purpose::Private, name)? else {
            return Ok(());
        };
        let (Some(scratch), Some(local)) = (&mut self.scratch, self.array.local()) else {
            fail!(Internal, "a rank of the grid without a section");
        };
        let mut buffer = std::mem::take(&mut self.chunk);
        for chunk in scratch.bytes_mut().chunks_mut(CHUNK) {
            buffer.clear();
            buffer.extend_from_slice(chunk);
            session.stats().collective(buffer.len());
            let sent = transfer::broadcast(comm.comm(), buffer, 0, session.options().limit, name);
            // Whoever failed is out of step with the others on this communicator for good.
            buffer = sent.inspect_err(|_| comm.bury())?;
            chunk.copy_from_slice(&buffer);
        }
        sections::copy(&scratch.part().whole(), &local.owned())?;
        self.array.wrote();
        Ok(())
    }
}
