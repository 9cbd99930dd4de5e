//! Bad input: every mistake has its status, and a message that names the value.

use distarray::distribution::{
    AxisKind, DimSpec, Distribution, GridRequest, ProcessGrid, default_specs, parse_dist,
};
use distarray::error::{Result, Status};
use distarray::protocol::{DimDict, DimKind};

/// The result must be this error, with a message that has all these parts.
#[track_caller]
fn expect<T: std::fmt::Debug>(result: Result<T>, status: Status, parts: &[&str]) {
    let error = result.expect_err("should have failed");
    assert_eq!(error.status, status, "{error}");
    for part in parts {
        assert!(error.message.contains(part), "{part:?} is not in: {}", error.message);
    }
}

fn auto(specs: &[DimSpec]) -> Result<Distribution> {
    Distribution::new(4, specs, GridRequest::Auto)
}

fn on(specs: &[DimSpec], grid: &[i64]) -> Result<Distribution> {
    Distribution::new(4, specs, GridRequest::Shape(grid))
}

#[test]
fn shapes() {
    expect(auto(&vec![DimSpec::block(1); 33]), Status::Shape, &["0 to 32", "33"]);
    expect(parse_dist(&[1; 33], "b"), Status::Shape, &["0 to 32", "33"]);
    expect(default_specs(&[1; 33]), Status::Shape, &["33"]);
    expect(auto(&[DimSpec::block(3), DimSpec::block(-7)]), Status::Shape, &["-7", "axis 1"]);
    expect(auto(&[DimSpec::block(1 << 40), DimSpec::block(1 << 40)]), Status::Overflow, &["1099511627776"]);
    expect(
        auto(&[DimSpec::block(1 << 40), DimSpec::undistributed(0), DimSpec::block(1 << 40)]),
        Status::Overflow,
        &["2^63 - 1"],
    );
    assert_eq!(auto(&vec![DimSpec::block(1); 32]).unwrap().ndim(), 32);
    assert_eq!(auto(&[DimSpec::block(i64::MAX)]).unwrap().size(), i64::MAX);
}

#[test]
fn grids() {
    let b = DimSpec::block(8);
    for nprocs in [0, -3, 1 << 31] {
        expect(
            Distribution::new(nprocs, std::slice::from_ref(&b), GridRequest::Auto),
            Status::Grid,
            &[&nprocs.to_string()],
        );
        expect(ProcessGrid::new(nprocs, &[1]), Status::Grid, &[&nprocs.to_string(), "2147483647"]);
    }
    expect(on(&[b.clone(), b.clone()], &[4, 2]), Status::Grid, &["4 x 2", "4"]);
    expect(on(std::slice::from_ref(&b), &[i64::MAX]), Status::Grid, &["9223372036854775807"]);
    expect(on(&[b.clone(), b.clone()], &[1 << 62, 1 << 62]), Status::Grid, &["4611686018427387904"]);
    expect(on(std::slice::from_ref(&b), &[0]), Status::Grid, &["extent 0", "grid axis 0"]);
    expect(on(std::slice::from_ref(&b), &[2, -1]), Status::Grid, &["extent -1", "grid axis 1"]);
    expect(on(std::slice::from_ref(&b), &[1; 33]), Status::Grid, &["0 to 32", "33"]);
    expect(on(&[b.clone().over(2)], &[2, 2]), Status::Grid, &["axis 0", "grid axis 2", "2 axes"]);
    expect(
        on(&[b.clone().over(1), b.clone().over(1)], &[2, 2]),
        Status::Grid,
        &["axes 0 and 1", "grid axis 1"],
    );
    expect(on(&[DimSpec::undistributed(4).over(0)], &[2]), Status::Grid, &["undistributed", "grid axis 0"]);
    let wants = DimSpec { grid_size: Some(3), ..b.clone() };
    expect(on(std::slice::from_ref(&wants), &[2]), Status::Grid, &["axis 0", "3", "2"]);
    expect(auto(&[wants.clone(), wants]), Status::Grid, &["3 x 3", "there are 4"]);
    expect(auto(&[DimSpec { grid_size: Some(-2), ..b.clone() }]), Status::Grid, &["-2"]);
    let grid = ProcessGrid::new(3, &[3]).unwrap();
    expect(Distribution::new(4, &[b], GridRequest::Grid(&grid)), Status::Grid, &["3 ranks", "4"]);
}

