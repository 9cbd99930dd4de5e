! type(da_array): reductions.
! Made by scripts/fortran_objects.py, do not edit.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_object_spreads
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: int8, int16, int32, int64, real32, real64
  use distarray
  use distarray_object_sums, only: array_sums
  use distarray_object_apply, only: apply_reduction, reduce_to_value
  use distarray_object_base, only: array_base
  use distarray_object_errors, only: da_check
  use distarray_object_values, only: da_read
  implicit none
  private
  public :: array_spreads

  ! call a%sum(x): of all elements, a number of any type that can hold it, on every rank.
  ! call a%sum(out [, dim] [, keepdims]): along one axis, from 1; an array. `mask` is an array of bool.
  type, extends(array_sums) :: array_spreads
  contains
    procedure, private :: var_array, var_int32, var_int64, var_real32, var_real64, var_complex32, &
        var_complex64, var_logical, var_value
    generic :: var => var_array, var_int32, var_int64, var_real32, var_real64, var_complex32, &
        var_complex64, var_logical, var_value
    procedure, private :: std_array, std_int32, std_int64, std_real32, std_real64, std_complex32, &
        std_complex64, std_logical, std_value
    generic :: std => std_array, std_int32, std_int64, std_real32, std_real64, std_complex32, &
        std_complex64, std_logical, std_value
    procedure, private :: ptp_array, ptp_int32, ptp_int64, ptp_real32, ptp_real64, ptp_complex32, &
        ptp_complex64, ptp_logical, ptp_value
    generic :: ptp => ptp_array, ptp_int32, ptp_int64, ptp_real32, ptp_real64, ptp_complex32, &
        ptp_complex64, ptp_logical, ptp_value
  end type array_spreads

