//! Protocol data to JSON text, in one canonical spelling: every key of the dist_type, defaults
//! included, in the order of the specification, without spaces.

use crate::error::{Error, Result, Status};
use crate::protocol::element::{format, typestr};
use crate::protocol::section::FLAG_READ_ONLY;
use crate::protocol::version::version_text;
use crate::protocol::{DimDict, DimKind, Section, Structure};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::io;

/// One dimension dictionary.
pub fn dim_dict_to_json(dict: &DimDict) -> Result<String> {
    text_of(&Dict(dict))
}

/// One process's `dim_data`: a list of dictionaries.
pub fn dim_data_to_json(dims: &[DimDict]) -> Result<String> {
    text_of(&Dims(dims))
}

/// Every process's `dim_data`, in rank order.
pub fn dim_data_sets_to_json(sections: &[Vec<DimDict>]) -> Result<String> {
    text_of(&List(sections, |dims| Dims(dims)))
}

/// One process's whole structure: `__version__`, `buffer`, `dim_data`.
pub fn structure_to_json(structure: &Structure) -> Result<String> {
    text_of(&Whole(structure))
}

/// Every process's structure, in rank order.
pub fn structures_to_json(structures: &[Structure]) -> Result<String> {
    text_of(&List(structures, Whole))
}

fn text_of(value: &impl Serialize) -> Result<String> {
    let mut sink = Sink(Vec::new());
    serde_json::to_writer(&mut sink, value)
        .map_err(|_| Error::new(Status::NoMemory, "no memory for the JSON text".to_string()))?;
    String::from_utf8(sink.0).map_err(|error| Error::new(Status::Internal, format!("JSON text: {error}")))
}

/// A growing text whose only way to fail is running out of memory.
struct Sink(Vec<u8>);

impl io::Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.try_reserve(bytes.len()).map_err(|_| io::ErrorKind::OutOfMemory)?;
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A list whose items are shown through `V`.
struct List<'a, T, V>(&'a [T], fn(&'a T) -> V);

impl<T, V: Serialize> Serialize for List<'_, T, V> {
    fn serialize<S: Serializer>(&self, out: S) -> std::result::Result<S::Ok, S::Error> {
        out.collect_seq(self.0.iter().map(self.1))
    }
}

struct Dims<'a>(&'a [DimDict]);

impl Serialize for Dims<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> std::result::Result<S::Ok, S::Error> {
        out.collect_seq(self.0.iter().map(Dict))
    }
}

struct Dict<'a>(&'a DimDict);

impl Serialize for Dict<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> std::result::Result<S::Ok, S::Error> {
        let dict = self.0;
        let mut map = out.serialize_map(None)?;
        if dict.kind == DimKind::Alias {
            return map.end();
        }
        map.serialize_entry("dist_type", dict.dist_type())?;
        map.serialize_entry("size", &dict.size)?;
        map.serialize_entry("proc_grid_size", &dict.grid_size)?;
        map.serialize_entry("proc_grid_rank", &dict.grid_rank)?;
        match &dict.kind {
            DimKind::Alias => {}
            DimKind::Block { start, stop, padding, periodic } => {
                map.serialize_entry("start", start)?;
                map.serialize_entry("stop", stop)?;
                map.serialize_entry("padding", padding)?;
                map.serialize_entry("periodic", periodic)?;
            }
            DimKind::Cyclic { start, block_size } => {
                map.serialize_entry("start", start)?;
                map.serialize_entry("block_size", block_size)?;
            }
            DimKind::Unstructured { indices, one_to_one } => {
                map.serialize_entry("indices", &Labels(indices))?;
                map.serialize_entry("one_to_one", one_to_one)?;
            }
        }
        map.end()
    }
}

struct Labels<'a>(&'a [i64]);

impl Serialize for Labels<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = out.serialize_map(None)?;
        map.serialize_entry("dtype", &typestr(crate::dtype::DType::Int64))?;
        map.serialize_entry("values", self.0)?;
        map.end()
    }
}

struct Whole<'a>(&'a Structure);

impl Serialize for Whole<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = out.serialize_map(None)?;
        map.serialize_entry("__version__", &version_text(self.0.section.version))?;
        map.serialize_entry("buffer", &Buffer(&self.0.section))?;
        map.serialize_entry("dim_data", &Dims(&self.0.dim_data))?;
        map.end()
    }
}

struct Buffer<'a>(&'a Section);

impl Serialize for Buffer<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> std::result::Result<S::Ok, S::Error> {
        let section = self.0;
        let mut map = out.serialize_map(None)?;
        map.serialize_entry("shape", &section.shape)?;
        map.serialize_entry("strides", &section.strides)?;
        map.serialize_entry("format", format(section.dtype))?;
        map.serialize_entry("dtype", &typestr(section.dtype))?;
        map.serialize_entry("itemsize", &section.dtype.itemsize())?;
        map.serialize_entry("readonly", &(section.flags & FLAG_READ_ONLY != 0))?;
        map.end()
    }
}
