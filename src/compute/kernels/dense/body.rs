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
                for (i, x) in x.iter().enumerate() {
                    *results.add(i) = F::call::<I>(*x);
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
        let (in_a, in_b) = (r == a, r == b);
        let (r, a, b) = (r.cast::<F::R>(), a.cast::<A>().cast_const(), b.cast::<B>().cast_const());
        let mut k = 0;
        if (in_a || in_b) && !F::HEAVY {
            while n - k >= BLOCK {
                let x = a.add(k).cast::<[A; BLOCK]>().read();
                let y = b.add(k).cast::<[B; BLOCK]>().read();
                let mut z = MaybeUninit::<[F::R; BLOCK]>::uninit();
                let results = z.as_mut_ptr().cast::<F::R>();
                for (i, (x, y)) in x.iter().zip(&y).enumerate() {
                    *results.add(i) = F::call::<I>(*x, *y);
                }
                r.add(k).cast::<[F::R; BLOCK]>().write(z.assume_init());
                k += BLOCK;
            }
        }
        let step = if in_a || in_b { COPY } else { n };
        let (mut x_copy, mut y_copy) = (Copied::<A, COPY>::new(), Copied::<B, COPY>::new());
        while k < n {
            let m = step.min(n - k);
            let x = if in_a { x_copy.take(a.add(k), m) } else { a.add(k) };
            let y = if in_b { y_copy.take(b.add(k), m) } else { b.add(k) };
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
        let (in_a, in_b) = (r == a || s == a, r == b || s == b);
        let (r, s) = (r.cast::<F::R>(), s.cast::<F::S>());
        let (a, b) = (a.cast::<A>().cast_const(), b.cast::<B>().cast_const());
        let step = if in_a || in_b { COPY } else { n };
        let (mut x_copy, mut y_copy) = (Copied::<A, COPY>::new(), Copied::<B, COPY>::new());
        let mut k = 0;
        while k < n {
            let m = step.min(n - k);
            let x = if in_a { x_copy.take(a.add(k), m) } else { a.add(k) };
            let y = if in_b { y_copy.take(b.add(k), m) } else { b.add(k) };
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

/// Results the fast way; whether it worked for all of them.
#[inline(always)]
fn guarded_row<F: Guarded2<A, B>, A: Copy, B: Copy, I: Isa>(
    a: &[A],
    b: &[B],
    mut write: impl FnMut(usize, F::R),
) -> bool {
    let mut all = true;
    for (k, (a, b)) in a.iter().zip(b).enumerate() {
        let (result, worked) = F::fast::<I>(*a, *b);
        write(k, result);
        all &= worked;
    }
    all
}

/// Results the slow way, where the fast one fails.
#[inline(always)]
fn mended<F: Guarded2<A, B>, A: Copy, B: Copy, I: Isa>(a: &[A], b: &[B], mut write: impl FnMut(usize, F::R)) {
    for (k, (a, b)) in a.iter().zip(b).enumerate() {
        if !F::fast::<I>(*a, *b).1 {
            write(k, F::slow(*a, *b));
        }
    }
}

/// # Safety
/// As `Kernel`: one result and two operands.
#[inline(always)]
pub unsafe fn guarded2<F: Guarded2<A, B>, A: Copy, B: Copy, I: Isa>(ptrs: *const *mut u8, n: usize) {
    // SAFETY: as in `map1`.
    unsafe {
        let [r, a, b] = addresses(ptrs);
        let (in_a, in_b) = (r == a, r == b);
        let (r, a, b) = (r.cast::<F::R>(), a.cast::<A>().cast_const(), b.cast::<B>().cast_const());
        let (mut x_copy, mut y_copy) = (Copied::<A, COPY>::new(), Copied::<B, COPY>::new());
        for k in (0..n).step_by(COPY) {
            let m = COPY.min(n - k);
            let x = if in_a { x_copy.take(a.add(k), m) } else { a.add(k) };
            let y = if in_b { y_copy.take(b.add(k), m) } else { b.add(k) };
            let (x, y) = (from_raw_parts(x, m), from_raw_parts(y, m));
            if !guarded_to::<F, A, B, I>(from_raw_parts_mut(r.add(k).cast(), m), x, y) {
                mended::<F, A, B, I>(x, y, |i, result| *r.add(k + i) = result);
            }
        }
    }
}

#[inline(always)]
fn guarded_to<F: Guarded2<A, B>, A: Copy, B: Copy, I: Isa>(
    r: &mut [MaybeUninit<F::R>],
    a: &[A],
    b: &[B],
) -> bool {
    let n = r.len();
    guarded_row::<F, A, B, I>(&a[..n], &b[..n], |k, result| {
        r[k].write(result);
    })
}

/// # Safety
/// As `Kernel`: two results and two operands.
#[inline(always)]
pub unsafe fn guarded_pair2<F, R, S, A, B, I>(ptrs: *const *mut u8, n: usize)
where
    F: Guarded2<A, B, R = (R, S)>,
    R: Copy,
    S: Copy,
    A: Copy,
    B: Copy,
    I: Isa,
{
    // SAFETY: as in `map1`.
    unsafe {
        let [r, s, a, b] = addresses(ptrs);
        let (in_a, in_b) = (r == a || s == a, r == b || s == b);
        let (r, s) = (r.cast::<R>(), s.cast::<S>());
        let (a, b) = (a.cast::<A>().cast_const(), b.cast::<B>().cast_const());
        let (mut x_copy, mut y_copy) = (Copied::<A, COPY>::new(), Copied::<B, COPY>::new());
        for k in (0..n).step_by(COPY) {
            let m = COPY.min(n - k);
            let x = if in_a { x_copy.take(a.add(k), m) } else { a.add(k) };
            let y = if in_b { y_copy.take(b.add(k), m) } else { b.add(k) };
            let (x, y) = (from_raw_parts(x, m), from_raw_parts(y, m));
            let firsts = from_raw_parts_mut(r.add(k).cast(), m);
            let seconds = from_raw_parts_mut(s.add(k).cast(), m);
            if !guarded_pair_to::<F, R, S, A, B, I>(firsts, seconds, x, y) {
                mended::<F, A, B, I>(x, y, |i, (first, second)| {
                    *r.add(k + i) = first;
                    *s.add(k + i) = second;
                });
            }
        }
    }
}

#[inline(always)]
fn guarded_pair_to<F, R, S, A, B, I>(
    r: &mut [MaybeUninit<R>],
    s: &mut [MaybeUninit<S>],
    a: &[A],
    b: &[B],
) -> bool
where
    F: Guarded2<A, B, R = (R, S)>,
    A: Copy,
    B: Copy,
    I: Isa,
{
    let n = r.len();
    let s = &mut s[..n];
    guarded_row::<F, A, B, I>(&a[..n], &b[..n], |k, (first, second)| {
        r[k].write(first);
        s[k].write(second);
    })
}
