//! L0: what every Rust element type can do: give its bits, and convert to every other one.
//!
//! Conversions are NumPy's `unsafe` casting. Where NumPy leaves the result to the CPU we fix it,
//! so that replicas computed on different machines agree: a float that an integer type cannot
//! hold becomes the nearest value that it can, and nan becomes 0. Integers wrap to narrower
//! ones, complex numbers lose their imaginary part, and whatever is not zero (nan included, and a
//! complex number with either part not zero) is true.

use crate::dtype::{Bool, C64, C128, DType};
use num_complex::Complex;

/// A type that array elements can have.
pub trait Element: Copy + Default + PartialEq + Send + Sync + std::fmt::Debug + 'static {
    /// Its dtype.
    const DTYPE: DType;
    /// The bits as `Value` holds them.
    fn to_words(self) -> [u64; 2];
    /// The element with these bits; surplus high bits are ignored.
    fn from_words(bits: [u64; 2]) -> Self;
}

/// Conversion with NumPy's `unsafe` casting.
pub trait CastTo<D> {
    /// The nearest value of the other type, by the rules at the head of this module.
    fn cast_to(self) -> D;
}

macro_rules! integer_elements {
    ($($t:ty => $dtype:ident, $unsigned:ty;)*) => { $(
        impl Element for $t {
            const DTYPE: DType = DType::$dtype;
            fn to_words(self) -> [u64; 2] { [u64::from(self as $unsigned), 0] }
            fn from_words(bits: [u64; 2]) -> $t { bits[0] as $t }
        }
    )* };
}
integer_elements! {
    i8 => Int8, u8; i16 => Int16, u16; i32 => Int32, u32; i64 => Int64, u64;
    u8 => UInt8, u8; u16 => UInt16, u16; u32 => UInt32, u32; u64 => UInt64, u64;
}

impl Element for Bool {
    const DTYPE: DType = DType::Bool;
    fn to_words(self) -> [u64; 2] {
        [u64::from(self.0 != 0), 0]
    }
    fn from_words(bits: [u64; 2]) -> Bool {
        Bool::from(bits[0] as u8 != 0)
    }
}

macro_rules! float_elements {
    ($($t:ty => $dtype:ident, $bits:ty, $complex:ident;)*) => { $(
        impl Element for $t {
            const DTYPE: DType = DType::$dtype;
            fn to_words(self) -> [u64; 2] { [u64::from(<$t>::to_bits(self)), 0] }
            fn from_words(bits: [u64; 2]) -> $t { <$t>::from_bits(bits[0] as $bits) }
        }
        impl Element for Complex<$t> {
            const DTYPE: DType = DType::$complex;
            fn to_words(self) -> [u64; 2] { [u64::from(self.re.to_bits()), u64::from(self.im.to_bits())] }
            fn from_words(bits: [u64; 2]) -> Complex<$t> {
                Complex::new(<$t>::from_bits(bits[0] as $bits), <$t>::from_bits(bits[1] as $bits))
            }
        }
    )* };
}
float_elements! { f32 => Float32, u32, Complex64; f64 => Float64, u64, Complex128; }

impl From<bool> for Bool {
    fn from(b: bool) -> Bool {
        Bool(u8::from(b))
    }
}

/// Rust's `as` between real types: it rounds to nearest, wraps integers and saturates floats.
macro_rules! cast_real {
    ($s:ty => $($d:ty),*) => {
        $( impl CastTo<$d> for $s { #[inline(always)] fn cast_to(self) -> $d { self as $d } } )*
        impl CastTo<Bool> for $s {
            #[inline(always)] fn cast_to(self) -> Bool { Bool::from(self != 0 as $s) }
        }
        impl CastTo<C64> for $s {
            #[inline(always)] fn cast_to(self) -> C64 { C64::new(self as f32, 0.0) }
        }
        impl CastTo<C128> for $s {
            #[inline(always)] fn cast_to(self) -> C128 { C128::new(self as f64, 0.0) }
        }
        impl CastTo<$s> for Bool {
            #[inline(always)] fn cast_to(self) -> $s { u8::from(self.0 != 0) as $s }
        }
        impl CastTo<$s> for C64 { #[inline(always)] fn cast_to(self) -> $s { self.re as $s } }
        impl CastTo<$s> for C128 { #[inline(always)] fn cast_to(self) -> $s { self.re as $s } }
    };
}
macro_rules! cast_all_real {
    ($($s:ty),*) => { $( cast_real!($s => i8, i16, i32, i64, u8, u16, u32, u64, f32, f64); )* };
}
cast_all_real!(i8, i16, i32, i64, u8, u16, u32, u64, f32, f64);

impl CastTo<Bool> for Bool {
    #[inline(always)]
    fn cast_to(self) -> Bool {
        Bool::from(self.0 != 0)
    }
}

macro_rules! cast_complex {
    ($($s:ty => $d:ty, $real:ty;)*) => { $(
        impl CastTo<$d> for $s {
            #[inline(always)]
            fn cast_to(self) -> $d { <$d>::new(self.re as $real, self.im as $real) }
        }
    )* };
}
cast_complex! { C64 => C64, f32; C64 => C128, f64; C128 => C64, f32; C128 => C128, f64; }

macro_rules! cast_bool_complex {
    ($($c:ty, $real:ty;)*) => { $(
        impl CastTo<Bool> for $c {
            #[inline(always)]
            fn cast_to(self) -> Bool { Bool::from(self.re != 0.0 || self.im != 0.0) }
        }
        impl CastTo<$c> for Bool {
            #[inline(always)]
            fn cast_to(self) -> $c { <$c>::new(u8::from(self.0 != 0) as $real, 0.0) }
        }
    )* };
}
cast_bool_complex! { C64, f32; C128, f64; }
