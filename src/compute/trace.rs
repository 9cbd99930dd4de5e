//! Sums along diagonals: every rank adds up the elements that it owns, and nothing else moves than sums.

use super::kernels::scan::{Nan, ScanKernel};
use super::kernels::sections;
use super::listed::list;
use super::moving::moved;
use super::op::Op;
use super::scan::ScanOp;
use crate::array::{Array, Fill, Placement};
use crate::context::stats::Kind;
use crate::context::{Session, group_comm};
use crate::distribution::{AxisSection, Distribution, Reduced};
use crate::dtype::{C128, Casting, DType, Kind as Numbers, can_cast};
use crate::error::Result;
use crate::fail;
use crate::index::{normalize_axis, shape_text};
use crate::memory::{SafeView, Scratch};
use crate::mpi::RawComm;
use crate::mpi::pool::Purpose;
use crate::mpi::transfer;
use crate::value::Value;
use std::sync::Arc;

/// A checked sum along a diagonal.
pub struct Trace {
    array: Arc<Array>,
    /// The axes of rows and columns.
    axes: [usize; 2],
    offset: i64,
    dtype: DType,
    out: Option<Arc<Array>>,
}

/// Consecutive elements of a diagonal on this rank.
struct Stretch {
    start: [i64; 2],
    count: i64,
}

impl Trace {
    /// Checks operand, axes, dtype and `out`.
    pub fn prepare(
        array: Arc<Array>,
        offset: i64,
        axes: [i32; 2],
        dtype: Option<DType>,
        out: Option<Arc<Array>>,
    ) -> Result<Trace> {
        let ndim = array.shape().len();
        if ndim < 2 {
            fail!(Shape, "trace: an array of {ndim} axes has no diagonal; it takes two at least");
        }
        let [first, second] = axes.map(|axis| normalize_axis(axis, ndim));
        let axes = [first?, second?];
        if axes[0] == axes[1] {
            fail!(Axis, "trace: both axes of the diagonal are axis {}", axes[0]);
        }
        let dtype = dtype.unwrap_or_else(|| ScanOp::CUMSUM.default_dtype(array.dtype()));
        let trace = Trace { array, axes, offset, dtype, out };
        if let Some(out) = &trace.out {
            trace.check_out(out)?;
        }
        Ok(trace)
    }

    /// Fails unless the result is one number.
    pub fn require_single(&self) -> Result<()> {
        let ndim = self.array.shape().len();
        if ndim != 2 {
            fail!(Shape, "trace: an array of {ndim} axes has more than one diagonal; da_trace() takes it");
        }
        Ok(())
    }

    /// The session of the operand's context; None on a process that is no member.
    pub fn session(&self) -> Option<Arc<Session>> {
        self.array.context().session().cloned()
    }

    fn check_out(&self, out: &Array) -> Result<()> {
        out.require_writable("out")?;
        out.placement().aligned(self.array.placement())?;
        let others = (0..self.array.shape().len()).filter(|axis| !self.axes.contains(axis));
        let shape: Vec<i64> = others.map(|axis| self.array.shape()[axis]).collect();
        if out.shape() != shape {
            let (given, meant) = (shape_text(out.shape()), shape_text(&shape));
            fail!(Shape, "trace: `out` has shape {given}, the result {meant}");
        }
        if !can_cast(self.dtype, out.dtype(), Casting::SameKind) {
            let (from, to) = (self.dtype, out.dtype());
            fail!(
                Casting,
                "trace: the result is {from}, which can not be cast to `out`'s {to} by the rule same_kind"
            );
        }
        Ok(())
    }

    /// The sums as an array: `out`, or a new one, laid out as the result of a reduction over both axes.
    /// Collective, after the agreement.
    pub fn array(&self, session: &Session, name: &'static str, serial: u64) -> Result<Arc<Array>> {
        let _operation = session.operation(Kind::Reduction, name, 0);
        let distribution = self.array.distribution().reduce(&self.axes, false, Reduced::Replicated)?;
        let placement = Placement::new(self.array.context().clone(), distribution, serial);
        let direct = match &self.out {
            Some(out) if out.placement().aligned(&placement)? => Some(out.clone()),
            _ => None,
        };
        let made = match &direct {
            Some(out) => Ok(out.clone()),
            None => {
                let dtype = self.out.as_ref().map_or(self.dtype, |out| out.dtype());
                Array::create(placement, dtype, Fill::Empty, false, serial)
            }
        };
        let prepared = made.and_then(|made| Ok((made, self.own_sums(true)?)));
        let (result, mut sums) = session.settle(name, prepared)?;
        self.sum_over_lines(session, &mut sums, name)?;
        let copied = match (&sums, result.local()) {
            (Some((sums, _)), Some(local)) => self.store(sums, &local.owned()),
            _ => Ok(()),
        };
        result.wrote();
        session.settle(name, copied)?;
        match &self.out {
            Some(out) if direct.is_none() => {
                moved(session, &result, out, false, serial, name)?;
                out.wrote();
                Ok(out.clone())
            }
            _ => Ok(result),
        }
    }

