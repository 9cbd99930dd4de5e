//! Counting elements: histograms, and how often integers occur.

use super::array::{da_array, give, give_both};
use super::error::da_status;
use super::frame::Frame;
use super::guard::{guard, items, not_null};
use crate::array::Array;
use crate::compute::bincount::BinCount;
use crate::compute::histogram::{Edges, Histogram};
use crate::error::{Error, Result, Status};
use crate::fail;
use std::sync::Arc;

/// Flag of a histogram: the bins hold densities, whose integral over the range is 1.
pub const DA_DENSITY: i32 = 1;

/// An operand that may be missing: the outer None is a mistake.
fn optional(frame: &mut Frame, a: *const da_array, label: &'static str) -> Option<Option<Arc<Array>>> {
    frame.call.attribute("weights (NULL or not)", u64::from(!a.is_null()));
    if a.is_null() { Some(None) } else { frame.array(a, label).map(Some) }
}

/// Where the bins are to be, as the ranks must agree on it.
fn describe(frame: &mut Frame, edges: &Edges) {
    let bits = |numbers: &[f64]| numbers.iter().map(|x| x.to_bits() as i64).collect::<Vec<_>>();
    match edges {
        Edges::Given(edges) => {
            frame.call.list("edges", &bits(edges));
        }
        Edges::Uniform(bins, range) => {
            frame.call.attribute("bins", *bins as u64);
            frame.call.list("range", &range.map_or(Vec::new(), |range| bits(&range)));
        }
    }
}

/// # Safety
/// `hist` is NULL or writable, and so is `edges`.
unsafe fn histogram(
    name: &'static str,
    a: *const da_array,
    bins: Result<Edges>,
    weights: *const da_array,
    flags: i32,
    hist: *mut *mut da_array,
    edges: *mut *mut da_array,
) -> Result<()> {
    let mut frame = Frame::new(name);
    let bins = frame.take(bins);
    if let Some(bins) = &bins {
        describe(&mut frame, bins);
    }
    frame.call.attribute("flags", flags as u64);
    frame.take(check_flags(flags));
    let checked = not_null(hist, "hist");
    frame.take(checked);
    if hist == edges {
        frame.take::<()>(Err(Error::new(Status::Argument, "`hist` and `edges` are the same place")));
    }
    let array = frame.array(a, "a");
    let weights = optional(&mut frame, weights, "weights");
    let density = flags & DA_DENSITY != 0;
    let parts = array.zip(bins).zip(weights);
    let prepared = parts.map(|((array, bins), weights)| Histogram::prepare(array, bins, weights, density));
    let prepared = prepared.and_then(|p| frame.take(p));
    let session = prepared.as_ref().and_then(|p| p.session());
    frame.communicate(prepared.zip(session), |(call, session), serial| {
        let counted = call.run(&session, name, serial)?;
        // SAFETY: `hist` was checked; `edges` is NULL or writable by the caller's contract.
        unsafe {
            match edges.is_null() {
                true => give(hist, counted.histogram),
                false => give_both([hist, edges], [counted.histogram, counted.edges]),
            }
        }
    })
}

fn check_flags(flags: i32) -> Result<()> {
    if flags & !DA_DENSITY != 0 {
        fail!(Argument, "flags is {flags:#x}; the only flag is DA_DENSITY (1)");
    }
    Ok(())
}

/// Count how many elements lie in bins of equal width, or what they weigh, as numpy.histogram does.
///
/// Collective, communicating. A bin holds its lower edge and not its upper one, but for the last, which holds both.
/// Elements outside the range count nowhere, nan neither. Every rank of the array's grid holds the results.
/// @param a the elements, in any layout; each counts once, however many replicas there are. Not complex.
/// @param bins number of bins, at least 1.
/// @param range NULL for the range of the elements (0 to 1 where there are none), or 2 finite numbers, the smaller
/// one first. Where both are equal the bins reach 0.5 further on both sides.
/// @param weights NULL, or an array of the same shape, of real numbers, in any layout: elements count as much.
/// @param flags DA_DENSITY for densities instead of counts, or 0.
/// @param[out] hist `bins` elements: int64 counts; with weights, sums in the dtype of `weights`, added up in float64;
/// float64 densities.
/// @param[out] edges the `bins` + 1 edges, float32 for elements of float32, float64 otherwise; NULL where they are not
/// wanted.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: the caller frees `*hist` and `*edges` with da_array_free().
/// Errors: DA_ERR_ARGUMENT for `bins` below 1, a range that is not finite (also of the elements) or begins behind its
/// end, too many bins for a range, an unknown flag; DA_ERR_DTYPE for complex numbers; DA_ERR_SHAPE for `weights`;
/// DA_ERR_CONTEXT; DA_ERR_MISMATCH; DA_ERR_NO_MEMORY; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER;
/// DA_ERR_TIMEOUT; DA_ERR_MPI.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_histogram(
    a: *const da_array,
    bins: i64,
    range: *const f64,
    weights: *const da_array,
    flags: i32,
    hist: *mut *mut da_array,
    edges: *mut *mut da_array,
) -> da_status {
    guard(|| {
        // SAFETY: the caller's array of 2.
        let given = || unsafe { items(range, 2, "range") }.map(|range| [range[0], range[1]]);
        let range = if range.is_null() { Ok(None) } else { given().map(Some) };
        let bins = range.map(|range| Edges::Uniform(bins, range));
        // SAFETY: the caller's pointers.
        unsafe { histogram("da_histogram", a, bins, weights, flags, hist, edges) }
    })
}

