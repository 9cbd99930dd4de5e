# ranks: 1 2 3 4  expect: OK
"""Heat spreads on a ring: local NumPy code between halo exchanges.

Each process computes on its own section with plain NumPy. The section has one element more on either side, a
copy of the neighbour's, which Halo.update() brings up to date. The axis is periodic: the boundary padding at
its ends shows the other end.

    mpiexec -n 4 python3 diffusion.py
"""

import numpy as np
from mpi4py import MPI

import distarray_c as da

POINTS, STEPS, RATE = 240, 500, 0.25


def step(new, old):
    """One explicit step on this rank's section, whose outermost elements are padding."""
    new[1:-1] = old[1:-1] + RATE * (old[:-2] - 2 * old[1:-1] + old[2:])


def main():
    context = da.Context(MPI.COMM_WORLD)
    # 240 points and one of boundary padding at both ends; comm=1: each section also stores its neighbours' elements.
    layout = da.Distribution(context, (POINTS + 2,), "b(comm=1 boundary=1 periodic)", grid=(context.size,))
    ring = 2 * np.pi * da.arange(context, float(POINTS)) / POINTS
    old, new, halo = da.zeros(layout), da.zeros(layout), da.Halo(layout)
    old.interior[...] = 1 + np.cos(3 * ring)

    for _ in range(STEPS):
        halo.update(old)
        step(new.local, old.local_readonly)
        old, new = new, old

    # Each wave only shrinks, by a known factor in each step.
    shrunk = (1 - 4 * RATE * np.sin(3 * np.pi / POINTS) ** 2) ** STEPS
    error = np.abs(old.interior - (1 + shrunk * np.cos(3 * ring))).max()
    mean = old.interior.mean()
    if context.rank == 0:
        print(f"{POINTS} points on {context.size} processes after {STEPS} steps: mean {mean:.12f}, waves {shrunk:.6f} "
              f"of what they were, error {error:.1e}")
        print("OK" if error < 1e-12 and abs(mean - 1) < 1e-12 else "wrong")


if __name__ == "__main__":
    main()
