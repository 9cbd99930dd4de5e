! type(da_array): the memory of logical(c_bool).
! Made by scripts/fortran_objects.py, do not edit.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_object_bool
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: int8, int16, int32, int64, real32, real64
  use distarray
  use distarray_object_truths, only: array_truths
  use distarray_object_apply, only: assign_block, copy_block, gather_block, scatter_block
  use distarray_object_errors, only: da_check
  use distarray_object_distributions, only: da_distribution
  use distarray_object_errors, only: vacant
  implicit none
  private
  public :: array_bool

  type, extends(array_truths) :: array_bool
  contains
    procedure, private :: wrap_bool_1, wrap_bool_2, wrap_bool_3, wrap_bool_4, wrap_bool_5, wrap_bool_6, &
        wrap_bool_7
    generic :: wrap => wrap_bool_1, wrap_bool_2, wrap_bool_3, wrap_bool_4, wrap_bool_5, wrap_bool_6, &
        wrap_bool_7
    procedure, private :: pointer_bool_1, pointer_bool_2, pointer_bool_3, pointer_bool_4, pointer_bool_5, &
        pointer_bool_6, pointer_bool_7
    generic :: pointer => pointer_bool_1, pointer_bool_2, pointer_bool_3, pointer_bool_4, pointer_bool_5, &
        pointer_bool_6, pointer_bool_7
    procedure, private :: gather_bool_1, gather_bool_2, gather_bool_3, gather_bool_4, gather_bool_5, &
        gather_bool_6, gather_bool_7
    generic :: gather => gather_bool_1, gather_bool_2, gather_bool_3, gather_bool_4, gather_bool_5, &
        gather_bool_6, gather_bool_7
    procedure, private :: scatter_bool_1, scatter_bool_2, scatter_bool_3, scatter_bool_4, scatter_bool_5, &
        scatter_bool_6, scatter_bool_7
    generic :: scatter => scatter_bool_1, scatter_bool_2, scatter_bool_3, scatter_bool_4, scatter_bool_5, &
        scatter_bool_6, scatter_bool_7
    procedure, private :: copy_bool_1, copy_bool_2, copy_bool_3, copy_bool_4, copy_bool_5, copy_bool_6, &
        copy_bool_7
    generic :: copy_local => copy_bool_1, copy_bool_2, copy_bool_3, copy_bool_4, copy_bool_5, copy_bool_6, &
        copy_bool_7
    procedure, private :: assign_bool_1, assign_bool_2, assign_bool_3, assign_bool_4, assign_bool_5, &
        assign_bool_6, assign_bool_7
    generic :: assign_local => assign_bool_1, assign_bool_2, assign_bool_3, assign_bool_4, assign_bool_5, &
        assign_bool_6, assign_bool_7
  end type array_bool

