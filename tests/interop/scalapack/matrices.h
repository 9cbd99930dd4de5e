/* What the tests beside ScaLAPACK share: its functions as a program declares them, and matrices whose elements
 * are known. */
#ifndef DISTARRAY_TESTS_INTEROP_MATRICES_H
#define DISTARRAY_TESTS_INTEROP_MATRICES_H

#include <distarray/scalapack.h>

#include "fixture.h"

/* As programs have them: other types than the adapter's own declarations, which must not matter. */
int Csys2blacs_handle(MPI_Comm comm);
void Cfree_blacs_system_handle(int handle);
void Cblacs_gridinit(int *context, char *order, int rows, int cols);
void Cblacs_gridmap(int *context, int *map, int leading, int rows, int cols);
void Cblacs_gridinfo(int context, int *rows, int *cols, int *row, int *col);
void Cblacs_gridexit(int context);
int numroc_(const int *n, const int *nb, const int *me, const int *source, const int *parts);
void pselget_(const char *scope, const char *top, float *alpha, const float *a, const int *ia, const int *ja,
              const int *desc);
void pdelget_(const char *scope, const char *top, double *alpha, const double *a, const int *ia, const int *ja,
              const int *desc);
void pcelget_(const char *scope, const char *top, float *alpha, const float *a, const int *ia, const int *ja,
              const int *desc);
void pzelget_(const char *scope, const char *top, double *alpha, const double *a, const int *ia, const int *ja,
              const int *desc);

/* The element of every test matrix: small enough for all dtypes. Complex ones have the imaginary part -2 x. */
static inline int64_t entry(int64_t i, int64_t j) { return 1 + (31 * i + 7 * j) % 97; }

static inline void store_entry(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const int64_t value = entry(global[0], local->ndim > 1 ? global[1] : 0);
    (void)user;
    store(local->dtype, element_at(local, index), value, -2 * value);
}

/* Communication padding holds nothing that counts. */
static inline void check_entry(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    if (!is_owned(local, index)) return;
    const int64_t value = entry(global[0], local->ndim > 1 ? global[1] : 0);
    const number got = load(local->dtype, element_at(local, index));
    (void)user;
    if (local->dtype == DA_INT32) CHECK_EQ_I64(got.i, value);
    else CHECK_NEAR(got.re, (double)value, 0);
    if (is_complex(local->dtype)) CHECK_NEAR(got.im, -2.0 * (double)value, 0);
}

/* Every element of a matrix of ScaLAPACK's, found by its own rules; on the ranks of its grid. */
static inline void check_elget(const int *desc, int32_t dtype, const void *data) {
    if (desc[DA_SCALAPACK_CTXT] < 0) return;
    for (int i = 1; i <= desc[DA_SCALAPACK_M]; i++)
        for (int j = 1; j <= desc[DA_SCALAPACK_N]; j++) {
            const double expected = (double)entry(i - 1, j - 1);
            double twice[2] = {-1, -1};
            float single[2] = {-1, -1};
            if (dtype == DA_FLOAT32) pselget_("A", " ", single, (const float *)data, &i, &j, desc);
            if (dtype == DA_FLOAT64) pdelget_("A", " ", twice, (const double *)data, &i, &j, desc);
            if (dtype == DA_COMPLEX64) pcelget_("A", " ", single, (const float *)data, &i, &j, desc);
            if (dtype == DA_COMPLEX128) pzelget_("A", " ", twice, (const double *)data, &i, &j, desc);
            const int narrow = dtype == DA_FLOAT32 || dtype == DA_COMPLEX64;
            CHECK_NEAR(narrow ? single[0] : twice[0], expected, 0);
            if (is_complex(dtype)) CHECK_NEAR(narrow ? single[1] : twice[1], -2 * expected, 0);
        }
}

/* A new array in Fortran or C order with the entries above. */
static inline da_array *entries(const da_distribution *dist, int32_t dtype, int32_t order) {
    da_array_options options;
    da_array *a = NULL;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.order = order;
    CHECK_OK(da_array_create(dist, dtype, &options, &a));
    CHECK_OR_QUIT(a != NULL);
    each_element(a, DA_ACCESS_WRITE, store_entry, NULL);
    return a;
}

/* A distribution on a grid of a given shape, of the listed ranks if there is a list. */
static inline da_distribution *dist_on(const da_context *ctx, int32_t ndim, const int64_t *shape, const char *text,
                                       int32_t grid_ndim, const int64_t *grid, const int32_t *ranks) {
    da_distribution_options options;
    da_distribution *dist = NULL;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.grid_shape = grid;
    options.grid_ndim = grid_ndim;
    options.ranks = ranks;
    options.num_ranks = ranks == NULL ? 0 : 1;
    for (int32_t k = 0; ranks != NULL && k < grid_ndim; k++) options.num_ranks *= grid[k];
    CHECK_OK(da_distribution_create(ctx, ndim, shape, text, &options, &dist));
    CHECK_OR_QUIT(dist != NULL);
    return dist;
}

#endif /* DISTARRAY_TESTS_INTEROP_MATRICES_H */
