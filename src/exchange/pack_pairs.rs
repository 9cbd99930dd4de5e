//! Copies from one layout to another without staging: within this rank, and out of the memory of
//! another process.

use super::pack::Stretch;
use super::parcel::Parcel;
use crate::error::Result;
use crate::fail;
use crate::memory::peer::{self, Bytes, MOST_STRETCHES};
use crate::memory::{Region, stream};

/// Bytes of one system call that reads another process; larger stretches are cut.
const MOST_BYTES: i64 = 64 << 20;
/// Bytes between two stretches of another process that are read for the sake of both.
const WIDEST_GAP: i64 = 4 << 10;

/// Copies all elements of a parcel to the places of another, in order.
pub fn copy(from: (&Parcel, &Region<'_>), to: (&Parcel, &Region<'_>), itemsize: i64) -> Result<()> {
    let count = from.0.count();
    if count != to.0.count() {
        fail!(Internal, "{count} elements to {} places", to.0.count());
    }
    let source = start(from.0, from.1)?;
    let target = start(to.0, to.1)?;
    let (mut reader, mut writer) = (from.0.walk(0, count)?, to.0.walk(0, count)?);
    let much = count.saturating_mul(itemsize) >= stream::MUCH;
    let mut read = reader.next(i64::MAX)?;
    let mut write = writer.next(i64::MAX)?;
    while let (Some((a, from_step)), Some((b, to_step))) = (&mut read, &mut write) {
        let some = a.count.min(b.count);
        let (from_at, to_at) =
            (source.wrapping_offset(a.offset as isize), target.wrapping_offset(b.offset as isize));
        // SAFETY: both reaches were checked against what the regions may use.
        unsafe { copy_elements(from_at, *from_step, to_at, *to_step, some, (itemsize, much)) };
        (a.offset, a.count) = (a.offset.wrapping_add(some.wrapping_mul(*from_step)), a.count - some);
        (b.offset, b.count) = (b.offset.wrapping_add(some.wrapping_mul(*to_step)), b.count - some);
        if a.count == 0 {
            let last = a.offset.wrapping_sub(some.wrapping_mul(*from_step));
            read = reader.next(i64::MAX)?;
            if let Some((next, step)) = read.filter(|(_, step)| *step == itemsize) {
                // The one behind is probably as far away.
                let ahead = next.offset.wrapping_mul(2).wrapping_sub(last);
                stream::expect(source.wrapping_offset(ahead as isize), (next.count * step) as usize);
            }
        }
        if write.is_some_and(|w| w.0.count == 0) {
            write = writer.next(i64::MAX)?;
        }
    }
    stream::settle();
    Ok(())
}

/// Few contiguous copies from one layout to another: offsets in the target and the source, and bytes.
pub struct Few {
    list: Box<[(i64, i64, i64)]>,
    to: (i64, i64),
    from: (i64, i64),
}

impl Few {
    /// The copies from a parcel to the places of another, unless there are more than `most`.
    pub fn new(from: &Parcel, to: &Parcel, itemsize: i64, most: usize) -> Result<Option<Few>> {
        let count = from.count();
        let (mut reader, mut writer) =
            (Flat::new(from, 0, count, itemsize)?, Flat::new(to, 0, count, itemsize)?);
        let mut list = Vec::new();
        let mut write: (i64, i64) = (0, 0);
        while let Some((mut offset, mut some)) = reader.next(i64::MAX)? {
            while some > 0 {
                if write.1 == 0 {
                    let Some(next) = writer.next(i64::MAX)? else {
                        fail!(Internal, "more elements than places")
                    };
                    write = next;
                }
                let part = some.min(write.1);
                if list.len() == most {
                    return Ok(None);
                }
                list.push((write.0, offset, part * itemsize));
                offset += part * itemsize;
                write = (write.0 + part * itemsize, write.1 - part);
                some -= part;
            }
        }
        Ok(Some(Few { list: list.into(), to: to.reach(), from: from.reach() }))
    }

    /// Makes the copies.
    pub fn copy(&self, from: &Region<'_>, to: &Region<'_>) -> Result<()> {
        let source =
            from.address(self.from.0, self.from.1 - self.from.0)?.wrapping_offset(-self.from.0 as isize);
        let target = to.address(self.to.0, self.to.1 - self.to.0)?.wrapping_offset(-self.to.0 as isize);
        for &(to, from, bytes) in &self.list {
            let (from, to) = (source.wrapping_offset(from as isize), target.wrapping_offset(to as isize));
            // SAFETY: both reaches were checked; where source and target are one array, they are apart or
            // the same.
            unsafe { std::ptr::copy(from, to, bytes as usize) };
        }
        Ok(())
    }
}

