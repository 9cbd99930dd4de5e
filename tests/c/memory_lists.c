/* ranks: 2 3 6  valgrind: 3
 * Lists of positions and of labels, which can take more memory than the elements, count towards
 * memory_limit while they are there. */
#include "fixture.h"

enum { EACH = 20000, STAGING = 4096, BLOCKS = 20000 };

/* Multiples of 3 in a rank's blocks of four, which go around. */
static int64_t multiples(int rank, int size) {
    int64_t count = 0;
    for (int64_t k = 0; k < 4 * BLOCKS; k++) count += (4 * (rank + k / 4 * size) + k % 4) % 3 == 0;
    return count;
}

/* Every rank's limit is the same, but for the last rank's. */
static world limited(int64_t last, int64_t others) {
    da_context_options options;
    world w = {NULL, -1, -1};
    MPI_Comm_rank(MPI_COMM_WORLD, &w.rank);
    MPI_Comm_size(MPI_COMM_WORLD, &w.size);
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.staging_bytes = STAGING;
    options.memory_limit = w.rank == w.size - 1 ? last : others;
    CHECK_OK(da_context_create(MPI_COMM_WORLD, &options, &w.ctx));
    CHECK_OR_QUIT(w.ctx != NULL);
    return w;
}

/* Every third element of blocks of four: the place of each copied element is listed, in 8 bytes. */
static void copy_uneven(int64_t limit, int enough) {
    world w = limited(limit, 0);
    const int64_t shape[1] = {4 * BLOCKS * w.size};
    da_array *a = NULL, *part = NULL;
    da_value sum;
    double total = 0;
    da_distribution *dist = make_dist(w.ctx, 1, shape, "c:4");
    CHECK_OK(da_ones(dist, DA_UINT8, &a));
    const da_status got = da_slice_copy_text(a, "::3", &part);
    if (enough || w.rank != w.size - 1) {
        CHECK_EQ_I64(got, DA_OK);
    } else {
        CHECK_EQ_I64(got, DA_ERR_NO_MEMORY);
        CHECK_CONTAINS(da_error_message(), "memory_limit");
        CHECK_EQ_I64(part == NULL, 1);
    }
    if (!enough) { /* the others learn of it */
        CHECK_STATUS(da_sum_value(a, &sum), DA_ERR_NO_MEMORY);
        CHECK_EQ_I64(da_error_rank(), w.size - 1);
    } else { /* the lists are gone: there is room for them again */
        CHECK_OK(da_array_free(&part));
        CHECK_OK(da_slice_copy_text(a, "::3", &part));
        CHECK_OK(da_sum_value(part, &sum));
        CHECK_OK(da_value_f64(sum, &total));
        CHECK_NEAR(total, (4 * BLOCKS * w.size + 2) / 3, 0);
    }
    CHECK_OK(da_array_free(&part));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    world_close(&w);
}

/* The root keeps the labels of one other rank, and says so to all if it can not. */
static void gather_labels(int64_t limit, int enough) {
    world w = limited(limit, 0);
    const int root = w.size - 1;
    int64_t *labels = malloc(EACH * sizeof *labels);
    uint8_t *whole = malloc((size_t)EACH * (size_t)w.size);
    da_dim_spec spec;
    da_distribution *dist = NULL;
    da_array *a = NULL;
    CHECK_OR_QUIT(labels != NULL && whole != NULL);
    for (int64_t k = 0; k < EACH; k++) labels[k] = (EACH - 1 - k) * w.size + w.rank;
    memset(&spec, 0, sizeof spec);
    spec.kind = DA_KIND_UNSTRUCTURED;
    spec.size = (int64_t)EACH * w.size;
    spec.num_labels = EACH;
    spec.labels = labels;
    CHECK_OK(da_distribution_create_dims(w.ctx, 1, &spec, NULL, &dist));
    CHECK_OR_QUIT(dist != NULL);
    CHECK_OK(da_full(dist, DA_UINT8, da_u8(7), &a));
    for (int turn = 0; turn < 2; turn++) {
        memset(whole, 0, (size_t)EACH * (size_t)w.size);
        const da_status got = da_gather(a, root, DA_ORDER_C, whole, (int64_t)EACH * w.size);
        CHECK_EQ_I64(got, enough ? DA_OK : DA_ERR_NO_MEMORY);
        if (!enough) CHECK_CONTAINS(da_error_message(), "memory_limit");
        if (!enough) CHECK_EQ_I64(da_error_rank(), root);
        CHECK_EQ_I64(whole[EACH * w.size - 1], enough && w.rank == root ? 7 : 0);
    }
    free(whole);
    free(labels);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    world_close(&w);
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    int size;
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    const int64_t copied = multiples(size - 1, size), lists = 8 * copied;
    copy_uneven(4 * BLOCKS + copied + lists - 1, 0);
    copy_uneven(4 * BLOCKS + copied + lists, 1);
    const int64_t slots = 8 * STAGING; /* four for elements and four for labels */
    gather_labels(EACH + slots + 8 * EACH - 1, 0);
    gather_labels(EACH + slots + 8 * EACH, 1);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
