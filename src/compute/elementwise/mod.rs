//! Element-wise functions on distributed arrays: checked, brought together, computed.
//!
//! A call is *silent* where every operand has on each rank what that rank's part of the result takes; that is a fact
//! which all ranks know. Otherwise operands are redistributed first, small to large.

mod layout;
mod local;
mod operand;
mod quick;

use super::kernels::lookup::{Kernel, kernel};
use super::kernels::special;
use super::moving::Move;
use super::op::{Op, Signature};
pub use super::resolve::Side;
use super::resolve::{compared_out_of_range, resolve};
use super::special::Special;
use super::user::UserFunction;
use crate::array::{Array, Fill};
use crate::context::Session;
use crate::cpu::{Accuracy, Level, Path};
use crate::dtype::{Casting, DType, can_cast};
use crate::error::Result;
use crate::fail;
use layout::{Model, arrays, model, placed};
use smallvec::{SmallVec, smallvec};
use std::sync::Arc;

pub(super) use local::{copied_where_needed, section};
pub use operand::Argument;
pub use quick::{Beside, Quick};

/// What is computed.
#[derive(Clone)]
pub enum Function {
    /// One of NumPy's functions.
    Built(Op),
    /// A function that the application registered.
    User(Arc<UserFunction>),
    /// A function with parameters or with three operands.
    Special(Special),
}

impl Function {
    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Function::Built(op) => op.name(),
            Function::User(function) => function.name(),
            Function::Special(special) => special.name(),
        }
    }

    /// What its result number `k` is called by the function of that name.
    pub fn result_name(&self, k: usize) -> &'static str {
        match self {
            Function::Built(op) => op.result_names().get(k).copied().unwrap_or("out"),
            Function::User(_) | Function::Special(_) => "out",
        }
    }

    /// Number of operands and of results.
    pub fn arity(&self) -> (usize, usize) {
        match self {
            Function::Built(op) => (op.nin(), op.nout()),
            Function::User(function) => (function.nin(), function.nout()),
            Function::Special(special) => (special.nin(), 1),
        }
    }
}

/// How it is computed.
#[derive(Clone)]
pub struct Options {
    /// Where it is false, results are left as they are (zero in new arrays).
    pub mask: Option<Arc<Array>>,
    /// How far operands and results may be converted.
    pub casting: Casting,
    /// The dtype of the computation; None for NumPy's choice.
    pub dtype: Option<DType>,
    /// How exact transcendental functions are.
    pub accuracy: Accuracy,
    /// Whether operands that would have to move are an error.
    pub strict: bool,
    /// Whether floating-point conditions are looked for in the values.
    pub watch: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            mask: None,
            casting: Casting::SameKind,
            dtype: None,
            accuracy: Accuracy::Fast,
            strict: false,
            watch: false,
        }
    }
}

/// Results as the caller gives them: None for a new array.
pub type Outs = SmallVec<[Option<Arc<Array>>; 2]>;
/// Operands.
pub type Arguments = SmallVec<[Argument; 2]>;

/// The loop of a call.
enum Work {
    Built(Op, Kernel),
    User(Arc<UserFunction>, usize),
    Special(special::Loop),
}

/// A checked element-wise call.
pub struct Elementwise {
    work: Work,
    signature: SmallVec<[DType; 4]>,
    operands: Arguments,
    outs: Outs,
    options: Options,
    model: Model,
    moves: Vec<(usize, Move)>,
}

/// What a call gives.
pub struct Outcome {
    /// The results.
    pub results: SmallVec<[Arc<Array>; 2]>,
    /// Conditions that were found, where they were looked for.
    pub conditions: u32,
}

impl Elementwise {
    /// Checks a call. Local; a mistake that all ranks make is found on all of them.
    pub fn prepare(
        function: &Function,
        operands: Arguments,
        outs: Outs,
        options: Options,
        level: Level,
    ) -> Result<Elementwise> {
        let (function, operands) = &in_range(function, operands);
        let name = function.name();
        let path = Path { level, accuracy: options.accuracy };
        let (work, signature) = choose(function, operands, &options, path)?;
        let nout = outs.len();
        let fitted = operands.iter().cloned().zip(&signature[nout..]).map(|(operand, d)| operand.fitted(*d));
        let operands: Arguments = fitted.collect::<Result<_>>()?;
        let arrays = arrays(&operands, options.mask.as_ref());
        let given = outs.iter().flatten().next();
        let model = model(name, &arrays, given)?;
        check_mask(name, options.mask.as_deref())?;
        let moves = moves(name, &arrays, &operands, &model, options.strict)?;
        drop(arrays);
        for (k, (out, dtype)) in outs.iter().zip(&signature).enumerate() {
            if let Some(out) = out {
                out.require_writable(function.result_name(k))?;
                check_out(name, &model, out, *dtype, options.casting)?;
            }
        }
        Ok(Elementwise { work, signature, operands, outs, options, model, moves })
    }

    /// Whether operands have to move: a fact that all ranks know.
    pub fn communicates(&self) -> bool {
        !self.moves.is_empty()
    }

    /// Computes, into `outs` or into new arrays. Local.
    pub fn run(self, serial: u64) -> Result<Outcome> {
        let made = |(out, dtype): (&Option<Arc<Array>>, &DType)| match out {
            Some(out) => Ok(out.clone()),
            None => self.make(*dtype, serial),
        };
        let results: SmallVec<[Arc<Array>; 2]> =
            self.outs.iter().zip(&self.signature).map(made).collect::<Result<_>>()?;
        let conditions = local::run(&self, &results)?;
        results.iter().for_each(|result| result.wrote());
        Ok(Outcome { results, conditions })
    }

