//! Smallest and largest of two elements, in an order that does not depend on which came first, so
//! that every distribution gives the same result.

use crate::dtype::Bool;
use num_complex::Complex;
use std::cmp::Ordering;

/// The order of min and max. nan wins over everything, as in NumPy; -0.0 counts as less than 0.0
/// where NumPy leaves the choice open.
pub trait Ordered: Copy {
    /// The smaller of both.
    fn least(self, other: Self) -> Self;
    /// The larger of both.
    fn greatest(self, other: Self) -> Self;
}

macro_rules! integers {
    ($($t:ty),*) => { $(
        impl Ordered for $t {
            #[inline(always)]
            fn least(self, other: $t) -> $t { self.min(other) }
            #[inline(always)]
            fn greatest(self, other: $t) -> $t { self.max(other) }
        }
    )* };
}
integers!(i8, i16, i32, i64, u8, u16, u32, u64);

impl Ordered for Bool {
    #[inline(always)]
    fn least(self, other: Bool) -> Bool {
        Bool::from(self.0 != 0 && other.0 != 0)
    }
    #[inline(always)]
    fn greatest(self, other: Bool) -> Bool {
        Bool::from((self.0 | other.0) != 0)
    }
}

/// For floating point, the minimum instruction returns its second operand both where the operands
/// are equal and where one is nan. The bitwise or of both orders is then nan for a nan, -0.0 for
/// zeros of both signs, and the smaller number otherwise; there is no branch, and it vectorises.
macro_rules! floats {
    ($($t:ty),*) => { $(
        impl Ordered for $t {
            #[inline(always)]
            fn least(self, other: $t) -> $t {
                let forward = if self < other { self } else { other };
                let backward = if other < self { other } else { self };
                <$t>::from_bits(forward.to_bits() | backward.to_bits())
            }
            #[inline(always)]
            fn greatest(self, other: $t) -> $t {
                -(-self).least(-other)
            }
        }

        impl Ordered for Complex<$t> {
            fn least(self, other: Complex<$t>) -> Complex<$t> {
                match nan_first(self.re.is_nan() || self.im.is_nan(), other.re.is_nan() || other.im.is_nan()) {
                    Some(true) => self,
                    Some(false) => other,
                    None if lexicographic(&self, &other) != Ordering::Greater => self,
                    None => other,
                }
            }
            fn greatest(self, other: Complex<$t>) -> Complex<$t> {
                match nan_first(self.re.is_nan() || self.im.is_nan(), other.re.is_nan() || other.im.is_nan()) {
                    Some(true) => self,
                    Some(false) => other,
                    None if lexicographic(&self, &other) == Ordering::Greater => self,
                    None => other,
                }
            }
        }

        impl TotalOrder for $t {
            fn total(&self, other: &$t) -> Ordering { self.total_cmp(other) }
        }
    )* };
}
floats!(f32, f64);

/// A total order that separates -0.0 from 0.0 and orders nan.
trait TotalOrder: PartialOrd {
    fn total(&self, other: &Self) -> Ordering;
}

/// Which operand a lone nan decides for; None if both or neither have one.
fn nan_first(first: bool, second: bool) -> Option<bool> {
    if first == second { None } else { Some(first) }
}

/// Real parts first, then imaginary parts. Equal numbers that differ in signs of zero, and numbers
/// that both contain nan, are put in an arbitrary but fixed order.
fn lexicographic<T: TotalOrder>(a: &Complex<T>, b: &Complex<T>) -> Ordering {
    let by_value = match (a.re.partial_cmp(&b.re), a.im.partial_cmp(&b.im)) {
        (Some(Ordering::Equal), Some(im)) => im,
        (Some(re), Some(_)) => re,
        _ => Ordering::Equal,
    };
    by_value.then_with(|| a.re.total(&b.re)).then_with(|| a.im.total(&b.im))
}
