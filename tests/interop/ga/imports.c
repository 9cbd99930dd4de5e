/* ranks: 1 2 3 4 6  timeout: 60  valgrind: 2
 * Global arrays of every layout are arrays of ours where they are: what one side writes the other reads, and the
 * address is GA's own. Layouts that no distribution has are refused, and copied. */
#include "globals.h"

/* Makes a global array; the caller sets its layout before allocate(). */
static int fresh(int type, int ndim, const int *dims) {
    int own[GA_MAX_DIM];
    const int g_a = GA_Create_handle();
    for (int k = 0; k < ndim; k++) own[k] = dims[k];
    GA_Set_data(g_a, ndim, own, type);
    return g_a;
}

static void allocate(int g_a) { CHECK_OR_QUIT(GA_Allocate(g_a)); }

/* GA's own address of this process's first element; NULL if it has none. */
static void *address(int g_a) {
    int64_t lo[GA_MAX_DIM], hi[GA_MAX_DIM], ld[GA_MAX_DIM], length = 0;
    void *data = NULL;
    if (GA_Total_blocks(g_a) >= 0) {
        NGA_Access_block_segment64(g_a, GA_Nodeid(), &data, &length);
        return length > 0 ? data : NULL;
    }
    NGA_Distribution64(g_a, GA_Nodeid(), lo, hi);
    if (lo[0] >= 0) NGA_Access64(g_a, lo, hi, &data, ld);
    return data;
}

static void check_seen(const world *w, int g_a) {
    da_array *a = NULL;
    int64_t one = 1;
    put_all(g_a);
    CHECK_OK(da_ga_import(w->ctx, g_a, 0, &a));
    CHECK_OR_QUIT(a != NULL);
    const da_local local = local_of(a, DA_ACCESS_READ);
    void *theirs = address(g_a);
    if (local.size > 0) CHECK(local.data == theirs);
    else CHECK(theirs == NULL);
    each_element(a, DA_ACCESS_READ, check_entry, NULL);
    /* One more everywhere, and back. */
    CHECK_OK(da_binary_scalar(DA_OP_ADD, a, da_int(1), &a));
    each_element(a, DA_ACCESS_READ, check_entry, &one);
    CHECK_OK(da_binary_scalar(DA_OP_SUBTRACT, a, da_int(1), &a));
    check_all(g_a);
    CHECK_OK(da_array_free(&a));
}

static void check_regular(const world *w) {
    static const int types[7] = {C_INT, C_LONG, C_LONGLONG, C_FLOAT, C_DBL, C_SCPL, C_DCPL};
    static const int dims[3] = {7, 5, 4};
    for (int ndim = 1; ndim <= 3; ndim++)
        for (int k = 0; k < 7; k++) {
            const int g_a = fresh(types[k], ndim, dims);
            allocate(g_a);
            check_seen(w, g_a);
            GA_Destroy(g_a);
        }
}

/* Blocks of widths of the program's, in both axes; with more processes than blocks, too. */
static void check_irregular(const world *w) {
    const int dims[2] = {9, 13};
    int map[16], blocks[2] = {w->size > 3 ? 2 : 1, w->size > 3 ? w->size / 2 : w->size}, next = 0;
    map[next++] = 0;
    if (blocks[0] > 1) map[next++] = 7;
    for (int k = 0; k < blocks[1]; k++) map[next++] = k == 0 ? 0 : k + 3;
    int g_a = fresh(C_DBL, 2, dims);
    GA_Set_irreg_distr(g_a, map, blocks);
    allocate(g_a);
    check_seen(w, g_a);
    GA_Destroy(g_a);
    const int few[2] = {1, 2};
    g_a = fresh(C_INT, 2, few);
    allocate(g_a);
    check_seen(w, g_a);
    GA_Destroy(g_a);
}

