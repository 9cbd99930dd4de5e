//! Element-wise functions with everything that can be asked for, and those of the application.

use super::array::da_array;
use super::compute::{Results, Wishes, elementwise};
use super::creation::describe_value;
use super::error::da_status;
use super::frame::Frame;
use super::guard::{guard, items, not_null, put, text};
use super::library::read_struct;
use super::value::da_value;
use crate::compute::elementwise::{Argument, Arguments, Function, Options};
use crate::compute::user;
use crate::cpu::Accuracy;
use crate::dtype::{Casting, DType};
use crate::error::Result;
use crate::fail;
use smallvec::SmallVec;
use std::os::raw::{c_char, c_void};
use std::sync::Arc;

/// Flag: operands that would have to move are DA_ERR_CONFORM instead of being redistributed.
pub const DA_CONFORM_STRICT: i32 = 1;

/// Condition: an exact infinite result of finite operands, or an integer divided by zero.
pub const DA_COND_DIVIDE: i32 = 1;
/// Condition: a result that is too large for its dtype.
pub const DA_COND_OVERFLOW: i32 = 2;
/// Condition: a result that is no number, of operands that are.
pub const DA_COND_INVALID: i32 = 8;

/// An operand of da_ufunc_call(): an array, or a scalar where `array` is NULL.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct da_operand {
    /// The array, or NULL.
    pub array: *const da_array,
    /// The scalar, where there is no array; the same on all ranks.
    pub value: da_value,
}

/// What can be asked for of da_ufunc_call(). Set `struct_size` to sizeof(da_ufunc_options) and zero the rest for
/// the defaults.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct da_ufunc_options {
    /// sizeof(da_ufunc_options) of the caller's header.
    pub struct_size: u64,
    /// A bool array that broadcasts to the result, or NULL: where it is false, results are left as they are; in new
    /// arrays they are zero.
    pub mask: *const da_array,
    /// How far operands and results may be converted: 0 for DA_CASTING_SAME_KIND, or DA_CASTING_EQUIV (which is
    /// DA_CASTING_NO here) to DA_CASTING_UNSAFE.
    pub casting: i32,
    /// The dtype of the computation's result, DA_BOOL to DA_COMPLEX128; 0 for NumPy's choice.
    pub dtype: i32,
    /// DA_ACCURACY_DEFAULT (the context's choice), DA_ACCURACY_FAST or DA_ACCURACY_HIGH.
    pub accuracy: i32,
    /// DA_CONFORM_STRICT or 0.
    pub flags: i32,
    /// NULL, or receives the conditions DA_COND_DIVIDE, DA_COND_OVERFLOW and DA_COND_INVALID that this rank's
    /// elements show, found in the values. Underflow is not looked for. Slower.
    pub conditions: *mut i32,
}

/// A loop of the application: `args` are the addresses of the operands, then of the results, `steps` the distances
/// of their elements in bytes, `n` the number of elements. Results may be the memory of an operand. A result other
/// than 0 is an error.
pub type da_ufunc_loop = Option<
    unsafe extern "C" fn(args: *const *mut c_void, steps: *const i64, n: i64, user: *mut c_void) -> i32,
>;

/// The caller's wishes, described to the other ranks.
///
/// # Safety
/// `options` is NULL or points to `struct_size` readable bytes that begin with `struct_size`.
unsafe fn read_options(frame: &mut Frame, options: *const da_ufunc_options) -> Result<(Wishes, *mut i32)> {
    if options.is_null() {
        return Ok((Wishes::default(), std::ptr::null_mut()));
    }
    let mut own = da_ufunc_options {
        struct_size: 0,
        mask: std::ptr::null(),
        casting: 0,
        dtype: 0,
        accuracy: 0,
        flags: 0,
        conditions: std::ptr::null_mut(),
    };
    not_null(options, "options")?;
    // SAFETY: the caller's structure, of the size it names (checked by read_struct).
    unsafe { read_struct(options, &mut own, "da_ufunc_options")? };
    for (label, number) in
        [("casting", own.casting), ("dtype", own.dtype), ("accuracy", own.accuracy), ("flags", own.flags)]
    {
        frame.call.attribute(label, number as u64);
    }
    frame.call.attribute("options.mask (NULL or not)", u64::from(!own.mask.is_null()));
    let mask = match own.mask.is_null() {
        true => None,
        false => match frame.array(own.mask, "options.mask") {
            Some(mask) => Some(mask),
            // The frame has the mistake.
            None => return Ok((Wishes::default(), std::ptr::null_mut())),
        },
    };
    if own.flags & !DA_CONFORM_STRICT != 0 {
        fail!(Argument, "flags is {:#x}; the only flag is DA_CONFORM_STRICT (1)", own.flags);
    }
    let casting = if own.casting == 0 { Casting::SameKind } else { Casting::from_code(own.casting)? };
    let options = Options {
        mask,
        casting,
        dtype: if own.dtype == 0 { None } else { Some(DType::from_code(own.dtype)?) },
        strict: own.flags & DA_CONFORM_STRICT != 0,
        watch: !own.conditions.is_null(),
        ..Options::default()
    };
    if !own.conditions.is_null() {
        not_null(own.conditions, "options.conditions")?;
    }
    Ok((Wishes { options, accuracy: Accuracy::chosen(own.accuracy)? }, own.conditions))
}

