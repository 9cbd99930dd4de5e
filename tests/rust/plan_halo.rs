//! Halos of random distributions, run by hand on all simulated ranks and compared with one global array
//! that is padded element by element.

#[path = "distribution_random.rs"]
mod random;

use std::collections::BTreeMap;

use distarray::distribution::{Block, DimSpec, Distribution, GridRequest, parse_dist};
use distarray::error::Status;
use distarray::index::{ravel, unravel};
use distarray::plan::{Boundary, Halo, HaloSpec, Message, RankPlan, Side};
use proptest::prelude::*;
use random::{build, nprocs, seeds};

const CONSTANT: i64 = 1 << 40;

/// What one stored index along one axis is to the halo.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Role {
    /// The rank's own.
    Own,
    /// A copy of the element with this global index.
    CopyOf(i64),
    Constant,
    /// Beyond the widths.
    Outside,
}

/// The interior of `n` indices with `left` and `right` more at its ends, as numpy.pad has them: one by one,
/// outwards. A reference that knows nothing of owners, cuts and directions.
fn padded(n: i64, left: i64, right: i64, modes: [Option<Boundary>; 2]) -> Vec<i64> {
    let beyond = |k: i64, mode: Option<Boundary>| {
        // Walks from the index to the interior, turning at its ends.
        let mut at = k;
        loop {
            at = match (at, mode) {
                (at, _) if (0..n).contains(&at) => return at,
                (at, None) => at + if at < 0 { n } else { -n },
                (at, Some(Boundary::Symmetric)) => {
                    if at < 0 {
                        -1 - at
                    } else {
                        2 * n - 1 - at
                    }
                }
                (at, Some(Boundary::Reflect)) if n > 1 => {
                    if at < 0 {
                        -at
                    } else {
                        2 * (n - 1) - at
                    }
                }
                (at, _) => at.clamp(0, n - 1),
            };
        }
    };
    (-left..n + right).map(|k| beyond(k, modes[usize::from(k >= 0)])).collect()
}

/// The roles of all indices that a coordinate stores along a block axis.
fn roles(block: &Block, coord: i64, widths: [Option<i64>; 2], fills: [Boundary; 2]) -> Vec<Role> {
    let [left, right] = block.boundary_padding();
    let n = block.size() - left - right;
    let modes = fills.map(|fill| (!block.is_periodic()).then_some(fill));
    let (stored, owned) = (block.stored(coord), block.owned(coord));
    let reach = widths.map(|width| width.unwrap_or(i64::MAX));
    let role = |g: i64| {
        let away = [owned.start - g, g - owned.end + 1];
        if away[0] > reach[0] || away[1] > reach[1] {
            return Role::Outside;
        }
        let mine = owned.contains(&g);
        let beyond = [left - g, g - (left + n) + 1];
        for side in 0..2 {
            if beyond[side] <= 0 || modes[side] == Some(Boundary::Untouched) {
                continue;
            }
            if beyond[side] > reach[side] {
                return Role::Outside;
            }
            if modes[side] == Some(Boundary::Constant) {
                return Role::Constant;
            }
            return Role::CopyOf(left + padded(n, left, right, modes)[g as usize]);
        }
        if mine { Role::Own } else { Role::CopyOf(g) }
    };
    stored.map(role).collect()
}

/// One simulated rank: the roles along its axes and its elements.
struct Local {
    shape: Vec<i64>,
    /// Per axis and position: the global index and the role.
    along: Vec<Vec<(i64, Role)>>,
    elements: Vec<i64>,
}

fn number(d: &Distribution, index: &[i64]) -> i64 {
    index.iter().zip(d.shape()).fold(0, |all, (i, extent)| all * extent + i)
}

