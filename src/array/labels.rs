//! Labels of unstructured axes between ranks: made known when a distribution is made, asked about
//! later. The letters are the distribution layer's; here they are carried.

use super::Placement;
use crate::context::Session;
use crate::context::stats::Kind;
use crate::distribution::{Distribution, Given, LabelFault, LabelReport, LabelSet, Letter};
use crate::error::{Error, Result, Status};
use crate::fail;
use crate::mpi::sparse;
use crate::mpi::transfer::Mergeable;
use crate::protocol::{DimDict, DimKind, sets};
use std::sync::Arc;

/// Where labels came from, which decides how a mistake in them is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelSource {
    /// The caller gave them: mistakes are DA_ERR_LABELS.
    Caller,
    /// Dimension dictionaries: mistakes break a rule of the protocol.
    Protocol,
}

impl Mergeable for LabelReport {
    fn merge(&mut self, other: &LabelReport) {
        LabelReport::merge(self, other);
    }
}

fn bytes_of((to, words): Letter) -> Result<(i32, Vec<u8>)> {
    let mut bytes = Vec::new();
    let wanted = words.len().saturating_mul(8);
    bytes
        .try_reserve_exact(wanted)
        .map_err(|_| Error::new(Status::NoMemory, format!("no memory for {wanted} bytes of labels")))?;
    bytes.extend(words.iter().flat_map(|word| word.to_ne_bytes()));
    Ok((to, bytes))
}

fn words_of((from, bytes): sparse::Letter) -> Letter {
    let word = |chunk: &[u8]| i64::from_ne_bytes(chunk.try_into().unwrap_or_default());
    (from, bytes.chunks_exact(8).map(word).collect())
}

/// Sends words to ranks and returns those for this one. Where one rank fails, also before it has
/// letters, all do. Collective.
pub fn carry_letters(session: &Session, letters: Result<Vec<Letter>>, name: &str) -> Result<Vec<Letter>> {
    let packed = letters
        .and_then(|letters| letters.into_iter().map(bytes_of).collect::<Result<Vec<sparse::Letter>>>());
    // A rank that failed takes part without any.
    let (packed, failed) = match packed {
        Ok(packed) => (packed, None),
        Err(error) => (Vec::new(), Some(error)),
    };
    let arrived = session.exchange(packed, name).and_then(|arrived| failed.map_or(Ok(arrived), Err));
    let arrived = session.settle(name, arrived)?;
    Ok(arrived.into_iter().map(words_of).collect())
}

/// The labels in dictionaries, checked as far as one rank can.
pub fn given_by_dictionaries(dims: &[DimDict]) -> Result<Vec<Given>> {
    let mut given = Vec::new();
    for (axis, dict) in dims.iter().enumerate() {
        if let DimKind::Unstructured { indices, .. } = &dict.kind {
            given.push((axis, Arc::new(LabelSet::new(axis, indices.to_vec())?)));
        }
    }
    Ok(given)
}

/// The distribution with the labels that all ranks brought to its unstructured axes; each rank brings
/// its own. The result, or the error, is the same on all ranks. Collective.
pub fn with_labels(
    session: &Session,
    made: Distribution,
    given: &[Given],
    source: LabelSource,
    name: &str,
) -> Result<Distribution> {
    if made.unstructured_axes().is_empty() {
        return Ok(made);
    }
    let _operation = session.operation(Kind::Other, name, 0);
    let rank = session.rank();
    let letters = carry_letters(session, Ok(made.label_letters(rank, given)), name)?;
    let called = |fault: LabelFault| match source {
        LabelSource::Caller => fault.as_labels(),
        LabelSource::Protocol => fault.as_protocol(),
    };
    let collected = made.collect_labels(rank, given, &letters);
    let collected = session.settle(name, collected.and_then(|seen| seen.map_err(called)))?;
    let merge = |mine: &LabelReport| session.allreduce(*mine, name);
    let merged = collected.reports().iter().map(merge).collect::<Result<Vec<_>>>()?;
    for ((axis, _), report) in given.iter().zip(&merged) {
        check_count(*axis, report.count(), made.map(*axis).size(), source)
            .map_err(|error| Error { origin: Some(0), ..error })?;
    }
    collected.finish(&made, &merged)
}

/// The extent counts what all coordinates have; an error is the same on all ranks.
fn check_count(axis: usize, count: i64, size: i64, source: LabelSource) -> Result<()> {
    match source {
        LabelSource::Protocol => {
            sets::check_sum(i128::from(count), size).map_err(|broken| broken.at(&format!("axis {axis}")))
        }
        LabelSource::Caller if count != size => fail!(
            Labels,
            "axis {axis}: all coordinates together have {count} labels, but the extent is {size}; it counts every \
             label wherever it stands"
        ),
        LabelSource::Caller => Ok(()),
    }
}

/// The ranks that own the elements with these indices (one index per axis each), of replicas the first;
/// -1 where an unstructured axis has no such label. Each rank asks for itself. Collective.
pub fn find_owners(placement: &Placement, indices: &[i64], count: usize, name: &str) -> Result<Vec<i32>> {
    let dist = placement.distribution();
    if dist.ndim() == 0 {
        return Ok(vec![dist.owner(&[])?; count]);
    }
    if dist.unstructured_axes().is_empty() {
        return indices.chunks(dist.ndim()).map(|index| dist.owner(index)).collect();
    }
    let Some(session) = placement.context().session() else {
        fail!(Internal, "{name}: a communicating call without a session");
    };
    let _operation = session.operation(Kind::Other, name, 0);
    let questions = dist.label_questions(session.rank(), indices);
    let asked = carry_letters(session, Ok(questions.clone()), name)?;
    let answer = |(from, words): &(i32, Vec<i64>)| Ok((*from, dist.label_answers(words)?));
    let answers = carry_letters(session, asked.iter().map(answer).collect(), name)?;
    session.settle(name, dist.owners_from_answers(indices, &questions, &answers))
}

/// All ranks that own anything of a slice, ascending; every rank asks about the same one. Each tells
/// one byte to all. Collective.
pub fn find_slice_owners(
    placement: &Placement,
    start: &[i64],
    stop: &[i64],
    step: &[i64],
    name: &str,
) -> Result<Vec<i32>> {
    let dist = placement.distribution();
    if dist.unstructured_axes().is_empty() {
        return dist.slice_owners(start, stop, step);
    }
    let Some(session) = placement.context().session() else {
        fail!(Internal, "{name}: a communicating call without a session");
    };
    let _operation = session.operation(Kind::Other, name, 0);
    let mine = dist.slices(start, stop, step).and_then(|slices| dist.owns_any(session.rank(), &slices));
    let mine = session.settle(name, mine)?;
    let all = session.allgather(&[u8::from(mine)], name)?;
    Ok((0..).zip(all).filter(|(_, owns)| *owns != 0).map(|(rank, _)| rank).collect())
}
