//! Validation of all processes' dimension dictionaries together: the pure core of the collective
//! validation.
//!
//! `validate_sets` is for callers that hold everything. Processes that checked their own dictionaries
//! exchange `AxisFacts` (fixed size, no labels) instead, and judge them by `validate_facts`; that leaves
//! `one_to_one`, for which they need a distributed directory of labels.

use super::rules::{
    Broken, Checked, check_dim, communication_padding, out_of_memory, pair, require, validate_dim_at,
};
use super::section::{Structure, grid_text, resolve_all, validate_section};
use super::{DimDict, DimKind};
use crate::error::{Error, Result};
use crate::fail;

/// What other processes need to know about one dictionary; all of it but the labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AxisFacts {
    /// `b'b'`, `b'c'` or `b'u'`; the empty dictionary counts as `b` over a grid of one.
    pub dist_type: u8,
    /// Key `size`.
    pub size: i64,
    /// Key `proc_grid_size`.
    pub grid_size: i64,
    /// Key `proc_grid_rank`.
    pub grid_rank: i64,
    /// Key `start`, 0 for `u`.
    pub start: i64,
    /// Key `stop`, 0 for `c` and `u`.
    pub stop: i64,
    /// Key `padding`.
    pub padding: [i64; 2],
    /// Key `periodic`.
    pub periodic: bool,
    /// Key `block_size`, 0 for `b` and `u`.
    pub block_size: i64,
    /// Length of key `indices`.
    pub num_indices: i64,
    /// Key `one_to_one`.
    pub one_to_one: bool,
    /// Hash of `indices` in order: equal lists have equal hashes.
    pub labels_hash: u64,
    /// Elements owned.
    pub num_owned: i64,
}

impl AxisFacts {
    /// The facts of a dictionary, which has to keep the rules by itself.
    pub fn of(dict: &DimDict) -> Result<AxisFacts> {
        let mut facts = AxisFacts {
            dist_type: dict.dist_type().bytes().next().unwrap_or(b'b'),
            size: dict.size,
            grid_size: dict.grid_size,
            grid_rank: dict.grid_rank,
            start: 0,
            stop: 0,
            padding: dict.padding(),
            periodic: false,
            block_size: 0,
            num_indices: 0,
            one_to_one: false,
            labels_hash: 0,
            num_owned: dict.num_owned()?,
        };
        match &dict.kind {
            DimKind::Alias => (facts.stop, facts.grid_size) = (dict.size, 1),
            DimKind::Block { start, stop, periodic, .. } => {
                (facts.start, facts.stop, facts.periodic) = (*start, *stop, *periodic);
            }
            DimKind::Cyclic { start, block_size } => (facts.start, facts.block_size) = (*start, *block_size),
            DimKind::Unstructured { indices, one_to_one } => {
                facts.num_indices = indices.len() as i64;
                facts.one_to_one = *one_to_one;
                facts.labels_hash = hash_labels(indices);
            }
        }
        Ok(facts)
    }

    /// The dictionary again, without labels.
    pub fn to_dict(&self) -> DimDict {
        let kind = match self.dist_type {
            b'c' => DimKind::Cyclic { start: self.start, block_size: self.block_size },
            b'u' => DimKind::Unstructured { indices: [].into(), one_to_one: self.one_to_one },
            _ => DimKind::Block {
                start: self.start,
                stop: self.stop,
                padding: self.padding,
                periodic: self.periodic,
            },
        };
        DimDict { size: self.size, grid_size: self.grid_size, grid_rank: self.grid_rank, kind }
    }

    fn communication_padding(&self) -> [i64; 2] {
        communication_padding(self.grid_size, self.grid_rank, self.padding)
    }
}

/// An order-dependent hash (splitmix64 over the running value), the same on every machine.
fn hash_labels(labels: &[i64]) -> u64 {
    labels.iter().fold(labels.len() as u64, |hash, &label| {
        let mut z = (hash ^ label as u64).wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    })
}

