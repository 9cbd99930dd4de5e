/* ranks: 1 3  valgrind: 1
 * ranks: single
 * What the library tells of itself, of errors, and of what it holds. */
#include "fixture.h"

static void check_build_info(void) {
    char text[400], small[8] = "before";
    int64_t length = -1, needed = -1;
    CHECK_OK(da_build_info(text, sizeof text, &length));
    CHECK_EQ_I64(length, strlen(text));
    CHECK_CONTAINS(text, da_version_string());
    CHECK_CONTAINS(text, "0.10.0");
    CHECK(strchr(text, '\n') == NULL);
    CHECK_STATUS(da_build_info(small, sizeof small, &needed), DA_ERR_BUFFER_SIZE);
    CHECK_EQ_I64(needed, length);
    CHECK_EQ_STR(small, "before");
    CHECK_STATUS(da_build_info(text, length, NULL), DA_ERR_BUFFER_SIZE); /* no room for the zero byte */
    CHECK_OK(da_build_info(text, length + 1, NULL));
}

static void check_mpi_named(void) {
    char text[400], expected[40], version[MPI_MAX_LIBRARY_VERSION_STRING];
    int length = 0;
    CHECK_OK(da_build_info(text, sizeof text, NULL));
    MPI_Get_library_version(version, &length);
    version[strcspn(version, " ,\n")] = 0; /* "Open" or "MPICH" */
    CHECK_CONTAINS(text, version);
    snprintf(expected, sizeof expected, ", built for %.20s ", strcmp(version, "Open") == 0 ? "Open MPI" : version);
    CHECK_CONTAINS(text, expected);
}

static void check_status_names(void) {
    static const struct { da_status status; const char *name; } names[] = {
        {DA_OK, "DA_OK"}, {DA_ERR_ARGUMENT, "DA_ERR_ARGUMENT"}, {DA_ERR_NULL, "DA_ERR_NULL"},
        {DA_ERR_INVALID_HANDLE, "DA_ERR_INVALID_HANDLE"}, {DA_ERR_DTYPE, "DA_ERR_DTYPE"},
        {DA_ERR_SHAPE, "DA_ERR_SHAPE"}, {DA_ERR_AXIS, "DA_ERR_AXIS"}, {DA_ERR_INDEX, "DA_ERR_INDEX"},
        {DA_ERR_OVERFLOW, "DA_ERR_OVERFLOW"}, {DA_ERR_NO_MEMORY, "DA_ERR_NO_MEMORY"}, {DA_ERR_GRID, "DA_ERR_GRID"},
        {DA_ERR_DISTRIBUTION, "DA_ERR_DISTRIBUTION"}, {DA_ERR_PROTOCOL, "DA_ERR_PROTOCOL"},
        {DA_ERR_NOT_MEMBER, "DA_ERR_NOT_MEMBER"}, {DA_ERR_NOT_EXPRESSIBLE, "DA_ERR_NOT_EXPRESSIBLE"},
        {DA_ERR_NOT_LOCAL, "DA_ERR_NOT_LOCAL"}, {DA_ERR_CONFORM, "DA_ERR_CONFORM"}, {DA_ERR_LABELS, "DA_ERR_LABELS"},
        {DA_ERR_LAYOUT, "DA_ERR_LAYOUT"}, {DA_ERR_READ_ONLY, "DA_ERR_READ_ONLY"}, {DA_ERR_OVERLAP, "DA_ERR_OVERLAP"},
        {DA_ERR_CONTEXT, "DA_ERR_CONTEXT"}, {DA_ERR_MISMATCH, "DA_ERR_MISMATCH"}, {DA_ERR_TIMEOUT, "DA_ERR_TIMEOUT"},
        {DA_ERR_IN_CALLBACK, "DA_ERR_IN_CALLBACK"}, {DA_ERR_CALLBACK, "DA_ERR_CALLBACK"}, {DA_ERR_MPI, "DA_ERR_MPI"},
        {DA_ERR_MPI_STATE, "DA_ERR_MPI_STATE"}, {DA_ERR_THREAD, "DA_ERR_THREAD"},
        {DA_ERR_BUFFER_SIZE, "DA_ERR_BUFFER_SIZE"}, {DA_ERR_NOT_SUPPORTED, "DA_ERR_NOT_SUPPORTED"},
        {DA_ERR_CASTING, "DA_ERR_CASTING"}, {DA_ERR_VERSION, "DA_ERR_VERSION"}, {DA_ERR_RELEASED, "DA_ERR_RELEASED"},
        {DA_ERR_EMPTY, "DA_ERR_EMPTY"}, {DA_ERR_SYNTAX, "DA_ERR_SYNTAX"},
        {DA_ERR_EXTERNAL, "DA_ERR_EXTERNAL"}, {DA_ERR_INTERNAL, "DA_ERR_INTERNAL"},
    };
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        CHECK_EQ_STR(da_status_name(names[k].status), names[k].name);
    CHECK_EQ_STR(da_status_name(37), "unknown status");
    CHECK_EQ_STR(da_status_name(-1), "unknown status");
}

