//! Plans: how elements get from one distribution to another, made once and run often.

use super::array::da_array;
use super::context::da_context;
use super::distribution::da_distribution;
use super::error::da_status;
use super::frame::Frame;
use super::guard::{guard, guard_free, items, not_null, put};
use super::handles::{self, Noun, Object};
use crate::array::Placement;
use crate::compute::kernels::cast::changes;
use crate::context::Context;
use crate::dtype::{Casting, DType, can_cast};
use crate::error::{Error, Result, Status};
use crate::exchange::{
    Draft, Forecast, LEAST_STAGING, Load, Order, Redistribution, STAGING, Terms, Transport,
};
use crate::fail;
use std::sync::Arc;

/// A plan; an opaque handle.
pub struct da_plan {
    _private: [u8; 0],
}

/// Per partner, the transport that is faster.
pub const DA_TRANSPORT_AUTO: i32 = 0;
/// Messages, packed on one side and unpacked on the other. Works everywhere.
pub const DA_TRANSPORT_MESSAGES: i32 = 1;
/// Reads from the partner's memory: within a node, where the system allows it.
pub const DA_TRANSPORT_DIRECT: i32 = 2;

/// How a plan moves elements. Set `struct_size` to sizeof(da_plan_options) and zero the rest for the defaults. The
/// same on all ranks.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct da_plan_options {
    /// sizeof(da_plan_options) of the caller's header.
    pub struct_size: u64,
    /// Most bytes of staging memory that the plan keeps on each rank; 0 for the default (64 MiB), else at least
    /// 1792. With many partners or large messages elements move in rounds.
    pub staging_bytes: i64,
    /// Most bytes of elements in one message, at least 16; 0 for the context's staging_bytes or, where that is 0
    /// too, 4 MiB.
    pub message_bytes: i64,
    /// NULL, or a permutation of the axes: axis k of the target is axis `axes[k]` of the source, as in
    /// numpy.transpose.
    pub axes: *const i32,
    /// DA_TRANSPORT_AUTO, DA_TRANSPORT_MESSAGES or DA_TRANSPORT_DIRECT.
    pub transport: i32,
    /// Not 0: complex elements arrive conjugated.
    pub conjugate: i32,
    /// Not 0: any conversion between dtypes is allowed (DA_CASTING_UNSAFE); 0: those of DA_CASTING_SAME_KIND.
    pub any_cast: i32,
    /// Not 0: the target may have another shape with as many elements; they go there in C order, as
    /// numpy.reshape has them. Structured axes only.
    pub reshape: i32,
}

/// What a plan will move on this rank, known before anything moves.
#[derive(Clone, Copy, Debug, Default)]
#[repr(C)]
pub struct da_plan_report {
    /// Set to sizeof(da_plan_report) before the call.
    pub struct_size: u64,
    /// Ranks that this rank sends elements to, itself not counted.
    pub partners_out: i64,
    /// Ranks that this rank gets elements from, itself not counted.
    pub partners_in: i64,
    /// Messages of elements that this rank sends, if all of them are packed.
    pub messages_out: i64,
    /// Messages of elements that this rank gets, if all of them are packed.
    pub messages_in: i64,
    /// Bytes of elements that this rank sends.
    pub bytes_out: i64,
    /// Bytes of elements that this rank gets.
    pub bytes_in: i64,
    /// Bytes of elements that stay on this rank.
    pub bytes_kept: i64,
    /// Bytes of staging memory that the plan holds: all that it ever takes.
    pub staging_bytes: i64,
    /// In how many of the directions above one of the two ranks can read the other's memory.
    pub direct_partners: i64,
}

impl da_plan_report {
    /// The figures, with elements of so many bytes on their way.
    pub(super) fn new(forecast: &Forecast, width: i64, struct_size: u64) -> da_plan_report {
        da_plan_report {
            struct_size,
            partners_out: forecast.partners_out,
            partners_in: forecast.partners_in,
            messages_out: forecast.messages_out,
            messages_in: forecast.messages_in,
            bytes_out: forecast.elements_out.saturating_mul(width),
            bytes_in: forecast.elements_in.saturating_mul(width),
            bytes_kept: forecast.elements_kept.saturating_mul(width),
            staging_bytes: forecast.staging_bytes,
            direct_partners: forecast.direct_partners,
        }
    }
}

