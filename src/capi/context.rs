//! Contexts.

use super::error::{da_status, reported};
use super::frame::Frame;
use super::guard::{guard, guard_free, items, last_cause, not_null, put};
use super::handles::{self, Noun, Object};
use crate::context::{self, Call, Context, Options};
use crate::error::{Error, Result, Status};
use crate::fail;
use crate::mpi::{MPI_Comm, RSMPI_Fint, RawComm};
use std::sync::Arc;

/// A group of processes that work together on arrays; an opaque handle.
pub struct da_context {
    _private: [u8; 0],
}

/// Default checking: calls that communicate agree first; the others are compared by a rolling
/// hash at the next agreement.
pub const DA_CHECK_DEFAULT: i32 = 0;
/// No agreement: for benchmarks that say so. One rank's mistake may hang the others.
pub const DA_CHECK_NONE: i32 = 1;
/// Every collective call agrees first: for debugging.
pub const DA_CHECK_FULL: i32 = 2;

/// Both handles are one and the same context.
pub const DA_IDENT: i32 = 0;
/// Different contexts over the same processes in the same order.
pub const DA_CONGRUENT: i32 = 1;
/// The same processes in another order.
pub const DA_SIMILAR: i32 = 2;
/// Different processes.
pub const DA_UNEQUAL: i32 = 3;

/// How a context behaves. Set `struct_size` to sizeof(da_context_options) and zero the rest for
/// the defaults.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct da_context_options {
    /// sizeof(da_context_options) of the caller's header.
    pub struct_size: u64,
    /// Seconds that a call waits for the other ranks before it returns DA_ERR_TIMEOUT; 0 waits
    /// for ever, as MPI does. The same on all ranks.
    pub timeout_seconds: f64,
    /// Most bytes of array memory that the context may allocate on this rank, with the staging memory and the
    /// lists of places and labels that a call takes for a time; 0 for no limit. May differ between ranks.
    pub memory_limit: i64,
    /// DA_CHECK_DEFAULT, DA_CHECK_NONE or DA_CHECK_FULL. The same on all ranks.
    pub check_level: i32,
    /// DA_CPU_BEST (0): the best instructions that all ranks have; or those that loops may use: DA_CPU_BASELINE,
    /// DA_CPU_AVX2 or DA_CPU_AVX512. The same on all ranks.
    pub cpu_level: i32,
    /// Most bytes of one message of a transfer that is packed into staging memory, of which a call
    /// takes a few at a time (da_gather(), da_scatter(), plans); 0 for the defaults (256 KiB; plans 4 MiB),
    /// else 64 to 2^30. The same on all ranks.
    pub staging_bytes: i64,
    /// How exact transcendental functions are: DA_ACCURACY_FAST (the default) or DA_ACCURACY_HIGH. The same on all
    /// ranks.
    pub accuracy: i32,
    /// Must be 0.
    pub reserved: i32,
}

/// Loops use the best instructions that all ranks of the context have.
pub const DA_CPU_BEST: i32 = 0;
/// Loops use what every processor of the architecture has.
pub const DA_CPU_BASELINE: i32 = 1;
/// Loops use AVX2 and FMA.
pub const DA_CPU_AVX2: i32 = 2;
/// Loops use AVX-512.
pub const DA_CPU_AVX512: i32 = 3;

/// The context's choice of accuracy; of a context, DA_ACCURACY_FAST.
pub const DA_ACCURACY_DEFAULT: i32 = 0;
/// Transcendental functions are off by at most 4 units in the last place, as NumPy's.
pub const DA_ACCURACY_FAST: i32 = 1;
/// Transcendental functions are off by at most 1 unit in the last place; slower.
pub const DA_ACCURACY_HIGH: i32 = 2;

/// Copies the caller's options, which may be shorter (older) or longer (newer) than ours.
///
/// # Safety
/// `options` is NULL or points to `struct_size` readable bytes that begin with `struct_size`.
unsafe fn read_options(options: *const da_context_options) -> Result<Options> {
    let mut own = da_context_options {
        struct_size: 0,
        timeout_seconds: 0.0,
        memory_limit: 0,
        check_level: 0,
        cpu_level: 0,
        staging_bytes: 0,
        accuracy: 0,
        reserved: 0,
    };
    if !options.is_null() {
        not_null(options, "options")?;
        // SAFETY: the caller's structure, of the size it names (checked by read_struct).
        unsafe { super::library::read_struct(options, &mut own, "da_context_options")? };
    }
    if own.reserved != 0 {
        return Err(Error::new(
            Status::Argument,
            format!("options.reserved is {}; it must be 0", own.reserved),
        ));
    }
    Options::from_raw(own.timeout_seconds, own.check_level, own.memory_limit, own.staging_bytes)?
        .computing(own.cpu_level, own.accuracy)
}

