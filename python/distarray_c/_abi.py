"""Constants and structures of distarray.h and distarray/protocol.h, as the C compiler lays them out.

The names are the headers'. tests/python/abi.py compiles a C program and compares every one of them.
"""

from ctypes import Structure, c_double, c_int32, c_int64, c_uint8, c_uint16, c_uint32, c_uint64, c_void_p, sizeof

# What arrays may be told, and how they are reached.
DA_READ_ONLY, DA_PADDING_VALID = 1, 2
DA_ACCESS_READ, DA_ACCESS_WRITE = 0, 1
DA_ORDER_C, DA_ORDER_FORTRAN = 0, 1
DA_FILL_EMPTY = 0

# Levels of a context.
DA_CHECK_DEFAULT, DA_CHECK_NONE, DA_CHECK_FULL = 0, 1, 2
DA_ACCURACY_DEFAULT, DA_ACCURACY_FAST, DA_ACCURACY_HIGH = 0, 1, 2

# Distributions.
DA_KIND_UNDISTRIBUTED, DA_KIND_BLOCK, DA_KIND_CYCLIC, DA_KIND_UNSTRUCTURED = 110, 98, 99, 117

# Element types.
DA_BOOL, DA_INT8, DA_INT16, DA_INT32, DA_INT64 = 1, 2, 3, 4, 5
DA_UINT8, DA_UINT16, DA_UINT32, DA_UINT64 = 6, 7, 8, 9
DA_FLOAT32, DA_FLOAT64, DA_COMPLEX64, DA_COMPLEX128 = 10, 11, 12, 13
DA_CASTING_NO, DA_CASTING_EQUIV, DA_CASTING_SAFE, DA_CASTING_SAME_KIND, DA_CASTING_UNSAFE = 0, 1, 2, 3, 4
DA_VALUE_WEAK = 1

# Statuses.
DA_OK = 0
DA_ERR_ARGUMENT = 1
DA_ERR_NULL = 2
DA_ERR_INVALID_HANDLE = 3
DA_ERR_DTYPE = 4
DA_ERR_SHAPE = 5
DA_ERR_AXIS = 6
DA_ERR_INDEX = 7
DA_ERR_OVERFLOW = 8
DA_ERR_NO_MEMORY = 9
DA_ERR_GRID = 10
DA_ERR_DISTRIBUTION = 11
DA_ERR_PROTOCOL = 12
DA_ERR_NOT_MEMBER = 13
DA_ERR_NOT_EXPRESSIBLE = 14
DA_ERR_NOT_LOCAL = 15
DA_ERR_CONFORM = 16
DA_ERR_LABELS = 17
DA_ERR_LAYOUT = 18
DA_ERR_READ_ONLY = 19
DA_ERR_OVERLAP = 20
DA_ERR_CONTEXT = 21
DA_ERR_MISMATCH = 22
DA_ERR_TIMEOUT = 23
DA_ERR_IN_CALLBACK = 24
DA_ERR_CALLBACK = 25
DA_ERR_MPI = 26
DA_ERR_MPI_STATE = 27
DA_ERR_THREAD = 28
DA_ERR_BUFFER_SIZE = 29
DA_ERR_NOT_SUPPORTED = 30
DA_ERR_CASTING = 31
DA_ERR_VERSION = 32
DA_ERR_RELEASED = 33
DA_ERR_EMPTY = 34
DA_ERR_SYNTAX = 35
DA_ERR_EXTERNAL = 36
DA_ERR_INTERNAL = 99

# Reductions.
DA_REDUCE_SUM, DA_REDUCE_PROD, DA_REDUCE_MIN, DA_REDUCE_MAX = 201, 202, 203, 204
DA_REDUCE_MEAN, DA_REDUCE_VAR, DA_REDUCE_STD = 205, 206, 207
DA_REDUCE_ANY, DA_REDUCE_ALL, DA_REDUCE_ARGMIN, DA_REDUCE_ARGMAX = 208, 209, 210, 211
DA_REDUCE_COUNT_NONZERO, DA_REDUCE_PTP = 212, 213
DA_REDUCE_NANSUM, DA_REDUCE_NANPROD, DA_REDUCE_NANMIN, DA_REDUCE_NANMAX = 215, 216, 217, 218
DA_REDUCE_NANMEAN, DA_REDUCE_NANVAR, DA_REDUCE_NANSTD = 219, 220, 221
DA_KEEPDIMS, DA_REPRODUCIBLE = 1, 4
DA_ALL_AXES = -(2**31)
DA_CONFORM_STRICT = 1

# Slices.
DA_SLICE_RANGE, DA_SLICE_INDEX, DA_SLICE_NEWAXIS, DA_SLICE_ELLIPSIS = 1, 2, 3, 4
DA_SLICE_NONE = -(2**63)

# The protocol's structure.
DA_ABI_MAJOR, DA_ABI_MINOR = 1, 0
DA_DAP_MAJOR, DA_DAP_MINOR, DA_DAP_PATCH = 0, 10, 0
DA_BUFFER_MAX_NDIM = 32
DA_DIST_ALIAS, DA_DIST_BLOCK, DA_DIST_CYCLIC, DA_DIST_UNSTRUCTURED = 0, 98, 99, 117
DA_BUFFER_READ_ONLY = 1
DA_BUFFER_INT, DA_BUFFER_UINT, DA_BUFFER_FLOAT, DA_BUFFER_COMPLEX, DA_BUFFER_BOOL = 0, 1, 2, 5, 6
DA_BUFFER_CPU = 1


