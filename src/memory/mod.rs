//! L3: the bytes behind arrays: owned (aligned, allocation may fail) or borrowed with a release,
//! and the protocol's C structures that point to them.

mod budget;
mod export;
mod import;
mod local;
pub mod peer;
mod pick;
mod region;
mod scratch;
mod storage;
pub mod stream;
mod view;

pub use budget::{Booking, Budget, MemoryCounts, counts};
pub use export::{Outgoing, fill_dim_data};
pub use import::{Incoming, read, read_dim_data, refuse_foreign, take};
pub use local::{LocalPart, byte_size, contiguous_strides};
pub use pick::pick;
pub use region::{Loop, Region};
pub use scratch::Scratch;
pub use storage::{ALIGNMENT, Release, Storage};
pub use view::{LocalView, Overlap, SafeView, overlaps};
