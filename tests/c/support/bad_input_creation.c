/* The bad-input table: arrays in fresh memory, copies, conversions, the application's functions. */
#include "bad_input.h"

#include <string.h>

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

/* ---- Sequences ---------------------------------------------------------------------------------- */

static const da_value zero = {DA_INT64, DA_VALUE_WEAK, {0, 0}}, ten = {DA_INT64, DA_VALUE_WEAK, {10, 0}},
                      many = {DA_INT64, DA_VALUE_WEAK, {2000, 0}},
                      imaginary = {DA_COMPLEX128, DA_VALUE_WEAK, {0, UINT64_C(0x3ff0000000000000)}},
                      infinite = {DA_FLOAT64, DA_VALUE_WEAK, {UINT64_C(0x7ff0000000000000), 0}},
                      not_a_number = {DA_FLOAT64, DA_VALUE_WEAK, {UINT64_C(0x7ff8000000000000), 0}};

#define OF(k) (*(const da_value *)v[k].pointer)
#define BAD_VALUE(name) \
    BAD(DA_ERR_DTYPE, "0", PTR(name, &no_dtype)), \
    BAD(DA_ERR_DTYPE, "99", PTR(name, &dtype_99)), \
    BAD(DA_ERR_ARGUMENT, "6", PTR(name, &flags_6)), \
    DIFFERENT("value", PTR(name, &three))
#define TEXT_MISTAKES \
    GOOD(PTR(dist, NULL)), \
    BAD(DA_ERR_DISTRIBUTION, "2 axes", PTR(dist, "b,b")), \
    BAD(DA_ERR_NOT_SUPPORTED, "unstructured", PTR(dist, "u")), \
    BAD(DA_ERR_SYNTAX, "UTF-8", PTR(dist, "\xff")), \
    DIFFERENT("dist", PTR(dist, "c"))
#define SPACED_MISTAKES \
    BAD(DA_ERR_ARGUMENT, "-1", NUM(num, -1)), \
    BAD(DA_ERR_OVERFLOW, "2^63", NUM(num, INT64_MAX)), \
    BAD(DA_ERR_ARGUMENT, "`endpoint` is 2", NUM(endpoint, 2)), \
    DIFFERENT("num", NUM(num, 6)), \
    DIFFERENT("endpoint", NUM(endpoint, 0))

INVOKE(da_arange) {
    return da_arange(v[0].pointer, OF(1), OF(2), OF(3), (int32_t)v[4].number, v[5].pointer, (da_array **)v[6].pointer);
}
MISTAKES(da_arange) {
    BAD_VALUE(start), BAD_VALUE(stop), BAD_VALUE(step), DTYPE_MISTAKES, TEXT_MISTAKES, GOOD(NUM(dtype, 0)),
    BAD(DA_ERR_ARGUMENT, "`step` is 0", PTR(step, &zero)),
    BAD(DA_ERR_ARGUMENT, "no length", PTR(stop, &not_a_number)),
    BAD(DA_ERR_OVERFLOW, "2^63", PTR(stop, &infinite)),
    BAD(DA_ERR_OVERFLOW, "1000", PTR(start, &thousand), PTR(stop, &many), NUM(dtype, DA_INT8)),
    BAD(DA_ERR_DTYPE, "complex", PTR(step, &imaginary)),
    BAD(DA_ERR_DTYPE, "booleans", NUM(dtype, DA_BOOL)),
};

INVOKE(da_linspace) {
    return da_linspace(v[0].pointer, OF(1), OF(2), v[3].number, (int32_t)v[4].number, (int32_t)v[5].number,
                       v[6].pointer, (da_array **)v[7].pointer);
}
MISTAKES(da_linspace) {
    BAD_VALUE(start), BAD_VALUE(stop), DTYPE_MISTAKES, TEXT_MISTAKES, SPACED_MISTAKES, GOOD(NUM(dtype, 0)),
    BAD(DA_ERR_DTYPE, "complex", PTR(stop, &imaginary), NUM(dtype, DA_INT8)),
};