    /// The sum as a number on every rank, of a matrix. Collective, after the agreement.
    pub fn value(&self, session: &Session, name: &'static str) -> Result<Value> {
        let _operation = session.operation(Kind::Reduction, name, 0);
        let primary = self.array.distribution().is_primary(session.rank());
        // Ranks outside the grid learn the result too.
        let own = self.own_sums(primary).and_then(|own| match own {
            None => with_wide(self.no_sums(&[])?),
            Some(own) => Ok(own),
        });
        let (mut sums, wide) = session.settle(name, own)?;
        wide.sum(session, session.comm(), name)?.write(&mut sums);
        let one = Scratch::new(&[], self.dtype, self.array.context().budget())?;
        self.store(&sums, &one.part().whole())?;
        let mut bytes = [0; 16];
        bytes[..self.dtype.itemsize()].copy_from_slice(one.bytes());
        Ok(Value::from_bytes(self.dtype, bytes))
    }

    fn kernel(&self) -> Result<ScanKernel> {
        ScanKernel::new(Op::Add, Nan::Kept, self.array.dtype(), self.dtype, self.dtype)
    }

    /// Sums converted to the result's dtype (they may be held in a wider one), then to that of `to`.
    fn store(&self, sums: &Scratch, to: &SafeView<'_>) -> Result<()> {
        let sums = sums.part().whole();
        if to.view().is_empty() {
            return Ok(());
        }
        if sums.view().dtype == self.dtype || to.view().dtype == self.dtype {
            return sections::copy(&sums, to);
        }
        let rounded = Scratch::new(sums.view().shape, self.dtype, self.array.context().budget())?;
        sections::copy(&sums, &rounded.part().whole())?;
        sections::copy(&rounded.part().whole(), to)
    }

    /// Zeros for sums of this shape. -0.0 changes no sum, not even of negative zeros.
    fn no_sums(&self, shape: &[i64]) -> Result<Scratch> {
        let dtype = self.kernel()?.accumulator();
        let sums = Scratch::new(shape, dtype, self.array.context().budget())?;
        let zero = match dtype {
            DType::Float64 if self.has_elements() => Value::of(-0.0f64),
            DType::Complex128 if self.has_elements() => Value::of(C128::new(-0.0, -0.0)),
            _ => Value::weak_int(0),
        };
        sections::fill(&sums.part().whole(), &zero)?;
        Ok(sums)
    }

    /// Whether the diagonal has elements, as far as all ranks know it.
    fn has_elements(&self) -> bool {
        let [rows, columns] = self.axes.map(|axis| self.array.shape()[axis]);
        let labelled =
            self.axes.iter().any(|&axis| self.array.distribution().map(axis).as_unstructured().is_some());
        !labelled && self.offset < columns && self.offset.saturating_neg() < rows
    }

    /// What this rank's elements come to, for each index along the other axes, if they `count`; None on a
    /// rank that holds nothing.
    fn own_sums(&self, count: bool) -> Result<Option<(Scratch, Wide)>> {
        let (Some(local), Some(rank)) = (self.array.local(), self.array.placement().holder_rank()) else {
            return Ok(None);
        };
        let owned = local.owned();
        let others = (0..owned.view().shape.len()).filter(|axis| !self.axes.contains(axis));
        let shape: Vec<i64> = others.map(|axis| owned.view().shape[axis]).collect();
        let mut sums = self.no_sums(&shape)?;
        if !count || owned.view().is_empty() {
            return with_wide(sums).map(Some);
        }
        let kernel = self.kernel()?;
        let mut more = Scratch::new(&shape, kernel.accumulator(), self.array.context().budget())?;
        let Some(sections) = self.array.distribution().owned(rank)? else { return Ok(None) };
        let [rows, columns] = self.axes.map(|axis| &sections[axis]);
        let lines = shape.iter().product();
        stretches(rows, columns, self.offset, |stretch| {
            kernel.diagonal(&owned, self.axes, stretch.start, stretch.count, &mut more)?;
            kernel.join(&more, &mut sums, lines)
        })?;
        with_wide(sums).map(Some)
    }

    /// Adds up the sums of the ranks that share the other axes' sections. Collective.
    fn sum_over_lines(
        &self,
        session: &Session,
        sums: &mut Option<(Scratch, Wide)>,
        name: &'static str,
    ) -> Result<()> {
        let distribution = self.array.distribution();
        let spread: Vec<usize> = self.axes.iter().filter_map(|&axis| distribution.grid_axis(axis)).collect();
        if distribution.grid().count_along(&spread) <= 1 {
            return Ok(());
        }
        let place = group_place(distribution, &spread, session.rank());
        let comm = group_comm(self.array.context(), place, Purpose::Private, name)?;
        if let (Some(comm), Some((sums, wide))) = (comm, sums) {
            let mine = std::mem::replace(wide, Wide::Truths(Vec::new()));
            // Whoever failed is out of step with the others on this communicator for good.
            mine.sum(session, comm.comm(), name).inspect_err(|_| comm.bury())?.write(sums);
        }
        Ok(())
    }
}

