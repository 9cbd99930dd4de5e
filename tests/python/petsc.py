# ranks: 1 2 3 4
"""petsc4py and our arrays on the same memory: a solver works on ours, we compute on PETSc's, any goes first."""

import gc
import weakref

import numpy as np
from check import address, da, equal, finish, near, raises, same
from petsc4py import PETSc

CONTEXT = da.Context()


def vec_over(array):
    """A PETSc vector over the memory of an array in even blocks of rows, which it keeps."""
    section = array.local
    return PETSc.Vec().createWithArray(section, size=(section.size, array.size), comm=CONTEXT.comm)


class VecExporter:
    """A PETSc vector as the protocol has it: what a petsc4py with __distarray__ would do."""

    def __init__(self, vec):
        self.vec = vec

    def __distarray__(self):
        start, stop = self.vec.getOwnershipRange()
        comm = self.vec.getComm()
        dim = {"dist_type": "b", "size": self.vec.getSize(), "proc_grid_size": comm.getSize(),
               "proc_grid_rank": comm.getRank(), "start": start, "stop": stop}
        return {"__version__": "0.10.0", "buffer": self.vec.array_w, "dim_data": (dim,)}


def ours_in_petsc():
    array = da.arange(CONTEXT, 10.0 * CONTEXT.size)
    vec = vec_over(array)
    equal(address(vec.array_r), address(array.local), "one memory")
    near(vec.sum(), array.sum().item(), "PETSc reads ours")
    vec.scale(2.0)
    same(array.gather(), 2 * np.arange(10.0 * CONTEXT.size), "PETSc writes ours")
    array += 1
    vec.stateIncrease()  # norms that PETSc remembers are out of date
    near(vec.norm(), array.norm().item(), "PETSc sees what we wrote")
    return vec, array


def petsc_in_ours():
    vec = PETSc.Vec().createMPI((3 + CONTEXT.rank, PETSc.DETERMINE), comm=CONTEXT.comm)
    vec.set(3.0)
    exporter = VecExporter(vec)
    array = da.from_distarray(exporter, CONTEXT)
    with_pointer = vec.array_r
    equal(address(array.local), address(with_pointer), "one memory")
    equal(array.shape, (vec.getSize(),), "shape")
    array *= 2
    vec.stateIncrease()
    equal(vec.min()[1], 6.0, "PETSc reads what we wrote")
    vec.set(1.0)
    near(array.sum(), np.float64(vec.getSize()), "we read what PETSc wrote")
    return vec, array, exporter


def petsc_goes_first():
    vec, array = ours_in_petsc()
    vec.destroy()
    same(array.gather(), 2 * np.arange(10.0 * CONTEXT.size) + 1, "ours lives on")
    vec, array, exporter = petsc_in_ours()
    watch = weakref.ref(exporter)
    expected = np.full(vec.getSize(), 1.0)
    del vec, exporter
    gc.collect()
    equal(watch() is None, False, "the array keeps what exported it")
    same(array.gather(), expected, "PETSc's memory lives on")
    del array
    gc.collect()
    equal(watch(), None, "and goes with the array")


def ours_goes_first():
    vec, array = ours_in_petsc()
    total = array.sum().item()
    array.free()
    raises(3, lambda: array.sum())
    del array
    near(vec.sum(), total, "the vector's memory lives on")
    vec.destroy()


def poisson(n):
    """-u'' on n points: two on the diagonal, minus one beside it."""
    local = da.Distribution(CONTEXT, (n,)).local_shape()[0]
    matrix = PETSc.Mat().createAIJ(((local, n), (local, n)), nnz=3, comm=CONTEXT.comm)
    for row in range(*matrix.getOwnershipRange()):
        matrix.setValue(row, row, 2.0)
        for column in (row - 1, row + 1):
            if 0 <= column < n:
                matrix.setValue(row, column, -1.0)
    matrix.assemble()
    return matrix


def residual(x, b):
    """b - A x by our own halo exchange."""
    n = x.shape[0]
    layout = da.Distribution(CONTEXT, (n,), "b(comm=1)", grid=(CONTEXT.size,))
    padded = da.zeros(layout)
    padded[...] = x
    da.Halo(layout).update(padded)
    section = padded.local_readonly
    left, right = int(CONTEXT.rank > 0), int(CONTEXT.rank < CONTEXT.size - 1)
    whole = np.pad(section, (1 - left, 1 - right))
    product = da.wrap(x.distribution, 2 * whole[1:-1] - whole[:-2] - whole[2:])
    return (b - product).norm()


def a_solver_on_our_memory():
    n = 16 * CONTEXT.size
    layout = da.Distribution(CONTEXT, (n,))
    b, x = np.sin(da.arange(CONTEXT, float(n))), da.zeros(layout)
    solver = PETSc.KSP().create(comm=CONTEXT.comm)
    solver.setOperators(poisson(n))
    solver.setTolerances(rtol=1e-12)
    for kind in ("cg", "gmres"):
        solver.setType(kind)
        solver.getPC().setType("jacobi")
        x.fill(0)
        where = address(x.local)
        solver.solve(vec_over(b), vec_over(x))
        equal(solver.getConvergedReason() > 0, True, f"{kind} converged")
        equal(address(x.local), where, "the same memory")
        left = residual(x, b).item()
        equal(left < 1e-9 * b.norm().item(), True, f"{kind}: the residual is {left}")


ours_in_petsc()
petsc_in_ours()
petsc_goes_first()
ours_goes_first()
a_solver_on_our_memory()
finish()
