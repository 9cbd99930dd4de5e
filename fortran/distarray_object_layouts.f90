! How distributions are made: from a text, from records, from what each rank already has, from another one; and
! the entries of an index, counted from 1.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_object_layouts
  use, intrinsic :: iso_c_binding, only: c_ptr, c_null_ptr, c_null_char, c_loc, c_int32_t, c_int64_t
  use distarray
  use distarray_object_boxes, only: join_boxes
  use distarray_object_contexts, only: da_context
  use distarray_object_distributions, only: da_distribution
  use distarray_object_errors, only: da_check, vacant
  implicit none
  private
  public :: da_create, da_create_like, da_create_slice, da_create_transpose, da_create_replicated, da_span, da_item

  ! call da_create(dist, ctx, shape [, text] [, grid_shape] [, ranks]): a global shape spread as the text says, such as
  ! "b,n"; without one, every axis in blocks.
  ! call da_create(dist, ctx, dims [, grid_shape] [, ranks]): one da_dim_spec for each axis, the full power.
  ! call da_create(dist, ctx, shape, first, last [, ghosts]): the blocks that the ranks already have: each gives its own
  ! range along each axis, global indices from 1, both included. They make up a grid that covers the
  ! shape; a rank with an empty range takes no part. Which rank is where in the grid does not matter.
  ! `ghosts` layers beside each block also belong to the memory; those outside of the shape become boundary
  ! padding, which the library counts in its shape: that is shape + 2 * ghosts then.
  interface da_create
    module procedure create_default, create_long, create_dims, create_boxes_default, create_boxes_long
  end interface da_create

  ! call da_create_like(dist, model, shape): another shape on the same grid.
  interface da_create_like
    module procedure like_default, like_long
  end interface da_create_like

  ! An entry of an index: first:last:step as Fortran has it, both included, counted from 1. Without `last`
  ! it reaches to the end of the axis. Beside it: da_item(i), da_whole(), da_newaxis(), da_ellipsis().
  interface da_span
    module procedure span_default, span_long
  end interface da_span

  ! An entry of an index that selects one index from 1 on; the axis disappears.
  interface da_item
    module procedure item_default, item_long
  end interface da_item

