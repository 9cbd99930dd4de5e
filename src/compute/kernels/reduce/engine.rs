//! From the elements of one section to one state per result.
//!
//! Axes are taken in the order of memory, and neighbours that are traversed as one are merged. Then the
//! fastest reduced axis and the fastest kept one are left to the loops: `along` where the reduced one is
//! the faster of both, `across` where the kept one is. States of which many have to be merged are merged
//! as a binary counter carries, so that rounding errors grow with the logarithm of their number.

use super::load::{self, Block, Loader};
use super::room::States;
use super::{Loops, Place, Task};
use crate::compute::walk::MAX_NDIM;
use crate::dtype::DType;
use crate::error::Result;
use crate::fail;
use crate::memory::LocalView;

/// Bytes that a call of `along` reads of one row at most: what fits into the fastest cache, to be read
/// twice by some.
const ROW_BYTES: usize = 8 << 10;
/// Bytes of the states that `across` works on.
const TILE_BYTES: usize = 16 << 10;
/// Rows that are added to a state one after the other where that rounds.
const LEAF: usize = 128;
/// Columns up to which several rows are taken as one.
const FEW_COLUMNS: usize = 16;

/// What the second operand is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Second {
    /// Elements are multiplied by it first.
    Factor,
    /// The fold takes both.
    Partner,
}

/// Sections of one shape.
#[derive(Clone, Copy)]
pub struct Operands<'a> {
    /// The elements.
    pub x: LocalView<'a>,
    /// A second operand.
    pub second: Option<(LocalView<'a>, Second)>,
    /// Which elements count, as bool.
    pub mask: Option<LocalView<'a>>,
}

/// Positions of one element in everything, in bytes; its place among the reduced ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Steps {
    x: i64,
    y: i64,
    mask: i64,
    state: i64,
    place: i64,
}

impl Steps {
    fn each(self, other: Steps, f: impl Fn(i64, i64) -> i64) -> Steps {
        Steps {
            x: f(self.x, other.x),
            y: f(self.y, other.y),
            mask: f(self.mask, other.mask),
            state: f(self.state, other.state),
            place: f(self.place, other.place),
        }
    }

    fn plus(self, steps: Steps, times: i64) -> Steps {
        self.each(steps, |a, b| a.wrapping_add(b.wrapping_mul(times)))
    }
}

/// One axis that is left to traverse.
#[derive(Clone, Copy, Debug)]
struct Axis {
    extent: usize,
    steps: Steps,
}

/// An axis of one element.
const SINGLE: Axis = Axis { extent: 1, steps: Steps { x: 0, y: 0, mask: 0, state: 0, place: 0 } };

/// The axes of one class, outermost first, sorted by their strides.
#[derive(Default)]
struct Axes(Vec<Axis>);

impl Axes {
    fn insert(&mut self, axis: Axis) {
        let size = |axis: &Axis| (axis.steps.x.unsigned_abs(), axis.steps.y.unsigned_abs());
        let at = self.0.iter().position(|other| size(other) < size(&axis)).unwrap_or(self.0.len());
        self.0.insert(at, axis);
    }

    /// Merges neighbours that everything traverses as one.
    fn merged(mut self) -> Axes {
        let mut kept: Vec<Axis> = Vec::with_capacity(self.0.len());
        for inner in self.0.drain(..) {
            match kept.last_mut() {
                Some(outer) if outer.steps == Steps::default().plus(inner.steps, inner.extent as i64) => {
                    *outer = Axis { extent: outer.extent * inner.extent, steps: inner.steps };
                }
                _ => kept.push(inner),
            }
        }
        Axes(kept)
    }

    /// The innermost axis, taken off; one of a single element if there is none.
    fn pop(&mut self) -> Axis {
        self.0.pop().unwrap_or(SINGLE)
    }

    fn count(&self) -> usize {
        self.0.iter().map(|axis| axis.extent).product()
    }

    /// Visits all combinations of indices in C order, until `visit` returns false.
    fn each(&self, start: Steps, mut visit: impl FnMut(Steps) -> bool) -> bool {
        let mut index = [0usize; MAX_NDIM];
        let mut at = start;
        loop {
            if !visit(at) {
                return false;
            }
            let Some(k) = (0..self.0.len()).rev().find(|&k| index[k] + 1 < self.0[k].extent) else {
                return true;
            };
            for (inner, axis) in self.0.iter().enumerate().skip(k + 1) {
                at = at.plus(axis.steps, -(index[inner] as i64));
                index[inner] = 0;
            }
            index[k] += 1;
            at = at.plus(self.0[k].steps, 1);
        }
    }
}

