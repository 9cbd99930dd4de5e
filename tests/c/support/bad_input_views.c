/* The bad-input table: slices and other views. */
#include "bad_input.h"

/* ---- Entries of an index ----------------------------------------------------------------------- */

#define NONE DA_SLICE_NONE

/* A function that makes an entry returns it: right if it holds what it was given. */
static da_status holds(da_slice s, int32_t kind, int64_t start, int64_t stop, int64_t step) {
    const int same = s.kind == kind && s.reserved == 0 && s.start == start && s.stop == stop && s.step == step;
    return same ? DA_OK : DA_ERR_INTERNAL;
}
INVOKE(da_range) {
    return holds(da_range(v[0].number, v[1].number, v[2].number), DA_SLICE_RANGE, v[0].number, v[1].number,
                 v[2].number);
}
MISTAKES(da_range) { GOOD(NUM(start, INT64_MIN)), GOOD(NUM(stop, INT64_MAX)), GOOD(NUM(step, 0)) };
INVOKE(da_whole) { return v ? holds(da_whole(), DA_SLICE_RANGE, NONE, NONE, NONE) : DA_OK; }
INVOKE(da_at) { return holds(da_at(v[0].number), DA_SLICE_INDEX, v[0].number, NONE, NONE); }
MISTAKES(da_at) { GOOD(NUM(i, INT64_MIN)), GOOD(NUM(i, INT64_MAX)) };
INVOKE(da_newaxis) { return v ? holds(da_newaxis(), DA_SLICE_NEWAXIS, NONE, NONE, NONE) : DA_OK; }
INVOKE(da_ellipsis) { return v ? holds(da_ellipsis(), DA_SLICE_ELLIPSIS, NONE, NONE, NONE) : DA_OK; }

/* ---- Slices ------------------------------------------------------------------------------------ */

#define RANGE(a, b, c) {a, b, c, DA_SLICE_RANGE, 0}
#define INDEX(i) {i, NONE, NONE, DA_SLICE_INDEX, 0}
static const da_slice right[3] = {RANGE(1, -1, NONE), RANGE(NONE, NONE, 2)}, other[2] = {RANGE(1, -1, NONE), INDEX(0)},
                      three[3] = {INDEX(0), INDEX(0), INDEX(0)}, outside[2] = {INDEX(0), INDEX(COLUMNS)},
                      below[2] = {INDEX(-ROWS - 1), INDEX(0)}, still[2] = {RANGE(0, 1, 0), RANGE(0, 1, 1)},
                      no_kind[2] = {{0, 0, 0, 0, 0}}, kind_5[2] = {{0, 0, 0, 5, 0}},
                      dirty[2] = {{0, 1, 1, DA_SLICE_RANGE, 7}},
                      dots[2] = {{0, 0, 0, DA_SLICE_ELLIPSIS, 0}, {0, 0, 0, DA_SLICE_ELLIPSIS, 0}},
                      extremes[2] = {RANGE(INT64_MAX, INT64_MIN + 1, INT64_MIN + 1), RANGE(INT64_MIN + 1, INT64_MAX, INT64_MAX)};
static const da_slice new_axes[31] = {
#define NEW {0, 0, 0, DA_SLICE_NEWAXIS, 0}
    NEW, NEW, NEW, NEW, NEW, NEW, NEW, NEW, NEW, NEW, NEW, NEW, NEW, NEW, NEW, NEW,
    NEW, NEW, NEW, NEW, NEW, NEW, NEW, NEW, NEW, NEW, NEW, NEW, NEW, NEW, NEW,
};

#define SLICE(function) \
    INVOKE(function) { return function(v[0].pointer, (int32_t)v[1].number, v[2].pointer, (da_array **)v[3].pointer); }
