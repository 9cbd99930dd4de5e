//! Reductions over all elements: NumPy's results, from one piece and from merged contributions.

use super::support::{Array, Tolerance, assert_close, dtype_named, load, parse_all, stored};
use distarray::compute::{Partial, ReduceOp, reduce_dtype, reduce_local};
use distarray::dtype::{Bool, C128, DType, Kind};
use distarray::error::Status;
use distarray::value::Value;

fn op_named(name: &str) -> Option<ReduceOp> {
    ReduceOp::ALL.iter().copied().find(|op| op.name() == name)
}

fn partial(op: ReduceOp, dtype: DType, values: &[Value]) -> Partial {
    let array = Array::of(dtype, values);
    // SAFETY: the array owns its memory.
    unsafe { reduce_local(op, &array.view()) }.unwrap()
}

/// Merges contributions in the given order, each carried as bytes.
fn merged(op: ReduceOp, dtype: DType, parts: &[Partial], order: &[usize]) -> Value {
    let mut all = Partial::identity(op, dtype);
    for &k in order {
        all.merge(&Partial::from_bytes(&parts[k].to_bytes()));
    }
    all.finish().unwrap()
}

/// The result of one piece and of four, three of them uneven and one empty, in several orders.
fn results(op: ReduceOp, dtype: DType, values: &[Value]) -> Vec<Value> {
    let n = values.len();
    let cuts = [0, n / 3, n / 3, (2 * n).div_ceil(3), n];
    let parts: Vec<Partial> = cuts.windows(2).map(|w| partial(op, dtype, &values[w[0]..w[1]])).collect();
    assert_eq!(parts.iter().map(Partial::count).sum::<i64>(), n as i64);
    let mut results = vec![partial(op, dtype, values).finish().unwrap()];
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1]] {
        results.push(merged(op, dtype, &parts, &order));
    }
    let (mut left, mut right) = (parts[1], parts[3]);
    left.merge(&parts[0]);
    right.merge(&parts[2]);
    right.merge(&left);
    results.push(right.finish().unwrap());
    results
}

fn check(what: &str, op: ReduceOp, dtype: DType, values: &[Value], expected: Value) {
    assert_eq!(reduce_dtype(op, dtype).unwrap(), expected.dtype, "{what}");
    let inexact = matches!(op, ReduceOp::Sum | ReduceOp::Mean)
        && matches!(expected.dtype.kind(), Kind::Float | Kind::Complex);
    for got in results(op, dtype, values) {
        if !inexact {
            assert_close(what, &[got], &[zero_sign_lost(expected, got)], Tolerance::Exact);
            continue;
        }
        assert_eq!(got.dtype, expected.dtype, "{what}");
        let total: f64 = values.iter().map(|v| v.as_c128().unwrap().norm()).sum();
        let scale = if op == ReduceOp::Mean { total / values.len() as f64 } else { total };
        let eps = if reduce_dtype(op, dtype).unwrap().itemsize() <= 8 && expected.dtype != DType::Float64 {
            f64::from(f32::EPSILON)
        } else {
            f64::EPSILON
        };
        let (g, e) = (got.as_c128().unwrap(), expected.as_c128().unwrap());
        for (g, e) in [(g.re, e.re), (g.im, e.im)] {
            let same = g.to_bits() == e.to_bits() || (g.is_nan() && e.is_nan());
            let near = total.is_finite() && (g - e).abs() <= 4.0 * eps * scale && !(g == 0.0 && e == 0.0);
            assert!(same || near, "{what}: {got}, expected {expected}");
        }
    }
}

/// Which of two equal zeros min and max give depends on NumPy's instruction set; ours is tested
/// below.
fn zero_sign_lost(expected: Value, got: Value) -> Value {
    let (e, g) = (expected.as_c128().unwrap(), got.as_c128().unwrap());
    if e == g { got } else { expected }
}

#[test]
fn golden_reductions() {
    let file = load("reductions.json");
    let mut replayed = 0;
    for case in file["cases"].as_array().unwrap() {
        let Some(op) = op_named(case["op"].as_str().unwrap()) else { continue };
        if !case["axis"].is_null() || !case["dtype_arg"].is_null() {
            continue;
        }
        let input = &file["inputs"][case["input"].as_str().unwrap()];
        let dtype = dtype_named(input["dtype"].as_str().unwrap());
        let numpy = &case["numpy"];
        let result = dtype_named(numpy["dtype"].as_str().unwrap());
        let expected = parse_all(result, &numpy["values"])[0];
        check(case["id"].as_str().unwrap(), op, dtype, &parse_all(dtype, &input["values"]), expected);
        replayed += 1;
    }
    assert_eq!(replayed, 50 + 44 + 39 + 34, "cases of sum, max, mean and min over everything");
}

#[test]
fn every_dtype_and_special_value() {
    let file = load("compute.json");
    let mut replayed = 0;
    for case in file["cases"].as_array().unwrap() {
        let Some(op) = op_named(case["op"].as_str().unwrap()) else { continue };
        let (dtype, values) = stored(&file, &case["in"][0]);
        let (_, expected) = stored(&file, &case["out"]);
        check(&format!("{op} of {dtype} {}", values.len()), op, dtype, &values, expected[0]);
        replayed += 1;
    }
    assert_eq!(replayed, 13 * 4 * 4 + 13 * 2 + 4 * 6 * 4);
}

