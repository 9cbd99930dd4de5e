//! Element-wise functions.

use super::array::{da_array, give};
use super::creation::describe_value;
use super::error::da_status;
use super::frame::{Frame, Out};
use super::guard::guard;
use super::handles::{self, Noun};
use super::value::da_value;
use crate::array::Array;
use crate::compute::Op;
use crate::compute::elementwise::{
    Argument, Arguments, Beside, Elementwise, Function, Options, Outs, Quick, Side,
};
use crate::cpu::{Accuracy, Level};
use crate::error::{Error, Result, Status};
use crate::fail;
use smallvec::{SmallVec, smallvec};
use std::sync::Arc;

/// What `out` holds before the call.
pub(super) fn existing(out: &Out) -> Option<Arc<Array>> {
    match out {
        Out::New => None,
        Out::Existing(array) => Some(array.clone()),
    }
}

/// Writes a new result to `*out`; a live `out` keeps its handle.
///
/// # Safety
/// `out` was checked.
pub(super) unsafe fn deliver(out: *mut *mut da_array, before: &Out, result: Arc<Array>) -> Result<()> {
    match before {
        Out::Existing(_) => Ok(()),
        // SAFETY: checked by Frame::out.
        Out::New => unsafe { give(out, result) },
    }
}

/// The results of one call: where the caller wants them, and what was there before.
pub(super) struct Results {
    outs: SmallVec<[*mut *mut da_array; 2]>,
    before: SmallVec<[Out; 2]>,
}

impl Results {
    /// Looks at the caller's results, which are to be different ones, under the names that the function gives them.
    ///
    /// # Safety
    /// Each of `outs` is NULL or points to a handle.
    pub(super) unsafe fn read(
        frame: &mut Frame,
        outs: &[*mut *mut da_array],
        function: Option<&Function>,
    ) -> Option<Results> {
        if let [out] = outs {
            // SAFETY: the caller's pointer.
            let before = unsafe { frame.out(*out)? };
            return Some(Results { outs: smallvec![*out], before: smallvec![before] });
        }
        let read = |(k, out): (usize, &*mut *mut da_array)| {
            let name = function.map_or("out", |function| function.result_name(k));
            // SAFETY: the caller's pointers.
            unsafe { frame.out_named(*out, name) }
        };
        let found: SmallVec<[Option<Out>; 2]> = outs.iter().enumerate().map(read).collect();
        if outs.iter().enumerate().any(|(k, out)| outs[..k].contains(out)) {
            let text = "two results are to go to the same handle; give each one a handle of its own";
            frame.take::<()>(Err(Error::new(Status::Argument, text)));
        }
        let before = found.into_iter().collect::<Option<_>>()?;
        Some(Results { outs: outs.into(), before })
    }

    fn existing(&self) -> Outs {
        self.before.iter().map(existing).collect()
    }

    /// Writes new results to their handles, all or none.
    ///
    /// # Safety
    /// The handles were checked.
    unsafe fn deliver(&self, results: SmallVec<[Arc<Array>; 2]>) -> Result<()> {
        for (k, result) in results.into_iter().enumerate() {
            // SAFETY: checked by Frame::out.
            let given = unsafe { deliver(self.outs[k], &self.before[k], result) };
            if let Err(error) = given {
                for (out, before) in self.outs.iter().zip(&self.before).take(k) {
                    if let Out::New = before {
                        // SAFETY: as above; the handle was written a moment ago.
                        unsafe { handles::free(out.cast(), Noun::Array, "out")? };
                    }
                }
                return Err(error);
            }
        }
        Ok(())
    }
}

