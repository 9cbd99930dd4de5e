! libdistarray for programs with `use mpi_f08`: everything of module distarray, and its calls that
! take or give a communicator or a datatype also with type(MPI_Comm) and type(MPI_Datatype).
! SPDX-License-Identifier: BSD-3-Clause
module distarray_f08
  use, intrinsic :: iso_c_binding, only: c_ptr, c_int32_t
  use mpi_f08, only: MPI_Comm, MPI_Datatype
  use distarray
  implicit none
  public
  private :: c_ptr, c_int32_t, MPI_Comm, MPI_Datatype
  private :: context_create, context_comm, distribution_comm, distribution_mpi_type

  interface da_context_create
    module procedure context_create
  end interface da_context_create

  interface da_context_comm
    module procedure context_comm
  end interface da_context_comm

  interface da_distribution_comm
    module procedure distribution_comm
  end interface da_distribution_comm

  interface da_distribution_mpi_type
    module procedure distribution_mpi_type
  end interface da_distribution_mpi_type

contains

  function context_create(comm, options, out) result(status)
    type(MPI_Comm), intent(in) :: comm
    type(da_context_options), intent(in), optional :: options
    type(c_ptr), intent(inout) :: out
    integer(c_int32_t) :: status
    status = da_context_create_f(comm%MPI_VAL, options, out)
  end function context_create

  function context_comm(ctx, comm) result(status)
    type(c_ptr), intent(in), value :: ctx
    type(MPI_Comm), intent(out) :: comm
    integer(c_int32_t) :: status
    status = da_context_comm_f(ctx, comm%MPI_VAL)
  end function context_comm

  function distribution_comm(dist, comm) result(status)
    type(c_ptr), intent(in), value :: dist
    type(MPI_Comm), intent(out) :: comm
    integer(c_int32_t) :: status
    status = da_distribution_comm_f(dist, comm%MPI_VAL)
  end function distribution_comm

  function distribution_mpi_type(dist, rank, dtype, order, type_) result(status)
    type(c_ptr), intent(in), value :: dist
    integer(c_int32_t), intent(in), value :: rank, dtype, order
    type(MPI_Datatype), intent(out) :: type_
    integer(c_int32_t) :: status
    status = da_distribution_mpi_type_f(dist, rank, dtype, order, type_%MPI_VAL)
  end function distribution_mpi_type
end module distarray_f08
