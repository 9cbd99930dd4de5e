//! The loops themselves, inlined into a wrapper per level.
//!
//! A result may be the very memory of an operand. The compiler vectorises when it knows that nothing is
//! overwritten before it is read: so results that are apart from operands go through a loop over slices, one
//! of which is exclusive; those in place go through blocks, read as a whole before the block's results are
//! written, or, for the rest and where the function is heavy anyway, through a copy of the operands.

use super::{Guarded2, Isa, Map1, Map2, Pair1, Pair2};
use std::mem::MaybeUninit;
use std::slice::{from_raw_parts, from_raw_parts_mut};

/// Elements of a block whose results are written after all of its operands have been read.
const BLOCK: usize = 64;
/// Elements that are copied before a heavy function overwrites them.
const COPY: usize = 256;

/// Room for a copy of some operands.
struct Copied<T, const N: usize>(MaybeUninit<[T; N]>);

impl<T: Copy, const N: usize> Copied<T, N> {
    #[inline(always)]
    fn new() -> Self {
        Copied(MaybeUninit::uninit())
    }

    /// A copy of `n` elements, `N` at most.
    ///
    /// # Safety
    /// There are `n` elements to read.
    #[inline(always)]
    unsafe fn take(&mut self, from: *const T, n: usize) -> *const T {
        let to = self.0.as_mut_ptr().cast::<T>();
        // SAFETY: the caller has `n` elements, and there is room for `N` here.
        unsafe { std::ptr::copy_nonoverlapping(from, to, n.min(N)) };
        to
    }
}

/// The addresses of all arrays.
///
/// # Safety
/// `ptrs` are `N` addresses.
#[inline(always)]
unsafe fn addresses<const N: usize>(ptrs: *const *mut u8) -> [*mut u8; N] {
    // SAFETY: the caller's promise; an array of pointers is aligned as a pointer.
    unsafe { ptrs.cast::<[*mut u8; N]>().read() }
}

/// # Safety
/// As `Kernel`: one result and one operand.
#[inline(always)]
pub unsafe fn map1<F: Map1<A>, A: Copy, I: Isa>(ptrs: *const *mut u8, n: usize) {
    // SAFETY: the caller's promise. Every index is below `n`. The slices are of memory that is apart from the
    // result: either the operand is, or it has been copied.
    unsafe {
        let [r, a] = addresses(ptrs);
        let in_place = r == a;
        let (r, a) = (r.cast::<F::R>(), a.cast::<A>().cast_const());
        let mut k = 0;
        if in_place && !F::HEAVY {
            while n - k >= BLOCK {
                let x = a.add(k).cast::<[A; BLOCK]>().read();
                let mut z = MaybeUninit::<[F::R; BLOCK]>::uninit();
                let results = z.as_mut_ptr().cast::<F::R>();
                for i in 0..BLOCK {
                    *results.add(i) = F::call::<I>(x[i]);
                }
                r.add(k).cast::<[F::R; BLOCK]>().write(z.assume_init());
                k += BLOCK;
            }
        }
        let step = if in_place { COPY } else { n };
        let mut x_copy = Copied::<A, COPY>::new();
        while k < n {
            let m = step.min(n - k);
            let x = if in_place { x_copy.take(a.add(k), m) } else { a.add(k) };
            row1::<F, A, I>(from_raw_parts_mut(r.add(k).cast(), m), from_raw_parts(x, m));
            k += m;
        }
    }
}

#[inline(always)]
fn row1<F: Map1<A>, A: Copy, I: Isa>(r: &mut [MaybeUninit<F::R>], a: &[A]) {
    for (r, a) in r.iter_mut().zip(a) {
        r.write(F::call::<I>(*a));
    }
}

