//! What the tests of loops share: running one on typed elements, and values worth trying.

use distarray::compute::kernels::exact;
use distarray::compute::kernels::lookup::Kernel;
use distarray::compute::op::{Op, Signature};
use distarray::cpu::{Accuracy, Level, Path};
use distarray::dtype::{Bool, C64, C128, DType};
use distarray::element::Element;
use distarray::value::Value;
use num_complex::Complex;

/// The levels that this CPU has.
pub fn levels() -> Vec<Level> {
    Level::ALL.into_iter().filter(|level| *level <= Level::best()).collect()
}

/// The loop of `op` for these dtypes.
pub fn loop_of(op: Op, signature: &Signature, level: Level) -> Option<Kernel> {
    exact::kernel(op, signature, Path { level, accuracy: Accuracy::Fast })
}

/// A loop that must exist.
fn expect(op: Op, results: &[DType], operands: &[DType], level: Level) -> Kernel {
    let signature = Signature::new(results, operands);
    loop_of(op, &signature, level)
        .unwrap_or_else(|| panic!("{op} has no loop for {operands:?} -> {results:?}"))
}

/// Elements that a loop writes over completely.
fn room<R: Element>(n: usize) -> Vec<R> {
    vec![R::from_words([0xAAAA_AAAA_AAAA_AAAA; 2]); n]
}

fn address<T>(elements: &mut [T]) -> *mut u8 {
    elements.as_mut_ptr().cast()
}

/// `op` of one operand.
pub fn call1<A: Element, R: Element>(op: Op, level: Level, a: &[A]) -> Vec<R> {
    let (mut a, mut r) = (a.to_vec(), room::<R>(a.len()));
    let run = expect(op, &[R::DTYPE], &[A::DTYPE], level);
    // SAFETY: both arrays have as many elements of the dtypes that the loop is for.
    unsafe { run([address(&mut r), address(&mut a)].as_ptr(), r.len()) };
    r
}

/// `op` of two operands.
pub fn call2<A: Element, B: Element, R: Element>(op: Op, level: Level, a: &[A], b: &[B]) -> Vec<R> {
    let (mut a, mut b, mut r) = (a.to_vec(), b.to_vec(), room::<R>(a.len()));
    let run = expect(op, &[R::DTYPE], &[A::DTYPE, B::DTYPE], level);
    // SAFETY: all arrays have as many elements of the dtypes that the loop is for.
    unsafe { run([address(&mut r), address(&mut a), address(&mut b)].as_ptr(), r.len()) };
    r
}

/// `op` of one operand with two results.
pub fn pair1<A: Element, R: Element, S: Element>(op: Op, level: Level, a: &[A]) -> (Vec<R>, Vec<S>) {
    let (mut a, mut r, mut s) = (a.to_vec(), room::<R>(a.len()), room::<S>(a.len()));
    let run = expect(op, &[R::DTYPE, S::DTYPE], &[A::DTYPE], level);
    // SAFETY: all arrays have as many elements of the dtypes that the loop is for.
    unsafe { run([address(&mut r), address(&mut s), address(&mut a)].as_ptr(), r.len()) };
    (r, s)
}

/// `op` of two operands with two results.
pub fn pair2<A: Element>(op: Op, level: Level, a: &[A], b: &[A]) -> (Vec<A>, Vec<A>) {
    let (mut a, mut b) = (a.to_vec(), b.to_vec());
    let (mut r, mut s) = (room::<A>(a.len()), room::<A>(a.len()));
    let run = expect(op, &[A::DTYPE; 2], &[A::DTYPE; 2], level);
    let all = [address(&mut r), address(&mut s), address(&mut a), address(&mut b)];
    // SAFETY: all arrays have as many elements of the dtypes that the loop is for.
    unsafe { run(all.as_ptr(), r.len()) };
    (r, s)
}

/// True if both are the same bits, or nan.
pub fn same<T: Element>(a: T, b: T) -> bool {
    if a.to_words() == b.to_words() {
        return true;
    }
    let parts = |x: T| match Value::of(x).as_c128() {
        Ok(z) => [z.re, z.im],
        Err(error) => panic!("{x:?}: {error}"),
    };
    let is_float = matches!(T::DTYPE, DType::Float32 | DType::Float64 | DType::Complex64 | DType::Complex128);
    is_float
        && parts(a)
            .iter()
            .zip(parts(b))
            .all(|(a, b)| a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan()))
}

/// Checks a function of one operand at every level.
pub fn check1<A: Element, R: Element>(op: Op, a: &[A], oracle: impl Fn(A) -> R) {
    for level in levels() {
        for (x, got) in a.iter().zip(call1::<A, R>(op, level, a)) {
            let expected = oracle(*x);
            assert!(same(got, expected), "{op} {level:?}: {x:?} gives {got:?}, not {expected:?}");
        }
    }
}

/// Checks a function of two operands at every level, all values of one with all of the other.
pub fn check2<A: Element, B: Element, R: Element>(op: Op, a: &[A], b: &[B], oracle: impl Fn(A, B) -> R) {
    let (a, b) = all_pairs(a, b);
    for level in levels() {
        let results = call2::<A, B, R>(op, level, &a, &b);
        for ((x, y), got) in a.iter().zip(&b).zip(results) {
            let expected = oracle(*x, *y);
            assert!(same(got, expected), "{op} {level:?}: {x:?}, {y:?} give {got:?}, not {expected:?}");
        }
    }
}

