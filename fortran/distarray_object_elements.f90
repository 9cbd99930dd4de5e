! type(da_array): single elements.
! Made by scripts/fortran_objects.py, do not edit.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_object_elements
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: int8, int16, int32, int64, real32, real64
  use distarray
  use distarray_object_fills, only: array_fills
  use distarray_object_apply, only: get_element, set_element
  use distarray_object_errors, only: da_check
  use distarray_object_values, only: da_number, da_read
  implicit none
  private
  public :: array_elements

  ! call a%get(index, x), call a%set(index, x): one element by its global index from 1; collective.
  type, extends(array_fills) :: array_elements
  contains
    procedure, private :: get_int32_int32, get_int32_int64, get_int64_int32, get_int64_int64, &
        get_real32_int32, get_real32_int64, get_real64_int32, get_real64_int64, get_complex32_int32, &
        get_complex32_int64, get_complex64_int32, get_complex64_int64, get_logical_int32, &
        get_logical_int64, get_value_int32, get_value_int64
    generic :: get => get_int32_int32, get_int32_int64, get_int64_int32, get_int64_int64, get_real32_int32, &
        get_real32_int64, get_real64_int32, get_real64_int64, get_complex32_int32, get_complex32_int64, &
        get_complex64_int32, get_complex64_int64, get_logical_int32, get_logical_int64, get_value_int32, &
        get_value_int64
    procedure, private :: set_int32_int32, set_int32_int64, set_int64_int32, set_int64_int64, &
        set_real32_int32, set_real32_int64, set_real64_int32, set_real64_int64, set_complex32_int32, &
        set_complex32_int64, set_complex64_int32, set_complex64_int64, set_logical_int32, &
        set_logical_int64, set_value_int32, set_value_int64
    generic :: set => set_int32_int32, set_int32_int64, set_int64_int32, set_int64_int64, set_real32_int32, &
        set_real32_int64, set_real64_int32, set_real64_int64, set_complex32_int32, set_complex32_int64, &
        set_complex64_int32, set_complex64_int64, set_logical_int32, set_logical_int64, set_value_int32, &
        set_value_int64
  end type array_elements

