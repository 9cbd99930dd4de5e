! da_wrap and da_pointer: every type in every rank; unsigned integers through signed pointers.
! ranks: 1 2 3 6  valgrind-full: 1 sources: support/check.f90 support/specifics.f90 support/specifics_bool.f90 support/specifics_int8.f90 support/specifics_int16.f90 support/specifics_int32.f90 support/specifics_int64.f90 support/specifics_real32.f90 support/specifics_real64.f90 support/specifics_complex32.f90 support/specifics_complex64.f90
program wrap_types
  use mpi_f08, only: MPI_Init, MPI_COMM_WORLD, MPI_Comm_size
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: int8, int16, int32, int64, real64
  use check
  use distarray_f08
  use specifics
  use specifics_bool
  use specifics_int8
  use specifics_int16
  use specifics_int32
  use specifics_int64
  use specifics_real32
  use specifics_real64
  use specifics_complex32
  use specifics_complex64
  implicit none
  integer :: ranks

  call MPI_Init()
  call MPI_Comm_size(MPI_COMM_WORLD, ranks)
  call start()
  call check_bool()
  call check_int8()
  call check_int16()
  call check_int32()
  call check_int64()
  call check_real32()
  call check_real64()
  call check_complex32()
  call check_complex64()
  call unsigned()
  call finish()
  call check_finish()

contains

  ! The same bits: -1 is the greatest number of each unsigned dtype, and comes back as -1.
  subroutine unsigned()
    integer(int8), pointer :: p8(:)
    integer(int16), pointer :: p16(:)
    integer(int32), pointer :: p32(:)
    integer(int64), pointer :: p64(:)
    type(c_ptr) :: dist, a
    dist = distribution([3])
    a = zeros(dist, DA_UINT8)
    call check_ok(da_pointer(a, p8), "uint8")
    p8 = [-1_int8, 1_int8, 0_int8]
    call check_near(sum_of(a), 256.0_real64 * ranks, 0.0_real64, "uint8: 255 and 1")
    call discard(a)
    a = zeros(dist, DA_UINT16)
    call check_ok(da_pointer(a, p16), "uint16")
    p16 = [-1_int16, 1_int16, 0_int16]
    call check_near(sum_of(a), 65536.0_real64 * ranks, 0.0_real64, "uint16: 65535 and 1")
    call discard(a)
    a = zeros(dist, DA_UINT32)
    call check_ok(da_pointer(a, p32), "uint32")
    p32 = [-1_int32, 1_int32, 0_int32]
    call check_near(sum_of(a), 2.0_real64**32 * ranks, 0.0_real64, "uint32: the greatest and 1")
    call discard(a)
    a = zeros(dist, DA_UINT64)
    call check_ok(da_fill(a, da_u64(-2_int64)), "uint64: the greatest but one")
    call check_ok(da_pointer(a, p64), "uint64")
    call check_true(all(p64 == -2), "uint64: read as -2")
    call check_ok(da_fill(a, da_u64(1_int64)), "uint64: 1")
    p64(3) = ishft(1_int64, 60)
    call check_near(sum_of(a), 2.0_real64**60 * ranks, 256.0_real64, "uint64: a sum that is rounded")
    call discard(a)
    call check_ok(da_distribution_free(dist), "da_distribution_free")
  end subroutine unsigned

  function sum_of(a) result(number)
    type(c_ptr), intent(in) :: a
    real(real64) :: number
    type(da_value) :: value
    number = 0
    call check_ok(da_sum_value(a, value), "da_sum_value")
    call check_ok(da_value_f64(value, number), "da_value_f64")
  end function sum_of
end program wrap_types