/// Hands a new context out.
unsafe fn give(out: *mut *mut da_context, context: Arc<Context>) -> Result<()> {
    let handle = handles::insert(Object::Context(context))?;
    // SAFETY: checked by the callers before anything was made.
    unsafe { put(out, "out", handle as *mut da_context) }
}

/// Create a context over all processes of a communicator.
///
/// Collective, communicating, on `comm`. The context works on a private duplicate; `comm` stays
/// the caller's and may be freed afterwards.
/// @param comm an intra-communicator of the application. After DA_ERR_TIMEOUT a message of the call is still on
/// its way on it: make the next context from another communicator.
/// @param options NULL for the defaults; the same on all ranks but for memory_limit.
/// @param[out] out the new context.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: the caller owns `*out` and frees it with da_context_free().
/// Errors: DA_ERR_VERSION where the program runs another MPI than the library was built for (the message names
/// both); DA_ERR_MPI_STATE before MPI_Init or after MPI_Finalize; DA_ERR_ARGUMENT for bad options, and (on
/// this rank alone, since they lead to no other) for MPI_COMM_NULL and intercommunicators; DA_ERR_NULL;
/// DA_ERR_MISMATCH when ranks pass different options; DA_ERR_TIMEOUT; DA_ERR_MPI.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_context_create(
    comm: MPI_Comm,
    options: *const da_context_options,
    out: *mut *mut da_context,
) -> da_status {
    guard(|| {
        // SAFETY: the caller's pointers, checked inside.
        unsafe { create("da_context_create", RawComm(comm), options, out) }
    })
}

/// Create a context over a communicator that Fortran holds.
///
/// Collective, communicating, on `comm`; the twin of da_context_create() for `integer` communicators
/// and for `comm%MPI_VAL` of mpi_f08.
/// @param comm a Fortran communicator handle.
/// @param options NULL for the defaults; the same on all ranks but for memory_limit.
/// @param[out] out the new context.
/// @return as da_context_create().
/// Ownership: the caller owns `*out` and frees it with da_context_free().
/// Errors: as da_context_create().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_context_create_f(
    comm: RSMPI_Fint,
    options: *const da_context_options,
    out: *mut *mut da_context,
) -> da_status {
    guard(|| {
        crate::mpi::env::require_active("da_context_create_f")?;
        // SAFETY: the caller's pointers, checked inside.
        unsafe { create("da_context_create_f", RawComm::from_fortran(comm), options, out) }
    })
}

/// # Safety
/// As da_context_create.
unsafe fn create(
    name: &'static str,
    comm: RawComm,
    options: *const da_context_options,
    out: *mut *mut da_context,
) -> Result<()> {
    // SAFETY: the caller's pointer.
    let options = unsafe { read_options(options) };
    let options = not_null(out, "out").and(options);
    // SAFETY: `out` was checked; a NULL became an error that all ranks share.
    unsafe { give(out, context::create(name, comm, options)?) }
}

/// Create a context of this process alone.
///
/// Not collective: a context over MPI_COMM_SELF.
/// @param[out] out the new context.
/// @return DA_OK or an error.
/// Ownership: the caller owns `*out` and frees it with da_context_free().
/// Errors: DA_ERR_MPI_STATE; DA_ERR_NULL; DA_ERR_MPI.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_context_self(out: *mut *mut da_context) -> da_status {
    guard(|| {
        not_null(out, "out")?;
        // SAFETY: checked above.
        unsafe { give(out, context::create_self("da_context_self", Ok(Options::default()))?) }
    })
}

