//! What is to know of each function: the dtypes with a loop, how operands of other dtypes get to one of them, and
//! what the results are.

use crate::compute::op::Op;
use crate::dtype::DType;

/// A set of dtypes, one bit for each number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Set(u16);

impl Set {
    const fn of(dtypes: &[DType]) -> Set {
        let (mut bits, mut i) = (0, 0);
        while i < dtypes.len() {
            bits |= 1 << dtypes[i] as u16;
            i += 1;
        }
        Set(bits)
    }

    const fn and(self, other: Set) -> Set {
        Set(self.0 | other.0)
    }

    pub(super) const fn has(self, dtype: DType) -> bool {
        self.0 >> dtype as u16 & 1 != 0
    }
}

const BOOL: Set = Set::of(&[DType::Bool]);
const INTEGERS: Set = Set::of(&[
    DType::Int8,
    DType::Int16,
    DType::Int32,
    DType::Int64,
    DType::UInt8,
    DType::UInt16,
    DType::UInt32,
    DType::UInt64,
]);
const FLOATS: Set = Set::of(&[DType::Float32, DType::Float64]);
const COMPLEX: Set = Set::of(&[DType::Complex64, DType::Complex128]);
const DOUBLE: Set = Set::of(&[DType::Float64, DType::Complex128]);
const BITS: Set = BOOL.and(INTEGERS);
const REAL: Set = INTEGERS.and(FLOATS);
const INEXACT: Set = FLOATS.and(COMPLEX);
const NUMBERS: Set = INTEGERS.and(INEXACT);
const ALL: Set = BOOL.and(NUMBERS);

/// How operands of any dtypes get to one with a loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meet {
    /// In the dtype that they promote to.
    Common,
    /// As `Common`, and bool is computed as int8.
    Lifted,
    /// As `Common`, and integers are computed as float64.
    Divide,
    /// As `Common`, in double precision at least.
    Double,
    /// Each in floating point, and then as `Common`: int16 and uint16 meet in float32, not in float64.
    Float,
    /// As they are if equal, else as truth values.
    Truth,
    /// As `Common`, but signed integers with uint64 as they are, for no dtype holds both.
    Compare,
    /// A number in floating point and an integer of 32 or 64 bits.
    Scale,
}

/// The results of a loop on operands of one dtype.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Results {
    /// Of the same dtype.
    Same,
    /// Two of the same dtype.
    Twice,
    /// Real, also of complex operands.
    Real,
    /// bool
    Truth,
    /// uint8
    Count,
    /// The same dtype, and int32.
    Exponent,
}

/// A function's rule.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    pub(super) meet: Meet,
    pub(super) loops: Set,
    pub(super) results: Results,
}

const fn rule(meet: Meet, loops: Set, results: Results) -> Rule {
    Rule { meet, loops, results }
}

impl Rule {
    /// The rule of a function.
    pub(super) fn of(op: Op) -> &'static Rule {
        &RULES[op as usize]
    }

    const fn written(op: Op) -> Rule {
        match op {
            Op::Absolute => rule(Meet::Common, ALL, Results::Real),
            Op::Add | Op::Multiply | Op::Maximum | Op::Minimum | Op::Fmax | Op::Fmin => {
                rule(Meet::Common, ALL, Results::Same)
            }
            Op::Sign | Op::Positive | Op::Negative | Op::Subtract => {
                rule(Meet::Common, NUMBERS, Results::Same)
            }
            Op::Conjugate | Op::Reciprocal | Op::Square | Op::Power => {
                rule(Meet::Lifted, NUMBERS, Results::Same)
            }
            Op::Floor | Op::Ceil | Op::Trunc => rule(Meet::Common, BOOL.and(REAL), Results::Same),
            Op::FloorDivide | Op::Remainder | Op::Fmod => rule(Meet::Lifted, REAL, Results::Same),
            Op::Divmod => rule(Meet::Lifted, REAL, Results::Twice),
            Op::TrueDivide => rule(Meet::Divide, INEXACT, Results::Same),
            Op::FloatPower => rule(Meet::Double, DOUBLE, Results::Same),
            Op::Invert | Op::BitwiseAnd | Op::BitwiseOr | Op::BitwiseXor => {
                rule(Meet::Common, BITS, Results::Same)
            }
            Op::LeftShift | Op::RightShift => rule(Meet::Lifted, INTEGERS, Results::Same),
            Op::Gcd | Op::Lcm => rule(Meet::Common, INTEGERS, Results::Same),
            Op::BitwiseCount => rule(Meet::Lifted, INTEGERS, Results::Count),
            Op::Isnan | Op::Isinf | Op::Isfinite | Op::LogicalNot => rule(Meet::Common, ALL, Results::Truth),
            Op::LogicalAnd | Op::LogicalOr | Op::LogicalXor => rule(Meet::Truth, ALL, Results::Truth),
            Op::Less | Op::LessEqual | Op::Equal | Op::NotEqual | Op::Greater | Op::GreaterEqual => {
                rule(Meet::Compare, ALL, Results::Truth)
            }
            Op::Signbit => rule(Meet::Float, FLOATS, Results::Truth),
            Op::Frexp => rule(Meet::Float, FLOATS, Results::Exponent),
            Op::Modf => rule(Meet::Float, FLOATS, Results::Twice),
            Op::Ldexp => rule(Meet::Scale, FLOATS, Results::Same),
            _ if is_of_complex_numbers(op) => rule(Meet::Float, INEXACT, Results::Same),
            _ => rule(Meet::Float, FLOATS, Results::Same),
        }
    }
}

/// All rules by the functions' numbers, so that looking one up is one load. Numbers without a function have no loop.
static RULES: [Rule; LAST + 1] = {
    let mut rules = [rule(Meet::Common, Set(0), Results::Same); LAST + 1];
    let mut i = 0;
    while i < Op::ALL.len() {
        rules[Op::ALL[i] as usize] = Rule::written(Op::ALL[i]);
        i += 1;
    }
    rules
};

/// The largest number of a function; a larger one does not compile.
const LAST: usize = Op::Divmod as usize;

/// Whether a function that is computed in floating point has loops for complex numbers too.
const fn is_of_complex_numbers(op: Op) -> bool {
    let exponential =
        matches!(op, Op::Exp | Op::Exp2 | Op::Expm1 | Op::Log | Op::Log2 | Op::Log10 | Op::Log1p | Op::Sqrt);
    let angle = matches!(op, Op::Sin | Op::Cos | Op::Tan | Op::Arcsin | Op::Arccos | Op::Arctan);
    let hyperbolic = matches!(op, Op::Sinh | Op::Cosh | Op::Tanh | Op::Arcsinh | Op::Arccosh | Op::Arctanh);
    exponential || angle || hyperbolic || matches!(op, Op::Rint)
}
