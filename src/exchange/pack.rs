//! Packing the elements of a message into one stretch of bytes, and unpacking them. The message's
//! elements are a tensor product of patterns, in C order; any stretch of them can be packed alone.

use crate::error::Result;
use crate::fail;
use crate::memory::SafeView;
use crate::plan::Pattern;

/// One axis of a message in memory: which positions, and how far apart they are.
struct Axis {
    pattern: Pattern,
    /// Bytes between neighbouring positions.
    stride: i64,
    count: i64,
}

/// The elements of one message in this rank's memory.
pub struct Packing {
    /// The first owned element.
    base: *mut u8,
    itemsize: i64,
    /// Outermost first. There is at least one.
    axes: Vec<Axis>,
    count: i64,
}

/// Which way the bytes go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Pack,
    Unpack,
}

impl Packing {
    /// The elements of `section` at the product of the patterns, one for each of its axes.
    pub fn new<'a>(section: &SafeView<'_>, patterns: impl Iterator<Item = &'a Pattern>) -> Result<Packing> {
        let view = section.view();
        let itemsize = view.dtype.itemsize() as i64;
        let mut axes: Vec<Axis> = Vec::new();
        for ((pattern, &extent), &stride) in patterns.zip(view.shape).zip(view.strides) {
            check_inside(pattern, extent)?;
            let axis = Axis { pattern: pattern.clone(), stride, count: pattern.count() };
            if let Some(outer) = axes.last_mut()
                && let Some(both) = merged(outer, &axis)
            {
                *outer = both;
                continue;
            }
            axes.push(axis);
        }
        if axes.is_empty() {
            axes.push(Axis { pattern: Pattern::range(0..1), stride: itemsize, count: 1 });
        }
        let count = axes.iter().map(|axis| axis.count).product();
        Ok(Packing { base: view.ptr, itemsize, axes, count })
    }

    /// Number of elements.
    pub fn count(&self) -> i64 {
        self.count
    }

    /// Copies elements from the `first`-th on into `target`, which is a whole number of elements.
    pub fn pack(&self, first: i64, target: &mut [u8]) {
        self.run(first, target.as_mut_ptr(), target.len(), Direction::Pack);
    }

    /// Copies `source`, a whole number of elements, into the elements from the `first`-th on.
    pub fn unpack(&self, first: i64, source: &[u8]) {
        // Only read in this direction.
        self.run(first, source.as_ptr().cast_mut(), source.len(), Direction::Unpack);
    }

    fn run(&self, first: i64, bytes: *mut u8, len: usize, direction: Direction) {
        let elements = len as i64 / self.itemsize;
        let end = first.saturating_add(elements).min(self.count);
        let (inner, outer) = (&self.axes[self.axes.len() - 1], &self.axes[..self.axes.len() - 1]);
        let mut at = first;
        let mut bytes = bytes;
        let mut odometer = Odometer::new(outer, first / inner.count.max(1));
        while at < end {
            let begin = at % inner.count;
            let stop = inner.count.min(begin + (end - at));
            let row = self.base.wrapping_offset(odometer.offset as isize);
            // SAFETY: the section's memory is valid (SafeView), the patterns lie inside its shape
            // (`check_inside`), and `bytes` has room for the elements up to `end`.
            bytes = unsafe { copy_row(row, inner, begin..stop, self.itemsize as usize, bytes, direction) };
            at += stop - begin;
            odometer.advance();
        }
    }
}

fn check_inside(pattern: &Pattern, extent: i64) -> Result<()> {
    let inside = match pattern {
        Pattern::Periodic { offset, comb } => {
            let last = comb.get(comb.count() - 1).unwrap_or(0);
            comb.count() == 0 || (*offset >= 0 && offset + last < extent)
        }
        Pattern::Listed(list) => list.iter().all(|at| (0..extent).contains(at)),
    };
    if !inside {
        fail!(Internal, "a message takes positions outside a section of extent {extent}");
    }
    Ok(())
}

/// Two axes as one, where the inner one takes a whole row and rows follow each other in memory.
fn merged(outer: &Axis, inner: &Axis) -> Option<Axis> {
    let rows = inner.count;
    let whole = inner.pattern.piece(0)? == (0..rows);
    if !whole || outer.stride != rows.checked_mul(inner.stride)? {
        return None;
    }
    let pattern = outer.pattern.scaled(rows)?;
    Some(Axis { count: outer.count * rows, pattern, stride: inner.stride })
}

