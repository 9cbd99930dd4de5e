! Replicas: arrays that several ranks hold all of. Elements count once, and one replica brings the others in line:
! tests/c/replicas.c and gather_replicas.c for Fortran.
! ranks: 1 2 3 4 6  valgrind: 1  sources: support/check.f90
program replicas
  use mpi_f08, only: MPI_Init, MPI_COMM_WORLD
  use, intrinsic :: iso_c_binding
  use check
  use distarray_f08
  implicit none
  integer, parameter :: i4 = c_int32_t, i8 = c_int64_t, f8 = c_double
  type(c_ptr) :: ctx = c_null_ptr, full = c_null_ptr
  integer(i4) :: rank, size

  call MPI_Init()
  call check_ok(da_context_create(MPI_COMM_WORLD, out=ctx), "context")
  call check_ok(da_context_rank(ctx, rank), "rank")
  call check_ok(da_context_size(ctx, size), "size")
  call make_full()
  call count_once()
  call brought_in_line()
  call of_a_reduction()
  call check_ok(da_distribution_free(full), "free")
  call check_ok(da_context_free(ctx), "free")
  call check_finish()

contains

  ! Six rows of three, all of them on every rank.
  subroutine make_full()
    type(c_ptr) :: rows
    integer(i8) :: extents(2)
    rows = c_null_ptr
    call check_ok(da_distribution_create(ctx, 2_i4, [6_i8, 3_i8], "b,n" // c_null_char, out=rows), "rows")
    call check_ok(da_distribution_replicate(rows, 0_i4, out=full), "da_distribution_replicate")
    call check_ok(da_distribution_local_shape(full, -1_i4, extents), "extents")
    call check_true(all(extents == [6, 3]), "every rank has all of it")
    call check_ok(da_distribution_free(rows), "free")
  end subroutine make_full

  function total(a) result(number)
    type(c_ptr), intent(in) :: a
    real(f8) :: number
    type(da_value) :: value
    number = -1
    call check_ok(da_sum_value(a, value), "da_sum_value")
    call check_ok(da_value_f64(value, number), "da_value_f64")
  end function total

  subroutine count_once()
    type(c_ptr) :: a
    integer(i4) :: owners(64), owner
    integer(i8) :: count, k
    a = c_null_ptr
    call check_ok(da_ones(full, DA_FLOAT64, a), "da_ones")
    call check_near(total(a), 18.0_f8, 0.0_f8, "each element counts once")
    call check_ok(da_distribution_owner(full, [2_i8, 1_i8], owner), "da_distribution_owner")
    call check_equal(owner, 0_i4, "the first replica")
    call check_ok(da_distribution_owners(full, [2_i8, 1_i8], 64_i8, owners, count), "da_distribution_owners")
    call check_equal(count, int(size, i8), "all have it")
    do k = 1, count
      call check_equal(owners(k), int(k - 1, i4), "in ascending order")
    end do
    call check_ok(da_set(a, [3_i8, 2_i8], da_real(7.0_f8)), "da_set")
    call check_near(total(a), 24.0_f8, 0.0_f8, "one element changed")
    call check_ok(da_array_free(a), "free")
  end subroutine count_once

  ! Memory that differs from rank to rank: what the first one has is right.
  subroutine brought_in_line()
    type(c_ptr) :: a
    real(f8), target :: mine(6, 3), found(6, 3), wanted(6, 3)
    integer :: k
    wanted = reshape([(real(k, f8), k = 1, 18)], [6, 3])
    mine = wanted + 100 * rank
    a = c_null_ptr
    call check_ok(da_wrap(full, mine, a), "da_wrap")
    call check_near(total(a), 171.0_f8, 0.0_f8, "the sum of the first replica")
    found = 0
    call check_ok(da_gather(a, -1_i4, DA_ORDER_FORTRAN, c_loc(found), 144_i8), "da_gather")
    call check_near(maxval(abs(found - wanted)), 0.0_f8, 0.0_f8, "the first replica is gathered")
    if (rank > 0) call check_near(mine(1, 1), 1 + 100 * real(rank, f8), 0.0_f8, "nobody's memory was written to")
    call check_ok(da_array_sync_replicas(a), "da_array_sync_replicas")
    call check_near(maxval(abs(mine - wanted)), 0.0_f8, 0.0_f8, "all have what the first one has")
    mine = 0
    found = wanted + 1
    call check_ok(da_scatter(c_loc(found), 144_i8, size - 1_i4, DA_ORDER_FORTRAN, a), "da_scatter")
    call check_near(maxval(abs(mine - wanted - 1)), 0.0_f8, 0.0_f8, "every replica gets what is scattered")
    call check_ok(da_array_free(a), "free")
  end subroutine brought_in_line

  ! What is summed over a distributed axis is on every rank of that axis, or on the first one only.
  subroutine of_a_reduction()
    type(c_ptr) :: rows, a, s
    type(da_local) :: local
    real(f8), pointer :: p(:)
    integer(i4) :: status
    rows = c_null_ptr
    a = c_null_ptr
    s = c_null_ptr
    call check_ok(da_distribution_create(ctx, 2_i4, [2_i8 * size, 3_i8], "b,n" // c_null_char, out=rows), "rows")
    call check_ok(da_full(rows, DA_FLOAT64, da_real(0.5_f8), a), "da_full")
    call check_ok(da_sum(a, 1_i4, [0_i4], 0_i4, s), "da_sum")
    call check_ok(da_pointer(s, p, DA_ACCESS_READ), "da_pointer")
    call check_equal(ubound(p, 1), 3, "all columns, on every rank")
    call check_near(maxval(abs(p - size)), 0.0_f8, 0.0_f8, "their sums")
    call check_near(total(s), 3 * real(size, f8), 0.0_f8, "each counts once")
    call check_ok(da_array_free(s), "free")
    call check_ok(da_sum(a, 1_i4, [0_i4], DA_REDUCE_TO_FIRST, s), "da_sum to the first")
    status = da_array_local(s, DA_ACCESS_READ, local)
    if (rank == 0) then
      call check_ok(status, "the first has it")
      call check_equal(local%size, 3_i8, "all columns")
    else
      call check_true(status == DA_ERR_NOT_MEMBER .or. local%size == 0, "the others have nothing")
    end if
    call check_near(total(s), 3 * real(size, f8), 0.0_f8, "the same sum")
    call check_ok(da_array_free(s), "free")
    call check_ok(da_array_free(a), "free")
    call check_ok(da_distribution_free(rows), "free")
  end subroutine of_a_reduction
end program replicas
