//! L2, pure: who sends which elements to whom. A plan knows two distributions and one rank; it
//! knows no data and no MPI, and is made for any number of simulated ranks.
//!
//! Along every axis a rank's section has elements in common with some coordinates of the other
//! distribution. A message is a combination of one such part per axis: a tensor product of
//! one-dimensional patterns. So a plan costs what its partners and runs cost, never elements.
//!
//! Where labels are involved, a rank knows its own only: a round of letters comes before the plan
//! ([`LabelRound`]).
//!
//! A halo exchange is a plan of the same form, from an array to itself: [`Halo`].
//!
//! Between a rank's section and one buffer of the whole array there is less to know: in which bounded
//! pieces the section travels ([`Pieces`]), and where the elements of a piece lie in the buffer
//! ([`Segment`]). Both sides compute the pieces for themselves from the section's extents.

mod boxes;
mod ghosts;
mod halo;
mod labels;
mod pattern;
mod pieces;
mod redistribution;
mod reshape;
mod segments;

pub use ghosts::Boundary;
pub use halo::{Halo, HaloSpec};
pub use labels::{LabelRound, axes_with_questions};
pub use pattern::{AxisPart, Pattern, parts_of};
pub use pieces::{Piece, Pieces};
pub use redistribution::{Message, RankPlan, Side, check_fit};
pub use segments::{Segment, Stored};
