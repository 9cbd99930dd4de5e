//! JSON text to protocol data. Every error names the path of the mistake, such as
//! `dim_data[1].padding`.

use super::tree::Json;
use crate::dtype::{DType, Kind};
use crate::error::{Error, Result};
use crate::fail;
use crate::protocol::element::{clip, from_format, from_typestr};
use crate::protocol::section::FLAG_READ_ONLY;
use crate::protocol::version::parse_version;
use crate::protocol::{DimDict, DimKind, MAX_NDIM, Section, Structure};

/// One dimension dictionary.
pub fn dim_dict_from_json(text: &str) -> Result<DimDict> {
    read_dict("dim_dict", &Json::parse(text)?)
}

/// One process's `dim_data`: a list of dictionaries.
pub fn dim_data_from_json(text: &str) -> Result<Vec<DimDict>> {
    read_dims("dim_data", &Json::parse(text)?)
}

/// Every process's `dim_data`, in rank order.
pub fn dim_data_sets_from_json(text: &str) -> Result<Vec<Vec<DimDict>>> {
    let tree = Json::parse(text)?;
    each("ranks", list("ranks", &tree, 1)?, |path, item| read_dims(&format!("{path}.dim_data"), item))
}

/// One process's whole structure: `__version__`, `buffer`, `dim_data`.
pub fn structure_from_json(text: &str) -> Result<Structure> {
    read_structure("", &Json::parse(text)?)
}

/// Every process's structure, in rank order.
pub fn structures_from_json(text: &str) -> Result<Vec<Structure>> {
    let tree = Json::parse(text)?;
    each("ranks", list("ranks", &tree, 1)?, read_structure)
}

/// A JSON object, and the path at which it stands.
struct Object<'a> {
    path: &'a str,
    entries: &'a [(String, Json)],
}

impl<'a> Object<'a> {
    fn new(path: &'a str, json: &'a Json, statement: u32) -> Result<Object<'a>> {
        let Json::Map(entries) = json else {
            return wrong(path, json, "must be an object", statement);
        };
        let object = Object { path, entries };
        for (k, (key, _)) in entries.iter().enumerate() {
            if entries[..k].iter().any(|(other, _)| other == key) {
                fail!(Protocol, "{}: the key stands there twice", object.path_of(&clip(key)));
            }
        }
        Ok(object)
    }

    fn get(&self, key: &str) -> Option<&'a Json> {
        self.entries.iter().find(|(k, _)| k == key).map(|(_, value)| value)
    }

    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_string() } else { format!("{}.{key}", self.path) }
    }

    fn required(&self, key: &str, statement: u32) -> Result<&'a Json> {
        match self.get(key) {
            Some(value) => Ok(value),
            None => fail!(Protocol, "{}: the key is missing (statement {statement})", self.path_of(key)),
        }
    }

    fn int(&self, key: &str, statement: u32) -> Result<i64> {
        int(&self.path_of(key), self.required(key, 24)?, statement)
    }

    fn bool_or_false(&self, key: &str, statement: u32) -> Result<bool> {
        match self.get(key) {
            None => Ok(false),
            Some(Json::Bool(value)) => Ok(*value),
            Some(other) => wrong(&self.path_of(key), other, "must be true or false", statement),
        }
    }

    fn text(&self, key: &str, statement: u32) -> Result<Option<&'a str>> {
        match self.get(key) {
            None => Ok(None),
            Some(Json::Text(text)) => Ok(Some(text)),
            Some(other) => wrong(&self.path_of(key), other, "must be a string", statement),
        }
    }

    fn only(&self, keys: &[&str], statement: u32) -> Result<()> {
        match self.entries.iter().find(|(key, _)| !keys.contains(&key.as_str())) {
            None => Ok(()),
            Some((key, _)) => fail!(
                Protocol,
                "{}: unknown key; the keys are {} (statement {statement})",
                self.path_of(&clip(key)),
                keys.join(", ")
            ),
        }
    }
}

fn wrong<T>(path: &str, found: &Json, must: &str, statement: u32) -> Result<T> {
    let path = if path.is_empty() { "structure" } else { path };
    fail!(Protocol, "{path}: {must}, not {} (statement {statement})", found.show())
}

fn list<'a>(path: &str, json: &'a Json, statement: u32) -> Result<&'a [Json]> {
    match json {
        Json::List(items) => Ok(items),
        other => wrong(path, other, "must be a list", statement),
    }
}

