//! The process grid that nobody asked for: as many ranks as possible, in the shape's proportions.
//!
//! The rule is DistArray's where DistArray has an answer. One distributed axis takes all ranks, at
//! most one per element. Several take that factorisation of the number of ranks, larger factors on
//! larger extents, whose ratios between axes come closest to the extents' ratios. Where DistArray
//! fails (extents of 0, factors that exceed the extents, padding that wants wider blocks) fewer
//! ranks are used: the largest number that has a factorisation that fits.

use super::block::Block;
use super::grid::check_nprocs;
use super::spec::{AxisKind, DimSpec};
use crate::error::Result;
use crate::fail;

/// Factorisations to compare before settling for a simpler choice; no grid of up to some millions
/// of ranks over up to four axes comes near it.
const MAX_CANDIDATES: usize = 20_000;

/// Smaller numbers of ranks to try before settling for a simpler choice.
const MAX_STEPS_DOWN: usize = 200;

/// The grid extent along every array axis; 1 for undistributed ones. Fails only if extents that the
/// specs fix (by `grid_size`, bounds or cut widths) need more ranks than there are.
pub fn auto_grid_shape(nprocs: i64, specs: &[DimSpec]) -> Result<Vec<i64>> {
    check_nprocs(nprocs)?;
    let mut shape: Vec<i64> = specs.iter().map(|spec| fixed_extent(spec).unwrap_or(1)).collect();
    let mut used: i64 = 1;
    for (axis, &extent) in shape.iter().enumerate() {
        used = match used.checked_mul(extent) {
            Some(used) if extent >= 1 && used <= nprocs => used,
            _ => fail!(
                Grid,
                "axis {axis} asks for {extent} ranks of the process grid, {} along all axes; there are {nprocs}",
                shape.iter().map(i64::to_string).collect::<Vec<_>>().join(" x ")
            ),
        };
    }
    let free: Vec<usize> = (0..specs.len()).filter(|&axis| fixed_extent(&specs[axis]).is_none()).collect();
    let free_specs: Vec<&DimSpec> = free.iter().map(|&axis| &specs[axis]).collect();
    for (&axis, extent) in free.iter().zip(choose(nprocs / used, &free_specs)) {
        shape[axis] = extent;
    }
    Ok(shape)
}

/// The extent of the grid along an axis, where the spec leaves no choice.
fn fixed_extent(spec: &DimSpec) -> Option<i64> {
    match &spec.kind {
        AxisKind::Undistributed => Some(1),
        AxisKind::Block { bounds: Some(bounds) } => Some((bounds.len() as i64 - 1).max(1)),
        _ => spec.grid_size.or(spec.cut_padding.as_ref().map(|cuts| cuts.len() as i64 + 1)),
    }
}

/// Extents for axes that are all free, with at most `nprocs` as product.
fn choose(nprocs: i64, specs: &[&DimSpec]) -> Vec<i64> {
    // More ranks than elements are of no use, and one is left over for an axis without any.
    let useful = specs.iter().fold(1i64, |n, spec| n.saturating_mul(spec.size.max(1)));
    let most = nprocs.min(useful);
    match specs {
        [] => return Vec::new(),
        [spec] => return vec![largest_fitting(spec, most)],
        _ => {}
    }
    for total in (1..=most).rev().take(MAX_STEPS_DOWN) {
        match best_factorisation(total, specs) {
            Search::Found(extents) => return extents,
            Search::NoneFits => {}
            Search::TooMany => break,
        }
    }
    by_roots(most, specs)
}

enum Search {
    Found(Vec<i64>),
    NoneFits,
    TooMany,
}

/// The factorisation of `total` that fits the axes and is closest to their proportions; of equally
/// close ones the first, in the order of ascending first factors.
fn best_factorisation(total: i64, specs: &[&DimSpec]) -> Search {
    let mut candidates = Vec::new();
    let divisors = divisors(total);
    if !factorisations(total, specs.len(), 0, &divisors, &mut Vec::new(), &mut candidates) {
        return Search::TooMany;
    }
    let by_size = axes_by_size(specs);
    let wanted = ratios(&specs.iter().map(|spec| spec.size.max(1)).collect::<Vec<_>>());
    let mut best: Option<(f64, Vec<i64>)> = None;
    for factors in candidates {
        let mut extents = vec![1; specs.len()];
        by_size.iter().zip(factors).for_each(|(&axis, factor)| extents[axis] = factor);
        if !specs.iter().zip(&extents).all(|(spec, &extent)| fits(spec, extent)) {
            continue;
        }
        let distance: f64 = ratios(&extents).iter().zip(&wanted).map(|(r, w)| (r - w) * (r - w)).sum();
        if best.as_ref().is_none_or(|(least, _)| distance < *least) {
            best = Some((distance, extents));
        }
    }
    best.map_or(Search::NoneFits, |(_, extents)| Search::Found(extents))
}

/// Axes from the smallest to the largest extent; equal ones in their order.
fn axes_by_size(specs: &[&DimSpec]) -> Vec<usize> {
    let mut axes: Vec<usize> = (0..specs.len()).collect();
    axes.sort_by_key(|&axis| specs[axis].size);
    axes
}

/// Quotients of all pairs of axes.
fn ratios(extents: &[i64]) -> Vec<f64> {
    let mut ratios = Vec::new();
    for (i, &a) in extents.iter().enumerate() {
        ratios.extend(extents[i + 1..].iter().map(|&b| a as f64 / b as f64));
    }
    ratios
}

