//! The labels that one rank brings to an unstructured axis, and the directory that finds the labels
//! of others. Memory is O(own labels) on every rank.

use crate::error::Result;
use crate::fail;

/// Labels in the order in which their elements are stored. Any 64-bit numbers, each once.
#[derive(Debug, PartialEq, Eq)]
pub struct LabelSet {
    labels: Box<[i64]>,
    /// Positions by ascending label; None where the labels ascend as they stand.
    order: Option<Box<[u32]>>,
    hash: u64,
}

impl LabelSet {
    /// No labels.
    pub fn empty() -> LabelSet {
        LabelSet { labels: Box::default(), order: None, hash: hash_labels(&[]) }
    }

    /// These labels; fails if one of them stands twice, or is 2^63 - 1 (so that every label has a
    /// successor), or if they are more than 2^32 - 1 and do not ascend.
    pub fn new(axis: usize, labels: Vec<i64>) -> Result<LabelSet> {
        if let Some(at) = labels.iter().position(|&label| label == i64::MAX) {
            fail!(Labels, "axis {axis}: the label at local index {at} is 2^63 - 1; labels are smaller");
        }
        let hash = hash_labels(&labels);
        if labels.windows(2).all(|pair| pair[0] < pair[1]) {
            return Ok(LabelSet { labels: labels.into(), order: None, hash });
        }
        let Ok(count) = u32::try_from(labels.len()) else {
            fail!(
                Overflow,
                "axis {axis}: {} labels on one rank that do not ascend; at most {} can be",
                labels.len(),
                u32::MAX
            );
        };
        let mut order: Vec<u32> = (0..count).collect();
        order.sort_unstable_by_key(|&at| (labels[at as usize], at));
        if let Some(pair) = order.windows(2).find(|p| labels[p[0] as usize] == labels[p[1] as usize]) {
            fail!(
                Labels,
                "axis {axis}: label {} stands twice on one rank, at local index {} and {}",
                labels[pair[0] as usize],
                pair[0],
                pair[1]
            );
        }
        Ok(LabelSet { labels: labels.into(), order: Some(order.into()), hash })
    }

    /// The labels in storage order.
    pub fn labels(&self) -> &[i64] {
        &self.labels
    }

    /// Number of labels.
    pub fn count(&self) -> i64 {
        self.labels.len() as i64
    }

    /// Where a label stands.
    pub fn position(&self, label: i64) -> Option<i64> {
        match &self.order {
            None => self.labels.binary_search(&label).ok().map(|at| at as i64),
            Some(order) => {
                let found = order.binary_search_by_key(&label, |&at| self.labels[at as usize]).ok()?;
                Some(i64::from(order[found]))
            }
        }
    }

    /// A number made of all labels in their order.
    pub fn hash(&self) -> u64 {
        self.hash
    }

    /// The smallest and the largest label.
    pub fn bounds(&self) -> Option<(i64, i64)> {
        Some((*self.labels.iter().min()?, *self.labels.iter().max()?))
    }

    /// Bytes of memory behind it.
    pub fn bytes(&self) -> usize {
        size_of::<LabelSet>() + size_of_val(&*self.labels) + self.order.as_deref().map_or(0, size_of_val)
    }
}

fn hash_labels(labels: &[i64]) -> u64 {
    labels.iter().fold(scramble(labels.len() as u64), |hash, &label| {
        scramble((hash ^ label as u64).wrapping_mul(0x0000_0100_0000_01b3))
    })
}

/// The finaliser of splitmix64: every bit of the input changes half of the output's.
pub(super) fn scramble(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// The coordinate that keeps the record of a label, whoever has the label itself: spread evenly for
/// any labels, and the same on all ranks and machines.
pub fn home(label: i64, homes: i64) -> i64 {
    let spread = scramble((label as u64).wrapping_add(0x9e37_79b9_7f4a_7c15));
    // The upper half of a 128-bit product is below `homes`, without the bias of a remainder.
    ((u128::from(spread) * homes as u128) >> 64) as i64
}

/// The records that one coordinate keeps: of every label whose home it is, which coordinates have it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Directory {
    labels: Box<[i64]>,
    coords: Box<[i32]>,
}

