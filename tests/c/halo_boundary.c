/* ranks: 1 2 3 4 6  valgrind-full: 1 3
 * Boundaries and corners by number: what numpy.pad makes of 0 .. 4 by modes constant, edge, symmetric,
 * reflect and wrap, also wider than the interior; corners on and off; and a view's halo. */
#include "fixture.h"

enum { INTERIOR = 5, EDGE = 7, SIZE = INTERIOR + 2 * EDGE };

typedef struct padded {
    const char *mode;
    int32_t periodic, boundary;
    int64_t expected[SIZE]; /* numpy.pad(numpy.arange(5), 7, mode) */
} padded;

static const padded modes[] = {
    {"constant", 0, DA_BOUNDARY_CONSTANT, {-1, -1, -1, -1, -1, -1, -1, 0, 1, 2, 3, 4, -1, -1, -1, -1, -1, -1, -1}},
    {"edge", 0, DA_BOUNDARY_NEAREST, {0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 4, 4, 4, 4, 4, 4, 4}},
    {"symmetric", 0, DA_BOUNDARY_SYMMETRIC, {3, 4, 4, 3, 2, 1, 0, 0, 1, 2, 3, 4, 4, 3, 2, 1, 0, 0, 1}},
    {"reflect", 0, DA_BOUNDARY_REFLECT, {1, 2, 3, 4, 3, 2, 1, 0, 1, 2, 3, 4, 3, 2, 1, 0, 1, 2, 3}},
    {"wrap", 1, DA_BOUNDARY_UNTOUCHED, {3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1}},
};
enum { MODES = sizeof modes / sizeof modes[0] };

/* A layout of SIZE elements, with the interior anywhere on the ranks. */
static da_distribution *layout(const world *w, int32_t periodic, int comm) {
    const int64_t shape[1] = {SIZE};
    char text[80];
    snprintf(text, sizeof text, "b(comm=%d:%d boundary=%d:%d%s)", comm, comm, EDGE, EDGE, periodic ? " periodic" : "");
    return make_dist(w->ctx, 1, shape, text);
}

static void check_mode(const world *w, const padded *mode, int comm) {
    da_distribution *dist = layout(w, mode->periodic, comm);
    da_halo_options options;
    da_halo *halo = NULL;
    da_array *a = NULL;
    int64_t index[1] = {0}, global[1] = {0};
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.boundary = mode->boundary;
    options.value = da_int(-1);
    CHECK_OK(da_halo_create(dist, &options, &halo));
    CHECK_OK(da_empty(dist, DA_FLOAT32, &a));
    const da_local local = local_of(a, DA_ACCESS_WRITE);
    float *data = (float *)local.data;
    for (; index[0] < local.size; index[0]++) {
        CHECK_OK(da_distribution_global_from_local(dist, -1, index, global));
        const int inside = global[0] >= EDGE && global[0] < EDGE + INTERIOR && is_owned(&local, index);
        data[index[0]] = inside ? (float)(global[0] - EDGE) : 1000;
    }
    CHECK_OK(da_halo_update(halo, 1, &a));
    for (index[0] = 0; index[0] < local.size; index[0]++) {
        CHECK_OK(da_distribution_global_from_local(dist, -1, index, global));
        CHECK_NEAR(data[index[0]], (double)mode->expected[global[0]], 0);
    }
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_halo_free(&halo));
    CHECK_OK(da_distribution_free(&dist));
}

/* Two axes, each side with a rule of its own: the corner of a constant and a copy is the constant. */
static void check_sides(const world *w, int32_t skip_corners) {
    const int64_t shape[2] = {6, 6};
    const int32_t rules[4] = {DA_BOUNDARY_CONSTANT, DA_BOUNDARY_UNTOUCHED, DA_BOUNDARY_REFLECT, DA_BOUNDARY_NEAREST};
    da_distribution *dist = make_dist(w->ctx, 2, shape, "n(boundary=1:1),n(boundary=1:1)");
    da_halo_options options;
    da_halo *halo = NULL;
    da_array *a = NULL;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.boundaries = rules;
    options.skip_corners = skip_corners;
    options.value = da_real(0.5);
    CHECK_OK(da_halo_create(dist, &options, &halo));
    CHECK_OK(da_full(dist, DA_FLOAT64, da_int(100), &a));
    const da_local local = local_of(a, DA_ACCESS_WRITE);
    double *d = (double *)local.data;
    if (local.size > 0)
        for (int i = 1; i < 6; i++)
            for (int j = 1; j < 5; j++) d[6 * i + j] = 10 * i + j;
    CHECK_OK(da_halo_update(halo, 1, &a));
    if (local.size > 0) {
        for (int j = 1; j < 5; j++) CHECK_NEAR(d[j], 0.5, 0);
        for (int i = 1; i < 6; i++) { /* row 5 is a boundary that counts as any other element */
            CHECK_NEAR(d[6 * i], 10 * i + 2, 0);
            CHECK_NEAR(d[6 * i + 5], 10 * i + 4, 0);
        }
        CHECK_NEAR(d[0], skip_corners ? 100 : 0.5, 0);
        CHECK_NEAR(d[5], skip_corners ? 100 : 0.5, 0);
    }
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_halo_free(&halo));
    CHECK_OK(da_distribution_free(&dist));
}

