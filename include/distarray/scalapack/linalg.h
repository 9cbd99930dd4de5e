/* Part of distarray/scalapack.h: numpy.matmul and numpy.linalg.solve for arrays of any distribution.
 *
 * SPDX-License-Identifier: BSD-3-Clause */
#ifndef DISTARRAY_SCALAPACK_LINALG_H
#define DISTARRAY_SCALAPACK_LINALG_H

#include <distarray/scalapack/layout.h>

typedef void da_scalapack_gemm_fn_(const char *, const char *, const da_scalapack_int *, const da_scalapack_int *,
                                   const da_scalapack_int *, const void *, const void *, const da_scalapack_int *,
                                   const da_scalapack_int *, const da_scalapack_int *, const void *,
                                   const da_scalapack_int *, const da_scalapack_int *, const da_scalapack_int *,
                                   const void *, void *, const da_scalapack_int *, const da_scalapack_int *,
                                   const da_scalapack_int *);
typedef void da_scalapack_gesv_fn_(const da_scalapack_int *, const da_scalapack_int *, void *, const da_scalapack_int *,
                                   const da_scalapack_int *, const da_scalapack_int *, da_scalapack_int *, void *,
                                   const da_scalapack_int *, const da_scalapack_int *, const da_scalapack_int *,
                                   da_scalapack_int *);
#ifdef __cplusplus
extern "C" {
#endif
da_scalapack_gemm_fn_ da_psgemm_ DA_SCALAPACK_NAMED(DA_SCALAPACK_FORTRAN(psgemm));
da_scalapack_gemm_fn_ da_pdgemm_ DA_SCALAPACK_NAMED(DA_SCALAPACK_FORTRAN(pdgemm));
da_scalapack_gemm_fn_ da_pcgemm_ DA_SCALAPACK_NAMED(DA_SCALAPACK_FORTRAN(pcgemm));
da_scalapack_gemm_fn_ da_pzgemm_ DA_SCALAPACK_NAMED(DA_SCALAPACK_FORTRAN(pzgemm));
da_scalapack_gesv_fn_ da_psgesv_ DA_SCALAPACK_NAMED(DA_SCALAPACK_FORTRAN(psgesv));
da_scalapack_gesv_fn_ da_pdgesv_ DA_SCALAPACK_NAMED(DA_SCALAPACK_FORTRAN(pdgesv));
da_scalapack_gesv_fn_ da_pcgesv_ DA_SCALAPACK_NAMED(DA_SCALAPACK_FORTRAN(pcgesv));
da_scalapack_gesv_fn_ da_pzgesv_ DA_SCALAPACK_NAMED(DA_SCALAPACK_FORTRAN(pzgesv));
#ifdef __cplusplus
}
#endif

/* A matrix that ScaLAPACK works on: an operand where it is, or a copy in blocks. */
typedef struct da_scalapack_operand_ {
    da_array *copy; /* NULL in place */
    void *data;
    da_scalapack_int desc[DA_SCALAPACK_DESC_SIZE];
} da_scalapack_operand_;

/* What a call is about, the same on all ranks. Vectors are matrices with an extent of 1. */
typedef struct da_scalapack_call_ {
    da_scalapack_grid own;         /* made for this call, where none was given */
    const da_scalapack_grid *grid;
    int32_t dtype, ndim;           /* of the result */
    int64_t shape[2];              /* of the result */
    int64_t m, k, n;               /* m x k and k x n */
} da_scalapack_call_;

/* Makes a copy of an operand in blocks; of a vector, a matrix with the new axis at `where`. Communicating. */
static inline da_status da_scalapack_blocks_(const da_array *a, int32_t where, const da_scalapack_call_ *call,
                                             const int64_t shape[2], const int64_t block[2],
                                             da_scalapack_operand_ *operand) {
    int32_t ndim = 0;
    da_array *matrix = NULL;
    da_status status = da_array_ndim(a, &ndim);
    if (status == DA_OK) status = da_scalapack_empty_(call->grid, call->dtype, shape, block, &operand->copy);
    if (status == DA_OK && ndim == 1) status = da_expand_dims(a, where, &matrix);
    status = da_context_agree(call->grid->ctx, status);
    if (status == DA_OK) status = da_assign(operand->copy, matrix != NULL ? matrix : a);
    if (status == DA_OK)
        status = da_scalapack_export(operand->copy, call->grid, DA_ACCESS_WRITE, operand->desc, &operand->data);
    da_array_free(&matrix);
    return status;
}

