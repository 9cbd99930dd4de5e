//! Scalars: bits, bytes, conversions and how they print.

use distarray::dispatch;
use distarray::dtype::{Bool, C64, C128, DType};
use distarray::element::Element;
use distarray::error::Status;
use distarray::value::Value;
use proptest::prelude::*;

#[test]
fn bits_are_zero_extended() {
    assert_eq!(Value::of(-1i8).bits, [0xFF, 0]);
    assert_eq!(Value::of(1.0f32).bits, [0x3F80_0000, 0]);
    assert_eq!(Value::of(C64::new(1.0, -1.0)).bits, [0x3F80_0000, 0xBF80_0000]);
    // Sign-extended bits, as a caller in C may write them, read the same.
    let sloppy = Value { dtype: DType::Int16, weak: false, bits: [u64::MAX, 0] };
    assert_eq!(sloppy.as_i64(), Ok(-1));
}

#[test]
fn memory_holds_the_element() {
    let bytes = Value::of(C64::new(1.5, -2.0)).to_bytes(DType::Complex64);
    assert_eq!(bytes[..4], 1.5f32.to_ne_bytes());
    assert_eq!(bytes[4..8], (-2f32).to_ne_bytes());
    assert_eq!(Value::from_i64(-2).to_bytes(DType::Int16)[..2], (-2i16).to_ne_bytes());
    let mut seven = [0; 16];
    seven[0] = 7;
    assert_eq!(Value::from_bytes(DType::Bool, seven), Value::from_bool(true));
}

#[test]
fn getters_refuse_what_they_cannot_give() {
    assert_eq!(Value::from_i64(7).as_f64(), Ok(7.0));
    assert_eq!(Value::from_c128(C128::new(1.0, 0.0)).as_f64().unwrap_err().status, Status::Dtype);
    assert_eq!(Value::from_f64(1.0).as_i64().unwrap_err().status, Status::Dtype);
    assert_eq!(Value::of(u64::MAX).as_i64().unwrap_err().status, Status::Overflow);
    assert_eq!(Value::of(7u64).as_i64(), Ok(7));
    assert_eq!(Value::of(2.0f32).as_c128(), Ok(C128::new(2.0, 0.0)));
}

#[test]
fn weak_integers_must_fit_integer_dtypes() {
    for (x, dtype, fits) in [
        (127, DType::Int8, true),
        (128, DType::Int8, false),
        (-129, DType::Int8, false),
        (-1, DType::UInt64, false),
        (i64::MAX, DType::UInt64, true),
        (1 << 40, DType::Int32, false),
        (1 << 40, DType::Float32, true),
        (300, DType::Bool, true),
    ] {
        let result = Value::weak_int(x).convert(dtype);
        assert_eq!(result.as_ref().map_err(|e| e.status).is_ok(), fits, "{x} {dtype}: {result:?}");
        if let Err(error) = result {
            assert_eq!(error.status, Status::Overflow);
            assert!(error.message.contains(&x.to_string()) && error.message.contains(dtype.name()));
        }
        assert!(Value::from_i64(x).convert(dtype).is_ok(), "strong scalars wrap");
    }
    assert_eq!(Value::weak_real(1e300).convert(DType::Float32), Ok(Value::of(f32::INFINITY)));
}

#[test]
fn weak_scalars_have_three_dtypes() {
    let odd = Value { weak: true, ..Value::of(1i8) };
    let error = odd.check().unwrap_err();
    assert!(error.status == Status::Dtype && error.message.contains("int8"), "{error}");
    assert!(Value::weak_real(1.0).check().is_ok() && Value::of(1i8).check().is_ok());
}

#[test]
fn scalars_print_as_in_python() {
    let printed = |v: Value| v.to_string();
    assert_eq!(printed(Value::from_bool(true)), "True");
    assert_eq!(printed(Value::of(-3i8)), "-3");
    assert_eq!(printed(Value::of(u64::MAX)), "18446744073709551615");
    assert_eq!(printed(Value::from_f64(1.0)), "1.0");
    assert_eq!(printed(Value::of(0.1f32)), "0.1");
    assert_eq!(printed(Value::from_c128(C128::new(1.5, -2.0))), "(1.5-2.0j)");
    assert_eq!(printed(Value::from_f64(f64::NEG_INFINITY)), "-inf");
    assert_eq!(printed(Value::from_f64(f64::NAN)), "nan");
    assert_eq!(printed(Value::from_c128(C128::new(0.0, f64::NAN))), "(0.0+nanj)");
}

#[test]
fn equality_is_by_bits() {
    assert_eq!(Value::from_f64(f64::NAN), Value::from_f64(f64::NAN));
    assert_ne!(Value::from_f64(0.0), Value::from_f64(-0.0));
    assert_ne!(Value::weak_int(1), Value::from_i64(1));
    assert_eq!(Value::from_bool(true).get::<Bool>(), Bool(1));
}

proptest! {
    #[test]
    fn bytes_and_words_round_trip(words: [u64; 2]) {
        for dtype in DType::ALL {
            dispatch!(dtype, T => {
                let value = Value::of(<T as Element>::from_words(words));
                prop_assert_eq!(Value::from_bytes(dtype, value.to_bytes(dtype)), value);
                prop_assert_eq!(value.cast(dtype), value);
                prop_assert_eq!(Value::of(value.get::<T>()), value);
            });
        }
    }
}