contains

  subroutine create_long(dist, ctx, shape, text, grid_shape, ranks, stat, errmsg)
    class(da_distribution), intent(inout) :: dist
    class(da_context), intent(in) :: ctx
    integer(c_int64_t), intent(in) :: shape(:)
    character(len=*), intent(in), optional :: text
    integer(c_int32_t), intent(in), optional :: grid_shape(:), ranks(:)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_distribution_options) :: options
    integer(c_int64_t), target :: grid(32)
    integer(c_int32_t), allocatable, target :: members(:)
    integer(c_int32_t) :: status, ndim
    ndim = int(size(shape), c_int32_t)
    call set_options(options, grid, members, grid_shape, ranks)
    status = vacant(dist%handle)
    if (status == DA_OK) then
      if (present(text)) then
        status = da_distribution_create(ctx%handle, ndim, shape, text // c_null_char, options, dist%handle)
      else
        status = da_distribution_create(ctx%handle, ndim, shape, options=options, out=dist%handle)
      end if
    end if
    call da_check(status, stat, errmsg)
  end subroutine create_long

  subroutine create_default(dist, ctx, shape, text, grid_shape, ranks, stat, errmsg)
    class(da_distribution), intent(inout) :: dist
    class(da_context), intent(in) :: ctx
    integer(c_int32_t), intent(in) :: shape(:)
    character(len=*), intent(in), optional :: text
    integer(c_int32_t), intent(in), optional :: grid_shape(:), ranks(:)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call create_long(dist, ctx, int(shape, c_int64_t), text, grid_shape, ranks, stat, errmsg)
  end subroutine create_default

  subroutine create_dims(dist, ctx, dims, grid_shape, ranks, stat, errmsg)
    class(da_distribution), intent(inout) :: dist
    class(da_context), intent(in) :: ctx
    type(da_dim_spec), intent(in) :: dims(:)
    integer(c_int32_t), intent(in), optional :: grid_shape(:), ranks(:)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_distribution_options) :: options
    integer(c_int64_t), target :: grid(32)
    integer(c_int32_t), allocatable, target :: members(:)
    integer(c_int32_t) :: status
    call set_options(options, grid, members, grid_shape, ranks)
    status = vacant(dist%handle)
    if (status == DA_OK) &
        status = da_distribution_create_dims(ctx%handle, int(size(dims), c_int32_t), dims, options, dist%handle)
    call da_check(status, stat, errmsg)
  end subroutine create_dims

  ! The grid's extents, if given, and the ranks in it.
  subroutine set_options(options, grid, members, grid_shape, ranks)
    type(da_distribution_options), intent(inout) :: options
    integer(c_int64_t), target, intent(out) :: grid(:)
    integer(c_int32_t), allocatable, target, intent(out) :: members(:)
    integer(c_int32_t), intent(in), optional :: grid_shape(:), ranks(:)
    integer :: count
    grid = 0
    if (present(grid_shape)) then
      count = min(size(grid_shape), size(grid))
      grid(:count) = grid_shape(:count)
      options%grid_shape = c_loc(grid)
      options%grid_ndim = size(grid_shape)
    end if
    if (.not. present(ranks)) return
    members = ranks
    options%ranks = c_loc(members)
    options%num_ranks = size(members)
  end subroutine set_options

  subroutine create_boxes_long(dist, ctx, shape, first, last, ghosts, stat, errmsg)
    class(da_distribution), intent(inout) :: dist
    class(da_context), intent(in) :: ctx
    integer(c_int64_t), intent(in) :: shape(:), first(:), last(:)
    integer, intent(in), optional :: ghosts(:)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status
    status = vacant(dist%handle)
    if (status == DA_OK) status = join_boxes(ctx%handle, shape, first, last, ghosts, dist%handle)
    call da_check(status, stat, errmsg)
  end subroutine create_boxes_long

  subroutine create_boxes_default(dist, ctx, shape, first, last, ghosts, stat, errmsg)
    class(da_distribution), intent(inout) :: dist
    class(da_context), intent(in) :: ctx
    integer(c_int32_t), intent(in) :: shape(:), first(:), last(:)
    integer, intent(in), optional :: ghosts(:)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call create_boxes_long(dist, ctx, int(shape, c_int64_t), int(first, c_int64_t), int(last, c_int64_t), ghosts, &
        stat, errmsg)
  end subroutine create_boxes_default

  subroutine like_long(dist, model, shape, stat, errmsg)
    class(da_distribution), intent(inout) :: dist
    class(da_distribution), intent(in) :: model
    integer(c_int64_t), intent(in) :: shape(:)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status
    status = vacant(dist%handle)
    if (status == DA_OK) &
        status = da_distribution_like(model%handle, int(size(shape), c_int32_t), shape, dist%handle)
    call da_check(status, stat, errmsg)
  end subroutine like_long

  subroutine like_default(dist, model, shape, stat, errmsg)
    class(da_distribution), intent(inout) :: dist
    class(da_distribution), intent(in) :: model
    integer(c_int32_t), intent(in) :: shape(:)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call like_long(dist, model, int(shape, c_int64_t), stat, errmsg)
  end subroutine like_default

  ! The distribution of a part of an array.
  subroutine da_create_slice(dist, model, slices, stat, errmsg)
    class(da_distribution), intent(inout) :: dist
    class(da_distribution), intent(in) :: model
    type(da_slice), intent(in) :: slices(:)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status
    status = vacant(dist%handle)
    if (status == DA_OK) &
        status = da_distribution_slice(model%handle, int(size(slices), c_int32_t), slices, dist%handle)
    call da_check(status, stat, errmsg)
  end subroutine da_create_slice

  ! The distribution of a transposed array: axis i of it is axis order(i) of the model; reversed without `order`.
  subroutine da_create_transpose(dist, model, order, stat, errmsg)
    class(da_distribution), intent(inout) :: dist
    class(da_distribution), intent(in) :: model
    integer(c_int32_t), intent(in), optional :: order(:)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status
    status = vacant(dist%handle)
    if (status == DA_OK) then
      if (present(order)) then
        status = da_distribution_transpose(model%handle, int(size(order), c_int32_t), order - 1, dist%handle)
      else
        status = da_distribution_transpose(model%handle, 0_c_int32_t, out=dist%handle)
      end if
    end if
    call da_check(status, stat, errmsg)
  end subroutine da_create_transpose

  ! The same, but with all of some axes, from 1, on every rank of the grid; of all axes without `axes`.
  subroutine da_create_replicated(dist, model, axes, stat, errmsg)
    class(da_distribution), intent(inout) :: dist
    class(da_distribution), intent(in) :: model
    integer(c_int32_t), intent(in), optional :: axes(:)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status
    status = vacant(dist%handle)
    if (status == DA_OK) then
      if (present(axes)) then
        status = da_distribution_replicate(model%handle, int(size(axes), c_int32_t), axes - 1, dist%handle)
      else
        status = da_distribution_replicate(model%handle, 0_c_int32_t, out=dist%handle)
      end if
    end if
    call da_check(status, stat, errmsg)
  end subroutine da_create_replicated

  ! The library counts from 0, leaves the last one out, and takes negative numbers as counted from the end. What
  ! is no index of Fortran becomes an entry that the library refuses.
  pure function span_long(first, last, step) result(entry)
    integer(c_int64_t), intent(in) :: first
    integer(c_int64_t), intent(in), optional :: last, step
    type(da_slice) :: entry
    logical :: down
    entry%start = first - 1
    if (first < 1) entry%kind = 0
    down = .false.
    if (present(step)) then
      entry%step = step
      down = step < 0
    end if
    if (.not. present(last)) return
    if (down) then
      ! Down to the first index there is no number that stands for what is before.
      if (last > 1) entry%stop = last - 2
      if (last < 1) entry%kind = 0
    else
      entry%stop = last
      if (last < 0) entry%kind = 0
    end if
  end function span_long

  pure function span_default(first, last, step) result(entry)
    integer(c_int32_t), intent(in) :: first
    integer(c_int32_t), intent(in), optional :: last, step
    type(da_slice) :: entry
    integer(c_int64_t), allocatable :: wide_last, wide_step
    if (present(last)) wide_last = int(last, c_int64_t)
    if (present(step)) wide_step = int(step, c_int64_t)
    entry = span_long(int(first, c_int64_t), wide_last, wide_step)
  end function span_default

  pure function item_long(i) result(entry)
    integer(c_int64_t), intent(in) :: i
    type(da_slice) :: entry
    entry%start = i - 1
    entry%kind = DA_SLICE_INDEX
    if (i < 1) entry%kind = 0
  end function item_long

  pure function item_default(i) result(entry)
    integer(c_int32_t), intent(in) :: i
    type(da_slice) :: entry
    entry = item_long(int(i, c_int64_t))
  end function item_default
end module distarray_object_layouts
