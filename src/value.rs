//! L0: one scalar of any dtype, weak (Python-like literal) or strong.

use crate::dtype::{Bool, C64, C128, DType, Kind, promote, promote_weak};
use crate::element::{CastTo, Element};
use crate::error::Result;
use crate::{dispatch, fail};
use std::fmt;

/// A scalar. `bits` hold the element's bytes in native order, zero-extended; complex values use
/// `bits[0]` for the real and `bits[1]` for the imaginary part (as the bits of an `f64` for
/// complex128, of an `f32` in the low half for complex64).
/// A weak scalar takes part in promotion with its kind only, as Python's literals in NumPy 2;
/// weak values are held as int64, float64 or complex128. Equality compares dtype, weakness and
/// bits, so nan equals the same nan and 0.0 differs from -0.0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value {
    /// The scalar's dtype.
    pub dtype: DType,
    /// True for Python-like literals.
    pub weak: bool,
    /// The value's bits.
    pub bits: [u64; 2],
}

impl Value {
    /// A strong scalar of any element type.
    pub fn of<T: Element>(x: T) -> Value {
        Value { dtype: T::DTYPE, weak: false, bits: x.to_words() }
    }

    /// A strong bool.
    pub fn from_bool(x: bool) -> Value {
        Value::of(Bool::from(x))
    }

    /// A strong int64; `cast` gives the other dtypes.
    pub fn from_i64(x: i64) -> Value {
        Value::of(x)
    }

    /// A strong float64.
    pub fn from_f64(x: f64) -> Value {
        Value::of(x)
    }

    /// A strong complex128.
    pub fn from_c128(x: C128) -> Value {
        Value::of(x)
    }

    /// A weak integer, as a Python `int`.
    pub fn weak_int(x: i64) -> Value {
        Value { weak: true, ..Value::of(x) }
    }

    /// A weak real number, as a Python `float`.
    pub fn weak_real(x: f64) -> Value {
        Value { weak: true, ..Value::of(x) }
    }

    /// A weak complex number, as a Python `complex`.
    pub fn weak_complex(x: C128) -> Value {
        Value { weak: true, ..Value::of(x) }
    }

    /// Checks a scalar that came from outside: weak ones are int64, float64 or complex128.
    pub fn check(self) -> Result<Value> {
        let holder = matches!(self.dtype, DType::Int64 | DType::Float64 | DType::Complex128);
        if self.weak && !holder {
            fail!(Dtype, "a weak scalar is int64, float64 or complex128, not {}", self.dtype);
        }
        Ok(self)
    }

    /// The strong scalar of another dtype, by `unsafe` casting (see `element`).
    pub fn cast(self, dtype: DType) -> Value {
        dispatch!(self.dtype, S => dispatch!(dtype, D => {
            let converted: D = S::from_words(self.bits).cast_to();
            Value::of(converted)
        }))
    }

    /// The scalar as the element type `T`, by `unsafe` casting.
    pub fn get<T: Element>(self) -> T {
        T::from_words(self.cast(T::DTYPE).bits)
    }

    /// False for a weak integer that the integer dtype `dtype` can not hold.
    pub fn fits(self, dtype: DType) -> bool {
        let integers = matches!(dtype.kind(), Kind::Int | Kind::UInt);
        if !self.weak || self.dtype != DType::Int64 || !integers {
            return true;
        }
        let x: i64 = self.get();
        if dtype == DType::UInt64 { x >= 0 } else { self.cast(dtype).get::<i64>() == x }
    }

    /// The strong scalar that an operation on `dtype` uses: `cast`, except that a weak integer
    /// that an integer dtype cannot hold is an error, as NumPy 2 has it.
    pub fn convert(self, dtype: DType) -> Result<Value> {
        if !self.fits(dtype) {
            let (low, high) = integer_range(dtype);
            fail!(Overflow, "integer {self} is out of bounds for {dtype} ({low} to {high})");
        }
        Ok(self.cast(dtype))
    }

    /// The dtype of this scalar combined with an array of `array`: `promote`, or NEP 50 if weak.
    pub fn result_dtype(self, array: DType) -> DType {
        if self.weak { promote_weak(array, self.dtype) } else { promote(array, self.dtype) }
    }

    /// The value as a real number; complex scalars are an error, whatever their imaginary part.
    pub fn as_f64(self) -> Result<f64> {
        if self.dtype.kind() == Kind::Complex {
            fail!(Dtype, "{self} is {}, not a real number; take its real or imaginary part", self.dtype);
        }
        Ok(self.get())
    }

