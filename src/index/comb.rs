//! Combs: what is left to a rank of a cyclic axis after slicing. The same intervals again and again,
//! in a few numbers instead of a list.

use super::{Range, Run};
use std::sync::Arc;

/// The indices in `0..extent` whose remainder modulo `period` lies in one of the intervals of
/// `teeth`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comb {
    extent: i64,
    period: i64,
    /// Intervals inside `0..period`: ascending, not empty, with gaps between them.
    teeth: Arc<[Range]>,
    /// Indices in the teeth before each, and in all of them.
    before: Arc<[i64]>,
    count: i64,
}

impl Comb {
    /// A comb. `teeth` are ascending intervals inside `0..period` that are not empty; neighbours that
    /// touch are merged.
    pub fn new(extent: i64, period: i64, teeth: impl IntoIterator<Item = Range>) -> Comb {
        let mut merged: Vec<Range> = Vec::new();
        for tooth in teeth {
            match merged.last_mut() {
                Some(last) if last.end == tooth.start => last.end = tooth.end,
                _ => merged.push(tooth),
            }
        }
        let mut before = vec![0];
        for tooth in &merged {
            before.push(before[before.len() - 1] + (tooth.end - tooth.start));
        }
        let mut comb = Comb { extent, period, teeth: merged.into(), before: before.into(), count: 0 };
        comb.count = comb.count_below(extent);
        comb
    }

    /// The same indices as a run, where they are one.
    pub fn as_run(&self) -> Option<Run> {
        match &*self.teeth {
            [] => Some(Run::EMPTY),
            [tooth] => Run::new(tooth.start, self.count, self.period, tooth.end - tooth.start).ok(),
            _ => None,
        }
    }

    /// Number of indices.
    pub fn count(&self) -> i64 {
        self.count
    }

    /// The indices are below this.
    pub fn extent(&self) -> i64 {
        self.extent
    }

    /// Whether every index below the extent is one.
    pub fn is_interval(&self) -> bool {
        self.before[self.teeth.len()] == self.period
    }

    /// The distance after which the intervals repeat.
    pub fn period(&self) -> i64 {
        self.period
    }

    /// The intervals of one period, ascending.
    pub fn teeth(&self) -> &[Range] {
        &self.teeth
    }

    fn per_period(&self) -> i64 {
        self.before[self.teeth.len()]
    }

    /// The j-th index.
    pub fn get(&self, j: i64) -> Option<i64> {
        if !(0..self.count).contains(&j) {
            return None;
        }
        let (turn, within) = (j / self.per_period(), j % self.per_period());
        let tooth = self.before.partition_point(|&before| before <= within) - 1;
        Some(turn * self.period + self.teeth[tooth].start + (within - self.before[tooth]))
    }

    /// Where an index stands.
    pub fn position(&self, index: i64) -> Option<i64> {
        if !(0..self.extent).contains(&index) {
            return None;
        }
        let within = index % self.period;
        let tooth = self.teeth.partition_point(|tooth| tooth.end <= within);
        let inside = self.teeth.get(tooth).is_some_and(|tooth| tooth.contains(&within));
        inside.then(|| self.count_below(index))
    }

    /// How many indices are below `index`, which is not above the extent.
    pub fn count_below(&self, index: i64) -> i64 {
        let (turn, within) = (index / self.period, index % self.period);
        let tooth = self.teeth.partition_point(|tooth| tooth.end <= within);
        let cut = self.teeth.get(tooth).map_or(0, |tooth| (within - tooth.start).max(0));
        turn * self.per_period() + self.before[tooth] + cut
    }

    /// The stretch of consecutive indices that begins at the j-th; the next period may continue it.
    pub fn piece(&self, j: i64) -> Option<Range> {
        let first = self.get(j)?;
        let within = j % self.per_period();
        let tooth = self.before.partition_point(|&before| before <= within) - 1;
        let rest = self.before[tooth + 1] - within;
        Some(first..first + rest.min(self.count - j))
    }

    /// The indices as runs that share the period, one for each interval.
    pub fn runs(&self) -> impl Iterator<Item = Run> + '_ {
        let (whole, rest) = (self.extent / self.period, self.extent % self.period);
        self.teeth.iter().map(move |tooth| {
            let width = tooth.end - tooth.start;
            let count = whole * width + (rest - tooth.start).clamp(0, width);
            // Below the extent, so that nothing can pass 2^63.
            Run::new(tooth.start, count, self.period, width).unwrap_or(Run::EMPTY)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    prop_compose! {
        fn any_comb()(
            period in 1i64..14,
            extent in 0i64..60,
            pattern in prop::collection::vec(any::<bool>(), 14),
        ) -> (Comb, Vec<i64>) {
            let kept: Vec<i64> = (0..period).filter(|&i| pattern[i as usize]).collect();
            let comb = Comb::new(extent, period, kept.iter().map(|&i| i..i + 1));
            (comb, (0..extent).filter(|&i| pattern[(i % period) as usize]).collect())
        }
    }

    proptest! {
        #[test]
        fn against_the_list((comb, list) in any_comb()) {
            prop_assert_eq!(comb.count(), list.len() as i64);
            for (j, &index) in (0..).zip(&list) {
                prop_assert_eq!(comb.get(j), Some(index));
                let piece = comb.piece(j).unwrap();
                prop_assert_eq!(piece.start, index);
                prop_assert!(piece.clone().all(|i| list.contains(&i)) && piece.end > index);
            }
            prop_assert_eq!((comb.get(-1), comb.get(comb.count()), comb.piece(comb.count())), (None, None, None));
            for index in -3..64 {
                let meant = list.iter().position(|&i| i == index).map(|j| j as i64);
                prop_assert_eq!(comb.position(index), meant);
            }
            let mut all: Vec<i64> = comb.runs().flat_map(|run| (0..run.count()).map(move |j| run.get(j).unwrap())).collect();
            all.sort_unstable();
            prop_assert_eq!(&all, &list);
            if let Some(run) = comb.as_run() {
                prop_assert_eq!((0..run.count()).map(|j| run.get(j).unwrap()).collect::<Vec<_>>(), list);
            }
        }
    }
}
