//! The table of mistakes (tests/c/support/bad_input_*.c) walks the whole header: every function has
//! an entry, its class and its parameters are the documented ones, and every parameter has the letter
//! that its type asks for, so that a pointer is tried with NULL unless its documentation allows that.

mod support;

use support::{Source, assert_none, code_only, files, has_word, read, root};

/// One function of the header.
struct Function {
    name: String,
    doc: String,
    /// (type, name)
    parameters: Vec<(String, String)>,
}

/// One row of a table.
#[derive(Debug)]
struct Entry {
    name: String,
    class: String,
    /// (letter, name)
    parameters: Vec<(char, String)>,
}

/// Every `DA_API` declaration, with the comment right above it.
fn functions(header: &str) -> Vec<Function> {
    let declared = |(at, _): (usize, &str)| {
        let (declaration, _) = header[at + "\nDA_API".len()..].split_once(");")?;
        let (front, list) = declaration.split_once('(')?;
        let name = front.rsplit(|c: char| !(c.is_alphanumeric() || c == '_')).next()?.to_string();
        let comment = header[..at].rfind("/**").map_or("", |i| &header[i..at]);
        let doc = comment.lines().map(|line| line.trim().trim_start_matches('*').trim()).collect::<Vec<_>>();
        let words = |p: &str| p.split_whitespace().collect::<Vec<_>>().join(" ");
        let parameters = list.split(',').map(words).filter(|p| p != "void" && !p.is_empty());
        Some(Function { name, doc: doc.join("\n"), parameters: parameters.map(|p| split_name(&p)).collect() })
    };
    header.match_indices("\nDA_API").filter_map(declared).collect()
}

/// `const int64_t *shape` as its type and its name.
fn split_name(parameter: &str) -> (String, String) {
    let at = parameter.rfind([' ', '*']).map_or(0, |i| i + 1);
    (parameter[..at].trim().to_string(), parameter[at..].to_string())
}

/// The entries of the tables: `ENTRY(name, 'class', status, "letter name, ...", ...)`.
fn entries(tables: &[Source]) -> Vec<Entry> {
    let mut found = Vec::new();
    for table in tables {
        let at = ["    ENTRY(", "    PLAIN("].iter().flat_map(|word| table.text.match_indices(word));
        found.extend(at.filter_map(|(at, word)| read_entry(&table.text[at + word.len()..])));
    }
    found
}

fn read_entry(text: &str) -> Option<Entry> {
    let mut parts = text.splitn(4, ',');
    let (name, class) = (parts.next()?.trim(), parts.next()?.trim());
    parts.next()?;
    let list = parts.next()?.split('"').nth(1)?;
    let one = |part: &str| {
        let (letter, name) = part.trim().split_once(' ')?;
        Some((letter.chars().next()?, name.to_string()))
    };
    Some(Entry {
        name: name.to_string(),
        class: class.trim_matches('\'').to_string(),
        parameters: list.split(',').filter_map(one).collect(),
    })
}

/// The class letters of a documented class.
fn classes(doc: &str) -> &'static [&'static str] {
    let begins = |words: &str| doc.lines().any(|line| line.starts_with(words));
    match () {
        () if begins("Not collective") => &["l"],
        // The table's operands are aligned, so that those which may communicate do not.
        () if begins("Collective, silent") || begins("Collective; silent where") => &["s"],
        () if begins("Collective, communicating") => &["c", "w"],
        () if begins("Plan execution") => &["e"],
        () => &[],
    }
}

