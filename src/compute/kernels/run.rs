//! Element-wise functions, conversion and filling over whole views.
//!
//! Safety, for every function here: views describe memory of this process in which each element
//! is aligned for its dtype, initialised where it is read, and writable in `out`; `out` does not
//! visit an element twice; `out` shares memory with an operand only as `Overlap::Identical`.
//! Nobody else writes to the memory meanwhile.

use super::cast::{CastLoop, cast_loop};
use super::table::{BinaryLoop, binary_loop, unary_loop};
use crate::compute::operand::Operand;
use crate::compute::ufunc::{BinaryOp, Loop, UnaryOp};
use crate::compute::walk::{MAX_NDIM, Row, Walk};
use crate::dtype::{DType, real_of};
use crate::error::Result;
use crate::fail;
use crate::memory::LocalView;
use crate::value::Value;
use std::mem::MaybeUninit;

/// Computes `out = op(input)` with the loop that `unary_dtypes` gave. `input` is broadcast to
/// `out`; other dtypes than the loop's are converted in small pieces (the caller has checked the
/// casting rule). `DA_ERR_SHAPE` if the shapes do not fit.
///
/// # Safety
/// The views are as the head of this module says.
pub unsafe fn run_unary(op: UnaryOp, lp: &Loop, input: &LocalView, out: &LocalView) -> Result<()> {
    let Some(inner) = unary_loop(op, lp.input) else {
        fail!(Dtype, "{op}: no loop for {}", lp.input);
    };
    check_output(op.name(), lp, unary_output(op, lp.input))?;
    let converted = input.dtype != lp.input || out.dtype != lp.output;
    if let Some(row) = single_row([out, input]).filter(|_| !converted) {
        // SAFETY: the row is all elements of the views, by the caller's promise.
        unsafe { inner(row.ptrs, row.strides, row.count) };
        return Ok(());
    }
    let walk = Walk::new([out, input])?;
    // SAFETY: the walk's rows are elements of the views, by the caller's promise.
    unsafe { run_rows([out, input], &walk, inner, converted.then_some(lp)) };
    Ok(())
}

/// Computes `out = op(a, b)` with the loop that `binary_dtypes` gave, as `run_unary` does.
/// `DA_ERR_OVERFLOW` if a weak integer does not fit the loop's dtype.
///
/// # Safety
/// The views are as the head of this module says.
pub unsafe fn run_binary(op: BinaryOp, lp: &Loop, a: &Operand, b: &Operand, out: &LocalView) -> Result<()> {
    let Some(inner) = binary_loop(op, lp.input) else {
        fail!(Dtype, "{op}: no loop for {} and {}", lp.input, lp.input);
    };
    check_output(op.name(), lp, lp.input)?;
    let (mut first, mut second) = (Scalar::default(), Scalar::default());
    let a = operand_view(a, lp.input, &mut first)?;
    let b = operand_view(b, lp.input, &mut second)?;
    // SAFETY: scalars are views of locals that live until the end; the rest is the caller's promise.
    unsafe { binary_views(inner, lp, [out, &a, &b]) }
}

/// # Safety
/// As `run_binary`.
unsafe fn binary_views(inner: BinaryLoop, lp: &Loop, views: [&LocalView; 3]) -> Result<()> {
    let [out, a, b] = views;
    let converted = a.dtype != lp.input || b.dtype != lp.input || out.dtype != lp.output;
    if let Some(row) = single_row(views).filter(|_| !converted) {
        // SAFETY: the row is all elements of the views, by the caller's promise.
        unsafe { inner(row.ptrs, row.strides, row.count) };
        return Ok(());
    }
    let walk = Walk::new(views)?;
    // SAFETY: the walk's rows are elements of the views, by the caller's promise.
    unsafe { run_rows(views, &walk, inner, converted.then_some(lp)) };
    Ok(())
}

/// An inner loop of any number of operands.
type InnerLoop<const N: usize> = unsafe fn([*mut u8; N], [isize; N], usize);

