//! Reductions over all elements: what one rank contributes, and how contributions combine.

use crate::compute::kernels::compare::Ordered;
use crate::compute::kernels::complex;
use crate::compute::ufunc::operations;
use crate::dtype::{C128, DType, Kind};
use crate::element::Element;
use crate::error::Result;
use crate::value::Value;
use crate::{dispatch, fail};

pub use crate::compute::kernels::reduce::reduce_local;

operations! {
    /// Reductions. The numbers are the C ABI's and are never reused.
    ReduceOp, "reduction":
    /// Sum; of bool and integers in int64 or uint64.
    Sum = 201, "sum";
    /// Smallest element; nan if there is one.
    Min = 203, "min";
    /// Largest element; nan if there is one.
    Max = 204, "max";
    /// Arithmetic mean; of bool and integers in float64.
    Mean = 205, "mean";
}

/// The dtype of a reduction's result.
pub fn reduce_dtype(op: ReduceOp, input: DType) -> Result<DType> {
    Ok(match (op, input.kind()) {
        (ReduceOp::Min | ReduceOp::Max, _) => input,
        (_, Kind::Float | Kind::Complex) => input,
        (ReduceOp::Mean, _) => DType::Float64,
        (ReduceOp::Sum, Kind::UInt) => DType::UInt64,
        (ReduceOp::Sum, _) => DType::Int64,
    })
}

/// How a partial result is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Carrier {
    /// A 64-bit integer that wraps (sums of integers).
    Integer,
    /// Real and imaginary part as float64 (sums and means of floating point).
    Float,
    /// An element of the input's dtype (min and max).
    Element,
}

/// One rank's contribution to a reduction over all elements: plain old data that MPI can carry as
/// bytes, and that knows its operation and dtype, so that one merge function serves all.
///
/// Merging is commutative, and associative up to rounding. Sums of float32 are carried as float64,
/// also between ranks, and rounded once, at the end.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Partial {
    /// `ReduceOp`'s number, or `CORRUPT`.
    op: i32,
    /// The number of the input's dtype.
    dtype: i32,
    /// Elements that took part.
    count: i64,
    /// What `Carrier` says.
    bits: [u64; 2],
}

/// The operation number of a partial that was merged with one of another reduction.
const CORRUPT: i32 = -1;

impl Partial {
    /// Bytes of one partial.
    pub const SIZE: usize = size_of::<Partial>();

    /// The contribution of no elements.
    pub fn identity(op: ReduceOp, dtype: DType) -> Partial {
        Partial { op: op as i32, dtype: dtype as i32, count: 0, bits: [0; 2] }
    }

    /// A wrapping sum of integers.
    pub(crate) fn integer(op: ReduceOp, dtype: DType, count: i64, sum: i64) -> Partial {
        Partial { count, bits: sum.to_words(), ..Partial::identity(op, dtype) }
    }

    /// A floating-point sum.
    pub(crate) fn float(op: ReduceOp, dtype: DType, count: i64, sum: C128) -> Partial {
        Partial { count, bits: sum.to_words(), ..Partial::identity(op, dtype) }
    }

    /// An extreme element.
    pub(crate) fn element<T: Element>(op: ReduceOp, count: i64, extreme: T) -> Partial {
        Partial { count, bits: extreme.to_words(), ..Partial::identity(op, T::DTYPE) }
    }

    /// How many elements took part.
    pub fn count(&self) -> i64 {
        self.count
    }

    /// Operation and dtype, unless the partial is corrupt.
    fn kind(&self) -> Option<(ReduceOp, DType, Carrier)> {
        let op = ReduceOp::from_code(self.op).ok()?;
        let dtype = DType::from_code(self.dtype).ok()?;
        let carrier = match (op, dtype.kind()) {
            (ReduceOp::Min | ReduceOp::Max, _) => Carrier::Element,
            (ReduceOp::Mean, _) | (ReduceOp::Sum, Kind::Float | Kind::Complex) => Carrier::Float,
            (ReduceOp::Sum, _) => Carrier::Integer,
        };
        Some((op, dtype, carrier))
    }

