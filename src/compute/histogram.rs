//! Histograms: how many elements lie between edges, or what they weigh.

use super::kernels::tally::{self, Bins};
use super::listed::{list, replicated};
use super::moving::moved;
use super::sequence::Visitor;
use super::spaced::Spaced;
use crate::array::{Array, Fill};
use crate::context::Session;
use crate::context::stats::Kind;
use crate::dtype::{DType, Kind as Numbers};
use crate::element::Element;
use crate::error::Result;
use crate::fail;
use crate::index::shape_text;
use crate::mpi::transfer::{self, Mergeable};
use crate::value::Value;
use std::borrow::Cow;
use std::sync::Arc;

/// Where the bins are.
#[derive(Clone, Debug)]
pub enum Edges {
    /// So many of equal width, over this range or over that of the elements.
    Uniform(i64, Option<[f64; 2]>),
    /// Between these.
    Given(Vec<f64>),
}

/// A checked histogram.
pub struct Histogram {
    array: Arc<Array>,
    edges: Edges,
    weights: Option<Arc<Array>>,
    density: bool,
}

/// The result: what is in the bins, and their edges.
pub struct Counted {
    /// int64 counts, sums of weights in their dtype, or float64 densities.
    pub histogram: Arc<Array>,
    /// One more than bins.
    pub edges: Arc<Array>,
}

/// The range of the elements of all ranks, and whether there are any.
#[derive(Clone, Copy, Debug)]
struct Extent {
    least: f64,
    most: f64,
    any: u64,
}

impl Mergeable for Extent {
    fn merge(&mut self, other: &Extent) {
        if other.any == 0 {
            return;
        }
        let (mine, theirs) = (*self, *other);
        if mine.any == 0 {
            *self = theirs;
        } else if theirs.least.is_nan() || mine.least.is_nan() {
            (self.least, self.most) = (f64::NAN, f64::NAN);
        } else {
            (self.least, self.most) = (mine.least.min(theirs.least), mine.most.max(theirs.most));
        }
    }
}

fn check_range(range: [f64; 2]) -> Result<()> {
    let [low, high] = range;
    if low > high {
        fail!(Argument, "the range is {low} to {high}; its end must not be smaller than its beginning");
    }
    if !low.is_finite() || !high.is_finite() {
        fail!(Argument, "the range is {low} to {high}; it must be finite");
    }
    Ok(())
}

impl Histogram {
    /// Checks operands and edges.
    pub fn prepare(
        array: Arc<Array>,
        edges: Edges,
        weights: Option<Arc<Array>>,
        density: bool,
    ) -> Result<Histogram> {
        if array.dtype().kind() == Numbers::Complex {
            fail!(Dtype, "histogram: complex numbers have no order that bins could follow");
        }
        match &edges {
            Edges::Uniform(bins, range) => {
                if *bins < 1 {
                    fail!(Argument, "histogram: `bins` is {bins}; it must be positive");
                }
                if *bins >= i64::MAX / 8 {
                    fail!(NoMemory, "histogram: the edges of {bins} bins do not fit into 2^63 bytes");
                }
                range.map_or(Ok(()), check_range)?;
            }
            Edges::Given(edges) => check_edges(edges)?,
        }
        if let Some(weights) = &weights {
            weights.placement().aligned(array.placement())?;
            if weights.shape() != array.shape() {
                let (own, all) = (shape_text(weights.shape()), shape_text(array.shape()));
                fail!(Shape, "histogram: `weights` has shape {own}, the array {all}; they must be the same");
            }
            if weights.dtype().kind() == Numbers::Complex {
                fail!(Dtype, "histogram: weights are real numbers, not {}", weights.dtype());
            }
        }
        Ok(Histogram { array, edges, weights, density })
    }

    /// The session of the operand's context; None on a process that is no member.
    pub fn session(&self) -> Option<Arc<Session>> {
        self.array.context().session().cloned()
    }

