//! From functions and dtypes to loops.

use crate::compute::kernels::dense::{
    Guarded2, Map1, Map2, Pair1, Pair2, guarded_pair2, guarded2, map1, map2, pair1, pair2, parts1, parts2,
};
use crate::compute::kernels::lookup::Kernel;
use crate::compute::op::Signature;
use crate::cpu::Level;
use crate::dtype::{Bool, C64, C128, DType};
use crate::element::Element;

/// Which loop is asked for.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'a> {
    pub(super) signature: &'a Signature,
    pub(super) level: Level,
}

impl Wanted<'_> {
    /// The loop that `make` makes, if it has these dtypes.
    fn exactly(self, dtypes: &[DType], make: impl FnOnce(Level) -> Kernel) -> Option<Kernel> {
        (self.signature.all() == dtypes).then(|| make(self.level))
    }

    /// A function of two operands of different dtypes.
    pub(super) fn mixed<F: Map2<A, B, R: Element>, A: Element, B: Element>(self) -> Option<Kernel> {
        self.exactly(&[F::R::DTYPE, A::DTYPE, B::DTYPE], map2::<F, A, B>)
    }

    /// A function of two operands of different dtypes with a fast way.
    pub(super) fn mixed_guarded<F: Guarded2<A, B, R: Element>, A: Element, B: Element>(
        self,
    ) -> Option<Kernel> {
        self.exactly(&[F::R::DTYPE, A::DTYPE, B::DTYPE], guarded2::<F, A, B>)
    }

    /// A function that does the same to both parts of a complex number.
    pub(super) fn parts1<F: Map1<f32> + Map1<f64>>(self) -> Option<Kernel> {
        self.exactly(&[C64::DTYPE; 2], parts1::<F, f32>)
            .or_else(|| self.exactly(&[C128::DTYPE; 2], parts1::<F, f64>))
    }

    /// A function that does the same to both parts of two complex numbers.
    pub(super) fn parts2<F: Map2<f32, f32> + Map2<f64, f64>>(self) -> Option<Kernel> {
        self.exactly(&[C64::DTYPE; 3], parts2::<F, f32>)
            .or_else(|| self.exactly(&[C128::DTYPE; 3], parts2::<F, f64>))
    }
}

/// Functions whose operands are of one type `A`: their loop, if it is wanted.
pub(super) trait One<A> {
    fn find(wanted: Wanted<'_>) -> Option<Kernel>;
}
pub(super) trait Two<A> {
    fn find(wanted: Wanted<'_>) -> Option<Kernel>;
}
pub(super) trait OnePair<A> {
    fn find(wanted: Wanted<'_>) -> Option<Kernel>;
}
pub(super) trait TwoPair<A> {
    fn find(wanted: Wanted<'_>) -> Option<Kernel>;
}
pub(super) trait Guarded<A> {
    fn find(wanted: Wanted<'_>) -> Option<Kernel>;
}
pub(super) trait GuardedPair<A> {
    fn find(wanted: Wanted<'_>) -> Option<Kernel>;
}

impl<A: Element, F: Map1<A, R: Element>> One<A> for F {
    fn find(wanted: Wanted<'_>) -> Option<Kernel> {
        wanted.exactly(&[F::R::DTYPE, A::DTYPE], map1::<F, A>)
    }
}

impl<A: Element, F: Map2<A, A, R: Element>> Two<A> for F {
    fn find(wanted: Wanted<'_>) -> Option<Kernel> {
        wanted.exactly(&[F::R::DTYPE, A::DTYPE, A::DTYPE], map2::<F, A, A>)
    }
}

impl<A: Element, F: Pair1<A, R: Element, S: Element>> OnePair<A> for F {
    fn find(wanted: Wanted<'_>) -> Option<Kernel> {
        wanted.exactly(&[F::R::DTYPE, F::S::DTYPE, A::DTYPE], pair1::<F, A>)
    }
}

impl<A: Element, F: Pair2<A, A, R: Element, S: Element>> TwoPair<A> for F {
    fn find(wanted: Wanted<'_>) -> Option<Kernel> {
        wanted.exactly(&[F::R::DTYPE, F::S::DTYPE, A::DTYPE, A::DTYPE], pair2::<F, A, A>)
    }
}

impl<A: Element, F: Guarded2<A, A, R: Element>> Guarded<A> for F {
    fn find(wanted: Wanted<'_>) -> Option<Kernel> {
        wanted.exactly(&[F::R::DTYPE, A::DTYPE, A::DTYPE], guarded2::<F, A, A>)
    }
}

impl<A: Element, F: Guarded2<A, A, R = (A, A)>> GuardedPair<A> for F {
    fn find(wanted: Wanted<'_>) -> Option<Kernel> {
        wanted.exactly(&[A::DTYPE; 4], guarded_pair2::<F, A, A, A, A>)
    }
}

/// A method of `Wanted` for a group of dtypes: the loop for the first operand's dtype.
macro_rules! groups {
    ($($(#[$doc:meta])* $name:ident $kind:ident [$($t:ty)*];)*) => {
        impl Wanted<'_> { $(
            $(#[$doc])*
            pub(super) fn $name<F: $($kind<$t> +)*>(self) -> Option<Kernel> {
                let dtype = *self.signature.operands().first()?;
                $(if dtype == <$t as Element>::DTYPE {
                    return <F as $kind<$t>>::find(self);
                })*
                None
            }
        )* }
    };
}
groups! {
    /// A function of one boolean.
    bool1 One [Bool];
    /// A function of one integer.
    integer1 One [i32 i64 i8 i16 u8 u16 u32 u64];
    /// A function of one real floating-point number.
    float1 One [f64 f32];
    /// A function of one complex number.
    complex1 One [C128 C64];
    /// A function of one floating-point number with two results.
    float_pair1 OnePair [f64 f32];
    /// A function of two booleans.
    bool2 Two [Bool];
    /// A function of two integers.
    integer2 Two [i32 i64 i8 i16 u8 u16 u32 u64];
    /// A function of two real floating-point numbers.
    float2 Two [f64 f32];
    /// A function of two complex numbers.
    complex2 Two [C128 C64];
    /// A function of two integers of at most 32 bits.
    narrow2 Two [i32 i8 i16 u8 u16 u32];
    /// A function of two integers of at most 32 bits with two results.
    narrow_pair2 TwoPair [i32 i8 i16 u8 u16 u32];
    /// A function of two integers of 64 bits with a fast way.
    wide_guarded2 Guarded [i64 u64];
    /// A function of two integers of 64 bits with a fast way and two results.
    wide_guarded_pair2 GuardedPair [i64 u64];
    /// A function of two integers with a fast way.
    integer_guarded2 Guarded [i32 i64 i8 i16 u8 u16 u32 u64];
    /// A function of two real floating-point numbers with a fast way.
    float_guarded2 Guarded [f64 f32];
    /// A function of two real floating-point numbers with a fast way and two results.
    float_guarded_pair2 GuardedPair [f64 f32];
}
