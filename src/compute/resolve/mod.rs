//! Which loop a function runs for its operands' dtypes: NumPy 2's, weak scalars included (NEP 50).
//!
//! One difference, everywhere: where NumPy computes in float16 (bool, int8 and uint8 in floating point), there is
//! none here, and it is float32. `tests/vectors/ufunc_types.json` is NumPy's own answer for all of this.

mod rules;
mod telling;
mod weak;

use super::op::{Op, Signature};
use super::ufunc::{OperandType, promote_operands};
use crate::dtype::{Casting, DType, Kind, can_cast, promote, real_of};
use crate::error::Result;
use rules::{Meet, Results, Rule};

pub use weak::{Side, compared_out_of_range};

/// The dtypes of the loop that computes `op`: those of the results, and those that the operands are converted to.
///
/// `dtype` is NumPy's argument of that name: the results' dtype, which also decides the operands' unless results
/// are truth values or counts. Operands must be castable to the loop's dtypes by `casting`: DA_ERR_CASTING
/// otherwise. DA_ERR_DTYPE where there is no loop.
pub fn resolve(
    op: Op,
    operands: &[OperandType],
    dtype: Option<DType>,
    casting: Casting,
) -> Result<Signature> {
    // A function of one operand is resolved like one of two equal ones; that costs next to nothing.
    let (a, b) = match *operands {
        [a] if op.nin() == 1 => (a, a),
        [a, b] if op.nin() == 2 => (a, b),
        _ => return Err(telling::wrong_number(op, operands.len())),
    };
    let rule = Rule::of(op);
    let chosen = match dtype {
        None => plain(rule, a, b),
        Some(dtype) => forced(rule, a, b, dtype),
    };
    let Some(loop_dtypes) = chosen else {
        return Err(telling::no_loop(op, rule, operands, dtype));
    };
    // Without `dtype` the loop is one that all operands can be cast to safely. Truth values are no question of
    // casting at all.
    let strict = matches!(casting, Casting::No | Casting::Equiv);
    if (strict || dtype.is_some()) && rule.meet != Meet::Truth {
        check_casts(op, operands, loop_dtypes, casting)?;
    }
    Ok(signature(rule, loop_dtypes, operands.len()))
}

/// The common case: strong operands of one dtype that has a loop.
fn is_a_loop(rule: &Rule, a: OperandType, b: OperandType) -> bool {
    a.dtype == b.dtype && !a.weak && !b.weak && rule.loops.has(a.dtype) && rule.meet != Meet::Scale
}

fn check_casts(op: Op, operands: &[OperandType], wanted: [DType; 2], casting: Casting) -> Result<()> {
    for (i, (operand, wanted)) in operands.iter().zip(wanted).enumerate() {
        if operand.dtype != wanted && !castable(*operand, wanted, casting) {
            return Err(telling::no_cast(op, i, operand, wanted, casting));
        }
    }
    Ok(())
}

/// The operands' dtypes in the loop of a call without `dtype`.
fn plain(rule: &Rule, a: OperandType, b: OperandType) -> Option<[DType; 2]> {
    if is_a_loop(rule, a, b) {
        return Some([a.dtype; 2]);
    }
    let dtype = match rule.meet {
        Meet::Common => promote_operands(a, b),
        Meet::Lifted => match promote_operands(a, b) {
            DType::Bool => DType::Int8,
            common => common,
        },
        Meet::Divide => match promote_operands(a, b) {
            common if rule.loops.has(common) => common,
            _ => DType::Float64,
        },
        Meet::Double => match promote_operands(a, b).kind() {
            Kind::Complex => DType::Complex128,
            _ => DType::Float64,
        },
        Meet::Float if a.weak || b.weak => float_of(promote_operands(a, b)),
        Meet::Float => promote(float_of(a.dtype), float_of(b.dtype)),
        Meet::Truth => DType::Bool,
        Meet::Compare => match (a.dtype.kind(), b.dtype.kind()) {
            (Kind::Int, _) if b.dtype == DType::UInt64 && !a.weak => {
                return Some([DType::Int64, DType::UInt64]);
            }
            (_, Kind::Int) if a.dtype == DType::UInt64 && !b.weak => {
                return Some([DType::UInt64, DType::Int64]);
            }
            _ => promote_operands(a, b),
        },
        Meet::Scale => return scale(a, b),
    };
    rule.loops.has(dtype).then_some([dtype; 2])
}

