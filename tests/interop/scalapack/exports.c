/* ranks: 1 2 3 4 6  timeout: 60  valgrind: 2
 * Which of our arrays ScaLAPACK can see where they are: blocks of every kind on every grid, transposed arrays in C
 * order, vectors, parts of the ranks; and copies of those that it can not see. */
#include <limits.h>

#include "matrices.h"

/* Exports on the distribution's own grid, and lets ScaLAPACK read it there. */
static void check_in_place(const da_array *a) {
    int desc[9];
    void *data = NULL;
    da_distribution *dist = NULL;
    da_scalapack_grid grid;
    const da_local local = local_of(a, DA_ACCESS_READ);
    CHECK_OK(da_array_distribution(a, &dist));
    CHECK_OK(da_scalapack_grid_of(dist, &grid));
    CHECK_OK(da_scalapack_export(a, &grid, DA_ACCESS_READ, desc, &data));
    int alone[9] = {0};
    CHECK_OK(da_scalapack_desc(a, &grid, alone));
    CHECK(memcmp(desc, alone, sizeof desc) == 0);
    CHECK_STATUS(da_scalapack_desc(a, &grid, NULL), DA_ERR_NULL);
    CHECK(data == local.data);
    check_elget(desc, local.dtype, data);
    CHECK_OK(da_scalapack_grid_free(&grid));
    CHECK_OK(da_distribution_free(&dist));
}

static void check_layout(const world *w, int32_t ndim, const int64_t *shape, const char *text, const int64_t *grid,
                         const int32_t *ranks) {
    static const int32_t dtypes[4] = {DA_FLOAT32, DA_FLOAT64, DA_COMPLEX64, DA_COMPLEX128};
    for (int k = 0; k < 4; k++) {
        da_distribution *dist = dist_on(w->ctx, ndim, shape, text, 2, grid, ranks);
        da_array *a = entries(dist, dtypes[k], DA_ORDER_FORTRAN);
        check_in_place(a);
        CHECK_OK(da_array_free(&a));
        CHECK_OK(da_distribution_free(&dist));
    }
}

/* All grids of `size` ranks or fewer, plain, with axes exchanged, and with the ranks listed backwards. */
static void check_grids(const world *w, int32_t size) {
    static const int64_t shape[2] = {13, 10};
    for (int32_t rows = 1; rows <= size; rows++) {
        const int64_t grid[2] = {rows, size / rows}, turned[2] = {size / rows, rows}, line[2] = {rows, 1};
        int32_t backwards[64];
        for (int32_t k = 0; k < size; k++) backwards[k] = size - 1 - k;
        check_layout(w, 2, shape, "c:3,c:2", grid, NULL);
        check_layout(w, 2, shape, "c:3(over=1),c:2(over=0)", turned, NULL);
        check_layout(w, 2, shape, "c:3,c:2", grid, backwards);
        check_layout(w, 2, shape, "b,b", grid, NULL);
        check_layout(w, 2, shape, "c,b", grid, NULL);
        check_layout(w, 2, shape, "b,n", line, NULL);
        check_layout(w, 1, shape, "c:2", line, NULL);
        check_layout(w, 1, shape, "b", line, NULL);
    }
}

/* A C-order array, seen transposed, is one in Fortran order. */
static void check_transposed(const world *w) {
    static const int64_t shape[2] = {10, 13};
    da_distribution *dist = make_dist(w->ctx, 2, shape, "c:2,c:3");
    da_array *a = NULL, *t = NULL;
    CHECK_OK(da_empty(dist, DA_FLOAT64, &a));
    CHECK_OK(da_transpose(a, NULL, &t));
    CHECK_OR_QUIT(t != NULL);
    each_element(t, DA_ACCESS_WRITE, store_entry, NULL);
    check_in_place(t);
    CHECK_OK(da_array_free(&t));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/* A column of a matrix lies on one column of the grid; a vector on a grid of several columns there, too. */
static void check_column(const world *w) {
    static const int64_t shape[2] = {13, 10};
    da_scalapack_grid grid;
    da_distribution *dist = NULL;
    da_array *a = NULL, *column = NULL;
    int desc[9];
    void *data = NULL;
    CHECK_OK(da_scalapack_grid_create(w->ctx, "Row-major", 0, 0, &grid));
    CHECK_OK(da_scalapack_distribution(&grid, shape[0], shape[1], 2, 1, 0, 0, &dist));
    a = entries(dist, DA_FLOAT64, DA_ORDER_FORTRAN);
    CHECK_OK(da_slice_text(a, ":, 5", &column));
    CHECK_OR_QUIT(column != NULL);
    each_element(column, DA_ACCESS_WRITE, store_entry, NULL);
    CHECK_OK(da_scalapack_export(column, &grid, DA_ACCESS_READ, desc, &data));
    CHECK_EQ_I64(desc[DA_SCALAPACK_N], 1);
    CHECK_EQ_I64(desc[DA_SCALAPACK_CSRC], 5 % grid.cols);
    CHECK(data == local_of(column, DA_ACCESS_READ).data);
    check_elget(desc, DA_FLOAT64, data);
    CHECK_OK(da_array_free(&column));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_scalapack_grid_free(&grid));
}

