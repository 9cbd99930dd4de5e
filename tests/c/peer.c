/* The library of the examples, c_examples/peer.c: a consumer that links nothing must work on any
 * structure that the protocol allows, and refuse what it does not understand.
 * ranks: single  valgrind: single  sources: ../../c_examples/peer.c */
#include "../../c_examples/peer.h"

#include "check.h"

static int releases = 0;

static void count_release(da_distbuffer *self)
{
    releases++;
    self->release = NULL;
}

/* A float64 structure of `ndim` undistributed axes over the given tables. */
static da_distbuffer structure(void *data, int32_t ndim, const int64_t *shape, const int64_t *strides,
                               const da_dim_dict *dims)
{
    da_distbuffer b;
    da_distbuffer_init(&b);
    b.release = count_release;
    b.ndim = ndim;
    b.data = data;
    b.nbytes = sizeof(double);
    for (int32_t axis = 0; axis < ndim; ++axis) b.nbytes *= (uint64_t)shape[axis];
    b.dtype.code = DA_BUFFER_FLOAT;
    b.dtype.bits = 64;
    b.dtype.lanes = 1;
    b.shape = shape;
    b.strides = strides;
    b.dim_data = dims;
    return b;
}

static da_dim_dict block(int64_t rank, int64_t start, int64_t stop, int64_t left, int64_t right)
{
    da_dim_dict dim;
    da_dim_dict_clear(&dim);
    dim.dist_type = DA_DIST_BLOCK;
    dim.size = 12;
    dim.proc_grid_size = 3;
    dim.proc_grid_rank = rank;
    dim.start = start;
    dim.stop = stop;
    dim.padding[0] = left;
    dim.padding[1] = right;
    return dim;
}

/* Padding between processes is not ours to scale, padding at the ends is. */
static void check_padding(void)
{
    const int64_t shape[1] = {6}, strides[1] = {8};
    const da_dim_dict dims[3] = {block(0, 0, 6, 1, 2), block(1, 3, 9, 2, 1), block(2, 6, 12, 1, 2)};
    const int first[3] = {0, 2, 1}, last[3] = {4, 5, 6};
    for (int rank = 0; rank < 3; ++rank) {
        double data[6] = {1, 2, 3, 4, 5, 6};
        da_distbuffer b = structure(data, 1, shape, strides, &dims[rank]);
        b.flags = DA_BUFFER_PADDING_VALID;
        CHECK_EQ_I64(peer_scale(&b, 10), PEER_OK);
        for (int i = 0; i < 6; ++i) CHECK_NEAR(data[i], (i + 1) * (i >= first[rank] && i < last[rank] ? 10.0 : 1.0), 0);
        CHECK_EQ_I64(b.flags, 0); /* the neighbours' copies are out of date */
        CHECK(b.release != NULL); /* it borrows only */
    }
}

/* Backwards rows with gaps, and a stride of 0, along which there is one number. */
static void check_strides(void)
{
    const int64_t shape[3] = {2, 4, 2}, strides[3] = {-5 * 8, 0, 2 * 8};
    da_dim_dict dims[3];
    double data[10];
    for (int i = 0; i < 10; ++i) data[i] = i + 1;
    for (int axis = 0; axis < 3; ++axis) da_dim_dict_clear(&dims[axis]);
    da_distbuffer b = structure(data + 5, 3, shape, strides, dims);
    CHECK_EQ_I64(peer_scale(&b, -1), PEER_OK);
    for (int i = 0; i < 10; ++i)
        CHECK_NEAR(data[i], i == 0 || i == 2 || i == 5 || i == 7 ? -(i + 1) : i + 1, 0);
}

/* No axes, and as many as there may be. */
static void check_ndim(void)
{
    int64_t shape[DA_BUFFER_MAX_NDIM], strides[DA_BUFFER_MAX_NDIM];
    da_dim_dict dims[DA_BUFFER_MAX_NDIM];
    double data[4] = {1, 2, 3, 4};
    char text[4096];
    for (int axis = 0; axis < DA_BUFFER_MAX_NDIM; ++axis) {
        da_dim_dict_clear(&dims[axis]);
        shape[axis] = axis == 0 || axis == 31 ? 2 : 1;
        strides[axis] = axis == 0 ? 16 : 8;
    }
    da_distbuffer none = structure(data, 0, NULL, NULL, NULL);
    CHECK_EQ_I64(peer_scale(&none, 2), PEER_OK);
    CHECK_NEAR(data[0], 2, 0);
    CHECK_NEAR(data[1], 2, 0);
    peer_report(&none, text, sizeof text);
    CHECK_EQ_STR(text, "no axes: one element\n");

    da_distbuffer all = structure(data, DA_BUFFER_MAX_NDIM, shape, strides, dims);
    CHECK_EQ_I64(peer_scale(&all, 3), PEER_OK);
    CHECK_NEAR(data[0], 6, 0);
    CHECK_NEAR(data[3], 12, 0);
    peer_report(&all, text, sizeof text);
    CHECK_CONTAINS(text, "axis 31: not distributed, 2\n");
    all.ndim = DA_BUFFER_MAX_NDIM + 1;
    CHECK_EQ_I64(peer_scale(&all, 3), PEER_PROTOCOL);
}

