//! Which fold a reduction of some dtype is.

use super::Loops;
use super::arg::Arg;
use super::exact::{
    ExactComplex, ExactDot, ExactDotComplex, ExactSquares, ExactSum, Itself, Magnitude, Square,
};
use super::extreme::{Extreme, Range};
use super::logic::{Count, Truth};
use super::moments::{VarianceComplex, VarianceReal};
use super::norm::{Norm1, Norm2, NormInf};
use super::pair::{DotBool, DotComplex, DotInt, DotReal};
use super::product::{ProductComplex, ProductInt, ProductReal};
use super::sum::{MeanInt, NanMeanComplex, NanMeanReal, SumComplex, SumInt, SumReal};
use crate::cpu::Level;
use crate::dispatch;
use crate::dtype::{Bool, C64, C128, DType, Kind};

/// What is made of the elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dispatch {
    /// Their sum; of floating point in float64 or complex128.
    Sum,
    /// Their sum, to be divided by the count.
    Mean,
    /// Their product.
    Product,
    /// The smallest.
    Min,
    /// The largest.
    Max,
    /// The distance from the smallest to the largest.
    Range,
    /// Whether any is true.
    Any,
    /// Whether all are true.
    All,
    /// How many are true.
    Count,
    /// The variance.
    Variance,
    /// Where the smallest is.
    ArgMin,
    /// Where the largest is.
    ArgMax,
    /// The sum of magnitudes.
    Norm1,
    /// The root of the sum of squared magnitudes.
    Norm2,
    /// The largest magnitude.
    NormInf,
    /// The sum of products.
    Dot,
    /// The same with the first operand conjugated.
    Vdot,
}

/// Loops for integers and bool, or None.
macro_rules! for_integers {
    ($dtype:expr, $t:ident => $body:expr) => {
        for_integers!(@ $dtype, $t => $body, Bool Bool, Int8 i8, Int16 i16, Int32 i32, Int64 i64, UInt8 u8,
            UInt16 u16, UInt32 u32, UInt64 u64)
    };
    (@ $dtype:expr, $t:ident => $body:expr, $($name:ident $type:ident),*) => {
        match $dtype {
            $( DType::$name => { type $t = $type; Some($body) } )*
            _ => None,
        }
    };
}

/// Loops for integers and real floating point.
macro_rules! for_reals {
    ($dtype:expr, $t:ident => $body:expr) => {
        for_integers!(@ $dtype, $t => $body, Int8 i8, Int16 i16, Int32 i32, Int64 i64, UInt8 u8, UInt16 u16,
            UInt32 u32, UInt64 u64, Float32 f32, Float64 f64)
    };
}

/// Loops for real floating point.
macro_rules! for_real_floats {
    ($dtype:expr, $t:ident => $body:expr) => {
        for_integers!(@ $dtype, $t => $body, Float32 f32, Float64 f64)
    };
}

/// Loops for complex numbers.
macro_rules! for_complex {
    ($dtype:expr, $t:ident => $body:expr) => {
        for_integers!(@ $dtype, $t => $body, Complex64 C64, Complex128 C128)
    };
}

/// Loops for real and complex floating point, by type.
macro_rules! by_float {
    ($dtype:expr, $($name:ident => $loops:expr),*) => {
        match $dtype {
            $( DType::$name => Some($loops), )*
            _ => None,
        }
    };
}

/// Loops for real and complex floating point.
macro_rules! for_floats {
    ($dtype:expr, $level:expr, $real:ident, $complex:ident $(, $arg:literal)?) => {
        match $dtype {
            DType::Float32 => Some(Loops::of::<$real<f32 $(, $arg)?>>($level)),
            DType::Float64 => Some(Loops::of::<$real<f64 $(, $arg)?>>($level)),
            DType::Complex64 => Some(Loops::base::<$complex<f32 $(, $arg)?>>()),
            DType::Complex128 => Some(Loops::base::<$complex<f64 $(, $arg)?>>()),
            _ => None,
        }
    };
}

/// The loops of a reduction for elements of `dtype`; None if there are none. `skip` leaves nan out, which
/// only floating point has; `exact` makes sums that do not depend on the order.
pub fn select(what: Dispatch, dtype: DType, skip: bool, exact: bool, level: Level) -> Option<Loops> {
    let floating = matches!(dtype.kind(), Kind::Float | Kind::Complex);
    if exact
        && floating
        && let Some(loops) = select_exact(what, dtype, skip, level)
    {
        return Some(loops);
    }
    if skip && floating { select_skipping(what, dtype, level) } else { select_plain(what, dtype, level) }
}

