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

/// Runs a loop over sections that lie side by side, the result first, each in the same memory as the result or apart
/// from it; false, and nothing was done, where they do not, or where results are better stored past the caches.
#[inline]
pub fn dense<const N: usize>(kernel: Kernel, signature: &Signature, sections: &[SafeView<'_>; N]) -> bool {
    let target = sections[0].view();
    let Some(n) = target.shape.iter().try_fold(1i64, |n, extent| n.checked_mul(*extent)) else {
        return false;
    };
    let bytes = |view: &LocalView| n as usize * view.dtype.itemsize();
    let much = bytes(target) as i64 >= stream::MUCH;
    let start = target.ptr as usize;
    let fits = |(section, dtype): (&SafeView<'_>, &DType)| {
        let view = section.view();
        let (at, end) = (view.ptr as usize, view.ptr as usize + bytes(view));
        let same = at == start && view.dtype.itemsize() == target.dtype.itemsize();
        let apart = end <= start || start + bytes(target) <= at;
        view.dtype == *dtype && view.shape == target.shape && (same || apart) && view.is_c_contiguous()
    };
    let shared = sections[1..].iter().any(|section| section.view().ptr == target.ptr);
    if (much && !shared) || signature.all().len() != N || !sections.iter().zip(signature.all()).all(fits) {
        return false;
    }
    let ptrs = sections.map(|section| section.view().ptr);
    // SAFETY: sections of arrays with the loop's dtypes, dense, in place or apart.
    unsafe { kernel(ptrs.as_ptr(), n as usize) };
    true
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
