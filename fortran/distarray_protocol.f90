! The Distributed Array Protocol: the functions of distarray.h on its structures, and the helpers that
! protocol.h gives to C as inline functions.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_protocol
  use, intrinsic :: iso_c_binding, only: c_ptr, c_null_funptr, c_associated, c_f_procpointer, c_char, &
      c_int32_t, c_int64_t
  use distarray_types, only: DA_ABI_MAJOR, da_dim_dict, da_distbuffer, da_distbuffer_release_fn
  implicit none
  private :: c_ptr, c_null_funptr, c_associated, c_f_procpointer, c_char, c_int32_t, c_int64_t

  interface
    ! Get the number of indices that a process owns along an axis: those in its buffer, less communication
    ! padding.
    function da_dim_dict_num_owned(dict, count) result(status) bind(C, name="da_dim_dict_num_owned")
      import
      implicit none
      type(da_dim_dict), intent(in) :: dict
      integer(c_int64_t), intent(out) :: count
      integer(c_int32_t) :: status
    end function da_dim_dict_num_owned

    ! Get the extent of a process's buffer along an axis, communication padding included.
    function da_dim_dict_local_extent(dict, extent) result(status) bind(C, name="da_dim_dict_local_extent")
      import
      implicit none
      type(da_dim_dict), intent(in) :: dict
      integer(c_int64_t), intent(out) :: extent
      integer(c_int32_t) :: status
    end function da_dim_dict_local_extent

    ! Get the global index (for unstructured axes: the label) of a local index.
    function da_dim_dict_global_from_local(dict, local, global) &
        result(status) bind(C, name="da_dim_dict_global_from_local")
      import
      implicit none
      type(da_dim_dict), intent(in) :: dict
      integer(c_int64_t), value :: local
      integer(c_int64_t), intent(out) :: global
      integer(c_int32_t) :: status
    end function da_dim_dict_global_from_local

    ! Get the local index of a global index (for unstructured axes: of a label).
    function da_dim_dict_local_from_global(dict, global, local, found) &
        result(status) bind(C, name="da_dim_dict_local_from_global")
      import
      implicit none
      type(da_dim_dict), intent(in) :: dict
      integer(c_int64_t), value :: global
      integer(c_int64_t), intent(out) :: local
      integer(c_int32_t), intent(out) :: found
      integer(c_int32_t) :: status
    end function da_dim_dict_local_from_global

    ! Expand the empty dictionary for a buffer of a given extent: block, over a grid of one.
    function da_dim_dict_resolve(dict, extent, out) result(status) bind(C, name="da_dim_dict_resolve")
      import
      implicit none
      type(da_dim_dict), intent(in) :: dict
      integer(c_int64_t), value :: extent
      type(da_dim_dict), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_dim_dict_resolve

    ! Write dimension dictionaries as JSON: a list with one object per axis.
    function da_dim_data_to_json(ndim, dims, buffer, capacity, length) &
        result(status) bind(C, name="da_dim_data_to_json")
      import
      implicit none
      integer(c_int32_t), value :: ndim
      type(da_dim_dict), intent(in) :: dims(*)
      character(kind=c_char), intent(out), optional :: buffer(*)
      integer(c_int64_t), value :: capacity
      integer(c_int64_t), intent(out), optional :: length
      integer(c_int32_t) :: status
    end function da_dim_data_to_json

    ! Read dimension dictionaries from JSON: a list with one object per axis.
    function da_dim_data_from_json(json, max_ndim, dims, max_indices, indices, ndim, num_indices) &
        result(status) bind(C, name="da_dim_data_from_json")
      import
      implicit none
      character(kind=c_char), intent(in) :: json(*)
      integer(c_int32_t), value :: max_ndim
      type(da_dim_dict), intent(inout) :: dims(*)
      integer(c_int64_t), value :: max_indices
      integer(c_int64_t), intent(out), optional :: indices(*)
      integer(c_int32_t), intent(out) :: ndim
      integer(c_int64_t), intent(out) :: num_indices
      integer(c_int32_t) :: status
    end function da_dim_data_from_json

    ! Check a structure by every rule of the protocol that one process can check alone.
    function da_distbuffer_validate(buffer) result(status) bind(C, name="da_distbuffer_validate")
      import
      implicit none
      type(da_distbuffer), intent(in) :: buffer
      integer(c_int32_t) :: status
    end function da_distbuffer_validate

    ! Check the structures of all ranks, each alone and all together: the process grid, coverage, gaps, overlaps,
    ! paddings, and keys that must agree.
    function da_distbuffer_validate_global(ctx, buffer) &
        result(status) bind(C, name="da_distbuffer_validate_global")
      import
      implicit none
      type(c_ptr), value :: ctx
      type(da_distbuffer), intent(in) :: buffer
      integer(c_int32_t) :: status
    end function da_distbuffer_validate_global

    ! Write a structure as JSON: version, the buffer's facts, and the dimension dictionaries.
    function da_distbuffer_to_json(buffer, text, capacity, length) &
        result(status) bind(C, name="da_distbuffer_to_json")
      import
      implicit none
      type(da_distbuffer), intent(in) :: buffer
      character(kind=c_char), intent(out), optional :: text(*)
      integer(c_int64_t), value :: capacity
      integer(c_int64_t), intent(out), optional :: length
      integer(c_int32_t) :: status
    end function da_distbuffer_to_json
  end interface

contains

  ! There is nothing (any more) to read or to release.
  pure function da_distbuffer_is_released(buffer) result(released)
    type(da_distbuffer), intent(in) :: buffer
    logical :: released
    released = .not. c_associated(buffer%release)
  end function da_distbuffer_is_released

  ! Give a structure back, of whatever major version; does nothing if it was released.
  subroutine da_distbuffer_release(buffer)
    type(da_distbuffer), intent(inout) :: buffer
    procedure(da_distbuffer_release_fn), pointer :: release
    if (da_distbuffer_is_released(buffer)) return
    call c_f_procpointer(buffer%release, release)
    call release(buffer)
    buffer%release = c_null_funptr  ! for producers that forget to
  end subroutine da_distbuffer_release

  ! 0 if the structure is live and laid out as this module says; 1 if it is released; 2 if its
  ! abi_major is foreign: then release it and read nothing else.
  pure function da_distbuffer_check_abi(buffer) result(code)
    type(da_distbuffer), intent(in) :: buffer
    integer(c_int32_t) :: code
    if (da_distbuffer_is_released(buffer)) then
      code = 1
    else
      code = merge(0, 2, buffer%abi_major == DA_ABI_MAJOR)
    end if
  end function da_distbuffer_check_abi

  ! Move a structure and the duty to release it. The target's old contents are overwritten, not
  ! released; source and target are different variables.
  subroutine da_distbuffer_move(source, target)
    type(da_distbuffer), intent(inout) :: source
    type(da_distbuffer), intent(out) :: target
    target = source
    source%release = c_null_funptr
  end subroutine da_distbuffer_move
end module distarray_protocol
