/* Numbers: which element of an array is which entry of a Vec. Include <distarray/petsc.h>, not this.
 *
 * PETSc numbers entries rank by rank; this is "PETSc's numbering". The element at a global index has the "natural"
 * number that C order gives it: for axes (z, y, x), x runs fastest, as in DMDA's natural ordering.
 *
 * SPDX-License-Identifier: BSD-3-Clause */
#ifndef DISTARRAY_PETSC_IS_H
#define DISTARRAY_PETSC_IS_H

#include "vec.h"

#include <petscis.h>

/* What this rank owns, axis by axis. */
typedef struct da_petsc_box {
    int32_t ndim;
    int64_t count;                     /* elements */
    int64_t shape[DA_PETSC_MAX_NDIM];  /* of the whole array */
    int64_t stored[DA_PETSC_MAX_NDIM]; /* extents with communication padding */
    int64_t offset[DA_PETSC_MAX_NDIM], owned[DA_PETSC_MAX_NDIM];
} da_petsc_box;

/* Of this rank for rank -1. A rank that the grid leaves out has nothing. */
static inline da_status da_petsc_box_of(const da_distribution *dist, int32_t rank, da_petsc_box *box)
{
    da_status status = da_distribution_ndim(dist, &box->ndim);
    if (status == DA_OK) status = da_distribution_shape(dist, box->shape);
    if (status == DA_OK) status = da_distribution_local_shape(dist, rank, box->stored);
    if (status == DA_OK) status = da_distribution_owned(dist, rank, box->offset, box->owned);
    box->count = status == DA_OK;
    if (status == DA_ERR_NOT_MEMBER) {
        memset(box->offset, 0, sizeof box->offset);
        memset(box->owned, 0, sizeof box->owned);
        memset(box->stored, 0, sizeof box->stored);
        return da_error_set(DA_OK, NULL);
    }
    for (int32_t k = 0; status == DA_OK && k < box->ndim; k++) box->count *= box->owned[k];
    return status;
}

static inline int64_t da_petsc_stored(const da_petsc_box *box)
{
    int64_t count = 1;
    for (int32_t k = 0; k < box->ndim; k++) count *= box->stored[k];
    return count;
}

/* The next index of a box in C order. */
static inline void da_petsc_step(int64_t *index, const int64_t *extent, int32_t ndim)
{
    for (int32_t k = ndim - 1; k >= 0; k--) {
        if (++index[k] < extent[k]) return;
        index[k] = 0;
    }
}

/* ---- Natural numbers of what this rank owns -------------------------------------------------------------------- */

/* The labels of all axes, one after the other; where those of an axis begin. */
static inline da_status da_petsc_labels(const da_distribution *dist, const da_petsc_box *box, int64_t **labels,
                                        int64_t *begin)
{
    int64_t total = 0, count = 0;
    da_status status = DA_OK;
    for (int32_t k = 0; k < box->ndim; k++) {
        begin[k] = total;
        total += box->owned[k];
    }
    *labels = (int64_t *)malloc(sizeof **labels * ((size_t)total + 1));
    if (*labels == NULL) return da_petsc_fail(DA_ERR_NO_MEMORY, "no memory for %" PRId64 " labels", total);
    for (int32_t k = 0; status == DA_OK && k < box->ndim; k++) {
        status = da_distribution_labels(dist, k, box->owned[k], *labels + begin[k], &count);
        for (int64_t i = 0; status == DA_OK && i < count; i++)
            if ((*labels)[begin[k] + i] < 0 || (*labels)[begin[k] + i] >= box->shape[k])
                status = da_petsc_fail(DA_ERR_LABELS, "axis %d has the label %" PRId64 ", which is no index of its %" PRId64,
                                       (int)k, (*labels)[begin[k] + i], box->shape[k]);
    }
    if (status == DA_OK) return DA_OK;
    free(*labels);
    *labels = NULL;
    return status;
}

static inline da_status da_petsc_natural_numbers(const da_distribution *dist, const da_petsc_box *box, PetscInt *numbers)
{
    int64_t begin[DA_PETSC_MAX_NDIM], at[DA_PETSC_MAX_NDIM] = {0}, *labels = NULL;
    da_status status;
    if (box->count == 0) return DA_OK;
    status = da_petsc_labels(dist, box, &labels, begin);
    for (int64_t i = 0; status == DA_OK && i < box->count; i++) {
        int64_t number = 0;
        for (int32_t k = 0; k < box->ndim; k++) number = number * box->shape[k] + labels[begin[k] + at[k]];
        numbers[i] = (PetscInt)number;
        da_petsc_step(at, box->owned, box->ndim);
    }
    free(labels);
    return status;
}

