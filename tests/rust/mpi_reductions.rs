//! NumPy's reductions replayed through the C functions, in one process: every operand in several memory
//! layouts. What happens between ranks is tested in C.

#[path = "compute_support.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod support;

use distarray::capi::access::da_copy_local;
use distarray::capi::array::{
    da_array, da_array_dtype, da_array_free, da_array_ndim, da_array_shape, da_array_wrap,
};
use distarray::capi::context::{da_context, da_context_create, da_context_free};
use distarray::capi::distribution::{da_distribution, da_distribution_create, da_distribution_free};
use distarray::capi::error::da_error_message;
use distarray::capi::reduction::{
    DA_KEEPDIMS, DA_REPRODUCIBLE, da_reduce_options, da_reduce_with, da_reduce_with_value,
};
use distarray::capi::value::da_value;
use distarray::compute::ReduceOp;
use distarray::dtype::{C128, DType, Kind};
use distarray::error::Status;
use distarray::value::Value;
use mpi_sys as ffi;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::ffi::CStr;
use std::ptr::{null, null_mut};
use support::{Array, dtype_named, load, parse, parse_all};

/// The context, and distributions of all shapes so far.
struct World {
    ctx: *mut da_context,
    dists: BTreeMap<Vec<i64>, *mut da_distribution>,
}

/// An operand as an array of the library over memory of the test's.
struct Operand {
    handle: *mut da_array,
    array: Array,
}

impl Drop for Operand {
    fn drop(&mut self) {
        // SAFETY: a handle of ours.
        unsafe { da_array_free(&mut self.handle) };
    }
}

fn message() -> String {
    // SAFETY: a text of the library's that lives until the next call.
    unsafe { CStr::from_ptr(da_error_message()) }.to_string_lossy().into_owned()
}

impl World {
    fn open() -> World {
        // SAFETY: no arguments; nothing else in this process uses MPI.
        unsafe { assert_eq!(ffi::MPI_Init(null_mut(), null_mut()), 0) };
        let mut ctx = null_mut();
        // SAFETY: MPI was started, the pointer is valid.
        assert_eq!(unsafe { da_context_create(ffi::RSMPI_COMM_SELF, null(), &mut ctx) }.0, 0);
        World { ctx, dists: BTreeMap::new() }
    }

    fn close(mut self) {
        // SAFETY: handles of ours; MPI was started.
        unsafe {
            self.dists.values_mut().for_each(|dist| assert_eq!(da_distribution_free(dist).0, 0));
            assert_eq!(da_context_free(&mut self.ctx).0, 0);
            assert_eq!(ffi::MPI_Finalize(), 0);
        }
    }

    fn dist(&mut self, shape: &[i64]) -> *mut da_distribution {
        let ctx = self.ctx;
        *self.dists.entry(shape.to_vec()).or_insert_with(|| {
            let mut dist = null_mut();
            // SAFETY: the arguments live as long as the call.
            let status = unsafe {
                da_distribution_create(ctx, shape.len() as i32, shape.as_ptr(), null(), null(), &mut dist)
            };
            assert_eq!(status.0, 0, "{}", message());
            dist
        })
    }

    fn operand(&mut self, dtype: DType, shape: &[i64], values: &[Value], layout: usize) -> Operand {
        let ndim = shape.len();
        let order: Vec<usize> = if layout == 1 { (0..ndim).rev().collect() } else { (0..ndim).collect() };
        let step = |k: usize| match layout {
            2 => -1,
            3 => [2, 3, -2][k % 3],
            _ => 1,
        };
        let array = Array::with_layout(dtype, shape, &order, &(0..ndim).map(step).collect::<Vec<i64>>());
        let array = array.filled(values);
        let (dist, mut handle) = (self.dist(shape), null_mut());
        // SAFETY: the memory lives as long as the operand.
        let status = unsafe {
            let (at, strides) = (array.view().ptr.cast(), array.strides.as_ptr());
            da_array_wrap(dist, dtype as i32, at, strides, 0, None, null_mut(), &mut handle)
        };
        assert_eq!(status.0, 0, "{}", message());
        Operand { handle, array }
    }

    fn stored(&mut self, json: &Json, layout: usize) -> Operand {
        let dtype = dtype_named(json["dtype"].as_str().unwrap());
        let shape = shape_of(json);
        self.operand(dtype, &shape, &parse_all(dtype, &json["values"]), layout)
    }
}

