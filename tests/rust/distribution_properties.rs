//! Random distributions of up to 5 axes on up to 12 simulated ranks, against brute force.

#[path = "distribution_lists.rs"]
mod lists;
#[path = "distribution_random.rs"]
mod random;
#[path = "distribution_ranks.rs"]
mod ranks;
#[path = "distribution_support.rs"]
mod support;

use std::collections::BTreeMap;

use distarray::distribution::{AxisKind, DimSpec, Distribution, GridRequest, parse_dist};
use distarray::error::Status;
use distarray::protocol::{DimDict, rules};
use lists::AxisLists;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use random::{AxisSeed, Seeds, axis_seed, build, grid_of, nprocs, seeds, specs_of};
use ranks::rank_lists;
use support::all_indices;

/// The ranks that own an element, found by searching every rank's lists.
fn owners_by_search(lists: &[Option<Vec<AxisLists>>], index: &[i64]) -> Vec<i32> {
    let owns = |axes: &Vec<AxisLists>| axes.iter().zip(index).all(|(axis, i)| axis.owned.contains(i));
    (0..).zip(lists).filter(|(_, axes)| axes.as_ref().is_some_and(owns)).map(|(rank, _)| rank).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn owners_equal_brute_force(seeds in seeds()) {
        let d = build(&seeds);
        let lists: Vec<_> = (0..nprocs(&d)).map(|rank| rank_lists(&d, rank)).collect();
        for index in all_indices(d.shape()) {
            let owners = owners_by_search(&lists, &index);
            prop_assert_eq!(owners.len() as i64, d.replicas());
            prop_assert_eq!(&d.owners(&index).unwrap(), &owners);
            let owner = d.owner(&index).unwrap();
            let primary: Vec<i32> = owners.into_iter().filter(|&rank| d.is_primary(rank)).collect();
            prop_assert_eq!(primary, vec![owner]);
        }
    }

    #[test]
    fn sections_equal_their_dictionaries(seeds in seeds()) {
        let d = build(&seeds);
        let mut total = 0;
        for rank in 0..nprocs(&d) {
            let Some(lists) = rank_lists(&d, rank) else {
                prop_assert!(!d.is_holder(rank) && !d.is_primary(rank));
                prop_assert_eq!((d.owned(rank).unwrap(), d.local_shape(rank).unwrap(), d.owned_size(rank).unwrap()), (None, None, None));
                continue;
            };
            prop_assert!(d.is_holder(rank));
            let shape: Vec<i64> = lists.iter().map(|axis| axis.stored.len() as i64).collect();
            prop_assert_eq!(d.local_shape(rank).unwrap(), Some(shape));
            for (section, axis) in d.owned(rank).unwrap().unwrap().iter().zip(&lists) {
                let get = |count: i64, at: &dyn Fn(i64) -> Option<i64>| (0..count).map(|j| at(j).unwrap()).collect::<Vec<_>>();
                prop_assert_eq!(&get(section.extent(), &|j| section.stored.get(j)), &axis.stored);
                prop_assert_eq!(&get(section.owned_count(), &|j| section.owned.get(j)), &axis.owned);
                let owned_local = section.owned_local();
                let inside = &axis.stored[owned_local.start as usize..owned_local.end as usize];
                prop_assert_eq!(inside, &axis.owned[..]);
            }
            let owned: i64 = lists.iter().map(|axis| axis.owned.len() as i64).product();
            prop_assert_eq!(d.owned_size(rank).unwrap(), Some(owned));
            total += owned;
        }
        prop_assert_eq!(total, d.size() * d.replicas());
    }

    #[test]
    fn local_and_global_are_inverse(seeds in seeds()) {
        let d = build(&seeds);
        for rank in 0..nprocs(&d) {
            let Some(lists) = rank_lists(&d, rank) else {
                prop_assert_eq!(d.global_from_local(rank, &vec![0; d.ndim()]).unwrap_err().status, Status::NotMember);
                continue;
            };
            for index in all_indices(d.shape()) {
                let meant: Option<Vec<i64>> = lists
                    .iter()
                    .zip(&index)
                    .map(|(axis, i)| axis.stored.iter().position(|s| s == i).map(|j| j as i64))
                    .collect();
                let local = d.local_from_global(rank, &index).unwrap();
                prop_assert_eq!(&local, &meant);
                if let Some(local) = local {
                    prop_assert_eq!(&d.global_from_local(rank, &local).unwrap(), &index);
                }
            }
            let outside = d.local_shape(rank).unwrap().unwrap();
            if !outside.is_empty() {
                prop_assert_eq!(d.global_from_local(rank, &outside).unwrap_err().status, Status::Index);
            }
        }
    }

    #[test]
    fn owners_of_slices_equal_brute_force(
        seeds in seeds(),
        picks in prop::collection::vec((any::<u16>(), any::<u16>(), 1i64..9, any::<bool>()), 5),
    ) {
        let d = build(&seeds);
        let (mut start, mut stop, mut step) = (Vec::new(), Vec::new(), Vec::new());
        for (&extent, &(a, b, width, forwards)) in d.shape().iter().zip(&picks) {
            let (a, b) = (i64::from(a) % (extent + 1), i64::from(b) % (extent + 1));
            let (low, high) = (a.min(b), a.max(b));
            let ends = if forwards { (low, high, width) } else { (high - 1, low - 1, -width) };
            start.push(ends.0);
            stop.push(ends.1);
            step.push(ends.2);
        }
        let within = |axis: usize, i: i64| {
            let ahead = (i - start[axis]) * step[axis].signum();
            let room = (stop[axis] - i) * step[axis].signum();
            ahead >= 0 && room > 0 && ahead % step[axis].abs() == 0
        };
        let owns_some = |rank: &i32| {
            rank_lists(&d, *rank).is_some_and(|lists| {
                lists.iter().enumerate().all(|(axis, list)| list.owned.iter().any(|&i| within(axis, i)))
            })
        };
        let meant: Vec<i32> = (0..nprocs(&d)).filter(owns_some).collect();
        prop_assert_eq!(d.slice_owners(&start, &stop, &step).unwrap(), meant);
    }

    #[test]
    fn dim_data_round_trips(seeds in seeds()) {
        let d = build(&seeds);
        let mut comms: BTreeMap<i32, BTreeMap<i32, (i32, Vec<DimDict>)>> = BTreeMap::new();
        for rank in 0..nprocs(&d) {
            prop_assert_eq!(d.grid_comm_layout(rank).is_some(), d.is_holder(rank));
            if let Some((color, key)) = d.grid_comm_layout(rank) {
                let twin = comms.entry(color).or_default().insert(key, (rank, d.dim_data(rank).unwrap().unwrap()));
                prop_assert!(twin.is_none(), "two ranks with colour {color} and key {key}");
            }
        }
        prop_assert_eq!(comms.len() as i64, d.replicas());
        let uneven = d.specs().iter().any(|spec| spec.comm_padding[0] != spec.comm_padding[1]);
        // A section at the end of an axis may be narrower than the boundary padding there.
        let breaks = |dict: &DimDict| rules::validate_dim(0, dict).is_err();
        let narrow = comms.values().flat_map(|c| c.values()).any(|member| member.1.iter().any(breaks));
        prop_assert_eq!(d.is_expressible_on_own_comm().is_err(), uneven || narrow);
        for members in comms.values() {
            prop_assert!(members.keys().copied().eq(0..members.len() as i32));
            let sections: Vec<Vec<DimDict>> = members.values().map(|member| member.1.clone()).collect();
            let again = Distribution::from_dim_data(sections.len() as i64, &sections);
            if uneven {
                prop_assert_eq!(again.unwrap_err().status, Status::Protocol);
                continue;
            }
            let again = again.unwrap();
            prop_assert_eq!(again.is_expressible().is_ok(), !narrow);
            for (rank, section) in sections.iter().enumerate() {
                prop_assert_eq!(&again.dim_data(rank as i32).unwrap().unwrap(), section);
            }
            prop_assert_eq!(again.shape(), d.shape());
            if d.is_expressible().is_ok() {
                let all: Vec<i32> = members.values().map(|member| member.0).collect();
                prop_assert_eq!(all, (0..nprocs(&d)).collect::<Vec<_>>());
                prop_assert!(again.aligned(&d) && d.aligned(&again));
            }
        }
    }

    #[test]
    fn specs_and_texts_round_trip(seeds in seeds()) {
        let d = build(&seeds);
        let again = Distribution::new(d.grid().nprocs(), &d.specs(), GridRequest::Grid(d.grid())).unwrap();
        prop_assert_eq!(&again, &d);
        prop_assert_eq!(again.fingerprint(), d.fingerprint());
        let text = d.dist_text();
        let specs = parse_dist(d.shape(), &text).unwrap();
        let again = Distribution::new(d.grid().nprocs(), &specs, GridRequest::Grid(d.grid())).unwrap();
        prop_assert_eq!(&again, &d, "through the text {}", text);
    }

    #[test]
    fn automatic_grids_never_fail(seeds in seeds()) {
        let specs: Vec<DimSpec> = specs_of(&seeds, &grid_of(&seeds))
            .into_iter()
            .map(|spec| DimSpec { grid_axis: None, ..spec })
            .filter(|spec| !matches!(spec.kind, AxisKind::Block { bounds: Some(_) }))
            .collect();
        let d = Distribution::new(seeds.nprocs, &specs, GridRequest::Auto).unwrap();
        prop_assert_eq!(d.replicas(), 1);
        prop_assert!(d.grid().size() <= seeds.nprocs);
        for (axis, spec) in specs.iter().enumerate() {
            let procs = d.grid().shape()[axis];
            prop_assert!(procs == 1 || procs <= spec.size);
        }
    }

    #[test]
    fn full_reductions_leave_replicas_everywhere(seeds in seeds(), keepdims: bool) {
        let d = build(&seeds);
        let reduced = d.reduce_all(keepdims);
        prop_assert_eq!(reduced.shape(), if keepdims { vec![1; d.ndim()] } else { Vec::new() });
        prop_assert_eq!(reduced.replicas(), d.grid().size());
        let index = vec![0; reduced.ndim()];
        let holders: Vec<i32> = (0..nprocs(&d)).filter(|&rank| d.is_holder(rank)).collect();
        prop_assert_eq!(reduced.owners(&index).unwrap(), holders);
        let specs = reduced.specs();
        let made = Distribution::new(d.grid().nprocs(), &specs, GridRequest::Grid(d.grid())).unwrap();
        prop_assert_eq!(made, reduced);
    }
}