contains

  subroutine wrap_bool_1(a, dist, x, read_only, stat, errmsg)
    class(array_bool), intent(inout) :: a
    class(da_distribution), intent(in) :: dist
    logical(c_bool), target :: x(:)
    logical, intent(in), optional :: read_only
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status, flags
    flags = 0
    if (present(read_only)) flags = merge(DA_READ_ONLY, 0_c_int32_t, read_only)
    status = vacant(a%handle)
    if (status == DA_OK) status = da_wrap(dist%handle, x, a%handle, flags)
    call da_check(status, stat, errmsg)
  end subroutine wrap_bool_1

  subroutine pointer_bool_1(a, p, read_only, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), pointer, intent(out) :: p(:)
    logical, intent(in), optional :: read_only
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: access
    access = DA_ACCESS_WRITE
    if (present(read_only)) access = merge(DA_ACCESS_READ, DA_ACCESS_WRITE, read_only)
    call da_check(da_pointer(a%handle, p, access), stat, errmsg)
  end subroutine pointer_bool_1

  subroutine gather_bool_1(a, x, root, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), contiguous, target, intent(inout) :: x(:)
    integer, intent(in), optional :: root
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(gather_block(a%handle, [DA_BOOL], shape(x, c_int64_t), c_loc(x), root), stat, errmsg)
  end subroutine gather_bool_1

  subroutine scatter_bool_1(a, x, root, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), contiguous, target, intent(in) :: x(:)
    integer, intent(in), optional :: root
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(scatter_block(a%handle, [DA_BOOL], shape(x, c_int64_t), c_loc(x), root), stat, errmsg)
  end subroutine scatter_bool_1

  subroutine copy_bool_1(a, x, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), contiguous, target, intent(inout) :: x(:)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(copy_block(a%handle, [DA_BOOL], shape(x, c_int64_t), c_loc(x)), stat, errmsg)
  end subroutine copy_bool_1

  subroutine assign_bool_1(a, x, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), contiguous, target, intent(in) :: x(:)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(assign_block(a%handle, [DA_BOOL], shape(x, c_int64_t), c_loc(x)), stat, errmsg)
  end subroutine assign_bool_1

  subroutine wrap_bool_2(a, dist, x, read_only, stat, errmsg)
    class(array_bool), intent(inout) :: a
    class(da_distribution), intent(in) :: dist
    logical(c_bool), target :: x(:, :)
    logical, intent(in), optional :: read_only
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status, flags
    flags = 0
    if (present(read_only)) flags = merge(DA_READ_ONLY, 0_c_int32_t, read_only)
    status = vacant(a%handle)
    if (status == DA_OK) status = da_wrap(dist%handle, x, a%handle, flags)
    call da_check(status, stat, errmsg)
  end subroutine wrap_bool_2

  subroutine pointer_bool_2(a, p, read_only, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), pointer, intent(out) :: p(:, :)
    logical, intent(in), optional :: read_only
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: access
    access = DA_ACCESS_WRITE
    if (present(read_only)) access = merge(DA_ACCESS_READ, DA_ACCESS_WRITE, read_only)
    call da_check(da_pointer(a%handle, p, access), stat, errmsg)
  end subroutine pointer_bool_2

  subroutine gather_bool_2(a, x, root, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), contiguous, target, intent(inout) :: x(:, :)
    integer, intent(in), optional :: root
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(gather_block(a%handle, [DA_BOOL], shape(x, c_int64_t), c_loc(x), root), stat, errmsg)
  end subroutine gather_bool_2

  subroutine scatter_bool_2(a, x, root, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), contiguous, target, intent(in) :: x(:, :)
    integer, intent(in), optional :: root
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(scatter_block(a%handle, [DA_BOOL], shape(x, c_int64_t), c_loc(x), root), stat, errmsg)
  end subroutine scatter_bool_2

  subroutine copy_bool_2(a, x, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), contiguous, target, intent(inout) :: x(:, :)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(copy_block(a%handle, [DA_BOOL], shape(x, c_int64_t), c_loc(x)), stat, errmsg)
  end subroutine copy_bool_2

  subroutine assign_bool_2(a, x, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), contiguous, target, intent(in) :: x(:, :)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(assign_block(a%handle, [DA_BOOL], shape(x, c_int64_t), c_loc(x)), stat, errmsg)
  end subroutine assign_bool_2

  subroutine wrap_bool_3(a, dist, x, read_only, stat, errmsg)
    class(array_bool), intent(inout) :: a
    class(da_distribution), intent(in) :: dist
    logical(c_bool), target :: x(:, :, :)
    logical, intent(in), optional :: read_only
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status, flags
    flags = 0
    if (present(read_only)) flags = merge(DA_READ_ONLY, 0_c_int32_t, read_only)
    status = vacant(a%handle)
    if (status == DA_OK) status = da_wrap(dist%handle, x, a%handle, flags)
    call da_check(status, stat, errmsg)
  end subroutine wrap_bool_3

  subroutine pointer_bool_3(a, p, read_only, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), pointer, intent(out) :: p(:, :, :)
    logical, intent(in), optional :: read_only
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: access
    access = DA_ACCESS_WRITE
    if (present(read_only)) access = merge(DA_ACCESS_READ, DA_ACCESS_WRITE, read_only)
    call da_check(da_pointer(a%handle, p, access), stat, errmsg)
  end subroutine pointer_bool_3

  subroutine gather_bool_3(a, x, root, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), contiguous, target, intent(inout) :: x(:, :, :)
    integer, intent(in), optional :: root
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(gather_block(a%handle, [DA_BOOL], shape(x, c_int64_t), c_loc(x), root), stat, errmsg)
  end subroutine gather_bool_3

  subroutine scatter_bool_3(a, x, root, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), contiguous, target, intent(in) :: x(:, :, :)
    integer, intent(in), optional :: root
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(scatter_block(a%handle, [DA_BOOL], shape(x, c_int64_t), c_loc(x), root), stat, errmsg)
  end subroutine scatter_bool_3

  subroutine copy_bool_3(a, x, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), contiguous, target, intent(inout) :: x(:, :, :)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(copy_block(a%handle, [DA_BOOL], shape(x, c_int64_t), c_loc(x)), stat, errmsg)
  end subroutine copy_bool_3

  subroutine assign_bool_3(a, x, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), contiguous, target, intent(in) :: x(:, :, :)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(assign_block(a%handle, [DA_BOOL], shape(x, c_int64_t), c_loc(x)), stat, errmsg)
  end subroutine assign_bool_3

  subroutine wrap_bool_4(a, dist, x, read_only, stat, errmsg)
    class(array_bool), intent(inout) :: a
    class(da_distribution), intent(in) :: dist
    logical(c_bool), target :: x(:, :, :, :)
    logical, intent(in), optional :: read_only
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status, flags
    flags = 0
    if (present(read_only)) flags = merge(DA_READ_ONLY, 0_c_int32_t, read_only)
    status = vacant(a%handle)
    if (status == DA_OK) status = da_wrap(dist%handle, x, a%handle, flags)
    call da_check(status, stat, errmsg)
  end subroutine wrap_bool_4

  subroutine pointer_bool_4(a, p, read_only, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), pointer, intent(out) :: p(:, :, :, :)
    logical, intent(in), optional :: read_only
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: access
    access = DA_ACCESS_WRITE
    if (present(read_only)) access = merge(DA_ACCESS_READ, DA_ACCESS_WRITE, read_only)
    call da_check(da_pointer(a%handle, p, access), stat, errmsg)
  end subroutine pointer_bool_4

  subroutine gather_bool_4(a, x, root, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), contiguous, target, intent(inout) :: x(:, :, :, :)
    integer, intent(in), optional :: root
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(gather_block(a%handle, [DA_BOOL], shape(x, c_int64_t), c_loc(x), root), stat, errmsg)
  end subroutine gather_bool_4

  subroutine scatter_bool_4(a, x, root, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), contiguous, target, intent(in) :: x(:, :, :, :)
    integer, intent(in), optional :: root
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(scatter_block(a%handle, [DA_BOOL], shape(x, c_int64_t), c_loc(x), root), stat, errmsg)
  end subroutine scatter_bool_4

  subroutine copy_bool_4(a, x, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), contiguous, target, intent(inout) :: x(:, :, :, :)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(copy_block(a%handle, [DA_BOOL], shape(x, c_int64_t), c_loc(x)), stat, errmsg)
  end subroutine copy_bool_4

  subroutine assign_bool_4(a, x, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), contiguous, target, intent(in) :: x(:, :, :, :)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(assign_block(a%handle, [DA_BOOL], shape(x, c_int64_t), c_loc(x)), stat, errmsg)
  end subroutine assign_bool_4

  subroutine wrap_bool_5(a, dist, x, read_only, stat, errmsg)
    class(array_bool), intent(inout) :: a
    class(da_distribution), intent(in) :: dist
    logical(c_bool), target :: x(:, :, :, :, :)
    logical, intent(in), optional :: read_only
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status, flags
    flags = 0
    if (present(read_only)) flags = merge(DA_READ_ONLY, 0_c_int32_t, read_only)
    status = vacant(a%handle)
    if (status == DA_OK) status = da_wrap(dist%handle, x, a%handle, flags)
    call da_check(status, stat, errmsg)
  end subroutine wrap_bool_5

  subroutine pointer_bool_5(a, p, read_only, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), pointer, intent(out) :: p(:, :, :, :, :)
    logical, intent(in), optional :: read_only
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: access
    access = DA_ACCESS_WRITE
    if (present(read_only)) access = merge(DA_ACCESS_READ, DA_ACCESS_WRITE, read_only)
    call da_check(da_pointer(a%handle, p, access), stat, errmsg)
  end subroutine pointer_bool_5

  subroutine gather_bool_5(a, x, root, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), contiguous, target, intent(inout) :: x(:, :, :, :, :)
    integer, intent(in), optional :: root
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(gather_block(a%handle, [DA_BOOL], shape(x, c_int64_t), c_loc(x), root), stat, errmsg)
  end subroutine gather_bool_5

  subroutine scatter_bool_5(a, x, root, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), contiguous, target, intent(in) :: x(:, :, :, :, :)
    integer, intent(in), optional :: root
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(scatter_block(a%handle, [DA_BOOL], shape(x, c_int64_t), c_loc(x), root), stat, errmsg)
  end subroutine scatter_bool_5

  subroutine copy_bool_5(a, x, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), contiguous, target, intent(inout) :: x(:, :, :, :, :)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(copy_block(a%handle, [DA_BOOL], shape(x, c_int64_t), c_loc(x)), stat, errmsg)
  end subroutine copy_bool_5

  subroutine assign_bool_5(a, x, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), contiguous, target, intent(in) :: x(:, :, :, :, :)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(assign_block(a%handle, [DA_BOOL], shape(x, c_int64_t), c_loc(x)), stat, errmsg)
  end subroutine assign_bool_5

  subroutine wrap_bool_6(a, dist, x, read_only, stat, errmsg)
    class(array_bool), intent(inout) :: a
    class(da_distribution), intent(in) :: dist
    logical(c_bool), target :: x(:, :, :, :, :, :)
    logical, intent(in), optional :: read_only
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status, flags
    flags = 0
    if (present(read_only)) flags = merge(DA_READ_ONLY, 0_c_int32_t, read_only)
    status = vacant(a%handle)
    if (status == DA_OK) status = da_wrap(dist%handle, x, a%handle, flags)
    call da_check(status, stat, errmsg)
  end subroutine wrap_bool_6

  subroutine pointer_bool_6(a, p, read_only, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), pointer, intent(out) :: p(:, :, :, :, :, :)
    logical, intent(in), optional :: read_only
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: access
    access = DA_ACCESS_WRITE
    if (present(read_only)) access = merge(DA_ACCESS_READ, DA_ACCESS_WRITE, read_only)
    call da_check(da_pointer(a%handle, p, access), stat, errmsg)
  end subroutine pointer_bool_6

  subroutine gather_bool_6(a, x, root, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), contiguous, target, intent(inout) :: x(:, :, :, :, :, :)
    integer, intent(in), optional :: root
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(gather_block(a%handle, [DA_BOOL], shape(x, c_int64_t), c_loc(x), root), stat, errmsg)
  end subroutine gather_bool_6

  subroutine scatter_bool_6(a, x, root, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), contiguous, target, intent(in) :: x(:, :, :, :, :, :)
    integer, intent(in), optional :: root
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(scatter_block(a%handle, [DA_BOOL], shape(x, c_int64_t), c_loc(x), root), stat, errmsg)
  end subroutine scatter_bool_6

  subroutine copy_bool_6(a, x, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), contiguous, target, intent(inout) :: x(:, :, :, :, :, :)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(copy_block(a%handle, [DA_BOOL], shape(x, c_int64_t), c_loc(x)), stat, errmsg)
  end subroutine copy_bool_6

  subroutine assign_bool_6(a, x, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), contiguous, target, intent(in) :: x(:, :, :, :, :, :)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(assign_block(a%handle, [DA_BOOL], shape(x, c_int64_t), c_loc(x)), stat, errmsg)
  end subroutine assign_bool_6

  subroutine wrap_bool_7(a, dist, x, read_only, stat, errmsg)
    class(array_bool), intent(inout) :: a
    class(da_distribution), intent(in) :: dist
    logical(c_bool), target :: x(:, :, :, :, :, :, :)
    logical, intent(in), optional :: read_only
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status, flags
    flags = 0
    if (present(read_only)) flags = merge(DA_READ_ONLY, 0_c_int32_t, read_only)
    status = vacant(a%handle)
    if (status == DA_OK) status = da_wrap(dist%handle, x, a%handle, flags)
    call da_check(status, stat, errmsg)
  end subroutine wrap_bool_7

  subroutine pointer_bool_7(a, p, read_only, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), pointer, intent(out) :: p(:, :, :, :, :, :, :)
    logical, intent(in), optional :: read_only
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: access
    access = DA_ACCESS_WRITE
    if (present(read_only)) access = merge(DA_ACCESS_READ, DA_ACCESS_WRITE, read_only)
    call da_check(da_pointer(a%handle, p, access), stat, errmsg)
  end subroutine pointer_bool_7

  subroutine gather_bool_7(a, x, root, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), contiguous, target, intent(inout) :: x(:, :, :, :, :, :, :)
    integer, intent(in), optional :: root
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(gather_block(a%handle, [DA_BOOL], shape(x, c_int64_t), c_loc(x), root), stat, errmsg)
  end subroutine gather_bool_7

  subroutine scatter_bool_7(a, x, root, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), contiguous, target, intent(in) :: x(:, :, :, :, :, :, :)
    integer, intent(in), optional :: root
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(scatter_block(a%handle, [DA_BOOL], shape(x, c_int64_t), c_loc(x), root), stat, errmsg)
  end subroutine scatter_bool_7

  subroutine copy_bool_7(a, x, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), contiguous, target, intent(inout) :: x(:, :, :, :, :, :, :)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(copy_block(a%handle, [DA_BOOL], shape(x, c_int64_t), c_loc(x)), stat, errmsg)
  end subroutine copy_bool_7

  subroutine assign_bool_7(a, x, stat, errmsg)
    class(array_bool), intent(in) :: a
    logical(c_bool), contiguous, target, intent(in) :: x(:, :, :, :, :, :, :)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(assign_block(a%handle, [DA_BOOL], shape(x, c_int64_t), c_loc(x)), stat, errmsg)
  end subroutine assign_bool_7
end module distarray_object_bool
