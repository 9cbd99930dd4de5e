//! Statements 35-69 and 81-83 of the checklist: block, cyclic, unstructured. Each test's name begins
//! with its statement's number.

use crate::protocol_support::*;
use distarray::error::Result;
use distarray::protocol::json::dim_dict_from_json;
use distarray::protocol::rules::validate_dim;
use distarray::protocol::sets::check_edge;
use distarray::protocol::{AxisFacts, DimDict, validate_sets};

/// Reads one block dictionary with these further keys and validates it.
fn block_text(keys: &str) -> Result<()> {
    let common = r#""dist_type":"b","size":10,"proc_grid_size":3,"proc_grid_rank":1"#;
    validate_dim(0, &dim_dict_from_json(&format!("{{{common},{keys}}}"))?)
}

/// The same for a cyclic dictionary.
fn cyclic_text(keys: &str) -> Result<()> {
    let common = r#""dist_type":"c","size":10,"proc_grid_size":3,"proc_grid_rank":1"#;
    validate_dim(0, &dim_dict_from_json(&format!("{{{common},{keys}}}"))?)
}

/// The same for an unstructured dictionary.
fn labels_text(keys: &str) -> Result<DimDict> {
    let common = r#""dist_type":"u","size":10,"proc_grid_size":3,"proc_grid_rank":1"#;
    let dict = dim_dict_from_json(&format!("{{{common},{keys}}}"))?;
    validate_dim(0, &dict).map(|()| dict)
}

