! Heat spreads through a block: the program keeps its own memory and its own loops, and a halo brings the
! neighbours' cells while it computes where it needs none of them. c_examples/heat.c in Fortran.
!
!     mpiexec -n 4 ./heat [steps]
!
! One end of the block is hot and the other cold, its sides let no heat through, and along the third axis it
! repeats itself. Every number equals that of a serial run to the last bit. Read `run` first.
! ranks: 1 2 3 6 4  timeout: 60  valgrind-full: 1 3 expect: OK
!
! SPDX-License-Identifier: BSD-3-Clause
program heat
  use mpi_f08
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: error_unit, int64, real64
  use distarray_f08
  implicit none

  integer(int64), parameter :: length = 30, width = 24, depth = 20
  ! The whole block: cells and, at each of its ends, one layer of boundary.
  integer(int64), parameter :: whole(3) = [length, width, depth] + 2
  integer(int64), parameter :: origin(3) = 0   ! indices of the library begin with 0
  real(real64), parameter :: rate = 0.15_real64, hot = 100, cold = 0

  ! Cells from `low` to `high`, by indices of this rank's memory, which begin with 1.
  type :: box
    integer(int64) :: low(3) = 1, high(3) = 0
  end type box

  integer :: me, ranks, steps
  integer(int64) :: corner(3) = 0   ! global index of the first element in this rank's memory
  type(box) :: cells                ! the cells that this rank computes
  ! Temperatures now and after a step, in this rank's own memory. What libraries keep pointers to is a TARGET.
  real(real64), allocatable, target :: memory(:, :, :, :)
  integer :: now = 1                ! which of the two
  type(c_ptr) :: ctx = c_null_ptr, dist = c_null_ptr, halo = c_null_ptr
  type(c_ptr) :: arrays(2) = c_null_ptr   ! the library's view of the same memory
  logical :: ok

  call MPI_Init()
  call MPI_Comm_rank(MPI_COMM_WORLD, me)
  call MPI_Comm_size(MPI_COMM_WORLD, ranks)
  call find_steps()

  ok = agreed(prepare())
  if (ok) ok = agreed(connect())
  if (ok) ok = agreed(run())
  if (ok) ok = agreed(compare())

  call let_go(da_halo_free(halo))   ! all of these accept what is not there
  call let_go(da_array_free(arrays(1)))
  call let_go(da_array_free(arrays(2)))
  call let_go(da_distribution_free(dist))
  call let_go(da_context_free(ctx))
  if (allocated(memory)) deallocate (memory)
  ok = everywhere(ok)
  if (me == 0 .and. ok) print '(a)', "OK"
  call MPI_Finalize()
  if (.not. ok) stop 1