/* An operand that is only read: in place where its layout allows. Communicating. */
static inline da_status da_scalapack_reading_(const da_array *a, int32_t where, const da_scalapack_call_ *call,
                                              const int64_t shape[2], const int64_t block[2],
                                              da_scalapack_operand_ *operand) {
    int32_t ndim = 0, dtype = 0;
    da_status status = da_array_ndim(a, &ndim);
    if (status == DA_OK) status = da_array_dtype(a, &dtype);
    if (status == DA_OK && ndim == 2 && dtype == call->dtype) {
        status = da_scalapack_export(a, call->grid, DA_ACCESS_READ, operand->desc, &operand->data);
        if (status != DA_ERR_LAYOUT) return status;
    }
    return da_scalapack_blocks_(a, where, call, shape, block, operand);
}

/* The context that both operands and the grid share. */
static inline da_status da_scalapack_common_(const da_array *a, const da_array *b, const da_scalapack_grid *grid) {
    da_context *first = NULL, *second = NULL;
    int32_t relation = DA_IDENT;
    da_status status = da_array_context(a, &first);
    if (status == DA_OK) status = da_array_context(b, &second);
    if (status == DA_OK) status = da_context_compare(first, second, &relation);
    if (status == DA_OK && relation == DA_IDENT && grid != NULL) {
        status = da_scalapack_check_grid_(grid);
        if (status == DA_OK) status = da_context_compare(first, grid->ctx, &relation);
    }
    if (status == DA_OK && relation != DA_IDENT)
        status = da_scalapack_fail_(DA_ERR_CONTEXT, "both operands and the grid must have one and the same context");
    da_context_free(&first);
    da_context_free(&second);
    return status;
}

/* The dtype of a result: numpy's promotion; where `floating`, integers and bool count as float64. */
static inline da_status da_scalapack_meet_(const da_array *a, const da_array *b, int floating, int32_t *dtype) {
    int32_t first = 0, second = 0;
    da_status status = da_array_dtype(a, &first);
    if (status == DA_OK) status = da_array_dtype(b, &second);
    if (floating && first < DA_FLOAT32) first = DA_FLOAT64;
    if (floating && second < DA_FLOAT32) second = DA_FLOAT64;
    if (status == DA_OK) status = da_dtype_promote(first, second, dtype);
    if (status == DA_OK && *dtype < DA_FLOAT32)
        status = da_scalapack_fail_(DA_ERR_DTYPE, "%s: ScaLAPACK multiplies float32, float64, complex64 and complex128; "
                                    "convert with da_astype()", da_dtype_name(*dtype));
    return status;
}

/* Checks the extents against ScaLAPACK's integers, and a result that is there against the shape. */
static inline da_status da_scalapack_check_call_(const da_scalapack_call_ *call, da_array *const *out) {
    int64_t shape[32];
    int32_t ndim = 0, dtype = 0, allowed = 0;
    const int64_t largest = da_scalapack_max_(call->m, da_scalapack_max_(call->k, call->n));
    if (largest > DA_SCALAPACK_MAX)
        return da_scalapack_fail_(DA_ERR_OVERFLOW, "an axis of %lld: ScaLAPACK's integers end at %lld",
                                  (long long)largest, (long long)DA_SCALAPACK_MAX);
    if (out == NULL) return da_scalapack_fail_(DA_ERR_NULL, "`out` is NULL");
    if (*out == NULL) return DA_OK;
    da_status status = da_array_ndim(*out, &ndim);
    if (status == DA_OK) status = da_array_shape(*out, shape);
    if (status == DA_OK) status = da_array_dtype(*out, &dtype);
    if (status == DA_OK) status = da_dtype_can_cast(call->dtype, dtype, DA_CASTING_SAME_KIND, &allowed);
    if (status != DA_OK) return status;
    if (!allowed)
        return da_scalapack_fail_(DA_ERR_CASTING, "a result of %s does not go into an array of %s",
                                  da_dtype_name(call->dtype), da_dtype_name(dtype));
    int same = ndim == call->ndim;
    for (int32_t k = 0; same && k < ndim; k++) same = shape[k] == call->shape[k];
    if (same) return DA_OK;
    return da_scalapack_fail_(DA_ERR_SHAPE, "`*out` has another shape than the result, which has %d axes of %lld and %lld",
                              (int)call->ndim, (long long)(call->ndim > 0 ? call->shape[0] : 1),
                              (long long)(call->ndim > 1 ? call->shape[1] : 1));
}

