# ranks: 1 2
"""Wrapping, exporting, looking and importing cost the same for a kilobyte and for 256 megabytes.

A walk over the larger memory would take thousands of times longer; the bound leaves room for a busy machine.
With the argument `show` it prints microseconds.
"""

import sys
import time

import numpy as np
from check import check, da, finish

CONTEXT = da.Context()
RUNS, ROOM = 100, 20


class Source:
    """Another library's object."""

    def __init__(self, section, layout):
        self.exported = {"__version__": "0.10.0", "buffer": section, "dim_data": layout.dim_data()}

    def __distarray__(self):
        return self.exported


def best(action):
    """The least microseconds of one call."""
    least = float("inf")
    for _ in range(RUNS):
        CONTEXT.comm.Barrier()
        begin = time.perf_counter()
        result = action()
        least = min(least, time.perf_counter() - begin)
        del result
    return 1e6 * least


def times(size):
    """What each way costs for a section of `size` bytes."""
    section = np.zeros(size // 8)
    layout = da.Distribution(CONTEXT, (section.size * CONTEXT.size,))
    array, source = da.wrap(layout, section), Source(section, layout)
    return {"wrap": best(lambda: da.wrap(layout, section)), "export": best(array.__distarray__),
            "local": best(lambda: array.local), "import": best(lambda: da.from_distarray(source, CONTEXT))}


small, large = times(1 << 10), times(1 << 28)
for what, cost in small.items():
    check(large[what] < ROOM * cost, f"{what}: {cost:.1f} microseconds for 1 KB, {large[what]:.1f} for 256 MB")
if sys.argv[1:] == ["show"] and CONTEXT.rank == 0:
    for what, cost in small.items():
        print(f"{what:8} {cost:6.1f} {large[what]:6.1f}")
finish()
