! Scans along an axis and through all elements, histograms, counts and sums along diagonals.
! ranks: 1 2 3 4 6  valgrind-full: 1 3 sources: support/check.f90
program scans
  use mpi_f08, only: MPI_Init, MPI_COMM_WORLD
  use, intrinsic :: iso_c_binding
  use check
  use distarray_f08
  implicit none
  integer, parameter :: i4 = c_int32_t, i8 = c_int64_t, f8 = c_double
  type(c_ptr) :: ctx = c_null_ptr, dist = c_null_ptr, line = c_null_ptr
  type(c_ptr) :: a = c_null_ptr, counts = c_null_ptr
  real(f8), target, allocatable :: mine(:, :)
  integer(i8), target, allocatable :: numbers(:)
  integer(i4) :: rank, size
  real(f8) :: rows

  call MPI_Init()
  call check_ok(da_context_create(MPI_COMM_WORLD, out=ctx), "da_context_create")
  call check_ok(da_context_rank(ctx, rank), "rank")
  call check_ok(da_context_size(ctx, size), "size")
  rows = 2.0_f8 * size
  call make_operands()
  call sums()
  call truths()
  call bins()
  call diagonals()
  call check_ok(da_array_free(a), "free")
  call check_ok(da_array_free(counts), "free")
  call check_ok(da_distribution_free(dist), "free")
  call check_ok(da_distribution_free(line), "free")
  call check_ok(da_context_free(ctx), "free")
  deallocate (mine, numbers)
  call check_finish()

contains

  ! Two rows and three columns on each rank: row i (from 1) is i, -1 and 2. And the numbers 0, 1, 2 on each rank.
  subroutine make_operands()
    allocate (mine(2, 3), numbers(3))
    mine(:, 1) = [2.0_f8 * rank + 1, 2.0_f8 * rank + 2]
    mine(:, 2) = -1
    mine(:, 3) = 2
    numbers = [0, 1, 2]
    call check_ok(da_distribution_create(ctx, 2_i4, [2_i8 * size, 3_i8], "b,n" // c_null_char, out=dist), "distribution")
    call check_ok(da_distribution_create(ctx, 1_i4, [3_i8 * size], "b" // c_null_char, out=line), "distribution")
    call check_ok(da_wrap(dist, mine, a), "da_wrap")
    call check_ok(da_wrap(line, numbers, counts), "da_wrap")
  end subroutine make_operands

  ! One element of the result of a call, on every rank; then the result is freed.
  subroutine expect(status, c, place, number, what)
    integer(i4), intent(in) :: status
    type(c_ptr), intent(inout) :: c
    integer(i8), intent(in) :: place(:)
    real(f8), intent(in) :: number
    character(len=*), intent(in) :: what
    type(da_value) :: value
    real(f8) :: re, im
    call check_ok(status, what)
    call check_ok(da_get(c, place, value), what)
    call check_ok(da_value_c128(value, re, im), what)
    call check_near(re, number, 1e-12_f8, what)
    call check_ok(da_array_free(c), "free")
  end subroutine expect

  subroutine sums()
    type(c_ptr) :: c = c_null_ptr
    integer(i4) :: status
    integer(i8) :: last
    last = 2_i8 * size - 1
    status = da_cumsum(a, 0_i4, 0_i4, c)
    call expect(status, c, [last, 0_i8], rows * (rows + 1) / 2, "da_cumsum")
    status = da_nancumsum(a, 1_i4, 0_i4, c)
    call expect(status, c, [last, 2_i8], rows + 1, "da_nancumsum")
    status = da_cumprod(a, -1_i4, 0_i4, c)
    call expect(status, c, [last, 2_i8], -2 * rows, "da_cumprod")
    status = da_nancumprod(a, 0_i4, 0_i4, c)
    call expect(status, c, [last, 1_i8], 1.0_f8, "da_nancumprod")
    status = da_minimum_accumulate(a, 1_i4, 0_i4, c)
    call expect(status, c, [last, 2_i8], -1.0_f8, "da_minimum_accumulate")
    status = da_maximum_accumulate(a, 0_i4, 0_i4, c)
    call expect(status, c, [last, 0_i8], rows, "da_maximum_accumulate")
    status = da_accumulate(DA_OP_ADD, a, DA_ALL_AXES, DA_INT64, c)
    call expect(status, c, [3 * last + 2], rows * (rows + 1) / 2 + rows, "da_accumulate")
  end subroutine sums

  subroutine truths()
    type(c_ptr) :: c = c_null_ptr
    integer(i4) :: status
    integer(i8) :: last
    last = 3_i8 * size - 1
    status = da_logical_and_accumulate(counts, 0_i4, 0_i4, c)
    call expect(status, c, [last], 0.0_f8, "da_logical_and_accumulate")
    status = da_logical_or_accumulate(counts, 0_i4, DA_BOOL, c)
    call expect(status, c, [1_i8], 1.0_f8, "da_logical_or_accumulate")
    status = da_logical_xor_accumulate(counts, 0_i4, 0_i4, c)
    call expect(status, c, [last - 1], 1.0_f8, "da_logical_xor_accumulate")
  end subroutine truths

  subroutine bins()
    type(c_ptr) :: c = c_null_ptr, edges = c_null_ptr
    integer(i4) :: status
    status = da_histogram(counts, 2_i8, [0.0_f8, 2.0_f8], c_null_ptr, 0_i4, c, edges)
    call expect(status, c, [1_i8], 2.0_f8 * size, "da_histogram")
    call expect(status, edges, [1_i8], 1.0_f8, "da_histogram: edges")
    status = da_histogram(counts, 4_i8, weights=counts, flags=DA_DENSITY, hist=c)
    call expect(status, c, [3_i8], 2.0_f8 / 3.0_f8 / 0.5_f8, "da_histogram: density")
    status = da_histogram_edges(counts, 3_i8, [0.5_f8, 1.5_f8, 2.0_f8], c_null_ptr, 0_i4, c)
    call expect(status, c, [0_i8], 1.0_f8 * size, "da_histogram_edges")
    status = da_bincount(counts, c_null_ptr, 5_i8, c)
    call expect(status, c, [2_i8], 1.0_f8 * size, "da_bincount")
    status = da_bincount(counts, counts, 0_i8, c)
    call expect(status, c, [2_i8], 2.0_f8 * size, "da_bincount: weights")
  end subroutine bins

  subroutine diagonals()
    type(c_ptr) :: c = c_null_ptr
    type(da_value) :: value
    integer(i4) :: status
    real(f8) :: main_diagonal, re, im
    main_diagonal = merge(0.0_f8, 2.0_f8, size == 1)
    status = da_trace(a, 0_i8, 0_i4, 1_i4, 0_i4, c)
    call expect(status, c, [integer(i8) ::], main_diagonal, "da_trace")
    call check_ok(da_trace_value(a, 2_i8, 0_i4, 1_i4, 0_i4, value), "da_trace_value")
    call check_ok(da_value_c128(value, re, im), "da_trace_value")
    call check_near(re, 2.0_f8, 0.0_f8, "da_trace_value")
  end subroutine diagonals
end program scans
