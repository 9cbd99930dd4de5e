//! The owner of an array's bytes. Whoever holds the last reference ends it, on any thread, in any
//! order, also after MPI_Finalize.

use super::budget::Budget;
use crate::error::{Error, Result, Status};
use crate::protocol::abi::da_distbuffer;
use std::alloc::{Layout, alloc, dealloc};
use std::os::raw::c_void;
use std::ptr::NonNull;
use std::sync::Arc;

/// Alignment of owned memory in bytes: a cache line, and the widest vector registers.
pub const ALIGNMENT: usize = 64;

/// From so many bytes on, memory begins at a huge page and asks the system for huge pages: other ranks
/// read it three times as fast then (the system looks up every page of what it copies between processes),
/// and loops over large arrays miss the translation buffers less.
const HUGE_FROM: usize = 4 << 20;
const HUGE_PAGE: usize = 2 << 20;

/// How borrowed memory is given back: called once with the caller's own pointer.
#[derive(Clone, Copy, Debug)]
pub struct Release {
    /// The function; it makes no MPI calls that may block and may run on any thread.
    pub function: unsafe extern "C" fn(*mut c_void),
    /// What it is called with.
    pub private: *mut c_void,
}

/// The bytes behind one or several arrays.
#[derive(Debug)]
pub enum Storage {
    /// Allocated by this library.
    Owned(Owned),
    /// The caller's memory.
    Borrowed(Borrowed),
    /// Another library's memory, received through the protocol.
    Imported(Imported),
}

/// Memory of our own, booked on a context's budget.
#[derive(Debug)]
pub struct Owned {
    at: NonNull<u8>,
    layout: Layout,
    budget: Arc<Budget>,
}

/// The caller's memory, with the release that ends the loan.
#[derive(Debug)]
pub struct Borrowed {
    release: Option<Release>,
}

/// An imported structure, moved to us.
#[derive(Debug)]
pub struct Imported {
    buffer: Box<da_distbuffer>,
}

// SAFETY: the bytes are reached through arrays, which one thread uses at a time (the context
// checks it); the owners only free, and what they call may run on any thread by contract.
unsafe impl Send for Storage {}
// SAFETY: as above; a shared Storage has no operation that touches the bytes.
unsafe impl Sync for Storage {}

impl Storage {
    /// Allocates `bytes`, zeroed on request. An empty section owns no memory but a valid pointer.
    pub fn allocate(bytes: i64, zeroed: bool, budget: &Arc<Budget>) -> Result<(Storage, *mut u8)> {
        let no_memory = || {
            Error::new(Status::NoMemory, format!("can not allocate {bytes} bytes for this rank's section"))
        };
        let size = usize::try_from(bytes).map_err(|_| no_memory())?.max(ALIGNMENT);
        let alignment = if size >= HUGE_FROM { HUGE_PAGE } else { ALIGNMENT };
        let layout = Layout::from_size_align(size, alignment).map_err(|_| no_memory())?;
        budget.reserve(layout.size() as i64)?;
        // SAFETY: the layout is not of size zero.
        let at = unsafe { alloc(layout) };
        let Some(at) = NonNull::new(at) else {
            budget.cancel(layout.size() as i64);
            return Err(no_memory());
        };
        // Before anything is touched: that is when pages are made.
        ask_for_huge_pages(at, layout);
        if zeroed {
            // SAFETY: the memory was just allocated with this size.
            unsafe { at.write_bytes(0, layout.size()) };
        }
        Budget::count(layout.size() as i64);
        let owned = Owned { at, layout, budget: budget.clone() };
        Ok((Storage::Owned(owned), at.as_ptr()))
    }

    /// Adopts the caller's memory.
    pub fn borrow(release: Option<Release>) -> Storage {
        Storage::Borrowed(Borrowed { release })
    }

    /// Takes over an imported structure: the source's `release` is the caller's to null.
    pub fn import(buffer: Box<da_distbuffer>) -> Storage {
        Storage::Imported(Imported { buffer })
    }

    /// Whether the library allocated it.
    pub fn is_owned(&self) -> bool {
        matches!(self, Storage::Owned(_))
    }
}

/// Advice; where the system has no huge pages nothing changes.
fn ask_for_huge_pages(at: NonNull<u8>, layout: Layout) {
    if layout.align() != HUGE_PAGE {
        return;
    }
    // SAFETY: a range of memory that was just allocated; the advice changes nothing that can be seen in it.
    unsafe { libc::madvise(at.as_ptr().cast(), layout.size(), libc::MADV_HUGEPAGE) };
}

impl Drop for Owned {
    fn drop(&mut self) {
        // SAFETY: allocated in `allocate` with this layout, freed once.
        unsafe { dealloc(self.at.as_ptr(), self.layout) };
        self.budget.give_back(self.layout.size() as i64);
    }
}

impl Drop for Borrowed {
    fn drop(&mut self) {
        if let Some(release) = self.release.take() {
            // SAFETY: the caller gave function and pointer for exactly this call.
            unsafe { (release.function)(release.private) };
        }
    }
}

impl Drop for Imported {
    fn drop(&mut self) {
        if let Some(release) = self.buffer.release {
            // SAFETY: the structure was moved to us and is not released yet; the protocol's rule
            // is that its holder calls release with the structure itself.
            unsafe { release(&mut *self.buffer) };
        }
    }
}
