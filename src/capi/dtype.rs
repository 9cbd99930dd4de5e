//! Element types.

use super::error::da_status;
use super::guard::{guard, put, text};
use crate::dtype::{Casting, DType, can_cast, promote};
use crate::error::{Error, Status};
use std::os::raw::c_char;

/// Element type bool, one byte, 0 or 1.
pub const DA_BOOL: i32 = 1;
/// Element type int8.
pub const DA_INT8: i32 = 2;
/// Element type int16.
pub const DA_INT16: i32 = 3;
/// Element type int32.
pub const DA_INT32: i32 = 4;
/// Element type int64.
pub const DA_INT64: i32 = 5;
/// Element type uint8.
pub const DA_UINT8: i32 = 6;
/// Element type uint16.
pub const DA_UINT16: i32 = 7;
/// Element type uint32.
pub const DA_UINT32: i32 = 8;
/// Element type uint64.
pub const DA_UINT64: i32 = 9;
/// Element type float32.
pub const DA_FLOAT32: i32 = 10;
/// Element type float64.
pub const DA_FLOAT64: i32 = 11;
/// Element type complex64: two float32.
pub const DA_COMPLEX64: i32 = 12;
/// Element type complex128: two float64.
pub const DA_COMPLEX128: i32 = 13;

/// Casting rule: no conversion at all.
pub const DA_CASTING_NO: i32 = 0;
/// Casting rule: as DA_CASTING_NO (there are no other byte orders here).
pub const DA_CASTING_EQUIV: i32 = 1;
/// Casting rule: only where every value is kept.
pub const DA_CASTING_SAFE: i32 = 2;
/// Casting rule: safe, or within a kind, such as float64 to float32.
pub const DA_CASTING_SAME_KIND: i32 = 3;
/// Casting rule: anything.
pub const DA_CASTING_UNSAFE: i32 = 4;

/// Get the bytes of one element.
///
/// Not collective.
/// @param dtype one of DA_BOOL to DA_COMPLEX128.
/// @param[out] size bytes of one element.
/// @return DA_OK or an error.
/// Errors: DA_ERR_DTYPE; DA_ERR_NULL.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_dtype_size(dtype: i32, size: *mut i64) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { put(size, "size", DType::from_code(dtype)?.itemsize() as i64) })
}

/// Return NumPy's name of a dtype, such as "float64".
///
/// Not collective.
/// @param dtype one of DA_BOOL to DA_COMPLEX128.
/// @return a text with static lifetime; "unknown dtype" for other numbers.
/// Ownership: the text belongs to the library.
/// Errors: none.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_dtype_name(dtype: i32) -> *const c_char {
    let name: &std::ffi::CStr = match DType::from_code(dtype) {
        Ok(DType::Bool) => c"bool",
        Ok(DType::Int8) => c"int8",
        Ok(DType::Int16) => c"int16",
        Ok(DType::Int32) => c"int32",
        Ok(DType::Int64) => c"int64",
        Ok(DType::UInt8) => c"uint8",
        Ok(DType::UInt16) => c"uint16",
        Ok(DType::UInt32) => c"uint32",
        Ok(DType::UInt64) => c"uint64",
        Ok(DType::Float32) => c"float32",
        Ok(DType::Float64) => c"float64",
        Ok(DType::Complex64) => c"complex64",
        Ok(DType::Complex128) => c"complex128",
        Err(_) => c"unknown dtype",
    };
    name.as_ptr()
}

/// Get the dtype of a name, such as "float64".
///
/// Not collective.
/// @param name NumPy's name of the dtype.
/// @param[out] dtype one of DA_BOOL to DA_COMPLEX128.
/// @return DA_OK or an error.
/// Errors: DA_ERR_DTYPE for an unknown name; DA_ERR_NULL; DA_ERR_SYNTAX.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_dtype_from_name(name: *const c_char, dtype: *mut i32) -> da_status {
    guard(|| {
        // SAFETY: the caller's text.
        let name = unsafe { text(name, "name")? };
        let found = DType::ALL.into_iter().find(|d| d.name() == name).ok_or_else(|| {
            let known: Vec<&str> = DType::ALL.iter().map(|d| d.name()).collect();
            Error::new(Status::Dtype, format!("{name:?} is no dtype; the dtypes are {}", known.join(", ")))
        })?;
        // SAFETY: the caller's pointer.
        unsafe { put(dtype, "dtype", found as i32) }
    })
}

/// Get the dtype in which two dtypes meet, as numpy.promote_types.
///
/// Not collective.
/// @param a one of DA_BOOL to DA_COMPLEX128.
/// @param b one of DA_BOOL to DA_COMPLEX128.
/// @param[out] dtype the smallest dtype that both convert to safely, by NumPy's table.
/// @return DA_OK or an error.
/// Errors: DA_ERR_DTYPE; DA_ERR_NULL.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_dtype_promote(a: i32, b: i32, dtype: *mut i32) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { put(dtype, "dtype", promote(DType::from_code(a)?, DType::from_code(b)?) as i32) })
}

/// Tell whether a casting rule allows a conversion, as numpy.can_cast.
///
/// Not collective.
/// @param from one of DA_BOOL to DA_COMPLEX128.
/// @param to one of DA_BOOL to DA_COMPLEX128.
/// @param casting DA_CASTING_NO to DA_CASTING_UNSAFE.
/// @param[out] allowed 1 or 0.
/// @return DA_OK or an error.
/// Errors: DA_ERR_DTYPE; DA_ERR_ARGUMENT for an unknown rule; DA_ERR_NULL.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_dtype_can_cast(from: i32, to: i32, casting: i32, allowed: *mut i32) -> da_status {
    guard(|| {
        let casting = Casting::from_code(casting)?;
        let answer = can_cast(DType::from_code(from)?, DType::from_code(to)?, casting);
        // SAFETY: the caller's pointer.
        unsafe { put(allowed, "allowed", i32::from(answer)) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_agree_with_the_core() {
        for dtype in DType::ALL {
            // SAFETY: the function returns static texts.
            let name = unsafe { std::ffi::CStr::from_ptr(da_dtype_name(dtype as i32)) };
            assert_eq!(name.to_str(), Ok(dtype.name()));
        }
        assert_eq!((DA_BOOL, DA_UINT8, DA_COMPLEX128), (1, DType::UInt8 as i32, DType::Complex128 as i32));
    }
}