impl Directory {
    /// A directory of these (label, coordinate) pairs, which are distinct.
    pub fn new(mut entries: Vec<(i64, i32)>) -> Directory {
        entries.sort_unstable();
        Directory {
            labels: entries.iter().map(|entry| entry.0).collect(),
            coords: entries.iter().map(|entry| entry.1).collect(),
        }
    }

    /// The coordinates that have a label whose home is here, ascending.
    pub fn owners(&self, label: i64) -> &[i32] {
        let begin = self.labels.partition_point(|&known| known < label);
        let end = begin + self.labels[begin..].partition_point(|&known| known == label);
        &self.coords[begin..end]
    }

    /// A label that several coordinates have, with the lowest two of them.
    pub fn duplicate(&self) -> Option<(i64, i32, i32)> {
        let at = self.labels.windows(2).position(|pair| pair[0] == pair[1])?;
        Some((self.labels[at], self.coords[at], self.coords[at + 1]))
    }

    /// Number of different labels in `0..size`, and whether there are others.
    pub fn distinct_inside(&self, size: i64) -> (i64, bool) {
        let distinct = |k: usize| k == 0 || self.labels[k] != self.labels[k - 1];
        let inside = |label: i64| (0..size).contains(&label);
        let count = (0..self.labels.len()).filter(|&k| distinct(k) && inside(self.labels[k])).count();
        (count as i64, self.labels.iter().any(|&label| !inside(label)))
    }

    /// Bytes of memory behind it.
    pub fn bytes(&self) -> usize {
        size_of::<Directory>() + size_of_val(&*self.labels) + size_of_val(&*self.coords)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Status;

    #[test]
    fn labels_are_found_in_any_order() {
        for labels in [vec![], vec![-3, 0, 7, i64::MAX - 1], vec![5, -2, i64::MIN, 9, 4]] {
            let set = LabelSet::new(0, labels.clone()).unwrap();
            for (at, &label) in (0..).zip(&labels) {
                assert_eq!(set.position(label), Some(at));
            }
            assert_eq!((set.position(1), set.position(8)), (None, None));
            assert_eq!(set.bounds(), labels.iter().min().copied().zip(labels.iter().max().copied()));
        }
        assert_ne!(
            LabelSet::new(0, vec![1, 2]).unwrap().hash(),
            LabelSet::new(0, vec![2, 1]).unwrap().hash()
        );
    }

    #[test]
    fn a_label_twice_is_named() {
        let error = LabelSet::new(3, vec![4, 9, 2, 9]).unwrap_err();
        assert_eq!(error.status, Status::Labels);
        assert!(
            ["axis 3", "label 9", "1 and 3"].iter().all(|part| error.message.contains(part)),
            "{error:?}"
        );
    }

    #[test]
    fn homes_are_spread_evenly() {
        for homes in [1, 3, 7, 10_000] {
            let mut counts = vec![0; homes as usize];
            let per = 200;
            for label in 0..homes * per {
                counts[home(label * 1000 - 77, homes) as usize] += 1;
            }
            let (least, most) = (counts.iter().min().unwrap(), counts.iter().max().unwrap());
            assert!(*least > per / 2 && *most < 2 * per, "{homes}: {least} to {most}");
        }
    }

    #[test]
    fn directories_know_all_owners() {
        let directory = Directory::new(vec![(4, 2), (-1, 0), (4, 0), (9, 1)]);
        assert_eq!(directory.owners(4), [0, 2]);
        assert_eq!((directory.owners(-1), directory.owners(5)), (&[0][..], &[][..]));
        assert_eq!(directory.duplicate(), Some((4, 0, 2)));
        assert_eq!(directory.distinct_inside(9), (1, true));
        assert_eq!(Directory::new(vec![(0, 1), (1, 1)]).distinct_inside(2), (2, false));
    }
}
