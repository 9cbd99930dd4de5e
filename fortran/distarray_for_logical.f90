! The specific procedures of da_pointer and da_wrap for logical(c_bool);
! distarray_section.f90 says what they do. Made by scripts/fortran_specifics.py, do not edit.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_for_logical
  use, intrinsic :: iso_c_binding
  use distarray_types
  use distarray_section, only: frame, find_frame, adopt
  implicit none
  private
  public :: da_pointer, da_wrap

  interface da_pointer
    module procedure pointer_bool_1, pointer_bool_2, pointer_bool_3, pointer_bool_4, pointer_bool_5, &
        pointer_bool_6, pointer_bool_7
  end interface da_pointer

  interface da_wrap
    module procedure wrap_bool_1, wrap_bool_2, wrap_bool_3, wrap_bool_4, wrap_bool_5, wrap_bool_6, &
        wrap_bool_7
  end interface da_wrap

contains

  function pointer_bool_1(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    logical(c_bool), pointer, intent(out) :: p(:)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    logical(c_bool), pointer :: whole(:)
    type(frame) :: f
    nullify (p)
    status = find_frame(a, [DA_BOOL], 1, f, access)
    if (status /= DA_OK) return
    call c_f_pointer(f%data, whole, f%shape(:1))
    p => whole(f%lo(1):f%hi(1):f%by(1))
  end function pointer_bool_1

  function pointer_bool_2(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    logical(c_bool), pointer, intent(out) :: p(:, :)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    logical(c_bool), pointer :: whole(:, :)
    type(frame) :: f
    nullify (p)
    status = find_frame(a, [DA_BOOL], 2, f, access)
    if (status /= DA_OK) return
    call c_f_pointer(f%data, whole, f%shape(:2))
    p => whole(f%lo(1):f%hi(1):f%by(1), f%lo(2):f%hi(2):f%by(2))
  end function pointer_bool_2

  function pointer_bool_3(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    logical(c_bool), pointer, intent(out) :: p(:, :, :)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    logical(c_bool), pointer :: whole(:, :, :)
    type(frame) :: f
    nullify (p)
    status = find_frame(a, [DA_BOOL], 3, f, access)
    if (status /= DA_OK) return
    call c_f_pointer(f%data, whole, f%shape(:3))
    p => whole(f%lo(1):f%hi(1):f%by(1), f%lo(2):f%hi(2):f%by(2), f%lo(3):f%hi(3):f%by(3))
  end function pointer_bool_3

  function pointer_bool_4(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    logical(c_bool), pointer, intent(out) :: p(:, :, :, :)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    logical(c_bool), pointer :: whole(:, :, :, :)
    type(frame) :: f
    nullify (p)
    status = find_frame(a, [DA_BOOL], 4, f, access)
    if (status /= DA_OK) return
    call c_f_pointer(f%data, whole, f%shape(:4))
    p => whole(f%lo(1):f%hi(1):f%by(1), f%lo(2):f%hi(2):f%by(2), f%lo(3):f%hi(3):f%by(3), &
        f%lo(4):f%hi(4):f%by(4))
  end function pointer_bool_4

  function pointer_bool_5(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    logical(c_bool), pointer, intent(out) :: p(:, :, :, :, :)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    logical(c_bool), pointer :: whole(:, :, :, :, :)
    type(frame) :: f
    nullify (p)
    status = find_frame(a, [DA_BOOL], 5, f, access)
    if (status /= DA_OK) return
    call c_f_pointer(f%data, whole, f%shape(:5))
    p => whole(f%lo(1):f%hi(1):f%by(1), f%lo(2):f%hi(2):f%by(2), f%lo(3):f%hi(3):f%by(3), &
        f%lo(4):f%hi(4):f%by(4), f%lo(5):f%hi(5):f%by(5))
  end function pointer_bool_5

  function pointer_bool_6(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    logical(c_bool), pointer, intent(out) :: p(:, :, :, :, :, :)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    logical(c_bool), pointer :: whole(:, :, :, :, :, :)
    type(frame) :: f
    nullify (p)
    status = find_frame(a, [DA_BOOL], 6, f, access)
    if (status /= DA_OK) return
    call c_f_pointer(f%data, whole, f%shape(:6))
    p => whole(f%lo(1):f%hi(1):f%by(1), f%lo(2):f%hi(2):f%by(2), f%lo(3):f%hi(3):f%by(3), &
        f%lo(4):f%hi(4):f%by(4), f%lo(5):f%hi(5):f%by(5), f%lo(6):f%hi(6):f%by(6))
  end function pointer_bool_6

  function pointer_bool_7(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    logical(c_bool), pointer, intent(out) :: p(:, :, :, :, :, :, :)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    logical(c_bool), pointer :: whole(:, :, :, :, :, :, :)
    type(frame) :: f
    nullify (p)
    status = find_frame(a, [DA_BOOL], 7, f, access)
    if (status /= DA_OK) return
    call c_f_pointer(f%data, whole, f%shape(:7))
    p => whole(f%lo(1):f%hi(1):f%by(1), f%lo(2):f%hi(2):f%by(2), f%lo(3):f%hi(3):f%by(3), &
        f%lo(4):f%hi(4):f%by(4), f%lo(5):f%hi(5):f%by(5), f%lo(6):f%hi(6):f%by(6), f%lo(7):f%hi(7):f%by(7))
  end function pointer_bool_7

  function wrap_bool_1(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    logical(c_bool), target :: array(:)
    type(c_ptr), intent(inout) :: out
    integer(c_int32_t), intent(in), optional :: flags
    type(c_funptr), intent(in), optional :: release
    type(c_ptr), intent(in), optional :: private_data
    integer(c_int32_t) :: status
    type(c_ptr) :: at(0:1)
    integer(c_int64_t) :: n(1)
    n = min(2_c_int64_t, shape(array, c_int64_t))
    at = c_null_ptr
    if (all(n > 0)) then
      at = [c_loc(array(1)), c_loc(array(n(1)))]
    end if
    status = adopt(dist, DA_BOOL, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_bool_1

  function wrap_bool_2(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    logical(c_bool), target :: array(:, :)
    type(c_ptr), intent(inout) :: out
    integer(c_int32_t), intent(in), optional :: flags
    type(c_funptr), intent(in), optional :: release
    type(c_ptr), intent(in), optional :: private_data
    integer(c_int32_t) :: status
    type(c_ptr) :: at(0:2)
    integer(c_int64_t) :: n(2)
    n = min(2_c_int64_t, shape(array, c_int64_t))
    at = c_null_ptr
    if (all(n > 0)) then
      at = [c_loc(array(1, 1)), c_loc(array(n(1), 1)), c_loc(array(1, n(2)))]
    end if
    status = adopt(dist, DA_BOOL, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_bool_2

  function wrap_bool_3(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    logical(c_bool), target :: array(:, :, :)
    type(c_ptr), intent(inout) :: out
    integer(c_int32_t), intent(in), optional :: flags
    type(c_funptr), intent(in), optional :: release
    type(c_ptr), intent(in), optional :: private_data
    integer(c_int32_t) :: status
    type(c_ptr) :: at(0:3)
    integer(c_int64_t) :: n(3)
    n = min(2_c_int64_t, shape(array, c_int64_t))
    at = c_null_ptr
    if (all(n > 0)) then
      at = [c_loc(array(1, 1, 1)), c_loc(array(n(1), 1, 1)), c_loc(array(1, n(2), 1)), &
          c_loc(array(1, 1, n(3)))]
    end if
    status = adopt(dist, DA_BOOL, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_bool_3

  function wrap_bool_4(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    logical(c_bool), target :: array(:, :, :, :)
    type(c_ptr), intent(inout) :: out
    integer(c_int32_t), intent(in), optional :: flags
    type(c_funptr), intent(in), optional :: release
    type(c_ptr), intent(in), optional :: private_data
    integer(c_int32_t) :: status
    type(c_ptr) :: at(0:4)
    integer(c_int64_t) :: n(4)
    n = min(2_c_int64_t, shape(array, c_int64_t))
    at = c_null_ptr
    if (all(n > 0)) then
      at = [c_loc(array(1, 1, 1, 1)), c_loc(array(n(1), 1, 1, 1)), c_loc(array(1, n(2), 1, 1)), &
          c_loc(array(1, 1, n(3), 1)), c_loc(array(1, 1, 1, n(4)))]
    end if
    status = adopt(dist, DA_BOOL, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_bool_4

  function wrap_bool_5(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    logical(c_bool), target :: array(:, :, :, :, :)
    type(c_ptr), intent(inout) :: out
    integer(c_int32_t), intent(in), optional :: flags
    type(c_funptr), intent(in), optional :: release
    type(c_ptr), intent(in), optional :: private_data
    integer(c_int32_t) :: status
    type(c_ptr) :: at(0:5)
    integer(c_int64_t) :: n(5)
    n = min(2_c_int64_t, shape(array, c_int64_t))
    at = c_null_ptr
    if (all(n > 0)) then
      at = [c_loc(array(1, 1, 1, 1, 1)), c_loc(array(n(1), 1, 1, 1, 1)), c_loc(array(1, n(2), 1, 1, 1)), &
          c_loc(array(1, 1, n(3), 1, 1)), c_loc(array(1, 1, 1, n(4), 1)), c_loc(array(1, 1, 1, 1, n(5)))]
    end if
    status = adopt(dist, DA_BOOL, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_bool_5

  function wrap_bool_6(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    logical(c_bool), target :: array(:, :, :, :, :, :)
    type(c_ptr), intent(inout) :: out
    integer(c_int32_t), intent(in), optional :: flags
    type(c_funptr), intent(in), optional :: release
    type(c_ptr), intent(in), optional :: private_data
    integer(c_int32_t) :: status
    type(c_ptr) :: at(0:6)
    integer(c_int64_t) :: n(6)
    n = min(2_c_int64_t, shape(array, c_int64_t))
    at = c_null_ptr
    if (all(n > 0)) then
      at = [c_loc(array(1, 1, 1, 1, 1, 1)), c_loc(array(n(1), 1, 1, 1, 1, 1)), &
          c_loc(array(1, n(2), 1, 1, 1, 1)), c_loc(array(1, 1, n(3), 1, 1, 1)), &
          c_loc(array(1, 1, 1, n(4), 1, 1)), c_loc(array(1, 1, 1, 1, n(5), 1)), &
          c_loc(array(1, 1, 1, 1, 1, n(6)))]
    end if
    status = adopt(dist, DA_BOOL, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_bool_6

  function wrap_bool_7(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    logical(c_bool), target :: array(:, :, :, :, :, :, :)
    type(c_ptr), intent(inout) :: out
    integer(c_int32_t), intent(in), optional :: flags
    type(c_funptr), intent(in), optional :: release
    type(c_ptr), intent(in), optional :: private_data
    integer(c_int32_t) :: status
    type(c_ptr) :: at(0:7)
    integer(c_int64_t) :: n(7)
    n = min(2_c_int64_t, shape(array, c_int64_t))
    at = c_null_ptr
    if (all(n > 0)) then
      at = [c_loc(array(1, 1, 1, 1, 1, 1, 1)), c_loc(array(n(1), 1, 1, 1, 1, 1, 1)), &
          c_loc(array(1, n(2), 1, 1, 1, 1, 1)), c_loc(array(1, 1, n(3), 1, 1, 1, 1)), &
          c_loc(array(1, 1, 1, n(4), 1, 1, 1)), c_loc(array(1, 1, 1, 1, n(5), 1, 1)), &
          c_loc(array(1, 1, 1, 1, 1, n(6), 1)), c_loc(array(1, 1, 1, 1, 1, 1, n(7)))]
    end if
    status = adopt(dist, DA_BOOL, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_bool_7
end module distarray_for_logical
