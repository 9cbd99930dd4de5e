//! The JSON text form: its canonical spelling, and what it refuses.

use crate::protocol_support::*;
use distarray::dtype::DType;
use distarray::error::Status;
use distarray::protocol::json::*;
use distarray::protocol::{DimDict, Section, Structure};

#[test]
fn the_canonical_spelling() {
    let dims = vec![
        periodic([10, 2, 0, 0, 6], [2, 1]),
        c([10, 2, 1, 3, 3]),
        u([4, 2, 1], &[7, -1], true),
        DimDict { size: 3, ..DimDict::alias() },
    ];
    let text = dim_data_to_json(&dims).unwrap();
    let expected = concat!(
        r#"[{"dist_type":"b","size":10,"proc_grid_size":2,"proc_grid_rank":0,"start":0,"stop":6,"padding":[2,1],"periodic":true},"#,
        r#"{"dist_type":"c","size":10,"proc_grid_size":2,"proc_grid_rank":1,"start":3,"block_size":3},"#,
        r#"{"dist_type":"u","size":4,"proc_grid_size":2,"proc_grid_rank":1,"indices":{"dtype":"<i8","values":[7,-1]},"one_to_one":true},"#,
        "{}]"
    );
    assert_eq!(text, expected);
    // The alias forgets its size: the buffer has it.
    let mut again = dims.clone();
    again[3] = DimDict::alias();
    assert_eq!(dim_data_from_json(&text).unwrap(), again);
    let one: Vec<String> = dims.iter().map(|dict| dim_dict_to_json(dict).unwrap()).collect();
    assert_eq!(format!("[{}]", one.join(",")), expected);
}

