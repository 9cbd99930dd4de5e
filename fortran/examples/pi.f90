! An estimate of pi from random points: how many of those in a square lie in the quarter of a circle.
! c_examples/pi.c in Fortran, with other random numbers.
!
!     mpiexec -n 4 ./pi
!
! A random number belongs to the index of its point, so that every number of ranks throws the same points and finds the
! same estimate. Read `estimate` first.
! ranks: 1 2 3 6 4  timeout: 60  valgrind-full: 1 3 expect: OK
!
! SPDX-License-Identifier: BSD-3-Clause
module random_points
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: int64, real64
  use distarray, only: da_run
  implicit none
  ! Park and Miller's generator: number i is factor**i modulo a prime, and so are the numbers behind it.
  integer(int64), parameter :: prime = 2147483647, factor = 48271
  ! Where the stream of ordinates begins in it.
  integer(int64), parameter :: far = 1000000000

contains

  ! factor**i modulo prime: any place of the sequence, in as many steps as i has digits.
  pure function place(i) result(number)
    integer(int64), intent(in) :: i
    integer(int64) :: number, square, rest
    number = 1
    square = factor
    rest = i
    do while (rest > 0)
      if (mod(rest, 2_int64) == 1) number = mod(number * square, prime)
      square = mod(square * square, prime)
      rest = rest / 2
    end do
  end function place

  ! The number in a place, between 0 and 1.
  pure function unit(number) result(x)
    integer(int64), intent(in) :: number
    real(real64) :: x
    x = real(number, real64) / real(prime, real64)
  end function unit

  ! Fills a run of consecutive elements; `user` is the place of the stream's first number. The run's elements lie side
  ! by side, since the library makes the array.
  function fill(run, user) result(status) bind(C)
    type(da_run), intent(in) :: run
    type(c_ptr), value :: user
    integer(c_int32_t) :: status
    integer(c_int64_t), pointer :: first, global(:)
    real(real64), pointer :: x(:)
    integer(int64) :: number, i
    call c_f_pointer(user, first)
    call c_f_pointer(run%index, global, [run%ndim])
    call c_f_pointer(run%data, x, [run%count])
    number = place(first + global(1))
    do i = 1, run%count
      x(i) = unit(number)
      number = mod(number * factor, prime)
    end do
    status = 0
  end function fill
end module random_points

program pi_estimate
  use mpi_f08
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: error_unit, int64, real64
  use distarray_f08
  use random_points
  implicit none
  integer(int64), parameter :: points = 200000
  real(real64), parameter :: pi = acos(-1.0_real64)
  integer :: me
  integer(c_int64_t) :: hits = 0
  type(c_ptr) :: ctx = c_null_ptr, dist = c_null_ptr, x = c_null_ptr, y = c_null_ptr
  type(c_ptr), target :: inside = c_null_ptr

  call MPI_Init()
  call MPI_Comm_rank(MPI_COMM_WORLD, me)
  call estimate()
  call compare()
  call try(da_array_free(inside))
  call try(da_array_free(y))
  call try(da_array_free(x))
  call try(da_distribution_free(dist))
  call try(da_context_free(ctx))
  if (me == 0) print '(a)', "OK"
  call MPI_Finalize()

contains

  subroutine try(status)
    integer(c_int32_t), intent(in) :: status
    if (status /= DA_OK) call give_up(da_message())
  end subroutine try

  subroutine give_up(text)
    character(len=*), intent(in) :: text
    write (error_unit, '(a, i0, 2a)') "pi: rank ", me, ": ", text
    call MPI_Abort(MPI_COMM_WORLD, 1)
  end subroutine give_up

  subroutine estimate()
    integer(c_int64_t), target :: abscissae, ordinates
    type(da_operand) :: operands(2)
    type(da_value) :: value
    abscissae = 1
    ordinates = far
    call try(da_context_create(MPI_COMM_WORLD, out=ctx))
    call try(da_distribution_create(ctx, 1_c_int32_t, [points], "b" // c_null_char, out=dist))
    call try(da_fromfunction(dist, DA_FLOAT64, c_funloc(fill), c_loc(abscissae), x))
    call try(da_fromfunction(dist, DA_FLOAT64, c_funloc(fill), c_loc(ordinates), y))

    ! x becomes the square of the distance from the corner: in place, and no rank waits for another.
    call try(da_multiply(x, x, x))
    call try(da_multiply(y, y, y))
    call try(da_add(x, y, x))

    ! Every other function goes by NumPy's name.
    operands(1)%array = x
    operands(2)%value = da_real(1.0_c_double)
    call try(da_ufunc_call("less" // c_null_char, 2_c_int32_t, operands, nout=1_c_int32_t, out=[c_loc(inside)]))

    ! The one step that communicates.
    call try(da_sum_value(inside, value))
    call try(da_value_i64(value, hits))
  end subroutine estimate

  ! The same points, thrown by one process without the library.
  subroutine compare()
    integer(int64) :: i, serial
    real(real64) :: found
    real(real64), volatile :: a, b   ! rounded one by one, as the library does
    serial = 0
    do i = 0, points - 1
      a = unit(place(1 + i))**2
      b = unit(place(far + i))**2
      if (a + b < 1) serial = serial + 1
    end do
    if (serial /= hits) call give_up("another number of hits than in a serial run")
    ! Four times the standard deviation.
    found = 4 * real(hits, real64) / real(points, real64)
    if (abs(found - pi) > 4 * sqrt(pi * (4 - pi) / real(points, real64))) call give_up("the estimate is too far from pi")
    if (me == 0) print '(i0, a, i0, a, f8.6)', points, " points, of which ", hits, " hit: pi is about ", found
  end subroutine compare
end program pi_estimate
