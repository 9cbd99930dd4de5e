//! How much memory a plan along an unstructured axis takes: one rank of 10,000 with its share of 10^8
//! labels, by an allocator that counts. The other ranks' letters follow from a formula; those to and from
//! the rank are the real ones.

use counting::{LIVE, PEAK};
use distarray::distribution::{
    AxisKind, DimSpec, Directory, Distribution, GridRequest, Known, LabelFacts, LabelSet, home, parse_dist,
};
use distarray::index::AxisSlice;
use distarray::plan::{LabelRound, RankPlan};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;

#[path = "support/counting.rs"]
mod counting;

#[global_allocator]
static ALLOCATOR: counting::Counting = counting::Counting;

const RANKS: i64 = 10_000;
const RANK: i32 = 4321;
const LABELS: i64 = 100_000_000;
const SHARE: i64 = LABELS / RANKS;

/// The most bytes at any time, for each label of the rank's share: its own lists, all letters that it
/// writes and gets, and the plan. Where nearly every label goes to a rank of its own, 488 were measured, most of
/// them for letters and messages of one label; 151 with a single partner.
const BYTES_PER_LABEL: usize = 512;

type Letter = (i32, Vec<i64>);

/// How all labels are spread, by a formula that can be turned around.
#[derive(Clone, Copy)]
enum Spread {
    /// Even blocks of indices: a structured axis.
    Blocks,
    /// The coordinates have labels that differ by steps of `factor` modulo the number of labels, which
    /// shares no divisor with it; `inverse` undoes the multiplication.
    Scattered { factor: i64, inverse: i64 },
    /// Nearly blocks: every coordinate has its own indices backwards.
    Backwards,
}

impl Spread {
    fn scattered(factor: i64) -> Spread {
        // Euler: the group of units modulo 10^8 has 4 * 10^7 elements.
        let (mut inverse, mut power, mut rest) = (1i64, factor, 39_999_999u32);
        while rest > 0 {
            if rest & 1 == 1 {
                inverse = times(inverse, power);
            }
            power = times(power, power);
            rest >>= 1;
        }
        assert_eq!(times(factor, inverse), 1);
        Spread::Scattered { factor, inverse }
    }

    fn labels(&self, coord: i64) -> Vec<i64> {
        let own = coord * SHARE..(coord + 1) * SHARE;
        match *self {
            Spread::Blocks => own.collect(),
            Spread::Scattered { factor, .. } => own.map(|k| times(k, factor)).collect(),
            Spread::Backwards => own.rev().collect(),
        }
    }

    /// The coordinate of a label, and its place among the labels there.
    fn place(&self, label: i64) -> (i64, i64) {
        match *self {
            Spread::Blocks => (label / SHARE, label % SHARE),
            Spread::Scattered { inverse, .. } => {
                let k = times(label, inverse);
                (k / SHARE, k % SHARE)
            }
            Spread::Backwards => (label / SHARE, SHARE - 1 - label % SHARE),
        }
    }

    /// The rank's distribution; `kept` are the labels whose records it keeps.
    fn make(&self, kept: &[i64]) -> Distribution {
        if let Spread::Blocks = self {
            let specs = parse_dist(&[LABELS], "b").unwrap();
            return Distribution::new(RANKS, &specs, GridRequest::Auto).unwrap();
        }
        let spec = DimSpec::new(LABELS, AxisKind::Unstructured { one_to_one: true });
        let bare = Distribution::new(RANKS, &[spec], GridRequest::Auto).unwrap();
        let records = kept.iter().map(|&label| (label, self.place(label).0 as i32)).collect();
        let known = Known {
            coord: Some(RANK.into()),
            labels: Arc::new(LabelSet::new(0, self.labels(RANK.into())).unwrap()),
            facts: LabelFacts {
                hash: self.labels(0)[1] as u64,
                inside: true,
                complete: true,
                duplicates: false,
            },
            directory: Arc::new(Directory::new(records)),
            window: AxisSlice::whole(LABELS),
        };
        bare.with_labels(&[(0, known)]).unwrap()
    }
}

fn times(a: i64, b: i64) -> i64 {
    (i128::from(a) * i128::from(b) % i128::from(LABELS)) as i64
}

