//! One rank's part of a redistribution: the messages it sends and the messages it gets.

use super::pattern::{AxisPart, Pattern, parts_of};
use crate::distribution::Distribution;
use crate::error::Result;
use crate::fail;
use crate::index::shape_text;

/// One message: the partner, and one part along every axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The partner's rank, this rank itself included.
    pub rank: i32,
    /// Per axis, which of the side's parts it is.
    pub parts: Box<[u32]>,
    /// Number of elements.
    pub count: i64,
}

/// All messages in one direction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// Per axis, the parts that messages are combinations of.
    pub axes: Vec<Vec<AxisPart>>,
    /// The messages, by ascending rank of the partner.
    pub messages: Vec<Message>,
}

impl Side {
    /// The positions in this rank's owned section that a message takes, per axis. Elements travel in
    /// C order over these.
    pub fn patterns<'a>(&'a self, message: &'a Message) -> impl Iterator<Item = &'a Pattern> {
        self.axes.iter().zip(&message.parts).map(|(parts, &part)| &parts[part as usize].mine)
    }

    /// Elements of all messages.
    pub fn count(&self) -> i64 {
        self.messages.iter().map(|message| message.count).sum()
    }
}

/// What one rank does in a redistribution.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RankPlan {
    /// What it sends, positions in its section of the source.
    pub sends: Side,
    /// What it gets, positions in its section of the target.
    pub receives: Side,
}

impl RankPlan {
    /// Fails unless both describe arrays of one shape over the same ranks.
    pub fn check_shapes(source: &Distribution, target: &Distribution) -> Result<()> {
        if source.shape() != target.shape() {
            fail!(
                Shape,
                "an array of shape {} can not be redistributed to shape {}",
                shape_text(source.shape()),
                shape_text(target.shape())
            );
        }
        if source.grid().nprocs() != target.grid().nprocs() {
            fail!(
                Context,
                "the distributions belong to contexts of {} and {} ranks",
                source.grid().nprocs(),
                target.grid().nprocs()
            );
        }
        Ok(())
    }

    /// The plan of one rank between structured distributions of one shape over the same ranks. Every
    /// replica of the target is filled, from a replica of the source that is on the same rank if
    /// there is one.
    pub fn new(source: &Distribution, target: &Distribution, rank: i32) -> Result<RankPlan> {
        RankPlan::check_shapes(source, target)?;
        Ok(RankPlan { sends: sends(source, target, rank)?, receives: receives(source, target, rank)? })
    }
}

/// Per axis, the parts of a rank's section; None for a rank that holds nothing.
fn axis_parts(own: &Distribution, other: &Distribution, rank: i32) -> Result<Option<Vec<Vec<AxisPart>>>> {
    let Some(sections) = own.owned(rank)? else { return Ok(None) };
    let along = |axis: usize| parts_of(&sections[axis].owned, other.map(axis));
    let axes = (0..own.ndim()).map(along).collect::<Result<Vec<_>>>()?;
    Ok(axes.iter().all(|parts| !parts.is_empty()).then_some(axes))
}

fn sends(source: &Distribution, target: &Distribution, rank: i32) -> Result<Side> {
    let Some(axes) = axis_parts(source, target, rank)? else { return Ok(Side::default()) };
    let mut messages = Vec::new();
    for_each_choice(&axes, |parts, coords, count| {
        for position in target.replica_positions(coords) {
            let partner = target.grid().rank_at(position);
            if source.is_chosen(rank, partner) {
                messages.push(Message { rank: partner, parts: parts.into(), count });
            }
        }
    });
    messages.sort_unstable_by_key(|message| message.rank);
    Ok(Side { axes, messages })
}

fn receives(source: &Distribution, target: &Distribution, rank: i32) -> Result<Side> {
    let Some(axes) = axis_parts(target, source, rank)? else { return Ok(Side::default()) };
    let mut messages = Vec::new();
    for_each_choice(&axes, |parts, coords, count| {
        let partner = source.chosen_replica(coords, rank);
        messages.push(Message { rank: partner, parts: parts.into(), count });
    });
    messages.sort_unstable_by_key(|message| message.rank);
    Ok(Side { axes, messages })
}

/// Calls `visit` with every combination of parts, its coordinates in the other distribution and its
/// number of elements.
fn for_each_choice(axes: &[Vec<AxisPart>], mut visit: impl FnMut(&[u32], &[i64], i64)) {
    let mut parts = vec![0u32; axes.len()];
    let mut coords: Vec<i64> = axes.iter().map(|along| along[0].coord).collect();
    loop {
        let count = axes.iter().zip(&parts).map(|(along, &part)| along[part as usize].mine.count()).product();
        visit(&parts, &coords, count);
        let Some(axis) = (0..axes.len()).rev().find(|&axis| parts[axis] as usize + 1 < axes[axis].len())
        else {
            return;
        };
        parts[axis] += 1;
        coords[axis] = axes[axis][parts[axis] as usize].coord;
        for later in axis + 1..axes.len() {
            parts[later] = 0;
            coords[later] = axes[later][0].coord;
        }
    }
}