/// Keys that are the same on every process, whatever its coordinate (statement 79).
pub fn check_common(facts: &AxisFacts, first: &AxisFacts) -> Checked {
    let letter = |f: &AxisFacts| format!("'{}'", f.dist_type as char);
    same("dist_type", letter(facts), letter(first))?;
    same("size", facts.size, first.size)?;
    same("proc_grid_size", facts.grid_size, first.grid_size)?;
    same("periodic", facts.periodic, first.periodic)?;
    same("block_size", facts.block_size, first.block_size)?;
    same("one_to_one", facts.one_to_one, first.one_to_one)
}

fn same<T: PartialEq + std::fmt::Display>(key: &'static str, value: T, first: T) -> Checked {
    require(value == first, || {
        Broken::new(
            key,
            &value,
            79,
            format!("must be the same on all processes, but is {first} on the first"),
        )
    })
}

/// Processes with the same coordinate agree in every key but boundary padding (statements 79, 80).
pub fn check_replica(facts: &AxisFacts, first: &AxisFacts) -> Checked {
    let must =
        |value: String| format!("must be {value}, as on the first process with the same proc_grid_rank");
    let same = |key, value: i64, other: i64| {
        require(value == other, || Broken::new(key, value, 79, must(other.to_string())))
    };
    check_common(facts, first)?;
    same("proc_grid_rank", facts.grid_rank, first.grid_rank)?;
    same("start", facts.start, first.start)?;
    same("stop", facts.stop, first.stop)?;
    require(facts.communication_padding() == first.communication_padding(), || {
        let also = "; only boundary padding may differ";
        Broken::new("padding", pair(facts.padding), 80, must(pair(first.padding)) + also)
    })?;
    let labels = |f: &AxisFacts| format!("{} labels with hash {:016x}", f.num_indices, f.labels_hash);
    require((facts.num_indices, facts.labels_hash) == (first.num_indices, first.labels_hash), || {
        Broken::new("indices", labels(facts), 79, must(labels(first)))
    })
}

/// The edge between two neighbours of a block axis; faults are reported of the right one. The facts
/// may come from other processes, so widths are compared with what both own although each process
/// alone has checked its own.
pub fn check_edge(left: &AxisFacts, right: &AxisFacts) -> Checked {
    if right.dist_type != b'b' {
        return Ok(());
    }
    let (width, other) = (right.padding[0], left.padding[1]);
    let padding = |statement, must| Broken::new("padding", pair(right.padding), statement, must);
    require(width == other, || {
        padding(48, format!("padding[0] must equal padding[1] = {other} of the left neighbour"))
    })?;
    for (facts, whose) in [(left, "the left neighbour owns"), (right, "this process owns")] {
        require(width <= facts.num_owned, || {
            padding(45, format!("padding[0] must be at most the {} elements that {whose}", facts.num_owned))
        })?;
    }
    check_adjacent(left, right, width)
}

/// What the left neighbour owns ends where what the right one owns begins.
fn check_adjacent(left: &AxisFacts, right: &AxisFacts, width: i64) -> Checked {
    // Wide, because the facts may be anything.
    let (stop, width) = (i128::from(left.stop), i128::from(width));
    let wanted = stop - 2 * width;
    let gap = i128::from(right.start) - wanted;
    require(gap == 0, || {
        let fault = if gap > 0 { "owned by nobody" } else { "owned twice" };
        let must = format!(
            "must be {wanted}, the left neighbour's stop = {stop} less the padding of both; elements {fault}: {}",
            gap.abs()
        );
        Broken::new("start", right.start, 40, must)
    })
}

/// One axis, from one dictionary per coordinate, in order (replicas left out).
pub fn validate_axis(axis: usize, dicts: &[&DimDict]) -> Result<()> {
    let place =
        |coordinate: usize| Place { text: format!("axis {axis}, proc_grid_rank {coordinate}"), rank: None };
    for (coordinate, dict) in dicts.iter().enumerate() {
        place(coordinate).validate(dict)?;
    }
    check_axis(axis, dicts, &place)
}