/// Adds all elements to the states of their results. Axis `k` is reduced where `reduced[k]`.
///
/// # Safety
/// The views describe initialised memory of this process, each element aligned for its dtype, to which
/// nobody writes meanwhile.
pub unsafe fn fold(
    loops: &Loops,
    operands: &Operands<'_>,
    reduced: &[bool],
    states: &mut States,
) -> Result<()> {
    let view = &operands.x;
    let others = [operands.second.map(|s| s.0), operands.mask];
    let fits = |other: &LocalView| other.shape == view.shape && other.strides.len() == view.shape.len();
    let mask_is_bool = operands.mask.is_none_or(|mask| mask.dtype == DType::Bool);
    if reduced.len() != view.shape.len() || !others.iter().flatten().all(fits) || !mask_is_bool {
        fail!(Internal, "operands of a reduction do not fit each other");
    }
    let kept: i64 = view.shape.iter().zip(reduced).filter(|(_, r)| !**r).map(|(n, _)| n).product();
    if kept != states.len() as i64 {
        fail!(Internal, "{} states for {kept} results", states.len());
    }
    if view.is_empty() {
        return Ok(());
    }
    let (start, kept, reduced) = arrange(loops, operands, reduced);
    let mut run = Run::new(loops, operands, kept, reduced, states.address());
    // SAFETY: the caller's promise; the states are as many as there are results.
    unsafe { run.all(start) };
    Ok(())
}

/// The axes of both classes, and where their traversal starts.
fn arrange(loops: &Loops, operands: &Operands<'_>, reduced: &[bool]) -> (Steps, Axes, Axes) {
    let view = &operands.x;
    let stride = |other: Option<LocalView>, k: usize| other.map_or(0, |other| other.strides[k]);
    let (mut state, mut place) = (loops.state as i64, 1i64);
    let (mut start, mut kept, mut gone) = (Steps::default(), Axes::default(), Axes::default());
    for k in (0..view.shape.len()).rev() {
        let extent = view.shape[k];
        let mut steps = Steps {
            x: view.strides[k],
            y: stride(operands.second.map(|s| s.0), k),
            mask: stride(operands.mask, k),
            state: if reduced[k] { 0 } else { state },
            place: if reduced[k] { place } else { 0 },
        };
        *(if reduced[k] { &mut place } else { &mut state }) *= extent;
        if extent == 1 {
            continue;
        }
        if steps.x < 0 && loops.places.is_none() {
            start = start.plus(steps, extent - 1);
            steps = Steps::default().plus(steps, -1);
        }
        let axis = Axis { extent: extent as usize, steps };
        (if reduced[k] { &mut gone } else { &mut kept }).insert(axis);
    }
    (start, kept.merged(), gone.merged())
}

/// A piece of work for the loops: so many columns of results by so many reduced elements.
#[derive(Clone, Copy)]
struct Leaf {
    at: Steps,
    columns: usize,
    elements: usize,
}

/// One run over a section.
struct Run<'a> {
    loops: &'a Loops,
    operands: &'a Operands<'a>,
    states: *mut u8,
    outer_kept: Axes,
    outer_reduced: Axes,
    column: Axis,
    element: Axis,
    /// Whether reduced elements lie side by side for the loops, else kept ones do.
    along: bool,
    loaders: Option<(Loader, Option<Loader>)>,
    cascade: Cascade,
}

