/* Block distributions and PETSc's DMDA. Include <distarray/petsc.h>, not this.
 *
 * DMDA's x runs fastest in memory and in the order of processes; so does our last axis. The axes (z, y, x) of an
 * array in C order are a DMDA's, on the grid of processes {p, n, m}. Fortran order is the same seen through
 * da_transpose().
 *
 * What DMDA calls the grid is the array without boundary padding (da_array_interior()). Ghosts between processes are
 * communication padding; ghosts beyond the ends of the grid (DM_BOUNDARY_GHOSTED, DM_BOUNDARY_PERIODIC) are boundary
 * padding. All of it is as wide as the stencil.
 *
 * SPDX-License-Identifier: BSD-3-Clause */
#ifndef DISTARRAY_PETSC_DMDA_H
#define DISTARRAY_PETSC_DMDA_H

#include "vec_copy.h"

#include <petscdmda.h>

enum { DA_PETSC_MAX_DIM = 3 };

/* A DMDA in our order: axis 0 is its slowest one. */
typedef struct da_petsc_grid {
    PetscInt dim, dof, width;
    PetscInt extent[DA_PETSC_MAX_DIM], ranks[DA_PETSC_MAX_DIM];
    DMBoundaryType edge[DA_PETSC_MAX_DIM];
    const PetscInt *owned[DA_PETSC_MAX_DIM]; /* by each coordinate */
} da_petsc_grid;

/* Whether ghosts lie beyond the ends of an axis. */
static inline int da_petsc_has_edge(const da_petsc_grid *g, int32_t axis)
{
    return g->edge[axis] != DM_BOUNDARY_NONE;
}

/* The last `dim` of three entries, in our order. */
static inline void da_petsc_turn(PetscInt dim, PetscInt x, PetscInt y, PetscInt z, PetscInt *ours)
{
    const PetscInt all[DA_PETSC_MAX_DIM] = {z, y, x};
    for (PetscInt k = 0; k < dim; k++) ours[k] = all[DA_PETSC_MAX_DIM - dim + k];
}

/* ---- A DMDA from our distribution ------------------------------------------------------------------------------ */

/* One axis as its ranks have it. */
typedef struct da_petsc_axis {
    int64_t edge;    /* boundary padding on each side */
    int64_t width;   /* communication padding at every cut; -1: there is none to ask */
    int64_t extent;  /* without boundary padding */
    int32_t periodic;
    PetscInt *owned; /* by each coordinate, without boundary padding */
    PetscInt ranks;
} da_petsc_axis;

static inline da_status da_petsc_same_width(int32_t axis, int64_t found, int64_t *width)
{
    if (*width < 0) *width = found;
    if (*width == found) return DA_OK;
    return da_petsc_fail(DA_ERR_LAYOUT,
                         "axis %d has padding of %" PRId64 " and of %" PRId64
                         " elements; a DMDA has one stencil width, on all axes and sides",
                         (int)axis, *width, found);
}

/* What the owner of an index says about the axis. */
static inline da_status da_petsc_owner_dims(const da_distribution *dist, int32_t axis, const int64_t *index,
                                            da_dim_dict *dims, int64_t *owned)
{
    int64_t offset[DA_PETSC_MAX_NDIM], shape[DA_PETSC_MAX_NDIM];
    int32_t rank = -1;
    da_status status = da_distribution_owner(dist, index, &rank);
    if (status == DA_OK) status = da_distribution_owned(dist, rank, offset, shape);
    if (status == DA_OK) status = da_distribution_dim_data(dist, rank, dims);
    if (status == DA_OK) *owned = shape[axis];
    if (status != DA_OK || (dims[axis].dist_type == 'b' && dims[axis].proc_grid_size > 0)) return status;
    return da_petsc_fail(DA_ERR_LAYOUT, "axis %d is not distributed in blocks; a DMDA's axes are", (int)axis);
}

