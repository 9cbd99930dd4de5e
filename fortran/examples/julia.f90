! A Julia set: for points of the complex plane, how often z becomes z * z + c before it runs away. Once as whole-array
! arithmetic, once with a loop of the program's own that the library applies to every element. c_examples/julia.c in
! Fortran.
!
!     mpiexec -n 4 ./julia
!
! Read `with_functions` and `with_loop` first: they do the same.
! ranks: 1 2 3 6 4  timeout: 60  valgrind-full: 1 3 expect: OK
!
! SPDX-License-Identifier: BSD-3-Clause
module julia_points
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: int32, int64, real64
  use distarray, only: da_run
  implicit none
  integer, parameter :: rows = 36, columns = 88, most_steps = 60
  ! What is added in each step, and how far away is away.
  complex(real64), parameter :: c = (-0.8_real64, 0.156_real64)
  real(real64), parameter :: limit = 2

contains

  ! The points of a rectangle around 0, row by row from above. Elements of a run lie side by side, since the library
  ! makes the array.
  function place(run, user) result(status) bind(C)
    type(da_run), intent(in) :: run
    type(c_ptr), value :: user
    integer(c_int32_t) :: status
    integer(c_int64_t), pointer :: global(:)
    complex(real64), pointer :: z(:)
    real(real64) :: across, down
    integer(int64) :: i
    call c_f_pointer(run%index, global, [run%ndim])
    call c_f_pointer(run%data, z, [run%count])
    down = real(global(1), real64) / (rows - 1)
    do i = 1, run%count
      across = real(global(2) + i - 1, real64) / (columns - 1)
      z(i) = cmplx(3.2_real64 * across - 1.6_real64, 1.1_real64 - 2.2_real64 * down, real64)
    end do
    status = merge(1, 0, c_associated(user))   ! nobody hands anything over
  end function place

  ! The whole way of each point at once. The library calls this with stretches of elements, and sees to everything
  ! else: distributions, strides, conversions.
  function count_steps(args, steps, n, user) result(status) bind(C)
    type(c_ptr), intent(in) :: args(*)
    integer(c_int64_t), intent(in) :: steps(*)
    integer(c_int64_t), value :: n
    type(c_ptr), value :: user
    integer(c_int32_t) :: status
    complex(real64), pointer :: from(:)
    integer(int32), pointer :: to(:)
    complex(real64) :: z
    integer(int64) :: i, step_from, step_to
    integer(int32) :: found
    ! Distances are in bytes, and may be negative where memory runs backwards, which it does not here.
    step_from = steps(1) / 16
    step_to = steps(2) / 4
    call c_f_pointer(args(1), from, [(n - 1) * step_from + 1])
    call c_f_pointer(args(2), to, [(n - 1) * step_to + 1])
    do i = 0, n - 1
      z = from(i * step_from + 1)
      found = 0
      do while (found < most_steps)
        z = z * z + c
        if (abs(z) >= limit) exit
        found = found + 1
      end do
      to(i * step_to + 1) = found
    end do
    status = merge(1, 0, c_associated(user))
  end function count_steps
end module julia_points

program julia
  use mpi_f08
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: error_unit, int32, int64, real64
  use distarray_f08
  use julia_points
  implicit none
  integer :: me
  type(c_ptr) :: ctx = c_null_ptr, dist = c_null_ptr, points = c_null_ptr, steps = c_null_ptr, size = c_null_ptr
  type(c_ptr), target :: z = c_null_ptr, small = c_null_ptr, inside = c_null_ptr
  type(c_ptr), target :: steps_too = c_null_ptr, differs = c_null_ptr

  call MPI_Init()
  call MPI_Comm_rank(MPI_COMM_WORLD, me)
  call prepare()
  call with_functions()
  call with_loop()
  call compare()
  call draw()
  call free_all()
  if (me == 0) print '(a)', "OK"
  call MPI_Finalize()

