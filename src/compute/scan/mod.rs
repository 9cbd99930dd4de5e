//! Scans of distributed arrays: every element becomes what it and those before it along an axis come to.
//!
//! * `op`: what can be accumulated, and in which dtype;
//! * `lines`: axes whose pieces follow each other from rank to rank, `carry`: what the ranks tell each other;
//! * here: a call from its checks to its result, with other axes and layouts brought to that form.

mod carry;
mod lines;
mod op;

pub use self::op::ScanOp;

use super::kernels::scan::ScanKernel;
use super::moving::moved;
use crate::array::{Array, Fill, Placement};
use crate::context::Session;
use crate::context::stats::Kind;
use crate::distribution::Distribution;
use crate::dtype::{Casting, DType, can_cast};
use crate::error::Result;
use crate::fail;
use crate::index::{normalize_axis, shape_text};
use std::sync::Arc;

/// Along what elements are accumulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Along {
    /// An axis.
    Axis(usize),
    /// All elements in C order; the result has one axis.
    All,
}

/// A checked scan.
pub struct Scan {
    op: ScanOp,
    array: Arc<Array>,
    along: Along,
    /// What is computed in.
    item: DType,
    /// What the result has.
    result: DType,
    out: Option<Arc<Array>>,
}

impl Scan {
    /// Checks operand, axis (None for all elements in C order), dtype and `out`.
    pub fn prepare(
        op: ScanOp,
        array: Arc<Array>,
        axis: Option<i32>,
        dtype: Option<DType>,
        out: Option<Arc<Array>>,
    ) -> Result<Scan> {
        let along = find_axis(&op, &array, axis)?;
        let made = dtype.unwrap_or_else(|| op.default_dtype(array.dtype()));
        let result = out.as_ref().map_or(made, |out| out.dtype());
        // As in NumPy, what is computed in is that of `out` unless somebody says otherwise.
        let item = if dtype.is_some() || is_logical(&op) { made } else { result };
        ScanKernel::new(op.op, op.nan, array.dtype(), item, result)?;
        let scan = Scan { op, array, along, item, result, out };
        if let Some(out) = &scan.out {
            scan.check_out(out, made)?;
        }
        Ok(scan)
    }

    /// The session of the operand's context; None on a process that is no member.
    pub fn session(&self) -> Option<Arc<Session>> {
        self.array.context().session().cloned()
    }

    fn shape(&self) -> Vec<i64> {
        match self.along {
            Along::Axis(_) => self.array.shape().to_vec(),
            Along::All => vec![self.array.distribution().size()],
        }
    }

    fn check_out(&self, out: &Array, made: DType) -> Result<()> {
        let name = self.op.name;
        out.require_writable("out")?;
        // Fails where the contexts differ; the layouts may.
        out.placement().aligned(self.array.placement())?;
        if out.shape() != self.shape() {
            let (given, meant) = (shape_text(out.shape()), shape_text(&self.shape()));
            fail!(Shape, "{name}: `out` has shape {given}, the result {meant}");
        }
        if !can_cast(made, out.dtype(), Casting::SameKind) {
            fail!(
                Casting,
                "{name}: the result is {made}, which can not be cast to `out`'s {} by the rule same_kind; name a \
                 dtype to compute in that can",
                out.dtype()
            );
        }
        Ok(())
    }

    /// Accumulates into `out`, or into a new array. Collective, after the agreement.
    pub fn run(self, session: &Session, name: &'static str, serial: u64) -> Result<Arc<Array>> {
        let bytes = self.array.local().map_or(0, |local| local.owned().view().shape.iter().product::<i64>());
        let bytes = bytes.saturating_mul(self.array.dtype().itemsize() as i64);
        let _operation = session.operation(Kind::Other, name, bytes);
        let call = Call { session, name, serial };
        let (source, axis) = self.ordered_source(&call)?;
        let kernel = ScanKernel::new(self.op.op, self.op.nan, source.dtype(), self.item, self.result)?;
        let result = self.result_array(&call)?;
        let direct = result.placement().aligned(source.placement())?;
        let is_copy = !Arc::ptr_eq(&source, &self.array);
        let target = match direct {
            true => result.clone(),
            // A copy is scanned where it lies.
            false if is_copy && source.dtype() == self.result => source.clone(),
            false => call.create(source.placement().clone(), self.result, source.prefers_fortran())?,
        };
        lines::scan(session, &kernel, &source, &target, axis, name)?;
        drop(source);
        if !direct {
            moved(session, &target, &result, false, serial, name)?;
            result.wrote();
        }
        Ok(result)
    }

