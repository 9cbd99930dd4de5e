//! What happens to elements between two layouts: conversion to another dtype, conjugation, adding to
//! what is there. The inner loops are those of `compute`, which stands above; they are handed in.

use super::parcel::Parcel;
use crate::error::Result;
use crate::memory::Region;

/// Changes one row: addresses and byte strides of the result and the operand.
pub type ChangeLoop = unsafe fn(ptrs: [*mut u8; 2], strides: [isize; 2], n: usize);
/// Combines rows: addresses and byte strides of the result and both operands.
pub type CombineLoop = unsafe fn(ptrs: [*mut u8; 3], strides: [isize; 3], n: usize);

/// A conversion of elements of one size to elements of another.
#[derive(Clone, Copy, Debug)]
pub struct Change {
    run: ChangeLoop,
    from: i64,
    to: i64,
}

/// How elements that arrive are combined with those that are there.
#[derive(Clone, Copy, Debug)]
pub struct Combine {
    run: CombineLoop,
    itemsize: i64,
}

impl Change {
    /// A loop over elements of so many bytes.
    ///
    /// # Safety
    /// The loop reads elements of `from` bytes and writes elements of `to` bytes, and needs no more than
    /// an alignment of 8.
    pub unsafe fn new(run: ChangeLoop, from: usize, to: usize) -> Change {
        Change { run, from: from as i64, to: to as i64 }
    }

    /// Bytes of a changed element.
    pub fn to(&self) -> i64 {
        self.to
    }

    /// Changes elements that stand one after the other at the beginning of both regions.
    fn apply(&self, from: &Region<'_>, to: &Region<'_>, count: i64) -> Result<()> {
        let source = from.address(0, count * self.from)?;
        let target = to.address(0, count * self.to)?;
        // SAFETY: both have room for the elements (`address`), which are aligned: scratch memory, and
        // staging memory whose parts begin at multiples of 16 bytes.
        unsafe { (self.run)([target, source], [self.to as isize, self.from as isize], count as usize) };
        Ok(())
    }
}

impl Combine {
    /// A loop over elements of so many bytes.
    ///
    /// # Safety
    /// As for `Change::new`; result and first operand may be the same.
    pub unsafe fn new(run: CombineLoop, itemsize: usize) -> Combine {
        Combine { run, itemsize: itemsize as i64 }
    }

    /// Combines `count` elements at the beginning of `into` with those of `other`.
    fn apply(&self, into: &Region<'_>, other: &Region<'_>, count: i64) -> Result<()> {
        let target = into.address(0, count * self.itemsize)?;
        let operand = other.address(0, count * self.itemsize)?;
        let step = self.itemsize as isize;
        // SAFETY: as above.
        unsafe { (self.run)([target, target, operand], [step; 3], count as usize) };
        Ok(())
    }
}

/// Bytes of one of the three pieces of scratch memory; they stay in the innermost cache.
const SCRATCH: usize = 8 << 10;
/// Elements that fit in one, of any dtype.
const CHUNK: i64 = SCRATCH as i64 / 16;

/// Memory for elements that are being changed.
#[derive(Debug, Default)]
pub struct Bench {
    memory: Vec<i64>,
}

impl Bench {
    /// Calls `work` with room for elements that are on their way within this rank.
    pub fn with_room(&mut self, work: impl FnOnce(&Region<'_>, &mut Bench) -> Result<()>) -> Result<()> {
        let mut room = vec![0i64; 2 * SCRATCH / 8];
        work(&Region::of_numbers(&mut room), self)
    }

    fn places(&mut self) -> [Region<'_>; 3] {
        let words = SCRATCH / 8;
        self.memory.resize(3 * words, 0);
        let (first, rest) = self.memory.split_at_mut(words);
        let (second, third) = rest.split_at_mut(words);
        [Region::of_numbers(first), Region::of_numbers(second), Region::of_numbers(third)]
    }
}

/// What is done to the elements of one array on their way.
#[derive(Clone, Copy, Debug, Default)]
pub struct Changes {
    /// Before they travel.
    pub outgoing: Option<Change>,
    /// After they arrived.
    pub incoming: Option<Change>,
    /// Combined with what is there; None replaces it.
    pub combine: Option<Combine>,
}

impl Changes {
    /// Whether elements arrive as they were.
    pub fn is_none(&self) -> bool {
        self.outgoing.is_none() && self.incoming.is_none() && self.combine.is_none()
    }

    /// Whether elements are written as they arrive.
    pub fn arrives_as_it_is(&self) -> bool {
        self.incoming.is_none() && self.combine.is_none()
    }

    /// Copies `count` elements from the `first`-th on to the beginning of `room`, as they travel.
    pub fn pack(
        &self,
        parcel: &Parcel,
        memory: &Region<'_>,
        (first, count): (i64, i64),
        room: &Region<'_>,
        bench: &mut Bench,
    ) -> Result<()> {
        let Some(change) = self.outgoing else { return parcel.pack(memory, first, count, room) };
        let [place, ..] = bench.places();
        chunks(first, count, |at, some| {
            parcel.pack(memory, at, some, &place)?;
            change.apply(&place, &room.behind((at - first) * change.to)?, some)
        })
    }

    /// Brings elements from the beginning of `room`, as they travelled, to where they belong.
    pub fn unpack(
        &self,
        parcel: &Parcel,
        memory: &Region<'_>,
        (first, count): (i64, i64),
        (room, itemsize): (&Region<'_>, i64),
        bench: &mut Bench,
    ) -> Result<()> {
        if self.arrives_as_it_is() {
            return parcel.unpack(memory, first, count, room);
        }
        let [place, there, _] = bench.places();
        // One message after the other: several may bring something for one element, and a sum must see
        // what the one before it left.
        parcel.each(first, count, |packing, inside, part, done| {
            chunks(inside, part, |at, some| {
                let mut arrived = room.behind((done + at - inside) * itemsize)?;
                if let Some(change) = self.incoming {
                    change.apply(&arrived, &place, some)?;
                    arrived = place;
                }
                let Some(combine) = self.combine else { return packing.unpack(memory, at, some, &arrived) };
                packing.pack(memory, at, some, &there)?;
                combine.apply(&there, &arrived, some)?;
                packing.unpack(memory, at, some, &there)
            })
        })
    }

    /// Brings elements that did not travel yet, as they are in the sender's memory, to where they
    /// belong.
    pub fn unpack_unsent(
        &self,
        parcel: &Parcel,
        memory: &Region<'_>,
        (first, count): (i64, i64),
        (room, itemsize): (&Region<'_>, i64),
        bench: &mut Bench,
    ) -> Result<()> {
        let Some(change) = self.outgoing else {
            return self.unpack(parcel, memory, (first, count), (room, itemsize), bench);
        };
        let mut travelled = vec![0i64; SCRATCH / 8];
        let travelled = Region::of_numbers(&mut travelled);
        chunks(first, count, |at, some| {
            change.apply(&room.behind((at - first) * itemsize)?, &travelled, some)?;
            self.unpack(parcel, memory, (at, some), (&travelled, change.to), bench)
        })
    }
}

/// Calls `work` with chunks of elements: the first and how many.
fn chunks(first: i64, count: i64, mut work: impl FnMut(i64, i64) -> Result<()>) -> Result<()> {
    let mut at = first;
    while at < first + count {
        let some = CHUNK.min(first + count - at);
        work(at, some)?;
        at += some;
    }
    Ok(())
}
