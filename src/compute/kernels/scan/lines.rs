//! The lines of a section along one axis: which of them are taken together, and how their elements get
//! to the inner loops and back.

use super::super::cast::cast_loop;
use super::loops::Run;
use super::{BLOCK, ScanKernel};
use crate::memory::LocalView;
use std::mem::MaybeUninit;

/// Where accumulators lie, one for each line in C order: null for none.
#[derive(Clone, Copy)]
pub(super) struct Ends {
    /// What came before.
    pub carry: *const u8,
    /// What the lines come to.
    pub totals: *mut u8,
}

/// An axis with its byte strides.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Axis {
    extent: usize,
    source: isize,
    target: isize,
    /// From line to line among the accumulators.
    ends: isize,
}

/// Lines side by side are taken together from so many on.
const FEW: usize = 8;

/// The lines of a section, and in which order they are visited.
pub(super) struct Lines<'a> {
    kernel: &'a ScanKernel,
    source: *const u8,
    /// Null where only totals are wanted.
    target: *mut u8,
    along: Axis,
    /// The axis whose lines are taken together; of extent 1 where each goes for itself.
    side: Axis,
    /// The others, outermost first.
    outer: Vec<Axis>,
    empty: bool,
}

/// Room for `BLOCK` elements of any dtype.
type Room = MaybeUninit<[u128; BLOCK]>;

/// Rooms for what is converted on its way.
struct Rooms {
    /// Source elements without gaps, where nan is replaced.
    source: Room,
    /// Elements in the loop's dtype.
    item: Room,
    /// Results in the loop's dtype.
    result: Room,
    local: Room,
    carry: Room,
}

fn room(room: &mut Room) -> *mut u8 {
    room.as_mut_ptr().cast()
}

