! type(da_array): functions of two operands; the result is in `out`, or without it in the array itself.
! Made by scripts/fortran_objects.py, do not edit.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_object_integers
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: int8, int16, int32, int64, real32, real64
  use distarray
  use distarray_object_arithmetic, only: array_arithmetic
  use distarray_object_apply, only: apply_binary, apply_scalar
  use distarray_object_base, only: array_base
  use distarray_object_errors, only: da_check
  use distarray_object_values, only: da_number
  implicit none
  private
  public :: array_integers

  type, extends(array_arithmetic) :: array_integers
  contains
    procedure, private :: floor_divide_array, floor_divide_int32, floor_divide_int64, floor_divide_real32, &
        floor_divide_real64, floor_divide_complex64, floor_divide_value
    generic :: floor_divide => floor_divide_array, floor_divide_int32, floor_divide_int64, &
        floor_divide_real32, floor_divide_real64, floor_divide_complex64, floor_divide_value
    procedure, private :: remainder_array, remainder_int32, remainder_int64, remainder_real32, &
        remainder_real64, remainder_complex64, remainder_value
    generic :: remainder => remainder_array, remainder_int32, remainder_int64, remainder_real32, &
        remainder_real64, remainder_complex64, remainder_value
    procedure, private :: fmod_array, fmod_int32, fmod_int64, fmod_real32, fmod_real64, fmod_complex64, &
        fmod_value
    generic :: fmod => fmod_array, fmod_int32, fmod_int64, fmod_real32, fmod_real64, fmod_complex64, &
        fmod_value
    procedure, private :: maximum_array, maximum_int32, maximum_int64, maximum_real32, maximum_real64, &
        maximum_complex64, maximum_value
    generic :: maximum => maximum_array, maximum_int32, maximum_int64, maximum_real32, maximum_real64, &
        maximum_complex64, maximum_value
    procedure, private :: minimum_array, minimum_int32, minimum_int64, minimum_real32, minimum_real64, &
        minimum_complex64, minimum_value
    generic :: minimum => minimum_array, minimum_int32, minimum_int64, minimum_real32, minimum_real64, &
        minimum_complex64, minimum_value
  end type array_integers

contains

  subroutine floor_divide_array(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_FLOOR_DIVIDE, a%handle, b%handle, out), stat, errmsg)
  end subroutine floor_divide_array

  subroutine floor_divide_int32(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    integer(int32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_FLOOR_DIVIDE, a%handle, da_number(b), out), stat, errmsg)
  end subroutine floor_divide_int32

  subroutine floor_divide_int64(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    integer(int64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_FLOOR_DIVIDE, a%handle, da_number(b), out), stat, errmsg)
  end subroutine floor_divide_int64

  subroutine floor_divide_real32(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    real(real32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_FLOOR_DIVIDE, a%handle, da_number(b), out), stat, errmsg)
  end subroutine floor_divide_real32

  subroutine floor_divide_real64(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    real(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_FLOOR_DIVIDE, a%handle, da_number(b), out), stat, errmsg)
  end subroutine floor_divide_real64

  subroutine floor_divide_complex64(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    complex(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_FLOOR_DIVIDE, a%handle, da_number(b), out), stat, errmsg)
  end subroutine floor_divide_complex64

  subroutine floor_divide_value(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_FLOOR_DIVIDE, a%handle, b, out), stat, errmsg)
  end subroutine floor_divide_value

  subroutine remainder_array(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_REMAINDER, a%handle, b%handle, out), stat, errmsg)
  end subroutine remainder_array

  subroutine remainder_int32(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    integer(int32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_REMAINDER, a%handle, da_number(b), out), stat, errmsg)
  end subroutine remainder_int32

  subroutine remainder_int64(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    integer(int64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_REMAINDER, a%handle, da_number(b), out), stat, errmsg)
  end subroutine remainder_int64

  subroutine remainder_real32(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    real(real32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_REMAINDER, a%handle, da_number(b), out), stat, errmsg)
  end subroutine remainder_real32

  subroutine remainder_real64(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    real(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_REMAINDER, a%handle, da_number(b), out), stat, errmsg)
  end subroutine remainder_real64

  subroutine remainder_complex64(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    complex(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_REMAINDER, a%handle, da_number(b), out), stat, errmsg)
  end subroutine remainder_complex64

  subroutine remainder_value(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_REMAINDER, a%handle, b, out), stat, errmsg)
  end subroutine remainder_value

  subroutine fmod_array(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_FMOD, a%handle, b%handle, out), stat, errmsg)
  end subroutine fmod_array

  subroutine fmod_int32(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    integer(int32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_FMOD, a%handle, da_number(b), out), stat, errmsg)
  end subroutine fmod_int32

  subroutine fmod_int64(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    integer(int64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_FMOD, a%handle, da_number(b), out), stat, errmsg)
  end subroutine fmod_int64

  subroutine fmod_real32(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    real(real32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_FMOD, a%handle, da_number(b), out), stat, errmsg)
  end subroutine fmod_real32

  subroutine fmod_real64(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    real(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_FMOD, a%handle, da_number(b), out), stat, errmsg)
  end subroutine fmod_real64

  subroutine fmod_complex64(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    complex(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_FMOD, a%handle, da_number(b), out), stat, errmsg)
  end subroutine fmod_complex64

  subroutine fmod_value(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_FMOD, a%handle, b, out), stat, errmsg)
  end subroutine fmod_value

  subroutine maximum_array(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_MAXIMUM, a%handle, b%handle, out), stat, errmsg)
  end subroutine maximum_array

  subroutine maximum_int32(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    integer(int32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_MAXIMUM, a%handle, da_number(b), out), stat, errmsg)
  end subroutine maximum_int32

  subroutine maximum_int64(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    integer(int64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_MAXIMUM, a%handle, da_number(b), out), stat, errmsg)
  end subroutine maximum_int64

  subroutine maximum_real32(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    real(real32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_MAXIMUM, a%handle, da_number(b), out), stat, errmsg)
  end subroutine maximum_real32

  subroutine maximum_real64(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    real(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_MAXIMUM, a%handle, da_number(b), out), stat, errmsg)
  end subroutine maximum_real64

  subroutine maximum_complex64(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    complex(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_MAXIMUM, a%handle, da_number(b), out), stat, errmsg)
  end subroutine maximum_complex64

  subroutine maximum_value(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_MAXIMUM, a%handle, b, out), stat, errmsg)
  end subroutine maximum_value

  subroutine minimum_array(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_MINIMUM, a%handle, b%handle, out), stat, errmsg)
  end subroutine minimum_array

  subroutine minimum_int32(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    integer(int32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_MINIMUM, a%handle, da_number(b), out), stat, errmsg)
  end subroutine minimum_int32

  subroutine minimum_int64(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    integer(int64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_MINIMUM, a%handle, da_number(b), out), stat, errmsg)
  end subroutine minimum_int64

  subroutine minimum_real32(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    real(real32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_MINIMUM, a%handle, da_number(b), out), stat, errmsg)
  end subroutine minimum_real32

  subroutine minimum_real64(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    real(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_MINIMUM, a%handle, da_number(b), out), stat, errmsg)
  end subroutine minimum_real64

  subroutine minimum_complex64(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    complex(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_MINIMUM, a%handle, da_number(b), out), stat, errmsg)
  end subroutine minimum_complex64

  subroutine minimum_value(a, b, out, stat, errmsg)
    class(array_integers), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_MINIMUM, a%handle, b, out), stat, errmsg)
  end subroutine minimum_value
end module distarray_object_integers