/// Create a context over some ranks of another, in the order of the list.
///
/// Collective, communicating, on `parent`. Every rank of the parent gets a handle; on ranks that
/// are not listed it is the handle of a non-member, which can hold distributions and (empty)
/// arrays of the new context but takes no part in calls that communicate (DA_ERR_NOT_MEMBER).
/// @param parent the context to take ranks from.
/// @param count the number of ranks, at least 1.
/// @param ranks `count` distinct ranks of `parent`, the same list on all ranks.
/// @param[out] out the new context. It has
/// the parent's options.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: the caller owns `*out` and frees it with da_context_free().
/// Errors: DA_ERR_ARGUMENT for an empty list, a rank out of range or twice; DA_ERR_MISMATCH for
/// different lists; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_TIMEOUT; DA_ERR_MPI.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_context_subset(
    parent: *const da_context,
    count: i32,
    ranks: *const i32,
    out: *mut *mut da_context,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_context_subset");
        let Some(parent) = frame.context(parent, "parent") else {
            return frame.communicate(None, |(), _| Ok(()));
        };
        // SAFETY: the caller's array.
        let ranks = unsafe { read_ranks(count, ranks, parent.size()) };
        let ranks = not_null(out, "out").and(ranks);
        let call = Call::new("da_context_subset");
        // SAFETY: `out` was checked; a NULL became an error that all ranks share.
        unsafe { give(out, context::subset(&parent, ranks, call)?) }
    })
}

/// # Safety
/// `ranks` is NULL or points to `count` readable numbers.
unsafe fn read_ranks(count: i32, ranks: *const i32, size: i32) -> Result<Vec<i32>> {
    // A count that no right list can have is refused before memory is read by it.
    let fits = usize::try_from(count).ok().filter(|_| count <= size);
    let Some(count) = fits else {
        fail!(Argument, "`count` is {count}; the list has 1 to {size} ranks of the context, each once");
    };
    // SAFETY: the caller's array of `count` numbers.
    Ok(unsafe { items(ranks, count, "ranks")? }.to_vec())
}

/// Split a context: ranks of one color make a new one, ordered by key, then by rank.
///
/// Collective, communicating, on `parent`, as MPI_Comm_split.
/// @param parent the context to split.
/// @param color ranks with the same color come together; a negative color takes part in none.
/// @param key the order within a color.
/// @param[out] out the new context. NULL for
/// a negative color. It has the parent's options.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Ownership: the caller owns `*out` and frees it with da_context_free().
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_context_split(
    parent: *const da_context,
    color: i32,
    key: i32,
    out: *mut *mut da_context,
) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_context_split");
        let checked = not_null(out, "out");
        frame.take(checked);
        let parent = frame.context(parent, "parent");
        if frame.has_failed() {
            return frame.communicate(None, |(), _| Ok(()));
        }
        let Some(parent) = parent else { return Ok(()) };
        match context::split(&parent, color, key, &frame.call)? {
            // SAFETY: `out` was checked above.
            Some(made) => unsafe { give(out, made) },
            // SAFETY: `out` was checked above.
            None => unsafe { put(out, "out", std::ptr::null_mut()) },
        }
    })
}

/// The context behind a handle, for local questions.
pub(super) fn lookup(ctx: *const da_context, label: &str) -> Result<Arc<Context>> {
    match handles::find(ctx as usize, Noun::Context, label).map_err(|stale| stale.error)? {
        Object::Context(context) => Ok(context),
        _ => Err(Error::new(Status::Internal, "a handle changed its type")),
    }
}

/// Get this process's rank in a context.
///
/// Not collective.
/// @param ctx a context.
/// @param[out] rank 0 to size - 1, or -1 on a process that is no member.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_context_rank(ctx: *const da_context, rank: *mut i32) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { put(rank, "rank", lookup(ctx, "ctx")?.rank().unwrap_or(-1)) })
}

/// Get the number of processes of a context.
///
/// Not collective.
/// @param ctx a context.
/// @param[out] size the number of members, also on a process that is none.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_context_size(ctx: *const da_context, size: *mut i32) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { put(size, "size", lookup(ctx, "ctx")?.size()) })
}

/// Get a communicator over the context's processes, in its order.
///
/// Not collective. It is a duplicate that the library shows to everybody, never the one that it
/// communicates on, and belongs to the library: do not free it.
/// @param ctx a context.
/// @param[out] comm borrowed: valid as long as the context lives, at most until MPI_Finalize; MPI_COMM_NULL on a
/// process that is no member.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_MPI_STATE after MPI_Finalize.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_context_comm(ctx: *const da_context, comm: *mut MPI_Comm) -> da_status {
    guard(|| {
        let context = lookup(ctx, "ctx")?;
        // The communicator went in MPI_Finalize; Open MPI would follow the handle of one that is gone.
        crate::mpi::env::require_active("da_context_comm")?;
        // SAFETY: the caller's pointer.
        unsafe { put(comm, "comm", context.public_comm().0) }
    })
}

