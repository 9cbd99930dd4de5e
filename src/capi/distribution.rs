//! Distributions: making them.

use super::context::{da_context, give_again};
use super::dim_spec::{any_labels, da_dim_spec, read_specs};
use super::error::da_status;
use super::frame::Frame;
use super::guard::{guard, guard_free, items, not_null, put, text};
use super::handles::{self, Noun, Object};
use crate::array::{LabelSource, Placement, distribution_from_all, given_by_dictionaries, with_labels};
use crate::context::Context;
use crate::distribution::{AxisKind, DimSpec, Distribution, Given, GridRequest, default_specs, parse_dist};
use crate::error::{Error, Result, Status};
use crate::fail;
use crate::index::check_shape;
use crate::memory::read_dim_data;
use crate::protocol::abi::da_dim_dict;
use crate::protocol::{DimDict, MAX_NDIM, rules};
use std::os::raw::c_char;
use std::sync::Arc;

/// How a global shape maps on the ranks of a context; an opaque handle.
pub struct da_distribution {
    _private: [u8; 0],
}

/// Which ranks form the process grid. Set `struct_size` to sizeof(da_distribution_options) and
/// zero the rest for the defaults: a grid over all ranks, chosen from the shape.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct da_distribution_options {
    /// sizeof(da_distribution_options) of the caller's header.
    pub struct_size: u64,
    /// Extents of the process grid in C order; NULL to have it chosen. A grid axis that no array axis takes
    /// holds replicas.
    pub grid_shape: *const i64,
    /// Context ranks of the grid's positions in C order; NULL for the first ranks. Needs `grid_shape`.
    pub ranks: *const i32,
    /// Entries of `ranks`.
    pub num_ranks: i64,
    /// Entries of `grid_shape`, 0 to 32.
    pub grid_ndim: i32,
    /// Must be 0.
    pub reserved: i32,
}

/// The caller's shape.
///
/// # Safety
/// `shape` is NULL or has `ndim` items.
pub(crate) unsafe fn read_shape(ndim: i32, shape: *const i64) -> Result<Vec<i64>> {
    let axes = count_axes(ndim)?;
    // SAFETY: the caller's array.
    let shape = unsafe { items(shape, axes, "shape")? }.to_vec();
    check_shape(&shape)?;
    Ok(shape)
}

pub(super) fn count_axes(ndim: i32) -> Result<usize> {
    usize::try_from(ndim)
        .ok()
        .filter(|n| *n <= MAX_NDIM)
        .ok_or_else(|| Error::new(Status::Shape, format!("ndim is {ndim}; it must be 0 to {MAX_NDIM}")))
}

/// A grid request that owns its lists.
struct Grid {
    shape: Option<Vec<i64>>,
    ranks: Option<Vec<i32>>,
}

impl Grid {
    /// # Safety
    /// `options` is NULL or as da_distribution_options documents.
    unsafe fn read(options: *const da_distribution_options, nprocs: i64) -> Result<Grid> {
        let mut own = da_distribution_options {
            struct_size: 0,
            grid_shape: std::ptr::null(),
            ranks: std::ptr::null(),
            num_ranks: 0,
            grid_ndim: 0,
            reserved: 0,
        };
        if !options.is_null() {
            not_null(options, "options")?;
            // SAFETY: the caller's structure, of the size it names.
            unsafe { super::library::read_struct(options, &mut own, "da_distribution_options")? };
        }
        if own.reserved != 0 {
            fail!(Argument, "options.reserved is {}; it must be 0", own.reserved);
        }
        if own.grid_shape.is_null() && (own.grid_ndim != 0 || !own.ranks.is_null() || own.num_ranks != 0) {
            fail!(
                Grid,
                "options.grid_shape is NULL, but grid_ndim or ranks are given; they need a grid_shape"
            );
        }
        if own.grid_shape.is_null() {
            return Ok(Grid { shape: None, ranks: None });
        }
        let axes = usize::try_from(own.grid_ndim).ok().filter(|n| *n <= MAX_NDIM);
        let Some(axes) = axes else {
            fail!(Grid, "options.grid_ndim is {}; it must be 0 to {MAX_NDIM}", own.grid_ndim);
        };
        let Ok(count) = usize::try_from(own.num_ranks) else {
            fail!(Grid, "options.num_ranks is {}; it must not be negative", own.num_ranks);
        };
        // SAFETY: the caller's arrays.
        unsafe {
            let shape = Some(items(own.grid_shape, axes, "options.grid_shape")?.to_vec());
            let ranks = match own.ranks.is_null() {
                true if count == 0 => None,
                _ => Some(read_ranks(own.ranks, count, shape.as_deref().unwrap_or(&[]), nprocs)?),
            };
            Ok(Grid { shape, ranks })
        }
    }

