! type(da_array): one number everywhere.
! Made by scripts/fortran_objects.py, do not edit.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_object_fills
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: int8, int16, int32, int64, real32, real64
  use distarray
  use distarray_object_views, only: array_views
  use distarray_object_errors, only: da_check
  use distarray_object_distributions, only: da_distribution
  use distarray_object_errors, only: vacant
  use distarray_object_values, only: da_number
  implicit none
  private
  public :: array_fills

  ! call a%fill(x): one number for all elements. call a%full(dist, dtype, x [, order]): a new array of it.
  type, extends(array_views) :: array_fills
  contains
    procedure, private :: fill_int32, fill_int64, fill_real32, fill_real64, fill_complex32, fill_complex64, &
        fill_logical, fill_value
    generic :: fill => fill_int32, fill_int64, fill_real32, fill_real64, fill_complex32, fill_complex64, &
        fill_logical, fill_value
    procedure, private :: full_int32, full_int64, full_real32, full_real64, full_complex32, full_complex64, &
        full_logical, full_value
    generic :: full => full_int32, full_int64, full_real32, full_real64, full_complex32, full_complex64, &
        full_logical, full_value
  end type array_fills

contains

  subroutine fill_int32(a, x, stat, errmsg)
    class(array_fills), intent(in) :: a
    integer(int32), intent(in) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_fill(a%handle, da_number(x)), stat, errmsg)
  end subroutine fill_int32

  subroutine full_int32(a, dist, dtype, x, order, stat, errmsg)
    class(array_fills), intent(inout) :: a
    class(da_distribution), intent(in) :: dist
    integer(c_int32_t), intent(in) :: dtype
    integer(int32), intent(in) :: x
    integer(c_int32_t), intent(in), optional :: order
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_array_options) :: options
    integer(c_int32_t) :: status
    options%order = DA_ORDER_FORTRAN
    if (present(order)) options%order = order
    options%fill = DA_FILL_VALUE
    options%value = da_number(x)
    status = vacant(a%handle)
    if (status == DA_OK) status = da_array_create(dist%handle, dtype, options, a%handle)
    call da_check(status, stat, errmsg)
  end subroutine full_int32

  subroutine fill_int64(a, x, stat, errmsg)
    class(array_fills), intent(in) :: a
    integer(int64), intent(in) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_fill(a%handle, da_number(x)), stat, errmsg)
  end subroutine fill_int64

  subroutine full_int64(a, dist, dtype, x, order, stat, errmsg)
    class(array_fills), intent(inout) :: a
    class(da_distribution), intent(in) :: dist
    integer(c_int32_t), intent(in) :: dtype
    integer(int64), intent(in) :: x
    integer(c_int32_t), intent(in), optional :: order
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_array_options) :: options
    integer(c_int32_t) :: status
    options%order = DA_ORDER_FORTRAN
    if (present(order)) options%order = order
    options%fill = DA_FILL_VALUE
    options%value = da_number(x)
    status = vacant(a%handle)
    if (status == DA_OK) status = da_array_create(dist%handle, dtype, options, a%handle)
    call da_check(status, stat, errmsg)
  end subroutine full_int64

  subroutine fill_real32(a, x, stat, errmsg)
    class(array_fills), intent(in) :: a
    real(real32), intent(in) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_fill(a%handle, da_number(x)), stat, errmsg)
  end subroutine fill_real32

  subroutine full_real32(a, dist, dtype, x, order, stat, errmsg)
    class(array_fills), intent(inout) :: a
    class(da_distribution), intent(in) :: dist
    integer(c_int32_t), intent(in) :: dtype
    real(real32), intent(in) :: x
    integer(c_int32_t), intent(in), optional :: order
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_array_options) :: options
    integer(c_int32_t) :: status
    options%order = DA_ORDER_FORTRAN
    if (present(order)) options%order = order
    options%fill = DA_FILL_VALUE
    options%value = da_number(x)
    status = vacant(a%handle)
    if (status == DA_OK) status = da_array_create(dist%handle, dtype, options, a%handle)
    call da_check(status, stat, errmsg)
  end subroutine full_real32

  subroutine fill_real64(a, x, stat, errmsg)
    class(array_fills), intent(in) :: a
    real(real64), intent(in) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_fill(a%handle, da_number(x)), stat, errmsg)
  end subroutine fill_real64

  subroutine full_real64(a, dist, dtype, x, order, stat, errmsg)
    class(array_fills), intent(inout) :: a
    class(da_distribution), intent(in) :: dist
    integer(c_int32_t), intent(in) :: dtype
    real(real64), intent(in) :: x
    integer(c_int32_t), intent(in), optional :: order
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_array_options) :: options
    integer(c_int32_t) :: status
    options%order = DA_ORDER_FORTRAN
    if (present(order)) options%order = order
    options%fill = DA_FILL_VALUE
    options%value = da_number(x)
    status = vacant(a%handle)
    if (status == DA_OK) status = da_array_create(dist%handle, dtype, options, a%handle)
    call da_check(status, stat, errmsg)
  end subroutine full_real64

  subroutine fill_complex32(a, x, stat, errmsg)
    class(array_fills), intent(in) :: a
    complex(real32), intent(in) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_fill(a%handle, da_number(x)), stat, errmsg)
  end subroutine fill_complex32

  subroutine full_complex32(a, dist, dtype, x, order, stat, errmsg)
    class(array_fills), intent(inout) :: a
    class(da_distribution), intent(in) :: dist
    integer(c_int32_t), intent(in) :: dtype
    complex(real32), intent(in) :: x
    integer(c_int32_t), intent(in), optional :: order
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_array_options) :: options
    integer(c_int32_t) :: status
    options%order = DA_ORDER_FORTRAN
    if (present(order)) options%order = order
    options%fill = DA_FILL_VALUE
    options%value = da_number(x)
    status = vacant(a%handle)
    if (status == DA_OK) status = da_array_create(dist%handle, dtype, options, a%handle)
    call da_check(status, stat, errmsg)
  end subroutine full_complex32

  subroutine fill_complex64(a, x, stat, errmsg)
    class(array_fills), intent(in) :: a
    complex(real64), intent(in) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_fill(a%handle, da_number(x)), stat, errmsg)
  end subroutine fill_complex64

  subroutine full_complex64(a, dist, dtype, x, order, stat, errmsg)
    class(array_fills), intent(inout) :: a
    class(da_distribution), intent(in) :: dist
    integer(c_int32_t), intent(in) :: dtype
    complex(real64), intent(in) :: x
    integer(c_int32_t), intent(in), optional :: order
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_array_options) :: options
    integer(c_int32_t) :: status
    options%order = DA_ORDER_FORTRAN
    if (present(order)) options%order = order
    options%fill = DA_FILL_VALUE
    options%value = da_number(x)
    status = vacant(a%handle)
    if (status == DA_OK) status = da_array_create(dist%handle, dtype, options, a%handle)
    call da_check(status, stat, errmsg)
  end subroutine full_complex64

  subroutine fill_logical(a, x, stat, errmsg)
    class(array_fills), intent(in) :: a
    logical, intent(in) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_fill(a%handle, da_number(x)), stat, errmsg)
  end subroutine fill_logical

  subroutine full_logical(a, dist, dtype, x, order, stat, errmsg)
    class(array_fills), intent(inout) :: a
    class(da_distribution), intent(in) :: dist
    integer(c_int32_t), intent(in) :: dtype
    logical, intent(in) :: x
    integer(c_int32_t), intent(in), optional :: order
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_array_options) :: options
    integer(c_int32_t) :: status
    options%order = DA_ORDER_FORTRAN
    if (present(order)) options%order = order
    options%fill = DA_FILL_VALUE
    options%value = da_number(x)
    status = vacant(a%handle)
    if (status == DA_OK) status = da_array_create(dist%handle, dtype, options, a%handle)
    call da_check(status, stat, errmsg)
  end subroutine full_logical

  subroutine fill_value(a, x, stat, errmsg)
    class(array_fills), intent(in) :: a
    type(da_value), intent(in) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_fill(a%handle, da_number(x)), stat, errmsg)
  end subroutine fill_value

  subroutine full_value(a, dist, dtype, x, order, stat, errmsg)
    class(array_fills), intent(inout) :: a
    class(da_distribution), intent(in) :: dist
    integer(c_int32_t), intent(in) :: dtype
    type(da_value), intent(in) :: x
    integer(c_int32_t), intent(in), optional :: order
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_array_options) :: options
    integer(c_int32_t) :: status
    options%order = DA_ORDER_FORTRAN
    if (present(order)) options%order = order
    options%fill = DA_FILL_VALUE
    options%value = da_number(x)
    status = vacant(a%handle)
    if (status == DA_OK) status = da_array_create(dist%handle, dtype, options, a%handle)
    call da_check(status, stat, errmsg)
  end subroutine full_value
end module distarray_object_fills
