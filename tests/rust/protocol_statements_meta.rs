//! Every statement of the checklist has a test that names its number.

use crate::protocol_support::root;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Every test source under a folder.
fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_source = |ext: &str| ["rs", "c", "cpp", "f90"].contains(&ext);
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().and_then(|e| e.to_str()).is_some_and(is_source) {
            found.push(fs::read_to_string(&path).unwrap());
        }
    }
}

/// The numbers of functions called `sNN_...` in one source.
fn numbers(source: &str) -> impl Iterator<Item = u32> + '_ {
    let names = source.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    names.filter_map(|name| name.strip_prefix('s')?.split_once('_')?.0.parse().ok())
}

/// The numbers of the checklist itself, so that the meta test follows it.
fn checklist() -> BTreeSet<u32> {
    let text = fs::read_to_string(root().join("tests/vectors/spec_checklist.md")).unwrap();
    text.lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next()?.parse().ok()).collect()
}

#[test]
fn every_statement_has_a_test() {
    let wanted = checklist();
    assert_eq!(wanted, (1..=83).collect());
    let mut texts = Vec::new();
    sources(&root().join("tests"), &mut texts);
    let named: BTreeSet<u32> = texts.iter().flat_map(|text| numbers(text)).collect();
    let missing: Vec<u32> = wanted.difference(&named).copied().collect();
    assert!(missing.is_empty(), "statements without a test: {missing:?}");
}

#[test]
fn numbers_are_read_from_names() {
    // Numbers that no statement has, or this file would count as a test of theirs.
    let names = "fn s0907_maps() {} fn s_x() {} let s8 = 1; s912_b times s_913 xs914_";
    assert_eq!(numbers(names).collect::<Vec<_>>(), [907, 912]);
}