#[test]
fn lists_of_ranks() {
    expect(ProcessGrid::with_ranks(4, &[3], &[0, 1]), Status::Grid, &["3 positions", "2 ranks"]);
    expect(ProcessGrid::with_ranks(4, &[2], &[0, 4]), Status::Grid, &["rank 4", "0..4"]);
    expect(ProcessGrid::with_ranks(4, &[2], &[-1, 2]), Status::Grid, &["rank -1"]);
    expect(ProcessGrid::with_ranks(4, &[3], &[2, 0, 2]), Status::Grid, &["rank 2", "twice"]);
    let grid = ProcessGrid::with_ranks(6, &[2, 2], &[5, 0, 3, 1]).unwrap();
    assert_eq!((grid.coords(3), grid.coords(2), grid.coords(-1)), (Some(vec![1, 0]), None, None));
    assert_eq!((0..4).map(|p| grid.rank_at(p)).collect::<Vec<_>>(), [5, 0, 3, 1]);
    expect(grid.rank(&[0, 2]), Status::Grid, &["coordinate 2", "grid axis 1", "0..2"]);
    expect(grid.rank(&[0]), Status::Grid, &["1 coordinates", "2 axes"]);
    assert!(!grid.is_whole_in_order());
    assert!(ProcessGrid::with_ranks(2, &[2], &[0, 1]).unwrap().is_whole_in_order());
    assert_eq!(ProcessGrid::with_ranks(2, &[2], &[0, 1]).unwrap(), ProcessGrid::new(2, &[2]).unwrap());
}

#[test]
fn bounds() {
    let sized = |size, bounds: &[i64]| DimSpec::new(size, AxisKind::Block { bounds: Some(bounds.to_vec()) });
    expect(auto(&[sized(5, &[])]), Status::Distribution, &["axis 0", "0 bounds"]);
    expect(auto(&[sized(5, &[5])]), Status::Distribution, &["1 bounds"]);
    expect(auto(&[sized(5, &[1, 5])]), Status::Distribution, &["begin with 1"]);
    expect(auto(&[sized(5, &[0, 4, 3, 5])]), Status::Distribution, &["from 4 to 3"]);
    expect(auto(&[sized(5, &[0, 2, 6])]), Status::Distribution, &["end with 6", "size is 5"]);
    expect(
        auto(&[DimSpec::block(3), sized(5, &[0, -2, 5])]),
        Status::Distribution,
        &["axis 1", "from 0 to -2"],
    );
    expect(on(&[sized(5, &[0, 2, 5])], &[4]), Status::Grid, &["2 blocks", "4 coordinates"]);
    expect(auto(&[sized(5, &[0, 1, 2, 3, 4, 5])]), Status::Grid, &["5 ranks", "there are 4"]);
}

#[test]
fn paddings() {
    let b = || DimSpec::block(10);
    expect(auto(&[b().padded([-1, 0], [0, 0])]), Status::Distribution, &["communication", "-1", "axis 0"]);
    expect(auto(&[b().padded([0, 0], [0, -4])]), Status::Distribution, &["boundary", "-4"]);
    // Ten in threes: the last block has one element.
    expect(
        on(&[b().padded([2, 2], [0, 0])], &[4]),
        Status::Distribution,
        &["axis 0", "wants 2", "coordinate 3", "owns 1"],
    );
    expect(
        on(&[b().padded([4, 0], [0, 0])], &[4]),
        Status::Distribution,
        &["wants 4", "left neighbour", "owns 3"],
    );
    expect(on(&[b().padded([0, 4], [0, 0])], &[4]), Status::Distribution, &["wants 4", "right neighbour"]);
    let cuts = |cuts: &[i64]| DimSpec { cut_padding: Some(cuts.to_vec()), ..b() };
    expect(on(&[cuts(&[1, 1])], &[4]), Status::Distribution, &["2 cut widths", "4 blocks", "3 cuts"]);
    expect(on(&[cuts(&[1, -1, 1])], &[4]), Status::Distribution, &["-1"]);
    expect(on(&[cuts(&[1, 1, 2])], &[4]), Status::Distribution, &["wants 2", "coordinate 3", "owns 1"]);
    // Widths beside empty blocks that were asked for one by one are a mistake.
    let spec = DimSpec { cut_padding: Some(vec![1, 1, 1]), ..DimSpec::block(5) };
    expect(on(&[spec], &[4]), Status::Distribution, &["owns 0"]);
    // The automatic grid takes fewer ranks instead.
    assert_eq!(auto(&[b().padded([2, 2], [0, 0])]).unwrap().grid().shape(), [3]);
}

