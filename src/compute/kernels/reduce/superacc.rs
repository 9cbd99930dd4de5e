//! Exact sums of float64.
//!
//! The sum is kept as one long integer in units of 2^-1074, in limbs of 32 bits that stand in words of 64
//! bits, so that billions of carries fit before they have to be passed on. Additions are exact, so the
//! order in which they happen does not show; the result is rounded once. (A Kulisch accumulator with
//! delayed carries.)
//!
//! Elements that lie side by side are first summed in floating point, where that is exact too: each is cut
//! into pieces that are multiples of one unit, few enough bits that a row of pieces adds up without
//! rounding. Only where an element has bits below the last piece the slow way is taken.

use super::lanes::{WIDE, lanes};

/// Enough for 2^63 of the largest numbers.
const LIMBS: usize = 68;
/// Bits of a limb.
const BITS: u32 = 32;
const MASK: u64 = 0xffff_ffff;
/// Elements that are summed as pieces.
pub const ROW: usize = 512;
/// Additions until carries are passed on; each is less than 2^32 per limb, and words hold 2^63.
const PATIENCE: i64 = 1 << 29;

/// An exact sum: plain data.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct SuperAcc {
    limbs: [i64; LIMBS],
    /// Additions since carries were last passed on.
    pending: i64,
    /// How many elements were added.
    pub count: i64,
    /// Whether there was nan, infinity or minus infinity: 1, 2, 4.
    special: u64,
}

impl SuperAcc {
    /// The sum of nothing.
    pub const EMPTY: SuperAcc = SuperAcc { limbs: [0; LIMBS], pending: 0, count: 0, special: 0 };

    /// Adds one number.
    #[inline(always)]
    pub fn add(&mut self, x: f64) {
        let bits = x.to_bits();
        let exponent = (bits >> 52 & 0x7ff) as u32;
        let fraction = bits & ((1 << 52) - 1);
        if exponent == 0x7ff {
            self.special |= if fraction != 0 { 1 } else { 2 << (bits >> 63) };
            return;
        }
        let (mantissa, shift) =
            if exponent == 0 { (fraction, 0) } else { (fraction | 1 << 52, exponent - 1) };
        let (limb, offset) = ((shift / BITS) as usize, shift % BITS);
        let low = (mantissa << offset) & MASK;
        let rest = mantissa >> (BITS - offset);
        let sign = -((bits >> 63) as i64);
        let signed = |part: u64| (part as i64 ^ sign) - sign;
        self.limbs[limb] += signed(low);
        self.limbs[limb + 1] += signed(rest & MASK);
        self.limbs[limb + 2] += signed(rest >> BITS);
        self.pending += 1;
        if self.pending >= PATIENCE {
            self.carry();
        }
    }

    /// Adds numbers that lie side by side.
    #[inline(always)]
    pub fn add_all(&mut self, row: &[f64]) {
        for row in row.chunks(ROW) {
            if !self.add_pieces(row) {
                row.iter().for_each(|&x| self.add(x));
            }
        }
    }

    /// Adds a row in pieces, if that is exact.
    #[inline(always)]
    fn add_pieces(&mut self, row: &[f64]) -> bool {
        // nan and infinity have the largest exponents.
        let magnitude = |x: f64| x.to_bits() & !(1 << 63);
        let largest = lanes(row, 0u64, |m, x| m.max(magnitude(x)), u64::max);
        let exponent = (largest >> 52) as i32 - 1022;
        if row.len() < WIDE || !(-800..=1000).contains(&exponent) {
            return false;
        }
        // All are less than 2^exponent. A row's worth of multiples of the unit 2^(exponent + 10 - 52) of
        // that size sums to less than 2^52 units.
        let power = |e: i32| f64::from_bits(((e + 1023) as u64) << 52);
        let first = 1.5 * power(exponent + 10);
        let second = 1.5 * power(exponent + 10 - 43 + 10);
        let (mut high, mut low, mut lost) = ([0.0f64; WIDE], [0.0f64; WIDE], [0u64; WIDE]);
        let mut cut = |k: usize, x: f64| {
            let upper = (first + x) - first;
            let rest = x - upper;
            let lower = (second + rest) - second;
            high[k] += upper;
            low[k] += lower;
            lost[k] |= magnitude(rest - lower);
        };
        let chunks = row.chunks_exact(WIDE);
        let tail = chunks.remainder();
        for chunk in chunks {
            chunk.iter().enumerate().for_each(|(k, &x)| cut(k, x));
        }
        tail.iter().enumerate().for_each(|(k, &x)| cut(k, x));
        if lost.iter().fold(0, |all, &bits| all | bits) != 0 {
            return false;
        }
        let sum = |pieces: &[f64; WIDE]| pieces.iter().fold(0.0, |sum, piece| sum + piece);
        let (high, low) = (sum(&high), sum(&low));
        self.add(high);
        self.add(low);
        true
    }

