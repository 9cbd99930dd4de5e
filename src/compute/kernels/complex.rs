//! Complex functions that need care at the edges of the number range.
//!
//! `num_complex` goes through polar coordinates or the plain formula, which is wrong for
//! infinities, nan, signed zeros and extreme magnitudes. The C library's `csqrt` is right, but
//! takes C's complex type by value, for which Rust has no counterpart on every ABI.

use num_complex::Complex;

/// What the generic functions need of `f32` and `f64`.
pub trait Real:
    Copy
    + PartialOrd
    + Default
    + std::ops::Add<Output = Self>
    + std::ops::Sub<Output = Self>
    + std::ops::Mul<Output = Self>
    + std::ops::Div<Output = Self>
{
    /// 1.
    const ONE: Self;
    /// The magnitude.
    fn magnitude(self) -> Self;
}

impl Real for f32 {
    const ONE: f32 = 1.0;
    #[inline(always)]
    fn magnitude(self) -> f32 {
        self.abs()
    }
}

impl Real for f64 {
    const ONE: f64 = 1.0;
    #[inline(always)]
    fn magnitude(self) -> f64 {
        self.abs()
    }
}

/// Smith's quotient, in the order of operations that NumPy uses: the divisor's larger part is
/// divided out first, so that its square neither overflows nor vanishes. Division by zero divides
/// each part by it, which gives infinities and nan.
#[inline(always)]
pub fn divide<T: Real>(a: Complex<T>, b: Complex<T>) -> Complex<T> {
    let (re, im) = (b.re.magnitude(), b.im.magnitude());
    let zero = T::default();
    if re >= im {
        if re == zero && im == zero {
            return Complex { re: a.re / re, im: a.im / re };
        }
        let ratio = b.im / b.re;
        let scale = T::ONE / (b.re + b.im * ratio);
        Complex { re: (a.re + a.im * ratio) * scale, im: (a.im - a.re * ratio) * scale }
    } else {
        let ratio = b.re / b.im;
        let scale = T::ONE / (b.im + b.re * ratio);
        Complex { re: (a.re * ratio + a.im) * scale, im: (a.im * ratio - a.re) * scale }
    }
}

/// The principal square root, with the branch cut along the negative real axis and the special
/// values of C99's annex G.
pub fn sqrt(z: Complex<f64>) -> Complex<f64> {
    if !(z.re.is_finite() && z.im.is_finite()) {
        return sqrt_special(z);
    }
    if z.re == 0.0 && z.im == 0.0 {
        return Complex::new(0.0, z.im);
    }
    // Powers of 4 scale the root exactly, and keep hypot and the sum below in range.
    let largest = z.re.abs().max(z.im.abs());
    if largest > f64::MAX / 4.0 {
        sqrt_scaled(z, 0.25) * 2.0
    } else if largest < f64::MIN_POSITIVE * 4.0 {
        sqrt_scaled(z, TWO_POW_108) * TWO_POW_MINUS_54
    } else {
        sqrt_scaled(z, 1.0)
    }
}

const TWO_POW_108: f64 = (1u128 << 108) as f64;
const TWO_POW_MINUS_54: f64 = 1.0 / (1u64 << 54) as f64;

/// The half of the root that adds without cancellation, and the other one from their product.
fn sqrt_scaled(z: Complex<f64>, scale: f64) -> Complex<f64> {
    let (x, y) = (z.re * scale, z.im * scale);
    let large = ((x.abs() + x.hypot(y)) * 0.5).sqrt();
    let small = y.abs() / (2.0 * large);
    let (re, im) = if x >= 0.0 { (large, small) } else { (small, large) };
    Complex::new(re, im.copysign(y))
}

/// Roots of numbers with an infinite or nan part.
fn sqrt_special(z: Complex<f64>) -> Complex<f64> {
    if z.im.is_infinite() {
        return Complex::new(f64::INFINITY, z.im);
    }
    if z.re == f64::INFINITY {
        return Complex::new(z.re, if z.im.is_nan() { z.im } else { 0f64.copysign(z.im) });
    }
    if z.re == f64::NEG_INFINITY {
        let re = if z.im.is_nan() { z.im } else { 0.0 };
        return Complex::new(re, f64::INFINITY.copysign(z.im));
    }
    Complex::new(f64::NAN, f64::NAN)
}

/// The square root in single precision, computed in double precision and rounded once.
pub fn sqrt_single(z: Complex<f32>) -> Complex<f32> {
    let root = sqrt(Complex::new(f64::from(z.re), f64::from(z.im)));
    Complex::new(root.re as f32, root.im as f32)
}

/// The magnitude in single precision. Squares of float32 neither overflow nor vanish in float64,
/// so no scaling is needed; an infinite part decides, whatever the other one is.
#[inline(always)]
pub fn absolute_single(z: Complex<f32>) -> f32 {
    let (x, y) = (f64::from(z.re), f64::from(z.im));
    let magnitude = (x * x + y * y).sqrt() as f32;
    let infinite = z.re.abs() == f32::INFINITY || z.im.abs() == f32::INFINITY;
    if infinite { f32::INFINITY } else { magnitude }
}

/// `base` to the power of `exponent`, through the principal logarithm where `power_with` does not multiply.
pub fn power(base: Complex<f64>, exponent: Complex<f64>) -> Complex<f64> {
    power_with(base, exponent, |base, exponent| {
        let logarithm = Complex::new(base.re.hypot(base.im).ln(), base.im.atan2(base.re));
        let product = logarithm * exponent;
        Complex::from_polar(product.re.exp(), product.im)
    })
}

/// `base` to the power of `exponent`: whole exponents below 100 by multiplication, as NumPy has it, others by
/// `general`. Zero to the power of 0 is 1, and of what has no positive real part, nan.
pub fn power_with(
    base: Complex<f64>,
    exponent: Complex<f64>,
    general: impl Fn(Complex<f64>, Complex<f64>) -> Complex<f64>,
) -> Complex<f64> {
    let zero = |z: Complex<f64>| z.re == 0.0 && z.im == 0.0;
    if zero(exponent) {
        return Complex::new(1.0, 0.0);
    }
    if zero(base) {
        let part = if exponent.re > 0.0 { 0.0 } else { f64::NAN };
        return Complex::new(part, part);
    }
    if exponent.im == 0.0 && exponent.re.fract() == 0.0 && exponent.re.abs() < 100.0 {
        return whole_power(base, exponent.re as i32);
    }
    general(base, exponent)
}

/// By squaring, in NumPy's order, on which the signs of zeros depend; a negative power is the inverse of
/// the positive one.
fn whole_power(base: Complex<f64>, n: i32) -> Complex<f64> {
    let one = Complex::new(1.0, 0.0);
    match n {
        1 => return base,
        2 => return base * base,
        3 => return base * (base * base),
        _ => {}
    }
    let (mut rest, mut square, mut result) = (n.unsigned_abs(), base, one);
    loop {
        if rest & 1 == 1 {
            result *= square;
        }
        rest >>= 1;
        if rest == 0 {
            break;
        }
        square *= square;
    }
    if n < 0 { divide(one, result) } else { result }
}
