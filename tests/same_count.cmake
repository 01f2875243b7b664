# Fails unless ctest runs as many cases of PROGRAM as PROGRAM itself has, and at least one.
# A `;` in a test's name would make ctest run two filters that match nothing, and both would pass.

execute_process(COMMAND "${PROGRAM}" --count OUTPUT_VARIABLE counted COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${CTEST}" --test-dir "${BUILD}" -N -R "^${PREFIX}\\."
  OUTPUT_VARIABLE listed COMMAND_ERROR_IS_FATAL ANY)

if(NOT counted MATCHES "filters: ([0-9]+)")
  message(FATAL_ERROR "${PROGRAM} --count says no number:\n${counted}")
endif()
set(in_program "${CMAKE_MATCH_1}")
if(NOT listed MATCHES "Total Tests: ([0-9]+)")
  message(FATAL_ERROR "ctest -N says no number:\n${listed}")
endif()
set(in_ctest "${CMAKE_MATCH_1}")

if(in_program EQUAL 0 OR NOT in_program EQUAL in_ctest)
  message(FATAL_ERROR "the program has ${in_program} cases, ctest ${in_ctest}: is there a ';' or a name twice?")
endif()
message(STATUS "${in_program} cases")
