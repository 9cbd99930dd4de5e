# Which MPI, where a machine has several. Debian ends the names of its compilers and launchers with the name
# of the MPI, whatever the plain names stand for: mpicc.mpich, mpiexec.openmpi.
set(DISTARRAY_MPI "" CACHE STRING "Empty for the MPI that CMake finds, or Debian's name of one: mpich, openmpi")

# Sets `variable`, which FindMPI reads, to the path of `tool`.
function(distarray_mpi_tool variable tool need)
  find_program(${variable} NAMES "${tool}.${DISTARRAY_MPI}" DOC "Of the MPI that DISTARRAY_MPI names")
  if(need AND NOT ${variable})
    message(FATAL_ERROR "DISTARRAY_MPI is '${DISTARRAY_MPI}', and there is no ${tool}.${DISTARRAY_MPI}: "
            "run 'make setup MPI=${DISTARRAY_MPI}', or leave DISTARRAY_MPI empty and set MPI_C_COMPILER.")
  endif()
endfunction()

if(DISTARRAY_MPI)
  distarray_mpi_tool(MPI_C_COMPILER mpicc TRUE)
  distarray_mpi_tool(MPIEXEC_EXECUTABLE mpiexec TRUE)
  # For those who include these sources; this library needs C only.
  distarray_mpi_tool(MPI_CXX_COMPILER mpicxx FALSE)
  distarray_mpi_tool(MPI_Fortran_COMPILER mpif90 FALSE)
  # A parallel HDF5 belongs to one MPI, and its wrapper says where it is.
  distarray_mpi_tool(HDF5_C_COMPILER_EXECUTABLE h5pcc FALSE)
endif()