    fn request(&self) -> GridRequest<'_> {
        match (&self.shape, &self.ranks) {
            (Some(shape), Some(ranks)) => GridRequest::ShapeAndRanks(shape, ranks),
            (Some(shape), None) => GridRequest::Shape(shape),
            _ => GridRequest::Auto,
        }
    }

    fn describe(&self, frame: &mut Frame) {
        frame.call.list("grid_shape", self.shape.as_deref().unwrap_or(&[]));
        let ranks: Vec<i64> = self.ranks.iter().flatten().map(|r| i64::from(*r)).collect();
        frame.call.list("the grid's ranks", &ranks);
    }
}

/// The list's length is compared with the grid before anything is read by it.
///
/// # Safety
/// `ranks` is NULL or has `count` items.
unsafe fn read_ranks(ranks: *const i32, count: usize, shape: &[i64], nprocs: i64) -> Result<Vec<i32>> {
    let positions = shape.iter().try_fold(1i64, |n, e| n.checked_mul(*e));
    if positions != Some(count as i64) {
        let positions = positions.map_or(String::from("2^63 or more"), |n| n.to_string());
        fail!(Grid, "options.num_ranks is {count}, but the grid {shape:?} has {positions} positions");
    }
    // Before memory is read by a number that no right list can have.
    if count as i64 > nprocs {
        fail!(Grid, "options.num_ranks is {count}, but the context has {nprocs} ranks");
    }
    // SAFETY: the caller's array.
    Ok(unsafe { items(ranks, count, "options.ranks")? }.to_vec())
}

/// Adds what ranks must agree on of an axis.
fn describe_spec(frame: &mut Frame, spec: &DimSpec) {
    let bounds = match &spec.kind {
        AxisKind::Block { bounds: Some(bounds) } => bounds.clone(),
        AxisKind::Cyclic { block_size } => vec![-2, *block_size],
        AxisKind::Unstructured { one_to_one } => vec![-3, i64::from(*one_to_one)],
        _ => vec![],
    };
    let [c0, c1] = spec.comm_padding;
    let [b0, b1] = spec.boundary_padding;
    let grid_axis = spec.grid_axis.map_or(-1, |g| g as i64);
    let grid_size = spec.grid_size.unwrap_or(0);
    let periodic = i64::from(spec.periodic);
    let mut words =
        vec![spec.size, i64::from(u32::from(spec.letter())), c0, c1, b0, b1, grid_axis, grid_size, periodic];
    words.extend(bounds);
    words.extend(spec.cut_padding.iter().flatten());
    frame.call.list("an axis's description", &words);
}

/// Fails for unstructured axes: a text can not give their labels.
fn refuse_unstructured(specs: Vec<DimSpec>) -> Result<Vec<DimSpec>> {
    if let Some(axis) = specs.iter().position(|spec| spec.letter() == 'u') {
        fail!(
            NotSupported,
            "axis {axis} is unstructured ('u'), but a text does not say which labels this rank has; give them to \
             da_distribution_create_dims, in a record of kind DA_KIND_UNSTRUCTURED"
        );
    }
    Ok(specs)
}

