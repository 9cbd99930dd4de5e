/* ranks: 3  timeout: 60
 * The last rank has as many objects as it can have: wrapping and importing fail there before any memory is
 * taken over, so nothing is released, and the others hear of it. With one object less both work again. */
#include "fixture.h"

enum { MOST = 1 << 24, KEPT = 4 };

static int releases = 0;

static void count_release(void *private_data) {
    CHECK(private_data == &releases);
    releases++;
}

/* A second library's structure: its release counts and says "released". */
static int structures_released = 0;

static void release_structure(da_distbuffer *buffer) {
    structures_released++;
    buffer->release = NULL;
}

/* Handles of the context until there is no more, of which the last few are kept. */
static void fill(const world *w, const da_array *a, da_context **kept) {
    const da_counters before = counters_now();
    int64_t made = 0;
    da_status status = DA_OK;
    for (; made < 2 * (int64_t)MOST; made++) {
        status = da_array_context(a, &kept[made % KEPT]);
        if (status != DA_OK) break;
    }
    CHECK_STATUS(status, DA_ERR_NO_MEMORY);
    CHECK_CONTAINS(da_error_message(), "16777216");
    const da_counters after = counters_now();
    CHECK_EQ_I64(after.contexts - before.contexts, made);
    CHECK_EQ_I64(after.contexts + after.distributions + after.arrays, MOST);
    CHECK(w->ctx != NULL);
}

/* `buffer` describes what `a` owns, as if a library had made it that knows nothing of ours. */
static void describe(da_distbuffer *buffer, da_array *a, da_distbuffer *exported) {
    CHECK_OK(da_array_export(a, exported));
    *buffer = *exported;
    buffer->private_data = NULL;
    buffer->release = release_structure;
}

static void check_wrap(const world *w, const da_distribution *dist, double *memory, da_array **out, int full) {
    CHECK_STATUS(da_array_wrap(dist, DA_FLOAT64, memory, NULL, 0, count_release, &releases, out),
                 full && w->rank == w->size - 1 ? DA_ERR_NO_MEMORY : DA_OK);
    if (full && w->rank == w->size - 1) CHECK(*out == NULL);
    if (full) CHECK_STATUS(da_context_barrier(w->ctx), w->size == 1 ? DA_OK : DA_ERR_NO_MEMORY);
    CHECK_OK(da_context_barrier(w->ctx));
    CHECK_EQ_I64(releases, 0);
}

static void check_import(const world *w, da_distbuffer *buffer, da_array **out, int full) {
    CHECK_STATUS(da_array_import(w->ctx, buffer, out), full ? DA_ERR_NO_MEMORY : DA_OK);
    CHECK((*out == NULL) == full);
    CHECK((buffer->release == release_structure) == full); /* the caller's, or taken over */
    CHECK_EQ_I64(structures_released, 0);
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    const int64_t shape[1] = {2 * w.size};
    double memory[2] = {1.5, 2.5}, sum = 0;
    da_context *kept[KEPT];
    da_distribution *dist = make_dist(w.ctx, 1, shape, "b");
    da_array *source = NULL, *wrapped = NULL, *imported = NULL;
    da_distbuffer buffer, exported;
    da_value total;
    const int last = w.rank == w.size - 1;
    CHECK_OK(da_full(dist, DA_FLOAT64, da_real(3), &source));
    describe(&buffer, source, &exported);

    if (last) fill(&w, source, kept);
    check_wrap(&w, dist, memory, &wrapped, 1);
    CHECK_OK(da_array_free(&wrapped)); /* where it worked */
    CHECK_EQ_I64(releases, last ? 0 : 1);
    releases = 0;
    check_import(&w, &buffer, &imported, 1);

    if (last) CHECK_OK(da_context_free(&kept[0]));
    check_wrap(&w, dist, memory, &wrapped, 0);
    CHECK_OK(da_sum_value(wrapped, &total));
    CHECK_OK(da_value_f64(total, &sum));
    CHECK_NEAR(sum, 4.0 * w.size, 0);
    if (last) CHECK_OK(da_context_free(&kept[1]));
    check_import(&w, &buffer, &imported, 0);
    CHECK_OK(da_sum_value(imported, &total));
    CHECK_OK(da_value_f64(total, &sum));
    CHECK_NEAR(sum, 6.0 * w.size, 0);

    CHECK_OK(da_array_free(&wrapped));
    CHECK_EQ_I64(releases, 1);
    CHECK_OK(da_array_free(&imported));
    CHECK_EQ_I64(structures_released, 1);
    da_distbuffer_release(&exported);
    CHECK_OK(da_array_free(&source));
    CHECK_OK(da_distribution_free(&dist));
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
