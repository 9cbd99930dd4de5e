//! The loops of complex numbers against the plain formulas.

use super::kernels_support::{Samples, call1, check1, check2, levels};
use distarray::compute::kernels::complex::divide;
use distarray::compute::op::Op;
use distarray::dtype::Bool;
use num_complex::Complex;

macro_rules! test_complex {
    ($($name:ident $direction:ident $t:ident;)*) => { $(
        #[test]
        fn $name() {
            type C = Complex<$t>;
            let all = C::samples();
            check1::<C, C>(Op::Positive, &all, |z| z);
            check1::<C, C>(Op::Negative, &all, |z| C::new(-z.re, -z.im));
            check1::<C, C>(Op::Conjugate, &all, |z| C::new(z.re, -z.im));
            check1::<C, C>(Op::Square, &all, |z| C::new(z.re * z.re - z.im * z.im, z.re * z.im + z.im * z.re));
            check1::<C, C>(Op::Rint, &all, |z| C::new(z.re.round_ties_even(), z.im.round_ties_even()));
            check1::<C, C>(Op::Reciprocal, &all, |z| {
                if z.im.abs() <= z.re.abs() {
                    let ratio = z.im / z.re;
                    let size = z.re + z.im * ratio;
                    C::new(1.0 / size, -ratio / size)
                } else {
                    let ratio = z.re / z.im;
                    let size = z.re * ratio + z.im;
                    C::new(ratio / size, -1.0 / size)
                }
            });
            check1::<C, Bool>(Op::Isnan, &all, |z| Bool::from(z.re.is_nan() || z.im.is_nan()));
            check1::<C, Bool>(Op::Isinf, &all, |z| Bool::from(z.re.is_infinite() || z.im.is_infinite()));
            check1::<C, Bool>(Op::Isfinite, &all, |z| Bool::from(z.re.is_finite() && z.im.is_finite()));
            let truth = |z: C| z.re != 0.0 || z.im != 0.0;
            check1::<C, Bool>(Op::LogicalNot, &all, |z| Bool::from(!truth(z)));

            let check = |op, oracle: fn(C, C) -> C| check2::<C, C, C>(op, &all, &all, oracle);
            check(Op::Add, |x, y| C::new(x.re + y.re, x.im + y.im));
            check(Op::Subtract, |x, y| C::new(x.re - y.re, x.im - y.im));
            check(Op::Multiply, |x, y| C::new(x.re * y.re - x.im * y.im, x.re * y.im + x.im * y.re));
            check(Op::TrueDivide, divide);

            // NumPy's order: by real parts, then imaginary ones; nan is in no order.
            let less = |x: &C, y: &C| {
                let numbers = !x.im.is_nan() && !y.im.is_nan();
                (x.re < y.re && numbers) || (x.re == y.re && x.im < y.im)
            };
            let equal = |x: &C, y: &C| x.re == y.re && x.im == y.im;
            let compare = |op, oracle: &dyn Fn(&C, &C) -> bool| {
                check2::<C, C, Bool>(op, &all, &all, |x, y| Bool::from(oracle(&x, &y)))
            };
            compare(Op::Less, &less);
            compare(Op::Greater, &|x, y| less(y, x));
            compare(Op::Equal, &equal);
            compare(Op::NotEqual, &|x, y| !equal(x, y));
            compare(Op::LessEqual, &|x, y| less(x, y) || equal(x, y));
            compare(Op::GreaterEqual, &|x, y| less(y, x) || equal(x, y));
            compare(Op::LogicalAnd, &|x, y| truth(*x) && truth(*y));
            compare(Op::LogicalOr, &|x, y| truth(*x) || truth(*y));
            compare(Op::LogicalXor, &|x, y| truth(*x) != truth(*y));

            let nan = |z: &C| z.re.is_nan() || z.im.is_nan();
            let not_below = |x: &C, y: &C| less(y, x) || equal(x, y);
            let not_above = |x: &C, y: &C| less(x, y) || equal(x, y);
            let choose = |op, first: &dyn Fn(&C, &C) -> bool| {
                check2::<C, C, C>(op, &all, &all, |x, y| if first(&x, &y) { x } else { y })
            };
            choose(Op::Maximum, &|x, y| nan(x) || not_below(x, y));
            choose(Op::Minimum, &|x, y| nan(x) || not_above(x, y));
            choose(Op::Fmax, &|x, y| nan(y) || not_below(x, y));
            choose(Op::Fmin, &|x, y| nan(y) || not_above(x, y));
        }

        #[test]
        fn $direction() {
            type C = Complex<$t>;
            let (inf, nan, zero) = ($t::INFINITY, $t::NAN, C::new(0.0, 0.0));
            let special = [
                (C::new(inf, 1.0), C::new(1.0, 0.0)),
                (C::new(-inf, nan), C::new(-1.0, 0.0)),
                (C::new(nan, inf), C::new(0.0, 1.0)),
                (C::new(1.0, -inf), C::new(0.0, -1.0)),
                (C::new(0.0, -0.0), zero),
                (C::new(-0.0, -0.0), zero),
                (C::new(inf, -inf), C::new(nan, nan)),
                (C::new(nan, 0.0), C::new(nan, nan)),
                (C::new($t::from_bits(1), 0.0), C::new(1.0, 0.0)),
                (C::new(0.0, -$t::MAX), C::new(0.0, -1.0)),
            ];
            let (inputs, expected): (Vec<C>, Vec<C>) = special.into_iter().unzip();
            check1::<C, C>(Op::Sign, &inputs, |z| {
                let place = inputs.iter().position(|x| x.re.to_bits() == z.re.to_bits() && x.im.to_bits() == z.im.to_bits());
                expected[place.expect("one of the inputs")]
            });
            let ordinary: Vec<C> = C::samples().into_iter().filter(|z| z.re.is_finite() && z.im.is_finite() && *z != zero).collect();
            let mut bits = Vec::new();
            for level in levels() {
                let results = call1::<C, C>(Op::Sign, level, &ordinary);
                for (z, got) in ordinary.iter().zip(&results) {
                    // Largest part 1, so that nothing leaves the range; f64 suffices for either type.
                    let largest = f64::from(z.re).abs().max(f64::from(z.im).abs());
                    let (x, y) = (f64::from(z.re) / largest, f64::from(z.im) / largest);
                    let size = x.hypot(y);
                    let error = (f64::from(got.re) - x / size).hypot(f64::from(got.im) - y / size);
                    assert!(error <= 4.0 * f64::from($t::EPSILON), "sign {level:?}: {z} gives {got}");
                }
                bits.push(results.iter().map(|z| (z.re.to_bits(), z.im.to_bits())).collect::<Vec<_>>());
            }
            assert!(bits.windows(2).all(|pair| pair[0] == pair[1]), "levels differ");
        }
    )* };
}
test_complex! { complex64 directions_of_complex64 f32; complex128 directions_of_complex128 f64; }
