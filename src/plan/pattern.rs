//! Which local positions along one axis take part in a message, and with which coordinates of
//! another distribution one rank's section has indices in common.

use std::collections::BTreeMap;

use crate::distribution::{Base, Indices, Map};
use crate::error::Result;
use crate::fail;
use crate::index::{Comb, Range};

/// Fewer positions that are not consecutive stay a list.
const FEWEST: usize = 8;

/// Local positions along one axis, in the order in which a message has them: ascending global
/// indices on both sides, and where labels are involved the order in which the target stores them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// Positions that repeat with a period, counted from the first one given.
    Periodic {
        /// What is added to every position of the comb.
        offset: i64,
        /// The positions.
        comb: Comb,
    },
    /// Positions one by one: unstructured axes.
    Listed(Vec<i64>),
}

impl Pattern {
    /// Positions in an interval.
    pub fn range(range: Range) -> Pattern {
        let extent = range.end - range.start;
        Pattern::Periodic { offset: range.start, comb: Comb::new(extent, 1, (extent > 0).then_some(0..1)) }
    }

    /// These positions in their order; as repeating ones where they are evenly spaced blocks.
    pub fn of_list(list: Vec<i64>) -> Pattern {
        let (Some(&first), Some(&last)) = (list.first(), list.last()) else { return Pattern::Listed(list) };
        let block = 1 + list.windows(2).take_while(|pair| pair[0] + 1 == pair[1]).count();
        if block == list.len() {
            return Pattern::range(first..last + 1);
        }
        let (size, step) = (block as i64, list[block] - first);
        // A few positions take less memory as they are.
        let even = list.len() >= FEWEST && step > size && {
            let meant = |k: usize| first + (k / block) as i64 * step + (k % block) as i64;
            list.iter().enumerate().all(|(k, &position)| position == meant(k))
        };
        match even {
            true => Pattern::Periodic {
                offset: first,
                comb: Comb::new(last - first + 1, step, std::iter::once(0..size)),
            },
            false => Pattern::Listed(list),
        }
    }

    /// Number of positions.
    pub fn count(&self) -> i64 {
        match self {
            Pattern::Periodic { comb, .. } => comb.count(),
            Pattern::Listed(list) => list.len() as i64,
        }
    }

    /// The stretch of consecutive positions that begins at the j-th.
    pub fn piece(&self, j: i64) -> Option<Range> {
        match self {
            Pattern::Periodic { offset, comb } => {
                let piece = if comb.is_interval() { comb.get(j)?..comb.count() } else { comb.piece(j)? };
                Some(offset + piece.start..offset + piece.end)
            }
            Pattern::Listed(list) => {
                let rest = list.get(usize::try_from(j).ok()?..)?;
                let first = *rest.first()?;
                let more = rest.windows(2).take_while(|pair| pair[0] + 1 == pair[1]).count();
                Some(first..first + more as i64 + 1)
            }
        }
    }

    /// The positions of elements in rows of `rows`, where this pattern says which rows. None for
    /// listed positions, and where there would be too many.
    pub fn scaled(&self, rows: i64) -> Option<Pattern> {
        let Pattern::Periodic { offset, comb } = self else { return None };
        let extent = comb.extent().checked_mul(rows)?;
        let teeth = comb.teeth().iter().map(|tooth| tooth.start * rows..tooth.end * rows);
        let comb = Comb::new(extent, comb.period().checked_mul(rows)?, teeth);
        Some(Pattern::Periodic { offset: offset.checked_mul(rows)?, comb })
    }

    /// The stretches in order.
    pub fn pieces(&self) -> impl Iterator<Item = Range> + '_ {
        let mut next = 0;
        std::iter::from_fn(move || {
            let piece = self.piece(next)?;
            next += piece.end - piece.start;
            Some(piece)
        })
    }
}

/// What a section has in common with one coordinate of the other distribution's axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AxisPart {
    /// The other coordinate; -1 where the axes of both sides do not correspond.
    pub coord: i64,
    /// The positions in this rank's owned section.
    pub mine: Pattern,
}

/// A structured section as a repeating pattern: its first index, the period, and how to count.
struct Section<'a> {
    owned: &'a Indices,
    /// All owned indices lie in here.
    hull: Range,
    /// After how many indices ownership repeats; 1 for an interval.
    period: i64,
}

