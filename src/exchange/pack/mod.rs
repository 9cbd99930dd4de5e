//! Packing the elements of a message into one stretch of bytes, and unpacking them. The message's
//! elements are a tensor product of patterns, in C order; any stretch of them can be packed alone.
//!
//! A packing knows no address: it is made once for a layout in memory and used on any memory of that
//! layout.

mod walk;
mod words;

pub use walk::Walk;

use super::pack_copy::{Direction, copy_few, copy_stretch};
use crate::error::Result;
use crate::fail;
use crate::memory::{Region, stream};
use crate::plan::Pattern;

/// Longest list of stretches that is kept for the innermost axis; beyond, they are computed each time.
const MOST_LISTED: usize = 1 << 16;

/// Contiguous stretches: offset and bytes.
type Few = Box<[(i64, i64)]>;

/// Most stretches of a message that is kept as a list of them.
const FEW: usize = 256;

/// One axis of a message in memory: which positions, and how far apart they are.
#[derive(Clone, Debug, PartialEq)]
struct Axis {
    pattern: Pattern,
    /// Bytes between neighbouring positions.
    stride: i64,
    count: i64,
}

/// The elements of one message in memory of some layout.
#[derive(Clone, Debug, PartialEq)]
pub struct Packing {
    itemsize: i64,
    /// Outermost first; the innermost one is apart.
    outer: Vec<Axis>,
    inner: Axis,
    /// The innermost axis' stretches: number of the first position in the row, and the position. None
    /// where there are too many to keep.
    stretches: Option<Vec<(i64, i64)>>,
    count: i64,
    /// Bytes from the layout's first element to the product's.
    base: i64,
    /// What the elements reach, in bytes from the layout's first element.
    reach: (i64, i64),
    /// All elements as a few contiguous stretches, offset and bytes: small messages are packed often.
    few: Option<Few>,
}

/// Elements evenly spaced in memory, by the innermost stride.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Bytes from the layout's first element.
    pub offset: i64,
    /// Number of elements.
    pub count: i64,
}

