/* The bad-input table: scans, histograms, counts and traces. */
#include <math.h>

#include "bad_input.h"

/* ---- Scans ------------------------------------------------------------------------------------- */

#define AXIS_AND_DTYPE \
    BAD(DA_ERR_AXIS, "axis 2", NUM(axis, 2)), \
    BAD(DA_ERR_AXIS, "axis -3", NUM(axis, -3)), \
    BAD(DA_ERR_AXIS, "2147483647", NUM(axis, INT32_MAX)), \
    BAD(DA_ERR_AXIS, "-2147483647", NUM(axis, -INT32_MAX)), \
    BAD(DA_ERR_DTYPE, "14", NUM(dtype, 14)), \
    BAD(DA_ERR_DTYPE, "-1", NUM(dtype, -1)), \
    BAD(DA_ERR_SHAPE, "7", CELL(out, wide)), \
    BAD(DA_ERR_SHAPE, "30", NUM(axis, DA_ALL_AXES), CELL(out, b)), \
    BAD(DA_ERR_CONTEXT, "contexts", CELL(out, elsewhere)), \
    BAD(DA_ERR_READ_ONLY, "`out`", CELL(out, frozen)), \
    GOOD(CELL(out, b)), \
    GOOD(CELL(out, shifted)), \
    GOOD(NUM(axis, DA_ALL_AXES)), \
    DIFFERENT("axis", NUM(axis, 1)), \
    DIFFERENT("out", CELL(out, b))
#define SUMS \
    AXIS_AND_DTYPE, \
    BAD(DA_ERR_CASTING, "int32", CELL(out, whole)), \
    GOOD(NUM(dtype, DA_INT32), CELL(out, whole)), \
    DIFFERENT("dtype", NUM(dtype, DA_FLOAT32)), \
    BAD(DA_ERR_AXIS, "axis 1", OBJ(a, scalar), NUM(axis, 1)), \
    GOOD(OBJ(a, scalar))
#define SELECTIONS \
    AXIS_AND_DTYPE, \
    BAD(DA_ERR_CASTING, "int32", CELL(out, whole)), \
    DIFFERENT("dtype", NUM(dtype, DA_FLOAT32)), \
    BAD(DA_ERR_AXIS, "without axes", OBJ(a, scalar))
#define TRUTHS \
    AXIS_AND_DTYPE, \
    BAD(DA_ERR_DTYPE, "float32", NUM(dtype, DA_FLOAT32)), \
    DIFFERENT("dtype", NUM(dtype, DA_BOOL)), \
    BAD(DA_ERR_AXIS, "without axes", OBJ(a, scalar))

#define SCAN(function, mistakes) \
    INVOKE(function) { \
        return function(v[0].pointer, (int32_t)v[1].number, (int32_t)v[2].number, (da_array **)v[3].pointer); \
    } \
    MISTAKES(function) { mistakes };

SCAN(da_cumsum, SUMS)
SCAN(da_cumprod, SUMS)
SCAN(da_nancumsum, SUMS)
SCAN(da_nancumprod, SUMS)
SCAN(da_minimum_accumulate, SELECTIONS)
SCAN(da_maximum_accumulate, SELECTIONS)
SCAN(da_logical_and_accumulate, TRUTHS)
SCAN(da_logical_or_accumulate, TRUTHS)
SCAN(da_logical_xor_accumulate, TRUTHS)

INVOKE(da_accumulate) {
    return da_accumulate((int32_t)v[0].number, v[1].pointer, (int32_t)v[2].number, (int32_t)v[3].number,
                         (da_array **)v[4].pointer);
}
MISTAKES(da_accumulate) {
    SELECTIONS,
    BAD(DA_ERR_ARGUMENT, "4711", NUM(op, 4711)),
    BAD(DA_ERR_ARGUMENT, "-2147483648", NUM(op, INT32_MIN)),
    BAD(DA_ERR_NOT_SUPPORTED, "subtract", NUM(op, DA_OP_SUBTRACT)),
    BAD(DA_ERR_NOT_SUPPORTED, "sqrt", NUM(op, DA_OP_SQRT)),
    DIFFERENT("op", NUM(op, DA_OP_MULTIPLY)),
};

