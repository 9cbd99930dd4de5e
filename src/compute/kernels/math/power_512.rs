//! power for AVX-512, where the C library's vector function is slow: exp(y * log(x)), with a logarithm of more
//! than float64's precision. Tables of 16 numbers fit into two registers.

use super::double_double::{LN_2_HIGH, LN_2_LOW};
use crate::compute::kernels::lookup::Kernel;
use std::arch::x86_64::*;

/// float64: errors below 1.5 units in the last place.
pub fn double() -> Kernel {
    double_loop
}

/// float32, computed in float64.
pub fn single() -> Kernel {
    single_loop
}

/// The smallest significand: numbers are 2^k * z with z from here to its double. For 16 intervals of z, whose
/// middles are 1 + j/16 and 3/4 + j/32, the factor that brings z near 1, with so few bits that the product
/// less 1 is exact; and minus its logarithm. Beside 1 the factor is 1, so that nothing cancels there.
const LEAST: i64 = 0x3fe7_8000_0000_0000;
const FACTORS: [f64; 16] = [
    1.0, 0.9375, 0.875, 0.84375, 0.8125, 0.75, 0.71875, 0.6875, 1.3125, 1.25, 1.25, 1.1875, 1.125, 1.125,
    1.0625, 1.0,
];
/// Multiples of 2^-41, which add to an exponent's multiple of `LN_2_HIGH` exactly, and what is missing.
const LOGS_HIGH: [u64; 16] = [
    0x0000000000000000,
    0x3fb08598b59e0000,
    0x3fc1178e82280000,
    0x3fc5bf406b544000,
    0x3fca93ed3c8ac000,
    0x3fd269621134e000,
    0x3fd522ae0738a000,
    0x3fd7fafa3bd82000,
    0xbfd1675cababa000,
    0xbfcc8ff7c79a8000,
    0xbfcc8ff7c79a8000,
    0xbfc5ff3070a78000,
    0xbfbe27076e2b0000,
    0xbfbe27076e2b0000,
    0xbfaf0a30c0110000,
    0x0000000000000000,
];
const LOGS_LOW: [u64; 16] = [
    0x0000000000000000,
    0x3d4d034451fecdfb,
    0xbd4b8421cc74be04,
    0xbd127023eb68981c,
    0x3d49e36f2bea77a6,
    0xbd31b61f10522625,
    0x3d2ebe708164c759,
    0xbd45c8243204959a,
    0xbd38380e731f55c4,
    0xbd4a21ac25d81ef3,
    0xbd4a21ac25d81ef3,
    0xbd43d3c873e20a07,
    0x3d2a342c2af0003c,
    0x3d2a342c2af0003c,
    0xbd48a9985f325c5c,
    0x0000000000000000,
];
/// 2^(j/16), and what is missing.
const ROOTS: [u64; 16] = [
    0x3ff0000000000000,
    0x3ff0b5586cf9890f,
    0x3ff172b83c7d517b,
    0x3ff2387a6e756238,
    0x3ff306fe0a31b715,
    0x3ff3dea64c123422,
    0x3ff4bfdad5362a27,
    0x3ff5ab07dd485429,
    0x3ff6a09e667f3bcd,
    0x3ff7a11473eb0187,
    0x3ff8ace5422aa0db,
    0x3ff9c49182a3f090,
    0x3ffae89f995ad3ad,
    0x3ffc199bdd85529c,
    0x3ffd5818dcfba487,
    0x3ffea4afa2a490da,
];
const ROOTS_LOW: [u64; 16] = [
    0x0000000000000000,
    0x3c98a62e4adc610b,
    0xbc819041b9d78a76,
    0x3c99b07eb6c70573,
    0x3c86f46ad23182e4,
    0x3c8ada0911f09ebc,
    0x3c7d4397afec42e2,
    0x3c96324c054647ad,
    0xbc9bdd3413b26456,
    0xbc841577ee04992f,
    0x3c96e9f156864b27,
    0x3c7c7c46b071f2be,
    0x3c97a1cd345dcc81,
    0x3c811065895048dd,
    0x3c82ed02d75b3707,
    0xbc9e9c23179c2893,
];
/// A sixteenth of the natural logarithm of 2: so many bits that its product with an exponent is exact, and the
/// rest.
const STEP_HIGH: f64 = f64::from_bits(0x3fa62e42fefa0000);
const STEP_LOW: f64 = f64::from_bits(0x3d3cf79abc9e3b3a);
const STEPS: f64 = f64::from_bits(0x40371547652b82fe);

