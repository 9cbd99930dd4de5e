//! What views show, with all ranks simulated in one process: the golden slices of NumPy, random selections of
//! random distributions, and unstructured axes. A rank's storage is a list of global indices; a view is right if
//! every place that it names holds the element that the definition wants.

#[path = "distribution_random.rs"]
mod random;

use std::sync::Arc;

use distarray::distribution::{
    AxisKind, DimSpec, Directory, Distribution, GridRequest, Known, LabelFacts, LabelSet, Listed, Shown,
    Strided,
};
use distarray::error::Status;
use distarray::index::{
    AxisSlice, IndexItem, Selected, parse_indexing, ravel, resolve_indexing, size_of, unravel,
};
use distarray::protocol::{DimDict, DimKind};
use proptest::prelude::*;
use random::{build, nprocs, seeds};
use serde_json::Value;

/// All multi-indices of a shape in C order.
fn all_indices(shape: &[i64]) -> Vec<Vec<i64>> {
    (0..size_of(shape).unwrap()).map(|position| unravel(shape, position)).collect()
}

/// The number of the element of the first base at each place of a rank's storage, in C order.
struct Store {
    shape: Vec<i64>,
    numbers: Vec<i64>,
}

impl Store {
    fn at(&self, places: &[i64]) -> i64 {
        assert!(places.iter().zip(&self.shape).all(|(place, extent)| (0..*extent).contains(place)));
        self.numbers[ravel(&self.shape, places) as usize]
    }
}

/// Every rank's storage of a base.
fn stores(d: &Distribution) -> Vec<Option<Store>> {
    let of_rank = |rank: i32| {
        let shape = d.local_shape(rank).unwrap()?;
        let number = |local: Vec<i64>| ravel(d.shape(), &d.global_from_local(rank, &local).unwrap());
        let numbers = all_indices(&shape).into_iter().map(number).collect();
        Some(Store { shape, numbers })
    };
    (0..nprocs(d)).map(of_rank).collect()
}

fn strided_places(strided: &Strided, local: &[i64]) -> Vec<i64> {
    let mut places = strided.start.clone();
    for (step, j) in strided.steps.iter().zip(local) {
        if let Some((axis, step)) = step {
            places[*axis] += step * j;
        }
    }
    places
}

fn listed_places(listed: &Listed, local: &[i64]) -> Vec<i64> {
    let mut places = listed.start.clone();
    for (list, &j) in listed.lists.iter().zip(local) {
        if let Some((axis, list)) = list {
            places[*axis] = list[j as usize];
        }
    }
    places
}

/// Every rank's storage of a view, read from the base's; both ways of finding it must agree.
fn view_stores(base: &Distribution, stores: &[Option<Store>], shown: &Shown) -> Vec<Option<Store>> {
    let strided = shown.is_strided(base);
    assert_eq!(shown.require_strided(base).is_ok(), strided);
    let of_rank = |(rank, store): (i32, &Option<Store>)| {
        let shape = shown.distribution().local_shape(rank).unwrap()?;
        let store = store.as_ref().expect("who holds a view holds its base");
        let listed = shown.listed(base, rank).unwrap().unwrap();
        let by_steps = strided.then(|| shown.strided(base, rank).unwrap().unwrap());
        let number = |local: Vec<i64>| {
            let places = listed_places(&listed, &local);
            if let Some(strided) = &by_steps {
                assert_eq!(strided_places(strided, &local), places, "{shown:?}, rank {rank}");
            }
            store.at(&places)
        };
        let numbers = all_indices(&shape).into_iter().map(number).collect();
        Some(Store { shape, numbers })
    };
    (0..).zip(stores).map(of_rank).collect()
}

/// The global array that the ranks hold together: every element somewhere, and the same wherever it is stored.
fn assemble(d: &Distribution, stores: &[Option<Store>]) -> Vec<i64> {
    let mut global = vec![None; d.size() as usize];
    for (rank, store) in (0..).zip(stores) {
        let Some(store) = store else { continue };
        for (local, &number) in all_indices(&store.shape).iter().zip(&store.numbers) {
            let index = d.global_from_local(rank, local).unwrap();
            let known = global[ravel(d.shape(), &index) as usize].get_or_insert(number);
            assert_eq!(*known, number);
        }
    }
    global.into_iter().map(|number| number.expect("somebody holds every element")).collect()
}

