! da_pointer and da_wrap: what they do for every type and rank. Their specific procedures, which only
! pass on what depends on type and rank, are in distarray_for_*.f90.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_section
  use, intrinsic :: iso_c_binding, only: c_ptr, c_funptr, c_null_ptr, c_null_funptr, c_loc, c_int32_t, &
      c_int64_t, c_intptr_t
  use distarray_types, only: da_local, DA_OK, DA_ERR_DTYPE, DA_ERR_LAYOUT, DA_ERR_NOT_MEMBER, DA_ERR_SHAPE, &
      DA_ACCESS_READ, DA_ACCESS_WRITE
  use distarray_base, only: da_dtype_name, da_dtype_size
  use distarray_distributions, only: da_distribution_ndim, da_distribution_local_shape
  use distarray_arrays, only: da_array_dtype, da_array_local, da_array_ndim, da_array_wrap
  use distarray_text, only: da_string, leave_message
  implicit none
  private
  public :: frame, find_frame, adopt

  ! status = da_pointer(a, p [, access])
  !
  ! Points p at this rank's section. Not collective. p has rank 1 to 7 and one of the types
  !
  !     logical(c_bool)             DA_BOOL
  !     integer(int8 ... int64)     DA_INT8 ... DA_INT64, and DA_UINT8 ... DA_UINT64 of the same size, for
  !                                 which Fortran has no type: the bits are there, as a signed integer
  !     real(real32), real(real64)  DA_FLOAT32, DA_FLOAT64
  !     complex of both kinds       DA_COMPLEX64, DA_COMPLEX128
  !
  ! Axes keep their order; p begins at 1 along each, where the local index is 0, and covers
  ! communication padding too. It is valid as long as the array lives. On a rank without a section p
  ! is empty; after an error it is disassociated.
  !
  ! `access` is DA_ACCESS_WRITE unless given: communication padding then counts as out of date, and
  ! read-only memory is DA_ERR_READ_ONLY. Another type is DA_ERR_DTYPE, another rank DA_ERR_SHAPE.
  ! Memory is in Fortran order, or it is a section of memory in Fortran order, with any steps, backwards
  ! ones too; everything else is DA_ERR_LAYOUT. (What da_zeros() and the like allocate is in C order;
  ! copies, results and arrays made like others take the order of the array that they come from.)
  !
  ! status = da_wrap(dist, array, out [, flags] [, release] [, private_data])
  !
  ! Wraps an array of rank 1 to 7 of these types, which may be a section with any strides; an integer
  ! array becomes one of signed integers. Collective, silent. The array's axes are the distribution's, in the
  ! same order; its shape is this rank's local shape, communication padding included (empty where the
  ! rank has no section). It has the attribute TARGET or POINTER, and lives until the last array, view
  ! or export of it is gone; the optional `release` is called then, as in da_array_wrap(). `array` has no
  ! INTENT, so that what must not change can be wrapped too, with the flag DA_READ_ONLY.
  !
  ! An array of another shape is DA_ERR_SHAPE before anything is called: if that happens on some ranks
  ! only, the next communicating call tells all ranks that they made different calls.

  ! A contiguous array at `data` in Fortran order that the section is a part of, lo:hi:by along each axis.
  type :: frame
    type(c_ptr) :: data = c_null_ptr
    integer(c_int64_t) :: shape(7) = 1, lo(7) = 1, hi(7) = 1, by(7) = 1
  end type frame

  ! Where frames of empty sections lie.
  integer(c_int64_t), target :: nothing(2) = 0