/// Count how many elements lie between edges, or what they weigh, as numpy.histogram does with an array of bins.
///
/// Collective, communicating. A bin holds its lower edge and not its upper one, but for the last, which holds both.
/// Elements outside all bins count nowhere, nan neither. Every rank of the array's grid holds the result.
/// @param a the elements, in any layout; each counts once, however many replicas there are. Not complex.
/// @param num_edges number of edges, at least 1: one more than bins.
/// @param edges `num_edges` numbers that do not descend, the same on all ranks.
/// @param weights NULL, or an array of the same shape, of real numbers, in any layout: elements count as much.
/// @param flags DA_DENSITY for densities instead of counts, or 0.
/// @param[out] hist `num_edges` - 1 elements, as da_histogram() makes them.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: the caller frees `*hist` with da_array_free().
/// Errors: DA_ERR_ARGUMENT for edges that descend or are nan, for no edges, an unknown flag; else as da_histogram().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_histogram_edges(
    a: *const da_array,
    num_edges: i64,
    edges: *const f64,
    weights: *const da_array,
    flags: i32,
    hist: *mut *mut da_array,
) -> da_status {
    guard(|| {
        let count = usize::try_from(num_edges).map_err(|_| {
            Error::new(Status::Argument, format!("num_edges is {num_edges}; bins have at least one edge"))
        });
        let given = count.and_then(|count| {
            // SAFETY: the caller's array.
            let edges = unsafe { items(edges, count, "edges")? };
            let mut own = crate::compute::listed::list(count, 0.0, "edges")?;
            own.copy_from_slice(edges);
            Ok(Edges::Given(own))
        });
        // SAFETY: the caller's pointers.
        unsafe { histogram("da_histogram_edges", a, given, weights, flags, hist, std::ptr::null_mut()) }
    })
}

/// Count how often each number from 0 on occurs, or what its occurrences weigh, as numpy.bincount does.
///
/// Collective, communicating. Every rank of the array's grid holds the result.
/// @param a the numbers: one axis in any layout, of bool or integers, none of them negative or 2^63 or more; each
/// counts once, however many replicas there are.
/// @param weights NULL, or an array of the same shape, of real numbers, in any layout.
/// @param minlength least length of the result, 0 or more.
/// @param[out] out one more elements than the greatest number, or `minlength`: int64 counts, or float64 sums of
/// weights.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: the caller frees `*out` with da_array_free().
/// Errors: DA_ERR_ARGUMENT for a number that is negative, or 2^63 or more, and a negative `minlength`; DA_ERR_SHAPE for
/// another number of axes and for `weights`; DA_ERR_CASTING for numbers that are no integers, and for complex weights;
/// DA_ERR_CONTEXT; DA_ERR_MISMATCH; DA_ERR_NO_MEMORY; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER;
/// DA_ERR_TIMEOUT; DA_ERR_MPI.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_bincount(
    a: *const da_array,
    weights: *const da_array,
    minlength: i64,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        const NAME: &str = "da_bincount";
        let mut frame = Frame::new(NAME);
        frame.call.attribute("minlength", minlength as u64);
        let checked = not_null(out, "out");
        frame.take(checked);
        let array = frame.array(a, "a");
        let weights = optional(&mut frame, weights, "weights");
        let prepared = array.zip(weights).map(|(a, weights)| BinCount::prepare(a, weights, minlength));
        let prepared = prepared.and_then(|p| frame.take(p));
        let session = prepared.as_ref().and_then(|p| p.session());
        frame.communicate(prepared.zip(session), |(call, session), serial| {
            // SAFETY: `out` was checked.
            unsafe { give(out, call.run(&session, NAME, serial)?) }
        })
    })
}
