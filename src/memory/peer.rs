//! Reading another process's memory on the same node, where the system allows it.

use crate::error::{Error, Result, Status};
use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

/// Most stretches of one system call; the system's limit is 1024.
pub const MOST_STRETCHES: usize = 512;

/// Some bytes: an address and how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct Bytes {
    /// The address, in the process that has them.
    pub at: usize,
    /// How many.
    pub len: usize,
}

/// A number that nobody else has, at a place that others can read: who reads it reads this process.
fn cookie() -> &'static u64 {
    static COOKIE: OnceLock<u64> = OnceLock::new();
    COOKIE.get_or_init(|| {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_nanos() as u64);
        // Where the address space is random, this is too.
        let place = (&raw const COOKIE) as u64;
        now.rotate_left(20) ^ place.rotate_left(40) ^ u64::from(std::process::id())
    })
}

/// This process's number, asked for once: it is a system call.
pub fn own_process() -> i64 {
    static PROCESS: OnceLock<i64> = OnceLock::new();
    *PROCESS.get_or_init(|| i64::from(std::process::id()))
}

/// What another process needs to try whether it can read this one: process, address, contents.
pub fn introduction() -> [i64; 3] {
    let cookie = cookie();
    [i64::from(std::process::id()), (cookie as *const u64) as i64, *cookie as i64]
}

/// Whether the process that introduced itself so can be read.
pub fn can_read(introduction: &[i64]) -> bool {
    let [pid, at, expected] = introduction else { return false };
    let mut found = 0u64;
    let local = [Bytes { at: (&raw mut found) as usize, len: 8 }];
    let remote = [Bytes { at: *at as usize, len: 8 }];
    // SAFETY: the local bytes are a variable of this function.
    let read = unsafe { read(*pid as i32, &local, &remote) };
    read.is_ok() && found == *expected as u64
}

/// Copies bytes of another process, one stretch after the other; both lists are equally long in
/// bytes, and of at most `MOST_STRETCHES` stretches each.
///
/// # Safety
/// The local bytes may be written, and nobody else uses them.
pub unsafe fn read(pid: i32, local: &[Bytes], remote: &[Bytes]) -> Result<()> {
    let bytes: usize = local.iter().map(|b| b.len).sum();
    // SAFETY: `Bytes` is laid out as `iovec`; the system checks the remote addresses itself.
    let got = unsafe {
        libc::process_vm_readv(
            pid,
            local.as_ptr().cast(),
            local.len() as libc::c_ulong,
            remote.as_ptr().cast(),
            remote.len() as libc::c_ulong,
            0,
        )
    };
    if got == bytes as isize {
        return Ok(());
    }
    let why = std::io::Error::last_os_error();
    let text = if got < 0 {
        format!("process {pid} on this node can not be read: {why}")
    } else {
        format!("of process {pid} on this node {got} bytes of {bytes} could be read")
    };
    Err(Error::new(Status::NotSupported, text))
}

const _: () = assert!(size_of::<Bytes>() == size_of::<libc::iovec>());
const _: () = assert!(std::mem::offset_of!(libc::iovec, iov_len) == std::mem::offset_of!(Bytes, len));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_reads_itself() {
        assert!(can_read(&introduction()));
        let [pid, at, value] = introduction();
        assert!(!can_read(&[pid, at, value ^ 1]));
        assert!(!can_read(&[pid, 16, value]));
        assert!(!can_read(&[]));
    }

    #[test]
    fn stretches_need_not_match() {
        let (from, mut to) = ([1u8, 2, 3, 4, 5, 6], [0u8; 6]);
        let bytes = |at: *const u8, len| Bytes { at: at as usize, len };
        let remote = [bytes(&from[0], 2), bytes(&from[3], 3)];
        let target = to.as_mut_ptr();
        let local = [bytes(target, 1), bytes(target.wrapping_add(2), 4)];
        // SAFETY: all of it lies inside `to`.
        unsafe { read(std::process::id() as i32, &local, &remote) }.unwrap();
        assert_eq!(to, [1, 0, 2, 4, 5, 6]);
        let gone = [Bytes { at: 8, len: 5 }];
        // SAFETY: as above.
        let error = unsafe { read(std::process::id() as i32, &local, &gone) }.unwrap_err();
        assert!(error.message.contains("can not be read"), "{error:?}");
    }
}
