//! MPI's own state: initialised, finalised, thread level, and the hook that runs in MPI_Finalize.

use super::comm::check;
use super::group;
use super::implementation;
use super::pool;
use super::transfer;
use crate::error::Result;
use crate::fail;
use mpi_sys as ffi;
use std::cell::Cell;
use std::ffi::CStr;
use std::os::raw::{c_char, c_int, c_void};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// Set by the callback in MPI_Finalize, when our communicators are gone.
static FINALIZED: AtomicBool = AtomicBool::new(false);
/// Whether the callback was attached to MPI_COMM_SELF.
static HOOKED: Mutex<bool> = Mutex::new(false);
/// The same, for those who only ask.
static CALLED_BACK: AtomicBool = AtomicBool::new(false);

unsafe extern "C" {
    fn da_shim_create_keyval(on_delete: ffi::MPI_Comm_delete_attr_function, keyval: *mut c_int) -> c_int;
    fn da_shim_built_for() -> *const c_char;
}

/// Fails with DA_ERR_MPI_STATE unless MPI is between MPI_Init and MPI_Finalize, and with DA_ERR_VERSION where it
/// is another MPI than the one that this library was built for: this comes before any call with handles.
#[inline]
pub fn require_active(what: &str) -> Result<()> {
    // With the callback in place MPI was started, and tells us first when it ends.
    if CALLED_BACK.load(Ordering::Acquire) && !FINALIZED.load(Ordering::Acquire) {
        return Ok(());
    }
    ask_active(what)
}

#[cold]
fn ask_active(what: &str) -> Result<()> {
    // Its text is passed alike in every MPI, so that this call is safe in any of them.
    implementation::require_fit(&built_for(), &library_version(), what)?;
    let (mut started, mut ended): (c_int, c_int) = (0, 0);
    // SAFETY: both may be called at any time; the pointers are valid for the call.
    unsafe {
        ffi::MPI_Initialized(&mut started);
        ffi::MPI_Finalized(&mut ended);
    }
    if started == 0 {
        fail!(MpiState, "{what}: MPI is not initialised; call MPI_Init or MPI_Init_thread first");
    }
    if ended != 0 || FINALIZED.load(Ordering::Acquire) {
        fail!(MpiState, "{what}: MPI is already finalised; only local calls and frees are possible now");
    }
    Ok(())
}

thread_local! {
    /// Whether this thread was found to be allowed to call MPI, which does not change.
    static ALLOWED: Cell<bool> = const { Cell::new(false) };
}

/// Fails where the calling thread may not call MPI at the level that MPI was started with.
#[inline]
pub fn require_thread(what: &str) -> Result<()> {
    if !ALLOWED.get() {
        ask_thread(what)?;
        ALLOWED.set(true);
    }
    Ok(())
}

#[cold]
fn ask_thread(what: &str) -> Result<()> {
    let (mut level, mut main): (c_int, c_int) = (0, 0);
    // SAFETY: MPI is active, the pointers are valid for the call.
    unsafe {
        ffi::MPI_Query_thread(&mut level);
        ffi::MPI_Is_thread_main(&mut main);
    }
    // SAFETY: a constant of the bindings.
    let serialized = unsafe { ffi::RSMPI_THREAD_SERIALIZED };
    if level < serialized && main == 0 {
        fail!(
            Thread,
            "{what}: called from a thread that did not initialise MPI, but MPI's thread level ({level}) allows \
             only that one; start MPI with MPI_Init_thread and MPI_THREAD_SERIALIZED or higher"
        );
    }
    Ok(())
}

/// Makes MPI_Finalize call us first, through an attribute of MPI_COMM_SELF.
pub fn hook_finalize() -> Result<()> {
    let mut hooked = HOOKED.lock().unwrap_or_else(|e| e.into_inner());
    if *hooked {
        return Ok(());
    }
    let mut keyval: c_int = 0;
    // SAFETY: MPI is active (callers checked); the callback has the signature MPI asks for and
    // lives as long as the process, since the library is linked with `nodelete`.
    unsafe {
        check(da_shim_create_keyval(Some(on_finalize), &mut keyval), "MPI_Comm_create_keyval")?;
        check(
            ffi::MPI_Comm_set_attr(ffi::RSMPI_COMM_SELF, keyval, std::ptr::null_mut()),
            "MPI_Comm_set_attr",
        )?;
        // The key is needed no more; MPI keeps it until the attribute is gone.
        check(ffi::MPI_Comm_free_keyval(&mut keyval), "MPI_Comm_free_keyval")?;
    }
    *hooked = true;
    CALLED_BACK.store(true, Ordering::Release);
    Ok(())
}

unsafe extern "C" fn on_finalize(
    _comm: ffi::MPI_Comm,
    _keyval: c_int,
    _value: *mut c_void,
    _extra: *mut c_void,
) -> c_int {
    pool::free_all();
    group::forget();
    transfer::free_operations();
    FINALIZED.store(true, Ordering::Release);
    0
}

/// Creates a keyval whose attributes are not copied and are given to `on_delete`.
pub(super) fn create_keyval(on_delete: ffi::MPI_Comm_delete_attr_function) -> Result<c_int> {
    let mut keyval: c_int = 0;
    // SAFETY: MPI is active (callers checked), the pointer is valid for the call.
    unsafe { check(da_shim_create_keyval(on_delete, &mut keyval), "MPI_Comm_create_keyval")? };
    Ok(keyval)
}

/// Frees a keyval; attributes under it stay until their communicators go.
pub(super) fn free_keyval(mut keyval: c_int) {
    // SAFETY: a keyval of `create_keyval`, freed once, in MPI_Finalize.
    unsafe { ffi::MPI_Comm_free_keyval(&mut keyval) };
}

/// What MPI this library was built for, in the words with which MPI_Get_library_version begins.
pub fn built_for() -> String {
    // SAFETY: the shim returns a text with static lifetime.
    unsafe { CStr::from_ptr(da_shim_built_for()) }.to_string_lossy().into_owned()
}

/// What MPI the process runs on, as MPI says it.
pub fn library_version() -> String {
    let mut text = vec![0u8; 8192];
    let mut len: c_int = 0;
    // SAFETY: MPI_Get_library_version may be called at any time; the buffer is longer than any
    // MPI_MAX_LIBRARY_VERSION_STRING in use (256 in Open MPI, 8192 in MPICH).
    let code = unsafe { ffi::MPI_Get_library_version(text.as_mut_ptr().cast(), &mut len) };
    if code != 0 || len < 0 {
        return String::from("unknown");
    }
    text.truncate((len as usize).min(text.len()));
    String::from_utf8_lossy(&text).trim_end_matches('\0').trim().to_string()
}
