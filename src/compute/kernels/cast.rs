//! Converting rows from one dtype to another.

use super::dense::{Isa, Map1, map1};
use super::lookup::Kernel;
use crate::cpu::Level;
use crate::dispatch;
use crate::dtype::{Bool, C64, C128, DType};
use crate::element::CastTo;
use crate::exchange::{Change, Changes};
use std::marker::PhantomData;

/// Converts one row of `n` elements: addresses and byte strides of the target and the source.
///
/// Safety: every address `ptr + k * stride` with `k < n` is an aligned element, readable, and for
/// the target writable. Where the two share memory, it is element by element.
pub type CastLoop = unsafe fn(ptrs: [*mut u8; 2], strides: [isize; 2], n: usize);

/// The loop that converts `from` to `to`, elements side by side.
pub fn cast_kernel(from: DType, to: DType, level: Level) -> Kernel {
    dispatch!(from, S => dispatch!(to, D => map1::<Cast<D>, S>(level)))
}

/// Conversion to `D`.
struct Cast<D>(PhantomData<D>);

/// `impl Map1<S> for Cast<D>`, with generic `D` or not.
macro_rules! cast {
    ($s:ty => $d:ty, $x:ident => $body:expr $(, any $generic:ident where $bound:path)?) => {
        impl $(<$generic: Copy>)? Map1<$s> for Cast<$d> $(where $s: $bound)? {
            type R = $d;
            /// Only AVX-512 converts between integers and floating-point numbers of 64 bits.
            const WIDE: bool = size_of::<$s>() >= 8 || size_of::<$d>() >= 8;
            /// In-place conversions are rare.
            const HEAVY: bool = true;
            #[inline(always)]
            fn call<I: Isa>($x: $s) -> $d {
                $body
            }
        }
    };
}

macro_rules! casts_from_integers {
    ($($s:ty)*) => { $( cast!($s => D, x => x.cast_to(), any D where CastTo<D>); )* };
}
casts_from_integers!(Bool i8 i16 i32 i64 u8 u16 u32 u64);

macro_rules! casts_from_floats {
    ($($s:ty, $x:ident => $real:expr;)*) => { $(
        cast!($s => Bool, x => x.cast_to());
        cast!($s => f32, x => x.cast_to());
        cast!($s => f64, x => x.cast_to());
        cast!($s => C64, x => x.cast_to());
        cast!($s => C128, x => x.cast_to());
        cast!($s => i8, $x => $real.cut());
        cast!($s => i16, $x => $real.cut());
        cast!($s => i32, $x => $real.cut());
        cast!($s => i64, $x => $real.cut());
        cast!($s => u8, $x => $real.cut());
        cast!($s => u16, $x => $real.cut());
        cast!($s => u32, $x => $real.cut());
        cast!($s => u64, $x => $real.cut());
    )* };
}
casts_from_floats! { f32, x => x; f64, x => x; C64, z => z.re; C128, z => z.re; }

/// What `CastTo` does from floating-point numbers to integers, in a form that vectorises: cut towards 0, the
/// nearest integer that the type has, and 0 for nan.
trait Cut<D> {
    fn cut(self) -> D;
}

/// Types whose limits `$float` represents: numbers are moved between them before they are cut.
macro_rules! narrow {
    ($($s:ty => $float:ty: $($d:ty)*, $wide:ty;)*) => { $( $(
        impl Cut<$d> for $s {
            #[inline(always)]
            fn cut(self) -> $d {
                let x = <$float>::from(self);
                let (low, high) = (<$d>::MIN as $float, <$d>::MAX as $float);
                let above = if x > low { x } else { low };
                let between = if above < high { above } else { high };
                // SAFETY: the number lies between the limits of the type, which `$wide` contains.
                let integer = unsafe { between.to_int_unchecked::<$wide>() } as $d;
                if x.is_nan() { 0 } else { integer }
            }
        }
    )* )* };
}
narrow! {
    f32 => f32: i8 u8 i16 u16, i32;
    f32 => f64: i32, i32;
    f32 => f64: u32, u32;
    f64 => f64: i8 u8 i16 u16 i32, i32;
    f64 => f64: u32, u32;
}