/* What an IS about a distribution needs, checked on this rank. */
static inline da_status da_petsc_look_dist(const da_distribution *dist, const void *out, da_petsc_box *box)
{
    int64_t size = 0;
    da_status status = da_petsc_check_out(out, "is");
    if (status == DA_OK) status = da_distribution_size(dist, &size);
    if (status == DA_OK) status = da_petsc_check_count(size, "elements");
    if (status == DA_OK) status = da_petsc_check_replicas(dist);
    if (status == DA_OK) status = da_petsc_box_of(dist, -1, box);
    return status;
}

/**
 * Make the IS of the natural numbers of the elements that each rank owns, in the order in which da_petsc_vec_export()
 * has them.
 *
 * Collective, communicating. With it a VecScatter moves between the array's Vec and one in natural numbering, and
 * with da_petsc_is_petsc() AOCreateBasicIS() makes the AO between both.
 * @param dist a distribution without replicas; labels of unstructured axes are indices of the axis.
 * @param[out] is the index set, on the context's communicator.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the caller destroys `*is`.
 * Errors: DA_ERR_LAYOUT for replicas; DA_ERR_LABELS; DA_ERR_OVERFLOW; DA_ERR_NO_MEMORY; DA_ERR_NULL;
 * DA_ERR_INVALID_HANDLE; DA_ERR_MPI_STATE; DA_ERR_NOT_MEMBER; DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI;
 * DA_ERR_EXTERNAL.
 */
static inline da_status da_petsc_is_natural(const da_distribution *dist, IS *is)
{
    da_petsc_temps t;
    da_petsc_box box;
    PetscInt *numbers = NULL;
    MPI_Comm comm = MPI_COMM_NULL;
    da_status status = da_petsc_open_distribution(&t, dist);
    memset(&box, 0, sizeof box);
    if (status != DA_OK) return da_petsc_finish(&t, status);
    status = da_petsc_look_dist(dist, is, &box);
    if (status == DA_OK) status = da_petsc_new_numbers(box.count, &numbers);
    if (status == DA_OK) status = da_petsc_natural_numbers(dist, &box, numbers);
    if (status == DA_OK) status = da_context_comm(t.ctx, &comm);
    status = da_context_agree(t.ctx, status);
    if (status == DA_OK)
        status = DA_PETSC_TRY(ISCreateGeneral(comm, (PetscInt)box.count, numbers, PETSC_OWN_POINTER, is), "make an IS");
    else if (numbers) (void)PetscFree(numbers);
    return da_petsc_finish(&t, status);
}

/* ---- PETSc's numbers ------------------------------------------------------------------------------------------- */

/* Where each rank's entries begin. The caller destroys the layout. */
static inline PetscErrorCode da_petsc_make_layout(MPI_Comm comm, PetscInt n, PetscLayout *map)
{
    PetscCall(PetscLayoutCreateFromSizes(comm, n, PETSC_DETERMINE, 1, map));
    PetscCall(PetscLayoutSetUp(*map));
    return (PetscErrorCode)0;
}

/**
 * Make the IS of the numbers that each rank's owned elements have in the Vec of da_petsc_vec_export(): one range.
 *
 * Collective, communicating.
 * @param dist a distribution without replicas.
 * @param[out] is the index set, an ISSTRIDE on the context's communicator.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the caller destroys `*is`.
 * Errors: those of da_petsc_is_natural() but DA_ERR_LABELS.
 */
static inline da_status da_petsc_is_petsc(const da_distribution *dist, IS *is)
{
    da_petsc_temps t;
    da_petsc_box box;
    PetscLayout map = NULL;
    PetscInt begin = 0;
    MPI_Comm comm = MPI_COMM_NULL;
    da_status status = da_petsc_open_distribution(&t, dist);
    memset(&box, 0, sizeof box);
    if (status != DA_OK) return da_petsc_finish(&t, status);
    status = da_petsc_look_dist(dist, is, &box);
    if (status == DA_OK) status = da_context_comm(t.ctx, &comm);
    status = da_context_agree(t.ctx, status);
    if (status == DA_OK) status = DA_PETSC_TRY(da_petsc_make_layout(comm, (PetscInt)box.count, &map), "make a layout");
    if (status == DA_OK) status = DA_PETSC_TRY(PetscLayoutGetRange(map, &begin, NULL), "get a layout's range");
    if (status == DA_OK)
        status = DA_PETSC_TRY(ISCreateStride(comm, (PetscInt)box.count, begin, 1, is), "make an IS");
    if (map) (void)PetscLayoutDestroy(&map);
    return da_petsc_finish(&t, status);
}