fn shape_of(json: &Json) -> Vec<i64> {
    json["shape"].as_array().unwrap().iter().map(|n| n.as_i64().unwrap()).collect()
}

/// One call of a case.
struct Call {
    op: i32,
    axes: Option<Vec<i32>>,
    flags: i32,
    options: da_reduce_options,
}

fn no_options() -> da_reduce_options {
    da_reduce_options {
        struct_size: size_of::<da_reduce_options>() as u64,
        where_mask: null(),
        weights: null(),
        initial: da_value { dtype: 0, flags: 0, bits: [0; 2] },
        has_initial: 0,
        dtype: 0,
        ddof: 0.0,
    }
}

/// The result as dtype, shape and values, or the status and the message of the error.
type Outcome = Result<(DType, Vec<i64>, Vec<Value>), (i32, String)>;

fn run(a: *const da_array, call: &Call) -> Outcome {
    let mut out = null_mut();
    let empty = Vec::new();
    let axes = call.axes.as_ref().unwrap_or(&empty);
    // SAFETY: all pointers are of live objects.
    let status = unsafe {
        da_reduce_with(call.op, a, axes.len() as i32, axes.as_ptr(), call.flags, &call.options, &mut out)
    };
    if status.0 != 0 {
        return Err((status.0, message()));
    }
    let result = read(out);
    if call.axes.is_none() && call.flags & DA_KEEPDIMS == 0 {
        let mut value = no_options().initial;
        // SAFETY: as above.
        let status = unsafe { da_reduce_with_value(call.op, a, call.flags, &call.options, &mut value) };
        assert_eq!(status.0, 0, "{}", message());
        assert_eq!((value.dtype, value.bits), (result.0 as i32, result.2[0].bits), "the scalar twin");
    }
    // SAFETY: a handle of ours.
    unsafe { da_array_free(&mut out) };
    Ok(result)
}

/// A result in C order.
fn read(a: *const da_array) -> (DType, Vec<i64>, Vec<Value>) {
    let (mut dtype, mut ndim, mut shape) = (0, 0, [0i64; 32]);
    // SAFETY: the pointers are valid; 32 axes are the most there are.
    unsafe {
        assert_eq!(da_array_dtype(a, &mut dtype).0, 0);
        assert_eq!(da_array_ndim(a, &mut ndim).0, 0);
        assert_eq!(da_array_shape(a, shape.as_mut_ptr()).0, 0);
    }
    let copy = Array::new(DType::from_code(dtype).unwrap(), &shape[..ndim as usize]);
    // SAFETY: the copy is of the result's shape and dtype.
    let status = unsafe { da_copy_local(a, copy.view().ptr.cast(), copy.strides.as_ptr()) };
    assert_eq!(status.0, 0, "{}", message());
    (copy.dtype, copy.shape.clone(), copy.values())
}

/// How far a result may be off: rounding in the result's precision, of sums of numbers of this size.
fn tolerance(op: &str, dtype: DType, input: DType, size: f64, expected: f64) -> f64 {
    let exact = ["min", "max", "any", "all", "arg", "count", "ptp"].iter().any(|name| op.contains(name));
    let exact = exact && !op.contains("norm");
    if exact || !matches!(dtype.kind(), Kind::Float | Kind::Complex) {
        return 0.0;
    }
    // NumPy's nan forms compute in the operand's precision, whatever the dtype.
    let narrow = |dtype| matches!(dtype, DType::Float32 | DType::Complex64);
    let single = narrow(dtype) || (op.starts_with("nan") && narrow(input));
    let eps = if single { f64::from(f32::EPSILON) } else { f64::EPSILON };
    let scale = if op.contains("var") { size * size } else { size };
    64.0 * eps * (expected.abs() + scale)
}

fn close(got: C128, expected: C128, tolerance: f64) -> bool {
    let near = |g: f64, e: f64| g == e || (g.is_nan() && e.is_nan()) || (g - e).abs() <= tolerance;
    // Which parts of a complex nan are nan depends on NumPy's instructions.
    let nan = |z: C128| z.re.is_nan() || z.im.is_nan();
    (near(got.re, expected.re) && near(got.im, expected.im)) || (nan(got) && nan(expected))
}

