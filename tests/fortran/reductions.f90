! Reductions: every function once, the scalar twins, and options.
! ranks: 1 2 3 4 6  valgrind-full: 1 3 sources: support/check.f90
program reductions
  use mpi_f08, only: MPI_Init, MPI_COMM_WORLD
  use, intrinsic :: iso_c_binding
  use, intrinsic :: ieee_arithmetic, only: ieee_value, ieee_quiet_nan
  use check
  use distarray_f08
  implicit none
  integer, parameter :: i4 = c_int32_t, i8 = c_int64_t, f8 = c_double
  type(c_ptr) :: ctx = c_null_ptr, dist = c_null_ptr, a = c_null_ptr, b = c_null_ptr, c = c_null_ptr
  real(f8), target, allocatable :: mine(:), yours(:), holes(:)
  ! All elements, which of them are no nan in `c`, and those; their numbers.
  real(f8), allocatable :: x(:), some(:)
  logical, allocatable :: keep(:)
  real(f8) :: n, m
  integer(i4) :: rank, size

  call MPI_Init()
  call check_ok(da_context_create(MPI_COMM_WORLD, out=ctx), "da_context_create")
  call check_ok(da_context_rank(ctx, rank), "rank")
  call check_ok(da_context_size(ctx, size), "size")
  call make_operands()
  call by_name()
  call without_nan()
  call of_two_arrays()
  call by_number()
  call check_ok(da_array_free(a), "free")
  call check_ok(da_array_free(b), "free")
  call check_ok(da_array_free(c), "free")
  call check_ok(da_distribution_free(dist), "free")
  call check_ok(da_context_free(ctx), "free")
  deallocate (mine, yours, holes, x, keep)
  if (allocated(some)) deallocate (some)
  call check_finish()

