//! Statements 1-20 of the checklist: the process grid, the maps, padding, the exported structure. Each
//! test's name begins with its statement's number.

use crate::protocol_support::*;
use distarray::dtype::DType;
use distarray::error::Status;
use distarray::protocol::abi::{DIST_UNSTRUCTURED, check_header, da_dim_dict, da_distbuffer};
use distarray::protocol::json::{structure_from_json, structure_to_json};
use distarray::protocol::section::resolve_all;
use distarray::protocol::version::check_version;
use distarray::protocol::{
    DimDict, DimKind, Section, Structure, validate_axis, validate_section, validate_sets,
};

#[test]
fn s01_ranks_are_0_to_n_minus_1_each_once() {
    refused(validate_sets(&[]), &["at least one process"]);
    accept_axis(&even_blocks(10, 3));
    let mut twice = even_blocks(10, 2);
    twice[1] = twice[0].clone();
    refuse_axis(&twice, &["rank 1, axis 0: proc_grid_rank = 0"]);
    let dims = [b([10, 2, 1, 5, 10], [0, 0])];
    for (rank, procs, good) in
        [(1, 2, true), (-1, 2, true), (-1, -1, true), (2, 2, false), (-2, 2, false), (0, 0, false)]
    {
        let section = Section { rank, comm_size: procs, ..Section::contiguous(&[5], DType::Int8).unwrap() };
        match validate_section(&dims, &section) {
            Ok(()) => assert!(good, "rank {rank} of {procs}"),
            Err(e) => assert!(!good && e.message.contains("(statement 1)"), "rank {rank} of {procs}: {e}"),
        }
    }
}

#[test]
fn s02_every_coordinate_names_one_process() {
    let mut dicts = even_blocks(9, 3);
    validate_axis(0, &dicts.iter().collect::<Vec<_>>()).unwrap();
    dicts.swap(0, 1);
    refused(
        validate_axis(4, &dicts.iter().collect::<Vec<_>>()),
        &["axis 4, proc_grid_rank 0", "(statement 2)"],
    );
    refused(validate_axis(4, &[&dicts[1]]), &["proc_grid_size = 3", "1 coordinates"]);
    refused(validate_axis(4, &[]), &["axis 4", "no dimension dictionary"]);
}

#[test]
fn s03_ranks_fill_the_grid_in_c_order() {
    let place = |rank: i64| vec![rank / 12, rank / 4 % 3, rank % 4];
    validate_sets(&grid(&[5, 7, 8], &[2, 3, 4], place)).unwrap();
    let fortran = |rank: i64| vec![rank % 2, rank / 2 % 3, rank / 6];
    refused(
        validate_sets(&grid(&[5, 7, 8], &[2, 3, 4], fortran)),
        &["rank 1, axis 2", "C order", "(statement 3)"],
    );
}

#[test]
fn s04_the_grid_has_as_many_coordinates_as_there_are_processes() {
    let sets = grid(&[4, 4], &[2, 2], |rank| vec![rank / 2, rank % 2]);
    validate_sets(&sets).unwrap();
    refused(validate_sets(&sets[..3]), &["2 x 2", "number of processes, 3", "statements 4"]);
    // A grid of 2^80 overflows no arithmetic.
    let huge: Vec<DimDict> = (0..2).map(|_| c([0, 1 << 40, 0, 0, 1])).collect();
    refused(validate_sets(&[huge]), &["1099511627776 x 1099511627776", "1 (statements 4, 32)"]);
    // Without axes the product is 1.
    validate_sets(&[vec![]]).unwrap();
    refused(validate_sets(&[vec![], vec![]]), &["1 (no axes)", "number of processes, 2"]);
}

#[test]
fn s05_one_process_validates_without_a_communicator() {
    let dims = [b([10, 4, 3, 7, 10], [1, 0])];
    let section = Section::contiguous(&[3], DType::Float64).unwrap();
    assert_eq!((section.rank, section.comm_size), (-1, -1));
    validate_section(&dims, &section).unwrap();
}

