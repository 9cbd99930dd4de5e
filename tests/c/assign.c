/* ranks: 1 2 3 4 6  timeout: 60  valgrind: 1  valgrind-full: 3
 * Assignment as in NumPy: broadcast, converted, into views with any steps, of arrays that overlap, silent where both
 * are laid out alike, by messages where they are not. */
#include "plans.h"

enum { ROWS = 12, COLUMNS = 10 };

/* The whole array as numbers. */
static void gathered(const da_array *a, double *all) {
    da_array *reals = NULL;
    int64_t size = 0;
    CHECK_OK(da_array_size(a, &size));
    CHECK_OK(da_astype(a, DA_FLOAT64, &reals));
    CHECK_OK(da_gather(reals, -1, DA_ORDER_C, all, size * 8));
    CHECK_OK(da_array_free(&reals));
}

/* Makes an array of 100 * row + column. */
static da_array *numbered(const da_distribution *dist, int32_t dtype) {
    da_array *a = zeros_on(dist, dtype);
    da_cursor c;
    CHECK_OK(da_cursor_begin(a, DA_ACCESS_WRITE, &c));
    while (da_cursor_next(&c)) store(dtype, c.data, 100 * c.index[0] + c.index[1], 0);
    CHECK_OK(da_cursor_end(&c));
    return a;
}

static void check_parts(const world *w, const char *from_text, const char *to_text, int32_t dtype) {
    /* target part, source part, and where an element of the target part comes from: row, column */
    static const struct { const char *to, *from; int to_row, to_column, step_row, step_column, row, column, more_row,
                          more_column, rows, columns; } cases[] = {
        {":, :", ":, :", 0, 0, 1, 1, 0, 0, 1, 1, 12, 10},
        {"1:7, 2:9", "3:9, 1:8", 1, 2, 1, 1, 3, 1, 1, 1, 6, 7},
        {"::-1, ::-1", ":, :", 11, 9, -1, -1, 0, 0, 1, 1, 12, 10},
        {"10:0:-3, 1::2", "2:10:2, ::-2", 10, 1, -3, 2, 2, 9, 2, -2, 4, 5},
        {":, :", "5:6, :", 0, 0, 1, 1, 5, 0, 0, 1, 12, 10},
        {"2:6, :", "4, ::-1", 2, 0, 1, 1, 4, 9, 0, -1, 4, 10},
        {":, 3:4", ":, 7:8", 0, 3, 1, 1, 0, 7, 1, 1, 12, 1},
    };
    const int64_t shape[2] = {ROWS, COLUMNS};
    da_distribution *from = make_dist(w->ctx, 2, shape, from_text), *to = make_dist(w->ctx, 2, shape, to_text);
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        da_array *source = numbered(from, DA_INT16), *target = zeros_on(to, dtype), *part = NULL, *place = NULL;
        double expected[ROWS][COLUMNS] = {{0}}, got[ROWS][COLUMNS];
        const da_status viewed = da_slice_text(source, cases[k].from, &part);
        const da_status placed = da_slice_text(target, cases[k].to, &place);
        if (viewed == DA_ERR_LAYOUT) CHECK_OK(da_slice_copy_text(source, cases[k].from, &part));
        else CHECK_STATUS(viewed, DA_OK);
        /* A part of a block-cyclic axis that does not lie evenly in memory is no view. */
        if (placed != DA_ERR_LAYOUT) {
            CHECK_STATUS(placed, DA_OK);
            CHECK_OK(da_assign(place, part));
            for (int i = 0; i < cases[k].rows; i++)
                for (int j = 0; j < cases[k].columns; j++)
                    expected[cases[k].to_row + i * cases[k].step_row][cases[k].to_column + j * cases[k].step_column] =
                        100 * (cases[k].row + i * cases[k].more_row) + cases[k].column + j * cases[k].more_column;
            gathered(target, &got[0][0]);
            CHECK(memcmp(expected, got, sizeof got) == 0);
        }
        CHECK_OK(da_array_free(&source));
        CHECK_OK(da_array_free(&target));
        CHECK_OK(da_array_free(&part));
        CHECK_OK(da_array_free(&place));
    }
    CHECK_OK(da_distribution_free(&from));
    CHECK_OK(da_distribution_free(&to));
}

