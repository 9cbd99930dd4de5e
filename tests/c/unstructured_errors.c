/* ranks: 1 2 3 4 6  timeout: 60  valgrind: 1  valgrind-full: 3
 * Labels that are wrong, mostly on one rank only: every rank gets the same status and the reason, and
 * the context goes on working. */
#include "labels.h"

static int last;

/* The right labels, which a check then spoils: 0 to 4 n - 1, four for each rank. */
static da_dim_spec four_each(const world *w, int64_t *labels) {
    da_dim_spec spec;
    memset(&spec, 0, sizeof spec);
    spec.kind = DA_KIND_UNSTRUCTURED;
    spec.size = 4 * w->size;
    spec.labels = labels;
    spec.num_labels = 4;
    for (int64_t i = 0; i < 4; i++) labels[i] = i * w->size + w->rank;
    return spec;
}

/* All ranks are refused for the same reason, and after that the right labels are taken. */
static void refused(const world *w, const da_dim_spec *spec, const da_distribution_options *options, da_status status,
                    const char *word, int32_t origin) {
    da_distribution *dist = NULL;
    CHECK_STATUS(da_distribution_create_dims(w->ctx, 1, spec, options, &dist), status);
    CHECK_CONTAINS(da_error_message(), word);
    CHECK(dist == NULL);
    if (origin >= 0) CHECK_EQ_I64(da_error_rank(), origin);
    dist = labels_dist(w, PERMUTED);
    CHECK_OK(da_distribution_free(&dist));
}

static void wrong_on_one_rank(const world *w) {
    int64_t labels[8];
    da_dim_spec spec = four_each(w, labels);
    if (w->rank == last) labels[3] = labels[1];
    refused(w, &spec, NULL, DA_ERR_LABELS, "stands twice on one rank, at local index 1 and 3", last);

    spec = four_each(w, labels);
    if (w->rank == last) labels[2] = INT64_MAX;
    refused(w, &spec, NULL, DA_ERR_LABELS, "local index 2 is 2^63 - 1", last);

    spec = four_each(w, labels);
    if (w->rank == last) spec.labels = NULL;
    refused(w, &spec, NULL, DA_ERR_NULL, "labels", last);

    spec = four_each(w, labels);
    if (w->rank == last) spec.num_labels = -4;
    refused(w, &spec, NULL, DA_ERR_LABELS, "num_labels is -4", last);

    /* One too few: nobody can tell whose fault that is. */
    spec = four_each(w, labels);
    if (w->rank == last) spec.num_labels = 3;
    refused(w, &spec, NULL, DA_ERR_LABELS, "all coordinates together", -1);

    spec = four_each(w, labels);
    spec.size += 1;
    refused(w, &spec, NULL, DA_ERR_LABELS, "it counts every label", -1);

    if (w->size == 1) return;
    spec = four_each(w, labels);
    if (w->rank == last) spec.one_to_one = 1;
    refused(w, &spec, NULL, DA_ERR_MISMATCH, "an axis's description", -1);
}

/* The first rank's second label is also the last rank's. */
static void on_two_ranks(const world *w) {
    int64_t labels[8];
    char words[2][60];
    da_distribution *dist = NULL;
    if (w->size == 1) return;
    da_dim_spec spec = four_each(w, labels);
    if (w->rank == last) labels[0] = w->size;
    CHECK_OK(da_distribution_create_dims(w->ctx, 1, &spec, NULL, &dist)); /* nobody said that labels are unique */
    const int64_t label = w->size;
    int32_t owner = -1;
    CHECK_OK(da_distribution_find_owners(dist, 1, &label, &owner));
    CHECK_EQ_I64(owner, 0);
    CHECK_OK(da_distribution_free(&dist));
    spec.one_to_one = 1;
    CHECK_STATUS(da_distribution_create_dims(w->ctx, 1, &spec, NULL, &dist), DA_ERR_LABELS);
    snprintf(words[0], sizeof words[0], "label %d ", (int)w->size);
    snprintf(words[1], sizeof words[1], "coordinates 0 (rank 0) and %d (rank %d)", last, last);
    CHECK_CONTAINS(da_error_message(), words[0]);
    CHECK_CONTAINS(da_error_message(), words[1]);
    CHECK_EQ_I64(da_error_rank(), last);
    check_same((uint64_t)strlen(da_error_message()));
    CHECK_OK(da_context_barrier(w->ctx));
}

/* A grid of one coordinate along the labels, and all ranks as replicas of it. */
static void replicas_that_differ(const world *w) {
    const int64_t grid[2] = {1, w->size};
    int64_t labels[4] = {3, 1, 2, 0};
    char words[60];
    const da_distribution_options options = grid_options(2, grid);
    da_dim_spec spec;
    da_distribution *dist = NULL;
    memset(&spec, 0, sizeof spec);
    spec.kind = DA_KIND_UNSTRUCTURED;
    spec.grid_axis_plus_1 = 1;
    spec.size = spec.num_labels = 4;
    spec.labels = labels;
    CHECK_OK(da_distribution_create_dims(w->ctx, 1, &spec, &options, &dist));
    CHECK_OK(da_distribution_free(&dist));
    if (w->size == 1) return;
    if (w->rank == last) {
        labels[0] = 2; /* the same labels in another order */
        labels[2] = 3;
    }
    snprintf(words, sizeof words, "ranks %d and %d both have coordinate 0", last - 1, last);
    refused(w, &spec, &options, DA_ERR_LABELS, words, last);
    if (w->rank == last) spec.num_labels = 3;
    refused(w, &spec, &options, DA_ERR_LABELS, words, last);
}

