//! Every loop that exists: which these are, lengths, places in memory, work in place, levels that agree; and
//! what NumPy gave for the same operands.

use super::kernels_support::{levels, loop_of, samples};
use super::support::{Tolerance, assert_close, dtype_named, load, parse_all, ulps};
use distarray::compute::kernels::cast::cast_kernel;
use distarray::compute::kernels::lookup::Kernel;
use distarray::compute::op::{Op, Signature};
use distarray::cpu::Level;
use distarray::dtype::{DType, Kind};
use distarray::value::Value;

/// NumPy's loops by its type letters, results last; `N`, `F`, `C`, `A` stand for every dtype of a group.
const LOOPS: &[(Op, &str)] = &[
    (Op::Absolute, "?? NN FF"),
    (Op::Fabs, "FF"),
    (Op::Sign, "NN FF CC"),
    (Op::Positive, "NN FF CC"),
    (Op::Negative, "NN FF CC"),
    (Op::Conjugate, "NN FF CC"),
    (Op::Reciprocal, "NN FF CC"),
    (Op::Square, "NN FF CC"),
    (Op::Sqrt, "FF"),
    (Op::Deg2rad, "FF"),
    (Op::Rad2deg, "FF"),
    (Op::Rint, "FF CC"),
    (Op::Floor, "?? NN FF"),
    (Op::Ceil, "?? NN FF"),
    (Op::Trunc, "?? NN FF"),
    (Op::Isnan, "A?"),
    (Op::Isinf, "A?"),
    (Op::Isfinite, "A?"),
    (Op::Signbit, "F?"),
    (Op::Spacing, "FF"),
    (Op::LogicalNot, "A?"),
    (Op::Invert, "?? NN"),
    (Op::BitwiseCount, "NB"),
    (Op::Frexp, "FFi"),
    (Op::Modf, "FFF"),
    (Op::Add, "??? NNN FFF CCC"),
    (Op::Subtract, "NNN FFF CCC"),
    (Op::Multiply, "??? NNN FFF CCC"),
    (Op::TrueDivide, "FFF CCC"),
    (Op::FloorDivide, "NNN FFF"),
    (Op::Remainder, "NNN FFF"),
    (Op::Fmod, "NNN FFF"),
    (Op::Power, "NNN"),
    (Op::Maximum, "AAA"),
    (Op::Minimum, "AAA"),
    (Op::Fmax, "AAA"),
    (Op::Fmin, "AAA"),
    (Op::Copysign, "FFF"),
    (Op::Nextafter, "FFF"),
    (Op::Ldexp, "FiF FlF"),
    (Op::Heaviside, "FFF"),
    (Op::Gcd, "NNN"),
    (Op::Lcm, "NNN"),
    (Op::BitwiseAnd, "??? NNN"),
    (Op::BitwiseOr, "??? NNN"),
    (Op::BitwiseXor, "??? NNN"),
    (Op::LeftShift, "NNN"),
    (Op::RightShift, "NNN"),
    (Op::LogicalAnd, "AA?"),
    (Op::LogicalOr, "AA?"),
    (Op::LogicalXor, "AA?"),
    (Op::Less, "AA? lL? Ll?"),
    (Op::LessEqual, "AA? lL? Ll?"),
    (Op::Equal, "AA? lL? Ll?"),
    (Op::NotEqual, "AA? lL? Ll?"),
    (Op::Greater, "AA? lL? Ll?"),
    (Op::GreaterEqual, "AA? lL? Ll?"),
    (Op::Divmod, "NNNN FFFF"),
];

/// The dtypes that a letter stands for, or the one that it is.
fn group(letter: char) -> Vec<DType> {
    let of = |kinds: &[Kind]| DType::ALL.into_iter().filter(|dtype| kinds.contains(&dtype.kind())).collect();
    match letter {
        'N' => of(&[Kind::Int, Kind::UInt]),
        'F' => of(&[Kind::Float]),
        'C' => of(&[Kind::Complex]),
        'A' => DType::ALL.to_vec(),
        '?' => vec![DType::Bool],
        'B' => vec![DType::UInt8],
        'i' => vec![DType::Int32],
        'l' => vec![DType::Int64],
        'L' => vec![DType::UInt64],
        other => panic!("letter {other}"),
    }
}

