//! A function of one element that the caller brings, over whole sections.

use super::cast::cast_loop;
use crate::compute::walk::Walk;
use crate::dtype::DType;
use crate::error::Result;
use crate::memory::SafeView;

/// Room for one element of any dtype, aligned for it.
#[derive(Clone, Copy)]
#[repr(C, align(16))]
struct Room([u8; 16]);

/// Calls `function` with the address of each element of `input` and the address of an element of `made`,
/// which is zero before; what it makes is converted to the dtype of `out`. Elements are handed over as
/// copies, so that `out` may be `input` itself. The first error ends it.
pub fn map(
    input: &SafeView<'_>,
    out: &SafeView<'_>,
    made: DType,
    function: &mut dyn FnMut(*const u8, *mut u8) -> Result<()>,
) -> Result<()> {
    let (from, to) = (input.view(), out.view());
    let (load, store) = (cast_loop(from.dtype, from.dtype), cast_loop(made, to.dtype));
    let mut result = Ok(());
    Walk::new([to, from])?.rows(|row| {
        for k in 0..row.count as i64 {
            if result.is_err() {
                return;
            }
            let at = |view: *mut u8, i: usize| {
                view.wrapping_offset((row.offsets[i] + k * row.strides[i]) as isize)
            };
            let (mut given, mut taken) = (Room([0; 16]), Room([0; 16]));
            let (given, taken) = ((&raw mut given).cast::<u8>(), (&raw mut taken).cast::<u8>());
            // SAFETY: the walk's rows are elements of the two sections; the rooms hold one of any dtype.
            unsafe {
                load([given, at(from.ptr, 1)], [0, 0], 1);
                result = function(given, taken);
                if result.is_ok() {
                    store([at(to.ptr, 0), taken], [0, 0], 1);
                }
            }
        }
    });
    result
}