INVOKE(da_logspace) {
    return da_logspace(v[0].pointer, OF(1), OF(2), v[3].number, (int32_t)v[4].number, OF(5), (int32_t)v[6].number,
                       v[7].pointer, (da_array **)v[8].pointer);
}
MISTAKES(da_logspace) {
    BAD_VALUE(start), BAD_VALUE(stop), BAD_VALUE(base), DTYPE_MISTAKES, TEXT_MISTAKES, SPACED_MISTAKES,
    GOOD(NUM(dtype, 0)),
};

INVOKE(da_eye) { return da_eye(v[0].pointer, v[1].number, (int32_t)v[2].number, (da_array **)v[3].pointer); }
MISTAKES(da_eye) {
    DTYPE_MISTAKES, NO_DTYPE, GOOD(NUM(k, INT64_MAX)), GOOD(NUM(k, INT64_MIN)),
    BAD(DA_ERR_SHAPE, "1 axes", OBJ(dist, line)),
    DIFFERENT("k", NUM(k, 1)),
    DIFFERENT("dist", OBJ(dist, turned)),
};

/* ---- Orders ------------------------------------------------------------------------------------- */

#define OPTIONS(name, size, order, fill, value) \
    static const da_array_options name = {size, order, fill, value}
#define NO_VALUE {0, 0, {0, 0}}
OPTIONS(in_fortran, sizeof(da_array_options), DA_ORDER_FORTRAN, DA_FILL_ZEROS, NO_VALUE);
OPTIONS(in_c, sizeof(da_array_options), DA_ORDER_C, DA_FILL_ZEROS, NO_VALUE);
OPTIONS(with_value, sizeof(da_array_options), DA_ORDER_FORTRAN, DA_FILL_VALUE, NO_VALUE);
OPTIONS(order_9, sizeof(da_array_options), 9, DA_FILL_ZEROS, NO_VALUE);
OPTIONS(fill_9, sizeof(da_array_options), DA_ORDER_C, 9, NO_VALUE);
OPTIONS(short_one, 8, DA_ORDER_C, DA_FILL_ZEROS, NO_VALUE);
static const da_array_options too_much = {sizeof too_much, DA_ORDER_C, DA_FILL_VALUE, {DA_INT64, DA_VALUE_WEAK, {1000, 0}}};

INVOKE(da_array_create) {
    return da_array_create(v[0].pointer, (int32_t)v[1].number, v[2].pointer, (da_array **)v[3].pointer);
}
MISTAKES(da_array_create) {
    DTYPE_MISTAKES, NO_DTYPE, GOOD(PTR(options, NULL)),
    BAD(DA_ERR_ARGUMENT, "order is 9", PTR(options, &order_9)),
    BAD(DA_ERR_ARGUMENT, "fill is 9", PTR(options, &fill_9)),
    BAD(DA_ERR_ARGUMENT, "struct_size is 8", PTR(options, &short_one)),
    BAD(DA_ERR_DTYPE, "0", PTR(options, &with_value)),
    BAD(DA_ERR_OVERFLOW, "1000", NUM(dtype, DA_INT8), PTR(options, &too_much)),
    DIFFERENT("order", PTR(options, &in_c)),
    DIFFERENT("dist", OBJ(dist, turned)),
};

INVOKE(da_copy_order) { return da_copy_order(v[0].pointer, (int32_t)v[1].number, (da_array **)v[2].pointer); }
MISTAKES(da_copy_order) {
    BAD(DA_ERR_ARGUMENT, "order is 2", NUM(order, 2)),
    BAD(DA_ERR_ARGUMENT, "order is -1", NUM(order, -1)),
    DIFFERENT("order", NUM(order, DA_ORDER_C)),
    DIFFERENT("`a`", OBJ(a, b)),
};

INVOKE(da_array_order) { return da_array_order(v[0].pointer, (int32_t *)v[1].pointer, (int32_t *)v[2].pointer); }
MISTAKES(da_array_order) { GOOD(PTR(c_contiguous, NULL)), GOOD(PTR(f_contiguous, NULL)) };

