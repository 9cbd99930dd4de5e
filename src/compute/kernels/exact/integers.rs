//! Division, powers and divisors of integers. Division by 0 gives 0; what does not fit wraps.
//!
//! CPUs divide integers one by one, and slowly; so this goes through floating point. The quotient of two
//! integers is either an integer or at least 1 / divisor away from one. Relatively that is more than the
//! rounding error as long as the dividend has fewer digits than the floating-point type, so that cutting the
//! rounded quotient gives the right one.

use super::define::{function2, functions};
use super::division::{Divmod, FloorDivide, Fmod, Remainder};
use super::rounding::Round;
use crate::compute::kernels::dense::{Guarded2, Isa, Pair2};
use crate::dtype::DType;

functions! {
    /// The first operand to the power of the second, which is not negative.
    Power;
    /// Greatest common divisor; of the smallest integer with itself or 0 it wraps.
    Gcd;
    /// Least common multiple; it wraps.
    Lcm;
}

/// What division needs of an integer type.
trait Whole: Copy {
    /// Whether the quotient is the one that does not fit.
    fn overflows(self, divisor: Self) -> bool;
    /// From the quotient towards 0, and its remainder, to those towards minus infinity.
    fn floored(divided: (Self, Self), divisor: Self) -> (Self, Self);
}

macro_rules! whole {
    ($($t:ty, $a:ident $b:ident => $overflows:expr, $opposite:expr;)*) => { $(
        impl Whole for $t {
            #[inline(always)]
            fn overflows(self, divisor: $t) -> bool {
                let ($a, $b) = (self, divisor);
                $overflows
            }
            #[inline(always)]
            fn floored((quotient, $a): ($t, $t), $b: $t) -> ($t, $t) {
                let below = ($a != 0) & $opposite;
                if below { (quotient.wrapping_sub(1), $a.wrapping_add($b)) } else { (quotient, $a) }
            }
        }
    )* };
}
whole! {
    i8, a b => (a == i8::MIN) & (b == -1), (a ^ b) < 0;
    i16, a b => (a == i16::MIN) & (b == -1), (a ^ b) < 0;
    i32, a b => (a == i32::MIN) & (b == -1), (a ^ b) < 0;
    i64, a b => (a == i64::MIN) & (b == -1), (a ^ b) < 0;
    u8, a _b => { let _ = a; false }, false;
    u16, a _b => { let _ = a; false }, false;
    u32, a _b => { let _ = a; false }, false;
    u64, a _b => { let _ = a; false }, false;
}

/// Division of integers with fewer digits than `$float`; quotients arrive as `$wide`.
macro_rules! narrow {
    ($($t:ident $divide:ident $float:ident $wide:ident;)*) => { $(
        #[inline(always)]
        fn $divide<I: Isa>(a: $t, b: $t) -> ($t, $t) {
            // Divided by 1 the smallest integer is itself, which is the wrapped quotient by -1.
            let divisor = if (b == 0) | a.overflows(b) { 1 } else { b };
            let ratio = (a as $float / divisor as $float).trunc_of::<I>();
            // SAFETY: the divisor is not 0, so the quotient is at most as large as the dividend, an integer of
            // this type; the one that would be larger has been ruled out.
            let quotient = unsafe { ratio.to_int_unchecked::<$wide>() } as $t;
            let rest = a.wrapping_sub(quotient.wrapping_mul(divisor));
            if b == 0 { (0, 0) } else { (quotient, rest) }
        }

        function2!(Fmod(a: $t, b: $t) -> $t = $divide::<I>(a, b).1);
        function2!(FloorDivide(a: $t, b: $t) -> $t = <$t>::floored($divide::<I>(a, b), b).0);
        function2!(Remainder(a: $t, b: $t) -> $t = <$t>::floored($divide::<I>(a, b), b).1);
        impl Pair2<$t, $t> for Divmod {
            type R = $t;
            type S = $t;
            #[inline(always)]
            fn call<I: Isa>(a: $t, b: $t) -> ($t, $t) {
                <$t>::floored($divide::<I>(a, b), b)
            }
        }
    )* };
}
narrow! {
    i8 divide_i8 f32 i32; i16 divide_i16 f32 i32; i32 divide_i32 f64 i32;
    u8 divide_u8 f32 i32; u16 divide_u16 f32 i32; u32 divide_u32 f64 u32;
}

/// A float64 whose last place is 1: added to an integer of up to 51 bits it has that integer as low bits.
const ONES: f64 = (3u64 << 51) as f64;
/// Magnitudes below this convert to float64 and back by such sums, which every level has.
const EXACT: u64 = 1 << 51;

