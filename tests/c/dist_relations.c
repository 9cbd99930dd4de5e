/* ranks: 1 2 3 4 6
 * Equal, aligned, fingerprint and text between all pairs of the catalogue, and the automatic grid. */
#include "fixture.h"
#include "layouts.h"
#include "questions.h"

/* Do two layouts own the same elements on the same ranks? */
static int owns_alike(const oracle *a, const oracle *b) {
    int64_t shape[ORACLE_MAX], index[ORACLE_MAX] = {0};
    if (a->ndim != b->ndim) return 0;
    for (int32_t k = 0; k < a->ndim; k++)
        if (a->axes[k].size != b->axes[k].size) return 0;
    oracle_shape(a, shape);
    if (count_of(a->ndim, shape) == 0) return 1;
    do {
        for (int32_t r = 0; r < a->num_ranks; r++)
            if (oracle_has(a, r, index, 0) != oracle_has(b, r, index, 0)) return 0;
    } while (next_index(a->ndim, shape, index));
    return 1;
}

/* The library may say less about arrays without elements and about lists of ranks, but never more. */
static void check_pair(const layout *a, const layout *b, const da_distribution *x, const da_distribution *y,
                       int same) {
    int32_t equal = -1, aligned = -1;
    uint64_t fx = 0, fy = 0;
    int64_t shape[ORACLE_MAX];
    CHECK_OK(da_distribution_equal(x, y, &equal));
    CHECK_OK(da_distribution_aligned(x, y, &aligned));
    CHECK_OK(da_distribution_fingerprint(x, &fx));
    CHECK_OK(da_distribution_fingerprint(y, &fy));
    const int alike = owns_alike(&a->o, &b->o);
    oracle_shape(&a->o, shape);
    if (same) CHECK_EQ_I64(equal, 1);
    CHECK_EQ_I64(fx == fy, equal);
    CHECK(!equal || aligned);
    CHECK(!aligned || alike);
    if (alike && count_of(a->o.ndim, shape) > 0 && !a->o.ranks && !b->o.ranks) CHECK_EQ_I64(aligned, 1);
}

static void check_pairs(const world *w) {
    layout l[LAYOUTS];
    da_distribution *dist[LAYOUTS];
    for (int i = 0; i < LAYOUTS; i++) {
        layout_make(&l[i], i, w->size);
        dist[i] = oracle_create(&l[i].o, w->ctx);
    }
    for (int i = 0; i < LAYOUTS; i++)
        for (int j = 0; j < LAYOUTS; j++) check_pair(&l[i], &l[j], dist[i], dist[j], i == j);
    for (int i = 0; i < LAYOUTS; i++) {
        uint64_t mine = 0, least = 0, most = 0;
        CHECK_OK(da_distribution_fingerprint(dist[i], &mine));
        MPI_Allreduce(&mine, &least, 1, MPI_UINT64_T, MPI_MIN, MPI_COMM_WORLD);
        MPI_Allreduce(&mine, &most, 1, MPI_UINT64_T, MPI_MAX, MPI_COMM_WORLD);
        CHECK(least == mine && most == mine);
        CHECK_OK(da_distribution_free(&dist[i]));
    }
}

static void check_equal(const world *w, int32_t ndim, const int64_t *shape, const char *a, const char *b,
                        int32_t equal, int32_t aligned) {
    da_distribution *x = make_dist(w->ctx, ndim, shape, a), *y = make_dist(w->ctx, ndim, shape, b);
    int32_t got = -1;
    CHECK_OK(da_distribution_equal(x, y, &got));
    CHECK_EQ_I64(got, equal);
    CHECK_OK(da_distribution_aligned(x, y, &got));
    CHECK_EQ_I64(got, aligned);
    CHECK_OK(da_distribution_free(&x));
    CHECK_OK(da_distribution_free(&y));
}

static void check_words(const world *w) {
    const int64_t twelve[2] = {12, 5};
    char even[80] = "b(bounds=0", blocks[40];
    int64_t width = (12 + w->size - 1) / w->size;
    for (int32_t r = 1; r <= w->size; r++) {
        const int64_t bound = r * width < 12 ? r * width : 12;
        snprintf(even + strlen(even), sizeof even - strlen(even), ":%d", (int)bound);
    }
    strcat(even, ")");
    snprintf(blocks, sizeof blocks, "c:%d", (int)width);
    check_equal(w, 1, twelve, "b", even, 1, 1);     /* even blocks, spelled out */
    check_equal(w, 1, twelve, "b", blocks, 0, 1);   /* the same owners under another name */
    check_equal(w, 1, twelve, "b", " b ( ) ", 1, 1);
    check_equal(w, 2, twelve, "b,n", "b(boundary=1),n", 0, 1); /* padding does not count for alignment */
    check_equal(w, 1, twelve, "c", "b", 0, w->size == 1);
    check_equal(w, 2, twelve, NULL, "b,b", 1, 1);   /* the default */
}