/// Writes a report to the caller's structure, which may be longer.
///
/// # Safety
/// `out` is NULL or points to `struct_size` bytes that begin with `struct_size`.
pub(super) unsafe fn put_report(
    out: *mut da_plan_report,
    report: impl FnOnce(u64) -> da_plan_report,
) -> Result<()> {
    not_null(out, "out")?;
    // SAFETY: the caller's structure.
    let size = unsafe { out.cast::<u64>().read() };
    let own = std::mem::size_of::<da_plan_report>();
    if usize::try_from(size).ok().is_none_or(|size| !(own..=4096).contains(&size)) {
        fail!(Argument, "struct_size is {size}; set it to sizeof(da_plan_report), which is {own}");
    }
    // SAFETY: as above, not shorter than ours.
    unsafe { put(out, "out", report(size)) }
}

const fn no_options() -> da_plan_options {
    da_plan_options {
        struct_size: 0,
        staging_bytes: 0,
        message_bytes: 0,
        axes: std::ptr::null(),
        transport: 0,
        conjugate: 0,
        any_cast: 0,
        reshape: 0,
    }
}

/// Copies the caller's options.
///
/// # Safety
/// `options` is NULL or points to `struct_size` readable bytes that begin with `struct_size`.
unsafe fn read_options(options: *const da_plan_options) -> Result<da_plan_options> {
    let mut own = no_options();
    if !options.is_null() {
        not_null(options, "options")?;
        // SAFETY: the caller's structure, of the size it names (checked by read_struct).
        unsafe { super::library::read_struct(options, &mut own, "da_plan_options")? };
    }
    Ok(own)
}

/// Most and least bytes of elements in a message.
const MESSAGE: std::ops::RangeInclusive<i64> = 16..=1 << 30;
/// Most staging memory that can be asked for.
const MOST_STAGING: i64 = 1 << 40;

/// The terms of staging and transport, checked.
pub(super) fn terms(
    staging: i64,
    message: i64,
    transport: i32,
    context: &Context,
    bytes: i64,
    itemsize: Option<i64>,
) -> Result<Terms> {
    if staging != 0 && !(LEAST_STAGING..=MOST_STAGING).contains(&staging) {
        fail!(
            Argument,
            "staging_bytes is {staging}; it must be 0 (the default, {STAGING}) or {LEAST_STAGING} to {MOST_STAGING}"
        );
    }
    if message != 0 && !MESSAGE.contains(&message) {
        let (low, high) = MESSAGE.into_inner();
        fail!(Argument, "message_bytes is {message}; it must be 0 (the default) or {low} to {high}");
    }
    let standard = Terms::standard(context, bytes, itemsize);
    Ok(Terms {
        staging: if staging == 0 { standard.staging } else { staging },
        message: if message == 0 { standard.message } else { message },
        transport: Transport::from_code(transport)?,
        ..standard
    })
}

/// What one plan is about, before its terms are known to be right.
pub(super) struct Wish {
    pub source: Arc<Placement>,
    pub source_dtype: DType,
    pub target: Arc<Placement>,
    pub target_dtype: DType,
    pub axes: Option<Vec<usize>>,
}

impl Wish {
    /// Checks it all.
    pub(super) fn draft(self, options: &da_plan_options) -> Result<Draft> {
        let (from, to) = (self.source_dtype, self.target_dtype);
        let casting = if options.any_cast != 0 { Casting::Unsafe } else { Casting::SameKind };
        if !can_cast(from, to, casting) {
            fail!(
                Casting,
                "elements of {from} can not become {to} by the rule {}; allow any conversion, or choose another dtype",
                casting.name()
            );
        }
        let width = from.itemsize().min(to.itemsize()) as i64;
        let bytes = self.source.distribution().size().saturating_mul(width);
        let context = self.source.context().common(self.target.context())?.context;
        Draft::new(Order {
            terms: terms(
                options.staging_bytes,
                options.message_bytes,
                options.transport,
                &context,
                bytes,
                Some(width),
            )?,
            source: self.source,
            source_dtype: from,
            target: self.target,
            target_dtype: to,
            axes: self.axes,
            reshape: options.reshape != 0,
            changes: changes(from, to, options.conjugate != 0),
        })
    }
}