contains

  subroutine try(status)
    integer(c_int32_t), intent(in) :: status
    if (status /= DA_OK) call give_up(da_message())
  end subroutine try

  subroutine give_up(text)
    character(len=*), intent(in) :: text
    write (error_unit, '(a, i0, 2a)') "julia: rank ", me, ": ", text
    call MPI_Abort(MPI_COMM_WORLD, 1)
  end subroutine give_up

  subroutine prepare()
    integer(int64), parameter :: shape(2) = [rows, columns]
    call try(da_context_create(MPI_COMM_WORLD, out=ctx))
    call try(da_distribution_create(ctx, 2_c_int32_t, shape, "b,b" // c_null_char, out=dist))
    call try(da_fromfunction(dist, DA_COMPLEX128, c_funloc(place), c_null_ptr, points))
  end subroutine prepare

  ! A function of two arrays, or of an array and a scalar, by NumPy's name; where `mask` is false, nothing changes.
  subroutine apply(name, a, b, scalar, mask, out)
    character(len=*), intent(in) :: name
    type(c_ptr), intent(in) :: a
    type(c_ptr), intent(in), optional :: b
    type(da_value), intent(in), optional :: scalar
    type(c_ptr), intent(in), optional :: mask
    type(c_ptr), intent(inout), target :: out
    type(da_operand) :: operands(2)
    type(da_ufunc_options) :: options
    operands(1)%array = a
    if (present(b)) operands(2)%array = b
    if (present(scalar)) operands(2)%value = scalar
    if (present(mask)) options%mask = mask
    call try(da_ufunc_call(name // c_null_char, 2_c_int32_t, operands, options, 1_c_int32_t, [c_loc(out)]))
  end subroutine apply

  ! NumPy's way. Nothing is sent, since all arrays lie alike; no array is made in a step but in the first one.
  subroutine with_functions()
    integer :: n
    call try(da_copy(points, z))
    call try(da_zeros(dist, DA_INT32, steps))
    call try(da_ones(dist, DA_BOOL, inside))
    do n = 1, most_steps
      call apply("multiply", z, z, mask=inside, out=z)
      call apply("add", z, scalar=da_complex(real(c, real64), aimag(c)), mask=inside, out=z)
      call try(da_absolute(z, size))
      call apply("less", size, scalar=da_real(limit), out=small)
      call apply("logical_and", inside, small, out=inside)
      call try(da_add(steps, inside, steps))   ! a bool counts as 0 or 1
    end do
  end subroutine with_functions

  ! The program's own loop.
  subroutine with_loop()
    character(len=*), parameter :: name = "julia.steps" // c_null_char
    type(da_operand) :: operands(1)
    call try(da_ufunc_register(name, 1_c_int32_t, 1_c_int32_t, [DA_COMPLEX128, DA_INT32], c_funloc(count_steps), &
                               c_null_ptr))
    operands(1)%array = points
    call try(da_ufunc_call(name, 1_c_int32_t, operands, nout=1_c_int32_t, out=[c_loc(steps_too)]))
    call try(da_ufunc_unregister(name))
  end subroutine with_loop

  ! Both have the same numbers, but for few points that a difference in the last digit sends elsewhere: compilers may
  ! round products and their sum once or twice.
  subroutine compare()
    type(da_value) :: value
    integer(c_int64_t) :: different, total
    call apply("not_equal", steps, steps_too, out=differs)
    call try(da_sum_value(differs, value))
    call try(da_value_i64(value, different))
    if (100 * different > rows * columns) call give_up("the two ways give different sets")
    call try(da_sum_value(steps, value))
    call try(da_value_i64(value, total))
    if (total <= 0 .or. total >= most_steps * rows * columns) call give_up("all points do the same")
  end subroutine compare

  subroutine draw()
    character(len=*), parameter :: shades = " .:-=+*#%@"
    integer(int32), target :: picture(columns, rows)   ! C order: a row of the set is a column here
    character(len=columns) :: text
    integer :: row, column, shade
    call try(da_gather(steps, 0_c_int32_t, DA_ORDER_C, c_loc(picture), int(4 * rows * columns, c_int64_t)))
    if (me /= 0) return
    do row = 1, rows
      do column = 1, columns
        shade = 1 + picture(column, row) * (len(shades) - 1) / most_steps
        text(column:column) = shades(shade:shade)
      end do
      print '(a)', text
    end do
  end subroutine draw

  subroutine free_all()
    call try(da_array_free(points))
    call try(da_array_free(z))
    call try(da_array_free(size))
    call try(da_array_free(small))
    call try(da_array_free(inside))
    call try(da_array_free(steps))
    call try(da_array_free(steps_too))
    call try(da_array_free(differs))
    call try(da_distribution_free(dist))
    call try(da_context_free(ctx))
  end subroutine free_all
end program julia
