//! What ranks tell each other after they found that they disagree.

use super::call::Call;
use super::session::History;
use crate::error::{Error, Status};
use serde_json::{Value, json};

/// Bytes of one report on the wire.
const REPORT_BYTES: usize = 6144;
/// Bytes of a message inside a report.
const MESSAGE_BYTES: usize = 500;
/// Bytes of one message on the wire.
const TEXT_BYTES: usize = 1024;

/// Which calls are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// The silent calls since the last agreement.
    Before,
    /// The present call.
    Now,
}

/// One rank's account of what it did.
pub struct Report(Value);

impl Report {
    /// This rank's account.
    pub fn new(call: &Call, past: &History) -> Report {
        let attributes: Vec<Value> = call.attributes().iter().map(|(l, v)| json!([l, v])).collect();
        let past_calls: Vec<Value> = past.recent().map(|(name, hash)| json!([name, hash])).collect();
        let failures = past.failures().iter();
        let failures: Vec<Value> =
            failures.map(|(at, e)| json!([at, e.status as i32, cut(&e.message, MESSAGE_BYTES)])).collect();
        Report(
            json!({"call": call.name(), "attributes": attributes, "past": past_calls, "failures": failures}),
        )
    }

    /// The account as bytes of fixed length; what does not fit is left out from the past.
    pub fn pack(&self) -> Vec<u8> {
        let mut value = self.0.clone();
        loop {
            let mut bytes = value.to_string().into_bytes();
            if bytes.len() <= REPORT_BYTES {
                bytes.resize(REPORT_BYTES, b' ');
                return bytes;
            }
            match value["past"].as_array_mut() {
                Some(past) if !past.is_empty() => past.truncate(past.len() / 2),
                _ => value = json!({"call": "?", "attributes": [], "past": [], "failures": []}),
            }
        }
    }

    /// Reads another rank's account.
    pub fn unpack(bytes: &[u8]) -> Report {
        Report(serde_json::from_slice(bytes).unwrap_or(Value::Null))
    }

    fn list(&self, key: &str) -> &[Value] {
        self.0[key].as_array().map_or(&[], |a| a.as_slice())
    }

    /// What this rank's call with this number failed with, if it did.
    pub fn failure(&self, call: usize, rank: i32) -> Option<Error> {
        let found = self.list("failures").iter().find(|f| f[0].as_u64() == Some(call as u64))?;
        let status = Status::from_code(found[1].as_i64()? as i32)?;
        Some(Error { status, message: found[2].as_str()?.to_string(), origin: Some(rank) })
    }

    fn call(&self) -> &str {
        self.0["call"].as_str().unwrap_or("an unknown call")
    }
}

/// The text, or as much of it as fits, cut between characters.
fn cut(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// A message as bytes of fixed length.
pub fn pack_text(text: &str) -> Vec<u8> {
    let mut bytes = cut(text, TEXT_BYTES).as_bytes().to_vec();
    bytes.resize(TEXT_BYTES, 0);
    bytes
}

/// The message again.
pub fn unpack_text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_end_matches('\0').to_string()
}

/// The number of the first silent call that two ranks did not make alike, counted from 0.
pub fn first_difference(a: &Report, b: &Report) -> Option<usize> {
    let (x, y) = (a.list("past"), b.list("past"));
    (0..x.len().max(y.len())).find(|k| x.get(*k) != y.get(*k))
}

/// The sentence for a difference that lies behind what is remembered.
pub fn forgotten_difference(low: i32, high: i32, a: &Report) -> String {
    format!(
        "ranks {low} and {high} made different calls before {}; more calls lie between than are remembered",
        a.call()
    )
}

