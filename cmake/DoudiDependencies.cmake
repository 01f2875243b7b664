# What doudi stands on. Only packages that the system already has; nothing is downloaded.
# CONFIG: Boost's own package, because CMake's FindBoost is gone from 3.30 on.

find_package(Boost 1.74 REQUIRED CONFIG)
find_package(CLI11 2.1 REQUIRED CONFIG)
find_package(fmt 9 REQUIRED CONFIG)
find_package(nlohmann_json 3.11 REQUIRED CONFIG)
find_package(OpenSSL 3 REQUIRED COMPONENTS Crypto)
find_package(Threads REQUIRED)
find_package(XlsxWriter 1.1 REQUIRED)
find_package(yaml-cpp 0.7 REQUIRED CONFIG)
include(${CMAKE_CURRENT_LIST_DIR}/doudi-yaml-cpp.cmake)
find_package(ZLIB REQUIRED)

if(DOUDI_BUILD_TESTS)
  find_package(doctest 2.4 REQUIRED CONFIG)
  find_package(rapidcheck REQUIRED CONFIG)
endif()
