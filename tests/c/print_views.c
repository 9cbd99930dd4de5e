/* ranks: 1 2 3 4 6  valgrind-full: 1 3
 * The text of views, and of arrays with labels: several ranks, or none, may have an element. */
#include "labels.h"

enum { ROOM = 4000, ROWS = 7, COLUMNS = 9 };

static const char *printed(const da_array *a) {
    static char text[ROOM];
    int64_t length = -1;
    memset(text, 0, sizeof text);
    CHECK_OK(da_array_print(a, NULL, text, sizeof text, &length));
    CHECK_EQ_I64(length, strlen(text));
    return text;
}

/* ---- Views ---------------------------------------------------------------------------------------- */

static void store_number(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    (void)user;
    store(local->dtype, element_at(local, index), 10 * (global[0] + 1) + global[1], 0);
}

static void check_slice(const da_array *a, const char *slice, const char *expected) {
    da_array *view = NULL;
    CHECK_OK(da_slice_text(a, slice, &view));
    CHECK_EQ_STR(printed(view), expected);
    CHECK_OK(da_array_free(&view));
}

static void check_views(const world *w, const char *dist_text) {
    const int64_t shape[2] = {ROWS, COLUMNS};
    da_distribution *dist = make_dist(w->ctx, 2, shape, dist_text);
    da_array *a = NULL, *part = NULL, *turned = NULL;
    CHECK_OK(da_empty(dist, DA_INT16, &a));
    each_element(a, DA_ACCESS_WRITE, store_number, NULL);
    check_slice(a, "2:4, ::4", "[[30 34 38]\n [40 44 48]]");
    check_slice(a, "::-3, 5:2:-1", "[[75 74 73]\n [45 44 43]\n [15 14 13]]");
    check_slice(a, "-1", "[70 71 72 73 74 75 76 77 78]");
    check_slice(a, ":, 3", "[13 23 33 43 53 63 73]");
    check_slice(a, "6, 8", "78");
    check_slice(a, "3, newaxis, 7:", "[[47 48]]");
    check_slice(a, "4:4", "[]");
    CHECK_OK(da_slice_text(a, ":2, 6:", &part));
    CHECK_OK(da_transpose(part, NULL, &turned));
    CHECK_EQ_STR(printed(turned), "[[16 26]\n [17 27]\n [18 28]]");
    CHECK_OK(da_array_free(&part)); /* the view of the view lives on */
    CHECK_OK(da_array_free(&a));
    CHECK_EQ_STR(printed(turned), "[[16 26]\n [17 27]\n [18 28]]");
    CHECK_OK(da_array_free(&turned));
    CHECK_OK(da_distribution_free(&dist));
}

/* ---- Labels --------------------------------------------------------------------------------------- */

/* Coordinates that share a label hold different digits. */
static int digit_of(int64_t label, int64_t part, int64_t other) {
    return (int)((label * 5 + part * 2 + other * 4) % 9 + 1);
}

static void store_digit(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const world *w = (const world *)user;
    const int digit = global[0] < 0 ? 0 : digit_of(global[0], w->rank, local->ndim > 1 ? global[1] : 0);
    store(local->dtype, element_at(local, index), digit, 0);
}

/* The digit that the lowest coordinate has for a label, or dashes. */
static void add_word(char *text, const world *w, int which, int64_t label, int64_t other) {
    const int64_t part = labels_owner(which, w->size, label);
    const size_t used = strlen(text);
    if (part < 0) snprintf(text + used, ROOM - used, "--");
    else snprintf(text + used, ROOM - used, "%d", digit_of(label, part, other));
}

static void check_line(const world *w, int which) {
    char expected[ROOM] = "[";
    const int64_t size = labels_total(which, w->size);
    da_distribution *dist = labels_dist(w, which);
    da_array *a = NULL;
    CHECK_OK(da_empty(dist, DA_UINT16, &a));
    each_element(a, DA_ACCESS_WRITE, store_digit, (void *)w);
    for (int64_t i = 0; i < size; i++) {
        if (i > 0) strcat(expected, " ");
        add_word(expected, w, which, i, 0);
    }
    strcat(expected, "]");
    CHECK_EQ_STR(printed(a), expected);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

static void check_plane(const world *w, int which) {
    char expected[ROOM] = "[";
    const int64_t grid[1] = {w->size}, size = labels_total(which, w->size);
    const da_distribution_options options = grid_options(1, grid);
    int64_t labels[MAX_LABELS];
    da_distribution *dist = NULL;
    da_array *a = NULL;
    da_dim_spec specs[2];
    memset(specs, 0, sizeof specs);
    specs[0] = labels_spec(which, w->size, w->rank, labels);
    specs[0].grid_axis_plus_1 = 1;
    specs[1].kind = DA_KIND_UNDISTRIBUTED;
    specs[1].size = 3;
    CHECK_OK(da_distribution_create_dims(w->ctx, 2, specs, &options, &dist));
    CHECK_OR_QUIT(dist != NULL);
    CHECK_OK(da_empty(dist, DA_INT32, &a));
    each_element(a, DA_ACCESS_WRITE, store_digit, (void *)w);
    for (int64_t i = 0; i < size; i++) {
        strcat(expected, i > 0 ? "\n [" : "[");
        for (int64_t k = 0; k < 3; k++) {
            if (k > 0) strcat(expected, " ");
            add_word(expected, w, which, i, k);
        }
        strcat(expected, "]");
    }
    strcat(expected, "]");
    CHECK_EQ_STR(printed(a), expected);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    check_views(&w, "b,b");
    check_views(&w, "c,n");
    check_views(&w, "n,c:2");
    check_views(&w, "b,c:3");
    for (int which = 0; which < LABELLINGS; which++) {
        check_line(&w, which);
        check_plane(&w, which);
    }
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
