//! The application's functions: called with global indices, with elements, or by name with sections.

use super::array::{DA_ACCESS_READ, DA_ACCESS_WRITE, da_array, da_local, describe, give};
use super::compute::{deliver, existing};
use super::distribution::da_distribution;
use super::error::da_status;
use super::frame::Frame;
use super::guard::{guard, items, not_null, text};
use crate::array::{Array, Fill};
use crate::compute::functions::{self, Access, Body, Function};
use crate::compute::map::Map;
use crate::compute::runs::{ElementRun, each_run};
use crate::dtype::DType;
use crate::error::{Error, Result, Status};
use crate::fail;
use std::os::raw::{c_char, c_void};
use std::sync::Arc;

/// Elements of one axis whose global indices follow each other, to be filled.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct da_run {
    /// Number of axes of the array.
    pub ndim: i32,
    /// The axis along which the run goes: the last one, -1 in an array without axes.
    pub axis: i32,
    /// DA_BOOL to DA_COMPLEX128.
    pub dtype: i32,
    /// 0.
    pub reserved: i32,
    /// Number of elements, at least 1.
    pub count: i64,
    /// Global index of the first element, one entry per axis; element i has index[axis] + i.
    pub index: *const i64,
    /// Address of the first element.
    pub data: *mut c_void,
    /// Distance between elements in bytes.
    pub stride: i64,
}

/// Fills a run; a result other than 0 is an error.
pub type da_fill_fn = Option<unsafe extern "C" fn(run: *const da_run, user: *mut c_void) -> i32>;

/// Makes the element at `made` (zero before) from the one at `element`; a result other than 0 is an error.
pub type da_map_fn =
    Option<unsafe extern "C" fn(element: *const c_void, made: *mut c_void, user: *mut c_void) -> i32>;

/// A function on this rank's sections of `narrays` arrays, with the `argument` of the call and the `user`
/// of the registration; a result other than 0 is an error.
pub type da_function_fn = Option<
    unsafe extern "C" fn(
        narrays: i32,
        sections: *const da_local,
        argument: *mut c_void,
        user: *mut c_void,
    ) -> i32,
>;

fn present<T>(function: Option<T>) -> Result<T> {
    function.ok_or_else(|| Error::new(Status::Null, "`function` is NULL"))
}

/// Hands one run to the application.
fn fill_run(
    array: &Array,
    run: &ElementRun,
    function: unsafe extern "C" fn(*const da_run, *mut c_void) -> i32,
    user: *mut c_void,
) -> Result<()> {
    let given = da_run {
        ndim: run.index.len() as i32,
        axis: run.axis.map_or(-1, |axis| axis as i32),
        dtype: array.dtype() as i32,
        reserved: 0,
        count: run.count,
        index: run.index.as_ptr(),
        data: run.data.cast(),
        stride: run.stride,
    };
    // SAFETY: the caller's function, called as documented.
    let code = unsafe { function(&raw const given, user) };
    if code != 0 {
        fail!(
            Callback,
            "the function returned {code} for {} elements from index {:?} on",
            run.count,
            run.index
        );
    }
    Ok(())
}

/// Create an array whose elements a function of their global indices makes, as numpy.fromfunction.
///
/// Collective, silent. The function is called on every rank for all elements that it owns (so several times
/// for elements with replicas, and it has to make the same there), in runs along the last axis: one call for a
/// row of a block, one for each block of a cyclic axis, one for each stretch of consecutive labels. Communication padding stays zero. Inside the function, collective calls on
/// the context are DA_ERR_IN_CALLBACK.
/// @param dist the distribution of the new array, which keeps it alive.
/// @param dtype the element type, DA_BOOL to DA_COMPLEX128.
/// @param function fills a run; the elements are zero before. The structure is borrowed for the call.
/// @param user handed to the function; borrowed for the call.
/// @param[out] out the new array.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_array_free(); `user` is borrowed.
/// Errors: DA_ERR_CALLBACK with the number that the function returned; DA_ERR_DTYPE; DA_ERR_NO_MEMORY;
/// DA_ERR_OVERFLOW for a section of 2^63 bytes or more; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_fromfunction(
    dist: *const da_distribution,
    dtype: i32,
    function: da_fill_fn,
    user: *mut c_void,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_fromfunction");
        frame.call.attribute("dtype", dtype as u64);
        let checked = not_null(out, "out");
        frame.take(checked);
        let function = frame.take(present(function));
        let placement = frame.distribution(dist, "dist");
        let dtype = frame.take(DType::from_code(dtype));
        let prepared = placement.zip(dtype).zip(function);
        frame.silent(prepared, |((placement, dtype), function), serial| {
            let array = Array::create(placement, dtype, Fill::Zeros, false, serial)?;
            each_run(&array, |run| fill_run(&array, run, function, user))?;
            array.wrote();
            // SAFETY: `out` was checked.
            unsafe { give(out, array) }
        })
    })
}

