//! `distarray validate`.

use crate::{BAD, GOOD, Report, UNUSABLE};
use clap::Args;
use distarray::error::{Error, Result, Status};
use distarray::protocol::rules::validate_dim;
use distarray::protocol::{json, validate_section, validate_sets, validate_structures};
use serde_json::Value;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::{fs, io};

#[derive(Args)]
pub struct Options {
    /// The file, or - for standard input.
    file: PathBuf,
}

/// What a text can be; the list of all ranks is judged as a whole as well.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Form {
    Dict,
    DimData,
    AllDimData,
    Structure,
    AllStructures,
}

pub fn run(options: &Options) -> Report {
    let file = options.file.display();
    match read(&options.file) {
        Err(error) => Report { text: format!("{file}: {error}"), status: UNUSABLE },
        Ok(text) => match judge(&text) {
            Ok(what) => Report { text: format!("OK: {what}\n"), status: GOOD },
            Err(error) if error.status == Status::Syntax => {
                Report { text: format!("{file}: {error}"), status: UNUSABLE }
            }
            Err(error) => Report { text: format!("{error}\n"), status: BAD },
        },
    }
}

/// The text, or so much of it that the reader refuses it as too long.
fn read(path: &Path) -> io::Result<String> {
    let source: Box<dyn Read> =
        if path == Path::new("-") { Box::new(io::stdin()) } else { Box::new(fs::File::open(path)?) };
    let mut text = String::new();
    source.take(json::MAX_TEXT as u64 + 1).read_to_string(&mut text)?;
    Ok(text)
}

/// What the text describes, if it keeps all rules; else the first that it breaks.
fn judge(text: &str) -> Result<String> {
    match form_of(text)? {
        Form::Dict => {
            validate_dim(0, &json::dim_dict_from_json(text)?)?;
            Ok("one dimension dictionary".to_string())
        }
        Form::DimData => {
            let dims = json::dim_data_from_json(text)?;
            dims.iter().enumerate().try_for_each(|(axis, dict)| validate_dim(axis, dict))?;
            Ok(format!("dim_data of one process, {}", counted(dims.len(), "axis", "axes")))
        }
        Form::Structure => {
            let one = json::structure_from_json(text)?;
            validate_section(&one.dim_data, &one.section)?;
            Ok(format!("the structure of one process, {}", counted(one.dim_data.len(), "axis", "axes")))
        }
        Form::AllDimData => {
            let all = json::dim_data_sets_from_json(text)?;
            validate_sets(&all)?;
            Ok(format!("dim_data of {}", counted(all.len(), "rank", "ranks")))
        }
        Form::AllStructures => {
            let all = json::structures_from_json(text)?;
            validate_structures(&all)?;
            Ok(format!("structures of {}", counted(all.len(), "rank", "ranks")))
        }
    }
}

fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// Objects are dictionaries or structures, told apart by a key that every structure has; lists hold
/// the axes of one process, or what every rank has. A list without entries is an array without axes.
fn form_of(text: &str) -> Result<Form> {
    let syntax = |message: String| Error::new(Status::Syntax, message);
    let is_structure =
        |value: &Value| ["__version__", "buffer", "dim_data"].iter().any(|key| value.get(key).is_some());
    let value: Value =
        serde_json::from_str(text).map_err(|error| syntax(format!("not well-formed JSON: {error}")))?;
    match &value {
        Value::Object(_) if is_structure(&value) => Ok(Form::Structure),
        Value::Object(_) => Ok(Form::Dict),
        Value::Array(items) if items.first().is_some_and(Value::is_array) => Ok(Form::AllDimData),
        Value::Array(items) if items.first().is_some_and(is_structure) => Ok(Form::AllStructures),
        Value::Array(_) => Ok(Form::DimData),
        _ => Err(syntax("a dictionary, a structure, or a list of them was expected".to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEFT: &str =
        r#"{"dist_type":"b","size":10,"proc_grid_size":2,"proc_grid_rank":0,"start":0,"stop":5}"#;
    const RIGHT: &str =
        r#"{"dist_type":"b","size":10,"proc_grid_size":2,"proc_grid_rank":1,"start":5,"stop":10}"#;

    fn structure(dict: &str) -> String {
        format!(r#"{{"__version__":"0.10.0","buffer":{{"shape":[5],"dtype":"<f8"}},"dim_data":[{dict}]}}"#)
    }

    #[test]
    fn forms_are_told_apart() {
        let one = structure(LEFT);
        for (text, form) in [
            (LEFT.to_string(), Form::Dict),
            ("{}".to_string(), Form::Dict),
            ("[]".to_string(), Form::DimData),
            (format!("[{LEFT}]"), Form::DimData),
            (format!("[[{LEFT}],[{RIGHT}]]"), Form::AllDimData),
            (one.clone(), Form::Structure),
            (format!("[{one}]"), Form::AllStructures),
        ] {
            assert_eq!(form_of(&text).unwrap(), form, "{text}");
        }
        for text in ["", "3", "\"b\"", "[1", "null"] {
            assert_eq!(form_of(text).unwrap_err().status, Status::Syntax, "{text}");
        }
    }

    #[test]
    fn every_form_is_judged() {
        assert_eq!(judge(LEFT).unwrap(), "one dimension dictionary");
        assert_eq!(judge("[]").unwrap(), "dim_data of one process, 0 axes");
        assert_eq!(judge(&format!("[{LEFT},{RIGHT}]")).unwrap(), "dim_data of one process, 2 axes");
        assert_eq!(judge(&format!("[[{LEFT}],[{RIGHT}]]")).unwrap(), "dim_data of 2 ranks");
        assert_eq!(judge(&structure(LEFT)).unwrap(), "the structure of one process, 1 axis");
        let all = format!("[{},{}]", structure(LEFT), structure(RIGHT));
        assert_eq!(judge(&all).unwrap(), "structures of 2 ranks");
    }

    #[test]
    fn every_form_can_be_wrong() {
        let wrong = LEFT.replace(r#""stop":5"#, r#""stop":50"#);
        let gap = RIGHT.replace(r#""start":5"#, r#""start":6"#);
        let short = structure(LEFT).replace("[5]", "[4]");
        for text in [
            wrong.clone(),
            format!("[{wrong}]"),
            format!("[[{LEFT}],[{gap}]]"),
            short.clone(),
            format!("[{short},{}]", structure(RIGHT)),
        ] {
            let error = judge(&text).expect_err(&text);
            assert_eq!(error.status, Status::Protocol, "{text}: {error}");
            assert!(error.message.contains("axis 0"), "{error}");
        }
    }
}
