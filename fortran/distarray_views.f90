! Views: parts of arrays, other orders of axes, other dtypes; distarray.h declares and describes these functions.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_views
  use, intrinsic :: iso_c_binding, only: c_ptr, c_char, c_int32_t, c_int64_t
  use distarray_types, only: da_slice
  implicit none
  private :: c_ptr, c_char, c_int32_t, c_int64_t

  interface
    ! Make an entry that selects a range of an axis, as Python's start:stop:step.
    function da_range(start, stop, step) result(slice) bind(C, name="da_range")
      import
      implicit none
      integer(c_int64_t), value :: start
      integer(c_int64_t), value :: stop
      integer(c_int64_t), value :: step
      type(da_slice) :: slice
    end function da_range

    ! Make an entry that selects all of an axis, as Python's `:`.
    function da_whole() result(slice) bind(C, name="da_whole")
      import
      implicit none
      type(da_slice) :: slice
    end function da_whole

    ! Make an entry that selects one index of an axis, which disappears.
    function da_at(i) result(slice) bind(C, name="da_at")
      import
      implicit none
      integer(c_int64_t), value :: i
      type(da_slice) :: slice
    end function da_at

    ! Make an entry that adds an axis of extent 1, as NumPy's newaxis.
    function da_newaxis() result(slice) bind(C, name="da_newaxis")
      import
      implicit none
      type(da_slice) :: slice
    end function da_newaxis

    ! Make an entry that selects all of the axes that no other entry names, as Python's `...`.
    function da_ellipsis() result(slice) bind(C, name="da_ellipsis")
      import
      implicit none
      type(da_slice) :: slice
    end function da_ellipsis

    ! Make a view of a part of an array, which shares its memory.
    function da_slice_view(a, n, slices, out) result(status) bind(C, name="da_slice_view")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: n
      type(da_slice), intent(in) :: slices(*)
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_slice_view

    ! Create the distribution of a part of an array.
    function da_distribution_slice(dist, n, slices, out) result(status) bind(C, name="da_distribution_slice")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int32_t), value :: n
      type(da_slice), intent(in) :: slices(*)
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_distribution_slice

    ! Create the distribution of a part of an array; the part as text.
    function da_distribution_slice_text(dist, text, out) result(status) bind(C, name="da_distribution_slice_text")
      import
      implicit none
      type(c_ptr), value :: dist
      character(kind=c_char), intent(in) :: text(*)
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_distribution_slice_text

    ! Make a view of a part of an array, which shares its memory; the part as text.
    function da_slice_text(a, text, out) result(status) bind(C, name="da_slice_text")
      import
      implicit none
      type(c_ptr), value :: a
      character(kind=c_char), intent(in) :: text(*)
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_slice_text

    ! Copy a part of an array into fresh memory.
    function da_slice_copy(a, n, slices, out) result(status) bind(C, name="da_slice_copy")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: n
      type(da_slice), intent(in) :: slices(*)
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_slice_copy

    ! Copy a part of an array into fresh memory; the part as text.
    function da_slice_copy_text(a, text, out) result(status) bind(C, name="da_slice_copy_text")
      import
      implicit none
      type(c_ptr), value :: a
      character(kind=c_char), intent(in) :: text(*)
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_slice_copy_text

    ! Make a view of an array with its axes in another order.
    function da_transpose(a, axes, out) result(status) bind(C, name="da_transpose")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), intent(in), optional :: axes(*)
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_transpose

    ! Make a view of an array with two axes in each other's place.
    function da_swapaxes(a, axis1, axis2, out) result(status) bind(C, name="da_swapaxes")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: axis1
      integer(c_int32_t), value :: axis2
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_swapaxes

    ! Make a view of an array with some axes moved to other places.
    function da_moveaxis(a, n, source, destination, out) result(status) bind(C, name="da_moveaxis")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: n
      integer(c_int32_t), intent(in) :: source(*)
      integer(c_int32_t), intent(in) :: destination(*)
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_moveaxis

    ! Make a view of an array without axes of extent 1.
    function da_squeeze(a, naxes, axes, out) result(status) bind(C, name="da_squeeze")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: naxes
      integer(c_int32_t), intent(in), optional :: axes(*)
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_squeeze

    ! Make a view of an array with a new axis of extent 1.
    function da_expand_dims(a, axis, out) result(status) bind(C, name="da_expand_dims")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: axis
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_expand_dims

    ! Make a view of the real parts of an array.
    function da_real_part(a, out) result(status) bind(C, name="da_real_part")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_real_part

    ! Make a view of the imaginary parts of an array.
    function da_imag_part(a, out) result(status) bind(C, name="da_imag_part")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_imag_part

    ! Make a view of an array's bytes as another dtype.
    function da_view(a, dtype, out) result(status) bind(C, name="da_view")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: dtype
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_view

    ! Make a view of an array without its boundary padding.
    function da_array_interior(a, out) result(status) bind(C, name="da_array_interior")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_array_interior

    ! Make a read-only view of an array broadcast to a shape.
    function da_broadcast_to(a, ndim, shape, out) result(status) bind(C, name="da_broadcast_to")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: ndim
      integer(c_int64_t), intent(in) :: shape(*)
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_broadcast_to
  end interface
end module distarray_views
