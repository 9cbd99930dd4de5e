//! Derived datatypes. Arguments are checked before MPI sees them, because the errors of MPI's
//! constructors go to MPI_COMM_WORLD's handler and would end the program.

use super::comm::check;
use crate::dtype::DType;
use crate::error::Result;
use mpi_sys as ffi;
use std::os::raw::c_int;

/// The largest count that one constructor call gets.
pub const COUNT_LIMIT: i64 = c_int::MAX as i64;

/// One axis of a section inside a larger array: blocks of `block` indices, `step` apart; the last
/// may be cut short.
#[derive(Clone, Copy, Debug)]
pub struct AxisRun {
    /// The larger array's extent.
    pub extent: i64,
    /// First index.
    pub start: i64,
    /// Number of indices.
    pub count: i64,
    /// Distance between the first indices of consecutive blocks.
    pub step: i64,
    /// Indices per block, at least 1.
    pub block: i64,
}

/// An intermediate type, freed when it goes out of scope.
struct Owned(ffi::MPI_Datatype);

impl Drop for Owned {
    fn drop(&mut self) {
        // SAFETY: made by a constructor below and not given away.
        unsafe { ffi::MPI_Type_free(&mut self.0) };
    }
}

/// MPI's own type of one element.
fn element(dtype: DType) -> ffi::MPI_Datatype {
    // SAFETY: constants of the bindings.
    unsafe {
        match dtype {
            DType::Bool | DType::UInt8 => ffi::RSMPI_UINT8_T,
            DType::Int8 => ffi::RSMPI_INT8_T,
            DType::Int16 => ffi::RSMPI_INT16_T,
            DType::Int32 => ffi::RSMPI_INT32_T,
            DType::Int64 => ffi::RSMPI_INT64_T,
            DType::UInt16 => ffi::RSMPI_UINT16_T,
            DType::UInt32 => ffi::RSMPI_UINT32_T,
            DType::UInt64 => ffi::RSMPI_UINT64_T,
            DType::Float32 => ffi::RSMPI_FLOAT,
            DType::Float64 => ffi::RSMPI_DOUBLE,
            DType::Complex64 => ffi::RSMPI_FLOAT_COMPLEX,
            DType::Complex128 => ffi::RSMPI_DOUBLE_COMPLEX,
        }
    }
}

/// `count` copies of `base`, `stride` bytes apart, whatever the count.
fn repeat(base: &Owned, count: i64, stride: i64, limit: i64) -> Result<Owned> {
    let piece = |n: i64, base: &Owned, stride: i64| -> Result<Owned> {
        let mut new = Owned(base.0);
        // SAFETY: n is within an int, the base type is live.
        let code = unsafe {
            ffi::MPI_Type_create_hvector(n as c_int, 1, stride as ffi::MPI_Aint, base.0, &mut new.0)
        };
        checked(code, "MPI_Type_create_hvector", new)
    };
    if count <= limit {
        return piece(count, base, stride);
    }
    let whole = piece(limit, base, stride)?;
    let many = repeat(&whole, count / limit, stride * limit, limit)?;
    let rest = count % limit;
    if rest == 0 {
        return Ok(many);
    }
    let tail = piece(rest, base, stride)?;
    combine(&[(0, &many), (stride * (count - rest), &tail)])
}

/// Several types at byte displacements.
fn combine(parts: &[(i64, &Owned)]) -> Result<Owned> {
    let lengths: Vec<c_int> = vec![1; parts.len()];
    let places: Vec<ffi::MPI_Aint> = parts.iter().map(|(at, _)| *at as ffi::MPI_Aint).collect();
    let types: Vec<ffi::MPI_Datatype> = parts.iter().map(|(_, t)| t.0).collect();
    let mut new = Owned(types[0]);
    // SAFETY: three arrays of the same length, all types live.
    let code = unsafe {
        ffi::MPI_Type_create_struct(
            parts.len() as c_int,
            lengths.as_ptr(),
            places.as_ptr(),
            types.as_ptr(),
            &mut new.0,
        )
    };
    checked(code, "MPI_Type_create_struct", new)
}

/// Hands the new type on, or forgets the handle that the constructor did not replace.
fn checked(code: c_int, call: &str, new: Owned) -> Result<Owned> {
    match check(code, call) {
        Ok(()) => Ok(new),
        Err(e) => {
            std::mem::forget(new);
            Err(e)
        }
    }
}

/// A committed type of a section of a larger array, the fastest axis first. Its extent is the
/// whole larger array, so that it serves as an MPI file view. The caller frees it.
///
/// The product of extents and itemsize must fit into i64. No constructor gets a count above
/// `limit`, whatever the extents.
pub fn section(dtype: DType, axes: &[AxisRun], limit: i64) -> Result<ffi::MPI_Datatype> {
    let mut now = contiguous(element(dtype), 1)?;
    let mut bytes = dtype.itemsize() as i64;
    for axis in axes {
        if axis.count == 0 {
            now = contiguous(now.0, 0)?;
            break;
        }
        now = along_axis(&now, axis, bytes, limit)?;
        bytes *= axis.extent;
    }
    let total: i64 = axes.iter().map(|a| a.extent).product::<i64>() * dtype.itemsize() as i64;
    finish(&now, total)
}

/// The section of one axis of things of `bytes` each.
fn along_axis(base: &Owned, axis: &AxisRun, bytes: i64, limit: i64) -> Result<Owned> {
    let (whole, rest) = (axis.count / axis.block, axis.count % axis.block);
    let first = axis.start * bytes;
    let mut parts = Vec::new();
    if whole > 0 {
        let block = repeat(base, axis.block, bytes, limit)?;
        parts.push((first, repeat(&block, whole, axis.step * bytes, limit)?));
    }
    if rest > 0 {
        parts.push((first + whole * axis.step * bytes, repeat(base, rest, bytes, limit)?));
    }
    let refs: Vec<(i64, &Owned)> = parts.iter().map(|(at, t)| (*at, t)).collect();
    combine(&refs)
}

fn contiguous(base: ffi::MPI_Datatype, count: c_int) -> Result<Owned> {
    let mut new = Owned(base);
    // SAFETY: a live type and a small count.
    let code = unsafe { ffi::MPI_Type_contiguous(count, base, &mut new.0) };
    checked(code, "MPI_Type_contiguous", new)
}

fn finish(from: &Owned, bytes: i64) -> Result<ffi::MPI_Datatype> {
    let mut new = Owned(from.0);
    // SAFETY: a live type; the extent is not negative.
    let code = unsafe { ffi::MPI_Type_create_resized(from.0, 0, bytes as ffi::MPI_Aint, &mut new.0) };
    let mut new = checked(code, "MPI_Type_create_resized", new)?;
    // SAFETY: a live type.
    check(unsafe { ffi::MPI_Type_commit(&mut new.0) }, "MPI_Type_commit")?;
    let handle = new.0;
    std::mem::forget(new);
    Ok(handle)
}

/// MPI_DATATYPE_NULL.
pub fn null() -> ffi::MPI_Datatype {
    // SAFETY: a constant of the bindings.
    unsafe { ffi::RSMPI_DATATYPE_NULL }
}

/// The Fortran handle of a datatype.
pub fn to_fortran(datatype: ffi::MPI_Datatype) -> ffi::RSMPI_Fint {
    // SAFETY: the handle is live.
    unsafe { ffi::RSMPI_Type_c2f(datatype) }
}
