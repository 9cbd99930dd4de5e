//! Unstructured axes on simulated ranks: what each rank comes to know, who owns what, and how much
//! memory that takes.

#[path = "label_support.rs"]
mod label_support;

use distarray::distribution::{
    AxisItem, AxisKind, DimSpec, Directory, Distribution, GridRequest, LabelFault, LabelSet, home,
};
use distarray::error::Status;
use distarray::index::AxisSlice;
use label_support::{Letter, deliver, given_by_coord, play};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// The owners that every rank finds for the indices that it asks about.
fn find(ranks: &[Distribution], asked: &[Vec<i64>]) -> Vec<Vec<i32>> {
    let count = ranks.len() as i32;
    let questions: Vec<Vec<Letter>> =
        (0..ranks.len()).map(|r| ranks[r].label_questions(r as i32, &asked[r])).collect();
    let arrived = deliver(count, |from| questions[from as usize].clone());
    let answer =
        |rank: i32, (from, words): &Letter| (*from, ranks[rank as usize].label_answers(words).unwrap());
    let answers = deliver(count, |from| arrived[from as usize].iter().map(|l| answer(from, l)).collect());
    let combine = |r: usize| ranks[r].owners_from_answers(&asked[r], &questions[r], &answers[r]).unwrap();
    (0..ranks.len()).map(combine).collect()
}

/// A 1- or 2-dimensional layout with at least one unstructured axis.
#[derive(Clone, Debug)]
struct Layout {
    nprocs: i64,
    grid: Vec<i64>,
    /// Per array axis: the grid axis, and the labels by coordinate, or None for an even block axis.
    axes: Vec<(usize, Option<Vec<Vec<i64>>>)>,
    block: i64,
}

impl Layout {
    fn make(&self, one_to_one: bool) -> Distribution {
        let spec = |(g, labels): &(usize, Option<Vec<Vec<i64>>>)| match labels {
            Some(coords) => {
                let size = coords.iter().map(Vec::len).sum::<usize>() as i64;
                DimSpec::new(size, AxisKind::Unstructured { one_to_one }).over(*g)
            }
            None => DimSpec::block(self.block).over(*g),
        };
        let specs: Vec<DimSpec> = self.axes.iter().map(spec).collect();
        Distribution::new(self.nprocs, &specs, GridRequest::Shape(&self.grid)).unwrap()
    }

    fn labels(&self) -> BTreeMap<usize, Vec<Vec<i64>>> {
        let labels = self.axes.iter().map(|axis| axis.1.clone()).enumerate();
        labels.filter_map(|(axis, labels)| Some((axis, labels?))).collect()
    }

    /// Brute force: the coordinates along an array axis that have an index, ascending.
    fn coords(&self, axis: usize, index: i64) -> Vec<i64> {
        match &self.axes[axis].1 {
            Some(coords) => {
                (0..).zip(coords).filter(|(_, own)| own.contains(&index)).map(|(c, _)| c).collect()
            }
            None => {
                let procs = self.grid[self.axes[axis].0];
                let width = (self.block + procs - 1) / procs;
                if (0..self.block).contains(&index) { vec![index / width] } else { vec![] }
            }
        }
    }

    /// Brute force: the first rank that owns an element, -1 if there is none.
    fn owner(&self, index: &[i64]) -> i32 {
        let mut coords = vec![0; self.grid.len()];
        for (axis, &i) in index.iter().enumerate() {
            match self.coords(axis, i).first() {
                Some(&coord) => coords[self.axes[axis].0] = coord,
                None => return -1,
            }
        }
        coords.iter().zip(&self.grid).fold(0, |rank, (c, extent)| rank * extent + c) as i32
    }

    fn all_labels(&self, axis: usize) -> Vec<i64> {
        self.axes[axis].1.iter().flatten().flatten().copied().collect()
    }
}

/// Labels of every coordinate: duplicates across coordinates, none twice on one.
fn coords(procs: i64, inside: bool) -> impl Strategy<Value = Vec<Vec<i64>>> {
    let label = move || if inside { (0i64..12).boxed() } else { (-5i64..30).boxed() };
    let own = prop::collection::vec(label(), 0..8).prop_map(|labels| {
        let mut seen = BTreeSet::new();
        labels.into_iter().filter(|label| seen.insert(*label)).collect::<Vec<i64>>()
    });
    prop::collection::vec(own, procs as usize)
}

