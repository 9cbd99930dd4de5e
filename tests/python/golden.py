"""The golden vectors of tests/vectors as Python objects with __distarray__."""

import json
import os

import numpy

VECTORS = os.environ.get("DISTARRAY_VECTORS") or os.path.join(os.path.dirname(__file__), "..", "vectors")
_NO_BUFFERS = {"list": [1, 2, 3, 4, 5], "NoneType": None}


class Exporter:
    """An object of another library."""

    def __init__(self, structure):
        self.structure = structure

    def __distarray__(self):
        return self.structure


def cases(name):
    """The cases of a file."""
    with open(os.path.join(VECTORS, name), encoding="utf-8") as text:
        return json.load(text)["cases"]


def _buffer(told):
    if "not_a_buffer" in told:
        return _NO_BUFFERS[told["not_a_buffer"]]
    if "values" not in told:  # an object of bytes
        return bytes(told["shape"][0])
    return numpy.array(told["values"], told["dtype"]).reshape(told["shape"])


def dim_dict(told, axis=0, types=None):
    """A dictionary as the original software had it: tuples and NumPy arrays where JSON has lists."""
    types = types or {}
    if not isinstance(told, dict):
        return tuple(told)
    result = dict(told)
    if isinstance(told.get("padding"), list) and types.get(f"[{axis}].padding") != "list":
        result["padding"] = tuple(told["padding"])
    if isinstance(told.get("indices"), dict):
        result["indices"] = numpy.array(told["indices"]["values"], told["indices"]["dtype"])
    for key, value in told.items():
        if types.get(f"[{axis}].{key}") == "numpy int64":
            result[key] = numpy.int64(value)
    return result


def structure(case):
    """The structure of a case: the keys that it has."""
    made = {}
    for key in case["has_keys"]:
        if key == "buffer":
            made[key] = _buffer(case["buffer"])
        elif key == "dim_data":
            types = case.get("python_types")
            made[key] = tuple(dim_dict(dim, axis, types) for axis, dim in enumerate(case["dim_data"]))
        else:
            made[key] = case.get(key, "a key of no meaning")
    return made


def extent(dim):
    """How many elements a section stores along an axis."""
    if not dim:
        return 1
    if dim["dist_type"] == "u":
        return len(dim["indices"])
    if dim["dist_type"] == "b":
        return max(0, dim["stop"] - dim["start"])
    size, ranks, rank, block = dim["size"], dim["proc_grid_size"], dim["proc_grid_rank"], dim.get("block_size", 1)
    return sum(min(block, size - first) for first in range(rank * block, size, ranks * block))


def spelled_out(dim, stored):
    """A dictionary with every key of its type, as we export it."""
    if not dim:
        return {"dist_type": "b", "size": stored, "proc_grid_size": 1, "proc_grid_rank": 0, "start": 0, "stop": stored,
                "padding": (0, 0), "periodic": False}
    result = {key: dim[key] for key in ("dist_type", "size", "proc_grid_size", "proc_grid_rank")}
    if dim["dist_type"] == "b":
        result.update(start=dim["start"], stop=dim["stop"], padding=tuple(dim.get("padding", (0, 0))),
                      periodic=dim.get("periodic", False))
    elif dim["dist_type"] == "c":
        block = dim.get("block_size", 1)
        result.update(start=dim["proc_grid_rank"] * block, block_size=block)
    else:
        result.update(indices=list(map(int, dim["indices"])), one_to_one=dim.get("one_to_one", False))
    return result


def plain(dim):
    """An exported dictionary, with its labels as a list."""
    return {key: list(map(int, value)) if key == "indices" else value for key, value in dim.items()}
