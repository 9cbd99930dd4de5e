! Global access: elements, whole arrays in a buffer, own blocks, cursors.
! ranks: 1 2 3 4 6  valgrind-full: 1 3 sources: support/check.f90
program access
  use mpi_f08, only: MPI_Init, MPI_COMM_WORLD
  use, intrinsic :: iso_c_binding
  use check
  use distarray_f08
  implicit none
  integer, parameter :: i4 = c_int32_t, i8 = c_int64_t, f8 = c_double
  integer(i8), parameter :: rows = 7, columns = 5, bytes = rows * columns * 8
  type(c_ptr) :: ctx = c_null_ptr, dist = c_null_ptr, a = c_null_ptr
  integer(i4) :: rank, size

  call MPI_Init()
  call check_ok(da_context_create(MPI_COMM_WORLD, out=ctx), "da_context_create")
  call check_ok(da_context_rank(ctx, rank), "rank")
  call check_ok(da_context_size(ctx, size), "size")
  call check_ok(da_distribution_create(ctx, 2_i4, [rows, columns], "b,c" // c_null_char, out=dist), "create")
  call check_ok(da_zeros(dist, DA_FLOAT64, a), "da_zeros")
  call walking()
  call single_elements()
  call whole_arrays()
  call own_blocks()
  call check_ok(da_array_free(a), "free")
  call check_ok(da_distribution_free(dist), "free")
  call check_ok(da_context_free(ctx), "free")
  call check_finish()

contains

  ! What stands at row i and column j, counted from 0.
  pure function number_at(i, j) result(number)
    integer(i8), intent(in) :: i, j
    real(f8) :: number
    number = real(100 * i + j, f8)
  end function number_at

  ! Sets every element by the cursor, and counts them by runs.
  subroutine walking()
    type(da_cursor) :: cursor
    real(f8), pointer :: element
    integer(i8) :: visited, in_runs, first
    visited = 0
    call check_ok(da_cursor_begin(a, DA_ACCESS_WRITE, cursor), "da_cursor_begin")
    first = cursor%remaining
    do while (da_cursor_next(cursor) == 1)
      call c_f_pointer(cursor%data, element)
      element = number_at(cursor%index(1), cursor%index(2))
      visited = visited + 1
    end do
    call check_equal(visited, first, "elements visited")
    call check_ok(da_cursor_end(cursor), "da_cursor_end")
    in_runs = 0
    call check_ok(da_cursor_begin(a, DA_ACCESS_READ, cursor), "da_cursor_begin")
    do while (da_cursor_next_run(cursor) == 1)
      in_runs = in_runs + cursor%count
      call check_equal(cursor%stride, 8_i8, "the array is in C order")
    end do
    call check_equal(in_runs, first, "elements in runs")
    call check_ok(da_cursor_end(cursor), "da_cursor_end")
    call check_true(.not. c_associated(cursor%private_data), "an ended cursor")
  end subroutine walking

  subroutine single_elements()
    type(da_value) :: value
    real(f8) :: got
    call check_ok(da_get(a, [-1_i8, 1_i8], value), "da_get")
    call check_ok(da_value_f64(value, got), "da_value_f64")
    call check_near(got, number_at(rows - 1, 1_i8), 0.0_f8, "an element of the last row")
    call check_ok(da_set(a, [2_i8, 3_i8], da_real(-4.5_f8)), "da_set")
    call check_ok(da_get(a, [2_i8, 3_i8], value), "da_get")
    call check_ok(da_value_f64(value, got), "da_value_f64")
    call check_near(got, -4.5_f8, 0.0_f8, "the element that was set")
    call check_status(da_get(a, [rows, 0_i8], value), DA_ERR_INDEX, "a row too many")
    call on_the_owner()
    call check_ok(da_get(a, [2_i8, 3_i8], value), "da_get")
    call check_ok(da_value_f64(value, got), "da_value_f64")
    call check_near(got, number_at(2_i8, 3_i8), 0.0_f8, "the element as it was")
  end subroutine single_elements

  subroutine on_the_owner()
    type(da_value) :: value
    integer(i4) :: owner
    real(f8) :: got
    call check_ok(da_distribution_owner(dist, [2_i8, 3_i8], owner), "da_distribution_owner")
    if (owner == rank) then
      call check_ok(da_get_owned(a, [2_i8, 3_i8], value), "da_get_owned")
      call check_ok(da_value_f64(value, got), "da_value_f64")
      call check_near(got, -4.5_f8, 0.0_f8, "on its owner")
      call check_ok(da_set_owned(a, [2_i8, 3_i8], da_real(number_at(2_i8, 3_i8))), "da_set_owned")
    else
      call check_status(da_get_owned(a, [2_i8, 3_i8], value), DA_ERR_NOT_LOCAL, "not the owner")
      call check_status(da_set_owned(a, [2_i8, 3_i8], da_real(0.0_f8)), DA_ERR_NOT_LOCAL, "not the owner")
    end if
  end subroutine on_the_owner

  ! In Fortran order the buffer is a Fortran array of the global shape.
  subroutine whole_arrays()
    real(f8), allocatable, target :: whole(:, :)
    real(f8) :: expected(rows, columns)
    integer(i8) :: i, j
    expected = reshape([((number_at(i, j), i = 0, rows - 1), j = 0, columns - 1)], [rows, columns])
    allocate (whole(rows, columns), source=0.0_f8)
    call check_ok(da_gather(a, -1_i4, DA_ORDER_FORTRAN, c_loc(whole), bytes), "da_gather")
    call check_true(all(abs(whole - expected) <= 0), "the whole array on every rank")
    whole = whole + 1
    if (rank == size - 1) then
      call check_ok(da_scatter(c_loc(whole), bytes, size - 1_i4, DA_ORDER_FORTRAN, a), "da_scatter")
    else
      call check_ok(da_scatter(c_null_ptr, 0_i8, size - 1_i4, DA_ORDER_FORTRAN, a), "da_scatter")
    end if
    whole = 0
    call check_ok(da_gather(a, 0_i4, DA_ORDER_FORTRAN, c_loc(whole), bytes), "da_gather")
    if (rank == 0) call check_true(all(abs(whole - expected - 1) <= 0), "on the root")
    if (rank /= 0) call check_true(all(abs(whole) <= 0), "nothing elsewhere")
    call check_status(da_gather(a, 0_i4, DA_ORDER_C, c_loc(whole), bytes - 1), DA_ERR_BUFFER_SIZE, "a short buffer")
  end subroutine whole_arrays

  ! Fortran's own blocks: strides of Fortran order.
  subroutine own_blocks()
    real(f8), allocatable, target :: block(:, :), twice(:, :)
    type(da_local) :: local
    integer(i8) :: strides(2)
    type(da_value) :: value
    real(f8) :: got
    call check_ok(da_array_local(a, DA_ACCESS_READ, local), "da_array_local")
    allocate (block(local%owned_shape(1), local%owned_shape(2)), source=-1.0_f8)
    strides = [8_i8, 8_i8 * local%owned_shape(1)]
    call check_ok(da_copy_local(a, c_loc(block), strides), "da_copy_local")
    if (rank == 0) call check_near(block(1, 1), number_at(0_i8, 0_i8) + 1, 0.0_f8, "the first element")
    allocate (twice, source=2 * block)
    call check_ok(da_assign_local(a, c_loc(twice), strides), "da_assign_local")
    call check_ok(da_get(a, [rows - 1, columns - 1], value), "da_get")
    call check_ok(da_value_f64(value, got), "da_value_f64")
    call check_near(got, 2 * (number_at(rows - 1, columns - 1) + 1), 0.0_f8, "the last element, doubled")
    call check_ok(da_copy_local(a, c_loc(block)), "da_copy_local")  ! in C order
    if (rank == 0) call check_near(block(1, 1), 2 * (number_at(0_i8, 0_i8) + 1), 0.0_f8, "the first element, doubled")
  end subroutine own_blocks
end program access
