//! L2, pure: how a global shape maps on a process grid. No data, no MPI, any number of simulated
//! ranks.
//!
//! A [`Distribution`] is a global shape, a [`ProcessGrid`], and per array axis a [`Map`] together
//! with the grid axis that it is spread over, if any. Array axes take distinct grid axes. A grid
//! axis that no array axis takes holds replicas.
//!
//! Creating costs O(axes) time and memory, whatever the number of ranks, except for irregular
//! bounds (O(ranks along the axis)), explicit lists of ranks and the dim_data of every rank (O(what
//! was given)). Questions never cost O(ranks) or O(elements) beyond the length of their answer.
//!
//! Every rank makes the distribution from the same arguments and answers for any other rank, but for
//! the labels of unstructured axes: those go through a round of letters (`label_round`), and questions
//! about them too (`find`).

mod align;
mod auto_grid;
mod block;
mod build;
mod conform;
mod cyclic;
mod derive;
mod dim_data;
mod find;
mod grid;
mod label_round;
mod labels;
mod line;
mod map;
mod query;
mod replicas;
mod reshape;
mod section;
mod shown;
mod sliced;
mod spec;
mod stretch;
mod text;
mod unstructured;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use auto_grid::auto_grid_shape;
pub use block::Block;
pub use cyclic::Cyclic;
pub use derive::{AxisItem, Reduced, check_order};
pub use find::label_lists;
pub use grid::{GridRequest, ProcessGrid};
pub use label_round::{Collected, Given, LabelFault, LabelReport, Letter};
pub use labels::{Directory, LabelSet, home};
pub use line::AxisLine;
pub use map::Map;
pub use section::{AxisSection, Indices};
pub use shown::{Listed, Shown, Strided};
pub use sliced::{Base, Sliced};
pub use spec::{AxisKind, DimSpec, default_specs};
pub use text::parse_dist;
pub use unstructured::{Known, LabelFacts, Unstructured};

/// Boundary padding of single ranks that differs from what the other ranks with the same
/// coordinate have, by rank and array axis. The protocol permits it, we only hand it on.
type EdgeExceptions = BTreeMap<(i32, usize), [i64; 2]>;

/// One array axis: its map, and the grid axis that it is spread over.
#[derive(Clone, Debug, PartialEq)]
struct Axis {
    map: Map,
    grid_axis: Option<usize>,
}

/// How a global shape maps on a process grid.
///
/// Two distributions are equal if they describe the same layout on the same grid: a block axis with
/// bounds that happen to be the even ones equals the even block axis.
#[derive(Clone, Debug)]
pub struct Distribution {
    shape: Vec<i64>,
    size: i64,
    axes: Vec<Axis>,
    grid: ProcessGrid,
    edges: Option<Arc<EdgeExceptions>>,
    fingerprint: u64,
}

impl PartialEq for Distribution {
    fn eq(&self, other: &Distribution) -> bool {
        self.fingerprint == other.fingerprint
            && self.grid == other.grid
            && self.axes == other.axes
            && self.edges == other.edges
    }
}
