//! What is said where there is no loop, or none that the operands may be cast to.

use super::rules::{Meet, Results, Rule};
use crate::compute::op::Op;
use crate::compute::ufunc::{OperandType, promote_operands};
use crate::dtype::{Casting, DType, real_of};
use crate::error::{Error, Status};

/// Names in a sentence: "bool, int8 and int16".
fn list(dtypes: impl Iterator<Item = DType>) -> String {
    let names: Vec<&str> = dtypes.map(DType::name).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.concat(),
    }
}

fn kind(operand: &OperandType) -> String {
    if operand.weak { format!("a weak {}", operand.dtype) } else { operand.dtype.to_string() }
}

/// DA_ERR_DTYPE: no loop for these operands, or none with results of `dtype`.
#[cold]
pub(super) fn no_loop(op: Op, rule: &Rule, operands: &[OperandType], dtype: Option<DType>) -> Error {
    let kinds: Vec<String> = operands.iter().map(kind).collect();
    let kinds = kinds.join(" and ");
    let message = match dtype {
        None => format!("{op}: no loop for {kinds}{}; {}{}", meeting(rule, operands), loops(rule), hint(op)),
        Some(dtype) => {
            format!("{op}: no loop for {kinds} with results of dtype {dtype}; {}", results(rule))
        }
    };
    Error::new(Status::Dtype, message)
}

/// Where operands that have loops of their own lead to none together.
fn meeting(rule: &Rule, operands: &[OperandType]) -> String {
    match *operands {
        [a, b] if rule.meet != Meet::Scale && rule.loops.has(a.dtype) && rule.loops.has(b.dtype) => {
            format!(", which meet in {}", promote_operands(a, b))
        }
        _ => String::new(),
    }
}

fn loops(rule: &Rule) -> String {
    let dtypes = list(DType::ALL.into_iter().filter(|d| rule.loops.has(*d)));
    match rule.meet {
        Meet::Scale => format!(
            "the dtypes with a loop are {dtypes}, with an exponent of a dtype that int64 holds (up to int64 and uint32)"
        ),
        _ => format!("the dtypes with a loop are {dtypes}"),
    }
}

fn results(rule: &Rule) -> String {
    let with_loop = DType::ALL.into_iter().filter(|d| rule.loops.has(*d));
    match rule.results {
        Results::Truth => "its results are bool".into(),
        Results::Count => "its results are uint8".into(),
        Results::Exponent => "its second result is int32, so that no dtype is that of both".into(),
        Results::Real => format!("its results can be {}", list(with_loop.filter(|d| real_of(*d) == *d))),
        Results::Same if rule.meet == Meet::Scale => {
            format!("its results can be {}, if that holds the first operand", list(with_loop))
        }
        Results::Same | Results::Twice => format!("its results can be {}", list(with_loop)),
    }
}

/// What to use for truth values, of which NumPy has had functions with other meanings.
fn hint(op: Op) -> &'static str {
    match op {
        Op::Subtract => "; for bool use bitwise_xor, logical_xor or not_equal",
        Op::Negative => "; for bool use invert or logical_not",
        _ => "",
    }
}

/// DA_ERR_CASTING: an operand that may not become what the loop takes.
#[cold]
pub(super) fn no_cast(op: Op, i: usize, operand: &OperandType, wanted: DType, casting: Casting) -> Error {
    let which = match (op.nin(), i) {
        (1, _) => "the operand",
        (_, 0) => "the first operand",
        _ => "the second operand",
    };
    let (kind, rule) = (kind(operand), casting.name());
    let message =
        format!("{op}: {which} is {kind}, which can not be cast to the loop's {wanted} by the rule {rule}");
    Error::new(Status::Casting, message)
}

#[cold]
pub(super) fn wrong_number(op: Op, given: usize) -> Error {
    Error::new(Status::Argument, format!("{op} has {} operand(s), not {given}", op.nin()))
}