contains

  ! da_pointer of an array that has one of these dtypes and this rank, but for the pointer itself.
  function find_frame(a, dtypes, rank, found, access) result(status)
    type(c_ptr), intent(in) :: a
    integer(c_int32_t), intent(in) :: dtypes(:)
    integer, intent(in) :: rank
    type(frame), intent(out) :: found
    integer(c_int32_t), intent(in), optional :: access
    integer(c_int32_t) :: status, wanted
    type(da_local) :: local
    logical :: fits
    status = same_kind(a, dtypes, rank)
    if (status == DA_OK) status = da_array_local(a, DA_ACCESS_READ, local)
    if (status /= DA_OK) return
    call fit_frame(local, found, fits)
    if (.not. fits) then
      status = DA_ERR_LAYOUT
      call leave_message("da_pointer: the section is not in Fortran order, nor part of an array in Fortran order:" // &
          " its shape is (" // list(local%shape(:rank)) // "), its strides are (" // list(local%strides(:rank)) // &
          ") bytes; da_array_local() gives its address")
      return
    end if
    ! Asked last: access for writing has an effect, which an error must not have.
    wanted = DA_ACCESS_WRITE
    if (present(access)) wanted = access
    if (wanted /= DA_ACCESS_READ) status = da_array_local(a, wanted, local)
  end function find_frame

  ! DA_OK if the array has one of these dtypes and this number of axes.
  function same_kind(a, dtypes, rank) result(status)
    type(c_ptr), intent(in) :: a
    integer(c_int32_t), intent(in) :: dtypes(:)
    integer, intent(in) :: rank
    integer(c_int32_t) :: status, is_dtype, is_rank
    character(len=80) :: numbers
    status = da_array_dtype(a, is_dtype)
    if (status == DA_OK) status = da_array_ndim(a, is_rank)
    if (status /= DA_OK) return
    if (all(dtypes /= is_dtype)) then
      status = DA_ERR_DTYPE
      call leave_message("da_pointer: the array's dtype is " // da_string(da_dtype_name(is_dtype)) // &
          ", the pointer's " // da_string(da_dtype_name(dtypes(1))))
    else if (is_rank /= rank) then
      status = DA_ERR_SHAPE
      write (numbers, '("da_pointer: the array has ", i0, " axes, the pointer ", i0)') is_rank, rank
      call leave_message(trim(numbers))
    end if
  end function same_kind

  ! The frame of a section, if there is one. The distance between neighbours along an axis of the
  ! frame is a common divisor of the strides along that axis and all later ones. The greatest is
  ! taken, since it leaves most room to the axes before. Strides of axes with one element mean nothing.
  subroutine fit_frame(local, found, fits)
    type(da_local), intent(in) :: local
    type(frame), intent(out) :: found
    logical, intent(out) :: fits
    integer(c_int64_t) :: strides(7), later(8), item, unit, back
    integer :: axis, rank
    rank = local%ndim
    fits = .true.
    if (local%size == 0) then
      found%data = c_loc(nothing)
      found%shape(:rank) = local%shape(:rank)
      found%hi = found%shape
      return
    end if
    fits = da_dtype_size(local%dtype, item) == DA_OK
    if (.not. fits) return
    where (local%shape(:rank) > 1)
      strides(:rank) = local%strides(:rank)
    elsewhere
      strides(:rank) = 0
    end where
    fits = all(modulo(strides(:rank), item) == 0)
    if (.not. fits) return
    back = sum((local%shape(:rank) - 1) * min(strides(:rank), 0_c_int64_t))
    found%data = moved(local%data, back)
    strides(:rank) = strides(:rank) / item
    later(rank + 1) = 0
    do axis = rank, 1, -1
      later(axis) = common(later(axis + 1), strides(axis))
    end do
    unit = 1
    do axis = 1, rank
      if (local%shape(axis) == 1) cycle
      call fit_axis(found, axis, local%shape(axis), strides(axis), unit, later(axis + 1), fits)
      if (.not. fits) return
      unit = unit * found%shape(axis)
    end do
  end subroutine fit_frame

  ! One axis of a frame whose neighbours lie `unit` elements apart, and those of the next axis `next`;
  ! 0 if this is the last.
  subroutine fit_axis(found, axis, extent, stride, unit, next, fits)
    type(frame), intent(inout) :: found
    integer, intent(in) :: axis
    integer(c_int64_t), intent(in) :: extent, stride, unit, next
    logical, intent(out) :: fits
    integer(c_int64_t) :: step, reach
    step = abs(stride) / unit
    reach = (extent - 1) * step + 1
    found%shape(axis) = reach
    if (next > 0) found%shape(axis) = next / unit
    fits = step > 0 .and. reach <= found%shape(axis)
    found%lo(axis) = merge(1_c_int64_t, reach, stride > 0)
    found%hi(axis) = merge(reach, 1_c_int64_t, stride > 0)
    found%by(axis) = sign(step, stride)
  end subroutine fit_axis

  ! The greatest common divisor; 0 leaves the other number.
  pure function common(a, b) result(divisor)
    integer(c_int64_t), intent(in) :: a, b
    integer(c_int64_t) :: divisor, other, rest
    divisor = abs(a)
    other = abs(b)
    do while (other > 0)
      rest = modulo(divisor, other)
      divisor = other
      other = rest
    end do
  end function common

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

  pure function moved(pointer, bytes) result(there)
    type(c_ptr), intent(in) :: pointer
    integer(c_int64_t), intent(in) :: bytes
    type(c_ptr) :: there
    there = transfer(address(pointer) + int(bytes, c_intptr_t), there)
  end function moved

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
end module distarray_section
