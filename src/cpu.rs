//! L0: which instructions a loop may use, and how exact it is.

use crate::error::Result;
use crate::fail;

/// A level of CPU support. Each contains those before it; the numbers are the C ABI's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(i32)]
pub enum Level {
    /// What every CPU of the architecture has (SSE2, NEON).
    Baseline = 1,
    /// AVX2, FMA, BMI and POPCNT (x86-64-v3).
    Avx2 = 2,
    /// AVX-512 F, BW, CD, DQ and VL (x86-64-v4).
    Avx512 = 3,
}

impl Level {
    /// All levels, the lowest first.
    pub const ALL: [Level; 3] = [Level::Baseline, Level::Avx2, Level::Avx512];

    /// The highest level of this CPU.
    pub fn best() -> Level {
        #[cfg(target_arch = "x86_64")]
        {
            let avx2 = is_x86_feature_detected!("avx2")
                && is_x86_feature_detected!("fma")
                && is_x86_feature_detected!("bmi1")
                && is_x86_feature_detected!("bmi2")
                && is_x86_feature_detected!("lzcnt")
                && is_x86_feature_detected!("popcnt");
            let avx512 = is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512cd")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vl");
            match (avx2, avx512) {
                (true, true) => return Level::Avx512,
                (true, false) => return Level::Avx2,
                _ => {}
            }
        }
        Level::Baseline
    }

    /// The level with this number.
    pub fn from_code(code: i32) -> Option<Level> {
        Level::ALL.into_iter().find(|level| *level as i32 == code)
    }
}

/// How exact transcendental functions are. The numbers are the C ABI's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(i32)]
pub enum Accuracy {
    /// At most 4 units in the last place, as NumPy.
    #[default]
    Fast = 1,
    /// At most 1 unit in the last place; slower.
    High = 2,
}

/// How a loop is to be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Path {
    /// Instructions that may be used.
    pub level: Level,
    /// How exact it has to be.
    pub accuracy: Accuracy,
}

impl Accuracy {
    /// The accuracy with this number; None for 0, the default.
    pub fn chosen(code: i32) -> Result<Option<Accuracy>> {
        match code {
            0 => Ok(None),
            1 => Ok(Some(Accuracy::Fast)),
            2 => Ok(Some(Accuracy::High)),
            _ => fail!(
                Argument,
                "accuracy is {code}; it is 0 (DA_ACCURACY_DEFAULT), 1 (DA_ACCURACY_FAST) or 2 (DA_ACCURACY_HIGH)"
            ),
        }
    }
}
