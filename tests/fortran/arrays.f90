! Arrays: creation, questions, local access, callbacks, conversion.
! ranks: 1 2 3 4 6  valgrind: 1  valgrind-full: 3  sources: support/check.f90
module array_callbacks
  use, intrinsic :: iso_c_binding
  use distarray
  implicit none
  integer :: calls = 0

contains

  ! Writes start + local index into a vector of int64; `user` points to the start.
  function count_up(local, user) result(status) bind(C)
    type(da_local), intent(in) :: local
    type(c_ptr), value :: user
    integer(c_int32_t) :: status
    integer(c_int64_t), pointer :: start, elements(:)
    integer(c_int64_t) :: i
    calls = calls + 1
    call c_f_pointer(user, start)
    call c_f_pointer(local%data, elements, [local%size])
    do i = 1, local%size
      elements(i) = start + i - 1
    end do
    status = merge(0, 1, local%dtype == DA_INT64 .and. local%ndim == 1)
  end function count_up

  function refuse(local, user) result(status) bind(C)
    type(da_local), intent(in) :: local
    type(c_ptr), value :: user
    integer(c_int32_t) :: status
    calls = calls + 1
    status = merge(42, 43, c_associated(user) .or. local%size < 0)
  end function refuse

  subroutine give_back(private_data) bind(C)
    type(c_ptr), value :: private_data
    integer(c_int), pointer :: times
    call c_f_pointer(private_data, times)
    times = times + 1
  end subroutine give_back
end module array_callbacks

