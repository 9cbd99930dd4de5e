//! Replays NumPy's arange, linspace and logspace, element by element.

use super::support::{Tolerance, assert_close, dtype_named, load, parse, parse_all, ulps};
use distarray::compute::arange::Arange;
use distarray::compute::creation::diagonal;
use distarray::compute::sequence::Sequence;
use distarray::compute::spaced::Spaced;
use distarray::distribution::{Distribution, GridRequest, parse_dist};
use distarray::dtype::{DType, Kind};
use distarray::error::{Result, Status};
use distarray::value::Value;
use serde_json::Value as Json;

/// `["float", "0x1p+0"]`: Python's literals are weak, dtypes strong.
fn argument(json: &Json) -> Value {
    let weak = |dtype| Value { weak: true, ..parse(dtype, &json[1]) };
    match json[0].as_str().unwrap() {
        "int" => weak(DType::Int64),
        "float" => weak(DType::Float64),
        "complex" => weak(DType::Complex128),
        name => parse(dtype_named(name), &json[1]),
    }
}

fn sequence(case: &Json) -> Result<Sequence> {
    let args: Vec<Value> = case["args"].as_array().unwrap().iter().map(argument).collect();
    let dtype = case["asked"].as_str().map(dtype_named);
    let (num, endpoint) = (case["num"].as_i64().unwrap_or(0), case["endpoint"] == 1);
    match case["op"].as_str().unwrap() {
        "arange" => Arange::new(args[0], args[1], args[2], dtype).map(Sequence::Arange),
        "linspace" => Spaced::linspace(args[0], args[1], num, endpoint, dtype).map(Sequence::Spaced),
        _ => Spaced::logspace(args[0], args[1], num, endpoint, args[2], dtype).map(Sequence::Spaced),
    }
}

fn status(error: &str) -> Status {
    let of_kind = [
        ("TypeError", Status::Dtype),
        ("OverflowError", Status::Overflow),
        ("ValueError: Maximum allowed size", Status::Overflow),
        ("ValueError", Status::Argument),
        ("ZeroDivisionError", Status::Argument),
    ];
    of_kind.iter().find(|(text, _)| error.starts_with(text)).expect("a known error").1
}

/// Powers come from different libraries; everything else is fixed by IEEE 754.
fn tolerance(case: &Json, dtype: DType) -> Tolerance {
    match dtype.kind() {
        Kind::Float if case["op"] == "logspace" => ulps(dtype, 2.0),
        Kind::Complex if case["op"] == "logspace" => ulps(dtype, 64.0),
        _ => Tolerance::Exact,
    }
}

#[test]
fn every_sequence_is_numpys() {
    let file = load("creation.json");
    let (mut replayed, mut failed, mut elements) = (0, 0, 0);
    for case in file["cases"].as_array().unwrap().iter().filter(|case| case["op"] != "eye") {
        let what = format!("{} {} {} {}", case["op"], case["args"], case["num"], case["asked"]);
        let got = sequence(case);
        replayed += 1;
        if let Some(error) = case["error"].as_str() {
            let got = got.err().unwrap_or_else(|| panic!("{what}: no error, but {error}"));
            assert_eq!(got.status, status(error), "{what}: {got:?}");
            failed += 1;
            continue;
        }
        let got = got.unwrap_or_else(|e| panic!("{what}: {e}"));
        let dtype = dtype_named(case["dtype"].as_str().unwrap());
        assert_eq!((got.dtype(), Some(got.count())), (dtype, case["count"].as_i64()), "{what}");
        let expected = parse_all(dtype, &case["values"]);
        let at: Vec<i64> = match case["at"].as_array() {
            Some(at) => at.iter().map(|i| i.as_i64().unwrap()).collect(),
            None => (0..got.count()).collect(),
        };
        let values: Vec<Value> = at.iter().map(|i| got.element(*i).unwrap()).collect();
        elements += values.len();
        assert_close(&what, &values, &expected, tolerance(case, dtype));
        assert_eq!((got.element(-1), got.element(got.count())), (None, None), "{what}");
    }
    assert_eq!((replayed, failed, elements), (708, 48, 3839));
}

/// The matrix that the ranks make together, as text; every element by one rank.
fn eye(dist: &str, ranks: i64, shape: [i64; 2], k: i64) -> String {
    let specs = parse_dist(&shape, dist).unwrap();
    let distribution = Distribution::new(ranks, &specs, GridRequest::Auto).unwrap();
    let mut matrix = vec![b'0'; (shape[0] * shape[1]) as usize];
    for rank in 0..ranks as i32 {
        let Some(axes) = distribution.owned(rank).unwrap() else { continue };
        let (rows, columns) = (&axes[0].owned, &axes[1].owned);
        for [i, j] in diagonal(rows, columns, k) {
            let at = (rows.get(i).unwrap() * shape[1] + columns.get(j).unwrap()) as usize;
            assert_eq!(matrix[at], b'0', "{dist} on {ranks} ranks, {shape:?}, {k}");
            matrix[at] = b'1';
        }
    }
    String::from_utf8(matrix).unwrap()
}

#[test]
fn every_eye_is_numpys() {
    let file = load("creation.json");
    let mut replayed = 0;
    for case in file["cases"].as_array().unwrap().iter().filter(|case| case["op"] == "eye") {
        let extent = |axis: usize| case["shape"][axis].as_i64().unwrap();
        let (shape, k) = ([extent(0), extent(1)], case["k"].as_i64().unwrap());
        for (dist, ranks) in
            ["b,b", "c,n", "n,c:2", "c:2,b", "n,n"].iter().flat_map(|d| [1, 2, 3, 4, 6].map(|r| (d, r)))
        {
            assert_eq!(
                eye(dist, ranks, shape, k),
                case["values"].as_str().unwrap(),
                "{dist} on {ranks} ranks, {case}"
            );
            replayed += 1;
        }
    }
    assert_eq!(replayed, 30 * 25);
}

/// What NumPy can not hold in memory, and so has no vectors for.
#[test]
fn long_sequences_are_only_described() {
    let int = Value::weak_int;
    let long = Sequence::Arange(Arange::new(int(i64::MIN), int(i64::MAX), int(1 << 20), None).unwrap());
    assert_eq!(long.count(), 1 << 44);
    assert_eq!(long.element(long.count() - 1), Some(Value::of(i64::MAX - (1 << 20) + 1)));
    let spaced = Spaced::linspace(int(0), int(1), 1 << 62, true, None).unwrap();
    let spaced = Sequence::Spaced(spaced);
    assert_eq!(spaced.element((1 << 62) - 1), Some(Value::of(1.0)));
    assert_eq!(spaced.element(1 << 61), Some(Value::of(0.5)));
}
