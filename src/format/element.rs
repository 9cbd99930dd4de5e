//! Elements of any dtype: one format for all that are printed.

use super::digits::Real;
use super::float::FloatFormat;
use super::{Elements, PrintOptions, Sign};
use crate::dtype::{Bool, C64, C128, DType, Kind};
use crate::value::Value;

/// What stands where no rank has an element.
const NOTHING: &str = "--";

/// The common format of the elements that are printed, of a number of axes other than 0.
#[derive(Debug)]
pub(super) struct ElementFormat {
    rule: Rule,
    /// Columns of every element's text.
    width: usize,
}

#[derive(Debug)]
enum Rule {
    Bool,
    Int { sign: Sign },
    Float(FloatFormat),
    Complex { re: FloatFormat, im: FloatFormat },
}

impl ElementFormat {
    /// The format for these elements.
    pub(super) fn new(elements: &Elements, options: &PrintOptions) -> ElementFormat {
        let rule = match elements.dtype.kind() {
            Kind::Bool => Rule::Bool,
            Kind::Int | Kind::UInt => return integer_format(elements, options.sign),
            Kind::Float => Rule::Float(match elements.dtype {
                DType::Float32 => real_format::<f32>(elements, options),
                _ => real_format::<f64>(elements, options),
            }),
            Kind::Complex => match elements.dtype {
                DType::Complex64 => complex_rule(elements, options, Value::get::<C64>),
                _ => complex_rule(elements, options, Value::get::<C128>),
            },
        };
        let format = ElementFormat { rule, width: 0 };
        // All elements are equally wide, so any of them tells the width.
        let width = elements.values().next().map_or(0, |first| format.known(first).len());
        ElementFormat { width, ..format }
    }

    /// An element's text, or what stands in its place.
    pub(super) fn text(&self, element: Option<Value>) -> String {
        match element {
            Some(value) => self.known(value),
            None => format!("{NOTHING:>width$}", width = self.width),
        }
    }

    fn known(&self, value: Value) -> String {
        match &self.rule {
            Rule::Bool => (if value.get::<Bool>().0 != 0 { " True" } else { "False" }).to_string(),
            Rule::Int { sign } => {
                format!("{text:>width$}", text = integer_text(integer(value), *sign), width = self.width)
            }
            Rule::Float(format) => match value.dtype {
                DType::Float32 => format.text(value.get::<f32>()),
                _ => format.text(value.get::<f64>()),
            },
            Rule::Complex { re, im } => match value.dtype {
                DType::Complex64 => complex_text(re, im, value.get::<C64>()),
                _ => complex_text(re, im, value.get::<C128>()),
            },
        }
    }
}

fn real_format<T: Real>(elements: &Elements, options: &PrintOptions) -> FloatFormat {
    FloatFormat::new(elements.values().map(Value::get::<T>), options, options.sign)
}

/// Each part by a rule of its own; the imaginary one always has a sign.
fn complex_rule<T: Real>(
    elements: &Elements,
    options: &PrintOptions,
    get: fn(Value) -> num_complex::Complex<T>,
) -> Rule {
    let re = elements.values().map(|z| get(z).re);
    let im = elements.values().map(|z| get(z).im);
    Rule::Complex {
        re: FloatFormat::new(re, options, options.sign),
        im: FloatFormat::new(im, options, Sign::Plus),
    }
}

/// The j stands right behind the digits, before what fills the column.
fn complex_text<T: Real>(re: &FloatFormat, im: &FloatFormat, z: num_complex::Complex<T>) -> String {
    let mut text = re.text(z.re);
    let imaginary = im.text(z.im);
    let digits = imaginary.trim_end();
    text.push_str(digits);
    text.push('j');
    text.push_str(&imaginary[digits.len()..]);
    text
}

/// The value of any integer dtype.
fn integer(value: Value) -> i128 {
    match value.dtype {
        DType::UInt64 => i128::from(value.get::<u64>()),
        _ => i128::from(value.get::<i64>()),
    }
}

fn integer_text(value: i128, sign: Sign) -> String {
    match sign {
        Sign::Space if value >= 0 => format!(" {value}"),
        Sign::Plus => format!("{value:+}"),
        _ => value.to_string(),
    }
}

/// As wide as the longest of them. A space in place of a plus is for arrays without negative numbers.
fn integer_format(elements: &Elements, sign: Sign) -> ElementFormat {
    let mut ends: Option<(i128, i128)> = None;
    for x in elements.values().map(integer) {
        let (min, max) = ends.unwrap_or((x, x));
        ends = Some((min.min(x), max.max(x)));
    }
    let (min, max) = ends.unwrap_or((0, 0));
    let sign = if sign == Sign::Space && min < 0 { Sign::Minus } else { sign };
    let width = [min, max].map(|end| integer_text(end, sign).len());
    ElementFormat { rule: Rule::Int { sign }, width: width[0].max(width[1]) }
}