/* Parts of one array: the source counts as copied first. */
static void check_overlapping(const world *w, const char *text) {
    static const char *const parts[][2] = {{"1:, :", ":-1, :"}, {":-1, :", "1:, :"}, {"::-1, :", ":, :"}};
    const int64_t shape[2] = {ROWS, COLUMNS};
    da_distribution *dist = make_dist(w->ctx, 2, shape, text);
    for (int k = 0; k < 3; k++) {
        da_array *a = numbered(dist, DA_INT64), *to = NULL, *from = NULL;
        double got[ROWS][COLUMNS];
        int64_t wrong = 0;
        CHECK_OK(da_slice_text(a, parts[k][0], &to));
        CHECK_OK(da_slice_text(a, parts[k][1], &from));
        CHECK_OK(da_assign(to, from));
        gathered(a, &got[0][0]);
        for (int i = 0; i < ROWS; i++)
            for (int j = 0; j < COLUMNS; j++) {
                const int row = k == 0 ? (i > 0 ? i - 1 : 0) : k == 1 ? (i < ROWS - 1 ? i + 1 : i) : ROWS - 1 - i;
                wrong += got[i][j] != 100 * row + j;
            }
        CHECK_EQ_I64(wrong, 0);
        CHECK_OK(da_array_free(&a));
        CHECK_OK(da_array_free(&to));
        CHECK_OK(da_array_free(&from));
    }
    CHECK_OK(da_distribution_free(&dist));
}

/* Between arrays laid out alike nothing is sent, and no rank waits for another. */
static void check_silent(const world *w) {
    const int64_t shape[2] = {ROWS, COLUMNS};
    da_distribution *dist = make_dist(w->ctx, 2, shape, "b,n"), *other = make_dist(w->ctx, 2, shape, "n,b");
    da_array *source = numbered(dist, DA_INT16), *target = zeros_on(dist, DA_FLOAT64), *part = NULL;
    da_array *far = zeros_on(other, DA_FLOAT64);
    double all[2][ROWS * COLUMNS];
    CHECK_OK(da_slice_text(source, ":1, :", &part));
    CHECK_OK(da_context_barrier(w->ctx));
    CHECK_OK(da_context_stats_reset(w->ctx));
    CHECK_OK(da_assign(target, source));
    const da_stats stats = stats_of(w->ctx);
    CHECK_EQ_I64(stats.messages.messages_sent + stats.direct.messages_sent + stats.collective.messages_sent, 0);
    CHECK_OK(da_assign(far, source));
    if (w->size > 1) CHECK(stats_of(w->ctx).collective.messages_sent > 0); /* an agreement at least */
    gathered(source, all[0]);
    gathered(target, all[1]);
    CHECK(memcmp(all[0], all[1], sizeof all[0]) == 0);
    gathered(far, all[1]);
    CHECK(memcmp(all[0], all[1], sizeof all[0]) == 0);
    CHECK_OK(da_array_free(&source));
    CHECK_OK(da_array_free(&target));
    CHECK_OK(da_array_free(&part));
    CHECK_OK(da_array_free(&far));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_distribution_free(&other));
}

/* One rank alone errs: where the others' assignment is silent it is left behind by no call. */
static void check_alone(const world *w) {
    const int64_t shape[1] = {4 * w->size};
    const int last = w->rank == w->size - 1;
    da_distribution *dist = make_dist(w->ctx, 1, shape, "b");
    da_array *a = zeros_on(dist, DA_INT32), *b = zeros_on(dist, DA_INT32), *c = zeros_on(dist, DA_COMPLEX64);
    put_patterns(b, 2);
    for (int k = 0; k < 2; k++) {
        const da_status expected = k ? DA_ERR_CASTING : DA_ERR_NULL;
        CHECK_STATUS(da_assign(a, !last ? b : k ? c : NULL), last ? expected : DA_OK);
        CHECK_STATUS(da_context_barrier(w->ctx), w->size > 1 ? expected : k ? DA_OK : DA_OK);
        CHECK_OK(da_assign(a, b));
        CHECK_OK(da_context_barrier(w->ctx));
        check_patterns(a, 2);
    }
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_array_free(&c));
    CHECK_OK(da_distribution_free(&dist));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_with(60, 0);
    check_parts(&w, "b,n", "n,b", DA_INT16);
    check_parts(&w, "b,b", "c,c", DA_FLOAT32);
    check_parts(&w, "c,n", "b,n", DA_COMPLEX128);
    check_parts(&w, "n,c:3", "b(comm=1:1),n", DA_INT32);
    check_parts(&w, "b,n", "b,n", DA_INT64);
    check_overlapping(&w, "b,n");
    check_overlapping(&w, "c,b");
    check_overlapping(&w, "n,n");
    check_silent(&w);
    check_alone(&w);
    world_close(&w);

    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
