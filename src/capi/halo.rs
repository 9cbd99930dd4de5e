//! Halo exchange: padding brought up to date, and added into what it shows.

use super::array::da_array;
use super::creation::describe_value;
use super::distribution::da_distribution;
use super::error::da_status;
use super::frame::Frame;
use super::functions::read_arrays;
use super::guard::{guard, guard_free, items, not_null, put};
use super::handles::{self, Noun, Object};
use super::plan::{da_plan_report, put_report, terms};
use super::value::da_value;
use crate::array::{Array, Placement};
use crate::compute::kernels::combine::adding;
use crate::dtype::DType;
use crate::error::Result;
use crate::exchange::{Halo, HaloDraft, Terms};
use crate::fail;
use crate::plan::{Boundary, HaloSpec};
use crate::value::Value;
use std::sync::Arc;

/// A halo exchange: padding of one distribution's arrays brought up to date; an opaque handle.
pub struct da_halo {
    _private: [u8; 0],
}

/// Boundary padding belongs to its owner, as any other element, and is left alone.
pub const DA_BOUNDARY_UNTOUCHED: i32 = 0;
/// Boundary padding gets the options' value; numpy.pad's mode "constant".
pub const DA_BOUNDARY_CONSTANT: i32 = 1;
/// Boundary padding repeats the interior's last element; numpy.pad's mode "edge".
pub const DA_BOUNDARY_NEAREST: i32 = 2;
/// Boundary padding mirrors the interior, its last element included; numpy.pad's mode "symmetric".
pub const DA_BOUNDARY_SYMMETRIC: i32 = 3;
/// Boundary padding mirrors the interior at its last element; numpy.pad's mode "reflect".
pub const DA_BOUNDARY_REFLECT: i32 = 4;

/// What a halo covers. Set `struct_size` to sizeof(da_halo_options) and zero the rest for the defaults: all
/// the padding there is, corners too, boundaries left alone.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct da_halo_options {
    /// sizeof(da_halo_options) of the caller's header.
    pub struct_size: u64,
    /// For each axis the width on the left and on the right, in elements; -1 for all the padding there. NULL
    /// for all of it everywhere.
    pub widths: *const i64,
    /// For each axis what becomes of the boundary padding on the left and on the right, DA_BOUNDARY_UNTOUCHED to
    /// DA_BOUNDARY_REFLECT; not used on periodic axes, which wrap around. NULL for `boundary` everywhere.
    pub boundaries: *const i32,
    /// Where `boundaries` is NULL: what becomes of all boundary padding.
    pub boundary: i32,
    /// 1 if padding that lies outside along several axes is not needed, as for stencils that look along the
    /// axes only; 0 otherwise.
    pub skip_corners: i32,
    /// What DA_BOUNDARY_CONSTANT writes, converted to the dtype of each array; all zero means 0.
    pub value: da_value,
    /// Most bytes of staging memory for updates, and as much again for accumulating, as in da_plan_options.
    pub staging_bytes: i64,
    /// Most bytes of elements in one message, as in da_plan_options.
    pub message_bytes: i64,
    /// DA_TRANSPORT_AUTO, DA_TRANSPORT_MESSAGES or DA_TRANSPORT_DIRECT.
    pub transport: i32,
    /// Must be 0.
    pub reserved: i32,
}

/// What the options ask for.
struct Wish {
    spec: HaloSpec,
    value: Value,
    terms: Terms,
}

/// The caller's widths and boundaries, where there are any.
type Lists<'a> = (Option<&'a [i64]>, Option<&'a [i32]>);

impl da_halo_options {
    /// # Safety
    /// `options` is NULL or points to a structure of the size that it names.
    unsafe fn read(options: *const da_halo_options) -> Result<da_halo_options> {
        let mut own = da_halo_options {
            struct_size: 0,
            widths: std::ptr::null(),
            boundaries: std::ptr::null(),
            boundary: 0,
            skip_corners: 0,
            value: da_value { dtype: 0, flags: 0, bits: [0; 2] },
            staging_bytes: 0,
            message_bytes: 0,
            transport: 0,
            reserved: 0,
        };
        if !options.is_null() {
            not_null(options, "options")?;
            // SAFETY: the caller's structure, of the size it names (checked by read_struct).
            unsafe { super::library::read_struct(options, &mut own, "da_halo_options")? };
        }
        Ok(own)
    }

