! The objects' computation: in place and into another array, with numbers of any type; reductions to numbers of any
! type and along axes; with `use mpi`, whose communicators are integers.
! ranks: 1 2 3 4 6  valgrind: 1  sources: support/check.f90
program objects_compute
  use mpi
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: int32, int64, real32, real64
  use check
  use distarray
  use distarray_objects
  implicit none
  integer, parameter :: n = 24
  type(da_context) :: ctx
  type(da_distribution) :: dist
  real(real64) :: x(n) = 0
  integer :: ierror, k

  call MPI_Init(ierror)
  call da_create(ctx, MPI_COMM_WORLD)
  call da_create(dist, ctx, [n], "b")
  x = [(real(k, real64) / 4 + 1, k = 1, n)]
  call one_operand()
  call two_operands()
  call kinds_of_numbers()
  call comparisons()
  call numbers_by_type()
  call axes()
  call masks()
  call places()
  call both_layers()
  call dist%free()
  call ctx%free()
  call check_finish()

contains

  ! x, spread over the ranks.
  subroutine make(a)
    type(da_array), intent(inout) :: a
    call a%empty(dist, DA_FLOAT64)
    call a%scatter(x)
  end subroutine make

  ! An array holds these numbers (to the last bits); then it is freed.
  subroutine expect(a, numbers, what)
    type(da_array), intent(inout) :: a
    real(real64), intent(in) :: numbers(:)
    character(len=*), intent(in) :: what
    real(real64) :: found(size(numbers))
    type(da_array) :: as_real
    call a%astype(DA_FLOAT64, as_real)
    call as_real%gather(found)
    call check_near(maxval(abs(found - numbers)), 0.0_real64, 1e-13_real64 * maxval(abs(numbers)), what)
    call as_real%free()
    call a%free()
  end subroutine expect

  ! The specific procedures are generated alike, so some of them stand for all; in place, and into another array.
  subroutine one_operand()
    type(da_array) :: a, b
    call make(a)
    call a%sqrt(b)
    call expect(b, sqrt(x), "sqrt")
    call a%exp(b)
    call expect(b, exp(x), "exp")
    call a%log(b)
    call expect(b, log(x), "log")
    call a%sin(b)
    call expect(b, sin(x), "sin")
    call a%arctan(b)
    call expect(b, atan(x), "arctan")
    call a%floor(b)
    call expect(b, real(floor(x), real64), "floor")
    call a%negative(b)
    call b%absolute()
    call expect(b, x, "negative, and absolute in place")
    call a%isnan(b)
    call check_equal(b%dtype(), DA_BOOL, "isnan is of bool")
    call expect(b, 0 * x, "isnan")
    call a%square()
    call expect(a, x**2, "square in place")
  end subroutine one_operand

  subroutine two_operands()
    type(da_array) :: a, b, c
    call make(a)
    call a%add(1, b)
    call a%add(b, c)
    call expect(c, 2 * x + 1, "add")
    call a%subtract(b, c)
    call expect(c, -1 + 0 * x, "subtract")
    call a%multiply(b, c)
    call expect(c, x * (x + 1), "multiply")
    call a%divide(b, c)
    call expect(c, x / (x + 1), "divide")
    call a%power(3, c)
    call expect(c, x**3, "power")
    call b%floor_divide(2, c)
    call expect(c, real(floor((x + 1) / 2), real64), "floor_divide")
    call b%remainder(2.5, c)
    call expect(c, modulo(x + 1, 2.5_real64), "remainder")
    call a%hypot(b, c)
    call expect(c, hypot(x, x + 1), "hypot")
    call a%arctan2(b, c)
    call expect(c, atan2(x, x + 1), "arctan2")
    call a%copysign(da_f64(-1.0_real64), c)
    call expect(c, -x, "copysign of a scalar")
    call a%maximum(3, c)
    call expect(c, max(x, 3.0_real64), "maximum")
    call b%subtract(a)
    call expect(b, 0 * x + 1, "subtract in place")
    call a%free()
  end subroutine two_operands

  ! A number takes the precision of the array, whatever its own is; a strong scalar keeps its own.
  subroutine kinds_of_numbers()
    type(da_array) :: a, b
    complex(real64) :: z
    call a%full(dist, DA_FLOAT32, 2)
    call a%multiply(0.5_real64, b)
    call check_equal(b%dtype(), DA_FLOAT32, "a real(real64) beside float32")
    call expect(b, 0 * x + 1, "float32 times a half")
    call a%multiply(da_f64(0.5_real64), b)
    call check_equal(b%dtype(), DA_FLOAT64, "a strong scalar beside float32")
    call expect(b, 0 * x + 1, "float32 times a strong half")
    call a%add((0.0_real64, 1.0_real64), b)
    call check_equal(b%dtype(), DA_COMPLEX64, "a complex number beside float32")
    call b%sum(z)
    call check_near(abs(z - n * (2.0_real64, 1.0_real64)), 0.0_real64, 0.0_real64, "a sum of complex numbers")
    call b%free()
    call a%free()
    call a%full(dist, DA_INT32, 7_int64)
    call a%add(1, b)
    call check_equal(b%dtype(), DA_INT32, "an integer beside int32")
    call expect(b, 0 * x + 8, "int32 and an integer")
    call a%free()
    call a%full(dist, DA_BOOL, .true.)
    call a%add(1_int64, b)
    call expect(b, 0 * x + 2, "bool and an integer")
    call a%fill(.false.)
    call expect(a, 0 * x, "filled with .false.")
  end subroutine kinds_of_numbers

  subroutine comparisons()
    type(da_array) :: a, b
    call make(a)
    call a%less(3.0, b)
    call expect(b, merge(1.0_real64, 0.0_real64, x < 3), "less")
    call a%greater_equal(3, b)
    call expect(b, merge(1.0_real64, 0.0_real64, x >= 3), "greater_equal")
    call a%equal(x(5), b)
    call expect(b, merge(1.0_real64, 0.0_real64, abs(x - x(5)) <= 0), "equal")
    call a%not_equal(a, b)
    call expect(b, 0 * x, "not_equal")
    call a%free()
  end subroutine comparisons

  subroutine numbers_by_type()
    type(da_array) :: a, i
    real(real64) :: r64
    real(real32) :: r32
    integer(int32) :: i32
    integer(int64) :: i64
    complex(real64) :: z64
    complex(real32) :: z32
    type(da_value) :: value
    logical :: answer
    integer :: stat
    call make(a)
    call a%sum(r64)
    call check_near(r64, sum(x), 1e-12_real64, "sum")
    call a%sum(r32)
    call check_near(r32, real(sum(x), real32), 0.0_real32, "sum, in single precision")
    call a%sum(z64)
    call check_near(real(z64), sum(x), 1e-12_real64, "sum, as a complex number")
    call a%sum(z32)
    call check_near(real(z32), real(sum(x), real32), 0.0_real32, "sum, as a single complex number")
    call a%sum(value)
    call check_ok(da_read(value, r64), "a scalar read")
    call check_near(r64, sum(x), 1e-12_real64, "sum, as a scalar")
    call a%sum(i32, stat=stat)
    call check_status(stat, DA_ERR_DTYPE, "a real number is no integer")
    call a%mean(r64)
    call check_near(r64, sum(x) / n, 1e-13_real64, "mean")
    call a%min(r64)
    call check_near(r64, x(1), 0.0_real64, "min")
    call a%max(r64)
    call check_near(r64, x(n), 0.0_real64, "max")
    call a%ptp(r64)
    call check_near(r64, x(n) - x(1), 0.0_real64, "ptp")
    call a%var(r64)
    call check_near(r64, sum((x - sum(x) / n)**2) / n, 1e-12_real64, "var")
    call a%var(r64, ddof=1)
    call check_near(r64, sum((x - sum(x) / n)**2) / (n - 1), 1e-12_real64, "var of a sample")
    call a%std(r64)
    call check_near(r64, sqrt(sum((x - sum(x) / n)**2) / n), 1e-12_real64, "std")
    call a%norm(r64)
    call check_near(r64, norm2(x), 1e-12_real64, "norm")
    call a%norm(r64, 1.0_real64)
    call check_near(r64, sum(abs(x)), 1e-12_real64, "norm of order 1")
    call a%dot(a, value)
    call check_ok(da_read(value, r64), "a scalar read")
    call check_near(r64, dot_product(x, x), 1e-11_real64, "dot")
    call a%all(answer)
    call check_true(answer, "all")
    call a%count_nonzero(i32)
    call check_equal(i32, n, "count_nonzero")
    call a%free()
    call i%full(dist, DA_INT32, 2)
    call i%sum(i64)
    call check_equal(i64, 2_int64 * n, "sum of integers")
    call i%sum(i32)
    call check_equal(i32, 2 * n, "sum of integers, in 32 bits")
    call i%prod(r64)
    call check_near(r64, 2.0_real64**n, 0.0_real64, "product of integers, as a real number")
    call i%fill(huge(i32))
    call i%sum(i32, stat=stat)
    call check_status(stat, DA_ERR_OVERFLOW, "a sum beyond 32 bits")
    call i%fill(0)
    call i%any(answer)
    call check_true(.not. answer, "any")
    call i%free()
  end subroutine numbers_by_type

  ! A matrix of (i, j) = i + 10 j, its first axis over the ranks.
  subroutine axes()
    type(da_distribution) :: two
    type(da_array) :: a, b
    real(real64) :: m(6, 4), rows(6), columns(4), kept(6, 1), sums(6, 4)
    integer :: i, j, stat
    m = reshape([((real(i + 10 * j, real64), i = 1, 6), j = 1, 4)], [6, 4])
    call da_create(two, ctx, [6, 4], "b,n")
    call a%empty(two, DA_FLOAT64)
    call a%scatter(m)
    call a%sum(b, dim=1)
    call b%gather(columns)
    call check_near(maxval(abs(columns - sum(m, dim=1))), 0.0_real64, 0.0_real64, "sum along the first axis")
    call b%free()
    call a%sum(b, dim=2)
    call b%gather(rows)
    call check_near(maxval(abs(rows - sum(m, dim=2))), 0.0_real64, 0.0_real64, "sum along the second axis")
    call b%free()
    call a%max(b, dim=2, keepdims=.true.)
    call b%gather(kept)
    call check_near(maxval(abs(kept(:, 1) - maxval(m, dim=2))), 0.0_real64, 0.0_real64, "max, the axis kept")
    call a%subtract(b)
    call a%get([1, 1], rows(1))
    call check_near(rows(1), -30.0_real64, 0.0_real64, "what was kept is broadcast")
    call b%free()
    call a%scatter(m)
    call a%cumsum(b, 1)
    call b%gather(sums)
    call check_near(maxval(abs(sums(6, :) - sum(m, dim=1))), 0.0_real64, 0.0_real64, "cumsum ends with the sum")
    call check_near(maxval(abs(sums(2, :) - m(1, :) - m(2, :))), 0.0_real64, 0.0_real64, "cumsum, the second row")
    call b%free()
    call a%mean(b)
    call check_equal(b%ndim(), 0, "along all axes: an array without axes")
    call b%free()
    call a%sum(b, dim=0, stat=stat)
    call check_status(stat, DA_ERR_AXIS, "there is no axis 0")
    call a%sum(b, dim=3, stat=stat)
    call check_status(stat, DA_ERR_AXIS, "there is no axis 3")
    call a%cumsum(b, 0, stat)
    call check_status(stat, DA_ERR_AXIS, "there is no axis 0 to accumulate along")
    call check_true(.not. b%is_made(), "no result after an error")
    call a%free()
    call two%free()
  end subroutine axes

  subroutine masks()
    type(da_array) :: a, mask
    real(real64) :: total
    call make(a)
    call a%greater(4, mask)
    call a%sum(total, mask=mask)
    call check_near(total, sum(x, mask=x > 4), 1e-12_real64, "sum under a mask")
    call a%mean(total, mask)
    call check_near(total, sum(x, mask=x > 4) / count(x > 4), 1e-12_real64, "mean under a mask")
    call mask%free()
    call a%free()
  end subroutine masks

  subroutine places()
    type(da_distribution) :: two
    type(da_array) :: a
    integer(int64), allocatable :: where_(:)
    integer :: stat
    call da_create(two, ctx, [5, 7], "b,n")
    call a%zeros(two, DA_INT64)
    call a%set([4, 3], 9)
    call a%set([2, 6], -9)
    call a%maxloc(where_)
    call check_true(all(where_ == [4, 3]), "maxloc")
    call a%minloc(where_)
    call check_true(all(where_ == [2, 6]), "minloc")
    call a%free()
    call two%free()
    call da_create(two, ctx, [0, 7], "b,n")
    call a%zeros(two, DA_INT64)
    call a%maxloc(where_, stat)
    call check_status(stat, DA_ERR_EMPTY, "the greatest of nothing")
    call a%free()
    call two%free()
  end subroutine places

  ! What has no name in the objects: the functions of module distarray, on handles.
  subroutine both_layers()
    type(da_array) :: a, counts, column
    integer(int64) :: found(2)
    integer :: stat
    call make(a)
    call da_check(da_histogram(a%handle, 2_c_int64_t, weights=c_null_ptr, flags=0_c_int32_t, hist=counts%handle))
    call counts%gather(found)
    call check_true(all(found == [n / 2, n / 2]), "a histogram")
    call da_check(da_expand_dims(a%handle, 1_c_int32_t, column%handle))
    call check_true(all(column%shape() == [n, 1]), "an axis more")
    call da_check(da_expand_dims(a%handle, 5_c_int32_t, column%handle), stat)
    call check_status(stat, DA_ERR_AXIS, "an axis that cannot be")
    call column%free()
    call counts%free()
    call a%free()
  end subroutine both_layers
end program objects_compute
