//! The loops of integers and booleans against arithmetic in 128 bits.

use super::kernels_support::{Samples, all_pairs, check1, check2, levels, pair2};
use distarray::compute::kernels::exact::negative_exponent;
use distarray::compute::op::Op;
use distarray::dtype::{Bool, DType};
use distarray::element::Element;

/// Towards minus infinity; 0 and 0 over 0.
fn floor_division(a: i128, b: i128) -> (i128, i128) {
    if b == 0 {
        return (0, 0);
    }
    let rest = a.rem_euclid(b);
    let rest = if rest != 0 && b < 0 { rest + b } else { rest };
    ((a - rest) / b, rest)
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}

fn power(base: i128, exponent: i128, modulus: i128) -> i128 {
    let (mut result, mut square, mut rest) = (1, base.rem_euclid(modulus), exponent);
    while rest > 0 {
        if rest % 2 == 1 {
            result = multiply(result, square, modulus);
        }
        square = multiply(square, square, modulus);
        rest /= 2;
    }
    result
}

/// Both below 2 to the power of 64; their product may not fit.
fn multiply(a: i128, b: i128, modulus: i128) -> i128 {
    ((a as u128).wrapping_mul(b as u128) % modulus as u128) as i128
}

macro_rules! test_integers {
    ($($name:ident $t:ty;)*) => { $(
        #[test]
        fn $name() {
            let all = <$t>::samples();
            // Wrapping to the type is what `as` does to 128 bits.
            let unary = |op, f: fn(i128) -> i128| check1::<$t, $t>(op, &all, |x| f(i128::from(x)) as $t);
            unary(Op::Absolute, i128::abs);
            unary(Op::Sign, i128::signum);
            unary(Op::Positive, |x| x);
            unary(Op::Negative, |x| -x);
            unary(Op::Conjugate, |x| x);
            unary(Op::Reciprocal, |x| if x == 0 { 0 } else { 1 / x });
            unary(Op::Square, |x| (x as u128).wrapping_mul(x as u128) as i128);
            unary(Op::Floor, |x| x);
            unary(Op::Ceil, |x| x);
            unary(Op::Trunc, |x| x);
            unary(Op::Invert, |x| !x);
            check1::<$t, u8>(Op::BitwiseCount, &all, |x| i128::from(x).unsigned_abs().count_ones() as u8);
            check1::<$t, Bool>(Op::LogicalNot, &all, |x| Bool::from(x == 0));
            check1::<$t, Bool>(Op::Isnan, &all, |_| Bool(0));
            check1::<$t, Bool>(Op::Isinf, &all, |_| Bool(0));
            check1::<$t, Bool>(Op::Isfinite, &all, |_| Bool(1));

            let binary = |op, f: fn(i128, i128) -> i128| {
                check2::<$t, $t, $t>(op, &all, &all, |x, y| f(i128::from(x), i128::from(y)) as $t)
            };
            binary(Op::Add, |x, y| x + y);
            binary(Op::Subtract, |x, y| x - y);
            binary(Op::Multiply, |x, y| (x as u128).wrapping_mul(y as u128) as i128);
            binary(Op::FloorDivide, |x, y| floor_division(x, y).0);
            binary(Op::Remainder, |x, y| floor_division(x, y).1);
            binary(Op::Fmod, |x, y| if y == 0 { 0 } else { x % y });
            binary(Op::Maximum, i128::max);
            binary(Op::Minimum, i128::min);
            binary(Op::Fmax, i128::max);
            binary(Op::Fmin, i128::min);
            binary(Op::Gcd, gcd);
            binary(Op::Lcm, |x, y| {
                let divisor = gcd(x, y);
                if divisor == 0 { 0 } else { (x.abs() / divisor).wrapping_mul(y.abs()) }
            });
            binary(Op::BitwiseAnd, |x, y| x & y);
            binary(Op::BitwiseOr, |x, y| x | y);
            binary(Op::BitwiseXor, |x, y| x ^ y);
            binary(Op::LeftShift, |x, y| {
                if (0..i128::from(<$t>::BITS)).contains(&y) { x << y } else { 0 }
            });
            binary(Op::RightShift, |x, y| x >> if (0..64).contains(&y) { y } else { 64 });
            let exponents: Vec<$t> = all.iter().copied().filter(|x| i128::from(*x) >= 0).collect();
            check2::<$t, $t, $t>(Op::Power, &all, &exponents, |x, y| {
                power(i128::from(x), i128::from(y), 1 << <$t>::BITS) as $t
            });

            let truth = |op, f: fn(i128, i128) -> bool| {
                let oracle = |x, y| Bool::from(f(i128::from(x), i128::from(y)));
                check2::<$t, $t, Bool>(op, &all, &all, oracle)
            };
            truth(Op::LogicalAnd, |x, y| x != 0 && y != 0);
            truth(Op::LogicalOr, |x, y| x != 0 || y != 0);
            truth(Op::LogicalXor, |x, y| (x != 0) != (y != 0));
            truth(Op::Less, |x, y| x < y);
            truth(Op::LessEqual, |x, y| x <= y);
            truth(Op::Equal, |x, y| x == y);
            truth(Op::NotEqual, |x, y| x != y);
            truth(Op::Greater, |x, y| x > y);
            truth(Op::GreaterEqual, |x, y| x >= y);

            let (a, b) = all_pairs(&all, &all);
            for level in levels() {
                let (quotients, rests) = pair2::<$t>(Op::Divmod, level, &a, &b);
                for (k, got) in quotients.into_iter().zip(rests).enumerate() {
                    let (quotient, rest) = floor_division(i128::from(a[k]), i128::from(b[k]));
                    assert_eq!(got, (quotient as $t, rest as $t), "divmod {level:?}: {} by {}", a[k], b[k]);
                }
            }
        }
    )* };
}
test_integers! {
    int8 i8; int16 i16; int32 i32; int64 i64; uint8 u8; uint16 u16; uint32 u32; uint64 u64;
}

