# DistArray::tpetra: <distarray/tpetra.hpp> with Trilinos' Tpetra, as its own CMake package describes it.
if(NOT TARGET DistArray::tpetra)
  include("${CMAKE_CURRENT_LIST_DIR}/cxx.cmake")
  if(TARGET DistArray::cxx)
    # Trilinos may have been built with serial parts only on a machine with another MPI; the test program of
    # the component notices. Its package talks a lot unless it is quiet.
    find_package(Tpetra QUIET CONFIG)
    if(Tpetra_FOUND)
      add_library(DistArray::tpetra INTERFACE IMPORTED)
      target_link_libraries(DistArray::tpetra INTERFACE DistArray::cxx ${Tpetra_LIBRARIES} ${Tpetra_TPL_LIBRARIES})
      target_include_directories(DistArray::tpetra SYSTEM INTERFACE ${Tpetra_INCLUDE_DIRS} ${Tpetra_TPL_INCLUDE_DIRS})
    else()
      set(DISTARRAY_WHY "CMake finds no Tpetra (Debian: packages libtrilinos-tpetra-dev, libtrilinos-kokkos-dev, "
          "libtrilinos-kokkos-kernels-dev and libtrilinos-teuchos-dev)")
      list(JOIN DISTARRAY_WHY "" DISTARRAY_WHY)
    endif()
  endif()
endif()