// ---- NumPy's slices --------------------------------------------------------------------------------

fn numbers(value: &Value) -> Vec<i64> {
    value.as_array().unwrap().iter().map(|number| number.as_i64().unwrap()).collect()
}

fn array(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap()
}

fn golden() -> Value {
    let path = format!("{}/tests/vectors/slicing.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap()
}

fn dim_dict(value: &Value) -> DimDict {
    let number = |key: &str, default: i64| value.get(key).map_or(default, |v| v.as_i64().unwrap());
    let size = number("size", 0);
    let kind = match value["dist_type"].as_str().unwrap() {
        "c" => DimKind::Cyclic { start: number("start", 0), block_size: number("block_size", 1) },
        _ => DimKind::Block {
            start: number("start", 0),
            stop: number("stop", size),
            padding: [0, 0],
            periodic: false,
        },
    };
    DimDict { size, grid_size: number("proc_grid_size", 1), grid_rank: number("proc_grid_rank", 0), kind }
}

/// The array of a name as the file describes it.
fn golden_base(file: &Value, name: &Value) -> Distribution {
    golden_base_of(&file["arrays"][name.as_str().unwrap()]["dim_data"])
}

fn golden_base_of(dim_data: &Value) -> Distribution {
    let sections = array(dim_data).iter();
    let sections: Vec<Vec<DimDict>> =
        sections.map(|rank| array(rank).iter().map(dim_dict).collect()).collect();
    Distribution::from_dim_data(sections.len() as i64, &sections).unwrap()
}

fn golden_items(index: &Value) -> Vec<IndexItem> {
    let item = |entry: &Value| match entry {
        Value::Number(number) => IndexItem::Index(number.as_i64().unwrap()),
        entry if entry.get("ellipsis").is_some() => IndexItem::Ellipsis,
        entry => {
            let bounds: Vec<Option<i64>> = array(&entry["slice"]).iter().map(Value::as_i64).collect();
            IndexItem::Slice { start: bounds[0], stop: bounds[1], step: bounds[2] }
        }
    };
    array(index).iter().map(item).collect()
}

fn select(base: &Distribution, items: &[IndexItem]) -> distarray::error::Result<Shown> {
    Shown::select(base, &resolve_indexing(items, base.shape(), |_| false)?, &[])
}

#[test]
fn slices_equal_numpy() {
    let file = golden();
    let (mut equal, mut refused) = (0, 0);
    for case in array(&file["cases"]) {
        let base = golden_base(&file, &case["array"]);
        let (id, numpy) = (&case["id"], &case["numpy"]);
        let shown = match (select(&base, &golden_items(&case["index"])), numpy.get("error")) {
            (Err(error), Some(_)) => {
                assert!(matches!(error.status, Status::Index | Status::Argument), "{id}: {error:?}");
                refused += 1;
                continue;
            }
            (shown, None) => shown.unwrap_or_else(|error| panic!("{id}: {error:?}")),
            (Ok(_), Some(error)) => panic!("{id}: NumPy has {error}"),
        };
        let d = shown.distribution();
        assert_eq!(d.shape(), numbers(&numpy["shape"]), "{id}");
        assert_eq!(
            assemble(d, &view_stores(&base, &stores(&base), &shown)),
            numbers(&numpy["values"]),
            "{id}"
        );
        equal += 1;
    }
    assert_eq!((equal, refused), (575, 12));
}

/// The owners of indices and slices, which the original knows but for slices of cyclic axes. Of an
/// unstructured axis it names every rank; here that is a question to the others, and no answer.
#[test]
fn owners_are_those_of_the_original() {
    let file = golden();
    let (mut indices, mut slices, mut refused, mut unknown) = (0, 0, 0, 0);
    for case in array(&file["owners"]) {
        let name = &case["array"];
        if name == "u" {
            unknown += 1;
            continue;
        }
        let base = golden_base_of(&case["dim_data"]);
        for entry in array(&case["index_owners"]) {
            let items: Vec<IndexItem> = numbers(&entry[0]).into_iter().map(IndexItem::Index).collect();
            let Ok(selected) = resolve_indexing(&items, base.shape(), |_| false) else {
                assert_eq!(entry[1]["error"], "IndexError", "{name} {entry}");
                refused += 1;
                continue;
            };
            let index: Vec<i64> = selected.iter().map(index_of).collect();
            let owners: Vec<i64> = base.owners(&index).unwrap().into_iter().map(i64::from).collect();
            assert_eq!(owners, numbers(&entry[1]), "{name} {entry}");
            indices += 1;
        }
        for entry in array(&case["slice_owners"]) {
            if entry[1].get("error").is_some() {
                unknown += 1;
                continue;
            }
            let owners = slice_owners(&base, &golden_items(&entry[0]));
            assert_eq!(owners, numbers(&entry[1]), "{name} {entry}");
            // On some ranks of a larger group: the same ones by their numbers there.
            let targets = numbers(&case["targets"]);
            let named: Vec<i64> = owners.iter().map(|&rank| targets[rank as usize]).collect();
            assert_eq!(named, numbers(&entry[2]), "{name} {entry}");
            slices += 1;
        }
    }
    assert_eq!((indices, slices, refused, unknown), (183, 49, 20, 22));
}

fn index_of(selected: &Selected) -> i64 {
    match selected {
        Selected::Index(index) => *index,
        other => panic!("{other:?} is no index"),
    }
}

fn slice_owners(base: &Distribution, items: &[IndexItem]) -> Vec<i64> {
    let selected = resolve_indexing(items, base.shape(), |_| false).unwrap();
    let bounds = selected.iter().map(|selected| match selected {
        Selected::Slice(slice) => (slice.start(), slice.start() + slice.count() * slice.step(), slice.step()),
        other => panic!("{other:?} is no slice"),
    });
    let (mut start, mut stop, mut step) = (vec![], vec![], vec![]);
    for (a, b, c) in bounds {
        start.push(a);
        stop.push(b);
        step.push(c);
    }
    base.slice_owners(&start, &stop, &step).unwrap().into_iter().map(i64::from).collect()
}

#[test]
fn slices_of_slices_equal_numpy() {
    let file = golden();
    for case in array(&file["chained"]) {
        let mut base = golden_base(&file, &case["array"]);
        let mut held = stores(&base);
        for slice in array(&case["slices"]) {
            let shown = select(&base, &golden_items(&Value::Array(vec![slice.clone()]))).unwrap();
            held = view_stores(&base, &held, &shown);
            base = shown.distribution().clone();
        }
        assert_eq!(assemble(&base, &held), numbers(&case["numpy"]));
    }
    assert_eq!(array(&file["chained"]).len(), 5);
}

#[test]
fn writes_through_slices_equal_numpy() {
    let file = golden();
    let mut replayed = 0;
    for case in array(&file["writes"]).iter().filter(|case| case.get("numpy_after").is_some()) {
        let base = golden_base(&file, &case["array"]);
        let shown = select(&base, &golden_items(&case["index"])).unwrap();
        let (d, values) = (shown.distribution(), numbers(&case["value"]));
        assert_eq!(d.shape(), numbers(&case["value_shape"]));
        let mut held = stores(&base);
        for (rank, store) in (0..).zip(&mut held) {
            let (Some(store), Some(strided)) = (store, shown.strided(&base, rank).unwrap()) else { continue };
            for local in all_indices(&d.local_shape(rank).unwrap().unwrap()) {
                let index = d.global_from_local(rank, &local).unwrap();
                let place = ravel(&store.shape, &strided_places(&strided, &local));
                store.numbers[place as usize] = values[ravel(d.shape(), &index) as usize];
            }
        }
        assert_eq!(assemble(&base, &held), numbers(&case["numpy_after"]));
        replayed += 1;
    }
    assert_eq!(replayed, 15);
}

// ---- Random selections of random distributions -------------------------------------------------------

/// Choices for one axis of a selection.
type Pick = (u8, u16, u16, i64, bool);

fn picks() -> impl Strategy<Value = Vec<Pick>> {
    prop::collection::vec((0u8..8, any::<u16>(), any::<u16>(), 1i64..12, any::<bool>()), 5)
}

fn items_of(shape: &[i64], picks: &[Pick]) -> Vec<Selected> {
    let mut items = Vec::new();
    for (&extent, &(kind, a, b, width, forwards)) in shape.iter().zip(picks.iter().cycle()) {
        if width == 7 {
            items.push(Selected::NewAxis);
        }
        let (a, b) = (i64::from(a) % (extent + 1), i64::from(b) % (extent + 1));
        let (low, high) = (a.min(b), a.max(b));
        let (start, stop, step) = if forwards { (low, high, width) } else { (high - 1, low - 1, -width) };
        items.push(match kind {
            0 if extent > 0 => Selected::Index(a % extent),
            1 => Selected::Slice(AxisSlice::whole(extent)),
            _ => Selected::Slice(AxisSlice::new(0, extent, start, stop, step).unwrap()),
        });
    }
    items
}

/// The selection of a global array that is given by its elements in C order.
fn meant(shape: &[i64], global: &[i64], items: &[Selected]) -> Vec<i64> {
    let choices: Vec<Vec<i64>> = items
        .iter()
        .filter_map(|item| match item {
            Selected::NewAxis => None,
            Selected::Index(index) => Some(vec![*index]),
            Selected::Slice(slice) => Some((0..slice.count()).map(|k| slice.get(k)).collect()),
        })
        .collect();
    let counts: Vec<i64> = choices.iter().map(|list| list.len() as i64).collect();
    let chosen =
        |at: Vec<i64>| at.iter().zip(&choices).map(|(&k, list)| list[k as usize]).collect::<Vec<i64>>();
    all_indices(&counts).into_iter().map(|at| global[ravel(shape, &chosen(at)) as usize]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn selections_and_selections_of_them(seeds in seeds(), first in picks(), second in picks()) {
        let base = build(&seeds);
        let items = items_of(base.shape(), &first);
        let shown = Shown::select(&base, &items, &[]).unwrap();
        let held = view_stores(&base, &stores(&base), &shown);
        let all: Vec<i64> = (0..base.size()).collect();
        let expected = meant(base.shape(), &all, &items);
        let view = shown.distribution();
        prop_assert_eq!(&assemble(view, &held), &expected);
        prop_assert_eq!(shown.is_base(), items.len() == base.ndim() && !shown.is_partial(&base));
        let more = items_of(view.shape(), &second);
        let again = Shown::select(view, &more, &[]).unwrap();
        let held = view_stores(view, &held, &again);
        prop_assert_eq!(assemble(again.distribution(), &held), meant(view.shape(), &expected, &more));
    }

    #[test]
    fn transposes_broadcasts_and_interiors(seeds in seeds(), keys in prop::collection::vec(any::<u16>(), 5), wide in 0i64..4) {
        let base = build(&seeds);
        let held = stores(&base);
        let mut order: Vec<usize> = (0..base.ndim()).collect();
        order.sort_by_key(|&axis| keys[axis]);
        let shown = Shown::transpose(&base, &order).unwrap();
        let found = assemble(shown.distribution(), &view_stores(&base, &held, &shown));
        for (index, number) in all_indices(shown.distribution().shape()).iter().zip(found) {
            let mut from = vec![0; base.ndim()];
            order.iter().zip(index).for_each(|(&axis, &i)| from[axis] = i);
            prop_assert_eq!(number, ravel(base.shape(), &from));
        }
        let stretched = base.shape().iter().map(|&size| if size == 1 { wide } else { size });
        let shape: Vec<i64> = std::iter::once(2).chain(stretched).collect();
        let shown = Shown::broadcast_to(&base, &shape).unwrap();
        let found = assemble(shown.distribution(), &view_stores(&base, &held, &shown));
        for (index, number) in all_indices(&shape).iter().zip(found) {
            let from: Vec<i64> = index[1..].iter().zip(base.shape()).map(|(&i, &size)| if size == 1 { 0 } else { i }).collect();
            prop_assert_eq!(number, ravel(base.shape(), &from));
        }
        let shown = Shown::interior(&base).unwrap();
        let found = assemble(shown.distribution(), &view_stores(&base, &held, &shown));
        let items: Vec<Selected> = (0..base.ndim()).map(|axis| {
            let [left, right] = base.boundary_padding(axis);
            let kept: Vec<i64> = (0..base.shape()[axis]).filter(|i| *i >= left && *i < base.shape()[axis] - right).collect();
            let (start, stop) = (kept.first().copied().unwrap_or(0), kept.last().map_or(0, |last| last + 1));
            Selected::Slice(AxisSlice::new(axis, base.shape()[axis], start, stop, 1).unwrap())
        }).collect();
        let all: Vec<i64> = (0..base.size()).collect();
        prop_assert_eq!(found, meant(base.shape(), &all, &items));
    }
}

// ---- Unstructured axes -------------------------------------------------------------------------------

/// What a rank knows of an axis whose coordinates have these labels.
fn labelled(labels: &[Vec<i64>], rank: usize, inside: bool) -> Distribution {
    let size = labels.iter().map(Vec::len).sum::<usize>() as i64;
    let specs = [DimSpec::new(size, AxisKind::Unstructured { one_to_one: true }), DimSpec::undistributed(2)];
    let shape = [labels.len() as i64];
    let made = Distribution::new(labels.len() as i64, &specs, GridRequest::Shape(&shape)).unwrap();
    let known = Known {
        coord: Some(rank as i64),
        labels: Arc::new(LabelSet::new(0, labels[rank].clone()).unwrap()),
        facts: LabelFacts { hash: 1, inside, complete: inside, duplicates: false },
        directory: Arc::new(Directory::default()),
        window: AxisSlice::whole(size),
    };
    made.with_labels(&[(0, known)]).unwrap()
}

#[test]
fn labels_are_picked_in_their_order() {
    let labels = [vec![4, 0, 7], vec![], vec![6, 1], vec![2, 3, 5]];
    for rank in 0..labels.len() {
        let base = labelled(&labels, rank, true);
        for text in ["1:", "::2", "::-1", "6:1:-2", "3:4", "8:", ":", "...", ":, 1"] {
            let items = parse_indexing(text).unwrap();
            let selected = resolve_indexing(&items, base.shape(), |axis| axis == 0).unwrap();
            let shown = Shown::select(&base, &selected, &[]).unwrap();
            let Selected::Slice(slice) = selected[0] else { panic!("{text}") };
            let kept: Vec<i64> =
                labels[rank].iter().copied().filter(|&l| slice.position(l).is_some()).collect();
            let listed = shown.listed(&base, rank as i32).unwrap().unwrap();
            let (axis, places) = listed.lists[0].as_ref().unwrap();
            let found: Vec<i64> = places.iter().map(|&place| labels[rank][place as usize]).collect();
            assert_eq!((*axis, &found), (0, &kept), "{text} on rank {rank}");
            for (j, label) in (0..).zip(&kept) {
                let mut local = vec![j; 1];
                local.resize(shown.distribution().ndim(), 0);
                let index = shown.distribution().global_from_local(rank as i32, &local).unwrap();
                assert_eq!(slice.get(index[0]), *label);
            }
            assert_eq!(shown.is_strided(&base), slice.is_whole(8) || slice.count() <= 1, "{text}");
        }
    }
}

#[test]
fn a_label_is_an_index_where_its_owner_is_known() {
    let labels = [vec![-5, 1000], vec![77]];
    for rank in 0..2 {
        let base = labelled(&labels, rank, false);
        let selected = [Selected::Index(77), Selected::Slice(AxisSlice::whole(2))];
        let shown = Shown::select(&base, &selected, &[(0, 1)]).unwrap();
        let strided = shown.strided(&base, rank as i32).unwrap();
        assert_eq!(
            strided.map(|s| (s.start, s.steps)),
            (rank == 1).then(|| (vec![0, 0], vec![Some((1, 1))]))
        );
        let unknown = Shown::select(&base, &selected, &[]).unwrap_err();
        assert_eq!(unknown.status, Status::NotLocal);
        let part = [Selected::Slice(AxisSlice::new(0, 3, 1, 3, 1).unwrap()), selected[1]];
        assert_eq!(Shown::select(&base, &part, &[]).unwrap_err().status, Status::Labels);
    }
}

#[test]
fn what_cannot_be_shown_is_said() {
    let specs = [DimSpec::cyclic(40, 4)];
    let base = Distribution::new(3, &specs, GridRequest::Shape(&[3])).unwrap();
    let error = select(&base, &parse_indexing("1::3").unwrap()).unwrap().require_strided(&base).unwrap_err();
    assert_eq!(error.status, Status::Layout);
    for part in ["axis 0", "from 1 by step 3", "block size 4", "da_slice_copy"] {
        assert!(error.message.contains(part), "{error:?}");
    }
    let wide = Distribution::new(3, &[DimSpec::block(5)], GridRequest::Shape(&[3])).unwrap();
    assert_eq!(Shown::squeeze(&wide, &[0]).unwrap_err().status, Status::Shape);
}
