! Sequences, storage orders, and functions of the application: distarray.h declares and describes these.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_creation
  use, intrinsic :: iso_c_binding, only: c_ptr, c_funptr, c_char, c_int32_t, c_int64_t
  use distarray_types, only: da_array_options, da_value
  implicit none
  private :: c_ptr, c_funptr, c_char, c_int32_t, c_int64_t, da_array_options, da_value

  interface
    ! Create a vector of numbers in equal steps.
    function da_arange(ctx, start, stop, step, dtype, dist, out) result(status) bind(C, name="da_arange")
      import
      implicit none
      type(c_ptr), value :: ctx
      type(da_value), value :: start, stop, step
      integer(c_int32_t), value :: dtype
      character(kind=c_char), intent(in), optional :: dist(*)
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_arange

    ! Create a vector of evenly spaced numbers.
    function da_linspace(ctx, start, stop, num, endpoint, dtype, dist, out) &
        result(status) bind(C, name="da_linspace")
      import
      implicit none
      type(c_ptr), value :: ctx
      type(da_value), value :: start, stop
      integer(c_int64_t), value :: num
      integer(c_int32_t), value :: endpoint, dtype
      character(kind=c_char), intent(in), optional :: dist(*)
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_linspace

    ! Create a vector of numbers that are evenly spaced on a logarithmic scale.
    function da_logspace(ctx, start, stop, num, endpoint, base, dtype, dist, out) &
        result(status) bind(C, name="da_logspace")
      import
      implicit none
      type(c_ptr), value :: ctx
      type(da_value), value :: start, stop
      integer(c_int64_t), value :: num
      integer(c_int32_t), value :: endpoint
      type(da_value), value :: base
      integer(c_int32_t), value :: dtype
      character(kind=c_char), intent(in), optional :: dist(*)
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_logspace

    ! Create a matrix with ones on a diagonal and zeros elsewhere.
    function da_eye(dist, k, dtype, out) result(status) bind(C, name="da_eye")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int64_t), value :: k
      integer(c_int32_t), value :: dtype
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_eye

    ! Create an array in a chosen storage order.
    function da_array_create(dist, dtype, options, out) result(status) bind(C, name="da_array_create")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int32_t), value :: dtype
      type(da_array_options), intent(in), optional :: options
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_array_create

    ! Copy an array into fresh memory in a chosen storage order, padding included.
    function da_copy_order(a, order, out) result(status) bind(C, name="da_copy_order")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: order
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_copy_order

    ! Get whether this rank's section is contiguous, and in which order.
    function da_array_order(a, c_contiguous, f_contiguous) result(status) bind(C, name="da_array_order")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), intent(out), optional :: c_contiguous, f_contiguous
      integer(c_int32_t) :: status
    end function da_array_order

    ! Create an array whose elements a function of their global indices makes.
    function da_fromfunction(dist, dtype, callback, user, out) result(status) bind(C, name="da_fromfunction")
      import
      implicit none
      type(c_ptr), value :: dist
      integer(c_int32_t), value :: dtype
      type(c_funptr), value :: callback
      type(c_ptr), value :: user
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_fromfunction

    ! Compute a function of every element of an array.
    function da_array_map(a, dtype, callback, user, out) result(status) bind(C, name="da_array_map")
      import
      implicit none
      type(c_ptr), value :: a
      integer(c_int32_t), value :: dtype
      type(c_funptr), value :: callback
      type(c_ptr), value :: user
      type(c_ptr), intent(inout) :: out
      integer(c_int32_t) :: status
    end function da_array_map

    ! Register a function of this process under a name, for da_call_local().
    function da_function_register(name, narrays, access, callback, user) &
        result(status) bind(C, name="da_function_register")
      import
      implicit none
      character(kind=c_char), intent(in) :: name(*)
      integer(c_int32_t), value :: narrays
      integer(c_int32_t), intent(in) :: access(*)
      type(c_funptr), value :: callback
      type(c_ptr), value :: user
      integer(c_int32_t) :: status
    end function da_function_register

    ! Forget a registered function.
    function da_function_unregister(name) result(status) bind(C, name="da_function_unregister")
      import
      implicit none
      character(kind=c_char), intent(in) :: name(*)
      integer(c_int32_t) :: status
    end function da_function_unregister

    ! Call a registered function on this rank's sections of arrays.
    function da_call_local(name, narrays, arrays, argument) result(status) bind(C, name="da_call_local")
      import
      implicit none
      character(kind=c_char), intent(in) :: name(*)
      integer(c_int32_t), value :: narrays
      type(c_ptr), intent(in) :: arrays(*)
      type(c_ptr), value :: argument
      integer(c_int32_t) :: status
    end function da_call_local
  end interface
end module distarray_creation
