! Sums over a block of numbers, one axis after the other: each step needs whole lines along its axis, so that the
! block moves from x-pencils to y-pencils to z-pencils, and back, by plans that are made once.
! c_examples/transpose.c in Fortran.
!
!     mpiexec -n 4 ./transpose [rounds]
!
! Every element becomes the sum of all elements before it, itself included, along all axes; then differences undo
! that. All sums are whole numbers and are known beforehand, so that each is checked. Read `run` first.
! ranks: 1 2 3 6 4  timeout: 60  valgrind-full: 1 3 expect: OK
!
! SPDX-License-Identifier: BSD-3-Clause
program transpose_pencils
  use mpi_f08
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: error_unit, int64, real64
  use distarray_f08
  implicit none

  integer(int64), parameter :: whole(3) = [24, 20, 18]
  integer(int64), parameter :: origin(3) = 0   ! indices of the library begin with 0
  character(*), parameter :: texts(3) = ["n,b,b", "b,n,b", "b,b,n"]

  ! The block with one axis whole on every rank: the pencils along it. The memory is the program's own; what
  ! libraries keep pointers to is a TARGET, or behind a pointer.
  type :: pencils
    integer(int64) :: corner(3) = 0   ! global index of the first element
    real(real64), pointer :: memory(:, :, :) => null()
    type(c_ptr) :: dist = c_null_ptr, array = c_null_ptr
  end type pencils

  integer :: me, ranks, rounds
  type(pencils) :: along(3)
  type(c_ptr) :: ctx = c_null_ptr
  type(c_ptr) :: onward(2) = c_null_ptr   ! from along(k) to along(k + 1)
  type(c_ptr) :: back(2) = c_null_ptr     ! and from there to along(k)

  call MPI_Init()
  call MPI_Comm_rank(MPI_COMM_WORLD, me)
  call MPI_Comm_size(MPI_COMM_WORLD, ranks)
  call find_rounds()
  call run()
  call let_go()
  if (me == 0) print '(a)', "OK"
  call MPI_Finalize()

