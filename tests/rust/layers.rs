//! The layers of `docs/architecture.md`: imports point down only, pure layers know no MPI, `unsafe`
//! and calls into MPI stand in their few places, files stay short.

mod support;

use support::{Source, assert_none, code_only, files, has_word, root};

/// The modules from the bottom up. A module imports from modules above it in this table's text only,
/// that is, from earlier entries; entries of one layer are ordered too, so there are no cycles.
const LAYERS: &[(&str, u8, Purity)] = &[
    ("error", 0, Purity::Pure),
    ("cpu", 0, Purity::Pure),
    ("dtype", 0, Purity::Pure),
    ("element", 0, Purity::Pure),
    ("value", 0, Purity::Pure),
    ("index", 1, Purity::Pure),
    ("protocol", 1, Purity::Pure),
    ("format", 1, Purity::Pure),
    ("mpi", 1, Purity::Any),
    ("distribution", 2, Purity::Pure),
    ("plan", 2, Purity::Pure),
    ("memory", 3, Purity::Any),
    ("context", 3, Purity::Any),
    ("array", 4, Purity::Any),
    ("exchange", 5, Purity::Any),
    ("compute", 5, Purity::Any),
    ("random", 6, Purity::Any),
    ("io", 6, Purity::Any),
    ("plot", 6, Purity::Any),
    ("capi", 7, Purity::Any),
];

#[derive(Clone, Copy, PartialEq)]
enum Purity {
    /// No MPI, no `unsafe`, and imports from pure modules only.
    Pure,
    Any,
}

/// Where `unsafe` may stand: at the border to C and to MPI, in memory, and in the inner loops.
const UNSAFE_PLACES: &[&str] = &[
    "src/capi/",
    "src/mpi/",
    "src/memory/",
    "src/compute/kernels/",
    "src/exchange/pack",
    "src/array/pack",
    "src/io/hdf5_raw.rs",
];

/// What the C layer may take from MPI's bindings: the types of its arguments.
const MPI_TYPES: &[&str] = &["MPI_Comm", "MPI_Datatype", "RSMPI_Fint", "MPI_Fint"];

const LONGEST_FILE: usize = 600;

fn position(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.0 == module)
}

/// The module of the crate that a file belongs to; None for `lib.rs` and the programs in `bin/`.
fn module_of(path: &str) -> Option<&str> {
    let inside = path.strip_prefix("src/")?;
    let first = inside.split('/').next()?.trim_end_matches(".rs");
    (first != "lib" && first != "bin" && first != "main").then_some(first)
}

/// The names that follow a path's `::`, one, or those of a braced list at its first level.
fn names_after(code: &str) -> Vec<String> {
    let ident =
        |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(list) = code.trim_start().strip_prefix('{') else {
        return vec![ident(code.trim_start())];
    };
    let (mut names, mut depth, mut expecting) = (Vec::new(), 0, true);
    for (i, c) in list.char_indices() {
        match c {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => expecting = true,
            c if expecting && (c.is_alphanumeric() || c == '_') => {
                names.push(ident(&list[i..]));
                expecting = false;
            }
            _ => {}
        }
    }
    names
}

/// How many modules deep a file lies: `src/array/mod.rs` and `src/dtype.rs` 1, `src/array/view.rs` 2.
fn depth_of(path: &str) -> usize {
    path.trim_end_matches("/mod.rs").matches('/').count()
}

/// The top-level modules that a file mentions, through `crate::` or through enough `super::`.
fn imports(source: &Source) -> Vec<String> {
    let code = code_only(&source.text);
    let mut found = Vec::new();
    for (i, _) in code.match_indices("crate::") {
        let before = code[..i].chars().next_back();
        if !before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            found.extend(names_after(&code[i + "crate::".len()..]));
        }
    }
    let chain = "super::".repeat(depth_of(&source.path));
    for (i, _) in code.match_indices(&chain) {
        let rest = code[i..].trim_start_matches("super::");
        // Only names of layers: inside `mod tests` the same chain ends one module lower.
        found.extend(names_after(rest).into_iter().filter(|name| position(name).is_some()));
    }
    found.sort();
    found.dedup();
    found
}