impl Local {
    /// What a rank has before the exchange: its own elements hold their global numbers; all others hold what
    /// occurs nowhere else.
    fn new(d: &Distribution, spec: &HaloSpec, rank: i32) -> Option<Local> {
        let sections = d.owned(rank).unwrap()?;
        let coords = d.section_coords(rank).unwrap();
        let along = |axis: usize| -> Vec<(i64, Role)> {
            let section = &sections[axis];
            let index = |j: i64| section.stored.get(j).unwrap();
            match d.map(axis).as_block() {
                None => (0..section.extent()).map(|j| (index(j), Role::Own)).collect(),
                Some(block) => {
                    let roles = roles(block, coords[axis], spec.widths[axis], spec.boundaries[axis]);
                    (0..section.extent()).map(index).zip(roles).collect()
                }
            }
        };
        let along: Vec<_> = (0..d.ndim()).map(along).collect();
        let shape: Vec<i64> = along.iter().map(|a| a.len() as i64).collect();
        let mut local = Local { shape, along, elements: Vec::new() };
        let size: i64 = local.shape.iter().product();
        local.elements = (0..size).map(|k| local.before(d, rank, k)).collect();
        Some(local)
    }

    fn roles(&self, k: i64) -> Vec<(i64, Role)> {
        unravel(&self.shape, k).iter().zip(&self.along).map(|(j, along)| along[*j as usize]).collect()
    }

    fn before(&self, d: &Distribution, rank: i32, k: i64) -> i64 {
        let roles = self.roles(k);
        if roles.iter().all(|(_, role)| *role == Role::Own) {
            return number(d, &roles.iter().map(|(g, _)| *g).collect::<Vec<_>>());
        }
        -1 - (i64::from(rank) * 1_000_000 + k)
    }

    /// The global number of the element that a stored element is a copy of. Ok: its own; Err(true): the
    /// constant; Err(false): not covered.
    fn source(&self, d: &Distribution, corners: bool, k: i64) -> Result<i64, bool> {
        let roles = self.roles(k);
        let away = roles.iter().filter(|(_, role)| *role != Role::Own).count();
        if roles.iter().any(|(_, role)| *role == Role::Outside) || (away > 1 && !corners) {
            return Err(false);
        }
        if roles.iter().any(|(_, role)| *role == Role::Constant) {
            return Err(true);
        }
        let index = roles.iter().map(|(g, role)| if let Role::CopyOf(from) = role { *from } else { *g });
        Ok(number(d, &index.collect::<Vec<_>>()))
    }

    /// What a stored element must be after an update.
    fn updated(&self, d: &Distribution, corners: bool, rank: i32, k: i64) -> i64 {
        match self.source(d, corners, k) {
            Ok(number) => number,
            Err(true) => CONSTANT,
            Err(false) => self.before(d, rank, k),
        }
    }
}

/// The linear positions in a rank's whole section that a message takes, in its order.
fn places(side: &Side, message: &Message, shape: &[i64]) -> Vec<usize> {
    let mut places = vec![0i64];
    for (pattern, extent) in side.patterns(message).zip(shape) {
        let along: Vec<i64> = pattern.pieces().flatten().collect();
        assert_eq!(along.len() as i64, pattern.count());
        assert!(along.iter().all(|j| (0..*extent).contains(j)));
        places = places.iter().flat_map(|place| along.iter().map(move |i| place * extent + i)).collect();
    }
    assert_eq!(places.len() as i64, message.count);
    places.into_iter().map(|place| usize::try_from(place).unwrap()).collect()
}

/// Packs all messages of one side: per partner one sequence, as the messages are listed.
fn packed(side: &Side, local: &Local) -> BTreeMap<i32, Vec<usize>> {
    assert!(side.messages.is_sorted_by_key(|message| message.rank));
    let mut sequences: BTreeMap<i32, Vec<usize>> = BTreeMap::new();
    for message in &side.messages {
        assert!(message.count > 0, "no empty messages");
        sequences.entry(message.rank).or_default().extend(places(side, message, &local.shape));
    }
    sequences
}

