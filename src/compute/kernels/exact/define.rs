//! How the files of this folder write down what a function does to one element.

/// `impl Map1<A> for Op`: `function1!(Negative(x: i32) -> i32 = x.wrapping_neg())`. The body may use the
/// level `I`; constants of the trait may follow.
macro_rules! function1 {
    ($op:ident($x:ident: $a:ty) -> $r:ty = $body:expr $(, $name:ident = $value:expr)*) => {
        impl $crate::compute::kernels::dense::Map1<$a> for $op {
            type R = $r;
            $(const $name: bool = $value;)*
            #[inline(always)]
            fn call<I: $crate::compute::kernels::dense::Isa>($x: $a) -> $r {
                $body
            }
        }
    };
}

/// `impl Map2<A, B> for Op`: `function2!(Add(x: f64, y: f64) -> f64 = x + y)`.
macro_rules! function2 {
    ($op:ident($x:ident: $a:ty, $y:ident: $b:ty) -> $r:ty = $body:expr $(, $name:ident = $value:expr)*) => {
        impl $crate::compute::kernels::dense::Map2<$a, $b> for $op {
            type R = $r;
            $(const $name: bool = $value;)*
            #[inline(always)]
            fn call<I: $crate::compute::kernels::dense::Isa>($x: $a, $y: $b) -> $r {
                $body
            }
        }
    };
}

/// Types that stand for functions.
macro_rules! functions {
    ($($(#[$doc:meta])* $name:ident;)*) => { $($(#[$doc])* pub struct $name;)* };
}

pub(super) use {function1, function2, functions};
