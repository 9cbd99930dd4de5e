//! One axis of a halo: from where each stored element that is not a rank's own gets its value.
//!
//! Along one axis every such element is a copy of one other element: communication padding of its owner's,
//! the outer edges of a periodic axis of what wrapping around leads to, a physical boundary that is
//! filled of an element of the interior. Axes do not depend on each other, so that corners need no rule of
//! their own: the source of an element is the combination of its sources along the axes.

use super::pattern::{AxisPart, Pattern};
use crate::distribution::{Block, Map};
use crate::error::Result;
use crate::fail;
use crate::index::Range;

/// What becomes of the boundary padding at one end of an axis that is not periodic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Boundary {
    /// It belongs to its owner, as any other element.
    #[default]
    Untouched,
    /// One value everywhere; `numpy.pad` mode `constant`.
    Constant,
    /// The element at the end of the interior; mode `edge`.
    Nearest,
    /// The interior mirrored, its last element repeated; mode `symmetric`.
    Symmetric,
    /// The interior mirrored at its last element; mode `reflect`.
    Reflect,
}

/// How an end of the axis is mapped to the interior.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    Wrap,
    Fill(Boundary),
}

impl Rule {
    /// Whether elements beyond the interior get other elements' values, or a constant.
    fn maps(self) -> bool {
        self != Rule::Fill(Boundary::Untouched)
    }
}

/// Elements that follow each other and get values from one coordinate.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Copied {
    /// Who owns the sources.
    owner: i64,
    /// The elements.
    to: Range,
    /// The source of the first one.
    from: i64,
    /// From source to source: 1, 0 or -1.
    step: i64,
}

impl Copied {
    fn count(&self) -> i64 {
        self.to.end - self.to.start
    }

    /// The sources' positions in a section that begins at `start`.
    fn sources(&self, start: i64) -> Pattern {
        let first = self.from - start;
        if self.step == 1 || self.count() == 1 {
            return Pattern::range(first..first + self.count());
        }
        Pattern::Listed((0..self.count()).map(|k| first + k * self.step).collect())
    }
}

/// One axis of a halo, checked.
#[derive(Clone, Debug)]
pub(super) struct GhostAxis<'a> {
    map: &'a Map,
    /// Whether the axis has padding of any kind.
    padded: bool,
    /// Widths on the left and on the right.
    widths: [i64; 2],
    rules: [Rule; 2],
    /// The axis without boundary padding.
    interior: Range,
    /// What is nobody's copy: the interior, with the boundaries that stay untouched.
    plain: Range,
}

