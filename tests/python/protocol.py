# ranks: 1 2 3 4
"""Arrays shared through the protocol without a copy, in both directions: pointers, dtypes, strides, paddings."""

import golden
import numpy as np
from check import WORLD, address, da, equal, finish, near, raises, same
from distarray_c import _errors

CONTEXT = da.Context()
DTYPES = ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32", "float64",
          "complex64", "complex128"]
KEYS = {"b": {"dist_type", "size", "proc_grid_size", "proc_grid_rank", "start", "stop", "padding", "periodic"},
        "c": {"dist_type", "size", "proc_grid_size", "proc_grid_rank", "start", "block_size"},
        "u": {"dist_type", "size", "proc_grid_size", "proc_grid_rank", "indices", "one_to_one"}}


def well_formed(out):
    """Keys and types as the protocol has them."""
    equal(list(out), ["__version__", "buffer", "dim_data"], "keys")
    equal(out["__version__"], "0.10.0", "version")
    equal(type(out["buffer"]), np.ndarray, "buffer")
    equal(type(out["dim_data"]), tuple, "dim_data")
    equal(len(out["dim_data"]), out["buffer"].ndim, "one dictionary per axis")
    memoryview(out["buffer"])  # the buffer interface, of any strides
    for axis, dim in enumerate(out["dim_data"]):
        equal(type(dim), dict, "dictionary")
        equal(set(dim), KEYS[dim["dist_type"]], "keys of the dictionary")
        equal(golden.extent(dim), out["buffer"].shape[axis], "extent")
        for key, value in dim.items():
            expected = {"dist_type": str, "padding": tuple, "periodic": bool, "one_to_one": bool, "indices": np.ndarray}
            equal(type(value), expected.get(key, int), key)
    da.validate(out)


def every_layout():
    layouts = [((7, 5), None), ((7, 5), "c,b"), ((12,), "c:2"), ((4, 3, 5), "b,n,c"), ((), None), ((0, 3), "b,n"),
               ((2, 9), "n,b(comm=1)"), ((30,), "b(comm=1:1 boundary=2 periodic)")]
    for shape, dist in layouts:
        layout = da.Distribution(CONTEXT, shape, dist)
        array = da.zeros(layout)
        # A grid over some of the ranks has no communicator that the protocol could mean, until it is made.
        ranks = int(np.prod(layout.grid_shape))
        if CONTEXT.rank >= ranks:
            raises(da_error("NOT_MEMBER"), array.__distarray__)
        elif ranks < CONTEXT.size:
            raises(da_error("NOT_EXPRESSIBLE"), array.__distarray__, "da_distribution_comm")
        layout.comm()
        if CONTEXT.rank < ranks:
            exported(array)
    replicas()
    unstructured()


def da_error(name):
    """The number of a status."""
    return next(number for number, known in _errors.NAMES.items() if known == "DA_ERR_" + name)


def exported(array):
    """What an array exports is its own memory."""
    out = array.__distarray__()
    well_formed(out)
    same(out["buffer"], array.local, "the section")
    if out["buffer"].size:
        equal(address(out["buffer"]), address(array.local), "the same memory")
        equal(out["buffer"].flags.owndata, False, "no copy")


def replicas():
    """Each set of replicas is exported on a communicator of its own."""
    layout = da.Distribution(CONTEXT, (6,), "n", grid=(CONTEXT.size,))
    array = da.ones(layout)
    if CONTEXT.size > 1:
        raises(da_error("NOT_EXPRESSIBLE"), array.__distarray__)
    equal(layout.comm().size, 1, "ranks of one replica")
    exported(array)


def unstructured():
    labels = np.array([5 * k + CONTEXT.rank for k in range(4)][::-1], np.int64)
    axes = [{"kind": "u", "size": 4 * CONTEXT.size, "labels": labels, "one_to_one": True}]
    array = da.ones(da.Distribution.from_axes(CONTEXT, axes, grid=(CONTEXT.size,)))
    out = array.__distarray__()
    well_formed(out)
    same(out["dim_data"][0]["indices"], labels, "labels")
    equal(out["dim_data"][0]["one_to_one"], True, "one_to_one")
    equal(out["dim_data"][0]["indices"].flags.writeable, False, "labels are not to be written")
    again = da.from_distarray(golden.Exporter(out), CONTEXT)
    array.free()
    same(again.__distarray__()["dim_data"][0]["indices"], labels, "labels after the array is gone")
    equal(float(again.sum()), 4.0 * CONTEXT.size, "sum")


def exporter(buffer, *dims):
    return golden.Exporter({"__version__": "0.10.0", "buffer": buffer, "dim_data": tuple(dims)})


def rows(count):
    """Rows of this rank, `count` each."""
    n, rank = CONTEXT.size, CONTEXT.rank
    return {"dist_type": "b", "size": count * n, "proc_grid_size": n, "proc_grid_rank": rank, "start": count * rank,
            "stop": count * (rank + 1)}


def every_dtype():
    for name in DTYPES:
        memory = np.arange(6).reshape(2, 3).astype(name)
        source = exporter(memory, rows(2), {})
        array = da.from_distarray(source, CONTEXT)
        equal(array.dtype, np.dtype(name), name)
        equal(array.shape, (2 * CONTEXT.size, 3), name)
        equal(address(array.local), address(memory), f"{name}: no copy")
        array.fill(1)
        same(memory, np.ones((2, 3), name), f"{name}: seen by the exporter")
        same(array.gather(), np.ones((2 * CONTEXT.size, 3), name), name)