/// Every element of `a` with every element of `b`.
pub fn all_pairs<A: Copy, B: Copy>(a: &[A], b: &[B]) -> (Vec<A>, Vec<B>) {
    a.iter().flat_map(|x| b.iter().map(|y| (*x, *y))).unzip()
}

/// A simple generator of numbers that look random.
pub struct Noise(u64);

impl Noise {
    pub fn new(seed: u64) -> Noise {
        Noise(seed)
    }
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^ (x >> 31)
    }
}

/// Types with values at which functions go wrong.
pub trait Samples: Element {
    fn samples() -> Vec<Self>;
}

macro_rules! integer_samples {
    ($($t:ty)*) => { $(
        impl Samples for $t {
            fn samples() -> Vec<$t> {
                let mut all: Vec<$t> = (0..=10).collect();
                all.extend([15, 16, 31, 32, 33, 63, 64, 65, 100, <$t>::MIN, <$t>::MIN + 1]);
                all.extend([<$t>::MAX, <$t>::MAX - 1, <$t>::MAX / 2, <$t>::MAX / 2 + 1]);
                all.extend((1..=10).map(|x: $t| x.wrapping_neg()));
                all.extend([31, 64, 100].map(|x: $t| x.wrapping_neg()));
                // Around the largest integers that the fast ways take.
                let near = [51u32, 52, 53].map(|bit| (1u64 << bit) as $t);
                all.extend(near.iter().flat_map(|x| [x.wrapping_sub(1), *x, x.wrapping_add(1), x.wrapping_neg()]));
                let mut noise = Noise::new(1);
                all.extend((0..25).map(|_| noise.next() as $t));
                all
            }
        }
    )* };
}
integer_samples!(i8 i16 i32 i64 u8 u16 u32 u64);

impl Samples for Bool {
    /// Bytes other than 0 and 1 are true too.
    fn samples() -> Vec<Bool> {
        [0, 1, 2, 0x80, 0xFF].map(Bool).to_vec()
    }
}

macro_rules! float_samples {
    ($($t:ty)*) => { $(
        impl Samples for $t {
            fn samples() -> Vec<$t> {
                let tiny = <$t>::from_bits(1);
                let mut all: Vec<$t> = vec![0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 7.0, 10.0, 180.0, 0.1, 1e10];
                all.extend([<$t>::MAX, <$t>::MAX / 2.0, <$t>::MIN_POSITIVE, tiny, 3.0 * tiny, <$t>::EPSILON]);
                all.extend([<$t>::MIN_POSITIVE - tiny, 0.5 - <$t>::EPSILON / 4.0, 1.0 - <$t>::EPSILON / 2.0]);
                all.extend([1.0 + <$t>::EPSILON, 1.0 / <$t>::EPSILON, 2.0 / <$t>::EPSILON, 1.0 / 3.0]);
                // Quotients by small numbers around those of the limits of the fast ways.
                all.extend([19, 22, 26, 28, 48, 51].map(|bit| (1u64 << bit) as $t));
                all.extend([19, 22, 26, 28, 48, 51].map(|bit| ((1u64 << bit) - 1) as $t));
                all.extend([<$t>::INFINITY, <$t>::NAN]);
                let mut noise = Noise::new(2);
                all.extend((0..12).map(|_| <$t>::from_bits(noise.next() as _).abs()));
                all.extend((0..12).map(|_| noise.next() as $t / (1u64 << 60) as $t));
                all.iter().flat_map(|x| [*x, -*x]).collect()
            }
        }

        impl Samples for Complex<$t> {
            fn samples() -> Vec<Complex<$t>> {
                let parts = <$t>::samples();
                let some: Vec<$t> = parts.iter().copied().step_by(5).collect();
                let few = [0.0, -0.0, 1.0, -2.5, <$t>::NAN, <$t>::INFINITY];
                let (re, im) = all_pairs(&some, &few);
                let (more_re, more_im) = all_pairs(&few, &few);
                re.iter().zip(&im).chain(more_re.iter().zip(&more_im)).map(|(x, y)| Complex::new(*x, *y)).collect()
            }
        }
    )* };
}
float_samples!(f32 f64);

/// The values of a dtype as scalars.
pub fn samples(dtype: DType) -> Vec<Value> {
    fn values<T: Samples>() -> Vec<Value> {
        T::samples().into_iter().map(Value::of).collect()
    }
    match dtype {
        DType::Bool => values::<Bool>(),
        DType::Int8 => values::<i8>(),
        DType::Int16 => values::<i16>(),
        DType::Int32 => values::<i32>(),
        DType::Int64 => values::<i64>(),
        DType::UInt8 => values::<u8>(),
        DType::UInt16 => values::<u16>(),
        DType::UInt32 => values::<u32>(),
        DType::UInt64 => values::<u64>(),
        DType::Float32 => values::<f32>(),
        DType::Float64 => values::<f64>(),
        DType::Complex64 => values::<C64>(),
        DType::Complex128 => values::<C128>(),
    }
}
