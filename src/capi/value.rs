//! Scalars.

use super::error::da_status;
use super::guard::{guard, not_null, put};
use crate::dtype::{Bool, C64, C128, DType};
use crate::error::{Error, Result, Status};
use crate::value::Value;

/// The scalar takes part in promotion with its kind only, as Python's literals in NumPy 2.
pub const DA_VALUE_WEAK: i32 = 1;

/// A scalar of any dtype. Make it with da_real(), da_int(), da_complex() (weak) or da_bool(),
/// da_i8() ... da_c128() (strong); read it with da_value_f64(), da_value_i64(), da_value_c128().
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct da_value {
    /// DA_BOOL to DA_COMPLEX128.
    pub dtype: i32,
    /// DA_VALUE_WEAK or 0.
    pub flags: i32,
    /// The element's bytes, zero-extended; complex values have one part in each member (complex64 in the
    /// lower halves).
    pub bits: [u64; 2],
}

impl da_value {
    /// The C form of a scalar.
    pub(crate) fn of(value: Value) -> da_value {
        let flags = if value.weak { DA_VALUE_WEAK } else { 0 };
        da_value { dtype: value.dtype as i32, flags, bits: value.bits }
    }

    /// The scalar, if the structure describes one.
    pub(crate) fn read(self) -> Result<Value> {
        let dtype = DType::from_code(self.dtype)?;
        if self.flags & !DA_VALUE_WEAK != 0 {
            let text = format!("value.flags is {:#x}; only DA_VALUE_WEAK (1) has a meaning", self.flags);
            return Err(Error::new(Status::Argument, text));
        }
        Value { dtype, weak: self.flags != 0, bits: self.bits }.check()
    }
}

/// Make a weak real scalar, which takes the precision of the array it meets.
///
/// Not collective.
/// @param x the value.
/// @return the scalar, by value; nothing to free.
/// Errors: none.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_real(x: f64) -> da_value {
    da_value::of(Value::weak_real(x))
}

/// Make a weak integer scalar, which takes the dtype of the integer array it meets.
///
/// Not collective.
/// @param i the value.
/// @return the scalar, by value; nothing to free.
/// Errors: none.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_int(i: i64) -> da_value {
    da_value::of(Value::weak_int(i))
}

/// Make a weak complex scalar, which takes the precision of the array it meets.
///
/// Not collective.
/// @param re the real part.
/// @param im the imaginary part.
/// @return the scalar, by value; nothing to free.
/// Errors: none.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_complex(re: f64, im: f64) -> da_value {
    da_value::of(Value::weak_complex(C128::new(re, im)))
}

/// Make a bool scalar.
///
/// Not collective.
/// @param x 0 for false, anything else for true.
/// @return the scalar, by value; nothing to free.
/// Errors: none.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_bool(x: i32) -> da_value {
    da_value::of(Value::of(Bool(u8::from(x != 0))))
}

/// Make a int8 scalar.
///
/// Not collective.
/// @param x the value.
/// @return the scalar, by value; nothing to free.
/// Errors: none.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_i8(x: i8) -> da_value {
    da_value::of(Value::of(x))
}

/// Make a int16 scalar.
///
/// Not collective.
/// @param x the value.
/// @return the scalar, by value; nothing to free.
/// Errors: none.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_i16(x: i16) -> da_value {
    da_value::of(Value::of(x))
}

/// Make a int32 scalar.
///
/// Not collective.
/// @param x the value.
/// @return the scalar, by value; nothing to free.
/// Errors: none.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_i32(x: i32) -> da_value {
    da_value::of(Value::of(x))
}

/// Make a int64 scalar.
///
/// Not collective.
/// @param x the value.
/// @return the scalar, by value; nothing to free.
/// Errors: none.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_i64(x: i64) -> da_value {
    da_value::of(Value::of(x))
}

/// Make a uint8 scalar.
///
/// Not collective.
/// @param x the value.
/// @return the scalar, by value; nothing to free.
/// Errors: none.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_u8(x: u8) -> da_value {
    da_value::of(Value::of(x))
}

/// Make a uint16 scalar.
///
/// Not collective.
/// @param x the value.
/// @return the scalar, by value; nothing to free.
/// Errors: none.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_u16(x: u16) -> da_value {
    da_value::of(Value::of(x))
}

/// Make a uint32 scalar.
///
/// Not collective.
/// @param x the value.
/// @return the scalar, by value; nothing to free.
/// Errors: none.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_u32(x: u32) -> da_value {
    da_value::of(Value::of(x))
}

/// Make a uint64 scalar.
///
/// Not collective.
/// @param x the value.
/// @return the scalar, by value; nothing to free.
/// Errors: none.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_u64(x: u64) -> da_value {
    da_value::of(Value::of(x))
}

/// Make a float32 scalar.
///
/// Not collective.
/// @param x the value.
/// @return the scalar, by value; nothing to free.
/// Errors: none.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_f32(x: f32) -> da_value {
    da_value::of(Value::of(x))
}

/// Make a float64 scalar.
///
/// Not collective.
/// @param x the value.
/// @return the scalar, by value; nothing to free.
/// Errors: none.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_f64(x: f64) -> da_value {
    da_value::of(Value::of(x))
}

/// Make a complex64 scalar.
///
/// Not collective.
/// @param re the real part.
/// @param im the imaginary part.
/// @return the scalar, by value; nothing to free.
/// Errors: none.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_c64(re: f32, im: f32) -> da_value {
    da_value::of(Value::of(C64::new(re, im)))
}

/// Make a complex128 scalar.
///
/// Not collective.
/// @param re the real part.
/// @param im the imaginary part.
/// @return the scalar, by value; nothing to free.
/// Errors: none.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_c128(re: f64, im: f64) -> da_value {
    da_value::of(Value::of(C128::new(re, im)))
}

/// Read a real scalar as a double.
///
/// Not collective.
/// @param value a scalar of a real dtype.
/// @param[out] x its value, rounded where a 64-bit integer does not fit.
/// @return DA_OK or an error.
/// Errors: DA_ERR_DTYPE for a complex or unknown dtype; DA_ERR_ARGUMENT for unknown flags; DA_ERR_NULL.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_value_f64(value: da_value, x: *mut f64) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { put(x, "x", value.read()?.as_f64()?) })
}

/// Read an integer or bool scalar as a 64-bit integer.
///
/// Not collective.
/// @param value a scalar of an integer dtype or bool.
/// @param[out] i its value.
/// @return DA_OK or an error.
/// Errors: DA_ERR_DTYPE for a floating, complex or unknown dtype; DA_ERR_OVERFLOW for a uint64 above 2^63 - 1;
/// DA_ERR_ARGUMENT for unknown flags; DA_ERR_NULL.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_value_i64(value: da_value, i: *mut i64) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { put(i, "i", value.read()?.as_i64()?) })
}

/// Read a scalar of any dtype as a complex number.
///
/// Not collective.
/// @param value a scalar.
/// @param[out] re its real part.
/// @param[out] im its imaginary part, 0 for a real dtype.
/// @return DA_OK or an error.
/// Errors: DA_ERR_DTYPE for an unknown dtype; DA_ERR_ARGUMENT for unknown flags; DA_ERR_NULL.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_value_c128(value: da_value, re: *mut f64, im: *mut f64) -> da_status {
    guard(|| {
        let z = value.read()?.as_c128()?;
        not_null(im, "im")?;
        // SAFETY: the caller's pointers.
        unsafe {
            put(re, "re", z.re)?;
            put(im, "im", z.im)
        }
    })
}
