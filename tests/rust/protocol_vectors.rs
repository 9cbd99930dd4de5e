//! The golden vectors, by their member `expected`.

use crate::protocol_support::{cases, id, refused};
use distarray::error::Result;
use distarray::protocol::json::{dim_data_sets_from_json, dim_dict_from_json, structure_from_json};
use distarray::protocol::rules::validate_dim;
use distarray::protocol::{Section, validate_section, validate_sets};
use serde_json::{Map, Value, json};

/// Two official tests whose buffer has 50 elements where 25 are owned. Their members `text_verdict`
/// say so; the rule (statement 62) is the one that `text.cyclic_buffer_mismatch` expects to be kept.
const WRONG_BUFFER: [&str; 2] =
    ["test_validator.TestValidDimData.test_block_cyclic", "test_validator.TestValidDimData.test_cyclic"];

/// The text form of a case: the keys that it has, without the buffer's contents.
fn structure_text(case: &Value) -> String {
    let mut map = Map::new();
    for key in case["has_keys"].as_array().expect("has_keys") {
        let key = key.as_str().expect("a key");
        let mut value = case.get(key).cloned().unwrap_or_else(|| json!("a key of no meaning"));
        if let (true, Some(buffer)) = (key == "buffer", value.as_object_mut()) {
            buffer.remove("values");
        }
        map.insert(key.to_string(), value);
    }
    Value::Object(map).to_string()
}

fn judge(case: &Value) -> Result<()> {
    let structure = structure_from_json(&structure_text(case))?;
    validate_section(&structure.dim_data, &structure.section)
}

#[test]
fn protocol_valid() {
    let cases = cases("protocol_valid.json");
    assert_eq!(cases.len(), 70);
    for case in &cases {
        assert_eq!(case["expected"], "valid", "{}", id(case));
        if WRONG_BUFFER.contains(&id(case)) {
            wrong_buffer(case);
        } else {
            judge(case).unwrap_or_else(|e| panic!("{}: {e}", id(case)));
        }
    }
}

/// The dictionaries are valid, as expected, also with a buffer of the right extent; the recorded
/// buffer is refused for exactly this.
fn wrong_buffer(case: &Value) {
    assert!(case["text_verdict"].as_str().is_some_and(|v| v.contains("buffer has 50 elements")));
    refused(judge(case), &["25", "50", "(statement 62)"]);
    let structure = structure_from_json(&structure_text(case)).unwrap();
    validate_dim(0, &structure.dim_data[0]).unwrap();
    let right = Section::contiguous(&[25], structure.section.dtype).unwrap();
    validate_section(&structure.dim_data, &right).unwrap();
}

#[test]
fn protocol_invalid() {
    let cases = cases("protocol_invalid.json");
    assert_eq!(cases.len(), 83);
    let mut reasons = INVALID.to_vec();
    for case in &cases {
        assert_eq!(case["expected"], "invalid", "{}", id(case));
        let found = reasons.iter().position(|(name, ..)| *name == id(case));
        let (_, part, number) =
            reasons.swap_remove(found.unwrap_or_else(|| panic!("{}: no reason", id(case))));
        let statement = if number.contains(',') {
            format!("(statements {number})")
        } else {
            format!("(statement {number})")
        };
        refused(judge(case), &[part, &statement]);
    }
    assert!(reasons.is_empty(), "reasons without a case: {reasons:?}");
}

#[test]
fn protocol_sets() {
    let cases = cases("protocol_sets.json");
    assert_eq!(cases.len(), 20);
    let mut verdicts = [0, 0];
    for case in &cases {
        let text = case["dim_data_per_rank"].to_string();
        let verdict = dim_data_sets_from_json(&text).and_then(|sets| validate_sets(&sets));
        match case["expected"].as_str() {
            Some("valid") => {
                verdict.unwrap_or_else(|e| panic!("{}: {e}", id(case)));
                verdicts[0] += 1;
            }
            Some("invalid") => {
                let reason = SETS.iter().find(|(name, _)| *name == id(case)).expect("a reason").1;
                refused(verdict, reason);
                verdicts[1] += 1;
            }
            other => panic!("{}: verdict {other:?}", id(case)),
        }
    }
    assert_eq!(verdicts, [20 - SETS.len(), SETS.len()]);
}

