//! Element-wise functions: their names, numbers, and which dtypes they compute with.

use crate::dtype::{DType, Kind, promote, promote_weak, real_of};
use crate::error::{Error, Result, Status};
use crate::fail;
use crate::value::Value;

pub use crate::compute::kernels::run::{copy, fill, run_binary, run_unary};

macro_rules! operations {
    ($(#[$doc:meta])* $name:ident, $what:literal:
     $($(#[$variant_doc:meta])* $variant:ident = $code:literal, $text:literal;)*) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(i32)]
        pub enum $name { $($(#[$variant_doc])* $variant = $code,)* }

        impl $name {
            /// All of them, for tables and tests.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The operation with this number.
            pub fn from_code(code: i32) -> Result<$name> {
                match code {
                    $($code => Ok($name::$variant),)*
                    _ => fail!(Argument, concat!("{} is not the number of a ", $what), code),
                }
            }

            /// NumPy's name.
            pub const fn name(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}
pub(crate) use operations;

operations! {
    /// Element-wise functions of one operand. The numbers are the C ABI's and are never reused;
    /// they leave room for the rest of NumPy's set in NumPy's groups.
    UnaryOp, "function of one operand":
    /// Magnitude. Integers wrap (the smallest int8 stays itself); complex gives a real result.
    Absolute = 1, "absolute";
    /// Principal square root; nan for negative real numbers.
    Sqrt = 9, "sqrt";
}

operations! {
    /// Element-wise functions of two operands. The numbers are the C ABI's, never reused, and none
    /// is the number of a function of one operand or of a reduction: mixing them up is an error.
    BinaryOp, "function of two operands":
    /// Sum; `or` for bool. Integers wrap.
    Add = 101, "add";
    /// Difference; not for bool. Integers wrap.
    Subtract = 102, "subtract";
    /// Product; `and` for bool. Integers wrap.
    Multiply = 103, "multiply";
    /// Quotient in floating point, also of integers.
    TrueDivide = 104, "true_divide";
}

/// The dtypes of an inner loop: operands are converted to `input`, results from `output`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loop {
    /// The dtype that every operand is converted to.
    pub input: DType,
    /// The dtype of the result before it is converted to that of `out`.
    pub output: DType,
}

/// What promotion needs to know of an operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OperandType {
    /// Its dtype.
    pub dtype: DType,
    /// True for weak scalars, which take part with their kind only.
    pub weak: bool,
}

impl From<DType> for OperandType {
    fn from(dtype: DType) -> OperandType {
        OperandType { dtype, weak: false }
    }
}

impl From<Value> for OperandType {
    fn from(value: Value) -> OperandType {
        OperandType { dtype: value.dtype, weak: value.weak }
    }
}

/// The dtype in which two operands meet (NEP 50). Two weak scalars meet as strong ones do.
pub fn promote_operands(a: OperandType, b: OperandType) -> DType {
    match (a.weak, b.weak) {
        (true, false) => promote_weak(b.dtype, a.dtype),
        (false, true) => promote_weak(a.dtype, b.dtype),
        _ => promote(a.dtype, b.dtype),
    }
}

/// The loop of a function of one operand. NumPy computes the square root of bool, int8 and uint8
/// in float16; there is none here, and it is float32.
pub fn unary_dtypes(op: UnaryOp, input: DType) -> Result<Loop> {
    Ok(match op {
        UnaryOp::Absolute => Loop { input, output: real_of(input) },
        UnaryOp::Sqrt => {
            let dtype = promote(input, DType::Float32);
            Loop { input: dtype, output: dtype }
        }
    })
}

/// The loop of a function of two operands. `DA_ERR_DTYPE` where NumPy raises TypeError.
pub fn binary_dtypes(op: BinaryOp, a: OperandType, b: OperandType) -> Result<Loop> {
    let common = promote_operands(a, b);
    let dtype = match op {
        BinaryOp::Add | BinaryOp::Multiply => common,
        BinaryOp::Subtract if common == DType::Bool => return Err(bool_subtract()),
        BinaryOp::Subtract => common,
        BinaryOp::TrueDivide => match common.kind() {
            Kind::Float | Kind::Complex => common,
            _ => DType::Float64,
        },
    };
    Ok(Loop { input: dtype, output: dtype })
}

fn bool_subtract() -> Error {
    Error::new(
        Status::Dtype,
        "subtract: no loop for bool and bool; use bitwise_xor, logical_xor or not_equal, \
         or convert one operand to an integer dtype",
    )
}
