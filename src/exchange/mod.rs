//! L5: moving elements between ranks: runs plans (packs what goes out, moves it, unpacks what comes in), and
//! brings whole arrays to one buffer and back.

mod buffer;
mod flight;
mod halo;
mod label_plan;
mod labels;
mod layout;
mod letterhead;
mod load;
mod own;
mod pack;
mod pack_change;
mod pack_copy;
mod pack_pairs;
mod pack_slot;
mod parcel;
mod pieces;
mod pipeline;
mod probe;
mod redistribution;
mod small;
mod traffic;

pub use buffer::{Gather, Root, Transfer};
pub use halo::{Draft as HaloDraft, Halo};
pub use label_plan::plan;
pub use load::{Load, Part};
pub use pack::Packing;
pub use pack_change::{Change, ChangeLoop, Changes, Combine, CombineLoop};
pub use redistribution::{Draft, Order, Redistribution};
pub use traffic::{Forecast, LEAST_STAGING, STAGING, Terms, Traffic, Transport};
