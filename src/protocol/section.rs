//! Validation of one process's section: the buffer's facts and its dimension dictionaries.

use super::rules::validate_dim;
use super::version::check_version;
use super::{DimDict, MAX_NDIM};
use crate::dtype::DType;
use crate::error::Result;
use crate::fail;
use crate::index::c_strides;

/// Flag: the consumer must not write.
pub const FLAG_READ_ONLY: u64 = 1;
/// Flag: the memory is a copy.
pub const FLAG_IS_COPY: u64 = 2;
/// Flag: communication padding holds the neighbours' values.
pub const FLAG_PADDING_VALID: u64 = 4;
/// All flags that have a meaning.
pub const FLAGS: u64 = FLAG_READ_ONLY | FLAG_IS_COPY | FLAG_PADDING_VALID;

/// DLPack's number of the CPU.
pub const DEVICE_CPU: i32 = 1;

/// What is known about a section's buffer besides its dimension dictionaries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The protocol's version.
    pub version: [u32; 3],
    /// Local extents.
    pub shape: Vec<i64>,
    /// Byte strides.
    pub strides: Vec<i64>,
    /// The element type.
    pub dtype: DType,
    /// Bytes that the elements take.
    pub nbytes: u64,
    /// `FLAG_*`.
    pub flags: u64,
    /// DLPack's device type and number.
    pub device: [i32; 2],
    /// This process's rank, or -1.
    pub rank: i32,
    /// Number of processes, or -1.
    pub comm_size: i32,
}

impl Section {
    /// A section of contiguous CPU memory in C order, of which no communicator is known.
    pub fn contiguous(shape: &[i64], dtype: DType) -> Result<Section> {
        let nbytes = byte_count(shape, dtype.itemsize())?;
        Ok(Section {
            version: super::DAP_VERSION,
            shape: shape.to_vec(),
            strides: c_strides(shape, dtype.itemsize() as i64)?,
            dtype,
            nbytes,
            flags: 0,
            device: [DEVICE_CPU, 0],
            rank: -1,
            comm_size: -1,
        })
    }
}

/// What `__distarray__` returns in Python: the buffer's facts and the dimension dictionaries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Structure {
    /// The version and the buffer.
    pub section: Section,
    /// One dictionary per axis.
    pub dim_data: Vec<DimDict>,
}

/// Product of the extents times the item size; at most 2^63 - 1.
pub fn byte_count(shape: &[i64], itemsize: usize) -> Result<u64> {
    if let Some(axis) = shape.iter().position(|&n| n < 0) {
        fail!(Shape, "shape[{axis}] = {}: extents must be >= 0", shape[axis]);
    }
    if shape.contains(&0) {
        return Ok(0);
    }
    let bytes = shape.iter().try_fold(itemsize as i64, |bytes, &extent| bytes.checked_mul(extent));
    match bytes {
        Some(bytes) => Ok(bytes as u64),
        None => fail!(Overflow, "shape {shape:?} with items of {itemsize} bytes: more than 2^63 - 1 bytes"),
    }
}

/// Elements of the global array: the product of all `size`, 1 without axes (statement 78).
pub fn global_elements(dims: &[DimDict]) -> Result<i64> {
    if let Some(axis) = dims.iter().position(|d| d.size < 0) {
        fail!(Protocol, "axis {axis}: size = {}: must be >= 0 (statement 26)", dims[axis].size);
    }
    if dims.iter().any(|d| d.size == 0) {
        return Ok(0);
    }
    match dims.iter().try_fold(1_i64, |product, d| product.checked_mul(d.size)) {
        Some(product) => Ok(product),
        None => fail!(Overflow, "the product of all size has more than 63 bits: {}", sizes(dims)),
    }
}

fn sizes(dims: &[DimDict]) -> String {
    dims.iter().map(|d| d.size.to_string()).collect::<Vec<_>>().join(" x ")
}

/// Every rule that one process can check by itself: the version, the buffer, each dictionary, and
/// how they fit together.
pub fn validate_section(dims: &[DimDict], section: &Section) -> Result<()> {
    check_version(section.version)?;
    check_ndim(dims.len(), section)?;
    check_buffer(section)?;
    for (axis, (dict, &extent)) in dims.iter().zip(&section.shape).enumerate() {
        validate_dim(axis, dict)?;
        dict.check_extent(extent).map_err(|broken| broken.at(&format!("axis {axis}")))?;
    }
    let resolved = resolve_all(dims, &section.shape)?;
    global_elements(&resolved)?;
    check_process_count(&resolved, section)
}

