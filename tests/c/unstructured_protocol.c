/* ranks: 1 2 3 4 6  timeout: 60  valgrind-full: 1 3
 * Unstructured axes through the protocol: sections of a foreign producer, imported, computed on,
 * exported again, and given back once; dictionaries there and back; sets of labels that break a rule,
 * which is named on every rank. */
#include "labels.h"
#include "producer.h"

/* Rows by label, two columns; the element (label, column) has the value 2 * label + column. */
static double *produce_rows(const world *w, int which, int64_t *labels, da_distbuffer *buffer, int *releases) {
    const int64_t mine = labels_of(which, w->size, w->rank, labels), shape[2] = {mine, 2};
    da_dim_dict d[2];
    dict_unstructured(&d[0], labels_total(which, w->size), w->size, w->rank, mine, labels,
                      labels_are_distinct(which));
    da_dim_dict_clear(&d[1]);
    produce(buffer, 2, d, shape, releases);
    double *memory = (double *)buffer->data;
    for (int64_t k = 0; k < 2 * mine; k++) memory[k] = (double)(2 * labels[k / 2] + k % 2);
    return memory;
}

static double sum_of(int which, int64_t parts) {
    int64_t labels[MAX_LABELS];
    double sum = 0;
    for (int64_t part = 0; part < parts; part++) {
        const int64_t count = labels_of(which, parts, part, labels);
        for (int64_t i = 0; i < count; i++) sum += 4 * (double)labels[i] + 1;
    }
    return sum;
}

/* From the producer to us, from us to ourselves in another context, always the same memory. */
static void check_round_trip(const world *w, int which) {
    int64_t labels[MAX_LABELS], own[MAX_LABELS], count = -1;
    da_distbuffer buffer, again;
    da_array *a = NULL, *b = NULL;
    da_distribution *dist = NULL, *made = NULL;
    da_value value;
    double total = NAN;
    int32_t equal = -1, aligned = -1;
    int releases = 0;
    double *memory = produce_rows(w, which, labels, &buffer, &releases);
    const int64_t mine = buffer.shape[0];
    CHECK_OK(da_distbuffer_validate(&buffer));
    CHECK_OK(da_distbuffer_validate_global(w->ctx, &buffer));
    CHECK_OK(da_array_import(w->ctx, &buffer, &a));
    CHECK_OR_QUIT(a != NULL);
    CHECK(buffer.release == NULL);
    CHECK_OK(da_sum_value(a, &value));
    CHECK_OK(da_value_f64(value, &total));
    CHECK_NEAR(total, sum_of(which, w->size), 1e-9 * (1 + fabs(total)));
    CHECK_OK(da_binary_scalar(DA_OP_MULTIPLY, a, da_int(3), &a));
    for (int64_t k = 0; k < 2 * mine; k++) CHECK_NEAR(memory[k], 3.0 * (double)(2 * labels[k / 2] + k % 2), 0);

    CHECK_OK(da_array_distribution(a, &dist));
    CHECK_OK(da_distribution_labels(dist, 0, MAX_LABELS, own, &count));
    CHECK_EQ_I64(count, mine);
    CHECK(memcmp(own, labels, (size_t)mine * sizeof *own) == 0);
    CHECK_OK(da_array_export(a, &again));
    CHECK(mine == 0 || again.data == memory);
    CHECK_EQ_I64(again.dim_data[0].dist_type, DA_DIST_UNSTRUCTURED);
    CHECK_EQ_I64(again.dim_data[0].num_indices, mine);
    CHECK_EQ_I64(again.dim_data[0].one_to_one, labels_are_distinct(which));
    CHECK(mine == 0 || memcmp(again.dim_data[0].indices, labels, (size_t)mine * sizeof *own) == 0);
    CHECK_OK(da_array_import(w->ctx, &again, &b));
    CHECK_OK(da_array_distribution(b, &made));
    CHECK_OK(da_distribution_equal(dist, made, &equal));
    CHECK_OK(da_distribution_aligned(dist, made, &aligned));
    CHECK(equal == 1 && aligned == 1);
    CHECK_OK(da_subtract(a, b, &b)); /* the same memory: nothing is left */
    CHECK_OK(da_sum_value(a, &value));
    CHECK_OK(da_value_f64(value, &total));
    CHECK_NEAR(total, 0, 0);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_EQ_I64(releases, 0);
    CHECK_OK(da_array_free(&b));
    CHECK_EQ_I64(releases, 1);
    CHECK_OK(da_distribution_free(&made));
}

/* Dictionaries of a distribution make it again; their lists live as long as the distribution. */
static void check_dictionaries(const world *w, int which) {
    int64_t labels[MAX_LABELS];
    da_dim_dict first[1], second[1];
    da_distribution *dist = labels_dist(w, which), *made = NULL;
    int32_t equal = -1;
    const int64_t mine = labels_of(which, w->size, w->rank, labels);
    CHECK_OK(da_distribution_dim_data(dist, -1, first));
    CHECK_OK(da_distribution_dim_data(dist, w->rank, second));
    CHECK(memcmp(first, second, sizeof first) == 0);
    CHECK_EQ_I64(first[0].num_indices, mine);
    CHECK(mine == 0 || memcmp(first[0].indices, labels, (size_t)mine * sizeof *labels) == 0);
    CHECK_OK(da_distribution_from_dim_data(w->ctx, 1, first, &made));
    CHECK_OK(da_distribution_equal(dist, made, &equal));
    CHECK_EQ_I64(equal, 1);
    if (w->size > 1)
        CHECK_STATUS(da_distribution_dim_data(dist, (w->rank + 1) % w->size, second), DA_ERR_NOT_LOCAL);
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_distribution_free(&made));
}

