! A terrain on several processes: the program keeps its own memory, asks global questions about it,
! and lends it to a library that has never heard of libdistarray. c_examples/terrain.c in Fortran.
!
!     mpiexec -n 4 ./terrain [elevations.npy]
!
! Read the main program first, then the steps in their order.
! ranks: 1 2 3 6 4  timeout: 60  valgrind: 1  valgrind-full: 3  expect: OK  cwd: ../../c_examples
!
! SPDX-License-Identifier: BSD-3-Clause

! The other library, libpeer.so, as peer.h declares it: written in C, it knows distarray/protocol.h
! and neither MPI nor libdistarray.
module peer
  use, intrinsic :: iso_c_binding
  use distarray, only: da_distbuffer
  implicit none

  interface
    function peer_error(status) result(text) bind(C)
      import
      implicit none
      integer(c_int), value :: status
      type(c_ptr) :: text
    end function peer_error

    function peer_scale(buffer, factor) result(status) bind(C)
      import
      implicit none
      type(da_distbuffer), intent(inout) :: buffer
      real(c_double), value :: factor
      integer(c_int) :: status
    end function peer_scale

    subroutine peer_report(buffer, text, capacity) bind(C)
      import
      implicit none
      type(da_distbuffer), intent(in) :: buffer
      character(kind=c_char), intent(out) :: text(*)
      integer(c_size_t), value :: capacity
    end subroutine peer_report
  end interface
end module peer

