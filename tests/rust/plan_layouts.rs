//! Random pairs of distributions with unstructured axes, and their plans on simulated ranks: letters are
//! passed around in one process.

#![allow(dead_code, reason = "every test takes its part")]

#[path = "label_support.rs"]
mod label_support;

use super::plan_support::Dice;
use distarray::distribution::{
    AxisItem, AxisKind, DimSpec, Distribution, GridRequest, ProcessGrid, label_lists,
};
use distarray::error::Error;
use distarray::index::AxisSlice;
use distarray::plan::{LabelRound, RankPlan};
use label_support::{Letter, deliver, given_by_coord, play};
use std::collections::{BTreeMap, BTreeSet};

/// The plans of all ranks; of several errors that of the lowest rank, as settling has it.
pub fn plan(sources: &[Distribution], targets: &[Distribution]) -> Result<Vec<RankPlan>, Error> {
    plan_counting(sources, targets, &mut vec![0; sources.len()])
}

/// As `plan`; `most` is for every rank raised to the most words that it writes or reads in one round.
pub fn plan_counting(
    sources: &[Distribution],
    targets: &[Distribution],
    most: &mut [i64],
) -> Result<Vec<RankPlan>, Error> {
    let ranks = sources.len();
    let new = |r: usize| LabelRound::new(&sources[r], &targets[r], r as i32);
    let mut rounds = (0..ranks).map(new).collect::<Result<Vec<_>, _>>()?;
    let mut send = |letters: &[Vec<Letter>]| {
        let arrived = deliver(ranks as i32, |from| letters[from as usize].clone());
        for (rank, most) in most.iter_mut().enumerate() {
            let words = |letters: &[Letter]| letters.iter().map(|letter| letter.1.len() as i64).sum::<i64>();
            *most = (*most).max(words(&letters[rank])).max(words(&arrived[rank]));
        }
        arrived
    };
    if rounds[0].asks() {
        assert!(rounds.iter().all(LabelRound::asks));
        let questions = rounds.iter().map(LabelRound::questions).collect::<Result<Vec<_>, _>>()?;
        let asked = send(&questions);
        let answers = rounds.iter().zip(&asked).map(|(r, l)| r.answers(l)).collect::<Result<Vec<_>, _>>()?;
        let answers = send(&answers);
        rounds.iter_mut().zip(&answers).try_for_each(|(round, letters)| round.take_answers(letters))?;
    }
    let orders = send(&rounds.iter().map(LabelRound::orders).collect::<Result<Vec<_>, _>>()?);
    for (rank, letters) in (0..).zip(&orders) {
        let mut seen = BTreeSet::new();
        for (from, words) in letters.iter().filter(|letter| letter.0 != rank) {
            let coords = targets[rank as usize].section_coords(*from).unwrap();
            for (axis, labels) in label_lists(words).unwrap() {
                assert!(!labels.is_empty() && seen.insert((axis, coords[axis])), "told twice");
            }
        }
    }
    rounds.into_iter().zip(&orders).map(|(round, letters)| round.finish(letters)).collect()
}

/// How an axis is spread.
#[derive(Clone, Debug)]
pub enum Kind {
    None,
    Block,
    Cuts(Vec<i64>),
    Cyclic(i64),
    Labels(Vec<Vec<i64>>),
}

/// A distribution to be made. `pin` is the extent and the index of a block axis in front that is indexed
/// away, so that the grid is pinned along its first axis.
#[derive(Clone, Debug)]
pub struct Layout {
    pub nprocs: i64,
    pub grid: Vec<i64>,
    pub ranks: Vec<i32>,
    pub axes: Vec<(Option<usize>, i64, Kind)>,
    pub pin: Option<(i64, i64)>,
}

impl Layout {
    /// Every rank's distribution.
    pub fn make(&self) -> Vec<Distribution> {
        let spec = |(g, size, kind): &(Option<usize>, i64, Kind)| {
            let spec = match kind {
                Kind::None => return DimSpec::undistributed(*size),
                Kind::Block => DimSpec::block(*size),
                Kind::Cuts(bounds) => DimSpec::irregular(bounds),
                Kind::Cyclic(block) => DimSpec::cyclic(*size, *block),
                Kind::Labels(_) => DimSpec::new(*size, AxisKind::Unstructured { one_to_one: false }),
            };
            spec.over(g.unwrap())
        };
        let mut specs: Vec<DimSpec> = self.axes.iter().map(spec).collect();
        let front = usize::from(self.pin.is_some());
        if let Some((extent, _)) = self.pin {
            specs.insert(0, DimSpec::block(extent).over(0));
        }
        let grid = ProcessGrid::with_ranks(self.nprocs, &self.grid, &self.ranks).unwrap();
        let made = Distribution::new(self.nprocs, &specs, GridRequest::Grid(&grid)).unwrap();
        let labels: BTreeMap<usize, Vec<Vec<i64>>> = self
            .axes
            .iter()
            .enumerate()
            .filter_map(|(axis, (_, _, kind))| match kind {
                Kind::Labels(labels) => Some((axis + front, labels.clone())),
                _ => None,
            })
            .collect();
        let made = play(&made, &given_by_coord(&made, &labels)).unwrap();
        let Some((_, index)) = self.pin else { return made };
        let pinned = |d: &Distribution| {
            let mut items = vec![AxisItem::Index { index, coord: None }];
            items.extend(self.axes.iter().map(|axis| AxisItem::Slice(AxisSlice::whole(axis.1))));
            d.select(&items).unwrap()
        };
        made.iter().map(pinned).collect()
    }
}

