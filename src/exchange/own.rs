//! What a rank owns, as pieces in their place or in messages.

use super::layout::Layout;
use super::pack_slot::InPlace;
use super::pipeline::Place;
use crate::error::Result;
use crate::memory::{Loop, Region};
use crate::plan::Piece;

/// This rank's elements and the layout of what they travel in.
pub struct Own<'a> {
    /// The layout.
    pub layout: &'a Layout,
    /// The memory, from the first owned element on.
    pub region: Region<'a>,
    /// Byte strides, slowest axis first.
    pub strides: Vec<i64>,
}

impl<'a> Own<'a> {
    /// Where a piece is sent from, or received. What does not travel in place is packed also where it is
    /// one stretch of memory: partners read staging memory, which is in the cache, faster than the array's.
    pub fn place(&self, piece: &Piece, in_place: bool) -> Place<'a> {
        match in_place {
            true => Place::Direct(InPlace {
                region: self.region,
                offset: offset(piece, &self.strides),
                itemsize: self.layout.item as usize,
                loops: loops(piece, &self.strides, &self.strides),
            }),
            false => Place::Staged,
        }
    }

    /// Copies a piece into a message.
    pub fn pack(&self, piece: &Piece, room: &Region<'_>) -> Result<()> {
        let (packed, at) = (self.layout.packed(piece)?, offset(piece, &self.strides));
        let loops = loops(piece, &packed, &self.strides);
        room.copy_from(0, &self.region, at, self.layout.item as usize, &loops)
    }

    /// Copies a piece out of a message.
    pub fn unpack(&self, piece: &Piece, room: &Region<'_>) -> Result<()> {
        let (packed, at) = (self.layout.packed(piece)?, offset(piece, &self.strides));
        let loops = loops(piece, &self.strides, &packed);
        self.region.copy_from(at, room, 0, self.layout.item as usize, &loops)
    }
}

/// Offset of a piece's first element in a section with these strides.
fn offset(piece: &Piece, strides: &[i64]) -> i64 {
    piece.start.iter().zip(strides).map(|(start, stride)| start * stride).sum()
}

fn loops(piece: &Piece, to: &[i64], from: &[i64]) -> Vec<Loop> {
    let along = |axis: usize| Loop { count: piece.count[axis], to: to[axis], from: from[axis] };
    (0..piece.count.len()).map(along).collect()
}
