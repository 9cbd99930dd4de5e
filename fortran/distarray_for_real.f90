! The specific procedures of da_pointer and da_wrap for real(real32) and real(real64);
! distarray_section.f90 says what they do. Made by scripts/fortran_specifics.py, do not edit.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_for_real
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: real32, real64
  use distarray_types
  use distarray_section, only: frame, find_frame, adopt
  implicit none
  private
  public :: da_pointer, da_wrap

  interface da_pointer
    module procedure pointer_real32_1, pointer_real32_2, pointer_real32_3, pointer_real32_4, &
        pointer_real32_5, pointer_real32_6, pointer_real32_7
    module procedure pointer_real64_1, pointer_real64_2, pointer_real64_3, pointer_real64_4, &
        pointer_real64_5, pointer_real64_6, pointer_real64_7
  end interface da_pointer

  interface da_wrap
    module procedure wrap_real32_1, wrap_real32_2, wrap_real32_3, wrap_real32_4, wrap_real32_5, &
        wrap_real32_6, wrap_real32_7
    module procedure wrap_real64_1, wrap_real64_2, wrap_real64_3, wrap_real64_4, wrap_real64_5, &
        wrap_real64_6, wrap_real64_7
  end interface da_wrap

contains

  function pointer_real32_1(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    real(real32), pointer, intent(out) :: p(:)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    real(real32), pointer :: whole(:)
    type(frame) :: f
    nullify (p)
    status = find_frame(a, [DA_FLOAT32], 1, f, access)
    if (status /= DA_OK) return
    call c_f_pointer(f%data, whole, f%shape(:1))
    p => whole(f%lo(1):f%hi(1):f%by(1))
  end function pointer_real32_1

  function pointer_real32_2(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    real(real32), pointer, intent(out) :: p(:, :)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    real(real32), pointer :: whole(:, :)
    type(frame) :: f
    nullify (p)
    status = find_frame(a, [DA_FLOAT32], 2, f, access)
    if (status /= DA_OK) return
    call c_f_pointer(f%data, whole, f%shape(:2))
    p => whole(f%lo(1):f%hi(1):f%by(1), f%lo(2):f%hi(2):f%by(2))
  end function pointer_real32_2

  function pointer_real32_3(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    real(real32), pointer, intent(out) :: p(:, :, :)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    real(real32), pointer :: whole(:, :, :)
    type(frame) :: f
    nullify (p)
    status = find_frame(a, [DA_FLOAT32], 3, f, access)
    if (status /= DA_OK) return
    call c_f_pointer(f%data, whole, f%shape(:3))
    p => whole(f%lo(1):f%hi(1):f%by(1), f%lo(2):f%hi(2):f%by(2), f%lo(3):f%hi(3):f%by(3))
  end function pointer_real32_3

  function pointer_real32_4(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    real(real32), pointer, intent(out) :: p(:, :, :, :)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    real(real32), pointer :: whole(:, :, :, :)
    type(frame) :: f
    nullify (p)
    status = find_frame(a, [DA_FLOAT32], 4, f, access)
    if (status /= DA_OK) return
    call c_f_pointer(f%data, whole, f%shape(:4))
    p => whole(f%lo(1):f%hi(1):f%by(1), f%lo(2):f%hi(2):f%by(2), f%lo(3):f%hi(3):f%by(3), &
        f%lo(4):f%hi(4):f%by(4))
  end function pointer_real32_4

  function pointer_real32_5(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    real(real32), pointer, intent(out) :: p(:, :, :, :, :)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    real(real32), pointer :: whole(:, :, :, :, :)
    type(frame) :: f
    nullify (p)
    status = find_frame(a, [DA_FLOAT32], 5, f, access)
    if (status /= DA_OK) return
    call c_f_pointer(f%data, whole, f%shape(:5))
    p => whole(f%lo(1):f%hi(1):f%by(1), f%lo(2):f%hi(2):f%by(2), f%lo(3):f%hi(3):f%by(3), &
        f%lo(4):f%hi(4):f%by(4), f%lo(5):f%hi(5):f%by(5))
  end function pointer_real32_5

  function pointer_real32_6(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    real(real32), pointer, intent(out) :: p(:, :, :, :, :, :)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    real(real32), pointer :: whole(:, :, :, :, :, :)
    type(frame) :: f
    nullify (p)
    status = find_frame(a, [DA_FLOAT32], 6, f, access)
    if (status /= DA_OK) return
    call c_f_pointer(f%data, whole, f%shape(:6))
    p => whole(f%lo(1):f%hi(1):f%by(1), f%lo(2):f%hi(2):f%by(2), f%lo(3):f%hi(3):f%by(3), &
        f%lo(4):f%hi(4):f%by(4), f%lo(5):f%hi(5):f%by(5), f%lo(6):f%hi(6):f%by(6))
  end function pointer_real32_6

  function pointer_real32_7(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    real(real32), pointer, intent(out) :: p(:, :, :, :, :, :, :)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    real(real32), pointer :: whole(:, :, :, :, :, :, :)
    type(frame) :: f
    nullify (p)
    status = find_frame(a, [DA_FLOAT32], 7, f, access)
    if (status /= DA_OK) return
    call c_f_pointer(f%data, whole, f%shape(:7))
    p => whole(f%lo(1):f%hi(1):f%by(1), f%lo(2):f%hi(2):f%by(2), f%lo(3):f%hi(3):f%by(3), &
        f%lo(4):f%hi(4):f%by(4), f%lo(5):f%hi(5):f%by(5), f%lo(6):f%hi(6):f%by(6), f%lo(7):f%hi(7):f%by(7))
  end function pointer_real32_7

  function pointer_real64_1(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    real(real64), pointer, intent(out) :: p(:)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    real(real64), pointer :: whole(:)
    type(frame) :: f
    nullify (p)
    status = find_frame(a, [DA_FLOAT64], 1, f, access)
    if (status /= DA_OK) return
    call c_f_pointer(f%data, whole, f%shape(:1))
    p => whole(f%lo(1):f%hi(1):f%by(1))
  end function pointer_real64_1

  function pointer_real64_2(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    real(real64), pointer, intent(out) :: p(:, :)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    real(real64), pointer :: whole(:, :)
    type(frame) :: f
    nullify (p)
    status = find_frame(a, [DA_FLOAT64], 2, f, access)
    if (status /= DA_OK) return
    call c_f_pointer(f%data, whole, f%shape(:2))
    p => whole(f%lo(1):f%hi(1):f%by(1), f%lo(2):f%hi(2):f%by(2))
  end function pointer_real64_2

  function pointer_real64_3(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    real(real64), pointer, intent(out) :: p(:, :, :)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    real(real64), pointer :: whole(:, :, :)
    type(frame) :: f
    nullify (p)
    status = find_frame(a, [DA_FLOAT64], 3, f, access)
    if (status /= DA_OK) return
    call c_f_pointer(f%data, whole, f%shape(:3))
    p => whole(f%lo(1):f%hi(1):f%by(1), f%lo(2):f%hi(2):f%by(2), f%lo(3):f%hi(3):f%by(3))
  end function pointer_real64_3

  function pointer_real64_4(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    real(real64), pointer, intent(out) :: p(:, :, :, :)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    real(real64), pointer :: whole(:, :, :, :)
    type(frame) :: f
    nullify (p)
    status = find_frame(a, [DA_FLOAT64], 4, f, access)
    if (status /= DA_OK) return
    call c_f_pointer(f%data, whole, f%shape(:4))
    p => whole(f%lo(1):f%hi(1):f%by(1), f%lo(2):f%hi(2):f%by(2), f%lo(3):f%hi(3):f%by(3), &
        f%lo(4):f%hi(4):f%by(4))
  end function pointer_real64_4

  function pointer_real64_5(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    real(real64), pointer, intent(out) :: p(:, :, :, :, :)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    real(real64), pointer :: whole(:, :, :, :, :)
    type(frame) :: f
    nullify (p)
    status = find_frame(a, [DA_FLOAT64], 5, f, access)
    if (status /= DA_OK) return
    call c_f_pointer(f%data, whole, f%shape(:5))
    p => whole(f%lo(1):f%hi(1):f%by(1), f%lo(2):f%hi(2):f%by(2), f%lo(3):f%hi(3):f%by(3), &
        f%lo(4):f%hi(4):f%by(4), f%lo(5):f%hi(5):f%by(5))
  end function pointer_real64_5

  function pointer_real64_6(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    real(real64), pointer, intent(out) :: p(:, :, :, :, :, :)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    real(real64), pointer :: whole(:, :, :, :, :, :)
    type(frame) :: f
    nullify (p)
    status = find_frame(a, [DA_FLOAT64], 6, f, access)
    if (status /= DA_OK) return
    call c_f_pointer(f%data, whole, f%shape(:6))
    p => whole(f%lo(1):f%hi(1):f%by(1), f%lo(2):f%hi(2):f%by(2), f%lo(3):f%hi(3):f%by(3), &
        f%lo(4):f%hi(4):f%by(4), f%lo(5):f%hi(5):f%by(5), f%lo(6):f%hi(6):f%by(6))
  end function pointer_real64_6

  function pointer_real64_7(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    real(real64), pointer, intent(out) :: p(:, :, :, :, :, :, :)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    real(real64), pointer :: whole(:, :, :, :, :, :, :)
    type(frame) :: f
    nullify (p)
    status = find_frame(a, [DA_FLOAT64], 7, f, access)
    if (status /= DA_OK) return
    call c_f_pointer(f%data, whole, f%shape(:7))
    p => whole(f%lo(1):f%hi(1):f%by(1), f%lo(2):f%hi(2):f%by(2), f%lo(3):f%hi(3):f%by(3), &
        f%lo(4):f%hi(4):f%by(4), f%lo(5):f%hi(5):f%by(5), f%lo(6):f%hi(6):f%by(6), f%lo(7):f%hi(7):f%by(7))
  end function pointer_real64_7

  function wrap_real32_1(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    real(real32), target :: array(:)
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
    status = adopt(dist, DA_FLOAT32, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_real32_1

  function wrap_real32_2(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    real(real32), target :: array(:, :)
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
    status = adopt(dist, DA_FLOAT32, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_real32_2

  function wrap_real32_3(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    real(real32), target :: array(:, :, :)
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
    status = adopt(dist, DA_FLOAT32, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_real32_3

  function wrap_real32_4(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    real(real32), target :: array(:, :, :, :)
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
    status = adopt(dist, DA_FLOAT32, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_real32_4

  function wrap_real32_5(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    real(real32), target :: array(:, :, :, :, :)
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
    status = adopt(dist, DA_FLOAT32, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_real32_5

  function wrap_real32_6(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    real(real32), target :: array(:, :, :, :, :, :)
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
    status = adopt(dist, DA_FLOAT32, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_real32_6

  function wrap_real32_7(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    real(real32), target :: array(:, :, :, :, :, :, :)
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
    status = adopt(dist, DA_FLOAT32, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_real32_7

  function wrap_real64_1(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    real(real64), target :: array(:)
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
    status = adopt(dist, DA_FLOAT64, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_real64_1

  function wrap_real64_2(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    real(real64), target :: array(:, :)
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
    status = adopt(dist, DA_FLOAT64, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_real64_2

  function wrap_real64_3(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    real(real64), target :: array(:, :, :)
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
    status = adopt(dist, DA_FLOAT64, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_real64_3

  function wrap_real64_4(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    real(real64), target :: array(:, :, :, :)
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
    status = adopt(dist, DA_FLOAT64, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_real64_4

  function wrap_real64_5(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    real(real64), target :: array(:, :, :, :, :)
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
    status = adopt(dist, DA_FLOAT64, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_real64_5

  function wrap_real64_6(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    real(real64), target :: array(:, :, :, :, :, :)
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
    status = adopt(dist, DA_FLOAT64, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_real64_6

  function wrap_real64_7(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    real(real64), target :: array(:, :, :, :, :, :, :)
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
    status = adopt(dist, DA_FLOAT64, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_real64_7
end module distarray_for_real
