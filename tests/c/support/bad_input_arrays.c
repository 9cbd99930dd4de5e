/* The bad-input table: arrays, local access, creation. */
#include "bad_input.h"

/* ---- Wrapping ---------------------------------------------------------------------------------- */

static double memory[4 * ROWS * COLUMNS];
static const int64_t dense[2] = {COLUMNS * 8, 8}, unaligned[2] = {COLUMNS * 8, 9}, still[2] = {COLUMNS * 8, 0},
                     narrow[2] = {4, 8}, crossing[2] = {16, 8}, same[2] = {8, 8}, vast[2] = {INT64_MAX - 7, 8},
                     least[2] = {INT64_MIN, 8};

INVOKE(da_array_wrap) {
    return da_array_wrap(v[0].pointer, (int32_t)v[1].number, (void *)v[2].pointer, v[3].pointer, (int32_t)v[4].number,
                         NULL, (void *)v[6].pointer, (da_array **)v[7].pointer);
}
#define DTYPE_MISTAKES \
    BAD(DA_ERR_DTYPE, "14", NUM(dtype, 14)), \
    BAD(DA_ERR_DTYPE, "-1", NUM(dtype, -1)), \
    BAD(DA_ERR_DTYPE, "2147483647", NUM(dtype, INT32_MAX)), \
    DIFFERENT("dtype", NUM(dtype, DA_FLOAT32))
#define DTYPE_0 BAD(DA_ERR_DTYPE, "0", NUM(dtype, 0))
MISTAKES(da_array_wrap) {
    DTYPE_MISTAKES,
    DTYPE_0,
    BAD(DA_ERR_NULL, "`data` is NULL", PTR(data, NULL)),
    BAD(DA_ERR_LAYOUT, "multiple of 8", PTR(data, (const char *)memory + 4)),
    BAD(DA_ERR_LAYOUT, "strides[1] is 9", PTR(strides, unaligned)),
    BAD(DA_ERR_LAYOUT, "strides[1] is 0", PTR(strides, still)),
    BAD(DA_ERR_ARGUMENT, "aligned", PTR(strides, (const char *)dense + 4)),
    BAD(DA_ERR_LAYOUT, "strides[0] is 4", PTR(strides, narrow)),
    BAD(DA_ERR_LAYOUT, "overlap", PTR(strides, crossing)),
    BAD(DA_ERR_LAYOUT, "overlap", PTR(strides, same)),
    BAD(DA_ERR_OVERFLOW, "9223372036854775800", PTR(strides, vast)),
    BAD(DA_ERR_OVERFLOW, "-9223372036854775808", PTR(strides, least)),
    BAD(DA_ERR_ARGUMENT, "flags is 0x4", NUM(flags, 4)),
    BAD(DA_ERR_ARGUMENT, "flags is 0x80000000", NUM(flags, INT32_MIN)),
    BAD(DA_ERR_ARGUMENT, "flags is 0xffffffff", NUM(flags, -1)),
    GOOD(PTR(strides, still), NUM(flags, DA_READ_ONLY)),
    GOOD(PTR(strides, dense)),
    DIFFERENT("flags", NUM(flags, DA_READ_ONLY)),
    DIFFERENT("dist", OBJ(dist, turned)),
};

INVOKE(da_array_ndim) { return da_array_ndim(v[0].pointer, (int32_t *)v[1].pointer); }
INVOKE(da_array_shape) { return da_array_shape(v[0].pointer, (int64_t *)v[1].pointer); }
INVOKE(da_array_size) { return da_array_size(v[0].pointer, (int64_t *)v[1].pointer); }
INVOKE(da_array_dtype) { return da_array_dtype(v[0].pointer, (int32_t *)v[1].pointer); }
INVOKE(da_array_flags) { return da_array_flags(v[0].pointer, (int32_t *)v[1].pointer); }
INVOKE(da_array_distribution) { return da_array_distribution(v[0].pointer, (da_distribution **)v[1].pointer); }
INVOKE(da_array_context) { return da_array_context(v[0].pointer, (da_context **)v[1].pointer); }
INVOKE(da_array_free) { return da_array_free((da_array **)v[0].pointer); }

