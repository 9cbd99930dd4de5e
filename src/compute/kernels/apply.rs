//! Element-wise functions on sections of arrays, whose memory is known to be valid.

use super::conditions::Watched;
use super::copy::Room;
use super::exact::negative_exponent;
use super::lookup::Kernel;
use super::run::{self, Task, run};
use super::sections::Part;
use super::special;
use crate::compute::op::{Op, Signature};
use crate::compute::user::UserFunction;
use crate::dtype::{DType, Kind};
use crate::error::Result;
use crate::fail;
use crate::memory::{LocalView, SafeView, stream};
use crate::value::Value;
use std::mem::MaybeUninit;

/// What computes the elements.
pub enum Inner<'a> {
    /// A loop of the library.
    Built(Op, Kernel),
    /// A registered function, and which of its loops.
    User(&'a UserFunction, usize),
    /// A loop with parameters or with three operands.
    Special(&'a special::Loop),
}

/// What is to be known of a call besides its operands.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    /// Number of results.
    pub nout: usize,
    /// Whether the last operand is a mask.
    pub masked: bool,
    /// Whether no operand shares memory with a result.
    pub apart: bool,
    /// Whether conditions are looked for.
    pub watch: bool,
}

/// Most views of one call: results, operands and a mask.
pub const MOST_VIEWS: usize = 9;

/// Runs the function over all elements: `parts` are the results, then the operands, then the mask, `dtypes` those
/// of the loop. Returns the conditions that were found.
pub fn apply(inner: &Inner<'_>, call: &Call, dtypes: &[DType], parts: &[Part<'_>]) -> Result<u32> {
    match parts.len() {
        2 => applied::<2>(inner, call, dtypes, parts),
        3 => applied::<3>(inner, call, dtypes, parts),
        4 => applied::<4>(inner, call, dtypes, parts),
        5 => applied::<5>(inner, call, dtypes, parts),
        6 => applied::<6>(inner, call, dtypes, parts),
        7 => applied::<7>(inner, call, dtypes, parts),
        8 => applied::<8>(inner, call, dtypes, parts),
        MOST_VIEWS => applied::<MOST_VIEWS>(inner, call, dtypes, parts),
        n => fail!(Internal, "an element-wise call with {n} views"),
    }
}

