/* ranks: 1 2 3 4  timeout: 60  valgrind: 2
 * What ScaLAPACK can not see is refused on all ranks alike, with the reason; so is what one rank alone does wrong, and
 * what is used after its end. */
#include "matrices.h"

/* The export fails on all ranks with this status and a message that has `part`. */
static void refuse(const da_array *a, const da_scalapack_grid *grid, da_status status, const char *part) {
    int desc[9];
    void *data = NULL;
    CHECK_STATUS(da_scalapack_export(a, grid, DA_ACCESS_WRITE, desc, &data), status);
    CHECK_CONTAINS(da_error_message(), part);
    CHECK(data == NULL);
}

static void refuse_layout(const world *w, const da_scalapack_grid *grid, const int64_t *shape, int32_t ndim,
                          const char *text, int32_t dtype, int32_t order, da_status status, const char *part) {
    da_distribution *dist = make_dist(w->ctx, ndim, shape, text);
    da_array_options options;
    da_array *a = NULL;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.order = order;
    CHECK_OK(da_array_create(dist, dtype, &options, &a));
    refuse(a, grid, status, part);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

static void check_layouts(const world *w, const da_scalapack_grid *rows) {
    static const int64_t cube[3] = {4, 4, 4}, shape[2] = {24, 12};
    const int32_t f = DA_ORDER_FORTRAN;
    char text[80];
    refuse_layout(w, rows, shape, 2, "c:2,n", DA_INT64, f, DA_ERR_DTYPE, "int64");
    refuse_layout(w, rows, shape, 2, "c:2,n", DA_BOOL, f, DA_ERR_DTYPE, "bool");
    refuse_layout(w, rows, cube, 3, "b,n,n", DA_FLOAT64, f, DA_ERR_SHAPE, "3 axes");
    refuse_layout(w, rows, shape, 2, "c:2,n", DA_FLOAT64, DA_ORDER_C, DA_ERR_LAYOUT, "DA_ORDER_FORTRAN");
    if (w->size == 1) return;
    refuse_layout(w, rows, shape, 2, "n,c:2", DA_FLOAT64, f, DA_ERR_LAYOUT, "da_scalapack_grid_of");
    refuse_layout(w, rows, shape, 2, "b(comm=1),n", DA_FLOAT64, f, DA_ERR_LAYOUT, "communication padding");
    snprintf(text, sizeof text, w->size == 2   ? "b(bounds=0:5:24),n"
                                : w->size == 3 ? "b(bounds=0:5:9:24),n"
                                               : "b(bounds=0:5:9:13:24),n");
    refuse_layout(w, rows, shape, 2, text, DA_FLOAT64, f, DA_ERR_LAYOUT, "axis 0");
}

/* Replicas, unstructured axes, parts of a cyclic axis. */
static void check_unseen(const world *w, const da_scalapack_grid *rows) {
    static const int64_t shape[2] = {24, 12};
    const int64_t grid[1] = {w->size};
    int64_t labels[24];
    da_dim_spec dims[2];
    da_array *a = NULL, *part = NULL;
    da_distribution *dist = dist_on(w->ctx, 2, shape, "c:4,n", 1, grid, NULL);
    a = entries(dist, DA_FLOAT64, DA_ORDER_FORTRAN);
    if (w->size > 1) {
        CHECK_OK(da_slice_text(a, "3::4", &part));
        refuse(part, rows, DA_ERR_LAYOUT, "");
        CHECK_OK(da_array_free(&part));
        CHECK_OK(da_slice_text(a, "5:", &part));
        refuse(part, rows, DA_ERR_LAYOUT, "export the whole array");
        CHECK_OK(da_array_free(&part));
    }
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    if (w->size > 1) {
        dist = dist_on(w->ctx, 2, shape, "n,n", 1, grid, NULL);
        a = entries(dist, DA_FLOAT64, DA_ORDER_FORTRAN);
        refuse(a, rows, DA_ERR_LAYOUT, "replicas");
        CHECK_OK(da_array_free(&a));
        CHECK_OK(da_distribution_free(&dist));
    }
    memset(dims, 0, sizeof dims);
    dims[0].size = 24;
    dims[0].kind = DA_KIND_UNSTRUCTURED;
    dims[0].labels = labels;
    for (int64_t k = w->rank; k < 24; k += w->size) labels[dims[0].num_labels++] = 23 - k;
    dims[1].size = 12;
    dims[1].kind = DA_KIND_UNDISTRIBUTED;
    CHECK_OK(da_distribution_create_dims(w->ctx, 2, dims, NULL, &dist));
    CHECK_OK(da_empty(dist, DA_FLOAT64, &a));
    refuse(a, rows, DA_ERR_LAYOUT, "unstructured");
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/* Strides that column-major storage does not have, and numbers beyond 32 bits. */
static void check_strides(const world *w, const da_scalapack_grid *rows) {
    static const int64_t strides[3][2] = {{16, 1000}, {16, 5 * 16 + 8}, {8, (int64_t)8 << 30}};
    static const int64_t shape[2] = {3, 16}, huge[2] = {3000000000, 0};
    static const da_status status[3] = {DA_ERR_LAYOUT, DA_ERR_LAYOUT, DA_ERR_OVERFLOW};
    static const char *const parts[3] = {"16 bytes apart", "88 bytes apart", "1073741824"};
    da_distribution *dist = NULL;
    da_array *a = NULL;
    char *memory = calloc(200000, 1);
    CHECK_OR_QUIT(memory != NULL);
    CHECK_OK(da_scalapack_distribution(rows, shape[0], shape[1], 2, 1, 0, 0, &dist));
    for (int k = 0; k < 3; k++) {
        CHECK_OK(da_array_wrap(dist, k == 1 ? DA_COMPLEX128 : DA_FLOAT64, memory, strides[k], 0, NULL, NULL, &a));
        refuse(a, rows, status[k], parts[k]);
        CHECK_OK(da_array_free(&a));
    }
    CHECK_OK(da_distribution_free(&dist));
    dist = make_dist(w->ctx, 2, huge, "c:2,n");
    CHECK_OK(da_empty(dist, DA_FLOAT64, &a));
    refuse(a, rows, DA_ERR_OVERFLOW, "3000000000");
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    free(memory);
}

/* Read-only memory can be exported for reading only. */
static void check_read_only(const world *w, const da_scalapack_grid *rows) {
    static const int64_t shape[2] = {4, 1};
    static double memory[4];
    int desc[9];
    void *data = NULL;
    da_distribution *dist = make_dist(w->ctx, 2, shape, "b,n");
    da_array *a = NULL;
    CHECK_OK(da_array_wrap(dist, DA_FLOAT64, memory, NULL, DA_READ_ONLY, NULL, NULL, &a));
    refuse(a, rows, DA_ERR_READ_ONLY, "");
    if (w->size <= 4) CHECK_OK(da_scalapack_export(a, rows, DA_ACCESS_READ, desc, &data));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/* One rank's descriptor is wrong; all are told what, and by whom. */
static void check_descriptors(const world *w, const da_scalapack_grid *rows) {
    static const struct { int place, value; da_status status; const char *part; } cases[] = {
        {DA_SCALAPACK_DTYPE, 501, DA_ERR_ARGUMENT, "501"}, {DA_SCALAPACK_CTXT, 77, DA_ERR_CONTEXT, "77"},
        {DA_SCALAPACK_M, -3, DA_ERR_SHAPE, "-3"}, {DA_SCALAPACK_NB, 0, DA_ERR_DISTRIBUTION, "NB is 0"},
        {DA_SCALAPACK_RSRC, 99, DA_ERR_GRID, "99"}, {DA_SCALAPACK_CSRC, -1, DA_ERR_GRID, "CSRC is -1"},
        {DA_SCALAPACK_LLD, 0, DA_ERR_LAYOUT, "LLD is 0"}};
    double memory[64] = {0};
    da_array *a = NULL;
    const int good[9] = {1, (int)rows->blacs, 8, 4, 8, 1, 0, 0, 8};
    int desc[9];
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        memcpy(desc, good, sizeof desc);
        if (w->rank == w->size - 1) desc[cases[k].place] = cases[k].value;
        CHECK_STATUS(da_scalapack_import(rows, desc, DA_FLOAT64, memory, 0, NULL, NULL, &a), cases[k].status);
        CHECK_CONTAINS(da_error_message(), cases[k].part);
        CHECK_EQ_I64(da_error_rank(), w->size - 1);
        CHECK(a == NULL);
    }
    CHECK_STATUS(da_scalapack_import(rows, good, DA_INT16, memory, 0, NULL, NULL, &a), DA_ERR_DTYPE);
    CHECK_STATUS(da_scalapack_import(rows, good, DA_FLOAT64, NULL, 0, NULL, NULL, &a), DA_ERR_NULL);
    CHECK_STATUS(da_scalapack_import(rows, w->rank == 0 ? NULL : good, DA_FLOAT64, memory, 0, NULL, NULL, &a), DA_ERR_NULL);
    CHECK_STATUS(da_scalapack_import(NULL, good, DA_FLOAT64, memory, 0, NULL, NULL, &a), DA_ERR_NULL);
    CHECK(a == NULL);
}

static void check_grids(const world *w) {
    da_scalapack_grid grid;
    da_context *half = NULL;
    int32_t first = 0;
    CHECK_STATUS(da_scalapack_grid_create(w->ctx, "Row-major", w->size, 2, &grid), DA_ERR_GRID);
    CHECK_STATUS(da_scalapack_grid_create(w->ctx, "Row-major", -1, 0, &grid), DA_ERR_GRID);
    CHECK_STATUS(da_scalapack_grid_create(w->ctx, "Diagonal", 1, 1, &grid), DA_ERR_ARGUMENT);
    CHECK_CONTAINS(da_error_message(), "Diagonal");
    CHECK_STATUS(da_scalapack_grid_create(w->ctx, "Row-major", 1, 1, w->rank == 0 ? NULL : &grid), DA_ERR_NULL);
    CHECK_STATUS(da_scalapack_grid_create(NULL, "Row-major", 1, 1, &grid), DA_ERR_NULL);
    CHECK_OK(da_context_barrier(w->ctx));
    CHECK_STATUS(da_scalapack_grid_import(w->ctx, -1, &grid), DA_ERR_ARGUMENT);
    CHECK_STATUS(da_scalapack_grid_import(w->ctx, 12345, &grid), DA_ERR_ARGUMENT);
    /* A grid that reaches beyond the context. */
    CHECK_OK(da_context_subset(w->ctx, 1, &first, &half));
    CHECK_OK(da_scalapack_grid_create(w->ctx, "Row-major", w->size, 1, &grid));
    if (w->rank == 0 && w->size > 1) {
        da_scalapack_grid smaller;
        CHECK_STATUS(da_scalapack_grid_import(half, grid.blacs, &smaller), DA_ERR_CONTEXT);
    }
    CHECK_OK(da_scalapack_grid_free(&grid));
    CHECK_OK(da_context_free(&half));
}

/* Contexts: congruent ones will do, another order of the ranks will not. */
static void check_contexts(const world *w, const da_scalapack_grid *rows) {
    static const int64_t shape[2] = {9, 4};
    int desc[9];
    void *data = NULL;
    da_context *same = NULL, *turned = NULL;
    da_scalapack_grid other;
    CHECK_OK(da_context_create(MPI_COMM_WORLD, NULL, &same));
    CHECK_OK(da_context_split(w->ctx, 0, -w->rank, &turned));
    da_distribution *dist = make_dist(same, 2, shape, "c,n");
    da_array *a = entries(dist, DA_FLOAT64, DA_ORDER_FORTRAN);
    CHECK_OK(da_scalapack_export(a, rows, DA_ACCESS_READ, desc, &data));
    check_elget(desc, DA_FLOAT64, data);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    if (w->size > 1) {
        dist = make_dist(turned, 2, shape, "c,n");
        a = entries(dist, DA_FLOAT64, DA_ORDER_FORTRAN);
        refuse(a, rows, DA_ERR_CONTEXT, "order");
        /* The same BLACS grid, imported for that context: its first rank is the last one there. */
        CHECK_OK(da_scalapack_grid_import(turned, rows->blacs, &other));
        CHECK_EQ_I64(other.order, 0);
        if (w->size == 2) { /* two ranks backwards are two ranks from the second one on */
            CHECK_OK(da_scalapack_export(a, &other, DA_ACCESS_READ, desc, &data));
            CHECK_EQ_I64(desc[DA_SCALAPACK_RSRC], 1);
            check_elget(desc, DA_FLOAT64, data);
        } else {
            data = NULL;
            refuse(a, &other, DA_ERR_LAYOUT, "axis 0");
        }
        CHECK_OK(da_scalapack_grid_free(&other));
        CHECK_OK(da_scalapack_grid_of(dist, &other));
        CHECK_OK(da_scalapack_export(a, &other, DA_ACCESS_READ, desc, &data));
        check_elget(desc, DA_FLOAT64, data);
        CHECK_OK(da_scalapack_grid_free(&other));
        CHECK_OK(da_array_free(&a));
        CHECK_OK(da_distribution_free(&dist));
    }
    CHECK_OK(da_context_free(&same));
    CHECK_OK(da_context_free(&turned));
}

/* Either side may end first. */
static void check_lifetimes(const world *w) {
    static const int64_t shape[2] = {9, 4};
    int desc[9];
    void *data = NULL;
    da_scalapack_grid grid, gone;
    da_context *ctx = NULL;
    CHECK_OK(da_context_create(MPI_COMM_WORLD, NULL, &ctx));
    da_distribution *dist = make_dist(ctx, 2, shape, "c,n");
    da_array *a = entries(dist, DA_FLOAT64, DA_ORDER_FORTRAN), *b = NULL;
    CHECK_OK(da_scalapack_grid_create(ctx, "Row-major", w->size, 1, &grid));
    CHECK_OK(da_scalapack_export(a, &grid, DA_ACCESS_READ, desc, &data));
    CHECK_OK(da_scalapack_import(&grid, desc, DA_FLOAT64, data, 0, NULL, NULL, &b));
    gone = grid;
    Cblacs_gridexit((int)grid.blacs);
    refuse(a, &grid, DA_ERR_INVALID_HANDLE, "has ended");
    CHECK_STATUS(da_scalapack_import(&grid, desc, DA_FLOAT64, data, 0, NULL, NULL, &b), DA_ERR_INVALID_HANDLE);
    each_element(b, DA_ACCESS_READ, check_entry, NULL);
    /* The context lives as long as something of it does. */
    CHECK_OK(da_context_free(&ctx));
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_scalapack_grid_free(&grid));
    refuse(a, &grid, DA_ERR_INVALID_HANDLE, "was freed");
    refuse(a, &gone, DA_ERR_INVALID_HANDLE, "");
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    refuse(a, &grid, DA_ERR_NULL, "");
    CHECK_OK(da_scalapack_grid_free(NULL));
}

int main(int argc, char **argv) {
    da_scalapack_grid rows;
    MPI_Init(&argc, &argv);
    world w = world_open();
    CHECK_OK(da_scalapack_grid_create(w.ctx, "Row-major", w.size, 1, &rows));
    check_layouts(&w, &rows);
    check_unseen(&w, &rows);
    check_strides(&w, &rows);
    check_read_only(&w, &rows);
    check_descriptors(&w, &rows);
    check_grids(&w);
    check_contexts(&w, &rows);
    check_lifetimes(&w);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    /* Too late for the BLACS, but not a crash. */
    return da_scalapack_grid_free(&rows) == DA_OK ? verdict : 1;
}
