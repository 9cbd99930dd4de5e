//! Labels travel before the elements: the root does not know what the others own of an unstructured
//! axis.

use super::pipeline::{Pipeline, Place};
use crate::error::{Error, Result, Status};
use crate::memory::{Loop, Region};
use crate::mpi::RawComm;
use crate::mpi::transfer::{self, Mergeable};
use crate::mpi::wait::Limit;
use crate::protocol::MAX_NDIM;

const WIDTH: i64 = size_of::<i64>() as i64;

/// The most labels that any rank has, by axis.
#[derive(Clone, Copy)]
struct Most([i64; MAX_NDIM]);

impl Mergeable for Most {
    fn merge(&mut self, other: &Most) {
        self.0.iter_mut().zip(&other.0).for_each(|(mine, theirs)| *mine = (*mine).max(*theirs));
    }
}

/// Whether some rank found no memory.
#[derive(Clone, Copy)]
struct NoRoom(u8);

impl Mergeable for NoRoom {
    fn merge(&mut self, other: &NoRoom) {
        self.0 |= other.0;
    }
}

/// Room for any other rank's labels on the root, empty lists elsewhere. All ranks fail if the root
/// has no memory for them. Collective.
pub fn make_room(
    comm: RawComm,
    own: &[&[i64]],
    axes: usize,
    root: (i32, bool),
    limit: Limit,
    name: &str,
) -> Result<Vec<Vec<i64>>> {
    let mut counts = [0; MAX_NDIM];
    counts.iter_mut().zip(own).for_each(|(count, labels)| *count = labels.len() as i64);
    let most = transfer::allreduce(comm, Most(counts), limit, name)?.0;
    let mut room: Vec<Vec<i64>> = vec![Vec::new(); axes];
    let (root, is_root) = root;
    let reserve = |(list, &count): (&mut Vec<i64>, &i64)| list.try_reserve_exact(count as usize).is_err();
    let failed = is_root && room.iter_mut().zip(&most).any(reserve);
    if transfer::allreduce(comm, NoRoom(failed.into()), limit, name)?.0 != 0 {
        let total: i64 = most.iter().sum();
        let message = format!("{name}: no memory on rank {root} for {total} labels of another rank");
        return Err(Error { origin: Some(root), ..Error::new(Status::NoMemory, message) });
    }
    Ok(room)
}

/// Sends this rank's labels: the numbers of them, then the lists.
pub fn send(pipeline: &mut Pipeline<usize>, to: i32, own: &[&[i64]], chunk: i64) -> Result<()> {
    let counts: Vec<i64> = own.iter().map(|labels| labels.len() as i64).collect();
    send_numbers(pipeline, to, &counts, chunk)?;
    own.iter().try_for_each(|labels| send_numbers(pipeline, to, labels, chunk))?;
    pipeline.finish(|_, _| Ok(()))
}

/// Receives another rank's labels into lists that have the room.
pub fn receive(
    pipeline: &mut Pipeline<usize>,
    from: i32,
    mut room: Vec<Vec<i64>>,
    chunk: i64,
) -> Result<Vec<Vec<i64>>> {
    let mut counts = vec![0; room.len()];
    receive_numbers(pipeline, from, &mut counts, chunk)?;
    for (list, count) in room.iter_mut().zip(counts) {
        list.clear();
        list.resize(count as usize, 0);
        receive_numbers(pipeline, from, list, chunk)?;
    }
    Ok(room)
}

fn send_numbers(pipeline: &mut Pipeline<usize>, to: i32, numbers: &[i64], chunk: i64) -> Result<()> {
    for part in numbers.chunks((chunk / WIDTH).max(1) as usize) {
        let fill = |room: &Region<'_>| room.put_numbers(part);
        pipeline.send(to, size_of_val(part) as i64, Place::Staged, fill)?;
    }
    Ok(())
}

fn receive_numbers(pipeline: &mut Pipeline<usize>, from: i32, numbers: &mut [i64], chunk: i64) -> Result<()> {
    let step = (chunk / WIDTH).max(1) as usize;
    let total = numbers.len();
    let target = Region::of_numbers(numbers);
    let mut take = |room: &Region<'_>, first: usize| {
        let count = step.min(total - first) as i64;
        target.copy_from(first as i64 * WIDTH, room, 0, 8, &[Loop { count, to: WIDTH, from: WIDTH }])
    };
    for first in (0..total).step_by(step) {
        let bytes = step.min(total - first) as i64 * WIDTH;
        pipeline.receive(from, bytes, Place::Staged, first, &mut take)?;
    }
    pipeline.finish(take)
}
