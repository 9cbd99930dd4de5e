# ranks: 1 2 3 4  expect: OK
"""Two libraries that know nothing of each other share an array through the Distributed Array Protocol.

`Stations` stands for a library that owns its memory: measurements of many stations, a block of them on each
process. `hottest` stands for another one, which takes anything with `__distarray__`. Neither imports
distarray_c. This program puts it between them: it takes the measurements without copying, computes on all
processes with NumPy's functions, and hands the result on, still in the first library's memory.

    mpiexec -n 4 python3 sharing.py
"""

import numpy as np
from mpi4py import MPI

import distarray_c as da

HOURS = 24


class Stations:
    """A library's own distributed object: rows of stations, columns of hours."""

    def __init__(self, comm, per_process):
        self.first, self.count, self.comm = comm.rank * per_process, per_process, comm
        station = np.arange(self.first, self.first + self.count)[:, None]
        self.kelvin = 283.0 + station % 7 + 5 * np.sin(2 * np.pi * np.arange(HOURS) / 24)

    def __distarray__(self):
        """The protocol needs no library: three keys, and a dictionary for each axis."""
        rows = {"dist_type": "b", "size": self.count * self.comm.size, "proc_grid_size": self.comm.size,
                "proc_grid_rank": self.comm.rank, "start": self.first, "stop": self.first + self.count}
        return {"__version__": "0.10.0", "buffer": self.kelvin, "dim_data": (rows, {})}  # {}: not distributed


def hottest(obj):
    """Another library: the greatest value here, and the global row where it stands."""
    exported = obj.__distarray__()
    section, rows = exported["buffer"], exported["dim_data"][0]
    row = int(np.argmax(section.max(axis=1)))
    return float(section[row].max()), rows["start"] + row


def main():
    comm = MPI.COMM_WORLD
    stations = Stations(comm, per_process=1000)
    temperature = da.from_distarray(stations, comm)

    # In place, so in the memory of `stations`. The means are where they are needed: subtracting sends nothing.
    temperature -= 273.15
    mean_day = temperature.mean(axis=0)
    temperature -= mean_day
    assert stations.kelvin.ctypes.data == temperature.local.ctypes.data

    # One number of all processes; NumPy's functions work on distributed arrays.
    spread = np.sqrt(np.square(temperature).mean())
    value, station = max(comm.allgather(hottest(temperature)), key=lambda found: (found[0], -found[1]))

    if comm.rank == 0:
        print(f"{temperature.shape[0]} stations on {comm.size} processes, {temperature!r}")
        print(f"spread about the mean day: {spread:.4f} K; {value:+.4f} K at station {station}")
    expected = np.std(np.arange(temperature.shape[0]) % 7)
    assert abs(spread - expected) < 1e-9 and station % 7 == 6
    if comm.rank == 0:
        print("OK")


if __name__ == "__main__":
    main()
