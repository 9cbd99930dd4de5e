! NumPy's element-wise functions, each called by its name, against Fortran's own.
! ranks: 1 2 3 4  sources: support/check.f90
program ufuncs
  use mpi_f08, only: MPI_Init, MPI_COMM_WORLD
  use, intrinsic :: iso_c_binding
  use distarray_f08
  use check
  implicit none
  integer, parameter :: f8 = c_double, i4 = c_int32_t, i8 = c_int64_t
  real(f8), parameter :: pi = acos(-1.0_f8)
  type(c_ptr) :: ctx = c_null_ptr, dist = c_null_ptr, out = c_null_ptr, second = c_null_ptr
  ! x is between 0 and 1, y above 1, z of both signs; m and n are integers.
  type(c_ptr) :: ax = c_null_ptr, ay = c_null_ptr, az = c_null_ptr, am = c_null_ptr, an = c_null_ptr
  real(f8), target :: x(5), y(5), z(5)
  integer(i4), target :: m(5), n(5)
  integer(i4) :: rank, size

  call MPI_Init()
  call check_ok(da_context_create(MPI_COMM_WORLD, out=ctx), "da_context_create")
  call check_ok(da_context_rank(ctx, rank), "rank")
  call check_ok(da_context_size(ctx, size), "size")
  call make_operands()
  call arithmetic()
  call powers()
  call exponentials()
  call angles()
  call rounding()
  call comparisons()
  call truth()
  call integers()
  call parts()
  call numbers()
  call selection()
  call check_ok(da_array_free(ax), "free")
  call check_ok(da_array_free(ay), "free")
  call check_ok(da_array_free(az), "free")
  call check_ok(da_array_free(am), "free")
  call check_ok(da_array_free(an), "free")
  call check_ok(da_distribution_free(dist), "free")
  call check_ok(da_context_free(ctx), "free")
  call check_finish()

