//! Plans of random redistributions, run by hand on all simulated ranks: every message arrives, and
//! every element of the target is the right one.

#[path = "distribution_random.rs"]
mod random;

use std::collections::{BTreeMap, VecDeque};

use distarray::distribution::{AxisItem, Distribution, GridRequest, parse_dist};
use distarray::error::Status;
use distarray::exchange::Packing;
use distarray::index::{AxisSlice, c_strides, unravel};
use distarray::memory::Region;
use distarray::plan::{Message, RankPlan, Side};
use proptest::prelude::*;
use random::{Seeds, build, nprocs, seeds};

/// The linear positions in a rank's owned section that a message takes, in its order.
fn places(side: &Side, message: &Message, shape: &[i64]) -> Vec<usize> {
    let mut places = vec![0i64];
    for (pattern, extent) in side.patterns(message).zip(shape) {
        let along: Vec<i64> = pattern.pieces().flatten().collect();
        assert_eq!(along.len() as i64, pattern.count());
        places = places.iter().flat_map(|place| along.iter().map(move |i| place * extent + i)).collect();
    }
    assert_eq!(places.len() as i64, message.count);
    places.into_iter().map(|place| usize::try_from(place).unwrap()).collect()
}

/// The elements of a message as the engine packs them.
fn by_packing(side: &Side, message: &Message, shape: &[i64], elements: &[i64]) -> Vec<i64> {
    let strides = c_strides(shape, 8).unwrap();
    let packing = Packing::new(8, shape, &strides, side.patterns(message)).unwrap();
    let (mut memory, mut packed) = (elements.to_vec(), vec![-1; message.count as usize]);
    let room = Region::of_numbers(&mut packed);
    packing.pack(&Region::of_numbers(&mut memory), 0, message.count, &room).unwrap();
    packed
}

/// A section after the engine unpacked a message into it; -1 where it wrote nothing.
fn by_unpacking(side: &Side, message: &Message, shape: &[i64], mail: &mut [i64]) -> Vec<i64> {
    let strides = c_strides(shape, 8).unwrap();
    let packing = Packing::new(8, shape, &strides, side.patterns(message)).unwrap();
    let mut memory = vec![-1; shape.iter().product::<i64>() as usize];
    let region = Region::of_numbers(&mut memory);
    packing.unpack(&region, 0, message.count, &Region::of_numbers(mail)).unwrap();
    assert_eq!(memory.iter().filter(|element| **element >= 0).count() as i64, message.count);
    memory
}

/// The owned shape of a rank and the global linear number of each owned element.
fn numbers(d: &Distribution, rank: i32) -> Option<(Vec<i64>, Vec<i64>)> {
    let sections = d.owned(rank).unwrap()?;
    let shape: Vec<i64> = sections.iter().map(|section| section.owned_count()).collect();
    let number = |local: Vec<i64>| {
        let along = sections.iter().zip(&local).zip(d.shape());
        along.fold(0, |number, ((section, &j), extent)| number * extent + section.owned.get(j).unwrap())
    };
    let all = (0..shape.iter().product()).map(|k| number(unravel(&shape, k))).collect();
    Some((shape, all))
}

/// Runs the plans of all ranks and compares every target with what it should hold.
fn check(source: &Distribution, target: &Distribution) {
    let ranks = nprocs(source);
    let plans: Vec<RankPlan> = (0..ranks).map(|rank| RankPlan::new(source, target, rank).unwrap()).collect();
    let mut mail: BTreeMap<(i32, i32), VecDeque<i64>> = BTreeMap::new();
    for (rank, plan) in (0..).zip(&plans) {
        let held = numbers(source, rank);
        for message in &plan.sends.messages {
            let (shape, elements) = held.as_ref().expect("only holders send");
            let packed: Vec<i64> =
                places(&plan.sends, message, shape).into_iter().map(|place| elements[place]).collect();
            assert_eq!(by_packing(&plan.sends, message, shape, elements), packed);
            assert!(message.count > 0, "no empty messages");
            // Several messages to one rank are one after the other.
            mail.entry((rank, message.rank)).or_default().extend(packed);
        }
    }
    for (rank, plan) in (0..).zip(&plans) {
        let Some((shape, meant)) = numbers(target, rank) else {
            assert!(plan.receives.messages.is_empty());
            continue;
        };
        let mut got = vec![None; meant.len()];
        for message in &plan.receives.messages {
            let letter = mail.get_mut(&(message.rank, rank)).expect("somebody sends it");
            let places = places(&plan.receives, message, &shape);
            let mut mail: Vec<i64> = letter.iter().copied().take(places.len()).collect();
            let unpacked = by_unpacking(&plan.receives, message, &shape, &mut mail);
            for place in places {
                assert_eq!(Some(&unpacked[place]), letter.front());
                let element = letter.pop_front().expect("as many come as are sent");
                assert!(got[place].replace(element).is_none(), "each element comes once");
            }
        }
        assert_eq!(
            got,
            meant.into_iter().map(Some).collect::<Vec<_>>(),
            "rank {rank}: {source:?} to {target:?}"
        );
    }
    assert!(mail.values().all(VecDeque::is_empty), "nobody wants {mail:?}");
}

