! type(da_distribution): how a global shape lies on the ranks. What can be asked of one; distarray_object_layouts
! makes them. Indices and axes count from 1 here, ranks and grid coordinates from 0 as MPI's do.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_object_distributions
  use, intrinsic :: iso_c_binding, only: c_ptr, c_null_ptr, c_associated, c_int, c_int32_t, c_int64_t
  use distarray
  use distarray_object_contexts, only: da_context, da_get_comm
  use distarray_object_errors, only: da_check, refuse, vacant
  implicit none
  private
  public :: da_distribution, da_get_comm, da_get_mpi_type

  type :: da_distribution
    type(c_ptr) :: handle = c_null_ptr
  contains
    procedure :: is_made => dist_is_made
    procedure :: ndim => dist_ndim
    procedure :: shape => dist_shape
    procedure :: size => dist_size
    procedure :: local_shape => dist_local_shape
    procedure :: grid_shape => dist_grid_shape
    procedure :: grid_coords => dist_grid_coords
    procedure :: text => dist_text
    procedure :: context => dist_context
    procedure :: aligned => dist_aligned
    procedure :: equals => dist_equals
    procedure :: owned_range => dist_owned_range
    procedure :: owned_local => dist_owned_local
    procedure, private :: owner_default, owner_long, local_default, local_long, global_default, global_long
    generic :: owner => owner_default, owner_long
    generic :: local_index => local_default, local_long
    generic :: global_index => global_default, global_long
    procedure :: free => dist_free
  end type da_distribution

  interface da_get_comm
    module procedure get_comm
  end interface da_get_comm

  ! call da_get_mpi_type(dist, dtype, type [, order] [, rank]): an MPI datatype that selects what a rank owns in
  ! the whole array, in Fortran order unless told otherwise.
  interface da_get_mpi_type
    module procedure get_mpi_type
  end interface da_get_mpi_type

