# The custom target `distarray_cargo`: cargo builds both libraries, this file puts them into lib/
# of the build tree under the names that the loader and the linkers want.

set(DISTARRAY_BUILD_LIBDIR "${CMAKE_CURRENT_BINARY_DIR}/lib")
set(DISTARRAY_SONAME "libdistarray.so.${PROJECT_VERSION_MAJOR}")
set(DISTARRAY_SHARED "libdistarray.so.${PROJECT_VERSION}")

# mpi-sys asks the wrapper for its flags, and takes nothing else.
execute_process(COMMAND "${MPI_C_COMPILER}" -show RESULT_VARIABLE _show_failed
                OUTPUT_VARIABLE _show_text ERROR_VARIABLE _show_text)
if(_show_failed)
  message(FATAL_ERROR "MPI_C_COMPILER is '${MPI_C_COMPILER}', which does not answer -show: ${_show_text}\n"
          "Set MPI_C_COMPILER to MPI's compiler wrapper, such as mpicc.")
endif()

# mpi-sys is not rebuilt when MPI changes, so every MPI gets a cargo target directory of its own.
get_filename_component(_mpicc_real "${MPI_C_COMPILER}" REALPATH)
string(SHA256 _mpi_key "${MPI_C_COMPILER};${_mpicc_real};${MPI_C_INCLUDE_DIRS};${MPI_C_LIBRARIES}")
string(SUBSTRING "${_mpi_key}" 0 8 _mpi_key)
set(DISTARRAY_CARGO_DIR "${CMAKE_CURRENT_BINARY_DIR}/cargo-${_mpi_key}" CACHE PATH
    "cargo's target directory; one per MPI")

set(_cargo_environment "MPICC=${MPI_C_COMPILER}")
set(_cargo_arguments --lib --crate-type cdylib,staticlib --locked --target-dir "${DISTARRAY_CARGO_DIR}")

# What a program needs that links the static library, besides MPI (rustc's native-static-libs).
set(DISTARRAY_STATIC_LIBS gcc_s util rt pthread m dl c)

if(DISTARRAY_HDF5)
  set(HDF5_PREFER_PARALLEL ON)
  find_package(HDF5 REQUIRED COMPONENTS C)
  if(NOT HDF5_IS_PARALLEL)
    message(FATAL_ERROR "DISTARRAY_HDF5 needs a parallel HDF5; CMake found the serial ${HDF5_C_LIBRARIES}. "
            "Set HDF5_ROOT, or install libhdf5-openmpi-dev.")
  endif()
  # hdf5-metno-sys wants the folder that holds include/ and lib/. Debian keeps it beside the library.
  list(GET HDF5_C_LIBRARIES 0 _hdf5_library)
  get_filename_component(_hdf5_root "${_hdf5_library}" DIRECTORY)
  if(NOT IS_DIRECTORY "${_hdf5_root}/include")
    get_filename_component(_hdf5_root "${_hdf5_root}" DIRECTORY)
  endif()
  list(APPEND _cargo_environment "HDF5_DIR=${_hdf5_root}")
  list(APPEND _cargo_arguments --features hdf5)
endif()

set(_is_debug "$<CONFIG:Debug>")
set(_cargo_output "${DISTARRAY_CARGO_DIR}/$<IF:${_is_debug},debug,release>")
add_custom_target(distarray_cargo ALL
  COMMAND "${CMAKE_COMMAND}" -E env ${_cargo_environment}
          "${PROJECT_SOURCE_DIR}/scripts/cargo.sh" rustc ${_cargo_arguments}
          --profile "$<IF:${_is_debug},dev,release>"
  COMMAND "${CMAKE_COMMAND}" -E make_directory "${DISTARRAY_BUILD_LIBDIR}"
  COMMAND "${CMAKE_COMMAND}" -E copy_if_different "${_cargo_output}/libdistarray.so"
          "${DISTARRAY_BUILD_LIBDIR}/${DISTARRAY_SHARED}"
  COMMAND "${CMAKE_COMMAND}" -E copy_if_different "${_cargo_output}/libdistarray.a"
          "${DISTARRAY_BUILD_LIBDIR}/libdistarray.a"
  COMMAND "${CMAKE_COMMAND}" -E create_symlink "${DISTARRAY_SHARED}" "${DISTARRAY_BUILD_LIBDIR}/${DISTARRAY_SONAME}"
  COMMAND "${CMAKE_COMMAND}" -E create_symlink "${DISTARRAY_SONAME}" "${DISTARRAY_BUILD_LIBDIR}/libdistarray.so"
  BYPRODUCTS "${DISTARRAY_BUILD_LIBDIR}/${DISTARRAY_SHARED}" "${DISTARRAY_BUILD_LIBDIR}/libdistarray.a"
  WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
  COMMENT "cargo builds libdistarray"
  USES_TERMINAL VERBATIM)