impl<'a> Run<'a> {
    fn new(
        loops: &'a Loops,
        operands: &'a Operands<'a>,
        mut kept: Axes,
        mut reduced: Axes,
        states: *mut u8,
    ) -> Run<'a> {
        let (column, element) = (kept.pop(), reduced.pop());
        let partner = matches!(operands.second, Some((_, Second::Partner)));
        let along = partner || prefers_along(&column, &element);
        let inner = if along { element } else { column };
        let dense = |view: &LocalView, stride: i64| {
            view.dtype == loops.item && (inner.extent == 1 || stride == view.dtype.itemsize() as i64)
        };
        let second = operands.second.map(|(view, _)| view);
        let ready = operands.mask.is_none()
            && dense(&operands.x, inner.steps.x)
            && second.is_none_or(|view| partner && dense(&view, inner.steps.y));
        let loader = |view: &LocalView| Loader::new(view.dtype, loops.item);
        let loaders = (!ready).then(|| (loader(&operands.x), second.as_ref().map(loader)));
        Run {
            loops,
            operands,
            states,
            outer_kept: kept,
            outer_reduced: reduced,
            column,
            element,
            along,
            loaders,
            cascade: Cascade::new(loops),
        }
    }

    /// How many columns and elements a leaf has at most.
    fn leaf(&self) -> (usize, usize) {
        let size = self.loops.item.itemsize();
        let room = if self.loaders.is_some() { load::BYTES / size } else { usize::MAX };
        let (columns, elements) = (self.column.extent, self.element.extent);
        if self.along {
            let piece = elements.min(ROW_BYTES / size);
            let several = piece < elements || !self.outer_reduced.0.is_empty();
            let most = if several { (4 * ROW_BYTES / size / piece).clamp(1, 512) } else { 1024 };
            let most = if piece < elements { 1 } else { most };
            let states = (4 * TILE_BYTES / self.loops.state).max(1);
            return (columns.min(most).min(states).min((room / piece).max(1)), piece);
        }
        let width = (TILE_BYTES / self.loops.state).clamp(8, 2048);
        let width = columns.min(if room == usize::MAX { width } else { width.min(256) });
        let leaf = if self.loops.rounds { LEAF } else { elements };
        (width, elements.min(leaf).min((room / width).max(1)))
    }

    /// # Safety
    /// As `fold`, whose axes and states these are.
    unsafe fn all(&mut self, start: Steps) {
        let (width, depth) = self.leaf();
        let leaves = self.outer_reduced.count() * self.element.extent.div_ceil(depth);
        let outer = std::mem::take(&mut self.outer_kept);
        outer.each(start, |at| {
            for first in (0..self.column.extent).step_by(width) {
                let columns = width.min(self.column.extent - first);
                let at = at.plus(self.column.steps, first as i64);
                // SAFETY: the caller's promise.
                unsafe { self.tile(at, columns, depth, leaves) };
            }
            true
        });
    }

    /// All elements of some results.
    ///
    /// # Safety
    /// As `fold`.
    unsafe fn tile(&mut self, at: Steps, columns: usize, depth: usize, leaves: usize) {
        let states = self.states.wrapping_offset(at.state as isize);
        let stride = self.column.steps.state as isize;
        let dense = columns == 1 || stride == self.loops.state as isize;
        let inner = std::mem::take(&mut self.outer_reduced);
        let whole = self.element.extent;
        let straight = dense && (leaves == 1 || !self.loops.rounds);
        self.cascade.begin(columns);
        inner.each(at, |at| {
            for first in (0..whole).step_by(depth) {
                let elements = depth.min(whole - first);
                let leaf = Leaf { at: at.plus(self.element.steps, first as i64), columns, elements };
                // SAFETY: the caller's promise; the cascade gives room for so many states.
                unsafe {
                    if straight {
                        self.work(states, leaf);
                        if columns == 1 && (self.loops.is_final)(states) {
                            return false;
                        }
                    } else {
                        let room = self.cascade.fresh();
                        self.work(room, leaf);
                        self.cascade.push();
                    }
                }
            }
            true
        });
        self.outer_reduced = inner;
        if !straight {
            // SAFETY: the states of these columns.
            unsafe { self.cascade.end(states, stride) };
        }
    }

    /// One call of the loops.
    ///
    /// # Safety
    /// As `fold`; there is room for the states of the columns.
    unsafe fn work(&mut self, states: *mut u8, leaf: Leaf) {
        let Leaf { at, columns, elements } = leaf;
        let (rows, count, row, item) = if self.along {
            (columns, elements, self.column.steps, self.element.steps)
        } else {
            (elements, columns, self.element.steps, self.column.steps)
        };
        let address = |view: &LocalView, offset: i64| view.ptr.wrapping_offset(offset as isize).cast_const();
        let second = self.operands.second.map(|(view, _)| view);
        let mut task = Task {
            states,
            x: address(&self.operands.x, at.x),
            y: second.map_or(std::ptr::null(), |view| address(&view, at.y)),
            strides: [row.x as isize, row.y as isize],
            rows,
            count,
            place: Place { first: at.place, step: self.element.steps.place },
        };
        // SAFETY: the caller's promise; `leaf` keeps blocks within the buffers.
        unsafe {
            if let Some((loader, other)) = &mut self.loaders {
                let block =
                    |at, row: i64, element: i64| Block { at, row: row as isize, element: element as isize };
                let x = loader.load(block(task.x, row.x, item.x), rows, count);
                if let Some(other) = other {
                    let y = other.load(block(task.y, row.y, item.y), rows, count);
                    if matches!(self.operands.second, Some((_, Second::Factor))) {
                        load::multiply(self.loops.item, x, y, rows * count);
                    }
                    task.y = y;
                }
                if let Some(mask) = &self.operands.mask {
                    let bytes = block(address(mask, at.mask), row.mask, item.mask);
                    load::cover(self.loops, x, bytes, rows, count);
                }
                task.x = x;
                task.strides = [(count * self.loops.item.itemsize()) as isize; 2];
            }
            if self.along { (self.loops.along)(&task) } else { self.across(task) }
        }
    }

    /// Rows of few columns that lie side by side are taken several at a time, as if they were one.
    ///
    /// # Safety
    /// As the loops.
    unsafe fn across(&mut self, mut task: Task) {
        let size = self.loops.item.itemsize();
        let dense = task.strides[0] == (task.count * size) as isize;
        let times = 4 * FEW_COLUMNS / task.count;
        let few = task.count <= FEW_COLUMNS && dense && task.rows >= 4 * times;
        if few && self.loops.places.is_none() {
            let wide = self.cascade.wide(times * task.count);
            let rows = task.rows / times;
            let strides = [task.strides[0] * times as isize, 0];
            let (columns, states) = (task.count, self.loops.state);
            // SAFETY: the same elements, and room for their states.
            unsafe {
                (self.loops.across)(&Task { states: wide, strides, rows, count: columns * times, ..task });
                for k in 0..times {
                    let part = wide.add(k * columns * states);
                    (self.loops.merge)(task.states, states as isize, part, columns);
                }
            }
            task.x = task.x.wrapping_offset(task.strides[0] * (rows * times) as isize);
            task.rows -= rows * times;
        }
        // SAFETY: the caller's promise.
        unsafe { (self.loops.across)(&task) };
    }
}