/// Grids of two or three axes, of which array axes take one or two in any order; ranks to spare.
fn layouts() -> impl Strategy<Value = Layout> {
    (
        prop::collection::vec(1i64..4, 2..=3),
        0i64..3,
        0usize..3,
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        1i64..9,
    )
        .prop_flat_map(|(grid, spare, first, second, both, inside, block)| {
            let first = first % grid.len();
            let other = (first + 1) % grid.len();
            (coords(grid[first], inside), coords(grid[other], inside)).prop_map(move |(one, two)| {
                let mut axes = vec![(first, Some(one))];
                if second {
                    axes.insert(usize::from(block % 2 == 0), (other, both.then_some(two)));
                }
                Layout { nprocs: grid.iter().product::<i64>() + spare, grid: grid.clone(), axes, block }
            })
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Every rank finds the owners that a search through everybody's labels finds.
    #[test]
    fn owners_are_those_of_brute_force(layout in layouts()) {
        let dist = layout.make(false);
        let ranks = play(&dist, &given_by_coord(&dist, &layout.labels())).unwrap();
        let ndim = layout.axes.len();
        let mut indices = Vec::new();
        for step in 0..60i64 {
            for (axis, (_, labels)) in layout.axes.iter().enumerate() {
                let known = layout.all_labels(axis);
                indices.push(match labels {
                    Some(_) if step % 3 > 0 && !known.is_empty() => known[(step as usize * 7) % known.len()],
                    Some(_) => step - 20,
                    None => step % layout.block,
                });
            }
        }
        let asked: Vec<Vec<i64>> =
            (0..ranks.len()).map(|rank| indices[..ndim * (rank * 17 % 60)].to_vec()).collect();
        for (rank, found) in find(&ranks, &asked).into_iter().enumerate() {
            let meant: Vec<i32> = asked[rank].chunks(ndim).map(|index| layout.owner(index)).collect();
            prop_assert_eq!(&found, &meant);
        }
    }

    /// Facts and fingerprint are the same on all ranks, and true.
    #[test]
    fn facts_are_true_everywhere(layout in layouts()) {
        let dist = layout.make(false);
        let ranks = play(&dist, &given_by_coord(&dist, &layout.labels())).unwrap();
        for (axis, coords) in layout.labels() {
            let size = dist.map(axis).size();
            let all = layout.all_labels(axis);
            let distinct: BTreeSet<i64> = all.iter().copied().collect();
            let facts = *ranks[0].map(axis).as_unstructured().unwrap().facts().unwrap();
            prop_assert_eq!(facts.inside, all.iter().all(|label| (0..size).contains(label)));
            prop_assert_eq!(facts.complete, (0..size).all(|label| distinct.contains(&label)));
            prop_assert_eq!(facts.duplicates, distinct.len() < all.len());
            for (rank, made) in (0..).zip(&ranks) {
                let unstructured = made.map(axis).as_unstructured().unwrap();
                prop_assert_eq!(unstructured.facts(), Some(&facts));
                prop_assert_eq!(made.fingerprint(), ranks[0].fingerprint());
                let own = made.grid().coord(rank, made.grid_axis(axis).unwrap());
                let known = &unstructured.known().unwrap().labels;
                prop_assert_eq!(own.map_or(&[][..], |c| &coords[c as usize]), known.labels());
            }
        }
    }

    /// Each rank knows by itself whether it owns anything of a slice.
    #[test]
    fn slices_select_by_label(layout in layouts(), starts in [0i64..12, 0i64..12], steps in [1i64..4, 1i64..4]) {
        let dist = layout.make(false);
        let ranks = play(&dist, &given_by_coord(&dist, &layout.labels())).unwrap();
        let part = |axis: usize| {
            let size = dist.shape()[axis];
            AxisSlice::new(axis, size, starts[axis].min(size), size, steps[axis]).unwrap()
        };
        let slices: Vec<AxisSlice> = (0..dist.ndim()).map(part).collect();
        for (rank, made) in (0..).zip(&ranks) {
            let chosen = |axis: usize| match &layout.axes[axis].1 {
                Some(coords) => made.grid().coord(rank, layout.axes[axis].0).is_some_and(|c| {
                    coords[c as usize].iter().any(|&label| slices[axis].position(label).is_some())
                }),
                None => (0..layout.block).filter(|&i| slices[axis].position(i).is_some()).any(|i| {
                    made.grid().coord(rank, layout.axes[axis].0) == layout.coords(axis, i).first().copied()
                }),
            };
            let restricted = (0..dist.ndim()).any(|axis| {
                let facts = made.map(axis).as_unstructured().map(|map| *map.facts().unwrap());
                let partial = slices[axis].count() > 0 && !slices[axis].is_whole(dist.shape()[axis]);
                facts.is_some_and(|facts| !facts.inside) && partial
            });
            if !restricted && (0..dist.ndim()).all(|axis| slices[axis].count() == 0 || !slices[axis].is_whole(dist.shape()[axis])) {
                let meant = made.is_holder(rank) && (0..dist.ndim()).all(chosen);
                prop_assert_eq!(made.owns_any(rank, &slices).unwrap(), meant);
            }
        }
    }

    /// A label on two coordinates of an axis that is one to one is found, and nothing else is.
    #[test]
    fn one_to_one_is_judged(layout in layouts()) {
        let dist = layout.make(true);
        let outcome = play(&dist, &given_by_coord(&dist, &layout.labels()));
        let twice = |axis: usize| {
            let mut all = layout.all_labels(axis);
            all.sort_unstable();
            all.windows(2).any(|pair| pair[0] == pair[1])
        };
        prop_assert_eq!(outcome.is_err(), layout.labels().keys().any(|&axis| twice(axis)));
        if let Err(fault) = outcome {
            let LabelFault::Twice { axis, label, coords, ranks } = fault else { panic!("{fault:?}") };
            for (coord, rank) in coords.into_iter().zip(ranks) {
                prop_assert!(layout.coords(axis, label).contains(&coord));
                prop_assert_eq!(dist.grid().coord(rank, layout.axes[axis].0), Some(coord));
            }
            prop_assert!(coords[0] < coords[1]);
            let (ours, theirs) = (fault.as_labels(), fault.as_protocol());
            prop_assert_eq!((ours.status, theirs.status), (Status::Labels, Status::Protocol));
            prop_assert!(ours.message.contains(&format!("label {label}")), "{}", ours.message);
            prop_assert!(theirs.message.contains("(statement 68)"), "{}", theirs.message);
        }
    }

    /// Lines that disagree are found, whichever rank is wrong.
    #[test]
    fn lines_must_agree(layout in layouts(), wrong in 0usize..40) {
        let dist = layout.make(false);
        let mut given = given_by_coord(&dist, &layout.labels());
        let (axis, _) = layout.labels().into_iter().next().unwrap();
        let procs = dist.map(axis).procs();
        let lines = dist.grid().size() / procs;
        let rank = wrong % dist.grid().size() as usize;
        let own = given[rank][0].1.labels().to_vec();
        if lines == 1 || own.is_empty() {
            return Ok(());
        }
        let other: Vec<i64> = own.iter().map(|label| label + 1).collect();
        given[rank][0] = (axis, std::sync::Arc::new(LabelSet::new(axis, other).unwrap()));
        let boxes = deliver(given.len() as i32, |r| dist.label_letters(r, &given[r as usize]));
        let faults = (0..given.len()).filter_map(|r| dist.collect_labels(r as i32, &given[r], &boxes[r]).unwrap().err());
        let faults: Vec<LabelFault> = faults.collect();
        prop_assert!(!faults.is_empty());
        for fault in faults {
            let LabelFault::Differ { axis: found, coord, ranks } = fault else { panic!("{fault:?}") };
            prop_assert_eq!(found, axis);
            prop_assert!(ranks.contains(&(rank as i32)), "{:?} without {}", fault, rank);
            let g = dist.grid_axis(axis).unwrap();
            prop_assert!(ranks.iter().all(|&r| dist.grid().coord(r, g) == Some(coord)));
        }
    }
}

/// Slices of unstructured axes keep the directory, and ask it in its own terms.
#[test]
fn owners_behind_a_slice() {
    let labels = vec![vec![5, 1, 0], vec![3], vec![2, 4, 6, 7]];
    let layout = Layout { nprocs: 3, grid: vec![3], axes: vec![(0, Some(labels.clone()))], block: 1 };
    let dist = layout.make(true);
    let ranks = play(&dist, &given_by_coord(&dist, &layout.labels())).unwrap();
    for (start, stop, step) in [(0, 3, 1), (1, 8, 2), (7, -1, -3), (2, 2, 1)] {
        let slice = AxisSlice::new(0, 8, start, stop, step).unwrap();
        let cut: Vec<Distribution> =
            ranks.iter().map(|made| made.select(&[AxisItem::Slice(slice)]).unwrap()).collect();
        let asked: Vec<i64> = (-2..slice.count() + 3).collect();
        let meant: Vec<i32> = asked
            .iter()
            .map(|&i| if (0..slice.count()).contains(&i) { layout.owner(&[slice.get(i)]) } else { -1 })
            .collect();
        for found in find(&cut, &vec![asked.clone(); 3]) {
            assert_eq!(found, meant, "{start}:{stop}:{step}");
        }
        assert!(cut[0].is_expressible_on_own_comm().is_ok());
    }
    // With duplicates the extent of a slice does not count its labels, as the protocol wants it.
    let twice = Layout { axes: vec![(0, Some(vec![vec![0, 1], vec![1], vec![0, 2]]))], ..layout };
    let dist = twice.make(false);
    let ranks = play(&dist, &given_by_coord(&dist, &twice.labels())).unwrap();
    assert!(ranks[0].is_expressible_on_own_comm().is_ok());
    let slice = AxisSlice::new(0, 5, 0, 2, 1).unwrap();
    let cut = ranks[0].select(&[AxisItem::Slice(slice)]).unwrap();
    assert_eq!(cut.is_expressible_on_own_comm().unwrap_err().status, Status::NotExpressible);
}

/// What a rank may take: so many bytes for each of its labels, or of an average rank's.
const BYTES_PER_LABEL: f64 = 40.0;

/// Bytes of `LabelSet` and `Directory` per rank at 10^4 ranks: mean and maximum are in proportion to
/// the labels that a rank has, or to the average where a rank has few of its own.
fn check_memory(name: &str, ranks: i64, own: impl Fn(i64) -> Vec<i64>) {
    let mut records = vec![0usize; ranks as usize];
    let (mut sets, mut counts) = (Vec::new(), Vec::new());
    for rank in 0..ranks {
        let labels = own(rank);
        labels.iter().for_each(|&label| records[home(label, ranks) as usize] += 1);
        counts.push(labels.len());
        sets.push(LabelSet::new(0, labels).unwrap().bytes());
    }
    // The directory is a list of records: its size is linear in their number, as two of them show.
    let size_of = |count: usize| Directory::new((0..count as i64).map(|k| (k, 0)).collect()).bytes();
    let per = size_of(1) - size_of(0);
    let fullest = *records.iter().max().unwrap();
    assert_eq!(size_of(fullest), size_of(0) + per * fullest, "{name}");
    let total: usize = counts.iter().sum();
    let average = total as f64 / ranks as f64;
    let mut bytes = 0;
    for rank in 0..ranks as usize {
        let mine = sets[rank] + size_of(0) + per * records[rank];
        let allowed = BYTES_PER_LABEL * (average.max(counts[rank] as f64) + 20.0);
        assert!(
            (mine as f64) < allowed,
            "{name}: rank {rank} takes {mine} bytes for {} labels",
            counts[rank]
        );
        bytes += mine;
    }
    let mean = bytes as f64 / ranks as f64;
    assert!(
        mean < BYTES_PER_LABEL * (average + 5.0),
        "{name}: {mean} bytes on the average of {average} labels"
    );
}

#[test]
fn memory_is_in_proportion_to_own_labels() {
    let ranks = 10_000;
    // 2,000 scattered node numbers each.
    check_memory("scattered", ranks, |rank| (0..2000).map(|k| (k * ranks + rank) * 3 - 40_000).collect());
    // Neighbours share a tenth of their labels.
    check_memory("shared", ranks, |rank| (0..400).rev().map(|k| rank * 360 + k).collect());
    // Everything on one rank in a hundred, and nothing elsewhere.
    check_memory("skewed", ranks, |rank| {
        if rank % 100 == 7 { (0..5000).map(|k| rank + k * ranks).collect() } else { Vec::new() }
    });
    // All on one rank.
    check_memory("one rank", ranks, |rank| if rank == 3 { (0..1_000_000).collect() } else { Vec::new() });
}

/// The letters of one rank of 10,000 go to no more ranks than it has labels, and are no longer.
#[test]
fn letters_are_in_proportion_to_own_labels() {
    let ranks = 10_000i64;
    let spec = DimSpec::new(100 * ranks, AxisKind::Unstructured { one_to_one: true });
    let dist = Distribution::new(ranks, &[spec], GridRequest::Auto).unwrap();
    for count in [0, 1, 100] {
        let labels = LabelSet::new(0, (0..count).map(|k| 17 + k * ranks).collect()).unwrap();
        let letters = dist.label_letters(17, &[(0, labels.into())]);
        assert!(letters.len() <= count as usize);
        assert!(letters.iter().map(|letter| letter.1.len()).sum::<usize>() <= 3 * count as usize);
    }
}
