//! `include/distarray.h` is what cbindgen makes of the sources. `make headers` runs this test with
//! `DISTARRAY_UPDATE_HEADERS=1`, which writes the file instead of comparing it.

use std::path::Path;
use std::{env, fs};

/// The header that the C layer asks for. cbindgen follows the `mod` lines from there, and nothing
/// else: given the whole crate it would publish every public constant of the layers below.
fn generate(root: &Path) -> String {
    let config =
        cbindgen::Config::from_file(root.join("cbindgen.toml")).expect("cbindgen.toml is well-formed");
    let builder = cbindgen::Builder::new().with_src(root.join("src/capi/mod.rs")).with_config(config);
    let bindings = builder.generate().expect("cbindgen reads the C layer");
    let mut text = Vec::new();
    bindings.write(&mut text);
    String::from_utf8(text).expect("the header is UTF-8")
}

/// Where two texts part, for a message that shows more than "not equal".
fn first_difference(old: &str, new: &str) -> String {
    let (mut old_lines, mut new_lines) = (old.lines(), new.lines());
    for number in 1.. {
        match (old_lines.next(), new_lines.next()) {
            (Some(a), Some(b)) if a == b => continue,
            (None, None) => return "they differ in line ends only".to_string(),
            (a, b) => {
                let [a, b] = [a, b].map(|line| line.unwrap_or("(end of file)"));
                return format!("line {number}\n  committed: {a}\n  generated: {b}");
            }
        }
    }
    unreachable!("the loop returns at the end of the texts")
}

#[test]
fn committed_header_equals_generated() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("include/distarray.h");
    let new = generate(root);
    let old = fs::read_to_string(&path).unwrap_or_default();
    if env::var_os("DISTARRAY_UPDATE_HEADERS").is_some() {
        if old != new {
            fs::write(&path, &new).expect("include/ is writable");
        }
        return;
    }
    assert!(
        old == new,
        "include/distarray.h is not what src/ asks for; run `make headers`. They part at {}",
        first_difference(&old, &new)
    );
}

#[test]
fn difference_is_located() {
    assert!(first_difference("a\nb\n", "a\nc\n").starts_with("line 2\n  committed: b"));
    assert!(first_difference("a\n", "a\nb\n").contains("(end of file)"));
    assert!(first_difference("a\n", "a").contains("line ends"));
}
