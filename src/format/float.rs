//! Floating-point elements: one format for all that are printed, so that their points line up.

use super::digits::{Cut, Parts, Real, positional, scientific};
use super::{FloatMode, PrintOptions, Sign};

/// The common format of some elements.
#[derive(Debug)]
pub(super) struct FloatFormat {
    exponential: bool,
    cut: Cut,
    /// Whether zeros at the end of the fraction go.
    trim: bool,
    /// Columns before the point, the sign included.
    left: usize,
    /// Columns behind the point.
    right: usize,
    /// Digits of the exponent.
    exponent: usize,
    sign: Sign,
}

/// What decides on the format: the elements that are finite, and what else there is.
struct Survey<T> {
    /// The largest and the smallest magnitude other than 0.
    range: Option<(T, T)>,
    finite: bool,
    negative: bool,
    other: bool,
    negative_infinity: bool,
}

impl<T: Real> Survey<T> {
    fn of(values: impl Iterator<Item = T>) -> Survey<T> {
        let mut survey =
            Survey { range: None, finite: false, negative: false, other: false, negative_infinity: false };
        for x in values {
            if !x.is_finite() {
                survey.other = true;
                survey.negative_infinity |= !x.is_nan() && x.is_negative();
                continue;
            }
            survey.finite = true;
            survey.negative |= x.is_negative();
            let size = x.magnitude();
            if size > T::ZERO {
                let (max, min) = survey.range.unwrap_or((size, size));
                survey.range =
                    Some((if size > max { size } else { max }, if size < min { size } else { min }));
            }
        }
        survey
    }

    /// Whether the numbers are too large, too small or too far apart to stand under each other.
    fn is_exponential(&self, suppress_small: bool) -> bool {
        let Some((max, min)) = self.range else { return false };
        max >= T::LARGE || !suppress_small && (min < T::SMALL || max.dwarfs(min))
    }
}

impl FloatFormat {
    /// The format for these elements. The sign may differ from the options': imaginary parts always
    /// have one.
    pub(super) fn new<T: Real>(
        values: impl Iterator<Item = T> + Clone,
        options: &PrintOptions,
        sign: Sign,
    ) -> FloatFormat {
        let survey = Survey::of(values.clone());
        let exponential = survey.is_exponential(options.suppress_small);
        let fixed = options.float_mode == FloatMode::Fixed;
        let precision = options.precision as usize;
        let first_cut = match options.float_mode {
            FloatMode::Fixed => Cut::Exact(precision),
            FloatMode::Unique => Cut::Shortest { min: 0, max: None },
            _ => Cut::Shortest { min: 0, max: Some(precision) },
        };
        let mut format =
            FloatFormat { exponential, cut: first_cut, trim: !fixed, left: 0, right: 0, exponent: 0, sign };
        let mut digits = 0;
        for x in values.filter(|x| x.is_finite()) {
            let parts = format.parts(x);
            format.left = format.left.max(parts.whole.len());
            format.exponent = format.exponent.max(parts.exponent.len().saturating_sub(1));
            digits = digits.max(parts.fraction.len());
        }
        format.right = digits;
        // Every element with as many digits as one of them needs.
        if survey.finite && (exponential || fixed || options.float_mode == FloatMode::MaxPrecEqual) {
            format.trim = false;
            format.cut =
                if fixed { Cut::Exact(digits) } else { Cut::Shortest { min: digits, max: Some(digits) } };
        }
        format.widen(&survey);
        format
    }

    /// Room for the sign, and for `nan` and `inf`, which take the place of the whole number.
    fn widen<T: Real>(&mut self, survey: &Survey<T>) {
        if self.exponential {
            self.right += self.exponent + 2;
        }
        if self.sign == Sign::Space && !survey.negative {
            self.left += 1;
        }
        if survey.other {
            let signed = self.sign != Sign::Minus || survey.negative_infinity;
            self.left = self.left.max((3 + usize::from(signed)).saturating_sub(self.right + 1));
        }
    }

    /// An element's digits, with the sign before them.
    fn parts<T: Real>(&self, x: T) -> Parts {
        let mut parts = if self.exponential { scientific(x, self.cut) } else { positional(x, self.cut) };
        if self.trim {
            parts.trim();
        }
        parts.whole.insert_str(0, self.sign_of(x));
        parts
    }

    fn sign_of<T: Real>(&self, x: T) -> &'static str {
        match (x.is_negative() && !x.is_nan(), self.sign) {
            (true, _) => "-",
            (false, Sign::Plus) => "+",
            _ => "",
        }
    }

    /// An element's text, as wide as all others'.
    pub(super) fn text<T: Real>(&self, x: T) -> String {
        let (left, right) = (self.left, self.right);
        if !x.is_finite() {
            let word = format!("{}{}", self.sign_of(x), if x.is_nan() { "nan" } else { "inf" });
            return format!("{word:>width$}", width = left + right + 1);
        }
        let Parts { whole, fraction, exponent } = self.parts(x);
        if !self.exponential {
            return format!("{whole:>left$}.{fraction:<right$}");
        }
        let (sign, digits) = exponent.split_at(1);
        format!("{whole:>left$}.{fraction}e{sign}{digits:0>width$}", width = self.exponent)
    }
}
