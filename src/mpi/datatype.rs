//! Derived datatypes. Arguments are checked before MPI sees them, because the errors of MPI's
//! constructors go to MPI_COMM_WORLD's handler and would end the program.

use super::comm::check;
use crate::dtype::DType;
use crate::error::Result;
use mpi_sys as ffi;
use std::os::raw::c_int;

/// The largest count that one constructor call gets.
pub const COUNT_LIMIT: i64 = c_int::MAX as i64;

/// One axis of a section inside a larger array: runs of consecutive indices.
#[derive(Clone, Debug)]
pub struct AxisRuns {
    /// The larger array's extent.
    pub extent: i64,
    /// (first index, number of indices), within the extent.
    pub runs: Vec<(i64, i64)>,
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
        let code =
            unsafe { ffi::MPI_Type_create_hvector(n as c_int, 1, stride as ffi::MPI_Aint, base.0, &mut new.0) };
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
/// The product of extents and itemsize must fit into i64 (a distribution's creation checked it).
pub fn section(dtype: DType, axes: &[AxisRuns], limit: i64) -> Result<ffi::MPI_Datatype> {
    let mut now = contiguous(element(dtype))?;
    let mut bytes = dtype.itemsize() as i64;
    for axis in axes {
        let parts = axis
            .runs
            .iter()
            .filter(|(_, count)| *count > 0)
            .map(|(first, count)| Ok((first * bytes, repeat(&now, *count, bytes, limit)?)))
            .collect::<Result<Vec<_>>>()?;
        if parts.is_empty() {
            now = empty(&now)?;
            break;
        }
        now = combine_all(parts, limit)?;
        bytes *= axis.extent;
    }
    let total: i64 = axes.iter().map(|a| a.extent).product::<i64>() * dtype.itemsize() as i64;
    finish(now, total)
}

/// Joins any number of parts, at most `limit` in one constructor call.
fn combine_all(mut parts: Vec<(i64, Owned)>, limit: i64) -> Result<Owned> {
    let width = limit.clamp(2, 1 << 16) as usize;
    while parts.len() > 1 || parts[0].0 != 0 {
        let joined = parts
            .chunks(width)
            .map(|chunk| {
                let refs: Vec<(i64, &Owned)> = chunk.iter().map(|(at, t)| (*at, t)).collect();
                Ok((0, combine(&refs)?))
            })
            .collect::<Result<Vec<_>>>()?;
        parts = joined;
    }
    Ok(parts.remove(0).1)
}

fn contiguous(base: ffi::MPI_Datatype) -> Result<Owned> {
    let mut new = Owned(base);
    // SAFETY: a predefined type and the count 1.
    let code = unsafe { ffi::MPI_Type_contiguous(1, base, &mut new.0) };
    checked(code, "MPI_Type_contiguous", new)
}

fn empty(base: &Owned) -> Result<Owned> {
    let mut new = Owned(base.0);
    // SAFETY: a live type and the count 0.
    let code = unsafe { ffi::MPI_Type_contiguous(0, base.0, &mut new.0) };
    checked(code, "MPI_Type_contiguous", new)
}

fn finish(from: Owned, bytes: i64) -> Result<ffi::MPI_Datatype> {
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
