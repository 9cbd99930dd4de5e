! Checks that count, and a verdict reduced over all ranks: tests/c/check.h for Fortran.
! A test names this file in its first lines:  ! ranks: 1 3  sources: support/check.f90
module check
  use mpi_f08
  use distarray, only: DA_OK, da_message, da_status_name, da_string
  use, intrinsic :: iso_fortran_env, only: error_unit, int32, int64, real32, real64
  implicit none
  private
  public :: check_true, check_equal, check_near, check_ok, check_status, check_finish

  integer(int64) :: checks = 0, failures = 0

  ! The text says what was compared; on failure it is printed with both values and the rank.
  interface check_equal
    module procedure check_equal_int32, check_equal_int64, check_equal_text
  end interface
  interface check_near
    module procedure check_near_real32, check_near_real64
  end interface

contains

  subroutine check_true(condition, what)
    logical, intent(in) :: condition
    character(len=*), intent(in) :: what
    call judge(condition, what)
  end subroutine check_true

  subroutine check_equal_int32(got, expected, what)
    integer(int32), intent(in) :: got, expected
    character(len=*), intent(in) :: what
    call check_equal_int64(int(got, int64), int(expected, int64), what)
  end subroutine check_equal_int32

  subroutine check_equal_int64(got, expected, what)
    integer(int64), intent(in) :: got, expected
    character(len=*), intent(in) :: what
    character(len=80) :: values
    write (values, '(": got ", i0, ", expected ", i0)') got, expected
    call judge(got == expected, what // trim(values))
  end subroutine check_equal_int64

  subroutine check_equal_text(got, expected, what)
    character(len=*), intent(in) :: got, expected, what
    ! Fortran compares as if blanks followed; here the lengths count too.
    call judge(got == expected .and. len(got) == len(expected), &
        what // ": got """ // got // """, expected """ // expected // """")
  end subroutine check_equal_text

  subroutine check_ok(status, what)
    integer(int32), intent(in) :: status
    character(len=*), intent(in) :: what
    call check_status(status, DA_OK, what)
  end subroutine check_ok

  ! An error comes with a message, on mismatch it is what explains the status.
  subroutine check_status(status, expected, what)
    integer(int32), intent(in) :: status, expected
    character(len=*), intent(in) :: what
    call judge(status == expected, what // ": got " // da_string(da_status_name(status)) // ", expected " // &
        da_string(da_status_name(expected)) // ", message: " // da_message())
    if (expected /= DA_OK) call judge(len(da_message()) > 0, what // ": an error without a message")
  end subroutine check_status

  subroutine check_near_real32(got, expected, tolerance, what)
    real(real32), intent(in) :: got, expected, tolerance
    character(len=*), intent(in) :: what
    call check_near_real64(real(got, real64), real(expected, real64), real(tolerance, real64), what)
  end subroutine check_near_real32

  subroutine check_near_real64(got, expected, tolerance, what)
    real(real64), intent(in) :: got, expected, tolerance
    character(len=*), intent(in) :: what
    character(len=120) :: values
    write (values, '(": got ", g0, ", expected ", g0, " within ", g0)') got, expected, tolerance
    call judge(abs(got - expected) <= tolerance, what // trim(values))
  end subroutine check_near_real64

  subroutine judge(ok, text)
    logical, intent(in) :: ok
    character(len=*), intent(in) :: text
    integer :: rank
    checks = checks + 1
    if (ok) return
    failures = failures + 1
    call MPI_Comm_rank(MPI_COMM_WORLD, rank)
    write (error_unit, '("rank ", i0, ": failed: ", a)') rank, text
  end subroutine judge

  ! Prints the verdict over all ranks on rank 0 and finalises MPI; a rank without checks fails.
  subroutine check_finish()
    integer(int64) :: mine(2), everywhere(2)
    integer :: rank
    mine = [checks, failures + merge(1_int64, 0_int64, checks == 0)]
    call MPI_Allreduce(mine, everywhere, 2, MPI_INTEGER8, MPI_SUM, MPI_COMM_WORLD)
    call MPI_Comm_rank(MPI_COMM_WORLD, rank)
    if (rank == 0) then
      if (everywhere(2) == 0) then
        print '("PASS ", i0, " checks")', everywhere(1)
      else
        print '("FAIL ", i0, " of ", i0, " checks")', everywhere(2), everywhere(1)
      end if
    end if
    call MPI_Finalize()
    if (everywhere(2) /= 0) error stop 1
  end subroutine check_finish

end module check
