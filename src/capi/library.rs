//! The library itself: version, build, counters.

use super::error::da_status;
use super::guard::{guard, not_null, put, put_text};
use super::handles;
use crate::error::Result;
use crate::fail;
use crate::{memory, mpi};
use std::os::raw::c_char;

/// The version of this header; da_version() tells the library's.
pub const DA_VERSION_MAJOR: i32 = 0;
/// The version of this header; da_version() tells the library's.
pub const DA_VERSION_MINOR: i32 = 1;
/// The version of this header; da_version() tells the library's.
pub const DA_VERSION_PATCH: i32 = 0;

/// What the library holds in this process: for tests, and for codes that count their memory.
#[derive(Clone, Copy, Debug, Default)]
#[repr(C)]
pub struct da_counters {
    /// sizeof(da_counters) of the caller's header; set it before the call.
    pub struct_size: u64,
    /// Allocations of array memory since the start.
    pub allocations: u64,
    /// Bytes of array memory now.
    pub live_bytes: i64,
    /// The most bytes of array memory at any time.
    pub peak_bytes: i64,
    /// Context handles that are not freed.
    pub contexts: u64,
    /// Distribution handles that are not freed.
    pub distributions: u64,
    /// Array handles that are not freed.
    pub arrays: u64,
    /// Communicators made since the start; freed contexts return theirs for reuse.
    pub communicators_made: u64,
    /// Communicators in use now.
    pub communicators_used: u64,
}

/// Copies the caller's structure, whose first member says how long it is. In a longer (newer) one the rest
/// must be zero; a shorter one is a mistake, since none of these structures has grown since its first
/// release.
///
/// # Safety
/// `from` points to a readable `u64`, and to as many bytes as that says.
pub(crate) unsafe fn read_struct<T>(from: *const T, to: &mut T, name: &str) -> Result<()> {
    let own = std::mem::size_of::<T>();
    // SAFETY: the caller's contract.
    let size = unsafe { from.cast::<u64>().read() };
    let Some(size) = usize::try_from(size).ok().filter(|s| (own..=4096).contains(s)) else {
        fail!(Argument, "struct_size is {size}; set it to sizeof({name}), which is {own}");
    };
    // SAFETY: the caller's contract; the bytes are plain data.
    unsafe {
        let rest = (own..size).map(|k| from.cast::<u8>().add(k).read());
        if let Some(at) = rest.enumerate().find(|(_, byte)| *byte != 0) {
            fail!(
                Argument,
                "{name} has {size} bytes and byte {} is set, but this library knows {own} bytes",
                own + at.0
            );
        }
        std::ptr::copy_nonoverlapping(from.cast::<u8>(), (&raw mut *to).cast::<u8>(), own.min(size));
    }
    Ok(())
}

/// The size that a structure to be filled names itself: smaller than ours for an older caller.
///
/// # Safety
/// `to` is NULL or points to a readable `u64`.
pub(crate) unsafe fn struct_size<T>(to: *mut T, label: &str, name: &str) -> Result<u64> {
    not_null(to, label)?;
    // SAFETY: the caller's contract.
    let size = unsafe { to.cast::<u64>().read() };
    if !(8..=4096).contains(&size) {
        fail!(Argument, "struct_size is {size}; set it to sizeof({name}), which is {}", size_of::<T>());
    }
    Ok(size)
}

/// Fills a structure of the caller's, whose size `struct_size` gave, as far as both know it.
///
/// # Safety
/// `to` points to `size` writable bytes.
pub(crate) unsafe fn write_struct<T>(to: *mut T, from: &T, size: u64) {
    let bytes = size_of::<T>().min(size as usize);
    // SAFETY: the caller's contract; the source has at least so many bytes.
    unsafe { std::ptr::copy_nonoverlapping((&raw const *from).cast::<u8>(), to.cast::<u8>(), bytes) }
}