/// Runs the exchange of all ranks: first what each copies to itself, element by element in order; then what
/// they send is read before anything is written.
fn run(plans: &[RankPlan], locals: &mut [Option<Local>], mut put: impl FnMut(&mut i64, i64)) {
    let mut mail: BTreeMap<(i32, i32), Vec<i64>> = BTreeMap::new();
    let mut getting = Vec::new();
    for (rank, (plan, local)) in (0..).zip(plans.iter().zip(locals.iter_mut())) {
        let Some(local) = local else {
            assert!(plan.sends.messages.is_empty() && plan.receives.messages.is_empty());
            continue;
        };
        let (mut sends, mut receives) = (packed(&plan.sends, local), packed(&plan.receives, local));
        let (from, to) =
            (sends.remove(&rank).unwrap_or_default(), receives.remove(&rank).unwrap_or_default());
        assert_eq!(from.len(), to.len(), "what rank {rank} copies to itself");
        for (from, to) in from.into_iter().zip(to) {
            let element = local.elements[from];
            put(&mut local.elements[to], element);
        }
        getting.extend(receives.into_iter().map(|(partner, places)| (rank, partner, places)));
        for (partner, places) in sends {
            mail.insert((rank, partner), places.into_iter().map(|place| local.elements[place]).collect());
        }
    }
    for (rank, partner, places) in getting {
        let Some(local) = &mut locals[rank as usize] else { continue };
        let elements = mail.remove(&(partner, rank)).expect("somebody sends it");
        assert_eq!(places.len(), elements.len(), "from {partner} to {rank}");
        for (place, element) in places.into_iter().zip(elements) {
            put(&mut local.elements[place], element);
        }
    }
    assert!(mail.is_empty(), "nobody wants {mail:?}");
}

fn check_update(d: &Distribution, spec: &HaloSpec) {
    let halo = Halo::new(d, spec).unwrap();
    let plans: Vec<RankPlan> = (0..nprocs(d)).map(|rank| halo.update(rank).unwrap()).collect();
    let mut locals: Vec<_> = (0..nprocs(d)).map(|rank| Local::new(d, spec, rank)).collect();
    run(&plans, &mut locals, |target, element| {
        assert!(*target < 0, "each element is written once, and nothing of a rank's own");
        *target = element;
    });
    for (rank, local) in (0..).zip(&mut locals) {
        let Some(local) = local else { continue };
        for ranges in halo.constants(rank).unwrap() {
            for index in indices(&ranges) {
                let target = &mut local.elements[ravel(&local.shape, &index) as usize];
                assert!(*target < 0 || *target == CONSTANT, "only what nobody else writes");
                *target = CONSTANT;
            }
        }
        let meant: Vec<i64> =
            (0..local.elements.len() as i64).map(|k| local.updated(d, spec.corners, rank, k)).collect();
        assert_eq!(local.elements, meant, "rank {rank} of {d:?}, {spec:?}");
    }
}

fn indices(ranges: &[std::ops::Range<i64>]) -> Vec<Vec<i64>> {
    let mut all = vec![Vec::new()];
    for range in ranges {
        all = all
            .iter()
            .flat_map(|head| range.clone().map(move |j| [head.as_slice(), &[j]].concat()))
            .collect();
    }
    all
}

