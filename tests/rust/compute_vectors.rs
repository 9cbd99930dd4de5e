//! Replays NumPy's results for element-wise functions and casts.

use super::evaluate::{Operand, Settings, computed, in_range, levels};
use super::support::{Array, Tolerance, assert_close, dtype_named, float, load, parse_all, stored, ulps};
use distarray::compute::copy;
use distarray::compute::user::built_in;
use distarray::cpu::Level;
use distarray::dtype::{C128, DType, Kind};
use distarray::error::{Result, Status};
use distarray::value::Value;
use serde_json::Value as Json;

/// An operand of a case: an array or a Python scalar.
enum Input {
    Array(Array),
    Scalar(Value),
}

impl Input {
    fn operand(&self) -> Operand<'_> {
        match self {
            Input::Array(a) => Operand::View(a.view()),
            Input::Scalar(v) => Operand::Scalar(*v),
        }
    }
    fn dtype(&self) -> DType {
        match self {
            Input::Array(a) => a.dtype,
            Input::Scalar(v) => v.dtype,
        }
    }
    fn shape(&self) -> &[i64] {
        match self {
            Input::Array(a) => &a.shape,
            Input::Scalar(_) => &[],
        }
    }
}

fn python_scalar(json: &Json) -> Value {
    let value = &json["value"];
    match json["scalar"].as_str().unwrap() {
        "int" => Value::weak_int(value.as_str().unwrap().parse().unwrap()),
        "float" => Value::weak_real(float(value)),
        "complex" => Value::weak_complex(C128::new(float(&value[0]), float(&value[1]))),
        "bool" => Value::from_bool(value == "1"),
        other => panic!("scalar {other}"),
    }
}

fn input(json: &Json, inputs: &Json) -> Input {
    match json.as_str() {
        None => Input::Scalar(python_scalar(json)),
        Some(name) => {
            let dtype = dtype_named(inputs[name]["dtype"].as_str().unwrap());
            Input::Array(Array::of(dtype, &parse_all(dtype, &inputs[name]["values"])))
        }
    }
}

fn compute(op: &str, inputs: &[Input], level: Level) -> Option<Result<Array>> {
    let shape = inputs.iter().map(Input::shape).find(|s| !s.is_empty()).unwrap_or(&[]);
    let op = built_in(op)?;
    let (op, operands) = in_range(op, inputs.iter().map(Input::operand).collect());
    let settings = Settings { level, ..Settings::default() };
    Some(computed(op, &operands, shape, settings).map(|mut outs| outs.remove(0)))
}

fn tolerance(expected: &Json, exact: bool) -> Tolerance {
    match expected["dtype"].as_str().unwrap() {
        // NumPy computes in float16 where we have float32.
        "<f2" => Tolerance::Relative(2f64.powi(-11)),
        _ if exact => Tolerance::Exact,
        name => ulps(dtype_named(name), 4.0),
    }
}

/// What is too large or too small for float16, in which NumPy computes where we have float32.
fn in_half_range(value: Value) -> Value {
    let x: f64 = value.get();
    let limited = match x.abs() {
        size if size >= 65520.0 => f64::INFINITY.copysign(x),
        size if size < 2f64.powi(-14) => (x * 2f64.powi(24)).round_ties_even() * 2f64.powi(-24),
        _ => x,
    };
    Value::from_f64(limited).cast(value.dtype)
}

/// NumPy's complex log1p adds 1 before it takes the logarithm, which costs what is small beside 1; ours does not.
fn shared_errors_taken_out(got: Vec<Value>, numpys: &[Value]) -> Vec<Value> {
    let lost =
        |dtype| if dtype == DType::Complex64 { 4.0 * f64::from(f32::EPSILON) } else { 4.0 * f64::EPSILON };
    let near = |ours: &Value, theirs: &Value| {
        let (a, b) = (ours.as_c128().unwrap(), theirs.as_c128().unwrap());
        ours.dtype.kind() == Kind::Complex && (a - b).norm() <= lost(ours.dtype)
    };
    got.iter().zip(numpys).map(|(ours, theirs)| if near(ours, theirs) { *theirs } else { *ours }).collect()
}

/// NumPy's powers of complex64 lose digits with the size of the exponent; where ours are as computed in complex128,
/// they are right.
fn powers_in_double(got: Vec<Value>, numpys: &[Value], inputs: &[Input]) -> Vec<Value> {
    let element = |input: &Input, k: usize| match input {
        Input::Array(array) => array.values()[k].as_c128().unwrap(),
        Input::Scalar(value) => value.as_c128().unwrap(),
    };
    let right = |k: usize, ours: &Value| {
        let reference = element(&inputs[0], k).powc(element(&inputs[1], k));
        let bound = 4.0 * f64::from(f32::EPSILON) * reference.norm();
        ours.dtype == DType::Complex64 && (ours.as_c128().unwrap() - reference).norm() <= bound
    };
    let judge = |(k, (ours, theirs)): (usize, (&Value, &Value))| if right(k, ours) { *theirs } else { *ours };
    got.iter().zip(numpys).enumerate().map(judge).collect()
}