fn select_plain(what: Dispatch, dtype: DType, level: Level) -> Option<Loops> {
    match what {
        Dispatch::Sum => {
            for_integers!(dtype, T => Loops::of::<SumInt<T>>(level)).or_else(|| select_sum(dtype, level))
        }
        Dispatch::Mean => for_integers!(dtype, T => Loops::of::<SumInt<T>>(level).ending::<MeanInt<T>>())
            .or_else(|| select_sum(dtype, level)),
        Dispatch::Product => for_integers!(dtype, T => Loops::base::<ProductInt<T>>())
            .or_else(|| for_floats!(dtype, level, ProductReal, ProductComplex, false)),
        Dispatch::Min if dtype == DType::Bool => Some(Loops::of::<Truth<Bool, true>>(level)),
        Dispatch::Max if dtype == DType::Bool => Some(Loops::of::<Truth<Bool, false>>(level)),
        Dispatch::Min => for_reals!(dtype, T => Loops::of::<Extreme<T, false, false>>(level))
            .or_else(|| for_complex!(dtype, T => Loops::base::<Extreme<T, false, false>>())),
        Dispatch::Max => for_reals!(dtype, T => Loops::of::<Extreme<T, true, false>>(level))
            .or_else(|| for_complex!(dtype, T => Loops::base::<Extreme<T, true, false>>())),
        Dispatch::Range if dtype == DType::Bool => None,
        Dispatch::Range => for_reals!(dtype, T => Loops::base::<Range<T>>())
            .or_else(|| for_complex!(dtype, T => Loops::base::<Range<T>>())),
        Dispatch::Any => Some(dispatch!(dtype, T => Loops::of::<Truth<T, false>>(level))),
        Dispatch::All => Some(dispatch!(dtype, T => Loops::of::<Truth<T, true>>(level))),
        Dispatch::Count => Some(dispatch!(dtype, T => Loops::of::<Count<T>>(level))),
        Dispatch::Variance => for_floats!(dtype, level, VarianceReal, VarianceComplex, false),
        Dispatch::ArgMin | Dispatch::ArgMax => select_place(what == Dispatch::ArgMax, dtype, level),
        Dispatch::Norm1 | Dispatch::Norm2 | Dispatch::NormInf => select_norm(what, dtype, level),
        Dispatch::Dot | Dispatch::Vdot => select_dot(what == Dispatch::Vdot, dtype, level),
    }
}

/// Sums of floating point, which are wanted at full speed of complex numbers too.
fn select_sum(dtype: DType, level: Level) -> Option<Loops> {
    by_float!(dtype, Float32 => Loops::of::<SumReal<f32, false>>(level),
        Float64 => Loops::of::<SumReal<f64, false>>(level),
        Complex64 => Loops::of::<SumComplex<f32, false>>(level),
        Complex128 => Loops::of::<SumComplex<f64, false>>(level))
}

fn select_place(greatest: bool, dtype: DType, level: Level) -> Option<Loops> {
    if greatest {
        for_reals!(dtype, T => Loops::of_places::<T, true, false>(level))
            .or_else(|| for_complex!(dtype, T => Loops::of_places::<T, true, false>(Level::Baseline)))
            .or_else(|| Some(Loops::of_places::<Bool, true, false>(level)))
    } else {
        for_reals!(dtype, T => Loops::of_places::<T, false, false>(level))
            .or_else(|| for_complex!(dtype, T => Loops::of_places::<T, false, false>(Level::Baseline)))
            .or_else(|| Some(Loops::of_places::<Bool, false, false>(level)))
    }
}

fn select_skipping(what: Dispatch, dtype: DType, level: Level) -> Option<Loops> {
    match what {
        Dispatch::Sum => for_floats!(dtype, level, SumReal, SumComplex, true),
        Dispatch::Mean => for_floats!(dtype, level, NanMeanReal, NanMeanComplex),
        Dispatch::Product => for_floats!(dtype, level, ProductReal, ProductComplex, true),
        Dispatch::Min => for_real_floats!(dtype, T => Loops::of::<Extreme<T, false, true>>(level))
            .or_else(|| for_complex!(dtype, T => Loops::base::<Extreme<T, false, true>>())),
        Dispatch::Max => for_real_floats!(dtype, T => Loops::of::<Extreme<T, true, true>>(level))
            .or_else(|| for_complex!(dtype, T => Loops::base::<Extreme<T, true, true>>())),
        Dispatch::Variance => for_floats!(dtype, level, VarianceReal, VarianceComplex, true),
        Dispatch::ArgMin => for_real_floats!(dtype, T => Loops::of_places::<T, false, true>(level))
            .or_else(|| for_complex!(dtype, T => Loops::of_places::<T, false, true>(Level::Baseline))),
        Dispatch::ArgMax => for_real_floats!(dtype, T => Loops::of_places::<T, true, true>(level))
            .or_else(|| for_complex!(dtype, T => Loops::of_places::<T, true, true>(Level::Baseline))),
        _ => None,
    }
}