impl Packing {
    /// The elements at the product of the patterns, one for each axis of a layout of this shape and
    /// these byte strides.
    pub fn new<'a>(
        itemsize: i64,
        shape: &[i64],
        strides: &[i64],
        patterns: impl Iterator<Item = &'a Pattern>,
    ) -> Result<Packing> {
        let mut axes: Vec<Axis> = Vec::new();
        let (mut base, mut reach) = (0i64, (0i64, itemsize));
        for ((pattern, &extent), &stride) in patterns.zip(shape).zip(strides) {
            let (low, high) = check_inside(pattern, extent)?;
            let ends = [low.saturating_mul(stride), high.saturating_mul(stride)];
            reach.0 = reach.0.saturating_add(ends[0].min(ends[1]));
            reach.1 = reach.1.saturating_add(ends[0].max(ends[1]));
            let (start, pattern) = from_zero(pattern);
            base = base.saturating_add(start.saturating_mul(stride));
            push(&mut axes, Axis { count: pattern.count(), pattern, stride });
        }
        let one = || Axis { pattern: Pattern::range(0..1), stride: itemsize, count: 1 };
        let inner = axes.pop().unwrap_or_else(one);
        let count = axes.iter().map(|axis| axis.count).product::<i64>() * inner.count;
        if count == 0 {
            (base, reach) = (0, (0, 0));
        }
        let stretches = listed(&inner.pattern);
        let mut packing = Packing { itemsize, outer: axes, inner, stretches, count, base, reach, few: None };
        packing.few = packing.in_few()?;
        Ok(packing)
    }

    /// All elements as contiguous stretches, unless there are many.
    fn in_few(&self) -> Result<Option<Few>> {
        let (mut few, mut walk) = (Vec::new(), self.walk(0, self.count)?);
        let together = self.inner.stride == self.itemsize;
        while let Some(stretch) = walk.next(if together { i64::MAX } else { 1 }) {
            if few.len() == FEW {
                return Ok(None);
            }
            few.push((stretch.offset, stretch.count * self.itemsize));
        }
        Ok(Some(few.into()))
    }

    /// Number of elements.
    pub fn count(&self) -> i64 {
        self.count
    }

    /// Bytes of an element.
    pub fn itemsize(&self) -> i64 {
        self.itemsize
    }

    /// What the elements reach, in bytes from the layout's first element.
    pub fn reach(&self) -> (i64, i64) {
        self.reach
    }

    /// Bytes between neighbours in a stretch.
    pub fn stride(&self) -> i64 {
        self.inner.stride
    }

    /// Bytes that lie together in memory, on the average, and all of them at most.
    pub fn mean_run(&self) -> i64 {
        if self.inner.stride != self.itemsize {
            return self.itemsize;
        }
        let pieces = match &self.stretches {
            Some(list) => list.len() as i64,
            None => MOST_LISTED as i64,
        };
        self.inner.count / pieces.max(1) * self.itemsize
    }

    /// Which part of the memory that an innermost row covers is the row's, at the least.
    pub fn density(&self) -> f64 {
        if self.inner.stride != self.itemsize {
            return self.itemsize as f64 / self.inner.stride.unsigned_abs().max(1) as f64;
        }
        let last = self.inner.count - 1;
        let ends = self.inner.pattern.piece(0).zip(self.inner.pattern.piece(last));
        ends.map_or(0.0, |(first, last)| {
            self.inner.count as f64 / (last.start - first.start + 1).max(1) as f64
        })
    }

    /// Copies `count` elements from the `first`-th on to the beginning of `room`; `memory` begins at the
    /// layout's first element.
    pub fn pack(&self, memory: &Region<'_>, first: i64, count: i64, room: &Region<'_>) -> Result<()> {
        self.run(memory, first, count, room, Direction::Pack)
    }

    /// Copies the beginning of `room` into `count` elements from the `first`-th on.
    pub fn unpack(&self, memory: &Region<'_>, first: i64, count: i64, room: &Region<'_>) -> Result<()> {
        self.run(memory, first, count, room, Direction::Unpack)
    }

    fn run(
        &self,
        memory: &Region<'_>,
        first: i64,
        count: i64,
        room: &Region<'_>,
        direction: Direction,
    ) -> Result<()> {
        if let Some(few) = self.few.as_ref().filter(|_| count == self.count && first == 0) {
            return self.run_few(few, memory, room, direction);
        }
        let mut walk = self.walk(first, count)?;
        let mut bytes = room.address(0, count.saturating_mul(self.itemsize))?;
        let start = self.start(memory)?;
        let (itemsize, stride) = (self.itemsize as usize, self.inner.stride as isize);
        let mut last = 0;
        while let Some(stretch) = walk.next(i64::MAX) {
            let at = start.wrapping_offset(stretch.offset as isize);
            if direction == Direction::Pack {
                // The next stretches are probably as far apart as the last ones.
                let ahead = at.wrapping_offset(2 * (stretch.offset.wrapping_sub(last)) as isize);
                stream::expect(ahead, (stretch.count * self.itemsize) as usize);
                last = stretch.offset;
            }
            // SAFETY: the elements lie inside `reach`, which `memory` covers, and `bytes` has room for
            // all of them.
            unsafe { copy_stretch(at, stride, stretch.count as usize, itemsize, bytes, direction) };
            bytes = bytes.wrapping_offset((stretch.count * self.itemsize) as isize);
        }
        Ok(())
    }

    fn run_few(
        &self,
        few: &[(i64, i64)],
        memory: &Region<'_>,
        room: &Region<'_>,
        direction: Direction,
    ) -> Result<()> {
        let mut bytes = room.address(0, self.count * self.itemsize)?;
        let start = self.start(memory)?;
        for &(offset, length) in few {
            let at = start.wrapping_offset(offset as isize);
            // SAFETY: as in `run`.
            unsafe {
                match direction {
                    Direction::Pack => copy_few(at, bytes, length as usize),
                    Direction::Unpack => copy_few(bytes, at, length as usize),
                }
            }
            bytes = bytes.wrapping_offset(length as isize);
        }
        Ok(())
    }

    /// The address of the layout's first element, if the memory covers all elements.
    pub fn start(&self, memory: &Region<'_>) -> Result<*mut u8> {
        let (low, high) = self.reach;
        Ok(memory.address(low, high - low)?.wrapping_offset(-low as isize))
    }
}

/// The stretches of an axis, unless there are too many.
fn listed(pattern: &Pattern) -> Option<Vec<(i64, i64)>> {
    let mut list = Vec::new();
    let mut number = 0;
    for piece in pattern.pieces() {
        if list.len() == MOST_LISTED {
            return None;
        }
        list.push((number, piece.start));
        number += piece.end - piece.start;
    }
    Some(list)
}

