//! Rounding to integers, and taking numbers apart.

use super::define::{function1, function2, functions};
use crate::compute::kernels::dense::{Guarded2, Isa, Pair1};
use num_complex::Complex;

functions! {
    /// Nearest integer, ties to even.
    Rint;
    /// Largest integer not above.
    Floor;
    /// Smallest integer not below.
    Ceil;
    /// The integer part.
    Trunc;
    /// Distance to the next number away from 0, with the operand's sign.
    Spacing;
    /// Two results: mantissa in [0.5, 1), exponent of 2.
    Frexp;
    /// Two results: fractional and integer part, both with the operand's sign.
    Modf;
    /// The next number after the first operand towards the second.
    Nextafter;
    /// First operand times 2 to the power of the second, rounded once.
    Ldexp;
    /// The first operand's magnitude, the second one's sign.
    Copysign;
    /// 0 below 0, 1 above, the second operand at 0.
    Heaviside;
}

/// Rounding by the level's instruction, or without one by adding and subtracting a number whose last place
/// is 1.
pub trait Round: Sized {
    /// Nearest integer, ties to even.
    fn rint<I: Isa>(self) -> Self;
    /// Largest integer not above.
    fn floor_of<I: Isa>(self) -> Self;
    /// Smallest integer not below.
    fn ceil_of<I: Isa>(self) -> Self;
    /// The integer part.
    fn trunc_of<I: Isa>(self) -> Self;
}

macro_rules! round {
    ($($t:ty)*) => { $(
        impl Round for $t {
            #[inline(always)]
            fn rint<I: Isa>(self) -> $t {
                if I::ROUNDS {
                    return self.round_ties_even();
                }
                const ONES: $t = (1u64 << (<$t>::MANTISSA_DIGITS - 1)) as $t;
                let size = self.abs();
                let rounded = (size + ONES) - ONES;
                (if size < ONES { rounded } else { size }).copysign(self)
            }
            #[inline(always)]
            fn floor_of<I: Isa>(self) -> $t {
                if I::ROUNDS {
                    return self.floor();
                }
                let nearest = self.rint::<I>();
                (if nearest > self { nearest - 1.0 } else { nearest }).copysign(self)
            }
            #[inline(always)]
            fn ceil_of<I: Isa>(self) -> $t {
                if I::ROUNDS {
                    return self.ceil();
                }
                let nearest = self.rint::<I>();
                (if nearest < self { nearest + 1.0 } else { nearest }).copysign(self)
            }
            #[inline(always)]
            fn trunc_of<I: Isa>(self) -> $t {
                if I::ROUNDS {
                    return self.trunc();
                }
                self.abs().floor_of::<I>().copysign(self)
            }
        }

        function1!(Rint(x: $t) -> $t = x.rint::<I>(), WIDE = false);
        function1!(Rint(z: Complex<$t>) -> Complex<$t> =
            Complex { re: z.re.rint::<I>(), im: z.im.rint::<I>() });
        function1!(Floor(x: $t) -> $t = x.floor_of::<I>(), WIDE = false);
        function1!(Ceil(x: $t) -> $t = x.ceil_of::<I>(), WIDE = false);
        function1!(Trunc(x: $t) -> $t = x.trunc_of::<I>(), WIDE = false);
        function2!(Copysign(a: $t, b: $t) -> $t = a.copysign(b), WIDE = false);
        function2!(Heaviside(x: $t, at_zero: $t) -> $t = {
            let step = if x > 0.0 { 1.0 } else { 0.0 };
            let step = if x == 0.0 { at_zero } else { step };
            if x.is_nan() { x } else { step }
        });
        impl Pair1<$t> for Modf {
            type R = $t;
            type S = $t;
            #[inline(always)]
            fn call<I: Isa>(x: $t) -> ($t, $t) {
                let whole = x.trunc_of::<I>();
                let rest = if x.abs() == <$t>::INFINITY { 0.0 } else { x - whole };
                (rest.copysign(x), whole)
            }
        }
    )* };
}
round!(f32 f64);

