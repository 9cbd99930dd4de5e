//! Transcendental functions against correctly rounded references (`math_reference.json`), at every level of
//! CPU support and for both accuracies.

use distarray::compute::kernels::lookup::{Kernel, kernel};
use distarray::compute::op::{Op, Signature};
use distarray::cpu::{Accuracy, Level, Path};
use distarray::dtype::{DType, Kind, real_of};
use serde_json::Value as Json;
use std::sync::LazyLock;

/// Largest errors allowed, in units in the last place.
const FAST: f64 = 4.0;
const HIGH: f64 = 1.0;
/// Of complex results: the length of the difference, in units of the last place of the larger part.
const COMPLEX: f64 = 8.0;
/// What remains where the parts of a sum of exponentials cancel.
const CANCELLED: f64 = 1.0 / (1u128 << 64) as f64;
/// The mark of a real result that must come out exactly.
const EXACT: u64 = 0x8000;

/// One function and dtype.
struct Case {
    op: Op,
    dtype: DType,
    special: bool,
    operands: Vec<Vec<u64>>,
    results: Vec<u64>,
    missing: Vec<u64>,
}

static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
    let text = include_str!("../vectors/math_reference.json");
    let all: Json = serde_json::from_str(text).expect("valid JSON");
    all["cases"].as_array().expect("cases").iter().map(Case::new).collect()
});

impl Case {
    fn new(json: &Json) -> Case {
        let text = |key: &str| json[key].as_str().unwrap_or("");
        let dtype = *DType::ALL.iter().find(|d| d.name() == text("dtype")).expect("a dtype");
        let digits = 2 * real_of(dtype).itemsize();
        let column = |key: &str, digits: usize| -> Vec<u64> {
            let pieces = text(key).as_bytes().chunks(digits);
            pieces.map(|p| u64::from_str_radix(std::str::from_utf8(p).unwrap(), 16).unwrap()).collect()
        };
        let operands = ["a", "b"].into_iter().map(|key| column(key, digits)).filter(|c| !c.is_empty());
        Case {
            op: *Op::ALL.iter().find(|op| op.name() == text("op")).expect("a function"),
            dtype,
            special: text("kind") == "special",
            operands: operands.collect(),
            results: column("r", digits),
            missing: column("e", 4),
        }
    }

    fn result_dtype(&self) -> DType {
        if self.op == Op::Absolute { real_of(self.dtype) } else { self.dtype }
    }

    /// Numbers that make one operand, and one result.
    fn parts(&self) -> (usize, usize) {
        let parts = |dtype: DType| if dtype.kind() == Kind::Complex { 2 } else { 1 };
        (parts(self.dtype), parts(self.result_dtype()))
    }

    fn count(&self) -> usize {
        self.operands[0].len() / self.parts().0
    }

    fn kernel(&self, path: Path) -> Option<Kernel> {
        let operands = vec![self.dtype; self.operands.len()];
        kernel(self.op, &Signature::new(&[self.result_dtype()], &operands), path)
    }

    /// What the loop makes of the first `n` elements from `from` on, as numbers' bits.
    fn run(&self, kernel: Kernel, from: usize, n: usize) -> Vec<u64> {
        let real = real_of(self.dtype);
        let (taken, given) = self.parts();
        let part = |column: &Vec<u64>| pack(&column[from * taken..(from + n) * taken], real);
        let mut operands: Vec<Vec<u128>> = self.operands.iter().map(part).collect();
        let mut result = pack(&vec![UNTOUCHED; (n + 2) * given], real);
        let mut ptrs = vec![result.as_mut_ptr().cast::<u8>()];
        ptrs.extend(operands.iter_mut().map(|memory| memory.as_mut_ptr().cast::<u8>()));
        // SAFETY: the arrays have `n` elements of the signature's dtypes, aligned, apart.
        unsafe { kernel(ptrs.as_ptr(), n) };
        let mut result = unpack(&result, real, (n + 2) * given);
        let untouched = unpack(&pack(&[UNTOUCHED], real), real, 1)[0];
        let rest = result.split_off(n * given);
        assert!(rest.iter().all(|x| *x == untouched), "{} {}: wrote past the end", self.op, self.dtype);
        result
    }

    /// The same in the memory of an operand.
    fn run_in_place(&self, kernel: Kernel, operand: usize) -> Vec<u64> {
        let real = real_of(self.dtype);
        let mut operands: Vec<Vec<u128>> = self.operands.iter().map(|column| pack(column, real)).collect();
        let mut ptrs: Vec<*mut u8> = operands.iter_mut().map(|memory| memory.as_mut_ptr().cast()).collect();
        ptrs.insert(0, ptrs[operand]);
        // SAFETY: the arrays have so many elements of the signature's dtypes, aligned; the result is one of them.
        unsafe { kernel(ptrs.as_ptr(), self.count()) };
        unpack(&operands[operand], real, self.results.len())
    }