/// Names of the macros that the crate exports, which live at its root.
fn exported_macros(sources: &[Source]) -> Vec<String> {
    let mut names = Vec::new();
    for source in sources {
        for part in source.text.split("#[macro_export]").skip(1) {
            if let Some((_, rest)) = part.split_once("macro_rules!") {
                names.extend(names_after(rest));
            }
        }
    }
    names
}

fn import_problems(sources: &[Source]) -> Vec<String> {
    let macros = exported_macros(sources);
    let mut problems = Vec::new();
    for source in sources {
        let Some(module) = module_of(&source.path) else { continue };
        let Some(own) = position(module) else {
            problems.push(format!("{}: module `{module}` is not in the table of layers", source.path));
            continue;
        };
        for name in imports(source) {
            if name == module || macros.contains(&name) {
                continue;
            }
            match position(&name) {
                None => {
                    problems.push(format!("{}: `crate::{name}` is not in the table of layers", source.path))
                }
                Some(other) if other > own => problems.push(format!(
                    "{}: `{module}` (layer {}) imports `{name}` (layer {}); imports point down only",
                    source.path, LAYERS[own].1, LAYERS[other].1
                )),
                Some(other) if LAYERS[own].2 == Purity::Pure && LAYERS[other].2 != Purity::Pure => problems
                    .push(format!("{}: `{module}` is pure, and imports `{name}`, which is not", source.path)),
                Some(_) => {}
            }
        }
    }
    problems
}

/// Code without the types of foreign functions: naming such a type does nothing.
fn unsafe_code(text: &str) -> String {
    let code = code_only(text);
    let words: Vec<&str> = code.split_whitespace().collect();
    let is_type = |k: usize| {
        words[k] == "unsafe"
            && words.get(k + 1) == Some(&"extern")
            && words.get(k + 2).is_some_and(|w| w.starts_with("fn("))
    };
    let kept = (0..words.len()).map(|k| if is_type(k) { "" } else { words[k] });
    kept.collect::<Vec<_>>().join(" ")
}

fn unsafe_problems(sources: &[Source]) -> Vec<String> {
    let outside = |path: &str| !UNSAFE_PLACES.iter().any(|place| path.starts_with(place));
    sources
        .iter()
        .filter(|source| outside(&source.path) && has_word(&unsafe_code(&source.text), "unsafe"))
        .map(|source| format!("{}: `unsafe` may stand in {} only", source.path, UNSAFE_PLACES.join(", ")))
        .collect()
}

fn mpi_problems(sources: &[Source]) -> Vec<String> {
    let mut problems = Vec::new();
    for source in sources.iter().filter(|source| !source.path.starts_with("src/mpi/")) {
        let code = code_only(&source.text);
        let in_capi = source.path.starts_with("src/capi/");
        for (i, _) in code.match_indices("mpi_sys") {
            let rest = code[i + "mpi_sys".len()..].strip_prefix("::").unwrap_or("");
            for name in names_after(rest) {
                if !(in_capi && MPI_TYPES.contains(&name.as_str())) {
                    problems
                        .push(format!("{}: `mpi_sys::{name}`: only src/mpi/ calls into MPI", source.path));
                }
            }
        }
    }
    problems
}

fn length_problems(sources: &[Source]) -> Vec<String> {
    sources
        .iter()
        .map(|source| (source.text.lines().count(), source))
        .filter(|(lines, _)| *lines >= LONGEST_FILE)
        .map(|(lines, source)| format!("{} has {lines} lines; files stay below {LONGEST_FILE}", source.path))
        .collect()
}

fn library() -> Vec<Source> {
    let sources = files(root(), "src", &["rs"]);
    assert!(sources.len() > 5, "the sources were not found");
    sources
}

#[test]
fn imports_point_down() {
    assert_none(import_problems(&library()));
}

#[test]
fn unsafe_stays_in_its_places() {
    assert_none(unsafe_problems(&library()));
}

#[test]
fn only_the_mpi_layer_calls_mpi() {
    assert_none(mpi_problems(&library()));
}

#[test]
fn files_stay_short() {
    let mut all = library();
    all.extend(files(root(), "tests", &["rs", "c", "h", "cpp", "f90", "py"]));
    all.extend(files(root(), "c_examples", &["c", "h"]));
    assert_none(length_problems(&all));
}

