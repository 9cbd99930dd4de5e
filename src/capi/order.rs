//! Storage order: creation, copies, questions.

use super::array::{da_array, give, lookup};
use super::creation::describe_value;
use super::distribution::da_distribution;
use super::error::da_status;
use super::frame::Frame;
use super::guard::{guard, not_null, put};
use super::layout_mpi::read_order;
use super::value::da_value;
use crate::array::{Array, Fill, Placement};
use crate::compute::creation;
use crate::dtype::DType;
use crate::error::Result;
use crate::fail;
use crate::value::Value;
use std::sync::Arc;

/// The elements of a new array are not set; communication padding is zero.
pub const DA_FILL_EMPTY: i32 = 0;
/// The elements of a new array are zero.
pub const DA_FILL_ZEROS: i32 = 1;
/// The elements of a new array are `value`.
pub const DA_FILL_VALUE: i32 = 2;

/// How a new array is stored, and what it holds. Set `struct_size` to sizeof(da_array_options) and
/// zero the rest for the defaults: C order, elements not set.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct da_array_options {
    /// sizeof(da_array_options) of the caller's header.
    pub struct_size: u64,
    /// DA_ORDER_C or DA_ORDER_FORTRAN: which of this rank's indices varies fastest in memory, the last or
    /// the first one.
    pub order: i32,
    /// DA_FILL_EMPTY, DA_FILL_ZEROS or DA_FILL_VALUE.
    pub fill: i32,
    /// With DA_FILL_VALUE: the value, converted to the dtype.
    pub value: da_value,
}

/// What the options ask for.
struct Wish {
    fortran: bool,
    value: Option<Value>,
    fill: Fill,
}

impl da_array_options {
    /// # Safety
    /// `options` is NULL or points to a structure of the size that it names.
    unsafe fn read(options: *const da_array_options) -> Result<da_array_options> {
        let nothing = da_value { dtype: 0, flags: 0, bits: [0; 2] };
        let mut own = da_array_options { struct_size: 0, order: 0, fill: 0, value: nothing };
        if !options.is_null() {
            not_null(options, "options")?;
            // SAFETY: the caller's structure, of the size it names (checked by read_struct).
            unsafe { super::library::read_struct(options, &mut own, "da_array_options")? };
        }
        Ok(own)
    }

    fn wish(&self, dtype: DType) -> Result<Wish> {
        let (value, fill) = match self.fill {
            DA_FILL_EMPTY => (None, Fill::Empty),
            DA_FILL_ZEROS => (None, Fill::Zeros),
            DA_FILL_VALUE => (Some(self.value.read()?.convert(dtype)?), Fill::Empty),
            other => fail!(
                Argument,
                "options.fill is {other}; it is DA_FILL_EMPTY (0), DA_FILL_ZEROS (1) or DA_FILL_VALUE (2)"
            ),
        };
        Ok(Wish { fortran: read_order(self.order)?, value, fill })
    }
}

/// The array that the options ask for.
fn make(placement: Arc<Placement>, dtype: DType, wish: &Wish, serial: u64) -> Result<Arc<Array>> {
    let array = Array::create(placement, dtype, wish.fill, wish.fortran, serial)?;
    if let Some(value) = wish.value {
        creation::fill_all(&array, value)?;
    }
    Ok(array)
}

/// Create an array in a chosen storage order.
///
/// Collective, silent. da_empty(), da_zeros() and da_full() are its short forms for C order.
/// @param dist the distribution of the new array, which keeps it alive.
/// @param dtype the element type, DA_BOOL to DA_COMPLEX128.
/// @param options order and content, the same on all ranks; NULL for C order and elements that are not set.
/// @param[out] out the new array.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_array_free().
/// Errors: DA_ERR_DTYPE; DA_ERR_ARGUMENT for bad options; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW for a section of 2^63
/// bytes or more, or a weak integer that the dtype can not hold; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_array_create(
    dist: *const da_distribution,
    dtype: i32,
    options: *const da_array_options,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_array_create");
        frame.call.attribute("dtype", dtype as u64);
        let checked = not_null(out, "out");
        frame.take(checked);
        // SAFETY: the caller's structure.
        let options = frame.take(unsafe { da_array_options::read(options) });
        if let Some(options) = &options {
            frame.call.attribute("order", options.order as u64).attribute("fill", options.fill as u64);
            describe_value(&mut frame, &options.value);
        }
        let placement = frame.distribution(dist, "dist");
        let dtype = frame.take(DType::from_code(dtype));
        let wish = options.zip(dtype).map(|(options, dtype)| options.wish(dtype));
        let wish = wish.and_then(|wish| frame.take(wish));
        frame.silent(placement.zip(dtype).zip(wish), |((placement, dtype), wish), serial| {
            // SAFETY: `out` was checked.
            unsafe { give(out, make(placement, dtype, &wish, serial)?) }
        })
    })
}

/// Copy an array into fresh memory in a chosen storage order, padding included.
///
/// Collective, silent. da_copy() keeps the order of the array.
/// @param a an array; the copy has its shape, distribution and dtype.
/// @param order DA_ORDER_C or DA_ORDER_FORTRAN.
/// @param[out] out the new array.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_array_free().
/// Errors: DA_ERR_ARGUMENT for another order; DA_ERR_NO_MEMORY; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_copy_order(a: *const da_array, order: i32, out: *mut *mut da_array) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_copy_order");
        frame.call.attribute("order", order as u64);
        let checked = not_null(out, "out");
        frame.take(checked);
        let array = frame.array(a, "a");
        let fortran = frame.take(read_order(order));
        frame.silent(array.zip(fortran), |(array, fortran), serial| {
            // SAFETY: `out` was checked.
            unsafe { give(out, creation::reordered(&array, fortran, serial)?) }
        })
    })
}

/// Get whether this rank's section is contiguous, and in which order.
///
/// Not collective. As NumPy's flags: vectors and sections with one element or none are contiguous in both
/// orders, sections with gaps in neither; where this rank holds no section both are 1.
/// @param a an array.
/// @param[out] c_contiguous 1 if elements follow each other with the last index fastest, else 0; may be NULL.
/// @param[out] f_contiguous 1 if elements follow each other with the first index fastest, else 0; may be NULL.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_array_order(
    a: *const da_array,
    c_contiguous: *mut i32,
    f_contiguous: *mut i32,
) -> da_status {
    guard(|| {
        let array = lookup(a)?;
        let answers = [(c_contiguous, "c_contiguous", false), (f_contiguous, "f_contiguous", true)];
        for (target, name, fortran) in answers {
            if !target.is_null() {
                let contiguous = array.local().is_none_or(|local| local.is_contiguous(fortran));
                // SAFETY: the caller's pointer.
                unsafe { put(target, name, i32::from(contiguous))? };
            }
        }
        Ok(())
    })
}
