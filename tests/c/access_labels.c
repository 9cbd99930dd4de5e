/* ranks: 1 2 3 4 6  timeout: 120  valgrind-full: 3
 * Global access on unstructured axes: elements by label, whole arrays whose labels are 0 to the extent
 * minus 1, cursors. Labels travel in pieces too. */
#include "labels.h"
#include "whole.h"

enum { COLUMNS = 5 };

/* A number of a label and a column. */
static int64_t number_at(int64_t label, int64_t column) { return label % 1009 * 10 + column; }

/* One unstructured axis over the first `parts` ranks, with columns in blocks over the rest. */
static da_distribution *rows(const world *w, int which, int64_t parts, int64_t columns_over) {
    int64_t labels[MAX_LABELS];
    const int64_t mesh[2] = {parts, columns_over}, part = w->rank / columns_over;
    const da_distribution_options options = grid_options(2, mesh);
    da_dim_spec specs[2];
    da_distribution *dist = NULL;
    memset(specs, 0, sizeof specs);
    specs[0] = labels_spec(which, parts, part < parts ? part : -1, labels);
    specs[0].grid_axis_plus_1 = 1;
    specs[1].kind = DA_KIND_BLOCK;
    specs[1].size = COLUMNS;
    specs[1].grid_axis_plus_1 = 2;
    CHECK_OK(da_distribution_create_dims(w->ctx, 2, specs, &options, &dist));
    CHECK_OR_QUIT(dist != NULL);
    return dist;
}

/* Sets every element by the cursor, whose indices are labels; with `shift` by rank. */
static int64_t put_numbers(const da_array *a, int64_t shift) {
    da_cursor c;
    int64_t count = 0;
    CHECK_OK(da_cursor_begin(a, DA_ACCESS_WRITE, &c));
    for (; da_cursor_next(&c); count++) *(int64_t *)c.data = number_at(c.index[0], c.index[1]) + shift;
    CHECK_OK(da_cursor_end(&c));
    return count;
}

static int64_t wrong_numbers(const da_array *a, int64_t shift) {
    da_cursor c;
    int64_t wrong = 0;
    CHECK_OK(da_cursor_begin(a, DA_ACCESS_READ, &c));
    while (da_cursor_next_run(&c))
        for (int64_t k = 0; k < c.count; k++) {
            const int64_t got = *(const int64_t *)((const char *)c.data + k * c.stride);
            wrong += got != number_at(c.index[0], c.index[1] + k) + shift;
        }
    CHECK_OK(da_cursor_end(&c));
    return wrong;
}

/* The whole array in both orders, from and to several roots. */
static void check_whole(const world *w, const da_array *a, int64_t size) {
    const int64_t bytes = size * COLUMNS * 8;
    int64_t *whole = calloc((size_t)(size * COLUMNS) + 1, sizeof *whole);
    CHECK_OR_QUIT(whole != NULL);
    for (int32_t order = DA_ORDER_C; order <= DA_ORDER_FORTRAN; order++)
        for (int32_t root = -1; root < w->size; root++) {
            const int mine = root == -1 || root == w->rank;
            int64_t wrong = 0;
            put_numbers(a, root);
            memset(whole, 0x5a, (size_t)bytes);
            CHECK_OK(da_gather(a, root, order, mine ? whole : NULL, bytes));
            for (int64_t i = 0; mine && i < size; i++)
                for (int64_t j = 0; j < COLUMNS; j++) {
                    int64_t *p = &whole[order == DA_ORDER_C ? i * COLUMNS + j : j * size + i];
                    wrong += *p != number_at(i, j) + root;
                    *p += 100000;
                }
            CHECK_EQ_I64(wrong, 0);
            if (root == -1) continue;
            CHECK_OK(da_scatter(mine ? whole : NULL, bytes, root, order, a));
            CHECK_EQ_I64(wrong_numbers(a, root + 100000), 0);
        }
    free(whole);
}