/// Every dictionary with the empty ones expanded for a buffer of this shape.
pub fn resolve_all(dims: &[DimDict], shape: &[i64]) -> Result<Vec<DimDict>> {
    if dims.len() != shape.len() {
        fail!(Protocol, "{}", ndim_differs(dims.len(), shape.len()));
    }
    dims.iter().zip(shape).map(|(dict, &extent)| dict.resolve(extent)).collect()
}

fn ndim_differs(dicts: usize, ndim: usize) -> String {
    format!(
        "dim_data has {dicts} dimension dictionaries: must be one per axis of the buffer, {ndim} (statement 20)"
    )
}

fn check_ndim(dicts: usize, section: &Section) -> Result<()> {
    let ndim = section.shape.len();
    if dicts != ndim {
        fail!(Protocol, "{}", ndim_differs(dicts, ndim));
    }
    if section.strides.len() != ndim {
        fail!(
            Protocol,
            "{} strides for {ndim} axes: must be one per axis (statement 16)",
            section.strides.len()
        );
    }
    if ndim > MAX_NDIM {
        fail!(Shape, "{ndim} axes: this library takes at most {MAX_NDIM}");
    }
    Ok(())
}

fn check_buffer(section: &Section) -> Result<()> {
    let nbytes = byte_count(&section.shape, section.dtype.itemsize())?;
    if section.nbytes != nbytes {
        let (given, shape, dtype) = (section.nbytes, &section.shape, section.dtype);
        fail!(Protocol, "nbytes = {given}: must be {nbytes}, shape {shape:?} of {dtype} (statement 16)");
    }
    if section.flags & !FLAGS != 0 {
        fail!(
            Protocol,
            "flags = {:#x}: only the bits {FLAGS:#x} have a meaning, others must be 0",
            section.flags
        );
    }
    let [device, number] = section.device;
    if device < 1 || number < 0 || (device == DEVICE_CPU && number != 0) {
        fail!(
            Protocol,
            "device = {{type {device}, id {number}}}: type must be DLPack's number, >= 1, and id >= 0, 0 for the CPU"
        );
    }
    check_strides(section)
}

/// Addresses relative to `data` must fit 63 bits, on either side.
fn check_strides(section: &Section) -> Result<()> {
    if section.nbytes == 0 {
        return Ok(());
    }
    let (mut low, mut high) = (0_i128, i128::from(section.dtype.itemsize() as u64));
    for (&extent, &stride) in section.shape.iter().zip(&section.strides) {
        let reach = i128::from(extent - 1) * i128::from(stride);
        if reach < 0 { low += reach } else { high += reach }
    }
    if low < i128::from(i64::MIN) || high > i128::from(i64::MAX) {
        let (shape, strides) = (&section.shape, &section.strides);
        fail!(Overflow, "shape {shape:?} with byte strides {strides:?} spans more than 63 bits of addresses");
    }
    Ok(())
}

/// Where rank and number of processes are known: the grid has that many, and this rank's coordinates
/// are its place in C order.
fn check_process_count(dims: &[DimDict], section: &Section) -> Result<()> {
    let (rank, procs) = (section.rank, section.comm_size);
    if procs == -1 && rank >= -1 {
        return Ok(());
    }
    if procs < 1 || rank < -1 || rank >= procs {
        fail!(
            Protocol,
            "rank = {rank}, comm_size = {procs}: must be -1 (unknown), or 0 <= rank < comm_size (statement 1)"
        );
    }
    let product = grid_product(dims);
    if product != Some(i64::from(procs)) {
        fail!(
            Protocol,
            "comm_size = {procs}: the product of all proc_grid_size, {}, must be the number of processes (statements 4, 32)",
            grid_text(dims.iter().map(|d| d.grid_size))
        );
    }
    let place = dims.iter().fold(0, |place, d| place * d.grid_size + d.grid_rank);
    if rank >= 0 && place != i64::from(rank) {
        fail!(
            Protocol,
            "rank = {rank}: its proc_grid_rank along the axes, {:?}, are those of rank {place} in C order (statements 3, 34)",
            dims.iter().map(|d| d.grid_rank).collect::<Vec<_>>()
        );
    }
    Ok(())
}

/// Number of processes in the grid; None if it has more than 63 bits.
fn grid_product(dims: &[DimDict]) -> Option<i64> {
    dims.iter().try_fold(1_i64, |product, d| product.checked_mul(d.grid_size))
}

/// The grid as messages show it, such as `2 x 3`; `1` without axes.
pub(crate) fn grid_text(sizes: impl Iterator<Item = i64>) -> String {
    let sizes: Vec<String> = sizes.map(|size| size.to_string()).collect();
    if sizes.is_empty() { "1 (no axes)".to_string() } else { sizes.join(" x ") }
}