/// Two distributions of one small shape, so that many of them align.
fn pairs() -> impl Strategy<Value = (Seeds, Seeds)> {
    let axis = || axis_seed(5).prop_map(|axis| AxisSeed { block: 1 + axis.block % 3, ..axis });
    let one = move |ndim: usize| (prop::collection::vec(1i64..4, 0..4), prop::collection::vec(axis(), ndim));
    (1usize..3).prop_flat_map(move |ndim| (1i64..=8, one(ndim), one(ndim))).prop_map(|(nprocs, a, b)| {
        let a = Seeds { nprocs, grid: a.0, order: Vec::new(), axes: a.1 };
        let mut b = Seeds { nprocs, grid: b.0, order: Vec::new(), axes: b.1 };
        b.axes.iter_mut().zip(&a.axes).for_each(|(axis, other)| axis.size = other.size);
        (a, b)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]

    #[test]
    fn alignment_equals_brute_force((a, b) in pairs()) {
        let (a, b) = (build(&a), build(&b));
        let meant = all_indices(a.shape()).iter().all(|index| a.owners(index) == b.owners(index));
        prop_assert_eq!(a.aligned(&b), meant, "{} and {}", a.describe(), b.describe());
        prop_assert_eq!(b.aligned(&a), meant);
        prop_assert_eq!(a == b, a.fingerprint() == b.fingerprint());
    }
}

/// The random pairs above must hold both answers often enough to mean something.
#[test]
fn random_pairs_align_and_do_not() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut counts = [0, 0];
    for _ in 0..2000 {
        let (a, b) = pairs().new_tree(&mut runner).unwrap().current();
        let (a, b) = (build(&a), build(&b));
        if a != b && a.size() > 1 {
            counts[usize::from(a.aligned(&b))] += 1;
        }
    }
    assert!(counts[0] > 100 && counts[1] > 100, "{counts:?}");
}

