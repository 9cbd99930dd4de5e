//! What ranks tell each other after they found that they disagree.

use super::call::Call;
use super::session::History;
use serde_json::{Value, json};

/// Bytes of one report on the wire.
const REPORT_BYTES: usize = 6144;
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
        let past: Vec<Value> = past.recent().map(|(name, hash)| json!([name, hash])).collect();
        Report(json!({"call": call.name(), "attributes": attributes, "past": past, }))
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
                _ => value = json!({"call": "?", "attributes": [], "past": []}),
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

    fn call(&self) -> &str {
        self.0["call"].as_str().unwrap_or("an unknown call")
    }
}

/// A message as bytes of fixed length.
pub fn pack_text(text: &str) -> Vec<u8> {
    let mut end = text.len().min(TEXT_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut bytes = text.as_bytes()[..end].to_vec();
    bytes.resize(TEXT_BYTES, 0);
    bytes
}

/// The message again.
pub fn unpack_text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_end_matches('\0').to_string()
}

/// The sentence that names the first difference between two ranks.
pub fn difference(low: i32, a: &Report, high: i32, b: &Report, when: When) -> String {
    match when {
        When::Before => past_difference(low, a, high, b),
        When::Now => present_difference(low, a, high, b),
    }
}

fn past_difference(low: i32, a: &Report, high: i32, b: &Report) -> String {
    let (x, y) = (a.list("past"), b.list("past"));
    let name = |v: Option<&Value>| v.and_then(|v| v[0].as_str()).unwrap_or("nothing").to_string();
    let Some(k) = (0..x.len().max(y.len())).find(|k| x.get(*k) != y.get(*k)) else {
        return format!(
            "ranks {low} and {high} made different calls before {}; more calls lie between than are remembered",
            a.call()
        );
    };
    let (one, two) = (name(x.get(k)), name(y.get(k)));
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

fn present_difference(low: i32, a: &Report, high: i32, b: &Report) -> String {
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
        let text = difference(0, &a, 2, &b, When::Before);
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
        assert!(difference(0, &a, 1, &b, When::Now).contains("`dtype`: 10 and 11"));
        assert!(difference(0, &a, 1, &b, When::Before).contains("nothing on rank 0 and da_add on rank 1"));
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        let long = "ä".repeat(TEXT_BYTES);
        let text = unpack_text(&pack_text(&long));
        assert_eq!(text.chars().count(), TEXT_BYTES / 2);
    }
}
