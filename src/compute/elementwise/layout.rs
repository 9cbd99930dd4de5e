//! Where a result lies, and which operands have to come there first.

use super::operand::Argument;
use crate::array::{Array, Placement};
use crate::context::Context;
use crate::distribution::Distribution;
use crate::error::Result;
use crate::fail;
use crate::index::shape_text;
use smallvec::SmallVec;
use std::sync::Arc;

/// Where the result lies.
pub enum Model {
    /// As this array.
    Like(Arc<Array>),
    /// In a distribution that no operand has.
    Made(Arc<Context>, Box<Distribution>),
}

impl Model {
    /// The result's distribution.
    pub fn distribution(&self) -> &Distribution {
        match self {
            Model::Like(array) => array.distribution(),
            Model::Made(_, distribution) => distribution,
        }
    }

    /// The context of all operands.
    pub fn context(&self) -> &Arc<Context> {
        match self {
            Model::Like(array) => array.context(),
            Model::Made(context, _) => context,
        }
    }

    /// Whether an array lies where the result does.
    fn holds(&self, array: &Array) -> Result<bool> {
        match self {
            Model::Like(model) => model.placement().aligned(array.placement()),
            Model::Made(context, distribution) => {
                same_context(context, array)?;
                Ok(distribution.aligned(array.distribution()))
            }
        }
    }

    /// The distribution that an operand has to be brought to; None where it is as needed.
    pub fn wanted(&self, operand: &Array) -> Result<Option<Distribution>> {
        let result = self.distribution();
        if operand.shape() == result.shape() {
            return Ok(if self.holds(operand)? { None } else { Some(result.clone()) });
        }
        same_context(self.context(), operand)?;
        let serving = result.serving(operand.shape())?;
        Ok(if serving.aligned(operand.distribution()) { None } else { Some(serving) })
    }
}

fn same_context(context: &Arc<Context>, array: &Array) -> Result<()> {
    if !Arc::ptr_eq(context, array.context()) {
        fail!(
            Context,
            "the operands belong to different contexts, of {} and {} ranks; bring one to the other's context with \
             da_redistribute",
            context.size(),
            array.context().size()
        );
    }
    Ok(())
}

/// The arrays among the operands, the mask last.
pub fn arrays<'a>(operands: &'a [Argument], mask: Option<&'a Arc<Array>>) -> SmallVec<[&'a Arc<Array>; 4]> {
    operands.iter().filter_map(Argument::array).chain(mask).collect()
}

/// The shape that all broadcast to, and where the result lies: a given `out` decides; otherwise the first operand
/// that has the result's shape; if none has it, the operands axis by axis.
pub fn model(name: &str, arrays: &[&Arc<Array>], out: Option<&Arc<Array>>) -> Result<Model> {
    let Some(first) = out.or(arrays.first().copied()) else {
        fail!(Argument, "{name} needs at least one array");
    };
    if arrays.iter().all(|array| array.shape() == first.shape()) {
        return Ok(Model::Like(first.clone()));
    }
    let shape = broadcast(name, arrays)?;
    if let Some(out) = out {
        if broadcast_two(&shape, out.shape()).as_deref() != Some(out.shape()) {
            fail!(
                Shape,
                "{name}: `out` has shape {}, the operands broadcast to {}",
                shape_text(out.shape()),
                shape_text(&shape)
            );
        }
        return Ok(Model::Like(out.clone()));
    }
    if let Some(model) = arrays.iter().find(|array| array.shape() == shape) {
        return Ok(Model::Like((*model).clone()));
    }
    for array in arrays {
        same_context(first.context(), array)?;
    }
    let distributions: Vec<&Distribution> = arrays.iter().map(|array| array.distribution()).collect();
    let made = Distribution::combined(&distributions, &shape)?;
    Ok(Model::Made(first.context().clone(), Box::new(made)))
}

fn broadcast(name: &str, arrays: &[&Arc<Array>]) -> Result<Vec<i64>> {
    let mut shape = Vec::new();
    for array in arrays {
        let Some(both) = broadcast_two(&shape, array.shape()) else {
            let shapes: Vec<String> = arrays.iter().map(|array| shape_text(array.shape())).collect();
            fail!(Shape, "{name}: operands of shapes {} do not broadcast together", shapes.join(" and "));
        };
        shape = both;
    }
    Ok(shape)
}

/// The shape of both together; None if they do not broadcast.
fn broadcast_two(a: &[i64], b: &[i64]) -> Option<Vec<i64>> {
    let ndim = a.len().max(b.len());
    let extent = |shape: &[i64], k: usize| (k + shape.len()).checked_sub(ndim).map_or(1, |own| shape[own]);
    let both = |k: usize| match (extent(a, k), extent(b, k)) {
        (n, m) if n == m => Some(n),
        (1, m) => Some(m),
        (n, 1) => Some(n),
        _ => None,
    };
    (0..ndim).map(both).collect()
}

/// A placement of a distribution on the operands' context.
pub fn placed(model: &Model, distribution: Distribution, serial: u64) -> Arc<Placement> {
    Placement::new(model.context().clone(), distribution, serial)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_broadcast_from_the_right() {
        assert_eq!(broadcast_two(&[], &[3, 2]), Some(vec![3, 2]));
        assert_eq!(broadcast_two(&[3, 1], &[4]), Some(vec![3, 4]));
        assert_eq!(broadcast_two(&[0], &[1]), Some(vec![0]));
        assert_eq!(broadcast_two(&[0], &[2]), None);
        assert_eq!(broadcast_two(&[2, 3], &[3, 2]), None);
    }
}