/// Makes the distribution that all ranks described, without labels so far.
fn build(
    frame: &mut Frame,
    context: Option<&Arc<Context>>,
    specs: Option<Vec<DimSpec>>,
    grid: Option<Grid>,
) -> Option<Distribution> {
    let (specs, grid) = (specs?, grid?);
    specs.iter().for_each(|spec| describe_spec(frame, spec));
    grid.describe(frame);
    let made = Distribution::new(i64::from(context?.size()), &specs, grid.request());
    frame.take(made)
}

/// Hands a new distribution out.
///
/// # Safety
/// `out` was checked.
pub(crate) unsafe fn give(out: *mut *mut da_distribution, placement: Arc<Placement>) -> Result<()> {
    let handle = handles::insert(Object::Distribution(placement))?;
    // SAFETY: checked by the callers before anything was made.
    unsafe { put(out, "out", handle as *mut da_distribution) }
}

/// Gives a counted handle of an existing distribution.
///
/// # Safety
/// `out` is NULL or writable.
pub(crate) unsafe fn give_placement(
    out: *mut *mut da_distribution,
    placement: &Arc<Placement>,
) -> Result<()> {
    not_null(out, "out")?;
    // SAFETY: checked above.
    unsafe { give(out, placement.clone()) }
}

/// Runs the silent call that makes a distribution.
///
/// # Safety
/// `out` is NULL or writable.
unsafe fn finish(
    mut frame: Frame,
    context: Option<Arc<Context>>,
    made: Option<Distribution>,
    out: *mut *mut da_distribution,
) -> Result<()> {
    let checked = not_null(out, "out");
    frame.take(checked);
    frame.silent(context.zip(made), |(context, distribution), serial| {
        // SAFETY: `out` was checked.
        unsafe { give(out, Placement::new(context, distribution, serial)) }
    })
}

/// Create a distribution from a shape and a text.
///
/// Collective, silent. The text has one entry per axis, separated by commas: "n" not distributed,
/// "b" block, "c" cyclic, "c:64" block-cyclic; options stand in parentheses:
/// "b(comm=1 boundary=2:0 periodic)", "b(bounds=0:4:9)", "b(over=1)" for a grid axis.
/// @param ctx the context whose ranks hold the arrays.
/// @param ndim number of axes, 0 to 32.
/// @param shape `ndim` global extents in elements, boundary padding included.
/// @param dist the text; NULL for block in every axis.
/// @param options the process grid; NULL to have it chosen from the shape.
/// @param[out] out the new distribution. It keeps
/// the context alive.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_distribution_free().
/// Errors: DA_ERR_SHAPE for a bad ndim or extent; DA_ERR_OVERFLOW; DA_ERR_SYNTAX and DA_ERR_DISTRIBUTION for
/// the text; DA_ERR_GRID; DA_ERR_NOT_SUPPORTED for "u"; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_create(
    ctx: *const da_context,
    ndim: i32,
    shape: *const i64,
    dist: *const c_char,
    options: *const da_distribution_options,
    out: *mut *mut da_distribution,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_distribution_create");
        let context = frame.context(ctx, "ctx");
        let nprocs = ranks_of(&context);
        // SAFETY: the caller's pointers.
        let (specs, grid) = unsafe { (read_text(ndim, shape, dist), Grid::read(options, nprocs)) };
        let (specs, grid) = (frame.take(specs.and_then(refuse_unstructured)), frame.take(grid));
        let made = build(&mut frame, context.as_ref(), specs, grid);
        // SAFETY: the caller's pointer.
        unsafe { finish(frame, context, made, out) }
    })
}

/// The ranks of a context, 0 where the caller gave none.
fn ranks_of(context: &Option<Arc<Context>>) -> i64 {
    context.as_ref().map_or(0, |c| i64::from(c.size()))
}

