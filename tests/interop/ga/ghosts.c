/* ranks: 1 2 3 4  timeout: 60  valgrind-full: 2
 * Ghost cells are communication padding: our halo exchange fills what GA_Update_ghosts fills, in the same memory; and
 * without ghost cells the interior is seen at the strides that they leave. */
#include "globals.h"

/* The global index of a cell, which lies inside of the whole, tells its value; padding included. */
static void check_cell(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const double *scale = (const double *)user;
    CHECK_NEAR(*(double *)element_at(local, index), *scale * (double)entry(local->ndim, global), 0);
}

static int make(const world *w, int irregular) {
    int dims[2] = {12, 10}, width[2] = {1, 2}, chunk[2] = {-1, -1}, map[2 * 8], blocks[2] = {1, w->size}, next = 0;
    char name[] = "ghosts";
    if (!irregular) return NGA_Create_ghosts(C_DBL, 2, dims, width, name, chunk);
    map[next++] = 0;
    for (int k = 0; k < w->size; k++) map[next++] = 2 * k;
    return NGA_Create_ghosts_irreg(C_DBL, 2, dims, width, name, blocks, map);
}

/* Their update, our padding. */
static void check_theirs(const world *w, int g_a) {
    da_array *a = NULL;
    double scale = 1;
    int32_t flags = 0;
    put_all(g_a);
    GA_Update_ghosts(g_a);
    CHECK_OK(da_ga_import_ghosts(w->ctx, g_a, DA_PADDING_VALID, &a));
    CHECK_OR_QUIT(a != NULL);
    CHECK_OK(da_array_flags(a, &flags));
    CHECK_EQ_I64(flags, DA_PADDING_VALID);
    each_element(a, DA_ACCESS_READ, check_cell, &scale);
    CHECK_OK(da_array_free(&a));
}

/* Our update, their cells: read through GA_Access_ghosts, where they are no end of the whole. */
static void check_ours(const world *w, int g_a) {
    int64_t lo[2], hi[2], with[2], ld[1], index[2];
    double scale = -2, *cells = NULL;
    da_array *a = NULL;
    da_halo *halo = NULL;
    CHECK_OK(da_ga_import_ghosts(w->ctx, g_a, 0, &a));
    CHECK_OR_QUIT(a != NULL);
    CHECK_OK(da_binary_scalar(DA_OP_MULTIPLY, a, da_real(scale), &a));
    da_distribution *dist = NULL;
    CHECK_OK(da_array_distribution(a, &dist));
    CHECK_OK(da_halo_create(dist, NULL, &halo));
    CHECK_OK(da_halo_update(halo, 1, &a));
    each_element(a, DA_ACCESS_READ, check_cell, &scale);
    CHECK_OK(da_context_barrier(w->ctx));
    NGA_Distribution64(g_a, w->rank, lo, hi);
    NGA_Access_ghosts64(g_a, with, &cells, ld);
    for (int64_t i = 0; i < with[0]; i++)
        for (int64_t j = 0; j < with[1]; j++) {
            index[0] = lo[0] - 1 + i;
            index[1] = lo[1] - 2 + j;
            if (index[0] < 0 || index[0] >= 12 || index[1] < 0 || index[1] >= 10) continue;
            CHECK_NEAR(cells[i * ld[0] + j], scale * (double)entry(2, index), 0);
        }
    NGA_Release_ghosts(g_a);
    CHECK_OK(da_halo_free(&halo));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/* Without ghost cells: the same elements, by address. */
static void check_interior(const world *w, int g_a) {
    int64_t lo[2], hi[2], ld[1];
    double scale = -2, *theirs = NULL;
    da_array *a = NULL;
    CHECK_OK(da_ga_import(w->ctx, g_a, 0, &a));
    const da_local local = local_of(a, DA_ACCESS_READ);
    NGA_Distribution64(g_a, w->rank, lo, hi);
    NGA_Access64(g_a, lo, hi, &theirs, ld);
    CHECK(local.data == theirs);
    CHECK_EQ_I64(local.strides[0], 8 * ld[0]);
    CHECK_EQ_I64(local.shape[1], hi[1] - lo[1] + 1);
    each_element(a, DA_ACCESS_READ, check_cell, &scale);
    CHECK_OK(da_array_free(&a));
}

/* No ghost cells: the plain import. */
static void check_none(const world *w) {
    int dims[2] = {9, 8}, chunk[2] = {-1, -1};
    char name[] = "plain";
    const int g_a = NGA_Create(C_INT, 2, dims, name, chunk);
    da_array *a = NULL;
    put_all(g_a);
    CHECK_OK(da_ga_import_ghosts(w->ctx, g_a, 0, &a));
    each_element(a, DA_ACCESS_READ, check_entry, NULL);
    CHECK_OK(da_array_free(&a));
    GA_Destroy(g_a);
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = globals_open();
    for (int irregular = 0; irregular < 2; irregular++) {
        const int g_a = make(&w, irregular);
        check_theirs(&w, g_a);
        check_ours(&w, g_a);
        check_interior(&w, g_a);
        GA_Destroy(g_a);
    }
    check_none(&w);
    world_close(&w);
    const int verdict = check_finish();
    GA_Terminate();
    MPI_Finalize();
    return verdict;
}