contains

  ! Three elements on each rank, of both signs; the last one of each rank is nan in `c`.
  subroutine make_operands()
    integer :: i
    allocate (x(3 * size), keep(3 * size), mine(3), yours(3), holes(3))
    x = [(real(mod(5 * i, 7) - 2, f8) + 0.5_f8, i = 1, 3 * size)]
    keep = [(mod(i, 3) /= 0, i = 1, 3 * size)]
    some = pack(x, keep)
    n = 3 * size
    m = 2 * size
    mine = x(3 * rank + 1:3 * rank + 3)
    yours = [1, 2, 1]
    holes = mine
    holes(3) = ieee_value(holes(3), ieee_quiet_nan)
    call check_ok(da_distribution_create(ctx, 1_i4, [3_i8 * size], "b" // c_null_char, out=dist), "distribution")
    call check_ok(da_wrap(dist, mine, a), "da_wrap")
    call check_ok(da_wrap(dist, yours, b), "da_wrap")
    call check_ok(da_wrap(dist, holes, c), "da_wrap")
  end subroutine make_operands

  function variance(numbers, ddof) result(v)
    real(f8), intent(in) :: numbers(:)
    integer, intent(in) :: ddof
    real(f8) :: v, mean
    mean = sum(numbers) / ubound(numbers, 1)
    v = sum((numbers - mean)**2) / (ubound(numbers, 1) - ddof)
  end function variance

  ! The scalar, of whatever dtype.
  subroutine expect_value(status, value, number, what)
    integer(i4), intent(in) :: status
    type(da_value), intent(in) :: value
    real(f8), intent(in) :: number
    character(len=*), intent(in) :: what
    real(f8) :: re, im
    call check_ok(status, what)
    call check_ok(da_value_c128(value, re, im), what)
    call check_near(re, number, 1e-13_f8 * (1 + abs(number)), what)
  end subroutine expect_value

  ! An array of one element that every rank holds; it is freed.
  subroutine expect(status, result, number, what)
    integer(i4), intent(in) :: status
    type(c_ptr), intent(inout) :: result
    real(f8), intent(in) :: number
    character(len=*), intent(in) :: what
    type(da_local) :: local
    type(da_value) :: value
    call check_ok(status, what)
    call check_ok(da_array_local(result, DA_ACCESS_READ, local), what)
    call check_equal(local%size, 1_i8, what // ": one element on every rank")
    call expect_value(da_max_value(result, value), value, number, what)
    call check_ok(da_array_free(result), "free")
  end subroutine expect

  subroutine by_name()
    type(c_ptr) :: r = c_null_ptr
    type(da_value) :: v
    call expect(da_sum(a, 1_i4, [-1_i4], 0_i4, r), r, sum(x), "da_sum")
    call expect_value(da_sum_value(a, v), v, sum(x), "da_sum_value")
    call expect(da_prod(a, 1_i4, [-1_i4], 0_i4, r), r, product(x), "da_prod")
    call expect_value(da_prod_value(a, v), v, product(x), "da_prod_value")
    call expect(da_min(a, 1_i4, [-1_i4], 0_i4, r), r, minval(x), "da_min")
    call expect_value(da_min_value(a, v), v, minval(x), "da_min_value")
    call expect(da_max(a, 1_i4, [-1_i4], 0_i4, r), r, maxval(x), "da_max")
    call expect_value(da_max_value(a, v), v, maxval(x), "da_max_value")
    call expect(da_ptp(a, 1_i4, [-1_i4], 0_i4, r), r, maxval(x) - minval(x), "da_ptp")
    call expect_value(da_ptp_value(a, v), v, maxval(x) - minval(x), "da_ptp_value")
    call expect(da_mean(a, 1_i4, [-1_i4], 0_i4, r), r, sum(x) / n, "da_mean")
    call expect_value(da_mean_value(a, v), v, sum(x) / n, "da_mean_value")
    call expect(da_any(a, 1_i4, [-1_i4], 0_i4, r), r, 1.0_f8, "da_any")
    call expect_value(da_any_value(a, v), v, 1.0_f8, "da_any_value")
    call expect(da_all(a, 1_i4, [-1_i4], 0_i4, r), r, 1.0_f8, "da_all")
    call expect_value(da_all_value(a, v), v, 1.0_f8, "da_all_value")
    call expect(da_count_nonzero(a, 1_i4, [-1_i4], 0_i4, r), r, n, "da_count_nonzero")
    call expect_value(da_count_nonzero_value(a, v), v, n, "da_count_nonzero_value")
    call expect(da_var(a, 0_i4, ddof=1.0_f8, flags=0_i4, out=r), r, variance(x, 1), "da_var")
    call expect_value(da_var_value(a, 1.0_f8, v), v, variance(x, 1), "da_var_value")
    call expect(da_std(a, 0_i4, ddof=1.0_f8, flags=0_i4, out=r), r, sqrt(variance(x, 1)), "da_std")
    call expect_value(da_std_value(a, 1.0_f8, v), v, sqrt(variance(x, 1)), "da_std_value")
    call expect(da_argmin(a, 0_i4, 0_i4, r), r, real(minloc(x, 1) - 1, f8), "da_argmin")
    call expect_value(da_argmin_value(a, v), v, real(minloc(x, 1) - 1, f8), "da_argmin_value")
    call expect(da_argmax(a, DA_ALL_AXES, 0_i4, r), r, real(maxloc(x, 1) - 1, f8), "da_argmax")
    call expect_value(da_argmax_value(a, v), v, real(maxloc(x, 1) - 1, f8), "da_argmax_value")
  end subroutine by_name

  subroutine without_nan()
    type(c_ptr) :: r = c_null_ptr
    type(da_value) :: v
    call expect(da_nansum(c, 1_i4, [-1_i4], 0_i4, r), r, sum(some), "da_nansum")
    call expect_value(da_nansum_value(c, v), v, sum(some), "da_nansum_value")
    call expect(da_nanprod(c, 1_i4, [-1_i4], 0_i4, r), r, product(some), "da_nanprod")
    call expect_value(da_nanprod_value(c, v), v, product(some), "da_nanprod_value")
    call expect(da_nanmin(c, 1_i4, [-1_i4], 0_i4, r), r, minval(some), "da_nanmin")
    call expect_value(da_nanmin_value(c, v), v, minval(some), "da_nanmin_value")
    call expect(da_nanmax(c, 1_i4, [-1_i4], 0_i4, r), r, maxval(some), "da_nanmax")
    call expect_value(da_nanmax_value(c, v), v, maxval(some), "da_nanmax_value")
    call expect(da_nanmean(c, 1_i4, [-1_i4], 0_i4, r), r, sum(some) / m, "da_nanmean")
    call expect_value(da_nanmean_value(c, v), v, sum(some) / m, "da_nanmean_value")
    call expect(da_nanvar(c, 0_i4, ddof=0.0_f8, flags=0_i4, out=r), r, variance(some, 0), "da_nanvar")
    call expect_value(da_nanvar_value(c, 0.0_f8, v), v, variance(some, 0), "da_nanvar_value")
    call expect(da_nanstd(c, 0_i4, ddof=0.0_f8, flags=0_i4, out=r), r, sqrt(variance(some, 0)), "da_nanstd")
    call expect_value(da_nanstd_value(c, 0.0_f8, v), v, sqrt(variance(some, 0)), "da_nanstd_value")
    call expect(da_nanargmin(c, 0_i4, 0_i4, r), r, real(minloc(x, 1, keep) - 1, f8), "da_nanargmin")
    call expect_value(da_nanargmin_value(c, v), v, real(minloc(x, 1, keep) - 1, f8), "da_nanargmin_value")
    call expect(da_nanargmax(c, DA_ALL_AXES, 0_i4, r), r, real(maxloc(x, 1, keep) - 1, f8), "da_nanargmax")
    call expect_value(da_nanargmax_value(c, v), v, real(maxloc(x, 1, keep) - 1, f8), "da_nanargmax_value")
  end subroutine without_nan

  subroutine of_two_arrays()
    type(c_ptr) :: r = c_null_ptr
    type(da_value) :: v
    real(f8) :: weighted, dot
    integer :: i
    dot = sum(x * [(real(1 + merge(1, 0, mod(i, 3) == 2), f8), i = 1, 3 * size)])
    weighted = dot / (4 * size)
    call expect(da_average(a, b, 0_i4, flags=0_i4, out=r), r, weighted, "da_average")
    call expect_value(da_average_value(a, b, v), v, weighted, "da_average_value")
    call expect(da_norm(a, 1.0_f8, 0_i4, flags=0_i4, out=r), r, sum(abs(x)), "da_norm")
    call expect_value(da_norm_value(a, 2.0_f8, v), v, sqrt(sum(x * x)), "da_norm_value")
    call expect(da_dot(a, b, 0_i4, r), r, dot, "da_dot")
    call expect_value(da_dot_value(a, b, DA_REPRODUCIBLE, v), v, dot, "da_dot_value")
    call expect_value(da_vdot_value(a, b, 0_i4, v), v, dot, "da_vdot_value")
  end subroutine of_two_arrays

  subroutine by_number()
    type(c_ptr) :: r = c_null_ptr
    type(da_value) :: v
    type(da_reduce_options) :: options
    call expect(da_reduce(DA_REDUCE_NORMINF, a, 0_i4, flags=DA_KEEPDIMS, out=r), r, maxval(abs(x)), "da_reduce")
    call expect_value(da_reduce_value(DA_REDUCE_PTP, a, v), v, maxval(x) - minval(x), "da_reduce_value")
    options%has_initial = 1
    options%initial = da_int(100_i8)
    call expect(da_reduce_with(DA_REDUCE_SUM, a, 1_i4, [0_i4], DA_REPRODUCIBLE, options, r), r, sum(x) + 100, &
        "da_reduce_with")
    options = da_reduce_options(ddof=1.0_f8)
    call expect_value(da_reduce_with_value(DA_REDUCE_VAR, a, 0_i4, options, v), v, variance(x, 1), &
        "da_reduce_with_value")
    call check_status(da_argmin(a, 1_i4, 0_i4, r), DA_ERR_AXIS, "no such axis")
  end subroutine by_number
end program reductions
