//! The map of one array axis: a closed set of kinds behind one set of questions.

use super::block::Block;
use super::cyclic::Cyclic;
use super::section::AxisSection;
use super::spec::{AxisKind, DimSpec};
use crate::error::Result;
use crate::fail;
use crate::index::AxisSlice;
use crate::protocol::{DimDict, DimKind};

/// How one array axis is spread over the coordinates of its grid axis.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Map {
    /// `n`: a single block, at whatever coordinate.
    Undistributed(Block),
    /// `b`
    Block(Block),
    /// `c`
    Cyclic(Cyclic),
}

impl Map {
    /// The map that `spec` describes, over `procs` coordinates.
    pub(super) fn from_spec(axis: usize, spec: &DimSpec, procs: i64) -> Result<Map> {
        match &spec.kind {
            AxisKind::Undistributed => Ok(Map::Undistributed(Block::from_spec(axis, spec, 1)?)),
            AxisKind::Block { .. } => Ok(Map::Block(Block::from_spec(axis, spec, procs)?)),
            AxisKind::Cyclic { block_size } => {
                Ok(Map::Cyclic(Cyclic::from_spec(axis, spec, *block_size, procs)?))
            }
            AxisKind::Unstructured { .. } => fail!(
                NotSupported,
                "axis {axis} is unstructured ('u'); this version makes undistributed ('n'), block ('b') and cyclic \
                 ('c') axes"
            ),
        }
    }

    /// The block behind an undistributed or a block axis.
    pub fn as_block(&self) -> Option<&Block> {
        match self {
            Map::Undistributed(block) | Map::Block(block) => Some(block),
            Map::Cyclic(_) => None,
        }
    }

    /// `n`, `b`, `c` or `u`.
    pub fn letter(&self) -> char {
        match self {
            Map::Undistributed(_) => 'n',
            Map::Block(_) => 'b',
            Map::Cyclic(_) => 'c',
        }
    }

    /// Global extent.
    pub fn size(&self) -> i64 {
        match self {
            Map::Undistributed(block) | Map::Block(block) => block.size(),
            Map::Cyclic(cyclic) => cyclic.size(),
        }
    }

    /// Number of coordinates.
    pub fn procs(&self) -> i64 {
        match self {
            Map::Undistributed(block) | Map::Block(block) => block.procs(),
            Map::Cyclic(cyclic) => cyclic.procs(),
        }
    }

    /// What a coordinate holds.
    pub fn section(&self, coord: i64) -> AxisSection {
        match self {
            Map::Undistributed(block) | Map::Block(block) => block.section(coord),
            Map::Cyclic(cyclic) => cyclic.section(coord),
        }
    }

    /// The coordinate that owns an index in `0..size`.
    pub fn owner(&self, index: i64) -> i64 {
        match self {
            Map::Undistributed(block) | Map::Block(block) => block.owner(index),
            Map::Cyclic(cyclic) => cyclic.owner(index),
        }
    }

    /// The coordinates that own anything of a slice, ascending.
    pub fn slice_coords(&self, slice: &AxisSlice) -> Vec<i64> {
        match self {
            Map::Undistributed(block) | Map::Block(block) => block.slice_coords(slice),
            Map::Cyclic(cyclic) => cyclic.slice_coords(slice),
        }
    }

    /// Why the protocol cannot express this axis, if it cannot.
    pub(super) fn not_expressible(&self) -> Option<String> {
        self.as_block().and_then(Block::not_expressible)
    }

    /// A coordinate's dimension dictionary.
    pub(super) fn dim_dict(&self, coord: i64) -> DimDict {
        let kind: DimKind = match self {
            Map::Undistributed(block) | Map::Block(block) => block.dim_kind(coord),
            Map::Cyclic(cyclic) => cyclic.dim_kind(coord),
        };
        DimDict { size: self.size(), grid_size: self.procs(), grid_rank: coord, kind }
    }

    /// What would make this axis again.
    pub(super) fn spec(&self) -> DimSpec {
        match self {
            Map::Undistributed(block) => DimSpec { kind: AxisKind::Undistributed, ..block.spec() },
            Map::Block(block) => block.spec(),
            Map::Cyclic(cyclic) => cyclic.spec(),
        }
    }

    /// Everything that tells this axis from others, as numbers.
    pub(super) fn words(&self, out: &mut Vec<i64>) {
        out.push(i64::from(u32::from(self.letter())));
        match self {
            Map::Undistributed(block) | Map::Block(block) => block.words(out),
            Map::Cyclic(cyclic) => out.extend([cyclic.size(), cyclic.procs(), cyclic.block_size()]),
        }
    }
}