#[test]
fn num_owned() {
    let cases = cases("num_owned.json");
    assert_eq!(cases.len(), 296);
    for case in &cases {
        let dict = dim_dict_from_json(&case["dim_dict"].to_string()).unwrap();
        let owned = dict.num_owned().unwrap_or_else(|e| panic!("{}: {e}", id(case)));
        assert_eq!(Some(owned), case["expected"].as_i64(), "{}", id(case));
    }
}

/// Why each invalid structure is refused: a part of the message, and the statement that it names.
const INVALID: [(&str, &str, &str); 83] = [
    ("test_validator.TestMissingKeys.test_missing_buffer", "buffer", "12"),
    ("test_validator.TestMissingKeys.test_missing_dim_data", "dim_data", "12"),
    ("test_validator.TestMissingKeys.test_missing_version", "__version__", "12"),
    ("test_validator.TestInvalidKeys.test_bad_buffer", "buffer.not_a_buffer", "16"),
    ("test_validator.TestInvalidKeys.test_bad_version", "v1.0.0alpha", "13"),
    ("test_validator.TestInvalidDimData.test_bad_block_padding", "dim_data[0].padding[0]", "44"),
    ("test_validator.TestInvalidDimData.test_bad_block_start", "start = -1", "35"),
    ("test_validator.TestInvalidDimData.test_bad_block_stop_0", "stop = 51", "38"),
    ("test_validator.TestInvalidDimData.test_bad_block_stop_1", "stop = 9", "37"),
    ("test_validator.TestInvalidDimData.test_bad_cyclic_block_size", "block_size = -10", "56"),
    ("test_validator.TestInvalidDimData.test_bad_dist_type", "dim_data[0].dist_type: \"q\"", "22, 23"),
    ("test_validator.TestInvalidDimData.test_bad_unstructured_indices", "dim_data[0].indices", "64"),
    ("example.all_examples.block_block.0", "2 dimension dictionaries", "20"),
    ("example.all_examples.block_block.1", "2 dimension dictionaries", "20"),
    ("text.version_0_10", "\"0.10\"", "13"),
    ("text.version_prerelease", "0.10.0a1", "13"),
    ("text.version_0_9_0", "0.9.0", "14, 15"),
    ("text.version_0_11_0", "0.11.0", "14, 15"),
    ("text.version_bad_''", "\"\"", "13"),
    ("text.version_bad_'abc'", "\"abc\"", "13"),
    ("text.version_bad_'10'", "\"10\"", "13"),
    ("text.version_bad_'0.10.0.0'", "\"0.10.0.0\"", "13"),
    ("text.version_bad_'0..0'", "\"0..0\"", "13"),
    ("text.version_bad_'-1.0.0'", "\"-1.0.0\"", "13"),
    ("text.version_bad_'0.10.x'", "\"0.10.x\"", "13"),
    ("text.version_int", "not 10", "13"),
    ("text.block_missing_dist_type", "dim_data[0].dist_type: the key is missing", "21"),
    ("text.block_missing_size", "dim_data[0].size: the key is missing", "24"),
    ("text.block_missing_proc_grid_size", "dim_data[0].proc_grid_size: the key is missing", "24"),
    ("text.block_missing_proc_grid_rank", "dim_data[0].proc_grid_rank: the key is missing", "24"),
    ("text.block_missing_stop", "dim_data[0].stop: the key is missing", "24"),
    ("text.cyclic_missing_dist_type", "dim_data[0].dist_type: the key is missing", "21"),
    ("text.cyclic_missing_size", "dim_data[0].size: the key is missing", "24"),
    ("text.cyclic_missing_proc_grid_size", "dim_data[0].proc_grid_size: the key is missing", "24"),
    ("text.cyclic_missing_proc_grid_rank", "dim_data[0].proc_grid_rank: the key is missing", "24"),
    ("text.cyclic_missing_start", "dim_data[0].start: the key is missing", "24"),
    ("text.u_missing_dist_type", "dim_data[0].dist_type: the key is missing", "21"),
    ("text.u_missing_size", "dim_data[0].size: the key is missing", "24"),
    ("text.u_missing_proc_grid_size", "dim_data[0].proc_grid_size: the key is missing", "24"),
    ("text.dist_type_'n'", "dist_type: \"n\"", "22, 23"),
    ("text.dist_type_'q'", "dist_type: \"q\"", "22, 23"),
    ("text.dist_type_'B'", "dist_type: \"B\"", "22, 23"),
    ("text.dist_type_''", "dist_type: \"\"", "22, 23"),
    ("text.dist_type_'bc'", "dist_type: \"bc\"", "22, 23"),
    ("text.dist_type_5", "not 5", "21"),
    ("text.dist_type_None", "not null", "21"),
    ("text.block_gs_neg", "proc_grid_size = -2", "30"),
    ("text.block_size_neg", "size = -1", "26"),
    ("text.block_size_float", "size: must be an integer", "26"),
    ("text.block_gs_str", "proc_grid_size: must be an integer", "30"),
    ("text.block_start_float", "start: must be an integer", "35"),
    ("text.cyclic_gs_neg", "proc_grid_size = -2", "30"),
    ("text.cyclic_gr_eq_gs", "proc_grid_rank = 2", "33"),
    ("text.cyclic_gr_neg", "proc_grid_rank = -1", "33"),
    ("text.cyclic_size_neg", "size = -1", "26"),
    ("text.cyclic_size_float", "size: must be an integer", "26"),
    ("text.cyclic_start_float", "start: must be an integer", "53"),
    ("text.block_start_neg", "start = -1", "35"),
    ("text.block_stop_gt_size", "stop = 11", "38"),
    ("text.block_rank0_start", "start = 1", "52"),
    ("text.ndim_more", "2 dimension dictionaries", "20"),
    ("text.padding_len3", "padding: must be a pair", "44"),
    ("text.padding_neg", "padding = [-1, 0]", "44"),
    ("text.padding_float", "padding[0]: must be an integer", "44"),
    ("text.padding_too_wide", "padding = [0, 6]", "46"),
    ("text.cyclic_bs_0", "block_size = 0", "56"),
    ("text.cyclic_start_mismatch", "start = 0", "60"),
    ("text.cyclic_start_neg", "start = -1", "53"),
    ("text.cyclic_bs_start_mismatch", "start = 1", "60"),
    ("text.cyclic_buffer_mismatch", "owned here must be the buffer's extent, 7", "62"),
    ("text.u_duplicate", "indices = 1: labels must be unique", "65"),
    ("text.u_float_indices", "dim_data[0].indices.dtype", "64"),
    ("text.u_list_indices", "dim_data[0].indices: must be a buffer", "64"),
    ("text.u_2d_indices", "dim_data[0].indices.values[0]", "64"),
    ("text.u_len_mismatch", "3 labels", "69"),
    ("text.u_one_to_one_int", "one_to_one: must be true or false, not 1", "66"),
    ("text.periodic_str", "periodic: must be true or false", "51"),
    ("text.dim_dict_not_dict", "dim_data[0]: must be an object", "17"),
    ("text.missing_version", "__version__: the key is missing", "12"),
    ("text.missing_buffer", "buffer: the key is missing", "12"),
    ("text.extra_top_key", "colour: unknown key", "12"),
    ("text.buffer_list", "buffer.not_a_buffer", "16"),
    ("text.buffer_none", "buffer.not_a_buffer", "16"),
];

