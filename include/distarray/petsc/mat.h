/* Arrays and PETSc's dense Mat. Include <distarray/petsc.h>, not this.
 *
 * A dense Mat has rows on ranks: each rank a range of rows, in rank order, stored column after column. As an array it
 * is `"b,n"` in Fortran order; columns may be further apart than they are long (PETSc: the leading dimension).
 *
 * SPDX-License-Identifier: BSD-3-Clause */
#ifndef DISTARRAY_PETSC_MAT_H
#define DISTARRAY_PETSC_MAT_H

#include "vec_copy.h"

#include <petscmat.h>

/* ---- Export ---------------------------------------------------------------------------------------------------- */

/* Rows without gaps, all columns, and in the order of ranks: whoever owns the row before mine is a rank before me. */
static inline da_status da_petsc_check_rows(const da_context *ctx, const da_distribution *dist,
                                            const da_petsc_section *s)
{
    int64_t first[2], last[2], local[2];
    int32_t me = 0, before = -1;
    da_status status = da_context_rank(ctx, &me);
    if (status != DA_OK || s->owned == 0) return status;
    if (s->local.owned_shape[1] != s->shape[1])
        return da_petsc_fail(DA_ERR_LAYOUT,
                             "this rank has %" PRId64 " of %" PRId64 " columns; in a dense Mat it has whole rows "
                             "(distribution \"b,n\"), or use da_petsc_mat_export_copy()",
                             s->local.owned_shape[1], s->shape[1]);
    local[0] = s->local.owned_offset[0];
    local[1] = s->local.owned_offset[1];
    status = da_distribution_global_from_local(dist, -1, local, first);
    local[0] += s->local.owned_shape[0] - 1;
    if (status == DA_OK) status = da_distribution_global_from_local(dist, -1, local, last);
    if (status != DA_OK) return status;
    if (last[0] - first[0] != s->local.owned_shape[0] - 1)
        return da_petsc_fail(DA_ERR_LAYOUT,
                             "this rank's %" PRId64 " rows begin with %" PRId64 " and end with %" PRId64
                             "; in a dense Mat they are one range (kind 'b')",
                             s->local.owned_shape[0], first[0], last[0]);
    if (first[0] == 0) return DA_OK;
    first[0]--;
    status = da_distribution_owner(dist, first, &before);
    if (status != DA_OK || before < me) return status;
    return da_petsc_fail(DA_ERR_LAYOUT, "row %" PRId64 " lies on rank %d, the next one on rank %d; a dense Mat has rows in "
                         "the order of ranks", first[0], (int)before, (int)me);
}

/* Column after column; how far apart columns are, in elements. */
static inline da_status da_petsc_check_columns(const da_petsc_section *s, int64_t *lda)
{
    const int64_t rows = s->local.owned_shape[0], down = s->local.strides[0], right = s->local.strides[1];
    *lda = rows > 0 ? rows : 1;
    if (s->owned == 0) return DA_OK;
    if (rows > 1 && down != s->item)
        return da_petsc_fail(DA_ERR_LAYOUT,
                             "along axis 0 neighbours are %" PRId64 " bytes apart; a dense Mat is stored column after "
                             "column (Fortran order), where it is %" PRId64,
                             down, s->item);
    if (s->local.owned_shape[1] <= 1) return DA_OK;
    if (right < rows * s->item || right % s->item != 0)
        return da_petsc_fail(DA_ERR_LAYOUT,
                             "along axis 1 neighbours are %" PRId64 " bytes apart; columns of %" PRId64 " elements need a "
                             "multiple of %" PRId64 " that is at least %" PRId64,
                             right, rows, s->item, rows * s->item);
    *lda = right / s->item;
    return da_petsc_check_count(*lda, "elements from one column to the next");
}

static inline PetscErrorCode da_petsc_make_mat(MPI_Comm comm, const da_petsc_section *s, int64_t lda, PetscInt n, Mat *A)
{
    const PetscInt m = s->owned > 0 ? (PetscInt)s->local.owned_shape[0] : 0;
    PetscScalar *data = (PetscScalar *)s->data;
    PetscCall(MatCreate(comm, A));
    PetscCall(MatSetSizes(*A, m, n, PETSC_DETERMINE, (PetscInt)s->shape[1]));
    PetscCall(MatSetType(*A, MATDENSE));
    PetscCall(MatDenseSetLDA(*A, (PetscInt)lda));
    PetscCall(MatSeqDenseSetPreallocation(*A, data));
    PetscCall(MatMPIDenseSetPreallocation(*A, data));
    return (PetscErrorCode)0;
}