contains

  ! Every function that can fail returns a status, and leaves a text that says more.
  subroutine try(status)
    integer(c_int32_t), intent(in) :: status
    if (status /= DA_OK) call give_up(da_message())
  end subroutine try

  subroutine give_up(text)
    character(*), intent(in) :: text
    write (error_unit, '(a, i0, 2a)') "transpose: rank ", me, ": ", text
    call MPI_Abort(MPI_COMM_WORLD, 1)
  end subroutine give_up

  subroutine find_rounds()
    character(20) :: text
    integer :: problem
    rounds = 3
    if (command_argument_count() < 1) return
    call get_command_argument(1, text)
    read (text, *, iostat=problem) rounds
    if (problem /= 0) call give_up("the argument is a number of rounds")
  end subroutine find_rounds

  ! ---- The computation: plain loops over the program's own memory ------------------------------------

  ! Sums along an axis that is whole here, or the differences that undo them.
  subroutine sum_lines(x, axis, undo)
    real(real64), intent(inout) :: x(:, :, :)
    integer, intent(in) :: axis
    logical, intent(in) :: undo
    integer :: step, at
    real(real64) :: sign
    sign = merge(-1, 1, undo)
    do step = 2, size(x, axis)
      at = merge(size(x, axis) - step + 2, step, undo)
      select case (axis)
      case (1)
        x(at, :, :) = x(at, :, :) + sign * x(at - 1, :, :)
      case (2)
        x(:, at, :) = x(:, at, :) + sign * x(:, at - 1, :)
      case default
        x(:, :, at) = x(:, :, at) + sign * x(:, :, at - 1)
      end select
    end do
  end subroutine sum_lines

  ! The element at an index is the product of i along the axes, which count from 1. Summed along an axis, that
  ! factor becomes 1 + 2 + ... + i.
  pure function element(index, summed) result(product)
    integer(int64), intent(in) :: index(3)
    logical, intent(in) :: summed(3)
    real(real64) :: product
    integer :: k
    product = 1
    do k = 1, 3
      product = product * real(merge(index(k) * (index(k) + 1) / 2, index(k), summed(k)), real64)
    end do
  end function element

  ! Sets this rank's part, or counts the elements of it that are wrong.
  function visit(p, summed, set) result(wrong)
    type(pencils), intent(in) :: p
    logical, intent(in) :: summed(3), set
    integer :: wrong, i, j, k
    real(real64) :: expected
    wrong = 0
    do k = 1, size(p%memory, 3)
      do j = 1, size(p%memory, 2)
        do i = 1, size(p%memory, 1)
          expected = element(p%corner + int([i, j, k], int64), summed)
          if (set) p%memory(i, j, k) = expected
          if (abs(p%memory(i, j, k) - expected) > 0) wrong = wrong + 1
        end do
      end do
    end do
  end function visit

  ! ---- Distributions and plans -------------------------------------------------------------------------

  ! Pencils along one axis; the other two are spread over the same two axes of processes, so that a step from one
  ! kind to the next concerns the ranks of a row or a column only.
  subroutine make_pencils(axis, processes)
    integer, intent(in) :: axis
    integer(int64), intent(in), target :: processes(2)
    type(da_distribution_options) :: options
    integer(int64) :: offset(3), extent(3)
    options%grid_shape = c_loc(processes)
    options%grid_ndim = 2
    call try(da_distribution_create(ctx, 3_c_int32_t, whole, texts(axis) // c_null_char, options, along(axis)%dist))
    call try(da_distribution_owned(along(axis)%dist, -1_c_int32_t, offset, extent))
    allocate (along(axis)%memory(extent(1), extent(2), extent(3)), source=0.0_real64)
    if (product(extent) > 0) then
      call try(da_distribution_global_from_local(along(axis)%dist, -1_c_int32_t, origin, along(axis)%corner))
    end if
    call try(da_wrap(along(axis)%dist, along(axis)%memory, along(axis)%array))
  end subroutine make_pencils

  subroutine make_all()
    integer :: dims(2), axis
    call try(da_context_create(MPI_COMM_WORLD, out=ctx))
    dims = 0
    call MPI_Dims_create(ranks, 2, dims)
    do axis = 1, 3
      call make_pencils(axis, int(dims, int64))
    end do
    do axis = 1, 2
      call try(da_plan_create(along(axis)%dist, DA_FLOAT64, along(axis + 1)%dist, DA_FLOAT64, out=onward(axis)))
      call try(da_plan_create(along(axis + 1)%dist, DA_FLOAT64, along(axis)%dist, DA_FLOAT64, out=back(axis)))
    end do
  end subroutine make_all

  ! What a plan will do can be asked before anything moves.
  subroutine tell()
    type(da_plan_report) :: report
    integer :: axis
    do axis = 1, 2
      call try(da_plan_info(onward(axis), report))
      if (me == 0) print '(3(a, i0), a, i0, a, i0, a)', "pencils along axis ", axis, " to axis ", axis + 1, &
        ": rank 0 keeps ", report%bytes_kept, " bytes and sends ", report%bytes_out, " (partners: ", &
        report%partners_out, ")"
    end do
  end subroutine tell

  ! ---- One round, and all --------------------------------------------------------------------------------

  subroutine check(axis, summed, text)
    integer, intent(in) :: axis
    logical, intent(in) :: summed(3)
    character(*), intent(in) :: text
    if (visit(along(axis), summed, .false.) > 0) call give_up(text)
  end subroutine check

  ! Sums, or takes back the sums, along one axis, and checks.
  subroutine work(axis, summed, undo)
    integer, intent(in) :: axis
    logical, intent(inout) :: summed(3)
    logical, intent(in) :: undo
    call sum_lines(along(axis)%memory, axis, undo)
    summed(axis) = .not. undo
    call check(axis, summed, merge("a difference is wrong", "a sum is wrong       ", undo))
  end subroutine work

  subroutine round_trip()
    logical :: summed(3)
    integer :: k
    summed = .false.
    call work(1, summed, .false.)
    do k = 1, 2
      call try(da_plan_execute(onward(k), along(k)%array, along(k + 1)%array))
      call work(k + 1, summed, .false.)
    end do
    do k = 2, 1, -1
      call work(k + 1, summed, .true.)
      call try(da_plan_execute(back(k), along(k + 1)%array, along(k)%array))
    end do
    call work(1, summed, .true.)
  end subroutine round_trip

  subroutine run()
    integer :: round
    call make_all()
    call tell()
    if (visit(along(1), [.false., .false., .false.], .true.) > 0) call give_up("nothing was set")
    do round = 1, rounds
      call round_trip()
    end do
    if (me == 0) print '(i0, a)', rounds, " rounds of 6 steps"
  end subroutine run

  subroutine let_go()
    integer :: k
    do k = 1, 2
      call try(da_plan_free(onward(k)))
      call try(da_plan_free(back(k)))
    end do
    do k = 1, 3
      call try(da_array_free(along(k)%array))
      call try(da_distribution_free(along(k)%dist))
      deallocate (along(k)%memory)
    end do
    call try(da_context_free(ctx))
  end subroutine let_go
end program transpose_pencils