/// The checks above, on small trees that break one rule each.
mod on_fakes {
    use super::*;

    #[test]
    fn an_import_that_points_up_is_found() {
        let up = [Source::fake("src/index/mod.rs", "use crate::{error::Error, array::Array};")];
        let problems = import_problems(&up);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].contains("`index` (layer 1) imports `array` (layer 4)"));
        let sideways = [Source::fake("src/dtype.rs", "use crate::value::Value;")];
        assert_eq!(import_problems(&sideways).len(), 1);
        let down = [Source::fake("src/array/mod.rs", "use crate::{index, memory::{Memory, Owned}};")];
        assert!(import_problems(&down).is_empty());
    }

    #[test]
    fn a_path_in_the_middle_of_code_counts() {
        let body = [Source::fake("src/error.rs", "fn f() -> i32 { crate::capi::version() }")];
        assert_eq!(import_problems(&body).len(), 1);
    }

    #[test]
    fn a_way_through_super_counts() {
        let one = [Source::fake("src/index/mod.rs", "use super::array::Array;")];
        assert_eq!(import_problems(&one).len(), 1);
        let two = [Source::fake("src/index/runs.rs", "use super::super::{capi, error};")];
        assert_eq!(import_problems(&two).len(), 1);
        let own = [Source::fake("src/index/runs.rs", "mod tests { use super::*; } use super::capi_like;")];
        assert!(import_problems(&own).is_empty());
    }

    #[test]
    fn comments_and_texts_do_not_count() {
        let quiet = [Source::fake(
            "src/index/mod.rs",
            "// crate::array, unsafe\n/* unsafe */ const A: &str = \"unsafe \\\" crate::array\"; const B: char = '\"';",
        )];
        assert!(import_problems(&quiet).is_empty());
        assert!(unsafe_problems(&quiet).is_empty());
    }

    #[test]
    fn pure_modules_know_no_mpi() {
        let impure = [Source::fake("src/distribution/mod.rs", "use crate::mpi::Comm;")];
        assert!(import_problems(&impure)[0].contains("is pure"));
        let direct = [Source::fake("src/context/mod.rs", "mpi_sys::MPI_Barrier(c);")];
        assert_eq!(mpi_problems(&direct).len(), 1);
        let capi = [Source::fake("src/capi/context.rs", "use mpi_sys::{MPI_Comm, MPI_Send};")];
        assert_eq!(mpi_problems(&capi).len(), 1);
    }

    #[test]
    fn exported_macros_are_no_layer() {
        let sources = [
            Source::fake("src/error.rs", "#[macro_export]\nmacro_rules! fail { () => {} }"),
            Source::fake("src/dtype.rs", "use crate::{fail, error::Error};"),
        ];
        assert!(import_problems(&sources).is_empty());
        assert_eq!(import_problems(&sources[1..]).len(), 1);
    }

    #[test]
    fn new_modules_need_a_layer() {
        assert_eq!(import_problems(&[Source::fake("src/helpers.rs", "")]).len(), 1);
        assert!(import_problems(&[Source::fake("src/lib.rs", "pub mod helpers;")]).is_empty());
    }

    #[test]
    fn unsafe_elsewhere_is_found() {
        let bad = [Source::fake("src/index/mod.rs", "unsafe { f() }")];
        assert_eq!(unsafe_problems(&bad).len(), 1);
        let function = [Source::fake("src/index/mod.rs", "unsafe extern \"C\" fn f() {}")];
        assert_eq!(unsafe_problems(&function).len(), 1);
        let named = [Source::fake("src/index/mod.rs", "type F = unsafe extern \"C\" fn(i32);")];
        assert!(unsafe_problems(&named).is_empty());
        let good = [Source::fake("src/memory/owned.rs", "unsafe { f() }")];
        assert!(unsafe_problems(&good).is_empty());
    }

    #[test]
    fn long_files_are_found() {
        assert_eq!(length_problems(&[Source::fake("src/a.rs", &"\n".repeat(LONGEST_FILE))]).len(), 1);
        assert!(length_problems(&[Source::fake("src/a.rs", &"\n".repeat(LONGEST_FILE - 1))]).is_empty());
    }
}
