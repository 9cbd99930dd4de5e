/* Arrays and the vectors of a DMDA. Include <distarray/petsc.h>, not this.
 *
 * SPDX-License-Identifier: BSD-3-Clause */
#ifndef DISTARRAY_PETSC_DMDA_VEC_H
#define DISTARRAY_PETSC_DMDA_VEC_H

#include "dmda.h"

/* ---- Which part of the grid a process has ---------------------------------------------------------------------- */

/* In our order, ghosts included where asked for. */
typedef struct da_petsc_corners {
    PetscInt low[DA_PETSC_MAX_DIM], size[DA_PETSC_MAX_DIM];
} da_petsc_corners;

static inline PetscErrorCode da_petsc_get_corners(DM dm, const da_petsc_grid *g, int ghosted, da_petsc_corners *c)
{
    PetscInt low[3], size[3];
    if (ghosted) PetscCall(DMDAGetGhostCorners(dm, &low[0], &low[1], &low[2], &size[0], &size[1], &size[2]));
    else PetscCall(DMDAGetCorners(dm, &low[0], &low[1], &low[2], &size[0], &size[1], &size[2]));
    da_petsc_turn(g->dim, low[0], low[1], low[2], c->low);
    da_petsc_turn(g->dim, size[0], size[1], size[2], c->size);
    return (PetscErrorCode)0;
}

static inline int64_t da_petsc_corners_count(const da_petsc_grid *g, const da_petsc_corners *c)
{
    int64_t count = g->dof;
    for (PetscInt k = 0; k < g->dim; k++) count *= c->size[k];
    return count;
}

/* The array's shape is the grid's, with ghosts beyond its ends where local vectors have them. */
static inline da_status da_petsc_check_grid_shape(const da_petsc_grid *g, int ghosted, int32_t ndim, const int64_t *shape)
{
    const int32_t wanted = (int32_t)g->dim + (g->dof > 1);
    if (ndim != wanted)
        return da_petsc_fail(DA_ERR_SHAPE, "the array has %d axes, the DMDA %d%s", (int)ndim, (int)wanted,
                             g->dof > 1 ? " with its components" : "");
    for (int32_t k = 0; k < ndim; k++) {
        const int64_t beyond = k < g->dim && ghosted && da_petsc_has_edge(g, k) ? 2 * g->width : 0;
        const int64_t extent = (k < g->dim ? g->extent[k] : g->dof) + beyond;
        if (shape[k] != extent)
            return da_petsc_fail(DA_ERR_SHAPE, "axis %d has %" PRId64 " elements, in the DMDA %" PRId64, (int)k, shape[k],
                                 extent);
    }
    return DA_OK;
}

/* This rank's section is this process's part of the grid, in place and extent. */
static inline da_status da_petsc_check_part(const da_petsc_grid *g, int ghosted, const da_distribution *dist,
                                            const da_petsc_section *s, const da_petsc_corners *c)
{
    const int64_t *size = ghosted ? s->local.shape : s->local.owned_shape;
    int64_t local[DA_PETSC_MAX_NDIM] = {0}, first[DA_PETSC_MAX_NDIM];
    da_status status;
    if (s->owned == 0)
        return da_petsc_fail(DA_ERR_LAYOUT, "this rank owns nothing of the array, in the DMDA %" PRId64 " elements",
                             da_petsc_corners_count(g, c));
    for (int32_t k = 0; k < s->local.ndim && !ghosted; k++) local[k] = s->local.owned_offset[k];
    status = da_distribution_global_from_local(dist, -1, local, first);
    for (int32_t k = 0; k < g->dim && status == DA_OK; k++) {
        const int64_t begin = first[k] - (ghosted && da_petsc_has_edge(g, k) ? g->width : 0);
        if (begin != c->low[k] || size[k] != c->size[k])
            status = da_petsc_fail(DA_ERR_LAYOUT,
                                   "along axis %d this rank has [%" PRId64 ", %" PRId64 ") of the grid%s, in the DMDA [%" PRId64
                                   ", %" PRId64 "): other blocks, padding or order of processes (da_petsc_dm_create() and "
                                   "da_petsc_dm_distribution() make what fits)",
                                   (int)k, begin, begin + size[k], ghosted ? " with ghosts" : "", (int64_t)c->low[k],
                                   (int64_t)c->low[k] + (int64_t)c->size[k]);
    }
    return status;
}

