//! What communication costs, and hooks for profilers.

use super::context::{da_context, lookup};
use super::error::da_status;
use super::guard::guard;
use super::library::{struct_size, write_struct};
use crate::context::stats::{Hook, Kind, Moment, Snapshot, Traffic, Transport};
use std::ffi::CString;
use std::os::raw::{c_char, c_void};
use std::sync::Arc;

/// The comparison of notes that begins every communicating call.
pub const DA_OPERATION_AGREEMENT: i32 = 0;
/// Making a plan from one distribution to another, and running it.
pub const DA_OPERATION_REDISTRIBUTION: i32 = 1;
/// Updating communication padding.
pub const DA_OPERATION_HALO: i32 = 2;
/// Bringing elements to one rank or to all, and from one.
pub const DA_OPERATION_GATHER: i32 = 3;
/// Reductions.
pub const DA_OPERATION_REDUCTION: i32 = 4;
/// Everything else.
pub const DA_OPERATION_OTHER: i32 = 5;

/// Messages of one kind, as this rank saw them.
#[derive(Clone, Copy, Debug, Default)]
#[repr(C)]
pub struct da_traffic {
    /// Messages that this rank sent.
    pub messages_sent: i64,
    /// Their bytes.
    pub bytes_sent: i64,
    /// Messages that this rank received.
    pub messages_received: i64,
    /// Their bytes.
    pub bytes_received: i64,
}

/// What a context's communication has cost on this rank, since the context was made or since
/// da_context_stats_reset(). Set `struct_size` to sizeof(da_stats).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct da_stats {
    /// sizeof(da_stats) of the caller's header.
    pub struct_size: u64,
    /// Staging memory that is held now, in bytes.
    pub staging_bytes: i64,
    /// The most staging memory that was held at a time, in bytes.
    pub staging_peak: i64,
    /// Messages from one rank to another, packed or in place.
    pub messages: da_traffic,
    /// What was read straight out of another process's memory, and what others read here as far as this rank
    /// knows of it.
    pub direct: da_traffic,
    /// Operations of all ranks together: agreements, reductions, broadcasts. Each counts as one message sent and
    /// one received, with the bytes that this rank gave and got.
    pub collective: da_traffic,
    /// Operations by kind: DA_OPERATION_AGREEMENT and so on; the others are 0. An operation inside another belongs
    /// to that.
    pub calls: [i64; 8],
    /// Seconds spent in them, waiting for other ranks included.
    pub seconds: [f64; 8],
}

/// Is told of an operation: the name of the da_ function, one of DA_OPERATION_AGREEMENT and so on, and how many bytes
/// it is about (of the whole array, for a gather; 0 where that is not known). `call` is borrowed.
pub type da_hook_fn =
    Option<unsafe extern "C" fn(call: *const c_char, kind: i32, bytes: i64, user: *mut c_void)>;

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn traffic(counted: Traffic) -> da_traffic {
    da_traffic {
        messages_sent: signed(counted.messages_sent),
        bytes_sent: signed(counted.bytes_sent),
        messages_received: signed(counted.messages_received),
        bytes_received: signed(counted.bytes_received),
    }
}

fn described(struct_size: u64, now: &Snapshot) -> da_stats {
    let by = |transport: Transport| traffic(now.traffic[transport as usize]);
    let mut stats = da_stats {
        struct_size,
        staging_bytes: signed(now.staging_bytes),
        staging_peak: signed(now.staging_peak),
        messages: by(Transport::Messages),
        direct: by(Transport::Direct),
        collective: by(Transport::Collective),
        calls: [0; 8],
        seconds: [0.0; 8],
    };
    stats.calls.iter_mut().zip(now.calls).for_each(|(to, calls)| *to = signed(calls));
    stats.seconds.iter_mut().zip(now.time).for_each(|(to, time)| *to = time.as_secs_f64());
    stats
}

/// Get what a context's communication has cost on this rank.
///
/// Not collective. Also inside a hook, and from another thread than the one that uses the context.
/// @param ctx a context.
/// @param[in,out] stats set stats->struct_size to sizeof(da_stats); members that an older caller does not know are left
/// out. On a process that is no member everything is 0.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_ARGUMENT for a wrong struct_size; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_context_stats(ctx: *const da_context, stats: *mut da_stats) -> da_status {
    guard(|| {
        let context = lookup(ctx, "ctx")?;
        let now = context.session().map_or_else(Snapshot::default, |session| session.stats().snapshot());
        // SAFETY: the caller's structure, of the size that it names.
        unsafe {
            let size = struct_size(stats, "stats", "da_stats")?;
            write_struct(stats, &described(size, &now), size);
        }
        Ok(())
    })
}

/// Begin to count a context's communication on this rank from zero.
///
/// Not collective. Staging memory that is held stays counted.
/// @param ctx a context.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_context_stats_reset(ctx: *const da_context) -> da_status {
    guard(|| {
        if let Some(session) = lookup(ctx, "ctx")?.session() {
            session.stats().reset();
        }
        Ok(())
    })
}

/// The application's functions and what they are handed.
struct Hooks {
    before: da_hook_fn,
    after: da_hook_fn,
    user: *mut c_void,
}

// SAFETY: the functions are called by the thread that uses the context, one at a time; what `user` points to
// is the application's care, as da_context_set_hooks says.
unsafe impl Send for Hooks {}
// SAFETY: as above.
unsafe impl Sync for Hooks {}

impl Hooks {
    fn call(&self, moment: Moment, kind: Kind, name: &str, bytes: i64) {
        let function = match moment {
            Moment::Before => self.before,
            Moment::After => self.after,
        };
        // The names of functions have no zeros.
        if let (Some(function), Ok(name)) = (function, CString::new(name)) {
            // SAFETY: the caller's function, called as documented.
            unsafe { function(name.as_ptr(), kind as i32, bytes, self.user) }
        }
    }
}

/// Have functions called before and after each communicating operation of a context on this rank.
///
/// Not collective; for profilers. A call may have several operations, such as the agreement and what follows it.
/// `after` is called also where the operation failed. Hooks set during an operation begin with the next one. Inside
/// a hook, collective calls on the context are DA_ERR_IN_CALLBACK. A hook can not fail, and must not leave by
/// longjmp or an exception.
/// @param ctx a context. On a process that is no member nothing is ever called.
/// @param before called before an operation; NULL for none.
/// @param after called after it; NULL for none. NULL for both takes the hooks away.
/// @param user handed to both.
/// @return DA_OK or an error.
/// Ownership: `user` is borrowed until the hooks are replaced or taken away, or the context and all that keeps it
/// alive are freed.
/// Errors: DA_ERR_NULL for `ctx`; DA_ERR_INVALID_HANDLE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_context_set_hooks(
    ctx: *const da_context,
    before: da_hook_fn,
    after: da_hook_fn,
    user: *mut c_void,
) -> da_status {
    guard(|| {
        let context = lookup(ctx, "ctx")?;
        let Some(session) = context.session() else { return Ok(()) };
        let hooks = Hooks { before, after, user };
        let hook: Option<Hook> = (before.is_some() || after.is_some()).then(|| {
            Arc::new(move |moment, kind, name: &str, bytes| hooks.call(moment, kind, name, bytes)) as Hook
        });
        session.stats().set_hook(hook);
        Ok(())
    })
}