/* A cyclic axis as somebody else may list it: labels that are the indices. */
static void check_listed_cyclic(const world *w) {
    int64_t indices[8], count = 0, start = 1, stop = 0, step = 3;
    const int64_t size = 5 * w->size + 1;
    int32_t permutation = 0, ranks[64];
    da_dim_dict d;
    da_distribution *dist = NULL;
    for (int64_t i = w->rank; i < size; i += w->size) indices[count++] = i;
    dict_unstructured(&d, size, w->size, w->rank, count, indices, 1);
    CHECK_OK(da_distribution_from_dim_data(w->ctx, 1, &d, &dist));
    CHECK_OK(da_distribution_is_permutation(dist, 0, &permutation));
    CHECK_EQ_I64(permutation, 1);
    stop = 2; /* index 1 alone */
    CHECK_OK(da_distribution_find_slice_owners(dist, &start, &stop, &step, 64, ranks, &count));
    CHECK_EQ_I64(count, 1);
    CHECK_EQ_I64(ranks[0], 1 % w->size);
    CHECK_OK(da_distribution_free(&dist));
}

/* All ranks are told the same. */
static void broken(const world *w, const da_dim_dict *d, da_status status, const char *word) {
    da_distribution *dist = NULL;
    da_distbuffer buffer;
    da_array *a = NULL;
    int64_t shape[1];
    int releases = 0;
    CHECK_STATUS(da_distribution_from_dim_data(w->ctx, 1, d, &dist), status);
    CHECK_CONTAINS(da_error_message(), word);
    CHECK(dist == NULL);
    shape[0] = d->num_indices;
    produce(&buffer, 1, d, shape, &releases);
    CHECK_STATUS(da_distbuffer_validate_global(w->ctx, &buffer), status);
    CHECK_CONTAINS(da_error_message(), word);
    CHECK_STATUS(da_array_import(w->ctx, &buffer, &a), status);
    CHECK_CONTAINS(da_error_message(), word);
    CHECK(a == NULL && releases == 0);
    da_distbuffer_release(&buffer);
    CHECK_EQ_I64(releases, 1);
}

/* Three labels for each rank. */
static void three_each(const world *w, da_dim_dict *d, int64_t *labels, int one_to_one) {
    for (int64_t i = 0; i < 3; i++) labels[i] = 3 * w->rank + 2 - i;
    dict_unstructured(d, 3 * w->size, w->size, w->rank, 3, labels, one_to_one);
}

static void check_broken(const world *w) {
    int64_t labels[4];
    char words[80];
    da_dim_dict d;
    const int last = w->rank == w->size - 1;
    three_each(w, &d, labels, 1);
    if (last) labels[1] = labels[0];
    broken(w, &d, DA_ERR_PROTOCOL, "labels must be unique within a process");

    three_each(w, &d, labels, 1);
    if (last) labels[1] = INT64_MAX;
    broken(w, &d, DA_ERR_LABELS, "2^63 - 1");

    if (w->size == 1) return;
    three_each(w, &d, labels, 1);
    if (last) labels[2] = 1;
    snprintf(words, sizeof words, "rank %d, axis 0: indices = 1: one_to_one is true, but rank 0", (int)w->size - 1);
    broken(w, &d, DA_ERR_PROTOCOL, words);
    CHECK_EQ_I64(da_error_rank(), w->size - 1);
    CHECK_CONTAINS(da_error_message(), "(statement 68)");

    three_each(w, &d, labels, 0);
    if (last) d.num_indices = 2;
    broken(w, &d, DA_ERR_PROTOCOL, "must be the sum of what the processes along this axis own");

    three_each(w, &d, labels, 0);
    if (last) d.one_to_one = 1;
    broken(w, &d, DA_ERR_PROTOCOL, "one_to_one");

    three_each(w, &d, labels, 0);
    if (last) {
        dict_block(&d, 3 * w->size, w->size, w->rank, 3 * w->rank, 3 * w->rank + 3, 0, 0);
        d.num_indices = 0;
    }
    da_distribution *dist = NULL;
    CHECK_STATUS(da_distribution_from_dim_data(w->ctx, 1, &d, &dist), DA_ERR_PROTOCOL);
    CHECK_CONTAINS(da_error_message(), "dist_type");
}

/* Ranks with the same coordinate along the labels list the same ones. */
static void check_replicas_differ(const world *w) {
    if (w->size < 2) return;
    int64_t labels[2] = {5, -5};
    da_dim_dict d[2];
    da_distribution *dist = NULL;
    dict_unstructured(&d[0], 2, 1, 0, 2, labels, 1);
    dict_block(&d[1], 4 * w->size, w->size, w->rank, 4 * w->rank, 4 * w->rank + 4, 0, 0);
    CHECK_OK(da_distribution_from_dim_data(w->ctx, 2, d, &dist));
    CHECK_OK(da_distribution_free(&dist));
    if (w->rank == 1) labels[0] = 6;
    CHECK_STATUS(da_distribution_from_dim_data(w->ctx, 2, d, &dist), DA_ERR_PROTOCOL);
    CHECK_CONTAINS(da_error_message(), "rank 1, axis 0: indices");
    CHECK_CONTAINS(da_error_message(), "(statement 79)");
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    for (int which = 0; which < LABELLINGS; which++) {
        check_round_trip(&w, which);
        check_dictionaries(&w, which);
    }
    check_listed_cyclic(&w);
    check_broken(&w);
    check_replicas_differ(&w);
    world_close(&w);

    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