#define SLICE_MISTAKES SLICE_ENTRIES, DIFFERENT("a", OBJ(a, b))
#define SLICE_ENTRIES \
    BAD(DA_ERR_ARGUMENT, "n is -1", NUM(n, -1)), \
    BAD(DA_ERR_ARGUMENT, "n is 66", NUM(n, 66)), \
    BAD(DA_ERR_ARGUMENT, "n is 2147483647", NUM(n, INT32_MAX)), \
    BAD(DA_ERR_ARGUMENT, "aligned", PTR(slices, (const char *)right + 4)), \
    BAD(DA_ERR_INDEX, "3 indices", NUM(n, 3), PTR(slices, three)), \
    BAD(DA_ERR_INDEX, "index 5 is out of bounds for axis 1", PTR(slices, outside)), \
    BAD(DA_ERR_INDEX, "index -7 is out of bounds for axis 0", PTR(slices, below)), \
    BAD(DA_ERR_ARGUMENT, "step 0", PTR(slices, still)), \
    BAD(DA_ERR_ARGUMENT, "slices[0].kind is 0", PTR(slices, no_kind)), \
    BAD(DA_ERR_ARGUMENT, "slices[0].kind is 5", PTR(slices, kind_5)), \
    BAD(DA_ERR_ARGUMENT, "reserved is 7", PTR(slices, dirty)), \
    BAD(DA_ERR_INDEX, "ellipsis", PTR(slices, dots)), \
    BAD(DA_ERR_SHAPE, "32", NUM(n, 31), PTR(slices, new_axes)), \
    GOOD(PTR(slices, extremes)), \
    GOOD(NUM(n, 0), PTR(slices, NULL)), \
    DIFFERENT("slices", PTR(slices, other))
SLICE(da_slice_view)
SLICE(da_slice_copy)
MISTAKES(da_slice_view) { SLICE_MISTAKES };
MISTAKES(da_slice_copy) { SLICE_MISTAKES };
INVOKE(da_distribution_slice) {
    return da_distribution_slice(v[0].pointer, (int32_t)v[1].number, v[2].pointer, (da_distribution **)v[3].pointer);
}
MISTAKES(da_distribution_slice) { SLICE_ENTRIES, DIFFERENT("", OBJ(dist, turned)) };

#define SLICE_TEXT(function) \
    INVOKE(function) { return function(v[0].pointer, v[1].pointer, (da_array **)v[2].pointer); }
#define TEXT_MISTAKES TEXT_ENTRIES, DIFFERENT("a", OBJ(a, b))
#define TEXT_ENTRIES \
    BAD(DA_ERR_SYNTAX, "\"x\"", PTR(text, "1:, x")), \
    BAD(DA_ERR_SYNTAX, "entry 1", PTR(text, "1,,2")), \
    BAD(DA_ERR_SYNTAX, "colons", PTR(text, "1:2:3:4")), \
    BAD(DA_ERR_SYNTAX, "64 bits", PTR(text, "9223372036854775808")), \
    BAD(DA_ERR_SYNTAX, "UTF-8", PTR(text, "\xff")), \
    BAD(DA_ERR_INDEX, "index 6", PTR(text, "6")), \
    BAD(DA_ERR_INDEX, "3 indices", PTR(text, ":,:,:")), \
    BAD(DA_ERR_ARGUMENT, "step 0", PTR(text, "::0")), \
    GOOD(PTR(text, "")), \
    GOOD(PTR(text, "9223372036854775807:-9223372036854775808:-9223372036854775808")), \
    DIFFERENT("slices", PTR(text, "::2"))
SLICE_TEXT(da_slice_text)
SLICE_TEXT(da_slice_copy_text)
MISTAKES(da_slice_text) { TEXT_MISTAKES };
MISTAKES(da_slice_copy_text) { TEXT_MISTAKES };
INVOKE(da_distribution_slice_text) {
    return da_distribution_slice_text(v[0].pointer, v[1].pointer, (da_distribution **)v[2].pointer);
}
MISTAKES(da_distribution_slice_text) { TEXT_ENTRIES, DIFFERENT("", OBJ(dist, turned)) };

/* ---- Axes -------------------------------------------------------------------------------------- */

static const int32_t order[33] = {1, 0}, in_order[2] = {0, 1}, twice[2] = {1, -1}, beyond[2] = {0, 2},
                     before[2] = {-3, 0};
static const int64_t wide[33] = {3, ROWS, COLUMNS}, wider[3] = {4, ROWS, COLUMNS}, unlike[3] = {3, ROWS, COLUMNS + 1},
                     negative[3] = {-1, ROWS, COLUMNS}, vast[3] = {INT64_MAX, ROWS, COLUMNS};

INVOKE(da_transpose) { return da_transpose(v[0].pointer, v[1].pointer, (da_array **)v[2].pointer); }
MISTAKES(da_transpose) {
    BAD(DA_ERR_AXIS, "axis -1 stands twice", PTR(axes, twice)),
    BAD(DA_ERR_AXIS, "axis 2 is out of bounds", PTR(axes, beyond)),
    BAD(DA_ERR_AXIS, "axis -3 is out of bounds", PTR(axes, before)),
    BAD(DA_ERR_ARGUMENT, "aligned", PTR(axes, (const char *)order + 2)),
    GOOD(PTR(axes, NULL)),
    DIFFERENT("axes", PTR(axes, in_order)),
    DIFFERENT("a", OBJ(a, b)),
};

