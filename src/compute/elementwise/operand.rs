//! What an element-wise function is given.

use crate::array::Array;
use crate::compute::ufunc::OperandType;
use crate::dtype::DType;
use crate::error::Result;
use crate::value::Value;
use std::sync::Arc;

/// An operand as the caller gives it.
#[derive(Clone)]
pub enum Argument {
    /// An array.
    Array(Arc<Array>),
    /// A scalar.
    Scalar(Value),
}

impl Argument {
    /// What promotion needs to know.
    pub fn kind(&self) -> OperandType {
        match self {
            Argument::Array(a) => a.dtype().into(),
            Argument::Scalar(v) => (*v).into(),
        }
    }

    /// The array, if it is one.
    pub fn array(&self) -> Option<&Arc<Array>> {
        match self {
            Argument::Array(a) => Some(a),
            Argument::Scalar(_) => None,
        }
    }

    /// A scalar in the loop's dtype; an integer literal that it can not hold is an error, as in
    /// NumPy 2.
    pub(super) fn fitted(self, dtype: DType) -> Result<Argument> {
        match self {
            Argument::Scalar(value) => Ok(Argument::Scalar(value.convert(dtype)?)),
            array => Ok(array),
        }
    }
}
