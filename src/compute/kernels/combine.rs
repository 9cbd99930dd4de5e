//! Loops of this layer that exchanges run on what arrives.

use super::table::binary_loop;
use crate::compute::ufunc::BinaryOp;
use crate::dtype::DType;
use crate::error::Result;
use crate::exchange::Combine;
use crate::fail;

/// Adds elements of a dtype to those that are there, as `da_add` does.
pub fn adding(dtype: DType) -> Result<Combine> {
    let Some(run) = binary_loop(BinaryOp::Add, dtype) else {
        fail!(Dtype, "elements of {dtype} have no sum")
    };
    // SAFETY: the loop reads and writes elements of the dtype, none of which is aligned to more than 8, and
    // works in place.
    Ok(unsafe { Combine::new(run, dtype.itemsize()) })
}
