! Sequences, storage orders, and the application's functions: of indices, of elements, by name.
! ranks: 1 2 3 4 6  valgrind: 1  sources: support/check.f90
module creation_callbacks
  use, intrinsic :: iso_c_binding
  use distarray
  implicit none

contains

  ! 100 * row + column, both from 0.
  function by_index(run, user) result(status) bind(C)
    type(da_run), intent(in) :: run
    type(c_ptr), value :: user
    integer(c_int32_t) :: status
    integer(c_int64_t), pointer :: index(:)
    real(c_double), pointer :: elements(:)
    integer(c_int64_t) :: i
    status = merge(0, 1, run%ndim == 2 .and. run%axis == 1 .and. run%stride == 8 .and. .not. c_associated(user))
    call c_f_pointer(run%index, index, [2])
    call c_f_pointer(run%data, elements, [run%count])
    do i = 1, run%count
      elements(i) = real(100 * index(1) + index(2) + i - 1, c_double)
    end do
  end function by_index

  ! The square of a number, as float32.
  function square(element, made, user) result(status) bind(C)
    type(c_ptr), value :: element, made, user
    integer(c_int32_t) :: status
    real(c_double), pointer :: x
    real(c_float), pointer :: y
    call c_f_pointer(element, x)
    call c_f_pointer(made, y)
    y = real(x * x, c_float)
    status = merge(13, 0, c_associated(user))
  end function square

  ! Copies the second vector to the first, times the argument.
  function times(narrays, sections, argument, user) result(status) bind(C)
    integer(c_int32_t), value :: narrays
    type(da_local), intent(in) :: sections(narrays)
    type(c_ptr), value :: argument, user
    integer(c_int32_t) :: status
    real(c_double), pointer :: to(:), from(:), factor
    call c_f_pointer(sections(1)%data, to, [sections(1)%size])
    call c_f_pointer(sections(2)%data, from, [sections(2)%size])
    call c_f_pointer(argument, factor)
    to = from * factor
    status = merge(0, 1, narrays == 2 .and. .not. c_associated(user))
  end function times
end module creation_callbacks

