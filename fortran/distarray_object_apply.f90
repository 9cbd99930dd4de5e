! What the generated procedures of array objects share: each passes on what depends on its type only.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_object_apply
  use, intrinsic :: iso_c_binding, only: c_ptr, c_null_ptr, c_int32_t, c_int64_t, c_double
  use distarray
  use distarray_object_base, only: array_base, fitting
  use distarray_object_errors, only: refuse, list
  implicit none
  private
  public :: apply_unary, apply_binary, apply_scalar, apply_reduction, reduce_to_value
  public :: get_element, set_element, gather_block, scatter_block, copy_block, assign_block

contains

  ! The functions of the library with a result: in `out`, where there is one, else in the operand itself.
  ! (A Fortran program must not pass one variable for both.)

  function apply_unary(op, a, out) result(status)
    integer(c_int32_t), intent(in) :: op
    type(c_ptr), intent(in) :: a
    class(array_base), intent(inout), optional :: out
    integer(c_int32_t) :: status
    type(c_ptr) :: same
    if (present(out)) then
      status = da_unary(op, a, out%handle)
    else
      same = a
      status = da_unary(op, a, same)
    end if
  end function apply_unary

  function apply_binary(op, a, b, out) result(status)
    integer(c_int32_t), intent(in) :: op
    type(c_ptr), intent(in) :: a, b
    class(array_base), intent(inout), optional :: out
    integer(c_int32_t) :: status
    type(c_ptr) :: same
    if (present(out)) then
      status = da_binary(op, a, b, out%handle)
    else
      same = a
      status = da_binary(op, a, b, same)
    end if
  end function apply_binary

  function apply_scalar(op, a, value, out) result(status)
    integer(c_int32_t), intent(in) :: op
    type(c_ptr), intent(in) :: a
    type(da_value), intent(in) :: value
    class(array_base), intent(inout), optional :: out
    integer(c_int32_t) :: status
    type(c_ptr) :: same
    if (present(out)) then
      status = da_binary_scalar(op, a, value, out%handle)
    else
      same = a
      status = da_binary_scalar(op, a, value, same)
    end if
  end function apply_scalar

  ! A reduction along one axis, from 1, or along all: an array.
  function apply_reduction(op, a, out, dim, keepdims, mask, ddof) result(status)
    integer(c_int32_t), intent(in) :: op
    type(c_ptr), intent(in) :: a
    class(array_base), intent(inout) :: out
    integer, intent(in), optional :: dim
    logical, intent(in), optional :: keepdims
    class(array_base), intent(in), optional :: mask
    integer, intent(in), optional :: ddof
    integer(c_int32_t) :: status, flags
    type(da_reduce_options) :: options
    call set_options(options, mask, ddof)
    flags = 0
    if (present(keepdims)) flags = merge(DA_KEEPDIMS, 0_c_int32_t, keepdims)
    if (.not. present(dim)) then
      status = da_reduce_with(op, a, 0_c_int32_t, flags=flags, options=options, out=out%handle)
    else if (dim < 1) then
      ! To the library a negative number is an axis counted from the end; this one is out of every range.
      status = da_reduce_with(op, a, 1_c_int32_t, [huge(1_c_int32_t)], flags, options, out%handle)
    else
      status = da_reduce_with(op, a, 1_c_int32_t, [int(dim - 1, c_int32_t)], flags, options, out%handle)
    end if
  end function apply_reduction

  ! A reduction of all elements: a number on every rank.
  function reduce_to_value(op, a, value, mask, ddof) result(status)
    integer(c_int32_t), intent(in) :: op
    type(c_ptr), intent(in) :: a
    type(da_value), intent(out) :: value
    class(array_base), intent(in), optional :: mask
    integer, intent(in), optional :: ddof
    integer(c_int32_t) :: status
    type(da_reduce_options) :: options
    call set_options(options, mask, ddof)
    status = da_reduce_with_value(op, a, 0_c_int32_t, options, value)
  end function reduce_to_value

  subroutine set_options(options, mask, ddof)
    type(da_reduce_options), intent(inout) :: options
    class(array_base), intent(in), optional :: mask
    integer, intent(in), optional :: ddof
    if (present(mask)) options%where_mask = mask%handle
    if (present(ddof)) options%ddof = real(ddof, c_double)
  end subroutine set_options

  ! One element by its global index from 1. An index of a wrong length becomes one outside of every shape, which
  ! the library refuses on all ranks alike.
  function get_element(a, index, value) result(status)
    type(c_ptr), intent(in) :: a
    integer(c_int64_t), intent(in) :: index(:)
    type(da_value), intent(out) :: value
    integer(c_int32_t) :: status
    status = da_get(a, wire(a, index), value)
  end function get_element

  function set_element(a, index, value) result(status)
    type(c_ptr), intent(in) :: a
    integer(c_int64_t), intent(in) :: index(:)
    type(da_value), intent(in) :: value
    integer(c_int32_t) :: status
    status = da_set(a, wire(a, index), value)
  end function set_element

  function wire(a, index) result(numbers)
    type(c_ptr), intent(in) :: a
    integer(c_int64_t), intent(in) :: index(:)
    integer(c_int64_t) :: numbers(32)
    numbers = huge(numbers)
    if (fitting(a, size(index)) == DA_OK) numbers(:size(index)) = index - 1
    where (numbers < 0) numbers = huge(numbers)
  end function wire

  ! Where the elements go to in Fortran's order: x on the root, or on every rank. A block that does not
  ! fit takes part with a size that does not fit either, so that all ranks hear of it.
  function gather_block(a, dtypes, extents, data, root) result(status)
    type(c_ptr), intent(in) :: a, data
    integer(c_int32_t), intent(in) :: dtypes(:)
    integer(c_int64_t), intent(in) :: extents(:)
    integer, intent(in), optional :: root
    integer(c_int32_t) :: status, at
    character(len=:), allocatable :: fault
    at = -1
    if (present(root)) at = int(root, c_int32_t)
    if (takes_part(a, at)) call find_fault(a, dtypes, extents, fault)
    if (allocated(fault)) then
      status = da_gather(a, at, DA_ORDER_FORTRAN, data, -1_c_int64_t)
      if (status == DA_ERR_BUFFER_SIZE) status = refuse(status, "gather: " // fault)
    else
      status = da_gather(a, at, DA_ORDER_FORTRAN, data, bytes_of(dtypes(1), extents))
    end if
  end function gather_block

  function scatter_block(a, dtypes, extents, data, root) result(status)
    type(c_ptr), intent(in) :: a, data
    integer(c_int32_t), intent(in) :: dtypes(:)
    integer(c_int64_t), intent(in) :: extents(:)
    integer, intent(in), optional :: root
    integer(c_int32_t) :: status, at
    character(len=:), allocatable :: fault
    at = 0
    if (present(root)) at = int(root, c_int32_t)
    if (takes_part(a, at)) call find_fault(a, dtypes, extents, fault)
    if (allocated(fault)) then
      status = da_scatter(data, -1_c_int64_t, at, DA_ORDER_FORTRAN, a)
      if (status == DA_ERR_BUFFER_SIZE) status = refuse(status, "scatter: " // fault)
    else
      status = da_scatter(data, bytes_of(dtypes(1), extents), at, DA_ORDER_FORTRAN, a)
    end if
  end function scatter_block

  ! Whether this rank's block counts.
  function takes_part(a, root) result(answer)
    type(c_ptr), intent(in) :: a
    integer(c_int32_t), intent(in) :: root
    logical :: answer
    type(c_ptr) :: ctx
    integer(c_int32_t) :: rank, status
    answer = .true.
    if (root < 0) return
    ctx = c_null_ptr
    status = da_array_context(a, ctx)
    if (status == DA_OK) status = da_context_rank(ctx, rank)
    if (status /= DA_OK) rank = -1
    status = da_context_free(ctx)
    answer = rank == root
  end function takes_part

  ! Why a block of this type and shape does not take all elements, if it does not.
  subroutine find_fault(a, dtypes, extents, fault)
    type(c_ptr), intent(in) :: a
    integer(c_int32_t), intent(in) :: dtypes(:)
    integer(c_int64_t), intent(in) :: extents(:)
    character(len=:), allocatable, intent(out) :: fault
    integer(c_int64_t) :: whole(32)
    integer(c_int32_t) :: ndim, dtype, unused
    if (da_array_ndim(a, ndim) /= DA_OK) return
    if (da_array_shape(a, whole) /= DA_OK) return
    if (da_array_dtype(a, dtype) /= DA_OK) return
    unused = compare(dtype, dtypes, whole(:ndim), extents, "the array", fault)
  end subroutine find_fault

  ! DA_ERR_SHAPE or DA_ERR_DTYPE with a text where a block does not fit.
  function compare(dtype, dtypes, wanted, extents, what, fault) result(status)
    integer(c_int32_t), intent(in) :: dtype, dtypes(:)
    integer(c_int64_t), intent(in) :: wanted(:), extents(:)
    character(len=*), intent(in) :: what
    character(len=:), allocatable, intent(inout) :: fault
    integer(c_int32_t) :: status
    logical :: same
    status = DA_OK
    same = size(wanted) == size(extents)
    if (same) same = all(wanted == extents)
    if (.not. same) then
      status = DA_ERR_SHAPE
      fault = "x has the shape (" // list(extents) // "), " // what // " (" // list(wanted) // ")"
    else if (all(dtypes /= dtype)) then
      status = DA_ERR_DTYPE
      fault = "x holds " // da_string(da_dtype_name(dtypes(1))) // ", " // what // " " // da_string(da_dtype_name(dtype))
    end if
  end function compare

  function bytes_of(dtype, extents) result(bytes)
    integer(c_int32_t), intent(in) :: dtype
    integer(c_int64_t), intent(in) :: extents(:)
    integer(c_int64_t) :: bytes
    if (da_dtype_size(dtype, bytes) /= DA_OK) bytes = 0
    bytes = bytes * product(extents)
  end function bytes_of

  ! What this rank owns, to and from a contiguous block in Fortran's order, whatever the order of the array's
  ! own memory. Not collective.
  function copy_block(a, dtypes, extents, data) result(status)
    type(c_ptr), intent(in) :: a, data
    integer(c_int32_t), intent(in) :: dtypes(:)
    integer(c_int64_t), intent(in) :: extents(:)
    integer(c_int32_t) :: status
    status = owned_fits(a, dtypes, extents, "copy_local")
    if (status == DA_OK) status = da_copy_local(a, data, strides_of(dtypes(1), extents))
  end function copy_block

  function assign_block(a, dtypes, extents, data) result(status)
    type(c_ptr), intent(in) :: a, data
    integer(c_int32_t), intent(in) :: dtypes(:)
    integer(c_int64_t), intent(in) :: extents(:)
    integer(c_int32_t) :: status
    status = owned_fits(a, dtypes, extents, "assign_local")
    if (status == DA_OK) status = da_assign_local(a, data, strides_of(dtypes(1), extents))
  end function assign_block

  function owned_fits(a, dtypes, extents, what) result(status)
    type(c_ptr), intent(in) :: a
    integer(c_int32_t), intent(in) :: dtypes(:)
    integer(c_int64_t), intent(in) :: extents(:)
    character(len=*), intent(in) :: what
    integer(c_int32_t) :: status
    type(da_local) :: local
    character(len=:), allocatable :: fault
    status = da_array_local(a, DA_ACCESS_READ, local)
    if (status /= DA_OK) return
    status = compare(local%dtype, dtypes, local%owned_shape(:local%ndim), extents, "what the rank owns", fault)
    if (status /= DA_OK) status = refuse(status, what // ": " // fault)
  end function owned_fits

  function strides_of(dtype, extents) result(strides)
    integer(c_int32_t), intent(in) :: dtype
    integer(c_int64_t), intent(in) :: extents(:)
    integer(c_int64_t) :: strides(size(extents))
    integer :: axis
    do axis = 1, size(extents)
      strides(axis) = bytes_of(dtype, max(extents(:axis - 1), 1_c_int64_t))
    end do
  end function strides_of
end module distarray_object_apply
