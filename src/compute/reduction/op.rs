//! The reductions, and by which rules they work: loops, dtypes, what happens with no elements.

use crate::compute::kernels::reduce::{Dispatch, How};
use crate::dtype::{DType, Kind, promote, real_of};
use crate::error::{Error, Result, Status};
use crate::fail;

macro_rules! reductions {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $text:literal;)*) => {
        /// Reductions. The numbers are the C ABI's and are never reused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(i32)]
        pub enum ReduceOp { $($(#[$doc])* $name = $code,)* }

        impl ReduceOp {
            /// All of them in the order of their numbers.
            pub const ALL: &'static [ReduceOp] = &[$(ReduceOp::$name,)*];

            /// NumPy's name.
            pub const fn name(self) -> &'static str {
                match self { $(ReduceOp::$name => $text,)* }
            }
        }
    };
}

reductions! {
    /// Sum; of bool and integers in int64 or uint64.
    Sum = 201, "sum";
    /// Product; of bool and integers in int64 or uint64.
    Prod = 202, "prod";
    /// Smallest element; nan if there is one.
    Min = 203, "min";
    /// Largest element; nan if there is one.
    Max = 204, "max";
    /// Arithmetic mean; of bool and integers in float64.
    Mean = 205, "mean";
    /// Variance.
    Var = 206, "var";
    /// Standard deviation.
    Std = 207, "std";
    /// Whether any element is true.
    Any = 208, "any";
    /// Whether all elements are true.
    All = 209, "all";
    /// Index of the smallest element.
    ArgMin = 210, "argmin";
    /// Index of the largest element.
    ArgMax = 211, "argmax";
    /// Number of elements that are not zero.
    CountNonzero = 212, "count_nonzero";
    /// Largest minus smallest element.
    Ptp = 213, "ptp";
    /// Weighted mean.
    Average = 214, "average";
    /// Sum without nan.
    NanSum = 215, "nansum";
    /// Product without nan.
    NanProd = 216, "nanprod";
    /// Smallest element that is not nan.
    NanMin = 217, "nanmin";
    /// Largest element that is not nan.
    NanMax = 218, "nanmax";
    /// Mean without nan.
    NanMean = 219, "nanmean";
    /// Variance without nan.
    NanVar = 220, "nanvar";
    /// Standard deviation without nan.
    NanStd = 221, "nanstd";
    /// Index of the smallest element that is not nan.
    NanArgMin = 222, "nanargmin";
    /// Index of the largest element that is not nan.
    NanArgMax = 223, "nanargmax";
    /// Sum of magnitudes.
    Norm1 = 224, "norm1";
    /// Root of the sum of squared magnitudes.
    Norm2 = 225, "norm2";
    /// Largest magnitude.
    NormInf = 226, "norminf";
    /// Sum of products.
    Dot = 227, "dot";
    /// Sum of products, the first operand conjugated.
    Vdot = 228, "vdot";
}

/// What distinguishes families of reductions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// sum, prod and their nan forms: `initial`, `where`, `dtype`.
    Total,
    /// min, max and their nan forms: `initial`, `where` with it.
    Extreme,
    /// mean, nanmean: `where`, `dtype`.
    Mean,
    /// var, std and their nan forms: `where`, `dtype`, `ddof`.
    Spread,
    /// any, all: `where`.
    Truth,
    /// argmin, argmax and their nan forms: one axis, or all.
    Place,
    /// average: `weights`.
    Average,
    /// count_nonzero, ptp, the norms: no options.
    Plain,
    /// dot, vdot: two operands.
    Pair,
}

impl std::fmt::Display for ReduceOp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl ReduceOp {
    /// The reduction with this number.
    pub fn from_code(code: i32) -> Result<ReduceOp> {
        ReduceOp::ALL.iter().copied().find(|op| *op as i32 == code).ok_or_else(|| {
            let text = format!("no reduction has the number {code}; they are DA_REDUCE_SUM (201) to 228");
            Error::new(Status::Argument, text)
        })
    }