/// Alignments that random pairs rarely meet: on 12 ranks, as text and grid.
#[test]
fn alignment_looks_at_places_not_at_words() {
    let make = |text: &str, grid: &[i64]| {
        let specs = parse_dist(&[12, 11], text).unwrap();
        Distribution::new(12, &specs, GridRequest::Shape(grid)).unwrap()
    };
    let same = [
        // Two replica axes side by side are one.
        (make("b(over=0),n", &[3, 2, 2]), make("b(over=0),n", &[3, 4])),
        (make("b(over=2),n", &[2, 2, 3]), make("b(over=1),n", &[4, 3])),
        (make("n,n", &[2, 3, 2]), make("n,n", &[12])),
        // Single-turn cyclic axes are blocks, also by bounds that are not the even ones.
        (make("n,c:3(over=0)", &[4]), make("n,b(over=0)", &[4])),
        (make("n,c:4(over=0)", &[4]), make("n,b(bounds=0:4:8:11:11 over=0)", &[4])),
        (make("b(comm=1 over=1),n", &[1, 3]), make("b(boundary=2 periodic over=0),n", &[3, 1])),
    ];
    for (a, b) in &same {
        assert!(a.aligned(b) && b.aligned(a), "{} and {}", a.describe(), b.describe());
        assert_ne!(a, b);
    }
    let different = [
        (make("b(over=0),n", &[3, 2, 2]), make("b(over=1),n", &[2, 3, 2])),
        (make("n,n", &[2, 2]), make("n,n", &[2, 3])),
        // The same bounds, with the empty block elsewhere.
        (make("n,b(bounds=0:2:11:11 over=0)", &[3]), make("n,b(bounds=0:2:2:11 over=0)", &[3])),
        (make("n,c:2(over=0)", &[4]), make("n,c:2(over=0)", &[5])),
        (make("b(over=0),b(over=1)", &[3, 3]), make("b(over=1),b(over=0)", &[3, 3])),
    ];
    for (a, b) in &different {
        assert!(!a.aligned(b) && !b.aligned(a), "{} and {}", a.describe(), b.describe());
    }
    for (a, b) in same.iter().chain(&different) {
        let meant = all_indices(a.shape()).iter().all(|index| a.owners(index) == b.owners(index));
        assert_eq!(a.aligned(b), meant, "{} and {}", a.describe(), b.describe());
    }
}

