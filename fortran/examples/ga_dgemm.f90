! Global Arrays and NumPy-like arrays in Fortran: a matrix of ours goes into a global array by one-sided puts, GA_Dgemm
! multiplies, and the product is read where it is.
!
!     mpiexec -n 4 ./ga_dgemm
!
! The product is a @ a, where a(i, j) = i + 2 j. Needs the targets DistArray::fortran and DistArray::ga.
! c_examples/ga_dgemm.c does the same through <distarray/ga.h>.
! ranks: 1 2 3 4  timeout: 60  expect: OK
!
! SPDX-License-Identifier: BSD-3-Clause
program ga_product
  use mpi_f08
  use, intrinsic :: iso_c_binding
  use distarray_objects_f08
  implicit none
  ! The default integer of the Fortran for which Global Arrays was built, `Integer` in its typesf2c.h: Debian's has 64 bits.
  integer, parameter :: ga = selected_int_kind(18), dp = kind(1d0)
  integer(ga), parameter :: n = 120, automatic(2) = -1, mt_f_dbl = 1013
  logical(ga), external :: ma_init, nga_create
  integer(ga), external :: ga_nodeid
  external :: ga_initialize, ga_terminate, ga_sync, ga_dgemm, nga_put, nga_get, nga_distribution
  interface
    ! nga_access gives an index into a common block; this one the address. Its indices count from 0, its axes are reversed.
    subroutine ga_address(g_a, low, high, address, ld) bind(C, name="NGA_Access64")
      import
      integer(c_int), value :: g_a
      integer(c_int64_t) :: low(*), high(*), ld(*)
      type(c_ptr), intent(out) :: address
    end subroutine ga_address
  end interface

  type(da_context) :: ctx
  type(da_distribution) :: rows, blocks
  type(da_array) :: a, c, v, av, aav, cv, everything(6)
  integer(ga) :: g_a, g_c
  real(dp) :: last(1)
  integer :: k

  call MPI_Init()
  call ga_initialize()
  if (.not. ma_init(mt_f_dbl, 1000000_ga, 1000000_ga)) error stop "ma_init"
  call da_create(ctx, MPI_COMM_WORLD)

  ! Our matrix: blocks of rows in Fortran order, each put where it belongs.
  call da_create(rows, ctx, [n, n], "b,n")
  call a%empty(rows, DA_FLOAT64)
  if (.not. nga_create(mt_f_dbl, 2_ga, [n, n], "a", automatic, g_a)) error stop "nga_create"
  if (.not. nga_create(mt_f_dbl, 2_ga, [n, n], "c", automatic, g_c)) error stop "nga_create"
  call set_and_put()

  ! ga_sync parts local access from one-sided operations, on both sides of them.
  call ga_sync()
  call ga_dgemm("n", "n", n, n, n, 1.0_dp, g_a, g_a, 0.0_dp, g_c)
  call ga_sync()
  call look()

  ! Is it the product? c @ v = a @ (a @ v) without rounding, as all numbers are whole ones.
  call da_check(da_arange(ctx%handle, da_i64(0_ga), da_i64(n), da_i64(1_ga), DA_FLOAT64, out=v%handle))
  call apply(a, v, av)
  call apply(a, av, aav)
  call apply(c, v, cv)
  if (.not. cv%equals(aav)) error stop "the product is wrong"

  ! And what the library does to it, Global Arrays sees.
  call c%fill(7)
  call ga_sync()
  call nga_get(g_c, [n, n], [n, n], last, [1_ga])
  if (abs(last(1) - 7) > 0) error stop "not the same memory"
  if (ga_nodeid() == 0) print '(a, /, a)', "the product on " // blocks%text(), "OK"

  everything = [a, c, v, av, aav, cv]
  do k = 1, size(everything)
    call everything(k)%free()                        ! before the memory goes
  end do
  call rows%free()
  call blocks%free()
  call ctx%free()
  call ga_terminate()                                ! destroys global arrays as well
  call MPI_Finalize()

contains

  ! This rank's rows, and a one-sided put of them, which needs nobody else.
  subroutine set_and_put()
    real(dp), pointer :: p(:, :)
    integer(ga) :: first(2), last(2), i, j
    call a%pointer(p)
    call rows%owned_range(first, last)
    do concurrent (i = 1:size(p, 1), j = 1:size(p, 2))
      p(i, j) = real(first(1) - 1 + i + 2 * j, dp)
    end do
    if (size(p) > 0) call nga_put(g_a, first, last, p, [size(p, 1, ga)])
  end subroutine set_and_put

  ! `c` becomes the memory that Global Arrays has on each rank, in blocks as it says.
  subroutine look()
    integer(ga) :: first(2), last(2), ld(1)
    type(c_ptr) :: address
    real(dp), pointer :: mine(:, :)
    real(dp), target :: nothing(0, 0)
    call nga_distribution(g_c, ga_nodeid(), first, last)
    call da_create(blocks, ctx, [n, n], first, last)
    mine => nothing
    if (all(first <= last)) then
      call ga_address(int(g_c, c_int), first(2:1:-1) - 1, last(2:1:-1) - 1, address, ld)
      call c_f_pointer(address, mine, last - first + 1)
    end if
    call c%wrap(blocks, mine)
  end subroutine look

  ! x @ y, as NumPy's (x * y).sum(axis=1).
  subroutine apply(x, y, product)
    type(da_array), intent(in) :: x, y
    type(da_array), intent(inout) :: product
    type(da_array) :: terms
    call x%multiply(y, terms)
    call terms%sum(product, dim=2)
    call terms%free()
  end subroutine apply
end program ga_product
