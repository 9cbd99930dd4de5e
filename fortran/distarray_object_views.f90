! type(da_array): views, which show the memory of another array, and what else takes whole arrays.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_object_views
  use, intrinsic :: iso_c_binding, only: c_ptr, c_int32_t, c_int64_t, c_double
  use distarray
  use distarray_object_apply, only: reduce_to_value
  use distarray_object_base, only: array_base
  use distarray_object_errors, only: da_check, vacant
  use distarray_object_values, only: da_read
  implicit none
  private
  public :: array_views

  ! Axes count from 1, and so do indices. The first array of a call is what is looked at, `out` the view; it is
  ! freed as every array, and keeps the memory alive until then.
  type, extends(array_base) :: array_views
  contains
    procedure :: slice => views_slice
    procedure :: slice_copy => views_slice_copy
    procedure :: transpose => views_transpose
    procedure :: interior => views_interior
    procedure :: real_part => views_real_part
    procedure :: imag_part => views_imag_part
    procedure :: broadcast_to => views_broadcast_to
    procedure :: cumsum => views_cumsum
    procedure :: minloc => views_minloc
    procedure :: maxloc => views_maxloc
    procedure :: dot => views_dot
    procedure :: norm => views_norm
  end type array_views

contains

  ! call a%slice([da_span(2, n - 1), da_item(3)], out): a(2:n-1, 3), sharing its memory.
  subroutine views_slice(a, slices, out, stat, errmsg)
    class(array_views), intent(in) :: a
    type(da_slice), intent(in) :: slices(:)
    class(array_base), intent(inout) :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status
    status = vacant(out%handle)
    if (status == DA_OK) status = da_slice_view(a%handle, int(size(slices), c_int32_t), slices, out%handle)
    call da_check(status, stat, errmsg)
  end subroutine views_slice

  ! The same, in fresh memory.
  subroutine views_slice_copy(a, slices, out, stat, errmsg)
    class(array_views), intent(in) :: a
    type(da_slice), intent(in) :: slices(:)
    class(array_base), intent(inout) :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status
    status = vacant(out%handle)
    if (status == DA_OK) status = da_slice_copy(a%handle, int(size(slices), c_int32_t), slices, out%handle)
    call da_check(status, stat, errmsg)
  end subroutine views_slice_copy

  ! Axis i of the view is axis order(i) of the array; without `order` they are reversed.
  subroutine views_transpose(a, out, order, stat, errmsg)
    class(array_views), intent(in) :: a
    class(array_base), intent(inout) :: out
    integer(c_int32_t), intent(in), optional :: order(:)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status, ndim
    integer(c_int32_t) :: axes(32)
    status = vacant(out%handle)
    if (status == DA_OK) then
      if (present(order)) then
        ! What is no axis, or one too few, becomes a number that is none for the library either.
        axes = huge(axes)
        axes(:min(size(order), 32)) = order(:min(size(order), 32)) - 1
        where (axes < 0) axes = huge(axes)
        status = da_array_ndim(a%handle, ndim)
        if (status == DA_OK .and. size(order) > ndim) axes = huge(axes)
        status = da_transpose(a%handle, axes, out%handle)
      else
        status = da_transpose(a%handle, out=out%handle)
      end if
    end if
    call da_check(status, stat, errmsg)
  end subroutine views_transpose

  ! All but boundary padding.
  subroutine views_interior(a, out, stat, errmsg)
    class(array_views), intent(in) :: a
    class(array_base), intent(inout) :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status
    status = vacant(out%handle)
    if (status == DA_OK) status = da_array_interior(a%handle, out%handle)
    call da_check(status, stat, errmsg)
  end subroutine views_interior

  subroutine views_real_part(a, out, stat, errmsg)
    class(array_views), intent(in) :: a
    class(array_base), intent(inout) :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status
    status = vacant(out%handle)
    if (status == DA_OK) status = da_real_part(a%handle, out%handle)
    call da_check(status, stat, errmsg)
  end subroutine views_real_part

  subroutine views_imag_part(a, out, stat, errmsg)
    class(array_views), intent(in) :: a
    class(array_base), intent(inout) :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status
    status = vacant(out%handle)
    if (status == DA_OK) status = da_imag_part(a%handle, out%handle)
    call da_check(status, stat, errmsg)
  end subroutine views_imag_part

  ! A read-only view of a larger shape, by NumPy's rules: axes are matched from the last one on.
  subroutine views_broadcast_to(a, shape, out, stat, errmsg)
    class(array_views), intent(in) :: a
    integer(c_int64_t), intent(in) :: shape(:)
    class(array_base), intent(inout) :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status
    status = vacant(out%handle)
    if (status == DA_OK) status = da_broadcast_to(a%handle, int(size(shape), c_int32_t), shape, out%handle)
    call da_check(status, stat, errmsg)
  end subroutine views_broadcast_to

  ! Sums along an axis, as far as each element.
  subroutine views_cumsum(a, out, dim, stat, errmsg)
    class(array_views), intent(in) :: a
    class(array_base), intent(inout) :: out
    integer, intent(in) :: dim
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: axis
    axis = huge(axis)
    if (dim > 0) axis = int(dim - 1, c_int32_t)
    call da_check(da_cumsum(a%handle, axis, 0_c_int32_t, out%handle), stat, errmsg)
  end subroutine views_cumsum

  ! The global index of the smallest element, from 1, one number for each axis, on every rank. Of equal ones the
  ! one with the lowest index in C's order counts (the last axis varies fastest), not in Fortran's.
  subroutine views_minloc(a, index, stat, errmsg)
    class(array_views), intent(in) :: a
    integer(c_int64_t), allocatable, intent(out) :: index(:)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(place(a, DA_REDUCE_ARGMIN, index), stat, errmsg)
  end subroutine views_minloc

  subroutine views_maxloc(a, index, stat, errmsg)
    class(array_views), intent(in) :: a
    integer(c_int64_t), allocatable, intent(out) :: index(:)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(place(a, DA_REDUCE_ARGMAX, index), stat, errmsg)
  end subroutine views_maxloc

  ! The place that a reduction finds: the library counts the elements through, in C's order.
  function place(a, op, index) result(status)
    class(array_views), intent(in) :: a
    integer(c_int32_t), intent(in) :: op
    integer(c_int64_t), allocatable, intent(out) :: index(:)
    integer(c_int32_t) :: status, ndim
    integer(c_int64_t) :: flat, extents(32)
    type(da_value) :: value
    integer :: axis
    status = da_reduce_value(op, a%handle, value)
    if (status == DA_OK) status = da_value_i64(value, flat)
    if (status == DA_OK) status = da_array_ndim(a%handle, ndim)
    if (status == DA_OK) status = da_array_shape(a%handle, extents)
    if (status /= DA_OK) ndim = 0
    allocate (index(ndim), source=0_c_int64_t)
    do axis = ndim, 1, -1
      index(axis) = modulo(flat, extents(axis)) + 1
      flat = flat / extents(axis)
    end do
  end function place

  ! The sum of the products of two vectors, as a scalar that da_read() makes a number of.
  subroutine views_dot(a, b, value, stat, errmsg)
    class(array_views), intent(in) :: a
    class(array_base), intent(in) :: b
    type(da_value), intent(out) :: value
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_dot_value(a%handle, b%handle, 0_c_int32_t, value), stat, errmsg)
  end subroutine views_dot

  ! The Euclidean norm of all elements, or the one of another order.
  subroutine views_norm(a, x, order, stat, errmsg)
    class(array_views), intent(in) :: a
    real(c_double), intent(out) :: x
    real(c_double), intent(in), optional :: order
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_value) :: value
    integer(c_int32_t) :: status
    real(c_double) :: wanted
    wanted = 2
    if (present(order)) wanted = order
    status = da_norm_value(a%handle, wanted, value)
    if (status == DA_OK) status = da_read(value, x)
    call da_check(status, stat, errmsg)
  end subroutine views_norm
end module distarray_object_views