    fn operand(&self, element: usize) -> String {
        let real = real_of(self.dtype);
        let parts = self.parts().0;
        let show = |column: &Vec<u64>| {
            let numbers = column[element * parts..(element + 1) * parts].iter().map(|x| number(*x, real));
            format!("{:?}", numbers.collect::<Vec<f64>>())
        };
        self.operands.iter().map(show).collect::<Vec<String>>().join(", ")
    }
}

const UNTOUCHED: u64 = 0x7a7a_7a7a_7a7a_7a7a;

/// Bits of numbers into aligned memory.
fn pack(column: &[u64], real: DType) -> Vec<u128> {
    let size = real.itemsize();
    let bytes: Vec<u8> = column.iter().flat_map(|x| x.to_le_bytes().into_iter().take(size)).collect();
    let word = |chunk: &[u8]| {
        let mut word = [0; 16];
        word[..chunk.len()].copy_from_slice(chunk);
        u128::from_le_bytes(word)
    };
    bytes.chunks(16).map(word).chain([0]).collect()
}

fn unpack(memory: &[u128], real: DType, count: usize) -> Vec<u64> {
    let bytes: Vec<u8> = memory.iter().flat_map(|word| word.to_le_bytes()).collect();
    let word = |chunk: &[u8]| chunk.iter().rev().fold(0, |x, byte| x << 8 | u64::from(*byte));
    bytes.chunks(real.itemsize()).take(count).map(word).collect()
}

fn number(bits: u64, real: DType) -> f64 {
    if real == DType::Float32 { f64::from(f32::from_bits(bits as u32)) } else { f64::from_bits(bits) }
}

/// The unit in the last place of `x`.
fn unit(x: f64, real: DType) -> f64 {
    let (precision, lowest) = if real == DType::Float32 { (23, -149) } else { (52, -1074) };
    let exponent = ((x.abs().max(f64::MIN_POSITIVE).to_bits() >> 52) as i32) - 1023;
    let place = (exponent - precision).max(lowest);
    f64::from_bits(if place < -1022 { 1 << (place + 1074) } else { ((place + 1023) as u64) << 52 })
}

fn same(got: u64, wanted: u64, real: DType) -> bool {
    got == wanted || (number(got, real).is_nan() && number(wanted, real).is_nan())
}

/// The error of a real result.
fn real_error(case: &Case, at: usize, got: u64) -> f64 {
    let real = real_of(case.dtype);
    let (wanted, missing) = (case.results[at], case.missing[at]);
    if missing == EXACT {
        return if same(got, wanted, real) { 0.0 } else { f64::INFINITY };
    }
    let (got, wanted) = (number(got, real), number(wanted, real));
    if matches!(case.op, Op::Logaddexp | Op::Logaddexp2) && (got - wanted).abs() <= CANCELLED {
        return 0.0;
    }
    let missing = f64::from(missing as u16 as i16) / f64::from(1 << 14);
    let error = ((got - wanted) / unit(wanted, real) - missing).abs();
    if error.is_nan() { f64::INFINITY } else { error }
}

/// The error of a complex result, or of a magnitude. Infinities, nans and, with them or beside a special
/// operand, signs of zeros are to be the same.
fn complex_error(case: &Case, at: usize, got: &[u64]) -> f64 {
    let real = real_of(case.dtype);
    let wanted = &case.results[at * got.len()..(at + 1) * got.len()];
    let numbers = |bits: &[u64]| bits.iter().map(|x| number(*x, real)).collect::<Vec<f64>>();
    let (g, w) = (numbers(got), numbers(wanted));
    let zeros = got.iter().zip(wanted).zip(&w).all(|((g, w), x)| *x != 0.0 || g == w);
    if w.iter().all(|x| x.is_finite()) {
        let largest = w.iter().fold(0.0, |most: f64, x| most.max(x.abs()));
        let difference = g.iter().zip(&w).map(|(g, w)| ((g - w) / unit(largest, real)).powi(2)).sum::<f64>();
        let error = difference.sqrt();
        return if error.is_nan() || (case.special && !zeros) { f64::INFINITY } else { error };
    }
    let alike = |(g, w): (&f64, &f64)| {
        if w.is_finite() {
            (g - w).abs() <= 4.0 * unit(*w, real)
        } else {
            g == w || (g.is_nan() && w.is_nan())
        }
    };
    if zeros && g.iter().zip(&w).all(alike) { 0.0 } else { f64::INFINITY }
}

/// Errors of powers grow with the exponent: it multiplies that of the logarithm, two units with the product's
/// own, a unit being up to half as large again beside the smaller of a result's parts.
fn complex_bound(case: &Case, at: usize) -> f64 {
    if case.op != Op::Power || case.dtype != DType::Complex128 {
        return COMPLEX;
    }
    let part = |column: usize, k: usize| f64::from_bits(case.operands[column][2 * at + k]);
    let logarithm = part(0, 0).hypot(part(0, 1)).ln().hypot(part(0, 1).atan2(part(0, 0)));
    let growth = logarithm * part(1, 0).hypot(part(1, 1));
    if growth.is_finite() { COMPLEX + 3.0 * growth } else { COMPLEX }
}