/* The whole section in C order without gaps. */
static inline da_status da_petsc_check_dense_section(const da_petsc_section *s)
{
    da_petsc_section whole = *s;
    memcpy(whole.local.owned_shape, s->local.shape, sizeof whole.local.owned_shape);
    return da_petsc_check_dense(&whole);
}

/* ---- Export ---------------------------------------------------------------------------------------------------- */

/* Everything that one rank can check. */
static inline da_status da_petsc_look_part(const da_petsc_temps *t, const da_array *a, DM dm, int ghosted, const Vec *v,
                                           da_petsc_grid *g, da_petsc_section *s)
{
    int32_t *ranks = NULL;
    da_petsc_corners corners;
    da_status status = da_petsc_check_out(v, ghosted ? "local" : "global");
    if (status == DA_OK) status = da_petsc_check_dm(dm, g);
    if (status == DA_OK) status = da_petsc_ranks_of(dm, t->ctx, &ranks);
    free(ranks);
    if (status == DA_OK) status = da_petsc_look(a, t->dist, DA_PETSC_SCALAR, "PetscScalar", DA_ACCESS_WRITE, s);
    if (status == DA_OK) status = da_petsc_check_grid_shape(g, ghosted, s->local.ndim, s->shape);
    if (status == DA_OK) status = DA_PETSC_TRY(da_petsc_get_corners(dm, g, ghosted, &corners), "look at a DMDA");
    if (status == DA_OK) status = da_petsc_check_part(g, ghosted, t->dist, s, &corners);
    if (status == DA_OK) status = ghosted ? da_petsc_check_dense_section(s) : da_petsc_check_dense(s);
    return status;
}

static inline PetscErrorCode da_petsc_make_global(DM dm, PetscInt dof, int64_t n, void *data, Vec *v)
{
    MPI_Comm comm = PetscObjectComm((PetscObject)dm);
    ISLocalToGlobalMapping mapping = NULL;
    int ranks = 1;
    MPI_Comm_size(comm, &ranks);
    if (ranks == 1) PetscCall(VecCreateSeqWithArray(comm, dof, (PetscInt)n, (PetscScalar *)data, v));
    else PetscCall(VecCreateMPIWithArray(comm, dof, (PetscInt)n, PETSC_DETERMINE, (PetscScalar *)data, v));
    PetscCall(VecSetDM(*v, dm));
    PetscCall(DMGetLocalToGlobalMapping(dm, &mapping));
    PetscCall(VecSetLocalToGlobalMapping(*v, mapping));
    return (PetscErrorCode)0;
}

static inline PetscErrorCode da_petsc_make_local(DM dm, PetscInt dof, int64_t n, void *data, Vec *v)
{
    PetscCall(VecCreateSeqWithArray(PETSC_COMM_SELF, dof, (PetscInt)n, (PetscScalar *)data, v));
    PetscCall(VecSetDM(*v, dm));
    return (PetscErrorCode)0;
}

static inline da_status da_petsc_export_part(const da_array *a, DM dm, int ghosted, Vec *v)
{
    da_petsc_temps t;
    da_petsc_section s;
    da_petsc_grid g;
    Vec made = NULL;
    da_status status = da_petsc_open_array(&t, a);
    memset(&s, 0, sizeof s);
    memset(&g, 0, sizeof g);
    if (status != DA_OK) return da_petsc_finish(&t, status);
    status = da_context_agree(t.ctx, da_petsc_look_part(&t, a, dm, ghosted, v, &g, &s));
    if (status == DA_OK)
        status = ghosted ? DA_PETSC_TRY(da_petsc_make_local(dm, g.dof, s.local.size, s.local.data, &made), "make a local Vec")
                         : DA_PETSC_TRY(da_petsc_make_global(dm, g.dof, s.owned, s.data, &made), "make a global Vec");
    if (status == DA_OK) status = da_petsc_hand_out_vec(made, a, v);
    else if (made) (void)VecDestroy(&made);
    return da_petsc_finish(&t, status);
}

/**
 * Make a DMDA's global Vec on an array's memory, without copying.
 *
 * Collective, communicating. It is what DMCreateGlobalVector() makes, with our memory; only VecView() shows it in
 * PETSc's order, not in the natural one.
 * @param a an array of PetscScalar's dtype in C order without gaps, as da_petsc_dm_distribution() has it without
 * ghosts: each rank its part of the grid.
 * @param dm a DMDA on the ranks of the array's context, in any order.
 * @param[out] global the Vec.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the caller destroys `*global`; the memory stays until both are gone.
 * Errors: DA_ERR_SHAPE; DA_ERR_LAYOUT for other blocks, padding, strides or process order; DA_ERR_CONTEXT for other
 * ranks; those of da_petsc_vec_export().
 */
