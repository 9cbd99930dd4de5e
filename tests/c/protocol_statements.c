/* ranks: 1 2 3 4 6  valgrind-full: 1 3
 * Statements of the protocol about all processes together, with sections of a foreign producer:
 * tests/vectors/spec_checklist.md has the numbers. Faults are on one rank; every rank is told. */
#include "fixture.h"
#include "producer.h"

/* Validates this rank's section of one or two axes, with everybody's; the section is given back. */
static da_status judged(const world *w, int32_t ndim, const da_dim_dict *dims) {
    da_distbuffer buffer;
    int64_t shape[PRODUCER_NDIM];
    int releases = 0;
    for (int32_t k = 0; k < ndim; k++)
        if (da_dim_dict_local_extent(&dims[k], &shape[k]) != DA_OK) shape[k] = dims[k].stop - dims[k].start;
    produce(&buffer, ndim, dims, shape, &releases);
    const da_status status = da_distbuffer_validate_global(w->ctx, &buffer);
    CHECK(releases == 0 && buffer.release != NULL); /* it was read, not released */
    da_distbuffer_release(&buffer);
    CHECK_EQ_I64(releases, 1);
    return status;
}

static void expect_protocol(da_status status, const char *statement) {
    char text[600];
    snprintf(text, sizeof text, "%s", da_error_message());
    CHECK_STATUS(status, DA_ERR_PROTOCOL);
    if (!strstr(text, statement)) fprintf(stderr, "message: %s\n", text);
    CHECK_CONTAINS(text, statement);
}

/* Blocks of 4 elements with padding of `pad` at each cut. */
static da_dim_dict block_of(const world *w, int64_t pad) {
    da_dim_dict d;
    const int64_t left = w->rank > 0 ? pad : 0, right = w->rank < w->size - 1 ? pad : 0;
    dict_block(&d, 4 * w->size, w->size, w->rank, 4 * w->rank - left, 4 * w->rank + 4 + right, left, right);
    return d;
}

/* statement 5: export and the local validation need no communicator and no other process. */
static void check_local_only(void) {
    da_distbuffer buffer;
    da_dim_dict d;
    const int64_t shape[1] = {3};
    int releases = 0;
    dict_block(&d, 9, 3, 1, 3, 6, 0, 0); /* a process of three, of which the others do not exist */
    produce(&buffer, 1, &d, shape, &releases);
    CHECK_EQ_I64(buffer.comm_f, -1);
    CHECK_OK(da_distbuffer_validate(&buffer));
    da_distbuffer_release(&buffer);
    CHECK_EQ_I64(releases, 1);
}

/* statement 6: no copy: both sides see the same memory. statement 11: one entry, one structure.
 * statement 16: the structure has all the facts of the buffer, and these are believed. */
static void check_shared_memory(const world *w) {
    da_dim_dict d[2] = {block_of(w, 0)};
    da_distbuffer buffer, out;
    da_array *a = NULL;
    int64_t shape[2] = {4, 3};
    int releases = 0;
    dict_block(&d[1], 3, 1, 0, 0, 3, 0, 0);
    produce(&buffer, 2, d, shape, &releases);
    double *memory = buffer.data;
    int64_t *strides = ((producer *)buffer.private_data)->strides; /* Fortran order, so that strides count */
    strides[0] = 8;
    strides[1] = 32;
    for (int k = 0; k < 12; k++) memory[k] = k;
    CHECK_OK(da_array_import(w->ctx, &buffer, &a));
    const da_local local = local_of(a, DA_ACCESS_READ);
    CHECK(local.data == memory && local.strides[0] == 8 && local.strides[1] == 32);
    const int64_t at[2] = {1, 2};
    CHECK(*(const double *)(const void *)element_at(&local, at) == 9);
    CHECK_OK(da_binary_scalar(DA_OP_ADD, a, da_int(1), &a));
    for (int k = 0; k < 12; k++) CHECK_NEAR(memory[k], k + 1, 0);
    CHECK_OK(da_array_export(a, &out));
    CHECK(out.data == memory && out.ndim == 2 && out.nbytes == 96 && out.shape[0] == 4 && out.strides[1] == 32);
    CHECK_OK(da_array_free(&a));
    CHECK_EQ_I64(releases, 0);
    da_distbuffer_release(&out);
    CHECK_EQ_I64(releases, 1);
}

/* statement 29: size is the sum of what the processes along the axis own. */
static void check_sum(const world *w) {
    da_dim_dict d = block_of(w, 0);
    CHECK_OK(judged(w, 1, &d));
    d.size += 2; /* agreed by all, but nobody owns the last two: the last one must stop at size */
    expect_protocol(judged(w, 1, &d), "statement 52");
}

