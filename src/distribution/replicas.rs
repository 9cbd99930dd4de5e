//! Which of several replicas a message goes to or comes from.

use super::Distribution;

impl Distribution {
    /// The positions in the grid of all replicas of the section with these coordinates along the array
    /// axes, ascending.
    pub fn replica_positions(&self, coords: &[i64]) -> Vec<i64> {
        let mut positions = vec![self.first_position(coords)];
        for g in self.replica_axes() {
            let (extent, stride) = (self.grid().shape()[g], self.grid().stride(g));
            positions = positions.iter().flat_map(|p| (0..extent).map(move |c| p + c * stride)).collect();
        }
        positions
    }

    /// The rank that `reader` gets the section with these coordinates from: itself if it holds it, else
    /// one of the replicas, so that readers spread over them.
    pub fn chosen_replica(&self, coords: &[i64], reader: i32) -> i32 {
        if self.section_coords(reader).is_some_and(|own| own == coords) {
            return reader;
        }
        self.grid().rank_at(self.first_position(coords) + self.replica_offset(reader))
    }

    /// What the replica that `reader` gets sections from, where it does not hold them itself, adds to
    /// the position of the first replica.
    pub fn replica_offset(&self, reader: i32) -> i64 {
        let (mut rest, mut offset) = (i64::from(reader), 0);
        for g in self.replica_axes() {
            let extent = self.grid().shape()[g];
            offset += rest % extent * self.grid().stride(g);
            rest /= extent;
        }
        offset
    }

    /// Whether `reader` gets the section of `holder` from `holder`.
    pub fn is_chosen(&self, holder: i32, reader: i32) -> bool {
        self.section_coords(holder).is_some_and(|coords| self.chosen_replica(&coords, reader) == holder)
    }

    /// The coordinates of a rank along the array axes (0 where an axis takes no grid axis); None for a
    /// rank outside the grid.
    pub fn section_coords(&self, rank: i32) -> Option<Vec<i64>> {
        self.grid().position(rank)?;
        Some((0..self.ndim()).map(|axis| self.axis_coord(rank, axis)).collect())
    }

    fn first_position(&self, coords: &[i64]) -> i64 {
        let along =
            |(axis, &coord): (usize, &i64)| self.grid_axis(axis).map_or(0, |g| coord * self.grid().stride(g));
        self.grid().base() + coords.iter().enumerate().map(along).sum::<i64>()
    }
}