static inline da_status da_petsc_dm_global_export(const da_array *a, DM dm, Vec *global)
{
    return da_petsc_export_part(a, dm, 0, global);
}

/**
 * Make a DMDA's local Vec on a padded array's memory, without copying.
 *
 * Collective, communicating. DMGlobalToLocal() and DMLocalToLocalBegin() fill the array's padding, a halo update of
 * the array the Vec's ghosts; DMDAVecGetArray() gives its elements by grid indices.
 * @param a an array of PetscScalar's dtype in C order without gaps, as da_petsc_dm_distribution() has it with ghosts.
 * @param dm a DMDA on the ranks of the array's context, in any order.
 * @param[out] local the Vec, of type VECSEQ on PETSC_COMM_SELF.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the caller destroys `*local`; the memory stays until both are gone.
 * Errors: as da_petsc_dm_global_export().
 */
static inline da_status da_petsc_dm_local_export(const da_array *a, DM dm, Vec *local)
{
    return da_petsc_export_part(a, dm, 1, local);
}

/* ---- Import ---------------------------------------------------------------------------------------------------- */

static inline da_status da_petsc_check_part_size(DM dm, const da_petsc_grid *g, int ghosted, Vec v)
{
    da_petsc_corners corners;
    PetscInt n = 0;
    da_status status = DA_PETSC_TRY(da_petsc_get_corners(dm, g, ghosted, &corners), "look at a DMDA");
    if (status == DA_OK) status = DA_PETSC_TRY(VecGetLocalSize(v, &n), "get a Vec's size");
    if (status != DA_OK || n == da_petsc_corners_count(g, &corners)) return status;
    return da_petsc_fail(DA_ERR_SHAPE, "the Vec has %" PRId64 " entries here, a %s vector of the DMDA %" PRId64, (int64_t)n,
                         ghosted ? "local" : "global", da_petsc_corners_count(g, &corners));
}

static inline da_status da_petsc_import_part(DM dm, Vec v, const da_context *ctx, int ghosted, da_array **out)
{
    da_petsc_temps t;
    da_petsc_grid g;
    int32_t *ranks = NULL;
    da_status status = da_petsc_check_dm(dm, &g);
    memset(&t, 0, sizeof t);
    if (status == DA_OK) status = da_petsc_check_vec(v, ghosted ? "local" : "global");
    if (status == DA_OK) status = da_petsc_check_out(out, "out");
    if (status == DA_OK) status = da_petsc_check_part_size(dm, &g, ghosted, v);
    if (status == DA_OK) status = da_petsc_ranks_of(dm, ctx, &ranks);
    status = da_context_agree(ctx, status);
    if (status == DA_OK) status = da_petsc_grid_distribution(&g, ctx, ranks, ghosted, &t.dist);
    free(ranks);
    if (status == DA_OK) status = da_petsc_wrap_vec(v, t.dist, out);
    return da_petsc_finish(&t, status);
}

/**
 * Make an array on the memory of a DMDA's global Vec, without copying.
 *
 * Collective, communicating.
 * @param dm a DMDA.
 * @param global a global Vec of it.
 * @param ctx a context with the DMDA's ranks, in any order.
 * @param[out] out the array, as da_petsc_dm_distribution() has it without ghosts.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: as da_petsc_vec_import().
 * Errors: DA_ERR_SHAPE for a Vec of another size; those of da_petsc_dm_distribution() and da_petsc_vec_import().
 */
static inline da_status da_petsc_dm_global_import(DM dm, Vec global, const da_context *ctx, da_array **out)
{
    return da_petsc_import_part(dm, global, ctx, 0, out);
}

/**
 * Make a padded array on the memory of a DMDA's local Vec, without copying.
 *
 * Collective, communicating, although the Vec is one process's alone. da_array_interior() of the array is the grid.
 * @param dm a DMDA.
 * @param local a local Vec of it.
 * @param ctx a context with the DMDA's ranks, in any order.
 * @param[out] out the array, as da_petsc_dm_distribution() has it with ghosts.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: as da_petsc_vec_import(), but freeing it concerns this process only.
 * Errors: as da_petsc_dm_global_import().
 */
static inline da_status da_petsc_dm_local_import(DM dm, Vec local, const da_context *ctx, da_array **out)
{
    return da_petsc_import_part(dm, local, ctx, 1, out);
}

