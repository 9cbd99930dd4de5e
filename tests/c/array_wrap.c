/* ranks: 1 2 3 4 6  valgrind-full: 3
 * Wrapping the caller's memory with strides of every kind: nothing is copied (equal pointers, no
 * allocation), the library computes in it, and what lies between the elements stays as it was. */
#include "fixture.h"

enum { ROWS = 4, COLUMNS = 3, GUARD = 8, SPAN = 400 };

typedef struct pattern {
    const char *name;
    int64_t strides[2]; /* in elements */
    int64_t first;      /* place of element (0, 0), in elements */
    int32_t flags;
} pattern;

static const pattern patterns[] = {
    {"C", {3, 1}, 0, 0},         {"Fortran", {1, 4}, 0, 0},  {"padded rows", {7, 1}, 2, 0},
    {"padded columns", {2, 11}, 5, 0}, {"rows backwards", {-3, 1}, 9, 0}, {"all backwards", {-5, -1}, 30, 0},
    {"columns backwards", {20, -6}, 12, 0},
};

/* The place of element (i, j) in a pattern's memory. */
static size_t place(const pattern *p, int64_t i, int64_t j) {
    return (size_t)(GUARD + p->first + i * p->strides[0] + j * p->strides[1]);
}

/* Fills the rows by number and everything else with a mark; tells which places are elements. */
static void prepare(const pattern *p, int64_t rows, double *memory, char *used, int32_t first_row) {
    for (int k = 0; k < SPAN; k++) memory[k] = -1000 - k;
    memset(used, 0, SPAN);
    for (int64_t i = 0; i < rows; i++)
        for (int64_t j = 0; j < COLUMNS; j++) {
            memory[place(p, i, j)] = (double)((first_row + i) * 10 + j);
            used[place(p, i, j)] = 1;
        }
}

static void check_pattern(const world *w, const da_distribution *dist, const pattern *p) {
    double memory[SPAN];
    char used[SPAN];
    const int64_t strides[2] = {p->strides[0] * 8, p->strides[1] * 8};
    da_array *a = NULL;
    prepare(p, ROWS, memory, used, w->rank * ROWS);
    double *first = memory + place(p, 0, 0);
    const da_counters before = counters_now();
    CHECK_OK(da_array_wrap(dist, DA_FLOAT64, first, strides, 0, NULL, NULL, &a));
    const da_local local = local_of(a, DA_ACCESS_WRITE);
    CHECK(local.data == first);
    CHECK(local.strides[0] == strides[0] && local.strides[1] == strides[1]);
    CHECK_OK(da_binary_scalar(DA_OP_ADD, a, da_real(0.5), &a)); /* in place */
    da_value sum;
    double total = 0;
    CHECK_OK(da_sum_value(a, &sum));
    CHECK_OK(da_value_f64(sum, &total));
    const da_counters after = counters_now();
    CHECK_EQ_I64(after.allocations, before.allocations); /* zero copy */
    CHECK_EQ_I64(after.live_bytes, before.live_bytes);
    CHECK_OK(da_array_free(&a));

    double expected = 0;
    for (int32_t i = 0; i < w->size * ROWS; i++)
        for (int j = 0; j < COLUMNS; j++) expected += i * 10 + j + 0.5;
    CHECK_NEAR(total, expected, 0);
    for (int64_t i = 0; i < ROWS; i++)
        for (int64_t j = 0; j < COLUMNS; j++)
            CHECK_NEAR(memory[place(p, i, j)], (double)((w->rank * ROWS + i) * 10 + j) + 0.5, 0);
    for (int k = 0; k < SPAN; k++)
        if (!used[k]) CHECK_NEAR(memory[k], -1000 - k, 0);
}

/* Two patterns added into a third, each in its own memory. */
static void check_mixed(const world *w, const da_distribution *dist) {
    const int count = sizeof patterns / sizeof *patterns;
    for (int n = 0; n < count; n++) {
        static double memory[3][SPAN];
        static char used[3][SPAN];
        da_array *a[3] = {NULL, NULL, NULL};
        const pattern *p[3];
        for (int k = 0; k < 3; k++) {
            p[k] = &patterns[(n + 2 * k) % count];
            const int64_t strides[2] = {p[k]->strides[0] * 8, p[k]->strides[1] * 8};
            prepare(p[k], ROWS, memory[k], used[k], w->rank * ROWS);
            CHECK_OK(da_array_wrap(dist, DA_FLOAT64, memory[k] + place(p[k], 0, 0), strides, 0, NULL, NULL, &a[k]));
        }
        CHECK_OK(da_add(a[0], a[1], &a[2]));
        for (int64_t i = 0; i < ROWS; i++)
            for (int64_t j = 0; j < COLUMNS; j++)
                CHECK_NEAR(memory[2][place(p[2], i, j)], 2.0 * (double)((w->rank * ROWS + i) * 10 + j), 0);
        for (int k = 0; k < SPAN; k++)
            if (!used[2][k]) CHECK_NEAR(memory[2][k], -1000 - k, 0);
        for (int k = 0; k < 3; k++) CHECK_OK(da_array_free(&a[k]));
    }
}

