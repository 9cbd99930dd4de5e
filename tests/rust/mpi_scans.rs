//! Scans, histograms, bincount and trace on four real ranks: this test starts itself again under mpiexec, and
//! replays what NumPy gave on arrays in many layouts.

#[allow(dead_code, reason = "the file is shared with other tests")]
#[path = "compute_support.rs"]
mod support;

use distarray::array::{Array, Fill, Placement};
use distarray::compute::bincount::BinCount;
use distarray::compute::histogram::{Edges, Histogram};
use distarray::compute::op::Op;
use distarray::compute::scan::{Scan, ScanOp};
use distarray::compute::trace::Trace;
use distarray::context::{Context, Options, Session, create};
use distarray::distribution::{DimSpec, Distribution, GridRequest};
use distarray::dtype::{DType, Kind};
use distarray::error::Result;
use distarray::mpi::RawComm;
use distarray::value::Value;
use mpi_sys as ffi;
use serde_json::Value as Json;
use std::io::Write;
use std::process::{Command, Stdio};
use std::ptr::null_mut;
use std::sync::Arc;
use support::{dtype_named, float, parse_all};

const RANKS: i64 = 4;
const CHILD: &str = "DISTARRAY_TEST_SCANS_CHILD";
const DONE: &str = "every case was right";