/// Reads every item of a list, with its path. The list is in memory already, so its length is no
/// promise from outside; the result still may not fit.
fn each<T>(path: &str, items: &[Json], read: impl Fn(&str, &Json) -> Result<T>) -> Result<Vec<T>> {
    let mut values = Vec::new();
    if values.try_reserve_exact(items.len()).is_err() {
        fail!(NoMemory, "{path}: no memory for {} values", items.len());
    }
    for (k, item) in items.iter().enumerate() {
        values.push(read(&format!("{path}[{k}]"), item)?);
    }
    Ok(values)
}

fn int(path: &str, json: &Json, statement: u32) -> Result<i64> {
    match json {
        Json::Int(value) => Ok(*value),
        other => {
            wrong(path, other, "must be an integer of at most 64 bits, written without fraction", statement)
        }
    }
}

fn ints(path: &str, json: &Json, statement: u32) -> Result<Vec<i64>> {
    each(path, list(path, json, statement)?, |path, item| int(path, item, statement))
}

fn read_dims(path: &str, json: &Json) -> Result<Vec<DimDict>> {
    let dicts = list(path, json, 17)?;
    if dicts.len() > MAX_NDIM {
        fail!(Shape, "{path}: {} dictionaries: this library takes at most {MAX_NDIM} axes", dicts.len());
    }
    each(path, dicts, read_dict)
}

/// One dictionary. Keys that its dist_type does not have are ignored (section J, item 7).
fn read_dict(path: &str, json: &Json) -> Result<DimDict> {
    let object = Object::new(path, json, 17)?;
    if object.entries.is_empty() {
        return Ok(DimDict::alias());
    }
    let kind = match object.required("dist_type", 21)? {
        Json::Text(letter) => letter.as_str(),
        other => return wrong(&object.path_of("dist_type"), other, "must be a string", 21),
    };
    let (size, grid_size) = (object.int("size", 26)?, object.int("proc_grid_size", 30)?);
    let grid_rank = object.int("proc_grid_rank", 33)?;
    let kind = match kind {
        "b" => read_block(&object)?,
        "c" => read_cyclic(&object)?,
        "u" => read_unstructured(&object)?,
        _ => fail!(
            Protocol,
            "{}: {:?} is not a dist_type: must be \"b\", \"c\" or \"u\" (statements 22, 23)",
            object.path_of("dist_type"),
            clip(kind)
        ),
    };
    Ok(DimDict { size, grid_size, grid_rank, kind })
}

fn read_block(object: &Object<'_>) -> Result<DimKind> {
    let (start, stop) = (object.int("start", 35)?, object.int("stop", 37)?);
    let padding = match object.get("padding") {
        None => [0, 0],
        Some(json) => {
            let path = object.path_of("padding");
            let widths = ints(&path, json, 44)?;
            widths.try_into().or_else(|_| wrong(&path, json, "must be a pair of integers", 44))?
        }
    };
    Ok(DimKind::Block { start, stop, padding, periodic: object.bool_or_false("periodic", 51)? })
}

fn read_cyclic(object: &Object<'_>) -> Result<DimKind> {
    let block_size = match object.get("block_size") {
        None => 1,
        Some(json) => int(&object.path_of("block_size"), json, 56)?,
    };
    Ok(DimKind::Cyclic { start: object.int("start", 53)?, block_size })
}

fn read_unstructured(object: &Object<'_>) -> Result<DimKind> {
    let path = object.path_of("indices");
    let labels = read_labels(&path, object.required("indices", 24)?)?;
    Ok(DimKind::Unstructured { indices: labels.into(), one_to_one: object.bool_or_false("one_to_one", 66)? })
}

