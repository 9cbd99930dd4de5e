//! Element-wise functions over whole views: everything around a loop that knows dense elements of its own
//! dtypes only.
//!
//! A walk gives rows that all operands traverse with one stride each. What lies side by side in the loop's dtype is
//! handed to the loop where it is; the rest goes through small buffers: operands are gathered, converted or repeated
//! there, results are converted, scattered, masked or stored past the caches from there.

use super::cast::{CastLoop, cast_loop};
use crate::compute::walk::{Row, Walk};
use crate::dtype::DType;
use crate::error::Result;
use crate::memory::{LocalView, stream};
use std::mem::MaybeUninit;

/// Elements that pass through the buffers at a time.
const CHUNK: usize = 1024;

/// Room for one operand's elements, of any dtype: 16 KiB.
type Buffer = MaybeUninit<[u128; CHUNK]>;

/// What is computed chunk by chunk.
pub trait Inner {
    /// Computes `n` elements; `ptrs` are the results' addresses, then the operands'.
    ///
    /// # Safety
    /// As `lookup::Kernel` says, with the dtypes of the task.
    unsafe fn call(&mut self, ptrs: &[*mut u8], n: usize) -> Result<()>;
}

/// One call on this rank's elements: `N` views, the results first, then the operands, then the mask if there
/// is one. The first one gives the shape; operands are broadcast to it.
pub struct Task<'a, const N: usize> {
    /// Where the elements are.
    pub views: [LocalView<'a>; N],
    /// The dtypes of the loop; bool for the mask.
    pub dtypes: [DType; N],
    /// How many of the views are results.
    pub nout: usize,
    /// Whether the last view is a mask: where it is false, results are left as they are.
    pub masked: bool,
    /// Whether results may be stored past the caches: no operand lies in the same memory.
    pub apart: bool,
    /// Whether operands must keep their values until the inner call returns.
    pub keep: bool,
}

/// How one operand gets to the loop.
#[derive(Clone, Copy)]
enum Way {
    /// It is where the loop can use it.
    Direct,
    /// Element by element through the buffer.
    Buffered(CastLoop),
    /// The same element again and again.
    Repeated(CastLoop),
    /// A result that is stored past the caches.
    Streamed,
}

/// Runs the inner function over all elements. The first error ends it.
///
/// # Safety
/// Views describe memory of this process in which each element is aligned for its dtype, initialised where it is
/// read, and writable in results; results do not visit an element twice, share no memory with each other, and with an
/// operand only as `Overlap::Identical`. Nobody else writes to the memory meanwhile.
pub unsafe fn run<const N: usize>(task: &Task<'_, N>, inner: &mut impl Inner) -> Result<()> {
    if let Some(n) = task.simple() {
        let ptrs = task.views.map(|view| view.ptr);
        // SAFETY: all elements lie side by side, by `simple` and the caller's promise.
        return unsafe { inner.call(&ptrs, n) };
    }
    // SAFETY: the caller's promise.
    unsafe { run_rows(task, inner) }
}

/// # Safety
/// As `run`.
#[inline(never)]
unsafe fn run_rows<const N: usize>(task: &Task<'_, N>, inner: &mut impl Inner) -> Result<()> {
    let walk = Walk::new(std::array::from_fn(|i| &task.views[i]))?;
    let Some(first) = walk.first() else { return Ok(()) };
    let mut rows = Rows::new(task, &first, walk.elements());
    let mut outcome = Ok(());
    walk.rows(|row| {
        if outcome.is_ok() {
            // SAFETY: a row's elements are elements of the views, by the caller's promise.
            outcome = unsafe { rows.run(task, &row, inner) };
        }
    });
    if rows.streams {
        stream::settle();
    }
    outcome
}

impl<const N: usize> Task<'_, N> {
    /// The number of elements, if one look shows that all views are dense in C order, of one shape and of the
    /// loop's dtypes: nothing need be planned then, which matters for small arrays.
    #[inline]
    fn simple(&self) -> Option<usize> {
        let shape = self.views[0].shape;
        let count = shape.iter().try_fold(1i64, |product, &n| product.checked_mul(n.max(0)))?;
        let much = count.saturating_mul(self.dtypes[0].itemsize() as i64) >= stream::MUCH;
        let fits = |(view, dtype): (&LocalView, &DType)| {
            view.dtype == *dtype && view.shape == shape && view.is_c_contiguous()
        };
        let special = self.masked || self.keep || (much && self.apart);
        let simple = !special && self.views.iter().zip(&self.dtypes).all(fits);
        usize::try_from(count).ok().filter(|_| simple)
    }
}

/// Rows on their way through the loop. All rows of a walk have the same strides and length.
struct Rows<const N: usize> {
    buffers: [Buffer; N],
    ways: [Way; N],
    /// The element that a repeated operand's buffer holds, and how often.
    held: [(*mut u8, usize); N],
    /// Elements that may be taken at once.
    step: usize,
    streams: bool,
}

impl<const N: usize> Rows<N> {
    fn new(task: &Task<'_, N>, row: &Row<N>, elements: i64) -> Rows<N> {
        let ways: [Way; N] = std::array::from_fn(|i| way(task, row, elements, i));
        let direct = ways.iter().all(|way| matches!(way, Way::Direct)) && !task.masked;
        Rows {
            buffers: [const { MaybeUninit::uninit() }; N],
            ways,
            held: [(std::ptr::null_mut(), 0); N],
            step: if direct { usize::MAX } else { CHUNK },
            streams: ways.iter().any(|way| matches!(way, Way::Streamed)),
        }
    }

