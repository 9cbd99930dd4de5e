//! Distributions made from random others, against the definition: who owns what follows from the
//! owners of the elements that they show.

#[path = "distribution_lists.rs"]
mod lists;
#[path = "distribution_random.rs"]
mod random;
#[path = "distribution_ranks.rs"]
mod ranks;
#[path = "distribution_support.rs"]
mod support;

use distarray::distribution::{AxisItem, Distribution, Map, Reduced};
use distarray::error::Status;
use distarray::index::{AxisSlice, Range};
use lists::AxisLists;
use proptest::prelude::*;
use random::{build, nprocs, seeds};
use ranks::rank_lists;
use support::all_indices;

/// Choices for one axis of a selection.
type Pick = (u8, u16, u16, i64, bool);

fn picks() -> impl Strategy<Value = Vec<Pick>> {
    prop::collection::vec((0u8..8, any::<u16>(), any::<u16>(), 1i64..12, any::<bool>()), 5)
}

/// A random slice of an axis.
fn slice_of(extent: i64, &(_, a, b, width, forwards): &Pick) -> AxisSlice {
    let (a, b) = (i64::from(a) % (extent + 1), i64::from(b) % (extent + 1));
    let (low, high) = (a.min(b), a.max(b));
    let (start, stop, step) = if forwards { (low, high, width) } else { (high - 1, low - 1, -width) };
    AxisSlice::new(0, extent, start, stop, step).unwrap()
}

/// A random item for every axis, and new axes here and there.
fn items_of(shape: &[i64], picks: &[Pick]) -> Vec<AxisItem> {
    let mut items = Vec::new();
    for (&extent, pick) in shape.iter().zip(picks.iter().cycle()) {
        if pick.3 == 7 {
            items.push(AxisItem::NewAxis);
        }
        items.push(match pick.0 {
            0 if extent > 0 => AxisItem::Index { index: i64::from(pick.1) % extent, coord: None },
            1 => AxisItem::Slice(AxisSlice::whole(extent)),
            _ => AxisItem::Slice(slice_of(extent, pick)),
        });
    }
    items
}

/// The element of the base that an element of the selection is.
fn base_index(items: &[AxisItem], index: &[i64]) -> Vec<i64> {
    let mut index = index.iter();
    let mut base = Vec::new();
    for item in items {
        match item {
            AxisItem::NewAxis => {
                index.next();
            }
            AxisItem::Index { index, .. } => base.push(*index),
            AxisItem::Slice(slice) => base.push(slice.get(*index.next().unwrap())),
        }
    }
    base
}

/// Every rank's lists, as the dimension dictionaries have them, checked against the sections.
fn all_lists(d: &Distribution) -> Vec<Option<Vec<AxisLists>>> {
    let of_rank = |rank: i32| {
        let lists = rank_lists(d, rank);
        let sections = d.owned(rank).unwrap();
        assert_eq!(lists.is_some(), sections.is_some());
        for (axis, section) in lists.iter().flatten().zip(sections.iter().flatten()) {
            let owned: Vec<i64> = (0..section.owned_count()).map(|j| section.owned.get(j).unwrap()).collect();
            assert_eq!(owned, axis.owned, "{d:?}, rank {rank}");
            assert!((0..).zip(&owned).all(|(j, &i)| section.owned.position(i) == Some(j)));
            let pieces: Vec<i64> = section.owned.pieces().flat_map(|(_, piece)| piece).collect();
            assert_eq!(owned, pieces);
            let whole = section.owned.as_range().map(Range::collect::<Vec<i64>>);
            let contiguous = owned.windows(2).all(|w| w[0] + 1 == w[1]);
            assert_eq!(whole, contiguous.then_some(owned));
        }
        lists
    };
    (0..nprocs(d)).map(of_rank).collect()
}

/// The ranks whose lists have the index along the given axes; `wanted` pairs axes with indices.
fn holders(lists: &[Option<Vec<AxisLists>>], wanted: &[(usize, i64)]) -> Vec<i32> {
    let owns = |axes: &Vec<AxisLists>| wanted.iter().all(|(axis, i)| axes[*axis].owned.contains(i));
    (0..).zip(lists).filter(|(_, axes)| axes.as_ref().is_some_and(owns)).map(|(rank, _)| rank).collect()
}

/// Checks the owners of every element of `made`, which shows the elements of a base.
fn check_owners(made: &Distribution, meant: impl Fn(&[i64]) -> Vec<i32>) -> Result<(), TestCaseError> {
    let lists = all_lists(made);
    for index in all_indices(made.shape()) {
        let wanted: Vec<(usize, i64)> = index.iter().copied().enumerate().collect();
        let owners = holders(&lists, &wanted);
        prop_assert_eq!(&owners, &meant(&index), "{:?} at {:?}", made, index);
        prop_assert_eq!(&made.owners(&index).unwrap(), &owners);
        prop_assert_eq!(owners.len() as i64, made.replicas());
        let primary: Vec<i32> = owners.into_iter().filter(|&rank| made.is_primary(rank)).collect();
        prop_assert_eq!(primary, vec![made.owner(&index).unwrap()]);
    }
    Ok(())
}