macro_rules! wide {
    ($($t:ident $in_range:ident $fast:ident $slow:ident, $a:ident => $small:expr;)*) => { $(
        #[inline(always)]
        fn $in_range($a: $t) -> bool {
            $small
        }

        #[inline(always)]
        fn $fast<I: Isa>(a: $t, b: $t) -> (($t, $t), bool) {
            let to_float = |x: $t| f64::from_bits((x as u64).wrapping_add(ONES.to_bits())) - ONES;
            let to_integer = |x: f64| (x + ONES).to_bits().wrapping_sub(ONES.to_bits()) as $t;
            let divisor = if b == 0 { 1 } else { b };
            let (x, y) = (to_float(a), to_float(divisor));
            let quotient = (x / y).trunc_of::<I>();
            let rest = x - quotient * y;
            let divided = if b == 0 { (0, 0) } else { (to_integer(quotient), to_integer(rest)) };
            (divided, $in_range(a) & $in_range(b))
        }

        #[cold]
        fn $slow(a: $t, b: $t) -> ($t, $t) {
            if b == 0 { (0, 0) } else { (a.wrapping_div(b), a.wrapping_rem(b)) }
        }

        wide!(@ $t, $fast, $slow, Fmod, divided _b => divided.1, $t);
        wide!(@ $t, $fast, $slow, FloorDivide, divided b => <$t>::floored(divided, b).0, $t);
        wide!(@ $t, $fast, $slow, Remainder, divided b => <$t>::floored(divided, b).1, $t);
        wide!(@ $t, $fast, $slow, Divmod, divided b => <$t>::floored(divided, b), ($t, $t));
    )* };
    (@ $t:ident, $fast:ident, $slow:ident, $op:ident, $divided:ident $b:ident => $result:expr, $r:ty) => {
        impl Guarded2<$t, $t> for $op {
            type R = $r;
            #[inline(always)]
            fn fast<I: Isa>(a: $t, $b: $t) -> ($r, bool) {
                let ($divided, exact) = $fast::<I>(a, $b);
                ($result, exact)
            }
            fn slow(a: $t, $b: $t) -> $r {
                let $divided = $slow(a, $b);
                $result
            }
        }
    };
}
wide! {
    i64 in_range_i64 fast_i64 slow_i64, a => (a.wrapping_add(EXACT as i64) as u64) < 2 * EXACT;
    u64 in_range_u64 fast_u64 slow_u64, a => a < EXACT;
}

/// The bits of an exponent that the fast way looks at: larger powers of anything but -1, 0 and 1 do not fit.
const EXPONENT_BITS: u32 = 6;

macro_rules! power {
    ($($t:ty, $unsigned:ty;)*) => { $(
        impl Guarded2<$t, $t> for Power {
            type R = $t;
            const WIDE: bool = size_of::<$t>() == 8;
            #[inline(always)]
            fn fast<I: Isa>(base: $t, exponent: $t) -> ($t, bool) {
                let (mut result, mut square): ($t, $t) = (1, base);
                for bit in 0..EXPONENT_BITS {
                    let factor = if exponent >> bit & 1 == 1 { square } else { 1 };
                    result = result.wrapping_mul(factor);
                    square = square.wrapping_mul(square);
                }
                (result, (exponent as $unsigned) >> EXPONENT_BITS == 0)
            }
            /// Bases to negative exponents, which no caller asks for, are 0.
            fn slow(base: $t, exponent: $t) -> $t {
                let (mut result, mut square, mut rest): ($t, $t, $t) = (1, base, exponent);
                while rest > 0 {
                    if rest & 1 == 1 {
                        result = result.wrapping_mul(square);
                    }
                    square = square.wrapping_mul(square);
                    rest >>= 1;
                }
                #[allow(unused_comparisons, reason = "unsigned exponents are never negative")]
                if exponent < 0 { 0 } else { result }
            }
        }
    )* };
}
power! { i8, u8; i16, u16; i32, u32; i64, u64; u8, u8; u16, u16; u32, u32; u64, u64; }

macro_rules! divisors {
    ($($t:ty, $unsigned:ty, $gcd:ident, $x:ident => $magnitude:expr;)*) => { $(
        /// By subtraction and halving, which is several times faster than by remainders.
        #[inline(always)]
        fn $gcd(a: $t, b: $t) -> $unsigned {
            let magnitude = |$x: $t| -> $unsigned { $magnitude };
            let (mut x, mut y) = (magnitude(a), magnitude(b));
            if x == 0 || y == 0 {
                return x | y;
            }
            let common = (x | y).trailing_zeros();
            x >>= x.trailing_zeros();
            loop {
                y >>= y.trailing_zeros();
                (x, y) = (x.min(y), x.abs_diff(y));
                if y == 0 {
                    return x << common;
                }
            }
        }

        function2!(Gcd(a: $t, b: $t) -> $t = $gcd(a, b) as $t, HEAVY = true);
        function2!(Lcm(a: $t, b: $t) -> $t = {
            let magnitude = |$x: $t| -> $unsigned { $magnitude };
            let divisor = $gcd(a, b);
            if divisor == 0 { 0 } else { (magnitude(a) / divisor).wrapping_mul(magnitude(b)) as $t }
        }, HEAVY = true);
    )* };
}
divisors! {
    i8, u8, gcd_i8, x => x.unsigned_abs(); i16, u16, gcd_i16, x => x.unsigned_abs();
    i32, u32, gcd_i32, x => x.unsigned_abs(); i64, u64, gcd_i64, x => x.unsigned_abs();
    u8, u8, gcd_u8, x => x; u16, u16, gcd_u16, x => x; u32, u32, gcd_u32, x => x; u64, u64, gcd_u64, x => x;
}

/// True if one of `n` exponents of `dtype` is negative, for which NumPy's power of integers is an error.
///
/// # Safety
/// `exponents` is the address of `n` readable, aligned elements of `dtype`, side by side.
pub unsafe fn negative_exponent(dtype: DType, exponents: *const u8, n: usize) -> bool {
    macro_rules! any_negative {
        ($t:ty) => {
            n > 0
                // SAFETY: the caller's promise.
                && unsafe { std::slice::from_raw_parts(exponents.cast::<$t>(), n) }.iter().fold(0, |all, x| all | x) < 0
        };
    }
    match dtype {
        DType::Int8 => any_negative!(i8),
        DType::Int16 => any_negative!(i16),
        DType::Int32 => any_negative!(i32),
        DType::Int64 => any_negative!(i64),
        _ => false,
    }
}