#[test]
fn a_whole_structure_and_a_list_over_ranks() {
    let dim_data = |rank: usize| vec![even_blocks(4, 2)[rank].clone()];
    let mut section = Section::contiguous(&[2], DType::Bool).unwrap();
    section.flags = 1;
    let structures: Vec<Structure> =
        (0..2).map(|rank| Structure { section: section.clone(), dim_data: dim_data(rank) }).collect();
    let text = structures_to_json(&structures).unwrap();
    let buffer =
        r#""buffer":{"shape":[2],"strides":[1],"format":"?","dtype":"|b1","itemsize":1,"readonly":true}"#;
    assert_eq!(text.matches(buffer).count(), 2);
    assert_eq!(structures_from_json(&text).unwrap(), structures);
    let one: Vec<String> = structures.iter().map(|structure| structure_to_json(structure).unwrap()).collect();
    assert_eq!(format!("[{}]", one.join(",")), text);
    let sets = vec![dim_data(0), dim_data(1)];
    assert_eq!(dim_data_sets_from_json(&dim_data_sets_to_json(&sets).unwrap()).unwrap(), sets);
    assert_eq!(dim_data_sets_to_json(&[]).unwrap(), "[]");
    refused(structures_from_json(r#"[{"__version__":"x"}]"#), &["ranks[0]", "__version__"]);
    refused(dim_data_sets_from_json("[[],[[]]]"), &["ranks[1].dim_data[0]: must be an object"]);
}

#[test]
fn errors_name_the_path() {
    let block = r#"{"dist_type":"b","size":4,"proc_grid_size":1,"proc_grid_rank":0,"start":0,"stop":4}"#;
    let with = |last: &str| format!("[{block},{},\"{last}]", &block[..block.len() - 1]);
    for (last, part) in [
        (r#"padding":[1]}"#, "dim_data[1].padding: must be a pair of integers, not [1]"),
        (r#"padding":[1,null]}"#, "dim_data[1].padding[1]: must be an integer"),
        (r#"periodic":1}"#, "dim_data[1].periodic: must be true or false, not 1"),
        (r#"size":4}"#, "dim_data[1].size: the key stands there twice"),
        (r#"colour":1,"colour":2}"#, "dim_data[1].colour: the key stands there twice"),
    ] {
        refused(dim_data_from_json(&with(last)), &[part]);
    }
    // Keys of no meaning here are ignored, whatever they hold.
    let read = dim_data_from_json(&with(r#"block_size":"x","indices":7,"colour":{"a":[1]}}"#)).unwrap();
    assert_eq!(read[1], read[0]);
}

#[test]
fn numbers_are_integers_that_fit() {
    let read = |size: &str| {
        dim_dict_from_json(&format!(
            r#"{{"dist_type":"c","size":{size},"proc_grid_size":1,"proc_grid_rank":0,"start":0}}"#
        ))
    };
    assert_eq!(read("9223372036854775807").unwrap().size, i64::MAX);
    assert_eq!(read("-9223372036854775808").unwrap().size, i64::MIN);
    for bad in [
        "9223372036854775808",
        "-9223372036854775809",
        "18446744073709551616",
        "1e3",
        "10.0",
        "-0.0",
        "true",
        "\"1\"",
        "[1]",
        "{}",
    ] {
        refused(read(bad), &["dim_dict.size: must be an integer"]);
    }
    for bad in ["0x10", "+1", "01", "1_000", "NaN", "1e999", ""] {
        assert_eq!(read(bad).unwrap_err().status, Status::Syntax, "{bad}");
    }
}

#[test]
fn what_is_not_json_is_refused() {
    for bad in ["", "{", "[}", "{} {}", "{'a':1}", "[1,]", "\u{0}", "{\"a\"}", "nul", "[\"\\ud800\"]"] {
        let error = dim_data_from_json(bad).unwrap_err();
        assert_eq!(error.status, Status::Syntax, "{bad:?}: {error}");
        assert!(error.message.contains("not well-formed JSON"), "{error}");
    }
    for other in ["null", "7", "\"x\"", "{}"] {
        refused(dim_data_from_json(other), &["dim_data: must be a list"]);
    }
    for other in ["null", "7", "[]"] {
        refused(dim_dict_from_json(other), &["dim_dict: must be an object"]);
        refused(structure_from_json(other), &["structure: must be an object"]);
    }
}

#[test]
fn size_depth_and_keys_are_limited() {
    let deep = |n: usize| "[".repeat(n) + &"]".repeat(n);
    refused(dim_data_from_json(&deep(MAX_DEPTH)), &["dim_data[0]: must be an object"]);
    for n in [MAX_DEPTH + 1, 100_000] {
        refused(dim_data_from_json(&deep(n)), &["nested deeper than 8 levels"]);
    }
    let keys =
        |n: usize| format!("{{{}}}", (0..n).map(|k| format!("\"k{k}\":0")).collect::<Vec<_>>().join(","));
    refused(dim_dict_from_json(&keys(MAX_KEYS)), &["dim_dict.dist_type: the key is missing"]);
    refused(dim_dict_from_json(&keys(MAX_KEYS + 1)), &["more than 64 keys"]);
    let long = " ".repeat(MAX_TEXT + 1);
    refused(dim_data_from_json(&long), &["67108865 bytes", "at most 67108864"]);
    refused(dim_data_from_json(&format!("[{}]", ["{}"; 33].join(","))), &["33 dictionaries", "at most 32"]);
    let shape = format!("[{}]", ["1"; 33].join(","));
    let text =
        format!(r#"{{"__version__":"0.10.0","buffer":{{"shape":{shape},"format":"d"}},"dim_data":[]}}"#);
    refused(structure_from_json(&text), &["buffer.shape: 33 axes"]);
}

#[test]
fn messages_do_not_repeat_long_texts() {
    let long = "é".repeat(10_000);
    let texts = [
        format!(r#"{{"dist_type":"{long}","size":1,"proc_grid_size":1,"proc_grid_rank":0}}"#),
        format!(r#"{{"dist_type":1,"{long}":1,"{long}":2}}"#),
        format!(r#"{{"dist_type":["{long}","{long}"]}}"#),
    ];
    for text in texts {
        let message = dim_dict_from_json(&text).unwrap_err().message;
        assert!(message.chars().count() < 300, "{} characters", message.chars().count());
    }
}