/* ---- The application's functions ------------------------------------------------------------------ */

static int32_t fill_nothing(const da_run *run, void *user) { return run == NULL || user != NULL; }
static int32_t fill_not(const da_run *run, void *user) { return run == NULL || user != NULL ? 1 : -4711; }
static const da_fill_fn fills[2] = {fill_nothing, fill_not};
static int32_t copy_element(const void *element, void *made, void *user) {
    memcpy(made, element, sizeof(double));
    return user != NULL;
}
static int32_t copy_not(const void *element, void *made, void *user) {
    return element == NULL || made == NULL || user != NULL ? 1 : -4711;
}
static const da_map_fn maps[2] = {copy_element, copy_not};
static int32_t do_nothing(int32_t narrays, const da_local *sections, void *argument, void *user) {
    return narrays != 2 || sections == NULL || argument != NULL || user != NULL;
}
static int32_t do_not(int32_t narrays, const da_local *sections, void *argument, void *user) {
    return do_nothing(narrays, sections, argument, user) ? 1 : -4711;
}
static const da_function_fn functions[1] = {do_nothing};
static const int32_t updates[2] = {DA_ACCESS_WRITE, DA_ACCESS_READ}, unknown_access[2] = {DA_ACCESS_READ, 5};

INVOKE(da_fromfunction) {
    const da_fill_fn *function = v[2].pointer;
    return da_fromfunction(v[0].pointer, (int32_t)v[1].number, function ? *function : NULL, (void *)v[3].pointer,
                           (da_array **)v[4].pointer);
}
MISTAKES(da_fromfunction) {
    DTYPE_MISTAKES, NO_DTYPE,
    BAD(DA_ERR_CALLBACK, "-4711", PTR(function, &fills[1])),
    DIFFERENT("dist", OBJ(dist, turned)),
};

INVOKE(da_array_map) {
    const da_map_fn *function = v[2].pointer;
    return da_array_map(v[0].pointer, (int32_t)v[1].number, function ? *function : NULL, (void *)v[3].pointer,
                        (da_array **)v[4].pointer);
}
MISTAKES(da_array_map) {
    DTYPE_MISTAKES, GOOD(NUM(dtype, 0)),
    BAD(DA_ERR_CALLBACK, "-4711", PTR(function, &maps[1])),
    BAD(DA_ERR_READ_ONLY, "read-only", CELL(out, frozen)),
    BAD(DA_ERR_CASTING, "int32", CELL(out, whole)),
    BAD(DA_ERR_SHAPE, "7", CELL(out, wide)),
    SPREAD(DA_ERR_CONFORM, "distributed differently", CELL(out, shifted)),
    BAD(DA_ERR_CONTEXT, "contexts", CELL(out, elsewhere)),
    DIFFERENT("`a`", OBJ(a, b)),
};

/* Names that are taken, or free, before the call; nothing after it, which would end the message. */
INVOKE(da_function_register) {
    const da_function_fn *function = v[3].pointer;
    da_function_unregister("of the table");
    da_function_register("of a caller", 2, updates, do_nothing, NULL);
    return da_function_register(v[0].pointer, (int32_t)v[1].number, v[2].pointer,
                                function ? *function : NULL, (void *)v[4].pointer);
}
MISTAKES(da_function_register) {
    BAD(DA_ERR_ARGUMENT, "registered already", PTR(name, "of a caller")),
    BAD(DA_ERR_ARGUMENT, "0 bytes", PTR(name, "")),
    BAD(DA_ERR_SYNTAX, "UTF-8", PTR(name, "\xff")),
    BAD(DA_ERR_ARGUMENT, "`narrays` is 0", NUM(narrays, 0)),
    BAD(DA_ERR_ARGUMENT, "`narrays` is 33", NUM(narrays, 33)),
    BAD(DA_ERR_ARGUMENT, "`narrays` is -2147483648", NUM(narrays, INT32_MIN)),
    BAD(DA_ERR_ARGUMENT, "access is 5", PTR(access, unknown_access)),
};

