//! Reads interfaces, derived types and constants out of the Fortran modules.

use super::{Passed, Record, Side};

/// The text without comments, in lower case, with continued lines joined. The modules have no
/// exclamation mark inside a text.
pub(super) fn code(text: &str) -> String {
    let lines = text.lines().map(|line| line.split('!').next().unwrap_or("").trim());
    lines.collect::<Vec<_>>().join("\n").replace("&\n", " ").to_lowercase()
}

/// Splits at the commas outside of brackets.
fn split(list: &str) -> Vec<String> {
    let (mut parts, mut depth) = (vec![String::new()], 0);
    for c in list.chars() {
        depth += i32::from(matches!(c, '(' | '[')) - i32::from(matches!(c, ')' | ']'));
        if c == ',' && depth == 0 {
            parts.push(String::new());
        } else {
            parts.last_mut().expect("it begins with one").push(c);
        }
    }
    parts.iter().map(|part| part.trim().to_string()).filter(|part| !part.is_empty()).collect()
}

fn kind(fortran_type: &str) -> String {
    match fortran_type {
        "integer(c_int8_t)" => "i8",
        "integer(c_int16_t)" => "i16",
        "integer(c_int32_t)" => "i32",
        "integer(c_int64_t)" => "i64",
        "integer(c_int)" => "int",
        "real(c_float)" => "f32",
        "real(c_double)" => "f64",
        "character(kind=c_char)" => "char",
        "type(c_ptr)" => "ptr",
        "type(c_funptr)" => "fn",
        other => other.trim_start_matches("type(").trim_end_matches(')'),
    }
    .to_string()
}

/// What a line `type, attributes :: names` declares; `member` in a derived type.
fn declared(line: &str, member: bool) -> Vec<Passed> {
    let Some((left, right)) = line.split_once("::") else { return Vec::new() };
    let attributes = split(left);
    let Some((base, attributes)) = attributes.split_first() else { return Vec::new() };
    let has = |wanted: &str| attributes.iter().any(|attribute| attribute == wanted);
    let address = !member && !has("value");
    let entry = |text: String| {
        let text = text.split('=').next().unwrap_or("").trim();
        let (name, count) = match text.split_once('(') {
            Some((name, size)) if member => (name, size.trim_end_matches(')').parse().unwrap_or(0)),
            Some((name, _)) => (name, 1),
            None => (text, 1),
        };
        Passed {
            name: name.trim().into(),
            kind: kind(base),
            address,
            read_only: address && has("intent(in)"),
            count,
        }
    };
    split(right).into_iter().map(entry).collect()
}

/// `function name(arguments) result(r) bind(c, name="x")` and the lines up to its end.
fn function(head: &str, body: &[&str]) -> Option<(String, Record)> {
    let (_, bound) = head.split_once("name=\"")?;
    let c_name = bound.split('"').next()?.to_string();
    let (name, rest) = head.strip_prefix("function ")?.split_once('(')?;
    let (arguments, tail) = rest.split_once(')')?;
    let result = tail.split_once("result(")?.1.split(')').next()?;
    let known: Vec<Passed> = body.iter().flat_map(|line| declared(line, false)).collect();
    let find = |name: &str| known.iter().find(|one| one.name == name).cloned();
    let parts = split(arguments).iter().filter_map(|name| find(name)).collect();
    Some((c_name, Record { fortran: name.trim().to_string(), result: find(result), parts }))
}

fn constants(line: &str, side: &mut Side) {
    let Some((left, right)) = line.split_once("::") else { return };
    if !split(left).iter().any(|attribute| attribute == "parameter") {
        return;
    }
    for entry in split(right) {
        let Some((name, value)) = entry.split_once('=') else { continue };
        let (number, suffix) = value.trim().split_once('_').unwrap_or((value.trim(), ""));
        let base = kind(&split(left)[0]);
        let same_kind = suffix.is_empty() || format!("integer({suffix})") == split(left)[0];
        if let (true, true, Ok(number)) = (name.starts_with("da_"), same_kind, number.parse()) {
            side.constants.insert(name.trim().to_string(), (base, number));
        }
    }
}

/// Everything that the modules declare for C.
pub(super) fn parse(text: &str) -> Side {
    let code = code(text);
    let lines: Vec<&str> = code.lines().collect();
    let mut side = Side::default();
    let until = |from: usize, end: &str| {
        lines[from..]
            .iter()
            .position(|line| line.starts_with(end))
            .map_or(lines.len(), |length| from + length)
    };
    for (at, line) in lines.iter().enumerate() {
        if line.starts_with("function ") && line.contains("bind(c, name=") {
            side.functions.extend(function(line, &lines[at + 1..until(at, "end function")]));
        } else if let Some(name) = line.strip_prefix("type, bind(c), public ::") {
            let members = &lines[at + 1..until(at, "end type")];
            let parts = members.iter().flat_map(|member| declared(member, true)).collect();
            side.structures.insert(name.trim().to_string(), Record { parts, ..Record::default() });
        } else {
            constants(line, &mut side);
        }
    }
    side
}
