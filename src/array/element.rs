//! Single elements by their global index.

use super::Array;
use crate::context::Session;
use crate::context::stats::Kind;
use crate::error::{Error, Result, Status};
use crate::fail;
use crate::memory::Region;
use crate::mpi::transfer::Mergeable;
use crate::value::Value;

/// "No rank."
const NOBODY: i64 = i64::MAX;

/// An element, as the lowest position in the process grid that has it sees it.
#[derive(Clone, Copy)]
#[repr(C)]
struct Found {
    position: i64,
    bytes: [u8; 16],
}

impl Mergeable for Found {
    fn merge(&mut self, other: &Found) {
        if other.position < self.position {
            *self = *other;
        }
    }
}

/// The index that the caller means: on structured axes numbers below 0 count from the end, as in
/// NumPy; labels are taken as they are. Fails outside the shape; whether a label exists shows later.
pub fn resolve_index(array: &Array, index: &[i64]) -> Result<Vec<i64>> {
    let distribution = array.distribution();
    let mut resolved = index.to_vec();
    for (axis, i) in resolved.iter_mut().enumerate() {
        let size = array.shape()[axis];
        if distribution.map(axis).as_unstructured().is_some() {
            continue;
        }
        if !(-size..size).contains(i) {
            fail!(Index, "index {i} of axis {axis} is outside {}..{size}", -size);
        }
        if *i < 0 {
            *i += size;
        }
    }
    Ok(resolved)
}

/// Offset of an element in this rank's owned memory, if it is there.
fn own_offset(array: &Array, index: &[i64]) -> Result<Option<i64>> {
    let (Some(rank), Some(local)) = (array.placement().holder_rank(), array.local()) else { return Ok(None) };
    let Some(sections) = array.distribution().owned(rank)? else { return Ok(None) };
    let mut offset = 0;
    for (axis, section) in sections.iter().enumerate() {
        let Some(position) = section.owned.position(index[axis]) else { return Ok(None) };
        offset += position * local.strides()[axis];
    }
    Ok(Some(offset))
}

fn read(array: &Array, index: &[i64]) -> Result<Option<[u8; 16]>> {
    let (Some(offset), Some(local)) = (own_offset(array, index)?, array.local()) else { return Ok(None) };
    Region::owned(local)?.element(offset, array.dtype().itemsize()).map(Some)
}

fn write(array: &Array, index: &[i64], value: Value) -> Result<bool> {
    let (Some(offset), Some(local)) = (own_offset(array, index)?, array.local()) else { return Ok(false) };
    let bytes = value.to_bytes(array.dtype());
    Region::owned(local)?.set_element(offset, array.dtype().itemsize(), bytes)?;
    Ok(true)
}

/// The element at a resolved index; of replicas and of labels that stand at several coordinates, the one
/// at the lowest, as everywhere else. Collective, after the agreement.
pub fn fetch(session: &Session, array: &Array, index: &[i64], name: &str) -> Result<Value> {
    let _operation = session.operation(Kind::Other, name, size_of::<Found>() as i64);
    let mut mine = Found { position: NOBODY, bytes: [0; 16] };
    if array.distribution().is_primary(session.rank())
        && let Some(position) = array.distribution().grid().position(session.rank())
        && let Some(bytes) = read(array, index)?
    {
        mine = Found { position, bytes };
    }
    let found = session.allreduce(mine, name)?;
    if found.position == NOBODY {
        return Err(nowhere(index));
    }
    Ok(Value::from_bytes(array.dtype(), found.bytes))
}

/// Writes the element at a resolved index wherever it is, replicas included. Collective, after the
/// agreement.
pub fn store(session: &Session, array: &Array, index: &[i64], value: Value, name: &str) -> Result<()> {
    let wrote = write(array, index, value)?;
    array.wrote();
    let distribution = array.distribution();
    // On structured axes an index inside the shape is somewhere.
    if (0..distribution.ndim()).all(|axis| distribution.map(axis).as_unstructured().is_none()) {
        return Ok(());
    }
    let _operation = session.operation(Kind::Other, name, size_of::<Found>() as i64);
    let mine = Found { position: if wrote { 0 } else { NOBODY }, bytes: [0; 16] };
    let found = session.allreduce(mine, name)?;
    if found.position == NOBODY { Err(nowhere(index)) } else { Ok(()) }
}

/// All ranks find this alike, so that nobody reports it again.
fn nowhere(index: &[i64]) -> Error {
    let text = format!("no rank has the element {index:?}: on unstructured axes the index is a label");
    Error { origin: Some(0), ..Error::new(Status::Index, text) }
}

/// The element at a resolved index, if this rank owns it.
pub fn read_owned(array: &Array, index: &[i64]) -> Result<Value> {
    match read(array, index)? {
        Some(bytes) => Ok(Value::from_bytes(array.dtype(), bytes)),
        None => Err(elsewhere(array, index)),
    }
}

/// Writes the element at a resolved index, if this rank owns it; replicas on other ranks stay as they
/// are.
pub fn write_owned(array: &Array, index: &[i64], value: Value) -> Result<()> {
    if !write(array, index, value)? {
        return Err(elsewhere(array, index));
    }
    array.wrote();
    Ok(())
}

/// The owner, where a rank can tell by itself.
fn elsewhere(array: &Array, index: &[i64]) -> Error {
    let me = match array.context().member_rank("access to an element") {
        Ok(rank) => format!("rank {rank}"),
        Err(outside) => return outside,
    };
    let text = match array.distribution().owners(index).as_deref() {
        Ok([owner]) => format!("{me} does not own the element {index:?}, rank {owner} does"),
        Ok(owners) => {
            let some: Vec<String> = owners.iter().take(4).map(i32::to_string).collect();
            let more = if owners.len() > 4 { ", ..." } else { "" };
            format!("{me} does not own the element {index:?}, ranks {}{more} do", some.join(", "))
        }
        Err(_) => {
            format!("{me} does not own the element {index:?}, and can not tell who does: an axis has labels")
        }
    };
    Error::new(Status::NotLocal, text)
}
