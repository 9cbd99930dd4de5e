# The targets. Whoever includes this file has set DISTARRAY_LIBDIR, _INCLUDEDIR, _FORTRANDIR,
# _SONAME, _SHARED, _STATIC_LIBS and _HDF5, and found MPI.

# mpi.h may pull in the C++ bindings that MPI 3 removed; nobody here wants them.
set(_distarray_definitions OMPI_SKIP_MPICXX MPICH_SKIP_MPICXX)

if(NOT TARGET DistArray::distarray)
  add_library(DistArray::distarray SHARED IMPORTED)
  set_target_properties(DistArray::distarray PROPERTIES
    IMPORTED_LOCATION "${DISTARRAY_LIBDIR}/${DISTARRAY_SHARED}"
    IMPORTED_SONAME "${DISTARRAY_SONAME}"
    INTERFACE_INCLUDE_DIRECTORIES "${DISTARRAY_INCLUDEDIR}"
    INTERFACE_COMPILE_DEFINITIONS "${_distarray_definitions}"
    INTERFACE_LINK_LIBRARIES MPI::MPI_C)
endif()

if(NOT TARGET DistArray::distarray_static)
  set(_distarray_static_libs MPI::MPI_C ${DISTARRAY_STATIC_LIBS})
  if(DISTARRAY_HDF5)
    list(PREPEND _distarray_static_libs ${HDF5_C_LIBRARIES})
  endif()
  add_library(DistArray::distarray_static STATIC IMPORTED)
  set_target_properties(DistArray::distarray_static PROPERTIES
    IMPORTED_LOCATION "${DISTARRAY_LIBDIR}/libdistarray.a"
    IMPORTED_LINK_INTERFACE_LANGUAGES C
    INTERFACE_INCLUDE_DIRECTORIES "${DISTARRAY_INCLUDEDIR}"
    INTERFACE_COMPILE_DEFINITIONS "${_distarray_definitions}"
    INTERFACE_LINK_LIBRARIES "${_distarray_static_libs}")
endif()

# The Fortran modules are compiled by the consumer's compiler, in the consumer's build. All but two
# know no MPI: distarray_f08 and distarray_objects_f08 need the module mpi_f08. Each uses modules before it only.
set(DISTARRAY_FORTRAN_PARTS types operations base distributions arrays arithmetic mathematics comparison reductions kernels
    views access creation plans halos printing protocol scans selection text section for_logical for_short for_integer for_real for_complex)
# The types of the objects, after distarray.f90: they use all of it. The last parts are a chain, each extends the one before.
set(DISTARRAY_FORTRAN_OBJECTS errors values contexts distributions boxes layouts base apply moves views fills elements unary
    arithmetic integers comparison pairs sums spreads extrema truths bool int8 int16 int32 int64 real32 real64 complex32 complex64)
if(NOT TARGET distarray_fortran AND TARGET MPI::MPI_Fortran AND EXISTS "${DISTARRAY_FORTRANDIR}/distarray.f90")
  # MPICH's wrapper brings options that only a Fortran compiler knows, and CMake gives them to every language of
  # a target that links MPI::MPI_Fortran.
  get_target_property(_distarray_options MPI::MPI_Fortran INTERFACE_COMPILE_OPTIONS)
  if(_distarray_options AND NOT _distarray_options MATCHES "COMPILE_LANGUAGE")
    set_property(TARGET MPI::MPI_Fortran PROPERTY INTERFACE_COMPILE_OPTIONS
                 "$<$<COMPILE_LANGUAGE:Fortran>:${_distarray_options}>")
  endif()
  set(_distarray_modules "${CMAKE_CURRENT_BINARY_DIR}/distarray_modules")
  set(_distarray_parts ${DISTARRAY_FORTRAN_OBJECTS})
  list(TRANSFORM _distarray_parts PREPEND "object_")
  list(APPEND _distarray_parts ${DISTARRAY_FORTRAN_PARTS} objects)
  if(MPI_Fortran_HAVE_F08_MODULE)
    list(APPEND _distarray_parts f08 objects_f08)
  endif()
  list(TRANSFORM _distarray_parts REPLACE "(.+)" "${DISTARRAY_FORTRANDIR}/distarray_\\1.f90")
  add_library(distarray_fortran STATIC EXCLUDE_FROM_ALL "${DISTARRAY_FORTRANDIR}/distarray.f90" ${_distarray_parts})
  set_target_properties(distarray_fortran PROPERTIES
    Fortran_MODULE_DIRECTORY "${_distarray_modules}" POSITION_INDEPENDENT_CODE ON)
  target_include_directories(distarray_fortran INTERFACE "${_distarray_modules}")
  target_link_libraries(distarray_fortran PUBLIC DistArray::distarray MPI::MPI_Fortran)
  add_library(DistArray::fortran ALIAS distarray_fortran)
endif()