    /// Adds another sum.
    pub fn merge(&mut self, other: &SuperAcc) {
        self.carry();
        let mut other = *other;
        other.carry();
        self.limbs.iter_mut().zip(other.limbs).for_each(|(mine, theirs)| *mine += theirs);
        self.pending = 2;
        self.count += other.count;
        self.special |= other.special;
    }

    /// Passes carries on: all limbs but the last, which has the sign, are then 0 to 2^32 - 1.
    fn carry(&mut self) {
        let mut carry = 0i64;
        for limb in &mut self.limbs[..LIMBS - 1] {
            let sum = *limb + carry;
            carry = sum >> BITS;
            *limb = sum & MASK as i64;
        }
        self.limbs[LIMBS - 1] += carry;
        self.pending = 0;
    }

    /// The sum, rounded to nearest, ties to even; or, with `odd`, truncated with the last bit set where
    /// anything was lost, which may be rounded once more to a narrower type.
    pub fn round(&self, odd: bool) -> f64 {
        match self.special {
            0 => {}
            2 => return f64::INFINITY,
            4 => return f64::NEG_INFINITY,
            _ => return f64::NAN,
        }
        let mut sum = *self;
        sum.carry();
        let negative = sum.limbs[LIMBS - 1] < 0;
        if negative {
            sum.limbs.iter_mut().for_each(|limb| *limb = -*limb);
            sum.carry();
        }
        let magnitude = sum.round_magnitude(odd);
        if negative { -magnitude } else { magnitude }
    }