/// # Safety
/// `shape` has `ndim` items; `dist` is NULL or a text.
unsafe fn read_text(ndim: i32, shape: *const i64, dist: *const c_char) -> Result<Vec<DimSpec>> {
    // SAFETY: the caller's pointers.
    unsafe {
        let shape = read_shape(ndim, shape)?;
        if dist.is_null() { default_specs(&shape) } else { parse_dist(&shape, text(dist, "dist")?) }
    }
}

/// Create a distribution from one record per axis, with the full power of the types.
///
/// Collective, silent; communicating where an axis is unstructured. The labels of an unstructured axis
/// are this process's own. Ranks with the same coordinate along the axis's grid axis give the same
/// labels in the same order, ranks outside the grid none, and all coordinates together as many as the
/// axis's size. See docs/distributions.md.
/// @param ctx the context whose ranks hold the arrays.
/// @param ndim number of axes, 0 to 32.
/// @param dims `ndim` records, but for the labels the same on all ranks.
/// @param options the process grid; NULL to have it chosen from the shape.
/// @param[out] out the new distribution. It keeps
/// the context alive.
/// @return DA_OK or an error. Without unstructured axes an error on one rank alone reaches the others at the next
/// communicating call; with them it is the same on all ranks.
/// Ownership: the caller owns `*out` and frees it with da_distribution_free(). Labels are copied.
/// Errors: DA_ERR_SHAPE; DA_ERR_OVERFLOW; DA_ERR_DISTRIBUTION for kinds, bounds, block sizes and paddings;
/// DA_ERR_LABELS for labels that stand twice on one rank (on any two coordinates if `one_to_one`), that are
/// 2^63 - 1, too few or too many, or that differ between ranks with the same coordinate; DA_ERR_GRID;
/// DA_ERR_ARGUMENT for reserved members; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; with labels also DA_ERR_MISMATCH,
/// DA_ERR_NOT_MEMBER, DA_ERR_NO_MEMORY, DA_ERR_TIMEOUT and DA_ERR_MPI.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_create_dims(
    ctx: *const da_context,
    ndim: i32,
    dims: *const da_dim_spec,
    options: *const da_distribution_options,
    out: *mut *mut da_distribution,
) -> da_status {
    const NAME: &str = "da_distribution_create_dims";
    guard(|| {
        let mut frame = Frame::new(NAME);
        let context = frame.context(ctx, "ctx");
        let nprocs = ranks_of(&context);
        // SAFETY: the caller's pointers.
        let (dims, grid, labelled) =
            unsafe { (read_specs(ndim, dims, nprocs), Grid::read(options, nprocs), any_labels(ndim, dims)) };
        let (dims, grid) = (frame.take(dims), frame.take(grid));
        let (specs, given) = dims.unzip();
        let made = build(&mut frame, context.as_ref(), specs, grid);
        if !labelled {
            // SAFETY: the caller's pointer.
            return unsafe { finish(frame, context, made, out) };
        }
        let rank = context.as_ref().and_then(|context| context.rank());
        if let (Some(made), Some(given), Some(rank)) = (&made, &given, rank) {
            frame.take(made.check_given(rank, given));
        }
        let checked = not_null(out, "out");
        frame.take(checked);
        let ready = context.zip(made).zip(given);
        frame.communicate(ready, |((context, made), given), serial| {
            let Some(session) = context.session() else {
                fail!(Internal, "a communicating call without a session");
            };
            let made = with_labels(session, made, &given, LabelSource::Caller, NAME)?;
            // SAFETY: `out` was checked.
            unsafe { give(out, Placement::new(context, made, serial)) }
        })
    })
}

