! Comparisons and truth values. distarray.h declares and describes these functions.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_comparison
  use, intrinsic :: iso_c_binding, only: c_ptr, c_int32_t
  implicit none
  private :: c_ptr, c_int32_t

  interface
    ! Find where an array is less than another, element by element.
    function da_less(a, b, out) result(status) bind(C, name="da_less")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_less

    ! Find where an array is less than or equal to another, element by element.
    function da_less_equal(a, b, out) result(status) bind(C, name="da_less_equal")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_less_equal

    ! Find where an array is greater than another, element by element.
    function da_greater(a, b, out) result(status) bind(C, name="da_greater")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_greater

    ! Find where an array is greater than or equal to another, element by element.
    function da_greater_equal(a, b, out) result(status) bind(C, name="da_greater_equal")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_greater_equal

    ! Find where two arrays are equal, element by element.
    function da_equal(a, b, out) result(status) bind(C, name="da_equal")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_equal

    ! Find where two arrays differ, element by element.
    function da_not_equal(a, b, out) result(status) bind(C, name="da_not_equal")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_not_equal

    ! Take the larger one of two arrays' elements, and nan where one is nan.
    function da_maximum(a, b, out) result(status) bind(C, name="da_maximum")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_maximum

    ! Take the smaller one of two arrays' elements, and nan where one is nan.
    function da_minimum(a, b, out) result(status) bind(C, name="da_minimum")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_minimum

    ! Take the larger one of two arrays' elements, and the other one where one is nan.
    function da_fmax(a, b, out) result(status) bind(C, name="da_fmax")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_fmax

    ! Take the smaller one of two arrays' elements, and the other one where one is nan.
    function da_fmin(a, b, out) result(status) bind(C, name="da_fmin")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_fmin

    ! Find where both arrays are true, element by element: not zero.
    function da_logical_and(a, b, out) result(status) bind(C, name="da_logical_and")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_logical_and

    ! Find where at least one of two arrays is true, element by element: not zero.
    function da_logical_or(a, b, out) result(status) bind(C, name="da_logical_or")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_logical_or

    ! Find where exactly one of two arrays is true, element by element: not zero.
    function da_logical_xor(a, b, out) result(status) bind(C, name="da_logical_xor")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_logical_xor

    ! Find where an array is zero, element by element.
    function da_logical_not(a, out) result(status) bind(C, name="da_logical_not")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_logical_not

    ! Find where an array is nan, element by element.
    function da_isnan(a, out) result(status) bind(C, name="da_isnan")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_isnan

    ! Find where an array is infinite, element by element.
    function da_isinf(a, out) result(status) bind(C, name="da_isinf")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_isinf

    ! Find where an array is neither infinite nor nan, element by element.
    function da_isfinite(a, out) result(status) bind(C, name="da_isfinite")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_isfinite

    ! Find where the sign bit is set, element by element: also of -0 and of nan.
    function da_signbit(a, out) result(status) bind(C, name="da_signbit")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_signbit
  end interface
end module distarray_comparison
