//! A function of one element that the caller brings.

use super::elementwise::{check_out_like, copied_where_needed, section};
use super::kernels;
use crate::array::{Array, Fill};
use crate::dtype::DType;
use crate::error::Result;
use std::sync::Arc;

/// A checked call.
pub struct Map {
    input: Arc<Array>,
    made: DType,
    out: Option<Arc<Array>>,
}

impl Map {
    /// Checks a call whose function makes elements of the dtype `made`.
    pub fn prepare(input: Arc<Array>, made: DType, out: Option<Arc<Array>>) -> Result<Map> {
        if let Some(out) = &out {
            check_out_like("da_array_map", &input, out, made)?;
        }
        Ok(Map { input, made, out })
    }

    /// Calls the function with the address of every owned element of the operand and the address of an
    /// element to be made.
    pub fn run(
        self,
        serial: u64,
        function: &mut dyn FnMut(*const u8, *mut u8) -> Result<()>,
    ) -> Result<Arc<Array>> {
        let out = match self.out {
            Some(out) => out,
            None => self.input.like(self.made, Fill::Empty, serial)?,
        };
        let Some(local) = out.local() else { return Ok(out) };
        let target = local.owned();
        let copied = copied_where_needed(&self.input, &target)?;
        out.wrote();
        kernels::map::map(&section(&self.input, copied.as_ref())?, &target, self.made, function)?;
        Ok(out)
    }
}