/// All signatures of a function: one letter of a group is the same dtype throughout.
fn signatures(op: Op, patterns: &str) -> Vec<Signature> {
    let mut all = Vec::new();
    for pattern in patterns.split(' ') {
        let letters: Vec<char> = pattern.chars().collect();
        for dtype in group(letters[0]) {
            let types: Vec<DType> = (letters.iter())
                .map(|letter| if *letter == letters[0] { dtype } else { group(*letter)[0] })
                .collect();
            all.push(Signature::new(&types[op.nin()..], &types[..op.nin()]));
        }
    }
    all
}

fn every_loop() -> Vec<(Op, Signature)> {
    LOOPS.iter().flat_map(|(op, patterns)| signatures(*op, patterns).into_iter().map(|s| (*op, s))).collect()
}

#[test]
fn all_loops_of_numpy_exist_and_no_others() {
    let expected = every_loop();
    for level in Level::ALL {
        for (op, signature) in &expected {
            assert!(loop_of(*op, signature, level).is_some(), "{op} {signature:?} at {level:?}");
        }
    }
    for op in Op::ALL {
        let mut combinations = vec![vec![]];
        for _ in 0..op.nin() + op.nout() {
            combinations = combinations
                .iter()
                .flat_map(|types: &Vec<DType>| DType::ALL.map(|dtype| [&types[..], &[dtype]].concat()))
                .collect();
        }
        for types in combinations {
            let signature = Signature::new(&types[op.nin()..], &types[..op.nin()]);
            let wanted = expected.contains(&(*op, signature));
            assert_eq!(loop_of(*op, &signature, Level::Baseline).is_some(), wanted, "{op} {signature:?}");
        }
    }
}

/// Bytes of an array that starts `offset` elements into aligned memory and ends before a margin.
struct Bytes {
    memory: Vec<u128>,
    start: usize,
    length: usize,
}

const MARGIN: usize = 64;

impl Bytes {
    fn new(dtype: DType, offset: usize, n: usize) -> Bytes {
        let (start, length) = (offset * dtype.itemsize(), n * dtype.itemsize());
        let words = (start + length + MARGIN).div_ceil(16);
        Bytes { memory: vec![u128::from_ne_bytes([0xA5; 16]); words], start, length }
    }
    fn of(dtype: DType, offset: usize, values: &[Value]) -> Bytes {
        let mut bytes = Bytes::new(dtype, offset, values.len());
        let size = dtype.itemsize();
        for (k, value) in values.iter().enumerate() {
            let start = bytes.start + k * size;
            bytes.all_mut()[start..start + size].copy_from_slice(&value.to_bytes(dtype)[..size]);
        }
        bytes
    }
    fn all_mut(&mut self) -> &mut [u8] {
        // SAFETY: all bytes of the words.
        unsafe { std::slice::from_raw_parts_mut(self.memory.as_mut_ptr().cast(), self.memory.len() * 16) }
    }
    fn address(&mut self) -> *mut u8 {
        let start = self.start;
        self.all_mut()[start..].as_mut_ptr()
    }
    /// The elements, checking that nothing around them changed; nan without sign and payload.
    fn values(&mut self, dtype: DType) -> Vec<[u8; 16]> {
        let (start, end, size) = (self.start, self.start + self.length, dtype.itemsize());
        let all = self.all_mut();
        assert!(
            all[..start].iter().chain(&all[end..]).all(|byte| *byte == 0xA5),
            "bytes outside were written"
        );
        all[start..end].chunks(size).map(|bytes| normal(dtype, bytes)).collect()
    }
}

