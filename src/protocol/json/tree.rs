//! JSON text to a tree that keeps what the protocol's rules ask about: whether a number was written
//! as an integer, and repeated keys.

use crate::error::{Error, Result, Status};
use crate::protocol::element::clip;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Longest text that is read. Room for some ten million labels.
pub const MAX_TEXT: usize = 64 << 20;
/// Deepest nesting: ranks, section, dim_data, dictionary, indices, values, and one for a list that
/// should be a number.
pub const MAX_DEPTH: usize = 8;
/// Most keys of one object.
pub const MAX_KEYS: usize = 64;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// An integer that fits.
    Int(i64),
    /// Any other number, as text.
    Number(String),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object in the order written; keys may repeat.
    Map(Vec<(String, Json)>),
}

impl Json {
    /// Reads one value that fills the whole text.
    pub fn parse(text: &str) -> Result<Json> {
        if text.len() > MAX_TEXT {
            let message = format!("JSON text of {} bytes: at most {MAX_TEXT} are read", text.len());
            return Err(Error::new(Status::Syntax, message));
        }
        let mut source = serde_json::Deserializer::from_str(text);
        let tree = Tree { depth: 0 }.deserialize(&mut source).and_then(|tree| source.end().map(|()| tree));
        tree.map_err(|error| Error::new(Status::Syntax, format!("not well-formed JSON: {error}")))
    }

    /// The value as a message shows it.
    pub fn show(&self) -> String {
        match self {
            Json::Null => "null".to_string(),
            Json::Bool(value) => value.to_string(),
            Json::Int(value) => value.to_string(),
            Json::Number(text) => text.clone(),
            Json::Text(text) => format!("{:?}", clip(text)),
            Json::List(items) if items.len() <= 4 => {
                format!("[{}]", items.iter().map(Json::show).collect::<Vec<_>>().join(", "))
            }
            Json::List(items) => format!("a list of {}", items.len()),
            Json::Map(entries) => format!("an object with {} keys", entries.len()),
        }
    }
}

/// Builds the tree; counts the depth on the way down.
#[derive(Clone, Copy)]
struct Tree {
    depth: usize,
}

impl Tree {
    fn deeper<E: serde::de::Error>(self) -> std::result::Result<Tree, E> {
        if self.depth == MAX_DEPTH {
            return Err(E::custom(format!("nested deeper than {MAX_DEPTH} levels")));
        }
        Ok(Tree { depth: self.depth + 1 })
    }
}

impl<'de> DeserializeSeed<'de> for Tree {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> std::result::Result<Json, D::Error> {
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> std::result::Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> std::result::Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> std::result::Result<Json, E> {
        Ok(Json::Int(value))
    }

    fn visit_u64<E>(self, value: u64) -> std::result::Result<Json, E> {
        Ok(i64::try_from(value).map_or_else(|_| Json::Number(value.to_string()), Json::Int))
    }

    fn visit_f64<E>(self, value: f64) -> std::result::Result<Json, E> {
        Ok(Json::Number(format!("{value:?}")))
    }

    fn visit_str<E>(self, value: &str) -> std::result::Result<Json, E> {
        Ok(Json::Text(value.to_string()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> std::result::Result<Json, A::Error> {
        let inner = self.deeper()?;
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(inner)? {
            push(&mut items, item)?;
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Json, A::Error> {
        let inner = self.deeper()?;
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            if entries.len() == MAX_KEYS {
                return Err(A::Error::custom(format!("an object with more than {MAX_KEYS} keys")));
            }
            let value = map.next_value_seed(inner)?;
            push(&mut entries, (key, value))?;
        }
        Ok(Json::Map(entries))
    }
}

/// A list grows with its text, but memory may still run out; that must not abort.
fn push<T, E: serde::de::Error>(items: &mut Vec<T>, item: T) -> std::result::Result<(), E> {
    items.try_reserve(1).map_err(|_| E::custom("no memory for the values"))?;
    items.push(item);
    Ok(())
}
