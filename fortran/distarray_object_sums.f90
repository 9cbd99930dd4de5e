! type(da_array): reductions.
! Made by scripts/fortran_objects.py, do not edit.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_object_sums
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: int8, int16, int32, int64, real32, real64
  use distarray
  use distarray_object_pairs, only: array_pairs
  use distarray_object_apply, only: apply_reduction, reduce_to_value
  use distarray_object_base, only: array_base
  use distarray_object_errors, only: da_check
  use distarray_object_values, only: da_read
  implicit none
  private
  public :: array_sums

  ! call a%sum(x): of all elements, a number of any type that can hold it, on every rank.
  ! call a%sum(out [, dim] [, keepdims]): along one axis, from 1; an array. `mask` is an array of bool.
  type, extends(array_pairs) :: array_sums
  contains
    procedure, private :: sum_array, sum_int32, sum_int64, sum_real32, sum_real64, sum_complex32, &
        sum_complex64, sum_logical, sum_value
    generic :: sum => sum_array, sum_int32, sum_int64, sum_real32, sum_real64, sum_complex32, &
        sum_complex64, sum_logical, sum_value
    procedure, private :: prod_array, prod_int32, prod_int64, prod_real32, prod_real64, prod_complex32, &
        prod_complex64, prod_logical, prod_value
    generic :: prod => prod_array, prod_int32, prod_int64, prod_real32, prod_real64, prod_complex32, &
        prod_complex64, prod_logical, prod_value
    procedure, private :: mean_array, mean_int32, mean_int64, mean_real32, mean_real64, mean_complex32, &
        mean_complex64, mean_logical, mean_value
    generic :: mean => mean_array, mean_int32, mean_int64, mean_real32, mean_real64, mean_complex32, &
        mean_complex64, mean_logical, mean_value
  end type array_sums

contains

  subroutine sum_array(a, out, dim, keepdims, mask, stat, errmsg)
    class(array_sums), intent(in) :: a
    class(array_base), intent(inout) :: out
    integer, intent(in), optional :: dim
    logical, intent(in), optional :: keepdims
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_reduction(DA_REDUCE_SUM, a%handle, out, dim, keepdims, mask), stat, errmsg)
  end subroutine sum_array

  subroutine sum_int32(a, x, mask, stat, errmsg)
    class(array_sums), intent(in) :: a
    integer(int32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_SUM, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine sum_int32

  subroutine sum_int64(a, x, mask, stat, errmsg)
    class(array_sums), intent(in) :: a
    integer(int64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_SUM, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine sum_int64

  subroutine sum_real32(a, x, mask, stat, errmsg)
    class(array_sums), intent(in) :: a
    real(real32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_SUM, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine sum_real32

  subroutine sum_real64(a, x, mask, stat, errmsg)
    class(array_sums), intent(in) :: a
    real(real64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_SUM, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine sum_real64

  subroutine sum_complex32(a, x, mask, stat, errmsg)
    class(array_sums), intent(in) :: a
    complex(real32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_SUM, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine sum_complex32

  subroutine sum_complex64(a, x, mask, stat, errmsg)
    class(array_sums), intent(in) :: a
    complex(real64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_SUM, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine sum_complex64

  subroutine sum_logical(a, x, mask, stat, errmsg)
    class(array_sums), intent(in) :: a
    logical, intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_SUM, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine sum_logical

  subroutine sum_value(a, x, mask, stat, errmsg)
    class(array_sums), intent(in) :: a
    type(da_value), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_SUM, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine sum_value

  subroutine prod_array(a, out, dim, keepdims, mask, stat, errmsg)
    class(array_sums), intent(in) :: a
    class(array_base), intent(inout) :: out
    integer, intent(in), optional :: dim
    logical, intent(in), optional :: keepdims
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_reduction(DA_REDUCE_PROD, a%handle, out, dim, keepdims, mask), stat, errmsg)
  end subroutine prod_array

  subroutine prod_int32(a, x, mask, stat, errmsg)
    class(array_sums), intent(in) :: a
    integer(int32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_PROD, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine prod_int32

  subroutine prod_int64(a, x, mask, stat, errmsg)
    class(array_sums), intent(in) :: a
    integer(int64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_PROD, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine prod_int64

  subroutine prod_real32(a, x, mask, stat, errmsg)
    class(array_sums), intent(in) :: a
    real(real32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_PROD, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine prod_real32

  subroutine prod_real64(a, x, mask, stat, errmsg)
    class(array_sums), intent(in) :: a
    real(real64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_PROD, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine prod_real64

  subroutine prod_complex32(a, x, mask, stat, errmsg)
    class(array_sums), intent(in) :: a
    complex(real32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_PROD, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine prod_complex32

  subroutine prod_complex64(a, x, mask, stat, errmsg)
    class(array_sums), intent(in) :: a
    complex(real64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_PROD, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine prod_complex64

  subroutine prod_logical(a, x, mask, stat, errmsg)
    class(array_sums), intent(in) :: a
    logical, intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_PROD, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine prod_logical

  subroutine prod_value(a, x, mask, stat, errmsg)
    class(array_sums), intent(in) :: a
    type(da_value), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_PROD, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine prod_value

  subroutine mean_array(a, out, dim, keepdims, mask, stat, errmsg)
    class(array_sums), intent(in) :: a
    class(array_base), intent(inout) :: out
    integer, intent(in), optional :: dim
    logical, intent(in), optional :: keepdims
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(apply_reduction(DA_REDUCE_MEAN, a%handle, out, dim, keepdims, mask), stat, errmsg)
  end subroutine mean_array

  subroutine mean_int32(a, x, mask, stat, errmsg)
    class(array_sums), intent(in) :: a
    integer(int32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_MEAN, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine mean_int32

  subroutine mean_int64(a, x, mask, stat, errmsg)
    class(array_sums), intent(in) :: a
    integer(int64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_MEAN, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine mean_int64

  subroutine mean_real32(a, x, mask, stat, errmsg)
    class(array_sums), intent(in) :: a
    real(real32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_MEAN, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine mean_real32

  subroutine mean_real64(a, x, mask, stat, errmsg)
    class(array_sums), intent(in) :: a
    real(real64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_MEAN, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine mean_real64

  subroutine mean_complex32(a, x, mask, stat, errmsg)
    class(array_sums), intent(in) :: a
    complex(real32), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_MEAN, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine mean_complex32

  subroutine mean_complex64(a, x, mask, stat, errmsg)
    class(array_sums), intent(in) :: a
    complex(real64), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_MEAN, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine mean_complex64

  subroutine mean_logical(a, x, mask, stat, errmsg)
    class(array_sums), intent(in) :: a
    logical, intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_MEAN, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine mean_logical

  subroutine mean_value(a, x, mask, stat, errmsg)
    class(array_sums), intent(in) :: a
    type(da_value), intent(out) :: x
    class(array_base), intent(in), optional :: mask
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = reduce_to_value(DA_REDUCE_MEAN, a%handle, value, mask)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine mean_value
end module distarray_object_sums
