//! The numbers of the element-wise functions, for those that take the function as a number.

/// Number of a function of one operand: magnitude; real for complex operands.
pub const DA_OP_ABSOLUTE: i32 = 1;
/// Number of a function of one operand: magnitude of real numbers, in floating point.
pub const DA_OP_FABS: i32 = 2;
/// Number of a function of one operand: -1, 0 or 1; a complex number over its magnitude.
pub const DA_OP_SIGN: i32 = 3;
/// Number of a function of one operand: the operand.
pub const DA_OP_POSITIVE: i32 = 4;
/// Number of a function of one operand: the operand with the other sign; integers wrap.
pub const DA_OP_NEGATIVE: i32 = 5;
/// Number of a function of one operand: complex conjugate.
pub const DA_OP_CONJUGATE: i32 = 6;
/// Number of a function of one operand: 1 over the operand; of integers, in integers.
pub const DA_OP_RECIPROCAL: i32 = 7;
/// Number of a function of one operand: the operand times itself.
pub const DA_OP_SQUARE: i32 = 8;
/// Number of a function of one operand: principal square root.
pub const DA_OP_SQRT: i32 = 9;
/// Number of a function of one operand: cube root.
pub const DA_OP_CBRT: i32 = 10;
/// Number of a function of one operand: e to the power of the operand.
pub const DA_OP_EXP: i32 = 11;
/// Number of a function of one operand: 2 to the power of the operand.
pub const DA_OP_EXP2: i32 = 12;
/// Number of a function of one operand: exp(x) - 1, exact near 0.
pub const DA_OP_EXPM1: i32 = 13;
/// Number of a function of one operand: natural logarithm.
pub const DA_OP_LOG: i32 = 14;
/// Number of a function of one operand: logarithm to base 2.
pub const DA_OP_LOG2: i32 = 15;
/// Number of a function of one operand: logarithm to base 10.
pub const DA_OP_LOG10: i32 = 16;
/// Number of a function of one operand: log(1 + x), exact near 0.
pub const DA_OP_LOG1P: i32 = 17;
/// Number of a function of one operand: sine of radians.
pub const DA_OP_SIN: i32 = 18;
/// Number of a function of one operand: cosine of radians.
pub const DA_OP_COS: i32 = 19;
/// Number of a function of one operand: tangent of radians.
pub const DA_OP_TAN: i32 = 20;
/// Number of a function of one operand: inverse sine, in radians.
pub const DA_OP_ARCSIN: i32 = 21;
/// Number of a function of one operand: inverse cosine, in radians.
pub const DA_OP_ARCCOS: i32 = 22;
/// Number of a function of one operand: inverse tangent, in radians.
pub const DA_OP_ARCTAN: i32 = 23;
/// Number of a function of one operand: hyperbolic sine.
pub const DA_OP_SINH: i32 = 24;
/// Number of a function of one operand: hyperbolic cosine.
pub const DA_OP_COSH: i32 = 25;
/// Number of a function of one operand: hyperbolic tangent.
pub const DA_OP_TANH: i32 = 26;
/// Number of a function of one operand: inverse hyperbolic sine.
pub const DA_OP_ARCSINH: i32 = 27;
/// Number of a function of one operand: inverse hyperbolic cosine.
pub const DA_OP_ARCCOSH: i32 = 28;
/// Number of a function of one operand: inverse hyperbolic tangent.
pub const DA_OP_ARCTANH: i32 = 29;
/// Number of a function of one operand: degrees to radians.
pub const DA_OP_DEG2RAD: i32 = 30;
/// Number of a function of one operand: radians to degrees.
pub const DA_OP_RAD2DEG: i32 = 31;
/// Number of a function of one operand: nearest integer, ties to even.
pub const DA_OP_RINT: i32 = 32;
/// Number of a function of one operand: largest integer not above.
pub const DA_OP_FLOOR: i32 = 33;
/// Number of a function of one operand: smallest integer not below.
pub const DA_OP_CEIL: i32 = 34;
/// Number of a function of one operand: the integer part.
pub const DA_OP_TRUNC: i32 = 35;
/// Number of a function of one operand: whether it is nan.
pub const DA_OP_ISNAN: i32 = 36;
/// Number of a function of one operand: whether it is infinite.
pub const DA_OP_ISINF: i32 = 37;
/// Number of a function of one operand: whether it is neither nan nor infinite.
pub const DA_OP_ISFINITE: i32 = 38;
/// Number of a function of one operand: whether the sign bit is set.
pub const DA_OP_SIGNBIT: i32 = 39;
/// Number of a function of one operand: distance to the next number away from 0.
pub const DA_OP_SPACING: i32 = 40;
/// Number of a function of one operand: whether it is zero.
pub const DA_OP_LOGICAL_NOT: i32 = 41;
/// Number of a function of one operand: all bits inverted; the other truth value.
pub const DA_OP_INVERT: i32 = 42;
/// Number of a function of one operand: bits set in the magnitude.
pub const DA_OP_BITWISE_COUNT: i32 = 43;
/// Number of a function of one operand, with two results: mantissa and exponent of 2.
pub const DA_OP_FREXP: i32 = 44;
/// Number of a function of one operand, with two results: fractional and integer part.
pub const DA_OP_MODF: i32 = 45;
/// Number of a function of two operands: sum; `or` for bool.
pub const DA_OP_ADD: i32 = 101;
/// Number of a function of two operands: difference; not for bool.
pub const DA_OP_SUBTRACT: i32 = 102;
/// Number of a function of two operands: product; `and` for bool.
pub const DA_OP_MULTIPLY: i32 = 103;
/// Number of a function of two operands: quotient in floating point, also of integers.
pub const DA_OP_TRUE_DIVIDE: i32 = 104;
/// Number of a function of two operands: largest integer not above the quotient.
pub const DA_OP_FLOOR_DIVIDE: i32 = 105;
/// Number of a function of two operands: remainder with the divisor's sign (Python's %).
pub const DA_OP_REMAINDER: i32 = 106;
/// Number of a function of two operands: remainder with the dividend's sign (C's fmod).
pub const DA_OP_FMOD: i32 = 107;
/// Number of a function of two operands: first operand to the power of the second.
pub const DA_OP_POWER: i32 = 108;
/// Number of a function of two operands: as power, in float64 or complex128 at least.
pub const DA_OP_FLOAT_POWER: i32 = 109;
/// Number of a function of two operands: angle of the point (second, first), in radians.
pub const DA_OP_ARCTAN2: i32 = 110;
/// Number of a function of two operands: length of the hypotenuse.
pub const DA_OP_HYPOT: i32 = 111;
/// Number of a function of two operands: log(exp(a) + exp(b)).
pub const DA_OP_LOGADDEXP: i32 = 112;
/// Number of a function of two operands: log2(2**a + 2**b).
pub const DA_OP_LOGADDEXP2: i32 = 113;
/// Number of a function of two operands: the larger one; nan if one is nan.
pub const DA_OP_MAXIMUM: i32 = 114;
/// Number of a function of two operands: the smaller one; nan if one is nan.
pub const DA_OP_MINIMUM: i32 = 115;
/// Number of a function of two operands: the larger one; the other one if one is nan.
pub const DA_OP_FMAX: i32 = 116;
/// Number of a function of two operands: the smaller one; the other one if one is nan.
pub const DA_OP_FMIN: i32 = 117;
/// Number of a function of two operands: the first operand's magnitude with the second one's sign.
pub const DA_OP_COPYSIGN: i32 = 118;
/// Number of a function of two operands: the next number after the first operand towards the second.
pub const DA_OP_NEXTAFTER: i32 = 119;
/// Number of a function of two operands: first operand times 2 to the power of the second, an integer.
pub const DA_OP_LDEXP: i32 = 120;
/// Number of a function of two operands: 0 below 0, 1 above, and the second operand at 0.
pub const DA_OP_HEAVISIDE: i32 = 121;
/// Number of a function of two operands: greatest common divisor.
pub const DA_OP_GCD: i32 = 122;
/// Number of a function of two operands: least common multiple.
pub const DA_OP_LCM: i32 = 123;
/// Number of a function of two operands: bits set in both.
pub const DA_OP_BITWISE_AND: i32 = 124;
/// Number of a function of two operands: bits set in one of both at least.
pub const DA_OP_BITWISE_OR: i32 = 125;
/// Number of a function of two operands: bits set in one of both exactly.
pub const DA_OP_BITWISE_XOR: i32 = 126;
/// Number of a function of two operands: bits moved up; 0 where the count is not below the width.
pub const DA_OP_LEFT_SHIFT: i32 = 127;
/// Number of a function of two operands: bits moved down, keeping the sign.
pub const DA_OP_RIGHT_SHIFT: i32 = 128;
/// Number of a function of two operands: whether both are non-zero.
pub const DA_OP_LOGICAL_AND: i32 = 129;
/// Number of a function of two operands: whether one is non-zero.
pub const DA_OP_LOGICAL_OR: i32 = 130;
/// Number of a function of two operands: whether exactly one is non-zero.
pub const DA_OP_LOGICAL_XOR: i32 = 131;
/// Number of a function of two operands: a < b.
pub const DA_OP_LESS: i32 = 132;
/// Number of a function of two operands: a <= b.
pub const DA_OP_LESS_EQUAL: i32 = 133;
/// Number of a function of two operands: a == b.
pub const DA_OP_EQUAL: i32 = 134;
/// Number of a function of two operands: a != b.
pub const DA_OP_NOT_EQUAL: i32 = 135;
/// Number of a function of two operands: a > b.
pub const DA_OP_GREATER: i32 = 136;
/// Number of a function of two operands: a >= b.
pub const DA_OP_GREATER_EQUAL: i32 = 137;
/// Number of a function of two operands, with two results: floor_divide and remainder.
pub const DA_OP_DIVMOD: i32 = 138;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compute::op::Op;

    #[test]
    fn numbers_are_those_of_the_core() {
        let numbers = [
            (DA_OP_ABSOLUTE, Op::Absolute),
            (DA_OP_FABS, Op::Fabs),
            (DA_OP_SIGN, Op::Sign),
            (DA_OP_POSITIVE, Op::Positive),
            (DA_OP_NEGATIVE, Op::Negative),
            (DA_OP_CONJUGATE, Op::Conjugate),
            (DA_OP_RECIPROCAL, Op::Reciprocal),
            (DA_OP_SQUARE, Op::Square),
            (DA_OP_SQRT, Op::Sqrt),
            (DA_OP_CBRT, Op::Cbrt),
            (DA_OP_EXP, Op::Exp),
            (DA_OP_EXP2, Op::Exp2),
            (DA_OP_EXPM1, Op::Expm1),
            (DA_OP_LOG, Op::Log),
            (DA_OP_LOG2, Op::Log2),
            (DA_OP_LOG10, Op::Log10),
            (DA_OP_LOG1P, Op::Log1p),
            (DA_OP_SIN, Op::Sin),
            (DA_OP_COS, Op::Cos),
            (DA_OP_TAN, Op::Tan),
            (DA_OP_ARCSIN, Op::Arcsin),
            (DA_OP_ARCCOS, Op::Arccos),
            (DA_OP_ARCTAN, Op::Arctan),
            (DA_OP_SINH, Op::Sinh),
            (DA_OP_COSH, Op::Cosh),
            (DA_OP_TANH, Op::Tanh),
            (DA_OP_ARCSINH, Op::Arcsinh),
            (DA_OP_ARCCOSH, Op::Arccosh),
            (DA_OP_ARCTANH, Op::Arctanh),
            (DA_OP_DEG2RAD, Op::Deg2rad),
            (DA_OP_RAD2DEG, Op::Rad2deg),
            (DA_OP_RINT, Op::Rint),
            (DA_OP_FLOOR, Op::Floor),
            (DA_OP_CEIL, Op::Ceil),
            (DA_OP_TRUNC, Op::Trunc),
            (DA_OP_ISNAN, Op::Isnan),
            (DA_OP_ISINF, Op::Isinf),
            (DA_OP_ISFINITE, Op::Isfinite),
            (DA_OP_SIGNBIT, Op::Signbit),
            (DA_OP_SPACING, Op::Spacing),
            (DA_OP_LOGICAL_NOT, Op::LogicalNot),
            (DA_OP_INVERT, Op::Invert),
            (DA_OP_BITWISE_COUNT, Op::BitwiseCount),
            (DA_OP_FREXP, Op::Frexp),
            (DA_OP_MODF, Op::Modf),
            (DA_OP_ADD, Op::Add),
            (DA_OP_SUBTRACT, Op::Subtract),
            (DA_OP_MULTIPLY, Op::Multiply),
            (DA_OP_TRUE_DIVIDE, Op::TrueDivide),
            (DA_OP_FLOOR_DIVIDE, Op::FloorDivide),
            (DA_OP_REMAINDER, Op::Remainder),
            (DA_OP_FMOD, Op::Fmod),
            (DA_OP_POWER, Op::Power),
            (DA_OP_FLOAT_POWER, Op::FloatPower),
            (DA_OP_ARCTAN2, Op::Arctan2),
            (DA_OP_HYPOT, Op::Hypot),
            (DA_OP_LOGADDEXP, Op::Logaddexp),
            (DA_OP_LOGADDEXP2, Op::Logaddexp2),
            (DA_OP_MAXIMUM, Op::Maximum),
            (DA_OP_MINIMUM, Op::Minimum),
            (DA_OP_FMAX, Op::Fmax),
            (DA_OP_FMIN, Op::Fmin),
            (DA_OP_COPYSIGN, Op::Copysign),
            (DA_OP_NEXTAFTER, Op::Nextafter),
            (DA_OP_LDEXP, Op::Ldexp),
            (DA_OP_HEAVISIDE, Op::Heaviside),
            (DA_OP_GCD, Op::Gcd),
            (DA_OP_LCM, Op::Lcm),
            (DA_OP_BITWISE_AND, Op::BitwiseAnd),
            (DA_OP_BITWISE_OR, Op::BitwiseOr),
            (DA_OP_BITWISE_XOR, Op::BitwiseXor),
            (DA_OP_LEFT_SHIFT, Op::LeftShift),
            (DA_OP_RIGHT_SHIFT, Op::RightShift),
            (DA_OP_LOGICAL_AND, Op::LogicalAnd),
            (DA_OP_LOGICAL_OR, Op::LogicalOr),
            (DA_OP_LOGICAL_XOR, Op::LogicalXor),
            (DA_OP_LESS, Op::Less),
            (DA_OP_LESS_EQUAL, Op::LessEqual),
            (DA_OP_EQUAL, Op::Equal),
            (DA_OP_NOT_EQUAL, Op::NotEqual),
            (DA_OP_GREATER, Op::Greater),
            (DA_OP_GREATER_EQUAL, Op::GreaterEqual),
            (DA_OP_DIVMOD, Op::Divmod),
        ];
        assert_eq!(numbers.len(), Op::ALL.len());
        assert!(numbers.iter().all(|(number, op)| *number == *op as i32));
    }
}
