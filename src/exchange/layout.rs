//! Where the elements of a rank's section lie in the global buffer.

use super::pack_slot::{InPlace, innermost_stretch};
use crate::array::Array;
use crate::distribution::Distribution;
use crate::error::Result;
use crate::fail;
use crate::index::c_strides;
use crate::memory::{Loop, Region};
use crate::plan::{Piece, Segment, Stored};

/// Sections whose stretches of the buffer have this length at least are sent and received where they are:
/// MPI's own handling of strided memory is then faster than a copy through staging memory.
const LONG_ROW: i64 = 512;

/// The geometry of the global buffer. The axes of everything in this folder come slowest first, so
/// that there is one order to think of: the array's own for C order, the reverse for Fortran order.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Bytes of an element.
    pub item: i64,
    /// The array's axes, slowest first.
    axes: Vec<usize>,
    /// Byte strides of the buffer.
    strides: Vec<i64>,
}

/// What one rank owns, axis by axis.
#[derive(Debug)]
pub struct Section {
    /// Along each axis, slowest first.
    pub stored: Vec<Stored>,
}

impl Section {
    /// Number of owned elements.
    pub fn size(&self) -> i64 {
        self.stored.iter().map(Stored::count).product()
    }

    /// Numbers of owned elements along the axes.
    pub fn shape(&self) -> Vec<i64> {
        self.stored.iter().map(Stored::count).collect()
    }
}

impl Layout {
    /// The buffer of an array in C or in Fortran order.
    pub fn new(array: &Array, fortran: bool) -> Result<Layout> {
        Layout::of_shape(array.shape(), array.dtype().itemsize() as i64, fortran)
    }

    /// The buffer of an array of this shape, with elements of `item` bytes.
    pub fn of_shape(shape: &[i64], item: i64, fortran: bool) -> Result<Layout> {
        let mut axes: Vec<usize> = (0..shape.len()).collect();
        if fortran {
            axes.reverse();
        }
        let shape: Vec<i64> = axes.iter().map(|&axis| shape[axis]).collect();
        Ok(Layout { item, strides: c_strides(&shape, item)?, axes })
    }

    /// A local array's stride along the axis with this place among the axes slowest first.
    pub fn stride(&self, strides: &[i64], at: usize) -> i64 {
        strides[self.axes[at]]
    }

    /// Values of the array's axes, slowest first.
    pub fn sorted<T: Copy>(&self, by_axis: &[T]) -> Vec<T> {
        self.axes.iter().map(|&axis| by_axis[axis]).collect()
    }

    /// The places, among the axes slowest first, of those that are unstructured.
    pub fn unstructured(&self, distribution: &Distribution) -> Vec<usize> {
        let labelled = |&at: &usize| distribution.map(self.axes[at]).as_unstructured().is_some();
        (0..self.axes.len()).filter(labelled).collect()
    }

    /// What a rank of the grid owns. Labels of another rank are given, in the order of `unstructured`.
    pub fn section(&self, distribution: &Distribution, rank: i32, labels: Vec<Vec<i64>>) -> Result<Section> {
        let mut labels = labels.into_iter();
        let mut along = |&axis: &usize| {
            let map = distribution.map(axis);
            if map.as_unstructured().is_some()
                && let Some(given) = labels.next()
            {
                return Ok(Stored::Labels(given));
            }
            let coord = distribution.grid_axis(axis).and_then(|g| distribution.grid().coord(rank, g));
            Ok(Stored::Indices(map.section(coord.unwrap_or(0))?.owned))
        };
        Ok(Section { stored: self.axes.iter().map(&mut along).collect::<Result<_>>()? })
    }

    /// Elements of the largest section; None where an unstructured axis keeps that to itself.
    pub fn largest_section(&self, distribution: &Distribution) -> Option<i64> {
        let mut product = 1i64;
        for &axis in &self.axes {
            let map = distribution.map(axis);
            if map.as_unstructured().is_some() {
                return None;
            }
            let count = |coord: i64| map.section(coord).map_or(0, |section| section.owned_count());
            product = product.saturating_mul((0..map.procs()).map(count).max().unwrap_or(0));
        }
        Some(product)
    }

    /// Whether every section is one stretch of the buffer: only the slowest axis is spread, in blocks.
    pub fn is_rows(&self, distribution: &Distribution) -> bool {
        let spread =
            |&axis: &usize| distribution.grid_axis(axis).is_some() && distribution.map(axis).procs() > 1;
        self.axes.iter().skip(1).all(|axis| !spread(axis))
            && self.axes.iter().all(|&axis| distribution.map(axis).as_block().is_some())
    }

    /// Byte strides of a piece that is packed.
    pub fn packed(&self, piece: &Piece) -> Result<Vec<i64>> {
        c_strides(&piece.count, self.item)
    }

