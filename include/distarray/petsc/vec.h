/* Arrays and PETSc's Vec. Include <distarray/petsc.h>, not this.
 *
 * SPDX-License-Identifier: BSD-3-Clause */
#ifndef DISTARRAY_PETSC_VEC_H
#define DISTARRAY_PETSC_VEC_H

#include "base.h"

#include <petscvec.h>
#include <stdlib.h>

/* ---- What of an array an object of PETSc's can stand on -------------------------------------------------------- */

/* This rank's section, as far as PETSc cares. */
typedef struct da_petsc_section {
    da_local local;
    int64_t shape[DA_PETSC_MAX_NDIM]; /* of the whole array */
    int64_t size;                     /* of the whole array */
    int64_t owned;                    /* elements that this rank owns */
    int64_t item;                     /* bytes of one */
    void *data;                       /* the first of them */
} da_petsc_section;

/* Empty sections have no address; PETSc allocates memory of its own where it gets NULL. */
static inline void *da_petsc_nothing(void)
{
    static double nothing[2];
    return nothing;
}

static inline da_status da_petsc_check_dtype(const da_array *a, int32_t wanted, const char *what)
{
    int32_t dtype = 0;
    const da_status status = da_array_dtype(a, &dtype);
    if (status != DA_OK || dtype == wanted) return status;
    return da_petsc_fail(DA_ERR_DTYPE, "the array is %s, but %s of this PETSc is %s; convert it with da_astype()",
                         da_dtype_name(dtype), what, da_dtype_name(wanted));
}

static inline da_status da_petsc_check_count(int64_t count, const char *what)
{
    if (count <= (int64_t)PETSC_MAX_INT) return DA_OK;
    return da_petsc_fail(DA_ERR_OVERFLOW,
                         "%" PRId64 " %s are too many for this PETSc, whose PetscInt has %d bits and ends at %" PRId64
                         "; PETSc configured with 64-bit indices takes them",
                         count, what, (int)sizeof(PetscInt) * 8, (int64_t)PETSC_MAX_INT);
}

/* The caller frees them with PetscFree(). */
static inline da_status da_petsc_new_numbers(int64_t count, PetscInt **numbers)
{
    return DA_PETSC_TRY(PetscMalloc1((size_t)count + 1, numbers), "allocate numbers");
}

/* Several ranks may own a copy of an element here; in PETSc nobody shares a row. */
static inline da_status da_petsc_check_replicas(const da_distribution *dist)
{
    int64_t grid[DA_PETSC_MAX_NDIM];
    int32_t ndim = 0, grid_ndim = 0, taken[DA_PETSC_MAX_NDIM] = {0};
    da_status status = da_distribution_ndim(dist, &ndim);
    if (status == DA_OK) status = da_distribution_grid_ndim(dist, &grid_ndim);
    if (status == DA_OK) status = da_distribution_grid_shape(dist, grid);
    for (int32_t axis = 0; status == DA_OK && axis < ndim; axis++) {
        int32_t grid_axis = -1;
        status = da_distribution_grid_axis(dist, axis, &grid_axis);
        if (status == DA_OK && grid_axis >= 0) taken[grid_axis] = 1;
    }
    for (int32_t k = 0; status == DA_OK && k < grid_ndim; k++)
        if (!taken[k] && grid[k] > 1)
            return da_petsc_fail(DA_ERR_LAYOUT,
                                 "grid axis %d holds %" PRId64 " replicas of each element, and PETSc knows one owner; "
                                 "the _copy variant takes one",
                                 (int)k, grid[k]);
    return status;
}

/* Whether what this rank owns lies in C order without gaps. */
static inline da_status da_petsc_check_dense(const da_petsc_section *s)
{
    int64_t expected = s->item;
    for (int32_t axis = s->local.ndim - 1; axis >= 0; axis--) {
        if (s->local.owned_shape[axis] > 1 && s->local.strides[axis] != expected && s->owned > 0)
            return da_petsc_fail(DA_ERR_LAYOUT,
                                 "along axis %d neighbours are %" PRId64 " bytes apart, in C order without gaps it would "
                                 "be %" PRId64 " (Fortran order, a step or padding); the _copy variant takes any layout",
                                 (int)axis, s->local.strides[axis], expected);
        expected *= s->local.owned_shape[axis];
    }
    return DA_OK;
}

