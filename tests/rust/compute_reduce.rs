//! Reductions over all elements: NumPy's results, from one piece and from merged contributions.

use super::support::{Array, Tolerance, assert_close, dtype_named, load, parse_all, stored};
use distarray::compute::kernels::reduce::{Operands, States, fold, select};
use distarray::compute::reduction::{ReduceOp, Rule, rule};
use distarray::cpu::Level;
use distarray::dtype::{Bool, C128, DType, Kind};
use distarray::memory::{Budget, LocalView};
use distarray::value::Value;
use std::sync::Arc;

fn op_named(name: &str) -> Option<ReduceOp> {
    ReduceOp::ALL.iter().copied().find(|op| op.name() == name)
}

/// What a reduction over everything makes of one piece.
pub struct Partial {
    op: ReduceOp,
    rule: Rule,
    states: States,
    count: i64,
}

impl Partial {
    /// Folds a piece with the loops of a level.
    pub fn of(op: ReduceOp, view: &LocalView, level: Level, exact: bool) -> Partial {
        let rule = rule(op, view.dtype, None, None).unwrap();
        let loops = select(rule.what, rule.item, rule.skip, exact, level).unwrap();
        let mut states = States::new(&loops, 1, &Arc::new(Budget::new(None))).unwrap();
        let operands = Operands { x: *view, second: None, mask: None };
        // SAFETY: the tests' views are of memory that lives meanwhile.
        unsafe { fold(&loops, &operands, &vec![true; view.shape.len()], &mut states) }.unwrap();
        Partial { op, rule, states, count: view.shape.iter().product() }
    }

    fn merge(mut self, other: &mut Partial) -> Partial {
        let merge = self.states.merger();
        merge(self.states.bytes_mut(), other.states.bytes_mut());
        self.count += other.count;
        self
    }

    /// The result; None where no elements have none.
    pub fn finish(&self) -> Option<Value> {
        if self.count == 0 && self.op.complaint().is_some() {
            return None;
        }
        let budget = Arc::new(Budget::new(None));
        let made = self.states.finish(&self.rule.how, &[self.count], &[], &budget).unwrap();
        let dtype = made.part().whole().view().dtype;
        let mut bytes = [0; 16];
        bytes[..dtype.itemsize()].copy_from_slice(made.bytes());
        Some(Value::from_bytes(dtype, bytes).cast(self.rule.result))
    }
}

/// The levels of CPU support that this CPU has.
fn levels() -> impl Iterator<Item = Level> {
    Level::ALL.into_iter().filter(|level| *level <= Level::best())
}

fn partial(op: ReduceOp, dtype: DType, values: &[Value]) -> Partial {
    Partial::of(op, &Array::of(dtype, values).view(), Level::best(), false)
}

/// The result of one piece at every level, and of four pieces, three of them uneven and one empty, in several
/// orders.
fn results(op: ReduceOp, dtype: DType, values: &[Value]) -> Vec<Value> {
    let n = values.len();
    let cuts = [0, n / 3, n / 3, (2 * n).div_ceil(3), n];
    let array = Array::of(dtype, values);
    let mut results: Vec<Value> =
        levels().map(|level| Partial::of(op, &array.view(), level, false).finish().unwrap()).collect();
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1]] {
        let mut parts = order.map(|k| partial(op, dtype, &values[cuts[k]..cuts[k + 1]])).into_iter();
        let first = parts.next().unwrap();
        results.push(parts.fold(first, |all, mut part| all.merge(&mut part)).finish().unwrap());
    }
    results
}

