//! What the protocol tests share: short spellings of dictionaries, verdicts, vector files.

use distarray::dtype::DType;
use distarray::error::Result;
use distarray::protocol::json::structure_from_json;
use distarray::protocol::rules::validate_dim;
use distarray::protocol::{DimDict, DimKind, Section, validate_section, validate_sets};
use serde_json::Value;
use std::fmt::Debug;
use std::path::{Path, PathBuf};

/// A block dictionary: `[size, grid size, coordinate, start, stop]` and padding.
pub fn b([size, grid_size, grid_rank, start, stop]: [i64; 5], padding: [i64; 2]) -> DimDict {
    DimDict { size, grid_size, grid_rank, kind: DimKind::Block { start, stop, padding, periodic: false } }
}

/// The same on a periodic axis.
pub fn periodic(facts: [i64; 5], padding: [i64; 2]) -> DimDict {
    let mut dict = b(facts, padding);
    if let DimKind::Block { periodic, .. } = &mut dict.kind {
        *periodic = true;
    }
    dict
}

/// A cyclic dictionary: `[size, grid size, coordinate, start, block size]`.
pub fn c([size, grid_size, grid_rank, start, block_size]: [i64; 5]) -> DimDict {
    DimDict { size, grid_size, grid_rank, kind: DimKind::Cyclic { start, block_size } }
}

/// An unstructured dictionary: `[size, grid size, coordinate]`, labels, one_to_one.
pub fn u([size, grid_size, grid_rank]: [i64; 3], labels: &[i64], one_to_one: bool) -> DimDict {
    DimDict { size, grid_size, grid_rank, kind: DimKind::Unstructured { indices: labels.into(), one_to_one } }
}

/// The message of an error that must come, and must contain every one of `parts`.
pub fn refused<T: Debug>(result: Result<T>, parts: &[&str]) -> String {
    let message = match result {
        Ok(value) => panic!("accepted {value:?}, but should have refused it because of {parts:?}"),
        Err(error) => error.to_string(),
    };
    for part in parts {
        assert!(message.contains(part), "{part:?} is not in the message {message:?}");
    }
    message
}

/// One dictionary keeps the rules by itself.
pub fn accept(dict: &DimDict) {
    validate_dim(0, dict).unwrap_or_else(|e| panic!("{dict:?}: {e}"));
}

/// One dictionary breaks this statement, and the message names its axis, the key and the value.
pub fn refuse(dict: &DimDict, statement: u32, key_and_value: &str) {
    refused(validate_dim(3, dict), &["axis 3", key_and_value, &format!("(statement {statement})")]);
}

/// One-dimensional dictionaries, one per process, go together.
pub fn accept_axis(dicts: &[DimDict]) {
    validate_sets(&columns(dicts)).unwrap_or_else(|e| panic!("{dicts:?}: {e}"));
}

/// One-dimensional dictionaries, one per process, break a rule together.
pub fn refuse_axis(dicts: &[DimDict], parts: &[&str]) {
    refused(validate_sets(&columns(dicts)), parts);
}

fn columns(dicts: &[DimDict]) -> Vec<Vec<DimDict>> {
    dicts.iter().map(|dict| vec![dict.clone()]).collect()
}

/// A structure of float64 in C order.
pub fn validate(dims: &[DimDict], shape: &[i64]) -> Result<()> {
    validate_section(dims, &Section::contiguous(shape, DType::Float64)?)
}

/// The even block axis: every process's dictionary.
pub fn even_blocks(size: i64, procs: i64) -> Vec<DimDict> {
    let chunk = (size + procs - 1) / procs;
    let bound = |rank: i64| (rank * chunk).min(size);
    (0..procs).map(|rank| b([size, procs, rank, bound(rank), bound(rank + 1)], [0, 0])).collect()
}

/// The cyclic axis: every process's dictionary.
pub fn cyclic_axis(size: i64, procs: i64, block_size: i64) -> Vec<DimDict> {
    (0..procs).map(|rank| c([size, procs, rank, rank * block_size, block_size])).collect()
}

/// Block axis with these owned counts, communication widths at the inner edges, boundary widths.
pub fn padded_blocks(owned: &[i64], inner: &[i64], outer: [i64; 2]) -> Vec<DimDict> {
    let (size, procs) = (owned.iter().sum(), owned.len());
    let mut begin = 0;
    let mut dicts = Vec::new();
    for (rank, count) in owned.iter().enumerate() {
        let left = if rank > 0 { inner[rank - 1] } else { 0 };
        let right = if rank + 1 < procs { inner[rank] } else { 0 };
        let padding =
            [if rank > 0 { left } else { outer[0] }, if rank + 1 < procs { right } else { outer[1] }];
        let facts = [size, procs as i64, rank as i64, begin - left, begin + count + right];
        dicts.push(b(facts, padding));
        begin += count;
    }
    dicts
}

/// The repository's folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// The cases of a vector file.
pub fn cases(name: &str) -> Vec<Value> {
    let path = root().join("tests/vectors").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let file: Value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    file["cases"].as_array().expect("a vector file has cases").clone()
}

/// A case's id.
pub fn id(case: &Value) -> &str {
    case["id"].as_str().expect("a case has an id")
}

/// Even blocks over a grid: every rank's dim_data, with the coordinates that
/// `place` gives to a rank.
pub fn grid(sizes: &[i64], procs: &[i64], place: impl Fn(i64) -> Vec<i64>) -> Vec<Vec<DimDict>> {
    let ranks: i64 = procs.iter().product();
    let axes: Vec<Vec<DimDict>> = sizes.iter().zip(procs).map(|(&n, &p)| even_blocks(n, p)).collect();
    let pick = |rank| {
        place(rank).iter().zip(&axes).map(|(&at, dicts)| dicts[at as usize].clone()).collect::<Vec<_>>()
    };
    (0..ranks).map(pick).collect()
}

/// A structure of 5 float64 elements, its one dictionary left out.
pub const TEMPLATE: &str =
    r#"{"__version__":"0.10.0","buffer":{"shape":[5],"format":"d"},"dim_data":[DICT]}"#;

/// Reads and validates a one-dimensional structure of 5 elements with this dictionary.
pub fn judge(dict: &str) -> Result<()> {
    let structure = structure_from_json(&TEMPLATE.replace("DICT", dict))?;
    validate_section(&structure.dim_data, &structure.section)
}

/// The members of a valid block dictionary for it.
pub const BLOCK: &str =
    r#""dist_type":"b","size":10,"proc_grid_size":2,"proc_grid_rank":0,"start":0,"stop":5"#;
