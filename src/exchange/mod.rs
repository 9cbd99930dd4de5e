//! L5: moving elements between ranks: whole arrays from and to one buffer.

mod buffer;
mod labels;
mod layout;
mod pack;
mod pipeline;

pub use buffer::{Root, Transfer};
