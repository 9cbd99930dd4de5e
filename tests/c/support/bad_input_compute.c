/* The bad-input table: element-wise functions by number or with parameters. */
#include "bad_input.h"

static const da_value two = {DA_FLOAT64, DA_VALUE_WEAK, {UINT64_C(0x4000000000000000), 0}},
                      three = {DA_FLOAT64, DA_VALUE_WEAK, {UINT64_C(0x4008000000000000), 0}},
                      strong = {DA_FLOAT64, 0, {UINT64_C(0x4000000000000000), 0}},
                      single = {DA_FLOAT32, 0, {UINT64_C(0x40000000), 0}},
                      thousand = {DA_INT64, DA_VALUE_WEAK, {1000, 0}},
                      no_dtype = {0, 0, {0, 0}}, dtype_99 = {-99, 0, {0, 0}}, flags_6 = {DA_FLOAT64, 6, {0, 0}};

/* ---- Results that are given -------------------------------------------------------------------- */

#define OUT_MISTAKES \
    BAD(DA_ERR_SHAPE, "6", CELL(out, wide)), \
    GOOD(CELL(out, shifted)), \
    BAD(DA_ERR_CONTEXT, "contexts", CELL(out, elsewhere)), \
    BAD(DA_ERR_CASTING, "int32", CELL(out, whole)), \
    BAD(DA_ERR_READ_ONLY, "`out`", CELL(out, frozen)), \
    GOOD(CELL(out, b)), \
    DIFFERENT("out", CELL(out, b))
#define SECOND_MISTAKES(parameter) \
    BAD(DA_ERR_SHAPE, "7", OBJ(parameter, wide)), \
    GOOD(OBJ(parameter, shifted)), \
    BAD(DA_ERR_CONTEXT, "contexts", OBJ(parameter, elsewhere)), \
    DIFFERENT("b", OBJ(parameter, b))

INVOKE(da_unary) { return da_unary((int32_t)v[0].number, v[1].pointer, (da_array **)v[2].pointer); }
MISTAKES(da_unary) {
    BAD(DA_ERR_ARGUMENT, "4711", NUM(op, 4711)),
    BAD(DA_ERR_ARGUMENT, "0", NUM(op, 0)),
    BAD(DA_ERR_ARGUMENT, "-2147483648", NUM(op, INT32_MIN)),
    DIFFERENT("op", NUM(op, DA_OP_ABSOLUTE)),
    OUT_MISTAKES,
};

INVOKE(da_binary) { return da_binary((int32_t)v[0].number, v[1].pointer, v[2].pointer, (da_array **)v[3].pointer); }
#define BINARY_OPS \
    BAD(DA_ERR_ARGUMENT, "4711", NUM(op, 4711)), \
    BAD(DA_ERR_ARGUMENT, "-1", NUM(op, -1)), \
    BAD(DA_ERR_ARGUMENT, "2147483647", NUM(op, INT32_MAX)), \
    DIFFERENT("op", NUM(op, DA_OP_MULTIPLY))
MISTAKES(da_binary) { BINARY_OPS, SECOND_MISTAKES(b), OUT_MISTAKES };

INVOKE(da_binary_scalar) {
    return da_binary_scalar((int32_t)v[0].number, v[1].pointer, *(const da_value *)v[2].pointer,
                            (da_array **)v[3].pointer);
}
INVOKE(da_scalar_binary) {
    return da_scalar_binary((int32_t)v[0].number, *(const da_value *)v[1].pointer, v[2].pointer,
                            (da_array **)v[3].pointer);
}
#define SCALAR_MISTAKES \
    BAD(DA_ERR_DTYPE, "0", PTR(value, &no_dtype)), \
    BAD(DA_ERR_DTYPE, "-99", PTR(value, &dtype_99)), \
    BAD(DA_ERR_ARGUMENT, "6", PTR(value, &flags_6)), \
    BAD(DA_ERR_OVERFLOW, "1000", OBJ(a, bytes), PTR(value, &thousand)), \
    DIFFERENT("value", PTR(value, &three)), \
    DIFFERENT("flags", PTR(value, &strong)), \
    DIFFERENT("dtype", PTR(value, &single))
MISTAKES(da_binary_scalar) { BINARY_OPS, SCALAR_MISTAKES, OUT_MISTAKES };
MISTAKES(da_scalar_binary) { BINARY_OPS, SCALAR_MISTAKES, OUT_MISTAKES };

/* ---- Functions with parameters ----------------------------------------------------------------- */

static const double small = 1e-8, wide_tolerance = 1e-5, none = 0, limit = 9;
static const da_operand this = {NULL, {DA_FLOAT64, DA_VALUE_WEAK, {UINT64_C(0x4000000000000000), 0}}},
                        that = {NULL, {DA_FLOAT64, DA_VALUE_WEAK, {UINT64_C(0x4008000000000000), 0}}},
                        of_no_dtype = {NULL, {0, 0, {0, 0}}},
                        large = {NULL, {DA_INT64, DA_VALUE_WEAK, {1000, 0}}},
                        tiny = {NULL, {DA_INT8, 0, {1, 0}}},
                        garbage = {(const da_array *)&none, {0, 0, {0, 0}}};
