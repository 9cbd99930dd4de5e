//! Plans along unstructured axes, on simulated ranks: letters are passed around in one process, and
//! every element of the target is the one with its labels.

#[path = "plan_layouts.rs"]
mod plan_layouts;
#[path = "plan_support.rs"]
mod plan_support;

use distarray::distribution::{AxisItem, Distribution};
use distarray::error::{Error, Status};
use distarray::index::{AxisSlice, unravel};
use distarray::plan::{LabelRound, RankPlan, axes_with_questions};
use plan_layouts::{Kind, Layout, deal, fill, plan, plan_counting, random_grid, structured};
use plan_support::{Dice, Held, run};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// An element: per axis its label, and the lowest coordinate of the source that has it.
type Element = Vec<(i64, i64)>;

/// What a rank holds of `made`, if every axis's labels come from coordinates as `origin` says.
fn held(made: &Distribution, rank: i32, origin: impl Fn(usize, i64) -> i64) -> Held<Element> {
    let sections = made.owned(rank).unwrap()?;
    let shape: Vec<i64> = sections.iter().map(|section| section.owned_count()).collect();
    let element = |k: i64| {
        let along = sections.iter().zip(unravel(&shape, k)).enumerate();
        let part = |(axis, (section, j)): (usize, (&distarray::distribution::AxisSection, i64))| {
            let label = section.owned.get(j).unwrap();
            (label, origin(axis, label))
        };
        along.map(part).collect()
    };
    let elements = (0..shape.iter().product()).map(element).collect();
    Some((shape, elements))
}

/// Plans, moves and compares. `lowest` knows the lowest coordinate of every label of the source.
fn check(sources: &[Distribution], targets: &[Distribution]) -> Result<Vec<RankPlan>, Error> {
    let lowest: Vec<BTreeMap<i64, i64>> = (0..sources[0].ndim())
        .map(|axis| {
            let mut lowest = BTreeMap::new();
            for (rank, made) in (0..).zip(sources) {
                let Some(sections) = made.owned(rank).unwrap() else { continue };
                let coord = made.section_coords(rank).unwrap()[axis];
                for label in sections[axis].owned.pieces().flat_map(|(_, piece)| piece) {
                    let known = lowest.entry(label).or_insert(coord);
                    *known = coord.min(*known);
                }
            }
            lowest
        })
        .collect();
    let ranks = 0..sources.len() as i32;
    let own = |rank: i32| {
        let made = &sources[rank as usize];
        held(made, rank, |axis, _| made.section_coords(rank).unwrap()[axis])
    };
    let meant = |rank: i32| held(&targets[rank as usize], rank, |axis, label| lowest[axis][&label]);
    let plans = plan(sources, targets)?;
    run(&plans, &ranks.clone().map(own).collect::<Vec<_>>(), &ranks.map(meant).collect::<Vec<_>>());
    Ok(plans)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

    /// Any mixture of axes, replicas, parts of the ranks and pinned grids.
    #[test]
    fn every_label_arrives(nprocs in 1i64..=12, sizes in prop::collection::vec(0i64..14, 1..=3), seed: u64) {
        let mut dice = Dice(seed);
        let mut source = random_grid(&mut dice, nprocs, &sizes);
        let mut target = random_grid(&mut dice, nprocs, &sizes);
        fill(&mut dice, &mut source, &mut target);
        if let Err(error) = check(&source.make(), &target.make()) {
            prop_assert!(false, "{error:?}: {source:?} to {target:?}");
        }
    }

    /// Slices of unstructured axes have labels of their own, and the records of the whole.
    #[test]
    fn slices_keep_their_labels(
        nprocs in 1i64..=9, size in 1i64..24, cut in [0i64..24, 0i64..24], step in prop_oneof![1i64..4, -3i64..0],
        seed: u64,
    ) {
        let mut dice = Dice(seed);
        let mut whole = random_grid(&mut dice, nprocs, &[size, 3]);
        let Some(g) = whole.axes[0].0 else { return Ok(()) };
        let procs = whole.grid[g];
        whole.axes[0].2 = deal(&mut dice, &(0..size).collect::<Vec<_>>(), size, procs, true);
        whole.axes[1].2 = whole.axes[1].0.map_or(Kind::None, |_| Kind::Block);
        let (low, high) = (cut[0].min(cut[1]).min(size), cut[0].max(cut[1]).min(size));
        let (start, stop) = if step > 0 { (low, high) } else { (high - 1, low - 1) };
        let slice = AxisSlice::new(0, size, start, stop, step).unwrap();
        let items = [AxisItem::Slice(slice), AxisItem::Slice(AxisSlice::whole(3))];
        let sliced: Vec<Distribution> = whole.make().iter().map(|d| d.select(&items).unwrap()).collect();
        let mut other = random_grid(&mut dice, nprocs, &[slice.count(), 3]);
        let labels = dice.one_in(2);
        if let Some(g) = other.axes[0].0 {
            let (all, procs) = ((0..slice.count()).collect::<Vec<_>>(), other.grid[g]);
            other.axes[0].2 = match labels {
                true => deal(&mut dice, &all, slice.count(), procs, true),
                false => structured(&mut dice, slice.count(), procs),
            };
        }
        other.axes[1].2 = other.axes[1].0.map_or(Kind::None, |_| Kind::Cyclic(2));
        let other = other.make();
        check(&sliced, &other).unwrap();
        check(&other, &sliced).unwrap();
    }
}