/* Walks along the blocks of one axis. */
static inline da_status da_petsc_walk(const da_distribution *dist, int32_t axis, int64_t size, da_petsc_axis *found)
{
    int64_t index[DA_PETSC_MAX_NDIM] = {0}, owned = 0, edges[2] = {0, 0};
    da_status status = DA_OK;
    for (PetscInt at = 0; status == DA_OK && index[axis] < size; at++, index[axis] += owned) {
        da_dim_dict dims[DA_PETSC_MAX_NDIM];
        int first, last;
        status = da_petsc_owner_dims(dist, axis, index, dims, &owned);
        if (status != DA_OK) return status;
        if (at == 0) status = da_petsc_new_numbers(dims[axis].proc_grid_size, &found->owned);
        if (status != DA_OK) return status;
        first = at == 0;
        last = index[axis] + owned >= size;
        found->ranks = (PetscInt)dims[axis].proc_grid_size;
        found->periodic = dims[axis].periodic;
        found->owned[at] = (PetscInt)owned;
        for (int side = 0; side < 2 && status == DA_OK; side++) {
            if (side == 0 ? first : last) edges[side] = dims[axis].padding[side];
            else status = da_petsc_same_width(axis, dims[axis].padding[side], &found->width);
        }
        if (status == DA_OK && last && at + 1 != found->ranks)
            return da_petsc_fail(DA_ERR_LAYOUT, "of %" PRId64 " coordinates along axis %d only %" PRId64
                                 " own anything; a DMDA has no empty ones",
                                 (int64_t)found->ranks, (int)axis, (int64_t)at + 1);
    }
    if (status == DA_OK && edges[0] != edges[1]) status = da_petsc_same_width(axis, edges[1], &edges[0]);
    found->edge = edges[0];
    found->extent = size - 2 * edges[0];
    if (status == DA_OK) {
        found->owned[0] -= (PetscInt)edges[0];
        found->owned[found->ranks - 1] -= (PetscInt)edges[0];
    }
    return status;
}

/* The one width that all axes share, PETSC_DECIDE or the caller's. An axis on one process without boundary padding
 * has no say, and neither has a distribution without any padding: only its global vectors are the DMDA's. */
static inline da_status da_petsc_stencil_width(const da_petsc_axis *axes, int32_t dim, PetscInt wanted, PetscInt *width)
{
    int64_t found = -1;
    da_status status = DA_OK;
    for (int32_t k = 0; k < dim && status == DA_OK; k++) {
        if (axes[k].width >= 0) status = da_petsc_same_width(k, axes[k].width, &found);
        if (status == DA_OK && axes[k].edge > 0) status = da_petsc_same_width(k, axes[k].edge, &found);
    }
    for (int32_t k = 0; k < dim && status == DA_OK; k++)
        if (axes[k].periodic && found > 0 && axes[k].edge != found)
            status = da_petsc_fail(DA_ERR_LAYOUT,
                                   "axis %d is periodic with %" PRId64 " elements of boundary padding; a DMDA has as many "
                                   "ghosts beyond its ends as the stencil is wide, %" PRId64,
                                   (int)k, axes[k].edge, found);
    if (status == DA_OK && wanted != PETSC_DECIDE && (wanted < 0 || (found > 0 && wanted != found)))
        status = da_petsc_fail(DA_ERR_LAYOUT, "the padding is %" PRId64 " wide, the stencil %" PRId64, found,
                               (int64_t)wanted);
    *width = wanted != PETSC_DECIDE ? wanted : found > 0 ? (PetscInt)found : 0;
    return status;
}

/* PETSc's numbering goes over all ranks of a communicator. */
static inline da_status da_petsc_check_all_ranks(const da_context *ctx, const da_distribution *dist)
{
    int64_t grid[DA_PETSC_MAX_NDIM], positions = 1;
    int32_t ndim = 0, ranks = 0;
    da_status status = da_context_size(ctx, &ranks);
    if (status == DA_OK) status = da_distribution_grid_ndim(dist, &ndim);
    if (status == DA_OK) status = da_distribution_grid_shape(dist, grid);
    for (int32_t k = 0; status == DA_OK && k < ndim; k++) positions *= grid[k];
    if (status != DA_OK || positions == ranks) return status;
    return da_petsc_fail(DA_ERR_GRID,
                         "the process grid has %" PRId64 " positions, the context %d ranks; a DMDA takes all of them (make a "
                         "context of these ranks with da_context_subset())",
                         positions, (int)ranks);
}