/// Runs the inner loop over all rows, through buffers if some dtype is not the loop's.
///
/// # Safety
/// The walk was planned for these views, and they are as the head of this module says.
unsafe fn run_rows<const N: usize>(
    views: [&LocalView; N],
    walk: &Walk<N>,
    inner: InnerLoop<N>,
    converted: Option<&Loop>,
) {
    match converted {
        None => walk.rows(|row| {
            let piece = Piece::new(views, row);
            // SAFETY: a row's elements are elements of the views.
            unsafe { inner(piece.ptrs, piece.strides, piece.count) }
        }),
        Some(lp) => {
            let mut buffers = Buffers::new(views, lp);
            walk.rows(|row| {
                let piece = Piece::new(views, row);
                // SAFETY: a row's elements are elements of the views.
                unsafe { buffers.run(&piece, inner) }
            })
        }
    }
}

/// Copies `input`, broadcast to `out`, converting by `unsafe` casting; the caller has checked the
/// casting rule. Copying a view onto itself does nothing.
///
/// # Safety
/// The views are as the head of this module says.
pub unsafe fn copy(input: &LocalView, out: &LocalView) -> Result<()> {
    let views = [out, input];
    let same = input.dtype == out.dtype;
    let convert = cast_loop(input.dtype, out.dtype);
    let size = out.dtype.itemsize();
    let copy_row = |Piece { ptrs: [to, from], strides, count }: Piece<2>| {
        // SAFETY: the row's elements are those of the views, by the caller's promise; `ptr::copy`
        // allows both to be the same.
        unsafe {
            if same && strides == [size as isize; 2] {
                std::ptr::copy(from, to, count * size);
            } else {
                convert([to, from], strides, count);
            }
        }
    };
    match single_row(views) {
        Some(row) => copy_row(row),
        None => Walk::new(views)?.rows(|row| copy_row(Piece::new(views, row))),
    }
    Ok(())
}

/// Sets every element to `value`, converted by `unsafe` casting (the caller has checked the
/// rule); a weak integer that does not fit an integer dtype is `DA_ERR_OVERFLOW`.
///
/// # Safety
/// The view is as the head of this module says.
pub unsafe fn fill(out: &LocalView, value: &Value) -> Result<()> {
    let mut scalar = Scalar::default();
    let source = scalar.view(*value, out.dtype)?;
    // SAFETY: `source` is a local that lives until the end; the rest is the caller's promise.
    unsafe { copy(&source, out) }
}

/// The dtype that the table's loop of a function of one operand writes.
fn unary_output(op: UnaryOp, input: DType) -> DType {
    match op {
        UnaryOp::Absolute => real_of(input),
        UnaryOp::Sqrt => input,
    }
}

/// A `Loop` made by hand must not make an inner loop write elements of another size.
fn check_output(name: &str, lp: &Loop, written: DType) -> Result<()> {
    if lp.output != written {
        fail!(Dtype, "{name}: the loop for {} gives {written}, not {}", lp.input, lp.output);
    }
    Ok(())
}

/// The only row, if one look at the views shows that there is only one: all are dense in C order
/// and of the same shape, or have one axis; operands without axes are scalars. No walk need be
/// planned then, which matters for small arrays.
fn single_row<const N: usize>(views: [&LocalView; N]) -> Option<Piece<N>> {
    let shape = views[0].shape;
    let fits = |v: &LocalView| {
        let simple = matches!(v.strides, [stride] if *stride >= 0) || v.is_c_contiguous();
        v.strides.len() == v.shape.len() && (v.shape.is_empty() || (v.shape == shape && simple))
    };
    if shape.len() > MAX_NDIM || !views.into_iter().all(fits) {
        return None;
    }
    let step = |v: &LocalView| match v.strides {
        [] => 0,
        [stride] => *stride as isize,
        _ => v.dtype.itemsize() as isize,
    };
    let count = shape.iter().try_fold(1i64, |product, &n| product.checked_mul(n.max(0)))?;
    Some(Piece { ptrs: views.map(|v| v.ptr), strides: views.map(step), count: usize::try_from(count).ok()? })
}

/// Room for a scalar operand's element.
#[derive(Default)]
#[repr(C, align(16))]
struct Scalar([u8; 16]);

impl Scalar {
    /// Stores the value, converted to `dtype`, and gives the view of it.
    fn view(&mut self, value: Value, dtype: DType) -> Result<LocalView<'_>> {
        self.0 = value.convert(dtype)?.to_bytes(dtype);
        Ok(LocalView { ptr: self.0.as_mut_ptr(), dtype, shape: &[], strides: &[] })
    }
}