def every_stride():
    base = np.arange(4 * 2 * 6, dtype=float).reshape(4, 2, 6)
    views = {"Fortran": np.asfortranarray(base[:, 0, :]), "columns": base[:, 1, ::2], "backwards": base[::-1, 0, ::-1],
             "transposed": base[:2, 0, :4].T, "padded": base[:, 0, :5]}
    for name, view in views.items():
        array = da.from_distarray(exporter(view, rows(view.shape[0]), {}), CONTEXT)
        equal(array.local.strides, view.strides, name)
        equal(address(array.local), address(view), name)
        same(array.gather(), np.concatenate([view] * CONTEXT.size), name)
    overlapping = np.lib.stride_tricks.as_strided(base, (3, 2), (0, 8))
    raises(18, lambda: da.from_distarray(exporter(overlapping, rows(3), {}), CONTEXT), "DA_ERR_LAYOUT")
    frozen = np.broadcast_to(np.arange(2.0), (3, 2))
    array = da.from_distarray(exporter(frozen, rows(3), {}), CONTEXT)
    same(array.gather(), np.concatenate([frozen] * CONTEXT.size), "zero strides, read-only")


def other_buffers():
    """Anything with the buffer interface."""
    memory = bytearray(range(8))
    array = da.from_distarray(exporter(memory, rows(8)), CONTEXT)
    array[:] = 7
    equal(memory, bytearray([7] * 8), "bytearray")
    frozen = da.from_distarray(exporter(b"12345678", rows(8)), CONTEXT)
    equal(frozen.readonly, True, "bytes are read-only")
    raises(19, lambda: frozen.fill(1))
    equal(frozen.local.flags.writeable, False, "bytes as NumPy see them")


def padding():
    """Communication padding stays part of the buffer, and a halo update reaches the exporter's memory."""
    n = CONTEXT.size
    layout = da.Distribution(CONTEXT, (4 * n,), "b(comm=1)", grid=(n,))
    array = da.zeros(layout, np.int64)
    array.owned[...] = CONTEXT.rank + 1
    out = array.__distarray__()
    dim = out["dim_data"][0]
    equal(dim["padding"], (int(CONTEXT.rank > 0), int(CONTEXT.rank < n - 1)), "widths")
    taken = da.from_distarray(golden.Exporter(out), CONTEXT)
    equal(taken.padding_valid, False, "not known to be valid")
    da.Halo(taken.distribution).update(taken)
    section = array.local_readonly
    if CONTEXT.rank > 0:
        equal(int(section[0]), CONTEXT.rank, "the left neighbour's")
    if CONTEXT.rank < n - 1:
        equal(int(section[-1]), CONTEXT.rank + 2, "the right neighbour's")
    equal(taken.padding_valid, True, "after the update")
    taken.local[...] = 0
    equal(taken.padding_valid, False, "after write access")


def communicators():
    """The process grid is the communicator's order: congruent ones work, a reversed one is refused by all."""
    source = exporter(np.full(2, CONTEXT.rank, float), rows(2))
    congruent = WORLD.Dup()
    near(da.from_distarray(source, congruent).sum(), np.float64(CONTEXT.size * (CONTEXT.size - 1)), "a duplicate")
    reversed_ = WORLD.Split(0, -WORLD.rank)
    if CONTEXT.size > 1:
        raises(12, lambda: da.from_distarray(source, reversed_), "DA_ERR_PROTOCOL")
    for comm in (congruent, reversed_):
        comm.Free()


def one_bad_rank():
    """What one rank gets wrong is the same error on all, and leaves the context in order."""
    last = CONTEXT.size - 1

    class Broken:
        def __distarray__(self):
            raise RuntimeError("out of paper")

    good = exporter(np.zeros(2), rows(2))
    bad = [(Broken(), 36, "RuntimeError: out of paper"), (object(), 12, "__distarray__"),
           (exporter(np.zeros(2, "f2"), rows(2)), 4, "float16"), (exporter(np.zeros(3), rows(2)), 12, "statement 43"),
           (exporter(np.zeros(2), {**rows(2), "stop": 2.5}), 12, "statement 37")]
    for obj, status, part in bad:
        mine = obj if CONTEXT.rank == last else good
        error = raises(status, lambda mine=mine: da.from_distarray(mine, CONTEXT), part)
        equal(error.rank if CONTEXT.size > 1 else last, last, "the rank where it began")
        equal(da.from_distarray(good, CONTEXT).size, 2 * CONTEXT.size, "the next call")
        error = raises(status, lambda mine=mine: da.validate(mine, CONTEXT), part)
    if CONTEXT.size > 1:
        mixed = exporter(np.zeros(2, "f4" if CONTEXT.rank else "f8"), rows(2))
        raises(22, lambda: da.from_distarray(mixed, CONTEXT), "DA_ERR_MISMATCH")


def from_one_to_the_next():
    """Three importers deep, still the same memory; any may go first."""
    array = da.arange(CONTEXT, 4 * CONTEXT.size)
    chain = [array]
    for _ in range(3):
        chain.append(da.from_distarray(chain[-1], CONTEXT))
    equal({address(one.local) for one in chain}, {address(array.local)}, "one memory")
    last = chain[-1]
    for one in chain[:-1]:
        one.free()
    del chain, array
    same(last.gather(), np.arange(4 * CONTEXT.size), "after all others are gone")


every_layout()
every_dtype()
every_stride()
other_buffers()
padding()
communicators()
one_bad_rank()
from_one_to_the_next()
finish()
