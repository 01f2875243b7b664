# `cmake --install`: the program, the library with its headers, the law; and find_package(doudi) for others.

include(CMakePackageConfigHelpers)
set(doudi_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/doudi")

install(TARGETS doudi EXPORT doudi-targets FILE_SET HEADERS)
install(TARGETS doudi-cli)
install(DIRECTORY rules samples docs/schema DESTINATION "${CMAKE_INSTALL_DATADIR}/doudi" OPTIONAL)
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}")

install(EXPORT doudi-targets NAMESPACE doudi:: DESTINATION "${doudi_package_dir}")
configure_package_config_file(cmake/doudi-config.cmake.in doudi-config.cmake INSTALL_DESTINATION "${doudi_package_dir}")
write_basic_package_version_file(doudi-config-version.cmake COMPATIBILITY SameMinorVersion)
install(
  FILES "${PROJECT_BINARY_DIR}/doudi-config.cmake" "${PROJECT_BINARY_DIR}/doudi-config-version.cmake"
        cmake/doudi-yaml-cpp.cmake cmake/FindXlsxWriter.cmake
  DESTINATION "${doudi_package_dir}"
)

# A .deb: `cmake --workflow --preset deb` (needs dpkg-dev and file).
set(CPACK_PACKAGE_CONTACT "the doudi authors <doudi@example.invalid>")
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
include(CPack)
