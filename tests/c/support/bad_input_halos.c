/* The bad-input table: halo exchange. */
#include "bad_input.h"

/* The world's distribution has no padding. */
static const int64_t all_widths[4] = {0, 0, 0, 0}, wide[4] = {2, 0, 0, 0}, negative[4] = {0, -2, 0, 0},
                     others[4] = {0, -1, 0, 0};
static const int32_t boundaries[4] = {0, 0, 0, 0}, no_boundary[4] = {0, 5, 0, 0};
static const da_halo_options right = {.struct_size = sizeof right, .widths = all_widths, .boundaries = boundaries},
                             no_size = {.struct_size = 0},
                             too_wide = {.struct_size = sizeof right, .widths = wide},
                             below_zero = {.struct_size = sizeof right, .widths = negative},
                             other_widths = {.struct_size = sizeof right, .widths = others, .boundaries = boundaries},
                             unknown_boundary = {.struct_size = sizeof right, .boundaries = no_boundary},
                             boundary_7 = {.struct_size = sizeof right, .boundary = 7},
                             corners_2 = {.struct_size = sizeof right, .skip_corners = 2},
                             transport_3 = {.struct_size = sizeof right, .transport = 3},
                             staging_1 = {.struct_size = sizeof right, .staging_bytes = 1},
                             message_1 = {.struct_size = sizeof right, .message_bytes = 1},
                             reserved_1 = {.struct_size = sizeof right, .reserved = 1},
                             dtype_99 = {.struct_size = sizeof right, .value = {.dtype = 99}};
static da_plan_report report = {.struct_size = sizeof report}, small_report = {.struct_size = 4},
                      vast_report = {.struct_size = UINT64_MAX};

INVOKE(da_halo_create) { return da_halo_create(v[0].pointer, v[1].pointer, (da_halo **)v[2].pointer); }
MISTAKES(da_halo_create) {
    BAD(DA_ERR_ARGUMENT, "sizeof(da_halo_options)", PTR(options, &no_size)),
    SPREAD(DA_ERR_DISTRIBUTION, "width 2 on the left", PTR(options, &too_wide)),
    BAD(DA_ERR_ARGUMENT, "-2", PTR(options, &below_zero)),
    BAD(DA_ERR_ARGUMENT, "boundary in options is 5", PTR(options, &unknown_boundary)),
    BAD(DA_ERR_ARGUMENT, "boundary in options is 7", PTR(options, &boundary_7)),
    BAD(DA_ERR_ARGUMENT, "skip_corners is 2", PTR(options, &corners_2)),
    BAD(DA_ERR_ARGUMENT, "transport is 3", PTR(options, &transport_3)),
    BAD(DA_ERR_ARGUMENT, "staging_bytes is 1", PTR(options, &staging_1)),
    BAD(DA_ERR_ARGUMENT, "message_bytes is 1", PTR(options, &message_1)),
    BAD(DA_ERR_ARGUMENT, "reserved is 1", PTR(options, &reserved_1)),
    BAD(DA_ERR_DTYPE, "99", PTR(options, &dtype_99)),
    BAD(DA_ERR_ARGUMENT, "aligned", PTR(options, (const char *)&right + 4)),
    GOOD(PTR(options, NULL)),
    GOOD(OBJ(dist, replicated)),
    GOOD(OBJ(dist, padded_dist), PTR(options, NULL)),
    DIFFERENT("options.widths", PTR(options, &other_widths)),
    DIFFERENT("dist", OBJ(dist, padded_dist)),
};

INVOKE(da_halo_info) { return da_halo_info(v[0].pointer, (int32_t)v[1].number, (da_plan_report *)v[2].pointer); }
MISTAKES(da_halo_info) {
    BAD(DA_ERR_DTYPE, "0", NUM(dtype, 0)),
    BAD(DA_ERR_DTYPE, "14", NUM(dtype, 14)),
    BAD(DA_ERR_ARGUMENT, "sizeof(da_plan_report)", PTR(out, &small_report)),
    BAD(DA_ERR_ARGUMENT, "struct_size", PTR(out, &vast_report)),
    BAD(DA_ERR_ARGUMENT, "aligned", PTR(out, (char *)&report + 4)),
};

