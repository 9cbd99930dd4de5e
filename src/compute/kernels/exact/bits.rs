//! Bits, shifts, and counts of bits.

use super::define::{function1, function2, functions};

functions! {
    /// Bits set in both.
    And;
    /// Bits set in one at least.
    Or;
    /// Bits set in one exactly.
    Xor;
    /// All bits inverted.
    Invert;
    /// Bits moved up; 0 for counts that are negative or not below the width.
    LeftShift;
    /// Bits moved down, keeping the sign; all sign bits for counts that are negative or not below the width.
    RightShift;
    /// Bits set in the magnitude.
    Count;
}

macro_rules! integers {
    ($($t:ty, $unsigned:ty, $x:ident => $magnitude:expr, $beyond:expr;)*) => { $(
        function2!(And(a: $t, b: $t) -> $t = a & b, WIDE = false);
        function2!(Or(a: $t, b: $t) -> $t = a | b, WIDE = false);
        function2!(Xor(a: $t, b: $t) -> $t = a ^ b, WIDE = false);
        function1!(Invert(x: $t) -> $t = !x, WIDE = false);
        function2!(LeftShift(a: $t, b: $t) -> $t =
            if (b as $unsigned) < <$t>::BITS as $unsigned { a.wrapping_shl(b as u32) } else { 0 });
        function2!(RightShift($x: $t, b: $t) -> $t =
            if (b as $unsigned) < <$t>::BITS as $unsigned { $x.wrapping_shr(b as u32) } else { $beyond });
        function1!(Count($x: $t) -> u8 = { let bits: $unsigned = $magnitude; bits.count_ones() as u8 });
    )* };
}
integers! {
    i8, u8, x => x.unsigned_abs(), x >> 7;
    i16, u16, x => x.unsigned_abs(), x >> 15;
    i32, u32, x => x.unsigned_abs(), x >> 31;
    i64, u64, x => x.unsigned_abs(), x >> 63;
    u8, u8, x => x, 0;
    u16, u16, x => x, 0;
    u32, u32, x => x, 0;
    u64, u64, x => x, 0;
}
