//! Boxes of local positions, in the order in which their elements follow each other: what is left of
//! many rows that go to one partner, when neighbours have been merged.

use std::collections::HashMap;

use super::pattern::{AxisPart, Pattern};
use super::redistribution::Message;
use crate::index::{Comb, Range};

/// The coordinate of a part where the axes of both sides do not correspond.
const NO_COORD: i64 = -1;

/// Evenly spaced blocks of positions along one axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Span {
    start: i64,
    block: i64,
    /// From block to block; as long as there is one only, the length of the block.
    step: i64,
    blocks: i64,
}

impl Span {
    fn interval(range: &Range) -> Span {
        let block = range.end - range.start;
        Span { start: range.start, block, step: block, blocks: 1 }
    }

    fn count(&self) -> i64 {
        self.block * self.blocks
    }

    /// The positions of both, where `next` begins behind this and they are evenly spaced blocks.
    fn and(&self, next: &Span) -> Option<Span> {
        let end = self.start + self.step * (self.blocks - 1) + self.block;
        if next.blocks > 1 || next.start < end {
            None
        } else if self.blocks == 1 && next.start == end {
            Some(Span::interval(&(self.start..next.start + next.block)))
        } else if next.block != self.block {
            None
        } else if self.blocks == 1 {
            Some(Span { step: next.start - self.start, blocks: 2, ..*self })
        } else {
            (next.start == self.start + self.step * self.blocks)
                .then_some(Span { blocks: self.blocks + 1, ..*self })
        }
    }

    fn pattern(&self) -> Pattern {
        if self.blocks == 1 {
            return Pattern::range(self.start..self.start + self.block);
        }
        let extent = self.step * (self.blocks - 1) + self.block;
        Pattern::Periodic {
            offset: self.start,
            comb: Comb::new(extent, self.step, std::iter::once(0..self.block)),
        }
    }
}

/// One span per axis; its elements are meant in C order.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Block(Box<[Span]>);

impl Block {
    /// Takes in the elements of `next` behind its own. Only one axis may differ, and no axis before that
    /// may have several positions: their elements would come in between.
    fn take(&mut self, next: &Block) -> bool {
        let mut differ = (0..self.0.len()).filter(|&axis| self.0[axis] != next.0[axis]);
        let (Some(axis), None) = (differ.next(), differ.next()) else { return false };
        let alone = self.0[..axis].iter().all(|span| span.count() == 1);
        match self.0[axis].and(&next.0[axis]).filter(|_| alone) {
            Some(both) => self.0[axis] = both,
            None => return false,
        }
        true
    }
}

/// The boxes for one partner, in order.
#[derive(Debug, Default)]
pub(super) struct Boxes(Vec<Block>);

impl Boxes {
    /// Adds a box behind the last. Boxes that it completes merge in turn: rows to planes, and so on.
    pub(super) fn push(&mut self, ranges: &[Range]) {
        let mut last = Block(ranges.iter().map(Span::interval).collect());
        while let Some(before) = self.0.last_mut() {
            if !before.take(&last) {
                break;
            }
            match self.0.pop() {
                Some(merged) => last = merged,
                None => break,
            }
        }
        self.0.push(last);
    }
}

/// The parts along each axis that boxes are combinations of, each once.
pub(super) struct Parts {
    axes: Vec<Vec<AxisPart>>,
    known: Vec<HashMap<Span, u32>>,
}

impl Parts {
    pub(super) fn new(ndim: usize) -> Parts {
        Parts { axes: vec![Vec::new(); ndim], known: vec![HashMap::new(); ndim] }
    }

    /// The boxes as messages to a partner.
    pub(super) fn messages(&mut self, rank: i32, boxes: &Boxes, messages: &mut Vec<Message>) {
        for Block(spans) in &boxes.0 {
            let parts = spans.iter().enumerate().map(|(axis, span)| self.part(axis, span)).collect();
            messages.push(Message { rank, parts, count: spans.iter().map(Span::count).product() });
        }
    }

    fn part(&mut self, axis: usize, span: &Span) -> u32 {
        let parts = &mut self.axes[axis];
        *self.known[axis].entry(*span).or_insert_with(|| {
            parts.push(AxisPart { coord: NO_COORD, mine: span.pattern() });
            parts.len() as u32 - 1
        })
    }

    pub(super) fn axes(self) -> Vec<Vec<AxisPart>> {
        self.axes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxes(all: &[&[Range]]) -> Boxes {
        let mut boxes = Boxes::default();
        all.iter().for_each(|ranges| boxes.push(ranges));
        boxes
    }

    fn line(ranges: impl IntoIterator<Item = Range>) -> Boxes {
        let mut boxes = Boxes::default();
        ranges.into_iter().for_each(|range| boxes.push(std::slice::from_ref(&range)));
        boxes
    }

    #[test]
    fn rows_merge_to_planes_and_planes_to_bodies() {
        let mut merged = Boxes::default();
        for plane in 0..4 {
            for row in 2..5 {
                merged.push(&[plane..plane + 1, row..row + 1, 3..9]);
            }
        }
        let span = |range: Range| Span::interval(&range);
        assert_eq!(merged.0, [Block([span(0..4), span(2..5), span(3..9)].into())]);
    }

    #[test]
    fn even_distances_merge_too() {
        let merged = boxes(&[&[0..2, 1..2], &[2..4, 1..2]]);
        assert_eq!(merged.0.len(), 1);
        let dealt = line([3..5, 9..11, 15..17, 21..22]);
        assert_eq!(dealt.0.len(), 2);
        let positions: Vec<i64> = dealt.0[0].0[0].pattern().pieces().flatten().collect();
        assert_eq!(positions, [3, 4, 9, 10, 15, 16]);
    }

    #[test]
    fn what_would_change_the_order_stays_apart() {
        // Two columns one after the other are not rows of two.
        assert_eq!(boxes(&[&[0..3, 0..1], &[0..3, 1..2]]).0.len(), 2);
        assert_eq!(boxes(&[&[0..1, 4..6], &[1..2, 0..2]]).0.len(), 2);
        assert_eq!(line([4..6, 0..2]).0.len(), 2);
        assert_eq!(line([0..1, 4..5, 5..6]).0.len(), 2);
    }
}
