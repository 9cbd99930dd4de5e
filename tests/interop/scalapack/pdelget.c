/* ranks: 1 2 3 4 6  timeout: 60
 * ScaLAPACK reads what we dealt out: a matrix comes from blocks of rows, and its function pdelget finds every
 * element by its own rules, in our new array's memory and in memory of the program with padded columns. */
#include <stdlib.h>

#include "fixture.h"

/* Declared by no header of ScaLAPACK's. Its C functions begin with C; pdelget is Fortran's. */
int Csys2blacs_handle(MPI_Comm comm);
void Cfree_blacs_system_handle(int handle);
void Cblacs_gridinit(int *context, char *order, int rows, int cols);
void Cblacs_gridinfo(int context, int *rows, int *cols, int *row, int *col);
void Cblacs_gridexit(int context);
int numroc_(const int *n, const int *nb, const int *me, const int *source, const int *parts);
void pdelget_(const char *scope, const char *top, double *alpha, const double *a, const int *ia, const int *ja,
              const int *desc);

typedef struct matrix {
    int rows, cols, block[2], grid[2], context;
} matrix;

static double element(int64_t i, int64_t j) { return 1000.0 * (double)i + (double)j + 0.5; }

static void fill(const da_array *a) {
    da_cursor c;
    CHECK_OK(da_cursor_begin(a, DA_ACCESS_WRITE, &c));
    while (da_cursor_next(&c)) *(double *)c.data = element(c.index[0], c.index[1]);
    CHECK_OK(da_cursor_end(&c));
}

/* Blocks of rows, whose sections are in Fortran order: what is made of it keeps the order. */
static da_array *rows_of(const world *w, const matrix *m) {
    const int64_t shape[2] = {m->rows, m->cols};
    da_array_options options;
    da_array *a = NULL;
    da_distribution *dist = make_dist(w->ctx, 2, shape, "b,n");
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.order = DA_ORDER_FORTRAN;
    CHECK_OK(da_array_create(dist, DA_FLOAT64, &options, &a));
    CHECK_OR_QUIT(a != NULL);
    CHECK_OK(da_distribution_free(&dist));
    fill(a);
    return a;
}

static da_distribution *dealt(const world *w, const matrix *m) {
    const int64_t shape[2] = {m->rows, m->cols}, grid[2] = {m->grid[0], m->grid[1]};
    da_distribution_options options;
    da_distribution *dist = NULL;
    char text[40];
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.grid_shape = grid;
    options.grid_ndim = 2;
    snprintf(text, sizeof text, "c:%d,c:%d", m->block[0], m->block[1]);
    CHECK_OK(da_distribution_create(w->ctx, 2, shape, text, &options, &dist));
    CHECK_OR_QUIT(dist != NULL);
    return dist;
}

/* Every element by ScaLAPACK's own rules, on all ranks of the grid. */
static void check_elements(const matrix *m, const double *data, int leading) {
    const int desc[9] = {1, m->context, m->rows, m->cols, m->block[0], m->block[1], 0, 0, leading};
    for (int i = 1; i <= m->rows; i++)
        for (int j = 1; j <= m->cols; j++) {
            double got = -1;
            pdelget_("A", " ", &got, data, &i, &j, desc);
            CHECK_NEAR(got, element(i - 1, j - 1), 0);
        }
}

static void check_new_array(const matrix *m, const da_array *rows, const da_distribution *dist, const int local[2]) {
    da_array *out = NULL;
    CHECK_OK(da_redistribute(rows, dist, &out));
    CHECK_OR_QUIT(out != NULL);
    const da_local section = local_of(out, DA_ACCESS_READ);
    CHECK_EQ_I64(section.shape[0], local[0]);
    CHECK_EQ_I64(section.shape[1], local[1]);
    const int leading = local[0] > 0 ? local[0] : 1;
    if (local[0] > 1 && local[1] > 0) CHECK_EQ_I64(section.strides[0], 8);
    if (local[0] > 0 && local[1] > 1) CHECK_EQ_I64(section.strides[1], 8 * leading);
    check_elements(m, section.data, leading);
    CHECK_OK(da_array_free(&out));
}

/* The program's own matrix, with three unused rows below each column, filled by a plan. */
static void check_own_memory(const matrix *m, const da_array *rows, const da_distribution *dist, const int local[2]) {
    enum { UNUSED = 3 };
    const int leading = local[0] + UNUSED;
    const int64_t strides[2] = {8, 8 * leading};
    const size_t count = (size_t)leading * (size_t)(local[1] + 1);
    double *memory = malloc(count * sizeof *memory);
    da_distribution *from = NULL;
    da_array *wrapped = NULL;
    da_plan *plan = NULL;
    CHECK_OR_QUIT(memory != NULL);
    for (size_t k = 0; k < count; k++) memory[k] = -7;
    CHECK_OK(da_array_distribution(rows, &from));
    CHECK_OK(da_array_wrap(dist, DA_FLOAT64, memory, strides, 0, NULL, NULL, &wrapped));
    CHECK_OK(da_plan_create(from, DA_FLOAT64, dist, DA_FLOAT64, NULL, &plan));
    CHECK_OR_QUIT(plan != NULL && wrapped != NULL);
    CHECK_OK(da_plan_execute(plan, rows, wrapped));
    check_elements(m, memory, leading);
    for (int j = 0; j < local[1]; j++)
        for (int i = local[0]; i < leading; i++) CHECK_NEAR(memory[j * leading + i], -7, 0);
    CHECK_OK(da_plan_free(&plan));
    CHECK_OK(da_array_free(&wrapped));
    CHECK_OK(da_distribution_free(&from));
    free(memory);
}

static void check_matrix(const world *w, matrix *m, int handle) {
    int grid[2], at[2], local[2];
    m->context = handle;
    /* Our grids are in C order: the last coordinate varies fastest. */
    Cblacs_gridinit(&m->context, "Row-major", m->grid[0], m->grid[1]);
    Cblacs_gridinfo(m->context, &grid[0], &grid[1], &at[0], &at[1]);
    for (int k = 0; k < 2; k++) {
        const int zero = 0, extent = k == 0 ? m->rows : m->cols;
        CHECK_EQ_I64(grid[k], m->grid[k]);
        local[k] = numroc_(&extent, &m->block[k], &at[k], &zero, &grid[k]);
    }
    da_array *rows = rows_of(w, m);
    da_distribution *dist = dealt(w, m);
    check_new_array(m, rows, dist, local);
    check_own_memory(m, rows, dist, local);
    CHECK_OK(da_array_free(&rows));
    CHECK_OK(da_distribution_free(&dist));
    Cblacs_gridexit(m->context);
}

int main(int argc, char **argv) {
    /* rows, columns, blocks: partial last blocks, more blocks than ranks and less, one column, wide blocks */
    static const int cases[][4] = {{37, 29, 5, 3}, {16, 64, 4, 16}, {7, 1, 2, 1}, {3, 40, 64, 64}, {20, 20, 1, 7}};
    MPI_Init(&argc, &argv);
    world w = world_open();
    const int handle = Csys2blacs_handle(MPI_COMM_WORLD);
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++)
        for (int down = 1; down <= w.size; down++) {
            matrix m = {cases[k][0], cases[k][1], {cases[k][2], cases[k][3]}, {down, w.size / down}, -1};
            if (w.size % down == 0) check_matrix(&w, &m, handle);
        }
    Cfree_blacs_system_handle(handle);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