/* Everything but the strides. `what` is PETSc's name of the dtype. Access for writing tells the array that PETSc may
 * write. */
static inline da_status da_petsc_look(const da_array *a, const da_distribution *dist, int32_t dtype, const char *what,
                                      int32_t access, da_petsc_section *s)
{
    char *first;
    da_status status = da_petsc_check_dtype(a, dtype, what);
    if (status == DA_OK) status = da_dtype_size(dtype, &s->item);
    if (status == DA_OK) status = da_array_shape(a, s->shape);
    if (status == DA_OK) status = da_array_size(a, &s->size);
    if (status == DA_OK) status = da_petsc_check_count(s->size, "elements");
    if (status == DA_OK) status = da_petsc_check_replicas(dist);
    if (status == DA_OK) status = da_array_local(a, access, &s->local);
    if (status != DA_OK) return status;
    first = (char *)s->local.data;
    s->owned = first != NULL;
    for (int32_t axis = 0; axis < s->local.ndim && first != NULL; axis++) {
        s->owned *= s->local.owned_shape[axis];
        first += s->local.owned_offset[axis] * s->local.strides[axis];
    }
    s->data = s->owned > 0 ? (void *)first : da_petsc_nothing();
    return DA_OK;
}

/* The number of elements over all ranks, or PETSC_DETERMINE where labels may stand on several ranks. */
static inline PetscInt da_petsc_global_size(const da_distribution *dist, const da_petsc_section *s)
{
    for (int32_t axis = 0; axis < s->local.ndim; axis++) {
        int32_t once = 0;
        if (da_distribution_is_permutation(dist, axis, &once) != DA_OK || !once) return PETSC_DETERMINE;
    }
    return (PetscInt)s->size;
}

/* ---- Export ---------------------------------------------------------------------------------------------------- */

static inline PetscErrorCode da_petsc_make_vec(MPI_Comm comm, PetscInt n, PetscInt total, void *memory, Vec *v)
{
    PetscScalar *data = (PetscScalar *)memory;
    int ranks = 1;
    MPI_Comm_size(comm, &ranks);
    if (ranks == 1) PetscCall(VecCreateSeqWithArray(comm, 1, n, data, v));
    else PetscCall(VecCreateMPIWithArray(comm, 1, n, total, data, v));
    return (PetscErrorCode)0;
}

/* The object keeps the array's memory from now on; where that fails the object is destroyed. */
static inline da_status da_petsc_tie(PetscObject *object, const da_array *a)
{
    da_array *view = NULL;
    da_status status = da_petsc_second_handle(a, &view);
    if (status == DA_OK) {
        status = DA_PETSC_TRY(da_petsc_keep(*object, view), "attach an array to an object");
        if (status == DA_OK) return DA_OK;
        da_petsc_drop_view(view);
    }
    (void)PetscObjectDestroy(object);
    return status;
}

static inline da_status da_petsc_hand_out_vec(Vec made, const da_array *a, Vec *v)
{
    PetscObject object = (PetscObject)made;
    const da_status status = da_petsc_tie(&object, a);
    if (status == DA_OK) *v = made;
    return status;
}

/**
 * Make a Vec on an array's memory, without copying.
 *
 * Collective, communicating. The Vec has this rank's owned elements in C order, on the context's communicator
 * (da_context_comm()): entry k of this rank is number rstart + k of the Vec. da_petsc_is_natural() tells which
 * element of the array that is.
 * @param a an array of PetscScalar's dtype whose owned elements lie in C order without gaps on each rank; any
 * distribution without replicas, any number of axes. For Fortran order export da_transpose() of it.
 * @param[out] v the Vec: VECMPI, on a single rank VECSEQ.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the caller destroys `*v`; the memory stays until both are gone, the array and the Vec.
 * Errors: DA_ERR_DTYPE; DA_ERR_LAYOUT with the axis and the stride, or for replicas; DA_ERR_OVERFLOW for more
 * elements than PetscInt counts; DA_ERR_READ_ONLY; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_MPI_STATE where PETSc
 * is not initialised; DA_ERR_NOT_MEMBER; DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI; DA_ERR_EXTERNAL.
 */