/// What is wrong with an outcome.
fn wrong(op: &str, got: &Outcome, expected: &Json, values: &[Value]) -> Option<String> {
    if let Some(error) = expected.get("error") {
        let text = expected["text"].as_str().unwrap_or("");
        let Err((status, message)) = got else { return Some(format!("no error; NumPy says {text}")) };
        let empty =
            ["which has no identity", "empty sequence", "All-NaN"].iter().any(|part| text.contains(part));
        let right = match error.as_str().unwrap() {
            text if text.contains("AxisError") || text.contains("duplicate value") => {
                *status == Status::Axis as i32
            }
            _ if empty => *status == Status::Empty as i32 && message.contains(text),
            "ZeroDivisionError" | "ValueError" => *status == Status::Argument as i32,
            _ => *status == Status::Dtype as i32,
        };
        return (!right).then(|| format!("status {status}, {message}; NumPy says {text}"));
    }
    let (dtype, shape, got) = match got {
        Ok(got) => got,
        Err(error) => return Some(format!("{error:?}")),
    };
    if *dtype != dtype_named(expected["dtype"].as_str().unwrap()) || *shape != shape_of(expected) {
        return Some(format!(
            "{dtype} of shape {shape:?}, expected {} {:?}",
            expected["dtype"],
            shape_of(expected)
        ));
    }
    let finite = |v: &Value| {
        v.as_c128().ok().filter(|z| z.re.is_finite() && z.im.is_finite()).map_or(0.0, |z| z.norm())
    };
    let size = values.iter().map(finite).fold(0.0, f64::max);
    let pairs = got.iter().zip(parse_all(*dtype, &expected["values"]));
    let mut far = pairs.filter(|(got, expected)| {
        let (g, e) = (got.as_c128().unwrap(), expected.as_c128().unwrap());
        let tolerance = tolerance(
            op,
            *dtype,
            values.first().map_or(*dtype, |v| v.dtype),
            size,
            if e.norm().is_finite() { e.norm() } else { 0.0 },
        );
        if matches!(dtype.kind(), Kind::Float | Kind::Complex) {
            !close(g, e, tolerance)
        } else {
            got.bits != expected.bits
        }
    });
    far.next().map(|(got, expected)| format!("{got}, expected {expected}"))
}

/// What went wrong, for one message.
#[derive(Default)]
struct Findings(Vec<String>);

impl Findings {
    fn check(&mut self, what: &str, op: &str, got: &Outcome, expected: &Json, values: &[Value]) {
        if let Some(fault) = wrong(op, got, expected, values) {
            self.0.push(format!("{what}: {fault}"));
        }
    }

    fn report(self) {
        let some = &self.0[..self.0.len().min(40)];
        assert!(self.0.is_empty(), "{} differences from NumPy, such as\n{}", self.0.len(), some.join("\n"));
    }
}

/// The reductions that this file's cases name, with axes; `mean` and others of a dtype that we refuse are
/// counted apart.
fn replay_given(world: &mut World) {
    let file = load("reductions.json");
    let (mut replayed, mut refused, mut findings) = (0, 0, Findings::default());
    for case in file["cases"].as_array().unwrap() {
        let (id, op) = (case["id"].as_str().unwrap(), case["op"].as_str().unwrap());
        let input = &file["inputs"][case["input"].as_str().unwrap()];
        if case["axis"] == serde_json::json!([]) {
            // No axes at all, which 0 axes are not here.
            refused += 4;
            continue;
        }
        let axes = match &case["axis"] {
            Json::Null => None,
            Json::Array(list) => Some(list.iter().map(|k| k.as_i64().unwrap() as i32).collect()),
            one => Some(vec![one.as_i64().unwrap() as i32]),
        };
        let mut options = no_options();
        if let Some(name) = case["dtype_arg"].as_str() {
            options.dtype = dtype_named(name) as i32;
        }
        let call = Call { op: op_named(op) as i32, axes, flags: 0, options };
        let integer = options.dtype != 0 && options.dtype < DType::Float32 as i32;
        for layout in 0..4 {
            let operand = world.stored(input, layout);
            let got = run(operand.handle, &call);
            if integer && (op == "var" || op == "std") {
                assert_eq!(
                    got.unwrap_err().0,
                    Status::Dtype as i32,
                    "{id}: variances are not computed in integers"
                );
                refused += 1;
                continue;
            }
            let negative = dtype_named(input["dtype"].as_str().unwrap()).kind() == Kind::Float
                && DType::from_code(options.dtype).is_ok_and(|dtype| dtype.kind() == Kind::UInt);
            if negative {
                // Conversions that NumPy leaves to the machine.
                assert!(got.is_ok(), "{id}");
                refused += 1;
                continue;
            }
            findings.check(id, op, &got, &case["numpy"], &operand.array.values());
            replayed += 1;
        }
    }
    findings.report();
    assert_eq!((replayed, refused), (4 * 900 - refused, refused));
    assert!((1..200).contains(&refused), "{refused}");
}

