! type(da_array): reductions.
! Made by scripts/fortran_objects.py, do not edit.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_object_truths
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: int8, int16, int32, int64, real32, real64
  use distarray
  use distarray_object_extrema, only: array_extrema
  use distarray_object_apply, only: apply_reduction, reduce_to_value
  use distarray_object_base, only: array_base
  use distarray_object_errors, only: da_check
  use distarray_object_values, only: da_read
  implicit none
  private
  public :: array_truths

  ! call a%sum(x): of all elements, a number of any type that can hold it, on every rank.
  ! call a%sum(out [, dim] [, keepdims]): along one axis, from 1; an array. `mask` is an array of bool.
  type, extends(array_extrema) :: array_truths
  contains
    procedure, private :: any_array, any_int32, any_int64, any_real32, any_real64, any_complex32, &
        any_complex64, any_logical, any_value
    generic :: any => any_array, any_int32, any_int64, any_real32, any_real64, any_complex32, &
        any_complex64, any_logical, any_value
    procedure, private :: all_array, all_int32, all_int64, all_real32, all_real64, all_complex32, &
        all_complex64, all_logical, all_value
    generic :: all => all_array, all_int32, all_int64, all_real32, all_real64, all_complex32, &
        all_complex64, all_logical, all_value
    procedure, private :: count_nonzero_array, count_nonzero_int32, count_nonzero_int64, &
        count_nonzero_real32, count_nonzero_real64, count_nonzero_complex32, count_nonzero_complex64, &
        count_nonzero_logical, count_nonzero_value
    generic :: count_nonzero => count_nonzero_array, count_nonzero_int32, count_nonzero_int64, &
        count_nonzero_real32, count_nonzero_real64, count_nonzero_complex32, count_nonzero_complex64, &
        count_nonzero_logical, count_nonzero_value
  end type array_truths

contains

  subroutine any_array(a, out, dim, keepdims, mask, stat, errmsg)
    class(array_truths), intent(in) :: a
    class(array_base), intent(inout) :: out
    integer, intent(in), optional :: dim
    logical, intent(in), optional :: keepdims
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_reduction(DA_REDUCE_ANY, a%handle, out, dim, keepdims, mask), stat, errmsg)
  end subroutine any_array

  subroutine any_int32(a, x, mask, stat, errmsg)
    class(array_truths), intent(in) :: a
    integer(int32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_ANY, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine any_int32

  subroutine any_int64(a, x, mask, stat, errmsg)
    class(array_truths), intent(in) :: a
    integer(int64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_ANY, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine any_int64

  subroutine any_real32(a, x, mask, stat, errmsg)
    class(array_truths), intent(in) :: a
    real(real32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_ANY, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine any_real32

  subroutine any_real64(a, x, mask, stat, errmsg)
    class(array_truths), intent(in) :: a
    real(real64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_ANY, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine any_real64

  subroutine any_complex32(a, x, mask, stat, errmsg)
    class(array_truths), intent(in) :: a
    complex(real32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_ANY, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine any_complex32

  subroutine any_complex64(a, x, mask, stat, errmsg)
    class(array_truths), intent(in) :: a
    complex(real64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_ANY, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine any_complex64

  subroutine any_logical(a, x, mask, stat, errmsg)
    class(array_truths), intent(in) :: a
    logical, intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_ANY, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine any_logical

  subroutine any_value(a, x, mask, stat, errmsg)
    class(array_truths), intent(in) :: a
    type(da_value), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_ANY, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine any_value

  subroutine all_array(a, out, dim, keepdims, mask, stat, errmsg)
    class(array_truths), intent(in) :: a
    class(array_base), intent(inout) :: out
    integer, intent(in), optional :: dim
    logical, intent(in), optional :: keepdims
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_reduction(DA_REDUCE_ALL, a%handle, out, dim, keepdims, mask), stat, errmsg)
  end subroutine all_array

  subroutine all_int32(a, x, mask, stat, errmsg)
    class(array_truths), intent(in) :: a
    integer(int32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_ALL, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine all_int32

  subroutine all_int64(a, x, mask, stat, errmsg)
    class(array_truths), intent(in) :: a
    integer(int64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_ALL, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine all_int64

  subroutine all_real32(a, x, mask, stat, errmsg)
    class(array_truths), intent(in) :: a
    real(real32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_ALL, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine all_real32

  subroutine all_real64(a, x, mask, stat, errmsg)
    class(array_truths), intent(in) :: a
    real(real64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_ALL, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine all_real64

  subroutine all_complex32(a, x, mask, stat, errmsg)
    class(array_truths), intent(in) :: a
    complex(real32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_ALL, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine all_complex32

  subroutine all_complex64(a, x, mask, stat, errmsg)
    class(array_truths), intent(in) :: a
    complex(real64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_ALL, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine all_complex64

  subroutine all_logical(a, x, mask, stat, errmsg)
    class(array_truths), intent(in) :: a
    logical, intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_ALL, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine all_logical

  subroutine all_value(a, x, mask, stat, errmsg)
    class(array_truths), intent(in) :: a
    type(da_value), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_ALL, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine all_value

  subroutine count_nonzero_array(a, out, dim, keepdims, mask, stat, errmsg)
    class(array_truths), intent(in) :: a
    class(array_base), intent(inout) :: out
    integer, intent(in), optional :: dim
    logical, intent(in), optional :: keepdims
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_reduction(DA_REDUCE_COUNT_NONZERO, a%handle, out, dim, keepdims, mask), stat, errmsg)
  end subroutine count_nonzero_array

  subroutine count_nonzero_int32(a, x, mask, stat, errmsg)
    class(array_truths), intent(in) :: a
    integer(int32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_COUNT_NONZERO, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine count_nonzero_int32

  subroutine count_nonzero_int64(a, x, mask, stat, errmsg)
    class(array_truths), intent(in) :: a
    integer(int64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_COUNT_NONZERO, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine count_nonzero_int64

  subroutine count_nonzero_real32(a, x, mask, stat, errmsg)
    class(array_truths), intent(in) :: a
    real(real32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_COUNT_NONZERO, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine count_nonzero_real32

  subroutine count_nonzero_real64(a, x, mask, stat, errmsg)
    class(array_truths), intent(in) :: a
    real(real64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_COUNT_NONZERO, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine count_nonzero_real64

  subroutine count_nonzero_complex32(a, x, mask, stat, errmsg)
    class(array_truths), intent(in) :: a
    complex(real32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_COUNT_NONZERO, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine count_nonzero_complex32

  subroutine count_nonzero_complex64(a, x, mask, stat, errmsg)
    class(array_truths), intent(in) :: a
    complex(real64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_COUNT_NONZERO, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine count_nonzero_complex64

  subroutine count_nonzero_logical(a, x, mask, stat, errmsg)
    class(array_truths), intent(in) :: a
    logical, intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_COUNT_NONZERO, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine count_nonzero_logical

  subroutine count_nonzero_value(a, x, mask, stat, errmsg)
    class(array_truths), intent(in) :: a
    type(da_value), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_COUNT_NONZERO, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine count_nonzero_value
end module distarray_object_truths