/* Makes a grid where none was given. */
static inline da_status da_scalapack_begin_(const da_array *a, const da_scalapack_grid *grid, da_scalapack_call_ *call) {
    da_context *ctx = NULL;
    call->grid = grid;
    if (grid != NULL) return DA_OK;
    da_status status = da_array_context(a, &ctx);
    if (status == DA_OK) status = da_scalapack_grid_create(ctx, "Row-major", 0, 0, &call->own);
    call->grid = &call->own;
    da_context_free(&ctx);
    return status;
}

/* The distribution of a new result: `like` where that can have its shape, else blocks. Silent. */
static inline da_status da_scalapack_result_(const da_distribution *like, const da_scalapack_call_ *call,
                                             const da_context *ctx, da_distribution **out) {
    if (like != NULL && da_distribution_like(like, call->ndim, call->shape, out) == DA_OK) return DA_OK;
    return da_distribution_create(ctx, call->ndim, call->shape, NULL, NULL, out);
}

/* Writes the matrix `from` to the result, whose axes that `from` has beside it are of extent 1. Communicating. */
static inline da_status da_scalapack_deliver_(const da_array *from, const da_scalapack_call_ *call, int32_t where,
                                              const da_array *result) {
    da_array *first = NULL, *second = NULL;
    da_status status = DA_OK;
    if (call->ndim == 0) status = da_expand_dims(result, 0, &first);
    if (status == DA_OK && call->ndim < 2) status = da_expand_dims(first != NULL ? first : result, where, &second);
    if (status == DA_OK) status = da_assign(second != NULL ? second : result, from);
    da_array_free(&first);
    da_array_free(&second);
    return status;
}

/* Brings the finished matrix into `*out`, which is made like `like` if it is NULL. */
static inline da_status da_scalapack_finish_(const da_array *from, const da_scalapack_call_ *call, int32_t where,
                                             const da_distribution *like, da_array **out) {
    da_distribution *dist = NULL;
    da_array *made = NULL;
    if (*out != NULL) return da_scalapack_deliver_(from, call, where, *out);
    da_status status = da_scalapack_result_(like, call, call->grid->ctx, &dist);
    if (status == DA_OK) status = da_array_create(dist, call->dtype, NULL, &made);
    status = da_context_agree(call->grid->ctx, status);
    if (status == DA_OK) status = da_scalapack_deliver_(from, call, where, made);
    if (status == DA_OK) *out = made;
    else da_array_free(&made);
    da_distribution_free(&dist);
    return status;
}

/* 0 and 1 in each of the four dtypes. */
static inline const void *da_scalapack_constant_(int32_t dtype, int one) {
    static const float single[2][2] = {{0, 0}, {1, 0}};
    static const double twice[2][2] = {{0, 0}, {1, 0}};
    return dtype == DA_FLOAT32 || dtype == DA_COMPLEX64 ? (const void *)single[one] : (const void *)twice[one];
}

/* ---- matmul ----------------------------------------------------------------------------------------------- */

static inline da_status da_scalapack_plan_product_(const da_array *a, const da_array *b, da_scalapack_call_ *call) {
    int64_t left[32], right[32];
    int32_t a_ndim = 0, b_ndim = 0;
    da_status status = da_array_ndim(a, &a_ndim);
    if (status == DA_OK) status = da_array_ndim(b, &b_ndim);
    if (status == DA_OK) status = da_array_shape(a, left);
    if (status == DA_OK) status = da_array_shape(b, right);
    if (status != DA_OK) return status;
    if (a_ndim < 1 || a_ndim > 2 || b_ndim < 1 || b_ndim > 2)
        return da_scalapack_fail_(DA_ERR_SHAPE, "operands of %d and %d axes: a product takes vectors and matrices",
                                  (int)a_ndim, (int)b_ndim);
    call->m = a_ndim == 2 ? left[0] : 1;
    call->k = left[a_ndim - 1];
    call->n = b_ndim == 2 ? right[1] : 1;
    if (right[0] != call->k)
        return da_scalapack_fail_(DA_ERR_SHAPE, "the last axis of the first operand has %lld elements, the first axis of "
                                  "the second one %lld", (long long)call->k, (long long)right[0]);
    if (a_ndim == 2) call->shape[call->ndim++] = call->m;
    if (b_ndim == 2) call->shape[call->ndim++] = call->n;
    return da_scalapack_meet_(a, b, 0, &call->dtype);
}

