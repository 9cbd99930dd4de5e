! da_pointer: this rank's section of an array as a Fortran pointer, without copying.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_pointer
  use, intrinsic :: iso_c_binding, only: c_ptr, c_f_pointer, c_loc, c_int32_t, c_int64_t
  use, intrinsic :: iso_fortran_env, only: real32, real64, int32, int64
  use distarray_types, only: da_local, DA_OK, DA_ERR_DTYPE, DA_ERR_LAYOUT, DA_ERR_SHAPE, DA_ACCESS_READ, &
      DA_ACCESS_WRITE, DA_FLOAT32, DA_FLOAT64, DA_INT32, DA_INT64
  use distarray_base, only: da_dtype_name, da_dtype_size
  use distarray_arrays, only: da_array_dtype, da_array_local, da_array_ndim
  use distarray_text, only: da_string, leave_message
  implicit none
  private
  public :: da_pointer

  ! status = da_pointer(a, p [, access])
  !
  ! Points p, of rank 1 to 4 and of type real32, real64, int32 or int64, at this rank's section. Not
  ! collective. Axes keep their order; p begins at 1 along each, where the local index is 0, and covers
  ! communication padding too. It is valid as long as the array lives. On a rank without a section p
  ! is empty; after an error it is disassociated.
  !
  ! `access` is DA_ACCESS_WRITE unless given: communication padding then counts as out of date, and
  ! read-only memory is DA_ERR_READ_ONLY. Another type is DA_ERR_DTYPE, another rank DA_ERR_SHAPE.
  ! Memory that is not in Fortran order, or has gaps other than a padded leading dimension, is
  ! DA_ERR_LAYOUT. (What da_zeros() and the like allocate is in C order; copies, results and arrays made
  ! like others take the order of the array that they come from.)
  interface da_pointer
    module procedure pointer_real32_1, pointer_real32_2, pointer_real32_3, pointer_real32_4
    module procedure pointer_real64_1, pointer_real64_2, pointer_real64_3, pointer_real64_4
    module procedure pointer_int32_1, pointer_int32_2, pointer_int32_3, pointer_int32_4
    module procedure pointer_int64_1, pointer_int64_2, pointer_int64_3, pointer_int64_4
  end interface da_pointer

  ! Where the pointers to empty sections point.
  integer(int64), target :: nothing = 0

