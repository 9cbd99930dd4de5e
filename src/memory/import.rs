//! Reading the protocol's structure that another library filled.

use super::Storage;
use crate::error::{Error, Result, Status};
use crate::fail;
use crate::protocol::abi::{self, da_dim_dict, da_distbuffer};
use crate::protocol::{self, DimDict, MAX_NDIM, Section};

/// What a foreign structure says, copied out.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// The version and the buffer's facts.
    pub section: Section,
    /// The dictionaries as given.
    pub dims: Vec<DimDict>,
    /// The element with all local indices 0.
    pub data: *mut u8,
}

/// Releases a structure of a foreign ABI and reads nothing else of it; says whether it was one.
///
/// # Safety
/// `buffer` points to a live structure of some major version.
pub unsafe fn refuse_foreign(buffer: *mut da_distbuffer) -> Result<()> {
    // SAFETY: `abi_major` and `release` keep their places in every major version.
    unsafe {
        let major = (&raw const (*buffer).abi_major).read();
        let Some(release) = (&raw const (*buffer).release).read() else { return Ok(()) };
        if major == abi::ABI_MAJOR {
            return Ok(());
        }
        release(buffer);
        (&raw mut (*buffer).release).write(None);
        fail!(
            Version,
            "the structure has abi_major {major}, this library reads {}; it was released unread",
            abi::ABI_MAJOR
        )
    }
}

/// Copies out what the structure says, without checking the protocol's rules.
///
/// # Safety
/// `buffer` points to a structure whose arrays have the lengths that it names.
pub unsafe fn read(buffer: *const da_distbuffer) -> Result<Incoming> {
    // SAFETY: by the caller's contract.
    let header = unsafe { &*buffer };
    let ndim = abi::check_header(header)?;
    // SAFETY: the header check found non-null, aligned pointers to `ndim` items (none for 0 axes).
    let (shape, strides, dims) = unsafe {
        let slice =
            |p: *const i64| if ndim == 0 { Vec::new() } else { std::slice::from_raw_parts(p, ndim).to_vec() };
        let shape = slice(header.shape);
        let dims = read_dim_data(ndim, header.dim_data, Some(&shape))?;
        (shape, slice(header.strides), dims)
    };
    let section = Section::from_abi(header, &shape, &strides)?;
    Ok(Incoming { section, dims, data: header.data.cast() })
}

/// Copies out dictionaries. With `shape`, labels must fit the extents before they are read.
///
/// # Safety
/// `dims` points to `ndim` dictionaries whose `indices` have `num_indices` items.
pub unsafe fn read_dim_data(
    ndim: usize,
    dims: *const da_dim_dict,
    shape: Option<&[i64]>,
) -> Result<Vec<DimDict>> {
    if ndim == 0 {
        return Ok(Vec::new());
    }
    if ndim > MAX_NDIM {
        fail!(Shape, "{ndim} axes; an array has at most {MAX_NDIM}");
    }
    if dims.is_null() || !dims.is_aligned() {
        return Err(Error::new(
            Status::Null,
            "`dim_data` is NULL or not aligned; one dictionary per axis is needed",
        ));
    }
    // SAFETY: not null, aligned, `ndim` items by the caller's contract.
    let dims = unsafe { std::slice::from_raw_parts(dims, ndim) };
    let mut read = Vec::with_capacity(ndim);
    for (axis, dict) in dims.iter().enumerate() {
        let extent = shape.map_or(dict.num_indices, |s| s[axis]);
        let count = abi::check_indices(axis, dict, extent)?;
        let labels: &[i64] = match count {
            0 => &[],
            // SAFETY: the check found a non-null, aligned pointer to `count` labels.
            _ => unsafe { std::slice::from_raw_parts(dict.indices, count) },
        };
        let place = |e: Error| Error { message: format!("axis {axis}: {}", e.message), ..e };
        read.push(DimDict::from_abi(dict, Some(labels)).map_err(place)?);
    }
    Ok(read)
}

/// Moves the structure, and the duty to release it, to us.
///
/// # Safety
/// `buffer` points to a live structure of this ABI.
pub unsafe fn take(buffer: *mut da_distbuffer) -> Storage {
    // SAFETY: a plain structure, moved as the protocol says: copy, then null the source's release.
    unsafe {
        let moved = Box::new(buffer.read());
        (&raw mut (*buffer).release).write(None);
        Storage::import(moved)
    }
}

impl Incoming {
    /// Checks every rule that one process can check by itself.
    pub fn validate(&self) -> Result<()> {
        protocol::validate_section(&self.dims, &self.section)
    }
}