impl<'a> GhostAxis<'a> {
    /// The axis with these widths (None: all the padding there is).
    pub(super) fn new(
        axis: usize,
        map: &'a Map,
        widths: [Option<i64>; 2],
        boundaries: [Boundary; 2],
    ) -> Result<GhostAxis<'a>> {
        let Some(block) = map.as_block() else {
            if let Some(width) = widths.into_iter().flatten().find(|&width| width != 0) {
                fail!(
                    Distribution,
                    "a halo of width {width} along axis {axis}, which is '{}' and has padding of width 0: only block axes \
                     have padding",
                    map.letter()
                );
            }
            let whole = 0..map.size();
            let rules = [Rule::Fill(Boundary::Untouched); 2];
            return Ok(GhostAxis {
                map,
                padded: false,
                widths: [0, 0],
                rules,
                interior: whole.clone(),
                plain: whole,
            });
        };
        for (side, width) in widths.iter().enumerate() {
            check_width(axis, block, side, *width)?;
        }
        let [left, right] = block.boundary_padding();
        if left.checked_add(right).is_none_or(|sum| sum > block.size()) {
            fail!(
                Distribution,
                "boundary padding [{left}, {right}] of axis {axis} exceeds its size {}",
                block.size()
            );
        }
        let interior = left..block.size() - right;
        let rules = boundaries.map(|fill| if block.is_periodic() { Rule::Wrap } else { Rule::Fill(fill) });
        let plain = if rules[0].maps() { interior.start } else { 0 }..if rules[1].maps() {
            interior.end
        } else {
            block.size()
        };
        let made = GhostAxis {
            map,
            padded: true,
            widths: widths.map(|width| width.unwrap_or(i64::MAX)),
            rules,
            interior,
            plain,
        };
        made.check_interior(axis)?;
        Ok(made)
    }

    /// An interior without elements has nothing to be copied to its ends.
    fn check_interior(&self, axis: usize) -> Result<()> {
        let constant = Rule::Fill(Boundary::Constant);
        let copied = |side: usize| self.rules[side] != constant && !self.edge(side).is_empty();
        if self.interior.is_empty() && (copied(0) || copied(1)) {
            fail!(
                Distribution,
                "the boundary padding of axis {axis} is all of its {} elements: the interior is empty, and there is \
                 nothing to copy to the boundary",
                self.map.size()
            );
        }
        Ok(())
    }

    /// Whether all communication padding of all coordinates shows its owners' elements, boundaries included.
    pub(super) fn is_complete(&self) -> bool {
        let Some(block) = self.block() else { return true };
        let boundary = block.boundary_padding();
        let whole = |side: usize| !self.rules[side].maps() || boundary[side] <= self.widths[side];
        block.covers_padding(self.widths) && whole(0) && whole(1)
    }

    /// Whether anything of a boundary is written.
    pub(super) fn maps_boundary(&self) -> bool {
        !self.edge(0).is_empty() || !self.edge(1).is_empty()
    }

    /// The indices beyond the interior at one end that are mapped, as far as the width reaches.
    fn edge(&self, side: usize) -> Range {
        if !self.rules[side].maps() {
            return 0..0;
        }
        let Range { start, end } = self.interior;
        match side {
            0 => start - self.widths[0].min(start)..start,
            _ => end..end + self.widths[1].min(self.map.size() - end),
        }
    }

    /// The block of a padded axis.
    fn block(&self) -> Option<&'a Block> {
        self.map.as_block().filter(|_| self.padded)
    }

    /// The indices that a coordinate stores, as far as the widths reach.
    fn reached(&self, block: &Block, coord: i64) -> Range {
        let (owned, [left, right]) = (block.owned(coord), block.comm_widths(coord));
        owned.start - left.min(self.widths[0])..owned.end + right.min(self.widths[1])
    }

    /// Where a coordinate's section begins.
    fn start(&self, coord: i64) -> i64 {
        self.map.as_block().map_or(0, |block| block.stored(coord).start)
    }

    /// The positions of what a coordinate owns and is nobody's copy. `owned` is how many elements it
    /// owns.
    pub(super) fn core(&self, coord: i64, owned: i64) -> Range {
        match self.block() {
            Some(block) => shifted(&meet(&block.owned(coord), &self.plain), self.start(coord)),
            None => 0..owned,
        }
    }

    /// The positions of all that belongs to the halo or to the core.
    pub(super) fn active(&self, coord: i64, owned: i64) -> Range {
        let Some(block) = self.block() else { return 0..owned };
        let [low, high] = [self.edge(0), self.edge(1)];
        let whole = if low.is_empty() { self.plain.start } else { low.start }..if high.is_empty() {
            self.plain.end
        } else {
            high.end
        };
        shifted(&meet(&self.reached(block, coord), &whole), self.start(coord))
    }

    /// The positions that a constant is written to, at both ends.
    pub(super) fn constants(&self, coord: i64) -> Vec<Range> {
        let Some(block) = self.block() else { return Vec::new() };
        let reached = self.reached(block, coord);
        let ends = (0..2).filter(|&side| self.rules[side] == Rule::Fill(Boundary::Constant));
        let found = ends.map(|side| meet(&reached, &self.edge(side))).filter(|range| !range.is_empty());
        found.map(|range| shifted(&range, self.start(coord))).collect()
    }

    /// What a coordinate gets: positions with the coordinate that they come from.
    pub(super) fn receives(&self, coord: i64) -> Vec<AxisPart> {
        let start = self.start(coord);
        let part = |c: Copied| AxisPart { coord: c.owner, mine: Pattern::range(shifted(&c.to, start)) };
        self.copied(coord).into_iter().map(part).collect()
    }

    /// What a coordinate sends: positions with the coordinate that gets them, in the order in which that
    /// one has them in its list.
    pub(super) fn sends(&self, coord: i64) -> Vec<AxisPart> {
        let start = self.start(coord);
        let mut parts = Vec::new();
        for getter in self.getters(coord) {
            let mine = self.copied(getter).into_iter().filter(|c| c.owner == coord);
            parts.extend(mine.map(|c| AxisPart { coord: getter, mine: c.sources(start) }));
        }
        parts
    }

    /// The core together with what a coordinate gets from itself, where that is one interval.
    pub(super) fn extended(&self, coord: i64, owned: i64) -> Option<Range> {
        let start = self.start(coord);
        let mut hull = self.core(coord, owned);
        let mut total = hull.end - hull.start;
        for copied in self.copied(coord).iter().filter(|c| c.owner == coord) {
            let range = shifted(&copied.to, start);
            total += range.end - range.start;
            hull = hull.start.min(range.start)..hull.end.max(range.end);
        }
        (hull.end - hull.start == total).then_some(hull)
    }

    /// The coordinates that may get anything from this one: its neighbours, and those that store what
    /// lies beyond the interior.
    fn getters(&self, coord: i64) -> Vec<i64> {
        let Some(block) = self.block() else { return Vec::new() };
        let mut found = vec![coord - 1, coord, coord + 1];
        for edge in [self.edge(0), self.edge(1)].iter().filter(|edge| !edge.is_empty()) {
            found.extend(block.owner(edge.start) - 1..=block.owner(edge.end - 1) + 1);
        }
        found.retain(|c| (0..block.procs()).contains(c));
        found.sort_unstable();
        found.dedup();
        found
    }

    /// What a coordinate stores and gets from elsewhere, ascending.
    fn copied(&self, coord: i64) -> Vec<Copied> {
        let mut found = Vec::new();
        let Some(block) = self.block() else { return found };
        let (reached, owned) = (self.reached(block, coord), block.owned(coord));
        if reached.is_empty() {
            return found;
        }
        self.map_edge(block, 0, meet(&reached, &self.edge(0)), &mut found);
        for padding in [reached.start..owned.start, owned.end..reached.end] {
            self.cut(block, meet(&padding, &self.plain), |g| (g, 1, i64::MAX), &mut found);
        }
        self.map_edge(block, 1, meet(&reached, &self.edge(1)), &mut found);
        found
    }

    /// Indices beyond the interior.
    fn map_edge(&self, block: &Block, side: usize, range: Range, found: &mut Vec<Copied>) {
        let Range { start, end } = self.interior;
        let rule = self.rules[side];
        if range.is_empty() || rule == Rule::Fill(Boundary::Constant) {
            return;
        }
        self.cut(
            block,
            range,
            |g| {
                let (source, step, run) = source_of(rule, g - start, end - start);
                (start + source, step, run)
            },
            found,
        );
    }

    /// Cuts indices where their sources stop being consecutive, and where the sources' owner changes.
    fn cut(
        &self,
        block: &Block,
        range: Range,
        source: impl Fn(i64) -> (i64, i64, i64),
        found: &mut Vec<Copied>,
    ) {
        let mut at = range.start;
        while at < range.end {
            let (from, step, run) = source(at);
            let owner = block.owner(from);
            let owned = block.owned(owner);
            let inside = match step {
                1 => owned.end - from,
                -1 => from - owned.start + 1,
                _ => i64::MAX,
            };
            let to = at..at + run.min(inside).min(range.end - at);
            at = to.end;
            found.push(Copied { owner, to, from, step });
        }
    }
}

