//! The map of one array axis: a closed set of kinds behind one set of questions.

use super::block::Block;
use super::cyclic::Cyclic;
use super::section::{AxisSection, Indices};
use super::sliced::{Base, Sliced};
use super::spec::{AxisKind, DimSpec};
use super::unstructured::Unstructured;
use crate::error::{Error, Result, Status};
use crate::fail;
use crate::index::AxisSlice;
use crate::protocol::{DimDict, DimKind};
use std::sync::Arc;

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
    /// `u`
    Unstructured(Unstructured),
    /// What slicing made of a block or a cyclic axis, where neither describes it.
    Sliced(Sliced),
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
            AxisKind::Unstructured { one_to_one } => {
                Ok(Map::Unstructured(Unstructured::from_spec(axis, spec, *one_to_one, procs)?))
            }
        }
    }

    /// The block behind an undistributed or a block axis.
    pub fn as_block(&self) -> Option<&Block> {
        match self {
            Map::Undistributed(block) | Map::Block(block) => Some(block),
            _ => None,
        }
    }

    /// The unstructured axis, if it is one.
    pub fn as_unstructured(&self) -> Option<&Unstructured> {
        match self {
            Map::Unstructured(unstructured) => Some(unstructured),
            _ => None,
        }
    }

    /// `n`, `b`, `c` or `u`; of a sliced axis what it was.
    pub fn letter(&self) -> char {
        match self {
            Map::Undistributed(_) => 'n',
            Map::Block(_) => 'b',
            Map::Cyclic(_) => 'c',
            Map::Unstructured(_) => 'u',
            Map::Sliced(sliced) => match sliced.base() {
                Base::Block(_) => 'b',
                Base::Cyclic(_) => 'c',
            },
        }
    }

    /// Global extent.
    pub fn size(&self) -> i64 {
        match self {
            Map::Undistributed(block) | Map::Block(block) => block.size(),
            Map::Cyclic(cyclic) => cyclic.size(),
            Map::Unstructured(unstructured) => unstructured.size(),
            Map::Sliced(sliced) => sliced.size(),
        }
    }

    /// Number of coordinates.
    pub fn procs(&self) -> i64 {
        match self {
            Map::Undistributed(block) | Map::Block(block) => block.procs(),
            Map::Cyclic(cyclic) => cyclic.procs(),
            Map::Unstructured(unstructured) => unstructured.procs(),
            Map::Sliced(sliced) => sliced.procs(),
        }
    }

    /// What a coordinate holds. DA_ERR_NOT_LOCAL for the labels of other coordinates.
    pub fn section(&self, coord: i64) -> Result<AxisSection> {
        match self {
            Map::Undistributed(block) | Map::Block(block) => Ok(block.section(coord)),
            Map::Cyclic(cyclic) => Ok(cyclic.section(coord)),
            Map::Unstructured(unstructured) => unstructured.section(coord),
            Map::Sliced(sliced) => Ok(sliced.section(coord)),
        }
    }

    /// The coordinate that owns an index in `0..size`. DA_ERR_NOT_LOCAL on unstructured axes.
    pub fn owner(&self, axis: usize, index: i64) -> Result<i64> {
        match self {
            Map::Unstructured(_) => fail!(
                NotLocal,
                "axis {axis} is unstructured: no rank knows all labels; da_distribution_find_owners asks the others"
            ),
            _ => Ok(self.structured_owner(index)),
        }
    }

    /// As `owner`, on axes that are not unstructured (where the answer means nothing).
    pub(super) fn structured_owner(&self, index: i64) -> i64 {
        match self {
            Map::Undistributed(block) | Map::Block(block) => block.owner(index),
            Map::Cyclic(cyclic) => cyclic.owner(index),
            Map::Sliced(sliced) => sliced.owner(index),
            Map::Unstructured(_) => 0,
        }
    }

    /// The coordinates that own anything of a slice, ascending. DA_ERR_NOT_LOCAL on unstructured axes.
    pub fn slice_coords(&self, axis: usize, slice: &AxisSlice) -> Result<Vec<i64>> {
        match self {
            Map::Undistributed(block) | Map::Block(block) => Ok(block.slice_coords(slice)),
            Map::Cyclic(cyclic) => Ok(cyclic.slice_coords(slice)),
            Map::Sliced(sliced) => Ok(sliced.slice_coords(slice)),
            Map::Unstructured(_) => fail!(
                NotLocal,
                "axis {axis} is unstructured: no rank knows all labels; da_distribution_find_slice_owners asks the \
                 others"
            ),
        }
    }

    /// Why the protocol cannot express this axis, if it cannot.
    pub(super) fn not_expressible(&self) -> Option<String> {
        match self {
            Map::Unstructured(unstructured) => unstructured.not_expressible(),
            _ => self.as_block().and_then(Block::not_expressible),
        }
    }

    /// A coordinate's dimension dictionary. What neither 'b' nor 'c' describes is listed as 'u'.
    pub(super) fn dim_dict(&self, coord: i64) -> Result<DimDict> {
        let kind: DimKind = match self {
            Map::Undistributed(block) | Map::Block(block) => block.dim_kind(coord),
            Map::Cyclic(cyclic) => cyclic.dim_kind(coord),
            Map::Unstructured(unstructured) => unstructured.dim_kind(coord)?,
            Map::Sliced(sliced) => {
                DimKind::Unstructured { indices: listed(&sliced.section(coord).owned)?, one_to_one: true }
            }
        };
        Ok(DimDict { size: self.size(), grid_size: self.procs(), grid_rank: coord, kind })
    }

    /// What would make this axis again; for a sliced axis nothing does, and this is what was sliced.
    pub(super) fn spec(&self) -> DimSpec {
        match self {
            Map::Undistributed(block) => DimSpec { kind: AxisKind::Undistributed, ..block.spec() },
            Map::Block(block) => block.spec(),
            Map::Cyclic(cyclic) => cyclic.spec(),
            Map::Unstructured(unstructured) => unstructured.spec(),
            Map::Sliced(sliced) => match sliced.base() {
                Base::Block(block) => block.spec(),
                Base::Cyclic(cyclic) => cyclic.spec(),
            },
        }
    }

    /// Everything that tells this axis from others, as numbers.
    pub(super) fn words(&self, out: &mut Vec<i64>) {
        out.push(i64::from(u32::from(self.letter())));
        match self {
            Map::Undistributed(block) | Map::Block(block) => block.words(out),
            Map::Cyclic(cyclic) => out.extend([cyclic.size(), cyclic.procs(), cyclic.block_size()]),
            Map::Unstructured(unstructured) => unstructured.words(out),
            Map::Sliced(sliced) => {
                out.push(-1);
                sliced.words(out);
            }
        }
    }
}

/// All indices one by one, which can be many more numbers than what they come from.
fn listed(owned: &Indices) -> Result<Arc<[i64]>> {
    let room = |count: usize| {
        let mut list: Vec<i64> = Vec::new();
        list.try_reserve_exact(count)
            .map_err(|_| Error::new(Status::NoMemory, format!("no memory for a list of {count} indices")))?;
        Ok(list)
    };
    let count = usize::try_from(owned.count()).unwrap_or(usize::MAX);
    let mut list = room(count)?;
    list.extend(owned.pieces().flat_map(|(_, piece)| piece));
    // The counted list is a second one, and its allocation can not fail in an orderly way: try before.
    drop(room(count.saturating_add(8))?);
    Ok(list.into())
}
