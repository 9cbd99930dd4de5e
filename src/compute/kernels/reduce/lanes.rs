//! Independent accumulators, so that additions overlap and vectorise.

/// Accumulators of long rows: eight registers of AVX-512's eight float64.
pub const WIDE: usize = 32;
/// Accumulators of short ones.
const NARROW: usize = 8;

/// Folds a row in lanes that each begin with `start`. Lanes are joined halves first.
#[inline(always)]
pub fn lanes<T: Copy, A: Copy>(
    row: &[T],
    start: A,
    add: impl Fn(A, T) -> A + Copy,
    join: impl Fn(A, A) -> A + Copy,
) -> A {
    let mut narrow = [start; NARROW];
    let mut rest = row;
    if row.len() >= WIDE {
        let mut wide = [start; WIDE];
        let chunks = row.chunks_exact(WIDE);
        rest = chunks.remainder();
        for chunk in chunks {
            for k in 0..WIDE {
                wide[k] = add(wide[k], chunk[k]);
            }
        }
        for k in 0..NARROW {
            let upper = join(wide[k + NARROW], wide[k + 3 * NARROW]);
            narrow[k] = join(join(wide[k], wide[k + 2 * NARROW]), upper);
        }
    }
    let chunks = rest.chunks_exact(NARROW);
    let tail = chunks.remainder();
    for chunk in chunks {
        for k in 0..NARROW {
            narrow[k] = add(narrow[k], chunk[k]);
        }
    }
    let mut one = start;
    for &x in tail {
        one = add(one, x);
    }
    if row.len() < NARROW {
        return one;
    }
    let mut width = NARROW / 2;
    while width > 0 {
        for k in 0..width {
            narrow[k] = join(narrow[k], narrow[k + width]);
        }
        width /= 2;
    }
    join(narrow[0], one)
}

/// A real floating-point type.
pub trait Real: crate::element::Element + PartialOrd + Into<f64> {
    /// -0.0, which added to anything gives that.
    const MINUS_ZERO: Self;
    /// 1.
    const ONE: Self;
    /// Not a number.
    const NAN: Self;
}

macro_rules! reals {
    ($($t:ident),*) => { $(
        impl Real for $t {
            const MINUS_ZERO: $t = -0.0;
            const ONE: $t = 1.0;
            const NAN: $t = $t::NAN;
        }
    )* };
}
reals!(f32, f64);
