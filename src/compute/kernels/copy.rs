//! Copying, converting and filling whole views.
//!
//! Safety, for every function here: views describe memory of this process in which each element
//! is aligned for its dtype, initialised where it is read, and writable in `out`; `out` does not
//! visit an element twice; `out` shares memory with an operand only as `Overlap::Identical`.
//! Nobody else writes to the memory meanwhile.

use super::cast::cast_loop;
use crate::compute::walk::Walk;
use crate::dtype::DType;
use crate::error::Result;
use crate::memory::LocalView;
use crate::value::Value;

/// Copies `input`, broadcast to `out`, converting by `unsafe` casting; the caller has checked the
/// casting rule. Copying a view onto itself does nothing.
///
/// # Safety
/// The views are as the head of this module says.
pub unsafe fn copy(input: &LocalView, out: &LocalView) -> Result<()> {
    let same = input.dtype == out.dtype;
    let convert = cast_loop(input.dtype, out.dtype);
    let size = out.dtype.itemsize();
    Walk::new([out, input])?.rows(|row| {
        let to = out.ptr.wrapping_offset(row.offsets[0] as isize);
        let from = input.ptr.wrapping_offset(row.offsets[1] as isize);
        let strides = row.strides.map(|stride| stride as isize);
        // SAFETY: the row's elements are those of the views, by the caller's promise; `ptr::copy`
        // allows both to be the same.
        unsafe {
            if same && strides == [size as isize; 2] {
                std::ptr::copy(from, to, row.count * size);
            } else {
                convert([to, from], strides, row.count);
            }
        }
    });
    Ok(())
}

/// Sets every element to `value`, converted by `unsafe` casting (the caller has checked the
/// rule); a weak integer that does not fit an integer dtype is `DA_ERR_OVERFLOW`.
///
/// # Safety
/// The view is as the head of this module says.
pub unsafe fn fill(out: &LocalView, value: &Value) -> Result<()> {
    let mut room = Room::new(value, out.dtype)?;
    let source = LocalView { ptr: room.address(), dtype: out.dtype, shape: &[], strides: &[] };
    // SAFETY: `source` is a local that lives until the end; the rest is the caller's promise.
    unsafe { copy(&source, out) }
}

/// Room for one element of any dtype, aligned for it.
#[derive(Clone, Copy, Default)]
#[repr(C, align(16))]
pub(super) struct Room([u8; 16]);

impl Room {
    /// The value, converted to `dtype`.
    pub(super) fn new(value: &Value, dtype: DType) -> Result<Room> {
        Ok(Room(value.convert(dtype)?.to_bytes(dtype)))
    }

    pub(super) fn address(&mut self) -> *mut u8 {
        self.0.as_mut_ptr()
    }
}