/// One letter for each rank about some labels of axis 0, in their order.
fn letters(labels: impl Iterator<Item = (i64, i64)>) -> Vec<Letter> {
    let mut by_rank: BTreeMap<i32, Vec<i64>> = BTreeMap::new();
    for (rank, label) in labels {
        by_rank.entry(rank as i32).or_insert_with(|| vec![0, 0]).push(label);
    }
    by_rank.values_mut().for_each(|words| words[1] = words.len() as i64 - 2);
    by_rank.into_iter().collect()
}

/// The plan, and the most bytes that were in use from the first question on.
fn measure(source: Spread, target: Spread, kept: &[i64]) -> (RankPlan, usize) {
    let (from, to) = (source.make(kept), target.make(kept));
    let mut asked_here = kept.to_vec();
    // A rank asks about its labels in the order of its section.
    asked_here.sort_by_key(|&label| target.place(label));
    let own = source.labels(RANK.into());
    let mut ordered_here: Vec<(i64, i64)> = own.iter().map(|&label| (target.place(label).0, label)).collect();
    ordered_here.sort_by_key(|&(_, label)| target.place(label));

    let before = LIVE.load(Ordering::Relaxed);
    PEAK.store(before, Ordering::Relaxed);
    let mut round = LabelRound::new(&from, &to, RANK).unwrap();
    if round.asks() {
        let questions = round.questions().unwrap();
        let asked = letters(asked_here.iter().map(|&label| (target.place(label).0, label)));
        let answers = round.answers(&asked).unwrap();
        for ((rank, words), (asker, labels)) in answers.iter().zip(&asked) {
            let meant = labels[2..].iter().map(|&label| source.place(label).0);
            assert!(rank == asker && meant.eq(words.iter().copied()));
        }
        drop((asked, answers));
        let reply =
            |(to, words): Letter| (to, words[2..].iter().map(|&l| source.place(l).0).collect::<Vec<i64>>());
        round.take_answers(&questions.into_iter().map(reply).collect::<Vec<_>>()).unwrap();
    }
    let sent = round.orders().unwrap();
    assert_eq!(sent.iter().map(|letter| letter.1.len() - 2).sum::<usize>(), SHARE as usize);
    let orders = letters(ordered_here.iter().copied());
    // What a rank sent is gone when it has what others sent.
    drop(sent);
    let plan = round.finish(&orders).unwrap();
    drop(orders);
    let peak = PEAK.load(Ordering::Relaxed) - before;
    check(&plan, source, target);
    (plan, peak)
}

/// Every message has what the formula says, in the right order.
fn check(plan: &RankPlan, source: Spread, target: Spread) {
    let (own, wanted) = (source.labels(RANK.into()), target.labels(RANK.into()));
    for (side, labels, partner) in [(&plan.sends, &own, target), (&plan.receives, &wanted, source)] {
        assert_eq!(side.count(), SHARE);
        for message in &side.messages {
            let places: Vec<i64> = side.patterns(message).next().unwrap().pieces().flatten().collect();
            let sent: Vec<i64> = places.iter().map(|&place| labels[place as usize]).collect();
            assert!(sent.iter().all(|&label| partner.place(label).0 == i64::from(message.rank)));
            assert!(sent.is_sorted_by_key(|&label| target.place(label).1), "in the target's order");
        }
    }
}

#[test]
fn no_more_than_a_constant_times_its_share() {
    let kept: Vec<i64> = (0..LABELS).filter(|&label| home(label, RANKS) == i64::from(RANK)).collect();
    assert!((kept.len() as i64 - SHARE).abs() < SHARE / 10);
    let (mixed, other) = (Spread::scattered(38_196_601), Spread::scattered(27_182_817));
    for (name, source, target, partners) in [
        ("labels to blocks", mixed, Spread::Blocks, 1000..RANKS),
        ("blocks to labels", Spread::Blocks, mixed, 1000..RANKS),
        ("labels to labels", mixed, other, 1000..RANKS),
        ("labels to blocks nearby", Spread::Backwards, Spread::Blocks, 1..2),
    ] {
        let (plan, bytes) = measure(source, target, &kept);
        let messages = plan.receives.messages.len() as i64;
        assert!(partners.contains(&messages), "{name}: {messages} partners");
        let per = bytes / SHARE as usize;
        assert!(per < BYTES_PER_LABEL, "{name}: {per} bytes for each of {SHARE} labels");
    }
}
