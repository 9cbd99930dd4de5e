//! What MPI is told about a distribution: the communicator of its grid, the type of a section.

use super::Placement;
use crate::context::group_comm;
use crate::distribution::Indices;
use crate::dtype::DType;
use crate::error::Result;
use crate::fail;
use crate::index::Range;
use crate::memory::byte_size;
use crate::mpi::datatype::{self, AxisPart, AxisRun};
use crate::mpi::pool::Purpose;
use crate::mpi::{MPI_Datatype, RawComm};

/// The communicator whose ranks, in C order, are the process grid: the context's own where that
/// is so, else one made now and kept. Collective; whether it is kept is the same on all ranks.
pub fn grid_communicator(placement: &Placement, name: &'static str) -> Result<RawComm> {
    if let Some(made) = placement.made_comm() {
        return Ok(made.map_or(RawComm::null(), |c| c.comm()));
    }
    if placement.distribution().is_expressible().is_ok() {
        return Ok(placement.context().public_comm());
    }
    placement.distribution().is_expressible_on_own_comm()?;
    let rank = placement.context().member_rank(name)?;
    let layout = placement.distribution().grid_comm_layout(rank);
    let made = group_comm(placement.context(), layout, Purpose::Public, name)?;
    let comm = made.as_ref().map_or(RawComm::null(), |c| c.comm());
    placement.set_comm(made);
    Ok(comm)
}

/// A committed datatype of what a rank owns inside the global array.
pub fn section_type(placement: &Placement, rank: i32, dtype: DType, fortran: bool) -> Result<MPI_Datatype> {
    crate::mpi::env::require_active("da_distribution_mpi_type")?;
    crate::mpi::env::require_thread("da_distribution_mpi_type")?;
    let distribution = placement.distribution();
    let Some(sections) = distribution.owned(rank)? else {
        fail!(NotMember, "rank {rank} holds no section: {}", distribution.describe());
    };
    byte_size(distribution.shape(), dtype)?;
    let along = |axis: usize| axis_part(axis, &sections[axis].owned, distribution.shape()[axis]);
    let mut axes = (0..sections.len()).map(along).collect::<Result<Vec<AxisPart>>>()?;
    if !fortran {
        axes.reverse();
    }
    datatype::section(dtype, &axes, datatype::COUNT_LIMIT)
}

/// What `owned` selects of an axis of this extent.
fn axis_part(axis: usize, owned: &Indices, extent: i64) -> Result<AxisPart> {
    let span = |piece: &Range| (piece.start, piece.end - piece.start);
    Ok(match owned {
        Indices::Run(run) => AxisPart::Run(AxisRun {
            extent,
            start: run.start(),
            count: run.count(),
            step: run.step(),
            block: run.block(),
        }),
        Indices::Comb(comb) => {
            AxisPart::Comb { extent, period: comb.period(), teeth: comb.teeth().iter().map(span).collect() }
        }
        Indices::Labels(labels) => {
            if let Some(label) = labels.labels().iter().find(|&&label| !(0..extent).contains(&label)) {
                fail!(
                    Labels,
                    "label {label} on axis {axis} has no place in an array of extent {extent} there"
                );
            }
            AxisPart::List { extent, spans: owned.pieces().map(|(_, piece)| span(&piece)).collect() }
        }
    })
}
