//! What a computation is given.

use crate::memory::LocalView;
use crate::value::Value;

/// An operand of an element-wise function.
#[derive(Clone, Copy, Debug)]
pub enum Operand<'a> {
    /// An array section; it is broadcast to the result's shape.
    View(LocalView<'a>),
    /// A scalar.
    Scalar(Value),
}
