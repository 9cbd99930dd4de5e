//! Walking over a rank's elements.

use super::array::{da_array, lookup, open_local};
use super::error::da_status;
use super::guard::{guard, not_null, put, shield};
use crate::array::Walker;
use crate::protocol::MAX_NDIM;
use std::os::raw::c_void;

/// A walk over the elements that this rank owns, in C order of their indices. Read the members, change
/// none of them. A copy goes its own way, but only one of the copies may be ended, and last.
///
/// ```c
/// da_cursor c;
/// da_cursor_begin(a, DA_ACCESS_WRITE, &c);
/// while (da_cursor_next(&c)) *(double *)c.data = f(c.index[0], c.index[1]);
/// da_cursor_end(&c);
/// ```
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct da_cursor {
    /// Address of the element; NULL before the first and after the last.
    pub data: *mut c_void,
    /// Elements from here on, this one included, that follow each other along the last axis: the k-th is
    /// at `data` + k * `stride` and has the last index plus k.
    pub count: i64,
    /// Bytes from one of these elements to the next.
    pub stride: i64,
    /// Elements that come after this one; before the first, all.
    pub remaining: i64,
    /// DA_BOOL to DA_COMPLEX128.
    pub dtype: i32,
    /// Number of axes.
    pub ndim: i32,
    /// Global index of the element (on unstructured axes its label).
    pub index: [i64; 32],
    /// Local index, as in da_array_local().
    pub local: [i64; 32],
    /// The library's.
    pub private_data: *mut c_void,
}

/// Begin a walk over the elements that this rank owns.
///
/// Not collective. The cursor stands before the first element. It keeps the array's memory, also if the
/// array is freed meanwhile. On a rank without elements the walk ends at once.
/// @param a an array.
/// @param access DA_ACCESS_READ or DA_ACCESS_WRITE; with write access communication padding counts as out of
/// date from now on.
/// @param[out] cursor filled; what it held before is overwritten, not ended.
/// @return DA_OK or an error.
/// Ownership: the caller owes one da_cursor_end().
/// Errors: DA_ERR_READ_ONLY for write access to read-only memory; DA_ERR_ARGUMENT for an unknown access;
/// DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_cursor_begin(
    a: *const da_array,
    access: i32,
    cursor: *mut da_cursor,
) -> da_status {
    guard(|| {
        let array = lookup(a)?;
        not_null(cursor, "cursor")?;
        open_local(&array, access)?;
        let mut begun = da_cursor {
            data: std::ptr::null_mut(),
            count: 0,
            stride: 0,
            remaining: 0,
            dtype: array.dtype() as i32,
            ndim: array.shape().len() as i32,
            index: [0; MAX_NDIM],
            local: [0; MAX_NDIM],
            private_data: std::ptr::null_mut(),
        };
        let walker = Box::new(Walker::new(array)?);
        begun.remaining = walker.size();
        begun.private_data = Box::into_raw(walker).cast();
        // SAFETY: the caller's pointer.
        unsafe { put(cursor, "cursor", begun) }
    })
}

/// Go to the next element.
///
/// Not collective.
/// @param cursor a cursor that da_cursor_begin() filled; nothing happens for NULL and an ended one.
/// @return 1 at an element, 0 behind the last.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_cursor_next(cursor: *mut da_cursor) -> i32 {
    // SAFETY: NULL or the caller's cursor.
    let Some(cursor) = (unsafe { cursor.as_mut() }) else { return 0 };
    if cursor.count > 1 {
        cursor.skip(1);
        return 1;
    }
    // SAFETY: as above.
    unsafe { cursor.turn() }
}

/// Go to the next run: past all elements that follow each other along the last axis.
///
/// Not collective. For inner loops of the caller's own over `count` elements that are `stride` bytes
/// apart.
/// @param cursor a cursor that da_cursor_begin() filled; nothing happens for NULL and an ended one.
/// @return 1 at the first element of a run, 0 behind the last.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_cursor_next_run(cursor: *mut da_cursor) -> i32 {
    // SAFETY: NULL or the caller's cursor.
    let Some(cursor) = (unsafe { cursor.as_mut() }) else { return 0 };
    if cursor.count > 1 {
        cursor.skip(cursor.count - 1);
    }
    // SAFETY: as above.
    unsafe { cursor.turn() }
}

/// End a walk.
///
/// Not collective; in any order, also after MPI_Finalize and before the last element. The array's memory
/// is no longer kept.
/// @param cursor a cursor; one that was ended already is no error.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_cursor_end(cursor: *mut da_cursor) -> da_status {
    guard(|| {
        not_null(cursor, "cursor")?;
        // SAFETY: the caller's cursor, not NULL.
        let cursor = unsafe { &mut *cursor };
        let walker = std::mem::replace(&mut cursor.private_data, std::ptr::null_mut()).cast::<Walker>();
        (cursor.data, cursor.count, cursor.remaining) = (std::ptr::null_mut(), 0, 0);
        if !walker.is_null() {
            // SAFETY: made by da_cursor_begin() and taken back once. A release that panics is foreign code.
            shield(|| drop(unsafe { Box::from_raw(walker) }));
        }
        Ok(())
    })
}

impl da_cursor {
    /// Moves along the run; the cursor must not leave it.
    fn skip(&mut self, elements: i64) {
        // A run of several elements has a last axis.
        let last = (self.ndim.clamp(1, MAX_NDIM as i32) - 1) as usize;
        self.index[last] += elements;
        self.local[last] += elements;
        self.count -= elements;
        self.remaining -= elements;
        self.data = self.data.wrapping_byte_offset(elements.wrapping_mul(self.stride) as isize);
    }

    /// Goes from the end of a run to the beginning of the next.
    ///
    /// # Safety
    /// `private_data` is NULL or a walker.
    unsafe fn turn(&mut self) -> i32 {
        // SAFETY: the caller's contract.
        let Some(walker) = (unsafe { self.private_data.cast::<Walker>().as_ref() }) else { return 0 };
        let mut found = 0;
        shield(|| found = i32::from(self.step(walker)));
        found
    }

    fn step(&mut self, walker: &Walker) -> bool {
        let ndim = self.ndim.clamp(0, MAX_NDIM as i32) as usize;
        let local = &mut self.local[..ndim];
        let more = match (self.remaining, self.data.is_null()) {
            (..=0, _) => false,
            (_, true) => {
                walker.begin(local);
                true
            }
            (_, false) => walker.advance(local),
        };
        let stretch = if more { walker.look(local, &mut self.index[..ndim]) } else { None };
        match stretch {
            Some(stretch) => {
                self.data = stretch.data.cast();
                (self.count, self.stride) = (stretch.count, stretch.stride);
                self.remaining -= 1;
            }
            None => (self.data, self.count, self.remaining) = (std::ptr::null_mut(), 0, 0),
        }
        stretch.is_some()
    }
}