    /// Adds another rank's contribution. Contributions to different reductions make the result
    /// an error, which `finish` reports: an MPI operation has no other way to fail.
    pub fn merge(&mut self, other: &Partial) {
        let same = self.op == other.op && self.dtype == other.dtype;
        let Some((op, dtype, carrier)) = self.kind().filter(|_| same) else {
            self.op = CORRUPT;
            return;
        };
        if other.count == 0 {
            return;
        }
        if self.count == 0 {
            *self = *other;
            return;
        }
        self.count = self.count.saturating_add(other.count);
        self.bits = match carrier {
            Carrier::Integer => [self.bits[0].wrapping_add(other.bits[0]), 0],
            Carrier::Float => (C128::from_words(self.bits) + C128::from_words(other.bits)).to_words(),
            Carrier::Element => dispatch!(dtype, T => {
                let (a, b) = (T::from_words(self.bits), T::from_words(other.bits));
                let extreme = if op == ReduceOp::Min { a.least(b) } else { a.greatest(b) };
                extreme.to_words()
            }),
        };
    }

    /// The result. `DA_ERR_EMPTY` for min and max of nothing; the mean of nothing is nan.
    pub fn finish(&self) -> Result<Value> {
        let Some((op, dtype, carrier)) = self.kind() else {
            fail!(Internal, "contributions to different reductions were merged");
        };
        let result = reduce_dtype(op, dtype)?;
        match carrier {
            Carrier::Element if self.count == 0 => {
                let numpy_name = if op == ReduceOp::Min { "minimum" } else { "maximum" };
                fail!(
                    Empty,
                    "zero-size array to reduction operation {numpy_name} which has no identity; \
                     {op} needs at least one element"
                )
            }
            Carrier::Integer | Carrier::Element => Ok(Value { dtype: result, weak: false, bits: self.bits }),
            Carrier::Float => {
                let sum = C128::from_words(self.bits);
                let total = if op == ReduceOp::Mean { self.mean(sum, dtype) } else { sum };
                Ok(Value::of(total).cast(result))
            }
        }
    }

    /// Divides by the count; complex sums by complex division, which lets a nan in one part reach
    /// the other, as in NumPy.
    fn mean(&self, sum: C128, dtype: DType) -> C128 {
        let n = self.count as f64;
        if dtype.kind() == Kind::Complex {
            complex::divide(sum, C128::new(n, 0.0))
        } else {
            C128::new(sum.re / n, 0.0)
        }
    }

    /// The bytes, for transport between ranks of the same kind of machine.
    pub fn to_bytes(&self) -> [u8; Partial::SIZE] {
        let mut bytes = [0; Partial::SIZE];
        bytes[..4].copy_from_slice(&self.op.to_ne_bytes());
        bytes[4..8].copy_from_slice(&self.dtype.to_ne_bytes());
        bytes[8..16].copy_from_slice(&self.count.to_ne_bytes());
        bytes[16..24].copy_from_slice(&self.bits[0].to_ne_bytes());
        bytes[24..].copy_from_slice(&self.bits[1].to_ne_bytes());
        bytes
    }

    /// The inverse of `to_bytes`. Any bytes are accepted; `finish` reports nonsense.
    pub fn from_bytes(bytes: &[u8; Partial::SIZE]) -> Partial {
        let word = |at: usize| {
            let mut w = [0; 8];
            w.copy_from_slice(&bytes[at..at + 8]);
            w
        };
        let first = word(0);
        let half = |at: usize| i32::from_ne_bytes([first[at], first[at + 1], first[at + 2], first[at + 3]]);
        Partial {
            op: half(0),
            dtype: half(4),
            count: i64::from_ne_bytes(word(8)),
            bits: [u64::from_ne_bytes(word(16)), u64::from_ne_bytes(word(24))],
        }
    }
}