    /// The value as an int64; it must be an integer, and fit.
    pub fn as_i64(self) -> Result<i64> {
        match self.dtype.kind() {
            Kind::Float | Kind::Complex => {
                fail!(Dtype, "{self} is {}, not an integer; cast it first", self.dtype)
            }
            Kind::UInt if self.dtype == DType::UInt64 && self.bits[0] > i64::MAX as u64 => {
                fail!(Overflow, "{self} does not fit into int64 (at most {})", i64::MAX)
            }
            _ => Ok(self.get()),
        }
    }

    /// The value as a complex number; every scalar has one.
    pub fn as_c128(self) -> Result<C128> {
        Ok(self.get())
    }

    /// The element of `dtype` as it lies in memory, filled up with zeros.
    pub fn to_bytes(self, dtype: DType) -> [u8; 16] {
        let bits = self.cast(dtype).bits;
        let mut bytes = [0; 16];
        match dtype.itemsize() {
            1 => bytes[..1].copy_from_slice(&(bits[0] as u8).to_ne_bytes()),
            2 => bytes[..2].copy_from_slice(&(bits[0] as u16).to_ne_bytes()),
            4 => bytes[..4].copy_from_slice(&(bits[0] as u32).to_ne_bytes()),
            8 if dtype == DType::Complex64 => {
                bytes[..4].copy_from_slice(&(bits[0] as u32).to_ne_bytes());
                bytes[4..8].copy_from_slice(&(bits[1] as u32).to_ne_bytes());
            }
            8 => bytes[..8].copy_from_slice(&bits[0].to_ne_bytes()),
            _ => {
                bytes[..8].copy_from_slice(&bits[0].to_ne_bytes());
                bytes[8..].copy_from_slice(&bits[1].to_ne_bytes());
            }
        }
        bytes
    }

    /// The strong scalar whose element lies at the start of `bytes` (the inverse of `to_bytes`).
    pub fn from_bytes(dtype: DType, bytes: [u8; 16]) -> Value {
        let half = |at: usize| {
            u64::from(u32::from_ne_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]))
        };
        let mut words = [[0u8; 8]; 2];
        words[0].copy_from_slice(&bytes[..8]);
        words[1].copy_from_slice(&bytes[8..]);
        let bits = match dtype.itemsize() {
            1 => [u64::from(bytes[0]), 0],
            2 => [u64::from(u16::from_ne_bytes([bytes[0], bytes[1]])), 0],
            4 => [half(0), 0],
            8 if dtype == DType::Complex64 => [half(0), half(4)],
            8 => [u64::from_ne_bytes(words[0]), 0],
            _ => [u64::from_ne_bytes(words[0]), u64::from_ne_bytes(words[1])],
        };
        // Through the element type, so that a bool stored as another byte than 0 or 1 is true.
        dispatch!(dtype, T => Value::of(T::from_words(bits)))
    }
}

/// Smallest and largest value of an integer dtype.
fn integer_range(dtype: DType) -> (i128, i128) {
    let bits = 8 * dtype.itemsize() as u32;
    match dtype.kind() {
        Kind::Int => (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1),
        _ => (0, (1i128 << bits) - 1),
    }
}

/// A real number as Python prints it.
fn real_text(x: impl fmt::Debug) -> String {
    format!("{x:?}").replace("NaN", "nan")
}

/// A complex number as Python prints it, with both parts.
fn complex_text(re: impl fmt::Debug, im: impl fmt::Debug) -> String {
    let im = format!("{im:+?}").replace("NaN", "+nan");
    format!("({}{im}j)", real_text(re))
}

impl fmt::Display for Value {
    /// As Python prints scalars.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.dtype {
            DType::Bool => f.write_str(if self.get::<Bool>().0 != 0 { "True" } else { "False" }),
            DType::UInt64 => write!(f, "{}", self.bits[0]),
            DType::Float32 => f.write_str(&real_text(self.get::<f32>())),
            DType::Float64 => f.write_str(&real_text(self.get::<f64>())),
            DType::Complex64 => {
                let z: C64 = self.get();
                f.write_str(&complex_text(z.re, z.im))
            }
            DType::Complex128 => {
                let z: C128 = self.get();
                f.write_str(&complex_text(z.re, z.im))
            }
            _ => write!(f, "{}", self.get::<i64>()),
        }
    }
}