/* Whatever the array: a copy in blocks on the grid, and back. */
static void check_copy(const world *w, const da_scalapack_grid *grid, int32_t ndim, const char *text, int32_t dtype) {
    static const int64_t shape[2] = {13, 10};
    int desc[9];
    void *data = NULL;
    da_distribution *dist = make_dist(w->ctx, ndim, shape, text);
    da_array *a = entries(dist, dtype, DA_ORDER_C), *copy = NULL, *back = NULL;
    CHECK_OK(da_scalapack_export_copy(a, grid, 0, 2, &copy, desc, &data));
    CHECK_OR_QUIT(copy != NULL);
    CHECK(data == local_of(copy, DA_ACCESS_READ).data);
    CHECK_EQ_I64(desc[DA_SCALAPACK_N], ndim == 2 ? 10 : 1);
    CHECK_EQ_I64(desc[DA_SCALAPACK_NB], 2);
    CHECK(desc[DA_SCALAPACK_MB] * grid->rows >= 13);
    if (dtype != DA_INT32) check_elget(desc, dtype, data);
    if (ndim == 2) {
        CHECK_OK(da_scalapack_import_copy(grid, desc, dtype, data, dist, &back));
        CHECK_OR_QUIT(back != NULL);
        each_element(back, DA_ACCESS_READ, check_entry, NULL);
        CHECK_OK(da_array_free(&back));
        CHECK_OK(da_scalapack_import_copy(grid, desc, dtype, data, NULL, &back));
        CHECK_OR_QUIT(back != NULL);
        CHECK(local_of(back, DA_ACCESS_READ).data != data || local_of(back, DA_ACCESS_READ).size == 0);
        each_element(back, DA_ACCESS_READ, check_entry, NULL);
        CHECK_OK(da_array_free(&back));
    }
    CHECK_OK(da_array_free(&copy));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/* Nothing to see: no rows, no columns. */
static void check_empty(const world *w) {
    static const int64_t shapes[3][2] = {{0, 5}, {5, 0}, {0, 0}};
    for (int k = 0; k < 3; k++) {
        da_distribution *dist = make_dist(w->ctx, 2, shapes[k], "c:2,c:2");
        da_array *a = entries(dist, DA_FLOAT64, DA_ORDER_C);
        check_in_place(a);
        CHECK_OK(da_array_free(&a));
        CHECK_OK(da_distribution_free(&dist));
    }
}

int main(int argc, char **argv) {
    da_scalapack_grid grid;
    MPI_Init(&argc, &argv);
    world w = world_open();
    check_grids(&w, w.size);
    if (w.size > 1) check_grids(&w, w.size - 1); /* one rank is in no grid */
    check_transposed(&w);
    check_column(&w);
    check_empty(&w);
    CHECK_OK(da_scalapack_grid_create(w.ctx, "Column-major", w.size > 2 ? w.size / 2 : 1, 0, &grid));
    check_copy(&w, &grid, 2, "b,n", DA_FLOAT64);
    check_copy(&w, &grid, 2, "n,c", DA_COMPLEX64);
    check_copy(&w, &grid, 2, "b(comm=1),b", DA_COMPLEX128);
    check_copy(&w, &grid, 2, "n,n", DA_INT32);
    check_copy(&w, &grid, 1, "c:3", DA_FLOAT32);
    CHECK_OK(da_scalapack_grid_free(&grid));
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
