! What the modules of libdistarray share: the constants of distarray.h and distarray/protocol.h, and
! their structures. C's unsigned integers are Fortran's signed ones of the same width.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_types
  use, intrinsic :: iso_c_binding, only: c_ptr, c_funptr, c_null_ptr, c_null_funptr, c_double, &
      c_char, c_int8_t, c_int16_t, c_int32_t, c_int64_t
  implicit none
  private

  ! Flags and access.
  integer(c_int32_t), parameter, public :: DA_READ_ONLY = 1
  integer(c_int32_t), parameter, public :: DA_PADDING_VALID = 2
  integer(c_int32_t), parameter, public :: DA_ACCESS_READ = 0
  integer(c_int32_t), parameter, public :: DA_ACCESS_WRITE = 1

  ! Printing: the number 0 in da_print_options, digits behind the point, signs.
  integer(c_int32_t), parameter, public :: DA_PRINT_ZERO = -1
  integer(c_int32_t), parameter, public :: DA_PRINT_MAXPREC = 0
  integer(c_int32_t), parameter, public :: DA_PRINT_FIXED = 1
  integer(c_int32_t), parameter, public :: DA_PRINT_UNIQUE = 2
  integer(c_int32_t), parameter, public :: DA_PRINT_MAXPREC_EQUAL = 3
  integer(c_int32_t), parameter, public :: DA_PRINT_SIGN_MINUS = 0
  integer(c_int32_t), parameter, public :: DA_PRINT_SIGN_PLUS = 1
  integer(c_int32_t), parameter, public :: DA_PRINT_SIGN_SPACE = 2

  ! Checking levels of a context.
  integer(c_int32_t), parameter, public :: DA_CHECK_DEFAULT = 0
  integer(c_int32_t), parameter, public :: DA_CHECK_NONE = 1
  integer(c_int32_t), parameter, public :: DA_CHECK_FULL = 2

  ! Instructions that loops may use, and how exact transcendental functions are.
  integer(c_int32_t), parameter, public :: DA_CPU_BEST = 0
  integer(c_int32_t), parameter, public :: DA_CPU_BASELINE = 1
  integer(c_int32_t), parameter, public :: DA_CPU_AVX2 = 2
  integer(c_int32_t), parameter, public :: DA_CPU_AVX512 = 3
  integer(c_int32_t), parameter, public :: DA_ACCURACY_DEFAULT = 0
  integer(c_int32_t), parameter, public :: DA_ACCURACY_FAST = 1
  integer(c_int32_t), parameter, public :: DA_ACCURACY_HIGH = 2

  ! A flag of element-wise functions, and the conditions that they find.
  integer(c_int32_t), parameter, public :: DA_CONFORM_STRICT = 1
  integer(c_int32_t), parameter, public :: DA_COND_DIVIDE = 1
  integer(c_int32_t), parameter, public :: DA_COND_OVERFLOW = 2
  integer(c_int32_t), parameter, public :: DA_COND_INVALID = 8

  ! How two contexts compare.
  integer(c_int32_t), parameter, public :: DA_IDENT = 0
  integer(c_int32_t), parameter, public :: DA_CONGRUENT = 1
  integer(c_int32_t), parameter, public :: DA_SIMILAR = 2
  integer(c_int32_t), parameter, public :: DA_UNEQUAL = 3

  ! Kinds of axes.
  integer(c_int32_t), parameter, public :: DA_KIND_UNDISTRIBUTED = 110
  integer(c_int32_t), parameter, public :: DA_KIND_BLOCK = 98
  integer(c_int32_t), parameter, public :: DA_KIND_CYCLIC = 99
  integer(c_int32_t), parameter, public :: DA_KIND_UNSTRUCTURED = 117

  ! Element types.
  integer(c_int32_t), parameter, public :: DA_BOOL = 1
  integer(c_int32_t), parameter, public :: DA_INT8 = 2
  integer(c_int32_t), parameter, public :: DA_INT16 = 3
  integer(c_int32_t), parameter, public :: DA_INT32 = 4
  integer(c_int32_t), parameter, public :: DA_INT64 = 5
  integer(c_int32_t), parameter, public :: DA_UINT8 = 6
  integer(c_int32_t), parameter, public :: DA_UINT16 = 7
  integer(c_int32_t), parameter, public :: DA_UINT32 = 8
  integer(c_int32_t), parameter, public :: DA_UINT64 = 9
  integer(c_int32_t), parameter, public :: DA_FLOAT32 = 10
  integer(c_int32_t), parameter, public :: DA_FLOAT64 = 11
  integer(c_int32_t), parameter, public :: DA_COMPLEX64 = 12
  integer(c_int32_t), parameter, public :: DA_COMPLEX128 = 13

  ! Casting rules.
  integer(c_int32_t), parameter, public :: DA_CASTING_NO = 0
  integer(c_int32_t), parameter, public :: DA_CASTING_EQUIV = 1
  integer(c_int32_t), parameter, public :: DA_CASTING_SAFE = 2
  integer(c_int32_t), parameter, public :: DA_CASTING_SAME_KIND = 3
  integer(c_int32_t), parameter, public :: DA_CASTING_UNSAFE = 4

  ! Statuses.
  integer(c_int32_t), parameter, public :: DA_OK = 0
  integer(c_int32_t), parameter, public :: DA_ERR_ARGUMENT = 1
  integer(c_int32_t), parameter, public :: DA_ERR_NULL = 2
  integer(c_int32_t), parameter, public :: DA_ERR_INVALID_HANDLE = 3
  integer(c_int32_t), parameter, public :: DA_ERR_DTYPE = 4
  integer(c_int32_t), parameter, public :: DA_ERR_SHAPE = 5
  integer(c_int32_t), parameter, public :: DA_ERR_AXIS = 6
  integer(c_int32_t), parameter, public :: DA_ERR_INDEX = 7
  integer(c_int32_t), parameter, public :: DA_ERR_OVERFLOW = 8
  integer(c_int32_t), parameter, public :: DA_ERR_NO_MEMORY = 9
  integer(c_int32_t), parameter, public :: DA_ERR_GRID = 10
  integer(c_int32_t), parameter, public :: DA_ERR_DISTRIBUTION = 11
  integer(c_int32_t), parameter, public :: DA_ERR_PROTOCOL = 12
  integer(c_int32_t), parameter, public :: DA_ERR_NOT_MEMBER = 13
  integer(c_int32_t), parameter, public :: DA_ERR_NOT_EXPRESSIBLE = 14
  integer(c_int32_t), parameter, public :: DA_ERR_NOT_LOCAL = 15
  integer(c_int32_t), parameter, public :: DA_ERR_CONFORM = 16
  integer(c_int32_t), parameter, public :: DA_ERR_LABELS = 17
  integer(c_int32_t), parameter, public :: DA_ERR_LAYOUT = 18
  integer(c_int32_t), parameter, public :: DA_ERR_READ_ONLY = 19
  integer(c_int32_t), parameter, public :: DA_ERR_OVERLAP = 20
  integer(c_int32_t), parameter, public :: DA_ERR_CONTEXT = 21
  integer(c_int32_t), parameter, public :: DA_ERR_MISMATCH = 22
  integer(c_int32_t), parameter, public :: DA_ERR_TIMEOUT = 23
  integer(c_int32_t), parameter, public :: DA_ERR_IN_CALLBACK = 24
  integer(c_int32_t), parameter, public :: DA_ERR_CALLBACK = 25
  integer(c_int32_t), parameter, public :: DA_ERR_MPI = 26
  integer(c_int32_t), parameter, public :: DA_ERR_MPI_STATE = 27
  integer(c_int32_t), parameter, public :: DA_ERR_THREAD = 28
  integer(c_int32_t), parameter, public :: DA_ERR_BUFFER_SIZE = 29
  integer(c_int32_t), parameter, public :: DA_ERR_NOT_SUPPORTED = 30
  integer(c_int32_t), parameter, public :: DA_ERR_CASTING = 31
  integer(c_int32_t), parameter, public :: DA_ERR_VERSION = 32
  integer(c_int32_t), parameter, public :: DA_ERR_RELEASED = 33
  integer(c_int32_t), parameter, public :: DA_ERR_EMPTY = 34
  integer(c_int32_t), parameter, public :: DA_ERR_SYNTAX = 35
  integer(c_int32_t), parameter, public :: DA_ERR_EXTERNAL = 36
  integer(c_int32_t), parameter, public :: DA_ERR_INTERNAL = 99

  ! Storage orders.
  integer(c_int32_t), parameter, public :: DA_ORDER_C = 0
  integer(c_int32_t), parameter, public :: DA_ORDER_FORTRAN = 1

  ! What a new array holds.
  integer(c_int32_t), parameter, public :: DA_FILL_EMPTY = 0
  integer(c_int32_t), parameter, public :: DA_FILL_ZEROS = 1
  integer(c_int32_t), parameter, public :: DA_FILL_VALUE = 2

  ! How elements get from one rank to another.
  integer(c_int32_t), parameter, public :: DA_TRANSPORT_AUTO = 0
  integer(c_int32_t), parameter, public :: DA_TRANSPORT_MESSAGES = 1
  integer(c_int32_t), parameter, public :: DA_TRANSPORT_DIRECT = 2

  ! What becomes of boundary padding.
  integer(c_int32_t), parameter, public :: DA_BOUNDARY_UNTOUCHED = 0
  integer(c_int32_t), parameter, public :: DA_BOUNDARY_CONSTANT = 1
  integer(c_int32_t), parameter, public :: DA_BOUNDARY_NEAREST = 2
  integer(c_int32_t), parameter, public :: DA_BOUNDARY_SYMMETRIC = 3
  integer(c_int32_t), parameter, public :: DA_BOUNDARY_REFLECT = 4

  ! Version of the header that this module was written for.
  integer(c_int32_t), parameter, public :: DA_VERSION_MAJOR = 0
  integer(c_int32_t), parameter, public :: DA_VERSION_MINOR = 1
  integer(c_int32_t), parameter, public :: DA_VERSION_PATCH = 0

  ! Numbers and flags of reductions.
  integer(c_int32_t), parameter, public :: DA_REDUCE_SUM = 201
  integer(c_int32_t), parameter, public :: DA_REDUCE_PROD = 202
  integer(c_int32_t), parameter, public :: DA_REDUCE_MIN = 203
  integer(c_int32_t), parameter, public :: DA_REDUCE_MAX = 204
  integer(c_int32_t), parameter, public :: DA_REDUCE_MEAN = 205
  integer(c_int32_t), parameter, public :: DA_REDUCE_VAR = 206
  integer(c_int32_t), parameter, public :: DA_REDUCE_STD = 207
  integer(c_int32_t), parameter, public :: DA_REDUCE_ANY = 208
  integer(c_int32_t), parameter, public :: DA_REDUCE_ALL = 209
  integer(c_int32_t), parameter, public :: DA_REDUCE_ARGMIN = 210
  integer(c_int32_t), parameter, public :: DA_REDUCE_ARGMAX = 211
  integer(c_int32_t), parameter, public :: DA_REDUCE_COUNT_NONZERO = 212
  integer(c_int32_t), parameter, public :: DA_REDUCE_PTP = 213
  integer(c_int32_t), parameter, public :: DA_REDUCE_AVERAGE = 214
  integer(c_int32_t), parameter, public :: DA_REDUCE_NANSUM = 215
  integer(c_int32_t), parameter, public :: DA_REDUCE_NANPROD = 216
  integer(c_int32_t), parameter, public :: DA_REDUCE_NANMIN = 217
  integer(c_int32_t), parameter, public :: DA_REDUCE_NANMAX = 218
  integer(c_int32_t), parameter, public :: DA_REDUCE_NANMEAN = 219
  integer(c_int32_t), parameter, public :: DA_REDUCE_NANVAR = 220
  integer(c_int32_t), parameter, public :: DA_REDUCE_NANSTD = 221
  integer(c_int32_t), parameter, public :: DA_REDUCE_NANARGMIN = 222
  integer(c_int32_t), parameter, public :: DA_REDUCE_NANARGMAX = 223
  integer(c_int32_t), parameter, public :: DA_REDUCE_NORM1 = 224
  integer(c_int32_t), parameter, public :: DA_REDUCE_NORM2 = 225
  integer(c_int32_t), parameter, public :: DA_REDUCE_NORMINF = 226
  integer(c_int32_t), parameter, public :: DA_REDUCE_DOT = 227
  integer(c_int32_t), parameter, public :: DA_REDUCE_VDOT = 228
  integer(c_int32_t), parameter, public :: DA_KEEPDIMS = 1
  integer(c_int32_t), parameter, public :: DA_DENSITY = 1
  integer(c_int32_t), parameter, public :: DA_REDUCE_TO_FIRST = 2
  integer(c_int32_t), parameter, public :: DA_REPRODUCIBLE = 4
  integer(c_int32_t), parameter, public :: DA_ALL_AXES = -2147483647 - 1

  ! Scalars.
  integer(c_int32_t), parameter, public :: DA_VALUE_WEAK = 1

  ! Versions of the protocol.
  integer(c_int32_t), parameter, public :: DA_ABI_MAJOR = 1
  integer(c_int32_t), parameter, public :: DA_ABI_MINOR = 0
  integer(c_int32_t), parameter, public :: DA_DAP_MAJOR = 0
  integer(c_int32_t), parameter, public :: DA_DAP_MINOR = 10
  integer(c_int32_t), parameter, public :: DA_DAP_PATCH = 0

  ! Most axes of a structure.
  integer(c_int32_t), parameter, public :: DA_BUFFER_MAX_NDIM = 32

  ! da_dim_dict%dist_type.
  integer(c_int32_t), parameter, public :: DA_DIST_ALIAS = 0
  integer(c_int32_t), parameter, public :: DA_DIST_BLOCK = 98
  integer(c_int32_t), parameter, public :: DA_DIST_CYCLIC = 99
  integer(c_int32_t), parameter, public :: DA_DIST_UNSTRUCTURED = 117

  ! da_distbuffer%flags.
  integer(c_int64_t), parameter, public :: DA_BUFFER_READ_ONLY = 1_c_int64_t
  integer(c_int64_t), parameter, public :: DA_BUFFER_IS_COPY = 2_c_int64_t
  integer(c_int64_t), parameter, public :: DA_BUFFER_PADDING_VALID = 4_c_int64_t

  ! da_buffer_dtype%code (DLPack's numbers).
  integer(c_int32_t), parameter, public :: DA_BUFFER_INT = 0
  integer(c_int32_t), parameter, public :: DA_BUFFER_UINT = 1
  integer(c_int32_t), parameter, public :: DA_BUFFER_FLOAT = 2
  integer(c_int32_t), parameter, public :: DA_BUFFER_COMPLEX = 5
  integer(c_int32_t), parameter, public :: DA_BUFFER_BOOL = 6

  ! da_buffer_device%type (DLPack's numbers).
  integer(c_int32_t), parameter, public :: DA_BUFFER_CPU = 1
  integer(c_int32_t), parameter, public :: DA_BUFFER_CUDA = 2
  integer(c_int32_t), parameter, public :: DA_BUFFER_CUDA_HOST = 3
  integer(c_int32_t), parameter, public :: DA_BUFFER_ROCM = 10
  integer(c_int32_t), parameter, public :: DA_BUFFER_ROCM_HOST = 11
  integer(c_int32_t), parameter, public :: DA_BUFFER_CUDA_MANAGED = 13
  integer(c_int32_t), parameter, public :: DA_BUFFER_ONEAPI = 14

  ! A scalar of any dtype; made by da_real, da_f64 and so on, read by da_value_f64 and so on.
  type, bind(C), public :: da_value
    integer(c_int32_t) :: dtype = 0, flags = 0
    integer(c_int64_t) :: bits(2) = 0
  end type da_value

  ! What a reduction may be told beside its axes.
  type, bind(C), public :: da_reduce_options
    integer(c_int64_t) :: struct_size = 64
    type(c_ptr) :: where_mask = c_null_ptr, weights = c_null_ptr
    type(da_value) :: initial = da_value()
    integer(c_int32_t) :: has_initial = 0, dtype = 0
    real(c_double) :: ddof = 0
  end type da_reduce_options

  ! Kinds of a da_slice, and what stands for a start, stop or step that is left out.
  integer(c_int32_t), parameter, public :: DA_SLICE_RANGE = 1
  integer(c_int32_t), parameter, public :: DA_SLICE_INDEX = 2
  integer(c_int32_t), parameter, public :: DA_SLICE_NEWAXIS = 3
  integer(c_int32_t), parameter, public :: DA_SLICE_ELLIPSIS = 4
  integer(c_int64_t), parameter, public :: DA_SLICE_NONE = -9223372036854775807_c_int64_t - 1

  ! One entry of an index; made by da_range, da_whole, da_at, da_newaxis and da_ellipsis.
  type, bind(C), public :: da_slice
    integer(c_int64_t) :: start = DA_SLICE_NONE, stop = DA_SLICE_NONE, step = DA_SLICE_NONE
    integer(c_int32_t) :: kind = DA_SLICE_RANGE, reserved = 0
  end type da_slice

  ! This rank's section of an array; extents in elements, strides in bytes, indices from 0.
  type, bind(C), public :: da_local
    type(c_ptr) :: data = c_null_ptr
    integer(c_int64_t) :: size = 0
    integer(c_int32_t) :: dtype = 0, ndim = 0
    integer(c_int64_t) :: shape(32) = 0, strides(32) = 0, owned_offset(32) = 0, owned_shape(32) = 0
  end type da_local

  ! A walk over this rank's elements; indices count from 0. A new variable is a walk that has ended.
  type, bind(C), public :: da_cursor
    type(c_ptr) :: data = c_null_ptr        ! the element: c_f_pointer(cursor%data, element)
    integer(c_int64_t) :: count = 0, stride = 0, remaining = 0
    integer(c_int32_t) :: dtype = 0, ndim = 0
    integer(c_int64_t) :: index(32) = 0, local(32) = 0
    type(c_ptr) :: private_data = c_null_ptr
  end type da_cursor

  ! One axis of a distribution to be made; set what is needed, the rest is zero.
  type, bind(C), public :: da_dim_spec
    integer(c_int64_t) :: size = 0
    integer(c_int32_t) :: kind = 0, grid_axis_plus_1 = 0
    integer(c_int64_t) :: grid_size = 0, block_size = 0
    integer(c_int64_t) :: comm_padding(2) = 0, boundary_padding(2) = 0
    type(c_ptr) :: bounds = c_null_ptr      ! c_loc of an integer(c_int64_t) array
    integer(c_int64_t) :: num_bounds = 0
    type(c_ptr) :: labels = c_null_ptr      ! c_loc of an integer(c_int64_t) array: this process's labels
    integer(c_int64_t) :: num_labels = 0
    integer(c_int32_t) :: periodic = 0, one_to_one = 0, reserved(6) = 0
  end type da_dim_spec

  ! The options know their own size; a new variable has the defaults.
  type, bind(C), public :: da_context_options
    integer(c_int64_t) :: struct_size = 48
    real(c_double) :: timeout_seconds = 0
    integer(c_int64_t) :: memory_limit = 0
    integer(c_int32_t) :: check_level = DA_CHECK_DEFAULT, cpu_level = DA_CPU_BEST
    integer(c_int64_t) :: staging_bytes = 0
    integer(c_int32_t) :: accuracy = DA_ACCURACY_DEFAULT, reserved = 0
  end type da_context_options

  type, bind(C), public :: da_distribution_options
    integer(c_int64_t) :: struct_size = 40
    type(c_ptr) :: grid_shape = c_null_ptr  ! c_loc of an integer(c_int64_t) array
    type(c_ptr) :: ranks = c_null_ptr       ! c_loc of an integer(c_int32_t) array
    integer(c_int64_t) :: num_ranks = 0
    integer(c_int32_t) :: grid_ndim = 0, reserved = 0
  end type da_distribution_options

  type, bind(C), public :: da_array_options
    integer(c_int64_t) :: struct_size = 40
    integer(c_int32_t) :: order = DA_ORDER_C, fill = DA_FILL_EMPTY
    type(da_value) :: value
  end type da_array_options

  ! An operand of da_ufunc_call: an array, or a scalar where `array` is c_null_ptr.
  type, bind(C), public :: da_operand
    type(c_ptr) :: array = c_null_ptr
    type(da_value) :: value
  end type da_operand

  type, bind(C), public :: da_ufunc_options
    integer(c_int64_t) :: struct_size = 40
    type(c_ptr) :: mask = c_null_ptr        ! a bool array
    integer(c_int32_t) :: casting = 0, dtype = 0, accuracy = DA_ACCURACY_DEFAULT, flags = 0
    type(c_ptr) :: conditions = c_null_ptr  ! c_loc of an integer(c_int32_t)
  end type da_ufunc_options

  type, bind(C), public :: da_plan_options
    integer(c_int64_t) :: struct_size = 48
    integer(c_int64_t) :: staging_bytes = 0, message_bytes = 0
    type(c_ptr) :: axes = c_null_ptr        ! of one integer(c_int32_t) for each axis
    integer(c_int32_t) :: transport = DA_TRANSPORT_AUTO, conjugate = 0, any_cast = 0, reshape = 0
  end type da_plan_options

  ! What a plan will move on this rank.
  type, bind(C), public :: da_plan_report
    integer(c_int64_t) :: struct_size = 80
    integer(c_int64_t) :: partners_out = 0, partners_in = 0, messages_out = 0, messages_in = 0
    integer(c_int64_t) :: bytes_out = 0, bytes_in = 0, bytes_kept = 0, staging_bytes = 0, direct_partners = 0
  end type da_plan_report

  type, bind(C), public :: da_halo_options
    integer(c_int64_t) :: struct_size = 80
    type(c_ptr) :: widths = c_null_ptr      ! of two integer(c_int64_t) for each axis
    type(c_ptr) :: boundaries = c_null_ptr  ! of two integer(c_int32_t) for each axis
    integer(c_int32_t) :: boundary = DA_BOUNDARY_UNTOUCHED, skip_corners = 0
    type(da_value) :: value
    integer(c_int64_t) :: staging_bytes = 0, message_bytes = 0
    integer(c_int32_t) :: transport = DA_TRANSPORT_AUTO, reserved = 0
  end type da_halo_options

  ! Elements with consecutive global indices, for the function of da_fromfunction.
  type, bind(C), public :: da_run
    integer(c_int32_t) :: ndim = 0, axis = -1, dtype = 0, reserved = 0
    integer(c_int64_t) :: count = 0
    type(c_ptr) :: index = c_null_ptr       ! of ndim integer(c_int64_t)
    type(c_ptr) :: data = c_null_ptr
    integer(c_int64_t) :: stride = 0
  end type da_run

  type, bind(C), public :: da_print_options
    integer(c_int64_t) :: struct_size = 40
    integer(c_int32_t) :: precision = 0, edge_items = 0
    integer(c_int64_t) :: threshold = 0
    integer(c_int32_t) :: line_width = 0, suppress_small = 0
    integer(c_int32_t) :: float_mode = DA_PRINT_MAXPREC, sign = DA_PRINT_SIGN_MINUS
  end type da_print_options

  ! What the library holds in this process.
  type, bind(C), public :: da_counters
    integer(c_int64_t) :: struct_size = 72, allocations = 0, live_bytes = 0, peak_bytes = 0
    integer(c_int64_t) :: contexts = 0, distributions = 0, arrays = 0
    integer(c_int64_t) :: communicators_made = 0, communicators_used = 0
  end type da_counters

  ! Kinds of operations: calls and seconds of a da_stats are at the kind plus 1.
  integer(c_int32_t), parameter, public :: DA_OPERATION_AGREEMENT = 0
  integer(c_int32_t), parameter, public :: DA_OPERATION_REDISTRIBUTION = 1
  integer(c_int32_t), parameter, public :: DA_OPERATION_HALO = 2
  integer(c_int32_t), parameter, public :: DA_OPERATION_GATHER = 3
  integer(c_int32_t), parameter, public :: DA_OPERATION_REDUCTION = 4
  integer(c_int32_t), parameter, public :: DA_OPERATION_OTHER = 5

  type, bind(C), public :: da_traffic
    integer(c_int64_t) :: messages_sent = 0, bytes_sent = 0, messages_received = 0, bytes_received = 0
  end type da_traffic

  type, bind(C), public :: da_stats
    integer(c_int64_t) :: struct_size = 248, staging_bytes = 0, staging_peak = 0
    type(da_traffic) :: messages, direct, collective
    integer(c_int64_t) :: calls(8) = 0
    real(c_double) :: seconds(8) = 0
  end type da_stats

  ! distarray/protocol.h: the type of one element, and where the memory is.
  type, bind(C), public :: da_buffer_dtype
    integer(c_int8_t) :: code = 0, bits = 0
    integer(c_int16_t) :: lanes = 1
  end type da_buffer_dtype

  type, bind(C), public :: da_buffer_device
    integer(c_int32_t) :: type = DA_BUFFER_CPU, id = 0
  end type da_buffer_device

  ! distarray/protocol.h: one axis of a section. A new variable is what da_dim_dict_clear() makes.
  type, bind(C), public :: da_dim_dict
    integer(c_int64_t) :: size = 0, proc_grid_size = 0, proc_grid_rank = 0
    integer(c_int64_t) :: start = 0, stop = 0, block_size = 0, padding(2) = 0, num_indices = 0
    type(c_ptr) :: indices = c_null_ptr
    integer(c_int8_t) :: dist_type = 0, periodic = 0, one_to_one = 0, reserved(5) = 0
    integer(c_int64_t) :: reserved2(2) = 0
  end type da_dim_dict

  ! distarray/protocol.h: this process's section. A new variable is what da_distbuffer_init() makes.
  type, bind(C), public :: da_distbuffer
    integer(c_int32_t) :: abi_major = DA_ABI_MAJOR, abi_minor = DA_ABI_MINOR
    type(c_ptr) :: private_data = c_null_ptr
    type(c_funptr) :: release = c_null_funptr
    integer(c_int64_t) :: flags = 0
    integer(c_int32_t) :: dap_version(3) = [DA_DAP_MAJOR, DA_DAP_MINOR, DA_DAP_PATCH]
    integer(c_int32_t) :: ndim = 0
    type(c_ptr) :: data = c_null_ptr
    integer(c_int64_t) :: nbytes = 0
    type(da_buffer_dtype) :: dtype
    type(da_buffer_device) :: device
    integer(c_int32_t) :: reserved0 = 0
    type(c_ptr) :: shape = c_null_ptr, strides = c_null_ptr, dim_data = c_null_ptr
    integer(c_int64_t) :: comm_f = -1
    integer(c_int32_t) :: rank = -1, comm_size = -1
    type(c_ptr) :: ext = c_null_ptr
    integer(c_int64_t) :: reserved(8) = 0
  end type da_distbuffer

  ! What c_funloc is taken of: a function on a section for da_array_apply_local, on indices for
  ! da_fromfunction, on an element for da_array_map, on several sections for da_function_register (0 is
  ! success), the release of wrapped memory for da_array_wrap and da_wrap, the release of a da_distbuffer, and
  ! hooks for da_context_set_hooks.
  abstract interface
    function da_local_fn(local, user) result(status) bind(C)
      import
      implicit none
      type(da_local), intent(in) :: local
      type(c_ptr), value :: user
      integer(c_int32_t) :: status
    end function da_local_fn

    function da_fill_fn(run, user) result(status) bind(C)
      import
      implicit none
      type(da_run), intent(in) :: run
      type(c_ptr), value :: user
      integer(c_int32_t) :: status
    end function da_fill_fn

    function da_map_fn(element, made, user) result(status) bind(C)
      import
      implicit none
      type(c_ptr), value :: element, made, user
      integer(c_int32_t) :: status
    end function da_map_fn

    function da_function_fn(narrays, sections, argument, user) result(status) bind(C)
      import
      implicit none
      integer(c_int32_t), value :: narrays
      type(da_local), intent(in) :: sections(narrays)
      type(c_ptr), value :: argument, user
      integer(c_int32_t) :: status
    end function da_function_fn

    subroutine da_hook_fn(call, kind, bytes, user) bind(C)
      import
      implicit none
      character(kind=c_char), intent(in) :: call(*)
      integer(c_int32_t), value :: kind
      integer(c_int64_t), value :: bytes
      type(c_ptr), value :: user
    end subroutine da_hook_fn

    subroutine da_release_fn(private_data) bind(C)
      import
      implicit none
      type(c_ptr), value :: private_data
    end subroutine da_release_fn

    subroutine da_distbuffer_release_fn(self) bind(C)
      import
      implicit none
      type(da_distbuffer), intent(inout) :: self
    end subroutine da_distbuffer_release_fn
  end interface
  public :: da_local_fn, da_fill_fn, da_map_fn, da_function_fn, da_hook_fn, da_release_fn, da_distbuffer_release_fn
end module distarray_types
