/* The bad-input table: contexts. */
#include "bad_input.h"

#include <math.h>
#include <string.h>

#define OPTIONS(name, ...) \
    static const da_context_options name = {.struct_size = sizeof(da_context_options), __VA_ARGS__}

OPTIONS(defaults, .reserved = 0);
OPTIONS(reserved_set, .reserved = 7);
OPTIONS(negative_limit, .timeout_seconds = -2.5);
OPTIONS(endless_limit, .timeout_seconds = 1e300);
OPTIONS(infinite_limit, .timeout_seconds = INFINITY);
OPTIONS(limit_no_number, .timeout_seconds = NAN);
OPTIONS(negative_memory, .memory_limit = -4096);
OPTIONS(unknown_level, .check_level = 3);
OPTIONS(negative_level, .check_level = -1);
OPTIONS(small_pieces, .staging_bytes = 63);
OPTIONS(negative_pieces, .staging_bytes = INT64_MIN);
OPTIONS(vast_pieces, .staging_bytes = (INT64_C(1) << 30) + 1);
OPTIONS(other_pieces, .staging_bytes = 64);
OPTIONS(unknown_cpu, .cpu_level = 4);
OPTIONS(unknown_accuracy, .accuracy = 3);
OPTIONS(slow, .timeout_seconds = 77.0);
OPTIONS(full, .check_level = DA_CHECK_FULL);
static const da_context_options no_size = {.struct_size = 0};
static const da_context_options tiny = {.struct_size = 4};
static const da_context_options cut = {.struct_size = 12, .timeout_seconds = 1.0};
static const da_context_options vast = {.struct_size = UINT64_MAX};

/* From a later version, with one more member than this library knows: refused if it is set. */
typedef struct longer {
    da_context_options known;
    int64_t more;
} longer;
static const longer later_set = {{.struct_size = sizeof(longer)}, 5};
static const longer later_zero = {{.struct_size = sizeof(longer)}, 0};

#define OPTION_MISTAKES \
    BAD(DA_ERR_ARGUMENT, "reserved is 7", PTR(options, &reserved_set)), \
    BAD(DA_ERR_ARGUMENT, "-2.5", PTR(options, &negative_limit)), \
    BAD(DA_ERR_ARGUMENT, "timeout_seconds", PTR(options, &endless_limit)), \
    BAD(DA_ERR_ARGUMENT, "timeout_seconds is inf", PTR(options, &infinite_limit)), \
    BAD(DA_ERR_ARGUMENT, "timeout_seconds is NaN", PTR(options, &limit_no_number)), \
    BAD(DA_ERR_ARGUMENT, "-4096", PTR(options, &negative_memory)), \
    BAD(DA_ERR_ARGUMENT, "check_level is 3", PTR(options, &unknown_level)), \
    BAD(DA_ERR_ARGUMENT, "check_level is -1", PTR(options, &negative_level)), \
    BAD(DA_ERR_ARGUMENT, "cpu_level is 4", PTR(options, &unknown_cpu)), \
    BAD(DA_ERR_ARGUMENT, "accuracy is 3", PTR(options, &unknown_accuracy)), \
    BAD(DA_ERR_ARGUMENT, "staging_bytes is 63", PTR(options, &small_pieces)), \
    BAD(DA_ERR_ARGUMENT, "staging_bytes is -9223372036854775808", PTR(options, &negative_pieces)), \
    BAD(DA_ERR_ARGUMENT, "64 to 1073741824", PTR(options, &vast_pieces)), \
    BAD(DA_ERR_ARGUMENT, "struct_size is 0", PTR(options, &no_size)), \
    BAD(DA_ERR_ARGUMENT, "struct_size is 4", PTR(options, &tiny)), \
    BAD(DA_ERR_ARGUMENT, "struct_size is 12", PTR(options, &cut)), \
    BAD(DA_ERR_ARGUMENT, "struct_size is 18446744073709551615", PTR(options, &vast)), \
    BAD(DA_ERR_ARGUMENT, "da_context_options has 56 bytes and byte 48 is set", PTR(options, &later_set)), \
    BAD(DA_ERR_ARGUMENT, "aligned", PTR(options, (const char *)&defaults + 1)), \
    GOOD(PTR(options, &later_zero)), \
    GOOD(PTR(options, &defaults)), \
    DIFFERENT("staging_bytes", PTR(options, &other_pieces)), \
    DIFFERENT("timeout_seconds", PTR(options, &slow)), \
    DIFFERENT("check_level`: 0 and 2", PTR(options, &full))

