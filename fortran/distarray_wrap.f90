! da_wrap: a Fortran array as this rank's section of a distributed array, without copying.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_wrap
  use, intrinsic :: iso_c_binding, only: c_ptr, c_funptr, c_null_ptr, c_null_funptr, c_loc, c_int32_t, &
      c_int64_t, c_intptr_t
  use, intrinsic :: iso_fortran_env, only: real32, real64, int32, int64
  use distarray_types, only: DA_OK, DA_ERR_NOT_MEMBER, DA_ERR_SHAPE, DA_FLOAT32, DA_FLOAT64, DA_INT32, DA_INT64
  use distarray_base, only: da_dtype_size
  use distarray_distributions, only: da_distribution_ndim, da_distribution_local_shape
  use distarray_arrays, only: da_array_wrap
  use distarray_text, only: leave_message
  implicit none
  private
  public :: da_wrap

  ! status = da_wrap(dist, array, out [, flags] [, release] [, private_data])
  !
  ! Wraps an array of rank 1 to 4 of real32, real64, int32 or int64, which may be a section with any
  ! strides. Collective, silent. The array's axes are the distribution's, in the same order; its shape
  ! is this rank's local shape, communication padding included (empty where the rank has no section).
  ! It has the attribute TARGET or POINTER, and lives until the last array, view or export of it is
  ! gone; the optional `release` is called then, as in da_array_wrap(). `array` has no INTENT, so that
  ! what must not change can be wrapped too, with the flag DA_READ_ONLY.
  !
  ! An array of another shape is DA_ERR_SHAPE before anything is called: if that happens on some ranks
  ! only, the next communicating call tells all ranks that they made different calls.
  interface da_wrap
    module procedure wrap_real32_1, wrap_real32_2, wrap_real32_3, wrap_real32_4
    module procedure wrap_real64_1, wrap_real64_2, wrap_real64_3, wrap_real64_4
    module procedure wrap_int32_1, wrap_int32_2, wrap_int32_3, wrap_int32_4
    module procedure wrap_int64_1, wrap_int64_2, wrap_int64_3, wrap_int64_4
  end interface da_wrap

