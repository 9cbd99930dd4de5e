//! Decimal digits of one floating-point number, without sign: the shortest ones that tell it from
//! its neighbours, or as many as are asked for, rounded correctly from the exact value (ties to even).

use std::fmt::{Display, LowerExp};
use std::str::FromStr;

/// A floating-point type whose elements are printed.
pub(super) trait Real:
    Copy + PartialOrd + Display + LowerExp + FromStr + crate::element::Element
{
    const ZERO: Self;
    /// Arrays with elements from here on are printed in exponential format (NumPy: ten to the digits
    /// that the type surely holds, at most 8).
    const LARGE: Self;
    /// Below it, arrays are printed in exponential format.
    const SMALL: Self;
    /// Scalars from here on are printed in exponential format.
    const LARGE_SCALAR: f64;
    fn magnitude(self) -> Self;
    fn is_finite(self) -> bool;
    fn is_nan(self) -> bool;
    fn is_negative(self) -> bool;
    /// Whether `self / small` exceeds 1000, computed in the type itself.
    fn dwarfs(self, small: Self) -> bool;
    fn widened(self) -> f64;
}

macro_rules! reals {
    ($($t:ty, $large:literal, $scalar:literal;)*) => { $(
        impl Real for $t {
            const ZERO: $t = 0.0;
            const LARGE: $t = $large;
            const SMALL: $t = 1e-4;
            const LARGE_SCALAR: f64 = $scalar;
            fn magnitude(self) -> $t { self.abs() }
            fn is_finite(self) -> bool { <$t>::is_finite(self) }
            fn is_nan(self) -> bool { <$t>::is_nan(self) }
            fn is_negative(self) -> bool { self.is_sign_negative() }
            fn dwarfs(self, small: $t) -> bool { self / small > 1000.0 }
            fn widened(self) -> f64 { f64::from(self) }
        }
    )* };
}
reals! { f32, 1e6, 1e6; f64, 1e8, 1e16; }

/// How many digits behind the point.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cut {
    /// Exactly so many.
    Exact(usize),
    /// The shortest digits, but at least `min` and at most `max`.
    Shortest { min: usize, max: Option<usize> },
}

/// A number's text in parts, without a point between them.
#[derive(Debug, PartialEq)]
pub(super) struct Parts {
    /// Digits before the point.
    pub(super) whole: String,
    /// Digits behind it.
    pub(super) fraction: String,
    /// With its sign and at least two digits; empty in positional format.
    pub(super) exponent: String,
}

impl Parts {
    /// Reads what Rust's formatting gives: `12.5`, `3`, `1.25e-7`.
    fn of(text: &str) -> Parts {
        let (mantissa, exponent) = text.split_once('e').unwrap_or((text, ""));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let exponent = match (exponent, exponent.strip_prefix('-')) {
            ("", _) => String::new(),
            (_, Some(digits)) => format!("-{digits:0>2}"),
            (digits, None) => format!("+{digits:0>2}"),
        };
        Parts { whole: whole.to_string(), fraction: fraction.to_string(), exponent }
    }

    /// Takes the zeros at the end of the fraction away.
    pub(super) fn trim(&mut self) {
        let kept = self.fraction.trim_end_matches('0').len();
        self.fraction.truncate(kept);
    }
}

/// `12.5` and the like.
pub(super) fn positional<T: Real>(x: T, cut: Cut) -> Parts {
    cut_to(x, cut, |x| format!("{x}"), |x, digits| format!("{x:.digits$}"))
}

/// `1.25e+01` and the like.
pub(super) fn scientific<T: Real>(x: T, cut: Cut) -> Parts {
    cut_to(x, cut, |x| format!("{x:e}"), |x, digits| format!("{x:.digits$e}"))
}

fn cut_to<T: Real>(
    x: T,
    cut: Cut,
    shortest: impl Fn(T) -> String,
    rounded: impl Fn(T, usize) -> String,
) -> Parts {
    let x = x.magnitude();
    let (min, max) = match cut {
        Cut::Exact(digits) => return Parts::of(&rounded(x, digits)),
        Cut::Shortest { min, max } => (min, max),
    };
    let mut parts = Parts::of(&shortest(x));
    let digits = parts.fraction.len();
    if let Some(max) = max.filter(|max| digits > *max) {
        return Parts::of(&rounded(x, max));
    }
    // Rounding decides between two shortest texts that are equally near (Rust takes the larger one,
    // NumPy the even one), and gives more digits where they are wanted. But next to a power of two,
    // whose lower neighbour is nearer than the upper one, the nearest text may already be another number's.
    let digits = digits.max(min);
    let text = rounded(x, digits);
    if text.parse().is_ok_and(|y: T| y == x) {
        return Parts::of(&text);
    }
    let zeros = digits - parts.fraction.len();
    parts.fraction.push_str(&"0".repeat(zeros));
    parts
}
