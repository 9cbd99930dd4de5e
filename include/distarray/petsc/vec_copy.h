/* Copies between arrays of any layout and Vecs of PETSc's own. Include <distarray/petsc.h>, not this.
 *
 * SPDX-License-Identifier: BSD-3-Clause */
#ifndef DISTARRAY_PETSC_VEC_COPY_H
#define DISTARRAY_PETSC_VEC_COPY_H

#include "vec.h"

/* Elements in C order of their indices, whatever the shapes: one plan, run once. */
static inline da_status da_petsc_move_reshaped(da_petsc_temps *t, const da_array *source, const da_array *target)
{
    da_plan_options options;
    int32_t from = 0, to = 0;
    da_status status = da_array_distribution(source, &t->dist);
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.reshape = 1;
    if (status == DA_OK) status = da_array_distribution(target, &t->other_dist);
    if (status == DA_OK) status = da_array_dtype(source, &from);
    if (status == DA_OK) status = da_array_dtype(target, &to);
    if (status == DA_OK) status = da_plan_create(t->dist, from, t->other_dist, to, &options, &t->plan);
    if (status == DA_OK) status = da_plan_execute(t->plan, source, target);
    return status;
}

static inline da_status da_petsc_move(const da_array *source, const da_array *target)
{
    da_petsc_temps t;
    int64_t from[DA_PETSC_MAX_NDIM], to[DA_PETSC_MAX_NDIM];
    int32_t from_ndim = 0, to_ndim = 0;
    da_status status = da_array_ndim(source, &from_ndim);
    memset(&t, 0, sizeof t);
    if (status == DA_OK) status = da_array_ndim(target, &to_ndim);
    if (status == DA_OK) status = da_array_shape(source, from);
    if (status == DA_OK) status = da_array_shape(target, to);
    if (status != DA_OK) return status;
    if (from_ndim == to_ndim && memcmp(from, to, sizeof *from * (size_t)from_ndim) == 0)
        return da_assign(target, source);
    return da_petsc_finish(&t, da_petsc_move_reshaped(&t, source, target));
}

/* A Vec is counted as the array's elements are. */
static inline da_status da_petsc_check_sizes(Vec v, int64_t size)
{
    PetscInt total = 0;
    const da_status status = DA_PETSC_TRY(VecGetSize(v, &total), "get a Vec's size");
    if (status != DA_OK || size == total) return status;
    return da_petsc_fail(DA_ERR_SHAPE, "the array has %" PRId64 " elements, the Vec %" PRId64, size, (int64_t)total);
}

/* The Vec as an array in t->array, and the other array's context in t->ctx, after everything local was checked. */
static inline da_status da_petsc_meet(da_petsc_temps *t, Vec v, const da_array *a)
{
    da_petsc_temps opened;
    int64_t size = 0;
    da_status status = da_petsc_open_array(&opened, a);
    *t = opened;
    if (status != DA_OK) return status;
    status = da_petsc_check_vec(v, "v");
    if (status == DA_OK) status = da_array_size(a, &size);
    if (status == DA_OK) status = da_petsc_check_sizes(v, size);
    if (status != DA_OK) return da_context_agree(t->ctx, status);
    return da_petsc_vec_import(v, t->ctx, &t->array); /* this agrees, too */
}

/**
 * Copy an array's elements to a Vec: entry k gets the k-th element in C order.
 *
 * Collective, communicating. This is PETSc's natural numbering of a grid, on the Vec's own ranges; every element
 * travels by one plan.
 * @param v a Vec with as many entries as the array has elements, on the ranks of the array's context.
 * @param a an array of any layout; its dtype is converted as DA_CASTING_SAME_KIND allows. An array with unstructured
 * axes has one axis, whose labels are the Vec's numbers.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: DA_ERR_SHAPE; DA_ERR_CASTING; DA_ERR_READ_ONLY for a Vec that is locked; DA_ERR_NOT_SUPPORTED for
 * unstructured axes beside others; DA_ERR_LABELS; those of da_petsc_vec_import().
 */
static inline da_status da_petsc_vec_assign(Vec v, const da_array *a)
{
    da_petsc_temps t;
    da_status status = da_petsc_meet(&t, v, a);
    if (status == DA_OK) status = da_petsc_move(a, t.array);
    if (status == DA_OK) status = da_petsc_vec_changed(v);
    return da_petsc_finish(&t, status);
}