/* Stride 0: one row seen ROWS times, which only read-only memory may be. */
static void check_zero_stride(const world *w, const da_distribution *dist) {
    double row[COLUMNS] = {1, 2, 4}, total = 0;
    const int64_t strides[2] = {0, 8};
    int32_t flags = -1;
    da_array *a = NULL, *b = NULL;
    da_local local;
    da_value sum;
    CHECK_OK(da_array_wrap(dist, DA_FLOAT64, row, strides, DA_READ_ONLY, NULL, NULL, &a));
    CHECK_OK(da_array_flags(a, &flags));
    CHECK_EQ_I64(flags, DA_READ_ONLY);
    CHECK(local_of(a, DA_ACCESS_READ).data == row);
    CHECK_STATUS(da_array_local(a, DA_ACCESS_WRITE, &local), DA_ERR_READ_ONLY);
    CHECK_OK(da_sum_value(a, &sum));
    CHECK_OK(da_value_f64(sum, &total));
    CHECK_NEAR(total, 7.0 * ROWS * w->size, 0);
    CHECK_OK(da_multiply(a, a, &b)); /* the result has memory of its own, and may be written to */
    local = local_of(b, DA_ACCESS_WRITE);
    for (int i = 0; i < ROWS * COLUMNS; i++) CHECK_NEAR(((double *)local.data)[i], row[i % 3] * row[i % 3], 0);
    CHECK_STATUS(da_array_wrap(dist, DA_FLOAT64, row, strides, 0, NULL, NULL, &a), DA_ERR_LAYOUT);
    CHECK_STATUS(da_context_barrier(w->ctx), DA_OK); /* all ranks failed alike: nothing is pending */
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
}

/* Every dtype, C order by default; the last one's memory is shared by two arrays. */
static void check_dtypes(const world *w, const da_distribution *dist) {
    for (int32_t dtype = 1; dtype <= NUM_DTYPES; dtype++) {
        const size_t item = item_size(dtype);
        char *memory = malloc(item * ROWS * COLUMNS);
        da_array *a = NULL, *twin = NULL;
        for (int k = 0; k < ROWS * COLUMNS; k++) store(dtype, memory + item * (size_t)k, k + w->rank, -k);
        CHECK_OK(da_array_wrap(dist, dtype, memory, NULL, 0, NULL, NULL, &a));
        CHECK_OK(da_array_wrap(dist, dtype, memory, NULL, 0, NULL, NULL, &twin));
        const da_local local = local_of(a, DA_ACCESS_READ);
        CHECK(local.data == memory);
        CHECK_EQ_I64(local.dtype, dtype);
        CHECK_EQ_I64(local.strides[0], (int64_t)item * COLUMNS);
        CHECK_EQ_I64(local.strides[1], (int64_t)item);
        CHECK_OK(da_fill(a, da_int(1)));
        for (int k = 0; k < ROWS * COLUMNS; k++) {
            const number n = load(dtype, memory + item * (size_t)k);
            CHECK(n.re == 1 && n.im == 0);
        }
        CHECK(local_of(twin, DA_ACCESS_READ).data == memory);
        CHECK_OK(da_array_free(&a));
        CHECK_OK(da_array_free(&twin));
        free(memory);
    }
}

/* An empty section may be NULL; ranks without a section give nothing. */
static void check_empty(const world *w) {
    const int64_t few[1] = {1}, none[2] = {0, 4};
    double one = 3, total = -1;
    int64_t shape[1];
    da_distribution *dist = make_dist(w->ctx, 1, few, "b"), *empty = make_dist(w->ctx, 2, none, "b,n");
    da_array *a = NULL;
    da_value sum;
    const int mine = da_distribution_local_shape(dist, -1, shape) == DA_OK && shape[0] > 0;
    CHECK_OK(da_array_wrap(dist, DA_FLOAT64, mine ? &one : NULL, NULL, 0, NULL, NULL, &a));
    CHECK(local_of(a, DA_ACCESS_READ).data == (mine ? (void *)&one : NULL));
    CHECK_OK(da_sum_value(a, &sum));
    CHECK_OK(da_value_f64(sum, &total));
    CHECK_NEAR(total, 3, 0);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_wrap(empty, DA_FLOAT64, NULL, NULL, 0, NULL, NULL, &a));
    CHECK_OK(da_sum_value(a, &sum));
    CHECK_OK(da_value_f64(sum, &total));
    CHECK_NEAR(total, 0, 0);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_distribution_free(&empty));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    const int64_t shape[2] = {ROWS * w.size, COLUMNS};
    da_distribution *dist = make_dist(w.ctx, 2, shape, "b,n");
    for (size_t k = 0; k < sizeof patterns / sizeof *patterns; k++) {
        const int64_t before = check_failures;
        check_pattern(&w, dist, &patterns[k]);
        if (check_failures > before) fprintf(stderr, "(pattern: %s)\n", patterns[k].name);
    }
    check_mixed(&w, dist);
    check_zero_stride(&w, dist);
    check_dtypes(&w, dist);
    check_empty(&w);
    CHECK_OK(da_distribution_free(&dist));
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