/// Fails unless a function with this arity is called with it.
fn check_arity(function: &Function, nin: i32, nout: i32) -> Result<()> {
    let (operands, results) = function.arity();
    if (operands as i32, results as i32) != (nin, nout) {
        fail!(
            Argument,
            "{:?} has {operands} operand(s) and {results} result(s), not {nin} and {nout}",
            function.name()
        );
    }
    Ok(())
}

/// The function with this name: one of the library's, or one of the application's.
fn named(name: &str) -> Result<Function> {
    match user::built_in(name) {
        Some(op) => Ok(Function::Built(op)),
        None => user::find(name).map(Function::User),
    }
}

/// An operand, described to the other ranks.
pub(super) fn read_operand(frame: &mut Frame, operand: &da_operand, label: &'static str) -> Option<Argument> {
    if operand.array.is_null() {
        describe_value(frame, &operand.value);
        return frame.take(operand.value.read()).map(Argument::Scalar);
    }
    frame.array(operand.array, label).map(Argument::Array)
}

/// # Safety
/// `operands` is NULL or has `nin` items.
unsafe fn read_operands(frame: &mut Frame, nin: i32, operands: *const da_operand) -> Option<Arguments> {
    // SAFETY: by the caller's contract.
    let given = frame.take(unsafe { items(operands, nin as usize, "operands") })?;
    let mut read = SmallVec::new();
    let mut sound = true;
    for operand in given {
        match read_operand(frame, operand, "operands") {
            Some(argument) => read.push(argument),
            None => sound = false,
        }
    }
    sound.then_some(read)
}

/// Call an element-wise function by its name, with all options.
///
/// Collective; silent where the operands are aligned, communicating otherwise. Operands are broadcast to one shape.
/// A given result decides the distribution; otherwise the first operand of the result's shape does; other operands
/// are redistributed where they are not aligned.
/// @param name NumPy's name of a function ("add", "divmod", ...), or one that was given to da_ufunc_register().
/// @param nin the number of operands, as the function has.
/// @param operands `nin` arrays or scalars, at least one array.
/// @param options NULL for the defaults; the same on all ranks but for `conditions`.
/// @param nout the number of results, as the function has.
/// @param[in,out] out `nout` handles: a NULL handle receives a new array; a live one receives the result, and may be
/// an operand.
/// @return DA_OK or an error; an error on one rank alone of a silent call reaches the others at the next
/// communicating call.
/// Ownership: new results belong to the caller, who frees them with da_array_free(); operands are borrowed for the call.
/// Errors: DA_ERR_ARGUMENT for an unknown name, another number of operands or results, or unknown options;
/// DA_ERR_DTYPE where there is no loop; DA_ERR_CASTING; DA_ERR_SHAPE; DA_ERR_CONFORM with DA_CONFORM_STRICT;
/// DA_ERR_LABELS; DA_ERR_READ_ONLY; DA_ERR_OVERLAP for results that share memory; DA_ERR_OVERFLOW for a weak integer
/// that the dtype can not hold; DA_ERR_CALLBACK for a loop that failed; DA_ERR_CONTEXT; DA_ERR_NO_MEMORY; DA_ERR_SYNTAX;
/// DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI; DA_ERR_MPI_STATE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_ufunc_call(
    name: *const c_char,
    nin: i32,
    operands: *const da_operand,
    options: *const da_ufunc_options,
    nout: i32,
    out: *const *mut *mut da_array,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_ufunc_call");
        // SAFETY: the caller's text.
        let name = unsafe { text(name, "name") };
        frame.call.text("name", name.as_ref().copied().unwrap_or(""));
        let function = name.and_then(named);
        let arity = function.as_ref().map_or((user::MOST_TOGETHER, 2), Function::arity);
        let checked = match &function {
            Ok(function) => check_arity(function, nin, nout),
            Err(_) => Ok(()),
        };
        let function = frame.take(function);
        frame.take(checked);
        if let Some(Function::User(user)) = &function {
            frame.call.attribute("the function's loops", user.signature());
        }
        // Not beyond what a right call has, if the numbers are a mistake; what there is tells the context.
        let (nin, nout) = (nin.clamp(0, arity.0 as i32), nout.clamp(0, arity.1 as i32));
        // SAFETY: the caller's operands, options and results.
        unsafe {
            let operands = read_operands(&mut frame, nin, operands);
            let options = read_options(&mut frame, options);
            let options = frame.take(options);
            let outs = frame.take(items(out, nout as usize, "out"));
            let (wishes, conditions) = options.unzip();
            let results = Results::read(&mut frame, outs.unwrap_or_default(), function.as_ref());
            let found = elementwise(&mut frame, function, operands, wishes, results)?;
            match conditions.filter(|at| !at.is_null()) {
                Some(at) => put(at, "options.conditions", found as i32),
                None => Ok(()),
            }
        }
    })
}

