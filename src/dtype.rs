//! L0: the 13 element types, NumPy's names for them, and the one dispatch over them.

use crate::error::{Error, Result, Status};

/// A boolean as NumPy stores it: one byte, 0 or 1. Other byte values read as true.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(transparent)]
pub struct Bool(pub u8);

/// Single-precision complex number, two consecutive `f32`.
pub type C64 = num_complex::Complex<f32>;
/// Double-precision complex number, two consecutive `f64`.
pub type C128 = num_complex::Complex<f64>;

/// An element type. The numbers are the C ABI's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(i32)]
pub enum DType {
    /// `bool`, one byte.
    Bool = 1,
    /// `int8`
    Int8 = 2,
    /// `int16`
    Int16 = 3,
    /// `int32`
    Int32 = 4,
    /// `int64`
    Int64 = 5,
    /// `uint8`
    UInt8 = 6,
    /// `uint16`
    UInt16 = 7,
    /// `uint32`
    UInt32 = 8,
    /// `uint64`
    UInt64 = 9,
    /// `float32`
    Float32 = 10,
    /// `float64`
    Float64 = 11,
    /// `complex64`
    Complex64 = 12,
    /// `complex128`
    Complex128 = 13,
}

/// NumPy's kind letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `b`
    Bool,
    /// `i`
    Int,
    /// `u`
    UInt,
    /// `f`
    Float,
    /// `c`
    Complex,
}

impl DType {
    /// All element types in the order of their numbers.
    pub const ALL: [DType; 13] = [
        DType::Bool,
        DType::Int8,
        DType::Int16,
        DType::Int32,
        DType::Int64,
        DType::UInt8,
        DType::UInt16,
        DType::UInt32,
        DType::UInt64,
        DType::Float32,
        DType::Float64,
        DType::Complex64,
        DType::Complex128,
    ];

    /// The dtype with this number.
    pub fn from_code(code: i32) -> Result<DType> {
        DType::ALL.iter().copied().find(|d| *d as i32 == code).ok_or_else(|| {
            Error::new(
                Status::Dtype,
                format!("dtype {code} is unknown; the dtypes are 1 (DA_BOOL) to 13 (DA_COMPLEX128)"),
            )
        })
    }

    /// Bytes of one element.
    pub const fn itemsize(self) -> usize {
        match self {
            DType::Bool | DType::Int8 | DType::UInt8 => 1,
            DType::Int16 | DType::UInt16 => 2,
            DType::Int32 | DType::UInt32 | DType::Float32 => 4,
            DType::Int64 | DType::UInt64 | DType::Float64 | DType::Complex64 => 8,
            DType::Complex128 => 16,
        }
    }

    /// Alignment that C requires of one element.
    pub const fn alignment(self) -> usize {
        match self {
            DType::Complex64 => 4,
            DType::Complex128 => 8,
            other => other.itemsize(),
        }
    }

    /// NumPy's kind.
    pub const fn kind(self) -> Kind {
        match self {
            DType::Bool => Kind::Bool,
            DType::Int8 | DType::Int16 | DType::Int32 | DType::Int64 => Kind::Int,
            DType::UInt8 | DType::UInt16 | DType::UInt32 | DType::UInt64 => Kind::UInt,
            DType::Float32 | DType::Float64 => Kind::Float,
            DType::Complex64 | DType::Complex128 => Kind::Complex,
        }
    }

    /// NumPy's name, such as `float64`.
    pub const fn name(self) -> &'static str {
        match self {
            DType::Bool => "bool",
            DType::Int8 => "int8",
            DType::Int16 => "int16",
            DType::Int32 => "int32",
            DType::Int64 => "int64",
            DType::UInt8 => "uint8",
            DType::UInt16 => "uint16",
            DType::UInt32 => "uint32",
            DType::UInt64 => "uint64",
            DType::Float32 => "float32",
            DType::Float64 => "float64",
            DType::Complex64 => "complex64",
            DType::Complex128 => "complex128",
        }
    }
}

impl std::fmt::Display for DType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// How far a conversion may go. The numbers are the C ABI's; the names are NumPy's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(i32)]
pub enum Casting {
    /// The dtypes are the same.
    No = 0,
    /// The dtypes differ in byte order at most; as all our data is native, the same as `No`.
    Equiv = 1,
    /// Every value is kept.
    Safe = 2,
    /// Safe, or narrower within a kind, or to a kind that contains it (int64 to float32).
    SameKind = 3,
    /// Anything.
    Unsafe = 4,
}

impl Casting {
    /// All rules in the order of their numbers.
    pub const ALL: [Casting; 5] =
        [Casting::No, Casting::Equiv, Casting::Safe, Casting::SameKind, Casting::Unsafe];

    /// The rule with this number.
    pub fn from_code(code: i32) -> Result<Casting> {
        Casting::ALL.iter().copied().find(|c| *c as i32 == code).ok_or_else(|| {
            Error::new(
                Status::Argument,
                format!("casting rule {code} is unknown; the rules are 0 (no) to 4 (unsafe)"),
            )
        })
    }