/// Steps through the positions of the outer axes in C order.
struct Odometer<'a> {
    axes: &'a [Axis],
    /// Per axis, the number of the position, the position, and where its stretch ends.
    state: Vec<(i64, i64, i64)>,
    /// Bytes from the base.
    offset: i64,
}

impl<'a> Odometer<'a> {
    fn new(axes: &'a [Axis], mut number: i64) -> Odometer<'a> {
        let mut state = vec![(0, 0, 0); axes.len()];
        for (axis, slot) in axes.iter().zip(&mut state).rev() {
            *slot = locate(axis, number % axis.count.max(1));
            number /= axis.count.max(1);
        }
        let offset = axes.iter().zip(&state).map(|(axis, slot)| slot.1.wrapping_mul(axis.stride)).sum();
        Odometer { axes, state, offset }
    }

    /// To the next position; wraps around behind the last.
    fn advance(&mut self) {
        for (axis, slot) in self.axes.iter().zip(&mut self.state).rev() {
            let before = slot.1;
            let wraps = slot.0 + 1 == axis.count;
            *slot = match (wraps, slot.1 + 1 < slot.2) {
                (false, true) => (slot.0 + 1, slot.1 + 1, slot.2),
                (false, false) => locate(axis, slot.0 + 1),
                (true, _) => locate(axis, 0),
            };
            self.offset = self.offset.wrapping_add((slot.1 - before).wrapping_mul(axis.stride));
            if !wraps {
                return;
            }
        }
    }
}

fn locate(axis: &Axis, number: i64) -> (i64, i64, i64) {
    let piece = axis.pattern.piece(number).unwrap_or(0..0);
    (number, piece.start, piece.end)
}

/// Copies some positions of one row; returns where the bytes go on.
///
/// # Safety
/// The positions are elements behind `row`, and `bytes` has room for them.
unsafe fn copy_row(
    row: *mut u8,
    axis: &Axis,
    numbers: std::ops::Range<i64>,
    itemsize: usize,
    mut bytes: *mut u8,
    direction: Direction,
) -> *mut u8 {
    let mut next = numbers.start;
    while next < numbers.end {
        let Some(piece) = axis.pattern.piece(next) else { break };
        let count = (piece.end - piece.start).min(numbers.end - next);
        let at = row.wrapping_offset(piece.start.wrapping_mul(axis.stride) as isize);
        // SAFETY: by the caller's promise.
        unsafe { copy_stretch(at, axis.stride as isize, count as usize, itemsize, bytes, direction) };
        bytes = bytes.wrapping_add(count as usize * itemsize);
        next += count;
    }
    bytes
}

/// Copies `count` elements `stride` bytes apart.
///
/// # Safety
/// The elements are valid, and `bytes` has room for them.
#[inline]
unsafe fn copy_stretch(
    at: *mut u8,
    stride: isize,
    count: usize,
    itemsize: usize,
    bytes: *mut u8,
    direction: Direction,
) {
    // SAFETY: as the caller promises; the bytes are a buffer of our own, apart from the section.
    unsafe {
        if stride == itemsize as isize {
            match direction {
                Direction::Pack => std::ptr::copy_nonoverlapping(at, bytes, count * itemsize),
                Direction::Unpack => std::ptr::copy_nonoverlapping(bytes, at, count * itemsize),
            }
            return;
        }
        match itemsize {
            1 => copy_strided::<[u8; 1]>(at, stride, count, bytes, direction),
            2 => copy_strided::<[u8; 2]>(at, stride, count, bytes, direction),
            4 => copy_strided::<[u8; 4]>(at, stride, count, bytes, direction),
            8 => copy_strided::<[u8; 8]>(at, stride, count, bytes, direction),
            _ => copy_strided::<[u8; 16]>(at, stride, count, bytes, direction),
        }
    }
}

/// # Safety
/// As `copy_stretch`, for elements of the size of `T`.
unsafe fn copy_strided<T: Copy>(
    at: *mut u8,
    stride: isize,
    count: usize,
    bytes: *mut u8,
    direction: Direction,
) {
    for k in 0..count {
        // SAFETY: the k-th element and its place; T has an alignment of 1.
        unsafe {
            let element = at.wrapping_offset(k as isize * stride).cast::<T>();
            let place = bytes.wrapping_add(k * size_of::<T>()).cast::<T>();
            match direction {
                Direction::Pack => *place = *element,
                Direction::Unpack => *element = *place,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dtype::DType;
    use crate::index::Comb;
    use crate::memory::LocalPart;
    use proptest::prelude::*;

    /// A pattern inside an extent, and the positions that it means.
    fn any_pattern(extent: i64) -> impl Strategy<Value = (Pattern, Vec<i64>)> {
        let keep = prop::collection::vec(any::<bool>(), 8);
        (0u8..3, 1i64..6, 0..=extent, keep).prop_map(move |(kind, period, offset, keep)| match kind {
            0 => (Pattern::range(0..extent), (0..extent).collect()),
            1 => {
                let teeth = (0..period).filter(|&i| keep[i as usize]).map(|i| i..i + 1);
                let comb = Comb::new(extent - offset, period, teeth);
                let list = (0..comb.count()).map(|j| offset + comb.get(j).unwrap()).collect();
                (Pattern::Periodic { offset, comb }, list)
            }
            _ => {
                let list: Vec<i64> = (0..extent).rev().filter(|&i| keep[(i % 8) as usize]).collect();
                (Pattern::Listed(list.clone()), list)
            }
        })
    }

    fn check<T: Copy + PartialEq + std::fmt::Debug>(
        dtype: DType,
        make: impl Fn(usize) -> T,
        shape: &[i64],
        patterns: &[(Pattern, Vec<i64>)],
        cuts: (i64, i64),
    ) {
        let total = shape.iter().product::<i64>() as usize;
        let mut memory: Vec<T> = (0..total).map(&make).collect();
        let part = LocalPart::contiguous(shape, dtype, memory.as_mut_ptr().cast()).unwrap();
        let mut places = vec![0i64];
        for ((_, list), extent) in patterns.iter().zip(shape) {
            places = places.iter().flat_map(|p| list.iter().map(move |i| p * extent + i)).collect();
        }
        let packing = Packing::new(&part.whole(), patterns.iter().map(|pattern| &pattern.0)).unwrap();
        assert_eq!(packing.count(), places.len() as i64);
        let first = (cuts.0 % (packing.count() + 1)) as usize;
        let end = first + (cuts.1 % (packing.count() - first as i64 + 1)) as usize;
        let mut target = vec![make(9999); end - first];
        // SAFETY: the bytes of a vector of plain elements.
        let bytes = unsafe {
            std::slice::from_raw_parts_mut(target.as_mut_ptr().cast::<u8>(), size_of_val(target.as_slice()))
        };
        packing.pack(first as i64, bytes);
        let meant: Vec<T> = places[first..end].iter().map(|&place| memory[place as usize]).collect();
        assert_eq!(target, meant);
        // Back into cleared memory: only these elements are written.
        memory.fill(make(7777));
        // SAFETY: as above, read only.
        let bytes = unsafe {
            std::slice::from_raw_parts(target.as_ptr().cast::<u8>(), size_of_val(target.as_slice()))
        };
        packing.unpack(first as i64, bytes);
        for (place, element) in (0..).zip(&memory) {
            let at = places[first..end].iter().position(|&p| p == place);
            assert_eq!(*element, at.map_or(make(7777), |at| meant[at]));
        }
    }

    proptest! {
        #[test]
        fn any_stretch_of_any_product(
            patterns in prop::collection::vec(0i64..7, 0..4).prop_flat_map(|shape| {
                let along: Vec<_> = shape.iter().map(|&extent| any_pattern(extent)).collect();
                (Just(shape), along)
            }),
            cuts in (0i64..1000, 0i64..1000),
        ) {
            let (shape, patterns) = patterns;
            check(DType::Float64, |i| i as f64, &shape, &patterns, cuts);
            check(DType::Int16, |i| i as i16, &shape, &patterns, cuts);
            check(DType::UInt8, |i| i as u8, &shape, &patterns, cuts);
            check(DType::Complex128, |i| [i as f64, -1.0], &shape, &patterns, cuts);
        }
    }

    #[test]
    fn positions_outside_are_refused() {
        let mut memory = [0f64; 4];
        let part = LocalPart::contiguous(&[4], DType::Float64, memory.as_mut_ptr().cast()).unwrap();
        for pattern in [Pattern::range(2..5), Pattern::range(-1..2), Pattern::Listed(vec![4])] {
            assert!(Packing::new(&part.whole(), std::iter::once(&pattern)).is_err());
        }
    }
}