/// Runs an element-wise call whose operands and results are gathered; returns the conditions that were found.
///
/// # Safety
/// The results' handles were checked.
pub(super) unsafe fn elementwise(
    frame: &mut Frame,
    function: Option<Function>,
    operands: Option<Arguments>,
    options: Option<Wishes>,
    results: Option<Results>,
) -> Result<u32> {
    let prepared = match (function, operands, options, results, frame.has_failed()) {
        (Some(function), Some(operands), Some(wishes), Some(results), false) => {
            let known = operands.iter().find_map(Argument::array).map(|a| a.context().clone());
            let context = known.as_ref().map(|context| context.options());
            let level = context.map_or(Level::Baseline, |options| options.level_of_loops());
            let accuracy = wishes.accuracy.or(context.map(|options| options.accuracy)).unwrap_or_default();
            let options = Options { accuracy, ..wishes.options };
            let call = Elementwise::prepare(&function, operands, results.existing(), options, level);
            frame.take(call).map(|call| (call, results, known))
        }
        _ => None,
    };
    // Where the arguments do not tell whether the call communicates, the mistake waits: the other ranks may
    // be silent.
    if !prepared.as_ref().is_some_and(|(call, ..)| call.communicates()) {
        return frame.silent(prepared, |(call, results, _), serial| {
            let outcome = call.run(serial)?;
            // SAFETY: as above.
            unsafe { results.deliver(outcome.results)? };
            Ok(outcome.conditions)
        });
    }
    let name = frame.call.name();
    frame.communicate(prepared, |(call, results, context), serial| {
        let Some(session) = context.as_ref().and_then(|context| context.session()) else {
            fail!(Internal, "{name}: a communicating call without a session");
        };
        let outcome = call.run_together(session, serial, name)?;
        // SAFETY: as above.
        unsafe { results.deliver(outcome.results)? };
        Ok(outcome.conditions)
    })
}

/// What a caller may ask for.
#[derive(Clone, Default)]
pub(super) struct Wishes {
    pub options: Options,
    /// None for the context's choice.
    pub accuracy: Option<Accuracy>,
}

/// The function with this number, which has so many operands and results.
#[inline]
fn function_of(frame: &mut Frame, op: i32, nin: usize, nout: usize) -> Option<Function> {
    frame.call.attribute("op", op as u64);
    let op = Op::with_arity(op, nin, nout);
    frame.take(op).map(Function::Built)
}

/// The simplest kind of call, with one result and without any mistake so far.
fn quick<Q>(
    frame: &Frame,
    function: &Option<Function>,
    results: &Option<Results>,
    make: impl FnOnce(Op, Option<&Arc<Array>>) -> Option<Q>,
) -> Option<Q> {
    match (function, results.as_ref().map(|results| &results.before[..]), frame.has_failed()) {
        (Some(Function::Built(op)), Some([Out::Existing(out)]), false) => make(*op, Some(out)),
        (Some(Function::Built(op)), Some([Out::New]), false) => make(*op, None),
        _ => None,
    }
}

/// Runs such a call.
///
/// # Safety
/// The results' handles were checked.
unsafe fn run_quickly<Q>(
    frame: &mut Frame,
    quick: Q,
    results: Option<Results>,
    run: impl FnOnce(Q, u64) -> Result<Arc<Array>>,
) -> Result<()> {
    frame.silent(results.map(|results| (quick, results)), |(quick, results), serial| {
        let result = run(quick, serial)?;
        match &results.before[..] {
            [Out::Existing(_)] => Ok(()),
            // SAFETY: as above.
            _ => unsafe { results.deliver(smallvec![result]) },
        }
    })
}

/// A function of one operand.
///
/// # Safety
/// `out` is NULL or points to a handle.
pub(super) unsafe fn unary(
    name: &'static str,
    op: Op,
    a: *const da_array,
    out: *mut *mut da_array,
) -> Result<()> {
    // SAFETY: the caller's pointer.
    unsafe { of_one(name, op as i32, a, &[out]) }
}

/// A function of one operand with two results.
///
/// # Safety
/// `first` and `second` are NULL or point to handles.
pub(super) unsafe fn unary2(
    name: &'static str,
    op: Op,
    a: *const da_array,
    first: *mut *mut da_array,
    second: *mut *mut da_array,
) -> Result<()> {
    // SAFETY: the caller's pointers.
    unsafe { of_one(name, op as i32, a, &[first, second]) }
}

