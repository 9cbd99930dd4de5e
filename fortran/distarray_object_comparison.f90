! type(da_array): functions of two operands; the result is in `out`, or without it in the array itself.
! Made by scripts/fortran_objects.py, do not edit.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_object_comparison
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: int8, int16, int32, int64, real32, real64
  use distarray
  use distarray_object_integers, only: array_integers
  use distarray_object_apply, only: apply_binary, apply_scalar
  use distarray_object_base, only: array_base
  use distarray_object_errors, only: da_check
  use distarray_object_values, only: da_number
  implicit none
  private
  public :: array_comparison

  type, extends(array_integers) :: array_comparison
  contains
    procedure, private :: less_array, less_int32, less_int64, less_real32, less_real64, less_complex64, &
        less_value
    generic :: less => less_array, less_int32, less_int64, less_real32, less_real64, less_complex64, &
        less_value
    procedure, private :: less_equal_array, less_equal_int32, less_equal_int64, less_equal_real32, &
        less_equal_real64, less_equal_complex64, less_equal_value
    generic :: less_equal => less_equal_array, less_equal_int32, less_equal_int64, less_equal_real32, &
        less_equal_real64, less_equal_complex64, less_equal_value
    procedure, private :: greater_array, greater_int32, greater_int64, greater_real32, greater_real64, &
        greater_complex64, greater_value
    generic :: greater => greater_array, greater_int32, greater_int64, greater_real32, greater_real64, &
        greater_complex64, greater_value
    procedure, private :: greater_equal_array, greater_equal_int32, greater_equal_int64, &
        greater_equal_real32, greater_equal_real64, greater_equal_complex64, greater_equal_value
    generic :: greater_equal => greater_equal_array, greater_equal_int32, greater_equal_int64, &
        greater_equal_real32, greater_equal_real64, greater_equal_complex64, greater_equal_value
    procedure, private :: equal_array, equal_int32, equal_int64, equal_real32, equal_real64, &
        equal_complex64, equal_value
    generic :: equal => equal_array, equal_int32, equal_int64, equal_real32, equal_real64, equal_complex64, &
        equal_value
    procedure, private :: not_equal_array, not_equal_int32, not_equal_int64, not_equal_real32, &
        not_equal_real64, not_equal_complex64, not_equal_value
    generic :: not_equal => not_equal_array, not_equal_int32, not_equal_int64, not_equal_real32, &
        not_equal_real64, not_equal_complex64, not_equal_value
  end type array_comparison

