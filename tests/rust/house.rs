//! The rules of the house that text can tell: every public C function is documented after the
//! template of CONTRIBUTING.md, has a C test, a Fortran interface and a Fortran call; constants agree
//! between C and Fortran; make targets and dependencies are described.

mod support;

use support::{Source, assert_none, code_only, files, has_word, read, root};

/// What a function's comment may name as its class.
const CLASSES: &[&str] = &[
    "Not collective",
    "Collective, communicating",
    "Collective, silent",
    "Collective; silent where",
    "Plan execution",
];

/// One function of the header.
#[derive(Debug)]
struct Function {
    name: String,
    doc: String,
    result: String,
    parameters: Vec<String>,
}

/// The text of a comment without its frame.
fn unframed(comment: &str) -> String {
    let inner = comment.trim().trim_start_matches("/**").trim_end_matches("*/");
    inner.lines().map(|line| line.trim().trim_start_matches('*').trim()).collect::<Vec<_>>().join("\n")
}

/// The parameters of a declaration, split at its top-level commas; `void` is none.
fn split_parameters(list: &str) -> Vec<String> {
    let (mut parts, mut depth) = (vec![String::new()], 0);
    for c in list.chars() {
        match c {
            ',' if depth == 0 => parts.push(String::new()),
            _ => {
                depth += i32::from(c == '(') - i32::from(c == ')');
                parts.last_mut().expect("it begins with one").push(c);
            }
        }
    }
    let tidy = parts.iter().map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "));
    tidy.filter(|part| !part.is_empty() && part != "void").collect()
}

/// The name that a parameter declares: the last word, or the one in `(*name)` of a callback.
fn parameter_name(parameter: &str) -> &str {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let declarator = match parameter.split_once("(*") {
        Some((_, rest)) => rest.split(')').next().unwrap_or(rest),
        None => parameter.split('[').next().unwrap_or(parameter),
    };
    declarator.trim_end().rsplit(|c| !word(c)).next().unwrap_or("")
}

/// Every `DA_API` declaration with the comment right above it.
fn functions(header: &str) -> Vec<Function> {
    let mut found = Vec::new();
    for (at, mark) in header.match_indices("\nDA_API") {
        // A long declaration begins on the next line; `#define DA_API` begins no line.
        let rest = header[at + mark.len()..].trim_start();
        let Some((declaration, _)) = rest.split_once(");") else { continue };
        let Some((front, list)) = declaration.split_once('(') else { continue };
        let name_at = front.rfind(|c: char| !(c.is_alphanumeric() || c == '_')).map_or(0, |i| i + 1);
        let above = header[..at].trim_end();
        let comment = if above.ends_with("*/") { above.rfind("/**").map_or("", |i| &above[i..]) } else { "" };
        found.push(Function {
            name: front[name_at..].to_string(),
            doc: unframed(comment),
            result: front[..name_at].trim().to_string(),
            parameters: split_parameters(list),
        });
    }
    found
}

/// The names that lines `@param a,b text` and `@param[out] a text` of a comment describe.
fn documented_parameters(doc: &str) -> Vec<&str> {
    let lines = doc.lines().filter_map(|line| line.strip_prefix("@param"));
    let names = lines.filter_map(|line| {
        let after_direction = if line.starts_with('[') { line.split_once(']')?.1 } else { line };
        after_direction.split_whitespace().next()
    });
    names.flat_map(|list| list.split(',')).collect()
}

/// What the template asks for and the comment lacks.
fn doc_problems(function: &Function) -> Vec<String> {
    let doc = &function.doc;
    let mut lacks = Vec::new();
    let begins = |word: &str| doc.lines().any(|line| line.starts_with(word) && line.len() > word.len());
    if doc.is_empty() {
        return vec![format!("{}: no comment", function.name)];
    }
    let names_class = |line: &str| CLASSES.iter().any(|class| line.starts_with(class));
    let first = doc.trim_start().lines().next().unwrap_or("");
    if !first.starts_with(char::is_uppercase) || names_class(first) {
        lacks.push("a first sentence, imperative, before everything else".to_string());
    }
    if doc.lines().filter(|line| names_class(line)).count() != 1 {
        lacks.push(format!("one line that begins with its class ({})", CLASSES.join(" | ")));
    }
    let described = documented_parameters(doc);
    for parameter in &function.parameters {
        let name = parameter_name(parameter);
        if !described.contains(&name) {
            lacks.push(format!("@param {name}"));
        }
    }
    if function.result != "void" && !begins("@return ") {
        lacks.push("@return".to_string());
    }
    // Whoever hands a pointer out or keeps one says whose it is.
    let hands_out = function.result.contains('*') || function.parameters.iter().any(|p| p.contains("**"));
    let keeps = function.parameters.iter().any(|p| p.contains("void *") || p.contains("void*"));
    if (hands_out || keeps) && !begins("Ownership: ") {
        lacks.push("Ownership:".to_string());
    }
    if function.result == "da_status" && !begins("Errors: ") {
        lacks.push("Errors:".to_string());
    }
    if !begins("Since: ") {
        lacks.push("Since:".to_string());
    }
    lacks.iter().map(|lack| format!("{}: the comment lacks {lack}", function.name)).collect()
}