/// `validate_axis` for dictionaries that keep the rules by themselves; `place` names a coordinate.
fn check_axis(axis: usize, dicts: &[&DimDict], place: &dyn Fn(usize) -> Place) -> Result<()> {
    let facts = dicts.iter().map(|dict| AxisFacts::of(dict)).collect::<Result<Vec<_>>>()?;
    check_axis_facts(axis, &facts.iter().collect::<Vec<_>>(), place)?;
    if facts.first().is_some_and(|first| first.one_to_one) {
        check_one_to_one(axis, dicts, place)?;
    }
    Ok(())
}

/// What the facts of all coordinates, in order, tell of an axis: all but `one_to_one`.
fn check_axis_facts(axis: usize, coords: &[&AxisFacts], place: &dyn Fn(usize) -> Place) -> Result<()> {
    let Some(first) = coords.first() else {
        fail!(
            Protocol,
            "axis {axis}: no dimension dictionary: must be one for each of proc_grid_size >= 1 (statement 30)"
        );
    };
    if first.grid_size != coords.len() as i64 {
        let (procs, given) = (first.grid_size, coords.len());
        fail!(
            Protocol,
            "axis {axis}: proc_grid_size = {procs}: but there are {given} coordinates (statements 2, 31)"
        );
    }
    let (mut left, mut owned) = (first, 0_i128);
    for (coordinate, facts) in coords.iter().enumerate() {
        let at = |broken: Broken| place(coordinate).error(broken);
        check_common(facts, first).map_err(at)?;
        check_coordinate(facts, coordinate).map_err(at)?;
        if coordinate > 0 {
            check_edge(left, facts).map_err(at)?;
        }
        owned += i128::from(facts.num_owned);
        left = facts;
    }
    check_sum(owned, first.size).map_err(|broken| broken.at(&format!("axis {axis}")))
}

fn check_coordinate(facts: &AxisFacts, coordinate: usize) -> Checked {
    require(facts.grid_rank == coordinate as i64, || {
        Broken::new(
            "proc_grid_rank",
            facts.grid_rank,
            2,
            format!("must be {coordinate}: every coordinate once"),
        )
    })
}

/// `size` counts what the coordinates of an axis own, each once (statement 29).
pub fn check_sum(owned: i128, size: i64) -> Checked {
    require(owned == i128::from(size), || {
        Broken::new(
            "size",
            size,
            29,
            format!("must be the sum of what the processes along this axis own, {owned}"),
        )
    })
}

/// No label on two coordinates (statement 68).
fn check_one_to_one(axis: usize, dicts: &[&DimDict], place: &dyn Fn(usize) -> Place) -> Result<()> {
    let labels = |dict: &DimDict| match &dict.kind {
        DimKind::Unstructured { indices, .. } => indices.clone(),
        _ => [].into(),
    };
    // At most `size` labels: their sum was checked.
    let count = dicts.iter().map(|dict| labels(dict).len()).sum();
    let mut all: Vec<(i64, usize)> = Vec::new();
    all.try_reserve_exact(count).map_err(|_| out_of_memory(&format!("axis {axis}"), count))?;
    for (coordinate, dict) in dicts.iter().enumerate() {
        all.extend(labels(dict).iter().map(|&label| (label, coordinate)));
    }
    all.sort_unstable();
    match all.windows(2).find(|w| w[0].0 == w[1].0) {
        None => Ok(()),
        Some(twice) => {
            let must = format!("one_to_one is true, but {} has this label too", place(twice[0].1).text);
            Err(place(twice[1].1).error(Broken::new("indices", twice[1].0, 68, must)))
        }
    }
}