contains

  subroutine var_array(a, out, dim, keepdims, mask, ddof, stat, errmsg)
    class(array_spreads), intent(in) :: a
    class(array_base), intent(inout) :: out
    integer, intent(in), optional :: dim
    logical, intent(in), optional :: keepdims
    class(array_base), intent(in), optional :: mask
    integer, intent(in), optional :: ddof
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_reduction(DA_REDUCE_VAR, a%handle, out, dim, keepdims, mask, ddof), stat, errmsg)
  end subroutine var_array

  subroutine var_int32(a, x, mask, ddof, stat, errmsg)
    class(array_spreads), intent(in) :: a
    integer(int32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(in), optional :: ddof
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_VAR, a%handle, value, mask, ddof)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine var_int32

  subroutine var_int64(a, x, mask, ddof, stat, errmsg)
    class(array_spreads), intent(in) :: a
    integer(int64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(in), optional :: ddof
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_VAR, a%handle, value, mask, ddof)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine var_int64

  subroutine var_real32(a, x, mask, ddof, stat, errmsg)
    class(array_spreads), intent(in) :: a
    real(real32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(in), optional :: ddof
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_VAR, a%handle, value, mask, ddof)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine var_real32

  subroutine var_real64(a, x, mask, ddof, stat, errmsg)
    class(array_spreads), intent(in) :: a
    real(real64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(in), optional :: ddof
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_VAR, a%handle, value, mask, ddof)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine var_real64

  subroutine var_complex32(a, x, mask, ddof, stat, errmsg)
    class(array_spreads), intent(in) :: a
    complex(real32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(in), optional :: ddof
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_VAR, a%handle, value, mask, ddof)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine var_complex32

  subroutine var_complex64(a, x, mask, ddof, stat, errmsg)
    class(array_spreads), intent(in) :: a
    complex(real64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(in), optional :: ddof
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_VAR, a%handle, value, mask, ddof)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine var_complex64

  subroutine var_logical(a, x, mask, ddof, stat, errmsg)
    class(array_spreads), intent(in) :: a
    logical, intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(in), optional :: ddof
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_VAR, a%handle, value, mask, ddof)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine var_logical

  subroutine var_value(a, x, mask, ddof, stat, errmsg)
    class(array_spreads), intent(in) :: a
    type(da_value), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(in), optional :: ddof
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_VAR, a%handle, value, mask, ddof)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine var_value

  subroutine std_array(a, out, dim, keepdims, mask, ddof, stat, errmsg)
    class(array_spreads), intent(in) :: a
    class(array_base), intent(inout) :: out
    integer, intent(in), optional :: dim
    logical, intent(in), optional :: keepdims
    class(array_base), intent(in), optional :: mask
    integer, intent(in), optional :: ddof
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_reduction(DA_REDUCE_STD, a%handle, out, dim, keepdims, mask, ddof), stat, errmsg)
  end subroutine std_array

  subroutine std_int32(a, x, mask, ddof, stat, errmsg)
    class(array_spreads), intent(in) :: a
    integer(int32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(in), optional :: ddof
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_STD, a%handle, value, mask, ddof)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine std_int32

  subroutine std_int64(a, x, mask, ddof, stat, errmsg)
    class(array_spreads), intent(in) :: a
    integer(int64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(in), optional :: ddof
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_STD, a%handle, value, mask, ddof)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine std_int64

  subroutine std_real32(a, x, mask, ddof, stat, errmsg)
    class(array_spreads), intent(in) :: a
    real(real32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(in), optional :: ddof
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_STD, a%handle, value, mask, ddof)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine std_real32

  subroutine std_real64(a, x, mask, ddof, stat, errmsg)
    class(array_spreads), intent(in) :: a
    real(real64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(in), optional :: ddof
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_STD, a%handle, value, mask, ddof)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine std_real64

  subroutine std_complex32(a, x, mask, ddof, stat, errmsg)
    class(array_spreads), intent(in) :: a
    complex(real32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(in), optional :: ddof
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_STD, a%handle, value, mask, ddof)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine std_complex32

  subroutine std_complex64(a, x, mask, ddof, stat, errmsg)
    class(array_spreads), intent(in) :: a
    complex(real64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(in), optional :: ddof
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_STD, a%handle, value, mask, ddof)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine std_complex64

  subroutine std_logical(a, x, mask, ddof, stat, errmsg)
    class(array_spreads), intent(in) :: a
    logical, intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(in), optional :: ddof
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_STD, a%handle, value, mask, ddof)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine std_logical

  subroutine std_value(a, x, mask, ddof, stat, errmsg)
    class(array_spreads), intent(in) :: a
    type(da_value), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(in), optional :: ddof
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_STD, a%handle, value, mask, ddof)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine std_value

  subroutine ptp_array(a, out, dim, keepdims, mask, stat, errmsg)
    class(array_spreads), intent(in) :: a
    class(array_base), intent(inout) :: out
    integer, intent(in), optional :: dim
    logical, intent(in), optional :: keepdims
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_reduction(DA_REDUCE_PTP, a%handle, out, dim, keepdims, mask), stat, errmsg)
  end subroutine ptp_array

  subroutine ptp_int32(a, x, mask, stat, errmsg)
    class(array_spreads), intent(in) :: a
    integer(int32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_PTP, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine ptp_int32

  subroutine ptp_int64(a, x, mask, stat, errmsg)
    class(array_spreads), intent(in) :: a
    integer(int64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_PTP, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine ptp_int64

  subroutine ptp_real32(a, x, mask, stat, errmsg)
    class(array_spreads), intent(in) :: a
    real(real32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_PTP, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine ptp_real32

  subroutine ptp_real64(a, x, mask, stat, errmsg)
    class(array_spreads), intent(in) :: a
    real(real64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_PTP, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine ptp_real64

  subroutine ptp_complex32(a, x, mask, stat, errmsg)
    class(array_spreads), intent(in) :: a
    complex(real32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_PTP, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine ptp_complex32

  subroutine ptp_complex64(a, x, mask, stat, errmsg)
    class(array_spreads), intent(in) :: a
    complex(real64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_PTP, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine ptp_complex64

  subroutine ptp_logical(a, x, mask, stat, errmsg)
    class(array_spreads), intent(in) :: a
    logical, intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_PTP, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine ptp_logical

  subroutine ptp_value(a, x, mask, stat, errmsg)
    class(array_spreads), intent(in) :: a
    type(da_value), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_PTP, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine ptp_value
end module distarray_object_spreads