    /// Adds what the ranks must agree on.
    ///
    /// # Safety
    /// The lists are NULL or have two items for each of `ndim` axes.
    unsafe fn describe(&self, frame: &mut Frame, ndim: usize) -> Result<()> {
        // SAFETY: by the caller's contract.
        let (widths, boundaries) = unsafe { self.lists(ndim)? };
        let wide: Vec<i64> = boundaries.unwrap_or_default().iter().map(|rule| i64::from(*rule)).collect();
        frame.call.list("options.widths", widths.unwrap_or_default());
        frame.call.list("options.boundaries", &wide);
        frame.call.attribute("options.boundary", self.boundary as u64);
        frame.call.attribute("options.skip_corners", self.skip_corners as u64);
        frame.call.attribute("options.transport", self.transport as u64);
        frame.call.attribute("options.staging_bytes", self.staging_bytes as u64);
        frame.call.attribute("options.message_bytes", self.message_bytes as u64);
        describe_value(frame, &self.value);
        Ok(())
    }

    /// # Safety
    /// As for `describe`.
    unsafe fn lists<'a>(&self, ndim: usize) -> Result<Lists<'a>> {
        // SAFETY: by the caller's contract.
        unsafe {
            let widths = match self.widths.is_null() {
                true => None,
                false => Some(items(self.widths, 2 * ndim, "options.widths")?),
            };
            let boundaries = match self.boundaries.is_null() {
                true => None,
                false => Some(items(self.boundaries, 2 * ndim, "options.boundaries")?),
            };
            Ok((widths, boundaries))
        }
    }

    /// # Safety
    /// As for `describe`.
    unsafe fn wish(&self, placement: &Placement) -> Result<Wish> {
        let ndim = placement.distribution().ndim();
        if !(0..=1).contains(&self.skip_corners) {
            fail!(Argument, "options.skip_corners is {}; it must be 0 or 1", self.skip_corners);
        }
        if self.reserved != 0 {
            fail!(Argument, "options.reserved is {}; it must be 0", self.reserved);
        }
        // SAFETY: by the caller's contract.
        let (widths, boundaries) = unsafe { self.lists(ndim)? };
        let mut spec = HaloSpec { corners: self.skip_corners == 0, ..HaloSpec::all(ndim) };
        for (axis, both) in spec.widths.iter_mut().enumerate() {
            for (side, width) in both.iter_mut().enumerate() {
                *width = read_width(widths.map_or(-1, |list| list[2 * axis + side]))?;
            }
        }
        for (axis, both) in spec.boundaries.iter_mut().enumerate() {
            for (side, rule) in both.iter_mut().enumerate() {
                *rule = read_boundary(boundaries.map_or(self.boundary, |list| list[2 * axis + side]))?;
            }
        }
        read_boundary(self.boundary)?;
        let default = self.value.dtype == 0 && self.value.flags == 0 && self.value.bits == [0; 2];
        let value = if default { Value::weak_int(0) } else { self.value.read()? };
        let bytes = placement.distribution().size().saturating_mul(8);
        let terms =
            terms(self.staging_bytes, self.message_bytes, self.transport, placement.context(), bytes, None)?;
        Ok(Wish { spec, value, terms })
    }
}

fn read_width(width: i64) -> Result<Option<i64>> {
    match width {
        -1 => Ok(None),
        0.. => Ok(Some(width)),
        _ => fail!(
            Argument,
            "a width in options.widths is {width}; widths are 0 or more, or -1 for all the padding"
        ),
    }
}

fn read_boundary(code: i32) -> Result<Boundary> {
    match code {
        DA_BOUNDARY_UNTOUCHED => Ok(Boundary::Untouched),
        DA_BOUNDARY_CONSTANT => Ok(Boundary::Constant),
        DA_BOUNDARY_NEAREST => Ok(Boundary::Nearest),
        DA_BOUNDARY_SYMMETRIC => Ok(Boundary::Symmetric),
        DA_BOUNDARY_REFLECT => Ok(Boundary::Reflect),
        _ => fail!(
            Argument,
            "a boundary in options is {code}; it must be DA_BOUNDARY_UNTOUCHED (0), _CONSTANT (1), _NEAREST (2), \
             _SYMMETRIC (3) or _REFLECT (4)"
        ),
    }
}

/// What can be planned before the ranks agree.
///
/// # Safety
/// The options' lists have two items for each of the distribution's axes.
unsafe fn draft(
    frame: &mut Frame,
    placement: Arc<Placement>,
    options: &da_halo_options,
) -> Option<HaloDraft> {
    let ndim = placement.distribution().ndim();
    // SAFETY: by the caller's contract.
    let (described, wish) = unsafe { (options.describe(frame, ndim), options.wish(&placement)) };
    frame.take(described);
    let wish = frame.take(wish)?;
    // A process that is no member has nothing to plan, and hears so from the frame.
    placement.rank()?;
    frame.take(HaloDraft::new(placement, &wish.spec, wish.value, wish.terms))
}