/// The same for intervals that begin at 1 + j/16 and 3/4 + j/32, with 1 for the two beside 1: factors, and minus
/// their logarithms to base 2.
const LOW_FACTORS: [f64; 16] = [
    1.0,
    0.9142857142857143,
    0.8648648648648649,
    0.8205128205128205,
    0.7804878048780488,
    0.7441860465116279,
    0.7111111111111111,
    0.6808510638297872,
    1.3061224489795917,
    1.2549019607843137,
    1.2075471698113207,
    1.1636363636363636,
    1.1228070175438596,
    1.0847457627118644,
    1.0491803278688525,
    1.0,
];
const LOW_LOGS: [u64; 16] = [
    0x0000000000000000,
    0x3fc08c588cda79e5,
    0x3fcacf5e2db4ec91,
    0x3fd24407ab0e073a,
    0x3fd6e221cd9d0cdd,
    0x3fdb47ebf73882a1,
    0x3fdf7a8568cb06ce,
    0x3fe1bf311e95d00e,
    0xbfd8a8980abfbd30,
    0xbfd4f6fbb2cec598,
    0xbfd169c05363f157,
    0xbfcbfc67a7fff4ca,
    0xbfc563dc29ffacaf,
    0xbfbe0b1ae8f2fd56,
    0xbfb1bb32a60054a2,
    0x0000000000000000,
];
/// log2(1 + r) / r
const BINARY_SERIES: [f64; 7] = scaled(series(0), std::f64::consts::LOG2_E);
/// (2^r - 1) / r
const BINARY_EXPONENTIAL_SERIES: [f64; 3] =
    [std::f64::consts::LN_2, 0.2402265069591007, 0.055504108664821576];

const fn scaled<const N: usize>(mut list: [f64; N], by: f64) -> [f64; N] {
    let mut k = 0;
    while k < N {
        list[k] *= by;
        k += 1;
    }
    list
}

const fn numbers(bits: [u64; 16]) -> [f64; 16] {
    let (mut list, mut k) = ([0.0; 16], 0);
    while k < 16 {
        list[k] = f64::from_bits(bits[k]);
        k += 1;
    }
    list
}

/// One of 16 numbers for each lane, by the lowest four bits of the index.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512vl")]
fn pick(table: &'static [f64; 16], index: __m512i) -> __m512d {
    // SAFETY: the table has two vectors of eight.
    let (low, high) = unsafe { (_mm512_loadu_pd(table.as_ptr()), _mm512_loadu_pd(table.as_ptr().add(8))) };
    _mm512_permutex2var_pd(low, index, high)
}

/// The polynomial with these coefficients, the lowest first, in two interleaved halves.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512vl")]
fn polynomial<const N: usize>(x: __m512d, coefficients: [f64; N]) -> __m512d {
    let square = _mm512_mul_pd(x, x);
    let half = |last: usize| {
        let mut sum = _mm512_set1_pd(coefficients[last]);
        for k in (0..last).rev().skip(1).step_by(2) {
            sum = _mm512_fmadd_pd(sum, square, _mm512_set1_pd(coefficients[k]));
        }
        sum
    };
    let (last, other) = (half(N - 1), half(N - 2));
    let (even, odd) = if !N.is_multiple_of(2) { (last, other) } else { (other, last) };
    _mm512_fmadd_pd(odd, x, even)
}

/// (-1)^k / (k + 1) for `k` from `from`: the series of the logarithm.
const fn series<const N: usize>(from: usize) -> [f64; N] {
    let (mut list, mut k) = ([0.0; N], 0);
    while k < N {
        let n = from + k;
        list[k] = if n.is_multiple_of(2) { 1.0 } else { -1.0 } / (n + 1) as f64;
        k += 1;
    }
    list
}

/// A positive, normal number as exponent, index into the tables, and a number near 0: the significand times the
/// table's factor, less 1, exactly.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512vl")]
fn parts(x: __m512d) -> (__m512d, __m512i, __m512d) {
    static TABLE: [f64; 16] = FACTORS;
    let bits = _mm512_castpd_si512(x);
    let above = _mm512_sub_epi64(bits, _mm512_set1_epi64(LEAST));
    let exponent = _mm512_cvtepi64_pd(_mm512_srai_epi64::<52>(above));
    let power = _mm512_and_si512(above, _mm512_set1_epi64(-1 << 52));
    let significand = _mm512_sub_epi64(bits, power);
    let index = _mm512_srli_epi64::<48>(_mm512_add_epi64(significand, _mm512_set1_epi64(1 << 47)));
    let z = _mm512_castsi512_pd(significand);
    (exponent, index, _mm512_fmsub_pd(z, pick(&TABLE, index), _mm512_set1_pd(1.0)))
}

