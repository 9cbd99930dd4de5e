//! Statements 21-34 and 70-80 of the checklist: the keys that all dictionaries have, the empty
//! dictionary, empty sections, agreement between processes. Each test's name begins with its
//! statement's number.

use crate::protocol_support::*;
use distarray::dtype::DType;
use distarray::error::Status;
use distarray::protocol::abi::da_dim_dict;
use distarray::protocol::json::dim_dict_from_json;
use distarray::protocol::rules::validate_dim;
use distarray::protocol::section::global_elements;
use distarray::protocol::{
    DimDict, DimKind, Section, Structure, validate_axis, validate_section, validate_sets, validate_structures,
};

#[test]
fn s21_dist_type_is_there_and_a_string() {
    refused(
        judge(&format!("{{{}}}", &BLOCK[16..])),
        &["dim_data[0].dist_type: the key is missing", "(statement 21)"],
    );
    for other in ["98", "null", "true", "[\"b\"]"] {
        let dict = BLOCK.replacen("\"b\"", other, 1);
        refused(
            judge(&format!("{{{dict}}}")),
            &["dim_data[0].dist_type: must be a string", "(statement 21)"],
        );
    }
}

#[test]
fn s22_dist_type_is_b_c_or_u() {
    for other in ["n", "B", "", "bc", "\\u0062\\u0062"] {
        let dict = BLOCK.replacen("\"b\"", &format!("\"{other}\""), 1);
        refused(judge(&format!("{{{dict}}}")), &["is not a dist_type", "22"]);
    }
}

#[test]
fn s23_unknown_types_are_refused_not_guessed() {
    for letter in 0..=255_u8 {
        let dict = da_dim_dict { dist_type: letter, ..da_dim_dict::zeroed() };
        let known = [0, b'b', b'c', b'u'].contains(&letter);
        match DimDict::from_abi(&dict, None) {
            Ok(_) => assert!(known, "{letter} was accepted"),
            Err(e) => {
                assert!(!known && e.message.contains(&format!("dist_type = {letter}")), "{letter}: {e}")
            }
        }
    }
}

