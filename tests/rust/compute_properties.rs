//! Any layout gives what an element-by-element loop gives.

use super::evaluate::{Operand, Settings, compute, signature};
use super::reduce::Partial;
use super::support::{Array, Tolerance, assert_close, indices, ulps};
use distarray::compute::{Op, ReduceOp, copy, fill};
use distarray::cpu::Level;
use distarray::dtype::{C128, DType, Kind};
use distarray::error::Status;
use distarray::memory::{LocalView, Overlap, overlaps};
use distarray::value::Value;
use proptest::prelude::*;

/// Functions whose results are easily foretold.
const FUNCTIONS: [Op; 4] = [Op::Add, Op::Subtract, Op::Multiply, Op::TrueDivide];

fn dtypes() -> impl Strategy<Value = DType> {
    proptest::sample::select(&DType::ALL[..])
}

/// Shape, and for each of three arrays an order of the axes and steps (0 only for operands).
#[derive(Clone, Debug)]
struct Layouts {
    shape: Vec<i64>,
    orders: [Vec<usize>; 3],
    steps: [Vec<i64>; 3],
    /// How many leading axes the second operand lacks.
    dropped: usize,
}

fn layouts() -> impl Strategy<Value = Layouts> {
    (0usize..5).prop_flat_map(|ndim| {
        let axes: Vec<usize> = (0..ndim).collect();
        let order = || Just(axes.clone()).prop_shuffle();
        let out = proptest::collection::vec(proptest::sample::select(&[1i64, 1, 2, 3, -1, -2][..]), ndim);
        let input =
            || proptest::collection::vec(proptest::sample::select(&[1i64, 1, 2, -1, -3, 0][..]), ndim);
        let shape = proptest::collection::vec(0i64..6, ndim);
        (shape, (order(), order(), order()), (out, input(), input()), 0..=ndim).prop_map(
            |(shape, orders, steps, dropped)| Layouts {
                shape,
                orders: [orders.0, orders.1, orders.2],
                steps: [steps.0, steps.1, steps.2],
                dropped,
            },
        )
    })
}

impl Layouts {
    fn array(&self, which: usize, dtype: DType, seed: i64) -> Array {
        let array = Array::with_layout(dtype, &self.shape, &self.orders[which], &self.steps[which]);
        let values = sample(dtype, seed, indices(&self.shape).len());
        array.filled(&values)
    }

    /// The second operand, with leading axes dropped and every other axis of extent 1.
    fn broadcast(&self, dtype: DType) -> Array {
        let shape: Vec<i64> = self.shape[self.dropped..]
            .iter()
            .enumerate()
            .map(|(k, &n)| if k % 2 == 0 { n } else { 1 })
            .collect();
        let count = indices(&shape).len();
        Array::new(dtype, &shape).filled(&sample(dtype, 5, count))
    }
}

/// Small numbers, on which every function but division and square roots is exact.
fn sample(dtype: DType, seed: i64, count: usize) -> Vec<Value> {
    (0..count as i64)
        .map(|k| {
            let x = (k * 7 + seed * 13) % 23 - 5;
            let x = if matches!(dtype.kind(), Kind::UInt | Kind::Bool) { x.max(0) } else { x };
            Value::from_c128(C128::new(x as f64, ((x * 3) % 5) as f64)).cast(dtype)
        })
        .collect()
}

/// The function on two scalars that already have the loop's dtype.
fn naive(op: Op, a: Value, b: Value) -> Value {
    let dtype = a.dtype;
    match dtype.kind() {
        Kind::Bool => {
            let (a, b) = (a.bits[0] != 0, b.bits[0] != 0);
            Value::from_bool(if op == Op::Add { a || b } else { a && b })
        }
        Kind::Int | Kind::UInt => {
            let (a, b) = (a.get::<i64>(), b.get::<i64>());
            Value::from_i64(match op {
                Op::Add => a.wrapping_add(b),
                Op::Subtract => a.wrapping_sub(b),
                _ => a.wrapping_mul(b),
            })
            .cast(dtype)
        }
        Kind::Float | Kind::Complex => {
            let (a, b) = (a.as_c128().unwrap(), b.as_c128().unwrap());
            let z = match op {
                Op::Add => a + b,
                Op::Subtract => a - b,
                Op::Multiply => a * b,
                Op::TrueDivide if dtype.kind() == Kind::Float => C128::new(a.re / b.re, 0.0),
                Op::TrueDivide if b == C128::default() => a / b.re,
                _ => a / b,
            };
            Value::from_c128(z).cast(dtype)
        }
    }
}

