//! Element-wise functions that are no ufuncs of NumPy's: with parameters, or with three operands. Which dtypes they
//! are computed in, and where one of them is nothing but a ufunc.

use super::op::Op;
use super::resolve::resolve;
use super::ufunc::{OperandType, promote_operands};
use crate::dtype::{Casting, DType, Kind, promote, promote_weak, real_of};
use crate::error::Result;
use crate::fail;
use crate::value::Value;
use smallvec::{SmallVec, smallvec};

/// How far numbers may be apart to be close: |a - b| <= atol + rtol |b|.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tolerance {
    /// Relative to the second operand.
    pub relative: f64,
    /// Absolute.
    pub absolute: f64,
    /// Whether a nan is close to a nan.
    pub equal_nan: bool,
}

/// What takes the place of numbers that are not finite; None for the dtype's largest and smallest finite number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Replacements {
    /// For nan.
    pub nan: f64,
    /// For inf.
    pub positive: Option<f64>,
    /// For -inf.
    pub negative: Option<f64>,
}

/// A function with its parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Special {
    /// The argument of a complex number, in radians or degrees.
    Angle {
        /// In degrees.
        degrees: bool,
    },
    /// The first operand, but not less than the second one and not more than the third one.
    Clip,
    /// The second operand where the first one is true, else the third one.
    Where,
    /// Rounding to so many decimals; not 0.
    Round {
        /// Behind the point, or before it where negative.
        decimals: i32,
    },
    /// Finite numbers instead of others.
    NanToNum(Replacements),
    /// Whether two numbers are close.
    Isclose(Tolerance),
    /// Whether two numbers are equal.
    Same {
        /// Whether a nan equals a nan.
        equal_nan: bool,
    },
}

/// The dtypes of a loop: its result's, then the operands'.
pub type Dtypes = SmallVec<[DType; 4]>;

impl Special {
    /// NumPy's name.
    pub const fn name(&self) -> &'static str {
        match self {
            Special::Angle { .. } => "angle",
            Special::Clip => "clip",
            Special::Where => "where",
            Special::Round { .. } => "round",
            Special::NanToNum(_) => "nan_to_num",
            Special::Isclose(_) => "isclose",
            Special::Same { .. } => "array_equal",
        }
    }

    /// Number of operands.
    pub const fn nin(&self) -> usize {
        match self {
            Special::Angle { .. } | Special::Round { .. } | Special::NanToNum(_) => 1,
            Special::Isclose(_) | Special::Same { .. } => 2,
            Special::Clip | Special::Where => 3,
        }
    }

    /// The dtypes of the loop for these operands, as NumPy 2 has them. DA_ERR_DTYPE where there is no loop.
    pub fn resolve(&self, operands: &[OperandType]) -> Result<Dtypes> {
        Ok(match (self, operands) {
            (Special::Angle { .. }, [a]) => self.angle(*a)?,
            (Special::Round { decimals }, [a]) if a.dtype == DType::Bool => {
                fail!(
                    Dtype,
                    "round: no loop for bool with {decimals} decimals; bool is rounded to 0 decimals only"
                )
            }
            (Special::Round { .. } | Special::NanToNum(_), [a]) => smallvec![a.dtype; 2],
            (Special::Clip, [..]) if operands.len() == 3 => smallvec![meet(operands); 4],
            (Special::Where, [_, x, y]) => {
                let dtype = promote_operands(*x, *y);
                smallvec![dtype, DType::Bool, dtype, dtype]
            }
            (Special::Isclose(_), [a, b]) => {
                // b in floating point, so that the smallest integer has a magnitude.
                let dtype = promote(a.dtype, promote_weak(b.dtype, DType::Float64));
                smallvec![DType::Bool, dtype, dtype]
            }
            (Special::Same { .. }, [..]) => {
                resolve(Op::Equal, operands, None, Casting::SameKind)?.all().into()
            }
            _ => fail!(Internal, "{} with {} operands", self.name(), operands.len()),
        })
    }

    /// As the arctan2 of the imaginary and the real part, which is 0, a weak integer, for real numbers.
    fn angle(&self, a: OperandType) -> Result<Dtypes> {
        if a.dtype.kind() == Kind::Complex {
            return Ok(smallvec![real_of(a.dtype), a.dtype]);
        }
        let imaginary = OperandType { dtype: DType::Int64, weak: true };
        let signature = resolve(Op::Arctan2, &[imaginary, a], None, Casting::SameKind)?;
        Ok(smallvec![signature.operands()[1]; 2])
    }

    /// Whether the loop needs to know that b of isclose(a, b) has single precision, in which its tolerance is
    /// computed then.
    pub fn single(operands: &[OperandType]) -> bool {
        matches!(operands, [_, b] if real_of(promote_weak(b.dtype, DType::Float64)) == DType::Float32)
    }
}

