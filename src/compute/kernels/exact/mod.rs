//! Loops of functions whose results are exact: integers, comparisons, IEEE arithmetic, rounding.
//!
//! * `define`: how functions of one element are written down;
//! * `arithmetic`, `bits`, `division`, `extremes`, `integers`, `rounding`, `truth`: the functions;
//! * `table`: groups of dtypes that have a function.

mod arithmetic;
mod bits;
mod define;
mod division;
mod extremes;
mod integers;
mod rounding;
mod table;
mod truth;

use super::lookup::Kernel;
use crate::compute::op::{Op, Signature};
use crate::cpu::Path;
use arithmetic as a;
use bits as b;
use division as d;
use extremes as e;
use integers as i;
use rounding as r;
use table::Wanted;
use truth as t;

pub use integers::negative_exponent;

/// The loop of `op` for exactly these dtypes, if this family has it.
pub fn kernel(op: Op, signature: &Signature, path: Path) -> Option<Kernel> {
    let wanted = Wanted { signature, level: path.level };
    if op.nin() == 1 { unary(op, wanted) } else { binary(op, wanted) }
}

/// The loop of the first group of dtypes that has one; `all`: the function has every group of that arity.
macro_rules! among {
    ($w:ident: all1 $function:ty) => {
        among!($w: float1 $function, integer1 $function, complex1 $function, bool1 $function)
    };
    ($w:ident: all2 $function:ty) => {
        among!($w: float2 $function, integer2 $function, complex2 $function, bool2 $function)
    };
    ($w:ident: compared $function:ty) => {
        among!($w: all2 $function)
            .or_else(|| $w.mixed::<$function, i64, u64>())
            .or_else(|| $w.mixed::<$function, u64, i64>())
    };
    ($w:ident: divided $function:ty) => {
        among!($w: float_guarded2 $function, narrow2 $function, wide_guarded2 $function)
    };
    ($w:ident: $($group:ident $function:ty),*) => { None$(.or_else(|| $w.$group::<$function>()))* };
}

fn unary(op: Op, w: Wanted<'_>) -> Option<Kernel> {
    match op {
        Op::Absolute => among!(w: float1 a::Absolute, integer1 a::Absolute, bool1 t::Truth),
        Op::Fabs => among!(w: float1 a::Absolute),
        Op::Sign => among!(w: float1 a::Sign, integer1 a::Sign, complex1 a::Sign),
        Op::Positive => among!(w: float1 a::Positive, integer1 a::Positive, parts1 a::Positive),
        Op::Negative => among!(w: float1 a::Negative, integer1 a::Negative, parts1 a::Negative),
        Op::Conjugate => among!(w: complex1 a::Conjugate, float1 a::Positive, integer1 a::Positive),
        Op::Reciprocal => among!(w: float1 a::Reciprocal, integer1 a::Reciprocal, complex1 a::Reciprocal),
        Op::Square => among!(w: float1 a::Square, integer1 a::Square, complex1 a::Square),
        Op::Sqrt => among!(w: float1 a::Sqrt),
        Op::Deg2rad => among!(w: float1 a::Deg2rad),
        Op::Rad2deg => among!(w: float1 a::Rad2deg),
        Op::Rint => among!(w: float1 r::Rint, parts1 r::Rint),
        Op::Floor => among!(w: float1 r::Floor, integer1 a::Positive, bool1 t::Truth),
        Op::Ceil => among!(w: float1 r::Ceil, integer1 a::Positive, bool1 t::Truth),
        Op::Trunc => among!(w: float1 r::Trunc, integer1 a::Positive, bool1 t::Truth),
        Op::Isnan => among!(w: all1 t::Isnan),
        Op::Isinf => among!(w: all1 t::Isinf),
        Op::Isfinite => among!(w: all1 t::Isfinite),
        Op::LogicalNot => among!(w: all1 t::LogicalNot),
        Op::Signbit => among!(w: float1 t::Signbit),
        Op::Spacing => among!(w: float1 r::Spacing),
        Op::Invert => among!(w: integer1 b::Invert, bool1 t::LogicalNot),
        Op::BitwiseCount => among!(w: integer1 b::Count),
        Op::Frexp => among!(w: float_pair1 r::Frexp),
        Op::Modf => among!(w: float_pair1 r::Modf),
        _ => None,
    }
}

fn binary(op: Op, w: Wanted<'_>) -> Option<Kernel> {
    match op {
        Op::Add => among!(w: float2 a::Add, integer2 a::Add, parts2 a::Add, bool2 t::LogicalOr),
        Op::Subtract => among!(w: float2 a::Subtract, integer2 a::Subtract, parts2 a::Subtract),
        Op::Multiply => {
            among!(w: float2 a::Multiply, integer2 a::Multiply, complex2 a::Multiply, bool2 t::LogicalAnd)
        }
        Op::TrueDivide => among!(w: float2 a::TrueDivide, complex2 a::TrueDivide),
        Op::FloorDivide => among!(w: divided d::FloorDivide),
        Op::Remainder => among!(w: divided d::Remainder),
        Op::Fmod => among!(w: divided d::Fmod),
        Op::Divmod => {
            among!(w: float_guarded_pair2 d::Divmod, narrow_pair2 d::Divmod, wide_guarded_pair2 d::Divmod)
        }
        Op::Power => among!(w: integer_guarded2 i::Power),
        Op::Maximum => among!(w: all2 e::Maximum),
        Op::Minimum => among!(w: all2 e::Minimum),
        Op::Fmax => among!(w: float2 e::Fmax, integer2 e::Maximum, complex2 e::Fmax, bool2 e::Maximum),
        Op::Fmin => among!(w: float2 e::Fmin, integer2 e::Minimum, complex2 e::Fmin, bool2 e::Minimum),
        Op::Copysign => among!(w: float2 r::Copysign),
        Op::Nextafter => among!(w: float2 r::Nextafter),
        Op::Ldexp => (w.mixed_guarded::<r::Ldexp, f64, i32>())
            .or_else(|| w.mixed::<r::Ldexp, f32, i32>())
            .or_else(|| w.mixed_guarded::<r::Ldexp, f64, i64>())
            .or_else(|| w.mixed::<r::Ldexp, f32, i64>()),
        Op::Heaviside => among!(w: float2 r::Heaviside),
        Op::Gcd => among!(w: integer2 i::Gcd),
        Op::Lcm => among!(w: integer2 i::Lcm),
        Op::BitwiseAnd => among!(w: integer2 b::And, bool2 t::LogicalAnd),
        Op::BitwiseOr => among!(w: integer2 b::Or, bool2 t::LogicalOr),
        Op::BitwiseXor => among!(w: integer2 b::Xor, bool2 t::LogicalXor),
        Op::LeftShift => among!(w: integer2 b::LeftShift),
        Op::RightShift => among!(w: integer2 b::RightShift),
        Op::LogicalAnd => among!(w: all2 t::LogicalAnd),
        Op::LogicalOr => among!(w: all2 t::LogicalOr),
        Op::LogicalXor => among!(w: all2 t::LogicalXor),
        Op::Less => among!(w: compared t::Less),
        Op::LessEqual => among!(w: compared t::LessEqual),
        Op::Equal => among!(w: compared t::Equal),
        Op::NotEqual => among!(w: compared t::NotEqual),
        Op::Greater => among!(w: compared t::Greater),
        Op::GreaterEqual => among!(w: compared t::GreaterEqual),
        _ => None,
    }
}