#[test]
fn s35_block_start_is_not_negative() {
    refuse(&b([10, 2, 0, -1, 5], [0, 0]), 35, "start = -1");
    refuse(&b([10, 2, 1, i64::MIN, i64::MAX], [0, 0]), 35, "start = -9223372036854775808");
    refused(block_text(r#""start":3.0,"stop":5"#), &["dim_dict.start: must be an integer", "(statement 35)"]);
    refused(block_text(r#""start":false,"stop":5"#), &["dim_dict.start", "not false"]);
}

#[test]
fn s36_start_is_the_first_available_index() {
    let dict = b([18, 2, 1, 8, 18], [1, 1]);
    assert_eq!(dict.global_from_local(0).unwrap(), 8);
    assert_eq!(dict.local_from_global(8).unwrap(), Some(0));
    assert_eq!(dict.local_from_global(7).unwrap(), None);
    assert_eq!(dict.owned_range().unwrap(), Some(9..18));
}

#[test]
fn s37_stop_is_not_before_start() {
    refuse(&b([10, 3, 1, 5, 4], [0, 0]), 37, "stop = 4");
    accept(&b([10, 3, 1, 5, 5], [0, 0]));
    refused(block_text(r#""start":3,"stop":"5""#), &["dim_dict.stop: must be an integer", "(statement 37)"]);
}

#[test]
fn s38_stop_is_within_size() {
    refuse(&b([10, 3, 1, 5, 11], [0, 0]), 38, "stop = 11");
    accept(&b([10, 3, 1, 5, 10], [0, 0]));
}

#[test]
fn s39_stop_is_exclusive() {
    let dict = b([10, 3, 1, 2, 5], [0, 0]);
    assert_eq!(dict.local_extent().unwrap(), 3);
    assert_eq!(dict.local_from_global(4).unwrap(), Some(2));
    assert_eq!(dict.local_from_global(5).unwrap(), None);
}

#[test]
fn s40_without_padding_ranges_meet() {
    accept_axis(&even_blocks(10, 3));
    let gap = [b([10, 2, 0, 0, 4], [0, 0]), b([10, 2, 1, 5, 10], [0, 0])];
    refuse_axis(&gap, &["rank 1", "start = 5: must be 4", "elements owned by nobody: 1", "(statement 40)"]);
    let overlap = [b([10, 2, 0, 0, 6], [0, 0]), b([10, 2, 1, 4, 10], [0, 0])];
    refuse_axis(&overlap, &["rank 1", "start = 4: must be 6", "elements owned twice: 2", "(statement 40)"]);
}

#[test]
fn s41_with_padding_ranges_overlap() {
    let dicts = padded_blocks(&[5, 5, 5], &[2, 1], [0, 0]);
    accept_axis(&dicts);
    assert_eq!(dicts[0].local_from_global(6).unwrap(), Some(6));
    // Padding that does not widen the range leaves elements to nobody.
    let narrow = [b([18, 2, 0, 0, 9], [1, 1]), b([18, 2, 1, 9, 18], [1, 1])];
    refuse_axis(&narrow, &["start = 9: must be 7", "owned by nobody"]);
}

#[test]
fn s42_irregular_blocks() {
    accept_axis(&padded_blocks(&[1, 7, 0, 2], &[0, 0, 0], [0, 0]));
    accept_axis(&padded_blocks(&[2, 5, 3], &[2, 3], [1, 0]));
}

#[test]
fn s43_the_range_is_the_buffers_extent() {
    let dict = b([10, 2, 0, 0, 5], [1, 1]);
    validate(std::slice::from_ref(&dict), &[5]).unwrap();
    for extent in [0, 4, 6] {
        let message = refused(
            validate(std::slice::from_ref(&dict), &[extent]),
            &["axis 0", "stop = 5", "(statement 43)"],
        );
        assert!(message.contains(&format!("extent, {extent}")), "{message}");
        refused(dict.resolve(extent), &["(statement 43)"]);
    }
    assert_eq!(dict.resolve(5).unwrap(), dict);
}

#[test]
fn s44_padding_is_a_pair_of_widths() {
    for bad in [[-1, 0], [0, -1], [i64::MIN, i64::MAX]] {
        refuse(&b([10, 2, 0, 0, 5], bad), 44, "padding = [");
    }
    for bad in ["3", "[1]", "[1,1,1]", "[1.0,0]", "[true,0]", "null", "[\"a\",\"b\"]"] {
        let keys = format!(r#""start":3,"stop":6,"padding":{bad}"#);
        refused(block_text(&keys), &["dim_dict.padding", "(statement 44)"]);
    }
    block_text(r#""start":3,"stop":6,"padding":[1,1]"#).unwrap();
}

#[test]
fn s45_padding_is_no_wider_than_what_the_neighbour_owns() {
    accept_axis(&padded_blocks(&[3, 2, 3], &[2, 2], [0, 0]));
    let wide = padded_blocks(&[5, 2, 5], &[3, 1], [0, 0]);
    refuse_axis(&wide, &["rank 1, axis 0", "padding = [3, 1]", "2 elements owned here", "(statement 45)"]);
    // Facts that came from another process are judged at the edge, whatever that process did.
    let facts = |dict: &DimDict| AxisFacts::of(dict).unwrap();
    let narrow = padded_blocks(&[3, 3], &[3], [0, 0]);
    let (left, right) = (facts(&narrow[0]), facts(&narrow[1]));
    check_edge(&left, &right).unwrap();
    for (left, right) in
        [(AxisFacts { num_owned: 2, ..left }, right), (left, AxisFacts { num_owned: 2, ..right })]
    {
        refused(
            check_edge(&left, &right).map_err(|b| b.at("edge")),
            &["padding = [3, 0]", "2 elements", "(statement 45)"],
        );
    }
    // An empty neighbour has nothing to copy.
    refuse(&b([10, 3, 1, 4, 6], [1, 1]), 45, "padding = [1, 1]");
}

#[test]
fn s46_padded_regions_are_part_of_the_buffer() {
    let dict = b([20, 3, 1, 5, 14], [2, 3]);
    assert_eq!((dict.local_extent().unwrap(), dict.num_owned().unwrap()), (9, 4));
    assert_eq!(dict.owned_local_range().unwrap(), 2..6);
    refuse(&b([10, 3, 1, 3, 6], [2, 2]), 46, "padding = [2, 2]");
    refuse(&b([10, 1, 0, 0, 10], [6, 5]), 46, "padding = [6, 5]");
    refuse(&b([10, 3, 1, 3, 6], [i64::MAX, i64::MAX]), 46, "padding = [9223372036854775807");
}

#[test]
fn s47_outer_padding_is_boundary_padding() {
    for (rank, facts, boundary, communication) in [
        (0, [12, 3, 0, 0, 6], [2, 0], [0, 2]),
        (1, [12, 3, 1, 2, 10], [0, 0], [2, 2]),
        (2, [12, 3, 2, 6, 12], [0, 2], [2, 0]),
    ] {
        let dict = b(facts, [2, 2]);
        assert_eq!(
            (dict.boundary_padding(), dict.communication_padding()),
            (boundary, communication),
            "{rank}"
        );
        assert_eq!(dict.num_owned().unwrap(), 4);
    }
}

#[test]
fn s48_both_sides_of_an_edge_have_one_width() {
    let mut dicts = padded_blocks(&[6, 6, 6], &[1, 2], [0, 0]);
    accept_axis(&dicts);
    dicts[1] = b([18, 3, 1, 5, 14], [1, 3]);
    accept(&dicts[1]);
    refuse_axis(&dicts, &["rank 2, axis 0", "padding[0] must equal padding[1] = 3", "(statement 48)"]);
}

#[test]
fn s49_the_worked_table() {
    let dicts = padded_blocks(&[10, 10, 10, 10], &[1, 2, 3], [4, 0]);
    let widths: Vec<[i64; 2]> = dicts.iter().map(DimDict::padding).collect();
    assert_eq!(widths, [[4, 1], [1, 2], [2, 3], [3, 0]]);
    accept_axis(&dicts);
    assert!(dicts.iter().all(|dict| dict.num_owned().unwrap() == 10));
}

#[test]
fn s50_one_process_owns_its_padding() {
    let dict = b([100, 1, 0, 0, 100], [3, 4]);
    assert_eq!((dict.num_owned().unwrap(), dict.boundary_padding()), (100, [3, 4]));
}

#[test]
fn s51_periodic_is_a_boolean() {
    for bad in ["0", "1", "\"no\"", "null"] {
        let keys = format!(r#""start":3,"stop":6,"periodic":{bad}"#);
        refused(block_text(&keys), &["dim_dict.periodic: must be true or false", "(statement 51)"]);
    }
    block_text(r#""start":3,"stop":6,"periodic":true"#).unwrap();
    // Along a periodic axis every process says so, and outer padding stays boundary padding.
    let ring = [periodic([12, 2, 0, 0, 7], [1, 1]), periodic([12, 2, 1, 5, 12], [1, 1])];
    accept_axis(&ring);
    assert_eq!(ring[0].num_owned().unwrap(), 6);
    refuse_axis(
        &[ring[0].clone(), b([12, 2, 1, 5, 12], [1, 1])],
        &["rank 1", "periodic = false", "(statement 79)"],
    );
}

#[test]
fn s52_the_first_starts_at_0_the_last_stops_at_size() {
    refuse(&b([10, 2, 0, 1, 5], [0, 0]), 52, "start = 1");
    refuse(&b([10, 2, 1, 5, 9], [0, 0]), 52, "stop = 9");
    refuse(&b([10, 1, 0, 0, 9], [0, 0]), 52, "stop = 9");
}

#[test]
fn s53_cyclic_start_is_not_negative() {
    refuse(&c([10, 2, 0, -1, 1]), 53, "start = -1");
    refused(cyclic_text(r#""start":1.0"#), &["dim_dict.start: must be an integer", "(statement 53)"]);
    assert_eq!(c([10, 3, 1, 1, 1]).global_from_local(0).unwrap(), 1);
}

/// The owner of every index, by dealing blocks out one after another.
fn deal(size: i64, procs: i64, block_size: i64) -> Vec<Vec<i64>> {
    let mut hands = vec![Vec::new(); procs as usize];
    for global in 0..size {
        hands[(global / block_size % procs) as usize].push(global);
    }
    hands
}

fn hands(dicts: &[DimDict]) -> Vec<Vec<i64>> {
    let list =
        |d: &DimDict| (0..d.local_extent().unwrap()).map(|k| d.global_from_local(k).unwrap()).collect();
    dicts.iter().map(list).collect()
}

#[test]
fn s54_blocks_are_dealt_round_robin() {
    for size in 0..40 {
        for procs in 1..6 {
            for block_size in 1..8 {
                let dicts = cyclic_axis(size, procs, block_size);
                assert_eq!(hands(&dicts), deal(size, procs, block_size), "{size} {procs} {block_size}");
                accept_axis(&dicts);
            }
        }
    }
}

#[test]
fn s55_block_size_1_is_every_pth_index() {
    let owned: Vec<i64> = (1..11).step_by(3).collect();
    assert_eq!(hands(&[c([11, 3, 1, 1, 1])])[0], owned);
}

#[test]
fn s56_block_size_is_positive() {
    refuse(&c([10, 2, 0, 0, 0]), 56, "block_size = 0");
    refuse(&c([10, 2, 0, 0, i64::MIN]), 56, "block_size = -9223372036854775808");
    refused(cyclic_text(r#""start":1,"block_size":2.0"#), &["dim_dict.block_size", "(statement 56)"]);
    // The default is 1, so a rank that leaves it out agrees with one that writes it.
    cyclic_text(r#""start":1"#).unwrap();
    let absent = r#"{"dist_type":"c","size":4,"proc_grid_size":2,"proc_grid_rank":0,"start":0}"#;
    accept_axis(&[dim_dict_from_json(absent).unwrap(), c([4, 2, 1, 1, 1])]);
}

/// Counted another way than the library does: the blocks rank, rank + procs, ... below the number of
/// whole blocks, and the partial block if it is this rank's.
fn dealt(size: i64, block_size: i64, rank: i64, procs: i64) -> i64 {
    let whole = size / block_size;
    let mine = if whole > rank { (whole - rank - 1) / procs + 1 } else { 0 };
    let partial = if (whole - rank) % procs == 0 && whole >= rank { size - whole * block_size } else { 0 };
    mine * block_size + partial
}

#[test]
fn s57_block_cyclic_counts_are_scalapacks() {
    // 16 in blocks of 3 over 2, and 17 over 4, as numroc_ counts them.
    assert_eq!([0, 1].map(|r| c([16, 2, r, 3 * r, 3]).num_owned().unwrap()), [9, 7]);
    assert_eq!([0, 1, 2, 3].map(|r| c([17, 4, r, 3 * r, 3]).num_owned().unwrap()), [6, 5, 3, 3]);
    let huge =
        [(1_i64 << 62, 7_i64, 1_i64 << 30), (i64::MAX, 3, i64::MAX), (i64::MAX, 1000, 1), (5, i64::MAX, 2)];
    for (size, procs, block_size) in huge {
        for rank in 0..procs.min(8) {
            let dict = c([size, procs, rank, rank.saturating_mul(block_size), block_size]);
            assert_eq!(dict.num_owned().unwrap(), dealt(size, block_size, rank, procs), "{dict:?}");
        }
    }
}

#[test]
fn s58_one_block_each_is_the_even_block_distribution() {
    for (size, procs) in [(10, 3), (12, 4), (3, 5), (1, 1), (7, 2)] {
        assert_eq!(
            hands(&cyclic_axis(size, procs, (size + procs - 1) / procs)),
            hands(&even_blocks(size, procs))
        );
    }
}

#[test]
fn s59_any_block_size_is_legal() {
    for block_size in [1, 2, 4, 5, 6, 9, 10, 11, 50, i64::MAX] {
        accept(&c([10, 2, 0, 0, block_size]));
    }
    assert_eq!(c([10, 2, 0, 0, 50]).num_owned().unwrap(), 10);
    assert_eq!(c([10, 2, 1, 50, 50]).num_owned().unwrap(), 0);
}

#[test]
fn s60_cyclic_start_is_rank_times_block_size() {
    refuse(&c([10, 2, 1, 0, 1]), 60, "start = 0");
    refuse(&c([10, 2, 1, 10, 3]), 60, "start = 10");
    // Past the end the section is empty, and any start there says so.
    for start in [9, 15, 16, i64::MAX] {
        let dict = c([9, 4, 3, start, 5]);
        accept(&dict);
        assert_eq!(dict.num_owned().unwrap(), 0);
    }
    refuse(&c([9, 4, 3, 8, 5]), 60, "start = 8");
    // rank * block_size beyond 64 bits.
    accept(&c([9, 4, 3, i64::MAX, i64::MAX]));
}

#[test]
fn s61_the_partial_block_goes_to_whose_turn_it_is() {
    // 17 in blocks of 3 over 4: blocks 0..5, block 5 (indices 15, 16) is rank 1's, not rank 0's.
    let owned: Vec<i64> = cyclic_axis(17, 4, 3).iter().map(|d| d.num_owned().unwrap()).collect();
    assert_eq!(owned, [6, 5, 3, 3]);
    assert_eq!(c([17, 4, 1, 3, 3]).local_from_global(16).unwrap(), Some(4));
}

#[test]
fn s62_a_cyclic_buffer_holds_what_is_owned() {
    let dict = c([10, 2, 1, 3, 3]);
    validate(std::slice::from_ref(&dict), &[4]).unwrap();
    refused(validate(&[dict], &[5]), &["axis 0", "4 elements", "extent, 5", "(statement 62)"]);
}

#[test]
fn s63_irregular_blocks_are_not_cyclic() {
    // No block size deals out 1, 7, 2.
    let irregular = hands(&padded_blocks(&[1, 7, 2], &[0, 0], [0, 0]));
    assert!((1..=11).all(|block_size| hands(&cyclic_axis(10, 3, block_size)) != irregular));
}

#[test]
fn s64_indices_are_a_buffer_of_integers() {
    let good = labels_text(r#""indices":{"dtype":"<u4","values":[4294967295,0]}"#).unwrap();
    assert_eq!(good.global_from_local(0).unwrap(), 4_294_967_295);
    for (bad, part) in [
        ("[1,2]", "indices: must be a buffer"),
        (r#"{"dtype":"<f8","values":[1,2]}"#, "indices.dtype: labels must be integers, not float64"),
        (r#"{"dtype":"|b1","values":[]}"#, "indices.dtype: labels must be integers, not bool"),
        (r#"{"dtype":"<i8","values":[1,2.0]}"#, "indices.values[1]"),
        (r#"{"dtype":"<i8","values":[[1],[2]]}"#, "indices.values[0]"),
        (r#"{"dtype":"<i8","values":[true]}"#, "indices.values[0]"),
        (r#"{"dtype":"<i1","values":[127,128]}"#, "indices.values[1]: 128 does not fit int8"),
        (r#"{"dtype":"<u2","values":[-1]}"#, "indices.values[0]: -1 does not fit uint16"),
        (r#"{"dtype":"<u8","values":[18446744073709551615]}"#, "indices.values[0]"),
        (r#"{"dtype":">i8","values":[]}"#, "native byte order"),
        (r#"{"dtype":3,"values":[]}"#, "indices.dtype: must be a string"),
        (r#"{"values":[]}"#, "indices.dtype: the key is missing"),
        (r#"{"dtype":"<i8"}"#, "indices.values: the key is missing"),
        (r#"{"dtype":"<i8","values":[],"shape":[0]}"#, "indices.shape: unknown key"),
        ("7", "indices: must be an object"),
    ] {
        refused(labels_text(&format!("\"indices\":{bad}")), &[part]);
    }
}

#[test]
fn s65_labels_are_unique_and_otherwise_free() {
    let free = u([50, 2, 0], &[7, -3, 1000, 0, i64::MIN, i64::MAX], true);
    accept(&free);
    assert_eq!(free.local_from_global(i64::MAX).unwrap(), Some(5));
    for labels in [&[1, 2, 1][..], &[0, 0], &[-5, 9, 3, 9]] {
        refuse(&u([50, 2, 0], labels, false), 65, "indices = ");
    }
    refused(validate_dim(1, &u([4, 1, 0], &[8, 3, 5, 3], false)), &["indices = 3", "local indices 1 and 3"]);
}

#[test]
fn s66_one_to_one_is_a_boolean() {
    for bad in ["0", "1", "\"true\"", "null"] {
        let keys = format!(r#""indices":{{"dtype":"<i8","values":[]}},"one_to_one":{bad}"#);
        refused(labels_text(&keys), &["dim_dict.one_to_one: must be true or false", "(statement 66)"]);
    }
    let absent = labels_text(r#""indices":{"dtype":"<i8","values":[3]}"#).unwrap();
    assert_eq!(absent, u([10, 3, 1], &[3], false));
}

#[test]
fn s67_without_one_to_one_labels_may_repeat() {
    accept_axis(&[u([5, 2, 0], &[4, 0], false), u([5, 2, 1], &[0, 2, 3], false)]);
}

#[test]
fn s68_with_one_to_one_every_label_is_in_one_buffer() {
    accept_axis(&[u([5, 2, 0], &[4, -7], true), u([5, 2, 1], &[0, 2, 99], true)]);
    let twice = [u([5, 2, 0], &[4, 0], true), u([5, 2, 1], &[3, 2, 0], true)];
    refuse_axis(
        &twice,
        &["rank 1, axis 0", "indices = 0", "rank 0, axis 0 has this label too", "(statement 68)"],
    );
    let differ = [u([5, 2, 0], &[4, 0], true), u([5, 2, 1], &[3, 2, 1], false)];
    refuse_axis(&differ, &["rank 1, axis 0", "one_to_one = false", "(statement 79)"]);
    // Holders of the same coordinate hold the same labels; that is no second buffer along the axis.
    let columns = even_blocks(4, 2);
    let rows = u([2, 1, 0], &[6, 9], true);
    validate_sets(&[vec![rows.clone(), columns[0].clone()], vec![rows, columns[1].clone()]]).unwrap();
}

#[test]
fn s69_there_is_a_label_for_every_local_index() {
    let dict = u([3, 2, 0], &[5, 1, 9], true);
    validate(std::slice::from_ref(&dict), &[3]).unwrap();
    refused(
        validate(std::slice::from_ref(&dict), &[2]),
        &["axis 0", "3 labels", "extent, 2", "(statement 69)"],
    );
}

#[test]
fn s81_num_owned_of_block() {
    for (facts, padding, owned) in [
        ([50, 10, 0, 0, 10], [0, 0], 10),
        ([100, 10, 3, 50, 70], [3, 4], 13),
        ([100, 10, 0, 0, 20], [3, 4], 16),
        ([100, 10, 9, 80, 100], [3, 4], 17),
        ([100, 1, 0, 0, 100], [3, 4], 100),
    ] {
        assert_eq!(b(facts, padding).num_owned().unwrap(), owned, "{facts:?} {padding:?}");
    }
}

#[test]
fn s82_num_owned_of_cyclic() {
    // Without block_size in the text, where the appendix fails.
    let text = r#"{"dist_type":"c","size":7,"proc_grid_size":3,"proc_grid_rank":0,"start":0}"#;
    assert_eq!(dim_dict_from_json(text).unwrap().num_owned().unwrap(), 3);
    let sums: Vec<i64> =
        (1..20).map(|bs| cyclic_axis(17, 4, bs).iter().map(|d| d.num_owned().unwrap()).sum()).collect();
    assert!(sums.iter().all(|&sum| sum == 17), "{sums:?}");
}

#[test]
fn s83_num_owned_of_unstructured() {
    assert_eq!(u([50, 2, 1], &[1, 22, 44, 49, 9, 33, 21], true).num_owned().unwrap(), 7);
}
