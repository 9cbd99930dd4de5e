//! L0: one scalar of any dtype, weak (Python-like literal) or strong.

use crate::dtype::DType;

/// A scalar. `bits` hold the element's bytes in native order, zero-extended; complex values use
/// `bits[0]` for the real and `bits[1]` for the imaginary part (as the bits of an `f64` for
/// complex128, of an `f32` in the low half for complex64).
/// A weak scalar takes part in promotion with its kind only, as Python's literals in NumPy 2;
/// weak values are held as int64, float64 or complex128.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value {
    /// The scalar's dtype.
    pub dtype: DType,
    /// True for Python-like literals.
    pub weak: bool,
    /// The value's bits.
    pub bits: [u64; 2],
}
