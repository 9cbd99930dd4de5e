//! The part of an element-wise call that one rank computes.

use super::operand::Argument;
use super::{Elementwise, Work};
use crate::array::Array;
use crate::compute::kernels::apply::{self, Call, Inner};
use crate::compute::kernels::sections::{self, Part};
use crate::dtype::DType;
use crate::error::Result;
use crate::fail;
use crate::memory::{Overlap, SafeView, Scratch, overlaps};
use smallvec::SmallVec;
use std::sync::Arc;

/// Computes this rank's elements; the conditions that were found, where they were looked for.
pub(super) fn run(call: &Elementwise, results: &[Arc<Array>]) -> Result<u32> {
    let mut targets: SmallVec<[SafeView<'_>; 2]> = SmallVec::new();
    for result in results {
        // Ranks that hold nothing have nothing to do; sections without elements may be of any shape.
        let Some(local) = result.local() else { return Ok(0) };
        let owned = local.owned();
        if owned.view().is_empty() {
            return Ok(0);
        }
        targets.push(owned);
    }
    check_apart(&targets)?;
    let mut scratches: SmallVec<[Option<Scratch>; 4]> = SmallVec::new();
    let mut apart = true;
    let arrays = call.operands.iter().map(Argument::array).chain(call.options.mask.as_ref().map(Some));
    for array in arrays.clone() {
        let (copy, shares) = array.map_or(Ok((None, false)), |a| copied_if_shared(a, &targets))?;
        apart &= !shares;
        scratches.push(copy);
    }
    let mut parts: SmallVec<[Part<'_>; 4]> = targets.iter().map(|target| Part::Section(*target)).collect();
    for (k, array) in arrays.enumerate() {
        parts.push(match (array, call.operands.get(k)) {
            (Some(array), _) => Part::Section(section(array, scratches[k].as_ref())?),
            (None, Some(Argument::Scalar(value))) => Part::Scalar(*value),
            _ => fail!(Internal, "an operand that is neither array nor scalar"),
        });
    }
    let mut dtypes = call.signature.clone();
    if call.options.mask.is_some() {
        dtypes.push(DType::Bool);
    }
    let inner = match &call.work {
        Work::Built(op, kernel) => Inner::Built(*op, *kernel),
        Work::User(function, number) => Inner::User(function, *number),
        Work::Special(chosen) => Inner::Special(chosen),
    };
    let shape =
        Call { nout: call.nout(), masked: call.options.mask.is_some(), apart, watch: call.options.watch };
    apply::apply(&inner, &shape, &dtypes, &parts)
}

/// Two results in the same memory would overwrite each other.
fn check_apart(targets: &[SafeView<'_>]) -> Result<()> {
    for (k, target) in targets.iter().enumerate() {
        if targets[..k].iter().any(|other| overlaps(other.view(), target.view()) != Overlap::None) {
            fail!(Overlap, "the results overlap in memory");
        }
    }
    Ok(())
}

/// A copy of an operand that overlaps a result otherwise than element by element, and whether it shares memory with
/// one at all.
fn copied_if_shared(array: &Array, targets: &[SafeView<'_>]) -> Result<(Option<Scratch>, bool)> {
    let Some(local) = array.local() else { return Ok((None, false)) };
    let source = local.owned();
    let mut shares = false;
    for target in targets {
        match overlaps(source.view(), target.view()) {
            Overlap::None => {}
            Overlap::Identical => shares = true,
            Overlap::Partial => return Ok((Some(copied(array, &source)?), false)),
        }
    }
    Ok((None, shares))
}

fn copied(array: &Array, source: &SafeView<'_>) -> Result<Scratch> {
    let scratch = Scratch::new(source.view().shape, array.dtype(), array.context().budget())?;
    sections::copy(source, &scratch.part().whole())?;
    Ok(scratch)
}

/// The elements of an operand here: its own, or those of the copy.
pub(in crate::compute) fn section<'a>(array: &'a Array, copied: Option<&'a Scratch>) -> Result<SafeView<'a>> {
    match (copied, array.local()) {
        (Some(copied), _) => Ok(copied.part().whole()),
        (None, Some(local)) => Ok(local.owned()),
        (None, None) => fail!(Internal, "an aligned operand has no section here"),
    }
}

/// A contiguous copy of an operand that overlaps the result otherwise than element by element.
pub(in crate::compute) fn copied_where_needed(
    array: &Array,
    target: &SafeView<'_>,
) -> Result<Option<Scratch>> {
    Ok(copied_if_shared(array, std::slice::from_ref(target))?.0)
}