/// All ranks' dim_data, in rank order. Empty dictionaries must have been resolved, or their `size`
/// set, where other ranks spell the same axis out.
pub fn validate_sets(sections: &[Vec<DimDict>]) -> Result<()> {
    let Some(first) = sections.first() else { return validate_facts(&[]) };
    let sets = sections.iter().enumerate().map(|(rank, dims)| expand(rank, dims, first.len()));
    let sets = sets.collect::<Result<Vec<_>>>()?;
    let facts = |dims: &Vec<DimDict>| dims.iter().map(AxisFacts::of).collect::<Result<Vec<_>>>();
    let facts = sets.iter().map(facts).collect::<Result<Vec<_>>>()?;
    check_grid(&facts)?;
    (0..first.len()).try_for_each(|axis| check_grid_axis(axis, &sets, &facts))
}

/// All ranks' facts, in rank order, of dictionaries that keep the rules by themselves: every rule of a
/// set but that of `one_to_one`.
pub fn validate_facts(sets: &[Vec<AxisFacts>]) -> Result<()> {
    let Some(first) = sets.first() else {
        fail!(Protocol, "no process's dim_data was given: there must be at least one process (statement 1)");
    };
    check_grid(sets)?;
    (0..first.len()).try_for_each(|axis| {
        check_replicas(axis, sets)?;
        let lowest = lowest_ranks(axis, sets);
        let coords: Vec<&AxisFacts> = lowest.iter().map(|&rank| &sets[rank][axis]).collect();
        check_axis_facts(axis, &coords, &|coordinate| place_of(lowest[coordinate], axis))
    })
}

fn check_grid(sets: &[Vec<AxisFacts>]) -> Result<()> {
    check_grid_agrees(sets)?;
    check_c_order(sets)
}

/// One rank's dictionaries, checked by themselves, with the empty ones spelled out.
fn expand(rank: usize, dims: &[DimDict], ndim: usize) -> Result<Vec<DimDict>> {
    if dims.len() != ndim {
        let n = dims.len();
        fail!(
            Protocol,
            "rank {rank}: dim_data has {n} dictionaries, but {ndim} on rank 0: must be one per axis (statement 20)"
        );
    }
    let check = |(axis, dict): (usize, &DimDict)| {
        check_dim(dict).map_err(|broken| place_of(rank, axis).error(broken))?;
        if dict.kind == DimKind::Alias { dict.resolve(dict.size) } else { Ok(dict.clone()) }
    };
    dims.iter().enumerate().map(check).collect()
}

/// Whose dictionary it is, and of which axis. An error began on that rank, whoever finds it.
struct Place {
    text: String,
    rank: Option<i32>,
}

impl Place {
    fn error(&self, broken: Broken) -> Error {
        Error { origin: self.rank, ..broken.at(&self.text) }
    }

    fn validate(&self, dict: &DimDict) -> Result<()> {
        validate_dim_at(&self.text, dict).map_err(|error| Error { origin: self.rank, ..error })
    }
}

fn place_of(rank: usize, axis: usize) -> Place {
    Place { text: format!("rank {rank}, axis {axis}"), rank: i32::try_from(rank).ok() }
}

/// Grid sizes agree on all ranks, and their product is the number of processes (statement 4).
fn check_grid_agrees(sets: &[Vec<AxisFacts>]) -> Result<()> {
    let first = &sets[0];
    for (rank, axes) in sets.iter().enumerate() {
        for (axis, (facts, other)) in axes.iter().zip(first).enumerate() {
            same("proc_grid_size", facts.grid_size, other.grid_size)
                .map_err(|broken| place_of(rank, axis).error(broken))?;
        }
    }
    let ranks = sets.len();
    let product = first.iter().try_fold(1_i64, |product, facts| product.checked_mul(facts.grid_size));
    if product != i64::try_from(ranks).ok() {
        let grid = facts_grid_text(first);
        fail!(
            Protocol,
            "proc_grid_size over all axes: {grid}: the product must be the number of processes, {ranks} (statements 4, 32)"
        );
    }
    Ok(())
}

fn facts_grid_text(axes: &[AxisFacts]) -> String {
    grid_text(axes.iter().map(|facts| facts.grid_size))
}