    /// Brings the operands together first. Collective, inside a communicating call, with one outcome on all ranks.
    pub fn run_together(mut self, session: &Session, serial: u64, name: &'static str) -> Result<Outcome> {
        for (place, movement) in std::mem::take(&mut self.moves) {
            let moved = movement.run(session, serial, name)?;
            match self.operands.get_mut(place) {
                Some(operand) => *operand = Argument::Array(moved),
                None => self.options.mask = Some(moved),
            }
        }
        session.settle(name, self.run(serial))
    }

    fn make(&self, dtype: DType, serial: u64) -> Result<Arc<Array>> {
        let fill = if self.options.mask.is_some() { Fill::Zeros } else { Fill::Empty };
        match &self.model {
            Model::Like(array) => array.like(dtype, fill, serial),
            Model::Made(_, distribution) => {
                let placement = placed(&self.model, (**distribution).clone(), serial);
                Array::create(placement, dtype, fill, false, serial)
            }
        }
    }

    fn nout(&self) -> usize {
        self.outs.len()
    }
}

/// The call itself, or a simpler one where an array is compared with an integer that its dtype can not hold: every
/// integer equals itself, which says true, or does not, which says false.
fn in_range(function: &Function, operands: Arguments) -> (Function, Arguments) {
    let (array, scalar, side) = match (function, &operands[..]) {
        (Function::Built(_), [Argument::Array(a), Argument::Scalar(v)]) => (a, v, Side::Right),
        (Function::Built(_), [Argument::Scalar(v), Argument::Array(a)]) => (a, v, Side::Left),
        _ => return (function.clone(), operands),
    };
    let Function::Built(op) = function else { return (function.clone(), operands) };
    let same = match compared_out_of_range(*op, array.dtype(), *scalar, side) {
        None => return (function.clone(), operands),
        Some(true) => Op::Equal,
        Some(false) => Op::NotEqual,
    };
    (Function::Built(same), smallvec![Argument::Array(array.clone()), Argument::Array(array.clone())])
}

/// The loop, and its dtypes: the results', then the operands'.
fn choose(
    function: &Function,
    operands: &[Argument],
    options: &Options,
    path: Path,
) -> Result<(Work, SmallVec<[DType; 4]>)> {
    let kinds: SmallVec<[_; 4]> = operands.iter().map(Argument::kind).collect();
    match function {
        Function::Built(op) => {
            let signature: Signature = resolve(*op, &kinds, options.dtype, options.casting)?;
            let Some(found) = kernel(*op, &signature, path) else {
                fail!(Internal, "{op}: the loop for {:?} is missing", signature.operands());
            };
            Ok((Work::Built(*op, found), signature.all().into()))
        }
        Function::User(user) => {
            let (number, dtypes) = user.choose(&kinds, options.dtype, options.casting)?;
            Ok((Work::User(user.clone(), number), dtypes.into()))
        }
        Function::Special(function) => {
            let dtypes = function.resolve(&kinds)?;
            let Some(found) = special::Loop::new(function, &dtypes, Special::single(&kinds), path) else {
                fail!(Internal, "{}: the loop for {dtypes:?} is missing", function.name());
            };
            Ok((Work::Special(found), dtypes))
        }
    }
}

fn check_mask(name: &str, mask: Option<&Array>) -> Result<()> {
    match mask {
        Some(mask) if mask.dtype() != DType::Bool => {
            fail!(Dtype, "{name}: the mask `where` is {}, not bool", mask.dtype())
        }
        _ => Ok(()),
    }
}

/// What has to move to where the result lies: places among the operands, the mask behind the last one.
fn moves(
    name: &str,
    arrays: &[&Arc<Array>],
    operands: &[Argument],
    model: &Model,
    strict: bool,
) -> Result<Vec<(usize, Move)>> {
    let mut moves = Vec::new();
    let places = operands.iter().enumerate().filter(|(_, o)| o.array().is_some()).map(|(k, _)| k);
    for (place, array) in places.chain([operands.len()]).zip(arrays) {
        let Some(wanted) = model.wanted(array)? else { continue };
        if strict {
            fail!(
                Conform,
                "{name}: an operand is distributed as {}, which the result ({}) can not use without moving it",
                array.distribution().describe(),
                model.distribution().describe()
            );
        }
        moves.push((place, Move::new((*array).clone(), wanted)?));
    }
    Ok(moves)
}

/// A live `out`: where the result lies, and of a dtype that can take it.
fn check_out(name: &str, model: &Model, out: &Array, result: DType, casting: Casting) -> Result<()> {
    if out.shape() != model.distribution().shape() {
        fail!(
            Shape,
            "{name}: `out` has shape {}, the result {}",
            crate::index::shape_text(out.shape()),
            crate::index::shape_text(model.distribution().shape())
        );
    }
    if model.wanted(out)?.is_some() {
        fail!(
            Conform,
            "{name}: the results are distributed differently ({} and {})",
            model.distribution().describe(),
            out.distribution().describe()
        );
    }
    check_casting(name, out, result, casting)
}

/// Whether a result can be converted to the dtype of `out`.
pub(super) fn check_casting(name: &str, out: &Array, result: DType, casting: Casting) -> Result<()> {
    if !can_cast(result, out.dtype(), casting) {
        fail!(
            Casting,
            "{name}: the result is {result}, which can not be cast to `out`'s {} by the rule {}",
            out.dtype(),
            casting.name()
        );
    }
    Ok(())
}

/// A live `out` of a function whose result lies as `model` does.
pub(super) fn check_out_like(name: &str, model: &Arc<Array>, out: &Array, result: DType) -> Result<()> {
    out.require_writable("out")?;
    check_out(name, &Model::Like(model.clone()), out, result, Casting::SameKind)
}
