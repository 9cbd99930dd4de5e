//! The element-wise functions: numbers, names, and how many operands and results each has.

use super::ufunc::operations;
use crate::dtype::DType;
use crate::error::Result;
use crate::fail;

operations! {
    /// NumPy's element-wise functions. The numbers are the C ABI's and are never reused: below 100
    /// are functions of one operand, from 101 on functions of two.
    Op, "element-wise function":
    /// Magnitude; real for complex operands.
    Absolute = 1, "absolute";
    /// Magnitude of real numbers, in floating point.
    Fabs = 2, "fabs";
    /// -1, 0 or 1; a complex number over its magnitude.
    Sign = 3, "sign";
    /// The operand.
    Positive = 4, "positive";
    /// The operand with the other sign; integers wrap.
    Negative = 5, "negative";
    /// Complex conjugate.
    Conjugate = 6, "conjugate";
    /// 1 over the operand; of integers, in integers.
    Reciprocal = 7, "reciprocal";
    /// The operand times itself.
    Square = 8, "square";
    /// Principal square root.
    Sqrt = 9, "sqrt";
    /// Cube root.
    Cbrt = 10, "cbrt";
    /// e to the power of the operand.
    Exp = 11, "exp";
    /// 2 to the power of the operand.
    Exp2 = 12, "exp2";
    /// exp(x) - 1, exact near 0.
    Expm1 = 13, "expm1";
    /// Natural logarithm.
    Log = 14, "log";
    /// Logarithm to base 2.
    Log2 = 15, "log2";
    /// Logarithm to base 10.
    Log10 = 16, "log10";
    /// log(1 + x), exact near 0.
    Log1p = 17, "log1p";
    /// Sine of radians.
    Sin = 18, "sin";
    /// Cosine of radians.
    Cos = 19, "cos";
    /// Tangent of radians.
    Tan = 20, "tan";
    /// Inverse sine, in radians.
    Arcsin = 21, "arcsin";
    /// Inverse cosine, in radians.
    Arccos = 22, "arccos";
    /// Inverse tangent, in radians.
    Arctan = 23, "arctan";
    /// Hyperbolic sine.
    Sinh = 24, "sinh";
    /// Hyperbolic cosine.
    Cosh = 25, "cosh";
    /// Hyperbolic tangent.
    Tanh = 26, "tanh";
    /// Inverse hyperbolic sine.
    Arcsinh = 27, "arcsinh";
    /// Inverse hyperbolic cosine.
    Arccosh = 28, "arccosh";
    /// Inverse hyperbolic tangent.
    Arctanh = 29, "arctanh";
    /// Degrees to radians.
    Deg2rad = 30, "deg2rad";
    /// Radians to degrees.
    Rad2deg = 31, "rad2deg";
    /// Nearest integer, ties to even.
    Rint = 32, "rint";
    /// Largest integer not above.
    Floor = 33, "floor";
    /// Smallest integer not below.
    Ceil = 34, "ceil";
    /// The integer part.
    Trunc = 35, "trunc";
    /// Whether it is nan.
    Isnan = 36, "isnan";
    /// Whether it is infinite.
    Isinf = 37, "isinf";
    /// Whether it is neither nan nor infinite.
    Isfinite = 38, "isfinite";
    /// Whether the sign bit is set.
    Signbit = 39, "signbit";
    /// Distance to the next number away from 0.
    Spacing = 40, "spacing";
    /// Whether it is zero.
    LogicalNot = 41, "logical_not";
    /// All bits inverted; the other truth value.
    Invert = 42, "invert";
    /// Bits set in the magnitude.
    BitwiseCount = 43, "bitwise_count";
    /// Two results: mantissa and exponent of 2.
    Frexp = 44, "frexp";
    /// Two results: fractional and integer part.
    Modf = 45, "modf";
    /// Sum; `or` for bool.
    Add = 101, "add";
    /// Difference; not for bool.
    Subtract = 102, "subtract";
    /// Product; `and` for bool.
    Multiply = 103, "multiply";
    /// Quotient in floating point, also of integers.
    TrueDivide = 104, "true_divide";
    /// Largest integer not above the quotient.
    FloorDivide = 105, "floor_divide";
    /// Remainder with the divisor's sign (Python's %).
    Remainder = 106, "remainder";
    /// Remainder with the dividend's sign (C's fmod).
    Fmod = 107, "fmod";
    /// First operand to the power of the second.
    Power = 108, "power";
    /// As power, in float64 or complex128 at least.
    FloatPower = 109, "float_power";
    /// Angle of the point (second, first), in radians.
    Arctan2 = 110, "arctan2";
    /// Length of the hypotenuse.
    Hypot = 111, "hypot";
    /// log(exp(a) + exp(b)).
    Logaddexp = 112, "logaddexp";
    /// log2(2**a + 2**b).
    Logaddexp2 = 113, "logaddexp2";
    /// The larger one; nan if one is nan.
    Maximum = 114, "maximum";
    /// The smaller one; nan if one is nan.
    Minimum = 115, "minimum";
    /// The larger one; the other one if one is nan.
    Fmax = 116, "fmax";
    /// The smaller one; the other one if one is nan.
    Fmin = 117, "fmin";
    /// The first operand's magnitude with the second one's sign.
    Copysign = 118, "copysign";
    /// The next number after the first operand towards the second.
    Nextafter = 119, "nextafter";
    /// First operand times 2 to the power of the second, an integer.
    Ldexp = 120, "ldexp";
    /// 0 below 0, 1 above, and the second operand at 0.
    Heaviside = 121, "heaviside";
    /// Greatest common divisor.
    Gcd = 122, "gcd";
    /// Least common multiple.
    Lcm = 123, "lcm";
    /// Bits set in both.
    BitwiseAnd = 124, "bitwise_and";
    /// Bits set in one of both at least.
    BitwiseOr = 125, "bitwise_or";
    /// Bits set in one of both exactly.
    BitwiseXor = 126, "bitwise_xor";
    /// Bits moved up; 0 where the count is not below the width.
    LeftShift = 127, "left_shift";
    /// Bits moved down, keeping the sign.
    RightShift = 128, "right_shift";
    /// Whether both are non-zero.
    LogicalAnd = 129, "logical_and";
    /// Whether one is non-zero.
    LogicalOr = 130, "logical_or";
    /// Whether exactly one is non-zero.
    LogicalXor = 131, "logical_xor";
    /// a < b.
    Less = 132, "less";
    /// a <= b.
    LessEqual = 133, "less_equal";
    /// a == b.
    Equal = 134, "equal";
    /// a != b.
    NotEqual = 135, "not_equal";
    /// a > b.
    Greater = 136, "greater";
    /// a >= b.
    GreaterEqual = 137, "greater_equal";
    /// Two results: floor_divide and remainder.
    Divmod = 138, "divmod";
}

