! type(da_array): functions of two operands; the result is in `out`, or without it in the array itself.
! Made by scripts/fortran_objects.py, do not edit.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_object_pairs
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: int8, int16, int32, int64, real32, real64
  use distarray
  use distarray_object_comparison, only: array_comparison
  use distarray_object_apply, only: apply_binary, apply_scalar
  use distarray_object_base, only: array_base
  use distarray_object_errors, only: da_check
  implicit none
  private
  public :: array_pairs

  type, extends(array_comparison) :: array_pairs
  contains
    procedure, private :: float_power_array, float_power_value
    generic :: float_power => float_power_array, float_power_value
    procedure, private :: arctan2_array, arctan2_value
    generic :: arctan2 => arctan2_array, arctan2_value
    procedure, private :: hypot_array, hypot_value
    generic :: hypot => hypot_array, hypot_value
    procedure, private :: logaddexp_array, logaddexp_value
    generic :: logaddexp => logaddexp_array, logaddexp_value
    procedure, private :: logaddexp2_array, logaddexp2_value
    generic :: logaddexp2 => logaddexp2_array, logaddexp2_value
    procedure, private :: fmax_array, fmax_value
    generic :: fmax => fmax_array, fmax_value
    procedure, private :: fmin_array, fmin_value
    generic :: fmin => fmin_array, fmin_value
    procedure, private :: copysign_array, copysign_value
    generic :: copysign => copysign_array, copysign_value
    procedure, private :: nextafter_array, nextafter_value
    generic :: nextafter => nextafter_array, nextafter_value
    procedure, private :: ldexp_array, ldexp_value
    generic :: ldexp => ldexp_array, ldexp_value
    procedure, private :: heaviside_array, heaviside_value
    generic :: heaviside => heaviside_array, heaviside_value
    procedure, private :: gcd_array, gcd_value
    generic :: gcd => gcd_array, gcd_value
    procedure, private :: lcm_array, lcm_value
    generic :: lcm => lcm_array, lcm_value
    procedure, private :: bitwise_and_array, bitwise_and_value
    generic :: bitwise_and => bitwise_and_array, bitwise_and_value
    procedure, private :: bitwise_or_array, bitwise_or_value
    generic :: bitwise_or => bitwise_or_array, bitwise_or_value
    procedure, private :: bitwise_xor_array, bitwise_xor_value
    generic :: bitwise_xor => bitwise_xor_array, bitwise_xor_value
    procedure, private :: left_shift_array, left_shift_value
    generic :: left_shift => left_shift_array, left_shift_value
    procedure, private :: right_shift_array, right_shift_value
    generic :: right_shift => right_shift_array, right_shift_value
    procedure, private :: logical_and_array, logical_and_value
    generic :: logical_and => logical_and_array, logical_and_value
    procedure, private :: logical_or_array, logical_or_value
    generic :: logical_or => logical_or_array, logical_or_value
    procedure, private :: logical_xor_array, logical_xor_value
    generic :: logical_xor => logical_xor_array, logical_xor_value
  end type array_pairs

