//! Single messages that own their memory, so that nothing dangles when a partner never comes.

use super::comm::RawComm;
use super::message::{self, Request};
use super::wait::Limit;
use crate::error::{Error, Result, Status};
use std::mem::ManuallyDrop;

/// Room for a message, or DA_ERR_NO_MEMORY.
pub fn room(bytes: usize) -> Result<Vec<u8>> {
    let mut buffer = Vec::new();
    buffer
        .try_reserve_exact(bytes)
        .map_err(|_| Error::new(Status::NoMemory, format!("no memory for {bytes} bytes of exchange")))?;
    buffer.resize(bytes, 0);
    Ok(buffer)
}

/// A message under way with its memory, which is leaked unless the message is waited for.
#[must_use = "its memory comes back from the wait"]
pub struct Post {
    buffer: ManuallyDrop<Vec<u8>>,
    request: Request,
}

impl Post {
    /// Starts to send the whole buffer.
    pub fn send(comm: RawComm, buffer: Vec<u8>, to: i32, tag: i32) -> Result<Post> {
        let buffer = ManuallyDrop::new(buffer);
        // SAFETY: the memory stays allocated and untouched until `wait` gives it back.
        let request = unsafe { message::send(comm, buffer.as_ptr(), buffer.len() as i64, to, tag)? };
        Ok(Post { buffer, request })
    }

    /// Starts to receive as many bytes as the buffer has, or fewer.
    pub fn receive(comm: RawComm, buffer: Vec<u8>, from: i32, tag: i32) -> Result<Post> {
        let mut buffer = ManuallyDrop::new(buffer);
        let bytes = buffer.len() as i64;
        // SAFETY: as above.
        let request = unsafe { message::receive(comm, buffer.as_mut_ptr(), bytes, from, tag)? };
        Ok(Post { buffer, request })
    }

    /// Waits for the message, and gives its memory back.
    pub fn wait(mut self, limit: Limit, what: &str) -> Result<Vec<u8>> {
        self.request.wait(limit, what)?;
        Ok(ManuallyDrop::into_inner(self.buffer))
    }
}
