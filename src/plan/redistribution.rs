//! One rank's part of a redistribution: the messages it sends and the messages it gets.

use super::pattern::{AxisPart, Pattern, parts_of};
use crate::distribution::{AxisSection, Distribution, Map};
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

/// Per axis, the parts that messages are combinations of.
pub(super) type AxisParts = Vec<Vec<AxisPart>>;

/// All messages in one direction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// Per axis, the parts that messages are combinations of.
    pub axes: Vec<Vec<AxisPart>>,
    /// The messages, by ascending rank of the partner. Several to one partner travel as one sequence of
    /// elements, in this order; only the sequence is the same on both sides, not where one message ends.
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
    /// The plan of one rank between distributions of one shape over the same ranks. Every replica of the
    /// target is filled, from a replica of the source that is on the same rank if there is one. Labels
    /// that differ have to be asked for, see [`super::LabelRound`].
    pub fn new(source: &Distribution, target: &Distribution, rank: i32) -> Result<RankPlan> {
        check_fit(source, target)?;
        let axes =
            |own: &Distribution, other| along_all(own, rank, |along| known_parts(along, own, other, rank));
        Ok(RankPlan::of_parts(source, target, rank, axes(source, target)?, axes(target, source)?))
    }

    /// The plan of one rank, given the parts of its sections along all axes.
    pub(super) fn of_parts(
        source: &Distribution,
        target: &Distribution,
        rank: i32,
        sends: Option<AxisParts>,
        receives: Option<AxisParts>,
    ) -> RankPlan {
        let some = |axes: Option<AxisParts>| axes.filter(|axes| axes.iter().all(|parts| !parts.is_empty()));
        RankPlan {
            sends: some(sends).map_or(Side::default(), |axes| send_all(source, target, rank, axes)),
            receives: some(receives).map_or(Side::default(), |axes| receive_all(source, rank, axes)),
        }
    }
}

/// Fails unless the shapes and the ranks are the same.
pub fn check_fit(source: &Distribution, target: &Distribution) -> Result<()> {
    if source.shape() != target.shape() {
        fail!(
            Shape,
            "an array of shape {} can not be redistributed to shape {}",
            shape_text(source.shape()),
            shape_text(target.shape())
        );
    }
    check_ranks(source, target)
}

/// Fails unless the distributions are over as many ranks.
pub(super) fn check_ranks(source: &Distribution, target: &Distribution) -> Result<()> {
    let (from, to) = (source.grid().nprocs(), target.grid().nprocs());
    if from != to {
        fail!(Context, "the distributions belong to contexts of {from} and {to} ranks");
    }
    Ok(())
}

/// What `parts` says of every axis of a rank's section; None for a rank that holds nothing.
pub(super) fn along_all(
    own: &Distribution,
    rank: i32,
    parts: impl FnMut((usize, &AxisSection)) -> Result<Vec<AxisPart>>,
) -> Result<Option<AxisParts>> {
    let Some(sections) = own.owned(rank)? else { return Ok(None) };
    sections.iter().enumerate().map(parts).collect::<Result<_>>().map(Some)
}

/// The parts along an axis for which nobody has to be asked.
pub(super) fn known_parts(
    (axis, section): (usize, &AxisSection),
    own: &Distribution,
    other: &Distribution,
    rank: i32,
) -> Result<Vec<AxisPart>> {
    match (own.map(axis), other.map(axis)) {
        (Map::Unstructured(map), Map::Unstructured(theirs)) if map.has_labels_of(theirs) => {
            let coord = own.section_coords(rank).map_or(0, |coords| coords[axis]);
            let count = section.owned_count();
            let all = AxisPart { coord, mine: Pattern::range(0..count) };
            Ok(if count > 0 { vec![all] } else { Vec::new() })
        }
        (_, map) => parts_of(&section.owned, map),
    }
}

fn send_all(source: &Distribution, target: &Distribution, rank: i32, axes: AxisParts) -> Side {
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
    Side { axes, messages }
}

fn receive_all(source: &Distribution, rank: i32, axes: AxisParts) -> Side {
    let mut messages = Vec::new();
    for_each_choice(&axes, |parts, coords, count| {
        let partner = source.chosen_replica(coords, rank);
        messages.push(Message { rank: partner, parts: parts.into(), count });
    });
    messages.sort_unstable_by_key(|message| message.rank);
    Side { axes, messages }
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
