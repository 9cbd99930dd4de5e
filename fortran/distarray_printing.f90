! Arrays as text: distarray.h declares and describes these functions.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_printing
  use, intrinsic :: iso_c_binding, only: c_ptr, c_char, c_int32_t, c_int64_t
  use distarray_types, only: da_print_options
  implicit none
  private :: c_ptr, c_char, c_int32_t, c_int64_t

  interface
    ! Write an array as NumPy prints it, long ones summarised.
    function da_array_print(a, options, buffer, capacity, length) result(status) bind(C, name="da_array_print")
      import
      implicit none
      type(c_ptr), value :: a
      type(da_print_options), intent(in), optional :: options
      character(kind=c_char), intent(out), optional :: buffer(*)
      integer(c_int64_t), value :: capacity
      integer(c_int64_t), intent(out), optional :: length
      integer(c_int32_t) :: status
    end function da_array_print

    ! Write a line that says what an array is, and what this rank has of it.
    function da_array_summary(a, buffer, capacity, length) result(status) bind(C, name="da_array_summary")
      import
      implicit none
      type(c_ptr), value :: a
      character(kind=c_char), intent(out), optional :: buffer(*)
      integer(c_int64_t), value :: capacity
      integer(c_int64_t), intent(out), optional :: length
      integer(c_int32_t) :: status
    end function da_array_summary
  end interface
end module distarray_printing
