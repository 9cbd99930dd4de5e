//! L5: moving elements between ranks: runs plans (packs what goes out, moves it, unpacks what comes in), and
//! brings whole arrays to one buffer and back.

mod buffer;
mod labels;
mod layout;
mod own;
mod pack;
mod pack_slot;
mod pipeline;

pub use buffer::{Gather, Root, Transfer};
pub use pack::Packing;
