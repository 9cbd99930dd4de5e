//! Sums, products, signs and magnitudes. Integers wrap.

use super::define::{function1, function2, functions};
use crate::dtype::Bool;
use num_complex::Complex;

functions! {
    /// Sum.
    Add;
    /// Difference.
    Subtract;
    /// Product.
    Multiply;
    /// Quotient in floating point.
    TrueDivide;
    /// The operand.
    Positive;
    /// The operand with the other sign.
    Negative;
    /// The imaginary part with the other sign.
    Conjugate;
    /// Magnitude of a real number.
    Absolute;
    /// -1, 0 or 1, or nan; a complex number over its magnitude.
    Sign;
    /// The operand times itself.
    Square;
    /// 1 over the operand. Of the integer 0 it is 0: NumPy leaves that to the CPU.
    Reciprocal;
    /// Square root of a real number.
    Sqrt;
    /// Degrees to radians.
    Deg2rad;
    /// Radians to degrees.
    Rad2deg;
}

macro_rules! integers {
    ($($t:ty)*) => { $(
        function2!(Add(a: $t, b: $t) -> $t = a.wrapping_add(b), WIDE = false);
        function2!(Subtract(a: $t, b: $t) -> $t = a.wrapping_sub(b), WIDE = false);
        function2!(Multiply(a: $t, b: $t) -> $t = a.wrapping_mul(b), WIDE = size_of::<$t>() == 8);
        function1!(Positive(x: $t) -> $t = x, WIDE = false);
        function1!(Negative(x: $t) -> $t = x.wrapping_neg(), WIDE = false);
        function1!(Square(x: $t) -> $t = x.wrapping_mul(x), WIDE = size_of::<$t>() == 8);
    )* };
}
integers!(i8 i16 i32 i64 u8 u16 u32 u64);

macro_rules! signed {
    ($($t:ty)*) => { $(
        function1!(Absolute(x: $t) -> $t = x.wrapping_abs(), WIDE = size_of::<$t>() == 8);
        function1!(Sign(x: $t) -> $t = <$t>::from(x > 0) - <$t>::from(x < 0));
        // Only 1 and -1 have an integer as reciprocal that is not 0.
        function1!(Reciprocal(x: $t) -> $t = if x == 1 || x == -1 { x } else { 0 });
    )* };
}
signed!(i8 i16 i32 i64);

macro_rules! unsigned {
    ($($t:ty)*) => { $(
        function1!(Absolute(x: $t) -> $t = x, WIDE = false);
        function1!(Sign(x: $t) -> $t = <$t>::from(x > 0));
        function1!(Reciprocal(x: $t) -> $t = <$t>::from(x == 1));
    )* };
}
unsigned!(u8 u16 u32 u64);

function1!(Positive(x: Bool) -> Bool = Bool::from(x.0 != 0), WIDE = false);

macro_rules! floats {
    ($($t:ident $degree:expr, $radian:expr;)*) => { $(
        function2!(Add(a: $t, b: $t) -> $t = a + b, WIDE = false);
        function2!(Subtract(a: $t, b: $t) -> $t = a - b, WIDE = false);
        function2!(Multiply(a: $t, b: $t) -> $t = a * b, WIDE = false);
        function2!(TrueDivide(a: $t, b: $t) -> $t = a / b);
        function1!(Positive(x: $t) -> $t = x, WIDE = false);
        function1!(Negative(x: $t) -> $t = -x, WIDE = false);
        function1!(Absolute(x: $t) -> $t = x.abs(), WIDE = false);
        function1!(Square(x: $t) -> $t = x * x, WIDE = false);
        function1!(Reciprocal(x: $t) -> $t = 1.0 / x);
        function1!(Sqrt(x: $t) -> $t = x.sqrt());
        function1!(Deg2rad(x: $t) -> $t = x * $degree, WIDE = false);
        function1!(Rad2deg(x: $t) -> $t = x * $radian, WIDE = false);
        function1!(Sign(x: $t) -> $t = {
            let one = (1.0 as $t).copysign(x);
            // 0 of either sign gives 0, nan itself.
            let zero_or_nan = if x == 0.0 { 0.0 } else { x };
            if x.abs() > 0.0 { one } else { zero_or_nan }
        });
        complex!($t);
    )* };
}