INVOKE(da_array_local) { return da_array_local(v[0].pointer, (int32_t)v[1].number, (da_local *)v[2].pointer); }
MISTAKES(da_array_local) {
    BAD(DA_ERR_ARGUMENT, "access is 2", NUM(access, 2)),
    BAD(DA_ERR_ARGUMENT, "access is -1", NUM(access, -1)),
    BAD(DA_ERR_READ_ONLY, "read-only", NUM(access, DA_ACCESS_WRITE), OBJ(a, frozen)),
};

static int32_t agree(const da_local *local, void *user) { return local == NULL || user != NULL; }
static int32_t refuse(const da_local *local, void *user) { return local == NULL || user != NULL ? 1 : -4711; }
static const da_local_fn callbacks[2] = {agree, refuse};

INVOKE(da_array_apply_local) {
    const da_local_fn *function = v[2].pointer;
    return da_array_apply_local(v[0].pointer, (int32_t)v[1].number, function ? *function : NULL,
                                (void *)v[3].pointer);
}
MISTAKES(da_array_apply_local) {
    BAD(DA_ERR_CALLBACK, "-4711", PTR(function, &callbacks[1])),
    BAD(DA_ERR_ARGUMENT, "access is 5", NUM(access, 5)),
    BAD(DA_ERR_READ_ONLY, "read-only", NUM(access, DA_ACCESS_WRITE), OBJ(a, frozen)),
    DIFFERENT("access", NUM(access, DA_ACCESS_WRITE)),
    DIFFERENT("a", OBJ(a, b)),
};

INVOKE(da_array_sync_replicas) { return da_array_sync_replicas(v[0].pointer); }
MISTAKES(da_array_sync_replicas) {
    BAD(DA_ERR_READ_ONLY, "read-only", OBJ(a, frozen)),
    DIFFERENT("`a`", OBJ(a, b)),
};

/* ---- Printing ---------------------------------------------------------------------------------- */

INVOKE(da_array_print) {
    return da_array_print(v[0].pointer, v[1].pointer, (char *)v[2].pointer, v[3].number, (int64_t *)v[4].pointer);
}
#define PRINT(name, ...) \
    static const da_print_options name = {.struct_size = sizeof(da_print_options), __VA_ARGS__}
PRINT(print_default, .sign = 0);
PRINT(print_precise, .precision = 1075);
PRINT(print_minus, .precision = -2);
PRINT(print_least, .precision = INT32_MIN);
PRINT(print_edge, .edge_items = DA_PRINT_ZERO);
PRINT(print_edge_minus, .edge_items = -5);
PRINT(print_threshold, .threshold = INT64_MIN);
PRINT(print_width, .line_width = DA_PRINT_ZERO);
PRINT(print_suppress, .suppress_small = 2);
PRINT(print_mode, .float_mode = 4);
PRINT(print_mode_minus, .float_mode = -1);
PRINT(print_sign, .sign = 3);
PRINT(print_two, .precision = 2);
PRINT(print_summary, .threshold = 1, .edge_items = INT32_MAX);
PRINT(print_extreme, .precision = 1074, .edge_items = INT32_MAX, .threshold = INT64_MAX, .line_width = INT32_MAX);
static const da_print_options print_no_size = {.struct_size = 0}, print_cut = {.struct_size = 32},
                              print_vast = {.struct_size = UINT64_MAX};
