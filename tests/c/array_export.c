/* ranks: 1 2 3 4 6  valgrind-full: 3
 * What an exported structure says, for every dtype, layout, empty sections and flags; local access
 * and functions on the section; the flag that says whether communication padding is valid. */
#include "fixture.h"
#include "layouts.h"

static const da_buffer_dtype codes[] = {
    {0, 0, 0}, {DA_BUFFER_BOOL, 8, 1}, {DA_BUFFER_INT, 8, 1}, {DA_BUFFER_INT, 16, 1}, {DA_BUFFER_INT, 32, 1},
    {DA_BUFFER_INT, 64, 1}, {DA_BUFFER_UINT, 8, 1}, {DA_BUFFER_UINT, 16, 1}, {DA_BUFFER_UINT, 32, 1},
    {DA_BUFFER_UINT, 64, 1}, {DA_BUFFER_FLOAT, 32, 1}, {DA_BUFFER_FLOAT, 64, 1}, {DA_BUFFER_COMPLEX, 64, 1},
    {DA_BUFFER_COMPLEX, 128, 1},
};

/* The structure says what the array's local description and its distribution say. */
static void check_structure(const da_array *a, const da_distribution *dist, const da_distbuffer *buffer) {
    const da_local local = local_of(a, DA_ACCESS_READ);
    da_dim_dict dims[ORACLE_MAX];
    MPI_Comm comm;
    int rank = -1, size = -1, together = -1;
    CHECK_EQ_I64(buffer->abi_major, DA_ABI_MAJOR);
    CHECK_EQ_I64(buffer->abi_minor, DA_ABI_MINOR);
    CHECK(buffer->dap_version[0] == 0 && buffer->dap_version[1] == 10 && buffer->dap_version[2] == 0);
    CHECK_EQ_I64(da_distbuffer_check_abi(buffer), 0);
    CHECK(buffer->data == local.data);
    CHECK_EQ_I64(buffer->ndim, local.ndim);
    CHECK_EQ_I64(buffer->nbytes, local.size * (int64_t)item_size(local.dtype));
    CHECK_EQ_I64(buffer->dtype.code, codes[local.dtype].code);
    CHECK_EQ_I64(buffer->dtype.bits, codes[local.dtype].bits);
    CHECK_EQ_I64(buffer->dtype.lanes, 1);
    CHECK(buffer->device.type == DA_BUFFER_CPU && buffer->device.id == 0);
    CHECK(buffer->reserved0 == 0 && buffer->ext == NULL);
    for (int k = 0; k < 8; k++) CHECK(buffer->reserved[k] == 0);
    CHECK_OK(da_distribution_dim_data(dist, -1, dims));
    for (int32_t k = 0; k < local.ndim; k++) {
        CHECK_EQ_I64(buffer->shape[k], local.shape[k]);
        CHECK_EQ_I64(buffer->strides[k], local.strides[k]);
        CHECK(memcmp(&buffer->dim_data[k], &dims[k], sizeof dims[k]) == 0);
    }
    comm = MPI_Comm_f2c((MPI_Fint)buffer->comm_f);
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    CHECK_EQ_I64(buffer->rank, rank);
    CHECK_EQ_I64(buffer->comm_size, size);
    MPI_Allreduce(&rank, &together, 1, MPI_INT, MPI_SUM, comm);
    CHECK_EQ_I64(together, size * (size - 1) / 2);
    CHECK_OK(da_distbuffer_validate(buffer));
}

static void check_layouts(const world *w) {
    int exported = 0;
    for (int which = 0; which < LAYOUTS; which++) {
        layout l;
        da_array *a = NULL;
        da_distbuffer buffer;
        layout_make(&l, which, w->size);
        da_distribution *dist = oracle_create(&l.o, w->ctx);
        CHECK_OK(da_zeros(dist, DA_FLOAT32, &a));
        const da_status status = da_array_export(a, &buffer);
        CHECK(status == DA_OK || status == DA_ERR_NOT_EXPRESSIBLE || status == DA_ERR_NOT_MEMBER);
        if (status == DA_OK) {
            check_structure(a, dist, &buffer);
            if (w->size == count_of(l.o.grid_ndim, l.o.grid)) CHECK_OK(da_distbuffer_validate_global(w->ctx, &buffer));
            da_distbuffer_release(&buffer);
            CHECK(buffer.release == NULL);
            exported++;
        }
        CHECK_OK(da_array_free(&a));
        CHECK_OK(da_distribution_free(&dist));
    }
    CHECK(exported >= 10);
}

static void check_dtypes(const world *w) {
    const int64_t shape[2] = {2 * w->size + 1, 3};
    da_distribution *dist = make_dist(w->ctx, 2, shape, "b,n");
    int64_t stored[2];
    for (int32_t dtype = 1; dtype <= NUM_DTYPES; dtype++) {
        da_array *a = NULL;
        da_distbuffer buffer;
        CHECK_OK(da_ones(dist, dtype, &a));
        if (da_distribution_local_shape(dist, -1, stored) == DA_OK) {
            CHECK_OK(da_array_export(a, &buffer));
            check_structure(a, dist, &buffer);
            da_distbuffer_release(&buffer);
        }
        CHECK_OK(da_array_free(&a));
    }
    CHECK_OK(da_distribution_free(&dist));
}