#[test]
fn signed_against_unsigned() {
    let (signed, unsigned) = (i64::samples(), u64::samples());
    type Comparison = fn(&i128, &i128) -> bool;
    let comparisons: [(Op, Comparison); 6] = [
        (Op::Less, i128::lt),
        (Op::LessEqual, i128::le),
        (Op::Equal, i128::eq),
        (Op::NotEqual, i128::ne),
        (Op::Greater, i128::gt),
        (Op::GreaterEqual, i128::ge),
    ];
    for (op, oracle) in comparisons {
        let holds = |x: i128, y: i128| Bool::from(oracle(&x, &y));
        check2::<i64, u64, Bool>(op, &signed, &unsigned, |x, y| holds(x.into(), y.into()));
        check2::<u64, i64, Bool>(op, &unsigned, &signed, |x, y| holds(x.into(), y.into()));
    }
}

#[test]
fn booleans() {
    let all = Bool::samples();
    let truth = |x: Bool| x.0 != 0;
    for op in [Op::Absolute, Op::Floor, Op::Ceil, Op::Trunc] {
        check1::<Bool, Bool>(op, &all, |x| Bool::from(truth(x)));
    }
    for op in [Op::LogicalNot, Op::Invert] {
        check1::<Bool, Bool>(op, &all, |x| Bool::from(!truth(x)));
    }
    for (op, expected) in [(Op::Isnan, 0), (Op::Isinf, 0), (Op::Isfinite, 1)] {
        check1::<Bool, Bool>(op, &all, |_| Bool(expected));
    }
    let and: fn(bool, bool) -> bool = |x, y| x && y;
    let or: fn(bool, bool) -> bool = |x, y| x || y;
    let xor: fn(bool, bool) -> bool = |x, y| x != y;
    for (op, oracle) in [
        (Op::Add, or),
        (Op::Multiply, and),
        (Op::Maximum, or),
        (Op::Minimum, and),
        (Op::Fmax, or),
        (Op::Fmin, and),
        (Op::BitwiseAnd, and),
        (Op::BitwiseOr, or),
        (Op::BitwiseXor, xor),
        (Op::LogicalAnd, and),
        (Op::LogicalOr, or),
        (Op::LogicalXor, xor),
        (Op::Less, |x, y| !x && y),
        (Op::LessEqual, |x, y| !x || y),
        (Op::Equal, |x, y| x == y),
        (Op::NotEqual, xor),
        (Op::Greater, |x, y| x && !y),
        (Op::GreaterEqual, |x, y| x || !y),
    ] {
        check2::<Bool, Bool, Bool>(op, &all, &all, |x, y| Bool::from(oracle(truth(x), truth(y))));
    }
}

#[test]
fn exponents_that_are_negative_are_found() {
    fn found<T: Element>(exponents: &[T]) -> bool {
        // SAFETY: the address and number of elements of this dtype.
        unsafe { negative_exponent(T::DTYPE, exponents.as_ptr().cast(), exponents.len()) }
    }
    let mut exponents = vec![3i16; 100];
    assert!(!found(&exponents));
    exponents[77] = -1;
    assert!(found(&exponents));
    assert!(found(&[0i8, i8::MIN]) && found(&[0i32, i32::MIN]) && found(&[5i64, -5]));
    assert!(!found(&[u8::MAX]) && !found(&[u64::MAX]) && !found::<i64>(&[]) && !found(&[-1.0f64]));
    // SAFETY: no element is read.
    assert!(!unsafe { negative_exponent(DType::Int32, std::ptr::null(), 0) });
}