static inline da_status da_petsc_check_matrix(const da_array *a)
{
    int32_t ndim = 0;
    const da_status status = da_array_ndim(a, &ndim);
    if (status != DA_OK || ndim == 2) return status;
    return da_petsc_fail(DA_ERR_SHAPE, "the array has %d axes; a Mat has 2", (int)ndim);
}

/* Arrays without columns have no elements, but rows. PETSc's owner of a row is who would have its elements. */
static inline da_status da_petsc_look_mat(const da_petsc_temps *t, const da_array *a, const Mat *A, da_petsc_section *s,
                                          int64_t *lda)
{
    da_status status = da_petsc_check_out(A, "A");
    if (status == DA_OK) status = da_petsc_check_matrix(a);
    if (status == DA_OK) status = da_petsc_look(a, t->dist, DA_PETSC_SCALAR, "PetscScalar", DA_ACCESS_WRITE, s);
    if (status == DA_OK) status = da_petsc_check_count(s->shape[0], "rows");
    if (status == DA_OK) status = da_petsc_check_count(s->shape[1], "columns");
    if (status == DA_OK && s->size == 0)
        status = da_petsc_fail(DA_ERR_SHAPE, "a Mat of %" PRId64 " x %" PRId64 " has no elements to share", s->shape[0],
                               s->shape[1]);
    if (status == DA_OK) status = da_petsc_check_rows(t->ctx, t->dist, s);
    if (status == DA_OK) status = da_petsc_check_columns(s, lda);
    return status;
}

/* The local columns say how vectors are laid out that the Mat is multiplied with. */
static inline PetscInt da_petsc_local_columns(const da_petsc_section *s, PetscInt n)
{
    if (n != PETSC_DECIDE || s->shape[0] != s->shape[1]) return n;
    return s->owned > 0 ? (PetscInt)s->local.owned_shape[0] : 0;
}

/**
 * Make a dense Mat on an array's memory, without copying.
 *
 * Collective, communicating. The Mat lives on the context's communicator.
 * @param a an array of two axes of PetscScalar's dtype in Fortran order: whole rows on each rank (`"b,n"`), ranges of
 * rows in rank order; columns may be padded (strides[1], or communication padding of rows).
 * @param n number of this rank's columns, as in MatCreateDense(): the local size of vectors that the Mat is
 * multiplied with; PETSC_DECIDE: as the rows for a square matrix, else PETSc's standard ranges.
 * @param[out] A the Mat: MATMPIDENSE, on a single rank MATSEQDENSE, assembled.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the caller destroys `*A`; the memory stays until both are gone, the array and the Mat.
 * Errors: DA_ERR_SHAPE for another number of axes and for no elements; DA_ERR_LAYOUT with axis and stride, for
 * columns on several ranks, or rows in another order; those of da_petsc_vec_export().
 */
static inline da_status da_petsc_mat_export(const da_array *a, PetscInt n, Mat *A)
{
    da_petsc_temps t;
    da_petsc_section s;
    MPI_Comm comm = MPI_COMM_NULL;
    PetscObject object;
    int64_t lda = 0;
    Mat made = NULL;
    da_status status = da_petsc_open_array(&t, a);
    memset(&s, 0, sizeof s);
    if (status != DA_OK) return da_petsc_finish(&t, status);
    status = da_petsc_look_mat(&t, a, A, &s, &lda);
    if (status == DA_OK) status = da_context_comm(t.ctx, &comm);
    status = da_context_agree(t.ctx, status);
    if (status == DA_OK)
        status = DA_PETSC_TRY(da_petsc_make_mat(comm, &s, lda, da_petsc_local_columns(&s, n), &made), "make a Mat");
    object = (PetscObject)made;
    if (status == DA_OK) status = da_petsc_tie(&object, a);
    else if (made) (void)MatDestroy(&made);
    if (status == DA_OK) *A = made;
    return da_petsc_finish(&t, status);
}

/* ---- Import ---------------------------------------------------------------------------------------------------- */

