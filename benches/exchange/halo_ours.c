/* Halo updates by this library, on the program's own memory. */
#include "halo.h"
#include "ours.h"

#include <stdlib.h>

typedef struct updated {
    da_context *ctx;
    da_array *array;
    da_halo *halo;
} updated;

/* Ghosts between ranks are communication padding; at the ends of a periodic axis they are boundary padding,
 * which counts in the protocol's size. Even blocks are the peers' blocks on up to two ranks along an axis. */
static da_distribution *padded(const halo *h, const da_context *ctx) {
    const int none = HALO_AXES - h->ndim;
    da_distribution *dist = NULL;
    da_dim_spec specs[HALO_AXES];
    memset(specs, 0, sizeof specs);
    for (int k = 0; k < h->ndim; k++) {
        const int axis = none + k, ends = h->periodic ? h->width : 0;
        specs[k].kind = DA_KIND_BLOCK;
        specs[k].grid_axis_plus_1 = k + 1;
        specs[k].grid_size = h->grid[axis];
        specs[k].periodic = h->periodic;
        specs[k].size = h->extent[axis] + 2 * ends;
        for (int side = 0; side < 2; side++) {
            specs[k].comm_padding[side] = h->width;
            specs[k].boundary_padding[side] = ends;
        }
    }
    TRY(da_distribution_create_dims(ctx, h->ndim, specs, NULL, &dist));
    return dist;
}

static void *update_set_up(void *task) {
    halo *h = task;
    updated *s = bench_memory(sizeof *s);
    da_distribution *dist;
    int64_t shape[HALO_AXES];
    s->ctx = bench_context();
    dist = padded(h, s->ctx);
    TRY(da_distribution_local_shape(dist, -1, shape));
    for (int k = 0; k < h->ndim; k++)
        if (shape[k] != h->local[HALO_AXES - h->ndim + k]) bench_quit("our sections have another shape");
    TRY(da_array_wrap(dist, DA_FLOAT64, h->data, NULL, 0, NULL, NULL, &s->array));
    TRY(da_halo_create(dist, NULL, &s->halo));
    TRY(da_distribution_free(&dist));
    return s;
}

static void update_run(void *task, void *own) {
    updated *s = own;
    (void)task;
    TRY(da_halo_update(s->halo, 1, &s->array));
}

static void update_tear_down(void *own) {
    updated *s = own;
    TRY(da_halo_free(&s->halo));
    TRY(da_array_free(&s->array));
    TRY(da_context_free(&s->ctx));
    free(s);
}

const bench_variant halo_update = {"**da_halo_update**", 1, update_set_up, update_run, update_tear_down, NULL};