/// Accumulating adds every copy to its source, and to nothing else.
fn check_accumulate(d: &Distribution, spec: &HaloSpec) {
    let spec = HaloSpec { boundaries: vec![[Boundary::Untouched; 2]; d.ndim()], ..spec.clone() };
    let halo = Halo::new(d, &spec).unwrap();
    let plans: Vec<RankPlan> = (0..nprocs(d)).map(|rank| halo.accumulate(rank).unwrap()).collect();
    let value = |rank: i32, k: i64| 1 + (i64::from(rank) * 7919 + k * 31) % 1009;
    let mut locals: Vec<_> = (0..nprocs(d)).map(|rank| Local::new(d, &spec, rank)).collect();
    // By replica (the coordinates that no array axis takes) and element.
    let mut sums: BTreeMap<(i64, i64), i64> = BTreeMap::new();
    let replica = |rank: i32| {
        let grid = d.grid();
        d.replica_axes().iter().fold(0, |all, &g| all * grid.shape()[g] + grid.coord(rank, g).unwrap())
    };
    for (rank, local) in (0..).zip(&mut locals) {
        let Some(local) = local else { continue };
        for k in 0..local.elements.len() as i64 {
            local.elements[k as usize] = value(rank, k);
            if let Ok(number) = local.source(d, spec.corners, k) {
                *sums.entry((replica(rank), number)).or_default() += value(rank, k);
            }
        }
    }
    run(&plans, &mut locals, |target, element| *target += element);
    for (rank, local) in (0..).zip(&locals) {
        let Some(local) = local else { continue };
        for k in 0..local.elements.len() as i64 {
            let roles = local.roles(k);
            let own = roles.iter().all(|(_, role)| *role == Role::Own);
            let index: Vec<i64> = roles.iter().map(|(g, _)| *g).collect();
            let meant = if own { sums[&(replica(rank), number(d, &index))] } else { value(rank, k) };
            assert_eq!(local.elements[k as usize], meant, "rank {rank}, element {k} of {d:?}, {spec:?}");
        }
    }
}

/// Choices for one axis: the widths as parts of what there is, and what to do at the ends.
type AxisPick = ([Option<u8>; 2], [u8; 2], bool);

fn axis_picks() -> impl Strategy<Value = Vec<AxisPick>> {
    let width = || prop::option::of(any::<u8>());
    prop::collection::vec(((width(), width()), any::<[u8; 2]>(), any::<bool>()), 5)
        .prop_map(|all| all.into_iter().map(|((l, r), fills, periodic)| ([l, r], fills, periodic)).collect())
}

fn fill_of(pick: u8) -> Boundary {
    let all =
        [Boundary::Untouched, Boundary::Constant, Boundary::Nearest, Boundary::Symmetric, Boundary::Reflect];
    all[usize::from(pick) % all.len()]
}

/// The widest that may be asked for on one side of an axis.
fn widest(d: &Distribution, axis: usize, side: usize) -> i64 {
    let Some(block) = d.map(axis).as_block() else { return 0 };
    let cut = block.narrowest_cut(side).map_or(i64::MAX, |(_, width)| width);
    let edge = if block.is_periodic() { block.boundary_padding()[side] } else { i64::MAX };
    cut.min(edge).min(9)
}

fn spec_of(d: &Distribution, picks: &[AxisPick], corners: bool) -> HaloSpec {
    let width = |axis: usize, side: usize, pick: Option<u8>| {
        pick.map(|pick| i64::from(pick) % (widest(d, axis, side) + 1))
    };
    let widths = |axis: usize| {
        let [left, right] = picks[axis].0;
        [width(axis, 0, left), width(axis, 1, right)]
    };
    HaloSpec {
        widths: (0..d.ndim()).map(widths).collect(),
        corners,
        boundaries: (0..d.ndim()).map(|axis| picks[axis].1.map(fill_of)).collect(),
    }
}

/// Whether an axis has more boundary padding than elements, or none that boundaries could be copied from.
fn is_hollow(d: &Distribution, spec: &HaloSpec, axis: usize) -> bool {
    let [left, right] = d.boundary_padding(axis);
    let (size, interior) = (d.shape()[axis], d.shape()[axis] - left - right);
    let side = |side: usize, padding: i64| {
        let fill = spec.boundaries[axis][side];
        let copied = d.is_periodic(axis) || !matches!(fill, Boundary::Untouched | Boundary::Constant);
        copied && padding > 0 && spec.widths[axis][side] != Some(0)
    };
    left + right > size || (interior == 0 && (side(0, left) || side(1, right)))
}