contains

  subroutine get_int32_int32(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int32), intent(in) :: index(:)
    integer(int32), intent(out) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = get_element(a%handle, int(index, c_int64_t), value)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine get_int32_int32

  subroutine set_int32_int32(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int32), intent(in) :: index(:)
    integer(int32), intent(in) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(set_element(a%handle, int(index, c_int64_t), da_number(x)), stat, errmsg)
  end subroutine set_int32_int32

  subroutine get_int32_int64(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int64), intent(in) :: index(:)
    integer(int32), intent(out) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = get_element(a%handle, int(index, c_int64_t), value)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine get_int32_int64

  subroutine set_int32_int64(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int64), intent(in) :: index(:)
    integer(int32), intent(in) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(set_element(a%handle, int(index, c_int64_t), da_number(x)), stat, errmsg)
  end subroutine set_int32_int64

  subroutine get_int64_int32(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int32), intent(in) :: index(:)
    integer(int64), intent(out) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = get_element(a%handle, int(index, c_int64_t), value)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine get_int64_int32

  subroutine set_int64_int32(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int32), intent(in) :: index(:)
    integer(int64), intent(in) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(set_element(a%handle, int(index, c_int64_t), da_number(x)), stat, errmsg)
  end subroutine set_int64_int32

  subroutine get_int64_int64(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int64), intent(in) :: index(:)
    integer(int64), intent(out) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = get_element(a%handle, int(index, c_int64_t), value)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine get_int64_int64

  subroutine set_int64_int64(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int64), intent(in) :: index(:)
    integer(int64), intent(in) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(set_element(a%handle, int(index, c_int64_t), da_number(x)), stat, errmsg)
  end subroutine set_int64_int64

  subroutine get_real32_int32(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int32), intent(in) :: index(:)
    real(real32), intent(out) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = get_element(a%handle, int(index, c_int64_t), value)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine get_real32_int32

  subroutine set_real32_int32(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int32), intent(in) :: index(:)
    real(real32), intent(in) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(set_element(a%handle, int(index, c_int64_t), da_number(x)), stat, errmsg)
  end subroutine set_real32_int32

  subroutine get_real32_int64(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int64), intent(in) :: index(:)
    real(real32), intent(out) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = get_element(a%handle, int(index, c_int64_t), value)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine get_real32_int64

  subroutine set_real32_int64(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int64), intent(in) :: index(:)
    real(real32), intent(in) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(set_element(a%handle, int(index, c_int64_t), da_number(x)), stat, errmsg)
  end subroutine set_real32_int64

  subroutine get_real64_int32(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int32), intent(in) :: index(:)
    real(real64), intent(out) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = get_element(a%handle, int(index, c_int64_t), value)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine get_real64_int32

  subroutine set_real64_int32(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int32), intent(in) :: index(:)
    real(real64), intent(in) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(set_element(a%handle, int(index, c_int64_t), da_number(x)), stat, errmsg)
  end subroutine set_real64_int32

  subroutine get_real64_int64(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int64), intent(in) :: index(:)
    real(real64), intent(out) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = get_element(a%handle, int(index, c_int64_t), value)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine get_real64_int64

  subroutine set_real64_int64(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int64), intent(in) :: index(:)
    real(real64), intent(in) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(set_element(a%handle, int(index, c_int64_t), da_number(x)), stat, errmsg)
  end subroutine set_real64_int64

  subroutine get_complex32_int32(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int32), intent(in) :: index(:)
    complex(real32), intent(out) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = get_element(a%handle, int(index, c_int64_t), value)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine get_complex32_int32

  subroutine set_complex32_int32(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int32), intent(in) :: index(:)
    complex(real32), intent(in) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(set_element(a%handle, int(index, c_int64_t), da_number(x)), stat, errmsg)
  end subroutine set_complex32_int32

  subroutine get_complex32_int64(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int64), intent(in) :: index(:)
    complex(real32), intent(out) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = get_element(a%handle, int(index, c_int64_t), value)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine get_complex32_int64

  subroutine set_complex32_int64(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int64), intent(in) :: index(:)
    complex(real32), intent(in) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(set_element(a%handle, int(index, c_int64_t), da_number(x)), stat, errmsg)
  end subroutine set_complex32_int64

  subroutine get_complex64_int32(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int32), intent(in) :: index(:)
    complex(real64), intent(out) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = get_element(a%handle, int(index, c_int64_t), value)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine get_complex64_int32

  subroutine set_complex64_int32(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int32), intent(in) :: index(:)
    complex(real64), intent(in) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(set_element(a%handle, int(index, c_int64_t), da_number(x)), stat, errmsg)
  end subroutine set_complex64_int32

  subroutine get_complex64_int64(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int64), intent(in) :: index(:)
    complex(real64), intent(out) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = get_element(a%handle, int(index, c_int64_t), value)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine get_complex64_int64

  subroutine set_complex64_int64(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int64), intent(in) :: index(:)
    complex(real64), intent(in) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(set_element(a%handle, int(index, c_int64_t), da_number(x)), stat, errmsg)
  end subroutine set_complex64_int64

  subroutine get_logical_int32(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int32), intent(in) :: index(:)
    logical, intent(out) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = get_element(a%handle, int(index, c_int64_t), value)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine get_logical_int32

  subroutine set_logical_int32(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int32), intent(in) :: index(:)
    logical, intent(in) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(set_element(a%handle, int(index, c_int64_t), da_number(x)), stat, errmsg)
  end subroutine set_logical_int32

  subroutine get_logical_int64(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int64), intent(in) :: index(:)
    logical, intent(out) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = get_element(a%handle, int(index, c_int64_t), value)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine get_logical_int64

  subroutine set_logical_int64(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int64), intent(in) :: index(:)
    logical, intent(in) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(set_element(a%handle, int(index, c_int64_t), da_number(x)), stat, errmsg)
  end subroutine set_logical_int64

  subroutine get_value_int32(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int32), intent(in) :: index(:)
    type(da_value), intent(out) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = get_element(a%handle, int(index, c_int64_t), value)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine get_value_int32

  subroutine set_value_int32(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int32), intent(in) :: index(:)
    type(da_value), intent(in) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(set_element(a%handle, int(index, c_int64_t), da_number(x)), stat, errmsg)
  end subroutine set_value_int32

  subroutine get_value_int64(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int64), intent(in) :: index(:)
    type(da_value), intent(out) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    status = get_element(a%handle, int(index, c_int64_t), value)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine get_value_int64

  subroutine set_value_int64(a, index, x, stat, errmsg)
    class(array_elements), intent(in) :: a
    integer(int64), intent(in) :: index(:)
    type(da_value), intent(in) :: x
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(set_element(a%handle, int(index, c_int64_t), da_number(x)), stat, errmsg)
  end subroutine set_value_int64
end module distarray_object_elements