/// Every rank's coordinates are its place in C order (statements 2, 3, 34).
fn check_c_order(sets: &[Vec<AxisFacts>]) -> Result<()> {
    for (rank, axes) in sets.iter().enumerate() {
        let mut rest = rank as i64;
        for (axis, facts) in axes.iter().enumerate().rev() {
            let coordinate = rest % facts.grid_size;
            rest /= facts.grid_size;
            require(facts.grid_rank == coordinate, || {
                let must = format!(
                    "must be {coordinate}: ranks fill the process grid {} in C order, the last coordinate fastest",
                    facts_grid_text(axes)
                );
                Broken::new("proc_grid_rank", facts.grid_rank, 3, must)
            })
            .map_err(|broken| place_of(rank, axis).error(broken))?;
        }
    }
    Ok(())
}

/// The lowest rank of every coordinate along an axis of a grid in C order.
fn lowest_ranks(axis: usize, sets: &[Vec<AxisFacts>]) -> Vec<usize> {
    let inner: i64 = sets[0][axis + 1..].iter().map(|facts| facts.grid_size).product();
    (0..sets[0][axis].grid_size).map(|coordinate| (coordinate * inner) as usize).collect()
}

/// Replicas agree with the lowest rank of their coordinate.
fn check_replicas(axis: usize, sets: &[Vec<AxisFacts>]) -> Result<()> {
    let lowest = lowest_ranks(axis, sets);
    for (rank, axes) in sets.iter().enumerate() {
        let other = &sets[lowest[axes[axis].grid_rank as usize]][axis];
        check_replica(&axes[axis], other).map_err(|broken| place_of(rank, axis).error(broken))?;
    }
    Ok(())
}

/// One axis of a grid in C order: replicas agree with the lowest rank of their coordinate, and those
/// lowest ranks' dictionaries make up the axis.
fn check_grid_axis(axis: usize, sets: &[Vec<DimDict>], facts: &[Vec<AxisFacts>]) -> Result<()> {
    check_replicas(axis, facts)?;
    let lowest = lowest_ranks(axis, facts);
    for dims in sets {
        check_same_labels(&dims[axis], &sets[lowest[dims[axis].grid_rank as usize]][axis])?;
    }
    let place = |coordinate: usize| place_of(lowest[coordinate], axis);
    let dicts: Vec<&DimDict> = lowest.iter().map(|&rank| &sets[rank][axis]).collect();
    for (coordinate, dict) in dicts.iter().enumerate() {
        place(coordinate).validate(dict)?;
    }
    check_axis(axis, &dicts, &place)
}

/// For the hashes of different labels that collide.
fn check_same_labels(dict: &DimDict, other: &DimDict) -> Result<()> {
    match (&dict.kind, &other.kind) {
        (DimKind::Unstructured { .. }, _) if dict != other => {
            fail!(
                Protocol,
                "indices: must be the same on all processes with this proc_grid_rank (statement 79)"
            )
        }
        _ => Ok(()),
    }
}

fn prefixed(place: &str, error: Error) -> Error {
    Error { message: format!("{place}: {}", error.message), ..error }
}

/// All ranks' whole structures, in rank order: each by itself, one element type and version for all,
/// and the dictionaries together.
pub fn validate_structures(structures: &[Structure]) -> Result<()> {
    let mut sets = Vec::new();
    for (rank, one) in structures.iter().enumerate() {
        let at = |error| prefixed(&format!("rank {rank}"), error);
        validate_section(&one.dim_data, &one.section).map_err(at)?;
        let (dtype, first) = (one.section.dtype, structures[0].section.dtype);
        if dtype != first {
            fail!(
                Protocol,
                "rank {rank}: the element type is {dtype}: must be {first} as on rank 0 (section J, item 7)"
            );
        }
        sets.push(resolve_all(&one.dim_data, &one.section.shape).map_err(at)?);
    }
    validate_sets(&sets)
}