/* ---- Counting ---------------------------------------------------------------------------------- */

static const double unit[2] = {0, 1}, other_range[2] = {0, 2}, reversed[2] = {1, 0},
                    endless[2] = {0, HUGE_VAL}, cuts[3] = {0, 1, 2}, falling[3] = {0, 2, 1}, far[3] = {0, 1, 9};
static const double narrow_range[2] = {1, 1.0000000000000002};

#define WEIGHTS \
    BAD(DA_ERR_SHAPE, "weights", OBJ(weights, wide)), \
    BAD(DA_ERR_DTYPE, "complex128", OBJ(weights, complexes)), \
    BAD(DA_ERR_CONTEXT, "contexts", OBJ(weights, elsewhere)), \
    BAD(DA_ERR_DTYPE, "complex", OBJ(a, complexes)), \
    BAD(DA_ERR_ARGUMENT, "flags is 0x2", NUM(flags, 2)), \
    DIFFERENT("flags", NUM(flags, DA_DENSITY)), \
    DIFFERENT("weights", OBJ(weights, b)), \
    GOOD(OBJ(weights, shifted)), \
    DIFFERENT("`a`", OBJ(a, b))

INVOKE(da_histogram) {
    return da_histogram(v[0].pointer, v[1].number, v[2].pointer, v[3].pointer, (int32_t)v[4].number,
                        (da_array **)v[5].pointer, (da_array **)v[6].pointer);
}
MISTAKES(da_histogram) {
    WEIGHTS,
    BAD(DA_ERR_ARGUMENT, "bins", NUM(bins, 0)),
    BAD(DA_ERR_ARGUMENT, "-9223372036854775808", NUM(bins, INT64_MIN)),
    BAD(DA_ERR_NO_MEMORY, "edges", NUM(bins, INT64_MAX)),
    BAD(DA_ERR_ARGUMENT, "range", PTR(range, reversed)),
    BAD(DA_ERR_ARGUMENT, "finite", PTR(range, endless)),
    BAD_EVERYWHERE(DA_ERR_ARGUMENT, "can not be divided", PTR(range, narrow_range)),
    DIFFERENT("bins", NUM(bins, 5)),
    DIFFERENT("range", PTR(range, other_range)),
    GOOD(OBJ(a, nothing)),
};

INVOKE(da_histogram_edges) {
    return da_histogram_edges(v[0].pointer, v[1].number, v[2].pointer, v[3].pointer, (int32_t)v[4].number,
                              (da_array **)v[5].pointer);
}
MISTAKES(da_histogram_edges) {
    WEIGHTS,
    BAD(DA_ERR_ARGUMENT, "edge", NUM(num_edges, 0)),
    BAD(DA_ERR_ARGUMENT, "num_edges is -1", NUM(num_edges, -1)),
    BAD(DA_ERR_ARGUMENT, "edges[1] is 2", PTR(edges, falling)),
    DIFFERENT("edges", PTR(edges, far)),
    GOOD(NUM(num_edges, 1)),
};

INVOKE(da_bincount) {
    return da_bincount(v[0].pointer, v[1].pointer, v[2].number, (da_array **)v[3].pointer);
}
MISTAKES(da_bincount) {
    BAD(DA_ERR_SHAPE, "one axis", OBJ(a, whole)),
    BAD_EVERYWHERE(DA_ERR_ARGUMENT, "-1", OBJ(a, signed_counts)),
    BAD(DA_ERR_ARGUMENT, "minlength", NUM(minlength, -1)),
    BAD_EVERYWHERE(DA_ERR_NO_MEMORY, "", NUM(minlength, INT64_MAX)),
    BAD(DA_ERR_SHAPE, "weights", OBJ(weights, b)),
    DIFFERENT("minlength", NUM(minlength, 7)),
    DIFFERENT("weights", OBJ(weights, signed_counts)),
    GOOD(OBJ(weights, signed_counts)),
};

/* ---- Diagonals --------------------------------------------------------------------------------- */

