//! L1: the only calls into MPI. One source for every MPI: what differs stands in `shim.c`, and
//! [`implementation`] keeps a library away from programs that run another MPI than its own.
//!
//! Everything here is below the notion of a context: communicators and their lifetime ([`pool`], kept
//! under the names of [`group`]), one wait with a time limit ([`wait`]), small collective transfers that
//! leave nothing dangling when a partner never comes ([`transfer`]), letters to any ranks of which the
//! receivers do not know beforehand ([`sparse`]), records of some ranks merged place by place
//! ([`group_merge`]), single messages whose memory is the caller's care ([`message`]) or their own
//! ([`post`]), and derived datatypes ([`datatype`]).

pub mod comm;
pub mod datatype;
pub mod env;
pub mod group;
pub mod group_merge;
pub mod implementation;
pub mod message;
pub mod pool;
pub mod post;
pub mod sparse;
pub mod transfer;
pub mod wait;

pub use comm::RawComm;
pub use mpi_sys::{MPI_Comm, MPI_Datatype, RSMPI_Fint};
