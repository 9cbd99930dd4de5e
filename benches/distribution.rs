//! What it costs to make a distribution, for any number of simulated ranks: time and memory by kind of
//! axis. `make bench` runs it; `docs/performance.md` says what to expect.

use counting::{LIVE, PEAK};
use distarray::distribution::{
    AxisKind, DimSpec, Directory, Distribution, GridRequest, Known, LabelFacts, LabelSet,
};
use distarray::index::AxisSlice;
use std::hint::black_box;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

#[path = "../tests/rust/support/counting.rs"]
mod counting;

#[global_allocator]
static ALLOCATOR: counting::Counting = counting::Counting;

/// Labels that one rank brings.
const OWN_LABELS: i64 = 1000;
const REPEATS: usize = 21;

/// Median seconds, bytes that the distribution keeps, and the most while it is made; both with what
/// `prepare` made for it to take over, whose time does not count.
fn measure<I>(prepare: impl Fn() -> I, make: impl Fn(I) -> Distribution) -> (f64, usize, usize) {
    let (mut times, mut kept, mut peak) = (Vec::with_capacity(REPEATS), 0, 0);
    for _ in 0..REPEATS {
        let before = LIVE.load(Ordering::Relaxed);
        PEAK.store(before, Ordering::Relaxed);
        let input = prepare();
        let begin = Instant::now();
        let made = black_box(make(input));
        times.push(begin.elapsed().as_secs_f64());
        kept = LIVE.load(Ordering::Relaxed).saturating_sub(before) + size_of::<Distribution>();
        peak = PEAK.load(Ordering::Relaxed) - before;
        drop(made);
    }
    times.sort_by(f64::total_cmp);
    (times[REPEATS / 2], kept, peak)
}

/// One axis over all ranks; the specs are borrowed, as the C interface borrows its caller's.
fn axis(ranks: i64, spec: DimSpec) -> (f64, usize, usize) {
    let spec = [spec];
    let make = |()| Distribution::new(ranks, &spec, GridRequest::Shape(&[ranks])).expect("a distribution");
    measure(|| (), make)
}

/// An unstructured axis as one rank sees it: its own labels and its part of the directory.
fn labels(ranks: i64) -> (f64, usize, usize) {
    let size = ranks * OWN_LABELS;
    let spec = [DimSpec::new(size, AxisKind::Unstructured { one_to_one: true })];
    let prepare = || {
        let labels: Vec<i64> = (0..OWN_LABELS).map(|k| (k * 7919) % OWN_LABELS * ranks).collect();
        let entries: Vec<(i64, i32)> = (0..OWN_LABELS).map(|k| (k * ranks, (k % ranks) as i32)).collect();
        (labels, entries)
    };
    let make = |(labels, entries)| {
        let bare = Distribution::new(ranks, &spec, GridRequest::Shape(&[ranks])).expect("a distribution");
        let known = Known {
            coord: Some(0),
            labels: Arc::new(LabelSet::new(0, labels).expect("labels")),
            facts: LabelFacts { hash: 1, inside: true, complete: true, duplicates: false },
            directory: Arc::new(Directory::new(entries)),
            window: AxisSlice::new(0, size, 0, size, 1).expect("all labels"),
        };
        bare.with_labels(&[(0, known)]).expect("a distribution")
    };
    measure(prepare, make)
}

fn irregular(ranks: i64) -> DimSpec {
    let bounds: Vec<i64> = (0..=ranks).map(|k| 10 * k + k % 3).collect();
    DimSpec::irregular(&bounds)
}

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "Making a distribution of one axis (median of {REPEATS}; labels: {OWN_LABELS} on this rank)"
    )?;
    writeln!(out, "{:<14}{:>10}{:>14}{:>12}{:>12}", "axis", "ranks", "microseconds", "bytes", "peak bytes")?;
    for ranks in [1i64, 1_000, 1_000_000] {
        let size = 1000 * ranks;
        let padded = DimSpec::block(size).padded([2, 2], [1, 1]);
        for (name, (seconds, kept, peak)) in [
            ("block", axis(ranks, DimSpec::block(size))),
            ("padded block", axis(ranks, padded)),
            ("cyclic", axis(ranks, DimSpec::cyclic(size, 1))),
            ("block-cyclic", axis(ranks, DimSpec::cyclic(size, 64))),
            ("bounds", axis(ranks, irregular(ranks))),
            ("labels", labels(ranks)),
        ] {
            writeln!(out, "{name:<14}{ranks:>10}{:>14.2}{kept:>12}{peak:>12}", seconds * 1e6)?;
        }
    }
    Ok(())
}