contains

  function pointer_real32_1(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    real(real32), pointer, intent(out) :: p(:)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    real(real32), pointer :: stored(:)
    integer(c_int64_t) :: extents(1), leading
    type(c_ptr) :: data
    nullify (p)
    status = locate(a, DA_FLOAT32, data, extents, leading, access)
    if (status /= DA_OK) return
    call c_f_pointer(data, stored, [leading])
    p => stored(:extents(1))
  end function pointer_real32_1

  function pointer_real32_2(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    real(real32), pointer, intent(out) :: p(:, :)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    real(real32), pointer :: stored(:, :)
    integer(c_int64_t) :: extents(2), leading
    type(c_ptr) :: data
    nullify (p)
    status = locate(a, DA_FLOAT32, data, extents, leading, access)
    if (status /= DA_OK) return
    call c_f_pointer(data, stored, [leading, extents(2:)])
    p => stored(:extents(1), :)
  end function pointer_real32_2

  function pointer_real32_3(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    real(real32), pointer, intent(out) :: p(:, :, :)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    real(real32), pointer :: stored(:, :, :)
    integer(c_int64_t) :: extents(3), leading
    type(c_ptr) :: data
    nullify (p)
    status = locate(a, DA_FLOAT32, data, extents, leading, access)
    if (status /= DA_OK) return
    call c_f_pointer(data, stored, [leading, extents(2:)])
    p => stored(:extents(1), :, :)
  end function pointer_real32_3

  function pointer_real32_4(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    real(real32), pointer, intent(out) :: p(:, :, :, :)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    real(real32), pointer :: stored(:, :, :, :)
    integer(c_int64_t) :: extents(4), leading
    type(c_ptr) :: data
    nullify (p)
    status = locate(a, DA_FLOAT32, data, extents, leading, access)
    if (status /= DA_OK) return
    call c_f_pointer(data, stored, [leading, extents(2:)])
    p => stored(:extents(1), :, :, :)
  end function pointer_real32_4

  function pointer_real64_1(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    real(real64), pointer, intent(out) :: p(:)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    real(real64), pointer :: stored(:)
    integer(c_int64_t) :: extents(1), leading
    type(c_ptr) :: data
    nullify (p)
    status = locate(a, DA_FLOAT64, data, extents, leading, access)
    if (status /= DA_OK) return
    call c_f_pointer(data, stored, [leading])
    p => stored(:extents(1))
  end function pointer_real64_1

  function pointer_real64_2(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    real(real64), pointer, intent(out) :: p(:, :)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    real(real64), pointer :: stored(:, :)
    integer(c_int64_t) :: extents(2), leading
    type(c_ptr) :: data
    nullify (p)
    status = locate(a, DA_FLOAT64, data, extents, leading, access)
    if (status /= DA_OK) return
    call c_f_pointer(data, stored, [leading, extents(2:)])
    p => stored(:extents(1), :)
  end function pointer_real64_2

  function pointer_real64_3(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    real(real64), pointer, intent(out) :: p(:, :, :)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    real(real64), pointer :: stored(:, :, :)
    integer(c_int64_t) :: extents(3), leading
    type(c_ptr) :: data
    nullify (p)
    status = locate(a, DA_FLOAT64, data, extents, leading, access)
    if (status /= DA_OK) return
    call c_f_pointer(data, stored, [leading, extents(2:)])
    p => stored(:extents(1), :, :)
  end function pointer_real64_3

  function pointer_real64_4(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    real(real64), pointer, intent(out) :: p(:, :, :, :)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    real(real64), pointer :: stored(:, :, :, :)
    integer(c_int64_t) :: extents(4), leading
    type(c_ptr) :: data
    nullify (p)
    status = locate(a, DA_FLOAT64, data, extents, leading, access)
    if (status /= DA_OK) return
    call c_f_pointer(data, stored, [leading, extents(2:)])
    p => stored(:extents(1), :, :, :)
  end function pointer_real64_4

  function pointer_int32_1(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    integer(int32), pointer, intent(out) :: p(:)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    integer(int32), pointer :: stored(:)
    integer(c_int64_t) :: extents(1), leading
    type(c_ptr) :: data
    nullify (p)
    status = locate(a, DA_INT32, data, extents, leading, access)
    if (status /= DA_OK) return
    call c_f_pointer(data, stored, [leading])
    p => stored(:extents(1))
  end function pointer_int32_1

  function pointer_int32_2(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    integer(int32), pointer, intent(out) :: p(:, :)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    integer(int32), pointer :: stored(:, :)
    integer(c_int64_t) :: extents(2), leading
    type(c_ptr) :: data
    nullify (p)
    status = locate(a, DA_INT32, data, extents, leading, access)
    if (status /= DA_OK) return
    call c_f_pointer(data, stored, [leading, extents(2:)])
    p => stored(:extents(1), :)
  end function pointer_int32_2

  function pointer_int32_3(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    integer(int32), pointer, intent(out) :: p(:, :, :)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    integer(int32), pointer :: stored(:, :, :)
    integer(c_int64_t) :: extents(3), leading
    type(c_ptr) :: data
    nullify (p)
    status = locate(a, DA_INT32, data, extents, leading, access)
    if (status /= DA_OK) return
    call c_f_pointer(data, stored, [leading, extents(2:)])
    p => stored(:extents(1), :, :)
  end function pointer_int32_3

  function pointer_int32_4(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    integer(int32), pointer, intent(out) :: p(:, :, :, :)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    integer(int32), pointer :: stored(:, :, :, :)
    integer(c_int64_t) :: extents(4), leading
    type(c_ptr) :: data
    nullify (p)
    status = locate(a, DA_INT32, data, extents, leading, access)
    if (status /= DA_OK) return
    call c_f_pointer(data, stored, [leading, extents(2:)])
    p => stored(:extents(1), :, :, :)
  end function pointer_int32_4

  function pointer_int64_1(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    integer(int64), pointer, intent(out) :: p(:)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    integer(int64), pointer :: stored(:)
    integer(c_int64_t) :: extents(1), leading
    type(c_ptr) :: data
    nullify (p)
    status = locate(a, DA_INT64, data, extents, leading, access)
    if (status /= DA_OK) return
    call c_f_pointer(data, stored, [leading])
    p => stored(:extents(1))
  end function pointer_int64_1

  function pointer_int64_2(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    integer(int64), pointer, intent(out) :: p(:, :)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    integer(int64), pointer :: stored(:, :)
    integer(c_int64_t) :: extents(2), leading
    type(c_ptr) :: data
    nullify (p)
    status = locate(a, DA_INT64, data, extents, leading, access)
    if (status /= DA_OK) return
    call c_f_pointer(data, stored, [leading, extents(2:)])
    p => stored(:extents(1), :)
  end function pointer_int64_2

  function pointer_int64_3(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    integer(int64), pointer, intent(out) :: p(:, :, :)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    integer(int64), pointer :: stored(:, :, :)
    integer(c_int64_t) :: extents(3), leading
    type(c_ptr) :: data
    nullify (p)
    status = locate(a, DA_INT64, data, extents, leading, access)
    if (status /= DA_OK) return
    call c_f_pointer(data, stored, [leading, extents(2:)])
    p => stored(:extents(1), :, :)
  end function pointer_int64_3

  function pointer_int64_4(a, p, access) result(status)
    type(c_ptr), intent(in), value :: a
    integer(int64), pointer, intent(out) :: p(:, :, :, :)
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status
    integer(int64), pointer :: stored(:, :, :, :)
    integer(c_int64_t) :: extents(4), leading
    type(c_ptr) :: data
    nullify (p)
    status = locate(a, DA_INT64, data, extents, leading, access)
    if (status /= DA_OK) return
    call c_f_pointer(data, stored, [leading, extents(2:)])
    p => stored(:extents(1), :, :, :)
  end function pointer_int64_4

  ! The address and the extents of the section, and the leading dimension that it is stored with.
  function locate(a, dtype, data, extents, leading, access) result(status)
    type(c_ptr), intent(in) :: a
    integer(c_int32_t), intent(in) :: dtype
    type(c_ptr), intent(out) :: data
    integer(c_int64_t), intent(out) :: extents(:), leading
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status, wanted
    type(da_local) :: local
    status = same_kind(a, dtype, size(extents))
    if (status == DA_OK) status = da_array_local(a, DA_ACCESS_READ, local)
    if (status /= DA_OK) return
    extents = local%shape(:size(extents))
    call find_leading(local, leading)
    if (leading < 0) then
      status = DA_ERR_LAYOUT
      call leave_message("da_pointer: the section is not in Fortran order with at most a padded leading dimension")
      return
    end if
    ! Asked last: access for writing has an effect, which an error must not have.
    wanted = DA_ACCESS_WRITE
    if (present(access)) wanted = access
    if (wanted /= DA_ACCESS_READ) status = da_array_local(a, wanted, local)
    data = local%data
    if (local%size == 0) data = c_loc(nothing)
  end function locate

  ! DA_OK if the array has this dtype and this number of axes.
  function same_kind(a, dtype, rank) result(status)
    type(c_ptr), intent(in) :: a
    integer(c_int32_t), intent(in) :: dtype
    integer, intent(in) :: rank
    integer(c_int32_t) :: status, is_dtype, is_rank
    character(len=80) :: numbers
    status = da_array_dtype(a, is_dtype)
    if (status == DA_OK) status = da_array_ndim(a, is_rank)
    if (status /= DA_OK) return
    if (is_dtype /= dtype) then
      status = DA_ERR_DTYPE
      call leave_message("da_pointer: the array's dtype is " // da_string(da_dtype_name(is_dtype)) // &
          ", the pointer's " // da_string(da_dtype_name(dtype)))
    else if (is_rank /= rank) then
      status = DA_ERR_SHAPE
      write (numbers, '("da_pointer: the array has ", i0, " axes, the pointer ", i0)') is_rank, rank
      call leave_message(trim(numbers))
    end if
  end function same_kind

  ! The leading dimension in elements, or -1 for a layout that has none. Strides of axes with fewer
  ! than two elements mean nothing.
  subroutine find_leading(local, leading)
    type(da_local), intent(in) :: local
    integer(c_int64_t), intent(out) :: leading
    integer(c_int64_t) :: item, expected
    integer :: axis
    logical :: known
    leading = local%shape(1)
    if (local%size == 0) return
    if (da_dtype_size(local%dtype, item) /= DA_OK) item = 1
    expected = leading * item
    known = .false.
    if (local%shape(1) > 1 .and. local%strides(1) /= item) leading = -1
    do axis = 2, local%ndim
      if (leading < 0) return
      if (local%shape(axis) < 2) cycle
      if (.not. known .and. local%strides(axis) >= expected .and. modulo(local%strides(axis), item) == 0) then
        leading = local%strides(axis) / item
        expected = local%strides(axis)
      end if
      known = .true.
      if (local%strides(axis) /= expected) leading = -1
      expected = expected * local%shape(axis)
    end do
  end subroutine find_leading
end module distarray_pointer
