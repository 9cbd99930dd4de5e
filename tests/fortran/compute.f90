! Element-wise functions, with arrays and scalars on either side, and reductions.
! ranks: 1 2 3 4 6  valgrind-full: 1 3 sources: support/check.f90
program compute
  use mpi_f08, only: MPI_Init, MPI_COMM_WORLD
  use, intrinsic :: iso_c_binding
  use check
  use distarray_f08
  implicit none
  integer, parameter :: i4 = c_int32_t, i8 = c_int64_t, f8 = c_double
  type(c_ptr) :: ctx = c_null_ptr, dist = c_null_ptr
  type(c_ptr) :: a = c_null_ptr, b = c_null_ptr
  real(f8), target, allocatable :: mine(:, :), yours(:, :)
  integer(i4) :: rank, size

  call MPI_Init()
  call check_ok(da_context_create(MPI_COMM_WORLD, out=ctx), "da_context_create")
  call check_ok(da_context_rank(ctx, rank), "rank")
  call check_ok(da_context_size(ctx, size), "size")
  call make_operands()
  call arrays()
  call scalars()
  call in_place()
  call layouts()
  call numbers()
  call single_numbers()
  call mistakes()
  call check_ok(da_array_free(a), "free")
  call check_ok(da_array_free(b), "free")
  call check_ok(da_distribution_free(dist), "free")
  call check_ok(da_context_free(ctx), "free")
  deallocate (mine, yours)
  call check_finish()

