/* ranks: 2 3  timeout: 60  args: 3000000
 * ranks: 2  timeout: 400  full: only  args: 2250000000
 * One rank sends all its elements to another: with the second line more than 2^31 of them, and as many bytes, in
 * rounds of packed messages under the default cap, and read directly. Takes 4.5 GB then. */
#include "plans.h"

static char letter(int64_t at) { return (char)(at * 31 + (at >> 20) * 7 + (at >> 31) * 3); }

/* All of the axis on one rank. */
static da_distribution *all_on(const world *w, int32_t rank, int64_t count) {
    const int64_t grid[1] = {1};
    da_distribution_options options;
    da_distribution *dist = NULL;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.grid_shape = grid;
    options.grid_ndim = 1;
    options.ranks = &rank;
    options.num_ranks = 1;
    CHECK_OK(da_distribution_create(w->ctx, 1, &count, "b", &options, &dist));
    CHECK_OR_QUIT(dist != NULL);
    return dist;
}

static void check_transport(const world *w, const da_array *a, const da_array *b, int transport, int64_t count) {
    const int32_t first = 0, last = w->size - 1;
    da_distribution *from = NULL, *to = NULL;
    da_plan_options options = plan_way(WAY_DEFAULT);
    options.transport = transport;
    CHECK_OK(da_array_distribution(a, &from));
    CHECK_OK(da_array_distribution(b, &to));
    da_plan *plan = plan_made(from, DA_INT8, to, DA_INT8, &options);
    if (w->rank == last) {
        const da_local local = local_of(b, DA_ACCESS_WRITE);
        memset(local.data, 0, (size_t)count);
    }
    if (plan != NULL) {
        const da_plan_report report = report_of(plan);
        CHECK_EQ_I64(report.bytes_out, w->rank == first ? count : 0);
        CHECK_EQ_I64(report.bytes_in, w->rank == last ? count : 0);
        CHECK(report.staging_bytes <= 64 << 20);
        CHECK_OK(da_plan_execute(plan, a, b));
        if (w->rank == last) {
            const da_local local = local_of(b, DA_ACCESS_READ);
            const char *data = local.data;
            int64_t wrong = 0;
            for (int64_t k = 0; k < count; k++) wrong += data[k] != letter(k);
            CHECK_EQ_I64(wrong, 0);
        }
    }
    CHECK_OK(da_plan_free(&plan));
    CHECK_OK(da_distribution_free(&from));
    CHECK_OK(da_distribution_free(&to));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_with(300, 0);
    const int64_t count = argc > 1 ? strtoll(argv[1], NULL, 10) : 1000;
    da_distribution *from = all_on(&w, 0, count), *to = all_on(&w, w.size - 1, count);
    da_array *a = NULL, *b = NULL;
    CHECK_OK(da_empty(from, DA_INT8, &a));
    CHECK_OK(da_empty(to, DA_INT8, &b));
    CHECK_OR_QUIT(a != NULL && b != NULL);
    if (w.rank == 0) {
        const da_local local = local_of(a, DA_ACCESS_WRITE);
        char *data = local.data;
        for (int64_t k = 0; k < count; k++) data[k] = letter(k);
    }
    check_transport(&w, a, b, DA_TRANSPORT_MESSAGES, count);
    check_transport(&w, a, b, DA_TRANSPORT_DIRECT, count);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_distribution_free(&from));
    CHECK_OK(da_distribution_free(&to));
    world_close(&w);

    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
