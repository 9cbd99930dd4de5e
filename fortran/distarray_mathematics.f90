! Mathematical functions: exponentials, angles, rounding, how numbers are made. distarray.h declares and describes these functions.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_mathematics
  use, intrinsic :: iso_c_binding, only: c_ptr, c_int32_t
  implicit none
  private :: c_ptr, c_int32_t

  interface
    ! Take e to the power of an array, element by element.
    function da_exp(a, out) result(status) bind(C, name="da_exp")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_exp

    ! Take 2 to the power of an array, element by element.
    function da_exp2(a, out) result(status) bind(C, name="da_exp2")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_exp2

    ! Take exp(x) - 1, element by element, exact for x near 0.
    function da_expm1(a, out) result(status) bind(C, name="da_expm1")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_expm1

    ! Take the natural logarithm, element by element.
    function da_log(a, out) result(status) bind(C, name="da_log")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_log

    ! Take the logarithm to base 2, element by element.
    function da_log2(a, out) result(status) bind(C, name="da_log2")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_log2

    ! Take the logarithm to base 10, element by element.
    function da_log10(a, out) result(status) bind(C, name="da_log10")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_log10

    ! Take log(1 + x), element by element, exact for x near 0.
    function da_log1p(a, out) result(status) bind(C, name="da_log1p")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_log1p

    ! Take log(exp(a) + exp(b)), element by element, without overflow on the way.
    function da_logaddexp(a, b, out) result(status) bind(C, name="da_logaddexp")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_logaddexp

    ! Take log2(2**a + 2**b), element by element, without overflow on the way.
    function da_logaddexp2(a, b, out) result(status) bind(C, name="da_logaddexp2")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_logaddexp2

    ! Take the sine of an array in radians, element by element.
    function da_sin(a, out) result(status) bind(C, name="da_sin")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_sin

    ! Take the cosine of an array in radians, element by element.
    function da_cos(a, out) result(status) bind(C, name="da_cos")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_cos

    ! Take the tangent of an array in radians, element by element.
    function da_tan(a, out) result(status) bind(C, name="da_tan")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_tan

    ! Take the inverse sine, element by element, in radians from -pi/2 to pi/2.
    function da_arcsin(a, out) result(status) bind(C, name="da_arcsin")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_arcsin

    ! Take the inverse cosine, element by element, in radians from 0 to pi.
    function da_arccos(a, out) result(status) bind(C, name="da_arccos")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_arccos

    ! Take the inverse tangent, element by element, in radians from -pi/2 to pi/2.
    function da_arctan(a, out) result(status) bind(C, name="da_arctan")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_arctan

    ! Take the angle between the positive x axis and the point (b, a), element by element, in radians from -pi to
    ! pi.
    function da_arctan2(a, b, out) result(status) bind(C, name="da_arctan2")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_arctan2

    ! Convert degrees to radians, element by element.
    function da_deg2rad(a, out) result(status) bind(C, name="da_deg2rad")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_deg2rad

    ! Convert radians to degrees, element by element.
    function da_rad2deg(a, out) result(status) bind(C, name="da_rad2deg")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_rad2deg

    ! Take the hyperbolic sine, element by element.
    function da_sinh(a, out) result(status) bind(C, name="da_sinh")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_sinh

    ! Take the hyperbolic cosine, element by element.
    function da_cosh(a, out) result(status) bind(C, name="da_cosh")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_cosh

    ! Take the hyperbolic tangent, element by element.
    function da_tanh(a, out) result(status) bind(C, name="da_tanh")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_tanh

    ! Take the inverse hyperbolic sine, element by element.
    function da_arcsinh(a, out) result(status) bind(C, name="da_arcsinh")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_arcsinh

    ! Take the inverse hyperbolic cosine, element by element.
    function da_arccosh(a, out) result(status) bind(C, name="da_arccosh")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_arccosh

    ! Take the inverse hyperbolic tangent, element by element.
    function da_arctanh(a, out) result(status) bind(C, name="da_arctanh")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_arctanh

    ! Round to the nearest whole number, element by element, ties to even.
    function da_rint(a, out) result(status) bind(C, name="da_rint")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_rint

    ! Round down, element by element.
    function da_floor(a, out) result(status) bind(C, name="da_floor")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_floor

    ! Round up, element by element.
    function da_ceil(a, out) result(status) bind(C, name="da_ceil")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_ceil

    ! Round towards zero, element by element.
    function da_trunc(a, out) result(status) bind(C, name="da_trunc")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_trunc

    ! Split an array, element by element, into fractional and whole part, both with the operand's sign.
    function da_modf(a, fraction, whole) result(status) bind(C, name="da_modf")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: fraction, whole
      integer(c_int32_t) :: status
    end function da_modf

    ! Split an array, element by element, into a mantissa from 0.5 to 1 in magnitude and an exponent of 2.
    function da_frexp(a, mantissa, exponent) result(status) bind(C, name="da_frexp")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: mantissa, exponent
      integer(c_int32_t) :: status
    end function da_frexp

    ! Multiply an array by 2 to the power of another, element by element: the inverse of da_frexp().
    function da_ldexp(a, b, out) result(status) bind(C, name="da_ldexp")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_ldexp

    ! Give an array's magnitudes the signs of another's elements, those of -0 and nan too.
    function da_copysign(a, b, out) result(status) bind(C, name="da_copysign")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_copysign

    ! Take the next number that can be represented after an array's, towards another's, element by element.
    function da_nextafter(a, b, out) result(status) bind(C, name="da_nextafter")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_nextafter

    ! Take the distance to the next number that can be represented away from zero, element by element, with the
    ! operand's sign.
    function da_spacing(a, out) result(status) bind(C, name="da_spacing")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_spacing

    ! Take the step function: 0 below zero, 1 above, and at zero what the second operand says.
    function da_heaviside(a, b, out) result(status) bind(C, name="da_heaviside")
      import
      implicit none
      type(c_ptr), value :: a, b
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_heaviside
  end interface
end module distarray_mathematics