/* Multiplies on the ranks of the grid. */
static inline void da_scalapack_multiply_(const da_scalapack_call_ *call, const da_scalapack_operand_ *a,
                                          const da_scalapack_operand_ *b, const da_scalapack_operand_ *c) {
    da_scalapack_gemm_fn_ *const gemm[4] = {da_psgemm_, da_pdgemm_, da_pcgemm_, da_pzgemm_};
    const da_scalapack_int m = (da_scalapack_int)call->m, n = (da_scalapack_int)call->n;
    const da_scalapack_int k = (da_scalapack_int)call->k, one = 1;
    if (call->grid->row < 0 || m == 0 || n == 0 || k == 0) return;
    gemm[call->dtype - DA_FLOAT32]("N", "N", &m, &n, &k, da_scalapack_constant_(call->dtype, 1), a->data, &one, &one,
                                   a->desc, b->data, &one, &one, b->desc, da_scalapack_constant_(call->dtype, 0), c->data,
                                   &one, &one, c->desc);
}

/* The distribution that a new product follows: the first operand's, without the axis that is summed over. */
static inline da_distribution *da_scalapack_product_like_(const da_array *a, const da_array *b) {
    int32_t a_ndim = 0, b_ndim = 0, axis = 0;
    da_distribution *dist = NULL, *out = NULL;
    if (da_array_ndim(a, &a_ndim) != DA_OK || da_array_ndim(b, &b_ndim) != DA_OK) return NULL;
    const int from_b = a_ndim == 1 && b_ndim == 2;
    if (da_array_distribution(from_b ? b : a, &dist) != DA_OK) return NULL;
    if (a_ndim == 2 && b_ndim == 2) return dist;
    axis = from_b ? 0 : a_ndim - 1;
    if (da_distribution_reduce(dist, 1, &axis, 0, &out) != DA_OK) out = NULL;
    da_distribution_free(&dist);
    return out;
}

/* The product itself, once everything is known to be right. */
static inline da_status da_scalapack_product_(const da_array *a, const da_array *b, da_scalapack_call_ *call,
                                              da_array **out) {
    da_scalapack_operand_ left, right, result;
    const int64_t bm = da_scalapack_width_(call->m, call->grid->rows), bn = da_scalapack_width_(call->n, call->grid->cols);
    const int64_t bk = da_scalapack_width_(call->k, call->grid->rows);
    const int64_t a_shape[2] = {call->m, call->k}, b_shape[2] = {call->k, call->n}, c_shape[2] = {call->m, call->n};
    const int64_t a_block[2] = {bm, bk}, b_block[2] = {bk, bn}, c_block[2] = {bm, bn};
    int32_t b_ndim = 0;
    memset(&left, 0, sizeof left);
    memset(&right, 0, sizeof right);
    memset(&result, 0, sizeof result);
    da_status status = da_scalapack_reading_(a, 0, call, a_shape, a_block, &left);
    if (status == DA_OK) status = da_scalapack_reading_(b, 1, call, b_shape, b_block, &right);
    if (status == DA_OK) {
        status = da_scalapack_empty_(call->grid, call->dtype, c_shape, c_block, &result.copy);
        if (status == DA_OK) status = da_fill(result.copy, da_real(0));
        status = da_context_agree(call->grid->ctx, status);
    }
    if (status == DA_OK)
        status = da_scalapack_export(result.copy, call->grid, DA_ACCESS_WRITE, result.desc, &result.data);
    if (status == DA_OK) status = da_array_ndim(b, &b_ndim);
    if (status == DA_OK) {
        da_distribution *like = *out == NULL ? da_scalapack_product_like_(a, b) : NULL;
        da_scalapack_multiply_(call, &left, &right, &result);
        status = da_scalapack_finish_(result.copy, call, b_ndim == 1 ? 1 : 0, like, out);
        da_distribution_free(&like);
    }
    da_array_free(&left.copy);
    da_array_free(&right.copy);
    da_array_free(&result.copy);
    return status;
}

