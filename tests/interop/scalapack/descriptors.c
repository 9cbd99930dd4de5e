/* ranks: 1 2 3 4 6  timeout: 60  valgrind-full: 2
 * Descriptors and arrays are the same memory: whatever blocks, grid order, sources and leading dimension a matrix of
 * ScaLAPACK has, the imported array has its elements where ScaLAPACK finds them, and is exported again as it came. */
#include "matrices.h"

enum { UNUSED = 3 };

typedef struct matrix {
    int m, n, mb, nb, rsrc, csrc;
} matrix;

/* A BLACS context of the program's own over the first rows * cols ranks; `order` P is one of neither order. */
static int open_blacs(int handle, char order, int rows, int cols) {
    int blacs = handle;
    if (order == 'P') {
        int *map = malloc((size_t)(rows * cols) * sizeof *map);
        CHECK_OR_QUIT(map != NULL);
        for (int k = 0; k < rows * cols; k++) map[k] = (k + 1) % (rows * cols);
        if (rows * cols > 2) { const int swap = map[0]; map[0] = map[2]; map[2] = swap; }
        Cblacs_gridmap(&blacs, map, rows, rows, cols);
        free(map);
    } else {
        Cblacs_gridinit(&blacs, order == 'C' ? "Column-major" : "Row-major", rows, cols);
    }
    return blacs;
}

/* The program's memory, imported, filled through our array, read by ScaLAPACK, and exported again. */
static void check_import(const da_scalapack_grid *grid, const matrix *x, int32_t dtype) {
    int desc[9] = {1, (int)grid->blacs, x->m, x->n, x->mb, x->nb, x->rsrc, x->csrc, 1}, again[9] = {0};
    const int rows = grid->row < 0 ? 0 : numroc_(&x->m, &x->mb, &grid->row, &x->rsrc, &grid->rows);
    const int cols = grid->row < 0 ? 0 : numroc_(&x->n, &x->nb, &grid->col, &x->csrc, &grid->cols);
    const size_t item = item_size(dtype), leading = (size_t)(rows + UNUSED), bytes = leading * (size_t)(cols + 1) * item;
    char *memory = malloc(bytes);
    da_array *a = NULL;
    void *data = NULL;
    CHECK_OR_QUIT(memory != NULL);
    memset(memory, 0x5a, bytes);
    desc[DA_SCALAPACK_LLD] = (int)leading;
    CHECK_OK(da_scalapack_import(grid, desc, dtype, memory, 0, NULL, NULL, &a));
    CHECK_OR_QUIT(a != NULL);
    const da_local local = local_of(a, DA_ACCESS_READ);
    CHECK_EQ_I64(local.size, (int64_t)rows * cols);
    if (grid->row >= 0) CHECK(local.data == memory);
    each_element(a, DA_ACCESS_WRITE, store_entry, NULL);
    check_elget(desc, dtype, memory);
    for (int j = 0; j < cols; j++)
        for (size_t k = ((size_t)j * leading + (size_t)rows) * item; k < (size_t)(j + 1) * leading * item; k++)
            CHECK_EQ_I64(memory[k], 0x5a);
    CHECK_OK(da_scalapack_export(a, grid, DA_ACCESS_WRITE, again, &data));
    if (grid->row >= 0 && local.size > 0) {
        CHECK(data == memory);
        /* The distance of columns is not to be seen where there is one. */
        for (int k = 0; k < 8; k++) CHECK_EQ_I64(again[k], desc[k]);
        CHECK_EQ_I64(again[8], cols > 1 ? desc[8] : rows);
    }
    CHECK_OK(da_array_free(&a));
    free(memory);
}

static void check_grid(const world *w, int handle, char order, int rows, int cols) {
    static const int32_t dtypes[4] = {DA_FLOAT64, DA_COMPLEX64, DA_FLOAT32, DA_COMPLEX128};
    static const matrix cases[] = {{17, 11, 5, 3, 0, 0}, {8, 12, 2, 4, 1, 1}, {5, 1, 2, 1, 1, 0}, {3, 9, 16, 2, 0, 2},
                                   {6, 6, 1, 1, 2, 1}};
    da_scalapack_grid grid;
    const int blacs = open_blacs(handle, order, rows, cols);
    CHECK_OK(da_scalapack_grid_import(w->ctx, blacs, &grid));
    CHECK_EQ_I64(grid.rows, rows);
    CHECK_EQ_I64(grid.cols, cols);
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        matrix x = cases[k];
        x.rsrc %= rows;
        x.csrc %= cols;
        check_import(&grid, &x, dtypes[((int)k + rows) % 4]);
    }
    CHECK_OK(da_scalapack_grid_free(&grid));
    CHECK_OK(da_scalapack_grid_free(&grid));
    if (blacs >= 0 && w->rank < rows * cols) Cblacs_gridexit(blacs);
}

/* Grids that the adapter makes, of all orders and shapes, give each rank the place that BLACS documents. */
static void check_made(const world *w) {
    for (int32_t rows = 1; rows <= w->size; rows++)
        for (int order = 0; order < 2; order++) {
            const int32_t cols = w->size / rows, members = rows * cols;
            int got[4];
            da_scalapack_grid grid;
            CHECK_OK(da_scalapack_grid_create(w->ctx, order ? "Column-major" : "r", rows, 0, &grid));
            Cblacs_gridinfo((int)grid.blacs, &got[0], &got[1], &got[2], &got[3]);
            const int inside = w->rank < members;
            CHECK_EQ_I64(got[0], inside ? rows : -1);
            CHECK_EQ_I64(got[1], inside ? cols : -1);
            CHECK_EQ_I64(got[2], inside ? (order ? w->rank % rows : w->rank / cols) : -1);
            CHECK_EQ_I64(got[3], inside ? (order ? w->rank / rows : w->rank % cols) : -1);
            CHECK_EQ_I64(grid.row, got[2]);
            CHECK_EQ_I64(grid.col, got[3]);
            CHECK_OK(da_scalapack_grid_free(&grid));
        }
}

/* The distribution alone says what ScaLAPACK says, also where nothing is stored yet. */
static void check_distribution(const world *w) {
    da_scalapack_grid grid;
    da_distribution *dist = NULL;
    CHECK_OK(da_scalapack_grid_create(w->ctx, "Row-major", 0, 0, &grid));
    CHECK_EQ_I64(grid.rows * grid.cols, w->size);
    const int m = 23, n = 19, mb = 3, nb = 2, rsrc = grid.rows - 1, csrc = grid.cols / 2;
    CHECK_OK(da_scalapack_distribution(&grid, m, n, mb, nb, rsrc, csrc, &dist));
    for (int64_t i = 0; i < m; i++)
        for (int64_t j = 0; j < n; j++) {
            const int64_t index[2] = {i, j};
            int32_t rank = -1;
            CHECK_OK(da_distribution_owner(dist, index, &rank));
            CHECK_EQ_I64(rank, (i / mb + rsrc) % grid.rows * grid.cols + (j / nb + csrc) % grid.cols);
        }
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_scalapack_grid_free(&grid));
}

int main(int argc, char **argv) {
    static const char orders[] = "RCP";
    MPI_Init(&argc, &argv);
    world w = world_open();
    const int handle = Csys2blacs_handle(MPI_COMM_WORLD);
    for (const char *order = orders; *order; order++)
        for (int rows = 1; rows <= w.size; rows++) check_grid(&w, handle, *order, rows, w.size / rows);
    check_made(&w);
    check_distribution(&w);
    Cfree_blacs_system_handle(handle);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
