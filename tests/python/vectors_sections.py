# ranks: 1
"""Golden vectors of single sections: valid ones pass, invalid ones are refused by the statement they break."""

import re

import golden
from check import check, da, equal, finish, raises

# Their buffers have 50 elements on a process that owns 25 (docs/protocol.md, J8).
WRONG_BUFFER = ("test_validator.TestValidDimData.test_block_cyclic", "test_validator.TestValidDimData.test_cyclic")
# Statements that Python's types can break, by words of the case's reason.
REASONS = {"text.block_size_float": 26, "text.block_gs_str": 30, "text.block_start_float": 35,
           "text.cyclic_start_float": 53, "text.padding_len3": 44, "text.padding_float": 44, "text.u_float_indices": 64, "text.u_list_indices": 64,
           "text.u_2d_indices": 64, "text.u_one_to_one_int": 66, "text.periodic_str": 51, "text.dim_dict_not_dict": 17,
           "text.missing_version": 12, "text.missing_buffer": 12, "text.extra_top_key": 12, "text.buffer_list": 16,
           "text.buffer_none": 16, "text.version_int": 13, "text.version_0_10": 13, "text.block_missing_dist_type": 21,
           "text.dist_type_'n'": 22, "text.dist_type_5": 22, "text.u_missing_size": 24, "text.ndim_more": 20,
           "text.block_stop_gt_size": 38, "text.u_duplicate": 65, "text.u_len_mismatch": 69, "text.padding_neg": 44,
           "text.cyclic_buffer_mismatch": 62, "text.cyclic_start_mismatch": 60}


def verdict(structure):
    """The error, or None."""
    try:
        da.validate(golden.Exporter(structure))
    except da.DistArrayError as error:
        return error
    return None


def valid():
    cases = golden.cases("protocol_valid.json")
    equal(len(cases), 70, "valid cases")
    for case in cases:
        error = verdict(golden.structure(case))
        if case["id"] in WRONG_BUFFER:
            check(error is not None and "(statement 62)" in str(error), f"{case['id']}: {error}")
        else:
            check(error is None, f"{case['id']}: {error}")


def invalid():
    cases = golden.cases("protocol_invalid.json")
    equal(len(cases), 83, "invalid cases")
    reasons = dict(REASONS)
    for case in cases:
        error = verdict(golden.structure(case))
        if not check(error is not None, f"{case['id']} was accepted"):
            continue
        check(error.name in ("DA_ERR_PROTOCOL", "DA_ERR_VERSION", "DA_ERR_SHAPE"), f"{case['id']}: {error}")
        check(re.search(r"\(statements? \d+", str(error)) is not None, f"{case['id']}: {error}")
        if case["id"] in reasons:
            check(f"(statement {reasons.pop(case['id'])})" in str(error), f"{case['id']}: {error}")
    equal(reasons, {}, "reasons without a case")


def beyond_the_vectors():
    good = golden.structure(golden.cases("protocol_valid.json")[0])
    raises(12, lambda: da.validate(object()), "__distarray__", "(statement 11)")
    raises(12, lambda: da.validate(golden.Exporter([])), "(statement 11)")
    raises(12, lambda: da.validate({**good, "dim_data": good["dim_data"][0]}), "(statement 17)")
    big = ({**good["dim_data"][0], "size": 2**63},)
    raises(12, lambda: da.validate({**good, "dim_data": big}), "64 bits")
    yes = ({**good["dim_data"][0], "start": True},)
    raises(12, lambda: da.validate({**good, "dim_data": yes}), "must be an integer")
    for dtype in ("float16", "S3", ">f8", "O", "M8[s]"):
        raises(4, lambda dtype=dtype: da.validate({**good, "buffer": good["buffer"].astype(dtype)}), "byte order")
    equal(da.validate({**good, "__version__": "0.10.7"}), None, "another patch")
    equal(da.validate({**good, "dim_data": list(good["dim_data"])}), None, "a list of dictionaries")


valid()
invalid()
beyond_the_vectors()
finish()
