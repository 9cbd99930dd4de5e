//! Runs an element-wise function on arrays of one process.

use super::support::Array;
use distarray::compute::kernels::lookup::{Kernel, kernel};
use distarray::compute::kernels::run::{Inner, Task, run};
use distarray::compute::resolve::{Side, compared_out_of_range, resolve};
use distarray::compute::{Op, OperandType, Signature};
use distarray::cpu::{Accuracy, Level, Path};
use distarray::dtype::{Casting, DType, Kind};
use distarray::error::{Error, Result, Status};
use distarray::memory::LocalView;
use distarray::value::Value;

/// An operand: an array or a scalar.
#[derive(Clone, Copy)]
pub enum Operand<'a> {
    View(LocalView<'a>),
    Scalar(Value),
}

impl Operand<'_> {
    fn kind(&self) -> OperandType {
        match self {
            Operand::View(view) => view.dtype.into(),
            Operand::Scalar(value) => (*value).into(),
        }
    }
}

/// The levels of CPU support that this machine has.
pub fn levels() -> impl Iterator<Item = Level> {
    Level::ALL.into_iter().filter(|level| *level <= Level::best())
}

/// The dtypes of the loop for these operands.
pub fn signature(op: Op, operands: &[Operand]) -> Result<Signature> {
    let kinds: Vec<OperandType> = operands.iter().map(Operand::kind).collect();
    resolve(op, &kinds, None, Casting::SameKind)
}

struct Built(Kernel);

impl Inner for Built {
    unsafe fn call(&mut self, ptrs: &[*mut u8], n: usize) -> Result<()> {
        // SAFETY: the caller's promise.
        unsafe { (self.0)(ptrs.as_ptr(), n) };
        Ok(())
    }
}

/// What there is besides operands and results.
#[derive(Clone, Copy)]
pub struct Settings<'a> {
    pub level: Level,
    pub accuracy: Accuracy,
    pub mask: Option<LocalView<'a>>,
    pub apart: bool,
}

impl Default for Settings<'_> {
    fn default() -> Self {
        Settings { level: Level::best(), accuracy: Accuracy::Fast, mask: None, apart: false }
    }
}

/// Computes `outs = op(operands)`; scalars are converted to the loop's dtypes.
pub fn compute(op: Op, operands: &[Operand], outs: &[LocalView], settings: Settings) -> Result<()> {
    let signature = signature(op, operands)?;
    let mut rooms: Vec<Array> = Vec::new();
    for (operand, dtype) in operands.iter().zip(signature.operands()) {
        let value = match operand {
            Operand::View(_) => Value::from_i64(0),
            Operand::Scalar(value) => value.convert(*dtype)?,
        };
        rooms.push(Array::new(*dtype, &[]).filled(&[value]));
    }
    let mut views: Vec<LocalView> = outs.to_vec();
    for (operand, room) in operands.iter().zip(&rooms) {
        views.push(match operand {
            Operand::View(view) => *view,
            Operand::Scalar(_) => room.view(),
        });
    }
    let mut dtypes = signature.all().to_vec();
    if let Some(mask) = settings.mask {
        views.push(mask);
        dtypes.push(DType::Bool);
    }
    let path = Path { level: settings.level, accuracy: settings.accuracy };
    let found = kernel(op, &signature, path).unwrap_or_else(|| panic!("{op} has no loop for {signature:?}"));
    refuse_negative_powers(op, operands, signature.operands())?;
    match views.len() {
        2 => task::<2>(found, outs.len(), &views, &dtypes, settings),
        3 => task::<3>(found, outs.len(), &views, &dtypes, settings),
        4 => task::<4>(found, outs.len(), &views, &dtypes, settings),
        5 => task::<5>(found, outs.len(), &views, &dtypes, settings),
        n => panic!("{n} views"),
    }
}

fn task<const N: usize>(
    kernel: Kernel,
    nout: usize,
    views: &[LocalView],
    dtypes: &[DType],
    settings: Settings,
) -> Result<()> {
    let task = Task {
        views: views.try_into().unwrap(),
        dtypes: dtypes.try_into().unwrap(),
        nout,
        masked: settings.mask.is_some(),
        apart: settings.apart,
        keep: false,
    };
    // SAFETY: the tests' arrays own their memory; results are operands themselves or other arrays.
    unsafe { run::<N>(&task, &mut Built(kernel)) }
}

/// What callers of the loops have to look for themselves.
fn refuse_negative_powers(op: Op, operands: &[Operand], dtypes: &[DType]) -> Result<()> {
    let negative = match (op, dtypes.get(1), operands.get(1)) {
        (Op::Power, Some(dtype), Some(exponent)) if dtype.kind() == Kind::Int => match exponent {
            Operand::Scalar(value) => value.get::<i64>() < 0,
            Operand::View(view) => values_of(view).any(|value| value.get::<i64>() < 0),
        },
        _ => false,
    };
    if negative {
        return Err(Error::new(Status::Argument, "integers to negative integer powers are not allowed"));
    }
    Ok(())
}

/// The elements of a dense view with one axis.
fn values_of<'a>(view: &'a LocalView) -> impl Iterator<Item = Value> + 'a {
    let size = view.dtype.itemsize();
    (0..view.shape[0] as usize).map(move |k| {
        let mut bytes = [0; 16];
        // SAFETY: element k of an array that owns its memory.
        unsafe { std::ptr::copy_nonoverlapping(view.ptr.add(k * size), bytes.as_mut_ptr(), size) };
        Value::from_bytes(view.dtype, bytes)
    })
}

/// The call that stands for a comparison with an integer that the array's dtype does not hold, as
/// `Elementwise::prepare` has it: an array beside itself, which is equal or is not.
pub fn in_range<'a>(op: Op, operands: Vec<Operand<'a>>) -> (Op, Vec<Operand<'a>>) {
    let (view, scalar, side) = match operands[..] {
        [Operand::View(a), Operand::Scalar(v)] => (a, v, Side::Right),
        [Operand::Scalar(v), Operand::View(a)] => (a, v, Side::Left),
        _ => return (op, operands),
    };
    match compared_out_of_range(op, view.dtype, scalar, side) {
        None => (op, operands),
        Some(same) => (if same { Op::Equal } else { Op::NotEqual }, vec![Operand::View(view); 2]),
    }
}

/// New arrays with the results, of the loop's dtypes.
pub fn computed(op: Op, operands: &[Operand], shape: &[i64], settings: Settings) -> Result<Vec<Array>> {
    let signature = signature(op, operands)?;
    let outs: Vec<Array> = signature.results().iter().map(|dtype| Array::new(*dtype, shape)).collect();
    let views: Vec<LocalView> = outs.iter().map(Array::view).collect();
    compute(op, operands, &views, settings)?;
    Ok(outs)
}
