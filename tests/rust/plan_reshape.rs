//! Plans from one global shape to another, run by hand on all simulated ranks: every element of the
//! target is the one with its linear number.

#[path = "plan_support.rs"]
mod plan_support;
#[path = "distribution_random.rs"]
mod random;

use distarray::distribution::{
    AxisItem, AxisKind, DimSpec, Distribution, GridRequest, ProcessGrid, parse_dist,
};
use distarray::error::Status;
use distarray::index::{AxisSlice, unravel};
use distarray::plan::RankPlan;
use plan_support::{Dice, Held, run};
use proptest::prelude::*;
use random::{Seeds, build, nprocs, seeds};

/// The owned shape of a rank and the linear number of each owned element.
fn numbers(d: &Distribution, rank: i32) -> Held<i64> {
    let sections = d.owned(rank).unwrap()?;
    let shape: Vec<i64> = sections.iter().map(|section| section.owned_count()).collect();
    let number = |local: Vec<i64>| {
        let along = sections.iter().zip(&local).zip(d.shape());
        along.fold(0, |number, ((section, &j), extent)| number * extent + section.owned.get(j).unwrap())
    };
    let all = (0..shape.iter().product()).map(|k| number(unravel(&shape, k))).collect();
    Some((shape, all))
}

fn check(source: &Distribution, target: &Distribution) -> Vec<RankPlan> {
    let ranks = 0..nprocs(source);
    let plans: Vec<RankPlan> =
        ranks.clone().map(|rank| RankPlan::reshape(source, target, rank).unwrap()).collect();
    let held = |d: &Distribution| ranks.clone().map(|rank| numbers(d, rank)).collect::<Vec<_>>();
    run(&plans, &held(source), &held(target));
    plans
}

/// Another shape with as many elements: their prime factors on some axes.
fn shape_of(dice: &mut Dice, size: i64) -> Vec<i64> {
    let ndim = 1 + dice.roll(4) as usize;
    let mut shape = vec![1; ndim];
    let mut rest = size;
    let mut factor = 2;
    while rest > 1 {
        if rest % factor == 0 {
            rest /= factor;
            shape[dice.roll(ndim as i64) as usize] *= factor;
        } else {
            factor += 1;
        }
    }
    match size {
        0 => shape[dice.roll(ndim as i64) as usize] = 0,
        1 if dice.one_in(2) => shape.clear(),
        _ => {}
    }
    shape
}

/// Blocks, cuts and cyclic axes on a grid over some of the ranks in any order.
fn spread(dice: &mut Dice, nprocs: i64, shape: &[i64]) -> Distribution {
    let (mut grid, mut used) = (Vec::new(), 1);
    for _ in 0..dice.roll(4) {
        let extent = 1 + dice.roll((nprocs / used).min(5));
        used *= extent;
        grid.push(extent);
    }
    let mut left: Vec<usize> = (0..grid.len()).collect();
    let mut spec = |&size: &i64| {
        if left.is_empty() || dice.one_in(4) {
            return DimSpec::undistributed(size);
        }
        let g = left.remove(dice.roll(left.len() as i64) as usize);
        let spec = match dice.roll(4) {
            0 => {
                let mut bounds: Vec<i64> = (1..grid[g]).map(|_| dice.roll(size + 1)).collect();
                bounds.extend([0, size]);
                bounds.sort_unstable();
                DimSpec::irregular(&bounds)
            }
            1 => DimSpec::cyclic(size, 1 + dice.roll(3)),
            _ => DimSpec::block(size),
        };
        spec.over(g)
    };
    let specs: Vec<DimSpec> = shape.iter().map(&mut spec).collect();
    let ranks: Vec<i32> = dice.shuffled((0..nprocs as i32).collect());
    let grid = ProcessGrid::with_ranks(nprocs, &grid, &ranks[..used as usize]).unwrap();
    Distribution::new(nprocs, &specs, GridRequest::Grid(&grid)).unwrap()
}

/// A random part of a distribution, with any steps.
fn part_of(dice: &mut Dice, d: &Distribution) -> Distribution {
    let slice = |&extent: &i64| {
        if dice.one_in(2) {
            return AxisItem::Slice(AxisSlice::whole(extent));
        }
        let (a, b, step) = (dice.roll(extent + 1), dice.roll(extent + 1), 1 + dice.roll(3));
        let slice = match dice.one_in(3) {
            true => AxisSlice::new(0, extent, a.max(b) - 1, a.min(b) - 1, -step),
            false => AxisSlice::new(0, extent, a.min(b), a.max(b), step),
        };
        AxisItem::Slice(slice.unwrap())
    };
    d.select(&d.shape().iter().map(slice).collect::<Vec<_>>()).unwrap()
}

