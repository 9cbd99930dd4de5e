! Element-wise functions by name, and the application's own: distarray.h declares and describes them.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_kernels
  use, intrinsic :: iso_c_binding, only: c_ptr, c_funptr, c_char, c_int32_t
  use distarray_types, only: da_operand, da_ufunc_options
  implicit none
  private :: c_ptr, c_funptr, c_char, c_int32_t

  interface
    ! Call an element-wise function by its name, with all options; each entry of out is the c_loc of a handle.
    function da_ufunc_call(name, nin, operands, options, nout, out) result(status) bind(C, name="da_ufunc_call")
      import
      implicit none
      character(kind=c_char), intent(in) :: name(*)
      integer(c_int32_t), value :: nin
      type(da_operand), intent(in) :: operands(*)
      type(da_ufunc_options), intent(in), optional :: options
      integer(c_int32_t), value :: nout
      type(c_ptr), intent(in) :: out(*)
      integer(c_int32_t) :: status
    end function da_ufunc_call

    ! Register a loop of the application's as an element-wise function for da_ufunc_call().
    function da_ufunc_register(name, nin, nout, dtypes, loop, user) result(status) bind(C, name="da_ufunc_register")
      import
      implicit none
      character(kind=c_char), intent(in) :: name(*)
      integer(c_int32_t), value :: nin
      integer(c_int32_t), value :: nout
      integer(c_int32_t), intent(in) :: dtypes(*)
      type(c_funptr), value :: loop
      type(c_ptr), value :: user
      integer(c_int32_t) :: status
    end function da_ufunc_register

    ! Forget an element-wise function of the application, with all its loops.
    function da_ufunc_unregister(name) result(status) bind(C, name="da_ufunc_unregister")
      import
      implicit none
      character(kind=c_char), intent(in) :: name(*)
      integer(c_int32_t) :: status
    end function da_ufunc_unregister
  end interface
end module distarray_kernels
