! A plate that is hot along one edge: a plain MPI program as there are many, with blocks, ghost layers and
! messages of its own, and nothing else. old_code.f90 is the same program with ten lines more, by which libdistarray
! knows its memory; docs/interop/old_code.md shows the difference.
!
!     mpiexec -n 4 ./old_code_before
!     mpiexec -n 4 ./old_code
! ranks: 1 2 3 4 6  timeout: 60  expect: 300 steps, largest change 6.99044E-02
! ranks: 1 2 3 4 6  timeout: 60  expect: mean temperature 12.211773
!
! SPDX-License-Identifier: BSD-3-Clause
program plate_of_heat
  use distarray_objects
  implicit none
  include 'mpif.h'
  integer, parameter :: dp = kind(1d0), nx = 60, ny = 44, steps = 300
  real(dp), allocatable :: u(:, :), next(:, :)
  target :: u
  type(da_context) :: ctx
  type(da_distribution) :: blocks
  type(da_array) :: plate
  real(dp) :: local, global
  integer :: me, ranks, px, py, mx, my, i1, i2, j1, j2, step, ierr

  call MPI_Init(ierr)
  call MPI_Comm_rank(MPI_COMM_WORLD, me, ierr)
  call MPI_Comm_size(MPI_COMM_WORLD, ranks, ierr)
  call make_grid()
  call make_blocks()
  do step = 1, steps
    call exchange()
    call relax()
  end do
  call MPI_Allreduce(local, global, 1, MPI_DOUBLE_PRECISION, MPI_MAX, MPI_COMM_WORLD, ierr)
  if (me == 0) print '(i0, " steps, largest change ", es11.5)', steps, global
  call da_create(ctx, MPI_COMM_WORLD)
  call da_create(blocks, ctx, [nx, ny], [i1, j1], [i2, j2])
  call plate%wrap(blocks, u(i1:i2, j1:j2))
  call plate%mean(global)
  if (me == 0) print '("mean temperature ", f9.6)', global
  call MPI_Finalize(ierr)

contains

  ! px columns of processes and py rows; ranks are counted along x first.
  subroutine make_grid()
    px = int(sqrt(real(ranks)))
    do while (modulo(ranks, px) /= 0)
      px = px - 1
    end do
    py = ranks / px
    mx = modulo(me, px)
    my = me / px
  end subroutine make_grid

  ! Points i1 to i2 and j1 to j2 are ours, the layer around them is a copy of the neighbours' points, or the edge.
  subroutine make_blocks()
    i1 = mx * nx / px + 1
    i2 = (mx + 1) * nx / px
    j1 = my * ny / py + 1
    j2 = (my + 1) * ny / py
    allocate (u(i1 - 1:i2 + 1, j1 - 1:j2 + 1), next(i1:i2, j1:j2))
    u = 0
    if (i1 == 1) u(0, :) = 100
  end subroutine make_blocks

  ! The process beside this one, or none.
  integer function neighbour(dx, dy)
    integer, intent(in) :: dx, dy
    neighbour = MPI_PROC_NULL
    if (mx + dx < 0 .or. mx + dx >= px .or. my + dy < 0 .or. my + dy >= py) return
    neighbour = me + dx + dy * px
  end function neighbour

  subroutine exchange()
    real(dp), dimension(j2 - j1 + 1) :: left, right
    real(dp), dimension(i2 - i1 + 1) :: low, high
    left = u(i1, j1:j2)
    right = u(i2 + 1, j1:j2)
    call send(left, neighbour(-1, 0), right, neighbour(1, 0))
    u(i2 + 1, j1:j2) = right
    right = u(i2, j1:j2)
    left = u(i1 - 1, j1:j2)
    call send(right, neighbour(1, 0), left, neighbour(-1, 0))
    u(i1 - 1, j1:j2) = left
    low = u(i1:i2, j1)
    high = u(i1:i2, j2 + 1)
    call send(low, neighbour(0, -1), high, neighbour(0, 1))
    u(i1:i2, j2 + 1) = high
    high = u(i1:i2, j2)
    low = u(i1:i2, j1 - 1)
    call send(high, neighbour(0, 1), low, neighbour(0, -1))
    u(i1:i2, j1 - 1) = low
  end subroutine exchange

  subroutine send(mine, to, theirs, from)
    real(dp), intent(in) :: mine(:)
    real(dp), intent(inout) :: theirs(:)
    integer, intent(in) :: to, from
    call MPI_Sendrecv(mine, size(mine), MPI_DOUBLE_PRECISION, to, 1, theirs, size(theirs), MPI_DOUBLE_PRECISION, from, 1, &
        MPI_COMM_WORLD, MPI_STATUS_IGNORE, ierr)
  end subroutine send

  subroutine relax()
    integer :: i, j
    do j = j1, j2
      do i = i1, i2
        next(i, j) = ((u(i - 1, j) + u(i + 1, j)) + (u(i, j - 1) + u(i, j + 1))) / 4
      end do
    end do
    local = maxval(abs(next - u(i1:i2, j1:j2)))
    u(i1:i2, j1:j2) = next
  end subroutine relax
end program plate_of_heat