/// A random part of a distribution, with any steps.
fn part_of(d: &Distribution, picks: &[(u16, u16, i64, bool)]) -> Distribution {
    let slice = |(&extent, &(a, b, width, whole)): (&i64, &(u16, u16, i64, bool))| {
        if whole {
            return AxisItem::Slice(AxisSlice::whole(extent));
        }
        let (a, b) = (i64::from(a) % (extent + 1), i64::from(b) % (extent + 1));
        let (low, high) = (a.min(b), a.max(b));
        let (start, stop) = if width > 0 { (low, high) } else { (high - 1, low - 1) };
        AxisItem::Slice(AxisSlice::new(0, extent, start, stop, width).unwrap())
    };
    d.select(&d.shape().iter().zip(picks).map(slice).collect::<Vec<_>>()).unwrap()
}

/// The axes in some order.
fn turned(d: &Distribution, keys: &[u32]) -> Distribution {
    let mut order: Vec<usize> = (0..d.ndim()).collect();
    order.sort_by_key(|&axis| keys[axis]);
    d.transpose(&order).unwrap()
}

/// A distribution from the seeds for another shape, on as many ranks.
fn build_for(seeds: &Seeds, shape: &[i64], nprocs: i64) -> Distribution {
    let Some(first) = seeds.axes.first() else {
        return Distribution::new(
            nprocs,
            &parse_dist(shape, &vec!["b"; shape.len()].join(",")).unwrap(),
            GridRequest::Auto,
        )
        .unwrap();
    };
    let axis = |k: usize| seeds.axes.get(k).unwrap_or(first).clone();
    let axes = shape.iter().enumerate().map(|(k, &size)| random::AxisSeed { size, ..axis(k) }).collect();
    let order = if seeds.order.is_empty() {
        Vec::new()
    } else {
        (0..nprocs as usize).map(|k| seeds.order[k % 12]).collect()
    };
    build(&Seeds { nprocs, axes, order, ..seeds.clone() })
}

fn keys() -> impl Strategy<Value = Vec<u32>> {
    // As they are, in half of the cases.
    prop_oneof![Just(vec![0; 5]), prop::collection::vec(any::<u32>(), 5)]
}

fn picks() -> impl Strategy<Value = Vec<(u16, u16, i64, bool)>> {
    let step = prop_oneof![1i64..12, -11i64..0];
    prop::collection::vec((any::<u16>(), any::<u16>(), step, any::<bool>()), 5)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

    #[test]
    fn every_element_arrives(source in seeds(), target in seeds(), picks in picks(), keys in keys()) {
        let source = turned(&part_of(&build(&source), &picks), &keys);
        check(&source, &build_for(&target, source.shape(), source.grid().nprocs()));
    }

    #[test]
    fn also_into_parts(source in seeds(), target in seeds(), picks in picks(), keys in keys()) {
        let target = turned(&part_of(&build(&target), &picks), &keys);
        check(&build_for(&source, target.shape(), target.grid().nprocs()), &target);
    }
}

#[test]
fn aligned_distributions_send_to_themselves_only() {
    for text in ["b,c", "c:2,c:3", "n,n", "b,n"] {
        let specs = parse_dist(&[9, 8], text).unwrap();
        let d = Distribution::new(6, &specs, GridRequest::Shape(&[2, 3])).unwrap();
        check(&d, &d);
        for rank in 0..6 {
            let plan = RankPlan::new(&d, &d, rank).unwrap();
            assert!(plan.sends.messages.iter().all(|message| message.rank == rank), "{text}");
        }
    }
}

#[test]
fn shapes_and_contexts_must_fit() {
    let made = |ranks, shape: &[i64]| {
        Distribution::new(ranks, &parse_dist(shape, "b").unwrap(), GridRequest::Auto).unwrap()
    };
    let status = |a: &Distribution, b: &Distribution| RankPlan::new(a, b, 0).unwrap_err().status;
    assert_eq!(status(&made(3, &[7]), &made(3, &[8])), Status::Shape);
    assert_eq!(status(&made(3, &[7]), &made(2, &[7])), Status::Context);
}

/// Planning is for one rank among many, and costs what that rank's partners cost.
#[test]
fn a_million_ranks_and_a_million_million_elements() {
    let (ranks, size) = (1_000_000, 1_000_000_000_000);
    let made = |text: &str| {
        Distribution::new(ranks, &parse_dist(&[size], text).unwrap(), GridRequest::Shape(&[ranks])).unwrap()
    };
    let (blocks, dealt) = (made("b"), made("c:64"));
    let plan = RankPlan::new(&blocks, &dealt, 0).unwrap();
    assert_eq!((plan.sends.count(), plan.sends.messages.len()), (1_000_000, 15_625));
    assert_eq!(plan.receives.messages.len(), plan.receives.axes[0].len());
    assert_eq!(plan.receives.count(), dealt.owned_size(0).unwrap().unwrap());
    let back = RankPlan::new(&dealt, &blocks, 0).unwrap();
    assert_eq!(back.sends.messages, plan.receives.messages);
}