/* Arrays that no run takes. A context of its own, as `elsewhere` has, is not the halo's. */
#define ARRAY_MISTAKES \
    BAD(DA_ERR_ARGUMENT, "0", NUM(narrays, 0)), \
    BAD(DA_ERR_ARGUMENT, "-1", NUM(narrays, -1)), \
    BAD(DA_ERR_ARGUMENT, "33", NUM(narrays, 33)), \
    SPREAD(DA_ERR_DISTRIBUTION, "arrays[1] has another distribution or other padding", ADR(arrays, padded_bare)), \
    BAD(DA_ERR_DISTRIBUTION, "arrays[1] has another distribution or other padding", ADR(arrays, padded_wide)), \
    BAD(DA_ERR_CONTEXT, "arrays[1] belongs to another context", ADR(arrays, padded_mixed)), \
    BAD(DA_ERR_READ_ONLY, "arrays[0]", ADR(arrays, padded_locked)), \
    BAD(DA_ERR_OVERLAP, "arrays[0] and arrays[1]", ADR(arrays, padded_twice)), \
    BAD(DA_ERR_NULL, "`arrays` is NULL", ADR(arrays, padded_holed)), \
    BAD(DA_ERR_INVALID_HANDLE, "`arrays`", ADR(arrays, padded_alien)), \
    GOOD(NUM(narrays, 1)), \
    DIFFERENT("other arrays", ADR(arrays, padded_turned)), \
    DIFFERENT("other arrays", NUM(narrays, 1))

INVOKE(da_halo_update) {
    return da_halo_update(v[0].pointer, (int32_t)v[1].number, (da_array *const *)v[2].pointer);
}
MISTAKES(da_halo_update) { ARRAY_MISTAKES };

/* What a rank's neighbours fail with they hear when they end. */
INVOKE(da_halo_update_begin) {
    const da_status begun = da_halo_update_begin(v[0].pointer, (int32_t)v[1].number, (da_array *const *)v[2].pointer);
    return begun == DA_OK ? da_halo_update_end(v[0].pointer) : begun;
}
MISTAKES(da_halo_update_begin) { ARRAY_MISTAKES };

int halo_has_begun;
INVOKE(da_halo_update_end) {
    const da_status status = da_halo_update_end(v[0].pointer);
    if (status == DA_OK) halo_has_begun = 0;
    return status;
}
MISTAKES(da_halo_update_end) { BAD_LATE(DA_ERR_ARGUMENT, "no run of this plan has begun", OBJ(halo, idle_halo)) };

INVOKE(da_halo_accumulate) {
    return da_halo_accumulate(v[0].pointer, (int32_t)v[1].number, (da_array *const *)v[2].pointer);
}
MISTAKES(da_halo_accumulate) { ARRAY_MISTAKES };

INVOKE(da_halo_free) { return da_halo_free((da_halo **)v[0].pointer); }

static const entry entries[] = {
    ENTRY(da_halo_create, 'c', DA_ERR_MPI_STATE, "D dist, q options, M halo", GIVEN, AT(&right)),
    ENTRY(da_halo_info, 'l', DA_OK, "V halo, n dtype, p out", GIVEN, NUMBER(DA_INT32), AT(&report)),
    ENTRY(da_halo_update, 'e', DA_ERR_MPI_STATE, "V halo, n narrays, u arrays", GIVEN, NUMBER(2)),
    ENTRY(da_halo_update_begin, 'e', DA_ERR_MPI_STATE, "V halo, n narrays, u arrays", GIVEN, NUMBER(2)),
    ENTRY(da_halo_update_end, 'e', DA_ERR_MPI_STATE, "J halo", GIVEN),
    ENTRY(da_halo_accumulate, 'e', DA_ERR_MPI_STATE, "V halo, n narrays, u arrays", GIVEN, NUMBER(2)),
    PLAIN(da_halo_free, 'l', DA_OK, "N halo"),
};
const table halo_table = {entries, COUNT(entries)};