/// Make a halo exchange for the arrays of a distribution.
///
/// Collective, communicating. All that can be computed beforehand is computed here: who sends what to whom,
/// to all neighbours in one phase, and all staging memory. Along periodic axes the boundary padding at the
/// ends shows the interior of the other end.
/// @param dist the distribution, which the halo keeps alive.
/// @param options what is covered, the same on all ranks; NULL for all padding with corners, boundaries left
/// alone.
/// @param[out] halo the new halo exchange.
/// @return DA_OK or an error, the same on all ranks.
/// Ownership: the caller owns `*halo` and frees it with da_halo_free(). The options' lists are copied.
/// Errors: DA_ERR_DISTRIBUTION for widths beyond the padding, or a boundary that is to show an empty interior;
/// DA_ERR_ARGUMENT for bad options; DA_ERR_DTYPE for a bad value; DA_ERR_NOT_SUPPORTED for a transport that is
/// not to be had; DA_ERR_NO_MEMORY; DA_ERR_MISMATCH; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER;
/// DA_ERR_TIMEOUT; DA_ERR_MPI.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_halo_create(
    dist: *const da_distribution,
    options: *const da_halo_options,
    halo: *mut *mut da_halo,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_halo_create");
        let checked = not_null(halo, "halo");
        frame.take(checked);
        let placement = frame.distribution(dist, "dist");
        // SAFETY: the caller's structure.
        let options = frame.take(unsafe { da_halo_options::read(options) });
        // SAFETY: the caller's lists.
        let draft = placement.zip(options).and_then(|(p, options)| unsafe { draft(&mut frame, p, &options) });
        frame.communicate(draft, |draft, serial| {
            let made = Arc::new(draft.make(serial, "da_halo_create")?);
            let handle = handles::insert(Object::Halo(made))?;
            // SAFETY: `halo` was checked.
            unsafe { put(halo, "halo", handle as *mut da_halo) }
        })
    })
}

/// Tell what an update of one array will move on this rank.
///
/// Not collective. Several arrays travel together: the bytes add up, and the messages are at most as many as those
/// of all.
/// @param halo a halo exchange.
/// @param dtype the array's element type, DA_BOOL to DA_COMPLEX128.
/// @param[in,out] out the figures; set out->struct_size to sizeof(da_plan_report). Staging is that for accumulating
/// too.
/// @return DA_OK or an error.
/// Errors: DA_ERR_DTYPE; DA_ERR_ARGUMENT for a wrong struct_size; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_halo_info(
    halo: *const da_halo,
    dtype: i32,
    out: *mut da_plan_report,
) -> da_status {
    guard(|| {
        let halo = lookup(halo)?;
        let width = DType::from_code(dtype)?.itemsize() as i64;
        let forecast = halo.forecast(width);
        // SAFETY: the caller's structure.
        unsafe { put_report(out, |size| da_plan_report::new(&forecast, width, size)) }
    })
}

fn lookup(halo: *const da_halo) -> Result<Arc<Halo>> {
    match handles::find(halo as usize, Noun::Halo, "halo").map_err(|stale| stale.error)? {
        Object::Halo(halo) => Ok(halo),
        _ => fail!(Internal, "a handle changed its type"),
    }
}

/// One run of a halo on arrays.
///
/// # Safety
/// `arrays` is NULL or has `narrays` handles.
unsafe fn run(
    name: &'static str,
    halo: *const da_halo,
    (narrays, arrays): (i32, *const *mut da_array),
    f: impl FnOnce(&Halo, Result<Vec<Arc<Array>>>) -> Result<()>,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new(name);
        let halo = frame.halo(halo, "halo");
        frame.call.attribute("narrays", narrays as u64);
        // SAFETY: the caller's list.
        let arrays = unsafe { read_arrays(&mut frame, narrays, arrays, None) };
        frame.planned(arrays, |arrays| match &halo {
            Some(halo) => f(halo, arrays),
            None => arrays.map(|_| ()),
        })
    })
}