/* The place of a stored element among those that this rank owns, in C order. */
static inline int64_t da_petsc_place(const da_petsc_box *box, const int64_t *local)
{
    int64_t place = 0;
    for (int32_t k = 0; k < box->ndim; k++) place = place * box->owned[k] + (local[k] - box->offset[k]);
    return place;
}

/* PETSc's number of the element at a global index. */
static inline da_status da_petsc_number(const da_distribution *dist, const PetscInt *ranges, const int64_t *index,
                                        PetscInt *number)
{
    int64_t local[DA_PETSC_MAX_NDIM];
    int32_t rank = -1, found = 0;
    da_petsc_box box;
    da_status status = da_distribution_owner(dist, index, &rank);
    memset(&box, 0, sizeof box);
    if (status == DA_OK) status = da_distribution_local_from_global(dist, rank, index, local, &found);
    if (status == DA_OK) status = da_petsc_box_of(dist, rank, &box);
    if (status != DA_OK) return status;
    *number = ranges[rank] + (PetscInt)da_petsc_place(&box, local);
    return DA_OK;
}

static inline int da_petsc_is_owned(const da_petsc_box *box, const int64_t *local)
{
    for (int32_t k = 0; k < box->ndim; k++)
        if (local[k] < box->offset[k] || local[k] >= box->offset[k] + box->owned[k]) return 0;
    return 1;
}

/* PETSc's numbers of the elements that this rank stores, in C order: all of them, or only those of its padding. */
static inline da_status da_petsc_stored_numbers(const da_distribution *dist, const da_petsc_box *box, int ghosts_only,
                                                PetscLayout map, PetscInt *numbers)
{
    int64_t at[DA_PETSC_MAX_NDIM] = {0}, index[DA_PETSC_MAX_NDIM], filled = 0;
    const int64_t count = da_petsc_stored(box);
    const PetscInt *ranges = NULL;
    PetscInt begin = 0;
    da_status status = DA_PETSC_TRY(PetscLayoutGetRanges(map, &ranges), "get a layout's ranges");
    if (status == DA_OK) status = DA_PETSC_TRY(PetscLayoutGetRange(map, &begin, NULL), "get a layout's range");
    for (int64_t i = 0; status == DA_OK && i < count; i++, da_petsc_step(at, box->stored, box->ndim)) {
        if (!da_petsc_is_owned(box, at)) {
            status = da_distribution_global_from_local(dist, -1, at, index);
            if (status == DA_OK) status = da_petsc_number(dist, ranges, index, numbers + filled++);
        } else if (!ghosts_only) {
            numbers[filled++] = begin + (PetscInt)da_petsc_place(box, at);
        }
    }
    return status;
}

/**
 * Make the mapping from this rank's stored elements, communication padding included, to PETSc's numbers.
 *
 * Collective, communicating. With VecSetLocalToGlobalMapping() and MatSetLocalToGlobalMapping(), VecSetValuesLocal()
 * and MatSetValuesLocal() take positions in the section (C order) in place of numbers.
 * @param dist a distribution without replicas; unstructured axes only where there is no padding at all.
 * @param[out] mapping the mapping, on the context's communicator.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the caller destroys `*mapping`.
 * Errors: those of da_petsc_is_natural() but DA_ERR_LABELS; DA_ERR_NOT_LOCAL for padding beside unstructured axes.
 */
static inline da_status da_petsc_ltog_export(const da_distribution *dist, ISLocalToGlobalMapping *mapping)
{
    da_petsc_temps t;
    da_petsc_box box;
    PetscInt *numbers = NULL;
    PetscLayout map = NULL;
    MPI_Comm comm = MPI_COMM_NULL;
    int64_t stored = 0;
    da_status status = da_petsc_open_distribution(&t, dist);
    memset(&box, 0, sizeof box);
    if (status != DA_OK) return da_petsc_finish(&t, status);
    status = da_petsc_look_dist(dist, mapping, &box);
    if (status == DA_OK) stored = box.count > 0 ? da_petsc_stored(&box) : 0;
    if (status == DA_OK) status = da_petsc_check_count(stored, "elements on one rank");
    if (status == DA_OK) status = da_petsc_new_numbers(stored, &numbers);
    if (status == DA_OK) status = da_context_comm(t.ctx, &comm);
    status = da_context_agree(t.ctx, status);
    if (status == DA_OK) status = DA_PETSC_TRY(da_petsc_make_layout(comm, (PetscInt)box.count, &map), "make a layout");
    if (status == DA_OK && stored > 0) status = da_petsc_stored_numbers(dist, &box, 0, map, numbers);
    status = da_context_agree(t.ctx, status);
    if (status == DA_OK)
        status = DA_PETSC_TRY(
            ISLocalToGlobalMappingCreate(comm, 1, (PetscInt)stored, numbers, PETSC_OWN_POINTER, mapping), "make a mapping");
    else if (numbers) (void)PetscFree(numbers);
    if (map) (void)PetscLayoutDestroy(&map);
    return da_petsc_finish(&t, status);
}