/// The natural logarithm as a sum of two numbers, with a relative error of about 2^-63.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512vl")]
fn logarithm(x: __m512d) -> (__m512d, __m512d) {
    static HIGH: [f64; 16] = numbers(LOGS_HIGH);
    static LOW: [f64; 16] = numbers(LOGS_LOW);
    let (exponent, index, r) = parts(x);
    // exponent * ln 2 - log(factor), + r, - r^2 / 2, each with what its sum loses; then the rest of the series.
    let first = _mm512_fmadd_pd(exponent, _mm512_set1_pd(LN_2_HIGH), pick(&HIGH, index));
    let first_rest = _mm512_fmadd_pd(exponent, _mm512_set1_pd(LN_2_LOW), pick(&LOW, index));
    let second = _mm512_add_pd(first, r);
    let second_rest = _mm512_add_pd(_mm512_sub_pd(first, second), r);
    let half = _mm512_mul_pd(r, _mm512_set1_pd(-0.5));
    let square = _mm512_mul_pd(r, half);
    let square_rest = _mm512_fmsub_pd(r, half, square);
    let third = _mm512_add_pd(second, square);
    let third_rest = _mm512_add_pd(_mm512_sub_pd(second, third), square);
    let cube = _mm512_mul_pd(_mm512_mul_pd(r, r), r);
    let tail = _mm512_mul_pd(cube, polynomial::<13>(r, series(2)));
    let rest = _mm512_add_pd(_mm512_add_pd(first_rest, second_rest), _mm512_add_pd(square_rest, third_rest));
    let rest = _mm512_add_pd(rest, tail);
    let sum = _mm512_add_pd(third, rest);
    (sum, _mm512_add_pd(_mm512_sub_pd(third, sum), rest))
}

/// exp(x + rest), also where that overflows or vanishes.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512vl")]
fn exponential(x: __m512d, rest: __m512d) -> __m512d {
    static TABLE: [f64; 16] = numbers(ROOTS);
    static LOW: [f64; 16] = numbers(ROOTS_LOW);
    let steps = _mm512_roundscale_pd::<8>(_mm512_mul_pd(x, _mm512_set1_pd(STEPS)));
    let r = _mm512_fnmadd_pd(steps, _mm512_set1_pd(STEP_HIGH), x);
    let r = _mm512_add_pd(_mm512_fnmadd_pd(steps, _mm512_set1_pd(STEP_LOW), r), rest);
    let square = _mm512_mul_pd(r, r);
    let expm1 = _mm512_fmadd_pd(square, polynomial::<6>(r, factorials()), r);
    let index = _mm512_cvtpd_epi64(steps);
    let root = pick(&TABLE, index);
    let significand = _mm512_add_pd(root, _mm512_fmadd_pd(root, expm1, pick(&LOW, index)));
    _mm512_scalef_pd(significand, _mm512_mul_pd(steps, _mm512_set1_pd(1.0 / 16.0)))
}

/// Magnitudes, with the results' signs, and the lanes that nothing here is for: bases that are zero, subnormal,
/// infinite or nan, exponents that are infinite or nan.
struct Signs {
    magnitude: __m512d,
    negative: __mmask8,
    undefined: __mmask8,
    special: __mmask8,
}

#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512vl")]
fn signs(x: __m512d, y: __m512d) -> Signs {
    let magnitude = _mm512_abs_pd(x);
    let normal = _mm512_cmp_pd_mask::<_CMP_GE_OQ>(magnitude, _mm512_set1_pd(f64::MIN_POSITIVE))
        & _mm512_cmp_pd_mask::<_CMP_LT_OQ>(magnitude, _mm512_set1_pd(f64::INFINITY))
        & _mm512_cmp_pd_mask::<_CMP_LT_OQ>(_mm512_abs_pd(y), _mm512_set1_pd(f64::INFINITY));
    let below = _mm512_movepi64_mask(_mm512_castpd_si512(x));
    let (mut negative, mut undefined) = (0, 0);
    if below != 0 {
        let whole = |y: __m512d| _mm512_cmp_pd_mask::<_CMP_EQ_OQ>(_mm512_roundscale_pd::<8>(y), y);
        let even = whole(_mm512_mul_pd(y, _mm512_set1_pd(0.5)));
        negative = below & whole(y) & !even;
        undefined = below & !whole(y);
    }
    Signs { magnitude, negative, undefined, special: !normal }
}

