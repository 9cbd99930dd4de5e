/* ranks: 1 2 3 4 6  valgrind: 1
 * Sections of a foreign producer that knows protocol.h only, imported, computed on in place, and given
 * back once; structures of other versions; validation of what came wrong. */
#include "fixture.h"
#include "producer.h"

/* Block rows with padding of one at each cut, an empty dictionary for the columns. */
static double *produce_rows(const world *w, da_distbuffer *buffer, int *releases) {
    const int64_t left = w->rank > 0, right = w->rank < w->size - 1, shape[2] = {3 + left + right, 2};
    da_dim_dict d[2];
    dict_block(&d[0], 3 * w->size, w->size, w->rank, 3 * w->rank - left, 3 * w->rank + 3 + right, left, right);
    da_dim_dict_clear(&d[1]);
    produce(buffer, 2, d, shape, releases);
    double *memory = buffer->data;
    for (int64_t k = 0; k < shape[0] * shape[1]; k++) memory[k] = (double)(2 * d[0].start + k);
    return memory;
}

/* The global array counts 0, 1, 2, ...: its sum, and its square roots in the producer's memory. */
static void check_compute(const world *w) {
    da_distbuffer buffer;
    da_array *a = NULL, *root = NULL;
    da_value sum;
    double total = -1;
    int releases = 0;
    const double n = 6.0 * w->size;
    const da_counters before = counters_now();
    double *memory = produce_rows(w, &buffer, &releases);
    const int64_t left = w->rank > 0, stored = buffer.shape[0] * 2;
    const double first_padding = memory[0], last_padding = memory[stored - 1];
    CHECK_OK(da_array_import(w->ctx, &buffer, &a));
    CHECK_OK(da_sum_value(a, &sum));
    CHECK_OK(da_value_f64(sum, &total));
    CHECK_NEAR(total, n * (n - 1) / 2, 0); /* each element once */
    CHECK_OK(da_sqrt(a, &root));
    CHECK_OK(da_sqrt(a, &a));
    CHECK_EQ_I64(counters_now().allocations - before.allocations, 1); /* the fresh result only */
    for (int64_t k = 0; k < 6; k++) CHECK_NEAR(memory[2 * left + k], sqrt((double)(6 * w->rank + k)), 1e-15 * n);
    if (w->rank > 0) CHECK_NEAR(memory[0], first_padding, 0);
    if (w->rank < w->size - 1) CHECK_NEAR(memory[stored - 1], last_padding, 0);
    CHECK_OK(da_subtract(root, a, &root));
    CHECK_OK(da_absolute(root, &root));
    CHECK_OK(da_max_value(root, &sum));
    CHECK_OK(da_value_f64(sum, &total));
    CHECK_NEAR(total, 0, 0);
    CHECK_EQ_I64(releases, 0);
    CHECK_OK(da_array_free(&root));
    CHECK_OK(da_array_free(&a));
    CHECK_EQ_I64(releases, 1);
}

/* A cyclic axis, of which some processes own nothing. */
static void check_cyclic(const world *w) {
    const int64_t size = 2 * w->size - 1 > 2 ? 2 * w->size - 1 : 2;
    da_distbuffer buffer;
    da_dim_dict d;
    da_array *a = NULL;
    da_value v;
    int64_t extent = -1;
    double most = -1;
    int releases = 0;
    dict_cyclic(&d, size, w->size, w->rank, 2);
    CHECK_OK(da_dim_dict_local_extent(&d, &extent));
    produce(&buffer, 1, &d, &extent, &releases);
    for (int64_t k = 0; k < extent; k++) ((double *)buffer.data)[k] = (double)(2 * (w->rank + k / 2 * w->size) + k % 2);
    CHECK_OK(da_array_import(w->ctx, &buffer, &a));
    CHECK_OK(da_max_value(a, &v));
    CHECK_OK(da_value_f64(v, &most));
    CHECK_NEAR(most, (double)(size - 1), 0);
    CHECK_OK(da_array_free(&a));
    CHECK_EQ_I64(releases, 1);
}

/* Another major version: its release is called, and nothing else of it is believed. */
static void check_versions(const world *w) {
    da_distbuffer buffer;
    da_array *a = NULL;
    int releases = 0;
    (void)produce_rows(w, &buffer, &releases);
    buffer.abi_major = DA_ABI_MAJOR + 1;
    CHECK_EQ_I64(da_distbuffer_check_abi(&buffer), 2);
    CHECK_STATUS(da_distbuffer_validate(&buffer), DA_ERR_VERSION);
    CHECK_EQ_I64(releases, 0);
    CHECK_STATUS(da_array_import(w->ctx, &buffer, &a), DA_ERR_VERSION);
    CHECK(a == NULL && buffer.release == NULL);
    CHECK_EQ_I64(releases, 1);
    (void)produce_rows(w, &buffer, &releases);
    buffer.abi_minor = DA_ABI_MINOR + 7; /* compatible */
    buffer.dap_version[2] = 3;           /* 0.10.3 */
    CHECK_OK(da_array_import(w->ctx, &buffer, &a));
    CHECK_OK(da_array_free(&a));
    CHECK_EQ_I64(releases, 2);
    (void)produce_rows(w, &buffer, &releases);
    buffer.dap_version[1] = 11;
    CHECK_STATUS(da_array_import(w->ctx, &buffer, &a), DA_ERR_PROTOCOL);
    da_distbuffer_release(&buffer);
    CHECK_STATUS(da_array_import(w->ctx, &buffer, &a), DA_ERR_RELEASED);
    CHECK_EQ_I64(releases, 3);
}

/* Single faults that one process can find alone. */
static void check_local_faults(const world *w) {
    for (int fault = 0; fault < 9; fault++) {
        da_distbuffer buffer;
        int releases = 0;
        da_status expected = DA_ERR_PROTOCOL;
        (void)produce_rows(w, &buffer, &releases);
        producer *p = buffer.private_data;
        CHECK_OK(da_distbuffer_validate(&buffer));
        switch (fault) {
        case 0: buffer.nbytes += 8; break;
        case 1: buffer.flags = 64; break;
        case 2: buffer.reserved[3] = 1; break;
        case 3: buffer.strides = NULL; break;
        case 4: p->dims[0].stop++; break;
        case 5: p->dims[0].padding[1] = -1; break;
        case 6: buffer.dtype.bits = 24; expected = DA_ERR_DTYPE; break;
        case 7: p->dims[0].dist_type = 'n'; break;
        default: p->shape[1] = -2; expected = DA_ERR_SHAPE;
        }
        const da_status status = da_distbuffer_validate(&buffer);
        if (status != expected) fprintf(stderr, "(fault %d: %s)\n", fault, da_error_message());
        CHECK_EQ_I64(status, expected);
        CHECK(strlen(da_error_message()) > 10);
        da_distbuffer_release(&buffer);
        CHECK_EQ_I64(releases, 1);
    }
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    check_compute(&w);
    check_cyclic(&w);
    check_versions(&w);
    check_local_faults(&w);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