program creation
  use mpi_f08, only: MPI_Init, MPI_COMM_WORLD
  use, intrinsic :: iso_c_binding
  use check
  use creation_callbacks
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
  total = 4_i8 * size
  call check_ok(da_distribution_create(ctx, 2_i4, [total, 3_i8], "b,n" // c_null_char, out=dist), "da_distribution_create")
  call sequences()
  call diagonal()
  call orders()
  call functions()
  call registered()
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
    call check_near(got, expected, 1.0e-12_f8 * abs(expected), what)
  end subroutine expect_sum

  subroutine discard(a)
    type(c_ptr), intent(inout) :: a
    call check_ok(da_array_free(a), "da_array_free")
  end subroutine discard

  subroutine sequences()
    type(c_ptr) :: a = c_null_ptr
    integer(i4), pointer :: p(:)
    real(f8), pointer :: x(:)
    integer :: i
    call check_ok(da_arange(ctx, da_int(0_i8), da_int(4 * total), da_int(4_i8), DA_INT32, out=a), "da_arange")
    call check_ok(da_pointer(a, p, DA_ACCESS_READ), "da_pointer")
    call check_true(all(p == [(16 * rank + 4 * i, i = 0, 3)]), "four numbers on each rank")
    call discard(a)
    call check_ok(da_arange(ctx, da_real(1.0_f8), da_int(0_i8), da_real(-0.25_f8), 0_i4, "c" // c_null_char, a), "backwards")
    call expect_sum(a, 2.5_f8, "1, 0.75, 0.5 and 0.25")
    call discard(a)
    call check_ok(da_linspace(ctx, da_int(0_i8), da_int(1_i8), total, 0_i4, 0_i4, "b" // c_null_char, a), "da_linspace")
    call check_ok(da_pointer(a, x, DA_ACCESS_READ), "da_pointer")
    call check_near(maxval(abs(x - [((4 * rank + i) / real(total, f8), i = 0, 3)])), 0.0_f8, 1.0e-15_f8, "its elements")
    call discard(a)
    call check_ok(da_logspace(ctx, da_int(0_i8), da_int(3_i8), 3_i8, 0_i4, da_real(10.0_f8), 0_i4, out=a), "da_logspace")
    call expect_sum(a, 111.0_f8, "1, 10, 100")
    call discard(a)
    call check_status(da_arange(ctx, da_int(0_i8), da_int(1_i8), da_int(0_i8), 0_i4, out=a), DA_ERR_ARGUMENT, "no step")
    call check_true(.not. c_associated(a), "no handle after an error")
  end subroutine sequences

  subroutine diagonal()
    type(c_ptr) :: a = c_null_ptr
    call check_ok(da_eye(dist, 0_i8, DA_FLOAT64, a), "da_eye")
    call expect_sum(a, 3.0_f8, "the main diagonal")
    call discard(a)
    call check_ok(da_eye(dist, 2_i8, DA_INT8, a), "da_eye")
    call expect_sum(a, 1.0_f8, "a corner")
    call discard(a)
  end subroutine diagonal

  subroutine orders()
    type(da_array_options) :: options
    type(c_ptr) :: a = c_null_ptr, b = c_null_ptr
    type(da_local) :: local
    integer(i4) :: in_c, in_f
    options%order = DA_ORDER_FORTRAN
    options%fill = DA_FILL_VALUE
    options%value = da_real(1.5_f8)
    call check_ok(da_array_create(dist, DA_FLOAT64, options, a), "da_array_create")
    call expect_sum(a, 4.5_f8 * total, "1.5 everywhere")
    call check_ok(da_array_local(a, DA_ACCESS_READ, local), "da_array_local")
    call check_true(all(local%strides(1:2) == [8, 32]), "the first index is the fastest")
    call check_ok(da_array_order(a, in_c, in_f), "da_array_order")
    call check_equal(in_c, 0_i4, "not in C order")
    call check_equal(in_f, 1_i4, "in Fortran order")
    call check_ok(da_copy_order(a, DA_ORDER_C, b), "da_copy_order")
    call check_ok(da_array_order(b, f_contiguous=in_f), "da_array_order")
    call check_equal(in_f, 0_i4, "the copy is in C order")
    call expect_sum(b, 4.5_f8 * total, "the same values")
    call discard(a)
    call discard(b)
    call check_ok(da_array_create(dist, DA_INT16, out=a), "the defaults")
    call discard(a)
  end subroutine orders

  subroutine functions()
    type(c_ptr) :: a = c_null_ptr, b = c_null_ptr
    integer(i4), target :: something
    real(f8) :: rows
    rows = real(total, f8)
    call check_ok(da_fromfunction(dist, DA_FLOAT64, c_funloc(by_index), c_null_ptr, a), "da_fromfunction")
    call expect_sum(a, 300 * rows * (rows - 1) / 2 + 3 * rows, "100 * row + column")
    call check_ok(da_fill(a, da_real(1.5_f8)), "da_fill")
    call check_ok(da_array_map(a, DA_FLOAT32, c_funloc(square), c_null_ptr, b), "da_array_map")
    call expect_sum(b, 2.25_f8 * 3 * rows, "squares")
    call check_ok(da_array_map(a, DA_FLOAT32, c_funloc(square), c_null_ptr, a), "in place")
    call expect_sum(a, 2.25_f8 * 3 * rows, "squares in place")
    call check_status(da_array_map(a, DA_FLOAT32, c_funloc(square), c_loc(something), b), DA_ERR_CALLBACK, "an error")
    call check_true(index(da_message(), "13") > 0, "the message has its number: " // da_message())
    call discard(a)
    call discard(b)
  end subroutine functions

  subroutine registered()
    type(c_ptr) :: pair(2)
    real(f8), target :: factor
    pair = c_null_ptr
    factor = 3
    call check_ok(da_zeros(dist, DA_FLOAT64, pair(1)), "da_zeros")
    call check_ok(da_full(dist, DA_FLOAT64, da_real(0.5_f8), pair(2)), "da_full")
    call check_ok(da_function_register("times" // c_null_char, 2_i4, [DA_ACCESS_WRITE, DA_ACCESS_READ], c_funloc(times), &
        c_null_ptr), "da_function_register")
    call check_ok(da_call_local("times" // c_null_char, 2_i4, pair, c_loc(factor)), "da_call_local")
    call expect_sum(pair(1), 4.5_f8 * total, "1.5 everywhere")
    call check_ok(da_function_unregister("times" // c_null_char), "da_function_unregister")
    call check_status(da_call_local("times" // c_null_char, 2_i4, pair, c_loc(factor)), DA_ERR_ARGUMENT, "unknown")
    call check_ok(da_context_barrier(ctx), "nothing is left: all ranks failed alike")
    call discard(pair(1))
    call discard(pair(2))
  end subroutine registered
end program creation
