//! L1, pure: arrays as text, exactly as NumPy prints them (`str(a)`; with options
//! `numpy.array2string`; the release that `tests/vectors/print.json` names).
//!
//! A long array is summarised, and only the edges of its long axes are looked at. So whoever prints
//! a distributed array asks [`needed_indices`] first, fetches the elements at the product of those
//! lists as one dense buffer in C order, and hands it to [`array_text`] with the whole shape.

mod digits;
mod element;
mod float;
mod layout;
mod scalar;

pub use layout::array_text;

use crate::dtype::DType;
use crate::error::{Error, Result, Status};
use crate::fail;
use crate::index::check_shape;
use crate::value::Value;

/// Most digits behind the point that can be asked for: no float64 has more.
pub const MAX_PRECISION: i64 = 1074;

/// What `precision` means (NumPy's `floatmode`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FloatMode {
    /// At most `precision` digits behind the point, fewer where fewer tell the element apart.
    MaxPrec,
    /// Exactly `precision` digits.
    Fixed,
    /// As many digits as each element needs; `precision` is not looked at.
    Unique,
    /// As `MaxPrec`, with the same number of digits for all elements.
    MaxPrecEqual,
}

/// What stands before numbers that are not negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Nothing.
    Minus,
    /// A plus.
    Plus,
    /// A space.
    Space,
}

/// How an array is printed; NumPy's print options.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrintOptions {
    /// Digits behind the point of floating-point numbers, 0 to [`MAX_PRECISION`].
    pub precision: i64,
    /// The number of elements beyond which an array is summarised.
    pub threshold: i64,
    /// Elements that a summary shows at each end of an axis, at least 1.
    pub edge_items: i64,
    /// Columns of a line, at least 1.
    pub line_width: i64,
    /// Never print in exponential format because of small numbers.
    pub suppress_small: bool,
    /// What `precision` means.
    pub float_mode: FloatMode,
    /// What stands before numbers that are not negative.
    pub sign: Sign,
}

impl Default for PrintOptions {
    fn default() -> PrintOptions {
        PrintOptions {
            precision: 8,
            threshold: 1000,
            edge_items: 3,
            line_width: 75,
            suppress_small: false,
            float_mode: FloatMode::MaxPrec,
            sign: Sign::Minus,
        }
    }
}

impl PrintOptions {
    /// Fails where an option is outside its range.
    pub fn check(&self) -> Result<()> {
        let within = |value: i64, low: i64, high: i64, name: &str| {
            if !(low..=high).contains(&value) {
                fail!(Argument, "{name} is {value}; it must be {low} to {high}");
            }
            Ok(())
        };
        within(self.precision, 0, MAX_PRECISION, "precision")?;
        within(self.threshold, 0, i64::MAX, "threshold")?;
        within(self.edge_items, 1, i64::MAX, "edge_items")?;
        within(self.line_width, 1, i64::MAX, "line_width")
    }

    /// Whether an array with this many elements is summarised.
    fn summarises(&self, size: i64) -> bool {
        size > self.threshold
    }

    /// How many elements at each end a summary shows of an axis; None if all are shown.
    fn edges(&self, size: i64, extent: i64) -> Option<i64> {
        (self.summarises(size) && extent > self.edge_items.saturating_mul(2)).then_some(self.edge_items)
    }
}

/// The elements to print: those at the product of the lists of [`needed_indices`].
#[derive(Clone, Copy, Debug)]
pub struct Elements<'a> {
    /// Their type.
    pub dtype: DType,
    /// Dense, in C order.
    pub bytes: &'a [u8],
    /// One flag per element, set where there is none: such places are printed as `--`. None if all
    /// elements are there.
    pub missing: Option<&'a [bool]>,
}

impl Elements<'_> {
    /// The number of elements.
    fn count(&self) -> usize {
        self.bytes.len() / self.dtype.itemsize()
    }

    /// The element at a place, None where there is none.
    fn get(&self, at: usize) -> Option<Value> {
        if self.missing.is_some_and(|missing| missing[at]) {
            return None;
        }
        let size = self.dtype.itemsize();
        let mut bytes = [0; 16];
        bytes[..size].copy_from_slice(&self.bytes[at * size..(at + 1) * size]);
        Some(Value::from_bytes(self.dtype, bytes))
    }

    /// All elements that are there.
    fn values(&self) -> impl Iterator<Item = Value> + Clone + '_ {
        (0..self.count()).filter_map(|at| self.get(at))
    }
}

/// The indices along each axis, ascending, of the elements that the text shows: all of an axis, or
/// both ends of one that is summarised. An array without elements needs none.
pub fn needed_indices(shape: &[i64], options: &PrintOptions) -> Result<Vec<Vec<i64>>> {
    let size = check_shape(shape)?;
    options.check()?;
    shape
        .iter()
        .map(|&extent| if size == 0 { Ok(Vec::new()) } else { shown(size, extent, options) })
        .collect()
}

fn shown(size: i64, extent: i64, options: &PrintOptions) -> Result<Vec<i64>> {
    let (head, tail) = match options.edges(size, extent) {
        Some(edge) => (edge, extent - edge),
        None => (extent, extent),
    };
    let count = head + (extent - tail);
    let mut list = Vec::new();
    usize::try_from(count)
        .ok()
        .and_then(|count| list.try_reserve_exact(count).ok())
        .ok_or_else(|| Error::new(Status::NoMemory, format!("no memory for a list of {count} indices")))?;
    list.extend((0..head).chain(tail..extent));
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_ends_of_long_axes_are_needed() {
        let options = PrintOptions::default();
        assert_eq!(needed_indices(&[2, 3], &options).unwrap(), [vec![0, 1], vec![0, 1, 2]]);
        assert_eq!(needed_indices(&[1000], &options).unwrap()[0].len(), 1000);
        assert_eq!(needed_indices(&[1001], &options).unwrap(), [[0, 1, 2, 998, 999, 1000]]);
        // Six elements are three at each end.
        let lists = needed_indices(&[6, 1 << 40], &options).unwrap();
        assert_eq!(lists[0], [0, 1, 2, 3, 4, 5]);
        assert_eq!(lists[1].last(), Some(&((1 << 40) - 1)));
        assert_eq!(needed_indices(&[], &options).unwrap(), Vec::<Vec<i64>>::new());
        assert!(needed_indices(&[1 << 50, 0], &options).unwrap().iter().all(Vec::is_empty));
    }

    #[test]
    fn what_cannot_be_held_is_an_error() {
        let all = PrintOptions { threshold: i64::MAX, ..PrintOptions::default() };
        assert_eq!(needed_indices(&[1 << 61], &all).unwrap_err().status, Status::NoMemory);
        assert_eq!(needed_indices(&[-1], &all).unwrap_err().status, Status::Shape);
        let wide = PrintOptions { edge_items: i64::MAX, threshold: 0, ..all };
        assert_eq!(needed_indices(&[3], &wide).unwrap(), [[0, 1, 2]]);
        for bad in [
            PrintOptions { precision: -1, ..all },
            PrintOptions { precision: MAX_PRECISION + 1, ..all },
            PrintOptions { threshold: -1, ..all },
            PrintOptions { edge_items: 0, ..all },
            PrintOptions { line_width: 0, ..all },
        ] {
            assert_eq!(needed_indices(&[3], &bad).unwrap_err().status, Status::Argument);
        }
    }
}