fn normal(dtype: DType, bytes: &[u8]) -> [u8; 16] {
    let mut all = [0; 16];
    all[..bytes.len()].copy_from_slice(bytes);
    let part = if dtype.kind() == Kind::Complex { bytes.len() / 2 } else { bytes.len() };
    if matches!(dtype.kind(), Kind::Float | Kind::Complex) {
        for bytes in all.chunks_mut(part) {
            let nan = match part {
                4 => f32::from_ne_bytes(bytes.try_into().unwrap()).is_nan(),
                _ => part == 8 && f64::from_ne_bytes(bytes.try_into().unwrap()).is_nan(),
            };
            if nan {
                bytes.fill(0xFF);
            }
        }
    }
    all
}

/// Runs a loop on its operands, result `k` written over the operand that `over` names for it.
fn run(
    kernel: Kernel,
    signature: &Signature,
    operands: &[Vec<Value>],
    offset: usize,
    over: Option<(usize, usize)>,
) -> Vec<Vec<[u8; 16]>> {
    let n = operands[0].len();
    let mut inputs: Vec<Bytes> = signature
        .operands()
        .iter()
        .zip(operands)
        .enumerate()
        .map(|(k, (dtype, values))| Bytes::of(*dtype, offset * (k + 1), values))
        .collect();
    let mut outputs: Vec<Bytes> = signature
        .results()
        .iter()
        .enumerate()
        .map(|(k, dtype)| Bytes::new(*dtype, offset * (k + 2), n))
        .collect();
    let mut addresses: Vec<*mut u8> = outputs.iter_mut().map(Bytes::address).collect();
    addresses.extend(inputs.iter_mut().map(Bytes::address));
    if let Some((result, operand)) = over {
        addresses[result] = addresses[outputs.len() + operand];
    }
    // SAFETY: arrays of the signature's dtypes with `n` elements; those that share memory have one element size.
    unsafe { kernel(addresses.as_ptr(), n) };
    (signature.results().iter().enumerate())
        .map(|(k, dtype)| match over {
            Some((result, operand)) if result == k => inputs[operand].values(*dtype),
            _ => outputs[k].values(*dtype),
        })
        .collect()
}

/// Operands that bring special values together in many ways.
fn operands(signature: &Signature, n: usize) -> Vec<Vec<Value>> {
    let steps = [1, 7];
    (signature.operands().iter().zip(steps))
        .map(|(dtype, step)| {
            let values = samples(*dtype);
            (0..n).map(|k| values[(k * step + k / values.len()) % values.len()]).collect()
        })
        .collect()
}

#[test]
fn lengths_places_and_levels_agree() {
    const MOST: usize = 600;
    for (op, signature) in every_loop() {
        let all = operands(&signature, MOST);
        let baseline = loop_of(op, &signature, Level::Baseline).unwrap();
        let expected = run(baseline, &signature, &all, 0, None);
        for level in levels() {
            let kernel = loop_of(op, &signature, level).unwrap();
            let same_size =
                |k: usize, j: usize| signature.results()[k].itemsize() == signature.operands()[j].itemsize();
            let mut ways = vec![None];
            for k in 0..op.nout() {
                ways.extend((0..op.nin()).filter(|j| same_size(k, *j)).map(|j| Some((k, j))));
            }
            for n in (0..=34).chain([63, 64, 65, 127, 130, 200, 255, 257, MOST]) {
                let first: Vec<Vec<Value>> = all.iter().map(|values| values[..n].to_vec()).collect();
                for way in &ways {
                    let offset = n % 4;
                    let got = run(kernel, &signature, &first, offset, *way);
                    for (got, expected) in got.iter().zip(&expected) {
                        assert_eq!(
                            got[..],
                            expected[..n],
                            "{op} {signature:?} {level:?}: {n} elements, over {way:?}"
                        );
                    }
                }
            }
        }
    }
}

