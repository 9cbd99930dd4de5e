//! Replays how NumPy prints arrays: every case of `tests/vectors/print.json`, letter by letter.

use distarray::dtype::DType;
use distarray::format::{Elements, FloatMode, PrintOptions, Sign, array_text, needed_indices};
use serde_json::Value as Json;

fn bytes_of(hex: &str) -> Vec<u8> {
    let digits = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal digits");
    (0..hex.len() / 2).map(|k| digits(2 * k)).collect()
}

/// The elements as they lie in memory here.
fn elements(dtype: DType, text: &str) -> Vec<u8> {
    let mut bytes = match text.split_once(" x ") {
        Some((one, count)) => bytes_of(one).repeat(count.parse().expect("a count")),
        None => bytes_of(text),
    };
    if cfg!(target_endian = "big") {
        let complex = matches!(dtype, DType::Complex64 | DType::Complex128);
        let size = dtype.itemsize() / if complex { 2 } else { 1 };
        bytes.chunks_exact_mut(size).for_each(<[u8]>::reverse);
    }
    bytes
}

fn options(json: &Json) -> PrintOptions {
    let mut options = PrintOptions::default();
    for (key, value) in json.as_object().into_iter().flatten() {
        let number = || value.as_i64().expect("a number");
        match (key.as_str(), value.as_str()) {
            ("precision", _) => options.precision = number(),
            ("threshold", _) => options.threshold = number(),
            ("edgeitems", _) => options.edge_items = number(),
            ("max_line_width", _) => options.line_width = number(),
            ("suppress_small", _) => options.suppress_small = value.as_bool().expect("a bool"),
            ("floatmode", Some("fixed")) => options.float_mode = FloatMode::Fixed,
            ("floatmode", Some("unique")) => options.float_mode = FloatMode::Unique,
            ("floatmode", Some("maxprec")) => options.float_mode = FloatMode::MaxPrec,
            ("floatmode", Some("maxprec_equal")) => options.float_mode = FloatMode::MaxPrecEqual,
            ("sign", Some("-")) => options.sign = Sign::Minus,
            ("sign", Some("+")) => options.sign = Sign::Plus,
            ("sign", Some(" ")) => options.sign = Sign::Space,
            other => panic!("unknown option {other:?}"),
        }
    }
    options
}

fn lists_of(json: &Json) -> Vec<Vec<i64>> {
    serde_json::from_value(json.clone()).expect("lists of indices")
}

/// What our text is instead of NumPy's, if it differs.
fn problem(case: &Json) -> Option<String> {
    let dtype = *DType::ALL.iter().find(|d| d.name() == case["dtype"]).expect("one of our dtypes");
    let shape: Vec<i64> = serde_json::from_value(case["shape"].clone()).expect("a shape");
    let options = options(&case["options"]);
    let lists = needed_indices(&shape, &options).expect("lists of indices");
    let expected = match &case["indices"] {
        Json::Null if shape.contains(&0) => vec![Vec::new(); shape.len()],
        Json::Null => shape.iter().map(|&n| (0..n).collect()).collect(),
        lists => lists_of(lists),
    };
    if lists != expected {
        return Some(format!("{case}\nneeds {lists:?}"));
    }
    let bytes = elements(dtype, case["data"].as_str().expect("data"));
    let text =
        array_text(&shape, &Elements { dtype, bytes: &bytes, missing: None }, &options).expect("a text");
    let numpy = case["text"].as_str().expect("a text");
    (text != numpy).then(|| format!("{case}\nours:\n{text}\nNumPy's:\n{numpy}\n"))
}

#[test]
fn arrays_look_as_numpy_prints_them() {
    let path = format!("{}/tests/vectors/print.json", env!("CARGO_MANIFEST_DIR"));
    let file: Json =
        serde_json::from_str(&std::fs::read_to_string(path).expect("the vectors")).expect("JSON");
    let cases = file["cases"].as_array().expect("cases");
    assert!(cases.len() > 1000, "{} cases", cases.len());
    let problems: Vec<String> = cases.iter().filter_map(problem).collect();
    let shown: Vec<&String> = problems.iter().take(10).collect();
    assert!(problems.is_empty(), "{} of {} cases differ:\n{shown:#?}", problems.len(), cases.len());
}

#[test]
fn elements_that_nobody_has_are_dashes() {
    let options = PrintOptions::default();
    let print = |shape: &[i64], values: &[f64], missing: &[bool]| {
        let bytes: Vec<u8> = values.iter().flat_map(|x| x.to_ne_bytes()).collect();
        array_text(
            shape,
            &Elements { dtype: DType::Float64, bytes: &bytes, missing: Some(missing) },
            &options,
        )
    };
    // What stands in their place has no say in the format.
    let some = print(&[2, 2], &[1.5, 1e300, 1e300, -10.25], &[false, true, true, false]).unwrap();
    assert_eq!(some, "[[  1.5      --]\n [    -- -10.25]]");
    assert_eq!(print(&[3], &[0.0; 3], &[true; 3]).unwrap(), "[-- -- --]");
    assert_eq!(print(&[], &[0.0], &[true]).unwrap(), "--");
    assert!(print(&[3], &[0.0; 3], &[true; 2]).is_err());
}

#[test]
fn a_buffer_of_another_length_is_refused() {
    let options = PrintOptions::default();
    for (shape, bytes) in [(&[3i64][..], 2usize), (&[], 0), (&[0], 1), (&[2000], 2000)] {
        let elements = Elements { dtype: DType::Int8, bytes: &vec![1; bytes], missing: None };
        assert!(array_text(shape, &elements, &options).is_err(), "{shape:?} from {bytes} bytes");
    }
}