/// Compute a function of every element of an array.
///
/// Collective, silent. The function is called for each element that a rank owns, in no particular order. It
/// gets copies: `out` may be the operand, or overlap it in any way. If it fails, a live `out` has some of the
/// results. Inside the function, collective calls on the context are DA_ERR_IN_CALLBACK.
/// @param a the operand.
/// @param dtype the element type that the function makes, DA_BOOL to DA_COMPLEX128, or 0 for the operand's; a
/// live `out` of another dtype receives it converted.
/// @param function makes one element.
/// @param user handed to the function; borrowed for the call.
/// @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: a new result belongs to the caller, who frees it with da_array_free(); `user` is borrowed.
/// Errors: DA_ERR_CALLBACK with the number that the function returned; DA_ERR_DTYPE; DA_ERR_SHAPE, DA_ERR_CONFORM,
/// DA_ERR_CASTING and DA_ERR_READ_ONLY for `out`; DA_ERR_CONTEXT; DA_ERR_NO_MEMORY; DA_ERR_NULL;
/// DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_array_map(
    a: *const da_array,
    dtype: i32,
    function: da_map_fn,
    user: *mut c_void,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_array_map");
        frame.call.attribute("dtype", dtype as u64);
        let function = frame.take(present(function));
        let input = frame.array(a, "a");
        // SAFETY: the caller's pointer.
        let before = unsafe { frame.out(out) };
        let made = match (dtype, &input) {
            (0, input) => input.as_ref().map(|input| input.dtype()),
            (code, _) => frame.take(DType::from_code(code)),
        };
        let prepared = match (input, made, &before) {
            (Some(input), Some(made), Some(before)) => {
                frame.take(Map::prepare(input, made, existing(before)))
            }
            _ => None,
        };
        frame.silent(prepared.zip(before).zip(function), |((map, before), function), serial| {
            let mut call = |element: *const u8, made: *mut u8| {
                // SAFETY: the caller's function, called as documented.
                match unsafe { function(element.cast(), made.cast(), user) } {
                    0 => Ok(()),
                    code => fail!(Callback, "the function of an element returned {code}"),
                }
            };
            // SAFETY: `out` was checked by Frame::out.
            unsafe { deliver(out, &before, map.run(serial, &mut call)?) }
        })
    })
}

/// What a registered function is called with besides sections.
struct User(*mut c_void);

// SAFETY: the library only hands the address back, on the threads that the application calls from; the
// documentation says so.
unsafe impl Send for User {}
// SAFETY: as above.
unsafe impl Sync for User {}

impl User {
    fn address(&self) -> *mut c_void {
        self.0
    }
}

fn count(narrays: i32) -> Result<usize> {
    let most = functions::MAX_ARRAYS;
    let count = usize::try_from(narrays).ok().filter(|n| (1..=most).contains(n));
    count.ok_or_else(|| {
        Error::new(Status::Argument, format!("`narrays` is {narrays}; a function takes 1 to {most} arrays"))
    })
}

fn read_access(code: i32) -> Result<Access> {
    match code {
        DA_ACCESS_READ => Ok(Access::Read),
        DA_ACCESS_WRITE => Ok(Access::Write),
        other => fail!(Argument, "access is {other}; it is DA_ACCESS_READ (0) or DA_ACCESS_WRITE (1)"),
    }
}

