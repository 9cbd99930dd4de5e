/* ranks: 1 2 3 4 6
 * Distributions made from others, over the catalogue: who owns what is what the oracle says of the
 * distribution that they come from. */
#include "fixture.h"
#include "layouts.h"

/* Does a rank own the base's elements with these indices along some axes (-1: any), and does it have
 * coordinate 0 along the grid axes of the axes in `first`? */
static int holds(const oracle *o, int32_t rank, const int64_t *wanted, uint32_t first) {
    int64_t coords[ORACLE_MAX];
    if (!oracle_coords(o, rank, coords)) return 0;
    for (int k = 0; k < o->ndim; k++) {
        const int64_t part = oracle_part(o, k, coords);
        if (wanted[k] >= 0 && axis_owner(&o->axes[k], oracle_parts(o, k), wanted[k]) != part) return 0;
        if ((first >> k & 1) && part != 0) return 0;
    }
    return 1;
}

/* Checks the owners of one element. */
static void check_element(const oracle *o, const da_distribution *dist, const int64_t *index,
                          const int64_t *wanted, uint32_t first) {
    int32_t owners[64], expected = 0, owner = -1, among = 0;
    int64_t count = -1;
    CHECK_OK(da_distribution_owners(dist, index, 64, owners, &count));
    CHECK_OK(da_distribution_owner(dist, index, &owner));
    for (int32_t r = 0; r < o->num_ranks; r++) {
        if (!holds(o, r, wanted, first)) continue;
        CHECK_EQ_I64(owners[expected], r);
        expected++;
        among += owner == r;
    }
    CHECK_EQ_I64(count, expected);
    CHECK_EQ_I64(among, 1);
}

/* Checks every element of a result whose axis k is the base's axis source[k], or any (-1) of it. */
static void check_result(const oracle *o, const da_distribution *dist, int32_t ndim, const int64_t *shape,
                         const int *source, uint32_t first) {
    int64_t got[ORACLE_MAX], index[ORACLE_MAX] = {0}, wanted[ORACLE_MAX];
    int32_t axes = -1;
    CHECK_OK(da_distribution_ndim(dist, &axes));
    CHECK_EQ_I64(axes, ndim);
    CHECK_OK(da_distribution_shape(dist, got));
    for (int32_t k = 0; k < ndim; k++) CHECK_EQ_I64(got[k], shape[k]);
    if (count_of(ndim, shape) == 0) return;
    do {
        for (int32_t k = 0; k < o->ndim; k++) wanted[k] = -1;
        for (int32_t k = 0; k < ndim; k++)
            if (source[k] >= 0) wanted[source[k]] = index[k];
        check_element(o, dist, index, wanted, first);
    } while (next_index(ndim, shape, index));
}

static void check_transpose(const layout *l, const da_distribution *dist) {
    const int32_t ndim = l->o.ndim;
    int32_t order[ORACLE_MAX];
    int64_t shape[ORACLE_MAX];
    int source[ORACLE_MAX];
    da_distribution *reversed = NULL, *turned = NULL, *back = NULL;
    for (int k = 0; k < ndim; k++) {
        source[k] = ndim - 1 - k;
        shape[k] = l->o.axes[source[k]].size;
    }
    CHECK_OK(da_distribution_transpose(dist, 0, NULL, &reversed));
    check_result(&l->o, reversed, ndim, shape, source, 0);
    for (int k = 0; k < ndim; k++) { /* (1, 2, ..., 0), some counted from the end */
        source[k] = (k + 1) % ndim;
        order[k] = k % 2 ? source[k] - ndim : source[k];
        shape[k] = l->o.axes[source[k]].size;
    }
    CHECK_OK(da_distribution_transpose(dist, ndim, order, &turned));
    check_result(&l->o, turned, ndim, shape, source, 0);
    for (int k = 0; k < ndim; k++) order[k] = (k + ndim - 1) % ndim;
    CHECK_OK(da_distribution_transpose(turned, ndim, order, &back));
    int32_t equal = 0;
    CHECK_OK(da_distribution_equal(dist, back, &equal));
    CHECK_EQ_I64(equal, 1);
    CHECK_OK(da_distribution_free(&reversed));
    CHECK_OK(da_distribution_free(&turned));
    CHECK_OK(da_distribution_free(&back));
}

/* Reduces the axes in the bit set `chosen`. */
static void check_reduce(const layout *l, const da_distribution *dist, uint32_t chosen, int32_t flags) {
    int32_t axes[ORACLE_MAX], naxes = 0, ndim = 0;
    int64_t shape[ORACLE_MAX];
    int source[ORACLE_MAX];
    da_distribution *made = NULL;
    for (int k = 0; k < l->o.ndim; k++) {
        const int gone = chosen >> k & 1;
        if (gone) axes[naxes++] = k - (k % 2 ? l->o.ndim : 0);
        if (gone && !(flags & DA_KEEPDIMS)) continue;
        shape[ndim] = gone ? 1 : l->o.axes[k].size;
        source[ndim++] = gone ? -1 : k;
    }
    CHECK_OK(da_distribution_reduce(dist, naxes, axes, flags, &made));
    check_result(&l->o, made, ndim, shape, source, flags & DA_REDUCE_TO_FIRST ? chosen : 0);
    CHECK_OK(da_distribution_free(&made));
}

static void check_replicate(const layout *l, const da_distribution *dist, uint32_t chosen) {
    int32_t axes[ORACLE_MAX], naxes = 0;
    int64_t shape[ORACLE_MAX];
    int source[ORACLE_MAX];
    da_distribution *made = NULL;
    oracle_shape(&l->o, shape);
    for (int k = 0; k < l->o.ndim; k++) {
        if (chosen >> k & 1) axes[naxes++] = k;
        source[k] = chosen >> k & 1 ? -1 : k;
    }
    CHECK_OK(da_distribution_replicate(dist, naxes, axes, &made));
    check_result(&l->o, made, l->o.ndim, shape, source, 0);
    CHECK_OK(da_distribution_free(&made));
}