/// Types whose largest value no floating-point type represents: numbers outside are replaced afterwards.
macro_rules! wide {
    ($($d:ty, $x:ident => $inside:expr;)*) => { $( wide!(@ f32, $d, $x => $inside); wide!(@ f64, $d, $x => $inside); )* };
    (@ $s:ty, $d:ty, $x:ident => $inside:expr) => {
        impl Cut<$d> for $s {
            #[inline(always)]
            fn cut(self) -> $d {
                let $x = self;
                let inside = $inside;
                // SAFETY: the number, cut towards 0, is one of the type.
                let integer = unsafe { (if inside { $x } else { 0.0 }).to_int_unchecked::<$d>() };
                let beyond = if $x > 0.0 { <$d>::MAX } else { <$d>::MIN };
                let beyond = if $x.is_nan() { 0 } else { beyond };
                if inside { integer } else { beyond }
            }
        }
    };
}
wide! {
    i64, x => (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&x);
    u64, x => (x > -1.0) & (x < 18_446_744_073_709_551_616.0);
}

/// The loop that converts `from` to `to`.
pub fn cast_loop(from: DType, to: DType) -> CastLoop {
    dispatch!(from, S => dispatch!(to, D => convert::<S, D> as CastLoop))
}

/// What happens to elements of `from` that arrive as `to`: they travel as the narrower of the two.
pub fn changes(from: DType, to: DType, conjugated: bool) -> Changes {
    // SAFETY: the loops are those of the dtypes whose sizes are named.
    let step =
        |run, from: DType, to: DType| Some(unsafe { Change::new(run, from.itemsize(), to.itemsize()) });
    let conjugate =
        |dtype| conjugate_loop(dtype).filter(|_| conjugated).and_then(|run| step(run, dtype, dtype));
    let cast = || step(cast_loop(from, to), from, to);
    let (outgoing, incoming) = if from == to {
        (conjugate(from), None)
    } else if to.itemsize() < from.itemsize() {
        (cast(), conjugate(to))
    } else {
        (conjugate(from), cast())
    };
    Changes { outgoing, incoming, combine: None }
}

/// The loop that conjugates complex numbers; None for real ones.
fn conjugate_loop(dtype: DType) -> Option<CastLoop> {
    match dtype {
        DType::Complex64 => Some(conjugate_row::<C64>),
        DType::Complex128 => Some(conjugate_row::<C128>),
        _ => None,
    }
}

/// A complex number that can be conjugated.
trait Conjugate: Copy {
    fn conjugate(self) -> Self;
}

impl Conjugate for C64 {
    fn conjugate(self) -> C64 {
        C64::new(self.re, -self.im)
    }
}

impl Conjugate for C128 {
    fn conjugate(self) -> C128 {
        C128::new(self.re, -self.im)
    }
}

/// # Safety
/// See `CastLoop`.
unsafe fn conjugate_row<T: Conjugate>(ptrs: [*mut u8; 2], strides: [isize; 2], n: usize) {
    let [to, from] = ptrs;
    for k in 0..n as isize {
        // SAFETY: k < n, so both addresses are elements by the caller's promise.
        unsafe {
            *to.offset(k * strides[0]).cast::<T>() = (*from.offset(k * strides[1]).cast::<T>()).conjugate()
        };
    }
}

/// # Safety
/// See `CastLoop`.
unsafe fn convert<S: Copy + CastTo<D>, D: Copy>(ptrs: [*mut u8; 2], strides: [isize; 2], n: usize)
where
    Cast<D>: Map1<S>,
{
    let dense = [size_of::<D>() as isize, size_of::<S>() as isize];
    // SAFETY: the caller's promise; dense elements of one size that share memory are in place. A constant stride
    // of the target helps where the source is not dense.
    unsafe {
        if strides == dense {
            map1::<Cast<D>, S>(Level::best())(ptrs.as_ptr(), n);
        } else if strides[0] == dense[0] {
            convert_row::<S, D>(ptrs, [dense[0], strides[1]], n);
        } else {
            convert_row::<S, D>(ptrs, strides, n);
        }
    }
}

/// # Safety
/// See `CastLoop`.
#[inline(always)]
unsafe fn convert_row<S: Copy + CastTo<D>, D>(ptrs: [*mut u8; 2], strides: [isize; 2], n: usize) {
    let [to, from] = ptrs;
    for k in 0..n as isize {
        // SAFETY: k < n, so both addresses are elements by the caller's promise.
        unsafe {
            let x = *from.offset(k * strides[1]).cast::<S>();
            *to.offset(k * strides[0]).cast::<D>() = x.cast_to();
        }
    }
}