fn paths() -> impl Iterator<Item = Path> {
    let levels = Level::ALL.into_iter().filter(|level| *level <= Level::best());
    levels.flat_map(|level| [Accuracy::Fast, Accuracy::High].map(|accuracy| Path { level, accuracy }))
}

fn check(case: &Case, path: Path, complaints: &mut Vec<String>) {
    let kernel = case.kernel(path).unwrap_or_else(|| panic!("{} {}: no loop", case.op, case.dtype));
    let got = case.run(kernel, 0, case.count());
    let parts = case.parts().1;
    for at in 0..case.count() {
        let got = &got[at * parts..(at + 1) * parts];
        let (error, bound) = match case.dtype.kind() {
            Kind::Complex => (complex_error(case, at, got), complex_bound(case, at)),
            _ => (real_error(case, at, got[0]), if path.accuracy == Accuracy::Fast { FAST } else { HIGH }),
        };
        if error > bound {
            let numbers =
                |bits: &[u64]| bits.iter().map(|x| number(*x, real_of(case.dtype))).collect::<Vec<_>>();
            complaints.push(format!(
                "{} {} {path:?}: {} gives {:?}, not {:?}: {error} units, at most {bound}",
                case.op,
                case.dtype,
                case.operand(at),
                numbers(got),
                numbers(&case.results[at * parts..(at + 1) * parts]),
            ));
        }
    }
}

fn check_all(kind: Kind) {
    let mut complaints = Vec::new();
    let cases = || CASES.iter().filter(|case| case.dtype.kind() == kind);
    for case in cases() {
        paths().for_each(|path| check(case, path, &mut complaints));
    }
    let shown = complaints.iter().take(20).cloned().collect::<Vec<String>>().join("\n");
    assert!(complaints.is_empty(), "{} results are wrong, among them\n{shown}", complaints.len());
    assert!(cases().map(Case::count).sum::<usize>() > 5000, "the vectors are all there");
}

#[test]
fn real_functions_stay_within_their_bounds() {
    check_all(Kind::Float);
}

#[test]
fn complex_functions_stay_within_their_bounds() {
    check_all(Kind::Complex);
}

#[test]
fn results_do_not_depend_on_where_an_element_stands() {
    for case in CASES.iter().filter(|case| !case.special) {
        let (parts, count) = (case.parts().1, case.count().min(80));
        for path in paths() {
            let kernel = case.kernel(path).expect("a loop");
            let whole = case.run(kernel, 0, count);
            for n in 0..40.min(count) {
                let part = case.run(kernel, count - n, n);
                let wanted = &whole[(count - n) * parts..];
                assert!(part == *wanted, "{} {} {path:?}: {n} elements alone", case.op, case.dtype);
            }
        }
    }
}

#[test]
fn results_may_take_the_place_of_an_operand() {
    for case in CASES.iter().filter(|case| case.op != Op::Absolute) {
        for path in paths() {
            let kernel = case.kernel(path).expect("a loop");
            let apart = case.run(kernel, 0, case.count());
            for operand in 0..case.operands.len() {
                let got = case.run_in_place(kernel, operand);
                let alike = got.iter().zip(&apart).all(|(g, w)| same(*g, *w, real_of(case.dtype)));
                assert!(alike, "{} {} {path:?}: in place of operand {operand}", case.op, case.dtype);
            }
        }
    }
}

#[test]
fn every_function_has_its_dtypes() {
    let path = Path { level: Level::Baseline, accuracy: Accuracy::Fast };
    let has = |op, results: &[DType], operands: &[DType]| {
        kernel(op, &Signature::new(results, operands), path).is_some()
    };
    use DType::{Complex64, Complex128, Float32, Float64, Int32};
    for d in [Float32, Float64] {
        assert!(
            has(Op::Power, &[d], &[d, d]) && has(Op::Cbrt, &[d], &[d]) && has(Op::Logaddexp2, &[d], &[d, d])
        );
    }
    for d in [Complex64, Complex128] {
        assert!(has(Op::Power, &[d], &[d, d]) && has(Op::Exp2, &[d], &[d]) && has(Op::Sqrt, &[d], &[d]));
        assert!(!has(Op::Cbrt, &[d], &[d]) && !has(Op::Hypot, &[d], &[d, d]));
        assert!(has(Op::Absolute, &[real_of(d)], &[d]) && !has(Op::Absolute, &[d], &[d]));
    }
    for d in [Float64, Complex128] {
        assert!(has(Op::FloatPower, &[d], &[d, d]));
    }
    assert!(!has(Op::Sin, &[Float32], &[Float64]) && !has(Op::Arctan2, &[Float64], &[Float64, Float32]));
    assert!(!has(Op::Exp, &[Int32], &[Int32]) && !has(Op::FloatPower, &[Float32], &[Float32, Float32]));
}