static void check_descriptions(void)
{
    const int64_t labels[2] = {7, -1};
    const int64_t shape[3] = {6, 3, 2}, strides[3] = {48, 16, 8};
    da_dim_dict dims[3];
    char text[512];
    double data[36] = {0};
    dims[0] = block(1, 3, 9, 2, 1);
    da_dim_dict_clear(&dims[1]);
    dims[1].dist_type = DA_DIST_CYCLIC;
    dims[1].size = 5;
    dims[1].proc_grid_size = 2;
    dims[1].block_size = 1;
    da_dim_dict_clear(&dims[2]);
    dims[2].dist_type = DA_DIST_UNSTRUCTURED;
    dims[2].size = 4;
    dims[2].proc_grid_size = 2;
    dims[2].num_indices = 2;
    dims[2].indices = labels;
    da_distbuffer b = structure(data, 3, shape, strides, dims);
    peer_report(&b, text, sizeof text);
    CHECK_EQ_STR(text, "axis 0: block 1 of 3, global [3, 9), owns 3 of 12\n"
                       "axis 1: cyclic 0 of 2, from 0 in blocks of 1, owns 3 of 5\n"
                       "axis 2: unstructured 0 of 2, 2 labels for 4\n");
    /* Cut off, and nothing written behind the end. */
    memset(text, '#', sizeof text);
    peer_report(&b, text, 60);
    CHECK_EQ_I64(strlen(text), 59);
    CHECK_EQ_I64(text[60], '#');
    text[0] = '#';
    peer_report(&b, text, 0);
    CHECK_EQ_I64(text[0], '#');
    b.abi_major = 7;
    peer_report(&b, text, sizeof text);
    CHECK_CONTAINS(text, "another ABI");
}

/* One fault at a time; nothing may be written. */
static void check_refusals(void)
{
    const int64_t shape[1] = {2}, strides[1] = {8};
    double data[2] = {1, 2};
    da_dim_dict dim;
    da_dim_dict_clear(&dim);
    const da_distbuffer good = structure(data, 1, shape, strides, &dim);
    da_distbuffer b;
#define REFUSED(member, value, status) \
    do { b = good; b.member = value; CHECK_EQ_I64(peer_scale(&b, 2), status); CHECK_NEAR(data[0], 1, 0); } while (0)
    REFUSED(release, NULL, PEER_RELEASED);
    REFUSED(abi_major, 2, PEER_FOREIGN_ABI);
    REFUSED(dap_version[1], 11, PEER_PROTOCOL);
    REFUSED(flags, 8, PEER_PROTOCOL);
    REFUSED(reserved0, 1, PEER_PROTOCOL);
    REFUSED(reserved[7], 1, PEER_PROTOCOL);
    REFUSED(ndim, -1, PEER_PROTOCOL);
    REFUSED(data, NULL, PEER_PROTOCOL);
    REFUSED(strides, NULL, PEER_PROTOCOL);
    REFUSED(dtype.bits, 32, PEER_DTYPE);
    REFUSED(dtype.code, DA_BUFFER_INT, PEER_DTYPE);
    REFUSED(dtype.lanes, 2, PEER_DTYPE);
    REFUSED(device.type, DA_BUFFER_CUDA, PEER_DEVICE);
    REFUSED(flags, DA_BUFFER_READ_ONLY, PEER_READ_ONLY);
#undef REFUSED
    b = good;
    dim.dist_type = 'x';
    CHECK_EQ_I64(peer_scale(&b, 2), PEER_PROTOCOL);
    dim.dist_type = DA_DIST_ALIAS;
    dim.reserved[4] = 1;
    CHECK_EQ_I64(peer_scale(&b, 2), PEER_PROTOCOL);
    dim.reserved[4] = 0;
    b.abi_minor = 9; /* a later minor version is compatible */
    CHECK_EQ_I64(peer_scale(&b, 2), PEER_OK);
    CHECK_NEAR(data[0], 2, 0);
    CHECK_EQ_I64(peer_scale(NULL, 2), PEER_RELEASED);
    for (int status = PEER_OK; status <= PEER_BUSY + 1; ++status) CHECK(strlen(peer_error(status)) > 0);
}

static void check_ownership(void)
{
    double data = 1;
    da_distbuffer b = structure(&data, 0, NULL, NULL, NULL), c = b, foreign = b;
    releases = 0;
    peer_let_go(); /* nothing to give back */
    CHECK_EQ_I64(peer_take(&b), PEER_OK);
    CHECK(b.release == NULL);
    CHECK(peer_held() != NULL && peer_held()->data == &data);
    CHECK_EQ_I64(peer_take(&b), PEER_RELEASED);
    CHECK_EQ_I64(peer_take(&c), PEER_BUSY);
    CHECK(c.release != NULL); /* the caller keeps it */
    foreign.abi_major = 2;
    CHECK_EQ_I64(releases, 0);
    CHECK_EQ_I64(peer_take(&foreign), PEER_FOREIGN_ABI);
    CHECK_EQ_I64(releases, 1);
    peer_let_go();
    peer_let_go();
    CHECK_EQ_I64(releases, 2);
    CHECK(peer_held() == NULL);
}

int main(void)
{
    check_padding();
    check_strides();
    check_ndim();
    check_descriptions();
    check_refusals();
    check_ownership();
    return check_finish_alone();
}
