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

/// What is taken of one axis.
#[derive(Clone, Debug)]
pub enum AxisPart {
    /// Equal blocks at equal distances.
    Run(AxisRun),
    /// The same intervals, as first index and length, in every period up to the extent.
    Comb {
        /// The larger array's extent.
        extent: i64,
        /// The distance after which the intervals repeat.
        period: i64,
        /// Intervals inside `0..period`, ascending.
        teeth: Vec<(i64, i64)>,
    },
    /// Intervals in any order, as first index and length, all inside the extent.
    List {
        /// The larger array's extent.
        extent: i64,
        /// The intervals.
        spans: Vec<(i64, i64)>,
    },
}

impl AxisPart {
    fn extent(&self) -> i64 {
        match self {
            AxisPart::Run(run) => run.extent,
            AxisPart::Comb { extent, .. } | AxisPart::List { extent, .. } => *extent,
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            AxisPart::Run(run) => run.count == 0,
            AxisPart::Comb { extent, teeth, .. } => teeth.first().is_none_or(|tooth| tooth.0 >= *extent),
            AxisPart::List { spans, .. } => spans.is_empty(),
        }
    }
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
    if stride == -1 && count > 1 {
        return repeat_backwards(base, count, limit);
    }
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

/// `repeat` with a stride of -1, which Open MPI 4.1 takes for "the type's own extent": as pairs.
fn repeat_backwards(base: &Owned, count: i64, limit: i64) -> Result<Owned> {
    let pair = combine(&[(0, base), (-1, base)])?;
    let pairs = repeat(&pair, count / 2, -2, limit)?;
    if count % 2 == 0 {
        return Ok(pairs);
    }
    combine(&[(0, &pairs), (1 - count, base)])
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
pub fn section(dtype: DType, axes: &[AxisPart], limit: i64) -> Result<ffi::MPI_Datatype> {
    let mut now = contiguous(element(dtype), 1)?;
    let mut bytes = dtype.itemsize() as i64;
    for axis in axes {
        if axis.is_empty() {
            now = contiguous(now.0, 0)?;
            break;
        }
        now = match axis {
            AxisPart::Run(run) => along_axis(&now, run, bytes, limit)?,
            AxisPart::Comb { extent, period, teeth } => {
                along_comb(&now, *extent, *period, teeth, bytes, limit)?
            }
            AxisPart::List { spans, .. } => along_spans(&now, spans, bytes, limit)?,
        };
        bytes *= axis.extent();
    }
    let total: i64 = axes.iter().map(AxisPart::extent).product::<i64>() * dtype.itemsize() as i64;
    finish(&now, total)
}

/// A committed type of its own: freed with it, which messages under way survive.
pub struct Strided(Owned);

impl Strided {
    /// Elements of `itemsize` bytes at all combinations of steps: counts and byte strides, the innermost
    /// first. The bytes that they reach must fit into i64.
    pub fn new(itemsize: i64, steps: &[(i64, i64)], limit: i64) -> Result<Strided> {
        // SAFETY: the shim returns a constant.
        let mut now = contiguous(unsafe { super::message::da_shim_byte() }, itemsize as c_int)?;
        for &(count, stride) in steps {
            now = repeat(&now, count, stride, limit)?;
        }
        // SAFETY: a live type.
        check(unsafe { ffi::MPI_Type_commit(&mut now.0) }, "MPI_Type_commit")?;
        Ok(Strided(now))
    }

    /// The handle, for a message.
    pub(super) fn handle(&self) -> ffi::MPI_Datatype {
        self.0.0
    }
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

/// The same intervals in every period: whole periods as one type again and again, then the rest.
fn along_comb(
    base: &Owned,
    extent: i64,
    period: i64,
    teeth: &[(i64, i64)],
    bytes: i64,
    limit: i64,
) -> Result<Owned> {
    let (whole, rest) = (extent / period, extent % period);
    let cut = |&(start, len): &(i64, i64)| (start, len.min(rest - start));
    let tail: Vec<(i64, i64)> = teeth.iter().filter(|tooth| tooth.0 < rest).map(cut).collect();
    if whole == 0 {
        return along_spans(base, &tail, bytes, limit);
    }
    let turn = along_spans(base, teeth, bytes, limit)?;
    let turns = repeat(&turn, whole, period * bytes, limit)?;
    if tail.is_empty() {
        return Ok(turns);
    }
    combine(&[(0, &turns), (whole * period * bytes, &along_spans(base, &tail, bytes, limit)?)])
}

/// Intervals one after another, in parts of at most `limit` each.
fn along_spans(base: &Owned, spans: &[(i64, i64)], bytes: i64, limit: i64) -> Result<Owned> {
    let wide = spans.iter().any(|span| span.1 > limit);
    let step = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut parts = Vec::new();
    for chunk in spans.chunks(step) {
        if !wide {
            parts.push((0, indexed(base, chunk, bytes)?));
            continue;
        }
        for &(start, len) in chunk {
            parts.push((start * bytes, repeat(base, len, bytes, limit)?));
        }
    }
    combine_all(parts, step)
}

/// `combine` for any number of parts.
fn combine_all(mut parts: Vec<(i64, Owned)>, limit: usize) -> Result<Owned> {
    while parts.len() > limit.max(2) {
        let mut joined = Vec::new();
        for chunk in parts.chunks(limit.max(2)) {
            let refs: Vec<(i64, &Owned)> = chunk.iter().map(|(at, t)| (*at, t)).collect();
            joined.push((0, combine(&refs)?));
        }
        parts = joined;
    }
    let refs: Vec<(i64, &Owned)> = parts.iter().map(|(at, t)| (*at, t)).collect();
    combine(&refs)
}

/// Intervals of things of `bytes` each, few and short enough for an int.
fn indexed(base: &Owned, spans: &[(i64, i64)], bytes: i64) -> Result<Owned> {
    let element = resized(base, bytes)?;
    let lengths: Vec<c_int> = spans.iter().map(|span| span.1 as c_int).collect();
    let places: Vec<ffi::MPI_Aint> = spans.iter().map(|span| (span.0 * bytes) as ffi::MPI_Aint).collect();
    let mut new = Owned(base.0);
    // SAFETY: two arrays of the same length, a live type.
    let code = unsafe {
        ffi::MPI_Type_create_hindexed(
            spans.len() as c_int,
            lengths.as_ptr(),
            places.as_ptr(),
            element.0,
            &mut new.0,
        )
    };
    checked(code, "MPI_Type_create_hindexed", new)
}

/// The same type with another extent.
fn resized(base: &Owned, bytes: i64) -> Result<Owned> {
    let mut new = Owned(base.0);
    // SAFETY: a live type; the extent is not negative.
    let code = unsafe { ffi::MPI_Type_create_resized(base.0, 0, bytes as ffi::MPI_Aint, &mut new.0) };
    checked(code, "MPI_Type_create_resized", new)
}

fn contiguous(base: ffi::MPI_Datatype, count: c_int) -> Result<Owned> {
    let mut new = Owned(base);
    // SAFETY: a live type and a small count.
    let code = unsafe { ffi::MPI_Type_contiguous(count, base, &mut new.0) };
    checked(code, "MPI_Type_contiguous", new)
}

fn finish(from: &Owned, bytes: i64) -> Result<ffi::MPI_Datatype> {
    let mut new = resized(from, bytes)?;
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