/// # Safety
/// As `Kernel`: one result and two operands.
#[inline(always)]
pub unsafe fn map2<F: Map2<A, B>, A: Copy, B: Copy, I: Isa>(ptrs: *const *mut u8, n: usize) {
    // SAFETY: as in `map1`.
    unsafe {
        let [r, a, b] = addresses(ptrs);
        let in_place = r == a || r == b;
        let (r, a, b) = (r.cast::<F::R>(), a.cast::<A>().cast_const(), b.cast::<B>().cast_const());
        let mut k = 0;
        if in_place && !F::HEAVY {
            while n - k >= BLOCK {
                let x = a.add(k).cast::<[A; BLOCK]>().read();
                let y = b.add(k).cast::<[B; BLOCK]>().read();
                let mut z = MaybeUninit::<[F::R; BLOCK]>::uninit();
                let results = z.as_mut_ptr().cast::<F::R>();
                for i in 0..BLOCK {
                    *results.add(i) = F::call::<I>(x[i], y[i]);
                }
                r.add(k).cast::<[F::R; BLOCK]>().write(z.assume_init());
                k += BLOCK;
            }
        }
        let step = if in_place { COPY } else { n };
        let (mut x_copy, mut y_copy) = (Copied::<A, COPY>::new(), Copied::<B, COPY>::new());
        while k < n {
            let m = step.min(n - k);
            let (x, y) = match in_place {
                true => (x_copy.take(a.add(k), m), y_copy.take(b.add(k), m)),
                false => (a.add(k), b.add(k)),
            };
            row2::<F, A, B, I>(
                from_raw_parts_mut(r.add(k).cast(), m),
                from_raw_parts(x, m),
                from_raw_parts(y, m),
            );
            k += m;
        }
    }
}

#[inline(always)]
fn row2<F: Map2<A, B>, A: Copy, B: Copy, I: Isa>(r: &mut [MaybeUninit<F::R>], a: &[A], b: &[B]) {
    for (r, (a, b)) in r.iter_mut().zip(a.iter().zip(b)) {
        r.write(F::call::<I>(*a, *b));
    }
}

/// # Safety
/// As `Kernel`: two results and one operand.
#[inline(always)]
pub unsafe fn pair1<F: Pair1<A>, A: Copy, I: Isa>(ptrs: *const *mut u8, n: usize) {
    // SAFETY: as in `map1`.
    unsafe {
        let [r, s, a] = addresses(ptrs);
        let in_place = r == a || s == a;
        let (r, s, a) = (r.cast::<F::R>(), s.cast::<F::S>(), a.cast::<A>().cast_const());
        let step = if in_place { COPY } else { n };
        let mut x_copy = Copied::<A, COPY>::new();
        let mut k = 0;
        while k < n {
            let m = step.min(n - k);
            let x = if in_place { x_copy.take(a.add(k), m) } else { a.add(k) };
            pair_row1::<F, A, I>(
                from_raw_parts_mut(r.add(k).cast(), m),
                from_raw_parts_mut(s.add(k).cast(), m),
                from_raw_parts(x, m),
            );
            k += m;
        }
    }
}

#[inline(always)]
fn pair_row1<F: Pair1<A>, A: Copy, I: Isa>(
    r: &mut [MaybeUninit<F::R>],
    s: &mut [MaybeUninit<F::S>],
    a: &[A],
) {
    for ((r, s), a) in r.iter_mut().zip(s).zip(a) {
        let (first, second) = F::call::<I>(*a);
        r.write(first);
        s.write(second);
    }
}

/// # Safety
/// As `Kernel`: two results and two operands.
#[inline(always)]
pub unsafe fn pair2<F: Pair2<A, B>, A: Copy, B: Copy, I: Isa>(ptrs: *const *mut u8, n: usize) {
    // SAFETY: as in `map1`.
    unsafe {
        let [r, s, a, b] = addresses(ptrs);
        let in_place = r == a || r == b || s == a || s == b;
        let (r, s) = (r.cast::<F::R>(), s.cast::<F::S>());
        let (a, b) = (a.cast::<A>().cast_const(), b.cast::<B>().cast_const());
        let step = if in_place { COPY } else { n };
        let (mut x_copy, mut y_copy) = (Copied::<A, COPY>::new(), Copied::<B, COPY>::new());
        let mut k = 0;
        while k < n {
            let m = step.min(n - k);
            let (x, y) = match in_place {
                true => (x_copy.take(a.add(k), m), y_copy.take(b.add(k), m)),
                false => (a.add(k), b.add(k)),
            };
            pair_row2::<F, A, B, I>(
                from_raw_parts_mut(r.add(k).cast(), m),
                from_raw_parts_mut(s.add(k).cast(), m),
                from_raw_parts(x, m),
                from_raw_parts(y, m),
            );
            k += m;
        }
    }
}

