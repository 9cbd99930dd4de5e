//! Where the operands of an element-wise function come together: the distribution of a broadcast result, and
//! the one in which an operand has on every rank what that rank's part of the result takes.

use super::{Axis, Distribution, Reduced};
use crate::error::Result;
use crate::fail;
use crate::index::shape_text;

impl Distribution {
    /// The distribution in which an operand of `shape`, which broadcasts to this one's, is where it is needed: along
    /// the axes that it is not broadcast on as this one, with replicas along the others.
    pub fn serving(&self, shape: &[i64]) -> Result<Distribution> {
        let Some(leading) = self.ndim().checked_sub(shape.len()) else {
            fail!(Shape, "shape {} does not broadcast to {}", shape_text(shape), shape_text(self.shape()));
        };
        let stretched = |axis: &usize| shape[axis - leading] != self.shape[*axis];
        let single: Vec<usize> = (leading..self.ndim()).filter(stretched).collect();
        if let Some(axis) = single.iter().find(|axis| shape[**axis - leading] != 1) {
            fail!(
                Shape,
                "shape {} does not broadcast to {} along axis {axis}",
                shape_text(shape),
                shape_text(self.shape())
            );
        }
        let kept =
            if single.is_empty() { None } else { Some(self.reduce(&single, true, Reduced::Replicated)?) };
        let kept = kept.as_ref().unwrap_or(self);
        kept.reduce(&(0..leading).collect::<Vec<_>>(), false, Reduced::Replicated)
    }

    /// The distribution of a result that none of its operands has the shape of: on the first operand's grid, each
    /// axis as in the first operand that is not broadcast there. An axis whose grid axis is taken already, or whose
    /// operand is on another grid, is undistributed.
    pub fn combined(operands: &[&Distribution], shape: &[i64]) -> Result<Distribution> {
        let Some(first) = operands.first() else { fail!(Internal, "a result of no operands") };
        let mut taken = Vec::new();
        let mut axes = Vec::with_capacity(shape.len());
        for (number, &size) in shape.iter().enumerate() {
            let found = operands.iter().copied().find_map(|operand| {
                let own = (number + operand.ndim()).checked_sub(shape.len())?;
                (operand.shape[own] == size).then_some((own, operand))
            });
            let usable = |(own, operand): &(usize, &Distribution)| {
                let free = operand.axes[*own].grid_axis.is_none_or(|g| !taken.contains(&g));
                free && size != 1 && operand.grid == first.grid
            };
            let axis = match found.filter(usable) {
                Some((own, operand)) => operand.axes[own].clone(),
                None => Axis::undistributed(size),
            };
            taken.extend(axis.grid_axis);
            axes.push((axis, None));
        }
        first.with_axes(axes, first.grid.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::{GridRequest, parse_dist};

    fn made(shape: &[i64], text: &str, grid: &[i64]) -> Distribution {
        let specs = parse_dist(shape, text).unwrap();
        Distribution::new(grid.iter().product(), &specs, GridRequest::Shape(grid)).unwrap()
    }

    #[test]
    fn rows_and_columns_serve_a_matrix_through_replicas() {
        let matrix = made(&[6, 8], "b,c", &[2, 3]);
        let row = matrix.serving(&[8]).unwrap();
        assert_eq!((row.shape(), row.replicas()), (&[8][..], 2));
        let column = matrix.serving(&[6, 1]).unwrap();
        assert_eq!((column.shape(), column.replicas()), (&[6, 1][..], 3));
        assert_eq!(matrix.serving(&[]).unwrap().replicas(), 6);
        assert!(matrix.serving(&[6, 8]).unwrap().aligned(&matrix));
        assert!(matrix.serving(&[7]).is_err() && matrix.serving(&[1, 6, 8]).is_err());
    }

    #[test]
    fn a_grid_axis_is_taken_once() {
        let column = made(&[6, 1], "b,n", &[2]);
        let row = made(&[8], "b", &[2]);
        let result = Distribution::combined(&[&column, &row], &[6, 8]).unwrap();
        let expected = made(&[6, 8], "b,n", &[2]);
        assert!(result.aligned(&expected));
        let result = Distribution::combined(&[&row, &column], &[6, 8]).unwrap();
        assert!(result.aligned(&expected), "the first axis comes from the only operand that has it");
    }
}