fn applied<const N: usize>(
    inner: &Inner<'_>,
    call: &Call,
    dtypes: &[DType],
    parts: &[Part<'_>],
) -> Result<u32> {
    let Ok(dtypes) = <[DType; N]>::try_from(dtypes) else {
        fail!(Internal, "{N} views with {} dtypes", dtypes.len());
    };
    let mut rooms = [Room::default(); N];
    let mut views =
        [LocalView { ptr: std::ptr::null_mut(), dtype: DType::Bool, shape: &[], strides: &[] }; N];
    for (((view, part), room), dtype) in views.iter_mut().zip(parts).zip(&mut rooms).zip(&dtypes) {
        *view = match part {
            Part::Section(section) => *section.view(),
            Part::Scalar(value) => {
                *room = Room::new(value, *dtype)?;
                LocalView { ptr: room.address(), dtype: *dtype, shape: &[], strides: &[] }
            }
        };
    }
    if let Inner::Built(Op::Power, _) = inner {
        check_exponents(&views, &dtypes, call)?;
    }
    let task =
        Task { views, dtypes, nout: call.nout, masked: call.masked, apart: call.apart, keep: call.watch };
    // SAFETY: views are sections of arrays, or scalars in rooms that live until the end; the caller made copies of
    // what overlaps the results otherwise than element by element.
    unsafe {
        match inner {
            Inner::Built(op, kernel) if call.watch => {
                let mut watched = Watched::new(*op, *kernel, call.nout, &dtypes);
                run(&task, &mut watched)?;
                Ok(watched.found())
            }
            Inner::Built(_, kernel) => run(&task, &mut Built(*kernel)).map(|()| 0),
            Inner::User(function, number) => {
                run(&task, &mut User { function, number: *number, nout: call.nout }).map(|()| 0)
            }
            Inner::Special(chosen) => {
                let mut inner = special::Run::new(chosen);
                run(&task, &mut inner)?;
                Ok(inner.found())
            }
        }
    }
}

/// Fails, before anything is written, where an integer is to be raised to a negative power.
fn check_exponents<const N: usize>(
    views: &[LocalView<'_>; N],
    dtypes: &[DType; N],
    call: &Call,
) -> Result<()> {
    let (Some(dtype), Some(exponents)) = (dtypes.get(2).copied(), views.get(2)) else { return Ok(()) };
    if dtype.kind() != Kind::Int {
        return Ok(());
    }
    let stretched = |view: &LocalView<'_>| -> Result<Vec<i64>> {
        let Some(new) = views[0].shape.len().checked_sub(view.shape.len()) else {
            fail!(Shape, "an operand with more axes than the result");
        };
        let kept = view.shape.iter().zip(view.strides).zip(&views[0].shape[new..]);
        let along = kept.map(|((own, stride), extent)| if own == extent { *stride } else { 0 });
        Ok(std::iter::repeat_n(0, new).chain(along).collect())
    };
    let strides = stretched(exponents)?;
    let exponents = LocalView { shape: views[0].shape, strides: &strides, ..*exponents };
    let mut look = Exponents { dtype, masked: call.masked };
    let (nout, masked, apart, keep) = (0, false, true, false);
    // SAFETY: the views are those of the call; nothing is written.
    unsafe {
        if call.masked {
            let strides = stretched(&views[N - 1])?;
            let mask = LocalView { shape: views[0].shape, strides: &strides, ..views[N - 1] };
            let dtypes = [dtype, DType::Bool];
            run(&Task { views: [exponents, mask], dtypes, nout, masked, apart, keep }, &mut look)
        } else {
            run(&Task { views: [exponents], dtypes: [dtype], nout, masked, apart, keep }, &mut look)
        }
    }
}

/// Looks for negative exponents, where the mask is true if there is one.
struct Exponents {
    dtype: DType,
    masked: bool,
}

impl run::Inner for Exponents {
    unsafe fn call(&mut self, ptrs: &[*mut u8], n: usize) -> Result<()> {
        let size = self.dtype.itemsize();
        // SAFETY: n exponents, and as many bytes of the mask, by the caller's promise.
        let found = unsafe {
            match self.masked {
                false => negative_exponent(self.dtype, ptrs[0], n),
                true => (0..n)
                    .any(|k| *ptrs[1].add(k) != 0 && negative_exponent(self.dtype, ptrs[0].add(k * size), 1)),
            }
        };
        if found {
            fail!(Argument, "power: integers to negative integer powers are not allowed");
        }
        Ok(())
    }
}

/// The number of a section's elements, where a loop may write them where they are: dense, of the loop's dtype, and not
/// so many that results are better stored past the caches (which is no question where an operand lies there).
#[inline]
fn writable_at_once(target: &LocalView<'_>, dtype: DType, shared: bool) -> Option<usize> {
    let n = target.shape.iter().try_fold(1i64, |n, extent| n.checked_mul(*extent))?;
    let much = n.checked_mul(dtype.itemsize() as i64)? >= stream::MUCH;
    let fits = target.dtype == dtype && target.is_c_contiguous() && (shared || !much);
    fits.then_some(n as usize)
}

/// Whether a loop may read a section where it is: dense, of the loop's dtype and the result's shape, and in the very
/// memory of the result or apart from it.
#[inline]
fn readable_at_once(view: &LocalView<'_>, dtype: DType, target: &LocalView<'_>, n: usize) -> bool {
    let (size, start) = (target.dtype.itemsize(), target.ptr as usize);
    let (at, end) = (view.ptr as usize, view.ptr as usize + n * dtype.itemsize());
    let same = at == start && dtype.itemsize() == size;
    let apart = end <= start || start + n * size <= at;
    view.dtype == dtype && view.shape == target.shape && (same || apart) && view.is_c_contiguous()
}

/// Runs a loop over sections that lie side by side, each in the same memory as the result or apart from it; false,
/// and nothing was done, where they do not, or where results are better stored past the caches.
#[inline]
pub fn dense<const N: usize>(
    kernel: Kernel,
    signature: &Signature,
    target: SafeView<'_>,
    sections: &[SafeView<'_>; N],
) -> bool {
    let (out, operands) = (target.view(), signature.operands());
    let [result] = signature.results() else { return false };
    let shared = sections.iter().any(|section| section.view().ptr == out.ptr);
    let Some(n) = writable_at_once(out, *result, shared) else { return false };
    let fits = |(section, dtype): (&SafeView<'_>, &DType)| readable_at_once(section.view(), *dtype, out, n);
    if operands.len() != N || !sections.iter().zip(operands).all(fits) {
        return false;
    }
    let mut ptrs = [out.ptr; MOST_VIEWS];
    for (ptr, section) in ptrs[1..].iter_mut().zip(sections) {
        *ptr = section.view().ptr;
    }
    // SAFETY: sections of arrays with the loop's dtypes, dense, in place or apart.
    unsafe { kernel(ptrs.as_ptr(), n) };
    true
}

/// As `dense`, for one section and a scalar of the loop's dtype, which is the first operand where it is on the `left`.
#[inline]
pub fn dense_with_scalar(
    kernel: Kernel,
    signature: &Signature,
    target: SafeView<'_>,
    section: SafeView<'_>,
    scalar: &Value,
    left: bool,
) -> bool {
    let (out, view) = (target.view(), section.view());
    let ([result], [first, second]) = (signature.results(), signature.operands()) else { return false };
    let (own, single) = if left { (*second, *first) } else { (*first, *second) };
    let Some(n) = writable_at_once(out, *result, view.ptr == out.ptr) else { return false };
    if scalar.dtype != single || !readable_at_once(view, own, out, n) {
        return false;
    }
    let mut room = Repeated::new(scalar, n);
    let most = Repeated::BYTES / single.itemsize();
    for start in (0..n).step_by(most) {
        // SAFETY: within the sections, which have `n` elements.
        let (to, from) =
            unsafe { (out.ptr.add(start * result.itemsize()), view.ptr.add(start * own.itemsize())) };
        let ptrs = if left { [to, room.address(), from] } else { [to, from, room.address()] };
        // SAFETY: sections of arrays with the loop's dtypes, dense, in place or apart; the room has `most` elements.
        unsafe { kernel(ptrs.as_ptr(), most.min(n - start)) };
    }
    true
}

/// A scalar again and again, side by side.
#[repr(C, align(64))]
struct Repeated([MaybeUninit<u8>; Repeated::BYTES]);

impl Repeated {
    const BYTES: usize = 4096;

    /// As often as there is room, or `n` times.
    fn new(scalar: &Value, n: usize) -> Repeated {
        let size = scalar.dtype.itemsize();
        let bytes = scalar.to_bytes(scalar.dtype).map(MaybeUninit::new);
        let mut room = Repeated([MaybeUninit::uninit(); Repeated::BYTES]);
        let used = (n * size).min(Repeated::BYTES);
        match size {
            8 => room.0[..used].as_chunks_mut::<8>().0.fill(std::array::from_fn(|k| bytes[k])),
            4 => room.0[..used].as_chunks_mut::<4>().0.fill(std::array::from_fn(|k| bytes[k])),
            _ => room.0[..used].chunks_exact_mut(size).for_each(|one| one.copy_from_slice(&bytes[..size])),
        }
        room
    }

    fn address(&mut self) -> *mut u8 {
        self.0.as_mut_ptr().cast()
    }
}

/// A loop of the library.
struct Built(Kernel);

impl run::Inner for Built {
    #[inline]
    unsafe fn call(&mut self, ptrs: &[*mut u8], n: usize) -> Result<()> {
        // SAFETY: the caller's promise.
        unsafe { (self.0)(ptrs.as_ptr(), n) };
        Ok(())
    }
}

/// A loop of the application.
struct User<'a> {
    function: &'a UserFunction,
    number: usize,
    nout: usize,
}

impl run::Inner for User<'_> {
    unsafe fn call(&mut self, ptrs: &[*mut u8], n: usize) -> Result<()> {
        // The application's loops have NumPy's order: operands, then results.
        let mut args = [std::ptr::null_mut(); MOST_VIEWS];
        let (results, operands) = ptrs.split_at(self.nout);
        args[..operands.len()].copy_from_slice(operands);
        args[operands.len()..ptrs.len()].copy_from_slice(results);
        self.function.call(self.number, &args[..ptrs.len()], n)
    }
}