static void check_other_context(const world *w) {
    const int64_t shape[1] = {12};
    da_context *twin = NULL;
    int32_t aligned = -1, equal = -1;
    CHECK_OK(da_context_create(MPI_COMM_WORLD, NULL, &twin));
    da_distribution *x = make_dist(w->ctx, 1, shape, "b"), *y = make_dist(twin, 1, shape, "b");
    CHECK_OK(da_distribution_aligned(x, y, &aligned));
    CHECK_EQ_I64(aligned, 0);
    CHECK_OK(da_distribution_equal(x, y, &equal));
    CHECK_EQ_I64(equal, 0);
    CHECK_OK(da_distribution_free(&y));
    CHECK_OK(da_distribution_free(&x));
    CHECK_OK(da_context_free(&twin));
}

/* The text is one line, its length is told, and its first word, read again, makes an equal layout. */
static void check_text(const world *w) {
    const int64_t shape[2] = {9, 8};
    da_distribution *dist = make_dist(w->ctx, 2, shape, "b(comm=1 boundary=2:0 periodic),c:3"), *again = NULL;
    char text[200], small[4] = "abc", kinds[200];
    int64_t length = -1, needed = -1, grid[2];
    int32_t equal = 0;
    CHECK_OK(da_distribution_text(dist, text, sizeof text, &length));
    CHECK_EQ_I64(length, strlen(text));
    CHECK_STATUS(da_distribution_text(dist, small, sizeof small, &needed), DA_ERR_BUFFER_SIZE);
    CHECK_EQ_I64(needed, length);
    CHECK_EQ_STR(small, "abc");
    CHECK_STATUS(da_distribution_text(dist, NULL, 0, &needed), DA_ERR_BUFFER_SIZE);
    CHECK_EQ_I64(needed, length);
    CHECK_OK(da_distribution_text(dist, text, length + 1, NULL)); /* the zero byte just fits */
    CHECK(strchr(text, '\n') == NULL);
    const char *end = strstr(text, " on ");
    CHECK_OR_QUIT(end != NULL);
    snprintf(kinds, sizeof kinds, "%.*s", (int)(end - text), text);
    da_distribution_options options;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.grid_ndim = 2;
    options.grid_shape = grid;
    CHECK_OK(da_distribution_grid_shape(dist, grid));
    CHECK_OK(da_distribution_create(w->ctx, 2, shape, kinds, &options, &again));
    CHECK_OK(da_distribution_equal(dist, again, &equal));
    CHECK_EQ_I64(equal, 1);
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_distribution_free(&again));
}

static void check_grid(const world *w, int32_t ndim, const int64_t *shape, const char *text,
                       const int64_t *expected) {
    da_distribution *dist = make_dist(w->ctx, ndim, shape, text);
    int64_t grid[ORACLE_MAX];
    CHECK_OK(da_distribution_grid_shape(dist, grid));
    for (int32_t k = 0; k < ndim; k++) CHECK_EQ_I64(grid[k], expected[k]);
    CHECK_OK(da_distribution_free(&dist));
}

static void check_automatic_grid(const world *w) {
    const int64_t p = w->size, terrain[2] = {344, 403}, tall[2] = {1000, 1}, few[1] = {2}, none[2] = {0, 0};
    const int64_t grid_few[1] = {p < 2 ? p : 2}, grid_tall[2] = {p, 1}, grid_none[2] = {1, 1}, grid_row[2] = {1, p};
    /* For 344 x 403: rows x columns whose ratio is nearest to 344 / 403. */
    int64_t best[2] = {1, p};
    for (int64_t rows = 1; rows <= p; rows++)
        if (p % rows == 0 && rows <= p / rows) {
            best[0] = rows;
            best[1] = p / rows;
        }
    check_grid(w, 2, terrain, "b,b", best);
    check_grid(w, 2, tall, "b,b", grid_tall);
    check_grid(w, 1, few, "b", grid_few);
    check_grid(w, 2, none, "b,c", grid_none);
    check_grid(w, 2, terrain, "n,b", grid_row);
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    check_pairs(&w);
    check_words(&w);
    check_other_context(&w);
    check_text(&w);
    check_automatic_grid(&w);
    world_close(&w);

    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