impl Signs {
    /// The result of this magnitude.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512vl")]
    fn applied(&self, result: __m512d) -> __m512d {
        let sign = _mm512_set1_pd(-0.0);
        let signed = _mm512_mask_xor_pd(result, self.negative, result, sign);
        _mm512_mask_mov_pd(signed, self.undefined, _mm512_set1_pd(f64::NAN))
    }
}

/// 1 / (k + 2)! for `k` from 0.
const fn factorials<const N: usize>() -> [f64; N] {
    let (mut list, mut k, mut factorial) = ([0.0; N], 0, 1.0);
    while k < N {
        factorial *= (k + 2) as f64;
        list[k] = 1.0 / factorial;
        k += 1;
    }
    list
}

/// Beyond it every exponential is infinite or zero.
const FARTHEST: f64 = 1000.0;

#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512vl")]
fn power_double(x: __m512d, y: __m512d) -> __m512d {
    let signs = signs(x, y);
    // In the special lanes any number.
    let base = _mm512_mask_mov_pd(signs.magnitude, signs.special, _mm512_set1_pd(1.0));
    let (high, low) = logarithm(base);
    let product = _mm512_mul_pd(y, high);
    let rest = _mm512_fmadd_pd(y, low, _mm512_fmsub_pd(y, high, product));
    let far = _mm512_set1_pd(FARTHEST);
    let near = _mm512_cmp_pd_mask::<_CMP_LT_OQ>(_mm512_abs_pd(product), far);
    let product = _mm512_min_pd(_mm512_max_pd(product, _mm512_set1_pd(-FARTHEST)), far);
    let result = signs.applied(exponential(product, _mm512_maskz_mov_pd(near, rest)));
    if signs.special == 0 { result } else { repaired(x, y, result, signs.special) }
}

/// In float64, for operands and results of float32, to base 2: 2^(y * log2(x)).
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512vl")]
fn power_single(x: __m512d, y: __m512d) -> __m512d {
    // Zero, infinite, nan; and negative.
    let special = _mm512_fpclass_pd_mask::<0x9f>(x) | _mm512_fpclass_pd_mask::<0x99>(y);
    let below = _mm512_movepi64_mask(_mm512_castpd_si512(x));
    let product = _mm512_mul_pd(y, binary_logarithm(x));
    let product = _mm512_min_pd(_mm512_max_pd(product, _mm512_set1_pd(-FARTHEST)), _mm512_set1_pd(FARTHEST));
    let result = binary_exponential(product);
    if special | below == 0 {
        return result;
    }
    let result = signs(x, y).applied(result);
    if special == 0 { result } else { repaired(x, y, result, special) }
}

/// log2 of the magnitude, of a number that is not subnormal, with a relative error of about 2^-31.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512vl")]
fn binary_logarithm(x: __m512d) -> __m512d {
    static FACTORS: [f64; 16] = LOW_FACTORS;
    static LOGS: [f64; 16] = numbers(LOW_LOGS);
    // Significands from 3/4 to 3/2; with 4/3 times the number the exponent is that of such a significand.
    const FOUR_THIRDS: f64 = f64::from_bits(0x3ff5_5555_5555_5556);
    let exponent = _mm512_getexp_pd(_mm512_mul_pd(x, _mm512_set1_pd(FOUR_THIRDS)));
    let z = _mm512_getmant_pd::<_MM_MANT_NORM_P75_1P5, _MM_MANT_SIGN_ZERO>(x);
    let index = _mm512_srli_epi64::<48>(_mm512_castpd_si512(z));
    let r = _mm512_fmsub_pd(z, pick(&FACTORS, index), _mm512_set1_pd(1.0));
    let first = _mm512_add_pd(exponent, pick(&LOGS, index));
    _mm512_fmadd_pd(r, polynomial::<7>(r, BINARY_SERIES), first)
}