/* Multiply two matrices, a matrix and a vector, or two vectors, as numpy.matmul.
 * Collective. Operands may have any distribution and order; those that already lie in blocks on the grid, in Fortran
 * order and in the result's dtype are read in place, others are redistributed by plans. `grid` is NULL to have one made
 * for this call, which takes longer than a small product. `*out` NULL receives a new array, which lies as the operand
 * that gives its first axis (else in blocks); a live one receives the result and may be an operand.
 * Errors: DA_ERR_SHAPE, DA_ERR_DTYPE for integers, DA_ERR_CASTING, DA_ERR_CONTEXT, DA_ERR_OVERFLOW for extents beyond
 * ScaLAPACK's integers, DA_ERR_LABELS, DA_ERR_READ_ONLY, DA_ERR_NO_MEMORY, DA_ERR_NULL, DA_ERR_INVALID_HANDLE. */
static inline da_status da_scalapack_matmul(const da_array *a, const da_array *b, const da_scalapack_grid *grid,
                                            da_array **out) {
    da_scalapack_call_ call;
    da_context *ctx = NULL;
    memset(&call, 0, sizeof call);
    da_status status = da_array_context(a, &ctx);
    if (status != DA_OK) return status;
    status = da_scalapack_common_(a, b, grid);
    if (status == DA_OK) status = da_scalapack_plan_product_(a, b, &call);
    if (status == DA_OK) status = da_scalapack_check_call_(&call, out);
    status = da_context_agree(ctx, status);
    if (status == DA_OK) status = da_scalapack_begin_(a, grid, &call);
    if (status == DA_OK) status = da_scalapack_product_(a, b, &call, out);
    da_scalapack_grid_free(&call.own);
    da_context_free(&ctx);
    return status;
}

/* ---- solve ------------------------------------------------------------------------------------------------ */

static inline da_status da_scalapack_plan_solve_(const da_array *a, const da_array *b, da_scalapack_call_ *call) {
    int64_t left[32], right[32];
    int32_t a_ndim = 0;
    da_status status = da_array_ndim(a, &a_ndim);
    if (status == DA_OK) status = da_array_ndim(b, &call->ndim);
    if (status == DA_OK) status = da_array_shape(a, left);
    if (status == DA_OK) status = da_array_shape(b, right);
    if (status != DA_OK) return status;
    if (a_ndim != 2 || call->ndim < 1 || call->ndim > 2)
        return da_scalapack_fail_(DA_ERR_SHAPE, "operands of %d and %d axes: a square matrix, and a vector or a matrix",
                                  (int)a_ndim, (int)call->ndim);
    call->shape[0] = call->m = call->k = left[0];
    call->shape[1] = call->n = call->ndim == 2 ? right[1] : 1;
    if (left[1] != left[0])
        return da_scalapack_fail_(DA_ERR_SHAPE, "the matrix is %lld x %lld, not square", (long long)left[0],
                                  (long long)left[1]);
    if (right[0] != left[0])
        return da_scalapack_fail_(DA_ERR_SHAPE, "the matrix has %lld rows, the right-hand side %lld", (long long)left[0],
                                  (long long)right[0]);
    return da_scalapack_meet_(a, b, 1, &call->dtype);
}

/* Solves on the ranks of the grid, over both copies. */
static inline da_status da_scalapack_gesv_(const da_scalapack_call_ *call, const da_scalapack_operand_ *a,
                                           const da_scalapack_operand_ *b, da_scalapack_int *pivots) {
    da_scalapack_gesv_fn_ *const gesv[4] = {da_psgesv_, da_pdgesv_, da_pcgesv_, da_pzgesv_};
    const da_scalapack_int m = (da_scalapack_int)call->m, n = (da_scalapack_int)call->n, one = 1;
    da_scalapack_int info = 0;
    if (call->grid->row < 0 || m == 0 || n == 0) return DA_OK;
    gesv[call->dtype - DA_FLOAT32](&m, &n, a->data, &one, &one, a->desc, pivots, b->data, &one, &one, b->desc, &info);
    if (info > 0)
        return da_scalapack_fail_(DA_ERR_ARGUMENT, "the matrix is singular: pivot %lld of %lld is zero", (long long)info,
                                  (long long)m);
    if (info < 0) return da_scalapack_fail_(DA_ERR_EXTERNAL, "p?gesv refuses its argument %lld", -(long long)info);
    return DA_OK;
}