    /// # Safety
    /// As `run`, for the row's elements.
    unsafe fn run(&mut self, task: &Task<'_, N>, row: &Row<N>, inner: &mut impl Inner) -> Result<()> {
        let mut start = 0;
        while start < row.count {
            let n = self.step.min(row.count - start);
            let outside: [*mut u8; N] = std::array::from_fn(|i| {
                let offset = row.offsets[i].wrapping_add(row.strides[i].wrapping_mul(start as i64));
                task.views[i].ptr.wrapping_offset(offset as isize)
            });
            // SAFETY: the caller's promise; buffers hold `n` elements of any dtype.
            unsafe {
                let inside = self.load(task, row, &outside, n);
                let called = if task.masked { N - 1 } else { N };
                inner.call(&inside[..called], n)?;
                self.store(task, row, &outside, &inside, n);
            }
            start += n;
        }
        Ok(())
    }

    /// Where the loop finds its operands and leaves its results.
    ///
    /// # Safety
    /// As `run`, for the `n` elements at `outside`.
    unsafe fn load(
        &mut self,
        task: &Task<'_, N>,
        row: &Row<N>,
        outside: &[*mut u8; N],
        n: usize,
    ) -> [*mut u8; N] {
        let mut inside = *outside;
        for i in 0..N {
            let room = self.buffers[i].as_mut_ptr().cast::<u8>();
            let size = task.dtypes[i].itemsize();
            // SAFETY: the caller's promise; the buffer has room for `n` elements.
            unsafe {
                match self.ways[i] {
                    Way::Direct => continue,
                    Way::Buffered(load) if i >= task.nout => {
                        load([room, outside[i]], [size as isize, row.strides[i] as isize], n);
                    }
                    Way::Repeated(load) => {
                        let (held, count) = self.held[i];
                        if held != outside[i] || count < n {
                            load([room, outside[i]], [0, 0], 1);
                            repeat(room, size, n);
                            self.held[i] = (outside[i], n);
                        }
                    }
                    Way::Buffered(_) | Way::Streamed => {}
                }
            }
            inside[i] = room;
        }
        inside
    }

    /// Brings results from the buffers to their places.
    ///
    /// # Safety
    /// As `load`.
    unsafe fn store(
        &self,
        task: &Task<'_, N>,
        row: &Row<N>,
        outside: &[*mut u8; N],
        inside: &[*mut u8; N],
        n: usize,
    ) {
        for i in 0..task.nout {
            let size = task.dtypes[i].itemsize();
            let strides = [row.strides[i] as isize, size as isize];
            let pair = [outside[i], inside[i]];
            // SAFETY: the caller's promise; the mask has `n` bytes in its buffer or place.
            unsafe {
                match self.ways[i] {
                    Way::Buffered(store) if task.masked => {
                        let mask = std::slice::from_raw_parts(inside[N - 1].cast_const(), n);
                        store_where(store, pair, strides, mask);
                    }
                    Way::Buffered(store) => store(pair, strides, n),
                    Way::Streamed => stream::copy(inside[i], outside[i], n * size),
                    Way::Direct | Way::Repeated(_) => {}
                }
            }
        }
    }
}

/// How operand `i` gets to the loop in rows like this one.
fn way<const N: usize>(task: &Task<'_, N>, row: &Row<N>, elements: i64, i: usize) -> Way {
    let (view, dtype) = (&task.views[i], task.dtypes[i]);
    let stride = row.strides[i];
    let size = dtype.itemsize() as i64;
    let dense = view.dtype == dtype && (stride == size || row.count == 1);
    if i >= task.nout {
        return match (dense, stride) {
            (true, _) => Way::Direct,
            (false, 0) => Way::Repeated(cast_loop(view.dtype, dtype)),
            _ => Way::Buffered(cast_loop(view.dtype, dtype)),
        };
    }
    let long = row.count as i64 * size >= (CHUNK as i64) * 4;
    match dense && !task.masked && !task.keep {
        true if task.apart && long && elements.saturating_mul(size) >= stream::MUCH => Way::Streamed,
        true => Way::Direct,
        false => Way::Buffered(cast_loop(dtype, view.dtype)),
    }
}

/// Copies the first element of a buffer to the `n - 1` after it.
///
/// # Safety
/// The buffer has room for `n` elements of `size` bytes, of which the first is there.
unsafe fn repeat(room: *mut u8, size: usize, n: usize) {
    let mut filled = 1;
    while filled < n {
        let more = filled.min(n - filled);
        // SAFETY: `filled` elements are there, and room for as many more as are copied.
        unsafe { std::ptr::copy_nonoverlapping(room, room.add(filled * size), more * size) };
        filled += more;
    }
}

/// Stores the elements whose mask is true, stretch by stretch.
///
/// # Safety
/// As `CastLoop`, for as many elements as the mask has bytes.
unsafe fn store_where(store: CastLoop, ptrs: [*mut u8; 2], strides: [isize; 2], mask: &[u8]) {
    let mut at = 0;
    while let Some(skip) = mask[at..].iter().position(|m| *m != 0) {
        let start = at + skip;
        let n = mask[start..].iter().position(|m| *m == 0).unwrap_or(mask.len() - start);
        let from = std::array::from_fn(|i| ptrs[i].wrapping_offset(strides[i] * start as isize));
        // SAFETY: the stretch lies within the elements, by the caller's promise.
        unsafe { store(from, strides, n) };
        at = start + n;
    }
}