/* Blocks on some processes, in an order of their own. */
static void check_restricted(const world *w) {
    const int dims[2] = {8, 6};
    int list[2] = {w->size - 1, 0};
    if (w->size < 2) return;
    const int g_a = fresh(C_DBL, 2, dims);
    GA_Set_restricted(g_a, list, 2);
    allocate(g_a);
    check_seen(w, g_a);
    GA_Destroy(g_a);
}

static void check_dealt(const world *w) {
    const int dims[3] = {11, 9, 5}, flat = w->size % 2 ? 1 : 2;
    int block[3] = {2, 3, 2}, grid[3] = {flat, w->size / flat, 1}, rows[3] = {2, 9, 5};
    /* GA 5.8 does not find its own memory where there are fewer such blocks than processes. */
    int line[1] = {w->size > 3 ? 1 : 3};
    for (int ndim = 2; ndim <= 3; ndim++) {
        const int g_a = fresh(C_DBL, ndim, dims);
        GA_Set_block_cyclic_proc_grid(g_a, block, grid);
        allocate(g_a);
        check_seen(w, g_a);
        GA_Destroy(g_a);
    }
    int g_a = fresh(C_FLOAT, 3, dims);
    GA_Set_block_cyclic(g_a, rows);
    allocate(g_a);
    check_seen(w, g_a);
    GA_Destroy(g_a);
    g_a = fresh(C_SCPL, 1, dims);
    GA_Set_block_cyclic(g_a, line);
    allocate(g_a);
    check_seen(w, g_a);
    GA_Destroy(g_a);
    /* Tiles that lie one below the other are one array. */
    int tile[2] = {2, 9}, column[2] = {w->size, 1};
    g_a = fresh(C_DBL, 2, dims);
    GA_Set_tiled_proc_grid(g_a, tile, column);
    allocate(g_a);
    check_seen(w, g_a);
    GA_Destroy(g_a);
}

/* No distribution has these; the copy does not mind. */
static void refuse(const world *w, int g_a, const char *part) {
    const int64_t shape[2] = {11, 9};
    da_array *a = NULL;
    da_distribution *dist = make_dist(w->ctx, 2, shape, "c:2,b");
    allocate(g_a);
    put_all(g_a);
    CHECK_STATUS(da_ga_import(w->ctx, g_a, 0, &a), DA_ERR_LAYOUT);
    CHECK_CONTAINS(da_error_message(), part);
    CHECK(a == NULL);
    CHECK_OK(da_ga_import_copy(g_a, dist, &a));
    CHECK_OR_QUIT(a != NULL);
    each_element(a, DA_ACCESS_READ, check_entry, NULL);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    GA_Destroy(g_a);
}

static void check_refused(const world *w) {
    const int dims[2] = {11, 9};
    int block[2] = {2, 3}, grid[2] = {w->size, 1};
    int g_a = fresh(C_DBL, 2, dims);
    GA_Set_block_cyclic(g_a, block);
    refuse(w, g_a, "round the processes");
    g_a = fresh(C_DBL, 2, dims);
    GA_Set_tiled_proc_grid(g_a, block, grid);
    refuse(w, g_a, "tile by tile");
    /* Unequal tiles: another number than equal ones, and the same number. */
    int many[8] = {0, 1, 2, 3, 4, 5, 6, 0}, number[2] = {7, 1}, same[7] = {0, 2, 3, 6, 8, 10, 0},
        equal_number[2] = {6, 1};
    g_a = fresh(C_DBL, 2, dims);
    GA_Set_tiled_irreg_proc_grid(g_a, many, number, grid);
    refuse(w, g_a, "unequal width");
    g_a = fresh(C_DBL, 2, dims);
    GA_Set_tiled_irreg_proc_grid(g_a, same, equal_number, grid);
    refuse(w, g_a, "");
    CHECK_OK(da_context_barrier(w->ctx));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = globals_open();
    check_regular(&w);
    check_irregular(&w);
    check_restricted(&w);
    check_dealt(&w);
    check_refused(&w);
    world_close(&w);
    const int verdict = check_finish();
    GA_Terminate();
    MPI_Finalize();
    return verdict;
}