#define INTERCOMMUNICATOR \
    {.status = DA_ERR_ARGUMENT, .word = "intercommunicator", .what = "an intercommunicator", \
     .flags = EVERYWHERE_ONLY | NEEDS_RANKS, .changes = {ADR(comm, inter_comm)}}

INVOKE(da_context_create) {
    return da_context_create(*(const MPI_Comm *)v[0].pointer, v[1].pointer, (da_context **)v[2].pointer);
}
MISTAKES(da_context_create) {
    BAD_EVERYWHERE(DA_ERR_ARGUMENT, "MPI_COMM_NULL", ADR(comm, null_comm)),
    INTERCOMMUNICATOR,
    OPTION_MISTAKES
};

/* The twin for Fortran gets the same communicators by their Fortran handles. */
INVOKE(da_context_create_f) {
    int initialized = 0, finalized = 0;
    MPI_Initialized(&initialized);
    MPI_Finalized(&finalized);
    return da_context_create_f(initialized && !finalized ? MPI_Comm_c2f(*(const MPI_Comm *)v[0].pointer) : 0,
                               v[1].pointer, (da_context **)v[2].pointer);
}
MISTAKES(da_context_create_f) {
    BAD_EVERYWHERE(DA_ERR_ARGUMENT, "MPI_COMM_NULL", ADR(comm, null_comm)),
    INTERCOMMUNICATOR,
    OPTION_MISTAKES
};

INVOKE(da_context_self) { return da_context_self((da_context **)v[0].pointer); }

static const int32_t first[2] = {0, 0}, beyond[1] = {4711}, before[1] = {-3};

INVOKE(da_context_subset) {
    return da_context_subset(v[0].pointer, (int32_t)v[1].number, v[2].pointer, (da_context **)v[3].pointer);
}
MISTAKES(da_context_subset) {
    BAD(DA_ERR_ARGUMENT, "empty", NUM(count, 0)),
    BAD(DA_ERR_ARGUMENT, "-1", NUM(count, -1)),
    BAD(DA_ERR_ARGUMENT, "-2147483648", NUM(count, INT32_MIN)),
    BAD(DA_ERR_ARGUMENT, "2147483647", NUM(count, INT32_MAX)),
    BAD(DA_ERR_ARGUMENT, "4711", PTR(ranks, beyond)),
    BAD(DA_ERR_ARGUMENT, "-3", PTR(ranks, before)),
    /* One rank has only itself, so the list is too long there: the same status. */
    BAD(DA_ERR_ARGUMENT, "", NUM(count, 2)),
    BAD(DA_ERR_ARGUMENT, "aligned", PTR(ranks, (const char *)first + 1)),
};

INVOKE(da_context_split) {
    return da_context_split(v[0].pointer, (int32_t)v[1].number, (int32_t)v[2].number, (da_context **)v[3].pointer);
}
MISTAKES(da_context_split) {
    GOOD(NUM(color, INT32_MAX), NUM(key, INT32_MIN)),
    GOOD(NUM(color, INT32_MIN), NUM(key, INT32_MAX)),
};