#[test]
fn cyclic_and_unstructured() {
    for block in [0, -5] {
        expect(auto(&[DimSpec::cyclic(9, block)]), Status::Distribution, &[&block.to_string(), "axis 0"]);
    }
    expect(auto(&[DimSpec::cyclic(9, i64::MAX)]), Status::Overflow, &["9223372036854775807"]);
    expect(
        auto(&[DimSpec::cyclic(9, 2).padded([1, 1], [0, 0])]),
        Status::Distribution,
        &["cyclic", "padding"],
    );
    expect(auto(&[DimSpec::cyclic(9, 2).periodic()]), Status::Distribution, &["wrap around"]);
    let u = DimSpec::new(9, AxisKind::Unstructured { one_to_one: true });
    let padded = u.clone().padded([1, 1], [0, 0]);
    expect(auto(&[DimSpec::block(2), padded]), Status::Distribution, &["axis 1", "unstructured", "padding"]);
    expect(auto(&[u.clone().periodic()]), Status::Distribution, &["wrap around"]);
    // Without labels nobody knows what is where.
    let unlabelled = auto(&[u]).unwrap();
    expect(unlabelled.owner(&[0]), Status::NotLocal, &["axis 0", "da_distribution_find_owners"]);
    expect(unlabelled.owned(0), Status::NotLocal, &["labels"]);
}

#[test]
fn texts() {
    let syntax = |text: &str, parts: &[&str]| expect(parse_dist(&[5, 6], text), Status::Syntax, parts);
    syntax("b,q", &["\"q\"", "axis 1", "n, b, c"]);
    syntax("b,B", &["\"B\""]);
    syntax("b,", &["\"\"", "axis 1"]);
    syntax("b:3,n", &["b:3", "only c"]);
    syntax("c:,n", &["\"\"", "number"]);
    syntax("c:2x,n", &["2x"]);
    syntax("c:99999999999999999999,n", &["99999999999999999999"]);
    syntax("b(comm=1,n", &["not closed"]);
    syntax("b)comm=1(,n", &["position 1"]);
    syntax("b((,n", &["position 2"]);
    syntax("b(comm=1)x,n", &["goes on"]);
    syntax("b(comm=),n", &["comm="]);
    syntax("b(comm=1:2:3),n", &["left:right"]);
    syntax("b(halo=1),n", &["halo=1", "known are comm"]);
    syntax("b(periodic=yes),n", &["periodic=yes"]);
    syntax("c(bounds=0:5),n", &["only b"]);
    syntax("é,n", &["é"]);
    expect(parse_dist(&[5, 6], "b(over=-1),n"), Status::Grid, &["-1"]);
    expect(parse_dist(&[5, 6], "b"), Status::Distribution, &["1 axes", "5 x 6", "has 2"]);
    expect(parse_dist(&[5, 6], ""), Status::Distribution, &["0 axes", "has 2"]);
    expect(parse_dist(&[], "n"), Status::Distribution, &["1 axes", "has 0"]);
    expect(parse_dist(&[5, -6], "b,b"), Status::Shape, &["-6"]);
    assert!(parse_dist(&[], "  ").unwrap().is_empty());
    let spaced = parse_dist(&[5, 6, 7], " b ( comm=1:2 boundary=1, periodic ) , c : 64 ,\tn ").unwrap();
    let block = DimSpec::block(5).padded([1, 2], [1, 1]).periodic();
    assert_eq!(spaced, [block, DimSpec::cyclic(6, 64), DimSpec::undistributed(7)]);
}

