//! Division with remainder of floating-point numbers.
//!
//! Remainders are exact. The quotient of the magnitudes, cut to an integer, is right or one too large while
//! it is far below the precision; a fused multiply-add then gives the remainder without rounding, and where
//! it is negative one divisor is put back. Quotients that are larger go through the C library's `fmod`,
//! element by element.
//!
//! Quotient and remainder then follow NumPy's rules: the remainder has the divisor's sign, a quotient of 0
//! that of the true quotient, and over 0 the quotient is that of true division.

use super::define::functions;
use super::rounding::Round;
use crate::compute::kernels::dense::{Guarded2, Isa};

functions! {
    /// Largest integer not above the quotient.
    FloorDivide;
    /// Remainder with the divisor's sign.
    Remainder;
    /// Remainder with the dividend's sign.
    Fmod;
    /// Two results: floor_divide and remainder.
    Divmod;
}

/// Magnitudes divided: the integer part of the quotient, the remainder, and whether both are right.
struct Divided<T> {
    quotient: T,
    rest: T,
    exact: bool,
}

/// Division of magnitudes.
trait Divide: Copy {
    /// The largest quotient for which `by` must be right, and for which NumPy's rounded quotient, less than
    /// half a unit away from the integer, is rounded to it.
    const SMALL: Self;
    /// The same where only the remainder counts.
    const LARGE: Self;
    /// Divides `x` by `y`, neither of them negative. What is not finite is exact: nan.
    fn by<I: Isa>(x: Self, y: Self, limit: Self) -> Divided<Self>;
}

/// Division by means of a fused multiply-add.
macro_rules! fused {
    ($x:ident, $y:ident, $limit:ident) => {{
        let ratio = $x / $y;
        let quotient = ratio.trunc();
        let rest = (-quotient).mul_add($y, $x);
        // Also for an infinite divisor.
        let rest = if $x < $y { $x } else { rest };
        let too_large = rest < 0.0;
        Divided {
            quotient: if too_large { quotient - 1.0 } else { quotient },
            rest: if too_large { rest + $y } else { rest },
            // Where the operands have no quotient the remainder is nan.
            exact: (ratio < $limit) | rest.is_nan(),
        }
    }};
}

impl Divide for f64 {
    const SMALL: f64 = (1u64 << 48) as f64;
    const LARGE: f64 = (1u64 << 51) as f64;

    #[inline(always)]
    fn by<I: Isa>(x: f64, y: f64, limit: f64) -> Divided<f64> {
        if I::FUSED {
            return fused!(x, y, limit);
        }
        let ratio = x / y;
        let quotient = ratio.trunc_of::<I>();
        let rest = if x < y { x } else { rest_of_halves(x, y, quotient) };
        let too_large = rest < 0.0;
        Divided {
            quotient: if too_large { quotient - 1.0 } else { quotient },
            rest: if too_large { rest + y } else { rest },
            // Half of a divisor may be 0 when it is not.
            exact: !(ratio >= SPLIT && x < f64::INFINITY && y > 0.0),
        }
    }
}

/// Quotients below this, times half of a divisor's digits, need no rounding.
const SPLIT: f64 = (1u64 << 26) as f64;

/// `x - quotient * y` without a fused multiply-add: both halves of `y` give exact products. The first
/// difference is exact because its operands are within a factor of 2, the second one because the result is.
#[inline(always)]
fn rest_of_halves(x: f64, y: f64, quotient: f64) -> f64 {
    let high = f64::from_bits(y.to_bits() & !((1 << 27) - 1));
    let rest = (x - quotient * high) - quotient * (y - high);
    // Here x may be close to twice `y`, and more than twice its half.
    if quotient == 1.0 { x - y } else { rest }
}

impl Divide for f32 {
    const SMALL: f32 = (1u64 << 19) as f32;
    const LARGE: f32 = (1u64 << 22) as f32;

