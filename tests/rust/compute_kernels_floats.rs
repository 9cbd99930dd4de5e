//! The loops of real floating-point numbers against the C library and the standard library.

use super::kernels_support::{Samples, all_pairs, check1, check2, levels, pair1, pair2, same};
use distarray::compute::op::Op;
use distarray::dtype::Bool;

unsafe extern "C" {
    fn ldexp(x: f64, n: i32) -> f64;
    fn ldexpf(x: f32, n: i32) -> f32;
    fn frexp(x: f64, n: *mut i32) -> f64;
    fn frexpf(x: f32, n: *mut i32) -> f32;
}

/// Exponents around every limit.
fn exponents() -> Vec<i64> {
    let mut all: Vec<i64> = (-60..=60).collect();
    for limit in
        [127, 149, 277, 300, 400, 969, 1022, 1023, 1024, 1074, 1075, 1991, 2046, 2098, 2100, 2500, 1 << 31]
    {
        all.extend((limit - 2..limit + 2).flat_map(|n| [n, -n]));
    }
    all.extend([i64::MAX, i64::MIN, 1 << 40, -(1 << 40)]);
    all
}

macro_rules! test_floats {
    ($($name:ident $division:ident $apart:ident $t:ident $ldexp:ident $frexp:ident $pi:path;)*) => { $(
        #[test]
        fn $name() {
            let all = $t::samples();
            check1::<$t, $t>(Op::Absolute, &all, $t::abs);
            check1::<$t, $t>(Op::Fabs, &all, $t::abs);
            check1::<$t, $t>(Op::Positive, &all, |x| x);
            check1::<$t, $t>(Op::Conjugate, &all, |x| x);
            check1::<$t, $t>(Op::Negative, &all, |x| -x);
            check1::<$t, $t>(Op::Sign, &all, |x| if x == 0.0 { 0.0 } else { x.signum() });
            check1::<$t, $t>(Op::Reciprocal, &all, |x| 1.0 / x);
            check1::<$t, $t>(Op::Square, &all, |x| x * x);
            check1::<$t, $t>(Op::Sqrt, &all, $t::sqrt);
            check1::<$t, $t>(Op::Deg2rad, &all, |x| x * ($pi / 180.0));
            check1::<$t, $t>(Op::Rad2deg, &all, |x| x * (180.0 / $pi));
            check1::<$t, $t>(Op::Rint, &all, $t::round_ties_even);
            check1::<$t, $t>(Op::Floor, &all, $t::floor);
            check1::<$t, $t>(Op::Ceil, &all, $t::ceil);
            check1::<$t, $t>(Op::Trunc, &all, $t::trunc);
            check1::<$t, Bool>(Op::Isnan, &all, |x| Bool::from(x.is_nan()));
            check1::<$t, Bool>(Op::Isinf, &all, |x| Bool::from(x.is_infinite()));
            check1::<$t, Bool>(Op::Isfinite, &all, |x| Bool::from(x.is_finite()));
            check1::<$t, Bool>(Op::Signbit, &all, |x| Bool::from(x.is_sign_negative()));
            check1::<$t, Bool>(Op::LogicalNot, &all, |x| Bool::from(x == 0.0));
            // Away from zero, with the sign of the operand except for -0.0.
            check1::<$t, $t>(Op::Spacing, &all, |x| match x.is_finite() {
                false => $t::NAN,
                true if x < 0.0 => x.next_down() - x,
                true => x.next_up() - x,
            });

            let check = |op, oracle: fn($t, $t) -> $t| check2::<$t, $t, $t>(op, &all, &all, oracle);
            check(Op::Add, |x, y| x + y);
            check(Op::Subtract, |x, y| x - y);
            check(Op::Multiply, |x, y| x * y);
            check(Op::TrueDivide, |x, y| x / y);
            check(Op::Copysign, $t::copysign);
            check(Op::Heaviside, |x, y| match x.partial_cmp(&0.0) {
                None => $t::NAN,
                Some(std::cmp::Ordering::Equal) => y,
                Some(order) => if order.is_gt() { 1.0 } else { 0.0 },
            });
            check(Op::Nextafter, |x, y| match x.partial_cmp(&y) {
                None => $t::NAN,
                Some(std::cmp::Ordering::Equal) => y,
                Some(std::cmp::Ordering::Less) => x.next_up(),
                Some(std::cmp::Ordering::Greater) => x.next_down(),
            });
            // The order in which -0.0 is less than 0.0.
            let larger: fn($t, $t) -> $t = |x, y| if x.total_cmp(&y).is_gt() { x } else { y };
            let smaller: fn($t, $t) -> $t = |x, y| if x.total_cmp(&y).is_lt() { x } else { y };
            let nan = |x: $t, y: $t| x.is_nan() || y.is_nan();
            check2::<$t, $t, $t>(Op::Maximum, &all, &all, |x, y| if nan(x, y) { $t::NAN } else { larger(x, y) });
            check2::<$t, $t, $t>(Op::Minimum, &all, &all, |x, y| if nan(x, y) { $t::NAN } else { smaller(x, y) });
            let other = |x: $t, y: $t| if x.is_nan() { y } else { x };
            check2::<$t, $t, $t>(Op::Fmax, &all, &all, |x, y| if nan(x, y) { other(x, y) } else { larger(x, y) });
            check2::<$t, $t, $t>(Op::Fmin, &all, &all, |x, y| if nan(x, y) { other(x, y) } else { smaller(x, y) });

            let truth = |op, oracle: fn(&$t, &$t) -> bool| {
                check2::<$t, $t, Bool>(op, &all, &all, |x, y| Bool::from(oracle(&x, &y)))
            };
            truth(Op::Less, $t::lt);
            truth(Op::LessEqual, $t::le);
            truth(Op::Equal, $t::eq);
            truth(Op::NotEqual, $t::ne);
            truth(Op::Greater, $t::gt);
            truth(Op::GreaterEqual, $t::ge);
            truth(Op::LogicalAnd, |x, y| *x != 0.0 && *y != 0.0);
            truth(Op::LogicalOr, |x, y| *x != 0.0 || *y != 0.0);
            truth(Op::LogicalXor, |x, y| (*x != 0.0) != (*y != 0.0));
        }

        /// Division with remainder by the C library's `fmod` and NumPy's rules.
        #[test]
        fn $division() {
            let mut all = $t::samples();
            // Dividends close to multiples of divisors, and quotients of every size.
            all.extend((1..40).flat_map(|k| [(k as $t) * 0.1, $t::from_bits(((k * 3) as $t).to_bits() + 1)]));
            let oracle = |a: $t, b: $t| -> ($t, $t) {
                let rest = a % b;
                if b == 0.0 {
                    return (a / b, rest);
                }
                let (mut quotient, mut moved) = ((a - rest) / b, rest);
                if rest != 0.0 && !rest.is_nan() {
                    if (b < 0.0) != (rest < 0.0) {
                        moved += b;
                        quotient -= 1.0;
                    }
                } else if rest == 0.0 {
                    moved = (0.0 as $t).copysign(b);
                }
                if quotient == 0.0 {
                    return ((0.0 as $t).copysign(a / b), moved);
                }
                let floor = quotient.floor();
                (if quotient - floor > 0.5 { floor + 1.0 } else { floor }, moved)
            };
            check2::<$t, $t, $t>(Op::Fmod, &all, &all, |a, b| a % b);
            check2::<$t, $t, $t>(Op::Remainder, &all, &all, |a, b| oracle(a, b).1);
            check2::<$t, $t, $t>(Op::FloorDivide, &all, &all, |a, b| oracle(a, b).0);
            let (a, b) = all_pairs(&all, &all);
            for level in levels() {
                let (quotients, rests) = pair2::<$t>(Op::Divmod, level, &a, &b);
                for (k, got) in quotients.into_iter().zip(rests).enumerate() {
                    let expected = oracle(a[k], b[k]);
                    let agree = same(got.0, expected.0) && same(got.1, expected.1);
                    assert!(agree, "divmod {level:?}: {} by {} is {got:?}, not {expected:?}", a[k], b[k]);
                }
            }
        }

        /// Mantissas, exponents and integer parts.
        #[test]
        fn $apart() {
            let all = $t::samples();
            for level in levels() {
                let (mantissas, powers) = pair1::<$t, $t, i32>(Op::Frexp, level, &all);
                let (fractions, wholes) = pair1::<$t, $t, $t>(Op::Modf, level, &all);
                for (k, x) in all.iter().enumerate() {
                    let mut power = 0;
                    // SAFETY: the C library's function writes one integer.
                    let mantissa = unsafe { $frexp(*x, &mut power) };
                    let power = if x.is_finite() { power } else { 0 };
                    assert!(same(mantissas[k], mantissa) && powers[k] == power, "frexp {level:?}: {x}");
                    let fraction = if x.is_infinite() { 0.0 } else { *x - x.trunc() };
                    assert!(same(fractions[k], fraction.copysign(*x)), "modf {level:?}: {x}: {}", fractions[k]);
                    assert!(same(wholes[k], x.trunc()), "modf {level:?}: {x}: {}", wholes[k]);
                }
            }
            let long = exponents();
            let short: Vec<i32> = long.iter().filter_map(|n| i32::try_from(*n).ok()).collect();
            // SAFETY: the C library's functions of numbers.
            check2::<$t, i32, $t>(Op::Ldexp, &all, &short, |x, n| unsafe { $ldexp(x, n) });
            check2::<$t, i64, $t>(Op::Ldexp, &all, &long, |x, n| {
                let n = n.clamp(i32::MIN.into(), i32::MAX.into());
                // SAFETY: the C library's functions of numbers.
                unsafe { $ldexp(x, n as i32) }
            });
        }
    )* };
}
test_floats! {
    float32 division_of_float32 parts_of_float32 f32 ldexpf frexpf std::f32::consts::PI;
    float64 division_of_float64 parts_of_float64 f64 ldexp frexp std::f64::consts::PI;
}
