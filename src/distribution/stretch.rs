//! Walking along an axis from owner to owner.

use super::Map;

impl Map {
    /// The coordinate that owns an index in `0..size`, and where the consecutive indices end that it
    /// owns there; what follows may be the same owner's. On unstructured axes it means nothing.
    pub fn stretch(&self, index: i64) -> (i64, i64) {
        match self {
            Map::Undistributed(block) | Map::Block(block) => {
                let coord = block.owner(index);
                (coord, block.owned(coord).end)
            }
            Map::Cyclic(cyclic) => {
                let start = index - index % cyclic.block_size();
                (cyclic.owner(index), start.saturating_add(cyclic.block_size()).min(cyclic.size()))
            }
            Map::Sliced(sliced) => sliced.stretch(index),
            Map::Unstructured(unstructured) => (0, unstructured.size()),
        }
    }
}
