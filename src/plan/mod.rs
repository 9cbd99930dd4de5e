//! L2, pure: who sends which elements to whom, in which pieces.
//!
//! So far the part that moves a rank's whole section between the rank and one global buffer: in which
//! bounded pieces it travels ([`Pieces`]), and where the elements of a piece lie in the buffer
//! ([`Segment`]). Both sides compute the pieces for themselves from the section's extents.

mod pieces;
mod segments;

pub use pieces::{Piece, Pieces};
pub use segments::{Segment, Stored};