static inline da_status da_petsc_check_mat(Mat A)
{
    PetscBool fits = PETSC_FALSE, ready = PETSC_FALSE;
    const char *type = NULL;
    da_status status = da_petsc_check_object((PetscObject)A, MAT_CLASSID, "A");
    if (status == DA_OK) status = DA_PETSC_TRY(MatGetType(A, &type), "tell a Mat's type");
    if (status == DA_OK)
        status = DA_PETSC_TRY(PetscObjectTypeCompareAny((PetscObject)A, &fits, MATSEQDENSE, MATMPIDENSE, ""),
                              "tell a Mat's type");
    if (status != DA_OK) return status;
    if (!fits)
        return da_petsc_fail(DA_ERR_LAYOUT,
                             "the Mat is of type %s; arrays stand on MATSEQDENSE and MATMPIDENSE only (MatConvert())",
                             type ? type : "(none: MatSetType() is missing)");
    status = DA_PETSC_TRY(MatAssembled(A, &ready), "tell a Mat's state");
    if (status != DA_OK || ready) return status;
    return da_petsc_fail(DA_ERR_ARGUMENT, "the Mat is not assembled: call MatAssemblyBegin() and MatAssemblyEnd()");
}

/* The rows as the layout has them, all columns on every rank. */
static inline da_status da_petsc_rows_distribution(Mat A, const da_context *ctx, da_distribution **out)
{
    PetscLayout rows = NULL;
    PetscInt columns = 0;
    da_status status = DA_PETSC_TRY(MatGetLayouts(A, &rows, NULL), "get a Mat's rows");
    if (status == DA_OK) status = DA_PETSC_TRY(MatGetSize(A, NULL, &columns), "get a Mat's size");
    return status != DA_OK ? status : da_petsc_layout_dims(rows, ctx, 2, columns, out);
}

static inline PetscErrorCode da_petsc_mat_memory(Mat A, PetscScalar **data, PetscInt *lda)
{
    PetscScalar *values = NULL;
    PetscCall(MatDenseGetLDA(A, lda));
    PetscCall(MatDenseGetArray(A, &values));
    *data = values;
    PetscCall(MatDenseRestoreArray(A, &values));
    return (PetscErrorCode)0;
}

/**
 * Tell PETSc that a dense Mat's memory was written from our side.
 *
 * Not collective, but call it on all ranks alike; see da_petsc_vec_changed().
 * @param A a Mat, of da_petsc_mat_export() or imported.
 * @return DA_OK or an error.
 * Errors: DA_ERR_LAYOUT for other types than MATSEQDENSE and MATMPIDENSE; DA_ERR_ARGUMENT; DA_ERR_NULL;
 * DA_ERR_INVALID_HANDLE; DA_ERR_MPI_STATE.
 */
static inline da_status da_petsc_mat_changed(Mat A)
{
    PetscScalar *values = NULL;
    da_status status = da_petsc_check_mat(A);
    if (status == DA_OK) status = DA_PETSC_TRY(MatDenseGetArray(A, &values), "get a Mat's array");
    if (status == DA_OK) status = DA_PETSC_TRY(MatDenseRestoreArray(A, &values), "raise a Mat's state");
    return status;
}

/**
 * Make an array of two axes on a dense Mat's memory, without copying.
 *
 * Collective, communicating. It is `"b,n"` with the Mat's ranges of rows, in Fortran order with the Mat's leading
 * dimension.
 * @param A an assembled Mat of type MATSEQDENSE or MATMPIDENSE.
 * @param ctx a context with the same ranks in the same order as the Mat's communicator.
 * @param[out] out the array.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the caller owns `*out` and frees it with da_array_free(). The array holds a reference of the Mat, as
 * da_petsc_vec_import() does. Do not call MatDensePlaceArray() or MatDenseReplaceArray() meanwhile.
 * Errors: DA_ERR_LAYOUT for other types; DA_ERR_ARGUMENT for a Mat that is not assembled; those of
 * da_petsc_vec_import().
 */
static inline da_status da_petsc_mat_import(Mat A, const da_context *ctx, da_array **out)
{
    da_petsc_temps t;
    PetscScalar *data = NULL;
    PetscInt lda = 0;
    int64_t strides[2];
    da_status status = da_petsc_check_mat(A);
    memset(&t, 0, sizeof t);
    if (status == DA_OK) status = da_petsc_check_out(out, "out");
    if (status == DA_OK) status = da_petsc_check_ranks((PetscObject)A, ctx, "A");
    if (status == DA_OK) status = DA_PETSC_TRY(da_petsc_mat_memory(A, &data, &lda), "get a Mat's array");
    status = da_context_agree(ctx, status);
    if (status == DA_OK) status = da_petsc_rows_distribution(A, ctx, &t.dist);
    strides[0] = (int64_t)sizeof(PetscScalar);
    strides[1] = strides[0] * (lda > 0 ? (int64_t)lda : 1);
    if (status == DA_OK) status = da_petsc_wrap(t.dist, DA_PETSC_SCALAR, data, strides, 0, (PetscObject)A, out);
    return da_petsc_finish(&t, status);
}