    /// The operand, or a copy of it, with an axis along which ranks follow each other.
    fn ordered_source(&self, call: &Call<'_>) -> Result<(Arc<Array>, usize)> {
        let distribution = self.array.distribution();
        match self.along {
            Along::Axis(axis) if distribution.is_ordered(axis) => Ok((self.array.clone(), axis)),
            Along::Axis(axis) => {
                let blocks = distribution.with_blocks(&[axis])?;
                Ok((call.copy_to(&self.array, blocks, false)?, axis))
            }
            Along::All => {
                // Only structured axes can be reshaped.
                let labelled = |axis: &usize| distribution.map(*axis).as_unstructured().is_some();
                let labelled: Vec<usize> = (0..distribution.ndim()).filter(labelled).collect();
                let flat = distribution.flattened()?;
                if labelled.is_empty() {
                    return Ok((call.copy_to(&self.array, flat, true)?, 0));
                }
                let structured = call.copy_to(&self.array, distribution.with_blocks(&labelled)?, false)?;
                Ok((call.copy_to(&structured, flat, true)?, 0))
            }
        }
    }

    /// `out`, or a new array: laid out as the operand, or in even blocks over all ranks of its grid.
    fn result_array(&self, call: &Call<'_>) -> Result<Arc<Array>> {
        if let Some(out) = &self.out {
            return Ok(out.clone());
        }
        match self.along {
            Along::Axis(_) => {
                let fortran = self.array.prefers_fortran();
                call.create(self.array.placement().clone(), self.result, fortran)
            }
            Along::All => call.create(
                call.place(&self.array, self.array.distribution().flattened()?),
                self.result,
                false,
            ),
        }
    }
}

/// What a call's steps have in common.
struct Call<'a> {
    session: &'a Session,
    name: &'static str,
    serial: u64,
}

impl Call<'_> {
    fn place(&self, array: &Array, distribution: Distribution) -> Arc<Placement> {
        Placement::new(array.context().clone(), distribution, self.serial)
    }

    fn create(&self, placement: Arc<Placement>, dtype: DType, fortran: bool) -> Result<Arc<Array>> {
        let made = Array::create(placement, dtype, Fill::Empty, fortran, self.serial);
        self.session.settle(self.name, made)
    }

    fn copy_to(&self, array: &Arc<Array>, distribution: Distribution, reshape: bool) -> Result<Arc<Array>> {
        let fortran = !reshape && array.prefers_fortran();
        let copy = self.create(self.place(array, distribution), array.dtype(), fortran)?;
        moved(self.session, array, &copy, reshape, self.serial, self.name)?;
        Ok(copy)
    }
}

fn is_logical(op: &ScanOp) -> bool {
    op.default_dtype(DType::Float64) == DType::Bool
}

/// The axis, or all elements. An array with one axis is scanned along it either way, and an array without
/// axes counts as one element where NumPy has it so.
fn find_axis(op: &ScanOp, array: &Array, axis: Option<i32>) -> Result<Along> {
    let ndim = array.shape().len();
    if ndim == 0 {
        if !op.takes_scalars {
            fail!(Axis, "{}: an array without axes can not be accumulated", op.name);
        }
        if let Some(axis) = axis {
            normalize_axis(axis, 1)?;
        }
        return Ok(Along::All);
    }
    match axis {
        Some(axis) => Ok(Along::Axis(normalize_axis(axis, ndim)?)),
        None if ndim == 1 => Ok(Along::Axis(0)),
        None => Ok(Along::All),
    }
}