/// Bring the padding of arrays up to date.
///
/// Plan execution. Padding shows its owners' elements afterwards, as far as the halo reaches, and boundaries
/// are filled as its options say. Ranks exchange messages with their neighbours only.
/// @param halo a halo exchange.
/// @param narrays number of arrays, 1 to 32.
/// @param arrays arrays of the halo's distribution, of any dtypes and storage orders, each once; the same on
/// all ranks.
/// @return DA_OK or an error; an error on one rank alone reaches its neighbours at once and the others at the
/// next communicating call. What padding holds is then not specified.
/// Errors: DA_ERR_DISTRIBUTION for arrays with another distribution or other padding; DA_ERR_CONTEXT;
/// DA_ERR_READ_ONLY; DA_ERR_OVERLAP for an array that stands twice; DA_ERR_OVERFLOW for a constant that the
/// dtype can not hold; DA_ERR_ARGUMENT while an update is under way; DA_ERR_MISMATCH; DA_ERR_NULL;
/// DA_ERR_INVALID_HANDLE; DA_ERR_TIMEOUT; DA_ERR_MPI.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_halo_update(
    halo: *const da_halo,
    narrays: i32,
    arrays: *const *mut da_array,
) -> da_status {
    let name = "da_halo_update";
    // SAFETY: the caller's list.
    unsafe { run(name, halo, (narrays, arrays), |halo, arrays| halo.update(arrays, name)) }
}

/// Begin to bring the padding of arrays up to date.
///
/// Plan execution. Elements may be read until da_halo_update_end(), but not written; what padding and filled
/// boundaries hold meanwhile is not specified. The halo keeps the arrays alive.
/// @param halo a halo exchange that is not under way.
/// @param narrays number of arrays, 1 to 32.
/// @param arrays as for da_halo_update().
/// @return DA_OK or an error, as for da_halo_update(); after an error nothing has begun.
/// Errors: as da_halo_update().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_halo_update_begin(
    halo: *const da_halo,
    narrays: i32,
    arrays: *const *mut da_array,
) -> da_status {
    let name = "da_halo_update_begin";
    // SAFETY: the caller's list.
    unsafe { run(name, halo, (narrays, arrays), |halo, arrays| halo.begin(arrays, name)) }
}

/// End what da_halo_update_begin() began.
///
/// Plan execution. Waits for the neighbours' elements.
/// @param halo a halo exchange under way.
/// @return DA_OK or an error, as for da_halo_update(); after any error nothing is under way.
/// Errors: DA_ERR_ARGUMENT where nothing has begun; DA_ERR_MISMATCH; DA_ERR_NULL; DA_ERR_INVALID_HANDLE;
/// DA_ERR_TIMEOUT; DA_ERR_MPI; whatever a neighbour failed with.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_halo_update_end(halo: *const da_halo) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_halo_update_end");
        let halo = frame.halo(halo, "halo");
        frame.planned(halo, |halo| halo?.end("da_halo_update_end"))
    })
}

/// Add what padding holds into the elements that it shows.
///
/// Plan execution. The reverse of an update: each element becomes the sum of itself and all its copies, in the
/// same order on every run. Padding stays as it is, and shows the old values. Boundaries that updates fill
/// take part as any other element; those of periodic axes are copies, too.
/// @param halo a halo exchange that is not under way.
/// @param narrays number of arrays, 1 to 32.
/// @param arrays as for da_halo_update().
/// @return DA_OK or an error, as for da_halo_update(); what the arrays hold is then not specified.
/// Errors: as da_halo_update().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_halo_accumulate(
    halo: *const da_halo,
    narrays: i32,
    arrays: *const *mut da_array,
) -> da_status {
    let name = "da_halo_accumulate";
    // SAFETY: the caller's list.
    unsafe { run(name, halo, (narrays, arrays), |halo, arrays| halo.accumulate(arrays, adding, name)) }
}

/// Free a halo exchange.
///
/// Not collective.
/// @param[in,out] halo a halo exchange; `*halo` may be NULL and is NULL afterwards.
/// @return DA_OK or an error.
/// Ownership: the handle is given back, and with it the staging memory; the distribution lives on while others need it.
/// Errors: DA_ERR_ARGUMENT while an update has begun and not ended, which leaves the halo as it is; DA_ERR_NULL;
/// DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_halo_free(halo: *mut *mut da_halo) -> da_status {
    guard_free(|| {
        not_null(halo, "halo")?;
        // SAFETY: the caller's handle.
        let handle = unsafe { *halo };
        if !handle.is_null() && lookup(handle)?.is_under_way() {
            fail!(Argument, "da_halo_free: an update has begun; end it with da_halo_update_end first");
        }
        // SAFETY: the caller's handle.
        unsafe { handles::free(halo.cast(), Noun::Halo, "halo") }
    })
}