/// The address of the layout's first element, if the memory covers all elements.
fn start(parcel: &Parcel, memory: &Region<'_>) -> Result<*mut u8> {
    let (low, high) = parcel.reach();
    Ok(memory.address(low, high - low)?.wrapping_offset(-low as isize))
}

/// Copies elements; where they are part of much memory, past the caches.
///
/// # Safety
/// `count` elements along both strides are valid memory.
#[inline]
unsafe fn copy_elements(
    from: *mut u8,
    from_step: i64,
    to: *mut u8,
    to_step: i64,
    count: i64,
    (itemsize, much): (i64, bool),
) {
    // SAFETY: by the caller's promise; where source and target are one they are so element by element.
    unsafe {
        if from_step == itemsize && to_step == itemsize {
            let bytes = (count * itemsize) as usize;
            match much {
                true => stream::copy(from, to, bytes),
                false => std::ptr::copy(from, to, bytes),
            }
            return;
        }
        let steps = [from_step as isize, to_step as isize];
        match itemsize {
            1 => strided::<[u8; 1]>(from, to, steps, count),
            2 => strided::<[u8; 2]>(from, to, steps, count),
            4 => strided::<[u8; 4]>(from, to, steps, count),
            8 => strided::<[u8; 8]>(from, to, steps, count),
            _ => strided::<[u8; 16]>(from, to, steps, count),
        }
    }
}

/// # Safety
/// As `copy_elements`, for elements of the size of `T`.
unsafe fn strided<T: Copy>(from: *mut u8, to: *mut u8, [from_step, to_step]: [isize; 2], count: i64) {
    for k in 0..count as isize {
        // SAFETY: the k-th elements; T has an alignment of 1.
        unsafe {
            let element = *from.wrapping_offset(k * from_step).cast::<T>();
            *to.wrapping_offset(k * to_step).cast::<T>() = element;
        }
    }
}

/// Another process's memory, laid out as a parcel says.
pub struct Remote<'a> {
    /// The process.
    pub pid: i32,
    /// Address of the layout's first element there.
    pub at: i64,
    /// The elements.
    pub parcel: &'a Parcel,
}

/// Stretches of memory, filled up one after the other and cut at any length.
#[derive(Default)]
struct List {
    stretches: Vec<Bytes>,
    bytes: i64,
}

impl List {
    fn push(&mut self, at: usize, len: i64) {
        self.bytes += len;
        match self.stretches.last_mut() {
            Some(last) if last.at + last.len == at => last.len += len as usize,
            _ => self.stretches.push(Bytes { at, len: len as usize }),
        }
    }

    fn is_full(&self) -> bool {
        self.stretches.len() >= MOST_STRETCHES - 1 || self.bytes >= MOST_BYTES
    }
}

/// Elements of a parcel as contiguous stretches of bytes.
struct Flat<'a> {
    walk: super::parcel::ParcelWalk<'a>,
    itemsize: i64,
    /// What is left of the present evenly spaced elements: offset, count, stride.
    rest: (i64, i64, i64),
}