    /// The dtype of edges that are computed: that of floating-point elements, else float64.
    fn edge_dtype(&self) -> DType {
        match (&self.edges, self.array.dtype()) {
            (Edges::Uniform(..), DType::Float32) => DType::Float32,
            _ => DType::Float64,
        }
    }

    /// Counts. Collective, after the agreement.
    pub fn run(&self, session: &Session, name: &'static str, serial: u64) -> Result<Counted> {
        let _operation = session.operation(Kind::Reduction, name, 0);
        let edges = self.find_edges(session, name)?;
        let bins = match &self.edges {
            Edges::Uniform(..) => Bins::uniform(&edges),
            Edges::Given(_) => Bins::between(&edges),
        };
        let count = edges.len() - 1;
        let (mut sums, dtype) = match &self.weights {
            None => {
                let counts = self.count(session, &bins, count, name)?;
                if !self.density {
                    return self.deliver(session, name, serial, &counts, DType::Int64, &edges);
                }
                (session.settle(name, floats(&counts))?, DType::Int64)
            }
            Some(weights) => (self.weigh(session, weights, &bins, count, name, serial)?, weights.dtype()),
        };
        if !self.density {
            return self.deliver(session, name, serial, &sums, dtype, &edges);
        }
        let total: f64 = sums.iter().sum();
        let widths = edges.windows(2).map(|pair| pair[1] - pair[0]);
        sums.iter_mut().zip(widths).for_each(|(n, width)| *n = *n / width / total);
        self.deliver(session, name, serial, &sums, DType::Float64, &edges)
    }

    fn deliver<T: Element>(
        &self,
        session: &Session,
        name: &'static str,
        serial: u64,
        numbers: &[T],
        dtype: DType,
        edges: &[f64],
    ) -> Result<Counted> {
        let made = replicated(&self.array, numbers, dtype, serial)
            .and_then(|h| Ok((h, replicated(&self.array, edges, self.edge_dtype(), serial)?)));
        let (histogram, edges) = session.settle(name, made)?;
        Ok(Counted { histogram, edges })
    }

