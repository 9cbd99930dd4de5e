/* ranks: 1 2 3 4  timeout: 60  valgrind-full: 2
 * One-sided puts and gets of arrays of every distribution and order, whole and as patches; global arrays that are
 * laid out as a distribution; GA_Dgemm's result read in place. */
#include "globals.h"

static const char *const LAYOUTS[] = {"b,b", "b,n", "n,b", "c:2,c:3", "c,b", "n,n", "b(comm=1),n", "n,c:4"};
enum { NUM_LAYOUTS = 8 };

static da_array *make_array(const da_distribution *dist, int32_t dtype, int32_t order) {
    da_array_options options;
    da_array *a = NULL;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.order = order;
    CHECK_OK(da_array_create(dist, dtype, &options, &a));
    CHECK_OR_QUIT(a != NULL);
    return a;
}

static void check_layout(const world *w, const char *text, int type, int32_t order) {
    static const int64_t shape[2] = {9, 14};
    int dims[2] = {9, 14}, chunk[2] = {-1, -1};
    char name[] = "t";
    const int g_a = NGA_Create(type, 2, dims, name, chunk);
    da_distribution *dist = make_dist(w->ctx, 2, shape, text);
    da_array *a = make_array(dist, da_ga_dtype_(type), order), *b = make_array(dist, da_ga_dtype_(type), order);
    each_element(a, DA_ACCESS_WRITE, store_entry, NULL);
    CHECK_OK(da_ga_put(a, g_a, NULL));
    check_all(g_a);
    CHECK_OK(da_ga_get(b, g_a, NULL));
    each_element(b, DA_ACCESS_READ, check_entry, NULL);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_ga_import_copy(g_a, dist, &b));
    each_element(b, DA_ACCESS_READ, check_entry, NULL);
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_distribution_free(&dist));
    GA_Destroy(g_a);
}

/* A view with gaps and a negative step goes to a patch; the rest stays as it was. */
static void check_patch(const world *w) {
    static const int64_t shape[2] = {10, 12}, lo[2] = {3, 2}, outside[2] = {6, 2}, before[2] = {-1, 0};
    int dims[2] = {10, 12}, chunk[2] = {-1, -1};
    char name[] = "p";
    double minus = -1, got = 0;
    const int g_a = NGA_Create(C_DBL, 2, dims, name, chunk);
    da_distribution *dist = make_dist(w->ctx, 2, shape, "b,b");
    da_array *a = make_array(dist, DA_FLOAT64, DA_ORDER_C), *part = NULL;
    each_element(a, DA_ACCESS_WRITE, store_entry, NULL);
    GA_Fill(g_a, &minus);
    CHECK_OK(da_slice_text(a, "1:10:2, ::-3", &part)); /* 5 x 4 */
    CHECK_OK(da_ga_put(part, g_a, lo));
    CHECK_STATUS(da_ga_put(part, g_a, outside), DA_ERR_SHAPE);
    CHECK_CONTAINS(da_error_message(), "axis 0: 5 elements from 6 on");
    CHECK_STATUS(da_ga_put(part, g_a, before), DA_ERR_SHAPE);
    GA_Sync();
    for (int64_t i = 0; i < 10; i++)
        for (int64_t j = 0; j < 12; j++) {
            int64_t index[2] = {i, j}, from[2] = {1 + 2 * (i - 3), 11 - 3 * (j - 2)}, ld[1] = {1};
            const int inside = i >= 3 && i < 8 && j >= 2 && j < 6;
            NGA_Get64(g_a, index, index, &got, ld);
            CHECK_NEAR(got, inside ? (double)entry(2, from) : -1, 0);
        }
    GA_Sync();
    CHECK_OK(da_array_free(&part));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    GA_Destroy(g_a);
}