impl<'a> Lines<'a> {
    /// The order follows the source's memory, also where there is a target: totals and results are then
    /// made by the same operations.
    pub fn new(
        kernel: &'a ScanKernel,
        source: &LocalView,
        target: Option<LocalView>,
        axis: usize,
    ) -> Lines<'a> {
        let mut step = kernel.accumulator().itemsize() as isize;
        let mut outer: Vec<Axis> = Vec::new();
        let make = |k: usize, ends: isize| Axis {
            extent: source.shape[k].max(0) as usize,
            source: source.strides[k] as isize,
            target: target.as_ref().map_or(0, |t| t.strides[k] as isize),
            ends,
        };
        for k in (0..source.shape.len()).rev().filter(|&k| k != axis) {
            if source.shape[k] != 1 {
                outer.push(make(k, step));
            }
            step = step.wrapping_mul(source.shape[k] as isize);
        }
        let along = make(axis, 0);
        let empty = along.extent == 0 || outer.iter().any(|other| other.extent == 0);
        // Stable: of equal strides the last axis stays innermost.
        outer.reverse();
        outer.sort_by_key(|other| std::cmp::Reverse(other.source.unsigned_abs()));
        let single = Axis { extent: 1, source: 0, target: 0, ends: 0 };
        let near = |side: &Axis| {
            let nearer = side.source.unsigned_abs() < along.source.unsigned_abs();
            side.extent >= FEW && (nearer || along.extent < FEW)
        };
        let side = if outer.last().is_some_and(near) { outer.pop().unwrap_or(single) } else { single };
        let to = target.map_or(std::ptr::null_mut(), |t| t.ptr);
        Lines { kernel, source: source.ptr, target: to, along, side, outer, empty }
    }

    /// Visits all lines.
    ///
    /// # Safety
    /// The views that the lines were made of describe memory of this process, each element aligned, that
    /// nobody else writes to; the target may be the source's very elements and overlaps it in no other
    /// way. The accumulators are as many as lines.
    pub unsafe fn run(&self, ends: Ends) {
        if self.empty {
            return;
        }
        let mut rooms = Rooms {
            source: MaybeUninit::uninit(),
            item: MaybeUninit::uninit(),
            result: MaybeUninit::uninit(),
            local: MaybeUninit::uninit(),
            carry: MaybeUninit::uninit(),
        };
        let mut index = vec![0usize; self.outer.len()];
        loop {
            let sum = |stride: fn(&Axis) -> isize| -> isize {
                self.outer.iter().zip(&index).map(|(axis, i)| stride(axis).wrapping_mul(*i as isize)).sum()
            };
            let at = Place {
                source: self.source.wrapping_offset(sum(|axis| axis.source)),
                target: offset(self.target, sum(|axis| axis.target)),
                ends: Ends {
                    carry: offset(ends.carry.cast_mut(), sum(|axis| axis.ends)),
                    totals: offset(ends.totals, sum(|axis| axis.ends)),
                },
            };
            // SAFETY: the caller's promise; the place is one of the views' lines.
            unsafe {
                if self.side.extent == 1 {
                    self.line(&at, &mut rooms);
                } else {
                    self.bundles(&at, &mut rooms);
                }
            }
            if !self.advance(&mut index) {
                return;
            }
        }
    }

    fn advance(&self, index: &mut [usize]) -> bool {
        for (i, axis) in index.iter_mut().zip(&self.outer).rev() {
            *i += 1;
            if *i < axis.extent {
                return true;
            }
            *i = 0;
        }
        false
    }

    /// One line, in pieces.
    ///
    /// # Safety
    /// As `run`.
    unsafe fn line(&self, at: &Place, rooms: &mut Rooms) {
        let kernel = self.kernel;
        let local = room(&mut rooms.local);
        let mut start = 0;
        while start < self.along.extent {
            let count = BLOCK.min(self.along.extent - start);
            // SAFETY: the caller's promise; the piece is part of the line.
            unsafe {
                let step = |stride: isize| stride.wrapping_mul(start as isize);
                let from = at.source.wrapping_offset(step(self.along.source));
                let to = offset(at.target, step(self.along.target));
                let source = self.load(from, self.along.source, count, rooms);
                let target = self.place(to, self.along.target, rooms);
                let carry = at.ends.carry;
                (kernel.loops.along)(&Run { source, target, count, local, started: start > 0, carry });
                self.store(target, to, self.along.target, count);
            }
            start += count;
        }
        if !at.ends.totals.is_null() {
            let size = kernel.accumulator().itemsize();
            // SAFETY: one accumulator on each side.
            unsafe { std::ptr::copy_nonoverlapping(local, at.ends.totals, size) };
        }
    }

    /// The lines side by side, so many at a time as the rooms hold.
    ///
    /// # Safety
    /// As `run`.
    unsafe fn bundles(&self, at: &Place, rooms: &mut Rooms) {
        let mut first = 0;
        while first < self.side.extent {
            let count = BLOCK.min(self.side.extent - first);
            let step = |stride: isize| stride.wrapping_mul(first as isize);
            let ends = step(self.side.ends);
            let there = Place {
                source: at.source.wrapping_offset(step(self.side.source)),
                target: offset(at.target, step(self.side.target)),
                ends: Ends {
                    carry: offset(at.ends.carry.cast_mut(), ends),
                    totals: offset(at.ends.totals, ends),
                },
            };
            // SAFETY: the caller's promise.
            unsafe { self.bundle(&there, count, rooms) };
            first += count;
        }
    }

    /// # Safety
    /// As `run`; there are `count` lines side by side, and at most `BLOCK`.
    unsafe fn bundle(&self, at: &Place, count: usize, rooms: &mut Rooms) {
        let kernel = self.kernel;
        let (dtype, size) = (kernel.accumulator(), kernel.accumulator().itemsize() as isize);
        let copy = cast_loop(dtype, dtype);
        let local = room(&mut rooms.local);
        // SAFETY: the caller's promise; rooms hold `BLOCK` elements.
        unsafe {
            let mut carry = at.ends.carry;
            if !carry.is_null() && self.side.ends != size {
                copy([room(&mut rooms.carry), carry.cast_mut()], [size, self.side.ends], count);
                carry = room(&mut rooms.carry);
            }
            for k in 0..self.along.extent {
                let step = |stride: isize| stride.wrapping_mul(k as isize);
                let from = at.source.wrapping_offset(step(self.along.source));
                let to = offset(at.target, step(self.along.target));
                let source = self.load(from, self.side.source, count, rooms);
                let target = self.place(to, self.side.target, rooms);
                (kernel.loops.across)(&Run { source, target, count, local, started: k > 0, carry });
                self.store(target, to, self.side.target, count);
            }
            if !at.ends.totals.is_null() {
                copy([at.ends.totals, local], [self.side.ends, size], count);
            }
        }
    }

    /// `count` elements in the loop's dtype without gaps: those of the source, or a converted copy.
    ///
    /// # Safety
    /// They are elements of the source, at most `BLOCK`.
    unsafe fn load(&self, from: *const u8, stride: isize, count: usize, rooms: &mut Rooms) -> *const u8 {
        let kernel = self.kernel;
        let (dense, item) = (kernel.source.itemsize() as isize, kernel.item.itemsize() as isize);
        let (mut from, mut stride) = (from.cast_mut(), stride);
        // SAFETY: the caller's promise; rooms hold `BLOCK` elements of any dtype.
        unsafe {
            if let Some((replace, one)) = kernel.nan {
                let plain = room(&mut rooms.source);
                cast_loop(kernel.source, kernel.source)([plain, from], [dense, stride], count);
                replace(plain, count, one);
                (from, stride) = (plain, dense);
            }
            match kernel.load {
                None if stride == dense || count == 1 => return from,
                None => cast_loop(kernel.source, kernel.item)(
                    [room(&mut rooms.item), from],
                    [item, stride],
                    count,
                ),
                Some(convert) => convert([room(&mut rooms.item), from], [item, stride], count),
            }
        }
        room(&mut rooms.item)
    }

    /// Where the loop writes: the target itself, or a room; null for totals.
    fn place(&self, to: *mut u8, stride: isize, rooms: &mut Rooms) -> *mut u8 {
        let direct = self.kernel.store.is_none() && stride == self.kernel.item.itemsize() as isize;
        if to.is_null() || direct { to } else { room(&mut rooms.result) }
    }

    /// Brings results that were written to a room to the target.
    ///
    /// # Safety
    /// `made` is what `place` gave, and `count` results are there.
    unsafe fn store(&self, made: *mut u8, to: *mut u8, stride: isize, count: usize) {
        if made == to {
            return;
        }
        let kernel = self.kernel;
        let convert = kernel.store.unwrap_or_else(|| cast_loop(kernel.item, kernel.item));
        // SAFETY: the caller's promise.
        unsafe { convert([to, made], [stride, kernel.item.itemsize() as isize], count) };
    }
}

/// Where a line, or the first of several, begins.
struct Place {
    source: *const u8,
    target: *mut u8,
    ends: Ends,
}

/// A null pointer stays one.
fn offset(at: *mut u8, bytes: isize) -> *mut u8 {
    if at.is_null() { at } else { at.wrapping_offset(bytes) }
}