    /// Where the elements of a piece are in the buffer, if they are evenly spaced along every axis: the
    /// offset of the first, and how the others follow.
    pub fn spacing(&self, section: &Section, piece: &Piece) -> Option<(i64, Vec<Loop>)> {
        let (mut offset, mut loops) = (0, Vec::with_capacity(2 * piece.count.len()));
        for (axis, stored) in section.stored.iter().enumerate() {
            // Blocks of several elements would not be even any more when cut.
            let [s @ (Segment { blocks: 1, .. } | Segment { block: 1, .. })] =
                stored.segments(piece.along(axis))[..]
            else {
                return None;
            };
            let stride = self.strides[axis];
            offset += s.index * stride;
            loops.push(Loop { count: s.blocks, to: s.index_step * stride, from: 0 });
            loops.push(Loop { count: s.block, to: stride, from: 0 });
        }
        Some((offset, loops))
    }

    /// Whether messages use the elements of a section in their own place, on both sides: they are evenly
    /// spaced, in stretches of the buffer that are long. Both sides come to the same answer.
    pub fn is_even(&self, section: &Section) -> bool {
        let count = section.shape();
        let bytes = count.iter().product::<i64>() * self.item;
        let whole = Piece { start: vec![0; count.len()], count };
        let spacing = if bytes > 0 { self.spacing(section, &whole) } else { None };
        spacing.is_some_and(|(_, loops)| innermost_stretch(self.item, &loops).1 >= LONG_ROW.min(bytes))
    }

    /// The elements of a piece of an even section in the buffer.
    pub fn in_buffer<'b>(&self, section: &Section, piece: &Piece, buffer: Region<'b>) -> Result<InPlace<'b>> {
        match self.spacing(section, piece) {
            Some((offset, loops)) => {
                Ok(InPlace { region: buffer, offset, itemsize: self.item as usize, loops })
            }
            None => fail!(Internal, "a piece of an even section is not evenly spaced"),
        }
    }

    /// Copies a piece between the buffer and other memory, where its first element is at `at` and the
    /// others follow with these byte strides.
    pub fn copy(
        &self,
        section: &Section,
        piece: &Piece,
        buffer: &Region<'_>,
        other: &Other<'_>,
        direction: Direction,
    ) -> Result<()> {
        let along = |axis: usize| section.stored[axis].segments(piece.along(axis));
        let segments: Vec<Vec<Segment>> = (0..piece.count.len()).map(along).collect();
        if segments.iter().any(Vec::is_empty) {
            fail!(Internal, "a piece without elements");
        }
        let (mut chosen, mut loops) = (vec![0; segments.len()], Vec::with_capacity(2 * segments.len()));
        loop {
            loops.clear();
            let (mut in_buffer, mut in_other) = (0, other.at);
            for (axis, &which) in chosen.iter().enumerate() {
                let s = &segments[axis][which];
                let (global, local) = (self.strides[axis], other.strides[axis]);
                in_buffer += s.index * global;
                in_other += (s.position - piece.start[axis]) * local;
                if s.blocks > 1 {
                    loops.push(direction.step(s.blocks, s.index_step * global, s.position_step * local));
                }
                if s.block > 1 {
                    loops.push(direction.step(s.block, global, local));
                }
            }
            let item = self.item as usize;
            match direction {
                Direction::IntoBuffer => {
                    buffer.copy_from(in_buffer, &other.region, in_other, item, &loops)?
                }
                Direction::OutOfBuffer => {
                    other.region.copy_from(in_other, buffer, in_buffer, item, &loops)?
                }
            }
            if !advance(&mut chosen, &segments) {
                return Ok(());
            }
        }
    }
}

/// The next combination of segments; false after the last.
fn advance(chosen: &mut [usize], segments: &[Vec<Segment>]) -> bool {
    for (which, list) in chosen.iter_mut().zip(segments).rev() {
        *which += 1;
        if *which < list.len() {
            return true;
        }
        *which = 0;
    }
    false
}

/// Memory outside the buffer: a packed piece, or this rank's section.
#[derive(Clone, Copy)]
pub struct Other<'a> {
    /// The memory.
    pub region: Region<'a>,
    /// Offset of the piece's first element.
    pub at: i64,
    /// Byte strides.
    pub strides: &'a [i64],
}

/// Which way elements move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Gather.
    IntoBuffer,
    /// Scatter.
    OutOfBuffer,
}

impl Direction {
    fn step(self, count: i64, in_buffer: i64, in_other: i64) -> Loop {
        match self {
            Direction::IntoBuffer => Loop { count, to: in_buffer, from: in_other },
            Direction::OutOfBuffer => Loop { count, to: in_other, from: in_buffer },
        }
    }
}
