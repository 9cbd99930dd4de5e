! libdistarray's types for programs with `use mpi_f08`: everything of distarray_objects and distarray_f08, and the
! objects' calls that take or give a communicator or a datatype also with type(MPI_Comm) and type(MPI_Datatype).
! SPDX-License-Identifier: BSD-3-Clause
module distarray_objects_f08
  use, intrinsic :: iso_c_binding, only: c_int, c_int32_t
  use mpi_f08, only: MPI_Comm, MPI_Datatype
  use distarray_f08
  use distarray_objects
  implicit none
  public
  private :: c_int, c_int32_t, MPI_Comm, MPI_Datatype
  private :: create_context, context_get_comm, distribution_get_comm, get_mpi_type

  interface da_create
    module procedure create_context
  end interface da_create

  interface da_get_comm
    module procedure context_get_comm, distribution_get_comm
  end interface da_get_comm

  interface da_get_mpi_type
    module procedure get_mpi_type
  end interface da_get_mpi_type

contains

  subroutine create_context(ctx, comm, options, stat, errmsg)
    class(da_context), intent(inout) :: ctx
    type(MPI_Comm), intent(in) :: comm
    type(da_context_options), intent(in), optional :: options
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_create(ctx, comm%MPI_VAL, options, stat, errmsg)
  end subroutine create_context

  subroutine context_get_comm(ctx, comm, stat, errmsg)
    class(da_context), intent(in) :: ctx
    type(MPI_Comm), intent(out) :: comm
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_get_comm(ctx, comm%MPI_VAL, stat, errmsg)
  end subroutine context_get_comm

  subroutine distribution_get_comm(dist, comm, stat, errmsg)
    class(da_distribution), intent(in) :: dist
    type(MPI_Comm), intent(out) :: comm
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_get_comm(dist, comm%MPI_VAL, stat, errmsg)
  end subroutine distribution_get_comm

  subroutine get_mpi_type(dist, dtype, type, order, rank, stat, errmsg)
    class(da_distribution), intent(in) :: dist
    integer(c_int32_t), intent(in) :: dtype
    type(MPI_Datatype), intent(out) :: type
    integer(c_int32_t), intent(in), optional :: order, rank
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_get_mpi_type(dist, dtype, type%MPI_VAL, order, rank, stat, errmsg)
  end subroutine get_mpi_type
end module distarray_objects_f08