/* Ranks outside the grid bring no labels. */
static void outside_the_grid(const world *w) {
    const int64_t grid[1] = {w->size - 1};
    int64_t labels[2] = {2 * w->rank, 2 * w->rank + 1};
    char words[40];
    const da_distribution_options options = grid_options(1, grid);
    da_dim_spec spec;
    da_distribution *dist = NULL;
    int32_t owners[3], permutation = 0;
    int64_t asked[3] = {0, 2 * (last - 1) + 1, 2 * last}, count = -1;
    if (w->size == 1) return;
    memset(&spec, 0, sizeof spec);
    spec.kind = DA_KIND_UNSTRUCTURED;
    spec.size = 2 * last;
    spec.labels = labels;
    spec.num_labels = 2;
    snprintf(words, sizeof words, "rank %d gave 2 labels", last);
    refused(w, &spec, &options, DA_ERR_LABELS, words, last);
    if (w->rank == last) spec.num_labels = 0;
    CHECK_OK(da_distribution_create_dims(w->ctx, 1, &spec, &options, &dist));
    CHECK_OK(da_distribution_find_owners(dist, 3, asked, owners)); /* they may ask all the same */
    CHECK(owners[0] == 0 && owners[1] == last - 1 && owners[2] == -1);
    CHECK_OK(da_distribution_is_permutation(dist, 0, &permutation));
    CHECK_EQ_I64(permutation, 1);
    CHECK_STATUS(da_distribution_labels(dist, 0, 2, labels, &count), w->rank == last ? DA_ERR_NOT_MEMBER : DA_OK);
    CHECK_OK(da_distribution_free(&dist));
}

/* One rank describes a block axis: a call that does not communicate, which the others hear of when that
 * rank makes its next one that does. */
static void another_kind(const world *w) {
    int64_t labels[8];
    da_dim_spec spec = four_each(w, labels);
    da_distribution *dist = NULL;
    if (w->size == 1) return;
    if (w->rank == last) {
        spec.kind = DA_KIND_BLOCK;
        spec.labels = NULL;
        spec.num_labels = 0;
        CHECK_OK(da_distribution_create_dims(w->ctx, 1, &spec, NULL, &dist));
        CHECK_STATUS(da_context_barrier(w->ctx), DA_ERR_MISMATCH);
        CHECK_OK(da_distribution_free(&dist));
    } else {
        CHECK_STATUS(da_distribution_create_dims(w->ctx, 1, &spec, NULL, &dist), DA_ERR_MISMATCH);
    }
    CHECK_OK(da_context_barrier(w->ctx));
}

/* A text has no place for labels. */
static void as_text(const world *w) {
    const int64_t shape[2] = {4, 4};
    da_distribution *dist = NULL;
    CHECK_STATUS(da_distribution_create(w->ctx, 2, shape, "b,u", NULL, &dist), DA_ERR_NOT_SUPPORTED);
    CHECK_CONTAINS(da_error_message(), "da_distribution_create_dims");
    CHECK(dist == NULL);
    CHECK_OK(da_context_barrier(w->ctx));
}

/* Questions that one rank asks wrongly. */
static void wrong_questions(const world *w) {
    int64_t labels[MAX_LABELS], count = -1;
    const int64_t zero[2] = {0, 0}, end[2] = {labels_total(FOREIGN, w->size), 1}, one[2] = {1, 1}, none[2] = {1, 0};
    da_dim_spec specs[2];
    da_distribution *dist = NULL;
    int32_t owners[2], ranks[8];
    memset(specs, 0, sizeof specs);
    specs[0] = labels_spec(FOREIGN, w->size, w->rank, labels);
    specs[1].kind = DA_KIND_UNDISTRIBUTED;
    specs[1].size = 3;
    CHECK_OK(da_distribution_create_dims(w->ctx, 2, specs, NULL, &dist));
    const int64_t right[4] = {7, 2, -8, 0}, wrong[4] = {7, 2, -8, 3}; /* any label, but 0 to 2 beside it */
    CHECK_OK(da_distribution_find_owners(dist, 2, right, owners));
    CHECK_EQ_I64(owners[0], 0);
    CHECK_STATUS(da_distribution_find_owners(dist, 2, w->rank == last ? wrong : right, owners), DA_ERR_INDEX);
    CHECK_CONTAINS(da_error_message(), "index number 1");
    CHECK_EQ_I64(da_error_rank(), last);
    CHECK_STATUS(da_distribution_find_slice_owners(dist, zero, end, w->rank == last ? none : one, 8, ranks, &count),
                 DA_ERR_ARGUMENT);
    CHECK_OK(da_context_barrier(w->ctx));
    CHECK_OK(da_distribution_free(&dist));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    last = w.size - 1;
    wrong_on_one_rank(&w);
    on_two_ranks(&w);
    replicas_that_differ(&w);
    outside_the_grid(&w);
    another_kind(&w);
    as_text(&w);
    wrong_questions(&w);
    world_close(&w);

    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