static const struct {
    da_print_options known;
    uint64_t later;
} print_later = {{.struct_size = sizeof print_later}, 1};
MISTAKES(da_array_print) {
    BAD(DA_ERR_ARGUMENT, "precision is 1075", PTR(options, &print_precise)),
    BAD(DA_ERR_ARGUMENT, "precision is -2", PTR(options, &print_minus)),
    BAD(DA_ERR_ARGUMENT, "precision is -2147483648", PTR(options, &print_least)),
    BAD(DA_ERR_ARGUMENT, "edge_items is 0", PTR(options, &print_edge)),
    BAD(DA_ERR_ARGUMENT, "edge_items is -5", PTR(options, &print_edge_minus)),
    BAD(DA_ERR_ARGUMENT, "threshold is -9223372036854775808", PTR(options, &print_threshold)),
    BAD(DA_ERR_ARGUMENT, "line_width is 0", PTR(options, &print_width)),
    BAD(DA_ERR_ARGUMENT, "suppress_small is 2", PTR(options, &print_suppress)),
    BAD(DA_ERR_ARGUMENT, "float_mode is 4", PTR(options, &print_mode)),
    BAD(DA_ERR_ARGUMENT, "float_mode is -1", PTR(options, &print_mode_minus)),
    BAD(DA_ERR_ARGUMENT, "sign is 3", PTR(options, &print_sign)),
    BAD(DA_ERR_ARGUMENT, "struct_size is 0", PTR(options, &print_no_size)),
    BAD(DA_ERR_ARGUMENT, "struct_size is 32", PTR(options, &print_cut)),
    BAD(DA_ERR_ARGUMENT, "struct_size is 18446744073709551615", PTR(options, &print_vast)),
    BAD(DA_ERR_ARGUMENT, "byte 40 is set", PTR(options, &print_later)),
    BAD(DA_ERR_ARGUMENT, "aligned", PTR(options, (const char *)&print_two + 4)),
    BAD(DA_ERR_NULL, "`buffer`", PTR(buffer, NULL)),
    BAD_EVERYWHERE(DA_ERR_BUFFER_SIZE, "has 3", NUM(capacity, 3)),
    BAD_EVERYWHERE(DA_ERR_BUFFER_SIZE, "has 0", NUM(capacity, 0), PTR(buffer, NULL)),
    BAD_EVERYWHERE(DA_ERR_BUFFER_SIZE, "-9223372036854775808", NUM(capacity, INT64_MIN)),
    GOOD(PTR(length, NULL)),
    GOOD(PTR(options, &print_default)),
    GOOD(PTR(options, &print_summary)),
    GOOD(PTR(options, &print_extreme)),
    GOOD(OBJ(a, nothing)),
    DIFFERENT("options.precision", PTR(options, &print_two)),
    DIFFERENT("options.edge_items", PTR(options, &print_summary)),
    DIFFERENT("`a`", OBJ(a, b)),
};

INVOKE(da_array_summary) {
    return da_array_summary(v[0].pointer, (char *)v[1].pointer, v[2].number, (int64_t *)v[3].pointer);
}
MISTAKES(da_array_summary) {
    BAD(DA_ERR_BUFFER_SIZE, "has 3", NUM(capacity, 3)),
    BAD(DA_ERR_BUFFER_SIZE, "has 0", NUM(capacity, 0), PTR(buffer, NULL)),
    BAD(DA_ERR_BUFFER_SIZE, "-1", NUM(capacity, -1)),
    BAD(DA_ERR_NULL, "`buffer`", PTR(buffer, NULL)),
    GOOD(PTR(length, NULL)),
};

static const entry entries[] = {
    ENTRY(da_array_wrap, 's', DA_OK, "D dist, n dtype, q data, q strides, n flags, q release, q private_data, Z out",
          GIVEN, NUMBER(DA_FLOAT64), AT(memory), AT(NULL), NUMBER(0), AT(NULL), AT(NULL)),
    PLAIN(da_array_ndim, 'l', DA_OK, "A a, o ndim"),
    PLAIN(da_array_shape, 'l', DA_OK, "A a, o shape"),
    PLAIN(da_array_size, 'l', DA_OK, "A a, o size"),
    PLAIN(da_array_dtype, 'l', DA_OK, "A a, o dtype"),
    PLAIN(da_array_flags, 'l', DA_OK, "A a, o flags"),
    PLAIN(da_array_distribution, 'l', DA_OK, "A a, Y out"),
    PLAIN(da_array_context, 'l', DA_OK, "A a, X out"),
    PLAIN(da_array_free, 'l', DA_OK, "H a"),
    ENTRY(da_array_sync_replicas, 'c', DA_ERR_MPI_STATE, "A a", GIVEN),
    ENTRY(da_array_print, 'c', DA_ERR_MPI_STATE, "A a, q options, O buffer, n capacity, O length", GIVEN, AT(NULL),
          GIVEN, NUMBER(8 * ROOM)),
    ENTRY(da_array_summary, 'l', DA_OK, "A a, O buffer, n capacity, O length", GIVEN, GIVEN, NUMBER(8 * ROOM)),
    ENTRY(da_array_local, 'l', DA_OK, "A a, n access, o local", GIVEN, NUMBER(DA_ACCESS_READ)),
    ENTRY(da_array_apply_local, 's', DA_OK, "A a, n access, k function, q user", GIVEN, NUMBER(DA_ACCESS_READ),
          AT(&callbacks[0]), AT(NULL)),
};
const table array_table = {entries, COUNT(entries)};
