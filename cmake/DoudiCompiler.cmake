# How every target of the house is compiled: the language, the same bytes from any folder,
# sanitizers, ccache. Warnings and hardening have files of their own.

include(CheckCXXCompilerFlag)
include(CheckLinkerFlag)
include(CheckPIESupported)
check_pie_supported(LANGUAGES CXX)

set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(DOUDI_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(DOUDI_CCACHE_PROGRAM ccache)
  mark_as_advanced(DOUDI_CCACHE_PROGRAM)
  if(DOUDI_CCACHE_PROGRAM)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${DOUDI_CCACHE_PROGRAM}")
  endif()
endif()

# Puts into `out` those of the remaining arguments that this compiler accepts.
function(doudi_accepted_flags out)
  set(accepted)
  foreach(flag IN LISTS ARGN)
    string(MAKE_C_IDENTIFIER "DOUDI_HAS${flag}" known)
    check_cxx_compiler_flag("${flag}" ${known})
    if(${known})
      list(APPEND accepted "${flag}")
    endif()
  endforeach()
  set(${out} "${accepted}" PARENT_SCOPE)
endfunction()

doudi_accepted_flags(doudi_reproducible_flags "-ffile-prefix-map=${PROJECT_SOURCE_DIR}=.")

function(doudi_compile_like_us target)
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_compile_options(${target} PRIVATE ${doudi_reproducible_flags} ${doudi_warning_flags})
  target_compile_definitions(${target} PRIVATE _GLIBCXX_ASSERTIONS)
  if(DOUDI_SANITIZE)
    set(sanitize "-fsanitize=${DOUDI_SANITIZE}" -fno-sanitize-recover=all -fno-omit-frame-pointer)
    if(DOUDI_SANITIZE MATCHES undefined)
      # Checks at every pointer used cost a third of the compile time. A null or dangling one the address sanitizer stops as
      # well; misaligned and wrongly cast ones are left to the warnings (-Wcast-align, -Wold-style-cast).
      list(APPEND sanitize -fno-sanitize=null,alignment,vptr,object-size,nonnull-attribute,returns-nonnull-attribute)
    endif()
    target_compile_options(${target} PRIVATE ${sanitize})
    target_link_options(${target} PUBLIC "$<BUILD_INTERFACE:-fsanitize=${DOUDI_SANITIZE}>")
  elseif(DOUDI_HARDENING)
    target_compile_options(${target} PRIVATE ${doudi_hardening_flags})
    target_link_options(${target} PRIVATE ${doudi_hardening_link_flags})
  endif()
endfunction()
