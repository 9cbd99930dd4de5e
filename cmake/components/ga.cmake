# DistArray::ga: <distarray/ga.h> with Global Arrays, whose libraries are static and bring no file for CMake or
# pkg-config. DISTARRAY_GA_LIBRARIES, if set, is what to link instead.
if(NOT TARGET DistArray::ga)
  if(NOT DISTARRAY_GA_LIBRARIES)
    find_path(DISTARRAY_GA_INCLUDE NAMES ga.h)
    find_library(DISTARRAY_GA_LIBRARY NAMES ga-openmpi ga)
    find_library(DISTARRAY_ARMCI_LIBRARY NAMES armci-openmpi armci)
    find_library(DISTARRAY_GA_SCALAPACK NAMES scalapack-openmpi scalapack)
    find_library(DISTARRAY_GA_LAPACK NAMES lapack)
    find_library(DISTARRAY_GA_BLAS NAMES blas)
    mark_as_advanced(DISTARRAY_GA_INCLUDE DISTARRAY_GA_LIBRARY DISTARRAY_ARMCI_LIBRARY DISTARRAY_GA_SCALAPACK
                     DISTARRAY_GA_LAPACK DISTARRAY_GA_BLAS)
  endif()
  if(DISTARRAY_GA_LIBRARIES)
    add_library(DistArray::ga INTERFACE IMPORTED)
    target_link_libraries(DistArray::ga INTERFACE DistArray::distarray ${DISTARRAY_GA_LIBRARIES})
  elseif(NOT DISTARRAY_GA_LIBRARY OR NOT DISTARRAY_GA_INCLUDE)
    set(DISTARRAY_WHY "Global Arrays is not there (Debian: package libglobalarrays-dev)")
  elseif(NOT DISTARRAY_ARMCI_LIBRARY)
    set(DISTARRAY_WHY "Global Arrays needs ARMCI (Debian: package libarmci-mpi-dev)")
  elseif(NOT DISTARRAY_GA_SCALAPACK OR NOT DISTARRAY_GA_LAPACK OR NOT DISTARRAY_GA_BLAS)
    set(DISTARRAY_WHY "Global Arrays needs ScaLAPACK, LAPACK and BLAS (Debian: package libscalapack-openmpi-dev)")
  else()
    # A target, so that MPI follows it on the command line: linkers that take only what is needed so far miss it otherwise.
    add_library(DistArray::ga_armci UNKNOWN IMPORTED)
    set_target_properties(DistArray::ga_armci PROPERTIES
      IMPORTED_LOCATION "${DISTARRAY_ARMCI_LIBRARY}" INTERFACE_LINK_LIBRARIES MPI::MPI_C)
    add_library(DistArray::ga INTERFACE IMPORTED)
    target_include_directories(DistArray::ga INTERFACE "${DISTARRAY_GA_INCLUDE}")
    target_link_libraries(DistArray::ga INTERFACE DistArray::distarray "${DISTARRAY_GA_LIBRARY}"
      "${DISTARRAY_GA_SCALAPACK}" "${DISTARRAY_GA_LAPACK}" "${DISTARRAY_GA_BLAS}" DistArray::ga_armci gfortran m)
  endif()
endif()
