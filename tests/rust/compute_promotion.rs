//! Promotion and casting rules against the tables of NumPy 2.

use super::support::load;
use distarray::compute::resolve::resolve;
use distarray::compute::{Op, OperandType};
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
            let both = [scalar.into(), a.into()];
            let sum = |operands: &[OperandType]| resolve(Op::Add, operands, None, Casting::SameKind).unwrap();
            assert_eq!(sum(&both).operands(), [scalar.result_dtype(a); 2]);
            assert_eq!(sum(&[both[1], both[0]]), sum(&both));
        }
    }
}

#[test]
fn two_weak_scalars_meet_in_their_default_dtypes() {
    let product = |a: Value, b: Value| {
        resolve(Op::Multiply, &[a.into(), b.into()], None, Casting::SameKind).unwrap().results()[0]
    };
    assert_eq!(product(Value::weak_int(1), Value::weak_int(2)), DType::Int64);
    assert_eq!(product(Value::weak_int(1), Value::weak_real(2.0)), DType::Float64);
    assert_eq!(product(Value::weak_complex(C128::i()), Value::weak_real(2.0)), DType::Complex128);
}
