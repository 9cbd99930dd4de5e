//! The structures of `distarray/protocol.h` as Rust sees them, and the checks and conversions that
//! need no pointer to be followed. The header is the authority; a test compares the two.
//!
//! How a caller of the C ABI reads a foreign structure: `check_header`, follow `shape`, `strides`
//! and `dim_data` (`ndim` items each), `check_indices` for every dictionary, follow `indices`, then
//! `DimDict::from_abi`, `Section::from_abi` and `validate_section`.

use super::element::{dlpack_code, from_dlpack};
use super::rules::{Broken, Checked};
use super::section::{FLAGS, Section};
use super::{DAP_VERSION, DimDict, DimKind, MAX_NDIM};
use crate::dtype::DType;
use crate::error::{Error, Result};
use crate::fail;
use std::ffi::c_void;
use std::ptr::{null, null_mut};

/// `DA_ABI_MAJOR`
pub const ABI_MAJOR: u32 = 1;
/// `DA_ABI_MINOR`
pub const ABI_MINOR: u32 = 0;

/// `da_dim_dict.dist_type` of the empty dictionary.
pub const DIST_ALIAS: u8 = 0;
/// `da_dim_dict.dist_type` of a block axis.
pub const DIST_BLOCK: u8 = b'b';
/// `da_dim_dict.dist_type` of a cyclic axis.
pub const DIST_CYCLIC: u8 = b'c';
/// `da_dim_dict.dist_type` of an unstructured axis.
pub const DIST_UNSTRUCTURED: u8 = b'u';

/// One axis, as `protocol.h` defines it.
#[allow(non_camel_case_types, reason = "the C name")]
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct da_dim_dict {
    /// Elements of the whole axis.
    pub size: i64,
    /// Processes along the axis.
    pub proc_grid_size: i64,
    /// This process's coordinate.
    pub proc_grid_rank: i64,
    /// First global index (b, c).
    pub start: i64,
    /// One past the last global index (b).
    pub stop: i64,
    /// Width of the dealt blocks (c).
    pub block_size: i64,
    /// Widths of the padded regions (b).
    pub padding: [i64; 2],
    /// Length of `indices` (u).
    pub num_indices: i64,
    /// Labels (u).
    pub indices: *const i64,
    /// `DIST_*`.
    pub dist_type: u8,
    /// 0 or 1 (b).
    pub periodic: u8,
    /// 0 or 1 (u).
    pub one_to_one: u8,
    /// Zero.
    pub reserved: [u8; 5],
    /// Zero.
    pub reserved2: [i64; 2],
}

/// An element type in DLPack's numbers.
#[allow(non_camel_case_types, reason = "the C name")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct da_buffer_dtype {
    /// DLPack's type code.
    pub code: u8,
    /// Bits of one element.
    pub bits: u8,
    /// 1.
    pub lanes: u16,
}

/// Where memory is, in DLPack's numbers.
#[allow(non_camel_case_types, reason = "the C name")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct da_buffer_device {
    /// DLPack's device type.
    pub r#type: i32,
    /// The device's number.
    pub id: i32,
}

/// What a producer gives to be called back.
pub type ReleaseFn = unsafe extern "C" fn(*mut da_distbuffer);

/// One process's section, as `protocol.h` defines it.
#[allow(non_camel_case_types, reason = "the C name")]
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct da_distbuffer {
    /// `ABI_MAJOR` of the producer.
    pub abi_major: u32,
    /// `ABI_MINOR` of the producer.
    pub abi_minor: u32,
    /// The producer's own.
    pub private_data: *mut c_void,
    /// None: released.
    pub release: Option<ReleaseFn>,
    /// `FLAG_*`.
    pub flags: u64,
    /// The protocol's version.
    pub dap_version: [u32; 3],
    /// Number of axes.
    pub ndim: i32,
    /// The element whose local indices are all 0.
    pub data: *mut c_void,
    /// Bytes that the elements take.
    pub nbytes: u64,
    /// The element type.
    pub dtype: da_buffer_dtype,
    /// Where `data` is.
    pub device: da_buffer_device,
    /// Zero.
    pub reserved0: u32,
    /// Local extents.
    pub shape: *const i64,
    /// Byte strides.
    pub strides: *const i64,
    /// One dictionary per axis.
    pub dim_data: *const da_dim_dict,
    /// Fortran handle, or -1.
    pub comm_f: i64,
    /// Rank, or -1.
    pub rank: i32,
    /// Number of processes, or -1.
    pub comm_size: i32,
    /// For later minor versions.
    pub ext: *const c_void,
    /// Zero.
    pub reserved: [u64; 8],
}

