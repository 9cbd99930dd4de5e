//! The larger and the smaller of two elements.
//!
//! Where NumPy leaves open which zero is larger (its vector and its scalar loops differ), -0.0 counts as
//! less than 0.0, as in `compare`: the order of operands does not matter.

use super::define::{function2, functions};
use crate::compute::kernels::compare::Ordered;
use crate::dtype::Bool;
use num_complex::Complex;

functions! {
    /// The larger one; nan if one is nan.
    Maximum;
    /// The smaller one; nan if one is nan.
    Minimum;
    /// The larger one; the other one if one is nan.
    Fmax;
    /// The smaller one; the other one if one is nan.
    Fmin;
}

macro_rules! integers {
    ($($t:ty)*) => { $(
        function2!(Maximum(a: $t, b: $t) -> $t = a.greatest(b), WIDE = size_of::<$t>() == 8);
        function2!(Minimum(a: $t, b: $t) -> $t = a.least(b), WIDE = size_of::<$t>() == 8);
    )* };
}
integers!(i8 i16 i32 i64 u8 u16 u32 u64);
function2!(Maximum(a: Bool, b: Bool) -> Bool = a.greatest(b), WIDE = false);
function2!(Minimum(a: Bool, b: Bool) -> Bool = a.least(b), WIDE = false);

macro_rules! floats {
    ($($t:ty, $greatest:ident;)*) => { $(
        /// The maximum instruction returns its second operand both where the operands are equal and where one
        /// is nan, so the bits that both orders have in common are 0.0 for zeros of both signs. This
        /// vectorises better than the least of the negated operands.
        #[inline(always)]
        fn $greatest(a: $t, b: $t) -> $t {
            let forward = if a > b { a } else { b };
            let backward = if b > a { b } else { a };
            let common = <$t>::from_bits(forward.to_bits() & backward.to_bits());
            if a.is_nan() | b.is_nan() { a + b } else { common }
        }

        function2!(Maximum(a: $t, b: $t) -> $t = $greatest(a, b));
        function2!(Minimum(a: $t, b: $t) -> $t = a.least(b), WIDE = false);
        function2!(Fmax(a: $t, b: $t) -> $t = {
            let (x, y) = (if a.is_nan() { b } else { a }, if b.is_nan() { a } else { b });
            $greatest(x, y)
        });
        function2!(Fmin(a: $t, b: $t) -> $t = {
            let (x, y) = (if a.is_nan() { b } else { a }, if b.is_nan() { a } else { b });
            x.least(y)
        });
        complex!($t);
    )* };
}

/// By NumPy's order; of equal numbers the first. A nan decides for its operand, or against it.
macro_rules! complex {
    ($t:ty) => {
        complex!(Maximum, $t, >, >=, true);
        complex!(Minimum, $t, <, <=, true);
        complex!(Fmax, $t, >, >=, false);
        complex!(Fmin, $t, <, <=, false);
    };
    ($op:ident, $t:ty, $strict:tt, $or_equal:tt, $nan_wins:literal) => {
        function2!($op(a: Complex<$t>, b: Complex<$t>) -> Complex<$t> = {
            let deciding = if $nan_wins { a } else { b };
            let by_nan = deciding.re.is_nan() | deciding.im.is_nan();
            let numbers = !(a.im.is_nan() | b.im.is_nan());
            let before = ((a.re $strict b.re) & numbers) | ((a.re == b.re) & (a.im $or_equal b.im));
            if by_nan | before { a } else { b }
        });
    };
}
floats! { f32, greatest_single; f64, greatest_double; }
