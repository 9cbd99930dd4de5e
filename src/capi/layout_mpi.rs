//! Distributions: what MPI is told about them.

use super::distribution::{da_distribution, lookup};
use super::error::da_status;
use super::frame::Frame;
use super::guard::{guard, not_null, put};
use super::layout::which;
use crate::array::{grid_communicator, section_type};
use crate::dtype::DType;
use crate::error::Result;
use crate::fail;
use crate::mpi::{MPI_Comm, MPI_Datatype, RSMPI_Fint, datatype};

/// C order: the last axis varies fastest.
pub const DA_ORDER_C: i32 = 0;
/// Fortran order: the first axis varies fastest.
pub const DA_ORDER_FORTRAN: i32 = 1;

/// Make an MPI datatype of what a rank owns inside the global array.
///
/// Not collective. Elements come in the order in which the rank owns them, by ascending index of the
/// array that the distribution describes: so the type serves as a file view, also of a slice with
/// negative steps, whose file is that of the slice. MPI knows no view of a file that goes backwards:
/// labels of an unstructured axis that do not ascend make a type for memory and MPI_Pack only.
/// @param dist a distribution.
/// @param rank a rank of the context, or -1 for this process.
/// @param dtype the element type, DA_BOOL to DA_COMPLEX128 (bool travels as uint8).
/// @param order DA_ORDER_C or DA_ORDER_FORTRAN of the global array.
/// @param[out] type_ a committed type whose extent is the whole global array, so that it serves as a file view; owned by the caller: free it with MPI_Type_free.
/// @return DA_OK or an error.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_DTYPE; DA_ERR_ARGUMENT for an unknown order; DA_ERR_INDEX; DA_ERR_NOT_MEMBER; DA_ERR_NOT_LOCAL for another rank's labels; DA_ERR_LABELS for labels outside the extent; DA_ERR_OVERFLOW; DA_ERR_MPI; DA_ERR_MPI_STATE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_mpi_type(
    dist: *const da_distribution,
    rank: i32,
    dtype: i32,
    order: i32,
    type_: *mut MPI_Datatype,
) -> da_status {
    guard(|| {
        // Before anything is made that nobody could free.
        not_null(type_, "type_")?;
        // SAFETY: the caller's pointer.
        unsafe { put(type_, "type_", make_type(dist, rank, dtype, order)?) }
    })
}

/// Make the datatype of da_distribution_mpi_type() for Fortran.
///
/// Not collective.
/// @param dist a distribution.
/// @param rank a rank of the context, or -1 for this process.
/// @param dtype the element type, DA_BOOL to DA_COMPLEX128.
/// @param order DA_ORDER_C or DA_ORDER_FORTRAN of the global array.
/// @param[out] type_ a Fortran datatype handle, owned by the caller: free it with MPI_TYPE_FREE.
/// @return DA_OK or an error.
/// Errors: as da_distribution_mpi_type().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_mpi_type_f(
    dist: *const da_distribution,
    rank: i32,
    dtype: i32,
    order: i32,
    type_: *mut RSMPI_Fint,
) -> da_status {
    guard(|| {
        not_null(type_, "type_")?;
        // SAFETY: the caller's pointer.
        unsafe { put(type_, "type_", datatype::to_fortran(make_type(dist, rank, dtype, order)?)) }
    })
}

fn make_type(dist: *const da_distribution, rank: i32, dtype: i32, order: i32) -> Result<MPI_Datatype> {
    let placement = lookup(dist)?;
    let rank = which(&placement, rank)?;
    let dtype = DType::from_code(dtype)?;
    section_type(&placement, rank, dtype, read_order(order)?)
}

/// Whether the first index varies fastest.
pub(super) fn read_order(order: i32) -> Result<bool> {
    match order {
        DA_ORDER_C => Ok(false),
        DA_ORDER_FORTRAN => Ok(true),
        other => fail!(Argument, "order is {other}; it is DA_ORDER_C (0) or DA_ORDER_FORTRAN (1)"),
    }
}

/// Make the communicator whose ranks, in C order, are the process grid.
///
/// Collective, communicating. With it, da_array_export() can express distributions that the
/// protocol has no words for on the context's communicator: replicas (one communicator for each),
/// and grids over some ranks or in another order. Asking again gives the same communicator.
/// @param dist a distribution.
/// @param[out] comm borrowed: belongs to the library and is valid as long as the distribution lives;
/// MPI_COMM_NULL on ranks outside the grid.
/// @return DA_OK, or one of the errors, the same on all ranks.
/// Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER for a process that is not in the context;
/// DA_ERR_NOT_EXPRESSIBLE for communication padding whose widths differ between the two sides of a cut, which
/// no communicator helps; DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI; DA_ERR_MPI_STATE.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_comm(
    dist: *const da_distribution,
    comm: *mut MPI_Comm,
) -> da_status {
    guard(|| {
        let checked = not_null(comm, "comm");
        let made = make_comm("da_distribution_comm", dist, checked)?;
        // SAFETY: checked; a NULL became an error that all ranks share.
        unsafe { put(comm, "comm", made.0) }
    })
}

/// Make the communicator of da_distribution_comm() for Fortran.
///
/// Collective, communicating.
/// @param dist a distribution.
/// @param[out] comm a Fortran communicator handle, borrowed: valid as long as the distribution lives;
/// MPI_COMM_NULL on ranks outside the grid.
/// @return as da_distribution_comm().
/// Errors: as da_distribution_comm().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_comm_f(
    dist: *const da_distribution,
    comm: *mut RSMPI_Fint,
) -> da_status {
    guard(|| {
        let checked = not_null(comm, "comm");
        let made = make_comm("da_distribution_comm_f", dist, checked)?;
        // SAFETY: checked; a NULL became an error that all ranks share.
        unsafe { put(comm, "comm", made.to_fortran()) }
    })
}

fn make_comm(
    name: &'static str,
    dist: *const da_distribution,
    checked: Result<()>,
) -> Result<crate::mpi::RawComm> {
    let mut frame = Frame::new(name);
    frame.take(checked);
    let placement = frame.distribution(dist, "dist");
    frame.communicate(placement, |placement, _| grid_communicator(&placement, name))
}
