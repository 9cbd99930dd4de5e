/* Part of distarray/scalapack.h: types, ScaLAPACK's functions, small helpers.
 *
 * SPDX-License-Identifier: BSD-3-Clause */
#ifndef DISTARRAY_SCALAPACK_BASE_H
#define DISTARRAY_SCALAPACK_BASE_H

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <distarray.h>

#ifndef DA_SCALAPACK_INT
#define DA_SCALAPACK_INT int
#endif
#ifndef DA_SCALAPACK_FORTRAN
#define DA_SCALAPACK_FORTRAN(name) #name "_"
#endif
#define DA_SCALAPACK_MAX (sizeof(da_scalapack_int) < 8 ? (int64_t)INT32_MAX : INT64_MAX)

/* The integers of descriptors. */
typedef DA_SCALAPACK_INT da_scalapack_int;

/* Places in a descriptor. */
enum {
    DA_SCALAPACK_DTYPE, DA_SCALAPACK_CTXT, DA_SCALAPACK_M, DA_SCALAPACK_N, DA_SCALAPACK_MB, DA_SCALAPACK_NB,
    DA_SCALAPACK_RSRC, DA_SCALAPACK_CSRC, DA_SCALAPACK_LLD, DA_SCALAPACK_DESC_SIZE
};

/* The name of one of ScaLAPACK's functions as the linker knows it. */
#define DA_SCALAPACK_TEXT2(x) #x
#define DA_SCALAPACK_TEXT(x) DA_SCALAPACK_TEXT2(x)
#define DA_SCALAPACK_NAMED(name) __asm__(DA_SCALAPACK_TEXT(__USER_LABEL_PREFIX__) name)

#ifdef __cplusplus
extern "C" {
#endif
da_scalapack_int da_blacs_handle_(MPI_Comm comm) DA_SCALAPACK_NAMED("Csys2blacs_handle");
void da_blacs_handle_free_(da_scalapack_int handle) DA_SCALAPACK_NAMED("Cfree_blacs_system_handle");
void da_blacs_gridmap_(da_scalapack_int *blacs, da_scalapack_int *ranks, da_scalapack_int leading,
                       da_scalapack_int rows, da_scalapack_int cols) DA_SCALAPACK_NAMED("Cblacs_gridmap");
void da_blacs_gridinfo_(da_scalapack_int blacs, da_scalapack_int *rows, da_scalapack_int *cols, da_scalapack_int *row,
                        da_scalapack_int *col) DA_SCALAPACK_NAMED("Cblacs_gridinfo");
void da_blacs_gridexit_(da_scalapack_int blacs) DA_SCALAPACK_NAMED("Cblacs_gridexit");
#ifdef __cplusplus
}
#endif

/* A BLACS grid, and where in it the ranks of a context are. Read the members, change none. */
typedef struct da_scalapack_grid {
    da_context *ctx;         /* counted: lives as long as the grid */
    da_scalapack_int blacs;  /* the BLACS context; -1 on ranks outside the grid */
    int32_t rows, cols;      /* known on all ranks of `ctx` */
    int32_t row, col;        /* this rank's; -1 outside */
    int32_t order;           /* 'R': context rank = row * cols + col; 'C': row + col * rows; 0: as listed */
    int32_t owned;           /* the BLACS context ends with the grid */
    int32_t *ranks;          /* order 0: the ranks of the grid, row by row, and after them every rank's place or -1 */
} da_scalapack_grid;

/* Names that end with _ are not meant for others. */

/* Sets this thread's message; every local check that fails ends here. */
static inline da_status da_scalapack_fail_(da_status status, const char *format, ...) {
    char text[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return da_error_set(status, text);
}

static inline int64_t da_scalapack_min_(int64_t a, int64_t b) { return a < b ? a : b; }
static inline int64_t da_scalapack_max_(int64_t a, int64_t b) { return a > b ? a : b; }

/* ScaLAPACK's numroc in 64 bits; -1 as coordinate is nowhere. */
static inline int64_t da_scalapack_numroc_(int64_t extent, int64_t block, int64_t me, int64_t source, int64_t parts) {
    if (me < 0) return 0;
    const int64_t distance = (parts + me - source) % parts, blocks = extent / block, extra = blocks % parts;
    const int64_t last = distance < extra ? block : distance == extra ? extent % block : 0;
    return blocks / parts * block + last;
}

/* The place of a context's rank in the grid, row by row; -1 outside. */
static inline int32_t da_scalapack_place_(const da_scalapack_grid *grid, int32_t rank) {
    const int32_t count = grid->rows * grid->cols;
    if (grid->order == 0) return grid->ranks[count + rank];
    if (rank >= count) return -1;
    return grid->order == 'R' ? rank : rank % grid->rows * grid->cols + rank / grid->rows;
}

/* Its inverse. */
static inline int32_t da_scalapack_rank_(const da_scalapack_grid *grid, int32_t row, int32_t col) {
    if (grid->order == 0) return grid->ranks[row * grid->cols + col];
    return grid->order == 'R' ? row * grid->cols + col : row + col * grid->rows;
}

/* Whether the grid still is one: its BLACS context may have ended. */
static inline da_status da_scalapack_check_grid_(const da_scalapack_grid *grid) {
    da_scalapack_int rows = -1, cols = -1, row = -1, col = -1;
    if (grid == NULL || grid->ctx == NULL)
        return da_scalapack_fail_(grid == NULL ? DA_ERR_NULL : DA_ERR_INVALID_HANDLE,
                                  "the grid is NULL or was freed; make one with da_scalapack_grid_create()");
    if (grid->row < 0) return DA_OK;
    da_blacs_gridinfo_(grid->blacs, &rows, &cols, &row, &col);
    if (rows == grid->rows && cols == grid->cols && row == grid->row && col == grid->col) return DA_OK;
    return da_scalapack_fail_(DA_ERR_INVALID_HANDLE, "BLACS context %lld is not the %d x %d grid any more: it has ended",
                              (long long)grid->blacs, (int)grid->rows, (int)grid->cols);
}

#endif /* DISTARRAY_SCALAPACK_BASE_H */