/// Register a function of this process under a name, for da_call_local().
///
/// Not collective; from any thread. Ranks that call it together register it each for themselves, with the
/// same access list; their addresses may differ.
/// @param name 1 to 255 bytes of UTF-8, not taken yet; copied.
/// @param narrays the number of arrays that the function takes, 1 to 32.
/// @param access `narrays` times DA_ACCESS_READ or DA_ACCESS_WRITE; copied.
/// @param function called by da_call_local() with as many sections.
/// @param user handed to the function; NULL or alive until the function is unregistered and no call of it
/// goes on.
/// @return DA_OK or an error.
/// Ownership: `user` stays the caller's.
/// Errors: DA_ERR_ARGUMENT for a name that is taken or of a wrong length, another number of arrays, or an unknown
/// access; DA_ERR_SYNTAX for a name that is not UTF-8; DA_ERR_NULL.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_function_register(
    name: *const c_char,
    narrays: i32,
    access: *const i32,
    function: da_function_fn,
    user: *mut c_void,
) -> da_status {
    guard(|| {
        // SAFETY: the caller's text.
        let name = unsafe { text(name, "name")? };
        // SAFETY: the caller's list.
        let access = unsafe { items(access, count(narrays)?, "access")? };
        let access = access.iter().map(|code| read_access(*code)).collect::<Result<Vec<Access>>>()?;
        let function = present(function)?;
        let user = User(user);
        let body: Box<Body> = Box::new(move |arrays, argument| {
            let sections: Vec<da_local> = arrays.iter().map(|array| describe(array)).collect();
            // SAFETY: the caller's function, called as documented.
            unsafe { function(sections.len() as i32, sections.as_ptr(), argument, user.address()) }
        });
        functions::register(name, access, body)
    })
}

/// Forget a registered function.
///
/// Not collective; from any thread, also from inside the function. Calls that have begun go on.
/// @param name the name.
/// @return DA_OK or an error.
/// Errors: DA_ERR_ARGUMENT for a name that is not registered; DA_ERR_SYNTAX; DA_ERR_NULL.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_function_unregister(name: *const c_char) -> da_status {
    guard(|| {
        // SAFETY: the caller's text.
        functions::unregister(unsafe { text(name, "name")? })
    })
}

/// Looks the arrays of a call up, as many as there can be.
///
/// # Safety
/// `arrays` is NULL or has `narrays` handles.
pub(super) unsafe fn read_arrays(
    frame: &mut Frame,
    narrays: i32,
    arrays: *const *mut da_array,
    function: Option<&Arc<Function>>,
) -> Option<Vec<Arc<Array>>> {
    let given = frame.take(count(narrays))?;
    // Not beyond what a right list has, if `narrays` is a mistake.
    let safe = function.map_or(given, |function| given.min(function.access().len()));
    // SAFETY: by the caller's contract.
    let handles = frame.take(unsafe { items(arrays, safe, "arrays") })?;
    let found: Vec<Option<Arc<Array>>> =
        handles.iter().map(|handle| frame.array(*handle, "arrays")).collect();
    if safe < given {
        let text = format!("the function takes {safe} arrays, but `narrays` is {given}");
        frame.take::<()>(Err(Error::new(Status::Argument, text)));
    }
    found.into_iter().collect()
}

/// Call a registered function on this rank's sections of arrays.
///
/// Collective, silent. The ranks agree on the name, its access list and the arrays. Arrays with write access
/// count as written. Ranks without a section call the function too, with data NULL and size 0 there. Inside
/// it, collective calls on the context are DA_ERR_IN_CALLBACK.
/// @param name the name that every rank registered.
/// @param narrays the number of arrays that the function takes, 1 to 32.
/// @param arrays `narrays` arrays of one context, in any layouts.
/// @param argument handed to the function, as anything that need not be the same on all ranks; borrowed for the
/// call.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: `argument` and the sections are borrowed for the call.
/// Errors: DA_ERR_CALLBACK with the number that the function returned; DA_ERR_ARGUMENT for a name that is not
/// registered here, or another number of arrays; DA_ERR_READ_ONLY; DA_ERR_CONTEXT; DA_ERR_SYNTAX; DA_ERR_NULL;
/// DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_call_local(
    name: *const c_char,
    narrays: i32,
    arrays: *const *mut da_array,
    argument: *mut c_void,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_call_local");
        // SAFETY: the caller's text.
        let name = unsafe { text(name, "name") };
        let function = name.as_ref().map_or(Ok(None), |name| functions::find(name).map(Some));
        frame.call.text("name", name.as_ref().copied().unwrap_or("")).attribute("narrays", narrays as u64);
        let known = function.as_ref().ok().and_then(|function| function.clone());
        let signature = known.iter().flat_map(|function| function.access());
        let signature: Vec<i64> = signature.map(|access| i64::from(*access == Access::Write)).collect();
        frame.call.list("the function's access list", &signature);
        frame.take(name);
        frame.take(function);
        // SAFETY: the caller's list.
        let arrays = unsafe { read_arrays(&mut frame, narrays, arrays, known.as_ref()) };
        let checked =
            known.as_ref().zip(arrays.as_ref()).map_or(Ok(()), |(function, arrays)| function.check(arrays));
        frame.take(checked);
        frame.silent(known.zip(arrays), |(function, arrays), _| function.call(&arrays, argument))
    })
}