contains

  subroutine less_array(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_LESS, a%handle, b%handle, out), stat, errmsg)
  end subroutine less_array

  subroutine less_int32(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    integer(int32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_LESS, a%handle, da_number(b), out), stat, errmsg)
  end subroutine less_int32

  subroutine less_int64(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    integer(int64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_LESS, a%handle, da_number(b), out), stat, errmsg)
  end subroutine less_int64

  subroutine less_real32(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    real(real32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_LESS, a%handle, da_number(b), out), stat, errmsg)
  end subroutine less_real32

  subroutine less_real64(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    real(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_LESS, a%handle, da_number(b), out), stat, errmsg)
  end subroutine less_real64

  subroutine less_complex64(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    complex(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_LESS, a%handle, da_number(b), out), stat, errmsg)
  end subroutine less_complex64

  subroutine less_value(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_LESS, a%handle, b, out), stat, errmsg)
  end subroutine less_value

  subroutine less_equal_array(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_LESS_EQUAL, a%handle, b%handle, out), stat, errmsg)
  end subroutine less_equal_array

  subroutine less_equal_int32(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    integer(int32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_LESS_EQUAL, a%handle, da_number(b), out), stat, errmsg)
  end subroutine less_equal_int32

  subroutine less_equal_int64(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    integer(int64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_LESS_EQUAL, a%handle, da_number(b), out), stat, errmsg)
  end subroutine less_equal_int64

  subroutine less_equal_real32(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    real(real32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_LESS_EQUAL, a%handle, da_number(b), out), stat, errmsg)
  end subroutine less_equal_real32

  subroutine less_equal_real64(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    real(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_LESS_EQUAL, a%handle, da_number(b), out), stat, errmsg)
  end subroutine less_equal_real64

  subroutine less_equal_complex64(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    complex(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_LESS_EQUAL, a%handle, da_number(b), out), stat, errmsg)
  end subroutine less_equal_complex64

  subroutine less_equal_value(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_LESS_EQUAL, a%handle, b, out), stat, errmsg)
  end subroutine less_equal_value

  subroutine greater_array(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_GREATER, a%handle, b%handle, out), stat, errmsg)
  end subroutine greater_array

  subroutine greater_int32(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    integer(int32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_GREATER, a%handle, da_number(b), out), stat, errmsg)
  end subroutine greater_int32

  subroutine greater_int64(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    integer(int64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_GREATER, a%handle, da_number(b), out), stat, errmsg)
  end subroutine greater_int64

  subroutine greater_real32(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    real(real32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_GREATER, a%handle, da_number(b), out), stat, errmsg)
  end subroutine greater_real32

  subroutine greater_real64(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    real(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_GREATER, a%handle, da_number(b), out), stat, errmsg)
  end subroutine greater_real64

  subroutine greater_complex64(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    complex(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_GREATER, a%handle, da_number(b), out), stat, errmsg)
  end subroutine greater_complex64

  subroutine greater_value(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_GREATER, a%handle, b, out), stat, errmsg)
  end subroutine greater_value

  subroutine greater_equal_array(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_GREATER_EQUAL, a%handle, b%handle, out), stat, errmsg)
  end subroutine greater_equal_array

  subroutine greater_equal_int32(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    integer(int32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_GREATER_EQUAL, a%handle, da_number(b), out), stat, errmsg)
  end subroutine greater_equal_int32

  subroutine greater_equal_int64(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    integer(int64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_GREATER_EQUAL, a%handle, da_number(b), out), stat, errmsg)
  end subroutine greater_equal_int64

  subroutine greater_equal_real32(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    real(real32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_GREATER_EQUAL, a%handle, da_number(b), out), stat, errmsg)
  end subroutine greater_equal_real32

  subroutine greater_equal_real64(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    real(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_GREATER_EQUAL, a%handle, da_number(b), out), stat, errmsg)
  end subroutine greater_equal_real64

  subroutine greater_equal_complex64(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    complex(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_GREATER_EQUAL, a%handle, da_number(b), out), stat, errmsg)
  end subroutine greater_equal_complex64

  subroutine greater_equal_value(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_GREATER_EQUAL, a%handle, b, out), stat, errmsg)
  end subroutine greater_equal_value

  subroutine equal_array(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_EQUAL, a%handle, b%handle, out), stat, errmsg)
  end subroutine equal_array

  subroutine equal_int32(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    integer(int32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_EQUAL, a%handle, da_number(b), out), stat, errmsg)
  end subroutine equal_int32

  subroutine equal_int64(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    integer(int64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_EQUAL, a%handle, da_number(b), out), stat, errmsg)
  end subroutine equal_int64

  subroutine equal_real32(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    real(real32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_EQUAL, a%handle, da_number(b), out), stat, errmsg)
  end subroutine equal_real32

  subroutine equal_real64(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    real(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_EQUAL, a%handle, da_number(b), out), stat, errmsg)
  end subroutine equal_real64

  subroutine equal_complex64(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    complex(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_EQUAL, a%handle, da_number(b), out), stat, errmsg)
  end subroutine equal_complex64

  subroutine equal_value(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_EQUAL, a%handle, b, out), stat, errmsg)
  end subroutine equal_value

  subroutine not_equal_array(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    class(array_base), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_binary(DA_OP_NOT_EQUAL, a%handle, b%handle, out), stat, errmsg)
  end subroutine not_equal_array

  subroutine not_equal_int32(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    integer(int32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_NOT_EQUAL, a%handle, da_number(b), out), stat, errmsg)
  end subroutine not_equal_int32

  subroutine not_equal_int64(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    integer(int64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_NOT_EQUAL, a%handle, da_number(b), out), stat, errmsg)
  end subroutine not_equal_int64

  subroutine not_equal_real32(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    real(real32), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_NOT_EQUAL, a%handle, da_number(b), out), stat, errmsg)
  end subroutine not_equal_real32

  subroutine not_equal_real64(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    real(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_NOT_EQUAL, a%handle, da_number(b), out), stat, errmsg)
  end subroutine not_equal_real64

  subroutine not_equal_complex64(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    complex(real64), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_NOT_EQUAL, a%handle, da_number(b), out), stat, errmsg)
  end subroutine not_equal_complex64

  subroutine not_equal_value(a, b, out, stat, errmsg)
    class(array_comparison), intent(in) :: a
    type(da_value), intent(in) :: b
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_scalar(DA_OP_NOT_EQUAL, a%handle, b, out), stat, errmsg)
  end subroutine not_equal_value
end module distarray_object_comparison
