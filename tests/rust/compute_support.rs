//! What the tests of computation share: arrays that own memory, and the vectors' number format.

use distarray::dtype::{C128, DType, Kind};
use distarray::memory::LocalView;
use distarray::value::Value;
use serde_json::Value as Json;

/// A strided array in aligned memory.
#[derive(Clone, Debug)]
pub struct Array {
    memory: Vec<u128>,
    start: usize,
    pub dtype: DType,
    pub shape: Vec<i64>,
    pub strides: Vec<i64>,
}

impl Array {
    /// An array in C order, every byte 0xAA, so that elements nobody wrote are noticed.
    pub fn new(dtype: DType, shape: &[i64]) -> Array {
        let order: Vec<usize> = (0..shape.len()).collect();
        Array::with_layout(dtype, shape, &order, &vec![1; shape.len()])
    }

    /// An array whose axes lie in memory in `order` (outermost first), axis `k` with every
    /// `steps[k]`-th element used, backwards if negative; step 0 repeats one element.
    pub fn with_layout(dtype: DType, shape: &[i64], order: &[usize], steps: &[i64]) -> Array {
        let mut strides = vec![0; shape.len()];
        let mut reach = dtype.itemsize() as i64;
        let mut start = 0;
        for &axis in order.iter().rev() {
            strides[axis] = reach * steps[axis];
            if steps[axis] < 0 {
                start -= strides[axis] * (shape[axis] - 1).max(0);
            }
            reach *= (steps[axis].abs() * shape[axis]).max(1);
        }
        let memory = vec![u128::from_ne_bytes([0xAA; 16]); (reach as usize).div_ceil(16)];
        Array { memory, start: start as usize, dtype, shape: shape.to_vec(), strides }
    }

    /// A one-dimensional array of these values.
    pub fn of(dtype: DType, values: &[Value]) -> Array {
        let array = Array::new(dtype, &[values.len() as i64]);
        array.filled(values)
    }

    /// The same array with these values, in C order.
    pub fn filled(mut self, values: &[Value]) -> Array {
        for (place, value) in self.places().into_iter().zip(values) {
            let bytes = value.to_bytes(self.dtype);
            for (k, byte) in bytes[..self.dtype.itemsize()].iter().enumerate() {
                self.set_byte(place + k, *byte);
            }
        }
        self
    }

    /// The same elements seen with another shape and other strides.
    pub fn view(&self) -> LocalView<'_> {
        let base = self.memory.as_ptr().cast_mut().cast::<u8>();
        let ptr = base.wrapping_add(self.start);
        LocalView { ptr, dtype: self.dtype, shape: &self.shape, strides: &self.strides }
    }

    /// All elements in C order.
    pub fn values(&self) -> Vec<Value> {
        self.places().into_iter().map(|place| self.read(place)).collect()
    }

    fn read(&self, place: usize) -> Value {
        let mut bytes = [0; 16];
        for (k, byte) in bytes[..self.dtype.itemsize()].iter_mut().enumerate() {
            *byte = self.memory[(place + k) / 16].to_ne_bytes()[(place + k) % 16];
        }
        Value::from_bytes(self.dtype, bytes)
    }

    fn set_byte(&mut self, place: usize, byte: u8) {
        let mut word = self.memory[place / 16].to_ne_bytes();
        word[place % 16] = byte;
        self.memory[place / 16] = u128::from_ne_bytes(word);
    }

    /// Byte places of all elements in C order.
    fn places(&self) -> Vec<usize> {
        indices(&self.shape)
            .iter()
            .map(|index| {
                let offset: i64 = index.iter().zip(&self.strides).map(|(i, s)| i * s).sum();
                (self.start as i64 + offset) as usize
            })
            .collect()
    }
}

/// All indices of a shape in C order.
pub fn indices(shape: &[i64]) -> Vec<Vec<i64>> {
    let mut all = vec![vec![]];
    for &n in shape {
        all = all.iter().flat_map(|i: &Vec<i64>| (0..n).map(|k| [&i[..], &[k]].concat())).collect();
    }
    all
}

/// The dtype with NumPy's name or type string (`float64`, `<f8`). float16, which the library does
/// not have, is read as float32.
pub fn dtype_named(name: &str) -> DType {
    let short = ["b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f4", "f8", "c8", "c16"];
    let code = name.trim_start_matches(['<', '|']);
    let code = if code == "f2" { "f4" } else { code };
    match short.iter().position(|s| *s == code) {
        Some(k) => DType::ALL[k],
        None => *DType::ALL.iter().find(|d| d.name() == code).expect("the vectors use our dtypes"),
    }
}

