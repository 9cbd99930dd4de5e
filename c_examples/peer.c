/* A consumer of the Distributed Array Protocol that links nothing: it works on the producer's own
 * memory, wherever the strides lead.
 *
 * SPDX-License-Identifier: BSD-3-Clause */
#include "peer.h"

#include <stdio.h>

/* What peer_take() took over; its release is NULL when there is nothing. */
static da_distbuffer held;

const char *peer_error(int status)
{
    switch (status) {
    case PEER_OK: return "fine";
    case PEER_RELEASED: return "the structure was released already";
    case PEER_FOREIGN_ABI: return "the structure has another ABI";
    case PEER_PROTOCOL: return "the structure says something that this library does not know";
    case PEER_DTYPE: return "the elements are not float64";
    case PEER_DEVICE: return "the memory is not the CPU's";
    case PEER_READ_ONLY: return "the memory is read-only";
    case PEER_BUSY: return "another structure is held already";
    default: return "unknown status";
    }
}

/* A later version puts what a consumer must understand into members that are zero today; and
 * negative padding would lead out of the buffer. */
static int known_axis(const da_dim_dict *dim)
{
    size_t i;
    switch (dim->dist_type) {
    case DA_DIST_ALIAS: case DA_DIST_BLOCK: case DA_DIST_CYCLIC: case DA_DIST_UNSTRUCTURED: break;
    default: return 0;
    }
    for (i = 0; i < sizeof dim->reserved / sizeof dim->reserved[0]; ++i)
        if (dim->reserved[i] != 0) return 0;
    return dim->reserved2[0] == 0 && dim->reserved2[1] == 0 && dim->padding[0] >= 0 && dim->padding[1] >= 0;
}

static int known_structure(const da_distbuffer *buffer)
{
    const uint64_t flags = DA_BUFFER_READ_ONLY | DA_BUFFER_IS_COPY | DA_BUFFER_PADDING_VALID;
    size_t i;
    int32_t axis;
    if (buffer->dap_version[0] != DA_DAP_MAJOR || buffer->dap_version[1] != DA_DAP_MINOR) return 0;
    if ((buffer->flags & ~flags) != 0 || buffer->reserved0 != 0) return 0;
    for (i = 0; i < sizeof buffer->reserved / sizeof buffer->reserved[0]; ++i)
        if (buffer->reserved[i] != 0) return 0;
    if (buffer->ndim < 0 || buffer->ndim > DA_BUFFER_MAX_NDIM) return 0;
    if (buffer->ndim > 0 && (!buffer->shape || !buffer->strides || !buffer->dim_data)) return 0;
    for (axis = 0; axis < buffer->ndim; ++axis)
        if (!known_axis(&buffer->dim_data[axis])) return 0;
    return buffer->data != NULL || buffer->nbytes == 0;
}

/* May anything but `release` be read, and is all of it understood? */
static int check_readable(const da_distbuffer *buffer)
{
    switch (da_distbuffer_check_abi(buffer)) {
    case 0: return known_structure(buffer) ? PEER_OK : PEER_PROTOCOL;
    case 1: return PEER_RELEASED;
    default: return PEER_FOREIGN_ABI;
    }
}

/* The elements of an axis that this process owns: local indices `first` to `first + count - 1`. Only
 * block axes hold copies of neighbours' elements, and at the ends of the process grid padding is
 * part of the array. */
typedef struct owned_range {
    int64_t first, count;
} owned_range;

static owned_range owned_along(const da_distbuffer *buffer, int32_t axis)
{
    const da_dim_dict *dim = &buffer->dim_data[axis];
    owned_range owned = {0, buffer->shape[axis]};
    if (dim->dist_type == DA_DIST_BLOCK) {
        if (dim->proc_grid_rank > 0) owned.first = dim->padding[0];
        if (dim->proc_grid_rank < dim->proc_grid_size - 1) owned.count -= dim->padding[1];
        owned.count -= owned.first;
    }
    return owned;
}

