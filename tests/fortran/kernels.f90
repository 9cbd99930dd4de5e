! Element-wise functions by name, and a loop in Fortran as one more.
! ranks: 1 3  valgrind-full: 1 3 sources: support/check.f90
module kernel_loops
  use, intrinsic :: iso_c_binding
  implicit none

contains

  ! a * a + b of float64; args are the addresses of both operands and of the result, steps their distances in bytes.
  function square_plus(args, steps, n, user) result(status) bind(C)
    integer(c_int64_t), value :: n
    type(c_ptr), intent(in) :: args(3)
    integer(c_int64_t), intent(in) :: steps(3)
    type(c_ptr), value :: user
    integer(c_int32_t) :: status
    real(c_double), pointer :: a(:), b(:), c(:)
    call c_f_pointer(args(1), a, [n])
    call c_f_pointer(args(2), b, [n])
    call c_f_pointer(args(3), c, [n])
    c = a * a + b
    status = merge(0, 1, all(steps == 8) .and. .not. c_associated(user))
  end function square_plus
end module kernel_loops

program kernels
  use mpi_f08, only: MPI_Init, MPI_COMM_WORLD
  use, intrinsic :: iso_c_binding
  use check
  use distarray_f08
  use kernel_loops
  implicit none
  integer, parameter :: i4 = c_int32_t, i8 = c_int64_t, f8 = c_double
  type(c_ptr) :: ctx = c_null_ptr, dist = c_null_ptr, a = c_null_ptr
  type(c_ptr), target :: quotient = c_null_ptr, rest = c_null_ptr, made = c_null_ptr
  type(da_operand) :: operands(2)
  type(da_ufunc_options) :: options
  integer(i4), target :: found = -1

  call MPI_Init()
  call check_ok(da_context_create(MPI_COMM_WORLD, out=ctx), "da_context_create")
  call check_ok(da_distribution_create(ctx, 1_i4, [10_i8], "b" // c_null_char, out=dist), "distribution")
  call check_ok(da_full(dist, DA_FLOAT64, da_real(7.0_f8), a), "da_full")

  ! 7 is 3 times 2, and 1 is left.
  operands(1)%array = a
  operands(2)%value = da_int(2_i8)
  call check_ok(da_ufunc_call("divmod" // c_null_char, 2_i4, operands, nout=2_i4, out=[c_loc(quotient), c_loc(rest)]), &
      "da_ufunc_call")
  call expect_sum(quotient, 30.0_f8, "quotients")
  call expect_sum(rest, 10.0_f8, "remainders")

  ! Conditions are found in the values.
  options%conditions = c_loc(found)
  operands(2)%value = da_real(0.0_f8)
  call check_ok(da_ufunc_call("true_divide" // c_null_char, 2_i4, operands, options, 1_i4, [c_loc(quotient)]), "division")
  call check_equal(int(found, i8), int(DA_COND_DIVIDE, i8), "an exact infinite result")

  call check_ok(da_ufunc_register("square plus" // c_null_char, 2_i4, 1_i4, [DA_FLOAT64, DA_FLOAT64, DA_FLOAT64], &
      c_funloc(square_plus), c_null_ptr), "da_ufunc_register")
  operands(2)%array = rest
  call check_ok(da_ufunc_call("square plus" // c_null_char, 2_i4, operands, nout=1_i4, out=[c_loc(made)]), "own function")
  call expect_sum(made, 500.0_f8, "7 * 7 + 1")
  call check_ok(da_ufunc_unregister("square plus" // c_null_char), "da_ufunc_unregister")
  call check_status(da_ufunc_unregister("square plus" // c_null_char), DA_ERR_ARGUMENT, "forgotten")

  call check_ok(da_array_free(a), "free")
  call check_ok(da_array_free(quotient), "free")
  call check_ok(da_array_free(rest), "free")
  call check_ok(da_array_free(made), "free")
  call check_ok(da_distribution_free(dist), "free")
  call check_ok(da_context_free(ctx), "free")
  call check_finish()

contains

  subroutine expect_sum(array, number, what)
    type(c_ptr), intent(in) :: array
    real(f8), intent(in) :: number
    character(len=*), intent(in) :: what
    type(da_value) :: value
    real(f8) :: sum
    call check_ok(da_sum_value(array, value), what)
    call check_ok(da_value_f64(value, sum), what)
    call check_near(sum, number, 0.0_f8, what)
  end subroutine expect_sum
end program kernels