static void check_flags(const da_array *a, int32_t expected) {
    int32_t flags = -1;
    CHECK_OK(da_array_flags(a, &flags));
    CHECK_EQ_I64(flags, expected);
}

static void check_exported_flags(const da_array *a, uint64_t expected) {
    da_distbuffer buffer;
    CHECK_OK(da_array_export(a, &buffer));
    CHECK_EQ_I64(buffer.flags, expected);
    da_distbuffer_release(&buffer);
}

static int32_t nothing(const da_local *local, void *user) {
    (void)local;
    (void)user;
    return 0;
}

/* Who writes, or may write, makes communication padding stale; reading does not. */
static void check_padding_flag(const world *w) {
    const int64_t shape[1] = {3 * w->size};
    double memory[5] = {0, 0, 0, 0, 0};
    da_distribution *dist = make_dist(w->ctx, 1, shape, "b(comm=1)");
    for (int how = 0; how < 5; how++) {
        da_array *a = NULL;
        da_local local;
        CHECK_OK(da_array_wrap(dist, DA_FLOAT64, memory, NULL, DA_PADDING_VALID, NULL, NULL, &a));
        check_flags(a, DA_PADDING_VALID);
        CHECK_OK(da_array_local(a, DA_ACCESS_READ, &local));
        CHECK_OK(da_array_apply_local(a, DA_ACCESS_READ, nothing, NULL));
        check_flags(a, DA_PADDING_VALID);
        switch (how) {
        case 0: CHECK_OK(da_array_local(a, DA_ACCESS_WRITE, &local)); break;
        case 1: CHECK_OK(da_array_apply_local(a, DA_ACCESS_WRITE, nothing, NULL)); break;
        case 2: CHECK_OK(da_absolute(a, &a)); break;
        case 3: CHECK_OK(da_binary_scalar(DA_OP_ADD, a, da_int(1), &a)); break;
        default: check_exported_flags(a, DA_BUFFER_PADDING_VALID); /* the consumer may write from now on */
        }
        check_flags(a, 0);
        check_exported_flags(a, 0);
        CHECK_OK(da_array_free(&a));
    }
    da_array *a = NULL, *copy = NULL, *other = NULL;
    CHECK_OK(da_array_wrap(dist, DA_FLOAT64, memory, NULL, DA_PADDING_VALID | DA_READ_ONLY, NULL, NULL, &a));
    check_flags(a, DA_PADDING_VALID | DA_READ_ONLY);
    check_exported_flags(a, DA_BUFFER_PADDING_VALID | DA_BUFFER_READ_ONLY);
    check_flags(a, DA_PADDING_VALID | DA_READ_ONLY); /* nobody can write to it */
    CHECK_OK(da_copy(a, &copy));
    check_flags(copy, DA_PADDING_VALID); /* padding is copied too; the copy's memory may be written to */
    CHECK_OK(da_astype(copy, DA_FLOAT32, &other));
    check_flags(other, DA_PADDING_VALID);
    CHECK_OK(da_array_free(&other));
    CHECK_OK(da_add(a, a, &other));
    check_flags(other, 0); /* computation leaves padding alone */
    CHECK_OK(da_fill(other, da_int(2)));
    check_flags(other, DA_PADDING_VALID); /* everything, padding included, has the one value */
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&copy));
    CHECK_OK(da_array_free(&other));
    CHECK_OK(da_distribution_free(&dist));
}

typedef struct seen { int calls; da_local local; da_context *ctx; da_status inside; int32_t result; } seen;

static int32_t look(const da_local *local, void *user) {
    seen *s = user;
    s->calls++;
    s->local = *local;
    s->inside = da_context_barrier(s->ctx);
    for (int64_t i = 0; i < local->size; i++) ((int32_t *)local->data)[i] += 5;
    return s->result;
}

/* The function sees the section once, writes to it, and may not communicate. */
static void check_apply_local(const world *w) {
    const int64_t shape[1] = {w->size + 1}; /* with 3 ranks or more, one holds nothing */
    da_distribution *dist = make_dist(w->ctx, 1, shape, "b");
    da_array *a = NULL;
    seen s;
    memset(&s, 0, sizeof s);
    s.ctx = w->ctx;
    CHECK_OK(da_ones(dist, DA_INT32, &a));
    CHECK_OK(da_array_apply_local(a, DA_ACCESS_WRITE, look, &s));
    CHECK_EQ_I64(s.calls, 1);
    CHECK_EQ_I64(s.inside, DA_ERR_IN_CALLBACK);
    const da_local local = local_of(a, DA_ACCESS_READ);
    CHECK(memcmp(&local, &s.local, sizeof local) == 0);
    for (int64_t i = 0; i < local.size; i++) CHECK_EQ_I64(((const int32_t *)local.data)[i], 6);
    s.result = 17;
    CHECK_STATUS(da_array_apply_local(a, DA_ACCESS_WRITE, look, &s), DA_ERR_CALLBACK);
    CHECK_CONTAINS(da_error_message(), "17");
    CHECK_EQ_I64(s.calls, 2);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    check_layouts(&w);
    check_dtypes(&w);
    check_padding_flag(&w);
    check_apply_local(&w);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
