# ranks: 4 6  timeout: 120
"""Golden vectors of whole sets: what every process exports, imported together, and exported again unchanged."""

import golden
import numpy
from check import WORLD, address, check, da, equal, finish, same


def communicators():
    """A context of the first n ranks, for every n; None on the others."""
    found = {}
    for n in range(1, WORLD.size + 1):
        comm = WORLD.Split(0 if WORLD.rank < n else 1, WORLD.rank)
        found[n] = da.Context(comm) if WORLD.rank < n else None
        # The context has a communicator of its own.
        comm.Free()
    return found


CONTEXTS = communicators()


def exporter(dims, extents=None):
    """An object whose section has these dictionaries."""
    shape = extents if extents is not None else [golden.extent(dim) for dim in dims]
    buffer = numpy.arange(numpy.prod(shape, dtype=int), dtype=numpy.float64).reshape(shape)
    return golden.Exporter({"__version__": "0.10.0", "buffer": buffer, "dim_data": tuple(dims)})


def outcome(dims, context):
    """The imported array, or the error."""
    source = exporter(dims)
    try:
        return source, da.from_distarray(source, context)
    except da.DistArrayError as error:
        return source, error


def enough(ran, least, what):
    """Rank 0 is in every context, so it sees every case that these ranks can replay."""
    if WORLD.rank == 0:
        check(ran >= least, f"{ran} {what} ran")


def sets():
    ran = 0
    for case in golden.cases("protocol_sets.json"):
        context = CONTEXTS.get(case["nprocs"])
        if context is None or len(case["dim_data_per_rank"]) != case["nprocs"]:
            continue
        ran += 1
        dims = [golden.dim_dict(dim, axis) for axis, dim in enumerate(case["dim_data_per_rank"][context.rank])]
        _, result = outcome(dims, context)
        good = isinstance(result, da.Array)
        check(good == (case["expected"] == "valid"), f"{case['id']}: {result!r}")
        if not good:
            equal(result.name, "DA_ERR_PROTOCOL", case["id"])
            # The same on all ranks.
            told = context.comm.bcast((result.status, result.message, result.rank))
            equal((result.status, result.message, result.rank), told, case["id"])
    enough(ran, 20, "sets")


def usable():
    """The per-rank dictionaries of what the original software made right, of at most as many ranks as here."""
    for case in golden.cases("dim_data.json"):
        sets_ = case.get("dim_data")
        if not sets_ or not case["usable_as_expected"] or len(sets_) > WORLD.size:
            continue
        yield case, [[spelled_n(dim) for dim in dims] for dims in sets_]


def spelled_n(dim):
    """The original's own type n, which the protocol writes as b over a grid of one."""
    if dim.get("dist_type") != "n":
        return dim
    return {"dist_type": "b", "size": dim["size"], "proc_grid_size": 1, "proc_grid_rank": 0, "start": 0,
            "stop": dim["size"]}


def wider_than_buffers(ranks):
    """Padding that the original writes down but has no room for (docs/protocol.md: it must fit)."""
    return any(sum(dim.get("padding", (0,))) > golden.extent(dim) for dims in ranks for dim in dims)


def there_and_back():
    ran = 0
    for case, ranks in usable():
        context = CONTEXTS[len(ranks)]
        if context is None:
            continue
        ran += 1
        dims = [dict(dim) for dim in ranks[context.rank]]
        for dim in dims:
            if "indices" in dim:
                dim["indices"] = numpy.array(dim["indices"], numpy.int64)
        source, array = outcome(dims, context)
        if wider_than_buffers(ranks):
            check("(statement 46)" in str(array), f"{case['id']}: {array!r}")
            continue
        if not check(isinstance(array, da.Array), f"{case['id']}: {array!r}"):
            continue
        back = array.__distarray__()
        equal([golden.plain(dim) for dim in back["dim_data"]],
              [golden.spelled_out(dim, stored) for dim, stored in zip(dims, back["buffer"].shape)], case["id"])
        same(back["buffer"], source.structure["buffer"], case["id"])
        if back["buffer"].size:
            equal(address(back["buffer"]), address(source.structure["buffer"]), case["id"])
        equal(array.shape, tuple(case["shape"]), case["id"])
    enough(ran, 600, "cases of dim_data")


def letters(dist, ndim):
    """The original's distribution as our text."""
    if isinstance(dist, dict):
        dist = [dist.get(str(axis), "n") for axis in range(ndim)]
    return None if dist is None else ",".join(dist)


def local_exports():
    """What each process exports of an array that holds its own flat indices."""
    ran = 0
    for case in golden.cases("local_dim_data.json"):
        context = CONTEXTS.get(case["nprocs"])
        if context is None or case["violations"]:
            continue
        ran += 1
        told = case["ranks"][context.rank]
        layout = da.Distribution(context, case["shape"], letters(case["dist"], len(case["shape"])),
                                 grid=told["grid_shape"])
        whole = numpy.arange(numpy.prod(case["shape"]), dtype=numpy.int64).reshape(case["shape"])
        array = da.scatter(whole, layout, dtype=numpy.int64)
        out = array.__distarray__()
        equal(out["__version__"], told["version"], case["id"])
        equal(out["buffer"].ravel().tolist(), told["buffer"], case["id"])
        equal([golden.plain(dim) for dim in out["dim_data"]],
              [golden.spelled_out(golden.dim_dict(dim), dim["size"]) for dim in told["dim_data"]], case["id"])
    enough(ran, 13, "local exports")


sets()
there_and_back()
local_exports()
finish()
