//! Loops of transcendental functions, real and complex, and of what only approximates.
//!
//! * `library`: the C library's vector functions (libmvec), looked up at run time;
//! * `lanes`: loops around them, for each width of vectors;
//! * `scalar`: one element at a time, within 1 unit in the last place.
//!
//! `docs/accuracy.md` has the measured errors.

#[cfg(target_arch = "x86_64")]
mod lanes;
mod library;
mod scalar;

use super::level::{Accuracy, Path};
use super::lookup::Kernel;
use crate::compute::op::{Op, Signature};
use crate::dtype::DType;

/// The loop of `op` for exactly these dtypes, if this family has it.
pub fn kernel(op: Op, signature: &Signature, path: Path) -> Option<Kernel> {
    let dtype = *signature.all().first()?;
    if signature.all().len() != op.nin() + 1 || signature.all().iter().any(|other| *other != dtype) {
        return None;
    }
    match dtype {
        DType::Float32 if op == Op::FloatPower => None,
        DType::Float32 => single(op, path),
        DType::Float64 if op == Op::FloatPower => double(Op::Power, path),
        DType::Float64 => double(op, path),
        _ => None,
    }
}

/// float32: where exactness counts, float64's vector functions, rounded once.
fn single(op: Op, path: Path) -> Option<Kernel> {
    let vector = match path.accuracy {
        Accuracy::Fast => vector::single(op, path.level),
        Accuracy::High => vector::single_through_double(op, path.level),
    };
    vector.or_else(|| scalar::single(op))
}

/// float64: the vector functions are not exact enough for `Accuracy::High`.
fn double(op: Op, path: Path) -> Option<Kernel> {
    let vector = match path.accuracy {
        Accuracy::Fast => vector::double(op, path.level),
        Accuracy::High => None,
    };
    vector.or_else(|| scalar::double(op))
}

/// The choice of a loop for an operation that is known at run time only.
macro_rules! instance {
    ($op:expr, $unary:ident, $binary:ident) => {
        match $op {
            Op::Cbrt => $unary::<{ Op::Cbrt as usize }> as Kernel,
            Op::Exp => $unary::<{ Op::Exp as usize }>,
            Op::Exp2 => $unary::<{ Op::Exp2 as usize }>,
            Op::Expm1 => $unary::<{ Op::Expm1 as usize }>,
            Op::Log => $unary::<{ Op::Log as usize }>,
            Op::Log2 => $unary::<{ Op::Log2 as usize }>,
            Op::Log10 => $unary::<{ Op::Log10 as usize }>,
            Op::Log1p => $unary::<{ Op::Log1p as usize }>,
            Op::Sin => $unary::<{ Op::Sin as usize }>,
            Op::Cos => $unary::<{ Op::Cos as usize }>,
            Op::Tan => $unary::<{ Op::Tan as usize }>,
            Op::Arcsin => $unary::<{ Op::Arcsin as usize }>,
            Op::Arccos => $unary::<{ Op::Arccos as usize }>,
            Op::Arctan => $unary::<{ Op::Arctan as usize }>,
            Op::Sinh => $unary::<{ Op::Sinh as usize }>,
            Op::Cosh => $unary::<{ Op::Cosh as usize }>,
            Op::Tanh => $unary::<{ Op::Tanh as usize }>,
            Op::Arcsinh => $unary::<{ Op::Arcsinh as usize }>,
            Op::Arccosh => $unary::<{ Op::Arccosh as usize }>,
            Op::Arctanh => $unary::<{ Op::Arctanh as usize }>,
            Op::Power => $binary::<{ Op::Power as usize }>,
            Op::Arctan2 => $binary::<{ Op::Arctan2 as usize }>,
            Op::Hypot => $binary::<{ Op::Hypot as usize }>,
            _ => return None,
        }
    };
}
use instance;

/// Loops around the vector functions, where the platform has such.
#[cfg(target_arch = "x86_64")]
use lanes as vector;

#[cfg(not(target_arch = "x86_64"))]
mod vector {
    //! No vector functions are known for this architecture.

    use super::super::level::Level;
    use super::super::lookup::Kernel;
    use crate::compute::op::Op;

    pub fn single(_op: Op, _level: Level) -> Option<Kernel> {
        None
    }

    pub fn single_through_double(_op: Op, _level: Level) -> Option<Kernel> {
        None
    }

    pub fn double(_op: Op, _level: Level) -> Option<Kernel> {
        None
    }
}