/* ---- Index sets as arrays of numbers --------------------------------------------------------------------------- */

/**
 * Make an IS on the memory of an array of numbers, without copying.
 *
 * Collective, communicating. An IS never changes, so leave the array as it is while PETSc has the IS.
 * @param a an array of PetscInt's dtype whose owned elements lie in C order without gaps, also a read-only one.
 * @param[out] is the index set, an ISGENERAL on the context's communicator.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the caller destroys `*is`; the memory stays until both are gone, the array and the IS.
 * Errors: those of da_petsc_vec_export() but DA_ERR_READ_ONLY.
 */
static inline da_status da_petsc_is_export(const da_array *a, IS *is)
{
    da_petsc_temps t;
    da_petsc_section s;
    MPI_Comm comm = MPI_COMM_NULL;
    IS made = NULL;
    PetscObject object;
    da_status status = da_petsc_open_array(&t, a);
    memset(&s, 0, sizeof s);
    if (status != DA_OK) return da_petsc_finish(&t, status);
    status = da_petsc_check_out(is, "is");
    if (status == DA_OK) status = da_petsc_look(a, t.dist, DA_PETSC_INT, "PetscInt", DA_ACCESS_READ, &s);
    if (status == DA_OK) status = da_petsc_check_dense(&s);
    if (status == DA_OK) status = da_context_comm(t.ctx, &comm);
    status = da_context_agree(t.ctx, status);
    if (status == DA_OK)
        status = DA_PETSC_TRY(
            ISCreateGeneral(comm, (PetscInt)s.owned, (const PetscInt *)s.data, PETSC_USE_POINTER, &made), "make an IS");
    object = (PetscObject)made;
    if (status == DA_OK) status = da_petsc_tie(&object, a);
    if (status == DA_OK) *is = made;
    return da_petsc_finish(&t, status);
}

static inline da_status da_petsc_check_is(IS is)
{
    PetscBool general = PETSC_FALSE;
    da_status status = da_petsc_check_object((PetscObject)is, IS_CLASSID, "is");
    if (status == DA_OK)
        status = DA_PETSC_TRY(PetscObjectTypeCompare((PetscObject)is, ISGENERAL, &general), "tell an IS's type");
    if (status != DA_OK || general) return status;
    return da_petsc_fail(DA_ERR_LAYOUT, "only an ISGENERAL has its numbers in memory; ISToGeneral() makes it one");
}

/**
 * Make a one-dimensional, read-only array on the numbers of an IS, without copying.
 *
 * Collective, communicating.
 * @param is an ISGENERAL.
 * @param ctx a context with the same ranks in the same order.
 * @param[out] out the array, of PetscInt's dtype; each rank has the numbers that it gave.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the caller owns `*out` and frees it with da_array_free(); it holds a reference of the IS.
 * Errors: those of da_petsc_vec_import().
 */
static inline da_status da_petsc_is_import(IS is, const da_context *ctx, da_array **out)
{
    da_petsc_temps t;
    PetscLayout map = NULL;
    const PetscInt *numbers = NULL;
    void *data = NULL;
    da_status status = da_petsc_check_is(is);
    memset(&t, 0, sizeof t);
    if (status == DA_OK) status = da_petsc_check_out(out, "out");
    if (status == DA_OK) status = da_petsc_check_ranks((PetscObject)is, ctx, "is");
    status = da_context_agree(ctx, status);
    if (status == DA_OK) status = DA_PETSC_TRY(ISGetLayout(is, &map), "get an IS's layout");
    if (status == DA_OK) status = da_petsc_layout_distribution(map, ctx, &t.dist);
    if (status == DA_OK) status = DA_PETSC_TRY(ISGetIndices(is, &numbers), "get an IS's numbers");
    if (status != DA_OK) return da_petsc_finish(&t, status);
    memcpy(&data, &numbers, sizeof data); /* the array is read-only */
    status = da_petsc_wrap(t.dist, DA_PETSC_INT, data, NULL, DA_READ_ONLY, (PetscObject)is, out);
    if (status == DA_OK) status = DA_PETSC_TRY(ISRestoreIndices(is, &numbers), "give an IS's numbers back");
    return da_petsc_finish(&t, status);
}

#endif /* DISTARRAY_PETSC_IS_H */
