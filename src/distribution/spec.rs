//! What a caller says about one axis before the process grid is known.

use crate::index::check_shape;

/// How the elements of an axis are spread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AxisKind {
    /// `n`: every coordinate has all of it.
    Undistributed,
    /// `b`: one contiguous block per coordinate.
    Block {
        /// Coordinate `i` owns `bounds[i]..bounds[i + 1]`. None: `ceil(size / ranks)` elements each,
        /// so that the last blocks may be short or empty.
        bounds: Option<Vec<i64>>,
    },
    /// `c`: blocks dealt out in turn.
    Cyclic {
        /// Width of the blocks; 1 is cyclic, more is block-cyclic.
        block_size: i64,
    },
    /// `u`: every rank brings its own labels.
    Unstructured {
        /// Whether no label stands on two ranks.
        one_to_one: bool,
    },
}

/// One axis of a distribution to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DimSpec {
    /// Global extent, boundary padding included.
    pub size: i64,
    /// How its elements are spread.
    pub kind: AxisKind,
    /// Elements of the left and of the right neighbour that each block also stores. Over a grid of
    /// one, and beside blocks that own nothing at either end of the axis, there is no neighbour to
    /// take them from, and no communication padding.
    pub comm_padding: [i64; 2],
    /// Communication padding of its own for every cut between neighbours, in place of
    /// `comm_padding`: entry `i` is the right width of coordinate `i` and the left width of `i + 1`.
    pub cut_padding: Option<Vec<i64>>,
    /// How many elements at both ends of the axis are boundary. They count in `size`.
    pub boundary_padding: [i64; 2],
    /// Whether the axis wraps around.
    pub periodic: bool,
    /// The grid axis to spread over. None: chosen, see [`super::Distribution::new`].
    pub grid_axis: Option<usize>,
    /// The extent that the grid axis has, or must have if the caller gives the grid.
    pub grid_size: Option<i64>,
}

impl DimSpec {
    /// An axis of this kind, without padding.
    pub fn new(size: i64, kind: AxisKind) -> DimSpec {
        DimSpec {
            size,
            kind,
            comm_padding: [0, 0],
            cut_padding: None,
            boundary_padding: [0, 0],
            periodic: false,
            grid_axis: None,
            grid_size: None,
        }
    }

    /// An undistributed axis.
    pub fn undistributed(size: i64) -> DimSpec {
        DimSpec::new(size, AxisKind::Undistributed)
    }

    /// An axis in even blocks.
    pub fn block(size: i64) -> DimSpec {
        DimSpec::new(size, AxisKind::Block { bounds: None })
    }

    /// An axis in the blocks that the bounds say; the size is the last bound.
    pub fn irregular(bounds: &[i64]) -> DimSpec {
        let size = bounds.last().copied().unwrap_or(0);
        DimSpec::new(size, AxisKind::Block { bounds: Some(bounds.to_vec()) })
    }

    /// An axis whose blocks are dealt out in turn.
    pub fn cyclic(size: i64, block_size: i64) -> DimSpec {
        DimSpec::new(size, AxisKind::Cyclic { block_size })
    }

    /// The same with communication and boundary padding.
    pub fn padded(mut self, comm: [i64; 2], boundary: [i64; 2]) -> DimSpec {
        self.comm_padding = comm;
        self.boundary_padding = boundary;
        self
    }

    /// The same, wrapping around.
    pub fn periodic(mut self) -> DimSpec {
        self.periodic = true;
        self
    }

    /// The same, over this grid axis.
    pub fn over(mut self, grid_axis: usize) -> DimSpec {
        self.grid_axis = Some(grid_axis);
        self
    }

    /// The protocol's letter of the kind, `n` for an undistributed axis.
    pub fn letter(&self) -> char {
        match self.kind {
            AxisKind::Undistributed => 'n',
            AxisKind::Block { .. } => 'b',
            AxisKind::Cyclic { .. } => 'c',
            AxisKind::Unstructured { .. } => 'u',
        }
    }
}

/// Even blocks along every axis: what a caller gets who says nothing.
pub fn default_specs(shape: &[i64]) -> crate::error::Result<Vec<DimSpec>> {
    check_shape(shape)?;
    Ok(shape.iter().map(|&size| DimSpec::block(size)).collect())
}
