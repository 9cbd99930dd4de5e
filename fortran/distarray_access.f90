! Global access: single elements, whole arrays in one buffer, a rank's own block, cursors. distarray.h
! declares and describes these functions. Indices count from 0.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_access
  use, intrinsic :: iso_c_binding, only: c_ptr, c_int32_t, c_int64_t
  use distarray_types, only: da_cursor, da_value
  implicit none
  private :: c_ptr, c_int32_t, c_int64_t

  interface
    ! Get one element by its global index, on every rank.
    function da_get(a, index, value) result(status) bind(C, name="da_get")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int64_t), intent(in) :: index(*)
      type(da_value), intent(out) :: value
      integer(c_int32_t) :: status
    end function da_get

    ! Set one element by its global index.
    function da_set(a, index, value) result(status) bind(C, name="da_set")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int64_t), intent(in) :: index(*)
      type(da_value), value :: value
      integer(c_int32_t) :: status
    end function da_set

    ! Get one element by its global index on a rank that owns it.
    function da_get_owned(a, index, value) result(status) bind(C, name="da_get_owned")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int64_t), intent(in) :: index(*)
      type(da_value), intent(out) :: value
      integer(c_int32_t) :: status
    end function da_get_owned

    ! Set one element by its global index on a rank that owns it.
    function da_set_owned(a, index, value) result(status) bind(C, name="da_set_owned")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int64_t), intent(in) :: index(*)
      type(da_value), value :: value
      integer(c_int32_t) :: status
    end function da_set_owned

    ! Gather a whole array into one buffer.
    function da_gather(a, root, order, buffer, bytes) result(status) bind(C, name="da_gather")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: root, order
      type(c_ptr), value :: buffer
      integer(c_int64_t), value :: bytes
      integer(c_int32_t) :: status
    end function da_gather

    ! Scatter one buffer over a whole array.
    function da_scatter(buffer, bytes, root, order, a) result(status) bind(C, name="da_scatter")
      import
      implicit none
      type(c_ptr), value :: buffer
      integer(c_int64_t), value :: bytes
      integer(c_int32_t), value :: root, order
      type(c_ptr), value :: a
      integer(c_int32_t) :: status
    end function da_scatter

    ! Set the elements that this rank owns from a block of the caller's memory.
    function da_assign_local(a, data, strides) result(status) bind(C, name="da_assign_local")
      import
      implicit none
      type(c_ptr), value :: a, data
      integer(c_int64_t), intent(in), optional :: strides(*)
      integer(c_int32_t) :: status
    end function da_assign_local

    ! Copy the elements that this rank owns to a block of the caller's memory.
    function da_copy_local(a, data, strides) result(status) bind(C, name="da_copy_local")
      import
      implicit none
      type(c_ptr), value :: a, data
      integer(c_int64_t), intent(in), optional :: strides(*)
      integer(c_int32_t) :: status
    end function da_copy_local

    ! Begin a walk over the elements that this rank owns.
    function da_cursor_begin(a, access, cursor) result(status) bind(C, name="da_cursor_begin")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: access
      type(da_cursor), intent(inout) :: cursor
      integer(c_int32_t) :: status
    end function da_cursor_begin

    ! Go to the next element; 1 at an element, 0 behind the last.
    function da_cursor_next(cursor) result(found) bind(C, name="da_cursor_next")
      import
      implicit none
      type(da_cursor), intent(inout) :: cursor
      integer(c_int32_t) :: found
    end function da_cursor_next

    ! Go to the next run; 1 at the first element of a run, 0 behind the last.
    function da_cursor_next_run(cursor) result(found) bind(C, name="da_cursor_next_run")
      import
      implicit none
      type(da_cursor), intent(inout) :: cursor
      integer(c_int32_t) :: found
    end function da_cursor_next_run

    ! End a walk.
    function da_cursor_end(cursor) result(status) bind(C, name="da_cursor_end")
      import
      implicit none
      type(da_cursor), intent(inout) :: cursor
      integer(c_int32_t) :: status
    end function da_cursor_end
  end interface
end module distarray_access
