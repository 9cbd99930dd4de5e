//! The Fortran modules say what the C headers say: every function with the same arguments, every
//! constant with the same value, every structure with the same members. That sizes and offsets
//! agree too is what `tests/fortran/layout.f90` finds out by running.

mod support;

#[path = "fortran_c.rs"]
mod c_side;
#[path = "fortran_f90.rs"]
mod f90_side;

use std::collections::BTreeMap;
use support::{Source, assert_none, files, has_word, read, root};

/// What passes between the languages: how an argument, a result or a member looks in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Passed {
    name: String,
    /// `i32`, `f64`, `char`, `ptr`, `fn`, `void` or the name of a structure; signs do not count.
    kind: String,
    /// Passed by address.
    address: bool,
    /// By address, and not written to.
    read_only: bool,
    /// Elements of a member that is an array.
    count: usize,
}

/// A function, or (without a result) a structure with its members.
#[derive(Clone, Debug, Default)]
struct Record {
    /// The name in Fortran, which is the C name but for the renamed.
    fortran: String,
    result: Option<Passed>,
    parts: Vec<Passed>,
}

#[derive(Default)]
struct Side {
    functions: BTreeMap<String, Record>,
    structures: BTreeMap<String, Record>,
    constants: BTreeMap<String, (String, i64)>,
}

/// C functions with MPI's own handle types have no binding: their twins `_f` take Fortran's handles.
const MPI_HANDLES: &[&str] =
    &["da_context_create", "da_context_comm", "da_distribution_comm", "da_distribution_mpi_type"];

/// Functions whose Fortran name differs, since Fortran does not tell DA_BOOL from da_bool, or since
/// a wrapper of that name passes the argument with clear upper bits, as C does.
const RENAMED: &[(&str, &str)] =
    &[("da_bool", "da_bool_value"), ("da_u8", "bound_u8"), ("da_u16", "bound_u16")];

/// Arguments that are wider in the binding than in C (see above).
const WIDENED: &[(&str, &str)] = &[("da_u8", "i8"), ("da_u16", "i16")];

/// Arguments that would be unreadable under their C name.
const RENAMED_ARGUMENTS: &[(&str, &str)] = &[("function", "callback")];

fn c_headers() -> String {
    let part = |path: &str| read(&root().join("include").join(path));
    part("distarray.h") + &part("distarray/protocol.h")
}

fn fortran_modules() -> String {
    let all = files(root(), "fortran", &["f90"]);
    let modules = all.iter().filter(|source| !source.path.contains("examples"));
    modules.map(|source| source.text.as_str()).collect::<Vec<_>>().join("\n")
}

fn renamed<'a>(table: &[(&'a str, &'a str)], name: &'a str) -> &'a str {
    table.iter().find(|(c, _)| *c == name).map_or(name, |(_, fortran)| fortran)
}

/// How one argument, member or result differs, if it does.
fn difference(c: &Passed, fortran: &Passed) -> Option<String> {
    let name = renamed(RENAMED_ARGUMENTS, &c.name);
    if name != fortran.name {
        return Some(format!("'{}' is '{}' in Fortran", c.name, fortran.name));
    }
    let same = c.kind == fortran.kind && c.address == fortran.address && c.count == fortran.count;
    (!same || c.read_only != fortran.read_only).then(|| format!("{c:?} in C, {fortran:?} in Fortran"))
}

fn compare_parts(what: &str, c: &[Passed], fortran: &[Passed], problems: &mut Vec<String>) {
    if c.len() != fortran.len() {
        problems.push(format!("{what}: {} parts in C, {} in Fortran", c.len(), fortran.len()));
    }
    let differences = c.iter().zip(fortran).filter_map(|(c, fortran)| difference(c, fortran));
    problems.extend(differences.map(|text| format!("{what}: {text}")));
}

fn function_problems(c: &Side, fortran: &Side) -> Vec<String> {
    let mut problems = Vec::new();
    for (name, record) in &c.functions {
        if MPI_HANDLES.contains(&name.as_str()) {
            if !fortran.functions.contains_key(&format!("{name}_f")) {
                problems.push(format!("{name}: its twin {name}_f has no interface"));
            }
            continue;
        }
        let Some(bound) = fortran.functions.get(name) else {
            problems.push(format!("{name}: no interface"));
            continue;
        };
        if bound.fortran != renamed(RENAMED, name) {
            problems.push(format!("{name}: called {} in Fortran", bound.fortran));
        }
        let mut wanted = record.parts.clone();
        for part in wanted.iter_mut().filter(|part| WIDENED.contains(&(name, &part.kind))) {
            part.kind = "i32".to_string();
        }
        compare_parts(name, &wanted, &bound.parts, &mut problems);
        let (Some(result), Some(bound_result)) = (&record.result, &bound.result) else {
            problems.push(format!("{name}: a result on one side only"));
            continue;
        };
        if result.kind != bound_result.kind {
            problems.push(format!("{name}: returns {} in C, {} in Fortran", result.kind, bound_result.kind));
        }
    }
    let strangers =
        fortran.functions.keys().filter(|name| name.starts_with("da_") && !c.functions.contains_key(*name));
    problems.extend(strangers.map(|name| format!("{name}: not a function of the header")));
    problems
}

fn structure_problems(c: &Side, fortran: &Side) -> Vec<String> {
    let mut problems = Vec::new();
    for (name, record) in &c.structures {
        match fortran.structures.get(name) {
            None => problems.push(format!("{name}: no derived type")),
            Some(derived) => compare_parts(name, &record.parts, &derived.parts, &mut problems),
        }
    }
    let strangers = fortran.structures.keys().filter(|name| !c.structures.contains_key(*name));
    problems.extend(strangers.map(|name| format!("{name}: not a structure of the headers")));
    problems
}