/* The spatial axes; a last one of `dof` components may follow them. */
static inline da_status da_petsc_count_axes(const da_distribution *dist, PetscInt dof, int64_t *shape, int32_t *dim)
{
    int32_t ndim = 0;
    int32_t grid_axis = -1;
    int64_t size = 0;
    da_status status = da_distribution_ndim(dist, &ndim);
    if (status == DA_OK) status = da_distribution_shape(dist, shape);
    if (status == DA_OK) status = da_distribution_size(dist, &size);
    if (status != DA_OK) return status;
    *dim = ndim - (dof > 1);
    if (dof < 1 || *dim < 1 || *dim > DA_PETSC_MAX_DIM)
        return da_petsc_fail(DA_ERR_SHAPE, "%d axes with %" PRId64 " components are no DMDA: it has 1 to 3 axes and, where "
                             "dof is above 1, one more for the components",
                             (int)ndim, (int64_t)dof);
    if (size == 0) return da_petsc_fail(DA_ERR_SHAPE, "a DMDA has no axis without elements");
    if (dof == 1) return DA_OK;
    status = da_distribution_grid_axis(dist, *dim, &grid_axis);
    if (status != DA_OK || (grid_axis < 0 && shape[*dim] == dof)) return status;
    return da_petsc_fail(DA_ERR_SHAPE,
                         "axis %d has %" PRId64 " elements%s; it must hold the %" PRId64 " components, undistributed",
                         (int)*dim, shape[*dim], grid_axis < 0 ? "" : " over several ranks", (int64_t)dof);
}

/* Everything about the DMDA, found on this rank alone. */
static inline da_status da_petsc_plan_grid(const da_context *ctx, const da_distribution *dist, PetscInt dof,
                                           PetscInt width, da_petsc_axis *axes, da_petsc_grid *g)
{
    int64_t shape[DA_PETSC_MAX_NDIM];
    int32_t dim = 0;
    da_status status = da_petsc_check_replicas(dist);
    if (status == DA_OK) status = da_petsc_check_all_ranks(ctx, dist);
    if (status == DA_OK) status = da_petsc_count_axes(dist, dof, shape, &dim);
    for (int32_t k = 0; k < dim && status == DA_OK; k++) {
        status = da_petsc_check_count(shape[k], "elements along one axis");
        if (status == DA_OK) status = da_petsc_walk(dist, k, shape[k], &axes[k]);
    }
    if (status == DA_OK) status = da_petsc_stencil_width(axes, dim, width, &g->width);
    g->dim = dim;
    g->dof = dof;
    for (int32_t k = 0; k < dim && status == DA_OK; k++) {
        g->extent[k] = (PetscInt)axes[k].extent;
        g->ranks[k] = axes[k].ranks;
        g->owned[k] = axes[k].owned;
        g->edge[k] = axes[k].periodic  ? DM_BOUNDARY_PERIODIC
                     : axes[k].edge > 0 ? DM_BOUNDARY_GHOSTED
                                        : DM_BOUNDARY_NONE;
    }
    return status;
}

static inline PetscErrorCode da_petsc_make_dmda(MPI_Comm comm, const da_petsc_grid *g, DMDAStencilType stencil, DM *dm)
{
    const PetscInt x = g->dim - 1, y = g->dim - 2, z = g->dim - 3;
    if (g->dim == 1)
        PetscCall(DMDACreate1d(comm, g->edge[x], g->extent[x], g->dof, g->width, g->owned[x], dm));
    else if (g->dim == 2)
        PetscCall(DMDACreate2d(comm, g->edge[x], g->edge[y], stencil, g->extent[x], g->extent[y], g->ranks[x],
                               g->ranks[y], g->dof, g->width, g->owned[x], g->owned[y], dm));
    else
        PetscCall(DMDACreate3d(comm, g->edge[x], g->edge[y], g->edge[z], stencil, g->extent[x], g->extent[y],
                               g->extent[z], g->ranks[x], g->ranks[y], g->ranks[z], g->dof, g->width, g->owned[x],
                               g->owned[y], g->owned[z], dm));
    PetscCall(DMSetUp(*dm));
    return (PetscErrorCode)0;
}