/* A global array made for a distribution has its layout: nothing moves between the two, and imports are aligned. */
static void check_created(const world *w, const char *text, const int64_t *grid) {
    static const int64_t shape[2] = {16, 13};
    da_distribution_options options;
    da_distribution *dist = NULL, *theirs = NULL;
    da_array *a = NULL;
    int32_t aligned = 0;
    int g_a = 0;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.grid_shape = grid;
    options.grid_ndim = 2;
    CHECK_OK(da_distribution_create(w->ctx, 2, shape, text, &options, &dist));
    CHECK_OK(da_ga_create(dist, DA_COMPLEX64, "made", &g_a));
    CHECK_EQ_STR(GA_Inquire_name(g_a), "made");
    CHECK_OK(da_ga_import(w->ctx, g_a, 0, &a));
    CHECK_OR_QUIT(a != NULL);
    CHECK_OK(da_array_distribution(a, &theirs));
    CHECK_OK(da_distribution_aligned(dist, theirs, &aligned));
    CHECK_EQ_I64(aligned, 1);
    each_element(a, DA_ACCESS_WRITE, store_entry, NULL);
    check_all(g_a);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&theirs));
    CHECK_OK(da_distribution_free(&dist));
    GA_Destroy(g_a);
}

static void check_create(const world *w) {
    for (int64_t rows = 1; rows <= w->size; rows++) {
        const int64_t grid[2] = {rows, w->size / rows};
        if (w->size % rows != 0) continue;
        check_created(w, "b,b", grid);
        check_created(w, "c:2,c:3", grid);
        check_created(w, "b(comm=1),b(comm=1)", grid);
        if (grid[1] == 1) {
            check_created(w, "b,n", grid);
            check_created(w, "c:2,n", grid);
        }
    }
    da_distribution *dist = NULL;
    const int64_t shape[1] = {23};
    da_array *a = NULL;
    int g_a = 0;
    dist = make_dist(w->ctx, 1, shape, "c:2");
    a = make_array(dist, DA_INT32, DA_ORDER_C);
    each_element(a, DA_ACCESS_WRITE, store_entry, NULL);
    CHECK_OK(da_ga_export_copy(a, NULL, &g_a));
    check_all(g_a);
    GA_Destroy(g_a);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/* c = a b by GA_Dgemm, into memory that our array sees; the sums are small whole numbers. */
static void check_dgemm(const world *w) {
    static const int64_t shape[2] = {17, 17};
    int g[3];
    da_array *c = NULL;
    da_cursor at;
    da_distribution *dist = make_dist(w->ctx, 2, shape, "b,b");
    da_array *mine = make_array(dist, DA_FLOAT64, DA_ORDER_C);
    each_element(mine, DA_ACCESS_WRITE, store_entry, NULL);
    for (int k = 0; k < 3; k++) {
        CHECK_OK(da_ga_export_copy(mine, "factor", &g[k]));
        CHECK(g[k] != 0);
    }
    CHECK_OK(da_ga_import(w->ctx, g[2], 0, &c));
    const void *before = local_of(c, DA_ACCESS_READ).data;
    GA_Dgemm('n', 'n', 17, 17, 17, 1.0, g[0], g[1], 0.0, g[2]);
    GA_Sync();
    CHECK(local_of(c, DA_ACCESS_READ).data == before);
    CHECK_OK(da_cursor_begin(c, DA_ACCESS_READ, &at));
    while (da_cursor_next(&at)) {
        int64_t sum = 0;
        for (int64_t l = 0; l < 17; l++) {
            const int64_t left[2] = {at.index[0], l}, right[2] = {l, at.index[1]};
            sum += entry(2, left) * entry(2, right);
        }
        CHECK_NEAR(*(const double *)at.data, (double)sum, 0);
    }
    CHECK_OK(da_cursor_end(&at));
    CHECK_OK(da_array_free(&c));
    CHECK_OK(da_array_free(&mine));
    CHECK_OK(da_distribution_free(&dist));
    for (int k = 0; k < 3; k++) GA_Destroy(g[k]);
}

int main(int argc, char **argv) {
    static const int types[7] = {C_DBL, C_INT, C_LONG, C_LONGLONG, C_FLOAT, C_SCPL, C_DCPL};
    MPI_Init(&argc, &argv);
    world w = globals_open();
    for (int k = 0; k < 2 * NUM_LAYOUTS; k++)
        check_layout(&w, LAYOUTS[k / 2], types[k % 7], k % 2 ? DA_ORDER_FORTRAN : DA_ORDER_C);
    check_patch(&w);
    check_create(&w);
    check_dgemm(&w);
    world_close(&w);
    const int verdict = check_finish();
    GA_Terminate();
    MPI_Finalize();
    return verdict;
}
