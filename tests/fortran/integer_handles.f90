! Communicators and datatypes as integers, for codes with `use mpi`.
! ranks: 1 2 3 4 6  valgrind-full: 3  sources: support/check.f90
program integer_handles
  use mpi
  use, intrinsic :: iso_c_binding
  use check
  use distarray
  implicit none
  type(c_ptr) :: ctx = c_null_ptr, dist = c_null_ptr
  integer :: rank, size, ierror

  call MPI_Init(ierror)
  call MPI_Comm_rank(MPI_COMM_WORLD, rank, ierror)
  call MPI_Comm_size(MPI_COMM_WORLD, size, ierror)
  call check_ok(da_context_create(MPI_COMM_WORLD, out=ctx), "da_context_create")
  call public_communicator()
  call grid_communicator()
  call datatypes()
  call null_communicator()
  call check_ok(da_context_free(ctx), "free")
  call check_finish()

contains

  subroutine public_communicator()
    integer :: comm, relation
    call check_ok(da_context_comm(ctx, comm), "da_context_comm")
    call MPI_Comm_compare(comm, MPI_COMM_WORLD, relation, ierror)
    call check_equal(relation, MPI_CONGRUENT, "the public communicator")
  end subroutine public_communicator

  ! A grid of all ranks in descending order: its communicator has them in that order.
  subroutine grid_communicator()
    type(da_distribution_options) :: options
    integer(c_int64_t), target :: grid(1)
    integer(c_int32_t), target :: order(size)
    integer :: comm, again, place, i
    grid = size
    order = [(size - 1 - i, i = 0, size - 1)]
    options%grid_shape = c_loc(grid)
    options%grid_ndim = 1
    options%ranks = c_loc(order)
    options%num_ranks = size
    call check_ok(da_distribution_create(ctx, 1_c_int32_t, [int(2 * size, c_int64_t)], "b" // c_null_char, options, dist), &
        "a grid in descending order")
    call check_ok(da_distribution_comm(dist, comm), "da_distribution_comm")
    call MPI_Comm_rank(comm, place, ierror)
    call check_equal(place, size - 1 - rank, "the place in the grid")
    call check_ok(da_distribution_comm(dist, again), "da_distribution_comm again")
    call check_equal(again, comm, "the same communicator")
    call check_ok(da_distribution_free(dist), "free")
  end subroutine grid_communicator

  ! Every rank sends itself what it owns of the global array by that datatype, and receives plain
  ! integers: its two rows.
  subroutine datatypes()
    integer(c_int64_t), parameter :: columns = 3
    integer(c_int32_t) :: whole(columns, 2 * size), received(2 * columns)
    integer :: owned, bytes, i, j
    integer(kind=MPI_ADDRESS_KIND) :: lower, extent
    call check_ok(da_distribution_create(ctx, 2_c_int32_t, [int(2 * size, c_int64_t), columns], "b,n" // c_null_char, &
        out=dist), "da_distribution_create")
    call check_ok(da_distribution_mpi_type(dist, -1_c_int32_t, DA_INT32, DA_ORDER_C, owned), "da_distribution_mpi_type")
    call MPI_Type_size(owned, bytes, ierror)
    call check_equal(bytes, 4 * 2 * int(columns), "bytes of two rows")
    call MPI_Type_get_extent(owned, lower, extent, ierror)
    call check_equal(int(extent, c_int64_t), 4 * 2 * size * columns, "the extent is the global array's")
    ! C order: a row of the global array is a column here.
    do j = 1, 2 * size
      whole(:, j) = [(10 * j + i, i = 1, int(columns))]
    end do
    received = 0
    call MPI_Sendrecv(whole, 1, owned, 0, 0, received, 6, MPI_INTEGER, 0, 0, MPI_COMM_SELF, MPI_STATUS_IGNORE, ierror)
    call check_true(all(received(:3) == whole(:, 2 * rank + 1)), "the first row that this rank owns")
    call check_true(all(received(4:) == whole(:, 2 * rank + 2)), "the second row that this rank owns")
    call MPI_Type_free(owned, ierror)
    call check_ok(da_distribution_free(dist), "free")
  end subroutine datatypes

  subroutine null_communicator()
    type(c_ptr) :: none = c_null_ptr
    call check_status(da_context_create(MPI_COMM_NULL, out=none), DA_ERR_ARGUMENT, "MPI_COMM_NULL")
    call check_true(.not. c_associated(none), "no handle after an error")
  end subroutine null_communicator
end program integer_handles
