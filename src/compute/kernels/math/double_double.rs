//! Numbers of twice the precision, as unevaluated sums of two float64, and the exponential and the logarithm in
//! them. Everything is without branches, so that loops over it vectorise.

use crate::compute::kernels::dense::Isa;

/// `hi + lo`, where `lo` is at most half a unit in the last place of `hi`.
#[derive(Clone, Copy, Debug)]
pub struct Twofold {
    pub hi: f64,
    pub lo: f64,
}

impl Twofold {
    #[inline(always)]
    pub const fn new(hi: f64, lo: f64) -> Twofold {
        Twofold { hi, lo }
    }

    /// `a + b`, exactly.
    #[inline(always)]
    pub fn sum(a: f64, b: f64) -> Twofold {
        let hi = a + b;
        let c = hi - a;
        Twofold { hi, lo: (a - (hi - c)) + (b - c) }
    }

    /// `a + b`, exactly, where `a` is 0 or not smaller than `b`.
    #[inline(always)]
    pub fn ordered_sum(a: f64, b: f64) -> Twofold {
        let hi = a + b;
        Twofold { hi, lo: b - (hi - a) }
    }

    /// `a * b`, exactly, for numbers far from the ends of the range.
    #[inline(always)]
    pub fn product<I: Isa>(a: f64, b: f64) -> Twofold {
        let hi = a * b;
        if I::FUSED {
            return Twofold { hi, lo: a.mul_add(b, -hi) };
        }
        let ((a, a_rest), (b, b_rest)) = (halves(a), halves(b));
        Twofold { hi, lo: ((a * b - hi) + a * b_rest + a_rest * b) + a_rest * b_rest }
    }

    /// The product with a power of 2.
    #[inline(always)]
    pub fn scaled(self, by: f64) -> Twofold {
        Twofold { hi: self.hi * by, lo: self.lo * by }
    }

    /// The sum with a number that is not larger, or with any if this is 0.
    #[inline(always)]
    pub fn plus_smaller(self, b: f64) -> Twofold {
        let sum = Twofold::ordered_sum(self.hi, b);
        Twofold::ordered_sum(sum.hi, sum.lo + self.lo)
    }

    #[inline(always)]
    pub fn plus(self, b: Twofold) -> Twofold {
        let sum = Twofold::sum(self.hi, b.hi);
        Twofold::ordered_sum(sum.hi, sum.lo + (self.lo + b.lo))
    }

    /// The sum, where `b` is not larger, or this is 0.
    #[inline(always)]
    pub fn ordered_plus(self, b: Twofold) -> Twofold {
        let sum = Twofold::ordered_sum(self.hi, b.hi);
        Twofold::ordered_sum(sum.hi, sum.lo + (self.lo + b.lo))
    }

    #[inline(always)]
    pub fn times<I: Isa>(self, b: Twofold) -> Twofold {
        let product = Twofold::product::<I>(self.hi, b.hi);
        let rest = product.lo + fused::<I>(self.hi, b.lo, self.lo * b.hi);
        Twofold::ordered_sum(product.hi, rest)
    }
}

/// A number as a sum of two of 26 bits, whose products are exact.
#[inline(always)]
fn halves(a: f64) -> (f64, f64) {
    const SPLIT: f64 = ((1 << 27) + 1) as f64;
    let c = SPLIT * a;
    let hi = c - (c - a);
    (hi, a - hi)
}

/// `a * b + c`, rounded once where the CPU can.
#[inline(always)]
pub fn fused<I: Isa>(a: f64, b: f64, c: f64) -> f64 {
    if I::FUSED { a.mul_add(b, c) } else { a * b + c }
}

/// The polynomial with these coefficients, the lowest first.
#[inline(always)]
pub fn polynomial<I: Isa, const N: usize>(x: f64, coefficients: [f64; N]) -> f64 {
    let mut sum = coefficients[N - 1];
    for k in (0..N - 1).rev() {
        sum = fused::<I>(sum, x, coefficients[k]);
    }
    sum
}

/// Adding it rounds to an integer, which then stands in the lowest bits.
pub const ROUNDER: f64 = 6755399441055744.0;

/// The natural logarithm of 2; `LN_2_HIGH` has 42 bits, so that its product with an exponent is exact.
pub const LN_2_HIGH: f64 = f64::from_bits(0x3fe62e42fefa3800);
pub const LN_2_LOW: f64 = f64::from_bits(0x3d2ef35793c76730);
/// The same with all bits of two numbers.
pub const LN_2: Twofold = Twofold::new(std::f64::consts::LN_2, f64::from_bits(0x3c7abc9e3b39803f));

/// 1 / n!
const INVERSE_FACTORIALS: [f64; 14] = {
    let (mut list, mut k) = ([1.0; 14], 1);
    while k < 14 {
        list[k] = list[k - 1] / k as f64;
        k += 1;
    }
    list
};