/* Scales everything from `axis` on, at `address` along the axes before it. */
static void scale_from(const da_distbuffer *buffer, int32_t axis, char *address, double factor)
{
    owned_range owned;
    int64_t stride, i;
    if (axis == buffer->ndim) {
        *(double *)(void *)address *= factor;
        return;
    }
    owned = owned_along(buffer, axis);
    stride = buffer->strides[axis];
    /* Along a stride of 0 all elements are one and the same number, to be scaled once. */
    if (stride == 0 && owned.count > 1) owned.count = 1;
    for (i = owned.first; i < owned.first + owned.count; ++i)
        scale_from(buffer, axis + 1, address + i * stride, factor);
}

int peer_scale(da_distbuffer *buffer, double factor)
{
    const int status = check_readable(buffer);
    if (status != PEER_OK) return status;
    if (buffer->dtype.code != DA_BUFFER_FLOAT || buffer->dtype.bits != 64 || buffer->dtype.lanes != 1)
        return PEER_DTYPE;
    if (buffer->device.type != DA_BUFFER_CPU) return PEER_DEVICE;
    if (buffer->flags & DA_BUFFER_READ_ONLY) return PEER_READ_ONLY;
    if (buffer->nbytes > 0) scale_from(buffer, 0, (char *)buffer->data, factor);
    /* The neighbours' copies of our elements have the old values now. */
    buffer->flags &= ~DA_BUFFER_PADDING_VALID;
    return PEER_OK;
}

/* One line on one axis; returns what snprintf returns. */
static int report_axis(const da_distbuffer *buffer, int32_t axis, char *text, size_t capacity)
{
    const da_dim_dict *dim = &buffer->dim_data[axis];
    const owned_range owned = owned_along(buffer, axis);
    const long long all = dim->size, here = owned.count, rank = dim->proc_grid_rank, grid = dim->proc_grid_size;
    switch (dim->dist_type) {
    case DA_DIST_BLOCK:
        return snprintf(text, capacity, "axis %d: block %lld of %lld, global [%lld, %lld), owns %lld of %lld\n",
                        (int)axis, rank, grid, (long long)dim->start, (long long)dim->stop, here, all);
    case DA_DIST_CYCLIC:
        return snprintf(text, capacity, "axis %d: cyclic %lld of %lld, from %lld in blocks of %lld, owns %lld of %lld\n",
                        (int)axis, rank, grid, (long long)dim->start, (long long)dim->block_size, here, all);
    case DA_DIST_UNSTRUCTURED:
        return snprintf(text, capacity, "axis %d: unstructured %lld of %lld, %lld labels for %lld\n",
                        (int)axis, rank, grid, here, all);
    default:
        return snprintf(text, capacity, "axis %d: not distributed, %lld\n", (int)axis, here);
    }
}

void peer_report(const da_distbuffer *buffer, char *text, size_t capacity)
{
    const int status = check_readable(buffer);
    size_t used = 0;
    int32_t axis;
    if (capacity == 0) return;
    text[0] = '\0';
    if (status != PEER_OK) {
        snprintf(text, capacity, "%s\n", peer_error(status));
        return;
    }
    if (buffer->ndim == 0) snprintf(text, capacity, "no axes: one element\n");
    for (axis = 0; axis < buffer->ndim && used < capacity; ++axis) {
        const int wrote = report_axis(buffer, axis, text + used, capacity - used);
        if (wrote < 0) return;
        used += (size_t)wrote;
    }
}

int peer_take(da_distbuffer *source)
{
    const int status = check_readable(source);
    if (status == PEER_FOREIGN_ABI) da_distbuffer_release(source);
    if (status != PEER_OK) return status;
    if (!da_distbuffer_is_released(&held)) return PEER_BUSY;
    da_distbuffer_move(source, &held);
    return PEER_OK;
}

da_distbuffer *peer_held(void) { return da_distbuffer_is_released(&held) ? NULL : &held; }

void peer_let_go(void) { da_distbuffer_release(&held); }