#[test]
fn s06_labels_are_shared_without_a_copy() {
    let dict = u([3, 1, 0], &[7, -1, 40], true);
    let mut target = da_dim_dict::zeroed();
    dict.fill_abi(&mut target);
    let DimKind::Unstructured { indices, .. } = &dict.kind else { unreachable!() };
    assert_eq!((target.indices, target.num_indices), (indices.as_ptr(), 3));
    assert_eq!(target.dist_type, DIST_UNSTRUCTURED);
}

#[test]
fn s07_maps_go_both_ways() {
    let dict = c([11, 2, 1, 3, 3]); // owns 3 4 5 9 10
    let owned: Vec<i64> = (0..5).map(|k| dict.global_from_local(k).unwrap()).collect();
    assert_eq!(owned, [3, 4, 5, 9, 10]);
    assert_eq!(dict.local_from_global(9).unwrap(), Some(3));
    assert_eq!(dict.local_from_global(6).unwrap(), None);
    let dict = u([4, 2, 0], &[9, -3], false);
    assert_eq!(dict.global_from_local(1).unwrap(), -3);
    assert_eq!((dict.local_from_global(-3).unwrap(), dict.local_from_global(0).unwrap()), (Some(1), None));
    assert_eq!(dict.global_from_local(2).unwrap_err().status, Status::Index);
    assert_eq!(c([11, 2, 1, 3, 3]).local_from_global(11).unwrap_err().status, Status::Index);
    assert_eq!(even_blocks(4, 2)[0].local_from_global(-1).unwrap_err().status, Status::Index);
}

#[test]
fn s08_boundary_padding_counts_in_size() {
    let dicts = padded_blocks(&[6, 6], &[0], [2, 1]);
    accept_axis(&dicts);
    assert_eq!(dicts[0].size, 12);
    assert_eq!(dicts[0].num_owned().unwrap(), 6);
    assert_eq!((dicts[0].boundary_padding(), dicts[1].boundary_padding()), ([2, 0], [0, 1]));
}

#[test]
fn s09_communication_padding_counts_once() {
    let dicts = [b([18, 2, 0, 0, 10], [1, 1]), b([18, 2, 1, 8, 18], [1, 1])];
    accept_axis(&dicts);
    let extents: i64 = dicts.iter().map(|d| d.local_extent().unwrap()).sum();
    assert_eq!((extents, dicts[0].size), (20, 18));
    assert_eq!(dicts[0].owned_range().unwrap(), Some(0..9));
    assert_eq!(dicts[1].owned_range().unwrap(), Some(9..18));
    // The shared elements are available on both sides.
    assert_eq!(dicts[0].local_from_global(9).unwrap(), Some(9));
    assert_eq!(dicts[1].local_from_global(9).unwrap(), Some(1));
}

#[test]
fn s10_both_kinds_of_padding_on_one_axis() {
    let dicts = padded_blocks(&[10, 10, 10, 10], &[1, 2, 3], [4, 0]);
    accept_axis(&dicts);
    assert_eq!((dicts[0].boundary_padding(), dicts[0].communication_padding()), ([4, 0], [0, 1]));
    assert_eq!((dicts[2].boundary_padding(), dicts[2].communication_padding()), ([0, 0], [2, 3]));
}