    /// The same of a sum that is not negative and has passed its carries on.
    fn round_magnitude(&self, odd: bool) -> f64 {
        let Some(top) = self.limbs.iter().rposition(|limb| *limb != 0) else { return 0.0 };
        let limb = |k: usize| top.checked_sub(k).map_or(0, |at| self.limbs[at] as u128);
        // The highest 96 bits, the last of which stands for 2^((top - 2) * 32 - 1074).
        let window = limb(0) << 64 | limb(1) << 32 | limb(2);
        let below = top >= 3 && self.limbs[..top - 2].iter().any(|limb| *limb != 0);
        // The place of the highest bit, in bits above 2^-1074.
        let highest = (top as i64 - 2) * i64::from(BITS) + i64::from(127 - window.leading_zeros());
        if highest <= 52 {
            // It fits: no bit is lost, and the encoding goes from subnormal to normal by itself.
            let exact = self.limbs[0] as u64 | ((self.limbs[1] as u64) << BITS);
            return f64::from_bits(exact);
        }
        let dropped = 127 - window.leading_zeros() - 52;
        let mut mantissa = (window >> dropped) as u64;
        let rest = window & ((1u128 << dropped) - 1);
        let half = 1u128 << (dropped - 1);
        let lost = rest != 0 || below;
        if odd {
            mantissa |= u64::from(lost);
        } else if rest > half || (rest == half && (below || mantissa & 1 == 1)) {
            mantissa += 1;
        }
        // The mantissa has its highest bit set, which is one more in the exponent; rounding up may carry
        // into it.
        let exponent = (highest - 52) as u64;
        if exponent >= 2046 {
            return f64::INFINITY;
        }
        let bits = (exponent << 52) + mantissa;
        f64::from_bits(bits.min(f64::INFINITY.to_bits()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum_of(numbers: &[f64]) -> SuperAcc {
        let mut sum = SuperAcc::EMPTY;
        sum.add_all(numbers);
        sum
    }

    /// A generator of numbers of all sizes.
    fn wild(seed: &mut u64) -> f64 {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let bits = *seed ^ *seed >> 29;
        let x = f64::from_bits(bits);
        if x.is_finite() { x } else { f64::from_bits(bits & !(1 << 62)) }
    }

    #[test]
    fn single_numbers_come_back() {
        let mut seed = 7;
        let edges = [0.0, 5e-324, f64::MIN_POSITIVE, 1.0, f64::MAX, 2f64.powi(-1022), 1.5f64.powi(99)];
        for k in 0..20_000 {
            let x = edges.get(k).copied().unwrap_or_else(|| wild(&mut seed));
            assert_eq!(sum_of(&[x]).round(false).to_bits(), (x + 0.0).to_bits(), "{x:e}");
            assert_eq!(sum_of(&[-x]).round(true), -x);
        }
    }

    #[test]
    fn two_numbers_round_as_the_machine_rounds() {
        let mut seed = 9;
        for _ in 0..50_000 {
            let x = wild(&mut seed);
            // Close enough that both matter.
            let y = wild(&mut seed) % x * 3.7;
            if y.is_finite() && (x + y).is_finite() {
                assert_eq!(sum_of(&[x, y]).round(false), x + y, "{x:e} + {y:e}");
            }
        }
    }

    #[test]
    fn what_cancels_is_gone() {
        let mut seed = 3;
        let mut numbers: Vec<f64> = (0..3000).map(|_| wild(&mut seed)).collect();
        numbers.extend(numbers.clone().iter().map(|x| -x));
        numbers.push(1.25e-300);
        assert_eq!(sum_of(&numbers).round(false), 1.25e-300);
        numbers.reverse();
        assert_eq!(sum_of(&numbers).round(false), 1.25e-300);
    }

    #[test]
    fn pieces_give_the_same_as_numbers_one_by_one() {
        let mut seed = 5;
        for spread in [1, 8, 30, 60, 200, 900] {
            let numbers: Vec<f64> = (0..5000)
                .map(|_| (wild(&mut seed).to_bits() % 2000) as f64 - 1000.5 + f64::EPSILON)
                .enumerate()
                .map(|(k, x)| x * 2f64.powi(-(k as i32 % spread)))
                .collect();
            let mut slow = SuperAcc::EMPTY;
            numbers.iter().for_each(|&x| slow.add(x));
            for cut in [0, 1, 33, 700, 5000] {
                let mut fast = sum_of(&numbers[cut..]);
                fast.merge(&sum_of(&numbers[..cut]));
                assert_eq!(fast.round(false).to_bits(), slow.round(false).to_bits());
                assert_eq!(fast.round(true).to_bits(), slow.round(true).to_bits());
            }
        }
    }

    #[test]
    fn ties_go_to_even_and_odd_rounding_keeps_what_was_lost() {
        let half = f64::EPSILON / 2.0;
        assert_eq!(sum_of(&[1.0, half]).round(false), 1.0);
        assert_eq!(sum_of(&[1.0, half, 5e-324]).round(false), 1.0 + f64::EPSILON);
        assert_eq!(sum_of(&[1.0, f64::EPSILON, half]).round(false), 1.0 + 2.0 * f64::EPSILON);
        assert_eq!(sum_of(&[1.0, 5e-324]).round(true), 1.0 + f64::EPSILON);
        // Rounding twice would give the even neighbour.
        let single = f64::from(f32::EPSILON) / 2.0;
        assert_eq!(sum_of(&[1.0, single, 5e-324]).round(true) as f32, 1.0 + f32::EPSILON);
        assert_eq!(sum_of(&[f64::MAX, f64::MAX]).round(false), f64::INFINITY);
        assert_eq!(sum_of(&[f64::MAX, f64::MAX, -f64::MAX]).round(false), f64::MAX);
        assert_eq!(sum_of(&[f64::MAX, 2f64.powi(970)]).round(false), f64::INFINITY);
        assert_eq!(sum_of(&[-f64::MAX, f64::NEG_INFINITY]).round(false), f64::NEG_INFINITY);
        assert!(sum_of(&[f64::INFINITY, f64::NEG_INFINITY]).round(false).is_nan());
        assert!(sum_of(&[f64::NAN, 1.0]).round(false).is_nan());
    }
}
