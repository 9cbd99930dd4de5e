//! Floating-point conditions, found in the values: the flags of the processor are neither used nor touched.

use super::lookup::Kernel;
use super::run::Inner;
use crate::compute::op::Op;
use crate::dispatch;
use crate::dtype::{Bool, C64, C128, DType, Kind};
use crate::error::Result;

/// An exact infinite result of finite operands.
pub const DIVIDE: u32 = 1;
/// A finite result that is too large.
pub const OVERFLOW: u32 = 2;
/// A result that is no number, of operands that are.
pub const INVALID: u32 = 8;

/// A loop whose operands and results are looked at.
pub struct Watched<'a> {
    op: Op,
    kernel: Kernel,
    nout: usize,
    dtypes: &'a [DType],
    found: u32,
}

impl<'a> Watched<'a> {
    /// The dtypes are the results', then the operands'.
    pub fn new(op: Op, kernel: Kernel, nout: usize, dtypes: &'a [DType]) -> Watched<'a> {
        Watched { op, kernel, nout, dtypes, found: 0 }
    }

    /// The conditions so far.
    pub fn found(&self) -> u32 {
        self.found
    }
}

impl Inner for Watched<'_> {
    unsafe fn call(&mut self, ptrs: &[*mut u8], n: usize) -> Result<()> {
        // SAFETY: the caller's promise; the task keeps operands apart from results.
        unsafe { (self.kernel)(ptrs.as_ptr(), n) };
        let read = |i: usize, k: usize| {
            let at = ptrs[i].wrapping_add(k * self.dtypes[i].itemsize());
            // SAFETY: element k < n of a view, by the caller's promise.
            dispatch!(self.dtypes[i], T => Seen::of(unsafe { *at.cast::<T>() }))
        };
        let operands = self.nout..ptrs.len().min(self.dtypes.len());
        for k in 0..n {
            let given = || operands.clone().map(|i| read(i, k));
            for result in 0..self.nout {
                let kind = self.dtypes[result].kind();
                if matches!(kind, Kind::Float | Kind::Complex) {
                    self.found |= condition(self.op, read(result, k), given);
                }
            }
            if self.divides_integers() && given().next_back().is_some_and(|divisor| divisor.zero) {
                self.found |= DIVIDE;
            }
        }
        Ok(())
    }
}

impl Watched<'_> {
    fn divides_integers(&self) -> bool {
        let integers = matches!(self.dtypes[0].kind(), Kind::Int | Kind::UInt);
        integers
            && matches!(self.op, Op::FloorDivide | Op::Remainder | Op::Fmod | Op::Divmod | Op::Reciprocal)
    }
}

/// What counts of an element.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    nan: bool,
    infinite: bool,
    zero: bool,
}

impl Seen {
    fn of<T: Look>(x: T) -> Seen {
        x.look()
    }
}

/// An element that can be looked at.
trait Look: Copy {
    fn look(self) -> Seen;
}

macro_rules! integers {
    ($($t:ty),*) => { $(
        impl Look for $t {
            fn look(self) -> Seen { Seen { zero: self == 0, ..Seen::default() } }
        }
    )* };
}
integers!(i8, i16, i32, i64, u8, u16, u32, u64);

impl Look for Bool {
    fn look(self) -> Seen {
        Seen { zero: self.0 == 0, ..Seen::default() }
    }
}

macro_rules! floats {
    ($($t:ty, $complex:ty);*) => { $(
        impl Look for $t {
            fn look(self) -> Seen {
                Seen { nan: self.is_nan(), infinite: self.is_infinite(), zero: self == 0.0 }
            }
        }
        impl Look for $complex {
            fn look(self) -> Seen {
                let (re, im) = (self.re.look(), self.im.look());
                Seen { nan: re.nan || im.nan, infinite: re.infinite || im.infinite, zero: re.zero && im.zero }
            }
        }
    )* };
}
floats!(f32, C64; f64, C128);

/// The condition that one result shows.
fn condition<I: Iterator<Item = Seen>>(op: Op, result: Seen, operands: impl Fn() -> I) -> u32 {
    if result.nan {
        return if operands().any(|x| x.nan) { 0 } else { INVALID };
    }
    if !result.infinite || operands().any(|x| x.nan || x.infinite) {
        return 0;
    }
    let exact = match op {
        Op::TrueDivide | Op::FloorDivide | Op::Divmod => operands().last().is_some_and(|x| x.zero),
        Op::Reciprocal | Op::Power | Op::FloatPower => operands().next().is_some_and(|x| x.zero),
        Op::Log | Op::Log2 | Op::Log10 | Op::Log1p | Op::Arctanh => true,
        _ => false,
    };
    if exact { DIVIDE } else { OVERFLOW }
}