fn op_named(name: &str) -> ReduceOp {
    *ReduceOp::ALL.iter().find(|op| op.name() == name).expect("a reduction of ours")
}

fn initial(json: &Json) -> da_value {
    let value = match json[0].as_str().unwrap() {
        "int" => Value::weak_int(json[1].as_str().unwrap().parse().unwrap()),
        _ => Value::weak_real(parse(DType::Float64, &json[1]).as_f64().unwrap()),
    };
    da_value { dtype: value.dtype as i32, flags: 1, bits: value.bits }
}

fn replay_more(world: &mut World) {
    let file = load("reductions_more.json");
    let (mut replayed, mut findings) = (0, Findings::default());
    let cases = file["cases"].as_array().unwrap();
    for (number, case) in cases.iter().enumerate() {
        let op = case["op"].as_str().unwrap();
        let what = format!("{} {number}", &case.to_string()[..case.to_string().len().min(160)]);
        let input = &file["inputs"][case["in"].as_str().unwrap()];
        let axes: Option<Vec<i32>> =
            case["axes"].as_array().map(|list| list.iter().map(|k| k.as_i64().unwrap() as i32).collect());
        let mut options = no_options();
        options.ddof = case["ddof"].as_f64().unwrap_or(0.0);
        options.dtype = case["dtype"].as_str().map_or(0, |name| dtype_named(name) as i32);
        if let Some(value) = case.get("initial") {
            (options.has_initial, options.initial) = (1, initial(value));
        }
        let nothing = case["numpy"]["text"] == "division by zero";
        for layout in [number % 4, (number + 1) % 4] {
            let operand = world.stored(input, layout);
            let mask = case
                .get("where")
                .map(|name| world.stored(&file["masks"][name.as_str().unwrap()], number % 3));
            let weights = case
                .get("weights")
                .map(|name| world.stored(&file["weights"][name.as_str().unwrap()], number % 3));
            options.where_mask = mask.as_ref().map_or(null(), |mask| mask.handle.cast_const());
            options.weights = weights.as_ref().map_or(null(), |weights| weights.handle.cast_const());
            let keepdims = if case["keepdims"] == true { DA_KEEPDIMS } else { 0 };
            for exact in [0, DA_REPRODUCIBLE] {
                let call =
                    Call { op: op_named(op) as i32, axes: axes.clone(), flags: keepdims | exact, options };
                let got = run(operand.handle, &call);
                let parts =
                    case["in"] == "m.complex64" && (1..=DType::Float64 as i32).contains(&options.dtype);
                let dtype = dtype_named(input["dtype"].as_str().unwrap());
                let unsigned = DType::from_code(options.dtype).is_ok_and(|dtype| dtype.kind() == Kind::UInt);
                if unsigned && matches!(dtype.kind(), Kind::Float | Kind::Complex) {
                    // Conversions of negative numbers that NumPy leaves to the machine.
                    assert!(got.is_ok() || op == "nanmean", "{what}");
                } else if op == "nanprod"
                    && dtype.kind() == Kind::Complex
                    && case["in"].as_str().unwrap().starts_with("n.")
                {
                    // NumPy multiplies infinities by the 1 that it puts in the place of nan, which makes them nan.
                    assert!(got.is_ok(), "{what}");
                } else if parts && (op.ends_with("var") || op.ends_with("std")) {
                    // NumPy takes the distance from the mean's real part.
                    assert_eq!(got.unwrap_err().0, Status::Dtype as i32, "{what}");
                } else if nothing {
                    // Where there are no results NumPy divides by their number.
                    assert!(got.is_ok_and(|(_, shape, _)| shape.contains(&0)), "{what}");
                } else {
                    findings.check(&what, op, &got, &case["numpy"], &operand.array.values());
                }
            }
            replayed += 1;
        }
    }
    findings.report();
    assert_eq!(replayed, 2 * cases.len());
    assert!(cases.len() > 15_000);
}

#[test]
fn numpys_reductions() {
    let mut world = World::open();
    replay_given(&mut world);
    replay_more(&mut world);
    world.close();
}