fn one_axis(nprocs: i64, kind: Kind) -> Vec<Distribution> {
    let size = match &kind {
        Kind::Labels(labels) => labels.iter().map(Vec::len).sum::<usize>() as i64,
        _ => 6,
    };
    let ranks = (0..nprocs as i32).collect();
    Layout { nprocs, grid: vec![nprocs], ranks, axes: vec![(Some(0), size, kind)], pin: None }.make()
}

#[test]
fn labels_that_do_not_fit_are_named() {
    let labels = |parts: &[&[i64]]| Kind::Labels(parts.iter().map(|part| part.to_vec()).collect());
    let good = labels(&[&[5, 0], &[1, 3], &[4, 2]]);
    let status = |source: &Kind, target: &Kind| {
        let error = check(&one_axis(3, source.clone()), &one_axis(3, target.clone())).unwrap_err();
        assert_eq!(error.status, Status::Labels);
        error.message
    };
    for structured in [Kind::Block, Kind::Cyclic(2)] {
        assert!(check(&one_axis(3, good.clone()), &one_axis(3, structured.clone())).is_ok());
        assert!(check(&one_axis(3, structured.clone()), &one_axis(3, good.clone())).is_ok());
        let gap = status(&labels(&[&[5, 0], &[1, 3], &[4, 7]]), &structured);
        assert!(gap.contains("2 is missing") && gap.contains("axis 0"), "{gap}");
        let twice = status(&labels(&[&[5, 0], &[1, 3, 4], &[4]]), &structured);
        assert!(
            twice.contains("label 4 stands on coordinates 1 and 2") || twice.contains("2 is missing"),
            "{twice}"
        );
        let below = status(&structured, &labels(&[&[5, 0], &[1, -3], &[4, 2]]));
        assert!(below.contains("label -3") && below.contains("0 to 5"), "{below}");
        assert!(status(&structured, &labels(&[&[5, 0], &[1, 3], &[4, 6]])).contains("label 6"));
        // Copies of what the source has are no mistake.
        let copies = labels(&[&[5, 0], &[5, 0], &[0, 5]]);
        assert!(check(&one_axis(3, structured), &one_axis(3, copies)).is_ok());
    }
    let unknown = status(&good, &labels(&[&[5, 0], &[1, 3], &[4, 9]]));
    assert!(unknown.contains("label 9, which the source does not have"), "{unknown}");
    // A slice without the labels that stand twice is each index once.
    let double = one_axis(3, labels(&[&[0, 1, 2], &[5, 3, 4], &[5]]));
    let items = [AxisItem::Slice(AxisSlice::new(0, 7, 0, 5, 1).unwrap())];
    let cut: Vec<Distribution> = double.iter().map(|d| d.select(&items).unwrap()).collect();
    assert!(!cut[0].map(0).as_unstructured().unwrap().is_permutation());
    let blocks: Vec<Distribution> = one_axis(3, Kind::Block)
        .iter()
        .map(|d| d.select(&[AxisItem::Slice(AxisSlice::new(0, 6, 0, 5, 1).unwrap())]).unwrap())
        .collect();
    assert!(check(&cut, &blocks).is_ok());
    assert_eq!(check(&double, &one_axis(3, labels(&[&[0], &[1], &[5]]))).unwrap_err().status, Status::Shape);
}