static const da_value minus_thousand = {DA_INT64, DA_VALUE_WEAK, {UINT64_C(0xfffffffffffffc18), 0}};

static double real(const value *v) { return *(const double *)v->pointer; }

/* A result that is given, of a function that makes floating-point numbers. */
#define GIVEN_OUT \
    BAD(DA_ERR_SHAPE, "6", CELL(out, wide)), \
    BAD(DA_ERR_CONTEXT, "contexts", CELL(out, elsewhere)), \
    BAD(DA_ERR_READ_ONLY, "`out`", CELL(out, frozen)), \
    GOOD(CELL(out, b)), \
    DIFFERENT("out", CELL(out, b))
#define OPERAND(parameter, other) \
    BAD(DA_ERR_SHAPE, "7", OBJ(parameter, wide)), \
    BAD(DA_ERR_CONTEXT, "contexts", OBJ(parameter, elsewhere)), \
    DIFFERENT(#parameter, OBJ(parameter, other))

INVOKE(da_angle) { return da_angle(v[0].pointer, (int32_t)v[1].number, (da_array **)v[2].pointer); }
MISTAKES(da_angle) {
    BAD(DA_ERR_ARGUMENT, "deg is 2", NUM(deg, 2)),
    BAD(DA_ERR_ARGUMENT, "deg is -1", NUM(deg, -1)),
    BAD(DA_ERR_CASTING, "int32", CELL(out, whole)),
    DIFFERENT("deg", NUM(deg, 0)),
    DIFFERENT("a", OBJ(a, b)),
    GIVEN_OUT,
};

INVOKE(da_round) { return da_round(v[0].pointer, (int32_t)v[1].number, (da_array **)v[2].pointer); }
MISTAKES(da_round) {
    GOOD(NUM(decimals, INT32_MIN)),
    GOOD(NUM(decimals, INT32_MAX)),
    BAD(DA_ERR_DTYPE, "bool", OBJ(a, flag)),
    BAD(DA_ERR_CASTING, "int32", CELL(out, whole)),
    DIFFERENT("decimals", NUM(decimals, 2)),
    DIFFERENT("a", OBJ(a, b)),
    GIVEN_OUT,
};

INVOKE(da_nan_to_num) {
    return da_nan_to_num(v[0].pointer, real(&v[1]), v[2].pointer, v[3].pointer, (da_array **)v[4].pointer);
}
MISTAKES(da_nan_to_num) {
    BAD(DA_ERR_ARGUMENT, "posinf", PTR(posinf, (const char *)&none + 1)),
    BAD(DA_ERR_ARGUMENT, "neginf", PTR(neginf, (const char *)&none + 1)),
    BAD(DA_ERR_CASTING, "int32", CELL(out, whole)),
    GOOD(PTR(posinf, NULL), PTR(neginf, NULL)),
    DIFFERENT("nan", PTR(nan, &small)),
    DIFFERENT("posinf", PTR(posinf, NULL)),
    DIFFERENT("neginf", PTR(neginf, &none)),
    GIVEN_OUT,
};

INVOKE(da_clip) { return da_clip(v[0].pointer, v[1].pointer, v[2].pointer, (da_array **)v[3].pointer); }
MISTAKES(da_clip) {
    OPERAND(lo, b),
    OPERAND(hi, b),
    BAD(DA_ERR_CASTING, "int32", CELL(out, whole)),
    BAD(DA_ERR_DTYPE, "bool", OBJ(a, flag)),
    GOOD(OBJ(lo, b), OBJ(hi, bytes)),
    GIVEN_OUT,
};

INVOKE(da_clip_values) {
    return da_clip_values(v[0].pointer, *(const da_value *)v[1].pointer, *(const da_value *)v[2].pointer,
                          (da_array **)v[3].pointer);
}
MISTAKES(da_clip_values) {
    BAD(DA_ERR_DTYPE, "0", PTR(lo, &no_dtype)),
    BAD(DA_ERR_DTYPE, "-99", PTR(hi, &dtype_99)),
    BAD(DA_ERR_ARGUMENT, "6", PTR(lo, &flags_6)),
    BAD(DA_ERR_OVERFLOW, "-1000", OBJ(a, bytes), PTR(lo, &minus_thousand), PTR(hi, &minus_thousand)),
    BAD(DA_ERR_CASTING, "int32", CELL(out, whole)),
    DIFFERENT("value", PTR(lo, &three)),
    DIFFERENT("dtype", PTR(hi, &single)),
    GIVEN_OUT,
};

INVOKE(da_where) { return da_where(v[0].pointer, v[1].pointer, v[2].pointer, (da_array **)v[3].pointer); }
MISTAKES(da_where) {
    BAD(DA_ERR_DTYPE, "0", PTR(x, &of_no_dtype)),
    BAD(DA_ERR_DTYPE, "0", PTR(y, &of_no_dtype)),
    BAD(DA_ERR_INVALID_HANDLE, "x", PTR(x, &garbage)),
    BAD(DA_ERR_OVERFLOW, "1000", PTR(x, &large), PTR(y, &tiny)),
    BAD(DA_ERR_SHAPE, "6", OBJ(condition, wide), CELL(out, b)),
    BAD(DA_ERR_CASTING, "int32", CELL(out, whole)),
    DIFFERENT("value", PTR(x, &that)),
    DIFFERENT("dtype", PTR(y, &tiny)),
    DIFFERENT("condition", OBJ(condition, b)),
    GIVEN_OUT,
};

INVOKE(da_isclose) {
    return da_isclose(v[0].pointer, v[1].pointer, real(&v[2]), real(&v[3]), (int32_t)v[4].number,
                      (da_array **)v[5].pointer);
}
#define CLOSENESS \
    BAD(DA_ERR_ARGUMENT, "equal_nan is 2", NUM(equal_nan, 2)), \
    BAD(DA_ERR_ARGUMENT, "equal_nan is -1", NUM(equal_nan, -1)), \
    DIFFERENT("equal_nan", NUM(equal_nan, 1)), \
    DIFFERENT("rtol", PTR(rtol, &none)), \
    DIFFERENT("atol", PTR(atol, &none))
MISTAKES(da_isclose) { CLOSENESS, OPERAND(b, b), GIVEN_OUT };

INVOKE(da_allclose_value) {
    return da_allclose_value(v[0].pointer, v[1].pointer, real(&v[2]), real(&v[3]), (int32_t)v[4].number,
                             (int32_t *)v[5].pointer);
}
MISTAKES(da_allclose_value) { CLOSENESS, OPERAND(b, b), GOOD(OBJ(b, shifted)) };

INVOKE(da_array_equal) {
    return da_array_equal(v[0].pointer, v[1].pointer, (int32_t)v[2].number, (int32_t *)v[3].pointer);
}
MISTAKES(da_array_equal) {
    BAD(DA_ERR_ARGUMENT, "equal_nan is 2", NUM(equal_nan, 2)),
    BAD(DA_ERR_CONTEXT, "contexts", OBJ(b, elsewhere)),
    GOOD(OBJ(b, wide)),
    GOOD(OBJ(b, shifted)),
    DIFFERENT("equal_nan", NUM(equal_nan, 1)),
    DIFFERENT("b", OBJ(b, known)),
};

static const entry entries[] = {
    ENTRY(da_unary, 's', DA_OK, "n op, A a, R out", NUMBER(DA_OP_SQRT)),
    ENTRY(da_binary, 's', DA_OK, "n op, A a, A b, R out", NUMBER(DA_OP_ADD)),
    ENTRY(da_binary_scalar, 's', DA_OK, "n op, A a, v value, R out", NUMBER(DA_OP_ADD), GIVEN, AT(&two)),
    ENTRY(da_scalar_binary, 's', DA_OK, "n op, v value, A a, R out", NUMBER(DA_OP_ADD), AT(&two)),
    ENTRY(da_angle, 's', DA_OK, "A a, n deg, R out", GIVEN, NUMBER(1)),
    ENTRY(da_round, 's', DA_OK, "A a, n decimals, R out", GIVEN, NUMBER(1)),
    ENTRY(da_nan_to_num, 's', DA_OK, "A a, v nan, q posinf, q neginf, R out", GIVEN, AT(&none), AT(&limit), AT(&limit)),
    ENTRY(da_clip, 's', DA_OK, "A a, q lo, q hi, R out", GIVEN),
    ENTRY(da_clip_values, 's', DA_OK, "A a, v lo, v hi, R out", GIVEN, AT(&two), AT(&two)),
    ENTRY(da_where, 's', DA_OK, "A condition, p x, p y, R out", GIVEN, AT(&this), AT(&this)),
    ENTRY(da_isclose, 's', DA_OK, "A a, A b, v rtol, v atol, n equal_nan, R out", GIVEN, GIVEN, AT(&wide_tolerance),
          AT(&small), NUMBER(0)),
    ENTRY(da_allclose_value, 'c', DA_ERR_MPI_STATE, "A a, A b, v rtol, v atol, n equal_nan, o result", GIVEN, GIVEN,
          AT(&wide_tolerance), AT(&small), NUMBER(0)),
    ENTRY(da_array_equal, 'c', DA_ERR_MPI_STATE, "A a, A b, n equal_nan, o result", GIVEN, GIVEN, NUMBER(0)),
};
const table compute_table = {entries, COUNT(entries)};