#[test]
fn s24_required_keys() {
    let dicts = [
        (BLOCK.to_string(), 5),
        (r#""dist_type":"c","size":10,"proc_grid_size":2,"proc_grid_rank":0,"start":0"#.to_string(), 4),
        (r#""dist_type":"u","size":10,"proc_grid_size":2,"proc_grid_rank":0,"indices":{"dtype":"<i8","values":[1,2,3,4,5]}"#.to_string(), 4),
    ];
    for (dict, required) in dicts {
        judge(&format!("{{{dict}}}")).unwrap();
        let map: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(&format!("{{{dict}}}")).unwrap();
        let keys: Vec<String> = map.keys().filter(|key| *key != "dist_type").cloned().collect();
        assert_eq!(keys.len(), required);
        for key in keys {
            let mut less = map.clone();
            less.remove(&key).unwrap();
            let text = serde_json::Value::Object(less).to_string();
            refused(judge(&text), &[&format!("dim_data[0].{key}: the key is missing"), "(statement 24)"]);
        }
    }
}

#[test]
fn s25_optional_keys_have_defaults() {
    let read = |text: &str| dim_dict_from_json(&format!("{{{text}}}")).unwrap();
    assert_eq!(read(BLOCK), b([10, 2, 0, 0, 5], [0, 0]));
    assert_eq!(read(&format!(r#"{BLOCK},"padding":[0,0],"periodic":false"#)), read(BLOCK));
    let cyclic = r#""dist_type":"c","size":10,"proc_grid_size":2,"proc_grid_rank":1,"start":1"#;
    assert_eq!(read(cyclic), c([10, 2, 1, 1, 1]));
    let labels = r#""dist_type":"u","size":1,"proc_grid_size":1,"proc_grid_rank":0,"indices":{"dtype":"<i8","values":[4]}"#;
    assert_eq!(read(labels), u([1, 1, 0], &[4], false));
}

#[test]
fn s26_size_is_not_negative() {
    for dict in [b([-1, 1, 0, 0, -1], [0, 0]), c([-1, 1, 0, 0, 1]), u([-1, 1, 0], &[], true)] {
        refuse(&dict, 26, "size = -1");
    }
    refuse(&DimDict { size: i64::MIN, ..DimDict::alias() }, 26, "size = -9223372036854775808");
    for wrong in ["true", "10.0", "1e1", "\"10\"", "9223372036854775808", "null"] {
        let dict = BLOCK.replace("\"size\":10", &format!("\"size\":{wrong}"));
        refused(judge(&format!("{{{dict}}}")), &["dim_data[0].size: must be an integer", "(statement 26)"]);
    }
}

#[test]
fn s27_size_is_the_number_of_global_elements() {
    for dicts in [even_blocks(10, 3), cyclic_axis(10, 3, 2), padded_blocks(&[4, 5, 1], &[2, 1], [1, 0])] {
        for global in 0..10 {
            let owners = dicts.iter().filter(|d| owns(d, global)).count();
            assert_eq!(owners, 1, "index {global} of {dicts:?}");
        }
        assert_eq!(dicts[0].local_from_global(10).unwrap_err().status, Status::Index);
    }
}

fn owns(dict: &DimDict, global: i64) -> bool {
    let local = dict.local_from_global(global).unwrap();
    local.is_some_and(|k| dict.owned_local_range().unwrap().contains(&k))
}

#[test]
fn s28_size_has_boundary_but_no_communication_padding() {
    let dicts = padded_blocks(&[10, 10], &[3], [4, 2]);
    accept_axis(&dicts);
    assert_eq!(dicts[0].size, 20);
    // With the communication padding counted in, coverage fails.
    let counted = [b([26, 2, 0, 0, 13], [4, 3]), b([26, 2, 1, 13, 26], [3, 2])];
    refuse_axis(&counted, &["owned by nobody"]);
}

#[test]
fn s29_size_is_the_sum_over_one_axis() {
    // Over all four processes of a 2 x 2 grid the sum would be twice the size.
    let sets = grid(&[10, 6], &[2, 2], |rank| vec![rank / 2, rank % 2]);
    validate_sets(&sets).unwrap();
    refuse_axis(
        &[u([6, 2, 0], &[0, 1], false), u([6, 2, 1], &[2, 3, 4], false)],
        &["size = 6", "own, 5", "(statement 29)"],
    );
    refuse(&u([2, 2, 0], &[0, 1, 2], false), 29, "3 labels");
    refuse(&u([4, 1, 0], &[0, 1, 2], false), 29, "3 labels");
}

#[test]
fn s30_proc_grid_size_is_positive() {
    for bad in [0, -2, i64::MIN] {
        let key = format!("proc_grid_size = {bad}");
        refuse(&b([4, bad, 0, 0, 4], [0, 0]), 30, &key);
        refuse(&c([4, bad, 0, 0, 1]), 30, &key);
        refuse(&u([4, bad, 0], &[], false), 30, &key);
        assert_eq!(b([4, bad, 0, 0, 4], [0, 0]).communication_padding(), [0, 0]);
    }
}

#[test]
fn s31_proc_grid_size_is_the_number_of_coordinates() {
    let dicts = even_blocks(9, 3);
    refused(validate_axis(0, &[&dicts[0], &dicts[1]]), &["proc_grid_size = 3", "2 coordinates"]);
}

#[test]
fn s32_the_product_of_grid_sizes_is_checked_locally_where_it_can_be() {
    let dims = [b([10, 2, 1, 5, 10], [0, 0]), b([6, 3, 0, 0, 2], [0, 0])];
    let mut section = Section::contiguous(&[5, 2], DType::Float32).unwrap();
    (section.comm_size, section.rank) = (6, 3);
    validate_section(&dims, &section).unwrap();
    section.comm_size = 5;
    refused(validate_section(&dims, &section), &["comm_size = 5", "2 x 3", "(statements 4, 32)"]);
}

#[test]
fn s33_proc_grid_rank_is_in_the_grid() {
    for bad in [-1, 2, i64::MAX, i64::MIN] {
        let key = format!("proc_grid_rank = {bad}");
        refuse(&b([4, 2, bad, 0, 2], [0, 0]), 33, &key);
        refuse(&c([4, 2, bad, 0, 1]), 33, &key);
        refuse(&u([4, 2, bad], &[], false), 33, &key);
    }
}

#[test]
fn s34_coordinates_are_this_ranks_place_in_c_order() {
    let dims = [b([10, 2, 1, 5, 10], [0, 0]), b([6, 3, 0, 0, 2], [0, 0])];
    let mut section = Section::contiguous(&[5, 2], DType::Float32).unwrap();
    section.comm_size = 6;
    for rank in 0..6 {
        section.rank = rank;
        match validate_section(&dims, &section) {
            Ok(()) => assert_eq!(rank, 3),
            Err(e) => assert!(rank != 3 && e.message.contains("rank 3 in C order"), "{rank}: {e}"),
        }
    }
}

#[test]
fn s70_the_empty_dictionary() {
    let alias = DimDict::alias();
    for extent in [0, 1, 5] {
        let block = alias.resolve(extent).unwrap();
        assert_eq!(block, b([extent, 1, 0, 0, extent], [0, 0]));
        validate(std::slice::from_ref(&alias), &[extent]).unwrap();
    }
    assert_eq!(alias.resolve(-1).unwrap_err().status, Status::Shape);
    let sized = DimDict { size: 5, ..DimDict::alias() };
    validate(std::slice::from_ref(&sized), &[5]).unwrap();
    refused(sized.resolve(4), &["size = 5", "extent, 4", "(statement 70)"]);
    assert_eq!((sized.num_owned().unwrap(), sized.global_from_local(4).unwrap()), (5, 4));
    refuse(&DimDict { grid_size: 1, ..DimDict::alias() }, 70, "proc_grid_size = 1");
    assert_eq!(dim_dict_from_json("{}").unwrap(), alias);
    // The alias on one rank is the block that it stands for on another.
    let column = |rank: usize| even_blocks(4, 2)[rank].clone();
    validate_sets(&[vec![sized.clone(), column(0)], vec![b([5, 1, 0, 0, 5], [0, 0]), column(1)]]).unwrap();
}

#[test]
fn s71_empty_sections_are_valid() {
    let dicts = [
        b([10, 4, 0, 0, 5], [0, 0]),
        b([10, 4, 1, 5, 5], [0, 0]),
        b([10, 4, 2, 5, 10], [0, 0]),
        b([10, 4, 3, 10, 10], [0, 0]),
    ];
    accept_axis(&dicts);
    validate(&dicts[1..2], &[0]).unwrap();
    accept_axis(&cyclic_axis(3, 8, 2));
}

#[test]
fn s72_size_0_is_empty_for_every_type() {
    accept_axis(&even_blocks(0, 3));
    accept_axis(&cyclic_axis(0, 3, 4));
    accept_axis(&[u([0, 2, 0], &[], true), u([0, 2, 1], &[], true)]);
    for dict in [b([0, 1, 0, 0, 0], [0, 0]), c([0, 1, 0, 0, 1]), u([0, 1, 0], &[], false)] {
        assert_eq!((dict.num_owned().unwrap(), dict.local_extent().unwrap()), (0, 0));
        validate(&[dict], &[0]).unwrap();
    }
}

#[test]
fn s73_start_at_size_is_empty() {
    for dict in [b([10, 3, 2, 10, 10], [0, 0]), c([3, 4, 3, 3, 1]), c([9, 4, 3, 9, 5]), c([9, 4, 3, 15, 5])] {
        accept(&dict);
        assert_eq!(dict.num_owned().unwrap(), 0);
    }
}

#[test]
fn s74_start_at_stop_is_empty() {
    let dict = b([10, 3, 1, 5, 5], [0, 0]);
    accept(&dict);
    assert_eq!((dict.num_owned().unwrap(), dict.owned_range().unwrap()), (0, Some(5..5)));
    assert_eq!(dict.local_from_global(5).unwrap(), None);
}

#[test]
fn s75_no_indices_is_empty() {
    let dict = u([5, 2, 1], &[], true);
    validate(std::slice::from_ref(&dict), &[0]).unwrap();
    assert_eq!(dict.num_owned().unwrap(), 0);
}

#[test]
fn s76_a_grid_of_one_is_undistributed() {
    for dict in [
        b([4, 1, 0, 0, 4], [0, 0]),
        c([4, 1, 0, 0, 1]),
        c([4, 1, 0, 0, 3]),
        u([4, 1, 0], &[0, 1, 2, 3], true),
    ] {
        accept_axis(std::slice::from_ref(&dict));
        for k in 0..4 {
            assert_eq!(dict.global_from_local(k).unwrap(), k);
            assert_eq!(dict.local_from_global(k).unwrap(), Some(k));
        }
    }
}

#[test]
fn s77_one_process_padded_and_periodic() {
    let dict = periodic([10, 1, 0, 0, 10], [2, 2]);
    validate(std::slice::from_ref(&dict), &[10]).unwrap();
    accept_axis(std::slice::from_ref(&dict));
    assert_eq!((dict.num_owned().unwrap(), dict.boundary_padding()), (10, [2, 2]));
}

#[test]
fn s78_global_elements_are_the_product_of_sizes() {
    assert_eq!(global_elements(&[]).unwrap(), 1);
    assert_eq!(global_elements(&[c([7, 1, 0, 0, 1]), c([6, 2, 0, 0, 1])]).unwrap(), 42);
    let huge = c([1 << 40, 1 << 39, 0, 0, 1]);
    assert_eq!(global_elements(&[huge.clone(), huge.clone()]).unwrap_err().status, Status::Overflow);
    assert_eq!(global_elements(&[huge.clone(), huge.clone(), c([0, 1, 0, 0, 1])]).unwrap(), 0);
    refused(validate(&[huge.clone(), huge], &[2, 2]), &["product of all size"]);
    refused(global_elements(&[c([-1, 1, 0, 0, 1])]), &["size = -1"]);
}

#[test]
fn s79_equal_coordinates_have_equal_dictionaries() {
    let set = |other: DimDict| {
        let columns = even_blocks(4, 2);
        let first = match &other.kind {
            DimKind::Block { .. } => b([10, 1, 0, 0, 10], [0, 0]),
            DimKind::Cyclic { .. } => c([10, 1, 0, 0, 1]),
            _ => u([3, 1, 0], &[5, 6, 7], true),
        };
        validate_sets(&[vec![first, columns[0].clone()], vec![other, columns[1].clone()]])
    };
    set(b([10, 1, 0, 0, 10], [0, 0])).unwrap();
    for (other, key) in [
        (b([11, 1, 0, 0, 11], [0, 0]), "size = 11"),
        (periodic([10, 1, 0, 0, 10], [0, 0]), "periodic = true"),
        (c([10, 1, 0, 0, 2]), "block_size = 2"),
        (u([3, 1, 0], &[5, 6, 7], false), "one_to_one = false"),
        (u([3, 1, 0], &[5, 7, 6], true), "indices = 3 labels"),
    ] {
        refused(set(other), &["rank 1, axis 0", key, "(statement 79)"]);
    }
    let mut far = cyclic_axis(4, 4, 3);
    far.extend(far.clone());
    let rows = even_blocks(2, 2);
    let sets =
        |far: &[DimDict]| (0..8).map(|r| vec![rows[r / 4].clone(), far[r].clone()]).collect::<Vec<_>>();
    validate_sets(&sets(&far)).unwrap();
    far[7] = c([4, 4, 3, 4, 3]); // as empty as start 9, but not the same
    refused(validate_sets(&sets(&far)), &["rank 7, axis 1", "start = 4", "must be 9"]);
    // The element type belongs to the array, so it agrees too.
    let one = |dtype, rank: usize| Structure {
        section: Section::contiguous(&[2], dtype).unwrap(),
        dim_data: vec![even_blocks(4, 2)[rank].clone()],
    };
    validate_structures(&[one(DType::Int32, 0), one(DType::Int32, 1)]).unwrap();
    refused(
        validate_structures(&[one(DType::Int32, 0), one(DType::Int64, 1)]),
        &["rank 1", "int64", "int32"],
    );
}

#[test]
fn s80_boundary_padding_alone_may_differ() {
    let set = |left: [i64; 2], right: [i64; 2]| {
        let rows = even_blocks(2, 2);
        let axis =
            |padding: [i64; 2]| [b([10, 2, 0, 0, 6], [padding[0], 1]), b([10, 2, 1, 4, 10], [1, padding[1]])];
        let (one, two) = (axis(left), axis(right));
        vec![
            vec![rows[0].clone(), one[0].clone()],
            vec![rows[0].clone(), one[1].clone()],
            vec![rows[1].clone(), two[0].clone()],
            vec![rows[1].clone(), two[1].clone()],
        ]
    };
    validate_sets(&set([0, 0], [2, 3])).unwrap();
    let mut sets = set([0, 0], [0, 0]);
    sets[2][1] = b([10, 2, 0, 0, 6], [0, 2]);
    refused(validate_sets(&sets), &["rank 2, axis 1", "padding = [0, 2]", "(statement 80)"]);
    refused(validate_dim(0, &b([10, 2, 0, 0, 6], [6, 1])), &["padding = [6, 1]"]);
}
