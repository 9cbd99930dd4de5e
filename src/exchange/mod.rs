//! L5: runs plans: packs what goes out, moves it, unpacks what comes in.

mod pack;

pub use pack::Packing;
