//! Promotion and casting rules against the tables of NumPy 2.

use super::support::load;
use distarray::compute::{BinaryOp, UnaryOp, binary_dtypes, unary_dtypes};
use distarray::dtype::{C128, Casting, DType, can_cast, promote};
use distarray::error::Status;
use distarray::value::Value;

#[test]
fn promotion_of_every_pair() {
    let table = load("promotion.json");
    for (i, a) in DType::ALL.into_iter().enumerate() {
        assert_eq!(table["dtypes"][i], a.name());
        for (k, b) in DType::ALL.into_iter().enumerate() {
            assert_eq!(table["promote"][i][k], promote(a, b).name(), "{a} and {b}");
        }
    }
}

#[test]
fn casting_of_every_pair_under_every_rule() {
    let table = load("promotion.json");
    for rule in Casting::ALL {
        for (i, a) in DType::ALL.into_iter().enumerate() {
            for (k, b) in DType::ALL.into_iter().enumerate() {
                let expected = table["can_cast"][rule.name()][i][k] == 1;
                assert_eq!(can_cast(a, b, rule), expected, "{a} to {b}, {}", rule.name());
            }
        }
        assert_eq!(Casting::from_code(rule as i32), Ok(rule));
    }
    assert_eq!(Casting::from_code(5).unwrap_err().status, Status::Argument);
}

#[test]
fn weak_scalars_with_every_dtype() {
    let table = load("promotion.json");
    let scalars = [
        ("int", Value::weak_int(1)),
        ("float", Value::weak_real(1.0)),
        ("complex", Value::weak_complex(C128::i())),
    ];
    for (name, scalar) in scalars {
        for (i, a) in DType::ALL.into_iter().enumerate() {
            assert_eq!(table["weak"][name][i], scalar.result_dtype(a).name(), "{a} with a weak {name}");
            let lp = binary_dtypes(BinaryOp::Add, scalar.into(), a.into()).unwrap();
            assert_eq!(lp.input, scalar.result_dtype(a));
            assert_eq!(binary_dtypes(BinaryOp::Add, a.into(), scalar.into()).unwrap(), lp);
        }
    }
}

#[test]
fn two_weak_scalars_meet_in_their_default_dtypes() {
    let lp = |a: Value, b: Value| binary_dtypes(BinaryOp::Multiply, a.into(), b.into()).unwrap().output;
    assert_eq!(lp(Value::weak_int(1), Value::weak_int(2)), DType::Int64);
    assert_eq!(lp(Value::weak_int(1), Value::weak_real(2.0)), DType::Float64);
    assert_eq!(lp(Value::weak_complex(C128::i()), Value::weak_real(2.0)), DType::Complex128);
}

#[test]
fn loops() {
    assert_eq!(unary_dtypes(UnaryOp::Absolute, DType::Complex64).unwrap().output, DType::Float32);
    assert_eq!(unary_dtypes(UnaryOp::Sqrt, DType::Int8).unwrap().output, DType::Float32);
    assert_eq!(unary_dtypes(UnaryOp::Sqrt, DType::UInt32).unwrap().output, DType::Float64);
    let of = |a: DType, b: DType| binary_dtypes(BinaryOp::TrueDivide, a.into(), b.into()).unwrap();
    assert_eq!(of(DType::Bool, DType::Int8).output, DType::Float64);
    assert_eq!(of(DType::Int16, DType::Float32).input, DType::Float32);
    let error = binary_dtypes(BinaryOp::Subtract, DType::Bool.into(), DType::Bool.into()).unwrap_err();
    assert_eq!(error.status, Status::Dtype);
    assert!(
        error.message.contains("subtract: no loop for bool and bool")
            && error.message.contains("logical_xor")
    );
    assert!(binary_dtypes(BinaryOp::Subtract, DType::Bool.into(), DType::Int8.into()).is_ok());
}

#[test]
fn numbers_of_operations() {
    assert_eq!(UnaryOp::ALL.iter().map(|&o| o as i32).collect::<Vec<_>>(), [1, 9]);
    assert_eq!(BinaryOp::ALL.iter().map(|&o| o as i32).collect::<Vec<_>>(), [101, 102, 103, 104]);
    assert!(UnaryOp::ALL.iter().all(|&o| BinaryOp::from_code(o as i32).is_err()));
    for &op in BinaryOp::ALL {
        assert_eq!(BinaryOp::from_code(op as i32), Ok(op));
    }
    let error = BinaryOp::from_code(77).unwrap_err();
    assert!(error.message.contains("77"), "{error}");
}
