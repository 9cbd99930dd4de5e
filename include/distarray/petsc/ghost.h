/* Arrays and PETSc's ghosted Vecs. Include <distarray/petsc.h>, not this.
 *
 * A ghosted Vec has in one piece of memory first what the rank owns and then copies of what others own. A padded
 * array has them so only where all padding lies behind: axis 0 with padding on the right side (`comm=0:1`), and no
 * other.
 *
 * SPDX-License-Identifier: BSD-3-Clause */
#ifndef DISTARRAY_PETSC_GHOST_H
#define DISTARRAY_PETSC_GHOST_H

#include "is.h"

/* The whole section in C order without gaps: what is owned, then padding. Counts the padding. */
static inline da_status da_petsc_check_behind(const da_petsc_section *s, int64_t *ghosts)
{
    int64_t expected = s->item;
    *ghosts = s->local.size - s->owned;
    if (s->local.size == 0) return DA_OK;
    for (int32_t axis = s->local.ndim - 1; axis >= 0; axis--) {
        const int64_t extent = s->local.shape[axis];
        if (s->local.owned_offset[axis] > 0 || (axis > 0 && s->local.owned_shape[axis] != extent))
            return da_petsc_fail(DA_ERR_LAYOUT,
                                 "axis %d has padding that lies before or between owned elements; a ghosted Vec has it "
                                 "behind them: padding on the right of axis 0 only, or da_petsc_vec_ghost_export_copy()",
                                 (int)axis);
        if (extent > 1 && s->local.strides[axis] != expected)
            return da_petsc_fail(DA_ERR_LAYOUT,
                                 "along axis %d neighbours are %" PRId64 " bytes apart, in C order without gaps it would "
                                 "be %" PRId64,
                                 (int)axis, s->local.strides[axis], expected);
        expected *= extent;
    }
    return DA_OK;
}

static inline PetscErrorCode da_petsc_make_ghosted(MPI_Comm comm, int64_t n, int64_t nghost, const PetscInt *ghosts,
                                                   void *data, Vec *v)
{
    PetscCall(VecCreateGhostWithArray(comm, (PetscInt)n, PETSC_DETERMINE, (PetscInt)nghost, ghosts, (PetscScalar *)data,
                                      v));
    return (PetscErrorCode)0;
}

/* PETSc's numbers of all padding. Communicates; the caller frees the numbers. */
static inline da_status da_petsc_padding_numbers(const da_petsc_temps *t, MPI_Comm comm, const da_distribution *dist,
                                                 const da_petsc_box *box, int64_t nghost, PetscInt **numbers)
{
    PetscLayout map = NULL;
    da_status status = DA_PETSC_TRY(da_petsc_make_layout(comm, (PetscInt)box->count, &map), "make a layout");
    if (status == DA_OK) status = da_petsc_new_numbers(nghost, numbers);
    if (status == DA_OK && nghost > 0) status = da_petsc_stored_numbers(dist, box, 1, map, *numbers);
    if (map) (void)PetscLayoutDestroy(&map);
    return da_context_agree(t->ctx, status);
}

/* The program's own list of ghosts: they are the last elements of the section. */
static inline da_status da_petsc_check_own_ghosts(const da_petsc_section *s, PetscInt nghost, const PetscInt *ghosts)
{
    if (nghost > 0 && ghosts == NULL) return da_petsc_fail(DA_ERR_NULL, "`ghosts` is NULL");
    if (nghost < 0 || nghost > s->owned)
        return da_petsc_fail(DA_ERR_ARGUMENT, "%" PRId64 " ghosts in a section of %" PRId64 " elements", (int64_t)nghost,
                             s->owned);
    return da_petsc_check_dense(s);
}

/**
 * Make a ghosted Vec on an array's memory, without copying.
 *
 * Collective, communicating. VecGhostUpdateBegin() and VecGhostUpdateEnd() then fill the array's padding.
 * @param a an array of PetscScalar's dtype, in C order without gaps.
 * @param nghost PETSC_DECIDE (on all ranks): the ghosts are the array's communication padding, which lies behind what
 * the rank owns: on the right of axis 0 only. Else the program's own layout: the last `nghost` elements of the
 * section are the ghosts, the others are the Vec's; such an array usually has an unstructured axis whose labels
 * repeat those of other ranks at the end.
 * @param ghosts PETSc's numbers of the ghosts, `nghost` of them; not read with PETSC_DECIDE.
 * @param[out] v the Vec, of type VECMPI.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the caller destroys `*v`; the memory stays until both are gone.
 * Errors: DA_ERR_LAYOUT for padding elsewhere; DA_ERR_ARGUMENT for `nghost`; those of da_petsc_vec_export().
 */
