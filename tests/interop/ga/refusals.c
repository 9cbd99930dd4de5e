/* ranks: 1 2 3 4  timeout: 60  valgrind-full: 2
 * Process groups; what Global Arrays would abort on is a status here; whichever side ends first. */
#include "globals.h"

static int plain(int type, int rows, int cols) {
    int dims[2] = {rows, cols}, chunk[2] = {-1, -1};
    char name[] = "x";
    return NGA_Create(type, 2, dims, name, chunk);
}

/* An array on a group of the last process and the first, in the group's order. */
static void check_group(const world *w) {
    int list[2] = {w->size - 1, 0}, dims[2] = {6, 5};
    da_context *group_ctx = NULL;
    if (w->size < 2) return;
    const int group = GA_Pgroup_create(list, 2);
    CHECK_OK(da_ga_context(w->ctx, group, &group_ctx));
    CHECK((group_ctx != NULL) == (w->rank == 0 || w->rank == w->size - 1));
    if (group_ctx != NULL) {
        int32_t rank = -1;
        da_array *a = NULL;
        CHECK_OK(da_context_rank(group_ctx, &rank));
        CHECK_EQ_I64(rank, GA_Pgroup_nodeid(group));
        const int g_a = GA_Create_handle();
        GA_Set_data(g_a, 2, dims, C_DBL);
        GA_Set_pgroup(g_a, group);
        CHECK_OR_QUIT(GA_Allocate(g_a));
        CHECK_OK(da_ga_import(group_ctx, g_a, 0, &a));
        CHECK_OR_QUIT(a != NULL);
        each_element(a, DA_ACCESS_WRITE, store_entry, NULL);
        GA_Pgroup_sync(group);
        int64_t index[2] = {0, 0}, ld[1] = {1}, all[2] = {6, 5};
        do {
            double got = 0;
            NGA_Get64(g_a, index, index, &got, ld);
            CHECK_NEAR(got, (double)entry(2, index), 0);
        } while (next_index(2, all, index));
        GA_Pgroup_sync(group);
        CHECK_OK(da_array_free(&a));
        GA_Destroy(g_a);
    }
    CHECK_OK(da_context_free(&group_ctx));
    CHECK_OK(da_context_barrier(w->ctx));
}

/* Another order of the ranks, fewer of them; a congruent context will do. */
static void check_contexts(const world *w) {
    const int g_a = plain(C_DBL, 8, 8);
    const int32_t first = 0;
    da_context *turned = NULL, *one = NULL, *same = NULL;
    da_array *a = NULL;
    put_all(g_a);
    CHECK_OK(da_context_create(MPI_COMM_WORLD, NULL, &same));
    CHECK_OK(da_ga_import(same, g_a, 0, &a));
    each_element(a, DA_ACCESS_READ, check_entry, NULL);
    CHECK_OK(da_array_free(&a));
    if (w->size > 1) {
        CHECK_OK(da_context_split(w->ctx, 0, -w->rank, &turned));
        CHECK_OK(da_context_subset(w->ctx, 1, &first, &one));
        CHECK_STATUS(da_ga_import(turned, g_a, 0, &a), DA_ERR_CONTEXT);
        CHECK_CONTAINS(da_error_message(), "da_ga_context");
        if (w->rank == 0) CHECK_STATUS(da_ga_import(one, g_a, 0, &a), DA_ERR_CONTEXT);
        CHECK(a == NULL);
    }
    CHECK_OK(da_context_free(&turned));
    CHECK_OK(da_context_free(&one));
    CHECK_OK(da_context_free(&same));
    GA_Destroy(g_a);
}

static void check_handles(const world *w) {
    const int64_t shape[2] = {8, 8};
    const int gone = plain(C_DBL, 8, 8), good = plain(C_DBL, 8, 8);
    da_distribution *dist = make_dist(w->ctx, 2, shape, "b,n");
    da_array *a = NULL, *mine = NULL;
    int g_a = 0;
    GA_Destroy(gone);
    CHECK_OK(da_zeros(dist, DA_FLOAT64, &mine));
    CHECK_STATUS(da_ga_import(w->ctx, gone, 0, &a), DA_ERR_INVALID_HANDLE);
    CHECK_CONTAINS(da_error_message(), "was destroyed");
    CHECK_STATUS(da_ga_import_ghosts(w->ctx, -12345, 0, &a), DA_ERR_INVALID_HANDLE);
    CHECK_STATUS(da_ga_import(w->ctx, w->rank == w->size - 1 ? gone : good, 0, &a), DA_ERR_INVALID_HANDLE);
    CHECK_EQ_I64(da_error_rank(), w->size - 1);
    CHECK_STATUS(da_ga_import(w->ctx, good, 0, NULL), DA_ERR_NULL);
    CHECK_STATUS(da_ga_import(w->ctx, good, 1 << 20, &a), DA_ERR_ARGUMENT);
    CHECK_STATUS(da_ga_import(NULL, good, 0, &a), DA_ERR_NULL);
    CHECK_STATUS(da_ga_import_copy(gone, dist, &a), DA_ERR_INVALID_HANDLE);
    CHECK_STATUS(da_ga_put(mine, gone, NULL), DA_ERR_INVALID_HANDLE);
    CHECK_STATUS(da_ga_get(mine, gone, NULL), DA_ERR_INVALID_HANDLE);
    CHECK_STATUS(da_ga_put(a, good, NULL), DA_ERR_NULL);
    CHECK_STATUS(da_ga_create(NULL, DA_FLOAT64, "x", &g_a), DA_ERR_NULL);
    CHECK_STATUS(da_ga_create(dist, DA_FLOAT64, "x", NULL), DA_ERR_NULL);
    CHECK_STATUS(da_ga_context(w->ctx, GA_Pgroup_get_world(), NULL), DA_ERR_NULL);
    CHECK(a == NULL && g_a == 0);
    CHECK_OK(da_array_free(&mine));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_context_barrier(w->ctx));
    GA_Destroy(good);
}