/// Fewer elements, so that shapes of five axes stay small.
fn small(seeds: Seeds) -> Seeds {
    let axes = seeds.axes.into_iter().map(|axis| random::AxisSeed { size: axis.size.min(12), ..axis });
    Seeds { axes: axes.collect(), ..seeds }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5000, ..ProptestConfig::default() })]

    #[test]
    fn every_element_arrives(source in seeds(), seed: u64) {
        let mut dice = Dice(seed);
        let source = part_of(&mut dice, &build(&small(source)));
        let shape = shape_of(&mut dice, source.size());
        let target = spread(&mut dice, source.grid().nprocs(), &shape);
        check(&source, &target);
        check(&target, &source);
    }

    /// Long and short rows on both sides, and sizes with many divisors.
    #[test]
    fn many_rows_arrive(nprocs in 1i64..=12, factors in prop::collection::vec(1i64..=6, 1..5), seed: u64) {
        let mut dice = Dice(seed);
        let size = factors.iter().product::<i64>().min(1296);
        let [from, to] = [(); 2].map(|()| shape_of(&mut dice, size));
        let mut source = spread(&mut dice, nprocs, &from);
        let mut to = to;
        if dice.one_in(4) {
            source = part_of(&mut dice, &source);
            to = shape_of(&mut dice, source.size());
        }
        check(&source, &spread(&mut dice, nprocs, &to));
    }
}

fn made(nprocs: i64, shape: &[i64], text: &str, grid: &[i64]) -> Distribution {
    Distribution::new(nprocs, &parse_dist(shape, text).unwrap(), GridRequest::Shape(grid)).unwrap()
}

fn messages(plans: &[RankPlan]) -> usize {
    plans.iter().map(|plan| plan.sends.messages.len()).sum()
}

#[test]
fn rows_to_one_partner_are_one_message() {
    // The same columns under another name stay where they are.
    let plans = check(&made(4, &[24, 64], "n,b", &[4]), &made(4, &[24, 8, 8], "n,b,n", &[4]));
    assert!(plans.iter().all(|plan| plan.sends.messages.len() == 1));
    assert!((0..).zip(&plans).all(|(rank, plan)| plan.sends.messages[0].rank == rank));
    // Blocks of rows to a grid of blocks: every rank sends its rows' quarters.
    let plans = check(&made(4, &[24, 64], "b,n", &[4]), &made(4, &[3, 8, 64], "n,n,b", &[4]));
    assert_eq!(messages(&plans), 16);
    // Dealt elements are evenly spaced, here and there.
    let plans = check(&made(3, &[90], "c:5", &[3]), &made(3, &[1, 90], "n,b", &[3]));
    assert_eq!(messages(&plans), 9);
    let plans = check(&made(3, &[90], "b", &[3]), &made(3, &[90, 1], "c:5,n", &[3]));
    assert_eq!(messages(&plans), 9);
    // Flattened blocks of three axes: the rest of a plane, planes, the beginning of one.
    let plans = check(&made(5, &[5, 6, 7], "n,n,n", &[]), &made(5, &[210], "b", &[5]));
    let sent: Vec<usize> = plans.iter().map(|plan| plan.sends.messages.len()).collect();
    assert_eq!(sent.iter().sum::<usize>(), 5);
    assert!(plans.iter().all(|plan| plan.receives.messages.iter().all(|message| message.count == 42)));
}

/// Cost follows rows: one rank among many, and long rows.
#[test]
fn long_rows_cost_nothing() {
    let (ranks, long) = (100_000, 1_000_000_000_000);
    let square = made(ranks, &[1_000_000, 1_000_000], "b,n", &[ranks]);
    let flat = made(ranks, &[long], "b", &[ranks]);
    let plan = RankPlan::reshape(&square, &flat, 7).unwrap();
    assert_eq!((plan.sends.messages.len(), plan.sends.messages[0].rank), (1, 7));
    assert_eq!(plan.sends.count(), long / ranks);
    let columns = made(ranks, &[1_000, 1_000_000_000], "n,b", &[ranks]);
    let plan = RankPlan::reshape(&columns, &flat, 7).unwrap();
    assert_eq!((plan.sends.messages.len(), plan.sends.count()), (1_000, long / ranks));
    assert_eq!(plan.receives.count(), long / ranks);
}

#[test]
fn what_can_not_be_reshaped() {
    let error = |a: &Distribution, b: &Distribution| RankPlan::reshape(a, b, 0).unwrap_err();
    let flat = made(3, &[12], "b", &[3]);
    let wrong = error(&flat, &made(3, &[3, 5], "b,n", &[3]));
    assert_eq!(wrong.status, Status::Shape);
    assert!(wrong.message.contains("12 elements") && wrong.message.contains("15"), "{}", wrong.message);
    assert_eq!(error(&flat, &made(2, &[3, 4], "b,n", &[2])).status, Status::Context);
    let unstructured = DimSpec::new(12, AxisKind::Unstructured { one_to_one: true });
    let labels = Distribution::new(3, &[unstructured], GridRequest::Shape(&[3])).unwrap();
    for refused in
        [error(&labels, &made(3, &[3, 4], "b,n", &[3])), error(&made(3, &[3, 4], "b,n", &[3]), &labels)]
    {
        assert_eq!(refused.status, Status::Labels);
        assert!(refused.message.contains("axis 0"), "{}", refused.message);
    }
    // Without elements there is nothing to do, whatever the extents.
    let none = RankPlan::reshape(&made(3, &[0, 4], "b,n", &[3]), &made(3, &[7, 0], "b,n", &[3]), 1);
    assert_eq!(none.unwrap(), RankPlan::default());
}
