! type(da_array): functions of each element; the result is in `out`, or without it in the array itself.
! Made by scripts/fortran_objects.py, do not edit.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_object_unary
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: int8, int16, int32, int64, real32, real64
  use distarray
  use distarray_object_elements, only: array_elements
  use distarray_object_apply, only: apply_unary
  use distarray_object_base, only: array_base
  use distarray_object_errors, only: da_check
  implicit none
  private
  public :: array_unary

  type, extends(array_elements) :: array_unary
  contains
    procedure :: absolute => absolute_
    procedure :: fabs => fabs_
    procedure :: sign => sign_
    procedure :: positive => positive_
    procedure :: negative => negative_
    procedure :: conjugate => conjugate_
    procedure :: reciprocal => reciprocal_
    procedure :: square => square_
    procedure :: sqrt => sqrt_
    procedure :: cbrt => cbrt_
    procedure :: exp => exp_
    procedure :: exp2 => exp2_
    procedure :: expm1 => expm1_
    procedure :: log => log_
    procedure :: log2 => log2_
    procedure :: log10 => log10_
    procedure :: log1p => log1p_
    procedure :: sin => sin_
    procedure :: cos => cos_
    procedure :: tan => tan_
    procedure :: arcsin => arcsin_
    procedure :: arccos => arccos_
    procedure :: arctan => arctan_
    procedure :: sinh => sinh_
    procedure :: cosh => cosh_
    procedure :: tanh => tanh_
    procedure :: arcsinh => arcsinh_
    procedure :: arccosh => arccosh_
    procedure :: arctanh => arctanh_
    procedure :: deg2rad => deg2rad_
    procedure :: rad2deg => rad2deg_
    procedure :: rint => rint_
    procedure :: floor => floor_
    procedure :: ceil => ceil_
    procedure :: trunc => trunc_
    procedure :: isnan => isnan_
    procedure :: isinf => isinf_
    procedure :: isfinite => isfinite_
    procedure :: signbit => signbit_
    procedure :: spacing => spacing_
    procedure :: logical_not => logical_not_
    procedure :: invert => invert_
    procedure :: bitwise_count => bitwise_count_
  end type array_unary

contains

  subroutine absolute_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_ABSOLUTE, a%handle, out), stat, errmsg)
  end subroutine absolute_

  subroutine fabs_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_FABS, a%handle, out), stat, errmsg)
  end subroutine fabs_

  subroutine sign_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_SIGN, a%handle, out), stat, errmsg)
  end subroutine sign_

  subroutine positive_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_POSITIVE, a%handle, out), stat, errmsg)
  end subroutine positive_

  subroutine negative_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_NEGATIVE, a%handle, out), stat, errmsg)
  end subroutine negative_

  subroutine conjugate_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_CONJUGATE, a%handle, out), stat, errmsg)
  end subroutine conjugate_

  subroutine reciprocal_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_RECIPROCAL, a%handle, out), stat, errmsg)
  end subroutine reciprocal_

  subroutine square_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_SQUARE, a%handle, out), stat, errmsg)
  end subroutine square_

  subroutine sqrt_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_SQRT, a%handle, out), stat, errmsg)
  end subroutine sqrt_

  subroutine cbrt_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_CBRT, a%handle, out), stat, errmsg)
  end subroutine cbrt_

  subroutine exp_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_EXP, a%handle, out), stat, errmsg)
  end subroutine exp_

  subroutine exp2_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_EXP2, a%handle, out), stat, errmsg)
  end subroutine exp2_

  subroutine expm1_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_EXPM1, a%handle, out), stat, errmsg)
  end subroutine expm1_

  subroutine log_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_LOG, a%handle, out), stat, errmsg)
  end subroutine log_

  subroutine log2_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_LOG2, a%handle, out), stat, errmsg)
  end subroutine log2_

  subroutine log10_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_LOG10, a%handle, out), stat, errmsg)
  end subroutine log10_

  subroutine log1p_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_LOG1P, a%handle, out), stat, errmsg)
  end subroutine log1p_

  subroutine sin_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_SIN, a%handle, out), stat, errmsg)
  end subroutine sin_

  subroutine cos_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_COS, a%handle, out), stat, errmsg)
  end subroutine cos_

  subroutine tan_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_TAN, a%handle, out), stat, errmsg)
  end subroutine tan_

  subroutine arcsin_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_ARCSIN, a%handle, out), stat, errmsg)
  end subroutine arcsin_

  subroutine arccos_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_ARCCOS, a%handle, out), stat, errmsg)
  end subroutine arccos_

  subroutine arctan_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_ARCTAN, a%handle, out), stat, errmsg)
  end subroutine arctan_

  subroutine sinh_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_SINH, a%handle, out), stat, errmsg)
  end subroutine sinh_

  subroutine cosh_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_COSH, a%handle, out), stat, errmsg)
  end subroutine cosh_

  subroutine tanh_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_TANH, a%handle, out), stat, errmsg)
  end subroutine tanh_

  subroutine arcsinh_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_ARCSINH, a%handle, out), stat, errmsg)
  end subroutine arcsinh_

  subroutine arccosh_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_ARCCOSH, a%handle, out), stat, errmsg)
  end subroutine arccosh_

  subroutine arctanh_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_ARCTANH, a%handle, out), stat, errmsg)
  end subroutine arctanh_

  subroutine deg2rad_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_DEG2RAD, a%handle, out), stat, errmsg)
  end subroutine deg2rad_

  subroutine rad2deg_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_RAD2DEG, a%handle, out), stat, errmsg)
  end subroutine rad2deg_

  subroutine rint_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_RINT, a%handle, out), stat, errmsg)
  end subroutine rint_

  subroutine floor_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_FLOOR, a%handle, out), stat, errmsg)
  end subroutine floor_

  subroutine ceil_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_CEIL, a%handle, out), stat, errmsg)
  end subroutine ceil_

  subroutine trunc_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_TRUNC, a%handle, out), stat, errmsg)
  end subroutine trunc_

  subroutine isnan_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_ISNAN, a%handle, out), stat, errmsg)
  end subroutine isnan_

  subroutine isinf_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_ISINF, a%handle, out), stat, errmsg)
  end subroutine isinf_

  subroutine isfinite_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_ISFINITE, a%handle, out), stat, errmsg)
  end subroutine isfinite_

  subroutine signbit_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_SIGNBIT, a%handle, out), stat, errmsg)
  end subroutine signbit_

  subroutine spacing_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_SPACING, a%handle, out), stat, errmsg)
  end subroutine spacing_

  subroutine logical_not_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_LOGICAL_NOT, a%handle, out), stat, errmsg)
  end subroutine logical_not_

  subroutine invert_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_INVERT, a%handle, out), stat, errmsg)
  end subroutine invert_

  subroutine bitwise_count_(a, out, stat, errmsg)
    class(array_unary), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_unary(DA_OP_BITWISE_COUNT, a%handle, out), stat, errmsg)
  end subroutine bitwise_count_
end module distarray_object_unary