/* Elements and shapes that do not fit. */
static void check_mismatches(const world *w) {
    const int64_t shape[2] = {8, 8}, other[2] = {8, 9}, long_axis[1] = {8};
    const int numbers = plain(C_DBL, 8, 8), records = plain(NGA_Register_type(24), 8, 8);
    da_distribution *dist = make_dist(w->ctx, 2, shape, "b,n"), *wide = make_dist(w->ctx, 2, other, "b,n");
    da_distribution *line = make_dist(w->ctx, 1, long_axis, "b");
    da_array *a = NULL, *whole = NULL, *vector = NULL, *locked = NULL;
    int g_a = 0;
    CHECK_STATUS(da_ga_import(w->ctx, records, 0, &a), DA_ERR_DTYPE);
    CHECK_OK(da_zeros(dist, DA_INT32, &whole));
    CHECK_OK(da_zeros(line, DA_FLOAT64, &vector));
    CHECK_STATUS(da_ga_put(whole, numbers, NULL), DA_ERR_DTYPE);
    CHECK_CONTAINS(da_error_message(), "int32");
    CHECK_STATUS(da_ga_put(vector, numbers, NULL), DA_ERR_SHAPE);
    CHECK_STATUS(da_ga_import_copy(numbers, wide, &a), DA_ERR_SHAPE);
    const int64_t twice[2] = {8, 8};
    CHECK_OK(da_broadcast_to(vector, 2, twice, &locked));
    CHECK_STATUS(da_ga_get(locked, numbers, NULL), DA_ERR_READ_ONLY);
    CHECK_OK(da_ga_put(locked, numbers, NULL));
    CHECK_STATUS(da_ga_create(dist, DA_UINT16, "x", &g_a), DA_ERR_DTYPE);
    CHECK_OK(da_array_free(&whole));
    CHECK_OK(da_array_free(&vector));
    CHECK_OK(da_array_free(&locked));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_distribution_free(&wide));
    CHECK_OK(da_distribution_free(&line));
    GA_Destroy(numbers);
    GA_Destroy(records);
}

static void refuse_create(const world *w, int32_t ndim, const int64_t *shape, const char *text, int32_t grid_ndim,
                          const int64_t *grid, const int32_t *ranks, const char *part) {
    da_distribution_options options;
    da_distribution *dist = NULL;
    int g_a = 0;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.grid_shape = grid;
    options.grid_ndim = grid_ndim;
    options.ranks = ranks;
    options.num_ranks = ranks == NULL ? 0 : w->size;
    CHECK_OK(da_distribution_create(w->ctx, ndim, shape, text, &options, &dist));
    CHECK_STATUS(da_ga_create(dist, DA_FLOAT64, NULL, &g_a), ndim > 7 ? DA_ERR_SHAPE : DA_ERR_LAYOUT);
    CHECK_CONTAINS(da_error_message(), part);
    CHECK_OK(da_distribution_free(&dist));
}

/* Layouts that no global array has. */
static void check_layouts(const world *w) {
    const int64_t shape[8] = {20, 8, 1, 1, 1, 1, 1, 1}, none[2] = {0, 6}, few[1] = {1}, line[1] = {w->size}, *all = line;
    int32_t backwards[64];
    for (int32_t k = 0; k < w->size; k++) backwards[k] = w->size - 1 - k;
    refuse_create(w, 8, shape, "b,n,n,n,n,n,n,n", 1, all, NULL, "8 axes");
    refuse_create(w, 2, none, "b,n", 1, all, NULL, "empty");
    if (w->size < 2) return;
    refuse_create(w, 1, few, "b", 1, all, NULL, "empty");
    refuse_create(w, 2, shape, "n,n", 1, all, NULL, "replicas");
    refuse_create(w, 2, shape, "b,n", 1, all, backwards, "C order");
    const int64_t both[2] = {1, w->size};
    refuse_create(w, 2, shape, "c:2,b", 2, both, NULL, "one of both");
}

/* Arrays may be freed after their global array, after Global Arrays, and after MPI. */
static da_array *outlive(const world *w) {
    const int early = plain(C_DBL, 6, 6), late = plain(C_DBL, 6, 6);
    da_array *a = NULL, *b = NULL;
    CHECK_OK(da_ga_import(w->ctx, early, 0, &a));
    CHECK_OK(da_ga_import(w->ctx, late, 0, &b));
    GA_Destroy(early);
    CHECK_OK(da_array_free(&a));
    return b;
}

int main(int argc, char **argv) {
    da_context *ctx = NULL;
    da_array *early = NULL;
    int before = 0;
    MPI_Init(&argc, &argv);
    if (da_context_create(MPI_COMM_WORLD, NULL, &ctx) == DA_OK)
        before = da_ga_import(ctx, 0, 0, &early) == DA_ERR_INVALID_HANDLE;
    world w = globals_open();
    CHECK(before);
    CHECK_OK(da_context_free(&ctx));
    check_group(&w);
    check_contexts(&w);
    check_handles(&w);
    check_mismatches(&w);
    check_layouts(&w);
    da_array *last = outlive(&w);
    GA_Terminate();
    CHECK_STATUS(da_ga_import(w.ctx, -1000, 0, &early), DA_ERR_INVALID_HANDLE);
    CHECK_CONTAINS(da_error_message(), "not initialised");
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return da_array_free(&last) == DA_OK ? verdict : 1;
}
