! What type(da_array) is made of: array_base has what needs no type and no rank of Fortran. The modules after this
! one extend it, each by what it is about, up to da_array in distarray_object_arrays; programs see that type only.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_object_base
  use, intrinsic :: iso_c_binding, only: c_ptr, c_null_ptr, c_associated, c_int32_t, c_int64_t
  use distarray
  use distarray_object_contexts, only: da_context
  use distarray_object_distributions, only: da_distribution
  use distarray_object_errors, only: da_check, refuse, vacant
  implicit none
  private
  public :: array_base, fitting

  type :: array_base
    type(c_ptr) :: handle = c_null_ptr
  contains
    procedure :: is_made => array_is_made
    procedure :: free => array_free
    procedure :: empty => array_empty
    procedure :: zeros => array_zeros
    procedure :: ones => array_ones
    procedure :: empty_like => array_empty_like
    procedure :: import => array_import
    procedure :: export => array_export
    procedure :: ndim => array_ndim
    procedure :: shape => array_shape
    procedure :: size => array_size
    procedure :: dtype => array_dtype
    procedure :: distribution => array_distribution
    procedure :: context => array_context
    procedure :: is_fortran_ordered => array_is_fortran_ordered
    procedure :: copy => array_copy
    procedure :: astype => array_astype
    procedure :: assign => array_assign
    procedure :: redistribute => array_redistribute
    procedure :: sync_replicas => array_sync_replicas
    procedure :: equals => array_equals
  end type array_base