/// Nothing is made per rank or per element: with lists, these would need terabytes.
#[test]
fn a_grid_of_two_thousand_million_ranks() {
    let nprocs = i64::from(i32::MAX);
    let size = i64::MAX;
    let comm = DimSpec::block(size).padded([7, 7], [1, 2]).periodic();
    let d = Distribution::new(nprocs, &[comm], GridRequest::Shape(&[nprocs])).unwrap();
    let last = i32::MAX - 1;
    assert_eq!(d.owner(&[size - 1]).unwrap(), last);
    let owned = d.owned(last).unwrap().unwrap()[0].owned_range().unwrap();
    assert_eq!(owned.end, size);
    assert_eq!(d.local_from_global(last, &[owned.start - 7]).unwrap(), Some(vec![0]));
    assert_eq!(d.slice_owners(&[size - 1], &[owned.start - 1], &[-5]).unwrap(), [last]);
    let dealt =
        Distribution::new(nprocs, &[DimSpec::cyclic(size, 64)], GridRequest::Shape(&[nprocs])).unwrap();
    let run = dealt.owned(12345).unwrap().unwrap()[0].clone();
    let index = run.owned.get(run.owned_count() - 1).unwrap();
    assert_eq!(dealt.owner(&[index]).unwrap(), 12345);
    assert!(d.is_expressible().is_ok() && !d.aligned(&dealt));
}

/// The fingerprint travels between machines and stands in files: it must not change by accident.
#[test]
fn fingerprints_are_fixed() {
    let make = |text: &str| {
        let specs = parse_dist(&[344, 403], text).unwrap();
        Distribution::new(4, &specs, GridRequest::Auto).unwrap().fingerprint()
    };
    assert_eq!(make("b,b"), 0xbe93_cbf1_abd0_cf4f);
    assert_eq!(make("b(comm=2 boundary=1:0 periodic),n"), 0xbc72_fd60_67cd_526e);
    assert_eq!(make("c:8,b(bounds=0:3:403)"), 0x972e_8a07_8f5e_bb62);
}

#[test]
fn one_line_for_people() {
    let line = |nprocs: i64, text: &str, grid: GridRequest| {
        let specs = parse_dist(&[40, 30], text).unwrap();
        Distribution::new(nprocs, &specs, grid).unwrap().describe()
    };
    assert_eq!(line(4, "b,n", GridRequest::Shape(&[2, 1])), "b,n on 2x1 of 4 ranks");
    assert_eq!(line(1, "b(comm=1:2),c:3", GridRequest::Auto), "b,c:3 on 1x1 of 1 rank");
    let replicated = "b(comm=1),n on 2x3 of 8 ranks in an order of its own, 3 replicas along grid axis 1";
    let ranks = GridRequest::ShapeAndRanks(&[2, 3], &[7, 6, 5, 4, 3, 2]);
    assert_eq!(line(8, "b(comm=1),n", ranks), replicated);
    assert_eq!(line(6, "b,b", GridRequest::Shape(&[3])), "b,b on 3x1 of 6 ranks");
    let none = Distribution::new(3, &[], GridRequest::Auto).unwrap();
    assert_eq!(none.describe(), "no axes on 1 of 3 ranks");
}