/// Sums, and the copy that MPI adds up.
fn with_wide(sums: Scratch) -> Result<(Scratch, Wide)> {
    let wide = Wide::of(&sums)?;
    Ok((sums, wide))
}

/// Colour and key of a rank among those that differ along these grid axes only.
fn group_place(distribution: &Distribution, along: &[usize], rank: i32) -> Option<(i32, i32)> {
    let grid = distribution.grid();
    let rest: Vec<usize> = (0..grid.ndim()).filter(|g| !along.contains(g)).collect();
    Some((grid.number_along(&rest, rank)? as i32, grid.number_along(along, rank)? as i32))
}

/// Calls `visit` for the stretches of a diagonal in a section. Positions count from the first owned element.
fn stretches(
    rows: &AxisSection,
    columns: &AxisSection,
    offset: i64,
    mut visit: impl FnMut(Stretch) -> Result<()>,
) -> Result<()> {
    // Intervals meet in one stretch at most; all else is looked up element by element.
    if let (Some(down), Some(across)) = (rows.owned.as_range(), columns.owned.as_range()) {
        let first = down.start.max(across.start.saturating_sub(offset));
        let end = down.end.min(across.end.saturating_sub(offset));
        if first >= end {
            return Ok(());
        }
        let start = [first - down.start, first.saturating_add(offset) - across.start];
        return visit(Stretch { start, count: end - first });
    }
    let mut open: Option<Stretch> = None;
    for at in super::creation::diagonal(&rows.owned, &columns.owned, offset) {
        match &mut open {
            Some(stretch) if (0..2).all(|k| stretch.start[k] + stretch.count == at[k]) => stretch.count += 1,
            _ => {
                if let Some(stretch) = open.replace(Stretch { start: at, count: 1 }) {
                    visit(stretch)?;
                }
            }
        }
    }
    open.map_or(Ok(()), visit)
}

/// Sums as MPI adds them up: it saturates narrow integers, and knows no complex numbers.
enum Wide {
    Truths(Vec<u8>),
    Integers(Vec<i64>),
    Floats(Vec<f64>),
}

impl Wide {
    /// A copy; integers are widened.
    fn of(sums: &Scratch) -> Result<Wide> {
        let (bytes, dtype) = (sums.bytes(), sums.part().whole().view().dtype);
        let size = dtype.itemsize();
        Ok(match dtype.kind() {
            Numbers::Bool => {
                let mut truths = list(bytes.len(), 0, "sums")?;
                truths.copy_from_slice(bytes);
                Wide::Truths(truths)
            }
            Numbers::Float | Numbers::Complex => {
                let mut floats = list(bytes.len() / 8, 0.0, "sums")?;
                for (float, chunk) in floats.iter_mut().zip(bytes.chunks_exact(8)) {
                    *float = word(DType::Float64, chunk).get();
                }
                Wide::Floats(floats)
            }
            Numbers::Int | Numbers::UInt => {
                let mut integers = list(bytes.len() / size, 0, "sums")?;
                for (integer, chunk) in integers.iter_mut().zip(bytes.chunks_exact(size)) {
                    *integer = word(dtype, chunk).cast(DType::Int64).get();
                }
                Wide::Integers(integers)
            }
        })
    }

    /// The sums of every rank's, place by place: integers wrap, bool is whether any is true. Collective.
    fn sum(self, session: &Session, comm: RawComm, name: &str) -> Result<Wide> {
        let limit = session.options().limit;
        let count = |places: usize| session.stats().collective(8 * places);
        Ok(match self {
            Wide::Truths(mine) => {
                count(mine.len() / 8);
                Wide::Truths(transfer::or_bytes(comm, mine, limit, name)?)
            }
            Wide::Integers(mine) => {
                count(mine.len());
                Wide::Integers(transfer::integer_sums(comm, mine, limit, name)?)
            }
            Wide::Floats(mine) => {
                count(mine.len());
                Wide::Floats(transfer::float_sums(comm, mine, limit, name)?)
            }
        })
    }

    /// Writes them to where they came from.
    fn write(&self, sums: &mut Scratch) {
        let dtype = sums.part().whole().view().dtype;
        let size = dtype.itemsize();
        let put = |place: &mut [u8], value: Value| {
            let width = place.len();
            place.copy_from_slice(&value.to_bytes(value.dtype)[..width]);
        };
        match self {
            Wide::Truths(truths) => sums.bytes_mut().copy_from_slice(truths),
            Wide::Floats(floats) => {
                let places = sums.bytes_mut().chunks_exact_mut(8);
                places.zip(floats).for_each(|(place, x)| put(place, Value::of(*x)));
            }
            Wide::Integers(integers) => {
                let places = sums.bytes_mut().chunks_exact_mut(size);
                places.zip(integers).for_each(|(place, x)| put(place, Value::of(*x).cast(dtype)));
            }
        }
    }
}

/// An element of these bytes.
fn word(dtype: DType, bytes: &[u8]) -> Value {
    let mut word = [0; 16];
    word[..bytes.len()].copy_from_slice(bytes);
    Value::from_bytes(dtype, word)
}