/// The operands' dtypes in the loop with results of `dtype`.
fn forced(rule: &Rule, a: OperandType, b: OperandType, dtype: DType) -> Option<[DType; 2]> {
    match rule.results {
        Results::Truth => plain(rule, a, b).filter(|_| dtype == DType::Bool),
        Results::Count if dtype != DType::UInt8 => None,
        Results::Count => plain(rule, a, b).or(Some([dtype; 2])),
        // The loops' second result is int32, whatever the first one is.
        Results::Exponent => None,
        Results::Real => magnitude(rule, a.dtype, dtype),
        Results::Same if rule.meet == Meet::Scale => {
            let [number, exponent] = scale(a, b)?;
            (rule.loops.has(dtype) && promote(number, dtype) == dtype).then_some([dtype, exponent])
        }
        Results::Same | Results::Twice => rule.loops.has(dtype).then_some([dtype; 2]),
    }
}

/// The magnitude in `dtype`: a complex number's if that takes no narrowing, else a real number's.
fn magnitude(rule: &Rule, operand: DType, dtype: DType) -> Option<[DType; 2]> {
    let complex = match (dtype.kind(), operand.kind()) {
        (Kind::Complex, _) => return None,
        (Kind::Float, Kind::Complex) => promote(operand, dtype),
        _ => dtype,
    };
    let chosen = if real_of(complex) == dtype { complex } else { dtype };
    rule.loops.has(chosen).then_some([chosen; 2])
}

/// ldexp: a real number in floating point, and an exponent that int64 can hold. A weak scalar counts as the
/// smallest of its kind, beside bool as the default one.
fn scale(number: OperandType, exponent: OperandType) -> Option<[DType; 2]> {
    let beside_bool = |other: OperandType| other.dtype == DType::Bool || other.weak;
    let mantissa = match number.dtype.kind() {
        Kind::Complex => return None,
        Kind::Int if number.weak && !beside_bool(exponent) => DType::Float32,
        _ => float_of(number.dtype),
    };
    let power = match exponent.dtype {
        DType::Int64 if exponent.weak && !beside_bool(number) => DType::Int32,
        DType::Int64 | DType::UInt32 => DType::Int64,
        DType::Bool | DType::Int8 | DType::Int16 | DType::Int32 | DType::UInt8 | DType::UInt16 => {
            DType::Int32
        }
        _ => return None,
    };
    Some([mantissa, power])
}

/// The smallest floating-point or complex dtype, from float32 on, that holds the dtype's values.
fn float_of(dtype: DType) -> DType {
    match dtype {
        DType::Float32 | DType::Float64 | DType::Complex64 | DType::Complex128 => dtype,
        DType::Bool | DType::Int8 | DType::Int16 | DType::UInt8 | DType::UInt16 => DType::Float32,
        DType::Int32 | DType::Int64 | DType::UInt32 | DType::UInt64 => DType::Float64,
    }
}

/// Whether an operand may be converted. Weak scalars have no width of their own: they fit into every dtype
/// of their kind or of a higher one, whether signed or not.
fn castable(operand: OperandType, wanted: DType, casting: Casting) -> bool {
    let by_kind = operand.weak
        && match operand.dtype.kind() {
            Kind::Int => wanted != DType::Bool,
            Kind::Float => matches!(wanted.kind(), Kind::Float | Kind::Complex),
            _ => wanted.kind() == Kind::Complex,
        };
    by_kind || can_cast(operand.dtype, wanted, casting)
}

fn signature(rule: &Rule, operands: [DType; 2], nin: usize) -> Signature {
    let first = operands[0];
    let results = match rule.results {
        Results::Same => [first; 2],
        Results::Twice => return Signature::of([first; 2], 2, operands, nin),
        Results::Real => [real_of(first); 2],
        Results::Truth => [DType::Bool; 2],
        Results::Count => [DType::UInt8; 2],
        Results::Exponent => return Signature::of([first, DType::Int32], 2, operands, nin),
    };
    Signature::of(results, 1, operands, nin)
}