contains

  ! Every function that can fail returns a status, and leaves a text that says more.
  function failed(status)
    integer(c_int32_t), intent(in) :: status
    logical :: failed
    failed = status /= DA_OK
    if (failed) call complain(da_message())
  end function failed

  subroutine complain(text)
    character(len=*), intent(in) :: text
    write (error_unit, '("heat: rank ", i0, ": ", a)') me, text
  end subroutine complain

  subroutine let_go(status)
    integer(c_int32_t), intent(in) :: status
    if (failed(status)) ok = .false.
  end subroutine let_go

  subroutine find_steps()
    character(len=32) :: argument
    integer :: problem
    steps = 25
    call get_command_argument(1, argument)
    if (argument == "") return
    read (argument, *, iostat=problem) steps
    if (problem /= 0) steps = 25
  end subroutine find_steps

  ! What the program computes for some cells from what all of them and their neighbours were before. It is
  ! the same subroutine for a part of a block and for a whole one.
  subroutine spread_heat(old, new, b)
    real(real64), intent(in) :: old(:, :, :)
    real(real64), intent(inout) :: new(:, :, :)
    type(box), intent(in) :: b
    integer(int64) :: i, j, k
    real(real64) :: around
    do k = b%low(3), b%high(3)
      do j = b%low(2), b%high(2)
        do i = b%low(1), b%high(1)
          around = ((old(i - 1, j, k) + old(i + 1, j, k)) + (old(i, j - 1, k) + old(i, j + 1, k))) &
              + (old(i, j, k - 1) + old(i, j, k + 1))
          new(i, j, k) = old(i, j, k) + rate * (around - 6 * old(i, j, k))
        end do
      end do
    end do
  end subroutine spread_heat

  ! The temperature in the beginning, by global index; both ends keep theirs.
  pure function beginning(at) result(temperature)
    integer(int64), intent(in) :: at(3)
    real(real64) :: temperature
    if (at(1) == 0) then
      temperature = hot
    else if (at(1) == length + 1) then
      temperature = cold
    else
      temperature = 20 + real(modulo(7 * at(1) + 5 * at(2) + 3 * at(3), 11_int64), real64)
    end if
  end function beginning

  subroutine set_beginning(t, first)
    real(real64), intent(out) :: t(:, :, :)
    integer(int64), intent(in) :: first(3)
    integer(int64) :: i, j, k
    do k = 1, size(t, 3, int64)
      do j = 1, size(t, 2, int64)
        do i = 1, size(t, 1, int64)
          t(i, j, k) = beginning(first + [i, j, k] - 1)
        end do
      end do
    end do
  end subroutine set_beginning

  ! Step 1: the library cuts the block and says what each rank stores of it; the memory is ours. One layer of
  ! padding between neighbours (comm), and one at the ends (boundary), which is part of the shape.
  function prepare() result(fine)
    logical :: fine
    character(len=*), parameter :: how = "b(comm=1:1 boundary=1:1), b(comm=1:1 boundary=1:1), " // &
        "b(comm=1:1 boundary=1:1 periodic)"
    integer(int64) :: extents(3), offset(3), owned(3)
    character(len=256) :: text
    integer(int64) :: used
    integer(c_int32_t) :: status
    integer :: which, trouble
    fine = .false.
    if (failed(da_context_create(MPI_COMM_WORLD, out=ctx))) return
    if (failed(da_distribution_create(ctx, 3, whole, how // c_null_char, out=dist))) return
    extents = 0
    offset = 0
    owned = 0
    status = da_distribution_local_shape(dist, -1, extents)
    if (status /= DA_ERR_NOT_MEMBER) then   ! a rank that is left over has nothing, and takes part all the same
      if (failed(status)) return
      if (failed(da_distribution_owned(dist, -1, offset, owned))) return
      if (all(owned > 0)) then
        if (failed(da_distribution_global_from_local(dist, -1, origin, corner))) return
      end if
    end if
    ! Owned, but no boundary.
    cells%low = max(corner + offset, 1_int64) - corner + 1
    cells%high = min(corner + offset + owned, whole - 1) - corner
    allocate (memory(extents(1), extents(2), extents(3), 2), stat=trouble)
    if (trouble /= 0) then
      call complain("out of memory")
      return
    end if
    do which = 1, 2
      call set_beginning(memory(:, :, :, which), corner)
      if (failed(da_wrap(dist, memory(:, :, :, which), arrays(which)))) return
    end do
    if (failed(da_distribution_text(dist, text, int(len(text), int64), used))) return
    if (me == 0) print '("temperatures: ", a)', text(:used)
    fine = .true.
  end function prepare

  ! Step 2: what the halo shall do, once for all time steps. Ends that are held stay as they are; no heat flows
  ! to a boundary that shows the cell beside it. The stencil looks along the axes only.
  function connect() result(fine)
    logical :: fine
    type(da_halo_options) :: options
    integer(c_int32_t), target :: boundaries(6)
    boundaries = DA_BOUNDARY_UNTOUCHED
    boundaries(3:4) = DA_BOUNDARY_NEAREST   ! both sides of the second axis
    options%boundaries = c_loc(boundaries)
    options%skip_corners = 1
    fine = .not. failed(da_halo_create(dist, options, halo))
  end function connect

  ! The cells that need nobody else's, and no boundary: all but the outermost layer.
  pure function inside_of(b) result(inside)
    type(box), intent(in) :: b
    type(box) :: inside
    inside%low = b%low + 1
    inside%high = max(b%high - 1, b%low)
  end function inside_of

  ! The outermost layer: what is before and what is behind the inside along each axis, each cell once.
  subroutine spread_rim(old, new)
    real(real64), intent(in) :: old(:, :, :)
    real(real64), intent(inout) :: new(:, :, :)
    type(box) :: inside, rest, layer
    integer :: axis
    inside = inside_of(cells)
    rest = cells
    do axis = 1, 3
      layer = rest
      layer%high(axis) = min(inside%low(axis) - 1, rest%high(axis))
      call spread_heat(old, new, layer)
      layer = rest
      layer%low(axis) = inside%high(axis) + 1
      call spread_heat(old, new, layer)
      rest%low(axis) = inside%low(axis)
      rest%high(axis) = inside%high(axis)
    end do
  end subroutine spread_rim

  ! Step 3: the messages travel while the inside is computed.
  function run() result(fine)
    logical :: fine
    integer :: step, next
    fine = .false.
    do step = 1, steps
      next = 3 - now
      if (failed(da_halo_update_begin(halo, 1, arrays(now:now)))) return
      call spread_heat(memory(:, :, :, now), memory(:, :, :, next), inside_of(cells))
      if (failed(da_halo_update_end(halo))) return
      call spread_rim(memory(:, :, :, now), memory(:, :, :, next))
      now = next
    end do
    fine = .true.
  end function run

  ! A serial run, without the library: it fills the boundaries by itself.
  subroutine run_alone(t, last)
    real(real64), intent(inout) :: t(:, :, :, :)
    integer, intent(out) :: last
    integer(int64) :: i, j
    integer :: step
    call set_beginning(t(:, :, :, 1), origin)
    t(:, :, :, 2) = t(:, :, :, 1)
    last = 1
    do step = 1, steps
      do i = 2, length + 1
        t(i, 1, 2:depth + 1, last) = t(i, 2, 2:depth + 1, last)
        t(i, width + 2, 2:depth + 1, last) = t(i, width + 1, 2:depth + 1, last)
        do j = 2, width + 1
          t(i, j, 1, last) = t(i, j, depth + 1, last)
          t(i, j, depth + 2, last) = t(i, j, 2, last)
        end do
      end do
      call spread_heat(t(:, :, :, last), t(:, :, :, 3 - last), box([2, 2, 2], [length, width, depth] + 1))
      last = 3 - last
    end do
  end subroutine run_alone

  ! Step 4: rank 0 collects the cells, boundaries left out, and compares them with a serial run.
  function compare() result(fine)
    logical :: fine
    type(c_ptr) :: interior
    integer(c_int32_t) :: status
    real(real64), allocatable, target :: found(:, :, :)
    real(real64), allocatable :: alone(:, :, :, :)
    type(c_ptr) :: place
    integer(int64) :: different
    integer :: last
    fine = .false.
    interior = c_null_ptr
    place = c_null_ptr
    if (me == 0) then
      allocate (found(length, width, depth), alone(whole(1), whole(2), whole(3), 2))
      place = c_loc(found)
    end if
    if (failed(da_array_interior(arrays(now), interior))) return
    status = da_gather(interior, 0, DA_ORDER_FORTRAN, place, merge(length * width * depth * 8, 0_int64, me == 0))
    if (failed(status)) return
    if (failed(da_array_free(interior))) return
    fine = me /= 0
    if (fine) return

    call run_alone(alone, last)
    ! Bits are compared as integers, which tells 0 from -0, too.
    different = count(transfer(found, [0_int64]) /= &
        transfer(alone(2:length + 1, 2:width + 1, 2:depth + 1, last), [0_int64]), kind=int64)
    print '(i0, " x ", i0, " x ", i0, " cells, ", i0, " steps, ", i0, " ranks: mean temperature ", f0.6)', &
        length, width, depth, steps, ranks, sum(found) / size(found)
    print '("cells that differ from the serial run in any bit: ", i0)', different
    fine = different == 0
    if (.not. fine) call complain("the serial run has other temperatures")
  end function compare

  function everywhere(fine)
    logical, intent(in) :: fine
    logical :: everywhere
    call MPI_Allreduce(fine, everywhere, 1, MPI_LOGICAL, MPI_LAND, MPI_COMM_WORLD)
  end function everywhere

  ! The same verdict on every rank. A rank that failed alone left the others behind in some call that
  ! communicates: its first barrier meets that call, which fails on all of them, and its second one meets
  ! theirs. So nobody waits for ever.
  function agreed(fine)
    logical, value :: fine
    logical :: agreed
    integer(c_int32_t) :: ignored
    if (da_context_barrier(ctx) /= DA_OK) then
      fine = .false.
      ignored = da_context_barrier(ctx)
    end if
    agreed = everywhere(fine)
  end function agreed
end program heat
