//! Moving elements once: redistribution to a new array, assignment to one that is there.

use super::array::{da_array, give};
use super::distribution::da_distribution;
use super::error::da_status;
use super::frame::Frame;
use super::guard::{guard, not_null};
use super::plan::{DEFAULTS, Wish};
use crate::array::{Array, Fill};
use crate::compute::creation;
use crate::compute::kernels::sections;
use crate::context::Session;
use crate::distribution::Shown;
use crate::dtype::{Casting, can_cast};
use crate::error::Result;
use crate::exchange::Draft;
use crate::fail;
use crate::memory::{Overlap, overlaps};
use std::sync::Arc;

/// Copy an array to another distribution of its shape.
///
/// Collective, communicating, on the context of both, or on the nearest one of which the contexts of both are
/// subsets. Every element travels once to each rank that shall hold it, or stays where it is. The new array's
/// communication padding is zero. For movements that repeat make a plan (da_plan_create()).
/// @param a an array in any layout, also a view.
/// @param dist the distribution of the new array.
/// @param[out] out the new array, with the dtype and the storage order of `a`.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: the caller owns `*out` and frees it with da_array_free().
/// Errors: DA_ERR_SHAPE for another shape; DA_ERR_LABELS where an unstructured axis lacks a label that is needed;
/// DA_ERR_CONTEXT for contexts that have nothing in common; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW; DA_ERR_NULL;
/// DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI; DA_ERR_MPI_STATE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_redistribute(
    a: *const da_array,
    dist: *const da_distribution,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        const NAME: &str = "da_redistribute";
        let mut frame = Frame::between(NAME);
        let checked = not_null(out, "out");
        frame.take(checked);
        let source = frame.array(a, "a");
        let target = frame.distribution(dist, "dist");
        let common = source.as_ref().zip(target.as_ref()).map(|(a, dist)| a.context().common(dist.context()));
        if let Some(common) = common.and_then(|common| frame.take(common)) {
            frame.meet(&common.context);
        }
        let prepared = source.zip(target).map(|(source, target)| {
            let dtype = source.dtype();
            let wish = Wish {
                source: source.placement().clone(),
                source_dtype: dtype,
                target: target.clone(),
                target_dtype: dtype,
                axes: None,
            };
            Ok((source, target, wish.draft(&DEFAULTS)?))
        });
        let prepared = prepared.and_then(|prepared| frame.take(prepared));
        frame.communicate(prepared, |(source, target, draft), serial| {
            let dtype = source.dtype();
            let fortran = source.prefer_fortran_together(&*session(&draft)?, NAME)?;
            let make = || Array::create(target, dtype, Fill::Empty, fortran, serial);
            let array = transfer(draft, source, make, serial, NAME)?;
            // SAFETY: `out` was checked.
            unsafe { give(out, array) }
        })
    })
}

/// Makes a plan and runs it once. What one rank lacks memory for fails on all before anything moves.
fn transfer(
    draft: Draft,
    source: Arc<Array>,
    target: impl FnOnce() -> Result<Arc<Array>>,
    serial: u64,
    name: &'static str,
) -> Result<Arc<Array>> {
    let session = session(&draft)?;
    let plan = draft.make(serial, name)?;
    let target = session.settle(name, target())?;
    let loads = session.settle(name, plan.load(source, target.clone()))?;
    plan.run(Ok(loads), name)?;
    Ok(target)
}

fn session(draft: &Draft) -> Result<Arc<Session>> {
    match draft.context().session() {
        Some(session) => Ok(session.clone()),
        None => fail!(Internal, "a communicating call without a session"),
    }
}