/**
 * Copy a Vec's entries to an array: the k-th element in C order gets entry k.
 *
 * Collective, communicating; see da_petsc_vec_assign().
 * @param a an array of any layout that may be written to.
 * @param v a Vec with as many entries.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: as da_petsc_vec_assign().
 */
static inline da_status da_petsc_array_assign(const da_array *a, Vec v)
{
    da_petsc_temps t;
    da_status status = da_petsc_meet(&t, v, a);
    if (status == DA_OK) status = da_petsc_move(t.array, a);
    return da_petsc_finish(&t, status);
}

static inline PetscErrorCode da_petsc_new_vec(MPI_Comm comm, PetscInt total, Vec *v)
{
    PetscCall(VecCreate(comm, v));
    PetscCall(VecSetSizes(*v, PETSC_DECIDE, total));
    PetscCall(VecSetType(*v, VECSTANDARD));
    return (PetscErrorCode)0;
}

/* Whether PETSc's type can take the array's values. */
static inline da_status da_petsc_check_cast(const da_array *a)
{
    int32_t dtype = 0, allowed = 0;
    da_status status = da_array_dtype(a, &dtype);
    if (status == DA_OK) status = da_dtype_can_cast(dtype, DA_PETSC_SCALAR, DA_CASTING_SAME_KIND, &allowed);
    if (status != DA_OK || allowed) return status;
    return da_petsc_fail(DA_ERR_CASTING, "%s can not become PetscScalar (%s) by DA_CASTING_SAME_KIND",
                         da_dtype_name(dtype), da_dtype_name(DA_PETSC_SCALAR));
}

/**
 * Make a Vec with a copy of an array: entry k is the k-th element in C order.
 *
 * Collective, communicating. The Vec has PETSc's standard ranges (PETSC_DECIDE), as MatCreateVecs() gives, on the
 * context's communicator.
 * @param a an array of any layout and of any dtype that DA_CASTING_SAME_KIND allows.
 * @param[out] v the Vec.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the caller destroys `*v`, which has memory of its own.
 * Errors: those of da_petsc_vec_assign(); DA_ERR_OVERFLOW.
 */
static inline da_status da_petsc_vec_export_copy(const da_array *a, Vec *v)
{
    da_petsc_temps t;
    MPI_Comm comm = MPI_COMM_NULL;
    int64_t size = 0;
    Vec made = NULL;
    da_status status = da_petsc_open_array(&t, a);
    if (status != DA_OK) return da_petsc_finish(&t, status);
    status = da_petsc_check_out(v, "v");
    if (status == DA_OK) status = da_petsc_check_cast(a);
    if (status == DA_OK) status = da_array_size(a, &size);
    if (status == DA_OK) status = da_petsc_check_count(size, "elements");
    if (status == DA_OK) status = da_context_comm(t.ctx, &comm);
    status = da_context_agree(t.ctx, status);
    if (status == DA_OK) status = DA_PETSC_TRY(da_petsc_new_vec(comm, (PetscInt)size, &made), "make a Vec");
    if (status == DA_OK) status = da_petsc_vec_assign(made, a);
    if (status == DA_OK) *v = made;
    else if (made) (void)VecDestroy(&made);
    return da_petsc_finish(&t, status);
}

/**
 * Make an array with a copy of a Vec: its k-th element in C order is entry k.
 *
 * Collective, communicating.
 * @param v a Vec of type VECSEQ or VECMPI.
 * @param dist a distribution with as many elements, of a context with the Vec's ranks in the same order.
 * @param[out] out a new array of PetscScalar's dtype, in C order.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the caller owns `*out` and frees it with da_array_free().
 * Errors: those of da_petsc_vec_assign(); DA_ERR_NO_MEMORY.
 */
static inline da_status da_petsc_vec_import_copy(Vec v, const da_distribution *dist, da_array **out)
{
    da_petsc_temps t;
    da_array *made = NULL;
    da_status status = da_petsc_open_distribution(&t, dist);
    if (status != DA_OK) return da_petsc_finish(&t, status);
    status = da_context_agree(t.ctx, da_petsc_check_out(out, "out"));
    if (status == DA_OK) status = da_empty(dist, DA_PETSC_SCALAR, &t.array);
    if (status == DA_OK) status = da_petsc_array_assign(t.array, v);
    if (status == DA_OK) {
        made = t.array;
        t.array = NULL;
        *out = made;
    }
    return da_petsc_finish(&t, status);
}

#endif /* DISTARRAY_PETSC_VEC_COPY_H */
