//! Where the elements of a section lie along a global axis, as evenly spaced blocks.

use crate::distribution::Indices;
use crate::index::{Range, Run};

/// `blocks` blocks of `block` consecutive elements each, evenly spaced, by their positions in the
/// section and by their global indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Position of the first element.
    pub position: i64,
    /// Its global index.
    pub index: i64,
    /// Elements per block.
    pub block: i64,
    /// Number of blocks.
    pub blocks: i64,
    /// From block to block, in positions.
    pub position_step: i64,
    /// From block to block, in global indices; may be negative for labels.
    pub index_step: i64,
}

/// What a rank holds along one axis: described by the distribution, or as labels that it told.
#[derive(Clone, Debug)]
pub enum Stored {
    /// Known to every rank, or this rank's own.
    Indices(Indices),
    /// Another rank's labels.
    Labels(Vec<i64>),
}

impl Stored {
    /// Number of elements.
    pub fn count(&self) -> i64 {
        match self {
            Stored::Indices(indices) => indices.count(),
            Stored::Labels(labels) => labels.len() as i64,
        }
    }

    /// The labels, where there are some.
    pub fn labels(&self) -> Option<&[i64]> {
        match self {
            Stored::Indices(Indices::Labels(set)) => Some(set.labels()),
            Stored::Labels(labels) => Some(labels),
            Stored::Indices(_) => None,
        }
    }

    /// The positions in `range` as segments, which together are each of them once.
    pub fn segments(&self, range: Range) -> Vec<Segment> {
        let mut list = Vec::new();
        if let Some(labels) = self.labels() {
            add_labels(&mut list, labels, range);
            return list;
        }
        match self {
            Stored::Indices(Indices::Run(run)) => add_run(&mut list, run, range),
            Stored::Indices(Indices::Comb(comb)) if range == (0..comb.count()) => {
                let per_period: i64 = comb.teeth().iter().map(|t| t.end - t.start).sum();
                let mut before = 0;
                for (tooth, run) in comb.teeth().iter().zip(comb.runs()) {
                    let from = list.len();
                    add_run(&mut list, &run, 0..run.count());
                    // One block of the run in each period.
                    for segment in &mut list[from..] {
                        segment.position = before + segment.position / run.block() * per_period;
                        segment.position_step = per_period;
                    }
                    before += tooth.end - tooth.start;
                }
            }
            Stored::Indices(indices) => {
                let mut at = range.start;
                while let Some(piece) = indices.piece(at).filter(|_| at < range.end) {
                    let count = (piece.end - piece.start).min(range.end - at);
                    add_block(&mut list, at, piece.start, count);
                    at += count;
                }
            }
            Stored::Labels(_) => {}
        }
        list
    }
}

/// The rest of a block that `range` begins in, whole blocks, and a part of the last.
fn add_run(list: &mut Vec<Segment>, run: &Run, range: Range) {
    let index = |j: i64| run.start() + (j / run.block()) * run.step() + j % run.block();
    let mut at = range.start;
    let mut add = |at: &mut i64, block: i64, blocks: i64| {
        if block > 0 && blocks > 0 {
            list.push(Segment {
                position: *at,
                index: index(*at),
                block,
                blocks,
                position_step: run.block(),
                index_step: run.step(),
            });
            *at += block * blocks;
        }
    };
    if at % run.block() != 0 {
        let rest = run.block() - at % run.block();
        add(&mut at, rest.min(range.end - range.start), 1);
    }
    let whole = (range.end - at) / run.block();
    add(&mut at, run.block(), whole);
    let rest = range.end - at;
    add(&mut at, rest, 1);
}

fn add_labels(list: &mut Vec<Segment>, labels: &[i64], range: Range) {
    let mut at = range.start as usize;
    let end = range.end as usize;
    while at < end {
        let more = labels[at..end].windows(2).take_while(|pair| pair[0].checked_add(1) == Some(pair[1]));
        let count = more.count() + 1;
        add_block(list, at as i64, labels[at], count as i64);
        at += count;
    }
}