contains

  pure function array_is_made(a) result(made)
    class(array_base), intent(in) :: a
    logical :: made
    made = c_associated(a%handle)
  end function array_is_made

  ! Gives up this reference; the memory goes when the last one does. Nothing happens if there is none.
  subroutine array_free(a, stat, errmsg)
    class(array_base), intent(inout) :: a
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_array_free(a%handle), stat, errmsg)
  end subroutine array_free

  ! New memory, in Fortran order unless told otherwise.
  function made(a, dist, dtype, fill, order) result(status)
    class(array_base), intent(inout) :: a
    class(da_distribution), intent(in) :: dist
    integer(c_int32_t), intent(in) :: dtype, fill
    integer(c_int32_t), intent(in), optional :: order
    integer(c_int32_t) :: status
    type(da_array_options) :: options
    options%order = DA_ORDER_FORTRAN
    if (present(order)) options%order = order
    options%fill = fill
    if (fill == DA_FILL_VALUE) options%value = da_int(1_c_int64_t)
    status = vacant(a%handle)
    if (status == DA_OK) status = da_array_create(dist%handle, dtype, options, a%handle)
  end function made

  subroutine array_empty(a, dist, dtype, order, stat, errmsg)
    class(array_base), intent(inout) :: a
    class(da_distribution), intent(in) :: dist
    integer(c_int32_t), intent(in) :: dtype
    integer(c_int32_t), intent(in), optional :: order
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(made(a, dist, dtype, DA_FILL_EMPTY, order), stat, errmsg)
  end subroutine array_empty

  subroutine array_zeros(a, dist, dtype, order, stat, errmsg)
    class(array_base), intent(inout) :: a
    class(da_distribution), intent(in) :: dist
    integer(c_int32_t), intent(in) :: dtype
    integer(c_int32_t), intent(in), optional :: order
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(made(a, dist, dtype, DA_FILL_ZEROS, order), stat, errmsg)
  end subroutine array_zeros

  subroutine array_ones(a, dist, dtype, order, stat, errmsg)
    class(array_base), intent(inout) :: a
    class(da_distribution), intent(in) :: dist
    integer(c_int32_t), intent(in) :: dtype
    integer(c_int32_t), intent(in), optional :: order
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(made(a, dist, dtype, DA_FILL_VALUE, order), stat, errmsg)
  end subroutine array_ones

  ! As another array: its distribution, its order of memory and, unless another one is given, its dtype.
  subroutine array_empty_like(a, model, dtype, stat, errmsg)
    class(array_base), intent(inout) :: a
    class(array_base), intent(in) :: model
    integer(c_int32_t), intent(in), optional :: dtype
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status, wanted
    status = vacant(a%handle)
    wanted = 0
    if (status == DA_OK) status = da_array_dtype(model%handle, wanted)
    if (present(dtype)) wanted = dtype
    if (status == DA_OK) status = da_empty_like(model%handle, wanted, a%handle)
    call da_check(status, stat, errmsg)
  end subroutine array_empty_like

  ! The sections that another library exported, without copying.
  subroutine array_import(a, ctx, buffer, stat, errmsg)
    class(array_base), intent(inout) :: a
    class(da_context), intent(in) :: ctx
    type(da_distbuffer), intent(inout) :: buffer
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status
    status = vacant(a%handle)
    if (status == DA_OK) status = da_array_import(ctx%handle, buffer, a%handle)
    call da_check(status, stat, errmsg)
  end subroutine array_import

  ! This rank's section for another library, without copying; that one releases the buffer.
  subroutine array_export(a, buffer, stat, errmsg)
    class(array_base), intent(in) :: a
    type(da_distbuffer), intent(inout) :: buffer
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_array_export(a%handle, buffer), stat, errmsg)
  end subroutine array_export

  function array_ndim(a, stat, errmsg) result(ndim)
    class(array_base), intent(in) :: a
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: ndim
    integer(c_int32_t) :: status
    status = da_array_ndim(a%handle, ndim)
    if (status /= DA_OK) ndim = 0
    call da_check(status, stat, errmsg)
  end function array_ndim

  function array_shape(a, stat, errmsg) result(extents)
    class(array_base), intent(in) :: a
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int64_t), allocatable :: extents(:)
    integer(c_int32_t) :: status, ndim
    ndim = 0
    status = da_array_ndim(a%handle, ndim)
    if (status /= DA_OK) ndim = 0
    allocate (extents(ndim), source=0_c_int64_t)
    if (status == DA_OK) status = da_array_shape(a%handle, extents)
    call da_check(status, stat, errmsg)
  end function array_shape

  function array_size(a, stat, errmsg) result(total)
    class(array_base), intent(in) :: a
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int64_t) :: total
    integer(c_int32_t) :: status
    status = da_array_size(a%handle, total)
    if (status /= DA_OK) total = 0
    call da_check(status, stat, errmsg)
  end function array_size

  function array_dtype(a, stat, errmsg) result(dtype)
    class(array_base), intent(in) :: a
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: dtype
    integer(c_int32_t) :: status
    status = da_array_dtype(a%handle, dtype)
    if (status /= DA_OK) dtype = 0
    call da_check(status, stat, errmsg)
  end function array_dtype

  ! The distribution, as one more handle to be freed.
  subroutine array_distribution(a, dist, stat, errmsg)
    class(array_base), intent(in) :: a
    class(da_distribution), intent(inout) :: dist
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status
    status = vacant(dist%handle)
    if (status == DA_OK) status = da_array_distribution(a%handle, dist%handle)
    call da_check(status, stat, errmsg)
  end subroutine array_distribution

  ! The context, as one more handle to be freed.
  subroutine array_context(a, ctx, stat, errmsg)
    class(array_base), intent(in) :: a
    class(da_context), intent(inout) :: ctx
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status
    status = vacant(ctx%handle)
    if (status == DA_OK) status = da_array_context(a%handle, ctx%handle)
    call da_check(status, stat, errmsg)
  end subroutine array_context

  ! Whether this rank's section is contiguous in Fortran order.
  function array_is_fortran_ordered(a, stat, errmsg) result(answer)
    class(array_base), intent(in) :: a
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    logical :: answer
    integer(c_int32_t) :: number
    integer(c_int32_t) :: status
    status = da_array_order(a%handle, f_contiguous=number)
    if (status /= DA_OK) number = 0
    call da_check(status, stat, errmsg)
    answer = number /= 0
  end function array_is_fortran_ordered

  ! The elements in fresh memory; in the order of memory of `a` unless told otherwise.
  subroutine array_copy(a, out, order, stat, errmsg)
    class(array_base), intent(in) :: a
    class(array_base), intent(inout) :: out
    integer(c_int32_t), intent(in), optional :: order
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status
    status = vacant(out%handle)
    if (status == DA_OK) then
      if (present(order)) then
        status = da_copy_order(a%handle, order, out%handle)
      else
        status = da_copy(a%handle, out%handle)
      end if
    end if
    call da_check(status, stat, errmsg)
  end subroutine array_copy

  ! The elements as another dtype, in fresh memory.
  subroutine array_astype(a, dtype, out, stat, errmsg)
    class(array_base), intent(in) :: a
    integer(c_int32_t), intent(in) :: dtype
    class(array_base), intent(inout) :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status
    status = vacant(out%handle)
    if (status == DA_OK) status = da_astype(a%handle, dtype, out%handle)
    call da_check(status, stat, errmsg)
  end subroutine array_astype

  ! Writes all elements of `source` to `a`, whatever the distribution of both.
  subroutine array_assign(a, source, stat, errmsg)
    class(array_base), intent(in) :: a, source
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_assign(a%handle, source%handle), stat, errmsg)
  end subroutine array_assign

  ! The same elements, spread another way, in an array that `out` holds or receives. A new one has the
  ! order of memory of `a`.
  subroutine array_redistribute(a, dist, out, stat, errmsg)
    class(array_base), intent(in) :: a
    class(da_distribution), intent(in) :: dist
    class(array_base), intent(inout) :: out
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_redistribute(a%handle, dist%handle, out%handle), stat, errmsg)
  end subroutine array_redistribute

  subroutine array_sync_replicas(a, stat, errmsg)
    class(array_base), intent(in) :: a
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_array_sync_replicas(a%handle), stat, errmsg)
  end subroutine array_sync_replicas

  ! Whether both have the same shape and equal elements, as ALL(a == b) would tell; nan is equal to nothing.
  function array_equals(a, other, stat, errmsg) result(answer)
    class(array_base), intent(in) :: a, other
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    logical :: answer
    integer(c_int32_t) :: number
    integer(c_int32_t) :: status
    status = da_array_equal(a%handle, other%handle, 0_c_int32_t, number)
    if (status /= DA_OK) number = 0
    call da_check(status, stat, errmsg)
    answer = number /= 0
  end function array_equals

  ! DA_OK if `count` is the number of axes, for lists with one entry for each.
  function fitting(handle, count) result(status)
    type(c_ptr), intent(in) :: handle
    integer, intent(in) :: count
    integer(c_int32_t) :: status, ndim
    status = da_array_ndim(handle, ndim)
    if (status /= DA_OK) return
    if (ndim /= count) status = refuse(DA_ERR_SHAPE, "an index has one number for each axis")
  end function fitting
end module distarray_object_base