contains

  subroutine get_comm(dist, comm, stat, errmsg)
    class(da_distribution), intent(in) :: dist
    integer(c_int), intent(out) :: comm
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_distribution_comm_f(dist%handle, comm), stat, errmsg)
  end subroutine get_comm

  subroutine get_mpi_type(dist, dtype, type, order, rank, stat, errmsg)
    class(da_distribution), intent(in) :: dist
    integer(c_int32_t), intent(in) :: dtype
    integer(c_int), intent(out) :: type
    integer(c_int32_t), intent(in), optional :: order, rank
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: wanted
    wanted = DA_ORDER_FORTRAN
    if (present(order)) wanted = order
    call da_check(da_distribution_mpi_type_f(dist%handle, which(rank), dtype, wanted, type), stat, errmsg)
  end subroutine get_mpi_type

  ! The rank that is asked about: this one (-1), unless another one is given.
  pure function which(rank) result(number)
    integer(c_int32_t), intent(in), optional :: rank
    integer(c_int32_t) :: number
    number = -1
    if (present(rank)) number = rank
  end function which

  ! The number of axes, 0 after an error.
  function axes_of(dist, ndim) result(status)
    class(da_distribution), intent(in) :: dist
    integer(c_int32_t), intent(out) :: ndim
    integer(c_int32_t) :: status
    status = da_distribution_ndim(dist%handle, ndim)
    if (status /= DA_OK) ndim = 0
  end function axes_of

  pure function dist_is_made(dist) result(made)
    class(da_distribution), intent(in) :: dist
    logical :: made
    made = c_associated(dist%handle)
  end function dist_is_made

  function dist_ndim(dist, stat, errmsg) result(ndim)
    class(da_distribution), intent(in) :: dist
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: ndim
    call da_check(axes_of(dist, ndim), stat, errmsg)
  end function dist_ndim

  function dist_shape(dist, stat, errmsg) result(extents)
    class(da_distribution), intent(in) :: dist
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int64_t), allocatable :: extents(:)
    integer(c_int32_t) :: status, ndim
    status = axes_of(dist, ndim)
    allocate (extents(ndim), source=0_c_int64_t)
    if (status == DA_OK) status = da_distribution_shape(dist%handle, extents)
    call da_check(status, stat, errmsg)
  end function dist_shape

  function dist_size(dist, stat, errmsg) result(total)
    class(da_distribution), intent(in) :: dist
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int64_t) :: total
    integer(c_int32_t) :: status
    status = da_distribution_size(dist%handle, total)
    if (status /= DA_OK) total = 0
    call da_check(status, stat, errmsg)
  end function dist_size

  ! The extents of the memory for a rank's section, communication padding included; 0 on a rank without one.
  function dist_local_shape(dist, rank, stat, errmsg) result(extents)
    class(da_distribution), intent(in) :: dist
    integer(c_int32_t), intent(in), optional :: rank
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int64_t), allocatable :: extents(:)
    integer(c_int32_t) :: status, ndim
    status = axes_of(dist, ndim)
    allocate (extents(ndim), source=0_c_int64_t)
    if (status == DA_OK) status = da_distribution_local_shape(dist%handle, which(rank), extents)
    if (status == DA_ERR_NOT_MEMBER) then
      extents = 0
      status = DA_OK
    end if
    call da_check(status, stat, errmsg)
  end function dist_local_shape

  function dist_grid_shape(dist, stat, errmsg) result(extents)
    class(da_distribution), intent(in) :: dist
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int64_t), allocatable :: extents(:)
    integer(c_int32_t) :: status, ndim
    ndim = 0
    status = da_distribution_grid_ndim(dist%handle, ndim)
    if (status /= DA_OK) ndim = 0
    allocate (extents(ndim), source=0_c_int64_t)
    if (status == DA_OK) status = da_distribution_grid_shape(dist%handle, extents)
    call da_check(status, stat, errmsg)
  end function dist_grid_shape

  ! A rank's place in the process grid, from 0.
  function dist_grid_coords(dist, rank, stat, errmsg) result(coords)
    class(da_distribution), intent(in) :: dist
    integer(c_int32_t), intent(in), optional :: rank
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int64_t), allocatable :: coords(:)
    integer(c_int32_t) :: status, ndim
    ndim = 0
    status = da_distribution_grid_ndim(dist%handle, ndim)
    if (status /= DA_OK) ndim = 0
    allocate (coords(ndim), source=-1_c_int64_t)
    if (status == DA_OK) status = da_distribution_grid_coords(dist%handle, which(rank), coords)
    call da_check(status, stat, errmsg)
  end function dist_grid_coords

  ! One line, such as "b,n on 2x1 of 4 ranks".
  function dist_text(dist, stat, errmsg) result(text)
    class(da_distribution), intent(in) :: dist
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    character(len=:), allocatable :: text
    integer(c_int32_t) :: status
    integer(c_int64_t) :: length, room
    ! Too small a room is an error that tells the length.
    status = da_distribution_text(dist%handle, capacity=0_c_int64_t, length=length)
    room = 1   ! for the zero that C puts behind a text
    if (status == DA_ERR_BUFFER_SIZE) room = room + length
    allocate (character(len=room) :: text)
    if (status == DA_ERR_BUFFER_SIZE) status = da_distribution_text(dist%handle, text, room)
    text = text(:room - 1)
    call da_check(status, stat, errmsg)
  end function dist_text

  ! The context, as one more handle to be freed.
  subroutine dist_context(dist, ctx, stat, errmsg)
    class(da_distribution), intent(in) :: dist
    class(da_context), intent(inout) :: ctx
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status
    status = vacant(ctx%handle)
    if (status == DA_OK) status = da_distribution_context(dist%handle, ctx%handle)
    call da_check(status, stat, errmsg)
  end subroutine dist_context

  ! Whether arrays of both combine without communication.
  function dist_aligned(dist, other, stat, errmsg) result(answer)
    class(da_distribution), intent(in) :: dist, other
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    logical :: answer
    integer(c_int32_t) :: number
    integer(c_int32_t) :: status
    status = da_distribution_aligned(dist%handle, other%handle, number)
    if (status /= DA_OK) number = 0
    call da_check(status, stat, errmsg)
    answer = number /= 0
  end function dist_aligned

  ! Whether both are the same layout on the same context.
  function dist_equals(dist, other, stat, errmsg) result(answer)
    class(da_distribution), intent(in) :: dist, other
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    logical :: answer
    integer(c_int32_t) :: number
    integer(c_int32_t) :: status
    status = da_distribution_equal(dist%handle, other%handle, number)
    if (status /= DA_OK) number = 0
    call da_check(status, stat, errmsg)
    answer = number /= 0
  end function dist_equals

  ! Which part of the memory a rank owns: all but communication padding. Local indices from 1, both included:
  ! u(first(1):last(1), first(2):last(2)). On a rank that owns nothing some last is before its first.
  subroutine dist_owned_local(dist, first, last, rank, stat, errmsg)
    class(da_distribution), intent(in) :: dist
    integer(c_int64_t), intent(out) :: first(:), last(:)
    integer(c_int32_t), intent(in), optional :: rank
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(owned(dist, first, last, rank), stat, errmsg)
  end subroutine dist_owned_local

  ! Which global indices a rank owns, from 1 and both included, where they follow each other; the indices of a
  ! cyclic or unstructured axis that do not are DA_ERR_LAYOUT.
  subroutine dist_owned_range(dist, first, last, rank, stat, errmsg)
    class(da_distribution), intent(in) :: dist
    integer(c_int64_t), intent(out) :: first(:), last(:)
    integer(c_int32_t), intent(in), optional :: rank
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int64_t) :: low(size(first)), high(size(first))
    integer(c_int32_t) :: status
    first = 1
    last = 0
    status = owned(dist, low, high, rank)
    if (status == DA_OK .and. size(last) /= size(first)) status = refuse(DA_ERR_SHAPE, "first and last differ in size")
    if (status == DA_OK .and. all(high >= low)) then
      status = da_distribution_global_from_local(dist%handle, which(rank), low - 1, first)
      if (status == DA_OK) status = da_distribution_global_from_local(dist%handle, which(rank), high - 1, last)
      if (status == DA_OK) status = consecutive(dist, low - 1, high - 1, rank)
      first = first + 1
      last = last + 1
    end if
    call da_check(status, stat, errmsg)
  end subroutine dist_owned_range

  ! DA_OK if along every axis the local indices low to high, from 0, have global ones that follow each other.
  function consecutive(dist, low, high, rank) result(status)
    class(da_distribution), intent(in) :: dist
    integer(c_int64_t), intent(in) :: low(:), high(:)
    integer(c_int32_t), intent(in), optional :: rank
    integer(c_int32_t) :: status
    integer(c_int64_t) :: place(size(low)), index(size(low)), before, k
    integer :: axis
    status = DA_OK
    do axis = 1, size(low)
      place = low
      before = 0
      do k = low(axis), high(axis)
        place(axis) = k
        status = da_distribution_global_from_local(dist%handle, which(rank), place, index)
        if (status /= DA_OK) return
        if (k > low(axis) .and. index(axis) /= before + 1) then
          status = refuse(DA_ERR_LAYOUT, "the global indices that the rank owns are no range; global_index() tells each")
          return
        end if
        before = index(axis)
      end do
    end do
  end function consecutive

  ! The owned part in local indices from 1.
  function owned(dist, first, last, rank) result(status)
    class(da_distribution), intent(in) :: dist
    integer(c_int64_t), intent(out) :: first(:), last(:)
    integer(c_int32_t), intent(in), optional :: rank
    integer(c_int32_t) :: status, ndim
    integer(c_int64_t) :: offset(32), extents(32)
    first = 1
    last = 0
    status = axes_of(dist, ndim)
    if (status /= DA_OK) return
    if (size(first) /= ndim .or. size(last) /= ndim) then
      status = refuse(DA_ERR_SHAPE, "first and last have one element for each axis")
      return
    end if
    status = da_distribution_owned(dist%handle, which(rank), offset, extents)
    if (status == DA_ERR_NOT_MEMBER) then
      status = DA_OK
    else if (status == DA_OK) then
      first = offset(:ndim) + 1
      last = offset(:ndim) + extents(:ndim)
    end if
  end function owned

  ! One number for each axis, else DA_ERR_SHAPE.
  function fits(dist, count) result(status)
    class(da_distribution), intent(in) :: dist
    integer, intent(in) :: count
    integer(c_int32_t) :: status, ndim
    status = axes_of(dist, ndim)
    if (status == DA_OK .and. count /= ndim) status = refuse(DA_ERR_SHAPE, "an index has one number for each axis")
  end function fits

  ! The rank that owns a global index.
  function owner_long(dist, index, stat, errmsg) result(rank)
    class(da_distribution), intent(in) :: dist
    integer(c_int64_t), intent(in) :: index(:)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: rank, status
    status = fits(dist, size(index))
    if (status == DA_OK) status = da_distribution_owner(dist%handle, index - 1, rank)
    if (status /= DA_OK) rank = -1
    call da_check(status, stat, errmsg)
  end function owner_long

  function owner_default(dist, index, stat, errmsg) result(rank)
    class(da_distribution), intent(in) :: dist
    integer(c_int32_t), intent(in) :: index(:)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: rank
    rank = owner_long(dist, int(index, c_int64_t), stat, errmsg)
  end function owner_default

  ! Where a rank stores a global index: u(l(1), l(2)) for l = dist%local_index([i, j]). All 0 if it does not.
  function local_long(dist, index, rank, stat, errmsg) result(local)
    class(da_distribution), intent(in) :: dist
    integer(c_int64_t), intent(in) :: index(:)
    integer(c_int32_t), intent(in), optional :: rank
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int64_t) :: local(size(index))
    integer(c_int32_t) :: status, found
    status = fits(dist, size(index))
    if (status == DA_OK) status = da_distribution_local_from_global(dist%handle, which(rank), index - 1, local, found)
    if (status /= DA_OK) found = 0
    if (status == DA_ERR_NOT_MEMBER) status = DA_OK
    local = local + 1
    if (found == 0) local = 0
    call da_check(status, stat, errmsg)
  end function local_long

  function local_default(dist, index, rank, stat, errmsg) result(local)
    class(da_distribution), intent(in) :: dist
    integer(c_int32_t), intent(in) :: index(:)
    integer(c_int32_t), intent(in), optional :: rank
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int64_t) :: local(size(index))
    local = local_long(dist, int(index, c_int64_t), rank, stat, errmsg)
  end function local_default

  ! The global index of what a rank stores at a local one.
  function global_long(dist, local, rank, stat, errmsg) result(index)
    class(da_distribution), intent(in) :: dist
    integer(c_int64_t), intent(in) :: local(:)
    integer(c_int32_t), intent(in), optional :: rank
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int64_t) :: index(size(local))
    integer(c_int32_t) :: status
    index = -1
    status = fits(dist, size(local))
    if (status == DA_OK) status = da_distribution_global_from_local(dist%handle, which(rank), local - 1, index)
    index = index + 1
    if (status /= DA_OK) index = 0
    call da_check(status, stat, errmsg)
  end function global_long

  function global_default(dist, local, rank, stat, errmsg) result(index)
    class(da_distribution), intent(in) :: dist
    integer(c_int32_t), intent(in) :: local(:)
    integer(c_int32_t), intent(in), optional :: rank
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int64_t) :: index(size(local))
    index = global_long(dist, int(local, c_int64_t), rank, stat, errmsg)
  end function global_default

  subroutine dist_free(dist, stat, errmsg)
    class(da_distribution), intent(inout) :: dist
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_distribution_free(dist%handle), stat, errmsg)
  end subroutine dist_free
end module distarray_object_distributions