static inline da_status da_petsc_vec_export(const da_array *a, Vec *v)
{
    da_petsc_temps t;
    da_petsc_section s;
    MPI_Comm comm = MPI_COMM_NULL;
    Vec made = NULL;
    da_status status = da_petsc_open_array(&t, a);
    memset(&s, 0, sizeof s);
    if (status != DA_OK) return da_petsc_finish(&t, status);
    status = da_petsc_check_out(v, "v");
    if (status == DA_OK) status = da_petsc_look(a, t.dist, DA_PETSC_SCALAR, "PetscScalar", DA_ACCESS_WRITE, &s);
    if (status == DA_OK) status = da_petsc_check_dense(&s);
    if (status == DA_OK) status = da_context_comm(t.ctx, &comm);
    status = da_context_agree(t.ctx, status);
    if (status == DA_OK)
        status = DA_PETSC_TRY(
            da_petsc_make_vec(comm, (PetscInt)s.owned, da_petsc_global_size(t.dist, &s), s.data, &made), "make a Vec");
    if (status == DA_OK) status = da_petsc_hand_out_vec(made, a, v);
    return da_petsc_finish(&t, status);
}

/* ---- Import ---------------------------------------------------------------------------------------------------- */

/* An axis whose rank k has ranges[k] to ranges[k + 1]. The caller frees the bounds. */
static inline da_status da_petsc_ranges_spec(const PetscInt *ranges, int32_t ranks, int64_t **bounds, da_dim_spec *spec)
{
    memset(spec, 0, sizeof *spec);
    *bounds = (int64_t *)malloc(sizeof **bounds * ((size_t)ranks + 1));
    if (*bounds == NULL) return da_petsc_fail(DA_ERR_NO_MEMORY, "no memory for the bounds of %d ranks", (int)ranks);
    for (int32_t k = 0; k <= ranks; k++) (*bounds)[k] = ranges[k];
    spec->kind = DA_KIND_BLOCK;
    spec->size = (*bounds)[ranks];
    spec->grid_size = ranks;
    spec->bounds = *bounds;
    spec->num_bounds = (int64_t)ranks + 1;
    return DA_OK;
}

/* The layout's ranks are the context's. An axis that is not distributed may follow. */
static inline da_status da_petsc_layout_dims(PetscLayout map, const da_context *ctx, int32_t ndim, int64_t columns,
                                             da_distribution **out)
{
    const PetscInt *ranges = NULL;
    int64_t *bounds = NULL;
    int32_t ranks = 0;
    int size = 0;
    da_dim_spec specs[2];
    da_status status = da_context_size(ctx, &ranks);
    if (status == DA_OK) status = DA_PETSC_TRY(PetscLayoutGetRanges(map, &ranges), "get a layout's ranges");
    if (status != DA_OK) return status;
    MPI_Comm_size(map->comm, &size);
    if (ranges == NULL || size != ranks)
        return da_petsc_fail(DA_ERR_SHAPE, "the layout is of %d ranks and %s; the context has %d", size,
                             ranges ? "set up" : "not set up", (int)ranks);
    status = da_petsc_ranges_spec(ranges, ranks, &bounds, &specs[0]);
    memset(&specs[1], 0, sizeof specs[1]);
    specs[1].kind = DA_KIND_UNDISTRIBUTED;
    specs[1].size = columns;
    if (status == DA_OK) status = da_distribution_create_dims(ctx, ndim, specs, NULL, out);
    free(bounds);
    return status;
}

/**
 * Make the distribution that a PetscLayout describes: one axis, each rank its range.
 *
 * Collective, silent. VecGetLayout() and MatGetLayouts() give layouts; arrays of this distribution go to PETSc as
 * vectors that fit there.
 * @param map a layout that is set up.
 * @param ctx a context with the same ranks in the same order.
 * @param[out] out the distribution.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_distribution_free().
 * Errors: DA_ERR_NULL; DA_ERR_NO_MEMORY; DA_ERR_SHAPE for another number of ranks; DA_ERR_INVALID_HANDLE.
 */