/// A scalar in the vectors' notation, strong and of `dtype`.
pub fn parse(dtype: DType, json: &Json) -> Value {
    if let Json::Array(parts) = json {
        return Value::from_c128(C128::new(float(&parts[0]), float(&parts[1]))).cast(dtype);
    }
    match dtype.kind() {
        Kind::Float | Kind::Complex => Value::from_f64(float(json)).cast(dtype),
        Kind::UInt => Value::of::<u64>(json.as_str().unwrap().parse().unwrap()).cast(dtype),
        _ => Value::of::<i64>(json.as_str().unwrap().parse().unwrap()).cast(dtype),
    }
}

/// All scalars of a list.
pub fn parse_all(dtype: DType, json: &Json) -> Vec<Value> {
    json.as_array().unwrap().iter().map(|v| parse(dtype, v)).collect()
}

/// A C99 hexadecimal floating-point number, nan, inf or -inf.
pub fn float(json: &Json) -> f64 {
    let text = json.as_str().expect("numbers are strings");
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let size = match digits {
        "nan" => f64::NAN,
        "inf" => f64::INFINITY,
        _ => hexadecimal(digits),
    };
    if negative { -size } else { size }
}

fn hexadecimal(digits: &str) -> f64 {
    let (mantissa, exponent) = digits.strip_prefix("0x").unwrap().split_once('p').unwrap();
    let (whole, fraction) = mantissa.split_once('.').unwrap();
    let bits = u64::from_str_radix(&format!("{whole}{fraction}"), 16).unwrap();
    let exponent = exponent.parse::<i32>().unwrap() - 4 * fraction.len() as i32;
    // In two steps, so that subnormal results are reached exactly.
    bits as f64 * 2f64.powi(exponent / 2) * 2f64.powi(exponent - exponent / 2)
}

/// How closely results must agree.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tolerance {
    /// Bit for bit, except that any nan equals any nan.
    Exact,
    /// Within this fraction of the expected magnitude; special values and nan exactly, zeros with
    /// their sign.
    Relative(f64),
}

/// Asserts that dtypes and values agree.
pub fn assert_close(what: &str, got: &[Value], expected: &[Value], tolerance: Tolerance) {
    assert_eq!(got.len(), expected.len(), "{what}: number of elements");
    for (k, (g, e)) in got.iter().zip(expected).enumerate() {
        assert_eq!(g.dtype, e.dtype, "{what}: dtype");
        assert!(close(*g, *e, tolerance), "{what}: element {k} is {g}, expected {e} ({tolerance:?})");
    }
}

fn close(got: Value, expected: Value, tolerance: Tolerance) -> bool {
    if got == expected {
        return true;
    }
    if !matches!(got.dtype.kind(), Kind::Float | Kind::Complex) {
        return false;
    }
    let (g, e) = (got.as_c128().unwrap(), expected.as_c128().unwrap());
    let norm = if e.re.is_finite() && e.im.is_finite() { e.re.hypot(e.im) } else { 0.0 };
    part_close(g.re, e.re, norm, tolerance) && part_close(g.im, e.im, norm, tolerance)
}

fn part_close(got: f64, expected: f64, norm: f64, tolerance: Tolerance) -> bool {
    match tolerance {
        _ if got.is_nan() && expected.is_nan() => true,
        _ if got.to_bits() == expected.to_bits() => true,
        Tolerance::Exact => false,
        Tolerance::Relative(_) if expected == 0.0 && got == 0.0 => false,
        Tolerance::Relative(bound) => (got - expected).abs() <= bound * norm.max(expected.abs()),
    }
}

/// A few units in the last place.
pub fn ulps(dtype: DType, n: f64) -> Tolerance {
    match dtype {
        DType::Float32 | DType::Complex64 => Tolerance::Relative(n * f64::from(f32::EPSILON)),
        _ => Tolerance::Relative(n * f64::EPSILON),
    }
}

/// A file of vectors.
pub fn load(name: &str) -> Json {
    let path = format!("{}/tests/vectors/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// In compute.json, the array stored under a number: its dtype and values.
pub fn stored(file: &Json, number: &Json) -> (DType, Vec<Value>) {
    let entry = &file["arrays"][number.as_u64().unwrap() as usize];
    let dtype = dtype_named(entry["dtype"].as_str().unwrap());
    (dtype, parse_all(dtype, &entry["values"]))
}
