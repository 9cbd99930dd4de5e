//! A section cut into boxes of bounded size, the same ones on the rank that sends and on the one that
//! receives.

use crate::index::Range;

/// A box inside a section, by positions: from `start`, `count` elements along each axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Position of the first element along each axis.
    pub start: Vec<i64>,
    /// Elements along each axis, none of them 0.
    pub count: Vec<i64>,
}

impl Piece {
    /// Number of elements.
    pub fn size(&self) -> i64 {
        self.count.iter().product()
    }

    /// The positions along one axis.
    pub fn along(&self, axis: usize) -> Range {
        self.start[axis]..self.start[axis] + self.count[axis]
    }
}

/// The pieces of a section of some shape, in C order: one after the other, they are the section's
/// elements in C order. A section without elements has none, one without axes has one.
///
/// A piece has one index along the first axes, a part of the next, and all of the rest, so that in
/// contiguous memory it is contiguous.
#[derive(Clone, Debug)]
pub struct Pieces {
    shape: Vec<i64>,
    /// The axis that is cut; axes before it advance by 1, those behind it are whole.
    cut: usize,
    /// Indices along the cut axis per piece.
    step: i64,
    next: Option<Vec<i64>>,
}

impl Pieces {
    /// Pieces of at most `limit` elements, and at least one.
    pub fn new(shape: &[i64], limit: i64) -> Pieces {
        let limit = limit.max(1);
        let empty = shape.contains(&0);
        let (mut cut, mut row) = (shape.len(), 1i64);
        while cut > 0 {
            match row.checked_mul(shape[cut - 1]).filter(|all| *all <= limit) {
                Some(all) => row = all,
                None => break,
            }
            cut -= 1;
        }
        // Everything fits: the first axis is "cut" into one part.
        let step = if cut == 0 { i64::MAX } else { limit / row };
        Pieces {
            cut: cut.saturating_sub(1),
            step,
            next: (!empty).then(|| vec![0; shape.len()]),
            shape: shape.to_vec(),
        }
    }

    /// The start of the piece behind the one that starts here.
    fn behind(&self, mut start: Vec<i64>) -> Option<Vec<i64>> {
        let axes = self.shape.len().min(self.cut + 1);
        for axis in (0..axes).rev() {
            let step = if axis == self.cut { self.step } else { 1 };
            start[axis] = start[axis].saturating_add(step);
            if start[axis] < self.shape[axis] {
                return Some(start);
            }
            start[axis] = 0;
        }
        None
    }
}

impl Iterator for Pieces {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let start = self.next.take()?;
        let extent = |axis: usize| match axis {
            axis if axis < self.cut => 1,
            axis if axis == self.cut => self.step.min(self.shape[axis] - start[axis]),
            axis => self.shape[axis],
        };
        let count = (0..self.shape.len()).map(extent).collect();
        self.next = self.behind(start.clone());
        Some(Piece { start, count })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{ravel, unravel};
    use proptest::prelude::*;

    #[test]
    fn no_elements_and_no_axes() {
        assert_eq!(Pieces::new(&[3, 0], 8).count(), 0);
        let single: Vec<Piece> = Pieces::new(&[], 8).collect();
        assert_eq!(single, [Piece { start: vec![], count: vec![] }]);
        assert_eq!(single[0].size(), 1);
    }

    #[test]
    fn the_first_axis_whose_rows_fit_is_cut() {
        let pieces: Vec<Piece> = Pieces::new(&[2, 5, 3], 7).collect();
        let piece = |a, b, n| Piece { start: vec![a, b, 0], count: vec![1, n, 3] };
        assert_eq!(
            pieces,
            [piece(0, 0, 2), piece(0, 2, 2), piece(0, 4, 1), piece(1, 0, 2), piece(1, 2, 2), piece(1, 4, 1)]
        );
        assert_eq!(Pieces::new(&[2, 5, 3], 30).count(), 1);
        assert_eq!(Pieces::new(&[2, 5, 3], 29).count(), 2);
        assert_eq!(Pieces::new(&[2, 5, 3], 0).count(), 30);
    }

    #[test]
    fn extents_beyond_31_bits() {
        let (rows, columns) = (1i64 << 40, 1i64 << 20);
        let mut pieces = Pieces::new(&[rows, columns], 1 << 22);
        assert_eq!(pieces.next(), Some(Piece { start: vec![0, 0], count: vec![4, columns] }));
        assert_eq!(pieces.nth(998).map(|p| p.start), Some(vec![3996, 0]));
        let mut pieces = Pieces::new(&[3, i64::MAX / 4], 1 << 32);
        assert_eq!(pieces.nth(2).map(|p| p.start), Some(vec![0, 1 << 33]));
        assert_eq!(Pieces::new(&[i64::MAX], i64::MAX - 1).last().map(|p| p.count), Some(vec![1]));
    }

    proptest! {
        #[test]
        fn pieces_are_all_elements_in_order(
            shape in proptest::collection::vec(0i64..6, 0..5),
            limit in 0i64..40,
        ) {
            let size: i64 = shape.iter().product();
            let mut expected = 0;
            for piece in Pieces::new(&shape, limit) {
                prop_assert!(piece.size() >= 1 && piece.size() <= limit.max(1));
                for position in 0..piece.size() {
                    let inside = unravel(&piece.count, position);
                    let index: Vec<i64> = inside.iter().zip(&piece.start).map(|(i, s)| i + s).collect();
                    prop_assert_eq!(ravel(&shape, &index), expected);
                    expected += 1;
                }
            }
            prop_assert_eq!(expected, size);
        }
    }
}
