! A distribution from the blocks that the ranks of a program already have.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_object_boxes
  use, intrinsic :: iso_c_binding, only: c_ptr, c_null_ptr, c_null_char, c_loc, c_int32_t, c_int64_t
  use distarray
  use distarray_object_errors, only: refuse, list
  implicit none
  private
  public :: join_boxes

contains

  ! Collective, communicating: every rank gives the block that it owns, first to last from 1, and learns all others';
  ! from those all find the same grid, or the same mistake.
  function join_boxes(ctx, extents, first, last, ghosts, out) result(status)
    type(c_ptr), intent(in) :: ctx
    integer(c_int64_t), intent(in) :: extents(:), first(:), last(:)
    integer, intent(in), optional :: ghosts(:)
    type(c_ptr), intent(inout) :: out
    integer(c_int32_t) :: status
    integer(c_int64_t), allocatable :: boxes(:, :)
    integer(c_int32_t) :: ranks
    integer :: width(size(extents))
    width = 0
    status = DA_OK
    if (size(first) /= size(extents) .or. size(last) /= size(extents)) &
        status = refuse(DA_ERR_SHAPE, "shape, first and last have one element for each axis")
    if (present(ghosts)) then
      if (size(ghosts) == size(width)) then
        width = ghosts
      else
        status = refuse(DA_ERR_SHAPE, "ghosts has one element for each axis")
      end if
    end if
    status = da_context_agree(ctx, status)
    if (status /= DA_OK) return
    status = da_context_size(ctx, ranks)
    if (status /= DA_OK) return
    allocate (boxes(2 * size(extents), ranks))
    status = collect(ctx, [first, last], boxes)
    if (status == DA_OK) status = create(ctx, extents, boxes, width, out)
  end function join_boxes

  ! The numbers of all ranks, on all ranks.
  function collect(ctx, mine, all_of_them) result(status)
    type(c_ptr), intent(in) :: ctx
    integer(c_int64_t), intent(in) :: mine(:)
    integer(c_int64_t), contiguous, target, intent(out) :: all_of_them(:, :)
    integer(c_int32_t) :: status, ignored
    integer(c_int64_t), target :: own(size(mine), 1)
    type(c_ptr) :: dist, a
    dist = c_null_ptr
    a = c_null_ptr
    own(:, 1) = mine
    status = da_distribution_create(ctx, 2_c_int32_t, shape(all_of_them, c_int64_t), "n,b" // c_null_char, out=dist)
    if (status == DA_OK) status = da_wrap(dist, own, a)
    if (status == DA_OK) &
        status = da_gather(a, -1_c_int32_t, DA_ORDER_FORTRAN, c_loc(all_of_them), 8 * size(all_of_them, kind=c_int64_t))
    ignored = da_array_free(a)
    ignored = da_distribution_free(dist)
  end function collect

  ! The same computation on every rank: along each axis, where blocks begin; then who has which of them.
  function create(ctx, extents, boxes, width, out) result(status)
    type(c_ptr), intent(in) :: ctx
    integer(c_int64_t), intent(in) :: extents(:), boxes(:, :)
    integer, intent(in) :: width(:)
    type(c_ptr), intent(inout) :: out
    integer(c_int32_t) :: status
    type(da_dim_spec) :: dims(size(extents))
    type(da_distribution_options) :: options
    integer(c_int64_t), allocatable, target :: bounds(:, :)
    integer(c_int64_t), target :: grid(size(extents))
    integer(c_int32_t), target :: members(size(boxes, 2))
    integer :: axis
    allocate (bounds(size(boxes, 2) + 1, size(extents)))
    status = DA_OK
    do axis = 1, size(extents)
      call cut(boxes, axis, extents(axis), bounds(:, axis), grid(axis), status)
      if (status /= DA_OK) return
    end do
    call seat(boxes, bounds, grid, members, status)
    if (status /= DA_OK) return
    do axis = 1, size(extents)
      dims(axis)%kind = DA_KIND_BLOCK
      dims(axis)%size = extents(axis) + 2 * width(axis)
      dims(axis)%grid_size = grid(axis)
      dims(axis)%comm_padding = width(axis)
      dims(axis)%boundary_padding = width(axis)
      ! The outermost blocks own the boundary beside them.
      bounds(2:int(grid(axis)), axis) = bounds(2:int(grid(axis)), axis) + width(axis)
      bounds(int(grid(axis)) + 1, axis) = dims(axis)%size
      dims(axis)%bounds = c_loc(bounds(1, axis))
      dims(axis)%num_bounds = grid(axis) + 1
    end do
    options%grid_shape = c_loc(grid)
    options%grid_ndim = size(grid)
    options%ranks = c_loc(members)
    options%num_ranks = product(grid)
    status = da_distribution_create_dims(ctx, int(size(dims), c_int32_t), dims, options, out)
  end function create

  ! Whether a rank's block has no element.
  pure function is_empty(box) result(answer)
    integer(c_int64_t), intent(in) :: box(:)
    logical :: answer
    answer = any(box(:size(box) / 2) > box(size(box) / 2 + 1:))
  end function is_empty

  ! Where the blocks along one axis begin and end, from 0 and in ascending order, and how many there are.
  subroutine cut(boxes, axis, extent, bounds, count, status)
    integer(c_int64_t), intent(in) :: boxes(:, :), extent
    integer, intent(in) :: axis
    integer(c_int64_t), intent(out) :: bounds(:), count
    integer(c_int32_t), intent(out) :: status
    integer(c_int64_t) :: next, found
    integer :: rank
    status = DA_OK
    bounds = 0
    count = 0
    next = 1
    do while (next <= extent)
      found = 0
      do rank = 1, size(boxes, 2)
        if (boxes(axis, rank) == next .and. .not. is_empty(boxes(:, rank))) found = boxes(size(boxes, 1) / 2 + axis, rank)
      end do
      if (found < next .or. found > extent) then
        status = refuse(DA_ERR_DISTRIBUTION, "along axis " // list([int(axis, c_int64_t)]) // &
            " no block of a rank begins at " // list([next]) // " and ends within the shape; the blocks have to cover all of it")
        return
      end if
      count = count + 1
      bounds(count + 1) = found
      next = found + 1
    end do
  end subroutine cut

  ! Which rank has each place of the grid, in C order; each place has one.
  subroutine seat(boxes, bounds, grid, members, status)
    integer(c_int64_t), intent(in) :: boxes(:, :), bounds(:, :), grid(:)
    integer(c_int32_t), target, intent(out) :: members(:)
    integer(c_int32_t), intent(out) :: status
    integer(c_int64_t) :: place
    integer :: rank, axis, at, axes
    axes = size(grid)
    members = -1
    status = DA_OK
    if (product(grid) > size(boxes, 2)) then
      status = refuse(DA_ERR_DISTRIBUTION, "the ranks' blocks are no grid: " // &
          "their edges cut the shape into more blocks than there are")
      return
    end if
    do rank = 1, size(boxes, 2)
      if (is_empty(boxes(:, rank))) cycle
      place = 0
      at = 1
      do axis = 1, axes
        at = findloc(bounds(:int(grid(axis)), axis), boxes(axis, rank) - 1, 1)
        if (at > 0) then
          if (bounds(at + 1, axis) /= boxes(axes + axis, rank)) at = 0
        end if
        if (at == 0) exit
        place = place * grid(axis) + at - 1
      end do
      if (at > 0) then
        if (members(place + 1) >= 0) at = 0
      end if
      if (at == 0) then
        status = refuse(DA_ERR_DISTRIBUTION, "the block of rank " // list([rank - 1_c_int64_t]) // ", from (" // &
            list(boxes(:axes, rank)) // ") to (" // list(boxes(axes + 1:, rank)) // &
            "), is no place of a grid, or another rank has it")
        return
      end if
      members(place + 1) = int(rank - 1, c_int32_t)
    end do
    if (any(members(:int(product(grid))) < 0)) status = refuse(DA_ERR_DISTRIBUTION, "no rank has some block of the shape")
  end subroutine seat
end module distarray_object_boxes
