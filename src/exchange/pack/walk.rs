//! The way through the elements of a packing, stretch by stretch.

use super::{Axis, Packing, Stretch};
use crate::error::Result;
use crate::fail;
use smallvec::SmallVec;

impl Packing {
    /// Walks through `count` elements from the `first`-th on, stretch by stretch.
    pub fn walk(&self, first: i64, count: i64) -> Result<Walk<'_>> {
        if first < 0 || count < 0 || first.checked_add(count).is_none_or(|end| end > self.count) {
            fail!(Internal, "{count} elements from {first} on of a message of {}", self.count);
        }
        let row = self.inner.count.max(1);
        let odometer = Odometer::new(&self.outer, self.base, if count > 0 { first / row } else { 0 });
        let number = first % row;
        let hint = match &self.stretches {
            Some(list) => list.partition_point(|s| s.0 <= number).saturating_sub(1),
            None => 0,
        };
        Ok(Walk { packing: self, odometer, number, hint, rest: count })
    }
}

/// A way through some elements in order.
pub struct Walk<'a> {
    packing: &'a Packing,
    odometer: Odometer<'a>,
    /// Number of the next element in its row.
    number: i64,
    /// The row's stretch that has it.
    hint: usize,
    rest: i64,
}

impl Walk<'_> {
    /// The next evenly spaced elements, at most `most` of them; None at the end.
    pub fn next(&mut self, most: i64) -> Option<Stretch> {
        if self.rest == 0 {
            return None;
        }
        let inner = &self.packing.inner;
        let (position, end) = match &self.packing.stretches {
            Some(list) => {
                let (first, position) = list[self.hint];
                let end = list.get(self.hint + 1).map_or(inner.count, |next| next.0);
                (position + (self.number - first), end)
            }
            None => {
                let piece = inner.pattern.piece(self.number)?;
                (piece.start, self.number + (piece.end - piece.start))
            }
        };
        let count = (end - self.number).min(self.rest).min(most);
        let offset = self.odometer.offset.wrapping_add(position.wrapping_mul(inner.stride));
        self.rest -= count;
        self.number += count;
        if self.number == inner.count {
            (self.number, self.hint) = (0, 0);
            self.odometer.advance();
        } else if self.number == end {
            self.hint += 1;
        }
        Some(Stretch { offset, count })
    }
}

/// Per axis, the number of the position, the position, and where its stretch ends.
type State = SmallVec<[(i64, i64, i64); 4]>;

/// Steps through the positions of the outer axes in C order.
struct Odometer<'a> {
    axes: &'a [Axis],
    state: State,
    /// Bytes from the layout's first element.
    offset: i64,
}

impl<'a> Odometer<'a> {
    fn new(axes: &'a [Axis], base: i64, mut number: i64) -> Odometer<'a> {
        let mut state = State::from_elem((0, 0, 0), axes.len());
        for (axis, slot) in axes.iter().zip(&mut state).rev() {
            *slot = locate(axis, number % axis.count.max(1));
            number /= axis.count.max(1);
        }
        let along = axes.iter().zip(&state).map(|(axis, slot)| slot.1.wrapping_mul(axis.stride));
        let offset = base.wrapping_add(along.sum());
        Odometer { axes, state, offset }
    }

    /// To the next position; wraps around behind the last.
    fn advance(&mut self) {
        for (axis, slot) in self.axes.iter().zip(&mut self.state).rev() {
            let before = slot.1;
            let wraps = slot.0 + 1 == axis.count;
            *slot = match (wraps, slot.1 + 1 < slot.2) {
                (false, true) => (slot.0 + 1, slot.1 + 1, slot.2),
                (false, false) => locate(axis, slot.0 + 1),
                (true, _) => locate(axis, 0),
            };
            self.offset = self.offset.wrapping_add((slot.1 - before).wrapping_mul(axis.stride));
            if !wraps {
                return;
            }
        }
    }
}

fn locate(axis: &Axis, number: i64) -> (i64, i64, i64) {
    let piece = axis.pattern.piece(number).unwrap_or(0..0);
    (number, piece.start, piece.end)
}