#[test]
fn questions() {
    let d = on(&[DimSpec::block(8), DimSpec::undistributed(3)], &[3]).unwrap();
    expect(d.owner(&[-1, 0]), Status::Index, &["-1", "axis 0", "0..8"]);
    expect(d.owner(&[0, 3]), Status::Index, &["3", "axis 1", "0..3"]);
    expect(d.owners(&[0]), Status::Index, &["1 indices", "2 axes"]);
    expect(d.local_from_global(4, &[0, 0]), Status::Argument, &["rank 4", "0..4"]);
    expect(d.local_from_global(-1, &[0, 0]), Status::Argument, &["rank -1"]);
    expect(d.local_from_global(0, &[8, 0]), Status::Index, &["8", "0..8"]);
    assert_eq!(d.local_from_global(3, &[0, 0]).unwrap(), None);
    expect(d.global_from_local(3, &[0, 0]), Status::NotMember, &["rank 3"]);
    expect(d.global_from_local(4, &[0, 0]), Status::Argument, &["rank 4"]);
    expect(d.global_from_local(2, &[2, 0]), Status::Index, &["local", "2", "axis 0", "0..2", "rank 2"]);
    expect(d.slice_owners(&[0], &[8], &[1]), Status::Index, &["2 axes"]);
    expect(d.slice_owners(&[0, 0], &[8, 3], &[1, 0]), Status::Argument, &["axis 1", "step 0"]);
    expect(d.slice_owners(&[0, 0], &[9, 3], &[1, 1]), Status::Index, &["0:9:1", "axis 0", "0..8"]);
    expect(d.slice_owners(&[-2, 0], &[8, 3], &[1, 1]), Status::Index, &["-2:8:1"]);
    expect(d.slice_owners(&[8, 0], &[2, 3], &[-1, 1]), Status::Index, &["8:2:-1"]);
    assert_eq!(d.slice_owners(&[7, 2], &[-1, 1], &[-1, -1]).unwrap(), [0, 1, 2]);
}

#[test]
fn what_the_protocol_has_no_words_for() {
    let b = DimSpec::block(8);
    let make =
        |nprocs, specs: &[DimSpec], grid| Distribution::new(nprocs, specs, grid).unwrap().is_expressible();
    assert!(make(4, std::slice::from_ref(&b), GridRequest::Shape(&[4])).is_ok());
    let no = Status::NotExpressible;
    expect(
        make(4, std::slice::from_ref(&b), GridRequest::Shape(&[2, 2])),
        no,
        &["grid axis 1", "2 replicas", "da_distribution_comm"],
    );
    expect(make(4, std::slice::from_ref(&b), GridRequest::Shape(&[3])), no, &["3 of 4 ranks"]);
    expect(
        make(2, std::slice::from_ref(&b), GridRequest::ShapeAndRanks(&[2], &[1, 0])),
        no,
        &["order of its own"],
    );
    let crossed = [b.clone().over(1), b.clone().over(0)];
    expect(make(4, &crossed, GridRequest::Shape(&[2, 2])), no, &["another order"]);
    let uneven = b.padded([1, 2], [0, 0]);
    expect(make(2, &[uneven], GridRequest::Auto), no, &["axis 0", "[1, 2]"]);
}

fn block(size: i64, grid: i64, coord: i64, start: i64, stop: i64, padding: [i64; 2]) -> DimDict {
    DimDict {
        size,
        grid_size: grid,
        grid_rank: coord,
        kind: DimKind::Block { start, stop, padding, periodic: false },
    }
}

