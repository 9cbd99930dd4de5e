//! Functions whose results are truth values: comparisons, logic, and kinds of numbers.

use super::define::{function1, function2, functions};
use crate::dtype::Bool;
use num_complex::Complex;

functions! {
    /// a < b.
    Less;
    /// a <= b.
    LessEqual;
    /// a == b.
    Equal;
    /// a != b.
    NotEqual;
    /// a > b.
    Greater;
    /// a >= b.
    GreaterEqual;
    /// Whether both are true; whatever is not zero is.
    LogicalAnd;
    /// Whether one is true.
    LogicalOr;
    /// Whether exactly one is true.
    LogicalXor;
    /// Whether it is zero.
    LogicalNot;
    /// Whether it is not zero.
    Truth;
    /// Whether it is nan, or one of its parts is.
    Isnan;
    /// Whether it is infinite, or one of its parts is.
    Isinf;
    /// Whether it, and each of its parts, is neither nan nor infinite.
    Isfinite;
    /// Whether the sign bit is set.
    Signbit;
}

/// Whether an element is not zero; nan is not.
trait Truthful {
    fn truth(self) -> bool;
}

macro_rules! ordered {
    ($($t:ty)*) => { $(
        function2!(Less(a: $t, b: $t) -> Bool = Bool::from(a < b));
        function2!(LessEqual(a: $t, b: $t) -> Bool = Bool::from(a <= b));
        function2!(Equal(a: $t, b: $t) -> Bool = Bool::from(a == b));
        function2!(NotEqual(a: $t, b: $t) -> Bool = Bool::from(a != b));
        function2!(Greater(a: $t, b: $t) -> Bool = Bool::from(a > b));
        function2!(GreaterEqual(a: $t, b: $t) -> Bool = Bool::from(a >= b));
        impl Truthful for $t {
            #[inline(always)]
            fn truth(self) -> bool { self != 0 as $t }
        }
    )* };
}
ordered!(i8 i16 i32 i64 u8 u16 u32 u64 f32 f64);

// Signed against unsigned: a negative number is below every unsigned one.
function2!(Less(a: i64, b: u64) -> Bool = Bool::from(a < 0 || (a as u64) < b));
function2!(LessEqual(a: i64, b: u64) -> Bool = Bool::from(a < 0 || (a as u64) <= b));
function2!(Equal(a: i64, b: u64) -> Bool = Bool::from(a >= 0 && (a as u64) == b));
function2!(NotEqual(a: i64, b: u64) -> Bool = Bool::from(a < 0 || (a as u64) != b));
function2!(Greater(a: i64, b: u64) -> Bool = Bool::from(a >= 0 && (a as u64) > b));
function2!(GreaterEqual(a: i64, b: u64) -> Bool = Bool::from(a >= 0 && (a as u64) >= b));
function2!(Less(a: u64, b: i64) -> Bool = Bool::from(b >= 0 && a < b as u64));
function2!(LessEqual(a: u64, b: i64) -> Bool = Bool::from(b >= 0 && a <= b as u64));
function2!(Equal(a: u64, b: i64) -> Bool = Bool::from(b >= 0 && a == b as u64));
function2!(NotEqual(a: u64, b: i64) -> Bool = Bool::from(b < 0 || a != b as u64));
function2!(Greater(a: u64, b: i64) -> Bool = Bool::from(b < 0 || a > b as u64));
function2!(GreaterEqual(a: u64, b: i64) -> Bool = Bool::from(b < 0 || a >= b as u64));

/// Comparisons of booleans, of which every byte but 0 is true.
macro_rules! booleans {
    ($($op:ident $a:ident $b:ident $result:expr;)*) => { $(
        function2!($op(a: Bool, b: Bool) -> Bool = {
            let ($a, $b) = (u8::from(a.0 != 0), u8::from(b.0 != 0));
            Bool($result)
        }, WIDE = false);
    )* };
}
booleans! {
    Less a b (a ^ 1) & b; LessEqual a b (a ^ 1) | b; Equal a b a ^ b ^ 1;
    NotEqual a b a ^ b; Greater a b a & (b ^ 1); GreaterEqual a b a | (b ^ 1);
}
impl Truthful for Bool {
    #[inline(always)]
    fn truth(self) -> bool {
        self.0 != 0
    }
}