contains

  ! Three rows and two columns on each rank: a is 1, 2, 3 ... down the global columns; b is 2 and -3.
  subroutine make_operands()
    integer :: i
    allocate (mine(3, 2), yours(3, 2))
    mine(:, 1) = [(3.0_f8 * rank + i, i = 1, 3)]
    mine(:, 2) = mine(:, 1) + 3 * size
    yours(:, 1) = 2
    yours(:, 2) = -3
    call check_ok(da_distribution_create(ctx, 2_i4, [3_i8 * size, 2_i8], "b,n" // c_null_char, out=dist), "distribution")
    call check_ok(da_wrap(dist, mine, a), "da_wrap")
    call check_ok(da_wrap(dist, yours, b), "da_wrap")
  end subroutine make_operands

  ! The result has the values here, in Fortran order; then it is freed.
  subroutine expect(status, c, values, what)
    integer(i4), intent(in) :: status
    type(c_ptr), intent(inout) :: c
    real(f8), intent(in) :: values(:, :)
    character(len=*), intent(in) :: what
    type(da_local) :: local
    real(f8), pointer :: stored(:)
    integer :: i, j
    logical :: equal
    call check_ok(status, what)
    call check_ok(da_array_local(c, DA_ACCESS_READ, local), what)
    call check_true(local%dtype == DA_FLOAT64 .and. all(local%shape(:2) == shape(values)), what // ": dtype and shape")
    call c_f_pointer(local%data, stored, [local%size])
    equal = .true.
    do j = 0, 1
      do i = 0, 2
        ! Read by strides, whatever the order.
        equal = equal .and. abs(stored((i * local%strides(1) + j * local%strides(2)) / 8 + 1) - values(i + 1, j + 1)) < 1e-15_f8
      end do
    end do
    call check_true(equal, what // ": values")
    call check_ok(da_array_free(c), "free")
  end subroutine expect

  subroutine arrays()
    type(c_ptr) :: c = c_null_ptr
    integer(i4) :: status
    status = da_add(a, b, c)
    call expect(status, c, mine + yours, "da_add")
    status = da_subtract(a, b, c)
    call expect(status, c, mine - yours, "da_subtract")
    status = da_multiply(a, b, c)
    call expect(status, c, mine * yours, "da_multiply")
    status = da_true_divide(a, b, c)
    call expect(status, c, mine / yours, "da_true_divide")
    status = da_binary(DA_OP_SUBTRACT, b, a, c)
    call expect(status, c, yours - mine, "da_binary")
    status = da_sqrt(a, c)
    call expect(status, c, sqrt(mine), "da_sqrt")
    status = da_absolute(b, c)
    call expect(status, c, abs(yours), "da_absolute")
    status = da_unary(DA_OP_ABSOLUTE, b, c)
    call expect(status, c, abs(yours), "da_unary")
    status = da_unary(DA_OP_SQRT, a, c)
    call expect(status, c, sqrt(mine), "da_unary")
  end subroutine arrays

  subroutine scalars()
    type(c_ptr) :: c = c_null_ptr
    integer(i4) :: status
    status = da_binary_scalar(DA_OP_TRUE_DIVIDE, a, da_int(4_i8), c)
    call expect(status, c, mine / 4, "da_binary_scalar")
    status = da_scalar_binary(DA_OP_SUBTRACT, da_real(0.5_f8), a, c)
    call expect(status, c, 0.5_f8 - mine, "da_scalar_binary")
    status = da_binary_scalar(DA_OP_ADD, a, da_f64(1.0_f8), c)
    call expect(status, c, mine + 1, "a strong scalar")
    status = da_scalar_binary(DA_OP_MULTIPLY, da_i16(3_c_int16_t), a, c)
    call expect(status, c, 3 * mine, "a scalar of another dtype")
  end subroutine scalars

  ! A live result receives the values, here in the caller's own memory, and may be an operand.
  subroutine in_place()
    real(f8), target :: result(3, 2)
    type(c_ptr) :: c = c_null_ptr, handle
    type(da_counters) :: before, after
    call check_ok(da_wrap(dist, result, c), "da_wrap")
    handle = c
    call check_ok(da_library_counters(before), "counters")
    call check_ok(da_add(a, b, c), "da_add into live memory")
    call check_near(maxval(abs(result - (mine + yours))), 0.0_f8, 0.0_f8, "the caller's memory has the sum")
    call check_ok(da_multiply(c, c, c), "da_multiply in place")
    call check_near(maxval(abs(result - (mine + yours)**2)), 0.0_f8, 0.0_f8, "the square in place")
    call check_ok(da_library_counters(after), "counters")
    call check_equal(after%allocations, before%allocations, "nothing was allocated")
    call check_true(c_associated(c, handle), "the same handle")
    call check_ok(da_array_free(c), "free")
  end subroutine in_place

  ! Results of operands in Fortran order are in that order too.
  subroutine layouts()
    type(c_ptr) :: c = c_null_ptr
    real(f8), pointer :: p(:, :)
    call check_ok(da_empty_like(a, 0_i4, c), "da_empty_like")
    call check_ok(da_pointer(c, p), "made like an array in Fortran order")
    p = mine
    call check_ok(da_multiply(c, b, c), "da_multiply")
    call check_near(maxval(abs(p - mine * yours)), 0.0_f8, 0.0_f8, "through the pointer")
    call check_ok(da_array_free(c), "free")
    call check_ok(da_add(a, b, c), "da_add")
    call check_ok(da_pointer(c, p), "a result")
    call check_near(maxval(abs(p - (mine + yours))), 0.0_f8, 0.0_f8, "a result through a pointer")
    call check_ok(da_array_free(c), "free")
  end subroutine layouts

  function number_of(status, value) result(number)
    integer(i4), intent(in) :: status
    type(da_value), intent(in) :: value
    real(f8) :: number
    call check_ok(status, "a reduction to a scalar")
    call check_ok(da_value_f64(value, number), "da_value_f64")
  end function number_of

  ! a holds 1 to n.
  subroutine numbers()
    type(da_value) :: value
    real(f8) :: n
    integer(i4) :: status
    n = 6.0_f8 * size
    status = da_sum_value(a, value)
    call check_near(number_of(status, value), n * (n + 1) / 2, 0.0_f8, "da_sum_value")
    status = da_min_value(a, value)
    call check_near(number_of(status, value), 1.0_f8, 0.0_f8, "da_min_value")
    status = da_max_value(a, value)
    call check_near(number_of(status, value), n, 0.0_f8, "da_max_value")
    status = da_mean_value(a, value)
    call check_near(number_of(status, value), (n + 1) / 2, 1e-14_f8 * n, "da_mean_value")
    status = da_reduce_value(DA_REDUCE_MIN, b, value)
    call check_near(number_of(status, value), -3.0_f8, 0.0_f8, "da_reduce_value")
  end subroutine numbers

  ! An array without axes that every rank holds.
  subroutine expect_one(status, c, axes, number, what)
    integer(i4), intent(in) :: status, axes
    type(c_ptr), intent(inout) :: c
    real(f8), intent(in) :: number
    character(len=*), intent(in) :: what
    type(da_local) :: local
    real(f8), pointer :: element
    call check_ok(status, what)
    call check_ok(da_array_local(c, DA_ACCESS_READ, local), what)
    call check_equal(local%ndim, axes, what // ": axes")
    call check_equal(local%size, 1_i8, what // ": one element on every rank")
    call c_f_pointer(local%data, element)
    call check_near(element, number, 1e-14_f8 * abs(number), what)
    call check_ok(da_array_free(c), "free")
  end subroutine expect_one

  subroutine single_numbers()
    type(c_ptr) :: c = c_null_ptr
    integer(i4), parameter :: both(2) = [0, -1]
    integer(i4) :: status
    real(f8) :: n
    n = 6.0_f8 * size
    status = da_sum(a, 0_i4, flags=0_i4, out=c)
    call expect_one(status, c, 0_i4, n * (n + 1) / 2, "da_sum")
    status = da_sum(a, 2_i4, both, DA_KEEPDIMS, c)
    call expect_one(status, c, 2_i4, n * (n + 1) / 2, "da_sum keeping axes")
    status = da_min(b, 0_i4, flags=0_i4, out=c)
    call expect_one(status, c, 0_i4, -3.0_f8, "da_min")
    status = da_max(b, 0_i4, flags=0_i4, out=c)
    call expect_one(status, c, 0_i4, 2.0_f8, "da_max")
    status = da_mean(b, 0_i4, flags=0_i4, out=c)
    call expect_one(status, c, 0_i4, -0.5_f8, "da_mean")
    status = da_reduce(DA_REDUCE_MAX, a, 2_i4, both, 0_i4, c)
    call expect_one(status, c, 0_i4, n, "da_reduce")
  end subroutine single_numbers

  ! A mistake on one rank: that rank is told at once, the others by the next call that communicates.
  subroutine mistakes()
    type(c_ptr) :: c = c_null_ptr
    type(da_value) :: value
    integer(i4) :: status
    status = da_unary(merge(999_i4, DA_OP_SQRT, rank == size - 1), a, c)
    call check_status(status, merge(DA_ERR_ARGUMENT, DA_OK, rank == size - 1), "an unknown number on the last rank")
    if (size > 1) then
      status = da_sum_value(a, value)
      call check_true(status /= DA_OK, "everybody is told")
      call check_true(len(da_message()) > 0, "with a message")
    end if
    call check_ok(da_array_free(c), "free")
    call numbers()
    call check_status(da_sum(a, 1_i4, [2_i4], 0_i4, c), DA_ERR_AXIS, "no such axis")
  end subroutine mistakes
end program compute
