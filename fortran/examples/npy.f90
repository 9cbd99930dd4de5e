! Reads blocks of a NumPy file with int16 elements: "\x93NUMPY", two bytes of version, the length of a
! header, the header (a Python dictionary in one line), and the elements in C order.
! SPDX-License-Identifier: BSD-3-Clause
module npy
  use, intrinsic :: iso_fortran_env, only: int8, int16, int64
  implicit none
  private
  public :: npy_matrix_shape, npy_read_block

contains

  ! Rows and columns; `wrong` is empty, or says why there is no such matrix.
  subroutine npy_matrix_shape(path, shape, wrong)
    character(len=*), intent(in) :: path
    integer(int64), intent(out) :: shape(2)
    character(len=:), allocatable, intent(out) :: wrong
    integer(int64) :: begin
    integer :: unit
    call open_matrix(path, unit, shape, begin, wrong)
    if (wrong == "") close (unit)
  end subroutine npy_matrix_shape

  ! Reads size(block, 1) rows and size(block, 2) columns, whose first ones are first(1) and first(2)
  ! counted from 0. block(i, j) is row i, column j: what is a row in the file lies across columns here.
  subroutine npy_read_block(path, first, block, wrong)
    character(len=*), intent(in) :: path
    integer(int64), intent(in) :: first(2)
    integer(int16), intent(out) :: block(:, :)
    character(len=:), allocatable, intent(out) :: wrong
    integer(int64) :: shape(2), begin, row
    integer :: unit, trouble
    call open_matrix(path, unit, shape, begin, wrong)
    if (wrong /= "") return
    do row = 1, size(block, 1, int64)
      if (size(block, 2) == 0) exit
      read (unit, pos=begin + 2 * ((first(1) + row - 1) * shape(2) + first(2)), iostat=trouble) block(row, :)
      if (trouble /= 0) then
        wrong = "it ends before its last element"
        exit
      end if
    end do
    close (unit)
  end subroutine npy_read_block

  ! Opens a file; its first element is at position `begin`.
  subroutine open_matrix(path, unit, shape, begin, wrong)
    character(len=*), intent(in) :: path
    integer, intent(out) :: unit
    integer(int64), intent(out) :: shape(2), begin
    character(len=:), allocatable, intent(out) :: wrong
    character(len=:), allocatable :: header
    integer :: trouble
    wrong = ""
    begin = 0
    shape = 0
    open (newunit=unit, file=path, access="stream", form="unformatted", status="old", action="read", iostat=trouble)
    if (trouble /= 0) then
      wrong = "it cannot be opened"
      return
    end if
    call read_header(unit, header, wrong)
    if (wrong == "") call parse_header(header, shape, wrong)
    inquire (unit=unit, pos=begin)
    if (wrong /= "") close (unit)
  end subroutine open_matrix

  ! The length of the header has two bytes in version 1, four since; little-endian on every machine.
  subroutine read_header(unit, header, wrong)
    integer, intent(in) :: unit
    character(len=:), allocatable, intent(out) :: header
    character(len=:), allocatable, intent(inout) :: wrong
    character(len=6) :: magic
    character :: version(2), bytes(4)
    integer(int64) :: length
    integer :: trouble, i
    header = ""
    wrong = "it is not a .npy file"
    read (unit, iostat=trouble) magic, version
    if (trouble /= 0) return
    if (magic /= char(147) // "NUMPY" .or. ichar(version(1)) < 1 .or. ichar(version(1)) > 3) return
    bytes = char(0)
    read (unit, iostat=trouble) bytes(:merge(2, 4, ichar(version(1)) == 1))
    if (trouble /= 0) return
    length = sum([(ichar(bytes(i), int64) * 256_int64**(i - 1), i = 1, 4)])
    wrong = "its header is too long"
    if (length > 65536) return
    header = repeat(" ", int(length))
    wrong = "it ends in its header"
    read (unit, iostat=trouble) header
    if (trouble == 0) wrong = ""
  end subroutine read_header

  ! Judges the dictionary. Elements are read as they are, so they must have this machine's byte order.
  subroutine parse_header(header, shape, wrong)
    character(len=*), intent(in) :: header
    integer(int64), intent(out) :: shape(2)
    character(len=:), allocatable, intent(inout) :: wrong
    character(len=1), parameter :: order(0:1) = [">", "<"]
    integer :: from, to, trouble
    shape = 0
    if (index(header, "'descr': '" // order(little()) // "i2'") == 0) then
      wrong = "the elements are not int16 of this machine"
    else if (index(header, "'fortran_order': False") == 0) then
      wrong = "the elements are not in C order"
    else
      wrong = "the array has not two axes"
      from = index(header, "'shape': (")
      to = index(header(from + 1:), ")") + from
      if (from == 0 .or. to == from) return
      read (header(from + 10:to - 1), *, iostat=trouble) shape
      if (trouble == 0 .and. all(shape >= 0)) wrong = ""
    end if
  end subroutine parse_header

  ! 1 on machines that store the low byte first.
  pure integer function little()
    little = merge(1, 0, transfer([1_int8, 0_int8], 0_int16) == 1_int16)
  end function little
end module npy
