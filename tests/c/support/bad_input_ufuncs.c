/* The bad-input table: NumPy's element-wise functions, each by its name. */
#include "bad_input.h"

#define UNARY(function) INVOKE(function) { return function(v[0].pointer, (da_array **)v[1].pointer); }
#define BINARY(function) \
    INVOKE(function) { return function(v[0].pointer, v[1].pointer, (da_array **)v[2].pointer); }
#define UNARY_2(function) \
    INVOKE(function) { return function(v[0].pointer, (da_array **)v[1].pointer, (da_array **)v[2].pointer); }
#define BINARY_2(function) \
    INVOKE(function) { \
        return function(v[0].pointer, v[1].pointer, (da_array **)v[2].pointer, (da_array **)v[3].pointer); \
    }

/* A result that is given: of another shape, on another context, read-only, of a dtype that can not take it. */
#define PLACE(out) \
    BAD(DA_ERR_SHAPE, "6", CELL(out, wide)), \
    BAD(DA_ERR_CONTEXT, "contexts", CELL(out, elsewhere)), \
    BAD(DA_ERR_READ_ONLY, "`" #out "`", CELL(out, frozen)), \
    DIFFERENT(#out, CELL(out, b))
#define NARROW(out) BAD(DA_ERR_CASTING, "int32", CELL(out, whole))
#define TRUTH(out) BAD(DA_ERR_CASTING, "bool", CELL(out, flag))
/* A second operand of a shape that does not broadcast, or on another context. */
#define SECOND(other, wider, stranger) \
    BAD(DA_ERR_SHAPE, "7", OBJ(b, wider)), \
    BAD(DA_ERR_CONTEXT, "contexts", OBJ(b, stranger)), \
    DIFFERENT("b", OBJ(b, other))
#define ONE(other) DIFFERENT("a", OBJ(a, other)), PLACE(out)
#define TWO SECOND(b, wide, elsewhere), PLACE(out)
#define TWO_INTEGERS SECOND(bytes, whole_wide, whole_elsewhere), PLACE(out)
#define NOT_COMPLEX BAD(DA_ERR_DTYPE, "complex128", OBJ(a, complexes))
#define NOT_FLOAT BAD(DA_ERR_DTYPE, "float64", OBJ(a, known))

BINARY(da_add)
BINARY(da_subtract)
BINARY(da_multiply)
BINARY(da_true_divide)
BINARY(da_divide)
BINARY(da_floor_divide)
BINARY(da_remainder)
BINARY(da_mod)
BINARY(da_fmod)
BINARY_2(da_divmod)
UNARY(da_negative)
UNARY(da_positive)
UNARY(da_absolute)
UNARY(da_abs)
UNARY(da_fabs)
UNARY(da_sign)
UNARY(da_conjugate)
UNARY(da_conj)
BINARY(da_power)
BINARY(da_float_power)
UNARY(da_square)
UNARY(da_reciprocal)
UNARY(da_sqrt)
UNARY(da_cbrt)
BINARY(da_hypot)
UNARY(da_exp)
UNARY(da_exp2)
UNARY(da_expm1)
UNARY(da_log)
UNARY(da_log2)
UNARY(da_log10)
UNARY(da_log1p)
BINARY(da_logaddexp)
BINARY(da_logaddexp2)
UNARY(da_sin)
UNARY(da_cos)
UNARY(da_tan)
UNARY(da_arcsin)
UNARY(da_arccos)
UNARY(da_arctan)
BINARY(da_arctan2)
UNARY(da_deg2rad)
UNARY(da_rad2deg)
UNARY(da_sinh)
UNARY(da_cosh)
UNARY(da_tanh)
UNARY(da_arcsinh)
UNARY(da_arccosh)
UNARY(da_arctanh)
UNARY(da_rint)
UNARY(da_floor)
UNARY(da_ceil)
UNARY(da_trunc)
UNARY_2(da_modf)
BINARY(da_less)
BINARY(da_less_equal)
BINARY(da_greater)
BINARY(da_greater_equal)
BINARY(da_equal)
BINARY(da_not_equal)
BINARY(da_maximum)
BINARY(da_minimum)
BINARY(da_fmax)
BINARY(da_fmin)
BINARY(da_logical_and)
BINARY(da_logical_or)
BINARY(da_logical_xor)
UNARY(da_logical_not)
UNARY(da_isnan)
UNARY(da_isinf)
UNARY(da_isfinite)
UNARY(da_signbit)
BINARY(da_bitwise_and)
BINARY(da_bitwise_or)
BINARY(da_bitwise_xor)
UNARY(da_invert)
BINARY(da_left_shift)
BINARY(da_right_shift)
UNARY(da_bitwise_count)
BINARY(da_gcd)
BINARY(da_lcm)
UNARY_2(da_frexp)
BINARY(da_ldexp)
BINARY(da_copysign)
BINARY(da_nextafter)
UNARY(da_spacing)
BINARY(da_heaviside)

MISTAKES(da_add) { TWO, NARROW(out) };
MISTAKES(da_subtract) { TWO, NARROW(out), BAD(DA_ERR_DTYPE, "bool", OBJ(a, flag), OBJ(b, flag)) };
MISTAKES(da_multiply) { TWO, NARROW(out) };
MISTAKES(da_true_divide) { TWO, NARROW(out) };
MISTAKES(da_divide) { TWO, NARROW(out) };
MISTAKES(da_floor_divide) { TWO, NARROW(out), NOT_COMPLEX };
MISTAKES(da_remainder) { TWO, NARROW(out), NOT_COMPLEX };
MISTAKES(da_mod) { TWO, NARROW(out), NOT_COMPLEX };
MISTAKES(da_fmod) { TWO, NARROW(out), NOT_COMPLEX };
MISTAKES(da_divmod) { SECOND(b, wide, elsewhere), PLACE(quotient), PLACE(remainder), NARROW(quotient), TRUTH(remainder), NOT_COMPLEX };
MISTAKES(da_negative) { ONE(b), NARROW(out), BAD(DA_ERR_DTYPE, "bool", OBJ(a, flag)) };
MISTAKES(da_positive) { ONE(b), NARROW(out), BAD(DA_ERR_DTYPE, "bool", OBJ(a, flag)) };
MISTAKES(da_absolute) { ONE(b), NARROW(out) };
MISTAKES(da_abs) { ONE(b), NARROW(out) };
MISTAKES(da_fabs) { ONE(b), NARROW(out), NOT_COMPLEX };
MISTAKES(da_sign) { ONE(b), NARROW(out), BAD(DA_ERR_DTYPE, "bool", OBJ(a, flag)) };
MISTAKES(da_conjugate) { ONE(b), NARROW(out) };
MISTAKES(da_conj) { ONE(b), NARROW(out) };
MISTAKES(da_power) { TWO, NARROW(out) };
MISTAKES(da_float_power) { TWO, NARROW(out) };
MISTAKES(da_square) { ONE(b), NARROW(out) };
MISTAKES(da_reciprocal) { ONE(b), NARROW(out) };
MISTAKES(da_sqrt) { ONE(b), NARROW(out) };
MISTAKES(da_cbrt) { ONE(b), NARROW(out), NOT_COMPLEX };
MISTAKES(da_hypot) { TWO, NARROW(out), NOT_COMPLEX };
MISTAKES(da_exp) { ONE(b), NARROW(out) };
MISTAKES(da_exp2) { ONE(b), NARROW(out) };
MISTAKES(da_expm1) { ONE(b), NARROW(out) };
MISTAKES(da_log) { ONE(b), NARROW(out) };
MISTAKES(da_log2) { ONE(b), NARROW(out) };
MISTAKES(da_log10) { ONE(b), NARROW(out) };
MISTAKES(da_log1p) { ONE(b), NARROW(out) };
MISTAKES(da_logaddexp) { TWO, NARROW(out), NOT_COMPLEX };
MISTAKES(da_logaddexp2) { TWO, NARROW(out), NOT_COMPLEX };
MISTAKES(da_sin) { ONE(b), NARROW(out) };
MISTAKES(da_cos) { ONE(b), NARROW(out) };
MISTAKES(da_tan) { ONE(b), NARROW(out) };
MISTAKES(da_arcsin) { ONE(b), NARROW(out) };
MISTAKES(da_arccos) { ONE(b), NARROW(out) };
MISTAKES(da_arctan) { ONE(b), NARROW(out) };
MISTAKES(da_arctan2) { TWO, NARROW(out), NOT_COMPLEX };
MISTAKES(da_deg2rad) { ONE(b), NARROW(out), NOT_COMPLEX };
MISTAKES(da_rad2deg) { ONE(b), NARROW(out), NOT_COMPLEX };
MISTAKES(da_sinh) { ONE(b), NARROW(out) };
MISTAKES(da_cosh) { ONE(b), NARROW(out) };
MISTAKES(da_tanh) { ONE(b), NARROW(out) };
MISTAKES(da_arcsinh) { ONE(b), NARROW(out) };
MISTAKES(da_arccosh) { ONE(b), NARROW(out) };
MISTAKES(da_arctanh) { ONE(b), NARROW(out) };
MISTAKES(da_rint) { ONE(b), NARROW(out) };
MISTAKES(da_floor) { ONE(b), NARROW(out), NOT_COMPLEX };
MISTAKES(da_ceil) { ONE(b), NARROW(out), NOT_COMPLEX };
MISTAKES(da_trunc) { ONE(b), NARROW(out), NOT_COMPLEX };
MISTAKES(da_modf) {
    DIFFERENT("a", OBJ(a, b)), PLACE(fraction), PLACE(whole), NARROW(fraction), TRUTH(whole), NOT_COMPLEX
};
MISTAKES(da_less) { TWO };
MISTAKES(da_less_equal) { TWO };
MISTAKES(da_greater) { TWO };
MISTAKES(da_greater_equal) { TWO };
MISTAKES(da_equal) { TWO };
MISTAKES(da_not_equal) { TWO };
MISTAKES(da_maximum) { TWO, NARROW(out) };
MISTAKES(da_minimum) { TWO, NARROW(out) };
MISTAKES(da_fmax) { TWO, NARROW(out) };
MISTAKES(da_fmin) { TWO, NARROW(out) };
MISTAKES(da_logical_and) { TWO };
MISTAKES(da_logical_or) { TWO };
MISTAKES(da_logical_xor) { TWO };
MISTAKES(da_logical_not) { ONE(b) };
MISTAKES(da_isnan) { ONE(b) };
MISTAKES(da_isinf) { ONE(b) };
MISTAKES(da_isfinite) { ONE(b) };
MISTAKES(da_signbit) { ONE(b), NOT_COMPLEX };
MISTAKES(da_bitwise_and) { TWO_INTEGERS, TRUTH(out), NOT_FLOAT };
MISTAKES(da_bitwise_or) { TWO_INTEGERS, TRUTH(out), NOT_FLOAT };
MISTAKES(da_bitwise_xor) { TWO_INTEGERS, TRUTH(out), NOT_FLOAT };
MISTAKES(da_invert) { ONE(bytes), TRUTH(out), NOT_FLOAT };
MISTAKES(da_left_shift) { TWO_INTEGERS, TRUTH(out), NOT_FLOAT };
MISTAKES(da_right_shift) { TWO_INTEGERS, TRUTH(out), NOT_FLOAT };
MISTAKES(da_bitwise_count) { ONE(bytes), TRUTH(out), NOT_FLOAT };
MISTAKES(da_gcd) { TWO_INTEGERS, TRUTH(out), NOT_FLOAT };
MISTAKES(da_lcm) { TWO_INTEGERS, TRUTH(out), NOT_FLOAT };
MISTAKES(da_frexp) {
    DIFFERENT("a", OBJ(a, b)), PLACE(mantissa), PLACE(exponent), NARROW(mantissa), TRUTH(exponent), NOT_COMPLEX
};
MISTAKES(da_ldexp) { TWO_INTEGERS, NARROW(out), NOT_COMPLEX, BAD(DA_ERR_DTYPE, "float64", OBJ(b, known)) };
MISTAKES(da_copysign) { TWO, NARROW(out), NOT_COMPLEX };
MISTAKES(da_nextafter) { TWO, NARROW(out), NOT_COMPLEX };
MISTAKES(da_spacing) { ONE(b), NARROW(out), NOT_COMPLEX };
MISTAKES(da_heaviside) { TWO, NARROW(out), NOT_COMPLEX };

static const entry entries[] = {
    ENTRY(da_add, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_subtract, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_multiply, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_true_divide, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_divide, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_floor_divide, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_remainder, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_mod, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_fmod, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_divmod, 's', DA_OK, "A a, A b, R quotient, I remainder", GIVEN),
    ENTRY(da_negative, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_positive, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_absolute, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_abs, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_fabs, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_sign, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_conjugate, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_conj, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_power, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_float_power, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_square, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_reciprocal, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_sqrt, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_cbrt, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_hypot, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_exp, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_exp2, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_expm1, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_log, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_log2, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_log10, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_log1p, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_logaddexp, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_logaddexp2, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_sin, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_cos, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_tan, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_arcsin, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_arccos, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_arctan, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_arctan2, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_deg2rad, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_rad2deg, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_sinh, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_cosh, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_tanh, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_arcsinh, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_arccosh, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_arctanh, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_rint, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_floor, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_ceil, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_trunc, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_modf, 's', DA_OK, "A a, R fraction, I whole", GIVEN),
    ENTRY(da_less, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_less_equal, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_greater, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_greater_equal, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_equal, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_not_equal, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_maximum, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_minimum, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_fmax, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_fmin, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_logical_and, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_logical_or, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_logical_xor, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_logical_not, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_isnan, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_isinf, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_isfinite, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_signbit, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_bitwise_and, 's', DA_OK, "i a, i b, R out", GIVEN),
    ENTRY(da_bitwise_or, 's', DA_OK, "i a, i b, R out", GIVEN),
    ENTRY(da_bitwise_xor, 's', DA_OK, "i a, i b, R out", GIVEN),
    ENTRY(da_invert, 's', DA_OK, "i a, R out", GIVEN),
    ENTRY(da_left_shift, 's', DA_OK, "i a, i b, R out", GIVEN),
    ENTRY(da_right_shift, 's', DA_OK, "i a, i b, R out", GIVEN),
    ENTRY(da_bitwise_count, 's', DA_OK, "i a, R out", GIVEN),
    ENTRY(da_gcd, 's', DA_OK, "i a, i b, R out", GIVEN),
    ENTRY(da_lcm, 's', DA_OK, "i a, i b, R out", GIVEN),
    ENTRY(da_frexp, 's', DA_OK, "A a, R mantissa, I exponent", GIVEN),
    ENTRY(da_ldexp, 's', DA_OK, "A a, i b, R out", GIVEN),
    ENTRY(da_copysign, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_nextafter, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_spacing, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_heaviside, 's', DA_OK, "A a, A b, R out", GIVEN),
};
const table ufunc_table = {entries, COUNT(entries)};
