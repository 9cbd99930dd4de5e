! type(da_array): reductions.
! Made by scripts/fortran_objects.py, do not edit.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_object_extrema
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: int8, int16, int32, int64, real32, real64
  use distarray
  use distarray_object_spreads, only: array_spreads
  use distarray_object_apply, only: apply_reduction, reduce_to_value
  use distarray_object_base, only: array_base
  use distarray_object_errors, only: da_check
  use distarray_object_values, only: da_read
  implicit none
  private
  public :: array_extrema

  ! call a%sum(x): of all elements, a number of any type that can hold it, on every rank.
  ! call a%sum(out [, dim] [, keepdims]): along one axis, from 1; an array. `mask` is an array of bool.
  type, extends(array_spreads) :: array_extrema
  contains
    procedure, private :: min_array, min_int32, min_int64, min_real32, min_real64, min_complex32, &
        min_complex64, min_logical, min_value
    generic :: min => min_array, min_int32, min_int64, min_real32, min_real64, min_complex32, &
        min_complex64, min_logical, min_value
    procedure, private :: max_array, max_int32, max_int64, max_real32, max_real64, max_complex32, &
        max_complex64, max_logical, max_value
    generic :: max => max_array, max_int32, max_int64, max_real32, max_real64, max_complex32, &
        max_complex64, max_logical, max_value
  end type array_extrema

contains

  subroutine min_array(a, out, dim, keepdims, mask, stat, errmsg)
    class(array_extrema), intent(in) :: a
    class(array_base), intent(inout) :: out
    integer, intent(in), optional :: dim
    logical, intent(in), optional :: keepdims
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_reduction(DA_REDUCE_MIN, a%handle, out, dim, keepdims, mask), stat, errmsg)
  end subroutine min_array

  subroutine min_int32(a, x, mask, stat, errmsg)
    class(array_extrema), intent(in) :: a
    integer(int32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_MIN, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine min_int32

  subroutine min_int64(a, x, mask, stat, errmsg)
    class(array_extrema), intent(in) :: a
    integer(int64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_MIN, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine min_int64

  subroutine min_real32(a, x, mask, stat, errmsg)
    class(array_extrema), intent(in) :: a
    real(real32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_MIN, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine min_real32

  subroutine min_real64(a, x, mask, stat, errmsg)
    class(array_extrema), intent(in) :: a
    real(real64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_MIN, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine min_real64

  subroutine min_complex32(a, x, mask, stat, errmsg)
    class(array_extrema), intent(in) :: a
    complex(real32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_MIN, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine min_complex32

  subroutine min_complex64(a, x, mask, stat, errmsg)
    class(array_extrema), intent(in) :: a
    complex(real64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_MIN, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine min_complex64

  subroutine min_logical(a, x, mask, stat, errmsg)
    class(array_extrema), intent(in) :: a
    logical, intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_MIN, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine min_logical

  subroutine min_value(a, x, mask, stat, errmsg)
    class(array_extrema), intent(in) :: a
    type(da_value), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_MIN, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine min_value

  subroutine max_array(a, out, dim, keepdims, mask, stat, errmsg)
    class(array_extrema), intent(in) :: a
    class(array_base), intent(inout) :: out
    integer, intent(in), optional :: dim
    logical, intent(in), optional :: keepdims
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_reduction(DA_REDUCE_MAX, a%handle, out, dim, keepdims, mask), stat, errmsg)
  end subroutine max_array

  subroutine max_int32(a, x, mask, stat, errmsg)
    class(array_extrema), intent(in) :: a
    integer(int32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_MAX, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine max_int32

  subroutine max_int64(a, x, mask, stat, errmsg)
    class(array_extrema), intent(in) :: a
    integer(int64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_MAX, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine max_int64

  subroutine max_real32(a, x, mask, stat, errmsg)
    class(array_extrema), intent(in) :: a
    real(real32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_MAX, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine max_real32

  subroutine max_real64(a, x, mask, stat, errmsg)
    class(array_extrema), intent(in) :: a
    real(real64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_MAX, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine max_real64

  subroutine max_complex32(a, x, mask, stat, errmsg)
    class(array_extrema), intent(in) :: a
    complex(real32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_MAX, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine max_complex32

  subroutine max_complex64(a, x, mask, stat, errmsg)
    class(array_extrema), intent(in) :: a
    complex(real64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_MAX, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine max_complex64

  subroutine max_logical(a, x, mask, stat, errmsg)
    class(array_extrema), intent(in) :: a
    logical, intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_MAX, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine max_logical

  subroutine max_value(a, x, mask, stat, errmsg)
    class(array_extrema), intent(in) :: a
    type(da_value), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_MAX, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine max_value
end module distarray_object_extrema