INVOKE(da_function_unregister) {
    da_function_register("of the table", 2, updates, do_nothing, NULL);
    return da_function_unregister(v[0].pointer);
}
MISTAKES(da_function_unregister) {
    BAD(DA_ERR_ARGUMENT, "of nobody", PTR(name, "of nobody")),
    BAD(DA_ERR_SYNTAX, "UTF-8", PTR(name, "\xff")),
};

INVOKE(da_call_local) {
    da_function_register("of a caller", 2, updates, do_nothing, NULL);
    da_function_register("of another", 2, updates, do_nothing, NULL);
    da_function_register("of a refuser", 2, updates, do_not, NULL);
    return da_call_local(v[0].pointer, (int32_t)v[1].number, v[2].pointer, (void *)v[3].pointer);
}
MISTAKES(da_call_local) {
    BAD(DA_ERR_ARGUMENT, "of nobody", PTR(name, "of nobody")),
    BAD(DA_ERR_SYNTAX, "UTF-8", PTR(name, "\xff")),
    BAD(DA_ERR_ARGUMENT, "takes 2 arrays", NUM(narrays, 1)),
    BAD(DA_ERR_ARGUMENT, "takes 2 arrays", NUM(narrays, 3)),
    BAD(DA_ERR_CALLBACK, "-4711", PTR(name, "of a refuser")),
    BAD(DA_ERR_CONTEXT, "contexts", ADR(arrays, mixed)),
    BAD(DA_ERR_READ_ONLY, "arrays[0]", ADR(arrays, locked)),
    BAD(DA_ERR_NULL, "`arrays`", ADR(arrays, holed)),
    DIFFERENT("name", PTR(name, "of another")),
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
    ENTRY(da_arange, 's', DA_OK, "C ctx, v start, v stop, v step, n dtype, q dist, Z out", GIVEN, AT(&zero), AT(&ten),
          AT(&two), NUMBER(DA_FLOAT64), AT("b")),
    ENTRY(da_linspace, 's', DA_OK, "C ctx, v start, v stop, n num, n endpoint, n dtype, q dist, Z out", GIVEN, AT(&zero),
          AT(&two), NUMBER(5), NUMBER(1), NUMBER(DA_FLOAT64), AT("b")),
    ENTRY(da_logspace, 's', DA_OK, "C ctx, v start, v stop, n num, n endpoint, v base, n dtype, q dist, Z out", GIVEN,
          AT(&zero), AT(&two), NUMBER(5), NUMBER(1), AT(&ten), NUMBER(DA_FLOAT64), AT("b")),
    ENTRY(da_eye, 's', DA_OK, "D dist, n k, n dtype, Z out", GIVEN, NUMBER(0), NUMBER(DA_FLOAT64)),
    ENTRY(da_array_create, 's', DA_OK, "D dist, n dtype, q options, Z out", NEW, AT(&in_fortran)),
    ENTRY(da_copy_order, 's', DA_OK, "A a, n order, Z out", GIVEN, NUMBER(DA_ORDER_FORTRAN)),
    ENTRY(da_array_order, 'l', DA_OK, "A a, O c_contiguous, O f_contiguous", GIVEN),
    ENTRY(da_fromfunction, 's', DA_OK, "D dist, n dtype, k function, q user, Z out", NEW, AT(fills)),
    ENTRY(da_array_map, 's', DA_OK, "A a, n dtype, k function, q user, R out", NEW, AT(maps)),
    ENTRY(da_function_register, 'l', DA_OK, "s name, n narrays, p access, k function, q user", AT("of the table"),
          NUMBER(2), AT(updates), AT(functions)),
    ENTRY(da_function_unregister, 'l', DA_OK, "s name", AT("of the table")),
    ENTRY(da_call_local, 's', DA_OK, "s name, n narrays, l arrays, q argument", AT("of a caller"), NUMBER(2)),
    ENTRY(da_fill, 's', DA_OK, "A a, v value", GIVEN, AT(&two)),
};
const table creation_table = {entries, COUNT(entries)};
