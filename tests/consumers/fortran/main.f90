! Prints the version of the library it was linked with.
program consumer
  use mpi_f08
  use, intrinsic :: iso_c_binding, only: c_int32_t
  use distarray
  implicit none
  integer(c_int32_t) :: major, minor, patch, status

  call MPI_Init()
  status = da_version(major, minor, patch)
  if (status == DA_OK) print '("version ", i0, ".", i0, ".", i0)', major, minor, patch
  call MPI_Finalize()
  if (status /= DA_OK) error stop 1
end program consumer