/// The element of `array`, broadcast, at an index of the result.
fn at(array: &Array, values: &[Value], index: &[i64]) -> Value {
    let own = &index[index.len() - array.shape.len()..];
    let flat = own.iter().zip(&array.shape).fold(0, |f, (&i, &n)| f * n + if n == 1 { 0 } else { i });
    values[flat as usize]
}

/// Complex quotients round differently; a zero's sign there is not compared either.
fn assert_naive(what: &str, got: &[Value], expected: &[Value], op: Op, inner: DType) {
    if op != Op::TrueDivide || inner.kind() != Kind::Complex {
        return assert_close(what, got, expected, Tolerance::Exact);
    }
    let positive = |v: &Value| match v.as_c128() {
        Ok(z) if v.dtype.kind() == Kind::Complex => Value::from_c128(z + C128::default()).cast(v.dtype),
        _ => *v,
    };
    let (got, expected): (Vec<_>, Vec<_>) =
        (got.iter().map(positive).collect(), expected.iter().map(positive).collect());
    assert_close(what, &got, &expected, ulps(inner, 16.0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn binary(
        layouts in layouts(), op in proptest::sample::select(&FUNCTIONS[..]), a in dtypes(), b in dtypes(), broadcast: bool,
    ) {
        let first = layouts.array(1, a, 1);
        let second = if broadcast { layouts.broadcast(b) } else { layouts.array(2, b, 2) };
        let operands = [Operand::View(first.view()), Operand::View(second.view())];
        let Ok(lp) = signature(op, &operands) else {
            prop_assert!(op == Op::Subtract && a == DType::Bool && b == DType::Bool);
            return Ok(());
        };
        let (input, output) = (lp.operands()[0], lp.results()[0]);
        let out = layouts.array(0, output, 3);
        let (x, y) = (first.values(), second.values());
        let expected: Vec<Value> = indices(&layouts.shape)
            .iter()
            .map(|i| naive(op, at(&first, &x, i).cast(input), at(&second, &y, i).cast(input)))
            .collect();
        compute(op, &operands, &[out.view()], Settings::default()).unwrap();
        assert_naive(&format!("{op} {a} {b}"), &out.values(), &expected, op, input);
        assert_close("operands stay", &first.values(), &x, Tolerance::Exact);
    }

    #[test]
    fn in_place_scalars_and_other_results(
        layouts in layouts(), op in proptest::sample::select(&FUNCTIONS[..]), dtype in dtypes(), target in dtypes(),
        scalar_first: bool,
    ) {
        let scalar = Value::of(3i16);
        let array = layouts.array(0, dtype, 1);
        let Ok(lp) = signature(op, &[Operand::View(array.view()), Operand::Scalar(scalar)]) else { return Ok(()) };
        let input = lp.operands()[0];
        let before = array.values();
        let expected: Vec<Value> = before
            .iter()
            .map(|v| {
                let (x, y) = (v.cast(input), scalar.cast(input));
                if scalar_first { naive(op, y, x) } else { naive(op, x, y) }
            })
            .collect();
        let run = |out: &LocalView| {
            let (view, scalar) = (Operand::View(array.view()), Operand::Scalar(scalar));
            let (a, b) = if scalar_first { (scalar, view) } else { (view, scalar) };
            compute(op, &[a, b], &[*out], Settings::default()).unwrap();
        };
        let other = layouts.array(2, target, 4);
        if layouts.steps[2].iter().all(|&s| s != 0) {
            run(&other.view());
            let stored: Vec<Value> = expected.iter().map(|v| v.cast(target)).collect();
            if input.kind() != Kind::Complex || op != Op::TrueDivide {
                assert_close("other result", &other.values(), &stored, Tolerance::Exact);
            }
        }
        run(&array.view());
        let stored: Vec<Value> = expected.iter().map(|v| v.cast(dtype)).collect();
        assert_naive("in place", &array.values(), &stored, op, input);
    }

    #[test]
    fn unary(layouts in layouts(), dtype in dtypes()) {
        let input = layouts.array(1, dtype, 2);
        for op in [Op::Absolute, Op::Sqrt] {
            let lp = signature(op, &[Operand::View(input.view())]).unwrap();
            let (from, to) = (lp.operands()[0], lp.results()[0]);
            let out = layouts.array(0, to, 3);
            compute(op, &[Operand::View(input.view())], &[out.view()], Settings::default()).unwrap();
            let expected: Vec<Value> = input.values().iter().map(|v| naive_unary(op, v.cast(from), to)).collect();
            assert_close(op.name(), &out.values(), &expected, ulps(to, 8.0));
        }
    }

    #[test]
    fn copies_and_fills(layouts in layouts(), from in dtypes(), to in dtypes()) {
        let input = layouts.array(1, from, 2);
        let out = layouts.array(0, to, 3);
        // SAFETY: both arrays own their memory.
        unsafe { copy(&input.view(), &out.view()) }.unwrap();
        let expected: Vec<Value> = input.values().iter().map(|v| v.cast(to)).collect();
        assert_close("copy", &out.values(), &expected, Tolerance::Exact);
        // SAFETY: as above.
        unsafe { fill(&out.view(), &Value::weak_real(2.75)) }.unwrap();
        let value = Value::from_f64(2.75).cast(to);
        assert_close("fill", &out.values(), &vec![value; expected.len()], Tolerance::Exact);
    }

    #[test]
    fn reductions(layouts in layouts(), dtype in dtypes(), which in 0usize..3) {
        let array = layouts.array(which, dtype, 2);
        let values = array.values();
        let total = values.iter().fold(C128::default(), |s, v| s + v.as_c128().unwrap());
        let of = |op| Partial::of(op, &array.view(), Level::best(), false);
        prop_assert_eq!(of(ReduceOp::Sum).finish().unwrap().as_c128().unwrap(), total);
        if values.is_empty() {
            prop_assert!(of(ReduceOp::Max).finish().is_none());
            return Ok(());
        }
        let key = |v: &&Value| { let z = v.as_c128().unwrap(); ordered(z.re) * 1000 + ordered(z.im) };
        prop_assert_eq!(of(ReduceOp::Min).finish().unwrap(), **values.iter().min_by_key(key).as_ref().unwrap());
        prop_assert_eq!(of(ReduceOp::Max).finish().unwrap(), **values.iter().max_by_key(key).as_ref().unwrap());
        let mean = of(ReduceOp::Mean).finish().unwrap();
        let expected = Value::from_c128(total / values.len() as f64).cast(mean.dtype);
        assert_close("mean", &[mean], &[expected], ulps(mean.dtype, 2.0));
    }
}

/// The samples are small integers.
fn ordered(x: f64) -> i64 {
    x as i64
}

fn naive_unary(op: Op, x: Value, output: DType) -> Value {
    let z = x.as_c128().unwrap();
    let complex = x.dtype.kind() == Kind::Complex;
    match op {
        Op::Absolute => Value::from_f64(z.norm()).cast(output),
        Op::Sqrt if complex => Value::from_c128(C128::new(z.re, z.im).sqrt()).cast(output),
        _ => Value::from_f64(z.re.sqrt()).cast(output),
    }
}

/// Rows longer than the conversion buffers, of every kind of operand.
#[test]
fn long_rows_are_converted_in_pieces() {
    let n = 5000;
    for (a, b, target) in [
        (DType::Int16, DType::Float32, DType::Float64),
        (DType::UInt8, DType::Int8, DType::Complex64),
        (DType::Float64, DType::Complex64, DType::Float32),
    ] {
        for op in [Op::Add, Op::Multiply, Op::Subtract] {
            let (x, y) = (Array::of(a, &sample(a, 1, n)), Array::of(b, &sample(b, 2, n)));
            let out = Array::with_layout(target, &[n as i64], &[0], &[-2]);
            let operands = [Operand::View(x.view()), Operand::View(y.view())];
            let input = signature(op, &operands).unwrap().operands()[0];
            compute(op, &operands, &[out.view()], Settings::default()).unwrap();
            let expected: Vec<Value> = x
                .values()
                .iter()
                .zip(y.values())
                .map(|(x, y)| naive(op, x.cast(input), y.cast(input)).cast(target))
                .collect();
            assert_close(op.name(), &out.values(), &expected, Tolerance::Exact);
        }
    }
}

/// Every combination of pointers that are the same takes its own branch in the kernels.
#[test]
fn all_forms_of_in_place_work() {
    for n in [1usize, 7, 64, 1000] {
        let values = sample(DType::Float64, 3, n);
        let square: Vec<Value> = values.iter().map(|v| naive(Op::Multiply, *v, *v)).collect();
        let array = Array::of(DType::Float64, &values);
        let itself = Operand::View(array.view());
        compute(Op::Multiply, &[itself, itself], &[array.view()], Settings::default()).unwrap();
        assert_close("x *= x", &array.values(), &square, Tolerance::Exact);
        let other = Array::of(DType::Float64, &values);
        let second = Operand::View(other.view());
        compute(Op::Subtract, &[second, itself], &[array.view()], Settings::default()).unwrap();
        let expected: Vec<Value> =
            values.iter().zip(&square).map(|(v, s)| naive(Op::Subtract, *v, *s)).collect();
        assert_close("x = y - x", &array.values(), &expected, Tolerance::Exact);
    }
}

#[test]
fn views_that_do_not_fit_are_refused() {
    let a = Array::new(DType::Float64, &[3, 4]);
    let b = Array::new(DType::Float64, &[4, 3]);
    // SAFETY: both arrays own their memory.
    let error = unsafe { copy(&a.view(), &b.view()) }.unwrap_err();
    assert_eq!(error.status, Status::Shape);
    assert!(error.message.contains("[3, 4]") && error.message.contains("[4, 3]"), "{error}");
    let (shape, strides) = (vec![1i64; 33], vec![8i64; 33]);
    let deep = LocalView { ptr: a.view().ptr, dtype: DType::Float64, shape: &shape, strides: &strides };
    // SAFETY: one element of `a`.
    let error = unsafe { fill(&deep, &Value::from_f64(1.0)) }.unwrap_err();
    assert!(error.status == Status::Shape && error.message.contains("33"), "{error}");
    let bytes = Array::new(DType::Int8, &[2]);
    // SAFETY: the array owns its memory.
    let error = unsafe { fill(&bytes.view(), &Value::weak_int(300)) }.unwrap_err();
    assert_eq!(error.status, Status::Overflow);
    assert!(error.message.contains("300 is out of bounds for int8 (-128 to 127)"), "{error}");
}

#[test]
fn overlap_is_classified() {
    let a = Array::new(DType::Float64, &[4, 6]);
    let whole = a.view();
    let at = |offset: usize| a.view().ptr.wrapping_add(offset);
    let part = |ptr, shape, strides| LocalView { ptr, dtype: DType::Float64, shape, strides };
    let upper = part(at(0), &[2, 6], &[48, 8]);
    let lower = part(at(96), &[2, 6], &[48, 8]);
    let middle = part(at(48), &[2, 6], &[48, 8]);
    let backwards = part(at(40), &[4, 6], &[48, -8]);
    assert_eq!(overlaps(&whole, &a.view()), Overlap::Identical);
    assert_eq!(overlaps(&upper, &lower), Overlap::None);
    assert_eq!(overlaps(&upper, &middle), Overlap::Partial);
    assert_eq!(overlaps(&whole, &backwards), Overlap::Partial);
    assert_eq!(overlaps(&whole, &part(at(0), &[0, 6], &[48, 8])), Overlap::None);
    let thin = part(at(0), &[1, 6], &[48, 8]);
    assert_eq!(overlaps(&thin, &part(at(0), &[1, 6], &[-999, 8])), Overlap::Identical);
    let other = LocalView { dtype: DType::Float32, ..upper };
    assert_eq!(overlaps(&upper, &other), Overlap::Partial);
}