static inline da_status da_scalapack_solution_(const da_array *a, const da_array *b, da_scalapack_call_ *call,
                                               da_array **out) {
    da_scalapack_operand_ matrix, sides;
    const int32_t most = call->grid->rows > call->grid->cols ? call->grid->rows : call->grid->cols;
    const int64_t width = da_scalapack_width_(call->m, most), bn = da_scalapack_width_(call->n, call->grid->cols);
    const int64_t a_shape[2] = {call->m, call->m}, b_shape[2] = {call->m, call->n};
    const int64_t a_block[2] = {width, width}, b_block[2] = {width, bn};
    const int64_t rows = call->grid->row < 0 ? 0 : da_scalapack_numroc_(call->m, width, call->grid->row, 0, call->grid->rows);
    da_distribution *like = NULL;
    memset(&matrix, 0, sizeof matrix);
    memset(&sides, 0, sizeof sides);
    da_scalapack_int *pivots = (da_scalapack_int *)malloc((size_t)(rows + width) * sizeof *pivots);
    da_status status = da_scalapack_blocks_(a, 0, call, a_shape, a_block, &matrix);
    if (status == DA_OK) status = da_scalapack_blocks_(b, 1, call, b_shape, b_block, &sides);
    if (status == DA_OK && *out == NULL && da_array_distribution(b, &like) != DA_OK) like = NULL;
    if (status == DA_OK) {
        status = pivots == NULL ? da_scalapack_fail_(DA_ERR_NO_MEMORY, "no memory for %lld pivots", (long long)rows) : DA_OK;
        status = da_context_agree(call->grid->ctx, status);
        if (status == DA_OK) {
            status = da_scalapack_gesv_(call, &matrix, &sides, pivots);
            status = da_context_agree(call->grid->ctx, status);
        }
    }
    if (status == DA_OK) status = da_scalapack_finish_(sides.copy, call, 1, like, out);
    free(pivots);
    da_distribution_free(&like);
    da_array_free(&matrix.copy);
    da_array_free(&sides.copy);
    return status;
}

/* Solve a x = b for one right-hand side (b has one axis) or several (two), as numpy.linalg.solve.
 * Collective. Any distributions and orders; neither operand changes. Integers and bool count as float64. `grid` and
 * `*out` as in da_scalapack_matmul(); a new result lies as `b`.
 * Errors: DA_ERR_ARGUMENT on all ranks for a singular matrix, with the pivot that is zero; the others as there. */
static inline da_status da_scalapack_solve(const da_array *a, const da_array *b, const da_scalapack_grid *grid,
                                           da_array **out) {
    da_scalapack_call_ call;
    da_context *ctx = NULL;
    memset(&call, 0, sizeof call);
    da_status status = da_array_context(a, &ctx);
    if (status != DA_OK) return status;
    status = da_scalapack_common_(a, b, grid);
    if (status == DA_OK) status = da_scalapack_plan_solve_(a, b, &call);
    if (status == DA_OK) status = da_scalapack_check_call_(&call, out);
    status = da_context_agree(ctx, status);
    if (status == DA_OK) status = da_scalapack_begin_(a, grid, &call);
    if (status == DA_OK) status = da_scalapack_solution_(a, b, &call, out);
    da_scalapack_grid_free(&call.own);
    da_context_free(&ctx);
    return status;
}

/* numpy.matmul: da_scalapack_matmul() on a grid that is made for the call. */
static inline da_status da_matmul(const da_array *a, const da_array *b, da_array **out) {
    return da_scalapack_matmul(a, b, NULL, out);
}

/* numpy.linalg.solve: da_scalapack_solve() on a grid that is made for the call. */
static inline da_status da_solve(const da_array *a, const da_array *b, da_array **out) {
    return da_scalapack_solve(a, b, NULL, out);
}

#endif /* DISTARRAY_SCALAPACK_LINALG_H */