contains

  function wrap_real32_1(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    real(real32), target :: array(:)
    type(c_ptr), intent(inout) :: out
    integer(c_int32_t), intent(in), optional :: flags
    type(c_funptr), intent(in), optional :: release
    type(c_ptr), intent(in), optional :: private_data
    integer(c_int32_t) :: status
    integer(c_int64_t) :: second(1)
    type(c_ptr) :: at(0:1)
    second = min(2_c_int64_t, shape(array, c_int64_t))
    at = c_null_ptr
    if (all(second > 0)) then
      at = [c_loc(array(1)), c_loc(array(second(1)))]
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
    integer(c_int64_t) :: second(2)
    type(c_ptr) :: at(0:2)
    second = min(2_c_int64_t, shape(array, c_int64_t))
    at = c_null_ptr
    if (all(second > 0)) then
      at = [c_loc(array(1, 1)), c_loc(array(second(1), 1)), c_loc(array(1, second(2)))]
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
    integer(c_int64_t) :: second(3)
    type(c_ptr) :: at(0:3)
    second = min(2_c_int64_t, shape(array, c_int64_t))
    at = c_null_ptr
    if (all(second > 0)) then
      at = [c_loc(array(1, 1, 1)), c_loc(array(second(1), 1, 1)), c_loc(array(1, second(2), 1)),  &
          c_loc(array(1, 1, second(3)))]
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
    integer(c_int64_t) :: second(4)
    type(c_ptr) :: at(0:4)
    second = min(2_c_int64_t, shape(array, c_int64_t))
    at = c_null_ptr
    if (all(second > 0)) then
      at = [c_loc(array(1, 1, 1, 1)), c_loc(array(second(1), 1, 1, 1)), c_loc(array(1, second(2), 1, 1)),  &
          c_loc(array(1, 1, second(3), 1)), c_loc(array(1, 1, 1, second(4)))]
    end if
    status = adopt(dist, DA_FLOAT32, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_real32_4

  function wrap_real64_1(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    real(real64), target :: array(:)
    type(c_ptr), intent(inout) :: out
    integer(c_int32_t), intent(in), optional :: flags
    type(c_funptr), intent(in), optional :: release
    type(c_ptr), intent(in), optional :: private_data
    integer(c_int32_t) :: status
    integer(c_int64_t) :: second(1)
    type(c_ptr) :: at(0:1)
    second = min(2_c_int64_t, shape(array, c_int64_t))
    at = c_null_ptr
    if (all(second > 0)) then
      at = [c_loc(array(1)), c_loc(array(second(1)))]
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
    integer(c_int64_t) :: second(2)
    type(c_ptr) :: at(0:2)
    second = min(2_c_int64_t, shape(array, c_int64_t))
    at = c_null_ptr
    if (all(second > 0)) then
      at = [c_loc(array(1, 1)), c_loc(array(second(1), 1)), c_loc(array(1, second(2)))]
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
    integer(c_int64_t) :: second(3)
    type(c_ptr) :: at(0:3)
    second = min(2_c_int64_t, shape(array, c_int64_t))
    at = c_null_ptr
    if (all(second > 0)) then
      at = [c_loc(array(1, 1, 1)), c_loc(array(second(1), 1, 1)), c_loc(array(1, second(2), 1)),  &
          c_loc(array(1, 1, second(3)))]
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
    integer(c_int64_t) :: second(4)
    type(c_ptr) :: at(0:4)
    second = min(2_c_int64_t, shape(array, c_int64_t))
    at = c_null_ptr
    if (all(second > 0)) then
      at = [c_loc(array(1, 1, 1, 1)), c_loc(array(second(1), 1, 1, 1)), c_loc(array(1, second(2), 1, 1)),  &
          c_loc(array(1, 1, second(3), 1)), c_loc(array(1, 1, 1, second(4)))]
    end if
    status = adopt(dist, DA_FLOAT64, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_real64_4

  function wrap_int32_1(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    integer(int32), target :: array(:)
    type(c_ptr), intent(inout) :: out
    integer(c_int32_t), intent(in), optional :: flags
    type(c_funptr), intent(in), optional :: release
    type(c_ptr), intent(in), optional :: private_data
    integer(c_int32_t) :: status
    integer(c_int64_t) :: second(1)
    type(c_ptr) :: at(0:1)
    second = min(2_c_int64_t, shape(array, c_int64_t))
    at = c_null_ptr
    if (all(second > 0)) then
      at = [c_loc(array(1)), c_loc(array(second(1)))]
    end if
    status = adopt(dist, DA_INT32, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_int32_1

  function wrap_int32_2(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    integer(int32), target :: array(:, :)
    type(c_ptr), intent(inout) :: out
    integer(c_int32_t), intent(in), optional :: flags
    type(c_funptr), intent(in), optional :: release
    type(c_ptr), intent(in), optional :: private_data
    integer(c_int32_t) :: status
    integer(c_int64_t) :: second(2)
    type(c_ptr) :: at(0:2)
    second = min(2_c_int64_t, shape(array, c_int64_t))
    at = c_null_ptr
    if (all(second > 0)) then
      at = [c_loc(array(1, 1)), c_loc(array(second(1), 1)), c_loc(array(1, second(2)))]
    end if
    status = adopt(dist, DA_INT32, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_int32_2

  function wrap_int32_3(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    integer(int32), target :: array(:, :, :)
    type(c_ptr), intent(inout) :: out
    integer(c_int32_t), intent(in), optional :: flags
    type(c_funptr), intent(in), optional :: release
    type(c_ptr), intent(in), optional :: private_data
    integer(c_int32_t) :: status
    integer(c_int64_t) :: second(3)
    type(c_ptr) :: at(0:3)
    second = min(2_c_int64_t, shape(array, c_int64_t))
    at = c_null_ptr
    if (all(second > 0)) then
      at = [c_loc(array(1, 1, 1)), c_loc(array(second(1), 1, 1)), c_loc(array(1, second(2), 1)),  &
          c_loc(array(1, 1, second(3)))]
    end if
    status = adopt(dist, DA_INT32, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_int32_3

  function wrap_int32_4(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    integer(int32), target :: array(:, :, :, :)
    type(c_ptr), intent(inout) :: out
    integer(c_int32_t), intent(in), optional :: flags
    type(c_funptr), intent(in), optional :: release
    type(c_ptr), intent(in), optional :: private_data
    integer(c_int32_t) :: status
    integer(c_int64_t) :: second(4)
    type(c_ptr) :: at(0:4)
    second = min(2_c_int64_t, shape(array, c_int64_t))
    at = c_null_ptr
    if (all(second > 0)) then
      at = [c_loc(array(1, 1, 1, 1)), c_loc(array(second(1), 1, 1, 1)), c_loc(array(1, second(2), 1, 1)),  &
          c_loc(array(1, 1, second(3), 1)), c_loc(array(1, 1, 1, second(4)))]
    end if
    status = adopt(dist, DA_INT32, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_int32_4

  function wrap_int64_1(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    integer(int64), target :: array(:)
    type(c_ptr), intent(inout) :: out
    integer(c_int32_t), intent(in), optional :: flags
    type(c_funptr), intent(in), optional :: release
    type(c_ptr), intent(in), optional :: private_data
    integer(c_int32_t) :: status
    integer(c_int64_t) :: second(1)
    type(c_ptr) :: at(0:1)
    second = min(2_c_int64_t, shape(array, c_int64_t))
    at = c_null_ptr
    if (all(second > 0)) then
      at = [c_loc(array(1)), c_loc(array(second(1)))]
    end if
    status = adopt(dist, DA_INT64, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_int64_1

  function wrap_int64_2(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    integer(int64), target :: array(:, :)
    type(c_ptr), intent(inout) :: out
    integer(c_int32_t), intent(in), optional :: flags
    type(c_funptr), intent(in), optional :: release
    type(c_ptr), intent(in), optional :: private_data
    integer(c_int32_t) :: status
    integer(c_int64_t) :: second(2)
    type(c_ptr) :: at(0:2)
    second = min(2_c_int64_t, shape(array, c_int64_t))
    at = c_null_ptr
    if (all(second > 0)) then
      at = [c_loc(array(1, 1)), c_loc(array(second(1), 1)), c_loc(array(1, second(2)))]
    end if
    status = adopt(dist, DA_INT64, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_int64_2

  function wrap_int64_3(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    integer(int64), target :: array(:, :, :)
    type(c_ptr), intent(inout) :: out
    integer(c_int32_t), intent(in), optional :: flags
    type(c_funptr), intent(in), optional :: release
    type(c_ptr), intent(in), optional :: private_data
    integer(c_int32_t) :: status
    integer(c_int64_t) :: second(3)
    type(c_ptr) :: at(0:3)
    second = min(2_c_int64_t, shape(array, c_int64_t))
    at = c_null_ptr
    if (all(second > 0)) then
      at = [c_loc(array(1, 1, 1)), c_loc(array(second(1), 1, 1)), c_loc(array(1, second(2), 1)),  &
          c_loc(array(1, 1, second(3)))]
    end if
    status = adopt(dist, DA_INT64, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_int64_3

  function wrap_int64_4(dist, array, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in), value :: dist
    integer(int64), target :: array(:, :, :, :)
    type(c_ptr), intent(inout) :: out
    integer(c_int32_t), intent(in), optional :: flags
    type(c_funptr), intent(in), optional :: release
    type(c_ptr), intent(in), optional :: private_data
    integer(c_int32_t) :: status
    integer(c_int64_t) :: second(4)
    type(c_ptr) :: at(0:4)
    second = min(2_c_int64_t, shape(array, c_int64_t))
    at = c_null_ptr
    if (all(second > 0)) then
      at = [c_loc(array(1, 1, 1, 1)), c_loc(array(second(1), 1, 1, 1)), c_loc(array(1, second(2), 1, 1)),  &
          c_loc(array(1, 1, second(3), 1)), c_loc(array(1, 1, 1, second(4)))]
    end if
    status = adopt(dist, DA_INT64, shape(array, c_int64_t), at, out, flags, release, private_data)
  end function wrap_int64_4

  ! Wraps what lies at at(0), whose neighbour along axis k lies at at(k).
  function adopt(dist, dtype, extents, at, out, flags, release, private_data) result(status)
    type(c_ptr), intent(in) :: dist
    integer(c_int32_t), intent(in) :: dtype
    integer(c_int64_t), intent(in) :: extents(:)
    type(c_ptr), intent(in) :: at(0:)
    type(c_ptr), intent(inout) :: out
    integer(c_int32_t), intent(in), optional :: flags
    type(c_funptr), intent(in), optional :: release
    type(c_ptr), intent(in), optional :: private_data
    integer(c_int32_t) :: status
    integer(c_int32_t) :: flags_given
    type(c_funptr) :: release_given
    type(c_ptr) :: private_given
    flags_given = 0
    if (present(flags)) flags_given = flags
    release_given = c_null_funptr
    if (present(release)) release_given = release
    private_given = c_null_ptr
    if (present(private_data)) private_given = private_data
    status = fit(dist, extents)
    if (status /= DA_OK) return
    status = da_array_wrap(dist, dtype, at(0), byte_strides(dtype, extents, at), flags_given, &
        release_given, private_given, out)
  end function adopt

  ! DA_ERR_SHAPE with a message unless the extents are those of this rank's section. A handle that is
  ! none is left to da_array_wrap(), which tells the other ranks.
  function fit(dist, extents) result(status)
    type(c_ptr), intent(in) :: dist
    integer(c_int64_t), intent(in) :: extents(:)
    integer(c_int32_t) :: status
    integer(c_int64_t) :: wanted(32)
    integer(c_int32_t) :: ndim
    status = DA_OK
    if (da_distribution_ndim(dist, ndim) /= DA_OK) return
    wanted = 0
    select case (da_distribution_local_shape(dist, -1_c_int32_t, wanted))
    case (DA_OK)
      if (ndim == size(extents)) then
        if (all(extents == wanted(:ndim))) return
        if (any(extents == 0) .and. any(wanted(:ndim) == 0)) return
      end if
    case (DA_ERR_NOT_MEMBER)
      if (ndim == size(extents) .and. any(extents == 0)) return
    case default
      return
    end select
    status = DA_ERR_SHAPE
    call leave_message("da_wrap: the array has shape (" // list(extents) // "), but this rank's section" // &
        " of the distribution has shape (" // list(wanted(:ndim)) // ")")
  end function fit

  ! Distances between neighbours; where there are none, those of contiguous memory.
  function byte_strides(dtype, extents, at) result(strides)
    integer(c_int32_t), intent(in) :: dtype
    integer(c_int64_t), intent(in) :: extents(:)
    type(c_ptr), intent(in) :: at(0:)
    integer(c_int64_t) :: strides(size(extents))
    integer(c_int64_t) :: next
    integer :: axis
    if (da_dtype_size(dtype, next) /= DA_OK) next = 0
    do axis = 1, size(extents)
      strides(axis) = next
      if (all(extents > 0) .and. extents(axis) > 1) strides(axis) = address(at(axis)) - address(at(0))
      next = strides(axis) * max(extents(axis), 1_c_int64_t)
    end do
  end function byte_strides

  pure function address(pointer) result(number)
    type(c_ptr), intent(in) :: pointer
    integer(c_intptr_t) :: number
    number = transfer(pointer, number)
  end function address

  ! "344, 403"
  function list(numbers) result(text)
    integer(c_int64_t), intent(in) :: numbers(:)
    character(len=:), allocatable :: text
    character(len=24) :: one
    integer :: i
    text = ""
    do i = 1, size(numbers)
      write (one, '(i0)') numbers(i)
      if (i > 1) text = text // ", "
      text = text // trim(one)
    end do
  end function list
end module distarray_wrap