/// What depends on the bits of a number: their integer type, signed and unsigned.
macro_rules! bits {
    ($($t:ident $unsigned:ident $signed:ident;)*) => { $(
        function1!(Spacing(x: $t) -> $t = {
            let next = <$t>::from_bits(x.to_bits().wrapping_add(1));
            let step = if x == 0.0 { <$t>::from_bits(1) } else { next - x };
            // The successor of infinity is nan, but that of the nan with all bits set is -0.0.
            if x.abs() < <$t>::INFINITY { step } else { <$t>::NAN }
        });
        function2!(Nextafter(x: $t, y: $t) -> $t = {
            let sign = y.to_bits() & !(<$unsigned>::MAX >> 1);
            let away = (x < y) == (x > 0.0);
            let step: $unsigned = if away { 1 } else { <$unsigned>::MAX };
            let bits = if x == 0.0 { sign | 1 } else { x.to_bits().wrapping_add(step) };
            let next = if x == y { y } else { <$t>::from_bits(bits) };
            if x.is_nan() | y.is_nan() { x + y } else { next }
        });
        impl Pair1<$t> for Frexp {
            type R = $t;
            type S = i32;
            #[inline(always)]
            fn call<I: Isa>(x: $t) -> ($t, i32) {
                const DIGITS: u32 = <$t>::MANTISSA_DIGITS - 1;
                const EXPONENTS: $unsigned = (2 * <$t>::MAX_EXP - 1) as $unsigned;
                const FIELD: $unsigned = EXPONENTS << DIGITS;
                const HALF: $unsigned = ((<$t>::MAX_EXP - 2) as $unsigned) << DIGITS;
                // Subnormal numbers become normal ones.
                let subnormal = x.abs() < <$t>::MIN_POSITIVE;
                let normal = if subnormal { x * (1u64 << <$t>::MANTISSA_DIGITS) as $t } else { x };
                let shift = if subnormal { <$t>::MANTISSA_DIGITS as $signed } else { 0 };
                let bits = normal.to_bits();
                let exponent = ((bits & FIELD) >> DIGITS) as $signed - (<$t>::MAX_EXP - 2) as $signed - shift;
                let mantissa = <$t>::from_bits((bits & !FIELD) | HALF);
                let apart = (x != 0.0) & (x.abs() < <$t>::INFINITY);
                if apart { (mantissa, exponent as i32) } else { (x, 0) }
            }
        }
    )* };
}
bits! { f32 u32 i32; f64 u64 i64; }

/// A power of 2 with an exponent of a normal number.
#[inline(always)]
fn power_of_2(exponent: i32) -> f64 {
    f64::from_bits(((exponent + 1023) as u64) << 52)
}

/// In float64 every float32 times a power of 2 that matters is exact, so the conversion rounds once.
#[inline(always)]
fn ldexp_single(x: f32, exponent: i32) -> f32 {
    (f64::from(x) * power_of_2(exponent.clamp(-400, 400))) as f32
}

/// In up to three steps, of which the first two neither leave the range of normal numbers, where the last
/// one would not, nor round.
#[inline(always)]
fn ldexp_double(x: f64, exponent: i32) -> f64 {
    /// So far down a step goes that what becomes subnormal on the way is 0 at the end.
    const DOWN: i32 = 1022 - 53;
    let exponent = exponent.clamp(-2500, 2500);
    let step = |x: f64, left: i32| {
        let by = if left > 1023 { 1023 } else { 0 };
        let by = if left < -1022 { -DOWN } else { by };
        (x * power_of_2(by), left - by)
    };
    let (x, left) = step(x, exponent);
    let (x, left) = step(x, left);
    x * power_of_2(left.clamp(-1022, 1023))
}

function2!(Ldexp(x: f32, n: i32) -> f32 = ldexp_single(x, n));
function2!(Ldexp(x: f32, n: i64) -> f32 = ldexp_single(x, n.clamp(-3000, 3000) as i32));

macro_rules! ldexp {
    ($($n:ty)*) => { $(
        impl Guarded2<f64, $n> for Ldexp {
            type R = f64;
            const WIDE: bool = false;
            /// A product by a power of 2 that is a normal number is rounded once.
            #[inline(always)]
            fn fast<I: Isa>(x: f64, n: $n) -> (f64, bool) {
                let by = f64::from_bits((n.wrapping_add(1023) as u64) << 52);
                (x * by, (-1022..=1023).contains(&n))
            }
            fn slow(x: f64, n: $n) -> f64 {
                ldexp_double(x, n.clamp(-3000, 3000) as i32)
            }
        }
    )* };
}
ldexp!(i32 i64);
