//! L2, pure: who sends which elements to whom. A plan knows two distributions and one rank; it
//! knows no data and no MPI, and is made for any number of simulated ranks.
//!
//! Along every axis a rank's section has elements in common with some coordinates of the other
//! distribution. A message is a combination of one such part per axis: a tensor product of
//! one-dimensional patterns. So a plan costs what its partners and runs cost, never elements.

mod pattern;
mod redistribution;

pub use pattern::{AxisPart, Pattern, parts_of};
pub use redistribution::{Message, RankPlan, Side};
