/* PETSc solves for the library's arrays: a Poisson problem on a 3-D grid, whose right-hand side and solution are arrays that
 * PETSc sees as vectors of a DMDA, without any copy. Then the library checks the answer with its own halo exchange.
 *
 *     mpiexec -n 4 ./petsc_poisson [-ksp_type gmres] [-ksp_monitor]
 *
 * ranks: 1 2 3 4  timeout: 60  valgrind: 1  expect: OK
 * ranks: 3  timeout: 60  args: -ksp_type gmres  expect: OK
 *
 * SPDX-License-Identifier: BSD-3-Clause */
#include <distarray/petsc.h>
#include <math.h>
#include <petscksp.h>

/* Our errors become PETSc's, which ends the program with its traceback: no rank waits for one that gave up. */
#define TRY(call) PetscCheck((call) == DA_OK, PETSC_COMM_SELF, PETSC_ERR_LIB, "%s", da_error_message())

enum { NZ = 24, NY = 20, NX = 16 }; /* x is the fastest axis, as in PETSc: an array has the shape (z, y, x) */

/* The seven-point matrix, as in any program with a DMDA: PETSc's business alone. It leaves out what is beyond the grid. */
static PetscErrorCode assemble(DM dm, Mat *A)
{
    const PetscScalar values[7] = {6, -1, -1, -1, -1, -1, -1};
    DMDALocalInfo g;
    PetscCall(DMCreateMatrix(dm, A));
    PetscCall(DMDAGetLocalInfo(dm, &g));
    for (PetscInt k = g.zs; k < g.zs + g.zm; ++k)
        for (PetscInt j = g.ys; j < g.ys + g.ym; ++j)
            for (PetscInt i = g.xs; i < g.xs + g.xm; ++i) {
                const MatStencil at[7] = {{k, j, i, 0},     {k, j, i - 1, 0}, {k, j, i + 1, 0}, {k, j - 1, i, 0},
                                          {k, j + 1, i, 0}, {k - 1, j, i, 0}, {k + 1, j, i, 0}};
                PetscCall(MatSetValuesStencil(*A, 1, at, 7, at, values, INSERT_VALUES));
            }
    PetscCall(MatAssemblyBegin(*A, MAT_FINAL_ASSEMBLY));
    PetscCall(MatAssemblyEnd(*A, MAT_FINAL_ASSEMBLY));
    return 0;
}

/* The largest element of b - A x: an array with one layer around it gets x, and its halo the neighbours' values. */
static PetscErrorCode look_around(const da_array *x, const da_array *b, da_array *wide, da_halo *halo, double *largest)
{
    da_array *inside = NULL;
    da_local w, rhs;
    *largest = 0;
    TRY(da_array_interior(wide, &inside));
    TRY(da_assign(inside, x));
    TRY(da_halo_update(halo, 1, &wide));
    TRY(da_array_local(inside, DA_ACCESS_READ, &w));
    TRY(da_array_local(b, DA_ACCESS_READ, &rhs));
    for (int64_t at = 0; at < rhs.size; ++at) {
        const int64_t i = at % w.shape[2], j = at / w.shape[2] % w.shape[1], k = at / (w.shape[2] * w.shape[1]);
        const char *here = (const char *)w.data + k * w.strides[0] + j * w.strides[1] + i * w.strides[2];
        PetscScalar r = ((PetscScalar *)rhs.data)[at] - 6 * *(const PetscScalar *)here;
        for (int axis = 0; axis < 3; ++axis)
            r += *(const PetscScalar *)(here - w.strides[axis]) + *(const PetscScalar *)(here + w.strides[axis]);
        *largest = fmax(*largest, (double)PetscAbsScalar(r));
    }
    da_array_free(&inside);
    MPI_Allreduce(MPI_IN_PLACE, largest, 1, MPI_DOUBLE, MPI_MAX, PETSC_COMM_WORLD);
    return 0;
}

static PetscErrorCode solve(da_context *ctx)
{
    const int64_t shape[3] = {NZ + 2, NY + 2, NX + 2}; /* the grid and one layer of boundary, which stays 0 */
    const char *blocks = "b(comm=1 boundary=1), b(comm=1 boundary=1), b(comm=1 boundary=1)";
    da_distribution *padded = NULL, *grid = NULL;
    da_array *x = NULL, *b = NULL, *wide = NULL;
    da_halo *halo = NULL;
    double largest = 0;
    PetscInt steps = 0;
    DM dm = NULL;
    Vec xv = NULL, bv = NULL;
    Mat A = NULL;
    KSP ksp = NULL;

    /* 1. Our distribution is a DMDA, and its vectors are our arrays. */
    TRY(da_distribution_create(ctx, 3, shape, blocks, NULL, &padded));
    TRY(da_petsc_dm_create(padded, 1, 1, DMDA_STENCIL_STAR, &dm));
    TRY(da_petsc_dm_distribution(dm, ctx, 0, &grid)); /* the same blocks without padding */
    TRY(da_zeros(grid, DA_PETSC_SCALAR, &x));
    TRY(da_ones(grid, DA_PETSC_SCALAR, &b));
    TRY(da_petsc_dm_global_export(x, dm, &xv));
    TRY(da_petsc_dm_global_export(b, dm, &bv));

    /* 2. PETSc solves A x = b. */
    PetscCall(assemble(dm, &A));
    PetscCall(KSPCreate(PetscObjectComm((PetscObject)dm), &ksp));
    PetscCall(KSPSetOperators(ksp, A, A));
    PetscCall(KSPSetType(ksp, KSPCG));
    PetscCall(KSPSetTolerances(ksp, 1e-10, PETSC_DEFAULT, PETSC_DEFAULT, 1000));
    PetscCall(KSPSetFromOptions(ksp));
    PetscCall(KSPSolve(ksp, bv, xv));
    PetscCall(KSPGetIterationNumber(ksp, &steps));

    /* 3. The solution is in x already. Is it one? */
    TRY(da_zeros(padded, DA_PETSC_SCALAR, &wide));
    TRY(da_halo_create(padded, NULL, &halo));
    PetscCall(look_around(x, b, wide, halo, &largest));
    PetscCall(PetscPrintf(PETSC_COMM_WORLD, "%d steps, largest residual %.1e\n%s\n", (int)steps, largest,
                          largest < 1e-6 ? "OK" : "not solved"));

    PetscCall(KSPDestroy(&ksp)); /* arrays and vectors may go in any order */
    PetscCall(MatDestroy(&A));
    da_array_free(&x);
    da_array_free(&b);
    PetscCall(VecDestroy(&xv));
    PetscCall(VecDestroy(&bv));
    PetscCall(DMDestroy(&dm));
    da_array_free(&wide);
    da_halo_free(&halo);
    da_distribution_free(&grid);
    da_distribution_free(&padded);
    return largest < 1e-6 ? 0 : PETSC_ERR_NOT_CONVERGED;
}

int main(int argc, char **argv)
{
    da_context *ctx = NULL;
    PetscCall(PetscInitialize(&argc, &argv, NULL, NULL)); /* also initialises MPI */
    TRY(da_context_create(PETSC_COMM_WORLD, NULL, &ctx));
    PetscCall(solve(ctx));
    TRY(da_context_free(&ctx));
    PetscCall(PetscFinalize());
    return 0;
}
