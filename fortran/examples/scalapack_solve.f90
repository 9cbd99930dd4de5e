! A dense system of equations in Fortran: arrays of the library dealt out in blocks on a grid of processes are matrices of
! ScaLAPACK. pdgesv works in their memory, nothing is copied; then the library checks the solution.
!
!     mpiexec -n 4 ./scalapack_solve
!
! The matrix is 1 / (1 + |i - j|) with n added on the diagonal. Needs the targets DistArray::fortran and
! DistArray::scalapack. c_examples/scalapack_solve.c does the same and more through <distarray/scalapack.h>.
! ranks: 1 2 3 4  timeout: 60  valgrind: 2  expect: OK
!
! SPDX-License-Identifier: BSD-3-Clause
program scalapack_solve
  use mpi_f08
  use, intrinsic :: iso_c_binding, only: c_associated, c_loc, c_ptr
  use, intrinsic :: iso_fortran_env, only: int64, real64
  use distarray_objects_f08
  implicit none
  external :: blacs_get, blacs_gridinit, blacs_gridexit, descinit, pdgesv   ! ScaLAPACK comes without a module
  integer, parameter :: n = 200
  type(da_context) :: ctx
  type(da_distribution) :: squares, column
  type(da_array) :: matrix, side, factors, x, row, terms, rest, everything(7)
  real(real64) :: largest
  integer(int64) :: grid(2)
  integer :: me, blacs, k

  call MPI_Init()
  call MPI_Comm_rank(MPI_COMM_WORLD, me)
  call da_create(ctx, MPI_COMM_WORLD)

  ! Blocks of 16 x 16 in turn on a grid of processes that the library chooses; the right-hand side on the same grid.
  call da_create(squares, ctx, [n, n], "c:16,c:16")
  call da_create_like(column, squares, [n, 1])
  call matrix%empty(squares, DA_FLOAT64)             ! in Fortran order, as ScaLAPACK has it
  call side%ones(column, DA_FLOAT64)
  call set(matrix)

  ! Both libraries count the processes of a grid in the same way: row by row.
  grid = squares%grid_shape()
  call blacs_get(-1, 0, blacs)
  call blacs_gridinit(blacs, "Row-major", int(grid(1)), int(grid(2)))

  ! pdgesv overwrites its operands.
  call matrix%copy(factors)
  call side%copy(x)
  call solve()

  ! The largest element of matrix @ x - side in magnitude, as in NumPy: by broadcasting a row, and a sum along axis 2.
  call x%transpose(row)
  call matrix%multiply(row, terms)
  call terms%sum(rest, dim=2, keepdims=.true.)
  call rest%subtract(side)
  call rest%absolute()
  call rest%max(largest)
  if (me == 0) print '(a, i0, a, es8.1)', squares%text() // ": ", n, " equations, largest residual", largest
  if (.not. largest < 1e-12_real64) error stop "not solved"
  if (me == 0) print '(a)', "OK"

  call blacs_gridexit(blacs)                         ! before MPI_Finalize; handles may be freed in any order
  everything = [matrix, side, factors, x, row, terms, rest]
  do k = 1, size(everything)
    call everything(k)%free()
  end do
  call squares%free()
  call column%free()
  call ctx%free()
  call MPI_Finalize()

contains

  ! Each rank walks over what it has; indices count from 1.
  subroutine set(a)
    type(da_array), intent(in) :: a
    real(real64), pointer :: p(:, :)
    integer(int64) :: i, j, at(2)
    call a%pointer(p)
    do j = 1, size(p, 2, int64)
      do i = 1, size(p, 1, int64)
        at = squares%global_index([i, j])
        p(i, j) = 1 / (1 + real(abs(at(1) - at(2)), real64)) + merge(n, 0, at(1) == at(2))
      end do
    end do
  end subroutine set

  ! What a distribution by blocks is for ScaLAPACK: extents, extents of a block, and the memory's leading dimension.
  function described(dist) result(desc)
    type(da_distribution), intent(in) :: dist
    type(da_dim_dict) :: axes(2)
    integer(int64) :: extents(2), mine(2)
    integer :: desc(9), info
    extents = dist%shape()
    mine = dist%local_shape()
    call da_check(da_distribution_dim_data(dist%handle, -1, axes))
    call descinit(desc, int(extents(1)), int(extents(2)), int(axes(1)%block_size), int(axes(2)%block_size), 0, 0, blacs, &
        max(1, int(mine(1))), info)
    if (info /= 0) error stop "descinit"
  end function described

  ! `factors` and `x` become the factors and the solution.
  subroutine solve()
    real(real64), pointer :: a(:, :), b(:, :)
    integer :: pivots(n + 16), info
    call factors%pointer(a)
    call x%pointer(b)
    call pdgesv(n, 1, a, 1, 1, described(squares), pivots, b, 1, 1, described(column), info)
    if (info /= 0) error stop "pdgesv"
    call check_place(a, factors)
    call check_place(b, x)
  end subroutine solve

  ! A procedure without an interface, as pdgesv, gets the array's own memory, not a copy of it.
  subroutine check_place(argument, a)
    real(real64), intent(in), target :: argument(*)
    type(da_array), intent(in) :: a
    type(da_local) :: here
    type(c_ptr) :: place
    place = c_loc(argument)
    call da_check(da_array_local(a%handle, DA_ACCESS_READ, here))
    if (here%size > 0 .and. .not. c_associated(place, here%data)) error stop "it was copied"
  end subroutine check_place
end program scalapack_solve