/* A message says what was wrong; a call that succeeds clears it; a shared error names its rank. */
static void check_messages(void) {
    world w = world_open();
    const int64_t shape[1] = {4};
    int64_t size = 0;
    da_distribution *dist = NULL;
    CHECK_STATUS(da_dtype_size(99, &size), DA_ERR_DTYPE);
    CHECK_CONTAINS(da_error_message(), "99");
    /* Code that stands on the library reports as it does. */
    CHECK_STATUS(da_error_set(DA_ERR_LAYOUT, "columns of 5 do not fit 4"), DA_ERR_LAYOUT);
    CHECK_EQ_STR(da_error_message(), "DA_ERR_LAYOUT: columns of 5 do not fit 4");
    CHECK_EQ_I64(da_error_rank(), -1);
    CHECK_OK(da_error_set(DA_OK, "nothing"));
    CHECK_EQ_STR(da_error_message(), "");
    CHECK_STATUS(da_error_set(DA_ERR_SHAPE, NULL), DA_ERR_SHAPE);
    CHECK_EQ_STR(da_error_message(), "DA_ERR_SHAPE: DA_ERR_SHAPE");
    CHECK_EQ_I64(da_error_rank(), -1);
    CHECK_OK(da_dtype_size(DA_INT16, &size));
    CHECK_EQ_STR(da_error_message(), "");
    CHECK_EQ_I64(da_error_rank(), -1);
    if (w.size > 1) { /* the last rank alone makes a mistake, and everybody hears of it */
        const int last = w.rank == w.size - 1;
        const da_status expected = last ? DA_ERR_SYNTAX : DA_OK;
        CHECK_STATUS(da_distribution_create(w.ctx, 1, shape, last ? "b(" : "b", NULL, &dist), expected);
        CHECK_STATUS(da_context_barrier(w.ctx), DA_ERR_SYNTAX);
        CHECK_EQ_I64(da_error_rank(), w.size - 1);
        CHECK_CONTAINS(da_error_message(), "parenthesis");
        CHECK_OK(da_distribution_free(&dist));
    }
    world_close(&w);
}

static void check_counters(void) {
    const da_counters before = counters_now();
    world w = world_open();
    const int64_t shape[2] = {20, 30};
    da_distribution *dist = make_dist(w.ctx, 2, shape, "b,b");
    da_array *a = NULL, *b = NULL;
    int64_t offset[2], owned[2] = {0, 0}, bytes;
    CHECK_OK(da_zeros(dist, DA_FLOAT64, &a));
    CHECK_OK(da_ones(dist, DA_INT16, &b));
    (void)da_distribution_owned(dist, -1, offset, owned);
    bytes = owned[0] * owned[1] * 10;
    da_counters now = counters_now();
    CHECK_EQ_I64(now.contexts - before.contexts, 1);
    CHECK_EQ_I64(now.distributions - before.distributions, 1);
    CHECK_EQ_I64(now.arrays - before.arrays, 2);
    CHECK_EQ_I64(now.allocations - before.allocations, 2);
    CHECK_EQ_I64(now.live_bytes - before.live_bytes, bytes);
    CHECK(now.peak_bytes >= now.live_bytes);
    CHECK(now.communicators_used > before.communicators_used);
    const uint64_t made = now.communicators_made;
    CHECK_OK(da_array_free(&b));
    CHECK_EQ_I64(counters_now().live_bytes - before.live_bytes, owned[0] * owned[1] * 8);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    world_close(&w);
    now = counters_now();
    CHECK_EQ_I64(now.contexts, before.contexts);
    CHECK_EQ_I64(now.distributions, before.distributions);
    CHECK_EQ_I64(now.arrays, before.arrays);
    CHECK_EQ_I64(now.live_bytes, before.live_bytes);
    CHECK(now.peak_bytes >= before.live_bytes + bytes);
    CHECK_EQ_I64(now.communicators_used, before.communicators_used);
    w = world_open(); /* what the freed context used is used again */
    CHECK_EQ_I64(counters_now().communicators_made, made);
    world_close(&w);
}

/* A caller whose structure is shorter gets what it knows, and nothing behind it is touched. */
static void check_old_caller(void) {
    da_counters counters;
    memset(&counters, 0x7e, sizeof counters);
    counters.struct_size = offsetof(da_counters, contexts);
    const uint64_t marker = counters.contexts;
    CHECK_OK(da_library_counters(&counters));
    CHECK(counters.contexts == marker);
    CHECK(counters.live_bytes == counters_now().live_bytes);
}

int main(int argc, char **argv) {
    check_build_info(); /* before MPI_Init */
    MPI_Init(&argc, &argv);
    check_build_info();
    check_mpi_named();
    check_status_names();
    check_messages();
    check_counters();
    check_old_caller();
    const int verdict = check_finish();
    MPI_Finalize();
    const int64_t failures = check_failures;
    check_build_info(); /* after MPI_Finalize */
    return check_failures > failures ? 1 : verdict;
}