/// A buffer of integers, `{"dtype": "<i8", "values": [...]}`. A bare list has no element type; the
/// protocol asks for a buffer.
fn read_labels(path: &str, json: &Json) -> Result<Vec<i64>> {
    if let Json::List(_) = json {
        return wrong(path, json, r#"must be a buffer {"dtype": "<i8", "values": [...]}"#, 64);
    }
    let object = Object::new(path, json, 64)?;
    object.only(&["dtype", "values"], 64)?;
    let dtype = match object.required("dtype", 64)? {
        Json::Text(name) => from_typestr(name).map_err(|e| at(&object.path_of("dtype"), e))?,
        other => return wrong(&object.path_of("dtype"), other, "must be a string", 64),
    };
    if !matches!(dtype.kind(), Kind::Int | Kind::UInt) {
        fail!(Protocol, "{path}.dtype: labels must be integers, not {dtype} (statement 64)");
    }
    let labels = ints(&object.path_of("values"), object.required("values", 64)?, 64)?;
    let (low, high) = int_range(dtype);
    match labels.iter().position(|label| !(low..=high).contains(label)) {
        None => Ok(labels),
        Some(k) => fail!(Protocol, "{path}.values[{k}]: {} does not fit {dtype} (statement 64)", labels[k]),
    }
}

/// The values of an integer dtype that 64 bits with a sign can hold.
fn int_range(dtype: DType) -> (i64, i64) {
    let unused = 64 - 8 * dtype.itemsize() as u32;
    match dtype.kind() {
        Kind::UInt if unused > 0 => (0, (u64::MAX >> unused) as i64),
        Kind::UInt => (0, i64::MAX),
        _ => (i64::MIN >> unused, i64::MAX >> unused),
    }
}

fn at(path: &str, error: Error) -> Error {
    Error { message: format!("{path}: {}", error.message), ..error }
}

fn read_structure(root: &str, json: &Json) -> Result<Structure> {
    let object = Object::new(root, json, 11)?;
    object.only(&["__version__", "buffer", "dim_data"], 12)?;
    let version = match object.required("__version__", 12)? {
        Json::Text(text) => parse_version(text).map_err(|e| if root.is_empty() { e } else { at(root, e) })?,
        other => return wrong(&object.path_of("__version__"), other, "must be a string", 13),
    };
    let buffer = object.required("buffer", 12)?;
    let mut section = read_buffer(&object.path_of("buffer"), buffer)?;
    section.version = version;
    let dim_data = read_dims(&object.path_of("dim_data"), object.required("dim_data", 12)?)?;
    Ok(Structure { section, dim_data })
}

/// The PEP 3118 facts of the local buffer. Missing strides mean contiguous memory in C order.
fn read_buffer(path: &str, json: &Json) -> Result<Section> {
    let object = Object::new(path, json, 16)?;
    object.only(&["ndim", "shape", "strides", "format", "dtype", "itemsize", "readonly"], 16)?;
    let shape = ints(&object.path_of("shape"), object.required("shape", 16)?, 16)?;
    if shape.len() > MAX_NDIM {
        fail!(Shape, "{path}.shape: {} axes: this library takes at most {MAX_NDIM}", shape.len());
    }
    expect_int(&object, "ndim", shape.len())?;
    let dtype = read_element(&object)?;
    expect_int(&object, "itemsize", dtype.itemsize())?;
    let mut section = Section::contiguous(&shape, dtype).map_err(|e| at(path, e))?;
    if let Some(json) = object.get("strides") {
        section.strides = ints(&object.path_of("strides"), json, 16)?;
    }
    if object.bool_or_false("readonly", 16)? {
        section.flags |= FLAG_READ_ONLY;
    }
    Ok(section)
}

/// The element type, by `format` or `dtype`; if both are there they must agree.
fn read_element(object: &Object<'_>) -> Result<DType> {
    let read = |key: &str, from: fn(&str) -> Result<DType>| match object.text(key, 16)? {
        Some(text) => from(text).map(Some).map_err(|e| at(&object.path_of(key), e)),
        None => Ok(None),
    };
    match (read("format", from_format)?, read("dtype", from_typestr)?) {
        (Some(format), Some(dtype)) if format != dtype => {
            fail!(Protocol, "{}: {dtype}, but format says {format} (statement 16)", object.path_of("dtype"))
        }
        (Some(dtype), _) | (None, Some(dtype)) => Ok(dtype),
        (None, None) => {
            fail!(
                Protocol,
                "{}: the key is missing, and so is dtype (statement 16)",
                object.path_of("format")
            )
        }
    }
}

/// An optional key that repeats what is known otherwise.
fn expect_int(object: &Object<'_>, key: &str, wanted: usize) -> Result<()> {
    let Some(json) = object.get(key) else { return Ok(()) };
    let path = object.path_of(key);
    if int(&path, json, 16)? == wanted as i64 {
        return Ok(());
    }
    wrong(&path, json, &format!("must be {wanted}"), 16)
}
