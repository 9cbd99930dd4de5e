//! Loops of transcendental functions, real and complex, and of what only approximates.
//!
//! * `library`: the C library's vector functions (libmvec), looked up at run time;
//! * `lanes`: loops around them, for each width of vectors;
//! * `scalar`: one element at a time, within 1 unit in the last place;
//! * `complex`: complex functions; `root`: complex magnitudes and square roots.
//!
//! `docs/accuracy.md` has the bounds and the measured errors.

mod complex;
mod double_double;
#[cfg(target_arch = "x86_64")]
mod lanes;
mod levels;
mod library;
mod logaddexp;
#[cfg(target_arch = "x86_64")]
mod power_512;
mod root;
mod scalar;

use super::lookup::Kernel;
use crate::compute::op::{Op, Signature};
use crate::cpu::{Accuracy, Level, Path};
use crate::dtype::{DType, real_of};

/// The loop of `op` for exactly these dtypes, if this family has it.
pub fn kernel(op: Op, signature: &Signature, path: Path) -> Option<Kernel> {
    let dtype = *signature.operands().first()?;
    if signature.all().len() != op.nin() + 1 || signature.operands().iter().any(|other| *other != dtype) {
        return None;
    }
    let result = if op == Op::Absolute { real_of(dtype) } else { dtype };
    if signature.results() != [result] {
        return None;
    }
    match (dtype, op) {
        (DType::Float32, _) => single(op, path),
        (DType::Float64, Op::FloatPower) => double(Op::Power, path),
        (DType::Float64, _) => double(op, path),
        (DType::Complex64, Op::Absolute | Op::Sqrt) => root::single(op, path),
        (DType::Complex64, _) => complex::single(op),
        (DType::Complex128, Op::Absolute | Op::Sqrt) => root::double(op, path),
        (DType::Complex128, Op::FloatPower) => complex::double(Op::Power),
        (DType::Complex128, _) => complex::double(op),
        _ => None,
    }
}

/// float32: where exactness counts, float64's vector functions, rounded once.
fn single(op: Op, path: Path) -> Option<Kernel> {
    let vector = match path.accuracy {
        #[cfg(target_arch = "x86_64")]
        Accuracy::Fast if op == Op::Power && path.level == Level::Avx512 => Some(power_512::single()),
        Accuracy::Fast => vector::single(op, path.level),
        Accuracy::High => vector::single_through_double(op, path.level),
    };
    vector.or_else(|| scalar::single(op)).or_else(|| logaddexp::single(op, path))
}

/// float64: the vector functions are not exact enough for `Accuracy::High`.
fn double(op: Op, path: Path) -> Option<Kernel> {
    let vector = match path.accuracy {
        #[cfg(target_arch = "x86_64")]
        Accuracy::Fast if op == Op::Power && path.level == Level::Avx512 => Some(power_512::double()),
        Accuracy::Fast => vector::double(op, path.level),
        Accuracy::High => None,
    };
    vector.or_else(|| scalar::double(op)).or_else(|| logaddexp::double(op, path))
}

/// The choice of a loop for an operation that is known at run time only: those of one operand that real and
/// complex numbers have, else `$rest`.
macro_rules! unary_instance {
    ($op:expr, $loop:ident, $rest:block) => {
        match $op {
            Op::Exp => $loop::<{ Op::Exp as usize }> as Kernel,
            Op::Exp2 => $loop::<{ Op::Exp2 as usize }>,
            Op::Expm1 => $loop::<{ Op::Expm1 as usize }>,
            Op::Log => $loop::<{ Op::Log as usize }>,
            Op::Log2 => $loop::<{ Op::Log2 as usize }>,
            Op::Log10 => $loop::<{ Op::Log10 as usize }>,
            Op::Log1p => $loop::<{ Op::Log1p as usize }>,
            Op::Sin => $loop::<{ Op::Sin as usize }>,
            Op::Cos => $loop::<{ Op::Cos as usize }>,
            Op::Tan => $loop::<{ Op::Tan as usize }>,
            Op::Arcsin => $loop::<{ Op::Arcsin as usize }>,
            Op::Arccos => $loop::<{ Op::Arccos as usize }>,
            Op::Arctan => $loop::<{ Op::Arctan as usize }>,
            Op::Sinh => $loop::<{ Op::Sinh as usize }>,
            Op::Cosh => $loop::<{ Op::Cosh as usize }>,
            Op::Tanh => $loop::<{ Op::Tanh as usize }>,
            Op::Arcsinh => $loop::<{ Op::Arcsinh as usize }>,
            Op::Arccosh => $loop::<{ Op::Arccosh as usize }>,
            Op::Arctanh => $loop::<{ Op::Arctanh as usize }>,
            _ => $rest,
        }
    };
}
use unary_instance;

/// The same for all functions of real numbers that the C library has; returns None for others.
macro_rules! instance {
    ($op:expr, $unary:ident, $binary:ident) => {
        unary_instance!($op, $unary, {
            match $op {
                Op::Cbrt => $unary::<{ Op::Cbrt as usize }>,
                Op::Power => $binary::<{ Op::Power as usize }>,
                Op::Arctan2 => $binary::<{ Op::Arctan2 as usize }>,
                Op::Hypot => $binary::<{ Op::Hypot as usize }>,
                _ => return None,
            }
        })
    };
}
use instance;

/// The operation with this number, which the loops have as a parameter.
const fn operation(number: usize) -> Op {
    let mut i = 0;
    while i < Op::ALL.len() {
        if Op::ALL[i] as usize == number {
            return Op::ALL[i];
        }
        i += 1;
    }
    panic!("not the number of an operation")
}

/// Loops around the vector functions, where the platform has such.
#[cfg(target_arch = "x86_64")]
use lanes as vector;

#[cfg(not(target_arch = "x86_64"))]
mod vector {
    //! No vector functions are known for this architecture.

    use super::super::lookup::Kernel;
    use crate::compute::op::Op;
    use crate::cpu::Level;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_without_vector_functions_has_every_function() {
        let bare = |op: Op| (scalar::single(op).is_some(), scalar::double(op).is_some());
        for op in Op::ALL {
            for level in Level::ALL {
                let found = (vector::single(*op, level).is_some(), vector::double(*op, level).is_some());
                assert!(!found.0 && !found.1 || bare(*op) == (true, true), "{op}");
            }
        }
        assert_eq!(bare(Op::Sin), (true, true));
    }

    #[test]
    fn numbers_lead_back_to_operations() {
        assert!(Op::ALL.iter().all(|op| operation(*op as usize) == *op));
    }
}
