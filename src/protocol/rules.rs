//! The rules that one dimension dictionary has to keep by itself.

use super::{DimDict, DimKind};
use crate::error::{Error, Result, Status};
use std::fmt::Display;

/// A rule of the protocol that a dictionary breaks; becomes an error once the place is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The key at fault.
    pub key: &'static str,
    /// Its value, as text.
    pub value: String,
    /// What would be right.
    pub must: String,
    /// The number of the statement in the checklist.
    pub statement: u32,
}

impl Broken {
    /// A broken rule.
    pub fn new(key: &'static str, value: impl Display, statement: u32, must: impl Into<String>) -> Broken {
        Broken { key, value: value.to_string(), must: must.into(), statement }
    }

    /// The error, with where it was found (`axis 1`; `rank 2, axis 0`).
    pub fn at(self, place: &str) -> Error {
        let Broken { key, value, must, statement } = self;
        Error::new(Status::Protocol, format!("{place}: {key} = {value}: {must} (statement {statement})"))
    }
}

/// The outcome of checking one rule.
pub type Checked = std::result::Result<(), Broken>;

/// `Err(Broken)` unless `holds`; the text is only made when it is needed.
pub(crate) fn require(holds: bool, broken: impl FnOnce() -> Broken) -> Checked {
    if holds { Ok(()) } else { Err(broken()) }
}

/// A pair as the messages show it.
pub(crate) fn pair([a, b]: [i64; 2]) -> String {
    format!("[{a}, {b}]")
}

/// Every rule of one dictionary, uniqueness of its labels included (O(n log n) for `u`).
pub fn validate_dim(axis: usize, dict: &DimDict) -> Result<()> {
    validate_dim_at(&format!("axis {axis}"), dict)
}

/// `validate_dim` with the place spelled by the caller.
pub(crate) fn validate_dim_at(place: &str, dict: &DimDict) -> Result<()> {
    check_dim(dict).map_err(|broken| broken.at(place))?;
    match &dict.kind {
        DimKind::Unstructured { indices, .. } => check_labels_unique(place, indices),
        _ => Ok(()),
    }
}

/// Every rule that takes constant time: all but the uniqueness of labels.
pub fn check_dim(dict: &DimDict) -> Checked {
    let size = dict.size;
    require(size >= 0, || Broken::new("size", size, 26, "must be >= 0"))?;
    match &dict.kind {
        DimKind::Alias => check_alias(dict),
        DimKind::Block { start, stop, padding, .. } => {
            check_grid(dict)?;
            check_block_bounds(dict, *start, *stop)?;
            check_padding(dict, *stop - *start, *padding)
        }
        DimKind::Cyclic { start, block_size } => {
            check_grid(dict)?;
            check_cyclic(dict, *start, *block_size)
        }
        DimKind::Unstructured { indices, .. } => {
            check_grid(dict)?;
            check_label_count(dict, indices.len())
        }
    }
}

fn check_alias(dict: &DimDict) -> Checked {
    let zero = |key, value| {
        require(value == 0, || {
            Broken::new(key, value, 70, "must be 0 in the empty dictionary, which stands for a grid of one")
        })
    };
    zero("proc_grid_size", dict.grid_size)?;
    zero("proc_grid_rank", dict.grid_rank)
}

fn check_grid(dict: &DimDict) -> Checked {
    let (procs, rank) = (dict.grid_size, dict.grid_rank);
    require(procs >= 1, || Broken::new("proc_grid_size", procs, 30, "must be >= 1"))?;
    require(0 <= rank && rank < procs, || {
        Broken::new("proc_grid_rank", rank, 33, format!("must be >= 0 and < proc_grid_size = {procs}"))
    })
}

fn check_block_bounds(dict: &DimDict, start: i64, stop: i64) -> Checked {
    let size = dict.size;
    require(start >= 0, || Broken::new("start", start, 35, "must be >= 0"))?;
    require(stop >= start, || {
        Broken::new("stop", stop, 37, format!("must be >= start = {start} (equal: an empty section)"))
    })?;
    require(stop <= size, || Broken::new("stop", stop, 38, format!("must be <= size = {size}")))?;
    require(dict.grid_rank > 0 || start == 0, || {
        Broken::new("start", start, 52, "must be 0 where proc_grid_rank is 0")
    })?;
    require(dict.grid_rank + 1 < dict.grid_size || stop == size, || {
        Broken::new("stop", stop, 52, format!("must be size = {size} where proc_grid_rank is the last"))
    })
}