    /// NumPy's name, such as `same_kind`.
    pub const fn name(self) -> &'static str {
        match self {
            Casting::No => "no",
            Casting::Equiv => "equiv",
            Casting::Safe => "safe",
            Casting::SameKind => "same_kind",
            Casting::Unsafe => "unsafe",
        }
    }
}

impl Kind {
    /// The order in which one kind contains another: bool, unsigned, signed, float, complex.
    const fn rank(self) -> u8 {
        match self {
            Kind::Bool => 0,
            Kind::UInt => 1,
            Kind::Int => 2,
            Kind::Float => 3,
            Kind::Complex => 4,
        }
    }
}

/// The smallest dtype that both convert to safely (`numpy.promote_types`).
pub fn promote(a: DType, b: DType) -> DType {
    if a == b {
        return a;
    }
    let (low, high) = if a.kind().rank() <= b.kind().rank() { (a, b) } else { (b, a) };
    match (low.kind(), high.kind()) {
        (Kind::Bool, _) => high,
        (lower, higher) if lower == higher => {
            if low.itemsize() > high.itemsize() {
                low
            } else {
                high
            }
        }
        (Kind::UInt, Kind::Int) => promote_signs(low, high),
        (Kind::Float, _) => complex_of(promote(low, real_of(high))),
        (_, Kind::Complex) => complex_of(promote(low, real_of(high))),
        // float32 has 24 bits for an integer's value, so it holds those of up to 16 bits.
        _ if low.itemsize() <= 2 => high,
        _ => DType::Float64,
    }
}

/// An unsigned and a signed integer: the signed one that holds both, if there is one.
fn promote_signs(unsigned: DType, signed: DType) -> DType {
    if unsigned.itemsize() < signed.itemsize() {
        return signed;
    }
    match unsigned {
        DType::UInt8 => DType::Int16,
        DType::UInt16 => DType::Int32,
        DType::UInt32 => DType::Int64,
        _ => DType::Float64,
    }
}

/// The dtype of an array's elements combined with a weak scalar, of which only the kind counts
/// (NEP 50). `weak` is the dtype that holds the scalar.
pub fn promote_weak(array: DType, weak: DType) -> DType {
    if weak.kind().rank() <= array.kind().rank() {
        return array;
    }
    match (array.kind(), weak.kind()) {
        (Kind::UInt, Kind::Int) => array,
        (Kind::Float, Kind::Complex) => complex_of(array),
        (_, Kind::Complex) => DType::Complex128,
        (_, Kind::Float) => DType::Float64,
        (_, Kind::Int) => DType::Int64,
        (_, Kind::UInt) => DType::UInt64,
        (_, Kind::Bool) => array,
    }
}

/// The dtype of the real part: itself for what is not complex.
pub const fn real_of(dtype: DType) -> DType {
    match dtype {
        DType::Complex64 => DType::Float32,
        DType::Complex128 => DType::Float64,
        other => other,
    }
}

/// The complex dtype over a floating-point dtype.
const fn complex_of(real: DType) -> DType {
    match real {
        DType::Float32 | DType::Complex64 => DType::Complex64,
        _ => DType::Complex128,
    }
}

/// True if `casting` allows the conversion (`numpy.can_cast`).
pub fn can_cast(from: DType, to: DType, casting: Casting) -> bool {
    match casting {
        Casting::No | Casting::Equiv => from == to,
        Casting::Safe => promote(from, to) == to,
        Casting::SameKind => promote(from, to) == to || from.kind().rank() <= to.kind().rank(),
        Casting::Unsafe => true,
    }
}

/// The ONE dispatch from a run-time dtype to a Rust type: `dispatch!(dtype, T => body)`.
#[macro_export]
macro_rules! dispatch {
    ($dtype:expr, $t:ident => $body:expr) => {
        match $dtype {
            $crate::dtype::DType::Bool => {
                type $t = $crate::dtype::Bool;
                $body
            }
            $crate::dtype::DType::Int8 => {
                type $t = i8;
                $body
            }
            $crate::dtype::DType::Int16 => {
                type $t = i16;
                $body
            }
            $crate::dtype::DType::Int32 => {
                type $t = i32;
                $body
            }
            $crate::dtype::DType::Int64 => {
                type $t = i64;
                $body
            }
            $crate::dtype::DType::UInt8 => {
                type $t = u8;
                $body
            }
            $crate::dtype::DType::UInt16 => {
                type $t = u16;
                $body
            }
            $crate::dtype::DType::UInt32 => {
                type $t = u32;
                $body
            }
            $crate::dtype::DType::UInt64 => {
                type $t = u64;
                $body
            }
            $crate::dtype::DType::Float32 => {
                type $t = f32;
                $body
            }
            $crate::dtype::DType::Float64 => {
                type $t = f64;
                $body
            }
            $crate::dtype::DType::Complex64 => {
                type $t = $crate::dtype::C64;
                $body
            }
            $crate::dtype::DType::Complex128 => {
                type $t = $crate::dtype::C128;
                $body
            }
        }
    };
}
