//! One-dimensional sequences whose elements follow from their index alone, so that every rank makes its own.

use super::arange::Arange;
use super::kernels::generate;
use super::spaced::Spaced;
use crate::array::{Array, Fill, Placement};
use crate::distribution::Indices;
use crate::dtype::DType;
use crate::element::Element;
use crate::error::Result;
use crate::fail;
use crate::memory::SafeView;
use crate::value::Value;
use std::sync::Arc;

/// What is done with the elements of a sequence, given as a function of their index and a few elements
/// (with their index) that do not follow it: apart, so that loops need not ask. They may be of
/// another type than the sequence's dtype, to which they are converted then.
pub trait Visitor {
    /// What comes of it.
    type Output;
    /// Does it.
    fn visit<W: Element>(self, element: impl Fn(i64) -> W, exceptions: &[(i64, W)]) -> Self::Output;
}

/// A sequence.
#[derive(Clone, Copy, Debug)]
pub enum Sequence {
    /// Of equal steps.
    Arange(Arange),
    /// Of as many elements as were asked for, evenly spaced, or powers with such exponents.
    Spaced(Spaced),
}

/// Gives one element.
struct One {
    index: i64,
    dtype: DType,
}

impl Visitor for One {
    type Output = Value;
    fn visit<W: Element>(self, element: impl Fn(i64) -> W, exceptions: &[(i64, W)]) -> Value {
        let exception = exceptions.iter().find(|(index, _)| *index == self.index);
        Value::of(exception.map_or_else(|| element(self.index), |(_, value)| *value)).cast(self.dtype)
    }
}

/// Writes the elements that a section stores.
struct Write<'a> {
    target: SafeView<'a>,
    indices: &'a Indices,
}

impl Visitor for Write<'_> {
    type Output = Result<()>;
    fn visit<W: Element>(self, element: impl Fn(i64) -> W, exceptions: &[(i64, W)]) -> Result<()> {
        generate::write(&self.target, self.indices, element, exceptions)
    }
}

impl Sequence {
    /// Number of elements.
    pub fn count(&self) -> i64 {
        match self {
            Sequence::Arange(arange) => arange.count(),
            Sequence::Spaced(spaced) => spaced.count(),
        }
    }

    /// Their dtype.
    pub fn dtype(&self) -> DType {
        match self {
            Sequence::Arange(arange) => arange.dtype(),
            Sequence::Spaced(spaced) => spaced.dtype(),
        }
    }

    /// An element, if there is one with this index.
    pub fn element(&self, index: i64) -> Option<Value> {
        let one = One { index, dtype: self.dtype() };
        (0..self.count()).contains(&index).then(|| self.visit(one))
    }

    // The kinds stay apart: inlined together, the optimiser converts what would be a number of the other kind before it
    // looks which one it has, and memory checkers complain.
    fn visit<V: Visitor>(&self, visitor: V) -> V::Output {
        #[inline(never)]
        fn stepped<V: Visitor>(arange: &Arange, visitor: V) -> V::Output {
            arange.visit(visitor)
        }
        #[inline(never)]
        fn divided<V: Visitor>(spaced: &Spaced, visitor: V) -> V::Output {
            spaced.visit(visitor)
        }
        match self {
            Sequence::Arange(arange) => stepped(arange, visitor),
            Sequence::Spaced(spaced) => divided(spaced, visitor),
        }
    }

    /// The sequence as an array. Padding is filled too, since every rank knows its elements.
    pub fn create(&self, placement: Arc<Placement>, serial: u64) -> Result<Arc<Array>> {
        if *placement.distribution().shape() != [self.count()] {
            fail!(Internal, "a sequence of {} elements over another shape", self.count());
        }
        let array = Array::create(placement, self.dtype(), Fill::Empty, false, serial)?;
        if let (Some(rank), Some(local)) = (array.placement().holder_rank(), array.local()) {
            let axes = array.distribution().owned(rank)?.unwrap_or_default();
            for axis in &axes {
                self.visit(Write { target: local.whole(), indices: &axis.stored })?;
            }
        }
        array.wrote_padding();
        Ok(array)
    }
}
