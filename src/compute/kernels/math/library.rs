//! The vector functions of the C library, `libmvec`, looked up at run time: a machine without it (another
//! C library, an old one) has the scalar functions instead.

use crate::compute::op::Op;
use std::ffi::{CStr, CString, c_void};
use std::ptr::NonNull;
use std::sync::OnceLock;

/// One form of each function, for one kind of vector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Form {
    /// float64, 128 bits.
    Double128,
    /// float64, 256 bits.
    Double256,
    /// float64, 512 bits.
    Double512,
    /// float32, 128 bits.
    Single128,
    /// float32, 256 bits.
    Single256,
    /// float32, 512 bits.
    Single512,
}

const FORMS: usize = 6;
/// One more than the largest number of an operation that is looked up here.
const NUMBERS: usize = 128;

/// What was found for each function and form, once it was asked for.
static ADDRESSES: [[OnceLock<Option<Address>>; FORMS]; NUMBERS] =
    [const { [const { OnceLock::new() }; FORMS] }; NUMBERS];

/// A function's address.
#[derive(Clone, Copy)]
struct Address(NonNull<c_void>);
// SAFETY: the address of code in a library that is never unloaded, the same for all threads.
unsafe impl Send for Address {}
// SAFETY: as above.
unsafe impl Sync for Address {}

/// The address of `op`'s vector function of this form, if the machine has one.
pub fn find(op: Op, form: Form) -> Option<NonNull<c_void>> {
    let place = ADDRESSES.get(op as usize)?.get(form as usize)?;
    place.get_or_init(|| look_up(op, form).map(Address)).map(|address| address.0)
}

/// What `find` found for the operation of this number; the loops are only handed out where it did find.
#[inline(always)]
pub fn found(number: usize, form: Form) -> *const c_void {
    match ADDRESSES[number][form as usize].get() {
        Some(Some(address)) => address.0.as_ptr(),
        _ => unreachable!("no loop is handed out without its function"),
    }
}

/// C's name of the operation; None if libmvec cannot have it.
fn c_name(op: Op) -> Option<&'static str> {
    Some(match op {
        Op::Cbrt => "cbrt",
        Op::Exp => "exp",
        Op::Exp2 => "exp2",
        Op::Expm1 => "expm1",
        Op::Log => "log",
        Op::Log2 => "log2",
        Op::Log10 => "log10",
        Op::Log1p => "log1p",
        Op::Sin => "sin",
        Op::Cos => "cos",
        Op::Tan => "tan",
        Op::Arcsin => "asin",
        Op::Arccos => "acos",
        Op::Arctan => "atan",
        Op::Sinh => "sinh",
        Op::Cosh => "cosh",
        Op::Tanh => "tanh",
        Op::Arcsinh => "asinh",
        Op::Arccosh => "acosh",
        Op::Arctanh => "atanh",
        Op::Power => "pow",
        Op::Arctan2 => "atan2",
        Op::Hypot => "hypot",
        _ => return None,
    })
}

/// The name after the vector ABI: instruction set, lanes, one `v` for each operand.
fn symbol(op: Op, form: Form) -> Option<CString> {
    let (set, suffix) = match form {
        Form::Double128 => ("bN2", ""),
        Form::Double256 => ("dN4", ""),
        Form::Double512 => ("eN8", ""),
        Form::Single128 => ("bN4", "f"),
        Form::Single256 => ("dN8", "f"),
        Form::Single512 => ("eN16", "f"),
    };
    let operands = if op.nin() == 2 { "vv" } else { "v" };
    CString::new(format!("_ZGV{set}{operands}_{}{suffix}", c_name(op)?)).ok()
}

fn look_up(op: Op, form: Form) -> Option<NonNull<c_void>> {
    let symbol = symbol(op, form)?;
    let handle = library()?;
    // SAFETY: the handle is open for ever and the name ends with a zero byte.
    NonNull::new(unsafe { libc::dlsym(handle.0.as_ptr(), symbol.as_ptr()) })
}

/// The open library.
fn library() -> Option<Address> {
    const NAME: &CStr = c"libmvec.so.1";
    static LIBRARY: OnceLock<Option<Address>> = OnceLock::new();
    *LIBRARY.get_or_init(|| {
        if !cfg!(all(target_os = "linux", target_env = "gnu", target_arch = "x86_64")) {
            return None;
        }
        // SAFETY: the library belongs to the C library, has no initialisers of its own, and stays open.
        let handle = unsafe { libc::dlopen(NAME.as_ptr(), libc::RTLD_NOW | libc::RTLD_LOCAL) };
        NonNull::new(handle).map(Address)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_vector_abi() {
        let name = |op, form| symbol(op, form).and_then(|name| name.into_string().ok());
        assert_eq!(name(Op::Sin, Form::Double512).as_deref(), Some("_ZGVeN8v_sin"));
        assert_eq!(name(Op::Power, Form::Single256).as_deref(), Some("_ZGVdN8vv_powf"));
        assert_eq!(name(Op::Arctan2, Form::Double128).as_deref(), Some("_ZGVbN2vv_atan2"));
        assert_eq!(name(Op::Add, Form::Double128), None);
    }

    #[test]
    fn what_is_missing_is_none_every_time() {
        assert!(find(Op::Add, Form::Double256).is_none());
        assert!(find(Op::Divmod, Form::Double256).is_none());
        assert_eq!(find(Op::Sin, Form::Double256), find(Op::Sin, Form::Double256));
    }
}