/// A grid over a part of the ranks in any order; each axis of the array takes a grid axis that is left,
/// or none. Grid axes that nobody takes hold replicas.
pub fn random_grid(dice: &mut Dice, nprocs: i64, sizes: &[i64]) -> Layout {
    let mut used = 1;
    let mut grid = Vec::new();
    for _ in 0..1 + dice.roll(3) {
        let extent = 1 + dice.roll((nprocs / used).min(6));
        used *= extent;
        grid.push(extent);
    }
    let mut ranks: Vec<i32> = (0..nprocs as i32).collect();
    if dice.one_in(2) {
        ranks = dice.shuffled(ranks);
    }
    ranks.truncate(used as usize);
    let pin = dice.one_in(4).then(|| (grid[0] + dice.roll(3), 0)).map(|(n, _)| (n, dice.roll(n)));
    let mut left: Vec<usize> = (usize::from(pin.is_some())..grid.len()).collect();
    let mut axes = Vec::new();
    for &size in sizes {
        let take = !left.is_empty() && !dice.one_in(5);
        let g = take.then(|| left.remove(dice.roll(left.len() as i64) as usize));
        axes.push((g, size, Kind::None));
    }
    Layout { nprocs, grid, ranks, axes, pin }
}

pub fn structured(dice: &mut Dice, size: i64, procs: i64) -> Kind {
    match dice.roll(4) {
        0 => Kind::Block,
        1 => Kind::Cyclic(1),
        2 => Kind::Cyclic(1 + dice.roll(4)),
        _ => {
            let mut cuts: Vec<i64> = (1..procs).map(|_| dice.roll(size + 1)).collect();
            cuts.extend([0, size]);
            cuts.sort_unstable();
            Kind::Cuts(cuts)
        }
    }
}

/// Puts `count` labels out of `pool` on coordinates, none twice on one; each of the pool at least once
/// if `all`.
pub fn deal(dice: &mut Dice, pool: &[i64], count: i64, procs: i64, all: bool) -> Kind {
    let mut coords = vec![Vec::new(); procs as usize];
    let mut pairs: Vec<(i64, usize)> =
        pool.iter().flat_map(|&label| (0..procs as usize).map(move |c| (label, c))).collect();
    // Some coordinates get much, some nothing.
    let narrow = dice.roll(procs) as usize;
    pairs = dice.shuffled(pairs);
    pairs.sort_by_key(|pair| pair.1 < narrow && pair.0 % 3 != 0);
    if all {
        let mut seen = BTreeSet::new();
        pairs.sort_by_cached_key(|pair| !seen.insert(pair.0));
    }
    for (label, coord) in dice.shuffled(pairs.into_iter().take(count as usize).collect()) {
        coords[coord].push(label);
    }
    Kind::Labels(coords)
}

/// Labels of all kinds: with gaps, negative, at the ends of 64 bits.
pub fn pool(dice: &mut Dice, count: i64) -> Vec<i64> {
    let (stride, start) = (1 + dice.roll(4), dice.roll(30) - 20);
    let mut pool: Vec<i64> = (0..count).map(|k| start + k * stride).collect();
    if dice.one_in(3) && count > 1 {
        (pool[0], pool[count as usize - 1]) = (i64::MIN, i64::MAX - 1);
    }
    pool
}

/// Fills in the kinds of both sides so that they fit: any mixture per axis.
pub fn fill(dice: &mut Dice, source: &mut Layout, target: &mut Layout) {
    for axis in 0..source.axes.len() {
        let (from, to) = (source.axes[axis].0, target.axes[axis].0);
        let size = source.axes[axis].1;
        let (p, q) = (from.map_or(1, |g| source.grid[g]), to.map_or(1, |g| target.grid[g]));
        let all: Vec<i64> = (0..size).collect();
        let (labels_from, labels_to) = (from.is_some() && !dice.one_in(4), to.is_some() && !dice.one_in(4));
        let (a, b) = match (labels_from, labels_to) {
            (false, false) => (structured(dice, size, p), structured(dice, size, q)),
            (true, false) => (deal(dice, &all, size, p, true), structured(dice, size, q)),
            (false, true) => {
                let some = dice.shuffled(all)[..(size - dice.roll(size - (size - 1) / q)) as usize].to_vec();
                (structured(dice, size, p), deal(dice, &some, size, q, false))
            }
            (true, true) => {
                let fewest = (size + p.min(q) - 1) / p.min(q);
                let count = fewest + dice.roll(size - fewest + 1);
                let pool = pool(dice, count);
                let b = deal(dice, &pool, size, q, false);
                (deal(dice, &pool, size, p, true), b)
            }
        };
        for (layout, g, kind) in [(&mut *source, from, a), (&mut *target, to, b)] {
            layout.axes[axis].2 = g.map_or(Kind::None, |_| kind);
        }
    }
}
