//! Arrays as text.

use super::array::{da_array, lookup};
use super::error::da_status;
use super::frame::Frame;
use super::guard::{guard, not_null, put_text};
use crate::array::{Collect, summary};
use crate::error::Result;
use crate::fail;
use crate::format::{Elements, FloatMode, PrintOptions, Sign, array_text, needed_indices};
use std::os::raw::c_char;

/// In da_print_options: the number 0, where 0 itself stands for the default.
pub const DA_PRINT_ZERO: i32 = -1;

/// At most `precision` digits behind the point, fewer where fewer tell the element apart.
pub const DA_PRINT_MAXPREC: i32 = 0;
/// Exactly `precision` digits behind the point.
pub const DA_PRINT_FIXED: i32 = 1;
/// As many digits as each element needs, whatever `precision` is.
pub const DA_PRINT_UNIQUE: i32 = 2;
/// As DA_PRINT_MAXPREC, with the same number of digits for all elements.
pub const DA_PRINT_MAXPREC_EQUAL: i32 = 3;

/// A sign before negative numbers only.
pub const DA_PRINT_SIGN_MINUS: i32 = 0;
/// A plus before the others.
pub const DA_PRINT_SIGN_PLUS: i32 = 1;
/// A space before the others.
pub const DA_PRINT_SIGN_SPACE: i32 = 2;

/// How an array is printed: NumPy's print options. Set `struct_size` to sizeof(da_print_options) and
/// zero the rest for the defaults; where 0 itself is meant, DA_PRINT_ZERO.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct da_print_options {
    /// sizeof(da_print_options) of the caller's header.
    pub struct_size: u64,
    /// Digits behind the point of floating-point numbers, at most 1074; 0 for 8.
    pub precision: i32,
    /// Elements that a summary shows at each end of an axis, at least 1; 0 for 3.
    pub edge_items: i32,
    /// An array with more elements is summarised; 0 for 1000, INT64_MAX never to summarise.
    pub threshold: i64,
    /// Columns of a line; 0 for 75.
    pub line_width: i32,
    /// 1: small numbers do not make the format exponential. 0: they do.
    pub suppress_small: i32,
    /// DA_PRINT_MAXPREC, DA_PRINT_FIXED, DA_PRINT_UNIQUE or DA_PRINT_MAXPREC_EQUAL.
    pub float_mode: i32,
    /// DA_PRINT_SIGN_MINUS, DA_PRINT_SIGN_PLUS or DA_PRINT_SIGN_SPACE.
    pub sign: i32,
}

/// Copies the caller's options.
///
/// # Safety
/// `options` is NULL or points to `struct_size` readable bytes that begin with `struct_size`.
unsafe fn read_options(options: *const da_print_options) -> Result<PrintOptions> {
    let mut own = da_print_options {
        struct_size: 0,
        precision: 0,
        edge_items: 0,
        threshold: 0,
        line_width: 0,
        suppress_small: 0,
        float_mode: DA_PRINT_MAXPREC,
        sign: DA_PRINT_SIGN_MINUS,
    };
    if !options.is_null() {
        not_null(options, "options")?;
        // SAFETY: the caller's structure, of the size it names (checked by read_struct).
        unsafe { super::library::read_struct(options, &mut own, "da_print_options")? };
    }
    let default = PrintOptions::default();
    let number = |value: i64, default: i64, name: &str| match value {
        0 => Ok(default),
        -1 => Ok(0),
        1.. => Ok(value),
        _ => fail!(
            Argument,
            "options.{name} is {value}; it must be positive, 0 (the default) or DA_PRINT_ZERO (-1)"
        ),
    };
    let read = PrintOptions {
        precision: number(own.precision.into(), default.precision, "precision")?,
        edge_items: number(own.edge_items.into(), default.edge_items, "edge_items")?,
        threshold: number(own.threshold, default.threshold, "threshold")?,
        line_width: number(own.line_width.into(), default.line_width, "line_width")?,
        suppress_small: match own.suppress_small {
            0 => false,
            1 => true,
            other => fail!(Argument, "options.suppress_small is {other}; it must be 0 or 1"),
        },
        float_mode: match own.float_mode {
            DA_PRINT_MAXPREC => FloatMode::MaxPrec,
            DA_PRINT_FIXED => FloatMode::Fixed,
            DA_PRINT_UNIQUE => FloatMode::Unique,
            DA_PRINT_MAXPREC_EQUAL => FloatMode::MaxPrecEqual,
            other => fail!(
                Argument,
                "options.float_mode is {other}; it must be DA_PRINT_MAXPREC (0) to DA_PRINT_MAXPREC_EQUAL (3)"
            ),
        },
        sign: match own.sign {
            DA_PRINT_SIGN_MINUS => Sign::Minus,
            DA_PRINT_SIGN_PLUS => Sign::Plus,
            DA_PRINT_SIGN_SPACE => Sign::Space,
            other => fail!(
                Argument,
                "options.sign is {other}; it must be DA_PRINT_SIGN_MINUS (0) to DA_PRINT_SIGN_SPACE (2)"
            ),
        },
    };
    read.check()?;
    Ok(read)
}

