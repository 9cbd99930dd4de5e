//! Properties: round trips, and the maps against a brute-force table of owners over all processes.

use crate::protocol_support::*;
use distarray::protocol::abi::da_dim_dict;
use distarray::protocol::json::{dim_dict_from_json, dim_dict_to_json};
use distarray::protocol::rules::validate_dim;
use distarray::protocol::{AxisFacts, DimDict, DimKind, validate_axis};
use proptest::prelude::*;

/// Any dictionary, whether it keeps the rules or not.
fn any_dict() -> impl Strategy<Value = DimDict> {
    let number = prop_oneof![3 => -3..12_i64, 1 => any::<i64>()];
    let numbers = prop::array::uniform8(number);
    let labels = prop::collection::vec(prop_oneof![3 => -3..6_i64, 1 => any::<i64>()], 0..6);
    (0..4_u8, numbers, labels, any::<bool>()).prop_map(|(kind, n, labels, flag)| {
        let kind = match kind {
            0 => return DimDict::alias(),
            1 => DimKind::Block { start: n[3], stop: n[4], padding: [n[5], n[6]], periodic: flag },
            2 => DimKind::Cyclic { start: n[3], block_size: n[4] },
            _ => DimKind::Unstructured { indices: labels.into(), one_to_one: flag },
        };
        DimDict { size: n[0], grid_size: n[1], grid_rank: n[2], kind }
    })
}

/// A valid padded block axis: owned counts, widths that fit.
fn block_axis() -> impl Strategy<Value = Vec<DimDict>> {
    let owned = prop::collection::vec(0..7_i64, 1..6);
    (owned, prop::collection::vec(0..4_i64, 5), prop::array::uniform2(0..3_i64)).prop_map(
        |(owned, widths, outer)| {
            let edges = owned.windows(2).zip(&widths);
            let inner: Vec<i64> = edges.map(|(w, &width)| width.min(w[0]).min(w[1])).collect();
            // Boundary padding must fit into what its process owns, the regions being disjoint.
            let left = outer[0].min(owned[0]);
            let last = owned[owned.len() - 1] - if owned.len() == 1 { left } else { 0 };
            padded_blocks(&owned, &inner, [left, outer[1].min(last)])
        },
    )
}

fn cyclic() -> impl Strategy<Value = Vec<DimDict>> {
    (0..60_i64, 1..6_i64, 1..9_i64).prop_map(|(size, procs, block_size)| cyclic_axis(size, procs, block_size))
}

/// A partition of shuffled labels over some processes.
fn unstructured_axis() -> impl Strategy<Value = Vec<DimDict>> {
    let labels =
        prop::collection::btree_set(-50..50_i64, 0..30).prop_map(|set| set.into_iter().collect::<Vec<_>>());
    let shuffled = labels.prop_shuffle();
    (shuffled, 1..5_usize).prop_map(|(labels, procs)| {
        let size = labels.len() as i64;
        let part = |rank| labels.iter().copied().skip(rank).step_by(procs).collect::<Vec<_>>();
        (0..procs).map(|rank| u([size, procs as i64, rank as i64], &part(rank), true)).collect()
    })
}

/// Every global index has one owner, local and global are inverse to each other, and counts add up.
fn check_against_owners(dicts: &[DimDict]) {
    validate_axis(0, &dicts.iter().collect::<Vec<_>>()).unwrap();
    let mut owners = std::collections::BTreeMap::new();
    for (rank, dict) in dicts.iter().enumerate() {
        let extent = dict.local_extent().unwrap();
        let owned = dict.owned_local_range().unwrap();
        assert_eq!(owned.end - owned.start, dict.num_owned().unwrap());
        for local in 0..extent {
            let global = dict.global_from_local(local).unwrap();
            assert_eq!(dict.local_from_global(global).unwrap(), Some(local));
            if owned.contains(&local) {
                assert_eq!(owners.insert(global, rank), None, "{global} is owned twice");
            }
        }
        assert!(dict.global_from_local(extent).is_err() && dict.global_from_local(-1).is_err());
        if let Some(range) = dict.owned_range().unwrap() {
            assert_eq!(
                owners.iter().filter(|&(_, &r)| r == rank).map(|(&g, _)| g).collect::<Vec<_>>(),
                range.collect::<Vec<_>>()
            );
        }
    }
    assert_eq!(owners.len() as i64, dicts[0].size);
    for dict in dicts {
        let available = owners.keys().filter(|&&g| dict.local_from_global(g).unwrap().is_some()).count();
        assert_eq!(available as i64, dict.local_extent().unwrap());
    }
}

