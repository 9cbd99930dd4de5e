//! A few elements of an array, wherever they are, as one dense buffer on every rank: those at the
//! product of one list of global indices per axis.
//!
//! Every rank lays what it owns into a buffer of zeroes, and the buffers are combined bit by bit. So
//! each element must come from one rank: of replicas from the first, and where several coordinates of
//! an unstructured axis have the same label from the lowest of them, which the ranks find out first.
//! A label that nobody has leaves its elements missing.

use super::Array;
use crate::context::Session;
use crate::context::stats::Kind;
use crate::distribution::{AxisSection, Distribution};
use crate::error::{Error, Result, Status};
use crate::fail;
use crate::memory::{Scratch, pick};
use crate::mpi::transfer;
use std::sync::Arc;

/// Stands for the coordinate of a label that nobody has.
const NOBODY: i64 = i64::MAX;

/// A checked request, with the memory that it needs.
pub struct Collect {
    array: Arc<Array>,
    counts: Vec<usize>,
    /// Per axis: (place in the buffer, place among the owned elements). None on ranks that give nothing.
    places: Option<Vec<Vec<(usize, i64)>>>,
    /// Axes whose labels may stand on several coordinates, or on none.
    doubtful: Vec<usize>,
    /// For each index along the doubtful axes, one axis after the other, this rank's coordinate if it
    /// has the label.
    holders: Vec<i64>,
    missing: Vec<bool>,
    elements: Scratch,
    /// What one step of the exchange carries.
    step: Vec<u8>,
}

/// Elements on every rank.
pub struct Collected {
    elements: Scratch,
    missing: Option<Vec<bool>>,
}

impl Collected {
    /// The elements' bytes, dense, in C order; zeroes where there is no element.
    pub fn bytes(&self) -> &[u8] {
        self.elements.bytes()
    }

    /// Set for every element that no rank has; None if all were found.
    pub fn missing(&self) -> Option<&[bool]> {
        self.missing.as_deref()
    }
}

impl Collect {
    /// Checks the lists, which are the same on all ranks, and takes the memory: afterwards nothing
    /// fails on one rank alone. Indices along unstructured axes are labels.
    pub fn prepare(array: Arc<Array>, lists: &[Vec<i64>]) -> Result<Collect> {
        let distribution = array.distribution();
        check_lists(distribution, lists)?;
        let counts: Vec<usize> = lists.iter().map(Vec::len).collect();
        let shape: Vec<i64> = counts.iter().map(|&n| n as i64).collect();
        let elements = Scratch::new(&shape, array.dtype(), array.context().budget())?;
        let step = reserved(elements.bytes().len().min(transfer::REDUCE_STEP))?;
        let doubtful: Vec<usize> = (0..lists.len()).filter(|&axis| is_doubtful(distribution, axis)).collect();
        let mut places = None;
        let giver = array.context().rank().filter(|&rank| distribution.is_primary(rank));
        if let Some((rank, axes)) = giver.and_then(|rank| Some((rank, distribution.owned(rank).transpose()?)))
        {
            places = Some((
                rank,
                axes?.iter().zip(lists).map(|(a, list)| places_of(a, list)).collect::<Result<Vec<_>>>()?,
            ));
        }
        let mut holders = reserved(doubtful.iter().map(|&axis| counts[axis]).sum())?;
        for &axis in &doubtful {
            let from = holders.len();
            holders.resize(from + counts[axis], NOBODY);
            if let Some((rank, places)) = &places {
                let coord = coordinate(distribution, *rank, axis);
                places[axis].iter().for_each(|&(place, _)| holders[from + place] = coord);
            }
        }
        let missing = reserved(if doubtful.is_empty() { 0 } else { counts.iter().product() })?;
        let places = places.map(|(_, places)| places);
        Ok(Collect { array, counts, places, doubtful, holders, missing, elements, step })
    }

    /// Fetches the elements to all ranks. Collective, after an agreement.
    pub fn run(mut self, session: &Session, name: &str) -> Result<Collected> {
        let bytes = self.elements.bytes().len() as i64;
        let _operation = session.operation(Kind::Gather, name, bytes);
        let missing = self.settle_doubts(session, name)?;
        if let (Some(places), Some(local)) = (&self.places, self.array.local()) {
            pick(&local.owned(), places, &self.counts, self.elements.bytes_mut())?;
        }
        let mut step = self.step;
        for part in self.elements.bytes_mut().chunks_mut(transfer::REDUCE_STEP) {
            step.clear();
            step.extend_from_slice(part);
            step = session.or_bytes(step, name)?;
            part.copy_from_slice(&step);
        }
        Ok(Collected { elements: self.elements, missing })
    }