    #[inline(always)]
    fn by<I: Isa>(x: f32, y: f32, limit: f32) -> Divided<f32> {
        if I::FUSED {
            return fused!(x, y, limit);
        }
        // In float64 products of float32 need no rounding.
        let (a, b) = (f64::from(x), f64::from(y));
        let ratio = a / b;
        let quotient = ratio.trunc_of::<I>();
        let rest = if a < b { a } else { a - quotient * b };
        let too_large = rest < 0.0;
        Divided {
            quotient: (if too_large { quotient - 1.0 } else { quotient }) as f32,
            rest: (if too_large { rest + b } else { rest }) as f32,
            exact: (ratio < f64::from(limit)) | rest.is_nan(),
        }
    }
}

macro_rules! floats {
    ($($t:ty, $scalar:ident;)*) => { $(
        impl Guarded2<$t, $t> for Fmod {
            type R = $t;
            #[inline(always)]
            fn fast<I: Isa>(a: $t, b: $t) -> ($t, bool) {
                let divided = <$t>::by::<I>(a.abs(), b.abs(), <$t>::LARGE);
                (divided.rest.copysign(a), divided.exact)
            }
            #[cold]
            fn slow(a: $t, b: $t) -> $t {
                a % b
            }
        }

        impl Guarded2<$t, $t> for Remainder {
            type R = $t;
            #[inline(always)]
            fn fast<I: Isa>(a: $t, b: $t) -> ($t, bool) {
                let divided = <$t>::by::<I>(a.abs(), b.abs(), <$t>::LARGE);
                let rest = divided.rest.copysign(a);
                let opposite = (a < 0.0) != (b < 0.0);
                let moved = if opposite { rest + b } else { rest };
                let rest = if divided.rest == 0.0 { (0.0 as $t).copysign(b) } else { moved };
                (rest, divided.exact)
            }
            #[cold]
            fn slow(a: $t, b: $t) -> $t {
                $scalar(a, b).1
            }
        }

        impl Guarded2<$t, $t> for FloorDivide {
            type R = $t;
            #[inline(always)]
            fn fast<I: Isa>(a: $t, b: $t) -> ($t, bool) {
                let (pair, exact) = <Divmod as Guarded2<$t, $t>>::fast::<I>(a, b);
                (pair.0, exact)
            }
            #[cold]
            fn slow(a: $t, b: $t) -> $t {
                $scalar(a, b).0
            }
        }

        impl Guarded2<$t, $t> for Divmod {
            type R = ($t, $t);
            #[inline(always)]
            fn fast<I: Isa>(a: $t, b: $t) -> (($t, $t), bool) {
                let divided = <$t>::by::<I>(a.abs(), b.abs(), <$t>::SMALL);
                let rest = divided.rest.copysign(a);
                let opposite = (a < 0.0) != (b < 0.0);
                let moved = if opposite { rest + b } else { rest };
                let whole = divided.rest == 0.0;
                let quotient = divided.quotient.copysign(<$t>::from_bits(a.to_bits() ^ b.to_bits()));
                let quotient = if opposite & !whole { quotient - 1.0 } else { quotient };
                // The remainder is nan where the operands have no quotient, but over 0 that of true division,
                // infinite or nan, is the quotient.
                let nothing = divided.rest.is_nan() & (b != 0.0);
                let quotient = if nothing { divided.rest } else { quotient };
                ((quotient, if whole { (0.0 as $t).copysign(b) } else { moved }), divided.exact)
            }
            #[cold]
            fn slow(a: $t, b: $t) -> ($t, $t) {
                $scalar(a, b)
            }
        }

        /// Quotient and remainder of finite numbers, `b` not 0, with NumPy's rounding of large quotients.
        fn $scalar(a: $t, b: $t) -> ($t, $t) {
            let rest = a % b;
            let quotient = (a - rest) / b;
            let (quotient, rest) = if rest == 0.0 {
                (quotient, (0.0 as $t).copysign(b))
            } else if (b < 0.0) != (rest < 0.0) {
                (quotient - 1.0, rest + b)
            } else {
                (quotient, rest)
            };
            let floor = quotient.floor();
            let nearest = if quotient - floor > 0.5 { floor + 1.0 } else { floor };
            (if quotient == 0.0 { (0.0 as $t).copysign(a / b) } else { nearest }, rest)
        }
    )* };
}
floats!(f32, divmod_single; f64, divmod_double;);
