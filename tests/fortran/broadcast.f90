! Operands of different shapes and distributions: tests/c/broadcast.c for Fortran, with every element checked.
! ranks: 1 2 3 4 6  valgrind: 1  sources: support/check.f90
program broadcast
  use mpi_f08, only: MPI_Init, MPI_COMM_WORLD
  use, intrinsic :: iso_c_binding
  use check
  use distarray_f08
  implicit none
  integer, parameter :: i4 = c_int32_t, i8 = c_int64_t, f8 = c_double
  integer, parameter :: n = 7, m = 5
  type(c_ptr) :: ctx = c_null_ptr
  real(f8) :: matrix(n, m), column(n, 1), row(1, m), vector(m)
  integer :: i, j

  call MPI_Init()
  call check_ok(da_context_create(MPI_COMM_WORLD, out=ctx), "context")
  matrix = reshape([((real(100 * i + j * j, f8), i = 1, n), j = 1, m)], [n, m])
  column(:, 1) = [(real(i, f8) / 8, i = 1, n)]
  row(1, :) = [(real(-j, f8), j = 1, m)]
  vector = row(1, :)
  call combined("b,n", "b,n", "b,n")
  call combined("b,b", "c,n", "n,b")
  call combined("n,b", "b,n", "n,c")
  call strictly()
  call refused()
  call check_ok(da_context_free(ctx), "free")
  call check_finish()

contains

  ! An array with these elements.
  function made(x, how) result(a)
    real(f8), contiguous, target, intent(in) :: x(:, :)
    character(len=*), intent(in) :: how
    type(c_ptr) :: a, dist
    a = c_null_ptr
    dist = c_null_ptr
    call check_ok(da_distribution_create(ctx, 2_i4, shape(x, i8), how // c_null_char, out=dist), "dist " // how)
    call check_ok(da_empty(dist, DA_FLOAT64, a), "da_empty")
    call check_ok(da_scatter(c_loc(x), 8_i8 * size(x), 0_i4, DA_ORDER_FORTRAN, a), "da_scatter")
    call check_ok(da_distribution_free(dist), "free dist")
  end function made

  ! An array has these elements, on every rank; then it is freed.
  subroutine expect(a, wanted, what)
    type(c_ptr), intent(inout) :: a
    real(f8), intent(in) :: wanted(:, :)
    character(len=*), intent(in) :: what
    real(f8), target :: found(size(wanted, 1), size(wanted, 2))
    found = 0
    call check_ok(da_gather(a, -1_i4, DA_ORDER_FORTRAN, c_loc(found), 8_i8 * size(found)), what)
    call check_near(maxval(abs(found - wanted)), 0.0_f8, 1e-13_f8, what)
    call check_ok(da_array_free(a), what)
  end subroutine expect

  ! A matrix, a column and a row, each spread in its own way.
  subroutine combined(how, how_column, how_row)
    character(len=*), intent(in) :: how, how_column, how_row
    type(c_ptr) :: a, c, r, v, out, line
    a = made(matrix, how)
    c = made(column, how_column)
    r = made(row, how_row)
    out = c_null_ptr
    call check_ok(da_add(a, c, out), how)
    call expect(out, matrix + spread(column(:, 1), 2, m), how // ": a column added")
    call check_ok(da_multiply(r, a, out), how)
    call expect(out, matrix * spread(vector, 1, n), how // ": a row times")
    call check_ok(da_subtract(c, r, out), how)
    call expect(out, spread(column(:, 1), 2, m) - spread(vector, 1, n), how // ": both are stretched")
    v = c_null_ptr
    line = c_null_ptr
    call check_ok(da_squeeze(r, 1_i4, [0_i4], v), how)
    call check_ok(da_less(a, v, line), how)
    call check_ok(da_astype(line, DA_FLOAT64, out), how)
    call expect(out, merge(1.0_f8, 0.0_f8, matrix < spread(vector, 1, n)), how // ": a vector meets the last axis")
    call check_ok(da_array_free(line), "free")
    call check_ok(da_array_free(v), "free")
    ! In place: the receiver's distribution decides.
    call check_ok(da_divide(a, r, a), how)
    call expect(a, matrix / spread(vector, 1, n), how // ": divided in place")
    call check_ok(da_array_free(c), "free")
    call check_ok(da_array_free(r), "free")
  end subroutine combined

  ! Who does not want anything to move says so.
  subroutine strictly()
    type(c_ptr) :: a, b
    type(c_ptr), target :: made_here
    type(da_operand) :: operands(2)
    type(da_ufunc_options) :: options
    integer(i4) :: ranks
    call check_ok(da_context_size(ctx, ranks), "size")
    a = made(matrix, "b,n")
    b = made(matrix, "c,n")
    operands(1)%array = a
    operands(2)%array = b
    options%flags = DA_CONFORM_STRICT
    made_here = c_null_ptr
    call check_status(da_ufunc_call("add" // c_null_char, 2_i4, operands, options, 1_i4, [c_loc(made_here)]), &
        merge(DA_OK, DA_ERR_CONFORM, ranks == 1), "different distributions, strictly")
    call check_ok(da_array_free(made_here), "free")
    options%flags = 0
    call check_ok(da_ufunc_call("add" // c_null_char, 2_i4, operands, options, 1_i4, [c_loc(made_here)]), "moved")
    call expect(made_here, 2 * matrix, "what was moved")
    call check_ok(da_array_free(a), "free")
    call check_ok(da_array_free(b), "free")
  end subroutine strictly

  subroutine refused()
    type(c_ptr) :: a, b, out
    a = made(matrix, "b,n")
    b = made(matrix(:, :m - 1), "b,n")
    out = c_null_ptr
    call check_status(da_add(a, b, out), DA_ERR_SHAPE, "shapes that do not go together")
    call check_true(.not. c_associated(out), "no result")
    call check_ok(da_array_free(a), "free")
    call check_ok(da_array_free(b), "free")
  end subroutine refused
end program broadcast