/// The permutation of the caller's options.
///
/// # Safety
/// `options.axes` is NULL or has one number per axis.
unsafe fn read_axes(
    frame: &mut Frame,
    options: &da_plan_options,
    source: &Placement,
) -> Result<Option<Vec<usize>>> {
    if options.axes.is_null() {
        return Ok(None);
    }
    let ndim = source.distribution().ndim();
    // SAFETY: the caller's array.
    let given = unsafe { items(options.axes, ndim, "options.axes")? };
    let wide: Vec<i64> = given.iter().map(|axis| i64::from(*axis)).collect();
    frame.call.list("options.axes", &wide);
    let wrong = |axis: &i32| {
        let text = format!("options.axes has {axis}, but there are {ndim} axes");
        Error::new(Status::Axis, text)
    };
    let whole = |axis: &i32| {
        let from_end = if *axis < 0 { i64::from(*axis) + ndim as i64 } else { i64::from(*axis) };
        usize::try_from(from_end).ok().filter(|a| *a < ndim).ok_or_else(|| wrong(axis))
    };
    let axes = given.iter().map(whole).collect::<Result<Vec<usize>>>()?;
    if let Some(twice) = (0..ndim).find(|&k| axes[..k].contains(&axes[k])) {
        fail!(Axis, "options.axes: axis {} stands twice", given[twice]);
    }
    Ok(Some(axes))
}

/// What all ranks agree on.
fn describe(frame: &mut Frame, options: &da_plan_options) {
    let call = &mut frame.call;
    call.attribute("options.staging_bytes", options.staging_bytes as u64);
    call.attribute("options.message_bytes", options.message_bytes as u64);
    call.attribute("options.transport", options.transport as u64);
    call.attribute("options.conjugate", u64::from(options.conjugate != 0));
    call.attribute("options.any_cast", u64::from(options.any_cast != 0));
    call.attribute("options.reshape", u64::from(options.reshape != 0));
    call.attribute("options.axes (NULL or not)", u64::from(!options.axes.is_null()));
}

