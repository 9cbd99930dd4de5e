//! What the element-wise functions do to one element.

use super::complex;
use crate::dtype::Bool;
use num_complex::Complex;

/// A function of two elements of type `T`.
pub trait Binary<T> {
    /// The result's type.
    type Out;
    /// The function.
    fn call(a: T, b: T) -> Self::Out;
}

/// A function of one element of type `T`.
pub trait Unary<T> {
    /// The result's type.
    type Out;
    /// The function.
    fn call(x: T) -> Self::Out;
}

/// Sum.
pub struct Add;
/// Difference.
pub struct Subtract;
/// Product.
pub struct Multiply;
/// Quotient.
pub struct TrueDivide;
/// Magnitude.
pub struct Absolute;
/// Principal square root.
pub struct Sqrt;

macro_rules! binary {
    ($op:ident($a:ident: $t:ty, $b:ident) = $body:expr) => {
        impl Binary<$t> for $op {
            type Out = $t;
            #[inline(always)]
            fn call($a: $t, $b: $t) -> $t {
                $body
            }
        }
    };
}

macro_rules! unary {
    ($op:ident($x:ident: $t:ty) -> $out:ty = $body:expr) => {
        impl Unary<$t> for $op {
            type Out = $out;
            #[inline(always)]
            fn call($x: $t) -> $out {
                $body
            }
        }
    };
}

binary!(Add(a: Bool, b) = Bool::from((a.0 | b.0) != 0));
binary!(Multiply(a: Bool, b) = Bool::from(a.0 != 0 && b.0 != 0));
unary!(Absolute(x: Bool) -> Bool = Bool::from(x.0 != 0));

macro_rules! integers {
    ($($t:ty, $x:ident => $absolute:expr;)*) => { $(
        binary!(Add(a: $t, b) = a.wrapping_add(b));
        binary!(Subtract(a: $t, b) = a.wrapping_sub(b));
        binary!(Multiply(a: $t, b) = a.wrapping_mul(b));
        unary!(Absolute($x: $t) -> $t = $absolute);
    )* };
}
integers! {
    i8, x => x.wrapping_abs(); i16, x => x.wrapping_abs();
    i32, x => x.wrapping_abs(); i64, x => x.wrapping_abs();
    u8, x => x; u16, x => x; u32, x => x; u64, x => x;
}

macro_rules! floats {
    ($($t:ty),*) => { $(
        binary!(Add(a: $t, b) = a + b);
        binary!(Subtract(a: $t, b) = a - b);
        binary!(Multiply(a: $t, b) = a * b);
        binary!(TrueDivide(a: $t, b) = a / b);
        unary!(Absolute(x: $t) -> $t = x.abs());
        unary!(Sqrt(x: $t) -> $t = x.sqrt());

        binary!(Add(a: Complex<$t>, b) = a + b);
        binary!(Subtract(a: Complex<$t>, b) = a - b);
        binary!(Multiply(a: Complex<$t>, b) = a * b);
        binary!(TrueDivide(a: Complex<$t>, b) = complex::divide(a, b));
    )* };
}
floats!(f32, f64);

unary!(Absolute(z: Complex<f64>) -> f64 = z.re.hypot(z.im));
unary!(Absolute(z: Complex<f32>) -> f32 = complex::absolute_single(z));
unary!(Sqrt(z: Complex<f64>) -> Complex<f64> = complex::sqrt(z));
unary!(Sqrt(z: Complex<f32>) -> Complex<f32> = complex::sqrt_single(z));