contains

  subroutine float_power_array(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_FLOAT_POWER, a%handle, b%handle, out), stat, errmsg)
  end subroutine float_power_array

  subroutine float_power_value(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_FLOAT_POWER, a%handle, b, out), stat, errmsg)
  end subroutine float_power_value

  subroutine arctan2_array(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_ARCTAN2, a%handle, b%handle, out), stat, errmsg)
  end subroutine arctan2_array

  subroutine arctan2_value(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_ARCTAN2, a%handle, b, out), stat, errmsg)
  end subroutine arctan2_value

  subroutine hypot_array(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_HYPOT, a%handle, b%handle, out), stat, errmsg)
  end subroutine hypot_array

  subroutine hypot_value(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_HYPOT, a%handle, b, out), stat, errmsg)
  end subroutine hypot_value

  subroutine logaddexp_array(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_LOGADDEXP, a%handle, b%handle, out), stat, errmsg)
  end subroutine logaddexp_array

  subroutine logaddexp_value(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_LOGADDEXP, a%handle, b, out), stat, errmsg)
  end subroutine logaddexp_value

  subroutine logaddexp2_array(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_LOGADDEXP2, a%handle, b%handle, out), stat, errmsg)
  end subroutine logaddexp2_array

  subroutine logaddexp2_value(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_LOGADDEXP2, a%handle, b, out), stat, errmsg)
  end subroutine logaddexp2_value

  subroutine fmax_array(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_FMAX, a%handle, b%handle, out), stat, errmsg)
  end subroutine fmax_array

  subroutine fmax_value(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_FMAX, a%handle, b, out), stat, errmsg)
  end subroutine fmax_value

  subroutine fmin_array(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_FMIN, a%handle, b%handle, out), stat, errmsg)
  end subroutine fmin_array

  subroutine fmin_value(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_FMIN, a%handle, b, out), stat, errmsg)
  end subroutine fmin_value

  subroutine copysign_array(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_COPYSIGN, a%handle, b%handle, out), stat, errmsg)
  end subroutine copysign_array

  subroutine copysign_value(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_COPYSIGN, a%handle, b, out), stat, errmsg)
  end subroutine copysign_value

  subroutine nextafter_array(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_NEXTAFTER, a%handle, b%handle, out), stat, errmsg)
  end subroutine nextafter_array

  subroutine nextafter_value(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_NEXTAFTER, a%handle, b, out), stat, errmsg)
  end subroutine nextafter_value

  subroutine ldexp_array(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_LDEXP, a%handle, b%handle, out), stat, errmsg)
  end subroutine ldexp_array

  subroutine ldexp_value(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_LDEXP, a%handle, b, out), stat, errmsg)
  end subroutine ldexp_value

  subroutine heaviside_array(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_HEAVISIDE, a%handle, b%handle, out), stat, errmsg)
  end subroutine heaviside_array

  subroutine heaviside_value(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_HEAVISIDE, a%handle, b, out), stat, errmsg)
  end subroutine heaviside_value

  subroutine gcd_array(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_GCD, a%handle, b%handle, out), stat, errmsg)
  end subroutine gcd_array

  subroutine gcd_value(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_GCD, a%handle, b, out), stat, errmsg)
  end subroutine gcd_value

  subroutine lcm_array(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_LCM, a%handle, b%handle, out), stat, errmsg)
  end subroutine lcm_array

  subroutine lcm_value(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_LCM, a%handle, b, out), stat, errmsg)
  end subroutine lcm_value

  subroutine bitwise_and_array(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_BITWISE_AND, a%handle, b%handle, out), stat, errmsg)
  end subroutine bitwise_and_array

  subroutine bitwise_and_value(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_BITWISE_AND, a%handle, b, out), stat, errmsg)
  end subroutine bitwise_and_value

  subroutine bitwise_or_array(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_BITWISE_OR, a%handle, b%handle, out), stat, errmsg)
  end subroutine bitwise_or_array

  subroutine bitwise_or_value(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_BITWISE_OR, a%handle, b, out), stat, errmsg)
  end subroutine bitwise_or_value

  subroutine bitwise_xor_array(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_BITWISE_XOR, a%handle, b%handle, out), stat, errmsg)
  end subroutine bitwise_xor_array

  subroutine bitwise_xor_value(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_BITWISE_XOR, a%handle, b, out), stat, errmsg)
  end subroutine bitwise_xor_value

  subroutine left_shift_array(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_LEFT_SHIFT, a%handle, b%handle, out), stat, errmsg)
  end subroutine left_shift_array

  subroutine left_shift_value(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_LEFT_SHIFT, a%handle, b, out), stat, errmsg)
  end subroutine left_shift_value

  subroutine right_shift_array(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_RIGHT_SHIFT, a%handle, b%handle, out), stat, errmsg)
  end subroutine right_shift_array

  subroutine right_shift_value(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_RIGHT_SHIFT, a%handle, b, out), stat, errmsg)
  end subroutine right_shift_value

  subroutine logical_and_array(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_LOGICAL_AND, a%handle, b%handle, out), stat, errmsg)
  end subroutine logical_and_array

  subroutine logical_and_value(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_LOGICAL_AND, a%handle, b, out), stat, errmsg)
  end subroutine logical_and_value

  subroutine logical_or_array(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_LOGICAL_OR, a%handle, b%handle, out), stat, errmsg)
  end subroutine logical_or_array

  subroutine logical_or_value(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_LOGICAL_OR, a%handle, b, out), stat, errmsg)
  end subroutine logical_or_value

  subroutine logical_xor_array(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_LOGICAL_XOR, a%handle, b%handle, out), stat, errmsg)
  end subroutine logical_xor_array

  subroutine logical_xor_value(a, b, out, stat, errmsg)
    class(array_pairs), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_LOGICAL_XOR, a%handle, b, out), stat, errmsg)
  end subroutine logical_xor_value
end module distarray_object_pairs