/* statement 40: without communication padding, stop and the next start are equal. */
static void check_cuts(const world *w) {
    if (w->size == 1) return;
    da_dim_dict d = block_of(w, 0);
    if (w->rank == w->size - 1) d.start++; /* a gap */
    expect_protocol(judged(w, 1, &d), "statement 40");
    d = block_of(w, 0);
    if (w->rank == w->size - 1) d.start--; /* an overlap that no padding explains */
    expect_protocol(judged(w, 1, &d), "statement 40");
}

/* statement 45: communication padding is no wider than what the neighbour owns. */
static void check_width(const world *w) {
    if (w->size == 1) return;
    da_dim_dict d = block_of(w, 3);
    CHECK_OK(judged(w, 1, &d));
    /* Rank 0 owns one element only, and rank 1 claims padding of two of its. */
    const int64_t left = w->rank > 0 ? 2 : 0, right = w->rank < w->size - 1 ? 2 : 0;
    const int64_t from = w->rank == 0 ? 0 : 4 * w->rank - 3, to = 4 * w->rank + 1;
    dict_block(&d, 4 * w->size - 3, w->size, w->rank, from > left ? from - left : 0, to + right, left, right);
    expect_protocol(judged(w, 1, &d), "statement 45");
}

/* statement 48: the right width of a process and the left width of the next are equal. */
static void check_both_sides(const world *w) {
    if (w->size == 1) return;
    da_dim_dict d = block_of(w, 1);
    CHECK_OK(judged(w, 1, &d));
    if (w->rank == 1) { /* one more than rank 0 says */
        d.padding[0] = 2;
        d.start--;
    }
    expect_protocol(judged(w, 1, &d), "statement 48");
}

/* statement 71: sections without data are valid, at the ends and between. */
static void check_empty(const world *w) {
    da_dim_dict d;
    const int64_t owner = w->size / 2; /* one process has everything */
    dict_block(&d, 5, w->size, w->rank, w->rank <= owner ? 0 : 5, w->rank < owner ? 0 : 5, 0, 0);
    CHECK_OK(judged(w, 1, &d));
    dict_cyclic(&d, 2, w->size, w->rank, 1);
    CHECK_OK(judged(w, 1, &d));
    d.start = w->rank < 2 ? d.start : 2; /* past the end may also be said by start == size */
    CHECK_OK(judged(w, 1, &d));
    dict_block(&d, 0, w->size, w->rank, 0, 0, 0, 0);
    CHECK_OK(judged(w, 1, &d));
}

/* statement 79: processes with one coordinate along an axis have the same dictionary there.
 * statement 80: except for padding on the edges of the grid. */
static void check_identical(const world *w) {
    if (w->size % 2) return; /* a grid of size/2 x 2: pairs share their row */
    const int64_t rows = w->size / 2, row = w->rank / 2, column = w->rank % 2;
    da_dim_dict good[2], d[2];
    dict_block(&good[0], 4 * rows, rows, row, 4 * row, 4 * row + 4, 0, 0);
    dict_block(&good[1], 6, 2, column, 3 * column, 3 * column + 3, 0, 0);
    CHECK_OK(judged(w, 2, good));
    memcpy(d, good, sizeof d);
    if (row == 0 && column == 1) d[0].padding[0] = 2; /* boundary padding on one of the pair */
    CHECK_OK(judged(w, 2, d));
    memcpy(d, good, sizeof d);
    if (w->rank == w->size - 1) d[0].periodic = 1;
    expect_protocol(judged(w, 2, d), "statement 79");
    memcpy(d, good, sizeof d);
    if (w->rank == w->size - 1) { /* the same range, in other words */
        dict_cyclic(&d[0], 4 * rows, rows, row, 4);
    }
    expect_protocol(judged(w, 2, d), "statement 79");
    memcpy(d, good, sizeof d);
    if (rows > 1 && row == rows - 1) d[0].start += column; /* one of the pair begins later */
    if (rows > 1) expect_protocol(judged(w, 2, d), "statement 79");
}

/* Ranks that do not stand where the grid says, and a grid of another size. */
static void check_grid(const world *w) {
    if (w->size == 1) return;
    da_dim_dict d;
    const int64_t place = w->size - 1 - w->rank; /* the grid in reverse */
    dict_block(&d, 4 * w->size, w->size, place, 4 * place, 4 * place + 4, 0, 0);
    expect_protocol(judged(w, 1, &d), "statement 3");
    dict_block(&d, 4, 1, 0, 0, 4, 0, 0); /* everybody says that it is alone */
    expect_protocol(judged(w, 1, &d), "statements 4, 32");
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    check_local_only();
    check_shared_memory(&w);
    check_sum(&w);
    check_cuts(&w);
    check_width(&w);
    check_both_sides(&w);
    check_empty(&w);
    check_identical(&w);
    check_grid(&w);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
