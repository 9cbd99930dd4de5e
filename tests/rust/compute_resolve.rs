//! Replays NumPy's answers for the loop of every function on every combination of operands.

use super::support::{dtype_named, load};
use distarray::compute::OperandType;
use distarray::compute::op::{Op, Signature};
use distarray::compute::resolve::{Side, compared_out_of_range, resolve};
use distarray::dtype::{C128, Casting, DType};
use distarray::error::Status;
use distarray::value::Value;
use serde_json::Value as Json;

/// The entries of a table, its runs unrolled.
fn entries(table: &str) -> Vec<&str> {
    let run = |entry| match str::split_once(entry, '*') {
        Some((text, count)) => (text, count.parse().unwrap()),
        None => (entry, 1),
    };
    table.split(' ').flat_map(|entry| std::iter::repeat_n(run(entry).0, run(entry).1)).collect()
}

/// The dtype of a letter. float16 is float32 here, and Python's own integers, which NumPy compares as objects if
/// there is nothing else, are int64.
fn dtype_of(letters: &Json, letter: char) -> DType {
    match letter {
        'e' => DType::Float32,
        'O' => DType::Int64,
        _ => dtype_named(letters[letter.to_string()].as_str().unwrap()),
    }
}

/// What resolve has to say to an entry.
fn expected(letters: &Json, entry: &str) -> Result<Signature, Status> {
    let dtypes = |text: &str| text.chars().map(|c| dtype_of(letters, c)).collect::<Vec<_>>();
    match entry {
        "N" => Err(Status::Dtype),
        "C" => Err(Status::Casting),
        _ => {
            let (operands, results) = entry.split_once('>').unwrap();
            Ok(Signature::new(&dtypes(results), &dtypes(operands)))
        }
    }
}

fn operands(nin: usize) -> Vec<Vec<OperandType>> {
    let arrays = DType::ALL.into_iter().map(OperandType::from);
    if nin == 1 {
        return arrays.map(|a| vec![a]).collect();
    }
    let weak = [Value::weak_int(1), Value::weak_real(1.0), Value::weak_complex(C128::i())];
    let kinds: Vec<OperandType> = arrays.chain(weak.map(OperandType::from)).collect();
    kinds.iter().flat_map(|a| kinds.iter().map(move |b| vec![*a, *b])).collect()
}

fn replay(vectors: &Json, op: Op, table: &Json, dtype: Option<DType>, casting: Casting) -> usize {
    let table = entries(vectors["tables"][table.as_u64().unwrap() as usize].as_str().unwrap());
    let combinations = operands(op.nin());
    assert_eq!(table.len(), combinations.len(), "{op}");
    for (entry, operands) in table.iter().zip(&combinations) {
        let found = resolve(op, operands, dtype, casting);
        let call = || format!("{op} {operands:?} dtype={dtype:?} {casting:?}: {found:?}");
        if let Err(error) = &found {
            let names = operands.iter().any(|o| error.message.contains(o.dtype.name()));
            assert!(names && error.message.starts_with(op.name()), "{}", call());
        }
        let status = found.as_ref().map_err(|e| e.status);
        let wanted = expected(&vectors["letters"], entry);
        assert!(status == wanted.as_ref().map_err(|s| *s), "{} instead of {wanted:?}", call());
    }
    table.len()
}

#[test]
fn every_function_on_all_operands() {
    let vectors = load("ufunc_types.json");
    let mut replayed = 0;
    for &op in Op::ALL {
        let entry = &vectors["ops"][op.name()];
        assert_eq!(
            (entry["nin"].as_u64(), entry["nout"].as_u64()),
            (Some(op.nin() as u64), Some(op.nout() as u64))
        );
        for casting in Casting::ALL {
            // Here as there, data is in native byte order always.
            let rule = if casting == Casting::Equiv { "no" } else { casting.name() };
            replayed += replay(&vectors, op, &entry["plain"][rule], None, casting);
            for (table, dtype) in entry["dtype"][rule].as_array().unwrap().iter().zip(DType::ALL) {
                replayed += replay(&vectors, op, table, Some(dtype), casting);
            }
        }
    }
    assert_eq!(Op::ALL.len(), vectors["ops"].as_object().unwrap().len());
    assert_eq!(replayed, (45 * 13 + 38 * 16 * 16) * 14 * 5);
}

#[test]
fn messages_say_what_there_is() {
    let message = |op, operands: &[DType], dtype| {
        let operands: Vec<OperandType> = operands.iter().map(|d| (*d).into()).collect();
        resolve(op, &operands, dtype, Casting::SameKind).unwrap_err().message
    };
    use DType::{Bool, Complex64, Float64, Int8, UInt64};
    assert_eq!(
        message(Op::Floor, &[Complex64], None),
        "floor: no loop for complex64; the dtypes with a loop are bool, int8, int16, int32, int64, uint8, \
         uint16, uint32, uint64, float32 and float64"
    );
    let bools = message(Op::Subtract, &[Bool, Bool], None);
    assert!(bools.starts_with("subtract: no loop for bool and bool; the dtypes"), "{bools}");
    assert!(bools.ends_with("; for bool use bitwise_xor, logical_xor or not_equal"), "{bools}");
    let met = message(Op::Gcd, &[Int8, UInt64], None);
    assert!(met.starts_with("gcd: no loop for int8 and uint64, which meet in float64; "), "{met}");
    assert!(
        message(Op::Ldexp, &[Float64, Float64], None).contains("an exponent of a dtype that int64 holds")
    );
    assert_eq!(
        message(Op::Hypot, &[Bool, Bool], Some(Int8)),
        "hypot: no loop for bool and bool with results of dtype int8; its results can be float32 and float64"
    );
    assert_eq!(
        message(Op::Add, &[Int8, Float64], Some(Int8)),
        "add: the second operand is float64, which can not be cast to the loop's int8 by the rule same_kind"
    );
    assert!(message(Op::Frexp, &[Float64], Some(Float64)).ends_with("so that no dtype is that of both"));
    let error = resolve(Op::Add, &[Int8.into()], None, Casting::Safe).unwrap_err();
    assert_eq!((error.status, error.message.as_str()), (Status::Argument, "add has 2 operand(s), not 1"));
}

#[test]
fn comparisons_with_integers_out_of_range() {
    let vectors = load("ufunc_types.json");
    let cases = vectors["comparisons"].as_array().unwrap();
    for case in cases {
        let op = *Op::ALL.iter().find(|op| case[0] == op.name()).unwrap();
        let dtype = dtype_of(&vectors["letters"], case[1].as_str().unwrap().chars().next().unwrap());
        let scalar = Value::weak_int(case[2].as_str().unwrap().parse().unwrap());
        for (side, expected) in [(Side::Right, &case[3]), (Side::Left, &case[4])] {
            assert_eq!(compared_out_of_range(op, dtype, scalar, side), expected.as_bool(), "{case} {side:?}");
        }
        assert_eq!(compared_out_of_range(Op::Add, dtype, scalar, Side::Left), None);
        assert_eq!(compared_out_of_range(op, DType::Float32, scalar, Side::Left), None);
        assert_eq!(compared_out_of_range(op, dtype, Value { weak: false, ..scalar }, Side::Left), None);
    }
    assert!(cases.iter().filter(|case| !case[3].is_null()).count() > 100);
}