    /// Finds the one coordinate that gives each label of the doubtful axes, and which elements nobody has.
    fn settle_doubts(&mut self, session: &Session, name: &str) -> Result<Option<Vec<bool>>> {
        if self.doubtful.is_empty() {
            return Ok(None);
        }
        let holders = std::mem::take(&mut self.holders);
        let holders = session.minima(holders, name)?;
        let mut rest: &[i64] = &holders;
        let mut missing = std::mem::take(&mut self.missing);
        missing.resize(self.counts.iter().product(), false);
        for &axis in &self.doubtful {
            let (of_axis, others) = rest.split_at(self.counts[axis]);
            rest = others;
            if let Some(places) = &mut self.places {
                let mine = coordinate(self.array.distribution(), session.rank(), axis);
                places[axis].retain(|&(place, _)| of_axis[place] == mine);
            }
            mark_missing(of_axis, self.counts[axis + 1..].iter().product(), &mut missing);
        }
        Ok(missing.contains(&true).then_some(missing))
    }
}

/// Marks the elements at those indices of an axis that nobody holds; each index has `inner` elements
/// behind one another.
fn mark_missing(holders: &[i64], inner: usize, missing: &mut [bool]) {
    for (at, flag) in missing.iter_mut().enumerate() {
        *flag |= holders[at / inner % holders.len()] == NOBODY;
    }
}

/// One list per axis, and every index inside its axis, unless that has labels of any value.
fn check_lists(distribution: &Distribution, lists: &[Vec<i64>]) -> Result<()> {
    let shape = distribution.shape();
    if lists.len() != shape.len() {
        fail!(Index, "{} lists of indices for {} axes", lists.len(), shape.len());
    }
    for (axis, (list, &extent)) in lists.iter().zip(shape).enumerate() {
        let labels = is_doubtful(distribution, axis);
        if let Some(index) = list.iter().find(|&&index| !labels && !(0..extent).contains(&index)) {
            fail!(Index, "index {index} of axis {axis} is outside 0..{extent}");
        }
    }
    Ok(())
}

/// Whether an index of the axis may be found on several coordinates, or on none.
fn is_doubtful(distribution: &Distribution, axis: usize) -> bool {
    let unstructured = distribution.map(axis).as_unstructured();
    unstructured.is_some_and(|map| map.require_permutation(axis, "").is_err())
}

/// Where an axis is spread over: the rank's coordinate there, 0 for an undistributed axis.
fn coordinate(distribution: &Distribution, rank: i32, axis: usize) -> i64 {
    distribution.grid_axis(axis).and_then(|g| distribution.grid().coord(rank, g)).unwrap_or(0)
}

fn places_of(section: &AxisSection, list: &[i64]) -> Result<Vec<(usize, i64)>> {
    let found =
        || list.iter().enumerate().filter_map(|(place, &i)| Some((place, section.owned.position(i)?)));
    let mut places = reserved(found().count())?;
    places.extend(found());
    Ok(places)
}

fn reserved<T>(count: usize) -> Result<Vec<T>> {
    let mut list = Vec::new();
    list.try_reserve_exact(count).map_err(|_| {
        Error::new(Status::NoMemory, format!("no memory for {count} items of {} bytes", size_of::<T>()))
    })?;
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::{GridRequest, parse_dist};
    use crate::error::Status;

    #[test]
    fn elements_are_missing_where_one_of_their_labels_is() {
        let mut missing = [false; 6];
        mark_missing(&[2, NOBODY], 3, &mut missing);
        assert_eq!(missing, [false, false, false, true, true, true]);
        mark_missing(&[NOBODY, 0, 7], 1, &mut missing);
        assert_eq!(missing, [true, false, false, true, true, true]);
        mark_missing(&[], 1, &mut []);
    }

    #[test]
    fn indices_outside_of_structured_axes_are_refused() {
        let specs = parse_dist(&[4, 6], "b,c:2").unwrap();
        let distribution = Distribution::new(3, &specs, GridRequest::Auto).unwrap();
        assert!(check_lists(&distribution, &[vec![3, 0], vec![]]).is_ok());
        for wrong in [vec![vec![4], vec![0]], vec![vec![0], vec![-1]], vec![vec![0]]] {
            assert_eq!(check_lists(&distribution, &wrong).unwrap_err().status, Status::Index);
        }
    }
}