/**
 * Make the DMDA that a block distribution is.
 *
 * Collective, communicating. Its global vectors are arrays without padding, its local vectors the padded sections. It
 * lives on the communicator that has the grid's ranks in C order (da_distribution_comm()), where PETSc's process
 * order, x fastest, is the grid's.
 * @param dist block or undistributed axes (z, y, x), (y, x) or (x), and where `dof` is above 1 a last, undistributed
 * one with the components; on all ranks of the context, none of them empty. All padding is of one width:
 * communication padding at every cut, boundary padding at both ends (a periodic axis: DM_BOUNDARY_PERIODIC; else
 * DM_BOUNDARY_GHOSTED) or at none (DM_BOUNDARY_NONE).
 * @param dof number of components of each grid point.
 * @param s width of the stencil; PETSC_DECIDE: that of the padding. It is needed on a single process, where blocks
 * have no neighbours and no padding, and where there is no padding at all: then only global vectors fit.
 * @param stencil DMDA_STENCIL_BOX or DMDA_STENCIL_STAR.
 * @param[out] dm the DMDA, set up.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the caller destroys `*dm`, after which `dist` may go; the communicator belongs to `dist`, so keep an
 * array or the distribution as long as the DMDA.
 * Errors: DA_ERR_LAYOUT with axis and widths; DA_ERR_GRID where ranks are left out; DA_ERR_SHAPE; DA_ERR_OVERFLOW;
 * DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_MPI_STATE; DA_ERR_NOT_MEMBER; DA_ERR_MISMATCH; DA_ERR_TIMEOUT;
 * DA_ERR_MPI; DA_ERR_EXTERNAL where PETSc refuses, as blocks narrower than the stencil.
 */
static inline da_status da_petsc_dm_create(const da_distribution *dist, PetscInt dof, PetscInt s, DMDAStencilType stencil,
                                           DM *dm)
{
    da_petsc_temps t;
    da_petsc_axis axes[DA_PETSC_MAX_DIM];
    da_petsc_grid g;
    MPI_Comm comm = MPI_COMM_NULL;
    DM made = NULL;
    da_status status = da_petsc_open_distribution(&t, dist);
    memset(&g, 0, sizeof g);
    if (status != DA_OK) return da_petsc_finish(&t, status);
    memset(axes, 0, sizeof axes);
    for (int k = 0; k < DA_PETSC_MAX_DIM; k++) axes[k].width = -1;
    status = da_petsc_check_out(dm, "dm");
    if (status == DA_OK) status = da_petsc_plan_grid(t.ctx, dist, dof, s, axes, &g);
    status = da_context_agree(t.ctx, status);
    if (status == DA_OK) status = da_distribution_comm(dist, &comm);
    if (status == DA_OK) status = DA_PETSC_TRY(da_petsc_make_dmda(comm, &g, stencil, &made), "make a DMDA");
    for (int k = 0; k < DA_PETSC_MAX_DIM; k++)
        if (axes[k].owned) (void)PetscFree(axes[k].owned);
    if (status == DA_OK) *dm = made;
    else if (made) (void)DMDestroy(&made);
    return da_petsc_finish(&t, status);
}

/* ---- Our distribution from a DMDA ------------------------------------------------------------------------------ */

static inline PetscErrorCode da_petsc_read_grid(DM dm, da_petsc_grid *g)
{
    PetscInt e[3], r[3];
    const PetscInt *owned[3];
    DMBoundaryType edge[3];
    PetscCall(DMDAGetInfo(dm, &g->dim, &e[0], &e[1], &e[2], &r[0], &r[1], &r[2], &g->dof, &g->width, &edge[0], &edge[1],
                          &edge[2], NULL));
    PetscCall(DMDAGetOwnershipRanges(dm, &owned[0], &owned[1], &owned[2]));
    for (PetscInt k = 0; k < g->dim; k++) {
        const PetscInt theirs = g->dim - 1 - k;
        g->extent[k] = e[theirs];
        g->ranks[k] = r[theirs];
        g->edge[k] = edge[theirs];
        g->owned[k] = owned[theirs];
    }
    return (PetscErrorCode)0;
}

