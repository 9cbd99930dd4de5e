/* ranks: 1 2 3 4 6  valgrind: 1  valgrind-full: 3
 * From one library to another and back without a copy: the same pointer on both sides, writes seen on
 * both sides, flags passed through, empty sections, replicas on their own communicators, and an export
 * of an import of an export. */
#include "fixture.h"
#include "layouts.h"

static void check_value(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const int64_t factor = *(const int64_t *)user;
    CHECK_NEAR(load(local->dtype, element_at(local, index)).re, (double)(factor * value_at(local->ndim, global)), 0);
}

/* Exports, imports into a context over the exporter's communicator, and compares both sides. */
static void round_trip(const da_array *a, MPI_Comm comm) {
    da_distbuffer buffer, again;
    da_context *ctx = NULL;
    da_array *b = NULL;
    int64_t factor = 1;
    CHECK_OK(da_context_create(comm, NULL, &ctx));
    const da_local here = local_of(a, DA_ACCESS_READ);
    const da_counters before = counters_now();
    CHECK_OK(da_array_export(a, &buffer));
    const da_distbuffer told = buffer;
    CHECK_OK(da_distbuffer_validate_global(ctx, &buffer));
    CHECK_OK(da_array_import(ctx, &buffer, &b));
    CHECK_OR_QUIT(b != NULL);
    CHECK(buffer.release == NULL); /* the array has taken it over */
    const da_local there = local_of(b, DA_ACCESS_READ);
    if (here.size > 0) CHECK(there.data == here.data);
    CHECK_EQ_I64(there.size, here.size);
    CHECK_EQ_I64(there.ndim, here.ndim);
    for (int32_t k = 0; k < here.ndim; k++) {
        CHECK_EQ_I64(there.shape[k], here.shape[k]);
        CHECK_EQ_I64(there.strides[k], here.strides[k]);
        CHECK_EQ_I64(there.owned_shape[k], here.owned_shape[k]);
        if (here.owned_shape[k] > 0) CHECK_EQ_I64(there.owned_offset[k], here.owned_offset[k]);
    }
    each_element(b, DA_ACCESS_READ, check_value, &factor);
    CHECK_OK(da_binary_scalar(DA_OP_MULTIPLY, b, da_int(2), &b)); /* seen by the exporter, owned elements */
    CHECK_EQ_I64(counters_now().allocations, before.allocations);
    CHECK_OK(da_array_export(b, &again));
    CHECK(again.data == told.data || here.size == 0);
    CHECK_EQ_I64(again.comm_size, told.comm_size);
    CHECK_EQ_I64(again.rank, told.rank);
    for (int32_t k = 0; k < here.ndim; k++)
        CHECK(memcmp(&again.dim_data[k], &told.dim_data[k], sizeof(da_dim_dict)) == 0 || here.size == 0);
    da_distbuffer_release(&again);
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_context_free(&ctx));
}

static void check_doubled(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const int64_t factor = is_owned(local, index) ? 2 : 1;
    (void)user;
    CHECK_NEAR(load(local->dtype, element_at(local, index)).re, (double)(factor * value_at(local->ndim, global)), 0);
}

static void check_layouts(const world *w) {
    int done = 0;
    for (int which = 0; which < LAYOUTS; which++) {
        layout l;
        da_array *a = NULL;
        MPI_Comm comm = MPI_COMM_NULL;
        const int64_t before = check_failures;
        layout_make(&l, which, w->size);
        if (!layout_in_protocol(&l)) continue;
        da_distribution *dist = oracle_create(&l.o, w->ctx);
        CHECK_OK(da_distribution_comm(dist, &comm));
        CHECK_OK(da_empty(dist, DA_INT32, &a));
        set_by_global(a);
        if (comm != MPI_COMM_NULL) {
            round_trip(a, comm);
            each_element(a, DA_ACCESS_READ, check_doubled, NULL);
            done++;
        }
        CHECK_OK(da_array_free(&a));
        CHECK_OK(da_distribution_free(&dist));
        CHECK_OK(da_context_barrier(w->ctx));
        if (check_failures > before) fprintf(stderr, "(layout %d: %s)\n", which, l.text);
    }
    CHECK(done >= 20);
}