/// Why each invalid set is refused.
const SETS: [(&str, &[&str]); 14] = [
    ("set.block_overlap_nopad", &["rank 1, axis 0: start = 5", "owned twice", "(statement 40)"]),
    ("set.block_short", &["rank 1, axis 0: stop = 9", "(statement 52)"]),
    ("set.pad_mismatch", &["rank 1, axis 0: padding = [2, 1]", "(statement 48)"]),
    ("set.pad_no_overlap", &["rank 1, axis 0: start = 9", "owned by nobody", "(statement 40)"]),
    ("set.pad_wider_than_neighbour", &["rank 0, axis 0: padding = [0, 4]", "(statement 45)"]),
    ("set.grid_missing_rank", &["proc_grid_size over all axes: 3", "processes, 2", "(statements 4, 32)"]),
    ("set.grid_dup_rank", &["rank 1, axis 0: proc_grid_rank = 0", "(statement 3)"]),
    ("set.grid_col_major", &["rank 1, axis 1: proc_grid_rank = 0", "C order", "(statement 3)"]),
    ("set.size_differs", &["rank 1, axis 0: size = 11", "(statement 79)"]),
    ("set.type_differs", &["rank 1, axis 0: dist_type = 'c'", "(statement 79)"]),
    ("set.axis_not_identical", &["rank 1, axis 0: stop = 4", "(statement 79)"]),
    ("set.cyclic_bs_differs", &["rank 1, axis 0: block_size = 3", "(statement 79)"]),
    ("set.u_dup_across_true", &["rank 1, axis 0: indices = 0", "rank 0", "(statement 68)"]),
    ("set.u_size_mismatch", &["axis 0: size = 6", "5", "(statement 29)"]),
];