/// The coefficients `from` to `from + N` of the exponential's series.
const fn exponential_series<const N: usize>(from: usize) -> [f64; N] {
    let (mut list, mut k) = ([0.0; N], 0);
    while k < N {
        list[k] = INVERSE_FACTORIALS[from + k];
        k += 1;
    }
    list
}

/// 1 / (2 * k + 1) for `k` from `from` to `from + N`: the series of the inverse hyperbolic tangent.
pub const fn odd_series<const N: usize>(from: usize) -> [f64; N] {
    let (mut list, mut k) = ([0.0; N], 0);
    while k < N {
        list[k] = 1.0 / (2 * (from + k) + 1) as f64;
        k += 1;
    }
    list
}

/// `x / ln 2` as the nearest integer, and what remains of `x`. `x.hi` is below 2^20 in magnitude.
#[inline(always)]
pub fn reduced<I: Isa>(x: Twofold) -> (f64, Twofold) {
    let k = fused::<I>(x.hi, std::f64::consts::LOG2_E, ROUNDER) - ROUNDER;
    let product = Twofold::product::<I>(k, LN_2_LOW);
    let rest = Twofold::sum(x.hi - k * LN_2_HIGH, -product.hi);
    (k, Twofold::ordered_sum(rest.hi, rest.lo + (x.lo - product.lo)))
}

/// 2 to the power of an integer between -2044 and 2046, as two factors.
#[inline(always)]
pub fn power_of_2(k: f64) -> (f64, f64) {
    let whole = (k + ROUNDER).to_bits().wrapping_sub(ROUNDER.to_bits()) as i64;
    let half = whole >> 1;
    let factor = |n: i64| f64::from_bits((n.wrapping_add(1023) as u64) << 52);
    (factor(half), factor(whole.wrapping_sub(half)))
}

/// exp(x) - 1 in double precision for a reduced `x`: with an error of about 2^-65.
#[inline(always)]
fn reduced_expm1<I: Isa>(x: Twofold) -> Twofold {
    // An eighth of it, so that the series is short; (1 + p)^2 - 1 = 2p + p^2 brings the rest back.
    let s = x.scaled(0.125);
    let tail = polynomial::<I, 8>(s.hi, exponential_series(3)) * (s.hi * s.hi * s.hi);
    let square = Twofold::product::<I>(s.hi, s.hi);
    let sum = Twofold::ordered_sum(s.hi, 0.5 * square.hi);
    let rest = sum.lo + (fused::<I>(s.hi, s.lo, 0.5 * square.lo) + s.lo) + tail;
    let mut p = Twofold::ordered_sum(sum.hi, rest);
    for _ in 0..3 {
        let square = Twofold::product::<I>(p.hi, p.hi);
        let sum = Twofold::ordered_sum(2.0 * p.hi, square.hi);
        let rest = fused::<I>(2.0 * p.hi, p.lo, square.lo) + 2.0 * p.lo;
        p = Twofold::ordered_sum(sum.hi, sum.lo + rest);
    }
    p
}

/// exp(x) for `x` from -1400 to 0, in double precision while it is not subnormal.
#[inline(always)]
pub fn exponential<I: Isa>(x: Twofold) -> Twofold {
    let (k, rest) = reduced::<I>(x);
    let (first, second) = power_of_2(k);
    Twofold::new(1.0, 0.0).ordered_plus(reduced_expm1::<I>(rest)).scaled(first).scaled(second)
}

/// log(1 + f) for `f` between sqrt(1/2) - 1 and sqrt(2) - 1, with a relative error of about 2^-63.
#[inline(always)]
pub fn log1p_near_0<I: Isa>(f: Twofold) -> Twofold {
    // s = f / (2 + f), log(1 + f) = 2 * atanh(s) = 2 * (s + s^3/3 + s^5/5 + ...)
    let sum = Twofold::ordered_sum(2.0, f.hi);
    let inverse = 1.0 / sum.hi;
    let quotient = f.hi * inverse;
    let product = Twofold::product::<I>(quotient, sum.hi);
    let missing = ((f.hi - product.hi) - product.lo) + (f.lo - quotient * (sum.lo + f.lo));
    let s = Twofold::ordered_sum(quotient, missing * inverse);
    let z = s.times::<I>(s);
    const THIRD: Twofold = Twofold::new(1.0 / 3.0, f64::from_bits(0x3c75555555555555));
    let tail = z.hi * polynomial::<I, 10>(z.hi, odd_series(2));
    let factor = z.times::<I>(THIRD.plus_smaller(tail));
    let cube = s.times::<I>(factor);
    s.ordered_plus(cube).scaled(2.0)
}