/// The dtype in which all operands meet: the strong ones first, as the weak ones only add their kind.
fn meet(operands: &[OperandType]) -> DType {
    let strong = operands.iter().filter(|o| !o.weak).map(|o| o.dtype).reduce(promote);
    let weak = operands.iter().filter(|o| o.weak).map(|o| o.dtype);
    match strong {
        Some(strong) => weak.fold(strong, promote_weak),
        None => weak.reduce(promote).unwrap_or(DType::Float64),
    }
}

/// Whether clipping an array of integers by this weak integer changes nothing, since the dtype has no numbers beyond
/// it. (On the other side it is out of bounds.)
pub fn beyond(array: DType, bound: Value, low: bool) -> bool {
    let integers = matches!(array.kind(), Kind::Int | Kind::UInt);
    integers
        && bound.weak
        && bound.dtype == DType::Int64
        && !bound.fits(array)
        && (bound.get::<i64>() < 0) == low
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weak(dtype: DType) -> OperandType {
        OperandType { dtype, weak: true }
    }

    /// Checked against NumPy 2.4.
    #[test]
    fn dtypes_are_numpys() {
        let clip = |operands: &[OperandType]| Special::Clip.resolve(operands).unwrap()[0];
        let (i8, f32) = (DType::Int8.into(), DType::Float32.into());
        assert_eq!(clip(&[i8, weak(DType::Int64), weak(DType::Float64)]), DType::Float64);
        assert_eq!(clip(&[f32, weak(DType::Int64), weak(DType::Float64)]), DType::Float32);
        assert_eq!(clip(&[weak(DType::Int64), weak(DType::Float64), i8]), DType::Float64);
        assert_eq!(clip(&[i8, DType::UInt8.into(), f32]), DType::Float32);
        let angle = |dtype: DType| Special::Angle { degrees: false }.resolve(&[dtype.into()]).unwrap();
        assert_eq!(angle(DType::Bool)[..], [DType::Float64; 2]);
        assert_eq!(angle(DType::Int16)[..], [DType::Float32; 2]);
        assert_eq!(angle(DType::Complex64)[..], [DType::Float32, DType::Complex64]);
        let by = Tolerance { relative: 1e-5, absolute: 1e-8, equal_nan: false };
        let close = |a: DType, b: DType| Special::Isclose(by).resolve(&[a.into(), b.into()]).unwrap()[1];
        assert_eq!(close(DType::Float32, DType::Int8), DType::Float64);
        assert_eq!(close(DType::Int8, DType::Float32), DType::Float32);
        assert_eq!(close(DType::Bool, DType::Bool), DType::Float64);
        let decimals = 1;
        assert!(Special::Round { decimals }.resolve(&[DType::Bool.into()]).is_err());
    }

    #[test]
    fn bounds_beyond_all_numbers_are_none() {
        assert!(beyond(DType::Int8, Value::weak_int(-1000), true));
        assert!(!beyond(DType::Int8, Value::weak_int(-1000), false));
        assert!(beyond(DType::UInt8, Value::weak_int(256), false));
        assert!(!beyond(DType::UInt8, Value::weak_int(255), false));
        assert!(!beyond(DType::Int8, Value::from_i64(-1000), true));
        assert!(!beyond(DType::Float32, Value::weak_int(-1000), true));
    }
}
