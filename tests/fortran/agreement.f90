! Ranks that do different things, or of which one makes a mistake, are all told so, and work on: tests/c/agreement.c
! and context_negotiate.c for Fortran. The last rank is the odd one.
! ranks: 2 3 6  timeout: 60  valgrind-full: 3  sources: support/check.f90
program agreement
  use mpi_f08, only: MPI_Init, MPI_COMM_WORLD
  use, intrinsic :: iso_c_binding
  use check
  use distarray_f08
  implicit none
  integer, parameter :: i4 = c_int32_t, i8 = c_int64_t, f8 = c_double
  type(c_ptr) :: ctx = c_null_ptr, dist = c_null_ptr, a = c_null_ptr
  type(da_context_options) :: options
  integer(i4) :: rank, size
  logical :: odd

  call MPI_Init()
  options%timeout_seconds = 30
  call check_ok(da_context_create(MPI_COMM_WORLD, options, ctx), "context")
  call check_ok(da_context_rank(ctx, rank), "rank")
  call check_ok(da_context_size(ctx, size), "size")
  odd = rank == size - 1
  call check_ok(da_distribution_create(ctx, 2_i4, [12_i8, 2_i8], "b,n" // c_null_char, out=dist), "dist")
  call check_ok(da_full(dist, DA_FLOAT64, da_real(2.0_f8), a), "a")
  call different_calls()
  call one_mistake()
  call one_pending_mistake()
  call outcomes()
  call what_may_differ()
  call check_ok(da_array_free(a), "free a")
  call check_ok(da_distribution_free(dist), "free dist")
  call check_ok(da_context_free(ctx), "free ctx")
  call check_finish()

contains

  ! A call that communicates, and its result.
  subroutine works(what)
    character(len=*), intent(in) :: what
    type(da_value) :: value
    real(f8) :: total
    call check_ok(da_sum_value(a, value), what // ": a sum afterwards")
    total = -1
    call check_ok(da_value_f64(value, total), what)
    call check_near(total, 48.0_f8, 0.0_f8, what // ": its value")
  end subroutine works

  ! The next communicating call tells everybody who did what.
  subroutine told(one, two)
    character(len=*), intent(in) :: one, two
    call check_status(da_context_barrier(ctx), DA_ERR_MISMATCH, one)
    call check_equal(da_error_rank(), size - 1, one // ": the odd rank")
    call check_true(index(da_message(), one) > 0, one // " in: " // da_message())
    call check_true(index(da_message(), two) > 0, two // " in: " // da_message())
    call check_ok(da_context_barrier(ctx), one // ": forgotten after that")
    call works(one)
  end subroutine told

  subroutine different_calls()
    type(c_ptr) :: out
    out = c_null_ptr
    if (odd) then
      call check_ok(da_subtract(a, a, out), "da_subtract")
    else
      call check_ok(da_add(a, a, out), "da_add")
    end if
    call told("da_add on rank 0", "da_subtract on rank")
    call check_ok(da_array_free(out), "free")
    call check_ok(da_zeros(dist, merge(DA_INT32, DA_FLOAT32, odd), out), "da_zeros")
    call told("da_zeros", "different arguments")
    call check_ok(da_array_free(out), "free")
    if (odd) call check_ok(da_sqrt(a, out), "da_sqrt")
    call told("nothing on rank 0", "da_sqrt on rank")
    call check_ok(da_array_free(out), "free")
  end subroutine different_calls

  ! An index outside of the shape on one rank only: the status, the message and the rank are the same everywhere.
  subroutine one_mistake()
    type(da_value) :: value
    call check_status(da_get(a, [merge(12_i8, 0_i8, odd), 0_i8], value), DA_ERR_INDEX, "an index on one rank")
    call check_equal(da_error_rank(), size - 1, "where it began")
    call works("a wrong index")
  end subroutine one_mistake

  ! A silent call fails at once on its own rank, and everywhere at the next call that communicates.
  subroutine one_pending_mistake()
    type(c_ptr) :: out
    out = c_null_ptr
    call check_status(da_array_wrap(dist, merge(99_i4, DA_FLOAT64, odd), merge_ptr(), flags=0_i4, release=c_null_funptr, &
        private_data=c_null_ptr, out=out), merge(DA_ERR_DTYPE, DA_OK, odd), "a dtype on one rank")
    call check_status(da_context_barrier(ctx), DA_ERR_DTYPE, "the others are told")
    call check_equal(da_error_rank(), size - 1, "by whom")
    call check_true(c_associated(out) .neqv. odd, "an array on the others only")
    call check_ok(da_array_free(out), "free")
    call works("a wrong dtype")
  end subroutine one_pending_mistake

  function merge_ptr() result(place)
    type(c_ptr) :: place
    real(f8), target, save :: memory(24) = 0
    place = c_loc(memory)
  end function merge_ptr

  subroutine outcomes()
    integer(i4) :: mine
    mine = DA_OK
    if (odd) mine = da_error_set(DA_ERR_EXTERNAL, "the other library said no" // c_null_char)
    call check_status(da_context_agree(ctx, mine), DA_ERR_EXTERNAL, "one outcome for all")
    call check_true(index(da_message(), "the other library said no") > 0, da_message())
    call check_equal(da_error_rank(), size - 1, "whose it is")
    call check_ok(da_context_agree(ctx, DA_OK), "all is well")
    call works("an outcome")
  end subroutine outcomes

  ! Addresses and strides are each rank's own.
  subroutine what_may_differ()
    type(c_ptr) :: b
    real(f8), target :: wide(12, 2), tight(6, 2)
    integer(i8) :: extents(2)
    integer(i4) :: status
    type(da_value) :: value
    real(f8) :: total
    b = c_null_ptr
    wide = 3
    tight = 3
    call check_ok(da_distribution_local_shape(dist, -1_i4, extents), "extents")
    if (odd) then
      status = da_wrap(dist, wide(1:2 * int(extents(1)):2, :), b)
    else
      status = da_wrap(dist, tight(:int(extents(1)), :), b)
    end if
    call check_ok(status, "wrapped")
    call check_ok(da_sum_value(b, value), "sum")
    total = -1
    call check_ok(da_value_f64(value, total), "read")
    call check_near(total, 72.0_f8, 0.0_f8, "different strides")
    call check_ok(da_array_free(b), "free")
  end subroutine what_may_differ
end program agreement