/// The sentence that names the first silent call that two ranks did not make alike.
pub fn past_difference(low: i32, a: &Report, high: i32, b: &Report, k: usize) -> String {
    let name =
        |r: &Report| r.list("past").get(k).and_then(|v| v[0].as_str()).unwrap_or("nothing").to_string();
    let (one, two) = (name(a), name(b));
    let number = k + 1;
    if one == two {
        return format!(
            "ranks {low} and {high} called {one} with different arguments or outcomes (call {number} since the \
             ranks last agreed)"
        );
    }
    format!(
        "ranks {low} and {high} made different calls: call {number} since the ranks last agreed was {one} on \
         rank {low} and {two} on rank {high}"
    )
}

/// The sentence that names the first argument in which two ranks differ, or their calls.
pub fn present_difference(low: i32, a: &Report, high: i32, b: &Report) -> String {
    if a.call() != b.call() {
        return format!(
            "the ranks are in different calls: rank {low} in {}, rank {high} in {}",
            a.call(),
            b.call()
        );
    }
    let name = a.call();
    let pairs = a.list("attributes").iter().zip(b.list("attributes"));
    for (x, y) in pairs {
        if x != y {
            let label = x[0].as_str().unwrap_or("an argument");
            return format!(
                "{name}: ranks {low} and {high} passed different values of `{label}`{}",
                values(x, y)
            );
        }
    }
    format!("{name}: ranks {low} and {high} passed different arguments")
}

/// Small numbers are shown; hashes of lists and texts are not worth showing.
fn values(x: &Value, y: &Value) -> String {
    match (x[1].as_u64().map(|v| v as i64), y[1].as_u64().map(|v| v as i64)) {
        (Some(p), Some(q)) if p.unsigned_abs() < 1 << 40 && q.unsigned_abs() < 1 << 40 => {
            format!(": {p} and {q}")
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn history(names: &[&'static str]) -> History {
        let mut h = History::default();
        for n in names {
            h.note(n, Call::new(n).hash());
        }
        h
    }

    fn through_the_wire(call: &Call, past: &History) -> Report {
        Report::unpack(&Report::new(call, past).pack())
    }

    #[test]
    fn names_the_first_different_call() {
        let call = Call::new("da_sum");
        let a = through_the_wire(&call, &history(&["da_zeros", "da_add"]));
        let b = through_the_wire(&call, &history(&["da_zeros", "da_subtract"]));
        assert_eq!(first_difference(&a, &b), Some(1));
        let text = past_difference(0, &a, 2, &b, 1);
        assert!(text.contains("call 2") && text.contains("da_add on rank 0"), "{text}");
        assert!(text.contains("da_subtract on rank 2"), "{text}");
    }

    #[test]
    fn names_the_missing_call_and_the_different_argument() {
        let mut one = Call::new("da_full");
        one.attribute("dtype", 10);
        let mut two = Call::new("da_full");
        two.attribute("dtype", 11);
        let none = History::default();
        let (a, b) = (through_the_wire(&one, &none), through_the_wire(&two, &history(&["da_add"])));
        assert!(present_difference(0, &a, 1, &b).contains("`dtype`: 10 and 11"));
        assert!(past_difference(0, &a, 1, &b, 0).contains("nothing on rank 0 and da_add on rank 1"));
    }

    #[test]
    fn a_failure_is_found_by_the_number_of_its_call() {
        let mut past = history(&["da_zeros"]);
        past.note_failure("da_fill", &Error::new(Status::ReadOnly, "\"ä\" ".repeat(400)));
        let report = through_the_wire(&Call::new("da_sum"), &past);
        assert_eq!(report.failure(0, 3), None);
        let found = report.failure(1, 3).expect("the second call failed");
        assert_eq!((found.status, found.origin), (Status::ReadOnly, Some(3)));
        assert!(found.message.starts_with("\"ä\" ") && found.message.len() <= MESSAGE_BYTES);
        assert_eq!(
            first_difference(&report, &through_the_wire(&Call::new("da_sum"), &history(&["da_zeros"]))),
            Some(1)
        );
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        let long = "ä".repeat(TEXT_BYTES);
        let text = unpack_text(&pack_text(&long));
        assert_eq!(text.chars().count(), TEXT_BYTES / 2);
    }
}