/// Get the Fortran handle of the communicator that da_context_comm() gives.
///
/// Not collective.
/// @param ctx a context.
/// @param[out] comm borrowed: valid as long as the context lives, at most until MPI_Finalize; the handle of
/// MPI_COMM_NULL on a process that is no member.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_MPI_STATE after MPI_Finalize.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_context_comm_f(ctx: *const da_context, comm: *mut RSMPI_Fint) -> da_status {
    guard(|| {
        let context = lookup(ctx, "ctx")?;
        crate::mpi::env::require_active("da_context_comm_f")?;
        // SAFETY: the caller's pointer.
        unsafe { put(comm, "comm", context.public_comm().to_fortran()) }
    })
}

/// Compare the processes of two contexts, as MPI_Comm_compare.
///
/// Not collective.
/// @param a a context.
/// @param b a context.
/// @param[out] result DA_IDENT, DA_CONGRUENT, DA_SIMILAR or DA_UNEQUAL. Only arrays of identical
/// contexts can be combined.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_context_compare(
    a: *const da_context,
    b: *const da_context,
    result: *mut i32,
) -> da_status {
    // SAFETY: the caller's pointer.
    guard(|| unsafe { put(result, "result", lookup(a, "a")?.compare(&*lookup(b, "b")?) as i32) })
}

/// Wait for all ranks of a context and compare notes with them.
///
/// Collective, communicating. It returns an error that an earlier silent call left on one rank
/// (such as DA_ERR_NO_MEMORY), and DA_ERR_MISMATCH when the ranks have made different calls since
/// they last agreed; after either the context works again.
/// @param ctx a context.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: any error of an earlier silent call; DA_ERR_MISMATCH; DA_ERR_NULL;
/// DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_TIMEOUT; DA_ERR_MPI; DA_ERR_MPI_STATE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_context_barrier(ctx: *const da_context) -> da_status {
    guard(|| {
        let mut frame = Frame::new("da_context_barrier");
        let context = frame.context(ctx, "ctx");
        frame.communicate(context, |context, _| match context.session() {
            Some(session) => session.wait_for_all("da_context_barrier"),
            None => Ok(()),
        })
    })
}

/// Agree on an outcome: every rank brings its own, and all get the first mistake.
///
/// Collective, communicating. Code that stands on this library, such as the adapters in
/// distarray/<library>.h, checks locally, agrees once, and only then makes calls that would hang if a
/// rank stayed away.
/// @param ctx a context.
/// @param status this rank's outcome: DA_OK, or an error, whose text is this thread's da_error_message()
/// (da_error_set() sets it).
/// @return DA_OK where all ranks brought that; otherwise the status, with message and rank, of the lowest
/// rank that did not.
/// Errors: those that the ranks bring; DA_ERR_ARGUMENT for an unknown status; any error of an earlier silent
/// call; DA_ERR_MISMATCH; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_TIMEOUT; DA_ERR_MPI;
/// DA_ERR_MPI_STATE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_context_agree(ctx: *const da_context, status: da_status) -> da_status {
    // Read before the call makes a message of its own.
    let text = last_cause(status);
    guard(|| {
        let mut frame = Frame::new("da_context_agree");
        let context = frame.context(ctx, "ctx");
        let brought = reported(status, text.as_deref()).and_then(|error| error.map_or(Ok(()), Err));
        let prepared = frame.take(brought).and(context);
        frame.communicate(prepared, |_, _| Ok(()))
    })
}

/// Free a context handle and set it to NULL.
///
/// Not collective; in any order, also after MPI_Finalize. Distributions and arrays keep their
/// context alive.
/// @param ctx the address of a handle; a NULL handle is no error.
/// @return DA_OK or an error.
/// Ownership: the handle is given back; what it stood for lives on while others need it.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_context_free(ctx: *mut *mut da_context) -> da_status {
    // SAFETY: the caller's pointer.
    guard_free(|| unsafe { handles::free(ctx.cast(), Noun::Context, "ctx") })
}

/// Gives a counted handle of an existing context.
///
/// # Safety
/// `out` is NULL or writable.
pub(crate) unsafe fn give_again(out: *mut *mut da_context, context: &Arc<Context>) -> Result<()> {
    not_null(out, "out")?;
    // SAFETY: checked above.
    unsafe { give(out, context.clone()) }
}