static inline da_status da_petsc_check_dm(DM dm, da_petsc_grid *g)
{
    PetscBool fits = PETSC_FALSE;
    da_status status = da_petsc_check_object((PetscObject)dm, DM_CLASSID, "dm");
    memset(g, 0, sizeof *g);
    if (status == DA_OK)
        status = DA_PETSC_TRY(PetscObjectTypeCompare((PetscObject)dm, DMDA, &fits), "tell a DM's type");
    if (status != DA_OK) return status;
    if (!fits) return da_petsc_fail(DA_ERR_LAYOUT, "the DM is no DMDA");
    status = DA_PETSC_TRY(da_petsc_read_grid(dm, g), "look at a DMDA");
    if (status == DA_OK && g->owned[0] == NULL)
        return da_petsc_fail(DA_ERR_ARGUMENT, "the DMDA is not set up: call DMSetUp()");
    for (PetscInt k = 0; k < g->dim && status == DA_OK; k++)
        if (g->edge[k] == DM_BOUNDARY_TWIST)
            return da_petsc_fail(DA_ERR_NOT_SUPPORTED, "axis %d has DM_BOUNDARY_TWIST", (int)k);
    return status;
}

/* The DMDA's processes as ranks of the context: NULL where they are the same, in the same order. */
static inline da_status da_petsc_ranks_of(DM dm, const da_context *ctx, int32_t **ranks)
{
    MPI_Comm comm = MPI_COMM_NULL, theirs = PetscObjectComm((PetscObject)dm);
    MPI_Group from = MPI_GROUP_NULL, to = MPI_GROUP_NULL;
    int result = MPI_UNEQUAL, size = 0, failed;
    int *pairs;
    da_status status = da_context_comm(ctx, &comm);
    if (status != DA_OK) return status;
    if (comm == MPI_COMM_NULL) return da_petsc_fail(DA_ERR_NOT_MEMBER, "this process is not in the context");
    failed = MPI_Comm_compare(theirs, comm, &result) != MPI_SUCCESS;
    if (!failed && (result == MPI_IDENT || result == MPI_CONGRUENT)) return DA_OK;
    if (!failed && result != MPI_SIMILAR)
        return da_petsc_fail(DA_ERR_CONTEXT, "the DMDA lives on other ranks than the context");
    MPI_Comm_size(comm, &size);
    *ranks = (int32_t *)malloc(sizeof **ranks * (size_t)size);
    pairs = (int *)malloc(2 * sizeof *pairs * (size_t)size);
    if (*ranks == NULL || pairs == NULL) {
        free(pairs);
        return da_petsc_fail(DA_ERR_NO_MEMORY, "no memory for the numbers of %d ranks", size);
    }
    for (int k = 0; k < size; k++) pairs[k] = k;
    failed = failed || MPI_Comm_group(theirs, &from) != MPI_SUCCESS || MPI_Comm_group(comm, &to) != MPI_SUCCESS ||
             MPI_Group_translate_ranks(from, size, pairs, to, pairs + size) != MPI_SUCCESS;
    for (int k = 0; k < size && !failed; k++) (*ranks)[k] = pairs[size + k];
    if (from != MPI_GROUP_NULL) MPI_Group_free(&from);
    if (to != MPI_GROUP_NULL) MPI_Group_free(&to);
    free(pairs);
    return failed ? da_petsc_fail(DA_ERR_MPI, "comparing communicators failed") : DA_OK;
}