#[test]
fn dim_data_of_all_ranks() {
    let good = vec![vec![block(10, 2, 0, 0, 6, [0, 1])], vec![block(10, 2, 1, 4, 10, [1, 0])]];
    assert_eq!(Distribution::from_dim_data(2, &good).unwrap().dist_text(), "b(comm=1)");
    let with = |rank: usize, dict: DimDict| {
        let mut sections = good.clone();
        sections[rank][0] = dict;
        Distribution::from_dim_data(2, &sections)
    };
    let no = Status::Protocol;
    expect(Distribution::from_dim_data(3, &good), no, &["2 ranks", "context of 3"]);
    expect(Distribution::from_dim_data(0, &[]), no, &["0 ranks"]);
    expect(
        Distribution::from_dim_data(2, &[good[0].clone(), vec![]]),
        no,
        &["rank 1", "0 dimension", "has 1"],
    );
    expect(Distribution::from_dim_data(1, &[vec![block(1, 1, 0, 0, 1, [0, 0]); 33]]), Status::Shape, &["33"]);
    expect(with(1, block(11, 2, 1, 4, 11, [1, 0])), no, &["size is 10", "11 on rank 1"]);
    expect(with(1, block(10, 3, 1, 4, 10, [1, 0])), no, &["proc_grid_size 3"]);
    expect(with(1, block(10, 2, 0, 4, 10, [1, 0])), no, &["proc_grid_rank is 0", "gives it 1"]);
    expect(with(1, block(10, 2, 1, 5, 10, [1, 0])), no, &["coordinate 1", "begins with 6", "with 5"]);
    expect(with(1, block(10, 2, 1, 3, 10, [2, 0])), no, &["right padding 1", "left padding 2"]);
    expect(with(1, block(10, 2, 1, 4, 9, [1, 0])), no, &["stops at 9", "size is 10"]);
    expect(with(1, block(10, 2, 1, 9, 4, [1, 0])), no, &["start 9", "stop 4"]);
    expect(with(0, block(10, 2, 0, -1, 6, [0, 1])), no, &["start -1"]);
    expect(with(0, block(10, 2, 0, 0, 6, [0, -1])), no, &["[0, -1]", "negative"]);
    expect(with(0, block(10, 2, 0, 0, 6, [0, 7])), no, &["7", "0..6"]);
    expect(with(0, block(10, 2, 0, 0, 6, [0, i64::MAX])), no, &["9223372036854775807"]);
    expect(
        with(1, DimDict { kind: DimKind::Alias, ..block(10, 0, 0, 0, 0, [0, 0]) }),
        no,
        &["empty dictionary"],
    );
    let cyclic = |coord, start| DimDict {
        kind: DimKind::Cyclic { start, block_size: 3 },
        ..block(10, 2, coord, 0, 0, [0, 0])
    };
    expect(with(1, cyclic(1, 3)), no, &["dist_type 'b'", "dist_type 'c'"]);
    let sections = [vec![cyclic(0, 0)], vec![cyclic(1, 4)]];
    expect(Distribution::from_dim_data(2, &sections), no, &["start is 4", "begins at 3"]);
    let negative = DimDict { size: -1, ..block(0, 1, 0, 0, 0, [0, 0]) };
    expect(Distribution::from_dim_data(1, &[vec![negative]]), no, &["size -1"]);
    let too_few = vec![block(10, 1, 0, 0, 10, [0, 0])];
    expect(Distribution::from_dim_data(2, &[too_few.clone(), too_few]), no, &["product", "is 1", "2 ranks"]);
    expect(
        Distribution::from_dim_data(2, &vec![vec![block(9, 3, 0, 0, 3, [0, 0])]; 2]),
        Status::Grid,
        &["3"],
    );
    let wide = [0, 1, 2].map(|coord| {
        let (start, stop) = [(0, 5), (3, 8), (6, 10)][coord as usize];
        let padding = [[0, 1], [1, 1], [1, 0]][coord as usize];
        vec![block(10, 3, coord, start, stop, padding)]
    });
    assert!(Distribution::from_dim_data(3, &wide).is_ok());
    let labels = DimKind::Unstructured { indices: [0, 1].into(), one_to_one: true };
    let labels = DimDict { size: 2, grid_size: 1, grid_rank: 0, kind: labels };
    let made = Distribution::from_dim_data(1, &[vec![labels]]).unwrap();
    expect(made.owned(0), Status::NotLocal, &["labels"]);
}

/// Boundary padding is the one key that ranks with the same coordinate need not share.
#[test]
fn edge_ranks_may_differ_in_boundary_padding() {
    let section = |coord, first: [i64; 2]| {
        let (start, stop) = [(0, 3), (3, 6)][coord as usize];
        vec![block(10, 1, 0, 0, 10, first), block(6, 2, coord, start, stop, [0, 0])]
    };
    let sections = [section(0, [0, 0]), section(1, [1, 0])];
    let d = Distribution::from_dim_data(2, &sections).unwrap();
    for (rank, section) in (0..).zip(&sections) {
        assert_eq!(d.dim_data(rank).unwrap().as_ref(), Some(section));
    }
    let plain = Distribution::from_dim_data(2, &[section(0, [0, 0]), section(1, [0, 0])]).unwrap();
    assert_ne!(d, plain);
    assert_ne!(d.fingerprint(), plain.fingerprint());
    assert!(d.aligned(&plain));
}