#[inline(always)]
fn pair_row2<F: Pair2<A, B>, A: Copy, B: Copy, I: Isa>(
    r: &mut [MaybeUninit<F::R>],
    s: &mut [MaybeUninit<F::S>],
    a: &[A],
    b: &[B],
) {
    for ((r, s), (a, b)) in r.iter_mut().zip(s).zip(a.iter().zip(b)) {
        let (first, second) = F::call::<I>(*a, *b);
        r.write(first);
        s.write(second);
    }
}

/// The results of one block.
type Results<R> = [MaybeUninit<R>; BLOCK];

/// All results of `BLOCK` elements, of which `m` count: the fast way, and the slow way where that failed.
#[inline(always)]
fn guarded_block<F: Guarded2<A, B>, A: Copy, B: Copy, I: Isa>(
    x: &[A; BLOCK],
    y: &[B; BLOCK],
    m: usize,
) -> Results<F::R> {
    let mut z = [const { MaybeUninit::uninit() }; BLOCK];
    let mut all = true;
    for i in 0..BLOCK {
        let (result, worked) = F::fast::<I>(x[i], y[i]);
        z[i].write(result);
        all &= worked;
    }
    if !all {
        for i in 0..m {
            if !F::fast::<I>(x[i], y[i]).1 {
                z[i].write(F::slow(x[i], y[i]));
            }
        }
    }
    z
}

/// `m` elements, and where a block has more, zeros.
///
/// # Safety
/// There are `m` elements, `BLOCK` at most.
#[inline(always)]
unsafe fn block<T: Copy + Default>(from: *const T, m: usize) -> [T; BLOCK] {
    if m == BLOCK {
        // SAFETY: the caller's promise.
        return unsafe { from.cast::<[T; BLOCK]>().read() };
    }
    let mut to = [T::default(); BLOCK];
    // SAFETY: the caller's promise.
    unsafe { std::ptr::copy_nonoverlapping(from, to.as_mut_ptr(), m.min(BLOCK)) };
    to
}

/// # Safety
/// As `Kernel`: one result and two operands.
#[inline(always)]
pub unsafe fn guarded2<F, A, B, I>(ptrs: *const *mut u8, n: usize)
where
    F: Guarded2<A, B>,
    A: Copy + Default,
    B: Copy + Default,
    I: Isa,
{
    // SAFETY: the caller's promise; every index is below `n`. Blocks are read before they are written.
    unsafe {
        let [r, a, b] = addresses(ptrs);
        let (r, a, b) = (r.cast::<F::R>(), a.cast::<A>().cast_const(), b.cast::<B>().cast_const());
        for k in (0..n).step_by(BLOCK) {
            let m = BLOCK.min(n - k);
            let z = guarded_block::<F, A, B, I>(&block(a.add(k), m), &block(b.add(k), m), m);
            std::ptr::copy_nonoverlapping(z.as_ptr().cast(), r.add(k), m);
        }
    }
}

/// # Safety
/// As `Kernel`: two results and two operands.
#[inline(always)]
pub unsafe fn guarded_pair2<F, R, S, A, B, I>(ptrs: *const *mut u8, n: usize)
where
    F: Guarded2<A, B, R = (R, S)>,
    R: Copy,
    S: Copy,
    A: Copy + Default,
    B: Copy + Default,
    I: Isa,
{
    // SAFETY: the caller's promise; every index is below `n`. Blocks are read before they are written, and
    // `guarded_block` has written `m` results.
    unsafe {
        let [r, s, a, b] = addresses(ptrs);
        let (r, s) = (r.cast::<R>(), s.cast::<S>());
        let (a, b) = (a.cast::<A>().cast_const(), b.cast::<B>().cast_const());
        for k in (0..n).step_by(BLOCK) {
            let m = BLOCK.min(n - k);
            let z = guarded_block::<F, A, B, I>(&block(a.add(k), m), &block(b.add(k), m), m);
            for (i, pair) in z[..m].iter().enumerate() {
                let (first, second) = pair.assume_init();
                *r.add(k + i) = first;
                *s.add(k + i) = second;
            }
        }
    }
}
