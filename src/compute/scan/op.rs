//! What can be accumulated along an axis, and in which dtype.

use crate::compute::kernels::scan::Nan;
use crate::compute::op::Op;
use crate::dtype::{DType, Kind};
use crate::error::Result;
use crate::fail;

/// A scan: an associative function of two operands, and what happens to nan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScanOp {
    /// The function.
    pub op: Op,
    /// What nan counts as.
    pub nan: Nan,
    /// NumPy's name of the scan.
    pub name: &'static str,
    /// Whether an array without axes counts as one with one, as for NumPy's cumsum and its like.
    pub takes_scalars: bool,
}

impl ScanOp {
    /// NumPy's cumsum.
    pub const CUMSUM: ScanOp = cumulative(Op::Add, Nan::Kept, "cumsum");
    /// NumPy's cumprod.
    pub const CUMPROD: ScanOp = cumulative(Op::Multiply, Nan::Kept, "cumprod");
    /// NumPy's nancumsum.
    pub const NANCUMSUM: ScanOp = cumulative(Op::Add, Nan::Zero, "nancumsum");
    /// NumPy's nancumprod.
    pub const NANCUMPROD: ScanOp = cumulative(Op::Multiply, Nan::One, "nancumprod");

    /// What NumPy's `ufunc.accumulate` is for functions that are associative.
    pub fn accumulate(op: Op) -> Result<ScanOp> {
        let name = match op {
            Op::Add => "add.accumulate",
            Op::Multiply => "multiply.accumulate",
            Op::Minimum => "minimum.accumulate",
            Op::Maximum => "maximum.accumulate",
            Op::Fmin => "fmin.accumulate",
            Op::Fmax => "fmax.accumulate",
            Op::LogicalAnd => "logical_and.accumulate",
            Op::LogicalOr => "logical_or.accumulate",
            Op::LogicalXor => "logical_xor.accumulate",
            Op::BitwiseAnd => "bitwise_and.accumulate",
            Op::BitwiseOr => "bitwise_or.accumulate",
            Op::BitwiseXor => "bitwise_xor.accumulate",
            _ => fail!(
                NotSupported,
                "{} can not be accumulated; these can: add, multiply, minimum, maximum, fmin, fmax and the logical_ \
                 and bitwise_ functions of two operands",
                op.name()
            ),
        };
        Ok(ScanOp { op, nan: Nan::Kept, name, takes_scalars: false })
    }

    /// The dtype that elements of `input` are accumulated in where nobody asks for another.
    pub fn default_dtype(&self, input: DType) -> DType {
        match (self.op, input.kind()) {
            (Op::LogicalAnd | Op::LogicalOr | Op::LogicalXor, _) => DType::Bool,
            (Op::Add | Op::Multiply, Kind::Bool | Kind::Int) => DType::Int64,
            (Op::Add | Op::Multiply, Kind::UInt) => DType::UInt64,
            _ => input,
        }
    }
}

const fn cumulative(op: Op, nan: Nan, name: &'static str) -> ScanOp {
    ScanOp { op, nan, name, takes_scalars: true }
}