#[test]
fn nothing_has_no_extremes() {
    for (op, name) in [(ReduceOp::Min, "minimum"), (ReduceOp::Max, "maximum")] {
        for dtype in DType::ALL {
            let error = partial(op, dtype, &[]).finish().unwrap_err();
            assert_eq!(error.status, Status::Empty);
            let numpy = format!("zero-size array to reduction operation {name} which has no identity");
            assert!(error.message.contains(&numpy), "{error}");
        }
    }
    let mean = partial(ReduceOp::Mean, DType::Int32, &[]).finish().unwrap();
    assert!(mean.dtype == DType::Float64 && mean.as_f64().unwrap().is_nan());
}

#[test]
fn zeros_and_nans_do_not_depend_on_the_order() {
    let zeros = [Value::from_f64(0.0), Value::from_f64(-0.0), Value::from_f64(0.0)];
    for got in results(ReduceOp::Min, DType::Float64, &zeros) {
        assert!(got.as_f64().unwrap().is_sign_negative());
    }
    for got in results(ReduceOp::Max, DType::Float64, &zeros) {
        assert!(got.as_f64().unwrap().is_sign_positive());
    }
    let z = |re, im| Value::from_c128(C128::new(re, im));
    let values = [z(1.0, 2.0), z(f64::NAN, 2.0), z(-5.0, 0.0), z(1.0, f64::NAN), z(9.0, 9.0)];
    for op in [ReduceOp::Min, ReduceOp::Max] {
        let all = results(op, DType::Complex128, &values);
        assert!(all.iter().all(|v| v.bits == all[0].bits), "{op}: {all:?}");
        let lone = results(op, DType::Complex128, &values[2..]);
        assert!(lone.iter().all(|v| v.as_c128().unwrap().re == 1.0 && v.as_c128().unwrap().im.is_nan()));
    }
    let ties = [z(-0.0, 5.0), z(0.0, 3.0)];
    for got in results(ReduceOp::Min, DType::Complex128, &ties) {
        assert_eq!(got.as_c128().unwrap(), C128::new(0.0, 3.0));
    }
}

#[test]
fn a_nan_anywhere_in_a_long_array_is_found() {
    for place in [0, 1, 31, 32, 1023, 1024, 3000, 4999] {
        let mut values = vec![Value::from_f64(1.0).cast(DType::Float32); 5000];
        values[place] = Value::of(f32::NAN);
        for &op in ReduceOp::ALL {
            assert!(partial(op, DType::Float32, &values).finish().unwrap().as_f64().unwrap().is_nan());
        }
        values[place] = Value::of(-7f32);
        assert_eq!(partial(ReduceOp::Min, DType::Float32, &values).finish().unwrap(), Value::of(-7f32));
    }
}

#[test]
fn sums_wrap_and_are_accurate() {
    let big = vec![Value::from_i64(i64::MAX), Value::from_i64(1)];
    for got in results(ReduceOp::Sum, DType::Int64, &big) {
        assert_eq!(got, Value::from_i64(i64::MIN));
    }
    let n = 3_000_001;
    let tenths = vec![Value::of(0.1f32); n];
    let sum = partial(ReduceOp::Sum, DType::Float32, &tenths).finish().unwrap();
    let exact = f64::from(0.1f32) * n as f64;
    assert!((sum.as_f64().unwrap() - exact).abs() <= exact * f64::from(f32::EPSILON), "{sum}, {exact}");
    let mean = partial(ReduceOp::Mean, DType::Float32, &tenths).finish().unwrap();
    assert!((mean.as_f64().unwrap() - f64::from(0.1f32)).abs() <= 1e-8, "{mean}");
    let tenths = vec![Value::from_f64(0.1); n];
    let sum = partial(ReduceOp::Sum, DType::Float64, &tenths).finish().unwrap().as_f64().unwrap();
    assert!((sum - 0.1 * n as f64).abs() <= 300_000.1 * 32.0 * f64::EPSILON, "{sum}");
}

#[test]
fn any_byte_but_zero_is_true() {
    // SAFETY of the view: four bytes that live until the end.
    let bytes = [Bool(0), Bool(2), Bool(255), Bool(1)];
    let view = distarray::memory::LocalView {
        ptr: bytes.as_ptr().cast_mut().cast(),
        dtype: DType::Bool,
        shape: &[4],
        strides: &[1],
    };
    // SAFETY: the view describes `bytes`.
    let of = |op| unsafe { reduce_local(op, &view) }.unwrap().finish().unwrap();
    assert_eq!(of(ReduceOp::Sum), Value::from_i64(3));
    assert_eq!(of(ReduceOp::Mean), Value::from_f64(0.75));
    assert_eq!(of(ReduceOp::Max), Value::from_bool(true));
    assert_eq!(of(ReduceOp::Min), Value::from_bool(false));
}

#[test]
fn contributions_to_different_reductions_do_not_merge() {
    let mut a = Partial::identity(ReduceOp::Sum, DType::Int32);
    a.merge(&Partial::identity(ReduceOp::Sum, DType::Int64));
    assert_eq!(a.finish().unwrap_err().status, Status::Internal);
    let mut b = Partial::identity(ReduceOp::Sum, DType::Int64);
    b.merge(&a);
    assert_eq!(b.finish().unwrap_err().status, Status::Internal, "the error spreads");
    assert!(Partial::from_bytes(&[0xFF; Partial::SIZE]).finish().is_err());
}
