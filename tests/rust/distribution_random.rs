//! Random distributions of up to 5 axes on up to 12 simulated ranks.

use distarray::distribution::{AxisKind, DimSpec, Distribution, GridRequest, ProcessGrid};
use distarray::error::Status;
use proptest::prelude::*;

/// Numbers to make choices from, so that shrinking makes everything simpler.
#[derive(Clone, Debug)]
pub struct Seeds {
    pub nprocs: i64,
    pub grid: Vec<i64>,
    pub order: Vec<u32>,
    pub axes: Vec<AxisSeed>,
}

/// The same for one axis.
#[derive(Clone, Debug)]
pub struct AxisSeed {
    pub size: i64,
    pub kind: u8,
    pub cuts: Vec<i64>,
    pub block: i64,
    pub comm: [i64; 2],
    pub boundary: [i64; 2],
    pub periodic: bool,
    pub grid_pick: usize,
}

prop_compose! {
    pub fn axis_seed(most: i64)(
        size in 0..=most, kind in 0u8..6, cuts in prop::collection::vec(0..=most, 12), block in 1i64..5,
        left in 0i64..3, right in 0i64..3, even in prop::bool::weighted(0.7),
        boundary in [0i64..3, 0i64..3], periodic: bool, grid_pick in 0usize..6,
    ) -> AxisSeed {
        let comm = if even { [left, left] } else { [left, right] };
        AxisSeed { size, kind, cuts, block, comm, boundary, periodic, grid_pick }
    }
}

/// Seeds of distributions of 0 to 5 axes.
pub fn seeds() -> impl Strategy<Value = Seeds> {
    (0usize..6).prop_flat_map(|ndim| {
        let most = [0, 40, 15, 8, 6, 4][ndim];
        (
            1i64..=12,
            prop::collection::vec(1i64..5, 0..5),
            prop::option::of(prop::collection::vec(any::<u32>(), 12)),
            prop::collection::vec(axis_seed(most), ndim),
        )
            .prop_map(|(nprocs, grid, order, axes)| Seeds {
                nprocs,
                grid,
                order: order.unwrap_or_default(),
                axes,
            })
    })
}

/// A process grid that fits the ranks; with an order, over a random subset in random order.
pub fn grid_of(seeds: &Seeds) -> ProcessGrid {
    let mut used = 1;
    let shape: Vec<i64> = seeds
        .grid
        .iter()
        .map(|&extent| {
            let extent = extent.min(seeds.nprocs / used);
            used *= extent;
            extent
        })
        .collect();
    if seeds.order.is_empty() {
        return ProcessGrid::new(seeds.nprocs, &shape).unwrap();
    }
    let mut ranks: Vec<i32> = (0..seeds.nprocs as i32).collect();
    ranks.sort_by_key(|&rank| seeds.order[rank as usize]);
    ProcessGrid::with_ranks(seeds.nprocs, &shape, &ranks[..used as usize]).unwrap()
}

/// Specs for the axes; each distributed one takes a grid axis that is left, or none.
pub fn specs_of(seeds: &Seeds, grid: &ProcessGrid) -> Vec<DimSpec> {
    let mut left: Vec<usize> = (0..grid.ndim()).collect();
    seeds
        .axes
        .iter()
        .map(|axis| {
            let boundary = axis.boundary;
            if axis.kind == 0 || left.is_empty() {
                let spec = DimSpec::undistributed(axis.size).padded([0, 0], boundary);
                return DimSpec { periodic: axis.periodic, ..spec };
            }
            let taken = left.remove(axis.grid_pick % left.len());
            let spec = match axis.kind {
                1 | 2 => DimSpec {
                    periodic: axis.periodic,
                    ..DimSpec::block(axis.size).padded(axis.comm, boundary)
                },
                3 => {
                    let procs = grid.shape()[taken] as usize;
                    let mut inner: Vec<i64> =
                        axis.cuts[..procs - 1].iter().map(|&c| c.min(axis.size)).collect();
                    inner.sort_unstable();
                    let bounds = [vec![0], inner, vec![axis.size]].concat();
                    DimSpec::irregular(&bounds).padded(axis.comm, boundary)
                }
                4 => DimSpec::cyclic(axis.size, 1),
                _ => DimSpec::cyclic(axis.size, axis.block),
            };
            spec.over(taken)
        })
        .collect()
}

/// How many elements each coordinate owns of a block axis, by the definition.
pub fn owned_counts(spec: &DimSpec, procs: i64) -> Vec<i64> {
    match &spec.kind {
        AxisKind::Block { bounds: Some(bounds) } => bounds.windows(2).map(|w| w[1] - w[0]).collect(),
        _ => {
            let chunk = (spec.size + procs - 1) / procs;
            (0..procs).map(|c| (spec.size - c * chunk).clamp(0, chunk)).collect()
        }
    }
}

/// Whether the widths ask for more than a neighbour owns. Empty blocks at the ends do not count.
pub fn padding_is_too_wide(spec: &DimSpec, procs: i64) -> bool {
    let counts = owned_counts(spec, procs);
    let first = counts.iter().position(|&n| n > 0).unwrap_or(0);
    let last = counts.iter().rposition(|&n| n > 0).unwrap_or(0);
    let [left, right] = spec.comm_padding;
    (first..last).any(|c| right > counts[c + 1] || left > counts[c])
}

/// The distribution of the seeds. Padding that is too wide must be refused, and is then left out.
pub fn build(seeds: &Seeds) -> Distribution {
    let grid = grid_of(seeds);
    let mut specs = specs_of(seeds, &grid);
    let procs = |spec: &DimSpec| spec.grid_axis.map_or(1, |g| grid.shape()[g]);
    let wide: Vec<bool> = specs
        .iter()
        .map(|s| matches!(s.kind, AxisKind::Block { .. }) && padding_is_too_wide(s, procs(s)))
        .collect();
    if wide.contains(&true) {
        let error = Distribution::new(seeds.nprocs, &specs, GridRequest::Grid(&grid)).unwrap_err();
        assert_eq!(error.status, Status::Distribution);
        assert!(error.message.contains("communication padding"), "{}", error.message);
    }
    for (spec, _) in specs.iter_mut().zip(wide).filter(|(_, wide)| *wide) {
        spec.comm_padding = [0, 0];
    }
    Distribution::new(seeds.nprocs, &specs, GridRequest::Grid(&grid)).unwrap()
}

/// Ranks of the context.
pub fn nprocs(d: &Distribution) -> i32 {
    d.grid().nprocs() as i32
}