/// The letters of a parameter of this type; see tests/c/support/bad_input.h.
fn letters(kind: &str) -> &'static str {
    match kind {
        "const struct da_context *" => "C",
        "const struct da_distribution *" => "DT",
        "const struct da_array *" => "ASiaqQ",
        "const struct da_plan *" => "PK",
        "const struct da_halo *" => "VJ",
        "struct da_context **" => "XF",
        "struct da_distribution **" => "YG",
        "struct da_array **" => "ZRIHq",
        "struct da_plan **" => "UE",
        "struct da_halo **" => "MN",
        "da_distbuffer *" | "const da_distbuffer *" => "BW",
        "const da_dim_dict *" => "pL",
        // Lists of handles there, which become operands and their addresses.
        "const struct da_operand *" => "lp",
        "struct da_array **const *" => "R",
        "const char *" => "sq",
        "char *" => "O",
        "void *" | "da_release_fn" | "da_hook_fn" => "q",
        "da_ufunc_loop" | "da_local_fn" | "da_fill_fn" | "da_map_fn" | "da_function_fn" => "k",
        "struct da_array *const *" => "lu",
        "MPI_Comm" | "MPI_Fint" => "m",
        "struct da_value" | "double" | "float" => "v",
        kind if kind.ends_with('*') && kind.starts_with("const") => "pq",
        // These have a size that the caller puts into them.
        "struct da_counters *" | "struct da_plan_report *" | "struct da_stats *" => "p",
        kind if kind.ends_with('*') => "oO",
        _ => "n",
    }
}

/// What an entry lacks, given its function.
fn problems_of(function: &Function, entry: &Entry) -> Vec<String> {
    let name = &function.name;
    let mut problems = Vec::new();
    if !classes(&function.doc).contains(&entry.class.as_str()) {
        problems.push(format!("{name}: the table's class '{}' is not the documented one", entry.class));
    }
    let (ours, theirs): (Vec<_>, Vec<_>) = (
        entry.parameters.iter().map(|(_, name)| name).collect(),
        function.parameters.iter().map(|(_, name)| name).collect(),
    );
    if ours != theirs {
        problems.push(format!("{name}: the table has the parameters {ours:?}, the header {theirs:?}"));
        return problems;
    }
    for ((letter, parameter), (kind, _)) in entry.parameters.iter().zip(&function.parameters) {
        if !letters(kind).contains(*letter) {
            problems.push(format!("{name}: {kind} {parameter} can not have the letter {letter}"));
        }
        let documented = param_doc(&function.doc, parameter);
        if "OqN".contains(*letter) && kind != "void *" && !has_word(&documented, "NULL") {
            problems
                .push(format!("{name}: {parameter} may be NULL in the table, but not in its documentation"));
        }
    }
    problems
}

/// The text of `@param name`, with its continuation lines.
fn param_doc(doc: &str, name: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for line in doc.lines() {
        if line.starts_with('@') {
            let words = line.split_once(['[', ' ']).map_or("", |(_, rest)| rest);
            let words = words.split_once(']').map_or(words, |(_, rest)| rest);
            inside = line.starts_with("@param")
                && words.split_whitespace().next().is_some_and(|list| list.split(',').any(|n| n == name));
        }
        if inside {
            text.push_str(line);
        }
    }
    text
}

/// Functions without an entry, entries without a function, and entries that do not fit.
fn table_problems(header: &str, tables: &[Source]) -> Vec<String> {
    let (functions, entries) = (functions(header), entries(tables));
    let mut problems = Vec::new();
    for function in &functions {
        let mine: Vec<&Entry> = entries.iter().filter(|entry| entry.name == function.name).collect();
        match mine[..] {
            [] => problems.push(format!("{}: no entry in tests/c/support/bad_input_*.c", function.name)),
            [entry] => problems.extend(problems_of(function, entry)),
            _ => problems.push(format!("{}: {} entries", function.name, mine.len())),
        }
    }
    let unknown = entries.iter().filter(|entry| functions.iter().all(|f| f.name != entry.name));
    problems.extend(unknown.map(|entry| format!("{}: the header has no such function", entry.name)));
    problems
}