impl<'a> Flat<'a> {
    fn new(parcel: &'a Parcel, first: i64, count: i64, itemsize: i64) -> Result<Flat<'a>> {
        Ok(Flat { walk: parcel.walk(first, count)?, itemsize, rest: (0, 0, 0) })
    }

    /// The next bytes that lie together, at most so many elements: offset and number of elements.
    fn next(&mut self, most: i64) -> Result<Option<(i64, i64)>> {
        if self.rest.1 == 0 {
            let Some((stretch, stride)) = self.walk.next(i64::MAX)? else { return Ok(None) };
            self.rest = (stretch.offset, stretch.count, stride);
        }
        let (offset, count, stride) = self.rest;
        let some = if stride == self.itemsize { count.min(most) } else { 1 };
        self.rest = (offset.wrapping_add(some.wrapping_mul(stride)), count - some, stride);
        Ok(Some((offset, some)))
    }
}

/// Reads `count` elements from the `first`-th on of another process into the places of a parcel.
pub fn read_into(
    remote: &Remote<'_>,
    to: (&Parcel, &Region<'_>),
    (first, count): (i64, i64),
    itemsize: i64,
) -> Result<()> {
    let target = start(to.0, to.1)? as usize;
    let mut places = Flat::new(to.0, first, count, itemsize)?;
    read(remote, (first, count), itemsize, |most| {
        let next = places.next(most)?;
        Ok(next.map(|(offset, some)| (target.wrapping_add(offset as usize), some)))
    })
}

/// Reads `count` elements from the `first`-th on of another process to the beginning of `room`.
pub fn read_packed(
    remote: &Remote<'_>,
    room: &Region<'_>,
    (first, count): (i64, i64),
    itemsize: i64,
) -> Result<()> {
    let mut at = room.address(0, count.saturating_mul(itemsize))? as usize;
    read(remote, (first, count), itemsize, |most| {
        let place = (at, most);
        at = at.wrapping_add((most * itemsize) as usize);
        Ok(Some(place))
    })
}

/// Reads all elements of another process whose short stretches lie close together: the memory that
/// covers some of them at a time comes to `room` as it is, and they go from there to their places.
pub fn read_covering(
    remote: &Remote<'_>,
    to: (&Parcel, &Region<'_>),
    count: i64,
    (room, itemsize): (&Region<'_>, i64),
) -> Result<()> {
    let target = start(to.0, to.1)?;
    let staged = room.address(0, room.bytes())?;
    let mut places = to.0.walk(0, count)?;
    let mut place: Option<(Stretch, i64)> = None;
    let mut source = Flat::new(remote.parcel, 0, count, itemsize)?;
    let most = (room.bytes() / itemsize).max(1);
    let mut next = source.next(most)?;
    let mut runs: Vec<(i64, i64)> = Vec::new();
    let much = count.saturating_mul(itemsize) >= stream::MUCH;
    while let Some((first, _)) = next {
        // What lies behind, without too wide a gap, and fits.
        let mut end = first;
        runs.clear();
        while let Some((offset, some)) = next {
            let close = offset >= end && offset - end <= WIDEST_GAP;
            if !close || offset + some * itemsize - first > room.bytes() {
                break;
            }
            end = offset + some * itemsize;
            runs.push((offset - first, some));
            next = source.next(most)?;
        }
        let at = Bytes { at: staged as usize, len: (end - first) as usize };
        let from = Bytes { at: (remote.at as usize).wrapping_add(first as usize), len: at.len };
        // SAFETY: `room` has that many bytes.
        unsafe { peer::read(remote.pid, &[at], &[from])? };
        for &(offset, mut some) in &runs {
            let mut from = staged.wrapping_offset(offset as isize);
            while some > 0 {
                let (stretch, step) = match &mut place {
                    Some(present) if present.0.count > 0 => present,
                    _ => match places.next(i64::MAX)? {
                        Some(fresh) => place.insert(fresh),
                        None => fail!(Internal, "more elements than places"),
                    },
                };
                let part = some.min(stretch.count);
                let goes = target.wrapping_offset(stretch.offset as isize);
                // SAFETY: elements in staging memory, and places that `start` checked.
                unsafe { copy_elements(from, itemsize, goes, *step, part, (itemsize, much)) };
                stretch.offset = stretch.offset.wrapping_add(part.wrapping_mul(*step));
                stretch.count -= part;
                from = from.wrapping_offset((part * itemsize) as isize);
                some -= part;
            }
        }
    }
    stream::settle();
    Ok(())
}

/// Reads elements to the places that `place` names: for at most so many elements, an address and how
/// many go there.
fn read(
    remote: &Remote<'_>,
    (first, count): (i64, i64),
    itemsize: i64,
    mut place: impl FnMut(i64) -> Result<Option<(usize, i64)>>,
) -> Result<()> {
    let mut source = Flat::new(remote.parcel, first, count, itemsize)?;
    let (mut from, mut to) = (List::default(), List::default());
    let most = (MOST_BYTES / itemsize).max(1);
    while let Some((offset, mut some)) = source.next(most)? {
        from.push((remote.at as usize).wrapping_add(offset as usize), some * itemsize);
        while some > 0 {
            let Some((at, part)) = place(some)? else { fail!(Internal, "more elements than places") };
            to.push(at, part * itemsize);
            some -= part;
            if to.is_full() && some > 0 {
                // The remote list is cut at the same byte.
                let rest = some * itemsize;
                let Some(last) = from.stretches.last_mut() else { fail!(Internal, "nothing to read") };
                last.len -= rest as usize;
                let next = last.at + last.len;
                flush(remote.pid, &mut to, &mut from)?;
                from.push(next, rest);
            }
        }
        if from.is_full() || to.is_full() {
            flush(remote.pid, &mut to, &mut from)?;
        }
    }
    flush(remote.pid, &mut to, &mut from)
}

fn flush(pid: i32, to: &mut List, from: &mut List) -> Result<()> {
    if !to.stretches.is_empty() {
        // SAFETY: the places are elements of a section or of staging memory, checked by `start` and
        // `address`.
        unsafe { peer::read(pid, &to.stretches, &from.stretches)? };
    }
    for list in [to, from] {
        list.stretches.clear();
        list.bytes = 0;
    }
    Ok(())
}