/// Write all elements of one array to another, as `target[...] = source` does in NumPy.
///
/// Collective, silent, where both are laid out alike, on one context; else collective, communicating. The source is
/// broadcast to the target's shape and converted to its dtype. Source and target may overlap: the source counts as
/// copied first. Assign to a view to write a part of an array.
/// @param target an array that may be written to, in any layout; its communication padding counts as out of date.
/// @param source an array in any layout.
/// @return DA_OK, or one of the errors.
/// Errors: DA_ERR_SHAPE for a source that does not broadcast to the target; DA_ERR_CASTING for a conversion that
/// DA_CASTING_SAME_KIND does not allow (convert with da_astype() first); DA_ERR_READ_ONLY; DA_ERR_LABELS where an
/// unstructured axis lacks a label that is needed; DA_ERR_CONTEXT; DA_ERR_NO_MEMORY; DA_ERR_NULL;
/// DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI; DA_ERR_MPI_STATE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_assign(target: *const da_array, source: *const da_array) -> da_status {
    guard(|| {
        const NAME: &str = "da_assign";
        let mut frame = Frame::between(NAME);
        let target = frame.array(target, "target");
        let source = frame.array(source, "source");
        let common = target.as_ref().zip(source.as_ref()).map(|(a, b)| a.context().common(b.context()));
        if let Some(common) = common.and_then(|common| frame.take(common)) {
            frame.meet(&common.context);
        }
        let fitted = target.zip(source).and_then(|(target, source)| frame.take(fit(target, source)));
        // Where the arguments do not tell whether the call communicates, the mistake waits: the other
        // ranks may be silent.
        let silent = frame.has_failed() || fitted.as_ref().is_some_and(|(to, from)| aligned(to, from));
        let prepared = fitted.and_then(|(target, source)| {
            let allowed = check_assignable(&target, &source);
            frame.take(allowed).map(|()| (target, source))
        });
        if silent {
            return frame.silent(prepared, |(target, source), serial| {
                let source = apart(&target, source, serial)?;
                copy_aligned(&target, &source)
            });
        }
        let prepared = prepared.map(|(target, source)| {
            let wish = Wish {
                source: source.placement().clone(),
                source_dtype: source.dtype(),
                target: target.placement().clone(),
                target_dtype: target.dtype(),
                axes: None,
            };
            Ok((wish.draft(&DEFAULTS)?, target, source))
        });
        let prepared = prepared.and_then(|prepared| frame.take(prepared));
        frame.communicate(prepared, |(draft, target, source), serial| {
            let session = session(&draft)?;
            let source = session.settle(NAME, apart(&target, source, serial))?;
            transfer(draft, source, || Ok(target), serial, NAME).map(drop)
        })
    })
}

/// The target, and the source as a view of the target's shape.
fn fit(target: Arc<Array>, source: Arc<Array>) -> Result<(Arc<Array>, Arc<Array>)> {
    if source.shape() == target.shape() {
        return Ok((target, source));
    }
    let shown = Shown::broadcast_to(source.distribution(), target.shape())?;
    let stretched = source.read_only_view(&shown, source.serial())?;
    Ok((target, stretched))
}

fn check_assignable(target: &Array, source: &Array) -> Result<()> {
    target.require_writable("target")?;
    if !can_cast(source.dtype(), target.dtype(), Casting::SameKind) {
        fail!(
            Casting,
            "elements of {} can not be assigned to {} by the rule same_kind; convert with da_astype first",
            source.dtype(),
            target.dtype()
        );
    }
    Ok(())
}

/// A fact that all ranks know.
fn aligned(target: &Array, source: &Array) -> bool {
    target.placement().aligned(source.placement()).unwrap_or(false)
}

/// The source, or a copy of it where it may share memory with the target.
fn apart(target: &Array, source: Arc<Array>, serial: u64) -> Result<Arc<Array>> {
    let shared = match (target.local(), source.local()) {
        (Some(to), Some(from)) => overlaps(to.whole().view(), from.whole().view()) != Overlap::None,
        _ => false,
    };
    if shared { creation::converted(&source, source.dtype(), serial) } else { Ok(source) }
}

/// Local: every rank has the elements that its section of the target takes.
fn copy_aligned(target: &Array, source: &Array) -> Result<()> {
    target.wrote();
    match (source.local(), target.local()) {
        // Sections without elements may be of different shapes, each empty along another axis.
        (Some(from), Some(to)) if !to.owned().view().is_empty() => sections::copy(&from.owned(), &to.owned()),
        _ => Ok(()),
    }
}
