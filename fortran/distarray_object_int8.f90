! type(da_array): the memory of integer(int8).
! Made by scripts/fortran_objects.py, do not edit.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_object_int8
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: int8, int16, int32, int64, real32, real64
  use distarray
  use distarray_object_bool, only: array_bool
  use distarray_object_apply, only: assign_block, copy_block, gather_block, scatter_block
  use distarray_object_errors, only: da_check
  use distarray_object_distributions, only: da_distribution
  use distarray_object_errors, only: vacant
  implicit none
  private
  public :: array_int8

  type, extends(array_bool) :: array_int8
  contains
    procedure, private :: wrap_int8_1, wrap_int8_2, wrap_int8_3, wrap_int8_4, wrap_int8_5, wrap_int8_6, &
        wrap_int8_7
    generic :: wrap => wrap_int8_1, wrap_int8_2, wrap_int8_3, wrap_int8_4, wrap_int8_5, wrap_int8_6, &
        wrap_int8_7
    procedure, private :: pointer_int8_1, pointer_int8_2, pointer_int8_3, pointer_int8_4, pointer_int8_5, &
        pointer_int8_6, pointer_int8_7
    generic :: pointer => pointer_int8_1, pointer_int8_2, pointer_int8_3, pointer_int8_4, pointer_int8_5, &
        pointer_int8_6, pointer_int8_7
    procedure, private :: gather_int8_1, gather_int8_2, gather_int8_3, gather_int8_4, gather_int8_5, &
        gather_int8_6, gather_int8_7
    generic :: gather => gather_int8_1, gather_int8_2, gather_int8_3, gather_int8_4, gather_int8_5, &
        gather_int8_6, gather_int8_7
    procedure, private :: scatter_int8_1, scatter_int8_2, scatter_int8_3, scatter_int8_4, scatter_int8_5, &
        scatter_int8_6, scatter_int8_7
    generic :: scatter => scatter_int8_1, scatter_int8_2, scatter_int8_3, scatter_int8_4, scatter_int8_5, &
        scatter_int8_6, scatter_int8_7
    procedure, private :: copy_int8_1, copy_int8_2, copy_int8_3, copy_int8_4, copy_int8_5, copy_int8_6, &
        copy_int8_7
    generic :: copy_local => copy_int8_1, copy_int8_2, copy_int8_3, copy_int8_4, copy_int8_5, copy_int8_6, &
        copy_int8_7
    procedure, private :: assign_int8_1, assign_int8_2, assign_int8_3, assign_int8_4, assign_int8_5, &
        assign_int8_6, assign_int8_7
    generic :: assign_local => assign_int8_1, assign_int8_2, assign_int8_3, assign_int8_4, assign_int8_5, &
        assign_int8_6, assign_int8_7
  end type array_int8

