//! Questions to one dimension dictionary: what is owned, and local to global indices and back.
//! Constant time for `b` and `c`. Every answer checks the dictionary first, in constant time, so
//! that values from outside can never overflow or index out of bounds here.

use super::rules::{check_dim, communication_padding};
use super::{DimDict, DimKind};
use crate::error::Result;
use crate::fail;
use std::ops::Range;

/// Where a message about a dictionary alone says that it was found.
const PLACE: &str = "dimension dictionary";

impl DimDict {
    /// Elements that this process owns: the local extent less communication padding (statements
    /// 81-83). For an alias: `size`, so resolve it first.
    pub fn num_owned(&self) -> Result<i64> {
        let owned = self.owned_local_range()?;
        Ok(owned.end - owned.start)
    }

    /// Extent of the buffer along this axis, communication padding included.
    pub fn local_extent(&self) -> Result<i64> {
        self.checked()?;
        Ok(self.extent())
    }

    /// The global index (`u`: label) of a local index.
    pub fn global_from_local(&self, local: i64) -> Result<i64> {
        self.checked()?;
        let extent = self.extent();
        if local < 0 || local >= extent {
            fail!(Index, "local index {local} is out of range: the local extent is {extent}");
        }
        Ok(match &self.kind {
            DimKind::Alias => local,
            DimKind::Block { start, .. } => start + local,
            DimKind::Cyclic { block_size, .. } => {
                let block = (local / block_size) * self.grid_size + self.grid_rank;
                block * block_size + local % block_size
            }
            // In range: local < indices.len().
            DimKind::Unstructured { indices, .. } => indices[local as usize],
        })
    }

    /// The local index of a global index (`u`: label), or None if it is not available here. Elements
    /// of communication padding are available: start and stop include them (statement 36), and this
    /// is the inverse of `global_from_local`; `owned_range` tells them apart. Outside the axis is an
    /// error for `b` and `c`; labels of `u` can be anything, and are searched one by one.
    pub fn local_from_global(&self, global: i64) -> Result<Option<i64>> {
        self.checked()?;
        if let DimKind::Unstructured { indices, .. } = &self.kind {
            return Ok(indices.iter().position(|&label| label == global).map(|k| k as i64));
        }
        let size = self.size;
        if global < 0 || global >= size {
            fail!(Index, "global index {global} is out of range: the axis has size {size}");
        }
        Ok(match &self.kind {
            DimKind::Block { start, stop, .. } => {
                (*start <= global && global < *stop).then(|| global - start)
            }
            DimKind::Cyclic { block_size, .. } => {
                let (block, within) = (global / block_size, global % block_size);
                let mine = block % self.grid_size == self.grid_rank;
                mine.then(|| (block / self.grid_size) * block_size + within)
            }
            DimKind::Alias | DimKind::Unstructured { .. } => Some(global),
        })
    }

    /// The global range owned here, or None if what is owned need not be one range (`c`, `u`).
    pub fn owned_range(&self) -> Result<Option<Range<i64>>> {
        let local = self.owned_local_range()?;
        Ok(match self.kind {
            DimKind::Alias => Some(local),
            DimKind::Block { start, .. } => Some(start + local.start..start + local.end),
            DimKind::Cyclic { .. } | DimKind::Unstructured { .. } => None,
        })
    }

    /// The local indices owned here, always one range: all but communication padding.
    pub fn owned_local_range(&self) -> Result<Range<i64>> {
        self.checked()?;
        let [left, right] = self.communication_padding();
        Ok(left..self.extent() - right)
    }

    /// Widths of the communication padding at both ends of the buffer.
    pub fn communication_padding(&self) -> [i64; 2] {
        communication_padding(self.grid_size, self.grid_rank, self.padding())
    }

    /// Widths of the boundary padding at both ends of the buffer; not zero on the edge of the process
    /// grid only.
    pub fn boundary_padding(&self) -> [i64; 2] {
        let [left, right] = self.communication_padding();
        let [all_left, all_right] = self.padding();
        [if left == 0 { all_left } else { 0 }, if right == 0 { all_right } else { 0 }]
    }

    /// The key `padding`, [0, 0] where the dist_type has none.
    pub fn padding(&self) -> [i64; 2] {
        match self.kind {
            DimKind::Block { padding, .. } => padding,
            _ => [0, 0],
        }
    }

    /// Expands the empty dictionary for a buffer of this extent (statement 70); any other dictionary
    /// stays as it is, and must have that extent.
    pub fn resolve(&self, extent: i64) -> Result<DimDict> {
        self.checked()?;
        if extent < 0 {
            fail!(Shape, "the buffer's extent is {extent}: must be >= 0");
        }
        self.check_extent(extent).map_err(|broken| broken.at(PLACE))?;
        match self.kind {
            DimKind::Alias => Ok(DimDict::undistributed(extent)),
            _ => Ok(self.clone()),
        }
    }

    /// Local extent of a dictionary that keeps the rules.
    pub(crate) fn extent(&self) -> i64 {
        match &self.kind {
            DimKind::Alias => self.size,
            DimKind::Block { start, stop, .. } => stop - start,
            DimKind::Cyclic { block_size, .. } => {
                cyclic_owned(self.size, *block_size, self.grid_size, self.grid_rank)
            }
            DimKind::Unstructured { indices, .. } => indices.len() as i64,
        }
    }

    fn checked(&self) -> Result<()> {
        check_dim(self).map_err(|broken| broken.at(PLACE))
    }
}

/// Elements of a block-cyclic axis that fall to one process. Whole rounds give every process one
/// block; in the last round the processes before `extra` get a whole block, and the process whose
/// turn it then is gets the partial one (statement 61; the specification's appendix is wrong there).
fn cyclic_owned(size: i64, block_size: i64, grid_size: i64, grid_rank: i64) -> i64 {
    let blocks = size / block_size;
    let (rounds, extra) = (blocks / grid_size, blocks % grid_size);
    let last = match grid_rank.cmp(&extra) {
        std::cmp::Ordering::Less => block_size,
        std::cmp::Ordering::Equal => size % block_size,
        std::cmp::Ordering::Greater => 0,
    };
    rounds * block_size + last
}
