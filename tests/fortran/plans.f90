! Plans: run at once and in two steps, transposed, converted; redistribution and assignment.
! ranks: 1 2 3 4 6  valgrind-full: 1 sources: support/check.f90
program plans
  use mpi_f08, only: MPI_Init, MPI_COMM_WORLD
  use, intrinsic :: iso_c_binding
  use check
  use distarray_f08
  implicit none
  integer, parameter :: i4 = c_int32_t, i8 = c_int64_t, f8 = c_double
  integer(i8), parameter :: shape(2) = [13_i8, 11_i8], turned_shape(2) = [11_i8, 13_i8]
  type(c_ptr) :: ctx = c_null_ptr, rows = c_null_ptr, columns = c_null_ptr, turned = c_null_ptr
  type(c_ptr) :: a = c_null_ptr
  type(da_array_options) :: options

  call MPI_Init()
  call check_ok(da_context_create(MPI_COMM_WORLD, out=ctx), "da_context_create")
  call check_ok(da_distribution_create(ctx, 2_i4, shape, "b,n" // c_null_char, out=rows), "rows")
  call check_ok(da_distribution_create(ctx, 2_i4, shape, "n,c" // c_null_char, out=columns), "columns")
  call check_ok(da_distribution_create(ctx, 2_i4, turned_shape, "c:2,n" // c_null_char, out=turned), "turned")
  options%order = DA_ORDER_FORTRAN
  call check_ok(da_array_create(rows, DA_FLOAT64, options, a), "the source")
  call number(a)
  call executes()
  call turns()
  call redistributes()
  call assigns()
  call check_ok(da_array_free(a), "free the source")
  call check_ok(da_distribution_free(rows), "free rows")
  call check_ok(da_distribution_free(columns), "free columns")
  call check_ok(da_distribution_free(turned), "free turned")
  call check_ok(da_context_barrier(ctx), "barrier")
  call check_ok(da_context_free(ctx), "free ctx")
  call check_finish()

contains

  ! Every element becomes 100 times its row plus its column.
  subroutine number(array)
    type(c_ptr), intent(in) :: array
    real(f8), pointer :: x(:, :)
    integer(i8) :: found(2)
    type(c_ptr) :: dist = c_null_ptr
    integer :: i, j
    call check_ok(da_pointer(array, x), "the pointer of the source")
    call check_ok(da_array_distribution(array, dist), "its distribution")
    do j = 1, ubound(x, 2)
      do i = 1, ubound(x, 1)
        call check_ok(da_distribution_global_from_local(dist, -1_i4, [int(i - 1, i8), int(j - 1, i8)], found), "global")
        x(i, j) = real(100 * found(1) + found(2), f8)
      end do
    end do
    call check_ok(da_distribution_free(dist), "free its distribution")
  end subroutine number

  ! Checks all elements of an array of this shape; `swapped` says that the first axis counts the columns.
  subroutine compare(array, extents, swapped, what)
    type(c_ptr), intent(in) :: array
    integer(i8), intent(in) :: extents(2)
    logical, intent(in) :: swapped
    character(*), intent(in) :: what
    real(f8), target :: all(extents(1), extents(2))
    integer :: i, j, expected
    all = -1
    call check_ok(da_gather(array, -1_i4, DA_ORDER_FORTRAN, c_loc(all), int(8 * size(all), i8)), what)
    do i = 1, int(extents(1))
      do j = 1, int(extents(2))
        expected = merge(100 * (j - 1) + i - 1, 100 * (i - 1) + j - 1, swapped)
        call check_near(all(i, j), real(expected, f8), 0.0_f8, what)
      end do
    end do
  end subroutine compare

  subroutine executes()
    type(c_ptr) :: plan = c_null_ptr, target = c_null_ptr, whose = c_null_ptr
    type(da_plan_report) :: report
    integer(i8) :: mine(2), theirs(2)
    integer(i4) :: ranks, plan_ranks
    call check_ok(da_plan_create(rows, DA_FLOAT64, columns, DA_FLOAT64, out=plan), "da_plan_create")
    call check_ok(da_zeros(columns, DA_FLOAT64, target), "the target")
    call check_ok(da_plan_execute(plan, a, target), "da_plan_execute")
    call compare(target, shape, .false., "executed")
    call check_ok(da_fill(target, da_real(0.0_f8)), "clear it")
    call check_ok(da_plan_begin(plan, a, target), "da_plan_begin")
    call check_status(da_plan_free(plan), DA_ERR_ARGUMENT, "under way")
    call check_ok(da_plan_end(plan), "da_plan_end")
    call compare(target, shape, .false., "begun and ended")
    call check_ok(da_plan_info(plan, report), "da_plan_info")
    call check_ok(da_distribution_local_shape(rows, -1_i4, mine), "my rows")
    call check_ok(da_distribution_local_shape(columns, -1_i4, theirs), "my columns")
    call check_equal(report%bytes_out + report%bytes_kept, 8 * product(mine), "what goes out and stays")
    call check_equal(report%bytes_in + report%bytes_kept, 8 * product(theirs), "what comes in and stays")
    call check_ok(da_plan_context(plan, whose), "da_plan_context")
    call check_ok(da_context_size(ctx, ranks), "ranks")
    call check_ok(da_context_size(whose, plan_ranks), "ranks of the plan")
    call check_equal(int(plan_ranks, i8), int(ranks, i8), "all ranks take part")
    call check_ok(da_context_free(whose), "free the context's handle")
    call check_ok(da_plan_free(plan), "da_plan_free")
    call check_true(.not. c_associated(plan), "the handle is gone")
    call check_ok(da_array_free(target), "free the target")
  end subroutine executes

  ! Transposed on the way, to integers, in messages of two elements.
  subroutine turns()
    type(c_ptr) :: plan = c_null_ptr, target = c_null_ptr, reals = c_null_ptr
    type(da_plan_options) :: options
    integer(i4), target :: axes(2) = [1_i4, 0_i4]
    options%axes = c_loc(axes)
    options%transport = DA_TRANSPORT_MESSAGES
    options%message_bytes = 16
    call check_status(da_plan_create(rows, DA_FLOAT64, turned, DA_INT32, options, plan), DA_ERR_CASTING, "to integers")
    options%any_cast = 1
    call check_ok(da_plan_create(rows, DA_FLOAT64, turned, DA_INT32, options, plan), "a plan that turns")
    call check_ok(da_zeros(turned, DA_INT32, target), "its target")
    call check_ok(da_plan_execute(plan, a, target), "its run")
    call check_ok(da_astype(target, DA_FLOAT64, reals), "as reals")
    call compare(reals, turned_shape, .true., "turned")
    call check_ok(da_array_free(reals), "free the reals")
    call check_ok(da_array_free(target), "free the target")
    call check_ok(da_plan_free(plan), "free the plan")
  end subroutine turns

  subroutine redistributes()
    type(c_ptr) :: moved = c_null_ptr
    call check_ok(da_redistribute(a, columns, moved), "da_redistribute")
    call compare(moved, shape, .false., "redistributed")
    call check_ok(da_array_free(moved), "free it")
    call check_status(da_redistribute(a, turned, moved), DA_ERR_SHAPE, "to another shape")
  end subroutine redistributes

  subroutine assigns()
    type(c_ptr) :: target = c_null_ptr, copy = c_null_ptr
    call check_ok(da_zeros(columns, DA_FLOAT64, target), "a target")
    call check_ok(da_assign(target, a), "da_assign")
    call compare(target, shape, .false., "assigned")
    call check_ok(da_zeros(rows, DA_FLOAT64, copy), "a target of the same distribution")
    call check_ok(da_assign(copy, a), "an assignment that moves nothing")
    call compare(copy, shape, .false., "copied")
    call check_ok(da_array_free(copy), "free the copy")
    call check_ok(da_array_free(target), "free the target")
  end subroutine assigns
end program plans
