//! The round of letters that makes labels known, played in one process for any number of ranks.

use distarray::distribution::{Collected, Distribution, Given, LabelFault, LabelReport, LabelSet};
use std::collections::BTreeMap;
use std::sync::Arc;

/// (receiver or sender, words)
pub type Letter = (i32, Vec<i64>);

/// Brings letters by sender to their receivers; a receiver gets them by ascending sender.
pub fn deliver(nprocs: i32, sent: impl Fn(i32) -> Vec<Letter>) -> Vec<Vec<Letter>> {
    let mut boxes = vec![Vec::new(); nprocs as usize];
    for from in 0..nprocs {
        for (to, words) in sent(from) {
            boxes[to as usize].push((from, words));
        }
    }
    boxes
}

/// Every rank's distribution, given every rank's labels of the unstructured axes.
pub fn play(dist: &Distribution, given: &[Vec<Given>]) -> Result<Vec<Distribution>, LabelFault> {
    let boxes = deliver(given.len() as i32, |from| dist.label_letters(from, &given[from as usize]));
    let collect = |rank: usize| dist.collect_labels(rank as i32, &given[rank], &boxes[rank]).unwrap();
    let collected = (0..given.len()).map(collect).collect::<Result<Vec<Collected>, LabelFault>>()?;
    let mut merged = vec![LabelReport::default(); collected[0].reports().len()];
    for one in &collected {
        merged.iter_mut().zip(one.reports()).for_each(|(all, mine)| all.merge(mine));
    }
    let axes = dist.unstructured_axes();
    assert!(merged.iter().zip(axes).all(|(report, axis)| report.count() == dist.map(axis).size()));
    Ok(collected.into_iter().map(|one| one.finish(dist, &merged).unwrap()).collect())
}

/// What every rank brings, from the labels of every coordinate along each unstructured axis.
pub fn given_by_coord(dist: &Distribution, labels: &BTreeMap<usize, Vec<Vec<i64>>>) -> Vec<Vec<Given>> {
    let one = |rank: i32, axis: usize, coords: &Vec<Vec<i64>>| {
        let g = dist.grid_axis(axis).unwrap();
        let own = dist.grid().coord(rank, g).map_or(Vec::new(), |coord| coords[coord as usize].clone());
        (axis, Arc::new(LabelSet::new(axis, own).unwrap()))
    };
    (0..dist.grid().nprocs() as i32)
        .map(|rank| labels.iter().map(|(&axis, coords)| one(rank, axis, coords)).collect())
        .collect()
}
