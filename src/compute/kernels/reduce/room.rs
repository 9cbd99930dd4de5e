//! One state per result.

use super::{Counts, How, Loops};
use crate::compute::kernels::complex;
use crate::dtype::{C128, DType};
use crate::error::Result;
use crate::fail;
use crate::memory::{Budget, Scratch};
use crate::value::Value;
use std::sync::Arc;

/// The states of some results, in C order.
pub struct States {
    loops: Loops,
    memory: Scratch,
    count: usize,
}

impl States {
    /// The states of no elements.
    pub fn new(loops: &Loops, count: usize, budget: &Arc<Budget>) -> Result<States> {
        let bytes = (count as i64).checked_mul(loops.state as i64);
        let Some(bytes) = bytes else { fail!(Overflow, "{count} results do not fit into memory") };
        let memory = Scratch::new(&[bytes], DType::UInt8, budget)?;
        let states = States { loops: *loops, memory, count };
        // SAFETY: so much memory was just taken, aligned for anything.
        unsafe { (loops.clear)(states.address(), count) };
        Ok(states)
    }

    /// Where they are.
    pub(super) fn address(&self) -> *mut u8 {
        self.memory.part().data()
    }

    /// Number of results.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Bytes of one.
    pub fn record(&self) -> usize {
        self.loops.state
    }

    /// All of them as bytes, for other ranks.
    pub fn bytes_mut(&mut self) -> &mut [u8] {
        self.memory.bytes_mut()
    }

    /// How states as bytes are merged: those of others into ours. Both begin where states are aligned.
    pub fn merger(&self) -> impl Fn(&mut [u8], &[u8]) + use<> {
        let loops = self.loops;
        move |into: &mut [u8], from: &[u8]| {
            let n = into.len().min(from.len()) / loops.state;
            // SAFETY: both have n states.
            unsafe { (loops.merge)(into.as_mut_ptr(), loops.state as isize, from.as_ptr(), n) }
        }
    }

    /// Adds a value, which has the dtype of what comes out, to every result.
    pub fn seed(&mut self, initial: Value) {
        let aligned = Aligned(initial.to_bytes(self.loops.out));
        // SAFETY: the value is an aligned element of the right type.
        unsafe { (self.loops.seed)(self.address(), self.count, aligned.0.as_ptr()) };
    }

    /// Calls a function with the place that each state remembers, if it has one.
    pub fn each_place(&mut self, mut visit: impl FnMut(usize, &mut i64)) {
        if let Some(places) = self.loops.places {
            // SAFETY: there are so many states.
            unsafe { places(self.address(), self.count, &mut visit) };
        }
    }

    /// The results, of dtype `Loops::out` and in C order, in memory of this shape. All have `count` elements.
    pub fn finish(
        &self,
        how: &How,
        count: &[i64; 1],
        shape: &[i64],
        budget: &Arc<Budget>,
    ) -> Result<Scratch> {
        self.finish_with(how, Counts::Same(count[0]), shape, budget)
    }

    /// As `finish`, with numbers of elements for each result: an array of int64.
    pub fn finish_each(
        &self,
        how: &How,
        counts: &Scratch,
        shape: &[i64],
        budget: &Arc<Budget>,
    ) -> Result<Scratch> {
        if counts.bytes().len() < 8 * self.count || counts.part().whole().view().dtype != DType::Int64 {
            fail!(Internal, "{} results lack their counts", self.count);
        }
        self.finish_with(how, Counts::Each(counts.part().data().cast()), shape, budget)
    }

    fn finish_with(&self, how: &How, counts: Counts, shape: &[i64], budget: &Arc<Budget>) -> Result<Scratch> {
        let out = Scratch::new(shape, self.loops.out, budget)?;
        if out.bytes().len() != self.count * self.loops.out.itemsize() {
            fail!(Internal, "{} results for an array of shape {shape:?}", self.count);
        }
        // SAFETY: so many states, counts and results there are.
        unsafe { (self.loops.finish)(self.address(), self.count, how, counts, out.part().data()) };
        Ok(out)
    }
}

/// Divides results by others of the same dtype and number, float64 or complex128; tells how many divisors
/// are zero.
pub fn divide(results: &mut Scratch, by: &Scratch) -> Result<usize> {
    let dtype = results.part().whole().view().dtype;
    if by.part().whole().view().dtype != dtype || by.bytes().len() != results.bytes().len() {
        fail!(Internal, "results and divisors do not fit each other");
    }
    let n = by.bytes().len() / dtype.itemsize();
    let (to, from) = (results.part().data(), by.part().data());
    match dtype {
        // SAFETY: both have n elements of the type, aligned, and share none.
        DType::Float64 => Ok(unsafe { divide_as::<f64>(to, from, n, |a, b| a / b, |b| b == 0.0) }),
        DType::Complex128 => {
            // SAFETY: as above.
            Ok(unsafe { divide_as::<C128>(to, from, n, complex::divide, |b| b.re == 0.0 && b.im == 0.0) })
        }
        other => fail!(Internal, "sums are not {other}"),
    }
}

/// # Safety
/// Both have so many elements of the type, aligned, and share none.
unsafe fn divide_as<T: Copy>(
    to: *mut u8,
    from: *const u8,
    n: usize,
    divide: impl Fn(T, T) -> T,
    is_zero: impl Fn(T) -> bool,
) -> usize {
    let mut zeros = 0;
    for k in 0..n {
        // SAFETY: the caller's promise.
        unsafe {
            let (element, by) = (to.cast::<T>().add(k), *from.cast::<T>().add(k));
            zeros += usize::from(is_zero(by));
            *element = divide(*element, by);
        }
    }
    zeros
}

/// Bytes that are aligned for any element.
#[repr(align(16))]
struct Aligned([u8; 16]);