/* Every axis from its end by -2, or its middle index; the same as text. */
static void check_slice(const layout *l, const da_distribution *dist, uint32_t chosen) {
    da_slice slices[ORACLE_MAX];
    char text[ORACLE_MAX * 24] = "";
    int64_t shape[ORACLE_MAX], index[ORACLE_MAX] = {0}, wanted[ORACLE_MAX];
    int source[ORACLE_MAX];
    int32_t ndim = 0, equal = 0;
    da_distribution *made = NULL, *again = NULL;
    for (int k = 0; k < l->o.ndim; k++) {
        const int64_t size = l->o.axes[k].size;
        const int gone = (chosen >> k & 1) && size > 0;
        slices[k] = gone ? da_at(size / 2) : da_range(DA_SLICE_NONE, DA_SLICE_NONE, -2);
        snprintf(text + strlen(text), sizeof text - strlen(text), gone ? "%s%d" : "%s::-2", k ? ", " : "",
                 (int)(size / 2));
        wanted[k] = gone ? size / 2 : -1;
        if (gone) continue;
        shape[ndim] = (size + 1) / 2;
        source[ndim++] = k;
    }
    CHECK_OK(da_distribution_slice(dist, l->o.ndim, slices, &made));
    CHECK_OK(da_distribution_slice_text(dist, text, &again));
    CHECK_OK(da_distribution_equal(made, again, &equal));
    CHECK_EQ_I64(equal, 1);
    int64_t got[ORACLE_MAX];
    CHECK_OK(da_distribution_shape(made, got));
    for (int32_t k = 0; k < ndim; k++) CHECK_EQ_I64(got[k], shape[k]);
    if (count_of(ndim, shape) > 0) do {
            for (int32_t k = 0; k < ndim; k++) wanted[source[k]] = l->o.axes[source[k]].size - 1 - 2 * index[k];
            check_element(&l->o, made, index, wanted, 0);
        } while (next_index(ndim, shape, index));
    CHECK_OK(da_distribution_free(&made));
    CHECK_OK(da_distribution_free(&again));
}

/* Two axes in front; the first axis of extent 1, if there is one, is stretched. */
static void check_broadcast(const layout *l, const da_distribution *dist) {
    const int32_t ndim = l->o.ndim + 2;
    int64_t shape[ORACLE_MAX + 2] = {2, 1}, index[ORACLE_MAX + 2] = {0}, wanted[ORACLE_MAX];
    da_distribution *made = NULL;
    int stretched = -1;
    for (int k = 0; k < l->o.ndim; k++) {
        shape[k + 2] = l->o.axes[k].size;
        if (shape[k + 2] != 1 || stretched >= 0) continue;
        stretched = k;
        shape[k + 2] = 3;
    }
    CHECK_OK(da_distribution_broadcast_to(dist, ndim, shape, &made));
    if (count_of(ndim, shape) > 0) do {
            for (int k = 0; k < l->o.ndim; k++) wanted[k] = k == stretched ? 0 : index[k + 2];
            check_element(&l->o, made, index, wanted, 0);
        } while (next_index(ndim, shape, index));
    CHECK_OK(da_distribution_free(&made));
}

/* The same layout for twice the extents. */
static void check_like(const layout *l, const world *w, const da_distribution *dist) {
    layout wide = *l;
    int64_t shape[ORACLE_MAX];
    da_distribution *made = NULL, *same = NULL, *meant = NULL;
    int32_t equal = 0;
    oracle_shape(&l->o, shape);
    CHECK_OK(da_distribution_like(dist, l->o.ndim, shape, &same));
    CHECK_OK(da_distribution_equal(dist, same, &equal));
    CHECK_EQ_I64(equal, 1);
    for (int k = 0; k < l->o.ndim; k++) {
        shape[k] = 2 * shape[k];
        wide.o.axes[k].size = shape[k];
        if (shape[k] > 0) wide.o.axes[k].bounds = NULL;
    }
    CHECK_OK(da_distribution_like(dist, l->o.ndim, shape, &made));
    meant = oracle_create(&wide.o, w->ctx);
    CHECK_OK(da_distribution_equal(made, meant, &equal));
    CHECK_EQ_I64(equal, 1);
    CHECK_OK(da_distribution_free(&made));
    CHECK_OK(da_distribution_free(&same));
    CHECK_OK(da_distribution_free(&meant));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    for (int which = 0; which < LAYOUTS; which++) {
        layout l;
        layout_make(&l, which, w.size);
        da_distribution *dist = oracle_create(&l.o, w.ctx);
        const uint32_t all = (UINT32_C(1) << l.o.ndim) - 1;
        if (l.o.ndim > 0 && l.o.ndim <= 4) {
            check_transpose(&l, dist);
            check_broadcast(&l, dist);
            check_like(&l, &w, dist);
            for (uint32_t chosen = 1; chosen <= all; chosen++) {
                for (int32_t flags = 0; flags <= (DA_KEEPDIMS | DA_REDUCE_TO_FIRST); flags++)
                    check_reduce(&l, dist, chosen, flags);
                check_replicate(&l, dist, chosen);
                check_slice(&l, dist, chosen);
            }
        }
        CHECK_OK(da_distribution_free(&dist));
    }
    world_close(&w);
    const int failed = check_finish();
    MPI_Finalize();
    return failed;
}
