//! Loops over elements that lie side by side, made from functions of one element.
//!
//! A function is a type that implements one of the traits here for its operand types; `map1`, `map2`,
//! `pair1`, `pair2`, `guarded2` and `guarded_pair2` make a `Kernel` of it for a level of CPU support. The
//! body of every loop (`body`) is inlined into a wrapper that may use the level's instructions
//! (`wrappers`), where the compiler vectorises it.

mod body;
mod wrappers;

use super::lookup::Kernel;
use crate::cpu::Level;

/// What a function may rely on at a level, known when it is compiled.
pub trait Isa {
    /// There is an instruction that rounds to an integer. Without it `floor` and its like are calls into
    /// the C library, which do not vectorise.
    const ROUNDS: bool;
    /// There is a fused multiply-add. Without it `mul_add` is a call into the C library.
    const FUSED: bool;
}

/// `Level::Baseline`.
pub struct Baseline;
/// `Level::Avx2`.
pub struct Avx2;
/// `Level::Avx512`.
pub struct Avx512;

impl Isa for Baseline {
    const ROUNDS: bool = cfg!(target_arch = "aarch64");
    const FUSED: bool = cfg!(target_arch = "aarch64");
}
impl Isa for Avx2 {
    const ROUNDS: bool = true;
    const FUSED: bool = true;
}
impl Isa for Avx512 {
    const ROUNDS: bool = true;
    const FUSED: bool = true;
}

/// A function of one element.
pub trait Map1<A> {
    /// The result.
    type R: Copy;
    /// AVX-512 has a loop of its own; otherwise it takes that of AVX2, which is as fast where memory
    /// decides.
    const WIDE: bool = true;
    /// So much work that copying operands, when the result overwrites them, does not show.
    const HEAVY: bool = false;
    /// The function; `#[inline(always)]`.
    fn call<I: Isa>(a: A) -> Self::R;
}

/// A function of two elements.
pub trait Map2<A, B> {
    /// The result.
    type R: Copy;
    /// As in `Map1`.
    const WIDE: bool = true;
    /// As in `Map1`.
    const HEAVY: bool = false;
    /// The function; `#[inline(always)]`.
    fn call<I: Isa>(a: A, b: B) -> Self::R;
}

/// A function of one element with two results.
pub trait Pair1<A> {
    /// The first result.
    type R: Copy;
    /// The second result.
    type S: Copy;
    /// The function; `#[inline(always)]`.
    fn call<I: Isa>(a: A) -> (Self::R, Self::S);
}

/// A function of two elements with two results.
pub trait Pair2<A, B> {
    /// The first result.
    type R: Copy;
    /// The second result.
    type S: Copy;
    /// The function; `#[inline(always)]`.
    fn call<I: Isa>(a: A, b: B) -> (Self::R, Self::S);
}

/// A function of two elements that vectorises for most of them, and has another way for the rest. Blocks of
/// elements are computed the fast way; where it fails, element by element the other way.
pub trait Guarded2<A, B> {
    /// The result, or a pair of them.
    type R: Copy;
    /// As in `Map1`.
    const WIDE: bool = true;
    /// The fast way, and whether it worked; `#[inline(always)]`.
    fn fast<I: Isa>(a: A, b: B) -> (Self::R, bool);
    /// The way that always works.
    fn slow(a: A, b: B) -> Self::R;
}

/// One wrapper per level of the same loop: the wrapper of `$level`.
macro_rules! at_level {
    ($level:expr, $wide:expr, $name:ident::<$($t:ty),*>) => {
        match $level {
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 if $wide => wrappers::avx512::$name::<$($t),*>,
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 | Level::Avx2 => wrappers::avx2::$name::<$($t),*>,
            _ => wrappers::baseline::$name::<$($t),*>,
        }
    };
}

/// The loop of a function of one element.
pub fn map1<F: Map1<A>, A: Copy>(level: Level) -> Kernel {
    at_level!(level, F::WIDE, map1::<F, A>)
}

/// The loop of a function of two elements.
pub fn map2<F: Map2<A, B>, A: Copy, B: Copy>(level: Level) -> Kernel {
    at_level!(level, F::WIDE, map2::<F, A, B>)
}

/// The loop of a function of one element with two results.
pub fn pair1<F: Pair1<A>, A: Copy>(level: Level) -> Kernel {
    at_level!(level, true, pair1::<F, A>)
}

/// The loop of a function of two elements with two results.
pub fn pair2<F: Pair2<A, B>, A: Copy, B: Copy>(level: Level) -> Kernel {
    at_level!(level, true, pair2::<F, A, B>)
}

/// The loop of a function of two elements with a fast way.
pub fn guarded2<F: Guarded2<A, B>, A: Copy, B: Copy>(level: Level) -> Kernel {
    at_level!(level, F::WIDE, guarded2::<F, A, B>)
}

/// The loop of a function of two elements with a fast way and two results.
pub fn guarded_pair2<F, R, S, A, B>(level: Level) -> Kernel
where
    F: Guarded2<A, B, R = (R, S)>,
    R: Copy,
    S: Copy,
    A: Copy,
    B: Copy,
{
    at_level!(level, F::WIDE, guarded_pair2::<F, R, S, A, B>)
}

/// The loop of a function of one complex element that does the same to both parts.
pub fn parts1<F: Map1<T>, T: Copy>(level: Level) -> Kernel {
    at_level!(level, F::WIDE, parts1::<F, T>)
}

/// The loop of a function of two complex elements that does the same to both parts.
pub fn parts2<F: Map2<T, T>, T: Copy>(level: Level) -> Kernel {
    at_level!(level, F::WIDE, parts2::<F, T>)
}