/* Read-only memory and valid padding are told to the importer, which keeps to them. */
static void check_flags(const world *w) {
    static const int32_t flags[] = {0, DA_READ_ONLY, DA_PADDING_VALID, DA_READ_ONLY | DA_PADDING_VALID};
    const int64_t shape[1] = {4 * w->size};
    int16_t memory[6] = {1, 2, 3, 4, 5, 6};
    da_distribution *dist = make_dist(w->ctx, 1, shape, "b(comm=1)");
    for (int k = 0; k < 4; k++) {
        da_array *a = NULL, *b = NULL;
        da_distbuffer buffer;
        da_local local;
        int32_t got = -1;
        CHECK_OK(da_array_wrap(dist, DA_INT16, memory, NULL, flags[k], NULL, NULL, &a));
        CHECK_OK(da_array_export(a, &buffer));
        CHECK_OK(da_array_import(w->ctx, &buffer, &b));
        CHECK_OK(da_array_flags(b, &got));
        CHECK_EQ_I64(got, flags[k]);
        CHECK_STATUS(da_array_local(b, DA_ACCESS_WRITE, &local), flags[k] & DA_READ_ONLY ? DA_ERR_READ_ONLY : DA_OK);
        CHECK_STATUS(da_fill(b, da_int(4)), flags[k] & DA_READ_ONLY ? DA_ERR_READ_ONLY : DA_OK);
        CHECK_EQ_I64(memory[0], flags[k] & DA_READ_ONLY ? 1 : 4);
        memory[0] = 1;
        CHECK_OK(da_array_free(&a));
        CHECK_OK(da_array_free(&b));
    }
    CHECK_OK(da_distribution_free(&dist));
}

/* A failed import leaves the structure to the caller, who can try again. */
static void check_failure(const world *w) {
    const int64_t shape[1] = {2 * w->size};
    da_distribution *dist = make_dist(w->ctx, 1, shape, "b");
    da_array *a = NULL, *b = NULL;
    da_distbuffer buffer;
    int64_t *extent;
    CHECK_OK(da_ones(dist, DA_UINT8, &a));
    CHECK_OK(da_array_export(a, &buffer));
    extent = (int64_t *)(uintptr_t)&buffer.dim_data[0].size; /* the last rank says another size */
    if (w->rank == w->size - 1) *extent += 1;
    CHECK_STATUS(da_array_import(w->ctx, &buffer, &b), DA_ERR_PROTOCOL);
    CHECK(b == NULL && buffer.release != NULL);
    CHECK(strlen(da_error_message()) > 20);
    if (w->rank == w->size - 1) *extent -= 1;
    CHECK_OK(da_array_import(w->ctx, &buffer, &b));
    CHECK(buffer.release == NULL);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_distribution_free(&dist));
}

/* Replicas that came differently from outside: the one with coordinate 0 is right. */
static void check_replicas(const world *w) {
    layout l;
    int64_t coords[ORACLE_MAX], factor = 1;
    da_array *a = NULL;
    layout_make(&l, LAYOUTS_ONE + 3, w->size); /* blocks of rows, replicated along grid axis 1 */
    da_distribution *dist = oracle_create(&l.o, w->ctx);
    CHECK_OK(da_empty(dist, DA_FLOAT64, &a));
    set_by_global(a);
    CHECK_OR_QUIT(oracle_coords(&l.o, w->rank, coords));
    da_local local = local_of(a, DA_ACCESS_WRITE);
    for (int64_t i = 0; coords[1] != 0 && i < local.size; i++) ((double *)local.data)[i] = -7.5 * (double)coords[1];
    CHECK_OK(da_array_sync_replicas(a));
    each_element(a, DA_ACCESS_READ, check_value, &factor);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    check_layouts(&w);
    check_flags(&w);
    check_failure(&w);
    check_replicas(&w);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