#[test]
fn of_several_coordinates_the_lowest_sends() {
    let parts = vec![vec![3], vec![1, 0], vec![2, 1], vec![0]];
    let source = one_axis(4, Kind::Labels(parts));
    let target = one_axis(4, Kind::Labels(vec![vec![], vec![2, 1], vec![0, 1, 3], vec![1]]));
    let plans = check(&source, &target).unwrap();
    let partners = |rank: usize| plans[rank].receives.messages.iter().map(|m| m.rank).collect::<Vec<_>>();
    assert_eq!((partners(1), partners(2), partners(3)), (vec![1, 2], vec![0, 1], vec![1]));
    assert!(plans[3].sends.messages.is_empty());
}

#[test]
fn equal_labels_need_no_letters_and_stay_where_they_are() {
    let labels = Kind::Labels(vec![vec![7, -2], vec![], vec![30, 4, 5]]);
    let (source, target) = (one_axis(3, labels.clone()), one_axis(3, labels));
    assert!(axes_with_questions(&source[0], &target[0]).is_empty());
    for (rank, plan) in (0..).zip(check(&source, &target).unwrap()) {
        assert!(plan.sends.messages.iter().all(|message| message.rank == rank));
        assert_eq!(RankPlan::new(&source[rank as usize], &target[rank as usize], rank).unwrap(), plan);
    }
    // Where a label stands twice its lowest coordinate is the source, also on the way to the same labels.
    let double = one_axis(3, Kind::Labels(vec![vec![1], vec![1, 2], vec![0]]));
    assert_eq!(axes_with_questions(&double[0], &double[0]), [0]);
    assert_eq!(check(&double, &double).unwrap()[1].receives.messages.len(), 2);
}

/// A replica that sends to nobody hears nothing: letters do not grow with ranks times ranks.
#[test]
fn replicas_are_told_what_they_send() {
    let ranks = 40;
    let axes = vec![(None, 80, Kind::None)];
    let all =
        Layout { nprocs: ranks, grid: vec![ranks], ranks: (0..ranks as i32).collect(), axes, pin: None };
    let source = all.make();
    let target = one_axis(ranks, Kind::Labels((0..ranks).map(|c| vec![79 - 2 * c, 78 - 2 * c]).collect()));
    for rank in 0..ranks as i32 {
        let round = LabelRound::new(&source[rank as usize], &target[rank as usize], rank).unwrap();
        assert!(!round.asks());
        let orders = round.orders().unwrap();
        assert_eq!(orders.iter().map(|letter| letter.0).collect::<Vec<_>>(), [rank]);
    }
    check(&source, &target).unwrap();
}

/// Ranks that share a coordinate share the work of telling the others: whatever the grids, a rank
/// writes and reads a few words for each of its labels, in either distribution.
#[test]
fn letters_are_in_proportion_to_own_labels() {
    let (ranks, rows) = (400, 20_000);
    let mut dice = Dice(11);
    let mut make = |grid: [i64; 2], axis: usize| {
        let labels = dice.shuffled((0..rows).collect::<Vec<i64>>());
        let even = labels.chunks((rows / grid[axis]) as usize).map(<[i64]>::to_vec).collect();
        let axes = vec![(Some(axis), rows, Kind::Labels(even)), (Some(1 - axis), 40, Kind::Block)];
        let order = dice.shuffled((0..ranks as i32).collect());
        Layout { nprocs: ranks, grid: grid.to_vec(), ranks: order, axes, pin: None }.make()
    };
    let square = make([20, 20], 0);
    for (grid, axis) in [([20, 20], 1), ([400, 1], 0), ([5, 80], 1), ([10, 40], 0)] {
        let other = make(grid, axis);
        for (sources, targets) in [(&square, &other), (&other, &square)] {
            let own = |d: &[Distribution], r: usize| d[r].owned(r as i32).unwrap().unwrap()[0].owned_count();
            let mut most = vec![0; 400];
            plan_counting(sources, targets, &mut most).unwrap();
            // Three words for a label alone in its letter; as keeper of records a rank also works for others.
            let share = |r: usize| own(sources, r) + own(targets, r);
            assert!((0..400).all(|r| most[r] <= 3 * share(r)), "{grid:?} {axis} {:?}", most.iter().max());
        }
    }
}