/// Whether an axis can be spread over so many coordinates: none in vain, and wide enough blocks for
/// its communication padding.
fn fits(spec: &DimSpec, extent: i64) -> bool {
    extent == 1
        || extent <= spec.size && (spec.comm_padding == [0, 0] || Block::from_spec(0, spec, extent).is_ok())
}

/// The largest extent up to `most` that fits.
fn largest_fitting(spec: &DimSpec, most: i64) -> i64 {
    (1..=most.min(spec.size)).rev().find(|&extent| fits(spec, extent)).unwrap_or(1)
}

/// All divisors, ascending.
fn divisors(total: i64) -> Vec<i64> {
    let mut low = Vec::new();
    let mut high = Vec::new();
    let mut d = 1;
    while d * d <= total {
        if total % d == 0 {
            low.push(d);
            if d * d != total {
                high.push(total / d);
            }
        }
        d += 1;
    }
    high.reverse();
    low.append(&mut high);
    low
}

/// All ascending factorisations of `total` into `parts` factors, none below `divisors[first]`.
/// False if there are too many.
fn factorisations(
    total: i64,
    parts: usize,
    first: usize,
    divisors: &[i64],
    chosen: &mut Vec<i64>,
    found: &mut Vec<Vec<i64>>,
) -> bool {
    if parts == 1 {
        found.push(chosen.iter().copied().chain([total]).collect());
        return found.len() <= MAX_CANDIDATES;
    }
    for (at, &factor) in divisors.iter().enumerate().skip(first) {
        if !power_within(factor, parts, total) {
            break;
        }
        if total % factor == 0 {
            chosen.push(factor);
            let complete = factorisations(total / factor, parts - 1, at, divisors, chosen, found);
            chosen.pop();
            if !complete {
                return false;
            }
        }
    }
    true
}

/// Whether `base` to the power of `exponent` is at most `limit`.
fn power_within(base: i64, exponent: usize, limit: i64) -> bool {
    let mut power: i64 = 1;
    for _ in 0..exponent {
        power = match power.checked_mul(base) {
            Some(power) if power <= limit => power,
            _ => return false,
        };
        if base == 1 {
            break;
        }
    }
    true
}

/// The simple choice: from the smallest axis to the largest, each takes the root of what is left
/// that its share among the remaining axes suggests.
fn by_roots(most: i64, specs: &[&DimSpec]) -> Vec<i64> {
    let mut extents = vec![1; specs.len()];
    let mut left = most;
    for (done, axis) in axes_by_size(specs).into_iter().enumerate() {
        extents[axis] = largest_fitting(specs[axis], root(left, specs.len() - done));
        left /= extents[axis];
    }
    extents
}

/// The integer part of the n-th root.
fn root(value: i64, n: usize) -> i64 {
    let (mut low, mut high) = (1i64, value.max(1));
    while low < high {
        let middle = low + (high - low + 1) / 2;
        if power_within(middle, n, value) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape_of(nprocs: i64, extents: &[i64]) -> Vec<i64> {
        let specs: Vec<DimSpec> = extents.iter().map(|&size| DimSpec::block(size)).collect();
        auto_grid_shape(nprocs, &specs).unwrap()
    }

    #[test]
    fn proportions() {
        assert_eq!(shape_of(4, &[344, 403]), [2, 2]);
        assert_eq!(shape_of(6, &[30, 31, 32]), [1, 2, 3]);
        assert_eq!(shape_of(36, &[100, 1000]), [2, 18]);
        assert_eq!(shape_of(6, &[344, 403]), [2, 3]);
        // 5/8 lies halfway between 1/4 and 2/2: the smaller first factor wins.
        assert_eq!(shape_of(4, &[5, 8]), [1, 4]);
        assert_eq!(shape_of(5, &[]), Vec::<i64>::new());
    }

    #[test]
    fn fewer_ranks_where_not_all_fit() {
        assert_eq!(shape_of(7, &[3, 3]), [2, 3]);
        assert_eq!(shape_of(6, &[2, 2]), [2, 2]);
        assert_eq!(shape_of(4, &[4, 0]), [4, 1]);
        assert_eq!(shape_of(4, &[0, 0]), [1, 1]);
        assert_eq!(shape_of(4, &[0]), [1]);
    }

    #[test]
    fn padding_limits_the_ranks() {
        let padded = DimSpec::block(10).padded([2, 2], [0, 0]);
        assert_eq!(auto_grid_shape(4, &[padded]).unwrap(), [3]);
        let wide = DimSpec::block(4).padded([3, 3], [0, 0]);
        assert_eq!(auto_grid_shape(6, &[wide, DimSpec::block(9)]).unwrap(), [1, 6]);
    }

    #[test]
    fn fixed_extents_are_kept() {
        let specs = [DimSpec::irregular(&[0, 4, 5, 9]), DimSpec::block(100), DimSpec::undistributed(7)];
        assert_eq!(auto_grid_shape(7, &specs).unwrap(), [3, 2, 1]);
        let error = auto_grid_shape(2, &specs).unwrap_err();
        assert!(
            error.message.contains("axis 0") && error.message.contains("there are 2"),
            "{}",
            error.message
        );
    }

    #[test]
    fn many_axes_and_ranks_end_soon() {
        let highly_composite = 2_095_133_040;
        for ndim in [2, 5, 32] {
            let shape = shape_of(highly_composite, &vec![1_000_000; ndim]);
            let used: i64 = shape.iter().product();
            assert!(used <= highly_composite && used > highly_composite / 1000, "{ndim}: {shape:?}");
        }
        let prime = 2_147_483_647;
        let used: i64 = shape_of(prime, &[50_000, 50_000]).iter().product();
        assert!(used > prime / 2);
        assert_eq!(root(1 << 40, 4), 1 << 10);
    }
}