static inline da_status da_petsc_layout_distribution(PetscLayout map, const da_context *ctx, da_distribution **out)
{
    const da_status status = da_petsc_check_out(map, "map");
    return status != DA_OK ? status : da_petsc_layout_dims(map, ctx, 1, 0, out);
}

/* A Vec with memory on the host that one can point to. */
static inline da_status da_petsc_check_vec(Vec v, const char *name)
{
    PetscBool fits = PETSC_FALSE;
    const char *type = NULL;
    da_status status = da_petsc_check_object((PetscObject)v, VEC_CLASSID, name);
    if (status == DA_OK) status = DA_PETSC_TRY(VecGetType(v, &type), "tell a Vec's type");
    if (status == DA_OK)
        status = DA_PETSC_TRY(PetscObjectTypeCompareAny((PetscObject)v, &fits, VECSEQ, VECMPI, VECSHARED, ""),
                              "tell a Vec's type");
    if (status != DA_OK || fits) return status;
    return da_petsc_fail(DA_ERR_LAYOUT, "the Vec is of type %s; arrays stand on VECSEQ and VECMPI only",
                         type ? type : "(none: VecSetType() is missing)");
}

/* Where its elements are, how many, and whether they may be written to. */
static inline PetscErrorCode da_petsc_vec_memory(Vec v, PetscScalar **data, PetscInt *n, int32_t *flags)
{
    PetscInt lock = 0;
    PetscCall(VecLockGet(v, &lock));
    PetscCall(VecGetLocalSize(v, n));
    if (lock > 0) {
        const PetscScalar *values = NULL;
        PetscCall(VecGetArrayRead(v, &values));
        memcpy(data, &values, sizeof values);
        PetscCall(VecRestoreArrayRead(v, &values));
    } else {
        PetscScalar *values = NULL;
        PetscCall(VecGetArray(v, &values));
        *data = values;
        PetscCall(VecRestoreArray(v, &values));
    }
    *flags = lock > 0 ? DA_READ_ONLY : 0;
    return (PetscErrorCode)0;
}

/* The array on a Vec that was found good. Silent, so that callers agree before it. */
static inline da_status da_petsc_wrap_vec(Vec v, const da_distribution *dist, da_array **out)
{
    PetscScalar *data = NULL;
    PetscInt n = 0;
    int32_t flags = 0;
    const da_status status = DA_PETSC_TRY(da_petsc_vec_memory(v, &data, &n, &flags), "get a Vec's array");
    if (status != DA_OK) return status;
    return da_petsc_wrap(dist, DA_PETSC_SCALAR, data, NULL, flags, (PetscObject)v, out);
}

/**
 * Tell PETSc that a Vec's memory was written from our side.
 *
 * Not collective, but call it on all ranks alike. PETSc remembers norms until a Vec's state changes, so this belongs
 * between writing to a shared array and PETSc's next look at it.
 * @param v a Vec, of da_petsc_vec_export() or imported.
 * @return DA_OK or an error.
 * Errors: DA_ERR_LAYOUT for other types than VECSEQ and VECMPI; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_MPI_STATE.
 */
static inline da_status da_petsc_vec_changed(Vec v)
{
    PetscScalar *values = NULL;
    da_status status = da_petsc_check_vec(v, "v");
    if (status == DA_OK) status = DA_PETSC_TRY(VecGetArray(v, &values), "get a Vec's array");
    if (status == DA_OK) status = DA_PETSC_TRY(VecRestoreArray(v, &values), "raise a Vec's state");
    return status;
}

