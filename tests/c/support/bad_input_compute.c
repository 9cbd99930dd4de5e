/* The bad-input table: element-wise functions by number. */
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
    SPREAD(DA_ERR_CONFORM, "", CELL(out, shifted)), \
    BAD(DA_ERR_CONTEXT, "contexts", CELL(out, elsewhere)), \
    BAD(DA_ERR_CASTING, "int32", CELL(out, whole)), \
    BAD(DA_ERR_READ_ONLY, "`out`", CELL(out, frozen)), \
    GOOD(CELL(out, b)), \
    DIFFERENT("out", CELL(out, b))
#define SECOND_MISTAKES(parameter) \
    BAD(DA_ERR_SHAPE, "7", OBJ(parameter, wide)), \
    SPREAD(DA_ERR_CONFORM, "", OBJ(parameter, shifted)), \
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

BINARY(da_add)
BINARY(da_subtract)
BINARY(da_multiply)
BINARY(da_true_divide)
UNARY(da_sqrt)
UNARY(da_absolute)
MISTAKES(da_add) { SECOND_MISTAKES(b), OUT_MISTAKES };
MISTAKES(da_subtract) {
    BAD(DA_ERR_DTYPE, "bool", OBJ(a, flag), OBJ(b, flag)), SECOND_MISTAKES(b), OUT_MISTAKES
};
MISTAKES(da_multiply) { SECOND_MISTAKES(b), OUT_MISTAKES };
MISTAKES(da_true_divide) { SECOND_MISTAKES(b), OUT_MISTAKES };
MISTAKES(da_sqrt) { DIFFERENT("a", OBJ(a, b)), OUT_MISTAKES };
MISTAKES(da_absolute) { DIFFERENT("a", OBJ(a, b)), OUT_MISTAKES };

static const entry entries[] = {
    ENTRY(da_unary, 's', DA_OK, "n op, A a, R out", NUMBER(DA_OP_SQRT)),
    ENTRY(da_binary, 's', DA_OK, "n op, A a, A b, R out", NUMBER(DA_OP_ADD)),
    ENTRY(da_binary_scalar, 's', DA_OK, "n op, A a, v value, R out", NUMBER(DA_OP_ADD), GIVEN, AT(&two)),
    ENTRY(da_scalar_binary, 's', DA_OK, "n op, v value, A a, R out", NUMBER(DA_OP_ADD), AT(&two)),
    ENTRY(da_add, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_subtract, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_multiply, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_true_divide, 's', DA_OK, "A a, A b, R out", GIVEN),
    ENTRY(da_sqrt, 's', DA_OK, "A a, R out", GIVEN),
    ENTRY(da_absolute, 's', DA_OK, "A a, R out", GIVEN),
};
const table compute_table = {entries, COUNT(entries)};