class Value(Structure):
    """da_value."""

    _fields_ = [("dtype", c_int32), ("flags", c_int32), ("bits", c_uint64 * 2)]


class Local(Structure):
    """da_local."""

    _fields_ = [
        ("data", c_void_p),
        ("size", c_int64),
        ("dtype", c_int32),
        ("ndim", c_int32),
        ("shape", c_int64 * 32),
        ("strides", c_int64 * 32),
        ("owned_offset", c_int64 * 32),
        ("owned_shape", c_int64 * 32),
    ]


class Options(Structure):
    """A structure that begins with its own size, which is filled in."""

    def __init__(self, **members):
        super().__init__(struct_size=sizeof(type(self)), **members)


class ContextOptions(Options):
    """da_context_options."""

    _fields_ = [
        ("struct_size", c_uint64),
        ("timeout_seconds", c_double),
        ("memory_limit", c_int64),
        ("check_level", c_int32),
        ("cpu_level", c_int32),
        ("staging_bytes", c_int64),
        ("accuracy", c_int32),
        ("reserved", c_int32),
    ]


class DistributionOptions(Options):
    """da_distribution_options."""

    _fields_ = [
        ("struct_size", c_uint64),
        ("grid_shape", c_void_p),
        ("ranks", c_void_p),
        ("num_ranks", c_int64),
        ("grid_ndim", c_int32),
        ("reserved", c_int32),
    ]


class DimSpec(Structure):
    """da_dim_spec."""

    _fields_ = [
        ("size", c_int64),
        ("kind", c_int32),
        ("grid_axis_plus_1", c_int32),
        ("grid_size", c_int64),
        ("block_size", c_int64),
        ("comm_padding", c_int64 * 2),
        ("boundary_padding", c_int64 * 2),
        ("bounds", c_void_p),
        ("num_bounds", c_int64),
        ("labels", c_void_p),
        ("num_labels", c_int64),
        ("periodic", c_int32),
        ("one_to_one", c_int32),
        ("reserved", c_int32 * 6),
    ]


class ArrayOptions(Options):
    """da_array_options."""

    _fields_ = [("struct_size", c_uint64), ("order", c_int32), ("fill", c_int32), ("value", Value)]


class ReduceOptions(Options):
    """da_reduce_options."""

    _fields_ = [
        ("struct_size", c_uint64),
        ("where_mask", c_void_p),
        ("weights", c_void_p),
        ("initial", Value),
        ("has_initial", c_int32),
        ("dtype", c_int32),
        ("ddof", c_double),
    ]


class UfuncOptions(Options):
    """da_ufunc_options."""

    _fields_ = [
        ("struct_size", c_uint64),
        ("mask", c_void_p),
        ("casting", c_int32),
        ("dtype", c_int32),
        ("accuracy", c_int32),
        ("flags", c_int32),
        ("conditions", c_void_p),
    ]


class Operand(Structure):
    """da_operand."""

    _fields_ = [("array", c_void_p), ("value", Value)]


class Slice(Structure):
    """da_slice."""

    _fields_ = [("start", c_int64), ("stop", c_int64), ("step", c_int64), ("kind", c_int32), ("reserved", c_int32)]


class BufferDtype(Structure):
    """da_buffer_dtype."""

    _fields_ = [("code", c_uint8), ("bits", c_uint8), ("lanes", c_uint16)]


class BufferDevice(Structure):
    """da_buffer_device."""

    _fields_ = [("type", c_int32), ("id", c_int32)]


class DimDict(Structure):
    """da_dim_dict."""

    _fields_ = [
        ("size", c_int64),
        ("proc_grid_size", c_int64),
        ("proc_grid_rank", c_int64),
        ("start", c_int64),
        ("stop", c_int64),
        ("block_size", c_int64),
        ("padding", c_int64 * 2),
        ("num_indices", c_int64),
        ("indices", c_void_p),
        ("dist_type", c_uint8),
        ("periodic", c_uint8),
        ("one_to_one", c_uint8),
        ("reserved", c_uint8 * 5),
        ("reserved2", c_int64 * 2),
    ]


class DistBuffer(Structure):
    """da_distbuffer."""

    _fields_ = [
        ("abi_major", c_uint32),
        ("abi_minor", c_uint32),
        ("private_data", c_void_p),
        ("release", c_void_p),
        ("flags", c_uint64),
        ("dap_version", c_uint32 * 3),
        ("ndim", c_int32),
        ("data", c_void_p),
        ("nbytes", c_uint64),
        ("dtype", BufferDtype),
        ("device", BufferDevice),
        ("reserved0", c_uint32),
        ("shape", c_void_p),
        ("strides", c_void_p),
        ("dim_data", c_void_p),
        ("comm_f", c_int64),
        ("rank", c_int32),
        ("comm_size", c_int32),
        ("ext", c_void_p),
        ("reserved", c_uint64 * 8),
    ]


# The headers' name of every structure above, for the test that compares them.
STRUCTURES = {
    "da_value": Value,
    "da_local": Local,
    "da_context_options": ContextOptions,
    "da_distribution_options": DistributionOptions,
    "da_dim_spec": DimSpec,
    "da_array_options": ArrayOptions,
    "da_reduce_options": ReduceOptions,
    "da_ufunc_options": UfuncOptions,
    "da_operand": Operand,
    "da_slice": Slice,
    "da_buffer_dtype": BufferDtype,
    "da_buffer_device": BufferDevice,
    "da_dim_dict": DimDict,
    "da_distbuffer": DistBuffer,
}