impl Op {
    /// Number of operands.
    pub const fn nin(self) -> usize {
        if (self as i32) < 100 { 1 } else { 2 }
    }

    /// Number of results.
    pub const fn nout(self) -> usize {
        match self {
            Op::Frexp | Op::Modf | Op::Divmod => 2,
            _ => 1,
        }
    }

    /// What the results are called where there are two.
    pub const fn result_names(self) -> [&'static str; 2] {
        match self {
            Op::Frexp => ["mantissa", "exponent"],
            Op::Modf => ["fraction", "whole"],
            Op::Divmod => ["quotient", "remainder"],
            _ => ["out", "out"],
        }
    }

    /// The operation with this number, which has so many operands and results.
    pub fn with_arity(code: i32, nin: usize, nout: usize) -> Result<Op> {
        let op = Op::from_code(code)?;
        if (op.nin(), op.nout()) != (nin, nout) {
            fail!(
                Argument,
                "{op} has {} operand(s) and {} result(s), not {nin} and {nout}",
                op.nin(),
                op.nout()
            );
        }
        Ok(op)
    }
}

/// Results and operands of a built-in function, at most.
pub const MOST: usize = 4;

/// The dtypes that one loop works on: of its results, then of its operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature {
    nout: u8,
    nin: u8,
    dtypes: [DType; MOST],
}

impl Signature {
    /// The signature with these results and operands, `MOST` together at most.
    pub fn new(results: &[DType], operands: &[DType]) -> Signature {
        let mut dtypes = [DType::Bool; MOST];
        for (place, dtype) in dtypes.iter_mut().zip(results.iter().chain(operands)) {
            *place = *dtype;
        }
        Signature { nout: results.len() as u8, nin: operands.len() as u8, dtypes }
    }

    /// The signature with the first `nout` of these results and the first `nin` of these operands, one or two each;
    /// `new` for those who count nanoseconds.
    pub(crate) fn of(results: [DType; 2], nout: usize, operands: [DType; 2], nin: usize) -> Signature {
        let second = if nin == 2 { operands[1] } else { DType::Bool };
        let dtypes = match nout {
            1 => [results[0], operands[0], second, DType::Bool],
            _ => [results[0], results[1], operands[0], second],
        };
        Signature { nout: nout as u8, nin: nin as u8, dtypes }
    }

    /// The results' dtypes.
    pub fn results(&self) -> &[DType] {
        &self.dtypes[..usize::from(self.nout)]
    }

    /// The operands' dtypes.
    pub fn operands(&self) -> &[DType] {
        &self.dtypes[usize::from(self.nout)..self.len()]
    }

    /// All of them, the results first.
    pub fn all(&self) -> &[DType] {
        &self.dtypes[..self.len()]
    }

    fn len(&self) -> usize {
        usize::from(self.nout + self.nin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_tell_the_arity() {
        assert!(Op::ALL.iter().all(|op| Op::from_code(*op as i32).is_ok_and(|found| found == *op)));
        assert_eq!((Op::Add.nin(), Op::Divmod.nout(), Op::Frexp.nin(), Op::Modf.nout()), (2, 2, 1, 2));
        assert!(Op::with_arity(Op::Add as i32, 1, 1).is_err());
        assert!(Op::with_arity(46, 1, 1).is_err());
    }

    #[test]
    fn signatures_keep_results_and_operands_apart() {
        let signature = Signature::new(&[DType::Bool], &[DType::Int64, DType::UInt64]);
        assert_eq!(signature.results(), [DType::Bool]);
        assert_eq!(signature.operands(), [DType::Int64, DType::UInt64]);
        assert_eq!(signature.all().len(), 3);
    }
}