/// Make a plan that moves elements from one distribution to another.
///
/// Collective, communicating, on the context of both distributions, or on the nearest one of which the contexts of
/// both are subsets. A plan can be run on all arrays that have these distributions and dtypes, in memory of any
/// order and strides. It holds all its staging memory from the beginning.
/// @param source distribution of the arrays that elements come from; of replicas the nearest one is read.
/// @param source_dtype their dtype, DA_BOOL to DA_COMPLEX128.
/// @param target distribution of the arrays that elements go to; all replicas are written.
/// @param target_dtype their dtype.
/// @param options NULL for the defaults.
/// @param[out] out the plan.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: the caller owns `*out` and frees it with da_plan_free(); it keeps both distributions.
/// Errors: DA_ERR_SHAPE for other shapes; DA_ERR_LABELS where an unstructured axis lacks a label that is needed;
/// DA_ERR_CASTING; DA_ERR_DTYPE; DA_ERR_AXIS for axes that are no permutation; DA_ERR_ARGUMENT for other options;
/// DA_ERR_CONTEXT for contexts that have nothing in common; DA_ERR_NOT_SUPPORTED for DA_TRANSPORT_DIRECT where it is
/// not to be had, and for unstructured axes with `reshape`; DA_ERR_NO_MEMORY; DA_ERR_NULL; DA_ERR_INVALID_HANDLE;
/// DA_ERR_NOT_MEMBER; DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI; DA_ERR_MPI_STATE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_plan_create(
    source: *const da_distribution,
    source_dtype: i32,
    target: *const da_distribution,
    target_dtype: i32,
    options: *const da_plan_options,
    out: *mut *mut da_plan,
) -> da_status {
    guard(|| {
        const NAME: &str = "da_plan_create";
        let mut frame = Frame::between(NAME);
        let checked = not_null(out, "out");
        frame.take(checked);
        frame.call.attribute("source_dtype", source_dtype as u64);
        frame.call.attribute("target_dtype", target_dtype as u64);
        let from = frame.distribution(source, "source");
        let to = frame.distribution(target, "target");
        let common = from.as_ref().zip(to.as_ref()).map(|(a, b)| a.context().common(b.context()));
        let common = common.and_then(|common| frame.take(common));
        if let Some(common) = &common {
            frame.meet(&common.context);
        }
        // SAFETY: the caller's structure.
        let options = frame.take(unsafe { read_options(options) });
        if let Some(options) = &options {
            describe(&mut frame, options);
        }
        let dtypes =
            frame.take(DType::from_code(source_dtype)).zip(frame.take(DType::from_code(target_dtype)));
        let prepared = match (from, to, options, dtypes) {
            (Some(source), Some(target), Some(options), Some((source_dtype, target_dtype))) => {
                // SAFETY: the caller's array.
                let axes = unsafe { read_axes(&mut frame, &options, &source) };
                let wish = |axes| Wish { source, source_dtype, target, target_dtype, axes };
                let draft = axes.and_then(|axes| wish(axes).draft(&options));
                frame.take(draft)
            }
            _ => None,
        };
        frame.communicate(prepared, |draft, serial| {
            let plan = draft.make(serial, NAME)?;
            let handle = handles::insert(Object::Plan(Arc::new(plan)))?;
            // SAFETY: checked.
            unsafe { put(out, "out", handle as *mut da_plan) }
        })
    })
}

/// Tell what a plan will move on this rank.
///
/// Not collective.
/// @param plan a plan.
/// @param[in,out] out the figures; set out->struct_size to sizeof(da_plan_report).
/// @return DA_OK or an error.
/// Errors: DA_ERR_ARGUMENT for a wrong struct_size; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_plan_info(plan: *const da_plan, out: *mut da_plan_report) -> da_status {
    guard(|| {
        let plan = lookup(plan)?;
        let (forecast, width) = plan.forecast();
        // SAFETY: the caller's structure.
        unsafe { put_report(out, |size| da_plan_report::new(&forecast, width, size)) }
    })
}

/// Get the context whose ranks take part in a plan.
///
/// Not collective.
/// @param plan a plan.
/// @param[out] out a handle of the context of both distributions, or of the nearest one that has both as subsets.
/// @return DA_OK or an error.
/// Ownership: the caller frees `*out` with da_context_free().
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_plan_context(plan: *const da_plan, out: *mut *mut da_context) -> da_status {
    guard(|| {
        not_null(out, "out")?;
        let plan = lookup(plan)?;
        // SAFETY: checked.
        unsafe { super::context::give_again(out, plan.context()) }
    })
}

fn lookup(plan: *const da_plan) -> Result<Arc<Redistribution>> {
    match handles::find(plan as usize, Noun::Plan, "plan").map_err(|stale| stale.error)? {
        Object::Plan(plan) => Ok(plan),
        _ => fail!(Internal, "a handle changed its type"),
    }
}

/// The plan, and the arrays of a run.
fn arguments(
    frame: &mut Frame,
    plan: *const da_plan,
    source: *const da_array,
    target: *const da_array,
) -> (Option<Arc<Redistribution>>, Option<Vec<Load>>) {
    let plan = frame.plan(plan, "plan");
    let source = frame.array(source, "source");
    let target = frame.array(target, "target");
    let loads = match (&plan, source, target) {
        (Some(plan), Some(source), Some(target)) => frame.take(plan.load(source, target)),
        _ => None,
    };
    (plan, loads)
}