/* One axis' bounds, boundary padding included; the caller frees them. */
static inline da_status da_petsc_axis_spec(const da_petsc_grid *g, PetscInt axis, int ghosted, da_dim_spec *spec,
                                           int64_t **bounds)
{
    const PetscInt parts = g->ranks[axis];
    const int64_t edge = ghosted && da_petsc_has_edge(g, (int32_t)axis) ? g->width : 0;
    *bounds = (int64_t *)malloc(sizeof **bounds * ((size_t)parts + 1));
    if (*bounds == NULL) return da_petsc_fail(DA_ERR_NO_MEMORY, "no memory for the bounds of an axis");
    (*bounds)[0] = 0;
    for (PetscInt k = 0; k < parts; k++)
        (*bounds)[k + 1] = (*bounds)[k] + g->owned[axis][k] + (k == 0 ? edge : 0) + (k + 1 == parts ? edge : 0);
    spec->kind = DA_KIND_BLOCK;
    spec->grid_axis_plus_1 = (int32_t)axis + 1;
    spec->grid_size = parts;
    spec->size = (*bounds)[parts];
    spec->bounds = *bounds;
    spec->num_bounds = (int64_t)parts + 1;
    spec->periodic = g->edge[axis] == DM_BOUNDARY_PERIODIC;
    for (int side = 0; side < 2; side++) {
        spec->comm_padding[side] = ghosted ? g->width : 0;
        spec->boundary_padding[side] = edge;
    }
    return DA_OK;
}

/* Silent; `ranks` as da_petsc_ranks_of() has them. */
static inline da_status da_petsc_grid_distribution(const da_petsc_grid *g, const da_context *ctx, const int32_t *ranks,
                                                   int ghosted, da_distribution **out)
{
    int64_t *bounds[DA_PETSC_MAX_DIM] = {NULL, NULL, NULL}, grid[DA_PETSC_MAX_DIM];
    da_dim_spec specs[DA_PETSC_MAX_DIM + 1];
    da_distribution_options options;
    da_status status = DA_OK;
    memset(specs, 0, sizeof specs);
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.grid_shape = grid;
    options.grid_ndim = (int32_t)g->dim;
    options.ranks = ranks;
    options.num_ranks = 1;
    for (PetscInt k = 0; k < g->dim && status == DA_OK; k++) {
        grid[k] = g->ranks[k];
        options.num_ranks *= grid[k];
        status = da_petsc_axis_spec(g, k, ghosted, &specs[k], &bounds[k]);
    }
    if (ranks == NULL) options.num_ranks = 0;
    specs[g->dim].kind = DA_KIND_UNDISTRIBUTED;
    specs[g->dim].size = g->dof;
    if (status == DA_OK)
        status = da_distribution_create_dims(ctx, (int32_t)g->dim + (g->dof > 1), specs, &options, out);
    for (int k = 0; k < DA_PETSC_MAX_DIM; k++) free(bounds[k]);
    return status;
}

/**
 * Make the distribution that a DMDA is.
 *
 * Collective, communicating. Its axes are (z, y, x), (y, x) or (x), and a last one of the components where there are
 * several.
 * @param dm a DMDA that is set up. DM_BOUNDARY_MIRROR counts as DM_BOUNDARY_GHOSTED.
 * @param ctx a context with the DMDA's ranks, in any order.
 * @param ghosted 0: as global vectors have it, without padding; 1: as local vectors have it, with padding as wide as
 * the stencil.
 * @param[out] out the distribution.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the caller owns `*out` and frees it with da_distribution_free(); the DMDA may go.
 * Errors: DA_ERR_LAYOUT for another DM; DA_ERR_CONTEXT for other ranks; DA_ERR_NOT_SUPPORTED for DM_BOUNDARY_TWIST;
 * DA_ERR_ARGUMENT; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_MPI_STATE; DA_ERR_NOT_MEMBER; DA_ERR_NO_MEMORY;
 * DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI; DA_ERR_EXTERNAL.
 */
static inline da_status da_petsc_dm_distribution(DM dm, const da_context *ctx, int32_t ghosted, da_distribution **out)
{
    da_petsc_grid g;
    int32_t *ranks = NULL;
    da_status status = da_petsc_check_dm(dm, &g);
    if (status == DA_OK) status = da_petsc_check_out(out, "out");
    if (status == DA_OK && ghosted != 0 && ghosted != 1)
        status = da_petsc_fail(DA_ERR_ARGUMENT, "`ghosted` is %d; it is 0 or 1", (int)ghosted);
    if (status == DA_OK) status = da_petsc_ranks_of(dm, ctx, &ranks);
    status = da_context_agree(ctx, status);
    if (status == DA_OK) status = da_petsc_grid_distribution(&g, ctx, ranks, ghosted, out);
    free(ranks);
    return status;
}

#endif /* DISTARRAY_PETSC_DMDA_H */
