# The package: the same config file for the build tree and for the installation, which differ only
# in the folders they name.
include(CMakePackageConfigHelpers)

set(DISTARRAY_INSTALL_CMAKEDIR "${CMAKE_INSTALL_LIBDIR}/cmake/distarray")
set(DISTARRAY_INSTALL_FORTRANDIR "${CMAKE_INSTALL_DATADIR}/distarray/fortran")
set(_config_dirs DISTARRAY_LIBDIR DISTARRAY_INCLUDEDIR DISTARRAY_FORTRANDIR)
set(_generated "${CMAKE_CURRENT_BINARY_DIR}/package")
# The adapters to other libraries, a file each.
file(GLOB _components CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}/cmake/components"
     "${PROJECT_SOURCE_DIR}/cmake/components/*.cmake")

# Makes the package's files in `directory`, to be used from the folder `place` of the tree `prefix`.
function(distarray_write_config directory prefix place)
  configure_package_config_file(
    "${PROJECT_SOURCE_DIR}/cmake/distarray-config.cmake.in" "${directory}/distarray-config.cmake"
    INSTALL_DESTINATION "${place}" INSTALL_PREFIX "${prefix}"
    PATH_VARS ${_config_dirs} NO_CHECK_REQUIRED_COMPONENTS_MACRO)
  # Before 1.0 a new minor version may change the interface.
  write_basic_package_version_file("${directory}/distarray-config-version.cmake"
    VERSION ${PROJECT_VERSION} COMPATIBILITY SameMinorVersion)
  configure_file("${PROJECT_SOURCE_DIR}/cmake/distarray-targets.cmake"
                 "${directory}/distarray-targets.cmake" COPYONLY)
  foreach(component IN LISTS _components)
    configure_file("${PROJECT_SOURCE_DIR}/cmake/components/${component}" "${directory}/components/${component}" COPYONLY)
  endforeach()
endfunction()

# The build tree: absolute paths into the sources, so it must not be moved.
set(DISTARRAY_LIBDIR "${DISTARRAY_BUILD_LIBDIR}")
set(DISTARRAY_INCLUDEDIR "${PROJECT_SOURCE_DIR}/include")
set(DISTARRAY_FORTRANDIR "${PROJECT_SOURCE_DIR}/fortran")
distarray_write_config("${CMAKE_CURRENT_BINARY_DIR}" "${CMAKE_CURRENT_BINARY_DIR}" .)

# The same targets for a project that takes this one in with add_subdirectory.
include(distarray-targets)
set_target_properties(DistArray::distarray DistArray::distarray_static PROPERTIES IMPORTED_GLOBAL TRUE)
add_dependencies(DistArray::distarray distarray_cargo)
add_dependencies(DistArray::distarray_static distarray_cargo)

# The installation: folders relative to the prefix.
set(DISTARRAY_LIBDIR "${CMAKE_INSTALL_LIBDIR}")
set(DISTARRAY_INCLUDEDIR "${CMAKE_INSTALL_INCLUDEDIR}")
set(DISTARRAY_FORTRANDIR "${DISTARRAY_INSTALL_FORTRANDIR}")
distarray_write_config("${_generated}" "${CMAKE_INSTALL_PREFIX}" "${DISTARRAY_INSTALL_CMAKEDIR}")

install(PROGRAMS "${DISTARRAY_BUILD_LIBDIR}/${DISTARRAY_SHARED}" DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(FILES "${DISTARRAY_BUILD_LIBDIR}/${DISTARRAY_SONAME}" "${DISTARRAY_BUILD_LIBDIR}/libdistarray.so"
              "${DISTARRAY_BUILD_LIBDIR}/libdistarray.a"
        DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(FILES "${_generated}/distarray-config.cmake" "${_generated}/distarray-config-version.cmake"
              "${_generated}/distarray-targets.cmake"
        DESTINATION "${DISTARRAY_INSTALL_CMAKEDIR}")
install(DIRECTORY "${_generated}/components" DESTINATION "${DISTARRAY_INSTALL_CMAKEDIR}")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DATAROOTDIR}/doc/distarray")
if(DISTARRAY_FORTRAN)
  # A .mod file belongs to one compiler and one MPI: the source is what can be shared.
  install(DIRECTORY "${PROJECT_SOURCE_DIR}/fortran/" DESTINATION "${DISTARRAY_FORTRANDIR}"
          FILES_MATCHING PATTERN "*.f90" PATTERN examples EXCLUDE)
endif()
# The Python package, to be put on PYTHONPATH or given to pip: it finds the library beside itself.
install(DIRECTORY "${PROJECT_SOURCE_DIR}/python/" DESTINATION "${CMAKE_INSTALL_DATADIR}/distarray/python"
        PATTERN __pycache__ EXCLUDE PATTERN "*.egg-info" EXCLUDE PATTERN build EXCLUDE)

include(DistArrayPkgConfig)
