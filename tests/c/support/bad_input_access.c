/* The bad-input table: single elements, whole arrays in one buffer, a rank's own block, cursors. */
#include "bad_input.h"

#include <string.h>

static double whole[ROWS * COLUMNS];
static const int64_t first[2] = {0, 0}, second[2] = {-1, 1}, beyond[2] = {ROWS, 0}, before[2] = {-ROWS - 1, 0},
                     least[2] = {0, INT64_MIN}, most[2] = {0, INT64_MAX};
static const da_value two = {DA_FLOAT64, DA_VALUE_WEAK, {UINT64_C(0x4000000000000000), 0}},
                      three = {DA_FLOAT64, DA_VALUE_WEAK, {UINT64_C(0x4008000000000000), 0}},
                      thousand = {DA_INT64, DA_VALUE_WEAK, {1000, 0}},
                      no_dtype = {0, 0, {0, 0}}, flags_6 = {DA_FLOAT64, 6, {0, 0}};

#define INDEX_MISTAKES \
    BAD(DA_ERR_INDEX, "index 6 of axis 0 is outside -6..6", PTR(index, beyond)), \
    BAD(DA_ERR_INDEX, "index -7 of axis 0", PTR(index, before)), \
    BAD(DA_ERR_INDEX, "-9223372036854775808 of axis 1", PTR(index, least)), \
    BAD(DA_ERR_INDEX, "9223372036854775807 of axis 1", PTR(index, most)), \
    BAD(DA_ERR_ARGUMENT, "aligned", PTR(index, (const char *)first + 4))
#define VALUE_MISTAKES \
    BAD(DA_ERR_DTYPE, "0", PTR(value, &no_dtype)), \
    BAD(DA_ERR_ARGUMENT, "6", PTR(value, &flags_6)), \
    BAD(DA_ERR_READ_ONLY, "read-only", OBJ(a, frozen))

/* ---- Single elements --------------------------------------------------------------------------- */

INVOKE(da_get) { return da_get(v[0].pointer, v[1].pointer, (da_value *)v[2].pointer); }
MISTAKES(da_get) {
    INDEX_MISTAKES,
    BAD(DA_ERR_INDEX, "of axis 0 is outside", OBJ(a, nothing)),
    GOOD(PTR(index, second)),
    GOOD(OBJ(a, scalar), PTR(index, NULL)),
    DIFFERENT("index", PTR(index, second)),
    DIFFERENT("a", OBJ(a, b)),
};

INVOKE(da_set) { return da_set(v[0].pointer, v[1].pointer, *(const da_value *)v[2].pointer); }
MISTAKES(da_set) {
    INDEX_MISTAKES,
    VALUE_MISTAKES,
    BAD(DA_ERR_OVERFLOW, "1000", OBJ(a, bytes), PTR(value, &thousand)),
    DIFFERENT("index", PTR(index, second)),
    DIFFERENT("value", PTR(value, &three)),
};

/* An element that this rank owns, in place of the first. */
static const int64_t *owned(const da_array *a, const int64_t *index) {
    static int64_t mine[DA_BUFFER_MAX_NDIM];
    da_cursor c;
    if (index != first || da_cursor_begin(a, DA_ACCESS_READ, &c) != DA_OK) return index;
    if (da_cursor_next(&c)) memcpy(mine, c.index, sizeof mine);
    da_cursor_end(&c);
    return mine;
}

INVOKE(da_get_owned) {
    return da_get_owned(v[0].pointer, owned(v[0].pointer, v[1].pointer), (da_value *)v[2].pointer);
}
MISTAKES(da_get_owned) { INDEX_MISTAKES };

INVOKE(da_set_owned) {
    return da_set_owned(v[0].pointer, owned(v[0].pointer, v[1].pointer), *(const da_value *)v[2].pointer);
}
MISTAKES(da_set_owned) { INDEX_MISTAKES, VALUE_MISTAKES };

/* ---- Whole arrays ------------------------------------------------------------------------------ */

#define BUFFER_MISTAKES \
    BAD(DA_ERR_ARGUMENT, "order is 2", NUM(order, 2)), \
    BAD(DA_ERR_ARGUMENT, "order is -1", NUM(order, -1)), \
    BAD(DA_ERR_ARGUMENT, "root is 2147483647", NUM(root, INT32_MAX)), \
    BAD(DA_ERR_ARGUMENT, "root is -2", NUM(root, -2)), \
    DIFFERENT("order", NUM(order, DA_ORDER_FORTRAN))

INVOKE(da_gather) {
    return da_gather(v[0].pointer, (int32_t)v[1].number, (int32_t)v[2].number, (void *)v[3].pointer, v[4].number);
}
MISTAKES(da_gather) {
    BUFFER_MISTAKES,
    BAD(DA_ERR_NULL, "`buffer` is NULL", PTR(buffer, NULL)),
    BAD(DA_ERR_BUFFER_SIZE, "has 239 bytes", NUM(bytes, 239)),
    BAD(DA_ERR_BUFFER_SIZE, "has 248 bytes", NUM(bytes, 248)),
    BAD(DA_ERR_BUFFER_SIZE, "has -1 bytes", NUM(bytes, -1)),
    GOOD(OBJ(a, nothing), PTR(buffer, NULL), NUM(bytes, 0)),
    DIFFERENT("root", NUM(root, 0)),
    DIFFERENT("a", OBJ(a, b)),
};