/* A five-point stencil needs no corners, a nine-point stencil does. */
static void check_corners(const world *w, int32_t skip_corners) {
    const int64_t shape[2] = {6, 6};
    int64_t grid[2] = {w->size % 2 == 0 ? 2 : 1, 0}, index[2] = {0, 0}, global[2];
    grid[1] = w->size / grid[0] > 3 ? 3 : w->size / grid[0];
    da_distribution_options request;
    da_halo_options options;
    da_distribution *dist = NULL;
    da_halo *halo = NULL;
    da_array *a = NULL;
    memset(&request, 0, sizeof request);
    request.struct_size = sizeof request;
    request.grid_ndim = 2;
    request.grid_shape = grid;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.skip_corners = skip_corners;
    CHECK_OK(da_distribution_create(w->ctx, 2, shape, "b(comm=1:1),b(comm=1:1)", &request, &dist));
    CHECK_OK(da_halo_create(dist, &options, &halo));
    CHECK_OK(da_full(dist, DA_INT32, da_int(7), &a));
    const da_local local = local_of(a, DA_ACCESS_WRITE);
    if (local.size > 0) do {
            *(int32_t *)(void *)element_at(&local, index) = is_owned(&local, index) ? w->rank : -1;
        } while (next_index(2, local.shape, index));
    CHECK_OK(da_halo_update(halo, 1, &a));
    memset(index, 0, sizeof index);
    if (local.size > 0) do {
            int32_t owner = -1, outside = 0;
            CHECK_OK(da_distribution_global_from_local(dist, -1, index, global));
            CHECK_OK(da_distribution_owner(dist, global, &owner));
            for (int k = 0; k < 2; k++) {
                const int64_t i = index[k] - local.owned_offset[k];
                outside += i < 0 || i >= local.owned_shape[k];
            }
            CHECK_EQ_I64(*(int32_t *)(void *)element_at(&local, index), skip_corners && outside == 2 ? -1 : owner);
        } while (next_index(2, local.shape, index));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_halo_free(&halo));
    CHECK_OK(da_distribution_free(&dist));
}

/* Halos of views: a plane of a cube has a distribution of its own, and so a halo of its own. */
static void check_view(const world *w) {
    const int64_t shape[2] = {4, 6 * w->size};
    da_distribution *dist = make_dist(w->ctx, 2, shape, "n,b(comm=2:2)"), *row_dist = NULL;
    da_array *a = NULL, *row = NULL;
    da_halo *halo = NULL;
    CHECK_OK(da_full(dist, DA_INT64, da_int(-5), &a));
    CHECK_OK(da_slice_text(a, "2", &row));
    CHECK_OK(da_array_distribution(row, &row_dist));
    CHECK_OK(da_halo_create(row_dist, NULL, &halo));
    const da_local all = local_of(a, DA_ACCESS_WRITE);
    for (int64_t i = 0; i < 4; i++)
        for (int64_t j = 0; j < all.owned_shape[1]; j++) {
            const int64_t at[2] = {i, j + all.owned_offset[1]};
            *(int64_t *)(void *)element_at(&all, at) = 1000 * i + 6 * w->rank + j;
        }
    CHECK_OK(da_halo_update(halo, 1, &row));
    for (int64_t i = 0; i < 4; i++)
        for (int64_t j = 0; j < all.shape[1]; j++) {
            const int64_t at[2] = {i, j};
            const int64_t number = 6 * w->rank + j - all.owned_offset[1], value = 1000 * i + number;
            /* Only the row's padding was filled; the rest has what da_full() left there. */
            if (i == 2 || is_owned(&all, at)) CHECK_EQ_I64(*(int64_t *)(void *)element_at(&all, at), value);
            else CHECK(*(int64_t *)(void *)element_at(&all, at) != value);
        }
    CHECK_OK(da_halo_free(&halo));
    CHECK_OK(da_array_free(&row));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&row_dist));
    CHECK_OK(da_distribution_free(&dist));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    for (int k = 0; k < MODES; k++)
        for (int comm = 0; comm < 3; comm++) check_mode(&w, &modes[k], comm);
    for (int32_t skip = 0; skip < 2; skip++) {
        check_sides(&w, skip);
        check_corners(&w, skip);
    }
    check_view(&w);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
