! Texts of the library as Fortran strings, and the messages of this module's own functions.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_text
  use, intrinsic :: iso_c_binding, only: c_ptr, c_associated, c_f_pointer, c_char, c_size_t, c_int32_t, &
      c_int64_t
  use distarray_base, only: da_dtype_size, da_error_message
  implicit none
  private
  public :: da_string, da_message, leave_message

  ! No dtype. Asked for its size, the library leaves a message with this number in it; the next call
  ! of the library wipes that out, and with it what da_message() would say about our own functions.
  integer(c_int32_t), parameter :: mark = -1836016498_c_int32_t
  character(len=*), parameter :: mark_text = "-1836016498"
  character(len=:), allocatable :: own_text

  interface
    function c_strlen(text) result(length) bind(C, name="strlen")
      import
      implicit none
      type(c_ptr), value :: text
      integer(c_size_t) :: length
    end function c_strlen
  end interface

contains

  ! A text that C returned, such as da_dtype_name(DA_INT32), as a Fortran string; NULL is empty.
  function da_string(text) result(string)
    type(c_ptr), intent(in), value :: text
    character(len=:), allocatable :: string
    character(kind=c_char), pointer :: letters(:)
    integer(c_size_t) :: i, length
    length = 0
    if (c_associated(text)) length = c_strlen(text)
    allocate (character(len=length) :: string)
    if (length == 0) return
    call c_f_pointer(text, letters, [length])
    do i = 1, length
      string(i:i) = letters(i)
    end do
  end function da_string

  ! What went wrong in this thread's last call: da_error_message(), and the same for the functions of
  ! the Fortran module. Empty after a call that succeeded.
  function da_message() result(string)
    character(len=:), allocatable :: string
    string = da_string(da_error_message())
    if (index(string, mark_text) > 0 .and. allocated(own_text)) string = own_text
  end function da_message

  ! Set what da_message() says until the next call of the library.
  subroutine leave_message(text)
    character(len=*), intent(in) :: text
    integer(c_int64_t) :: unused
    if (da_dtype_size(mark, unused) /= 0) own_text = text
  end subroutine leave_message
end module distarray_text