program terrain
  use mpi_f08
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: error_unit, int16, int64, real64
  use distarray_f08
  use npy
  use peer
  implicit none

  type :: statistics
    real(real64) :: min = 0, max = 0, mean = 0, std = 0
  end type statistics

  real(real64), parameter :: feet_per_metre = 1 / 0.3048_real64
  integer(int64), parameter :: origin(2) = 0     ! indices of the library begin with 0

  character(len=:), allocatable :: path
  integer :: me, ranks
  integer(int64) :: map(2)                       ! rows and columns of the whole map
  ! This rank's part of it, in two arrays of its own. What libraries keep pointers to is a TARGET.
  integer(int16), allocatable, target :: metres(:, :)   ! elevations as the file has them
  real(real64), allocatable, target :: heights(:, :)    ! metres, later feet, above the mean
  type(c_ptr) :: ctx = c_null_ptr, dist = c_null_ptr
  type(c_ptr) :: elevation = c_null_ptr, height = c_null_ptr   ! the library's view of the same memory
  type(c_ptr) :: squares = c_null_ptr, variance = c_null_ptr   ! the library's own memory
  type(statistics) :: found
  character(len=512) :: report                   ! what the peer understood on this rank
  logical :: ok

  call MPI_Init()
  call MPI_Comm_rank(MPI_COMM_WORLD, me)
  call MPI_Comm_size(MPI_COMM_WORLD, ranks)
  call find_path()

  ok = agreed(load())
  if (ok) ok = agreed(compute())
  if (ok) ok = agreed(compare())
  if (ok) ok = agreed(lend())
  if (ok) call print_reports()

  call let_go(da_array_free(variance))   ! all of these accept what is not there
  call let_go(da_array_free(squares))
  call let_go(da_array_free(height))
  call let_go(da_array_free(elevation))
  call let_go(da_distribution_free(dist))
  call let_go(da_context_free(ctx))
  if (allocated(metres)) deallocate (metres, heights)
  deallocate (path)
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
    write (error_unit, '("terrain: rank ", i0, ": ", a)') me, text
  end subroutine complain

  function required(condition, text)
    logical, intent(in) :: condition
    character(len=*), intent(in) :: text
    logical :: required
    required = condition
    if (.not. condition) call complain(text)
  end function required

  subroutine let_go(status)
    integer(c_int32_t), intent(in) :: status
    if (failed(status)) ok = .false.
  end subroutine let_go

  ! How often the library has allocated memory for elements in this process.
  function allocations() result(number)
    integer(int64) :: number
    type(da_counters) :: counters
    number = -1
    if (.not. failed(da_library_counters(counters))) number = counters%allocations
  end function allocations

  subroutine find_path()
    integer :: length
    call get_command_argument(1, length=length)
    allocate (character(len=length) :: path)
    call get_command_argument(1, path)
    if (length == 0) path = "data/jacksboro_dem.npy"
  end subroutine find_path

  ! What a rank has: a question to the distribution, which every rank can answer for every other. With
  ! more ranks than elements some have nothing.
  function block_of(rank, first, extents) result(status)
    integer(c_int32_t), intent(in) :: rank
    integer(int64), intent(out) :: first(2), extents(2)
    integer(c_int32_t) :: status
    first = 0
    status = da_distribution_local_shape(dist, rank, extents)
    if (status == DA_OK .and. all(extents > 0)) then
      status = da_distribution_global_from_local(dist, rank, origin, first)
    else if (status == DA_OK .or. status == DA_ERR_NOT_MEMBER) then
      extents = 0
      status = DA_OK
    end if
  end function block_of

  ! Step 1: the map is cut into blocks, and each rank reads its own into memory of its own.
  function load() result(fine)
    logical :: fine
    character(len=:), allocatable :: wrong
    integer(int64) :: first(2), extents(2)
    type(MPI_Comm) :: grid
    integer :: trouble
    fine = .false.
    if (failed(da_context_create(MPI_COMM_WORLD, out=ctx))) return
    call npy_matrix_shape(path, map, wrong)
    if (.not. required(wrong == "", path // ": " // wrong)) return
    if (failed(da_distribution_create(ctx, 2, map, "b,b" // c_null_char, out=dist))) return   ! grid from the shape
    if (failed(da_distribution_comm(dist, grid))) return   ! lets step 4 export even if the grid leaves ranks out
    if (failed(block_of(-1, first, extents))) return
    allocate (metres(extents(1), extents(2)), heights(extents(1), extents(2)), stat=trouble)
    if (.not. required(trouble == 0, "out of memory")) return
    call npy_read_block(path, first, metres, wrong)
    fine = required(wrong == "", path // ": " // wrong)
  end function load

  ! Step 2: wrap both arrays, and turn elevations into heights above the mean. The first is int16, the
  ! second real64; the result goes straight into our memory, because `height` is live.
  function compute() result(fine)
    logical :: fine
    type(da_value) :: minimum, maximum, mean, std
    integer(int64) :: before
    fine = .false.
    before = allocations()
    if (failed(da_wrap(dist, metres, elevation, DA_READ_ONLY))) return
    if (failed(da_wrap(dist, heights, height))) return
    if (failed(da_min_value(elevation, minimum))) return
    if (failed(da_max_value(elevation, maximum))) return
    if (failed(da_mean_value(elevation, mean))) return
    if (failed(da_binary_scalar(DA_OP_SUBTRACT, elevation, mean, height))) return
    if (.not. required(allocations() == before, "the library allocated memory, though it was given all it needs")) return
    if (failed(standard_deviation(std))) return
    if (failed(da_value_f64(minimum, found%min))) return
    if (failed(da_value_f64(maximum, found%max))) return
    if (failed(da_value_f64(mean, found%mean))) return
    if (failed(da_value_f64(std, found%std))) return
    fine = .true.
  end function compute

  ! The standard deviation of numbers whose mean is 0, out of element-wise functions. A handle that is
  ! null receives a new array; a live one, as in the square root, the result.
  function standard_deviation(std) result(status)
    type(da_value), intent(out) :: std
    integer(c_int32_t) :: status
    status = da_multiply(height, height, squares)
    if (status == DA_OK) status = da_mean(squares, 0, flags=0, out=variance)   ! over all axes; on every rank
    if (status == DA_OK) status = da_sqrt(variance, variance)
    if (status == DA_OK) status = da_sum_value(variance, std)
  end function standard_deviation

  ! The same numbers by a loop over the whole map, as a program on one process would do it.
  function by_hand(all_metres) result(s)
    integer(int16), intent(in) :: all_metres(:, :)
    type(statistics) :: s
    integer :: i, j
    s = statistics(all_metres(1, 1), all_metres(1, 1), 0, 0)
    do j = 1, size(all_metres, 2)
      do i = 1, size(all_metres, 1)
        s%min = min(s%min, real(all_metres(i, j), real64))
        s%max = max(s%max, real(all_metres(i, j), real64))
        s%mean = s%mean + all_metres(i, j)
      end do
    end do
    s%mean = s%mean / size(all_metres)
    do j = 1, size(all_metres, 2)
      do i = 1, size(all_metres, 1)
        s%std = s%std + (all_metres(i, j) - s%mean)**2
      end do
    end do
    s%std = sqrt(s%std / size(all_metres))
  end function by_hand

  pure function close_to(a, b)
    real(real64), intent(in) :: a, b
    logical :: close_to
    close_to = abs(a - b) <= 1e-12_real64 * abs(b)
  end function close_to

  ! Prints the map's layout; every rank's part is known here without asking anybody.
  function print_layout() result(fine)
    logical :: fine
    character(len=256) :: how
    integer(int64) :: length, first(2), extents(2)
    integer(c_int32_t) :: rank
    fine = .false.
    if (failed(da_distribution_text(dist, how, int(len(how), int64), length))) return
    print '("elevations, ", i0, " x ", i0, " int16: ", a)', map, how(:length)
    do rank = 0, ranks - 1
      if (failed(block_of(rank, first, extents))) return
      print '("  rank ", i0, ": ", i0, " x ", i0, ", from row ", i0, " and column ", i0)', rank, extents, first
    end do
    fine = .true.
  end function print_layout

  ! Step 3: rank 0 shows what was found next to what a serial loop finds, and compares.
  function compare() result(fine)
    logical :: fine
    integer(int16), allocatable :: all_metres(:, :)
    character(len=:), allocatable :: wrong
    type(statistics) :: s
    fine = me /= 0
    if (fine) return
    if (.not. print_layout()) return
    allocate (all_metres(map(1), map(2)))
    call npy_read_block(path, origin, all_metres, wrong)
    if (.not. required(wrong == "", path // ": " // wrong)) return
    s = by_hand(all_metres)
    print '(13x, "distributed       serial loop")'
    print '("  min   ", f16.1, 2x, f16.1, "  m")', found%min, s%min
    print '("  max   ", f16.1, 2x, f16.1, "  m")', found%max, s%max
    print '("  mean  ", f16.10, 2x, f16.10, "  m")', found%mean, s%mean
    print '("  std   ", f16.10, 2x, f16.10, "  m")', found%std, s%std
    fine = required(close_to(found%min, s%min) .and. close_to(found%max, s%max) .and. close_to(found%mean, s%mean) &
        .and. close_to(found%std, s%std), "the distributed numbers differ from the serial loop's")
  end function compare

  ! Step 4: lend the heights to another library, which scales them in place.
  function lend() result(fine)
    logical :: fine
    type(da_distbuffer) :: out
    type(da_value) :: maximum
    integer(int64) :: before
    integer(c_int32_t) :: status
    real(real64) :: top
    fine = .false.
    report = "no section" // c_new_line // c_null_char
    before = allocations()
    status = da_array_export(height, out)
    if (status /= DA_ERR_NOT_MEMBER) then   ! with more ranks than elements, some have no part of the map
      if (failed(status)) return
      if (.not. scaled_by_peer(out)) return
    end if
    if (.not. required(allocations() == before, "the library made a copy")) return

    ! Our array sees the change, too.
    if (failed(da_max_value(height, maximum))) return
    if (failed(da_value_f64(maximum, top))) return
    if (.not. required(close_to(top, (found%max - found%mean) * feet_per_metre), "the array does not see the change")) return
    if (me == 0) then
      print '("allocations before lending ", i0, ", after ", i0)', before, allocations()
      print '("scaled in place by the peer: the top is ", f0.2, " feet above the mean")', top
    end if
    fine = .true.
  end function lend

  ! The peer writes into the memory that this program allocated.
  function scaled_by_peer(out) result(fine)
    type(da_distbuffer), intent(inout) :: out
    logical :: fine
    integer(c_intptr_t) :: ours, theirs
    integer(c_int) :: status
    theirs = transfer(out%data, theirs)
    ours = theirs
    if (size(heights) > 0) ours = transfer(c_loc(heights), ours)
    call peer_report(out, report, len(report, c_size_t))
    status = peer_scale(out, feet_per_metre)
    call da_distbuffer_release(out)
    fine = required(status == 0, "the peer: " // da_string(peer_error(status)))
    if (fine) fine = required(ours == theirs, "the exported pointer is not ours")
    if (fine) fine = required(all(abs(heights - (metres - found%mean) * feet_per_metre) <= 1e-9_real64), &
        "a height is not in feet")
    if (me == 0 .and. fine) print '("lent to the peer: our pointer 0x", z0, ", its pointer 0x", z0)', ours, theirs
  end function scaled_by_peer

  ! Step 5: rank 0 prints what the peer understood of the dimension dictionaries on each rank.
  subroutine print_reports()
    integer :: rank
    if (me > 0) call MPI_Send(report, len(report), MPI_CHARACTER, 0, 0, MPI_COMM_WORLD)
    do rank = 0, merge(ranks, 0, me == 0) - 1
      if (rank > 0) call MPI_Recv(report, len(report), MPI_CHARACTER, rank, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE)
      print '("the peer''s view of rank ", i0, "''s section:")', rank
      write (*, '(a)', advance="no") report(:index(report, c_null_char) - 1)
    end do
  end subroutine print_reports

  function everywhere(fine)
    logical, intent(in) :: fine
    logical :: everywhere
    call MPI_Allreduce(fine, everywhere, 1, MPI_LOGICAL, MPI_LAND, MPI_COMM_WORLD)
  end function everywhere

  ! The same verdict on every rank. A rank that failed alone left the others behind in some call that
  ! communicates: its first barrier meets that call, which fails on all of them, and its second one
  ! meets theirs. So nobody waits for ever.
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
end program terrain