#[test]
fn s11_one_structure_is_exported() {
    let structure = Structure {
        section: Section::contiguous(&[5, 3], DType::Complex64).unwrap(),
        dim_data: vec![b([10, 2, 0, 0, 5], [0, 0]), DimDict::alias()],
    };
    let text = structure_to_json(&structure).unwrap();
    assert!(text.starts_with(r#"{"__version__":"0.10.0","buffer":{"shape":[5,3],"#), "{text}");
    assert_eq!(structure_from_json(&text).unwrap(), structure);
}

#[test]
fn s12_three_members_and_no_other() {
    judge(&format!("{{{BLOCK}}}")).unwrap();
    let text = TEMPLATE.replace("DICT", "{}");
    for key in ["__version__", "buffer", "dim_data"] {
        let renamed = text.replace(key, "other");
        refused(structure_from_json(&renamed), &["other: unknown key", "(statement 12)"]);
        let mut map: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&text).unwrap();
        map.remove(key).unwrap();
        let text = serde_json::Value::Object(map).to_string();
        refused(structure_from_json(&text), &[key, "the key is missing", "(statement 12)"]);
    }
}

#[test]
fn s13_the_version_is_major_minor_patch() {
    for good in ["0.10.0", "1.0.0", "0.0.4294967295"] {
        structure_from_json(&TEMPLATE.replace("0.10.0", good).replace("DICT", "{}")).unwrap();
    }
    for bad in
        ["", "0.10", "0.10.0a1", "0.10.0.0", "00.10.0", "0.+10.0", "0.10.4294967296", " 0.10.0", "0.10.0\\n"]
    {
        let text = TEMPLATE.replace("0.10.0", bad).replace("DICT", "{}");
        refused(structure_from_json(&text), &["__version__", "(statement 13)"]);
    }
    refused(
        structure_from_json(&TEMPLATE.replace("\"0.10.0\"", "0.10").replace("DICT", "{}")),
        &["__version__", "not 0.1"],
    );
}

#[test]
fn s14_patch_versions_are_compatible_before_1_0_minor_versions_are_not() {
    check_version([0, 10, 0]).unwrap();
    check_version([0, 10, 7]).unwrap();
    refused(check_version([0, 11, 0]), &["0.11.0", "0.10.x"]);
    refused(check_version([0, 9, 9]), &["0.9.9", "0.10.x"]);
}

#[test]
fn s15_other_major_versions_are_refused() {
    refused(check_version([1, 10, 0]), &["1.10.0", "statements 14, 15"]);
    let mut section = Section::contiguous(&[], DType::Bool).unwrap();
    section.version = [1, 0, 0];
    refused(validate_section(&[], &section), &["__version__ is 1.0.0"]);
}

#[test]
fn s16_the_buffer_has_its_pep_3118_facts() {
    let read = |buffer: &str| {
        let text = format!(r#"{{"__version__":"0.10.0","buffer":{buffer},"dim_data":[{{}}]}}"#);
        structure_from_json(&text).and_then(|s| validate_section(&s.dim_data, &s.section).map(|()| s.section))
    };
    let section =
        read(r#"{"ndim":1,"shape":[5],"strides":[-16],"format":"Zd","itemsize":16,"readonly":true}"#)
            .unwrap();
    assert_eq!(
        (section.dtype, section.strides, section.nbytes, section.flags),
        (DType::Complex128, vec![-16], 80, 1)
    );
    for (buffer, part) in [
        ("[5]", "buffer: must be an object"),
        (r#"{"format":"d"}"#, "buffer.shape: the key is missing"),
        (r#"{"shape":[5]}"#, "buffer.format: the key is missing"),
        (r#"{"shape":[5],"format":">d"}"#, "native byte order"),
        (r#"{"shape":[5],"format":"d","dtype":"<f4"}"#, "buffer.dtype: float32, but format says float64"),
        (r#"{"shape":[5],"format":"d","itemsize":4}"#, "buffer.itemsize: must be 8, not 4"),
        (r#"{"shape":[5],"format":"d","ndim":2}"#, "buffer.ndim: must be 1, not 2"),
        (r#"{"shape":[-5],"format":"d"}"#, "shape[0] = -5"),
        (r#"{"shape":[5],"format":"d","strides":[8,8]}"#, "2 strides for 1 axes"),
        (r#"{"shape":[4611686018427387904],"format":"d"}"#, "more than 2^63 - 1 bytes"),
        (r#"{"shape":[5],"format":"d","strides":[9223372036854775807]}"#, "63 bits of addresses"),
        (r#"{"shape":[0,4611686018427387904,4],"format":"d","ndim":9}"#, "buffer.ndim: must be 3"),
        (r#"{"shape":[5],"format":"d","colour":1}"#, "buffer.colour: unknown key"),
    ] {
        refused(read(buffer), &[part]);
    }
    let mut section = Section::contiguous(&[5], DType::Int16).unwrap();
    section.flags = 6;
    validate_section(&[DimDict::alias()], &section).unwrap();
    section.flags = 1 << 63;
    refused(validate_section(&[DimDict::alias()], &section), &["flags = 0x8000000000000000", "0x7"]);
    section.flags = 0;
    section.nbytes = 9;
    refused(validate_section(&[DimDict::alias()], &section), &["nbytes = 9", "must be 10"]);
}

#[test]
fn s17_dim_data_is_a_sequence_in_the_order_of_the_axes() {
    let dims = [b([10, 2, 0, 0, 5], [0, 0]), c([6, 1, 0, 0, 1])];
    validate(&dims, &[5, 6]).unwrap();
    refused(validate(&dims, &[6, 5]), &["axis 0", "stop = 5", "(statement 43)"]);
    refused(judge("3"), &["dim_data[0]: must be an object, not 3"]);
    let text = TEMPLATE.replace("[DICT]", "{}");
    refused(structure_from_json(&text), &["dim_data: must be a list", "(statement 17)"]);
}

#[test]
fn s18_the_dictionaries_say_everything() {
    let mut section = Section::contiguous(&[7, 4, 3, 2], DType::Int16).unwrap();
    section.strides = vec![2, 14, 56, -168];
    let dim_data = vec![
        periodic([20, 3, 1, 5, 12], [1, 2]),
        c([10, 2, 1, 3, 3]),
        u([9, 2, 0], &[-5, 40, 2], true),
        u([4, 2, 1], &[1, 0], false),
    ];
    let structure = Structure { section, dim_data };
    validate_section(&structure.dim_data, &structure.section).unwrap();
    let text = structure_to_json(&structure).unwrap();
    let again = structure_from_json(&text).unwrap();
    assert_eq!(again, structure);
    assert_eq!(structure_to_json(&again).unwrap(), text);
}

#[test]
fn s19_no_axes_one_element() {
    validate(&[], &[]).unwrap();
    assert_eq!(Section::contiguous(&[], DType::Float64).unwrap().nbytes, 8);
    let mut buffer = da_distbuffer { ndim: 0, ..live() };
    assert_eq!(check_header(&buffer).unwrap(), 0);
    buffer.nbytes = 8;
    refused(check_header(&buffer), &["data is NULL", "nbytes is 8"]);
}

/// A structure that counts as live; its release is never called.
fn live() -> da_distbuffer {
    unsafe extern "C" fn release(_: *mut da_distbuffer) {}
    da_distbuffer { release: Some(release), ..da_distbuffer::empty() }
}

#[test]
fn s20_one_dictionary_per_axis() {
    let dict = b([5, 1, 0, 0, 5], [0, 0]);
    validate(std::slice::from_ref(&dict), &[5]).unwrap();
    for (dims, shape) in [
        (vec![dict.clone(); 2], vec![5]),
        (vec![dict.clone()], vec![5, 1]),
        (vec![], vec![5]),
        (vec![dict.clone()], vec![]),
    ] {
        refused(validate(&dims, &shape), &["dimension dictionaries", "(statement 20)"]);
        refused(resolve_all(&dims, &shape), &["(statement 20)"]);
    }
    refused(
        validate_sets(&[vec![dict.clone()], vec![dict; 2]]),
        &["rank 1", "2 dictionaries", "(statement 20)"],
    );
    let many = vec![DimDict::alias(); 33];
    refused(validate(&many, &[1; 33]), &["33 axes", "at most 32"]);
    validate(&many[..32], &[1; 32]).unwrap();
}
