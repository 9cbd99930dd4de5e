//! What a dimension dictionary means, worked out index by index and independently of the library:
//! lists where the library has runs, searches where it has formulas.

use distarray::protocol::{DimDict, DimKind};

/// Global indices along one axis, in storage order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AxisLists {
    /// All that the buffer holds.
    pub stored: Vec<i64>,
    /// What counts towards the axis's size.
    pub owned: Vec<i64>,
}

/// The indices that a dictionary describes, by the protocol's definitions.
pub fn lists(dict: &DimDict) -> AxisLists {
    match &dict.kind {
        DimKind::Block { start, stop, padding, .. } => {
            let left = if dict.grid_rank == 0 { 0 } else { padding[0] };
            let right = if dict.grid_rank == dict.grid_size - 1 { 0 } else { padding[1] };
            AxisLists { stored: (*start..*stop).collect(), owned: (*start + left..*stop - right).collect() }
        }
        DimKind::Cyclic { start, block_size } => {
            assert_eq!(*start, dict.grid_rank * block_size);
            let mut owned = Vec::new();
            let (mut turn, mut left) = (0, *block_size);
            for index in 0..dict.size {
                if left == 0 {
                    (turn, left) = ((turn + 1) % dict.grid_size, *block_size);
                }
                left -= 1;
                if turn == dict.grid_rank {
                    owned.push(index);
                }
            }
            AxisLists { stored: owned.clone(), owned }
        }
        DimKind::Unstructured { indices, .. } => {
            AxisLists { stored: indices.to_vec(), owned: indices.to_vec() }
        }
        DimKind::Alias => panic!("undistributed axes are exported as 'b' over a grid of one"),
    }
}