INVOKE(da_swapaxes) {
    return da_swapaxes(v[0].pointer, (int32_t)v[1].number, (int32_t)v[2].number, (da_array **)v[3].pointer);
}
MISTAKES(da_swapaxes) {
    BAD(DA_ERR_AXIS, "axis 2 is out of bounds", NUM(axis1, 2)),
    BAD(DA_ERR_AXIS, "-3", NUM(axis2, -3)),
    BAD(DA_ERR_AXIS, "-2147483648", NUM(axis2, INT32_MIN)),
    BAD(DA_ERR_AXIS, "2147483647", NUM(axis1, INT32_MAX)),
    GOOD(NUM(axis1, 1)),
    DIFFERENT("axis1", NUM(axis1, -1)),
};

INVOKE(da_moveaxis) {
    return da_moveaxis(v[0].pointer, (int32_t)v[1].number, v[2].pointer, v[3].pointer, (da_array **)v[4].pointer);
}
MISTAKES(da_moveaxis) {
    BAD(DA_ERR_AXIS, "n is -1", NUM(n, -1)),
    BAD(DA_ERR_AXIS, "n is 33", NUM(n, 33)),
    BAD(DA_ERR_AXIS, "source: axis -1 stands twice", PTR(source, twice)),
    BAD(DA_ERR_AXIS, "destination: axis 2", PTR(destination, beyond)),
    BAD(DA_ERR_ARGUMENT, "aligned", PTR(source, (const char *)order + 2)),
    BAD(DA_ERR_ARGUMENT, "aligned", PTR(destination, (const char *)order + 2)),
    GOOD(NUM(n, 0)),
    DIFFERENT("source", PTR(source, order)),
};

INVOKE(da_squeeze) {
    return da_squeeze(v[0].pointer, (int32_t)v[1].number, v[2].pointer, (da_array **)v[3].pointer);
}
MISTAKES(da_squeeze) {
    BAD(DA_ERR_AXIS, "naxes is -1", NUM(naxes, -1)),
    BAD(DA_ERR_AXIS, "naxes is 33", NUM(naxes, 33)),
    BAD(DA_ERR_SHAPE, "axis 0 has extent 6", NUM(naxes, 1), PTR(axes, in_order)),
    BAD(DA_ERR_AXIS, "axis 2", NUM(naxes, 2), PTR(axes, beyond)),
    BAD(DA_ERR_AXIS, "twice", NUM(naxes, 2), PTR(axes, twice)),
    BAD(DA_ERR_NULL, "axes", NUM(naxes, 1), PTR(axes, NULL)),
    GOOD(OBJ(a, scalar)),
    DIFFERENT("a", OBJ(a, b)),
};

INVOKE(da_expand_dims) {
    return da_expand_dims(v[0].pointer, (int32_t)v[1].number, (da_array **)v[2].pointer);
}
MISTAKES(da_expand_dims) {
    BAD(DA_ERR_AXIS, "axis 3", NUM(axis, 3)),
    BAD(DA_ERR_AXIS, "axis -4", NUM(axis, -4)),
    BAD(DA_ERR_AXIS, "-2147483648", NUM(axis, INT32_MIN)),
    GOOD(NUM(axis, -3)),
    DIFFERENT("axis", NUM(axis, 0)),
};

/* ---- Elements and shapes ----------------------------------------------------------------------- */

#define OF_ARRAY(function) INVOKE(function) { return function(v[0].pointer, (da_array **)v[1].pointer); }
OF_ARRAY(da_real_part)
OF_ARRAY(da_imag_part)
OF_ARRAY(da_array_interior)
MISTAKES(da_real_part) { GOOD(OBJ(a, complexes)), GOOD(OBJ(a, frozen)), DIFFERENT("a", OBJ(a, b)) };
MISTAKES(da_imag_part) { GOOD(OBJ(a, complexes)), GOOD(OBJ(a, nothing)), DIFFERENT("a", OBJ(a, b)) };
MISTAKES(da_array_interior) { GOOD(OBJ(a, bounded)), GOOD(OBJ(a, nothing)), DIFFERENT("a", OBJ(a, b)) };

