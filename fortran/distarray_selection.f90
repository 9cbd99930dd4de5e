! Elements chosen, bounded, rounded, replaced and compared. distarray.h declares and describes these functions.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_selection
  use, intrinsic :: iso_c_binding, only: c_ptr, c_int32_t, c_double
  use distarray_types, only: da_operand, da_value
  implicit none
  private :: c_ptr, c_int32_t, c_double

  interface
    ! Take the angles of complex numbers, element by element.
    function da_angle(a, deg, out) result(status) bind(C, name="da_angle")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: deg
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_angle

    ! Round to a number of decimals, element by element, ties to even.
    function da_round(a, decimals, out) result(status) bind(C, name="da_round")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: decimals
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_round

    ! Limit elements to what lies between two bounds; c_null_ptr is no bound.
    function da_clip(a, lo, hi, out) result(status) bind(C, name="da_clip")
      import
      implicit none
      type(c_ptr), value :: a, lo, hi
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_clip

    ! Limit elements to what lies between two scalars.
    function da_clip_values(a, lo, hi, out) result(status) bind(C, name="da_clip_values")
      import
      implicit none
      type(c_ptr), value :: a
      type(da_value), value :: lo, hi
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_clip_values

    ! Choose between two operands, element by element: the first one where the condition is true.
    function da_where(condition, x, y, out) result(status) bind(C, name="da_where")
      import
      implicit none
      type(c_ptr), value :: condition
      type(da_operand), intent(in) :: x, y
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_where

    ! Replace nan and infinities by finite numbers, element by element.
    function da_nan_to_num(a, nan, posinf, neginf, out) result(status) bind(C, name="da_nan_to_num")
      import
      implicit none
      type(c_ptr), value :: a
      real(c_double), value :: nan
      real(c_double), intent(in), optional :: posinf, neginf
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_nan_to_num

    ! Find where two arrays are close, element by element.
    function da_isclose(a, b, rtol, atol, equal_nan, out) result(status) bind(C, name="da_isclose")
      import
      implicit none
      type(c_ptr), value :: a, b
      real(c_double), value :: rtol, atol
      integer(c_int32_t), value :: equal_nan
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_isclose

    ! Find out whether all elements of two arrays are close.
    function da_allclose_value(a, b, rtol, atol, equal_nan, result) result(status) bind(C, name="da_allclose_value")
      import
      implicit none
      type(c_ptr), value :: a, b
      real(c_double), value :: rtol, atol
      integer(c_int32_t), value :: equal_nan
      integer(c_int32_t), intent(out) :: result
      integer(c_int32_t) :: status
    end function da_allclose_value

    ! Find out whether two arrays have the same shape and equal elements.
    function da_array_equal(a, b, equal_nan, result) result(status) bind(C, name="da_array_equal")
      import
      implicit none
      type(c_ptr), value :: a, b
      integer(c_int32_t), value :: equal_nan
      integer(c_int32_t), intent(out) :: result
      integer(c_int32_t) :: status
    end function da_array_equal
  end interface
end module distarray_selection
