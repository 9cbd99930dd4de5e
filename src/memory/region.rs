//! Bytes that are known to be valid, and copies between them that check their own bounds.

use super::{LocalPart, SafeView, stream};
use crate::error::Result;
use crate::fail;
use crate::index::extent_of;
use std::marker::PhantomData;

/// Memory of this process around an address: everything from `low` to `high`, relative to it, may be
/// read and written. Only sections, staging memory and the C layer make one.
#[derive(Clone, Copy, Debug)]
pub struct Region<'a> {
    at: *mut u8,
    low: i64,
    high: i64,
    life: PhantomData<&'a [u8]>,
}

/// One level of a copy: how often, and how far source and target move, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loop {
    /// Number of steps.
    pub count: i64,
    /// From step to step in the target.
    pub to: i64,
    /// From step to step in the source.
    pub from: i64,
}

/// Most levels: two for each of 32 axes, blocks and the elements inside.
const MAX_LOOPS: usize = 64;
/// Elements along each side of the squares in which a transposed copy works.
const TILE: i64 = 32;

impl<'a> Region<'a> {
    /// `bytes` bytes from an address on.
    ///
    /// # Safety
    /// They are valid for `'a`: for reading, and for writing if the region is written to. Nobody else
    /// uses them meanwhile.
    pub unsafe fn new(at: *mut u8, bytes: i64) -> Region<'a> {
        Region { at, low: 0, high: bytes.max(0), life: PhantomData }
    }

    /// What strided memory reaches; the address is that of the element with all indices 0.
    ///
    /// # Safety
    /// As `new`.
    pub unsafe fn strided(at: *mut u8, shape: &[i64], strides: &[i64], itemsize: i64) -> Result<Region<'a>> {
        let (low, high) = extent_of(shape, strides, itemsize)?;
        Ok(Region { at, low, high, life: PhantomData })
    }

    /// What a rank owns of an array, from the first owned element.
    pub fn owned(part: &'a LocalPart) -> Result<Region<'a>> {
        Region::section(part.owned(), part.owned_reach())
    }

    /// A rank's whole section, padding included, from its first element.
    pub fn whole(part: &'a LocalPart) -> Result<Region<'a>> {
        Region::section(part.whole(), part.whole_reach())
    }

    fn section(section: SafeView<'a>, reach: Option<(i64, i64)>) -> Result<Region<'a>> {
        let view = section.view();
        if let Some((low, high)) = reach {
            return Ok(Region { at: view.ptr, low, high, life: PhantomData });
        }
        // SAFETY: a section's memory is valid as long as the section is.
        unsafe { Region::strided(view.ptr, view.shape, view.strides, view.dtype.itemsize() as i64) }
    }

    /// What lies behind an offset, up to the end.
    pub fn behind(&self, offset: i64) -> Result<Region<'a>> {
        let at = self.address(offset, 0)?;
        Ok(Region { at, low: 0, high: self.high - offset, life: PhantomData })
    }

    /// Bytes from the address to the end.
    pub fn bytes(&self) -> i64 {
        self.high
    }

    /// Reads numbers from the beginning.
    pub fn get_numbers(&self, numbers: &mut [i64]) -> Result<()> {
        let bytes = size_of_val(numbers);
        let from = self.address(0, bytes as i64)?;
        // SAFETY: the bytes are the region's, and a slice does not overlap them.
        unsafe { std::ptr::copy_nonoverlapping(from, numbers.as_mut_ptr().cast(), bytes) };
        Ok(())
    }

    /// Writes numbers to the beginning.
    pub fn put_numbers(&self, numbers: &[i64]) -> Result<()> {
        let bytes = size_of_val(numbers);
        let to = self.address(0, bytes as i64)?;
        // SAFETY: the bytes are the region's, and a slice does not overlap memory that is written to.
        unsafe { std::ptr::copy_nonoverlapping(numbers.as_ptr().cast(), to, bytes) };
        Ok(())
    }

    /// Numbers, to be received.
    pub fn of_numbers(numbers: &'a mut [i64]) -> Region<'a> {
        // SAFETY: a slice is valid memory, borrowed uniquely for the region's life.
        unsafe { Region::new(numbers.as_mut_ptr().cast(), size_of_val(numbers) as i64) }
    }

    /// Whether the two reach some byte in common, gaps included.
    pub fn shares_memory(&self, other: &Region<'_>) -> bool {
        let bounds = |r: &Region<'_>| {
            let at = r.at as usize as i128;
            (at + i128::from(r.low), at + i128::from(r.high))
        };
        let ((low, high), (other_low, other_high)) = (bounds(self), bounds(other));
        low < other_high && other_low < high
    }

    /// The address, for MPI.
    pub(crate) fn address(&self, offset: i64, bytes: i64) -> Result<*mut u8> {
        if offset < self.low || bytes < 0 || offset.checked_add(bytes).is_none_or(|end| end > self.high) {
            fail!(Internal, "{bytes} bytes from {offset} are outside {}..{}", self.low, self.high);
        }
        Ok(self.at.wrapping_offset(offset as isize))
    }

    /// The address of the first of some elements, for MPI: all combinations of the loops' steps in the
    /// target.
    pub(crate) fn elements(&self, offset: i64, itemsize: usize, loops: &[Loop]) -> Result<*mut u8> {
        self.start(offset, itemsize, loops, |l| l.to)
    }

    /// Copies elements of `itemsize` bytes from another region to this one: all combinations of steps
    /// of `loops`, beginning at the two offsets. Where the regions overlap the result is not defined,
    /// unless every element is copied onto itself.
    pub fn copy_from(
        &self,
        offset: i64,
        from: &Region<'_>,
        from_offset: i64,
        itemsize: usize,
        loops: &[Loop],
    ) -> Result<()> {
        if loops.iter().any(|each| each.count <= 0) {
            return Ok(());
        }
        let to = self.start(offset, itemsize, loops, |l| l.to)?;
        let from = from.start(from_offset, itemsize, loops, |l| l.from)?;
        // SAFETY: both reaches were checked against what the regions may use.
        unsafe {
            match itemsize {
                1 => copy_all::<u8>(to, from, loops),
                2 => copy_all::<u16>(to, from, loops),
                4 => copy_all::<u32>(to, from, loops),
                8 => copy_all::<u64>(to, from, loops),
                16 => copy_all::<u128>(to, from, loops),
                other => fail!(Internal, "elements of {other} bytes"),
            }
        }
    }

    /// The address of the first element; fails if some element lies outside.
    fn start(
        &self,
        offset: i64,
        itemsize: usize,
        loops: &[Loop],
        stride: fn(&Loop) -> i64,
    ) -> Result<*mut u8> {
        let (mut low, mut high) = (i128::from(offset), i128::from(offset) + itemsize as i128);
        for each in loops {
            let reach = i128::from(each.count - 1) * i128::from(stride(each));
            low = low.saturating_add(reach.min(0));
            high = high.saturating_add(reach.max(0));
        }
        if low < i128::from(self.low) || high > i128::from(self.high) {
            fail!(Internal, "a copy of the bytes {low}..{high} leaves {}..{}", self.low, self.high);
        }
        Ok(self.at.wrapping_offset(offset as isize))
    }

    /// One element's bytes, filled up with zeros.
    pub fn element(&self, offset: i64, itemsize: usize) -> Result<[u8; 16]> {
        let mut bytes = [0u8; 16];
        // SAFETY: a local array.
        let room = unsafe { Region::new(bytes.as_mut_ptr(), 16) };
        room.copy_from(0, self, offset, itemsize, &[])?;
        Ok(bytes)
    }

    /// Writes one element.
    pub fn set_element(&self, offset: i64, itemsize: usize, mut bytes: [u8; 16]) -> Result<()> {
        // SAFETY: a local array.
        let source = unsafe { Region::new(bytes.as_mut_ptr(), 16) };
        self.copy_from(offset, &source, 0, itemsize, &[])
    }
}

/// The loops of a copy, outermost first: sorted by how far the target moves, merged where both sides
/// go on without a gap.
struct Nest {
    used: usize,
    loops: [Loop; MAX_LOOPS],
}

impl Nest {
    fn new(given: &[Loop]) -> Result<Nest> {
        if given.len() > MAX_LOOPS {
            fail!(Internal, "{} loops in one copy", given.len());
        }
        let mut nest = Nest { used: 0, loops: [Loop { count: 1, to: 0, from: 0 }; MAX_LOOPS] };
        for each in given.iter().filter(|each| each.count > 1) {
            nest.insert(*each);
        }
        nest.merge();
        nest.pair_up();
        Ok(nest)
    }

    fn loops(&self) -> &[Loop] {
        &self.loops[..self.used]
    }

    fn insert(&mut self, new: Loop) {
        let size = |l: &Loop| (l.to.unsigned_abs(), l.from.unsigned_abs());
        let mut at = self.used;
        while at > 0 && size(&self.loops[at - 1]) < size(&new) {
            self.loops[at] = self.loops[at - 1];
            at -= 1;
        }
        self.loops[at] = new;
        self.used += 1;
    }

    fn merge(&mut self) {
        let mut kept = 0;
        for k in 1..self.used {
            let (outer, inner) = (self.loops[kept], self.loops[k]);
            let follows = |outer: i64, inner_step: i64| inner_step.checked_mul(inner.count) == Some(outer);
            let adjacent = follows(outer.to, inner.to) && follows(outer.from, inner.from);
            match outer.count.checked_mul(inner.count).filter(|_| adjacent) {
                Some(count) => self.loops[kept] = Loop { count, ..inner },
                None => {
                    kept += 1;
                    self.loops[kept] = inner;
                }
            }
        }
        self.used = self.used.min(kept + 1);
    }

    /// Where the source runs along another axis than the target, that axis comes next to the
    /// innermost one, so that the two can be copied in squares.
    fn pair_up(&mut self) {
        let Some(inner) = self.used.checked_sub(1) else { return };
        let step = |k: usize| self.loops[k].from.unsigned_abs();
        let best = (0..inner).min_by_key(|&k| step(k)).filter(|&k| step(k) < step(inner));
        if let Some(best) = best {
            self.loops[best..inner].rotate_left(1);
        }
    }
}

/// # Safety
/// Every element that the loops reach from both addresses is valid memory.
unsafe fn copy_all<T: Copy>(to: *mut u8, from: *mut u8, loops: &[Loop]) -> Result<()> {
    let mut several = loops.iter().filter(|each| each.count > 1);
    // Most copies of scattered elements have one loop or none, and there are many of them.
    let (first, more) = (several.next(), several.next().is_some());
    // SAFETY: the loops are the caller's, in another order.
    unsafe {
        match first {
            _ if more => nested::<T>(to, from, Nest::new(loops)?.loops()),
            Some(row) => nested::<T>(to, from, std::slice::from_ref(row)),
            None => nested::<T>(to, from, &[]),
        }
    }
    Ok(())
}

/// # Safety
/// As `copy_all`.
unsafe fn nested<T: Copy>(to: *mut u8, from: *mut u8, loops: &[Loop]) {
    let size = size_of::<T>() as i64;
    // SAFETY: the caller's promise.
    unsafe {
        match loops {
            [] => to.cast::<T>().write_unaligned(from.cast::<T>().read_unaligned()),
            // A few elements side by side, as the edges of a block have them, are one wider element.
            [outer @ .., row] if is_dense(row, size) && !outer.is_empty() && row.count * size <= 32 => {
                match row.count * size {
                    2 => nested::<u16>(to, from, outer),
                    4 => nested::<u32>(to, from, outer),
                    8 => nested::<u64>(to, from, outer),
                    16 => nested::<u128>(to, from, outer),
                    32 => nested::<[u128; 2]>(to, from, outer),
                    bytes => each(outer, to, from, |to, from| std::ptr::copy(from, to, bytes as usize)),
                }
            }
            [outer @ .., row] if is_dense(row, size) => {
                let bytes = (row.count * size) as usize;
                let all = outer.iter().map(|each| each.count).fold(row.count * size, i64::saturating_mul);
                if all >= stream::MUCH {
                    each(outer, to, from, |to, from| stream::copy(from, to, bytes));
                    stream::settle();
                } else {
                    each(outer, to, from, |to, from| std::ptr::copy(from, to, bytes));
                }
            }
            [row] => plane::<T>(to, from, Loop { count: 1, to: 0, from: 0 }, *row),
            [outer @ .., first, row] => {
                each(outer, to, from, |to, from| plane::<T>(to, from, *first, *row));
            }
        }
    }
}

/// Whether elements of a size lie side by side on both sides.
fn is_dense(row: &Loop, size: i64) -> bool {
    row.to == size && row.from == size
}

/// Calls `inner` for every combination of steps.
fn each(loops: &[Loop], mut to: *mut u8, mut from: *mut u8, mut inner: impl FnMut(*mut u8, *mut u8)) {
    let mut index = [0i64; MAX_LOOPS];
    loop {
        inner(to, from);
        let mut level = loops.len();
        loop {
            let Some(next) = level.checked_sub(1) else { return };
            level = next;
            let step = loops[level];
            index[level] += 1;
            if index[level] < step.count {
                to = to.wrapping_offset(step.to as isize);
                from = from.wrapping_offset(step.from as isize);
                break;
            }
            index[level] = 0;
            to = to.wrapping_offset((step.to * (1 - step.count)) as isize);
            from = from.wrapping_offset((step.from * (1 - step.count)) as isize);
        }
    }
}

/// Copies elements along two axes. Where the source is dense along the outer one, in squares that
/// both sides' cache lines survive.
///
/// # Safety
/// Every element that the two loops reach is valid memory.
unsafe fn plane<T: Copy>(to: *mut u8, from: *mut u8, outer: Loop, inner: Loop) {
    let crossed = outer.from.unsigned_abs() < inner.from.unsigned_abs();
    let (tall, wide) = if crossed { (TILE, TILE) } else { (1, inner.count) };
    let mut i = 0;
    while i < outer.count {
        let rows = tall.min(outer.count - i);
        let mut j = 0;
        while j < inner.count {
            let columns = wide.min(inner.count - j);
            for row in i..i + rows {
                let to = to.wrapping_offset((row * outer.to + j * inner.to) as isize);
                let from = from.wrapping_offset((row * outer.from + j * inner.from) as isize);
                // SAFETY: elements of the two loops.
                unsafe { elements::<T>(to, from, [inner.to, inner.from], columns) };
            }
            j += columns;
        }
        i += rows;
    }
}

/// # Safety
/// `count` elements along both strides are valid memory.
unsafe fn elements<T: Copy>(to: *mut u8, from: *mut u8, strides: [i64; 2], count: i64) {
    let [to_step, from_step] = strides.map(|s| s as isize);
    for k in 0..count as isize {
        // SAFETY: the k-th element on both sides. Callers' buffers need not be aligned.
        unsafe {
            let x = from.wrapping_offset(k * from_step).cast::<T>().read_unaligned();
            to.wrapping_offset(k * to_step).cast::<T>().write_unaligned(x);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Status;
    use proptest::prelude::*;

    fn region<T>(slice: &mut [T]) -> Region<'_> {
        // SAFETY: a slice, borrowed for the region's life.
        unsafe { Region::new(slice.as_mut_ptr().cast(), size_of_val(slice) as i64) }
    }

    /// The same copy, one element after another.
    fn by_hand(to: &mut [u8], from: &[u8], start: [i64; 2], size: usize, loops: &[Loop]) {
        match loops {
            [] => {
                let [to_at, from_at] = start.map(|x| x as usize);
                to[to_at..to_at + size].copy_from_slice(&from[from_at..from_at + size]);
            }
            [first, rest @ ..] => {
                for k in 0..first.count {
                    by_hand(to, from, [start[0] + k * first.to, start[1] + k * first.from], size, rest);
                }
            }
        }
    }

    fn check(size: usize, start: [i64; 2], loops: &[Loop]) {
        let source: Vec<u8> = (0..40_000u32).map(|k| (k * 7 + k / 251) as u8).collect();
        let (mut got, mut expected) = (vec![0u8; 40_000], vec![0u8; 40_000]);
        by_hand(&mut expected, &source, start, size, loops);
        let mut source = source;
        region(&mut got).copy_from(start[0], &region(&mut source), start[1], size, loops).unwrap();
        assert!(got == expected, "{size} {start:?} {loops:?}");
    }

    fn nested(count: i64, to: i64, from: i64) -> Loop {
        Loop { count, to, from }
    }

    #[test]
    fn rows_transposes_and_reversals() {
        check(8, [3, 5], &[]);
        check(8, [0, 0], &[nested(10, 80, 80), nested(10, 8, 8)]);
        check(8, [0, 0], &[nested(50, 8, 400), nested(50, 400, 8)]);
        check(2, [1, 0], &[nested(70, 2, 140), nested(70, 140, 2)]);
        check(4, [0, 396], &[nested(33, 400, 400), nested(100, 4, -4)]);
        check(4, [13200, 0], &[nested(34, -400, 4), nested(50, 4, 200)]);
        check(16, [0, 0], &[nested(3, 1600, 0), nested(4, 320, 16), nested(5, 64, 200)]);
        check(1, [0, 0], &[nested(9, 100, 7), nested(9, 3, 1000), nested(1, 9, 9), nested(3, 1000, 1)]);
        check(8, [0, 0], &[nested(4, 8, 8), nested(0, 8, 8)]);
    }

    #[test]
    fn a_few_elements_side_by_side() {
        for (size, few) in
            [(1, 2), (1, 3), (1, 4), (2, 2), (2, 3), (4, 2), (4, 4), (8, 2), (8, 3), (8, 4), (16, 2)]
        {
            let row = nested(few, size, size);
            check(size as usize, [0, size], &[nested(10, 80, 70), row]);
            check(size as usize, [size, 0], &[nested(3, 900, 700), nested(5, 40, 100), row]);
            check(size as usize, [720, 0], &[nested(10, -80, 100), row]);
        }
    }

    #[test]
    fn what_lies_outside_is_refused() {
        let (mut to, mut from) = ([0u64; 8], [1u64; 8]);
        let bad = |start: [i64; 2], loops: &[Loop], to: &mut [u64], from: &mut [u64]| {
            let refused = region(to).copy_from(start[0], &region(from), start[1], 8, loops).unwrap_err();
            assert_eq!(refused.status, Status::Internal);
        };
        bad([0, 0], &[nested(9, 8, 0)], &mut to, &mut from);
        bad([0, 0], &[nested(9, 0, 8)], &mut to, &mut from);
        bad([0, 8], &[nested(3, 8, -8)], &mut to, &mut from);
        bad([57, 0], &[], &mut to, &mut from);
        bad([0, 0], &[nested(i64::MAX, i64::MAX, 0)], &mut to, &mut from);
        assert_eq!(to, [0; 8]);
        assert!(region(&mut to).address(60, 5).is_err() && region(&mut to).address(-1, 1).is_err());
    }

    proptest! {
        #[test]
        fn any_copy_is_the_slow_one(
            size in proptest::sample::select(vec![1usize, 2, 4, 8, 16]),
            raw in proptest::collection::vec((1i64..5, -60i64..60, -60i64..60), 0..4),
        ) {
            // Targets are visited once each: make their steps nest.
            let mut reach = size as i64;
            let mut loops = Vec::new();
            for (count, to, from) in raw {
                let step = reach + to.abs();
                loops.push(nested(count, if to < 0 { -step } else { step }, from));
                reach = step * count;
            }
            check(size, [20_000, 20_000], &loops);
        }
    }
}