macro_rules! complex {
    ($t:ident) => {
        function2!(Multiply(a: Complex<$t>, b: Complex<$t>) -> Complex<$t> = Complex {
            re: a.re * b.re - a.im * b.im,
            im: a.re * b.im + a.im * b.re,
        });
        function2!(TrueDivide(a: Complex<$t>, b: Complex<$t>) -> Complex<$t> = $t::quotient(a, b));
        function1!(Conjugate(z: Complex<$t>) -> Complex<$t> = Complex { re: z.re, im: -z.im });
        function1!(Square(z: Complex<$t>) -> Complex<$t> = Complex {
            re: z.re * z.re - z.im * z.im,
            im: z.re * z.im + z.im * z.re,
        });
        function1!(Reciprocal(z: Complex<$t>) -> Complex<$t> = $t::reciprocal(z));
        function1!(Sign(z: Complex<$t>) -> Complex<$t> = {
            let (x, y) = $t::bounded(z);
            let size = (x * x + y * y).sqrt();
            let nothing = x == 0.0 && y == 0.0;
            let (re, im) = if nothing { (0.0, 0.0) } else { ((x / size) as $t, (y / size) as $t) };
            // An infinite part decides; two of them have no direction.
            let (far_re, far_im) = (z.re.abs() == <$t>::INFINITY, z.im.abs() == <$t>::INFINITY);
            let axis = |far: bool, part: $t| if far { (1.0 as $t).copysign(part) } else { 0.0 };
            let nan = (far_re && far_im) || (x * 0.0 + y * 0.0).is_nan() && !(far_re || far_im);
            let re = if far_re || far_im { axis(far_re, z.re) } else { re };
            let im = if far_re || far_im { axis(far_im, z.im) } else { im };
            if nan { Complex { re: <$t>::NAN, im: <$t>::NAN } } else { Complex { re, im } }
        });

        impl Parts for $t {
            #[inline(always)]
            fn quotient(a: Complex<$t>, b: Complex<$t>) -> Complex<$t> {
                let straight = b.re.abs() >= b.im.abs();
                let (large, small) = if straight { (b.re, b.im) } else { (b.im, b.re) };
                let (with, across) = if straight { (a.re, a.im) } else { (a.im, a.re) };
                let ratio = small / large;
                let scale = 1.0 / (large + small * ratio);
                let product = with * ratio;
                // A difference of equal products is 0 and not -0 whichever part is larger.
                let (plus, minus) = if straight { (across, product) } else { (product, across) };
                let re = (with + across * ratio) * scale;
                let im = (plus - minus) * scale;
                // Over 0, as over an infinitesimal positive number.
                let zero = b.re == 0.0 && b.im == 0.0;
                let by_zero = Complex { re: a.re * <$t>::INFINITY, im: a.im * <$t>::INFINITY };
                if zero { by_zero } else { Complex { re, im } }
            }

            #[inline(always)]
            fn reciprocal(z: Complex<$t>) -> Complex<$t> {
                let straight = z.im.abs() <= z.re.abs();
                let (large, small) = if straight { (z.re, z.im) } else { (z.im, z.re) };
                let ratio = small / large;
                let size = large + small * ratio;
                let (re, im) = if straight { (1.0, ratio) } else { (ratio, 1.0) };
                Complex { re: re / size, im: -im / size }
            }
        }
    };
}

/// What takes several steps for complex numbers of these parts.
trait Parts: Sized {
    /// Smith's quotient, in NumPy's order of operations: the divisor's larger part is divided out first, so
    /// that its square neither overflows nor vanishes. Without a branch, so that it vectorises.
    fn quotient(a: Complex<Self>, b: Complex<Self>) -> Complex<Self>;
    /// 1 over a complex number, the same way.
    fn reciprocal(z: Complex<Self>) -> Complex<Self>;
}

/// Both parts times the same power of 2, so that their squares neither overflow nor vanish together.
trait Bounded: Sized {
    /// Both parts in float64.
    fn bounded(z: Complex<Self>) -> (f64, f64);
}

impl Bounded for f32 {
    #[inline(always)]
    fn bounded(z: Complex<f32>) -> (f64, f64) {
        (f64::from(z.re), f64::from(z.im))
    }
}

impl Bounded for f64 {
    #[inline(always)]
    fn bounded(z: Complex<f64>) -> (f64, f64) {
        const BIG: f64 = f64::from_bits((1023 + 600) << 52);
        const SMALL: f64 = f64::from_bits((1023 - 600) << 52);
        let largest = if z.re.abs() > z.im.abs() { z.re.abs() } else { z.im.abs() };
        let scale = if largest > 1.0 / (SMALL * f64::from_bits((1023 + 100) << 52)) { SMALL } else { 1.0 };
        let scale = if largest < SMALL * f64::from_bits((1023 + 200) << 52) { BIG } else { scale };
        (z.re * scale, z.im * scale)
    }
}

floats! {
    f32 std::f32::consts::PI / 180.0, 180.0 / std::f32::consts::PI;
    f64 std::f64::consts::PI / 180.0, 180.0 / std::f64::consts::PI;
}