impl da_dim_dict {
    /// All members zero: the empty dictionary.
    pub const fn zeroed() -> da_dim_dict {
        da_dim_dict {
            size: 0,
            proc_grid_size: 0,
            proc_grid_rank: 0,
            start: 0,
            stop: 0,
            block_size: 0,
            padding: [0; 2],
            num_indices: 0,
            indices: null(),
            dist_type: DIST_ALIAS,
            periodic: 0,
            one_to_one: 0,
            reserved: [0; 5],
            reserved2: [0; 2],
        }
    }
}

impl da_buffer_dtype {
    /// How C sees this dtype.
    pub const fn of(dtype: DType) -> da_buffer_dtype {
        da_buffer_dtype { code: dlpack_code(dtype), bits: (dtype.itemsize() * 8) as u8, lanes: 1 }
    }
}

impl da_distbuffer {
    /// A released structure of this ABI, as `da_distbuffer_init` makes it.
    pub const fn empty() -> da_distbuffer {
        da_distbuffer {
            abi_major: ABI_MAJOR,
            abi_minor: ABI_MINOR,
            private_data: null_mut(),
            release: None,
            flags: 0,
            dap_version: DAP_VERSION,
            ndim: 0,
            data: null_mut(),
            nbytes: 0,
            dtype: da_buffer_dtype { code: 0, bits: 0, lanes: 0 },
            device: da_buffer_device { r#type: super::section::DEVICE_CPU, id: 0 },
            reserved0: 0,
            shape: null(),
            strides: null(),
            dim_data: null(),
            comm_f: -1,
            rank: -1,
            comm_size: -1,
            ext: null(),
            reserved: [0; 8],
        }
    }
}

/// What has to hold before any pointer is followed; returns the number of axes. `abi_major` and
/// `release` are looked at first, and nothing else where they forbid it.
pub fn check_header(buffer: &da_distbuffer) -> Result<usize> {
    if buffer.release.is_none() {
        fail!(Released, "release is NULL: the structure was already released, or never filled");
    }
    if buffer.abi_major != ABI_MAJOR {
        let major = buffer.abi_major;
        fail!(
            Version,
            "abi_major = {major}: this library reads {ABI_MAJOR}; call release and read nothing else"
        );
    }
    check_reserved(buffer)?;
    let ndim = match usize::try_from(buffer.ndim) {
        Ok(ndim) if ndim <= MAX_NDIM => ndim,
        _ => fail!(Protocol, "ndim = {}: must be 0 to {MAX_NDIM}", buffer.ndim),
    };
    if ndim > 0 {
        check_pointer("shape", buffer.shape)?;
        check_pointer("strides", buffer.strides)?;
        check_pointer("dim_data", buffer.dim_data)?;
    }
    if buffer.data.is_null() && buffer.nbytes > 0 {
        fail!(Protocol, "data is NULL: must point to the section, nbytes is {}", buffer.nbytes);
    }
    Ok(ndim)
}

fn check_reserved(buffer: &da_distbuffer) -> Result<()> {
    if buffer.flags & !FLAGS != 0 {
        fail!(
            Protocol,
            "flags = {:#x}: only the bits {FLAGS:#x} have a meaning, others must be 0",
            buffer.flags
        );
    }
    if buffer.reserved0 != 0 {
        fail!(Protocol, "reserved0 = {}: must be 0", buffer.reserved0);
    }
    match buffer.reserved.iter().position(|&word| word != 0) {
        None => Ok(()),
        Some(k) => fail!(Protocol, "reserved[{k}] = {}: must be 0", buffer.reserved[k]),
    }
}

/// A table of 8-byte members: there, and aligned, so that it may be read.
fn check_pointer<T>(name: &str, pointer: *const T) -> Result<()> {
    if pointer.is_null() {
        fail!(Protocol, "{name} is NULL: must have one item per axis (statement 16)");
    }
    if !pointer.is_aligned() {
        fail!(Protocol, "{name} = {pointer:p}: must be aligned to {} bytes", align_of::<T>());
    }
    Ok(())
}

/// What has to hold before `indices` is followed, on an axis whose buffer has this extent; returns
/// how many labels to read.
pub fn check_indices(axis: usize, dict: &da_dim_dict, extent: i64) -> Result<usize> {
    let place = format!("axis {axis}");
    let count = dict.num_indices;
    if dict.dist_type != DIST_UNSTRUCTURED {
        check_no_indices(dict).map_err(|broken| broken.at(&place))?;
        return Ok(0);
    }
    let Ok(labels) = usize::try_from(count) else {
        return Err(Broken::new("num_indices", count, 69, "must be >= 0").at(&place));
    };
    if count != extent {
        let must = format!("must be the buffer's extent, {extent}");
        return Err(Broken::new("num_indices", count, 69, must).at(&place));
    }
    if labels > 0 {
        check_pointer("indices", dict.indices)
            .map_err(|e| Error { message: format!("{place}: {}", e.message), ..e })?;
    }
    Ok(labels)
}

fn check_no_indices(dict: &da_dim_dict) -> Checked {
    zero("num_indices", dict.num_indices, dict.dist_type)?;
    if dict.indices.is_null() {
        return Ok(());
    }
    Err(Broken::new("indices", format!("{:p}", dict.indices), 24, "must be NULL unless dist_type is 'u'"))
}

/// A member that this dist_type does not use.
fn zero(key: &'static str, value: i64, dist_type: u8) -> Checked {
    if value == 0 {
        return Ok(());
    }
    let whose = match dist_type {
        DIST_ALIAS => "the empty dictionary (dist_type 0)".to_string(),
        letter => format!("dist_type '{}'", letter as char),
    };
    Err(Broken::new(key, value, 24, format!("must be 0, {whose} does not use it")))
}

fn boolean(key: &'static str, value: u8, statement: u32) -> std::result::Result<bool, Broken> {
    match value {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(Broken::new(key, value, statement, "must be 0 or 1")),
    }
}

impl DimDict {
    /// Reads a C dictionary whose labels were copied out (None unless `u`). Members that are
    /// reserved, or that the dist_type does not use, must be zero: a later version may give them a
    /// meaning. The protocol's other rules are for `validate_dim`.
    pub fn from_abi(dict: &da_dim_dict, indices: Option<&[i64]>) -> Result<DimDict> {
        convert(dict, indices).map_err(|broken| broken.at("dimension dictionary"))
    }