/// An operand as a view; scalars are converted to the loop's dtype here, once.
fn operand_view<'a>(operand: &Operand<'a>, dtype: DType, room: &'a mut Scalar) -> Result<LocalView<'a>> {
    match operand {
        Operand::View(view) => Ok(*view),
        Operand::Scalar(value) => room.view(*value, dtype),
    }
}

/// A row as addresses.
#[derive(Clone, Copy)]
struct Piece<const N: usize> {
    ptrs: [*mut u8; N],
    strides: [isize; N],
    count: usize,
}

impl<const N: usize> Piece<N> {
    fn new(views: [&LocalView; N], row: Row<N>) -> Piece<N> {
        let ptrs = std::array::from_fn(|i| views[i].ptr.wrapping_offset(row.offsets[i] as isize));
        Piece { ptrs, strides: row.strides.map(|s| s as isize), count: row.count }
    }

    /// `count` elements from element `start` on.
    fn part(&self, start: usize, count: usize) -> Piece<N> {
        let ptrs = std::array::from_fn(|i| self.ptrs[i].wrapping_offset(self.strides[i] * start as isize));
        Piece { ptrs, strides: self.strides, count }
    }
}

/// Elements that are converted at a time: 8 KiB of the largest dtype.
const BUFFER_ELEMENTS: usize = 512;

/// Room for one operand's elements, in the loop's dtype.
type Buffer = MaybeUninit<[u128; BUFFER_ELEMENTS]>;

/// Conversion buffers of a function with `N - 1` operands, the result's first.
struct Buffers<const N: usize> {
    rooms: [Buffer; N],
    /// How each operand is converted, if it has to be.
    casts: [Option<CastLoop>; N],
    /// Element sizes in the loop.
    sizes: [isize; N],
}

impl<const N: usize> Buffers<N> {
    fn new(views: [&LocalView; N], lp: &Loop) -> Buffers<N> {
        let wanted: [DType; N] = std::array::from_fn(|i| if i == 0 { lp.output } else { lp.input });
        let cast = |i: usize| {
            let (view, inner) = (views[i].dtype, wanted[i]);
            let (from, to) = if i == 0 { (inner, view) } else { (view, inner) };
            (from != to).then(|| cast_loop(from, to))
        };
        Buffers {
            rooms: [const { MaybeUninit::uninit() }; N],
            casts: std::array::from_fn(cast),
            sizes: wanted.map(|d| d.itemsize() as isize),
        }
    }

    /// Runs the inner loop over a row, piece by piece, converting where necessary.
    ///
    /// # Safety
    /// The row's elements are as the head of this module says, with the dtypes given to `new`.
    unsafe fn run(&mut self, row: &Piece<N>, inner: InnerLoop<N>) {
        let mut start = 0;
        while start < row.count {
            let count = BUFFER_ELEMENTS.min(row.count - start);
            let outside = row.part(start, count);
            let mut inside = outside;
            // SAFETY: buffers hold `count` elements of any dtype; the rest is the caller's promise.
            unsafe {
                for i in 1..N {
                    self.load(i, &outside, &mut inside);
                }
                match self.casts[0] {
                    None => inner(inside.ptrs, inside.strides, count),
                    Some(store) => {
                        inside.ptrs[0] = self.rooms[0].as_mut_ptr().cast();
                        inside.strides[0] = self.sizes[0];
                        inner(inside.ptrs, inside.strides, count);
                        let ptrs = [outside.ptrs[0], inside.ptrs[0]];
                        store(ptrs, [outside.strides[0], inside.strides[0]], count);
                    }
                }
            }
            start += count;
        }
    }

    /// Converts operand `i` into its buffer; one that repeats a single element is converted once.
    ///
    /// # Safety
    /// As `run`, and the piece has at most `BUFFER_ELEMENTS` elements.
    unsafe fn load(&mut self, i: usize, outside: &Piece<N>, inside: &mut Piece<N>) {
        let Some(load) = self.casts[i] else { return };
        let repeats = outside.strides[i] == 0;
        inside.ptrs[i] = self.rooms[i].as_mut_ptr().cast();
        inside.strides[i] = if repeats { 0 } else { self.sizes[i] };
        let count = if repeats { 1 } else { outside.count };
        // SAFETY: the caller's promise, and the buffer has room for `count` elements.
        unsafe {
            load([inside.ptrs[i], outside.ptrs[i]], [self.sizes[i], outside.strides[i]], count);
        }
    }
}