fn check(what: &str, op: ReduceOp, dtype: DType, values: &[Value], expected: Value) {
    assert_eq!(rule(op, dtype, None, None).unwrap().result, expected.dtype, "{what}");
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
        let eps = if matches!(expected.dtype, DType::Float32 | DType::Complex64) {
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
        if !case["axis"].is_null()
            || !case["dtype_arg"].is_null()
            || matches!(op, ReduceOp::Var | ReduceOp::Std)
        {
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
    for op in [ReduceOp::Min, ReduceOp::Max, ReduceOp::ArgMin, ReduceOp::ArgMax] {
        assert!(DType::ALL.into_iter().all(|dtype| partial(op, dtype, &[]).finish().is_none()));
    }
    let mean = partial(ReduceOp::Mean, DType::Int32, &[]).finish().unwrap();
    assert!(mean.dtype == DType::Float64 && mean.as_f64().unwrap().is_nan());
    let sum = partial(ReduceOp::Sum, DType::Float32, &[]).finish().unwrap();
    assert_eq!(sum, Value::of(0f32), "a zero that is positive");
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
        for op in
            [ReduceOp::Sum, ReduceOp::Min, ReduceOp::Max, ReduceOp::Mean, ReduceOp::Var, ReduceOp::Norm2]
        {
            assert!(partial(op, DType::Float32, &values).finish().unwrap().as_f64().unwrap().is_nan());
        }
        assert_eq!(
            partial(ReduceOp::ArgMin, DType::Float32, &values).finish(),
            Some(Value::from_i64(place as i64))
        );
        assert_eq!(
            partial(ReduceOp::NanArgMax, DType::Float32, &values).finish(),
            Some(Value::from_i64(i64::from(place == 0)))
        );
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
    let of = |op| Partial::of(op, &view, Level::best(), false).finish().unwrap();
    assert_eq!(of(ReduceOp::Sum), Value::from_i64(3));
    assert_eq!(of(ReduceOp::Mean), Value::from_f64(0.75));
    assert_eq!(of(ReduceOp::Max), Value::from_bool(true));
    assert_eq!(of(ReduceOp::Min), Value::from_bool(false));
}

/// A number that depends on its place, of both signs and many sizes.
fn wild(k: usize) -> f64 {
    let mixed = (k as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed as i64 >> 20) as f64 * 2f64.powi((mixed % 71) as i32 - 60)
}

#[test]
fn exact_sums_do_not_depend_on_level_layout_or_cuts() {
    let values: Vec<Value> = (0..6000).map(|k| Value::from_f64(wild(k))).collect();
    for dtype in [DType::Float32, DType::Float64, DType::Complex64, DType::Complex128] {
        for op in [ReduceOp::Sum, ReduceOp::Mean, ReduceOp::NanSum, ReduceOp::Norm1, ReduceOp::Norm2] {
            let mut found = Vec::new();
            for level in levels() {
                for (order, steps) in [([0, 1], [1, 1]), ([1, 0], [1, 1]), ([0, 1], [-2, 3])] {
                    let array = Array::with_layout(dtype, &[75, 80], &order, &steps);
                    let array = array.filled(&values.iter().map(|v| v.cast(dtype)).collect::<Vec<_>>());
                    found.push(Partial::of(op, &array.view(), level, true).finish().unwrap());
                }
            }
            for cut in [1, 1000, 5999] {
                let piece = |values: &[Value]| {
                    let values: Vec<Value> = values.iter().map(|v| v.cast(dtype)).collect();
                    Partial::of(op, &Array::of(dtype, &values).view(), Level::best(), true)
                };
                found.push(piece(&values[cut..]).merge(&mut piece(&values[..cut])).finish().unwrap());
            }
            assert!(found.iter().all(|v| v.bits == found[0].bits), "{op} of {dtype}: {found:?}");
        }
    }
}

/// Results along one axis of three, at every level and in every layout, against sums one by one.
#[test]
fn axes_of_every_layout() {
    let shape = [5, 70, 33];
    let values: Vec<Value> = (0..5 * 70 * 33).map(|k| Value::from_i64((k * 37 % 101) as i64 - 50)).collect();
    for dtype in [DType::Int8, DType::Int32, DType::Float32, DType::Float64, DType::Complex128] {
        let cast: Vec<Value> = values.iter().map(|v| v.cast(dtype)).collect();
        for (order, steps) in [
            ([0, 1, 2], [1, 1, 1]),
            ([2, 0, 1], [1, 1, 1]),
            ([1, 2, 0], [-1, 2, -1]),
            ([2, 1, 0], [1, -1, 1]),
        ] {
            let array = Array::with_layout(dtype, &shape, &order, &steps).filled(&cast);
            for op in [ReduceOp::Sum, ReduceOp::Max, ReduceOp::ArgMin, ReduceOp::Var] {
                for mask in 0..8 {
                    let reduced: Vec<bool> = (0..3).map(|k| mask >> k & 1 == 1).collect();
                    let one_or_all = mask == 7 || reduced.iter().filter(|r| **r).count() == 1;
                    if op == ReduceOp::ArgMin && !one_or_all {
                        continue;
                    }
                    for level in levels() {
                        check_axes(op, &array, &values, &reduced, level);
                    }
                }
            }
        }
    }
}

fn check_axes(op: ReduceOp, array: &Array, values: &[Value], reduced: &[bool], level: Level) {
    let shape = &array.shape;
    let kept: Vec<i64> = (0..3).filter(|&k| !reduced[k]).map(|k| shape[k]).collect();
    let count: i64 = (0..3).filter(|&k| reduced[k]).map(|k| shape[k]).product();
    let rule = rule(op, array.dtype, None, None).unwrap();
    let loops = select(rule.what, rule.item, rule.skip, false, level).unwrap();
    let budget = Arc::new(Budget::new(None));
    let results = kept.iter().product::<i64>() as usize;
    let mut states = States::new(&loops, results, &budget).unwrap();
    let operands = Operands { x: array.view(), second: None, mask: None };
    // SAFETY: the view is of the array's memory.
    unsafe { fold(&loops, &operands, reduced, &mut states) }.unwrap();
    let made = states.finish(&rule.how, &[count], &[results as i64], &budget).unwrap();
    let size = loops.out.itemsize();
    let mut lists = vec![Vec::new(); results];
    for (index, value) in super::support::indices(shape).iter().zip(values) {
        let at = (0..3).filter(|&k| !reduced[k]).fold(0, |at, k| at * shape[k] + index[k]);
        lists[at as usize].push(value.as_f64().unwrap());
    }
    for (k, list) in lists.iter().enumerate() {
        let mut bytes = [0; 16];
        bytes[..size].copy_from_slice(&made.bytes()[k * size..(k + 1) * size]);
        let got = Value::from_bytes(loops.out, bytes).as_c128().unwrap().re;
        let sum: f64 = list.iter().sum();
        let mean = sum / list.len() as f64;
        let least = list.iter().copied().fold(f64::INFINITY, f64::min);
        let expected = match op {
            ReduceOp::Sum => sum,
            ReduceOp::Max => list.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            ReduceOp::ArgMin => list.iter().position(|x| *x == least).unwrap() as f64,
            _ => list.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / list.len() as f64,
        };
        let near = (got - expected).abs() <= 1e-12 * (1.0 + expected.abs());
        assert!(
            near,
            "{op} of {} over {reduced:?} {level:?}, result {k}: {got}, expected {expected}",
            array.dtype
        );
    }
}