/* ---- Copies ---------------------------------------------------------------------------------------------------- */

static inline PetscErrorCode da_petsc_new_mat(MPI_Comm comm, const int64_t *shape, Mat *A)
{
    PetscCall(MatCreate(comm, A));
    PetscCall(MatSetSizes(*A, PETSC_DECIDE, PETSC_DECIDE, (PetscInt)shape[0], (PetscInt)shape[1]));
    PetscCall(MatSetType(*A, MATDENSE));
    PetscCall(MatSetUp(*A));
    PetscCall(MatAssemblyBegin(*A, MAT_FINAL_ASSEMBLY));
    PetscCall(MatAssemblyEnd(*A, MAT_FINAL_ASSEMBLY));
    return (PetscErrorCode)0;
}

/**
 * Make a dense Mat with a copy of an array.
 *
 * Collective, communicating. Rows and columns have PETSc's standard ranges (PETSC_DECIDE).
 * @param a an array of two axes in any layout, of any dtype that DA_CASTING_SAME_KIND allows.
 * @param[out] A the Mat, on the context's communicator.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the caller destroys `*A`, which has memory of its own.
 * Errors: DA_ERR_SHAPE; DA_ERR_CASTING; DA_ERR_LABELS; DA_ERR_OVERFLOW; those of da_petsc_mat_import().
 */
static inline da_status da_petsc_mat_export_copy(const da_array *a, Mat *A)
{
    da_petsc_temps t;
    MPI_Comm comm = MPI_COMM_NULL;
    int64_t shape[DA_PETSC_MAX_NDIM];
    Mat made = NULL;
    da_status status = da_petsc_open_array(&t, a);
    if (status != DA_OK) return da_petsc_finish(&t, status);
    status = da_petsc_check_out(A, "A");
    if (status == DA_OK) status = da_petsc_check_matrix(a);
    if (status == DA_OK) status = da_petsc_check_cast(a);
    if (status == DA_OK) status = da_array_shape(a, shape);
    if (status == DA_OK) status = da_petsc_check_count(shape[0], "rows");
    if (status == DA_OK) status = da_petsc_check_count(shape[1], "columns");
    if (status == DA_OK) status = da_context_comm(t.ctx, &comm);
    status = da_context_agree(t.ctx, status);
    if (status == DA_OK) status = DA_PETSC_TRY(da_petsc_new_mat(comm, shape, &made), "make a Mat");
    if (status == DA_OK) status = da_petsc_mat_import(made, t.ctx, &t.array);
    if (status == DA_OK) status = da_assign(t.array, a);
    if (status == DA_OK) status = da_petsc_mat_changed(made);
    if (status == DA_OK) *A = made;
    else if (made) (void)MatDestroy(&made);
    return da_petsc_finish(&t, status);
}

/**
 * Make an array with a copy of a dense Mat.
 *
 * Collective, communicating.
 * @param A an assembled Mat of type MATSEQDENSE or MATMPIDENSE.
 * @param dist a distribution of the Mat's shape, of a context with its ranks in the same order.
 * @param[out] out a new array of PetscScalar's dtype, in Fortran order as the Mat.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the caller owns `*out` and frees it with da_array_free().
 * Errors: DA_ERR_SHAPE; DA_ERR_LABELS; DA_ERR_NO_MEMORY; those of da_petsc_mat_import().
 */
static inline da_status da_petsc_mat_import_copy(Mat A, const da_distribution *dist, da_array **out)
{
    da_petsc_temps t;
    da_status status = da_petsc_open_distribution(&t, dist);
    if (status != DA_OK) return da_petsc_finish(&t, status);
    status = da_context_agree(t.ctx, da_petsc_check_out(out, "out"));
    if (status == DA_OK) status = da_petsc_mat_import(A, t.ctx, &t.array);
    if (status == DA_OK) status = da_redistribute(t.array, dist, out);
    return da_petsc_finish(&t, status);
}

#endif /* DISTARRAY_PETSC_MAT_H */