/// Create a distribution from the dimension dictionaries of every rank.
///
/// Collective, communicating. Each rank gives its own; they are validated together by the rules of
/// the protocol (coverage, gaps, overlaps, paddings, grid, labels, keys that disagree), and each fault
/// is named.
/// @param ctx a context whose ranks, in order, are the process grid in C order.
/// @param ndim number of axes, 0 to 32, the same on all ranks.
/// @param dims this rank's `ndim` dictionaries. An empty dictionary needs its `size` here, since there is no
/// buffer to tell it.
/// @param[out] out the new distribution. It keeps
/// the context alive.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: the caller owns `*out` and frees it with da_distribution_free().
/// Errors: DA_ERR_PROTOCOL with rank, axis, key, value and rule; DA_ERR_LABELS for the label 2^63 - 1;
/// DA_ERR_SHAPE; DA_ERR_OVERFLOW; DA_ERR_NO_MEMORY; DA_ERR_MISMATCH; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER;
/// DA_ERR_TIMEOUT; DA_ERR_MPI.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_from_dim_data(
    ctx: *const da_context,
    ndim: i32,
    dims: *const da_dim_dict,
    out: *mut *mut da_distribution,
) -> da_status {
    const NAME: &str = "da_distribution_from_dim_data";
    guard(|| {
        let mut frame = Frame::new(NAME);
        let checked = not_null(out, "out");
        frame.take(checked);
        let context = frame.context(ctx, "ctx");
        // SAFETY: the caller's dictionaries.
        let dims = unsafe { read_own(ndim, dims) };
        let dims = frame.take(dims);
        frame.call.attribute("ndim", ndim as u64);
        frame.communicate(context.zip(dims), |(context, dims), serial| {
            let Some(session) = context.session() else {
                fail!(Internal, "a communicating call without a session");
            };
            let (dims, labels) = dims;
            let made = distribution_from_all(session, &context, &dims, &labels, NAME)?;
            // SAFETY: `out` was checked.
            unsafe { give(out, Placement::new(context, made, serial)) }
        })
    })
}

/// # Safety
/// `dims` has `ndim` dictionaries.
unsafe fn read_own(ndim: i32, dims: *const da_dim_dict) -> Result<(Vec<DimDict>, Vec<Given>)> {
    let axes = count_axes(ndim)?;
    if axes > 0 {
        not_null(dims, "dims")?;
    }
    // SAFETY: the caller's dictionaries.
    let read = unsafe { read_dim_data(axes, dims, None)? };
    for (axis, dict) in read.iter().enumerate() {
        rules::validate_dim(axis, dict)?;
    }
    let dims = read.iter().map(|dict| dict.resolve(dict.local_extent()?)).collect::<Result<Vec<_>>>()?;
    let labels = given_by_dictionaries(&dims)?;
    Ok((dims, labels))
}

/// Get the context of a distribution.
///
/// Not collective.
/// @param dist a distribution.
/// @param[out] out a new handle of its context.
/// @return DA_OK or an error.
/// Ownership: the caller owns `*out` and frees it with da_context_free().
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_context(
    dist: *const da_distribution,
    out: *mut *mut da_context,
) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { give_again(out, lookup(dist)?.context()) })
}

/// Free a distribution handle and set it to NULL.
///
/// Not collective; in any order, also after MPI_Finalize. Arrays keep their distribution alive.
/// @param dist the address of a handle; a NULL handle is no error.
/// @return DA_OK or an error.
/// Ownership: the handle is given back; what it stood for lives on while others need it.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_free(dist: *mut *mut da_distribution) -> da_status {
    // SAFETY: the caller's pointer.
    guard_free(|| unsafe { handles::free(dist.cast(), Noun::Distribution, "dist") })
}

/// The distribution behind a handle, for local questions.
pub(crate) fn lookup(dist: *const da_distribution) -> Result<Arc<Placement>> {
    lookup_as(dist, "dist")
}

/// Finds a distribution that is an argument of another name.
pub(crate) fn lookup_as(dist: *const da_distribution, label: &str) -> Result<Arc<Placement>> {
    match handles::find(dist as usize, Noun::Distribution, label).map_err(|stale| stale.error)? {
        Object::Distribution(placement) => Ok(placement),
        _ => Err(Error::new(Status::Internal, "a handle changed its type")),
    }
}