/// The least and the greatest position, both 0 where there is none.
fn check_inside(pattern: &Pattern, extent: i64) -> Result<(i64, i64)> {
    let (low, high) = match pattern {
        Pattern::Periodic { offset, comb } => {
            (offset + comb.get(0).unwrap_or(0), offset + comb.get(comb.count() - 1).unwrap_or(0))
        }
        Pattern::Listed(list) => {
            (list.iter().copied().min().unwrap_or(0), list.iter().copied().max().unwrap_or(0))
        }
    };
    if pattern.count() > 0 && (low < 0 || high >= extent) {
        fail!(Internal, "a message takes positions {low} to {high} of a section of extent {extent}");
    }
    Ok(if pattern.count() > 0 { (low, high) } else { (0, 0) })
}

/// An interval as one that begins at 0, and where it began; other patterns as they are.
fn from_zero(pattern: &Pattern) -> (i64, Pattern) {
    match pattern.piece(0) {
        Some(piece) if piece.end - piece.start == pattern.count() => {
            (piece.start, Pattern::range(0..pattern.count()))
        }
        _ => (0, pattern.clone()),
    }
}

/// Adds an axis inside the others; those of one position are gone, and rows that follow each other in
/// memory become one axis.
fn push(axes: &mut Vec<Axis>, new: Axis) {
    if new.count == 1 && matches!(new.pattern, Pattern::Periodic { .. }) && new.pattern.piece(0) == Some(0..1)
    {
        return;
    }
    match axes.last_mut() {
        Some(outer) => match merged(outer, &new) {
            Some(both) => *outer = both,
            None => axes.push(new),
        },
        None => axes.push(new),
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dtype::DType;
    use crate::index::Comb;
    use crate::memory::contiguous_strides;
    use proptest::prelude::*;

    fn region<T>(slice: &mut [T]) -> Region<'_> {
        // SAFETY: a slice of plain elements, which nothing else touches while the region is used.
        unsafe { Region::new(slice.as_mut_ptr().cast(), size_of_val(slice) as i64) }
    }

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
        let strides = contiguous_strides(shape, dtype, false).unwrap();
        let mut places = vec![0i64];
        for ((_, list), extent) in patterns.iter().zip(shape) {
            places = places.iter().flat_map(|p| list.iter().map(move |i| p * extent + i)).collect();
        }
        let itemsize = dtype.itemsize() as i64;
        let packing =
            Packing::new(itemsize, shape, &strides, patterns.iter().map(|pattern| &pattern.0)).unwrap();
        let section = region(&mut memory);
        assert_eq!(packing.count(), places.len() as i64);
        let first = (cuts.0 % (packing.count() + 1)) as usize;
        let end = first + (cuts.1 % (packing.count() - first as i64 + 1)) as usize;
        let count = (end - first) as i64;
        let mut target = vec![make(9999); end - first];
        packing.pack(&section, first as i64, count, &region(&mut target)).unwrap();
        let meant: Vec<T> = places[first..end].iter().map(|&place| memory[place as usize]).collect();
        assert_eq!(target, meant);
        // Back into cleared memory: only these elements are written.
        memory.fill(make(7777));
        let section = region(&mut memory);
        packing.unpack(&section, first as i64, count, &region(&mut target)).unwrap();
        assert!(packing.pack(&section, first as i64, packing.count() + 1, &region(&mut target)).is_err());
        let mut words = Vec::new();
        packing.to_words(&mut words);
        words.push(17);
        let (read, rest) = Packing::from_words(&words).unwrap();
        assert_eq!(
            (Packing { reach: packing.reach, few: packing.few.clone(), ..read }, rest),
            (packing, &[17i64][..])
        );
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
        for pattern in [Pattern::range(2..5), Pattern::range(-1..2), Pattern::Listed(vec![4])] {
            assert!(Packing::new(8, &[4], &[8], std::iter::once(&pattern)).is_err());
        }
        let packing = Packing::new(8, &[4], &[8], std::iter::once(&Pattern::range(0..4))).unwrap();
        let (mut short, mut room) = ([0f64; 3], [0f64; 4]);
        assert!(packing.pack(&region(&mut short), 0, 4, &region(&mut room)).is_err());
    }
}
