! Arithmetic: sums and products, powers and roots, integers. distarray.h declares and describes these functions.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_arithmetic
  use, intrinsic :: iso_c_binding, only: c_ptr, c_int32_t
  implicit none
  private :: c_ptr, c_int32_t

  interface
    ! Add two arrays, element by element.
    function da_add(a, b, out) result(status) bind(C, name="da_add")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_add

    ! Subtract an array from another, element by element.
    function da_subtract(a, b, out) result(status) bind(C, name="da_subtract")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_subtract

    ! Multiply two arrays, element by element.
    function da_multiply(a, b, out) result(status) bind(C, name="da_multiply")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_multiply

    ! Divide an array by another, element by element, in floating point.
    function da_true_divide(a, b, out) result(status) bind(C, name="da_true_divide")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_true_divide

    ! Divide an array by another, element by element: NumPy's other name for da_true_divide().
    function da_divide(a, b, out) result(status) bind(C, name="da_divide")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_divide

    ! Divide an array by another, element by element, and round down.
    function da_floor_divide(a, b, out) result(status) bind(C, name="da_floor_divide")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_floor_divide

    ! Take the remainder of a division, element by element, with the divisor's sign: a - floor(a / b) * b.
    function da_remainder(a, b, out) result(status) bind(C, name="da_remainder")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_remainder

    ! Take the remainder of a division with the divisor's sign: NumPy's other name for da_remainder().
    function da_mod(a, b, out) result(status) bind(C, name="da_mod")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_mod

    ! Take the remainder of a division, element by element, with the dividend's sign: a - trunc(a / b) * b.
    function da_fmod(a, b, out) result(status) bind(C, name="da_fmod")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_fmod

    ! Divide an array by another, element by element, into the quotient rounded down and the remainder.
    function da_divmod(a, b, quotient, remainder) result(status) bind(C, name="da_divmod")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: quotient, remainder
      integer(c_int32_t) :: status
    end function da_divmod

    ! Negate an array, element by element.
    function da_negative(a, out) result(status) bind(C, name="da_negative")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_negative

    ! Copy an array's elements as they are: the unary plus.
    function da_positive(a, out) result(status) bind(C, name="da_positive")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_positive

    ! Take the magnitude, element by element.
    function da_absolute(a, out) result(status) bind(C, name="da_absolute")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_absolute

    ! Take the magnitude: NumPy's other name for da_absolute().
    function da_abs(a, out) result(status) bind(C, name="da_abs")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_abs

    ! Take the magnitude of real numbers, element by element, in floating point.
    function da_fabs(a, out) result(status) bind(C, name="da_fabs")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_fabs

    ! Take the sign, element by element: -1, 0 or 1.
    function da_sign(a, out) result(status) bind(C, name="da_sign")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_sign

    ! Take the complex conjugate, element by element.
    function da_conjugate(a, out) result(status) bind(C, name="da_conjugate")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_conjugate

    ! Take the complex conjugate: NumPy's other name for da_conjugate().
    function da_conj(a, out) result(status) bind(C, name="da_conj")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_conj

    ! Raise an array to the power of another, element by element.
    function da_power(a, b, out) result(status) bind(C, name="da_power")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_power

    ! Raise an array to the power of another, element by element, in double precision.
    function da_float_power(a, b, out) result(status) bind(C, name="da_float_power")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_float_power

    ! Multiply an array by itself, element by element.
    function da_square(a, out) result(status) bind(C, name="da_square")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_square

    ! Divide 1 by an array, element by element.
    function da_reciprocal(a, out) result(status) bind(C, name="da_reciprocal")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_reciprocal

    ! Take the principal square root, element by element.
    function da_sqrt(a, out) result(status) bind(C, name="da_sqrt")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_sqrt

    ! Take the cube root, element by element.
    function da_cbrt(a, out) result(status) bind(C, name="da_cbrt")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_cbrt

    ! Take the length of the hypotenuse, sqrt(a**2 + b**2), element by element, without overflow on the way.
    function da_hypot(a, b, out) result(status) bind(C, name="da_hypot")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_hypot

    ! Take the bits that are set in both of two arrays, element by element.
    function da_bitwise_and(a, b, out) result(status) bind(C, name="da_bitwise_and")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_bitwise_and

    ! Take the bits that are set in at least one of two arrays, element by element.
    function da_bitwise_or(a, b, out) result(status) bind(C, name="da_bitwise_or")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_bitwise_or

    ! Take the bits that are set in exactly one of two arrays, element by element.
    function da_bitwise_xor(a, b, out) result(status) bind(C, name="da_bitwise_xor")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_bitwise_xor

    ! Invert all bits, element by element; of bool, the truth value.
    function da_invert(a, out) result(status) bind(C, name="da_invert")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_invert

    ! Move bits up, element by element, and fill with zeros.
    function da_left_shift(a, b, out) result(status) bind(C, name="da_left_shift")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_left_shift

    ! Move bits down, element by element, and keep the sign.
    function da_right_shift(a, b, out) result(status) bind(C, name="da_right_shift")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_right_shift

    ! Count the bits that are set in the magnitude, element by element.
    function da_bitwise_count(a, out) result(status) bind(C, name="da_bitwise_count")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_bitwise_count

    ! Take the greatest common divisor, element by element.
    function da_gcd(a, b, out) result(status) bind(C, name="da_gcd")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_gcd

    ! Take the least common multiple, element by element.
    function da_lcm(a, b, out) result(status) bind(C, name="da_lcm")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_lcm
  end interface
end module distarray_arithmetic
