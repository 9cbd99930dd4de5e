//! What the tests of the house share: reading source text without a parser for it.

use std::fs;
use std::path::{Path, PathBuf};

/// A source file, by its path relative to the root of the tree.
#[derive(Clone, Debug)]
pub struct Source {
    /// Relative path with forward slashes.
    pub path: String,
    /// The text as it stands in the file.
    pub text: String,
}

impl Source {
    /// A file that exists in a test only.
    pub fn fake(path: &str, text: &str) -> Source {
        Source { path: path.to_string(), text: text.to_string() }
    }
}

/// All files below `folder` with one of the extensions, sorted by path; none if there is no folder.
pub fn files(root: &Path, folder: &str, extensions: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    let mut pending: Vec<PathBuf> = vec![root.join(folder)];
    while let Some(current) = pending.pop() {
        let Ok(entries) = fs::read_dir(&current) else { continue };
        for path in entries.map(|entry| entry.expect("the folder is readable").path()) {
            if path.is_dir() {
                pending.push(path);
            } else if path.extension().is_some_and(|e| extensions.iter().any(|x| e == *x)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
        .iter()
        .map(|path| Source {
            path: path.strip_prefix(root).expect("it lies below the root").to_string_lossy().into_owned(),
            text: read(path),
        })
        .collect()
}

/// A text file that must exist.
pub fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The root of the tree.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Rust or C text with comments and the contents of string literals blanked out, lines kept.
pub fn code_only(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < bytes.len() {
        let end = skip(text, at);
        if end > at {
            out.extend(text[at..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
            at = end;
        } else {
            let next = text[at..].chars().next().expect("not at the end");
            out.push(next);
            at += next.len_utf8();
        }
    }
    out
}

/// The end of the comment or string literal that begins at `at`, or `at` itself.
fn skip(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let until = |found: Option<usize>| at + found.unwrap_or(rest.len());
    let inside_word = text[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_');
    if rest.starts_with("//") {
        return until(rest.find('\n'));
    }
    if rest.starts_with("/*") {
        return until(rest.find("*/").map(|i| i + 2));
    }
    if rest.starts_with('r') && !inside_word {
        let hashes = rest[1..].chars().take_while(|c| *c == '#').count();
        if rest[1 + hashes..].starts_with('"') {
            let close = format!("\"{}", "#".repeat(hashes));
            let body = 2 + hashes;
            return until(rest[body..].find(&close).map(|i| body + i + close.len()));
        }
    }
    if rest.starts_with('"') {
        return until(string_end(rest));
    }
    // A quote as a character, which would otherwise open a string.
    for literal in ["'\"'", "'\\\"'"] {
        if rest.starts_with(literal) {
            return at + literal.len();
        }
    }
    at
}

/// Where the literal that begins with a quote ends.
fn string_end(rest: &str) -> Option<usize> {
    let mut escaped = false;
    for (i, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some(i + 1),
            _ => {}
        }
    }
    None
}

/// Does `text` contain `word` as a whole word?
pub fn has_word(text: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(i, _)| {
        !text[..i].chars().next_back().is_some_and(part)
            && !text[i + word.len()..].chars().next().is_some_and(part)
    })
}

/// Fails with all problems at once.
pub fn assert_none(problems: Vec<String>) {
    assert!(problems.is_empty(), "{} problems:\n  {}", problems.len(), problems.join("\n  "));
}
