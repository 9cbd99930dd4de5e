//! Element types as DLPack's numbers, PEP 3118 formats and NumPy's type strings name them.

use crate::dtype::{DType, Kind};
use crate::error::Result;
use crate::fail;

/// DLPack's type code of this dtype.
pub const fn dlpack_code(dtype: DType) -> u8 {
    match dtype.kind() {
        Kind::Int => 0,
        Kind::UInt => 1,
        Kind::Float => 2,
        Kind::Complex => 5,
        Kind::Bool => 6,
    }
}

/// The dtype with this DLPack code, number of bits and lanes.
pub fn from_dlpack(code: u8, bits: u8, lanes: u16) -> Result<DType> {
    if lanes != 1 {
        fail!(Dtype, "dtype.lanes is {lanes}: must be 1, vector types are not supported");
    }
    let wanted = |d: &DType| dlpack_code(*d) == code && d.itemsize() * 8 == usize::from(bits);
    match DType::ALL.iter().copied().find(wanted) {
        Some(dtype) => Ok(dtype),
        None => fail!(
            Dtype,
            "dtype code {code} with {bits} bits is not one of the 13 dtypes: int (0) and uint (1) with \
             8, 16, 32, 64 bits, float (2) with 32, 64, complex (5) with 64, 128, bool (6) with 8"
        ),
    }
}

/// The PEP 3118 format in native byte order, such as `d`.
pub const fn format(dtype: DType) -> &'static str {
    match dtype {
        DType::Bool => "?",
        DType::Int8 => "b",
        DType::Int16 => "h",
        DType::Int32 => "i",
        DType::Int64 => "q",
        DType::UInt8 => "B",
        DType::UInt16 => "H",
        DType::UInt32 => "I",
        DType::UInt64 => "Q",
        DType::Float32 => "f",
        DType::Float64 => "d",
        DType::Complex64 => "Zf",
        DType::Complex128 => "Zd",
    }
}

/// The dtype of a PEP 3118 format. `l` is a C long natively and 4 bytes with a standard prefix.
pub fn from_format(text: &str) -> Result<DType> {
    let (standard, rest) = strip_order(text);
    let long = !standard && size_of::<std::ffi::c_long>() == 8;
    let dtype = match rest {
        Some("l") => Some(if long { DType::Int64 } else { DType::Int32 }),
        Some("L") => Some(if long { DType::UInt64 } else { DType::UInt32 }),
        Some(letters) => DType::ALL.into_iter().find(|d| format(*d) == letters),
        None => None,
    };
    match dtype {
        Some(dtype) => Ok(dtype),
        None => fail!(
            Dtype,
            "format {:?} is not one of ? b h i l q B H I L Q f d Zf Zd in native byte order",
            clip(text)
        ),
    }
}

/// NumPy's type string, such as `<f8`.
pub fn typestr(dtype: DType) -> String {
    let letter = match dtype.kind() {
        Kind::Bool => 'b',
        Kind::Int => 'i',
        Kind::UInt => 'u',
        Kind::Float => 'f',
        Kind::Complex => 'c',
    };
    let order = match (dtype.itemsize(), cfg!(target_endian = "little")) {
        (1, _) => '|',
        (_, true) => '<',
        (_, false) => '>',
    };
    format!("{order}{letter}{}", dtype.itemsize())
}

/// The dtype of NumPy's type string (`<f8`, `=f8`, `f8`, `|b1`) or name (`float64`).
pub fn from_typestr(text: &str) -> Result<DType> {
    let (_, rest) = strip_order(text);
    let bare = rest.map(|r| r.strip_prefix('|').unwrap_or(r));
    let wanted = |d: &&DType| bare == Some(&typestr(**d)[1..]) || text == d.name();
    match DType::ALL.iter().find(wanted) {
        Some(dtype) => Ok(*dtype),
        None => fail!(
            Dtype,
            "dtype {:?} is not one of the 13 dtypes in native byte order, such as \"<f8\" or \"float64\"",
            clip(text)
        ),
    }
}

/// Splits off a byte-order mark: whether it asks for standard sizes, and the rest, or None if the
/// mark is a foreign byte order's.
fn strip_order(text: &str) -> (bool, Option<&str>) {
    let native = if cfg!(target_endian = "little") { '<' } else { '>' };
    match text.chars().next() {
        Some('@') => (false, Some(&text[1..])),
        Some('=') => (true, Some(&text[1..])),
        Some(mark @ ('<' | '>' | '!')) => (true, (mark == native).then(|| &text[1..])),
        _ => (false, Some(text)),
    }
}

/// The beginning of a text from outside, short enough for a message.
pub(crate) fn clip(text: &str) -> String {
    text.chars().take(40).collect()
}