contains

  subroutine wrap_int8_1(a, dist, x, read_only, stat, errmsg)
    class(array_int8), intent(inout) :: a
    class(da_distribution), intent(in) :: dist
    integer(int8), target :: x(:)
    logical, intent(in), optional :: read_only
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status, flags
    flags = 0
    if (present(read_only)) flags = merge(DA_READ_ONLY, 0_c_int32_t, read_only)
    status = vacant(a%handle)
    if (status == DA_OK) status = da_wrap(dist%handle, x, a%handle, flags)
    call da_check(status, stat, errmsg)
  end subroutine wrap_int8_1

  subroutine pointer_int8_1(a, p, read_only, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), pointer, intent(out) :: p(:)
    logical, intent(in), optional :: read_only
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: access
    access = DA_ACCESS_WRITE
    if (present(read_only)) access = merge(DA_ACCESS_READ, DA_ACCESS_WRITE, read_only)
    call da_check(da_pointer(a%handle, p, access), stat, errmsg)
  end subroutine pointer_int8_1

  subroutine gather_int8_1(a, x, root, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), contiguous, target, intent(inout) :: x(:)
    integer, intent(in), optional :: root
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(gather_block(a%handle, [DA_INT8, DA_UINT8], shape(x, c_int64_t), c_loc(x), root), stat, errmsg)
  end subroutine gather_int8_1

  subroutine scatter_int8_1(a, x, root, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), contiguous, target, intent(in) :: x(:)
    integer, intent(in), optional :: root
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(scatter_block(a%handle, [DA_INT8, DA_UINT8], shape(x, c_int64_t), c_loc(x), root), stat, errmsg)
  end subroutine scatter_int8_1

  subroutine copy_int8_1(a, x, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), contiguous, target, intent(inout) :: x(:)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(copy_block(a%handle, [DA_INT8, DA_UINT8], shape(x, c_int64_t), c_loc(x)), stat, errmsg)
  end subroutine copy_int8_1

  subroutine assign_int8_1(a, x, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), contiguous, target, intent(in) :: x(:)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(assign_block(a%handle, [DA_INT8, DA_UINT8], shape(x, c_int64_t), c_loc(x)), stat, errmsg)
  end subroutine assign_int8_1

  subroutine wrap_int8_2(a, dist, x, read_only, stat, errmsg)
    class(array_int8), intent(inout) :: a
    class(da_distribution), intent(in) :: dist
    integer(int8), target :: x(:, :)
    logical, intent(in), optional :: read_only
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status, flags
    flags = 0
    if (present(read_only)) flags = merge(DA_READ_ONLY, 0_c_int32_t, read_only)
    status = vacant(a%handle)
    if (status == DA_OK) status = da_wrap(dist%handle, x, a%handle, flags)
    call da_check(status, stat, errmsg)
  end subroutine wrap_int8_2

  subroutine pointer_int8_2(a, p, read_only, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), pointer, intent(out) :: p(:, :)
    logical, intent(in), optional :: read_only
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: access
    access = DA_ACCESS_WRITE
    if (present(read_only)) access = merge(DA_ACCESS_READ, DA_ACCESS_WRITE, read_only)
    call da_check(da_pointer(a%handle, p, access), stat, errmsg)
  end subroutine pointer_int8_2

  subroutine gather_int8_2(a, x, root, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), contiguous, target, intent(inout) :: x(:, :)
    integer, intent(in), optional :: root
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(gather_block(a%handle, [DA_INT8, DA_UINT8], shape(x, c_int64_t), c_loc(x), root), stat, errmsg)
  end subroutine gather_int8_2

  subroutine scatter_int8_2(a, x, root, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), contiguous, target, intent(in) :: x(:, :)
    integer, intent(in), optional :: root
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(scatter_block(a%handle, [DA_INT8, DA_UINT8], shape(x, c_int64_t), c_loc(x), root), stat, errmsg)
  end subroutine scatter_int8_2

  subroutine copy_int8_2(a, x, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), contiguous, target, intent(inout) :: x(:, :)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(copy_block(a%handle, [DA_INT8, DA_UINT8], shape(x, c_int64_t), c_loc(x)), stat, errmsg)
  end subroutine copy_int8_2

  subroutine assign_int8_2(a, x, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), contiguous, target, intent(in) :: x(:, :)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(assign_block(a%handle, [DA_INT8, DA_UINT8], shape(x, c_int64_t), c_loc(x)), stat, errmsg)
  end subroutine assign_int8_2

  subroutine wrap_int8_3(a, dist, x, read_only, stat, errmsg)
    class(array_int8), intent(inout) :: a
    class(da_distribution), intent(in) :: dist
    integer(int8), target :: x(:, :, :)
    logical, intent(in), optional :: read_only
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status, flags
    flags = 0
    if (present(read_only)) flags = merge(DA_READ_ONLY, 0_c_int32_t, read_only)
    status = vacant(a%handle)
    if (status == DA_OK) status = da_wrap(dist%handle, x, a%handle, flags)
    call da_check(status, stat, errmsg)
  end subroutine wrap_int8_3

  subroutine pointer_int8_3(a, p, read_only, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), pointer, intent(out) :: p(:, :, :)
    logical, intent(in), optional :: read_only
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: access
    access = DA_ACCESS_WRITE
    if (present(read_only)) access = merge(DA_ACCESS_READ, DA_ACCESS_WRITE, read_only)
    call da_check(da_pointer(a%handle, p, access), stat, errmsg)
  end subroutine pointer_int8_3

  subroutine gather_int8_3(a, x, root, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), contiguous, target, intent(inout) :: x(:, :, :)
    integer, intent(in), optional :: root
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(gather_block(a%handle, [DA_INT8, DA_UINT8], shape(x, c_int64_t), c_loc(x), root), stat, errmsg)
  end subroutine gather_int8_3

  subroutine scatter_int8_3(a, x, root, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), contiguous, target, intent(in) :: x(:, :, :)
    integer, intent(in), optional :: root
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(scatter_block(a%handle, [DA_INT8, DA_UINT8], shape(x, c_int64_t), c_loc(x), root), stat, errmsg)
  end subroutine scatter_int8_3

  subroutine copy_int8_3(a, x, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), contiguous, target, intent(inout) :: x(:, :, :)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(copy_block(a%handle, [DA_INT8, DA_UINT8], shape(x, c_int64_t), c_loc(x)), stat, errmsg)
  end subroutine copy_int8_3

  subroutine assign_int8_3(a, x, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), contiguous, target, intent(in) :: x(:, :, :)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(assign_block(a%handle, [DA_INT8, DA_UINT8], shape(x, c_int64_t), c_loc(x)), stat, errmsg)
  end subroutine assign_int8_3

  subroutine wrap_int8_4(a, dist, x, read_only, stat, errmsg)
    class(array_int8), intent(inout) :: a
    class(da_distribution), intent(in) :: dist
    integer(int8), target :: x(:, :, :, :)
    logical, intent(in), optional :: read_only
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status, flags
    flags = 0
    if (present(read_only)) flags = merge(DA_READ_ONLY, 0_c_int32_t, read_only)
    status = vacant(a%handle)
    if (status == DA_OK) status = da_wrap(dist%handle, x, a%handle, flags)
    call da_check(status, stat, errmsg)
  end subroutine wrap_int8_4

  subroutine pointer_int8_4(a, p, read_only, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), pointer, intent(out) :: p(:, :, :, :)
    logical, intent(in), optional :: read_only
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: access
    access = DA_ACCESS_WRITE
    if (present(read_only)) access = merge(DA_ACCESS_READ, DA_ACCESS_WRITE, read_only)
    call da_check(da_pointer(a%handle, p, access), stat, errmsg)
  end subroutine pointer_int8_4

  subroutine gather_int8_4(a, x, root, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), contiguous, target, intent(inout) :: x(:, :, :, :)
    integer, intent(in), optional :: root
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(gather_block(a%handle, [DA_INT8, DA_UINT8], shape(x, c_int64_t), c_loc(x), root), stat, errmsg)
  end subroutine gather_int8_4

  subroutine scatter_int8_4(a, x, root, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), contiguous, target, intent(in) :: x(:, :, :, :)
    integer, intent(in), optional :: root
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(scatter_block(a%handle, [DA_INT8, DA_UINT8], shape(x, c_int64_t), c_loc(x), root), stat, errmsg)
  end subroutine scatter_int8_4

  subroutine copy_int8_4(a, x, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), contiguous, target, intent(inout) :: x(:, :, :, :)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(copy_block(a%handle, [DA_INT8, DA_UINT8], shape(x, c_int64_t), c_loc(x)), stat, errmsg)
  end subroutine copy_int8_4

  subroutine assign_int8_4(a, x, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), contiguous, target, intent(in) :: x(:, :, :, :)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(assign_block(a%handle, [DA_INT8, DA_UINT8], shape(x, c_int64_t), c_loc(x)), stat, errmsg)
  end subroutine assign_int8_4

  subroutine wrap_int8_5(a, dist, x, read_only, stat, errmsg)
    class(array_int8), intent(inout) :: a
    class(da_distribution), intent(in) :: dist
    integer(int8), target :: x(:, :, :, :, :)
    logical, intent(in), optional :: read_only
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status, flags
    flags = 0
    if (present(read_only)) flags = merge(DA_READ_ONLY, 0_c_int32_t, read_only)
    status = vacant(a%handle)
    if (status == DA_OK) status = da_wrap(dist%handle, x, a%handle, flags)
    call da_check(status, stat, errmsg)
  end subroutine wrap_int8_5

  subroutine pointer_int8_5(a, p, read_only, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), pointer, intent(out) :: p(:, :, :, :, :)
    logical, intent(in), optional :: read_only
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: access
    access = DA_ACCESS_WRITE
    if (present(read_only)) access = merge(DA_ACCESS_READ, DA_ACCESS_WRITE, read_only)
    call da_check(da_pointer(a%handle, p, access), stat, errmsg)
  end subroutine pointer_int8_5

  subroutine gather_int8_5(a, x, root, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), contiguous, target, intent(inout) :: x(:, :, :, :, :)
    integer, intent(in), optional :: root
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(gather_block(a%handle, [DA_INT8, DA_UINT8], shape(x, c_int64_t), c_loc(x), root), stat, errmsg)
  end subroutine gather_int8_5

  subroutine scatter_int8_5(a, x, root, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), contiguous, target, intent(in) :: x(:, :, :, :, :)
    integer, intent(in), optional :: root
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(scatter_block(a%handle, [DA_INT8, DA_UINT8], shape(x, c_int64_t), c_loc(x), root), stat, errmsg)
  end subroutine scatter_int8_5

  subroutine copy_int8_5(a, x, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), contiguous, target, intent(inout) :: x(:, :, :, :, :)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(copy_block(a%handle, [DA_INT8, DA_UINT8], shape(x, c_int64_t), c_loc(x)), stat, errmsg)
  end subroutine copy_int8_5

  subroutine assign_int8_5(a, x, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), contiguous, target, intent(in) :: x(:, :, :, :, :)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(assign_block(a%handle, [DA_INT8, DA_UINT8], shape(x, c_int64_t), c_loc(x)), stat, errmsg)
  end subroutine assign_int8_5

  subroutine wrap_int8_6(a, dist, x, read_only, stat, errmsg)
    class(array_int8), intent(inout) :: a
    class(da_distribution), intent(in) :: dist
    integer(int8), target :: x(:, :, :, :, :, :)
    logical, intent(in), optional :: read_only
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status, flags
    flags = 0
    if (present(read_only)) flags = merge(DA_READ_ONLY, 0_c_int32_t, read_only)
    status = vacant(a%handle)
    if (status == DA_OK) status = da_wrap(dist%handle, x, a%handle, flags)
    call da_check(status, stat, errmsg)
  end subroutine wrap_int8_6

  subroutine pointer_int8_6(a, p, read_only, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), pointer, intent(out) :: p(:, :, :, :, :, :)
    logical, intent(in), optional :: read_only
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: access
    access = DA_ACCESS_WRITE
    if (present(read_only)) access = merge(DA_ACCESS_READ, DA_ACCESS_WRITE, read_only)
    call da_check(da_pointer(a%handle, p, access), stat, errmsg)
  end subroutine pointer_int8_6

  subroutine gather_int8_6(a, x, root, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), contiguous, target, intent(inout) :: x(:, :, :, :, :, :)
    integer, intent(in), optional :: root
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(gather_block(a%handle, [DA_INT8, DA_UINT8], shape(x, c_int64_t), c_loc(x), root), stat, errmsg)
  end subroutine gather_int8_6

  subroutine scatter_int8_6(a, x, root, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), contiguous, target, intent(in) :: x(:, :, :, :, :, :)
    integer, intent(in), optional :: root
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(scatter_block(a%handle, [DA_INT8, DA_UINT8], shape(x, c_int64_t), c_loc(x), root), stat, errmsg)
  end subroutine scatter_int8_6

  subroutine copy_int8_6(a, x, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), contiguous, target, intent(inout) :: x(:, :, :, :, :, :)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(copy_block(a%handle, [DA_INT8, DA_UINT8], shape(x, c_int64_t), c_loc(x)), stat, errmsg)
  end subroutine copy_int8_6

  subroutine assign_int8_6(a, x, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), contiguous, target, intent(in) :: x(:, :, :, :, :, :)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(assign_block(a%handle, [DA_INT8, DA_UINT8], shape(x, c_int64_t), c_loc(x)), stat, errmsg)
  end subroutine assign_int8_6

  subroutine wrap_int8_7(a, dist, x, read_only, stat, errmsg)
    class(array_int8), intent(inout) :: a
    class(da_distribution), intent(in) :: dist
    integer(int8), target :: x(:, :, :, :, :, :, :)
    logical, intent(in), optional :: read_only
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status, flags
    flags = 0
    if (present(read_only)) flags = merge(DA_READ_ONLY, 0_c_int32_t, read_only)
    status = vacant(a%handle)
    if (status == DA_OK) status = da_wrap(dist%handle, x, a%handle, flags)
    call da_check(status, stat, errmsg)
  end subroutine wrap_int8_7

  subroutine pointer_int8_7(a, p, read_only, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), pointer, intent(out) :: p(:, :, :, :, :, :, :)
    logical, intent(in), optional :: read_only
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: access
    access = DA_ACCESS_WRITE
    if (present(read_only)) access = merge(DA_ACCESS_READ, DA_ACCESS_WRITE, read_only)
    call da_check(da_pointer(a%handle, p, access), stat, errmsg)
  end subroutine pointer_int8_7

  subroutine gather_int8_7(a, x, root, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), contiguous, target, intent(inout) :: x(:, :, :, :, :, :, :)
    integer, intent(in), optional :: root
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(gather_block(a%handle, [DA_INT8, DA_UINT8], shape(x, c_int64_t), c_loc(x), root), stat, errmsg)
  end subroutine gather_int8_7

  subroutine scatter_int8_7(a, x, root, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), contiguous, target, intent(in) :: x(:, :, :, :, :, :, :)
    integer, intent(in), optional :: root
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(scatter_block(a%handle, [DA_INT8, DA_UINT8], shape(x, c_int64_t), c_loc(x), root), stat, errmsg)
  end subroutine scatter_int8_7

  subroutine copy_int8_7(a, x, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), contiguous, target, intent(inout) :: x(:, :, :, :, :, :, :)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(copy_block(a%handle, [DA_INT8, DA_UINT8], shape(x, c_int64_t), c_loc(x)), stat, errmsg)
  end subroutine copy_int8_7

  subroutine assign_int8_7(a, x, stat, errmsg)
    class(array_int8), intent(in) :: a
    integer(int8), contiguous, target, intent(in) :: x(:, :, :, :, :, :, :)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(assign_block(a%handle, [DA_INT8, DA_UINT8], shape(x, c_int64_t), c_loc(x)), stat, errmsg)
  end subroutine assign_int8_7
end module distarray_object_int8