contains

  subroutine make_operands()
    integer :: i
    x = [(0.1_f8 + 0.17_f8 * i + 0.01_f8 * rank, i = 0, 4)]
    y = 4 * x + 1
    z = [(-1.3_f8 + 0.7_f8 * i + 0.03_f8 * rank, i = 0, 4)]
    m = [12, -7, 100, 33, -18] + rank
    n = [5, 3, 2, 1, 4]
    call check_ok(da_distribution_create(ctx, 1_i4, [5_i8 * size], "b" // c_null_char, out=dist), "distribution")
    call check_ok(da_wrap(dist, x, ax), "da_wrap")
    call check_ok(da_wrap(dist, y, ay), "da_wrap")
    call check_ok(da_wrap(dist, z, az), "da_wrap")
    call check_ok(da_wrap(dist, m, am), "da_wrap")
    call check_ok(da_wrap(dist, n, an), "da_wrap")
  end subroutine make_operands

  ! The result is in `array`, and is freed.
  subroutine reals_are(status, array, values, what)
    integer(i4), intent(in) :: status
    type(c_ptr), intent(inout) :: array
    real(f8), intent(in) :: values(5)
    character(len=*), intent(in) :: what
    real(f8), pointer :: p(:)
    call check_ok(status, what)
    if (status /= DA_OK) return
    call check_ok(da_pointer(array, p), what)
    call check_near(maxval(abs(p - values) / max(abs(values), 1.0_f8)), 0.0_f8, 1e-14_f8, what)
    call check_ok(da_array_free(array), "free")
  end subroutine reals_are

  subroutine is(status, values, what)
    integer(i4), intent(in) :: status
    real(f8), intent(in) :: values(5)
    character(len=*), intent(in) :: what
    call reals_are(status, out, values, what)
  end subroutine is

  subroutine integers_are(status, array, values, what)
    integer(i4), intent(in) :: status
    type(c_ptr), intent(inout) :: array
    integer(i4), intent(in) :: values(5)
    character(len=*), intent(in) :: what
    integer(i4), pointer :: p(:)
    call check_ok(status, what)
    if (status /= DA_OK) return
    call check_ok(da_pointer(array, p), what)
    call check_true(all(p == values), what)
    call check_ok(da_array_free(array), "free")
  end subroutine integers_are

  subroutine whole(status, values, what)
    integer(i4), intent(in) :: status, values(5)
    character(len=*), intent(in) :: what
    call integers_are(status, out, values, what)
  end subroutine whole

  subroutine holds(status, values, what)
    integer(i4), intent(in) :: status
    logical, intent(in) :: values(5)
    character(len=*), intent(in) :: what
    logical(c_bool), pointer :: p(:)
    call check_ok(status, what)
    if (status /= DA_OK) return
    call check_ok(da_pointer(out, p), what)
    call check_true(all(logical(p) .eqv. values), what)
    call check_ok(da_array_free(out), "free")
  end subroutine holds

  subroutine arithmetic()
    call is(da_add(ax, az, out), x + z, "da_add")
    call is(da_subtract(ax, az, out), x - z, "da_subtract")
    call is(da_multiply(ax, az, out), x * z, "da_multiply")
    call is(da_true_divide(az, ax, out), z / x, "da_true_divide")
    call is(da_divide(az, ax, out), z / x, "da_divide")
    call is(da_floor_divide(az, ax, out), real(floor(z / x), f8), "da_floor_divide")
    call is(da_remainder(az, ax, out), modulo(z, x), "da_remainder")
    call is(da_mod(az, ax, out), modulo(z, x), "da_mod")
    call is(da_fmod(az, ax, out), mod(z, x), "da_fmod")
    call is(da_negative(az, out), -z, "da_negative")
    call is(da_positive(az, out), z, "da_positive")
    call is(da_absolute(az, out), abs(z), "da_absolute")
    call is(da_abs(az, out), abs(z), "da_abs")
    call is(da_fabs(az, out), abs(z), "da_fabs")
    call is(da_sign(az, out), sign(1.0_f8, z), "da_sign")
    call is(da_conjugate(az, out), z, "da_conjugate")
    call is(da_conj(az, out), z, "da_conj")
    call is(da_divmod(az, ax, out, second), real(floor(z / x), f8), "da_divmod")
    call reals_are(DA_OK, second, modulo(z, x), "the remainder of da_divmod")
  end subroutine arithmetic

  subroutine powers()
    call is(da_power(ax, az, out), x**z, "da_power")
    call is(da_float_power(an, ax, out), real(n, f8)**x, "da_float_power")
    call is(da_square(az, out), z * z, "da_square")
    call is(da_reciprocal(az, out), 1 / z, "da_reciprocal")
    call is(da_sqrt(ay, out), sqrt(y), "da_sqrt")
    call is(da_cbrt(az, out), sign(abs(z)**(1 / 3.0_f8), z), "da_cbrt")
    call is(da_hypot(ay, az, out), hypot(y, z), "da_hypot")
  end subroutine powers

  subroutine exponentials()
    call is(da_exp(az, out), exp(z), "da_exp")
    call is(da_exp2(az, out), 2**z, "da_exp2")
    call is(da_expm1(az, out), exp(z) - 1, "da_expm1")
    call is(da_log(ay, out), log(y), "da_log")
    call is(da_log2(ay, out), log(y) / log(2.0_f8), "da_log2")
    call is(da_log10(ay, out), log10(y), "da_log10")
    call is(da_log1p(ax, out), log(1 + x), "da_log1p")
    call is(da_logaddexp(ax, az, out), log(exp(x) + exp(z)), "da_logaddexp")
    call is(da_logaddexp2(ax, az, out), log(2**x + 2**z) / log(2.0_f8), "da_logaddexp2")
  end subroutine exponentials

  subroutine angles()
    call is(da_sin(az, out), sin(z), "da_sin")
    call is(da_cos(az, out), cos(z), "da_cos")
    call is(da_tan(az, out), tan(z), "da_tan")
    call is(da_arcsin(ax, out), asin(x), "da_arcsin")
    call is(da_arccos(ax, out), acos(x), "da_arccos")
    call is(da_arctan(az, out), atan(z), "da_arctan")
    call is(da_arctan2(az, ax, out), atan2(z, x), "da_arctan2")
    call is(da_deg2rad(az, out), z * pi / 180, "da_deg2rad")
    call is(da_rad2deg(az, out), z * 180 / pi, "da_rad2deg")
    call is(da_sinh(az, out), sinh(z), "da_sinh")
    call is(da_cosh(az, out), cosh(z), "da_cosh")
    call is(da_tanh(az, out), tanh(z), "da_tanh")
    call is(da_arcsinh(az, out), asinh(z), "da_arcsinh")
    call is(da_arccosh(ay, out), acosh(y), "da_arccosh")
    call is(da_arctanh(ax, out), atanh(x), "da_arctanh")
  end subroutine angles

  subroutine rounding()
    call is(da_rint(az, out), anint(z), "da_rint")
    call is(da_floor(az, out), real(floor(z), f8), "da_floor")
    call is(da_ceil(az, out), real(ceiling(z), f8), "da_ceil")
    call is(da_trunc(az, out), aint(z), "da_trunc")
    call is(da_modf(az, out, second), z - aint(z), "da_modf")
    call reals_are(DA_OK, second, aint(z), "the whole part of da_modf")
  end subroutine rounding

  subroutine comparisons()
    call holds(da_less(ax, az, out), x < z, "da_less")
    call holds(da_less_equal(ax, az, out), x <= z, "da_less_equal")
    call holds(da_greater(ax, az, out), x > z, "da_greater")
    call holds(da_greater_equal(ax, az, out), x >= z, "da_greater_equal")
    call holds(da_equal(am, an, out), m == n, "da_equal")
    call holds(da_not_equal(am, an, out), m /= n, "da_not_equal")
    call is(da_maximum(ax, az, out), max(x, z), "da_maximum")
    call is(da_minimum(ax, az, out), min(x, z), "da_minimum")
    call is(da_fmax(ax, az, out), max(x, z), "da_fmax")
    call is(da_fmin(ax, az, out), min(x, z), "da_fmin")
  end subroutine comparisons

  ! Rounded towards zero, z has zeros.
  subroutine truth()
    type(c_ptr) :: zeros = c_null_ptr
    logical :: on(5)
    on = abs(aint(z)) > 0
    call check_ok(da_trunc(az, zeros), "da_trunc")
    call holds(da_logical_and(zeros, ax, out), on, "da_logical_and")
    call holds(da_logical_or(zeros, zeros, out), on, "da_logical_or")
    call holds(da_logical_xor(zeros, ax, out), .not. on, "da_logical_xor")
    call holds(da_logical_not(zeros, out), .not. on, "da_logical_not")
    call check_ok(da_reciprocal(zeros, zeros), "infinite where it was zero")
    call holds(da_isinf(zeros, out), .not. on, "da_isinf")
    call holds(da_isfinite(zeros, out), on, "da_isfinite")
    call holds(da_signbit(az, out), z < 0, "da_signbit")
    call check_ok(da_subtract(zeros, zeros, zeros), "nan where it was infinite")
    call holds(da_isnan(zeros, out), .not. on, "da_isnan")
    call check_ok(da_array_free(zeros), "free")
  end subroutine truth

  subroutine integers()
    integer(c_int8_t), pointer :: p(:)
    integer :: i
    call whole(da_bitwise_and(am, an, out), iand(m, n), "da_bitwise_and")
    call whole(da_bitwise_or(am, an, out), ior(m, n), "da_bitwise_or")
    call whole(da_bitwise_xor(am, an, out), ieor(m, n), "da_bitwise_xor")
    call whole(da_invert(am, out), not(m), "da_invert")
    call whole(da_left_shift(am, an, out), m * 2**n, "da_left_shift")
    call whole(da_right_shift(am, an, out), shifta(m, n), "da_right_shift")
    call whole(da_gcd(am, an, out), [(divisor(abs(m(i)), n(i)), i = 1, 5)], "da_gcd")
    call whole(da_lcm(am, an, out), [(abs(m(i)) / divisor(abs(m(i)), n(i)) * n(i), i = 1, 5)], "da_lcm")
    call check_ok(da_bitwise_count(am, out), "da_bitwise_count")
    if (.not. c_associated(out)) return
    call check_ok(da_pointer(out, p), "da_bitwise_count gives bytes")
    call check_true(all(p == popcnt(abs(m))), "da_bitwise_count")
    call check_ok(da_array_free(out), "free")
  end subroutine integers

  integer(i4) pure recursive function divisor(i, k) result(common)
    integer(i4), intent(in) :: i, k
    if (k == 0) then
      common = i
    else
      common = divisor(k, mod(i, k))
    end if
  end function divisor

  ! With parameters, and with three operands.
  subroutine selection()
    type(c_ptr) :: az_too = c_null_ptr
    type(da_operand) :: first, second_one
    integer(i4) :: answer
    call is(da_angle(az, 1_i4, out), merge(180.0_f8, 0.0_f8, z < 0), "da_angle")
    call is(da_round(az, 1_i4, out), anint(10 * z) / 10, "da_round")
    call is(da_clip(az, ax, ay, out), min(max(z, x), y), "da_clip")
    call is(da_clip(az, c_null_ptr, ax, out), min(z, x), "da_clip")
    call is(da_clip_values(az, da_int(0_i8), da_real(0.5_f8), out), min(max(z, 0.0_f8), 0.5_f8), "da_clip_values")
    call check_ok(da_less(ax, az, second), "da_less")
    first%array = ax
    second_one%value = da_real(-7.5_f8)
    call is(da_where(second, first, second_one, out), merge(x, -7.5_f8, x < z), "da_where")
    call check_ok(da_array_free(second), "free")
    call check_ok(da_log(az, second), "da_log")
    call is(da_nan_to_num(second, -1.0_f8, out=out), merge(log(abs(z)), -1.0_f8, z > 0), "da_nan_to_num")
    call check_ok(da_array_free(second), "free")
    call check_ok(da_binary_scalar(DA_OP_MULTIPLY, az, da_real(1.001_f8), az_too), "da_binary_scalar")
    call holds(da_isclose(az, az_too, 0.0_f8, 5e-4_f8, 0_i4, out), abs(z) * 0.001_f8 <= 5e-4_f8, "da_isclose")
    call check_ok(da_allclose_value(az, az_too, 0.01_f8, 0.0_f8, 0_i4, answer), "da_allclose_value")
    call check_equal(answer, 1_i4, "da_allclose_value")
    call check_ok(da_allclose_value(az, az_too, 1e-5_f8, 0.0_f8, 0_i4, answer), "da_allclose_value")
    call check_equal(answer, 0_i4, "da_allclose_value")
    call check_ok(da_array_equal(az, az_too, 0_i4, answer), "da_array_equal")
    call check_equal(answer, 0_i4, "da_array_equal")
    call check_ok(da_array_equal(az, az, 0_i4, answer), "da_array_equal")
    call check_equal(answer, 1_i4, "da_array_equal")
    call check_ok(da_array_free(az_too), "free")
  end subroutine selection

  subroutine parts()
    call is(da_frexp(az, out, second), fraction(z), "da_frexp")
    call integers_are(DA_OK, second, exponent(z), "the exponent of da_frexp")
    call is(da_ldexp(az, an, out), scale(z, n), "da_ldexp")
    call is(da_copysign(ax, az, out), sign(x, z), "da_copysign")
    call holds_next(da_nextafter(ax, ay, out), nearest(x, 1.0_f8), "da_nextafter")
    call holds_next(da_spacing(ax, out), spacing(x), "da_spacing")
    call is(da_heaviside(az, ax, out), merge(1.0_f8, 0.0_f8, z > 0), "da_heaviside")
  end subroutine parts

  ! To the last bit.
  subroutine holds_next(status, values, what)
    integer(i4), intent(in) :: status
    real(f8), intent(in) :: values(5)
    character(len=*), intent(in) :: what
    real(f8), pointer :: p(:)
    call check_ok(status, what)
    if (status /= DA_OK) return
    call check_ok(da_pointer(out, p), what)
    call check_near(maxval(abs(p - values)), 0.0_f8, 0.0_f8, what)
    call check_ok(da_array_free(out), "free")
  end subroutine holds_next

  ! Under their numbers they are the same.
  subroutine numbers()
    call is(da_unary(DA_OP_SIN, az, out), sin(z), "da_unary(DA_OP_SIN)")
    call is(da_unary(DA_OP_SPACING, ax, out), spacing(x), "da_unary(DA_OP_SPACING)")
    call is(da_binary(DA_OP_ARCTAN2, az, ax, out), atan2(z, x), "da_binary(DA_OP_ARCTAN2)")
    call holds(da_binary(DA_OP_GREATER_EQUAL, ax, az, out), x >= z, "da_binary(DA_OP_GREATER_EQUAL)")
  end subroutine numbers
end program ufuncs
