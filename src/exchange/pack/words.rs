//! A packing in numbers, for a rank that reads this rank's memory.

use super::{Axis, Packing, listed};
use crate::error::Result;
use crate::fail;
use crate::index::Comb;
use crate::plan::Pattern;

impl Packing {
    /// The description in numbers, for a rank that reads this rank's memory.
    pub fn to_words(&self, words: &mut Vec<i64>) {
        words.extend([self.itemsize, self.base, self.outer.len() as i64 + 1]);
        for axis in self.outer.iter().chain([&self.inner]) {
            words.push(axis.stride);
            match &axis.pattern {
                Pattern::Periodic { offset, comb } => {
                    words.extend([comb.teeth().len() as i64, *offset, comb.extent(), comb.period()]);
                    words.extend(comb.teeth().iter().flat_map(|tooth| [tooth.start, tooth.end]));
                }
                Pattern::Listed(list) => {
                    words.extend([-1, list.len() as i64]);
                    words.extend(list);
                }
            }
        }
    }

    /// A packing from its description; the rest of the words.
    pub fn from_words(words: &[i64]) -> Result<(Packing, &[i64])> {
        let mut reader = Reader(words);
        let (itemsize, base, naxes) = (reader.next()?, reader.next()?, reader.next()?);
        let mut axes = Vec::new();
        for _ in 0..naxes {
            let stride = reader.next()?;
            let pattern = reader.pattern()?;
            axes.push(Axis { count: pattern.count(), pattern, stride });
        }
        let Some(inner) = axes.pop() else { fail!(Internal, "a message without an axis") };
        let count = axes.iter().map(|axis| axis.count).product::<i64>() * inner.count;
        let stretches = listed(&inner.pattern);
        // The memory is another process's: nothing is read here by these numbers.
        Ok((
            Packing { itemsize, outer: axes, inner, stretches, count, base, reach: (0, 0), few: None },
            reader.0,
        ))
    }
}

/// Numbers read one after the other.
struct Reader<'a>(&'a [i64]);

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<i64> {
        let [first, rest @ ..] = self.0 else { fail!(Internal, "the description of a message ends early") };
        self.0 = rest;
        Ok(*first)
    }

    fn many(&mut self, count: i64) -> Result<&'a [i64]> {
        let split = usize::try_from(count).ok().and_then(|count| self.0.split_at_checked(count));
        let Some((many, rest)) = split else { fail!(Internal, "the description of a message ends early") };
        self.0 = rest;
        Ok(many)
    }

    fn pattern(&mut self) -> Result<Pattern> {
        let teeth = self.next()?;
        if teeth < 0 {
            let count = self.next()?;
            return Ok(Pattern::Listed(self.many(count)?.to_vec()));
        }
        let (offset, extent, period) = (self.next()?, self.next()?, self.next()?);
        let teeth = self.many(teeth.saturating_mul(2))?.chunks(2).map(|pair| pair[0]..pair[1]);
        Ok(Pattern::Periodic { offset, comb: Comb::new(extent, period.max(1), teeth) })
    }
}
