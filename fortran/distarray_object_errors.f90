! Errors in the habit of Fortran: da_check. What all procedures of the objects end with.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_object_errors
  use, intrinsic :: iso_c_binding, only: c_ptr, c_associated, c_null_char, c_int32_t, c_int64_t
  use distarray
  implicit none
  private
  public :: da_check, refuse, vacant, list

contains

  ! Does with a status what ALLOCATE does: with `stat` it is stored there (0 is success), and after an error
  ! `errmsg` receives the message; without `stat` an error stops the program with that message. Wraps
  ! calls of the functions that return a status:  call da_check(da_squeeze(a%handle, 0, out=b%handle))
  subroutine da_check(status, stat, errmsg)
    integer(c_int32_t), intent(in) :: status
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    character(len=:), allocatable :: text
    if (present(stat)) stat = status
    if (status == DA_OK) return
    if (present(errmsg)) errmsg = message_of(status)
    if (present(stat)) return
    text = message_of(status)
    error stop text
  end subroutine da_check

  ! The message; it begins with the name of the status, which da_pointer and da_wrap leave out.
  function message_of(status) result(text)
    integer(c_int32_t), intent(in) :: status
    character(len=:), allocatable :: text
    text = da_message()
    if (index(text, da_string(da_status_name(status)) // ":") /= 1) &
        text = da_string(da_status_name(status)) // ": " // text
  end function message_of

  ! An error that the library did not find: its message, and the status as the result.
  function refuse(status, text) result(same)
    integer(c_int32_t), intent(in) :: status
    character(len=*), intent(in) :: text
    integer(c_int32_t) :: same
    same = da_error_set(status, text // c_null_char)
  end function refuse

  ! DA_OK if an object holds nothing yet. As ALLOCATE does, creation refuses what would be lost.
  function vacant(handle) result(status)
    type(c_ptr), intent(in) :: handle
    integer(c_int32_t) :: status
    status = DA_OK
    if (c_associated(handle)) status = refuse(DA_ERR_ARGUMENT, "the object that is to be made holds something: " // &
        "free it first, or, if others refer to the same, use a new variable")
  end function vacant

  ! "344, 403"
  pure function list(numbers) result(text)
    integer(c_int64_t), intent(in) :: numbers(:)
    character(len=:), allocatable :: text
    character(len=24) :: one
    integer :: i
    text = ""
    do i = 1, size(numbers)
      write (one, '(i0)') numbers(i)
      if (i > 1) text = text // ", "
      text = text // trim(one)
    end do
  end function list
end module distarray_object_errors
