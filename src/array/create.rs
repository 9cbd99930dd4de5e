//! Making arrays: fresh memory, or the caller's.

use super::{Array, Placement};
use crate::context::Session;
use crate::dtype::DType;
use crate::error::Result;
use crate::fail;
use crate::index::{Overlap, overlap};
use crate::memory::{LocalPart, Release, Storage, byte_size, contiguous_strides};
use crate::mpi::transfer::minima;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// What fresh memory holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fill {
    /// Anything; communication padding is zero all the same.
    Empty,
    /// Zeros.
    Zeros,
}

/// The caller's memory for this rank's section.
#[derive(Debug)]
pub struct Wrap<'a> {
    /// The element with all local indices 0; may be null for an empty section.
    pub data: *mut u8,
    /// Byte strides; None for contiguous memory in C order.
    pub strides: Option<&'a [i64]>,
    /// Whether the library must not write.
    pub read_only: bool,
    /// Whether communication padding holds the neighbours' values.
    pub padding_valid: bool,
}

impl Array {
    /// An array in fresh memory, contiguous in C order, or in Fortran order.
    pub fn create(
        placement: Arc<Placement>,
        dtype: DType,
        fill: Fill,
        fortran: bool,
        serial: u64,
    ) -> Result<Arc<Array>> {
        let Some(rank) = placement.holder_rank() else {
            return Ok(Array::without_section(placement, dtype, Storage::borrow(None), serial));
        };
        let distribution = placement.distribution();
        let shape = distribution.local_shape(rank)?.unwrap_or_default();
        let bytes = byte_size(&shape, dtype)?;
        let zeroed = fill == Fill::Zeros || distribution.has_comm_padding();
        let (storage, data) = Storage::allocate(bytes, zeroed, placement.context().budget())?;
        let strides = contiguous_strides(&shape, dtype, fortran)?;
        let local = LocalPart::new(distribution, rank, dtype, data, strides)?;
        Ok(Array::assemble(placement, dtype, storage, Some(local), false, fill == Fill::Zeros, serial))
    }

    /// An array as this one in shape, distribution and storage order.
    pub fn like(&self, dtype: DType, fill: Fill, serial: u64) -> Result<Arc<Array>> {
        Array::create(self.placement.clone(), dtype, fill, self.prefers_fortran(), serial)
    }

    /// Whether new arrays like this one are stored in Fortran order.
    pub fn prefers_fortran(&self) -> bool {
        self.local.as_ref().is_some_and(LocalPart::is_fortran_ordered)
    }

    /// Whether new arrays that other ranks' sections go to are stored in Fortran order: all ranks whose
    /// sections show their order must show that one. Collective; one answer for all ranks of the session.
    pub fn prefer_fortran_together(&self, session: &Session, name: &str) -> Result<bool> {
        let shown = self.local.as_ref().and_then(LocalPart::shows_fortran_order);
        let votes = vec![i64::from(shown != Some(true)), i64::from(shown != Some(false))];
        let least = minima(session.comm(), votes, session.options().limit, name)?;
        Ok(least == [0, 1])
    }

    fn without_section(placement: Arc<Placement>, dtype: DType, storage: Storage, serial: u64) -> Arc<Array> {
        Array::assemble(placement, dtype, storage, None, false, true, serial)
    }

    fn assemble(
        placement: Arc<Placement>,
        dtype: DType,
        storage: Storage,
        local: Option<LocalPart>,
        read_only: bool,
        padding_valid: bool,
        serial: u64,
    ) -> Arc<Array> {
        let storage = Arc::new(storage);
        let padding_valid = Arc::new(AtomicBool::new(padding_valid));
        Arc::new(Array { placement, dtype, storage, local, read_only, partial: false, padding_valid, serial })
    }

    /// Checks the caller's memory against the distribution, before anything takes it over.
    /// None where this rank holds no section.
    pub fn check_wrap(placement: &Placement, dtype: DType, wrap: &Wrap<'_>) -> Result<Option<LocalPart>> {
        let Some(rank) = placement.holder_rank() else { return Ok(None) };
        let shape = placement.distribution().local_shape(rank)?.unwrap_or_default();
        let bytes = byte_size(&shape, dtype)?;
        let strides = match wrap.strides {
            Some(strides) => strides.to_vec(),
            None => contiguous_strides(&shape, dtype, false)?,
        };
        if bytes > 0 {
            check_memory(&shape, &strides, dtype, wrap)?;
        }
        Ok(Some(LocalPart::new(placement.distribution(), rank, dtype, wrap.data, strides)?))
    }

    /// Adopts the caller's memory, which `check_wrap` described. From here on the array owes the
    /// release, also where this rank holds no section.
    pub fn wrap(
        placement: Arc<Placement>,
        dtype: DType,
        local: Option<LocalPart>,
        wrap: &Wrap<'_>,
        release: Option<Release>,
        serial: u64,
    ) -> Arc<Array> {
        let storage = Storage::borrow(release);
        Array::assemble(placement, dtype, storage, local, wrap.read_only, wrap.padding_valid, serial)
    }

    /// Adopts memory that came through the protocol.
    pub(super) fn adopt(
        placement: Arc<Placement>,
        dtype: DType,
        local: Option<LocalPart>,
        storage: Storage,
        wrap: &Wrap<'_>,
        serial: u64,
    ) -> Arc<Array> {
        Array::assemble(placement, dtype, storage, local, wrap.read_only, wrap.padding_valid, serial)
    }
}

/// A section with elements: its address, alignment, reach, and that writes do not collide.
pub(super) fn check_memory(shape: &[i64], strides: &[i64], dtype: DType, wrap: &Wrap<'_>) -> Result<()> {
    let align = dtype.alignment() as i64;
    if wrap.data.is_null() {
        fail!(Null, "`data` is NULL, but this rank's section has shape {shape:?}");
    }
    if !(wrap.data as usize).is_multiple_of(align as usize) {
        fail!(
            Layout,
            "`data` is {:p}, but {dtype} needs an address that is a multiple of {align}",
            wrap.data
        );
    }
    let mut reach: i64 = 0;
    for (axis, (extent, stride)) in shape.iter().zip(strides).enumerate() {
        if *extent <= 1 {
            continue;
        }
        if stride % align != 0 {
            fail!(Layout, "strides[{axis}] is {stride} bytes, but {dtype} needs a multiple of {align}");
        }
        let span = stride.checked_abs().and_then(|s| s.checked_mul(extent - 1));
        let total = span.and_then(|s| reach.checked_add(s)).filter(|r| *r <= i64::MAX - 16);
        let Some(total) = total else {
            fail!(
                Overflow,
                "strides[{axis}] is {stride} bytes over {extent} elements: the section spans 2^63 bytes or more"
            );
        };
        reach = total;
        if !wrap.read_only && stride.abs() < dtype.itemsize() as i64 {
            fail!(
                Layout,
                "strides[{axis}] is {stride} bytes over {extent} elements of {} bytes, so that elements overlap; only \
                 read-only memory may do so",
                dtype.itemsize()
            );
        }
    }
    if wrap.read_only {
        return Ok(());
    }
    match overlap(shape, strides, dtype.itemsize() as i64) {
        Overlap::None => Ok(()),
        Overlap::Some => fail!(
            Layout,
            "elements of shape {shape:?} with strides {strides:?} bytes overlap; only read-only memory may do so"
        ),
        Overlap::Unknown => fail!(
            Layout,
            "whether elements of shape {shape:?} with strides {strides:?} bytes overlap could not be found out; wrap \
             them read-only, or axis by axis"
        ),
    }
}
