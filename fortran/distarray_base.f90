! The library, its errors, dtypes and scalars, and contexts: distarray.h declares and describes these
! functions. After an error the arguments that a call writes are undefined, but for handles, which
! stay as they were.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_base
  use, intrinsic :: iso_c_binding, only: c_ptr, c_funptr, c_char, c_int, c_int8_t, c_int16_t, c_int32_t, c_int64_t, &
      c_float, c_double
  use distarray_types, only: da_context_options, da_counters, da_stats, da_value
  implicit none
  private :: c_ptr, c_funptr, c_char, c_int, c_int8_t, c_int16_t, c_int32_t, c_int64_t, c_float, c_double
  private :: bound_u8, bound_u16

  interface
    ! Get the bytes of one element.
    function da_dtype_size(dtype, size) result(status) bind(C, name="da_dtype_size")
      import
      implicit none
      integer(c_int32_t), value :: dtype
      integer(c_int64_t), intent(out) :: size
      integer(c_int32_t) :: status
    end function da_dtype_size

    ! Return NumPy's name of a dtype, such as "float64".
    function da_dtype_name(dtype) result(text) bind(C, name="da_dtype_name")
      import
      implicit none
      integer(c_int32_t), value :: dtype
      type(c_ptr) :: text
    end function da_dtype_name

    ! Get the dtype of a name, such as "float64".
    function da_dtype_from_name(name, dtype) result(status) bind(C, name="da_dtype_from_name")
      import
      implicit none
      character(kind=c_char), intent(in) :: name(*)
      integer(c_int32_t), intent(out) :: dtype
      integer(c_int32_t) :: status
    end function da_dtype_from_name

    ! Get the dtype in which two dtypes meet, as numpy.promote_types.
    function da_dtype_promote(a, b, dtype) result(status) bind(C, name="da_dtype_promote")
      import
      implicit none
      integer(c_int32_t), value :: a, b
      integer(c_int32_t), intent(out) :: dtype
      integer(c_int32_t) :: status
    end function da_dtype_promote

    ! Tell whether a casting rule allows a conversion, as numpy.can_cast.
    function da_dtype_can_cast(from, to, casting, allowed) result(status) bind(C, name="da_dtype_can_cast")
      import
      implicit none
      integer(c_int32_t), value :: from, to, casting
      integer(c_int32_t), intent(out) :: allowed
      integer(c_int32_t) :: status
    end function da_dtype_can_cast

    ! Return the text of this thread's last error: what was wrong, with the values, and the rank where it began.
    ! An empty text after a call that succeeded.
    function da_error_message() result(text) bind(C, name="da_error_message")
      import
      implicit none
      type(c_ptr) :: text
    end function da_error_message

    ! Return the context rank where this thread's last error began, or -1 when it began on this rank and no other
    ! rank was asked.
    function da_error_rank() result(rank) bind(C, name="da_error_rank")
      import
      implicit none
      integer(c_int32_t) :: rank
    end function da_error_rank

    ! Make a text this thread's last error, and return its status.
    function da_error_set(status, text) result(same) bind(C, name="da_error_set")
      import
      implicit none
      integer(c_int32_t), value :: status
      character(kind=c_char), intent(in) :: text(*)
      integer(c_int32_t) :: same
    end function da_error_set

    ! Return the name of a status, such as "DA_ERR_SHAPE".
    function da_status_name(status) result(text) bind(C, name="da_status_name")
      import
      implicit none
      integer(c_int32_t), value :: status
      type(c_ptr) :: text
    end function da_status_name

    ! Get the library's version.
    function da_version(major, minor, patch) result(status) bind(C, name="da_version")
      import
      implicit none
      integer(c_int32_t), intent(out) :: major, minor, patch
      integer(c_int32_t) :: status
    end function da_version

    ! Return the library's version as text, such as "0.1.0".
    function da_version_string() result(text) bind(C, name="da_version_string")
      import
      implicit none
      type(c_ptr) :: text
    end function da_version_string

    ! Write a line on how the library was built: version, features, the MPI it runs on.
    function da_build_info(buffer, capacity, length) result(status) bind(C, name="da_build_info")
      import
      implicit none
      character(kind=c_char), intent(out), optional :: buffer(*)
      integer(c_int64_t), value :: capacity
      integer(c_int64_t), intent(out), optional :: length
      integer(c_int32_t) :: status
    end function da_build_info

    ! Get what the library holds in this process.
    function da_library_counters(counters) result(status) bind(C, name="da_library_counters")
      import
      implicit none
      type(da_counters), intent(inout) :: counters
      integer(c_int32_t) :: status
    end function da_library_counters


    ! Make a weak real scalar, which takes the precision of the array it meets.
    function da_real(x) result(value) bind(C, name="da_real")
      import
      implicit none
      real(c_double), value :: x
      type(da_value) :: value
    end function da_real

    ! Make a weak integer scalar, which takes the dtype of the integer array it meets.
    function da_int(i) result(value) bind(C, name="da_int")
      import
      implicit none
      integer(c_int64_t), value :: i
      type(da_value) :: value
    end function da_int

    ! Make a weak complex scalar, which takes the precision of the array it meets.
    function da_complex(re, im) result(value) bind(C, name="da_complex")
      import
      implicit none
      real(c_double), value :: re, im
      type(da_value) :: value
    end function da_complex

    ! Make a bool scalar.
    function da_bool_value(x) result(value) bind(C, name="da_bool")
      import
      implicit none
      integer(c_int32_t), value :: x
      type(da_value) :: value
    end function da_bool_value

    ! Make a int8 scalar.
    function da_i8(x) result(value) bind(C, name="da_i8")
      import
      implicit none
      integer(c_int8_t), value :: x
      type(da_value) :: value
    end function da_i8

    ! Make a int16 scalar.
    function da_i16(x) result(value) bind(C, name="da_i16")
      import
      implicit none
      integer(c_int16_t), value :: x
      type(da_value) :: value
    end function da_i16

    ! Make a int32 scalar.
    function da_i32(x) result(value) bind(C, name="da_i32")
      import
      implicit none
      integer(c_int32_t), value :: x
      type(da_value) :: value
    end function da_i32

    ! Make a int64 scalar.
    function da_i64(x) result(value) bind(C, name="da_i64")
      import
      implicit none
      integer(c_int64_t), value :: x
      type(da_value) :: value
    end function da_i64

    ! Make a uint8 scalar.
    function bound_u8(x) result(value) bind(C, name="da_u8")
      import
      implicit none
      integer(c_int32_t), value :: x
      type(da_value) :: value
    end function bound_u8

    ! Make a uint16 scalar.
    function bound_u16(x) result(value) bind(C, name="da_u16")
      import
      implicit none
      integer(c_int32_t), value :: x
      type(da_value) :: value
    end function bound_u16

    ! Make a uint32 scalar.
    function da_u32(x) result(value) bind(C, name="da_u32")
      import
      implicit none
      integer(c_int32_t), value :: x
      type(da_value) :: value
    end function da_u32

    ! Make a uint64 scalar.
    function da_u64(x) result(value) bind(C, name="da_u64")
      import
      implicit none
      integer(c_int64_t), value :: x
      type(da_value) :: value
    end function da_u64

    ! Make a float32 scalar.
    function da_f32(x) result(value) bind(C, name="da_f32")
      import
      implicit none
      real(c_float), value :: x
      type(da_value) :: value
    end function da_f32

    ! Make a float64 scalar.
    function da_f64(x) result(value) bind(C, name="da_f64")
      import
      implicit none
      real(c_double), value :: x
      type(da_value) :: value
    end function da_f64

    ! Make a complex64 scalar.
    function da_c64(re, im) result(value) bind(C, name="da_c64")
      import
      implicit none
      real(c_float), value :: re, im
      type(da_value) :: value
    end function da_c64

    ! Make a complex128 scalar.
    function da_c128(re, im) result(value) bind(C, name="da_c128")
      import
      implicit none
      real(c_double), value :: re, im
      type(da_value) :: value
    end function da_c128

    ! Read a real scalar as a double.
    function da_value_f64(value, x) result(status) bind(C, name="da_value_f64")
      import
      implicit none
      type(da_value), value :: value
      real(c_double), intent(out) :: x
      integer(c_int32_t) :: status
    end function da_value_f64

    ! Read an integer or bool scalar as a 64-bit integer.
    function da_value_i64(value, i) result(status) bind(C, name="da_value_i64")
      import
      implicit none
      type(da_value), value :: value
      integer(c_int64_t), intent(out) :: i
      integer(c_int32_t) :: status
    end function da_value_i64

    ! Read a scalar of any dtype as a complex number.
    function da_value_c128(value, re, im) result(status) bind(C, name="da_value_c128")
      import
      implicit none
      type(da_value), value :: value
      real(c_double), intent(out) :: re, im
      integer(c_int32_t) :: status
    end function da_value_c128


    ! Create a context over a communicator that Fortran holds.
    function da_context_create_f(comm, options, out) result(status) bind(C, name="da_context_create_f")
      import
      implicit none
      integer(c_int), value :: comm
      type(da_context_options), intent(in), optional :: options
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_context_create_f

    ! Create a context of this process alone.
    function da_context_self(out) result(status) bind(C, name="da_context_self")
      import
      implicit none
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_context_self

    ! Create a context over some ranks of another, in the order of the list.
    function da_context_subset(parent, count, ranks, out) result(status) bind(C, name="da_context_subset")
      import
      implicit none
      type(c_ptr), value :: parent
      integer(c_int32_t), value :: count
      integer(c_int32_t), intent(in) :: ranks(*)
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_context_subset

    ! Split a context: ranks of one color make a new one, ordered by key, then by rank.
    function da_context_split(parent, color, key, out) result(status) bind(C, name="da_context_split")
      import
      implicit none
      type(c_ptr), value :: parent
      integer(c_int32_t), value :: color, key
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_context_split

    ! Get this process's rank in a context.
    function da_context_rank(ctx, rank) result(status) bind(C, name="da_context_rank")
      import
      implicit none
      type(c_ptr), value :: ctx
      integer(c_int32_t), intent(out) :: rank
      integer(c_int32_t) :: status
    end function da_context_rank

    ! Get the number of processes of a context.
    function da_context_size(ctx, size) result(status) bind(C, name="da_context_size")
      import
      implicit none
      type(c_ptr), value :: ctx
      integer(c_int32_t), intent(out) :: size
      integer(c_int32_t) :: status
    end function da_context_size

    ! Get the Fortran handle of the communicator that da_context_comm() gives.
    function da_context_comm_f(ctx, comm) result(status) bind(C, name="da_context_comm_f")
      import
      implicit none
      type(c_ptr), value :: ctx
      integer(c_int), intent(out) :: comm
      integer(c_int32_t) :: status
    end function da_context_comm_f

    ! Compare the processes of two contexts, as MPI_Comm_compare.
    function da_context_compare(a, b, result) result(status) bind(C, name="da_context_compare")
      import
      implicit none
      type(c_ptr), value :: a, b
      integer(c_int32_t), intent(out) :: result
      integer(c_int32_t) :: status
    end function da_context_compare

    ! Wait for all ranks of a context and compare notes with them.
    function da_context_barrier(ctx) result(status) bind(C, name="da_context_barrier")
      import
      implicit none
      type(c_ptr), value :: ctx
      integer(c_int32_t) :: status
    end function da_context_barrier

    ! Agree on an outcome: every rank brings its own, and all get the first mistake.
    function da_context_agree(ctx, status) result(agreed) bind(C, name="da_context_agree")
      import
      implicit none
      type(c_ptr), value :: ctx
      integer(c_int32_t), value :: status
      integer(c_int32_t) :: agreed
    end function da_context_agree

    ! Get what a context's communication has cost on this rank.
    function da_context_stats(ctx, stats) result(status) bind(C, name="da_context_stats")
      import
      implicit none
      type(c_ptr), value :: ctx
      type(da_stats), intent(inout) :: stats
      integer(c_int32_t) :: status
    end function da_context_stats

    ! Begin to count a context's communication on this rank from zero.
    function da_context_stats_reset(ctx) result(status) bind(C, name="da_context_stats_reset")
      import
      implicit none
      type(c_ptr), value :: ctx
      integer(c_int32_t) :: status
    end function da_context_stats_reset

    ! Have functions called before and after each communicating operation of a context on this rank.
    function da_context_set_hooks(ctx, before, after, user) result(status) bind(C, name="da_context_set_hooks")
      import
      implicit none
      type(c_ptr), value :: ctx
      type(c_funptr), value :: before, after
      type(c_ptr), value :: user
      integer(c_int32_t) :: status
    end function da_context_set_hooks

    ! Free a context handle and set it to NULL.
    function da_context_free(ctx) result(status) bind(C, name="da_context_free")
      import
      implicit none
      type(c_ptr), intent(inout) :: ctx
      integer(c_int32_t) :: status
    end function da_context_free
  end interface

contains

  ! Unsigned bytes and 16-bit integers are passed as C promotes them, without the sign that
  ! Fortran's integers have: compilers rely on clear upper bits.

  ! Make a uint8 scalar of the bits of x: -1_c_int8_t is 255.
  function da_u8(x) result(value)
    integer(c_int8_t), intent(in) :: x
    type(da_value) :: value
    value = bound_u8(iand(int(x, c_int32_t), 255_c_int32_t))
  end function da_u8

  ! Make a uint16 scalar of the bits of x: -1_c_int16_t is 65535.
  function da_u16(x) result(value)
    integer(c_int16_t), intent(in) :: x
    type(da_value) :: value
    value = bound_u16(iand(int(x, c_int32_t), 65535_c_int32_t))
  end function da_u16
end module distarray_base