fn check(d: &Distribution, spec: &HaloSpec) {
    if (0..d.ndim()).any(|axis| is_hollow(d, spec, axis)) {
        let error = Halo::new(d, spec).unwrap_err();
        assert_eq!(error.status, Status::Distribution);
        assert!(error.message.contains("boundary padding"), "{}", error.message);
        return;
    }
    check_update(d, spec);
    let plain = HaloSpec { boundaries: vec![[Boundary::Untouched; 2]; d.ndim()], ..spec.clone() };
    if !(0..d.ndim()).any(|axis| is_hollow(d, &plain, axis)) {
        check_accumulate(d, spec);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn every_ghost_gets_its_value(seeds in seeds(), picks in axis_picks(), corners: bool) {
        let seeds = random::Seeds {
            axes: seeds.axes.iter().take(4).cloned().collect(),
            ..seeds
        };
        let d = build(&seeds);
        check(&d, &spec_of(&d, &picks, corners));
    }

    /// Blocks by bounds, each cut with a width of its own, periodic or not.
    #[test]
    fn irregular_blocks_with_cuts(
        extents in prop::collection::vec(0i64..5, 1..7),
        cuts in prop::collection::vec(0i64..5, 6),
        boundary in [0i64..5, 0i64..5],
        columns in 1i64..4,
        picks in axis_picks(),
        corners: bool,
    ) {
        let mut bounds = vec![0];
        for extent in &extents {
            bounds.push(bounds[bounds.len() - 1] + extent);
        }
        let width = |k: usize| cuts[k].min(extents[k]).min(extents[k + 1]);
        let rows = DimSpec {
            cut_padding: Some((0..extents.len() - 1).map(width).collect()),
            periodic: picks[0].2,
            ..DimSpec::irregular(&bounds).padded([0, 0], boundary)
        };
        let columns = DimSpec {
            periodic: picks[1].2,
            ..DimSpec::block(4 * columns).padded([2, 2], [1, 2])
        };
        let d = Distribution::new(12, &[rows, columns], GridRequest::Shape(&[extents.len() as i64, 2]));
        let d = d.unwrap();
        check(&d, &spec_of(&d, &picks, corners));
    }
}

fn made(ranks: i64, grid: &[i64], specs: &[DimSpec]) -> Distribution {
    Distribution::new(ranks, specs, GridRequest::Shape(grid)).unwrap()
}

#[test]
fn three_axes_have_26_neighbours_in_one_phase() {
    let axis = || DimSpec::block(9).padded([1, 1], [0, 0]);
    let d = made(27, &[3, 3, 3], &[axis(), axis(), axis()]);
    let mut spec = HaloSpec::all(3);
    let plan = Halo::new(&d, &spec).unwrap().update(13).unwrap();
    let partners: Vec<i32> = plan.sends.messages.iter().map(|message| message.rank).collect();
    assert_eq!(partners, (0..27).filter(|rank| *rank != 13).collect::<Vec<_>>());
    assert_eq!(plan.receives.count(), 125 - 27);
    spec.corners = false;
    let plan = Halo::new(&d, &spec).unwrap().update(13).unwrap();
    assert_eq!(plan.receives.messages.iter().map(|m| m.rank).collect::<Vec<_>>(), [4, 10, 12, 14, 16, 22]);
    assert_eq!((plan.sends.count(), plan.receives.count()), (54, 54));
}

#[test]
fn a_single_rank_wraps_onto_itself() {
    let axis = DimSpec { periodic: true, ..DimSpec::block(6).padded([0, 0], [1, 1]) };
    let d = made(1, &[1, 1], &[axis.clone(), axis]);
    let plan = Halo::new(&d, &HaloSpec::all(2)).unwrap().update(0).unwrap();
    assert!(plan.receives.messages.iter().all(|message| message.rank == 0));
    assert_eq!(plan.receives.count(), 36 - 16);
    check(&d, &HaloSpec::all(2));
}

#[test]
fn planes_travel_whole_where_a_rank_has_all_of_the_other_axes() {
    let axis = DimSpec { periodic: true, ..DimSpec::block(10).padded([1, 1], [1, 1]) };
    let d = made(2, &[2, 1, 1], &[axis.clone(), axis.clone(), axis]);
    let plan = Halo::new(&d, &HaloSpec::all(3)).unwrap().update(0).unwrap();
    let sent: Vec<(i32, i64)> = plan.sends.messages.iter().map(|m| (m.rank, m.count)).collect();
    // Two faces along each of the axes that rank 0 has whole, and then two planes with their edges.
    assert_eq!(sent, [(0, 32), (0, 32), (0, 40), (0, 40), (1, 100), (1, 100)]);
    check(&d, &HaloSpec::all(3));
}

#[test]
fn cost_does_not_follow_ranks_or_elements() {
    let periodic = |size| DimSpec { periodic: true, ..DimSpec::block(size).padded([3, 3], [3, 3]) };
    let d = made(1_000_000, &[1000, 1000], &[periodic(1_000_000_000), periodic(1_000_000_000)]);
    let halo = Halo::new(&d, &HaloSpec::all(2)).unwrap();
    for rank in [0, 999, 500_500, 999_999] {
        let plan = halo.update(rank).unwrap();
        assert_eq!((plan.sends.messages.len(), plan.receives.messages.len()), (8, 8), "rank {rank}");
    }
}

fn refused(d: &Distribution, spec: &HaloSpec, status: Status, words: &[&str]) {
    let error = Halo::new(d, spec).unwrap_err();
    assert_eq!(error.status, status, "{}", error.message);
    assert!(words.iter().all(|word| error.message.contains(word)), "{}", error.message);
}

#[test]
fn widths_beyond_the_padding_are_refused_with_both_widths() {
    let d = made(4, &[4, 1], &[DimSpec::block(40).padded([2, 1], [0, 0]), DimSpec::cyclic(5, 1)]);
    let asked = |axis: usize, side: usize, width: i64| {
        let mut spec = HaloSpec::all(2);
        spec.widths[axis][side] = Some(width);
        spec
    };
    refused(&d, &asked(0, 0, 3), Status::Distribution, &["width 3 on the left", "has width 2", "axis 0"]);
    refused(&d, &asked(0, 1, 2), Status::Distribution, &["width 2 on the right", "has width 1"]);
    refused(&d, &asked(1, 0, 1), Status::Distribution, &["axis 1", "width 1", "width 0"]);
    refused(&d, &asked(0, 1, -1), Status::Argument, &["-1", "negative"]);
    check_update(&d, &asked(0, 0, 2));
    let ring = DimSpec { periodic: true, ..DimSpec::block(40).padded([2, 2], [1, 2]) };
    let d = made(4, &[4, 1], &[ring, DimSpec::undistributed(5)]);
    refused(&d, &asked(0, 0, 2), Status::Distribution, &["width 2 on the left", "periodic", "width 1"]);
    check_update(&d, &asked(0, 1, 2));
    let cuts = DimSpec { cut_padding: Some(vec![3, 1, 2]), ..DimSpec::block(40) };
    let d = made(4, &[4, 1], &[cuts, DimSpec::undistributed(5)]);
    refused(&d, &asked(0, 0, 2), Status::Distribution, &["coordinates 1 and 2", "width 2", "width 1"]);
    refused(&d, &HaloSpec::all(1), Status::Shape, &["1 axes", "2 axes"]);
}

#[test]
fn axes_without_padding_mix_with_padded_ones() {
    let padded = || DimSpec::block(8).padded([1, 1], [1, 1]);
    for other in ["n", "c", "c:2", "b"] {
        let specs = [vec![padded()], parse_dist(&[5], other).unwrap(), vec![padded()]].concat();
        let d = Distribution::new(8, &specs, GridRequest::Auto).unwrap();
        for fill in [Boundary::Untouched, Boundary::Nearest, Boundary::Constant] {
            check(&d, &HaloSpec { boundaries: vec![[fill; 2]; 3], ..HaloSpec::all(3) });
        }
    }
}