INVOKE(da_scatter) {
    return da_scatter(v[0].pointer, v[1].number, (int32_t)v[2].number, (int32_t)v[3].number, v[4].pointer);
}
MISTAKES(da_scatter) {
    BUFFER_MISTAKES,
    BAD(DA_ERR_ARGUMENT, "root is -1", NUM(root, -1)),
    BAD(DA_ERR_READ_ONLY, "read-only", OBJ(a, frozen)),
    BAD_ON_FIRST(DA_ERR_NULL, "`buffer` is NULL", PTR(buffer, NULL)),
    BAD_ON_FIRST(DA_ERR_BUFFER_SIZE, "has 239 bytes", NUM(bytes, 239)),
    BAD_ON_FIRST(DA_ERR_BUFFER_SIZE, "has 9223372036854775807 bytes", NUM(bytes, INT64_MAX)),
    DIFFERENT("a", OBJ(a, b)),
};

/* ---- A rank's own block, and cursors ------------------------------------------------------------ */

static const int64_t dense[2] = {COLUMNS * 8, 8}, still[2] = {0, 0}, far_away[2] = {INT64_MAX / 2, INT64_MAX / 2};

INVOKE(da_assign_local) { return da_assign_local(v[0].pointer, v[1].pointer, v[2].pointer); }
MISTAKES(da_assign_local) {
    BAD(DA_ERR_READ_ONLY, "read-only", OBJ(a, frozen)),
    BAD(DA_ERR_OVERFLOW, "beyond 63 bits", PTR(strides, far_away)),
    BAD(DA_ERR_ARGUMENT, "aligned", PTR(strides, (const char *)dense + 4)),
    GOOD(PTR(strides, still)),
    GOOD(OBJ(a, nothing), PTR(data, NULL)),
    DIFFERENT("a", OBJ(a, b)),
};

INVOKE(da_copy_local) { return da_copy_local(v[0].pointer, (void *)v[1].pointer, v[2].pointer); }
MISTAKES(da_copy_local) {
    BAD(DA_ERR_NULL, "`data` is NULL", PTR(data, NULL)),
    BAD(DA_ERR_LAYOUT, "overlap", PTR(strides, still)),
    BAD(DA_ERR_OVERFLOW, "beyond 63 bits", PTR(strides, far_away)),
    GOOD(PTR(strides, dense)),
    GOOD(OBJ(a, nothing), PTR(data, NULL)),
};

INVOKE(da_cursor_begin) {
    da_cursor *cursor = (da_cursor *)v[2].pointer;
    const da_status status = da_cursor_begin(v[0].pointer, (int32_t)v[1].number, cursor);
    if (status == DA_OK) da_cursor_end(cursor);
    return status;
}
MISTAKES(da_cursor_begin) {
    BAD(DA_ERR_ARGUMENT, "access is 2", NUM(access, 2)),
    BAD(DA_ERR_ARGUMENT, "access is -1", NUM(access, -1)),
    BAD(DA_ERR_READ_ONLY, "read-only", NUM(access, DA_ACCESS_WRITE), OBJ(a, frozen)),
};

/* A cursor that was ended, or never begun. */
static da_cursor *ended(const void *room) {
    da_cursor *cursor = (da_cursor *)room;
    if (cursor != NULL) memset(cursor, 0, sizeof *cursor);
    return cursor;
}

INVOKE(da_cursor_next) { return da_cursor_next(ended(v[0].pointer)) == 0 ? DA_OK : DA_ERR_INTERNAL; }
MISTAKES(da_cursor_next) { GOOD(PTR(cursor, NULL)) };
INVOKE(da_cursor_next_run) { return da_cursor_next_run(ended(v[0].pointer)) == 0 ? DA_OK : DA_ERR_INTERNAL; }
MISTAKES(da_cursor_next_run) { GOOD(PTR(cursor, NULL)) };
INVOKE(da_cursor_end) { return da_cursor_end(ended(v[0].pointer)); }

static const entry entries[] = {
    ENTRY(da_get, 'c', DA_ERR_MPI_STATE, "A a, p index, o value", GIVEN, AT(first)),
    ENTRY(da_set, 'c', DA_ERR_MPI_STATE, "A a, p index, v value", GIVEN, AT(first), AT(&two)),
    ENTRY(da_get_owned, 'l', DA_OK, "A a, p index, o value", GIVEN, AT(first)),
    ENTRY(da_set_owned, 'l', DA_OK, "A a, p index, v value", GIVEN, AT(first), AT(&two)),
    ENTRY(da_gather, 'c', DA_ERR_MPI_STATE, "A a, n root, n order, q buffer, n bytes", GIVEN, NUMBER(-1),
          NUMBER(DA_ORDER_C), AT(whole), NUMBER(sizeof whole)),
    ENTRY(da_scatter, 'c', DA_ERR_MPI_STATE, "q buffer, n bytes, n root, n order, A a", AT(whole), NUMBER(sizeof whole),
          NUMBER(0), NUMBER(DA_ORDER_C), GIVEN),
    ENTRY(da_assign_local, 's', DA_OK, "A a, p data, q strides", GIVEN, AT(whole), AT(NULL)),
    ENTRY(da_copy_local, 'l', DA_OK, "A a, q data, q strides", GIVEN, AT(whole), AT(NULL)),
    ENTRY(da_cursor_begin, 'l', DA_OK, "A a, n access, o cursor", GIVEN, NUMBER(DA_ACCESS_READ)),
    ENTRY(da_cursor_next, 'l', DA_OK, "O cursor", GIVEN),
    ENTRY(da_cursor_next_run, 'l', DA_OK, "O cursor", GIVEN),
    PLAIN(da_cursor_end, 'l', DA_OK, "o cursor"),
};
const table access_table = {entries, COUNT(entries)};
