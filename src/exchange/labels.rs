//! Labels travel before the elements: the root does not know what the others own of an unstructured
//! axis.

use super::pipeline::{Pipeline, Place};
use crate::context::Session;
use crate::error::Result;
use crate::fail;
use crate::memory::{Booking, Budget, Loop, Region};
use crate::mpi::transfer::Mergeable;
use crate::protocol::MAX_NDIM;
use std::sync::Arc;

const WIDTH: i64 = size_of::<i64>() as i64;

/// The most labels that any rank has, by axis.
#[derive(Clone, Copy)]
struct Most([i64; MAX_NDIM]);

impl Mergeable for Most {
    fn merge(&mut self, other: &Most) {
        self.0.iter_mut().zip(&other.0).for_each(|(mine, theirs)| *mine = (*mine).max(*theirs));
    }
}

/// Room on the root for any other rank's labels.
pub struct Room {
    /// A list per axis, empty on the other ranks.
    pub lists: Vec<Vec<i64>>,
    _booking: Option<Booking>,
}

/// Room for labels along so many axes, booked on the root's budget. All ranks fail if the root has no
/// memory for them. Collective.
pub fn make_room(
    session: &Session,
    own: &[&[i64]],
    axes: usize,
    root: i32,
    budget: &Arc<Budget>,
    name: &str,
) -> Result<Room> {
    let mut counts = [0; MAX_NDIM];
    counts.iter_mut().zip(own).for_each(|(count, labels)| *count = labels.len() as i64);
    let most = session.allreduce(Most(counts), name)?.0;
    let room = match session.rank() == root {
        true => reserve(&most[..axes], budget),
        false => Ok(Room { lists: vec![Vec::new(); axes], _booking: None }),
    };
    session.settle(name, room)
}

fn reserve(most: &[i64], budget: &Arc<Budget>) -> Result<Room> {
    let total = most.iter().fold(0, |sum: i64, count| sum.saturating_add(*count));
    let booking = budget.book(total.saturating_mul(WIDTH))?;
    let mut lists: Vec<Vec<i64>> = vec![Vec::new(); most.len()];
    let failed = |(list, &count): (&mut Vec<i64>, &i64)| list.try_reserve_exact(count as usize).is_err();
    if lists.iter_mut().zip(most).any(failed) {
        fail!(NoMemory, "no memory for {total} labels of another rank");
    }
    Ok(Room { lists, _booking: Some(booking) })
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