#[test]
fn scans_are_numpys() {
    if std::env::var_os(CHILD).is_some() {
        return on_every_rank();
    }
    let root = env!("CARGO_MANIFEST_DIR");
    let mpiexec = std::env::var("MPIEXEC").unwrap_or_else(|_| "mpiexec".to_string());
    let me = std::env::current_exe().unwrap();
    let mut command = Command::new(format!("{root}/scripts/mpi_env.sh"));
    command.args(["timeout", "120", &mpiexec, "-n", &RANKS.to_string()]).arg(me);
    command.args(["--exact", "scans_are_numpys", "--nocapture"]).env(CHILD, "1").stdin(Stdio::null());
    let output = command.output().unwrap();
    let text =
        [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(output.status.success(), "{text}");
    assert_eq!(text.matches(DONE).count(), RANKS as usize, "{text}");
}

fn on_every_rank() {
    // SAFETY: no arguments; nothing else in this process uses MPI.
    unsafe { assert_eq!(ffi::MPI_Init(null_mut(), null_mut()), 0) };
    // SAFETY: a constant of the bindings.
    let world = RawComm(unsafe { ffi::RSMPI_COMM_WORLD });
    let context = create("test", world, Ok(Options::default())).unwrap();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/scans.json");
    let vectors: Json = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let cases = vectors["cases"].as_array().unwrap();
    assert!(cases.len() > 900);
    for (number, case) in cases.iter().enumerate() {
        replay(&context, number, case);
    }
    drop(context);
    std::io::stdout().write_all(format!("\n{DONE}\n").as_bytes()).unwrap();
    // SAFETY: MPI was started above.
    unsafe { assert_eq!(ffi::MPI_Finalize(), 0) };
}

/// A layout that depends on the case and on the operand.
fn layout(shape: &[i64], number: usize) -> Distribution {
    let spec = |(axis, &size): (usize, &i64)| match (number / 4usize.pow(axis as u32) + axis) % 4 {
        0 => DimSpec::block(size),
        1 => DimSpec::cyclic(size, 1),
        2 => DimSpec::cyclic(size, 2),
        _ => DimSpec::undistributed(size),
    };
    let specs: Vec<DimSpec> = shape.iter().enumerate().map(spec).collect();
    Distribution::new(RANKS, &specs, GridRequest::Auto).unwrap()
}

/// Visits this rank's owned elements: their address and their position in C order.
fn each_element(array: &Array, mut visit: impl FnMut(*mut u8, usize)) {
    let (Some(local), Some(rank)) = (array.local(), array.placement().holder_rank()) else { return };
    let axes = array.distribution().owned(rank).unwrap().unwrap();
    let owned = local.owned();
    let view = owned.view();
    for index in support::indices(view.shape) {
        let (mut offset, mut position) = (0, 0);
        for (k, i) in index.iter().enumerate() {
            offset += i * view.strides[k];
            position = position * array.shape()[k] + axes[k].owned.get(*i).unwrap();
        }
        visit(view.ptr.wrapping_offset(offset as isize), position as usize);
    }
}

fn operand(context: &Arc<Context>, json: &Json, number: usize) -> Arc<Array> {
    let dtype = dtype_named(json["dtype"].as_str().unwrap());
    let shape: Vec<i64> = json["shape"].as_array().unwrap().iter().map(|n| n.as_i64().unwrap()).collect();
    let values = parse_all(dtype, &json["values"]);
    let placement = Placement::new(context.clone(), layout(&shape, number), 1);
    let array = Array::create(placement, dtype, Fill::Zeros, number % 3 == 1, 1).unwrap();
    each_element(&array, |at, position| {
        let bytes = values[position].to_bytes(dtype);
        // SAFETY: an element of the array's section.
        unsafe { at.copy_from_nonoverlapping(bytes.as_ptr(), dtype.itemsize()) };
    });
    array
}

fn optional(context: &Arc<Context>, json: &Json, number: usize) -> Option<Arc<Array>> {
    (!json.is_null()).then(|| operand(context, json, number))
}

fn asked(case: &Json) -> Option<DType> {
    case["asked"].as_str().map(dtype_named)
}

fn scan_named(name: &str) -> ScanOp {
    let cumulative = [ScanOp::CUMSUM, ScanOp::CUMPROD, ScanOp::NANCUMSUM, ScanOp::NANCUMPROD];
    let functions = Op::ALL.iter().filter_map(|op| ScanOp::accumulate(*op).ok());
    cumulative.into_iter().chain(functions).find(|op| op.name == name).unwrap()
}

fn compute(context: &Arc<Context>, number: usize, case: &Json) -> Result<Vec<(Arc<Array>, Json)>> {
    let session: &Session = context.session().unwrap();
    let array = operand(context, &case["operand"], number);
    let beside = optional(context, &case["weights"], number / 2);
    let integer = |name: &str| case[name].as_i64().unwrap();
    let result = case["result"].clone();
    let what = case["op"].as_str().unwrap();
    Ok(match what {
        "bincount" => {
            let call = BinCount::prepare(array, beside, integer("minlength"))?;
            vec![(call.run(session, "test", 1)?, result)]
        }
        "trace" => {
            let axes = [0, 1].map(|k| case["axes"][k].as_i64().unwrap() as i32);
            let call = Trace::prepare(array, integer("offset"), axes, asked(case), None)?;
            if call.require_single().is_ok() {
                let dtype = dtype_named(result["dtype"].as_str().unwrap());
                let expected = parse_all(dtype, &result["values"])[0];
                compare(number, case, call.value(session, "test")?, expected, magnitude(&expected));
            }
            vec![(call.array(session, "test", 1)?, result)]
        }
        "histogram" => {
            let numbers = |json: &Json| json.as_array().unwrap().iter().map(float).collect::<Vec<f64>>();
            let range = (!case["range"].is_null()).then(|| numbers(&case["range"]));
            let edges = match case["bins"].as_i64() {
                Some(bins) => Edges::Uniform(bins, range.map(|range| [range[0], range[1]])),
                None => Edges::Given(numbers(&case["edges"])),
            };
            let density = case["density"] == 1;
            let counted = Histogram::prepare(array, edges, beside, density)?.run(session, "test", 1)?;
            vec![(counted.histogram, result), (counted.edges, case["result_edges"].clone())]
        }
        name => {
            let axis = case["axis"].as_i64().unwrap() as i32;
            let call = Scan::prepare(scan_named(name), array, Some(axis), asked(case), None)?;
            vec![(call.run(session, "test", 1)?, result)]
        }
    })
}

fn replay(context: &Arc<Context>, number: usize, case: &Json) {
    let got = compute(context, number, case);
    if case["error"].is_string() {
        assert!(got.is_err(), "case {number} is an error in NumPy: {case}");
        return;
    }
    for (array, expected) in got.unwrap_or_else(|e| panic!("case {number}: {e:?} {case}")) {
        let dtype = dtype_named(expected["dtype"].as_str().unwrap());
        let shape: Vec<i64> =
            expected["shape"].as_array().unwrap().iter().map(|n| n.as_i64().unwrap()).collect();
        assert_eq!((array.dtype(), array.shape()), (dtype, &shape[..]), "case {number}: {case}");
        let values = parse_all(dtype, &expected["values"]);
        let largest = values.iter().map(magnitude).fold(0.0, f64::max);
        each_element(&array, |at, position| {
            let mut bytes = [0; 16];
            // SAFETY: an element of the array's section.
            unsafe { at.copy_to_nonoverlapping(bytes.as_mut_ptr(), dtype.itemsize()) };
            compare(number, case, Value::from_bytes(dtype, bytes), values[position], largest);
        });
    }
}

fn magnitude(value: &Value) -> f64 {
    let size = value.as_c128().unwrap().norm();
    if size.is_finite() { size } else { 0.0 }
}

/// Integers and counts exactly, sums within the rounding of the elements that were added before.
fn compare(number: usize, case: &Json, got: Value, expected: Value, largest: f64) {
    let tolerance = match (expected.dtype.kind(), expected.dtype) {
        (Kind::Float | Kind::Complex, DType::Float32 | DType::Complex64) => 2e-6 * largest,
        (Kind::Float | Kind::Complex, _) => 1e-14 * largest,
        _ => 0.0,
    };
    let near = |a: f64, b: f64| a == b || (a.is_nan() && b.is_nan()) || (a - b).abs() <= tolerance;
    let (x, y) = (got.as_c128().unwrap(), expected.as_c128().unwrap());
    let exact = expected.dtype.kind() == Kind::Float || expected.dtype.kind() == Kind::Complex;
    let same = near(x.re, y.re) && near(x.im, y.im) && (exact || got.bits == expected.bits);
    assert!(same && got.dtype == expected.dtype, "case {number}: {got} where NumPy has {expected}: {case}");
}
