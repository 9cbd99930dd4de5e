/* ranks: 1 2 3 4 6  valgrind-full: 3
 * Global access to views: slices with any step, transposed, with axes indexed away or added, broadcast.
 * What is gathered is what NumPy would show, and what is written through a view arrives in the array. */
#include "whole.h"

enum { ROWS = 7, COLUMNS = 9, MOST = ROWS * COLUMNS * 2 };

/* A view of an array whose elements are 100 * row + column: shape, first element, and the steps from an
 * element to the next along the view's axes. */
typedef struct view_case {
    const char *text;
    int turned, broadcast, ndim;
    int64_t shape[3], first, step[3];
} view_case;

static const view_case cases[] = {
    {"::-1, 1:8:2", 0, 0, 2, {7, 4, 0}, 601, {-100, 2, 0}},
    {"::-2, ::-3", 1, 0, 2, {3, 4, 0}, 608, {-3, -200, 0}},
    {"...", 1, 0, 2, {9, 7, 0}, 0, {1, 100, 0}},
    {"3", 0, 0, 1, {9, 0, 0}, 300, {1, 0, 0}},
    {":, -2", 0, 0, 1, {7, 0, 0}, 7, {100, 0, 0}},
    {"1:6:2, None, 2:5", 0, 0, 3, {3, 1, 3}, 102, {200, 0, 1}},
    {"4, 5", 0, 0, 0, {0, 0, 0}, 405, {0, 0, 0}},
    {"5:2, :", 0, 0, 2, {0, 9, 0}, 0, {100, 1, 0}},
    {"3:4", 0, 1, 2, {5, 9, 0}, 300, {0, 1, 0}},
};
enum { CASES = sizeof cases / sizeof cases[0] };

/* Where elements of a slice do not lie evenly in memory there is no view, but a copy. */
static da_array *view_of(const da_array *a, const view_case *c, int *copied) {
    da_array *part = NULL, *shown = NULL;
    const da_status status = da_slice_text(a, c->text, &part);
    *copied = status == DA_ERR_LAYOUT;
    CHECK(*copied || status == DA_OK);
    if (*copied) CHECK_OK(da_slice_copy_text(a, c->text, &part));
    CHECK_OR_QUIT(part != NULL);
    if (!c->turned && !c->broadcast) return part;
    if (c->turned) CHECK_OK(da_transpose(part, NULL, &shown));
    else CHECK_OK(da_broadcast_to(part, c->ndim, c->shape, &shown));
    CHECK_OR_QUIT(shown != NULL);
    CHECK_OK(da_array_free(&part));
    return shown;
}

static int64_t number_in(const view_case *c, const int64_t *index) {
    int64_t number = c->first;
    for (int k = 0; k < c->ndim; k++) number += index[k] * c->step[k];
    return number;
}

static void fill(const da_array *a) {
    da_cursor c;
    CHECK_OK(da_cursor_begin(a, DA_ACCESS_WRITE, &c));
    while (da_cursor_next(&c)) *(int32_t *)c.data = (int32_t)(100 * c.index[0] + c.index[1]);
    CHECK_OK(da_cursor_end(&c));
}

/* Every element of a buffer, `shift` more than in the array; or sets them. */
static int64_t each(const view_case *c, int32_t order, int32_t shift, int32_t *buffer, int write) {
    int64_t index[3] = {0, 0, 0}, wrong = 0;
    if (count_of(c->ndim, c->shape) == 0) return 0;
    do {
        int64_t at = 0;
        for (int i = 0; i < c->ndim; i++) {
            const int k = order == DA_ORDER_C ? i : c->ndim - 1 - i;
            at = at * c->shape[k] + index[k];
        }
        const int32_t expected = (int32_t)number_in(c, index) + shift;
        if (write) buffer[at] = expected;
        else wrong += buffer[at] != expected;
    } while (next_index(c->ndim, c->shape, index));
    return wrong;
}

