/* ranks: 1 2 3 4 6  timeout: 60  valgrind-full: 2
 * ranks: 1 2 4  timeout: 60  variant: complex
 * PETSc solves a 3-D Poisson problem whose vectors live in our arrays: CG with Jacobi, and GMRES, by an assembled matrix
 * and by one that is nothing but our halo exchange. The residual that our halo gives is PETSc's. */
#include <petscksp.h>

#include "petsc_fixture.h"

enum { LONG = 12, WIDE = 10, HIGH = 9 };

/* The problem: -laplace(u) = f on a grid, u = 0 around it. `grid` is its distribution, `padded` has one layer of
 * neighbours; what lies around the grid is boundary padding, and stays 0. */
typedef struct problem {
    world w;
    da_distribution *grid, *padded;
    da_halo *halo;
    da_array *x, *b, *r;        /* on the grid: PETSc's vectors */
    da_array *wide, *inside;    /* with padding, and without: the stencil looks at these */
    DM dm;
    Vec xv, bv;
} problem;

static da_array *zeros(const da_distribution *dist) {
    da_array *a = NULL;
    CHECK_OK(da_zeros(dist, DA_PETSC_SCALAR, &a));
    CHECK_OR_QUIT(a != NULL);
    return a;
}

static void prepare(problem *p) {
    const int64_t shape[3] = {LONG + 2, WIDE + 2, HIGH + 2};
    const char *axis = "b(comm=1 boundary=1),b(comm=1 boundary=1),b(comm=1 boundary=1)";
    CHECK_OK(da_distribution_create(p->w.ctx, 3, shape, axis, NULL, &p->padded));
    CHECK_OK(da_halo_create(p->padded, NULL, &p->halo));
    CHECK_OK(da_petsc_dm_create(p->padded, 1, 1, DMDA_STENCIL_STAR, &p->dm));
    CHECK_OR_QUIT(p->dm != NULL);
    CHECK_OK(da_petsc_dm_distribution(p->dm, p->w.ctx, 0, &p->grid));
    p->x = zeros(p->grid);
    p->b = zeros(p->grid);
    p->r = zeros(p->grid);
    p->wide = zeros(p->padded);
    CHECK_OK(da_array_interior(p->wide, &p->inside));
    CHECK_OK(da_petsc_dm_global_export(p->x, p->dm, &p->xv));
    CHECK_OK(da_petsc_dm_global_export(p->b, p->dm, &p->bv));
    CHECK_OR_QUIT(p->xv != NULL && p->bv != NULL);
    check_same_memory(p->xv, p->x);
    check_same_memory(p->bv, p->b);
}

/* to = -laplace(from) by our halo: from goes into the padded array, neighbours come, the stencil looks around. */
static void apply(const problem *p, const da_array *from, const da_array *to) {
    da_array *wide = p->wide;
    CHECK_OK(da_assign(p->inside, from));
    CHECK_OK(da_halo_update(p->halo, 1, &wide));
    const da_local in = section_of(p->inside), out = section_of(to);
    const char *source = in.data;
    for (int64_t i = 0; i < in.shape[0]; i++)
        for (int64_t j = 0; j < in.shape[1]; j++)
            for (int64_t k = 0; k < in.shape[2]; k++) {
                const char *at = source + i * in.strides[0] + j * in.strides[1] + k * in.strides[2];
                PetscScalar sum = (PetscReal)6 * *(const PetscScalar *)(const void *)at;
                for (int axis = 0; axis < 3; axis++) {
                    sum -= *(const PetscScalar *)(const void *)(at - in.strides[axis]);
                    sum -= *(const PetscScalar *)(const void *)(at + in.strides[axis]);
                }
                ((PetscScalar *)out.data)[(i * out.shape[1] + j) * out.shape[2] + k] = sum;
            }
}

/* The same operator, assembled by PETSc. */
static Mat assemble(const problem *p) {
    PetscInt x, y, z, nx, ny, nz;
    Mat A = NULL;
    PETSC_OK(DMSetMatType(p->dm, MATAIJ));
    PETSC_OK(DMCreateMatrix(p->dm, &A));
    PETSC_OK(DMDAGetCorners(p->dm, &x, &y, &z, &nx, &ny, &nz));
    for (PetscInt k = z; k < z + nz; k++)
        for (PetscInt j = y; j < y + ny; j++)
            for (PetscInt i = x; i < x + nx; i++) {
                MatStencil row, column[7];
                PetscScalar value[7];
                int n = 0;
                memset(&row, 0, sizeof row);
                row.i = i, row.j = j, row.k = k;
                column[n] = row, value[n++] = 6;
                for (int way = 0; way < 6; way++) {
                    MatStencil other = row;
                    other.i += way == 0 ? -1 : way == 1;
                    other.j += way == 2 ? -1 : way == 3;
                    other.k += way == 4 ? -1 : way == 5;
                    if (other.i < 0 || other.j < 0 || other.k < 0 || other.i >= HIGH || other.j >= WIDE || other.k >= LONG)
                        continue;
                    column[n] = other, value[n++] = -1;
                }
                PETSC_OK(MatSetValuesStencil(A, 1, &row, n, column, value, INSERT_VALUES));
            }
    PETSC_OK(MatAssemblyBegin(A, MAT_FINAL_ASSEMBLY));
    PETSC_OK(MatAssemblyEnd(A, MAT_FINAL_ASSEMBLY));
    return A;
}