static inline da_status da_petsc_vec_ghost_export(const da_array *a, PetscInt nghost, const PetscInt ghosts[], Vec *v)
{
    da_petsc_temps t;
    da_petsc_section s;
    da_petsc_box box;
    MPI_Comm comm = MPI_COMM_NULL;
    const int own = nghost != PETSC_DECIDE;
    PetscInt *numbers = NULL;
    int64_t count = nghost;
    Vec made = NULL;
    da_status status = da_petsc_open_array(&t, a);
    memset(&s, 0, sizeof s);
    memset(&box, 0, sizeof box);
    if (status != DA_OK) return da_petsc_finish(&t, status);
    status = da_petsc_check_out(v, "v");
    if (status == DA_OK) status = da_petsc_look(a, t.dist, DA_PETSC_SCALAR, "PetscScalar", DA_ACCESS_WRITE, &s);
    if (status == DA_OK)
        status = own ? da_petsc_check_own_ghosts(&s, nghost, ghosts) : da_petsc_check_behind(&s, &count);
    if (status == DA_OK) status = da_petsc_box_of(t.dist, -1, &box);
    if (status == DA_OK) status = da_context_comm(t.ctx, &comm);
    status = da_context_agree(t.ctx, status);
    if (status == DA_OK && !own) status = da_petsc_padding_numbers(&t, comm, t.dist, &box, count, &numbers);
    if (status == DA_OK)
        status = DA_PETSC_TRY(da_petsc_make_ghosted(comm, own ? s.owned - count : s.owned, count, own ? ghosts : numbers,
                                                    s.data, &made),
                              "make a ghosted Vec");
    if (numbers) (void)PetscFree(numbers);
    if (status == DA_OK) status = da_petsc_hand_out_vec(made, a, v);
    return da_petsc_finish(&t, status);
}

/* ---- Copies ---------------------------------------------------------------------------------------------------- */

static inline PetscErrorCode da_petsc_new_ghosted(MPI_Comm comm, int64_t n, int64_t nghost, const PetscInt *ghosts, Vec *v)
{
    PetscCall(VecCreateGhost(comm, (PetscInt)n, PETSC_DETERMINE, (PetscInt)nghost, ghosts, v));
    return (PetscErrorCode)0;
}

static inline da_status da_petsc_fill_ghosted(Vec v, const da_array *a)
{
    PetscScalar *values = NULL;
    da_status status = DA_PETSC_TRY(VecGetArrayWrite(v, &values), "get a Vec's array");
    if (status == DA_OK) status = da_copy_local(a, values != NULL ? (void *)values : da_petsc_nothing(), NULL);
    if (values) (void)VecRestoreArrayWrite(v, &values);
    return status;
}

static inline PetscErrorCode da_petsc_update_ghosts(Vec v)
{
    PetscCall(VecGhostUpdateBegin(v, INSERT_VALUES, SCATTER_FORWARD));
    PetscCall(VecGhostUpdateEnd(v, INSERT_VALUES, SCATTER_FORWARD));
    return (PetscErrorCode)0;
}

/**
 * Make a ghosted Vec with a copy of a padded array.
 *
 * Collective, communicating. Each rank's entries are its owned elements in C order; its ghosts are all of its
 * communication padding in C order, and up to date.
 * @param a an array of PetscScalar's dtype, of any strides and padding, without replicas; unstructured axes only
 * where there is no padding.
 * @param[out] v the Vec, of type VECMPI.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the caller destroys `*v`, which has memory of its own.
 * Errors: those of da_petsc_ltog_export(); DA_ERR_DTYPE.
 */
static inline da_status da_petsc_vec_ghost_export_copy(const da_array *a, Vec *v)
{
    da_petsc_temps t;
    da_petsc_box box;
    MPI_Comm comm = MPI_COMM_NULL;
    PetscInt *numbers = NULL;
    int64_t count = 0;
    Vec made = NULL;
    da_status status = da_petsc_open_array(&t, a);
    memset(&box, 0, sizeof box);
    if (status != DA_OK) return da_petsc_finish(&t, status);
    status = da_petsc_look_dist(t.dist, v, &box);
    if (status == DA_OK) status = da_petsc_check_dtype(a, DA_PETSC_SCALAR, "PetscScalar");
    if (status == DA_OK && box.count > 0) count = da_petsc_stored(&box) - box.count;
    if (status == DA_OK) status = da_context_comm(t.ctx, &comm);
    status = da_context_agree(t.ctx, status);
    if (status == DA_OK) status = da_petsc_padding_numbers(&t, comm, t.dist, &box, count, &numbers);
    if (status == DA_OK)
        status = DA_PETSC_TRY(da_petsc_new_ghosted(comm, box.count, count, numbers, &made), "make a ghosted Vec");
    if (numbers) (void)PetscFree(numbers);
    if (status == DA_OK) status = da_context_agree(t.ctx, da_petsc_fill_ghosted(made, a));
    if (status == DA_OK) status = DA_PETSC_TRY(da_petsc_update_ghosts(made), "update ghosts");
    if (status == DA_OK) *v = made;
    else if (made) (void)VecDestroy(&made);
    return da_petsc_finish(&t, status);
}

/* ---- Import ---------------------------------------------------------------------------------------------------- */