static void check_elements(const da_array *v, const view_case *c) {
    int64_t back[3] = {0, 0, 0}, index[3] = {0, 0, 0}, got = -1;
    da_value value;
    for (int k = 0; k < c->ndim; k++) {
        back[k] = -1;
        index[k] = c->shape[k] - 1;
    }
    CHECK_OK(da_get(v, back, &value));
    CHECK_OK(da_value_i64(value, &got));
    CHECK_EQ_I64(got, number_in(c, index));
    da_cursor cursor;
    CHECK_OK(da_cursor_begin(v, DA_ACCESS_READ, &cursor));
    while (da_cursor_next(&cursor)) CHECK_EQ_I64(*(int32_t *)cursor.data, number_in(c, cursor.index));
    CHECK_OK(da_cursor_end(&cursor));
}

static void check_case(const world *w, const da_array *a, const view_case *c) {
    int32_t buffer[MOST];
    const int64_t elements = count_of(c->ndim, c->shape);
    fill(a);
    int copied = 0;
    da_array *v = view_of(a, c, &copied);
    for (int32_t order = DA_ORDER_C; order <= DA_ORDER_FORTRAN; order++) {
        memset(buffer, 0x5a, sizeof buffer);
        CHECK_OK(da_gather(v, -1, order, buffer, elements * 4));
        CHECK_EQ_I64(each(c, order, 0, buffer, 0), 0);
        memset(buffer, 0x5a, sizeof buffer);
        CHECK_OK(da_gather(v, w->size - 1, order, buffer, elements * 4));
        if (w->rank == w->size - 1) CHECK_EQ_I64(each(c, order, 0, buffer, 0), 0);
    }
    if (elements > 0) check_elements(v, c);
    if (c->broadcast) {
        CHECK_STATUS(da_scatter(buffer, elements * 4, 0, DA_ORDER_C, v), DA_ERR_READ_ONLY);
    } else {
        int32_t whole[ROWS * COLUMNS];
        int64_t changed = 0;
        memset(buffer, 0, sizeof buffer);
        if (w->rank == 0) each(c, DA_ORDER_FORTRAN, 5000, buffer, 1);
        CHECK_OK(da_scatter(buffer, elements * 4, 0, DA_ORDER_FORTRAN, v));
        CHECK_OK(da_gather(v, -1, DA_ORDER_C, buffer, elements * 4));
        CHECK_EQ_I64(each(c, DA_ORDER_C, 5000, buffer, 0), 0);
        CHECK_OK(da_gather(a, -1, DA_ORDER_C, whole, sizeof whole));
        for (int i = 0; i < ROWS * COLUMNS; i++) changed += whole[i] != 100 * (i / COLUMNS) + i % COLUMNS;
        CHECK_EQ_I64(changed, copied ? 0 : elements); /* and nothing else */
    }
    CHECK_OK(da_array_free(&v));
}

static void check_all(double timeout, int64_t staging) {
    static const char *const layouts[] = {"b,b", "c,c:2", "b(comm=1),n", "n,c", "c:3,b"};
    const int64_t shape[2] = {ROWS, COLUMNS};
    world w = world_with(timeout, staging);
    for (int k = 0; k < 5; k++) {
        da_distribution *dist = make_dist(w.ctx, 2, shape, layouts[k]);
        da_array *a = NULL;
        CHECK_OK(da_zeros(dist, DA_INT32, &a));
        for (int i = 0; i < CASES; i++) {
            const int64_t before = check_failures;
            check_case(&w, a, &cases[i]);
            if (check_failures > before) fprintf(stderr, "(%s of %s)\n", cases[i].text, layouts[k]);
        }
        CHECK_OK(da_array_free(&a));
        CHECK_OK(da_distribution_free(&dist));
    }
    world_close(&w);
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    check_all(0, 0);
    check_all(60, 64);

    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
