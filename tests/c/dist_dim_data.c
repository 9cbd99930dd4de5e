/* ranks: 1 2 3 4 6  valgrind-full: 3
 * Dimension dictionaries of every rank, there and back: from_dim_data makes an equal distribution of
 * whatever the protocol has words for; and dictionaries written by hand make what they say. */
#include "fixture.h"
#include "layouts.h"
#include "questions.h"

/* Only grids whose axes are the array's, in order, over all ranks can come back. */
static int comes_back(const layout *l) {
    if (l->o.ranks || l->o.grid_ndim > l->o.ndim || !layout_in_protocol(l)) return 0;
    if (count_of(l->o.grid_ndim, l->o.grid) != l->o.num_ranks) return 0;
    int next = 0;
    for (int32_t k = 0; k < l->o.ndim; k++)
        if (l->o.axes[k].kind != 'n' && l->o.axes[k].grid_axis != next++) return 0;
    for (int g = next; g < l->o.grid_ndim; g++)
        if (l->o.grid[g] > 1) return 0; /* replicas */
    return 1;
}

static void check_round_trips(const world *w) {
    int done = 0;
    for (int which = 0; which < LAYOUTS; which++) {
        layout l;
        da_dim_dict dims[ORACLE_MAX], again[ORACLE_MAX];
        da_distribution *back = NULL;
        int32_t aligned = 0;
        layout_make(&l, which, w->size);
        if (!comes_back(&l)) continue;
        da_distribution *dist = oracle_create(&l.o, w->ctx);
        CHECK_OK(da_distribution_dim_data(dist, -1, dims));
        CHECK_OK(da_distribution_from_dim_data(w->ctx, l.o.ndim, dims, &back));
        CHECK_OR_QUIT(back != NULL);
        CHECK_OK(da_distribution_aligned(dist, back, &aligned));
        CHECK_EQ_I64(aligned, 1);
        for (int32_t r = 0; r < w->size; r++) {
            CHECK_OK(da_distribution_dim_data(dist, r, dims));
            CHECK_OK(da_distribution_dim_data(back, r, again));
            CHECK(memcmp(dims, again, (size_t)l.o.ndim * sizeof *dims) == 0);
        }
        /* The layout that comes back has one grid axis for each array axis. */
        oracle o = l.o;
        o.grid_ndim = o.ndim;
        for (int32_t k = 0; k < o.ndim; k++) {
            o.grid[k] = oracle_parts(&l.o, k);
            o.axes[k].kind = l.o.axes[k].kind == 'n' ? 'b' : l.o.axes[k].kind;
            o.axes[k].grid_axis = k;
        }
        oracle_check(back, &o, w->rank);
        CHECK_OK(da_distribution_free(&dist));
        CHECK_OK(da_distribution_free(&back));
        done++;
    }
    CHECK(done >= 12);
}

/* Blocks of rank + 1 elements with one element of padding at each cut, and an empty dictionary. */
static void check_by_hand(const world *w) {
    da_dim_dict dims[2];
    da_distribution *dist = NULL;
    oracle o;
    int64_t bounds[MAX_RANKS + 1], begin = 0;
    memset(&o, 0, sizeof o);
    for (int32_t r = 0; r <= w->size; r++) bounds[r] = (int64_t)r * (r + 1) / 2;
    for (int32_t r = 0; r < w->rank; r++) begin += r + 1;
    da_dim_dict_clear(&dims[0]);
    da_dim_dict_clear(&dims[1]);
    dims[0].dist_type = DA_DIST_BLOCK;
    dims[0].size = (int64_t)w->size * (w->size + 1) / 2;
    dims[0].proc_grid_size = w->size;
    dims[0].proc_grid_rank = w->rank;
    dims[0].start = begin - (w->rank > 0);
    dims[0].stop = begin + w->rank + 1 + (w->rank < w->size - 1);
    dims[0].padding[0] = w->rank > 0;
    dims[0].padding[1] = w->rank < w->size - 1;
    dims[1].size = 3;
    CHECK_OK(da_distribution_from_dim_data(w->ctx, 2, dims, &dist));
    CHECK_OR_QUIT(dist != NULL);
    o.num_ranks = w->size;
    o.ndim = o.grid_ndim = 2;
    o.axes[0].size = dims[0].size;
    o.axes[0].kind = 'b';
    o.axes[0].bounds = bounds;
    o.axes[0].comm[0] = o.axes[0].comm[1] = 1;
    o.grid[0] = w->size;
    o.grid[1] = 1;
    o.axes[1].size = 3;
    o.axes[1].kind = 'b';
    o.axes[1].grid_axis = 1;
    oracle_check(dist, &o, w->rank);
    CHECK_OK(da_distribution_free(&dist));
}

/* No axes at all: one element, which one process holds. */
static void check_no_axes(void) {
    da_context *self = NULL;
    da_distribution *dist = NULL;
    int64_t size = -1;
    int32_t ndim = -1;
    CHECK_OK(da_context_self(&self));
    CHECK_OK(da_distribution_from_dim_data(self, 0, NULL, &dist));
    CHECK_OK(da_distribution_size(dist, &size));
    CHECK_EQ_I64(size, 1);
    CHECK_OK(da_distribution_ndim(dist, &ndim));
    CHECK_EQ_I64(ndim, 0);
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_context_free(&self));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    check_round_trips(&w);
    check_by_hand(&w);
    check_no_axes();
    world_close(&w);

    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
