//! What all tables of functions share: enumerations with numbers and names, and what promotion needs to know.

use crate::dtype::{DType, promote, promote_weak};
use crate::value::Value;

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