/* ---- Copies ---------------------------------------------------------------------------------------------------- */

/* Everything that one rank can check before a copy goes to the DMDA. */
static inline da_status da_petsc_look_copy(const da_petsc_temps *t, const da_array *a, DM dm, const Vec *v)
{
    da_petsc_grid g;
    int64_t shape[DA_PETSC_MAX_NDIM];
    int32_t ndim = 0, *ranks = NULL;
    da_status status = da_petsc_check_out(v, "global");
    memset(&g, 0, sizeof g);
    if (status == DA_OK) status = da_petsc_check_dm(dm, &g);
    if (status == DA_OK) status = da_petsc_ranks_of(dm, t->ctx, &ranks);
    free(ranks);
    if (status == DA_OK) status = da_petsc_check_cast(a);
    if (status == DA_OK) status = da_array_ndim(a, &ndim);
    if (status == DA_OK) status = da_array_shape(a, shape);
    return status != DA_OK ? status : da_petsc_check_grid_shape(&g, 0, ndim, shape);
}

/**
 * Make a global Vec of a DMDA with a copy of an array.
 *
 * Collective, communicating. DMGlobalToLocal() makes a local Vec of it.
 * @param a an array of the grid's shape (of a padded array its da_array_interior()) in any layout, of any dtype that
 * DA_CASTING_SAME_KIND allows.
 * @param dm a DMDA on the ranks of the array's context, in any order.
 * @param[out] global the Vec, of DMCreateGlobalVector().
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the caller destroys `*global`, which has memory of its own.
 * Errors: DA_ERR_SHAPE; DA_ERR_CASTING; DA_ERR_LABELS; those of da_petsc_dm_global_import().
 */
static inline da_status da_petsc_dm_global_export_copy(const da_array *a, DM dm, Vec *global)
{
    da_petsc_temps t;
    Vec made = NULL;
    da_status status = da_petsc_open_array(&t, a);
    if (status != DA_OK) return da_petsc_finish(&t, status);
    status = da_context_agree(t.ctx, da_petsc_look_copy(&t, a, dm, global));
    if (status == DA_OK) status = DA_PETSC_TRY(DMCreateGlobalVector(dm, &made), "make a global Vec");
    if (status == DA_OK) status = da_petsc_dm_global_import(dm, made, t.ctx, &t.array);
    if (status == DA_OK) status = da_assign(t.array, a);
    if (status == DA_OK) status = da_petsc_vec_changed(made);
    if (status == DA_OK) *global = made;
    else if (made) (void)VecDestroy(&made);
    return da_petsc_finish(&t, status);
}

static inline da_status da_petsc_import_part_copy(DM dm, Vec v, const da_distribution *dist, int ghosted, da_array **out)
{
    da_petsc_temps t;
    da_status status = da_petsc_open_distribution(&t, dist);
    if (status != DA_OK) return da_petsc_finish(&t, status);
    status = da_context_agree(t.ctx, da_petsc_check_out(out, "out"));
    if (status == DA_OK) status = da_petsc_import_part(dm, v, t.ctx, ghosted, &t.array);
    if (status == DA_OK) status = da_array_interior(t.array, &t.view);
    if (status == DA_OK) status = da_redistribute(t.view, dist, out);
    return da_petsc_finish(&t, status);
}

/**
 * Make an array with a copy of a DMDA's global Vec.
 *
 * Collective, communicating.
 * @param dm a DMDA.
 * @param global a global Vec of it.
 * @param dist a distribution of the grid's shape, of a context with the DMDA's ranks in any order.
 * @param[out] out a new array of PetscScalar's dtype.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the caller owns `*out` and frees it with da_array_free().
 * Errors: DA_ERR_SHAPE; DA_ERR_NO_MEMORY; those of da_petsc_dm_global_import().
 */
static inline da_status da_petsc_dm_global_import_copy(DM dm, Vec global, const da_distribution *dist, da_array **out)
{
    return da_petsc_import_part_copy(dm, global, dist, 0, out);
}

/**
 * Make an array with a copy of what a DMDA's local Vecs have of the grid; ghosts are left out.
 *
 * Collective, communicating. As da_petsc_dm_global_import_copy().
 */
static inline da_status da_petsc_dm_local_import_copy(DM dm, Vec local, const da_distribution *dist, da_array **out)
{
    return da_petsc_import_part_copy(dm, local, dist, 1, out);
}

#endif /* DISTARRAY_PETSC_DMDA_VEC_H */
