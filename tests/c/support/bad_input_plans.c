/* The bad-input table: plans, redistribution and assignment. */
#include "bad_input.h"

/* ---- Making plans ------------------------------------------------------------------------------ */

static const int32_t backwards[2] = {1, 0}, beyond[2] = {0, 2}, twice[2] = {1, -1};
#define OPTIONS(...) {.struct_size = sizeof(da_plan_options), __VA_ARGS__}
static const da_plan_options none = {.struct_size = 0}, vast = {.struct_size = 5000},
                             small_staging = OPTIONS(.staging_bytes = 1791),
                             negative_staging = OPTIONS(.staging_bytes = -1),
                             large_staging = OPTIONS(.staging_bytes = INT64_MAX),
                             small_messages = OPTIONS(.message_bytes = 15),
                             large_messages = OPTIONS(.message_bytes = (INT64_C(1) << 30) + 1),
                             transport_3 = OPTIONS(.transport = 3),
                             transport_least = OPTIONS(.transport = INT32_MIN),
                             axis_2 = OPTIONS(.axes = beyond), axis_twice = OPTIONS(.axes = twice),
                             transposed = OPTIONS(.axes = backwards),
                             misplaced = OPTIONS(.axes = (const int32_t *)(const void *)((const char *)beyond + 2)),
                             reshaping = OPTIONS(.reshape = 1), any_cast = OPTIONS(.any_cast = 7),
                             conjugated = OPTIONS(.conjugate = -1), least = OPTIONS(.staging_bytes = 1792),
                             messages = OPTIONS(.transport = DA_TRANSPORT_MESSAGES);

INVOKE(da_plan_create) {
    return da_plan_create(v[0].pointer, (int32_t)v[1].number, v[2].pointer, (int32_t)v[3].number, v[4].pointer,
                          (da_plan **)v[5].pointer);
}
MISTAKES(da_plan_create) {
    BAD(DA_ERR_DTYPE, "0", NUM(source_dtype, 0)),
    BAD(DA_ERR_DTYPE, "14", NUM(target_dtype, 14)),
    BAD(DA_ERR_DTYPE, "-2147483648", NUM(source_dtype, INT32_MIN)),
    BAD(DA_ERR_CASTING, "float64 can not become int32", NUM(target_dtype, DA_INT32)),
    BAD(DA_ERR_SHAPE, "7 x 5", OBJ(target, flat)),
    BAD(DA_ERR_SHAPE, "6 x 5", OBJ(target, line)),
    BAD(DA_ERR_CONTEXT, "context", OBJ(target, other_dist)),
    BAD(DA_ERR_ARGUMENT, "struct_size", PTR(options, &none)),
    BAD(DA_ERR_ARGUMENT, "struct_size", PTR(options, &vast)),
    BAD(DA_ERR_ARGUMENT, "aligned", PTR(options, (const char *)&none + 4)),
    BAD(DA_ERR_ARGUMENT, "staging_bytes is 1791", PTR(options, &small_staging)),
    BAD(DA_ERR_ARGUMENT, "staging_bytes is -1", PTR(options, &negative_staging)),
    BAD(DA_ERR_ARGUMENT, "staging_bytes is 9223372036854775807", PTR(options, &large_staging)),
    BAD(DA_ERR_ARGUMENT, "message_bytes is 15", PTR(options, &small_messages)),
    BAD(DA_ERR_ARGUMENT, "message_bytes is 1073741825", PTR(options, &large_messages)),
    BAD(DA_ERR_ARGUMENT, "transport is 3", PTR(options, &transport_3)),
    BAD(DA_ERR_ARGUMENT, "transport is -2147483648", PTR(options, &transport_least)),
    BAD(DA_ERR_AXIS, "has 2", PTR(options, &axis_2)),
    BAD(DA_ERR_AXIS, "twice", PTR(options, &axis_twice)),
    BAD(DA_ERR_SHAPE, "5 x 6", PTR(options, &transposed)),
    BAD(DA_ERR_ARGUMENT, "aligned", PTR(options, &misplaced)),
    BAD(DA_ERR_SHAPE, "7 x 5", OBJ(target, flat), PTR(options, &reshaping)),
    GOOD(PTR(options, &reshaping)),
    GOOD(PTR(options, &conjugated)),
    GOOD(PTR(options, &least)),
    GOOD(PTR(options, &any_cast), NUM(target_dtype, DA_BOOL)),
    GOOD(NUM(target_dtype, DA_COMPLEX64)),
    DIFFERENT("source", OBJ(source, replicated)),
    DIFFERENT("target", OBJ(target, dist)),
    DIFFERENT("source_dtype", NUM(source_dtype, DA_FLOAT32)),
    DIFFERENT("target_dtype", NUM(target_dtype, DA_FLOAT32)),
    DIFFERENT("options.staging_bytes", PTR(options, &least)),
    DIFFERENT("options.transport", PTR(options, &messages)),
    DIFFERENT("options.any_cast", PTR(options, &any_cast)),
    DIFFERENT("options.conjugate", PTR(options, &conjugated)),
};

/* ---- Plans ------------------------------------------------------------------------------------- */

static da_plan_report report = {.struct_size = sizeof report}, no_report = {.struct_size = 0},
                      short_report = {.struct_size = sizeof report - 8}, vast_report = {.struct_size = UINT64_MAX};

