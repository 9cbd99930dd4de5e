//! Copies between this rank's owned elements and the caller's memory.

use super::Array;
use crate::error::Result;
use crate::fail;
use crate::index::{Overlap, overlap};
use crate::memory::{LocalPart, Loop, Region, Scratch};

/// The caller's memory for a rank's owned elements: the region begins with the first of them.
#[derive(Clone, Copy)]
pub struct CallersBlock<'a> {
    /// The memory.
    pub region: Region<'a>,
    /// Byte strides, of any sign.
    pub strides: &'a [i64],
}

/// Extents of what this rank owns; None where it holds no section.
pub fn owned_shape(array: &Array) -> Option<Vec<i64>> {
    array.local().map(|local| local.owned().view().shape.to_vec())
}

/// Writes the owned elements from the caller's memory.
pub fn assign(array: &Array, from: &CallersBlock<'_>) -> Result<()> {
    let Some(local) = array.local() else { return Ok(()) };
    copy(array, local, from, Way::In)
}

/// Copies the owned elements to the caller's memory, where no two may share a byte.
pub fn extract(array: &Array, to: &CallersBlock<'_>) -> Result<()> {
    let Some(local) = array.local() else { return Ok(()) };
    let shape = local.owned().view().shape;
    if overlap(shape, to.strides, array.dtype().itemsize() as i64) != Overlap::None {
        fail!(Layout, "elements of shape {shape:?} with strides {:?} bytes would overlap", to.strides);
    }
    copy(array, local, to, Way::Out)
}

#[derive(Clone, Copy, PartialEq)]
enum Way {
    In,
    Out,
}

/// Through a temporary where the two share memory, so that it is as if the source were copied first.
fn copy(array: &Array, local: &LocalPart, caller: &CallersBlock<'_>, way: Way) -> Result<()> {
    let ours = CallersBlock { region: Region::owned(local)?, strides: local.strides() };
    let shape = local.owned().view().shape;
    let (to, from) = if way == Way::In { (&ours, caller) } else { (caller, &ours) };
    if !to.region.shares_memory(&from.region) {
        return move_all(array, shape, to, from);
    }
    let scratch = Scratch::new(shape, array.dtype(), array.context().budget())?;
    let part = scratch.part();
    let between = CallersBlock { region: Region::owned(part)?, strides: part.strides() };
    move_all(array, shape, &between, from)?;
    move_all(array, shape, to, &between)
}

fn move_all(array: &Array, shape: &[i64], to: &CallersBlock<'_>, from: &CallersBlock<'_>) -> Result<()> {
    let along = |axis: usize| Loop { count: shape[axis], to: to.strides[axis], from: from.strides[axis] };
    let loops: Vec<Loop> = (0..shape.len()).map(along).collect();
    to.region.copy_from(0, &from.region, 0, array.dtype().itemsize(), &loops)
}
