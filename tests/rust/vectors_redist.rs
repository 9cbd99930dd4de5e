//! Replays DistArray's redistributions (`tests/vectors/redist.json`): the plans of all simulated ranks, run by hand,
//! bring every rank's buffer to what NumPy says it should hold.

use distarray::distribution::{DimSpec, Distribution, GridRequest, ProcessGrid};
use distarray::error::Status;
use distarray::index::{ravel, unravel};
use distarray::plan::{Message, RankPlan, Side};
use serde_json::Value;
use std::collections::BTreeMap;

fn file() -> Value {
    let path = format!("{}/tests/vectors/redist.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap()
}

fn array(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap()
}

fn numbers(value: &Value) -> Vec<i64> {
    array(value).iter().map(|number| number.as_i64().unwrap()).collect()
}

/// C's `%a`, as the file has the parts of complex numbers.
fn hex_float(text: &str) -> f64 {
    let (sign, digits) = text.strip_prefix('-').map_or((1.0, text), |rest| (-1.0, rest));
    let (mantissa, exponent) = digits.strip_prefix("0x").unwrap().split_once('p').unwrap();
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let bits = u64::from_str_radix(&format!("{whole}{fraction}"), 16).unwrap();
    sign * bits as f64 * 2f64.powi(exponent.parse::<i32>().unwrap() - 4 * fraction.len() as i32)
}

/// An element, whatever its type: real and imaginary part.
fn element(value: &Value) -> [f64; 2] {
    let part = |part: &Value| match part {
        Value::String(text) if text.starts_with("0x") || text.starts_with("-0x") => hex_float(text),
        // Truth values are written as texts.
        Value::String(text) => text.parse().unwrap(),
        number => number.as_f64().unwrap(),
    };
    match value {
        Value::Array(parts) => [part(&parts[0]), part(&parts[1])],
        real => [part(real), 0.0],
    }
}

fn elements(value: &Value) -> Vec<[f64; 2]> {
    array(value).iter().map(element).collect()
}

/// A distribution of blocks with the bounds that the dictionaries give, on the ranks `targets`.
fn distribution(dist: &Value, nprocs: i64) -> Distribution {
    let shape = numbers(&dist["shape"]);
    let grid_shape = numbers(&dist["grid_shape"]);
    let targets: Vec<i32> = numbers(&dist["targets"]).iter().map(|&rank| rank as i32).collect();
    let grid = ProcessGrid::with_ranks(nprocs, &grid_shape, &targets).unwrap();
    let spec = |axis: usize| {
        // A rank's dictionaries, in the order of the process grid; along this axis any of them will do.
        let of = |coord: i64| {
            array(&dist["dim_data"])
                .iter()
                .map(|section| &section[axis])
                .find(|dict| dict["proc_grid_rank"] == coord)
                .unwrap()
        };
        match of(0)["dist_type"].as_str().unwrap() {
            "n" => DimSpec::undistributed(shape[axis]),
            "c" => DimSpec::cyclic(shape[axis], of(0).get("block_size").map_or(1, |b| b.as_i64().unwrap()))
                .over(axis),
            _ => {
                let stops = (0..grid_shape[axis]).map(|coord| of(coord)["stop"].as_i64().unwrap());
                let bounds: Vec<i64> = std::iter::once(0).chain(stops).collect();
                DimSpec::irregular(&bounds).over(axis)
            }
        }
    };
    let specs: Vec<DimSpec> = (0..shape.len()).map(spec).collect();
    Distribution::new(nprocs, &specs, GridRequest::Grid(&grid)).unwrap()
}

/// The owned shape of a rank, and its part of the whole array.
fn part_of(d: &Distribution, rank: i32, whole: &[[f64; 2]]) -> (Vec<i64>, Vec<[f64; 2]>) {
    let Some(sections) = d.owned(rank).unwrap() else { return (Vec::new(), Vec::new()) };
    let shape: Vec<i64> = sections.iter().map(|section| section.owned_count()).collect();
    let at = |k: i64| {
        let local = unravel(&shape, k);
        let global: Vec<i64> =
            sections.iter().zip(&local).map(|(section, &j)| section.owned.get(j).unwrap()).collect();
        whole[usize::try_from(ravel(d.shape(), &global)).unwrap()]
    };
    let part = (0..shape.iter().product()).map(at).collect();
    (shape, part)
}

/// The linear positions of a message in a section, in its order.
fn places(side: &Side, message: &Message, shape: &[i64]) -> Vec<usize> {
    let mut places = vec![0i64];
    for (pattern, extent) in side.patterns(message).zip(shape) {
        let along: Vec<i64> = pattern.pieces().flatten().collect();
        places = places.iter().flat_map(|place| along.iter().map(move |i| place * extent + i)).collect();
    }
    places.into_iter().map(|place| usize::try_from(place).unwrap()).collect()
}

/// Every rank's target buffer after all plans were run on the sources.
fn run(plans: &[RankPlan], source: &[(Vec<i64>, Vec<[f64; 2]>)], target: &[Vec<i64>]) -> Vec<Vec<[f64; 2]>> {
    let mut mail: BTreeMap<(i32, i32), Vec<[f64; 2]>> = BTreeMap::new();
    for (rank, plan) in (0..).zip(plans) {
        let (shape, held) = &source[rank as usize];
        for message in &plan.sends.messages {
            let taken = places(&plan.sends, message, shape).into_iter().map(|place| held[place]);
            mail.entry((rank, message.rank)).or_default().extend(taken);
        }
    }
    let mut buffers = Vec::new();
    for (rank, plan) in (0..).zip(plans) {
        let shape = &target[rank as usize];
        let holds = !plan.receives.messages.is_empty();
        let mut buffer = vec![[f64::NAN; 2]; if holds { shape.iter().product::<i64>() as usize } else { 0 }];
        for message in &plan.receives.messages {
            let letter = mail.get_mut(&(message.rank, rank)).expect("somebody sends it");
            let rest = letter.split_off(message.count as usize);
            for (place, element) in places(&plan.receives, message, shape).into_iter().zip(&*letter) {
                buffer[place] = *element;
            }
            *letter = rest;
        }
        buffers.push(buffer);
    }
    assert!(mail.values().all(Vec::is_empty), "everything sent was wanted");
    buffers
}

/// Replays one case, which may change the shape.
fn replay(case: &Value) {
    let id = &case["id"];
    let nprocs = 1 + ["source", "dest"].iter().flat_map(|d| numbers(&case[d]["targets"])).max().unwrap();
    let source = distribution(&case["source"], nprocs);
    let target = distribution(&case["dest"], nprocs);
    let whole = elements(&case["global_before"]);
    let held: Vec<_> = (0..nprocs as i32).map(|rank| part_of(&source, rank, &whole)).collect();
    if let Some(buffers) = case.get("source_buffers") {
        for (buffer, rank) in array(buffers).iter().zip(numbers(&case["source"]["targets"])) {
            assert_eq!(held[rank as usize].1, elements(buffer), "{id}: the source on rank {rank}");
        }
    }
    let plan = |rank| match source.shape() == target.shape() {
        true => RankPlan::new(&source, &target, rank).unwrap(),
        false => RankPlan::reshape(&source, &target, rank).unwrap(),
    };
    let plans: Vec<RankPlan> = (0..nprocs as i32).map(plan).collect();
    let shapes: Vec<Vec<i64>> = (0..nprocs as i32).map(|rank| part_of(&target, rank, &whole).0).collect();
    let got = run(&plans, &held, &shapes);
    let expected = array(&case["expected_dest_buffers"]);
    let targets = numbers(&case["dest"]["targets"]);
    assert_eq!(expected.len(), targets.len(), "{id}");
    for (buffer, rank) in expected.iter().zip(&targets) {
        assert_eq!(got[*rank as usize], elements(buffer), "{id}: rank {rank}");
    }
    for rank in (0..nprocs).filter(|rank| !targets.contains(rank)) {
        assert!(got[rank as usize].is_empty(), "{id}: rank {rank} holds nothing");
    }
}

#[test]
fn buffers_after_redistribution() {
    let file = file();
    let cases = array(&file["cases"]);
    cases.iter().for_each(replay);
    let reshaped = cases.iter().filter(|case| case["source"]["shape"] != case["dest"]["shape"]);
    assert_eq!((cases.len(), reshaped.count()), (37, 12));
}

#[test]
fn sizes_that_differ_are_refused() {
    let file = file();
    for pair in array(&file["size_mismatch"]) {
        let made = |key: &str| {
            let shape = numbers(&pair[key]);
            let specs: Vec<DimSpec> = shape.iter().map(|&size| DimSpec::block(size)).collect();
            Distribution::new(2, &specs, GridRequest::Auto).unwrap()
        };
        let (from, to) = (made("from"), made("to"));
        for plan in [RankPlan::new, RankPlan::reshape] {
            assert_eq!(plan(&from, &to, 0).unwrap_err().status, Status::Shape, "{pair}");
        }
    }
}
