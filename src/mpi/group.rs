//! The names of groups: every process that this one has met has a number here, and keeps it.
//!
//! Processes of MPI_COMM_WORLD have their ranks in it. Those outside (spawned, or connected to) follow in
//! the order in which they were met, so that two groups with processes outside are told apart, and one
//! that comes again is known again. Other processes may number them otherwise.

use super::comm::{RawComm, check};
use crate::error::Result;
use mpi_sys as ffi;
use std::os::raw::c_int;
use std::sync::Mutex;

/// A group of MPI's, freed with its owner.
struct Group(ffi::MPI_Group);

// SAFETY: a group handle is a value that MPI lets any thread use, as far as its thread level allows.
unsafe impl Send for Group {}

/// Everybody met so far: MPI_COMM_WORLD first.
static MET: Mutex<Option<Group>> = Mutex::new(None);

impl Group {
    fn of(comm: RawComm) -> Result<Group> {
        // SAFETY: a constant of the bindings, and a pointer that is valid for the call.
        unsafe {
            let mut group = Group(ffi::RSMPI_GROUP_NULL);
            check(ffi::MPI_Comm_group(comm.0, &mut group.0), "MPI_Comm_group")?;
            Ok(group)
        }
    }

    /// This group's processes, then those of the other that it lacks.
    fn union(&self, other: &Group) -> Result<Group> {
        // SAFETY: both groups are alive, the pointer is valid for the call.
        unsafe {
            let mut union = Group(ffi::RSMPI_GROUP_NULL);
            check(ffi::MPI_Group_union(self.0, other.0, &mut union.0), "MPI_Group_union")?;
            Ok(union)
        }
    }

    /// The ranks that its first `size` processes have in another group, MPI_UNDEFINED where they have none.
    fn ranks_in(&self, other: &Group, size: usize) -> Result<Vec<c_int>> {
        let mine: Vec<c_int> = (0..size as c_int).collect();
        let mut theirs: Vec<c_int> = vec![0; size];
        // SAFETY: both groups are alive, the arrays have `size` entries.
        let code = unsafe {
            ffi::MPI_Group_translate_ranks(self.0, size as c_int, mine.as_ptr(), other.0, theirs.as_mut_ptr())
        };
        check(code, "MPI_Group_translate_ranks")?;
        Ok(theirs)
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // SAFETY: a group of ours, freed once, before MPI is finalised (`forget`); or null after an error.
        unsafe {
            if self.0 != ffi::RSMPI_GROUP_NULL {
                ffi::MPI_Group_free(&mut self.0);
            }
        }
    }
}

/// The numbers of a communicator's processes, in order: the group's name in this process.
pub fn name(comm: RawComm) -> Result<Vec<i32>> {
    let size = comm.size()? as usize;
    let group = Group::of(comm)?;
    let mut met = MET.lock().unwrap_or_else(|e| e.into_inner());
    let known = match met.take() {
        Some(known) => known,
        None => Group::of(RawComm::world())?,
    };
    let known = met.insert(known);
    let name = group.ranks_in(known, size)?;
    // SAFETY: a constant of the bindings.
    if !name.contains(&unsafe { ffi::RSMPI_UNDEFINED }) {
        return Ok(name);
    }
    *known = known.union(&group)?;
    group.ranks_in(known, size)
}

/// Lets go of what MPI holds for this file. Called in MPI_Finalize.
pub(super) fn forget() {
    MET.lock().unwrap_or_else(|e| e.into_inner()).take();
}
