//! Functions that the application registered by name, to be called on sections of arrays. Ranks agree
//! on the name and the signature, never on an address.

use crate::array::Array;
use crate::error::{Error, Result, Status};
use crate::fail;
use std::collections::BTreeMap;
use std::os::raw::c_void;
use std::sync::{Arc, Mutex, MutexGuard};

/// Most arrays that a function can take.
pub const MAX_ARRAYS: usize = 32;
/// Longest name in bytes.
const MAX_NAME: usize = 255;

/// What a function does with one of its arrays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It reads.
    Read,
    /// It may write, too.
    Write,
}

/// The function itself: arrays and the caller's argument; 0 is success.
pub type Body = dyn Fn(&[Arc<Array>], *mut c_void) -> i32 + Send + Sync;

/// A registered function.
pub struct Function {
    name: String,
    access: Vec<Access>,
    body: Box<Body>,
}

/// Those of this process. A call holds its function, so that unregistering it meanwhile is safe.
static REGISTRY: Mutex<BTreeMap<String, Arc<Function>>> = Mutex::new(BTreeMap::new());

fn registry() -> MutexGuard<'static, BTreeMap<String, Arc<Function>>> {
    REGISTRY.lock().unwrap_or_else(|e| e.into_inner())
}

/// Fails for a name that no function can have.
fn check_name(name: &str) -> Result<()> {
    if name.is_empty() || name.len() > MAX_NAME {
        fail!(Argument, "`name` has {} bytes; a function's name has 1 to {MAX_NAME}", name.len());
    }
    Ok(())
}

/// Makes a function known under a name that is free.
pub fn register(name: &str, access: Vec<Access>, body: Box<Body>) -> Result<()> {
    check_name(name)?;
    let mut registry = registry();
    if registry.contains_key(name) {
        fail!(Argument, "a function {name:?} is registered already; unregister it first");
    }
    registry.insert(name.to_string(), Arc::new(Function { name: name.to_string(), access, body }));
    Ok(())
}

fn unknown(name: &str) -> Error {
    let text = format!("no function {name:?} is registered in this process; da_function_register() does it");
    Error::new(Status::Argument, text)
}

/// Forgets a function; calls that have begun go on.
pub fn unregister(name: &str) -> Result<()> {
    let gone = registry().remove(name);
    // Dropped here, outside the lock.
    gone.map(drop).ok_or_else(|| unknown(name))
}

/// The function with this name.
pub fn find(name: &str) -> Result<Arc<Function>> {
    registry().get(name).cloned().ok_or_else(|| unknown(name))
}

impl Function {
    /// What it does with each of its arrays.
    pub fn access(&self) -> &[Access] {
        &self.access
    }

    /// Checks the arrays of a call: as many as there should be, of one context, writable where they
    /// are written to.
    pub fn check(&self, arrays: &[Arc<Array>]) -> Result<()> {
        let name = &self.name;
        if arrays.len() != self.access.len() {
            fail!(Argument, "{name:?} takes {} arrays, not {}", self.access.len(), arrays.len());
        }
        for (k, (array, access)) in arrays.iter().zip(&self.access).enumerate() {
            // Fails where the contexts differ; the layouts may.
            array.placement().aligned(arrays[0].placement())?;
            if *access == Access::Write {
                array.require_writable(&format!("arrays[{k}]"))?;
            }
        }
        Ok(())
    }

    /// Calls it with arrays that were checked.
    pub fn call(&self, arrays: &[Arc<Array>], argument: *mut c_void) -> Result<()> {
        let written = arrays.iter().zip(&self.access).filter(|(_, access)| **access == Access::Write);
        written.for_each(|(array, _)| array.wrote());
        let code = (self.body)(arrays, argument);
        if code != 0 {
            fail!(Callback, "the function {:?} returned {code}", self.name);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_belongs_to_one_function_until_it_is_given_back() {
        let body = |code: i32| -> Box<Body> { Box::new(move |_, _| code) };
        register("unit test", vec![], body(0)).unwrap();
        let taken = register("unit test", vec![], body(1)).unwrap_err();
        assert!(taken.message.contains("registered already"), "{taken:?}");
        let held = find("unit test").unwrap();
        unregister("unit test").unwrap();
        assert_eq!(find("unit test").err().map(|e| e.status), Some(Status::Argument));
        assert_eq!(unregister("unit test").unwrap_err().status, Status::Argument);
        assert!(held.call(&[], std::ptr::null_mut()).is_ok(), "a call that has begun goes on");
        register("unit test", vec![Access::Read], body(7)).unwrap();
        let found = find("unit test").unwrap();
        assert_eq!(found.access(), [Access::Read]);
        assert_eq!(found.check(&[]).unwrap_err().status, Status::Argument);
        let failed = found.call(&[], std::ptr::null_mut()).unwrap_err();
        assert!(failed.status == Status::Callback && failed.message.contains("7"), "{failed:?}");
        unregister("unit test").unwrap();
    }

    #[test]
    fn names_have_bounds() {
        for name in [String::new(), "x".repeat(256)] {
            let body: Box<Body> = Box::new(|_, _| 0);
            assert_eq!(register(&name, vec![], body).unwrap_err().status, Status::Argument);
        }
    }
}