/* PETSc's product with a matrix that is our halo exchange: its vectors, whatever they are, become our arrays. */
static PetscErrorCode multiply(Mat A, Vec from, Vec to) {
    problem *p = NULL;
    da_array *x = NULL, *y = NULL;
    PETSC_OK(MatShellGetContext(A, &p));
    CHECK_OK(da_petsc_dm_global_import(p->dm, from, p->w.ctx, &x));
    CHECK_OK(da_petsc_dm_global_import(p->dm, to, p->w.ctx, &y));
    CHECK_OR_QUIT(x != NULL && y != NULL);
    apply(p, x, y);
    CHECK_OK(da_petsc_vec_changed(to));
    CHECK_OK(da_array_free(&x));
    CHECK_OK(da_array_free(&y));
    return (PetscErrorCode)0;
}

static Mat shell(problem *p) {
    PetscInt n = 0;
    Mat A = NULL;
    PETSC_OK(VecGetLocalSize(p->xv, &n));
    PETSC_OK(MatCreateShell(PetscObjectComm((PetscObject)p->dm), n, n, PETSC_DETERMINE, PETSC_DETERMINE, p, &A));
    PETSC_OK(MatShellSetOperation(A, MATOP_MULT, (void (*)(void))multiply));
    return A;
}

/* || b - A x ||, by our halo and our own sums. */
static double our_residual(const problem *p) {
    da_array *r = p->r;
    double sum = 0;
    apply(p, p->x, p->r);
    CHECK_OK(da_subtract(p->b, p->r, &r));
    const da_local l = section_of(p->r);
    for (int64_t k = 0; k < l.size; k++) {
        const double a = (double)PetscAbsScalar(((PetscScalar *)l.data)[k]);
        sum += a * a;
    }
    MPI_Allreduce(MPI_IN_PLACE, &sum, 1, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
    return sqrt(sum);
}

static void solve(problem *p, Mat A, const char *method, const char *preconditioner) {
    const PetscReal accuracy = (PetscReal)sqrt((double)PETSC_MACHINE_EPSILON) / 100;
    PetscReal theirs = -1, size = 0;
    KSPConvergedReason reason = KSP_CONVERGED_ITERATING;
    Vec r = NULL;
    KSP ksp = NULL;
    PC pc = NULL;
    CHECK_OK(da_fill(p->x, da_real(0)));
    CHECK_OK(da_petsc_vec_changed(p->xv));
    PETSC_OK(KSPCreate(PetscObjectComm((PetscObject)p->dm), &ksp));
    PETSC_OK(KSPSetOperators(ksp, A, A));
    PETSC_OK(KSPSetType(ksp, method));
    PETSC_OK(KSPGetPC(ksp, &pc));
    PETSC_OK(PCSetType(pc, preconditioner));
    PETSC_OK(KSPSetTolerances(ksp, accuracy, PETSC_DEFAULT, PETSC_DEFAULT, 500));
    PETSC_OK(KSPSolve(ksp, p->bv, p->xv));
    CHECK_OK(da_petsc_array_changed(p->x));
    PETSC_OK(KSPGetConvergedReason(ksp, &reason));
    CHECK(reason > 0);
    PETSC_OK(VecDuplicate(p->bv, &r));
    PETSC_OK(MatMult(A, p->xv, r));
    PETSC_OK(VecAYPX(r, -1, p->bv));
    PETSC_OK(VecNorm(r, NORM_2, &theirs));
    PETSC_OK(VecNorm(p->bv, NORM_2, &size));
    const double ours = our_residual(p);
    CHECK(ours < 1e3 * (double)accuracy * (double)size);
    CHECK(size > 1);
    CHECK_NEAR(ours, (double)theirs, 100 * (double)PETSC_MACHINE_EPSILON * (double)size);
    PETSC_OK(VecDestroy(&r));
    PETSC_OK(KSPDestroy(&ksp));
}

/* A solution is known: f is what the operator makes of it. */
static void check_solution(const problem *p, const da_array *known) {
    const da_local a = section_of(p->x), b = section_of(known);
    double worst = 0;
    for (int64_t k = 0; k < a.size; k++) {
        const double off = (double)PetscAbsScalar(((PetscScalar *)a.data)[k] - ((PetscScalar *)b.data)[k]);
        if (off > worst) worst = off;
    }
    CHECK_NEAR(worst, 0, 1e5 * sqrt((double)PETSC_MACHINE_EPSILON));
}

int main(int argc, char **argv) {
    problem p;
    memset(&p, 0, sizeof p);
    p.w = petsc_open(&argc, &argv);
    prepare(&p);
    da_array *known = zeros(p.grid);
    fill_values(known, 1);
    apply(&p, known, p.b);
    CHECK_OK(da_petsc_vec_changed(p.bv));
    Mat A = assemble(&p), ours = shell(&p);
    solve(&p, A, KSPCG, PCJACOBI);
    check_solution(&p, known);
    solve(&p, A, KSPGMRES, PCJACOBI);
    check_solution(&p, known);
    solve(&p, ours, KSPCG, PCNONE);
    check_solution(&p, known);
    solve(&p, ours, KSPGMRES, PCNONE);
    check_solution(&p, known);
    PETSC_OK(MatDestroy(&A));
    PETSC_OK(MatDestroy(&ours));
    PETSC_OK(VecDestroy(&p.xv));
    PETSC_OK(VecDestroy(&p.bv));
    PETSC_OK(DMDestroy(&p.dm));
    CHECK_OK(da_array_free(&known));
    CHECK_OK(da_array_free(&p.inside));
    CHECK_OK(da_array_free(&p.wide));
    CHECK_OK(da_array_free(&p.r));
    CHECK_OK(da_array_free(&p.b));
    CHECK_OK(da_array_free(&p.x));
    CHECK_OK(da_halo_free(&p.halo));
    CHECK_OK(da_distribution_free(&p.grid));
    CHECK_OK(da_distribution_free(&p.padded));
    return petsc_close(&p.w);
}