/// `INVOKE(da_x) { ... }` whose body calls something else.
fn wrong_calls(tables: &[Source]) -> Vec<String> {
    let mut problems = Vec::new();
    for table in tables {
        let code = code_only(&table.text);
        for (at, _) in code.match_indices("INVOKE(da_") {
            let name = code[at + "INVOKE(".len()..].split(')').next().unwrap_or("");
            let body = code[at..].split("\nMISTAKES").next().unwrap_or("");
            let body = &body[..body.find("\n}").or_else(|| body.find('\n')).unwrap_or(body.len())];
            if !body.contains(&format!("{name}(")) || body.matches(name).count() < 2 {
                problems.push(format!("{}: the entry of {name} calls something else", table.path));
            }
        }
    }
    problems
}

fn tables() -> Vec<Source> {
    let sources = files(root(), "tests/c/support", &["c"]);
    sources.into_iter().filter(|s| s.path.contains("/bad_input_")).collect()
}

fn header() -> String {
    read(&root().join("include/distarray.h"))
}

#[test]
fn every_function_has_its_mistakes() {
    let functions = functions(&header());
    assert!(functions.len() > 100, "only {} functions found in distarray.h", functions.len());
    assert_none(table_problems(&header(), &tables()));
}

#[test]
fn every_entry_calls_its_function() {
    assert_none(wrong_calls(&tables()));
}

#[test]
fn every_table_is_run() {
    let world = read(&root().join("tests/c/support/bad_input_world.c"));
    let named = |table: &Source| {
        let line = table
            .text
            .lines()
            .find_map(|line| line.strip_prefix("const table ").filter(|rest| !rest.starts_with('*')));
        line.map(|line| line.split(' ').next().unwrap_or("").to_string())
    };
    let names: Vec<String> = tables().iter().filter_map(named).collect();
    assert!(!names.is_empty());
    let missing = names.iter().filter(|name| !world.contains(&format!("&{name}")));
    assert_none(missing.map(|name| format!("{name} is not among bad_input_world.c's tables")).collect());
}

#[cfg(test)]
mod on_fakes {
    use super::*;

    const HEADER: &str = "\n/**\n * Do it.\n *\n * Not collective.\n * @param ctx a context.\n * @param[out] size \
                          its size.\n */\nDA_API da_status da_thing(const struct da_context *ctx, int32_t *size);\n";

    fn found(table: &str) -> Vec<String> {
        table_problems(HEADER, &[Source::fake("tests/c/support/bad_input_x.c", table)])
    }

    #[test]
    fn a_right_entry_passes() {
        assert_eq!(found("    PLAIN(da_thing, 'l', DA_OK, \"C ctx, o size\"),"), Vec::<String>::new());
    }

    #[test]
    fn what_is_missing_or_wrong_is_found() {
        for (table, word) in [
            ("", "no entry"),
            ("    PLAIN(da_thing, 's', DA_OK, \"C ctx, o size\"),", "class"),
            ("    PLAIN(da_thing, 'l', DA_OK, \"C ctx\"),", "parameters"),
            ("    PLAIN(da_thing, 'l', DA_OK, \"A ctx, o size\"),", "letter A"),
            ("    PLAIN(da_thing, 'l', DA_OK, \"C ctx, O size\"),", "may be NULL"),
            (
                "    PLAIN(da_thing, 'l', DA_OK, \"C ctx, o size\"),\n    PLAIN(da_other, 'l', DA_OK, \"\"),",
                "no such",
            ),
        ] {
            let problems = found(table);
            assert!(problems.iter().any(|p| p.contains(word)), "{table}: {problems:?}");
        }
    }

    #[test]
    fn a_call_of_something_else_is_found() {
        let fake = |text: &str| [Source::fake("x.c", text)];
        assert!(wrong_calls(&fake("INVOKE(da_a) { return da_a(1); }\n")).is_empty());
        assert_eq!(wrong_calls(&fake("INVOKE(da_a) { return da_b(1); }\n")).len(), 1);
    }
}