/// The source of an index beyond an interior of `n` elements, both counted from the interior's first: the
/// source, how the sources go on, and for how long.
fn source_of(rule: Rule, k: i64, n: i64) -> (i64, i64, i64) {
    let turns = |period: i64| (k.div_euclid(period) % 2 != 0, k.rem_euclid(period));
    match rule {
        Rule::Fill(Boundary::Symmetric) => match turns(n) {
            (false, m) => (m, 1, n - m),
            (true, m) => (n - 1 - m, -1, n - m),
        },
        // An interior of one element has no other to mirror.
        Rule::Fill(Boundary::Reflect) if n > 1 => match turns(n - 1) {
            (false, m) => (m, 1, n - 1 - m),
            (true, m) => (n - 1 - m, -1, n - 1 - m),
        },
        Rule::Fill(_) => (k.clamp(0, n - 1), 0, i64::MAX),
        Rule::Wrap => {
            let m = k.rem_euclid(n);
            (m, 1, n - m)
        }
    }
}

/// Fails where a width is more than the padding that there is between neighbours, or at the ends of a
/// periodic axis. A physical boundary may have less.
fn check_width(axis: usize, block: &Block, side: usize, width: Option<i64>) -> Result<()> {
    let Some(width) = width else { return Ok(()) };
    let name = ["left", "right"][side];
    if width < 0 {
        fail!(Argument, "the {name} width {width} of the halo along axis {axis} is negative");
    }
    if let Some((coord, padding)) = block.narrowest_cut(side).filter(|(_, padding)| width > *padding) {
        fail!(
            Distribution,
            "a halo of width {width} on the {name} along axis {axis}, but the communication padding there between \
             the coordinates {coord} and {} has width {padding}; give the distribution more padding, or ask for less",
            coord + 1
        );
    }
    let boundary = block.boundary_padding()[side];
    if block.is_periodic() && width > boundary {
        fail!(
            Distribution,
            "a halo of width {width} on the {name} along axis {axis}, which is periodic and whose boundary padding \
             there has width {boundary}; give the distribution more padding, or ask for less"
        );
    }
    Ok(())
}

/// What two intervals have in common; empty ones may begin anywhere.
fn meet(a: &Range, b: &Range) -> Range {
    let start = a.start.max(b.start);
    start..a.end.min(b.end).max(start)
}

fn shifted(range: &Range, start: i64) -> Range {
    range.start - start..range.end - start
}
