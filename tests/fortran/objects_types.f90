! wrap, pointer, gather, scatter, copy_local and assign_local of type(da_array): every type, every rank.
! ranks: 1 2 3 4 6  valgrind-full: 3  timeout: 90
! sources: support/check.f90 support/objects_memory.f90 support/objects_bool.f90 support/objects_int8.f90 support/objects_int16.f90
! sources: support/objects_int32.f90 support/objects_int64.f90 support/objects_real32.f90 support/objects_real64.f90
! sources: support/objects_complex32.f90 support/objects_complex64.f90
program objects_types
  use mpi
  use check
  use objects_memory
  use objects_bool
  use objects_int8
  use objects_int16
  use objects_int32
  use objects_int64
  use objects_real32
  use objects_real64
  use objects_complex32
  use objects_complex64
  implicit none
  integer :: ierror

  call MPI_Init(ierror)
  call begin(MPI_COMM_WORLD)
  call check_bool()
  call check_int8()
  call check_int16()
  call check_int32()
  call check_int64()
  call check_real32()
  call check_real64()
  call check_complex32()
  call check_complex64()
  call finish()
  call check_finish()
end program objects_types