/// Functions that no C test calls; rows of the bad-input table are no test of what a function does.
fn untested(functions: &[Function], tests: &[Source]) -> Vec<String> {
    let file = |path: &str| path.rsplit('/').next().unwrap_or("").to_string();
    let code: Vec<String> = tests
        .iter()
        .filter(|test| !file(&test.path).starts_with("bad_input"))
        .map(|test| code_only(&test.text))
        .collect();
    functions
        .iter()
        .filter(|function| !code.iter().any(|text| calls(text, &function.name)))
        .map(|function| {
            format!("{}: no program in tests/c calls it (bad_input*.c does not count)", function.name)
        })
        .collect()
}

/// Is there `name (` in the text, as a whole word?
fn calls(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(i, _)| {
        let part = |c: char| c.is_alphanumeric() || c == '_';
        !text[..i].chars().next_back().is_some_and(part)
            && text[i + name.len()..].trim_start().starts_with('(')
    })
}

/// Fortran without comments, in lower case, continuation lines joined. Its own texts stay: the C
/// name of an interface is one.
fn fortran_code(text: &str) -> String {
    let lines = text.lines().map(|line| line.split('!').next().unwrap_or("").trim_end());
    lines.collect::<Vec<_>>().join("\n").replace("&\n", " ").to_lowercase()
}

/// The Fortran name of the interface bound to a C function.
fn fortran_name(module: &str, c_name: &str) -> Option<String> {
    let compact = |line: &str| line.split_whitespace().collect::<String>();
    let bound = [format!("name=\"{c_name}\""), format!("name='{c_name}'")];
    let line = module
        .lines()
        .find(|line| line.contains("bind(") && bound.iter().any(|b| compact(line).contains(b)))?;
    let after = line.split_once("function ").or_else(|| line.split_once("subroutine "))?.1;
    Some(after.split('(').next().unwrap_or(after).trim().to_string())
}

/// Does the function take or give an MPI handle in C's form, which in Fortran is the business of its
/// twin `_f`?
fn has_mpi_handle(function: &Function) -> bool {
    let mpi = |parameter: &String| has_word(parameter, "MPI_Comm") || has_word(parameter, "MPI_Datatype");
    function.parameters.iter().any(mpi)
}

fn fortran_problems(functions: &[Function], module: &str, programs: &[Source]) -> Vec<String> {
    let module = fortran_code(module);
    let programs: Vec<String> = programs.iter().map(|program| fortran_code(&program.text)).collect();
    let mut problems = Vec::new();
    for function in functions {
        let twin = format!("{}_f", function.name);
        if has_mpi_handle(function) && functions.iter().any(|other| other.name == twin) {
            continue;
        }
        if fortran_name(&module, &function.name).is_none() {
            problems.push(format!("{}: no module in fortran/ has bind(C, name=\"{0}\")", function.name));
        }
        // Called under its own name, or under the generic name that covers it.
        let base = function.name.trim_end_matches("_f");
        if !programs.iter().any(|text| has_word(text, &function.name) || has_word(text, base)) {
            problems
                .push(format!("{}: no program in tests/fortran or fortran/examples calls it", function.name));
        }
    }
    problems
}

/// `#define DA_X 3` of the header, with integer values.
fn constants(header: &str) -> Vec<(String, i64)> {
    header
        .lines()
        .filter_map(|line| line.strip_prefix("#define DA_")?.split_once(' '))
        .filter_map(|(name, value)| Some((format!("DA_{name}"), value.trim().parse().ok()?)))
        .collect()
}

