! type(da_array): functions of two operands; the result is in `out`, or without it in the array itself.
! Made by scripts/fortran_objects.py, do not edit.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_object_arithmetic
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: int8, int16, int32, int64, real32, real64
  use distarray
  use distarray_object_unary, only: array_unary
  use distarray_object_apply, only: apply_binary, apply_scalar
  use distarray_object_base, only: array_base
  use distarray_object_errors, only: da_check
  use distarray_object_values, only: da_number
  implicit none
  private
  public :: array_arithmetic

  type, extends(array_unary) :: array_arithmetic
  contains
    procedure, private :: add_array, add_int32, add_int64, add_real32, add_real64, add_complex64, add_value
    generic :: add => add_array, add_int32, add_int64, add_real32, add_real64, add_complex64, add_value
    procedure, private :: subtract_array, subtract_int32, subtract_int64, subtract_real32, subtract_real64, &
        subtract_complex64, subtract_value
    generic :: subtract => subtract_array, subtract_int32, subtract_int64, subtract_real32, &
        subtract_real64, subtract_complex64, subtract_value
    procedure, private :: multiply_array, multiply_int32, multiply_int64, multiply_real32, multiply_real64, &
        multiply_complex64, multiply_value
    generic :: multiply => multiply_array, multiply_int32, multiply_int64, multiply_real32, &
        multiply_real64, multiply_complex64, multiply_value
    procedure, private :: divide_array, divide_int32, divide_int64, divide_real32, divide_real64, &
        divide_complex64, divide_value
    generic :: divide => divide_array, divide_int32, divide_int64, divide_real32, divide_real64, &
        divide_complex64, divide_value
    procedure, private :: power_array, power_int32, power_int64, power_real32, power_real64, &
        power_complex64, power_value
    generic :: power => power_array, power_int32, power_int64, power_real32, power_real64, power_complex64, &
        power_value
  end type array_arithmetic

contains

  subroutine add_array(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_ADD, a%handle, b%handle, out), stat, errmsg)
  end subroutine add_array

  subroutine add_int32(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    integer(int32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_ADD, a%handle, da_number(b), out), stat, errmsg)
  end subroutine add_int32

  subroutine add_int64(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    integer(int64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_ADD, a%handle, da_number(b), out), stat, errmsg)
  end subroutine add_int64

  subroutine add_real32(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    real(real32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_ADD, a%handle, da_number(b), out), stat, errmsg)
  end subroutine add_real32

  subroutine add_real64(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    real(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_ADD, a%handle, da_number(b), out), stat, errmsg)
  end subroutine add_real64

  subroutine add_complex64(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    complex(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_ADD, a%handle, da_number(b), out), stat, errmsg)
  end subroutine add_complex64

  subroutine add_value(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_ADD, a%handle, b, out), stat, errmsg)
  end subroutine add_value

  subroutine subtract_array(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_SUBTRACT, a%handle, b%handle, out), stat, errmsg)
  end subroutine subtract_array

  subroutine subtract_int32(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    integer(int32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_SUBTRACT, a%handle, da_number(b), out), stat, errmsg)
  end subroutine subtract_int32

  subroutine subtract_int64(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    integer(int64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_SUBTRACT, a%handle, da_number(b), out), stat, errmsg)
  end subroutine subtract_int64

  subroutine subtract_real32(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    real(real32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_SUBTRACT, a%handle, da_number(b), out), stat, errmsg)
  end subroutine subtract_real32

  subroutine subtract_real64(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    real(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_SUBTRACT, a%handle, da_number(b), out), stat, errmsg)
  end subroutine subtract_real64

  subroutine subtract_complex64(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    complex(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_SUBTRACT, a%handle, da_number(b), out), stat, errmsg)
  end subroutine subtract_complex64

  subroutine subtract_value(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_SUBTRACT, a%handle, b, out), stat, errmsg)
  end subroutine subtract_value

  subroutine multiply_array(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_MULTIPLY, a%handle, b%handle, out), stat, errmsg)
  end subroutine multiply_array

  subroutine multiply_int32(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    integer(int32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_MULTIPLY, a%handle, da_number(b), out), stat, errmsg)
  end subroutine multiply_int32

  subroutine multiply_int64(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    integer(int64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_MULTIPLY, a%handle, da_number(b), out), stat, errmsg)
  end subroutine multiply_int64

  subroutine multiply_real32(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    real(real32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_MULTIPLY, a%handle, da_number(b), out), stat, errmsg)
  end subroutine multiply_real32

  subroutine multiply_real64(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    real(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_MULTIPLY, a%handle, da_number(b), out), stat, errmsg)
  end subroutine multiply_real64

  subroutine multiply_complex64(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    complex(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_MULTIPLY, a%handle, da_number(b), out), stat, errmsg)
  end subroutine multiply_complex64

  subroutine multiply_value(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_MULTIPLY, a%handle, b, out), stat, errmsg)
  end subroutine multiply_value

  subroutine divide_array(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_TRUE_DIVIDE, a%handle, b%handle, out), stat, errmsg)
  end subroutine divide_array

  subroutine divide_int32(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    integer(int32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_TRUE_DIVIDE, a%handle, da_number(b), out), stat, errmsg)
  end subroutine divide_int32

  subroutine divide_int64(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    integer(int64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_TRUE_DIVIDE, a%handle, da_number(b), out), stat, errmsg)
  end subroutine divide_int64

  subroutine divide_real32(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    real(real32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_TRUE_DIVIDE, a%handle, da_number(b), out), stat, errmsg)
  end subroutine divide_real32

  subroutine divide_real64(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    real(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_TRUE_DIVIDE, a%handle, da_number(b), out), stat, errmsg)
  end subroutine divide_real64

  subroutine divide_complex64(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    complex(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_TRUE_DIVIDE, a%handle, da_number(b), out), stat, errmsg)
  end subroutine divide_complex64

  subroutine divide_value(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_TRUE_DIVIDE, a%handle, b, out), stat, errmsg)
  end subroutine divide_value

  subroutine power_array(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_POWER, a%handle, b%handle, out), stat, errmsg)
  end subroutine power_array

  subroutine power_int32(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    integer(int32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_POWER, a%handle, da_number(b), out), stat, errmsg)
  end subroutine power_int32

  subroutine power_int64(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    integer(int64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_POWER, a%handle, da_number(b), out), stat, errmsg)
  end subroutine power_int64

  subroutine power_real32(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    real(real32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_POWER, a%handle, da_number(b), out), stat, errmsg)
  end subroutine power_real32

  subroutine power_real64(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    real(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_POWER, a%handle, da_number(b), out), stat, errmsg)
  end subroutine power_real64

  subroutine power_complex64(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    complex(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_POWER, a%handle, da_number(b), out), stat, errmsg)
  end subroutine power_complex64

  subroutine power_value(a, b, out, stat, errmsg)
    class(array_arithmetic), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_POWER, a%handle, b, out), stat, errmsg)
  end subroutine power_value
end module distarray_object_arithmetic