/// Run a plan: copy all elements of one array to another.
///
/// Plan execution, without any synchronisation but the messages themselves. A rank that fails tells those that it
/// would have sent elements to, which fail too; all others hear of it at their next communicating call, and the
/// target's elements are then not defined.
/// @param plan a plan.
/// @param source an array with the plan's source distribution and dtype.
/// @param target an array with the plan's target distribution and dtype that may be written to; its communication
/// padding counts as out of date.
/// @return DA_OK or an error.
/// Errors: DA_ERR_DISTRIBUTION or DA_ERR_DTYPE for an array that the plan was not made for; DA_ERR_CONTEXT for one
/// of another context; DA_ERR_READ_ONLY; DA_ERR_OVERLAP where source and target may share memory; DA_ERR_ARGUMENT
/// while the plan is under way; DA_ERR_MISMATCH where partners run different arrays; DA_ERR_NULL;
/// DA_ERR_INVALID_HANDLE; DA_ERR_TIMEOUT; DA_ERR_MPI; DA_ERR_MPI_STATE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_plan_execute(
    plan: *const da_plan,
    source: *const da_array,
    target: *const da_array,
) -> da_status {
    guard(|| {
        const NAME: &str = "da_plan_execute";
        let mut frame = Frame::new(NAME);
        let (plan, loads) = arguments(&mut frame, plan, source, target);
        frame.planned(loads, |loads| match plan {
            Some(plan) => plan.run(loads, NAME),
            None => loads.map(drop),
        })
    })
}

/// Begin to run a plan; da_plan_end() ends it.
///
/// Plan execution. Does all that needs no waiting. Until da_plan_end() returns, the source must not be written to, the
/// target neither read nor written, and the plan neither run nor freed; both arrays may be freed. If the call fails there
/// is nothing to end.
/// @param plan a plan.
/// @param source as for da_plan_execute().
/// @param target as for da_plan_execute().
/// @return DA_OK or an error.
/// Errors: those of da_plan_execute().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_plan_begin(
    plan: *const da_plan,
    source: *const da_array,
    target: *const da_array,
) -> da_status {
    guard(|| {
        const NAME: &str = "da_plan_begin";
        let mut frame = Frame::new(NAME);
        let (plan, loads) = arguments(&mut frame, plan, source, target);
        frame.planned(loads, |loads| match plan {
            Some(plan) => plan.begin(loads, NAME),
            None => loads.map(drop),
        })
    })
}

/// End a run of a plan that da_plan_begin() began: wait until all elements are where they belong on this rank.
///
/// Plan execution. Does not wait for others to take what was sent from staging memory.
/// @param plan a plan.
/// @return DA_OK or an error.
/// Errors: DA_ERR_ARGUMENT where no run has begun; what a partner failed with; DA_ERR_MISMATCH; DA_ERR_NULL;
/// DA_ERR_INVALID_HANDLE; DA_ERR_TIMEOUT; DA_ERR_MPI; DA_ERR_MPI_STATE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_plan_end(plan: *const da_plan) -> da_status {
    guard(|| {
        const NAME: &str = "da_plan_end";
        let mut frame = Frame::new(NAME);
        let plan = frame.plan(plan, "plan");
        frame.planned(plan, |plan| plan?.end(NAME))
    })
}

/// Free a plan.
///
/// Not collective.
/// @param[in,out] plan a plan; `*plan` may be NULL and is NULL afterwards.
/// @return DA_OK or an error.
/// Ownership: the handle is given back, and with it the staging memory; the distributions live on while others need
/// them.
/// Errors: DA_ERR_ARGUMENT while a run has begun and not ended, which leaves the plan as it is; DA_ERR_NULL;
/// DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_plan_free(plan: *mut *mut da_plan) -> da_status {
    guard_free(|| {
        not_null(plan, "plan")?;
        // SAFETY: the caller's handle.
        let handle = unsafe { *plan };
        if !handle.is_null() && lookup(handle)?.is_under_way() {
            fail!(Argument, "da_plan_free: a run of this plan has begun; end it with da_plan_end first");
        }
        // SAFETY: the caller's handle.
        unsafe { handles::free(plan.cast(), Noun::Plan, "plan") }
    })
}

/// Defaults for calls that make a plan for themselves.
pub(super) const DEFAULTS: da_plan_options = no_options();
