//! Scans of sections: every element becomes what it and those before it along an axis come to.
//!
//! * `loops`: elements side by side, by operation and dtype;
//! * `lines`: the order in which the elements of a section are visited, and conversions on the way;
//! * here: sections of arrays, without `unsafe` for the caller.

mod lines;
mod loops;

use self::lines::{Ends, Lines};
use self::loops::{Loops, Normal};
use super::cast::{CastLoop, cast_loop};
use crate::compute::op::Op;
use crate::dtype::{C64, C128, DType};
use crate::element::Element;
use crate::error::{Error, Result, Status};
use crate::fail;
use crate::memory::{LocalView, SafeView, Scratch};
use crate::plan::Piece;

/// Elements that are converted at a time: 8 KiB of the largest dtype.
const BLOCK: usize = 512;

/// Replaces nan among elements side by side; the flag says by 1 instead of 0.
type NanLoop = unsafe fn(*mut u8, usize, bool);

/// How nan is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nan {
    /// As the operation does.
    Kept,
    /// As 0.
    Zero,
    /// As 1.
    One,
}

/// A scan of elements of one dtype in another, to a third.
pub struct ScanKernel {
    loops: Loops,
    source: DType,
    item: DType,
    result: DType,
    /// Source to item, where they differ.
    load: Option<CastLoop>,
    /// Item to result, where they differ.
    store: Option<CastLoop>,
    /// What replaces nan in the source, and whether it is 1.
    nan: Option<(NanLoop, bool)>,
}

impl ScanKernel {
    /// A scan that is computed in `item`. DA_ERR_DTYPE where NumPy has no loop.
    pub fn new(op: Op, nan: Nan, source: DType, item: DType, result: DType) -> Result<ScanKernel> {
        let Some(loops) = Loops::find(op, item) else {
            let text = format!("{}: no loop for {item} that could be accumulated", op.name());
            return Err(Error::new(Status::Dtype, text));
        };
        let cast = |from: DType, to: DType| (from != to).then(|| cast_loop(from, to));
        let replace = nan_loop(source).filter(|_| nan != Nan::Kept).map(|f| (f, nan == Nan::One));
        let (load, store) = (cast(source, item), cast(item, result));
        Ok(ScanKernel { loops, source, item, result, load, store, nan: replace })
    }

    /// The dtype that totals have.
    pub fn accumulator(&self) -> DType {
        self.loops.accumulator
    }

    /// Makes `into` what `left` and it come to, for the first `count` accumulators of both.
    pub fn join(&self, left: &Scratch, into: &mut Scratch, count: i64) -> Result<()> {
        for totals in [left, into] {
            self.check_totals(totals, count)?;
        }
        // SAFETY: both are of the accumulator's dtype and long enough, and not the same.
        unsafe { (self.loops.join)(address(left), address(into), count as usize) };
        Ok(())
    }

    fn check_totals(&self, totals: &Scratch, count: i64) -> Result<()> {
        let section = totals.part().whole();
        let view = section.view();
        if view.dtype != self.accumulator() || view.shape.iter().product::<i64>() < count {
            fail!(Internal, "no room for {count} totals of {}", self.accumulator());
        }
        Ok(())
    }

    /// Scans some lines of a section: those through `piece`, which says nothing of `axis`. What elements
    /// on other ranks before these came to is in `carry`, one accumulator for each line, in C order.
    pub fn scan(
        &self,
        source: &SafeView<'_>,
        target: &SafeView<'_>,
        axis: usize,
        piece: &Piece,
        carry: Option<&Scratch>,
    ) -> Result<()> {
        if let Some(carry) = carry {
            self.check_totals(carry, piece.size())?;
        }
        let ends =
            Ends { carry: carry.map_or(std::ptr::null(), |c| address(c)), totals: std::ptr::null_mut() };
        self.run(source, Some(target), axis, piece, ends)
    }

    /// What all elements of each line come to, in C order.
    pub fn totals(
        &self,
        source: &SafeView<'_>,
        axis: usize,
        piece: &Piece,
        into: &mut Scratch,
    ) -> Result<()> {
        self.check_totals(into, piece.size())?;
        self.run(source, None, axis, piece, Ends { carry: std::ptr::null(), totals: address(into) })
    }