/// The status that stands for NumPy's exception.
fn status_of(error: &Json) -> Status {
    match error.as_str() {
        Some("OverflowError") => Status::Overflow,
        Some("ValueError") => Status::Argument,
        _ => Status::Dtype,
    }
}

#[test]
fn golden_ufuncs() {
    let file = load("ufuncs.json");
    for level in levels() {
        let mut replayed = 0;
        for case in file["cases"].as_array().unwrap() {
            let id = format!("{} at {level:?}", case["id"].as_str().unwrap());
            let inputs: Vec<Input> =
                case["in"].as_array().unwrap().iter().map(|i| input(i, &file["inputs"])).collect();
            let op = case["op"].as_str().unwrap();
            let Some(got) = compute(op, &inputs, level) else { panic!("{id}: {op} is unknown") };
            let expected = case.get("numpy2").unwrap_or(case);
            replayed += 1;
            if let Some(error) = expected.get("error") {
                let got = got.expect_err(&id);
                // An integer literal out of range that also meets negative powers is wrong in both ways.
                let both = op == "power" && error == "ValueError" && got.status == Status::Overflow;
                assert!(both || got.status == status_of(error), "{id}: {got}");
                continue;
            }
            let dtype = dtype_named(expected["dtype"].as_str().unwrap());
            let values = parse_all(dtype, &expected["values"]);
            let got = got.unwrap_or_else(|e| panic!("{id}: {e}")).values();
            let half = expected["dtype"] == "<f2";
            let got: Vec<Value> = if half { got.into_iter().map(in_half_range).collect() } else { got };
            let got = if op == "log1p" { shared_errors_taken_out(got, &values) } else { got };
            let got = if op == "power" { powers_in_double(got, &values, &inputs) } else { got };
            assert_close(&id, &got, &values, tolerance(expected, case["exact"] == true));
        }
        assert_eq!(replayed, file["cases"].as_array().unwrap().len());
    }
}

/// IEEE 754 fixes every real operation here; complex products, quotients, roots and magnitudes
/// differ by rounding between versions of NumPy.
fn is_exact(op: &str, dtype: DType, input: DType) -> bool {
    let rounded = ["multiply", "true_divide", "sqrt", "absolute"].contains(&op);
    !(rounded && (dtype.kind() == Kind::Complex || input.kind() == Kind::Complex))
}

#[test]
fn every_pair_of_dtypes_with_special_values() {
    let file = load("compute.json");
    let mut replayed = 0;
    for case in file["cases"].as_array().unwrap() {
        let op = case["op"].as_str().unwrap();
        let (dtype, expected) = stored(&file, &case["out"]);
        let repeat = |number: &Json| {
            let (dtype, values) = stored(&file, number);
            let repeated: Vec<Value> = values.iter().copied().cycle().take(expected.len()).collect();
            Input::Array(Array::of(dtype, &repeated))
        };
        let inputs: Vec<Input> = case["in"].as_array().unwrap().iter().map(repeat).collect();
        let what = format!("{op} {:?} -> {dtype}", inputs.iter().map(Input::dtype).collect::<Vec<_>>());
        let Some(got) = compute(op, &inputs, Level::best()) else { continue };
        replayed += 1;
        let exact = is_exact(op, dtype, inputs[0].dtype());
        let tolerance = if exact { Tolerance::Exact } else { ulps(dtype, 4.0) };
        assert_close(&what, &got.unwrap().values(), &expected, tolerance);
    }
    assert_eq!(replayed, 4 * 169 - 1 + 13 + 10, "four functions of two operands and two of one");
}

#[test]
fn casts() {
    let file = load("compute.json");
    let mut replayed = 0;
    for case in file["cases"].as_array().unwrap().iter().filter(|c| c["op"] == "cast") {
        let (from, values) = stored(&file, &case["in"][0]);
        let (to, expected) = stored(&file, &case["out"]);
        let input = Array::of(from, &values);
        let out = Array::new(to, &input.shape);
        // SAFETY: both arrays own their memory.
        unsafe { copy(&input.view(), &out.view()) }.unwrap();
        assert_close(&format!("{from} to {to}"), &out.values(), &expected, Tolerance::Exact);
        let scalars: Vec<Value> = values.iter().map(|v| v.cast(to)).collect();
        assert_close(&format!("scalar {from} to {to}"), &scalars, &expected, Tolerance::Exact);
        replayed += 1;
    }
    assert_eq!(replayed, 169);
}

/// What NumPy leaves to the CPU and we define.
#[test]
fn casts_of_floats_that_do_not_fit_saturate() {
    let to = |x: f64, dtype| Value::from_f64(x).cast(dtype).as_i64().unwrap();
    assert_eq!(to(300.0, DType::UInt8), 255);
    assert_eq!(to(-1.0, DType::UInt8), 0);
    assert_eq!(to(f64::NAN, DType::Int32), 0);
    assert_eq!(to(f64::INFINITY, DType::Int16), 32767);
    assert_eq!(to(f64::NEG_INFINITY, DType::Int64), i64::MIN);
    let huge = Value::from_c128(C128::new(1e30, f64::NAN)).cast(DType::UInt64);
    assert_eq!(huge.bits[0], u64::MAX);
}