fn constant_problems(header: &str, module: &str) -> Vec<String> {
    let module: String = fortran_code(module).replace([' ', '\t'], "");
    let value = |name: &str| {
        let assigned = format!("{}=", name.to_lowercase());
        let at = module.match_indices(&assigned).find(|(i, _)| {
            !module[..*i].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_')
        })?;
        let rest = &module[at.0 + assigned.len()..];
        let digits: String = rest.chars().take_while(|c| c.is_ascii_digit() || *c == '-').collect();
        digits.parse::<i64>().ok()
    };
    constants(header)
        .into_iter()
        .filter_map(|(name, in_c)| match value(&name) {
            Some(in_fortran) if in_fortran == in_c => None,
            Some(other) => Some(format!("{name} is {in_c} in C and {other} in Fortran")),
            None => Some(format!("{name} (= {in_c}) is missing in the modules of fortran/")),
        })
        .collect()
}

/// Targets of a Makefile's `.PHONY` line without a `## description`.
fn undescribed_targets(makefile: &str) -> Vec<String> {
    let phony = makefile.lines().find_map(|line| line.strip_prefix(".PHONY:")).unwrap_or("");
    let described = |target: &str| {
        let rule = makefile.lines().find(|line| line.starts_with(&format!("{target}:")));
        let text = rule.and_then(|line| line.split_once("## ")).map(|(_, text)| text.trim());
        text.is_some_and(|text| !text.is_empty())
    };
    phony
        .split_whitespace()
        .filter(|target| !described(target))
        .map(|target| format!("make {target} has no `## description`, so `make help` does not list it"))
        .collect()
}

/// Dependencies of Cargo.toml that docs/dependencies.md does not mention as `name`.
fn unexplained_dependencies(manifest: &str, document: &str) -> Vec<String> {
    let mut inside = false;
    let mut problems = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.trim_end().ends_with("dependencies]");
        } else if let Some((name, _)) = line.split_once('=').filter(|_| inside && !line.starts_with('#')) {
            let name = name.trim().trim_matches('"');
            if !name.contains(' ') && !document.contains(&format!("`{name}`")) {
                problems.push(format!("docs/dependencies.md does not say why `{name}` is needed"));
            }
        }
    }
    problems
}

fn header() -> String {
    read(&root().join("include/distarray.h"))
}

fn public_functions() -> Vec<Function> {
    let found = functions(&header());
    assert!(!found.is_empty(), "include/distarray.h declares no function");
    found
}

/// The Fortran modules, one after the other.
fn fortran_module() -> String {
    let all = files(root(), "fortran", &["f90"]);
    let modules = all.iter().filter(|source| !source.path.starts_with("fortran/examples/"));
    modules.map(|source| source.text.as_str()).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_declaration_is_seen() {
    let header = header();
    assert!(header.matches("\nDA_API").count() > 100, "the header has lost its functions");
    assert_eq!(public_functions().len(), header.matches("\nDA_API").count());
}

#[test]
fn functions_are_documented() {
    assert_none(public_functions().iter().flat_map(doc_problems).collect());
}

#[test]
fn functions_have_a_c_test() {
    assert_none(untested(&public_functions(), &files(root(), "tests/c", &["c", "h"])));
}

#[test]
fn functions_have_a_fortran_interface_that_is_called() {
    let mut programs = files(root(), "tests/fortran", &["f90"]);
    programs.extend(files(root(), "fortran/examples", &["f90"]));
    assert_none(fortran_problems(&public_functions(), &fortran_module(), &programs));
}

#[test]
fn constants_agree_between_c_and_fortran() {
    assert_none(constant_problems(&header(), &fortran_module()));
}

#[test]
fn make_targets_are_described() {
    let makefile = read(&root().join("Makefile"));
    assert!(makefile.contains("\n.PHONY: "), "the Makefile lists its targets after .PHONY");
    assert_none(undescribed_targets(&makefile));
}

#[test]
fn dependencies_are_explained() {
    let manifest = read(&root().join("Cargo.toml"));
    assert_none(unexplained_dependencies(&manifest, &read(&root().join("docs/dependencies.md"))));
}

/// The checks above, on small texts that break one rule each.
#[path = "house_on_fakes.rs"]
mod on_fakes;