static void check_labelling(const world *w, int which, int64_t parts, int64_t columns_over) {
    const int64_t size = labels_total(which, parts);
    da_distribution *dist = rows(w, which, parts, columns_over);
    da_array *a = NULL;
    CHECK_OK(da_zeros(dist, DA_INT64, &a));
    put_numbers(a, 0);
    if (labels_are_permutation(which, parts)) check_whole(w, a, size);
    else {
        static char unused[1 << 16];
        CHECK_OR_QUIT(size * COLUMNS * 8 <= (int64_t)sizeof unused);
        CHECK_STATUS(da_gather(a, 0, DA_ORDER_C, unused, size * COLUMNS * 8), DA_ERR_LABELS);
        CHECK_CONTAINS(da_error_message(), "da_gather needs the labels 0 to");
        CHECK_STATUS(da_scatter(unused, size * COLUMNS * 8, 0, DA_ORDER_C, a), DA_ERR_LABELS);
        CHECK_EQ_I64(wrong_numbers(a, 0), 0);
    }
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

static int64_t got_i64(da_value value) {
    int64_t i = -1;
    CHECK_OK(da_value_i64(value, &i));
    return i;
}

/* Every label of every coordinate, read and set; where several have it, the lowest rank is read and all
 * are set. */
static void check_elements(const world *w, int which) {
    da_distribution *dist = labels_dist(w, which);
    da_array *a = NULL;
    int64_t labels[MAX_LABELS], own[MAX_LABELS];
    const int64_t mine = labels_of(which, w->size, w->rank, own);
    CHECK_OK(da_zeros(dist, DA_INT64, &a));
    int64_t *data = local_of(a, DA_ACCESS_WRITE).data;
    for (int64_t k = 0; k < mine; k++) data[k] = 1000 * w->rank + k;
    for (int64_t part = 0; part < w->size; part++) {
        const int64_t count = labels_of(which, w->size, part, labels);
        for (int64_t k = 0; k < count; k++) {
            const int64_t label = labels[k], owner = labels_owner(which, w->size, label);
            const int here = labels_have(which, w->size, w->rank, label);
            int64_t first[MAX_LABELS] = {0}, at = 0;
            da_value value;
            labels_of(which, w->size, owner, first);
            while (first[at] != label) at++;
            CHECK_OK(da_get(a, &label, &value));
            if (owner == part) CHECK_EQ_I64(got_i64(value), 1000 * owner + at);
            CHECK_STATUS(da_get_owned(a, &label, &value), here ? DA_OK : DA_ERR_NOT_LOCAL);
            if (!here) CHECK_CONTAINS(da_error_message(), "labels");
            if (owner != part) continue;
            CHECK_OK(da_set(a, &label, da_int(7)));
            for (int64_t j = 0; j < mine; j++)
                if (own[j] == label) CHECK_EQ_I64(data[j], 7);
            CHECK_OK(da_set(a, &label, da_int(1000 * owner + at)));
        }
    }
    const int64_t nobody[1] = {-424242424242};
    da_value value;
    CHECK_STATUS(da_get(a, nobody, &value), DA_ERR_INDEX);
    CHECK_CONTAINS(da_error_message(), "-424242424242");
    CHECK_STATUS(da_set(a, nobody, da_int(1)), DA_ERR_INDEX);
    CHECK_OK(da_context_barrier(w->ctx)); /* all know it already */
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/* Many labels, in an order without any pattern. */
static void check_many(const world *w, int64_t each) {
    enum { STEP = 7919 };
    const int64_t size = each * w->size;
    int64_t *labels = malloc((size_t)each * sizeof *labels);
    uint32_t *whole = malloc((size_t)size * sizeof *whole);
    da_dim_spec spec;
    da_distribution *dist = NULL;
    da_array *a = NULL;
    da_cursor c;
    CHECK_OR_QUIT(labels != NULL && whole != NULL);
    for (int64_t k = 0; k < each; k++) labels[k] = (k * w->size + w->rank) * STEP % size;
    memset(&spec, 0, sizeof spec);
    spec.kind = DA_KIND_UNSTRUCTURED;
    spec.size = size;
    spec.one_to_one = 1;
    spec.num_labels = each;
    spec.labels = labels;
    CHECK_OK(da_distribution_create_dims(w->ctx, 1, &spec, NULL, &dist));
    CHECK_OK(da_zeros(dist, DA_UINT32, &a));
    CHECK_OK(da_cursor_begin(a, DA_ACCESS_WRITE, &c));
    while (da_cursor_next(&c)) *(uint32_t *)c.data = (uint32_t)(3 * c.index[0]);
    CHECK_OK(da_cursor_end(&c));
    CHECK_OK(da_gather(a, -1, DA_ORDER_C, whole, size * 4));
    int64_t wrong = 0;
    for (int64_t i = 0; i < size; i++) wrong += whole[i] != (uint32_t)(3 * i);
    CHECK_EQ_I64(wrong, 0);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    free(labels);
    free(whole);
}

static void check_all(double timeout, int64_t staging) {
    world w = world_with(timeout, staging);
    for (int which = 0; which < LABELLINGS; which++) {
        const int64_t before = check_failures;
        check_labelling(&w, which, w.size, 1);
        check_labelling(&w, which, 1, w.size);
        if (w.size % 2 == 0) check_labelling(&w, which, w.size / 2, 2);
        if (w.size > 2) check_labelling(&w, which, w.size - 1, 1);
        if (staging == 0) check_elements(&w, which);
        if (check_failures > before) fprintf(stderr, "(labelling %d, staging %d)\n", which, (int)staging);
    }
    check_many(&w, staging == 0 ? 5000 : 100);
    world_close(&w);
}

/* Of a label that all ranks have, the lowest coordinate's element counts, whichever rank that is. */
static void check_permuted_ranks(void) {
    world w = world_with(0, 0);
    const int64_t labels[2] = {5, -100 - w.rank}, grid[1] = {w.size}, five = 5;
    int32_t ranks[64], owner = -1;
    da_distribution *dist = NULL;
    da_array *a = NULL, *part = NULL;
    da_value value;
    for (int32_t r = 0; r < w.size; r++) ranks[r] = w.size - 1 - r;
    const da_dim_spec dim = {.size = 2 * w.size, .kind = DA_KIND_UNSTRUCTURED, .labels = labels, .num_labels = 2};
    const da_distribution_options options = {.struct_size = sizeof options, .grid_shape = grid, .grid_ndim = 1,
                                             .ranks = ranks, .num_ranks = w.size};
    CHECK_OK(da_distribution_create_dims(w.ctx, 1, &dim, &options, &dist));
    CHECK_OK(da_zeros(dist, DA_INT64, &a));
    ((int64_t *)local_of(a, DA_ACCESS_WRITE).data)[0] = w.rank;
    CHECK_OK(da_distribution_find_owners(dist, 1, &five, &owner));
    CHECK_EQ_I64(owner, w.size - 1);
    CHECK_OK(da_get(a, &five, &value));
    CHECK_EQ_I64(got_i64(value), owner);
    CHECK_OK(da_slice_text(a, "5", &part));
    CHECK_OK(da_get(part, NULL, &value));
    CHECK_EQ_I64(got_i64(value), owner);
    CHECK_OK(da_array_free(&part));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    world_close(&w);
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    check_all(0, 0);
    check_all(60, 64);
    check_all(0, 100);
    check_permuted_ranks();

    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
