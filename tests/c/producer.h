/* A foreign producer of da_distbuffer: it knows distarray/protocol.h only, and counts its releases. */
#ifndef DISTARRAY_TESTS_PRODUCER_H
#define DISTARRAY_TESTS_PRODUCER_H

#include <stdlib.h>

#include <distarray/protocol.h>

enum { PRODUCER_NDIM = 4 };

typedef struct producer {
    int64_t shape[PRODUCER_NDIM], strides[PRODUCER_NDIM];
    da_dim_dict dims[PRODUCER_NDIM];
    double *memory;
    int *releases;
} producer;

static inline void producer_release(da_distbuffer *self) {
    producer *p = (producer *)self->private_data;
    ++*p->releases;
    free(p->memory);
    free(p);
    self->release = NULL;
}

static inline void dict_block(da_dim_dict *d, int64_t size, int64_t parts, int64_t part, int64_t start, int64_t stop,
                              int64_t left, int64_t right) {
    da_dim_dict_clear(d);
    d->dist_type = DA_DIST_BLOCK;
    d->size = size;
    d->proc_grid_size = parts;
    d->proc_grid_rank = part;
    d->start = start;
    d->stop = stop;
    d->padding[0] = left;
    d->padding[1] = right;
}

static inline void dict_cyclic(da_dim_dict *d, int64_t size, int64_t parts, int64_t part, int64_t block_size) {
    da_dim_dict_clear(d);
    d->dist_type = DA_DIST_CYCLIC;
    d->size = size;
    d->proc_grid_size = parts;
    d->proc_grid_rank = part;
    d->start = part * block_size;
    d->block_size = block_size;
}

static inline void dict_unstructured(da_dim_dict *d, int64_t size, int64_t parts, int64_t part, int64_t count,
                                     const int64_t *labels, int one_to_one) {
    da_dim_dict_clear(d);
    d->dist_type = DA_DIST_UNSTRUCTURED;
    d->size = size;
    d->proc_grid_size = parts;
    d->proc_grid_rank = part;
    d->num_indices = count;
    d->indices = labels;
    d->one_to_one = one_to_one ? 1 : 0;
}

/* A float64 section of these dictionaries and extents, in C order; its memory belongs to the structure. */
static inline void produce(da_distbuffer *out, int32_t ndim, const da_dim_dict *dims, const int64_t *shape,
                           int *releases) {
    producer *p = (producer *)calloc(1, sizeof *p);
    int64_t count = 1;
    int32_t k;
    if (p == NULL) abort();
    for (k = ndim - 1; k >= 0; --k) {
        p->shape[k] = shape[k];
        p->strides[k] = count * (int64_t)sizeof(double);
        p->dims[k] = dims[k];
        count *= shape[k];
    }
    p->memory = (double *)calloc((size_t)count + 1, sizeof(double));
    p->releases = releases;
    if (p->memory == NULL) abort();
    da_distbuffer_init(out);
    out->private_data = p;
    out->release = producer_release;
    out->ndim = ndim;
    out->data = p->memory;
    out->nbytes = (uint64_t)count * sizeof(double);
    out->dtype.code = DA_BUFFER_FLOAT;
    out->dtype.bits = 64;
    out->dtype.lanes = 1;
    out->shape = p->shape;
    out->strides = p->strides;
    out->dim_data = p->dims;
}

#endif /* DISTARRAY_TESTS_PRODUCER_H */