program arrays
  use mpi_f08, only: MPI_Init, MPI_COMM_WORLD
  use, intrinsic :: iso_c_binding
  use array_callbacks
  use check
  use distarray_f08
  implicit none
  integer, parameter :: i4 = c_int32_t, i8 = c_int64_t, f8 = c_double
  type(c_ptr) :: ctx = c_null_ptr, dist = c_null_ptr
  integer(i4) :: rank, size
  integer(i8) :: total

  call MPI_Init()
  call check_ok(da_context_create(MPI_COMM_WORLD, out=ctx), "da_context_create")
  call check_ok(da_context_rank(ctx, rank), "rank")
  call check_ok(da_context_size(ctx, size), "size")
  total = 4_i8 * size   ! four elements on each rank
  call check_ok(da_distribution_create(ctx, 1_i4, [total], "b" // c_null_char, out=dist), "da_distribution_create")
  call creation()
  call creation_like()
  call conversion()
  call questions()
  call wrapping()
  call callbacks()
  call replicas()
  call check_ok(da_distribution_free(dist), "free")
  call check_ok(da_context_free(ctx), "free")
  call check_finish()

contains

  subroutine expect_sum(a, expected, what)
    type(c_ptr), intent(in) :: a
    real(f8), intent(in) :: expected
    character(len=*), intent(in) :: what
    type(da_value) :: value
    real(f8) :: got
    call check_ok(da_sum_value(a, value), what)
    call check_ok(da_value_f64(value, got), what)
    call check_near(got, expected, 0.0_f8, what)
  end subroutine expect_sum

  subroutine discard(a)
    type(c_ptr), intent(inout) :: a
    call check_ok(da_array_free(a), "da_array_free")
    call check_true(.not. c_associated(a), "a freed handle is null")
  end subroutine discard

  subroutine creation()
    type(c_ptr) :: a = c_null_ptr
    integer(i4), pointer :: p(:)
    call check_ok(da_empty(dist, DA_INT32, a), "da_empty")
    call check_ok(da_pointer(a, p), "da_pointer")
    p = 7
    call expect_sum(a, 7.0_f8 * total, "what was written through a pointer")
    call check_ok(da_fill(a, da_int(-2_i8)), "da_fill")
    call expect_sum(a, -2.0_f8 * total, "da_fill")
    call check_true(all(p == -2), "the pointer sees what da_fill wrote")
    call check_status(da_fill(a, da_int(2_i8**40)), DA_ERR_OVERFLOW, "too large for int32")
    call discard(a)
    call check_ok(da_zeros(dist, DA_FLOAT64, a), "da_zeros")
    call expect_sum(a, 0.0_f8, "da_zeros")
    call discard(a)
    call check_ok(da_ones(dist, DA_FLOAT32, a), "da_ones")
    call expect_sum(a, real(total, f8), "da_ones")
    call discard(a)
    call check_ok(da_full(dist, DA_FLOAT64, da_real(0.25_f8), a), "da_full")
    call expect_sum(a, 0.25_f8 * total, "da_full")
    call discard(a)
    call check_status(da_ones(dist, 99_i4, a), DA_ERR_DTYPE, "no dtype")
    call check_true(.not. c_associated(a), "no handle after an error")
  end subroutine creation

  subroutine creation_like()
    type(c_ptr) :: model = c_null_ptr, a = c_null_ptr
    integer(i4) :: dtype
    call check_ok(da_ones(dist, DA_INT64, model), "da_ones")
    call check_ok(da_empty_like(model, DA_INT16, a), "da_empty_like")
    call check_ok(da_array_dtype(a, dtype), "da_array_dtype")
    call check_equal(dtype, DA_INT16, "another dtype")
    call discard(a)
    call check_ok(da_zeros_like(model, 0_i4, a), "da_zeros_like")
    call check_ok(da_array_dtype(a, dtype), "da_array_dtype")
    call check_equal(dtype, DA_INT64, "the model's dtype")
    call expect_sum(a, 0.0_f8, "da_zeros_like")
    call discard(a)
    call check_ok(da_ones_like(model, DA_FLOAT64, a), "da_ones_like")
    call expect_sum(a, real(total, f8), "da_ones_like")
    call discard(a)
    call check_ok(da_full_like(model, DA_FLOAT32, da_real(1.5_f8), a), "da_full_like")
    call expect_sum(a, 1.5_f8 * total, "da_full_like")
    call discard(a)
    call discard(model)
  end subroutine creation_like

  subroutine conversion()
    type(c_ptr) :: a = c_null_ptr, b = c_null_ptr
    integer(i4) :: dtype
    call check_ok(da_full(dist, DA_FLOAT64, da_real(2.75_f8), a), "da_full")
    call check_ok(da_copy(a, b), "da_copy")
    call check_ok(da_fill(a, da_real(0.0_f8)), "da_fill")
    call expect_sum(b, 2.75_f8 * total, "a copy keeps its values")
    call discard(a)
    call check_ok(da_astype(b, DA_INT32, a), "da_astype")
    call check_ok(da_array_dtype(a, dtype), "da_array_dtype")
    call check_equal(dtype, DA_INT32, "da_astype")
    call expect_sum(a, 2.0_f8 * total, "2.75 as an integer")
    call discard(a)
    call discard(b)
  end subroutine conversion

  subroutine questions()
    type(c_ptr) :: a = c_null_ptr, d = c_null_ptr, c = c_null_ptr
    type(da_local) :: local
    integer(i4) :: ndim, flags, same
    integer(i8) :: shape(1), elements
    call check_ok(da_zeros(dist, DA_FLOAT64, a), "da_zeros")
    call check_ok(da_array_ndim(a, ndim), "da_array_ndim")
    call check_equal(ndim, 1_i4, "ndim")
    call check_ok(da_array_shape(a, shape), "da_array_shape")
    call check_equal(shape(1), total, "shape")
    call check_ok(da_array_size(a, elements), "da_array_size")
    call check_equal(elements, total, "size")
    call check_ok(da_array_flags(a, flags), "da_array_flags")
    call check_equal(iand(flags, DA_READ_ONLY), 0_i4, "not read-only")
    call check_ok(da_array_distribution(a, d), "da_array_distribution")
    call check_ok(da_distribution_equal(d, dist, same), "da_distribution_equal")
    call check_equal(same, 1_i4, "its distribution")
    call check_ok(da_array_context(a, c), "da_array_context")
    call check_ok(da_context_compare(c, ctx, same), "da_context_compare")
    call check_equal(same, DA_IDENT, "its context")
    call check_ok(da_array_local(a, DA_ACCESS_READ, local), "da_array_local")
    call check_true(c_associated(local%data), "data")
    call check_equal(local%size, 4_i8, "elements here")
    call check_equal(local%dtype, DA_FLOAT64, "dtype")
    call check_true(all([local%shape(1), local%strides(1), local%owned_offset(1), local%owned_shape(1)] == [4, 8, 0, 4]), &
        "the section")
    call check_ok(da_context_free(c), "free")
    call check_ok(da_distribution_free(d), "free")
    call discard(a)
  end subroutine questions

  ! The C form: address, byte strides and a release, which is called when nothing needs the memory.
  subroutine wrapping()
    integer(i4), target :: mine(4)
    integer(c_int), target :: times
    integer(i8) :: backwards(1)
    type(c_ptr) :: a = c_null_ptr, d = c_null_ptr
    integer(i4), pointer :: p(:)
    integer :: i
    mine = [(int(4 * rank) + i, i = 1, 4)]
    times = 0
    backwards = -4
    ! Backwards from the last element.
    call check_ok(da_array_wrap(dist, DA_INT32, c_loc(mine(4)), backwards, DA_READ_ONLY, c_funloc(give_back), c_loc(times), a), &
        "da_array_wrap")
    call expect_sum(a, 0.5_f8 * real(total, f8) * real(total + 1, f8), "wrapped memory")
    call check_ok(da_pointer(a, p, DA_ACCESS_READ), "a pointer to reversed memory")
    call check_true(associated(p, mine(4:1:-1)), "the pointer is the memory, reversed")
    call check_ok(da_array_distribution(a, d), "da_array_distribution")
    call check_equal(times, 0, "not released yet")
    call discard(a)
    call check_equal(times, 1, "released once")
    call check_ok(da_distribution_free(d), "free")
    ! Without strides: contiguous.
    call check_ok(da_array_wrap(dist, DA_INT32, c_loc(mine), flags=0_i4, release=c_null_funptr, private_data=c_null_ptr, out=a), &
        "da_array_wrap without strides")
    call check_ok(da_multiply(a, a, a), "in place")
    call check_true(all(mine == [((int(4 * rank) + i)**2, i = 1, 4)]), "the caller's memory has the squares")
    call discard(a)
    call check_equal(times, 1, "no release was asked for")
  end subroutine wrapping

  subroutine callbacks()
    type(c_ptr) :: a = c_null_ptr
    integer(i8), target :: start
    integer :: before
    call check_ok(da_empty(dist, DA_INT64, a), "da_empty")
    start = 4_i8 * rank + 1
    before = calls
    call check_ok(da_array_apply_local(a, DA_ACCESS_WRITE, c_funloc(count_up), c_loc(start)), "da_array_apply_local")
    call check_equal(calls, before + 1, "called once")
    call expect_sum(a, 0.5_f8 * real(total, f8) * real(total + 1, f8), "what the callback wrote")
    call check_status(da_array_apply_local(a, DA_ACCESS_READ, c_funloc(refuse), c_loc(start)), DA_ERR_CALLBACK, &
        "a callback's error")
    call check_true(index(da_message(), "42") > 0, "the message has its number: " // da_message())
    call check_status(da_array_apply_local(a, DA_ACCESS_READ, c_null_funptr, c_null_ptr), DA_ERR_NULL, "no function")
    call discard(a)
  end subroutine callbacks

  ! A vector that every rank holds: made equal to the first rank's.
  subroutine replicas()
    type(da_distribution_options) :: options
    integer(i8), target :: grid(2)
    type(c_ptr) :: everywhere = c_null_ptr, a = c_null_ptr
    real(f8), target :: mine(3)
    grid = [int(size, i8), 1_i8]
    options%grid_shape = c_loc(grid)
    options%grid_ndim = 2
    call check_ok(da_distribution_create(ctx, 1_i4, [3_i8], "b(over=1)" // c_null_char, options, everywhere), "replicas")
    mine = [1, 2, 3] * (rank + 1)
    call check_ok(da_wrap(everywhere, mine, a), "da_wrap")
    call check_ok(da_array_sync_replicas(a), "da_array_sync_replicas")
    call check_near(sum(abs(mine - [1, 2, 3])), 0.0_f8, 0.0_f8, "the first rank's values")
    call expect_sum(a, 6.0_f8, "each element counts once")
    call discard(a)
    call check_ok(da_distribution_free(everywhere), "free")
  end subroutine replicas
end program arrays