/**
 * Make a one-dimensional array on a Vec's memory, without copying.
 *
 * Collective, communicating. Element k of the array is entry k of the Vec, each rank has the Vec's range. Of a
 * ghosted Vec the array has what the rank owns (da_petsc_vec_ghost_import() has all).
 * @param v a Vec of type VECSEQ or VECMPI.
 * @param ctx a context with the same ranks in the same order as the Vec's communicator.
 * @param[out] out the array, read-only where the Vec is locked for reading.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the caller owns `*out` and frees it with da_array_free(). The array holds a reference of the Vec, so
 * either may go first; where the array does it destroys the Vec, so then free it on all ranks in the same order. Do
 * not call VecReplaceArray() or VecPlaceArray() meanwhile.
 * Errors: DA_ERR_LAYOUT for other types; DA_ERR_CONTEXT; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_MPI_STATE;
 * DA_ERR_NOT_MEMBER; DA_ERR_NO_MEMORY; DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI; DA_ERR_EXTERNAL.
 */
static inline da_status da_petsc_vec_import(Vec v, const da_context *ctx, da_array **out)
{
    da_petsc_temps t;
    PetscLayout map = NULL;
    da_status status = da_petsc_check_vec(v, "v");
    memset(&t, 0, sizeof t);
    if (status == DA_OK) status = da_petsc_check_out(out, "out");
    if (status == DA_OK) status = da_petsc_check_ranks((PetscObject)v, ctx, "v");
    status = da_context_agree(ctx, status);
    if (status == DA_OK) status = DA_PETSC_TRY(VecGetLayout(v, &map), "get a Vec's layout");
    if (status == DA_OK) status = da_petsc_layout_distribution(map, ctx, &t.dist);
    if (status == DA_OK) status = da_petsc_wrap_vec(v, t.dist, out);
    return da_petsc_finish(&t, status);
}

/* The elements of this rank's section. */
static inline da_status da_petsc_section_size(const da_distribution *dist, int64_t *size)
{
    int64_t shape[DA_PETSC_MAX_NDIM];
    int32_t ndim = 0;
    da_status status = da_distribution_ndim(dist, &ndim);
    if (status == DA_OK) status = da_distribution_local_shape(dist, -1, shape);
    *size = 0;
    if (status == DA_ERR_NOT_MEMBER) return da_error_set(DA_OK, NULL); /* a rank that the grid leaves out has nothing */
    if (status != DA_OK) return status;
    *size = 1;
    for (int32_t k = 0; k < ndim; k++) *size *= shape[k];
    return DA_OK;
}

/**
 * Make an array of any distribution on a Vec's memory, without copying.
 *
 * Collective, communicating. The other direction of da_petsc_vec_export(): this rank's entries are its section in C
 * order.
 * @param v a Vec of type VECSEQ or VECMPI.
 * @param dist a distribution, of a context with the Vec's ranks in the same order, whose sections have as many
 * elements (communication padding included) as the Vec has on each rank.
 * @param[out] out the array.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: as da_petsc_vec_import().
 * Errors: DA_ERR_SHAPE for sections of other sizes; those of da_petsc_vec_import().
 */
static inline da_status da_petsc_vec_import_as(Vec v, const da_distribution *dist, da_array **out)
{
    da_petsc_temps t;
    PetscInt n = 0;
    int64_t size = 0;
    da_status status = da_petsc_open_distribution(&t, dist);
    if (status != DA_OK) return da_petsc_finish(&t, status);
    status = da_petsc_check_vec(v, "v");
    if (status == DA_OK) status = da_petsc_check_out(out, "out");
    if (status == DA_OK) status = da_petsc_check_ranks((PetscObject)v, t.ctx, "v");
    if (status == DA_OK) status = DA_PETSC_TRY(VecGetLocalSize(v, &n), "get a Vec's size");
    if (status == DA_OK) status = da_petsc_section_size(dist, &size);
    if (status == DA_OK && size != n)
        status = da_petsc_fail(DA_ERR_SHAPE, "the section has %" PRId64 " elements here, the Vec %" PRId64, size,
                               (int64_t)n);
    status = da_context_agree(t.ctx, status);
    if (status == DA_OK) status = da_petsc_wrap_vec(v, dist, out);
    return da_petsc_finish(&t, status);
}

#endif /* DISTARRAY_PETSC_VEC_H */