INVOKE(da_view) { return da_view(v[0].pointer, (int32_t)v[1].number, (da_array **)v[2].pointer); }
MISTAKES(da_view) {
    BAD(DA_ERR_DTYPE, "0", NUM(dtype, 0)),
    BAD(DA_ERR_DTYPE, "14", NUM(dtype, 14)),
    BAD(DA_ERR_DTYPE, "-2147483648", NUM(dtype, INT32_MIN)),
    BAD(DA_ERR_LAYOUT, "same width", NUM(dtype, DA_FLOAT32), OBJ(a, scalar)),
    BAD(DA_ERR_LAYOUT, "axis 1", NUM(dtype, DA_COMPLEX128)),
    GOOD(NUM(dtype, DA_BOOL)),
    DIFFERENT("dtype", NUM(dtype, DA_UINT64)),
};

INVOKE(da_broadcast_to) {
    return da_broadcast_to(v[0].pointer, (int32_t)v[1].number, v[2].pointer, (da_array **)v[3].pointer);
}
MISTAKES(da_broadcast_to) {
    BAD(DA_ERR_SHAPE, "ndim is -1", NUM(ndim, -1)),
    BAD(DA_ERR_SHAPE, "ndim is 33", NUM(ndim, 33)),
    BAD(DA_ERR_SHAPE, "6 x 5", NUM(ndim, 1)),
    BAD(DA_ERR_SHAPE, "6 x 5", PTR(shape, unlike)),
    BAD(DA_ERR_SHAPE, "-1", PTR(shape, negative)),
    BAD(DA_ERR_OVERFLOW, "9223372036854775807", PTR(shape, vast)),
    BAD(DA_ERR_ARGUMENT, "aligned", PTR(shape, (const char *)wide + 4)),
    GOOD(OBJ(a, spread)),
    DIFFERENT("shape", PTR(shape, wider)),
};

static const entry entries[] = {
    ENTRY(da_range, 'l', DA_OK, "n start, n stop, n step", NUMBER(1), NUMBER(2), NUMBER(3)),
    PLAIN(da_whole, 'l', DA_OK, ""),
    ENTRY(da_at, 'l', DA_OK, "n i", NUMBER(3)),
    PLAIN(da_newaxis, 'l', DA_OK, ""),
    PLAIN(da_ellipsis, 'l', DA_OK, ""),
    ENTRY(da_slice_view, 's', DA_OK, "A a, n n, p slices, Z out", GIVEN, NUMBER(2), AT(right)),
    ENTRY(da_slice_copy, 's', DA_OK, "A a, n n, p slices, Z out", GIVEN, NUMBER(2), AT(right)),
    ENTRY(da_slice_text, 's', DA_OK, "A a, s text, Z out", GIVEN, AT("1:-1, ::2")),
    ENTRY(da_slice_copy_text, 's', DA_OK, "A a, s text, Z out", GIVEN, AT("1:-1, ::2")),
    ENTRY(da_distribution_slice, 's', DA_OK, "D dist, n n, p slices, Y out", GIVEN, NUMBER(2), AT(right)),
    ENTRY(da_distribution_slice_text, 's', DA_OK, "D dist, s text, Y out", GIVEN, AT("1:-1, ::2")),
    ENTRY(da_transpose, 's', DA_OK, "A a, q axes, Z out", GIVEN, AT(order)),
    ENTRY(da_swapaxes, 's', DA_OK, "A a, n axis1, n axis2, Z out", GIVEN, NUMBER(0), NUMBER(1)),
    ENTRY(da_moveaxis, 's', DA_OK, "A a, n n, p source, p destination, Z out", GIVEN, NUMBER(2), AT(in_order),
          AT(order)),
    ENTRY(da_squeeze, 's', DA_OK, "A a, n naxes, q axes, Z out", GIVEN, NUMBER(0), AT(NULL)),
    ENTRY(da_expand_dims, 's', DA_OK, "A a, n axis, Z out", GIVEN, NUMBER(1)),
    ENTRY(da_real_part, 's', DA_OK, "A a, Z out", GIVEN),
    ENTRY(da_imag_part, 's', DA_OK, "A a, Z out", GIVEN),
    ENTRY(da_view, 's', DA_OK, "A a, n dtype, Z out", GIVEN, NUMBER(DA_INT64)),
    ENTRY(da_array_interior, 's', DA_OK, "A a, Z out", GIVEN),
    ENTRY(da_broadcast_to, 's', DA_OK, "A a, n ndim, p shape, Z out", GIVEN, NUMBER(3), AT(wide)),
};
const table view_table = {entries, COUNT(entries)};