/* How many entries a rank has with its ghosts; 0 where the Vec has none. */
static inline PetscErrorCode da_petsc_ghosted_size(Vec v, PetscInt *n)
{
    Vec local = NULL;
    *n = 0;
    PetscCall(VecGhostGetLocalForm(v, &local));
    if (local != NULL) PetscCall(VecGetSize(local, n));
    PetscCall(VecGhostRestoreLocalForm(v, &local));
    return (PetscErrorCode)0;
}

/* The section is what the rank owns and then padding, which are the ghosts, in this order. */
static inline da_status da_petsc_check_same_ghosts(Vec v, const da_distribution *dist, const da_petsc_box *box,
                                                   PetscLayout map)
{
    ISLocalToGlobalMapping mapping = NULL;
    const PetscInt *theirs = NULL;
    PetscInt *ours = NULL;
    const int64_t ghosts = da_petsc_stored(box) - box->count;
    da_status status = da_petsc_new_numbers(ghosts, &ours);
    if (status == DA_OK && ghosts > 0) status = da_petsc_stored_numbers(dist, box, 1, map, ours);
    if (status == DA_OK) status = DA_PETSC_TRY(VecGetLocalToGlobalMapping(v, &mapping), "get a Vec's mapping");
    if (status == DA_OK) status = DA_PETSC_TRY(ISLocalToGlobalMappingGetIndices(mapping, &theirs), "get a mapping's numbers");
    for (int64_t k = 0; status == DA_OK && k < ghosts; k++)
        if (theirs[box->count + k] != ours[k])
            status = da_petsc_fail(DA_ERR_LAYOUT,
                                   "ghost %" PRId64 " of the Vec is its entry %" PRId64 ", the padding there shows %" PRId64,
                                   k, (int64_t)theirs[box->count + k], (int64_t)ours[k]);
    if (theirs) (void)ISLocalToGlobalMappingRestoreIndices(mapping, &theirs);
    if (ours) (void)PetscFree(ours);
    return status;
}

static inline da_status da_petsc_check_ghosted(Vec v, const da_distribution *dist, da_petsc_box *box)
{
    PetscInt n = 0, owned = 0;
    PetscLayout map = NULL;
    da_status status = DA_PETSC_TRY(da_petsc_ghosted_size(v, &n), "get a Vec's ghosted form");
    if (status == DA_OK) status = DA_PETSC_TRY(VecGetLocalSize(v, &owned), "get a Vec's size");
    if (status == DA_OK && n == 0 && owned > 0)
        return da_petsc_fail(DA_ERR_LAYOUT, "the Vec has no ghosts: VecCreateGhost() makes one that has");
    if (status == DA_OK) status = da_petsc_box_of(dist, -1, box);
    if (status != DA_OK) return status;
    if (box->count != owned || da_petsc_stored(box) != n)
        return da_petsc_fail(DA_ERR_SHAPE,
                             "the section has %" PRId64 " elements and %" PRId64 " with padding, the Vec %" PRId64
                             " and %" PRId64 " with ghosts",
                             box->count, da_petsc_stored(box), (int64_t)owned, (int64_t)n);
    for (int32_t k = 0; k < box->ndim; k++)
        if (box->offset[k] > 0 || (k > 0 && box->owned[k] != box->stored[k]))
            return da_petsc_fail(DA_ERR_LAYOUT, "axis %d has padding that does not lie behind what is owned", (int)k);
    status = DA_PETSC_TRY(VecGetLayout(v, &map), "get a Vec's layout");
    return status != DA_OK || n == owned ? status : da_petsc_check_same_ghosts(v, dist, box, map);
}

/**
 * Make a padded array on a ghosted Vec's memory, without copying.
 *
 * Collective, communicating. Halo updates of the array and ghost updates of the Vec fill the same elements.
 * @param v a Vec of VecCreateGhost() or VecCreateGhostWithArray().
 * @param dist a distribution, of a context with the Vec's ranks in the same order, whose sections are what the Vec
 * has on each rank: owned elements, then padding (on the right of axis 0 only), which shows the same entries as the
 * ghosts.
 * @param[out] out the array.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: as da_petsc_vec_import().
 * Errors: DA_ERR_SHAPE for other numbers of elements; DA_ERR_LAYOUT for a Vec without ghosts or with others than the
 * padding's; those of da_petsc_vec_import().
 */
static inline da_status da_petsc_vec_ghost_import(Vec v, const da_distribution *dist, da_array **out)
{
    da_petsc_temps t;
    da_petsc_box box;
    da_status status = da_petsc_open_distribution(&t, dist);
    memset(&box, 0, sizeof box);
    if (status != DA_OK) return da_petsc_finish(&t, status);
    status = da_petsc_check_vec(v, "v");
    if (status == DA_OK) status = da_petsc_check_out(out, "out");
    if (status == DA_OK) status = da_petsc_check_ranks((PetscObject)v, t.ctx, "v");
    if (status == DA_OK) status = da_petsc_check_ghosted(v, dist, &box);
    status = da_context_agree(t.ctx, status);
    if (status == DA_OK) status = da_petsc_wrap_vec(v, dist, out);
    return da_petsc_finish(&t, status);
}

#endif /* DISTARRAY_PETSC_GHOST_H */
