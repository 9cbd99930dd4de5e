//! What one rank's plan costs among many simulated ranks: block to block-cyclic and back, a global size of 10^12.
//! `make bench-exchange` runs it and takes its table.

use counting::{LIVE, PEAK};
use distarray::distribution::{Distribution, GridRequest, parse_dist};
use distarray::plan::RankPlan;
use std::hint::black_box;
use std::io::Write;
use std::sync::atomic::Ordering;
use std::time::Instant;

#[path = "../tests/rust/support/counting.rs"]
mod counting;

#[global_allocator]
static ALLOCATOR: counting::Counting = counting::Counting;

const SIZE: i64 = 1_000_000_000_000;
const REPEATS: usize = 5;

/// What making a plan takes.
struct Cost {
    /// Median of the repetitions.
    seconds: f64,
    kept: usize,
    peak: usize,
    partners: usize,
}

fn measure(source: &Distribution, target: &Distribution) -> Cost {
    let mut cost = Cost { seconds: 0.0, kept: 0, peak: 0, partners: 0 };
    let mut times = Vec::with_capacity(REPEATS);
    for _ in 0..REPEATS {
        let before = LIVE.load(Ordering::Relaxed);
        PEAK.store(before, Ordering::Relaxed);
        let begin = Instant::now();
        let plan = black_box(RankPlan::new(source, target, 0).expect("a plan"));
        times.push(begin.elapsed().as_secs_f64());
        cost.kept = LIVE.load(Ordering::Relaxed) - before;
        cost.peak = PEAK.load(Ordering::Relaxed) - before;
        cost.partners = plan.sends.messages.len().max(plan.receives.messages.len());
    }
    times.sort_by(f64::total_cmp);
    cost.seconds = times[REPEATS / 2];
    cost
}

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "| rank 0's plan, 10^12 elements | ranks | partners | ms | MB kept | MB at most |")?;
    writeln!(out, "|---|---|---|---|---|---|")?;
    for exponent in 2..=6 {
        let ranks = 10i64.pow(exponent);
        let made = |text: &str| {
            let specs = parse_dist(&[SIZE], text).expect("a text");
            Distribution::new(ranks, &specs, GridRequest::Shape(&[ranks])).expect("a distribution")
        };
        let (blocks, dealt) = (made("b"), made("c:64"));
        for (name, cost) in [("b to c:64", measure(&blocks, &dealt)), ("c:64 to b", measure(&dealt, &blocks))]
        {
            writeln!(
                out,
                "| {name} | 10^{exponent} | {} | {:.3} | {:.3} | {:.3} |",
                cost.partners,
                cost.seconds * 1e3,
                cost.kept as f64 / 1e6,
                cost.peak as f64 / 1e6
            )?;
        }
    }
    Ok(())
}