/// # Safety
/// Each of `outs` is NULL or points to a handle.
unsafe fn of_one(name: &'static str, op: i32, a: *const da_array, outs: &[*mut *mut da_array]) -> Result<()> {
    let mut frame = Frame::new(name);
    let function = function_of(&mut frame, op, 1, outs.len());
    let a = frame.array(a, "a");
    // SAFETY: the caller's pointers.
    let results = unsafe { Results::read(&mut frame, outs, function.as_ref()) };
    let quick = quick(&frame, &function, &results, |op, out| Quick::new(op, [a.as_ref()?], out));
    if let Some(quick) = quick {
        // SAFETY: as above.
        return unsafe { run_quickly(&mut frame, quick, results, Quick::run) };
    }
    let operands = a.map(|a| smallvec![Argument::Array(a)]);
    // SAFETY: as above.
    unsafe { elementwise(&mut frame, function, operands, Some(Wishes::default()), results).map(drop) }
}

/// A function of two operands.
///
/// # Safety
/// `out` is NULL or points to a handle.
pub(super) unsafe fn binary(
    name: &'static str,
    op: Op,
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> Result<()> {
    // SAFETY: the caller's pointer.
    unsafe { of_two(name, op as i32, a, b, &[out]) }
}

/// A function of two operands with two results.
///
/// # Safety
/// `first` and `second` are NULL or point to handles.
pub(super) unsafe fn binary2(
    name: &'static str,
    op: Op,
    a: *const da_array,
    b: *const da_array,
    first: *mut *mut da_array,
    second: *mut *mut da_array,
) -> Result<()> {
    // SAFETY: the caller's pointers.
    unsafe { of_two(name, op as i32, a, b, &[first, second]) }
}

/// # Safety
/// Each of `outs` is NULL or points to a handle.
unsafe fn of_two(
    name: &'static str,
    op: i32,
    a: *const da_array,
    b: *const da_array,
    outs: &[*mut *mut da_array],
) -> Result<()> {
    let mut frame = Frame::new(name);
    let function = function_of(&mut frame, op, 2, outs.len());
    let (a, b) = (frame.array(a, "a"), frame.array(b, "b"));
    // SAFETY: the caller's pointers.
    let results = unsafe { Results::read(&mut frame, outs, function.as_ref()) };
    let quick = quick(&frame, &function, &results, |op, out| Quick::new(op, [a.as_ref()?, b.as_ref()?], out));
    if let Some(quick) = quick {
        // SAFETY: as above.
        return unsafe { run_quickly(&mut frame, quick, results, Quick::run) };
    }
    let operands = a.zip(b).map(|(a, b)| smallvec![Argument::Array(a), Argument::Array(b)]);
    // SAFETY: as above.
    unsafe { elementwise(&mut frame, function, operands, Some(Wishes::default()), results).map(drop) }
}

/// # Safety
/// `out` is NULL or points to a handle.
unsafe fn with_scalar(
    name: &'static str,
    op: i32,
    a: *const da_array,
    value: da_value,
    side: Side,
    out: *mut *mut da_array,
) -> Result<()> {
    let mut frame = Frame::new(name);
    let function = function_of(&mut frame, op, 2, 1);
    describe_value(&mut frame, &value);
    let value = frame.take(value.read());
    let array = frame.array(a, "a");
    // SAFETY: the caller's pointer.
    let results = unsafe { Results::read(&mut frame, &[out], function.as_ref()) };
    let quick =
        quick(&frame, &function, &results, |op, out| Beside::new(op, array.as_ref()?, value?, side, out));
    if let Some(quick) = quick {
        // SAFETY: as above.
        return unsafe { run_quickly(&mut frame, quick, results, Beside::run) };
    }
    let operands = array.zip(value).map(|(array, value)| {
        let (array, scalar) = (Argument::Array(array), Argument::Scalar(value));
        if side == Side::Left { smallvec![scalar, array] } else { smallvec![array, scalar] }
    });
    // SAFETY: as above.
    unsafe { elementwise(&mut frame, function, operands, Some(Wishes::default()), results).map(drop) }
}

/// Calls a function whose parameters have been described to the other ranks.
///
/// # Safety
/// `out` is NULL or points to a handle.
pub(super) unsafe fn call(
    frame: &mut Frame,
    function: Option<Function>,
    operands: Option<Arguments>,
    out: *mut *mut da_array,
) -> Result<()> {
    // SAFETY: the caller's pointer.
    unsafe {
        let results = Results::read(frame, &[out], function.as_ref());
        elementwise(frame, function, operands, Some(Wishes::default()), results).map(drop)
    }
}

/// Compute a function of one operand, given by its number.
///
/// Collective, silent.
/// @param op the number of a function of one operand with one result: DA_OP_ABSOLUTE, DA_OP_SIN, ...
/// @param a the operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: DA_ERR_ARGUMENT for an unknown number; DA_ERR_DTYPE where NumPy has no loop; DA_ERR_SHAPE,
/// DA_ERR_CONFORM, DA_ERR_CASTING and DA_ERR_READ_ONLY for `out`; DA_ERR_CONTEXT; DA_ERR_NO_MEMORY; DA_ERR_NULL;
/// DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_unary(op: i32, a: *const da_array, out: *mut *mut da_array) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { of_one("da_unary", op, a, &[out]) })
}