/// Get the library's version.
///
/// Not collective.
/// @param[out] major changes when the ABI breaks (0 before the first stable release).
/// @param[out] minor changes with new functions.
/// @param[out] patch changes with corrections.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_version(major: *mut i32, minor: *mut i32, patch: *mut i32) -> da_status {
    guard(|| {
        not_null(minor, "minor")?;
        not_null(patch, "patch")?;
        // SAFETY: the caller's pointers.
        unsafe {
            put(major, "major", DA_VERSION_MAJOR)?;
            put(minor, "minor", DA_VERSION_MINOR)?;
            put(patch, "patch", DA_VERSION_PATCH)
        }
    })
}

/// Return the library's version as text, such as "0.1.0".
///
/// Not collective.
/// @return a text with static lifetime.
/// Ownership: the text belongs to the library.
/// Errors: none.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_version_string() -> *const c_char {
    concat!(env!("CARGO_PKG_VERSION"), "\0").as_ptr().cast()
}

/// Write a line on how the library was built: version, features, the MPI it was built for and the MPI it runs on.
///
/// Not collective; may be called before MPI_Init and after MPI_Finalize.
/// @param[out] buffer receives the text and a final zero byte; may be NULL with capacity 0.
/// @param capacity bytes of `buffer`.
/// @param[out] length NULL, or receives the text's length without the zero byte, also when the buffer is too
/// small.
/// @return DA_OK or an error.
/// Errors: DA_ERR_BUFFER_SIZE (nothing is written to `buffer`); DA_ERR_NULL.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_build_info(buffer: *mut c_char, capacity: i64, length: *mut i64) -> da_status {
    guard(|| {
        let text = format!(
            "libdistarray {}, Distributed Array Protocol 0.10.0, HDF5: {}, built for {}, MPI: {}",
            env!("CARGO_PKG_VERSION"),
            hdf5_version()?,
            mpi::implementation::name(&mpi::env::built_for()),
            one_line(&mpi::env::library_version())
        );
        // SAFETY: the caller's buffer.
        unsafe { put_text(&text, buffer, capacity, length) }
    })
}

/// The first line of a text, with single spaces: MPICH goes on for many about how it was compiled.
fn one_line(text: &str) -> String {
    text.lines().next().unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The HDF5 that the library is linked with.
#[cfg(feature = "hdf5")]
fn hdf5_version() -> Result<String> {
    let (mut major, mut minor, mut release) = (0, 0, 0);
    // SAFETY: the three pointers are valid for the call.
    let code = unsafe { hdf5_metno_sys::h5::H5get_libversion(&mut major, &mut minor, &mut release) };
    if code < 0 {
        fail!(Internal, "H5get_libversion failed");
    }
    Ok(format!("{major}.{minor}.{release}"))
}

/// Built without HDF5.
#[cfg(not(feature = "hdf5"))]
fn hdf5_version() -> Result<String> {
    Ok(String::from("no"))
}

/// Get what the library holds in this process.
///
/// Not collective.
/// @param[in,out] counters set counters->struct_size to sizeof(da_counters); members that an older caller does
/// not know are left out.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_ARGUMENT for a wrong struct_size.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_library_counters(counters: *mut da_counters) -> da_status {
    guard(|| {
        // SAFETY: the caller's contract.
        let struct_size = unsafe { struct_size(counters, "counters", "da_counters")? };
        let memory = memory::counts();
        let [contexts, distributions, arrays] = handles::counts();
        let (communicators_made, communicators_used) = mpi::pool::counts();
        let now = da_counters {
            struct_size,
            allocations: memory.allocations,
            live_bytes: memory.live_bytes,
            peak_bytes: memory.peak_bytes,
            contexts,
            distributions,
            arrays,
            communicators_made,
            communicators_used,
        };
        // SAFETY: the caller's contract.
        unsafe { write_struct(counters, &now, struct_size) };
        Ok(())
    })
}