fn constant_problems(c: &Side, fortran: &Side) -> Vec<String> {
    let mut problems = Vec::new();
    for (name, value) in &c.constants {
        match fortran.constants.get(&name.to_lowercase()) {
            None => problems.push(format!("{name} = {value:?} is missing")),
            Some(other) if other != value => {
                problems.push(format!("{name} = {value:?} in C, {other:?} in Fortran"))
            }
            Some(_) => {}
        }
    }
    let known: Vec<String> = c.constants.keys().map(|name| name.to_lowercase()).collect();
    let strangers = fortran.constants.keys().filter(|name| !known.contains(name));
    problems.extend(strangers.map(|name| format!("{name}: not a constant of the headers")));
    problems
}

fn all_problems(c: &Side, fortran: &Side) -> Vec<String> {
    let mut problems = function_problems(c, fortran);
    problems.extend(structure_problems(c, fortran));
    problems.extend(constant_problems(c, fortran));
    problems
}

/// Functions that no program in `tests` calls under the name that Fortran knows them by.
fn uncalled(c: &Side, tests: &[Source]) -> Vec<String> {
    let code: Vec<String> = tests.iter().map(|test| f90_side::code(&test.text)).collect();
    let called = |name: &str| {
        code.iter().any(|text| {
            text.match_indices(&format!("{name}(")).any(|(at, _)| {
                has_word(&text[at..at + name.len() + 1], name)
                    && !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_')
            })
        })
    };
    let in_fortran = |name: &str| match name {
        "da_bool" => "da_bool_value".to_string(),
        other => other.to_string(),
    };
    c.functions
        .keys()
        .filter(|name| !called(&in_fortran(name)) && !called(name.trim_end_matches("_f")))
        .map(|name| format!("{name}: no program in tests/fortran calls it"))
        .collect()
}

#[test]
fn modules_say_what_the_headers_say() {
    let (c, fortran) = (c_side::parse(&c_headers()), f90_side::parse(&fortran_modules()));
    // What the parsers are known to see: a parser that loses sight of things would agree with everything.
    assert!(
        c.functions.len() >= 126 && c.constants.len() >= 100,
        "{} {}",
        c.functions.len(),
        c.constants.len()
    );
    assert_eq!(c.structures.len(), 23, "{:?}", c.structures.keys());
    assert_eq!(c.structures["da_distbuffer"].parts.len(), 20);
    assert_none(all_problems(&c, &fortran));
}

#[test]
fn every_function_is_called_by_a_program() {
    assert_none(uncalled(&c_side::parse(&c_headers()), &files(root(), "tests/fortran", &["f90"])));
}

/// One change of the modules, and what must be said about it.
fn changed(from: &str, to: &str, told: &str) {
    let modules = fortran_modules();
    assert!(modules.contains(from), "the modules do not have '{from}'");
    let problems =
        all_problems(&c_side::parse(&c_headers()), &f90_side::parse(&modules.replacen(from, to, 1)));
    assert!(problems.iter().any(|problem| problem.contains(told)), "{from} -> {to}: {problems:?}");
}

#[test]
fn a_change_of_one_side_is_found() {
    changed("name=\"da_sqrt\"", "name=\"da_sqrd\"", "da_sqrt: no interface");
    changed("name=\"da_context_comm_f\"", "name=\"x\"", "da_context_comm: its twin");
    changed("DA_ERR_SHAPE = 5", "DA_ERR_SHAPE = 6", "DA_ERR_SHAPE");
    changed("DA_BUFFER_IS_COPY = 2_c_int64_t", "DA_BUFFER_IS_COPY = 3_c_int64_t", "DA_BUFFER_IS_COPY");
    changed("DA_DIST_CYCLIC = 99", "DA_DIST_CYCLICAL = 99", "DA_DIST_CYCLIC = ");
    changed(
        "allocations = 0, live_bytes = 0",
        "live_bytes = 0, allocations = 0",
        "da_counters: 'allocations'",
    );
    changed("owned_shape(32)", "owned_shape(31)", "da_local");
    changed("real(c_double) :: timeout_seconds", "real(c_float) :: timeout_seconds", "da_context_options");
    changed(
        "integer(c_int64_t), value :: extent",
        "integer(c_int32_t), value :: extent",
        "da_dim_dict_resolve",
    );
    changed(
        "integer(c_int64_t), value :: extent",
        "integer(c_int64_t), intent(in) :: extent",
        "da_dim_dict_resolve",
    );
    changed("intent(out) :: fingerprint", "intent(in) :: fingerprint", "da_distribution_fingerprint");
    changed("dtype_promote(a, b, dtype)", "dtype_promote(b, a, dtype)", "da_dtype_promote: 'a'");
    changed(
        "      type(da_value) :: value\n    end function da_real",
        "      type(c_ptr) :: value\n    end function da_real",
        "da_real: returns",
    );
}

#[test]
fn a_call_in_a_comment_is_no_call() {
    let c = c_side::parse("DA_API da_status da_x(int32_t a);\nDA_API da_status da_y_f(MPI_Fint a);\n");
    let with = |text: &str| uncalled(&c, &[Source::fake("tests/fortran/a.f90", text)]);
    assert!(with("status = DA_X(1)\nstatus = da_y(2)").is_empty());
    assert_eq!(with("! da_x(1)\nstatus = xda_x(1) + da_x_(1)\nstatus = da_y_f(1)").len(), 1);
}