/// Compute a function of two arrays, given by its number.
///
/// Collective; silent where the operands are aligned, communicating otherwise. Operands are broadcast to one shape.
/// A given result decides the distribution; otherwise the first operand of the result's shape does; other operands
/// are redistributed where they are not aligned.
/// @param op the number of a function of two operands with one result: DA_OP_ADD, DA_OP_ARCTAN2, ...
/// @param a the first operand.
/// @param b the second operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
/// @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
/// communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: DA_ERR_ARGUMENT for an unknown number, or a negative exponent of integers; DA_ERR_DTYPE where NumPy has no
/// loop; DA_ERR_SHAPE for shapes that do not broadcast; DA_ERR_CASTING and DA_ERR_READ_ONLY for `out`;
/// DA_ERR_LABELS; DA_ERR_CONTEXT; DA_ERR_NO_MEMORY; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; of a communicating call,
/// DA_ERR_MISMATCH, DA_ERR_TIMEOUT, DA_ERR_MPI and DA_ERR_MPI_STATE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_binary(
    op: i32,
    a: *const da_array,
    b: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { of_two("da_binary", op, a, b, &[out]) })
}

/// Compute a function of an array and a scalar, given by its number.
///
/// Collective, silent.
/// @param op the number of a function of two operands with one result: DA_OP_ADD, DA_OP_ARCTAN2, ...
/// @param a the first operand.
/// @param value the second operand, the same on all ranks; weak scalars take the array's precision.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary(); DA_ERR_OVERFLOW for a weak integer that the array's dtype can not hold.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_binary_scalar(
    op: i32,
    a: *const da_array,
    value: da_value,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { with_scalar("da_binary_scalar", op, a, value, Side::Right, out) })
}

/// Compute a function of a scalar and an array, given by its number.
///
/// Collective, silent.
/// @param op the number of a function of two operands with one result: DA_OP_ADD, DA_OP_ARCTAN2, ...
/// @param value the first operand, the same on all ranks; weak scalars take the array's precision.
/// @param a the second operand.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free().
/// Errors: as da_binary(); DA_ERR_OVERFLOW for a weak integer that the array's dtype can not hold.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_scalar_binary(
    op: i32,
    value: da_value,
    a: *const da_array,
    out: *mut *mut da_array,
) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { with_scalar("da_scalar_binary", op, a, value, Side::Left, out) })
}