/// One number of one dictionary changed by one.
fn nudge(dict: &DimDict, which: usize, by: i64) -> DimDict {
    let mut dict = dict.clone();
    match (&mut dict.kind, which) {
        (_, 0) => dict.size += by,
        (_, 1) => dict.grid_size += by,
        (_, 2) => dict.grid_rank += by,
        (DimKind::Block { start, .. }, 3) => *start += by,
        (DimKind::Block { stop, .. }, 4) => *stop += by,
        (DimKind::Block { padding, .. }, n) => padding[n % 2] += by,
        (DimKind::Cyclic { start, .. }, 3) => *start += by,
        (DimKind::Cyclic { block_size, .. }, _) => *block_size += by,
        (DimKind::Unstructured { .. } | DimKind::Alias, _) => dict.size += by,
    }
    dict
}

/// The changes that no rule forbids: boundary padding, and where an empty cyclic section begins.
fn harmless(old: &DimDict, new: &DimDict) -> bool {
    let empty = matches!(new.kind, DimKind::Cyclic { start, .. } if start >= new.size);
    let others = AxisFacts::of(old).ok().zip(AxisFacts::of(new).ok()).is_some_and(|(a, b)| {
        AxisFacts { padding: b.padding, start: if empty { b.start } else { a.start }, ..a } == b
    });
    others && old.communication_padding() == new.communication_padding()
}

proptest! {
    #[test]
    fn through_c_and_back(dict in any_dict()) {
        let mut target = da_dim_dict::zeroed();
        dict.fill_abi(&mut target);
        let labels = match &dict.kind { DimKind::Unstructured { indices, .. } => Some(indices.as_ref()), _ => None };
        prop_assert_eq!(DimDict::from_abi(&target, labels).unwrap(), dict);
    }

    #[test]
    fn through_text_and_back(dict in any_dict()) {
        let text = dim_dict_to_json(&dict).unwrap();
        let again = dim_dict_from_json(&text).unwrap();
        prop_assert_eq!(dim_dict_to_json(&again).unwrap(), text);
        prop_assert_eq!(again, dict);
    }

    /// Nothing that comes from outside panics or overflows; what is refused by validation is refused
    /// by the questions, but for labels that repeat.
    #[test]
    fn any_values_are_answered_or_refused(dict in any_dict(), index in any::<i64>(), extent in any::<i64>()) {
        let unstructured = matches!(dict.kind, DimKind::Unstructured { .. });
        let valid = validate_dim(0, &dict).is_ok();
        prop_assert!(dict.num_owned().is_ok() == valid || unstructured);
        prop_assert!(dict.local_extent().is_ok() == valid || unstructured);
        let _ = (dict.global_from_local(index), dict.local_from_global(index), dict.resolve(extent));
        let _ = (dict.communication_padding(), dict.boundary_padding(), dict.owned_range(), AxisFacts::of(&dict));
        if let (Ok(owned), Ok(local)) = (dict.num_owned(), dict.local_extent()) {
            prop_assert!(0 <= owned && owned <= local && (unstructured || local <= dict.size));
        }
    }

    #[test]
    fn block_axes_have_one_owner_per_index(dicts in block_axis()) {
        check_against_owners(&dicts);
    }

    #[test]
    fn cyclic_axes_have_one_owner_per_index(dicts in cyclic()) {
        check_against_owners(&dicts);
    }

    #[test]
    fn unstructured_axes_have_one_owner_per_label(dicts in unstructured_axis()) {
        check_against_owners(&dicts);
    }

    /// Any one number changed on any one process is noticed.
    #[test]
    fn no_single_change_goes_unnoticed(
        dicts in prop_oneof![block_axis(), cyclic(), unstructured_axis()],
        rank in any::<prop::sample::Index>(),
        which in 0..7_usize,
        by in prop_oneof![Just(1_i64), Just(-1)],
    ) {
        let rank = rank.index(dicts.len());
        let mut spoiled = dicts.clone();
        spoiled[rank] = nudge(&dicts[rank], which, by);
        let verdict = validate_axis(0, &spoiled.iter().collect::<Vec<_>>());
        prop_assert!(verdict.is_err() || harmless_set(&dicts, &spoiled, rank), "{:?}", spoiled);
    }
}

/// A change is also harmless if what it describes is another axis that is complete: one process alone
/// may have any block size.
fn harmless_set(old: &[DimDict], new: &[DimDict], rank: usize) -> bool {
    let alone = old.len() == 1 && matches!(new[0].kind, DimKind::Cyclic { .. }) && new[0].num_owned().is_ok();
    alone || harmless(&old[rank], &new[rank])
}