fn select_norm(what: Dispatch, dtype: DType, level: Level) -> Option<Loops> {
    macro_rules! norm {
        ($norm:ident) => {
            by_float!(dtype, Float32 => Loops::of::<$norm<f32>>(level), Float64 => Loops::of::<$norm<f64>>(level),
                Complex64 => Loops::of::<$norm<C64>>(level), Complex128 => Loops::of::<$norm<C128>>(level))
        };
    }
    match what {
        Dispatch::Norm1 => norm!(Norm1),
        Dispatch::Norm2 => norm!(Norm2),
        _ => norm!(NormInf),
    }
}

fn select_dot(conjugate: bool, dtype: DType, level: Level) -> Option<Loops> {
    match dtype {
        DType::Bool => Some(Loops::of_pair::<DotBool>(level)),
        DType::Float32 => Some(Loops::of_pair::<DotReal<f32>>(level)),
        DType::Float64 => Some(Loops::of_pair::<DotReal<f64>>(level)),
        DType::Complex64 if conjugate => Some(Loops::of_pair::<DotComplex<f32, true>>(level)),
        DType::Complex128 if conjugate => Some(Loops::of_pair::<DotComplex<f64, true>>(level)),
        DType::Complex64 => Some(Loops::of_pair::<DotComplex<f32, false>>(level)),
        DType::Complex128 => Some(Loops::of_pair::<DotComplex<f64, false>>(level)),
        _ => for_integers!(dtype, T => Loops::of_pair::<DotInt<T>>(level)),
    }
}

type ExactReal<T, const SKIP: bool> = ExactSum<Itself<T, SKIP>>;

fn select_exact(what: Dispatch, dtype: DType, skip: bool, level: Level) -> Option<Loops> {
    match (what, skip) {
        (Dispatch::Sum | Dispatch::Mean, true) => for_floats!(dtype, level, ExactReal, ExactComplex, true),
        (Dispatch::Sum | Dispatch::Mean, false) => for_floats!(dtype, level, ExactReal, ExactComplex, false),
        (Dispatch::Norm1, _) => by_float!(dtype, Float32 => Loops::of::<ExactSum<Magnitude<f32>>>(level),
            Float64 => Loops::of::<ExactSum<Magnitude<f64>>>(level),
            Complex64 => Loops::of::<ExactSum<Magnitude<C64>>>(level),
            Complex128 => Loops::of::<ExactSum<Magnitude<C128>>>(level)),
        (Dispatch::Norm2, _) => by_float!(dtype, Float32 => Loops::of::<ExactSum<Square<f32>>>(level),
            Float64 => Loops::of::<ExactSum<Square<f64>>>(level),
            Complex64 => Loops::of::<ExactSquares<f32>>(level),
            Complex128 => Loops::of::<ExactSquares<f64>>(level)),
        (Dispatch::Dot, _) => exact_dot::<false>(dtype, level),
        (Dispatch::Vdot, _) => exact_dot::<true>(dtype, level),
        _ => None,
    }
}

fn exact_dot<const CONJUGATE: bool>(dtype: DType, level: Level) -> Option<Loops> {
    by_float!(dtype, Float32 => Loops::of_pair::<ExactDot<f32>>(level),
        Float64 => Loops::of_pair::<ExactDot<f64>>(level),
        Complex64 => Loops::of_pair::<ExactDotComplex<f32, CONJUGATE>>(level),
        Complex128 => Loops::of_pair::<ExactDotComplex<f64, CONJUGATE>>(level))
}

impl Loops {
    /// The loops of a fold that remembers places.
    fn of_places<T: super::arg::Ranked, const MAX: bool, const SKIP: bool>(level: Level) -> Loops {
        Loops { places: Some(Arg::<T, MAX, SKIP>::places), ..Loops::of::<Arg<T, MAX, SKIP>>(level) }
    }
}
