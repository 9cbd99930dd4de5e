! Plans and redistribution: distarray.h declares and describes these functions.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_plans
  use, intrinsic :: iso_c_binding, only: c_ptr, c_int32_t
  use distarray_types, only: da_plan_options, da_plan_report
  implicit none
  private :: c_ptr, c_int32_t

  interface
    ! Make a plan that moves elements from one distribution to another.
    function da_plan_create(source, source_dtype, target, target_dtype, options, out) result(status) &
        bind(C, name="da_plan_create")
      import
      implicit none
      type(c_ptr), value :: source
      integer(c_int32_t), value :: source_dtype
      type(c_ptr), value :: target
      integer(c_int32_t), value :: target_dtype
      type(da_plan_options), intent(in), optional :: options
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_plan_create

    ! Tell what a plan will move on this rank.
    function da_plan_info(plan, out) result(status) bind(C, name="da_plan_info")
      import
      implicit none
      type(c_ptr), value :: plan
      type(da_plan_report), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_plan_info

    ! Get the context whose ranks take part in a plan.
    function da_plan_context(plan, out) result(status) bind(C, name="da_plan_context")
      import
      implicit none
      type(c_ptr), value :: plan
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_plan_context

    ! Run a plan: copy all elements of one array to another.
    function da_plan_execute(plan, source, target) result(status) bind(C, name="da_plan_execute")
      import
      implicit none
      type(c_ptr), value :: plan
      type(c_ptr), value :: source
      type(c_ptr), value :: target
      integer(c_int32_t) :: status
    end function da_plan_execute

    ! Begin to run a plan; da_plan_end() ends it.
    function da_plan_begin(plan, source, target) result(status) bind(C, name="da_plan_begin")
      import
      implicit none
      type(c_ptr), value :: plan
      type(c_ptr), value :: source
      type(c_ptr), value :: target
      integer(c_int32_t) :: status
    end function da_plan_begin

    ! End a run of a plan that da_plan_begin() began.
    function da_plan_end(plan) result(status) bind(C, name="da_plan_end")
      import
      implicit none
      type(c_ptr), value :: plan
      integer(c_int32_t) :: status
    end function da_plan_end

    ! Free a plan.
    function da_plan_free(plan) result(status) bind(C, name="da_plan_free")
      import
      implicit none
      type(c_ptr), intent(inout) :: plan
      integer(c_int32_t) :: status
    end function da_plan_free

    ! Copy an array to another distribution of its shape.
    function da_redistribute(a, dist, out) result(status) bind(C, name="da_redistribute")
      import
      implicit none
      type(c_ptr), value :: a
      type(c_ptr), value :: dist
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_redistribute

    ! Write all elements of one array to another.
    function da_assign(target, source) result(status) bind(C, name="da_assign")
      import
      implicit none
      type(c_ptr), value :: target
      type(c_ptr), value :: source
      integer(c_int32_t) :: status
    end function da_assign
  end interface
end module distarray_plans