/// NumPy's order of complex numbers: by the real parts, where they are equal by the imaginary ones; nothing
/// that involves nan holds.
macro_rules! complex {
    ($($t:ty)*) => { $(
        complex!(Less, $t, <, <);
        complex!(LessEqual, $t, <, <=);
        complex!(Greater, $t, >, >);
        complex!(GreaterEqual, $t, >, >=);
        function2!(Equal(a: Complex<$t>, b: Complex<$t>) -> Bool =
            Bool::from((a.re == b.re) & (a.im == b.im)));
        function2!(NotEqual(a: Complex<$t>, b: Complex<$t>) -> Bool =
            Bool::from((a.re != b.re) | (a.im != b.im)));
        impl Truthful for Complex<$t> {
            #[inline(always)]
            fn truth(self) -> bool { (self.re != 0.0) | (self.im != 0.0) }
        }
    )* };
    ($op:ident, $t:ty, $first:tt, $second:tt) => {
        function2!($op(a: Complex<$t>, b: Complex<$t>) -> Bool = {
            let numbers = !(a.im.is_nan() | b.im.is_nan());
            Bool::from(((a.re $first b.re) & numbers) | ((a.re == b.re) & (a.im $second b.im)))
        });
    };
}
complex!(f32 f64);

macro_rules! logic {
    ($($t:ty)*) => { $(
        function2!(LogicalAnd(a: $t, b: $t) -> Bool = Bool::from(a.truth() & b.truth()));
        function2!(LogicalOr(a: $t, b: $t) -> Bool = Bool::from(a.truth() | b.truth()));
        function2!(LogicalXor(a: $t, b: $t) -> Bool = Bool::from(a.truth() ^ b.truth()));
        function1!(LogicalNot(x: $t) -> Bool = Bool::from(!x.truth()));
    )* };
}
logic!(Bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 Complex<f32> Complex<f64>);
function1!(Truth(x: Bool) -> Bool = Bool::from(x.0 != 0), WIDE = false);

/// Integers are always finite; `_x`: their values do not matter.
macro_rules! integers {
    ($($t:ty)*) => { $(
        function1!(Isnan(_x: $t) -> Bool = Bool(0), WIDE = false);
        function1!(Isinf(_x: $t) -> Bool = Bool(0), WIDE = false);
        function1!(Isfinite(_x: $t) -> Bool = Bool(1), WIDE = false);
    )* };
}
integers!(Bool i8 i16 i32 i64 u8 u16 u32 u64);

macro_rules! floats {
    ($($t:ty, $bits:ty;)*) => { $(
        function1!(Isnan(x: $t) -> Bool = Bool::from(x.is_nan()));
        function1!(Isinf(x: $t) -> Bool = Bool::from(x.abs() == <$t>::INFINITY));
        function1!(Isfinite(x: $t) -> Bool = Bool::from(x.abs() < <$t>::INFINITY));
        function1!(Signbit(x: $t) -> Bool = Bool((x.to_bits() >> (<$bits>::BITS - 1)) as u8));
        function1!(Isnan(z: Complex<$t>) -> Bool = Bool::from(z.re.is_nan() | z.im.is_nan()));
        function1!(Isinf(z: Complex<$t>) -> Bool =
            Bool::from((z.re.abs() == <$t>::INFINITY) | (z.im.abs() == <$t>::INFINITY)));
        function1!(Isfinite(z: Complex<$t>) -> Bool =
            Bool::from((z.re.abs() < <$t>::INFINITY) & (z.im.abs() < <$t>::INFINITY)));
    )* };
}
floats!(f32, u32; f64, u64;);
