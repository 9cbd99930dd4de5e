//! Plans run by hand in one process: the elements that every rank sends arrive where they shall.

#![allow(dead_code, reason = "every test takes its part")]

use std::collections::BTreeMap;
use std::fmt::Debug;

use distarray::plan::{Message, RankPlan, Side};

/// Numbers that follow from a seed (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    /// One of `0..below`.
    pub fn roll(&mut self, below: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((x ^ (x >> 31)) % below.max(1) as u64) as i64
    }

    /// In one of `n` cases.
    pub fn one_in(&mut self, n: i64) -> bool {
        self.roll(n) == 0
    }

    /// In random order.
    pub fn shuffled<T>(&mut self, mut list: Vec<T>) -> Vec<T> {
        for k in (1..list.len()).rev() {
            list.swap(k, self.roll(k as i64 + 1) as usize);
        }
        list
    }
}

/// What a rank holds: the shape of its owned section, and the elements in C order.
pub type Held<E> = Option<(Vec<i64>, Vec<E>)>;

/// The linear positions in a section that a message takes, in its order.
fn places(side: &Side, message: &Message, shape: &[i64]) -> Vec<usize> {
    assert_eq!((side.axes.len(), message.parts.len()), (shape.len(), shape.len()));
    let mut places = vec![0i64];
    for (pattern, extent) in side.patterns(message).zip(shape) {
        let along: Vec<i64> = pattern.pieces().flatten().collect();
        assert_eq!(along.len() as i64, pattern.count());
        assert!(along.iter().all(|i| (0..*extent).contains(i)), "{pattern:?} outside {extent}");
        places = places.iter().flat_map(|place| along.iter().map(move |i| place * extent + i)).collect();
    }
    assert_eq!(places.len() as i64, message.count);
    places.into_iter().map(|place| usize::try_from(place).unwrap()).collect()
}

/// Runs the plans of all ranks, and compares what the targets then hold with what they should.
pub fn run<E: Clone + Debug + PartialEq>(plans: &[RankPlan], sources: &[Held<E>], meant: &[Held<E>]) {
    let mut mail: BTreeMap<(i32, i32), Vec<E>> = BTreeMap::new();
    for (rank, plan) in (0..).zip(plans) {
        assert!(plan.sends.messages.is_sorted_by_key(|message| message.rank));
        for message in &plan.sends.messages {
            let (shape, elements) = sources[rank as usize].as_ref().expect("only holders send");
            assert!(message.count > 0, "no empty messages");
            let packed = places(&plan.sends, message, shape).into_iter().map(|place| elements[place].clone());
            mail.entry((rank, message.rank)).or_default().extend(packed);
        }
    }
    for (rank, plan) in (0..).zip(plans) {
        let messages = &plan.receives.messages;
        assert!(messages.is_sorted_by_key(|message| message.rank));
        let Some((shape, meant)) = &meant[rank as usize] else {
            assert!(messages.is_empty());
            continue;
        };
        let mut got = vec![None; meant.len()];
        for from_one in messages.chunk_by(|a, b| a.rank == b.rank) {
            let packed = mail.remove(&(from_one[0].rank, rank)).expect("somebody sends it");
            let places: Vec<usize> =
                from_one.iter().flat_map(|message| places(&plan.receives, message, shape)).collect();
            assert_eq!(places.len(), packed.len(), "from {} to {rank}", from_one[0].rank);
            for (place, element) in places.into_iter().zip(packed) {
                assert!(got[place].replace(element).is_none(), "each element comes once");
            }
        }
        assert_eq!(got, meant.iter().cloned().map(Some).collect::<Vec<_>>(), "rank {rank}");
    }
    assert!(mail.is_empty(), "nobody wants {mail:?}");
}