/// 2^x, within 2^-26, for numbers from -`FARTHEST` to `FARTHEST`.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512vl")]
fn binary_exponential(x: __m512d) -> __m512d {
    static TABLE: [f64; 16] = numbers(ROOTS);
    // Adding it rounds to sixteenths, whose number then stands in the lowest bits.
    const ROUNDER: f64 = (3u64 << 47) as f64;
    let shifted = _mm512_add_pd(x, _mm512_set1_pd(ROUNDER));
    let steps = _mm512_sub_pd(shifted, _mm512_set1_pd(ROUNDER));
    let r = _mm512_sub_pd(x, steps);
    let root = pick(&TABLE, _mm512_castpd_si512(shifted));
    let rise = _mm512_mul_pd(root, r);
    let significand = _mm512_fmadd_pd(rise, polynomial::<3>(r, BINARY_EXPONENTIAL_SERIES), root);
    _mm512_scalef_pd(significand, steps)
}

/// The results with the C library's in some lanes.
#[cold]
#[inline(never)]
#[target_feature(enable = "avx512f,avx512dq,avx512vl")]
fn repaired(x: __m512d, y: __m512d, result: __m512d, lanes: __mmask8) -> __m512d {
    let (mut bases, mut exponents, mut results) = ([0.0f64; 8], [0.0f64; 8], [0.0f64; 8]);
    // SAFETY: arrays of eight.
    unsafe {
        _mm512_storeu_pd(bases.as_mut_ptr(), x);
        _mm512_storeu_pd(exponents.as_mut_ptr(), y);
        _mm512_storeu_pd(results.as_mut_ptr(), result);
    }
    for k in 0..8 {
        if lanes >> k & 1 == 1 {
            results[k] = bases[k].powf(exponents[k]);
        }
    }
    // SAFETY: an array of eight.
    unsafe { _mm512_loadu_pd(results.as_ptr()) }
}

/// The lanes of the next `count` elements.
fn lanes(count: usize) -> __mmask8 {
    if count >= 8 { 0xff } else { (1 << count) - 1 }
}

/// # Safety
/// That of `Kernel`, with AVX-512.
#[target_feature(enable = "avx512f,avx512dq,avx512vl")]
unsafe fn double_loop(ptrs: *const *mut u8, n: usize) {
    // SAFETY: elements 0 to n of the arrays, by the caller's promise; other lanes are not touched.
    unsafe {
        let out = (*ptrs).cast::<f64>();
        let (a, b) = ((*ptrs.add(1)).cast::<f64>(), (*ptrs.add(2)).cast::<f64>());
        let one = _mm512_set1_pd(1.0);
        let whole = n - n % 8;
        for i in (0..whole).step_by(8) {
            let (x, y) = (_mm512_loadu_pd(a.add(i)), _mm512_loadu_pd(b.add(i)));
            _mm512_storeu_pd(out.add(i), power_double(x, y));
        }
        for i in (whole..n).step_by(8) {
            let lanes = lanes(n - i);
            let x = _mm512_mask_loadu_pd(one, lanes, a.add(i));
            let y = _mm512_mask_loadu_pd(one, lanes, b.add(i));
            _mm512_mask_storeu_pd(out.add(i), lanes, power_double(x, y));
        }
    }
}

/// # Safety
/// That of `Kernel`, with AVX-512.
#[target_feature(enable = "avx512f,avx512dq,avx512vl")]
unsafe fn single_loop(ptrs: *const *mut u8, n: usize) {
    // SAFETY: elements 0 to n of the arrays, by the caller's promise; other lanes are not touched.
    unsafe {
        let out = (*ptrs).cast::<f32>();
        let (a, b) = ((*ptrs.add(1)).cast::<f32>(), (*ptrs.add(2)).cast::<f32>());
        let one = _mm256_set1_ps(1.0);
        let whole = n - n % 8;
        for i in (0..whole).step_by(8) {
            let x = _mm512_cvtps_pd(_mm256_loadu_ps(a.add(i)));
            let y = _mm512_cvtps_pd(_mm256_loadu_ps(b.add(i)));
            _mm256_storeu_ps(out.add(i), _mm512_cvtpd_ps(power_single(x, y)));
        }
        for i in (whole..n).step_by(8) {
            let lanes = lanes(n - i);
            let x = _mm512_cvtps_pd(_mm256_mask_loadu_ps(one, lanes, a.add(i)));
            let y = _mm512_cvtps_pd(_mm256_mask_loadu_ps(one, lanes, b.add(i)));
            _mm256_mask_storeu_ps(out.add(i), lanes, _mm512_cvtpd_ps(power_single(x, y)));
        }
    }
}
