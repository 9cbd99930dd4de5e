! Arrays, their creation, and computation: distarray.h declares and describes these functions.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_arrays
  use, intrinsic :: iso_c_binding, only: c_ptr, c_funptr, c_int32_t, c_int64_t
  use distarray_types, only: da_distbuffer, da_local, da_value
  implicit none
  private :: c_ptr, c_funptr, c_int32_t, c_int64_t

  interface
    ! Wrap this rank's own memory as an array, without copying.
    function da_array_wrap(dist, dtype, data, strides, flags, release, private_data, out) &
        result(status) bind(C, name="da_array_wrap")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int32_t), value :: dtype
      type(c_ptr), value :: data
      integer(c_int64_t), intent(in), optional :: strides(*)
      integer(c_int32_t), value :: flags
      type(c_funptr), value :: release
      type(c_ptr), value :: private_data
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_array_wrap

    ! Export this rank's section through the Distributed Array Protocol, without copying.
    function da_array_export(a, buffer) result(status) bind(C, name="da_array_export")
      import
      implicit none
      type(c_ptr), value :: a
      type(da_distbuffer), intent(inout) :: buffer
      integer(c_int32_t) :: status
    end function da_array_export

    ! Import sections that another library exported, without copying.
    function da_array_import(ctx, buffer, out) result(status) bind(C, name="da_array_import")
      import
      implicit none
      type(c_ptr), value :: ctx
      type(da_distbuffer), intent(inout) :: buffer
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_array_import

    ! Get this rank's section.
    function da_array_local(a, access, local) result(status) bind(C, name="da_array_local")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: access
      type(da_local), intent(out) :: local
      integer(c_int32_t) :: status
    end function da_array_local

    ! Call a function on this rank's section.
    function da_array_apply_local(a, access, callback, user) &
        result(status) bind(C, name="da_array_apply_local")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: access
      type(c_funptr), value :: callback
      type(c_ptr), value :: user
      integer(c_int32_t) :: status
    end function da_array_apply_local

    ! Make all replicas equal to the one with coordinate 0.
    function da_array_sync_replicas(a) result(status) bind(C, name="da_array_sync_replicas")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t) :: status
    end function da_array_sync_replicas

    ! Get the number of axes.
    function da_array_ndim(a, ndim) result(status) bind(C, name="da_array_ndim")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), intent(out) :: ndim
      integer(c_int32_t) :: status
    end function da_array_ndim

    ! Get the global shape.
    function da_array_shape(a, shape) result(status) bind(C, name="da_array_shape")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int64_t), intent(out) :: shape(*)
      integer(c_int32_t) :: status
    end function da_array_shape

    ! Get the global number of elements.
    function da_array_size(a, size) result(status) bind(C, name="da_array_size")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int64_t), intent(out) :: size
      integer(c_int32_t) :: status
    end function da_array_size

    ! Get the element type.
    function da_array_dtype(a, dtype) result(status) bind(C, name="da_array_dtype")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), intent(out) :: dtype
      integer(c_int32_t) :: status
    end function da_array_dtype

    ! Get an array's flags on this rank.
    function da_array_flags(a, flags) result(status) bind(C, name="da_array_flags")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), intent(out) :: flags
      integer(c_int32_t) :: status
    end function da_array_flags

    ! Get an array's distribution.
    function da_array_distribution(a, out) result(status) bind(C, name="da_array_distribution")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_array_distribution

    ! Get an array's context.
    function da_array_context(a, out) result(status) bind(C, name="da_array_context")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_array_context

    ! Free an array handle and set it to NULL.
    function da_array_free(a) result(status) bind(C, name="da_array_free")
      import
      implicit none
      type(c_ptr), intent(inout) :: a
      integer(c_int32_t) :: status
    end function da_array_free

    ! Create an array without setting its elements.
    function da_empty(dist, dtype, out) result(status) bind(C, name="da_empty")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int32_t), value :: dtype
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_empty

    ! Create an array of zeros.
    function da_zeros(dist, dtype, out) result(status) bind(C, name="da_zeros")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int32_t), value :: dtype
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_zeros

    ! Create an array of ones.
    function da_ones(dist, dtype, out) result(status) bind(C, name="da_ones")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int32_t), value :: dtype
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_ones

    ! Create an array that holds one value everywhere.
    function da_full(dist, dtype, value, out) result(status) bind(C, name="da_full")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int32_t), value :: dtype
      type(da_value), value :: value
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_full

    ! Create an array like another without setting its elements.
    function da_empty_like(model, dtype, out) result(status) bind(C, name="da_empty_like")
      import
      implicit none
      type(c_ptr), value :: model
      integer(c_int32_t), value :: dtype
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_empty_like

    ! Create an array of zeros like another.
    function da_zeros_like(model, dtype, out) result(status) bind(C, name="da_zeros_like")
      import
      implicit none
      type(c_ptr), value :: model
      integer(c_int32_t), value :: dtype
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_zeros_like

    ! Create an array of ones like another.
    function da_ones_like(model, dtype, out) result(status) bind(C, name="da_ones_like")
      import
      implicit none
      type(c_ptr), value :: model
      integer(c_int32_t), value :: dtype
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_ones_like

    ! Create an array like another that holds one value everywhere.
    function da_full_like(model, dtype, value, out) result(status) bind(C, name="da_full_like")
      import
      implicit none
      type(c_ptr), value :: model
      integer(c_int32_t), value :: dtype
      type(da_value), value :: value
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_full_like

    ! Copy an array into fresh memory, padding included.
    function da_copy(a, out) result(status) bind(C, name="da_copy")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_copy

    ! Copy an array as another dtype, by any conversion, padding included.
    function da_astype(a, dtype, out) result(status) bind(C, name="da_astype")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: dtype
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_astype

    ! Write one value to every element, padding included.
    function da_fill(a, value) result(status) bind(C, name="da_fill")
      import
      implicit none
      type(c_ptr), value :: a
      type(da_value), value :: value
      integer(c_int32_t) :: status
    end function da_fill


    ! Compute a function of one operand, given by its number.
    function da_unary(op, a, out) result(status) bind(C, name="da_unary")
      import
      implicit none
      integer(c_int32_t), value :: op
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_unary

    ! Compute a function of two arrays, given by its number.
    function da_binary(op, a, b, out) result(status) bind(C, name="da_binary")
      import
      implicit none
      integer(c_int32_t), value :: op
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_binary

    ! Compute a function of an array and a scalar, given by its number.
    function da_binary_scalar(op, a, value, out) result(status) bind(C, name="da_binary_scalar")
      import
      implicit none
      integer(c_int32_t), value :: op
      type(c_ptr), value :: a
      type(da_value), value :: value
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_binary_scalar

    ! Compute a function of a scalar and an array, given by its number.
    function da_scalar_binary(op, value, a, out) result(status) bind(C, name="da_scalar_binary")
      import
      implicit none
      integer(c_int32_t), value :: op
      type(da_value), value :: value
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_scalar_binary

  end interface
end module distarray_arrays