    /// Its family.
    pub fn family(self) -> Family {
        match self {
            ReduceOp::Sum | ReduceOp::Prod | ReduceOp::NanSum | ReduceOp::NanProd => Family::Total,
            ReduceOp::Min | ReduceOp::Max | ReduceOp::NanMin | ReduceOp::NanMax => Family::Extreme,
            ReduceOp::Mean | ReduceOp::NanMean => Family::Mean,
            ReduceOp::Var | ReduceOp::Std | ReduceOp::NanVar | ReduceOp::NanStd => Family::Spread,
            ReduceOp::Any | ReduceOp::All => Family::Truth,
            ReduceOp::ArgMin | ReduceOp::ArgMax | ReduceOp::NanArgMin | ReduceOp::NanArgMax => Family::Place,
            ReduceOp::Average => Family::Average,
            ReduceOp::Dot | ReduceOp::Vdot => Family::Pair,
            _ => Family::Plain,
        }
    }

    /// Whether nan does not count.
    pub fn skips_nan(self) -> bool {
        matches!(
            self,
            ReduceOp::NanSum
                | ReduceOp::NanProd
                | ReduceOp::NanMin
                | ReduceOp::NanMax
                | ReduceOp::NanMean
                | ReduceOp::NanVar
                | ReduceOp::NanStd
                | ReduceOp::NanArgMin
                | ReduceOp::NanArgMax
        )
    }

    fn dispatch(self) -> Dispatch {
        match self {
            ReduceOp::Sum | ReduceOp::NanSum | ReduceOp::Average => Dispatch::Sum,
            ReduceOp::Prod | ReduceOp::NanProd => Dispatch::Product,
            ReduceOp::Min | ReduceOp::NanMin => Dispatch::Min,
            ReduceOp::Max | ReduceOp::NanMax => Dispatch::Max,
            ReduceOp::Mean | ReduceOp::NanMean => Dispatch::Mean,
            ReduceOp::Var | ReduceOp::Std | ReduceOp::NanVar | ReduceOp::NanStd => Dispatch::Variance,
            ReduceOp::Any => Dispatch::Any,
            ReduceOp::All => Dispatch::All,
            ReduceOp::ArgMin | ReduceOp::NanArgMin => Dispatch::ArgMin,
            ReduceOp::ArgMax | ReduceOp::NanArgMax => Dispatch::ArgMax,
            ReduceOp::CountNonzero => Dispatch::Count,
            ReduceOp::Ptp => Dispatch::Range,
            ReduceOp::Norm1 => Dispatch::Norm1,
            ReduceOp::Norm2 => Dispatch::Norm2,
            ReduceOp::NormInf => Dispatch::NormInf,
            ReduceOp::Dot => Dispatch::Dot,
            ReduceOp::Vdot => Dispatch::Vdot,
        }
    }

    /// NumPy's complaint about no elements; None where no elements have a result.
    pub fn complaint(self) -> Option<&'static str> {
        match self {
            ReduceOp::Min => Some("zero-size array to reduction operation minimum which has no identity"),
            ReduceOp::Max | ReduceOp::Ptp => {
                Some("zero-size array to reduction operation maximum which has no identity")
            }
            ReduceOp::NanMin => Some("zero-size array to reduction operation fmin which has no identity"),
            ReduceOp::NanMax => Some("zero-size array to reduction operation fmax which has no identity"),
            ReduceOp::ArgMin | ReduceOp::NanArgMin => Some("attempt to get argmin of an empty sequence"),
            ReduceOp::ArgMax | ReduceOp::NanArgMax => Some("attempt to get argmax of an empty sequence"),
            _ => None,
        }
    }
}

/// How a reduction of some dtype is done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// The loops.
    pub what: Dispatch,
    /// The dtype that elements are converted to first.
    pub item: DType,
    /// Whether nan is left out.
    pub skip: bool,
    /// What happens in the end.
    pub how: How,
    /// The dtype of the result.
    pub result: DType,
}

/// The dtype of a sum of elements of this dtype.
fn total_dtype(input: DType) -> DType {
    match input.kind() {
        Kind::Bool | Kind::Int => DType::Int64,
        Kind::UInt => DType::UInt64,
        Kind::Float | Kind::Complex => input,
    }
}

/// The dtype itself, or float64 for integers and bool.
fn floating(input: DType) -> DType {
    if matches!(input.kind(), Kind::Float | Kind::Complex) { input } else { DType::Float64 }
}