/// Adds a block at the next position; one that continues the pattern of the last segment joins it.
fn add_block(list: &mut Vec<Segment>, position: i64, index: i64, block: i64) {
    if let Some(last) = list.last_mut() {
        if last.blocks == 1 && index == last.index + last.block {
            last.block += block;
            return;
        }
        let step = match last.blocks {
            1 => index.checked_sub(last.index),
            _ => Some(last.index_step),
        };
        let next = step.and_then(|step| step.checked_mul(last.blocks)?.checked_add(last.index));
        if let Some(step) = step.filter(|_| block == last.block && next == Some(index)) {
            (last.index_step, last.blocks) = (step, last.blocks + 1);
            return;
        }
    }
    list.push(Segment { position, index, block, blocks: 1, position_step: block, index_step: block });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::LabelSet;
    use crate::index::Comb;
    use proptest::prelude::*;
    use std::sync::Arc;

    /// (position, index) of every element.
    fn expand(segments: &[Segment]) -> Vec<(i64, i64)> {
        let mut all = Vec::new();
        for s in segments {
            for b in 0..s.blocks {
                for i in 0..s.block {
                    all.push((s.position + b * s.position_step + i, s.index + b * s.index_step + i));
                }
            }
        }
        all.sort_unstable();
        all
    }

    fn check(stored: &Stored, indices: &Indices) {
        let count = stored.count();
        for start in 0..=count {
            for end in start..=count {
                let expected: Vec<(i64, i64)> = (start..end).map(|j| (j, indices.get(j).unwrap())).collect();
                assert_eq!(expand(&stored.segments(start..end)), expected, "{indices:?} {start}..{end}");
            }
        }
    }

    #[test]
    fn regular_axes_are_few_segments() {
        let run = Run::new(3, 1000, 40, 4).unwrap();
        let stored = Stored::Indices(Indices::Run(run));
        assert_eq!(stored.segments(0..1000).len(), 1);
        assert_eq!(stored.segments(2..999).len(), 3);
        let comb = Comb::new(10_000, 50, [3..7, 20..21, 40..49]);
        let stored = Stored::Indices(Indices::Comb(comb.clone()));
        assert_eq!(stored.segments(0..comb.count()).len(), 3);
        let labels: Vec<i64> = (0..500).map(|k| 7 * k).collect();
        assert_eq!(Stored::Labels(labels.clone()).segments(0..500).len(), 1);
        let backwards = labels.into_iter().rev().collect();
        assert_eq!(Stored::Labels(backwards).segments(0..500)[0].index_step, -7);
    }

    #[test]
    fn combs_at_any_cut() {
        for extent in [0, 1, 9, 23, 40] {
            let indices = Indices::Comb(Comb::new(extent, 9, [0..2, 4..5, 7..9]));
            check(&Stored::Indices(indices.clone()), &indices);
        }
    }

    #[test]
    fn extreme_labels() {
        let labels = vec![i64::MIN, i64::MAX - 1, i64::MIN + 2, 0, 1, 5];
        let indices = Indices::Labels(Arc::new(LabelSet::new(0, labels.clone()).unwrap()));
        check(&Stored::Labels(labels), &indices);
        check(&Stored::Indices(indices.clone()), &indices);
    }

    proptest! {
        #[test]
        fn runs_at_any_cut(start in 0i64..9, count in 0i64..30, block in 1i64..6, gap in 0i64..5) {
            let indices = Indices::Run(Run::new(start, count, block + gap, block).unwrap());
            check(&Stored::Indices(indices.clone()), &indices);
        }

        #[test]
        fn labels_at_any_cut(labels in proptest::collection::hash_set(-12i64..12, 0..16)) {
            let labels: Vec<i64> = labels.into_iter().collect();
            let indices = Indices::Labels(Arc::new(LabelSet::new(0, labels.clone()).unwrap()));
            check(&Stored::Labels(labels), &indices);
        }
    }
}
