! type(da_plan) and type(da_halo): what moves elements again and again, made once.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_object_moves
  use, intrinsic :: iso_c_binding, only: c_ptr, c_null_ptr, c_associated, c_loc, c_int32_t, c_int64_t
  use distarray
  use distarray_object_base, only: array_base
  use distarray_object_contexts, only: da_context
  use distarray_object_distributions, only: da_distribution
  use distarray_object_errors, only: da_check, refuse, vacant
  implicit none
  private
  public :: da_plan, da_halo, da_create

  type :: da_plan
    type(c_ptr) :: handle = c_null_ptr
  contains
    procedure :: is_made => plan_is_made
    procedure :: execute => plan_execute
    procedure :: begin => plan_begin
    procedure :: end => plan_end
    procedure :: info => plan_info
    procedure :: context => plan_context
    procedure :: free => plan_free
  end type da_plan

  ! `update`, `begin` and `accumulate` take one array, or several as [a, b].
  type :: da_halo
    type(c_ptr) :: handle = c_null_ptr
  contains
    procedure :: is_made => halo_is_made
    procedure, private :: update_one, update_many, begin_one, begin_many, accumulate_one, accumulate_many
    generic :: update => update_one, update_many
    generic :: begin => begin_one, begin_many
    procedure :: end => halo_end
    generic :: accumulate => accumulate_one, accumulate_many
    procedure :: info => halo_info
    procedure :: free => halo_free
  end type da_halo

  ! call da_create(plan, from, dtype, to, dtype [, options]): moves arrays from one distribution to another.
  ! call da_create(halo, dist [, boundary] [, value] [, widths] [, skip_corners] [, options]): brings padding up to date.
  ! `boundary` is DA_BOUNDARY_..., what becomes of boundary padding at ends that are not periodic; `widths` the
  ! layers wanted before and behind each axis, (2, ndim). They go before what `options` say.
  interface da_create
    module procedure create_plan, create_halo
  end interface da_create

