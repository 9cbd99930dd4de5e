//! Magnitudes and square roots of complex numbers, without branches, so that they vectorise.

use crate::compute::kernels::dense::{Isa, Map1, map1};
use crate::compute::kernels::lookup::Kernel;
use crate::compute::op::Op;
use crate::cpu::{Accuracy, Level, Path};
use crate::dtype::{C64, C128};

/// complex128.
pub fn double(op: Op, path: Path) -> Option<Kernel> {
    Some(match (op, path) {
        // Without fused multiply-add the sum of squares is not exact enough.
        (Op::Absolute, Path { level: Level::Baseline, accuracy: Accuracy::High }) => {
            map1::<ExactAbsolute, C128>(path.level)
        }
        (Op::Absolute, _) => map1::<Absolute, C128>(path.level),
        (Op::Sqrt, _) => map1::<Sqrt, C128>(path.level),
        _ => return None,
    })
}

/// complex64; fast magnitudes in float32, all else computed in float64 and rounded once.
pub fn single(op: Op, path: Path) -> Option<Kernel> {
    Some(match (op, path.accuracy) {
        (Op::Absolute, Accuracy::Fast) => map1::<Absolute, C64>(path.level),
        (Op::Absolute, Accuracy::High) => map1::<ExactAbsolute, C64>(path.level),
        (Op::Sqrt, _) => map1::<Sqrt, C64>(path.level),
        _ => return None,
    })
}

struct Absolute;
struct ExactAbsolute;
struct Sqrt;

/// Powers of 2 that bring the larger part to where squares neither overflow nor vanish, and back.
struct Scale {
    to: f64,
    back: f64,
    /// The square root of `back`.
    half_back: f64,
}

const LARGE: f64 = two_to(500);
const SMALL: f64 = two_to(-450);

/// 2 to the power of `n`, which is a normal number.
const fn two_to(n: i64) -> f64 {
    f64::from_bits(((1023 + n) as u64) << 52)
}

impl Scale {
    #[inline(always)]
    fn of(largest: f64) -> Scale {
        let (large, small) = (largest > LARGE, largest < SMALL);
        let choose = |down: f64, up: f64| {
            let upwards = if small { up } else { 1.0 };
            if large { down } else { upwards }
        };
        Scale {
            to: choose(two_to(-600), two_to(600)),
            back: choose(two_to(600), two_to(-600)),
            half_back: choose(two_to(300), two_to(-300)),
        }
    }
}

/// The larger and the smaller one; a nan is the second.
#[inline(always)]
fn sorted(x: f64, y: f64) -> (f64, f64) {
    if x > y { (x, y) } else { (y, x) }
}

/// The root of the sum of squares, where both are in range and the first is the larger one.
#[inline(always)]
fn length<I: Isa>(large: f64, small: f64) -> f64 {
    let square = small * small;
    if I::FUSED { large.mul_add(large, square).sqrt() } else { (large * large + square).sqrt() }
}

impl Map1<C128> for Absolute {
    type R = f64;
    #[inline(always)]
    fn call<I: Isa>(z: C128) -> f64 {
        let (large, small) = sorted(z.re.abs(), z.im.abs());
        let scale = Scale::of(large);
        let magnitude = length::<I>(large * scale.to, small * scale.to) * scale.back;
        // An infinite part decides, whatever the other one is.
        let infinite = (z.re.abs() == f64::INFINITY) | (z.im.abs() == f64::INFINITY);
        if infinite { f64::INFINITY } else { magnitude }
    }
}

impl Map1<C128> for ExactAbsolute {
    type R = f64;
    #[inline(always)]
    fn call<I: Isa>(z: C128) -> f64 {
        z.re.hypot(z.im)
    }
}

impl Map1<C64> for Absolute {
    type R = f32;
    #[inline(always)]
    fn call<I: Isa>(z: C64) -> f32 {
        const LARGE: f32 = (1u64 << 60) as f32;
        const UP: f32 = (1u128 << 100) as f32;
        let (x, y) = (z.re.abs(), z.im.abs());
        let (large, small) = if x > y { (x, y) } else { (y, x) };
        // As `Scale`, for float32's range.
        let (huge, tiny) = (large > LARGE, large < 1.0 / LARGE);
        let to = if huge {
            1.0 / UP
        } else if tiny {
            UP
        } else {
            1.0
        };
        let back = if huge {
            UP
        } else if tiny {
            1.0 / UP
        } else {
            1.0
        };
        let (large, small) = (large * to, small * to);
        let square = small * small;
        let sum = if I::FUSED { large.mul_add(large, square) } else { large * large + square };
        let infinite = (x == f32::INFINITY) | (y == f32::INFINITY);
        if infinite { f32::INFINITY } else { sum.sqrt() * back }
    }
}

impl Map1<C64> for ExactAbsolute {
    type R = f32;
    #[inline(always)]
    fn call<I: Isa>(z: C64) -> f32 {
        crate::compute::kernels::complex::absolute_single(z)
    }
}

/// The half of the root that adds without cancellation, and the other one from their product; `x` and `y` are
/// in range.
#[inline(always)]
fn halves<I: Isa>(x: f64, y: f64) -> (f64, f64) {
    let (large, small) = sorted(x.abs(), y.abs());
    let sum = ((x.abs() + length::<I>(large, small)) * 0.5).sqrt();
    (sum, y.abs() / (2.0 * sum))
}

/// Puts the halves where they belong, and the special values of C99's annex G.
#[inline(always)]
fn arranged(z: C128, sum: f64, other: f64) -> C128 {
    let right = z.re >= 0.0;
    let (re, im) = (if right { sum } else { other }, if right { other } else { sum });
    let zero = (z.re == 0.0) & (z.im == 0.0);
    let (re, im) = (if zero { 0.0 } else { re }, if zero { 0.0 } else { im });
    // An infinite real part: the other half is 0, unless the imaginary part is nan.
    let lost = if z.im.is_nan() { f64::NAN } else { 0.0 };
    let (up, down) = (z.re == f64::INFINITY, z.re == f64::NEG_INFINITY);
    let (re, im) = (if up { f64::INFINITY } else { re }, if up { lost } else { im });
    let (re, im) = (if down { lost } else { re }, if down { f64::INFINITY } else { im });
    let infinite = z.im.abs() == f64::INFINITY;
    let (re, im) = (if infinite { f64::INFINITY } else { re }, if infinite { f64::INFINITY } else { im });
    C128::new(re, im.copysign(z.im))
}

impl Map1<C128> for Sqrt {
    type R = C128;
    #[inline(always)]
    fn call<I: Isa>(z: C128) -> C128 {
        let scale = Scale::of(sorted(z.re.abs(), z.im.abs()).0);
        let (sum, other) = halves::<I>(z.re * scale.to, z.im * scale.to);
        arranged(z, sum * scale.half_back, other * scale.half_back)
    }
}

impl Map1<C64> for Sqrt {
    type R = C64;
    #[inline(always)]
    fn call<I: Isa>(z: C64) -> C64 {
        let z = C128::new(f64::from(z.re), f64::from(z.im));
        let (sum, other) = halves::<I>(z.re, z.im);
        let root = arranged(z, sum, other);
        C64::new(root.re as f32, root.im as f32)
    }
}
