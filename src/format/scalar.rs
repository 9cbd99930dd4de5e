//! An array without axes is printed as the scalar that it holds: all digits, no options.

use super::digits::{Cut, Parts, Real, positional, scientific};
use crate::dtype::{Bool, C64, C128, DType};
use crate::value::Value;
use num_complex::Complex;

const SHORTEST: Cut = Cut::Shortest { min: 0, max: None };

/// As NumPy's scalars print themselves.
pub(super) fn scalar_text(value: Value) -> String {
    match value.dtype {
        DType::Bool => (if value.get::<Bool>().0 != 0 { "True" } else { "False" }).to_string(),
        DType::Float32 => real_text(value.get::<f32>(), ".0"),
        DType::Float64 => real_text(value.get::<f64>(), ".0"),
        DType::Complex64 => complex_text(value.get::<C64>()),
        DType::Complex128 => complex_text(value.get::<C128>()),
        DType::UInt64 => value.get::<u64>().to_string(),
        _ => value.get::<i64>().to_string(),
    }
}

/// `whole` is what stands behind a number without a fraction, in positional format.
fn real_text<T: Real>(x: T, whole: &str) -> String {
    let sign = if x.is_negative() && !x.is_nan() { "-" } else { "" };
    if !x.is_finite() {
        return format!("{sign}{}", if x.is_nan() { "nan" } else { "inf" });
    }
    let size = x.magnitude().widened();
    let plain = size == 0.0 || (1e-4..T::LARGE_SCALAR).contains(&size);
    let parts = if plain { positional(x, SHORTEST) } else { scientific(x, SHORTEST) };
    let Parts { whole: digits, fraction, exponent } = parts;
    match (fraction.as_str(), plain) {
        ("", true) => format!("{sign}{digits}{whole}"),
        ("", false) => format!("{sign}{digits}e{exponent}"),
        (_, true) => format!("{sign}{digits}.{fraction}"),
        (_, false) => format!("{sign}{digits}.{fraction}e{exponent}"),
    }
}

/// `(1-2j)`, or `2j` where the real part is 0.
fn complex_text<T: Real>(z: Complex<T>) -> String {
    let im = real_text(z.im, "");
    if z.re == T::ZERO && !z.re.is_negative() {
        return format!("{im}j");
    }
    let plus = if im.starts_with('-') { "" } else { "+" };
    format!("({}{plus}{im}j)", real_text(z.re, ""))
}
