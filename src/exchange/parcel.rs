//! All that one rank sends to, or gets from, one partner of one array: a message after the other.

use super::pack::{Packing, Stretch, Walk};
use crate::error::Result;
use crate::fail;
use crate::memory::Region;
use crate::plan::{Message, Side};

/// The messages between two ranks, as one sequence of elements.
#[derive(Clone, Debug, Default)]
pub struct Parcel {
    packings: Vec<Packing>,
    /// Per packing, the number of elements up to its end.
    ends: Vec<i64>,
}

impl Parcel {
    /// These messages, in memory of a layout.
    pub fn new(
        side: &Side,
        messages: &[Message],
        itemsize: i64,
        shape: &[i64],
        strides: &[i64],
    ) -> Result<Parcel> {
        let packing = |message| Packing::new(itemsize, shape, strides, side.patterns(message));
        Ok(Parcel::of(messages.iter().map(packing).collect::<Result<_>>()?))
    }

    fn of(packings: Vec<Packing>) -> Parcel {
        let mut total = 0;
        let end = |packing: &Packing| {
            total += packing.count();
            total
        };
        let ends = packings.iter().map(end).collect();
        Parcel { packings, ends }
    }

    /// Number of elements.
    pub fn count(&self) -> i64 {
        self.ends.last().copied().unwrap_or(0)
    }

    /// The packing, where there is exactly one.
    pub fn single(&self) -> Option<&Packing> {
        match self.packings.as_slice() {
            [packing] => Some(packing),
            _ => None,
        }
    }

    /// Bytes that lie together in memory, on the average.
    pub fn mean_run(&self) -> i64 {
        let bytes: i64 = self.packings.iter().map(|p| p.count().saturating_mul(p.itemsize())).sum();
        let runs = |p: &Packing| p.count().saturating_mul(p.itemsize()) / p.mean_run().max(1);
        bytes / self.packings.iter().map(runs).sum::<i64>().max(1)
    }

    /// Which part of the memory that rows cover is theirs, at the least.
    pub fn density(&self) -> f64 {
        self.packings.iter().map(Packing::density).fold(1.0, f64::min)
    }

    /// What the elements reach, in bytes from the layout's first element.
    pub fn reach(&self) -> (i64, i64) {
        let reaches = self.packings.iter().map(Packing::reach);
        reaches.fold((0, 0), |all, one| (all.0.min(one.0), all.1.max(one.1)))
    }

    /// Copies `count` elements from the `first`-th on to the beginning of `room`.
    pub fn pack(&self, memory: &Region<'_>, first: i64, count: i64, room: &Region<'_>) -> Result<()> {
        self.each(first, count, |packing, first, count, done| {
            packing.pack(memory, first, count, &room.behind(done * packing.itemsize())?)
        })
    }

    /// Copies the beginning of `room` into `count` elements from the `first`-th on.
    pub fn unpack(&self, memory: &Region<'_>, first: i64, count: i64, room: &Region<'_>) -> Result<()> {
        self.each(first, count, |packing, first, count, done| {
            packing.unpack(memory, first, count, &room.behind(done * packing.itemsize())?)
        })
    }

    /// Calls `work` with every packing that has some of these elements: which of its elements, how
    /// many, and how many came before.
    pub(super) fn each(
        &self,
        first: i64,
        count: i64,
        mut work: impl FnMut(&Packing, i64, i64, i64) -> Result<()>,
    ) -> Result<()> {
        let mut at = self.ends.partition_point(|end| *end <= first);
        let mut done = 0;
        while done < count {
            let (Some(packing), Some(end)) = (self.packings.get(at), self.ends.get(at)) else {
                fail!(Internal, "{count} elements from {first} on of {}", self.count());
            };
            let inside = packing.count() - (end - (first + done));
            let some = (count - done).min(end - (first + done));
            work(packing, inside, some, done)?;
            done += some;
            at += 1;
        }
        Ok(())
    }

    /// Walks through elements in order, stretch by stretch.
    pub fn walk(&self, first: i64, count: i64) -> Result<ParcelWalk<'_>> {
        if first < 0 || count < 0 || first + count > self.count() {
            fail!(Internal, "{count} elements from {first} on of {}", self.count());
        }
        let at = self.ends.partition_point(|end| *end <= first);
        let before = if at == 0 { 0 } else { self.ends[at - 1] };
        let walk = match self.packings.get(at) {
            Some(packing) => Some(packing.walk(first - before, packing.count() - (first - before))?),
            None => None,
        };
        Ok(ParcelWalk { parcel: self, at, walk, rest: count })
    }

    /// The description in numbers, for a rank that reads this rank's memory.
    pub fn to_words(&self, words: &mut Vec<i64>) {
        words.push(self.packings.len() as i64);
        self.packings.iter().for_each(|packing| packing.to_words(words));
    }

    /// A parcel from its description; the rest of the words.
    pub fn from_words(words: &[i64]) -> Result<(Parcel, &[i64])> {
        let [count, rest @ ..] = words else { fail!(Internal, "the description of a parcel ends early") };
        let mut rest = rest;
        let mut packings = Vec::new();
        for _ in 0..*count {
            let (packing, behind) = Packing::from_words(rest)?;
            packings.push(packing);
            rest = behind;
        }
        Ok((Parcel::of(packings), rest))
    }
}

/// A way through the elements of a parcel in order.
pub struct ParcelWalk<'a> {
    parcel: &'a Parcel,
    at: usize,
    walk: Option<Walk<'a>>,
    rest: i64,
}

impl ParcelWalk<'_> {
    /// The next evenly spaced elements, at most `most`, and the bytes from one to the next; None at
    /// the end.
    pub fn next(&mut self, most: i64) -> Result<Option<(Stretch, i64)>> {
        while self.rest > 0 {
            let Some(walk) = &mut self.walk else { break };
            if let Some(stretch) = walk.next(most.min(self.rest)) {
                self.rest -= stretch.count;
                return Ok(Some((stretch, self.parcel.packings[self.at].stride())));
            }
            self.at += 1;
            let next = self.parcel.packings.get(self.at);
            self.walk = next.map(|packing| packing.walk(0, packing.count())).transpose()?;
        }
        Ok(None)
    }
}