/// Both operands and the result in one place.
#[test]
fn an_array_with_itself_in_place() {
    for (op, signature) in every_loop().into_iter().filter(|(op, _)| op.nin() == 2 && op.nout() == 1) {
        let [a, b] = signature.operands() else { panic!("two operands") };
        if a != b || a.itemsize() != signature.results()[0].itemsize() {
            continue;
        }
        let values = operands(&signature, 300)[0].clone();
        let apart = loop_of(op, &signature, Level::Baseline).unwrap();
        let expected = run(apart, &signature, &[values.clone(), values.clone()], 0, None);
        for level in levels() {
            let kernel = loop_of(op, &signature, level).unwrap();
            let mut memory = Bytes::of(*a, 1, &values);
            let addresses = [memory.address(); 3];
            // SAFETY: one array of the dtype and length.
            unsafe { kernel(addresses.as_ptr(), values.len()) };
            assert_eq!(memory.values(signature.results()[0]), expected[0], "{op} {signature:?} {level:?}");
        }
    }
}

#[test]
fn conversions_at_every_level() {
    for from in DType::ALL {
        let values: Vec<Value> = samples(from).into_iter().cycle().take(531).collect();
        for to in DType::ALL {
            let signature = Signature::new(&[to], &[from]);
            let expected: Vec<[u8; 16]> = (values.iter())
                .map(|value| normal(to, &value.cast(to).to_bytes(to)[..to.itemsize()]))
                .collect();
            for level in levels() {
                let kernel = cast_kernel(from, to, level);
                for n in [0, 1, 7, 16, 33, 531] {
                    let first = [values[..n].to_vec()];
                    let over = if from.itemsize() == to.itemsize() { Some((0, 0)) } else { None };
                    for way in [None, over] {
                        let got = run(kernel, &signature, &first, n % 3, way);
                        assert_eq!(
                            got[0][..],
                            expected[..n],
                            "{from} to {to}, {level:?}, {n} elements, {way:?}"
                        );
                    }
                }
            }
        }
    }
}

/// The cases of ufuncs.json that need neither broadcasting nor conversion. Complex products and quotients
/// are rounded differently by NumPy's vector loops.
#[test]
fn what_numpy_gave() {
    let file = load("ufuncs.json");
    let mut replayed = 0;
    for case in file["cases"].as_array().unwrap() {
        let (id, name) = (case["id"].as_str().unwrap(), case["op"].as_str().unwrap());
        let expected = case.get("numpy2").unwrap_or(case);
        let name = match name {
            "divide" => "true_divide",
            "mod" => "remainder",
            other => other,
        };
        let inputs: Option<Vec<&str>> =
            case["in"].as_array().unwrap().iter().map(|input| input.as_str()).collect();
        let (Some(inputs), Some(op)) = (inputs, Op::ALL.iter().find(|op| op.name() == name)) else {
            continue;
        };
        if expected.get("error").is_some() {
            continue;
        }
        let stored = |input: &&str| {
            let dtype = dtype_named(file["inputs"][*input]["dtype"].as_str().unwrap());
            (dtype, parse_all(dtype, &file["inputs"][*input]["values"]))
        };
        let (types, operands): (Vec<DType>, Vec<Vec<Value>>) = inputs.iter().map(stored).unzip();
        let dtype = dtype_named(expected["dtype"].as_str().unwrap());
        let signature = Signature::new(&[dtype], &types);
        let alike = operands.iter().all(|values| values.len() == operands[0].len());
        if expected["dtype"] == "<f2" || !alike || loop_of(*op, &signature, Level::Baseline).is_none() {
            continue;
        }
        replayed += 1;
        let exact = case["exact"] == true && dtype.kind() != Kind::Complex;
        let tolerance = if exact { Tolerance::Exact } else { ulps(dtype, 4.0) };
        for level in levels() {
            let kernel = loop_of(*op, &signature, level).unwrap();
            let got: Vec<Value> = run(kernel, &signature, &operands, 0, None)[0]
                .iter()
                .map(|bytes| Value::from_bytes(dtype, *bytes))
                .collect();
            assert_close(&format!("{id} {level:?}"), &got, &parse_all(dtype, &expected["values"]), tolerance);
        }
    }
    assert_eq!(replayed, 231, "cases with a loop of their own");
}