#define DIAGONAL \
    BAD(DA_ERR_AXIS, "axis 2", NUM(axis1, 2)), \
    BAD(DA_ERR_AXIS, "axis -3", NUM(axis2, -3)), \
    BAD(DA_ERR_AXIS, "axis 1", NUM(axis1, 1)), \
    BAD(DA_ERR_DTYPE, "14", NUM(dtype, 14)), \
    BAD(DA_ERR_SHAPE, "0 axes", OBJ(a, scalar)), \
    GOOD(NUM(offset, INT64_MIN)), \
    GOOD(NUM(offset, INT64_MAX)), \
    DIFFERENT("offset", NUM(offset, 1)), \
    DIFFERENT("axis1", NUM(axis1, -2)), \
    DIFFERENT("dtype", NUM(dtype, DA_FLOAT32)), \
    DIFFERENT("`a`", OBJ(a, b))

INVOKE(da_trace) {
    return da_trace(v[0].pointer, v[1].number, (int32_t)v[2].number, (int32_t)v[3].number, (int32_t)v[4].number,
                    (da_array **)v[5].pointer);
}
MISTAKES(da_trace) {
    DIAGONAL,
    BAD(DA_ERR_SHAPE, "6", CELL(out, b)),
    BAD(DA_ERR_READ_ONLY, "`out`", CELL(out, frozen)),
    BAD(DA_ERR_CONTEXT, "contexts", CELL(out, elsewhere)),
    GOOD(CELL(out, scalar)),
    DIFFERENT("out", CELL(out, scalar)),
};

INVOKE(da_trace_value) {
    return da_trace_value(v[0].pointer, v[1].number, (int32_t)v[2].number, (int32_t)v[3].number, (int32_t)v[4].number,
                          (da_value *)v[5].pointer);
}
MISTAKES(da_trace_value) { DIAGONAL };

static const entry entries[] = {
    ENTRY(da_accumulate, 'c', DA_ERR_MPI_STATE, "n op, A a, n axis, n dtype, R out", NUMBER(DA_OP_ADD)),
    ENTRY(da_cumsum, 'c', DA_ERR_MPI_STATE, "A a, n axis, n dtype, R out", GIVEN),
    ENTRY(da_cumprod, 'c', DA_ERR_MPI_STATE, "A a, n axis, n dtype, R out", GIVEN),
    ENTRY(da_nancumsum, 'c', DA_ERR_MPI_STATE, "A a, n axis, n dtype, R out", GIVEN),
    ENTRY(da_nancumprod, 'c', DA_ERR_MPI_STATE, "A a, n axis, n dtype, R out", GIVEN),
    ENTRY(da_minimum_accumulate, 'c', DA_ERR_MPI_STATE, "A a, n axis, n dtype, R out", GIVEN),
    ENTRY(da_maximum_accumulate, 'c', DA_ERR_MPI_STATE, "A a, n axis, n dtype, R out", GIVEN),
    ENTRY(da_logical_and_accumulate, 'c', DA_ERR_MPI_STATE, "A a, n axis, n dtype, R out", GIVEN),
    ENTRY(da_logical_or_accumulate, 'c', DA_ERR_MPI_STATE, "A a, n axis, n dtype, R out", GIVEN),
    ENTRY(da_logical_xor_accumulate, 'c', DA_ERR_MPI_STATE, "A a, n axis, n dtype, R out", GIVEN),
    ENTRY(da_histogram, 'c', DA_ERR_MPI_STATE, "A a, n bins, q range, q weights, n flags, Z hist, q edges", GIVEN,
          NUMBER(4), AT(unit)),
    ENTRY(da_histogram_edges, 'c', DA_ERR_MPI_STATE, "A a, n num_edges, p edges, q weights, n flags, Z hist", GIVEN,
          NUMBER(3), AT(cuts)),
    ENTRY(da_bincount, 'c', DA_ERR_MPI_STATE, "a a, q weights, n minlength, Z out", GIVEN),
    ENTRY(da_trace, 'c', DA_ERR_MPI_STATE, "A a, n offset, n axis1, n axis2, n dtype, R out", GIVEN, NUMBER(0),
          NUMBER(0), NUMBER(1)),
    ENTRY(da_trace_value, 'c', DA_ERR_MPI_STATE, "A a, n offset, n axis1, n axis2, n dtype, o value", GIVEN, NUMBER(0),
          NUMBER(0), NUMBER(1)),
};
const table scan_table = {entries, COUNT(entries)};