/// Widths must fit the section. A communication width also fits what this process owns: the
/// neighbour's width on the shared edge is the same (48), and it refers to our elements (45).
fn check_padding(dict: &DimDict, extent: i64, padding: [i64; 2]) -> Checked {
    require(padding[0] >= 0 && padding[1] >= 0, || {
        Broken::new("padding", pair(padding), 44, "both widths must be >= 0")
    })?;
    let widths = padding[0].checked_add(padding[1]);
    require(widths.is_some_and(|w| w <= extent), || {
        let must =
            format!("the padded regions must fit into the buffer, whose extent is stop - start = {extent}");
        Broken::new("padding", pair(padding), 46, must)
    })?;
    let communication = communication_padding(dict.grid_size, dict.grid_rank, padding);
    // Cannot overflow: the sum of both widths fits the extent.
    let owned = extent - communication[0] - communication[1];
    require(communication.iter().all(|&width| width <= owned), || {
        let must = format!(
            "communication padding must be no wider than the {owned} elements owned here, because the \
             neighbour's padding across the same edge is as wide and holds copies of them"
        );
        Broken::new("padding", pair(padding), 45, must)
    })
}

/// The widths of `padding` that are communication padding: those not at an outer end of the grid (47).
pub(crate) fn communication_padding(grid_size: i64, grid_rank: i64, padding: [i64; 2]) -> [i64; 2] {
    let left = if grid_rank > 0 { padding[0] } else { 0 };
    let right = if grid_rank < grid_size.saturating_sub(1) { padding[1] } else { 0 };
    [left, right]
}

fn check_cyclic(dict: &DimDict, start: i64, block_size: i64) -> Checked {
    let size = dict.size;
    require(block_size >= 1, || {
        Broken::new("block_size", block_size, 56, "must be >= 1 (the default is 1)")
    })?;
    require(start >= 0, || Broken::new("start", start, 53, "must be >= 0"))?;
    let first = i128::from(dict.grid_rank) * i128::from(block_size);
    let empty = first >= i128::from(size) && start >= size;
    require(empty || i128::from(start) == first, || {
        let or = if first >= i128::from(size) {
            format!(", or anything >= size = {size}, because nothing is owned here")
        } else {
            String::new()
        };
        Broken::new("start", start, 60, format!("must be proc_grid_rank * block_size = {first}{or}"))
    })
}

fn check_label_count(dict: &DimDict, count: usize) -> Checked {
    let size = dict.size;
    let fits = i64::try_from(count).is_ok_and(|n| n == size || (n < size && dict.grid_size > 1));
    require(fits, || {
        let how = if dict.grid_size == 1 { "equal to" } else { "at most" };
        Broken::new(
            "indices",
            format!("{count} labels"),
            29,
            format!("their number must be {how} size = {size}"),
        )
    })
}

impl DimDict {
    /// The rule that ties a dictionary to its buffer: the extent along the axis.
    pub(crate) fn check_extent(&self, buffer: i64) -> Checked {
        let (key, value, statement, must) = match &self.kind {
            DimKind::Alias if self.size == 0 || self.size == buffer => return Ok(()),
            DimKind::Alias => ("size", self.size.to_string(), 70, "must be 0 or"),
            _ if self.extent() == buffer => return Ok(()),
            DimKind::Block { start, stop, .. } => {
                let value = format!("{stop} with start = {start}");
                ("stop", value, 43, "stop - start must be")
            }
            DimKind::Cyclic { .. } => {
                let value = format!("{} (this process owns {} elements)", self.size, self.extent());
                ("size", value, 62, "the number of elements owned here must be")
            }
            DimKind::Unstructured { indices, .. } => {
                ("indices", format!("{} labels", indices.len()), 69, "their number must be")
            }
        };
        Err(Broken::new(key, value, statement, format!("{must} the buffer's extent, {buffer}")))
    }
}

/// Refuses labels that occur twice (statement 65); needs room for a sorted copy.
fn check_labels_unique(place: &str, labels: &[i64]) -> Result<()> {
    let mut sorted = Vec::new();
    sorted.try_reserve_exact(labels.len()).map_err(|_| out_of_memory(place, labels.len()))?;
    sorted.extend_from_slice(labels);
    sorted.sort_unstable();
    let Some(twice) = sorted.windows(2).find(|w| w[0] == w[1]).map(|w| w[0]) else {
        return Ok(());
    };
    let mut places = labels.iter().enumerate().filter(|&(_, &label)| label == twice).map(|(k, _)| k);
    let (first, second) = (places.next().unwrap_or(0), places.next().unwrap_or(0));
    let must =
        format!("labels must be unique within a process; local indices {first} and {second} have the same");
    Err(Broken::new("indices", twice, 65, must).at(place))
}

/// The error of a failed allocation for `count` labels.
pub(crate) fn out_of_memory(place: &str, count: usize) -> Error {
    Error::new(Status::NoMemory, format!("{place}: no memory to compare {count} labels of indices"))
}