/// The rule for elements of `input`; with `dtype` the caller's choice, and `weights` the dtype of an
/// average's weights or of a dot product's other operand.
pub fn rule(op: ReduceOp, input: DType, dtype: Option<DType>, other: Option<DType>) -> Result<Rule> {
    let family = op.family();
    if dtype.is_some() && !matches!(family, Family::Total | Family::Mean | Family::Spread) {
        fail!(Argument, "{op} takes no `dtype`");
    }
    let root = matches!(op, ReduceOp::Std | ReduceOp::NanStd | ReduceOp::Norm2);
    let how = How { root, ..How::default() };
    // Integers have no nan, and NumPy takes the plain form for them.
    let skip = op.skips_nan() && floating(input) == input;
    let plain = Rule { what: op.dispatch(), item: input, skip, how, result: input };
    let rule = match family {
        Family::Total => total_rule(plain, dtype),
        Family::Extreme => plain,
        Family::Mean => {
            let inexact = |dtype: DType| floating(dtype) == dtype;
            if let Some(dtype) = dtype.filter(|dtype| op.skips_nan() && inexact(input) && !inexact(*dtype)) {
                fail!(Dtype, "{op} of {input} needs a floating-point or complex dtype, not {dtype}");
            }
            mean_rule(plain, dtype)
        }
        Family::Spread => {
            let item = dtype.unwrap_or(floating(input));
            if floating(item) != item {
                fail!(Dtype, "{op} is computed in a floating-point or complex dtype, not in {item}");
            }
            if input.kind() == Kind::Complex && item.kind() != Kind::Complex {
                fail!(
                    Dtype,
                    "{op} of {input} is not computed in {item}, which would lose the imaginary part"
                );
            }
            Rule { item, result: dtype.unwrap_or(real_of(item)), ..plain }
        }
        Family::Truth => Rule { result: DType::Bool, ..plain },
        Family::Place => Rule { result: DType::Int64, ..plain },
        Family::Average => {
            let result = match other {
                None => floating(input),
                Some(weights) => {
                    let both = promote(input, weights);
                    if floating(input) == input { both } else { promote(both, DType::Float64) }
                }
            };
            Rule { item: result, result, ..plain }
        }
        Family::Plain => plain_rule(op, plain)?,
        Family::Pair => {
            let both = promote(input, other.unwrap_or(input));
            Rule { item: both, result: both, ..plain }
        }
    };
    let odd = real_of(rule.result) == DType::Float32;
    Ok(Rule { how: How { odd, ..rule.how }, ..rule })
}

fn total_rule(plain: Rule, dtype: Option<DType>) -> Rule {
    match dtype {
        None => Rule { result: total_dtype(plain.item), ..plain },
        // NumPy adds bool by `or` and multiplies it by `and`.
        Some(DType::Bool) => {
            let what = if plain.what == Dispatch::Sum { Dispatch::Any } else { Dispatch::All };
            Rule { what, result: DType::Bool, skip: false, ..plain }
        }
        Some(dtype) => Rule { item: dtype, result: dtype, ..plain },
    }
}

fn mean_rule(plain: Rule, dtype: Option<DType>) -> Rule {
    let how = How { divide: true, ..plain.how };
    let result = dtype.unwrap_or(floating(plain.item));
    if let Some(dtype) = dtype.filter(|dtype| floating(*dtype) != *dtype) {
        return Rule { item: dtype, result, how: How { wrap: true, ..how }, ..plain };
    }
    // Sums of narrow integers are exact, so no conversion is needed before.
    let narrow = plain.item.itemsize() <= 4 && floating(plain.item) != plain.item;
    let item = if narrow && result == DType::Float64 { plain.item } else { result };
    Rule { item, result, how, ..plain }
}

fn plain_rule(op: ReduceOp, plain: Rule) -> Result<Rule> {
    match op {
        ReduceOp::CountNonzero => Ok(Rule { result: DType::Int64, ..plain }),
        ReduceOp::Ptp if plain.item == DType::Bool => {
            fail!(Dtype, "ptp subtracts, which is not supported for bool; use max and min, or bitwise_xor")
        }
        ReduceOp::Ptp => Ok(plain),
        _ => {
            let item = floating(plain.item);
            Ok(Rule { item, result: real_of(item), ..plain })
        }
    }
}