contains

  subroutine create_plan(plan, source, source_dtype, target, target_dtype, options, stat, errmsg)
    class(da_plan), intent(inout) :: plan
    class(da_distribution), intent(in) :: source, target
    integer(c_int32_t), intent(in) :: source_dtype, target_dtype
    type(da_plan_options), intent(in), optional :: options
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status
    status = vacant(plan%handle)
    if (status == DA_OK) status = &
        da_plan_create(source%handle, source_dtype, target%handle, target_dtype, options, plan%handle)
    call da_check(status, stat, errmsg)
  end subroutine create_plan

  subroutine create_halo(halo, dist, boundary, value, widths, skip_corners, options, stat, errmsg)
    class(da_halo), intent(inout) :: halo
    class(da_distribution), intent(in) :: dist
    integer(c_int32_t), intent(in), optional :: boundary
    type(da_value), intent(in), optional :: value
    integer(c_int64_t), intent(in), optional :: widths(:, :)
    logical, intent(in), optional :: skip_corners
    type(da_halo_options), intent(in), optional :: options
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(da_halo_options) :: all_options
    integer(c_int64_t), target :: layers(2, 32)
    integer(c_int32_t) :: status, ndim
    status = vacant(halo%handle)
    if (present(options)) all_options = options
    if (present(boundary)) all_options%boundary = boundary
    if (present(value)) all_options%value = value
    if (present(skip_corners)) all_options%skip_corners = merge(1_c_int32_t, 0_c_int32_t, skip_corners)
    if (present(widths)) then
      if (status == DA_OK) status = da_distribution_ndim(dist%handle, ndim)
      layers = -2   ! no width: a list of another length is refused by the library, on all ranks alike
      if (status == DA_OK) then
        if (size(widths, 1) == 2 .and. size(widths, 2) == ndim) layers(:, :ndim) = widths
      end if
      all_options%widths = c_loc(layers)
    end if
    if (status == DA_OK) status = da_halo_create(dist%handle, all_options, halo%handle)
    call da_check(status, stat, errmsg)
  end subroutine create_halo

  pure function plan_is_made(plan) result(made)
    class(da_plan), intent(in) :: plan
    logical :: made
    made = c_associated(plan%handle)
  end function plan_is_made

  subroutine plan_execute(plan, source, target, stat, errmsg)
    class(da_plan), intent(in) :: plan
    class(array_base), intent(in) :: source, target
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_plan_execute(plan%handle, source%handle, target%handle), stat, errmsg)
  end subroutine plan_execute

  subroutine plan_begin(plan, source, target, stat, errmsg)
    class(da_plan), intent(in) :: plan
    class(array_base), intent(in) :: source, target
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_plan_begin(plan%handle, source%handle, target%handle), stat, errmsg)
  end subroutine plan_begin

  subroutine plan_end(plan, stat, errmsg)
    class(da_plan), intent(in) :: plan
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_plan_end(plan%handle), stat, errmsg)
  end subroutine plan_end

  ! What it will move on this rank.
  subroutine plan_info(plan, report, stat, errmsg)
    class(da_plan), intent(in) :: plan
    type(da_plan_report), intent(out) :: report
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_plan_info(plan%handle, report), stat, errmsg)
  end subroutine plan_info

  ! The context, as one more handle to be freed.
  subroutine plan_context(plan, ctx, stat, errmsg)
    class(da_plan), intent(in) :: plan
    class(da_context), intent(inout) :: ctx
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status
    status = vacant(ctx%handle)
    if (status == DA_OK) status = da_plan_context(plan%handle, ctx%handle)
    call da_check(status, stat, errmsg)
  end subroutine plan_context

  subroutine plan_free(plan, stat, errmsg)
    class(da_plan), intent(inout) :: plan
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_plan_free(plan%handle), stat, errmsg)
  end subroutine plan_free

  pure function halo_is_made(halo) result(made)
    class(da_halo), intent(in) :: halo
    logical :: made
    made = c_associated(halo%handle)
  end function halo_is_made

  ! The handles of several arrays.
  function handles_of(arrays) result(handles)
    class(array_base), intent(in) :: arrays(:)
    type(c_ptr) :: handles(size(arrays))
    integer :: k
    do k = 1, size(arrays)
      handles(k) = arrays(k)%handle
    end do
  end function handles_of

  subroutine update_one(halo, a, stat, errmsg)
    class(da_halo), intent(in) :: halo
    class(array_base), intent(in) :: a
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_halo_update(halo%handle, 1_c_int32_t, [a%handle]), stat, errmsg)
  end subroutine update_one

  subroutine update_many(halo, arrays, stat, errmsg)
    class(da_halo), intent(in) :: halo
    class(array_base), intent(in) :: arrays(:)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_halo_update(halo%handle, int(size(arrays), c_int32_t), handles_of(arrays)), stat, errmsg)
  end subroutine update_many

  subroutine begin_one(halo, a, stat, errmsg)
    class(da_halo), intent(in) :: halo
    class(array_base), intent(in) :: a
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_halo_update_begin(halo%handle, 1_c_int32_t, [a%handle]), stat, errmsg)
  end subroutine begin_one

  subroutine begin_many(halo, arrays, stat, errmsg)
    class(da_halo), intent(in) :: halo
    class(array_base), intent(in) :: arrays(:)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_halo_update_begin(halo%handle, int(size(arrays), c_int32_t), handles_of(arrays)), stat, errmsg)
  end subroutine begin_many

  subroutine halo_end(halo, stat, errmsg)
    class(da_halo), intent(in) :: halo
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_halo_update_end(halo%handle), stat, errmsg)
  end subroutine halo_end

  subroutine accumulate_one(halo, a, stat, errmsg)
    class(da_halo), intent(in) :: halo
    class(array_base), intent(in) :: a
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_halo_accumulate(halo%handle, 1_c_int32_t, [a%handle]), stat, errmsg)
  end subroutine accumulate_one

  subroutine accumulate_many(halo, arrays, stat, errmsg)
    class(da_halo), intent(in) :: halo
    class(array_base), intent(in) :: arrays(:)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_halo_accumulate(halo%handle, int(size(arrays), c_int32_t), handles_of(arrays)), stat, errmsg)
  end subroutine accumulate_many

  subroutine halo_info(halo, dtype, report, stat, errmsg)
    class(da_halo), intent(in) :: halo
    integer(c_int32_t), intent(in) :: dtype
    type(da_plan_report), intent(out) :: report
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_halo_info(halo%handle, dtype, report), stat, errmsg)
  end subroutine halo_info

  subroutine halo_free(halo, stat, errmsg)
    class(da_halo), intent(inout) :: halo
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_halo_free(halo%handle), stat, errmsg)
  end subroutine halo_free
end module distarray_object_moves