/// Whether a slice lies at equal distances in the storage of every coordinate, by looking.
fn is_strided_by_search(map: &Map, slice: &AxisSlice) -> bool {
    (0..map.procs()).all(|coord| {
        let section = map.section(coord).unwrap();
        let places: Vec<i64> = (0..slice.count())
            .filter(|&k| section.owned.position(slice.get(k)).is_some())
            .map(|k| section.stored.position(slice.get(k)).unwrap())
            .collect();
        places.windows(3).all(|w| w[1] - w[0] == w[2] - w[1])
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn selections_show_the_base(seeds in seeds(), first in picks(), second in picks()) {
        let d = build(&seeds);
        let items = items_of(d.shape(), &first);
        let made = d.select(&items).unwrap();
        let base = |index: &[i64]| base_index(&items, index);
        check_owners(&made, |index| d.owners(&base(index)).unwrap())?;
        // A selection of a selection is one of the base.
        let more = items_of(made.shape(), &second);
        let again = made.select(&more).unwrap();
        check_owners(&again, |index| d.owners(&base(&base_index(&more, index))).unwrap())?;
    }

    #[test]
    fn slices_of_slices_have_owners(seeds in seeds(), first in picks(), second in picks()) {
        let d = build(&seeds);
        let slices: Vec<AxisSlice> = d.shape().iter().zip(&first).map(|(&n, pick)| slice_of(n, pick)).collect();
        let made = d.select(&slices.iter().map(|slice| AxisItem::Slice(*slice)).collect::<Vec<_>>()).unwrap();
        let inner: Vec<AxisSlice> = made.shape().iter().zip(&second).map(|(&n, pick)| slice_of(n, pick)).collect();
        let lists = all_lists(&made);
        let meets = |axes: &Vec<AxisLists>| {
            axes.iter().zip(&inner).all(|(axis, slice)| axis.owned.iter().any(|&i| slice.position(i).is_some()))
        };
        let meant: Vec<i32> = (0..).zip(&lists)
            .filter(|(_, axes)| axes.as_ref().is_some_and(meets))
            .map(|(rank, _)| rank)
            .collect();
        let end = |slice: &AxisSlice| slice.start() + slice.count() * slice.step();
        let [start, stop, step] = [AxisSlice::start, end, AxisSlice::step].map(|f| inner.iter().map(f).collect::<Vec<i64>>());
        let clamp = |axis: usize| stop[axis].clamp(-1, made.shape()[axis]);
        let stop: Vec<i64> = (0..stop.len()).map(clamp).collect();
        prop_assert_eq!(made.slice_owners(&start, &stop, &step).unwrap(), meant);
    }

    #[test]
    fn strided_means_equal_distances(seeds in seeds(), first in picks(), second in picks()) {
        let d = build(&seeds);
        for axis in 0..d.ndim() {
            let (map, slice) = (d.map(axis), slice_of(d.shape()[axis], &first[axis]));
            prop_assert_eq!(map.is_strided(&slice), is_strided_by_search(map, &slice), "{:?} {:?}", map, slice);
            let part = map.slice(axis, &slice).unwrap();
            let inner = slice_of(part.size(), &second[axis]);
            prop_assert_eq!(part.is_strided(&inner), is_strided_by_search(&part, &inner), "{:?} {:?}", part, inner);
        }
    }

    #[test]
    fn transposes_move_axes(seeds in seeds(), keys in prop::collection::vec(any::<u16>(), 5)) {
        let d = build(&seeds);
        let mut order: Vec<usize> = (0..d.ndim()).collect();
        order.sort_by_key(|&axis| keys[axis]);
        let made = d.transpose(&order).unwrap();
        let back = |index: &[i64]| {
            let mut base = vec![0; index.len()];
            order.iter().zip(index).for_each(|(&axis, &i)| base[axis] = i);
            base
        };
        check_owners(&made, |index| d.owners(&back(index)).unwrap())?;
        for (axis, &source) in order.iter().enumerate() {
            prop_assert_eq!(made.map(axis), d.map(source));
        }
        let mut inverse = vec![0; order.len()];
        order.iter().enumerate().for_each(|(axis, &source)| inverse[source] = axis);
        prop_assert_eq!(made.transpose(&inverse).unwrap().fingerprint(), d.fingerprint());
    }

    #[test]
    fn reductions_leave_replicas_or_the_first(
        seeds in seeds(), chosen in prop::collection::vec(any::<bool>(), 5), keepdims: bool, to_first: bool,
    ) {
        let d = build(&seeds);
        let reduced: Vec<usize> = (0..d.ndim()).filter(|&axis| chosen[axis]).collect();
        let result = if to_first { Reduced::First } else { Reduced::Replicated };
        let made = d.reduce(&reduced, keepdims, result).unwrap();
        let base = all_lists(&d);
        let kept: Vec<usize> = (0..d.ndim()).filter(|axis| !chosen[*axis]).collect();
        let at_first = |rank: &i32| {
            reduced.iter().all(|&axis| d.grid_axis(axis).is_none_or(|g| d.grid().coord(*rank, g) == Some(0)))
        };
        check_owners(&made, |index| {
            let pairs = kept.iter().enumerate().map(|(at, &axis)| (axis, index[if keepdims { axis } else { at }]));
            let ranks = holders(&base, &pairs.collect::<Vec<_>>());
            ranks.into_iter().filter(|rank| !to_first || at_first(rank)).collect()
        })?;
        if reduced.len() == d.ndim() && !to_first {
            prop_assert_eq!(made.fingerprint(), d.reduce_all(keepdims).fingerprint());
        }
    }

    #[test]
    fn replicas_are_everywhere_along_their_axis(seeds in seeds(), chosen in prop::collection::vec(any::<bool>(), 5)) {
        let d = build(&seeds);
        let axes: Vec<usize> = (0..d.ndim()).filter(|&axis| chosen[axis]).collect();
        let made = d.replicate(&axes).unwrap();
        prop_assert_eq!(made.shape(), d.shape());
        let base = all_lists(&d);
        check_owners(&made, |index| {
            let pairs = index.iter().copied().enumerate().filter(|(axis, _)| !chosen[*axis]);
            holders(&base, &pairs.collect::<Vec<_>>())
        })?;
    }

    #[test]
    fn broadcasts_stay_with_the_owner(seeds in seeds(), first in picks(), front in 0usize..3, wide in 0i64..4) {
        let d = build(&seeds);
        // Some axes of extent 1, wherever they lie.
        let single = |(&n, pick): (&i64, &Pick)| match (pick.0 < 5 && n > 0, i64::from(pick.1) % n.max(1)) {
            (true, i) => AxisItem::Slice(AxisSlice::new(0, n, i, i + 1, 1).unwrap()),
            (false, _) => AxisItem::Slice(AxisSlice::whole(n)),
        };
        let narrow = d.select(&d.shape().iter().zip(&first).map(single).collect::<Vec<_>>()).unwrap();
        let stretched = narrow.shape().iter().zip(&first).map(|(&n, pick)| if n == 1 && pick.4 { wide } else { n });
        let shape: Vec<i64> = vec![2; front].into_iter().chain(stretched).collect();
        let made = narrow.broadcast_to(&shape).unwrap();
        prop_assert_eq!(made.shape(), &shape[..]);
        check_owners(&made, |index| {
            let base: Vec<i64> =
                index[front..].iter().zip(narrow.shape()).map(|(&i, &n)| if n == 1 { 0 } else { i }).collect();
            narrow.owners(&base).unwrap()
        })?;
    }

    #[test]
    fn alignment_of_selections_equals_brute_force(seeds in seeds(), first in picks(), second in picks()) {
        let d = build(&seeds);
        let select = |picks: &[Pick]| {
            let slices = d.shape().iter().zip(picks).map(|(&n, pick)| AxisItem::Slice(slice_of(n, pick)));
            d.select(&slices.collect::<Vec<_>>()).unwrap()
        };
        let (a, b) = (select(&first), select(&second));
        let same = a.shape() == b.shape()
            && all_indices(a.shape()).iter().all(|index| a.owners(index).unwrap() == b.owners(index).unwrap());
        prop_assert_eq!(a.aligned(&b), same, "{:?} {:?}", a, b);
        prop_assert!(a.aligned(&a));
    }
}

#[test]
fn mistakes_are_named() {
    let specs = distarray::distribution::parse_dist(&[4, 6], "b,c").unwrap();
    let grid = distarray::distribution::GridRequest::Shape(&[2, 2]);
    let d = Distribution::new(4, &specs, grid).unwrap();
    let status = |result: distarray::error::Result<Distribution>| result.unwrap_err().status;
    assert_eq!(status(d.transpose(&[0, 0])), Status::Argument);
    assert_eq!(status(d.transpose(&[0])), Status::Argument);
    assert_eq!(status(d.reduce(&[2], false, Reduced::First)), Status::Index);
    assert_eq!(status(d.replicate(&[5])), Status::Index);
    assert_eq!(status(d.broadcast_to(&[6])), Status::Shape);
    assert_eq!(status(d.broadcast_to(&[3, 6])), Status::Shape);
    assert_eq!(status(d.broadcast_to(&[-3, 4, 6])), Status::Shape);
    let index = AxisItem::Index { index: 0, coord: None };
    assert_eq!(status(d.select(&[index, index, index])), Status::Index);
}