    /// What the elements of a part of a diagonal come to, for each index along the other axes in C order:
    /// `count` elements from these positions on along two axes.
    pub fn diagonal(
        &self,
        source: &SafeView<'_>,
        axes: [usize; 2],
        start: [i64; 2],
        count: i64,
        into: &mut Scratch,
    ) -> Result<()> {
        let view = source.view();
        let inside = |k: usize| {
            let extent = view.shape.get(axes[k]).copied().unwrap_or(0);
            (0..=extent).contains(&start[k]) && count <= extent - start[k]
        };
        if axes[0] == axes[1] || count < 1 || !inside(0) || !inside(1) || view.dtype != self.source {
            fail!(Internal, "{count} elements from {start:?} on are no diagonal of shape {:?}", view.shape);
        }
        let others = || (0..view.shape.len()).filter(|k| !axes.contains(k));
        let mut shape: Vec<i64> = others().map(|k| view.shape[k]).collect();
        self.check_totals(into, shape.iter().product())?;
        let mut strides: Vec<i64> = others().map(|k| view.strides[k]).collect();
        let [first, second] = axes.map(|k| view.strides[k]);
        shape.push(count);
        strides.push(first.wrapping_add(second));
        let offset = first.wrapping_mul(start[0]).wrapping_add(second.wrapping_mul(start[1]));
        let ptr = view.ptr.wrapping_offset(offset as isize);
        let diagonal = LocalView { ptr, dtype: view.dtype, shape: &shape, strides: &strides };
        let ends = Ends { carry: std::ptr::null(), totals: address(into) };
        // SAFETY: elements of the section, as was checked, and so were the totals.
        unsafe { Lines::new(self, &diagonal, None, shape.len() - 1).run(ends) };
        Ok(())
    }

    fn run(
        &self,
        source: &SafeView<'_>,
        target: Option<&SafeView<'_>>,
        axis: usize,
        piece: &Piece,
        ends: Ends,
    ) -> Result<()> {
        let (from, to) = (source.view(), target.map(|t| t.view()));
        let fits = from.dtype == self.source
            && to.is_none_or(|to| to.dtype == self.result && to.shape == from.shape)
            && axis < from.shape.len();
        if !fits {
            fail!(Internal, "a scan of other sections than it was made for");
        }
        let bounds = bounds(from.shape, axis, piece)?;
        let lines = Lines::new(self, &part(from, &bounds), to.map(|to| part(to, &bounds)), axis);
        // SAFETY: sections of arrays; the bounds lie inside, and the totals were checked.
        unsafe { lines.run(ends) };
        Ok(())
    }
}

/// A section's part: where it begins along each axis, and how far it goes.
struct Bounds {
    start: Vec<i64>,
    count: Vec<i64>,
}

/// The lines through a piece of the other axes.
fn bounds(shape: &[i64], axis: usize, piece: &Piece) -> Result<Bounds> {
    let with = |numbers: &[i64], own: i64| {
        let (before, behind) = numbers.split_at(axis.min(numbers.len()));
        [before, &[own], behind].concat()
    };
    let bounds = Bounds { start: with(&piece.start, 0), count: with(&piece.count, shape[axis]) };
    let inside = |k: usize| {
        bounds.start[k] >= 0 && bounds.count[k] >= 0 && bounds.start[k] + bounds.count[k] <= shape[k]
    };
    if bounds.start.len() != shape.len() || bounds.count.len() != shape.len() || !(0..shape.len()).all(inside)
    {
        fail!(Internal, "lines {piece:?} are not in a section of shape {shape:?}");
    }
    Ok(bounds)
}

fn part<'a>(view: &LocalView<'a>, bounds: &'a Bounds) -> LocalView<'a> {
    let offset = bounds.start.iter().zip(view.strides).map(|(i, s)| i.wrapping_mul(*s));
    let offset = offset.fold(0, i64::wrapping_add);
    LocalView { ptr: view.ptr.wrapping_offset(offset as isize), shape: &bounds.count, ..*view }
}

fn address(totals: &Scratch) -> *mut u8 {
    totals.part().data()
}

/// The loop that replaces nan; None where there can be none.
fn nan_loop(dtype: DType) -> Option<NanLoop> {
    match dtype {
        DType::Float32 => Some(replace_nan::<f32>),
        DType::Float64 => Some(replace_nan::<f64>),
        DType::Complex64 => Some(replace_nan::<C64>),
        DType::Complex128 => Some(replace_nan::<C128>),
        _ => None,
    }
}

/// # Safety
/// `count` elements of type `T` at an aligned address.
unsafe fn replace_nan<T: Element + Normal>(at: *mut u8, count: usize, one: bool) {
    let instead: T = crate::value::Value::weak_real(f64::from(u8::from(one))).cast(T::DTYPE).get();
    // SAFETY: the caller's promise.
    let elements = unsafe { std::slice::from_raw_parts_mut(at.cast::<T>(), count) };
    for x in elements.iter_mut().filter(|x| x.is_missing()) {
        *x = instead;
    }
}
