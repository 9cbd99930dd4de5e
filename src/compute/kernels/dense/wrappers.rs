//! Every loop once per level of CPU support.
//!
//! Each function's safety: as `Kernel`, and the CPU has the level.

use super::{Guarded2, Map1, Map2, Pair1, Pair2, body};

macro_rules! level {
    ($(#[$cfg:meta])* $module:ident, $isa:ty, $(#[$feature:meta])*) => {
        $(#[$cfg])*
        pub mod $module {
            use super::*;

            $(#[$feature])*
            pub unsafe fn map1<F: Map1<A>, A: Copy>(ptrs: *const *mut u8, n: usize) {
                // SAFETY: the caller's promise, handed on.
                unsafe { body::map1::<F, A, $isa>(ptrs, n) }
            }

            $(#[$feature])*
            pub unsafe fn map2<F: Map2<A, B>, A: Copy, B: Copy>(ptrs: *const *mut u8, n: usize) {
                // SAFETY: the caller's promise, handed on.
                unsafe { body::map2::<F, A, B, $isa>(ptrs, n) }
            }

            $(#[$feature])*
            pub unsafe fn pair1<F: Pair1<A>, A: Copy>(ptrs: *const *mut u8, n: usize) {
                // SAFETY: the caller's promise, handed on.
                unsafe { body::pair1::<F, A, $isa>(ptrs, n) }
            }

            $(#[$feature])*
            pub unsafe fn pair2<F: Pair2<A, B>, A: Copy, B: Copy>(ptrs: *const *mut u8, n: usize) {
                // SAFETY: the caller's promise, handed on.
                unsafe { body::pair2::<F, A, B, $isa>(ptrs, n) }
            }

            $(#[$feature])*
            pub unsafe fn guarded2<F, A, B>(ptrs: *const *mut u8, n: usize)
            where
                F: Guarded2<A, B>,
                A: Copy,
                B: Copy,
            {
                // SAFETY: the caller's promise, handed on.
                unsafe { body::guarded2::<F, A, B, $isa>(ptrs, n) }
            }

            $(#[$feature])*
            pub unsafe fn guarded_pair2<F, R, S, A, B>(ptrs: *const *mut u8, n: usize)
            where
                F: Guarded2<A, B, R = (R, S)>,
                R: Copy,
                S: Copy,
                A: Copy,
                B: Copy,
            {
                // SAFETY: the caller's promise, handed on.
                unsafe { body::guarded_pair2::<F, R, S, A, B, $isa>(ptrs, n) }
            }

            /// `n` complex elements are `2 * n` real ones.
            $(#[$feature])*
            pub unsafe fn parts1<F: Map1<T>, T: Copy>(ptrs: *const *mut u8, n: usize) {
                // SAFETY: a complex number is its real and its imaginary part, side by side.
                unsafe { map1::<F, T>(ptrs, 2 * n) }
            }

            /// `n` complex elements are `2 * n` real ones.
            $(#[$feature])*
            pub unsafe fn parts2<F: Map2<T, T>, T: Copy>(ptrs: *const *mut u8, n: usize) {
                // SAFETY: a complex number is its real and its imaginary part, side by side.
                unsafe { map2::<F, T, T>(ptrs, 2 * n) }
            }
        }
    };
}

level!(baseline, crate::compute::kernels::dense::Baseline,);
level!(
    #[cfg(target_arch = "x86_64")]
    avx2,
    crate::compute::kernels::dense::Avx2,
    #[target_feature(enable = "avx2,fma,bmi1,bmi2,lzcnt,popcnt")]
);
level!(
    #[cfg(target_arch = "x86_64")]
    avx512,
    crate::compute::kernels::dense::Avx512,
    #[target_feature(
        enable = "avx2,fma,bmi1,bmi2,lzcnt,popcnt,avx512f,avx512bw,avx512cd,avx512dq,avx512vl"
    )]
);