impl<'a> Section<'a> {
    fn of(owned: &'a Indices) -> Result<Section<'a>> {
        let (hull, period) = match owned {
            Indices::Run(run) if run.blocks() <= 1 => (run.hull(), 1),
            Indices::Run(run) => (run.hull(), run.step()),
            Indices::Comb(comb) => (0..comb.extent(), comb.period()),
            other => fail!(Internal, "{} labels are no structured section", other.count()),
        };
        Ok(Section { owned, hull, period })
    }

    /// How many owned indices are below `index`.
    fn below(&self, index: i64) -> i64 {
        match self.owned {
            Indices::Run(run) => run.count_below(index),
            Indices::Comb(comb) => comb.count_below(index.clamp(0, comb.extent())),
            Indices::Labels(_) => 0,
        }
    }

    /// The positions of the owned indices in an interval: consecutive, whatever lies between them.
    fn inside(&self, range: Range) -> Pattern {
        Pattern::range(self.below(range.start)..self.below(range.end))
    }
}

/// The coordinates of `other` that own anything of a structured section, ascending, each with the
/// positions of these elements in the section. `other` is structured too.
pub fn parts_of(owned: &Indices, other: &Map) -> Result<Vec<AxisPart>> {
    let section = Section::of(owned)?;
    if owned.count() == 0 {
        return Ok(Vec::new());
    }
    match other {
        Map::Undistributed(_) => Ok(vec![AxisPart { coord: 0, mine: section.inside(section.hull.clone()) }]),
        Map::Block(_) => interval_parts(&section, other),
        Map::Cyclic(cyclic) => periodic_parts(&section, other, cyclic.procs() * cyclic.block_size()),
        Map::Sliced(sliced) => match sliced.base() {
            Base::Block(_) => interval_parts(&section, other),
            Base::Cyclic(_) => periodic_parts(&section, other, sliced.period()),
        },
        _ => fail!(Internal, "the owners on an unstructured axis have to be asked for"),
    }
}

/// The other coordinates own an interval each.
fn interval_parts(section: &Section<'_>, other: &Map) -> Result<Vec<AxisPart>> {
    let mut parts = Vec::new();
    let mut index = section.hull.start;
    while index < section.hull.end {
        let (coord, end) = other.stretch(index);
        let mine = section.inside(index..end.min(section.hull.end));
        if mine.count() > 0 {
            parts.push(AxisPart { coord, mine });
        }
        index = end;
    }
    parts.sort_unstable_by_key(|part| part.coord);
    Ok(parts)
}

/// Both sides repeat: looks at one common period, or at the section if that is shorter.
fn periodic_parts(section: &Section<'_>, other: &Map, period: i64) -> Result<Vec<AxisPart>> {
    let (begin, end) = (section.hull.start, section.hull.end);
    let common = lcm(section.period, period).min(end - begin);
    let base = section.below(begin);
    let mut teeth: BTreeMap<i64, Vec<Range>> = BTreeMap::new();
    // From one owned stretch to the next, so that what others own in between costs nothing.
    let mut position = base;
    while let Some(piece) = section.owned.piece(position).filter(|piece| piece.start < begin + common) {
        let mut index = piece.start;
        let stop = piece.end.min(begin + common);
        while index < stop {
            let (coord, end) = other.stretch(index);
            let end = end.min(stop);
            let at = position - base + (index - piece.start);
            teeth.entry(coord).or_default().push(at..at + (end - index));
            index = end;
        }
        position += stop - piece.start;
    }
    let own_period = section.below(begin + common) - base;
    let own_count = section.below(end) - base;
    let part = |(coord, teeth): (i64, Vec<Range>)| AxisPart {
        coord,
        mine: Pattern::Periodic { offset: base, comb: Comb::new(own_count, own_period.max(1), teeth) },
    };
    Ok(teeth.into_iter().map(part).collect())
}

fn lcm(a: i64, b: i64) -> i64 {
    let (mut x, mut y) = (a, b);
    while y != 0 {
        (x, y) = (y, x % y);
    }
    (a / x).saturating_mul(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_become_blocks_where_they_are_even() {
        let listed = |list: &[i64]| matches!(Pattern::of_list(list.to_vec()), Pattern::Listed(_));
        let mut lists: Vec<Vec<i64>> = vec![vec![], vec![4], (7..30).collect(), vec![3, 2], vec![5, 9]];
        for (block, step, count) in [(1, 2, 9), (2, 5, 14), (3, 4, 22), (1, 1000, 8)] {
            lists.push((0..count).map(|k| 6 + k / block * step + k % block).collect());
        }
        assert_eq!(lists.iter().filter(|list| listed(list)).count(), 3);
        for last in [0, 17, 60] {
            lists.push([(0..20).map(|k| 10 + 2 * k).collect::<Vec<i64>>(), vec![last]].concat());
            assert!(listed(&lists[lists.len() - 1]));
        }
        // Blocks that overlap or go backwards are no repeating pattern.
        lists.push((0..20).map(|k| 40 - k).collect());
        lists.push((0..20).map(|k| k / 4 * 2 + k % 4).collect());
        assert!(lists[lists.len() - 2..].iter().all(|list| listed(list)));
        for list in lists {
            let pattern = Pattern::of_list(list.clone());
            assert_eq!(pattern.count(), list.len() as i64);
            assert_eq!(pattern.pieces().flatten().collect::<Vec<i64>>(), list);
        }
    }
}
