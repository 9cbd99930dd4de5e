/* The bad-input table: arrays in fresh memory, copies, conversions. */
#include "bad_input.h"

static const da_value two = {DA_FLOAT64, DA_VALUE_WEAK, {UINT64_C(0x4000000000000000), 0}},
                      three = {DA_FLOAT64, DA_VALUE_WEAK, {UINT64_C(0x4008000000000000), 0}},
                      strong = {DA_FLOAT64, 0, {UINT64_C(0x4000000000000000), 0}},
                      thousand = {DA_INT64, DA_VALUE_WEAK, {1000, 0}},
                      no_dtype = {0, 0, {0, 0}}, dtype_99 = {99, 0, {0, 0}}, flags_6 = {DA_FLOAT64, 6, {0, 0}};

#define VALUE_MISTAKES \
    BAD(DA_ERR_DTYPE, "0", PTR(value, &no_dtype)), \
    BAD(DA_ERR_DTYPE, "99", PTR(value, &dtype_99)), \
    BAD(DA_ERR_ARGUMENT, "6", PTR(value, &flags_6)), \
    DIFFERENT("value", PTR(value, &three)), \
    DIFFERENT("flags", PTR(value, &strong))
#define DTYPE_MISTAKES \
    BAD(DA_ERR_DTYPE, "14", NUM(dtype, 14)), \
    BAD(DA_ERR_DTYPE, "-1", NUM(dtype, -1)), \
    BAD(DA_ERR_DTYPE, "2147483647", NUM(dtype, INT32_MAX)), \
    BAD(DA_ERR_DTYPE, "-2147483648", NUM(dtype, INT32_MIN)), \
    DIFFERENT("dtype", NUM(dtype, DA_FLOAT32))
#define NO_DTYPE BAD(DA_ERR_DTYPE, "0", NUM(dtype, 0))
#define TOO_LARGE BAD(DA_ERR_OVERFLOW, "1000", NUM(dtype, DA_INT8), PTR(value, &thousand))

#define CREATE(function) \
    INVOKE(function) { return function(v[0].pointer, (int32_t)v[1].number, (da_array **)v[2].pointer); }
#define CREATE_FULL(function) \
    INVOKE(function) { \
        return function(v[0].pointer, (int32_t)v[1].number, *(const da_value *)v[2].pointer, \
                        (da_array **)v[3].pointer); \
    }

CREATE(da_empty)
CREATE(da_zeros)
CREATE(da_ones)
CREATE(da_empty_like)
CREATE(da_zeros_like)
CREATE(da_ones_like)
CREATE(da_astype)
CREATE_FULL(da_full)
CREATE_FULL(da_full_like)
MISTAKES(da_empty) { DTYPE_MISTAKES, NO_DTYPE, DIFFERENT("dist", OBJ(dist, turned)) };
MISTAKES(da_zeros) { DTYPE_MISTAKES, NO_DTYPE, DIFFERENT("dist", OBJ(dist, turned)) };
MISTAKES(da_ones) { DTYPE_MISTAKES, NO_DTYPE, DIFFERENT("dist", OBJ(dist, turned)) };
MISTAKES(da_full) { DTYPE_MISTAKES, NO_DTYPE, VALUE_MISTAKES, TOO_LARGE, DIFFERENT("dist", OBJ(dist, turned)) };
MISTAKES(da_empty_like) { DTYPE_MISTAKES, GOOD(NUM(dtype, 0)), DIFFERENT("model", OBJ(model, b)) };
MISTAKES(da_zeros_like) { DTYPE_MISTAKES, GOOD(NUM(dtype, 0)), DIFFERENT("model", OBJ(model, b)) };
MISTAKES(da_ones_like) { DTYPE_MISTAKES, GOOD(NUM(dtype, 0)), DIFFERENT("model", OBJ(model, b)) };
MISTAKES(da_full_like) { DTYPE_MISTAKES, VALUE_MISTAKES, TOO_LARGE, DIFFERENT("model", OBJ(model, b)) };
MISTAKES(da_astype) { DTYPE_MISTAKES, NO_DTYPE, DIFFERENT("a", OBJ(a, b)) };

INVOKE(da_copy) { return da_copy(v[0].pointer, (da_array **)v[1].pointer); }
MISTAKES(da_copy) { DIFFERENT("a", OBJ(a, b)) };

INVOKE(da_fill) { return da_fill(v[0].pointer, *(const da_value *)v[1].pointer); }
MISTAKES(da_fill) {
    VALUE_MISTAKES,
    BAD(DA_ERR_READ_ONLY, "read-only", OBJ(a, frozen)),
    BAD(DA_ERR_OVERFLOW, "1000", OBJ(a, bytes), PTR(value, &thousand)),
    DIFFERENT("a", OBJ(a, b)),
};

#define NEW GIVEN, NUMBER(DA_FLOAT64)
static const entry entries[] = {
    ENTRY(da_empty, 's', DA_OK, "D dist, n dtype, Z out", NEW),
    ENTRY(da_zeros, 's', DA_OK, "D dist, n dtype, Z out", NEW),
    ENTRY(da_ones, 's', DA_OK, "D dist, n dtype, Z out", NEW),
    ENTRY(da_full, 's', DA_OK, "D dist, n dtype, v value, Z out", NEW, AT(&two)),
    ENTRY(da_empty_like, 's', DA_OK, "A model, n dtype, Z out", NEW),
    ENTRY(da_zeros_like, 's', DA_OK, "A model, n dtype, Z out", NEW),
    ENTRY(da_ones_like, 's', DA_OK, "A model, n dtype, Z out", NEW),
    ENTRY(da_full_like, 's', DA_OK, "A model, n dtype, v value, Z out", NEW, AT(&two)),
    ENTRY(da_copy, 's', DA_OK, "A a, Z out", GIVEN),
    ENTRY(da_astype, 's', DA_OK, "A a, n dtype, Z out", NEW),
    ENTRY(da_fill, 's', DA_OK, "A a, v value", GIVEN, AT(&two)),
};
const table creation_table = {entries, COUNT(entries)};