/// A caller's pointer that goes with a loop to whatever thread calls it.
struct User(*mut c_void);

impl User {
    fn address(&self) -> *mut c_void {
        self.0
    }
}

// SAFETY: the library only hands it to the caller's loop, which knows what it is.
unsafe impl Send for User {}
// SAFETY: as above.
unsafe impl Sync for User {}

/// Register a loop of the application's as an element-wise function for da_ufunc_call().
///
/// Not collective; from any thread. Ranks that call the function together register it each for themselves, under the
/// same name and with loops for the same dtypes in the same order; their addresses may differ. Registering again adds a
/// loop for other dtypes: calls take the first one that all operands can be converted to safely. Broadcasting,
/// conversion, strides, masks and redistribution are the library's business: the loop gets elements of its dtypes.
/// With a mask it may be called for elements whose result is not used.
/// @param name 1 to 255 bytes of UTF-8, not the name of a function of the library; copied.
/// @param nin number of operands, 1 to 7.
/// @param nout number of results, 1 or 2; together with the operands 8 at most.
/// @param dtypes the dtypes of the operands, then of the results; copied.
/// @param loop called with stretches of elements, in no particular order.
/// @param user handed to the loop; NULL or alive until the function is unregistered and no call of it goes on.
/// @return DA_OK or an error.
/// Ownership: `user` stays the caller's.
/// Errors: DA_ERR_ARGUMENT for a name of the library or of a wrong length, another number of operands or results than
/// the function has, or dtypes that it has a loop for; DA_ERR_DTYPE for an unknown dtype; DA_ERR_SYNTAX for a
/// name that is not UTF-8; DA_ERR_NULL.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_ufunc_register(
    name: *const c_char,
    nin: i32,
    nout: i32,
    dtypes: *const i32,
    r#loop: da_ufunc_loop,
    user: *mut c_void,
) -> da_status {
    guard(|| {
        // SAFETY: the caller's text.
        let name = unsafe { text(name, "name")? };
        let most = user::MOST_TOGETHER as i32;
        if !(1..=most).contains(&nin) || !(1..=2).contains(&nout) || nin + nout > most {
            fail!(
                Argument,
                "nin is {nin} and nout {nout}; a function has 1 to 7 operands and 1 or 2 results, {most} together at most"
            );
        }
        // SAFETY: the caller's list.
        let codes = unsafe { items(dtypes, (nin + nout) as usize, "dtypes")? };
        let dtypes = codes.iter().map(|code| DType::from_code(*code)).collect::<Result<Vec<DType>>>()?;
        let Some(run) = r#loop else { fail!(Null, "`loop` is NULL") };
        let user = User(user);
        let body: Arc<user::Body> = Arc::new(move |args, steps, n| {
            // SAFETY: the caller's loop, called as documented.
            unsafe { run(args.as_ptr().cast::<*mut c_void>(), steps.as_ptr(), n, user.address()) }
        });
        user::register(name, nin as usize, nout as usize, &dtypes, body)
    })
}

/// Forget an element-wise function of the application, with all its loops.
///
/// Not collective; from any thread, also from inside a loop. Calls that have begun go on.
/// @param name the name.
/// @return DA_OK or an error.
/// Errors: DA_ERR_ARGUMENT for a name that is not registered; DA_ERR_SYNTAX; DA_ERR_NULL.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_ufunc_unregister(name: *const c_char) -> da_status {
    guard(|| {
        // SAFETY: the caller's text.
        user::unregister(unsafe { text(name, "name")? })
    })
}