    /// The edges, the same on all ranks.
    fn find_edges(&self, session: &Session, name: &'static str) -> Result<Cow<'_, [f64]>> {
        // A caller's range is float64, that of the elements has their dtype; in which of both NumPy computes.
        let (bins, range, computing) = match &self.edges {
            Edges::Given(edges) => return Ok(Cow::Borrowed(edges)),
            Edges::Uniform(bins, Some(range)) => (*bins, *range, DType::Float64),
            Edges::Uniform(bins, None) => (*bins, self.own_range(session, name)?, self.edge_dtype()),
        };
        let [low, high] = match range {
            [low, high] if low == high => [low - 0.5, high + 0.5],
            range => range,
        };
        let edges = session.settle(name, spaced(low, high, bins, [computing, self.edge_dtype()]))?;
        if edges.windows(2).any(|pair| pair[0] >= pair[1]) {
            fail!(Argument, "{name}: {low} to {high} can not be divided into {bins} bins of finite width");
        }
        Ok(Cow::Owned(edges))
    }

    /// From the smallest to the greatest element.
    fn own_range(&self, session: &Session, name: &'static str) -> Result<[f64; 2]> {
        let mut mine = Extent { least: 0.0, most: 1.0, any: 0 };
        let found = match self.array.local() {
            Some(local) => tally::float_range(&local.owned()),
            None => Ok(None),
        };
        if let Some((least, most)) = session.settle(name, found)? {
            mine = Extent { least, most, any: 1 };
        }
        let all = session.allreduce(mine, name)?;
        if !all.least.is_finite() || !all.most.is_finite() {
            let (low, high) = (all.least, all.most);
            fail!(Argument, "{name}: the elements' range, {low} to {high}, is not finite; give a range");
        }
        Ok([all.least, all.most])
    }

    fn count(
        &self,
        session: &Session,
        bins: &Bins<'_>,
        count: usize,
        name: &'static str,
    ) -> Result<Vec<i64>> {
        let counted = list(count, 0i64, "bins").and_then(|mut counts| {
            if let Some(local) = self.array.local().filter(|_| is_primary(&self.array, session)) {
                tally::count_bins(&local.owned(), bins, &mut counts)?;
            }
            Ok(counts)
        });
        let counts = session.settle(name, counted)?;
        session.stats().collective(8 * count);
        transfer::integer_sums(session.comm(), counts, session.options().limit, name)
    }

    fn weigh(
        &self,
        session: &Session,
        weights: &Arc<Array>,
        bins: &Bins<'_>,
        count: usize,
        name: &'static str,
        serial: u64,
    ) -> Result<Vec<f64>> {
        let weights = beside(session, weights, &self.array, serial, name)?;
        let weighed = list(count, 0f64, "bins").and_then(|mut sums| {
            if let (Some(local), Some(weights)) = (self.array.local(), weights.local())
                && is_primary(&self.array, session)
                && !local.owned().view().is_empty()
            {
                tally::weigh_bins(&local.owned(), &weights.owned(), bins, &mut sums)?;
            }
            Ok(sums)
        });
        let sums = session.settle(name, weighed)?;
        session.stats().collective(8 * count);
        transfer::float_sums(session.comm(), sums, session.options().limit, name)
    }
}

/// Whether this rank's elements count: those of one replica do.
pub(super) fn is_primary(array: &Array, session: &Session) -> bool {
    array.distribution().is_primary(session.rank())
}

/// `other` laid out as `array`: itself or a copy. Collective.
pub(super) fn beside(
    session: &Session,
    other: &Arc<Array>,
    array: &Array,
    serial: u64,
    name: &'static str,
) -> Result<Arc<Array>> {
    if other.placement().aligned(array.placement())? {
        return Ok(other.clone());
    }
    let made = Array::create(array.placement().clone(), other.dtype(), Fill::Empty, false, serial);
    let copy = session.settle(name, made)?;
    moved(session, other, &copy, false, serial, name)?;
    Ok(copy)
}

fn floats(counts: &[i64]) -> Result<Vec<f64>> {
    let mut floats = list(counts.len(), 0.0, "bins")?;
    floats.iter_mut().zip(counts).for_each(|(float, count)| *float = *count as f64);
    Ok(floats)
}

fn check_edges(edges: &[f64]) -> Result<()> {
    if edges.is_empty() {
        fail!(Argument, "histogram: bins have at least one edge");
    }
    if let Some(at) = edges.iter().position(|edge| edge.is_nan()) {
        fail!(Argument, "histogram: edges[{at}] is nan");
    }
    if let Some(at) = edges.windows(2).position(|pair| pair[0] > pair[1]) {
        let (this, next) = (edges[at], edges[at + 1]);
        fail!(
            Argument,
            "histogram: edges[{at}] is {this} and edges[{}] is {next}; edges must not descend",
            at + 1
        );
    }
    Ok(())
}

/// A sequence as a list.
struct List(i64);

impl Visitor for List {
    type Output = Result<Vec<f64>>;
    fn visit<W: Element>(self, element: impl Fn(i64) -> W, exceptions: &[(i64, W)]) -> Result<Vec<f64>> {
        let count = usize::try_from(self.0).unwrap_or(usize::MAX);
        let mut numbers = list(count, 0f64, "edges")?;
        for (at, number) in (0..).zip(numbers.iter_mut()) {
            *number = Value::of(element(at)).as_f64()?;
        }
        for (at, last) in exceptions {
            numbers[*at as usize] = Value::of(*last).as_f64()?;
        }
        Ok(numbers)
    }
}

/// The edges of bins of equal width, computed as NumPy's linspace does in the first dtype, as numbers of the second.
fn spaced(low: f64, high: f64, bins: i64, [computing, made]: [DType; 2]) -> Result<Vec<f64>> {
    let [low, high] = [low, high].map(|x| Value::of(x).cast(computing));
    let count = bins.saturating_add(1);
    let mut edges = Spaced::linspace(low, high, count, true, None)?.visit(List(count))?;
    edges.iter_mut().for_each(|edge| *edge = Value::of(*edge).cast(made).get());
    Ok(edges)
}
