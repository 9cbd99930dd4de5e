//! Reads functions, structures and constants out of the C headers.

use super::support::code_only;
use super::{Passed, Record, Side};

/// The letter that stands for a C type; signs do not pass between the languages.
fn kind(c_type: &str) -> &str {
    match c_type {
        "int8_t" | "uint8_t" => "i8",
        "int16_t" | "uint16_t" => "i16",
        "int32_t" | "uint32_t" | "da_status" => "i32",
        "int64_t" | "uint64_t" => "i64",
        "MPI_Fint" => "int",
        "float" => "f32",
        "double" => "f64",
        "da_release_fn" | "da_ufunc_loop" | "da_local_fn" | "da_fill_fn" | "da_map_fn" | "da_function_fn"
        | "da_hook_fn" => "fn",
        "da_context" | "da_distribution" | "da_array" | "da_plan" | "da_halo" => "handle",
        other => other,
    }
}

/// `const int64_t *shape`, `da_array **out`, `uint64_t bits[2]`, `void (*release)(...)`.
fn passed(declaration: &str, member: bool) -> Passed {
    if let Some((_, rest)) = declaration.split_once("(*") {
        let name = rest.split(')').next().unwrap_or("").to_string();
        return Passed { name, kind: "fn".into(), address: false, read_only: false, count: 1 };
    }
    let (front, count) = match declaration.split_once('[') {
        Some((front, size)) => (front, size.trim_end_matches(']').parse().unwrap_or(0)),
        None => (declaration, 1),
    };
    let stars = front.matches('*').count();
    let spaced = front.replace('*', " ");
    let words: Vec<&str> = spaced.split_whitespace().filter(|word| *word != "struct").collect();
    let (name, types) = words.split_last().expect("a declaration has a name");
    let base = kind(types.iter().rfind(|word| **word != "const").expect("a declaration has a type"));
    // Handles and untyped memory are addresses themselves; pointers inside structures are all alike.
    let opaque = matches!(base, "handle" | "void") || (member && stars > 0);
    let constant = if opaque { front.contains("*const *") } else { types.contains(&"const") };
    let (kind, address) = match (opaque, stars) {
        (true, stars) => ("ptr", stars > 1),
        (false, stars) => (base, stars > 0),
    };
    let read_only = address && constant;
    Passed { name: name.to_string(), kind: kind.to_string(), address, read_only, count }
}

fn result(text: &str) -> Option<Passed> {
    match text {
        "void" => None,
        _ if text.contains('*') => Some(Passed { kind: "ptr".into(), ..passed("int32_t result", false) }),
        _ => Some(passed(&format!("{text} result"), false)),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn functions(code: &str, side: &mut Side) {
    for part in code.split("DA_API").skip(1) {
        let Some((declaration, _)) = part.split_once(");") else { continue };
        let declaration = one_line(declaration);
        let Some((front, list)) = declaration.split_once('(') else { continue };
        let Some(at) = front.rfind([' ', '*']) else { continue };
        let name = &front[at + 1..];
        if !name.starts_with("da_") {
            continue;
        }
        let arguments = list.split(',').map(str::trim).filter(|text| !text.is_empty() && *text != "void");
        let record = Record {
            fortran: name.to_string(),
            result: result(front[..=at].trim()),
            parts: arguments.map(|text| passed(text, false)).collect(),
        };
        side.functions.insert(name.to_string(), record);
    }
}

fn structures(code: &str, side: &mut Side) {
    for part in code.split("typedef struct ").skip(1) {
        let Some((name, rest)) = part.split_once('{') else { continue };
        let name = name.trim();
        let Some((body, _)) = rest.split_once(&format!("}} {name};")) else { continue };
        let members = body.split(';').map(one_line).filter(|text| !text.is_empty());
        let parts =
            members.flat_map(|text| split_declarators(&text)).map(|text| passed(&text, true)).collect();
        side.structures.insert(name.to_string(), Record { parts, ..Record::default() });
    }
}

/// `int64_t a, b` as two declarations; none of the headers puts a pointer into such a list.
fn split_declarators(text: &str) -> Vec<String> {
    if text.contains('(') || !text.contains(',') {
        return vec![text.to_string()];
    }
    let (front, first) = text.split(',').next().and_then(|one| one.rsplit_once(' ')).expect("type and name");
    let names = std::iter::once(first).chain(text.split(',').skip(1));
    names.map(|name| format!("{front} {}", name.trim())).collect()
}

fn constants(code: &str, side: &mut Side) {
    for line in code.lines().filter_map(|line| line.trim().strip_prefix("#define ")) {
        let Some((name, value)) = line.split_once(' ') else { continue };
        let value = value.trim();
        let wide = value.strip_prefix("UINT64_C(").and_then(|v| v.strip_suffix(')'));
        let kind = if wide.is_some() { "i64" } else { "i32" };
        if let (true, Ok(number)) = (name.starts_with("DA_"), wide.unwrap_or(value).parse()) {
            side.constants.insert(name.to_string(), (kind.to_string(), number));
        }
    }
}

/// Everything that the text of headers declares.
pub(super) fn parse(text: &str) -> Side {
    let code = code_only(text);
    let mut side = Side::default();
    functions(&code, &mut side);
    structures(&code, &mut side);
    constants(&code, &mut side);
    side
}