INVOKE(da_plan_info) { return da_plan_info(v[0].pointer, (da_plan_report *)v[1].pointer); }
MISTAKES(da_plan_info) {
    BAD(DA_ERR_ARGUMENT, "struct_size is 0", PTR(out, &no_report)),
    BAD(DA_ERR_ARGUMENT, "sizeof(da_plan_report)", PTR(out, &short_report)),
    BAD(DA_ERR_ARGUMENT, "struct_size", PTR(out, &vast_report)),
    BAD(DA_ERR_ARGUMENT, "aligned", PTR(out, (char *)&report + 4)),
};

INVOKE(da_plan_context) { return da_plan_context(v[0].pointer, (da_context **)v[1].pointer); }
INVOKE(da_plan_free) { return da_plan_free((da_plan **)v[0].pointer); }

/* ---- Running them ------------------------------------------------------------------------------ */

#define ARRAY_MISTAKES \
    BAD(DA_ERR_DTYPE, "int32", OBJ(source, whole)), \
    BAD(DA_ERR_DTYPE, "`source`", OBJ(source, complexes)), \
    SPREAD(DA_ERR_DISTRIBUTION, "`source`", OBJ(source, sealed)), \
    BAD(DA_ERR_DISTRIBUTION, "`source`", OBJ(source, wide)), \
    BAD(DA_ERR_DISTRIBUTION, "`source`", OBJ(source, nothing)), \
    BAD(DA_ERR_DISTRIBUTION, "`source`", OBJ(source, scalar)), \
    SPREAD(DA_ERR_DISTRIBUTION, "`target`", OBJ(target, b)), \
    BAD(DA_ERR_READ_ONLY, "target", OBJ(target, sealed)), \
    BAD(DA_ERR_CONTEXT, "context", OBJ(source, elsewhere)), \
    BAD(DA_ERR_CONTEXT, "context", OBJ(target, elsewhere)), \
    DIFFERENT("other arrays", OBJ(source, b))

INVOKE(da_plan_execute) { return da_plan_execute(v[0].pointer, v[1].pointer, v[2].pointer); }
MISTAKES(da_plan_execute) { ARRAY_MISTAKES, GOOD(OBJ(source, frozen)) };

/* What a rank's partners fail with they hear when they end. */
INVOKE(da_plan_begin) {
    const da_status begun = da_plan_begin(v[0].pointer, v[1].pointer, v[2].pointer);
    return begun == DA_OK ? da_plan_end(v[0].pointer) : begun;
}
MISTAKES(da_plan_begin) { ARRAY_MISTAKES };

int plan_has_begun;
INVOKE(da_plan_end) {
    const da_status status = da_plan_end(v[0].pointer);
    if (status == DA_OK) plan_has_begun = 0;
    return status;
}

/* ---- Moving elements once ---------------------------------------------------------------------- */

INVOKE(da_redistribute) { return da_redistribute(v[0].pointer, v[1].pointer, (da_array **)v[2].pointer); }
MISTAKES(da_redistribute) {
    BAD(DA_ERR_SHAPE, "7 x 5", OBJ(dist, flat)),
    BAD(DA_ERR_SHAPE, "7 x 5", OBJ(a, wide)),
    BAD(DA_ERR_CONTEXT, "context", OBJ(dist, other_dist)),
    GOOD(OBJ(a, frozen)),
    GOOD(OBJ(a, complexes)),
    DIFFERENT("`a`", OBJ(a, b)),
    DIFFERENT("dist", OBJ(dist, replicated)),
};

INVOKE(da_assign) { return da_assign(v[0].pointer, v[1].pointer); }
MISTAKES(da_assign) {
    BAD(DA_ERR_SHAPE, "7 x 5", OBJ(source, wide)),
    BAD(DA_ERR_SHAPE, "6 x 5", OBJ(target, scalar)),
    BAD(DA_ERR_CASTING, "complex128", OBJ(source, complexes)),
    BAD(DA_ERR_READ_ONLY, "`target`", OBJ(target, frozen)),
    BAD(DA_ERR_CONTEXT, "context", OBJ(source, elsewhere)),
    GOOD(OBJ(target, shifted)),
    GOOD(OBJ(source, scalar)),
    GOOD(OBJ(source, frozen)),
    DIFFERENT("target", OBJ(target, b)),
    DIFFERENT("source", OBJ(source, b)),
};

static const entry entries[] = {
    ENTRY(da_plan_create, 'c', DA_ERR_MPI_STATE, "D source, n source_dtype, T target, n target_dtype, q options, U out",
          GIVEN, NUMBER(DA_FLOAT64), GIVEN, NUMBER(DA_FLOAT64), AT(NULL)),
    ENTRY(da_plan_info, 'l', DA_OK, "P plan, p out", GIVEN, AT(&report)),
    PLAIN(da_plan_context, 'l', DA_OK, "P plan, X out"),
    ENTRY(da_plan_execute, 'e', DA_ERR_MPI_STATE, "P plan, A source, S target", GIVEN),
    ENTRY(da_plan_begin, 'e', DA_ERR_MPI_STATE, "P plan, A source, S target", GIVEN),
    PLAIN(da_plan_end, 'e', DA_ERR_MPI_STATE, "K plan"),
    PLAIN(da_plan_free, 'l', DA_OK, "E plan"),
    ENTRY(da_redistribute, 'c', DA_ERR_MPI_STATE, "A a, T dist, Z out", GIVEN),
    ENTRY(da_assign, 's', DA_OK, "A target, A source", GIVEN),
};
const table plan_table = {entries, COUNT(entries)};