/// What ranks must agree on.
fn note(frame: &mut Frame, options: &PrintOptions) {
    let numbers = [
        ("options.precision", options.precision),
        ("options.edge_items", options.edge_items),
        ("options.threshold", options.threshold),
        ("options.line_width", options.line_width),
        ("options.suppress_small", options.suppress_small.into()),
        ("options.float_mode", options.float_mode as i64),
        ("options.sign", options.sign as i64),
    ];
    for (name, number) in numbers {
        frame.call.attribute(name, number as u64);
    }
}

/// Write an array as NumPy prints it (`str(a)`), long ones summarised.
///
/// Collective, communicating. The text is the same on all ranks. Only the elements that it shows are
/// fetched, but every rank holds all of these. Elements of an unstructured axis stand in the order of
/// the labels 0 to its size - 1; where no rank has a label, the text has `--`.
/// @param a an array; boundary padding is printed, communication padding is not.
/// @param options NULL for NumPy's defaults; the same on all ranks.
/// @param[out] buffer receives the text and a final zero byte; may be NULL with capacity 0.
/// @param capacity bytes of `buffer`; it may differ between ranks.
/// @param[out] length NULL, or receives the text's length without the zero byte, also when the buffer is too small.
/// @return DA_OK, or one of the errors, the same on all ranks but for DA_ERR_BUFFER_SIZE.
/// Errors: DA_ERR_BUFFER_SIZE on the ranks whose buffer is too small (nothing is written to `buffer`, nothing else
/// is the matter); DA_ERR_ARGUMENT for options that make no sense; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW;
/// DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_array_print(
    a: *const da_array,
    options: *const da_print_options,
    buffer: *mut c_char,
    capacity: i64,
    length: *mut i64,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_array_print");
        // SAFETY: the caller's structure.
        let options = frame.take(unsafe { read_options(options) });
        if let Some(options) = &options {
            note(&mut frame, options);
        }
        frame.take(check_target(buffer, capacity, length));
        let array = frame.array(a, "a");
        let prepared = array.as_ref().zip(options.as_ref()).map(|(array, options)| {
            Collect::prepare(array.clone(), &needed_indices(array.shape(), options)?)
        });
        let prepared = prepared.and_then(|p| frame.take(p));
        let session = array.as_ref().and_then(|array| array.context().session().cloned());
        let collected = frame.communicate(prepared.zip(session), |(collect, session), _| {
            collect.run(&session, "da_array_print")
        })?;
        let (Some(array), Some(options)) = (array, options) else {
            fail!(Internal, "elements were fetched of no array");
        };
        let elements =
            Elements { dtype: array.dtype(), bytes: collected.bytes(), missing: collected.missing() };
        let text = array_text(array.shape(), &elements, &options)?;
        // SAFETY: the caller's pointers.
        unsafe { put_text(&text, buffer, capacity, length) }
    })
}

/// What is wrong with a text's target whatever the text is, so that all ranks hear of it.
fn check_target(buffer: *mut c_char, capacity: i64, length: *mut i64) -> Result<()> {
    if capacity > 0 {
        not_null(buffer, "buffer")?;
    }
    if length.is_null() { Ok(()) } else { not_null(length, "length") }
}

/// Write a line that says what an array is, and what this rank has of it, such as
/// "float64 array of shape 7 x 5, b,n on 2x1 of 2 ranks; rank 0 has 4 x 5 in C order, 160 bytes, owned".
///
/// Not collective. The line ends with "borrowed" for memory that was wrapped, "imported" for memory
/// of another library, and ", read-only" where that is so; a section that lies neither in C nor in
/// Fortran order has "strides". The section counts communication padding.
/// @param a an array.
/// @param[out] buffer receives the text and a final zero byte; may be NULL with capacity 0.
/// @param capacity bytes of `buffer`.
/// @param[out] length NULL, or receives the text's length without the zero byte, also when the buffer is too small.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_BUFFER_SIZE (nothing is written to `buffer`).
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_array_summary(
    a: *const da_array,
    buffer: *mut c_char,
    capacity: i64,
    length: *mut i64,
) -> da_status {
    guard(|| {
        let array = lookup(a)?;
        let text = summary(&array);
        // SAFETY: the caller's pointers.
        unsafe { put_text(&text, buffer, capacity, length) }
    })
}