    /// Writes the C dictionary. Its `indices` point into `self` and live as long.
    pub fn fill_abi(&self, target: &mut da_dim_dict) {
        *target = da_dim_dict::zeroed();
        target.size = self.size;
        target.proc_grid_size = self.grid_size;
        target.proc_grid_rank = self.grid_rank;
        match &self.kind {
            DimKind::Alias => {}
            DimKind::Block { start, stop, padding, periodic } => {
                target.dist_type = DIST_BLOCK;
                (target.start, target.stop) = (*start, *stop);
                (target.padding, target.periodic) = (*padding, u8::from(*periodic));
            }
            DimKind::Cyclic { start, block_size } => {
                target.dist_type = DIST_CYCLIC;
                (target.start, target.block_size) = (*start, *block_size);
            }
            DimKind::Unstructured { indices, one_to_one } => {
                target.dist_type = DIST_UNSTRUCTURED;
                target.one_to_one = u8::from(*one_to_one);
                target.num_indices = indices.len() as i64;
                target.indices = if indices.is_empty() { null() } else { indices.as_ptr() };
            }
        }
    }
}

fn convert(dict: &da_dim_dict, indices: Option<&[i64]>) -> std::result::Result<DimDict, Broken> {
    let letter = dict.dist_type;
    let known = [DIST_ALIAS, DIST_BLOCK, DIST_CYCLIC, DIST_UNSTRUCTURED].contains(&letter);
    if !known {
        return Err(Broken::new("dist_type", letter, 22, "must be 'b' (98), 'c' (99), 'u' (117) or 0"));
    }
    if dict.reserved != [0; 5] || dict.reserved2 != [0; 2] {
        let value = format!("{:?}, reserved2 = {:?}", dict.reserved, dict.reserved2);
        return Err(Broken::new("reserved", value, 23, "must be 0, later versions may use them"));
    }
    let (periodic, one_to_one) =
        (boolean("periodic", dict.periodic, 51)?, boolean("one_to_one", dict.one_to_one, 66)?);
    check_unused(dict)?;
    let kind = match letter {
        DIST_BLOCK => DimKind::Block { start: dict.start, stop: dict.stop, padding: dict.padding, periodic },
        DIST_CYCLIC => DimKind::Cyclic { start: dict.start, block_size: dict.block_size },
        DIST_UNSTRUCTURED => DimKind::Unstructured { indices: labels(dict, indices)?.into(), one_to_one },
        _ => DimKind::Alias,
    };
    Ok(DimDict { size: dict.size, grid_size: dict.proc_grid_size, grid_rank: dict.proc_grid_rank, kind })
}

/// Members that the dist_type does not use are zero.
fn check_unused(dict: &da_dim_dict) -> Checked {
    let letter = dict.dist_type;
    let unused = |key, value: i64| zero(key, value, letter);
    if letter != DIST_BLOCK {
        unused("stop", dict.stop)?;
        unused("padding[0]", dict.padding[0])?;
        unused("padding[1]", dict.padding[1])?;
        unused("periodic", dict.periodic.into())?;
    }
    if letter != DIST_BLOCK && letter != DIST_CYCLIC {
        unused("start", dict.start)?;
    }
    if letter != DIST_CYCLIC {
        unused("block_size", dict.block_size)?;
    }
    if letter != DIST_UNSTRUCTURED {
        unused("one_to_one", dict.one_to_one.into())?;
        check_no_indices(dict)?;
    }
    Ok(())
}

fn labels<'a>(dict: &da_dim_dict, indices: Option<&'a [i64]>) -> std::result::Result<&'a [i64], Broken> {
    let labels = indices.unwrap_or(&[]);
    if i64::try_from(labels.len()) == Ok(dict.num_indices) {
        return Ok(labels);
    }
    let must = format!("must be the number of labels, {} were read", labels.len());
    Err(Broken::new("num_indices", dict.num_indices, 69, must))
}

impl Section {
    /// Reads the members of a C structure that are no pointers; `shape` and `strides` were followed
    /// after `check_header`.
    pub fn from_abi(buffer: &da_distbuffer, shape: &[i64], strides: &[i64]) -> Result<Section> {
        let da_buffer_dtype { code, bits, lanes } = buffer.dtype;
        Ok(Section {
            version: buffer.dap_version,
            shape: shape.to_vec(),
            strides: strides.to_vec(),
            dtype: from_dlpack(code, bits, lanes)?,
            nbytes: buffer.nbytes,
            flags: buffer.flags,
            device: [buffer.device.r#type, buffer.device.id],
            rank: buffer.rank,
            comm_size: buffer.comm_size,
        })
    }
}
