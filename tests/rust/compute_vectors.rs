//! Replays NumPy's results for element-wise functions and casts.

use super::support::{Array, Tolerance, assert_close, dtype_named, float, load, parse_all, stored, ulps};
use distarray::compute::{BinaryOp, Operand, OperandType, UnaryOp};
use distarray::compute::{binary_dtypes, copy, run_binary, run_unary, unary_dtypes};
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
    fn operand_type(&self) -> OperandType {
        match self {
            Input::Array(a) => a.dtype.into(),
            Input::Scalar(v) => (*v).into(),
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

fn compute(op: &str, inputs: &[Input]) -> Option<Result<Array>> {
    let shape = inputs.iter().map(Input::shape).find(|s| !s.is_empty()).unwrap_or(&[]);
    if let Some(op) = UnaryOp::ALL.iter().find(|o| o.name() == op) {
        let Input::Array(a) = &inputs[0] else { panic!("{op} of a scalar") };
        return Some(unary_dtypes(*op, a.dtype).and_then(|lp| {
            let out = Array::new(lp.output, shape);
            // SAFETY: both arrays own their memory.
            unsafe { run_unary(*op, &lp, &a.view(), &out.view()) }.map(|()| out)
        }));
    }
    let name = if op == "divide" { "true_divide" } else { op };
    let op = BinaryOp::ALL.iter().find(|o| o.name() == name)?;
    let types = (inputs[0].operand_type(), inputs[1].operand_type());
    Some(binary_dtypes(*op, types.0, types.1).and_then(|lp| {
        let out = Array::new(lp.output, shape);
        // SAFETY: all arrays own their memory.
        unsafe { run_binary(*op, &lp, &inputs[0].operand(), &inputs[1].operand(), &out.view()) }.map(|()| out)
    }))
}

fn tolerance(expected: &Json, exact: bool) -> Tolerance {
    match expected["dtype"].as_str().unwrap() {
        // NumPy computes in float16 where we have float32.
        "<f2" => Tolerance::Relative(2f64.powi(-11)),
        _ if exact => Tolerance::Exact,
        name => ulps(dtype_named(name), 4.0),
    }
}

#[test]
fn golden_ufuncs() {
    let file = load("ufuncs.json");
    let mut replayed = 0;
    for case in file["cases"].as_array().unwrap() {
        let id = case["id"].as_str().unwrap();
        let inputs: Vec<Input> =
            case["in"].as_array().unwrap().iter().map(|i| input(i, &file["inputs"])).collect();
        let Some(got) = compute(case["op"].as_str().unwrap(), &inputs) else { continue };
        let expected = case.get("numpy2").unwrap_or(case);
        replayed += 1;
        if let Some(error) = expected.get("error") {
            let status = if error == "OverflowError" { Status::Overflow } else { Status::Dtype };
            let error = got.expect_err(id);
            assert_eq!(error.status, status, "{id}: {error}");
            continue;
        }
        let dtype = dtype_named(expected["dtype"].as_str().unwrap());
        let values = parse_all(dtype, &expected["values"]);
        let got = got.unwrap_or_else(|e| panic!("{id}: {e}")).values();
        assert_close(id, &got, &values, tolerance(expected, case["exact"] == true));
    }
    assert_eq!(replayed, 813, "cases of the six functions");
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
        let what = format!(
            "{op} {:?} -> {dtype}",
            inputs.iter().map(|i| i.operand_type().dtype).collect::<Vec<_>>()
        );
        let Some(got) = compute(op, &inputs) else { continue };
        replayed += 1;
        let exact = is_exact(op, dtype, inputs[0].operand_type().dtype);
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