/// Whether the loops shall take elements along the reduced axis. It should be the faster one in memory,
/// and not so short that calls cost more than elements.
fn prefers_along(column: &Axis, element: &Axis) -> bool {
    const SHORT: usize = 8;
    if column.extent == 1 || element.extent == 1 {
        return column.extent == 1;
    }
    let faster = element.steps.x.unsigned_abs() <= column.steps.x.unsigned_abs();
    faster && (element.extent >= SHORT || element.extent >= column.extent)
}

/// States of leaves, merged as a binary counter carries: level k has those of 2^k leaves.
struct Cascade {
    loops: Loops,
    columns: usize,
    /// Room for the next leaf, and for rows taken several at a time.
    room: Vec<u128>,
    wide: Vec<u128>,
    levels: Vec<Vec<u128>>,
    leaves: u64,
}

impl Cascade {
    fn new(loops: &Loops) -> Cascade {
        Cascade {
            loops: *loops,
            columns: 0,
            room: Vec::new(),
            wide: Vec::new(),
            levels: Vec::new(),
            leaves: 0,
        }
    }

    fn words(&self, columns: usize) -> usize {
        (columns * self.loops.state).div_ceil(size_of::<u128>())
    }

    fn begin(&mut self, columns: usize) {
        (self.columns, self.leaves) = (columns, 0);
    }

    /// Empty states for the next leaf. Where nothing rounds, all leaves go to the same ones.
    fn fresh(&mut self) -> *mut u8 {
        let words = self.words(self.columns);
        self.room.resize(words.max(self.room.len()), 0);
        let at = self.room.as_mut_ptr().cast::<u8>();
        if self.loops.rounds || self.leaves == 0 {
            // SAFETY: there is room for so many states.
            unsafe { (self.loops.clear)(at, self.columns) };
        }
        at
    }

    /// Empty states for so many columns.
    fn wide(&mut self, columns: usize) -> *mut u8 {
        let words = self.words(columns);
        self.wide.resize(words.max(self.wide.len()), 0);
        let at = self.wide.as_mut_ptr().cast::<u8>();
        // SAFETY: there is room for so many states.
        unsafe { (self.loops.clear)(at, columns) };
        at
    }

    /// The states that `fresh` gave have got their elements.
    fn push(&mut self) {
        self.leaves += 1;
        if !self.loops.rounds {
            return;
        }
        let level = self.leaves.trailing_zeros() as usize;
        let words = self.words(self.columns);
        for lower in self.levels.iter_mut().take(level) {
            // The earlier leaves first.
            // SAFETY: both have so many states.
            unsafe { merge(&self.loops, lower, &self.room, self.columns) };
            self.room[..words].copy_from_slice(&lower[..words]);
        }
        if self.levels.len() <= level {
            self.levels.resize_with(level + 1, Vec::new);
        }
        let kept = &mut self.levels[level];
        kept.clear();
        kept.extend_from_slice(&self.room[..words]);
    }

    /// Merges everything into the results' states.
    ///
    /// # Safety
    /// There are so many states with this distance in bytes.
    unsafe fn end(&mut self, states: *mut u8, stride: isize) {
        let occupied = |k: &usize| self.loops.rounds && self.leaves >> k & 1 == 1;
        let sums = (0..self.levels.len()).filter(occupied).map(|k| &self.levels[k]);
        let rest = (!self.loops.rounds).then_some(&self.room);
        for from in sums.chain(rest) {
            // SAFETY: both have so many states.
            unsafe { (self.loops.merge)(states, stride, from.as_ptr().cast(), self.columns) };
        }
    }
}

/// # Safety
/// Both have so many states.
unsafe fn merge(loops: &Loops, into: &mut [u128], from: &[u128], columns: usize) {
    let stride = loops.state as isize;
    // SAFETY: the caller's promise.
    unsafe { (loops.merge)(into.as_mut_ptr().cast(), stride, from.as_ptr().cast(), columns) };
}