INVOKE(da_context_rank) { return da_context_rank(v[0].pointer, (int32_t *)v[1].pointer); }
INVOKE(da_context_size) { return da_context_size(v[0].pointer, (int32_t *)v[1].pointer); }
INVOKE(da_context_comm) { return da_context_comm(v[0].pointer, (MPI_Comm *)v[1].pointer); }
INVOKE(da_context_comm_f) { return da_context_comm_f(v[0].pointer, (MPI_Fint *)v[1].pointer); }
INVOKE(da_context_compare) { return da_context_compare(v[0].pointer, v[1].pointer, (int32_t *)v[2].pointer); }
INVOKE(da_context_barrier) { return da_context_barrier(v[0].pointer); }
INVOKE(da_context_agree) { return da_context_agree(v[0].pointer, (da_status)v[1].number); }
MISTAKES(da_context_agree) {
    BAD(DA_ERR_ARGUMENT, "-1", NUM(status, -1)),
    BAD(DA_ERR_ARGUMENT, "37", NUM(status, DA_ERR_EXTERNAL + 1)),
    BAD(DA_ERR_ARGUMENT, "-2147483648", NUM(status, INT32_MIN)),
    BAD(DA_ERR_ARGUMENT, "2147483647", NUM(status, INT32_MAX)),
    BAD(DA_ERR_EXTERNAL, "DA_ERR_EXTERNAL", NUM(status, DA_ERR_EXTERNAL)),
};
/* The size stands in the structure itself. */
INVOKE(da_context_stats) {
    da_stats stats;
    if (v[1].pointer == NULL) return da_context_stats(v[0].pointer, NULL);
    memset(&stats, 0, sizeof stats);
    stats.struct_size = *(const uint64_t *)v[1].pointer;
    return da_context_stats(v[0].pointer, &stats);
}
static const uint64_t own_size = sizeof(da_stats), zero_size = 0, small_size = 7, great_size = UINT64_MAX;
MISTAKES(da_context_stats) {
    BAD(DA_ERR_ARGUMENT, "struct_size is 0", PTR(stats, &zero_size)),
    BAD(DA_ERR_ARGUMENT, "struct_size is 7", PTR(stats, &small_size)),
    BAD(DA_ERR_ARGUMENT, "struct_size is 18446744073709551615", PTR(stats, &great_size)),
};
INVOKE(da_context_stats_reset) { return da_context_stats_reset(v[0].pointer); }
/* Hooks that are not there are taken away. */
INVOKE(da_context_set_hooks) { return da_context_set_hooks(v[0].pointer, NULL, NULL, (void *)v[3].pointer); }
INVOKE(da_context_free) { return da_context_free((da_context **)v[0].pointer); }

static const entry entries[] = {
    ENTRY(da_context_create, 'w', DA_ERR_MPI_STATE, "m comm, q options, X out", GIVEN, AT(NULL)),
    ENTRY(da_context_create_f, 'w', DA_ERR_MPI_STATE, "m comm, q options, X out", GIVEN, AT(NULL)),
    PLAIN(da_context_self, 'l', DA_ERR_MPI_STATE, "X out"),
    ENTRY(da_context_subset, 'c', DA_ERR_MPI_STATE, "C parent, n count, p ranks, X out", GIVEN, NUMBER(1), AT(first)),
    ENTRY(da_context_split, 'c', DA_ERR_MPI_STATE, "C parent, n color, n key, X out", GIVEN, NUMBER(0), NUMBER(0)),
    PLAIN(da_context_rank, 'l', DA_OK, "C ctx, o rank"),
    PLAIN(da_context_size, 'l', DA_OK, "C ctx, o size"),
    PLAIN(da_context_comm, 'l', DA_ERR_MPI_STATE, "C ctx, o comm"),
    PLAIN(da_context_comm_f, 'l', DA_ERR_MPI_STATE, "C ctx, o comm"),
    PLAIN(da_context_compare, 'l', DA_OK, "C a, C b, o result"),
    PLAIN(da_context_barrier, 'c', DA_ERR_MPI_STATE, "C ctx"),
    ENTRY(da_context_agree, 'c', DA_ERR_MPI_STATE, "C ctx, n status", GIVEN, NUMBER(DA_OK)),
    ENTRY(da_context_stats, 'l', DA_OK, "C ctx, p stats", GIVEN, AT(&own_size)),
    PLAIN(da_context_stats_reset, 'l', DA_OK, "C ctx"),
    PLAIN(da_context_set_hooks, 'l', DA_OK, "C ctx, q before, q after, q user"),
    PLAIN(da_context_free, 'l', DA_OK, "F ctx"),
};
const table context_table = {entries, COUNT(entries)};
